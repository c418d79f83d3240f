
-- Reading and verifying rollups --------------------------------------------------------
--
--   analytics_aggregated()            for who may SELECT from analytics_metrics (rollup.c)
--     reader_aggregated()             as the store's owner, of the caller's tenants
--       read_state_metric()           a metric that is not kept (state_metric.sql)
--       live_values()                 what is not up to date
--         evaluate_metric()           a metric of the user's own
--         live_days(), count_days()   days, from events
--         count_period()              weeks and months, from days and events
--   analytics_verify_rollups()
--     owner_verify_rollups()          as the store's owner: for each derivation (derivation.sql)
--       compare_metrics()             what is stored beside
--         recount()                   what count_days() and count_period() say
--       compare_user_days(), compare_ledger() (ledger.sql)
--
-- What is read is never stale: a bucket is read as it was rolled up if it has ended, if
-- the log names no day that it depends on, and if nothing else says that it is stale;
-- else it is computed.  All of that is seen with the one snapshot of the query.

CREATE FUNCTION mindwell_internal.dirty_days(tenants uuid[], to_day date)
RETURNS TABLE (day date)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
    (SELECT b.bucket FROM @extschema@.analytics_dirty_buckets b
     WHERE b.bucket < to_day AND b.tenant_id = ANY (tenants)
     GROUP BY 1)
    UNION
    SELECT s.starts_on FROM @extschema@.analytics_stale_buckets s
    WHERE s.tenant_id = ANY (tenants) AND s.period = 'daily' AND s.starts_on < to_day
    EXCEPT
    SELECT f.day FROM @extschema@.analytics_sealed_days f
$$;
COMMENT ON FUNCTION mindwell_internal.dirty_days(uuid[], date) IS
'Internal: the days before a day whose rollups are not up to date, and can be brought up to date.';

CREATE FUNCTION mindwell_internal.grain_hint(metric_type text, periods text[])
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.format('For %s it is ''%s''.', metric_type, pg_catalog.array_to_string(periods, ''' or '''));
COMMENT ON FUNCTION mindwell_internal.grain_hint(text, text[]) IS
'Internal: which grains a metric of these periods has, as a hint.';

CREATE FUNCTION mindwell_internal.check_metric_period(metric_type text, period text)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    periods text[] := (SELECT d.periods FROM @extschema@.analytics_metric_definitions d WHERE d.name = metric_type);
BEGIN
    IF metric_type IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'metric must not be null',
            HINT = 'SELECT name, periods FROM analytics_metric_definitions;';
    ELSIF periods IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('unknown metric %L', pg_catalog."left"(metric_type, 63)),
            HINT = 'SELECT name, periods FROM analytics_metric_definitions;';
    ELSIF period IS NULL OR period <> ALL ('{daily,weekly,monthly}') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid grain',
            DETAIL = 'It is day, week or month; or daily, weekly or monthly.',
            HINT = mindwell_internal.grain_hint(metric_type, periods);
    ELSIF period <> ALL (periods) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('the metric %s has no %s values', metric_type, period),
            HINT = mindwell_internal.grain_hint(metric_type, periods);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_metric_period(text, text) IS
'Internal: 22023 unless a metric is defined for a period, that of the grain of a report; 22004 without a metric.';

-- Reports say day, week, month; the rows of metrics, daily, weekly, monthly.
CREATE FUNCTION mindwell_internal.period_of_grain(grain text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE grain WHEN 'day' THEN 'daily' WHEN 'week' THEN 'weekly' WHEN 'month' THEN 'monthly' ELSE grain END;
COMMENT ON FUNCTION mindwell_internal.period_of_grain(text) IS
'Internal: the period of a metric for the grain of a report; anything else as it is.';

-- Days that follow each other are counted together.
CREATE FUNCTION mindwell_internal.live_days(metric text, tenants uuid[], days date[])
RETURNS TABLE (tenant_id uuid, starts_on date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stretch record;
BEGIN
    FOR stretch IN
        SELECT pg_catalog.min(d.day) AS from_day, pg_catalog.max(d.day) + 1 AS to_day
        FROM (SELECT u.day, u.day - CAST(pg_catalog.row_number() OVER (ORDER BY u.day) AS pg_catalog.int4) AS stretch
              FROM pg_catalog.unnest(days) AS u (day)) AS d
        GROUP BY d.stretch
        ORDER BY 1
    LOOP
        RETURN QUERY SELECT c.tenant_id, c.day, c.value
                     FROM mindwell_internal.count_days(metric, tenants, stretch.from_day, stretch.to_day) c;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.live_days(text, uuid[], date[]) IS
'Internal: the values of a built-in metric on some days, from the events.';

CREATE FUNCTION mindwell_internal.live_values(metric text, period text, tenants uuid[], buckets date[], dirty_days date[])
RETURNS TABLE (tenant_id uuid, starts_on date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    query text := (SELECT d.query FROM @extschema@.analytics_metric_definitions d WHERE d.name = metric);
    periods_before CONSTANT double precision := (SELECT r.periods_before FROM mindwell_internal.metric_reach(metric) r);
BEGIN
    IF query IS NOT NULL THEN
        RETURN QUERY
            SELECT t.tenant_id, b.starts_on,
                   mindwell_internal.evaluate_metric(query, t.tenant_id, mindwell_internal.utc(b.starts_on),
                       mindwell_internal.utc(mindwell_internal.period_end(period, b.starts_on)))
            FROM pg_catalog.unnest(tenants) AS t (tenant_id)
            CROSS JOIN pg_catalog.unnest(buckets) AS b (starts_on);
    ELSIF period = 'daily' THEN
        RETURN QUERY SELECT l.* FROM mindwell_internal.live_days(metric, tenants, buckets) l;
    ELSE
        RETURN QUERY
            SELECT c.tenant_id, b.starts_on, c.value
            FROM pg_catalog.unnest(buckets) AS b (starts_on),
            LATERAL (SELECT pg_catalog.min(d.day) AS from_day, pg_catalog.max(d.day) + 1 AS to_day
                     FROM pg_catalog.unnest(dirty_days) AS d (day)
                     WHERE d.day < mindwell_internal.period_end(period, b.starts_on)
                       AND d.day >= mindwell_internal.depends_from(periods_before, period, b.starts_on)) AS live,
            LATERAL mindwell_internal.count_period(metric, period, b.starts_on, tenants, live.from_day, live.to_day) c;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.live_values(text, text, uuid[], date[], date[]) IS
'Internal: the values of a metric in some periods, computed now; what it needs of days that are not dirty is taken as it is rolled up.';

-- The owner may have hidden metrics from a role by restrictive policies on
-- analytics_metrics: they hold for what is computed as well.
CREATE FUNCTION mindwell_internal.readable_tenants(reader oid, tenants uuid[], metric text, metric_period text)
RETURNS uuid[]
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    policy record;
BEGIN
    -- without a tenant there is nothing to hide
    IF pg_catalog.cardinality(tenants) = 0 OR pg_catalog.pg_has_role(reader, CURRENT_USER, 'USAGE')
       OR (SELECT r.rolbypassrls FROM pg_catalog.pg_roles r WHERE r.oid = reader) THEN
        RETURN tenants;
    END IF;
    FOR policy IN
        SELECT pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS condition
        FROM pg_catalog.pg_policy p
        WHERE p.polrelid = mindwell_internal.relation('analytics_metrics') AND NOT p.polpermissive AND p.polcmd IN ('r', '*')
          AND EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) AS r (role)
                      WHERE r.role = 0 OR pg_catalog.pg_has_role(reader, r.role, 'USAGE'))
    LOOP
        EXECUTE pg_catalog.format(
            'SELECT pg_catalog.array_agg(analytics_metrics.tenant_id)'
            ' FROM (SELECT t.tenant_id, CAST(NULL AS pg_catalog.date) AS metric_date, $2 AS metric_type, $3 AS period,'
            ' CAST(NULL AS pg_catalog.float8) AS value, CAST(NULL AS pg_catalog.jsonb) AS metadata'
            ' FROM pg_catalog.unnest($1) AS t (tenant_id)) AS analytics_metrics'
            ' WHERE %s', policy.condition)
        INTO STRICT tenants USING tenants, metric, metric_period;
    END LOOP;
    IF tenants IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('permission denied for metric %s', metric);
    END IF;
    RETURN tenants;
END
$$;
COMMENT ON FUNCTION mindwell_internal.readable_tenants(oid, uuid[], text, text) IS
'Internal: of some tenants those whose values of a metric a role may read, by the restrictive policies on analytics_metrics; 42501 for none.';

CREATE FUNCTION mindwell_internal.reader_aggregated(
    reader oid, caller_tenants uuid[], metric text, grain text, from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS TABLE ("time" timestamptz, id uuid, metric_date date, metric_type text, period text, value double precision,
               metadata jsonb, is_complete boolean, tenant_id uuid)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    metric_period CONSTANT text := mindwell_internal.period_of_grain(grain);
    tenants uuid[];
    borders timestamptz[];
    buckets date[];
    dirty_days date[];
    live_buckets date[];
    definition record;
    state record;
BEGIN
    PERFORM mindwell_internal.check_metric_period(metric, metric_period);
    tenants := mindwell_internal.readable_tenants(reader, caller_tenants, metric, metric_period);
    SELECT s.* INTO state FROM mindwell_internal.state_metrics() s WHERE s.name = metric;
    IF state.shown_with IS NOT NULL THEN
        tenants := mindwell_internal.readable_tenants(reader, tenants, state.shown_with, metric_period);
    END IF;
    borders := mindwell_internal.bucket_borders(from_time, to_time,
        CASE metric_period WHEN 'daily' THEN 'day' WHEN 'weekly' THEN 'week' ELSE 'month' END, 'UTC');
    IF as_of IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'as_of must not be null';
    END IF;
    SELECT d.version, d.query IS NOT NULL AS is_query,
           (SELECT b.empty_value FROM mindwell_internal.builtin_metrics() b WHERE b.name = metric) AS empty_value,
           r.periods_before, r.periods_after
    INTO STRICT definition
    FROM @extschema@.analytics_metric_definitions d
    CROSS JOIN mindwell_internal.metric_reach(metric) r
    WHERE d.name = metric;
    buckets := ARRAY(SELECT CAST(b.starts AT TIME ZONE 'UTC' AS pg_catalog.date)
                     FROM mindwell_internal.buckets(borders, as_of) b WHERE b.starts <= as_of ORDER BY 1);
    IF state.name IS NOT NULL AND NOT definition.is_query THEN
        RETURN QUERY SELECT s.* FROM mindwell_internal.read_state_metric(metric, metric_period, tenants, buckets, definition.version, as_of) s;
        RETURN;
    END IF;
    dirty_days := ARRAY(SELECT d.day FROM mindwell_internal.dirty_days(
        tenants, mindwell_internal.depends_to(definition.periods_after, metric_period, buckets[pg_catalog.cardinality(buckets)])) d ORDER BY 1);

    live_buckets := ARRAY(
        SELECT b.starts_on
        FROM pg_catalog.unnest(buckets) AS b (starts_on),
        LATERAL (SELECT mindwell_internal.period_end(metric_period, b.starts_on)) AS e (ends_on)
        WHERE (EXISTS (SELECT FROM pg_catalog.unnest(dirty_days) AS d (day)
                       WHERE d.day >= mindwell_internal.depends_from(definition.periods_before, metric_period, b.starts_on)
                         AND d.day < mindwell_internal.depends_to(definition.periods_after, metric_period, b.starts_on))
               OR metric_period <> 'daily' AND mindwell_internal.utc(e.ends_on) > as_of
               OR EXISTS (SELECT FROM @extschema@.analytics_stale_buckets s
                          WHERE s.period = CASE metric_period WHEN 'daily' THEN 'spanning' ELSE metric_period END
                            AND s.starts_on = b.starts_on AND s.tenant_id = ANY (tenants))
               OR definition.is_query
                  AND (SELECT pg_catalog.count(*) FROM @extschema@.analytics_metrics m
                       WHERE m.tenant_id = ANY (tenants) AND m.metric_type = metric AND m.period = metric_period
                         AND m.metric_date = b.starts_on) < pg_catalog.cardinality(tenants))
          AND NOT mindwell_internal.is_final(NOT definition.is_query, definition.periods_before, definition.periods_after,
                                             metric_period, b.starts_on));

    RETURN QUERY
        SELECT mindwell_internal.utc(b.starts_on),
               @extschema@.analytics_uuid(pg_catalog.concat_ws('/', t.tenant_id, metric, metric_period, b.starts_on)),
               b.starts_on, metric, metric_period,
               CASE WHEN r.tenant_id IS NULL THEN definition.empty_value ELSE r.value END,
               COALESCE(r.metadata, mindwell_internal.metric_metadata(definition.version)),
               mindwell_internal.utc(mindwell_internal.period_end(metric_period, b.starts_on)) <= as_of,
               t.tenant_id
        FROM pg_catalog.unnest(buckets) AS b (starts_on)
        CROSS JOIN pg_catalog.unnest(tenants) AS t (tenant_id)
        LEFT JOIN (SELECT m.tenant_id, m.metric_date, m.value, m.metadata
                   FROM @extschema@.analytics_metrics m
                   WHERE m.tenant_id = ANY (tenants) AND m.metric_type = metric AND m.period = metric_period
                     AND m.metric_date >= buckets[1] AND m.metric_date <> ALL (live_buckets)
                   UNION ALL
                   SELECT l.tenant_id, l.starts_on, l.value, mindwell_internal.metric_metadata(definition.version, k.currencies)
                   FROM mindwell_internal.live_values(metric, metric_period, tenants, live_buckets, dirty_days) l
                   LEFT JOIN LATERAL mindwell_internal.currencies(
                           metric, ARRAY[l.tenant_id], l.starts_on, mindwell_internal.period_end(metric_period, l.starts_on), dirty_days) k
                       ON true) AS r
            ON r.tenant_id = t.tenant_id AND r.metric_date = b.starts_on
        ORDER BY b.starts_on, t.tenant_id;
END
$$;
COMMENT ON FUNCTION mindwell_internal.reader_aggregated(oid, uuid[], text, text, timestamptz, timestamptz, timestamptz) IS
'Internal: what analytics_aggregated() does, as the store''s owner, for the caller''s tenants.';

CREATE FUNCTION @extschema@.analytics_aggregated(
    metric text, grain text, from_time timestamptz, to_time timestamptz, as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, id uuid, metric_date date, metric_type text, period text, value double precision,
               metadata jsonb, is_complete boolean, tenant_id uuid)
LANGUAGE c STABLE PARALLEL RESTRICTED ROWS 100
AS 'MODULE_PATHNAME', 'analytics_read_rollups';
COMMENT ON FUNCTION @extschema@.analytics_aggregated(text, text, timestamptz, timestamptz, timestamptz) IS
'The values of a metric (analytics_metric_definitions) for each UTC day, week (Monday) or month (grain day, week or month, or as the column periods says it: daily, weekly or monthly) that [from_time, to_time) touches and that had begun at as_of, of the session''s tenants: time when it begins, id (always the same for the same value), metric_date, metric_type, period (daily, weekly or monthly), value, metadata (calculated_at, definition_version, and of revenue currencies: which its amounts are in, at most 20; of several they are added all the same), is_complete (it had ended at as_of), tenant_id. As rolled up where that is up to date, else computed now: never stale. Metrics of goals, habits and recurring revenue are always computed now, by what is known at as_of. Counts and sums of nothing are 0, ratios NULL. For who may SELECT from analytics_metrics. 42501 for anybody else, 22023 for an unknown metric, a grain for which it has no values or an empty period of time, 22004 for NULL, 22008 for infinity, 54000 for too many buckets, 55000 without a store.';

-- What a web server sends for a URL with dates.
CREATE FUNCTION @extschema@.analytics_metrics_aggregated(metric_type text, period text, start_date date, end_date date)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET extra_float_digits = 1
AS $$
DECLARE
    -- a document tells a share in percent
    percent CONSTANT integer := 100;
    decimals CONSTANT integer := 6;
    tenant_count bigint;
    result jsonb;
BEGIN
    IF metric_type IS NULL OR period IS NULL OR start_date IS NULL OR end_date IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'metric_type, period, start_date and end_date must not be null';
    ELSIF NOT (pg_catalog.isfinite(start_date) AND pg_catalog.isfinite(end_date)) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'start_date and end_date must be finite';
    ELSIF end_date < start_date THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'end_date must not lie before start_date';
    ELSIF mindwell_internal.period_of_grain(period) <> ALL ('{daily,weekly,monthly}') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid period',
            HINT = 'It is ''daily'', ''weekly'' or ''monthly''.';
    END IF;
    SELECT pg_catalog.count(DISTINCT a.tenant_id),
           COALESCE(pg_catalog.jsonb_agg(
               pg_catalog.jsonb_build_object(
                   'id', a.id, 'metric_date', a.metric_date, 'metric_type', a.metric_type, 'period', a.period,
                   'value', CASE d.unit WHEN 'fraction'
                                THEN CAST(pg_catalog.round(CAST(a.value AS pg_catalog.numeric) * percent, decimals) AS double precision)
                                ELSE a.value END,
                   'metadata', pg_catalog.jsonb_build_object('calculated_at', a.metadata -> 'calculated_at'))
               ORDER BY a.metric_date) FILTER (WHERE a.value IS NOT NULL), '[]')
    INTO STRICT tenant_count, result
    FROM @extschema@.analytics_aggregated(analytics_metrics_aggregated.metric_type, analytics_metrics_aggregated.period, mindwell_internal.utc(start_date),
                                          mindwell_internal.utc(end_date + 1), pg_catalog.now()) a
    JOIN @extschema@.analytics_metric_definitions d ON d.name = a.metric_type;
    IF tenant_count > 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'a document has the values of one tenant',
            HINT = 'Choose one: SET mindwell_analytics.tenant_id = ''...'';';
    END IF;
    RETURN result;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_metrics_aggregated(text, text, date, date) IS
'The values of a metric as analytics_aggregated() has them, for the UTC days from start_date to end_date, both included, as a JSON array: id, metric_date, metric_type, period, value, metadata.calculated_at. period is daily, weekly or monthly (or day, week, month); weeks and months that the days touch are there whole. A share (unit fraction) is in percent, rounded to 6 decimals; a value that is NULL is left out. 22023 when the session has several tenants or end_date lies before start_date, 22008 for infinity, 22004 for NULL; else errors as of analytics_aggregated().';

-- Verification ---------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.compare_user_days(from_day date, to_day date, tenants uuid[], as_of timestamptz)
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, rolled_up double precision, recounted double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format($query$
        SELECT d.tenant_id, 'user_days', 'daily', d.day, CAST(pg_catalog.count(d.rolled_up) AS double precision),
               CAST(pg_catalog.count(d.counted) AS double precision)
        FROM (SELECT tenant_id, day, u.has_paid AS rolled_up, e.has_paid AS counted
              FROM (SELECT u.tenant_id, u.day, u.user_id, u.has_paid, u.is_active FROM @extschema@.analytics_user_days u
                    WHERE u.day >= $1 AND u.day < $2) AS u
              FULL JOIN (SELECT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day, e.user_id,
                                pg_catalog.bool_or(e.event_type = ANY ($5)) AS has_paid, pg_catalog.bool_or(%s) AS is_active
                         FROM @extschema@.analytics_events e
                         WHERE e.occurred_at >= $3 AND e.occurred_at < $4 AND e.user_id IS NOT NULL
                         GROUP BY 1, 2, 3) AS e USING (tenant_id, day, user_id)
              WHERE u.has_paid IS DISTINCT FROM e.has_paid OR u.is_active IS DISTINCT FROM e.is_active) AS d
        WHERE NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = d.day)
        GROUP BY 1, 4$query$, mindwell_internal.is_action_sql(tenants))
    USING from_day, to_day, mindwell_internal.utc(from_day), mindwell_internal.utc(to_day),
          mindwell_internal.paying_types();
END
$$;
COMMENT ON FUNCTION mindwell_internal.compare_user_days(date, date, uuid[], timestamptz) IS
'Internal: the days, not sealed, on which analytics_user_days is not what the events say: rows that those do not confirm, and rows that those have instead.';

-- Daily values of metrics that are built in, then of queries, then of longer periods.
CREATE FUNCTION mindwell_internal.recount(from_day date, to_day date, tenants uuid[], as_of timestamptz)
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    today CONSTANT date := CAST(as_of AT TIME ZONE 'UTC' AS pg_catalog.date);
    bucket record;
BEGIN
    RETURN QUERY
        SELECT c.tenant_id, b.name, 'daily', c.day, c.value
        FROM mindwell_internal.builtin_metrics() b,
        LATERAL mindwell_internal.count_days(b.name, tenants, from_day, to_day) c
        WHERE 'daily' = ANY (b.periods);
    RETURN QUERY
        SELECT m.tenant_id, m.metric_type, m.period, m.metric_date,
               mindwell_internal.evaluate_metric(d.query, m.tenant_id, mindwell_internal.utc(m.metric_date),
                   mindwell_internal.utc(mindwell_internal.period_end(m.period, m.metric_date)))
        FROM @extschema@.analytics_metrics m
        JOIN @extschema@.analytics_metric_definitions d ON d.name = m.metric_type AND d.query IS NOT NULL
        WHERE m.metric_date < to_day AND mindwell_internal.period_end(m.period, m.metric_date) > from_day
          AND (m.period = 'daily' OR mindwell_internal.period_end(m.period, m.metric_date) <= today)
          AND NOT mindwell_internal.is_final(false, 0, 0, m.period, m.metric_date);
    FOR bucket IN
        SELECT DISTINCT p.period, mindwell_internal.period_start(p.period, CAST(d.day AS pg_catalog.date)) AS starts_on
        FROM pg_catalog.unnest(ARRAY['weekly', 'monthly']) AS p (period)
        CROSS JOIN pg_catalog.generate_series(CAST(from_day AS pg_catalog.timestamp), CAST(to_day - 1 AS pg_catalog.timestamp), interval '1 day') AS d (day)
    LOOP
        IF mindwell_internal.period_end(bucket.period, bucket.starts_on) <= today THEN
            RETURN QUERY
                SELECT c.tenant_id, c.name, bucket.period, bucket.starts_on, c.value
                FROM mindwell_internal.count_period(NULL, bucket.period, bucket.starts_on, tenants, '-infinity', 'infinity') c;
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount(date, date, uuid[], timestamptz) IS
'Internal: the values of all metrics of all days of a range, and of the weeks and months that it touches and that have ended, counted from the events where those are all there.';

CREATE FUNCTION mindwell_internal.compare_metrics(from_day date, to_day date, tenants uuid[], as_of timestamptz)
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, rolled_up double precision, recounted double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN QUERY
        WITH stored AS (
            SELECT m.tenant_id, m.metric_type, m.period, m.metric_date, m.value
            FROM @extschema@.analytics_metrics m
            LEFT JOIN mindwell_internal.builtin_metrics() b ON b.name = m.metric_type
            WHERE m.metric_date < to_day AND mindwell_internal.period_end(m.period, m.metric_date) > from_day
              -- what a former version kept of metrics that are not kept any more goes with the next installation
              AND EXISTS (SELECT FROM @extschema@.analytics_metric_definitions d
                          WHERE d.name = m.metric_type AND (d.query IS NOT NULL OR b.name IS NOT NULL))
              AND (m.period = 'daily' OR mindwell_internal.utc(mindwell_internal.period_end(m.period, m.metric_date)) <= as_of)
              AND NOT mindwell_internal.is_final(b.name IS NOT NULL, COALESCE(b.periods_before, 0), COALESCE(b.periods_after, 0),
                                                 m.period, m.metric_date)),
        difference AS (
            SELECT j.tenant_id, j.metric_type, j.period, j.metric_date,
                   CASE WHEN s.period IS NULL THEN b.empty_value ELSE s.value END AS rolled_up,
                   CASE WHEN c.period IS NULL THEN b.empty_value ELSE c.value END AS recounted
            FROM stored s
            FULL JOIN mindwell_internal.recount(from_day, to_day, tenants, as_of) c
                USING (tenant_id, metric_type, period, metric_date) AS j
            LEFT JOIN mindwell_internal.builtin_metrics() b ON b.name = j.metric_type)
        SELECT d.* FROM difference d WHERE d.rolled_up IS DISTINCT FROM d.recounted;
END
$$;
COMMENT ON FUNCTION mindwell_internal.compare_metrics(date, date, uuid[], timestamptz) IS
'Internal: the values of metrics, not final, of days of a range, and of the weeks and months that it touches and that have ended, that a recount does not confirm.';

CREATE FUNCTION mindwell_internal.owner_verify_rollups(from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, rolled_up double precision, recounted double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, 'day', 'UTC');
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
    from_day date := CAST(first_border AT TIME ZONE 'UTC' AS pg_catalog.date);
    to_day date := CAST(last_border AT TIME ZONE 'UTC' AS pg_catalog.date);
    tenants uuid[];
BEGIN
    IF as_of IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'as_of must not be null';
    END IF;
    tenants := ARRAY(SELECT e.tenant_id FROM @extschema@.analytics_events e
                     WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
                     UNION
                     SELECT m.tenant_id FROM @extschema@.analytics_metrics m);

    RETURN QUERY
        WITH dirty AS MATERIALIZED (
            SELECT b.tenant_id, b.bucket AS day FROM @extschema@.analytics_dirty_buckets b
            UNION
            SELECT s.tenant_id, s.starts_on FROM @extschema@.analytics_stale_buckets s WHERE s.period = 'daily'),
        difference AS (
            SELECT c.*, d.name AS derivation
            FROM mindwell_internal.derivations() d,
            LATERAL mindwell_internal.compare_derivation(d.compare_function, from_day, to_day, tenants, as_of) c
            WHERE mindwell_internal.relation(d.table_name) IS NOT NULL)
        SELECT d.tenant_id, d.metric_type, d.period, d.metric_date, d.rolled_up, d.recounted
        FROM difference d
        CROSS JOIN LATERAL mindwell_internal.metric_reach(d.metric_type) AS r
        WHERE d.derivation IN (SELECT c.name FROM mindwell_internal.covering(d.metric_date) c)
          AND NOT EXISTS (SELECT FROM dirty x
                          WHERE x.tenant_id = d.tenant_id
                            AND x.day >= mindwell_internal.depends_from(r.periods_before, d.period, d.metric_date)
                            AND x.day < mindwell_internal.depends_to(r.periods_after, d.period, d.metric_date))
          AND NOT EXISTS (SELECT FROM @extschema@.analytics_stale_buckets s
                          WHERE s.period = CASE d.period WHEN 'daily' THEN 'spanning' ELSE d.period END AND s.starts_on = d.metric_date AND s.tenant_id = d.tenant_id)
        ORDER BY 4, 3, 2, 1;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_verify_rollups(timestamptz, timestamptz, timestamptz) IS
'Internal: what analytics_verify_rollups() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_verify_rollups(from_time timestamptz, to_time timestamptz, as_of timestamptz DEFAULT now())
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, rolled_up double precision, recounted double precision)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_verify_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_verify_rollups(timestamptz, timestamptz, timestamptz) IS
'Counts all metrics of all tenants again, from the events, for each UTC day that [from_time, to_time) touches and each week and month of such days that had ended at as_of; one row for each value that differs from the rollup, none if all is well. The metric_type user_days stands for analytics_user_days, ledger for analytics_ledger: rolled_up is the number of its rows that the events do not confirm, recounted the number of those that it should have. What is known to be stale (analytics_refresh() has not come to it), days that analytics_coverage does not name and sealed days are not compared. For the store''s owner and admins. 42501 for anybody else, 22023 unless from_time lies before to_time, 22004 for NULL, 22008 for infinity, 54000 for too many days, 55000 without a store.';
