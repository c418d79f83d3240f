-- analytics_explain_user: each verdict by hand, then that what it says is filled is the funnel's, on random events.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';

SELECT plan(22);

INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT ('2024-11-' || at || 'Z')::timestamptz, md5(name)::uuid, type, properties::jsonb
FROM (VALUES ('03 23:00', 'ann', 'opened', '{}'), ('04 09:00', 'ann', 'paid', '{}'), ('04 10:00', 'ann', 'opened', '{"shop": "a"}'), ('04 10:01', 'ann', 'opened', '{"shop": "b"}'), ('04 10:02', 'ann', 'looked', '{}'),
	('04 10:03', 'ann', 'paid', '{"shop": "a"}'), ('04 10:05', 'ann', 'filled', '{"shop": "b"}'), ('04 10:06', 'ann', 'filled', '{"shop": "a"}'), ('04 13:00', 'ann', 'paid', '{"shop": "a"}'), ('05 23:00', 'ann', 'paid', '{"shop": "a"}'),
	('04 10:00', 'bob', 'opened', '{}'), ('04 10:01', 'bob', 'left', '{}'), ('04 10:02', 'bob', 'filled', '{}'),
	('04 10:00', 'cat', 'filled', '{}'), ('03 10:00', 'cat', 'opened', '{}')) AS v (at, name, type, properties);
CREATE FUNCTION why(name text, rest text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	said text;
BEGIN
	EXECUTE format('SELECT string_agg(concat_ws('' '', to_char("time" AT TIME ZONE ''UTC'', ''DD HH24:MI''), event_type, coalesce(step::text, ''-''), verdict), '', '' ORDER BY ord)
			|| concat_ws('' '', '';'', max(reached), to_char(max(next_step_until) AT TIME ZONE ''UTC'', ''DD HH24:MI''), count(DISTINCT (reached, next_step_until)))
		FROM analytics_explain_user(''["opened", "filled", {"event": "paid", "within": "2 hours"}]'', md5(%L)::uuid, ''2024-11-04Z'', ''2024-11-05Z'' %s)', name, rest) INTO said;
	RETURN said;
END
$$;
SELECT is(why(name, rest), expected, name || rest)
FROM (VALUES
	('ann', '', '03 23:00 opened 1 out_of_window, 04 09:00 paid 3 out_of_order, 04 10:00 opened 1 filled, 04 10:01 opened 1 extra, 04 10:02 looked - no_match, 04 10:03 paid 3 out_of_order, 04 10:05 filled 2 filled, 04 10:06 filled 2 extra, 04 13:00 paid 3 out_of_window, 05 23:00 paid 3 out_of_window; 2 04 12:05 1'),
	('ann', ', hold_constant => ''shop''', '03 23:00 opened 1 out_of_window, 04 09:00 paid 3 out_of_order, 04 10:00 opened 1 filled, 04 10:01 opened 1 wrong_hold, 04 10:02 looked - no_match, 04 10:03 paid 3 out_of_order, 04 10:05 filled 2 wrong_hold, 04 10:06 filled 2 filled, 04 13:00 paid 3 out_of_window, 05 23:00 paid 3 out_of_window; 2 04 12:06 1'),
	('ann', ', order_mode => ''strict''', '03 23:00 opened 1 out_of_window, 04 09:00 paid 3 out_of_order, 04 10:00 opened 1 filled, 04 10:01 opened 1 extra, 04 10:02 looked - no_match, 04 10:03 paid 3 out_of_order, 04 10:05 filled 2 out_of_order, 04 10:06 filled 2 out_of_order, 04 13:00 paid 3 out_of_order, 05 23:00 paid 3 out_of_window; 1 05 10:00 1'),
	('ann', ', within => ''5 minutes''', '04 09:00 paid 3 out_of_order, 04 10:00 opened 1 filled, 04 10:01 opened 1 extra, 04 10:02 looked - no_match, 04 10:03 paid 3 out_of_order, 04 10:05 filled 2 filled, 04 10:06 filled 2 out_of_window, 04 13:00 paid 3 out_of_window; 2 04 10:05 1'),
	('bob', '', '04 10:00 opened 1 filled, 04 10:01 left - no_match, 04 10:02 filled 2 filled; 2 04 12:02 1'),
	('bob', ', exclusions => ''left''', '04 10:00 opened 1 excluded, 04 10:01 left - excluded, 04 10:02 filled 2 out_of_order; 0 1'),
	('cat', '', '03 10:00 opened 1 out_of_window, 04 10:00 filled 2 out_of_order; 0 1'), ('eve', '', NULL)) AS v (name, rest, expected);

SELECT throws_ok(format('SELECT FROM analytics_explain_user(%s)', a), state, message, a)
FROM (VALUES ($$'{a,b}', NULL, '2024-11-04', '2024-11-05'$$, '22004', 'user_id must not be null'), ($$'[5]', 'ann', '2024-11-04', '2024-11-05'$$, '22023', 'invalid step: steps[1]'),
	($$'{a,b}', 'ann', '2024-11-05', '2024-11-04'$$, '22023', 'from_time must lie before to_time'), ($$'{a,b}', 'ann', '2024-11-04', '2024-11-05', order_mode => 'any'$$, '22023', NULL),
	($$'{a,b}', 'ann', '2024-11-04', '2024-11-05', within => '-1 day'$$, '22023', NULL)) AS v (a, state, message);

-- random events, many at one time: what is filled is what the funnel counts, at the times that it has
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2024-12-01 00:00Z'::timestamptz + i * 7919 % 97 * interval '30 minutes', md5((i * i % 31)::text)::uuid,
	(ARRAY['seen', 'tried', 'added', 'bought', 'left'])[1 + i * 31 % 5], jsonb_build_object('plan', (ARRAY['free', 'pro', NULL])[1 + i % 3])
FROM generate_series(1, 700) AS i;
SELECT is_empty(format($$
	WITH people AS (SELECT DISTINCT user_id FROM analytics_events WHERE occurred_at >= '2024-12-01Z'),
	told AS (SELECT p.user_id, count(*) FILTER (WHERE verdict = 'filled') AS filled, count(DISTINCT step) FILTER (WHERE verdict = 'filled') AS steps, max(step) FILTER (WHERE verdict = 'filled') AS furthest,
			max(reached) AS reached, min("time") FILTER (WHERE verdict = 'filled') AS entered, max("time") FILTER (WHERE verdict = 'filled') AS last
		FROM people AS p, analytics_explain_user(%1$L, p.user_id, '2024-12-01Z', '2024-12-02Z', %2$s) GROUP BY 1),
	counted AS (SELECT u.user_id::uuid, entered_at, reached, last_step_at FROM analytics_funnel_users(%1$L, '2024-12-01Z', '2024-12-02Z', 1, %2$s) AS u)
	SELECT * FROM told AS t FULL JOIN counted AS c USING (user_id)
	WHERE (t.entered, t.last, coalesce(t.furthest, 0)) IS DISTINCT FROM (c.entered_at, c.last_step_at, coalesce(c.reached, 0)) OR t.reached <> coalesce(c.reached, 0) OR t.filled <> t.steps
	UNION ALL
	SELECT NULL, f.actors, f.step, t.n, NULL, NULL, NULL, NULL, NULL, NULL FROM analytics_funnel(%1$L, '2024-12-01Z', '2024-12-02Z', %2$s) AS f,
		LATERAL (SELECT count(*) AS n FROM people AS p, analytics_explain_user(%1$L, p.user_id, '2024-12-01Z', '2024-12-02Z', %2$s) AS x WHERE x.verdict = 'filled' AND x.step = f.step) AS t
	WHERE t.n <> f.actors$$, steps, options), concat_ws(' ', 'as the funnel counts:', steps, options))
FROM (VALUES ('["seen", "added", "bought"]'), ('["seen", "*", {"event": "tried", "optional": true}, {"any": ["added", "bought"]}, {"not": "left", "within": "6 hours"}]')) AS s (steps),
	unnest(ARRAY['within => ''1 day''', 'within => ''4 hours''', 'exclusions => ''{"event": "left", "after": 1, "before": 2}''', 'hold_constant => ''plan''']) AS options;
SELECT is((SELECT count(*) FROM analytics_explain_user('["seen", "added"]', md5('4')::uuid, '2024-12-01Z', '2024-12-02Z', within => '3 days')),
	(SELECT count(*) FROM analytics_events WHERE user_id = md5('4')::uuid AND occurred_at >= '2024-11-28Z' AND occurred_at < '2024-12-05Z'), 'each event once');

SELECT * FROM finish();
