-- Reports on several tenants: the same id in two of them is two users, and what each of them did is no one's chain.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'UTC';

SELECT plan(15);

CREATE FUNCTION tenant(n integer) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN ('aaaaaaaa-0000-4000-8000-00000000000' || n)::uuid;
INSERT INTO analytics_events (tenant_id, user_id, session_id, event_type, occurred_at)
SELECT tenant(n), analytics_uuid(who), analytics_uuid(7), type, ('2024-10-0' || at || 'Z')::timestamptz
FROM (VALUES (1, 1, 'signup_started', '1 10:00'), (2, 1, 'signup_completed', '1 11:00'),
	(1, 2, 'page_view', '1 10:00'), (1, 2, 'page_view', '2 10:00'), (2, 2, 'page_view', '2 10:00'), (2, 2, 'page_view', '4 10:00'),
	(2, 3, 'signup_started', '1 10:00'), (2, 3, 'signup_completed', '1 10:30')) AS v (n, who, type, at);
-- of a purged day
INSERT INTO analytics_user_days (tenant_id, user_id, day, has_paid, is_active)
SELECT tenant(n), analytics_uuid(4), '2024-09-01', false, true FROM generate_series(1, 2) AS n;
INSERT INTO analytics_sealed_days (day, sealed_at, purged_events) VALUES ('2024-09-01', '2024-10-05', 2);
CREATE ROLE report_tenants_1;
CREATE ROLE report_tenants_2;
CREATE ROLE report_tenants_both;
INSERT INTO analytics_tenant_members VALUES ('report_tenants_1', tenant(1)), ('report_tenants_2', tenant(2)), ('report_tenants_both', tenant(1)), ('report_tenants_both', tenant(2));
GRANT SELECT ON analytics_events, analytics_user_days, analytics_sealed_days, analytics_event_types, analytics_aliases
	TO report_tenants_1, report_tenants_2, report_tenants_both;

CREATE TABLE report AS SELECT * FROM (VALUES
	('active users', $$SELECT "time"::text, active_users FROM analytics_active_users('2024-10-01', '2024-10-05')$$),
	('active users of a month', $$SELECT "time"::text, active_users FROM analytics_active_users('2024-10-01', '2024-10-05', 'month')$$),
	('monthly users', $$SELECT "time"::text, monthly_users FROM analytics_dau_mau('2024-10-01', '2024-10-05')$$),
	('stickiness', $$SELECT intervals::text, users FROM analytics_stickiness('2024-10-01', '2024-10-05')$$),
	('new users', $$SELECT "time"::text, new_users FROM analytics_lifecycle('2024-10-01', '2024-10-05')$$),
	('new users of purged days', $$SELECT "time"::text, new_users FROM analytics_lifecycle('2024-09-01', '2024-10-05', 'month')$$),
	('returning users', $$SELECT "time"::text, returning_users FROM analytics_lifecycle('2024-10-01', '2024-10-05')$$),
	('resurrected users', $$SELECT "time"::text, resurrected_users FROM analytics_lifecycle('2024-10-01', '2024-10-05')$$),
	('dormant users', $$SELECT "time"::text, dormant_users FROM analytics_lifecycle('2024-10-01', '2024-10-05')$$),
	('retention', $$SELECT "time"::text || ' ' || period, actors FROM analytics_retention(NULL, NULL, '2024-10-01', '2024-10-05', periods => 2)$$),
	('retention of purged days', $$SELECT "time"::text || ' ' || period, actors FROM analytics_retention(NULL, NULL, '2024-09-01', '2024-10-05', 'month', periods => 1)$$),
	('funnel of users', $$SELECT name, actors FROM analytics_funnel('["signup_started", "signup_completed"]', '2024-10-01', '2024-10-05')$$),
	('funnel of sessions', $$SELECT name, actors FROM analytics_funnel('["signup_started", "page_view"]', '2024-10-01', '2024-10-05', count_by => 'session')$$),
	('funnel of aliases', $$SELECT name, actors FROM analytics_funnel('["signup_started", "signup_completed"]', '2024-10-01', '2024-10-05', count_by => 'total', merge_aliases => true)$$),
	('summary', $$SELECT k, (d #>> k::text[])::bigint FROM analytics_summary(96, '2024-10-05') AS d, unnest(ARRAY['{engagement,active_users}', '{counts,active_sessions}']) AS k$$)) AS v (name, query);
CREATE FUNCTION counted(query text, role text) RETURNS TABLE (what text, users numeric) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('role', role, true);
	RETURN QUERY EXECUTE 'SELECT q.a::text, sum(q.b) FROM (' || query || ') AS q (a, b) GROUP BY 1 HAVING sum(q.b) <> 0';
	PERFORM set_config('role', 'none', true);
END
$$;

SELECT results_eq(
	format('SELECT * FROM counted(%L, ''report_tenants_both'') ORDER BY 1', query),
	format('SELECT what, sum(users) FROM (SELECT * FROM counted(%1$L, ''report_tenants_1'') UNION ALL SELECT * FROM counted(%1$L, ''report_tenants_2'')) AS c GROUP BY 1 ORDER BY 1', query),
	name)
FROM report;

DROP OWNED BY report_tenants_1, report_tenants_2, report_tenants_both;
DROP ROLE report_tenants_1, report_tenants_2, report_tenants_both;
SELECT * FROM finish();
