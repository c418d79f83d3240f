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
