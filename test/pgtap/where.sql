-- "where" with operators: each operator on values that are there and absent, what is refused and where, in funnels and
-- retention, under the names that events have.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';
SET standard_conforming_strings = off;

SELECT plan(150);

CREATE FUNCTION meets(asked jsonb, properties jsonb) RETURNS boolean LANGUAGE sql
RETURN mindwell_internal.where_matches(properties, asked, mindwell_internal.where_names(asked, 'invalid where', ''));
\set order '{"amount": 10, "plan": "pro", "at": "2026-10-05", "items": ["tea", 2, null], "none": null, "address": {"city": "Bern", "a/b": [{"c": true}]}}'

SELECT is(meets(asked::jsonb, :'order'), expected, asked)
FROM (VALUES
	-- numbers, by value
	('{"amount": {"=": 10.00}}', true), ('{"amount": {"=": "10"}}', false), ('{"amount": {"!=": 10.0}}', false), ('{"amount": {"!=": "10"}}', true),
	('{"amount": {"<": 10}}', false), ('{"amount": {"<": 10.001}}', true), ('{"amount": {"<=": 10}}', true), ('{"amount": {"<=": 9.999}}', false),
	('{"amount": {">": 10}}', false), ('{"amount": {">": 9.999}}', true), ('{"amount": {">=": 10}}', true), ('{"amount": {">=": 10.001}}', false),
	('{"amount": {">=": 5, "<": 10}}', false), ('{"amount": {">=": 5, "<": 11}}', true),
	-- no order between others
	('{"plan": {">": 1}}', false), ('{"plan": {"<=": 1}}', false), ('{"none": {"<": 1}}', false), ('{"none": {">=": 0}}', false),
	-- one of several
	('{"plan": {"in": ["free", "pro"]}}', true), ('{"plan": {"in": ["free", "PRO"]}}', false), ('{"plan": {"in": []}}', false),
	('{"plan": {"not_in": ["free", "pro"]}}', false), ('{"plan": {"not_in": ["free"]}}', true), ('{"plan": {"not_in": []}}', true),
	('{"amount": {"in": [1, 10.0]}}', true), ('{"address": {"in": [1, {"a/b": [{"c": true}], "city": "Bern"}]}}', true),
	-- null is a value
	('{"none": {"exists": true}}', true), ('{"none": {"exists": false}}', false), ('{"none": {"=": null}}', true), ('{"none": {"!=": null}}', false),
	('{"none": {"in": [null]}}', true), ('{"plan": {"!=": null}}', true), ('{"absent": {"=": null}}', false), ('{"absent": null, "plan": {"=": "pro"}}', false),
	-- what is absent
	('{"absent": {"!=": 1}}', true), ('{"absent": {"not_in": [1]}}', true), ('{"absent": {"exists": false}}', true), ('{"absent": {"exists": true}}', false),
	('{"absent": {"=": 1}}', false), ('{"absent": {"<": 1}}', false), ('{"absent": {">=": 1}}', false), ('{"absent": {"in": [1]}}', false),
	('{"absent": {"contains": ""}}', false), ('{"absent": {"not": {"=": 1}}}', false), ('{"absent": {"as": "date", "!=": "2026-10-05"}}', true),
	-- a part of a text, a member of a list
	('{"plan": {"contains": "ro"}}', true), ('{"plan": {"contains": "RO"}}', false), ('{"plan": {"contains": "pro!"}}', false), ('{"plan": {"contains": ""}}', true),
	('{"plan": {"contains": "%"}}', false), ('{"plan": {"contains": 1}}', false), ('{"items": {"contains": "tea"}}', true), ('{"items": {"contains": "te"}}', false),
	('{"items": {"contains": 2.0}}', true), ('{"items": {"contains": null}}', true), ('{"amount": {"contains": 1}}', false), ('{"address": {"contains": "city"}}', false),
	('{"/address/a~1b": {"contains": {"c": true}}}', true),
	-- not
	('{"amount": {"not": {"=": 10}}}', false), ('{"amount": {"not": {">": 10}}}', true), ('{"amount": {"not": {">": 5, "<": 10}}}', true),
	('{"amount": {"not": {"not": {"=": 10}}}}', true), ('{"plan": {"not": {">": 1}}}', true),
	-- dates, as instants
	('{"at": {"as": "date", "<": "2026-10-06"}}', true), ('{"at": {"as": "date", "<": "2026-10-05"}}', false), ('{"at": {"as": "date", "<=": "2026-10-05"}}', true),
	('{"at": {"as": "date", "=": "2026-10-05T02:00:00+02:00"}}', true), ('{"at": {"as": "date", "!=": "2026-10-05T00:00Z"}}', false),
	('{"at": {"as": "date", "in": ["2026-10-04", "2026-10-05"]}}', true), ('{"at": {"as": "date", ">": "2026-10-04T23:59:59.999999Z"}}', true),
	('{"plan": {"as": "date", ">": "2026-10-05"}}', false), ('{"amount": {"as": "date", "!=": "2026-10-05"}}', true), ('{"at": {"=": "2026-10-05T00:00Z"}}', false),
	-- nested
	('{"/address/city": "Bern"}', true), ('{"/address/city": {"in": ["Basel"]}}', false), ('{"/address/a~1b/0/c": true}', true), ('{"/address/a~1b/1/c": {"exists": false}}', true),
	('{"/items/1": {">=": 2}}', true), ('{"/items/01": {"exists": true}}', false), ('{"/items/-": {"exists": true}}', false), ('{"/plan/0": {"exists": true}}', false),
	('{"/amount": 10}', true),
	-- beside an operator the rest is what it is without one
	('{"amount": {">": 1}, "plan": "pro"}', true), ('{"amount": {">": 1}, "plan": "free"}', false), ('{"amount": {">": 1}, "items": [2]}', true),
	('{"amount": {">": 1}, "items": [3]}', false), ('{"address": {"=": {"city": "Bern", "a/b": [{"c": true}]}}}', true), ('{"address": {"=": {"city": "Bern"}}}', false)) AS v (asked, expected);

-- without an operator it is what they contain, also what looks like words
SELECT is(mindwell_internal.where_names(asked::jsonb, 'invalid where', ''), NULL, asked || ' is contained')
FROM unnest(ARRAY['{}', '{"a": 1, "b": [{"=": 1}], "c": null}', '{"address": {"city": "Bern"}}', '{"a": {"as": "date"}}', '{"a": {"b": {"=": 1}}}']) AS asked;
SELECT is(mindwell_internal.where_names('{"/a~1b/c": 1, "/a~1b": 2, "d": {"=": 1}}', 'invalid where', ''), '{"a/b": "a/b", "d": "d"}', 'properties that a condition is about');

-- what is refused, and where
CREATE FUNCTION refusal(asked jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	told text;
BEGIN
	PERFORM FROM analytics_funnel(jsonb_build_array('a', jsonb_build_object('event', 'b', 'where', asked)), '2026-10-01Z', '2026-10-02Z');
	RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS told = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' ', SQLSTATE, SQLERRM || ':', told);
END
$$;
SELECT is(string_agg(refusal(asked::jsonb), E'\n' ORDER BY n), $$22023 invalid step: steps[2]: /where/a/=> is no operator.
22023 invalid step: steps[2]: /where/a/like is no operator.
22023 invalid step: steps[2]: /where/a has no operator.
22023 invalid step: steps[2]: /where/a has no operator.
22023 invalid step: steps[2]: /where/a/> must be a number (or a date, with "as": "date").
22023 invalid step: steps[2]: /where/a/in must be an array.
22023 invalid step: steps[2]: /where/a/exists must be true or false.
22023 invalid step: steps[2]: /where/a/not must be an object of operators.
22023 invalid step: steps[2]: /where/a/not/not/~0 is no operator.
22023 invalid step: steps[2]: /where/a/as must be "date".
22023 invalid step: steps[2]: /where/a/< compares dates, such as "2026-10-05" or "2026-10-05T12:00:00Z".
22023 invalid step: steps[2]: /where/a/not_in compares dates, such as "2026-10-05" or "2026-10-05T12:00:00Z".
22023 invalid step: steps[2]: /where/~1a~02 is no JSON Pointer: "~" is followed by 0 or 1.$$, 'what is refused')
FROM unnest(ARRAY['{"a": {"=>": 1}}', '{"a": {"=": 1, "like": 2}}', '{"a": {}, "b": {"=": 1}}', '{"a": {"as": "date"}, "b": {"=": 1}}', '{"a": {">": "5"}}', '{"a": {"in": 1}}',
	'{"a": {"exists": "yes"}}', '{"a": {"not": 1}}', '{"a": {"not": {"not": {"~": 1}}}}', '{"a": {"as": "day", "=": 1}}', '{"a": {"as": "date", "<": 20261005}}',
	'{"a": {"as": "date", "not_in": ["2026-02-29"]}}', '{"/a~2": 1}']) WITH ORDINALITY AS w (asked, n);
SELECT is(refusal((SELECT jsonb_object_agg('k' || n, '{"=": 1}'::jsonb) FROM generate_series(1, 1000) AS n)), 'accepted', '1000 operators');
SELECT is(refusal((SELECT jsonb_object_agg('k' || n, '{"=": 1}'::jsonb) FROM generate_series(1, 1001) AS n)), '54000 invalid step: steps[2]: /where has more than 1000 operators.', '1001 operators');
SELECT is(refusal(jsonb_build_object('a', jsonb_build_object('in', (SELECT jsonb_agg(n) FROM generate_series(1, 1000) AS n)))), 'accepted', '1000 values');
SELECT is(refusal(jsonb_build_object('a', jsonb_build_object('in', (SELECT jsonb_agg(n) FROM generate_series(1, 1001) AS n)))),
	'54000 invalid step: steps[2]: /where/a/in has more than 1000 values, with those of other lists.', '1001 values');
SELECT is(refusal(jsonb_build_object('a', (repeat('{"not": ', n) || '{"=": 1}' || repeat('}', n))::jsonb)) LIKE expected, true, n || ' times not')
FROM (VALUES (15, 'accepted'), (16, '54000 %/not has more than 16 objects around it.')) AS v (n, expected);
SELECT is(refusal(jsonb_build_object(repeat('/a', n), 1)) LIKE expected, true, n || ' steps of a pointer') FROM (VALUES (16, 'accepted'), (17, '54000 % has more than 16 steps.')) AS v (n, expected);

-- in reports, under the names that events have: amount_paid is declared, price is an alias
SELECT FROM analytics_register_event_type('order_paid', property_schema => '{"properties": {"amount_paid": {"type": "number"}, "extra": {}}}', property_aliases => '{"price": "amount_paid"}');
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2026-10-01 10:00Z'::timestamptz + n * interval '1 minute', md5((n % 10)::text)::uuid, CASE WHEN n < 10 THEN 'shop_opened' ELSE 'order_paid' END,
	CASE WHEN n >= 10 THEN jsonb_build_object(CASE WHEN n % 2 = 0 THEN 'amountPaid' ELSE 'price' END, n % 10, 'extra', jsonb_build_object('n', n % 10)) ELSE '{}' END
FROM generate_series(0, 19) AS n;

CREATE FUNCTION reached(asked text, exclusions text DEFAULT '[]') RETURNS bigint LANGUAGE sql
RETURN (SELECT actors FROM analytics_funnel(jsonb_build_array('shop_opened', jsonb_build_object('event', 'order_paid', 'where', asked::jsonb)),
	'2026-10-01Z', '2026-10-02Z', exclusions => exclusions::analytics_steps) WHERE step = 2);
SELECT is(reached(asked), expected::bigint, 'a funnel with ' || asked)
FROM (VALUES ('{"amount_paid": {">=": 7}}', 3), ('{"amountPaid": {">=": 7}}', 3), ('{"price": {">=": 7}}', 3), ('{"price": {">=": 7, "not": {"in": [8, 9]}}}', 1),
	('{"/price": {"<": 2}}', 2), ('{"/extra/n": {"in": [1, 2]}, "price": {"!=": 2}}', 1), ('{"absent": {"!=": 2}}', 10), ('{}', 10)) AS v (asked, expected);
SELECT is(reached('{"price": {">=": 7}}', '[{"event": "order_paid", "where": {"price": {"=": 9}}}]'), 3::bigint, 'what fills a step is not excluded');
SELECT results_eq($$SELECT cohort_size, actors FROM analytics_retention('{"event": "order_paid", "where": {"price": {"<": 4}}}', 'shop_opened', '2026-10-01Z', '2026-10-02Z', periods => 0)$$,
	$$VALUES (4::bigint, 4::bigint)$$, 'retention');

CREATE FUNCTION test_refusal(step jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	told text;
BEGIN
	PERFORM mindwell_internal.step_condition(step, 'steps[1]');
	RETURN 'accepted';
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS told = PG_EXCEPTION_DETAIL;
	RETURN told;
END
$$;
-- strict, but for what is ignored
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2026-11-01 10:00Z'::timestamptz + n * interval '1 minute', md5(who)::uuid, type, jsonb_build_object('n', n)
FROM (VALUES ('ann', '{begun,seen,done}'::text[]), ('bob', '{begun,seen,asked,done}'), ('cat', '{begun,done}'), ('dan', '{begun,begun,seen,done}')) AS p (who, types), unnest(types) WITH ORDINALITY AS t (type, n);
SELECT is((SELECT string_agg(actors::text, ' ' ORDER BY step) FROM analytics_funnel('{begun,done}', '2026-11-01Z', '2026-11-02Z', order_mode => mode, exclusions => excluded::analytics_steps, ignored => ignored::analytics_steps)), expected,
	concat_ws(' ', mode, 'ignores', ignored, 'excludes', excluded))
FROM (VALUES ('strict', '[]', '[]', '4 1'), ('strict', 'seen', '[]', '4 3'), ('strict', '{seen,asked}', '[]', '4 4'), ('strict', '*', '[]', '4 4'), ('strict', '{"event": "seen", "where": {"n": {">": 2}}}', '[]', '4 2'),
	('strict', '{seen,begun}', '[]', '4 3'), ('strict', '*', 'seen', '1 1'), ('ordered', 'seen', '[]', '4 4')) AS v (mode, ignored, excluded, expected);
SELECT is((SELECT converted FROM analytics_funnel_trend('{begun,done}', '2026-11-01Z', '2026-11-02Z', order_mode => 'strict', ignored => 'seen')), 3::bigint, 'by the day');
SELECT is((SELECT count(*) FROM analytics_funnel_users('{begun,done}', '2026-11-01Z', '2026-11-02Z', 2, order_mode => 'strict', ignored => 'seen')), 3::bigint, 'who');
SELECT is((SELECT string_agg(verdict, ' ' ORDER BY ord) FROM analytics_explain_user('{begun,done}', md5('ann')::uuid, '2026-11-01Z', '2026-11-02Z', order_mode => 'strict', ignored => ignored::analytics_steps)), expected, 'why')
FROM (VALUES ('[]', 'filled no_match out_of_order'), ('seen', 'filled no_match filled')) AS v (ignored, expected);
SELECT throws_ok(format($$SELECT FROM analytics_funnel('{begun,done}', '2026-11-01Z', '2026-11-02Z', ignored => %L)$$, ignored), state, message, message)
FROM (VALUES (NULL, '22023', 'ignored must be a JSON array'), ('["a", 5]', '22023', 'invalid step: ignored[2]'), ((SELECT jsonb_agg('a'::text) FROM generate_series(1, 33))::text, '54023', 'too many ignored steps: 33')) AS v (ignored, state, message);

-- of users with an action
SELECT FROM analytics_register_event_type('nudged', is_action => false);
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties) VALUES ('2026-10-01 11:00Z', md5('nobody')::uuid, 'nudged', '{"price": 9}');
SELECT is((SELECT active_users FROM analytics_active_users('2026-10-01Z', '2026-10-02Z', filter => step::analytics_steps)), expected::bigint, 'active users by ' || coalesce(step, 'nothing'))
FROM (VALUES (NULL, 10), ('*', 10), ('{"event": "order_paid", "where": {"price": {">=": 7}}}', 3), ('{"event": "*", "where": {"amountPaid": {">=": 8}}}', 2), ('nudged', 0), ('nothing', 0)) AS v (step, expected);
SELECT throws_ok($$SELECT FROM analytics_active_users('2026-10-01Z', '2026-10-02Z', filter => '["a", "b"]')$$, '22023', 'invalid step: filter', 'what is no filter');
DELETE FROM analytics_events WHERE event_type = 'nudged';

-- any event, and any but some, under the same names
CREATE FUNCTION counted(step text) RETURNS bigint LANGUAGE sql
RETURN (SELECT actors FROM analytics_funnel(step::analytics_steps, '2026-10-01Z', '2026-10-02Z', count_by => 'total'));
SELECT is(counted(step), expected::bigint, 'events of ' || step)
FROM (VALUES ('*', 20), ('{"event": "*"}', 20), ('{"not": "shop_opened"}', 10), ('{"not": ["shop_opened", "order_paid"]}', 0), ('{"not": ["order_paid", "other"]}', 10),
	('{"event": "*", "where": {"amountPaid": 3}}', 1), ('{"event": "*", "where": {"price": {"<": 3}}}', 3), ('{"event": "*", "where": {"price": {"!=": 3}}}', 19),
	('{"not": "shop_opened", "where": {"price": {"!=": 3}}}', 9), ('{"event": "*", "where": {"amount_paid": {">": 7}}}', 2)) AS v (step, expected);
SELECT is((SELECT string_agg(name || ' ' || actors, ', ' ORDER BY step) FROM analytics_funnel('["shop_opened", {"not": ["shop_opened", "left"]}, {"event": "*", "name": "whatever"}, "*"]', '2026-10-01Z', '2026-10-02Z')),
	'shop_opened 10, any event but shop_opened, left 10, whatever 0, any event 0', 'what they are called');
SELECT is((SELECT string_agg(breakdown_value || ' ' || actors, ', ' ORDER BY breakdown_value) FROM analytics_funnel('{"not": "shop_opened"}', '2026-10-01Z', '2026-10-02Z', breakdown => 'price') WHERE breakdown_value < '3'),
	'0 1, 1 1, 2 1', 'and by a property');
SELECT is((SELECT actors FROM analytics_funnel('["shop_opened", "order_paid"]', '2026-10-01Z', '2026-10-02Z', exclusions => '{"not": ["order_paid", "shop_opened"]}') WHERE step = 2), 10::bigint, 'nothing else came between');
SELECT is((SELECT sum(actors) FROM analytics_retention('shop_opened', '{"not": "shop_opened"}', '2026-10-01Z', '2026-10-02Z', 'hour', 1) WHERE period = 1), 0::numeric, 'retention by any other event');
SELECT is(string_agg(test_refusal(step::jsonb), E'\n' ORDER BY n), $$It has one of "event", "any" and "not".
It has one of "event", "any" and "not".
"any" is an array of event types, not empty, "not" is one or such an array.
"any" is an array of event types, not empty, "not" is one or such an array.
An event type is a string, not empty.
"*" is any event, and stands alone.
"*" is any event, and stands alone.$$, 'what is no step')
FROM unnest(ARRAY['{"not": "a", "event": "b"}', '{"where": {}}', '{"not": []}', '{"not": {}}', '{"not": [1]}', '{"any": ["*"]}', '{"not": "*"}']) WITH ORDINALITY AS w (step, n);

SELECT * FROM finish();
