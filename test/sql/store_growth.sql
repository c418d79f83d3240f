-- A store grows with the extension: analytics_install() brings what a newer version has more, and nothing else is created again.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SELECT analytics_track('tea_brewed', analytics_uuid('u')) IS NOT NULL AS tracked, analytics_identify(analytics_uuid('u'), '{"plan": "free"}') AS identified;

-- What the tables of the store are.
CREATE FUNCTION test.description() RETURNS text
LANGUAGE sql
AS $$
    SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C")
    FROM (SELECT c.oid, c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE E'analytics\\_%' AND c.relkind IN ('r', 'p')) AS s,
    LATERAL (
        SELECT concat_ws(' ', s.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = s.oid AND a.attnum > 0
        UNION ALL
        SELECT concat_ws(' ', s.relname, k.conname, pg_get_constraintdef(k.oid)) FROM pg_constraint k WHERE k.conrelid = s.oid
        UNION ALL
        SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = s.oid
        UNION ALL
        SELECT concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid)) FROM pg_trigger t WHERE t.tgrelid = s.oid AND NOT t.tgisinternal
        UNION ALL
        SELECT concat_ws(' ', s.relname, p.polname, pg_get_expr(p.polqual, s.oid)) FROM pg_policy p WHERE p.polrelid = s.oid
    ) AS l (line)
$$;

-- The migrations make the tables that the registry has, each in its version; the newest is that of a new store.
SELECT version = mindwell_internal.newest_store_version() AS newest FROM analytics_store;
SELECT max(since_version) <= mindwell_internal.newest_store_version() AS known FROM mindwell_internal.store_tables();
SELECT m.migration FROM mindwell_internal.store_migrations() m WHERE to_regprocedure(format('mindwell_internal.%I()', m.migration)) IS NULL;
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE E'analytics\\_%' AND c.relkind IN ('r', 'p')
EXCEPT SELECT t.table_name FROM mindwell_internal.store_tables() t;

-- A table of the store's own version that is missing is not created: its rows are lost, and somebody should know.
BEGIN;
DROP TABLE analytics_rate_slots;
SELECT failure('SELECT analytics_install()');
ROLLBACK;
BEGIN;
DELETE FROM analytics_store;
SELECT failure('SELECT analytics_install()');
ROLLBACK;
BEGIN;
DROP TABLE analytics_store;
SELECT failure('SELECT analytics_install()');
SELECT sqlstate($$SELECT analytics_track('a')$$);
ROLLBACK;

-- The next release, as its update script would leave it: the store has a table more, and a table has a column more.
BEGIN;
SELECT mindwell_internal.newest_store_version() AS installed, mindwell_internal.newest_store_version() + 1 AS next \gset
DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('mindwell_internal.store_tables()'::regprocedure), 'store_tables()', 'former_tables()');
    EXECUTE replace(pg_get_functiondef('mindwell_internal.store_migrations()'::regprocedure), 'store_migrations()', 'former_migrations()');
END
$$;
CREATE OR REPLACE FUNCTION mindwell_internal.store_tables() RETURNS TABLE (table_name name, since_version integer, is_configuration boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT * FROM mindwell_internal.former_tables() UNION ALL
      SELECT 'analytics_next', max(version) + 1, true FROM mindwell_internal.former_migrations() $$;
CREATE OR REPLACE FUNCTION mindwell_internal.store_migrations() RETURNS TABLE (version integer, migration name)
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT * FROM mindwell_internal.former_migrations() UNION ALL
      SELECT max(version) + 1, m FROM mindwell_internal.former_migrations(), unnest('{create_next_table,add_next_column}'::name[]) m GROUP BY m ORDER BY 1, 2 DESC $$;
CREATE FUNCTION mindwell_internal.create_next_table() RETURNS void LANGUAGE plpgsql
AS $$ BEGIN CREATE TABLE public.analytics_next (tenant_id uuid PRIMARY KEY, next text); END $$;
CREATE FUNCTION mindwell_internal.add_next_column() RETURNS void LANGUAGE plpgsql
AS $$ BEGIN ALTER TABLE public.analytics_users ADD next_id uuid REFERENCES public.analytics_next; END $$;
-- The new code accepts the store as it is: ingest goes on, and health says what to do.
SELECT analytics_track('tea_poured', analytics_uuid('u')) IS NOT NULL AS tracked;
SELECT status, detail LIKE '%; the store has version ' || :'installed' AS told, hint
FROM analytics_health() WHERE check_name = 'version';
SELECT status FROM analytics_health() WHERE check_name = 'guards';
-- Nobody's table is taken for the new one, and a migration that fails leaves nothing behind.
SAVEPOINT taken;
CREATE TABLE analytics_next (id uuid);
SELECT sqlstate('SELECT analytics_install()');
SELECT version = :installed AS installed FROM analytics_store;
ROLLBACK TO taken;
SELECT installed_at, partition_by, (SELECT count(*) FROM analytics_events) AS events, (SELECT key FROM analytics_hash_key) AS key FROM analytics_store \gset
SELECT regexp_replace(analytics_install(), E'\\d+', 'N', 'g') AS installed;
SELECT version = :next AS migrated, installed_at = :'installed_at' AS same_time, partition_by = :'partition_by' AS same_partitions FROM analytics_store;
SELECT count(*) = :events AS same_events FROM analytics_events;
SELECT key = :'key' AS same_key FROM analytics_hash_key;
SELECT properties, next_id FROM analytics_users;
SELECT c.relrowsecurity, (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE E'analytics\\_config%') AS triggers
FROM pg_class c WHERE c.oid = 'analytics_next'::regclass;
SELECT analytics_track('tea_drunk', analytics_uuid('u')) IS NOT NULL AS tracked, analytics_identify(analytics_uuid('u'), '{"plan": "pro"}') AS identified;
SELECT status, hint FROM analytics_health() WHERE check_name = 'version';
-- Again: nothing to do; and from now on the new table is one of the store's own version.
SELECT regexp_replace(analytics_install(), E'\\d+', 'N', 'g') AS installed;
SAVEPOINT complete;
DROP TABLE analytics_next CASCADE;
SELECT failure('SELECT analytics_install()');
ROLLBACK TO complete;
-- A store that grew is what a new one is.
SELECT description() AS grown \gset
-- which table goes first is chance
SET client_min_messages = warning;
DO $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN
        SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p')
    LOOP
        EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', relation);
    END LOOP;
    DROP SCHEMA analytics_partitions CASCADE;
END
$$;
RESET client_min_messages;
SELECT regexp_replace(analytics_install(), E'\\d+', 'N', 'g') AS installed;
SELECT description() = :'grown' AS same;
ROLLBACK;
SELECT version = :installed AS installed FROM analytics_store;
SELECT analytics_track('tea_brewed') IS NOT NULL AS tracked;

-- C code does without a table that is newer than the store, until it needs it; then it says what to do.
BEGIN;
DROP TABLE analytics_audit_log, analytics_metrics;
SELECT failure($$SELECT analytics_track('a')$$);
ROLLBACK;
BEGIN;
UPDATE analytics_store SET version = 0;
DROP TABLE analytics_audit_log, analytics_metrics;
SELECT analytics_track('a', analytics_uuid('u')) IS NOT NULL AS tracked;
INSERT INTO analytics_events (event_type) VALUES ('b');
SELECT failure($$SELECT * FROM analytics_aggregated('dau', 'daily', '2024-05-01', '2024-05-02')$$);
SELECT failure($$SELECT mindwell_internal.audit('look')$$);
-- It is found as soon as it is there.
SELECT mindwell_internal.create_audit_table();
SELECT mindwell_internal.audit('look');
SELECT action FROM analytics_audit_log;
ROLLBACK;
SELECT mindwell_internal.audit('look');
SELECT count(*) FROM analytics_metrics;

DROP FUNCTION test.description;
