
-- Clients of coaches ----------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_client_engagement(
    from_time timestamptz,
    to_time timestamptz,
    coach text DEFAULT NULL,
    max_rows bigint DEFAULT 1000,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now())
RETURNS TABLE (client_id text, coach_id text, active_days bigint, tasks_assigned bigint, tasks_completed bigint,
               task_completion_rate double precision, resource_views bigint, sessions_completed bigint,
               habit_completion_rate double precision, last_active timestamptz, engagement_score double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    days CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, 'day', time_zone);
    range_days CONSTANT double precision := pg_catalog.cardinality(days) - 1;
    until CONSTANT timestamptz := least(to_time, known_until);
    types CONSTANT text[] := ARRAY['client_assigned', 'client_unassigned', 'session_booked', 'session_booking_completed',
                                   'session_completed', 'session_cancelled', 'task_created', 'task_completed'];
BEGIN
    IF max_rows < 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'max_rows must not be negative',
            HINT = 'NULL returns all clients.';
    END IF;

    RETURN QUERY
    WITH said AS MATERIALIZED (
        SELECT e.tenant_id, e.event_type, e.occurred_at, e.event_id,
               mindwell_internal.property_text(e.properties, 'client_id') COLLATE "C" AS client_id,
               mindwell_internal.property_text(e.properties, 'coach_id') COLLATE "C" AS coach_id,
               COALESCE(mindwell_internal.property_text(e.properties, 'booking_id'), CAST(e.event_id AS text)) COLLATE "C" AS booking,
               COALESCE(mindwell_internal.property_text(e.properties, 'task_id'), CAST(e.event_id AS text)) COLLATE "C" AS task,
               e.occurred_at >= from_time AND e.occurred_at < until AS in_range
        FROM mindwell_internal.state_events(tenants, types, '-infinity', known_until) AS e
        WHERE mindwell_internal.property_text(e.properties, 'client_id') IS NOT NULL),
    -- the last that was said of a client and a coach until the end of the range
    assignment AS (
        SELECT a.tenant_id, a.client_id, a.coach_id, a.occurred_at
        FROM (SELECT DISTINCT ON (s.tenant_id, s.client_id, s.coach_id) s.*
              FROM said AS s
              WHERE s.event_type IN ('client_assigned', 'client_unassigned') AND s.occurred_at < until
              ORDER BY s.tenant_id, s.client_id, s.coach_id, s.occurred_at DESC, s.event_type DESC) AS a
        WHERE a.event_type = 'client_assigned'),
    client AS MATERIALIZED (
        SELECT DISTINCT ON (c.tenant_id, c.client_id) c.tenant_id, c.client_id, c.coach_id, mindwell_internal.uuid_of_property(c.client_id) AS user_id
        FROM (SELECT a.tenant_id, a.client_id, a.coach_id, a.occurred_at, true AS is_assigned FROM assignment AS a
              UNION ALL
              SELECT s.tenant_id, s.client_id, s.coach_id, s.occurred_at, false
              FROM said AS s
              WHERE s.in_range AND s.event_type NOT IN ('client_assigned', 'client_unassigned')) AS c
        ORDER BY c.tenant_id, c.client_id, c.is_assigned DESC, c.coach_id IS NULL, c.occurred_at DESC, c.coach_id),
    wanted AS MATERIALIZED (
        SELECT c.* FROM client AS c WHERE coach IS NULL OR c.coach_id = coach),
    task AS (
        SELECT t.tenant_id, t.client_id, count(*) AS assigned, count(*) FILTER (WHERE t.is_completed) AS completed
        FROM (SELECT s.tenant_id, s.client_id, s.task, pg_catalog.bool_or(s.event_type = 'task_created' AND s.in_range) AS is_created,
                     pg_catalog.bool_or(s.event_type = 'task_completed') AS is_completed
              FROM said AS s
              WHERE s.event_type IN ('task_created', 'task_completed')
              GROUP BY 1, 2, 3) AS t
        WHERE t.is_created
        GROUP BY 1, 2),
    held AS (
        SELECT s.tenant_id, s.client_id, count(DISTINCT s.booking) AS sessions
        FROM said AS s
        WHERE s.event_type = 'session_completed' AND s.in_range
        GROUP BY 1, 2),
    did AS (
        SELECT e.tenant_id, e.user_id,
               count(DISTINCT pg_catalog.width_bucket(e.occurred_at, days)) FILTER (WHERE e.is_action) AS active_days,
               count(*) FILTER (WHERE e.event_type = 'resource_viewed') AS views,
               max(e.occurred_at) FILTER (WHERE e.is_action) AS last_active
        FROM (SELECT x.tenant_id, x.user_id, x.occurred_at, x.event_type,
                     mindwell_internal.is_action(x.tenant_id, x.event_type, x.properties,
                                                 passive.event_types, passive.own_passive, passive.own_active) AS is_action
              FROM (SELECT DISTINCT w.user_id FROM wanted AS w) AS o
              JOIN @extschema@.analytics_events AS x ON x.user_id = o.user_id
              WHERE x.occurred_at >= from_time AND x.occurred_at < until AND x.tenant_id = ANY (tenants)) AS e
        GROUP BY 1, 2),
    habit AS (
        SELECT h.tenant_id, h.user_id, CAST(avg(CAST(h.completion AS numeric)) AS double precision) AS rate
        FROM mindwell_internal.habit_scores(tenants, ARRAY[from_time, to_time], NULL, 7, 0.3, time_zone, as_of, false) AS h
        WHERE h.is_present
        GROUP BY 1, 2),
    figures AS (
        SELECT w.tenant_id, w.client_id, w.coach_id, COALESCE(d.active_days, 0) AS active_days, COALESCE(t.assigned, 0) AS assigned,
               COALESCE(t.completed, 0) AS completed, CAST(t.completed AS double precision) / NULLIF(t.assigned, 0) AS task_rate,
               COALESCE(d.views, 0) AS views, COALESCE(h.sessions, 0) AS sessions, b.rate AS habit_rate, d.last_active
        FROM wanted AS w
        LEFT JOIN task AS t ON t.tenant_id = w.tenant_id AND t.client_id = w.client_id
        LEFT JOIN held AS h ON h.tenant_id = w.tenant_id AND h.client_id = w.client_id
        LEFT JOIN did AS d ON d.tenant_id = w.tenant_id AND d.user_id = w.user_id
        LEFT JOIN habit AS b ON b.tenant_id = w.tenant_id AND b.user_id = w.user_id),
    scored AS (
        SELECT f.*, mindwell_internal.score_of(f.active_days / range_days, f.task_rate, f.habit_rate) AS score
        FROM figures AS f)
    SELECT CAST(s.client_id AS text), CAST(s.coach_id AS text), s.active_days, s.assigned, s.completed, s.task_rate, s.views, s.sessions,
           s.habit_rate, s.last_active, s.score
    FROM scored AS s
    ORDER BY s.score DESC, s.client_id, s.tenant_id
    LIMIT max_rows;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_client_engagement(timestamptz, timestamptz, text, bigint, text, timestamptz) IS
'How engaged the clients of coaches were in [from_time, to_time), a row for each client_id that was assigned (client_assigned) and not unassigned since, or had a session or task then: coach_id of the latest assignment that holds, else of the latest session or task (coach: only the clients of this one); days of the time zone with an action (as of analytics_active_users); tasks (by task_id) created for them in the time, how many of these were completed by as_of, and that as a fraction; resource_viewed events; sessions completed (by booking_id); the mean completion of their habits, as of analytics_habits on the last day of the time that had ended; their last action in the time. What a client does is found by the user whose id is client_id. engagement_score is 100 times the mean, to six decimals, of what exists of: active_days over the days of the time, task_completion_rate, habit_completion_rate. Ordered by score, the highest first, then client_id; at most max_rows (NULL: all). Events after as_of do not count. Errors: 22023 for an empty period, an unknown time zone or a negative max_rows, 22004 without from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for too many days or beyond mindwell_analytics.aggregate_memory, 55000 without a store.';
