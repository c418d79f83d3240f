
-- Presence --------------------------------------------------------------------------

-- Who has left does not keep their goals and habits any more, and does not say so either.
CREATE FUNCTION mindwell_internal.presence(
    tenants uuid[],
    user_ids uuid[],
    from_time timestamptz,
    to_time timestamptz)
RETURNS TABLE (tenant_id uuid, user_id uuid, present_from timestamptz, present_until timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    -- in hours: a day of the session's time zone may have 23
    absence CONSTANT interval := interval '672 hours';
    earliest CONSTANT timestamptz := CASE WHEN from_time < timestamptz '4700-01-01 00:00:00+00 BC' THEN from_time ELSE from_time - absence END;
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    -- few users are found by the index on them; of many, in one scan, the aggregate looks who they are
    few CONSTANT integer := 100;
    are_many CONSTANT boolean := pg_catalog.cardinality(user_ids) > few;
BEGIN
    RETURN QUERY
    SELECT p.tenant_id, p.user_id, p.present_from, p.present_until
    FROM pg_catalog.unnest((
        SELECT mindwell_internal.presence_agg(a.tenant_id, a.user_id, a.at, absence, user_ids)
        FROM (SELECT e.tenant_id, e.user_id, e.occurred_at AS at
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at >= earliest AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
                AND (are_many OR e.user_id = ANY (user_ids))
                AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                passive.event_types, passive.own_passive, passive.own_active)
              UNION ALL
              SELECT s.tenant_id, s.user_id, s.at
              FROM mindwell_internal.sealed_activity(tenants, earliest, to_time) AS s
              WHERE s.is_active) AS a)) AS p;
END
$$;
COMMENT ON FUNCTION mindwell_internal.presence(uuid[], uuid[], timestamptz, timestamptz) IS
'Internal: when users, each named once, were present, of [from_time, to_time): at a time before which they had an action (as of analytics_active_users) less than 28 days ago. Of days that were purged, as if all had happened when the UTC day began.';
