
-- Rollups --------------------------------------------------------------------------
--
-- The log (analytics_dirty_buckets) says which days of which tenants have changed.
-- A refresh first takes what the log says, into analytics_stale_buckets, and then
-- recomputes those days, and the weeks and months of those days, from what is there.
--
-- Exactness: whatever a refresh forgets (rows of the log, or of what is stale) it
-- deletes in a statement before the one that counts.  An event and its row in the log
-- are one transaction's: if the first statement sees the row, the second one, which
-- has a later snapshot, sees the event.  A row that arrives in between stays, and the
-- day is counted once more.  Under REPEATABLE READ both have the same snapshot, and
-- two refreshes that meet fail with 40001.
--
-- One lock keeps refreshes apart: what is counted later is written later.
--
-- A day's values come from its events, in one pass; a week's or month's from its days
-- (analytics_user_days and daily values), and so they survive the purge of events.

CREATE FUNCTION mindwell_internal.lock_rollups()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('mindwell_analytics rollups', 0))
$$;
COMMENT ON FUNCTION mindwell_internal.lock_rollups() IS
'Internal: takes, until the end of the transaction, the one lock under which rollups are written.';

CREATE FUNCTION mindwell_internal.forget_logged_days()
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_forget_logged_days';
COMMENT ON FUNCTION mindwell_internal.forget_logged_days() IS
'Internal: what this transaction has logged is not in the log any more: the next event of such a day is logged again.';

CREATE FUNCTION mindwell_internal.period_start(period text, day date)
RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(pg_catalog.date_trunc(CASE period WHEN 'daily' THEN 'day' WHEN 'weekly' THEN 'week' WHEN 'monthly' THEN 'month' END,
                                      CAST(day AS pg_catalog.timestamp)) AS pg_catalog.date)
$$;
COMMENT ON FUNCTION mindwell_internal.period_start(text, date) IS
'Internal: the first day of the day, week (Monday) or month in which a day lies.';

CREATE FUNCTION mindwell_internal.period_end(period text, starts_on date)
RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(starts_on + CASE period WHEN 'daily' THEN interval '1 day' WHEN 'weekly' THEN interval '7 days'
                                        WHEN 'monthly' THEN interval '1 month' END AS pg_catalog.date)
$$;
COMMENT ON FUNCTION mindwell_internal.period_end(text, date) IS
'Internal: the day after the period that begins on a day.';

CREATE FUNCTION mindwell_internal.utc(day date)
RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(day AS pg_catalog.timestamp) AT TIME ZONE 'UTC'
$$;
COMMENT ON FUNCTION mindwell_internal.utc(date) IS
'Internal: when a UTC day begins.';

CREATE FUNCTION mindwell_internal.spanning_metrics()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['ai_nudge_effectiveness', 'habit_adherence_score'];
COMMENT ON FUNCTION mindwell_internal.spanning_metrics() IS
'Internal: the daily metrics that look at days before or after.';

CREATE FUNCTION mindwell_internal.depends_from(metric text, period text, starts_on date)
RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE metric WHEN 'ltv_cac_ratio' THEN date '-infinity'
                       WHEN 'churn_rate' THEN mindwell_internal.period_start(period, starts_on - 1)
                       WHEN 'habit_adherence_score' THEN starts_on - 6
                       ELSE starts_on END
$$;
COMMENT ON FUNCTION mindwell_internal.depends_from(text, text, date) IS
'Internal: the first day on which a metric''s value of a period depends.';

CREATE FUNCTION mindwell_internal.depends_to(metric text, period text, starts_on date)
RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT mindwell_internal.period_end(period, starts_on) + CASE metric WHEN 'ai_nudge_effectiveness' THEN 1 ELSE 0 END
$$;
COMMENT ON FUNCTION mindwell_internal.depends_to(text, text, date) IS
'Internal: the day after the last one on which a metric''s value of a period depends.';

-- Weeks and months of built-in metrics are made of what is rolled up, and never final.
CREATE FUNCTION mindwell_internal.is_final(metric text, period text, starts_on date)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (period = 'daily' OR metric NOT IN (SELECT b.name FROM mindwell_internal.builtin_metrics() b))
           AND EXISTS (SELECT FROM @extschema@.analytics_sealed_days s
                       WHERE s.day >= mindwell_internal.depends_from(metric, period, starts_on)
                         AND s.day < mindwell_internal.depends_to(metric, period, starts_on))
$$;
COMMENT ON FUNCTION mindwell_internal.is_final(text, text, date) IS
'Internal: were events purged that a value is made of, so that it cannot be computed again?';

CREATE FUNCTION mindwell_internal.metric_metadata(definition_version integer)
RETURNS jsonb
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.jsonb_build_object(
        'calculated_at', pg_catalog.to_char(pg_catalog.statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'definition_version', definition_version)
$$;
COMMENT ON FUNCTION mindwell_internal.metric_metadata(integer) IS
'Internal: the metadata of a value that is computed now.';

-- Counting ---------------------------------------------------------------------------

-- What cannot be taken for an amount of anything is none.  Sums are in numeric, and so
-- do not depend on the order of the events.
CREATE FUNCTION mindwell_internal.number_sql(key text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('CASE WHEN pg_catalog.jsonb_typeof(e.properties -> %1$s) = ''number'''
                             ' THEN CASE WHEN pg_catalog.abs(CAST(e.properties -> %1$s AS pg_catalog.numeric)) < 1e15'
                             ' THEN CAST(e.properties -> %1$s AS pg_catalog.numeric) END END', key)
$$;
COMMENT ON FUNCTION mindwell_internal.number_sql(text) IS
'Internal: an expression: the number that an event e has as a property, whose key is an expression too.';

CREATE FUNCTION mindwell_internal.rounded(amount numeric)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(pg_catalog.round(amount, 6) AS double precision)
$$;
COMMENT ON FUNCTION mindwell_internal.rounded(numeric) IS
'Internal: a sum or mean of numbers as the value of a metric.';

CREATE FUNCTION mindwell_internal.types_of_kinds(kinds text[])
RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(SELECT DISTINCT t.event_type
                 FROM mindwell_internal.builtin_metrics() b, pg_catalog.unnest(b.event_types) AS t (event_type)
                 WHERE b.kind = ANY (kinds))
$$;
COMMENT ON FUNCTION mindwell_internal.types_of_kinds(text[]) IS
'Internal: the event types that metrics of some kinds are about.';

-- Writes what it counted.  One pass over the day's events, and the index for the types
-- that metrics are about.
CREATE FUNCTION mindwell_internal.recount_day(count_day date, tenants uuid[])
RETURNS TABLE (present_tenants uuid[], payer_tenants uuid[], value_count bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
SET jit = off
AS $$
BEGIN
    EXECUTE pg_catalog.format($query$
        WITH builtin AS MATERIALIZED (
            SELECT b.* FROM mindwell_internal.builtin_metrics() b
            WHERE 'daily' = ANY (b.periods) AND b.kind <> ALL ('{habit,nudge}')),
        pass AS MATERIALIZED (
            SELECT e.tenant_id, e.user_id, @extschema@.analytics_active_minutes(e.occurred_at) AS minutes,
                   @extschema@.analytics_count_distinct(e.session_id) AS sessions
            FROM @extschema@.analytics_events e
            WHERE e.occurred_at >= $3 AND e.occurred_at < $4 AND e.tenant_id = ANY ($1)
            GROUP BY 1, 2),
        typed AS MATERIALIZED (
            SELECT e.tenant_id, e.event_type, pg_catalog.count(*) AS events,
                   pg_catalog.sum(%2$s) AS amount, pg_catalog.count(%2$s) AS amounts
            FROM @extschema@.analytics_events e
            WHERE e.occurred_at >= $3 AND e.occurred_at < $4 AND e.tenant_id = ANY ($1) AND e.event_type = ANY ($5)
            GROUP BY 1, 2),
        converting AS MATERIALIZED (
            SELECT e.tenant_id, e.user_id, pg_catalog.bool_or(e.event_type <> 'signup_completed') AS has_paid,
                   pg_catalog.bool_or(e.event_type = 'signup_completed') AS has_signed_up
            FROM @extschema@.analytics_events e
            WHERE e.occurred_at >= $3 AND e.occurred_at < $4 AND e.tenant_id = ANY ($1)
              AND (e.event_type = ANY (%1$L) OR e.event_type = 'signup_completed') AND e.user_id IS NOT NULL
            GROUP BY 1, 2),
        difference AS MATERIALIZED (
            SELECT tenant_id, user_id, old.has_paid IS NULL AS is_new, new.has_paid IS NULL AS is_gone, new.has_paid,
                   COALESCE(new.has_paid, false) <> COALESCE(old.has_paid, false) AS payer_changed
            FROM (SELECT p.tenant_id, p.user_id,
                         (p.tenant_id, p.user_id) IN (SELECT c.tenant_id, c.user_id FROM converting c WHERE c.has_paid) AS has_paid
                  FROM pass p
                  WHERE p.user_id IS NOT NULL) AS new
            FULL JOIN (SELECT u.tenant_id, u.user_id, u.has_paid FROM @extschema@.analytics_user_days u
                       WHERE u.tenant_id = ANY ($1) AND u.day = $2) AS old
                USING (tenant_id, user_id)
            WHERE new.has_paid IS DISTINCT FROM old.has_paid),
        gone AS (
            DELETE FROM @extschema@.analytics_user_days u
            USING difference d
            WHERE d.is_gone AND u.tenant_id = d.tenant_id AND u.day = $2 AND u.user_id = d.user_id),
        changed AS (
            UPDATE @extschema@.analytics_user_days u SET has_paid = d.has_paid
            FROM difference d
            WHERE NOT d.is_gone AND NOT d.is_new AND u.tenant_id = d.tenant_id AND u.day = $2 AND u.user_id = d.user_id),
        added AS (
            INSERT INTO @extschema@.analytics_user_days (tenant_id, user_id, day, has_paid)
            SELECT d.tenant_id, d.user_id, $2, d.has_paid FROM difference d WHERE d.is_new
            ORDER BY d.tenant_id, d.user_id),
        present AS MATERIALIZED (
            SELECT p.tenant_id, pg_catalog.count(p.user_id) AS users, pg_catalog.sum(p.minutes) FILTER (WHERE p.user_id IS NOT NULL) AS minutes,
                   pg_catalog.sum(p.sessions) FILTER (WHERE p.user_id IS NOT NULL) AS sessions,
                   pg_catalog.count(p.user_id) FILTER (WHERE p.sessions > 0) AS users_with_sessions
            FROM pass p
            GROUP BY 1),
        conversion AS (
            SELECT c.tenant_id, pg_catalog.count(*) FILTER (WHERE c.has_signed_up AND c.has_paid)
                   / CAST(NULLIF(pg_catalog.count(*) FILTER (WHERE c.has_signed_up), 0) AS double precision) AS share
            FROM converting c
            GROUP BY 1),
        completion AS (
            SELECT e.tenant_id, b.name,
                   pg_catalog.count(DISTINCT e.properties -> b.property) FILTER (WHERE e.event_type = b.event_types[1])
                   / CAST(NULLIF(pg_catalog.count(DISTINCT e.properties -> b.property), 0) AS double precision) AS share
            FROM builtin b
            JOIN @extschema@.analytics_events e ON e.event_type = ANY (b.event_types)
            WHERE b.kind = 'completion' AND e.event_type = ANY ($6)
              AND e.occurred_at >= $3 AND e.occurred_at < $4 AND e.tenant_id = ANY ($1)
            GROUP BY 1, 2),
        summed AS (
            SELECT t.tenant_id, b.name, pg_catalog.sum(t.events) AS events, pg_catalog.sum(t.amount) AS amount, pg_catalog.sum(t.amounts) AS amounts
            FROM typed t
            JOIN builtin b ON t.event_type = ANY (b.event_types)
            GROUP BY 1, 2),
        written AS (
            INSERT INTO @extschema@.analytics_metrics AS m (tenant_id, metric_date, metric_type, period, value, metadata)
            SELECT p.tenant_id, $2, b.name, 'daily',
                   CASE b.kind WHEN 'users' THEN p.users
                               WHEN 'minutes' THEN COALESCE(p.minutes, 0)
                               WHEN 'sessions' THEN p.sessions / CAST(NULLIF(p.users_with_sessions, 0) AS double precision)
                               WHEN 'events' THEN COALESCE(CAST(s.events AS double precision), 0)
                               WHEN 'amount' THEN COALESCE(mindwell_internal.rounded(s.amount), 0)
                               WHEN 'mean' THEN mindwell_internal.rounded(s.amount / NULLIF(s.amounts, 0))
                               WHEN 'conversion' THEN c.share
                               WHEN 'completion' THEN o.share END,
                   mindwell_internal.metric_metadata(d.version)
            FROM present p
            CROSS JOIN builtin b
            JOIN @extschema@.analytics_metric_definitions d ON d.name = b.name AND d.query IS NULL
            LEFT JOIN summed s ON s.tenant_id = p.tenant_id AND s.name = b.name
            LEFT JOIN conversion c ON c.tenant_id = p.tenant_id
            LEFT JOIN completion o ON o.tenant_id = p.tenant_id AND o.name = b.name
            ORDER BY 1, 3
            ON CONFLICT ON CONSTRAINT analytics_metrics_pkey DO UPDATE
            SET value = EXCLUDED.value, metadata = EXCLUDED.metadata
            RETURNING 1),
        emptied AS (
            DELETE FROM @extschema@.analytics_metrics m
            WHERE m.metric_date = $2 AND m.period = 'daily' AND m.tenant_id = ANY ($1)
              AND NOT EXISTS (SELECT FROM present p WHERE p.tenant_id = m.tenant_id)
              AND (m.metric_type <> ALL (mindwell_internal.spanning_metrics())
                   OR NOT mindwell_internal.is_final(m.metric_type, m.period, m.metric_date)))
        SELECT ARRAY(SELECT p.tenant_id FROM present p ORDER BY 1),
               ARRAY(SELECT DISTINCT d.tenant_id FROM difference d WHERE d.payer_changed),
               (SELECT pg_catalog.count(*) FROM written)
        $query$, mindwell_internal.paying_types(),
        mindwell_internal.number_sql('CASE e.event_type WHEN ''message_responded'' THEN ''response_seconds'' ELSE ''amount'' END'))
    INTO STRICT present_tenants, payer_tenants, value_count
    USING tenants, count_day, mindwell_internal.utc(count_day), mindwell_internal.utc(count_day + 1),
          mindwell_internal.types_of_kinds('{events,amount,mean}'), mindwell_internal.types_of_kinds('{completion}');
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount_day(date, uuid[]) IS
'Internal: brings the user-days and the built-in daily values of one day up to date; returns the tenants that have events, those whose paying users changed, and how many values were written.';

-- The users of days: as rolled up, and in a window of days that are counted anew (not
-- those of sealed days, of which not everything is there) from the events.
CREATE FUNCTION mindwell_internal.user_days_sql(live_from date, live_to date)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN live_from < live_to THEN pg_catalog.format($query$
        SELECT u.tenant_id, u.day, u.user_id, u.has_paid FROM @extschema@.analytics_user_days u
        WHERE u.tenant_id = ANY ($1) AND u.day >= $2 AND u.day < $3
          AND (u.day < %1$L OR u.day >= %2$L OR EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = u.day))
        UNION ALL
        SELECT e.tenant_id, e.day, e.user_id, e.has_paid
        FROM (SELECT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day, e.user_id,
                     e.event_type = ANY (%5$L) AS has_paid
              FROM @extschema@.analytics_events e
              WHERE e.occurred_at >= GREATEST(%3$L, mindwell_internal.utc($2))
                AND e.occurred_at < LEAST(%4$L, mindwell_internal.utc($3))
                AND e.tenant_id = ANY ($1) AND e.user_id IS NOT NULL) AS e
        WHERE NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = e.day)$query$,
        live_from, live_to, mindwell_internal.utc(live_from), mindwell_internal.utc(live_to),
        mindwell_internal.paying_types())
    ELSE $query$
        SELECT u.tenant_id, u.day, u.user_id, u.has_paid FROM @extschema@.analytics_user_days u
        WHERE u.tenant_id = ANY ($1) AND u.day >= $2 AND u.day < $3$query$ END
$$;
COMMENT ON FUNCTION mindwell_internal.user_days_sql(date, date) IS
'Internal: a query: tenant_id, day, user_id and has_paid, a user and day once or more often, of the tenants $1 from the day $2 until before $3; in the given window from the events.';

-- Only of days on which anything was heard of a habit, or a nudge was sent: what is
-- none on a day stays none, whatever happens on the days around.
CREATE FUNCTION mindwell_internal.count_spanning(metric text, tenants uuid[], from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT c.tenant_id, c.day, c.value FROM ('
        || CASE metric WHEN 'habit_adherence_score' THEN $query$
            SELECT h.tenant_id, h.day, mindwell_internal.rounded(pg_catalog.avg(CAST(h.score AS pg_catalog.numeric))) AS value
            FROM (WITH habit AS MATERIALIZED (
                      SELECT e.tenant_id, e.user_id, e.properties -> 'habit_id' AS habit_id,
                             CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day,
                             pg_catalog.bool_or(e.event_type = 'habit_checked') AS is_done
                      FROM @extschema@.analytics_events e
                      WHERE e.occurred_at >= $3 - interval '144 hours' AND e.occurred_at < $4 AND e.tenant_id = ANY ($1)
                        AND e.event_type = ANY ('{habit_checked,habit_created,habit_missed}') AND e.user_id IS NOT NULL
                      GROUP BY 1, 2, 3, 4)
                  SELECT d.tenant_id, d.day, (@extschema@.analytics_habit_adherence(w.day, w.is_done, d.day)).score
                  FROM habit d
                  JOIN habit w ON w.tenant_id = d.tenant_id AND w.user_id = d.user_id AND w.habit_id IS NOT DISTINCT FROM d.habit_id
                      AND w.day > d.day - 7 AND w.day <= d.day
                  WHERE d.day >= CAST($3 AT TIME ZONE 'UTC' AS pg_catalog.date)
                  GROUP BY d.tenant_id, d.user_id, d.habit_id, d.day) AS h
            GROUP BY 1, 2$query$
        ELSE $query$
            SELECT s.tenant_id, CAST(s.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day,
                   pg_catalog.count(*) FILTER (WHERE EXISTS (
                       SELECT FROM @extschema@.analytics_events o
                       WHERE o.tenant_id = s.tenant_id AND o.user_id = s.user_id AND o.event_type = 'ai_nudge_opened'
                         AND o.occurred_at > s.occurred_at AND o.occurred_at <= s.occurred_at + interval '24 hours'
                         AND o.occurred_at >= $3 AND o.occurred_at < $4 + interval '24 hours'))
                   / CAST(pg_catalog.count(*) AS double precision) AS value
            FROM @extschema@.analytics_events s
            WHERE s.occurred_at >= $3 AND s.occurred_at < $4 AND s.tenant_id = ANY ($1) AND s.event_type = 'ai_nudge_sent'
              AND s.user_id IS NOT NULL
            GROUP BY 1, 2$query$ END
        || ') AS c WHERE NOT mindwell_internal.is_final($2, ''daily'', c.day)'
    USING tenants, metric, mindwell_internal.utc(from_day), mindwell_internal.utc(to_day);
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_spanning(text, uuid[], date, date) IS
'Internal: as mindwell_internal.count_days(), of the metrics that look at days before and after.';

-- Built-in values of single days from their events, metric by metric: what is read of
-- days that are not rolled up, and what the rollups are verified against.
CREATE FUNCTION mindwell_internal.count_days(metric text, tenants uuid[], from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    builtin record;
BEGIN
    SELECT b.* INTO STRICT builtin FROM mindwell_internal.builtin_metrics() b WHERE b.name = metric;
    IF builtin.kind IN ('habit', 'nudge') THEN
        RETURN QUERY SELECT c.* FROM mindwell_internal.count_spanning(metric, tenants, from_day, to_day) c;
        RETURN;
    END IF;
    RETURN QUERY EXECUTE pg_catalog.format($query$
        SELECT c.tenant_id, c.day, CAST(c.value AS double precision)
        FROM (SELECT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day, %s AS value
              FROM %s
              WHERE e.occurred_at >= $3 AND e.occurred_at < $4 AND e.tenant_id = ANY ($1) AND %s
              GROUP BY 1, 2) AS c
        WHERE NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = c.day)$query$,
        CASE builtin.kind
            WHEN 'users' THEN '@extschema@.analytics_count_distinct(e.user_id)'
            WHEN 'events' THEN 'pg_catalog.count(*)'
            WHEN 'amount' THEN pg_catalog.format('COALESCE(mindwell_internal.rounded(pg_catalog.sum(%s)), 0)',
                                                 mindwell_internal.number_sql(pg_catalog.quote_literal(builtin.property)))
            WHEN 'mean' THEN pg_catalog.format('mindwell_internal.rounded(pg_catalog.sum(%1$s) / NULLIF(pg_catalog.count(%1$s), 0))',
                                               mindwell_internal.number_sql(pg_catalog.quote_literal(builtin.property)))
            WHEN 'minutes' THEN 'pg_catalog.count(DISTINCT (e.user_id, pg_catalog.date_trunc(''minute'', e.occurred_at AT TIME ZONE ''UTC'')))'
            WHEN 'sessions' THEN 'pg_catalog.count(DISTINCT (e.user_id, e.session_id))'
                ' / CAST(pg_catalog.count(DISTINCT e.user_id) AS double precision)'
            WHEN 'completion' THEN pg_catalog.format('pg_catalog.count(DISTINCT e.properties -> %1$L) FILTER (WHERE e.event_type = $2[1])'
                ' / CAST(NULLIF(pg_catalog.count(DISTINCT e.properties -> %1$L), 0) AS double precision)', builtin.property)
            WHEN 'conversion' THEN 'pg_catalog.count(*) FILTER (WHERE e.has_converted)'
                ' / CAST(NULLIF(pg_catalog.count(*) FILTER (WHERE e.has_begun), 0) AS double precision)' END,
        CASE builtin.kind WHEN 'conversion' THEN
            '(SELECT x.tenant_id, pg_catalog.min(x.occurred_at) AS occurred_at,'
            ' pg_catalog.bool_or(x.event_type = $2[1]) AS has_begun,'
            ' pg_catalog.bool_or(x.event_type = $2[1]) AND pg_catalog.bool_or(x.event_type = ANY ($2[2:])) AS has_converted'
            ' FROM @extschema@.analytics_events x'
            ' WHERE x.occurred_at >= $3 AND x.occurred_at < $4 AND x.tenant_id = ANY ($1) AND x.event_type = ANY ($2) AND x.user_id IS NOT NULL'
            ' GROUP BY x.tenant_id, x.user_id, CAST(x.occurred_at AT TIME ZONE ''UTC'' AS pg_catalog.date)) AS e'
        ELSE '@extschema@.analytics_events e' END,
        CASE WHEN builtin.kind = 'conversion' THEN 'true'
             WHEN builtin.kind = 'sessions' THEN 'e.user_id IS NOT NULL AND e.session_id IS NOT NULL'
             WHEN builtin.kind IN ('users', 'minutes') THEN 'e.user_id IS NOT NULL'
             ELSE 'e.event_type = ANY ($2)' END)
    USING tenants, builtin.event_types, mindwell_internal.utc(from_day), mindwell_internal.utc(to_day);
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_days(text, uuid[], date, date) IS
'Internal: the values of a built-in daily metric, of days that are not sealed, from the events; no row for a day without any that count.';

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
    wanted CONSTANT text[] := ARRAY(SELECT b.name FROM mindwell_internal.builtin_metrics() b
                                    WHERE period = ANY (b.periods) AND (b.name = metric OR metric IS NULL));
    compares CONSTANT boolean := wanted && ARRAY(SELECT b.name FROM mindwell_internal.builtin_metrics() b
                                                 WHERE b.kind IN ('churn', 'ltv_cac'));
    previous CONSTANT date := CASE WHEN compares THEN mindwell_internal.period_start(period, starts_on - 1) ELSE starts_on END;
    users_sql text;
    live_sum text := '';
    summed text[];
BEGIN
    SELECT COALESCE(pg_catalog.array_agg(b.name), '{}'),
           COALESCE(pg_catalog.string_agg(pg_catalog.format(
               ' UNION ALL SELECT c.tenant_id, %L, c.value FROM mindwell_internal.count_days(%1$L, $1, %L, %L) c',
               b.name, GREATEST(live_from, starts_on), LEAST(live_to, ends_on)), '')
               FILTER (WHERE live_from < live_to AND GREATEST(live_from, starts_on) < LEAST(live_to, ends_on)), '')
    INTO summed, live_sum
    FROM mindwell_internal.builtin_metrics() b
    WHERE b.kind IN ('events', 'amount', 'minutes') AND period = ANY (b.periods)
      AND (b.name = ANY (wanted) OR b.kind = 'amount' AND 'ltv_cac_ratio' = ANY (wanted));

    users_sql := pg_catalog.format(
        CASE WHEN compares THEN $query$
            SELECT p.tenant_id, pg_catalog.count(*) FILTER (WHERE p.is_active) AS active,
                   pg_catalog.count(*) FILTER (WHERE p.was_active) AS were_active,
                   pg_catalog.count(*) FILTER (WHERE p.was_active AND NOT p.is_active) AS left_off,
                   pg_catalog.count(*) FILTER (WHERE p.is_paying) AS paying,
                   pg_catalog.count(*) FILTER (WHERE p.was_paying) AS were_paying,
                   pg_catalog.count(*) FILTER (WHERE p.was_paying AND NOT p.is_paying) AS stopped_paying,
                   pg_catalog.array_agg(p.user_id) FILTER (WHERE p.is_paying) AS payers
            FROM (SELECT u.tenant_id, u.user_id,
                         pg_catalog.bool_or(u.day >= $4) AS is_active, pg_catalog.bool_or(u.day < $4) AS was_active,
                         pg_catalog.bool_or(u.day >= $4 AND u.has_paid) AS is_paying,
                         pg_catalog.bool_or(u.day < $4 AND u.has_paid) AS was_paying
                  FROM (%s) AS u
                  GROUP BY 1, 2) AS p
            GROUP BY 1$query$
        ELSE $query$
            SELECT u.tenant_id, @extschema@.analytics_count_distinct(u.user_id) AS active, CAST(NULL AS bigint) AS were_active,
                   CAST(NULL AS bigint) AS left_off, CAST(NULL AS bigint) AS paying, CAST(NULL AS bigint) AS were_paying,
                   CAST(NULL AS bigint) AS stopped_paying, CAST(NULL AS uuid[]) AS payers
            FROM (%s) AS u
            GROUP BY 1$query$ END,
        CASE WHEN EXISTS (SELECT FROM mindwell_internal.builtin_metrics() b
                          WHERE b.name = ANY (wanted) AND b.kind NOT IN ('events', 'amount', 'minutes'))
             THEN mindwell_internal.user_days_sql(live_from, live_to)
             ELSE 'SELECT u.* FROM @extschema@.analytics_user_days u WHERE false' END);

    RETURN QUERY EXECUTE pg_catalog.format($query$
        WITH users AS (%1$s),
        sums AS (
            SELECT d.tenant_id, d.name, CAST(pg_catalog.sum(CAST(d.value AS pg_catalog.numeric)) AS double precision) AS value
            FROM (SELECT m.tenant_id, m.metric_type AS name, m.value
                  FROM @extschema@.analytics_metrics m
                  WHERE m.tenant_id = ANY ($1) AND m.metric_type = ANY ($5) AND m.period = 'daily'
                    AND m.metric_date >= $4 AND m.metric_date < $3
                    AND (%3$L IS NULL OR m.metric_date < %3$L OR m.metric_date >= %4$L
                         OR EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = m.metric_date))
                  %2$s) AS d
            GROUP BY 1, 2),
        present AS (
            SELECT COALESCE(u.tenant_id, s.tenant_id) AS tenant_id
            FROM users u
            FULL JOIN sums s USING (tenant_id)
            GROUP BY 1)
        SELECT p.tenant_id, b.name,
               CASE b.kind WHEN 'users' THEN COALESCE(u.active, 0)
                           WHEN 'churn' THEN u.left_off / CAST(NULLIF(u.were_active, 0) AS double precision)
                           WHEN 'ltv_cac' THEN mindwell_internal.ltv_cac_ratio(p.tenant_id, $4, r.value, u.paying, u.were_paying, u.stopped_paying,
                                                                                  u.payers, %3$L, %4$L)
                           ELSE COALESCE(s.value, 0) END
        FROM present p
        CROSS JOIN mindwell_internal.builtin_metrics() b
        LEFT JOIN users u ON u.tenant_id = p.tenant_id
        LEFT JOIN sums s ON s.tenant_id = p.tenant_id AND s.name = b.name
        LEFT JOIN sums r ON r.tenant_id = p.tenant_id AND r.name = 'revenue'
        WHERE b.name = ANY ($6)$query$,
        users_sql,
        live_sum, live_from, live_to)
    USING tenants, previous, ends_on, starts_on, summed, wanted;
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
                              ' WHERE p.user_id NOT IN (SELECT u.user_id FROM (%s) AS u WHERE u.has_paid)',
                              mindwell_internal.user_days_sql(live_from, live_to))
    INTO new_payers
    USING ARRAY[tenant], date '-infinity', first_day, payers;
    RETURN (revenue / paying * acquisition.margin / (stopped_paying / CAST(were_paying AS double precision)))
           / (acquisition.cost / NULLIF(new_payers, 0));
END
$$;
COMMENT ON FUNCTION mindwell_internal.ltv_cac_ratio(uuid, date, double precision, bigint, bigint, bigint, uuid[], date, date) IS
'Internal: (revenue per payer * margin / share of the payers of the month before that stopped) / (cost / payers who never paid before); NULL where a denominator is 0, or no cost is entered.';
