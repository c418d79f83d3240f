-- The report analytics_funnel: against the aggregate, every argument, whose events it reads, which partitions it locks.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'UTC';

SELECT plan(66);

-- ten days, a partition for each
SELECT count(mindwell_internal.create_partition('day', 'analytics_partitions', d))
FROM generate_series('2024-10-01 00:00Z'::timestamptz, '2024-10-10 00:00Z', '1 day') AS d;
-- nothing depends on these
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';
SET IntervalStyle = 'sql_standard';

-- many events of 60 users and 200 sessions
INSERT INTO analytics_events (occurred_at, user_id, session_id, event_type, properties)
SELECT '2024-10-01 00:00Z'::timestamptz + i * 7919 % 86413 * interval '10 seconds',
	CASE WHEN i % 13 > 0 THEN md5((i * i % 61)::text)::uuid END, CASE WHEN i % 7 > 0 THEN md5('s' || i * i % 199)::uuid END,
	(ARRAY['opened', 'searched', 'added', 'paid', 'left'])[1 + i * 31 % 5],
	jsonb_build_object('plan', (ARRAY['free', 'pro', NULL])[1 + i % 3], 'item', i % 4)
FROM generate_series(1, 4000) AS i;

-- against the aggregate over the same events
CREATE FUNCTION steps_of(actor text, steps text, exclusions text, breakdown text, held text, plan analytics_funnel_plan, until timestamptz)
RETURNS SETOF analytics_funnel_breakdown_step LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT f.* FROM (SELECT analytics_funnel_agg(%s, occurred_at, %s, %s, %s, %s, $1) AS cells FROM analytics_events
		WHERE occurred_at >= $2 AND occurred_at < $3) AS x, unnest(cells) AS f', actor, steps, exclusions, breakdown, held)
	USING plan, plan.from_time, until;
END $$;
CREATE TABLE plain AS SELECT
	$$(event_type = 'opened')::int + (event_type = 'searched')::int * 2 + (event_type = 'paid')::int * 4$$ AS steps,
	'["opened", "searched", "paid"]'::jsonb AS asked, '2024-10-02 00:00Z'::timestamptz AS f, '2024-10-06 00:00Z'::timestamptz AS t;
SELECT results_eq(
	format('SELECT * FROM analytics_funnel(%L, %L, %L, %L, %L, %L, %L, %L, %L, %L, %L)',
		asked, f, t, '1 day', order_mode, count_by, exclusions, breakdown, held, breakdown_by, '2024-10-06 12:00Z'),
	format('SELECT s.breakdown, s.step::bigint, (ARRAY[''opened'', ''searched'', ''paid''])[s.step], s.actors, s.rate_from_first, s.rate_from_previous, s.dropped,
			s.median_seconds, s.p90_seconds, s.mean_seconds, s.median_seconds_from_first, s.immature
		FROM steps_of(%L, %L, %L, %L, %L, analytics_funnel_plan(3, ''1 day'', %L, exclusion_after => %L, exclusion_before => %L, from_time => %L, to_time => %L,
			as_of => ''2024-10-06 12:00Z'', count_by => %L, breakdown_by => %L, hold_constant => %L), %L) AS s',
		CASE count_by WHEN 'session' THEN 'session_id' ELSE 'user_id' END, steps,
		CASE exclusions WHEN '[]' THEN 'NULL' ELSE $$(event_type = 'left')::int$$ END,
		CASE WHEN breakdown IS NULL THEN 'NULL' ELSE $$properties ->> 'plan'$$ END,
		CASE WHEN held IS NULL THEN 'NULL' ELSE $$properties ->> 'item'$$ END, order_mode,
		CASE exclusions WHEN '[]' THEN '{}' ELSE '{2}' END, CASE exclusions WHEN '[]' THEN '{}' ELSE '{3}' END,
		f, t, CASE count_by WHEN 'total' THEN 'total' ELSE 'actor' END, breakdown_by, held IS NOT NULL, t + interval '24 hours'),
	format('%s by %s, exclusions %s, breakdown %s (%s), held %s', order_mode, count_by, exclusions, breakdown, breakdown_by, held))
FROM plain, unnest(ARRAY['ordered', 'strict', 'unordered']) AS order_mode, unnest(ARRAY['user', 'session', 'total']) AS count_by,
	(VALUES ('[]', NULL, NULL, 'first'), ('[{"event": "left", "after": 2, "before": 3}]', 'plan', NULL, 'last'), ('[]', 'plan', 'item', 'first'))
		AS v (exclusions, breakdown, held, breakdown_by);

-- conditions, limits, optional steps, names
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
-- no event of those above lies at five seconds
SELECT (t.at + interval '5 seconds') AT TIME ZONE 'UTC', md5('u' || t.n)::uuid, t.event_type, t.properties FROM (VALUES
	(1, timestamp '2024-10-08 10:00', 'opened', jsonb '{"source": "mail"}'), (1, '2024-10-08 10:01', 'searched', '{}'),
	(1, '2024-10-08 10:10', 'paid', '{"amount": 5, "method": {"card": true}}'),
	(2, '2024-10-08 10:00', 'opened', '{"source": "web"}'), (2, '2024-10-08 10:02', 'paid', '{"amount": 7}'),
	(3, '2024-10-08 10:00', 'opened', '{"source": "mail"}'), (3, '2024-10-08 11:00', 'added', '{}'), (3, '2024-10-09 10:00:00.000001', 'paid', '{"amount": 5}')) AS t (n, at, event_type, properties);
ANALYZE analytics_events;
CREATE FUNCTION funnel_line(steps jsonb, exclusions jsonb DEFAULT '[]', breakdown text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', f.breakdown_value, f.name, f.actors), ', ' ORDER BY f.breakdown_value, f.step)
	FROM analytics_funnel($1, '2024-10-08 10:00:05Z', '2024-10-08 10:00:05.000001Z', exclusions => $2, breakdown => $3) AS f
$$;
SELECT is(funnel_line('["opened", "paid"]'), 'opened 3, paid 2', 'an event type; the window ends after a day');
SELECT is(funnel_line('[{"event": "opened"}, {"event": "paid", "where": {"method": {"card": true}}}]'), 'opened 3, paid 1', 'a property filter');
SELECT is(funnel_line('["opened", {"any": ["searched", "added"], "name": "looked"}, "paid"]'), 'opened 3, looked 2, paid 1', 'any of several, by its name');
SELECT is(funnel_line('["opened", {"any": ["searched", "added"]}]'), 'opened 3, searched or added 2', 'any of several, without a name');
SELECT is(funnel_line('["opened", {"event": "paid", "within": "2 minutes"}]'), 'opened 3, paid 1', 'a limit of one step');
SELECT is(funnel_line('["opened", {"event": "searched", "optional": true}, "paid"]'), 'opened 3, searched 1, paid 2', 'an optional step gates nothing');
SELECT is(funnel_line('["opened", "paid"]', '["searched"]'), 'opened 2, paid 1', 'an exclusion, between the first step and the last');
SELECT is(funnel_line('["opened", "searched", "paid"]', '[{"event": "searched", "after": 2}]'), 'opened 3, searched 1, paid 1', 'an exclusion from a step on');
SELECT is(funnel_line('["opened", "paid"]', '[{"any": ["x", "added"], "where": {"a": 1}, "before": 2}]'), 'opened 3, paid 2', 'an exclusion with a condition that no event meets');
SELECT is(funnel_line('["opened", "paid"]', breakdown => 'source'), 'mail opened 2, mail paid 1, web opened 1, web paid 1', 'a breakdown');
SELECT is(funnel_line('["never"]'), 'never 0', 'steps are listed where there is nobody');
SELECT is(funnel_line($$["o'clock", {"event": "%I %s", "where": {"'": "\\"}}]$$), $$o'clock 0, %I %s 0$$, 'quotes, backslashes and format characters');
SELECT is((SELECT array_agg(DISTINCT t.typname ORDER BY t.typname) FROM pg_proc AS p, unnest(p.proallargtypes, p.proargmodes) AS a (type, mode)
		JOIN pg_type AS t ON t.oid = a.type WHERE p.proname = 'analytics_funnel' AND a.mode = 't'), '{float8,int8,text}'::name[],
	'columns have types that travel well');

-- errors say where
SELECT throws_ok(format('SELECT * FROM analytics_funnel(%L, %L, %L)', steps, '2024-10-08Z', '2024-10-09Z'), state, message, format('steps %s', left(steps, 60)))
FROM (VALUES
	(NULL, '22023', 'steps must be a JSON array, not empty'), ('[]', '22023', 'steps must be a JSON array, not empty'),
	('5', '22023', 'steps must be a JSON array, not empty'),
	('["opened", 1]', '22023', 'invalid step: steps[2]'), ('["opened", {"evnt": "paid"}]', '22023', 'invalid step: steps[2]'),
	('[{"any": []}]', '22023', 'invalid step: steps[1]'), ('["a", "b", {"event": "c", "where": 1}]', '22023', 'invalid step: steps[3]'),
	('["a", {"event": "b", "within": "soon"}]', '22023', 'invalid step: steps[2]'), ('["a", {"event": "b", "within": 5}]', '22023', 'invalid step: steps[2]'),
	('["a", {"event": "b", "optional": "yes"}]', '22023', 'invalid step: steps[2]'), ('["a", {"event": "b", "name": 1}]', '22023', 'invalid step: steps[2]'),
	((SELECT jsonb_agg('a'::text) FROM generate_series(1, 33))::text, '54023', 'too many funnel steps: 33')) AS v (steps, state, message);
SELECT throws_ok(format('SELECT * FROM analytics_funnel(%L, %L, %L, exclusions => %L)', '["a", "b"]', '2024-10-08Z', '2024-10-09Z', exclusions), '22023', message, format('exclusions %s', exclusions))
FROM (VALUES (NULL, 'exclusions must be a JSON array'), ('["x", {"event": "y", "after": 2}]', 'invalid exclusion: exclusions[2]'),
	('[{"event": "y", "before": 3}]', 'invalid exclusion: exclusions[1]'), ('[{"event": "y", "optional": true}]', 'invalid step: exclusions[1]')) AS v (exclusions, message);
SELECT throws_ok(format('SELECT * FROM analytics_funnel(%L, %s)', '["a", "b"]', arguments), state, NULL, arguments)
FROM (VALUES
	($$NULL, '2024-10-09Z'$$, '22004'), ($$'2024-10-08Z', 'infinity'$$, '22008'), ($$'2024-10-09Z', '2024-10-09Z'$$, '22023'),
	($$'2024-10-08Z', '2024-10-09Z', '1 month'$$, '22023'), ($$'2024-10-08Z', '2024-10-09Z', order_mode => 'sideways'$$, '22023'),
	($$'2024-10-08Z', '2024-10-09Z', count_by => 'household'$$, '22023'), ($$'2024-10-08Z', '2024-10-09Z', breakdown_by => 'middle'$$, '22023')) AS v (arguments, state);

-- which partitions
CREATE FUNCTION locked_partitions() RETURNS bigint LANGUAGE sql AS $$
	SELECT count(*) FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
	WHERE l.pid = pg_backend_pid() AND l.mode <> 'SIReadLock' AND c.relkind = 'r' AND c.relnamespace = 'analytics_partitions'::regnamespace
$$;
BEGIN;
SELECT FROM analytics_funnel('["opened", "paid"]', '2024-10-03 00:00Z', '2024-10-04 00:00Z');
SELECT is(locked_partitions(), 2::bigint, 'a funnel of one day, with a window of a day, locks two partitions');
COMMIT;

-- each tenant sees its own, the owner of the tables too
SET mindwell_analytics.tenant_id = '11111111-1111-1111-1111-111111111111';
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties) VALUES ('2024-10-08 10:00:05Z', gen_random_uuid(), 'opened', '{}');
SELECT is(funnel_line('["opened"]'), 'opened 1', 'a tenant''s report shows the tenant''s events');
SET mindwell_analytics.tenant_id = '22222222-2222-2222-2222-222222222222';
SELECT is(funnel_line('["opened"]'), 'opened 0', 'and no other''s');

SELECT * FROM finish();
