-- Intake flows: the worked example, edges of an attempt, drop-offs.

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

SELECT plan(24);

CREATE FUNCTION track(at timestamptz, type text, session text, who text, properties jsonb DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (occurred_at, session_id, user_id, event_type, properties) VALUES (at, md5('session ' || session)::uuid, md5('user ' || who)::uuid, type, properties)
$$;
CREATE FUNCTION intake(from_time timestamptz, to_time timestamptz, as_of timestamptz) RETURNS TABLE (line text) LANGUAGE sql AS $$
	SELECT concat_ws(' ', coalesce(service_type, '-'), started, completed, abandoned, open_now, round(completion_rate::numeric, 3), coalesce(mean_duration_seconds::text, '-'),
		coalesce(median_duration_seconds::text, '-'), coalesce(top_drop_off, '-'), top_drop_off_count)
	FROM analytics_intake(from_time, to_time, as_of)
$$;
CREATE FUNCTION drop_offs(from_time timestamptz, to_time timestamptz, as_of timestamptz) RETURNS TABLE (line text) LANGUAGE sql AS $$
	SELECT concat_ws(' ', coalesce(service_type, '-'), step, coalesce(step_number::text, '-'), reached, dropped, round(drop_rate::numeric, 3))
	FROM analytics_intake_drop_offs(from_time, to_time, as_of)
$$;

-- A does it in four minutes; B leaves at the insurance; C begins another service, and then does that one; D begins none.
SELECT track(('2025-10-05 ' || t || 'Z')::timestamptz, type, s, s, p::jsonb)
FROM (VALUES ('09:00', 'intake_flow_started', 'A', '{"service_type": "pt"}'), ('09:01', 'intake_flow_step', 'A', '{"step": "contact", "step_number": 1}'),
	('09:04', 'intake_flow_completed', 'A', '{"service_type": "pt", "duration_seconds": 200}'), ('09:10', 'handoff', 'A', '{"service_type": "pt"}'),
	('10:00', 'intake_flow_started', 'B', '{"service_type": "pt"}'), ('10:01', 'intake_flow_step', 'B', '{"step": "contact", "step_number": 1}'),
	('10:02', 'intake_flow_step', 'B', '{"step": "insurance", "step_number": 2}'), ('10:03', 'intake_flow_abandoned', 'B', '{"step": "insurance"}'),
	('11:00', 'intake_flow_started', 'C', '{"service_type": "ot"}'), ('11:05', 'intake_flow_started', 'C', '{"service_type": "pt"}'), ('11:06', 'intake_flow_completed', 'C', '{}'),
	('12:00', 'session_started', 'D', '{}')) AS v (t, type, s, p);
SELECT results_eq($$SELECT * FROM intake('2025-10-05Z', '2025-10-06Z', '2025-10-06 11:02Z')$$,
	$$VALUES ('ot 1 0 1 0 0.000 - - (start) 1'), ('pt 3 2 1 0 0.667 130 130 insurance 1')$$, 'the example');
SELECT results_eq($$SELECT * FROM drop_offs('2025-10-05Z', '2025-10-06Z', '2025-10-06 11:02Z')$$,
	$$VALUES ('ot (start) - 1 1 1.000'), ('pt (start) - 3 0 0.000'), ('pt contact 1 3 0 0.000'), ('pt insurance 2 3 1 0.333')$$, 'and where it ends: what is completed was at every step');
SELECT results_eq($$SELECT * FROM intake('2025-10-05Z', '2025-10-06Z', '2025-10-05 11:02Z')$$,
	$$VALUES ('ot 1 0 0 1 0.000 - - - 0'), ('pt 2 1 1 0 0.500 200 200 insurance 1')$$, 'what comes later does not count');
SELECT results_eq($$SELECT * FROM intake('2025-10-05 11:01Z', '2025-10-05 11:06Z', '2025-10-07Z')$$, $$VALUES ('pt 1 1 0 0 1.000 60 60 - 0')$$, 'an attempt is of the time in which it began');
SELECT is_empty($$SELECT * FROM intake('2025-10-05 11:06Z', '2025-10-06Z', '2025-10-07Z')$$, 'and its end is no attempt of another');
SELECT is_empty($$SELECT * FROM drop_offs('2025-11-01Z', '2025-11-02Z', '2025-11-03Z')$$, 'nothing of nothing');

-- The end of 24 hours.
SELECT track(at, type, 'E', 'E') FROM (VALUES (timestamptz '2025-10-10 09:00Z', 'intake_flow_started'), ('2025-10-11 09:00Z', 'intake_flow_completed')) AS v (at, type);
SELECT results_eq($$SELECT * FROM intake('2025-10-10Z', '2025-10-11Z', '2025-10-11 08:59:59.999999Z')$$, $$VALUES ('- 1 0 0 1 0.000 - - - 0')$$, 'open until 24 hours have passed');
SELECT results_eq($$SELECT * FROM intake('2025-10-10Z', '2025-10-12Z', '2025-10-11 09:00Z')$$, $$VALUES ('- 1 1 0 0 1.000 86400 86400 - 0')$$, 'which may complete it');
UPDATE analytics_events SET occurred_at = occurred_at + interval '1 microsecond' WHERE occurred_at = '2025-10-11 09:00Z';
SELECT results_eq($$SELECT * FROM intake('2025-10-10Z', '2025-10-12Z', '2025-10-12Z')$$, $$VALUES ('- 2 1 1 0 0.500 - - (start) 1')$$, 'what comes after them is an attempt without a start');

-- At one time.
SELECT track('2025-10-13 09:00Z', type, 'F', 'F', p::jsonb) FROM (VALUES ('intake_flow_completed', '{"duration_seconds": 0}'), ('intake_flow_started', '{"service_type": "pt"}'),
	('intake_flow_completed', '{"duration_seconds": 0}')) AS v (type, p);
SELECT results_eq($$SELECT * FROM intake('2025-10-13Z', '2025-10-14Z', '2025-10-15Z')$$, $$VALUES ('pt 1 1 0 0 1.000 0 0 - 0')$$, 'a start comes first, and is completed once');

-- Somebody who leaves and comes back; and who was at more steps than they named last.
SELECT track(('2025-10-15 ' || t || 'Z')::timestamptz, type, 'G', 'G', p::jsonb)
FROM (VALUES ('09:00', 'intake_flow_started', '{}'), ('09:01', 'intake_flow_abandoned', '{"step_number": 1}'), ('09:30', 'intake_flow_completed', '{"service_type": "slp"}'),
	('10:00', 'intake_flow_started', '{"service_type": "slp"}'), ('10:01', 'intake_flow_step', '{"step": "c", "step_number": 3}'), ('10:02', 'intake_flow_step', '{"step": "a", "step_number": 1}'),
	('11:00', 'intake_flow_started', '{"service_type": "slp"}'), ('11:01', 'intake_flow_step', '{"step": "b", "step_number": 2}'), ('11:02', 'intake_flow_step', '{"step": "note"}'), ('11:03', 'intake_flow_abandoned', '{}')) AS v (t, type, p);
SELECT results_eq($$SELECT * FROM intake('2025-10-15Z', '2025-10-16Z', '2025-10-17Z')$$, $$VALUES ('slp 3 1 2 0 0.333 1800 1800 a 1')$$, 'who comes back has not left; the first by text of as many');
SELECT results_eq($$SELECT * FROM drop_offs('2025-10-15Z', '2025-10-16Z', '2025-10-17Z')$$,
	$$VALUES ('slp (start) - 3 0 0.000'), ('slp 1 1 3 0 0.000'), ('slp a 1 3 1 0.333'), ('slp b 2 3 0 0.000'), ('slp c 3 2 0 0.000'), ('slp note - 2 1 0.500')$$, 'a step, or a later one; what has no number is in no order');

-- Without a session it is the user's, without either it is alone.
INSERT INTO analytics_events (occurred_at, user_id, session_id, event_type, properties)
SELECT ('2025-10-20 ' || t || 'Z')::timestamptz, u::uuid, s::uuid, type, '{"service_type": "pt"}'
FROM (VALUES ('09:00', '00000000-0000-4000-8000-000000000001', NULL, 'intake_flow_started'), ('09:10', '00000000-0000-4000-8000-000000000001', NULL, 'intake_flow_completed'),
	('09:20', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 'intake_flow_completed'),
	('10:00', NULL, NULL, 'intake_flow_started'), ('10:10', NULL, NULL, 'intake_flow_completed')) AS v (t, u, s, type);
SELECT results_eq($$SELECT * FROM intake('2025-10-20Z', '2025-10-21Z', '2025-10-25Z')$$, $$VALUES ('pt 4 3 1 0 0.750 600 600 (start) 1')$$, 'whose attempt it is');

-- Identities.
SELECT is_empty($$SELECT * FROM analytics_intake('2025-10-01Z', '2025-11-01Z') WHERE started <> completed + abandoned + open_now$$, 'all that were started are one of the three');
SELECT results_eq($$SELECT service_type, sum(dropped) FROM analytics_intake_drop_offs('2025-10-01Z', '2025-11-01Z') GROUP BY 1 ORDER BY 1$$,
	$$SELECT service_type, abandoned::numeric FROM analytics_intake('2025-10-01Z', '2025-11-01Z') ORDER BY 1$$, 'and all that were abandoned were abandoned somewhere');
SELECT results_eq($$SELECT service_type, sum(started), sum(completed) FROM generate_series(timestamptz '2025-10-01Z', '2025-10-31Z', '13 hours') AS d, analytics_intake(d, least(d + interval '13 hours', '2025-11-01Z')) GROUP BY 1 ORDER BY 1$$,
	$$SELECT service_type, started::numeric, completed::numeric FROM analytics_intake('2025-10-01Z', '2025-11-01Z') ORDER BY 1$$, 'parts of the time are the whole');

CREATE FUNCTION locked_partitions() RETURNS bigint LANGUAGE sql AS $$
	SELECT count(*) FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
	WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.mode <> 'SIReadLock' AND c.relnamespace = 'analytics_partitions'::regnamespace AND c.relkind = 'r'
$$;
BEGIN;
DO $$ BEGIN PERFORM FROM analytics_intake('2025-10-10Z', '2025-10-11Z'); END $$;
SELECT is(locked_partitions(), 3::bigint, 'a day, the day before and the day after are read');
ROLLBACK;

SELECT throws_ok($$SELECT * FROM analytics_intake('2025-10-06Z', '2025-10-05Z')$$, '22023', NULL, 'an empty period');
SELECT throws_ok($$SELECT * FROM analytics_intake('2025-10-05Z', 'infinity')$$, '22008', NULL, 'without end');
SELECT throws_ok($$SELECT * FROM analytics_intake('2025-10-05Z', NULL)$$, '22004', NULL, 'to no time');
SELECT throws_ok($$SELECT * FROM analytics_intake('2025-10-05Z', '2025-10-06Z', NULL)$$, '22004', NULL, 'as of no time');
SELECT throws_ok($$SELECT * FROM analytics_intake_drop_offs('2025-10-06Z', '2025-10-05Z')$$, '22023', NULL, 'an empty period of drop-offs');
SELECT throws_ok($$SELECT * FROM analytics_intake_drop_offs('2025-10-05Z', '2025-10-06Z', NULL)$$, '22004', NULL, 'drop-offs as of no time');
CREATE ROLE intake_nobody;
SET ROLE intake_nobody;
SELECT throws_ok($$SELECT * FROM analytics_intake('2025-10-05Z', '2025-10-06Z')$$, '42501', NULL, 'not for everybody');
RESET ROLE;

SELECT * FROM finish();
