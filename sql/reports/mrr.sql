
-- Monthly recurring revenue ---------------------------------------------------------

-- The aggregate gives a row only where something moved; all other numbers are running sums
-- of these.
CREATE FUNCTION mindwell_internal.mrr_movements(
    tenants uuid[], borders timestamptz[], breakdown text, as_of timestamptz)
RETURNS mindwell_internal.mrr_movement[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    movements mindwell_internal.mrr_movement[];
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT mindwell_internal.mrr_agg(e.tenant_id, e.event_type, e.occurred_at, e.event_id, e.user_id, e.properties, $1, $2, $3) FROM (%s) AS e',
        mindwell_internal.state_query(tenants, mindwell_internal.subscription_event_types(), '-infinity', known_until))
    INTO STRICT movements
    USING breakdown, borders, known_until;
    RETURN movements;
END
$$;
COMMENT ON FUNCTION mindwell_internal.mrr_movements(uuid[], timestamptz[], text, timestamptz) IS
'Internal: the movements of MRR between borders, by plan or provider if breakdown says so, as known at as_of (mrr_agg). 22004 for as_of NULL.';

CREATE FUNCTION mindwell_internal.mrr_buckets(
    tenants uuid[], borders timestamptz[], currency text, breakdown text, as_of timestamptz)
RETURNS TABLE (bucket integer, starts timestamptz, is_complete boolean, currency_code text, label text,
               opening numeric, new numeric, reactivation numeric, expansion numeric, contraction numeric, churn numeric,
               closing numeric, opening_accounts bigint, new_accounts bigint, reactivated_accounts bigint,
               churned_accounts bigint, closing_accounts bigint, history_from timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    wanted CONSTANT text := mindwell_internal.currency_filter(currency);
    movements mindwell_internal.mrr_movement[];
BEGIN
    PERFORM mindwell_internal.check_breakdown(breakdown, '{plan,provider}');
    -- not in the query: the planner would call it as well, to learn how many rows come
    movements := mindwell_internal.mrr_movements(tenants, borders, breakdown, as_of);
    RETURN QUERY
    WITH moved AS MATERIALIZED (
        SELECT m.* FROM pg_catalog.unnest(movements) AS m),
    series AS (
        SELECT m.currency, m.label FROM moved AS m
        WHERE m.period IS NOT NULL AND (wanted IS NULL OR m.currency = wanted)
        GROUP BY m.currency, m.label
        UNION ALL
        -- where there is nothing, intervals are listed nevertheless
        SELECT wanted, NULL
        WHERE breakdown IS NULL
          AND NOT EXISTS (SELECT FROM moved AS m WHERE m.period IS NOT NULL AND (wanted IS NULL OR m.currency = wanted))),
    -- bucket 0, which has what was there before, is in the running sums only
    summed AS (
        SELECT b.bucket, b.starts, b.is_complete, s.currency, s.label, m.new, m.reactivation, m.expansion, m.contraction, m.churn,
               m.net, m.new_accounts, m.reactivated_accounts, m.churned_accounts, m.net_accounts,
               sum(m.net) OVER upto AS closing,
               CAST(sum(m.net_accounts) OVER upto AS bigint) AS closing_accounts
        FROM series AS s
        CROSS JOIN (SELECT 0 AS bucket, CAST(NULL AS timestamptz) AS starts, CAST(NULL AS boolean) AS is_complete
                    UNION ALL
                    SELECT i.bucket, i.starts, i.is_complete FROM mindwell_internal.buckets(borders, as_of) AS i) AS b
        LEFT JOIN moved AS m ON m.period = b.bucket AND m.currency IS NOT DISTINCT FROM s.currency AND m.label IS NOT DISTINCT FROM s.label
        WINDOW upto AS (PARTITION BY s.currency, s.label ORDER BY b.bucket))
    SELECT s.bucket, s.starts, s.is_complete, s.currency, s.label,
           COALESCE(s.closing, 0) - COALESCE(s.net, 0), COALESCE(s.new, 0), COALESCE(s.reactivation, 0), COALESCE(s.expansion, 0),
           COALESCE(s.contraction, 0), COALESCE(s.churn, 0), COALESCE(s.closing, 0),
           COALESCE(s.closing_accounts, 0) - COALESCE(s.net_accounts, 0), COALESCE(s.new_accounts, 0),
           COALESCE(s.reactivated_accounts, 0), COALESCE(s.churned_accounts, 0), COALESCE(s.closing_accounts, 0),
           (SELECT mindwell_internal.states_known_from(tenants, min(m.history_from)) FROM moved AS m)
    FROM summed AS s
    WHERE s.bucket > 0 AND (breakdown IS NULL OR s.closing <> 0 OR s.net IS NOT NULL);
END
$$;
COMMENT ON FUNCTION mindwell_internal.mrr_buckets(uuid[], timestamptz[], text, text, timestamptz) IS
'Internal: the columns of analytics_mrr that are sums, in cents. Its errors, but those of the period.';

-- Costs are entered by month, without a currency.  A role that may read the events and not
-- the costs has none.
CREATE FUNCTION mindwell_internal.acquisition_of_months(tenants uuid[], months date[])
RETURNS TABLE (month date, cost double precision, margin double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 12
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT pg_catalog.has_table_privilege(CAST(mindwell_internal.relation('analytics_acquisition_costs') AS pg_catalog.oid), 'SELECT') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT c.month, sum(c.cost), CASE WHEN min(c.margin) = max(c.margin) THEN min(c.margin) END
    FROM @extschema@.analytics_acquisition_costs AS c
    WHERE c.tenant_id = ANY (tenants) AND c.month = ANY (months)
    GROUP BY c.month;
END
$$;
COMMENT ON FUNCTION mindwell_internal.acquisition_of_months(uuid[], date[]) IS
'Internal: what it cost to win the payers of some months, and the margin (NULL: tenants have different ones), by month for which something is entered.';

CREATE FUNCTION @extschema@.analytics_mrr(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'month',
    currency text DEFAULT NULL,
    breakdown text DEFAULT NULL,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, currency_code text, breakdown_value text, opening_mrr double precision, new_mrr double precision,
               reactivation_mrr double precision, expansion_mrr double precision, contraction_mrr double precision,
               churn_mrr double precision, net_new_mrr double precision, closing_mrr double precision,
               opening_accounts bigint, new_accounts bigint, reactivated_accounts bigint, churned_accounts bigint,
               closing_accounts bigint, arpu double precision, account_churn_rate double precision,
               gross_mrr_churn_rate double precision, net_revenue_retention double precision, margin double precision,
               ltv double precision, acquisition_cost double precision, cac double precision, ltv_cac_ratio double precision,
               payback_months double precision, is_complete boolean, history_from timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_of_revenue();
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    default_margin CONSTANT double precision := CAST(mindwell_internal.setting('gross_margin') AS double precision);
    -- a rate of churn by the week is not one by which a month's revenue may be divided
    has_economics CONSTANT boolean := grain = 'month' AND breakdown IS NULL;
BEGIN
    RETURN QUERY
    WITH buckets AS MATERIALIZED (
        SELECT b.*, CAST(pg_catalog.date_trunc('month', mindwell_internal.local_time(b.starts, time_zone)) AS date) AS month
        FROM mindwell_internal.mrr_buckets(tenants, borders, currency, breakdown, as_of) AS b),
    costs AS MATERIALIZED (
        SELECT c.* FROM mindwell_internal.acquisition_of_months(tenants, ARRAY(SELECT DISTINCT b.month FROM buckets AS b)) AS c
        WHERE has_economics
          AND (currency IS NOT NULL OR (SELECT count(*) FROM (SELECT DISTINCT b.currency_code FROM buckets AS b) AS u) = 1)),
    rates AS (
        SELECT b.*, b.closing / NULLIF(b.closing_accounts, 0) AS cents_per_account,
               b.churned_accounts / NULLIF(CAST(b.opening_accounts AS numeric), 0) AS churn_rate,
               CASE WHEN has_economics THEN CASE WHEN c.month IS NULL THEN default_margin ELSE c.margin END END AS profit,
               c.cost, CAST(c.cost AS numeric) * 100 / NULLIF(b.new_accounts, 0) AS cents_per_new
        FROM buckets AS b
        LEFT JOIN costs AS c ON c.month = b.month),
    economics AS (
        SELECT r.*, CASE WHEN has_economics THEN r.cents_per_account * CAST(r.profit AS numeric) END AS cents_earned,
               CASE WHEN has_economics
                    THEN r.cents_per_account * CAST(r.profit AS numeric) * r.opening_accounts / NULLIF(r.churned_accounts, 0) END AS lifetime_cents
        FROM rates AS r)
    SELECT e.starts, e.currency_code, e.label, mindwell_internal.money(e.opening), mindwell_internal.money(e.new),
           mindwell_internal.money(e.reactivation), mindwell_internal.money(e.expansion), mindwell_internal.money(e.contraction),
           mindwell_internal.money(e.churn), mindwell_internal.money(e.closing - e.opening), mindwell_internal.money(e.closing),
           e.opening_accounts, e.new_accounts, e.reactivated_accounts, e.churned_accounts, e.closing_accounts,
           mindwell_internal.money(e.cents_per_account), CAST(e.churn_rate AS double precision),
           CAST((e.churn + e.contraction) / NULLIF(e.opening, 0) AS double precision),
           CAST((e.opening + e.expansion - e.contraction - e.churn) / NULLIF(e.opening, 0) AS double precision),
           e.profit, mindwell_internal.money(e.lifetime_cents), e.cost, mindwell_internal.money(e.cents_per_new),
           CAST(e.lifetime_cents / NULLIF(e.cents_per_new, 0) AS double precision),
           CAST(e.cents_per_new / NULLIF(e.cents_earned, 0) AS double precision), e.is_complete, e.history_from
    FROM economics AS e
    ORDER BY e.bucket, e.currency_code, e.closing DESC, e.label;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_mrr(timestamptz, timestamptz, text, text, text, text, timestamptz) IS
'Monthly recurring revenue by the hour, day, week or month of a time zone, a row for each interval and currency (currency_code; NULL where no event says one; never added up; the argument currency leaves one): MRR at its start and end (a running one: as_of), in units of the currency, and the movements between the two, by account: new (paid nothing before), reactivation (paid before), expansion, contraction, churn (pays nothing more), all positive; closing - opening = net_new = new + reactivation + expansion - contraction - churn, to the cent. Accounts at start and end, new, reactivated, churned. Then arpu = closing_mrr / closing_accounts; account_churn_rate = churned / at the start (Stripe adds the new ones below); gross_mrr_churn_rate = (churn + contraction) / opening; net_revenue_retention = (opening + expansion - contraction - churn) / opening. With grain month and no breakdown: ltv = arpu * margin / account_churn_rate (NULL: nobody left), cac = acquisition_cost / new_accounts, their ratio, payback_months = cac / (arpu * margin), by analytics_set_acquisition_cost() (margin where nothing is entered: mindwell_analytics.gross_margin); costs have no currency: NULL where there are several. NULL for a denominator of 0. breakdown plan or provider: a row for each value that occurs in the interval (NULL: events do not say), and what moves between an account''s plans is contraction of one, expansion of the other; new, reactivation, churn and net sum to the total. What a subscription is worth: analytics_mrr_changes. history_from: the first event read, before which nothing is known. Errors: 42501 for who may not see revenue, 22023 for an empty period, another grain or breakdown, a currency that is not three letters or an unknown time zone, 22004 for a NULL in from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for too many intervals or beyond mindwell_analytics.aggregate_memory, 55000 without a store.';
