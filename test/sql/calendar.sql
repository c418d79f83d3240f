-- The calendar: days and their parts in time zones whose clocks are changed.  Every zone: test/oracle/time_zones.py.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET TimeZone = 'UTC';
SET DateStyle = 'Postgres, MDY';
SET client_min_messages = warning;
SET mindwell_analytics.max_event_age = 0;
CREATE FUNCTION pg_temp.refusal(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
BEGIN
    EXECUTE query;
    RETURN 'it succeeds';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', SQLSTATE, SQLERRM, nullif(hint, ''));
END
$$;

-- The midnight that comes twice, on 27 October 2024 on the Azores, begins one day: whatever the period, and for every report.
BEGIN;
INSERT INTO analytics_events (user_id, occurred_at, event_type)
SELECT md5(i::text)::uuid, '2024-10-26 00:00Z'::timestamptz + i * interval '10 min', 'page_view' FROM generate_series(0, 287) AS i;
SELECT "time", active_users FROM analytics_active_users('2024-10-26 00:00Z', '2024-10-28 00:00Z', 'day', 'Atlantic/Azores');
SELECT "time", active_users FROM analytics_active_users('2024-10-27 00:00Z', '2024-10-27 00:45Z', 'day', 'Atlantic/Azores');
SELECT "time", cohort_size FROM analytics_retention('page_view', 'page_view', '2024-10-26 00:00Z', '2024-10-28 00:00Z', 'day', 0,
    time_zone => 'Atlantic/Azores');
SELECT "time", new_users FROM analytics_lifecycle('2024-10-26 00:00Z', '2024-10-28 00:00Z', 'day', 'Atlantic/Azores');
SELECT "time", sessions FROM analytics_sessions('2024-10-26 00:00Z', '2024-10-28 00:00Z', 'day', 'Atlantic/Azores');
ROLLBACK;

-- So does a month: 04:30 UTC on 1 November 2020 is the first of the month in Havana, where it is half past midnight for the first time.
SELECT mindwell_internal.bucket_borders('2020-11-01 04:30Z', '2020-11-01 04:31Z', 'month', 'America/Havana'),
       mindwell_internal.day_start('2020-11-01', 'America/Havana');
-- A clock that falls back across midnight stays in the new day.
SELECT mindwell_internal.bucket_borders('2006-10-29 02:30Z', '2006-10-30 00:00Z', 'day', 'America/St_Johns');
-- A date that is skipped is no day, and a day later is the next one that there was.
SELECT mindwell_internal.bucket_borders('2011-12-29 10:00Z', '2011-12-31 10:00Z', 'day', 'Pacific/Apia'),
       mindwell_internal.day_start('2011-12-30', 'Pacific/Apia') = mindwell_internal.day_start('2011-12-31', 'Pacific/Apia') AS no_day;
SELECT (analytics_retention_agg(1, at, at < '2011-12-30 10:00Z', true, 'day', 1, '{"time_zone": "Pacific/Apia"}'))[2].actors
FROM unnest('{2011-12-29 12:00Z,2011-12-30 12:00Z}'::timestamptz[]) AS at;

-- An hour that is repeated by half is two; SQL and the aggregate agree.
SELECT border, (analytics_retention_agg(1, border, true, true, 'hour', 0, '{"time_zone": "Australia/Lord_Howe"}'))[1].cohort = border AS agree
FROM unnest(mindwell_internal.bucket_borders('2026-04-04 14:00Z', '2026-04-04 17:00Z', 'hour', 'Australia/Lord_Howe')) AS border
GROUP BY border ORDER BY border;
-- One that is cut, too.
SELECT mindwell_internal.bucket_borders('2026-10-03 15:00Z', '2026-10-03 17:00Z', 'hour', 'Australia/Lord_Howe');

-- One resolver: what is no zone's name is none for any report.
SELECT zone, split_part(pg_temp.refusal(format('SELECT FROM analytics_active_users(%L, %L, time_zone => %L)', '2024-07-01Z', '2024-07-02Z', zone)), ' The view', 1) AS active_users,
       pg_temp.refusal(format('SELECT analytics_retention_agg(1, %L::timestamptz, true, true, ''day'', 0, %L)', '2024-07-01Z',
                       jsonb_build_object('time_zone', zone)))
       = pg_temp.refusal(format('SELECT FROM analytics_active_users(%L, %L, time_zone => %L)', '2024-07-01Z', '2024-07-02Z', zone)) AS agree
FROM unnest('{Europe/Berlin,europe/berlin,+02:00,-5,+05:30,posix/Europe/Berlin,Factory,Etc/GMT-2,<a>3}'::text[]) AS zone;
SELECT zone, split_part(pg_temp.refusal(format('SELECT FROM analytics_active_users(%L, %L, time_zone => %L)', '2024-07-01Z', '2024-07-02Z', zone)), ' | ', 2) AS refused
FROM unnest('{PDT,MSK,CEST,UTC+3}'::text[]) AS zone;
-- Where the system has the zones that are called as abbreviations are, they have all their rules: in July CET is two hours ahead.
SELECT NOT EXISTS (SELECT FROM pg_timezone_names WHERE name = 'CET')
       OR mindwell_internal.local_time('2024-07-01 12:00Z', CASE WHEN EXISTS (SELECT FROM pg_timezone_names WHERE name = 'CET') THEN 'CET' ELSE 'UTC' END) = '2024-07-01 14:00' AS summer;

-- Beyond the range of times: an error, and no border.
SELECT pg_temp.refusal($$SELECT mindwell_internal.bucket_borders('294276-12-31 12:00Z', '294276-12-31 13:00Z', 'month', 'UTC')$$) AS last_month,
       pg_temp.refusal($$SELECT mindwell_internal.bucket_borders('4714-11-24 12:00Z BC', '4714-11-24 13:00Z BC', 'month', 'UTC')$$) AS first_month;

-- A day that has not begun at as_of is not among those of a mean, and nobody has left in it.
BEGIN;
INSERT INTO analytics_events (user_id, occurred_at, event_type)
SELECT md5(i::text)::uuid, '2024-11-01 10:00Z', 'page_view' FROM generate_series(1, 2) AS i;
SELECT mean_daily_users, monthly_users, dau_mau FROM analytics_dau_mau('2024-11-01 00:00Z', '2024-11-02 00:00Z', as_of => '2024-11-02 00:00Z');
SELECT "time", dormant_users FROM analytics_lifecycle('2024-11-01 00:00Z', '2024-11-03 00:00Z', as_of => '2024-11-01 12:00Z');
SELECT "time", dormant_users FROM analytics_lifecycle('2024-11-01 00:00Z', '2024-11-03 00:00Z', as_of => '2024-11-02 12:00Z');
ROLLBACK;

DROP FUNCTION pg_temp.refusal(text);
