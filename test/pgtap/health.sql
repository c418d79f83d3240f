-- What makes a check of analytics_health() warn, as of a fixed time.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET timezone = UTC;
SET mindwell_analytics.max_event_age = 0;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
\set now '''2026-03-05 12:00+00'''
SELECT FROM analytics_create_partitions('2026-03-01', '2026-03-13');
UPDATE analytics_store SET installed_at = '2026-03-05 11:55+00';

SELECT plan(63);

CREATE FUNCTION health(name text, OUT status text, OUT value double precision, OUT detail text, OUT hint text) LANGUAGE sql
AS $$ SELECT status, value, detail, hint FROM analytics_health('2026-03-05 12:00+00') WHERE check_name = name $$;
CREATE FUNCTION status(name text) RETURNS text LANGUAGE sql AS $$ SELECT status FROM health(name) $$;
CREATE FUNCTION value(name text) RETURNS double precision LANGUAGE sql AS $$ SELECT value FROM health(name) $$;

SELECT is(string_agg(check_name || ' ' || status, ', '), NULL, 'a new store is well')
FROM analytics_health(:now) WHERE status <> 'ok' OR hint IS NOT NULL;

-- partitions ahead

SELECT is(detail, 'days with a partition ahead of the current one, of 7 wanted: until 2026-03-13', 'partitions ahead: until when')
FROM health('partitions_ahead');
SELECT is(value('partitions_ahead'), 7.0::double precision, 'partitions ahead: how many');
DROP TABLE analytics_partitions.analytics_events_20260312;
SELECT is(status('partitions_ahead'), 'ok', 'partitions ahead: one less, until the next run');
DROP TABLE analytics_partitions.analytics_events_20260310;
SELECT is((status, value), ('warning'::text, 4.0::double precision), 'partitions ahead: a gap ends them') FROM health('partitions_ahead');
SELECT is(hint, 'CALL public.analytics_maintain(''{create}'');', 'partitions ahead: what to do') FROM health('partitions_ahead');
DROP TABLE analytics_partitions.analytics_events_20260306;
SELECT is((status, value), ('critical'::text, 0.0::double precision), 'partitions ahead: none') FROM health('partitions_ahead');
DROP TABLE analytics_partitions.analytics_events_20260305;
SELECT is(detail, 'the current day has no partition', 'partitions ahead: not even the current one') FROM health('partitions_ahead');

-- events that wait for a partition

INSERT INTO analytics_events (event_type, occurred_at) SELECT 'login', '2026-03-10 10:00+00' FROM generate_series(1, 3);
UPDATE analytics_events SET created_at = '2026-03-05 10:00+00' WHERE occurred_at = '2026-03-10 10:00+00';
SELECT is((status, value), ('ok'::text, 3.0::double precision), 'default partition: maintenance comes hourly') FROM health('default_partition');
UPDATE analytics_events SET created_at = '2026-03-05 09:59:59+00' WHERE occurred_at = '2026-03-10 10:00+00';
SELECT is(status || ' ' || detail, 'warning events: 3, waiting since 2026-03-05 09:59:59+00', 'default partition: it did not come') FROM health('default_partition');
UPDATE analytics_events SET created_at = '2026-03-05 10:00+00' WHERE occurred_at = '2026-03-10 10:00+00';
INSERT INTO analytics_events (event_type, occurred_at) SELECT 'login', '2026-03-10 11:00+00' FROM generate_series(1, 100000);
SELECT is(status || ' ' || detail, 'critical events: more than 100000', 'default partition: too many to move in a moment') FROM health('default_partition');
SELECT FROM analytics_create_partitions('2026-03-05', '2026-03-13');
SELECT is(detail, 'empty', 'default partition: drained') FROM health('default_partition');

-- what waits for the end of a transaction, where nothing of the owner's is left

SELECT is(detail, 'none waits for the end of a transaction', 'deferred triggers: none') FROM health('deferred_triggers');
CREATE TABLE note (id integer UNIQUE DEFERRABLE INITIALLY DEFERRED, event_id uuid, event_time timestamptz,
	CONSTRAINT "of event" FOREIGN KEY (event_id, event_time) REFERENCES analytics_events ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
SELECT is(status('deferred_triggers'), 'ok', 'deferred triggers: what follows an event is not checked');
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE CONSTRAINT TRIGGER gone AFTER DELETE ON note DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE CONSTRAINT TRIGGER "has come" AFTER INSERT ON analytics_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nothing(' INITIALLY DEFERRED');
CREATE CONSTRAINT TRIGGER at_once AFTER INSERT ON analytics_events DEFERRABLE FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE CONSTRAINT TRIGGER never AFTER INSERT ON analytics_users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nothing();
ALTER TABLE analytics_users DISABLE TRIGGER never;
CREATE TABLE mark (event_id uuid, event_time timestamptz,
	FOREIGN KEY (event_id, event_time) REFERENCES analytics_events DEFERRABLE INITIALLY DEFERRED);
SELECT is(status || ' ' || detail, 'warning events are refused, or erasures and purges fail, for these wait for the end of a transaction:'
	' "has come" on public.analytics_events, mark_event_id_event_time_fkey on public.mark, gone on public.note', 'deferred triggers: which')
FROM health('deferred_triggers');
SELECT throws_ok($$SELECT analytics_track('login', 'ann')$$, '42501', 'cannot fire deferred trigger within security-restricted operation', 'deferred triggers: an event is refused');
BEGIN;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT lives_ok($$SELECT analytics_track('login', 'ann')$$, 'deferred triggers: in a transaction that leaves none');
COMMIT;
SELECT throws_ok($$SELECT analytics_forget_user('ann')$$, '42501', NULL, 'deferred triggers: an erasure fails');
-- what the owner is told to run
SELECT hint FROM health('deferred_triggers') \gset
DO $$ BEGIN EXECUTE (SELECT hint FROM health('deferred_triggers')); END $$;
SELECT is(:'hint'::text, 'DROP TRIGGER "has come" ON public.analytics_events; CREATE CONSTRAINT TRIGGER "has come" AFTER INSERT ON public.analytics_events'
	' DEFERRABLE FOR EACH ROW EXECUTE FUNCTION public.nothing('' INITIALLY DEFERRED'');'
	' ALTER TABLE public.mark ALTER CONSTRAINT mark_event_id_event_time_fkey DEFERRABLE INITIALLY IMMEDIATE;'
	' DROP TRIGGER gone ON public.note; CREATE CONSTRAINT TRIGGER gone AFTER DELETE ON public.note DEFERRABLE FOR EACH ROW EXECUTE FUNCTION public.nothing();',
	'deferred triggers: what to do');
SELECT is(status('deferred_triggers'), 'ok', 'deferred triggers: which is done');
SELECT lives_ok($$SELECT analytics_forget_user('ann')$$, 'deferred triggers: and the user is erased');
DROP TRIGGER "has come" ON analytics_events;
DROP TRIGGER at_once ON analytics_events;
DROP TRIGGER never ON analytics_users;
DROP TABLE note, mark;

-- the dirty log: one entry for each transaction and day

SELECT is((status, value > 0), ('ok'::text, true), 'dirty days: just now') FROM health('dirty_buckets');
TRUNCATE analytics_dirty_buckets;
SELECT is(detail, 'none', 'dirty days: none') FROM health('dirty_buckets');
INSERT INTO analytics_dirty_buckets (tenant_id, bucket, logged_at)
SELECT gen_random_uuid(), '2026-03-01', '2026-03-05 09:59+00' FROM generate_series(1, 2);
SELECT is(status || ' ' || detail, 'warning log entries: 2, days of tenants: 2, oldest: 2026-03-05 09:59:00+00; taken and not recomputed: 0', 'dirty days: for hours') FROM health('dirty_buckets');
UPDATE analytics_dirty_buckets SET logged_at = '2026-03-04 11:59+00';
SELECT is(status('dirty_buckets'), 'critical', 'dirty days: for a day');
TRUNCATE analytics_dirty_buckets;
INSERT INTO analytics_dirty_buckets SELECT uuid_nil, '2026-03-01', '2026-03-05 11:59+00'
FROM generate_series(1, 100001), CAST('00000000-0000-0000-0000-000000000000' AS uuid) AS uuid_nil;
SELECT is(status || ' ' || detail, 'critical log entries: more than 100000, days of tenants: 1, oldest: 2026-03-05 11:59:00+00; taken and not recomputed: 0', 'dirty days: a job that stood still') FROM health('dirty_buckets');
TRUNCATE analytics_dirty_buckets;

INSERT INTO analytics_stale_buckets (tenant_id, period, starts_on) SELECT gen_random_uuid(), p, '2026-02-28' FROM unnest('{daily,weekly}'::text[]) AS p;
SELECT is(status || ' ' || detail, 'ok log entries: 0, days of tenants: 0, oldest: none; taken and not recomputed: 1', 'dirty days: taken from the log') FROM health('dirty_buckets');
TRUNCATE analytics_stale_buckets;

-- the oldest and the newest event

INSERT INTO analytics_events (event_type, occurred_at) VALUES ('login', '2026-03-02 12:00+00'), ('login', '2026-03-02 11:00+00');
SELECT is(value, 72 * 3600.0::double precision, 'oldest event: its age') FROM health('oldest_event');
DELETE FROM analytics_events WHERE occurred_at < '2026-03-10';
SELECT is(value, -118 * 3600.0::double precision, 'oldest event: an emptied partition is passed over') FROM health('oldest_event');
DELETE FROM analytics_events;
SELECT is((value, detail), (NULL::double precision, 'none'::text), 'newest event: none') FROM health('newest_event');

-- jobs

SELECT is(status || ' ' || detail, 'ok not seen from here, never done', 'jobs: not due yet') FROM health('job_maintain');
UPDATE analytics_store SET installed_at = '2026-03-05 09:00+00';
SELECT is(status || ' ' || detail, 'critical not seen from here, late, never done', 'jobs: late') FROM health('job_maintain');
SELECT is(hint, 'SELECT * FROM public.analytics_schedule();', 'jobs: what to do') FROM health('job_maintain');
INSERT INTO analytics_run_log (run_id, step, target, status, event_count, started_at, finished_at, steps)
VALUES ('00000000-0000-4000-8000-000000000001', 'run', '', 'done', 0, '2026-03-05 11:07+00', '2026-03-05 11:08+00', '{create,register,drain,trim,refresh}');
SELECT is((status, value), ('ok'::text, 52 * 60.0::double precision), 'jobs: done') FROM health('job_maintain');
SELECT is(status('job_refresh'), 'critical', 'jobs: each by its own schedule');
INSERT INTO analytics_run_log (run_id, step, target, status, event_count, started_at, steps)
VALUES ('00000000-0000-4000-8000-000000000003', 'run', '', 'running', 0, '2026-03-05 11:10+00', '{purge,keys}');
SELECT is(status || ' ' || detail, 'warning not seen from here, late behind a run since 2026-03-05 11:10:00+00, last done 2026-03-05 11:08:00+00',
	'jobs: late behind another one') FROM health('job_refresh');
UPDATE analytics_run_log SET started_at = '2026-03-05 06:00+00' WHERE status = 'running';
SELECT is(status('job_refresh'), 'critical', 'jobs: late, and nothing seems to run');
DELETE FROM analytics_run_log WHERE status = 'running';

-- failures

INSERT INTO analytics_run_log (run_id, step, target, status, event_count, started_at, finished_at, error_code, error)
VALUES ('00000000-0000-4000-8000-000000000001', 'drain', '', 'failed', 0, '2026-03-05 11:07+00', '2026-03-05 11:08+00', '55P03', 'no lock'),
	('00000000-0000-4000-8000-000000000001', 'drain', 'analytics_events_20260301', 'failed', 0, '2026-03-05 11:07+00', '2026-03-05 11:08+00', '55P03', 'no lock'),
	('00000000-0000-4000-8000-000000000001', 'purge', '', 'failed', 0, '2026-03-03 11:59+00', '2026-03-03 12:00+00', '55P03', 'no lock');
SELECT is(status || ' ' || value || ' ' || detail, 'warning 1 drain analytics_events_20260301 55P03: no lock', 'failures: of the last two days') FROM health('failures');
INSERT INTO analytics_run_log (run_id, step, target, status, event_count, started_at, finished_at)
VALUES ('00000000-0000-4000-8000-000000000002', 'drain', '', 'done', 0, '2026-03-05 11:17+00', '2026-03-05 11:18+00'),
	('00000000-0000-4000-8000-000000000002', 'drain', 'analytics_events_20260301', 'done', 0, '2026-03-05 11:17+00', '2026-03-05 11:18+00');
SELECT is(status('failures'), 'ok', 'failures: done since');

-- events that came after a purge of their day

INSERT INTO analytics_events (event_type, occurred_at) VALUES ('login', '2026-03-03 12:00+00');
INSERT INTO analytics_sealed_days (day, sealed_at, purged_events) SELECT d, '2026-03-05 01:00+00', 1
FROM unnest(ARRAY['2026-03-02', '2026-03-03', '2025-03-03']::date[]) AS d;
SELECT is(status || ' ' || detail, 'warning purged days for which events came later: 1, the last 2026-03-03', 'sealed days: late events') FROM health('sealed_days');
UPDATE analytics_events SET created_at = '2026-03-05 01:00+00';
SELECT is(status || ' ' || detail, 'ok no late events', 'sealed days: events that a purge has left') FROM health('sealed_days');
DELETE FROM analytics_events;

-- erasures

INSERT INTO analytics_erasures (erasure_id, tenant_id, subject, key_id, status, started_at)
VALUES (gen_random_uuid(), gen_random_uuid(), '', '', 'done', '2026-03-01 00:00+00'),
	('00000000-0000-4000-8000-000000000001', gen_random_uuid(), '', '', 'running', '2026-03-05 11:00+00');
SELECT is((status, value), ('ok'::text, 1.0::double precision), 'erasures: one is under way') FROM health('erasures');
UPDATE analytics_erasures SET started_at = '2026-03-05 10:59+00' WHERE status = 'running';
SELECT is(status || ' ' || detail, 'warning begun, not ended: 1, the first at 2026-03-05 10:59:00+00', 'erasures: one has stopped') FROM health('erasures');
UPDATE analytics_erasures SET started_at = '2026-03-04 11:59+00' WHERE status = 'running';
SELECT is(status('erasures'), 'critical', 'erasures: a day ago');

-- types that maintenance entered

INSERT INTO analytics_event_types (event_type, auto_registered, created_at)
SELECT 'type_' || i, true, '2026-03-04 12:00:01+00' FROM generate_series(1, 50) AS i;
SELECT is((status, value), ('ok'::text, 50.0::double precision), 'new types') FROM health('new_event_types');
INSERT INTO analytics_event_types (event_type, auto_registered, created_at) VALUES ('type_51', true, '2026-03-04 12:00:01+00');
SELECT is(status('new_event_types'), 'warning', 'new types: too many');
UPDATE analytics_event_types SET created_at = '2026-03-04 12:00+00' WHERE auto_registered;
SELECT is(value('new_event_types'), 0.0::double precision, 'new types: yesterday''s are not new');
SET mindwell_analytics.max_auto_event_types = 51;
SELECT is(status || ' ' || detail, 'warning entered by maintenance within a day: 0, and a tenant has as many as mindwell_analytics.max_auto_event_types',
	'new types: no more will be entered') FROM health('new_event_types');

-- a store that is older than the extension

UPDATE analytics_store SET version = version - 1;
SELECT is((status, hint), ('warning'::text, 'SELECT public.analytics_install();'::text), 'version: an older store') FROM health('version');
UPDATE analytics_store SET version = version + 1;

-- schemas: who may create there, or drop what is there

SELECT is((status, value), ('ok'::text, 0::double precision), 'schemas: the owner''s and superusers''') FROM health('schemas');
CREATE ROLE "health Stranger";
GRANT CREATE ON SCHEMA public TO "health Stranger";
GRANT CREATE ON SCHEMA analytics_partitions TO PUBLIC;
SELECT is(status || ' ' || detail, 'critical others may create in the schemas of the store: PUBLIC in analytics_partitions, "health Stranger" in public',
	'schemas: others may create there') FROM health('schemas');
SELECT is(hint, 'a superuser runs REVOKE CREATE ON SCHEMA analytics_partitions FROM PUBLIC; REVOKE CREATE ON SCHEMA public FROM "health Stranger";',
	'schemas: what to do') FROM health('schemas');
REVOKE CREATE ON SCHEMA public FROM "health Stranger";
REVOKE CREATE ON SCHEMA analytics_partitions FROM PUBLIC;
ALTER SCHEMA analytics_partitions OWNER TO "health Stranger";
SELECT is(status || ' ' || detail || '; ' || hint, 'critical others may create in the schemas of the store: "health Stranger" owns analytics_partitions; '
	|| format('a superuser runs ALTER SCHEMA analytics_partitions OWNER TO %I;', current_user), 'schemas: another owns one') FROM health('schemas');
SELECT is(status || ' ' || error_code, 'failed 42501', 'maintenance makes no partition there')
FROM analytics_create_partitions('2026-03-20', '2026-03-21');
ALTER SCHEMA analytics_partitions OWNER TO CURRENT_USER;
SELECT is(status('schemas'), 'ok', 'schemas: as they were');
DROP ROLE "health Stranger";

-- memberships of roles that are gone

INSERT INTO analytics_tenant_members VALUES ('99999999', gen_random_uuid()), ('pg_monitor', gen_random_uuid());
SELECT is(status || ' ' || value || ' ' || hint, 'warning 1 CALL public.analytics_maintain(''{trim}'');', 'memberships: one of a role that is gone')
FROM health('memberships');
DELETE FROM analytics_tenant_members;

-- guards

ALTER TABLE analytics_partitions.analytics_events_20260301 DISABLE TRIGGER analytics_gate;
SELECT is(status || ' ' || detail, 'critical tables without their gate or their row security: 1, first analytics_events_20260301', 'guards: a gate that is off') FROM health('guards');
ALTER TABLE analytics_partitions.analytics_events_20260301 ENABLE TRIGGER analytics_gate;
ALTER TABLE analytics_users DISABLE ROW LEVEL SECURITY;
SELECT is((status, value), ('critical'::text, 1.0::double precision), 'guards: no row security') FROM health('guards');
ALTER TABLE analytics_users ENABLE ROW LEVEL SECURITY;

-- leftovers

ALTER TABLE analytics_events DETACH PARTITION analytics_partitions.analytics_events_20260301;
SELECT is(status || ' ' || detail, 'warning analytics_events_20260301 is no partition', 'leftovers: a detached partition') FROM health('leftovers');
ALTER TABLE analytics_partitions.analytics_events_20260302 SET UNLOGGED;
SELECT is(detail, 'analytics_events_20260301 is no partition, and 1 more', 'leftovers: an unlogged partition') FROM health('leftovers');
DROP TABLE analytics_partitions.analytics_events_20260301, analytics_partitions.analytics_events_20260302;
SELECT is(detail, 'none', 'leftovers: none') FROM health('leftovers');

-- a check that fails is a finding, and hides no other

ALTER TABLE analytics_event_types RENAME auto_registered TO automatic;
SELECT is((status, count), ('critical'::text, 25::bigint), 'a check that fails')
FROM health('new_event_types'), (SELECT count(*) FROM analytics_health(:now)) AS all_checks;
ALTER TABLE analytics_event_types RENAME automatic TO auto_registered;

-- the server's lock table

SELECT is(status || ' ' || (value BETWEEN 30 AND 200), 'ok true', 'locks: a few partitions') FROM health('locks');
SELECT * FROM finish();
