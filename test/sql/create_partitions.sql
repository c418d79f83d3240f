-- Partitions: made in UTC whatever the session's zone, given the events that waited for them, by the owner alone.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET mindwell_analytics.max_event_age = 0;
SET mindwell_analytics.lock_attempts = 1;
SET timezone = 'Pacific/Kiritimati';
SET datestyle = 'SQL, DMY';

-- three events that come before their partitions
INSERT INTO analytics_events (id, event_type, occurred_at, created_at, properties)
VALUES ('00000000-0000-7000-8000-000000000001', 'tea_brewed', '2001-02-27 23:59:59.999999+00', '2001-03-05 00:00+00', '{"email": "a@example.com", "grams": 1}'),
       ('00000000-0000-7000-8000-000000000002', 'tea_brewed', '2001-02-28 00:00+00', '2001-03-05 00:00+00', '{"grams": 2}'),
       ('00000000-0000-7000-8000-000000000003', 'tea_brewed', '2001-03-02 12:00+00', '2001-03-05 00:00+00', '{"grams": 3}');
TRUNCATE analytics_dirty_buckets;

SET timezone = 'America/St_Johns';
SELECT partition_name, period_start AT TIME ZONE 'UTC' = date_trunc('day', period_start AT TIME ZONE 'UTC') AS utc_day,
	period_end - period_start AS length, action, event_count, status, error_code, error
FROM analytics_create_partitions('2001-02-27 13:00+00', '2001-03-01 00:00+00');
-- nothing twice
SELECT * FROM analytics_create_partitions('2001-02-27 13:00+00', '2001-03-01 00:00+00');

SET timezone = 'UTC';
SET datestyle = 'ISO';
SELECT partition, starts_at, ends_at FROM mindwell_internal.partitions() WHERE starts_at < '2002-01-01' ORDER BY starts_at;
-- the rows as they were: id, time of storage, nothing redacted again; each in its partition
SELECT tableoid::regclass, id, occurred_at, created_at, properties
FROM analytics_events ORDER BY id;
-- a move changes no day
SELECT count(*) FROM analytics_dirty_buckets;
-- what every partition carries, and nothing that only its making needed
SELECT c.relrowsecurity,
	(SELECT string_agg(t.tgname, ' ' ORDER BY t.tgname) FROM pg_trigger AS t WHERE t.tgrelid = c.oid) AS triggers,
	(SELECT count(*) FROM pg_index AS i JOIN pg_inherits AS h ON h.inhrelid = i.indexrelid WHERE i.indrelid = c.oid) AS indexes,
	(SELECT string_agg(k.conname, ' ') FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'c') AS checks
FROM pg_class AS c WHERE c.oid = 'analytics_partitions.analytics_events_20010227'::regclass;

-- the rest leaves the default partition
SELECT partition_name, action, event_count, status FROM analytics_drain_default();
SELECT * FROM analytics_drain_default();
SELECT tableoid::regclass, id FROM analytics_events ORDER BY id;

-- one that fails is reported and does not stop the next; nothing of it is left
SET client_min_messages = error;
CREATE TABLE analytics_partitions.analytics_events_20010310 ();
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2001-03-10 12:00+00'), ('tea_brewed', '2001-03-11 12:00+00');
SELECT partition_name, action, event_count, status, error_code, error FROM analytics_drain_default(10);
SELECT tableoid::regclass, occurred_at FROM analytics_events WHERE occurred_at > '2001-03-10' ORDER BY occurred_at;
DROP TABLE analytics_partitions.analytics_events_20010310;
SELECT partition_name, action, event_count, status FROM analytics_drain_default(10);

-- bad arguments, too many, somebody else
SELECT failure($$SELECT analytics_create_partitions('2001-02-01', '2001-02-01')$$);
SELECT failure($$SELECT analytics_create_partitions(NULL, '2001-02-01')$$);
SELECT failure($$SELECT analytics_create_partitions('-infinity', '2001-02-01')$$);
SELECT failure($$SELECT analytics_drain_default(0)$$);
SET mindwell_analytics.max_new_partitions = 10;
SELECT failure($$SELECT analytics_create_partitions('2001-05-01', '2001-05-12')$$);
SET client_min_messages = warning;
DROP ROLE IF EXISTS regress_maintenance_app;
CREATE ROLE regress_maintenance_app;
SET ROLE regress_maintenance_app;
SELECT sqlstate($$SELECT analytics_create_partitions('2001-05-01', '2001-05-02')$$),
	sqlstate($$SELECT analytics_drain_default()$$),
	sqlstate($$SELECT mindwell_internal.execute_unlogged('DELETE FROM analytics_events')$$);
RESET ROLE;
DROP ROLE regress_maintenance_app;

-- weeks begin on Monday, and belong to the year of their Thursday; months have their lengths
SELECT mindwell_internal.partition_name(p, t), s.start, mindwell_internal.partition_end(p, s.start)
FROM (VALUES ('week', timestamptz '2001-01-01 00:00+00'), ('week', '2004-12-31 23:00+00'), ('week', '2004-12-26 23:59+00'),
	('month', '2004-02-29 23:59+00'), ('month', '2001-12-31 12:00+00')) AS v (p, t),
LATERAL mindwell_internal.partition_start(p, t) AS s (start);
UPDATE analytics_store SET partition_by = 'week';
SELECT partition_name, period_start, period_end, status FROM analytics_create_partitions('2004-12-26 23:00+00', '2005-01-10');
UPDATE analytics_store SET partition_by = 'month';
SELECT partition_name, period_start, period_end, status FROM analytics_create_partitions('2008-01-31', '2008-03-01');
-- a month of which some days have partitions cannot have its own
SELECT partition_name, status, error_code FROM analytics_create_partitions('2001-02-01', '2001-02-02');
UPDATE analytics_store SET partition_by = 'day';

-- what the owner has added to the table, new partitions have too
ALTER TABLE analytics_events ADD CONSTRAINT small CHECK (pg_column_size(properties) < 10000),
	ADD COLUMN plan text GENERATED ALWAYS AS (properties ->> 'plan') STORED;
INSERT INTO analytics_events (event_type, occurred_at, properties) VALUES ('tea_brewed', '2001-06-01 12:00+00', '{"plan": "green"}');
SELECT partition_name, event_count, status, error FROM analytics_create_partitions('2001-06-01', '2001-06-02');
SELECT tableoid::regclass, plan FROM analytics_events WHERE occurred_at >= '2001-06-01';

-- not with a snapshot that is older than the locks
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT failure($$SELECT analytics_create_partitions('2001-07-01', '2001-07-02')$$);
SELECT sqlstate($$SELECT analytics_drain_default()$$), sqlstate($$SELECT analytics_purge()$$),
	sqlstate($$SELECT analytics_purge(dry_run => true)$$);
COMMIT;
