-- Maintenance: one call that does what is due, notes it, and does nothing a second time.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;

SET mindwell_analytics.max_event_age = 0;
SET mindwell_analytics.lock_attempts = 1;
SET mindwell_analytics.premake = 2;
\set tenant '''aaaaaaaa-0000-4000-8000-00000000000a'''
\set as_of '''2001-03-01 23:59:59+00'''
CREATE VIEW last_run AS
	SELECT step, target, status, event_count, error_code, finished_at >= started_at AS finished
	FROM analytics_run_log
	WHERE run_id = (SELECT run_id FROM analytics_run_log WHERE step = 'run' ORDER BY started_at DESC LIMIT 1)
	ORDER BY step COLLATE "C", target COLLATE "C";

-- strays of two days, unknown types of two tenants, expired and unexpired keys
INSERT INTO analytics_events (tenant_id, event_type, occurred_at)
VALUES (DEFAULT, 'tea_brewed', '2001-02-27 10:00+00'), (DEFAULT, 'tea_poured', '2001-02-28 10:00+00'),
	(:tenant, 'tea_poured', '2001-02-28 11:00+00'), (:tenant, 'login', '2001-03-01 11:00+00');
INSERT INTO analytics_event_keys (tenant_id, key_hash, payload_hash, event_id, created_at)
SELECT :tenant, decode(md5(i::text), 'hex'), '', gen_random_uuid(), CAST(:as_of AS timestamptz) - i * interval '1 day'
FROM generate_series(5, 10) AS i;
CALL analytics_maintain(as_of => :as_of);
TABLE last_run;
SELECT run_id = (SELECT run_id FROM analytics_run_log WHERE step = 'create' AND target = '') AS own, as_of, steps
FROM analytics_run_log WHERE step = 'run';
SELECT tableoid::regclass, event_type FROM analytics_events ORDER BY occurred_at;
SELECT starts_at FROM mindwell_internal.partitions() WHERE starts_at < '2002-01-01' ORDER BY starts_at;
SELECT tenant_id, event_type, retention_class, property_schema FROM analytics_event_types WHERE auto_registered ORDER BY 1, 2;
SELECT created_at FROM analytics_event_keys ORDER BY created_at;
-- again
CALL analytics_maintain(as_of => :as_of);
TABLE last_run;

-- the purge runs once a day, unless the policies changed or it is asked for alone
SET client_min_messages = error;
INSERT INTO analytics_events (event_type, occurred_at) SELECT 'login', '2001-02-27 12:00+00' FROM generate_series(1, 3);
UPDATE analytics_retention_policies SET keep = '1 day', updated_at = '2001-01-01' WHERE retention_class = 'events';
CALL analytics_maintain(as_of => :as_of);
SELECT * FROM last_run WHERE step = 'purge';
CALL analytics_maintain('{purge}', as_of => :as_of);
SELECT * FROM last_run WHERE step = 'purge';
SELECT * FROM analytics_apply_retention_preset('chatbot');
CALL analytics_maintain(as_of => '2001-06-01 00:00+00');
SELECT * FROM last_run WHERE step = 'purge';
CALL analytics_maintain(as_of => '2001-06-01 12:00+00');
SELECT * FROM last_run WHERE step = 'purge';
SELECT day, purged_events FROM analytics_sealed_days ORDER BY day;
SELECT count(*) FROM analytics_events;
SELECT * FROM analytics_apply_retention_preset('mindwell');

-- in batches, which together see every block once: 3000 events of each class, some 400 kB
SELECT count(*) FROM analytics_create_partitions('2001-02-01', '2001-02-02');
INSERT INTO analytics_events (event_type, occurred_at)
SELECT (ARRAY['login', 'tea_brewed'])[1 + i % 2], '2001-02-01 00:00+00'::timestamptz + i * interval '1 second' FROM generate_series(1, 6000) AS i;
UPDATE analytics_retention_policies SET keep = '2 days' WHERE retention_class = 'events';
DO $$
DECLARE
	state bigint := 0;
	batch record;
	batches integer := 0;
	gone bigint := 0;
BEGIN
	WHILE state IS NOT NULL LOOP
		SELECT * INTO batch FROM mindwell_internal.purge_partition('analytics_partitions.analytics_events_20010201',
			'2001-02-01 00:00+00', '2001-02-02 00:00+00', '2001-03-01 00:00+00', state, 10);
		gone := gone + batch.event_count;
		batches := batches + 1;
		state := batch.next_block;
	END LOOP;
	RAISE INFO 'more than one batch: %, deleted: %', batches > 3, gone;
END $$;
SELECT event_type, count(*) FROM analytics_events GROUP BY 1;
SELECT * FROM analytics_apply_retention_preset('mindwell');

-- what fails is noted, with its SQLSTATE, and stops nothing else
CREATE TABLE analytics_partitions.analytics_events_20010301_new ();
ALTER TABLE analytics_partitions.analytics_events_20010301_new RENAME TO analytics_events_20010401;
CALL analytics_maintain('{create,trim}', as_of => '2001-04-01 00:00+00');
TABLE last_run;
SELECT error FROM analytics_run_log WHERE target = 'analytics_events_20010401';
DROP TABLE analytics_partitions.analytics_events_20010401;
ALTER TABLE analytics_event_keys RENAME created_at TO made_at;
CALL analytics_maintain('{keys,create}', as_of => '2001-04-01 00:00+00');
TABLE last_run;
ALTER TABLE analytics_event_keys RENAME made_at TO created_at;

-- limits: partitions of one run, types of one tenant
SET mindwell_analytics.max_new_partitions = 1;
INSERT INTO analytics_events (tenant_id, event_type, occurred_at)
SELECT :tenant, 'type_' || i, '2001-05-01 00:00+00'::timestamptz + i * interval '1 day' FROM generate_series(1, 3) AS i;
SET mindwell_analytics.max_auto_event_types = 3;
CALL analytics_maintain('{register,drain}', as_of => '2001-05-02 00:00+00');
TABLE last_run;
SELECT event_type FROM analytics_event_types WHERE auto_registered AND tenant_id = :tenant;
RESET mindwell_analytics.max_new_partitions;
CALL analytics_maintain('{drain}', as_of => '2001-05-02 00:00+00');
TABLE last_run;

-- a run that another has taken over ends; a killed one is marked by the next
SELECT mindwell_internal.begin_run('{create}', :as_of) AS first \gset
SELECT mindwell_internal.begin_run('{create}', :as_of) AS second \gset
SET client_min_messages = notice;
SELECT mindwell_internal.run_step(:'first', 'create');
-- nor does one run a step that it was not begun with, whose time was not judged for it
SELECT mindwell_internal.run_step(:'second', 'purge');
SELECT mindwell_internal.end_run(:'first'), mindwell_internal.end_run(:'second');
SELECT status FROM analytics_run_log WHERE run_id = :'first' AND step = 'run';
SET client_min_messages = error;

-- a purge that was interrupted is not done for today
SELECT count(*) FROM analytics_create_partitions('2000-01-01', '2000-01-03');
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('login', '2000-01-01 12:00+00'), ('login', '2000-01-02 12:00+00');
UPDATE analytics_retention_policies SET keep = '1 day', updated_at = '2001-01-01' WHERE retention_class = 'security';
SELECT mindwell_internal.begin_run('{create,purge}', '2001-07-01 00:00+00') AS killed \gset
SELECT mindwell_internal.run_step(:'killed', 'purge') AS goes_on;
SELECT state FROM analytics_run_log WHERE run_id = :'killed' AND step = 'purge' AND target = '';
CALL analytics_maintain('{trim,purge}', as_of => '2001-07-01 01:00+00');
SELECT * FROM last_run WHERE step = 'purge';
SELECT step, target, status FROM analytics_run_log WHERE run_id = :'killed' ORDER BY step COLLATE "C", target COLLATE "C";
SELECT * FROM analytics_apply_retention_preset('mindwell');

-- the log is trimmed
UPDATE analytics_run_log SET started_at = now() - interval '40 days' WHERE step = 'create';
SET mindwell_analytics.job_history = 0;
CALL analytics_maintain('{trim}');
SELECT count(*) > 0 AS kept FROM analytics_run_log WHERE step = 'create';
SET mindwell_analytics.job_history = '41d';
CALL analytics_maintain('{trim}');
SELECT count(*) > 0 AS kept FROM analytics_run_log WHERE step = 'create';
RESET mindwell_analytics.job_history;
CALL analytics_maintain('{trim}');
SELECT count(*) > 0 AS kept FROM analytics_run_log WHERE step = 'create';

-- refused
SELECT failure($$CALL analytics_maintain()$$);
BEGIN;
\set VERBOSITY sqlstate
CALL analytics_maintain();
ROLLBACK;
BEGIN;
CALL analytics_maintain('create');
ROLLBACK;
CALL analytics_maintain('{purge,everything}');
CALL analytics_maintain('{purge,NULL}');
CALL analytics_maintain('everything');
CALL analytics_maintain('{purge');
CALL analytics_maintain(NULL::text);
CALL analytics_maintain(NULL);
CALL analytics_maintain(as_of => 'infinity');
CALL analytics_maintain(as_of => NULL);
CALL analytics_maintain('{purge}', as_of => now() + interval '1 hour');
CREATE ROLE regress_maintenance_app;
SET ROLE regress_maintenance_app;
CALL analytics_maintain();
SELECT mindwell_internal.run_step(:'first', 'create');
RESET ROLE;
DROP ROLE regress_maintenance_app;

-- whatever the session's isolation
SET default_transaction_isolation = 'serializable';
CALL analytics_maintain('{create,trim}', as_of => '2001-07-02 00:00+00');
TABLE last_run;
RESET default_transaction_isolation;
-- a step alone
CALL analytics_maintain('trim', as_of => '2001-07-02 00:00+00');
SELECT steps, status FROM analytics_run_log WHERE step = 'run' ORDER BY started_at DESC LIMIT 2;
CALL analytics_maintain(steps => ARRAY['trim'], as_of => '2001-07-02 00:00+00');

-- by a member of the owner's role, under a hostile search_path, who may not use pg_cron
CREATE SCHEMA cron;
CREATE ROLE regress_store_owner;
CREATE ROLE regress_operator IN ROLE regress_store_owner;
DO $$
DECLARE t regclass;
BEGIN
	FOR t IN SELECT mindwell_internal.relation(table_name) FROM mindwell_internal.store_tables() UNION ALL SELECT partition FROM mindwell_internal.partitions() LOOP
		EXECUTE format('ALTER TABLE %s OWNER TO regress_store_owner', t);
	END LOOP;
END $$;
GRANT ALL ON SCHEMA public, analytics_partitions TO regress_store_owner;
CREATE SCHEMA hostile;
GRANT USAGE ON SCHEMA hostile TO PUBLIC;
CREATE FUNCTION hostile.fails(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'hostile'; END $$;
CREATE OPERATOR hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.fails);
CREATE DOMAIN hostile.jsonb AS text CHECK (false);
CREATE DOMAIN hostile.uuid AS text CHECK (false);
SET search_path = hostile, pg_catalog, public;
SET ROLE regress_operator;
CALL analytics_maintain(as_of => '2001-08-01 00:00+00');
RESET search_path;
RESET ROLE;
SELECT step, target, status FROM last_run;
SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE oid IN (SELECT partition FROM mindwell_internal.partitions() WHERE starts_at >= '2001-08-01');
\set VERBOSITY default
DROP SCHEMA hostile, cron CASCADE;
DROP VIEW last_run;
REASSIGN OWNED BY regress_store_owner TO CURRENT_USER;
DROP OWNED BY regress_store_owner;
DROP ROLE regress_operator, regress_store_owner;
