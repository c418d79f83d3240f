-- The schedule without pg_cron: when jobs are due, what they are called, what is printed for elsewhere, who may ask.
-- (test/t/010_pg_cron.pl has a real pg_cron.)
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

-- schedules, as pg_cron reads them
CREATE FUNCTION test.due(schedule text, after_time text, time_zone text DEFAULT 'GMT') RETURNS text LANGUAGE sql
AS $$ SELECT to_char(mindwell_internal.cron_next(schedule, after_time::timestamptz, time_zone), 'Dy YYYY-MM-DD HH24:MI:SS') $$;
SELECT s.schedule, due(s.schedule, s.after_time)
FROM (VALUES ('* * * * *', '2026-10-05 10:00:00+00'), ('* * * * *', '2026-10-05 10:00:59.9+00'),
	('7 * * * *', '2026-10-05 10:06:59+00'), ('7 * * * *', '2026-10-05 10:07:00+00'), ('7 * * * *', '2026-12-31 23:07+00'),
	('3-59/5 * * * *', '2026-10-05 10:58:30+00'), ('3-59/5 * * * *', '2026-10-05 10:57+00'),
	('0 1-5 * * *', '2026-10-05 00:59+00'), ('0 1-5 * * *', '2026-10-05 05:00+00'),
	('1-6,8-59 * * * *', '2026-10-05 10:06+00'), ('1-6,8-59 * * * *', '2026-10-05 10:59+00'),
	('*/20 */6 * * *', '2026-10-05 00:40+00'), ('30 5,3 * * *', '2026-10-05 03:30+00'),
	('0 0 29 2 *', '2026-10-05 00:00+00'), ('0 0 29 2 *', '2096-10-05 00:00+00'), ('0 0 31 4 *', '2026-10-05 00:00+00'),
	('0 12 * * 7', '2026-10-05 00:00+00'), ('0 12 * * SUN', '2026-10-05 00:00+00'), ('0 12 * * mon-fri', '2026-10-03 00:00+00'),
	('0 0 13 * 5', '2026-10-05 00:00+00'), ('0 0 */2 * 5', '2026-10-05 00:00+00'), ('0 0 1 jan,Jul *', '2026-10-05 00:00+00'),
	(' 5  4   * * * ', '2026-10-05 00:00+00'), ('3/5 * * * *', '2026-10-05 00:00+00'), ('30 seconds', '2026-10-05 10:00:10+00')) AS s (schedule, after_time);
SELECT due('0 1 * * *', '2026-10-05 10:00+00', 'Europe/Berlin'), due('0 1 * * *', '2026-12-05 10:00+00', 'Europe/Berlin');
-- what is not understood is not guessed
SELECT s.schedule, mindwell_internal.cron_next(s.schedule, '2026-10-05 10:00+00', 'GMT')
FROM unnest(ARRAY['', '*', '* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * 32 * *', '* * * 13 *', '* * * * 8',
	'5-3 * * * *', '*/0 * * * *', '-1 * * * *', '1, * * * *', '* * * foo *', '* * jan * *', '0 0 $ * *', '@reboot', 'x']) AS s (schedule);
SELECT mindwell_internal.cron_next('* * * * *', 'infinity', 'GMT'), mindwell_internal.cron_next(NULL, now(), 'GMT');

-- names, of at most 63 bytes
SELECT mindwell_internal.job_prefix('shop'), mindwell_internal.job_prefix('Other''s 100%');
SELECT count(DISTINCT mindwell_internal.job_prefix(name)), max(octet_length(mindwell_internal.job_prefix(name) || 'maintain'))
FROM unnest(ARRAY[repeat('a', 35), repeat('a', 36), repeat('a', 63), repeat('a', 62) || 'b', repeat('ö', 31)]) AS name;

-- no two jobs start in the same minute, whatever the preset
SELECT p.preset, count(*)
FROM (SELECT DISTINCT preset FROM mindwell_internal.job_presets()) AS p,
	generate_series('2026-10-05 00:00+00'::timestamptz, '2026-10-05 01:59+00', '1 minute') AS minute,
	LATERAL (SELECT count(*) AS jobs FROM mindwell_internal.job_presets() j
		WHERE j.preset = p.preset AND mindwell_internal.cron_next(j.schedule, minute - interval '1 minute', 'GMT') = minute) AS started
WHERE started.jobs > 1
GROUP BY 1;
SELECT * FROM mindwell_internal.job_presets() ORDER BY preset, job;

-- what a superuser runs in the database of pg_cron; what a shell runs
SELECT * FROM mindwell_internal.schedule_statements('default', 'cron''s', 'Store''s owner');
SELECT run_in, regexp_replace(statement, '(-h [^ ]+ )?-p [0-9]+', '-p PORT')
FROM mindwell_internal.schedule_statements('hourly', NULL, 'owner');
SELECT regexp_replace(mindwell_internal.crontab_line('* * * * *', E'it''s 100%=\\', 'Store''s owner', 'CALL "a b".p(''{x}'')'), '(-h [^ ]+ )?-p [0-9]+', '-p PORT');

-- a job is late when it was due twice since it was last done, or since anything was
CREATE FUNCTION test.jobs(as_of text) RETURNS TABLE (job text, last_success timestamptz, next_due timestamptz, is_late boolean) LANGUAGE sql
AS $$ SELECT split_part(job_name, '/', 3), last_success, next_due, is_late FROM mindwell_internal.jobs_at(as_of::timestamptz) $$;
UPDATE analytics_store SET installed_at = '2026-10-05 12:00:30+00';
SELECT s.as_of, string_agg(j.job, ' ')
FROM unnest(ARRAY['2026-10-05 12:13:00+00', '2026-10-05 12:13:01+00', '2026-10-05 13:12:00+00', '2026-10-05 13:12:01+00',
	'2026-10-06 02:05:00+00', '2026-10-06 02:05:01+00']) AS s (as_of),
	LATERAL jobs(s.as_of) j
WHERE j.is_late
GROUP BY 1 ORDER BY 1;
INSERT INTO analytics_run_log (run_id, step, target, status, event_count, started_at, finished_at, steps)
VALUES (gen_random_uuid(), 'run', '', 'done', 0, '2026-10-05 13:00:00+00', '2026-10-05 13:00:05+00', '{create,refresh}'),
	(gen_random_uuid(), 'run', '', 'failed', 0, '2026-10-05 13:05:00+00', '2026-10-05 13:05:05+00', '{refresh}'),
	(gen_random_uuid(), 'run', '', 'done', 0, '2026-10-05 13:07:00+00', '2026-10-05 13:07:05+00', '{trim,drain,register,create,keys}'),
	(gen_random_uuid(), 'run', '', 'running', 0, '2026-10-05 13:10:00+00', NULL, '{create,register,drain,trim}');
SELECT * FROM jobs('2026-10-05 13:13:00+00');
SELECT * FROM jobs('2026-10-05 13:13:01+00');
SELECT * FROM jobs('2026-10-05 15:12:01+00');

-- who may ask, and schedule
SET client_min_messages = warning;
SELECT count(*), string_agg(DISTINCT action, ' ') FROM analytics_schedule();
SELECT count(*) FROM analytics_unschedule();
SELECT failure('SELECT analytics_schedule(''everything'')');
SELECT sqlstate('SELECT analytics_schedule(NULL)'), sqlstate('SELECT analytics_schedule_sql(NULL)');
CREATE ROLE regress_schedule_app;
SET ROLE regress_schedule_app;
SELECT failure('TABLE analytics_jobs');
SELECT sqlstate('SELECT analytics_schedule()'), sqlstate('SELECT analytics_unschedule()'), sqlstate('SELECT analytics_schedule_sql()'),
	sqlstate('SELECT mindwell_internal.cron_setting(''host'')');
RESET ROLE;
GRANT pg_monitor TO regress_schedule_app;
SET ROLE regress_schedule_app;
SELECT count(*) FROM analytics_jobs;
SELECT count(*) > 2 FROM analytics_schedule_sql();
SELECT sqlstate('SELECT analytics_schedule()'), sqlstate('SELECT analytics_unschedule()'), sqlstate('SELECT mindwell_internal.owner_jobs_at(now())');
RESET ROLE;
DROP ROLE regress_schedule_app;
