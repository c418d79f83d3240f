-- A store of one tenant: it takes no event of another, whom it shows nothing, until analytics_enable_tenants().
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET mindwell_analytics.max_event_age = 0;

\set nil '00000000-0000-0000-0000-000000000000'
\set a 'aaaaaaaa-0000-4000-8000-00000000000a'
CREATE ROLE regress_of_nil;
CREATE ROLE regress_of_a;
CREATE ROLE regress_of_both;
CREATE ROLE "regress Unbound";
GRANT SET ON PARAMETER mindwell_analytics.tenant_id TO regress_of_nil;
-- Whose tenant has no events here is told; who has none, nothing.
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_of_nil', 'admin');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_of_a', 'admin', :'a');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_of_both', 'admin', :'nil');
-- row security holds for what was granted by hand as well
GRANT UPDATE, DELETE ON analytics_events TO regress_of_nil, regress_of_a, regress_of_both;
INSERT INTO analytics_tenant_members VALUES ('regress_of_both', :'a'), ('regress_of_nil', :'nil');
SELECT count(*) > 0 AS granted FROM unnest('{reader,writer}'::text[]) AS access, analytics_grant('regress Unbound', access);

-- No way in for an event of another tenant, not even for the owner; others learn first that it is not theirs.
SELECT failure($$SELECT analytics_track('x', tenant_id => 'aaaaaaaa-0000-4000-8000-00000000000a')$$);
SELECT failure($$INSERT INTO analytics_events (event_type, tenant_id) VALUES ('x', 'aaaaaaaa-0000-4000-8000-00000000000a')$$);
SELECT failure($$INSERT INTO analytics_partitions.analytics_events_default (event_type, tenant_id, occurred_at) VALUES ('x', 'aaaaaaaa-0000-4000-8000-00000000000a', '2001-01-01')$$);
SELECT sqlstate($$SELECT analytics_track_json('{"event_type": "x", "tenant_id": "aaaaaaaa-0000-4000-8000-00000000000a"}'::jsonb)$$),
       sqlstate($$INSERT INTO analytics_inbox (event_type, tenant_id) VALUES ('x', 'aaaaaaaa-0000-4000-8000-00000000000a')$$),
       sqlstate($$SELECT analytics_track_batch('[{"event_type": "x", "tenant_id": "aaaaaaaa-0000-4000-8000-00000000000a"}]', 'abort')$$);
COPY analytics_events (event_type, tenant_id) FROM stdin;
x	aaaaaaaa-0000-4000-8000-00000000000a
\.
SELECT ord, status, error_code, error FROM analytics_track_batch('[{"event_type": "nil1"}, {"event_type": "x", "tenant_id": "aaaaaaaa-0000-4000-8000-00000000000a"}]');
SELECT * FROM analytics_validate('{"event_type": "x", "tenant_id": "aaaaaaaa-0000-4000-8000-00000000000a"}');
SELECT failure($$UPDATE analytics_events SET tenant_id = 'aaaaaaaa-0000-4000-8000-00000000000a'$$);
SELECT analytics_track('nil2', analytics_uuid('u'), occurred_at => '2001-01-02 12:00+00') IS NOT NULL AS tracked;
SET ROLE regress_of_a;
SELECT sqlstate($$SELECT analytics_track('x')$$), sqlstate($$INSERT INTO analytics_events (event_type) VALUES ('x')$$),
       sqlstate($$SELECT analytics_track('x', tenant_id => '00000000-0000-0000-0000-000000000000')$$);
RESET ROLE;
-- Nor for anything else of another tenant's; what there is of it can be copied and erased.
SELECT v.call, failure('SELECT ' || v.call)
FROM (VALUES ($$analytics_alias('c', 42, 'aaaaaaaa-0000-4000-8000-00000000000a')$$), ($$analytics_alias(7, 42, 'aaaaaaaa-0000-4000-8000-00000000000a')$$),
             ($$analytics_opt_out(42, 'aaaaaaaa-0000-4000-8000-00000000000a')$$), ($$analytics_opt_in(42, 'aaaaaaaa-0000-4000-8000-00000000000a')$$),
             ($$analytics_identify(42, '{}', tenant_id => 'aaaaaaaa-0000-4000-8000-00000000000a')$$),
             ($$analytics_set_acquisition_cost('2026-01-01', 1, tenant_id => 'aaaaaaaa-0000-4000-8000-00000000000a')$$),
             ($$analytics_register_event_type('x', tenant_id => 'aaaaaaaa-0000-4000-8000-00000000000a')$$), ($$analytics_unregister_event_type('x', 'aaaaaaaa-0000-4000-8000-00000000000a')$$)) AS v (call);
SELECT failure($$INSERT INTO analytics_users (tenant_id, user_id, properties) VALUES ('aaaaaaaa-0000-4000-8000-00000000000a', gen_random_uuid(), '{}')$$);
SELECT count(*) AS copied FROM analytics_export_user_rows('u', 'aaaaaaaa-0000-4000-8000-00000000000a');
SELECT count(*) > 0 AS erased FROM analytics_forget_user('u', tenant_id => 'aaaaaaaa-0000-4000-8000-00000000000a');
SET ROLE regress_of_a;
SELECT sqlstate($$SELECT analytics_alias('c', 'u')$$) AS alias, sqlstate($$SELECT analytics_opt_out('u')$$) AS opt_out, sqlstate($$SELECT analytics_register_event_type('x')$$) AS register;
RESET ROLE;
-- The constraint holds where no trigger fires.
SET session_replication_role = replica;
SELECT sqlstate($$INSERT INTO analytics_events (id, tenant_id, created_at, event_type, properties)
    VALUES (gen_random_uuid(), 'aaaaaaaa-0000-4000-8000-00000000000a', now(), 'x', '{}')$$);
RESET session_replication_role;
-- Nor is there an event of another tenant in what is only attached.
CREATE TABLE attached (LIKE analytics_events);
SELECT sqlstate($$ALTER TABLE analytics_events ATTACH PARTITION attached FOR VALUES FROM ('2001-02-01 00:00+00') TO ('2001-02-02 00:00+00')$$);
DROP TABLE attached;

-- What a role sees, and can change.
CREATE FUNCTION test.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
AS $$ BEGIN RAISE NOTICE 'leaked %', $1; RETURN true; END $$;
SET ROLE regress_of_a;
SELECT count(*) FROM analytics_events;
SELECT count(*) FROM analytics_inbox;
SELECT count(*) FROM analytics_events WHERE leak(event_type);
SELECT count(*) FROM analytics_users u RIGHT JOIN analytics_events e ON leak(e.event_type) AND u.user_id = e.user_id;
COPY (SELECT event_type FROM analytics_events ORDER BY 1) TO stdout;
UPDATE analytics_events SET properties = '{}' WHERE leak(event_type) RETURNING event_type;
DELETE FROM analytics_events RETURNING event_type;
SELECT sum(active_users) FROM analytics_active_users('2001-01-01 00:00+00', '2001-01-03 00:00+00');
SET ROLE regress_of_both;
SELECT event_type FROM analytics_events ORDER BY 1;
SET ROLE regress_of_nil;
SELECT event_type FROM analytics_events WHERE leak(event_type) ORDER BY 1;
COPY (SELECT event_type FROM analytics_events ORDER BY 1) TO stdout;
SELECT sum(active_users) FROM analytics_active_users('2001-01-01 00:00+00', '2001-01-03 00:00+00');
INSERT INTO analytics_events (event_type) VALUES ('nil3') RETURNING event_type;
UPDATE analytics_events SET properties = '{"by": "nil"}' WHERE event_type = 'nil3' RETURNING properties;
DELETE FROM analytics_events WHERE event_type = 'nil3' RETURNING event_type;
-- One plan, whoever executes it, and whatever the setting.
SET plan_cache_mode = force_generic_plan;
PREPARE seen AS SELECT count(*) FROM analytics_events;
EXECUTE seen;
SET mindwell_analytics.tenant_id = :'a';
EXECUTE seen;
SET mindwell_analytics.tenant_id = :'nil';
EXECUTE seen;
RESET mindwell_analytics.tenant_id;
SET ROLE regress_of_a;
EXECUTE seen;
SET ROLE "regress Unbound";
EXECUTE seen;
RESET ROLE;
EXECUTE seen;
-- In parallel too.
BEGIN;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL ROLE regress_of_a;
SELECT count(*) FROM analytics_events;
SET LOCAL ROLE regress_of_nil;
SELECT count(*) FROM analytics_events;
ROLLBACK;

-- Without the constraint, and with its policy, nobody sees anything.
BEGIN;
ALTER TABLE analytics_events DROP CONSTRAINT analytics_events_one_tenant;
SELECT analytics_track('of_a', tenant_id => :'a') IS NOT NULL AS tracked;
SET LOCAL ROLE regress_of_nil;
SELECT count(*) FROM analytics_events;
RESET ROLE;
SELECT analytics_enable_tenants();
SET LOCAL ROLE regress_of_nil;
SELECT count(*) FROM analytics_events;
SET LOCAL ROLE regress_of_a;
SELECT event_type FROM analytics_events;
ROLLBACK;

-- Tenants are enabled by who may maintain the store, and in full or not at all.
SET ROLE regress_of_a;
SELECT sqlstate('SELECT analytics_enable_tenants()');
RESET ROLE;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT sqlstate('SELECT analytics_enable_tenants()');
ROLLBACK;
BEGIN;
DECLARE open_scan CURSOR FOR SELECT FROM analytics_events;
FETCH open_scan;
SELECT sqlstate('SELECT analytics_enable_tenants()');
ROLLBACK;
-- an admin is not told to be bound
BEGIN;
GRANT INSERT ON analytics_run_log TO "regress Unbound";
SELECT analytics_enable_tenants();
ROLLBACK;
BEGIN;
SELECT analytics_enable_tenants();
SELECT analytics_track('of_a', tenant_id => :'a') IS NOT NULL AS tracked;
SELECT sqlstate($$SELECT analytics_track('x')$$);
SET LOCAL ROLE regress_of_nil;
EXECUTE seen;
ROLLBACK;
SELECT sqlstate($$SELECT analytics_track('x', tenant_id => 'aaaaaaaa-0000-4000-8000-00000000000a')$$);
CREATE TABLE made_before (LIKE analytics_events INCLUDING ALL);
SET ROLE regress_of_nil;
BEGIN;
SELECT analytics_track('nil4') IS NOT NULL AS tracked;
INSERT INTO analytics_events (event_type) VALUES ('nil5');
SELECT analytics_enable_tenants();
-- at once, what has no tenant is refused
SET ROLE "regress Unbound";
SELECT sqlstate($$SELECT analytics_track('x')$$), sqlstate($$INSERT INTO analytics_events (event_type) VALUES ('x')$$);
SET ROLE regress_of_nil;
SELECT analytics_track('nil6', tenant_id => :'nil') IS NOT NULL AS tracked;
COMMIT;
-- which is then one tenant of several, and maintains the store no more
SELECT sqlstate('SELECT analytics_enable_tenants()');
RESET ROLE;
SELECT analytics_enable_tenants();
SELECT session_role = current_user AS session, caller_role, action, subject FROM analytics_audit_log WHERE action = 'enable_tenants';
SELECT count(*) FROM pg_constraint WHERE conname = 'analytics_events_one_tenant' AND conrelid <> 'made_before'::regclass;

-- From now on each sees its own, by the old plan too.
SELECT analytics_track('of_a', tenant_id => :'a') IS NOT NULL AS tracked;
SELECT status FROM analytics_track_batch('[{"event_type": "of_a2", "tenant_id": "aaaaaaaa-0000-4000-8000-00000000000a"}]');
SET ROLE regress_of_a;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('of_a3', '2001-01-02 12:00+00') RETURNING event_type;
EXECUTE seen;
SELECT event_type FROM analytics_events ORDER BY 1;
SET ROLE regress_of_nil;
EXECUTE seen;
SELECT event_type FROM analytics_events ORDER BY 1;
SET ROLE regress_of_both;
SELECT event_type FROM analytics_events ORDER BY 1;
-- Who is bound to no tenant sees nothing any more, until there is a membership.
SET ROLE "regress Unbound";
EXECUTE seen;
RESET ROLE;
SELECT count(*) > 0 AS granted FROM analytics_grant('regress Unbound', 'reader', :'nil');
SET ROLE "regress Unbound";
EXECUTE seen;
RESET ROLE;
-- A partition that is made now takes all; one that was prepared before, after another call.
SELECT status FROM analytics_create_partitions('2001-03-01 00:00+00', '2001-03-02 00:00+00');
SELECT analytics_track('of_a', tenant_id => :'a', occurred_at => '2001-03-01 12:00+00') IS NOT NULL AS tracked;
ALTER TABLE analytics_events ATTACH PARTITION made_before FOR VALUES FROM ('2001-04-01 00:00+00') TO ('2001-04-02 00:00+00');
SELECT sqlstate($$SELECT analytics_track('x', tenant_id => 'aaaaaaaa-0000-4000-8000-00000000000a', occurred_at => '2001-04-01 12:00+00')$$);
SELECT analytics_track('nil7', tenant_id => :'nil', occurred_at => '2001-04-01 12:00+00') IS NOT NULL AS tracked;
SELECT analytics_enable_tenants();
SELECT analytics_track('of_a', tenant_id => :'a', occurred_at => '2001-04-01 12:00+00') IS NOT NULL AS tracked;

-- What was decided outlives the extension.
SET client_min_messages = warning;
DROP EXTENSION mindwell_analytics CASCADE;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
RESET client_min_messages;
SELECT analytics_enable_tenants();
SET ROLE regress_of_a;
SELECT count(*) FROM analytics_events;
RESET ROLE;

DROP OWNED BY regress_of_nil, regress_of_a, regress_of_both, "regress Unbound";
REVOKE SET ON PARAMETER mindwell_analytics.tenant_id FROM regress_of_nil;
DROP ROLE regress_of_nil, regress_of_a, regress_of_both, "regress Unbound";
DROP FUNCTION test.leak;
