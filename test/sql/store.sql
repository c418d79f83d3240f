-- The store: analytics_install() makes it in any schema, under any search_path, for any role that may, and makes it whole again.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

-- Every table is described and under row security, every partition is under row security.
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE E'analytics\\_%' AND c.relkind IN ('r', 'p', 'v')
  AND obj_description(c.oid, 'pg_class') IS NULL;
SELECT count(*) = (SELECT count(*) FROM mindwell_internal.store_tables()) AS all_tables, count(*) FILTER (WHERE NOT c.relrowsecurity) AS open
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE E'analytics\\_%' AND c.relkind IN ('r', 'p');
SELECT count(*) AS partitions, count(*) FILTER (WHERE NOT c.relrowsecurity) AS open
FROM pg_class c WHERE c.relnamespace = 'analytics_partitions'::regnamespace AND c.relkind = 'r';
SELECT t.tgname, count(*)
FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid
WHERE c.relnamespace = 'analytics_partitions'::regnamespace GROUP BY 1 ORDER BY 1;
-- An owner's configuration is his: nothing was granted.
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname LIKE E'analytics\\_%' AND relacl IS NOT NULL AND oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e');

-- Without a store, every function that needs one says how to get it.
CREATE PROCEDURE test.drop_store(schema text)
LANGUAGE plpgsql
AS $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN
        SELECT oid FROM pg_class
        WHERE relnamespace = quote_ident(schema)::regnamespace AND relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p')
    LOOP
        EXECUTE format('DROP TABLE %s CASCADE', relation);
    END LOOP;
END
$$;
CREATE FUNCTION test.calls() RETURNS TABLE (call text)
LANGUAGE sql
AS $$
    SELECT unnest(ARRAY[
        'analytics_track(''a'')', 'analytics_track_json(''{"event_type": "a"}''::jsonb)', 'analytics_track_json(''{"event_type": "a"}''::text)',
        'analytics_track_batch(''[]'')', 'analytics_validate(''{"event_type": "a"}'')',
        'analytics_identify(''11111111-0000-4000-8000-000000000001'', ''{}'')', 'analytics_register_event_type(''a'')',
        'analytics_current_tenant()', 'analytics_current_tenants()', 'analytics_summary()', 'analytics_active_sessions()',
        'analytics_active_users(''2024-05-01'', ''2024-05-02'')', 'analytics_concurrency(''2024-05-01'', ''2024-05-02'')',
        'analytics_concurrency_by_hour(''2024-05-01'', ''2024-05-02'')', 'analytics_concurrent_peak(''2024-05-01'', ''2024-05-02'')',
        'analytics_dau_mau(''2024-05-01'', ''2024-05-02'')', 'analytics_lifecycle(''2024-05-01'', ''2024-05-02'')',
        'analytics_session_timeline(''2024-05-01'', ''2024-05-02'')', 'analytics_sessions(''2024-05-01'', ''2024-05-02'')',
        'analytics_stickiness(''2024-05-01'', ''2024-05-02'')',
        'analytics_funnel(''["a", "b"]'', ''2024-05-01'', ''2024-05-02'')', 'analytics_retention(''"a"'', ''"b"'', ''2024-05-01'', ''2024-05-02'')',
        'analytics_retention_curve(''"a"'', ''"b"'', ''2024-05-01'', ''2024-05-02'')'])
$$;
SET client_min_messages = warning;
CALL drop_store('public');
DROP SCHEMA analytics_partitions CASCADE;
RESET client_min_messages;
SELECT failure('SELECT ' || call) AS failure, string_agg(call, E'\n' ORDER BY call COLLATE "C") AS calls FROM calls() GROUP BY 1;
-- What needs none works.
SELECT analytics_uuid('a') IS NOT NULL AS uuid, analytics_uuidv7() IS NOT NULL AS uuidv7,
       (SELECT count(*) FROM analytics_check_properties('{"type": "object"}', '{}')) AS problems,
       (SELECT count(*) > 70 FROM analytics_canonical_event_types()) AS types;

-- Bad arguments.
SELECT partition_by, failure(format('SELECT analytics_install(%L)', partition_by))
FROM unnest(ARRAY['year', 'Day', '', 'day ', NULL]) AS partition_by;
SELECT failure('SELECT analytics_install(partition_schema => NULL)');
SELECT failure($$SELECT analytics_install(partition_schema => '')$$);
SELECT sqlstate($$SELECT analytics_install(partition_schema => repeat('p', 64))$$);
SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p', 'v') AND oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e');

-- Something else has a name of the store's.
CREATE VIEW analytics_users AS SELECT 1 AS one;
SELECT failure('SELECT analytics_install()');
SELECT sqlstate($$SELECT analytics_track('a')$$);
DROP VIEW analytics_users;
CREATE TABLE analytics_events (id uuid);
SELECT failure('SELECT analytics_install()');
DROP TABLE analytics_events;
CREATE TABLE analytics_event_keys (id uuid) PARTITION BY LIST (id);
SELECT failure('SELECT analytics_install()');
DROP TABLE analytics_event_keys;
CREATE MATERIALIZED VIEW analytics_store AS SELECT 1 AS one;
SELECT failure('SELECT analytics_install()');
DROP MATERIALIZED VIEW analytics_store;
CREATE TABLE analytics_inbox (id uuid);
SELECT sqlstate('SELECT analytics_install()');
DROP TABLE analytics_inbox;
SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p', 'v') AND oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e');
SELECT to_regnamespace('analytics_partitions');

-- The extension, and so the store, in a schema of an awkward name.
SET client_min_messages = warning;
DROP EXTENSION mindwell_analytics CASCADE;
RESET client_min_messages;
CREATE SCHEMA "My 100% Store";
CREATE EXTENSION mindwell_analytics SCHEMA "My 100% Store";
SELECT failure($$SELECT "My 100% Store".analytics_track('a')$$);

-- Under a search_path that hides what the code means, nothing of it is used.
CREATE SCHEMA evil;
CREATE FUNCTION evil.now() RETURNS timestamptz LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked now()'; END$$;
CREATE FUNCTION evil.lower(text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked lower()'; END$$;
CREATE FUNCTION evil.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked clock_timestamp()'; END$$;
CREATE FUNCTION evil.count(text) RETURNS bigint LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked count()'; END$$;
CREATE FUNCTION evil.same(text, text) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked ='; END$$;
CREATE FUNCTION evil.same(name, name) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked ='; END$$;
CREATE FUNCTION evil.same(uuid, uuid) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked ='; END$$;
CREATE FUNCTION evil.same(oid, oid) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked ='; END$$;
CREATE FUNCTION evil.joined(text, text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked ||'; END$$;
CREATE FUNCTION evil.later(timestamptz, timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'hijacked >='; END$$;
CREATE OPERATOR evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.same);
CREATE OPERATOR evil.= (LEFTARG = name, RIGHTARG = name, FUNCTION = evil.same);
CREATE OPERATOR evil.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = evil.same);
CREATE OPERATOR evil.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = evil.same);
CREATE OPERATOR evil.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.same);
CREATE OPERATOR evil.<> (LEFTARG = name, RIGHTARG = name, FUNCTION = evil.same);
CREATE OPERATOR evil.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.joined);
CREATE OPERATOR evil.>= (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = evil.later);
CREATE TABLE evil.analytics_events (id uuid);
CREATE TABLE evil.pg_class (id uuid);
CREATE TEMP TABLE analytics_store (version text);
CREATE TEMP TABLE analytics_events (event_type text);
CREATE TEMP TABLE analytics_event_keys (key_hash text);
CREATE TEMP TABLE analytics_users (user_id text);
CREATE TEMP TABLE analytics_pii_rules (key text);
CREATE TEMP TABLE analytics_dirty_buckets (bucket text);
CREATE TEMP TABLE analytics_new_events (id text);
CREATE TEMP TABLE pg_namespace (nspname text);
SET search_path = pg_temp, evil, "My 100% Store", pg_catalog, test;
\set SHOW_CONTEXT never
SELECT lower('A');
SELECT 'a' = 'a'::text;
\set SHOW_CONTEXT errors
SELECT analytics_install();
SELECT analytics_install();
SELECT analytics_track('tea_brewed', user_id => '11111111-0000-4000-8000-000000000001', properties => '{"EMAIL": "ann@example.com", "cups": 2}',
                       idempotency_key => 'k') IS NOT NULL AS tracked;
SELECT analytics_track('tea_brewed', user_id => '11111111-0000-4000-8000-000000000001', properties => '{"cups": 2}', idempotency_key => 'k') IS NOT NULL AS again;
SELECT ord, status, error FROM analytics_track_batch('[{"event_type": "tea_poured"}, {"event_type": "tea_brewed", "user_id": "ann", "user_properties": {"plan": "pro"}, "idempotency_key": "l"}]');
SELECT analytics_identify('11111111-0000-4000-8000-000000000001', '{"plan": "free"}');
SELECT analytics_register_event_type('tea_poured', funnel_stage => 'Engagement');
INSERT INTO "My 100% Store".analytics_events (event_type) VALUES ('tea_poured');
COPY "My 100% Store".analytics_events (event_type) FROM stdin;
tea_poured
\.
INSERT INTO "My 100% Store".analytics_inbox (event_type) VALUES ('tea_drunk');
SELECT call, sqlstate('SELECT ' OPERATOR(pg_catalog.||) call) FROM calls() ORDER BY call COLLATE "C";
SET search_path = public, test;
-- Nothing of it is in the store either: all of it goes, and nothing had come.
SELECT (SELECT count(*) FROM evil.analytics_events) + (SELECT count(*) FROM pg_temp.analytics_events) + (SELECT count(*) FROM pg_temp.analytics_event_keys)
     + (SELECT count(*) FROM pg_temp.analytics_users) + (SELECT count(*) FROM pg_temp.analytics_dirty_buckets) AS taken;
DISCARD TEMP;
DROP OPERATOR evil.= (text, text), evil.= (name, name), evil.= (uuid, uuid), evil.= (oid, oid), evil.<> (text, text), evil.<> (name, name),
              evil.|| (text, text), evil.>= (timestamptz, timestamptz);
DROP FUNCTION evil.now, evil.lower, evil.clock_timestamp, evil.count, evil.same(text, text), evil.same(name, name), evil.same(uuid, uuid),
              evil.same(oid, oid), evil.joined, evil.later;
DROP TABLE evil.analytics_events, evil.pg_class;
DROP SCHEMA evil;
SELECT event_type, funnel_stage, count(*), min(properties::text) AS properties
FROM "My 100% Store".analytics_events GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*) FROM "My 100% Store".analytics_event_keys;
SELECT properties FROM "My 100% Store".analytics_users ORDER BY properties;

-- The second call changes nothing, and tells so.
SET search_path = "My 100% Store", public, test;
CREATE FUNCTION test.fingerprint() RETURNS text
LANGUAGE sql
AS $$
    SELECT md5(concat(
        (SELECT string_agg(concat(c.oid, c.relname, c.relfilenode, c.relacl), ',' ORDER BY c.oid) FROM pg_class c
         WHERE c.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('My 100% Store', 'analytics_partitions'))),
        (SELECT string_agg(concat(oid, tgname, tgenabled), ',' ORDER BY oid) FROM pg_trigger),
        (SELECT string_agg(concat(oid, polname), ',' ORDER BY oid) FROM pg_policy),
        (SELECT string_agg(concat(s.xmin, s.ctid, s), ',' ORDER BY s.ctid) FROM analytics_store s),
        (SELECT string_agg(concat(k.xmin, k.ctid, k), ',' ORDER BY k.ctid) FROM analytics_hash_key k),
        (SELECT string_agg(concat(r.xmin, r.ctid, r), ',' ORDER BY r.ctid) FROM analytics_pii_rules r),
        (SELECT string_agg(concat(f.xmin, f.ctid, f), ',' ORDER BY f.ctid) FROM analytics_funnel_stages f),
        (SELECT string_agg(concat(t.xmin, t.ctid, t), ',' ORDER BY t.ctid) FROM analytics_event_types t)))
$$;
SELECT fingerprint() AS before \gset
SELECT analytics_install();
SELECT analytics_install('day', 'another_schema');
SELECT fingerprint() = :'before' AS unchanged, to_regnamespace('another_schema');
-- What the owner has configured stays so.
DELETE FROM analytics_pii_rules WHERE key = 'name';
UPDATE analytics_event_types SET description = 'ours' WHERE event_type = 'signup_started';
UPDATE analytics_funnel_stages SET position = 5 WHERE stage = 'revenue';
SELECT fingerprint() AS before \gset
SELECT analytics_install();
SELECT fingerprint() = :'before' AS unchanged;
-- What is missing is put back.
DROP TRIGGER analytics_gate ON analytics_events;
DROP TRIGGER analytics_config_changed ON analytics_pii_rules;
DROP POLICY analytics_tenant ON analytics_users;
DROP VIEW analytics_inbox;
ALTER TABLE analytics_hash_key DISABLE ROW LEVEL SECURITY;
DELETE FROM analytics_event_types WHERE event_type = 'signup_started';
SELECT analytics_install();
SELECT sqlstate($$INSERT INTO analytics_events (event_type) VALUES ('Not A Type')$$);
SELECT count(*) FROM pg_trigger WHERE tgrelid = 'analytics_pii_rules'::regclass AND tgname = 'analytics_config_changed' AND tgenabled = 'A';
SELECT count(*) FROM pg_policy WHERE polrelid = 'analytics_users'::regclass;
SELECT relrowsecurity FROM pg_class WHERE oid = 'analytics_hash_key'::regclass;
SELECT count(*) FROM analytics_inbox;
SELECT count(*) FROM analytics_event_types WHERE event_type = 'signup_started';
-- Also after the extension was dropped: the rows stay, CREATE EXTENSION and analytics_install() bring back the rest.
SELECT failure('DROP EXTENSION mindwell_analytics') LIKE '2BP01%' AS refused;
SET client_min_messages = warning;
DROP EXTENSION mindwell_analytics CASCADE;
RESET client_min_messages;
SELECT count(*) FROM analytics_events;
CREATE EXTENSION mindwell_analytics SCHEMA "My 100% Store";
SELECT analytics_install();
SELECT sqlstate($$INSERT INTO analytics_events (event_type) VALUES ('Not A Type')$$), sqlstate($$SELECT analytics_track('a')$$);
SELECT count(*) FROM analytics_inbox;
SELECT count(*) = (SELECT count(*) FROM mindwell_internal.store_tables()) AS all_tables, count(*) FILTER (WHERE NOT relrowsecurity) AS open
FROM pg_class WHERE relnamespace = '"My 100% Store"'::regnamespace AND relkind IN ('r', 'p');
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = '"My 100% Store"'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND obj_description(c.oid, 'pg_class') IS NULL;

-- A store that is newer than the code.
BEGIN;
UPDATE analytics_store SET version = 1000;
SELECT failure('SELECT analytics_install()');
ROLLBACK;

-- Columns that the owner has altered are noticed, not misread.
CREATE FUNCTION test.altered(alteration text, call text DEFAULT 'analytics_track(''a'', user_id => ''11111111-0000-4000-8000-000000000001'')')
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    result text;
BEGIN
    EXECUTE alteration;
    result := failure('SELECT ' || call);
    RAISE EXCEPTION 'undo' USING ERRCODE = 'TT000', DETAIL = result;
EXCEPTION WHEN SQLSTATE 'TT000' THEN
    RETURN result;
END
$$;
SELECT altered('ALTER TABLE analytics_opt_outs ALTER user_id TYPE text');
SELECT altered('ALTER TABLE analytics_opt_outs DROP user_id');
SELECT altered('ALTER TABLE analytics_event_types ALTER property_schema TYPE text');
SELECT altered('ALTER TABLE analytics_pii_rules DROP action');
SELECT altered('ALTER TABLE analytics_hash_key DROP key', $$analytics_track('a', idempotency_key => 'k')$$);
SELECT altered('ALTER TABLE analytics_tenant_members ALTER role TYPE text; GRANT USAGE ON SCHEMA "My 100% Store" TO pg_monitor; SET LOCAL ROLE pg_monitor',
               'analytics_current_tenant()');
SELECT altered('ALTER TABLE analytics_dirty_buckets ALTER logged_at TYPE timestamp');
SELECT altered('ALTER TABLE analytics_pii_rules ALTER action DROP NOT NULL; ALTER TABLE analytics_pii_rules DROP CONSTRAINT analytics_pii_rules_action_is_drop_hash_mask_or_allow; UPDATE analytics_pii_rules SET action = NULL');
SELECT altered('DROP TABLE analytics_opt_outs');
SELECT altered('ALTER TABLE analytics_opt_outs RENAME TO opt_outs; CREATE VIEW analytics_opt_outs AS TABLE opt_outs');
SELECT sqlstate($$SELECT analytics_track('a')$$);

-- Week and month; the current period's partition is there.
CREATE FUNCTION test.partitions() RETURNS TABLE (schema name, name text, count bigint)
LANGUAGE sql
AS $$
    SELECT n.nspname, regexp_replace(c.relname, E'\\d', '9', 'g'), count(*)
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.inhparent = '"My 100% Store".analytics_events'::regclass
    GROUP BY 1, 2 ORDER BY min(c.relname)
$$;
SELECT * FROM partitions();
SET client_min_messages = warning;
CALL drop_store('My 100% Store');
SELECT analytics_install('week', 'Parts 100%');
SELECT * FROM partitions();
CALL drop_store('My 100% Store');
SELECT analytics_install(partition_by => 'month', partition_schema => 'Parts 100%');
RESET client_min_messages;
SELECT * FROM partitions();
SELECT analytics_track('a') IS NOT NULL AS tracked;
SELECT regexp_replace(c.relname, E'\\d', '9', 'g') FROM analytics_events e JOIN pg_class c ON c.oid = e.tableoid;
SELECT partition_by, partition_schema FROM analytics_store;
-- It stays as it was made.
SELECT analytics_install('week');
SELECT analytics_install('month');
SELECT analytics_install();
SELECT * FROM partitions();
SET client_min_messages = warning;
CALL drop_store('My 100% Store');
DROP SCHEMA "Parts 100%", analytics_partitions CASCADE;
RESET client_min_messages;

-- A role that is no superuser: it may create in the schema, but no schemas.
CREATE ROLE "regress Owner";
GRANT USAGE ON SCHEMA "My 100% Store" TO "regress Owner";
SET ROLE "regress Owner";
SELECT sqlstate($$SELECT analytics_install(partition_schema => 'public')$$);
-- the hint has all that is missing
SELECT replace(failure('SELECT analytics_install()'), current_database(), 'DATABASE');
RESET ROLE;
GRANT CREATE ON SCHEMA "My 100% Store" TO "regress Owner";
CREATE SCHEMA "Parts 100%";
SET ROLE "regress Owner";
SELECT replace(failure('SELECT analytics_install()'), current_database(), 'DATABASE');
SELECT failure($$SELECT analytics_install('week', 'Parts 100%')$$);
RESET ROLE;
GRANT CREATE, USAGE ON SCHEMA "Parts 100%" TO "regress Owner";
-- nor in a schema whose owner could drop every partition
CREATE SCHEMA "Others' parts" AUTHORIZATION pg_monitor;
GRANT CREATE, USAGE ON SCHEMA "Others' parts" TO PUBLIC;
SET ROLE "regress Owner";
SELECT failure($$SELECT analytics_install('week', 'Others'' parts')$$);
RESET ROLE;
DROP SCHEMA "Others' parts";
SET ROLE "regress Owner";
SELECT analytics_install('week', 'Parts 100%');
SELECT analytics_install('week', 'Parts 100%');
SELECT analytics_track('tea_brewed', properties => '{"email": "ann@example.com"}', idempotency_key => 'k') IS NOT NULL AS tracked;
SELECT ord, status FROM analytics_track_batch('[{"event_type": "tea_poured", "user_id": 1, "user_properties": {"plan": "pro"}}]');
COPY analytics_events (event_type) FROM stdin;
tea_drunk
\.
SELECT event_type, properties FROM analytics_events ORDER BY event_type;
SELECT DISTINCT pg_get_userbyid(c.relowner) FROM pg_class c
WHERE c.relnamespace IN ('"My 100% Store"'::regnamespace, '"Parts 100%"'::regnamespace) AND c.relkind <> 'c' AND c.oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e');
RESET ROLE;
-- A superuser reads its reports as somebody else, by what the hint says.
SELECT failure('SELECT analytics_summary()');
SET ROLE "regress Owner";
SELECT analytics_summary() IS NOT NULL AS summary;
RESET ROLE;
-- Code of his that another's event runs has his rights, and cannot take the other's.
SET ROLE "regress Owner";
CREATE FUNCTION grab() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'as %', CURRENT_USER; RESET ROLE; RETURN NEW; END $$;
CREATE TRIGGER grab BEFORE INSERT ON analytics_event_keys FOR EACH ROW EXECUTE FUNCTION grab();
RESET ROLE;
SELECT sqlstate($$SELECT analytics_track('tea_brewed', idempotency_key => 'grab')$$);
DROP TRIGGER grab ON analytics_event_keys;
DROP FUNCTION grab;
-- The store is its owner's: nobody else installs it anew, not even a superuser.
SELECT failure('SELECT analytics_install()');
ALTER TABLE analytics_users OWNER TO CURRENT_USER;
SET ROLE "regress Owner";
SELECT failure('SELECT analytics_install()') LIKE '42501 "analytics_users" belongs to role %' AS refused;
SELECT failure($$SELECT analytics_track('a')$$);
RESET ROLE;
ALTER TABLE analytics_users OWNER TO "regress Owner";
SET ROLE "regress Owner";
SELECT analytics_install();
RESET ROLE;

-- Back to where other tests expect the extension.
SET search_path = public, test;
SET client_min_messages = warning;
DROP EXTENSION mindwell_analytics CASCADE;
DROP SCHEMA "My 100% Store", "Parts 100%" CASCADE;
DROP ROLE "regress Owner";
DROP PROCEDURE test.drop_store;
DROP FUNCTION test.calls, test.fingerprint, test.altered, test.partitions;
CREATE EXTENSION mindwell_analytics SCHEMA public;
