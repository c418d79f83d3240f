-- What a DBA looks at: configuration, partitions, sizes, health; who may, and on what terms.
-- (test/pgtap/health.sql has what makes a check warn.)
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

-- the configuration
SELECT jsonb_object_agg(key, value) FROM jsonb_each(analytics_config()) WHERE key <> 'settings';
SELECT value ->> 'premake' AS premake, value ->> 'lock_timeout' AS lock_timeout, value ->> 'unknown_events' AS unknown_events
FROM jsonb_each(analytics_config()) WHERE key = 'settings';
SET mindwell_analytics.lock_timeout = '2s';
SELECT analytics_config() #>> '{settings,lock_timeout}' AS lock_timeout;
RESET mindwell_analytics.lock_timeout;
SELECT * FROM analytics_apply_retention_preset('upcoach');
SELECT analytics_config() -> 'data_retention_days' AS days, analytics_config() -> 'retention' AS retention;
SELECT count(*) FROM analytics_apply_retention_preset('mindwell');
ALTER TABLE analytics_events DISABLE TRIGGER analytics_gate;
SELECT analytics_config() -> 'enabled' AS enabled;
ALTER TABLE analytics_events ENABLE TRIGGER analytics_gate;

-- partitions and what they take
SET mindwell_analytics.max_event_age = 0;
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT count(*) FROM analytics_create_partitions('2001-02-01', '2001-02-03'); COMMIT;
INSERT INTO analytics_events (event_type, occurred_at)
SELECT 'login', '2001-02-01 12:00+00' FROM generate_series(1, 1000);
ANALYZE analytics_partitions.analytics_events_20010201;
SELECT analytics_mark_exported('2001-02-01', 1000);
SELECT partition_name, partition_schema, period_start, period_end, period, estimated_rows, exported_at <= now() AS exported
FROM analytics_partition_list WHERE period_start < '2002-01-01' OR period = 'default';
SELECT period, count(*) FROM analytics_partition_list GROUP BY 1 ORDER BY 1;
SELECT period_start, period FROM mindwell_internal.partitions_at('2001-02-02 00:00+00') WHERE period_start < '2002-01-01';
SELECT partition_name, estimated_rows, table_bytes BETWEEN 100000 AND 200000 AS table_bytes, index_bytes BETWEEN 50000 AND 300000 AS index_bytes,
	total_bytes = table_bytes + index_bytes AS total_bytes, bytes_per_event = total_bytes / 1000.0 AS bytes_per_event
FROM analytics_storage_stats() WHERE partition_name LIKE '%20010201';
SELECT partition_name, estimated_rows, bytes_per_event FROM analytics_storage_stats() WHERE partition_name LIKE '%20010202' OR partition_name LIKE '%default';
-- a table that was never analyzed, and one that has grown since
INSERT INTO analytics_events (event_type, occurred_at) SELECT 'login', d FROM generate_series(1, 1000),
	(VALUES ('2001-02-01 13:00+00'::timestamptz), ('2001-02-02 13:00+00')) AS v (d);
SELECT partition_name, estimated_rows BETWEEN 1900 AND 2100 AS about_2000, estimated_rows IN (0, 1000) AS counted_or_not_yet
FROM analytics_storage_stats() WHERE partition_name LIKE '%2001020%';

-- all is well
SELECT check_name, status FROM analytics_health() WHERE check_name NOT LIKE E'job\\_%' AND check_name <> 'locks';
SELECT check_name FROM analytics_health() WHERE check_name LIKE E'job\\_%';
-- only the partitions of the oldest and the newest event are opened
BEGIN;
SELECT count(*) > 0 FROM analytics_health();
SELECT DISTINCT c.relname FROM pg_locks l JOIN pg_index i ON i.indexrelid = l.relation JOIN pg_class c ON c.oid = i.indrelid
WHERE l.pid = pg_backend_pid() AND c.relname LIKE E'analytics\\_events\\_2%' ORDER BY 1;
COMMIT;

-- who may look
SELECT sqlstate('SELECT analytics_health(NULL)'), sqlstate('SELECT analytics_health(''infinity'')');
CREATE ROLE regress_health_app;
SET ROLE regress_health_app;
SELECT failure('SELECT analytics_health()');
SELECT sqlstate('SELECT analytics_storage_stats()'), sqlstate('TABLE analytics_partition_list');
SELECT analytics_config() - 'settings' AS config;
RESET ROLE;
GRANT pg_monitor TO regress_health_app;
SET ROLE regress_health_app;
SELECT count(*) > 10 AS health FROM analytics_health();
SELECT count(*) > 8 AS partitions FROM analytics_partition_list;
SELECT count(*) > 8 AS sizes FROM analytics_storage_stats();
SELECT sqlstate('SELECT FROM analytics_run_log');
RESET ROLE;
DROP ROLE regress_health_app;
