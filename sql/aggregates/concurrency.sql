-- Concurrency: how many intervals were open at once.

CREATE FUNCTION mindwell_internal.max_concurrency_transition(state internal, started timestamptz, ended timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_transition(internal, timestamptz, timestamptz) IS
	'Internal: transition function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_transition(state internal, started timestamptz, ended timestamptz, bounds text) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_transition_bounds' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_transition(internal, timestamptz, timestamptz, text) IS
	'Internal: transition function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_transition(state internal, during tstzrange) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_transition_range' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_transition(internal, tstzrange) IS
	'Internal: transition function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_combine IS
	'Internal: combine function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_serialize IS
	'Internal: serialization function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_deserialize IS
	'Internal: deserialization function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_final(state internal) RETURNS bigint
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_final IS
	'Internal: final function of analytics_max_concurrency.';

CREATE FUNCTION mindwell_internal.max_concurrency_at_final(state internal) RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_at_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_at_final IS
	'Internal: final function of analytics_max_concurrency_at.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(started timestamptz, ended timestamptz) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(timestamptz, timestamptz) IS
	'The highest number of intervals [started, ended) open at one instant; 0 for no rows. One that ends where another starts does not overlap it. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(started timestamptz, ended timestamptz, bounds text) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(timestamptz, timestamptz, text) IS
	'The highest number of intervals open at one instant, with bounds ''[)'', ''[]'', ''(]'' or ''()'': with ''[]'' an interval overlaps the one that starts where it ends; 0 for no rows. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 for other bounds, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(during tstzrange) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(tstzrange) IS
	'The highest number of ranges that contain one instant (a whole microsecond), each with its own bounds; 0 for no rows. NULL and empty ranges never count, a bound left out is unbounded. Errors: 22008 for the value infinity as a bound, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(started timestamptz, ended timestamptz) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(timestamptz, timestamptz) IS
	'The earliest instant at which the highest number of intervals [started, ended) is open; NULL when none ever is. Rules and errors of analytics_max_concurrency(started, ended).';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(started timestamptz, ended timestamptz, bounds text) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(timestamptz, timestamptz, text) IS
	'The earliest instant at which the highest number of intervals with the given bounds is open; NULL when none ever is. Rules and errors of analytics_max_concurrency(started, ended, bounds).';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(during tstzrange) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(tstzrange) IS
	'The earliest instant that the highest number of ranges contains: -infinity when that many have no lower bound, NULL when there is none. Rules and errors of analytics_max_concurrency(during).';

CREATE FUNCTION mindwell_internal.avg_concurrency_transition(state internal, started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_transition IS
	'Internal: transition function of analytics_avg_concurrency.';

CREATE FUNCTION mindwell_internal.avg_concurrency_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_combine IS
	'Internal: combine function of analytics_avg_concurrency.';

CREATE FUNCTION mindwell_internal.avg_concurrency_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_serialize IS
	'Internal: serialization function of analytics_avg_concurrency.';

CREATE FUNCTION mindwell_internal.avg_concurrency_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_deserialize IS
	'Internal: deserialization function of analytics_avg_concurrency.';

CREATE FUNCTION mindwell_internal.avg_concurrency_final(state internal) RETURNS double precision
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_final IS
	'Internal: final function of analytics_avg_concurrency.';

CREATE AGGREGATE @extschema@.analytics_avg_concurrency(started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz) (
	SFUNC = mindwell_internal.avg_concurrency_transition,
	STYPE = internal,
	SSPACE = 64,
	FINALFUNC = mindwell_internal.avg_concurrency_final,
	COMBINEFUNC = mindwell_internal.avg_concurrency_combine,
	SERIALFUNC = mindwell_internal.avg_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.avg_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_avg_concurrency(timestamptz, timestamptz, timestamptz, timestamptz) IS
	'The number of intervals [started, ended) open on average over the time of [from_time, to_time), weighted by time; NULL for no rows or an empty period. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 when the period is NULL, ends before it starts or differs between rows.';

CREATE TYPE @extschema@.analytics_concurrency_bucket AS (
	"time" timestamptz,
	opening bigint,
	peak bigint,
	peak_time timestamptz,
	mean double precision
);
COMMENT ON TYPE @extschema@.analytics_concurrency_bucket IS
	'One bucket of analytics_concurrency_agg: its start, the number open at its start, the most open at once in it, the earliest instant of that (NULL when none was open), and the number open on average over its time.';

CREATE FUNCTION mindwell_internal.concurrency_agg_transition(state internal, started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz, bucket_width interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_transition IS
	'Internal: transition function of analytics_concurrency_agg.';

CREATE FUNCTION mindwell_internal.concurrency_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_combine IS
	'Internal: combine function of analytics_concurrency_agg.';

CREATE FUNCTION mindwell_internal.concurrency_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_serialize IS
	'Internal: serialization function of analytics_concurrency_agg.';

CREATE FUNCTION mindwell_internal.concurrency_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_deserialize IS
	'Internal: deserialization function of analytics_concurrency_agg.';

CREATE FUNCTION mindwell_internal.concurrency_agg_final(state internal) RETURNS @extschema@.analytics_concurrency_bucket[]
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_final IS
	'Internal: final function of analytics_concurrency_agg.';

CREATE AGGREGATE @extschema@.analytics_concurrency_agg(started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz, bucket_width interval) (
	SFUNC = mindwell_internal.concurrency_agg_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.concurrency_agg_final,
	COMBINEFUNC = mindwell_internal.concurrency_agg_combine,
	SERIALFUNC = mindwell_internal.concurrency_agg_serialize,
	DESERIALFUNC = mindwell_internal.concurrency_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_concurrency_agg(timestamptz, timestamptz, timestamptz, timestamptz, interval) IS
	'Concurrency of intervals [started, ended) in each bucket of [from_time, to_time): array of analytics_concurrency_bucket in order of time, the last bucket cut at to_time; NULL for no rows. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 when the period or bucket_width is NULL, differs between rows, has months or is not positive, 54000 for more than 1000000 buckets and beyond mindwell_analytics.aggregate_memory.';

CREATE FUNCTION mindwell_internal.max_concurrency_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_state_final IS
	'Internal: final function of analytics_max_concurrency_state and analytics_max_concurrency_merge_state.';

CREATE FUNCTION mindwell_internal.max_concurrency_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_merge_transition IS
	'Internal: transition function of analytics_max_concurrency_merge, analytics_max_concurrency_at_merge and analytics_max_concurrency_merge_state.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_state(started timestamptz, ended timestamptz) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_state_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_state(timestamptz, timestamptz) IS
	'The state of analytics_max_concurrency and analytics_max_concurrency_at over these rows, for analytics_max_concurrency_merge: the same bytes for the same rows in any order. NULL for no rows. Errors as of analytics_max_concurrency(timestamptz, timestamptz), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_state(started timestamptz, ended timestamptz, bounds text) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_state_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_state(timestamptz, timestamptz, text) IS
	'The state of analytics_max_concurrency and analytics_max_concurrency_at over these rows, for analytics_max_concurrency_merge: the same bytes for the same rows in any order. NULL for no rows. Errors as of analytics_max_concurrency(timestamptz, timestamptz, text), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_state(during tstzrange) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_state_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_state(tstzrange) IS
	'The state of analytics_max_concurrency and analytics_max_concurrency_at over these rows, for analytics_max_concurrency_merge: the same bytes for the same rows in any order. NULL for no rows. Errors as of analytics_max_concurrency(tstzrange), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_merge(state bytea) (
	SFUNC = mindwell_internal.max_concurrency_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_merge(bytea) IS
	'What analytics_max_concurrency returns for all rows of these states together. No states are 0. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at_merge(state bytea) (
	SFUNC = mindwell_internal.max_concurrency_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at_merge(bytea) IS
	'What analytics_max_concurrency_at returns for all rows of these states of analytics_max_concurrency_state together; NULL for no states. NULLs and errors as of analytics_max_concurrency_merge.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_merge_state(state bytea) (
	SFUNC = mindwell_internal.max_concurrency_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_state_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_max_concurrency_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_max_concurrency_merge, and 54000 beyond 1 GB.';

CREATE FUNCTION mindwell_internal.avg_concurrency_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_state_final IS
	'Internal: final function of analytics_avg_concurrency_state and analytics_avg_concurrency_merge_state.';

CREATE FUNCTION mindwell_internal.avg_concurrency_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_merge_transition IS
	'Internal: transition function of analytics_avg_concurrency_merge and analytics_avg_concurrency_merge_state.';

CREATE AGGREGATE @extschema@.analytics_avg_concurrency_state(started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz) (
	SFUNC = mindwell_internal.avg_concurrency_transition,
	STYPE = internal,
	SSPACE = 64,
	FINALFUNC = mindwell_internal.avg_concurrency_state_final,
	COMBINEFUNC = mindwell_internal.avg_concurrency_combine,
	SERIALFUNC = mindwell_internal.avg_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.avg_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_avg_concurrency_state(timestamptz, timestamptz, timestamptz, timestamptz) IS
	'The state of analytics_avg_concurrency over these rows, for analytics_avg_concurrency_merge: the same bytes for the same rows in any order. NULL for no rows. Errors as of analytics_avg_concurrency(timestamptz, timestamptz, timestamptz, timestamptz), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_avg_concurrency_merge(state bytea) (
	SFUNC = mindwell_internal.avg_concurrency_merge_transition,
	STYPE = internal,
	SSPACE = 64,
	FINALFUNC = mindwell_internal.avg_concurrency_final,
	COMBINEFUNC = mindwell_internal.avg_concurrency_combine,
	SERIALFUNC = mindwell_internal.avg_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.avg_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_avg_concurrency_merge(bytea) IS
	'What analytics_avg_concurrency returns for all rows of these states together. NULL for no states. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_avg_concurrency_merge_state(state bytea) (
	SFUNC = mindwell_internal.avg_concurrency_merge_transition,
	STYPE = internal,
	SSPACE = 64,
	FINALFUNC = mindwell_internal.avg_concurrency_state_final,
	COMBINEFUNC = mindwell_internal.avg_concurrency_combine,
	SERIALFUNC = mindwell_internal.avg_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.avg_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_avg_concurrency_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_avg_concurrency_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_avg_concurrency_merge, and 54000 beyond 1 GB.';

CREATE FUNCTION mindwell_internal.concurrency_agg_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_state_final IS
	'Internal: final function of analytics_concurrency_agg_state and analytics_concurrency_agg_merge_state.';

CREATE FUNCTION mindwell_internal.concurrency_agg_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_merge_transition IS
	'Internal: transition function of analytics_concurrency_agg_merge and analytics_concurrency_agg_merge_state.';

CREATE AGGREGATE @extschema@.analytics_concurrency_agg_state(started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz, bucket_width interval) (
	SFUNC = mindwell_internal.concurrency_agg_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.concurrency_agg_state_final,
	COMBINEFUNC = mindwell_internal.concurrency_agg_combine,
	SERIALFUNC = mindwell_internal.concurrency_agg_serialize,
	DESERIALFUNC = mindwell_internal.concurrency_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_concurrency_agg_state(timestamptz, timestamptz, timestamptz, timestamptz, interval) IS
	'The state of analytics_concurrency_agg over these rows, for analytics_concurrency_agg_merge: the same bytes for the same rows in any order. NULL for no rows. Errors as of analytics_concurrency_agg(timestamptz, timestamptz, timestamptz, timestamptz, interval), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_concurrency_agg_merge(state bytea) (
	SFUNC = mindwell_internal.concurrency_agg_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.concurrency_agg_final,
	COMBINEFUNC = mindwell_internal.concurrency_agg_combine,
	SERIALFUNC = mindwell_internal.concurrency_agg_serialize,
	DESERIALFUNC = mindwell_internal.concurrency_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_concurrency_agg_merge(bytea) IS
	'What analytics_concurrency_agg returns for all rows of these states together. NULL for no states. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_concurrency_agg_merge_state(state bytea) (
	SFUNC = mindwell_internal.concurrency_agg_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.concurrency_agg_state_final,
	COMBINEFUNC = mindwell_internal.concurrency_agg_combine,
	SERIALFUNC = mindwell_internal.concurrency_agg_serialize,
	DESERIALFUNC = mindwell_internal.concurrency_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_concurrency_agg_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_concurrency_agg_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_concurrency_agg_merge, and 54000 beyond 1 GB.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.max_concurrency_transition(internal, timestamptz, timestamptz),
	mindwell_internal.max_concurrency_transition(internal, timestamptz, timestamptz, text),
	mindwell_internal.max_concurrency_transition(internal, tstzrange),
	mindwell_internal.max_concurrency_combine,
	mindwell_internal.max_concurrency_serialize,
	mindwell_internal.max_concurrency_deserialize,
	mindwell_internal.max_concurrency_final,
	mindwell_internal.max_concurrency_at_final,
	mindwell_internal.avg_concurrency_transition,
	mindwell_internal.avg_concurrency_combine,
	mindwell_internal.avg_concurrency_serialize,
	mindwell_internal.avg_concurrency_deserialize,
	mindwell_internal.avg_concurrency_final,
	mindwell_internal.concurrency_agg_transition,
	mindwell_internal.concurrency_agg_combine,
	mindwell_internal.concurrency_agg_serialize,
	mindwell_internal.concurrency_agg_deserialize,
	mindwell_internal.concurrency_agg_final,
	mindwell_internal.max_concurrency_state_final,
	mindwell_internal.max_concurrency_merge_transition,
	mindwell_internal.avg_concurrency_state_final,
	mindwell_internal.avg_concurrency_merge_transition,
	mindwell_internal.concurrency_agg_state_final,
	mindwell_internal.concurrency_agg_merge_transition
	FROM PUBLIC;
