-- Sessions and concurrency of the store: the rules one by one, then plain SQL on random sessions.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'UTC';

SELECT plan(59);

SELECT count(mindwell_internal.create_partition('day', 'analytics_partitions', d))
FROM generate_series('2024-11-20 00:00Z'::timestamptz, '2025-01-20 00:00Z', '1 day') AS d;

-- nothing depends on it
SET TimeZone = 'America/St_Johns';
CREATE FUNCTION track(at text, session text, actor text, type text) RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (occurred_at, session_id, user_id, event_type, properties)
	VALUES (('2024-11-' || at || 'Z')::timestamptz, md5('session ' || session)::uuid, md5('user ' || actor)::uuid, type, '{}')
$$;
CREATE VIEW drawn AS SELECT md5('session ' || n)::uuid::text AS session_id, n FROM unnest(ARRAY['A', 'B', 'C', 'D', 'open', 'late', 'long', 'end', 'skewed']) AS n;

-- requirement 004's drawing
SELECT track(at, s, s, type)
FROM (VALUES ('26 14:00:00', 'A', 'session_started'), ('26 14:15:00', 'A', 'session_ended'),
	('26 14:06:40', 'B', 'session_started'), ('26 14:40:00', 'B', 'session_ended'),
	('26 14:15:00', 'C', 'session_started'), ('26 14:30:00', 'C', 'session_ended'),
	('26 14:23:20', 'D', 'session_started'), ('26 15:03:20', 'D', 'session_ended')) AS v (at, s, type);
SELECT results_eq(
	$$SELECT peak, peak_time, period_start, period_end FROM analytics_concurrent_peak('2024-11-26 00:00Z', '2024-11-27 00:00Z')$$,
	$$VALUES (3::bigint, '2024-11-26 14:23:20Z'::timestamptz, '2024-11-26 00:00Z'::timestamptz, '2024-11-27 00:00Z'::timestamptz)$$,
	'the drawing''s peak');
SELECT results_eq(
	$$SELECT a.active_sessions, a.oldest_session_start, a.newest_session_start, string_agg(n, ' ' ORDER BY ord), a."time"
		FROM analytics_active_sessions('2024-11-26 14:30Z') AS a, jsonb_array_elements_text(a.session_ids) WITH ORDINALITY AS i (session_id, ord) JOIN drawn USING (session_id)
		GROUP BY 1, 2, 3, 5$$,
	$$VALUES (2::bigint, '2024-11-26 14:06:40Z'::timestamptz, '2024-11-26 14:23:20Z'::timestamptz, 'B D', '2024-11-26 14:30Z'::timestamptz)$$,
	'at 14:30 B and D are open, for C has just ended');
SELECT is(active_sessions, 1::bigint, 'at 14:45 D is open') FROM analytics_active_sessions('2024-11-26 14:45Z');
SELECT results_eq(
	$$SELECT * FROM analytics_active_sessions('2024-11-20 00:00Z')$$,
	$$VALUES ('2024-11-20 00:00Z'::timestamptz, 0::bigint, NULL::timestamptz, NULL::timestamptz, '[]'::jsonb, 0::bigint)$$,
	'no session is open: one row that says so');
SELECT results_eq(
	$$SELECT opening, peak, round(mean::numeric, 6), is_complete FROM analytics_concurrency('2024-11-26 14:00Z', '2024-11-26 15:10Z', '15 minutes', as_of => '2024-11-26 15:09:59Z')$$,
	$$VALUES (1::bigint, 2::bigint, 1.555556, true), (2, 3, 2.444444, true), (2, 2, 1.666667, true), (1, 1, 1.000000, true), (1, 1, 0.333333, false)$$,
	'the drawing by quarters of an hour');
SELECT results_eq(
	$$SELECT "time", peak, peak_time, mean FROM analytics_concurrency('2024-11-20 00:00Z', '2024-11-20 02:00Z')$$,
	$$VALUES ('2024-11-20 00:00Z'::timestamptz, 0::bigint, NULL::timestamptz, 0::float8), ('2024-11-20 01:00Z', 0, NULL, 0)$$,
	'hours without sessions are listed');
SELECT results_eq(
	$$SELECT hour_of_day, round(mean::numeric, 6), peak FROM analytics_concurrency_by_hour('2024-11-26 14:00Z', '2024-11-26 16:00Z') WHERE mean IS NOT NULL$$,
	$$VALUES (14::bigint, 1.666667, 3::bigint), (15, 0.055556, 1)$$,
	'by hour of the day; hours outside the period are NULL');
SELECT results_eq(
	$$SELECT hour_of_day, peak FROM analytics_concurrency_by_hour('2024-11-26 14:15Z', '2024-11-26 15:15Z', 'Asia/Kathmandu') WHERE mean IS NOT NULL$$,
	$$VALUES (20::bigint, 3::bigint)$$,
	'hours of a time zone that is 45 minutes off');

-- without session_ended: open until the last event and the timeout
SELECT track('27 10:00', 'open', 'ann', 'session_started'), track('27 10:20', 'open', 'ann', 'page_viewed');
SELECT results_eq(
	$$SELECT (SELECT active_sessions FROM analytics_active_sessions(at)) FROM unnest('{2024-11-27 10:00Z, 2024-11-27 10:49:59.999999Z, 2024-11-27 10:50Z}'::timestamptz[]) AS at$$,
	$$VALUES (1::bigint), (1), (0)$$,
	'a session that never ended is open until its last event and the timeout');
SELECT is(active_sessions, 0::bigint, 'a shorter timeout') FROM analytics_active_sessions('2024-11-27 10:25Z', '5 minutes');
SET mindwell_analytics.session_timeout = '2h';
SELECT is(active_sessions, 1::bigint, 'the setting is the default') FROM analytics_active_sessions('2024-11-27 12:19Z');
RESET mindwell_analytics.session_timeout;
-- events after session_ended belong to the session and do not move its end; the first session_ended counts
SELECT track('28 10:00', 'late', 'ann', 'session_started'), track('28 10:10', 'late', 'ann', 'session_ended'),
	track('28 10:40', 'late', 'ann', 'page_viewed'), track('28 10:50', 'late', 'ann', 'session_ended');
SELECT results_eq(
	$$SELECT n, s.ended, s.duration_seconds, s.events, s.is_open, s.user_id
		FROM analytics_session_timeline('2024-11-28 00:00Z', '2024-11-29 00:00Z', as_of => '2024-11-28 10:05Z') AS s JOIN drawn USING (session_id)$$,
	$$VALUES ('late', '2024-11-28 10:10Z'::timestamptz, 600::float8, 4::bigint, true, md5('user ann')::uuid::text)$$,
	'what comes after the end does not move it');
-- an end before the start, and no start
SELECT track('29 10:00', 'skewed', 'ann', 'session_started'), track('29 09:59', 'skewed', 'ann', 'session_ended'),
	track('29 11:00', 'end', 'bob', 'page_viewed'), track('29 11:00:05', 'end', 'bob', 'session_ended');
SELECT results_eq(
	$$SELECT n, s."time", s.duration_seconds FROM analytics_session_timeline('2024-11-29 00:00Z', '2024-11-30 00:00Z') AS s JOIN drawn USING (session_id)$$,
	$$VALUES ('skewed', '2024-11-29 10:00Z'::timestamptz, 0::float8), ('end', '2024-11-29 11:00Z', 5)$$,
	'nothing but an end is no session; without session_started the first event starts');
SELECT results_eq(
	$$SELECT sessions, mean_duration_seconds, median_duration_seconds, events_per_session, bounce_rate, is_complete
		FROM analytics_sessions('2024-11-29 00:00Z', '2024-11-30 00:00Z', as_of => '2024-11-29 12:00Z')$$,
	$$VALUES (2::bigint, 2.5::float8, 2.5::float8, 1.5::float8, 1::float8, false)$$,
	'shorter than ten seconds is a bounce');
-- no longer than a day
SELECT track('22 00:00', 'long', 'ann', 'session_started'), track('22 20:00', 'long', 'ann', 'page_viewed'), track('23 20:00', 'long', 'ann', 'page_viewed');
SELECT results_eq(
	$$SELECT n, s.duration_seconds FROM analytics_session_timeline('2024-11-22 00:00Z', '2024-11-23 00:00Z') AS s JOIN drawn USING (session_id)$$,
	$$VALUES ('long', 72000::float8)$$,
	'what spans more than 24 hours is cut at midnight');
SELECT is(peak, 1::bigint, 'and is then not open twice') FROM analytics_concurrent_peak('2024-11-22 00:00Z', '2024-11-23 00:00Z');

-- users: two sessions of one user at once are one user
SELECT track('25 10:00', 's1', 'ann', 'session_started'), track('25 10:30', 's1', 'ann', 'session_ended'),
	track('25 10:15', 's2', 'ann', 'session_started'), track('25 10:45', 's2', 'ann', 'session_ended'),
	track('25 10:30', 's3', 'bob', 'session_started'), track('25 10:45', 's3', 'bob', 'session_ended');
SELECT results_eq(
	$$SELECT count_by, p.peak, p.peak_time FROM unnest(ARRAY['session', 'user']) AS count_by, analytics_concurrent_peak('2024-11-25 00:00Z', '2024-11-26 00:00Z', count_by) AS p$$,
	$$VALUES ('session', 2::bigint, '2024-11-25 10:15Z'::timestamptz), ('user', 2, '2024-11-25 10:30Z')$$,
	'sessions or users');

-- random: sessions of clients, and events without a session id
INSERT INTO analytics_events (occurred_at, session_id, user_id, event_type, properties)
SELECT '2024-12-10 00:00Z'::timestamptz + (i * i * 7919 % 8640 + k * (i % 37)) * interval '10 seconds',
	md5('random ' || i)::uuid, md5((i % 40)::text)::uuid,
	CASE WHEN k = 0 AND i % 4 > 0 THEN 'session_started' WHEN k = 3 AND i % 3 > 0 THEN 'session_ended' ELSE 'page_viewed' END, '{}'
FROM generate_series(1, 300) AS i, generate_series(0, 3) AS k;
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2024-12-10 00:00Z'::timestamptz + (i * i * 31 % 864) * interval '100 seconds', md5('quiet' || i % 60)::uuid, 'page_viewed', '{}'
FROM generate_series(1, 500) AS i;
ANALYZE analytics_events;

CREATE TABLE plain AS
SELECT min(user_id::text) AS user_id, coalesce(min(occurred_at) FILTER (WHERE event_type = 'session_started'), min(occurred_at)) AS started,
	coalesce(min(occurred_at) FILTER (WHERE event_type = 'session_ended'), max(occurred_at)) AS ended,
	coalesce(min(occurred_at) FILTER (WHERE event_type = 'session_ended'), max(occurred_at) + interval '30 minutes') AS open_until, count(*) AS events
FROM analytics_events WHERE occurred_at BETWEEN '2024-12-09 00:00Z' AND '2024-12-13 00:00Z' AND session_id IS NOT NULL GROUP BY session_id
UNION ALL
SELECT user_id::text, min(occurred_at), max(occurred_at), max(occurred_at) + interval '30 minutes', count(*)
FROM (SELECT *, count(*) FILTER (WHERE gap > interval '30 minutes') OVER (PARTITION BY user_id ORDER BY occurred_at) AS n
	FROM (SELECT *, occurred_at - lag(occurred_at) OVER (PARTITION BY user_id ORDER BY occurred_at) AS gap
		FROM analytics_events WHERE occurred_at BETWEEN '2024-12-09 00:00Z' AND '2024-12-13 00:00Z' AND session_id IS NULL) AS e) AS g
GROUP BY user_id, n;

SELECT bag_eq(
	$$SELECT user_id, "time", ended, events FROM analytics_session_timeline('2024-12-10 00:00Z', '2024-12-12 00:00Z')$$,
	$$SELECT user_id, started, ended, events FROM plain WHERE started < '2024-12-12 00:00Z'$$,
	'sessions as plain SQL finds them');
SELECT results_eq(
	$$SELECT "time", sessions, round(mean_duration_seconds::numeric, 6), round(median_duration_seconds::numeric, 6), round(events_per_session::numeric, 6), round(bounce_rate::numeric, 6)
		FROM analytics_sessions('2024-12-10 06:00Z', '2024-12-11 09:00Z', 'hour')$$,
	$$SELECT h, count(started), round(avg(EXTRACT(epoch FROM ended - started)), 6),
			round(percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM ended - started)::float8)::numeric, 6), round(avg(events), 6),
			round(avg(CASE WHEN events = 1 OR ended - started < interval '10 seconds' THEN 1 WHEN started IS NOT NULL THEN 0 END), 6)
		FROM generate_series('2024-12-10 06:00Z'::timestamptz, '2024-12-11 08:00Z', '1 hour') AS h LEFT JOIN plain ON started >= h AND started < h + interval '1 hour'
		GROUP BY h ORDER BY h$$,
	'sessions by hour');
CREATE FUNCTION open_at(at timestamptz) RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM plain WHERE started <= at AND open_until > at $$;
CREATE FUNCTION users_at(at timestamptz) RETURNS bigint LANGUAGE sql AS $$ SELECT count(DISTINCT user_id) FROM plain WHERE started <= at AND open_until > at $$;
SELECT results_eq(
	$$SELECT "time", opening, peak, peak_time FROM analytics_concurrency('2024-12-10 06:10Z', '2024-12-10 12:00Z', '50 minutes')$$,
	$$SELECT b, open_at(b), n, at FROM generate_series('2024-12-10 06:10Z'::timestamptz, '2024-12-10 11:59Z', '50 minutes') AS b,
		LATERAL (SELECT open_at(at) AS n, at FROM (SELECT b AS at UNION SELECT started FROM plain WHERE started >= b AND started < least(b + interval '50 minutes', '2024-12-10 12:00Z')) AS c
			ORDER BY 1 DESC, 2 LIMIT 1) AS p ORDER BY b$$,
	'concurrency by buckets');
SELECT results_eq(
	$$SELECT "time", opening, peak, peak_time FROM analytics_concurrency('2024-12-10 06:10Z', '2024-12-10 12:00Z', '50 minutes', 'user')$$,
	$$SELECT b, users_at(b), n, at FROM generate_series('2024-12-10 06:10Z'::timestamptz, '2024-12-10 11:59Z', '50 minutes') AS b,
		LATERAL (SELECT users_at(at) AS n, at FROM (SELECT b AS at UNION SELECT started FROM plain WHERE started >= b AND started < least(b + interval '50 minutes', '2024-12-10 12:00Z')) AS c
			ORDER BY 1 DESC, 2 LIMIT 1) AS p ORDER BY b$$,
	'concurrency of users by buckets');
SELECT results_eq(
	$$SELECT peak, peak_time FROM analytics_concurrent_peak('2024-12-10 06:10Z', '2024-12-10 12:00Z')$$,
	$$SELECT peak, peak_time FROM analytics_concurrency('2024-12-10 06:10Z', '2024-12-10 12:00Z', '1 day')$$,
	'the peak is that of one bucket');
SELECT is(active_sessions, open_at('2024-12-10 09:00Z'), 'active sessions at an instant') FROM analytics_active_sessions('2024-12-10 09:00Z');

-- bad arguments
SELECT throws_ok('SELECT FROM ' || call, state, NULL, call)
FROM (VALUES
	($$analytics_concurrency('2024-01-02', '2024-01-01')$$, '22023'),
	($$analytics_concurrency('2024-01-01', '2024-01-02', '0')$$, '22023'),
	($$analytics_concurrency('2024-01-01', '2024-01-02', '1 hour', 'tenant')$$, '22023'),
	($$analytics_concurrency('2024-01-01', '2024-01-02', '1 hour', NULL)$$, '22023'),
	($$analytics_concurrent_peak('2024-01-01', '2024-01-02', timeout => '0')$$, '22023'),
	($$analytics_concurrent_peak('2024-01-01', '2024-01-02', timeout => '25 hours')$$, '22023'),
	($$analytics_session_timeline('-infinity', '2024-01-02')$$, '22008'),
	($$analytics_active_sessions('infinity')$$, '22008'),
	($$analytics_active_sessions(NULL)$$, '22004')) AS v (call, state);

-- partitions far away are not read
BEGIN;
SELECT count(*) FROM analytics_concurrency('2024-12-10 00:00Z', '2024-12-11 00:00Z');
SELECT results_eq(
	$$SELECT min(d), max(d) FROM (SELECT c.relname::text AS d FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
		WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.mode <> 'SIReadLock'
			AND c.relnamespace = 'analytics_partitions'::regnamespace AND c.relkind = 'r' AND c.relname !~ 'default') AS p$$,
	$$SELECT min(c.relname::text), max(c.relname::text) FROM pg_class AS c
		WHERE c.relnamespace = 'analytics_partitions'::regnamespace AND c.relkind = 'r' AND c.relname ~ '(20241204|20241219)'$$,
	'the concurrency of a day reads from six days before to nine after');
COMMIT;

-- each tenant sees its own, the owner of the tables too
SET mindwell_analytics.tenant_id = '11111111-1111-1111-1111-111111111111';
SELECT FROM track('28 10:00:00', 'theirs', 'theirs', 'session_started');
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
VALUES ('2024-11-28 10:00Z', md5('user also theirs')::uuid, 'page_viewed', '{}');
SELECT is(active_sessions, 2::bigint,
	'a tenant''s sessions are those of the tenant''s events') FROM analytics_active_sessions('2024-11-28 10:01Z');
SET mindwell_analytics.tenant_id = '22222222-2222-2222-2222-222222222222';
SELECT is(active_sessions, 0::bigint, 'and of no other''s') FROM analytics_active_sessions('2024-11-28 10:01Z');
SELECT is(sum(sessions), 0::numeric, 'nor are others'' sessions counted') FROM analytics_sessions('2024-11-28 00:00Z', '2024-11-29 00:00Z');
RESET mindwell_analytics.tenant_id;

-- a session is a function of the history, never of the period asked
RESET mindwell_analytics.tenant_id;
INSERT INTO analytics_events (user_id, session_id, occurred_at, event_type)
SELECT md5('again')::uuid, md5('used again')::uuid, at, 'page_view' FROM unnest('{2021-01-01 13:00Z, 2021-01-01 13:10Z, 2021-06-01 15:00Z}'::timestamptz[]) AS at;
SELECT results_eq(
	$$SELECT "time", sessions, mean_duration_seconds FROM analytics_sessions('2021-01-01 00:00Z', '2021-07-01 00:00Z', 'month') WHERE sessions > 0$$,
	$$VALUES ('2021-01-01 00:00Z'::timestamptz, 1::bigint, 600::float8), ('2021-06-01 00:00Z', 1, 0)$$,
	'an id that is used again after months is another session');
SELECT results_eq(
	$$SELECT s."time", s.sessions, s.mean_duration_seconds FROM generate_series(1, 6) AS m,
		LATERAL analytics_sessions(make_timestamptz(2021, m, 1, 0, 0, 0, 'UTC'), make_timestamptz(2021, m, 2, 0, 0, 0, 'UTC'), 'month') AS s WHERE s.sessions > 0$$,
	$$VALUES ('2021-01-01 00:00Z'::timestamptz, 1::bigint, 600::float8), ('2021-06-01 00:00Z', 1, 0)$$,
	'each month alone says the same');

CREATE FUNCTION visit(at timestamptz, session text, actor text, type text) RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (occurred_at, session_id, user_id, event_type)
	VALUES (at, md5('visit ' || session)::uuid, md5('visitor ' || actor)::uuid, type)
$$;
CREATE VIEW named AS SELECT md5('visit ' || n)::uuid::text AS session_id, n FROM unnest('{late, later, again, stray, between, beats, six, tie, first, both, paid}'::text[]) AS n;
CREATE FUNCTION spans(from_time timestamptz, to_time timestamptz, session text) RETURNS TABLE ("time" timestamptz, seconds float8, events bigint) LANGUAGE sql AS $$
	SELECT t."time", t.duration_seconds, t.events FROM analytics_session_timeline(from_time, to_time) AS t JOIN named USING (session_id) WHERE n = session ORDER BY 1
$$;

-- an end after more than a day, and at most seven
SELECT visit('2022-01-01 10:00Z', 'late', 'ann', 'session_started'), visit('2022-01-02 18:00Z', 'late', 'ann', 'session_ended');
SELECT is(active_sessions, 1::bigint, 'until its late end, a session is open for 24 hours') FROM analytics_active_sessions('2022-01-01 16:00Z');
SELECT is(active_sessions, 0::bigint, 'and no longer') FROM analytics_active_sessions('2022-01-02 10:00Z');
SELECT is(sum(sessions), 0::numeric, 'a late end is no session') FROM analytics_sessions('2022-01-02 17:00Z', '2022-01-02 19:00Z', 'hour');
SELECT visit('2022-02-01 10:00Z', 'later', 'ann', 'session_started'), visit('2022-02-08 10:00:00.000001Z', 'later', 'ann', 'session_ended');
SELECT results_eq($$SELECT * FROM spans('2022-02-01 00:00Z', '2022-02-10 00:00Z', 'later')$$,
	$$VALUES ('2022-02-01 10:00Z'::timestamptz, 0::float8, 1::bigint)$$, 'after more than seven days it is of no session');
SELECT visit('2022-01-10 10:00Z', 'again', 'ann', 'session_started'), visit('2022-01-13 10:00Z', 'again', 'ann', 'session_ended'),
	visit('2022-01-13 11:00Z', 'again', 'ann', 'page_view');
SELECT results_eq($$SELECT * FROM spans('2022-01-10 00:00Z', '2022-01-15 00:00Z', 'again')$$,
	$$VALUES ('2022-01-10 10:00Z'::timestamptz, 86400::float8, 2::bigint), ('2022-01-13 11:00Z', 0, 1)$$, 'a late end is of the session that it ends, not of what follows');
SELECT visit('2022-01-20 10:00Z', 'stray', 'ann', 'session_ended'), visit('2022-01-20 11:00Z', 'stray', 'ann', 'page_view');
SELECT results_eq($$SELECT * FROM spans('2022-01-20 00:00Z', '2022-01-21 00:00Z', 'stray')$$,
	$$VALUES ('2022-01-20 11:00Z'::timestamptz, 0::float8, 1::bigint)$$, 'nor does what follows begin with an end that ends nothing');
-- what decides lies beyond what is read first
SELECT visit('2022-03-01 10:00Z', 'between', 'ann', 'page_view'), visit('2022-03-05 12:00Z', 'between', 'ann', 'page_view'), visit('2022-03-05 13:00Z', 'between', 'ann', 'session_ended');
SELECT results_eq($$SELECT * FROM spans('2022-03-01 00:00Z', '2022-03-01 12:00Z', 'between')$$,
	$$VALUES ('2022-03-01 10:00Z'::timestamptz, 0::float8, 1::bigint)$$, 'an end belongs to the events before it');
SELECT results_eq($$SELECT * FROM spans('2022-03-01 00:00Z', '2022-03-09 00:00Z', 'between')$$,
	$$VALUES ('2022-03-01 10:00Z'::timestamptz, 0::float8, 1::bigint), ('2022-03-05 12:00Z', 3600, 2)$$, 'for every period');

-- beats: cut at midnight, so that what is purged changes no other day
SELECT count(visit('2022-04-01 10:00Z'::timestamptz + i * interval '1 hour', 'beats', 'ann', 'page_view')) FROM generate_series(0, 30) AS i;
SELECT results_eq($$SELECT * FROM spans('2022-04-01 00:00Z', '2022-04-04 00:00Z', 'beats')$$,
	$$VALUES ('2022-04-01 10:00Z'::timestamptz, 46800::float8, 14::bigint), ('2022-04-02 00:00Z', 57600, 17)$$, '31 hourly events are two sessions');
SELECT count(visit('2022-05-01 03:00Z'::timestamptz + i * interval '6 hours', 'six', 'ann', 'page_view')) FROM generate_series(0, 119) AS i;
CREATE TABLE daily AS SELECT "time", sessions, mean_duration_seconds, events_per_session FROM analytics_sessions('2022-05-01 00:00Z', '2022-05-31 00:00Z');
SELECT results_eq($$SELECT min(sessions), max(sessions), count(*) FROM daily$$, $$VALUES (1::bigint, 1::bigint, 30::bigint)$$, 'an event every six hours: a session a day');
DELETE FROM analytics_events WHERE occurred_at >= '2022-05-01 00:00Z' AND occurred_at < '2022-05-02 00:00Z';
SELECT results_eq($$SELECT "time", sessions, mean_duration_seconds, events_per_session FROM analytics_sessions('2022-05-02 00:00Z', '2022-05-31 00:00Z')$$,
	$$SELECT * FROM daily WHERE "time" >= '2022-05-02 00:00Z'$$, 'a purge of the first day changes no other');

-- at one time
SELECT visit('2022-06-01 10:00Z', 'tie', 'ann', 'session_started'), visit('2022-06-01 10:20Z', 'tie', 'ann', 'session_started'),
	visit('2022-06-01 10:20Z', 'tie', 'ann', 'session_ended'), visit('2022-06-01 10:50Z', 'tie', 'ann', 'page_view');
SELECT results_eq($$SELECT * FROM spans('2022-06-01 00:00Z', '2022-06-02 00:00Z', 'tie')$$,
	$$VALUES ('2022-06-01 10:00Z'::timestamptz, 1200::float8, 2::bigint), ('2022-06-01 10:20Z', 1800, 2)$$, 'the end of what is open comes before a start at the same time');
SELECT visit('2022-06-03 10:00Z', 'first', 'ann', 'session_ended'), visit('2022-06-03 10:00Z', 'first', 'ann', 'session_started'),
	visit('2022-06-03 10:30Z', 'first', 'ann', 'page_view');
SELECT results_eq($$SELECT * FROM spans('2022-06-03 00:00Z', '2022-06-04 00:00Z', 'first')$$,
	$$VALUES ('2022-06-03 10:00Z'::timestamptz, 0::float8, 3::bigint)$$, 'where none is open it comes behind');

-- of two users, and without an id
SELECT visit('2022-07-01 10:00Z', 'both', 'bob', 'session_started'), visit('2022-07-01 10:05Z', 'both', 'ann', 'message_sent'), visit('2022-07-01 10:10Z', 'both', 'bob', 'chat_turn_sent');
INSERT INTO analytics_events (occurred_at, user_id, event_type)
SELECT at, md5('visitor ' || actor)::uuid, type
FROM (VALUES ('2022-07-01 10:02Z'::timestamptz, 'ann', 'message_sent'), ('2022-07-01 10:39:59.999999Z', 'bob', 'page_view'), ('2022-07-01 10:40Z', 'ann', 'message_sent'),
	('2022-07-01 10:41Z', 'ann', 'page_view'), ('2022-07-01 10:15Z', 'cat', 'page_view')) AS v (at, actor, type);
SELECT results_eq($$SELECT t."time", n, t.user_id, t.events FROM analytics_session_timeline('2022-07-01 00:00Z', '2022-07-02 00:00Z') AS t LEFT JOIN named USING (session_id)$$,
	$$VALUES ('2022-07-01 10:00Z'::timestamptz, 'both', md5('visitor bob')::uuid::text, 3::bigint), ('2022-07-01 10:15Z', NULL, md5('visitor cat')::uuid::text, 1),
		('2022-07-01 10:40Z', NULL, md5('visitor ann')::uuid::text, 2)$$,
	'events without an id yield to a session that their user is in');
SELECT results_eq($$SELECT sessions, round(messages_per_session::numeric, 6) FROM analytics_sessions('2022-07-01 00:00Z', '2022-07-02 00:00Z')$$,
	$$VALUES (3::bigint, 1::numeric)$$, 'messages of a session');
SELECT results_eq($$SELECT active_sessions, jsonb_array_length(session_ids), sessions_without_id FROM analytics_active_sessions('2022-07-01 10:20Z')$$,
	$$VALUES (2::bigint, 1, 1::bigint)$$, 'sessions without an id are told');
SELECT visit('2022-08-01 10:00Z', 'paid', 'ann', 'session_started'), visit('2022-08-01 10:05Z', 'paid', 'ann', 'session_ended');
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties) VALUES ('2022-08-01 10:03Z', md5('visitor ann')::uuid, 'payment_completed', '{"amount": 5, "currency": "EUR"}');
SELECT results_eq($$SELECT sessions, bounce_rate, (SELECT peak FROM analytics_concurrent_peak('2022-08-01 00:00Z', '2022-08-02 00:00Z')) FROM analytics_sessions('2022-08-01 00:00Z', '2022-08-02 00:00Z')$$,
	$$VALUES (1::bigint, 0::float8, 1::bigint)$$, 'a payment that the server sends is in the session of who pays');

-- what happens to a user, and comes without a session id, neither opens a session nor prolongs one nor counts; with one it is the session's
INSERT INTO analytics_events (occurred_at, user_id, session_id, event_type, properties)
SELECT at, md5('visitor dan')::uuid, CASE WHEN with_id THEN md5('visit pushed')::uuid END, type, properties::jsonb
FROM (VALUES ('2022-09-01 08:00Z'::timestamptz, false, 'notification_delivered', '{}'),
	('2022-09-01 10:00Z', false, 'page_view', '{}'), ('2022-09-01 10:10Z', false, 'notification_delivered', '{}'),
	('2022-09-01 10:25Z', false, 'payment_completed', '{"amount": 5, "currency": "EUR", "automatic": true}'),
	('2022-09-01 10:45Z', false, 'page_view', '{}'),
	('2022-09-01 12:00Z', false, 'never_registered', '{}'), ('2022-09-01 12:10Z', false, 'payment_completed', '{"amount": 5, "currency": "EUR"}'),
	('2022-09-02 08:00Z', true, 'notification_delivered', '{}'), ('2022-09-02 08:20Z', true, 'page_view', '{}')) AS v (at, with_id, type, properties);
SELECT results_eq($$SELECT "time", duration_seconds, events FROM analytics_session_timeline('2022-09-01 00:00Z', '2022-09-03 00:00Z')$$,
	$$VALUES ('2022-09-01 10:00Z'::timestamptz, 0::float8, 1::bigint), ('2022-09-01 10:45Z', 0, 1), ('2022-09-01 12:00Z', 600, 2), ('2022-09-02 08:00Z', 1200, 2)$$,
	'sessions without an id are made of actions, those with one of all their events');
SELECT is(active_sessions, 0::bigint, 'a push opens none') FROM analytics_active_sessions('2022-09-01 08:00Z');
SELECT analytics_register_event_type('notification_delivered', is_action => true);
SELECT results_eq($$SELECT "time", duration_seconds, events FROM analytics_session_timeline('2022-09-01 00:00Z', '2022-09-02 00:00Z')$$,
	$$VALUES ('2022-09-01 08:00Z'::timestamptz, 0::float8, 1::bigint), ('2022-09-01 10:00Z', 600, 2), ('2022-09-01 10:45Z', 0, 1), ('2022-09-01 12:00Z', 600, 2)$$,
	'what an action is, is asked anew');
-- a reader of events needs no right on the registry for it
SELECT analytics_register_event_type('notification_delivered', is_action => false);
CREATE ROLE session_reader;
GRANT SELECT ON analytics_events TO session_reader;
INSERT INTO analytics_tenant_members SELECT 'session_reader', '00000000-0000-0000-0000-000000000000';
SET ROLE session_reader;
SELECT is(sum(sessions), 3::numeric, 'and whoever reads events sees the same') FROM analytics_sessions('2022-09-01 00:00Z', '2022-09-02 00:00Z');
RESET ROLE;

SELECT * FROM finish();
