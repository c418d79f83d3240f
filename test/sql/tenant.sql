-- Tenants: a role sees and writes the rows of its own tenants, by any path.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SELECT analytics_enable_tenants();

\set nil '00000000-0000-0000-0000-000000000000'
\set a 'aaaaaaaa-0000-4000-8000-00000000000a'
\set b 'bbbbbbbb-0000-4000-8000-00000000000b'
\set c 'cccccccc-0000-4000-8000-00000000000c'

CREATE ROLE regress_app_a;
CREATE ROLE regress_app_b;
CREATE ROLE regress_group;
CREATE ROLE regress_both;
CREATE ROLE regress_unbound;
CREATE ROLE regress_write_only;
GRANT SELECT, INSERT, UPDATE, DELETE ON analytics_events, analytics_users, analytics_opt_outs, analytics_event_types TO
    regress_app_a, regress_app_b, regress_both, regress_unbound;
GRANT SELECT, INSERT ON analytics_inbox TO regress_app_a, regress_app_b, regress_both, regress_unbound;
GRANT INSERT ON analytics_events, analytics_inbox TO regress_write_only;
INSERT INTO analytics_tenant_members VALUES
    ('regress_app_a', :'a'), ('regress_write_only', :'a'),
    ('regress_app_b', :'b'),
    ('regress_both', :'a'), ('regress_both', :'b'),
    ('regress_group', :'c');
\set VERBOSITY terse
INSERT INTO analytics_tenant_members VALUES ('nobody of this name', :'c');
INSERT INTO analytics_tenant_members VALUES ('regress_nobody', :'c');
\set VERBOSITY default

-- Which tenants a session has.
CREATE FUNCTION test.tenants() RETURNS text
LANGUAGE sql
AS $$
    SELECT concat_ws(' ', left(public.analytics_current_tenant()::text, 1), '|',
                     (SELECT string_agg(left(t::text, 1), ' ' ORDER BY t) FROM unnest(public.analytics_current_tenants()) AS t))
$$;
SELECT tenants();
SET ROLE regress_app_a; SELECT tenants();
SET ROLE regress_app_b; SELECT tenants();
SET ROLE regress_both; SELECT tenants();
SET ROLE regress_unbound; SELECT tenants();
RESET ROLE;
-- Membership comes by roles that the role has, and changes with them at once.
GRANT regress_group TO regress_app_a;
SET ROLE regress_app_a; SELECT tenants();
RESET ROLE;
REVOKE regress_group FROM regress_app_a;
SET ROLE regress_app_a; SELECT tenants();
RESET ROLE;
BEGIN;
DELETE FROM analytics_tenant_members WHERE role = 'regress_both'::regrole AND tenant_id = :'a';
SET LOCAL ROLE regress_both; SELECT tenants();
ROLLBACK;
SET ROLE regress_both; SELECT tenants();
RESET ROLE;
-- The setting decides, for those who may set it; it must be a UUID.
SET mindwell_analytics.tenant_id = :'c'; SELECT tenants();
SET ROLE regress_app_a; SELECT tenants();
SELECT failure($$SET mindwell_analytics.tenant_id = 'bbbbbbbb-0000-4000-8000-00000000000b'$$);
SELECT failure($$SELECT set_config('mindwell_analytics.tenant_id', '', false)$$);
SELECT tenants();
RESET ROLE;
SELECT failure($$SET mindwell_analytics.tenant_id = 'tea'$$);
SET mindwell_analytics.tenant_id = ''; SELECT tenants();
GRANT SET ON PARAMETER mindwell_analytics.tenant_id TO regress_app_a;
SET ROLE regress_app_a;
SET mindwell_analytics.tenant_id = :'b'; SELECT tenants();
RESET mindwell_analytics.tenant_id; SELECT tenants();
RESET ROLE;
REVOKE SET ON PARAMETER mindwell_analytics.tenant_id FROM regress_app_a;
-- What was set before the library came is discarded, unless the role may set it.
\c -
SET search_path = public, test;
SET client_min_messages = error;
SET extra_float_digits = 1;
SET SESSION AUTHORIZATION regress_app_b;
SET mindwell_analytics.tenant_id = :'a';
SELECT tenants();
RESET SESSION AUTHORIZATION;
RESET client_min_messages;

-- Whose event it is: the session's tenant's, also when it is named; never another's.
SET ROLE regress_app_a;
INSERT INTO analytics_events (event_type) VALUES ('a1') RETURNING tenant_id;
INSERT INTO analytics_events (event_type, tenant_id) VALUES ('a2', :'a') RETURNING tenant_id;
SELECT analytics_track('a3') IS NOT NULL AS tracked;
SELECT status FROM analytics_track_batch('[{"event_type": "a4"}]');
INSERT INTO analytics_inbox (event_type) VALUES ('a5');
COPY analytics_inbox (event_type) FROM stdin;
a6
\.
SELECT analytics_identify(analytics_uuid('u'), '{"of": "a"}');
SELECT failure($$INSERT INTO analytics_events (event_type, tenant_id) VALUES ('x', 'bbbbbbbb-0000-4000-8000-00000000000b')$$);
SELECT sqlstate($$INSERT INTO analytics_events (event_type, tenant_id) VALUES ('x', '00000000-0000-0000-0000-000000000000')$$);
SELECT sqlstate($$INSERT INTO analytics_inbox (event_type, tenant_id) VALUES ('x', 'bbbbbbbb-0000-4000-8000-00000000000b')$$);
SELECT sqlstate($$SELECT analytics_track('x', tenant_id => 'bbbbbbbb-0000-4000-8000-00000000000b')$$);
SELECT sqlstate($$SELECT analytics_track_json('{"name": "x", "tenantId": "bbbbbbbb-0000-4000-8000-00000000000b"}'::jsonb)$$);
SELECT status, error_code FROM analytics_track_batch('[{"event_type": "x", "tenant_id": "bbbbbbbb-0000-4000-8000-00000000000b"}]');
SELECT sqlstate($$SELECT analytics_identify(gen_random_uuid(), '{}', tenant_id => 'bbbbbbbb-0000-4000-8000-00000000000b')$$);
SELECT sqlstate($$UPDATE analytics_events SET tenant_id = 'bbbbbbbb-0000-4000-8000-00000000000b'$$);
SELECT sqlstate($$INSERT INTO analytics_opt_outs (user_id) VALUES (gen_random_uuid())$$);
SELECT sqlstate($$INSERT INTO analytics_users (tenant_id, user_id, properties) VALUES ('bbbbbbbb-0000-4000-8000-00000000000b', gen_random_uuid(), '{}')$$);
SET ROLE regress_app_b;
INSERT INTO analytics_events (event_type) VALUES ('b1') RETURNING tenant_id;
SELECT analytics_identify(analytics_uuid('u'), '{"of": "b"}');
RESET ROLE;
SELECT analytics_track('global', tenant_id => :'nil') IS NOT NULL AS tracked;
SELECT analytics_track('of_a_by_owner', tenant_id => :'a') IS NOT NULL AS tracked;

-- What each of them sees, and can change.
SET ROLE regress_app_a;
SELECT event_type FROM analytics_events ORDER BY 1;
SELECT event_type FROM analytics_inbox ORDER BY 1;
SELECT properties FROM analytics_users;
UPDATE analytics_events SET properties = '{"by": "a"}' WHERE event_type IN ('a1', 'b1', 'global') RETURNING event_type;
DELETE FROM analytics_events WHERE event_type IN ('a2', 'b1', 'global') RETURNING event_type;
UPDATE analytics_inbox SET properties = '{"by": "a"}' WHERE event_type IN ('a3', 'b1') RETURNING event_type;
UPDATE analytics_users SET properties = '{}' RETURNING tenant_id;
SET ROLE regress_app_b;
SELECT event_type, properties FROM analytics_events ORDER BY 1;
SELECT properties FROM analytics_users;
SET ROLE regress_unbound;
SELECT event_type FROM analytics_events ORDER BY 1;
SELECT count(*) FROM analytics_users;
UPDATE analytics_events SET properties = '{}' RETURNING event_type;
DELETE FROM analytics_events RETURNING event_type;
-- The nil tenant is not that of a role without one, also when it is named.
SELECT failure($$SELECT analytics_track('x', tenant_id => '00000000-0000-0000-0000-000000000000')$$);
SELECT sqlstate($$INSERT INTO analytics_events (event_type, tenant_id) VALUES ('x', '00000000-0000-0000-0000-000000000000')$$),
       sqlstate($$INSERT INTO analytics_users (tenant_id, user_id, properties) VALUES ('00000000-0000-0000-0000-000000000000', gen_random_uuid(), '{}')$$);
SELECT failure($$SELECT analytics_register_event_type('x')$$);
SELECT failure('SELECT analytics_rate_check()');
SELECT sqlstate('SELECT analytics_summary()'), sqlstate($$SELECT * FROM analytics_active_users('2024-05-01', '2024-05-02')$$);
-- Bound to several tenants: sees them all, and must say for which it writes.
SET ROLE regress_both;
SELECT left(tenant_id::text, 1) AS tenant, count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
SELECT failure($$INSERT INTO analytics_events (event_type) VALUES ('x')$$);
SELECT failure($$SELECT analytics_track('x')$$);
SELECT status, error_code FROM analytics_track_batch('[{"event_type": "x"}, {"event_type": "ab", "tenant_id": "bbbbbbbb-0000-4000-8000-00000000000b"}]');
SELECT sqlstate($$SELECT analytics_track('x', tenant_id => 'cccccccc-0000-4000-8000-00000000000c')$$);
-- Without any: must say so too, by every path, the owner included.
SET ROLE regress_unbound;
SELECT failure($$SELECT analytics_track('x')$$);
SELECT sqlstate($$INSERT INTO analytics_events (event_type) VALUES ('x')$$), sqlstate($$INSERT INTO analytics_inbox (event_type) VALUES ('x')$$),
       sqlstate($$SELECT analytics_track_json('{"name": "x"}'::jsonb)$$), sqlstate($$SELECT analytics_identify(gen_random_uuid(), '{}')$$),
       sqlstate($$SELECT analytics_opt_out(gen_random_uuid())$$), sqlstate($$SELECT analytics_opt_in(gen_random_uuid())$$);
SELECT status, error_code FROM analytics_track_batch('[{"event_type": "x"}, {"event_type": "nil1", "tenant_id": "00000000-0000-0000-0000-000000000000"}]');
SELECT * FROM analytics_validate('{"event_type": "x"}');
SELECT failure($$SET mindwell_analytics.require_tenant = off$$);
RESET ROLE;
SELECT sqlstate($$SELECT analytics_track('x')$$), sqlstate($$COPY analytics_events (event_type) FROM PROGRAM 'echo x'$$),
       sqlstate($$SELECT analytics_forget_user(analytics_uuid('u'), 'asked')$$), sqlstate($$SELECT analytics_export_user(analytics_uuid('u'))$$),
       sqlstate($$SELECT analytics_set_acquisition_cost('2001-01-01', 10)$$);
SELECT analytics_set_acquisition_cost('2001-01-01', 10, tenant_id => :'c');
SELECT tenant_id, cost FROM analytics_acquisition_costs;
-- the nil tenant is one, for the owner who names it, who has it set, or is bound to it
SELECT analytics_track('nil2', tenant_id => :'nil') IS NOT NULL AS tracked;
SET mindwell_analytics.tenant_id = :'nil';
SELECT analytics_track('nil3') IS NOT NULL AS tracked;
RESET mindwell_analytics.tenant_id;
BEGIN;
INSERT INTO analytics_tenant_members VALUES ('regress_unbound', :'nil');
SET LOCAL ROLE regress_unbound;
SELECT analytics_track('nil4') IS NOT NULL AS tracked;
ROLLBACK;
-- or as it was, where that is wanted
SET mindwell_analytics.require_tenant = off;
SET ROLE regress_unbound;
SELECT analytics_track('nil5') IS NOT NULL AS tracked;
SELECT event_type FROM analytics_events ORDER BY 1;
RESET ROLE;
RESET mindwell_analytics.require_tenant;
-- Only INSERT: that is enough to track, and to nothing else.
SET ROLE regress_write_only;
SELECT analytics_track('w1') IS NOT NULL AS tracked, analytics_track_json('{"name": "w2"}'::jsonb) IS NOT NULL AS tracked;
SELECT analytics_track('w3', idempotency_key => 'w3') = analytics_track('w3', idempotency_key => 'w3') AS same;
SELECT status FROM analytics_track_batch('[{"event_type": "w4", "idempotency_key": "w4"}]');
INSERT INTO analytics_events (event_type) VALUES ('w5');
INSERT INTO analytics_inbox (event_type) VALUES ('w6');
COPY analytics_inbox (event_type) FROM stdin;
w7
\.
SELECT sqlstate('SELECT * FROM analytics_events'), sqlstate('SELECT * FROM analytics_inbox'), sqlstate('DELETE FROM analytics_events'),
       sqlstate('INSERT INTO analytics_events (event_type) VALUES (''x'') RETURNING id'),
       sqlstate('SELECT * FROM analytics_event_keys'), sqlstate('SELECT * FROM analytics_dirty_buckets'),
       sqlstate('SELECT * FROM analytics_hash_key'), sqlstate('TRUNCATE analytics_events');
SELECT failure($$SELECT analytics_identify(gen_random_uuid(), '{}')$$);
SELECT failure($$SELECT analytics_track_json('{"name": "x", "user_id": 1, "user_properties": {}}'::jsonb)$$);
SELECT failure($$SELECT analytics_register_event_type('x')$$);
RESET ROLE;
SELECT string_agg(event_type, ' ' ORDER BY event_type) FROM analytics_events WHERE event_type LIKE 'w%' AND tenant_id = :'a';
-- Without INSERT nothing is tracked, and the hint names the grant.
CREATE ROLE "regress reader";
SET ROLE "regress reader";
SELECT failure($$SELECT analytics_track('x')$$);
SELECT failure($$SELECT analytics_track_json('{"name": "x"}'::text)$$);
SELECT failure($$SELECT * FROM analytics_track_batch('[]')$$);
RESET ROLE;
DROP ROLE "regress reader";

-- One tenant's opt-out, event type, key and hash tell another nothing.
INSERT INTO analytics_opt_outs VALUES (:'b', analytics_uuid('u'));
SELECT analytics_register_event_type('brew', property_schema => '{"required": ["secret_of_b"]}', tenant_id => :'b');
SET ROLE regress_app_a;
SELECT analytics_track('brew', analytics_uuid('u')) IS NOT NULL AS tracked;
SELECT * FROM analytics_validate('{"event_type": "brew", "tenant_id": "bbbbbbbb-0000-4000-8000-00000000000b"}');
SELECT count(*) FROM analytics_opt_outs;
SELECT count(*) FROM analytics_event_types WHERE event_type = 'brew';
SELECT analytics_track('keyed', idempotency_key => 'k') IS NOT NULL AS tracked;
SET ROLE regress_app_b;
SELECT analytics_track('other', idempotency_key => 'k') IS NOT NULL AS tracked;
RESET ROLE;
SELECT count(*), count(DISTINCT key_hash) FROM analytics_event_keys k WHERE EXISTS (SELECT FROM analytics_events e WHERE e.id = k.event_id AND e.event_type IN ('keyed', 'other'));

-- COPY out, EXPLAIN's row counts, and a leaky function in the condition, show no more.
CREATE FUNCTION test.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
AS $$ BEGIN RAISE NOTICE 'leaked %', $1; RETURN true; END $$;
SET ROLE regress_app_b;
COPY (SELECT event_type FROM analytics_events ORDER BY 1) TO stdout;
SELECT event_type FROM analytics_events WHERE leak(event_type) ORDER BY 1;
SELECT sqlstate('SELECT * FROM analytics_partitions.analytics_events_default');
RESET ROLE;
DROP FUNCTION test.leak;

-- A parallel query asks for the tenants as well, and the first may be one.
BEGIN;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
DELETE FROM analytics_tenant_members WHERE false;
SET LOCAL ROLE regress_app_b;
SELECT count(*) > 0 AS seen FROM analytics_events;
ROLLBACK;

-- Memberships that could not be read are not taken for none, however often one tries.
BEGIN;
ALTER TABLE analytics_tenant_members ALTER role TYPE text;
SET LOCAL ROLE regress_app_b;
SELECT sqlstate('SELECT public.analytics_current_tenants()') FROM generate_series(1, 2);
ROLLBACK;

-- The owner, and a superuser, see and write all tenants.
SELECT left(tenant_id::text, 1) AS tenant, count(*) > 0 AS seen FROM analytics_events GROUP BY 1 ORDER BY 1;

-- A membership is of a role, not of a name.
SELECT string_agg(event_type, ' ' ORDER BY event_type) AS of_b FROM analytics_events WHERE tenant_id = :'b' \gset
ALTER ROLE regress_app_b RENAME TO "regress Renamed";
CREATE ROLE regress_app_b;
GRANT SELECT, INSERT ON analytics_events TO regress_app_b;
SET ROLE "regress Renamed"; SELECT tenants();
SELECT string_agg(event_type, ' ' ORDER BY event_type) = :'of_b' AS same_events FROM analytics_events;
SET ROLE regress_app_b; SELECT tenants();
SELECT count(*) FROM analytics_events;
SELECT sqlstate($$SELECT analytics_track('x')$$);
RESET ROLE;
SELECT role FROM analytics_tenant_members WHERE tenant_id = :'b' ORDER BY role::text;
-- One that was dropped leaves a membership that binds nobody, also not a new role of its name; health says so, and maintenance removes it.
DROP OWNED BY "regress Renamed";
DROP ROLE "regress Renamed";
CREATE ROLE "regress Renamed";
SET ROLE "regress Renamed"; SELECT tenants();
RESET ROLE;
SELECT count(*) FROM analytics_tenant_members m WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.oid = m.role);
SELECT status, value, detail, hint FROM analytics_health() WHERE check_name = 'memberships';
SELECT count(*) AS members FROM analytics_tenant_members \gset
CALL analytics_maintain('{trim}');
SELECT event_count FROM analytics_run_log WHERE step = 'trim';
SELECT :members - count(*) AS removed FROM analytics_tenant_members;
SELECT status, value FROM analytics_health() WHERE check_name = 'memberships';
DROP ROLE "regress Renamed";

DROP OWNED BY regress_app_a, regress_app_b, regress_group, regress_both, regress_unbound, regress_write_only;
DROP ROLE regress_app_a, regress_app_b, regress_group, regress_both, regress_unbound, regress_write_only;
DROP FUNCTION test.tenants;
