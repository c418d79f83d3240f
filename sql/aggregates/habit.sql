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

-- What was heard of all habits.

CREATE TYPE mindwell_internal.habit_heard AS (
	tenant_id uuid,
	user_id uuid,
	frequency text,
	value text,
	first_seen timestamptz,
	days integer[]
);
COMMENT ON TYPE mindwell_internal.habit_heard IS
	'Internal: whose a habit is, its last frequency and value, its first event, and the days of all as habit_judged() reads them.';

CREATE FUNCTION mindwell_internal.habits_agg_transition(
	state internal, tenant_id uuid, user_id uuid, at timestamptz, event_type text, habit_id text, frequency text, value text, day date) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habits_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habits_agg_transition IS
	'Internal: transition function of habits_agg.';

CREATE FUNCTION mindwell_internal.habits_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habits_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habits_agg_combine IS
	'Internal: combine function of habits_agg.';

CREATE FUNCTION mindwell_internal.habits_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_habits_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habits_agg_serialize IS
	'Internal: serialization function of habits_agg.';

CREATE FUNCTION mindwell_internal.habits_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habits_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habits_agg_deserialize IS
	'Internal: deserialization function of habits_agg.';

CREATE FUNCTION mindwell_internal.habits_agg_final(state internal) RETURNS mindwell_internal.habit_heard[]
	AS 'MODULE_PATHNAME', 'analytics_habits_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habits_agg_final IS
	'Internal: final function of habits_agg.';

CREATE AGGREGATE mindwell_internal.habits_agg(
	tenant_id uuid, user_id uuid, at timestamptz, event_type text, habit_id text, frequency text, value text, day date) (
	SFUNC = mindwell_internal.habits_agg_transition,
	STYPE = internal,
	SSPACE = 4096,
	FINALFUNC = mindwell_internal.habits_agg_final,
	COMBINEFUNC = mindwell_internal.habits_agg_combine,
	SERIALFUNC = mindwell_internal.habits_agg_serialize,
	DESERIALFUNC = mindwell_internal.habits_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mindwell_internal.habits_agg(uuid, uuid, timestamptz, text, text, text, text, date) IS
	'Internal: what was heard of each habit (of a tenant, user and habit_id, or their only one without an id), for the day that each event is for: array of habit_heard, habits in no order. Of one time the greatest frequency, or value, is the last one; NULL where none is given. Rows with a NULL tenant, user, time, type or day are skipped. Errors: 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.habit_adherence_transition(internal, date, boolean, date),
	mindwell_internal.habit_adherence_transition(internal, date, boolean, date, integer, double precision),
	mindwell_internal.habit_adherence_combine,
	mindwell_internal.habit_adherence_serialize,
	mindwell_internal.habit_adherence_deserialize,
	mindwell_internal.habit_adherence_final,
	mindwell_internal.habits_agg_transition,
	mindwell_internal.habits_agg_combine,
	mindwell_internal.habits_agg_serialize,
	mindwell_internal.habits_agg_deserialize,
	mindwell_internal.habits_agg_final
	FROM PUBLIC;
