-- Every report, asked about the store of fill.sql and the time until it was dumped, whatever has come since: by the
-- store's owner for each tenant, and by a role of one.
\set QUIET on
\set VERBOSITY verbose
\set SHOW_CONTEXT never
SET client_min_messages = error;
SET timezone = UTC;
SET datestyle = ISO;
SET intervalstyle = postgres;
SET extra_float_digits = 1;
SET mindwell_analytics.tenant_id = 'aaaaaaaa-0000-4000-8000-000000000001';
SET ROLE store_owner;
\set who 'tea, owner'
\ir reports.sql
SET mindwell_analytics.tenant_id = 'bbbbbbbb-0000-4000-8000-000000000002';
\set who 'gym, owner'
\ir reports.sql
RESET mindwell_analytics.tenant_id;
SET ROLE store_analyst;
\set who 'gym, analyst'
\ir reports.sql
SET ROLE store_owner;
\echo === configuration
SELECT event_type, category, funnel_stage, retention_class, is_action, property_aliases, tenant_id FROM analytics_event_types WHERE created_at < '2024-05-01Z' AND (category IN ('kitchen', 'canteen') OR auto_registered) ORDER BY 1, 7;
SELECT * FROM analytics_funnel_stages ORDER BY position;
SELECT retention_class, keep FROM analytics_retention_policies ORDER BY 1;
SELECT role, tenant_id FROM analytics_tenant_members ORDER BY role::text;
SELECT key, action FROM analytics_pii_rules ORDER BY 1;
\echo === sealed days and erasures
SELECT day, purged_events FROM analytics_sealed_days ORDER BY 1;
SELECT status, reason, row_counts FROM analytics_erasures;
\echo === views
SELECT count(*), min(event_timestamp), max(metadata ->> 'path') FROM compat_chatbot.analytics_events WHERE event_timestamp < '2024-04-01Z';
\echo === users
SELECT user_id, properties FROM analytics_users WHERE created_at < '2024-05-01Z' ORDER BY 1;
SELECT anonymous_id = analytics_anonymous_uuid('cookie 1') AS is_it, user_id = analytics_uuid('tea user 4') AS is_the_user, ended_at FROM analytics_aliases WHERE created_at < '2024-05-01Z';
\echo === export
SELECT table_name, count(*), md5(string_agg("row"::text, E'\n' ORDER BY "row"::text COLLATE "C")) FROM analytics_export_user_rows('tea user 4', 'aaaaaaaa-0000-4000-8000-000000000001') WHERE table_name <> 'analytics_event_keys' GROUP BY 1 ORDER BY 1;
\echo === aggregates
SELECT session_id, analytics_window_funnel('1 hour', occurred_at, event_type = 'session_started', event_type = 'tea_brewed', event_type = 'payment_completed'),
       analytics_sequence_match('(?1).*(?2)', occurred_at, event_type = 'page_view', event_type = 'session_ended')
FROM analytics_events WHERE occurred_at >= '2024-03-26Z' AND occurred_at < '2024-04-01Z' AND session_id IS NOT NULL GROUP BY 1 ORDER BY 1;
SELECT analytics_max_concurrency(started, ended) FROM (SELECT min(occurred_at), max(occurred_at) FROM analytics_events WHERE occurred_at < '2024-04-01Z' GROUP BY session_id) AS s (started, ended);
SELECT user_id, (analytics_habit_adherence((properties ->> 'habit_date')::date, true, '2024-03-31')).* FROM analytics_events WHERE event_type = 'habit_checked' AND occurred_at < '2024-04-01Z' GROUP BY 1 ORDER BY 1;
