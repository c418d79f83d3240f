-- Where there is one tenant, row security is in no plan: a query sees all rows, or none.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
SELECT FROM analytics_create_partitions('2026-10-01 00:00+00', '2026-10-11 00:00+00');
INSERT INTO analytics_events (event_type, user_id, occurred_at)
SELECT 'page_viewed', analytics_uuid((n % 500)::text), timestamptz '2026-10-01 00:00+00' + n * interval '1 minute'
FROM generate_series(0, 14399) AS n;
-- and one for a partition that is made later, by draining
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('page_viewed', '2026-09-01 12:00+00');
SELECT FROM analytics_drain_default();
ANALYZE analytics_events;
CREATE ROLE one_tenant_reader;
CREATE ROLE one_tenant_coach;
CREATE ROLE one_tenant_admin;
CREATE ROLE one_tenant_other;
SELECT FROM analytics_grant('one_tenant_reader', 'reader');
SELECT FROM analytics_grant('one_tenant_coach', 'coach');
SELECT FROM analytics_grant('one_tenant_admin', 'admin');
SELECT FROM analytics_grant('one_tenant_other', 'admin', analytics_uuid('a'));
-- row security holds for what was granted by hand as well
GRANT UPDATE, DELETE ON analytics_events TO one_tenant_admin, one_tenant_other;

SELECT plan(19);

CREATE FUNCTION plan_of(reader name, query text, options text DEFAULT 'COSTS OFF') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	result jsonb;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', reader);
	EXECUTE format('EXPLAIN (FORMAT JSON, %s) %s', options, query) INTO result;
	RESET ROLE;
	RETURN result;
END
$$;
CREATE FUNCTION scans(plan jsonb) RETURNS SETOF jsonb LANGUAGE sql
AS $$ SELECT jsonb_path_query(plan, 'strict $.** ? (@."Relation Name" starts with "analytics_events_")', silent => true) $$;
CREATE FUNCTION row_conditions(plan jsonb) RETURNS bigint LANGUAGE sql
AS $$ SELECT count(*) FROM scans(plan) AS scan WHERE scan ?| '{Filter,Index Cond,Recheck Cond}' $$;

-- who sees the one tenant's rows has the owner's plan, who does not has none that scans them

CREATE TABLE queries (reader name, other name, query text);
INSERT INTO queries VALUES
	('one_tenant_reader', 'one_tenant_other', 'SELECT count(*) FROM analytics_events'),
	('one_tenant_reader', 'one_tenant_other', 'SELECT * FROM analytics_inbox'),
	('one_tenant_reader', 'one_tenant_other', $$SELECT count(*) FROM analytics_events WHERE occurred_at >= '2026-10-03 00:00+00' AND occurred_at < '2026-10-05 00:00+00'$$),
	('one_tenant_reader', 'one_tenant_other', $$SELECT count(*) FROM analytics_events e LEFT JOIN analytics_events f USING (session_id) WHERE e.properties::text LIKE '%x%'$$),
	('one_tenant_reader', 'one_tenant_other', $$EXECUTE of_days('2026-10-03 00:00+00', '2026-10-05 00:00+00')$$),
	('one_tenant_admin', 'one_tenant_other', 'SELECT * FROM analytics_events FOR UPDATE'),
	('one_tenant_admin', 'one_tenant_other', 'DELETE FROM analytics_events');
PREPARE of_days (timestamptz, timestamptz) AS SELECT count(*) FROM analytics_events WHERE occurred_at >= $1 AND occurred_at < $2;

SELECT is(plan_of(reader, query), plan_of(current_user, query), query) FROM queries;
SELECT is_empty($$SELECT query FROM queries, plan_of(other, query) AS plan WHERE EXISTS (SELECT FROM scans(plan))$$, 'a query of another tenant scans nothing');
SET plan_cache_mode = force_generic_plan;
SELECT is(plan_of(reader, query), plan_of(current_user, query), 'also when plans are kept: ' || query) FROM queries WHERE query LIKE 'EXECUTE%';
SELECT is_empty($$SELECT query FROM queries, plan_of(other, query) AS plan WHERE query LIKE 'EXECUTE%' AND EXISTS (SELECT FROM scans(plan))$$, 'nor then');
RESET plan_cache_mode;
BEGIN;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT is(plan_of('one_tenant_reader', query), plan_of(current_user, query), 'workers may help') FROM queries WHERE query = 'SELECT count(*) FROM analytics_events';
ROLLBACK;
SELECT is(row_conditions(plan), 0::bigint, 'there is no condition on a row')
FROM plan_of('one_tenant_reader', 'SELECT count(*) FROM analytics_events') AS plan;
SELECT is(row_conditions(plan), count(scan), 'a coach''s plan has one: it hides what is revenue')
FROM plan_of('one_tenant_coach', 'SELECT count(*) FROM analytics_events') AS plan, scans(plan) AS scan GROUP BY plan;

-- every other policy compares the rows' tenant; partitions have none

SELECT is_empty($$
	SELECT p.polrelid::regclass, p.polname FROM pg_policy AS p JOIN pg_attribute AS a ON a.attrelid = p.polrelid AND a.attname = 'tenant_id'
	WHERE pg_get_expr(p.polqual, p.polrelid) !~ 'tenant_id' AND p.polrelid <> 'analytics_events'::regclass AND p.polpermissive$$,
	'every other table that has tenants looks at the tenant of each row');
SELECT is_empty($$SELECT p.polrelid::regclass FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid WHERE c.relispartition$$,
	'no partition has a policy');
SELECT is_empty($$SELECT c.oid::regclass FROM pg_class AS c JOIN pg_partition_tree('analytics_events') AS t ON t.relid = c.oid
	WHERE NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.conname = 'analytics_events_one_tenant' AND k.convalidated)$$,
	'every partition has the constraint: the first ones, those made since, and those drained into');

-- and after the switch

SELECT ok(analytics_enable_tenants(), 'tenants are enabled');
SELECT is(row_conditions(plan), count(scan), 'a reader''s plan compares each row''s tenant')
FROM plan_of('one_tenant_reader', 'SELECT count(*) FROM analytics_events') AS plan, scans(plan) AS scan GROUP BY plan;
SELECT is_empty($$SELECT FROM pg_constraint WHERE conname = 'analytics_events_one_tenant'$$, 'no partition has the constraint');

SELECT finish();

DROP OWNED BY one_tenant_reader, one_tenant_coach, one_tenant_admin, one_tenant_other;
DROP ROLE one_tenant_reader, one_tenant_coach, one_tenant_admin, one_tenant_other;
