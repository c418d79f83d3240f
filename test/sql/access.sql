-- Access: analytics_grant() and analytics_revoke() are plain GRANTs, and \dp shows who may do what.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;

\set a 'aaaaaaaa-0000-4000-8000-00000000000a'
\set b 'bbbbbbbb-0000-4000-8000-00000000000b'
CREATE ROLE regress_writer;
CREATE ROLE regress_reader;
CREATE ROLE regress_coach;
CREATE ROLE regress_coach_2;
CREATE ROLE regress_finance;
CREATE ROLE regress_admin;
CREATE ROLE regress_tenant_admin;
CREATE ROLE "regress Büro"; -- to be quoted

-- What a role has of the tables of the store, by the privileges that \dp shows.
CREATE FUNCTION test.privileges(of_role name) RETURNS TABLE (privileges text, tables text)
LANGUAGE sql
AS $$
    SELECT p.privileges, string_agg(substr(p.relname, 11), ' ' ORDER BY p.relname)
    FROM (SELECT c.relname, string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type) AS privileges
          FROM pg_class c, aclexplode(c.relacl) a, pg_roles r
          WHERE c.relnamespace = 'public'::regnamespace AND c.relname IN (SELECT t.table_name FROM mindwell_internal.access_privileges() t)
            -- which other areas bring
            AND c.relname NOT IN ('analytics_metrics', 'analytics_metric_definitions', 'analytics_user_days', 'analytics_acquisition_costs',
                                  'analytics_erasures')
            AND r.oid = a.grantee AND r.rolname = of_role
          GROUP BY c.relname) AS p
    GROUP BY 1 ORDER BY 1
$$;
SET client_min_messages = warning;
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_writer', 'writer');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_reader', 'reader');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_coach', 'coach');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_finance', 'finance');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_admin', 'admin');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_tenant_admin', 'admin', :'a');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress Büro', 'coach', :'b');
RESET client_min_messages;
SELECT * FROM privileges('regress_writer');
SELECT * FROM privileges('regress_reader');
SELECT * FROM privileges('regress_coach');
SELECT * FROM privileges('regress_finance');
SELECT * FROM privileges('regress_admin');
SELECT * FROM privileges('regress_tenant_admin');
SELECT * FROM privileges('regress Büro');
SELECT polname, polpermissive, polcmd, polroles::regrole[] FROM pg_policy
WHERE polrelid = 'analytics_events'::regclass AND polname <> 'analytics_tenant' ORDER BY 1;
SELECT * FROM analytics_tenant_members ORDER BY role::text, tenant_id;
-- every table of the store was thought of
SELECT t.table_name FROM mindwell_internal.store_tables() t WHERE t.table_name NOT IN (SELECT p.table_name FROM mindwell_internal.access_privileges() p);
-- and every table that it speaks of is there
SELECT p.table_name FROM mindwell_internal.access_privileges() p WHERE mindwell_internal.relation(p.table_name) IS NULL;
-- again: the same
SELECT count(*) > 0 AS again FROM analytics_grant('regress_tenant_admin', 'admin', :'a');
SELECT * FROM privileges('regress_tenant_admin');
-- the statements are what was done, and a plain SELECT prints them as they can be pasted
SELECT analytics_grant('regress_writer', 'writer');
-- who is bound already needs no notice
BEGIN;
INSERT INTO analytics_tenant_members VALUES ('regress_writer', :'a');
SELECT count(*) > 0 AS bound FROM analytics_grant('regress_writer', 'writer');
ROLLBACK;
SELECT * FROM analytics_grant('regress_coach_2', 'coach', :'b') WHERE statement LIKE '%POLICY%' AND statement LIKE '%_events%';

-- What each of them can do.
SELECT analytics_register_event_type('fee_charged', funnel_stage => 'revenue', tenant_id => :'b');
SELECT count(analytics_track(t)) FROM unnest('{page_viewed,payment_completed,subscription_created}'::text[]) AS t;
SELECT FROM analytics_track('special_offer', funnel_stage => 'revenue');
SELECT count(analytics_track(t, tenant_id => :'b')) FROM unnest('{page_viewed,fee_charged}'::text[]) AS t;
SET client_min_messages = warning;
SELECT count(*) > 0 AS refreshed FROM analytics_refresh(CAST(now() AT TIME ZONE 'UTC' AS date), CAST(now() AT TIME ZONE 'UTC' AS date) + 1);
RESET client_min_messages;
SET ROLE regress_writer;
SELECT analytics_track('page_viewed') IS NOT NULL AS tracked, analytics_identify(analytics_uuid('u'), '{"plan": "free"}') AS identified;
INSERT INTO analytics_inbox (event_type) VALUES ('page_viewed');
SELECT sqlstate('SELECT FROM analytics_events'), sqlstate('SELECT FROM analytics_users'), sqlstate('SELECT FROM analytics_event_types'),
       sqlstate($$SELECT analytics_register_event_type('x')$$), sqlstate('SELECT analytics_summary()'), sqlstate('DELETE FROM analytics_events');
-- every report says what would help
SELECT failure(format('SELECT * FROM analytics_%s', report)), count(*) AS reports
FROM unnest(ARRAY['summary()', $$active_users('2001-01-01', '2001-01-02')$$, $$dau_mau('2001-01-01', '2001-01-02')$$, $$stickiness('2001-01-01', '2001-01-02')$$,
                  $$lifecycle('2001-01-01', '2001-01-02')$$, $$funnel('{a,b}'::text[], '2001-01-01', '2001-01-02')$$, $$retention('a', 'b', '2001-01-01', '2001-01-02')$$,
                  $$retention_curve('a', 'b', '2001-01-01', '2001-01-02')$$, $$sessions('2001-01-01', '2001-01-02')$$,
                  $$concurrency('2001-01-01', '2001-01-02')$$, $$concurrent_peak('2001-01-01', '2001-01-02')$$, $$concurrency_by_hour('2001-01-01', '2001-01-02')$$,
                  'active_sessions()', $$session_timeline('2001-01-01', '2001-01-02')$$]) AS report
GROUP BY 1;
SET ROLE regress_reader;
SELECT event_type, count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
SELECT analytics_summary() IS NOT NULL AS summary;
SELECT sqlstate($$SELECT analytics_track('x')$$), sqlstate('DELETE FROM analytics_events'), sqlstate('SELECT FROM analytics_audit_log'),
       sqlstate('SELECT FROM analytics_opt_outs'), sqlstate('SELECT * FROM analytics_purge()');
-- a hint names the privilege that is missing, and no more
SELECT replace(failure('SELECT * FROM analytics_purge()'), session_user, 'superuser');
SELECT failure($$SELECT analytics_export_user('u')$$);
SET ROLE regress_coach;
SELECT event_type, count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
SELECT count(*) FROM analytics_inbox WHERE event_type = 'payment_completed';
SELECT analytics_summary() IS NOT NULL AS summary;
SELECT sqlstate('SELECT FROM analytics_users'), sqlstate($$SELECT analytics_track('x')$$);
-- of the metrics, neither as they are kept nor as they are computed
SELECT failure($$SELECT * FROM analytics_aggregated('revenue', 'day', now() - interval '1 day', now())$$);
SELECT sqlstate($$SELECT * FROM analytics_aggregated('failed_payments', 'day', now() - interval '1 day', now())$$),
       sqlstate($$SELECT * FROM analytics_aggregated('dau', 'day', now() - interval '1 day', now())$$),
       sqlstate('SELECT has_paid FROM analytics_user_days'), sqlstate('SELECT user_id FROM analytics_user_days'),
       sqlstate('SELECT FROM analytics_acquisition_costs');
SELECT DISTINCT metric_type FROM analytics_metrics WHERE metric_type ~ 'dau|revenue|payment|ltv' ORDER BY 1;
SET ROLE "regress Büro";
SELECT event_type, count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
SET ROLE regress_finance;
SELECT event_type, count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
SELECT sqlstate('SELECT FROM analytics_users'),
       sqlstate($$SELECT * FROM analytics_aggregated('revenue', 'day', now() - interval '1 day', now())$$);
SELECT DISTINCT metric_type FROM analytics_metrics WHERE metric_type ~ 'dau|revenue|ltv' ORDER BY 1;
SET ROLE regress_admin;
SELECT count(*) > 0 AS entries FROM analytics_audit_log;
SELECT analytics_set_retention('audit', '3 years') AS set, analytics_set_retention('audit', '3 years') AS again, analytics_set_retention('audit', NULL, true) AS forever;
SELECT retention_class, keep, export_first FROM analytics_retention_policies WHERE retention_class = 'audit';
SELECT analytics_set_retention('audit', NULL, false) AS set;
SELECT analytics_set_pii_rule('shoe size', 'drop') AS set, analytics_set_pii_rule('Full-Name', 'hash', 'of a person') AS changed, analytics_set_pii_rule('full_name', 'hash') AS again,
       analytics_set_pii_rule('userAgent', NULL) AS removed, analytics_set_pii_rule('userAgent', NULL) AS again;
SELECT key, action, description, is_secret FROM analytics_pii_rules WHERE key ~ 'full|agent|shoe' ORDER BY key COLLATE "C";
SELECT analytics_set_funnel_stage('steeping', 55, 'waits') AS set, analytics_set_funnel_stage('steeping', 56) AS moved, analytics_set_funnel_stage('steeping', 56) AS again;
SELECT stage, position, description FROM analytics_funnel_stages WHERE stage = 'steeping';
SELECT analytics_set_funnel_stage('steeping', NULL) AS removed, analytics_set_funnel_stage('steeping', NULL) AS again;
SELECT failure($$SELECT analytics_set_retention('events', '1 hour')$$);
SELECT failure($$SELECT analytics_set_retention('', '1 day')$$);
SELECT failure($$SELECT analytics_set_pii_rule('__', 'drop')$$);
SELECT failure($$SELECT analytics_set_pii_rule('x', 'burn')$$);
SELECT failure($$SELECT analytics_set_funnel_stage('Steeping', 1)$$);
SELECT sqlstate($$SELECT analytics_set_funnel_stage('revenue', NULL)$$) AS in_use;
SELECT count(*) AS purged FROM analytics_purge();
SELECT partition_name, status FROM analytics_create_partitions('2001-01-01 00:00+00', '2001-01-02 00:00+00');
SELECT sqlstate('SELECT FROM analytics_hash_key'), sqlstate('SELECT FROM analytics_event_keys'), sqlstate('DELETE FROM analytics_tenant_members'),
       sqlstate($$DELETE FROM analytics_audit_log$$), sqlstate($$SELECT mindwell_internal.execute_unlogged('SELECT 1')$$),
       sqlstate($$DELETE FROM analytics_run_log$$), sqlstate('SELECT analytics_install()'),
       sqlstate($$SELECT analytics_define_metric('m', 'SELECT count($1) WHERE $2 < $3')$$);
SELECT replace(failure($$SELECT * FROM analytics_grant('regress_writer', 'admin')$$), session_user, 'superuser');
SELECT sqlstate($$SELECT * FROM analytics_revoke('regress_writer', 'writer')$$);
CALL analytics_maintain('{keys}');
SELECT status FROM analytics_run_log WHERE step = 'run';
-- an admin of tenants has what is theirs, and nothing that concerns others; one of the nil tenant has what is that one's
RESET ROLE;
RESET mindwell_analytics.require_tenant;
SELECT mindwell_internal.audit('test', 'of all tenants');
SET ROLE regress_admin;
SELECT analytics_is_unbound(), analytics_current_tenants();
SELECT analytics_register_event_type('of_all_tenants');
SELECT analytics_unregister_event_type('of_all_tenants');
SELECT count(*) > 0 AS runs FROM analytics_run_log;
RESET ROLE;
BEGIN;
INSERT INTO analytics_tenant_members VALUES ('regress_admin', '00000000-0000-0000-0000-000000000000');
INSERT INTO analytics_event_types (event_type, auto_registered) VALUES ('seen_of_nil', true);
SET LOCAL ROLE regress_admin;
SELECT analytics_is_unbound(), analytics_current_tenants();
SELECT failure($$SELECT analytics_register_event_type('page_view', category => 'mine')$$);
SELECT sqlstate($$SELECT analytics_register_event_type('page_view', tenant_id => '00000000-0000-0000-0000-000000000000')$$),
       sqlstate($$SELECT analytics_unregister_event_type('page_view')$$),
       sqlstate($$INSERT INTO analytics_event_types (event_type) VALUES ('of_all_tenants')$$),
       sqlstate($$SELECT analytics_set_pii_rule('name', 'allow')$$), sqlstate($$SELECT analytics_set_retention('events', NULL)$$),
       sqlstate($$SELECT FROM analytics_purge()$$);
SELECT (SELECT count(*) FROM analytics_run_log) AS runs, (SELECT count(*) FROM analytics_exports) AS exports,
       (SELECT count(*) FROM analytics_audit_log WHERE tenant_id IS NULL) AS entries,
       (SELECT count(*) FROM analytics_event_types WHERE event_type IN ('page_view', 'seen_of_nil')) AS types;
SELECT analytics_track('of_nil') IS NOT NULL AS tracked;
ROLLBACK;
BEGIN;
GRANT UPDATE, DELETE ON analytics_event_types TO regress_admin;
INSERT INTO analytics_tenant_members VALUES ('regress_admin', '00000000-0000-0000-0000-000000000000');
SET LOCAL ROLE regress_admin;
WITH d AS (DELETE FROM analytics_event_types RETURNING 1) SELECT count(*) FROM d;
WITH u AS (UPDATE analytics_event_types SET category = 'mine' RETURNING 1) SELECT count(*) FROM u;
ROLLBACK;
SET mindwell_analytics.require_tenant = off;
SET ROLE regress_tenant_admin;
SELECT DISTINCT tenant_id FROM analytics_audit_log;
SELECT analytics_track('of_a') IS NOT NULL AS tracked;
SELECT analytics_delete_events(now() - interval '1 hour', now() + interval '1 hour', 'other') AS others, analytics_delete_events(now() - interval '1 hour', now() + interval '1 hour') AS deleted;
SELECT action, subject, event_count, detail - 'from_time' - 'to_time' AS detail FROM analytics_audit_log WHERE action = 'delete_events' ORDER BY event_count;
SELECT failure(format($$SELECT analytics_delete_events('2000-01-01', '2100-01-01', tenant_id => %L)$$, :'b'));
SELECT failure($$SELECT analytics_delete_events(NULL, '2100-01-01')$$);
SELECT analytics_register_event_type('of_a'), analytics_register_event_type('of_a', 'tea'), analytics_unregister_event_type('of_a') AS removed, analytics_unregister_event_type('of_a') AS again;
SELECT sqlstate(format($$SELECT analytics_unregister_event_type('fee_charged', %L)$$, :'b')) AS foreign, sqlstate($$SELECT analytics_unregister_event_type('login', '00000000-0000-0000-0000-000000000000')$$) AS shared,
       sqlstate('SELECT analytics_unregister_event_type(NULL)') AS nothing,
       sqlstate($$SELECT analytics_register_event_type('of_a', description => repeat('x', 1025))$$) AS long;
SELECT analytics_opt_out('ada') AS opted_out, analytics_opt_in('ada') AS opted_in;
-- No role can write a table but through its gate or a function, or lock it against others.
SELECT t.table_name, m.mode
FROM (SELECT DISTINCT p.table_name FROM mindwell_internal.access_privileges() p WHERE p.table_name <> 'analytics_inbox') AS t,
     unnest('{ROW EXCLUSIVE,SHARE UPDATE EXCLUSIVE,SHARE,SHARE ROW EXCLUSIVE,EXCLUSIVE,ACCESS EXCLUSIVE}'::text[]) AS m (mode)
WHERE m.mode <> 'ROW EXCLUSIVE' AND sqlstate(format('LOCK TABLE %s IN %s MODE', t.table_name, m.mode)) <> '42501';
SELECT sqlstate($$INSERT INTO analytics_opt_outs VALUES ('aaaaaaaa-0000-4000-8000-00000000000a', gen_random_uuid())$$) AS opt_outs,
       sqlstate(format($$INSERT INTO analytics_erasures VALUES (gen_random_uuid(), %L, 'x', 'x', NULL, 'done', now())$$, :'a')) AS erasures,
       sqlstate('DELETE FROM analytics_events') AS events, sqlstate($$UPDATE analytics_users SET properties = '{}'$$) AS users,
       sqlstate('DELETE FROM analytics_event_types') AS event_types, sqlstate('SELECT FROM analytics_opt_outs FOR UPDATE') AS row_locks;
SELECT sqlstate('SELECT * FROM analytics_purge()'), sqlstate('SELECT * FROM analytics_run_log'),
       sqlstate($$SELECT analytics_set_retention('events', '1 day')$$), sqlstate($$SELECT analytics_set_pii_rule('email', NULL)$$),
       sqlstate($$SELECT analytics_set_funnel_stage('revenue', 1)$$);
SELECT replace(failure('SELECT * FROM analytics_purge()'), session_user, 'superuser');
RESET ROLE;
-- not even when far too much was granted
GRANT ALL ON ALL TABLES IN SCHEMA public TO regress_tenant_admin;
SET ROLE regress_tenant_admin;
\set VERBOSITY sqlstate
SELECT analytics_purge();
CALL analytics_maintain('{keys}');
\set VERBOSITY default
WITH u AS (UPDATE analytics_retention_policies SET keep = '1 day' RETURNING 1) SELECT count(*) FROM u;
WITH d AS (DELETE FROM analytics_pii_rules RETURNING 1) SELECT count(*) FROM d;
WITH d AS (DELETE FROM analytics_funnel_stages RETURNING 1) SELECT count(*) FROM d;
SELECT sqlstate($$INSERT INTO analytics_pii_rules (key, action) VALUES ('name', 'allow')$$),
       sqlstate($$INSERT INTO analytics_tenant_members VALUES ('regress_tenant_admin', 'bbbbbbbb-0000-4000-8000-00000000000b')$$);
SELECT (SELECT count(*) FROM analytics_hash_key) AS keys, (SELECT count(*) FROM analytics_run_log) AS runs,
       (SELECT count(*) FROM analytics_tenant_members) AS members, (SELECT count(*) FROM analytics_event_keys) AS event_keys;
RESET ROLE;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM regress_tenant_admin;

-- What an earlier version gave goes with the next grant; until then health tells.
SELECT status, value, detail, hint FROM analytics_health() WHERE check_name = 'privileges';
GRANT UPDATE, DELETE ON analytics_events, analytics_event_types, analytics_users TO regress_tenant_admin, regress_writer;
GRANT DELETE ON analytics_opt_outs TO regress_tenant_admin;
GRANT INSERT, UPDATE, DELETE ON analytics_pii_rules, analytics_funnel_stages, analytics_retention_policies TO regress_tenant_admin;
CREATE POLICY analytics_tenant ON analytics_opt_outs USING (true);
SELECT status, value, detail, hint FROM analytics_health() WHERE check_name = 'privileges';
SELECT statement FROM analytics_grant('regress_tenant_admin', 'admin', :'a') WHERE statement LIKE 'REVOKE%';
SELECT statement FROM analytics_grant('regress_writer', 'writer') WHERE statement LIKE 'REVOKE%';
SELECT * FROM privileges('regress_tenant_admin');
SELECT * FROM privileges('regress_writer');
SELECT count(analytics_install());
SELECT polname FROM pg_policy WHERE polrelid = 'analytics_opt_outs'::regclass;
SELECT status FROM analytics_health() WHERE check_name = 'privileges';

-- One reading access at a time; and what is not to be had.
SELECT failure($$SELECT * FROM analytics_grant('regress_coach', 'finance')$$);
SELECT failure($$SELECT * FROM analytics_grant('regress_reader', 'admin')$$);
SELECT count(*) > 0 AS both FROM analytics_grant('regress_reader', 'writer');
SELECT failure($$SELECT * FROM analytics_grant('regress_reader', 'king')$$);
SELECT failure($$SELECT * FROM analytics_grant('regress_reader', NULL)$$);
SELECT failure($$SELECT * FROM analytics_grant(NULL, 'reader')$$);
SELECT failure($$SELECT * FROM analytics_grant('regress nobody', 'reader')$$);
SELECT sqlstate($$SELECT * FROM analytics_grant('public', 'reader')$$), sqlstate($$SELECT * FROM analytics_revoke('public', 'reader')$$),
       sqlstate($$SELECT * FROM analytics_grant('regress_reader; DROP TABLE analytics_events', 'reader')$$);
SELECT replace(failure(format($$SELECT * FROM analytics_grant(%L, 'reader')$$, current_user)), current_user, 'superuser');

-- Taken back: nothing is left.
SELECT count(*) FROM analytics_revoke('regress_reader', 'reader');
SELECT * FROM privileges('regress_reader');
SELECT count(*) FROM analytics_revoke('regress_writer', 'writer');
SELECT count(*) > 0 AS revoked FROM analytics_revoke('regress_coach', 'coach');
SELECT count(*) > 0 AS revoked FROM analytics_revoke('regress_finance', 'finance');
SELECT count(*) > 0 AS revoked FROM analytics_revoke('regress_admin', 'admin');
SELECT count(*) > 0 AS revoked FROM analytics_revoke('regress_coach', 'coach');
SELECT count(*) FROM privileges('regress_writer') UNION ALL SELECT count(*) FROM privileges('regress_coach')
UNION ALL SELECT count(*) FROM privileges('regress_finance') UNION ALL SELECT count(*) FROM privileges('regress_admin');
SELECT polname, polroles::regrole[] FROM pg_policy WHERE polrelid = 'analytics_events'::regclass AND polname <> 'analytics_tenant' ORDER BY 1;
-- by tenant: the access stays while there are others, and the last tenant goes with the last access
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_coach_2', 'coach', :'a');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_coach_2', 'writer', :'a');
SELECT statement FROM analytics_revoke('regress_coach_2', 'coach', :'b');
SELECT statement FROM analytics_revoke('regress_coach_2', 'coach', :'b');
SELECT count(*) > 0 AS revoked FROM analytics_revoke('regress_coach_2', 'coach', :'a');
SELECT * FROM privileges('regress_coach_2');
SELECT * FROM analytics_tenant_members WHERE role = 'regress_coach_2'::regrole;
SELECT count(*) > 0 AS revoked FROM analytics_revoke('regress_coach_2', 'writer');
SELECT * FROM analytics_tenant_members WHERE role = 'regress_coach_2'::regrole;

-- A store of another role, in a schema that is not its own.
CREATE ROLE regress_owner;
CREATE SCHEMA "My store";
CREATE SCHEMA "My parts" AUTHORIZATION regress_owner;
GRANT CREATE, USAGE ON SCHEMA "My store" TO regress_owner;
SET client_min_messages = warning;
DROP EXTENSION mindwell_analytics CASCADE;
CREATE EXTENSION mindwell_analytics SCHEMA "My store";
RESET client_min_messages;
SET ROLE regress_owner;
SELECT FROM "My store".analytics_install(partition_schema => 'My parts');
SELECT statement FROM "My store".analytics_grant('regress_coach', 'coach', :'a') WHERE statement LIKE '%SCHEMA%';
SELECT "My store".analytics_enable_tenants();
SELECT sqlstate($$SELECT * FROM "My store".analytics_grant('regress_owner', 'reader')$$);
RESET ROLE;
GRANT USAGE ON SCHEMA "My store" TO regress_coach;
SELECT count("My store".analytics_track(t, tenant_id => :'a')) FROM unnest('{page_viewed,payment_completed}'::text[]) AS t;
SET ROLE regress_coach;
SELECT event_type FROM "My store".analytics_events;
RESET ROLE;
-- What hides rows stays when the extension goes, and then hides all of them.
SET client_min_messages = warning;
DROP EXTENSION mindwell_analytics CASCADE;
RESET client_min_messages;
SET ROLE regress_coach;
SELECT event_type FROM "My store".analytics_events;
RESET ROLE;
CREATE EXTENSION mindwell_analytics SCHEMA "My store";
SET ROLE regress_owner;
SELECT count("My store".analytics_install());
SET ROLE regress_coach;
SELECT event_type FROM "My store".analytics_events;
RESET ROLE;
-- DROP OWNED takes all of it from a role that goes.
DROP OWNED BY regress_coach;
DROP ROLE regress_coach;

SET client_min_messages = warning;
DROP EXTENSION mindwell_analytics CASCADE;
DROP SCHEMA "My store", "My parts" CASCADE;
DROP OWNED BY regress_owner, regress_writer, regress_reader, regress_coach_2, regress_finance, regress_admin, regress_tenant_admin, "regress Büro";
DROP ROLE regress_owner, regress_writer, regress_reader, regress_coach_2, regress_finance, regress_admin, regress_tenant_admin, "regress Büro";
DROP FUNCTION test.privileges;
CREATE EXTENSION mindwell_analytics;
