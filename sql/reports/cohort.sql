
-- One cohort ------------------------------------------------------------------------

-- An id that analytics_cohorts() gives, or a name.
CREATE FUNCTION mindwell_internal.parse_cohort_id(
    cohort_id text, time_zone text, OUT grain text, OUT from_time timestamptz, OUT to_time timestamptz, OUT cohort_name text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parts CONSTANT text[] := pg_catalog.regexp_match(cohort_id, '^(?:(day|week):([0-9]{4})-([0-9]{2})-([0-9]{2})|(month):([0-9]{4})-([0-9]{2}))$');
    year CONSTANT integer := CAST(COALESCE(parts[2], parts[6]) AS integer);
    month CONSTANT integer := CAST(COALESCE(parts[3], parts[7]) AS integer);
    first_day date;
    borders timestamptz[];
BEGIN
    IF pg_catalog.num_nulls(cohort_id, time_zone) > 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'cohort_id and time_zone must not be null';
    ELSIF pg_catalog.starts_with(cohort_id, 'name:') AND cohort_id <> 'name:' THEN
        -- users begin at any time, and are followed by the week
        grain := 'week';
        cohort_name := pg_catalog.substr(cohort_id, pg_catalog.length('name:') + 1);
        RETURN;
    END IF;
    grain := COALESCE(parts[1], parts[5]);
    IF year > 0 AND month BETWEEN 1 AND 12 THEN
        first_day := pg_catalog.make_date(year, month, 1) + COALESCE(CAST(parts[4] AS integer), 1) - 1;
        IF pg_catalog.date_part('month', first_day) = month AND (grain <> 'week' OR pg_catalog.date_part('isodow', first_day) = 1) THEN
            from_time := mindwell_internal.day_start(first_day, time_zone);
            borders := mindwell_internal.calendar_borders(from_time, from_time + interval '1 microsecond', grain, time_zone);
            to_time := borders[2];
        END IF;
    END IF;
    IF to_time IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('invalid cohort_id "%s"', cohort_id),
            DETAIL = 'It is day: or week: and a date, of a week that of its Monday; month: and a month; or name: and a cohort.',
            HINT = 'For example week:2026-10-05, month:2026-10 or name:beta.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.parse_cohort_id(text, text) IS
'Internal: what a cohort_id says: interval and time, or week and the name of a cohort. 22004 for NULL, 22023 for another form, a date that is none or an unknown time zone.';

-- How many came back in each interval after that of their own start.
CREATE FUNCTION mindwell_internal.cohort_periods(
    tenants uuid[], members mindwell_internal.cohort_member[], grain text, time_zone text, as_of timestamptz)
RETURNS TABLE (period integer, users bigint, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    -- more than a year of days
    most_periods CONSTANT integer := 400;
    first_start CONSTANT timestamptz := (SELECT min(m.started) FROM pg_catalog.unnest(members) AS m);
    last_start CONSTANT timestamptz := (SELECT max(m.started) FROM pg_catalog.unnest(members) AS m);
    borders timestamptz[];
    last_bucket integer;
BEGIN
    IF first_start IS NULL THEN
        RETURN;
    END IF;
    borders := mindwell_internal.calendar_borders(first_start, greatest(as_of, first_start + interval '1 microsecond'), grain, time_zone);
    last_bucket := pg_catalog.width_bucket(last_start, borders);
    RETURN QUERY
    WITH member AS MATERIALIZED (
        SELECT m.tenant_id, m.user_id, pg_catalog.width_bucket(m.started, borders) AS bucket
        FROM pg_catalog.unnest(members) AS m),
    returned AS (
        SELECT a.bucket - m.bucket AS period, count(*) AS users
        FROM member AS m
        JOIN mindwell_internal.active_intervals(tenants, borders, as_of) AS a ON a.tenant_id = m.tenant_id AND a.user_id = m.user_id
        WHERE a.bucket > m.bucket
        GROUP BY 1)
    SELECT p.period, CASE p.period WHEN 0 THEN (SELECT count(*) FROM member) ELSE COALESCE(r.users, 0) END,
           COALESCE(borders[last_bucket + p.period + 1] <= as_of, false)
    FROM pg_catalog.generate_series(0, least(pg_catalog.cardinality(borders) - 2, most_periods - 1)) AS p (period)
    LEFT JOIN returned AS r ON r.period = p.period
    WHERE p.period = 0 OR borders[p.period + 1] < as_of
    ORDER BY p.period;
END
$$;
COMMENT ON FUNCTION mindwell_internal.cohort_periods(uuid[], mindwell_internal.cohort_member[], text, text, timestamptz) IS
'Internal: of users and their starts, how many had an action so many intervals after that of their own start (0: all), for each that had begun for any of them at as_of, at most 400, and whether it had ended for all of them. No rows without users.';

-- Over those for whom the day is over, as analytics_retention_curve does.
CREATE FUNCTION mindwell_internal.cohort_days(
    tenants uuid[], members mindwell_internal.cohort_member[], days_after integer[], time_zone text, as_of timestamptz)
RETURNS TABLE (day integer, rate double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 3
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    longest CONSTANT integer := (SELECT max(d.day) FROM pg_catalog.unnest(days_after) AS d (day));
    first_start CONSTANT timestamptz := (SELECT min(m.started) FROM pg_catalog.unnest(members) AS m);
    last_start CONSTANT timestamptz := (SELECT max(m.started) FROM pg_catalog.unnest(members) AS m);
    borders timestamptz[];
BEGIN
    IF first_start IS NULL THEN
        RETURN QUERY SELECT d.day, CAST(NULL AS double precision) FROM pg_catalog.unnest(days_after) AS d (day);
        RETURN;
    END IF;
    -- two days more: for the one of the start, and for changes of the clock
    borders := mindwell_internal.calendar_borders(first_start, last_start + (longest + 2) * interval '24 hours', 'day', time_zone);
    RETURN QUERY
    WITH member AS MATERIALIZED (
        SELECT m.tenant_id, m.user_id, pg_catalog.width_bucket(m.started, borders) AS bucket
        FROM pg_catalog.unnest(members) AS m),
    active AS MATERIALIZED (
        SELECT a.* FROM mindwell_internal.active_intervals(tenants, borders, as_of) AS a)
    SELECT d.day, CAST(count(a.user_id) AS double precision) / NULLIF(count(m.user_id), 0)
    FROM pg_catalog.unnest(days_after) AS d (day)
    LEFT JOIN member AS m ON borders[m.bucket + d.day + 1] <= as_of
    LEFT JOIN active AS a ON a.tenant_id = m.tenant_id AND a.user_id = m.user_id AND a.bucket = m.bucket + d.day
    GROUP BY d.day;
END
$$;
COMMENT ON FUNCTION mindwell_internal.cohort_days(uuid[], mindwell_internal.cohort_member[], integer[], text, timestamptz) IS
'Internal: of users and their starts, the share that had an action so many days after that of their start, over those for whom that day had ended at as_of; NULL where it had for nobody.';

CREATE FUNCTION mindwell_internal.cohort_money(
    tenants uuid[], members mindwell_internal.cohort_member[], periods integer, grain text, currency text,
    time_zone text, as_of timestamptz)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    seconds_per_day CONSTANT double precision := 86400;
    size CONSTANT integer := pg_catalog.cardinality(members);
    first_start CONSTANT timestamptz := (SELECT min(m.started) FROM pg_catalog.unnest(members) AS m);
    borders CONSTANT timestamptz[] := CASE WHEN size > 0 THEN mindwell_internal.calendar_borders(
        first_start, greatest(as_of, first_start) + interval '1 microsecond', grain, time_zone) END;
    currencies text[];
    reported text;
    payers bigint;
    median_days double precision;
    amounts numeric[];
    plans jsonb;
BEGIN
    WITH paid AS MATERIALIZED (
        SELECT m.tenant_id, m.user_id, m.started, p.paid_at, p.amount, p.currency_code,
               pg_catalog.width_bucket(p.paid_at, borders) - pg_catalog.width_bucket(m.started, borders) AS period
        FROM pg_catalog.unnest(members) AS m
        JOIN mindwell_internal.cohort_payments(tenants, first_start, as_of) AS p ON p.tenant_id = m.tenant_id AND p.user_id = m.user_id
        WHERE p.paid_at >= m.started),
    used AS (
        SELECT pg_catalog.array_agg(c.currency_code ORDER BY c.payments DESC, c.currency_code) AS codes
        FROM (SELECT p.currency_code COLLATE "C" AS currency_code, count(*) AS payments FROM paid AS p GROUP BY 1) AS c),
    payer AS (
        SELECT p.tenant_id, p.user_id, pg_catalog.date_part('epoch', min(p.paid_at - p.started)) / seconds_per_day AS days
        FROM paid AS p
        WHERE p.amount > 0
        GROUP BY 1, 2)
    SELECT u.codes, COALESCE(currency, u.codes[1]), (SELECT count(*) FROM payer),
           (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY y.days) FROM payer AS y),
           ARRAY(SELECT COALESCE(sum(p.amount), 0)
                 FROM pg_catalog.generate_series(0, periods - 1) AS g (period)
                 LEFT JOIN paid AS p ON (p.period <= g.period OR g.period = periods - 1)
                                    AND p.currency_code IS NOT DISTINCT FROM COALESCE(currency, u.codes[1])
                 GROUP BY g.period
                 ORDER BY g.period)
    INTO STRICT currencies, reported, payers, median_days, amounts
    FROM used AS u;

    SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('plan', p.plan, 'users', p.users, 'subscriptions', p.subscriptions)
                                         ORDER BY p.users DESC, p.plan), '[]')
    INTO STRICT plans
    FROM (SELECT s.plan COLLATE "C" AS plan, count(DISTINCT (s.tenant_id, s.account_id)) AS users, count(*) AS subscriptions
          FROM @extschema@.analytics_subscriptions(as_of) AS s
          JOIN pg_catalog.unnest(members) AS m ON m.tenant_id = s.tenant_id AND m.user_id = s.account_id
          WHERE s.status <> 'ended'
          GROUP BY 1) AS p;

    RETURN pg_catalog.jsonb_build_object(
        'conversion', pg_catalog.jsonb_build_object('paying_users', payers, 'rate', payers / NULLIF(CAST(size AS double precision), 0),
                                                    'median_days_to_pay', median_days),
        'revenue', pg_catalog.jsonb_build_object(
            'currency', reported,
            'other_currencies', pg_catalog.to_jsonb(ARRAY(SELECT c.code FROM pg_catalog.unnest(currencies) WITH ORDINALITY AS c (code, ord)
                                                          WHERE c.code IS DISTINCT FROM reported ORDER BY c.ord)),
            'total', mindwell_internal.money(COALESCE(amounts[periods], 0) * 100),
            'per_user', mindwell_internal.money(COALESCE(amounts[periods], 0) * 100 / NULLIF(size, 0)),
            'by_period', pg_catalog.to_jsonb(ARRAY(SELECT mindwell_internal.money(a.amount * 100)
                                                   FROM pg_catalog.unnest(amounts) WITH ORDINALITY AS a (amount, ord) ORDER BY a.ord))),
        'plans', plans);
END
$$;
COMMENT ON FUNCTION mindwell_internal.cohort_money(uuid[], mindwell_internal.cohort_member[], integer, text, text, text, timestamptz) IS
'Internal: the keys of analytics_cohort() that are for who may see revenue. The last period has all that was paid by as_of.';

CREATE FUNCTION @extschema@.analytics_cohort(
    cohort_id text,
    start_event text DEFAULT 'signup_completed',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    currency text DEFAULT NULL,
    include_anonymous boolean DEFAULT false)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET timezone = 'UTC'
SET extra_float_digits = 1
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    wanted CONSTANT text := mindwell_internal.currency_filter(currency);
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    day_of_as_of CONSTANT interval := interval '24 hours';
    cohort record;
    members mindwell_internal.cohort_member[];
    size integer;
    periods jsonb;
    document jsonb;
BEGIN
    IF NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be finite';
    END IF;
    SELECT c.* INTO STRICT cohort FROM mindwell_internal.parse_cohort_id(cohort_id, time_zone) AS c;
    members := ARRAY(SELECT m FROM mindwell_internal.cohort_members(tenants, start_event, cohort.from_time, cohort.to_time, cohort.cohort_name,
                                                                    as_of, include_anonymous) AS m);
    size := pg_catalog.cardinality(members);
    IF cohort.cohort_name IS NOT NULL AND size > 0 THEN
        SELECT b.borders[1], b.borders[pg_catalog.cardinality(b.borders)] INTO STRICT cohort.from_time, cohort.to_time
        FROM (SELECT mindwell_internal.calendar_borders(min(m.started), max(m.started) + interval '1 microsecond', cohort.grain, time_zone) AS borders
              FROM pg_catalog.unnest(members) AS m) AS b;
    END IF;

    SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
               'period', p.period, 'users', p.users, 'rate', CAST(p.users AS double precision) / NULLIF(size, 0), 'is_complete', p.is_complete)
               ORDER BY p.period), '[]')
    INTO STRICT periods
    FROM mindwell_internal.cohort_periods(tenants, members, cohort.grain, time_zone, as_of) AS p;

    SELECT pg_catalog.jsonb_build_object('cohort_id', cohort_id, 'from', cohort.from_time, 'to', cohort.to_time, 'users', size,
                                         'retention', periods, 'as_of', as_of)
           || (SELECT pg_catalog.jsonb_object_agg('d' || d.day, d.rate)
               FROM mindwell_internal.cohort_days(tenants, members, '{1,7,30}', time_zone, as_of) AS d)
           || pg_catalog.jsonb_build_object('activation', (
               SELECT pg_catalog.jsonb_object_agg(t.name, COALESCE(u.users, 0))
               FROM (VALUES ('onboarding_completed'), ('first_action')) AS t (name)
               LEFT JOIN (SELECT e.event_type, count(DISTINCT (e.tenant_id, e.user_id)) AS users
                          FROM mindwell_internal.state_events(tenants, '{onboarding_completed,first_action}', '-infinity', known_until) AS e
                          JOIN pg_catalog.unnest(members) AS m ON m.tenant_id = e.tenant_id AND m.user_id = e.user_id
                          GROUP BY 1) AS u ON u.event_type = t.name))
           || pg_catalog.jsonb_build_object('goals', (
               SELECT pg_catalog.jsonb_build_object('active', g.active, 'completed', g.completed,
                                                    'completion_rate', CAST(g.completed AS double precision) / NULLIF(g.active, 0))
               FROM (SELECT count(*) FILTER (WHERE l.ended IS NOT NULL OR p.user_id IS NOT NULL) AS active,
                            count(*) FILTER (WHERE l.outcome = 'completed') AS completed
                     FROM mindwell_internal.goal_lives(tenants, NULL, as_of, include_anonymous) AS l
                     JOIN pg_catalog.unnest(members) AS m ON m.tenant_id = l.tenant_id AND m.user_id = l.owner
                     LEFT JOIN (SELECT x.tenant_id, x.user_id
                                FROM mindwell_internal.presence(tenants, ARRAY(SELECT CAST((m.tenant_id, m.user_id) AS mindwell_internal.tenant_user)
                                                                              FROM pg_catalog.unnest(members) AS m), ARRAY[as_of]) AS x
                                WHERE x.present_from <= as_of AND x.present_until > as_of) AS p
                         ON p.tenant_id = l.tenant_id AND p.user_id = l.owner) AS g))
           || pg_catalog.jsonb_build_object('habits', pg_catalog.jsonb_build_object('adherence_score', (
               SELECT CAST(avg(CAST(h.score AS numeric)) AS double precision)
               FROM mindwell_internal.habit_scores(tenants, ARRAY[as_of - day_of_as_of, as_of], NULL, 7, 0.3, time_zone, as_of, include_anonymous) AS h
               JOIN pg_catalog.unnest(members) AS m ON m.tenant_id = h.tenant_id AND m.user_id = h.user_id
               WHERE h.is_present)))
    INTO STRICT document;

    RETURN document
           || CASE WHEN mindwell_internal.hidden_revenue(tenants) IS NULL
                   THEN mindwell_internal.cohort_money(tenants, members, pg_catalog.jsonb_array_length(periods), cohort.grain,
                                                       wanted, time_zone, as_of)
                        || pg_catalog.jsonb_build_object('hidden', CAST('[]' AS jsonb))
                   ELSE CAST('{"conversion": null, "revenue": null, "plans": null, "hidden": ["conversion", "revenue", "plans"]}' AS jsonb) END;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_cohort(text, text, text, timestamptz, text, boolean) IS
'A cohort of analytics_cohorts(), as a JSON document: cohort_id is day:, week: (its Monday) or month: as that gives it, or name: and the value of cohort in the first start_event of its users; from, to (of a name: the weeks of its users'' starts); users. retention: for each of its intervals (weeks for a name) that had begun at as_of, counted for each user from that of their own start, at most 400: period, users who had an action in it (as of analytics_active_users; period 0: all), rate, is_complete (it had ended for all). d1, d7, d30: the share active on that day after their start''s, over those for whom it had ended (null: for nobody). activation: users who ever had onboarding_completed, first_action. goals: active, completed and completion_rate of all goals of theirs, as of analytics_goal_cohorts; habits: mean adherence_score of theirs, as of analytics_habits on the last day that had ended. conversion: paying_users (who paid more than 0 from their start on, in any currency), rate, median_days_to_pay; revenue: what was paid since, refunds not subtracted, in one currency (the argument, or that of most of the payments; other_currencies lists the rest): total, per_user, by_period (up to the end of each; the last has all); plans of subscriptions that have not ended: users, subscriptions. These three are null for who may not see revenue, and named in hidden. A cohort without users has users 0 and no retention. Events after as_of do not count. Errors: 22023 for a cohort_id of another form, a currency that is not three letters or an unknown time zone, 22004 without cohort_id, start_event, time_zone or as_of, 22008 for infinity, 54000 for too many intervals or beyond mindwell_analytics.aggregate_memory, 55000 without a store.';
