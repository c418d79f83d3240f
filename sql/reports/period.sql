
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

CREATE FUNCTION mindwell_internal.calendar_borders(
    from_time timestamptz, to_time timestamptz, grain text, time_zone text) RETURNS timestamptz[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_calendar_borders';
COMMENT ON FUNCTION mindwell_internal.calendar_borders(timestamptz, timestamptz, text, text) IS
'Internal: the starts of all hours, days, weeks (Monday) or months of a time zone that overlap [from_time, to_time), and the end of the last one. A day begins when its date is first reached; a date that the zone skips has none; where a change of the clock repeats a part of an hour there are two. 22023 for another grain or an unknown time zone, 22008 beyond the range of timestamps, 54000 for more than 100000 buckets.';

CREATE FUNCTION mindwell_internal.day_start(day date, time_zone text) RETURNS timestamptz
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_day_start';
COMMENT ON FUNCTION mindwell_internal.day_start(date, text) IS
'Internal: when a date, or one after it, is first reached in a time zone. 22023 for an unknown time zone, 22008 beyond the range of timestamps.';

CREATE FUNCTION mindwell_internal.local_time(instant timestamptz, time_zone text) RETURNS timestamp
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_local_time';
COMMENT ON FUNCTION mindwell_internal.local_time(timestamptz, text) IS
'Internal: what the clock of a time zone shows at an instant. 22023 for an unknown time zone, 22008 for infinity.';

CREATE FUNCTION mindwell_internal.bucket_borders(
    from_time timestamptz, to_time timestamptz, grain text, time_zone text)
RETURNS timestamptz[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
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
    RETURN mindwell_internal.calendar_borders(from_time, to_time, grain, time_zone);
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
