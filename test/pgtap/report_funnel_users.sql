-- analytics_funnel_users and analytics_funnel_trend: a small store by hand, then that they are the funnel itself, on random events and every option.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';

SELECT plan(38);

-- ann goes all the way, bob stops after the second step, cat after the first, dan has time left; eve never began
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT ('2024-11-' || at || 'Z')::timestamptz, name::uuid, type, '{}'
FROM (VALUES ('04 10:00', 'a0000000-0000-4000-8000-000000000000', 'opened'), ('04 10:05', 'a0000000-0000-4000-8000-000000000000', 'filled'), ('04 10:20:00.000001', 'a0000000-0000-4000-8000-000000000000', 'paid'),
	('04 11:00', 'b0000000-0000-4000-8000-000000000000', 'opened'), ('05 10:59:59', 'b0000000-0000-4000-8000-000000000000', 'filled'), ('05 12:00', 'b0000000-0000-4000-8000-000000000000', 'paid'),
	('05 00:00', 'c0000000-0000-4000-8000-000000000000', 'opened'), ('05 00:01', 'c0000000-0000-4000-8000-000000000000', 'paid'),
	('06 23:00', 'd0000000-0000-4000-8000-000000000000', 'opened'), ('06 23:30', 'd0000000-0000-4000-8000-000000000000', 'filled'),
	('04 10:00', 'e0000000-0000-4000-8000-000000000000', 'filled')) AS v (at, name, type);

CREATE FUNCTION who(step integer, outcome text, rest text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	said text;
BEGIN
	EXECUTE format('SELECT string_agg(concat_ws('' '', left(user_id, 1), to_char(entered_at AT TIME ZONE ''UTC'', ''DD HH24:MI''), reached, to_char(last_step_at AT TIME ZONE ''UTC'', ''DD HH24:MI:SS.US'')), '', '')
		FROM analytics_funnel_users(''{opened,filled,paid}'', ''2024-11-04Z'', ''2024-11-07Z'', %s, %L, as_of => ''2024-11-07 12:00Z'' %s)', step, outcome, rest) INTO said;
	RETURN said;
END
$$;
SELECT is(who(step, outcome, rest), expected, concat_ws(' ', outcome, step, rest))
FROM (VALUES (1, 'converted', '', 'a 04 10:00 3 04 10:20:00.000001, b 04 11:00 2 05 10:59:59.000000, c 05 00:00 1 05 00:00:00.000000, d 06 23:00 2 06 23:30:00.000000'),
	(2, 'converted', '', 'a 04 10:00 3 04 10:20:00.000001, b 04 11:00 2 05 10:59:59.000000, d 06 23:00 2 06 23:30:00.000000'),
	(3, 'converted', '', 'a 04 10:00 3 04 10:20:00.000001'), (1, 'dropped', '', NULL), (2, 'dropped', '', 'c 05 00:00 1 05 00:00:00.000000'),
	(3, 'dropped', '', 'b 04 11:00 2 05 10:59:59.000000'), (3, 'dropped', ', within => ''12:59:59''', 'd 06 23:00 2 06 23:30:00.000000'), (3, 'converted', ', within => ''20 minutes''', NULL),
	(3, 'dropped', ', within => ''13 hours''', NULL),
	(1, 'converted', ', max_rows => 1', 'a 04 10:00 3 04 10:20:00.000001'),
	(1, 'converted', ', max_rows => 2, after_user => ''b0000000-0000-4000-8000-000000000000''', 'c 05 00:00 1 05 00:00:00.000000, d 06 23:00 2 06 23:30:00.000000')) AS v (step, outcome, rest, expected);

SELECT results_eq($$SELECT to_char("time" AT TIME ZONE 'UTC', 'DD'), entered, converted, rate, immature, median_seconds, is_complete
		FROM analytics_funnel_trend('{opened,filled}', '2024-11-04Z', '2024-11-07 00:00:01Z', as_of => '2024-11-07 12:00Z')$$,
	$$VALUES ('04', 2::bigint, 2::bigint, 1::float8, 0::bigint, (300 + 86399) / 2.0::float8, true), ('05', 1, 0, 0, 0, NULL, true), ('06', 1, 1, NULL, 1, 1800, true), ('07', 0, 0, NULL, 0, NULL, false)$$,
	'by the day of the first step');
SELECT results_eq($$SELECT entered, converted, rate, immature, median_seconds FROM analytics_funnel_trend('{opened,filled}', '2024-11-04Z', '2024-11-05Z', 'month', as_of => '2024-11-07 12:00Z')$$,
	$$VALUES (4::bigint, 3::bigint, 2 / 3.0::float8, 1::bigint, 1800::float8)$$, 'of the month, over those who had all the time');
SELECT results_eq($$SELECT entered, converted, rate, median_seconds FROM analytics_funnel_trend('opened', '2024-11-04Z', '2024-11-05Z')$$, $$VALUES (2::bigint, 2::bigint, 1::float8, NULL::float8)$$, 'one step');

SELECT throws_ok(format('SELECT FROM %s', a), state, message, a)
FROM (VALUES ($$analytics_funnel_users('{a,b}', '2024-11-04', '2024-11-05', 0)$$, '22023', 'invalid step number'), ($$analytics_funnel_users('{a,b}', '2024-11-04', '2024-11-05', 3)$$, '22023', 'invalid step number'),
	($$analytics_funnel_users('{a,b}', '2024-11-04', '2024-11-05', NULL)$$, '22023', 'invalid step number'), ($$analytics_funnel_users('{a,b}', '2024-11-04', '2024-11-05', 1, 'lost')$$, '22023', 'invalid outcome'),
	($$analytics_funnel_users('{a,b}', '2024-11-04', '2024-11-05', 1, max_rows => 0)$$, '22023', 'invalid max_rows'), ($$analytics_funnel_users('[5]', '2024-11-04', '2024-11-05', 1)$$, '22023', 'invalid step: steps[1]'),
	($$analytics_funnel_users('{a,b}', '2024-11-05', '2024-11-05', 1)$$, '22023', 'from_time must lie before to_time'), ($$analytics_funnel_users('{a,b}', '2024-11-04', '2024-11-05', 1, within => '-1 day')$$, '22023', NULL),
	($$analytics_funnel_trend('{a,b}', '2024-11-04', '2024-11-05', 'year')$$, '22023', 'invalid grain'), ($$analytics_funnel_trend('[5]', '2024-11-04', '2024-11-05')$$, '22023', 'invalid step: steps[1]'),
	($$analytics_funnel_trend('{a,b}', '2024-11-04', '2024-11-05', count_by => 'x')$$, '22023', 'invalid count_by')) AS v (a, state, message);

-- random events: counts are the funnel's, of every step and option
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2024-12-01 00:00Z'::timestamptz + i * 7919 % 8641 * interval '30 seconds', md5((i * i % 61)::text)::uuid,
	(ARRAY['seen', 'tried', 'added', 'bought', 'left'])[1 + i * 31 % 5], jsonb_build_object('plan', (ARRAY['free', 'pro', NULL])[1 + i % 3], 'item', i % 4)
FROM generate_series(1, 1500) AS i;
\set steps '\'["seen", {"event": "tried", "optional": true}, {"event": "added", "where": {"item": {"<": 3}}}, "bought"]\''
SELECT is_empty(format($$
	WITH funnel AS (SELECT step, actors, dropped, immature FROM analytics_funnel(%1$L, '2024-12-01Z', '2024-12-03Z', as_of => '2024-12-02 12:00Z', %2$s)),
	users AS (SELECT s, o, count(*) AS n FROM generate_series(1, %3$s) AS s, unnest('{converted,dropped}'::text[]) AS o, analytics_funnel_users(%1$L, '2024-12-01Z', '2024-12-03Z', s, o, as_of => '2024-12-02 12:00Z', %2$s) GROUP BY 1, 2)
	SELECT f.step, f.actors, c.n FROM funnel AS f LEFT JOIN users AS c ON c.s = f.step AND c.o = 'converted' WHERE f.actors <> coalesce(c.n, 0)
	UNION ALL
	-- nobody is left out who had all the time
	SELECT f.step, f.dropped, d.n FROM analytics_funnel(%1$L, '2024-12-01Z', '2024-12-03Z', as_of => '2025-01-01Z', %2$s) AS f
	LEFT JOIN LATERAL (SELECT count(*) AS n FROM analytics_funnel_users(%1$L, '2024-12-01Z', '2024-12-03Z', f.step::integer, 'dropped', as_of => '2025-01-01Z', %2$s)) AS d ON true
	WHERE f.dropped <> d.n$$, steps, options, jsonb_array_length(steps::jsonb)), 'users are those of the funnel: ' || options)
FROM (VALUES ($$["seen", {"event": "tried", "optional": true}, {"event": "added", "where": {"item": {"<": 3}}}, "bought"]$$)) AS s (steps),
	unnest(ARRAY['within => ''1 day''', 'within => ''2 hours''', 'within => ''6 hours'', exclusions => ''{"event": "left", "after": 1, "before": 4}''', 'within => ''1 day'', hold_constant => ''plan'''] ) AS options;
SELECT is_empty(format($$
	SELECT f.step FROM analytics_funnel('{seen,added,bought}', '2024-12-01Z', '2024-12-03Z', %1$s) AS f,
		LATERAL (SELECT count(*) AS n FROM analytics_funnel_users('{seen,added,bought}', '2024-12-01Z', '2024-12-03Z', f.step::integer, %1$s)) AS u WHERE u.n <> f.actors$$, options), 'as well: ' || options)
FROM unnest(ARRAY['order_mode => ''unordered''', 'order_mode => ''strict''', 'order_mode => ''ordered'', within => ''1 hour''']) AS options;
SELECT is_empty(format($$
	SELECT t.* FROM analytics_funnel_trend(%1$L, '2024-12-01Z', '2024-12-04Z', %2$L, as_of => '2024-12-02 18:00Z', time_zone => 'Australia/Lord_Howe', %3$s) WITH ORDINALITY AS t
	JOIN (SELECT b.*, row_number() OVER (ORDER BY starts) AS n FROM mindwell_internal.buckets(mindwell_internal.calendar_borders('2024-12-01Z', '2024-12-04Z', %2$L, 'Australia/Lord_Howe'), now()) AS b) AS b ON b.n = t.ordinality,
	LATERAL (SELECT array_agg(actors ORDER BY step) AS a, array_agg(immature ORDER BY step) AS i, array_agg(median_seconds_from_first ORDER BY step) AS m
		FROM analytics_funnel(%1$L, b.starts, b.ends, as_of => '2024-12-02 18:00Z', %3$s)) AS f
	WHERE (t."time", t.entered, t.converted, t.immature, t.median_seconds) IS DISTINCT FROM (b.starts, f.a[1], f.a[4], f.i[1], f.m[4])
		OR t.rate IS DISTINCT FROM (f.a[4] - f.i[4]) / nullif(f.a[1] - f.i[1], 0)::float8$$, :steps, grain, options), 'each interval is a funnel: ' || grain || ', ' || options)
FROM unnest(ARRAY['hour', 'day', 'week']) AS grain, unnest(ARRAY['within => ''1 day''', 'within => ''3 hours'', count_by => ''total''']) AS options;

SELECT * FROM finish();
