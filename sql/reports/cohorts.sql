
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

CREATE TYPE mindwell_internal.cohorts_part AS (
    bucket integer, users bigint, week_1 bigint, week_4 bigint, paying_users bigint, is_money boolean, currency_code text, payments bigint, amount numeric);
COMMENT ON TYPE mindwell_internal.cohorts_part IS 'Internal: a row of mindwell_internal.cohorts_part().';

-- The weeks of all members and the four after the last, whatever the clock does in them.
CREATE FUNCTION mindwell_internal.cohort_weeks(borders timestamptz[], time_zone text)
RETURNS timestamptz[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN mindwell_internal.calendar_borders(borders[1], borders[pg_catalog.cardinality(borders)] + interval '864 hours', 'week', time_zone);
COMMENT ON FUNCTION mindwell_internal.cohort_weeks(timestamptz[], text) IS
'Internal: the weeks that analytics_cohorts() looks at, of cohorts between borders.';

CREATE FUNCTION mindwell_internal.cohorts_part(
    borders timestamptz[], weeks timestamptz[], start_event text, as_of timestamptz, include_anonymous boolean, sees_revenue boolean)
RETURNS SETOF mindwell_internal.cohorts_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    first_border CONSTANT timestamptz := borders[1];
    last_border CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
BEGIN
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
    paid AS MATERIALIZED (
        SELECT m.bucket, m.tenant_id, m.user_id, p.currency_code COLLATE "C" AS currency_code, p.amount
        FROM member AS m
        JOIN mindwell_internal.cohort_payments(tenants, first_border, as_of) AS p ON p.tenant_id = m.tenant_id AND p.user_id = m.user_id
        WHERE sees_revenue AND p.paid_at >= m.started),
    payers AS (
        SELECT p.bucket, count(DISTINCT (p.tenant_id, p.user_id)) FILTER (WHERE p.amount > 0) AS users
        FROM paid AS p
        GROUP BY 1)
    SELECT s.bucket, s.users, COALESCE(r.week_1, 0), COALESCE(r.week_4, 0), COALESCE(y.users, 0), false, CAST(NULL AS text), CAST(0 AS bigint),
           CAST(0 AS numeric)
    FROM sizes AS s
    LEFT JOIN returned AS r ON r.bucket = s.bucket
    LEFT JOIN payers AS y ON y.bucket = s.bucket
    UNION ALL
    SELECT p.bucket, 0, 0, 0, 0, true, p.currency_code, count(*), sum(p.amount)
    FROM paid AS p
    GROUP BY p.bucket, p.currency_code;
END
$$;
COMMENT ON FUNCTION mindwell_internal.cohorts_part(timestamptz[], timestamptz[], text, timestamptz, boolean, boolean) IS
'Internal: the part of analytics_cohorts(): the users of each bucket between borders that has any, how many came back in which week, and paid; and (is_money) what they paid in each currency, and in how many payments, unless revenue is not to be seen. Rows of stores are added. Errors of mindwell_internal.cohort_members(), 55000 without a store.';

CREATE FUNCTION mindwell_internal.cohorts_finish(
    parts mindwell_internal.cohorts_part[], borders timestamptz[], weeks timestamptz[], grain text, time_zone text, as_of timestamptz,
    wanted text, sees_revenue boolean)
RETURNS TABLE (cohort_id text, "time" timestamptz, users bigint, week_1_rate double precision, week_4_rate double precision,
               paying_users bigint, revenue double precision, is_complete boolean, currency_code text)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH reported AS MATERIALIZED (
        SELECT CASE WHEN sees_revenue THEN COALESCE(
                   wanted,
                   (SELECT p.currency_code FROM pg_catalog.unnest(parts) AS p WHERE p.is_money
                    GROUP BY p.currency_code ORDER BY sum(p.payments) DESC, p.currency_code COLLATE "C" LIMIT 1)) END AS currency_code),
    counted AS (
        SELECT p.bucket, CAST(sum(p.users) AS bigint) AS users, CAST(sum(p.week_1) AS bigint) AS week_1, CAST(sum(p.week_4) AS bigint) AS week_4,
               CAST(sum(p.paying_users) AS bigint) AS paying_users,
               sum(p.amount) FILTER (WHERE p.is_money AND p.currency_code IS NOT DISTINCT FROM r.currency_code) AS amount
        FROM pg_catalog.unnest(parts) AS p, reported AS r
        GROUP BY 1)
    SELECT grain || ':' || pg_catalog.to_char(mindwell_internal.local_time(b.starts, time_zone), CASE grain WHEN 'month' THEN 'YYYY-MM' ELSE 'YYYY-MM-DD' END),
           b.starts, COALESCE(c.users, 0),
           CASE WHEN weeks[w.last_week + 2] <= as_of THEN c.week_1 / NULLIF(CAST(c.users AS double precision), 0) END,
           CASE WHEN weeks[w.last_week + 5] <= as_of THEN c.week_4 / NULLIF(CAST(c.users AS double precision), 0) END,
           CASE WHEN sees_revenue THEN COALESCE(c.paying_users, 0) END,
           CASE WHEN sees_revenue THEN mindwell_internal.money(COALESCE(c.amount, 0) * 100) END,
           b.is_complete, r.currency_code
    FROM mindwell_internal.buckets(borders, as_of) AS b
    CROSS JOIN reported AS r
    CROSS JOIN LATERAL (SELECT pg_catalog.width_bucket(b.ends - interval '1 microsecond', weeks) AS last_week) AS w
    LEFT JOIN counted AS c ON c.bucket = b.bucket
    ORDER BY b.bucket;
END;
COMMENT ON FUNCTION mindwell_internal.cohorts_finish(mindwell_internal.cohorts_part[], timestamptz[], timestamptz[], text, text, timestamptz, text, boolean) IS
'Internal: analytics_cohorts() from its parts.';

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
AS $$
DECLARE
    sees_revenue CONSTANT boolean := mindwell_internal.hidden_revenue(mindwell_internal.tenants_to_read()) IS NULL;
    wanted CONSTANT text := mindwell_internal.currency_filter(currency);
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    weeks timestamptz[];
    parts mindwell_internal.cohorts_part[];
BEGIN
    IF grain = 'hour' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid grain',
            HINT = 'It is ''day'', ''week'' or ''month''.';
    END IF;
    weeks := mindwell_internal.cohort_weeks(borders, time_zone);
    parts := ARRAY(SELECT p FROM mindwell_internal.cohorts_part(borders, weeks, start_event, as_of, include_anonymous, sees_revenue) AS p);
    RETURN QUERY SELECT f.* FROM mindwell_internal.cohorts_finish(parts, borders, weeks, grain, time_zone, as_of, wanted, sees_revenue) AS f;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_cohorts(timestamptz, timestamptz, text, text, text, timestamptz, text, boolean) IS
'Users by the day, week (from Monday) or month of a time zone in which their first start_event ever lies; intervals that the period touches are counted whole. cohort_id, which analytics_cohort() takes, is such as week:2026-10-05, month:2026-10 or day:2026-10-05. week_1_rate, week_4_rate: of the users, those with an action (as of analytics_active_users) in the first and the fourth calendar week after that of their own start, as a fraction; NULL without users and while that week is not over for all of them at as_of. paying_users: those who paid more than 0 from their start on, in any currency; revenue: what the users paid since, refunds not subtracted, in currency_code: the argument currency, or that of most of the payments (NULL: they say none); others are not in it. paying_users, revenue and currency_code are NULL for who may not see revenue. Events after as_of do not count. is_complete: the interval had ended at as_of. Of days that were purged, activity counts as if it had happened when the UTC day began; a start that is no state and was purged is not known. Anonymous visitors count with include_anonymous only. Errors: 22023 for an empty period, another grain, a currency that is not three letters or an unknown time zone, 22004 without from_time, to_time, start_event, time_zone or as_of, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';
