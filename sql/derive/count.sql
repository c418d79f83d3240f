
-- Counting metric by metric ----------------------------------------------------------
--
-- What is read of days that are not rolled up, and what the rollups are verified against.
-- count_days() and count_period() evaluate one metric at a time (recount_day() all in one
-- pass), and say of each kind how: each of the two is verified by the other.

-- The users of days, without anonymous visitors: as rolled up, and in a window of days that are counted anew (not
-- those of sealed days, of which not everything is there) from the events.
CREATE FUNCTION mindwell_internal.user_days_sql(tenants uuid[], live_from date, live_to date)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN live_from < live_to THEN pg_catalog.format($query$
        SELECT u.tenant_id, u.day, u.user_id, u.has_paid, u.is_active FROM @extschema@.analytics_user_days u
        WHERE u.tenant_id = ANY ($1) AND u.day >= $2 AND u.day < $3 AND NOT mindwell_internal.is_anonymous(u.user_id)
          AND (u.day < %1$L OR u.day >= %2$L OR EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = u.day))
        UNION ALL
        SELECT e.tenant_id, e.day, e.user_id, e.has_paid, e.is_active
        FROM (SELECT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day, e.user_id,
                     e.event_type = ANY (%5$L) AS has_paid, %6$s AS is_active
              FROM @extschema@.analytics_events e
              WHERE e.occurred_at >= GREATEST(%3$L, mindwell_internal.utc($2))
                AND e.occurred_at < LEAST(%4$L, mindwell_internal.utc($3))
                AND e.tenant_id = ANY ($1) AND NOT mindwell_internal.is_anonymous(e.user_id)) AS e
        WHERE NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = e.day)$query$,
        live_from, live_to, mindwell_internal.utc(live_from), mindwell_internal.utc(live_to),
        mindwell_internal.paying_types(), mindwell_internal.is_action_sql(tenants))
    ELSE $query$
        SELECT u.tenant_id, u.day, u.user_id, u.has_paid, u.is_active FROM @extschema@.analytics_user_days u
        WHERE u.tenant_id = ANY ($1) AND u.day >= $2 AND u.day < $3 AND NOT mindwell_internal.is_anonymous(u.user_id)$query$ END
$$;
COMMENT ON FUNCTION mindwell_internal.user_days_sql(uuid[], date, date) IS
'Internal: a query: tenant_id, day, user_id, has_paid and is_active, a user and day once or more often, of the tenants $1 from the day $2 until before $3; in the given window from the events.';

-- The values of single days by kind: an expression over the events e of a day and a tenant
-- ($1 tenants, $2 event types, from $3 until before $4; %1$L is the property), and which
-- events count (%1$s: those that are actions).  What is counted of users first (conversion, ratings) has a
-- source of its own.
CREATE FUNCTION mindwell_internal.counted_kinds()
RETURNS TABLE (kind text, value_sql text, condition_sql text, source_sql text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 9
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT k.kind, k.value_sql, k.condition_sql, COALESCE(k.source_sql, '@extschema@.analytics_events e')
    FROM (VALUES
        ('users', '@extschema@.analytics_count_distinct(CAST(e.user_id AS uuid))', 'NOT mindwell_internal.is_anonymous(e.user_id) AND %1$s', NULL),
        ('events', 'pg_catalog.count(*)', 'e.event_type = ANY ($2)', NULL),
        ('sum', 'COALESCE(mindwell_internal.rounded(pg_catalog.sum(mindwell_internal.amount_of(e.properties -> %1$L))), 0)',
         'e.event_type = ANY ($2)', NULL),
        ('mean', 'mindwell_internal.rounded(pg_catalog.sum(mindwell_internal.amount_of(e.properties -> %1$L))'
                 ' / NULLIF(pg_catalog.count(mindwell_internal.amount_of(e.properties -> %1$L)), 0))',
         'e.event_type = ANY ($2)', NULL),
        ('ratings', 'mindwell_internal.rounded(pg_catalog.avg(e.score))', 'true',
         $sql$(SELECT DISTINCT ON (x.tenant_id, CAST(x.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date), x.event_type, x.user_id, x.one_of)
                      x.tenant_id, x.occurred_at, x.score
               FROM (SELECT r.*, mindwell_internal.amount_of(r.properties -> %1$L) AS score,
                            CASE WHEN r.user_id IS NULL OR mindwell_internal.rated_thing(r.properties) IS NULL THEN CAST(r.id AS text)
                                 ELSE mindwell_internal.rated_thing(r.properties) END AS one_of
                     FROM @extschema@.analytics_events r
                     WHERE r.occurred_at >= $3 AND r.occurred_at < $4 AND r.tenant_id = ANY ($1) AND r.event_type = ANY ($2)) AS x
               WHERE x.score IS NOT NULL
               ORDER BY x.tenant_id, CAST(x.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date), x.event_type, x.user_id, x.one_of,
                        x.occurred_at DESC, x.id DESC) AS e$sql$),
        ('minutes', $sql$pg_catalog.count(DISTINCT (e.user_id, pg_catalog.date_trunc('minute', e.occurred_at AT TIME ZONE 'UTC')))$sql$,
         'NOT mindwell_internal.is_anonymous(e.user_id) AND %1$s', NULL),
        ('sessions', 'pg_catalog.count(DISTINCT (e.user_id, e.session_id)) / CAST(pg_catalog.count(DISTINCT e.user_id) AS double precision)',
         'NOT mindwell_internal.is_anonymous(e.user_id) AND e.session_id IS NOT NULL', NULL),
        ('conversion', 'pg_catalog.count(*) FILTER (WHERE e.has_converted)'
                       ' / CAST(NULLIF(pg_catalog.count(*) FILTER (WHERE e.has_begun), 0) AS double precision)',
         'true',
         $sql$(SELECT x.tenant_id, pg_catalog.min(x.occurred_at) AS occurred_at, pg_catalog.bool_or(x.event_type = $2[1]) AS has_begun,
                      pg_catalog.bool_or(x.event_type = $2[1]) AND pg_catalog.bool_or(x.event_type = ANY ($2[2:])) AS has_converted
               FROM @extschema@.analytics_events x
               WHERE x.occurred_at >= $3 AND x.occurred_at < $4 AND x.tenant_id = ANY ($1) AND x.event_type = ANY ($2)
                 AND NOT mindwell_internal.is_anonymous(x.user_id)
               GROUP BY x.tenant_id, x.user_id, CAST(x.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date)) AS e$sql$)
        ) AS k (kind, value_sql, condition_sql, source_sql)
$$;
COMMENT ON FUNCTION mindwell_internal.counted_kinds() IS
'Internal: how mindwell_internal.count_days() computes the metrics of each kind that looks at one day alone.';

-- Spanning metrics: only days with an event of the first type have a value.

CREATE FUNCTION mindwell_internal.count_followed(
    tenants uuid[], event_types text[], property text, days_after integer, from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
    within CONSTANT interval := days_after * interval '24 hours';
    from_time CONSTANT timestamptz := mindwell_internal.utc(from_day);
    to_time CONSTANT timestamptz := mindwell_internal.utc(to_day);
    last_time CONSTANT timestamptz := to_time + within;
BEGIN
    RETURN QUERY
        SELECT s.tenant_id, CAST(s.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date),
               pg_catalog.count(*) FILTER (WHERE EXISTS (
                   SELECT FROM @extschema@.analytics_events o
                   WHERE o.tenant_id = s.tenant_id AND o.user_id = s.user_id AND o.event_type = ANY (event_types[2:])
                     AND o.occurred_at > s.occurred_at AND o.occurred_at <= s.occurred_at + within
                     AND o.occurred_at >= from_time AND o.occurred_at < last_time
                     -- one that does not say what it is about may be about this
                     AND COALESCE(mindwell_internal.property_text(o.properties, property) = mindwell_internal.property_text(s.properties, property), true)))
               / CAST(pg_catalog.count(*) AS double precision)
        FROM @extschema@.analytics_events s
        WHERE s.occurred_at >= from_time AND s.occurred_at < to_time AND s.tenant_id = ANY (tenants) AND s.event_type = event_types[1]
          AND NOT mindwell_internal.is_anonymous(s.user_id)
        GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_followed(uuid[], text[], text, integer, date, date) IS
'Internal: the values of a metric of the kind followed, of days with an event of the first type.';

CREATE FUNCTION mindwell_internal.count_spanning(metric text, tenants uuid[], from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    builtin record;
BEGIN
    SELECT b.* INTO STRICT builtin FROM mindwell_internal.builtin_metrics() b WHERE b.name = metric;
    RETURN QUERY
        SELECT c.* FROM mindwell_internal.count_followed(tenants, builtin.event_types, builtin.property,
                                                         CAST(builtin.periods_after AS integer), from_day, to_day) c
        WHERE NOT mindwell_internal.is_final(true, builtin.periods_before, builtin.periods_after, 'daily', c.day);
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_spanning(text, uuid[], date, date) IS
'Internal: as mindwell_internal.count_days(), of the metrics that look at days before and after.';

CREATE FUNCTION mindwell_internal.count_days_sql(metric text, tenants uuid[])
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format($query$
        SELECT c.tenant_id, c.day, CAST(c.value AS double precision)
        FROM (SELECT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day, %s AS value
              FROM %s
              WHERE e.occurred_at >= $3 AND e.occurred_at < $4 AND e.tenant_id = ANY ($1) AND %s
              GROUP BY 1, 2) AS c
        WHERE NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = c.day)$query$,
        pg_catalog.format(k.value_sql, b.property), pg_catalog.format(k.source_sql, b.property),
        pg_catalog.format(k.condition_sql, mindwell_internal.is_action_sql(tenants)))
    FROM mindwell_internal.builtin_metrics() b
    JOIN mindwell_internal.counted_kinds() k ON k.kind = b.kind
    WHERE b.name = metric
$$;
COMMENT ON FUNCTION mindwell_internal.count_days_sql(text, uuid[]) IS
'Internal: a query: the rows of mindwell_internal.count_days() for a metric that looks at one day alone, with the parameters of mindwell_internal.counted_kinds().';

CREATE FUNCTION mindwell_internal.count_days(metric text, tenants uuid[], from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    event_types CONSTANT text[] := (SELECT b.event_types FROM mindwell_internal.builtin_metrics() b WHERE b.name = metric);
BEGIN
    IF metric = ANY (mindwell_internal.spanning_metrics()) THEN
        RETURN QUERY SELECT c.tenant_id, c.day, c.value FROM mindwell_internal.count_spanning(metric, tenants, from_day, to_day) c;
    ELSE
        RETURN QUERY EXECUTE mindwell_internal.count_days_sql(metric, tenants)
        USING tenants, event_types, mindwell_internal.utc(from_day), mindwell_internal.utc(to_day);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_days(text, uuid[], date, date) IS
'Internal: the values of a built-in daily metric, of days that are not sealed, from the events; no row for a day without any that count.';

-- What churn and ltv_cac compare: who was active, and who paid, in the period from $4 and
-- in the one before, which begins at $2.
CREATE FUNCTION mindwell_internal.period_users_sql(compares boolean, user_days text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.format(
    CASE WHEN compares THEN $query$
        SELECT p.tenant_id, pg_catalog.count(*) FILTER (WHERE p.is_active) AS active,
               pg_catalog.count(*) FILTER (WHERE p.was_active) AS were_active,
               pg_catalog.count(*) FILTER (WHERE p.was_active AND NOT p.is_active) AS left_off,
               pg_catalog.count(*) FILTER (WHERE p.is_paying) AS paying,
               pg_catalog.count(*) FILTER (WHERE p.was_paying) AS were_paying,
               pg_catalog.count(*) FILTER (WHERE p.was_paying AND NOT p.is_paying) AS stopped_paying,
               pg_catalog.array_agg(mindwell_internal.mask_id(p.user_id, $7)) FILTER (WHERE p.is_paying) AS payers
        FROM (SELECT u.tenant_id, mindwell_internal.mask_id(u.user_id, $7) AS user_id,
                     pg_catalog.bool_or(u.day >= $4 AND u.is_active) AS is_active,
                     pg_catalog.bool_or(u.day < $4 AND u.is_active) AS was_active,
                     pg_catalog.bool_or(u.day >= $4 AND u.has_paid) AS is_paying,
                     pg_catalog.bool_or(u.day < $4 AND u.has_paid) AS was_paying
              FROM (%s) AS u
              GROUP BY 1, 2) AS p
        GROUP BY 1$query$
    ELSE $query$
        SELECT u.tenant_id, @extschema@.analytics_count_distinct(CAST(u.user_id AS uuid)) FILTER (WHERE u.is_active) AS active,
               CAST(NULL AS bigint) AS were_active,
               CAST(NULL AS bigint) AS left_off, CAST(NULL AS bigint) AS paying, CAST(NULL AS bigint) AS were_paying,
               CAST(NULL AS bigint) AS stopped_paying, CAST(NULL AS uuid[]) AS payers
        FROM (%s) AS u
        GROUP BY 1$query$ END, user_days);
COMMENT ON FUNCTION mindwell_internal.period_users_sql(boolean, text) IS
'Internal: a query: the numbers of users of a period for each tenant, and with compares those of the period before; user_days is the query of both periods'' user-days, $7 a mask of ids.';

-- The sums of the days $4 until before $3 that are rolled up, and of those of the live
-- window that are counted anew (live_sums, which begins with UNION ALL, or is empty).
CREATE FUNCTION mindwell_internal.period_sums_sql(live_sums text, live_from date, live_to date)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.format($query$
        SELECT d.tenant_id, d.name, CAST(pg_catalog.sum(CAST(d.value AS pg_catalog.numeric)) AS double precision) AS value
        FROM (SELECT m.tenant_id, m.metric_type AS name, m.value
              FROM @extschema@.analytics_metrics m
              WHERE m.tenant_id = ANY ($1) AND m.metric_type = ANY ($5) AND m.period = 'daily'
                AND m.metric_date >= $4 AND m.metric_date < $3
                AND (%2$L IS NULL OR m.metric_date < %2$L OR m.metric_date >= %3$L
                     OR EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = m.metric_date))
              %1$s) AS d
        GROUP BY 1, 2$query$, live_sums, live_from, live_to);
COMMENT ON FUNCTION mindwell_internal.period_sums_sql(text, date, date) IS
'Internal: a query: tenant_id, name and value of the metrics $5 that add up.';

-- Of what the sums of amounts are: of days that are counted anew as their events say it, of
-- the others as their values do.  One sum of several currencies is a number to doubt.
CREATE FUNCTION mindwell_internal.currencies(metric text, tenants uuid[], from_day date, to_day date, live_days date[])
RETURNS TABLE (tenant_id uuid, name text, currencies jsonb)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
    -- clients say what a currency is
    most CONSTANT integer := 20;
    metrics CONSTANT text[] := ARRAY(SELECT b.name FROM mindwell_internal.builtin_metrics() b
                                     WHERE b.currency_property IS NOT NULL AND (b.name = metric OR metric IS NULL));
    types CONSTANT text[] := ARRAY(SELECT t.event_type FROM mindwell_internal.builtin_metrics() b, pg_catalog.unnest(b.event_types) AS t (event_type)
                                   WHERE b.name = ANY (metrics));
    recounted CONSTANT date[] := ARRAY(SELECT d.day FROM pg_catalog.unnest(live_days) AS d (day)
                                       WHERE d.day >= from_day AND d.day < to_day
                                         AND NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = d.day)
                                       ORDER BY 1);
    first_time CONSTANT timestamptz := mindwell_internal.utc(recounted[1]);
    last_time CONSTANT timestamptz := mindwell_internal.utc(recounted[pg_catalog.cardinality(recounted)] + 1);
BEGIN
    IF metrics = '{}' THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT c.tenant_id, c.name, pg_catalog.to_jsonb((pg_catalog.array_agg(DISTINCT c.code COLLATE "C"))[:most])
        FROM (SELECT e.tenant_id, b.name, pg_catalog.upper(e.properties ->> b.currency_property COLLATE "C") AS code
              FROM mindwell_internal.builtin_metrics() b
              JOIN @extschema@.analytics_events e ON e.event_type = ANY (b.event_types)
              WHERE b.name = ANY (metrics) AND e.event_type = ANY (types) AND e.tenant_id = ANY (tenants)
                AND e.occurred_at >= first_time AND e.occurred_at < last_time
                AND CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) = ANY (recounted)
                AND mindwell_internal.amount_of(e.properties -> b.property) IS NOT NULL
              UNION ALL
              SELECT m.tenant_id, m.metric_type, k.code
              FROM @extschema@.analytics_metrics m
              CROSS JOIN LATERAL pg_catalog.jsonb_array_elements_text(
                  CASE pg_catalog.jsonb_typeof(m.metadata -> 'currencies') WHEN 'array' THEN m.metadata -> 'currencies' ELSE '[]' END) AS k (code)
              WHERE m.metric_type = ANY (metrics) AND m.period = 'daily' AND m.tenant_id = ANY (tenants)
                AND m.metric_date >= from_day AND m.metric_date < to_day AND m.metric_date <> ALL (recounted)) AS c
        WHERE c.code ~ '^[A-Z]{3}$'
        GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.currencies(text, uuid[], date, date, date[]) IS
'Internal: the currencies, as a JSON array of codes in upper case, in which the amounts are that a metric (NULL: each) sums up over some days, of which those of live_days are taken from the events; no row for a tenant whose amounts have none.';

-- All built-in values of one week or month.  A tenant without anything in it, and in
-- the month before, has no row.
CREATE FUNCTION mindwell_internal.count_period(
    metric text, period text, starts_on date, tenants uuid[], live_from date, live_to date)
RETURNS TABLE (tenant_id uuid, name text, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 20
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    ends_on CONSTANT date := mindwell_internal.period_end(period, starts_on);
    first_live CONSTANT date := GREATEST(live_from, starts_on);
    end_live CONSTANT date := LEAST(live_to, ends_on);
    wanted text[];
    bases text[];
    compares boolean;
    counts_users boolean;
    summed text[];
    live_sums text;
    previous date;
BEGIN
    SELECT COALESCE(pg_catalog.array_agg(b.name), '{}'), COALESCE(pg_catalog.array_agg(b.based_on), '{}'),
           COALESCE(pg_catalog.bool_or(b.periods_before > 0), false), COALESCE(pg_catalog.bool_or(NOT b.adds_up), false)
    INTO STRICT wanted, bases, compares, counts_users
    FROM mindwell_internal.builtin_metrics() b
    WHERE period = ANY (b.periods) AND (b.name = metric OR metric IS NULL);
    previous := CASE WHEN compares THEN mindwell_internal.period_start(period, starts_on - 1) ELSE starts_on END;

    SELECT COALESCE(pg_catalog.array_agg(b.name), '{}'),
           COALESCE(pg_catalog.string_agg(pg_catalog.format(
               ' UNION ALL SELECT c.tenant_id, %L, c.value FROM mindwell_internal.count_days(%1$L, $1, %L, %L) c',
               b.name, first_live, end_live), '') FILTER (WHERE live_from < live_to AND first_live < end_live), '')
    INTO STRICT summed, live_sums
    FROM mindwell_internal.builtin_metrics() b
    WHERE b.adds_up AND period = ANY (b.periods) AND b.name = ANY (wanted || bases);

    RETURN QUERY EXECUTE pg_catalog.format($query$
        WITH users AS (%1$s),
        sums AS (%2$s),
        present AS (
            SELECT COALESCE(u.tenant_id, s.tenant_id) AS tenant_id
            FROM users u
            FULL JOIN sums s USING (tenant_id)
            GROUP BY 1)
        SELECT p.tenant_id, b.name,
               CASE b.kind WHEN 'users' THEN COALESCE(u.active, 0)
                           WHEN 'churn' THEN u.left_off / CAST(NULLIF(u.were_active, 0) AS double precision)
                           WHEN 'ltv_cac' THEN mindwell_internal.ltv_cac_ratio(p.tenant_id, $4, s.value, u.paying, u.were_paying, u.stopped_paying,
                                                                                  u.payers, %3$L, %4$L)
                           ELSE COALESCE(s.value, 0) END
        FROM present p
        CROSS JOIN mindwell_internal.builtin_metrics() b
        LEFT JOIN users u ON u.tenant_id = p.tenant_id
        LEFT JOIN sums s ON s.tenant_id = p.tenant_id AND s.name = COALESCE(b.based_on, b.name)
        WHERE b.name = ANY ($6)$query$,
        mindwell_internal.period_users_sql(
            compares,
            CASE WHEN counts_users THEN mindwell_internal.user_days_sql(tenants, live_from, live_to)
                 ELSE 'SELECT u.* FROM @extschema@.analytics_user_days u WHERE false' END),
        mindwell_internal.period_sums_sql(live_sums, live_from, live_to), live_from, live_to)
    USING tenants, previous, ends_on, starts_on, summed, wanted, mindwell_internal.id_mask();
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_period(text, text, date, uuid[], date, date) IS
'Internal: the values of one (NULL: of all) of the built-in metrics of a week or month; days of the live window are counted from their events, unless they are sealed, the others as they are rolled up.';

CREATE FUNCTION mindwell_internal.ltv_cac_ratio(
    tenant uuid, first_day date, revenue double precision, paying bigint, were_paying bigint, stopped_paying bigint,
    payers uuid[], live_from date, live_to date)
RETURNS double precision
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    acquisition record;
    new_payers bigint;
BEGIN
    SELECT c.cost, c.margin INTO acquisition
    FROM @extschema@.analytics_acquisition_costs c
    WHERE c.tenant_id = tenant AND c.month = first_day;
    IF NOT FOUND OR acquisition.cost = 0 OR COALESCE(paying, 0) = 0 OR COALESCE(stopped_paying, 0) = 0 THEN
        RETURN NULL;
    END IF;
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM pg_catalog.unnest($4) AS p (user_id)'
                              ' WHERE mindwell_internal.mask_id(p.user_id, $5) NOT IN (SELECT mindwell_internal.mask_id(u.user_id, $5) FROM (%s) AS u WHERE u.has_paid)',
                              mindwell_internal.user_days_sql(ARRAY[tenant], live_from, live_to))
    INTO new_payers
    USING ARRAY[tenant], date '-infinity', first_day, payers, mindwell_internal.id_mask();
    RETURN (revenue / paying * acquisition.margin / (stopped_paying / CAST(were_paying AS double precision)))
           / (acquisition.cost / NULLIF(new_payers, 0));
END
$$;
COMMENT ON FUNCTION mindwell_internal.ltv_cac_ratio(uuid, date, double precision, bigint, bigint, bigint, uuid[], date, date) IS
'Internal: (revenue per payer * margin / share of the payers of the month before that stopped) / (cost / payers who never paid before); NULL where a denominator is 0, or no cost is entered.';
