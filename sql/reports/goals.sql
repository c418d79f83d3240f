
-- Goals -----------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.goal_lives(
    tenants uuid[],
    label_property text,
    as_of timestamptz,
    include_anonymous boolean)
RETURNS TABLE (tenant_id uuid, owner uuid, began timestamptz, ended timestamptz, outcome text, is_created boolean,
               first_seen timestamptz, label text)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    goal_types CONSTANT text[] := ARRAY['goal_created', 'goal_updated', 'goal_completed', 'goal_abandoned'];
    per_user CONSTANT boolean := mindwell_internal.setting('goal_ids') = 'per user';
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format(
        'SELECT l.tenant_id, l.owner, l.began, l.ended, l.outcome, l.is_created, l.first_seen, l.label
         FROM pg_catalog.unnest((
             SELECT mindwell_internal.goals_agg(e.tenant_id, e.user_id, e.occurred_at, e.event_type,
                                                mindwell_internal.property_text(e.properties, ''goal_id''),
                                                mindwell_internal.property_text(e.properties, $1), $2)
             FROM (%s) AS e
             WHERE mindwell_internal.is_counted(e.user_id, $3))) AS l',
        mindwell_internal.state_query(tenants, goal_types, '-infinity', known_until))
    USING label_property, per_user, include_anonymous;
END
$$;
COMMENT ON FUNCTION mindwell_internal.goal_lives(uuid[], text, timestamptz, boolean) IS
'Internal: the lives of all goals as known at as_of (as of analytics_goal_lives); label is the first value of a property in a life. 22004 for as_of NULL.';

-- Lives are counted where they begin and end, and what holds from one interval to another
-- is a running sum of its beginnings less its ends: so a life costs the same however many
-- intervals it is open in.
CREATE FUNCTION mindwell_internal.goal_series(
    tenants uuid[],
    borders timestamptz[],
    breakdown text,
    time_zone text,
    as_of timestamptz,
    include_anonymous boolean)
RETURNS TABLE (tenant_id uuid, bucket integer, breakdown_value text, created bigint, active bigint, completed bigint,
               abandoned bigint, lapsed bigint, median_days double precision, history_from timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 1000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
-- how many of the lives are a user's own is not known to the planner
SET enable_mergejoin = off
AS $$
DECLARE
    first_border CONSTANT timestamptz := borders[1];
    last_border CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    tick CONSTANT interval := interval '1 microsecond';
    seconds_per_day CONSTANT double precision := 86400;
    by_signup CONSTANT boolean := COALESCE(breakdown = 'signup_month', false);
    -- coaches of two tenants are two, whatever their ids
    by_tenant CONSTANT boolean := COALESCE(breakdown = 'tenant and coach_id', false);
    label_property CONSTANT text := CASE WHEN by_tenant THEN 'coach_id' WHEN NOT by_signup THEN breakdown END;
    -- the last instant of each interval that has begun, as far as it is known
    instants CONSTANT timestamptz[] := ARRAY(SELECT least(b.ends - tick, as_of) FROM mindwell_internal.buckets(borders, as_of) AS b
                                             WHERE b.starts <= as_of ORDER BY b.bucket);
    begun CONSTANT integer := pg_catalog.cardinality(instants);
BEGIN
    RETURN QUERY
    WITH lives AS MATERIALIZED (
        SELECT CASE WHEN by_tenant THEN l.tenant_id END AS counted_tenant, l.tenant_id, l.owner, l.began, l.ended, l.outcome, l.is_created, l.first_seen,
               CASE WHEN by_signup THEN s.month ELSE l.label END AS value
        FROM mindwell_internal.goal_lives(tenants, label_property, as_of, include_anonymous) AS l
        LEFT JOIN (SELECT e.tenant_id, e.user_id,
                          pg_catalog.to_char(mindwell_internal.local_time(min(e.occurred_at), time_zone), 'YYYY-MM') AS month
                   FROM mindwell_internal.state_events(tenants, CASE WHEN by_signup THEN ARRAY['signup_completed'] ELSE '{}' END,
                                                       '-infinity', known_until) AS e
                   WHERE e.user_id IS NOT NULL
                   GROUP BY 1, 2) AS s ON s.tenant_id = l.tenant_id AND s.user_id = l.owner),
    placed AS MATERIALIZED (
        SELECT l.*,
               pg_catalog.concat(l.counted_tenant, '=' || l.value) COLLATE "C" AS key,
               CASE WHEN l.is_created AND l.began >= first_border THEN pg_catalog.width_bucket(l.began, borders) END AS created_in,
               greatest(pg_catalog.width_bucket(l.began, borders), 1) AS from_bucket,
               CASE WHEN l.ended < last_border THEN pg_catalog.width_bucket(l.ended, borders) END AS ended_in,
               -- the last interval at whose end it is open
               least(pg_catalog.width_bucket(l.ended, borders) - 1, begun) AS open_until
        FROM lives AS l
        WHERE l.began < last_border AND (l.ended >= first_border OR l.ended IS NULL)),
    present AS (
        SELECT p.tenant_id, p.user_id, pg_catalog.width_bucket(p.present_from - tick, instants) + 1 AS from_bucket,
               pg_catalog.width_bucket(p.present_until - tick, instants) AS to_bucket
        FROM mindwell_internal.presence(tenants, ARRAY(SELECT CAST((l.tenant_id, l.owner) AS mindwell_internal.tenant_user)
                                                       FROM (SELECT DISTINCT l.tenant_id, l.owner FROM placed AS l WHERE l.open_until >= l.from_bucket) AS l ORDER BY l.tenant_id, l.owner),
                                        instants) AS p),
    -- lives that are counted alike are many
    alike AS (
        SELECT p.key, p.created_in, p.from_bucket, p.ended_in, p.open_until, p.outcome, count(*) AS lives
        FROM placed AS p
        GROUP BY 1, 2, 3, 4, 5, 6),
    present_alike AS (
        SELECT p.key, greatest(a.from_bucket, p.from_bucket) AS from_bucket, least(a.to_bucket, p.open_until) AS to_bucket, count(*) AS lives
        FROM placed AS p
        JOIN present AS a ON a.tenant_id = p.tenant_id AND a.user_id = p.owner
                         AND greatest(a.from_bucket, p.from_bucket) <= least(a.to_bucket, p.open_until)
        GROUP BY 1, 2, 3),
    changes AS (
        SELECT p.key, c.bucket, c.created * p.lives AS created, c.completed * p.lives AS completed, c.abandoned * p.lives AS abandoned,
               c.alive * p.lives AS alive, c.lapsed * p.lives AS lapsed
        FROM alike AS p,
             LATERAL (VALUES
                 (p.created_in, 1, 0, 0, 0, 0),
                 (p.ended_in, 0, CAST(p.outcome = 'completed' AS integer), CAST(p.outcome = 'abandoned' AS integer), 0, 0),
                 (p.from_bucket, 0, 0, 0, 1, CAST(p.open_until >= p.from_bucket AS integer)),
                 (COALESCE(p.ended_in, begun) + 1, 0, 0, 0, -1, 0),
                 (p.open_until + 1, 0, 0, 0, 0, - CAST(p.open_until >= p.from_bucket AS integer)))
                 AS c (bucket, created, completed, abandoned, alive, lapsed)
        WHERE c.bucket IS NOT NULL
        UNION ALL
        SELECT p.key, c.bucket, 0, 0, 0, 0, c.lapsed * p.lives
        FROM present_alike AS p,
             LATERAL (VALUES (p.from_bucket, -1), (p.to_bucket + 1, 1)) AS c (bucket, lapsed)),
    totals AS (
        SELECT c.key, c.bucket, sum(c.created) AS created, sum(c.completed) AS completed, sum(c.abandoned) AS abandoned,
               sum(c.alive) AS alive, sum(c.lapsed) AS lapsed
        FROM changes AS c
        GROUP BY 1, 2),
    medians AS (
        SELECT p.key, p.ended_in AS bucket,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY pg_catalog.date_part('epoch', p.ended - p.began) / seconds_per_day) AS days
        FROM placed AS p
        WHERE p.outcome = 'completed' AND p.is_created
        GROUP BY 1, 2),
    series AS (
        SELECT v.counted_tenant, v.value, b.bucket, t.created, t.completed, t.abandoned, m.days,
               COALESCE(sum(t.alive) OVER running, 0) AS alive, COALESCE(sum(t.lapsed) OVER running, 0) AS lapsed
        FROM mindwell_internal.buckets(borders, as_of) AS b
        CROSS JOIN (SELECT p.key, min(p.value) AS value, CAST(min(CAST(p.counted_tenant AS text)) AS uuid) AS counted_tenant FROM placed AS p GROUP BY 1
                    UNION ALL
                    SELECT '', NULL, NULL WHERE breakdown IS NULL AND NOT EXISTS (SELECT FROM placed)) AS v
        LEFT JOIN totals AS t ON t.key = v.key AND t.bucket = b.bucket
        LEFT JOIN medians AS m ON m.key = v.key AND m.bucket = b.bucket
        WINDOW running AS (PARTITION BY v.key ORDER BY b.bucket))
    SELECT s.counted_tenant, s.bucket, s.value, CAST(COALESCE(s.created, 0) AS bigint), CAST(s.alive - s.lapsed AS bigint),
           CAST(COALESCE(s.completed, 0) AS bigint), CAST(COALESCE(s.abandoned, 0) AS bigint), CAST(s.lapsed AS bigint), s.days,
           (SELECT min(l.first_seen) FROM lives AS l)
    FROM series AS s
    WHERE breakdown IS NULL OR s.alive > 0;
END
$$;
COMMENT ON FUNCTION mindwell_internal.goal_series(uuid[], timestamptz[], text, text, timestamptz, boolean) IS
'Internal: the numbers of analytics_goals for intervals between borders; the breakdown is one that it allows, or ''tenant and coach_id'', by which tenant_id is not NULL.';

CREATE FUNCTION @extschema@.analytics_goals(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'week',
    breakdown text DEFAULT NULL,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, breakdown_value text, created bigint, active bigint, completed bigint, abandoned bigint,
               completion_rate double precision, median_days_to_complete double precision, is_complete boolean,
               history_from timestamptz, lapsed bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
BEGIN
    PERFORM mindwell_internal.check_breakdown(breakdown, '{cohort,goal_type,coach_id,signup_month}');
    RETURN QUERY
    SELECT b.starts, s.breakdown_value, s.created, s.active, s.completed, s.abandoned,
           CAST(s.completed AS double precision) / NULLIF(s.active, 0), s.median_days, b.is_complete, s.history_from, s.lapsed
    FROM mindwell_internal.goal_series(mindwell_internal.tenants_to_read(), borders, breakdown, time_zone, as_of, include_anonymous) AS s
    JOIN mindwell_internal.buckets(borders, as_of) AS b ON b.bucket = s.bucket
    ORDER BY b.bucket, s.breakdown_value COLLATE "C";
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_goals(timestamptz, timestamptz, text, text, text, timestamptz, boolean) IS
'Goals by hour, day, week (from Monday) or month of a time zone; intervals that the period touches are counted whole. A goal is a user''s goal_id (without one, their one unnamed goal); what others do to it is the only one''s who created it (mindwell_analytics.goal_ids). A life of it begins with goal_created, or, where none was seen, with the first event, and ends with the first goal_completed or goal_abandoned; the next goal_created begins another. created, completed and abandoned: lives that begin so and end so in the interval; active: lives open at any moment of it, but for the lapsed, which are open at its end and whose owner had no action (as of analytics_active_users) for 28 days then. completion_rate is completed / active; median_days_to_complete of completed lives whose beginning was seen; both NULL where there are none. breakdown: cohort, goal_type or coach_id (the first value that an event of the life has), or signup_month (of the owner''s first signup_completed, such as 2026-10; NULL without): a row for each value that occurs in the interval, NULL for none. All events up to as_of are read, and none after it count; history_from is the earliest. Anonymous visitors count with include_anonymous only. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain or breakdown, or an unknown time zone, 22004 without from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for too many intervals or beyond mindwell_analytics.aggregate_memory, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_goal_cohorts(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'month',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, goals bigint, completed bigint, abandoned bigint, still_active bigint,
               completion_rate double precision, median_days_to_complete double precision, all_ended boolean,
               lapsed bigint, is_complete boolean, history_from timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border CONSTANT timestamptz := borders[1];
    last_border CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    seconds_per_day CONSTANT double precision := 86400;
BEGIN
    RETURN QUERY
    WITH lives AS MATERIALIZED (
        SELECT l.* FROM mindwell_internal.goal_lives(tenants, NULL, as_of, include_anonymous) AS l),
    cohort AS MATERIALIZED (
        SELECT l.*, pg_catalog.width_bucket(l.began, borders) AS bucket
        FROM lives AS l
        WHERE l.is_created AND l.began >= first_border AND l.began < last_border),
    present AS (
        SELECT p.tenant_id, p.user_id
        FROM mindwell_internal.presence(tenants, ARRAY(SELECT CAST((l.tenant_id, l.owner) AS mindwell_internal.tenant_user)
                                                       FROM (SELECT DISTINCT l.tenant_id, l.owner FROM cohort AS l WHERE l.ended IS NULL) AS l),
                                        ARRAY[as_of]) AS p
        WHERE p.present_from <= as_of AND p.present_until > as_of),
    counted AS (
        SELECT l.bucket,
               count(*) FILTER (WHERE l.outcome = 'completed') AS completed,
               count(*) FILTER (WHERE l.outcome = 'abandoned') AS abandoned,
               count(*) FILTER (WHERE l.ended IS NULL AND p.user_id IS NOT NULL) AS still_active,
               count(*) FILTER (WHERE l.ended IS NULL AND p.user_id IS NULL) AS lapsed,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY pg_catalog.date_part('epoch', l.ended - l.began) / seconds_per_day)
                   FILTER (WHERE l.outcome = 'completed') AS days
        FROM cohort AS l
        LEFT JOIN present AS p ON p.tenant_id = l.tenant_id AND p.user_id = l.owner
        GROUP BY 1)
    SELECT b.starts, COALESCE(c.completed + c.abandoned + c.still_active, 0), COALESCE(c.completed, 0), COALESCE(c.abandoned, 0),
           COALESCE(c.still_active, 0), CAST(c.completed AS double precision) / NULLIF(c.completed + c.abandoned + c.still_active, 0), c.days,
           COALESCE(c.still_active + c.lapsed, 0) = 0, COALESCE(c.lapsed, 0), b.is_complete, (SELECT min(l.first_seen) FROM lives AS l)
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN counted AS c ON c.bucket = b.bucket
    ORDER BY b.bucket;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_goal_cohorts(timestamptz, timestamptz, text, text, timestamptz, boolean) IS
'Goals (their lives, as of analytics_goals) by the interval in which they were created, and what had become of them at as_of: goals = completed + abandoned + still_active. lapsed, in none of these: still open, and the owner had no action for 28 days. completion_rate is completed / goals, NULL of none; median_days_to_complete over the completed ones; all_ended: no goal of the row is open any more. Lives whose beginning was not seen are in no row. history_from: the earliest event of a goal. is_complete: the interval had ended at as_of. Errors as of analytics_goals.';

CREATE FUNCTION @extschema@.analytics_goals_overview(
    from_time timestamptz,
    to_time timestamptz,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET extra_float_digits = 1
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    iso_date CONSTANT text := '^[0-9]{4}-[0-9]{2}-[0-9]{2}';
    today text;
    figures jsonb[];
    by_type jsonb;
    overdue bigint;
BEGIN
    PERFORM mindwell_internal.bucket_borders(from_time, to_time, 'month', time_zone);

    -- The two periods are intervals of one series.  A day of the session's time zone may have 23 hours, so it is reckoned in UTC.
    SELECT pg_catalog.array_agg(pg_catalog.jsonb_build_object(
               'created', s.created, 'active', s.active, 'completed', s.completed, 'abandoned', s.abandoned,
               'completion_rate', CAST(s.completed AS double precision) / NULLIF(s.active, 0),
               'median_days_to_complete', s.median_days) ORDER BY s.bucket)
    INTO figures
    FROM mindwell_internal.goal_series(
             tenants, ARRAY[((from_time AT TIME ZONE 'UTC') - ((to_time AT TIME ZONE 'UTC') - (from_time AT TIME ZONE 'UTC'))) AT TIME ZONE 'UTC', from_time, to_time],
             NULL, time_zone, as_of, include_anonymous) AS s;

    SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
               'goal_type', s.breakdown_value, 'created', s.created, 'active', s.active, 'completed', s.completed, 'abandoned', s.abandoned,
               'completion_rate', CAST(s.completed AS double precision) / NULLIF(s.active, 0),
               'median_days_to_complete', s.median_days) ORDER BY s.active DESC, s.breakdown_value COLLATE "C"), '[]')
    INTO by_type
    FROM mindwell_internal.goal_series(tenants, ARRAY[from_time, to_time], 'goal_type', time_zone, as_of, include_anonymous) AS s;

    IF pg_catalog.isfinite(as_of) THEN
        today := pg_catalog.to_char(mindwell_internal.local_time(as_of, time_zone), 'YYYY-MM-DD');
        WITH due AS MATERIALIZED (
            SELECT l.tenant_id, l.owner
            FROM mindwell_internal.goal_lives(tenants, 'target_date', as_of, include_anonymous) AS l
            WHERE l.ended IS NULL AND l.label ~ iso_date AND pg_catalog.left(l.label, 10) COLLATE "C" < today)
        SELECT count(*)
        INTO overdue
        FROM due AS d
        JOIN mindwell_internal.presence(tenants, ARRAY(SELECT CAST((x.tenant_id, x.owner) AS mindwell_internal.tenant_user)
                                                       FROM (SELECT DISTINCT x.tenant_id, x.owner FROM due AS x) AS x), ARRAY[as_of]) AS p
            ON p.tenant_id = d.tenant_id AND p.user_id = d.owner AND p.present_from <= as_of AND p.present_until > as_of;
    END IF;

    RETURN figures[2] || pg_catalog.jsonb_build_object(
        'overdue', overdue,
        'change', (SELECT pg_catalog.jsonb_object_agg(f.key, CAST(NULLIF(f.value, 'null') AS numeric) - CAST(NULLIF(figures[1] -> f.key, 'null') AS numeric))
                   FROM pg_catalog.jsonb_each(figures[2]) AS f),
        'by_type', by_type);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_goals_overview(timestamptz, timestamptz, text, timestamptz, boolean) IS
'A JSON document of the goals of exactly [from_time, to_time): created, active, completed, abandoned, completion_rate and median_days_to_complete as of analytics_goals; overdue, the open goals at as_of, but for lapsed ones, whose target_date (a text that begins as YYYY-MM-DD, the first one that the goal has) lies before as_of''s date in the time zone; change, of the same figures the difference to the period of the same length before (null where either has none); by_type, the figures of each goal_type, the most active first. Errors as of analytics_goals.';
