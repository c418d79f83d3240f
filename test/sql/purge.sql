-- Retention: what has expired goes, in whole UTC days, and nothing else does; nothing goes that nobody asked to purge.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;

SET mindwell_analytics.max_event_age = 0;
SET mindwell_analytics.lock_attempts = 1;
SET client_min_messages = warning;
SELECT count(*) FROM analytics_create_partitions('2001-01-01', '2001-01-06');
-- each class at the start of every day, at noon and at its last microsecond
INSERT INTO analytics_events (event_type, occurred_at)
SELECT t, '2001-01-01 00:00+00'::timestamptz + d * interval '1 day' + at
FROM unnest('{tea_brewed,page_viewed,login,consent_updated,page_load}'::text[]) AS t, generate_series(0, 4) AS d,
	unnest('{0,12 hours,23:59:59.999999}'::interval[]) AS at;
-- and before all partitions
INSERT INTO analytics_events (event_type, occurred_at)
VALUES ('tea_brewed', '2000-12-31 12:00+00'), ('consent_updated', '2000-12-31 12:00+00');
TRUNCATE analytics_dirty_buckets;
CREATE VIEW left_over AS
	SELECT e.tableoid::regclass AS partition, COALESCE(t.retention_class, 'events') AS class, count(*)
	FROM analytics_events AS e LEFT JOIN analytics_event_types AS t USING (event_type)
	GROUP BY 1, 2;

-- forever is the default
SELECT retention_class, keep, export_first FROM analytics_retention_policies;
SELECT * FROM analytics_purge(as_of => '2020-01-01 00:00+00');
SELECT * FROM analytics_apply_retention_preset('loom');
SELECT * FROM analytics_apply_retention_preset('mindwell');
SELECT failure($$SELECT analytics_apply_retention_preset('forever')$$);
SELECT sqlstate($$INSERT INTO analytics_retention_policies (retention_class, keep) VALUES ('short', '1 hour')$$);
SELECT * FROM analytics_purge(as_of => '2020-01-01 00:00+00');

-- 90 days after the end of January 1, to the microsecond
SELECT * FROM analytics_apply_retention_preset('loom');
UPDATE analytics_retention_policies SET keep = NULL WHERE retention_class = 'performance';
SELECT * FROM analytics_purge(dry_run => true, as_of => '2001-04-01 23:59:59.999999+00');
-- in any style: IST is Israel's time to the server, and India's to its zone
SET timezone = 'Asia/Kolkata';
SET datestyle = 'SQL, DMY';
SELECT * FROM analytics_purge(dry_run => true, as_of => '2001-03-31 21:00+00');
SET datestyle = 'ISO';
SET timezone = 'Pacific/Kiritimati';
SELECT partition_name, action, event_count, status FROM analytics_purge(dry_run => true, as_of => '2001-04-02 00:00+00');
SELECT partition_name, action, event_count, status FROM analytics_purge(as_of => '2001-04-02 00:00+00');
SET timezone = 'UTC';
-- again: nothing is left to do
SELECT * FROM analytics_purge(as_of => '2001-04-02 00:00+00');
SELECT * FROM left_over ORDER BY 1, 2;
SELECT day, purged_events FROM analytics_sealed_days ORDER BY day;
-- the purge changes no day that could be recomputed
SELECT count(*) FROM analytics_dirty_buckets;

-- a partition goes when everything in it has expired: audit after a year, security after two
UPDATE analytics_retention_policies SET keep = '30 days' WHERE retention_class = 'performance';
SELECT partition_name, action, event_count, status FROM analytics_purge(dry_run => true, as_of => '2003-01-03 00:00+00');
SELECT partition_name, action, event_count, status FROM analytics_purge(as_of => '2003-01-03 00:00+00');
SELECT * FROM left_over ORDER BY 1, 2;
SELECT partition FROM mindwell_internal.partitions() WHERE starts_at < '2002-01-01' ORDER BY 1;
SELECT day, purged_events FROM analytics_sealed_days ORDER BY day;
-- an empty one goes when no class could still have events of it, and stays as long as one could
SELECT count(*) FROM analytics_create_partitions('2001-01-01', '2001-01-02');
UPDATE analytics_retention_policies SET keep = NULL WHERE retention_class = 'audit';
SELECT partition_name, action, event_count FROM analytics_purge(dry_run => true, as_of => '2003-01-03 00:00+00');
UPDATE analytics_retention_policies SET keep = '1 year' WHERE retention_class = 'audit';
SELECT partition_name, action, event_count FROM analytics_purge(as_of => '2003-01-03 00:00+00');
SELECT day, purged_events FROM analytics_sealed_days ORDER BY day;

-- a tenant's own class for a type comes first; a class without a policy is kept
INSERT INTO analytics_event_types (tenant_id, event_type, retention_class)
VALUES ('aaaaaaaa-0000-4000-8000-00000000000a', 'page_viewed', 'archive');
INSERT INTO analytics_events (tenant_id, event_type, occurred_at)
VALUES ('aaaaaaaa-0000-4000-8000-00000000000a', 'page_viewed', '2001-01-05 00:00+00');
SELECT partition_name, action, event_count FROM analytics_purge(as_of => '2020-01-01 00:00+00');
SELECT tableoid::regclass, tenant_id, event_type FROM analytics_events;
INSERT INTO analytics_retention_policies VALUES ('archive', '10 years');
SELECT partition_name, action, event_count FROM analytics_purge(as_of => '2020-01-01 00:00+00');

-- the gate refuses what the purge would take away; another class's limits do not matter
SELECT failure($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', now() - interval '90 days 1 minute')$$);
SELECT sqlstate($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', now() - interval '90 days' + interval '1 minute')$$),
	sqlstate($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('consent_updated', now() - interval '11 months')$$),
	sqlstate($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('consent_updated', now() - interval '13 months')$$),
	sqlstate($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('login', now() - interval '13 months')$$);
SELECT status, error_code FROM analytics_track_batch(jsonb_build_array(
	jsonb_build_object('event_type', 'page_load', 'occurred_at', now() - interval '31 days'),
	jsonb_build_object('event_type', 'page_load', 'occurred_at', now() - interval '29 days')));
-- an event that is there may be changed otherwise, and a new policy counts at once
UPDATE analytics_retention_policies SET keep = '1 day';
SELECT sqlstate($$UPDATE analytics_events SET properties = '{"seen": true}'$$),
	sqlstate($$UPDATE analytics_events SET occurred_at = occurred_at + interval '1 second'$$);
SELECT * FROM analytics_apply_retention_preset('mindwell');
SELECT sqlstate($$UPDATE analytics_events SET occurred_at = occurred_at + interval '1 second'$$);
DELETE FROM analytics_events;

-- archive first: the rows as COPY wants them, and no purge before the note that they are safe
SELECT count(*) FROM analytics_create_partitions('2001-02-01', '2001-02-03');
INSERT INTO analytics_events (id, event_type, occurred_at, created_at, properties)
SELECT CAST('00000000-0000-7000-8000-00000000000' || i AS uuid), 'tea_brewed', '2001-02-02 12:00+00'::timestamptz - i * interval '6 hours', '2001-03-01 00:00+00',
	jsonb_build_object('grams', i)
FROM generate_series(1, 6) AS i;
UPDATE analytics_retention_policies SET keep = '1 month', export_first = true WHERE retention_class = 'events';
SELECT partition_name, action, event_count, status, error_code, error FROM analytics_purge(dry_run => true, as_of => '2001-04-01 00:00+00');
SELECT partition_name, action, event_count, status, error_code, error FROM analytics_purge(as_of => '2001-04-01 00:00+00');
COPY (SELECT * FROM analytics_export_partition('2001-02-01')) TO STDOUT;
CREATE TABLE archive (LIKE analytics_events);
INSERT INTO archive SELECT * FROM analytics_export_partition('2001-02-01');
SELECT count(*) FROM (SELECT * FROM archive EXCEPT SELECT * FROM analytics_events) AS difference;
-- it reads one partition: the parent, it and its indexes are locked
BEGIN;
SELECT count(*) FROM analytics_export_partition('2001-02-01');
SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND relation IN (SELECT partition FROM mindwell_internal.partitions());
COMMIT;
SELECT failure($$SELECT analytics_mark_exported('2001-02-01', 3)$$);
SELECT failure($$SELECT analytics_mark_exported('2001-02-09', 3)$$);
SELECT analytics_mark_exported('2001-02-01', 4);
SELECT partition_name, action, event_count, status, error_code FROM analytics_purge(as_of => '2001-04-01 00:00+00');
-- one more came since the export
SELECT analytics_mark_exported('2001-02-02', 2);
UPDATE analytics_retention_policies SET keep = NULL;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2001-02-02 13:00+00');
UPDATE analytics_retention_policies SET keep = '1 month' WHERE retention_class = 'events';
SELECT partition_name, action, event_count, status, error_code, error FROM analytics_purge(as_of => '2001-04-01 00:00+00');

-- bad arguments, somebody else
SELECT failure($$SELECT analytics_purge(as_of => 'infinity')$$);
SELECT failure($$SELECT analytics_purge(NULL)$$);
-- what is not over yet has not expired, but may be looked at
SELECT failure($$SELECT analytics_purge(as_of => now() + interval '1 day')$$);
SELECT sqlstate($$SELECT analytics_purge(true, as_of => now() + interval '100 years')$$);
CREATE ROLE regress_maintenance_app;
SET ROLE regress_maintenance_app;
SELECT sqlstate($$SELECT analytics_purge()$$), sqlstate($$SELECT analytics_purge(dry_run => true)$$),
	sqlstate($$SELECT analytics_apply_retention_preset('chatbot')$$), sqlstate($$SELECT analytics_mark_exported('2001-02-01', 3)$$),
	sqlstate($$SELECT analytics_export_partition('2001-02-02')$$);
RESET ROLE;
DROP ROLE regress_maintenance_app;
