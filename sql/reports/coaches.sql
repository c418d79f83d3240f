
-- Coaches ---------------------------------------------------------------------------

-- analytics_uuid() refuses a longer text.
CREATE FUNCTION mindwell_internal.uuid_of_property(id text)
RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.octet_length(id) <= 1024
            THEN NULLIF(@extschema@.analytics_uuid(id), CAST('00000000-0000-0000-0000-000000000000' AS uuid)) END;
COMMENT ON FUNCTION mindwell_internal.uuid_of_property(text) IS
'Internal: the user that an id in the properties of an event names; NULL for a text that is no id.';

-- All that coaches have to do with, as far as reports on them count it.
CREATE FUNCTION mindwell_internal.coach_events(tenants uuid[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, event_type text, occurred_at timestamptz, event_id uuid, user_id uuid, coach_id text, properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    types CONSTANT text[] := ARRAY['session_booked', 'session_booking_completed', 'session_completed', 'session_cancelled',
                                   'session_rated', 'session_survey_submitted', 'client_assigned', 'client_unassigned', 'goal_created',
                                   'goal_updated', 'goal_completed', 'goal_abandoned', 'habit_created', 'habit_checked', 'habit_missed',
                                   'task_created', 'task_completed', 'mood_logged', 'resource_created', 'message_sent',
                                   'message_responded'];
BEGIN
    RETURN QUERY
    SELECT e.tenant_id, e.event_type, e.occurred_at, e.event_id, e.user_id,
           mindwell_internal.property_text(e.properties, 'coach_id') COLLATE "C", e.properties
    FROM mindwell_internal.state_events(tenants, types, from_time, to_time) AS e;
END
$$;
COMMENT ON FUNCTION mindwell_internal.coach_events(uuid[], timestamptz, timestamptz) IS
'Internal: the events of types that have to do with coaches, with the coach_id that each names.';

-- Lower end of Wilson's 95 % interval: tells 1 of 1 from 40 of 45.
CREATE FUNCTION mindwell_internal.rate_low(successes bigint, trials bigint)
RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    z CONSTANT double precision := 1.959963984540054;
    n CONSTANT double precision := NULLIF(trials, 0);
    p CONSTANT double precision := successes / n;
BEGIN
    -- for none of many, rounding would give a number below 0
    RETURN CASE WHEN n IS NOT NULL
                THEN greatest((p + z * z / (2 * n) - z * pg_catalog.sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n), 0) END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.rate_low(bigint, bigint) IS
'Internal: the lower end of the 95 % confidence interval (Wilson) of a rate; NULL without trials.';

-- Rounded, so that scores that are equal by definition are equal: they rank people.
CREATE FUNCTION mindwell_internal.score_of(VARIADIC shares double precision[])
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT mindwell_internal.rounded(CAST(100 * pg_catalog.avg(s.share) AS pg_catalog.numeric)) FROM pg_catalog.unnest(shares) AS s (share));
COMMENT ON FUNCTION mindwell_internal.score_of(double precision[]) IS
'Internal: 100 times the mean of the shares that are not NULL, to six decimals; NULL without any.';

CREATE FUNCTION mindwell_internal.coach_figures(from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS TABLE (tenant_id uuid, coach_id text, sessions_booked bigint, sessions_completed bigint, sessions_cancelled bigint,
               session_minutes double precision, tasks_managed bigint, resources_created bigint, clients bigint, messages_answered bigint,
               median_response_seconds double precision, goals_active bigint, goals_completed bigint, goals_lapsed bigint, mean_rating double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    range_borders CONSTANT timestamptz[] := ARRAY[from_time, to_time];
    until CONSTANT timestamptz := least(to_time, mindwell_internal.known_until(as_of));
BEGIN
    RETURN QUERY
    WITH said AS MATERIALIZED (
        SELECT e.* FROM mindwell_internal.coach_events(tenants, '-infinity', until) AS e),
    coach AS MATERIALIZED (
        SELECT s.tenant_id, s.coach_id, mindwell_internal.uuid_of_property(s.coach_id) AS user_id
        FROM said AS s
        WHERE s.coach_id IS NOT NULL
        GROUP BY 1, 2),
    -- an event that names no coach is that of the coach who caused it
    own AS MATERIALIZED (
        SELECT s.tenant_id, COALESCE(s.coach_id, c.coach_id) AS coach_id, s.event_type, s.occurred_at, s.event_id, s.user_id, s.properties,
               s.occurred_at >= from_time AS in_range,
               COALESCE(mindwell_internal.property_text(s.properties, 'booking_id'), CAST(s.event_id AS text)) COLLATE "C" AS booking,
               COALESCE(mindwell_internal.property_text(s.properties, 'task_id'), CAST(s.event_id AS text)) COLLATE "C" AS task,
               mindwell_internal.uuid_of_property(mindwell_internal.property_text(s.properties, 'client_id')) AS client
        FROM said AS s
        LEFT JOIN coach AS c ON s.coach_id IS NULL AND s.event_type IN ('resource_created', 'message_responded')
                            AND c.tenant_id = s.tenant_id AND c.user_id = s.user_id
        WHERE s.coach_id IS NOT NULL OR c.coach_id IS NOT NULL),
    counted AS (
        SELECT o.tenant_id, o.coach_id,
               count(DISTINCT o.booking) FILTER (WHERE o.event_type IN ('session_booked', 'session_booking_completed')) AS booked,
               count(DISTINCT o.booking) FILTER (WHERE o.event_type = 'session_cancelled') AS cancelled,
               count(DISTINCT o.task) FILTER (WHERE o.event_type IN ('task_created', 'task_completed')) AS tasks,
               count(*) FILTER (WHERE o.event_type = 'resource_created') AS resources,
               count(*) FILTER (WHERE o.event_type = 'message_responded') AS answered,
               percentile_cont(0.5) WITHIN GROUP (
                   ORDER BY CAST(CASE WHEN o.event_type = 'message_responded' THEN mindwell_internal.amount_of(o.properties -> 'response_seconds') END
                                 AS double precision)) AS response_seconds
        FROM own AS o
        WHERE o.in_range
        GROUP BY 1, 2),
    held AS (
        SELECT b.tenant_id, b.coach_id, count(*) AS completed, sum(b.minutes) AS minutes
        FROM (SELECT o.tenant_id, o.coach_id, o.booking, max(mindwell_internal.amount_of(o.properties -> 'duration_minutes')) AS minutes
              FROM own AS o
              WHERE o.in_range AND o.event_type = 'session_completed'
              GROUP BY 1, 2, 3) AS b
        GROUP BY 1, 2),
    goals AS MATERIALIZED (
        SELECT g.tenant_id, g.breakdown_value AS coach_id, g.active, g.completed, g.lapsed
        FROM mindwell_internal.goal_series(tenants, range_borders, 'tenant and coach_id', 'UTC', as_of, false) AS g
        WHERE g.breakdown_value IS NOT NULL),
    had_client AS (
        SELECT a.tenant_id, a.coach_id, a.client
        FROM (SELECT DISTINCT ON (o.tenant_id, o.coach_id, o.client) o.tenant_id, o.coach_id, o.client, o.event_type
              FROM own AS o
              WHERE o.event_type IN ('client_assigned', 'client_unassigned') AND o.client IS NOT NULL
              ORDER BY o.tenant_id, o.coach_id, o.client, o.occurred_at DESC, o.event_type DESC) AS a
        WHERE a.event_type = 'client_assigned'
        UNION
        SELECT o.tenant_id, o.coach_id, COALESCE(o.client, o.user_id)
        FROM own AS o
        JOIN coach AS c ON c.tenant_id = o.tenant_id AND c.coach_id = o.coach_id
        WHERE o.in_range AND o.event_type IN ('session_booked', 'session_booking_completed', 'session_completed', 'session_cancelled',
                                              'task_created', 'task_completed', 'goal_created', 'goal_updated', 'goal_completed', 'goal_abandoned')
          AND COALESCE(o.client, o.user_id) IS NOT NULL AND COALESCE(o.client, o.user_id) IS DISTINCT FROM c.user_id),
    with_clients AS (
        SELECT h.tenant_id, h.coach_id, count(*) AS clients
        FROM had_client AS h
        GROUP BY 1, 2),
    rated AS (
        SELECT r.tenant_id, mindwell_internal.property_text(r.properties, 'coach_id') COLLATE "C" AS coach_id, avg(r.rating) AS rating
        FROM mindwell_internal.ratings(tenants, '{session_rated}', 'rating', range_borders, as_of) AS r
        GROUP BY 1, 2)
    SELECT c.tenant_id, CAST(c.coach_id AS text), COALESCE(n.booked, 0), COALESCE(h.completed, 0), COALESCE(n.cancelled, 0),
           CAST(COALESCE(h.minutes, 0) AS double precision), COALESCE(n.tasks, 0), COALESCE(n.resources, 0), COALESCE(w.clients, 0),
           COALESCE(n.answered, 0), n.response_seconds, COALESCE(g.active, 0), COALESCE(g.completed, 0), COALESCE(g.lapsed, 0),
           CAST(r.rating AS double precision)
    FROM coach AS c
    LEFT JOIN counted AS n ON n.tenant_id = c.tenant_id AND n.coach_id = c.coach_id
    LEFT JOIN held AS h ON h.tenant_id = c.tenant_id AND h.coach_id = c.coach_id
    LEFT JOIN goals AS g ON g.tenant_id = c.tenant_id AND g.coach_id COLLATE "C" = c.coach_id
    LEFT JOIN with_clients AS w ON w.tenant_id = c.tenant_id AND w.coach_id = c.coach_id
    LEFT JOIN rated AS r ON r.tenant_id = c.tenant_id AND r.coach_id = c.coach_id;
END
$$;
COMMENT ON FUNCTION mindwell_internal.coach_figures(timestamptz, timestamptz, timestamptz) IS
'Internal: the counts of analytics_coaches, a row for each coach of each tenant, in any order.';

CREATE FUNCTION @extschema@.analytics_coaches(
    from_time timestamptz,
    to_time timestamptz,
    order_by text DEFAULT 'productivity',
    minimum_goals bigint DEFAULT 1,
    max_rows bigint DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS TABLE (rank bigint, coach_id text, sessions_booked bigint, sessions_completed bigint, sessions_cancelled bigint,
               session_minutes double precision, tasks_managed bigint, resources_created bigint, clients bigint, messages_answered bigint,
               median_response_seconds double precision, goals_active bigint, goals_completed bigint, completion_rate double precision,
               rate_low double precision, mean_rating double precision, productivity_score double precision, goals_lapsed bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    IF order_by IS NULL OR order_by NOT IN ('productivity', 'completion_rate') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid order_by',
            HINT = 'It is ''productivity'' or ''completion_rate''.';
    ELSIF minimum_goals IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'minimum_goals must not be null';
    ELSIF max_rows < 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'max_rows must not be negative',
            HINT = 'NULL returns all coaches.';
    END IF;

    RETURN QUERY
    WITH figures AS (
        SELECT f.*, CAST(f.goals_completed AS double precision) / NULLIF(f.goals_active, 0) AS completion_rate,
               CASE WHEN max(f.sessions_completed) OVER () > 0 THEN f.sessions_completed / CAST(max(f.sessions_completed) OVER () AS double precision) END AS session_share,
               CASE WHEN max(f.tasks_managed) OVER () > 0 THEN f.tasks_managed / CAST(max(f.tasks_managed) OVER () AS double precision) END AS task_share,
               CASE WHEN max(f.resources_created) OVER () > 0 THEN f.resources_created / CAST(max(f.resources_created) OVER () AS double precision) END AS resource_share,
               CASE WHEN max(f.clients) OVER () > 0 THEN f.clients / CAST(max(f.clients) OVER () AS double precision) END AS client_share
        FROM mindwell_internal.coach_figures(from_time, to_time, as_of) AS f),
    scored AS (
        SELECT f.*, mindwell_internal.score_of(f.session_share, f.task_share, f.resource_share, f.client_share) AS score
        FROM figures AS f),
    keyed AS (
        SELECT s.*, CASE WHEN order_by = 'productivity' THEN s.score WHEN s.goals_active >= minimum_goals THEN s.completion_rate END AS sort_value
        FROM scored AS s),
    ranked AS (
        SELECT k.*, CASE WHEN k.sort_value IS NOT NULL THEN pg_catalog.rank() OVER (ORDER BY k.sort_value DESC NULLS LAST) END AS place
        FROM keyed AS k)
    SELECT r.place, r.coach_id, r.sessions_booked, r.sessions_completed, r.sessions_cancelled, r.session_minutes, r.tasks_managed,
           r.resources_created, r.clients, r.messages_answered, r.median_response_seconds, r.goals_active, r.goals_completed,
           r.completion_rate, mindwell_internal.rate_low(r.goals_completed, r.goals_active), r.mean_rating, r.score, r.goals_lapsed
    FROM ranked AS r
    ORDER BY r.sort_value DESC NULLS LAST, CASE WHEN order_by = 'completion_rate' THEN r.goals_active END DESC NULLS LAST,
             r.coach_id COLLATE "C", r.tenant_id
    LIMIT max_rows;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_coaches(timestamptz, timestamptz, text, bigint, bigint, timestamptz) IS
'What coaches did in [from_time, to_time), a row for each coach_id that any event of coaching had until then: sessions booked, completed and cancelled (by booking_id; without one each event counts), minutes of the completed ones, tasks (by task_id), resources created and messages answered (also without coach_id, by the user who is the coach), median of response_seconds, clients (assigned and not unassigned at the end; and those with a session, task or goal with this coach in the time), goals active, completed and lapsed and their completion_rate as of analytics_goals by coach_id, rate_low, the lower end of Wilson''s 95 % interval of that rate, and the mean rating of session_rated. productivity_score, 0..100 to six decimals, is the mean of four shares, each the coach''s number over the highest of all coaches in this time: sessions completed, tasks, resources, clients; one of which nobody has any is left out; so it compares coaches within a period, and not periods. order_by: productivity (that score), or completion_rate, which ranks those with at least minimum_goals active goals, and then by these. Equal values share a rank; who is not ranked comes last, with rank NULL. max_rows NULL: all. Events after as_of do not count. Errors: 22023 for an empty period, another order_by or a negative max_rows, 22004 without from_time, to_time, minimum_goals or as_of, 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory, 55000 without a store.';
