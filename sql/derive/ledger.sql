
-- The ledger -------------------------------------------------------------------------
--
-- Goals, habits, subscriptions and assignments have a state, which events change.  Their
-- history is needed longer than events are kept, and without opening every partition: so the
-- ledger has a copy of each such event, of its properties those that reports read: what else
-- was told, titles and notes among it, goes with the event.

-- Whoever changes the list raises the version of the ledger in derivations().
CREATE FUNCTION mindwell_internal.ledger_types()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST('{signup_completed,
    trial_started,trial_ended,
    subscription_created,subscription_renewed,subscription_upgraded,subscription_downgraded,subscription_cancelled,
    subscription_expired,subscription_uncancelled,subscription_paused,subscription_resumed,
    entitlement_granted,entitlement_renewed,entitlement_expired,
    payment_completed,payment_failed,payment_refunded,in_app_purchase_completed,
    goal_created,goal_updated,goal_completed,goal_abandoned,
    habit_created,habit_checked,habit_missed,habit_archived,
    client_assigned,client_unassigned,
    mfa_enabled,mfa_disabled,
    file_uploaded,file_deleted,
    notification_opt_out}' AS pg_catalog.text[]);
COMMENT ON FUNCTION mindwell_internal.ledger_types() IS
'Internal: the event types that change a state, of which the ledger has the events.';

-- Whoever lets a report read another one raises the version as well.
CREATE FUNCTION mindwell_internal.ledger_properties()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST('{subscription_id,provider,plan,amount,currency,billing_interval,interval_count,trial_days,ends_at,reason,automatic,
    product_id,payment_method,entitlement_id,
    goal_id,goal_type,target_date,habit_id,habit_frequency,habit_date,
    client_id,coach_id,cohort,
    mfa_method,size_bytes,channel,notification_type}' AS pg_catalog.text[]);
COMMENT ON FUNCTION mindwell_internal.ledger_properties() IS
'Internal: the properties that the ledger keeps.';

CREATE FUNCTION mindwell_internal.only_properties(properties jsonb, names text[])
RETURNS jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_only_properties';
COMMENT ON FUNCTION mindwell_internal.only_properties(jsonb, text[]) IS
'Internal: a JSON object without the keys that are not named; what is no object as it is.';

-- What the ledger has of a day, and what it should have; each event that differs in any way.
CREATE FUNCTION mindwell_internal.ledger_differences(from_day date, to_day date, tenants uuid[])
RETURNS TABLE (place tid, is_new boolean, is_gone boolean, tenant_id uuid, event_id uuid, occurred_at timestamptz, user_id uuid,
               session_id uuid, event_type varchar, funnel_stage varchar, properties jsonb)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 1000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET work_mem = '64MB'
SET jit = off
AS $$
DECLARE
    from_time CONSTANT timestamptz := mindwell_internal.utc(from_day);
    to_time CONSTANT timestamptz := mindwell_internal.utc(to_day);
    types CONSTANT text[] := mindwell_internal.ledger_types();
    kept CONSTANT text[] := mindwell_internal.ledger_properties();
BEGIN
    RETURN QUERY
        SELECT l.place, l.place IS NULL, e.created_at IS NULL, k.tenant_id, k.event_id, k.occurred_at, e.user_id, e.session_id, k.event_type,
               e.funnel_stage, e.properties
        FROM (SELECT n.tenant_id, n.event_type, n.occurred_at, n.id AS event_id, n.created_at, n.user_id, n.session_id, n.funnel_stage,
                     mindwell_internal.only_properties(n.properties, kept) AS properties
              FROM @extschema@.analytics_events n
              WHERE n.occurred_at >= from_time AND n.occurred_at < to_time AND n.tenant_id = ANY (tenants) AND n.event_type = ANY (types)) AS e
        FULL JOIN (SELECT o.ctid AS place, o.* FROM @extschema@.analytics_ledger o
                   WHERE o.day >= from_day AND o.day < to_day AND o.tenant_id = ANY (tenants)) AS l
            USING (tenant_id, event_type, occurred_at, event_id) AS k
        WHERE (e.user_id, e.session_id, e.funnel_stage, e.properties) IS DISTINCT FROM (l.user_id, l.session_id, l.funnel_stage, l.properties)
           OR l.place IS NULL OR e.created_at IS NULL;
END
$$;
COMMENT ON FUNCTION mindwell_internal.ledger_differences(date, date, uuid[]) IS
'Internal: the state events of a range of days that the ledger lacks, has otherwise, or has and should not: where its row is, and what the event says.';

CREATE FUNCTION mindwell_internal.derive_ledger(day date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    WITH difference AS MATERIALIZED (
        SELECT f.* FROM mindwell_internal.ledger_differences(derive_ledger.day, derive_ledger.day + 1, tenants) f),
    gone AS (
        DELETE FROM @extschema@.analytics_ledger l
        USING difference d
        WHERE d.is_gone AND l.ctid = d.place),
    changed AS (
        UPDATE @extschema@.analytics_ledger l
        SET user_id = d.user_id, session_id = d.session_id, funnel_stage = d.funnel_stage, properties = d.properties
        FROM difference d
        WHERE NOT d.is_gone AND NOT d.is_new AND l.ctid = d.place)
    INSERT INTO @extschema@.analytics_ledger (tenant_id, event_id, occurred_at, user_id, session_id, day, event_type, funnel_stage, properties)
    SELECT d.tenant_id, d.event_id, d.occurred_at, d.user_id, d.session_id, derive_ledger.day, d.event_type, d.funnel_stage, d.properties
    FROM difference d
    WHERE d.is_new
    ORDER BY d.tenant_id, d.event_type, d.occurred_at, d.event_id;
    RETURN 0;
END
$$;
COMMENT ON FUNCTION mindwell_internal.derive_ledger(date, uuid[]) IS
'Internal: brings the ledger of a day of some tenants up to date, writing what differs; returns 0, for it has no values of metrics.';

CREATE FUNCTION mindwell_internal.compare_ledger(from_day date, to_day date, tenants uuid[], as_of timestamptz)
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, rolled_up double precision, recounted double precision)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT d.tenant_id, 'ledger', 'daily', d.day, pg_catalog.count(d.place), pg_catalog.count(*) FILTER (WHERE NOT d.is_gone)
    FROM (SELECT f.*, CAST(f.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day
          FROM mindwell_internal.ledger_differences(
              from_day, to_day,
              tenants || ARRAY(SELECT DISTINCT l.tenant_id FROM @extschema@.analytics_ledger l WHERE l.day >= from_day AND l.day < to_day)) f) AS d
    WHERE NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = d.day)
    GROUP BY 1, 4
$$;
COMMENT ON FUNCTION mindwell_internal.compare_ledger(date, date, uuid[], timestamptz) IS
'Internal: the days, not sealed, on which analytics_ledger is not what the events say: rows that those do not confirm, and rows that those have instead.';
