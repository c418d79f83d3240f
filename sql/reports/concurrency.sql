
-- Sessions or users at once ---------------------------------------------------------

CREATE FUNCTION mindwell_internal.check_count_by(count_by text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF count_by IS NULL OR count_by NOT IN ('session', 'user') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid count_by',
            HINT = 'It is ''session'' or ''user''.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_count_by(text) IS
'Internal: 22023 unless it is session or user.';

CREATE FUNCTION mindwell_internal.presence(
    from_time timestamptz,
    to_time timestamptz,
    count_by text,
    timeout interval)
RETURNS TABLE (started timestamptz, ended timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
    SELECT p.started, p.ended
    FROM mindwell_internal.session_presence(
             mindwell_internal.session_history(from_time, to_time, timeout, true, count_by = 'user'),
             from_time, count_by = 'user') AS p;
END;
COMMENT ON FUNCTION mindwell_internal.presence(timestamptz, timestamptz, text, interval) IS
'Internal: the intervals during which sessions were open, or with count_by user the intervals during which users had any session open, that overlap a period. Errors of mindwell_internal.session_history.';

CREATE FUNCTION @extschema@.analytics_concurrency(
    from_time timestamptz,
    to_time timestamptz,
    bucket_width interval DEFAULT '1 hour',
    count_by text DEFAULT 'session',
    timeout interval DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, opening bigint, peak bigint, peak_time timestamptz, mean double precision,
               is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_count_by(count_by);
    RETURN QUERY
    SELECT b."time", b.opening, b.peak, b.peak_time, b.mean, least(b."time" + bucket_width, to_time) <= as_of
    FROM (SELECT pg_catalog.unnest(@extschema@.analytics_concurrency_agg(
                     p.started, p.ended, from_time, to_time, bucket_width)) AS series
          -- a row without a start, so that a period without sessions has its buckets
          FROM (SELECT q.started, q.ended FROM mindwell_internal.presence(from_time, to_time, count_by, timeout) AS q
                UNION ALL
                SELECT NULL, NULL) AS p) AS s, LATERAL (SELECT (s.series).*) AS b
    ORDER BY b."time";
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_concurrency(timestamptz, timestamptz, interval, text, interval, timestamptz) IS
'Sessions open at once (count_by session), or users with one (count_by user; anonymous visitors are none), in each bucket of bucket_width counted from from_time: open at its start, the most and when first (NULL for none), and on average over its time. A session without session_ended is open until its last event and the timeout (NULL: the setting mindwell_analytics.session_timeout). is_complete: the bucket had ended at as_of. Errors as of analytics_sessions, 22023 for another count_by or a bucket_width that is not positive or has months, 54000 for more than 1000000 buckets.';

CREATE FUNCTION @extschema@.analytics_concurrent_peak(
    from_time timestamptz,
    to_time timestamptz,
    count_by text DEFAULT 'session',
    timeout interval DEFAULT NULL)
RETURNS TABLE (peak bigint, peak_time timestamptz, period_start timestamptz, period_end timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_count_by(count_by);
    RETURN QUERY
    SELECT @extschema@.analytics_max_concurrency(p.started, p.ended),
           @extschema@.analytics_max_concurrency_at(p.started, p.ended), from_time, to_time
    FROM (SELECT greatest(q.started, from_time) AS started, least(q.ended, to_time) AS ended
          FROM mindwell_internal.presence(from_time, to_time, count_by, timeout) AS q) AS p;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_concurrent_peak(timestamptz, timestamptz, text, interval) IS
'The most sessions (count_by session) or users (count_by user) at once in [from_time, to_time), the first instant of that (NULL for 0), and from_time and to_time as period_start and period_end; one row. Rules and errors as of analytics_concurrency.';

-- A quarter of an hour divides the offset of every time zone from UTC.
CREATE FUNCTION @extschema@.analytics_concurrency_by_hour(
    from_time timestamptz,
    to_time timestamptz,
    time_zone text DEFAULT 'UTC',
    count_by text DEFAULT 'session',
    timeout interval DEFAULT NULL)
RETURNS TABLE (hour_of_day bigint, mean double precision, peak bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    quarter CONSTANT interval := interval '15 minutes';
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, 'hour', time_zone);
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    RETURN QUERY
    SELECT h.hour, avg(c.mean), max(c.peak)
    FROM pg_catalog.generate_series(CAST(0 AS bigint), 23) AS h (hour)
    LEFT JOIN @extschema@.analytics_concurrency(borders[1], borders[pg_catalog.cardinality(borders)], quarter, count_by, timeout, pg_catalog.now()) AS c
        ON EXTRACT(hour FROM mindwell_internal.local_time(c."time", time_zone)) = h.hour
    GROUP BY h.hour
    ORDER BY h.hour;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_concurrency_by_hour(timestamptz, timestamptz, text, text, interval) IS
'For each hour of the day (0 to 23) of a time zone: sessions or users at once, on average over the time of all those hours that the period touches, and at most; NULL for an hour that it does not touch. Rules and errors as of analytics_concurrency.';

CREATE FUNCTION @extschema@.analytics_active_sessions(
    as_of timestamptz DEFAULT now(),
    timeout interval DEFAULT NULL)
RETURNS TABLE ("time" timestamptz, active_sessions bigint, oldest_session_start timestamptz,
               newest_session_start timestamptz, session_ids jsonb, sessions_without_id bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    instant CONSTANT interval := interval '1 microsecond';
BEGIN
    RETURN QUERY
    SELECT as_of, count(*), min(s.started), max(s.started),
           coalesce(pg_catalog.jsonb_agg(s.session_id ORDER BY s.started, s.session_id)
                    FILTER (WHERE s.session_id IS NOT NULL), '[]'),
           count(*) FILTER (WHERE s.session_id IS NULL)
    FROM mindwell_internal.session_spans(as_of, as_of + instant, timeout) AS s
    WHERE s.open_until > as_of;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_active_sessions(timestamptz, interval) IS
'The sessions open at as_of, one row: as_of as time, how many, the earliest and latest start among them (NULL for none), and the ids that clients gave them as a JSON array in order of their starts, and how many have none (sessions_without_id). A session without session_ended is open until its last event and the timeout (NULL: the setting mindwell_analytics.session_timeout). Errors: 22004 without as_of, 22008 for infinity, 22023 for a timeout that is not positive or exceeds 24 hours, 55000 without a store.';
