-- Sessions from the times of one actor's events.

CREATE FUNCTION @extschema@.analytics_session_number(at timestamptz, timeout interval)
	RETURNS bigint AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_session_number(timestamptz, interval)
	IS 'window function, OVER (PARTITION BY actor ORDER BY at): the number of the session, from 1, to which the event belongs; a gap greater than the timeout starts the next one, and so does an event more than 24 hours after the start of the session; NULL where the time is NULL. Errors: 42P20 when the rows are not in order of time, 22008 for infinity, 22023 when the timeout is NULL, negative or has months';

CREATE TYPE @extschema@.analytics_session_span AS (
	started timestamptz,
	ended timestamptz,
	events bigint
);
COMMENT ON TYPE @extschema@.analytics_session_span
	IS 'one session of analytics_sessions_agg: its first event, its last event, and their number';

CREATE FUNCTION @extschema@.analytics_sessions_agg_accum(state internal, at timestamptz, timeout interval)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_sessions_agg_accum(internal, timestamptz, interval)
	IS 'internal: transition function of analytics_sessions_agg';

CREATE FUNCTION @extschema@.analytics_sessions_agg_combine(state internal, other internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_sessions_agg_combine(internal, internal)
	IS 'internal: combine function of analytics_sessions_agg';

CREATE FUNCTION @extschema@.analytics_sessions_agg_serialize(state internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_sessions_agg_serialize(internal)
	IS 'internal: serialization function of analytics_sessions_agg';

CREATE FUNCTION @extschema@.analytics_sessions_agg_deserialize(serialized bytea, unused internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_sessions_agg_deserialize(bytea, internal)
	IS 'internal: deserialization function of analytics_sessions_agg';

CREATE FUNCTION @extschema@.analytics_sessions_agg_final(state internal)
	RETURNS @extschema@.analytics_session_span[] AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_sessions_agg_final(internal)
	IS 'internal: final function of analytics_sessions_agg';

CREATE AGGREGATE @extschema@.analytics_sessions_agg(at timestamptz, timeout interval) (
	SFUNC = @extschema@.analytics_sessions_agg_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_sessions_agg_final,
	COMBINEFUNC = @extschema@.analytics_sessions_agg_combine,
	SERIALFUNC = @extschema@.analytics_sessions_agg_serialize,
	DESERIALFUNC = @extschema@.analytics_sessions_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sessions_agg(timestamptz, interval)
	IS 'the sessions of one actor: array of analytics_session_span in order of time, empty for no events. A gap greater than the timeout starts the next session, and so does an event more than 24 hours after the start of the session. A NULL time is skipped. Errors: 22008 for infinity, 22023 when the timeout is NULL, negative, has months or differs between rows';

REVOKE EXECUTE ON FUNCTION
	@extschema@.analytics_sessions_agg_accum(internal, timestamptz, interval),
	@extschema@.analytics_sessions_agg_combine(internal, internal),
	@extschema@.analytics_sessions_agg_serialize(internal),
	@extschema@.analytics_sessions_agg_deserialize(bytea, internal),
	@extschema@.analytics_sessions_agg_final(internal)
	FROM PUBLIC;
