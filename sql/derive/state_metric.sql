
-- Metrics of states ------------------------------------------------------------------
--
-- What state_metrics() has is computed when it is asked for, of all periods in question in
-- one pass over the ledger.

-- Windows that overlap: each life is counted where it comes and where it goes, so that it
-- costs the same in however many it is.
CREATE FUNCTION mindwell_internal.goal_windows(
    tenants uuid[],
    starts timestamptz[],
    ends timestamptz[],
    as_of timestamptz)
RETURNS TABLE (tenant_id uuid, place integer, completed bigint, active bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 1000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_mergejoin = off
AS $$
DECLARE
    tick CONSTANT interval := interval '1 microsecond';
    last_window CONSTANT integer := pg_catalog.cardinality(ends);
    instants CONSTANT timestamptz[] := ARRAY(SELECT LEAST(e.at - tick, as_of) FROM pg_catalog.unnest(ends) WITH ORDINALITY AS e (at, ord) ORDER BY e.ord);
BEGIN
    RETURN QUERY
    WITH placed AS MATERIALIZED (
        SELECT l.tenant_id, l.owner, l.outcome,
               pg_catalog.width_bucket(l.began, ends) + 1 AS from_window,
               COALESCE(pg_catalog.width_bucket(l.ended, starts), last_window) AS to_window,
               pg_catalog.width_bucket(l.ended, ends) + 1 AS ended_from,
               -- the last window at whose end it is open
               COALESCE(pg_catalog.width_bucket(l.ended, ends), last_window) AS open_until
        FROM mindwell_internal.goal_lives(tenants, NULL, as_of, false) AS l),
    present AS (
        SELECT p.tenant_id, p.user_id, pg_catalog.width_bucket(p.present_from - tick, instants) + 1 AS from_window,
               pg_catalog.width_bucket(p.present_until - tick, instants) AS to_window
        FROM mindwell_internal.presence(tenants, ARRAY(SELECT CAST((l.tenant_id, l.owner) AS mindwell_internal.tenant_user)
                                                       FROM (SELECT DISTINCT l.tenant_id, l.owner FROM placed AS l WHERE l.open_until >= l.from_window) AS l ORDER BY l.tenant_id, l.owner),
                                        instants) AS p),
    changes AS (
        SELECT p.tenant_id, c.at, c.active, c.completed
        FROM placed AS p,
             LATERAL (VALUES
                 (p.from_window, p.to_window, 1, 0),
                 (CASE WHEN p.outcome = 'completed' THEN p.ended_from END, p.to_window, 0, 1),
                 -- lapsed, unless their owner was there
                 (p.from_window, p.open_until, -1, 0)) AS s (first, last, active, completed),
             LATERAL (VALUES (s.first, s.active, s.completed), (s.last + 1, - s.active, - s.completed)) AS c (at, active, completed)
        WHERE s.first <= s.last
        UNION ALL
        SELECT p.tenant_id, c.at, c.active, 0
        FROM placed AS p
        JOIN present AS a ON a.tenant_id = p.tenant_id AND a.user_id = p.owner,
             LATERAL (VALUES (GREATEST(a.from_window, p.from_window), LEAST(a.to_window, p.open_until))) AS s (first, last),
             LATERAL (VALUES (s.first, 1), (s.last + 1, -1)) AS c (at, active)
        WHERE s.first <= s.last),
    totals AS (
        SELECT c.tenant_id, c.at, sum(c.active) AS active, sum(c.completed) AS completed
        FROM changes AS c
        GROUP BY 1, 2)
    SELECT t.id, w.ord, CAST(COALESCE(sum(c.completed) OVER upto, 0) AS bigint), CAST(COALESCE(sum(c.active) OVER upto, 0) AS bigint)
    FROM pg_catalog.unnest(tenants) AS t (id)
    CROSS JOIN pg_catalog.generate_series(1, last_window) AS w (ord)
    LEFT JOIN totals AS c ON c.tenant_id = t.id AND c.at = w.ord
    WINDOW upto AS (PARTITION BY t.id ORDER BY w.ord);
END
$$;
COMMENT ON FUNCTION mindwell_internal.goal_windows(uuid[], timestamptz[], timestamptz[], timestamptz) IS
'Internal: of each tenant and of periods that begin and end in the same order, the goals that were active and those that were completed, as analytics_goals has them of each alone.';

CREATE FUNCTION mindwell_internal.mrr_figures(tenants uuid[], borders timestamptz[], figure text, as_of timestamptz)
RETURNS TABLE (tenant_id uuid, bucket integer, value double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN QUERY
    SELECT t.id, b.bucket,
           CASE WHEN count(*) > 1 THEN NULL
                WHEN figure = 'account_churn_rate' THEN min(CAST(b.churned_accounts AS double precision) / NULLIF(b.opening_accounts, 0))
                ELSE mindwell_internal.money(min(CASE figure WHEN 'closing' THEN b.closing WHEN 'net_new' THEN b.closing - b.opening
                                                             WHEN 'new' THEN b.new WHEN 'reactivation' THEN b.reactivation
                                                             WHEN 'expansion' THEN b.expansion WHEN 'contraction' THEN b.contraction
                                                             WHEN 'churn' THEN b.churn
                                                             WHEN 'arpu' THEN b.closing / NULLIF(b.closing_accounts, 0) END)) END
    FROM pg_catalog.unnest(tenants) AS t (id),
         LATERAL mindwell_internal.mrr_buckets(ARRAY[t.id], borders, NULL, NULL, as_of) AS b
    GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.mrr_figures(uuid[], timestamptz[], text, timestamptz) IS
'Internal: a figure of analytics_mrr, of each tenant and interval; NULL where there are several currencies.';

CREATE FUNCTION mindwell_internal.state_values(metric text, period text, tenants uuid[], buckets date[], as_of timestamptz)
RETURNS TABLE (tenant_id uuid, starts_on date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    goal_days CONSTANT integer := 30;
    habit_days CONSTANT integer := 7;
    streak_weight CONSTANT double precision := 0.3;
    -- the day after the last one begins at the last border
    borders CONSTANT timestamptz[] := ARRAY(SELECT mindwell_internal.utc(b.day) FROM pg_catalog.unnest(buckets) WITH ORDINALITY AS b (day, ord) ORDER BY b.ord)
        || mindwell_internal.utc(mindwell_internal.period_end(period, buckets[pg_catalog.cardinality(buckets)]));
    state record;
BEGIN
    IF pg_catalog.cardinality(buckets) = 0 OR pg_catalog.cardinality(tenants) = 0 THEN
        RETURN;
    END IF;
    SELECT s.* INTO STRICT state FROM mindwell_internal.state_metrics() s WHERE s.name = metric;
    IF state.source = 'goals' THEN
        RETURN QUERY
            SELECT w.tenant_id, buckets[w.place], CAST(w.completed AS double precision) / NULLIF(w.active, 0)
            FROM mindwell_internal.goal_windows(
                     tenants,
                     ARRAY(SELECT mindwell_internal.utc(b.day - goal_days + 1) FROM pg_catalog.unnest(buckets) WITH ORDINALITY AS b (day, ord) ORDER BY b.ord),
                     borders[2:], as_of) AS w;
    ELSIF state.source = 'habits' THEN
        RETURN QUERY
            SELECT h.tenant_id, buckets[h.bucket], CAST(avg(CAST(h.score AS numeric)) AS double precision)
            FROM mindwell_internal.habit_scores(tenants, borders, NULL, habit_days, streak_weight, 'UTC', as_of, false) AS h
            WHERE h.is_present
            GROUP BY 1, 2;
    ELSE
        RETURN QUERY
            SELECT m.tenant_id, buckets[m.bucket], m.value
            FROM mindwell_internal.mrr_figures(tenants, borders, state.figure, as_of) AS m;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.state_values(text, text, uuid[], date[], timestamptz) IS
'Internal: the values of a metric of state_metrics() in periods that follow each other, as known at as_of.';

-- Before the time from which states are known, what was kept by a former definition is all there is.
CREATE FUNCTION mindwell_internal.read_state_metric(
    metric text, metric_period text, tenants uuid[], buckets date[], version integer, as_of timestamptz)
RETURNS TABLE ("time" timestamptz, id uuid, metric_date date, metric_type text, period text, value double precision,
               metadata jsonb, is_complete boolean, tenant_id uuid)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    known_from CONSTANT timestamptz := mindwell_internal.states_known_from(tenants, '-infinity');
    known CONSTANT date[] := ARRAY(SELECT b.day FROM pg_catalog.unnest(buckets) AS b (day) WHERE mindwell_internal.utc(b.day) >= known_from ORDER BY 1);
BEGIN
    RETURN QUERY
    SELECT mindwell_internal.utc(b.day), @extschema@.analytics_uuid(pg_catalog.concat_ws('/', t.id, metric, read_state_metric.metric_period, b.day)),
           b.day, metric, read_state_metric.metric_period, COALESCE(v.value, k.value),
           CASE WHEN b.day = ANY (known) OR k.metadata IS NULL THEN mindwell_internal.metric_metadata(read_state_metric.version) ELSE k.metadata END,
           mindwell_internal.utc(mindwell_internal.period_end(read_state_metric.metric_period, b.day)) <= as_of, t.id
    FROM pg_catalog.unnest(buckets) AS b (day)
    CROSS JOIN pg_catalog.unnest(tenants) AS t (id)
    LEFT JOIN mindwell_internal.state_values(metric, read_state_metric.metric_period, tenants, known, as_of) AS v
        ON v.tenant_id = t.id AND v.starts_on = b.day
    LEFT JOIN @extschema@.analytics_metrics AS k
        ON k.tenant_id = t.id AND k.metric_type = metric AND k.period = read_state_metric.metric_period AND k.metric_date = b.day
        AND b.day <> ALL (known)
    ORDER BY b.day, t.id;
END
$$;
COMMENT ON FUNCTION mindwell_internal.read_state_metric(text, text, uuid[], date[], integer, timestamptz) IS
'Internal: what analytics_aggregated() returns of a metric that is not kept.';
