-- Retention: who comes back, by cohort.

CREATE TYPE @extschema@.analytics_retention_cell AS (
	cohort timestamptz,
	cohort_size bigint,
	period integer,
	actors bigint,
	rate double precision,
	is_complete boolean
);
COMMENT ON TYPE @extschema@.analytics_retention_cell IS
	'A cell of a cohort matrix: the start of the interval in which cohort_size actors started, how many intervals later, how many of them returned then and as a fraction, and whether that interval has ended for all of them.';

CREATE FUNCTION mindwell_internal.retention_flags_transition(state internal, conditions boolean[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_transition IS
	'Internal: transition function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_flags_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_combine IS
	'Internal: combine function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_flags_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_serialize IS
	'Internal: serialization function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_flags_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_deserialize IS
	'Internal: deserialization function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_flags_final(state internal) RETURNS boolean[]
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_final IS
	'Internal: final function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_transition(state internal, actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(internal, uuid, timestamptz, boolean, boolean, text, integer) IS
	'Internal: transition function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_transition(state internal, actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(internal, uuid, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'Internal: transition function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_transition(state internal, actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(internal, bigint, timestamptz, boolean, boolean, text, integer) IS
	'Internal: transition function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_transition(state internal, actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(internal, bigint, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'Internal: transition function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_combine IS
	'Internal: combine function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_retention_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_serialize IS
	'Internal: serialization function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_deserialize IS
	'Internal: deserialization function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_final(state internal) RETURNS @extschema@.analytics_retention_cell[]
	AS 'MODULE_PATHNAME', 'analytics_retention_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_final IS
	'Internal: final function of analytics_retention_agg.';

CREATE AGGREGATE @extschema@.analytics_retention_flags(VARIADIC conditions boolean[]) (
	SFUNC = mindwell_internal.retention_flags_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_flags_final,
	COMBINEFUNC = mindwell_internal.retention_flags_combine,
	SERIALFUNC = mindwell_internal.retention_flags_serialize,
	DESERIALFUNC = mindwell_internal.retention_flags_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_flags(VARIADIC boolean[]) IS
	'For the rows of one actor: flag 1, whether condition 1 held on some row; flag i, whether it did and condition i held on some row, in whatever order. A row with a NULL condition is skipped; NULL for no rows. Errors: 22023, 54023 (more than 32 conditions).';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(uuid, timestamptz, boolean, boolean, text, integer) IS
	'The cohort matrix: per interval (hour, day, week or month of UTC) the actors whose first start lies in it, and for each of so many periods after it how many of them had a return then; an array ordered by cohort and period. Rows with a NULL argument are skipped; NULL for no rows. Errors: 22023 (unknown grain, periods), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(uuid, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'The cohort matrix with options, a JSON object: time_zone (UTC), cohorts (first_time or recurring), returned (on or on_or_after), rolling (false; true: columns of 24 hours since the actor''s own start), minimum_occurrences (1), from and to (starts and returns in [from, to) count), as_of (until when the events are complete; the greatest time seen); a time without an offset is one of UTC. Errors also: 22023 (unknown option, bad value).';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(bigint, timestamptz, boolean, boolean, text, integer) IS
	'As analytics_retention_agg(uuid, ...), for actors with numbers.';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(bigint, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'As analytics_retention_agg(uuid, ...), for actors with numbers.';

CREATE FUNCTION mindwell_internal.retention_state_final_uuid(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_retention_state_final_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_state_final_uuid IS
	'Internal: final function of analytics_retention_agg_state for actors with UUIDs.';

CREATE FUNCTION mindwell_internal.retention_state_final_bigint(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_retention_state_final_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_state_final_bigint IS
	'Internal: final function of analytics_retention_agg_state for actors with numbers.';

CREATE FUNCTION mindwell_internal.retention_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_retention_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_state_final IS
	'Internal: final function of analytics_retention_agg_merge_state.';

CREATE FUNCTION mindwell_internal.retention_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_merge_transition IS
	'Internal: transition function of analytics_retention_agg_merge and analytics_retention_agg_merge_state.';

CREATE AGGREGATE @extschema@.analytics_retention_agg_state(actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_state_final_uuid,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg_state(uuid, timestamptz, boolean, boolean, text, integer) IS
	'The state of analytics_retention_agg over these rows, for analytics_retention_agg_merge: the same bytes for the same rows in any order. NULL for no rows. Errors as of analytics_retention_agg(uuid, timestamptz, boolean, boolean, text, integer), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_retention_agg_state(actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_state_final_uuid,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg_state(uuid, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'The state of analytics_retention_agg over these rows, for analytics_retention_agg_merge: the same bytes for the same rows in any order. NULL for no rows. Errors as of analytics_retention_agg(uuid, timestamptz, boolean, boolean, text, integer, jsonb), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_retention_agg_state(actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_state_final_bigint,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg_state(bigint, timestamptz, boolean, boolean, text, integer) IS
	'As analytics_retention_agg_state(uuid, ...), for actors with numbers. States of the two are not merged with each other (22023).';

CREATE AGGREGATE @extschema@.analytics_retention_agg_state(actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_state_final_bigint,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg_state(bigint, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'As analytics_retention_agg_state(uuid, ...), for actors with numbers. States of the two are not merged with each other (22023).';

CREATE AGGREGATE @extschema@.analytics_retention_agg_merge(state bytea) (
	SFUNC = mindwell_internal.retention_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg_merge(bytea) IS
	'What analytics_retention_agg returns for all rows of these states together. NULL for no states. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_retention_agg_merge_state(state bytea) (
	SFUNC = mindwell_internal.retention_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_state_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_retention_agg_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_retention_agg_merge, and 54000 beyond 1 GB.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.retention_flags_transition,
	mindwell_internal.retention_flags_combine,
	mindwell_internal.retention_flags_serialize,
	mindwell_internal.retention_flags_deserialize,
	mindwell_internal.retention_flags_final,
	mindwell_internal.retention_transition(internal, uuid, timestamptz, boolean, boolean, text, integer),
	mindwell_internal.retention_transition(internal, uuid, timestamptz, boolean, boolean, text, integer, jsonb),
	mindwell_internal.retention_transition(internal, bigint, timestamptz, boolean, boolean, text, integer),
	mindwell_internal.retention_transition(internal, bigint, timestamptz, boolean, boolean, text, integer, jsonb),
	mindwell_internal.retention_combine,
	mindwell_internal.retention_serialize,
	mindwell_internal.retention_deserialize,
	mindwell_internal.retention_final,
	mindwell_internal.retention_state_final_uuid,
	mindwell_internal.retention_state_final_bigint,
	mindwell_internal.retention_state_final,
	mindwell_internal.retention_merge_transition
	FROM PUBLIC;
