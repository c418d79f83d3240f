-- Concurrency: how many intervals were open at once.

CREATE FUNCTION @extschema@.analytics_max_concurrency_accum(state internal, started timestamptz, ended timestamptz)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_max_concurrency_accum(internal, timestamptz, timestamptz)
	IS 'internal: transition function of analytics_max_concurrency(timestamptz, timestamptz)';

CREATE FUNCTION @extschema@.analytics_max_concurrency_accum(state internal, started timestamptz, ended timestamptz, bounds text)
	RETURNS internal AS 'MODULE_PATHNAME', 'analytics_max_concurrency_bounds_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_max_concurrency_accum(internal, timestamptz, timestamptz, text)
	IS 'internal: transition function of analytics_max_concurrency(timestamptz, timestamptz, text)';

CREATE FUNCTION @extschema@.analytics_max_concurrency_accum(state internal, during tstzrange)
	RETURNS internal AS 'MODULE_PATHNAME', 'analytics_max_concurrency_range_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_max_concurrency_accum(internal, tstzrange)
	IS 'internal: transition function of analytics_max_concurrency(tstzrange)';

CREATE FUNCTION @extschema@.analytics_max_concurrency_combine(state internal, other internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_max_concurrency_combine(internal, internal)
	IS 'internal: combine function of analytics_max_concurrency';

CREATE FUNCTION @extschema@.analytics_max_concurrency_serialize(state internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_max_concurrency_serialize(internal)
	IS 'internal: serialization function of analytics_max_concurrency';

CREATE FUNCTION @extschema@.analytics_max_concurrency_deserialize(serialized bytea, unused internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_max_concurrency_deserialize(bytea, internal)
	IS 'internal: deserialization function of analytics_max_concurrency';

CREATE FUNCTION @extschema@.analytics_max_concurrency_final(state internal)
	RETURNS bigint AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_max_concurrency_final(internal)
	IS 'internal: final function of analytics_max_concurrency';

CREATE FUNCTION @extschema@.analytics_max_concurrency_at_final(state internal)
	RETURNS timestamptz AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_max_concurrency_at_final(internal)
	IS 'internal: final function of analytics_max_concurrency_at';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(started timestamptz, ended timestamptz) (
	SFUNC = @extschema@.analytics_max_concurrency_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_max_concurrency_final,
	COMBINEFUNC = @extschema@.analytics_max_concurrency_combine,
	SERIALFUNC = @extschema@.analytics_max_concurrency_serialize,
	DESERIALFUNC = @extschema@.analytics_max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(timestamptz, timestamptz)
	IS 'the highest number of intervals [started, ended) open at one instant; 0 for no rows. One that ends where another starts does not overlap it. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(started timestamptz, ended timestamptz, bounds text) (
	SFUNC = @extschema@.analytics_max_concurrency_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_max_concurrency_final,
	COMBINEFUNC = @extschema@.analytics_max_concurrency_combine,
	SERIALFUNC = @extschema@.analytics_max_concurrency_serialize,
	DESERIALFUNC = @extschema@.analytics_max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(timestamptz, timestamptz, text)
	IS 'the highest number of intervals open at one instant, with bounds ''[)'', ''[]'', ''(]'' or ''()'': with ''[]'' an interval overlaps the one that starts where it ends; 0 for no rows. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 for other bounds';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(during tstzrange) (
	SFUNC = @extschema@.analytics_max_concurrency_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_max_concurrency_final,
	COMBINEFUNC = @extschema@.analytics_max_concurrency_combine,
	SERIALFUNC = @extschema@.analytics_max_concurrency_serialize,
	DESERIALFUNC = @extschema@.analytics_max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(tstzrange)
	IS 'the highest number of ranges that contain one instant (a whole microsecond), each with its own bounds; 0 for no rows. NULL and empty ranges never count, a bound left out is unbounded. Errors: 22008 for the value infinity as a bound';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(started timestamptz, ended timestamptz) (
	SFUNC = @extschema@.analytics_max_concurrency_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_max_concurrency_at_final,
	COMBINEFUNC = @extschema@.analytics_max_concurrency_combine,
	SERIALFUNC = @extschema@.analytics_max_concurrency_serialize,
	DESERIALFUNC = @extschema@.analytics_max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(timestamptz, timestamptz)
	IS 'the earliest instant at which the highest number of intervals [started, ended) is open; NULL when none ever is. Rules and errors of analytics_max_concurrency(started, ended)';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(started timestamptz, ended timestamptz, bounds text) (
	SFUNC = @extschema@.analytics_max_concurrency_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_max_concurrency_at_final,
	COMBINEFUNC = @extschema@.analytics_max_concurrency_combine,
	SERIALFUNC = @extschema@.analytics_max_concurrency_serialize,
	DESERIALFUNC = @extschema@.analytics_max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(timestamptz, timestamptz, text)
	IS 'the earliest instant at which the highest number of intervals with the given bounds is open; NULL when none ever is. Rules and errors of analytics_max_concurrency(started, ended, bounds)';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(during tstzrange) (
	SFUNC = @extschema@.analytics_max_concurrency_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_max_concurrency_at_final,
	COMBINEFUNC = @extschema@.analytics_max_concurrency_combine,
	SERIALFUNC = @extschema@.analytics_max_concurrency_serialize,
	DESERIALFUNC = @extschema@.analytics_max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(tstzrange)
	IS 'the earliest instant that the highest number of ranges contains: -infinity when that many have no lower bound, NULL when there is none. Rules and errors of analytics_max_concurrency(during)';

CREATE FUNCTION @extschema@.analytics_avg_concurrency_accum(state internal, started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_avg_concurrency_accum(internal, timestamptz, timestamptz, timestamptz, timestamptz)
	IS 'internal: transition function of analytics_avg_concurrency';

CREATE FUNCTION @extschema@.analytics_avg_concurrency_combine(state internal, other internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_avg_concurrency_combine(internal, internal)
	IS 'internal: combine function of analytics_avg_concurrency';

CREATE FUNCTION @extschema@.analytics_avg_concurrency_serialize(state internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_avg_concurrency_serialize(internal)
	IS 'internal: serialization function of analytics_avg_concurrency';

CREATE FUNCTION @extschema@.analytics_avg_concurrency_deserialize(serialized bytea, unused internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_avg_concurrency_deserialize(bytea, internal)
	IS 'internal: deserialization function of analytics_avg_concurrency';

CREATE FUNCTION @extschema@.analytics_avg_concurrency_final(state internal)
	RETURNS double precision AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_avg_concurrency_final(internal)
	IS 'internal: final function of analytics_avg_concurrency';

CREATE AGGREGATE @extschema@.analytics_avg_concurrency(started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz) (
	SFUNC = @extschema@.analytics_avg_concurrency_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_avg_concurrency_final,
	COMBINEFUNC = @extschema@.analytics_avg_concurrency_combine,
	SERIALFUNC = @extschema@.analytics_avg_concurrency_serialize,
	DESERIALFUNC = @extschema@.analytics_avg_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_avg_concurrency(timestamptz, timestamptz, timestamptz, timestamptz)
	IS 'the number of intervals [started, ended) open on average over the time of [from_time, to_time), weighted by time; NULL for no rows or an empty period. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 when the period is NULL, ends before it starts or differs between rows';

CREATE TYPE @extschema@.analytics_concurrency_bucket AS (
	bucket timestamptz,
	opening bigint,
	peak bigint,
	peak_at timestamptz,
	mean double precision
);
COMMENT ON TYPE @extschema@.analytics_concurrency_bucket
	IS 'one bucket of analytics_concurrency_agg: its start, the number open at its start, the most open at once in it, the earliest instant of that (NULL when none was open), and the number open on average over its time';

CREATE FUNCTION @extschema@.analytics_concurrency_agg_accum(state internal, started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz, bucket interval)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_concurrency_agg_accum(internal, timestamptz, timestamptz, timestamptz, timestamptz, interval)
	IS 'internal: transition function of analytics_concurrency_agg';

CREATE FUNCTION @extschema@.analytics_concurrency_agg_combine(state internal, other internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_concurrency_agg_combine(internal, internal)
	IS 'internal: combine function of analytics_concurrency_agg';

CREATE FUNCTION @extschema@.analytics_concurrency_agg_serialize(state internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_concurrency_agg_serialize(internal)
	IS 'internal: serialization function of analytics_concurrency_agg';

CREATE FUNCTION @extschema@.analytics_concurrency_agg_deserialize(serialized bytea, unused internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_concurrency_agg_deserialize(bytea, internal)
	IS 'internal: deserialization function of analytics_concurrency_agg';

CREATE FUNCTION @extschema@.analytics_concurrency_agg_final(state internal)
	RETURNS @extschema@.analytics_concurrency_bucket[] AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_concurrency_agg_final(internal)
	IS 'internal: final function of analytics_concurrency_agg';

CREATE AGGREGATE @extschema@.analytics_concurrency_agg(started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz, bucket interval) (
	SFUNC = @extschema@.analytics_concurrency_agg_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_concurrency_agg_final,
	COMBINEFUNC = @extschema@.analytics_concurrency_agg_combine,
	SERIALFUNC = @extschema@.analytics_concurrency_agg_serialize,
	DESERIALFUNC = @extschema@.analytics_concurrency_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_concurrency_agg(timestamptz, timestamptz, timestamptz, timestamptz, interval)
	IS 'concurrency of intervals [started, ended) in each bucket of [from_time, to_time): array of analytics_concurrency_bucket in order of time, the last bucket cut at to_time; NULL for no rows. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 when the period or bucket is NULL, differs between rows, has months or is not positive, 54000 for more than 1000000 buckets';

REVOKE EXECUTE ON FUNCTION
	@extschema@.analytics_max_concurrency_accum(internal, timestamptz, timestamptz),
	@extschema@.analytics_max_concurrency_accum(internal, timestamptz, timestamptz, text),
	@extschema@.analytics_max_concurrency_accum(internal, tstzrange),
	@extschema@.analytics_max_concurrency_combine(internal, internal),
	@extschema@.analytics_max_concurrency_serialize(internal),
	@extschema@.analytics_max_concurrency_deserialize(bytea, internal),
	@extschema@.analytics_max_concurrency_final(internal),
	@extschema@.analytics_max_concurrency_at_final(internal),
	@extschema@.analytics_avg_concurrency_accum(internal, timestamptz, timestamptz, timestamptz, timestamptz),
	@extschema@.analytics_avg_concurrency_combine(internal, internal),
	@extschema@.analytics_avg_concurrency_serialize(internal),
	@extschema@.analytics_avg_concurrency_deserialize(bytea, internal),
	@extschema@.analytics_avg_concurrency_final(internal),
	@extschema@.analytics_concurrency_agg_accum(internal, timestamptz, timestamptz, timestamptz, timestamptz, interval),
	@extschema@.analytics_concurrency_agg_combine(internal, internal),
	@extschema@.analytics_concurrency_agg_serialize(internal),
	@extschema@.analytics_concurrency_agg_deserialize(bytea, internal),
	@extschema@.analytics_concurrency_agg_final(internal)
	FROM PUBLIC;
