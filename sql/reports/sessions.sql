
-- Sessions of the store -------------------------------------------------------------

-- What both kinds of sessions have in common: none lasts longer than a day, so that
-- the events of a day before and after the period tell everything about the
-- sessions of the period.
CREATE FUNCTION mindwell_internal.session_spans(
    from_time timestamptz,
    to_time timestamptz,
    timeout interval,
    with_users boolean)
RETURNS TABLE (session_id uuid, user_id uuid, started timestamptz, ended timestamptz, open_until timestamptz, events bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    longest CONSTANT interval := interval '24 hours';
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    scan_from timestamptz;
    scan_to timestamptz;
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    timeout := coalesce(timeout, mindwell_internal.session_timeout());
    IF timeout <= interval '0' OR timeout > longest THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid timeout',
            DETAIL = 'It must be longer than nothing, and at most 24 hours.';
    END IF;

    -- computed here, for the planner prunes partitions by values only
    scan_from := from_time - longest - timeout;
    scan_to := to_time + longest;

    RETURN QUERY
    SELECT s.session_id, s.user_id, s.started, s.ended, s.open_until, s.events
    FROM (
        -- what the client says
        SELECT c.session_id, CAST(c.user_id AS uuid) AS user_id, c.started,
               coalesce(c.said_end, c.last_event) AS ended,
               coalesce(c.said_end, least(c.last_event + timeout, c.started + longest)) AS open_until,
               c.events
        FROM (SELECT g.session_id, g.user_id, g.events, g.started,
                     least(g.last_event, g.started + longest) AS last_event,
                     CASE WHEN g.said_end IS NOT NULL
                          THEN greatest(g.started, least(g.said_end, g.started + longest)) END AS said_end
              FROM (SELECT e.session_id, min(CASE WHEN with_users THEN CAST(e.user_id AS text) END) AS user_id,
                           coalesce(min(e.occurred_at) FILTER (WHERE e.event_type = 'session_started'),
                                    min(e.occurred_at)) AS started,
                           min(e.occurred_at) FILTER (WHERE e.event_type = 'session_ended') AS said_end,
                           max(e.occurred_at) AS last_event, count(*) AS events
                    FROM @extschema@.analytics_events AS e
                    WHERE e.occurred_at >= scan_from AND e.occurred_at < scan_to
                      AND e.tenant_id = ANY (tenants) AND e.session_id IS NOT NULL
                    GROUP BY e.tenant_id, e.session_id) AS g) AS c
        UNION ALL
        -- and what the gaps say where the client says nothing
        SELECT NULL, u.user_id, (u.session).started, (u.session).ended,
               least((u.session).ended + timeout, (u.session).started + longest), (u.session).events
        FROM (SELECT e.user_id, pg_catalog.unnest(@extschema@.analytics_sessions_agg(CAST(e.occurred_at AS timestamptz), timeout)) AS session
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at >= scan_from AND e.occurred_at < scan_to
                AND e.tenant_id = ANY (tenants) AND e.session_id IS NULL AND e.user_id IS NOT NULL
              GROUP BY e.tenant_id, e.user_id) AS u) AS s
    WHERE s.started < to_time AND (s.open_until > from_time OR s.started >= from_time);
END
$$;
COMMENT ON FUNCTION mindwell_internal.session_spans(timestamptz, timestamptz, interval, boolean) IS
'Internal: the sessions that overlap a period. With a session id: from the first session_started, else the first event, to the first session_ended, else the last event. Without: the events of a user with no gap greater than the timeout (NULL: the setting mindwell_analytics.session_timeout). None is longer than 24 hours. open_until: the said end, or the last event and the timeout. Errors of mindwell_internal.check_period, 22023 for a timeout that is not positive or exceeds 24 hours.';

CREATE FUNCTION @extschema@.analytics_sessions(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    time_zone text DEFAULT 'UTC',
    timeout interval DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, sessions bigint, mean_duration_seconds double precision,
               median_duration_seconds double precision, events_per_session double precision,
               bounce_rate double precision, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    bounce_seconds CONSTANT integer := 10;
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
BEGIN
    RETURN QUERY
    SELECT b.starts, coalesce(s.sessions, 0), s.mean_duration, s.median_duration, s.events_per_session,
           s.bounce_rate, b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN (SELECT d.bucket, count(*) AS sessions,
                      avg(d.duration) AS mean_duration,
                      pg_catalog.percentile_cont(0.5) WITHIN GROUP (ORDER BY d.duration) AS median_duration,
                      CAST(avg(d.events) AS double precision) AS events_per_session,
                      avg(CASE WHEN d.events = 1 OR d.duration < bounce_seconds THEN 1.0::double precision ELSE 0 END) AS bounce_rate
               FROM (SELECT pg_catalog.width_bucket(p.started, borders) AS bucket, p.events,
                            CAST(EXTRACT(epoch FROM p.ended - p.started) AS double precision) AS duration
                     FROM mindwell_internal.session_spans(first_border, last_border, timeout, false) AS p
                     WHERE p.started >= first_border) AS d
               GROUP BY 1) AS s ON s.bucket = b.bucket
    ORDER BY b.bucket;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_sessions(timestamptz, timestamptz, text, text, interval, timestamptz) IS
'Sessions by the hour, day, week or month of a time zone in which they start: how many, mean and median of their durations in seconds, events per session, and the fraction that bounced (one event, or shorter than 10 seconds); NULL where there are none. Intervals that the period touches are counted whole. timeout ends a session without events; NULL is the setting mindwell_analytics.session_timeout. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain, an unknown time zone or a timeout that is not positive or exceeds 24 hours, 22004 without from_time, to_time or time_zone, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_session_timeline(
    from_time timestamptz,
    to_time timestamptz,
    timeout interval DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, session_id text, user_id text, ended timestamptz,
               duration_seconds double precision, events bigint, is_open boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT s.started, CAST(s.session_id AS text), CAST(s.user_id AS text), s.ended,
           CAST(EXTRACT(epoch FROM s.ended - s.started) AS double precision), s.events,
           s.started <= as_of AND s.open_until > as_of
    FROM mindwell_internal.session_spans(from_time, to_time, timeout, true) AS s
    ORDER BY s.started, s.session_id, s.user_id;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_session_timeline(timestamptz, timestamptz, interval, timestamptz) IS
'Each session that overlaps [from_time, to_time), in order of its start: its id (NULL where the client gave none), a user of it, its end (session_ended, else the last event), duration in seconds, number of events, and whether it was open at as_of. Errors as of analytics_sessions.';
