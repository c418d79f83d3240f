-- Habit adherence: score, streaks, errors.
SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS mindwell_analytics; RESET client_min_messages;
SET DateStyle = 'ISO, YMD';
SET extra_float_digits = 1;
\set VERBOSITY sqlstate

CREATE TEMP TABLE checkins (habit text, day date, done boolean);
INSERT INTO checkins VALUES
	-- 5 of 7 days, streaks of 2 and 3
	('water', '2024-03-01', true), ('water', '2024-03-02', true), ('water', '2024-03-03', false),
	('water', '2024-03-05', true), ('water', '2024-03-06', true), ('water', '2024-03-07', true), ('water', '2024-03-08', true),
	-- two rows of a day: done if any is
	('walk', '2024-03-07', false), ('walk', '2024-03-07', true), ('walk', '2024-03-07', false),
	-- not done, and unknown
	('read', '2024-03-07', false), ('read', '2024-03-06', NULL), ('read', NULL, true);
-- a streak that began before the window
INSERT INTO checkins SELECT 'sleep', '2024-03-07'::date - n, true FROM generate_series(0, 9) AS n;
SELECT habit, (analytics_habit_adherence(day, done, '2024-03-07')).* FROM checkins GROUP BY habit ORDER BY habit COLLATE "C";
-- as_of not done: no current streak
SELECT habit, (analytics_habit_adherence(day, done, '2024-03-08', 8, 0.5)).* FROM checkins GROUP BY habit ORDER BY habit COLLATE "C";
SELECT analytics_habit_adherence(day, done, '2024-03-07', 1, 1) FROM checkins WHERE habit = 'walk';
SELECT analytics_habit_adherence(day, done, '2024-03-07', 7, 0) FROM checkins WHERE habit = 'water';
-- a leap day is a day
SELECT (analytics_habit_adherence(day, true, '2024-03-01')).current_streak
  FROM (VALUES ('2024-02-28'::date), ('2024-02-29'), ('2024-03-01')) AS v (day);
-- a single day without it ends a streak
SELECT (analytics_habit_adherence(day, true, '2024-03-05')).longest_streak
  FROM (VALUES ('2024-03-01'::date), ('2024-03-02'), ('2024-03-04'), ('2024-03-05')) AS v (day);
-- no rows, the ends of the range of dates
SELECT analytics_habit_adherence(day, done, '2024-03-07') FROM checkins WHERE false;
SELECT (analytics_habit_adherence(day, true, '4714-11-24 BC')).days_done FROM (VALUES ('4714-11-24 BC'::date), ('5874897-12-31')) AS v (day);
SELECT (analytics_habit_adherence(day, true, '5874897-12-31')).current_streak FROM (VALUES ('4714-11-24 BC'::date), ('5874897-12-31')) AS v (day);

-- Errors.
SELECT analytics_habit_adherence(day, done, NULL) FROM checkins;
SELECT analytics_habit_adherence(day, done, 'infinity') FROM checkins;
SELECT analytics_habit_adherence('-infinity', done, '2024-03-07') FROM checkins;
SELECT analytics_habit_adherence(day, done, day) FROM checkins WHERE day IS NOT NULL;
SELECT analytics_habit_adherence(day, done, '2024-03-07', 0, 0.3) FROM checkins;
SELECT analytics_habit_adherence(day, done, '2024-03-07', 3661, 0.3) FROM checkins;
SELECT analytics_habit_adherence(day, done, '2024-03-07', NULL, 0.3) FROM checkins;
SELECT analytics_habit_adherence(day, done, '2024-03-07', n, 0.3) FROM checkins, generate_series(1, 2) AS n;
SELECT analytics_habit_adherence(day, done, '2024-03-07', 7, NULL) FROM checkins;
SELECT analytics_habit_adherence(day, done, '2024-03-07', 7, 1.1) FROM checkins;
SELECT analytics_habit_adherence(day, done, '2024-03-07', 7, -0.1) FROM checkins;
SELECT analytics_habit_adherence(day, done, '2024-03-07', 7, 'NaN') FROM checkins;
SELECT analytics_habit_adherence(day, done, '2024-03-07', 7, n / 2.0) FROM checkins, generate_series(1, 2) AS n;

-- One habit on several days: before it began, while it existed, archived, and begun anew.
SELECT j.* FROM mindwell_internal.habit_judged('{4, 9, 13, 16, 18, 24}', '{2000-01-01,2000-01-02,2000-01-03,2000-01-04,2000-01-05,2000-01-06,2000-01-07}', 2, 0.5) AS j;
SELECT j.* FROM mindwell_internal.habit_judged('{-3, -7}', '{1999-12-31,1999-12-29}', 3660, 0) AS j;
SELECT j.* FROM mindwell_internal.habit_judged('{}', '{2000-01-01}', 7, 0.3) AS j;
SELECT j.* FROM mindwell_internal.habit_judged('{1}', '{2000-01-01}', 0, 0.3) AS j;
SELECT j.* FROM mindwell_internal.habit_judged('{1}', '{2000-01-01}', 3661, 0.3) AS j;
SELECT j.* FROM mindwell_internal.habit_judged('{1,NULL}', '{2000-01-01}', 7, 0.3) AS j;

SET TimeZone = 'UTC';

-- All habits in one pass, and when users were present: what groups are, in any plan.
CREATE TABLE told_of_habits AS
SELECT md5((i % 2)::text)::uuid AS tenant_id, md5((i * 7919 % 7)::text)::uuid AS user_id, timestamptz '2024-03-01Z' + (i * 104729 % 500) * interval '5 hours' AS at,
	(ARRAY['habit_created', 'habit_checked', 'habit_missed', 'habit_archived'])[1 + i * 31 % 97 % 4] AS event_type,
	NULLIF('habit ' || i * 13 % 11, 'habit 0') || CASE WHEN i * 13 % 11 = 1 THEN repeat('x', 200) ELSE '' END AS habit_id,
	CASE WHEN i % 3 = 0 THEN (ARRAY['daily', 'weekly', ''])[1 + i * 17 % 3] END AS frequency, NULLIF('value ' || i * 17 % 5, 'value 0') AS value
FROM generate_series(1, 2000) AS i;
INSERT INTO told_of_habits SELECT NULL, md5('u')::uuid, '2024-03-01Z', 'habit_created', 'x', NULL, NULL;
CREATE FUNCTION habits_differ() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	at_once mindwell_internal.habit_heard[];
BEGIN
	-- an assignment would have no workers
	EXECUTE $q$SELECT mindwell_internal.habits_agg(tenant_id, user_id, at, event_type, habit_id, frequency, value, (at AT TIME ZONE 'UTC')::date) FROM told_of_habits$q$
	INTO STRICT at_once;
	RETURN (
		WITH one AS (
			SELECT h.tenant_id, h.user_id, h.frequency, h.value, h.first_seen, (SELECT array_agg(d ORDER BY d) FROM unnest(h.days) AS d) AS days
			FROM unnest(at_once) AS h),
		other AS (
			SELECT tenant_id, user_id,
				(array_agg(frequency ORDER BY at DESC, frequency COLLATE "C" DESC) FILTER (WHERE frequency IS NOT NULL))[1],
				(array_agg(value ORDER BY at DESC, value COLLATE "C" DESC) FILTER (WHERE value IS NOT NULL))[1], min(at),
				array_agg(d.day ORDER BY d.day)
			FROM told_of_habits,
				LATERAL (SELECT 4 * ((at AT TIME ZONE 'UTC')::date - date '2000-01-01')
					+ CASE event_type WHEN 'habit_checked' THEN 1 WHEN 'habit_archived' THEN 2 ELSE 0 END AS day) AS d
			WHERE tenant_id IS NOT NULL
			GROUP BY tenant_id, user_id, habit_id)
		SELECT count(*) + CASE WHEN EXISTS (SELECT FROM one) THEN 0 ELSE 1 END
		FROM ((TABLE one EXCEPT ALL TABLE other) UNION ALL (TABLE other EXCEPT ALL TABLE one)) AS d);
END
$$;
CREATE FUNCTION presence_differs(absence interval) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	-- of one tenant not all users that the other has
	tenants CONSTANT uuid[] := ARRAY(SELECT DISTINCT tenant_id FROM told_of_habits WHERE tenant_id IS NOT NULL ORDER BY 1);
	wanted_tenants CONSTANT uuid[] := ARRAY(SELECT tenants[1 + i % 2] FROM generate_series(0, 7) AS i);
	wanted CONSTANT uuid[] := ARRAY(SELECT md5((i / 2 + i % 2)::text)::uuid FROM generate_series(0, 7) AS i);
	at_once mindwell_internal.user_presence[];
BEGIN
	EXECUTE $q$SELECT mindwell_internal.presence_agg(tenant_id, user_id, at, $1, $2, $3) FROM told_of_habits$q$
	INTO STRICT at_once USING absence, wanted_tenants, wanted;
	RETURN (
		WITH one AS (SELECT p.* FROM unnest(at_once) AS p),
		other AS (
			SELECT u.tenant_id, u.user_id, lower(r), upper(r)
			FROM (SELECT tenant_id, user_id, range_agg(tstzrange(at, at + absence)) AS times FROM told_of_habits
				WHERE (tenant_id, user_id) IN (SELECT * FROM unnest(wanted_tenants, wanted)) GROUP BY 1, 2) AS u, unnest(u.times) AS r)
		SELECT count(*) + CASE WHEN EXISTS (SELECT FROM one) THEN 0 ELSE 1 END
		FROM ((TABLE one EXCEPT ALL TABLE other) UNION ALL (TABLE other EXCEPT ALL TABLE one)) AS d);
END
$$;
SELECT habits_differ(), presence_differs('1 hour') AS short, presence_differs('10 hours') AS middle, presence_differs('40 hours') AS long;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SELECT habits_differ(), presence_differs('1 hour') AS short, presence_differs('10 hours') AS middle, presence_differs('40 hours') AS long;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;
SELECT mindwell_internal.habits_agg(tenant_id, user_id, 'infinity', event_type, habit_id, frequency, value, '2024-03-01') FROM told_of_habits;
SELECT mindwell_internal.habits_agg(tenant_id, user_id, at, event_type, habit_id, frequency, value, '2024-03-01') FROM told_of_habits WHERE false;
SELECT mindwell_internal.presence_agg(tenant_id, user_id, 'infinity', '1 day', ARRAY[tenant_id], ARRAY[user_id]) FROM told_of_habits;
SELECT mindwell_internal.presence_agg(tenant_id, user_id, at, '1 month', ARRAY[tenant_id], ARRAY[user_id]) FROM told_of_habits;
SELECT mindwell_internal.presence_agg(tenant_id, user_id, at, NULL, ARRAY[tenant_id], ARRAY[user_id]) FROM told_of_habits;
SELECT mindwell_internal.presence_agg(tenant_id, user_id, at, '1 day', '{}', NULL) FROM told_of_habits;
SELECT mindwell_internal.presence_agg(tenant_id, user_id, at, '1 day', NULL, '{}') FROM told_of_habits;
SELECT mindwell_internal.presence_agg(tenant_id, user_id, at, '1 day', '{}', ARRAY[user_id]) FROM told_of_habits;
SELECT mindwell_internal.presence_agg(tenant_id, user_id, at, '1 day', '{}', '{}') FROM told_of_habits;
-- who is present until the end of all times
SELECT p.present_until FROM unnest((SELECT mindwell_internal.presence_agg(md5('t')::uuid, md5('u')::uuid, '294276-12-31 23:59Z', '1 hour', ARRAY[md5('t')::uuid], ARRAY[md5('u')::uuid]))) AS p;
-- in another order than that of time
SELECT p.present_from, p.present_until
FROM unnest((SELECT mindwell_internal.presence_agg(md5('t')::uuid, md5('u')::uuid, timestamptz '2024-03-01 10:00Z' - i * interval '1 hour', '90 minutes', ARRAY[md5('t')::uuid], ARRAY[md5('u')::uuid])
	FROM generate_series(0, 2) AS i)) AS p;
