-- Exact distinct counts by hashing.

CREATE FUNCTION mindwell_internal.count_distinct_transition(state internal, value uuid) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_transition(internal, uuid) IS
	'Internal: transition function of analytics_count_distinct.';

CREATE FUNCTION mindwell_internal.count_distinct_transition(state internal, value bigint) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_transition(internal, bigint) IS
	'Internal: transition function of analytics_count_distinct.';

CREATE FUNCTION mindwell_internal.active_minutes_transition(state internal, at timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_active_minutes_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.active_minutes_transition IS
	'Internal: transition function of analytics_active_minutes.';

CREATE FUNCTION mindwell_internal.count_distinct_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_combine IS
	'Internal: combine function of analytics_count_distinct and analytics_active_minutes.';

CREATE FUNCTION mindwell_internal.count_distinct_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_serialize IS
	'Internal: serialization function of analytics_count_distinct and analytics_active_minutes.';

CREATE FUNCTION mindwell_internal.count_distinct_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_deserialize IS
	'Internal: deserialization function of analytics_count_distinct and analytics_active_minutes.';

CREATE FUNCTION mindwell_internal.count_distinct_final(state internal) RETURNS bigint
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_final IS
	'Internal: final function of analytics_count_distinct and analytics_active_minutes.';

CREATE AGGREGATE @extschema@.analytics_count_distinct(value uuid) (
	SFUNC = mindwell_internal.count_distinct_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct(uuid) IS
	'The exact number of distinct values, NULLs left out; 0 for no rows. As count(DISTINCT value), without its sort and in parallel. Errors: 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_count_distinct(value bigint) (
	SFUNC = mindwell_internal.count_distinct_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct(bigint) IS
	'The exact number of distinct values, NULLs left out; 0 for no rows. As count(DISTINCT value), without its sort and in parallel. Errors: 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_active_minutes(at timestamptz) (
	SFUNC = mindwell_internal.active_minutes_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_active_minutes(timestamptz) IS
	'The number of distinct clock minutes (hh:mm:00 up to the next) with at least one event, NULLs left out; 0 for no rows. Errors: 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE FUNCTION mindwell_internal.count_distinct_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_state_final IS
	'Internal: final function of analytics_count_distinct_state and analytics_count_distinct_merge_state.';

CREATE FUNCTION mindwell_internal.count_distinct_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_merge_transition IS
	'Internal: transition function of analytics_count_distinct_merge and analytics_count_distinct_merge_state.';

CREATE AGGREGATE @extschema@.analytics_count_distinct_state(value uuid) (
	SFUNC = mindwell_internal.count_distinct_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_state_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct_state(uuid) IS
	'The state of analytics_count_distinct over these rows, for analytics_count_distinct_merge: the same bytes for the same rows in any order. NULL for no rows and where all are NULL. Errors as of analytics_count_distinct(uuid), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_count_distinct_state(value bigint) (
	SFUNC = mindwell_internal.count_distinct_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_state_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct_state(bigint) IS
	'The state of analytics_count_distinct over these rows, for analytics_count_distinct_merge: the same bytes for the same rows in any order. NULL for no rows and where all are NULL. Errors as of analytics_count_distinct(bigint), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_count_distinct_merge(state bytea) (
	SFUNC = mindwell_internal.count_distinct_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct_merge(bytea) IS
	'What analytics_count_distinct returns for all rows of these states together. No states are 0. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_count_distinct_merge_state(state bytea) (
	SFUNC = mindwell_internal.count_distinct_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_state_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_count_distinct_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_count_distinct_merge, and 54000 beyond 1 GB.';

CREATE FUNCTION mindwell_internal.active_minutes_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_active_minutes_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.active_minutes_state_final IS
	'Internal: final function of analytics_active_minutes_state and analytics_active_minutes_merge_state.';

CREATE FUNCTION mindwell_internal.active_minutes_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_active_minutes_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.active_minutes_merge_transition IS
	'Internal: transition function of analytics_active_minutes_merge and analytics_active_minutes_merge_state.';

CREATE AGGREGATE @extschema@.analytics_active_minutes_state(at timestamptz) (
	SFUNC = mindwell_internal.active_minutes_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.active_minutes_state_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_active_minutes_state(timestamptz) IS
	'The state of analytics_active_minutes over these rows, for analytics_active_minutes_merge: the same bytes for the same rows in any order. NULL for no rows and where all are NULL. Errors as of analytics_active_minutes(timestamptz), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_active_minutes_merge(state bytea) (
	SFUNC = mindwell_internal.active_minutes_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_active_minutes_merge(bytea) IS
	'What analytics_active_minutes returns for all rows of these states together. No states are 0. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_active_minutes_merge_state(state bytea) (
	SFUNC = mindwell_internal.active_minutes_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.active_minutes_state_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_active_minutes_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_active_minutes_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_active_minutes_merge, and 54000 beyond 1 GB.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.count_distinct_transition(internal, uuid),
	mindwell_internal.count_distinct_transition(internal, bigint),
	mindwell_internal.active_minutes_transition,
	mindwell_internal.count_distinct_combine,
	mindwell_internal.count_distinct_serialize,
	mindwell_internal.count_distinct_deserialize,
	mindwell_internal.count_distinct_final,
	mindwell_internal.count_distinct_state_final,
	mindwell_internal.count_distinct_merge_transition,
	mindwell_internal.active_minutes_state_final,
	mindwell_internal.active_minutes_merge_transition
	FROM PUBLIC;
