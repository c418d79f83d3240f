-- Facts and dimensions of a warehouse: the worked example, rule by rule, and who may see what.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;

SELECT plan(23);

-- nothing depends on these
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';

CREATE FUNCTION track(at text, who text, type text, properties jsonb DEFAULT '{}', tenant uuid DEFAULT '00000000-0000-0000-0000-000000000000') RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (occurred_at, user_id, event_type, session_id, properties, tenant_id)
	VALUES (('2020-' || at || 'Z')::timestamptz, analytics_uuid(who), type, analytics_uuid(properties ->> 'session'), properties - 'session', tenant)
$$;
CREATE FUNCTION named(id uuid) RETURNS text LANGUAGE sql AS $$ SELECT coalesce((SELECT n FROM unnest('{ann,bob,cat,dan,eve,c1,c2}'::text[]) AS n WHERE analytics_uuid(n) = id), id::text) $$;

-- The worked example.
SELECT track(at, who, type, properties)
FROM (VALUES ('10-05 09:00', 'ann', 'chat_turn_sent', '{"session": "x"}'::jsonb), ('10-05 09:01', 'ann', 'chat_turn_sent', '{"session": "x"}'), ('10-05 09:02', 'ann', 'message_sent', '{"session": "y"}'),
	('10-05 10:00', 'ann', 'habit_checked', '{"habit_id": "walk"}'), ('10-05 11:00', 'ann', 'habit_checked', '{"habit_id": "walk"}'), ('10-05 12:00', 'ann', 'habit_checked', '{"habit_id": "read"}'),
	('10-05 12:00', 'ann', 'goal_completed', '{"goal_id": "g1"}'), ('10-05 13:00', 'ann', 'goal_completed', '{"goal_id": "g1"}'), ('10-05 12:00', 'ann', 'mood_logged', '{"mood_score": 4}'), ('10-05 23:59:59.999999', 'ann', 'mood_logged', '{"mood_score": 3}'),
	('10-06 00:10', 'ann', 'payment_completed', '{"amount": 9.99, "currency": "USD"}'), ('10-06 00:20', 'ann', 'payment_refunded', '{"amount": 4.99, "currency": "USD"}'),
	('10-06 00:00', 'bob', 'page_viewed', '{}'), ('10-06 00:00', NULL, 'page_viewed', '{}')) AS v (at, who, type, properties);
INSERT INTO analytics_events (occurred_at, user_id, event_type) VALUES ('2020-10-06 10:00Z', analytics_anonymous_uuid('x'), 'page_viewed');
CREATE VIEW fact AS SELECT date_key, named(user_id) AS who, goals_completed, habits_checked, mood_avg, chat_sessions, revenue_cents FROM analytics_fact_productivity('2020-10-05 23:00Z', '2020-10-06 00:00:00.000001Z');
SELECT results_eq($$SELECT * FROM fact ORDER BY 1, 2$$,
	$$VALUES ('2020-10-05'::date, 'ann', 1, 2, 3.5, 2, 0), ('2020-10-06', 'ann', 0, 0, NULL, 0, 999), ('2020-10-06', 'bob', 0, 0, NULL, 0, 0)$$,
	'whole days of users, as in the worked example');
SELECT is(count(*), 1::bigint, 'a day that only ends there is not touched') FROM analytics_fact_productivity('2020-10-05Z', '2020-10-06Z');
SELECT throws_ok(call, code, NULL, call) FROM (VALUES ($$SELECT * FROM analytics_fact_productivity('2020-10-05Z', '2020-10-05Z')$$, '22023'), ($$SELECT * FROM analytics_fact_productivity(NULL, '2020-10-05Z')$$, '22004'),
	($$SELECT * FROM analytics_fact_productivity('-infinity', '2020-10-05Z')$$, '22008'), ($$SELECT * FROM analytics_dim_subscription(NULL)$$, '22004')) AS v (call, code);
SELECT track('10-07 09:00', 'ann', 'chat_turn_sent', '{"conversation_id": "k"}'), track('10-07 09:00', 'ann', 'message_sent', '{"conversation_id": "k"}'), track('10-07 09:00', 'ann', 'message_sent'),
	track('10-07 10:00', 'ann', 'in_app_purchase_completed', '{"amount": 0.005}'), track('10-07 10:00', 'ann', 'goal_completed'), track('10-07 10:00', 'ann', 'habit_checked'),
	track('10-07 10:00', 'bob', 'goal_completed', '{"goal_id": 42}'), track('10-07 10:00', 'bob', 'goal_completed', '{"goal_id": "42"}'), track('10-07 10:00', 'bob', 'goal_completed', '{"goal_id": ""}');
SELECT results_eq($$SELECT named(user_id), goals_completed, habits_checked, chat_sessions, revenue_cents FROM analytics_fact_productivity('2020-10-07Z', '2020-10-08Z') ORDER BY 1$$,
	$$VALUES ('ann', 1, 1, 1, 1), ('bob', 2, 0, 0, 0)$$, 'a conversation stands for a session that is not known; what has no id is one');
SELECT track('10-08 10:00', 'bob', 'payment_completed', '{"amount": 21474836.48}');
SELECT results_eq($$SELECT named(user_id), revenue_cents FROM analytics_fact_productivity('2020-10-08Z', '2020-10-09Z')$$, $$VALUES ('bob', NULL::integer)$$, 'more than an int holds is NULL');
DELETE FROM analytics_events WHERE occurred_at >= '2020-10-08Z';

-- users
SELECT track('10-03 23:59:59', 'ann', 'signup_completed'), track('10-09 09:00', 'ann', 'signup_completed'),
	track('10-01 09:00', 'ann', 'subscription_created', '{"subscription_id": "s1", "plan": "basic", "amount": 10, "currency": "USD", "provider": "stripe"}'),
	track('10-02 09:00', 'ann', 'subscription_created', '{"subscription_id": "s2", "plan": "pro", "amount": 120, "currency": "usd", "billing_interval": "month"}'),
	track('10-03 09:00', 'ann', 'subscription_upgraded', '{"subscription_id": "s2", "plan": "pro", "amount": 240, "currency": "usd", "billing_interval": "year"}'),
	track('10-04 09:00', 'ann', 'subscription_created', '{"subscription_id": "s3", "plan": "gone", "amount": 5}'), track('10-05 09:00', 'ann', 'subscription_cancelled', '{"subscription_id": "s3"}'),
	track('10-06 09:00', 'bob', 'subscription_created', '{"plan": "trial", "trial_days": 7, "amount": 3, "billing_interval": "week"}'),
	track('10-07 09:00', 'bob', 'subscription_cancelled', '{"ends_at": "2999-01-01T00:00:00Z"}'),
	track('10-01 09:00', 'k', 'client_assigned', '{"client_id": "ann", "coach_id": "c1"}'), track('10-02 09:00', 'k', 'client_assigned', '{"client_id": "ann", "coach_id": "c2"}'),
	track('10-01 09:00', 'k', 'client_assigned', '{"client_id": "bob", "coach_id": "c1"}'), track('10-02 09:00', 'k', 'client_assigned', '{"client_id": "bob", "coach_id": "c2"}'), track('10-03 09:00', 'k', 'client_unassigned', '{"client_id": "bob", "coach_id": "c2"}'),
	track('10-01 09:00', 'k', 'client_assigned', '{"client_id": "cat", "coach_id": "4a7d1ed4-1474-4e4d-9b2b-1c1c1c1c1c1c"}'), track('10-04 09:00', 'cat', 'page_viewed'), track('10-04 09:00', 'k', 'client_unassigned', '{"client_id": "eve", "coach_id": "c1"}');
SELECT count(analytics_identify(analytics_uuid(who), properties::jsonb)) > 0 AS identified
FROM (VALUES ('ann', '{"plan": "profile", "signupDate": "2019-01-01"}'), ('cat', '{"plan": "free", "signupDate": "2019-02-30", "signup_date": "2019-03-01T10:00:00Z"}'), ('dan', '{"signup_date": 20190301}')) AS v (who, properties) \gset
CREATE VIEW dim AS SELECT named(user_id) AS who, signup_date, plan, named(coach_id) AS coach FROM analytics_dim_user() WHERE named(user_id) !~ '-';
SELECT results_eq($$SELECT who, signup_date, plan::text, coach FROM dim ORDER BY 1$$,
	$$VALUES ('ann', '2020-10-03'::date, 'pro', 'c2'), ('bob', NULL, 'trial', 'c1'), ('cat', '2019-03-01', 'free', '4a7d1ed4-1474-4e4d-9b2b-1c1c1c1c1c1c'), ('dan', NULL, NULL, NULL)$$,
	'users: the first sign-up, else the profile''s; the newest subscription that goes on; the latest coach that holds');

-- subscriptions
SELECT results_eq($$SELECT subscription_id::text, named(user_id), provider::text, plan::text, status::text, currency::text, mrr_cents, billing_interval::text, to_char(started_at AT TIME ZONE 'UTC', 'MM-DD'), to_char(trial_ends_at AT TIME ZONE 'UTC', 'MM-DD'),
		to_char(cancelled_at AT TIME ZONE 'UTC', 'MM-DD'), to_char(ends_at AT TIME ZONE 'UTC', 'YYYY'), to_char(ended_at AT TIME ZONE 'UTC', 'MM-DD') FROM analytics_dim_subscription('2020-10-12Z')$$,
	$$VALUES ('s1', 'ann', 'stripe', 'basic', 'active', 'USD', 1000, NULL, '10-01', NULL, NULL, NULL, NULL), ('s2', 'ann', NULL, 'pro', 'active', 'USD', 2000, 'year', '10-02', NULL, NULL, NULL, NULL),
		('s3', 'ann', NULL, 'gone', 'ended', NULL, 0, NULL, '10-04', NULL, '10-05', NULL, '10-05'), (NULL, 'bob', NULL, 'trial', 'trialing', NULL, 0, 'week', '10-06', '10-13', '10-07', '2999', NULL)$$,
	'subscriptions');
SELECT bag_eq($$SELECT subscription_id::text, user_id, plan::text, status::text FROM analytics_dim_subscription('2020-10-12Z')$$,
	$$SELECT subscription_id, account_id, plan, status FROM analytics_subscriptions('2020-10-12Z')$$, 'as analytics_subscriptions has them');

-- the views have the columns of the documents
SELECT FROM analytics_create_views('upcoach', 'compat');
CREATE FUNCTION columns(relation regclass) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = relation AND a.attnum > 0
$$;
SELECT is(columns('compat.fact_productivity'), 'date_key date, user_id uuid, goals_completed integer, habits_checked integer, mood_avg numeric, chat_sessions integer, revenue_cents integer', 'facts');
SELECT is(columns('compat.dim_user'), 'user_id uuid, signup_date date, plan character varying, tenant_id uuid, coach_id uuid', 'users');
SELECT ok(columns('compat.dim_subscription') ~ '^subscription_id character varying, user_id uuid, tenant_id uuid, provider character varying, plan character varying, status character varying, currency [a-z() 0-9]+, mrr_cents integer,', 'subscriptions');
SELECT bag_eq('SELECT * FROM compat.fact_productivity', $$SELECT * FROM analytics_fact_productivity('2020-01-01Z', '2021-01-01Z')$$, 'facts of all time');
SELECT is((SELECT count(*) FROM compat.dim_user), (SELECT count(DISTINCT (tenant_id, user_id)) FROM compat.dim_user), 'a user is there once');

-- what is left of a day that was purged
SELECT FROM analytics_refresh('2020-09-01Z', '2020-11-01Z');
CREATE TABLE before AS SELECT * FROM analytics_fact_productivity('2020-10-05Z', '2020-10-08Z');
SELECT bag_eq($$SELECT date_key, user_id FROM before$$, $$SELECT day, user_id FROM analytics_user_days WHERE day >= '2020-10-05' AND day < '2020-10-08' AND NOT mindwell_internal.is_anonymous(user_id)$$, 'a row for each user and day');
SELECT bag_eq('SELECT user_id FROM analytics_dim_user()', $$SELECT DISTINCT user_id FROM analytics_events WHERE user_id IS NOT NULL AND NOT mindwell_internal.is_anonymous(user_id) UNION SELECT user_id FROM analytics_users$$, 'users, by the rollups');

-- tenants, and who sees money
SELECT track('10-05 09:00', 'ann', 'goal_completed', '{"goal_id": "g1"}', '00000000-0000-0000-0000-000000000001');
CREATE ROLE report_warehouse_coach;
SELECT count(*) > 0 AS granted FROM analytics_grant('report_warehouse_coach', 'coach') \gset
INSERT INTO analytics_tenant_members SELECT 'report_warehouse_coach'::regrole, '00000000-0000-0000-0000-000000000000' ON CONFLICT DO NOTHING;
CREATE ROLE report_warehouse_both;
GRANT SELECT ON analytics_events, analytics_user_days, analytics_sealed_days TO report_warehouse_both;
INSERT INTO analytics_tenant_members SELECT 'report_warehouse_both'::regrole, t FROM unnest('{00000000-0000-0000-0000-000000000000,00000000-0000-0000-0000-000000000001}'::uuid[]) AS t;
SET ROLE report_warehouse_both;
SELECT string_agg(goals_completed || ' ' || habits_checked, ', ' ORDER BY habits_checked) AS facts FROM analytics_fact_productivity('2020-10-05Z', '2020-10-06Z') \gset both_
SELECT count(*) AS users FROM analytics_dim_user() WHERE named(user_id) = 'ann' \gset both_
RESET ROLE;
SELECT is(:'both_facts'::text, '1 0, 1 2', 'a user of two tenants is two');
SELECT is(:'both_users'::text, '2', 'as a dimension, too');
SET ROLE report_warehouse_coach;
SELECT count(*) AS rows, bool_and(revenue_cents IS NULL) AS is_hidden, sum(goals_completed) AS goals FROM analytics_fact_productivity('2020-10-05Z', '2020-10-06Z') \gset coach_
SELECT count(*) FILTER (WHERE plan IS NOT NULL) AS plans, count(signup_date) AS signups, count(coach_id) AS coaches FROM analytics_dim_user() \gset coach_
RESET ROLE;
SELECT is(:'coach_rows' || ' ' || :'coach_is_hidden' || ' ' || :'coach_goals', '1 t 1', 'a coach sees facts but for money');
SELECT is(:'coach_plans' || ' ' || :'coach_signups' || ' ' || :'coach_coaches', '0 1 3', 'and users without plan and profile');
SET ROLE report_warehouse_coach;
SELECT set_config('report_warehouse.error', '', false) \gset
DO $$ BEGIN PERFORM FROM analytics_dim_subscription(); EXCEPTION WHEN insufficient_privilege THEN PERFORM set_config('report_warehouse.error', SQLERRM, false); END $$;
RESET ROLE;
SELECT is(current_setting('report_warehouse.error'), 'permission denied for revenue', 'subscriptions are refused');

SELECT * FROM finish();
