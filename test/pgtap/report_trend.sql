-- The report analytics_trend: a small store computed by hand, each measure, breakdowns and quotients, then identities on random events.

SET client_min_messages = warning;
-- what numbers look like is compared
SET extra_float_digits = 1;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';

SELECT plan(42);

INSERT INTO analytics_events (occurred_at, user_id, session_id, event_type, properties)
SELECT ('2024-11-' || at || 'Z')::timestamptz, md5(name)::uuid, md5(session)::uuid, type, properties::jsonb
FROM (VALUES ('04 10:00', 'ann', 's1', 'paid', '{"amount": 10, "plan": "pro"}'), ('04 11:00', 'ann', 's1', 'paid', '{"amount": 20.5, "plan": "pro"}'),
	('04 23:59:59.999999', 'bob', 's2', 'paid', '{"amount": "7", "plan": "free"}'), ('04 12:00', NULL, NULL, 'paid', '{"amount": -1}'),
	('04 09:00', 'ann', 's1', 'opened', '{"plan": "pro"}'), ('04 09:30', 'cat', 's3', 'opened', '{"plan": "pro"}'), ('04 09:31', 'cat', 's3', 'opened', '{"plan": "free"}'),
	('06 00:00', 'cat', 's4', 'paid', '{"amount": 4, "plan": "pro"}'), ('06 01:00', 'bob', 's4', 'opened', '{}')) AS v (at, name, session, type, properties);
UPDATE analytics_events SET user_id = NULL, session_id = NULL WHERE properties ->> 'amount' = '-1';

CREATE FUNCTION trend(arguments text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	said text;
BEGIN
	EXECUTE format('SELECT string_agg(concat_ws('' '', to_char("time" AT TIME ZONE ''UTC'', ''MM-DD HH24''), coalesce(breakdown_value, ''-''), coalesce(value::text, ''null''), sample, CASE WHEN is_complete THEN ''y'' ELSE ''n'' END), '', '' ORDER BY n)
		FROM analytics_trend(%s) WITH ORDINALITY AS t ("time", breakdown_value, value, sample, is_complete, n)', arguments) INTO said;
	RETURN said;
END
$$;
SELECT is(trend(format('%s, %L, %L %s', step, '2024-11-04Z', '2024-11-07Z', rest)), expected, 'trend of ' || step || rest)
FROM (VALUES ($$'paid'$$, '', '11-04 00 - 4 4 y, 11-05 00 - 0 0 y, 11-06 00 - 1 1 y'),
	('NULL', '', '11-04 00 - 7 7 y, 11-05 00 - 0 0 y, 11-06 00 - 2 2 y'),
	($$'{"not": "opened"}'$$, '', '11-04 00 - 4 4 y, 11-05 00 - 0 0 y, 11-06 00 - 1 1 y'),
	($$'{"event": "paid", "where": {"amount": {">": 4}}}'$$, '', '11-04 00 - 2 2 y, 11-05 00 - 0 0 y, 11-06 00 - 0 0 y'),
	($$'paid'$$, $$, measure => 'users'$$, '11-04 00 - 2 4 y, 11-05 00 - 0 0 y, 11-06 00 - 1 1 y'),
	($$'*'$$, $$, measure => 'users', grain => 'week'$$, '11-04 00 - 3 9 y'),
	($$'*'$$, $$, measure => 'sessions', grain => 'month', as_of => '2024-12-01Z'$$, '11-01 00 - 4 9 y'),
	-- what is no number is in no sum
	($$'paid'$$, $$, measure => 'sum', property => 'amount'$$, '11-04 00 - 29.5 3 y, 11-05 00 - null 0 y, 11-06 00 - 4 1 y'),
	($$'paid'$$, $$, measure => 'avg', property => 'amount'$$, '11-04 00 - 9.833333 3 y, 11-05 00 - null 0 y, 11-06 00 - 4 1 y'),
	($$'paid'$$, $$, measure => 'p50', property => 'amount'$$, '11-04 00 - 10 3 y, 11-05 00 - null 0 y, 11-06 00 - 4 1 y'),
	($$'paid'$$, $$, measure => 'p90', property => 'amount'$$, '11-04 00 - 18.4 3 y, 11-05 00 - null 0 y, 11-06 00 - 4 1 y'),
	($$'paid'$$, $$, measure => 'p95', property => 'amount', grain => 'month', as_of => '2024-11-30Z'$$, '11-01 00 - 18.925 4 n'),
	($$'paid'$$, $$, breakdown => 'plan'$$, '11-04 00 pro 2 2 y, 11-04 00 free 1 1 y, 11-04 00 - 1 1 y, 11-05 00 pro 0 0 y, 11-05 00 free 0 0 y, 11-05 00 - 0 0 y, 11-06 00 pro 1 1 y, 11-06 00 free 0 0 y, 11-06 00 - 0 0 y'),
	($$'opened'$$, $$, measure => 'users', breakdown => 'plan', grain => 'month'$$, '11-01 00 pro 2 2 y, 11-01 00 free 1 1 y, 11-01 00 - 1 1 y'),
	($$'paid'$$, $$, breakdown => 'absent', grain => 'month'$$, '11-01 00 - 5 5 y'),
	($$'nothing'$$, $$, breakdown => 'plan', grain => 'month'$$, '11-01 00 - 0 0 y'),
	-- quotients: of nothing NULL, nothing of something 0
	($$'paid'$$, $$, divided_by => 'opened'$$, '11-04 00 - 1.3333333333333333 3 y, 11-05 00 - null 0 y, 11-06 00 - 1 1 y'),
	($$'{"event": "paid", "where": {"plan": "free"}}'$$, $$, divided_by => '*', grain => 'month'$$, '11-01 00 - 0.1111111111111111 9 y'),
	($$'nothing'$$, $$, divided_by => '*', grain => 'month'$$, '11-01 00 - 0 9 y'),
	($$'paid'$$, $$, divided_by => 'opened', breakdown => 'plan', measure => 'users', grain => 'month'$$, '11-01 00 pro 1 2 y, 11-01 00 free 1 1 y, 11-01 00 - 0 1 y'),
	-- a clock of its own: midnight in Berlin is 23:00 UTC
	($$'paid'$$, $$, time_zone => 'Europe/Berlin'$$, '11-03 23 - 3 3 y, 11-04 23 - 1 1 y, 11-05 23 - 1 1 y, 11-06 23 - 0 0 y')) AS v (step, rest, expected);

-- ten values of the whole time, by events and then by text; a value that is called as the others are is one of them
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2024-12-01 00:00Z'::timestamptz + n % 2 * interval '1 day', md5((n % 7)::text)::uuid, 'chosen', jsonb_build_object('value', 'v' || chr(97 + v), 'old_name', n)
FROM generate_series(0, 13) AS v, generate_series(1, greatest(1, 8 - v)) AS n;
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2024-12-01 00:00Z', md5('1')::uuid, 'chosen', '{"value": "(other)"}' FROM generate_series(1, 50);
SELECT is(trend($$'chosen', '2024-12-01Z', '2024-12-03Z', 'month', breakdown => 'value'$$),
	'12-01 00 va 8 8 y, 12-01 00 vb 7 7 y, 12-01 00 vc 6 6 y, 12-01 00 vd 5 5 y, 12-01 00 ve 4 4 y, 12-01 00 vf 3 3 y, 12-01 00 vg 2 2 y, 12-01 00 vh 1 1 y, 12-01 00 vi 1 1 y, 12-01 00 vj 1 1 y, 12-01 00 (other) 54 54 y',
	'ten values, and the others');
SELECT is((SELECT value FROM analytics_trend('chosen', '2024-12-01Z', '2024-12-03Z', 'month', 'users', breakdown => 'value') WHERE breakdown_value = '(other)'), 1::float8, 'users of the others are counted anew');
SELECT is((SELECT string_agg(DISTINCT breakdown_value, '' ORDER BY breakdown_value) FROM analytics_trend('chosen', '2024-12-01Z', '2024-12-03Z', breakdown => 'value') WHERE "time" = '2024-12-02Z'),
	'(other)vavbvcvdvevfvgvhvivj', 'a value is there on each day');

-- under the names that a type declares
SELECT FROM analytics_register_event_type('chosen', property_schema => '{"properties": {"new_name": {}}}', property_aliases => '{"old_name": "new_name"}');
INSERT INTO analytics_events (occurred_at, event_type, properties) VALUES ('2024-12-05 00:00Z', 'chosen', '{"old_name": 3}'), ('2024-12-05 00:00Z', 'chosen', '{"newName": 4}');
SELECT is((SELECT array_agg(value ORDER BY value) FROM analytics_trend('*', '2024-12-05Z', '2024-12-06Z', measure => 'sum', property => name, breakdown => name)), '{3,4}', 'by the name ' || name)
FROM unnest(ARRAY['old_name', 'new_name', 'newName']) AS name;

-- visitors
SELECT FROM analytics_track_json('{"event_type": "seen", "anonymous_id": "a visitor", "occurred_at": "2024-12-07T00:00:00Z"}');
SELECT is((SELECT array_agg(value) FROM analytics_trend('seen', '2024-12-07Z', '2024-12-08Z', measure => measure, include_anonymous => anonymous)), ARRAY[expected]::float8[], measure || ' of visitors')
FROM (VALUES ('events', false, 1), ('users', false, 0), ('users', true, 1)) AS v (measure, anonymous, expected);

-- what is refused
SELECT throws_ok(format('SELECT FROM analytics_trend(%s)', a), state, message, coalesce(message, a))
FROM (VALUES ($$'a', '2024-12-01', '2024-12-02', measure => 'most'$$, '22023', 'invalid measure'), ($$'a', '2024-12-01', '2024-12-02', measure => NULL$$, '22023', 'invalid measure'),
	($$'a', '2024-12-01', '2024-12-02', measure => 'sum'$$, '22023', 'measure "sum" needs a property'), ($$'a', '2024-12-01', '2024-12-02', property => 'b'$$, '22023', 'measure "events" is of no property'),
	($$'a', '2024-12-01', '2024-12-02', 'year'$$, '22023', 'invalid grain'), ($$'a', '2024-12-02', '2024-12-02'$$, '22023', 'from_time must lie before to_time'),
	($$'a', NULL, '2024-12-02'$$, '22004', NULL), ($$'a', '2024-12-01', 'infinity'$$, '22008', NULL), ($$'a', '2024-12-01', '2024-12-02', time_zone => 'Mars'$$, '22023', NULL),
	($$'[["a"]]', '2024-12-01', '2024-12-02'$$, '22023', 'invalid step: step'), ($$'a', '2024-12-01', '2024-12-02', divided_by => '{"event": "b", "where": {"c": {"<": "d"}}}'$$, '22023', 'invalid step: divided_by')) AS v (a, state, message);

-- two parts are one: the state of each and the sum of both
SELECT is((SELECT @(sum(value) - (SELECT count(*) FROM analytics_events)) < 0.5 FROM analytics_trend('*', '2024-11-01Z', '2025-01-01Z', 'hour')), true, 'all events');

SELECT * FROM finish();
