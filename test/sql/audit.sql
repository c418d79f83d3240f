-- The audit log: a row for each privileged act and each change of the configuration, added and never changed.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;

CREATE ROLE regress_auditor LOGIN;
CREATE ROLE regress_tenant;
CREATE ROLE regress_both;
-- What was noted since the last look, without what differs from run to run.
CREATE FUNCTION test.new_entries() RETURNS TABLE (caller text, tenant text, action text, subject text, event_count bigint, detail jsonb)
LANGUAGE plpgsql
AS $$
DECLARE
    seen uuid := nullif(current_setting('test.seen', true), '');
BEGIN
    RETURN QUERY
        SELECT CASE WHEN a.session_role = session_user THEN replace(a.caller_role, session_user, 'superuser') END,
               left(a.tenant_id::text, 1), a.action, a.subject, a.event_count,
               CASE WHEN a.event_count < 20 OR a.event_count IS NULL THEN a.detail - 'as_of' ELSE a.detail - 'rows' END
        FROM analytics_audit_log a WHERE seen IS NULL OR a.id > seen ORDER BY a.id;
    PERFORM set_config('test.seen', (SELECT max(a.id::text) FROM analytics_audit_log a), false);
END
$$;
-- a new store: its secret (not what it is), its types
SELECT action, subject, event_count > 0 AS counted, (detail -> 'rows' -> 0) ? 'key' AS secret FROM analytics_audit_log ORDER BY id;
SELECT count(*) FROM new_entries();

-- Each statement that changes the configuration is noted with its rows, by whatever path.
INSERT INTO analytics_pii_rules (key, action, description) VALUES ('shoe size', 'drop', 'told by max@example.org'), ('hat size', 'mask', NULL);
UPDATE analytics_retention_policies SET keep = '2 years' WHERE retention_class IN ('events', 'audit');
COPY analytics_pii_rules (key, action) FROM stdin;
collar size	hash
\.
DELETE FROM analytics_pii_rules WHERE key LIKE '%size';
DELETE FROM analytics_pii_rules WHERE key = 'none of this name';
INSERT INTO analytics_pii_rules VALUES ('name', 'hash') ON CONFLICT (key) DO UPDATE SET action = 'hash';
SELECT analytics_register_event_type('tea_brewed', description => 'by max@example.org');
SELECT analytics_register_event_type('tea_brewed', tenant_id => 'aaaaaaaa-0000-4000-8000-00000000000a');
INSERT INTO analytics_tenant_members VALUES ('regress_tenant', 'aaaaaaaa-0000-4000-8000-00000000000a'), ('regress_both', 'aaaaaaaa-0000-4000-8000-00000000000a'), ('regress_both', 'bbbbbbbb-0000-4000-8000-00000000000b');
DELETE FROM analytics_tenant_members WHERE role = 'regress_both'::regrole;
SELECT analytics_apply_retention_preset('mindwell') IS NOT NULL AS applied LIMIT 1;
BEGIN;
TRUNCATE analytics_funnel_stages CASCADE;
SELECT action, subject, event_count, detail FROM analytics_audit_log WHERE detail ->> 'operation' = 'truncate' ORDER BY id;
ROLLBACK;
SELECT * FROM new_entries();
-- one that fails, or is rolled back, is not
INSERT INTO analytics_pii_rules VALUES ('shoe size', 'shine');
BEGIN;
DELETE FROM analytics_pii_rules;
ROLLBACK;
SELECT * FROM new_entries();
-- a tenant's own doing, by one who may read nothing of the log
GRANT INSERT, UPDATE ON analytics_event_types TO regress_tenant;
SET ROLE regress_tenant;
SELECT analytics_register_event_type('coffee_brewed');
INSERT INTO analytics_event_types (tenant_id, event_type) VALUES ('aaaaaaaa-0000-4000-8000-00000000000a', 'cake_baked');
SELECT sqlstate('SELECT * FROM analytics_audit_log'), sqlstate('INSERT INTO analytics_audit_log DEFAULT VALUES'),
       sqlstate($$SELECT mindwell_internal.audit('nonsense')$$);
RESET ROLE;
SELECT * FROM new_entries();

-- What the functions note.
SELECT mindwell_internal.audit('look', 'somebody', 3, '{"tenant_id": "bbbbbbbb-0000-4000-8000-00000000000b"}');
SELECT mindwell_internal.audit('look', detail => '{"tenant_id": "everybody"}');
SELECT failure('SELECT mindwell_internal.audit(NULL)');
SET SESSION AUTHORIZATION regress_auditor;
SELECT failure($$SELECT mindwell_internal.audit('look')$$);
RESET SESSION AUTHORIZATION;
SET mindwell_analytics.max_event_age = 0;
SET client_min_messages = warning;
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT event_count FROM analytics_create_partitions('2001-01-01', '2001-01-03'); COMMIT;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('a', '2001-01-01 12:00+00'), ('a', '2001-01-01 13:00+00');
SELECT analytics_mark_exported('2001-01-01', 2);
UPDATE analytics_retention_policies SET keep = '1 year';
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT partition_name, action FROM analytics_purge(dry_run => true, as_of => '2010-01-01 00:00+00'); COMMIT;
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT partition_name, action, event_count FROM analytics_purge(as_of => '2010-01-01 00:00+00'); COMMIT;
RESET client_min_messages;
SELECT action, subject, event_count, detail FROM new_entries() WHERE action <> 'configure';

-- A tenant reads what concerns it; what concerns all is for those who have no tenant.
GRANT SELECT ON analytics_audit_log TO regress_tenant, regress_auditor;
SET ROLE regress_tenant;
SELECT DISTINCT left(tenant_id::text, 1) AS tenant FROM analytics_audit_log;
RESET ROLE;
SET SESSION AUTHORIZATION regress_auditor;
SELECT DISTINCT left(tenant_id::text, 1) AS tenant FROM analytics_audit_log ORDER BY 1;
RESET SESSION AUTHORIZATION;

-- Only added to: not even the owner changes it, and nothing goes before its time.
GRANT ALL ON analytics_audit_log TO regress_tenant;
SET ROLE regress_tenant;
SELECT sqlstate('INSERT INTO analytics_audit_log (id, occurred_at, session_role, caller_role, action, tenant_id) '
                'VALUES (gen_random_uuid(), now(), ''a'', ''a'', ''a'', ''aaaaaaaa-0000-4000-8000-00000000000a'')');
WITH u AS (UPDATE analytics_audit_log SET action = 'x' RETURNING 1), d AS (DELETE FROM analytics_audit_log RETURNING 1)
SELECT (SELECT count(*) FROM u) AS updated, (SELECT count(*) FROM d) AS deleted;
RESET ROLE;
SELECT failure($$UPDATE analytics_audit_log SET action = 'x'$$);
SELECT failure('DELETE FROM analytics_audit_log');
SELECT failure('TRUNCATE analytics_audit_log');
INSERT INTO analytics_audit_log (id, occurred_at, session_role, caller_role, action)
SELECT gen_random_uuid(), now() - age, 'a', 'a', 'old' FROM unnest('{1 hour,363 days,370 days,3 years}'::interval[]) AS age;
SELECT sqlstate($$DELETE FROM analytics_audit_log WHERE action = 'old'$$);
SELECT mindwell_internal.trim_audit_log('2002-01-01 00:00+00') AS none_yet;
SELECT event_count FROM mindwell_internal.unit_trim('{}', '2100-01-01 00:00+00');
SELECT count(*) FROM analytics_audit_log WHERE action = 'old';
UPDATE analytics_retention_policies SET keep = NULL WHERE retention_class = 'audit';
SELECT mindwell_internal.trim_audit_log(now());

-- The triggers come back.
DROP TRIGGER analytics_audit_guard ON analytics_audit_log;
DROP TRIGGER analytics_audit_guard_truncate ON analytics_audit_log;
DROP TRIGGER analytics_audit_insert ON analytics_pii_rules;
SELECT FROM analytics_install();
SELECT sqlstate('DELETE FROM analytics_audit_log'), sqlstate('TRUNCATE analytics_audit_log');
SELECT count(*) >= 0 AS looked FROM new_entries();
INSERT INTO analytics_pii_rules VALUES ('shoe size', 'drop');
SELECT * FROM new_entries();
-- No trigger function does anything for a table that is not the store's, whoever attaches it and to whatever event:
-- these are temporary tables of the same names. (analytics_track_trigger() is for any table.)
CREATE ROLE regress_nobody;
CREATE FUNCTION test.attach(target text, trigger_function text, timing text, event text, level text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    changed_rows CONSTANT text := CASE WHEN timing = 'AFTER' AND level = 'STATEMENT' AND event <> 'TRUNCATE'
        THEN format('REFERENCING %s TABLE AS changed_rows', CASE event WHEN 'DELETE' THEN 'OLD' ELSE 'NEW' END) ELSE '' END;
BEGIN
    EXECUTE format('CREATE TRIGGER foreign_trigger %s %s ON %I %s FOR EACH %s EXECUTE FUNCTION %s()',
                   timing, event, target, changed_rows, level, trigger_function);
    EXECUTE format(CASE event WHEN 'INSERT' THEN 'INSERT INTO %I (tenant_id) VALUES (NULL)'
                              WHEN 'UPDATE' THEN 'UPDATE %I SET tenant_id = NULL'
                              WHEN 'DELETE' THEN 'DELETE FROM %I' ELSE 'TRUNCATE %I' END, target);
    RETURN '00000';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
SELECT count(*) AS entries FROM analytics_audit_log \gset
SET ROLE regress_nobody;
SELECT format('CREATE TEMPORARY TABLE %1$I (tenant_id uuid, month date, occurred_at timestamptz); INSERT INTO %1$I (tenant_id) VALUES (NULL)', t)
FROM (VALUES ('analytics_events'), ('analytics_users'), ('analytics_event_types'), ('analytics_pii_rules'),
             ('analytics_audit_log'), ('analytics_acquisition_costs')) AS v (t) \gexec
SELECT p.proname, string_agg(DISTINCT test.attach(
    CASE p.proname WHEN 'analytics_users_gate' THEN 'analytics_users' WHEN 'analytics_event_types_check' THEN 'analytics_event_types'
         WHEN 'analytics_audit_guard' THEN 'analytics_audit_log' WHEN 'analytics_acquisition_costs_changed' THEN 'analytics_acquisition_costs'
         WHEN 'analytics_audit_configuration' THEN 'analytics_pii_rules' WHEN 'analytics_config_changed' THEN 'analytics_pii_rules'
         ELSE 'analytics_events' END,
    'public.' || p.proname, timing, event, level), ' ') AS sqlstates
FROM pg_proc p
CROSS JOIN unnest('{BEFORE,AFTER}'::text[]) AS timing
CROSS JOIN unnest('{INSERT,UPDATE,DELETE,TRUNCATE}'::text[]) AS event
CROSS JOIN unnest('{ROW,STATEMENT}'::text[]) AS level
WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype = 'trigger'::regtype AND p.proname LIKE E'analytics\\_%'
  AND p.proname <> 'analytics_track_trigger' AND NOT (event = 'TRUNCATE' AND level = 'ROW')
GROUP BY p.proname ORDER BY p.proname;
CREATE TRIGGER a AFTER TRUNCATE ON analytics_pii_rules FOR EACH STATEMENT EXECUTE FUNCTION analytics_audit_configuration();
SELECT failure('TRUNCATE analytics_pii_rules');
CREATE TRIGGER a BEFORE DELETE ON analytics_audit_log FOR EACH ROW EXECUTE FUNCTION analytics_audit_guard();
SELECT failure('DELETE FROM analytics_audit_log');
CREATE TEMPORARY VIEW analytics_inbox AS SELECT * FROM analytics_events;
CREATE TRIGGER a INSTEAD OF INSERT ON analytics_inbox FOR EACH ROW EXECUTE FUNCTION analytics_inbox_insert();
SELECT failure('INSERT INTO analytics_inbox (tenant_id) VALUES (NULL)');
DROP VIEW pg_temp.analytics_inbox;
DROP TABLE pg_temp.analytics_events, pg_temp.analytics_users, pg_temp.analytics_event_types, pg_temp.analytics_pii_rules,
    pg_temp.analytics_audit_log, pg_temp.analytics_acquisition_costs;
RESET ROLE;
SELECT count(*) - :entries AS written FROM analytics_audit_log;

DROP OWNED BY regress_auditor, regress_tenant;
DROP ROLE regress_auditor, regress_tenant, regress_both, regress_nobody;
DROP FUNCTION test.new_entries, test.attach;
