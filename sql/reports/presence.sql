
-- Presence --------------------------------------------------------------------------

-- Who has left does not keep their goals and habits any more, and does not say so either.
-- The most that is to be said of a user and day: within it they are not away for so long.
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
BEGIN
    RETURN QUERY
    SELECT u.tenant_id, u.user_id, pg_catalog.lower(r.times), pg_catalog.upper(r.times)
    FROM (SELECT d.tenant_id, d.user_id, pg_catalog.range_agg(pg_catalog.tstzrange(d.first_at, d.last_at + absence)) AS times
          FROM (SELECT e.tenant_id, e.user_id, min(e.occurred_at) AS first_at, max(e.occurred_at) AS last_at
                -- joined: as a condition it would be looked through anew in every partition
                FROM pg_catalog.unnest(user_ids) AS o (user_id)
                JOIN @extschema@.analytics_events AS e ON e.user_id = o.user_id
                WHERE e.occurred_at >= earliest AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
                  AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                  passive.event_types, passive.own_passive, passive.own_active)
                GROUP BY e.tenant_id, e.user_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS date)
                UNION ALL
                SELECT s.tenant_id, s.user_id, s.at, s.at
                FROM mindwell_internal.sealed_activity(tenants, earliest, to_time) AS s
                WHERE s.is_active AND s.user_id = ANY (user_ids)) AS d
          GROUP BY d.tenant_id, d.user_id) AS u,
         pg_catalog.unnest(u.times) AS r (times);
END
$$;
COMMENT ON FUNCTION mindwell_internal.presence(uuid[], uuid[], timestamptz, timestamptz) IS
'Internal: when users, each named once, were present, of [from_time, to_time): at a time before which they had an action (as of analytics_active_users) less than 28 days ago. Of days that were purged, as if all had happened when the UTC day began.';
