-- How well one actor keeps a habit.

CREATE TYPE @extschema@.analytics_habit AS (
	score pg_catalog.float8,
	completion pg_catalog.float8,
	completion_percent pg_catalog.float8,
	days_done pg_catalog.int8,
	average_streak pg_catalog.float8,
	current_streak pg_catalog.int8,
	longest_streak pg_catalog.int8
);
COMMENT ON TYPE @extschema@.analytics_habit
	IS 'result of analytics_habit_adherence: score = (1 - streak_weight) * completion + streak_weight * longest_streak / window_days; completion = days_done / window_days, also in percent; days done, mean and longest length in days of the streaks inside the window (0 for none); and the streak that ends at as_of, which may have begun before the window';

CREATE FUNCTION mindwell_internal.habit_adherence_transition(state pg_catalog.internal, day pg_catalog.date, done pg_catalog.bool, as_of pg_catalog.date)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_habit_adherence_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_transition(pg_catalog.internal, pg_catalog.date, pg_catalog.bool, pg_catalog.date)
	IS 'internal: transition function of analytics_habit_adherence';

CREATE FUNCTION mindwell_internal.habit_adherence_transition(state pg_catalog.internal, day pg_catalog.date, done pg_catalog.bool, as_of pg_catalog.date, window_days pg_catalog.int4, streak_weight pg_catalog.float8)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_habit_adherence_transition_terms' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_transition(pg_catalog.internal, pg_catalog.date, pg_catalog.bool, pg_catalog.date, pg_catalog.int4, pg_catalog.float8)
	IS 'internal: transition function of analytics_habit_adherence';

CREATE FUNCTION mindwell_internal.habit_adherence_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_habit_adherence_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_habit_adherence';

CREATE FUNCTION mindwell_internal.habit_adherence_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_habit_adherence_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_habit_adherence';

CREATE FUNCTION mindwell_internal.habit_adherence_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_habit_adherence_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_habit_adherence';

CREATE FUNCTION mindwell_internal.habit_adherence_final(state pg_catalog.internal)
	RETURNS @extschema@.analytics_habit AS 'MODULE_PATHNAME', 'analytics_habit_adherence_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_final(pg_catalog.internal)
	IS 'internal: final function of analytics_habit_adherence';

CREATE AGGREGATE @extschema@.analytics_habit_adherence(day pg_catalog.date, done pg_catalog.bool, as_of pg_catalog.date) (
	SFUNC = mindwell_internal.habit_adherence_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 128,
	FINALFUNC = mindwell_internal.habit_adherence_final,
	COMBINEFUNC = mindwell_internal.habit_adherence_combine,
	SERIALFUNC = mindwell_internal.habit_adherence_serialize,
	DESERIALFUNC = mindwell_internal.habit_adherence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_habit_adherence(pg_catalog.date, pg_catalog.bool, pg_catalog.date)
	IS 'how well one actor kept a habit over the 7 days that end at as_of, that day included: one analytics_habit; NULL for no rows. A day is done if any of its rows is; days without a row are not done; days after as_of and rows with a NULL day or done are skipped. Errors: 22008 for infinity, 22023 when as_of is NULL, out of range or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_habit_adherence(day pg_catalog.date, done pg_catalog.bool, as_of pg_catalog.date, window_days pg_catalog.int4, streak_weight pg_catalog.float8) (
	SFUNC = mindwell_internal.habit_adherence_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 128,
	FINALFUNC = mindwell_internal.habit_adherence_final,
	COMBINEFUNC = mindwell_internal.habit_adherence_combine,
	SERIALFUNC = mindwell_internal.habit_adherence_serialize,
	DESERIALFUNC = mindwell_internal.habit_adherence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_habit_adherence(pg_catalog.date, pg_catalog.bool, pg_catalog.date, pg_catalog.int4, pg_catalog.float8)
	IS 'how well one actor kept a habit over the window_days (1..3660) days that end at as_of, that day included, with a weight of 0..1 for the streak: one analytics_habit; NULL for no rows. A day is done if any of its rows is; days without a row are not done; days after as_of and rows with a NULL day or done are skipped. Errors: 22008 for infinity, 22023 when an argument after done is NULL, out of range or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.habit_adherence_transition(pg_catalog.internal, pg_catalog.date, pg_catalog.bool, pg_catalog.date),
	mindwell_internal.habit_adherence_transition(pg_catalog.internal, pg_catalog.date, pg_catalog.bool, pg_catalog.date, pg_catalog.int4, pg_catalog.float8),
	mindwell_internal.habit_adherence_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.habit_adherence_serialize(pg_catalog.internal),
	mindwell_internal.habit_adherence_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.habit_adherence_final(pg_catalog.internal)
	FROM PUBLIC;
