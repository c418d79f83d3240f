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
COMMENT ON TYPE @extschema@.analytics_habit
	IS 'result of analytics_habit_adherence: score = (1 - streak_weight) * completion + streak_weight * longest_streak / window_days; completion = days_done / window_days, also in percent; days done, mean and longest length in days of the streaks inside the window (0 for none); and the streak that ends at as_of, which may have begun before the window';

CREATE FUNCTION @extschema@.analytics_habit_adherence_accum(state internal, day date, done boolean, as_of date)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_habit_adherence_accum(internal, date, boolean, date)
	IS 'internal: transition function of analytics_habit_adherence';

CREATE FUNCTION @extschema@.analytics_habit_adherence_accum(state internal, day date, done boolean, as_of date, window_days integer, streak_weight double precision)
	RETURNS internal AS 'MODULE_PATHNAME', 'analytics_habit_adherence_terms_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_habit_adherence_accum(internal, date, boolean, date, integer, double precision)
	IS 'internal: transition function of analytics_habit_adherence';

CREATE FUNCTION @extschema@.analytics_habit_adherence_combine(state internal, other internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_habit_adherence_combine(internal, internal)
	IS 'internal: combine function of analytics_habit_adherence';

CREATE FUNCTION @extschema@.analytics_habit_adherence_serialize(state internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_habit_adherence_serialize(internal)
	IS 'internal: serialization function of analytics_habit_adherence';

CREATE FUNCTION @extschema@.analytics_habit_adherence_deserialize(serialized bytea, unused internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_habit_adherence_deserialize(bytea, internal)
	IS 'internal: deserialization function of analytics_habit_adherence';

CREATE FUNCTION @extschema@.analytics_habit_adherence_final(state internal)
	RETURNS @extschema@.analytics_habit AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_habit_adherence_final(internal)
	IS 'internal: final function of analytics_habit_adherence';

CREATE AGGREGATE @extschema@.analytics_habit_adherence(day date, done boolean, as_of date) (
	SFUNC = @extschema@.analytics_habit_adherence_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_habit_adherence_final,
	COMBINEFUNC = @extschema@.analytics_habit_adherence_combine,
	SERIALFUNC = @extschema@.analytics_habit_adherence_serialize,
	DESERIALFUNC = @extschema@.analytics_habit_adherence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_habit_adherence(date, boolean, date)
	IS 'how well one actor kept a habit over the 7 days that end at as_of, that day included: one analytics_habit; NULL for no rows. A day is done if any of its rows is; days without a row are not done; days after as_of and rows with a NULL day or done are skipped. Errors: 22008 for infinity, 22023 when as_of is NULL, out of range or differs between rows';

CREATE AGGREGATE @extschema@.analytics_habit_adherence(day date, done boolean, as_of date, window_days integer, streak_weight double precision) (
	SFUNC = @extschema@.analytics_habit_adherence_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_habit_adherence_final,
	COMBINEFUNC = @extschema@.analytics_habit_adherence_combine,
	SERIALFUNC = @extschema@.analytics_habit_adherence_serialize,
	DESERIALFUNC = @extschema@.analytics_habit_adherence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_habit_adherence(date, boolean, date, integer, double precision)
	IS 'how well one actor kept a habit over the window_days (1..3660) days that end at as_of, that day included, with a weight of 0..1 for the streak: one analytics_habit; NULL for no rows. A day is done if any of its rows is; days without a row are not done; days after as_of and rows with a NULL day or done are skipped. Errors: 22008 for infinity, 22023 when an argument after done is NULL, out of range or differs between rows';

REVOKE EXECUTE ON FUNCTION
	@extschema@.analytics_habit_adherence_accum(internal, date, boolean, date),
	@extschema@.analytics_habit_adherence_accum(internal, date, boolean, date, integer, double precision),
	@extschema@.analytics_habit_adherence_combine(internal, internal),
	@extschema@.analytics_habit_adherence_serialize(internal),
	@extschema@.analytics_habit_adherence_deserialize(bytea, internal),
	@extschema@.analytics_habit_adherence_final(internal)
	FROM PUBLIC;
