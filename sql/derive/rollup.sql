
-- Rollups --------------------------------------------------------------------------
--
-- What is common to the files that fill, read and verify rollups: the lock, periods, and
-- the days on which a value depends.  How a refresh goes is at the head of refresh.sql.
--
-- A day's values come from its events; a week's or month's from its days
-- (analytics_user_days and daily values), and so they survive the purge of events.

CREATE FUNCTION mindwell_internal.lock_rollups()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT mindwell_internal.take_turn('rollups')
$$;
COMMENT ON FUNCTION mindwell_internal.lock_rollups() IS
'Internal: takes, until the end of the transaction, the one lock under which rollups are written. 55P03 when it is not to be had in time.';

CREATE FUNCTION mindwell_internal.forget_logged_days()
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_forget_logged_days';
COMMENT ON FUNCTION mindwell_internal.forget_logged_days() IS
'Internal: what this transaction has logged is not in the log any more: the next event of such a day is logged again.';

CREATE FUNCTION mindwell_internal.period_start(period text, day date)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(pg_catalog.date_trunc(CASE period WHEN 'daily' THEN 'day' WHEN 'weekly' THEN 'week' WHEN 'monthly' THEN 'month' END,
                                  CAST(day AS pg_catalog.timestamp)) AS pg_catalog.date);
COMMENT ON FUNCTION mindwell_internal.period_start(text, date) IS
'Internal: the first day of the day, week (Monday) or month in which a day lies.';

CREATE FUNCTION mindwell_internal.period_length(period text)
RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE period WHEN 'daily' THEN interval '1 day' WHEN 'weekly' THEN interval '7 days' WHEN 'monthly' THEN interval '1 month' END;
COMMENT ON FUNCTION mindwell_internal.period_length(text) IS
'Internal: how long a day, week or month lasts.';

CREATE FUNCTION mindwell_internal.period_end(period text, starts_on date)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(starts_on + mindwell_internal.period_length(period) AS pg_catalog.date);
COMMENT ON FUNCTION mindwell_internal.period_end(text, date) IS
'Internal: the day after the period that begins on a day.';

CREATE FUNCTION mindwell_internal.utc(day date)
RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(day AS pg_catalog.timestamp) AT TIME ZONE 'UTC';
COMMENT ON FUNCTION mindwell_internal.utc(date) IS
'Internal: when a UTC day begins.';

CREATE FUNCTION mindwell_internal.depends_from(periods_before double precision, period text, starts_on date)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE periods_before WHEN 'infinity' THEN date '-infinity'
                           ELSE CAST(starts_on - periods_before * mindwell_internal.period_length(period) AS pg_catalog.date) END;
COMMENT ON FUNCTION mindwell_internal.depends_from(double precision, text, date) IS
'Internal: the first day on which the value of a period depends, of a metric that looks at so many periods before.';

CREATE FUNCTION mindwell_internal.depends_to(periods_after double precision, period text, starts_on date)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(mindwell_internal.period_end(period, starts_on) + periods_after * mindwell_internal.period_length(period) AS pg_catalog.date);
COMMENT ON FUNCTION mindwell_internal.depends_to(double precision, text, date) IS
'Internal: the day after the last one on which the value of a period depends, of a metric that looks at so many periods after.';

-- A metric of the user's own looks at no other period.
CREATE FUNCTION mindwell_internal.metric_reach(metric text)
RETURNS TABLE (periods_before double precision, periods_after double precision, is_builtin boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE(pg_catalog.max(b.periods_before), 0), COALESCE(pg_catalog.max(b.periods_after), 0), pg_catalog.count(*) > 0
    FROM mindwell_internal.builtin_metrics() b
    WHERE b.name = metric
$$;
COMMENT ON FUNCTION mindwell_internal.metric_reach(text) IS
'Internal: at how many periods before and after its own a value of a metric looks, and whether that is built in; one row.';

-- Weeks and months of built-in metrics are made of what is rolled up, and never final.
CREATE FUNCTION mindwell_internal.is_final(
    is_builtin boolean, periods_before double precision, periods_after double precision, period text, starts_on date)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (period = 'daily' OR NOT is_builtin)
           AND EXISTS (SELECT FROM @extschema@.analytics_sealed_days s
                       WHERE s.day >= mindwell_internal.depends_from(periods_before, period, starts_on)
                         AND s.day < mindwell_internal.depends_to(periods_after, period, starts_on))
$$;
COMMENT ON FUNCTION mindwell_internal.is_final(boolean, double precision, double precision, text, date) IS
'Internal: were events purged that a value is made of, so that it cannot be computed again?';

CREATE FUNCTION mindwell_internal.metric_metadata(definition_version integer, currencies jsonb DEFAULT NULL)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_build_object(
    'calculated_at', pg_catalog.to_char(pg_catalog.statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'definition_version', definition_version)
    || CASE WHEN currencies IS NULL THEN '{}' ELSE pg_catalog.jsonb_build_object('currencies', currencies) END;
COMMENT ON FUNCTION mindwell_internal.metric_metadata(integer, jsonb) IS
'Internal: the metadata of a value that is computed now; currencies NULL: of none.';

CREATE FUNCTION mindwell_internal.is_another_value(
    stored double precision, stored_metadata jsonb, computed double precision, computed_metadata jsonb)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN stored_metadata IS NULL OR stored IS DISTINCT FROM computed
       OR stored_metadata - 'calculated_at' <> computed_metadata - 'calculated_at';
COMMENT ON FUNCTION mindwell_internal.is_another_value(double precision, jsonb, double precision, jsonb) IS
'Internal: is what was computed to be written: not if it is the value that is stored, which keeps the time at which it was computed. stored_metadata NULL: none is stored.';

-- A user's day is not always the UTC day in which they do something, and they may fill in
-- the day before.  What is further off is a mistake: a value must not look at all days.
CREATE FUNCTION mindwell_internal.own_day(property jsonb, day date)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN property IS NULL THEN day
            ELSE day + CASE property WHEN pg_catalog.to_jsonb(day - 1) THEN -1 WHEN pg_catalog.to_jsonb(day - 2) THEN -2
                                     WHEN pg_catalog.to_jsonb(day + 1) THEN 1 ELSE 0 END END;
COMMENT ON FUNCTION mindwell_internal.own_day(jsonb, date) IS
'Internal: the day for which an event of a UTC day counts: that of a property, where it is a date at most two days before or one day after.';

CREATE FUNCTION mindwell_internal.property_text(properties jsonb, name text) RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_property_text';
COMMENT ON FUNCTION mindwell_internal.property_text(jsonb, text) IS
'Internal: a property as text, as the operator ->> gives it, but equal numbers (42, 42.0) are one text. NULL when it is absent or null.';

-- A property that cannot be an amount counts as absent.  Sums are in numeric, and so
-- do not depend on the order of the events.
CREATE FUNCTION mindwell_internal.amount_of(property jsonb)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.jsonb_typeof(property) = 'number'
            THEN CASE WHEN pg_catalog.abs(CAST(property AS pg_catalog.numeric)) < 1e15 THEN CAST(property AS pg_catalog.numeric) END END;
COMMENT ON FUNCTION mindwell_internal.amount_of(jsonb) IS
'Internal: the number that a property is; NULL for anything else, and from 1e15 on.';

CREATE FUNCTION mindwell_internal.whole_number_of(property jsonb)
RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN mindwell_internal.amount_of(property) = pg_catalog.trunc(mindwell_internal.amount_of(property))
            THEN CAST(mindwell_internal.amount_of(property) AS pg_catalog.int8) END;
COMMENT ON FUNCTION mindwell_internal.whole_number_of(jsonb) IS
'Internal: the whole number that a property is; NULL for anything else, and from 1e15 on.';

CREATE FUNCTION mindwell_internal.rounded(amount numeric)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(pg_catalog.round(amount, 6) AS double precision);
COMMENT ON FUNCTION mindwell_internal.rounded(numeric) IS
'Internal: a sum or mean of numbers as the value of a metric.';
