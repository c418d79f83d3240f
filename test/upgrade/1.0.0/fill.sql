-- A store of version 1 with something in every table: a month of events of two tenants, each day another mixture.
-- Run on a server whose clock shows 2024-04-01 12:00 (scripts/release).
SET client_min_messages = warning;
SET timezone = UTC;
GRANT CREATE ON SCHEMA public TO store_owner;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO store_owner', current_database()); END $$;
SET ROLE store_owner;
SELECT analytics_install('week');
SELECT analytics_enable_tenants();
\set tea 'aaaaaaaa-0000-4000-8000-000000000001'
\set gym 'bbbbbbbb-0000-4000-8000-000000000002'
SELECT statement FROM analytics_grant('store_app', 'writer', :'tea') UNION ALL
SELECT statement FROM analytics_grant('store_app', 'reader', :'tea') UNION ALL
SELECT statement FROM analytics_grant('store_analyst', 'reader', :'gym')
\gexec
INSERT INTO analytics_tenant_members (role, tenant_id) VALUES ('store_app', :'tea'), ('store_analyst', :'gym') ON CONFLICT DO NOTHING;

-- Configuration: of the store, and of one tenant.  Most of the taxonomy is left out, for the size of the dump.
DELETE FROM analytics_event_types WHERE event_type !~ '^(ha|pa|se|si)';
SELECT analytics_set_funnel_stage('steeping', 45, 'waits');
SELECT analytics_set_pii_rule('nickname', 'hash', 'what friends call them');
SELECT analytics_set_pii_rule('shoe_size', 'drop');
DELETE FROM analytics_pii_rules WHERE key = 'user_agent';
SELECT analytics_set_retention('brief', '1 year');
SELECT analytics_register_event_type('tea_brewed', category => 'kitchen', funnel_stage => 'steeping',
    property_schema => '{"properties": {"grams": {"type": "number", "minimum": 0}, "kind": {"enum": ["green", "black"]}}}',
    property_aliases => '{"weight": "grams", "draft": null}');
SELECT analytics_register_event_type('kettle_boiled', category => 'kitchen', retention_class => 'brief', is_action => false);
SELECT analytics_register_event_type('tea_brewed', category => 'canteen', tenant_id => :'gym');
SELECT analytics_define_metric('cups', 'SELECT count(*) FROM public.analytics_events
    WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND event_type = ''tea_brewed''', unit => 'cups', periods => '{daily,weekly}');
SELECT analytics_set_acquisition_cost('2024-03-01', 120.5, 0.8, :'tea');
SELECT * FROM analytics_create_views('loom', 'compat');
SELECT * FROM analytics_create_views('chatbot', 'compat_chatbot');

-- A session of each user on every sixth day: looks, brews and pays now and then, and a habit of the day before; two
-- visitors who sign up in the middle of the month, of whom one turns out to be somebody.
CREATE FUNCTION pg_temp.event(event_type text, who text, at timestamptz, properties jsonb, tenant uuid, session text DEFAULT NULL) RETURNS jsonb
LANGUAGE sql AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('event_type', event_type, 'user_id', who, 'occurred_at', at, 'tenant_id', tenant, 'session_id', session, 'properties', properties,
        'idempotency_key', CASE WHEN event_type = 'payment_completed' THEN who || at::date END))
$$;
SELECT count(*)
FROM (
    SELECT jsonb_agg(event ORDER BY event ->> 'occurred_at') AS events
    FROM (VALUES (uuid :'tea', 'tea', 4), (:'gym', 'gym', 2)) AS t (tenant, name, users), generate_series(0, 4) AS n, generate_series(1, users) AS u,
    LATERAL (SELECT date '2024-03-02' + n * 6 + time '08:00' AT TIME ZONE 'UTC' + u * interval '37 minutes', name || ' user ' || u, format('%s %s %s', name, u, n)) AS s (at, who, session),
    LATERAL (
        SELECT pg_temp.event('session_started', who, at, '{"platform": "web"}', tenant, session)
        UNION ALL SELECT pg_temp.event('page_view', who, at + p * interval '2 minutes', jsonb_build_object('path', '/' || p), tenant, session) FROM generate_series(1, 1 + (n + u) % 4) AS p
        UNION ALL SELECT pg_temp.event('tea_brewed', who, at + interval '9 minutes', jsonb_build_object('weight', u + n / 2.0, 'kind', 'green', 'nickname', 'cup ' || u), tenant, session) WHERE (n + u) % 2 = 0
        UNION ALL SELECT pg_temp.event('payment_completed', who, at + interval '11 minutes', jsonb_build_object('amount', u * 4.5, 'currency', CASE WHEN u = 2 THEN 'EUR' ELSE 'USD' END), tenant, session) WHERE (n + u) % 3 = 0
        UNION ALL SELECT pg_temp.event('habit_checked', who, at + interval '12 minutes', jsonb_build_object('habit_id', 'walk', 'habit_date', (at - interval '1 day')::date), tenant, session) WHERE u <> 3
        UNION ALL SELECT pg_temp.event('session_ended', who, at + interval '15 minutes', '{}', tenant, session) WHERE (n + u) % 4 <> 0
        UNION ALL SELECT pg_temp.event('kettle_boiled', NULL, at - interval '1 minute', '{}', tenant) WHERE u = 1
    ) AS e (event)) AS b, analytics_track_batch(b.events, on_error => 'abort') AS r;
SET mindwell_analytics.tenant_id = :'tea';
SELECT analytics_track_json(jsonb_build_object('event_type', event_type, 'anonymous_id', 'cookie ' || visitor, 'occurred_at', timestamptz '2024-03-14 18:00Z' + n * interval '4 minutes', 'properties', '{"path": "/welcome"}'::jsonb))
FROM (VALUES ('page_view', 1), ('signup_completed', 2)) AS v (event_type, n), generate_series(1, 2) AS visitor;
SELECT analytics_alias('cookie 1', 'tea user 4');
SELECT analytics_track('tea_brewed', 'tea user 4', properties => '{"grams": 5}', occurred_at => '2024-03-14 19:00Z');
-- nothing is known of these types
SELECT analytics_track('leaf_' || n, 'tea user 1', occurred_at => '2024-03-20 10:00Z') FROM generate_series(1, 2) AS n;
SELECT analytics_identify('tea user 1', '{"plan": "green", "nickname": "leaf"}', '{"source": "friend"}');
SELECT analytics_identify('tea user 2', '{"plan": "black"}');
RESET mindwell_analytics.tenant_id;
INSERT INTO analytics_inbox (event_type, user_id, tenant_id, occurred_at) VALUES ('page_view', analytics_uuid('gym user 2'), :'gym', '2024-03-21 10:00Z');
SET mindwell_analytics.rate_limit = 20;
SELECT analytics_rate_check();
RESET mindwell_analytics.rate_limit;

-- Partitions, types, rollups; one day is exported; then what is brief of the first weeks is purged, and its days are sealed.
CALL analytics_maintain();
SELECT count(*) FROM analytics_export_partition('2024-03-08');
SELECT analytics_mark_exported('2024-03-08', (SELECT count(*) FROM analytics_export_partition('2024-03-08')));
SELECT analytics_set_retention('brief', '15 days');
CALL analytics_maintain('purge');
SELECT analytics_set_retention(retention_class, '1000 years') FROM analytics_retention_policies;
-- An erasure, somebody who opted out and somebody who came back.
SET mindwell_analytics.tenant_id = :'gym';
SELECT status FROM analytics_forget_user('gym user 1', 'asked for it', keep_opt_out => true);
SELECT analytics_opt_out('gym user 9'), analytics_opt_out('gym user 2');
SELECT analytics_opt_in('gym user 2');
RESET mindwell_analytics.tenant_id;
CALL analytics_maintain('{refresh,analyze}');

-- Days that no refresh has seen yet, late events and a change among them; and one in the default partition.
INSERT INTO analytics_events (tenant_id, event_type, user_id, occurred_at, properties)
VALUES (:'tea', 'tea_brewed', analytics_uuid('tea user 3'), '2024-03-11 06:00Z', '{"grams": 2}'),
       (:'tea', 'payment_completed', analytics_uuid('tea user 3'), '2024-03-29 09:00Z', '{"amount": 9, "currency": "USD"}'),
       (:'gym', 'page_view', analytics_uuid('gym user 2'), '2024-03-29 09:00Z', '{"path": "/late"}'),
       (:'tea', 'page_view', analytics_uuid('tea user 1'), '2023-12-24 09:00Z', '{"path": "/early"}');
DELETE FROM analytics_events WHERE event_type = 'page_view' AND user_id = analytics_uuid('tea user 2') AND occurred_at >= '2024-03-26Z' AND properties ->> 'path' = '/1';
