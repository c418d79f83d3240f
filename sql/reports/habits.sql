
-- Habits ----------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.habit_judged(heard integer[], judged date[], window_days integer, streak_weight double precision)
RETURNS TABLE (bucket integer, score double precision, completion double precision, days_done bigint, average_streak double precision,
               longest_streak bigint)
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_habit_judged';
COMMENT ON FUNCTION mindwell_internal.habit_judged(integer[], date[], integer, double precision) IS
'Internal: one habit on each of some days on which it exists, by their places, as of analytics_habit_adherence. heard: what habits_agg has of it.';

-- Each habit that exists on the day on which an interval is judged, and one row without an
-- interval, which has the earliest event.
CREATE FUNCTION mindwell_internal.habit_scores(
    tenants uuid[],
    borders timestamptz[],
    breakdown text,
    window_days integer,
    streak_weight double precision,
    time_zone text,
    as_of timestamptz,
    include_anonymous boolean)
RETURNS TABLE (bucket integer, tenant_id uuid, user_id uuid, breakdown_value text, is_present boolean, score double precision,
               completion double precision, average_streak double precision, longest_streak bigint, history_from timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    habit_types CONSTANT text[] := ARRAY['habit_created', 'habit_checked', 'habit_missed', 'habit_archived'];
    tick CONSTANT interval := interval '1 microsecond';
    -- besides the window, for days of time zones and those that a habit_date brings near
    more_days CONSTANT integer := 7;
    first_time timestamptz;
    last_time CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    days timestamptz[];
    dates date[];
    judged integer[];
    judged_dates date[];
    instants timestamptz[];
    heard mindwell_internal.habit_heard[];
BEGIN
    -- checked where there are no habits as well
    PERFORM @extschema@.analytics_habit_adherence(date '2000-01-01', true, date '2000-01-01', window_days, streak_weight);

    -- All days that decide, and the date of each.  Of those before them nothing matters but their order.
    first_time := borders[1] - (window_days + more_days) * interval '24 hours';
    days := mindwell_internal.calendar_borders(first_time, last_time + more_days * interval '24 hours', 'day', time_zone);
    dates := ARRAY(SELECT CAST(mindwell_internal.local_time(d.starts, time_zone) AS date)
                   FROM pg_catalog.unnest(days) WITH ORDINALITY AS d (starts, ord) ORDER BY d.ord);
    -- of each interval that has begun the number of its last day that has ended
    judged := ARRAY(SELECT pg_catalog.width_bucket(least(b.ends, as_of), days) - 1
                    FROM mindwell_internal.buckets(borders, as_of) AS b WHERE b.starts <= as_of ORDER BY b.bucket);
    judged_dates := ARRAY(SELECT dates[j.day] FROM pg_catalog.unnest(judged) WITH ORDINALITY AS j (day, ord) ORDER BY j.ord);
    -- the last one of each
    instants := ARRAY(SELECT days[j.day + 1] - tick FROM pg_catalog.unnest(judged) WITH ORDINALITY AS j (day, ord) ORDER BY j.ord);

    EXECUTE pg_catalog.format(
        'SELECT mindwell_internal.habits_agg(e.tenant_id, e.user_id, e.occurred_at, e.event_type,
                                             mindwell_internal.property_text(e.properties, ''habit_id''),
                                             mindwell_internal.property_text(e.properties, ''habit_frequency''),
                                             mindwell_internal.property_text(e.properties, $1),
                                             mindwell_internal.own_day(e.properties -> ''habit_date'',
                                                 COALESCE($2[pg_catalog.width_bucket(e.occurred_at, $3)],
                                                          CAST(mindwell_internal.local_time(e.occurred_at, $4) AS pg_catalog.date))))
         FROM (%s) AS e
         WHERE mindwell_internal.is_counted(e.user_id, $5)',
        mindwell_internal.state_query(tenants, habit_types, '-infinity', known_until))
    INTO STRICT heard
    USING breakdown, dates, days, time_zone, include_anonymous;

    RETURN QUERY
    WITH habit AS MATERIALIZED (
        SELECT h.tenant_id, h.user_id, h.value, COALESCE(h.frequency = 'weekly', false) AS is_weekly, h.first_seen, h.days
        FROM pg_catalog.unnest(heard) AS h),
    present AS (
        SELECT p.tenant_id, p.user_id, pg_catalog.range_agg(pg_catalog.tstzrange(p.present_from, p.present_until)) AS times
        FROM mindwell_internal.presence(tenants, ARRAY(SELECT CAST((h.tenant_id, h.user_id) AS mindwell_internal.tenant_user)
                                                       FROM (SELECT DISTINCT h.tenant_id, h.user_id FROM habit AS h) AS h ORDER BY h.tenant_id, h.user_id), instants) AS p
        GROUP BY 1, 2)
    SELECT j.bucket, k.tenant_id, k.user_id, CAST(k.value AS text), COALESCE(p.times @> instants[j.bucket], false),
           CASE WHEN k.is_weekly THEN least(j.days_done, 1) ELSE j.score END,
           CASE WHEN k.is_weekly THEN least(j.days_done, 1) ELSE j.completion END,
           j.average_streak, j.longest_streak, CAST(NULL AS timestamptz)
    FROM habit AS k
    LEFT JOIN present AS p ON p.tenant_id = k.tenant_id AND p.user_id = k.user_id,
         mindwell_internal.habit_judged(k.days, judged_dates, window_days, streak_weight) AS j
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, min(h.first_seen) FROM habit AS h;
END
$$;
COMMENT ON FUNCTION mindwell_internal.habit_scores(uuid[], timestamptz[], text, integer, double precision, text, timestamptz, boolean) IS
'Internal: the habits of some tenants that exist on the last day of each interval that had ended at as_of, as analytics_habits judges them; whether their user was present then; and a row with bucket NULL that has history_from.';

CREATE TYPE mindwell_internal.habits_part AS (
    bucket integer, breakdown_value text, habits numeric, users bigint, score numeric, completion numeric, average_streak numeric,
    longest_streak bigint, lapsed numeric, history_from timestamptz);
COMMENT ON TYPE mindwell_internal.habits_part IS 'Internal: a row of mindwell_internal.habits_part().';

CREATE FUNCTION mindwell_internal.habits_part(
    borders timestamptz[],
    breakdown text,
    window_days integer,
    streak_weight double precision,
    time_zone text,
    as_of timestamptz,
    include_anonymous boolean)
RETURNS SETOF mindwell_internal.habits_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN QUERY
    WITH scores AS MATERIALIZED (
        SELECT s.* FROM mindwell_internal.habit_scores(mindwell_internal.tenants_to_read(), borders, breakdown, window_days, streak_weight, time_zone, as_of, include_anonymous) AS s),
    -- habits that are kept alike are many
    alike AS (
        SELECT s.bucket, s.breakdown_value, s.is_present, s.score, s.completion, s.average_streak, s.longest_streak, count(*) AS habits
        FROM scores AS s
        WHERE s.bucket IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6, 7),
    kept AS (
        SELECT a.bucket, a.breakdown_value, sum(a.habits) FILTER (WHERE a.is_present) AS habits,
               -- means in numeric do not depend on the order
               sum(a.habits * CAST(a.score AS numeric)) FILTER (WHERE a.is_present) AS score,
               sum(a.habits * CAST(a.completion AS numeric)) FILTER (WHERE a.is_present) AS completion,
               sum(a.habits * CAST(a.average_streak AS numeric)) FILTER (WHERE a.is_present) AS average_streak,
               max(a.longest_streak) FILTER (WHERE a.is_present) AS longest_streak,
               sum(a.habits) FILTER (WHERE NOT a.is_present) AS lapsed
        FROM alike AS a
        GROUP BY 1, 2),
    keepers AS (
        SELECT u.bucket, u.breakdown_value, count(*) AS users
        FROM (SELECT DISTINCT s.bucket, s.breakdown_value, s.tenant_id, s.user_id FROM scores AS s WHERE s.is_present) AS u
        GROUP BY 1, 2)
    SELECT k.bucket, k.breakdown_value, k.habits, u.users, k.score, k.completion, k.average_streak, k.longest_streak, k.lapsed,
           CAST(NULL AS timestamptz)
    FROM kept AS k
    LEFT JOIN keepers AS u ON u.bucket = k.bucket AND COALESCE('=' || u.breakdown_value, '') = COALESCE('=' || k.breakdown_value, '')
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, s.history_from FROM scores AS s WHERE s.bucket IS NULL;
END
$$;
COMMENT ON FUNCTION mindwell_internal.habits_part(timestamptz[], text, integer, double precision, text, timestamptz, boolean) IS
'Internal: the part of analytics_habits(): of each bucket between borders and each value of breakdown the habits that exist, their users, and the sums of what they are judged by; and a row without a bucket that has the earliest event. Rows of stores are added. Errors of mindwell_internal.habit_scores().';

CREATE FUNCTION mindwell_internal.habits_finish(
    parts mindwell_internal.habits_part[], borders timestamptz[], breakdown text, as_of timestamptz)
RETURNS TABLE ("time" timestamptz, breakdown_value text, habits bigint, users bigint, adherence_score double precision,
               completion_rate double precision, average_streak_days double precision, longest_streak_days bigint,
               is_complete boolean, history_from timestamptz, lapsed bigint)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH counted AS (
        SELECT p.bucket, p.breakdown_value COLLATE "C" AS breakdown_value, CAST(sum(p.habits) AS bigint) AS habits, CAST(sum(p.users) AS bigint) AS users,
               sum(p.score) / sum(p.habits) AS score, sum(p.completion) / sum(p.habits) AS completion,
               sum(p.average_streak) / sum(p.habits) AS average_streak, max(p.longest_streak) AS longest_streak, CAST(sum(p.lapsed) AS bigint) AS lapsed
        FROM pg_catalog.unnest(parts) AS p
        WHERE p.bucket IS NOT NULL
        GROUP BY 1, 2)
    SELECT b.starts, c.breakdown_value, COALESCE(c.habits, 0), COALESCE(c.users, 0), CAST(c.score AS double precision),
           CAST(c.completion AS double precision), CAST(c.average_streak AS double precision), c.longest_streak, b.is_complete,
           (SELECT min(p.history_from) FROM pg_catalog.unnest(parts) AS p), COALESCE(c.lapsed, 0)
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN counted AS c ON c.bucket = b.bucket
    WHERE breakdown IS NULL OR c.bucket IS NOT NULL
    ORDER BY b.bucket, c.breakdown_value;
END;
COMMENT ON FUNCTION mindwell_internal.habits_finish(mindwell_internal.habits_part[], timestamptz[], text, timestamptz) IS
'Internal: analytics_habits() from its parts.';

CREATE FUNCTION @extschema@.analytics_habits(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    breakdown text DEFAULT NULL,
    window_days integer DEFAULT 7,
    streak_weight double precision DEFAULT 0.3,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, breakdown_value text, habits bigint, users bigint, adherence_score double precision,
               completion_rate double precision, average_streak_days double precision, longest_streak_days bigint,
               is_complete boolean, history_from timestamptz, lapsed bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    parts mindwell_internal.habits_part[];
BEGIN
    IF grain = 'hour' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid grain',
            DETAIL = 'A habit is kept by the day.',
            HINT = 'It is ''day'', ''week'' or ''month''.';
    END IF;
    PERFORM mindwell_internal.check_breakdown(breakdown, '{cohort,coach_id,habit_frequency,habit_id}');

    parts := ARRAY(
        SELECT p FROM mindwell_internal.habits_part(borders, breakdown, window_days, streak_weight, time_zone, as_of, include_anonymous) AS p);
    RETURN QUERY SELECT f.* FROM mindwell_internal.habits_finish(parts, borders, breakdown, as_of) AS f;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_habits(timestamptz, timestamptz, text, text, integer, double precision, text, timestamptz, boolean) IS
'How habits are kept, by day, week (from Monday) or month of a time zone; intervals that the period touches are counted whole. A habit is a user''s habit_id (without one, their one unnamed habit). It exists from the first day for which anything is heard of it until the day before its habit_archived; what is heard of it for a later day begins it anew. The day of an event is its habit_date, if that is a date at most two days before or one day after the event''s own, else that of its time; a day is done that has a habit_checked. Each interval is judged on its last day, a running one on its last day that had ended at as_of, by analytics_habit_adherence over the window_days (1..3660) that end with it: means over the habits that exist on it of its score (with streak_weight, 0..1), completion and average_streak, and the longest streak; NULL without habits. A habit whose last habit_frequency is weekly has score and completion 1 with any check in the window, else 0. habits and users leave out the lapsed: habits whose user had no action (as of analytics_active_users) for 28 days then. breakdown: cohort, coach_id, habit_frequency or habit_id, the last value that an event of the habit has: a row for each that occurs in the interval. All events up to as_of are read, and none after it count; history_from is the earliest. Anonymous visitors count with include_anonymous only. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain or breakdown, an unknown time zone, window_days or streak_weight that are NULL or out of range, 22004 without from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for too many intervals or beyond mindwell_analytics.aggregate_memory, 55000 without a store.';
