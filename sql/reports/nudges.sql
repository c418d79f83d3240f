
-- Nudges ----------------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_nudges(
    from_time timestamptz,
    to_time timestamptz,
    breakdown text DEFAULT 'persona',
    outcome text DEFAULT 'opened',
    within interval DEFAULT '24 hours',
    grain text DEFAULT NULL,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, breakdown_value text, sent bigint, immature bigint, opened bigint, dismissed bigint, acted bigint,
               acted_before bigint, effectiveness double precision, open_rate double precision,
               median_seconds_to_open double precision, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    nudge_types CONSTANT text[] := ARRAY['ai_nudge_sent', 'ai_nudge_opened', 'ai_nudge_dismissed'];
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    longest CONSTANT interval := interval '8784 hours';
    borders timestamptz[];
    first_time timestamptz;
    last_time timestamptz;
    answered_until timestamptz;
    acted_from timestamptz;
BEGIN
    PERFORM mindwell_internal.check_breakdown(breakdown, '{persona,nudge_type,channel,coach_id}');
    IF outcome IS NULL OR outcome NOT IN ('opened', 'acted', 'opened or acted') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid outcome',
            HINT = 'It is ''opened'', ''acted'' or ''opened or acted''.';
    ELSIF within IS NULL OR within <= interval '0' OR within > longest OR pg_catalog.date_part('month', within) <> 0 OR pg_catalog.date_part('year', within) <> 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid within',
            DETAIL = 'It must be longer than nothing, at most 366 days, and have no months, whose length varies.',
            HINT = 'Give days or hours, for example within => ''24 hours''.';
    END IF;
    -- a day of the session's time zone may have 23 hours
    within := pg_catalog.make_interval(secs => CAST(pg_catalog.extract('epoch', within) AS double precision));
    IF grain IS NULL THEN
        PERFORM mindwell_internal.bucket_borders(from_time, to_time, 'month', time_zone);
        borders := ARRAY[from_time, to_time];
    ELSE
        borders := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    END IF;
    first_time := borders[1];
    last_time := borders[pg_catalog.cardinality(borders)];
    answered_until := least(last_time + within, known_until);
    acted_from := first_time - within;

    RETURN QUERY
    WITH nudge_event AS MATERIALIZED (
        SELECT e.tenant_id, e.user_id, e.occurred_at, e.event_type, e.id AS event_id,
               mindwell_internal.property_text(e.properties, 'nudge_id') COLLATE "C" AS nudge_id,
               mindwell_internal.property_text(e.properties, 'goal_id') COLLATE "C" AS goal_id,
               mindwell_internal.property_text(e.properties, 'habit_id') COLLATE "C" AS habit_id,
               mindwell_internal.property_text(e.properties, breakdown) COLLATE "C" AS value
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= first_time AND e.occurred_at < answered_until
          AND e.tenant_id = ANY (tenants) AND e.event_type = ANY (nudge_types)
          AND mindwell_internal.is_counted(e.user_id, include_anonymous)),
    numbered AS MATERIALIZED (
        SELECT n.*, pg_catalog.row_number() OVER (ORDER BY n.occurred_at, n.nudge_id, n.event_id) AS number
        FROM nudge_event AS n),
    nudge AS MATERIALIZED (
        SELECT n.* FROM numbered AS n WHERE n.event_type = 'ai_nudge_sent'),
    answer AS (
        SELECT a.*
        FROM (SELECT n.*, max(n.number) FILTER (WHERE n.event_type = 'ai_nudge_sent')
                              OVER (PARTITION BY n.tenant_id, n.user_id ORDER BY n.occurred_at GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
              FROM numbered AS n) AS a
        WHERE a.event_type <> 'ai_nudge_sent'),
    answered AS (
        SELECT n.number,
               min(pg_catalog.date_part('epoch', a.occurred_at - n.occurred_at)) FILTER (WHERE a.event_type = 'ai_nudge_opened') AS opened_after,
               pg_catalog.bool_or(a.event_type = 'ai_nudge_dismissed') AS is_dismissed
        FROM nudge AS n
        JOIN answer AS a ON a.tenant_id = n.tenant_id AND a.user_id = n.user_id
                        AND a.occurred_at > n.occurred_at AND a.occurred_at <= n.occurred_at + within
                        -- what does not say which nudge it answers, answers the latest
                        AND CASE WHEN a.nudge_id IS NULL THEN a.latest = n.number ELSE COALESCE(a.nudge_id = n.nudge_id, true) END
        GROUP BY 1),
    judged AS (
        SELECT pg_catalog.width_bucket(n.occurred_at, borders) AS bucket, n.value, n.occurred_at > as_of - within AS is_immature,
               w.opened_after, w.opened_after IS NOT NULL AS is_opened, COALESCE(w.is_dismissed, false) AS is_dismissed,
               -- by the index on users, once for each nudge and side
               EXISTS (SELECT FROM @extschema@.analytics_events AS e
                       WHERE e.occurred_at > n.occurred_at AND e.occurred_at <= n.occurred_at + within
                         AND e.occurred_at >= first_time AND e.occurred_at < answered_until
                         AND e.tenant_id = n.tenant_id AND e.user_id = n.user_id AND NOT pg_catalog.starts_with(e.event_type, 'ai_nudge_')
                         AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                         passive.event_types, passive.own_passive, passive.own_active)
                         AND (n.goal_id IS NULL AND n.habit_id IS NULL
                              OR mindwell_internal.property_text(e.properties, 'goal_id') = n.goal_id
                              OR mindwell_internal.property_text(e.properties, 'habit_id') = n.habit_id)) AS has_acted,
               EXISTS (SELECT FROM @extschema@.analytics_events AS e
                       WHERE e.occurred_at < n.occurred_at AND e.occurred_at >= n.occurred_at - within
                         AND e.occurred_at >= acted_from AND e.occurred_at < last_time
                         AND e.tenant_id = n.tenant_id AND e.user_id = n.user_id AND NOT pg_catalog.starts_with(e.event_type, 'ai_nudge_')
                         AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                         passive.event_types, passive.own_passive, passive.own_active)
                         AND (n.goal_id IS NULL AND n.habit_id IS NULL
                              OR mindwell_internal.property_text(e.properties, 'goal_id') = n.goal_id
                              OR mindwell_internal.property_text(e.properties, 'habit_id') = n.habit_id)) AS had_acted
        FROM nudge AS n
        LEFT JOIN answered AS w ON w.number = n.number
        WHERE n.occurred_at < last_time),
    counted AS (
        SELECT j.bucket, j.value, count(*) AS sent, count(*) FILTER (WHERE j.is_immature) AS immature,
               count(*) FILTER (WHERE j.is_opened) AS opened, count(*) FILTER (WHERE j.is_dismissed) AS dismissed,
               count(*) FILTER (WHERE j.has_acted) AS acted, count(*) FILTER (WHERE j.had_acted) AS acted_before,
               count(*) FILTER (WHERE NOT j.is_immature) AS mature,
               count(*) FILTER (WHERE NOT j.is_immature AND j.is_opened) AS mature_opened,
               count(*) FILTER (WHERE NOT j.is_immature
                                  AND CASE outcome WHEN 'opened' THEN j.is_opened WHEN 'acted' THEN j.has_acted
                                                   ELSE j.is_opened OR j.has_acted END) AS effective,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY j.opened_after) AS median_seconds
        FROM judged AS j
        GROUP BY 1, 2)
    SELECT b.starts, c.value, COALESCE(c.sent, 0), COALESCE(c.immature, 0), COALESCE(c.opened, 0), COALESCE(c.dismissed, 0), COALESCE(c.acted, 0),
           COALESCE(c.acted_before, 0), CAST(c.effective AS double precision) / NULLIF(c.mature, 0),
           CAST(c.mature_opened AS double precision) / NULLIF(c.mature, 0), c.median_seconds, b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN counted AS c ON c.bucket = b.bucket
    WHERE breakdown IS NULL OR c.bucket IS NOT NULL
    ORDER BY b.bucket, c.value COLLATE "C";
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_nudges(timestamptz, timestamptz, text, text, interval, text, text, timestamptz, boolean) IS
'What became of nudges (ai_nudge_sent) to users, of the whole period, or with grain of each hour, day, week or month of a time zone that it touches: sent; immature, whose time to answer (within, at most 366 days, without months) had not ended at as_of; opened and dismissed: those followed within that time by an ai_nudge_opened or ai_nudge_dismissed of the user with the same nudge_id, or where the nudge has none, or where the answer has none and the nudge is the user''s latest before it; acted: those followed so by an action of the user (as of analytics_active_users) other than ai_nudge_*, for nudges with a goal_id or habit_id one with the same; acted_before: the same in as long a time before the nudge, which shows what would have been done anyway. At the same instant is neither before nor after. effectiveness: of the nudges that are not immature, the fraction with the outcome (opened, acted, or ''opened or acted''); open_rate likewise of opened; NULL of none. median_seconds_to_open of all opened ones. breakdown: persona, nudge_type, channel, coach_id (a row for each value that occurs) or NULL. Anonymous visitors count with include_anonymous only. Events after as_of do not count. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain, breakdown, outcome or within, or an unknown time zone, 22004 without from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';
