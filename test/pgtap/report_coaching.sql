-- Goals, habits, nudges, ratings, coaches and clients: the worked examples, rule by rule, and what clients send by mistake.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;

SELECT plan(57);

-- nothing depends on these
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';

CREATE FUNCTION track(at text, who text, type text, properties jsonb DEFAULT '{}', tenant uuid DEFAULT '00000000-0000-0000-0000-000000000000') RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (occurred_at, user_id, event_type, properties, tenant_id)
	VALUES ((CASE WHEN at ~ '^[0-9]{4}' THEN at ELSE '2020-' || at END || 'Z')::timestamptz, analytics_uuid(who), type, properties, tenant)
$$;
CREATE PROCEDURE forget_all() LANGUAGE sql AS $$ DELETE FROM analytics_events $$;
CREATE FUNCTION short(number double precision, digits integer DEFAULT 3) RETURNS numeric LANGUAGE sql AS 'SELECT round(number::numeric, digits)';

-- goals

SELECT track(at, who, 'goal_' || step, properties)
FROM (VALUES ('10-05 09:00', 'ann', 'created', '{"goal_id": "g1", "cohort": "oct", "coach_id": "c1"}'::jsonb),
	('10-06 09:00', 'bob', 'created', '{"goal_id": "g2", "cohort": "oct", "coach_id": "c1"}'),
	('10-07 09:00', 'cat', 'created', '{"goal_id": "g3", "cohort": "oct", "coach_id": "c2"}'),
	('10-12 09:00', 'ann', 'updated', '{"goal_id": "g1", "progress_percent": 50}'),
	('10-15 09:00', 'ann', 'completed', '{"goal_id": "g1"}'),
	('10-16 10:00', 'ann', 'completed', '{"goal_id": "g1"}'),
	('10-20 09:00', 'bob', 'abandoned', '{"goal_id": "g2"}'),
	('10-21 09:00', 'dan', 'updated', '{"goal_id": "g4", "cohort": "sep"}'),
	('10-22 09:00', 'dan', 'completed', '{"goal_id": "g4"}')) AS v (at, who, step, properties);

SELECT results_eq(
	$$SELECT "time", created, active, completed, abandoned, short(completion_rate), median_days_to_complete, is_complete, history_from, lapsed
		FROM analytics_goals('2020-10-05Z', '2020-10-26Z', as_of => '2020-10-24Z')$$,
	$$VALUES ('2020-10-05Z'::timestamptz, 3::bigint, 3::bigint, 0::bigint, 0::bigint, 0.000, NULL::float8, true, '2020-10-05 09:00Z'::timestamptz, 0::bigint),
		('2020-10-12Z', 0, 3, 1, 0, 0.333, 10, true, '2020-10-05 09:00Z', 0), ('2020-10-19Z', 0, 3, 1, 1, 0.333, NULL, false, '2020-10-05 09:00Z', 0)$$,
	'the goals of three weeks');
SELECT results_eq(
	$$SELECT "time", breakdown_value, created, active, completed, abandoned, short(completion_rate), median_days_to_complete
		FROM analytics_goals('2020-10-01Z', '2020-11-01Z', 'month', as_of => '2020-10-24Z')$$,
	$$VALUES ('2020-10-01Z'::timestamptz, NULL::text, 3::bigint, 4::bigint, 2::bigint, 1::bigint, 0.500, 10::float8)$$,
	'of the month');
SELECT results_eq(
	$$SELECT breakdown_value, created, active, completed, abandoned, short(completion_rate), median_days_to_complete
		FROM analytics_goals('2020-10-01Z', '2020-11-01Z', 'month', 'cohort', as_of => '2020-10-24Z')$$,
	$$VALUES ('oct', 3::bigint, 3::bigint, 1::bigint, 1::bigint, 0.333, 10::float8), ('sep', 0, 1, 1, 0, 1.000, NULL)$$,
	'by cohort');
SELECT results_eq(
	$$SELECT breakdown_value, active FROM analytics_goals('2020-10-01Z', '2020-11-01Z', 'month', 'coach_id', as_of => '2020-10-24Z')$$,
	$$VALUES ('c1', 2::bigint), ('c2', 1), (NULL, 1)$$,
	'by coach: those that name none last');
SELECT results_eq(
	$$SELECT "time", goals, completed, abandoned, still_active, short(completion_rate), median_days_to_complete, all_ended, lapsed, is_complete
		FROM analytics_goal_cohorts('2020-10-01Z', '2020-11-01Z', as_of => '2020-10-24Z')$$,
	$$VALUES ('2020-10-01Z'::timestamptz, 3::bigint, 1::bigint, 1::bigint, 1::bigint, 0.333, 10::float8, false, 0::bigint, false)$$,
	'what became of the goals that were created in October');
SELECT is(analytics_goals_overview('2020-10-12Z', '2020-10-19Z', as_of => '2020-10-24Z') - 'completion_rate' #- '{change,completion_rate}' #- '{by_type,0,completion_rate}',
	'{"created": 0, "active": 3, "completed": 1, "abandoned": 0, "median_days_to_complete": 10, "overdue": 0,
		"change": {"created": -3, "active": 0, "completed": 1, "abandoned": 0, "median_days_to_complete": null},
		"by_type": [{"goal_type": null, "created": 0, "active": 3, "completed": 1, "abandoned": 0, "median_days_to_complete": 10}]}'::jsonb,
	'the week as a document');
SELECT is(short((d #>> '{change,completion_rate}')::float8), 0.333, 'a change is a difference')
FROM analytics_goals_overview('2020-10-12Z', '2020-10-19Z', as_of => '2020-10-24Z') AS d;
-- the running interval, and those that have not begun
SELECT results_eq(
	$$SELECT created, active, completed, is_complete FROM analytics_goals('2020-10-05Z', '2020-10-19Z', as_of => '2020-10-06 08:59:59.999999Z')$$,
	$$VALUES (1::bigint, 1::bigint, 0::bigint, false), (0, 0, 0, false)$$,
	'what comes after as_of is not known, and an interval that has not begun has nothing');
SELECT is(active, 2::bigint, 'an event at as_of is known') FROM analytics_goals('2020-10-05Z', '2020-10-12Z', as_of => '2020-10-06 09:00Z');
SELECT is(active, 0::bigint, 'nothing is known before anything was') FROM analytics_goals('2020-10-05Z', '2020-10-12Z', as_of => '-infinity');
SELECT results_eq(
	$$SELECT g.* FROM analytics_goals('2020-10-12Z', '2020-10-26Z', as_of => '2020-10-24Z') AS g$$,
	$$SELECT g.* FROM analytics_goals('2020-10-05Z', '2020-10-26Z', as_of => '2020-10-24Z') AS g OFFSET 1$$,
	'a part of the time answers as the whole does');
-- 28 days without an action
SELECT results_eq(
	$$SELECT active, lapsed FROM analytics_goals('2020-11-02Z', '2020-11-16Z', as_of => '2021-01-01Z')$$,
	$$VALUES (0::bigint, 1::bigint), (0, 1)$$,
	'whoever was away for 28 days leaves the active');
SELECT results_eq(
	$$SELECT a, active, lapsed FROM unnest('{2020-11-04 08:59:59.999999Z,2020-11-04 09:00Z}'::timestamptz[]) AS a, analytics_goals('2020-11-02Z', '2020-11-09Z', as_of => a)$$,
	$$VALUES ('2020-11-04 08:59:59.999999Z'::timestamptz, 1::bigint, 0::bigint), ('2020-11-04 09:00Z', 0, 1)$$,
	'for 28 days, to the microsecond');
SELECT results_eq(
	$$SELECT goals, still_active, lapsed, completion_rate, all_ended FROM analytics_goal_cohorts('2020-10-01Z', '2020-11-01Z', as_of => '2020-12-01Z')$$,
	$$VALUES (2::bigint, 0::bigint, 1::bigint, 0.5::float8, false)$$,
	'and the goals of a cohort');
SELECT track('11-20 10:00', 'cat', 'ai_nudge_sent'), track('11-20 10:00', 'cat', 'page_viewed');
SELECT results_eq(
	$$SELECT "time", active, lapsed FROM analytics_goals('2020-11-09Z', '2020-11-30Z', as_of => '2021-01-01Z')$$,
	$$VALUES ('2020-11-09Z'::timestamptz, 0::bigint, 1::bigint), ('2020-11-16Z', 1, 0), ('2020-11-23Z', 1, 0)$$,
	'and is back with the next action');
-- by the month of the sign-up, of the zone
SELECT track('2020-10-01 02:00', 'ann', 'signup_completed'), track('2020-10-03 02:00', 'ann', 'signup_completed'), track('2020-09-05 02:00', 'bob', 'signup_completed');
SELECT results_eq(
	$$SELECT zone, breakdown_value, active FROM unnest('{UTC,America/New_York}'::text[]) AS zone,
		analytics_goals('2020-10-10Z', '2020-10-11Z', 'month', 'signup_month', zone, '2020-10-24Z')$$,
	$$VALUES ('UTC', '2020-09', 1::bigint), ('UTC', '2020-10', 1), ('UTC', NULL, 2),
		('America/New_York', '2020-09', 2), ('America/New_York', NULL, 2)$$,
	'by the month in which the owner signed up');

-- lives
CALL forget_all();
SELECT track(at, 'ann', 'goal_' || step, '{"goal_id": 42}') FROM (VALUES ('10-05 09:00', 'created'), ('10-06 09:00', 'completed'), ('10-06 10:00', 'updated'),
	('10-08 09:00', 'created'), ('10-09 09:00', 'created'), ('10-11 09:00', 'abandoned'), ('10-11 09:00', 'created')) AS v (at, step);
SELECT results_eq(
	$$SELECT created, active, completed, abandoned, median_days_to_complete FROM analytics_goals('2020-10-05Z', '2020-10-12Z')$$,
	$$VALUES (2::bigint, 2::bigint, 1::bigint, 1::bigint, 1::float8)$$,
	'what follows the end is nothing until the goal is created again; at one time created comes first');
CALL forget_all();
SELECT track(at, 'ann', 'goal_' || step) FROM (VALUES ('10-04 09:00', 'updated'), ('10-05 09:00', 'created'), ('10-06 09:00', 'completed')) AS v (at, step);
SELECT results_eq(
	$$SELECT created, active, median_days_to_complete FROM analytics_goals('2020-10-01Z', '2020-11-01Z', 'month')$$,
	$$VALUES (1::bigint, 1::bigint, 1::float8)$$,
	'a life begins when it was created, also after an event of a clock that is late');
-- whose
CALL forget_all();
SELECT track('10-05 09:00', 'ann', 'goal_created', '{"goal_id": 1}'), track('10-06 09:00', 'coach', 'goal_completed', '{"goal_id": "1"}'),
	track('10-06 09:00', 'ann', 'goal_created', '{"goal_id": null}'), track('10-06 09:00', 'bob', 'goal_completed');
SELECT results_eq(
	$$SELECT created, active, completed FROM analytics_goals('2020-10-05Z', '2020-10-12Z')$$,
	$$VALUES (2::bigint, 3::bigint, 2::bigint)$$,
	'what somebody else does to a goal belongs to the only one who created it; without an id each has their own');
SET mindwell_analytics.goal_ids = 'per user';
SELECT results_eq(
	$$SELECT created, active, completed FROM analytics_goals('2020-10-05Z', '2020-10-12Z')$$,
	$$VALUES (2::bigint, 4::bigint, 2::bigint)$$,
	'unless ids are counted for each user');
RESET mindwell_analytics.goal_ids;
SELECT track('10-04 09:00', 'eve', 'goal_created', '{"goal_id": 1}');
SELECT results_eq(
	$$SELECT created, active, completed FROM analytics_goals('2020-10-05Z', '2020-10-12Z')$$,
	$$VALUES (2::bigint, 5::bigint, 2::bigint)$$,
	'or two have created it');
SELECT track('10-05 10:00', NULL, 'goal_created', '{"goal_id": 9}');
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties) VALUES ('2020-10-05 10:00Z', analytics_anonymous_uuid('x'), 'goal_created', '{}');
SELECT results_eq(
	$$SELECT a, active FROM unnest('{f,t}'::boolean[]) AS a, analytics_goals('2020-10-05Z', '2020-10-12Z', include_anonymous => a)$$,
	$$VALUES (false, 5::bigint), (true, 6)$$,
	'goals of nobody are none, those of visitors on request');
-- dates
CALL forget_all();
SELECT track('10-05 09:00', 'ann', 'goal_created', jsonb_build_object('goal_id', n, 'target_date', due))
FROM unnest('{2020-02-28,2020-10-06,2020-10-07,2020-10-08,NULL}'::text[]) WITH ORDINALITY AS u (due, n);
SELECT is(analytics_goals_overview('2020-10-05Z', '2020-10-12Z', zone, '2020-10-07 23:59:59Z') -> 'overdue', overdue, 'overdue are those of days before: ' || zone)
FROM (VALUES ('UTC', '2'::jsonb), ('Asia/Tokyo', '3')) AS v (zone, overdue);
-- tenants
CALL forget_all();
SELECT track('10-05 09:00', 'ann', 'goal_created', '{"goal_id": 1}', tenant), track('10-06 09:00', 'ann', 'page_viewed', '{}', tenant)
FROM unnest('{00000000-0000-0000-0000-000000000000,00000000-0000-0000-0000-000000000001}'::uuid[]) AS tenant;
CREATE ROLE report_coaching_both;
CREATE ROLE report_coaching_one;
GRANT SELECT ON analytics_events, analytics_user_days, analytics_sealed_days TO report_coaching_both, report_coaching_one;
INSERT INTO analytics_tenant_members
SELECT r::regrole, t::uuid FROM (VALUES ('report_coaching_both', '00000000-0000-0000-0000-000000000000'), ('report_coaching_both', '00000000-0000-0000-0000-000000000001'),
	('report_coaching_one', '00000000-0000-0000-0000-000000000001')) AS v (r, t);
SET ROLE report_coaching_both;
SELECT active AS of_both FROM analytics_goals('2020-10-05Z', '2020-10-12Z', as_of => '2020-10-13Z') \gset
SET ROLE report_coaching_one;
SELECT active AS of_one FROM analytics_goals('2020-10-05Z', '2020-10-12Z', as_of => '2020-10-13Z') \gset
RESET ROLE;
SELECT is(:of_both, 2, 'one id in two tenants is two goals');
SELECT is(:of_one, 1, 'and another tenant''s is not seen');
CALL forget_all();
SELECT results_eq($$SELECT created, active, completion_rate, history_from, lapsed FROM analytics_goals('2020-10-05Z', '2020-10-12Z')$$,
	$$VALUES (0::bigint, 0::bigint, NULL::float8, NULL::timestamptz, 0::bigint)$$, 'no goals');
SELECT is_empty($$SELECT FROM analytics_goals('2020-10-05Z', '2020-10-12Z', 'day', 'cohort')$$, 'no cohorts');
SELECT results_eq($$SELECT goals, completion_rate, all_ended FROM analytics_goal_cohorts('2020-10-05Z', '2020-10-12Z')$$,
	$$VALUES (0::bigint, NULL::float8, true)$$, 'no goals that were created');
SELECT is(analytics_goals_overview('2020-10-05Z', '2020-10-12Z') ->> 'by_type', '[]', 'no types');

-- habits

SELECT track(at, who, 'habit_' || step, properties)
FROM (VALUES ('10-01 09:00', 'ann', 'created', '{"habit_id": "walk"}'::jsonb), ('10-02 09:00', 'ann', 'checked', '{"habit_id": "walk"}'),
	('10-03 09:00', 'ann', 'checked', '{"habit_id": "walk"}'), ('10-05 01:00', 'ann', 'checked', '{"habit_id": "walk", "habit_date": "2020-10-04"}'),
	('10-06 09:00', 'ann', 'checked', '{"habit_id": "walk"}'), ('10-06 19:00', 'ann', 'checked', '{"habit_id": "walk"}'),
	('10-01 09:00', 'bob', 'checked', '{"habit_id": "walk"}'), ('10-05 09:00', 'bob', 'missed', '{"habit_id": "walk"}'),
	('10-06 09:00', 'cat', 'created', '{"habit_id": "read"}'), ('10-07 09:00', 'cat', 'archived', '{"habit_id": "read"}')) AS v (at, who, step, properties);
SELECT results_eq(
	$$SELECT "time", habits, users, short(adherence_score, 4), short(completion_rate, 4), average_streak_days, longest_streak_days, is_complete, history_from
		FROM analytics_habits('2020-10-06Z', '2020-10-08Z', as_of => '2020-10-09Z')$$,
	$$VALUES ('2020-10-06Z'::timestamptz, 3::bigint, 3::bigint, 0.2238, 0.2381, 1::float8, 3::bigint, true, '2020-10-01 09:00Z'::timestamptz),
		('2020-10-07Z', 2, 2, 0.3357, 0.3571, 1.5, 3, true, '2020-10-01 09:00Z')$$,
	'the habits of two days');
SELECT results_eq(
	$$SELECT breakdown_value, habits, short(adherence_score, 4) FROM analytics_habits('2020-10-06Z', '2020-10-07Z', breakdown => 'habit_id', as_of => '2020-10-09Z')$$,
	$$VALUES ('read', 1::bigint, 0.0000), ('walk', 2, 0.3357)$$, 'by habit');
SELECT results_eq(
	$$SELECT grain, "time", habits, short(adherence_score, 4), is_complete FROM unnest('{day,week,month}'::text[]) AS grain, analytics_habits('2020-10-08Z', '2020-10-09Z', grain, as_of => '2020-10-08 20:00Z')$$,
	$$VALUES ('day', '2020-10-08Z'::timestamptz, 2::bigint, 0.3357, false), ('week', '2020-10-05Z', 2, 0.3357, false), ('month', '2020-10-01Z', 2, 0.3357, false)$$,
	'an interval that lasts is judged on the last day that has ended');
SELECT results_eq(
	$$SELECT window_days, short(completion_rate, 4), short(adherence_score, 4) FROM unnest('{1,3}'::integer[]) AS window_days,
		analytics_habits('2020-10-06Z', '2020-10-07Z', window_days => window_days, streak_weight => 1, as_of => '2020-10-09Z')$$,
	$$VALUES (1, 0.3333, 0.3333), (3, 0.2222, 0.1111)$$, 'another window');
SELECT is(habits, 0::bigint, 'an interval that has not begun has none') FROM analytics_habits('2020-10-10Z', '2020-10-11Z', as_of => '2020-10-09Z');
SELECT results_eq(
	$$SELECT habits, lapsed FROM analytics_habits('2020-11-02Z', '2020-11-04Z', as_of => '2020-12-01Z')$$,
	$$VALUES (1::bigint, 1::bigint), (0, 2)$$, 'habits of those who are gone');
SELECT track('10-09 09:00', 'cat', 'habit_checked', '{"habit_id": "read", "habit_frequency": "weekly"}');
SELECT results_eq(
	$$SELECT "time", habits, adherence_score, completion_rate FROM analytics_habits('2020-10-09Z', '2020-10-17Z', breakdown => 'habit_frequency', as_of => '2020-12-01Z') WHERE breakdown_value = 'weekly'$$,
	$$SELECT '2020-10-09Z'::timestamptz + n * interval '24 hours', 1::bigint, CASE WHEN n < 7 THEN 1 ELSE 0 END::float8, CASE WHEN n < 7 THEN 1 ELSE 0 END::float8 FROM generate_series(0, 7) AS n$$,
	'a weekly habit is kept with one check, and an archived one begins anew with what is heard later');
-- the user's own day
CALL forget_all();
SELECT track('10-05 23:30', 'ann', 'habit_checked');
SELECT results_eq(
	$$SELECT zone, to_char("time" AT TIME ZONE zone, 'DD') FROM unnest('{UTC,Asia/Tokyo}'::text[]) AS zone, analytics_habits('2020-10-04Z', '2020-10-07Z', 'day', NULL, 1, 0, zone, '2020-10-09Z') WHERE completion_rate = 1$$,
	$$VALUES ('UTC', '05'), ('Asia/Tokyo', '06')$$, 'the day of the zone');
CALL forget_all();
SELECT results_eq($$SELECT habits, users, adherence_score, longest_streak_days, history_from FROM analytics_habits('2020-10-05Z', '2020-10-06Z')$$,
	$$VALUES (0::bigint, 0::bigint, NULL::float8, NULL::bigint, NULL::timestamptz)$$, 'no habits');

-- nudges

SELECT track(at, who, type, properties)
FROM (VALUES ('10-05 08:00', 'ann', 'ai_nudge_sent', '{"nudge_id": "a", "persona": "kind"}'::jsonb), ('10-05 09:00', 'ann', 'ai_nudge_sent', '{"nudge_id": "b", "persona": "kind"}'),
	('10-05 09:30', 'ann', 'ai_nudge_opened', '{"nudge_id": "b"}'), ('10-05 10:00', 'bob', 'ai_nudge_sent', '{"nudge_id": "c", "persona": "strict"}'),
	('10-05 11:00', 'bob', 'ai_nudge_dismissed', '{"nudge_id": "c"}'), ('10-06 09:59', 'bob', 'habit_checked', '{}'),
	('10-06 20:00', 'cat', 'ai_nudge_sent', '{"nudge_id": "d", "persona": "strict"}'), ('10-06 20:05', 'cat', 'ai_nudge_opened', '{}')) AS v (at, who, type, properties);
SELECT results_eq(
	$$SELECT breakdown_value, sent, immature, opened, dismissed, acted, acted_before, effectiveness, open_rate, median_seconds_to_open
		FROM analytics_nudges('2020-10-05Z', '2020-10-07Z', as_of => '2020-10-07 12:00Z')$$,
	$$VALUES ('kind', 2::bigint, 0::bigint, 1::bigint, 0::bigint, 0::bigint, 0::bigint, 0.5::float8, 0.5::float8, 1800::float8), ('strict', 2, 1, 1, 1, 1, 0, 0, 0, 300)$$,
	'the nudges by persona');
SELECT results_eq(
	$$SELECT breakdown_value, effectiveness FROM analytics_nudges('2020-10-05Z', '2020-10-07Z', outcome => 'opened or acted', as_of => '2020-10-07 12:00Z')$$,
	$$VALUES ('kind', 0.5::float8), ('strict', 1)$$, 'opened or acted');
SELECT results_eq(
	$$SELECT "time", sent, effectiveness, is_complete FROM analytics_nudges('2020-10-05Z', '2020-10-08Z', NULL, grain => 'day', as_of => '2020-10-07 12:00Z')$$,
	$$VALUES ('2020-10-05Z'::timestamptz, 3::bigint, 0.3333333333333333::float8, true), ('2020-10-06Z', 1, NULL, true), ('2020-10-07Z', 0, NULL, false)$$, 'by day');
-- an answer without an id is one to the latest nudge, at the end of its time it still counts
CALL forget_all();
SELECT track('10-05 08:00', 'ann', 'ai_nudge_sent', '{"nudge_id": "a", "goal_id": 1}'), track('10-05 09:00', 'ann', 'ai_nudge_sent', '{"nudge_id": "b"}'),
	track('10-06 09:00', 'ann', 'ai_nudge_opened'), track('10-06 09:00', 'ann', 'ai_nudge_sent', '{"nudge_id": "c"}'),
	track('10-05 08:00', 'ann', 'page_viewed'), track('10-04 08:00', 'ann', 'goal_updated', '{"goal_id": "1"}'), track('10-06 08:00', 'ann', 'goal_updated', '{"goal_id": "1"}');
SELECT results_eq(
	$$SELECT sent, opened, acted, acted_before, median_seconds_to_open FROM analytics_nudges('2020-10-05Z', '2020-10-07Z', NULL)$$,
	$$VALUES (3::bigint, 1::bigint, 2::bigint, 3::bigint, 86400::float8)$$, 'which nudge is answered, and what is done about it');

-- ratings

CALL forget_all();
SELECT track(at, who, 'session_survey_submitted', properties)
FROM (VALUES ('10-05 09:00', 'ann', '{"survey_id": "s1", "rating": 3}'::jsonb), ('10-05 09:01', 'ann', '{"survey_id": "s1", "rating": 5}'),
	('10-06 09:00', 'bob', '{"survey_id": "s2", "rating": 4}'), ('10-06 09:00', 'cat', '{"rating": 2}'), ('10-06 09:00', 'dan', '{"survey_id": "s4"}'),
	('11-01 00:00', 'ann', '{"survey_id": "s5", "rating": 1}')) AS v (at, who, properties);
SELECT results_eq(
	$$SELECT "time", responses, short(mean_rating), median_rating, short(satisfied_share), short(lowest_share), is_complete
		FROM analytics_satisfaction('2020-10-01Z', '2020-12-01Z', as_of => '2020-11-15Z')$$,
	$$VALUES ('2020-10-01Z'::timestamptz, 3::bigint, 3.667, 4::float8, 0.667, 0.333, true), ('2020-11-01Z', 1, 1.000, 1, 0.000, 1.000, false)$$, 'satisfaction by month');
SELECT is(responses, 0::bigint, 'another type') FROM analytics_satisfaction('2020-10-01Z', '2020-11-01Z', event_type => 'session_rated');
SELECT results_eq($$SELECT breakdown_value, responses FROM analytics_satisfaction('2020-10-01Z', '2020-11-01Z', breakdown => 'persona')$$,
	$$VALUES (NULL::text, 3::bigint)$$, 'by persona, of none');

-- coaches and their clients

CALL forget_all();
SELECT track(at, who, type, properties)
FROM (VALUES ('10-01 09:00', 'c1', 'client_assigned', '{"coach_id": "c1", "client_id": "ann"}'::jsonb), ('10-02 09:00', 'c1', 'client_assigned', '{"coach_id": "c1", "client_id": "bob"}'),
	('10-02 09:00', 'c2', 'client_assigned', '{"coach_id": "c2", "client_id": "cat"}'),
	('10-05 10:00', 'ann', 'session_completed', '{"coach_id": "c1", "client_id": "ann", "booking_id": "b1", "duration_minutes": 60}'),
	('10-06 10:00', 'bob', 'session_completed', '{"coach_id": "c1", "client_id": "bob", "booking_id": "b2", "duration_minutes": 30}'),
	('10-07 10:00', 'cat', 'session_completed', '{"coach_id": "c2", "client_id": "cat", "booking_id": "b3"}'),
	('10-11 10:00', 'ann', 'session_rated', '{"coach_id": "c1", "booking_id": "b1", "rating": 4}'),
	('10-08 10:00', 'c2', 'task_created', '{"coach_id": "c2", "client_id": "cat", "task_id": "t1"}'),
	('10-09 10:00', 'cat', 'task_completed', '{"coach_id": "c2", "client_id": "cat", "task_id": "t1"}'),
	('10-09 11:00', 'c2', 'resource_created', '{"resource_id": "r1"}')) AS v (at, who, type, properties);
SELECT results_eq(
	$$SELECT rank, coach_id, sessions_completed, session_minutes, tasks_managed, resources_created, clients, mean_rating, productivity_score
		FROM analytics_coaches('2020-10-05Z', '2020-10-12Z')$$,
	$$VALUES (1::bigint, 'c2', 1::bigint, 0::float8, 1::bigint, 1::bigint, 1::bigint, NULL::float8, 75::float8), (2, 'c1', 2, 90, 0, 0, 2, 4, 50)$$, 'two coaches');
SELECT results_eq(
	$$SELECT client_id, coach_id, active_days, tasks_assigned, tasks_completed, last_active, short(engagement_score, 1) FROM analytics_client_engagement('2020-10-05Z', '2020-10-12Z')$$,
	$$VALUES ('cat', 'c2', 2::bigint, 1::bigint, 1::bigint, '2020-10-09 10:00Z'::timestamptz, 64.3), ('ann', 'c1', 2, 0, 0, '2020-10-11 10:00Z', 28.6), ('bob', 'c1', 1, 0, 0, '2020-10-06 10:00Z', 14.3)$$,
	'and their clients');
SELECT results_eq($$SELECT client_id FROM analytics_client_engagement('2020-10-05Z', '2020-10-12Z', coach => 'c1', max_rows => 1)$$, $$VALUES ('ann')$$, 'of one coach');
SELECT track('10-10 09:00', 'c1', 'client_unassigned', '{"coach_id": "c1", "client_id": "bob"}');
SELECT is(mindwell_internal.score_of(0.1, 0.2, 0.3), mindwell_internal.score_of(0.3, 0.2, 0.1), 'scores that are equal by definition are equal, and so rank by id');
SELECT results_eq($$SELECT coach_id, clients, productivity_score FROM analytics_coaches('2020-10-12Z', '2020-10-13Z')$$,
	$$VALUES ('c1', 1::bigint, 100::float8), ('c2', 1, 100)$$, 'an unassigned client; a share of which nobody has any is left out');
-- the leaderboard: the goals of the example
SELECT track(at, who, 'goal_' || step, properties)
FROM (VALUES ('10-05 09:00', 'ann', 'created', '{"goal_id": "g1", "coach_id": "c1"}'::jsonb), ('10-06 09:00', 'bob', 'created', '{"goal_id": "g2", "coach_id": "c1"}'),
	('10-07 09:00', 'cat', 'created', '{"goal_id": "g3", "coach_id": "c2"}'), ('10-15 09:00', 'ann', 'completed', '{"goal_id": "g1"}'), ('10-20 09:00', 'bob', 'abandoned', '{"goal_id": "g2"}')) AS v (at, who, step, properties);
SELECT results_eq(
	$$SELECT rank, coach_id, goals_active, goals_completed, completion_rate, short(rate_low, 4) FROM analytics_coaches('2020-10-01Z', '2020-11-01Z', 'completion_rate', as_of => '2020-10-24Z')$$,
	$$VALUES (1::bigint, 'c1', 2::bigint, 1::bigint, 0.5::float8, 0.0945), (2, 'c2', 1, 0, 0, 0.0000)$$, 'by completion rate');
SELECT results_eq(
	$$SELECT rank, coach_id FROM analytics_coaches('2020-10-01Z', '2020-11-01Z', 'completion_rate', 2, 5, '2020-10-24Z')$$,
	$$VALUES (1::bigint, 'c1'), (NULL, 'c2')$$, 'who has too few goals has no rank');

-- what clients send by mistake
CALL forget_all();
SELECT track('10-05 09:00', who, type, properties)
FROM unnest('{ann,NULL,coach}'::text[]) AS who,
	unnest('{goal_created,habit_checked,habit_archived,ai_nudge_sent,ai_nudge_opened,session_completed,session_rated,client_assigned,task_created,message_responded,resource_created}'::text[]) AS type,
	unnest(ARRAY['{}', '{"goal_id": "", "habit_id": "", "nudge_id": "", "coach_id": "", "client_id": "", "booking_id": ""}',
		jsonb_build_object('coach_id', repeat('x', 200), 'client_id', 'null')]::jsonb[]) AS properties;
SELECT lives_ok(format('SELECT * FROM %s', call), call)
FROM unnest(ARRAY[$$analytics_goals('2020-10-05Z', '2020-10-06Z', 'hour', 'coach_id')$$, $$analytics_coaches('2020-10-05Z', '2020-10-06Z')$$,
	$$analytics_client_engagement('2020-10-05Z', '2020-10-06Z')$$, $$analytics_nudges('2020-10-05Z', '2020-10-06Z')$$]) AS call;

SELECT * FROM finish();
