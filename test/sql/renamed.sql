-- A schema whose name functions hold, and its name: nothing goes on in it under another one, for somebody else could take
-- the name.  What exists before the extension is not taken for its own.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET client_min_messages = warning;
SET default_transaction_isolation = 'read committed';
SELECT failure('ALTER EXTENSION mindwell_analytics SET SCHEMA test');
-- What a session has used before is refused after the rename too.
SELECT analytics_track('tea_brewed') IS NOT NULL AS tracked;
BEGIN;
ALTER SCHEMA public RENAME TO elsewhere;
SELECT test.failure($$SELECT elsewhere.analytics_track('tea_brewed')$$);
-- Another store, of whoever took the name.
CREATE ROLE renamed_squatter;
CREATE SCHEMA public AUTHORIZATION renamed_squatter;
SET LOCAL ROLE renamed_squatter;
CREATE FUNCTION public.trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped %', current_user; END $$;
CREATE FUNCTION public.sprung() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped %', current_user; END $$;
CREATE DOMAIN public.analytics_funnel_plan AS text CHECK (public.sprung());
CREATE DOMAIN public.analytics_funnel_breakdown_step AS text CHECK (public.sprung());
CREATE DOMAIN public.analytics_retention_cell AS text CHECK (public.sprung());
CREATE TABLE public.analytics_run_log (run_id uuid);
CREATE TRIGGER trap BEFORE INSERT ON public.analytics_run_log EXECUTE FUNCTION public.trap();
RESET ROLE;
SELECT call, test.sqlstate(call) FROM unnest(ARRAY[
    $$SELECT elsewhere.analytics_track('tea_brewed')$$, $$INSERT INTO elsewhere.analytics_inbox (event_type) VALUES ('a')$$,
    $$SELECT * FROM elsewhere.analytics_track_batch('[{"event_type": "a"}]')$$, $$SELECT elsewhere.analytics_identify('u', '{}')$$,
    'SELECT * FROM elsewhere.analytics_refresh()', 'SELECT * FROM elsewhere.analytics_health()', 'SELECT * FROM elsewhere.analytics_purge()',
    $$SELECT * FROM elsewhere.analytics_forget_user('u')$$, 'SELECT elsewhere.analytics_install()', 'SELECT * FROM elsewhere.analytics_schedule()',
    $$SELECT * FROM elsewhere.analytics_grant('renamed_squatter', 'reader')$$, 'TABLE elsewhere.analytics_partition_list',
    'SELECT * FROM elsewhere.analytics_active_users(now() - interval ''1 day'', now())', 'SELECT elsewhere.analytics_rate_check()',
    'SELECT * FROM elsewhere.analytics_concurrency(now() - interval ''1 day'', now())',
    'SELECT * FROM elsewhere.analytics_concurrent_peak(now() - interval ''1 day'', now())',
    'SELECT * FROM elsewhere.analytics_concurrency_by_hour(now() - interval ''1 day'', now())',
    'SELECT * FROM elsewhere.analytics_funnel(''a'', now() - interval ''1 day'', now())',
    'SELECT * FROM elsewhere.analytics_retention(''a'', ''b'', now() - interval ''1 day'', now())',
    'SELECT * FROM elsewhere.analytics_retention_curve(''a'', ''b'', now() - interval ''1 day'', now())',
    $$SELECT mindwell_internal.begin_run('{purge}', now())$$]) AS call;
ROLLBACK;
SELECT analytics_track('tea_brewed') IS NOT NULL AS tracked;
-- The schema that the extension has made.
BEGIN;
ALTER SCHEMA mindwell_internal RENAME TO elsewhere;
SELECT failure($$SELECT analytics_track('tea_brewed')$$);
CREATE SCHEMA mindwell_internal;
SELECT failure($$SELECT analytics_track('tea_brewed')$$);
SELECT failure('SELECT * FROM analytics_refresh()');
ROLLBACK;
SELECT analytics_track('tea_brewed') IS NOT NULL AS tracked;
-- A name that has to be quoted.
BEGIN;
DROP EXTENSION mindwell_analytics CASCADE;
CREATE SCHEMA "Tea Analytics";
CREATE EXTENSION mindwell_analytics SCHEMA "Tea Analytics";
SELECT "Tea Analytics".analytics_install(partition_schema => 'tea');
SELECT "Tea Analytics".analytics_track('tea_brewed') IS NOT NULL AS tracked;
ALTER SCHEMA "Tea Analytics" RENAME TO coffee;
SELECT test.failure($$SELECT coffee.analytics_track('tea_brewed')$$);
ROLLBACK;
-- Hostile objects that were there before: none is used, and none that somebody else owns becomes the extension's.
BEGIN;
DROP EXTENSION mindwell_analytics CASCADE;
CREATE ROLE renamed_squatter;
CREATE SCHEMA mindwell_internal AUTHORIZATION renamed_squatter;
SELECT test.failure('CREATE EXTENSION mindwell_analytics');
DROP SCHEMA mindwell_internal;
CREATE SCHEMA squatted AUTHORIZATION renamed_squatter;
SET LOCAL ROLE renamed_squatter;
CREATE FUNCTION squatted.analytics_track(event_type text) RETURNS uuid LANGUAGE sql RETURN NULL::uuid;
CREATE FUNCTION squatted.analytics_settings() RETURNS TABLE (name text) LANGUAGE sql AS 'SELECT ''a''::text';
CREATE DOMAIN squatted.analytics_id AS text;
RESET ROLE;
SELECT test.failure('CREATE EXTENSION mindwell_analytics SCHEMA squatted');
ROLLBACK;
-- The store's owner goes, or hands everything over.
BEGIN;
CREATE ROLE renamed_owner;
CREATE ROLE renamed_heir;
DO $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p') LOOP
        EXECUTE format('DROP TABLE %s CASCADE', relation);
    END LOOP;
END
$$;
DROP SCHEMA analytics_partitions CASCADE;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO renamed_owner', current_database()); END $$;
GRANT CREATE, USAGE ON SCHEMA public TO renamed_owner, renamed_heir;
SET LOCAL ROLE renamed_owner;
SELECT analytics_install() LIKE 'installed%' AS installed;
RESET ROLE;
SELECT sqlstate('DROP ROLE renamed_owner');
REASSIGN OWNED BY renamed_owner TO renamed_heir;
SELECT analytics_track('tea_brewed', analytics_uuid('u')) IS NOT NULL AS tracked;
SELECT count(*) > 0 AS refreshed FROM analytics_refresh();
SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN ('public', 'analytics_partitions') AND tablename LIKE E'analytics\\_%';
SET LOCAL ROLE renamed_heir;
SELECT analytics_install() LIKE '%is complete' AS complete;
RESET ROLE;
DROP OWNED BY renamed_heir CASCADE;
SELECT failure($$SELECT analytics_track('tea_brewed')$$);
SELECT analytics_install() LIKE 'installed%' AS installed;
SELECT analytics_track('tea_brewed') IS NOT NULL AS tracked;
ROLLBACK;
