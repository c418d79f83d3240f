
-- Counting a day ---------------------------------------------------------------------
--
-- recount_day() brings what is rolled up of one day up to date:
--   users, active and paying       -> analytics_user_days (what differs)
--   users, minutes, sessions       from the same pass over the day's events
--   recount_amounts()              events, sum, mean
--   recount_ratings()              ratings
--   recount_conversions()          conversion
--   currencies()                   of what a sum is (count.sql)
-- All of that is one statement, and the functions that it calls are STABLE: they see what
-- it sees.  Metrics that look at other days too come later (refresh_spanning()).
--
-- Each function of a kind returns a row for each tenant and metric that has events of it.
--
-- Users are told apart by masked ids (mask_id()).  PostgreSQL's hash of a uuid has no seed,
-- and clients choose uuids: with some thousands that collide, one tenant would have a day's
-- refresh, for which others wait, take minutes.

-- One pass over the events of these types, however many metrics each of them is part of.
CREATE FUNCTION mindwell_internal.recount_amounts(tenants uuid[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, name text, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    kinds CONSTANT text[] := ARRAY['events', 'sum', 'mean'];
    types CONSTANT text[] := mindwell_internal.types_of_kinds(kinds);
BEGIN
    RETURN QUERY
        WITH builtin AS MATERIALIZED (
            SELECT b.* FROM mindwell_internal.builtin_metrics() b WHERE b.kind = ANY (kinds) AND 'daily' = ANY (b.periods)),
        amounts AS (
            SELECT e.tenant_id, p.event_type, p.property, pg_catalog.count(*) AS events,
                   pg_catalog.sum(mindwell_internal.amount_of(e.properties -> p.property)) AS amount,
                   pg_catalog.count(mindwell_internal.amount_of(e.properties -> p.property)) AS amounts
            FROM (SELECT DISTINCT t.event_type, b.property
                  FROM builtin b, pg_catalog.unnest(b.event_types) AS t (event_type)) AS p
            JOIN @extschema@.analytics_events e ON e.event_type = p.event_type
            WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants) AND e.event_type = ANY (types)
            GROUP BY 1, 2, 3)
        SELECT a.tenant_id, b.name,
               CASE b.kind WHEN 'events' THEN CAST(pg_catalog.sum(a.events) AS double precision)
                           WHEN 'sum' THEN mindwell_internal.rounded(pg_catalog.sum(a.amount))
                           ELSE mindwell_internal.rounded(pg_catalog.sum(a.amount) / NULLIF(pg_catalog.sum(a.amounts), 0)) END
        FROM amounts a
        JOIN builtin b ON a.event_type = ANY (b.event_types) AND a.property IS NOT DISTINCT FROM b.property
        GROUP BY a.tenant_id, b.name, b.kind;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount_amounts(uuid[], timestamptz, timestamptz) IS
'Internal: of the events of a day, the values of the metrics of the kinds events, sum and mean.';

-- The day's ratings are those of the report.
CREATE FUNCTION mindwell_internal.recount_ratings(tenants uuid[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, name text, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
        SELECT r.tenant_id, b.name, mindwell_internal.rounded(pg_catalog.avg(r.rating))
        FROM mindwell_internal.builtin_metrics() b,
             LATERAL mindwell_internal.ratings(tenants, b.event_types, b.property, ARRAY[from_time, to_time], 'infinity') r
        WHERE b.kind = 'ratings' AND 'daily' = ANY (b.periods)
        GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount_ratings(uuid[], timestamptz, timestamptz) IS
'Internal: of the events of a day, the values of the metrics of the kind ratings.';

CREATE FUNCTION mindwell_internal.recount_conversions(tenants uuid[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, name text, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    types CONSTANT text[] := mindwell_internal.types_of_kinds('{conversion}');
    mask CONSTANT uuid := mindwell_internal.id_mask();
BEGIN
    RETURN QUERY
        SELECT u.tenant_id, u.name, pg_catalog.count(*) FILTER (WHERE u.has_begun AND u.has_converted)
                                    / CAST(NULLIF(pg_catalog.count(*) FILTER (WHERE u.has_begun), 0) AS double precision)
        FROM (SELECT e.tenant_id, b.name, pg_catalog.bool_or(e.event_type = b.event_types[1]) AS has_begun,
                     pg_catalog.bool_or(e.event_type = ANY (b.event_types[2:])) AS has_converted
              FROM mindwell_internal.builtin_metrics() b
              JOIN @extschema@.analytics_events e ON e.event_type = ANY (b.event_types)
              WHERE b.kind = 'conversion' AND 'daily' = ANY (b.periods) AND e.event_type = ANY (types)
                AND NOT mindwell_internal.is_anonymous(e.user_id)
                AND e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
              GROUP BY e.tenant_id, b.name, mindwell_internal.mask_id(e.user_id, mask)) AS u
        GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount_conversions(uuid[], timestamptz, timestamptz) IS
'Internal: of the events of a day, the values of the metrics of the kind conversion.';

CREATE FUNCTION mindwell_internal.recount_day(count_day date, tenants uuid[])
RETURNS TABLE (present_tenants uuid[], payer_tenants uuid[], value_count bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET work_mem = '64MB'
SET jit = off
AS $$
DECLARE
    from_time CONSTANT timestamptz := mindwell_internal.utc(count_day);
    to_time CONSTANT timestamptz := mindwell_internal.utc(count_day + 1);
    spanning CONSTANT text[] := mindwell_internal.spanning_metrics();
    single_day CONSTANT text[] := mindwell_internal.single_day_metrics();
    paying_types CONSTANT text[] := mindwell_internal.paying_types();
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    mask CONSTANT uuid := mindwell_internal.id_mask();
BEGIN
    WITH pass AS MATERIALIZED (
        SELECT e.tenant_id, mindwell_internal.mask_id(e.user_id, mask) AS user_id,
               @extschema@.analytics_active_minutes(CAST(e.occurred_at AS timestamptz))
                   FILTER (WHERE mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                             passive.event_types, passive.own_passive, passive.own_active)) AS minutes,
               @extschema@.analytics_count_distinct(CAST(e.session_id AS uuid)) AS sessions
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
        GROUP BY 1, 2),
    payers AS MATERIALIZED (
        SELECT DISTINCT e.tenant_id, mindwell_internal.mask_id(e.user_id, mask) AS user_id
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
          AND e.event_type = ANY (paying_types) AND e.user_id IS NOT NULL),
    -- user-days: only what differs is written
    difference AS MATERIALIZED (
        SELECT tenant_id, user_id, old.place, old.has_paid IS NULL AS is_new, new.has_paid IS NULL AS is_gone, new.has_paid, new.is_active,
               COALESCE(new.has_paid, false) <> COALESCE(old.has_paid, false) AS payer_changed
        FROM (SELECT p.tenant_id, p.user_id, (p.tenant_id, p.user_id) IN (SELECT y.tenant_id, y.user_id FROM payers y) AS has_paid,
                     p.minutes > 0 AS is_active
              FROM pass p
              WHERE p.user_id IS NOT NULL) AS new
        FULL JOIN (SELECT u.ctid AS place, u.tenant_id, mindwell_internal.mask_id(u.user_id, mask) AS user_id, u.has_paid, u.is_active
                   FROM @extschema@.analytics_user_days u
                   WHERE u.tenant_id = ANY (tenants) AND u.day = count_day) AS old
            USING (tenant_id, user_id)
        WHERE new.has_paid IS DISTINCT FROM old.has_paid OR new.is_active IS DISTINCT FROM old.is_active),
    gone AS (
        DELETE FROM @extschema@.analytics_user_days u
        USING difference d
        WHERE d.is_gone AND u.ctid = d.place),
    changed AS (
        UPDATE @extschema@.analytics_user_days u SET has_paid = d.has_paid, is_active = d.is_active
        FROM difference d
        WHERE NOT d.is_gone AND NOT d.is_new AND u.ctid = d.place),
    added AS (
        INSERT INTO @extschema@.analytics_user_days (tenant_id, user_id, day, has_paid, is_active)
        SELECT d.tenant_id, mindwell_internal.mask_id(d.user_id, mask), count_day, d.has_paid, d.is_active FROM difference d WHERE d.is_new
        ORDER BY 1, 2),
    -- values: all built-in metrics that look at this day alone, of each tenant with any event
    present AS MATERIALIZED (
        SELECT p.tenant_id, pg_catalog.count(*) FILTER (WHERE p.is_user AND p.minutes > 0) AS users,
               pg_catalog.sum(p.minutes) FILTER (WHERE p.is_user) AS minutes,
               pg_catalog.sum(p.sessions) FILTER (WHERE p.is_user) AS sessions,
               pg_catalog.count(*) FILTER (WHERE p.is_user AND p.sessions > 0) AS users_with_sessions
        FROM (SELECT a.*, NOT mindwell_internal.is_anonymous(mindwell_internal.mask_id(a.user_id, mask)) AS is_user FROM pass a) AS p
        GROUP BY 1),
    counted AS (
        SELECT a.* FROM mindwell_internal.recount_amounts(tenants, from_time, to_time) a
        UNION ALL
        SELECT r.* FROM mindwell_internal.recount_ratings(tenants, from_time, to_time) r
        UNION ALL
        SELECT c.* FROM mindwell_internal.recount_conversions(tenants, from_time, to_time) c),
    computed AS MATERIALIZED (
        SELECT p.tenant_id, b.name,
               COALESCE(CASE b.kind WHEN 'users' THEN p.users
                                    WHEN 'minutes' THEN p.minutes
                                    WHEN 'sessions' THEN p.sessions / CAST(NULLIF(p.users_with_sessions, 0) AS double precision)
                                    ELSE c.value END, b.empty_value) AS value,
               mindwell_internal.metric_metadata(d.version, k.currencies) AS metadata
        FROM present p
        CROSS JOIN mindwell_internal.builtin_metrics() b
        JOIN @extschema@.analytics_metric_definitions d ON d.name = b.name AND d.query IS NULL
        LEFT JOIN counted c ON c.tenant_id = p.tenant_id AND c.name = b.name
        LEFT JOIN mindwell_internal.currencies(NULL, tenants, count_day, count_day + 1, ARRAY[count_day]) k
            ON k.tenant_id = p.tenant_id AND k.name = b.name
        WHERE b.name = ANY (single_day)),
    written AS (
        INSERT INTO @extschema@.analytics_metrics AS m (tenant_id, metric_date, metric_type, period, value, metadata)
        SELECT c.tenant_id, count_day, c.name, 'daily', c.value, c.metadata
        FROM computed c
        LEFT JOIN @extschema@.analytics_metrics o
            ON o.tenant_id = c.tenant_id AND o.metric_type = c.name AND o.period = 'daily' AND o.metric_date = count_day
        WHERE mindwell_internal.is_another_value(o.value, o.metadata, c.value, c.metadata)
        ORDER BY 1, 3
        ON CONFLICT ON CONSTRAINT analytics_metrics_pkey DO UPDATE
        SET value = EXCLUDED.value, metadata = EXCLUDED.metadata),
    emptied AS (
        DELETE FROM @extschema@.analytics_metrics m
        WHERE m.metric_date = count_day AND m.period = 'daily' AND m.tenant_id = ANY (tenants)
          AND NOT EXISTS (SELECT FROM present p WHERE p.tenant_id = m.tenant_id)
          AND (m.metric_type <> ALL (spanning)
               OR NOT (SELECT mindwell_internal.is_final(true, r.periods_before, r.periods_after, m.period, m.metric_date)
                       FROM mindwell_internal.metric_reach(m.metric_type) r)))
    SELECT ARRAY(SELECT p.tenant_id FROM present p ORDER BY 1),
           ARRAY(SELECT DISTINCT d.tenant_id FROM difference d WHERE d.payer_changed),
           (SELECT pg_catalog.count(*) FROM computed)
    INTO STRICT present_tenants, payer_tenants, value_count;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount_day(date, uuid[]) IS
'Internal: brings the user-days and the built-in daily values of one day up to date; returns the tenants that have events, those whose paying users changed, and how many values were computed, of which those that differ were written.';
