
-- Engagement -------------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_engagement(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, active_users bigint, active_minutes bigint, minutes_per_user double precision, sessions bigint,
               sessions_per_user double precision, messages bigint, median_response_seconds double precision, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    message_types CONSTANT text[] := ARRAY['message_sent', 'chat_turn_sent'];
    -- as analytics_response_time has them, whose other figures are not asked for
    any_sla CONSTANT double precision := 0;
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_time CONSTANT timestamptz := borders[1];
    last_time CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    known_until CONSTANT timestamptz := least(last_time, mindwell_internal.known_until(as_of));
BEGIN
    RETURN QUERY
    WITH acting AS (
        SELECT a.bucket, count(*) AS users, CAST(sum(a.minutes) AS bigint) AS minutes
        FROM (SELECT pg_catalog.width_bucket(e.occurred_at, borders) AS bucket,
                     @extschema@.analytics_active_minutes(CAST(e.occurred_at AS timestamptz)) AS minutes
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at >= first_time AND e.occurred_at < known_until AND e.tenant_id = ANY (tenants)
                AND mindwell_internal.is_counted(e.user_id, include_anonymous)
                AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                passive.event_types, passive.own_passive, passive.own_active)
              GROUP BY pg_catalog.width_bucket(e.occurred_at, borders), mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask)) AS a
        GROUP BY 1),
    visiting AS (
        SELECT pg_catalog.width_bucket(s.started, borders) AS bucket, count(*) AS sessions,
               count(*) FILTER (WHERE mindwell_internal.is_counted(s.user_id, include_anonymous)) AS of_users,
               count(DISTINCT (s.tenant, s.user_id)) FILTER (WHERE mindwell_internal.is_counted(s.user_id, include_anonymous)) AS users
        FROM mindwell_internal.session_spans(first_time, last_time, NULL) AS s
        WHERE s.started >= first_time AND s.started < known_until
        GROUP BY 1),
    writing AS (
        SELECT pg_catalog.width_bucket(e.occurred_at, borders) AS bucket, count(*) AS messages
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= first_time AND e.occurred_at < known_until AND e.tenant_id = ANY (tenants) AND e.event_type = ANY (message_types)
        GROUP BY 1)
    SELECT b.starts, COALESCE(a.users, 0), COALESCE(a.minutes, 0), CAST(a.minutes AS double precision) / NULLIF(a.users, 0), COALESCE(v.sessions, 0),
           CAST(v.of_users AS double precision) / NULLIF(v.users, 0), COALESCE(w.messages, 0), r.p50_seconds, b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN acting AS a ON a.bucket = b.bucket
    LEFT JOIN visiting AS v ON v.bucket = b.bucket
    LEFT JOIN writing AS w ON w.bucket = b.bucket
    LEFT JOIN @extschema@.analytics_response_time(from_time, to_time, grain, any_sla, CAST(NULL AS text), time_zone, as_of) AS r ON r."time" = b.starts
    ORDER BY b.bucket;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_engagement(timestamptz, timestamptz, text, text, timestamptz, boolean) IS
'How much users do, by the hour, day, week (from Monday) or month of a time zone; intervals that the period touches are counted whole, and each has a row: active_users (as of analytics_active_users), active_minutes: clock minutes in which a user had an action, of all users, minutes_per_user of those who had any; sessions that start in the interval (as of analytics_sessions), sessions_per_user: those of users by the users who have any; messages (message_sent, chat_turn_sent); median_response_seconds as of analytics_response_time. NULL for a denominator of 0. Anonymous visitors are users with include_anonymous only; sessions and messages count all. Events after as_of do not count. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain or an unknown time zone, 22004 without from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for too many intervals or beyond mindwell_analytics.aggregate_memory, 55000 without a store.';
