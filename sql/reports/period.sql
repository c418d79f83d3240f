
-- Periods and buckets of reports ----------------------------------------------------

CREATE FUNCTION mindwell_internal.check_period(from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF from_time IS NULL OR to_time IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'from_time and to_time must not be null';
    ELSIF NOT pg_catalog.isfinite(from_time) OR NOT pg_catalog.isfinite(to_time) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'from_time and to_time must be finite';
    ELSIF from_time >= to_time THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'from_time must lie before to_time';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_period(timestamptz, timestamptz) IS
'Internal: 22004 unless both are given, 22008 unless finite, 22023 unless from_time lies before to_time.';

CREATE FUNCTION mindwell_internal.check_time_zone(name text) RETURNS void
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_check_time_zone';
COMMENT ON FUNCTION mindwell_internal.check_time_zone(text) IS
'Internal: 22023 unless a text names a time zone; the hint names the closest one, if any is close.';

-- Hours are counted from the first one, for local hours have gaps and repeat when
-- the clocks change; longer grains are the time zone's own days, weeks and months.
CREATE FUNCTION mindwell_internal.bucket_borders(
    from_time timestamptz, to_time timestamptz, grain text, time_zone text)
RETURNS timestamptz[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most_buckets CONSTANT integer := 100000;
    step interval;
    borders timestamptz[];
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    IF grain IS NULL OR grain NOT IN ('hour', 'day', 'week', 'month') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid grain',
            HINT = 'It is ''hour'', ''day'', ''week'' or ''month''.';
    ELSIF time_zone IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'time_zone must not be null',
            HINT = 'Name one, for example ''UTC'' or ''Europe/Berlin''.';
    END IF;
    PERFORM mindwell_internal.check_time_zone(time_zone);

    step := CAST('1 ' || grain AS pg_catalog.interval);
    -- before 16 a difference of times beyond 292471 years is another one, unsaid
    IF (EXTRACT(epoch FROM to_time) - EXTRACT(epoch FROM from_time)) / EXTRACT(epoch FROM step) > most_buckets THEN
        RAISE EXCEPTION USING
            ERRCODE = 'program_limit_exceeded',
            MESSAGE = 'too many buckets between from_time and to_time',
            DETAIL = pg_catalog.format('At most %s are possible.', most_buckets),
            HINT = 'Choose a coarser grain, or a shorter period.';
    END IF;

    IF grain = 'hour' THEN
        SELECT pg_catalog.array_agg(b ORDER BY b) INTO borders
        FROM pg_catalog.generate_series(pg_catalog.date_trunc(grain, from_time, time_zone), to_time + step, step) AS b
        WHERE b - step < to_time;
    ELSE
        SELECT pg_catalog.array_agg(b.local_time AT TIME ZONE time_zone ORDER BY b.local_time) INTO borders
        FROM pg_catalog.generate_series(pg_catalog.date_trunc(grain, from_time AT TIME ZONE time_zone),
                                        (to_time AT TIME ZONE time_zone) + step, step) AS b (local_time)
        WHERE (b.local_time - step) AT TIME ZONE time_zone < to_time;
    END IF;
    RETURN borders;
END
$$;
COMMENT ON FUNCTION mindwell_internal.bucket_borders(timestamptz, timestamptz, text, text) IS
'Internal: the starts of all hours, days, weeks (Monday) or months of a time zone that overlap [from_time, to_time), and the end of the last one. Errors of mindwell_internal.check_period, 22023 for another grain or an unknown time zone, 22004 without one, 54000 for more than 100000 buckets.';

CREATE FUNCTION mindwell_internal.buckets(borders timestamptz[], as_of timestamptz)
RETURNS TABLE (bucket integer, starts timestamptz, ends timestamptz, is_complete boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT b.bucket, borders[b.bucket], borders[b.bucket + 1], borders[b.bucket + 1] <= as_of
    FROM pg_catalog.generate_series(1, pg_catalog.cardinality(borders) - 1) AS b (bucket);
END;
COMMENT ON FUNCTION mindwell_internal.buckets(timestamptz[], timestamptz) IS
'Internal: the buckets between borders, numbered as width_bucket(time, borders) does, and whether each had ended at as_of.';
