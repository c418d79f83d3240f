
-- Cohorts ---------------------------------------------------------------------------

CREATE TYPE mindwell_internal.cohort_member AS (tenant_id uuid, user_id uuid, started timestamptz);
COMMENT ON TYPE mindwell_internal.cohort_member IS 'Internal: a user of a cohort, and when their first start event was.';

-- A user's first start event ever decides, so all of them are read.
CREATE FUNCTION mindwell_internal.cohort_members(
    tenants uuid[],
    start_event text,
    from_time timestamptz,
    to_time timestamptz,
    cohort_name text,
    as_of timestamptz,
    include_anonymous boolean)
RETURNS SETOF mindwell_internal.cohort_member
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
BEGIN
    IF start_event IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'start_event must not be null',
            HINT = 'Name a type of event, for example ''signup_completed''.';
    END IF;
    RETURN QUERY
    SELECT f.tenant_id, f.user_id, f.occurred_at
    FROM (SELECT DISTINCT ON (e.tenant_id, e.user_id) e.tenant_id, e.user_id, e.occurred_at, e.properties
          FROM mindwell_internal.state_events(tenants, ARRAY[start_event], '-infinity', known_until) AS e
          WHERE mindwell_internal.is_counted(e.user_id, include_anonymous)
          ORDER BY e.tenant_id, e.user_id, e.occurred_at, e.event_id) AS f
    WHERE (from_time IS NULL OR f.occurred_at >= from_time) AND (to_time IS NULL OR f.occurred_at < to_time)
      AND (cohort_name IS NULL OR mindwell_internal.property_text(f.properties, 'cohort') = cohort_name COLLATE "C");
END
$$;
COMMENT ON FUNCTION mindwell_internal.cohort_members(uuid[], text, timestamptz, timestamptz, text, timestamptz, boolean) IS
'Internal: the users whose first event of a type ever, as known at as_of, lies in [from_time, to_time) (NULL: at any time) and has a cohort of that name (NULL: any or none), and when it was. 22004 without the type or as_of.';

CREATE FUNCTION mindwell_internal.active_intervals(
    tenants uuid[],
    borders timestamptz[],
    as_of timestamptz)
RETURNS TABLE (tenant_id uuid, user_id uuid, bucket integer)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    first_time CONSTANT timestamptz := borders[1];
    until CONSTANT timestamptz := least(borders[pg_catalog.cardinality(borders)], mindwell_internal.known_until(as_of));
BEGIN
    RETURN QUERY
    SELECT e.tenant_id, e.user_id, pg_catalog.width_bucket(e.occurred_at, borders)
    FROM @extschema@.analytics_events AS e
    WHERE e.occurred_at >= first_time AND e.occurred_at < until AND e.tenant_id = ANY (tenants) AND e.user_id IS NOT NULL
      AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                      passive.event_types, passive.own_passive, passive.own_active)
    UNION
    SELECT s.tenant_id, s.user_id, pg_catalog.width_bucket(s.at, borders)
    FROM mindwell_internal.sealed_activity(tenants, first_time, until) AS s
    WHERE s.is_active;
END
$$;
COMMENT ON FUNCTION mindwell_internal.active_intervals(uuid[], timestamptz[], timestamptz) IS
'Internal: in which intervals between borders each user had an action by as_of (as of analytics_active_users), once for each. Of days that were purged, as if all had happened when the UTC day began.';

CREATE FUNCTION mindwell_internal.cohort_payments(tenants uuid[], from_time timestamptz, as_of timestamptz)
RETURNS TABLE (tenant_id uuid, user_id uuid, paid_at timestamptz, currency_code text, amount numeric)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
BEGIN
    RETURN QUERY
    SELECT e.tenant_id, e.user_id, e.occurred_at, mindwell_internal.currency(e.properties), mindwell_internal.amount_of(e.properties -> 'amount')
    FROM mindwell_internal.state_events(tenants, '{payment_completed,in_app_purchase_completed}', from_time, known_until) AS e
    WHERE e.user_id IS NOT NULL AND mindwell_internal.amount_of(e.properties -> 'amount') IS NOT NULL;
END
$$;
COMMENT ON FUNCTION mindwell_internal.cohort_payments(uuid[], timestamptz, timestamptz) IS
'Internal: what users paid from a time on, by as_of; refunds are not subtracted.';

CREATE FUNCTION @extschema@.analytics_cohorts(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'week',
    start_event text DEFAULT 'signup_completed',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    currency text DEFAULT NULL,
    include_anonymous boolean DEFAULT false)
RETURNS TABLE (cohort_id text, "time" timestamptz, users bigint, week_1_rate double precision, week_4_rate double precision,
               paying_users bigint, revenue double precision, is_complete boolean, currency_code text)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    sees_revenue CONSTANT boolean := mindwell_internal.hidden_revenue(tenants) IS NULL;
    wanted CONSTANT text := mindwell_internal.currency_filter(currency);
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border CONSTANT timestamptz := borders[1];
    last_border CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    tick CONSTANT interval := interval '1 microsecond';
    -- the weeks of all members and the four after the last, whatever the clock does in them
    weeks timestamptz[];
    reported text;
BEGIN
    IF grain = 'hour' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid grain',
            HINT = 'It is ''day'', ''week'' or ''month''.';
    END IF;
    weeks := mindwell_internal.calendar_borders(first_border, last_border + interval '864 hours', 'week', time_zone);
    IF sees_revenue THEN
        SELECT p.currency_code INTO reported
        FROM mindwell_internal.cohort_members(tenants, start_event, first_border, last_border, NULL, as_of, include_anonymous) AS m
        JOIN mindwell_internal.cohort_payments(tenants, first_border, as_of) AS p USING (tenant_id, user_id)
        WHERE p.paid_at >= m.started
        GROUP BY p.currency_code
        ORDER BY count(*) DESC, p.currency_code COLLATE "C"
        LIMIT 1;
        reported := COALESCE(wanted, reported);
    END IF;
    RETURN QUERY
    WITH member AS MATERIALIZED (
        SELECT m.*, pg_catalog.width_bucket(m.started, borders) AS bucket, pg_catalog.width_bucket(m.started, weeks) AS week
        FROM mindwell_internal.cohort_members(tenants, start_event, first_border, last_border, NULL, as_of, include_anonymous) AS m),
    sizes AS (
        SELECT m.bucket, count(*) AS users
        FROM member AS m
        GROUP BY 1),
    returned AS (
        SELECT m.bucket, count(*) FILTER (WHERE a.bucket = m.week + 1) AS week_1, count(*) FILTER (WHERE a.bucket = m.week + 4) AS week_4
        FROM member AS m
        JOIN mindwell_internal.active_intervals(tenants, weeks, as_of) AS a ON a.tenant_id = m.tenant_id AND a.user_id = m.user_id
        WHERE a.bucket IN (m.week + 1, m.week + 4)
        GROUP BY 1),
    paid AS (
        SELECT m.bucket, count(DISTINCT (m.tenant_id, m.user_id)) FILTER (WHERE p.amount > 0) AS users,
               sum(p.amount) FILTER (WHERE p.currency_code IS NOT DISTINCT FROM reported) AS amount
        FROM member AS m
        JOIN mindwell_internal.cohort_payments(tenants, first_border, as_of) AS p ON p.tenant_id = m.tenant_id AND p.user_id = m.user_id
        WHERE sees_revenue AND p.paid_at >= m.started
        GROUP BY 1)
    SELECT grain || ':' || pg_catalog.to_char(mindwell_internal.local_time(b.starts, time_zone), CASE grain WHEN 'month' THEN 'YYYY-MM' ELSE 'YYYY-MM-DD' END),
           b.starts, COALESCE(s.users, 0),
           CASE WHEN weeks[w.last_week + 2] <= as_of THEN COALESCE(r.week_1, 0) / NULLIF(CAST(s.users AS double precision), 0) END,
           CASE WHEN weeks[w.last_week + 5] <= as_of THEN COALESCE(r.week_4, 0) / NULLIF(CAST(s.users AS double precision), 0) END,
           CASE WHEN sees_revenue THEN COALESCE(p.users, 0) END,
           CASE WHEN sees_revenue THEN mindwell_internal.money(COALESCE(p.amount, 0) * 100) END,
           b.is_complete, reported
    FROM mindwell_internal.buckets(borders, as_of) AS b
    CROSS JOIN LATERAL (SELECT pg_catalog.width_bucket(b.ends - tick, weeks) AS last_week) AS w
    LEFT JOIN sizes AS s ON s.bucket = b.bucket
    LEFT JOIN returned AS r ON r.bucket = b.bucket
    LEFT JOIN paid AS p ON p.bucket = b.bucket
    ORDER BY b.bucket;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_cohorts(timestamptz, timestamptz, text, text, text, timestamptz, text, boolean) IS
'Users by the day, week (from Monday) or month of a time zone in which their first start_event ever lies; intervals that the period touches are counted whole. cohort_id, which analytics_cohort() takes, is such as week:2026-10-05, month:2026-10 or day:2026-10-05. week_1_rate, week_4_rate: of the users, those with an action (as of analytics_active_users) in the first and the fourth calendar week after that of their own start, as a fraction; NULL without users and while that week is not over for all of them at as_of. paying_users: those who paid more than 0 from their start on, in any currency; revenue: what the users paid since, refunds not subtracted, in currency_code: the argument currency, or that of most of the payments (NULL: they say none); others are not in it. paying_users, revenue and currency_code are NULL for who may not see revenue. Events after as_of do not count. is_complete: the interval had ended at as_of. Of days that were purged, activity counts as if it had happened when the UTC day began; a start that is no state and was purged is not known. Anonymous visitors count with include_anonymous only. Errors: 22023 for an empty period, another grain, a currency that is not three letters or an unknown time zone, 22004 without from_time, to_time, start_event, time_zone or as_of, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';
