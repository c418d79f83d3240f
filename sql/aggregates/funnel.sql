-- The population funnel: one pass over the events of all actors.

CREATE TYPE @extschema@.analytics_funnel_step AS (
	step integer,
	event_type text,
	actors bigint,
	rate_from_first double precision,
	rate_from_previous double precision,
	dropped bigint,
	median_seconds double precision,
	p90_seconds double precision,
	mean_seconds double precision,
	median_seconds_from_first double precision
);
COMMENT ON TYPE @extschema@.analytics_funnel_step IS
	'A step of a funnel: how many actors reached it, as a fraction of the first step and of the one before (NULL when that is 0; the first step has none before), how many of the step before did not, and the seconds from the step before and from the first.';

CREATE TYPE @extschema@.analytics_funnel_breakdown_step AS (
	breakdown text,
	step integer,
	actors bigint,
	rate_from_first double precision,
	rate_from_previous double precision,
	dropped bigint,
	median_seconds double precision,
	p90_seconds double precision,
	mean_seconds double precision,
	median_seconds_from_first double precision,
	immature bigint
);
COMMENT ON TYPE @extschema@.analytics_funnel_breakdown_step IS
	'A step of a funnel for one breakdown value (NULL: no value), as analytics_funnel_step; immature: of its actors, those whose window has not ended (NULL when the plan has no as_of). The step before is the last required one.';

CREATE TYPE @extschema@.analytics_funnel_plan AS (
	step_count integer,
	within interval,
	order_mode text,
	step_limits interval[],
	optional_steps integer[],
	exclusion_after integer[],
	exclusion_before integer[],
	from_time timestamptz,
	to_time timestamptz,
	as_of timestamptz,
	count_by text,
	breakdown_by text,
	hold_constant boolean
);
COMMENT ON TYPE @extschema@.analytics_funnel_plan IS
	'What the general form of analytics_funnel_agg is to count; made by the function of the same name.';

CREATE FUNCTION @extschema@.analytics_funnel_plan(
	step_count integer,
	within interval,
	order_mode text DEFAULT 'ordered',
	step_limits interval[] DEFAULT NULL,
	optional_steps integer[] DEFAULT NULL,
	exclusion_after integer[] DEFAULT NULL,
	exclusion_before integer[] DEFAULT NULL,
	from_time timestamptz DEFAULT NULL,
	to_time timestamptz DEFAULT NULL,
	as_of timestamptz DEFAULT NULL,
	count_by text DEFAULT 'actor',
	breakdown_by text DEFAULT 'first',
	hold_constant boolean DEFAULT false
) RETURNS @extschema@.analytics_funnel_plan
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ROW(step_count, within, order_mode, step_limits, optional_steps, exclusion_after,
	exclusion_before, from_time, to_time, as_of, count_by, breakdown_by,
	hold_constant)::@extschema@.analytics_funnel_plan;
COMMENT ON FUNCTION @extschema@.analytics_funnel_plan(integer, interval, text, interval[], integer[], integer[], integer[], timestamptz, timestamptz, timestamptz, text, text, boolean) IS
	'The plan of a funnel of step_count steps within so much time of the first. order_mode: ordered, strict or unordered. step_limits: for each step, how long after the last required step (NULL: any time). optional_steps: the numbers of those that are not required. exclusion_after, exclusion_before: for each exclusion, between which two steps it counts. from_time, to_time: first steps lie in [from_time, to_time). as_of: until when the events are complete. count_by: actor or total (every attempt). breakdown_by: first or last step''s value. hold_constant: all steps carry the same held value. It is checked where it is used (22023).';

CREATE FUNCTION mindwell_internal.funnel_names_transition(state internal, actor uuid, at timestamptz, event_type text, steps text[], within interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_names_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_names_transition(internal, uuid, timestamptz, text, text[], interval) IS
	'Internal: transition function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_names_transition(state internal, actor bigint, at timestamptz, event_type text, steps text[], within interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_names_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_names_transition(internal, bigint, timestamptz, text, text[], interval) IS
	'Internal: transition function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_plan_transition(state internal, actor uuid, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_plan_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_plan_transition(internal, uuid, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'Internal: transition function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_plan_transition(state internal, actor bigint, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_plan_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_plan_transition(internal, bigint, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'Internal: transition function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_combine IS
	'Internal: combine function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_funnel_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_serialize IS
	'Internal: serialization function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_deserialize IS
	'Internal: deserialization function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_names_final(state internal) RETURNS @extschema@.analytics_funnel_step[]
	AS 'MODULE_PATHNAME', 'analytics_funnel_names_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_names_final IS
	'Internal: final function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_plan_final(state internal) RETURNS @extschema@.analytics_funnel_breakdown_step[]
	AS 'MODULE_PATHNAME', 'analytics_funnel_plan_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_plan_final IS
	'Internal: final function of analytics_funnel_agg.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg(actor uuid, at timestamptz, event_type text, steps text[], within interval) (
	SFUNC = mindwell_internal.funnel_names_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_names_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg(uuid, timestamptz, text, text[], interval) IS
	'How many actors went through these event types, in this order, each by an event of its own, all within so much time of the first: an array with one element per step. Rows with a NULL actor, time or event type are skipped; NULL when there are no rows. Errors: 22023, 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg(actor bigint, at timestamptz, event_type text, steps text[], within interval) (
	SFUNC = mindwell_internal.funnel_names_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_names_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg(bigint, timestamptz, text, text[], interval) IS
	'As analytics_funnel_agg(uuid, ...), for actors with numbers.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg(actor uuid, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) (
	SFUNC = mindwell_internal.funnel_plan_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_plan_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg(uuid, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'The general funnel: bit i - 1 of steps says that the row satisfies step i, bit i - 1 of exclusions (NULL: none) that it is the plan''s exclusion i. An array with one element per breakdown value and step, values by their bytes and NULL last. Rows with a NULL actor, time or steps are skipped; NULL when there are no rows. Errors as of the short form.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg(actor bigint, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) (
	SFUNC = mindwell_internal.funnel_plan_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_plan_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg(bigint, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'As analytics_funnel_agg(uuid, ...), for actors with numbers.';

CREATE FUNCTION mindwell_internal.funnel_state_final_uuid(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_funnel_state_final_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_state_final_uuid IS
	'Internal: final function of analytics_funnel_agg_state for actors with UUIDs.';

CREATE FUNCTION mindwell_internal.funnel_state_final_bigint(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_funnel_state_final_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_state_final_bigint IS
	'Internal: final function of analytics_funnel_agg_state for actors with numbers.';

CREATE FUNCTION mindwell_internal.funnel_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_funnel_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_state_final IS
	'Internal: final function of analytics_funnel_agg_merge_state.';

CREATE FUNCTION mindwell_internal.funnel_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_merge_transition IS
	'Internal: transition function of analytics_funnel_agg_merge, analytics_funnel_agg_plan_merge and analytics_funnel_agg_merge_state.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg_state(actor uuid, at timestamptz, event_type text, steps text[], within interval) (
	SFUNC = mindwell_internal.funnel_names_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_state_final_uuid,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg_state(uuid, timestamptz, text, text[], interval) IS
	'The state of analytics_funnel_agg over these rows, for analytics_funnel_agg_merge: the same bytes for the same rows in any order. Its texts are in the encoding of this database. NULL for no rows. Errors as of analytics_funnel_agg, and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg_state(actor bigint, at timestamptz, event_type text, steps text[], within interval) (
	SFUNC = mindwell_internal.funnel_names_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_state_final_bigint,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg_state(bigint, timestamptz, text, text[], interval) IS
	'As analytics_funnel_agg_state(uuid, ...), for actors with numbers. States of the two are not merged with each other (22023).';

CREATE AGGREGATE @extschema@.analytics_funnel_agg_state(actor uuid, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) (
	SFUNC = mindwell_internal.funnel_plan_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_state_final_uuid,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg_state(uuid, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'The state of the general form of analytics_funnel_agg over these rows, for analytics_funnel_agg_plan_merge. Otherwise as the short form.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg_state(actor bigint, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) (
	SFUNC = mindwell_internal.funnel_plan_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_state_final_bigint,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg_state(bigint, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'As analytics_funnel_agg_state(uuid, ...), for actors with numbers. States of the two are not merged with each other (22023).';

CREATE AGGREGATE @extschema@.analytics_funnel_agg_merge(state bytea) (
	SFUNC = mindwell_internal.funnel_merge_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_names_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg_merge(bytea) IS
	'What analytics_funnel_agg(actor, at, event_type, steps, within) returns for all rows of these states together. NULL for no states. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments, or in another encoding), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg_plan_merge(state bytea) (
	SFUNC = mindwell_internal.funnel_merge_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_plan_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg_plan_merge(bytea) IS
	'What the general form of analytics_funnel_agg returns for all rows of these states together. Otherwise as analytics_funnel_agg_merge.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg_merge_state(state bytea) (
	SFUNC = mindwell_internal.funnel_merge_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_state_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_funnel_agg_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_funnel_agg_merge, and 54000 beyond 1 GB.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.funnel_names_transition(internal, uuid, timestamptz, text, text[], interval),
	mindwell_internal.funnel_names_transition(internal, bigint, timestamptz, text, text[], interval),
	mindwell_internal.funnel_plan_transition(internal, uuid, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan),
	mindwell_internal.funnel_plan_transition(internal, bigint, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan),
	mindwell_internal.funnel_combine,
	mindwell_internal.funnel_serialize,
	mindwell_internal.funnel_deserialize,
	mindwell_internal.funnel_names_final,
	mindwell_internal.funnel_plan_final,
	mindwell_internal.funnel_state_final_uuid,
	mindwell_internal.funnel_state_final_bigint,
	mindwell_internal.funnel_state_final,
	mindwell_internal.funnel_merge_transition
	FROM PUBLIC;
