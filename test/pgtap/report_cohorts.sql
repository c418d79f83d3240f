-- Cohorts: the worked examples, rule by rule, and who may see what.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;

SELECT plan(46);

-- nothing depends on these
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';

CREATE FUNCTION track(at text, who text, type text, properties jsonb DEFAULT '{}', tenant uuid DEFAULT '00000000-0000-0000-0000-000000000000') RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (occurred_at, user_id, event_type, properties, tenant_id)
	VALUES (('2020-' || at || 'Z')::timestamptz, analytics_uuid(who), type, properties, tenant)
$$;
CREATE FUNCTION short(number double precision) RETURNS numeric LANGUAGE sql AS 'SELECT round(number::numeric, 3)';
CREATE PROCEDURE forget_all() LANGUAGE sql AS $$ DELETE FROM analytics_events $$;

-- The worked example; 2020 has the weekdays of 2026.
SELECT track(at, who, type, properties)
FROM (VALUES ('10-05 09:00', 'ann', 'signup_completed', '{"cohort": "beta"}'::jsonb), ('10-06 09:00', 'bob', 'signup_completed', '{"cohort": "beta"}'),
	('10-11 23:00', 'cat', 'signup_completed', '{}'), ('10-12 09:00', 'dan', 'signup_completed', '{"cohort": "beta"}'),
	('10-13 09:00', 'ann', 'chat_turn_sent', '{}'),
	('10-21 08:59', 'ann', 'payment_initiated', '{}'), ('10-21 09:00', 'ann', 'payment_completed', '{"amount": 10, "currency": "USD", "automatic": true}'),
	('10-14 08:59', 'bob', 'payment_initiated', '{}'), ('10-14 09:00', 'bob', 'payment_completed', '{"amount": 30, "currency": "usd", "automatic": true}'),
	('10-28 09:00', 'cat', 'chat_turn_sent', '{}')) AS v (at, who, type, properties);
SELECT results_eq(
	$$SELECT cohort_id, "time", users, short(week_1_rate), short(week_4_rate), paying_users, revenue, is_complete, currency_code
		FROM analytics_cohorts('2020-10-05Z', '2020-10-19Z', as_of => '2020-11-02Z')$$,
	$$VALUES ('week:2020-10-05', '2020-10-05Z'::timestamptz, 3::bigint, 0.667, NULL::numeric, 2::bigint, 40::float8, true, 'USD'),
		('week:2020-10-12', '2020-10-12Z', 1, 0.000, NULL, 0, 0, true, 'USD')$$,
	'the cohorts of two weeks');
CREATE FUNCTION cohort(id text, as_of text DEFAULT '2020-11-02Z') RETURNS jsonb LANGUAGE sql SET TimeZone = 'UTC' AS $$ SELECT analytics_cohort(id, as_of => as_of::timestamptz) $$;
SELECT is(cohort('week:2020-10-05') - '{retention,d1,d7,d30}'::text[] #- '{conversion,rate}',
	'{"cohort_id": "week:2020-10-05", "from": "2020-10-05T00:00:00+00:00", "to": "2020-10-12T00:00:00+00:00", "users": 3, "as_of": "2020-11-02T00:00:00+00:00", "hidden": [],
		"activation": {"onboarding_completed": 0, "first_action": 0}, "conversion": {"paying_users": 2, "median_days_to_pay": 12},
		"revenue": {"currency": "USD", "other_currencies": [], "total": 40, "per_user": 13.33, "by_period": [0, 30, 40, 40]},
		"goals": {"active": 0, "completed": 0, "completion_rate": null}, "habits": {"adherence_score": null}, "plans": []}'::jsonb,
	'one of them as a document');
SELECT results_eq(
	$$SELECT (r ->> 'period')::integer, (r ->> 'users')::bigint, short((r ->> 'rate')::float8), (r ->> 'is_complete')::boolean
		FROM jsonb_array_elements(cohort('week:2020-10-05') -> 'retention') AS r$$,
	$$VALUES (0, 3::bigint, 1.000, true), (1, 2, 0.667, true), (2, 1, 0.333, true), (3, 1, 0.333, true)$$,
	'its retention');
SELECT results_eq(
	$$SELECT (r ->> 'users')::bigint, (r ->> 'is_complete')::boolean FROM jsonb_array_elements(cohort('week:2020-10-05', '2020-10-25 23:59:59.999999Z') -> 'retention') AS r$$,
	$$VALUES (3::bigint, true), (2, true), (1, false)$$,
	'a running week is told, and is not complete');

-- days after the start, against the curve of the same cohorts
SELECT track('10-06 22:00', 'ann', 'chat_turn_sent'), track('10-12 01:00', 'ann', 'chat_turn_sent'), track('10-12 01:00', 'cat', 'chat_turn_sent'),
	track('11-05 12:00', 'bob', 'chat_turn_sent'), track('10-06 08:00', 'cat', 'chat_turn_sent');
SELECT results_eq(
	$$SELECT short((c ->> 'd1')::float8), short((c ->> 'd7')::float8), short((c ->> 'd30')::float8)
		FROM unnest('{2020-10-06 12:00Z,2020-10-07Z,2020-10-13Z,2020-10-14Z,2020-11-05Z,2020-11-06Z,2020-11-12Z}'::timestamptz[]) AS a, analytics_cohort('week:2020-10-05', as_of => a) AS c$$,
	$$VALUES (NULL::numeric, NULL::numeric, NULL::numeric), (1.000, NULL, NULL), (0.667, 1.000, NULL), (0.667, 0.500, NULL), (0.667, 0.333, 0.000), (0.667, 0.333, 0.500), (0.667, 0.333, 0.333)$$,
	'D1, D7 and D30 are of those for whom the day is over');
SELECT results_eq(
	$$SELECT k, short((analytics_cohort('week:2020-10-05', as_of => '2020-11-19Z') ->> ('d' || k))::float8) FROM unnest('{1,7,30}'::bigint[]) AS k$$,
	$$SELECT r.period, short(sum(r.actors) / sum(r.cohort_size)::float8)
		FROM analytics_retention('signup_completed', NULL, '2020-10-05Z', '2020-11-19Z', 'day', 30, as_of => '2020-11-19Z') AS r
		WHERE r."time" < '2020-10-12Z' AND r.period IN (1, 7, 30) GROUP BY 1 ORDER BY 1$$,
	'as analytics_retention has them');

-- ids
SELECT results_eq(
	$$SELECT id, (analytics_cohort(id, as_of => '2020-11-02Z') ->> 'users')::integer FROM unnest('{week:2020-10-05,day:2020-10-05,month:2020-10,name:beta,name:none,week:2020-10-19,month:9999-12}'::text[]) AS id$$,
	$$VALUES ('week:2020-10-05', 3), ('day:2020-10-05', 1), ('month:2020-10', 4), ('name:beta', 3), ('name:none', 0), ('week:2020-10-19', 0), ('month:9999-12', 0)$$,
	'cohorts by day, week, month and name');
SELECT results_eq(
	$$SELECT grain, cohort_id, users, (analytics_cohort(cohort_id, time_zone => 'Asia/Tokyo', as_of => '2020-11-02Z') ->> 'users')::bigint
		FROM unnest('{day,week,month}'::text[]) AS grain, analytics_cohorts('2020-10-11 15:00Z', '2020-10-12 15:00Z', grain, time_zone => 'Asia/Tokyo', as_of => '2020-11-02Z')$$,
	$$VALUES ('day', 'day:2020-10-12', 2::bigint, 2::bigint), ('week', 'week:2020-10-12', 2, 2), ('month', 'month:2020-10', 4, 4)$$,
	'of the time zone; each id names its cohort');
SELECT throws_ok(format('SELECT analytics_cohort(%L)', id), '22023', NULL, 'no cohort: ' || id)
FROM unnest('{week:2020-10-06,day:2020-02-30,month:2020-13,month:2020-00,month:0000-01,day:2020-1-1,year:2020,name:,beta,""}'::text[]) AS id;
SELECT throws_ok(call, code, NULL, call) FROM (VALUES ('SELECT analytics_cohort(NULL)', '22004'), ('SELECT analytics_cohort(''name:a'', NULL)', '22004'), ('SELECT analytics_cohort(''name:a'', time_zone => NULL)', '22004'),
	('SELECT analytics_cohort(''name:a'', as_of => NULL)', '22004'), ('SELECT analytics_cohort(''name:a'', as_of => ''infinity'')', '22008'), ('SELECT analytics_cohort(''name:a'', currency => ''US'')', '22023'),
	('SELECT analytics_cohort(''day:2020-01-01'', time_zone => ''Mars'')', '22023')) AS v (call, code);
SELECT throws_ok('SELECT * FROM analytics_cohorts(''2020-10-05Z'', ' || arguments || ')', code, NULL, arguments)
FROM (VALUES ('''2020-10-05Z''', '22023'), ('NULL', '22004'), ('''infinity''', '22008'), ('''2020-10-12Z'', ''hour''', '22023'), ('''2020-10-12Z'', start_event => NULL', '22004'),
	('''2020-10-12Z'', as_of => NULL', '22004'), ('''2020-10-12Z'', currency => ''US''', '22023')) AS v (arguments, code);
SELECT results_eq(
	$$SELECT (r ->> 'period')::integer, (r ->> 'users')::integer FROM jsonb_array_elements(cohort('name:beta') -> 'retention') AS r$$,
	$$VALUES (0, 3), (1, 2), (2, 1), (3, 0)$$,
	'users of a name are followed from the week of their own start');
SELECT is(cohort('name:beta') -> 'to', '"2020-10-19T00:00:00+00:00"', 'to the week of the last');
SELECT cohort('week:2020-10-05') AS document \gset
SET timezone = 'Asia/Kathmandu';
SET extra_float_digits = -15;
SELECT is(cohort('week:2020-10-05'), :'document'::jsonb, 'a document is the same under any setting');
SET timezone = 'UTC';
RESET extra_float_digits;

-- a first start only, and none after as_of
SELECT track('10-20 09:00', 'ann', 'signup_completed'), track('10-20 09:00', 'eve', 'signup_completed');
SELECT results_eq(
	$$SELECT a, users FROM unnest('{2020-10-20 08:59:59.999999Z,2020-10-20 09:00Z}'::timestamptz[]) AS a, analytics_cohorts('2020-10-19Z', '2020-10-26Z', as_of => a)$$,
	$$VALUES ('2020-10-20 08:59:59.999999Z'::timestamptz, 0::bigint), ('2020-10-20 09:00Z', 1)$$,
	'who starts again is in the cohort of the first time, and an event at as_of is known');
SELECT is(users, 1::bigint, 'cohorts by any event') FROM analytics_cohorts('2020-10-12Z', '2020-10-19Z', start_event => 'payment_initiated', as_of => '2020-11-02Z');

-- money
SELECT track('10-04 09:00', 'bob', 'payment_completed', '{"amount": 7, "currency": "USD"}'), track('10-30 09:00', 'cat', 'payment_completed', '{"amount": 500, "currency": "JPY"}'),
	track('10-30 09:00', 'ann', 'payment_completed', '{"currency": "USD"}'), track('10-30 10:00', 'ann', 'payment_refunded', '{"amount": 10, "currency": "USD"}');
SELECT results_eq(
	$$SELECT c, paying_users, revenue, currency_code FROM unnest('{NULL,jpy,EUR}'::text[]) AS c, analytics_cohorts('2020-10-05Z', '2020-10-12Z', as_of => '2020-11-02Z', currency => c)$$,
	$$VALUES (NULL, 3::bigint, 40::float8, 'USD'), ('jpy', 3, 500, 'JPY'), ('EUR', 3, 0, 'EUR')$$,
	'payments before the start and amounts that are none do not count, refunds are not subtracted, currencies not added');
SELECT is(analytics_cohort('week:2020-10-05', as_of => '2020-11-02Z', currency => 'JPY') -> 'revenue',
	'{"currency": "JPY", "other_currencies": ["USD"], "total": 500, "per_user": 166.67, "by_period": [0, 0, 0, 500]}', 'of one currency');

-- what else they did
SELECT track('10-07 09:00', 'ann', 'onboarding_completed'), track('10-08 09:00', 'ann', 'onboarding_completed'), track('10-08 09:00', 'dan', 'first_action'), track('10-08 09:00', 'cat', 'first_action'),
	track('10-20 09:00', 'ann', 'goal_created', '{"goal_id": 1}'), track('10-21 09:00', 'ann', 'goal_completed', '{"goal_id": 1}'), track('10-21 09:00', 'cat', 'goal_created', '{"goal_id": 2}'),
	track('10-21 09:00', 'dan', 'goal_created', '{"goal_id": 3}'), track('11-01 09:00', 'bob', 'habit_checked', '{"habit_id": "walk"}'), track('11-01 09:00', 'dan', 'habit_created', '{"habit_id": "walk"}'),
	track('10-21 09:00', 'ann', 'subscription_created', '{"subscription_id": "s", "plan": "pro", "amount": 10}'), track('10-21 09:00', 'cat', 'subscription_created', '{"subscription_id": "t", "plan": "pro", "amount": 10}'),
	track('10-22 09:00', 'cat', 'subscription_cancelled', '{"subscription_id": "t"}'), track('10-21 09:00', 'dan', 'subscription_created', '{"subscription_id": "u", "plan": "basic", "amount": 10}');
SELECT results_eq(
	$$SELECT c -> 'activation', c -> 'goals', short((c #>> '{habits,adherence_score}')::float8), c -> 'plans' FROM cohort('week:2020-10-05') AS c$$,
	$$VALUES ('{"onboarding_completed": 1, "first_action": 1}'::jsonb, '{"active": 2, "completed": 1, "completion_rate": 0.5}'::jsonb, 0.143, '[{"plan": "pro", "users": 1, "subscriptions": 1}]'::jsonb)$$,
	'activation, goals, habits and plans of its users alone');
SELECT is(c -> 'goals', '{"active": 1, "completed": 1, "completion_rate": 1}', 'the goals of whoever was away for 28 days leave the active') FROM cohort('week:2020-10-05', '2020-12-31Z') AS c;

-- tenants, and who sees money
SELECT track('10-05 09:00', 'ann', 'signup_completed', '{}', '00000000-0000-0000-0000-000000000001');
CREATE ROLE report_cohorts_both;
CREATE ROLE report_cohorts_coach;
GRANT SELECT ON analytics_events, analytics_user_days, analytics_sealed_days TO report_cohorts_both;
SELECT count(*) > 0 AS granted FROM analytics_grant('report_cohorts_coach', 'coach') \gset
INSERT INTO analytics_tenant_members
SELECT r::regrole, t::uuid FROM (VALUES ('report_cohorts_both', '00000000-0000-0000-0000-000000000000'), ('report_cohorts_both', '00000000-0000-0000-0000-000000000001'),
	('report_cohorts_coach', '00000000-0000-0000-0000-000000000000')) AS v (r, t) ON CONFLICT DO NOTHING;
SET ROLE report_cohorts_both;
SELECT users, short(week_1_rate) AS rate, analytics_cohort(cohort_id, as_of => '2020-11-02Z') ->> 'users' AS of_document FROM analytics_cohorts('2020-10-05Z', '2020-10-12Z', as_of => '2020-11-02Z') \gset both_
SET ROLE report_cohorts_coach;
SELECT users, paying_users IS NULL AND revenue IS NULL AND currency_code IS NULL AS is_hidden FROM analytics_cohorts('2020-10-05Z', '2020-10-12Z', as_of => '2020-11-02Z') \gset coach_
SELECT analytics_cohort('week:2020-10-05', as_of => '2020-11-02Z') AS document \gset coach_
RESET ROLE;
SELECT is(:'both_users' || ' ' || :'both_rate' || ' ' || :'both_of_document', '4 0.750 4', 'a user of two tenants is two');
SELECT ok(:'coach_is_hidden', 'a coach is told nothing of money');
SELECT is(:'coach_document'::jsonb - '{cohort_id,from,to,retention,d1,d7,d30,activation,goals,habits,as_of}'::text[],
	'{"users": 3, "conversion": null, "revenue": null, "plans": null, "hidden": ["conversion", "revenue", "plans"]}', 'and the document says what is hidden');

CALL forget_all();
SELECT results_eq($$SELECT cohort_id, users, week_1_rate, paying_users, revenue, currency_code FROM analytics_cohorts('2020-10-05Z', '2020-10-12Z', 'month', as_of => '2021-01-01Z')$$,
	$$VALUES ('month:2020-10', 0::bigint, NULL::float8, 0::bigint, 0::float8, NULL::text)$$, 'nobody');
SELECT is(cohort('name:beta'), '{"cohort_id": "name:beta", "from": null, "to": null, "users": 0, "as_of": "2020-11-02T00:00:00+00:00", "hidden": [], "retention": [], "d1": null, "d7": null, "d30": null,
	"activation": {"onboarding_completed": 0, "first_action": 0}, "conversion": {"paying_users": 0, "rate": null, "median_days_to_pay": null},
	"revenue": {"currency": null, "other_currencies": [], "total": 0, "per_user": null, "by_period": []},
	"goals": {"active": 0, "completed": 0, "completion_rate": null}, "habits": {"adherence_score": null}, "plans": []}', 'nobody of a name');

SELECT * FROM finish();
