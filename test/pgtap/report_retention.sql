-- Retention of the store: a small matrix computed by hand, each argument on it, then plain SQL on random events.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'UTC';

SELECT plan(98);

-- 62 days with a change of clocks in Los Angeles (3 November) and on Lord Howe (6 October), a partition for each
SELECT count(mindwell_internal.create_partition('day', 'analytics_partitions', d))
FROM generate_series('2024-10-01 00:00Z'::timestamptz, '2024-12-01 00:00Z', '1 day') AS d;

-- nothing depends on these
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';

-- ann and bob sign up on Monday, cat on Tuesday at 23:45; eve did in the week before.  dan has no signup, the last
-- two events have no user.
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT ('2024-' || at || 'Z')::timestamptz, md5(name)::uuid, type, properties::jsonb
FROM (VALUES ('11-04 10:00', 'ann', 'signup', $${"plan": "pro", "via": {"ad": true, "code": "it's \\ 100%"}}$$),
	('11-05 09:00', 'ann', 'chat', '{"words": 7}'), ('11-07 10:00', 'ann', 'chat', '{"words": 9}'),
	('11-07 23:59:59.999999', 'ann', 'chat', '{}'), ('11-11 00:00', 'ann', 'visit', '{}'),
	('11-04 00:00', 'bob', 'signup', '{"plan": "free"}'), ('11-06 12:00', 'bob', 'signup', '{"plan": "pro"}'),
	('11-05 23:45', 'cat', 'signup', '{"plan": "pro"}'), ('11-06 00:01', 'cat', 'chat', '{"words": 7}'),
	('11-08 00:00', 'cat', 'chat', '{}'), ('11-08 00:01', 'cat', 'chat', '{}'),
	('10-30 12:00', 'eve', 'signup', '{}'), ('11-06 12:00', 'eve', 'chat', '{}'), ('11-08 12:00', 'eve', 'signup', '{}'),
	('11-04 12:00', 'dan', 'chat', '{}'),
	('11-04 12:00', NULL, 'signup', '{}'), ('11-05 12:00', NULL, 'chat', '{}')) AS v (at, name, type, properties);

-- A row for each cohort: when it starts, its columns, which of them are complete.
CREATE FUNCTION matrix(arguments text, zone text DEFAULT 'UTC') RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT concat_ws('' '', to_char("time" AT TIME ZONE %L, ''MM-DD HH24:MI''), array_agg(actors ORDER BY period),
			string_agg(CASE WHEN is_complete THEN ''y'' ELSE ''n'' END, '''' ORDER BY period))
		FROM analytics_retention(%s) GROUP BY "time" ORDER BY "time"', zone, arguments);
END
$$;

SELECT results_eq(
	$$SELECT * FROM analytics_retention('"signup"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3)$$,
	$$SELECT time::timestamptz, size::bigint, period::bigint, actors::bigint, rate::float8, true, '2024-10-30 12:00Z'::timestamptz
		FROM (VALUES ('2024-11-04 00:00Z', 2, 0, 2, 1), ('2024-11-04 00:00Z', 2, 1, 1, 0.5), ('2024-11-04 00:00Z', 2, 2, 0, 0), ('2024-11-04 00:00Z', 2, 3, 1, 0.5),
			('2024-11-05 00:00Z', 1, 0, 1, 1), ('2024-11-05 00:00Z', 1, 1, 1, 1), ('2024-11-05 00:00Z', 1, 2, 0, 0), ('2024-11-05 00:00Z', 1, 3, 1, 1)) AS v (time, size, period, actors, rate)$$,
	'the matrix by days; whoever signed up before is in no row');
SELECT results_eq(format('SELECT * FROM matrix(%L)', '''"signup"'', ' || arguments), expected, 'the matrix of ' || arguments)
FROM (VALUES
	-- an interval that the period touches is read whole; what comes after is not known
	($$'"chat"', '2024-11-04 10:00Z', '2024-11-05 10:00Z', periods => 2$$, $$VALUES ('11-04 00:00 {2,1,0} yyn'), ('11-05 00:00 {1,0,0} ynn')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z'$$, $$VALUES ('11-04 00:00 {2,1,0,1,0,0,0,0} yyyyyyyy'), ('11-05 00:00 {1,1,0,1,0,0,0,0} yyyyyyyn')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3, as_of => '2024-11-07 23:59:59.999999Z'$$, $$VALUES ('11-04 00:00 {2,1,0,1} yyyn'), ('11-05 00:00 {1,1,0,1} yynn')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3, as_of => '2024-11-08 00:00Z'$$, $$VALUES ('11-04 00:00 {2,1,0,1} yyyy'), ('11-05 00:00 {1,1,0,1} yyyn')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1, as_of => 'infinity'$$, $$VALUES ('11-04 00:00 {2,1} yy'), ('11-05 00:00 {1,1} yy')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1, as_of => '-infinity'$$, $$VALUES ('11-04 00:00 {2,1} nn'), ('11-05 00:00 {1,1} nn')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3, cohorts => 'recurring'$$, $$VALUES ('11-04 00:00 {2,1,0,1} yyyy'), ('11-05 00:00 {1,1,0,1} yyyy'), ('11-06 00:00 {1,0,0,0} yyyy'), ('11-08 00:00 {1,0,0,0} yyyy')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3, returned => 'on_or_after'$$, $$VALUES ('11-04 00:00 {2,1,1,1} yyyy'), ('11-05 00:00 {1,1,1,1} yyyy')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3, rolling => true$$, $$VALUES ('11-04 00:00 {2,0,0,1} yyyy'), ('11-05 00:00 {1,0,1,0} yyyy')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3, minimum_occurrences => 2$$, $$VALUES ('11-04 00:00 {2,0,0,1} yyyy'), ('11-05 00:00 {1,0,0,1} yyyy')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', 'week', 1$$, $$VALUES ('11-04 00:00 {3,0} yy')$$),
	($$NULL, '2024-11-04 00:00Z', '2024-11-12 00:00Z', 'week', 1$$, $$VALUES ('11-04 00:00 {3,1} yy')$$),
	($$'"chat"', '2024-11-12 00:00Z', '2024-11-13 00:00Z', 'month', 1$$, $$VALUES ('11-01 00:00 {3,0} yn')$$),
	($$'"chat"', '2024-11-04 00:30Z', '2024-11-06 00:30Z', 'hour', 1$$, $$VALUES ('11-04 00:00 {1,0} yy'), ('11-04 10:00 {1,0} yy'), ('11-05 23:00 {1,1} yy')$$),
	-- rolling columns are of 24 hours, whatever the rows are
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-11 00:00Z', 'week', 3, rolling => true$$, $$VALUES ('11-04 00:00 {3,0,1,1} ynnn')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', 'month', 3, rolling => true$$, $$VALUES ('11-01 00:00 {3,0,1,1} ynnn')$$),
	($$'"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 0$$, $$VALUES ('11-04 00:00 {2} y'), ('11-05 00:00 {1} y')$$),
	-- steps
	($$'{"event": "chat"}', '2024-11-04 00:00Z', '2024-11-06 00:00Z', periods => 1$$, $$VALUES ('11-04 00:00 {2,1} yy'), ('11-05 00:00 {1,0} yn')$$),
	($$'{"event": "chat", "where": {"words": 7}}', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3$$, $$VALUES ('11-04 00:00 {2,1,0,0} yyyy'), ('11-05 00:00 {1,1,0,0} yyyy')$$),
	($$'{"event": "chat", "where": {}}', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1$$, $$VALUES ('11-04 00:00 {2,1} yy'), ('11-05 00:00 {1,1} yy')$$),
	($$'{"any": ["visit", "chat"]}', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 7$$, $$VALUES ('11-04 00:00 {2,1,0,1,0,0,0,1} yyyyyyyy'), ('11-05 00:00 {1,1,0,1,0,0,0,0} yyyyyyyn')$$),
	($$'{"any": ["visit"]}', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1$$, $$VALUES ('11-04 00:00 {2,0} yy'), ('11-05 00:00 {1,0} yy')$$),
	($$'{"any": ["chat", "visit"], "where": {"words": 9}}', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3$$, $$VALUES ('11-04 00:00 {2,0,0,1} yyyy'), ('11-05 00:00 {1,0,0,0} yyyy')$$),
	($$E'"it''s \\\\ 100%, {chat}"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1$$, $$VALUES ('11-04 00:00 {2,0} yy'), ('11-05 00:00 {1,0} yy')$$),
	($$E'{"any": ["it''s", "a,b", "\\"}", "NULL", "\\\\"]}', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1$$, $$VALUES ('11-04 00:00 {2,0} yy'), ('11-05 00:00 {1,0} yy')$$)) AS v (arguments, expected);
SELECT results_eq(format('SELECT * FROM matrix(%L)', arguments), expected, 'the matrix of ' || arguments)
FROM (VALUES
	-- whoever signed up for another plan first is new to this one
	($$'{"event": "signup", "where": {"plan": "pro"}}', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1$$, $$VALUES ('11-04 00:00 {1,1} yy'), ('11-05 00:00 {1,1} yy'), ('11-06 00:00 {1,0} yy')$$),
	($$E'{"event": "signup", "where": {"via": {"code": "it''s \\\\ 100%"}}}', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1$$, $$VALUES ('11-04 00:00 {1,1} yy')$$),
	-- any event starts: dan is new on Monday, eve was there before
	($$NULL, '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1$$, $$VALUES ('11-04 00:00 {3,1} yy'), ('11-05 00:00 {1,1} yy')$$),
	($$NULL, NULL, '2024-11-04 00:00Z', '2024-11-12 00:00Z', 'week', 1, 'recurring'$$, $$VALUES ('11-04 00:00 {5,1} yy'), ('11-11 00:00 {1,0} yn')$$),
	($$'"nothing"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z'$$, $$SELECT '' WHERE false$$)) AS v (arguments, expected);
SELECT results_eq(
	$$SELECT * FROM matrix($_$'"signup"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1, time_zone => 'America/Los_Angeles'$_$, 'America/Los_Angeles')$$,
	$$VALUES ('11-03 00:00 {1,0} yy'), ('11-04 00:00 {1,1} yy'), ('11-05 00:00 {1,0} yy')$$,
	'days of Los Angeles');
SELECT results_eq(
	$$SELECT * FROM matrix($_$'"signup"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1, time_zone => 'Asia/Kathmandu'$_$, 'Asia/Kathmandu')$$,
	$$VALUES ('11-04 00:00 {2,1} yy'), ('11-06 00:00 {1,0} yy')$$,
	'days of Kathmandu');
SELECT is(count(history_from), 0::bigint, 'where every start counts, history does not matter')
FROM analytics_retention('"signup"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', cohorts => 'recurring');

-- the curve: complete cells only, each user weighs the same
SELECT results_eq(
	$$SELECT period, complete_cohorts, cohort_size, actors, round(rate::numeric, 6) FROM analytics_retention_curve('"signup"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 8)$$,
	$$VALUES (0::bigint, 2::bigint, 3::bigint, 3::bigint, 1.000000), (1, 2, 3, 2, 0.666667), (2, 2, 3, 0, 0), (3, 2, 3, 2, 0.666667), (4, 2, 3, 0, 0), (5, 2, 3, 0, 0), (6, 2, 3, 0, 0),
		(7, 1, 2, 0, 0), (8, 0, 0, 0, NULL)$$,
	'the curve');
SELECT results_eq(
	$$SELECT period, complete_cohorts, cohort_size, actors, rate FROM analytics_retention_curve('"signup"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 3, as_of => '2024-11-08 00:00Z')$$,
	$$VALUES (0::bigint, 2::bigint, 3::bigint, 3::bigint, 1::float8), (1, 2, 3, 2, 2.0::float8 / 3), (2, 2, 3, 0, 0), (3, 1, 2, 1, 0.5)$$,
	'a cell that can still grow is not in the curve');
SELECT results_eq(
	$$SELECT * FROM analytics_retention_curve('"nothing"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1)$$,
	$$VALUES (0::bigint, 0::bigint, 0::bigint, 0::bigint, NULL::float8), (1, 0, 0, 0, NULL)$$,
	'the curve of nobody');
SELECT results_eq(
	$$SELECT actors FROM analytics_retention_curve('"signup"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', 'day', 3, 'recurring', 'on_or_after', true, 2, 'Asia/Kathmandu')$$,
	$$VALUES (5::bigint), (2), (2), (1)$$,
	'the curve passes all arguments on');

-- bad arguments, also where there are no events
SELECT throws_ok(format('SELECT FROM %I(%s)', report, arguments), state, NULL, report || ': ' || what)
FROM (VALUES
	($$'"a"', '"b"', '2023-01-02', '2023-01-02'$$, '22023', 'an empty period'),
	($$'"a"', '"b"', NULL, '2023-01-02'$$, '22004', 'no beginning'),
	($$'"a"', '"b"', '-infinity', '2023-01-02'$$, '22008', 'a beginning that never was'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', 'year'$$, '22023', 'another grain'),
	($$'"a"', '"b"', '1900-01-01', '2023-01-02', 'hour'$$, '54000', 'too many hours'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', 'day', -1$$, '22023', 'fewer periods than none'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', 'day', 10001$$, '22023', 'too many periods'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', 'day', NULL$$, '22004', 'periods are NULL'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', cohorts => 'last_time'$$, '22023', 'other cohorts'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', cohorts => NULL$$, '22004', 'cohorts are NULL'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', returned => 'before'$$, '22023', 'another returned'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', rolling => NULL$$, '22004', 'rolling is NULL'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', minimum_occurrences => 0$$, '22023', 'no occurrences at at_least'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', time_zone => 'Mars/Olympus'$$, '22023', 'an unknown time zone'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', time_zone => NULL$$, '22004', 'no time zone'),
	($$'"a"', '"b"', '2023-01-01', '2023-01-02', as_of => NULL$$, '22004', 'as_of is NULL')) AS v (arguments, state, what),
	unnest(ARRAY['analytics_retention', 'analytics_retention_curve']) AS report
WHERE report = 'analytics_retention' OR what ~ 'period|NULL';
SELECT throws_ok(format($$SELECT FROM analytics_retention(%L, '"b"', '2023-01-01', '2023-01-02')$$, step), '22023', 'invalid step: start_step', 'no step: ' || step)
FROM unnest(ARRAY['null', 'true', '1', '[]', '["a", "b"]', '""', '{}', '{"event": 1}', '{"event": ""}', '{"event": null}', '{"event": ["a"]}', '{"any": "a"}', '{"any": []}', '{"any": ["a", 1]}', '{"any": ["a", ""]}',
	'{"any": [["a"]]}', '{"event": "a", "any": ["b"]}', '{"event": "a", "where": []}', '{"event": "a", "where": null}', '{"event": "a", "where": "b"}', '{"event": "a", "within": "1 day"}', '{"where": {"a": 1}}']) AS step;
SELECT throws_ok($$SELECT FROM analytics_retention('"a"', '{"evnet": "b"}', '2023-01-01', '2023-01-02')$$, '22023', 'invalid step: return_step', 'the place of a step that is none');
SELECT is(mindwell_internal.step_condition('{"event": "a", "within": "1 day"}', 'steps[2]', ARRAY['within', 'optional']), '(e.event_type = ''a'')', 'keys for others are theirs');

-- random events at random times of users who come and go, and on both sides of midnight
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2024-10-01 00:00Z'::timestamptz + i * 977 % 44000 * interval '100 seconds', md5((i * 977 % 44000 / 400 + i * i % 29)::text)::uuid,
	CASE i * 7 % 5 WHEN 0 THEN 'begun' WHEN 1 THEN 'used' ELSE 'seen' END, jsonb_build_object('n', i % 3)
FROM generate_series(1, 2500) AS i;
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT d AT TIME ZONE z + i * interval '1 microsecond', md5('border' || (i + extract(day FROM d)::int) % 2)::uuid, CASE WHEN i = 0 THEN 'used' ELSE 'begun' END, '{}'
FROM unnest(ARRAY['UTC', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu']) AS z,
	unnest(ARRAY['2024-10-06', '2024-10-07', '2024-11-01', '2024-11-03', '2024-11-04']::timestamp[]) AS d, generate_series(-1, 1) AS i;
ANALYZE analytics_events;

CREATE FUNCTION plain(grain text, zone text, begins timestamp, ends timestamp, periods int, recurring boolean, later boolean, at_least bigint)
RETURNS TABLE (cohort timestamptz, cohort_size bigint, period bigint, actors bigint) LANGUAGE sql AS $$
	WITH e AS (SELECT user_id, date_trunc(grain, occurred_at AT TIME ZONE zone) AS b, event_type, properties FROM analytics_events WHERE user_id IS NOT NULL),
		starts AS (SELECT user_id, b FROM e WHERE event_type = 'begun' AND recurring AND b >= begins AND b < ends GROUP BY 1, 2
			UNION ALL SELECT user_id, min(b) FROM e WHERE event_type = 'begun' AND NOT recurring GROUP BY 1 HAVING min(b) >= begins AND min(b) < ends),
		returns AS (SELECT user_id, b FROM e WHERE (event_type = 'used' OR event_type = 'seen') AND properties @> '{"n": 1}' AND b >= begins AND b < ends GROUP BY 1, 2 HAVING count(*) >= at_least)
	SELECT s.b AT TIME ZONE zone, (SELECT count(*) FROM starts AS o WHERE o.b = s.b), p,
		count(*) FILTER (WHERE p = 0 OR EXISTS (SELECT FROM returns AS r WHERE r.user_id = s.user_id
			AND (r.b = s.b + p * ('1 ' || grain)::interval OR later AND r.b > s.b + p * ('1 ' || grain)::interval)))
	FROM starts AS s, generate_series(0::bigint, periods) AS p GROUP BY s.b, p ORDER BY s.b, p
$$;
SELECT results_eq(
	format($_$SELECT time, cohort_size, period, actors FROM analytics_retention('"begun"', '{"any": ["used", "seen"], "where": {"n": 1}}', %L, %L, %L, 6, %L, %L, false, %s, %L)$_$,
		'2024-10-13 12:00Z', '2024-11-05 12:00Z', grain, CASE WHEN recurring THEN 'recurring' ELSE 'first_time' END, CASE WHEN later THEN 'on_or_after' ELSE 'on' END, at_least, zone),
	format('SELECT * FROM plain(%L, %L, %L, %L, 6, %L, %L, %s)', grain, zone, date_trunc(grain, '2024-10-13 12:00Z'::timestamptz AT TIME ZONE zone),
		date_trunc(grain, '2024-11-05 12:00Z'::timestamptz AT TIME ZONE zone) + ('1 ' || grain)::interval, recurring, later, at_least),
	format('by %s of %s, %s %s %s', grain, zone, recurring, later, at_least))
FROM (VALUES ('day', 'UTC', false, false, 1), ('day', 'America/Los_Angeles', true, false, 1), ('day', 'Australia/Lord_Howe', false, true, 1), ('day', 'Asia/Kathmandu', true, true, 2),
	('week', 'America/Los_Angeles', false, false, 2), ('week', 'UTC', true, false, 3), ('month', 'Asia/Kathmandu', true, false, 4), ('month', 'UTC', false, true, 1)) AS v (grain, zone, recurring, later, at_least);

-- only the period's partitions are touched, and those before it for first starts
CREATE FUNCTION locked_partitions() RETURNS bigint LANGUAGE sql AS $$
	SELECT count(*) FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
	WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.mode <> 'SIReadLock' AND c.relnamespace = 'analytics_partitions'::regnamespace AND c.relkind = 'r'
$$;
BEGIN;
SELECT count(*) FROM analytics_retention('"begun"', '"used"', '2024-11-05 00:00Z', '2024-11-12 00:00Z', cohorts => 'recurring');
SELECT is(locked_partitions(), 7::bigint, 'retention of seven days locks seven partitions');
COMMIT;
BEGIN;
SELECT count(*) FROM analytics_retention('"begun"', '"used"', '2024-10-05 00:00Z', '2024-10-12 00:00Z');
-- the default partition may hold what is older than all others
SELECT is(locked_partitions(), 12::bigint, 'first starts are looked for in what lies before, and in nothing later');
COMMIT;

-- each tenant sees its own, the owner of the tables too
SET mindwell_analytics.tenant_id = '11111111-1111-1111-1111-111111111111';
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
VALUES ('2024-11-04 10:00Z', md5('eve')::uuid, 'signup', '{}'), ('2024-11-05 10:00Z', md5('eve')::uuid, 'chat', '{}');
CREATE FUNCTION seen() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT * FROM matrix($_$'"signup"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z', periods => 1$_$)
$$;
SELECT results_eq('SELECT * FROM seen()', $$VALUES ('11-04 00:00 {1,1} yy')$$, 'a tenant''s retention is of the tenant''s events: eve is new there');
SET mindwell_analytics.tenant_id = '22222222-2222-2222-2222-222222222222';
SELECT is_empty('SELECT * FROM seen()', 'and of no other''s');
SELECT is(sum(complete_cohorts), 0::numeric, 'nor is the curve')
FROM analytics_retention_curve('"signup"', '"chat"', '2024-11-04 00:00Z', '2024-11-12 00:00Z');

SELECT * FROM finish();
