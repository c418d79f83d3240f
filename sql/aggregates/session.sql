-- Sessions from the times of one actor's events.

CREATE FUNCTION @extschema@.analytics_session_number(at pg_catalog.timestamptz, timeout pg_catalog.interval)
	RETURNS pg_catalog.int8 AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_session_number(pg_catalog.timestamptz, pg_catalog.interval)
	IS 'window function, OVER (PARTITION BY actor ORDER BY at): the number of the session, from 1, to which the event belongs; a gap greater than the timeout starts the next one, and so does an event more than 24 hours after the start of the session; NULL where the time is NULL. Errors: 42P20 when the rows are not in order of time, 22008 for infinity, 22023 when the timeout is NULL, negative or has months';

CREATE TYPE @extschema@.analytics_session_span AS (
	started pg_catalog.timestamptz,
	ended pg_catalog.timestamptz,
	events pg_catalog.int8
);
COMMENT ON TYPE @extschema@.analytics_session_span
	IS 'one session of analytics_sessions_agg: its first event, its last event, and their number';

CREATE FUNCTION mindwell_internal.sessions_agg_transition(state pg_catalog.internal, at pg_catalog.timestamptz, timeout pg_catalog.interval)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_sessions_agg_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.interval)
	IS 'internal: transition function of analytics_sessions_agg';

CREATE FUNCTION mindwell_internal.sessions_agg_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_sessions_agg_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_sessions_agg';

CREATE FUNCTION mindwell_internal.sessions_agg_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_sessions_agg_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_sessions_agg';

CREATE FUNCTION mindwell_internal.sessions_agg_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_sessions_agg_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_sessions_agg';

CREATE FUNCTION mindwell_internal.sessions_agg_final(state pg_catalog.internal)
	RETURNS @extschema@.analytics_session_span[] AS 'MODULE_PATHNAME', 'analytics_sessions_agg_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_final(pg_catalog.internal)
	IS 'internal: final function of analytics_sessions_agg';

CREATE AGGREGATE @extschema@.analytics_sessions_agg(at pg_catalog.timestamptz, timeout pg_catalog.interval) (
	SFUNC = mindwell_internal.sessions_agg_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 128,
	FINALFUNC = mindwell_internal.sessions_agg_final,
	COMBINEFUNC = mindwell_internal.sessions_agg_combine,
	SERIALFUNC = mindwell_internal.sessions_agg_serialize,
	DESERIALFUNC = mindwell_internal.sessions_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sessions_agg(pg_catalog.timestamptz, pg_catalog.interval)
	IS 'the sessions of one actor: array of analytics_session_span in order of time, empty for no events. A gap greater than the timeout starts the next session, and so does an event more than 24 hours after the start of the session. A NULL time is skipped. Errors: 22008 for infinity, 22023 when the timeout is NULL, negative, has months or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.sessions_agg_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.interval),
	mindwell_internal.sessions_agg_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.sessions_agg_serialize(pg_catalog.internal),
	mindwell_internal.sessions_agg_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.sessions_agg_final(pg_catalog.internal)
	FROM PUBLIC;

CREATE FUNCTION mindwell_internal.session_timeout()
	RETURNS pg_catalog.interval AS 'MODULE_PATHNAME', 'analytics_session_timeout' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_timeout()
	IS 'internal: the setting mindwell_analytics.session_timeout';
