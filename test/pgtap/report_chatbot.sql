-- Questions of the FAQ, answers to messages, logins, times of day: the worked examples, edges, and what holds between them.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
-- questions and results are made of texts
SET extra_float_digits = 1;
SET datestyle = ISO;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
SET timezone = 'UTC';
SELECT FROM analytics_create_partitions('2025-10-01Z', '2025-11-15Z');

SELECT plan(42);

CREATE FUNCTION track(at timestamptz, type text, session text, who text, properties jsonb DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (occurred_at, session_id, user_id, event_type, properties) VALUES (at, md5('session ' || session)::uuid, md5('user ' || who)::uuid, type, properties)
$$;

-- The FAQ: A reads q1, says no, then yes, and reads q2; B reads q1 and says no; C reads one without an id.
SELECT track(('2025-10-05 ' || t || 'Z')::timestamptz, type, s, s, p::jsonb)
FROM (VALUES ('09:00', 'faq_question_viewed', 'A', '{"question_id": "q1", "faq_category": "billing"}'), ('09:01', 'faq_resolution', 'A', '{"question_id": "q1", "resolved": false}'),
	('09:02', 'faq_resolution', 'A', '{"question_id": "q1", "resolved": true}'), ('09:03', 'faq_question_viewed', 'A', '{"question_id": "q2"}'),
	('10:00', 'faq_question_viewed', 'B', '{"question_id": "q1"}'), ('10:01', 'faq_resolution', 'B', '{"question_id": "q1", "resolved": false}'),
	('10:02', 'faq_question_viewed', 'C', '{}'), ('10:03', 'faq_category_viewed', 'C', '{"faq_category": "billing"}')) AS v (t, type, s, p);
SELECT results_eq($$SELECT * FROM analytics_faqs('2025-10-05Z', '2025-10-06Z')$$,
	$$VALUES ('q1', 'billing', 2::bigint, 2::bigint, 1::bigint, 1::bigint, 0.5::float8, NULL::bigint), ('q2', NULL, 1, 1, 0, 0, NULL, NULL)$$, 'the example: of a session''s answers the last counts');
SELECT results_eq($$SELECT * FROM analytics_faqs('2025-10-05Z', '2025-10-06Z', 'faq_category')$$,
	$$VALUES (NULL, 'billing', 2::bigint, 2::bigint, 1::bigint, 1::bigint, 0.5::float8, 1::bigint), (NULL, NULL, 1, 1, 0, 0, NULL, 0)$$, 'and by category');
SELECT is((SELECT count(*) FROM analytics_faqs('2025-10-05Z', '2025-10-06Z', max_rows => 1)), 1::bigint, 'as many as are asked for');
SELECT is((SELECT views FROM analytics_faqs('2025-10-05Z', '2025-10-05 09:30Z') WHERE question_id = 'q1'), 1::bigint, 'a part of the time');
SELECT results_eq($$SELECT question_id, views, helpful FROM analytics_faqs('2025-10-05 09:01Z', '2025-10-05 09:03Z')$$, $$VALUES ('q1', 0::bigint, 1::bigint)$$, 'answers count where the view is not of this time');
SELECT is_empty($$SELECT * FROM analytics_faqs('2025-11-01Z', '2025-11-02Z')$$, 'no row of nothing');
DO $$ BEGIN PERFORM track('2025-10-05 11:00Z', 'faq_category_viewed', 'D', 'D', '{"faq_category": "other"}'); END $$;
SELECT results_eq($$SELECT faq_category, views, category_views FROM analytics_faqs('2025-10-05Z', '2025-10-06Z', 'faq_category') WHERE faq_category = 'other'$$, $$VALUES ('other', 0::bigint, 1::bigint)$$, 'a category that was opened alone');
INSERT INTO analytics_events (occurred_at, event_type, properties) SELECT '2025-10-05 12:00Z', 'faq_resolution', '{"question_id": "q2", "resolved": true}' FROM generate_series(1, 2);
SELECT is((SELECT helpful FROM analytics_faqs('2025-10-05Z', '2025-10-06Z') WHERE question_id = 'q2'), 2::bigint, 'answers of no session cannot be told apart');
SELECT throws_ok($$SELECT * FROM analytics_faqs('2025-10-06Z', '2025-10-05Z')$$, '22023', NULL, 'an empty period');
SELECT throws_ok($$SELECT * FROM analytics_faqs('2025-10-05Z', '2025-10-06Z', 'colour')$$, '22023', NULL, 'another breakdown');
SELECT throws_ok($$SELECT * FROM analytics_faqs('2025-10-05Z', '2025-10-06Z', NULL, -1)$$, '22023', NULL, 'a negative number of rows');

-- Answers: m1 after 120 s, as it says; m2 after 20 minutes; m3 not at all; one without ids and seconds; one of 60 s.
SELECT track(('2025-10-07 ' || t || 'Z')::timestamptz, type, 'A', 'A', p::jsonb)
FROM (VALUES ('09:00', 'message_sent', '{"message_id": "m1", "sender_role": "client"}'), ('09:03', 'message_responded', '{"message_id": "m1", "response_seconds": 120, "coach_id": "c1"}'),
	('09:10', 'message_sent', '{"message_id": "m2"}'), ('09:30', 'message_responded', '{"message_id": "m2", "coach_id": "c2"}'),
	('09:40', 'message_sent', '{"message_id": "m3"}'), ('09:50', 'message_responded', '{}'), ('10:00', 'message_responded', '{"response_seconds": 60, "coach_id": "c1"}')) AS v (t, type, p);
CREATE FUNCTION answers(as_of timestamptz, sla float8 DEFAULT 300, breakdown text DEFAULT NULL) RETURNS SETOF record LANGUAGE sql AS $$
	SELECT breakdown_value, responses, unmeasured, mean_seconds, p50_seconds, p90_seconds, p95_seconds, round(within_sla::numeric, 3), unanswered
	FROM analytics_response_time('2025-10-07Z', '2025-10-08Z', sla_seconds => sla, breakdown => breakdown, as_of => as_of)
$$;
CREATE FUNCTION answers_are(as_of timestamptz, wanted text, said text, sla float8 DEFAULT 300, breakdown text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
	SELECT results_eq(format($q$SELECT * FROM answers(%L, %L, %L) AS a (b text, r bigint, u bigint, mean float8, p50 float8, p90 float8, p95 float8, w numeric, n bigint)$q$, as_of, sla, breakdown), wanted, said)
$$;
SELECT answers_are('2025-10-08Z', $$VALUES (NULL::text, 4::bigint, 1::bigint, 460::float8, 120::float8, 984::float8, 1092::float8, 0.500, 1::bigint)$$, 'the example: what is unanswered for too long is not in time');
SELECT answers_are('2025-10-07 10:00Z', $$VALUES (NULL::text, 4::bigint, 1::bigint, 460::float8, 120::float8, 984::float8, 1092::float8, 1.000, 1::bigint)$$, 'and what may still be in time is not judged', 1200);
SELECT answers_are('2025-10-07 09:05Z', $$VALUES (NULL::text, 1::bigint, 0::bigint, 120::float8, 120::float8, 120::float8, 120::float8, 1.000, 0::bigint)$$, 'what comes later does not count');
SELECT answers_are('2025-10-08Z', $$VALUES ('c1', 2::bigint, 0::bigint, 90::float8, 90::float8, 114::float8, 117::float8, 1.000, 0::bigint), ('c2', 1, 0, 1200, 1200, 1200, 1200, 0, 0), (NULL, 1, 1, NULL, NULL, NULL, NULL, 0, 1)$$, 'by coach', breakdown => 'coach_id');
SELECT track('2025-10-07 11:00Z', 'message_responded', 'A', 'A', '{"message_id": "m1", "response_seconds": 9999}');
SELECT answers_are('2025-10-08Z', $$VALUES (NULL::text, 4::bigint, 1::bigint, 460::float8, 120::float8, 984::float8, 1092::float8, 0.500, 1::bigint)$$, 'of a message the first answer counts');
SELECT is((SELECT responses FROM analytics_response_time('2025-10-07 10:30Z', '2025-10-07 11:30Z', 'hour', as_of => '2025-10-08Z') WHERE "time" = '2025-10-07 11:00Z'), 0::bigint, 'of a part of the time, too');
SELECT track('2025-10-07 23:00Z', 'message_sent', 'A', 'A', '{"message_id": "m4", "sender_role": "coach"}');
SELECT is((SELECT unanswered FROM analytics_response_time('2025-10-07Z', '2025-10-08Z', as_of => '2025-10-09Z')), 1::bigint, 'nobody owes an answer to a coach');
UPDATE analytics_event_types SET property_schema = NULL WHERE event_type = 'message_responded';
SELECT track('2025-10-08 01:00Z', 'message_responded', 'A', 'A', '{"message_id": "m3", "response_seconds": "soon"}');
SELECT results_eq($$SELECT responses, mean_seconds FROM analytics_response_time('2025-10-08Z', '2025-10-09Z', as_of => '2025-10-09Z')$$, $$VALUES (1::bigint, 55200::float8)$$, 'a question may lie before; what is no number is none');
-- a month is as far as one looks, whatever the period
SELECT track('2025-10-02 09:00Z', 'message_sent', 'L', 'L', '{"message_id": "late"}'), track('2025-11-02 09:00Z', 'message_responded', 'L', 'L', '{"message_id": "late"}');
SELECT results_eq($$SELECT unanswered FROM analytics_response_time('2025-10-02Z', '2025-10-03Z', as_of => '2025-11-10Z')$$, $$SELECT unanswered FROM analytics_response_time('2025-10-02Z', '2025-11-05Z', 'day', as_of => '2025-11-10Z') WHERE "time" = '2025-10-02Z'$$, 'what is answered after a month is unanswered');
SELECT results_eq($$SELECT responses, unmeasured FROM analytics_response_time('2025-11-02Z', '2025-11-03Z', as_of => '2025-11-10Z')$$, 'VALUES (1::bigint, 1::bigint)', 'and its answer is of no message that is known');
SELECT throws_ok($$SELECT * FROM analytics_response_time('2025-10-07Z', '2025-10-08Z', sla_seconds => 'NaN')$$, '22023', NULL, 'no time to answer in');
SELECT throws_ok($$SELECT * FROM analytics_response_time('2025-10-07Z', '2025-10-08Z', 'year')$$, '22023', NULL, 'another grain');

-- Logins.
SELECT track('2025-10-09 08:00Z', type, 'A', who) FROM (VALUES ('login', 'ann'), ('login', 'ann'), ('login_failed', 'ann'), ('login_failed', 'bob'), ('login_failed', 'bob'), ('account_locked', 'bob'), ('access_denied', 'ann'), ('password_reset_requested', 'bob')) AS v (type, who);
SELECT results_eq($$SELECT * FROM analytics_auth_security('2025-10-09Z', '2025-10-11Z', as_of => '2025-10-10 12:00Z')$$,
	$$VALUES (timestamptz '2025-10-09Z', 2::bigint, 3::bigint, 0.4::float8, 1::bigint, 1::bigint, 1::bigint, 2::bigint, true), ('2025-10-10Z', 0, 0, NULL, 0, 0, 0, 0, false)$$, 'logins, and what went wrong');
SELECT is((SELECT sum(logins) FROM analytics_auth_security('2025-10-09Z', '2025-10-10Z', as_of => '2025-10-09 07:00Z')), 0::numeric, 'by what was known');

-- Times of day: sessions on two Mondays and a Tuesday.
TRUNCATE analytics_events;
SELECT track(at, type, s, s) FROM (VALUES (timestamptz '2025-10-06 09:10Z', 'session_started', 'a'), ('2025-10-06 09:40Z', 'session_ended', 'a'), ('2025-10-06 09:20Z', 'session_started', 'b'), ('2025-10-06 09:50Z', 'session_ended', 'b'),
	('2025-10-07 14:00Z', 'session_started', 'c'), ('2025-10-07 14:30Z', 'session_ended', 'c'), ('2025-10-13 09:30Z', 'session_started', 'd'), ('2025-10-13 10:00Z', 'session_ended', 'd')) AS v (at, type, s);
SELECT results_eq($$SELECT day_of_week, hour_of_day, total, mean, hours FROM analytics_heatmap('2025-10-06Z', '2025-10-20Z', as_of => '2025-10-20Z') WHERE total > 0$$,
	$$VALUES (1::bigint, 9::bigint, 3::bigint, 1.5::float8, 2::bigint), (2, 14, 1, 0.5, 2)$$, 'the example');
SELECT results_eq($$SELECT count(*), sum(hours), min(mean) FROM analytics_heatmap('2025-10-06Z', '2025-10-20Z', as_of => '2025-10-20Z')$$, $$VALUES (168::bigint, 336::numeric, 0::float8)$$, 'a row for each hour of a week');
SELECT is((SELECT sum(total) FROM analytics_heatmap('2025-10-06Z', '2025-10-20Z', 'sessions', 'Asia/Kathmandu', '2025-10-20Z')), (SELECT sum(sessions) FROM analytics_sessions('2025-10-06Z', '2025-10-20Z', as_of => '2025-10-20Z')), 'all sessions, in any zone');
SELECT results_eq($$SELECT day_of_week, hour_of_day, total FROM analytics_heatmap('2025-10-06Z', '2025-10-20Z', 'events', 'Asia/Kathmandu', '2025-10-20Z') WHERE total > 0$$,
	$$VALUES (1::bigint, 14::bigint, 1::bigint), (1, 15, 5), (2, 19, 1), (2, 20, 1)$$, 'events, in a zone of quarters of an hour');
SELECT is((SELECT sum(total) FROM analytics_heatmap('2025-10-06Z', '2025-10-20Z', 'users', as_of => '2025-10-20Z')), 4::numeric, 'users by the hour in which they did something');
SELECT results_eq($$SELECT sum(hours)::int, count(*) FILTER (WHERE hours = 0) FROM analytics_heatmap('2025-10-26 00:00+02', '2025-10-27 00:00+01', 'events', 'Europe/Berlin', '2025-11-01Z')$$, 'VALUES (25, 144::bigint)', 'a day of 25 hours has one of them twice');
SELECT results_eq($$SELECT total, mean, hours FROM analytics_heatmap('2025-10-06Z', '2025-10-07Z', as_of => '2025-10-06 09:15Z') WHERE day_of_week = 1 AND hour_of_day = 9$$, $$VALUES (1::bigint, NULL::float8, 0::bigint)$$, 'a running hour has what is known, and no mean');
SELECT throws_ok($$SELECT * FROM analytics_heatmap('2025-10-06Z', '2025-10-20Z', 'tears')$$, '22023', NULL, 'another measure');
SELECT results_eq($$SELECT hour_of_day, sessions_started, round(mean_concurrent::numeric, 3), peak_concurrent, share FROM analytics_peak_hours('2025-10-06Z', '2025-10-20Z', as_of => '2025-10-20Z') WHERE hour_of_day IN (9, 10, 14)$$,
	$$VALUES (9::bigint, 3::bigint, 0.107, 2::bigint, 0.75::float8), (10, 0, 0.000, 0, 0), (14, 1, 0.036, 1, 0.25)$$, 'peak hours of the same');
SELECT is((SELECT count(*) FROM analytics_peak_hours('2025-10-06Z', '2025-10-20Z', as_of => '2025-10-20Z')), 24::bigint, 'each hour of a day');
-- Engagement: ann at 09:10 and 09:40 in session A, bob at 09:20 and 10:20 in B.
TRUNCATE analytics_events;
SELECT track(('2025-10-05 ' || t || 'Z')::timestamptz, 'page_view', s, who) FROM (VALUES ('09:10', 'A', 'ann'), ('09:40', 'A', 'ann'), ('09:20', 'B', 'bob'), ('10:20', 'B', 'bob')) AS v (t, s, who);
SELECT results_eq($$SELECT active_users, active_minutes, minutes_per_user, sessions, sessions_per_user, messages, median_response_seconds, is_complete FROM analytics_engagement('2025-10-05Z', '2025-10-06Z', as_of => '2025-10-06Z')$$,
	$$VALUES (2::bigint, 4::bigint, 2::float8, 2::bigint, 1::float8, 0::bigint, NULL::float8, true)$$, 'the example');
SELECT track('2025-10-05 09:10:59.999999Z', 'message_sent', 'A', 'ann', '{"message_id": "m"}'), track('2025-10-05 09:12Z', 'message_responded', 'A', 'cat', '{"message_id": "m"}'),
	track('2025-10-05 23:30Z', 'chat_turn_sent', 'E', 'ann'), track('2025-10-05 12:00Z', 'notification_delivered', 'N', 'dan');
INSERT INTO analytics_events (occurred_at, event_type) VALUES ('2025-10-05 12:00Z', 'page_view');
SELECT results_eq($$SELECT active_users, active_minutes, sessions, messages, round(median_response_seconds::numeric, 3) FROM analytics_engagement('2025-10-05Z', '2025-10-06Z', as_of => '2025-10-06Z')$$,
	$$SELECT 3::bigint, 6::bigint, (SELECT sessions FROM analytics_sessions('2025-10-05Z', '2025-10-06Z', as_of => '2025-10-06Z')), 2::bigint, 60.000$$, 'a minute counts once; what happens to a user is no minute of theirs');
SELECT results_eq($$SELECT active_users, active_minutes, messages FROM analytics_engagement('2025-10-05Z', '2025-10-06Z', as_of => '2025-10-05 09:15Z')$$, $$VALUES (2::bigint, 2::bigint, 1::bigint)$$, 'by what was known');
SELECT is((SELECT sum(active_minutes) FROM analytics_engagement('2025-10-05Z', '2025-10-06Z', 'hour', 'Asia/Kathmandu', '2025-10-06Z')), 6::numeric, 'minutes of hours are those of the day, in any zone');
SELECT results_eq($$SELECT active_users, sessions, sessions_per_user FROM analytics_engagement('2025-11-01Z', '2025-11-02Z', as_of => '2025-11-02Z')$$, $$VALUES (0::bigint, 0::bigint, NULL::float8)$$, 'of nothing there is no mean');
SELECT throws_ok($$SELECT * FROM analytics_engagement('2025-10-05Z', '2025-10-06Z', as_of => NULL)$$, '22004', NULL, 'as of no time');
-- nobody who may not read events
CREATE ROLE chatbot_nobody;
SET ROLE chatbot_nobody;
SELECT throws_ok($$SELECT * FROM analytics_faqs('2025-10-05Z', '2025-10-06Z')$$, '42501', NULL, 'not for everybody');
RESET ROLE;

SELECT * FROM finish();
