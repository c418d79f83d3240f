-- Sessions from the times of one actor's events.

CREATE FUNCTION @extschema@.analytics_session_number(at timestamptz, timeout interval) RETURNS bigint
	AS 'MODULE_PATHNAME', 'analytics_session_number' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_session_number(timestamptz, interval) IS
	'Window function, OVER (PARTITION BY actor ORDER BY at): the number of the session, from 1, to which the event belongs; a gap greater than the timeout starts the next one, and so does an event more than 24 hours after the start of the session; NULL where the time is NULL. Errors: 42P20 when the rows are not in order of time, 22008 for infinity, 22023 when the timeout is NULL, negative or has months.';

CREATE FUNCTION mindwell_internal.session_timeout() RETURNS interval
	AS 'MODULE_PATHNAME', 'analytics_session_timeout' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_timeout() IS
	'Internal: the setting mindwell_analytics.session_timeout.';

CREATE TYPE @extschema@.analytics_session_span AS (
	started timestamptz,
	ended timestamptz,
	events bigint
);
COMMENT ON TYPE @extschema@.analytics_session_span IS
	'One session of analytics_sessions_agg: its first event, its last event, and their number.';

CREATE FUNCTION mindwell_internal.sessions_agg_transition(state internal, at timestamptz, timeout interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_transition IS
	'Internal: transition function of analytics_sessions_agg.';

CREATE FUNCTION mindwell_internal.sessions_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_combine IS
	'Internal: combine function of analytics_sessions_agg.';

CREATE FUNCTION mindwell_internal.sessions_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_serialize IS
	'Internal: serialization function of analytics_sessions_agg.';

CREATE FUNCTION mindwell_internal.sessions_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_deserialize IS
	'Internal: deserialization function of analytics_sessions_agg.';

CREATE FUNCTION mindwell_internal.sessions_agg_final(state internal) RETURNS @extschema@.analytics_session_span[]
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_final IS
	'Internal: final function of analytics_sessions_agg.';

CREATE AGGREGATE @extschema@.analytics_sessions_agg(at timestamptz, timeout interval) (
	SFUNC = mindwell_internal.sessions_agg_transition,
	STYPE = internal,
	SSPACE = 128,
	FINALFUNC = mindwell_internal.sessions_agg_final,
	COMBINEFUNC = mindwell_internal.sessions_agg_combine,
	SERIALFUNC = mindwell_internal.sessions_agg_serialize,
	DESERIALFUNC = mindwell_internal.sessions_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sessions_agg(timestamptz, interval) IS
	'The sessions of one actor: array of analytics_session_span in order of time, empty for no events. A gap greater than the timeout starts the next session, and so does an event more than 24 hours after the start of the session. A NULL time is skipped. Errors: 22008 for infinity, 22023 when the timeout is NULL, negative, has months or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE FUNCTION mindwell_internal.sessions_agg_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_state_final IS
	'Internal: final function of analytics_sessions_agg_state and analytics_sessions_agg_merge_state.';

CREATE FUNCTION mindwell_internal.sessions_agg_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_merge_transition IS
	'Internal: transition function of analytics_sessions_agg_merge and analytics_sessions_agg_merge_state.';

CREATE AGGREGATE @extschema@.analytics_sessions_agg_state(at timestamptz, timeout interval) (
	SFUNC = mindwell_internal.sessions_agg_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.sessions_agg_state_final,
	COMBINEFUNC = mindwell_internal.sessions_agg_combine,
	SERIALFUNC = mindwell_internal.sessions_agg_serialize,
	DESERIALFUNC = mindwell_internal.sessions_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sessions_agg_state(timestamptz, interval) IS
	'The state of analytics_sessions_agg over these rows, for analytics_sessions_agg_merge: the same bytes for the same rows in any order. NULL for no rows. Errors as of analytics_sessions_agg(timestamptz, interval), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_sessions_agg_merge(state bytea) (
	SFUNC = mindwell_internal.sessions_agg_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.sessions_agg_final,
	COMBINEFUNC = mindwell_internal.sessions_agg_combine,
	SERIALFUNC = mindwell_internal.sessions_agg_serialize,
	DESERIALFUNC = mindwell_internal.sessions_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sessions_agg_merge(bytea) IS
	'What analytics_sessions_agg returns for all rows of these states together. An empty array for no states. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_sessions_agg_merge_state(state bytea) (
	SFUNC = mindwell_internal.sessions_agg_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.sessions_agg_state_final,
	COMBINEFUNC = mindwell_internal.sessions_agg_combine,
	SERIALFUNC = mindwell_internal.sessions_agg_serialize,
	DESERIALFUNC = mindwell_internal.sessions_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sessions_agg_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_sessions_agg_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_sessions_agg_merge, and 54000 beyond 1 GB.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.sessions_agg_transition,
	mindwell_internal.sessions_agg_combine,
	mindwell_internal.sessions_agg_serialize,
	mindwell_internal.sessions_agg_deserialize,
	mindwell_internal.sessions_agg_final,
	mindwell_internal.sessions_agg_state_final,
	mindwell_internal.sessions_agg_merge_transition
	FROM PUBLIC;
