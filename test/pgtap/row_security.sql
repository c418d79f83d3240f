-- Row security costs a look at the tenants for each query: not one for each row, no partition more, no index less.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SELECT FROM analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
SELECT FROM analytics_create_partitions('2026-10-01 00:00+00', '2026-10-11 00:00+00');
INSERT INTO analytics_events (tenant_id, event_type, user_id, occurred_at)
SELECT CASE n % 2 WHEN 0 THEN analytics_uuid('a') ELSE analytics_uuid('b') END, 'page_viewed', analytics_uuid((n % 500)::text),
	timestamptz '2026-10-01 00:00+00' + n * interval '1 minute'
FROM generate_series(0, 14399) AS n;
-- and some for a partition that is made later, by draining
INSERT INTO analytics_events (tenant_id, event_type, occurred_at) VALUES (analytics_uuid('b'), 'page_viewed', '2026-09-01 12:00+00');
SELECT FROM analytics_drain_default();
ANALYZE analytics_events;
CREATE ROLE row_security_reader;
CREATE ROLE row_security_coach;
CREATE ROLE row_security_plain;
SELECT FROM analytics_grant('row_security_reader', 'reader', analytics_uuid('a'));
SELECT FROM analytics_grant('row_security_coach', 'coach', analytics_uuid('a'));
SELECT FROM analytics_grant('row_security_plain', 'reader');

SELECT plan(15);

CREATE FUNCTION plan_of(reader name, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	result text := '';
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', reader);
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		result := result || line || E'\n';
	END LOOP;
	RESET ROLE;
	RETURN result;
END
$$;
CREATE FUNCTION times(what text, in_plan text) RETURNS bigint LANGUAGE sql
AS $$ SELECT count(*) FROM regexp_matches(in_plan, what, 'g') $$;

-- every policy asks in a sub-select, which is an InitPlan

SELECT is_empty($$
	SELECT p.polrelid::regclass, p.polname FROM pg_policy AS p,
	LATERAL (SELECT concat(pg_get_expr(p.polqual, p.polrelid), ' ', pg_get_expr(p.polwithcheck, p.polrelid)) AS text) AS expression
	WHERE times(E'analytics_current_tenants\\(\\)', expression.text) <> times(E'SELECT (public\\.)?analytics_current_tenants\\(\\)', expression.text)$$,
	'no policy calls a function for each row');
SELECT is_empty($$SELECT c.oid::regclass FROM pg_class AS c JOIN pg_partition_tree('analytics_events') AS t ON t.relid = c.oid
	WHERE NOT c.relrowsecurity OR c.relforcerowsecurity$$,
	'every partition is under row security: the first ones, those made since, and those drained into; none forces it');
SELECT is_empty($$SELECT c.oid::regclass FROM pg_class AS c WHERE c.relnamespace = 'analytics_partitions'::regnamespace AND c.relacl IS NOT NULL$$,
	'nothing is granted on a partition');

SET track_functions = 'all';
BEGIN;
SET LOCAL ROLE row_security_reader;
SELECT is(count(*), 7200::bigint, 'a tenant sees its rows') FROM analytics_events;
RESET ROLE;
SELECT is(sum(calls), 1::numeric, 'for which it was asked once for its tenants') FROM pg_stat_xact_user_functions WHERE funcname = 'analytics_current_tenants';
ROLLBACK;

SELECT is(times(E'\\n *InitPlan', plan), 1::bigint, 'a reader''s plan has one InitPlan')
FROM plan_of('row_security_reader', 'SELECT count(*) FROM analytics_events') AS plan;

-- pruning: by constants when it is planned, by parameters when it is executed

SELECT is(times(E'Scan (using \\S+ )?on analytics_events_', plan), 2::bigint, 'a query of two days scans two partitions')
FROM plan_of('row_security_reader',
	$$SELECT count(*) FROM analytics_events WHERE occurred_at >= '2026-10-03 00:00+00' AND occurred_at < '2026-10-05 00:00+00'$$) AS plan;
SELECT is(times(E'Scan (using \\S+ )?on analytics_events_', plan), 2::bigint, 'a coach''s query as well')
FROM plan_of('row_security_coach',
	$$SELECT count(*) FROM analytics_events WHERE occurred_at >= '2026-10-03 00:00+00' AND occurred_at < '2026-10-05 00:00+00'$$) AS plan;
PREPARE of_days (timestamptz, timestamptz) AS SELECT count(*) FROM analytics_events WHERE occurred_at >= $1 AND occurred_at < $2;
SET plan_cache_mode = force_generic_plan;
SELECT matches(plan, E'Subplans Removed: \\d\\d', 'a generic plan leaves out the other partitions when it starts')
FROM plan_of('row_security_reader', $$EXECUTE of_days('2026-10-03 00:00+00', '2026-10-05 00:00+00')$$) AS plan;
RESET plan_cache_mode;

-- indexes: the tenant is a condition of the index, not a filter

SELECT matches(plan, $$Index Cond: \(\(tenant_id = ANY .*\) AND \(user_id = $$, 'a user''s events are looked up by the tenant''s index')
FROM plan_of('row_security_reader', $$SELECT count(*) FROM analytics_events WHERE user_id = '3b241101-e2bb-4255-8caf-4136c566a962'
	AND occurred_at >= '2026-10-03 00:00+00' AND occurred_at < '2026-10-04 00:00+00'$$) AS plan;
SELECT matches(plan, $$Index Cond: \(\(tenant_id = ANY .*\) AND \(+user_id\)? = $$, 'a coach''s too')
FROM plan_of('row_security_coach', $$SELECT count(*) FROM analytics_events WHERE user_id = '3b241101-e2bb-4255-8caf-4136c566a962'
	AND occurred_at >= '2026-10-03 00:00+00' AND occurred_at < '2026-10-04 00:00+00'$$) AS plan;
SELECT matches(plan, $$Index Cond: \(\(tenant_id = ANY .*\) AND \(+event_type\)?(::text)? = $$, 'and those of a type')
FROM plan_of('row_security_reader', $$SELECT count(*) FROM analytics_events WHERE event_type = 'rare'
	AND occurred_at >= '2026-10-03 00:00+00' AND occurred_at < '2026-10-04 00:00+00'$$) AS plan;
SELECT is(times(E'\\n *InitPlan', plan), 3::bigint, 'a coach''s plan looks three times: for tenants twice, and for the types of revenue')
FROM plan_of('row_security_coach', 'SELECT count(*) FROM analytics_events') AS plan;

-- who has no tenant pays the same, and no less holds
SELECT is(times(E'\\n *InitPlan', plan), 1::bigint, 'with one tenant there is one InitPlan too')
FROM plan_of('row_security_plain', 'SELECT count(*) FROM analytics_events') AS plan;
SELECT doesnt_match(plan, 'InitPlan|tenant_id', 'the owner''s plan has nothing of it')
FROM plan_of(current_user, 'SELECT count(*) FROM analytics_events') AS plan;

SELECT finish();

DROP OWNED BY row_security_reader, row_security_coach, row_security_plain;
DROP ROLE row_security_reader, row_security_coach, row_security_plain;
