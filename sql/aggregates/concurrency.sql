-- Concurrency: how many intervals were open at once.

CREATE FUNCTION mindwell_internal.max_concurrency_transition(state pg_catalog.internal, started pg_catalog.timestamptz, ended pg_catalog.timestamptz)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_max_concurrency_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz)
	IS 'internal: transition function of analytics_max_concurrency(timestamptz, timestamptz)';

CREATE FUNCTION mindwell_internal.max_concurrency_transition(state pg_catalog.internal, started pg_catalog.timestamptz, ended pg_catalog.timestamptz, bounds pg_catalog.text)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_max_concurrency_transition_bounds' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text)
	IS 'internal: transition function of analytics_max_concurrency(timestamptz, timestamptz, text)';

CREATE FUNCTION mindwell_internal.max_concurrency_transition(state pg_catalog.internal, during pg_catalog.tstzrange)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_max_concurrency_transition_range' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_transition(pg_catalog.internal, pg_catalog.tstzrange)
	IS 'internal: transition function of analytics_max_concurrency(tstzrange)';

CREATE FUNCTION mindwell_internal.max_concurrency_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_max_concurrency_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_max_concurrency';

CREATE FUNCTION mindwell_internal.max_concurrency_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_max_concurrency_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_max_concurrency';

CREATE FUNCTION mindwell_internal.max_concurrency_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_max_concurrency_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_max_concurrency';

CREATE FUNCTION mindwell_internal.max_concurrency_final(state pg_catalog.internal)
	RETURNS pg_catalog.int8 AS 'MODULE_PATHNAME', 'analytics_max_concurrency_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_final(pg_catalog.internal)
	IS 'internal: final function of analytics_max_concurrency';

CREATE FUNCTION mindwell_internal.max_concurrency_at_final(state pg_catalog.internal)
	RETURNS pg_catalog.timestamptz AS 'MODULE_PATHNAME', 'analytics_max_concurrency_at_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_at_final(pg_catalog.internal)
	IS 'internal: final function of analytics_max_concurrency_at';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(started pg_catalog.timestamptz, ended pg_catalog.timestamptz) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(pg_catalog.timestamptz, pg_catalog.timestamptz)
	IS 'the highest number of intervals [started, ended) open at one instant; 0 for no rows. One that ends where another starts does not overlap it. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(started pg_catalog.timestamptz, ended pg_catalog.timestamptz, bounds pg_catalog.text) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text)
	IS 'the highest number of intervals open at one instant, with bounds ''[)'', ''[]'', ''(]'' or ''()'': with ''[]'' an interval overlaps the one that starts where it ends; 0 for no rows. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 for other bounds, 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(during pg_catalog.tstzrange) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(pg_catalog.tstzrange)
	IS 'the highest number of ranges that contain one instant (a whole microsecond), each with its own bounds; 0 for no rows. NULL and empty ranges never count, a bound left out is unbounded. Errors: 22008 for the value infinity as a bound, 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(started pg_catalog.timestamptz, ended pg_catalog.timestamptz) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(pg_catalog.timestamptz, pg_catalog.timestamptz)
	IS 'the earliest instant at which the highest number of intervals [started, ended) is open; NULL when none ever is. Rules and errors of analytics_max_concurrency(started, ended)';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(started pg_catalog.timestamptz, ended pg_catalog.timestamptz, bounds pg_catalog.text) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text)
	IS 'the earliest instant at which the highest number of intervals with the given bounds is open; NULL when none ever is. Rules and errors of analytics_max_concurrency(started, ended, bounds)';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(during pg_catalog.tstzrange) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(pg_catalog.tstzrange)
	IS 'the earliest instant that the highest number of ranges contains: -infinity when that many have no lower bound, NULL when there is none. Rules and errors of analytics_max_concurrency(during)';

CREATE FUNCTION mindwell_internal.avg_concurrency_transition(state pg_catalog.internal, started pg_catalog.timestamptz, ended pg_catalog.timestamptz, from_time pg_catalog.timestamptz, to_time pg_catalog.timestamptz)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz)
	IS 'internal: transition function of analytics_avg_concurrency';

CREATE FUNCTION mindwell_internal.avg_concurrency_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_avg_concurrency';

CREATE FUNCTION mindwell_internal.avg_concurrency_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_avg_concurrency';

CREATE FUNCTION mindwell_internal.avg_concurrency_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_avg_concurrency';

CREATE FUNCTION mindwell_internal.avg_concurrency_final(state pg_catalog.internal)
	RETURNS pg_catalog.float8 AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_final(pg_catalog.internal)
	IS 'internal: final function of analytics_avg_concurrency';

CREATE AGGREGATE @extschema@.analytics_avg_concurrency(started pg_catalog.timestamptz, ended pg_catalog.timestamptz, from_time pg_catalog.timestamptz, to_time pg_catalog.timestamptz) (
	SFUNC = mindwell_internal.avg_concurrency_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 64,
	FINALFUNC = mindwell_internal.avg_concurrency_final,
	COMBINEFUNC = mindwell_internal.avg_concurrency_combine,
	SERIALFUNC = mindwell_internal.avg_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.avg_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_avg_concurrency(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz)
	IS 'the number of intervals [started, ended) open on average over the time of [from_time, to_time), weighted by time; NULL for no rows or an empty period. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 when the period is NULL, ends before it starts or differs between rows';

CREATE TYPE @extschema@.analytics_concurrency_bucket AS (
	"time" pg_catalog.timestamptz,
	opening pg_catalog.int8,
	peak pg_catalog.int8,
	peak_time pg_catalog.timestamptz,
	mean pg_catalog.float8
);
COMMENT ON TYPE @extschema@.analytics_concurrency_bucket
	IS 'one bucket of analytics_concurrency_agg: its start, the number open at its start, the most open at once in it, the earliest instant of that (NULL when none was open), and the number open on average over its time';

CREATE FUNCTION mindwell_internal.concurrency_agg_transition(state pg_catalog.internal, started pg_catalog.timestamptz, ended pg_catalog.timestamptz, from_time pg_catalog.timestamptz, to_time pg_catalog.timestamptz, bucket_width pg_catalog.interval)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.interval)
	IS 'internal: transition function of analytics_concurrency_agg';

CREATE FUNCTION mindwell_internal.concurrency_agg_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_concurrency_agg';

CREATE FUNCTION mindwell_internal.concurrency_agg_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_concurrency_agg';

CREATE FUNCTION mindwell_internal.concurrency_agg_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_concurrency_agg';

CREATE FUNCTION mindwell_internal.concurrency_agg_final(state pg_catalog.internal)
	RETURNS @extschema@.analytics_concurrency_bucket[] AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_final(pg_catalog.internal)
	IS 'internal: final function of analytics_concurrency_agg';

CREATE AGGREGATE @extschema@.analytics_concurrency_agg(started pg_catalog.timestamptz, ended pg_catalog.timestamptz, from_time pg_catalog.timestamptz, to_time pg_catalog.timestamptz, bucket_width pg_catalog.interval) (
	SFUNC = mindwell_internal.concurrency_agg_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.concurrency_agg_final,
	COMBINEFUNC = mindwell_internal.concurrency_agg_combine,
	SERIALFUNC = mindwell_internal.concurrency_agg_serialize,
	DESERIALFUNC = mindwell_internal.concurrency_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_concurrency_agg(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.interval)
	IS 'concurrency of intervals [started, ended) in each bucket of [from_time, to_time): array of analytics_concurrency_bucket in order of time, the last bucket cut at to_time; NULL for no rows. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 when the period or bucket_width is NULL, differs between rows, has months or is not positive, 54000 for more than 1000000 buckets and beyond mindwell_analytics.aggregate_memory';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.max_concurrency_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz),
	mindwell_internal.max_concurrency_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text),
	mindwell_internal.max_concurrency_transition(pg_catalog.internal, pg_catalog.tstzrange),
	mindwell_internal.max_concurrency_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.max_concurrency_serialize(pg_catalog.internal),
	mindwell_internal.max_concurrency_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.max_concurrency_final(pg_catalog.internal),
	mindwell_internal.max_concurrency_at_final(pg_catalog.internal),
	mindwell_internal.avg_concurrency_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz),
	mindwell_internal.avg_concurrency_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.avg_concurrency_serialize(pg_catalog.internal),
	mindwell_internal.avg_concurrency_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.avg_concurrency_final(pg_catalog.internal),
	mindwell_internal.concurrency_agg_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.interval),
	mindwell_internal.concurrency_agg_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.concurrency_agg_serialize(pg_catalog.internal),
	mindwell_internal.concurrency_agg_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.concurrency_agg_final(pg_catalog.internal)
	FROM PUBLIC;
