-- Exact distinct counts by hashing.

CREATE FUNCTION mindwell_internal.count_distinct_transition(state pg_catalog.internal, value pg_catalog.uuid)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_count_distinct_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_transition(pg_catalog.internal, pg_catalog.uuid)
	IS 'internal: transition function of analytics_count_distinct(uuid)';

CREATE FUNCTION mindwell_internal.count_distinct_transition(state pg_catalog.internal, value pg_catalog.int8)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_count_distinct_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_transition(pg_catalog.internal, pg_catalog.int8)
	IS 'internal: transition function of analytics_count_distinct(bigint)';

CREATE FUNCTION mindwell_internal.active_minutes_transition(state pg_catalog.internal, at pg_catalog.timestamptz)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_active_minutes_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.active_minutes_transition(pg_catalog.internal, pg_catalog.timestamptz)
	IS 'internal: transition function of analytics_active_minutes';

CREATE FUNCTION mindwell_internal.count_distinct_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_count_distinct_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_count_distinct and analytics_active_minutes';

CREATE FUNCTION mindwell_internal.count_distinct_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_count_distinct_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_count_distinct and analytics_active_minutes';

CREATE FUNCTION mindwell_internal.count_distinct_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_count_distinct_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_count_distinct and analytics_active_minutes';

CREATE FUNCTION mindwell_internal.count_distinct_final(state pg_catalog.internal)
	RETURNS pg_catalog.int8 AS 'MODULE_PATHNAME', 'analytics_count_distinct_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_final(pg_catalog.internal)
	IS 'internal: final function of analytics_count_distinct and analytics_active_minutes';

CREATE AGGREGATE @extschema@.analytics_count_distinct(value pg_catalog.uuid) (
	SFUNC = mindwell_internal.count_distinct_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct(pg_catalog.uuid)
	IS 'the exact number of distinct values, NULLs left out; 0 for no rows. As count(DISTINCT value), without its sort and in parallel. Errors: 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_count_distinct(value pg_catalog.int8) (
	SFUNC = mindwell_internal.count_distinct_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct(pg_catalog.int8)
	IS 'the exact number of distinct values, NULLs left out; 0 for no rows. As count(DISTINCT value), without its sort and in parallel. Errors: 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_active_minutes(at pg_catalog.timestamptz) (
	SFUNC = mindwell_internal.active_minutes_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_active_minutes(pg_catalog.timestamptz)
	IS 'the number of distinct clock minutes (hh:mm:00 up to the next) with at least one event, NULLs left out; 0 for no rows. Errors: 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.count_distinct_transition(pg_catalog.internal, pg_catalog.uuid),
	mindwell_internal.count_distinct_transition(pg_catalog.internal, pg_catalog.int8),
	mindwell_internal.active_minutes_transition(pg_catalog.internal, pg_catalog.timestamptz),
	mindwell_internal.count_distinct_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.count_distinct_serialize(pg_catalog.internal),
	mindwell_internal.count_distinct_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.count_distinct_final(pg_catalog.internal)
	FROM PUBLIC;
