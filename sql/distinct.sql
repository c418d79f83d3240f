-- Exact distinct counts by hashing.

CREATE FUNCTION @extschema@.analytics_count_distinct_accum(state internal, value uuid)
	RETURNS internal AS 'MODULE_PATHNAME', 'analytics_count_distinct_uuid_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_count_distinct_accum(internal, uuid)
	IS 'internal: transition function of analytics_count_distinct(uuid)';

CREATE FUNCTION @extschema@.analytics_count_distinct_accum(state internal, value bigint)
	RETURNS internal AS 'MODULE_PATHNAME', 'analytics_count_distinct_bigint_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_count_distinct_accum(internal, bigint)
	IS 'internal: transition function of analytics_count_distinct(bigint)';

CREATE FUNCTION @extschema@.analytics_active_minutes_accum(state internal, at timestamptz)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_active_minutes_accum(internal, timestamptz)
	IS 'internal: transition function of analytics_active_minutes';

CREATE FUNCTION @extschema@.analytics_count_distinct_combine(state internal, other internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_count_distinct_combine(internal, internal)
	IS 'internal: combine function of analytics_count_distinct and analytics_active_minutes';

CREATE FUNCTION @extschema@.analytics_count_distinct_serialize(state internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_count_distinct_serialize(internal)
	IS 'internal: serialization function of analytics_count_distinct and analytics_active_minutes';

CREATE FUNCTION @extschema@.analytics_count_distinct_deserialize(serialized bytea, unused internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_count_distinct_deserialize(bytea, internal)
	IS 'internal: deserialization function of analytics_count_distinct and analytics_active_minutes';

CREATE FUNCTION @extschema@.analytics_count_distinct_final(state internal)
	RETURNS bigint AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_count_distinct_final(internal)
	IS 'internal: final function of analytics_count_distinct and analytics_active_minutes';

CREATE AGGREGATE @extschema@.analytics_count_distinct(value uuid) (
	SFUNC = @extschema@.analytics_count_distinct_accum,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = @extschema@.analytics_count_distinct_final,
	COMBINEFUNC = @extschema@.analytics_count_distinct_combine,
	SERIALFUNC = @extschema@.analytics_count_distinct_serialize,
	DESERIALFUNC = @extschema@.analytics_count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct(uuid)
	IS 'the exact number of distinct values, NULLs left out; 0 for no rows. As count(DISTINCT value), without its sort and in parallel. Errors: 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_count_distinct(value bigint) (
	SFUNC = @extschema@.analytics_count_distinct_accum,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = @extschema@.analytics_count_distinct_final,
	COMBINEFUNC = @extschema@.analytics_count_distinct_combine,
	SERIALFUNC = @extschema@.analytics_count_distinct_serialize,
	DESERIALFUNC = @extschema@.analytics_count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct(bigint)
	IS 'the exact number of distinct values, NULLs left out; 0 for no rows. As count(DISTINCT value), without its sort and in parallel. Errors: 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_active_minutes(at timestamptz) (
	SFUNC = @extschema@.analytics_active_minutes_accum,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = @extschema@.analytics_count_distinct_final,
	COMBINEFUNC = @extschema@.analytics_count_distinct_combine,
	SERIALFUNC = @extschema@.analytics_count_distinct_serialize,
	DESERIALFUNC = @extschema@.analytics_count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_active_minutes(timestamptz)
	IS 'the number of distinct clock minutes (hh:mm:00 up to the next) with at least one event, NULLs left out; 0 for no rows. Errors: 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory';

REVOKE EXECUTE ON FUNCTION
	@extschema@.analytics_count_distinct_accum(internal, uuid),
	@extschema@.analytics_count_distinct_accum(internal, bigint),
	@extschema@.analytics_active_minutes_accum(internal, timestamptz),
	@extschema@.analytics_count_distinct_combine(internal, internal),
	@extschema@.analytics_count_distinct_serialize(internal),
	@extschema@.analytics_count_distinct_deserialize(bytea, internal),
	@extschema@.analytics_count_distinct_final(internal)
	FROM PUBLIC;
