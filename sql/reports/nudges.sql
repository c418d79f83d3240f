
-- Nudges ----------------------------------------------------------------------------

CREATE TYPE mindwell_internal.nudges_part AS (
    bucket integer, breakdown_value text, sent bigint, immature bigint, opened bigint, dismissed bigint, acted bigint, acted_before bigint,
    mature_opened bigint, effective bigint, seconds_to_open double precision[]);
COMMENT ON TYPE mindwell_internal.nudges_part IS 'Internal: a row of mindwell_internal.nudges_part().';

CREATE FUNCTION mindwell_internal.nudges_part(
    borders timestamptz[],
    breakdown text,
    outcome text,
    within interval,
    as_of timestamptz,
    include_anonymous boolean)
RETURNS SETOF mindwell_internal.nudges_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    nudge_types CONSTANT text[] := ARRAY['ai_nudge_sent', 'ai_nudge_opened', 'ai_nudge_dismissed'];
    first_time CONSTANT timestamptz := borders[1];
    last_time CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    answered_until CONSTANT timestamptz := least(last_time + within, mindwell_internal.known_until(as_of));
    acted_from CONSTANT timestamptz := first_time - within;
BEGIN
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
        WHERE n.occurred_at < last_time)
    SELECT j.bucket, CAST(j.value AS text), count(*), count(*) FILTER (WHERE j.is_immature),
           count(*) FILTER (WHERE j.is_opened), count(*) FILTER (WHERE j.is_dismissed),
           count(*) FILTER (WHERE j.has_acted), count(*) FILTER (WHERE j.had_acted),
           count(*) FILTER (WHERE NOT j.is_immature AND j.is_opened),
           count(*) FILTER (WHERE NOT j.is_immature
                              AND CASE outcome WHEN 'opened' THEN j.is_opened WHEN 'acted' THEN j.has_acted
                                               ELSE j.is_opened OR j.has_acted END),
           pg_catalog.array_agg(j.opened_after) FILTER (WHERE j.is_opened)
    FROM judged AS j
    GROUP BY j.bucket, j.value;
END
$$;
COMMENT ON FUNCTION mindwell_internal.nudges_part(timestamptz[], text, text, interval, timestamptz, boolean) IS
'Internal: the part of analytics_nudges(), whose arguments were checked: the counts of each bucket between borders and each value of breakdown that has any nudge, and after how many seconds each was opened. Rows of stores are added. 22004 without as_of, 55000 without a store.';

CREATE FUNCTION mindwell_internal.nudges_finish(
    parts mindwell_internal.nudges_part[], borders timestamptz[], breakdown text, as_of timestamptz)
RETURNS TABLE ("time" timestamptz, breakdown_value text, sent bigint, immature bigint, opened bigint, dismissed bigint, acted bigint,
               acted_before bigint, effectiveness double precision, open_rate double precision,
               median_seconds_to_open double precision, is_complete boolean)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH counted AS (
        SELECT p.bucket, p.breakdown_value COLLATE "C" AS value, CAST(sum(p.sent) AS bigint) AS sent, CAST(sum(p.immature) AS bigint) AS immature,
               CAST(sum(p.opened) AS bigint) AS opened, CAST(sum(p.dismissed) AS bigint) AS dismissed, CAST(sum(p.acted) AS bigint) AS acted,
               CAST(sum(p.acted_before) AS bigint) AS acted_before, CAST(sum(p.sent - p.immature) AS bigint) AS mature,
               CAST(sum(p.mature_opened) AS bigint) AS mature_opened, CAST(sum(p.effective) AS bigint) AS effective
        FROM pg_catalog.unnest(parts) AS p
        GROUP BY 1, 2),
    median AS (
        SELECT p.bucket, p.breakdown_value AS value, percentile_cont(0.5) WITHIN GROUP (ORDER BY o.seconds) AS seconds
        FROM pg_catalog.unnest(parts) AS p, pg_catalog.unnest(p.seconds_to_open) AS o (seconds)
        GROUP BY 1, 2)
    SELECT b.starts, c.value, COALESCE(c.sent, 0), COALESCE(c.immature, 0), COALESCE(c.opened, 0), COALESCE(c.dismissed, 0), COALESCE(c.acted, 0),
           COALESCE(c.acted_before, 0), CAST(c.effective AS double precision) / NULLIF(c.mature, 0),
           CAST(c.mature_opened AS double precision) / NULLIF(c.mature, 0), m.seconds, b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN counted AS c ON c.bucket = b.bucket
    LEFT JOIN median AS m ON m.bucket = c.bucket AND COALESCE('=' || m.value, '') = COALESCE('=' || c.value, '')
    WHERE breakdown IS NULL OR c.bucket IS NOT NULL
    ORDER BY b.bucket, c.value;
END;
COMMENT ON FUNCTION mindwell_internal.nudges_finish(mindwell_internal.nudges_part[], timestamptz[], text, timestamptz) IS
'Internal: analytics_nudges() from its parts.';

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
AS $$
DECLARE
    longest CONSTANT interval := interval '8784 hours';
    borders timestamptz[];
    parts mindwell_internal.nudges_part[];
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.known_until(as_of);
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
    parts := ARRAY(SELECT p FROM mindwell_internal.nudges_part(borders, breakdown, outcome, within, as_of, include_anonymous) AS p);
    RETURN QUERY SELECT f.* FROM mindwell_internal.nudges_finish(parts, borders, breakdown, as_of) AS f;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_nudges(timestamptz, timestamptz, text, text, interval, text, text, timestamptz, boolean) IS
'What became of nudges (ai_nudge_sent) to users, of the whole period, or with grain of each hour, day, week or month of a time zone that it touches: sent; immature, whose time to answer (within, at most 366 days, without months) had not ended at as_of; opened and dismissed: those followed within that time by an ai_nudge_opened or ai_nudge_dismissed of the user with the same nudge_id, or where the nudge has none, or where the answer has none and the nudge is the user''s latest before it; acted: those followed so by an action of the user (as of analytics_active_users) other than ai_nudge_*, for nudges with a goal_id or habit_id one with the same; acted_before: the same in as long a time before the nudge, which shows what would have been done anyway. At the same instant is neither before nor after. effectiveness: of the nudges that are not immature, the fraction with the outcome (opened, acted, or ''opened or acted''); open_rate likewise of opened; NULL of none. median_seconds_to_open of all opened ones. breakdown: persona, nudge_type, channel, coach_id (a row for each value that occurs) or NULL. Anonymous visitors count with include_anonymous only. Events after as_of do not count. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain, breakdown, outcome or within, or an unknown time zone, 22004 without from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';
