-- Locks of the store: nobody takes them but those who may change it, by no statement.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
CREATE ROLE regress_nobody;
CREATE ROLE regress_admin;
GRANT USAGE ON SCHEMA public TO regress_nobody, regress_admin;
DO $$ BEGIN PERFORM analytics_grant('regress_admin', 'admin', '00000000-0000-0000-0000-000000000000'); END $$;

SET ROLE regress_nobody;
\set VERBOSITY sqlstate
SELECT mindwell_internal.begin_run('{}', now()) IS NOT NULL AS held;
SELECT mindwell_internal.lock_maintenance();
SELECT mindwell_internal.lock_rollups();
SELECT mindwell_internal.take_turn('install');
SELECT mindwell_internal.try_lock('run');
SELECT mindwell_internal.wait_for_lock('maintenance');
SELECT * FROM mindwell_internal.lock_holders();
SET ROLE regress_admin;
SELECT mindwell_internal.begin_run('{}', now()) IS NOT NULL AS held;
SELECT mindwell_internal.lock_maintenance();
RESET ROLE;
SELECT mindwell_internal.try_lock('tea');
\set VERBOSITY default
-- what once were their keys are anybody's, and stop nothing
SELECT pg_advisory_lock(hashtextextended('mindwell_analytics ' || name, 0)) FROM unnest(ARRAY['install', 'maintenance', 'rollups']) AS name;
SELECT pg_advisory_lock(x'6d696e6477656c6c'::bigint);
SELECT status FROM analytics_health() WHERE check_name = 'lock_holders';
SELECT pg_advisory_unlock_all();

-- A run's lock: as long as the session, unless its transaction fails or it discards all.
CREATE VIEW holders AS SELECT lock, pid = pg_backend_pid() AS mine, role = current_user AS is_my_role, since <= clock_timestamp() AS in_the_past
	FROM mindwell_internal.lock_holders() ORDER BY lock;
SELECT mindwell_internal.begin_run('{}', now()) IS NOT NULL AS held, mindwell_internal.begin_run('{}', now()) IS NOT NULL AS held_again;
SELECT * FROM holders;
SELECT mindwell_internal.release_run();
SELECT mindwell_internal.release_run();
SELECT * FROM holders;
SELECT mindwell_internal.begin_run('{}', now()) IS NOT NULL AS held;
SELECT 1 / 0;
SELECT * FROM holders;
SELECT mindwell_internal.begin_run('{}', now()) IS NOT NULL AS held;
DISCARD ALL;
SELECT * FROM holders;
SELECT mindwell_internal.begin_run('{}', now()) IS NOT NULL AS held;
SELECT * FROM holders;
SELECT mindwell_internal.release_run();
BEGIN;
SELECT mindwell_internal.lock_maintenance();
SELECT mindwell_internal.lock_rollups();
SELECT * FROM holders;
SELECT status, value, regexp_replace(detail, '[0-9]+', 'PID') ~ '^maintenance, rollups: process PID of role' AS names_them, hint FROM analytics_health() WHERE check_name = 'lock_holders';
SELECT status, hint ~ '^SELECT pg_terminate_backend[(][0-9]+[)];$' AS says_how FROM analytics_health(now() + interval '11 minutes') WHERE check_name = 'lock_holders';
SELECT status FROM analytics_health(now() + interval '61 minutes') WHERE check_name = 'lock_holders';
COMMIT;
SELECT status, value, detail, hint FROM analytics_health() WHERE check_name = 'lock_holders';

DROP VIEW holders;
SET client_min_messages = warning;
DROP OWNED BY regress_nobody, regress_admin;
DROP ROLE regress_nobody, regress_admin;
