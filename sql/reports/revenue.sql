
-- Revenue ---------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.currency(properties jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN properties ->> 'currency' ~ '^[A-Za-z]{3}$'
            THEN pg_catalog.upper((properties ->> 'currency') COLLATE "C") END;
COMMENT ON FUNCTION mindwell_internal.currency(jsonb) IS
'Internal: the currency of an event, in capitals; NULL unless it is three letters.';

CREATE TYPE mindwell_internal.revenue_part AS (
    currency_code text, label text, bucket integer, payments bigint, failed_payments bigint, gross numeric, refunds numeric,
    in_app_purchases bigint, in_app_amount numeric, paying_users bigint);
COMMENT ON TYPE mindwell_internal.revenue_part IS 'Internal: a row of mindwell_internal.revenue_part().';

CREATE FUNCTION mindwell_internal.revenue_part(borders timestamptz[], currency text, breakdown text, as_of timestamptz)
RETURNS SETOF mindwell_internal.revenue_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_of_revenue();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    wanted CONSTANT text := mindwell_internal.currency_filter(currency);
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    last_border CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
BEGIN
    PERFORM mindwell_internal.check_breakdown(breakdown, '{plan,product_id,provider,payment_method}');
    RETURN QUERY
    SELECT p.currency_code, p.label, p.bucket,
           count(*) FILTER (WHERE p.event_type = 'payment_completed'),
           count(*) FILTER (WHERE p.event_type = 'payment_failed'),
           COALESCE(sum(p.amount) FILTER (WHERE p.is_paid), 0),
           COALESCE(sum(p.amount) FILTER (WHERE p.event_type = 'payment_refunded'), 0),
           count(*) FILTER (WHERE p.event_type = 'in_app_purchase_completed'),
           COALESCE(sum(p.amount) FILTER (WHERE p.event_type = 'in_app_purchase_completed'), 0),
           count(DISTINCT mindwell_internal.actor(p.tenant_id, p.user_id, tenant_mask)) FILTER (WHERE p.is_paid AND p.amount > 0)
    FROM (SELECT e.tenant_id, e.user_id, e.event_type, mindwell_internal.currency(e.properties) AS currency_code,
                 mindwell_internal.property_text(e.properties, breakdown) COLLATE "C" AS label,
                 pg_catalog.width_bucket(e.occurred_at, borders) AS bucket,
                 mindwell_internal.amount_of(e.properties -> 'amount') AS amount,
                 e.event_type IN ('payment_completed', 'in_app_purchase_completed') AS is_paid
          FROM mindwell_internal.state_events(
                   tenants, '{payment_completed,payment_failed,payment_refunded,in_app_purchase_completed}',
                   borders[1], least(last_border, known_until)) AS e) AS p
    WHERE wanted IS NULL OR p.currency_code = wanted
    GROUP BY p.currency_code, p.label, p.bucket;
END
$$;
COMMENT ON FUNCTION mindwell_internal.revenue_part(timestamptz[], text, text, timestamptz) IS
'Internal: the part of analytics_revenue(): payments by currency, value of a property and bucket between borders, of events up to as_of. Rows of stores are added. Errors of analytics_revenue, but those of the period.';

CREATE FUNCTION mindwell_internal.revenue_finish(
    parts mindwell_internal.revenue_part[], borders timestamptz[], currency text, breakdown text, as_of timestamptz)
RETURNS TABLE ("time" timestamptz, currency_code text, breakdown_value text, payments bigint, failed_payments bigint,
               gross double precision, refunds double precision, net double precision, in_app_purchases bigint,
               in_app_amount double precision, paying_users bigint, is_complete boolean)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH paid AS MATERIALIZED (
        SELECT r.currency_code, r.label, r.bucket, CAST(sum(r.payments) AS bigint) AS payments,
               CAST(sum(r.failed_payments) AS bigint) AS failed_payments, sum(r.gross) AS gross, sum(r.refunds) AS refunds,
               CAST(sum(r.in_app_purchases) AS bigint) AS in_app_purchases, sum(r.in_app_amount) AS in_app_amount,
               CAST(sum(r.paying_users) AS bigint) AS paying_users
        FROM pg_catalog.unnest(parts) AS r
        GROUP BY 1, 2, 3),
    listed AS (
        SELECT b.bucket, b.starts, b.is_complete, c.currency_code, CAST(NULL AS text) AS label
        FROM mindwell_internal.buckets(borders, as_of) AS b
        CROSS JOIN (SELECT DISTINCT p.currency_code FROM paid AS p
                    UNION ALL
                    SELECT mindwell_internal.currency_filter(currency) WHERE NOT EXISTS (SELECT FROM paid)) AS c
        WHERE breakdown IS NULL
        UNION ALL
        SELECT b.bucket, b.starts, b.is_complete, p.currency_code, p.label
        FROM paid AS p
        JOIN mindwell_internal.buckets(borders, as_of) AS b ON b.bucket = p.bucket
        WHERE breakdown IS NOT NULL)
    SELECT l.starts, l.currency_code, l.label, COALESCE(p.payments, 0), COALESCE(p.failed_payments, 0),
           mindwell_internal.money(COALESCE(p.gross, 0) * 100), mindwell_internal.money(COALESCE(p.refunds, 0) * 100),
           mindwell_internal.money(COALESCE(p.gross - p.refunds, 0) * 100), COALESCE(p.in_app_purchases, 0),
           mindwell_internal.money(COALESCE(p.in_app_amount, 0) * 100), COALESCE(p.paying_users, 0), l.is_complete
    FROM listed AS l
    LEFT JOIN paid AS p ON p.bucket = l.bucket AND p.currency_code IS NOT DISTINCT FROM l.currency_code
                       AND p.label IS NOT DISTINCT FROM l.label
    ORDER BY l.bucket, l.currency_code, p.gross DESC NULLS LAST, l.label;
END;
COMMENT ON FUNCTION mindwell_internal.revenue_finish(mindwell_internal.revenue_part[], timestamptz[], text, text, timestamptz) IS
'Internal: analytics_revenue() from its parts.';

CREATE FUNCTION @extschema@.analytics_revenue(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    currency text DEFAULT NULL,
    breakdown text DEFAULT NULL,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, currency_code text, breakdown_value text, payments bigint, failed_payments bigint,
               gross double precision, refunds double precision, net double precision, in_app_purchases bigint,
               in_app_amount double precision, paying_users bigint, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    borders timestamptz[];
    parts mindwell_internal.revenue_part[];
BEGIN
    PERFORM mindwell_internal.tenants_of_revenue();
    borders := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    parts := ARRAY(SELECT p FROM mindwell_internal.revenue_part(borders, currency, breakdown, as_of) AS p);
    RETURN QUERY SELECT f.* FROM mindwell_internal.revenue_finish(parts, borders, currency, breakdown, as_of) AS f;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_revenue(timestamptz, timestamptz, text, text, text, text, timestamptz) IS
'What was paid by the hour, day, week or month of a time zone, a row for each interval and currency (currency_code; NULL where the events say none; never added up; the argument currency leaves one): payment_completed, payment_failed, gross (amounts of payment_completed and in_app_purchase_completed), refunds (of payment_refunded, when they were made), net, purchases in apps and their amount, distinct users who paid more than 0, and whether the interval had ended at as_of. Amounts in units of the currency, sums rounded to cents; an amount that is no number below 10^15 is 0. breakdown plan, product_id, provider or payment_method: a row for each value that occurs in the interval (NULL: events do not say). Errors as of analytics_mrr.';

-- Student's t of which a tenth lies above; beyond the table by an expansion in 1/n, good to 5 digits.
CREATE FUNCTION mindwell_internal.student_t_90(degrees integer)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN COALESCE((CAST('{3.077684,1.885618,1.637744,1.533206,1.475884,1.439756,1.414924,1.396815,1.383029,1.372184}' AS double precision[]))[degrees],
                1.2815516 + 0.8465848 / degrees + 0.5708906 / (CAST(degrees AS double precision) * degrees)
                + 0.2585171 / (CAST(degrees AS double precision) * degrees * degrees));
COMMENT ON FUNCTION mindwell_internal.student_t_90(integer) IS
'Internal: the value below which Student''s t with so many degrees of freedom lies nine times in ten.';

CREATE FUNCTION mindwell_internal.month_border(at timestamptz, months integer)
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (pg_catalog.date_trunc('month', at AT TIME ZONE 'UTC') + pg_catalog.make_interval(months => months)) AT TIME ZONE 'UTC';
COMMENT ON FUNCTION mindwell_internal.month_border(timestamptz, integer) IS
'Internal: when the UTC month began that is so many months after that of a time.';

CREATE FUNCTION @extschema@.analytics_arr_forecast(
    as_of timestamptz DEFAULT now(),
    months integer DEFAULT 12,
    history_months integer DEFAULT 6,
    currency text DEFAULT NULL)
RETURNS TABLE ("time" timestamptz, currency_code text, arr double precision, arr_low double precision, arr_high double precision,
               is_forecast boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    least_points CONSTANT integer := 3;
    longest CONSTANT integer := 120;
    months_a_year CONSTANT integer := 12;
    running_month timestamptz;
BEGIN
    PERFORM mindwell_internal.tenants_of_revenue();
    IF months IS NULL OR months NOT BETWEEN 0 AND longest OR history_months IS NULL OR history_months NOT BETWEEN least_points AND longest THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid months or history_months',
            DETAIL = pg_catalog.format('months is 0 to %s, history_months %s to %s.', longest, least_points, longest);
    ELSIF as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be a finite time';
    END IF;
    running_month := mindwell_internal.month_border(as_of, 0);
    RETURN QUERY
    WITH history AS MATERIALIZED (
        SELECT b.bucket AS x, b.starts, b.currency_code, b.closing,
               -- nothing is told by the months before the first event
               b.starts >= mindwell_internal.month_border(b.history_from, 0) AS is_known
        FROM mindwell_internal.mrr_buckets(
                 mindwell_internal.tenants_of_revenue(),
                 mindwell_internal.calendar_borders(mindwell_internal.month_border(as_of, - history_months), running_month, 'month', 'UTC'),
                 currency, NULL, as_of) AS b),
    lines AS (
        SELECT h.currency_code, count(*) AS n, avg(h.x) AS mean_x, avg(h.closing) AS mean_y,
               sum((h.x - m.mean_x) * (h.x - m.mean_x)) AS sxx, sum((h.x - m.mean_x) * (h.closing - m.mean_y)) AS sxy,
               sum((h.closing - m.mean_y) * (h.closing - m.mean_y)) AS syy
        FROM history AS h
        JOIN (SELECT i.currency_code, avg(i.x) AS mean_x, avg(i.closing) AS mean_y FROM history AS i WHERE i.is_known GROUP BY 1) AS m
            ON m.currency_code IS NOT DISTINCT FROM h.currency_code
        WHERE h.is_known
        GROUP BY h.currency_code
        HAVING count(*) >= least_points),
    forecast AS (
        SELECT l.currency_code, f.ahead, l.mean_y + l.sxy / l.sxx * (history_months + f.ahead - l.mean_x) AS y,
               CASE WHEN l.n > least_points
                    THEN mindwell_internal.student_t_90(CAST(l.n - 2 AS integer))
                         * sqrt(CAST(greatest(l.syy - l.sxy * l.sxy / l.sxx, 0) / (l.n - 2)
                                     * (1 + 1.0 / l.n + power(history_months + f.ahead - l.mean_x, 2) / l.sxx) AS double precision)) END AS margin
        FROM lines AS l, pg_catalog.generate_series(1, months) AS f (ahead))
    SELECT r.starts, r.currency_code, mindwell_internal.money(greatest(r.y, 0) * months_a_year),
           mindwell_internal.money(CASE WHEN r.margin IS NOT NULL THEN greatest(r.y - r.margin, 0) END * months_a_year),
           mindwell_internal.money(CASE WHEN r.margin IS NOT NULL THEN greatest(r.y + r.margin, 0) END * months_a_year), r.is_forecast
    FROM (SELECT h.starts, h.currency_code, h.closing AS y, CAST(NULL AS numeric) AS margin, false AS is_forecast
          FROM history AS h WHERE h.is_known
          UNION ALL
          SELECT mindwell_internal.month_border(as_of, f.ahead - 1), f.currency_code, f.y, CAST(f.margin AS numeric), true
          FROM forecast AS f) AS r
    ORDER BY r.starts, r.currency_code;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_arr_forecast(timestamptz, integer, integer, text) IS
'Annual recurring revenue, by currency: twelve times the closing MRR of each of the last history_months (3 to 120) months that had ended at as_of (UTC; those before the first event are left out), and a forecast for months (0 to 120) further ones from the running one on, where there are at least 3: a straight line through them by least squares, not a model, never below 0. arr_low and arr_high: between them the month lies four times in five if the line goes on (Student''s t with n - 2 degrees of freedom); NULL for what is known and with 3 months. Errors: 42501 for who may not see revenue, 22023 for other numbers of months or a currency that is not three letters, 22008 unless as_of is finite, 55000 without a store.';

CREATE FUNCTION mindwell_internal.entitlement_kpis(tenants uuid[], from_time timestamptz, to_time timestamptz, known_until timestamptz)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    upto CONSTANT timestamptz := least(to_time, known_until);
BEGIN
    RETURN (
        SELECT pg_catalog.jsonb_build_object(
                   'active', count(*) FILTER (WHERE l.event_type <> 'entitlement_expired' AND (l.ends_at IS NULL OR l.ends_at >= upto)),
                   'granted', COALESCE(sum(l.granted), 0), 'expired', COALESCE(sum(l.expired), 0))
        FROM (SELECT DISTINCT ON (e.tenant_id, e.user_id, e.provider, e.entitlement)
                     e.event_type, mindwell_internal.property_time(e.properties, 'ends_at') AS ends_at,
                     count(*) FILTER (WHERE e.event_type = 'entitlement_granted' AND e.occurred_at >= from_time) OVER entity AS granted,
                     count(*) FILTER (WHERE e.event_type = 'entitlement_expired' AND e.occurred_at >= from_time) OVER entity AS expired
              FROM (SELECT s.*, mindwell_internal.property_text(s.properties, 'provider') COLLATE "C" AS provider,
                           mindwell_internal.property_text(s.properties, 'entitlement_id') COLLATE "C" AS entitlement
                    FROM mindwell_internal.state_events(
                             tenants, '{entitlement_granted,entitlement_renewed,entitlement_expired}', '-infinity', upto) AS s) AS e
              WINDOW entity AS (PARTITION BY e.tenant_id, e.user_id, e.provider, e.entitlement)
              ORDER BY e.tenant_id, e.user_id, e.provider, e.entitlement, e.occurred_at DESC, e.event_id DESC) AS l);
END
$$;
COMMENT ON FUNCTION mindwell_internal.entitlement_kpis(uuid[], timestamptz, timestamptz, timestamptz) IS
'Internal: entitlements (of a user, at a provider, with an id) that are active at the end of [from_time, to_time), or at known_until if that is earlier: granted or renewed last, and neither expired nor past ends_at; and how many were granted and expired in it.';

CREATE FUNCTION mindwell_internal.subscription_kpis(
    tenants uuid[], currency text, from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    upto CONSTANT timestamptz := least(to_time, known_until);
BEGIN
    RETURN (
        WITH changes AS MATERIALIZED (
            SELECT h.tenant_id, h.provider, h.subscription_id, c.*,
                   lead(c.at) OVER history AS next_at, lead(c.status) OVER history AS next_status, lead(c.mrr_cents) OVER history AS next_cents
            FROM mindwell_internal.subscription_histories(tenants, as_of) AS h
            CROSS JOIN LATERAL pg_catalog.unnest(h.changes) AS c
            WHERE c.at < known_until
            WINDOW history AS (PARTITION BY h.tenant_id, h.provider, h.subscription_id,
                                            CASE WHEN h.subscription_id IS NULL THEN c.account_id END ORDER BY c.at)),
        standing AS MATERIALIZED (
            SELECT c.*, COALESCE(CAST(c.account_id AS text), pg_catalog.concat(c.provider, ' ', c.subscription_id)) AS account
            FROM changes AS c
            WHERE c.at < upto AND (c.next_at IS NULL OR c.next_at >= upto) AND (c.currency IS NULL OR c.currency = subscription_kpis.currency)),
        trials AS (
            SELECT count(*) FILTER (WHERE t.next_cents > 0) AS converted, count(*) AS ended
            FROM changes AS t
            WHERE t.status = 'trialing' AND t.next_status <> 'trialing' AND t.at >= from_time AND t.at < to_time
              AND (t.currency IS NULL OR t.currency = subscription_kpis.currency)),
        plans AS (
            SELECT s.plan, count(DISTINCT (s.tenant_id, s.account)) AS accounts, count(*) AS subscriptions, sum(s.mrr_cents) AS cents
            FROM standing AS s
            WHERE s.mrr_cents > 0 AND s.currency IS NOT DISTINCT FROM subscription_kpis.currency
            GROUP BY s.plan)
        SELECT pg_catalog.jsonb_build_object(
            'subscriptions', (
                SELECT pg_catalog.jsonb_build_object(
                    'active', count(*) FILTER (WHERE s.status = 'active'), 'trialing', count(*) FILTER (WHERE s.status = 'trialing'),
                    'canceling', count(*) FILTER (WHERE s.status = 'canceling'), 'past_due', count(*) FILTER (WHERE s.status = 'past_due'),
                    'paused', count(*) FILTER (WHERE s.status = 'paused'))
                FROM standing AS s),
            'plans', (
                SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                           'plan', p.plan, 'accounts', p.accounts, 'subscriptions', p.subscriptions,
                           'mrr', mindwell_internal.money(p.cents),
                           'share', CAST(p.cents / (SELECT sum(q.cents) FROM plans AS q) AS double precision))
                       ORDER BY p.cents DESC, p.plan COLLATE "C"), '[]')
                FROM plans AS p),
            'trial_conversion_rate', (SELECT t.converted / NULLIF(CAST(t.ended AS double precision), 0) FROM trials AS t),
            'unpriced', (SELECT count(*) FROM standing AS s WHERE NOT s.is_priced AND s.status IN ('active', 'canceling', 'past_due'))));
END
$$;
COMMENT ON FUNCTION mindwell_internal.subscription_kpis(uuid[], text, timestamptz, timestamptz, timestamptz) IS
'Internal: what analytics_revenue_kpis() says of subscriptions, in a currency or none.';

CREATE FUNCTION @extschema@.analytics_revenue_kpis(
    from_time timestamptz,
    to_time timestamptz,
    currency text DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET timezone = 'UTC'
SET extra_float_digits = 1
AS $$
DECLARE
    months_a_year CONSTANT integer := 12;
    tenants CONSTANT uuid[] := mindwell_internal.tenants_of_revenue();
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    currencies text[];
    mrr record;
    paid record;
    months integer;
    costs double precision;
    margin double precision;
    earned numeric;
    lifetime numeric;
    per_new numeric;
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    currencies := ARRAY(
        SELECT b.currency_code
        FROM mindwell_internal.mrr_buckets(tenants, ARRAY[from_time, to_time], currency, NULL, as_of) AS b
        ORDER BY b.closing DESC, b.currency_code COLLATE "C");
    SELECT b.* INTO STRICT mrr
    FROM mindwell_internal.mrr_buckets(tenants, ARRAY[from_time, to_time], currency, NULL, as_of) AS b
    ORDER BY b.closing DESC, b.currency_code COLLATE "C"
    LIMIT 1;
    SELECT sum(r.gross) AS gross, sum(r.refunds) AS refunds, sum(r.in_app_amount) AS in_app INTO STRICT paid
    FROM mindwell_internal.revenue_part(ARRAY[from_time, to_time], mrr.currency_code, NULL, as_of) AS r
    WHERE r.currency_code IS NOT DISTINCT FROM mrr.currency_code;

    -- rates of whole months: of others nothing can be said about a lifetime
    IF from_time = mindwell_internal.month_border(from_time, 0) AND to_time = mindwell_internal.month_border(to_time, 0) THEN
        SELECT count(*), CASE WHEN count(c.month) > 0 THEN min(c.margin) ELSE CAST(mindwell_internal.setting('gross_margin') AS double precision) END,
               sum(c.cost)
        INTO STRICT months, margin, costs
        FROM pg_catalog.generate_series(from_time AT TIME ZONE 'UTC', to_time AT TIME ZONE 'UTC' - interval '1 day', interval '1 month') AS m (starts)
        LEFT JOIN mindwell_internal.acquisition_of_months(
                      tenants, ARRAY(SELECT CAST(g.starts AS date)
                                     FROM pg_catalog.generate_series(from_time AT TIME ZONE 'UTC', to_time AT TIME ZONE 'UTC' - interval '1 day', interval '1 month') AS g (starts))) AS c
            ON c.month = CAST(m.starts AS date);
        IF currency IS NULL AND pg_catalog.cardinality(currencies) > 1 THEN
            costs := NULL;
        END IF;
    END IF;
    earned := mrr.closing / NULLIF(mrr.closing_accounts, 0) * CAST(margin AS numeric);
    lifetime := earned * months * mrr.opening_accounts / NULLIF(mrr.churned_accounts, 0);
    per_new := CAST(costs AS numeric) * 100 / NULLIF(mrr.new_accounts, 0);

    RETURN pg_catalog.jsonb_build_object(
            'currency', mrr.currency_code,
            'mrr', mindwell_internal.money(mrr.closing),
            'arr', mindwell_internal.money(mrr.closing * months_a_year),
            'net_mrr', mindwell_internal.money(mrr.closing - mrr.opening),
            'new_mrr', mindwell_internal.money(mrr.new),
            'expansion_mrr', mindwell_internal.money(mrr.expansion),
            'contraction_mrr', mindwell_internal.money(mrr.contraction),
            'churn_mrr', mindwell_internal.money(mrr.churn),
            'reactivation_mrr', mindwell_internal.money(mrr.reactivation),
            'arpu', mindwell_internal.money(mrr.closing / NULLIF(mrr.closing_accounts, 0)),
            'account_churn_rate', CAST(mrr.churned_accounts / NULLIF(CAST(mrr.opening_accounts AS numeric), 0) AS double precision),
            'gross_mrr_churn_rate', CAST((mrr.churn + mrr.contraction) / NULLIF(mrr.opening, 0) AS double precision),
            'net_revenue_retention', CAST((mrr.opening + mrr.expansion - mrr.contraction - mrr.churn) / NULLIF(mrr.opening, 0) AS double precision),
            'ltv', mindwell_internal.money(lifetime),
            'cac', mindwell_internal.money(per_new),
            'ltv_cac_ratio', CAST(lifetime / NULLIF(per_new, 0) AS double precision),
            'accounts', mrr.closing_accounts,
            'entitlements', mindwell_internal.entitlement_kpis(tenants, from_time, to_time, known_until),
            'revenue', pg_catalog.jsonb_build_object(
                'gross', mindwell_internal.money(COALESCE(paid.gross, 0) * 100),
                'refunds', mindwell_internal.money(COALESCE(paid.refunds, 0) * 100),
                'net', mindwell_internal.money(COALESCE(paid.gross - paid.refunds, 0) * 100),
                'in_app', mindwell_internal.money(COALESCE(paid.in_app, 0) * 100)),
            'other_currencies', pg_catalog.to_jsonb(currencies[2:]),
            'as_of', as_of,
            'is_complete', to_time <= as_of)
        || mindwell_internal.subscription_kpis(tenants, mrr.currency_code, from_time, to_time, as_of);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_revenue_kpis(timestamptz, timestamptz, text, timestamptz) IS
'The key figures of money, as a JSON document of one currency (the argument; NULL: the one with most MRR, while other_currencies lists the rest): mrr and arr (12 * mrr) at the end of [from_time, to_time), or at as_of if that is earlier; the movements in between (net_mrr is their sum), arpu, account_churn_rate, gross_mrr_churn_rate, net_revenue_retention, ltv, cac and ltv_cac_ratio, as analytics_mrr defines them (the last three for whole UTC months only, else null); accounts that pay; subscriptions by status (with those that have no currency); entitlements active at the end, granted and expired in the period; revenue of the period (gross, refunds, net, in_app); plans (accounts, subscriptions, mrr and its share, by mrr); trial_conversion_rate: of trials that began in the period and have ended by as_of, the share that paid then; unpriced: paid subscriptions of which no event said an amount or a valid currency; as_of and is_complete (the period had ended). A number is null when its denominator is 0. Errors as of analytics_mrr.';
