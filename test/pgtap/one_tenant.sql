-- Where there is one tenant, row security costs a look at the session's tenants for each query, and nothing for each row.

SET client_min_messages = warning;
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

SELECT plan(21);

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
-- The scans of the events, and how many of them have a condition on a row.
CREATE FUNCTION scans(plan jsonb) RETURNS SETOF jsonb LANGUAGE sql
AS $$ SELECT jsonb_path_query(plan, 'strict $.** ? (@."Relation Name" starts with "analytics_events_" && exists(@."Alias"))', silent => true) $$;
CREATE FUNCTION row_conditions(plan jsonb) RETURNS bigint LANGUAGE sql
AS $$ SELECT count(*) FROM scans(plan) AS scan WHERE scan ?| '{Filter,Index Cond,Recheck Cond}' $$;
-- Is there one on the session?
CREATE FUNCTION is_gated(plan jsonb) RETURNS boolean LANGUAGE sql
AS $$ SELECT plan @? '$.** ? (@."Node Type" == "Result")."One-Time Filter"' $$;

-- the plan of a query that asks for nothing: no condition on a row, and one on the session

SELECT ok(is_gated(plan) AND row_conditions(plan) = 0, verb || ' by ' || reader)
FROM (VALUES ('one_tenant_reader', 'SELECT count(*) FROM analytics_events'),
		('one_tenant_reader', 'SELECT * FROM analytics_inbox'),
		('one_tenant_admin', 'SELECT * FROM analytics_events FOR UPDATE'),
		('one_tenant_admin', 'UPDATE analytics_events SET properties = ''{}'''),
		('one_tenant_admin', 'DELETE FROM analytics_events')) AS c (reader, verb),
	LATERAL plan_of(reader, verb) AS plan;
SELECT ok(NOT is_gated(plan), 'the owner''s plan has nothing of it') FROM plan_of(current_user, 'SELECT count(*) FROM analytics_events') AS plan;
SELECT is(row_conditions(plan), count(scan), 'a coach''s hides what is revenue, and so has conditions')
FROM plan_of('one_tenant_coach', 'SELECT count(*) FROM analytics_events') AS plan, scans(plan) AS scan GROUP BY plan;

SET track_functions = 'all';
BEGIN;
SET LOCAL ROLE one_tenant_reader;
SELECT is(count(*), 14401::bigint, 'the one tenant''s rows are seen') FROM analytics_events;
RESET ROLE;
SELECT is(sum(calls), 1::numeric, 'for which it was asked once for the tenants') FROM pg_stat_xact_user_functions WHERE funcname = 'analytics_current_tenants';
ROLLBACK;

BEGIN;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT ok(plan @? '$.** ? (@."Node Type" == "Gather")' AND is_gated(plan) AND row_conditions(plan) = 0, 'workers may help, behind the same filter')
FROM plan_of('one_tenant_reader', 'SELECT count(*) FROM analytics_events') AS plan;
ROLLBACK;

-- pruning and indexes, as for the owner

SELECT is(count(*), 2::bigint, 'a query of two days scans two partitions')
FROM plan_of('one_tenant_reader',
	$$SELECT count(*) FROM analytics_events WHERE occurred_at >= '2026-10-03 00:00+00' AND occurred_at < '2026-10-05 00:00+00'$$) AS plan, scans(plan);
PREPARE of_days (timestamptz, timestamptz) AS SELECT count(*) FROM analytics_events WHERE occurred_at >= $1 AND occurred_at < $2;
SET plan_cache_mode = force_generic_plan;
SELECT ok(plan @? '$.**."Subplans Removed" ? (@ > 9)' AND is_gated(plan), 'a generic plan leaves out the other partitions when it starts')
FROM plan_of('one_tenant_reader', $$EXECUTE of_days('2026-10-03 00:00+00', '2026-10-05 00:00+00')$$) AS plan;
RESET plan_cache_mode;
SELECT matches(plan #>> '{}', 'Index Cond.*user_id = ', 'a tenant''s user is looked up by index')
FROM plan_of('one_tenant_reader', $$SELECT count(*) FROM analytics_events WHERE tenant_id = analytics_current_tenant() AND user_id = '3b241101-e2bb-4255-8caf-4136c566a962'
	AND occurred_at >= '2026-10-03 00:00+00' AND occurred_at < '2026-10-04 00:00+00'$$) AS plan;

-- who is of another tenant starts no scan

SELECT is_empty($$SELECT scan FROM plan_of('one_tenant_other', $q$SELECT count(*) FROM analytics_events WHERE properties::text LIKE '%x%'$q$, 'ANALYZE, TIMING OFF') AS plan,
	scans(plan) AS scan WHERE (scan ->> 'Actual Loops')::int > 0$$, 'a query of another tenant scans nothing');
SELECT isnt_empty($$SELECT scan FROM plan_of('one_tenant_reader', 'SELECT count(*) FROM analytics_events', 'ANALYZE, TIMING OFF') AS plan,
	scans(plan) AS scan WHERE (scan ->> 'Actual Loops')::int > 0$$, 'which one of the tenant''s own does');

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
