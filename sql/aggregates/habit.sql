-- How well one actor keeps a habit.

CREATE TYPE @extschema@.analytics_habit AS (
	score double precision,
	completion double precision,
	completion_percent double precision,
	days_done bigint,
	average_streak double precision,
	current_streak bigint,
	longest_streak bigint
);
COMMENT ON TYPE @extschema@.analytics_habit IS
	'Result of analytics_habit_adherence: score = (1 - streak_weight) * completion + streak_weight * longest_streak / window_days; completion = days_done / window_days, also in percent; days done, mean and longest length in days of the streaks inside the window (0 for none); and the streak that ends at as_of, which may have begun before the window.';

CREATE FUNCTION mindwell_internal.habit_adherence_transition(state internal, day date, done boolean, as_of date) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_transition(internal, date, boolean, date) IS
	'Internal: transition function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_transition(state internal, day date, done boolean, as_of date, window_days integer, streak_weight double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_transition_terms' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_transition(internal, date, boolean, date, integer, double precision) IS
	'Internal: transition function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_combine IS
	'Internal: combine function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_serialize IS
	'Internal: serialization function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_deserialize IS
	'Internal: deserialization function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_final(state internal) RETURNS @extschema@.analytics_habit
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_final IS
	'Internal: final function of analytics_habit_adherence.';

CREATE AGGREGATE @extschema@.analytics_habit_adherence(day date, done boolean, as_of date) (
	SFUNC = mindwell_internal.habit_adherence_transition,
	STYPE = internal,
	SSPACE = 128,
	FINALFUNC = mindwell_internal.habit_adherence_final,
	COMBINEFUNC = mindwell_internal.habit_adherence_combine,
	SERIALFUNC = mindwell_internal.habit_adherence_serialize,
	DESERIALFUNC = mindwell_internal.habit_adherence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_habit_adherence(date, boolean, date) IS
	'How well one actor kept a habit over the 7 days that end at as_of, that day included: one analytics_habit; NULL for no rows. A day is done if any of its rows is; days without a row are not done; days after as_of and rows with a NULL day or done are skipped. Errors: 22008 for infinity, 22023 when as_of is NULL, out of range or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_habit_adherence(day date, done boolean, as_of date, window_days integer, streak_weight double precision) (
	SFUNC = mindwell_internal.habit_adherence_transition,
	STYPE = internal,
	SSPACE = 128,
	FINALFUNC = mindwell_internal.habit_adherence_final,
	COMBINEFUNC = mindwell_internal.habit_adherence_combine,
	SERIALFUNC = mindwell_internal.habit_adherence_serialize,
	DESERIALFUNC = mindwell_internal.habit_adherence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_habit_adherence(date, boolean, date, integer, double precision) IS
	'How well one actor kept a habit over the window_days (1..3660) days that end at as_of, that day included, with a weight of 0..1 for the streak: one analytics_habit; NULL for no rows. A day is done if any of its rows is; days without a row are not done; days after as_of and rows with a NULL day or done are skipped. Errors: 22008 for infinity, 22023 when an argument after done is NULL, out of range or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.habit_adherence_transition(internal, date, boolean, date),
	mindwell_internal.habit_adherence_transition(internal, date, boolean, date, integer, double precision),
	mindwell_internal.habit_adherence_combine,
	mindwell_internal.habit_adherence_serialize,
	mindwell_internal.habit_adherence_deserialize,
	mindwell_internal.habit_adherence_final
	FROM PUBLIC;
