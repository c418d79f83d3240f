-- What the planner knows of all tenants' rows no role of a tenant reads: neither of the store's tables nor of their
-- partitions, neither from PostgreSQL's own statistics nor from those that the owner has created.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SELECT FROM analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
SELECT FROM analytics_create_partitions('2026-10-01 00:00+00', '2026-10-02 00:00+00');
SELECT FROM analytics_register_event_type('secret_of_b', tenant_id => analytics_uuid('b')::uuid);
INSERT INTO analytics_events (tenant_id, event_type, user_id, occurred_at, properties)
SELECT tenant, CASE tenant WHEN analytics_uuid('a') THEN 'page_viewed' ELSE 'secret_of_b' END, analytics_uuid((n % 5)::text),
	timestamptz '2026-10-01 00:00+00' + n * interval '1 second',
	jsonb_build_object('plan', CASE tenant WHEN analytics_uuid('a') THEN 'free' ELSE 'secret of b' END)
FROM generate_series(1, 1000) AS n, unnest(ARRAY[analytics_uuid('a'), analytics_uuid('b')]::uuid[]) AS tenant;
SELECT analytics_identify(n::text, '{"plan": "secret of b"}', tenant_id => analytics_uuid('b')::uuid) FROM generate_series(1, 100) AS n \g /dev/null
SELECT FROM analytics_refresh();
SELECT min(relid::regclass::text) AS partition FROM pg_partition_tree('analytics_events')
WHERE isleaf AND relid::regclass::text LIKE '%202610%' \gset
CREATE STATISTICS of_events (mcv) ON tenant_id, event_type FROM analytics_events;
CREATE STATISTICS of_expression ON (properties ->> 'plan') FROM analytics_events;
CREATE STATISTICS of_partition (mcv) ON tenant_id, event_type FROM :partition;
CREATE STATISTICS of_partition_expression ON (properties ->> 'plan') FROM :partition;
CREATE STATISTICS of_users ON (properties ->> 'plan') FROM analytics_users;
ANALYZE;

CREATE ROLE statistics_reader;
CREATE ROLE statistics_coach;
CREATE ROLE statistics_finance;
CREATE ROLE statistics_writer;
CREATE ROLE statistics_admin;
SELECT FROM unnest('{reader,coach,finance,writer,admin}'::text[]) AS access,
	LATERAL analytics_grant(('statistics_' || access)::regrole::name, access, analytics_uuid('a')::uuid);

SELECT plan(9);

-- Tables of the store and partitions of which a role reads statistics, and from where; only those that have rows of tenants.
CREATE FUNCTION statistics_seen(by_role name) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	seen text[];
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', by_role);
	SELECT array_agg(s.source || ' ' || s.tablename ORDER BY s.source, s.tablename) INTO seen
	FROM (SELECT DISTINCT 'pg_stats', schemaname, tablename FROM pg_stats
	      UNION SELECT 'pg_stats_ext', schemaname, tablename FROM pg_stats_ext
	      UNION SELECT 'pg_stats_ext_exprs', schemaname, tablename FROM pg_stats_ext_exprs) AS s (source, schemaname, tablename)
	JOIN pg_class AS c ON c.relname = s.tablename AND c.relnamespace = s.schemaname::regnamespace
	JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
	WHERE s.tablename LIKE 'analytics%';
	RESET ROLE;
	RETURN QUERY SELECT unnest(seen);
END
$$;

SELECT ok(count(*) FILTER (WHERE line ~ '^pg_stats analytics_events_') > 0
	AND count(*) FILTER (WHERE line ~ '^pg_stats analytics_(events|users|user_days|daily_metrics|event_types)$') >= 3
	AND count(*) FILTER (WHERE line ~ '^pg_stats_ext analytics_events') = 2
	AND count(*) FILTER (WHERE line ~ '^pg_stats_ext_exprs analytics_') = 3,
	'there are statistics of all these tables: ' || string_agg(line, ', '))
FROM statistics_seen(current_user) AS line;
SELECT ok(bool_or(most_common_vals::text LIKE '%secret_of_b%'), 'with values of tenants in them')
FROM pg_stats WHERE tablename = 'analytics_events';

SELECT is_empty(format('SELECT statistics_seen(%L)', 'statistics_' || access), format('%s of a tenant: nothing', access))
FROM unnest('{reader,coach,finance,writer,admin}'::text[]) AS access;


-- what lies below these views
CREATE FUNCTION read_as(by_role name, query text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', by_role);
	EXECUTE query;
END
$$;
SELECT throws_ok(format('SELECT read_as(%L, %L)', 'statistics_reader', 'SELECT FROM ' || catalog), '42501', NULL, catalog || ' is not for a role of a tenant')
FROM unnest('{pg_statistic,pg_statistic_ext_data}'::text[]) AS catalog;

SELECT * FROM finish();
