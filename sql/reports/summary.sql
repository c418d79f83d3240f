
-- Summary ---------------------------------------------------------------------------

-- What analytics_summary() is made of: a query of its own, for only one that returns its
-- rows to the end may use parallel workers; SELECT INTO stops after the first.
CREATE FUNCTION mindwell_internal.summary_counts(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (events bigint, active_users bigint, active_sessions bigint, chat_turns bigint, profile_views bigint,
               connect_clicks bigint, signups_started bigint, signups_completed bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 1
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    RETURN QUERY
    SELECT count(*),
           count(DISTINCT mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask)) FILTER (WHERE mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                                               passive.event_types, passive.own_passive, passive.own_active)
                                                AND NOT mindwell_internal.is_anonymous(e.user_id)),
           count(DISTINCT mindwell_internal.actor(e.tenant_id, e.session_id, tenant_mask)),
           count(*) FILTER (WHERE e.event_type = 'chat_turn_sent' AND e.session_id IS NOT NULL),
           count(*) FILTER (WHERE e.event_type = 'therapist_profile_view'),
           count(*) FILTER (WHERE e.event_type = 'therapist_connect_click'),
           count(*) FILTER (WHERE e.event_type = 'signup_started'),
           count(*) FILTER (WHERE e.event_type = 'signup_completed')
    FROM @extschema@.analytics_events AS e
    WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants);
END
$$;
COMMENT ON FUNCTION mindwell_internal.summary_counts(timestamptz, timestamptz) IS
'Internal: the counts of analytics_summary() over a period, one row. 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_summary(
    window_hours integer DEFAULT 24,
    as_of timestamptz DEFAULT now())
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET extra_float_digits = 1
AS $$
DECLARE
    shortest_window CONSTANT integer := 1;
    longest_window CONSTANT integer := 14 * 24;
    window_start timestamptz;
BEGIN
    IF window_hours IS NULL OR window_hours NOT BETWEEN shortest_window AND longest_window THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid window_hours',
            DETAIL = pg_catalog.format('It must be %s to %s.', shortest_window, longest_window);
    END IF;
    IF as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be a finite time';
    END IF;

    window_start := as_of - pg_catalog.make_interval(hours => window_hours);
    RETURN (
        SELECT pg_catalog.jsonb_build_object(
            'engagement', pg_catalog.jsonb_build_object(
                'active_users', c.active_users,
                'avg_messages_per_session', c.chat_turns / NULLIF(CAST(c.active_sessions AS double precision), 0),
                'therapist_conversion_rate', c.connect_clicks / NULLIF(CAST(c.profile_views AS double precision), 0)),
            'conversion', pg_catalog.jsonb_build_object(
                'signup_completion_rate', c.signups_completed / NULLIF(CAST(c.signups_started AS double precision), 0)),
            'counts', pg_catalog.jsonb_build_object(
                'from_time', window_start,
                'to_time', as_of,
                'events', c.events,
                'active_sessions', c.active_sessions,
                'chat_turn_sent', c.chat_turns,
                'therapist_profile_view', c.profile_views,
                'therapist_connect_click', c.connect_clicks,
                'signup_started', c.signups_started,
                'signup_completed', c.signups_completed))
        FROM mindwell_internal.summary_counts(window_start, as_of) AS c);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_summary(integer, timestamptz) IS
'The key figures of the window_hours (1 to 336) before as_of, for the session''s tenants, as a JSON document: engagement.active_users (distinct users with an action, as analytics_active_users counts them), engagement.avg_messages_per_session (chat turns of a session per session with any event), engagement.therapist_conversion_rate (connect clicks per profile view), conversion.signup_completion_rate (signups completed per signup started); a ratio is a fraction, null when its denominator is 0, and may exceed 1. What they are made of is under counts. 22023 for another window, 22008 unless as_of is finite.';
