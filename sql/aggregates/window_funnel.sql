-- Window funnels: how deep one actor got into an ordered list of steps.
-- (doc/reference/window_funnel.md)

CREATE FUNCTION mindwell_internal.window_funnel_transition(state internal, within interval, at timestamptz, steps boolean[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_transition(internal, interval, timestamptz, boolean[]) IS
	'Internal: transition function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_transition(state internal, within interval, modes text, at timestamptz, steps boolean[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_transition_modes' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_transition(internal, interval, text, timestamptz, boolean[]) IS
	'Internal: transition function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_combine IS
	'Internal: combine function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_serialize IS
	'Internal: serialization function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_deserialize IS
	'Internal: deserialization function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_final(state internal) RETURNS integer
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_final IS
	'Internal: final function of analytics_window_funnel.';

CREATE FUNCTION mindwell_internal.window_funnel_times_final(state internal) RETURNS timestamptz[]
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_times_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_times_final IS
	'Internal: final function of analytics_window_funnel_times.';

CREATE AGGREGATE @extschema@.analytics_window_funnel(within interval, at timestamptz, VARIADIC steps boolean[]) (
	SFUNC = mindwell_internal.window_funnel_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.window_funnel_final,
	COMBINEFUNC = mindwell_internal.window_funnel_combine,
	SERIALFUNC = mindwell_internal.window_funnel_serialize,
	DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel(interval, timestamptz, VARIADIC boolean[]) IS
	'How deep the rows of one actor get into steps 1..n, in the order of time and at most "within" after step 1: 0..n. Steps at the same time count as in order, and one row may fill several. Rows with a NULL time or condition are skipped; NULL if all are. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row), 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_window_funnel(within interval, modes text, at timestamptz, VARIADIC steps boolean[]) (
	SFUNC = mindwell_internal.window_funnel_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.window_funnel_final,
	COMBINEFUNC = mindwell_internal.window_funnel_combine,
	SERIALFUNC = mindwell_internal.window_funnel_serialize,
	DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel(interval, text, timestamptz, VARIADIC boolean[]) IS
	'How deep the rows of one actor get into steps 1..n, in the order of time and at most "within" after step 1: 0..n. Modes: comma-separated strict_once, strict_increase, strict_deduplication, strict_order, allow_reentry. Rows with a NULL time or condition are skipped; NULL if all are. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row; an unknown mode, or modes not the same on every row), 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_window_funnel_times(within interval, at timestamptz, VARIADIC steps boolean[]) (
	SFUNC = mindwell_internal.window_funnel_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.window_funnel_times_final,
	COMBINEFUNC = mindwell_internal.window_funnel_combine,
	SERIALFUNC = mindwell_internal.window_funnel_serialize,
	DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel_times(interval, timestamptz, VARIADIC boolean[]) IS
	'The times of the winning chain of analytics_window_funnel with the same arguments, one per step reached: of the chains that get deepest the one that starts first, each step as early as possible. NULL if all rows are skipped. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row), 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_window_funnel_times(within interval, modes text, at timestamptz, VARIADIC steps boolean[]) (
	SFUNC = mindwell_internal.window_funnel_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.window_funnel_times_final,
	COMBINEFUNC = mindwell_internal.window_funnel_combine,
	SERIALFUNC = mindwell_internal.window_funnel_serialize,
	DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel_times(interval, text, timestamptz, VARIADIC boolean[]) IS
	'The times of the winning chain of analytics_window_funnel with the same arguments, one per step reached: of the chains that get deepest the one that starts first, each step as early as possible. Modes: comma-separated strict_once, strict_increase, strict_deduplication, strict_order, allow_reentry. NULL if all rows are skipped. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row; an unknown mode, or modes not the same on every row), 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.window_funnel_transition(internal, interval, timestamptz, boolean[]),
	mindwell_internal.window_funnel_transition(internal, interval, text, timestamptz, boolean[]),
	mindwell_internal.window_funnel_combine,
	mindwell_internal.window_funnel_serialize,
	mindwell_internal.window_funnel_deserialize,
	mindwell_internal.window_funnel_final,
	mindwell_internal.window_funnel_times_final
	FROM PUBLIC;
