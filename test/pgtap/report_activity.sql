-- Active users, stickiness, lifecycle: against plain SQL, in time zones with and without changing clocks.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'UTC';

SELECT plan(44);

-- 75 days with a change of clocks in Los Angeles (3 November) and on Lord Howe (6 October), a partition for each
SELECT count(mindwell_internal.create_partition('day', 'analytics_partitions', d))
FROM generate_series('2024-09-20 00:00Z'::timestamptz, '2024-12-04 00:00Z', '1 day') AS d;
-- nothing depends on these
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2024-09-25 00:00Z'::timestamptz + i * 977 % 64801 * interval '100 seconds',
	CASE WHEN i % 17 > 0 THEN md5((i * i % 89)::text)::uuid END, 'page_viewed', '{}'
FROM generate_series(1, 1500) AS i;
-- at the borders of days, to the microsecond
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT d AT TIME ZONE z + i * interval '1 microsecond', md5('border' || i)::uuid, 'page_viewed', '{}'
FROM unnest(ARRAY['UTC', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu']) AS z,
	unnest(ARRAY['2024-10-06', '2024-10-07', '2024-11-01', '2024-11-03', '2024-11-04']::timestamp[]) AS d, generate_series(-1, 1) AS i;
ANALYZE analytics_events;

CREATE TABLE args AS
SELECT grain, zone, '2024-10-01 10:00Z'::timestamptz AS f, '2024-11-20 03:00Z'::timestamptz AS t, '2024-11-15 00:00Z'::timestamptz AS as_of
FROM unnest(ARRAY['day', 'week', 'month']) AS grain,
	unnest(ARRAY['UTC', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu']) AS zone;

-- the events of the period's whole buckets
CREATE FUNCTION within(grain text, zone text, f timestamptz, t timestamptz) RETURNS TABLE (bucket timestamptz, user_id uuid)
LANGUAGE sql AS $$
	SELECT date_trunc(grain, occurred_at, zone), user_id FROM analytics_events
	WHERE date_trunc(grain, occurred_at, zone) BETWEEN date_trunc(grain, f, zone) AND date_trunc(grain, t - interval '1 microsecond', zone)
		AND user_id IS NOT NULL
$$;

SELECT results_eq(
	format('SELECT "time", active_users FROM analytics_active_users(%L, %L, %L, %L) WHERE active_users > 0', f, t, grain, zone),
	format('SELECT bucket, count(DISTINCT user_id) FROM within(%L, %L, %L, %L) GROUP BY 1 ORDER BY 1', grain, zone, f, t),
	format('active users by %s in %s', grain, zone))
FROM args;
SELECT results_eq(
	$$SELECT "time", active_users FROM analytics_active_users('2024-11-02 10:30Z', '2024-11-04 00:00Z', 'hour', 'America/Los_Angeles') WHERE active_users > 0$$,
	$$SELECT date_trunc('hour', occurred_at, 'UTC'), count(DISTINCT user_id) FROM analytics_events
		WHERE occurred_at >= '2024-11-02 10:00Z' AND occurred_at < '2024-11-04 00:00Z' AND user_id IS NOT NULL GROUP BY 1 ORDER BY 1$$,
	'active users by hour, while the clocks change');
SELECT results_eq(
	$$SELECT "time", active_users, is_complete FROM analytics_active_users('2025-01-01 00:00Z', '2025-01-03 00:00:00.000001Z', as_of => '2025-01-02 00:00Z')$$,
	$$VALUES ('2025-01-01 00:00Z'::timestamptz, 0::bigint, true), ('2025-01-02 00:00Z', 0, false), ('2025-01-03 00:00Z', 0, false)$$,
	'days without users are listed; a day is complete when it has ended');
SELECT is(count(*), 23::bigint, 'a week begins on Monday')
FROM analytics_active_users('2024-07-01', '2024-12-02', 'week', 'Europe/Berlin')
WHERE EXTRACT(isodow FROM "time" AT TIME ZONE 'Europe/Berlin') = 1;
SELECT is(count(*), 25::bigint, 'a day on which the clocks go back has 25 hours')
FROM analytics_active_users('2024-11-03 07:00Z', '2024-11-04 08:00Z', 'hour', 'America/Los_Angeles');

-- stickiness
SELECT results_eq(
	$$SELECT intervals, users FROM analytics_stickiness('2024-10-01', '2024-11-20', 'week', time_zone => 'Asia/Kathmandu') WHERE users > 0$$,
	$$SELECT n, count(*) FROM (SELECT count(DISTINCT bucket) AS n FROM within('week', 'Asia/Kathmandu', '2024-10-01', '2024-11-20') GROUP BY user_id) AS u
		GROUP BY 1 ORDER BY 1$$,
	'stickiness by week');
SELECT results_eq(
	$$SELECT intervals, users FROM analytics_stickiness('2024-10-01', '2024-11-20', 'week', 3, true)$$,
	$$SELECT k, (SELECT count(*) FROM (
			SELECT FROM (SELECT user_id, bucket FROM within('week', 'UTC', '2024-10-01', '2024-11-20') GROUP BY 1, 2 HAVING count(*) >= 3) AS a
			GROUP BY user_id HAVING count(*) >= k) AS u)
		FROM generate_series(1::bigint, 8) AS k$$,
	'stickiness, cumulative, at least three events');
SELECT results_eq(
	$$SELECT sum(users), sum(share), bool_and(is_complete) FROM analytics_stickiness('2024-10-01', '2024-11-20', as_of => '2024-11-21 00:00Z')$$,
	$$SELECT count(DISTINCT user_id)::numeric, 1::float8, true FROM within('day', 'UTC', '2024-10-01', '2024-11-20')$$,
	'the shares of exact stickiness add up to all users');
SELECT results_eq(
	$$SELECT DISTINCT users, share, is_complete FROM analytics_stickiness('2023-01-01', '2023-02-01', as_of => '2023-01-15')$$,
	$$VALUES (0::bigint, NULL::float8, false)$$,
	'stickiness of a period without users');
SELECT throws_ok($$SELECT FROM analytics_stickiness('2024-10-01', '2024-11-20', minimum_events => 0)$$, '22023', NULL, 'no events at least');
SELECT throws_ok($$SELECT FROM analytics_stickiness('2024-10-01', '2024-11-20', cumulative => NULL)$$, '22004', NULL, 'cumulative is NULL');

-- DAU/MAU
SELECT results_eq(
	$$SELECT "time", round(mean_daily_users::numeric, 9), monthly_users, round(dau_mau::numeric, 9), is_complete
		FROM analytics_dau_mau('2024-10-31', '2024-11-02', 'America/Los_Angeles', '2024-11-15 12:00Z')$$,
	$$SELECT m, round(sum(dau) / days, 9), max(mau), round(sum(dau) / days / max(mau), 9), days = 31
		FROM (SELECT date_trunc('month', bucket, 'America/Los_Angeles') AS m, count(DISTINCT user_id) AS dau
			FROM within('day', 'America/Los_Angeles', '2024-10-01 07:00Z', '2024-11-15 12:00Z') GROUP BY bucket, 1) AS d
		JOIN (SELECT bucket AS m, count(DISTINCT user_id) AS mau FROM within('month', 'America/Los_Angeles', '2024-10-31', '2024-11-30') GROUP BY 1) AS u USING (m),
			LATERAL (SELECT CASE WHEN m < '2024-10-15' THEN 31 ELSE 15 END AS days) AS n
		GROUP BY m, days ORDER BY m$$,
	'DAU/MAU; of a month that lasts, over the days so far');

-- lifecycle
PREPARE lifecycle AS
SELECT "time", new_users, returning_users, resurrected_users, dormant_users
FROM analytics_lifecycle('2024-10-15', '2024-11-10', 'week', 'America/Los_Angeles');
SELECT results_eq('lifecycle',
	$$WITH active AS (SELECT DISTINCT user_id, date_trunc('week', occurred_at AT TIME ZONE 'America/Los_Angeles') AS w
			FROM analytics_events WHERE user_id IS NOT NULL),
		weeks AS (SELECT w FROM generate_series('2024-10-14'::timestamp, '2024-11-04', '1 week') AS w)
	SELECT w AT TIME ZONE 'America/Los_Angeles',
		(SELECT count(*) FROM active AS a WHERE a.w = weeks.w AND NOT EXISTS (SELECT FROM active AS b WHERE b.user_id = a.user_id AND b.w < a.w)),
		(SELECT count(*) FROM active AS a WHERE a.w = weeks.w AND EXISTS (SELECT FROM active AS b WHERE b.user_id = a.user_id AND b.w = a.w - interval '1 week')),
		(SELECT count(*) FROM active AS a WHERE a.w = weeks.w AND EXISTS (SELECT FROM active AS b WHERE b.user_id = a.user_id AND b.w < a.w)
			AND NOT EXISTS (SELECT FROM active AS b WHERE b.user_id = a.user_id AND b.w = a.w - interval '1 week')),
		(SELECT - count(*) FROM active AS a WHERE a.w = weeks.w - interval '1 week' AND NOT EXISTS (SELECT FROM active AS b WHERE b.user_id = a.user_id AND b.w = weeks.w))
	FROM weeks ORDER BY 1$$,
	'lifecycle by week');
SELECT results_eq(
	$$SELECT sum(l.new_users + l.returning_users + l.resurrected_users - u.active_users), bool_and(l.is_complete = u.is_complete)
		FROM analytics_lifecycle('2024-10-15', '2024-11-10', as_of => '2024-11-01') AS l
		JOIN analytics_active_users('2024-10-15', '2024-11-10', as_of => '2024-11-01') AS u USING ("time")$$,
	'VALUES (0::numeric, true)',
	'the kinds of the active add up to the active');
SELECT is(min(history_from), (SELECT min(occurred_at) FROM analytics_events WHERE user_id IS NOT NULL), 'the history begins with the first event')
FROM analytics_lifecycle('2024-10-15', '2024-10-16');

-- bad arguments
SELECT throws_ok(format('SELECT FROM analytics_active_users(%s)', a), state, NULL, what)
FROM (VALUES
	($$'2024-01-02', '2024-01-02'$$, '22023', 'an empty period'),
	($$'2024-01-02', '2024-01-01'$$, '22023', 'a period that ends before it begins'),
	($$NULL, '2024-01-01'$$, '22004', 'no beginning'),
	($$'2024-01-01', NULL$$, '22004', 'no end'),
	($$'-infinity', '2024-01-01'$$, '22008', 'a beginning that never was'),
	($$'2024-01-01', 'infinity'$$, '22008', 'an end that never comes'),
	($$'2024-01-01', '2024-01-02', 'fortnight'$$, '22023', 'another grain'),
	($$'2024-01-01', '2024-01-02', NULL$$, '22023', 'no grain'),
	($$'2024-01-01', '2024-01-02', 'day', 'Mars/Olympus'$$, '22023', 'an unknown time zone'),
	($$'2024-01-01', '2024-01-02', 'day', NULL$$, '22004', 'no time zone'),
	($$'1900-01-01', '2024-01-02', 'hour'$$, '54000', 'too many hours')) AS v (a, state, what);

-- only the period's partitions are touched
CREATE FUNCTION locked_partitions() RETURNS bigint LANGUAGE sql AS $$
	SELECT count(*) FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
	WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.mode <> 'SIReadLock' AND c.relnamespace = 'analytics_partitions'::regnamespace AND c.relkind = 'r'
$$;
BEGIN;
SELECT count(*) FROM analytics_active_users('2024-11-05 00:00Z', '2024-11-07 00:00Z');
SELECT is(locked_partitions(), 2::bigint, 'active users of two days lock two partitions');
COMMIT;
BEGIN;
SELECT count(*) FROM analytics_stickiness('2024-11-05 00:00Z', '2024-11-12 00:00Z');
SELECT is(locked_partitions(), 7::bigint, 'stickiness of seven days locks seven partitions');
COMMIT;

-- each tenant sees its own, the owner of the tables too
SET mindwell_analytics.tenant_id = '11111111-1111-1111-1111-111111111111';
INSERT INTO analytics_events (occurred_at, session_id, user_id, event_type, properties)
VALUES ('2024-11-05 10:00Z', gen_random_uuid(), gen_random_uuid(), 'page_viewed', '{}');
CREATE FUNCTION seen() RETURNS bigint[] LANGUAGE sql AS $$
	SELECT ARRAY[(SELECT sum(active_users) FROM analytics_active_users('2024-11-05 00:00Z', '2024-11-06 00:00Z')),
		(SELECT sum(users) FROM analytics_stickiness('2024-11-05 00:00Z', '2024-11-06 00:00Z')),
		(SELECT sum(monthly_users) FROM analytics_dau_mau('2024-11-05 00:00Z', '2024-11-06 00:00Z')),
		(SELECT sum(new_users + returning_users + resurrected_users) FROM analytics_lifecycle('2024-11-05 00:00Z', '2024-11-06 00:00Z')),
		(SELECT sum(sessions) FROM analytics_sessions('2024-11-05 00:00Z', '2024-11-06 00:00Z')),
		(SELECT count(*) FROM analytics_session_timeline('2024-11-05 00:00Z', '2024-11-06 00:00Z')),
		(SELECT peak_concurrent_sessions FROM analytics_concurrent_peak('2024-11-05 00:00Z', '2024-11-06 00:00Z'))]::bigint[]
$$;
SELECT is(seen(), '{1,1,1,1,1,1,1}'::bigint[], 'a tenant''s reports show the tenant''s events');
SET mindwell_analytics.tenant_id = '22222222-2222-2222-2222-222222222222';
SELECT is(seen(), '{0,0,0,0,0,0,0}'::bigint[], 'and no other''s');

-- What was purged is known from the user-days: who had been there before is not new.
SET client_min_messages = error;
CREATE TABLE before_purge AS
SELECT grain, l."time", l.new_users, l.returning_users, l.resurrected_users, l.dormant_users, l.is_complete
FROM unnest(ARRAY['day', 'week', 'month']) AS grain, analytics_lifecycle('2024-10-15', '2024-11-20', grain) AS l;
CREATE TABLE cohorts_before_purge AS
SELECT cohorts, r."time", r.cohort_size, r.period, r.actors FROM unnest(ARRAY['first_time', 'recurring']) AS cohorts,
	analytics_retention(NULL, NULL, '2024-10-15', '2024-11-20', cohorts => cohorts) AS r;
UPDATE analytics_retention_policies SET keep = '30 days' WHERE retention_class = 'events';
SET default_transaction_isolation = 'read committed';
SELECT isnt_empty($$SELECT * FROM analytics_purge(as_of => '2024-12-01 00:00Z')$$, 'October is purged');
SELECT set_eq(
	$$SELECT grain, l."time", l.new_users, l.returning_users, l.resurrected_users, l.dormant_users, l.is_complete
		FROM unnest(ARRAY['day', 'week', 'month']) AS grain, analytics_lifecycle('2024-10-15', '2024-11-20', grain) AS l$$,
	'TABLE before_purge', 'lifecycle is as before the purge');
SELECT set_eq(
	$$SELECT cohorts, r."time", r.cohort_size, r.period, r.actors FROM unnest(ARRAY['first_time', 'recurring']) AS cohorts,
		analytics_retention(NULL, NULL, '2024-10-15', '2024-11-20', cohorts => cohorts) AS r$$,
	'TABLE cohorts_before_purge', 'retention of any activity is as before the purge');

SELECT * FROM finish();
