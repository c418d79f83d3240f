
-- Hours of a day and days of a week ---------------------------------------------------

CREATE FUNCTION @extschema@.analytics_heatmap(
    from_time timestamptz,
    to_time timestamptz,
    measure text DEFAULT 'sessions',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE (day_of_week bigint, hour_of_day bigint, total bigint, mean double precision, hours bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, 'hour', time_zone);
    first_time CONSTANT timestamptz := borders[1];
    last_time CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    known_until CONSTANT timestamptz := least(last_time, mindwell_internal.known_until(as_of));
BEGIN
    IF measure IS NULL OR measure NOT IN ('sessions', 'events', 'users') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid measure',
            HINT = 'It is ''sessions'', ''events'' or ''users''.';
    END IF;

    RETURN QUERY
    WITH counted AS (
        SELECT pg_catalog.width_bucket(s.started, borders) AS bucket, count(*) AS total
        FROM (SELECT true WHERE measure = 'sessions') AS asked
        CROSS JOIN LATERAL mindwell_internal.session_spans(first_time, last_time, NULL) AS s
        WHERE s.started >= first_time AND s.started < known_until
        GROUP BY 1
        UNION ALL
        SELECT pg_catalog.width_bucket(e.occurred_at, borders),
               CASE measure WHEN 'events' THEN count(*)
                            ELSE @extschema@.analytics_count_distinct(CAST(mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask) AS uuid))
                                     FILTER (WHERE mindwell_internal.is_counted(e.user_id, include_anonymous)
                                               AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                                               passive.event_types, passive.own_passive, passive.own_active)) END
        FROM @extschema@.analytics_events AS e
        WHERE measure <> 'sessions' AND e.occurred_at >= first_time AND e.occurred_at < known_until AND e.tenant_id = ANY (tenants)
        GROUP BY 1),
    placed AS (
        SELECT CAST(pg_catalog.date_part('isodow', l.at) AS integer) AS day, CAST(pg_catalog.date_part('hour', l.at) AS integer) AS hour,
               COALESCE(c.total, 0) AS total, b.is_complete
        FROM mindwell_internal.buckets(borders, as_of) AS b
        CROSS JOIN LATERAL (SELECT mindwell_internal.local_time(b.starts, time_zone)) AS l (at)
        LEFT JOIN counted AS c ON c.bucket = b.bucket)
    SELECT CAST(d.day AS bigint), CAST(h.hour AS bigint), CAST(COALESCE(sum(p.total), 0) AS bigint),
           CAST(sum(p.total) FILTER (WHERE p.is_complete) AS double precision) / NULLIF(count(*) FILTER (WHERE p.is_complete), 0),
           count(*) FILTER (WHERE p.is_complete)
    FROM pg_catalog.generate_series(1, 7) AS d (day)
    CROSS JOIN pg_catalog.generate_series(0, 23) AS h (hour)
    LEFT JOIN placed AS p ON p.day = d.day AND p.hour = h.hour
    GROUP BY d.day, h.hour
    ORDER BY d.day, h.hour;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_heatmap(timestamptz, timestamptz, text, text, timestamptz, boolean) IS
'When something is going on: a row for each hour_of_day (0 to 23) of each day_of_week (1 is Monday) of a time zone, 168 in all. total: in the hours that the period touches, of which each is counted whole, the sessions that started (as of analytics_sessions), the events, or the users (measure), who are distinct in an hour and have an action (as of analytics_active_users; anonymous visitors with include_anonymous only). hours: how many such hours there were that had ended at as_of; mean: the total of these by their number, NULL for none, so that a time that is not of whole weeks tilts nothing. Hours that a change of the clock skips are none, those that it repeats are two. Errors: 22023 for an empty period, another measure or an unknown time zone, 22004 without from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for more than 100000 hours, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_peak_hours(
    from_time timestamptz,
    to_time timestamptz,
    time_zone text DEFAULT 'UTC',
    count_by text DEFAULT 'session',
    as_of timestamptz DEFAULT now())
RETURNS TABLE (hour_of_day bigint, sessions_started bigint, events bigint, mean_concurrent double precision, peak_concurrent bigint,
               share double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN QUERY
    WITH started AS (
        SELECT m.hour_of_day, sum(m.total) AS total
        FROM @extschema@.analytics_heatmap(from_time, to_time, CAST('sessions' AS text), time_zone, as_of, false) AS m
        GROUP BY 1),
    happened AS (
        SELECT m.hour_of_day, sum(m.total) AS total
        FROM @extschema@.analytics_heatmap(from_time, to_time, CAST('events' AS text), time_zone, as_of, false) AS m
        GROUP BY 1)
    SELECT s.hour_of_day, CAST(s.total AS bigint), CAST(h.total AS bigint), c.mean, c.peak,
           CAST(s.total AS double precision) / NULLIF(CAST(sum(s.total) OVER () AS double precision), 0)
    FROM started AS s
    JOIN happened AS h ON h.hour_of_day = s.hour_of_day
    LEFT JOIN @extschema@.analytics_concurrency_by_hour(from_time, to_time, time_zone, count_by, CAST(NULL AS interval)) AS c ON c.hour_of_day = s.hour_of_day
    ORDER BY s.hour_of_day;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_peak_hours(timestamptz, timestamptz, text, text, timestamptz) IS
'Each hour of the day (0 to 23) of a time zone: sessions that started in it and events (as of analytics_heatmap), mean and highest number of sessions, or users with count_by user, that were open (as of analytics_concurrency_by_hour; NULL where the period has no such hour), and the share of all sessions that started in it (NULL for none). Errors as of these.';
