-- What a session remembers, while code of other people runs in the midst of a call and calls the extension anew.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET client_min_messages = warning;
-- The log of changed days: a trigger on it has its transaction's days forgotten.
BEGIN;
CREATE FUNCTION test.forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM mindwell_internal.forget_logged_days(); RETURN NEW; END $$;
CREATE TRIGGER forget BEFORE INSERT ON analytics_dirty_buckets FOR EACH ROW EXECUTE FUNCTION test.forget();
SELECT analytics_track('a') IS NOT NULL AS tracked FROM generate_series(1, 2);
ROLLBACK;
-- One that refreshes takes the day away again; what is tracked after it is logged anew.
BEGIN;
CREATE FUNCTION test.refresh() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM public.analytics_refresh(); RETURN NULL; END $$;
CREATE TRIGGER refresh AFTER INSERT ON analytics_dirty_buckets FOR EACH ROW EXECUTE FUNCTION test.refresh();
SELECT analytics_track('a') IS NOT NULL AS tracked;
DROP TRIGGER refresh ON analytics_dirty_buckets;
SELECT analytics_track('a') IS NOT NULL AS tracked;
SELECT count(*) AS buckets FROM analytics_dirty_buckets;
ROLLBACK;
-- Another table in the place of the store's, with a key of another type or another order of partitions.
BEGIN;
ALTER TABLE analytics_events RENAME TO former_events;
CREATE TABLE analytics_events (id uuid, tenant_id uuid, occurred_at text, created_at timestamptz, user_id uuid, session_id uuid,
    event_type varchar(64), funnel_stage varchar(32), properties jsonb) PARTITION BY RANGE (occurred_at);
CREATE TABLE texts PARTITION OF analytics_events FOR VALUES FROM ('1') TO ('9');
SELECT failure($$SELECT analytics_track('a', tenant_id => '00000000-0000-0000-0000-000000000000')$$);
SELECT failure('SELECT * FROM mindwell_internal.partitions()');
DROP TABLE analytics_events;
CREATE TABLE analytics_events (LIKE former_events) PARTITION BY LIST (occurred_at);
CREATE TABLE listed PARTITION OF analytics_events DEFAULT;
SELECT failure($$SELECT analytics_track('a', tenant_id => '00000000-0000-0000-0000-000000000000')$$);
SELECT failure('SELECT * FROM mindwell_internal.partitions()');
ROLLBACK;
-- A part of a larger table, whose bound an INSERT would check.
BEGIN;
CREATE TABLE larger (LIKE analytics_events) PARTITION BY LIST (event_type);
ALTER TABLE larger ATTACH PARTITION analytics_events FOR VALUES IN ('a');
SELECT sqlstate($$SELECT analytics_track('a')$$), sqlstate($$SELECT analytics_track('b')$$);
ROLLBACK;
BEGIN;
CREATE TABLE larger (LIKE analytics_dirty_buckets) PARTITION BY RANGE (bucket);
ALTER TABLE larger ATTACH PARTITION analytics_dirty_buckets FOR VALUES FROM ('2001-01-01') TO ('2001-01-02');
SELECT sqlstate($$SELECT analytics_track('a')$$);
ROLLBACK;
-- Tables that a trigger drops, between the start of a call and their use.
BEGIN;
CREATE FUNCTION test.drop_table() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN EXECUTE format('DROP TABLE public.%I CASCADE', TG_ARGV[0]); RETURN NEW; END $$;
SAVEPOINT before;
CREATE TRIGGER dropper BEFORE INSERT ON analytics_event_keys FOR EACH ROW EXECUTE FUNCTION test.drop_table('analytics_events');
SELECT failure($$SELECT analytics_track('a', idempotency_key => 'k')$$);
ROLLBACK TO before;
CREATE TRIGGER dropper BEFORE INSERT ON analytics_event_keys FOR EACH ROW EXECUTE FUNCTION test.drop_table('analytics_dirty_buckets');
SELECT failure($$SELECT analytics_track('a', idempotency_key => 'k')$$);
ROLLBACK TO before;
-- One that must not, in the midst of a batch: it had emptied the server's list of triggers.
CREATE FUNCTION test.drop_in_vain() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN DROP TABLE public.analytics_events CASCADE; RETURN NEW; EXCEPTION WHEN object_in_use THEN RETURN NEW; END $$;
CREATE TRIGGER a_drop BEFORE INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION test.drop_in_vain();
SELECT status FROM analytics_track_batch('[{"event_type": "a"}, {"event_type": "b"}]');
ROLLBACK;
-- The schema's name is in what the session has prepared: it changes in a call that uses that, and after it.  Nobody tracks
-- while it has another one.
BEGIN;
CREATE FUNCTION test.move() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    IF pg_catalog.pg_trigger_depth() = 1 THEN
        ALTER SCHEMA public RENAME TO elsewhere;
        IF test.sqlstate($call$SELECT elsewhere.analytics_track('inner', idempotency_key => 'inner')$call$) <> '55000' THEN
            RAISE WARNING 'tracked in a renamed schema';
        END IF;
        ALTER SCHEMA elsewhere RENAME TO public;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER move BEFORE INSERT ON analytics_event_keys FOR EACH ROW EXECUTE FUNCTION test.move();
SELECT analytics_track('a', idempotency_key => key) IS NOT NULL AS tracked FROM unnest('{k,l}'::text[]) AS key;
DROP TRIGGER move ON analytics_event_keys;
ALTER SCHEMA public RENAME TO elsewhere;
SELECT test.sqlstate($$SELECT elsewhere.analytics_track('a', idempotency_key => 'm')$$);
ALTER SCHEMA elsewhere RENAME TO public;
SELECT event_type, count(*) FROM analytics_events GROUP BY event_type ORDER BY 1;
ROLLBACK;
-- The tenant of a row is its writer's, though a cast of theirs asks for another role's.
BEGIN;
CREATE ROLE reentrant_a;
CREATE ROLE reentrant_b;
COMMIT;
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
BEGIN;
SELECT count(*) > 0 AS granted FROM analytics_grant('reentrant_a', 'writer', 'aaaaaaaa-0000-4000-8000-000000000000');
SELECT count(*) > 0 AS granted FROM analytics_grant('reentrant_b', 'writer', 'bbbbbbbb-0000-4000-8000-000000000000');
GRANT CREATE ON SCHEMA test TO reentrant_a, reentrant_b;
SET LOCAL ROLE reentrant_b;
CREATE FUNCTION test.whose() RETURNS uuid LANGUAGE sql SECURITY DEFINER AS 'SELECT public.analytics_current_tenant()';
SET LOCAL ROLE reentrant_a;
CREATE TYPE test.mood AS ENUM ('calm');
CREATE FUNCTION test.mood_to_json(test.mood) RETURNS json LANGUAGE sql AS 'SELECT to_json(test.whose())';
CREATE CAST (test.mood AS json) WITH FUNCTION test.mood_to_json(test.mood);
CREATE TABLE test.moods (mood test.mood);
CREATE TRIGGER track AFTER INSERT ON test.moods FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('mood', '{"mood": "mood"}');
INSERT INTO test.moods VALUES ('calm');
RESET ROLE;
SELECT tenant_id, properties FROM analytics_events;
ROLLBACK;
DROP ROLE reentrant_a, reentrant_b;
SET mindwell_analytics.require_tenant = off;
-- Calls to be made in the midst of others.
CREATE TABLE calls (call text PRIMARY KEY);
INSERT INTO calls VALUES
    ($$SELECT mindwell_internal.forget_logged_days()$$),
    ($$SELECT public.analytics_track('inner', user_id => public.analytics_uuid('v'))$$),
    ($$SELECT public.analytics_track('inner', occurred_at => now() - interval '3 days', idempotency_key => 'inner')$$),
    ($$SELECT count(*) FROM public.analytics_track_batch('[{"event_type": "inner", "user_properties": {"a": 1}, "user_id": "v"}]')$$),
    ($$INSERT INTO public.analytics_events (event_type) VALUES ('inner')$$),
    ($$UPDATE public.analytics_events SET occurred_at = occurred_at - interval '1 day'$$),
    ($$SELECT public.analytics_identify(public.analytics_uuid('v'), '{"b": 2}')$$),
    ($$SELECT public.analytics_opt_out('v')$$),
    ($$SELECT public.analytics_refresh()$$),
    ($$INSERT INTO public.analytics_pii_rules (key, action) VALUES ('inner' || random(), 'drop')$$),
    ($$DROP TABLE public.analytics_opt_outs CASCADE$$),
    ($$DROP TABLE public.analytics_dirty_buckets CASCADE$$),
    ($$DROP TABLE public.analytics_events CASCADE$$),
    ($$ALTER TABLE public.analytics_dirty_buckets ALTER bucket TYPE text$$),
    ($$ALTER TABLE public.analytics_users RENAME TO former_users$$),
    ($$ALTER SCHEMA public RENAME TO elsewhere$$);
CREATE SEQUENCE test.fired;
-- Makes the call that the setting names, in the midst of another.  No error is the server's fault (XX...).
CREATE FUNCTION test.reenter() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    IF pg_catalog.pg_trigger_depth() = 1 THEN
        BEGIN
            EXECUTE pg_catalog.current_setting('test.call');
        EXCEPTION WHEN OTHERS THEN
            IF SQLSTATE LIKE 'XX%' THEN
                RAISE WARNING '%: % %', pg_catalog.current_setting('test.call'), SQLSTATE, SQLERRM;
            END IF;
        END;
        PERFORM pg_catalog.nextval('test.fired');
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
-- Of these outer calls, those given; returns those in which the trigger fired.
CREATE FUNCTION test.outer_calls(given text[]) RETURNS text[] LANGUAGE plpgsql
AS $$
DECLARE
    outer_call text;
    before bigint;
    fired text[] = '{}';
BEGIN
    FOREACH outer_call IN ARRAY given LOOP
        before := nextval('test.fired');
        BEGIN
            EXECUTE outer_call;
        EXCEPTION WHEN OTHERS THEN
            IF SQLSTATE LIKE 'XX%' THEN
                RAISE WARNING '% > %: % %', outer_call, current_setting('test.call'), SQLSTATE, SQLERRM;
            END IF;
        END;
        IF nextval('test.fired') > before + 1 THEN
            fired := fired || outer_call;
        END IF;
    END LOOP;
    RETURN fired;
END
$$;
-- Every call of the list, from a trigger of every table that the outer calls write, before and after its rows.
CREATE FUNCTION test.everywhere() RETURNS TABLE (store_table text, timing text, fired_in integer) LANGUAGE plpgsql
AS $$
DECLARE
    outer_calls CONSTANT text[] = ARRAY[
        $call$SELECT public.analytics_track('a', user_id => public.analytics_uuid('u'))$call$,
        $call$SELECT public.analytics_track('a', user_id => public.analytics_uuid('u'), idempotency_key => 'k')$call$,
        $call$SELECT count(*) FROM public.analytics_track_batch('[{"event_type": "a", "user_id": "u", "user_properties": {"a": 1}, "idempotency_key": "l"}, {"event_type": "b"}]')$call$,
        $call$INSERT INTO public.analytics_events (event_type) SELECT 'a' FROM generate_series(1, 3)$call$,
        $call$UPDATE public.analytics_events SET occurred_at = occurred_at - interval '2 days'$call$,
        $call$SELECT public.analytics_register_event_type('a', 'c')$call$,
        $call$SELECT public.analytics_opt_out('u')$call$,
        $call$SELECT public.analytics_refresh()$call$];
    inner_call text;
    fired text[];
BEGIN
    FOR store_table, timing IN
        SELECT c.relname, t FROM pg_class AS c, unnest('{BEFORE,AFTER}'::text[]) AS t
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE E'analytics\\_%' AND c.relkind IN ('r', 'p')
          AND c.relname <> ALL ('{analytics_metrics,analytics_stale_buckets,analytics_user_days}')
        ORDER BY 1, 2
    LOOP
        fired := outer_calls;
        FOR inner_call IN SELECT 'SELECT 1' UNION ALL SELECT c.call FROM public.calls AS c LOOP
            BEGIN
                PERFORM set_config('test.call', inner_call, true);
                EXECUTE format('CREATE TRIGGER reenter %s INSERT OR UPDATE OR DELETE ON public.%I FOR EACH ROW EXECUTE FUNCTION test.reenter()', timing, store_table);
                fired := test.outer_calls(fired);
                RAISE EXCEPTION 'undo' USING ERRCODE = 'ZZ000';
            EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
                NULL;
            END;
            IF inner_call = 'SELECT 1' THEN
                fired_in := cardinality(fired);
                EXIT WHEN fired_in = 0;
            END IF;
        END LOOP;
        IF fired_in > 0 THEN
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;
SELECT analytics_track('earlier') IS NOT NULL AS tracked;
SELECT * FROM everywhere();
DROP TABLE calls;
DROP SEQUENCE test.fired;
DROP FUNCTION test.reenter, test.outer_calls, test.everywhere;
