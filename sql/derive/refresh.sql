
-- Refreshing rollups ---------------------------------------------------------------
--
-- The log (analytics_dirty_buckets) says which days of which tenants have changed.
-- A refresh first moves what the log says into analytics_stale_buckets, and then
-- recomputes those days, and the weeks and months of those days, from what is there:
--
--   analytics_refresh()               a user; everything in one transaction
--     owner_refresh()                 as the store's owner (owner_call.c)
--       refresh_range()               also before a purge (refresh_before_purge())
--         collect_dirty()             the log -> stale days
--         refresh_next()              one batch of tenants of one stale period, until none is left
--   unit_refresh()                    maintenance; a transaction for each call
--     collect_dirty()                 in the first transaction
--     refresh_next()                  in each that follows
--   refresh_days()                    an erasure; some days of one tenant
--
--   refresh_next(), refresh_days()
--     refresh_bucket()
--       refresh_day()                 a stale day:
--         derive_day()                all that is derived of it (derivation.sql), among it
--           derive_rollups()          user-days and metrics:
--             recount_day()           user-days and built-in values (recount_day.sql)
--             mark_spanning()         days around it that look at it -> stale
--             mark_periods()          its week, its month and those that look at it -> stale
--             refresh_spanning()      built-in values that look at days around
--             refresh_queries()       values of the user's own metrics
--       refresh_spanning()            a day on which only these are stale
--       refresh_period()              a stale week or month that has ended:
--         count_period()              from user-days and daily values (count.sql)
--         refresh_queries()
--
-- Exactness: whatever a refresh forgets (rows of the log, or of what is stale) it
-- deletes in a statement before the one that counts.  An event and its row in the log
-- are one transaction's: if the first statement sees the row, the second one, which
-- has a later snapshot, sees the event.  A row that arrives in between stays, and the
-- day is counted once more.  Under REPEATABLE READ both have the same snapshot, and
-- two refreshes that meet fail with 40001.
--
-- One lock (lock_rollups()) keeps refreshes apart: what is counted later is written later.

-- A metric of the user's own that fails costs its value, and nothing else: it has none
-- until it works, and whoever reads it meets the error.
CREATE FUNCTION mindwell_internal.refresh_queries(period text, starts_on date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    from_time CONSTANT timestamptz := mindwell_internal.utc(starts_on);
    to_time CONSTANT timestamptz := mindwell_internal.utc(mindwell_internal.period_end(period, starts_on));
    written bigint := 0;
    task record;
BEGIN
    FOR task IN
        SELECT d.name, d.query, d.version, t.tenant_id
        FROM @extschema@.analytics_metric_definitions d
        CROSS JOIN pg_catalog.unnest(tenants) AS t (tenant_id)
        WHERE d.query IS NOT NULL AND period = ANY (d.periods)
          AND NOT mindwell_internal.is_final(false, 0, 0, period, starts_on)
        ORDER BY t.tenant_id, d.name
    LOOP
        BEGIN
            INSERT INTO @extschema@.analytics_metrics AS m (tenant_id, metric_date, metric_type, period, value, metadata)
            SELECT task.tenant_id, starts_on, task.name, refresh_queries.period, c.value, c.metadata
            FROM (SELECT mindwell_internal.evaluate_metric(task.query, task.tenant_id, from_time, to_time) AS value,
                         mindwell_internal.metric_metadata(task.version) AS metadata) AS c
            LEFT JOIN @extschema@.analytics_metrics o
                ON o.tenant_id = task.tenant_id AND o.metric_type = task.name AND o.period = refresh_queries.period AND o.metric_date = starts_on
            WHERE mindwell_internal.is_another_value(o.value, o.metadata, c.value, c.metadata)
            ON CONFLICT ON CONSTRAINT analytics_metrics_pkey DO UPDATE
            SET value = EXCLUDED.value, metadata = EXCLUDED.metadata;
            written := written + 1;
        EXCEPTION WHEN OTHERS THEN
            DELETE FROM @extschema@.analytics_metrics m
            WHERE m.tenant_id = task.tenant_id AND m.metric_date = starts_on AND m.metric_type = task.name
              AND m.period = refresh_queries.period;
            -- of what is wrong with the data a message quotes the data, which an erasure does not find in the log
            RAISE WARNING 'metric % was not computed: %', task.name,
                CASE WHEN SQLSTATE ~ '^(22|23|P0)' THEN pg_catalog.format('its query fails with %s', SQLSTATE) ELSE SQLERRM END
                USING HINT = pg_catalog.format('SELECT d.query FROM %s d WHERE d.name = %L; is the query.',
                                               mindwell_internal.relation('analytics_metric_definitions'), task.name);
        END;
    END LOOP;
    RETURN written;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_queries(text, date, uuid[]) IS
'Internal: computes the metrics that are defined by queries, for one period, unless that is final; returns how many values were computed.';

-- Values that look at a number of periods before their own are those of the periods that
-- follow; values that look at all periods before change with who paid.
CREATE FUNCTION mindwell_internal.mark_periods(day date, tenants uuid[], payer_tenants uuid[])
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO @extschema@.analytics_stale_buckets (tenant_id, period, starts_on)
    SELECT t.tenant_id, p.period,
           CAST(mindwell_internal.period_start(p.period, day) + n.later * mindwell_internal.period_length(p.period) AS pg_catalog.date)
    FROM pg_catalog.unnest(tenants) AS t (tenant_id)
    CROSS JOIN (SELECT u.period, pg_catalog.max(b.periods_before) FILTER (WHERE b.periods_before < 'infinity') AS periods_before
                FROM mindwell_internal.builtin_metrics() b, pg_catalog.unnest(b.periods) AS u (period)
                WHERE u.period <> 'daily'
                GROUP BY 1) AS p
    CROSS JOIN LATERAL pg_catalog.generate_series(0, CAST(p.periods_before AS pg_catalog.int4)) AS n (later)
    UNION
    SELECT m.tenant_id, m.period, m.metric_date
    FROM mindwell_internal.builtin_metrics() b
    JOIN @extschema@.analytics_metrics m ON m.metric_type = b.name
    WHERE b.periods_before = 'infinity' AND m.tenant_id = ANY (payer_tenants) AND m.metric_date > day
    ORDER BY 2, 3, 1
    ON CONFLICT DO NOTHING;
END
$$;
COMMENT ON FUNCTION mindwell_internal.mark_periods(date, uuid[], uuid[]) IS
'Internal: notes that the weeks and months which depend on a day are stale.';

CREATE FUNCTION mindwell_internal.mark_spanning(day date, tenants uuid[])
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    spanning CONSTANT text[] := mindwell_internal.spanning_metrics();
BEGIN
    INSERT INTO @extschema@.analytics_stale_buckets (tenant_id, period, starts_on)
    SELECT DISTINCT m.tenant_id, 'spanning', m.metric_date
    FROM mindwell_internal.builtin_metrics() b
    JOIN @extschema@.analytics_metrics m ON m.metric_type = b.name
        AND m.metric_date >= mark_spanning.day - CAST(b.periods_after AS pg_catalog.int4)
        AND m.metric_date <= mark_spanning.day + CAST(b.periods_before AS pg_catalog.int4)
    WHERE b.name = ANY (spanning) AND m.tenant_id = ANY (tenants) AND m.period = 'daily'
      AND m.metric_date <> mark_spanning.day AND m.value IS NOT NULL
    ON CONFLICT DO NOTHING;
END
$$;
COMMENT ON FUNCTION mindwell_internal.mark_spanning(date, uuid[]) IS
'Internal: notes that values of the days around a day, which look at it, are stale.';

CREATE FUNCTION mindwell_internal.refresh_spanning(day date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    spanning CONSTANT text[] := mindwell_internal.spanning_metrics();
    rolled_up CONSTANT text[] := mindwell_internal.single_day_metrics();
    value_count bigint;
BEGIN
    WITH computed AS MATERIALIZED (
        SELECT p.tenant_id, d.name, c.value,
               mindwell_internal.metric_metadata(d.version) AS metadata,
               c.value IS NOT NULL
               OR EXISTS (SELECT FROM @extschema@.analytics_metrics r
                          WHERE r.tenant_id = p.tenant_id AND r.metric_type = ANY (rolled_up) AND r.period = 'daily'
                            AND r.metric_date = refresh_spanning.day) AS is_kept
        FROM pg_catalog.unnest(tenants) AS p (tenant_id)
        JOIN mindwell_internal.builtin_metrics() b ON b.name = ANY (spanning)
        JOIN @extschema@.analytics_metric_definitions d ON d.name = b.name AND d.query IS NULL
        LEFT JOIN (SELECT u.name, s.tenant_id, s.value
                   FROM pg_catalog.unnest(spanning) AS u (name),
                   LATERAL mindwell_internal.count_spanning(u.name, tenants, refresh_spanning.day,
                                                                 refresh_spanning.day + 1) s) AS c
            ON c.name = d.name AND c.tenant_id = p.tenant_id
        WHERE NOT mindwell_internal.is_final(true, b.periods_before, b.periods_after, 'daily', refresh_spanning.day)),
    emptied AS (
        DELETE FROM @extschema@.analytics_metrics m
        USING computed c
        WHERE NOT c.is_kept AND m.tenant_id = c.tenant_id AND m.metric_type = c.name AND m.period = 'daily'
          AND m.metric_date = refresh_spanning.day),
    written AS (
        INSERT INTO @extschema@.analytics_metrics AS m (tenant_id, metric_date, metric_type, period, value, metadata)
        SELECT c.tenant_id, refresh_spanning.day, c.name, 'daily', c.value, c.metadata
        FROM computed c
        LEFT JOIN @extschema@.analytics_metrics o
            ON o.tenant_id = c.tenant_id AND o.metric_type = c.name AND o.period = 'daily' AND o.metric_date = refresh_spanning.day
        WHERE c.is_kept AND mindwell_internal.is_another_value(o.value, o.metadata, c.value, c.metadata)
        ORDER BY 1, 3
        ON CONFLICT ON CONSTRAINT analytics_metrics_pkey DO UPDATE
        SET value = EXCLUDED.value, metadata = EXCLUDED.metadata)
    SELECT pg_catalog.count(*) INTO STRICT value_count FROM computed c WHERE c.is_kept;
    RETURN value_count;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_spanning(date, uuid[]) IS
'Internal: computes, of a day, the metrics that look at days before and after, unless they are final; where nothing else of a tenant is rolled up of the day, only those that have a value. Returns how many values were computed, of which those that differ were written.';

CREATE FUNCTION mindwell_internal.refresh_bucket(period text, starts_on date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN CASE period WHEN 'daily' THEN mindwell_internal.refresh_day(starts_on, tenants)
                       WHEN 'spanning' THEN mindwell_internal.refresh_spanning(starts_on, tenants)
                       ELSE mindwell_internal.refresh_period(period, starts_on, tenants) END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_bucket(text, date, uuid[]) IS
'Internal: recomputes what a row of analytics_stale_buckets names; returns how many values were computed.';

CREATE FUNCTION mindwell_internal.derive_rollups(day date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    recount record;
BEGIN
    SELECT r.* INTO STRICT recount FROM mindwell_internal.recount_day(day, tenants) r;
    PERFORM mindwell_internal.mark_spanning(day, tenants);
    PERFORM mindwell_internal.mark_periods(day, tenants, recount.payer_tenants);
    RETURN recount.value_count + mindwell_internal.refresh_spanning(day, tenants)
        + mindwell_internal.refresh_queries('daily', day, recount.present_tenants);
END
$$;
COMMENT ON FUNCTION mindwell_internal.derive_rollups(date, uuid[]) IS
'Internal: brings the user-days and the metrics of one day up to date, and notes what else depends on them; returns how many values were computed.';

CREATE FUNCTION mindwell_internal.refresh_day(day date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = refresh_day.day) THEN
        PERFORM mindwell_internal.mark_periods(day, tenants, tenants);
        RETURN 0;
    END IF;
    RETURN mindwell_internal.derive_day(day, tenants);
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_day(date, uuid[]) IS
'Internal: brings what is derived of one day up to date, unless it is sealed; returns how many values of metrics were computed.';

CREATE FUNCTION mindwell_internal.refresh_period(period text, starts_on date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
AS $$
DECLARE
    builtin CONSTANT text[] := ARRAY(SELECT b.name FROM mindwell_internal.builtin_metrics() b);
    present uuid[];
    value_count bigint;
BEGIN
    WITH counted AS MATERIALIZED (
        SELECT c.* FROM mindwell_internal.count_period(NULL, period, starts_on, tenants, NULL, NULL) c),
    emptied AS (
        DELETE FROM @extschema@.analytics_metrics m
        WHERE m.metric_date = starts_on AND m.period = refresh_period.period AND m.tenant_id = ANY (tenants)
          AND NOT EXISTS (SELECT FROM counted c WHERE c.tenant_id = m.tenant_id)
          AND NOT mindwell_internal.is_final(m.metric_type = ANY (builtin), 0, 0, m.period, m.metric_date)),
    computed AS MATERIALIZED (
        SELECT c.tenant_id, c.name, c.value, mindwell_internal.metric_metadata(d.version, k.currencies) AS metadata
        FROM counted c
        JOIN @extschema@.analytics_metric_definitions d ON d.name = c.name AND d.query IS NULL
        LEFT JOIN mindwell_internal.currencies(
                NULL, tenants, starts_on, mindwell_internal.period_end(refresh_period.period, starts_on), '{}') k
            ON k.tenant_id = c.tenant_id AND k.name = c.name),
    written AS (
        INSERT INTO @extschema@.analytics_metrics AS m (tenant_id, metric_date, metric_type, period, value, metadata)
        SELECT c.tenant_id, starts_on, c.name, refresh_period.period, c.value, c.metadata
        FROM computed c
        LEFT JOIN @extschema@.analytics_metrics o
            ON o.tenant_id = c.tenant_id AND o.metric_type = c.name AND o.period = refresh_period.period AND o.metric_date = starts_on
        WHERE mindwell_internal.is_another_value(o.value, o.metadata, c.value, c.metadata)
        ORDER BY 1, 3
        ON CONFLICT ON CONSTRAINT analytics_metrics_pkey DO UPDATE
        SET value = EXCLUDED.value, metadata = EXCLUDED.metadata)
    SELECT ARRAY(SELECT DISTINCT c.tenant_id FROM counted c), (SELECT pg_catalog.count(*) FROM computed)
    INTO present, value_count;
    RETURN value_count + mindwell_internal.refresh_queries(period, starts_on, present);
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_period(text, date, uuid[]) IS
'Internal: brings the rollups of one week or month up to date; returns how many values were computed.';

CREATE FUNCTION mindwell_internal.take_dirty_days(from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date)
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'analytics_take_dirty_days';
COMMENT ON FUNCTION mindwell_internal.take_dirty_days(date, date) IS
'Internal: takes the rows of a range of days from the log; returns the tenants and days that they name, each once.';

CREATE FUNCTION mindwell_internal.collect_dirty(from_day date, to_day date)
RETURNS void
LANGUAGE sql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO @extschema@.analytics_stale_buckets (tenant_id, period, starts_on)
    SELECT d.tenant_id, 'daily', d.day
    FROM mindwell_internal.take_dirty_days(from_day, to_day) d
    ORDER BY 1, 3
    ON CONFLICT DO NOTHING
$$;
COMMENT ON FUNCTION mindwell_internal.collect_dirty(date, date) IS
'Internal: takes the days of a range from the log and notes them as stale.';

-- Days come first, for weeks and months are made of them.
CREATE FUNCTION mindwell_internal.refresh_stage(stage integer, from_day date, to_day date, as_of timestamptz)
RETURNS TABLE (period text, first_start date, end_start date)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.period,
           CASE s.period WHEN 'daily' THEN from_day ELSE '-infinity' END,
           CASE s.period WHEN 'daily' THEN to_day WHEN 'spanning' THEN 'infinity'
                         ELSE mindwell_internal.period_start(s.period, CAST(as_of AT TIME ZONE 'UTC' AS pg_catalog.date)) END
    FROM pg_catalog.unnest(ARRAY['daily', 'spanning', 'weekly', 'monthly']) WITH ORDINALITY AS s (period, number)
    WHERE s.number = stage
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_stage(integer, date, date, timestamptz) IS
'Internal: what a refresh of a range of days recomputes in its first, second, third or fourth stage: stale buckets of this period that start at or after first_start and before end_start; no row for a fifth.';

-- Nothing becomes stale in a stage by what the stage does.  So it ends when as many buckets
-- are recomputed as were stale at its beginning: triggers of the owner could mark others for ever.
CREATE FUNCTION mindwell_internal.refresh_next(state jsonb, from_day date, to_day date, as_of timestamptz)
RETURNS TABLE (period text, starts_on date, tenant_count bigint, value_count bigint, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    batch_tenants CONSTANT integer := 1000;
    stage_number integer := COALESCE(CAST(state ->> 'stage' AS pg_catalog.int4), 0);
    stale_count bigint := COALESCE(CAST(state ->> 'stale' AS pg_catalog.int8), 0);
    stage record;
    tenants uuid[];
BEGIN
    LOOP
        IF stale_count > 0 THEN
            SELECT g.* INTO stage FROM mindwell_internal.refresh_stage(stage_number, from_day, to_day, as_of) g;
            SELECT pg_catalog.min(s.starts_on) INTO starts_on
            FROM @extschema@.analytics_stale_buckets s
            WHERE s.period = stage.period AND s.starts_on >= stage.first_start AND s.starts_on < stage.end_start;
            EXIT WHEN starts_on IS NOT NULL;
        END IF;
        stage_number := stage_number + 1;
        SELECT g.* INTO stage FROM mindwell_internal.refresh_stage(stage_number, from_day, to_day, as_of) g;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        SELECT pg_catalog.count(*) INTO stale_count
        FROM @extschema@.analytics_stale_buckets s
        WHERE s.period = stage.period AND s.starts_on >= stage.first_start AND s.starts_on < stage.end_start;
    END LOOP;
    period := stage.period;
    WITH taken AS (
        DELETE FROM @extschema@.analytics_stale_buckets d
        WHERE d.period = refresh_next.period AND d.starts_on = refresh_next.starts_on
          AND d.tenant_id IN (SELECT s.tenant_id FROM @extschema@.analytics_stale_buckets s
                              WHERE s.period = refresh_next.period AND s.starts_on = refresh_next.starts_on
                              ORDER BY s.tenant_id
                              LIMIT batch_tenants)
        RETURNING d.tenant_id)
    SELECT COALESCE(pg_catalog.array_agg(t.tenant_id ORDER BY t.tenant_id), '{}') INTO STRICT tenants FROM taken t;

    tenant_count := pg_catalog.cardinality(tenants);
    value_count := mindwell_internal.refresh_bucket(period, starts_on, tenants);
    -- a trigger may have kept all of them
    next_state := pg_catalog.jsonb_build_object('stage', stage_number, 'stale', stale_count - GREATEST(tenant_count, 1));
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_next(jsonb, date, date, timestamptz) IS
'Internal: recomputes a batch of tenants of the next stale day of a range, or of the next stale week or month that has ended; no row when there is none. state is {} at first, then what the batch before returned as next_state.';

CREATE FUNCTION mindwell_internal.refresh_range(from_day date, to_day date, as_of timestamptz)
RETURNS TABLE (period text, starts_on date, tenant_count bigint, value_count bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    state jsonb := pg_catalog.jsonb_build_object();
BEGIN
    PERFORM mindwell_internal.lock_rollups();
    PERFORM mindwell_internal.collect_dirty(from_day, to_day);
    LOOP
        SELECT n.period, n.starts_on, n.tenant_count, n.value_count, n.next_state
        INTO period, starts_on, tenant_count, value_count, state
        FROM mindwell_internal.refresh_next(state, from_day, to_day, as_of) n;
        EXIT WHEN state IS NULL;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_range(date, date, timestamptz) IS
'Internal: brings up to date what is stale of a range of days, and all stale weeks and months that have ended, in this transaction; a row for each batch.';

CREATE FUNCTION mindwell_internal.refresh_days(tenant uuid, days date[])
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    today CONSTANT date := CAST(pg_catalog.now() AT TIME ZONE 'UTC' AS pg_catalog.date);
    bucket record;
BEGIN
    PERFORM mindwell_internal.lock_rollups();
    DELETE FROM @extschema@.analytics_dirty_buckets b WHERE b.tenant_id = tenant AND b.bucket = ANY (days);
    DELETE FROM @extschema@.analytics_stale_buckets s WHERE s.period = 'daily' AND s.starts_on = ANY (days) AND s.tenant_id = tenant;
    PERFORM mindwell_internal.forget_logged_days();
    PERFORM mindwell_internal.refresh_day(d.day, ARRAY[tenant])
    FROM (SELECT DISTINCT u.day FROM pg_catalog.unnest(days) AS u (day) ORDER BY 1) AS d;
    FOR bucket IN
        DELETE FROM @extschema@.analytics_stale_buckets s
        WHERE s.tenant_id = tenant
          AND (s.period = 'spanning'
               OR s.period <> 'daily' AND s.starts_on < mindwell_internal.period_start(s.period, today))
        RETURNING s.period, s.starts_on
    LOOP
        PERFORM mindwell_internal.refresh_bucket(bucket.period, bucket.starts_on, ARRAY[tenant]);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_days(uuid, date[]) IS
'Internal: brings up to date what is rolled up of days of a tenant, and of the weeks and months that depend on them, in this transaction; for the store''s owner, under READ COMMITTED.';

CREATE FUNCTION mindwell_internal.owner_refresh(from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS TABLE (period text, starts_on date, tenant_count bigint, value_count bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    instant CONSTANT interval := interval '1 microsecond';
    from_day CONSTANT date := CAST(from_time AT TIME ZONE 'UTC' AS pg_catalog.date);
    to_day CONSTANT date := CAST((to_time - instant) AT TIME ZONE 'UTC' AS pg_catalog.date) + 1;
    first_border CONSTANT timestamptz := mindwell_internal.utc(from_day);
    last_border CONSTANT timestamptz := mindwell_internal.utc(to_day);
BEGIN
    IF as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be a finite time';
    ELSIF (from_time IS NULL) <> (to_time IS NULL) OR from_time >= to_time
          OR NOT (pg_catalog.isfinite(from_time) AND pg_catalog.isfinite(to_time)) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'from_time must lie before to_time, both finite; or neither is given';
    END IF;
    PERFORM mindwell_internal.lock_rollups();
    IF from_day IS NOT NULL THEN
        INSERT INTO @extschema@.analytics_stale_buckets AS s (tenant_id, period, starts_on)
        SELECT e.tenant_id, 'daily', CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date)
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
        UNION
        SELECT m.tenant_id, 'daily', m.metric_date FROM @extschema@.analytics_metrics m
        WHERE m.period = 'daily' AND m.metric_date >= from_day AND m.metric_date < to_day
        UNION
        SELECT u.tenant_id, 'daily', u.day FROM @extschema@.analytics_user_days u
        WHERE u.day >= from_day AND u.day < to_day
        ON CONFLICT DO NOTHING;
        PERFORM mindwell_internal.backfill_range(from_day, to_day, as_of);
    END IF;
    RETURN QUERY
        SELECT r.period, r.starts_on, CAST(pg_catalog.sum(r.tenant_count) AS bigint), CAST(pg_catalog.sum(r.value_count) AS bigint)
        FROM mindwell_internal.refresh_range('-infinity', 'infinity', as_of) r
        WHERE r.period <> 'spanning'
        GROUP BY 1, 2
        ORDER BY pg_catalog.array_position(ARRAY['daily', 'weekly', 'monthly'], r.period), 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_refresh(timestamptz, timestamptz, timestamptz) IS
'Internal: what analytics_refresh() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_refresh(
    from_time timestamptz DEFAULT NULL, to_time timestamptz DEFAULT NULL, as_of timestamptz DEFAULT now())
RETURNS TABLE (period text, starts_on date, tenant_count bigint, value_count bigint)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_refresh(timestamptz, timestamptz, timestamptz) IS
'Recomputes the rollups (analytics_metrics, analytics_user_days, analytics_ledger) of the days whose events changed, and of the weeks and months of such days that had ended at as_of; with from_time and to_time, also of all UTC days that [from_time, to_time) touches, and what an older version of the extension did not keep of them. One row for each period that was recomputed: which (daily, weekly, monthly), its first day, of how many tenants, and how many values of metrics were computed, of which those that differ were written. Sealed days stay as they are. All in one transaction: CALL analytics_maintain(''{refresh}'') commits each day. For the store''s owner and admins. 42501 for anybody else, 22023 and 22008 for a bad argument, 55000 without a store, 40001 under REPEATABLE READ beside another refresh, 55P03 when another refresh or erasure lasts longer than mindwell_analytics.wait_timeout; a NOTICE and no row on a standby.';

CREATE FUNCTION mindwell_internal.unit_refresh(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    batch record;
BEGIN
    PERFORM mindwell_internal.lock_rollups();
    IF state = '{}' THEN
        PERFORM mindwell_internal.collect_dirty('-infinity', 'infinity');
        RETURN QUERY SELECT '', CAST(0 AS bigint), 'done', CAST(NULL AS text), CAST(NULL AS text),
                            pg_catalog.jsonb_build_object('stage', 0);
    ELSE
        SELECT n.* INTO batch FROM mindwell_internal.refresh_next(state, '-infinity', 'infinity', as_of) n;
        IF FOUND THEN
            RETURN QUERY SELECT '', batch.value_count, 'done', CAST(NULL AS text), CAST(NULL AS text), batch.next_state;
        END IF;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_refresh(jsonb, timestamptz) IS
'Internal: takes the log of dirty days, and then recomputes a batch of one day, week or month; event_count is the number of values. No row when nothing is stale.';
