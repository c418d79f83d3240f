
-- Who was active --------------------------------------------------------------------

CREATE TYPE mindwell_internal.active_users_part AS (bucket integer, users bigint);
COMMENT ON TYPE mindwell_internal.active_users_part IS 'Internal: a row of mindwell_internal.active_users_part().';

CREATE FUNCTION mindwell_internal.active_users_part(borders timestamptz[], include_anonymous boolean, filter jsonb)
RETURNS SETOF mindwell_internal.active_users_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
BEGIN
    RETURN QUERY EXECUTE $query$
        SELECT pg_catalog.width_bucket(e.occurred_at, $1),
               @extschema@.analytics_count_distinct(CAST(mindwell_internal.actor(e.tenant_id, e.user_id, $6) AS uuid))
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= $2 AND e.occurred_at < $3
          AND e.tenant_id = ANY ($4) AND mindwell_internal.is_counted(e.user_id, $5)
          AND $query$ || mindwell_internal.is_action_sql(tenants)
              || CASE WHEN filter IS NULL THEN '' ELSE ' AND ' || mindwell_internal.step_condition(filter, 'filter') END || $query$
        GROUP BY 1
    $query$
    USING borders, borders[1], borders[pg_catalog.cardinality(borders)], tenants, include_anonymous, mindwell_internal.tenant_mask(tenants);
END
$$;
COMMENT ON FUNCTION mindwell_internal.active_users_part(timestamptz[], boolean, jsonb) IS
'Internal: the part of analytics_active_users(): the users of each bucket between borders that has any, with an action that is a step (NULL: any). Rows of stores are added. 22023 for a malformed step, 55000 without a store.';

CREATE FUNCTION mindwell_internal.active_users_finish(
    parts mindwell_internal.active_users_part[], borders timestamptz[], as_of timestamptz)
RETURNS TABLE ("time" timestamptz, active_users bigint, is_complete boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT b.starts, CAST(coalesce(a.users, 0) AS bigint), b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN (SELECT p.bucket, sum(p.users) AS users FROM pg_catalog.unnest(parts) AS p GROUP BY 1) AS a ON a.bucket = b.bucket
    ORDER BY b.bucket;
END;
COMMENT ON FUNCTION mindwell_internal.active_users_finish(mindwell_internal.active_users_part[], timestamptz[], timestamptz) IS
'Internal: analytics_active_users() from its parts.';

CREATE FUNCTION @extschema@.analytics_active_users(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false,
    filter @extschema@.analytics_steps DEFAULT NULL)
RETURNS TABLE ("time" timestamptz, active_users bigint, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    asked CONSTANT jsonb := mindwell_internal.single_step(CAST(filter AS jsonb));
    parts CONSTANT mindwell_internal.active_users_part[] := ARRAY(
        SELECT p FROM mindwell_internal.active_users_part(borders, include_anonymous, asked) AS p);
BEGIN
    RETURN QUERY SELECT f.* FROM mindwell_internal.active_users_finish(parts, borders, as_of) AS f;
    IF asked IS NOT NULL THEN
        PERFORM mindwell_internal.notice_unseen(pg_catalog.jsonb_build_array(asked), ARRAY[1], borders[1], borders[pg_catalog.cardinality(borders)]);
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_active_users(timestamptz, timestamptz, text, text, timestamptz, boolean, @extschema@.analytics_steps) IS
'Distinct active users in each hour, day, week (from Monday) or month of a time zone (DAU, WAU, MAU), zeros included; buckets that the period touches are counted whole. A user is active who has an action: an event of a type that is one (analytics_event_types.is_action), or is not registered; with filter (a step, as of analytics_funnel) one that is this. Anonymous visitors (analytics_alias) count with include_anonymous only. is_complete: the bucket had ended at as_of. Errors: 22023 for an empty period, another grain, an unknown time zone or a malformed filter, 22004 without from_time, to_time or time_zone, 22008 for infinity, 54000 for too many buckets, 55000 without a store.';

CREATE TYPE mindwell_internal.dau_mau_part AS (month integer, day integer, users bigint);
COMMENT ON TYPE mindwell_internal.dau_mau_part IS 'Internal: a row of mindwell_internal.dau_mau_part().';

CREATE FUNCTION mindwell_internal.dau_mau_part(months timestamptz[], days timestamptz[], include_anonymous boolean)
RETURNS SETOF mindwell_internal.dau_mau_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    first_border CONSTANT timestamptz := months[1];
    last_border CONSTANT timestamptz := months[pg_catalog.cardinality(months)];
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    RETURN QUERY
    SELECT pg_catalog.width_bucket(e.occurred_at, months), pg_catalog.width_bucket(e.occurred_at, days),
           @extschema@.analytics_count_distinct(CAST(mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask) AS uuid))
    FROM @extschema@.analytics_events AS e
    WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
      AND e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, include_anonymous)
      AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                      passive.event_types, passive.own_passive, passive.own_active)
    GROUP BY GROUPING SETS ((1), (2));
END
$$;
COMMENT ON FUNCTION mindwell_internal.dau_mau_part(timestamptz[], timestamptz[], boolean) IS
'Internal: the part of analytics_dau_mau(): the users of each month, and those of each day, that has any. Rows of stores are added. 55000 without a store.';

CREATE FUNCTION mindwell_internal.dau_mau_finish(
    parts mindwell_internal.dau_mau_part[], months timestamptz[], days timestamptz[], as_of timestamptz)
RETURNS TABLE ("time" timestamptz, mean_daily_users double precision, monthly_users bigint,
               dau_mau double precision, is_complete boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH active AS (
        SELECT p.month, p.day, CAST(sum(p.users) AS bigint) AS users
        FROM pg_catalog.unnest(parts) AS p
        GROUP BY 1, 2),
    daily AS (
        SELECT pg_catalog.width_bucket(d.starts, months) AS month,
               sum(coalesce(a.users, 0)) / CAST(count(*) AS double precision) AS users
        FROM mindwell_internal.buckets(days, as_of) AS d
        LEFT JOIN active AS a ON a.day = d.bucket
        WHERE d.starts < as_of
        GROUP BY 1)
    SELECT m.starts, coalesce(d.users, 0), coalesce(a.users, 0),
           d.users / NULLIF(a.users, 0), m.is_complete
    FROM mindwell_internal.buckets(months, as_of) AS m
    LEFT JOIN active AS a ON a.month = m.bucket
    LEFT JOIN daily AS d ON d.month = m.bucket
    ORDER BY m.bucket;
END;
COMMENT ON FUNCTION mindwell_internal.dau_mau_finish(mindwell_internal.dau_mau_part[], timestamptz[], timestamptz[], timestamptz) IS
'Internal: analytics_dau_mau() from its parts.';

CREATE FUNCTION @extschema@.analytics_dau_mau(
    from_time timestamptz,
    to_time timestamptz,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, mean_daily_users double precision, monthly_users bigint,
               dau_mau double precision, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    months CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, 'month', time_zone);
    days CONSTANT timestamptz[] := mindwell_internal.bucket_borders(months[1], months[pg_catalog.cardinality(months)], 'day', time_zone);
    parts CONSTANT mindwell_internal.dau_mau_part[] := ARRAY(
        SELECT p FROM mindwell_internal.dau_mau_part(months, days, include_anonymous) AS p);
BEGIN
    RETURN QUERY SELECT f.* FROM mindwell_internal.dau_mau_finish(parts, months, days, as_of) AS f;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_dau_mau(timestamptz, timestamptz, text, timestamptz, boolean) IS
'Each month of a time zone that the period touches, whole: distinct active users (as of analytics_active_users) per day on average over its days (over the days begun at as_of, while it lasts), distinct users of the month, and the first over the second (a fraction; NULL when there are none). is_complete: the month had ended at as_of. Errors as of analytics_active_users.';

CREATE TYPE mindwell_internal.stickiness_part AS (intervals bigint, users bigint);
COMMENT ON TYPE mindwell_internal.stickiness_part IS 'Internal: a row of mindwell_internal.stickiness_part().';

CREATE FUNCTION mindwell_internal.stickiness_part(borders timestamptz[], minimum_events bigint, include_anonymous boolean)
RETURNS SETOF mindwell_internal.stickiness_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    first_border CONSTANT timestamptz := borders[1];
    last_border CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    RETURN QUERY
    WITH active AS (
        SELECT mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask) AS user_id, pg_catalog.width_bucket(e.occurred_at, borders) AS bucket
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
          AND e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, include_anonymous)
          AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                          passive.event_types, passive.own_passive, passive.own_active)
        GROUP BY 1, 2
        HAVING count(*) >= minimum_events)
    SELECT u.intervals, count(*)
    FROM (SELECT count(*) AS intervals FROM active AS a GROUP BY a.user_id) AS u
    GROUP BY 1;
END
$$;
COMMENT ON FUNCTION mindwell_internal.stickiness_part(timestamptz[], bigint, boolean) IS
'Internal: the part of analytics_stickiness(): for each number of intervals the users, if any, who were active in exactly that many. Rows of stores are added. 55000 without a store.';

CREATE FUNCTION mindwell_internal.stickiness_finish(
    parts mindwell_internal.stickiness_part[], borders timestamptz[], cumulative boolean, as_of timestamptz)
RETURNS TABLE (intervals bigint, users bigint, share double precision, is_complete boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH exact AS (
        SELECT p.intervals, CAST(sum(p.users) AS bigint) AS users
        FROM pg_catalog.unnest(parts) AS p
        GROUP BY 1),
    counted AS (
        SELECT CAST(b.bucket AS bigint) AS intervals,
               CASE WHEN cumulative THEN CAST(sum(coalesce(x.users, 0)) OVER (ORDER BY b.bucket DESC) AS bigint)
                    ELSE coalesce(x.users, 0) END AS users,
               sum(x.users) OVER () AS all_users
        FROM mindwell_internal.buckets(borders, as_of) AS b
        LEFT JOIN exact AS x ON x.intervals = b.bucket)
    SELECT c.intervals, c.users, CAST(c.users / NULLIF(c.all_users, 0) AS double precision),
           borders[pg_catalog.cardinality(borders)] <= as_of
    FROM counted AS c
    ORDER BY c.intervals;
END;
COMMENT ON FUNCTION mindwell_internal.stickiness_finish(mindwell_internal.stickiness_part[], timestamptz[], boolean, timestamptz) IS
'Internal: analytics_stickiness() from its parts.';

CREATE FUNCTION @extschema@.analytics_stickiness(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    minimum_events bigint DEFAULT 1,
    cumulative boolean DEFAULT false,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE (intervals bigint, users bigint, share double precision, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    parts mindwell_internal.stickiness_part[];
BEGIN
    IF minimum_events IS NULL OR minimum_events < 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'minimum_events must be 1 or more';
    ELSIF cumulative IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'cumulative must not be null';
    END IF;

    parts := ARRAY(SELECT p FROM mindwell_internal.stickiness_part(borders, minimum_events, include_anonymous) AS p);
    RETURN QUERY SELECT f.* FROM mindwell_internal.stickiness_finish(parts, borders, cumulative, as_of) AS f;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_stickiness(timestamptz, timestamptz, text, bigint, boolean, text, timestamptz, boolean) IS
'For each number of intervals (hours, days, weeks or months of a time zone, of those that the period touches): the users who were active in exactly that many, or with cumulative in at least that many, and their share of all users active in any (a fraction; NULL when there are none). Active in an interval: minimum_events actions or more, as analytics_active_users counts them. is_complete: the last interval had ended at as_of. Errors as of analytics_active_users, and 22023 for minimum_events below 1.';

-- Once some of a day's events were purged, its user-days tell who was there, and who was active; not when.
CREATE FUNCTION mindwell_internal.sealed_activity(tenants uuid[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, user_id uuid, at timestamptz, is_active boolean)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 100000
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT u.tenant_id, u.user_id, mindwell_internal.utc(u.day), u.is_active
    FROM @extschema@.analytics_sealed_days s
    JOIN @extschema@.analytics_user_days u ON u.day = s.day AND u.tenant_id = ANY (tenants)
    WHERE mindwell_internal.utc(s.day) >= from_time AND mindwell_internal.utc(s.day) < to_time
$$;
COMMENT ON FUNCTION mindwell_internal.sealed_activity(uuid[], timestamptz, timestamptz) IS
'Internal: who had events on the purged days that began in a period, as if they had happened when the UTC day began, and whether any was an action.';

CREATE TYPE mindwell_internal.lifecycle_part AS (
    bucket integer, new_users bigint, returning_users bigint, resurrected_users bigint, dormant_users bigint, earliest timestamptz);
COMMENT ON TYPE mindwell_internal.lifecycle_part IS 'Internal: a row of mindwell_internal.lifecycle_part().';

-- Of what lies before the period, a user's latest interval decides everything: the
-- one just before the period makes the user a returning one, an earlier one a
-- resurrected one.
CREATE FUNCTION mindwell_internal.lifecycle_part(borders timestamptz[], bucket_before timestamptz, include_anonymous boolean)
RETURNS SETOF mindwell_internal.lifecycle_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    first_border CONSTANT timestamptz := borders[1];
    last_border CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    RETURN QUERY
    WITH earlier AS (
        SELECT a.user_id, max(a.at) AS latest, min(a.at) AS earliest
        FROM (SELECT mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask), e.occurred_at
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at < first_border AND e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, include_anonymous)
                AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                passive.event_types, passive.own_passive, passive.own_active)
              UNION ALL
              SELECT mindwell_internal.actor(d.tenant_id, d.user_id, tenant_mask), d.at FROM mindwell_internal.sealed_activity(tenants, '-infinity', first_border) AS d
              WHERE d.is_active AND mindwell_internal.is_counted(d.user_id, include_anonymous)) AS a (user_id, at)
        GROUP BY 1),
    during AS (
        SELECT a.user_id, pg_catalog.width_bucket(a.at, borders) AS bucket, min(a.at) AS earliest
        FROM (SELECT mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask), e.occurred_at
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
                AND e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, include_anonymous)
                AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                passive.event_types, passive.own_passive, passive.own_active)
              UNION ALL
              SELECT mindwell_internal.actor(d.tenant_id, d.user_id, tenant_mask), d.at FROM mindwell_internal.sealed_activity(tenants, first_border, last_border) AS d
              WHERE d.is_active AND mindwell_internal.is_counted(d.user_id, include_anonymous)) AS a (user_id, at)
        GROUP BY 1, 2),
    active AS (
        SELECT a.bucket,
               lag(a.bucket) OVER of_user AS previous,
               lead(a.bucket) OVER of_user AS next
        FROM (SELECT d.user_id, d.bucket FROM during AS d
              UNION ALL
              SELECT p.user_id, CASE WHEN p.latest >= bucket_before THEN 0 ELSE -1 END FROM earlier AS p) AS a
        WINDOW of_user AS (PARTITION BY a.user_id ORDER BY a.bucket)),
    arrived AS (
        SELECT a.bucket,
               count(*) FILTER (WHERE a.previous IS NULL) AS new_users,
               count(*) FILTER (WHERE a.previous = a.bucket - 1) AS returning_users,
               count(*) FILTER (WHERE a.previous < a.bucket - 1) AS resurrected_users
        FROM active AS a
        WHERE a.bucket > 0
        GROUP BY 1),
    left_off AS (
        SELECT a.bucket + 1 AS bucket, count(*) AS users
        FROM active AS a
        WHERE a.bucket >= 0 AND a.next IS DISTINCT FROM a.bucket + 1
        GROUP BY 1)
    SELECT coalesce(n.bucket, l.bucket), coalesce(n.new_users, 0), coalesce(n.returning_users, 0), coalesce(n.resurrected_users, 0),
           coalesce(l.users, 0), CAST(NULL AS timestamptz)
    FROM arrived AS n
    FULL JOIN left_off AS l ON l.bucket = n.bucket
    UNION ALL
    SELECT NULL, 0, 0, 0, 0, least((SELECT min(p.earliest) FROM earlier AS p), (SELECT min(d.earliest) FROM during AS d));
END
$$;
COMMENT ON FUNCTION mindwell_internal.lifecycle_part(timestamptz[], timestamptz, boolean) IS
'Internal: the part of analytics_lifecycle(): the users of each bucket in which somebody came or left off (left off also after the last), of whom nothing matters before the bucket that starts at bucket_before but that they were there; and a row without a bucket that has the earliest action. Rows of stores are added. 55000 without a store.';

CREATE FUNCTION mindwell_internal.lifecycle_finish(
    parts mindwell_internal.lifecycle_part[], borders timestamptz[], as_of timestamptz)
RETURNS TABLE ("time" timestamptz, new_users bigint, returning_users bigint, resurrected_users bigint,
               dormant_users bigint, is_complete boolean, history_from timestamptz)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT b.starts, CAST(coalesce(u.new_users, 0) AS bigint), CAST(coalesce(u.returning_users, 0) AS bigint),
           CAST(coalesce(u.resurrected_users, 0) AS bigint), CAST(- CASE WHEN b.starts < as_of THEN coalesce(u.dormant_users, 0) ELSE 0 END AS bigint),
           b.is_complete, (SELECT min(p.earliest) FROM pg_catalog.unnest(parts) AS p)
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN (SELECT p.bucket, sum(p.new_users) AS new_users, sum(p.returning_users) AS returning_users,
                      sum(p.resurrected_users) AS resurrected_users, sum(p.dormant_users) AS dormant_users
               FROM pg_catalog.unnest(parts) AS p
               GROUP BY 1) AS u ON u.bucket = b.bucket
    ORDER BY b.bucket;
END;
COMMENT ON FUNCTION mindwell_internal.lifecycle_finish(mindwell_internal.lifecycle_part[], timestamptz[], timestamptz) IS
'Internal: analytics_lifecycle() from its parts.';

CREATE FUNCTION @extschema@.analytics_lifecycle(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, new_users bigint, returning_users bigint, resurrected_users bigint,
               dormant_users bigint, is_complete boolean, history_from timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    bucket_before CONSTANT timestamptz := (mindwell_internal.bucket_borders(
        borders[1] - interval '1 microsecond', borders[1], grain, time_zone))[1];
    parts CONSTANT mindwell_internal.lifecycle_part[] := ARRAY(
        SELECT p FROM mindwell_internal.lifecycle_part(borders, bucket_before, include_anonymous) AS p);
BEGIN
    RETURN QUERY SELECT f.* FROM mindwell_internal.lifecycle_finish(parts, borders, as_of) AS f;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_lifecycle(timestamptz, timestamptz, text, text, timestamptz, boolean) IS
'Each hour, day, week or month of a time zone that the period touches: users active (as of analytics_active_users) for the first time ever, users also active in the interval before, users active again after a longer break, and, counted negative, users active in the interval before and not in this one (0 until it has begun at as_of). is_complete: the interval had ended at as_of. history_from: the earliest action, before which nothing is known of anybody. Reads all events before to_time; of days that were purged, analytics_user_days, as if all had happened when the UTC day began. Errors as of analytics_active_users.';
