-- The store: made by analytics_install(), in any schema, by any role that may, under any search_path.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

-- Puts the extension into another schema, with all of the old store gone.
CREATE FUNCTION test.move_extension(schema text) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    old_schema name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'mindwell_analytics');
    relation text;
BEGIN
    SET LOCAL client_min_messages = warning;
    DROP EXTENSION IF EXISTS mindwell_analytics CASCADE;
    FOR relation IN
        SELECT format('%I.%I', old_schema, relname) FROM pg_class
        WHERE relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = old_schema) AND relname LIKE 'analytics\_%' AND relkind IN ('r', 'p')
    LOOP
        EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', relation);
    END LOOP;
    DROP SCHEMA IF EXISTS analytics_partitions CASCADE;
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', schema);
    EXECUTE format('CREATE EXTENSION mindwell_analytics SCHEMA %I', schema);
END
$$;

-- What there is: tables with row security, policies and triggers.
CREATE FUNCTION test.tables(schema text) RETURNS TABLE (name name, kind "char", row_security boolean, policies text, triggers text, commented boolean)
LANGUAGE sql
AS $$
    SELECT c.relname, c.relkind, c.relrowsecurity AND NOT c.relforcerowsecurity,
           (SELECT string_agg(polname || ' ' || polcmd::text, ' ') FROM pg_policy WHERE polrelid = c.oid),
           (SELECT string_agg(tgname || ' ' || tgenabled::text, ' ' ORDER BY tgname) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal),
           obj_description(c.oid, 'pg_class') IS NOT NULL
    FROM pg_class c WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = schema) AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
    ORDER BY 1
$$;

-- Whether the store works, from a session that knows nothing of where it is.
CREATE FUNCTION test.works(schema text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    id uuid;
    stored record;
BEGIN
    EXECUTE format('SELECT %I.analytics_track(''signup_started'', properties => ''{"email": "a", "x": 1}'', idempotency_key => gen_random_uuid()::text)', schema) INTO id;
    EXECUTE format('SELECT funnel_stage, properties FROM %I.analytics_events WHERE id = $1', schema) INTO stored USING id;
    EXECUTE format('INSERT INTO %I.analytics_inbox (event_type) VALUES (''a'')', schema);
    RETURN concat_ws(' ', stored.funnel_stage, stored.properties,
        sqlstate(format('INSERT INTO %I.analytics_events (event_type) VALUES (''A'')', schema)),
        sqlstate(format('SELECT FROM %I.analytics_track_batch(''[{"name": "A"}]'', ''abort'')', schema)),
        sqlstate(format('SELECT %I.analytics_summary(1)', schema)));
END
$$;

SELECT * FROM tables('public') WHERE name LIKE 'analytics%';
SELECT count(*), bool_and(relkind = 'r') AS tables, bool_and(relrowsecurity) AS row_security,
       bool_and(EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgname = 'analytics_gate')) AS gate,
       bool_and(EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgname = 'analytics_gate_truncate')) AS gate_truncate,
       bool_and(relacl IS NULL) AS granted_to_nobody, bool_or(EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype = 'c')) AS checks
FROM pg_class c WHERE relnamespace = 'analytics_partitions'::regnamespace AND relkind IN ('r', 'p');
SELECT version, partition_by, partition_schema FROM analytics_store;
-- The owner's alone, and what each tenant may see: nothing is granted to anybody.
SELECT count(*) FROM pg_class WHERE relname LIKE 'analytics\_%' AND relacl IS NOT NULL AND relkind IN ('r', 'p', 'v');
-- No column has a type of the extension.
SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relname LIKE 'analytics\_%' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND t.typnamespace <> 'pg_catalog'::regnamespace;

-- Run again, it changes nothing; what is missing it makes.
CREATE TABLE before AS SELECT * FROM tables('public') UNION ALL SELECT * FROM tables('analytics_partitions');
SELECT analytics_install();
SELECT * FROM (SELECT * FROM tables('public') UNION ALL SELECT * FROM tables('analytics_partitions')) AS now
EXCEPT SELECT * FROM before;
DELETE FROM analytics_event_types WHERE event_type = 'signup_started';
UPDATE analytics_event_types SET funnel_stage = 'revenue' WHERE event_type = 'signup_completed';
DELETE FROM analytics_pii_rules WHERE key = 'phone';
DROP TRIGGER analytics_gate ON analytics_events;
DROP POLICY analytics_tenant ON analytics_users;
DROP VIEW analytics_inbox;
ALTER TABLE analytics_opt_outs DISABLE ROW LEVEL SECURITY;
DROP TRIGGER analytics_config_changed ON analytics_pii_rules;
DROP TRIGGER analytics_gate_truncate ON analytics_partitions.analytics_events_default;
DO $$ BEGIN EXECUTE (SELECT format('DROP TABLE %s', max(inhrelid::regclass::text)) FROM pg_inherits WHERE inhparent = 'analytics_events'::regclass AND inhrelid::regclass::text ~ '\d$'); END $$;
SELECT analytics_install('month', 'elsewhere');
SELECT * FROM before EXCEPT SELECT * FROM (SELECT * FROM tables('public') UNION ALL SELECT * FROM tables('analytics_partitions')) AS now;
DROP TABLE before;
-- What the owner changed stays, but for canonical types, which come back.
SELECT event_type, funnel_stage FROM analytics_event_types WHERE event_type IN ('signup_started', 'signup_completed') ORDER BY 1;
SELECT count(*) FROM analytics_pii_rules WHERE key = 'phone';
SELECT works('public');
-- Events whose period has no partition are in the default one, and in the way of none.
DO $$ BEGIN EXECUTE (SELECT format('DROP TABLE %s', min(inhrelid::regclass::text)) FROM pg_inherits WHERE inhparent = 'analytics_events'::regclass AND inhrelid::regclass::text ~ '\d$'); END $$;
SELECT works('public');
SELECT analytics_install();
SELECT count(*) > 0 AS kept FROM analytics_partitions.analytics_events_default;
DELETE FROM analytics_partitions.analytics_events_default;
SELECT analytics_install();
SELECT works('public');
SELECT count(*) FROM analytics_partitions.analytics_events_default;

-- A newer store than the code is left alone.
UPDATE analytics_store SET version = version + 1;
SELECT failure('SELECT analytics_install()');
UPDATE analytics_store SET version = version - 1;
-- Arguments that are none.
SELECT partition_by, failure(format('SELECT analytics_install(%L)', partition_by)) FROM unnest('{hour,DAY,"",NULL}'::text[]) AS partition_by;
SELECT failure(format('SELECT analytics_install(partition_schema => %L)', partition_schema)) FROM unnest(ARRAY['', repeat('s', 64), NULL]) AS partition_schema;

-- Weeks begin on Monday, months on the first; names tell the period; the borders are UTC's.
CREATE TABLE periods (partition_by text, at timestamptz);
INSERT INTO periods VALUES ('day', '2024-12-31 23:59:59.999999Z'), ('day', '2024-02-29 12:00Z'), ('day', '0099-01-01 00:00Z'), ('week', '2024-12-30 00:00Z'), ('week', '2025-01-05 23:59Z'), ('week', '2024-12-29 23:59Z'),
    ('week', '2027-01-01 00:00Z'), ('month', '2024-02-29 23:59Z'), ('month', '2024-03-01 00:00Z'), ('month', '2024-12-31 23:59Z');
CREATE FUNCTION test.described(periods) RETURNS text
LANGUAGE sql
AS $$
    SELECT concat_ws(' ', $1.partition_by, to_char($1.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), public._analytics_partition_name($1.partition_by, s),
        to_char(s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), to_char(public._analytics_partition_end($1.partition_by, s) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
    FROM public._analytics_partition_start($1.partition_by, $1.at) AS s
$$;
SELECT described(p) FROM periods p;
CREATE TABLE described AS SELECT described(p) FROM periods p;
SET timezone = 'Pacific/Kiritimati';
SET datestyle = 'SQL, MDY';
SELECT described(p) FROM periods p EXCEPT SELECT * FROM described;
SET timezone = UTC;
SET datestyle = ISO;
DROP FUNCTION test.described;
DROP TABLE periods, described;
SELECT partition_by, count(*) FILTER (WHERE covers) AS today, count(*) AS partitions, max(upper) - min(lower) BETWEEN span * 27.0 / 30 AND span * 31.0 / 30 AS in_a_row
FROM (VALUES ('day', interval '8 days'), ('week', interval '56 days'), ('month', interval '240 days')) AS v (partition_by, span),
     LATERAL (SELECT lower, upper, now() >= lower AND now() < upper AS covers
              FROM generate_series(0, 7) AS i,
                   LATERAL (SELECT CASE partition_by WHEN 'day' THEN date_trunc('day', now() AT TIME ZONE 'UTC') + i * interval '1 day' WHEN 'week' THEN date_trunc('week', now() AT TIME ZONE 'UTC') + i * interval '7 days'
                       ELSE date_trunc('month', now() AT TIME ZONE 'UTC') + i * interval '1 month' END AT TIME ZONE 'UTC') AS l (lower),
                   LATERAL (SELECT public._analytics_partition_end(partition_by, lower)) AS u (upper)) AS s
GROUP BY partition_by, span ORDER BY 1;
SELECT move_extension('public');
SELECT analytics_install('month');
SELECT count(*) FILTER (WHERE relname ~ '^analytics_events_\d{6}$') AS months, count(*) AS partitions FROM pg_class WHERE relnamespace = 'analytics_partitions'::regnamespace AND relkind = 'r';
SELECT works('public');
SELECT tableoid::regclass::text = 'analytics_partitions.analytics_events_' || to_char(occurred_at AT TIME ZONE 'UTC', 'YYYYMM') AS in_its_month FROM analytics_events GROUP BY 1;
SELECT analytics_install('week');
SELECT move_extension('public');
SELECT analytics_install('week');
SELECT count(*) FILTER (WHERE relname ~ '^analytics_events_\d{4}w\d\d$') AS weeks, count(*) AS partitions FROM pg_class WHERE relnamespace = 'analytics_partitions'::regnamespace AND relkind = 'r';
SELECT works('public');
SELECT tableoid::regclass::text = 'analytics_partitions.analytics_events_' || to_char(occurred_at AT TIME ZONE 'UTC', 'IYYY"w"IW') AS in_its_week FROM analytics_events GROUP BY 1;

-- Schemas by any name, for the store and for its partitions.
CREATE FUNCTION test.in_schemas(schema text, partition_schema text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    answer text;
    again text;
BEGIN
    PERFORM move_extension(schema);
    EXECUTE format('SELECT %I.analytics_install(partition_schema => %L)', schema, partition_schema) INTO answer;
    EXECUTE format('SELECT %I.analytics_install()', schema) INTO again;
    RETURN concat_ws(E'\n', answer, again, works(schema),
        (SELECT count(*) || ' partitions in ' || n.nspname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE i.inhparent = format('%I.analytics_events', schema)::regclass GROUP BY n.nspname));
END
$$;
SELECT in_schemas('Ana lytics', 'Their Parts');
SELECT in_schemas('100%s %I %L %', 'p%s%I''"; x');
SELECT in_schemas('SELECT', 'select');
SELECT in_schemas('données', repeat('ü', 31));
SELECT in_schemas(repeat('s', 63), 'pg temp');
SELECT in_schemas('same', 'same');
-- PostgreSQL itself keeps an extension out of schemas whose names could end a quotation.
SELECT name, sqlstate(format('SELECT move_extension(%L)', name)) FROM unnest(ARRAY['we''ird', 'we"ird', 'we$ird', 'we\ird']) AS name;
SELECT sqlstate($$SELECT in_schemas('fine', 'pg_parts')$$);

-- A search_path full of traps changes nothing: functions, operators, tables and types of the same names.
SELECT move_extension('fine');
CREATE SCHEMA traps;
CREATE FUNCTION traps.trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped by %', TG_TABLE_NAME; END $$;
DO $$
DECLARE
    f record;
BEGIN
    -- each function that the scripts could name without its schema
    FOR f IN
        SELECT DISTINCT ON (p.proname, args) p.proname, pg_get_function_identity_arguments(p.oid) AS args, format_type(p.prorettype, NULL) AS result
        FROM pg_proc p
        WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f' AND p.provariadic = 0 AND NOT p.proretset
            AND p.proname IN ('format', 'now', 'clock_timestamp', 'date_trunc', 'to_char', 'lower', 'translate', 'octet_length', 'quote_ident', 'current_database', 'sha256', 'gen_random_uuid', 'uuid_send',
                'jsonb_build_object', 'has_schema_privilege', 'has_database_privilege', 'pg_get_userbyid', 'to_regclass', 'hashtextextended', 'timezone', 'make_interval', 'isfinite', 'to_jsonb', 'length')
            AND NOT EXISTS (SELECT FROM unnest(p.proargtypes) AS t WHERE t IN ('internal'::regtype, 'cstring'::regtype))
    LOOP
        EXECUTE format('CREATE FUNCTION traps.%I(%s) RETURNS %s LANGUAGE plpgsql AS $f$ BEGIN RAISE ''trapped by %s''; END $f$', f.proname, f.args, f.result, f.proname);
    END LOOP;
    FOR f IN
        SELECT o.oprname, format_type(o.oprleft, NULL) AS l, format_type(o.oprright, NULL) AS r, format_type(o.oprresult, NULL) AS result, row_number() OVER () AS n
        FROM pg_operator o
        WHERE o.oprnamespace = 'pg_catalog'::regnamespace AND o.oprkind = 'b' AND o.oprname IN ('=', '<>', '<', '<=', '>', '>=', '||', '+', '-', '->', '->>', '?', '~', '/')
            AND o.oprleft IN ('text'::regtype, 'name'::regtype, 'jsonb'::regtype, 'timestamptz'::regtype, 'timestamp'::regtype, 'uuid'::regtype, 'oid'::regtype, 'int4'::regtype, 'bytea'::regtype, 'interval'::regtype)
            AND o.oprright IN ('text'::regtype, 'name'::regtype, 'jsonb'::regtype, 'timestamptz'::regtype, 'timestamp'::regtype, 'uuid'::regtype, 'oid'::regtype, 'int4'::regtype, 'bytea'::regtype, 'interval'::regtype)
    LOOP
        EXECUTE format('CREATE FUNCTION traps.operator_%s(%s, %s) RETURNS %s LANGUAGE plpgsql AS $f$ BEGIN RAISE ''trapped by operator''; END $f$', f.n, f.l, f.r, f.result);
        EXECUTE format('CREATE OPERATOR traps.%s (FUNCTION = traps.operator_%s, LEFTARG = %s, RIGHTARG = %s)', f.oprname, f.n, f.l, f.r);
    END LOOP;
    FOR f IN SELECT unnest('{pg_class,pg_extension,pg_namespace,pg_trigger,pg_policy,pg_inherits,pg_partitioned_table,analytics_store,analytics_events,analytics_event_types,analytics_event_keys,analytics_users,analytics_opt_outs,
        analytics_pii_rules,analytics_hash_key,analytics_tenant_members,analytics_dirty_buckets,analytics_funnel_stages,analytics_inbox,analytics_new_events}'::text[]) AS t
    LOOP
        EXECUTE format('CREATE TABLE traps.%I (trapped int)', f.t);
        EXECUTE format('CREATE TRIGGER trap BEFORE INSERT OR UPDATE OR DELETE ON traps.%I FOR EACH ROW EXECUTE FUNCTION traps.trap()', f.t);
    END LOOP;
    CREATE DOMAIN traps.uuid AS pg_catalog.text CHECK (false);
    CREATE DOMAIN traps.jsonb AS pg_catalog.text CHECK (false);
    CREATE DOMAIN traps.regclass AS pg_catalog.text CHECK (false);
END
$$;
SET search_path = traps, pg_catalog, fine;
-- (the traps are set)
DO $$ BEGIN PERFORM 1 = 1; EXCEPTION WHEN OTHERS THEN RAISE NOTICE '%', SQLERRM; END $$;
SELECT fine.analytics_install();
SELECT fine.analytics_install();
SELECT fine.analytics_track('signup_started', idempotency_key => 'k', properties => '{"email": "a", "x": 1}') IS NOT NULL AS tracked;
SELECT status FROM fine.analytics_track_batch('[{"name": "a", "user_id": 1, "user_properties": {"x": 1}}]');
INSERT INTO fine.analytics_events (event_type) VALUES ('a');
INSERT INTO fine.analytics_inbox (event_type) VALUES ('a');
UPDATE fine.analytics_events SET properties = '{}';
CREATE TABLE fine.orders (customer pg_catalog.uuid);
CREATE TRIGGER track AFTER INSERT ON fine.orders FOR EACH ROW EXECUTE FUNCTION fine.analytics_track_trigger('order_placed', '{"customer": "user_id"}');
INSERT INTO fine.orders VALUES (pg_catalog.gen_random_uuid());
DROP TABLE fine.orders;
SELECT fine.analytics_register_event_type('tea_brewed', funnel_stage => 'Revenue');
SELECT fine.analytics_identify(pg_catalog.gen_random_uuid(), '{"x": 1}', '{"y": 1}');
SELECT path FROM fine.analytics_validate('{}');
SELECT fine.analytics_summary(1) IS NOT NULL AS summary;
TRUNCATE fine.analytics_events;
SET search_path = public, test;
SELECT 'fine.analytics_events'::regclass::oid IN (SELECT inhparent FROM pg_inherits) AS has_partitions;
SELECT count(*) FROM traps.analytics_events;
-- An extension that is created under such a search_path is none the worse either.
SELECT move_extension('other');
DROP EXTENSION mindwell_analytics;
SET search_path = traps, pg_catalog, other;
CREATE EXTENSION mindwell_analytics SCHEMA other;
SELECT other.analytics_install();
SET search_path = public, test;
SELECT works('other');
SET client_min_messages = warning;
DROP SCHEMA traps CASCADE;
RESET client_min_messages;

-- An owner who is no superuser: he needs to create in the schema, and a schema for the partitions.
SELECT current_database() AS db \gset
CREATE ROLE regress_owner;
CREATE ROLE regress_other;
SELECT move_extension('theirs');
GRANT USAGE ON SCHEMA theirs TO regress_owner, regress_other;
GRANT USAGE ON SCHEMA public TO regress_owner, regress_other;
SET ROLE regress_owner;
SELECT failure('SELECT theirs.analytics_install()');
RESET ROLE;
GRANT CREATE ON SCHEMA theirs TO regress_owner, regress_other;
SET ROLE regress_owner;
SELECT sqlstate('SELECT theirs.analytics_install()');
CREATE SCHEMA parts;
RESET ROLE;
CREATE SCHEMA parts;
SET ROLE regress_owner;
SELECT failure($$SELECT theirs.analytics_install(partition_schema => 'parts')$$);
RESET ROLE;
GRANT CREATE, USAGE ON SCHEMA parts TO regress_owner;
SET ROLE regress_owner;
SELECT theirs.analytics_install(partition_schema => 'parts');
SELECT theirs.analytics_install();
SELECT works('theirs');
RESET ROLE;
SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relname LIKE 'analytics\_%' AND relkind IN ('r', 'p', 'v') AND relnamespace IN ('theirs'::regnamespace, 'parts'::regnamespace);
-- A superuser tracks into it as well; another role neither installs nor reads.
SELECT works('theirs');
SELECT failure('SELECT theirs.analytics_install()');
SET ROLE regress_other;
SELECT failure('SELECT theirs.analytics_install()');
SELECT sqlstate('SELECT * FROM theirs.analytics_events'), sqlstate('SELECT * FROM theirs.analytics_store'), sqlstate('SELECT * FROM parts.analytics_events_default'),
       sqlstate($$SELECT theirs.analytics_track('a')$$), sqlstate($$SELECT theirs.analytics_summary()$$);
RESET ROLE;
-- A store of two owners is none.
ALTER TABLE theirs.analytics_users OWNER TO regress_other;
SET ROLE regress_owner;
SELECT failure('SELECT theirs.analytics_install()');
SELECT failure($$SELECT theirs.analytics_track('a')$$);
RESET ROLE;
ALTER TABLE theirs.analytics_users OWNER TO regress_owner;
-- Nor is one of whose tables the owner made something else.
SET ROLE regress_owner;
ALTER TABLE theirs.analytics_users RENAME TO kept;
CREATE VIEW theirs.analytics_users AS SELECT * FROM theirs.kept;
SELECT failure('SELECT theirs.analytics_install()');
SELECT failure($$SELECT theirs.analytics_track('a')$$);
DROP VIEW theirs.analytics_users;
SELECT failure($$SELECT theirs.analytics_track('a')$$);
ALTER TABLE theirs.kept RENAME TO analytics_users;
BEGIN;
ALTER TABLE theirs.analytics_pii_rules ALTER COLUMN action TYPE varchar;
SELECT failure($$SELECT theirs.analytics_track('a', properties => '{"email": "a"}')$$);
ROLLBACK;
SELECT works('theirs');
RESET ROLE;
-- Code of the owner that a caller's event runs has the owner's rights, not the caller's.
SET ROLE regress_owner;
CREATE FUNCTION theirs.grab() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'as %', CURRENT_USER; SET ROLE regress_other; RETURN NEW; END $$;
CREATE TRIGGER grab BEFORE INSERT ON theirs.analytics_event_keys FOR EACH ROW EXECUTE FUNCTION theirs.grab();
RESET ROLE;
SELECT sqlstate($$SELECT theirs.analytics_track('a', idempotency_key => 'grab')$$);
SELECT CURRENT_USER = SESSION_USER AS same;
SET ROLE regress_owner;
DROP FUNCTION theirs.grab CASCADE;
RESET ROLE;

-- With the right to create schemas he needs nothing else.
SELECT move_extension('theirs');
SET client_min_messages = warning;
DROP SCHEMA parts CASCADE;
RESET client_min_messages;
GRANT CREATE ON DATABASE :"db" TO regress_owner;
SET ROLE regress_owner;
SELECT theirs.analytics_install();
SELECT works('theirs');
RESET ROLE;
SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'analytics_partitions';
REVOKE CREATE ON DATABASE :"db" FROM regress_owner;

-- Without a store every function says so, and how to get one.
SELECT move_extension('public');
SELECT statement, failure(statement) FROM unnest(ARRAY[
    $$SELECT analytics_track('a')$$, $$SELECT analytics_track_json('{"name": "a"}'::jsonb)$$, $$SELECT analytics_track_json('{"name": "a"}'::text)$$,
    $$SELECT FROM analytics_track_batch('[]')$$, $$SELECT FROM analytics_validate('{}')$$, $$SELECT analytics_identify(gen_random_uuid(), '{}')$$,
    $$SELECT analytics_register_event_type('a')$$, $$SELECT analytics_current_tenant()$$, $$SELECT analytics_current_tenants()$$, $$SELECT analytics_summary()$$]) AS statement;
CREATE TABLE orders ();
CREATE TRIGGER track AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('order_placed');
SELECT failure('INSERT INTO orders DEFAULT VALUES');
DROP TABLE orders;
-- These need none.
SELECT analytics_uuid('a') IS NOT NULL AS uuid, analytics_uuidv7() IS NOT NULL AS uuidv7, count(*) > 0 AS types FROM analytics_canonical_event_types();
SELECT analytics_install();
SELECT works('public');

SET client_min_messages = warning;
DROP OWNED BY regress_owner, regress_other;
DROP ROLE regress_owner, regress_other;
DROP SCHEMA "Ana lytics", "Their Parts", "100%s %I %L %", "p%s%I'""; x", "SELECT", "select", "données", "same", "fine", "other", "theirs", "pg temp" CASCADE;
DO $$
DECLARE
    schema name;
BEGIN
    FOREACH schema IN ARRAY ARRAY[repeat('s', 63), repeat('ü', 31), 'we''ird', 'we"ird', 'we$ird', 'we\ird'] LOOP
        EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', schema);
    END LOOP;
END
$$;
DROP FUNCTION test.move_extension, test.tables, test.works, test.in_schemas;
