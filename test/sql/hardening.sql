-- What owners alter, what fails half-way, and what asks in unusual moments.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
-- A configuration that could not be read does not count as read: neither without its rules, nor without tenants.
BEGIN;
ALTER TABLE analytics_pii_rules ALTER action DROP NOT NULL;
INSERT INTO analytics_pii_rules (key, action) VALUES ('zip', NULL);
SELECT failure($$SELECT analytics_track('a', properties => '{"email": "e"}')$$);
SELECT failure($$SELECT analytics_track('a', properties => '{"email": "e"}')$$);
ROLLBACK;
BEGIN;
ALTER TABLE analytics_tenant_members DROP CONSTRAINT analytics_tenant_members_pkey;
ALTER TABLE analytics_tenant_members ALTER tenant_id DROP NOT NULL;
INSERT INTO analytics_tenant_members (role) VALUES ('pg_monitor');
SET LOCAL ROLE pg_monitor;
SELECT failure('SELECT analytics_current_tenants()');
SELECT failure('SELECT analytics_current_tenants()');
ROLLBACK;
-- In a parallel query the configuration can be read: row security asks there.  (16 renamed the setting.)
INSERT INTO analytics_tenant_members VALUES ('pg_monitor', 'aaaaaaaa-0000-4000-8000-000000000000');
GRANT SELECT ON analytics_events TO pg_monitor;
SELECT set_config(name, 'on', false) AS parallel FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query');
SET ROLE pg_monitor;
SELECT analytics_current_tenants();
SELECT count(*) FROM analytics_events;
SELECT * FROM analytics_validate('{"event_type": "a"}');
RESET ROLE;
SELECT set_config(name, 'off', false) AS parallel FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query');
-- A change of the configuration that fails in its midst leaves nothing behind, whatever was tracked meanwhile.
CREATE FUNCTION test.track_and_fail() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM public.analytics_track('a', user_id => NEW.user_id, idempotency_key => 'before the row is seen');
    IF public.analytics_track('a', user_id => NEW.user_id) IS NULL THEN
        RAISE EXCEPTION 'opted out for now';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER track_and_fail AFTER INSERT ON analytics_opt_outs FOR EACH ROW EXECUTE FUNCTION track_and_fail();
SELECT failure($$INSERT INTO analytics_opt_outs (user_id) VALUES (analytics_uuid('u'))$$);
SELECT analytics_track('a', user_id => analytics_uuid('u')) IS NULL AS opted_out;
DROP TRIGGER track_and_fail ON analytics_opt_outs;
-- TRUNCATE of what has no rows of its own, and of what is no partition any more.
BEGIN;
CREATE TABLE analytics_partitions.years PARTITION OF analytics_events
    FOR VALUES FROM ('2001-01-01') TO ('2002-01-01') PARTITION BY RANGE (occurred_at);
CREATE TRIGGER truncated BEFORE TRUNCATE ON analytics_partitions.years EXECUTE FUNCTION analytics_gate_truncate();
TRUNCATE analytics_partitions.years;
ALTER TABLE analytics_events DETACH PARTITION analytics_partitions.years;
SELECT failure('TRUNCATE analytics_partitions.years');
ROLLBACK;
-- A table of keys that takes none, or from which no key can be read.
CREATE FUNCTION test.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
BEGIN;
CREATE TRIGGER refuse BEFORE INSERT ON analytics_event_keys FOR EACH ROW EXECUTE FUNCTION refuse();
SELECT failure($$SELECT analytics_track('a', idempotency_key => 'k')$$);
ROLLBACK;
BEGIN;
CREATE TYPE opaque_hash AS ENUM ('x');
CREATE FUNCTION test.conceal(bytea) RETURNS opaque_hash LANGUAGE sql IMMUTABLE AS $$SELECT CAST('x' AS public.opaque_hash)$$;
CREATE FUNCTION test.reveal(opaque_hash) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$SELECT CAST(NULL AS bytea)$$;
CREATE CAST (bytea AS opaque_hash) WITH FUNCTION test.conceal(bytea) AS ASSIGNMENT;
CREATE CAST (opaque_hash AS bytea) WITH FUNCTION test.reveal(opaque_hash);
SELECT analytics_track('a', idempotency_key => 'k') IS NOT NULL AS stored;
ALTER TABLE analytics_event_keys ALTER payload_hash TYPE opaque_hash USING 'x';
SELECT failure($$SELECT analytics_track('a', idempotency_key => 'k')$$);
ROLLBACK;
-- The keys of a retried batch take no more memory than those of the first time.
BEGIN;
CREATE FUNCTION test.note_memory() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO public.seen SELECT count(*) FROM pg_backend_memory_contexts WHERE name = 'SPI TupTable';
    RETURN NEW;
END
$$;
CREATE TABLE seen (contexts bigint);
CREATE TRIGGER note_memory BEFORE INSERT ON analytics_event_keys FOR EACH ROW EXECUTE FUNCTION note_memory();
CREATE TABLE batches AS
SELECT jsonb_agg(jsonb_build_object('event_type', 'a', 'idempotency_key', 'k' || n)) AS events FROM generate_series(1, 50) n;
SELECT status, count(*) FROM batches, analytics_track_batch(events) GROUP BY status;
SELECT status, count(*) FROM batches, analytics_track_batch(events) GROUP BY status;
SELECT count(*) AS claims, max(contexts) < 10 AS bounded FROM seen;
ROLLBACK;
-- The dirty log as its owner has made it: whatever he adds, no event is refused for it.
BEGIN;
ALTER TABLE analytics_dirty_buckets ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ADD CHECK (bucket > '2000-01-01');
DELETE FROM analytics_dirty_buckets;
SELECT analytics_track('a') IS NOT NULL AS stored;
SELECT count(*), count(id) FROM analytics_dirty_buckets;
ROLLBACK;
-- What is left of a store is neither used nor taken for a new one; nor is a view that somebody else put in its place.
BEGIN;
DROP TABLE analytics_opt_outs, analytics_users;
SELECT failure($$SELECT analytics_track('a')$$);
SELECT failure('SELECT analytics_install()');
ROLLBACK;
BEGIN;
DELETE FROM analytics_store;
SELECT failure('SELECT analytics_install()');
ROLLBACK;
BEGIN;
ALTER VIEW analytics_inbox OWNER TO pg_monitor;
SELECT failure('SELECT analytics_install()');
ROLLBACK;
DROP FUNCTION test.track_and_fail, test.refuse;
-- A trigger that waits for the end of the transaction, where nothing runs as the owner any more: the error says what helps.
SET default_transaction_isolation = 'read committed';
CREATE FUNCTION test.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE CONSTRAINT TRIGGER later AFTER INSERT OR DELETE ON analytics_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION test.nothing();
SELECT failure($$SELECT analytics_track('a')$$);
INSERT INTO analytics_events (event_type, user_id) VALUES ('a', analytics_uuid('ann'));
SELECT failure($$SELECT * FROM analytics_forget_user('ann')$$);
BEGIN;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT sqlstate($$SELECT analytics_track('a')$$), sqlstate($$SELECT * FROM analytics_forget_user('ann')$$);
ROLLBACK;
-- Another error with that SQLSTATE is its own.
CREATE OR REPLACE FUNCTION test.nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '42501'; END $$;
BEGIN;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT failure($$SELECT analytics_track('a')$$);
ROLLBACK;
DROP TRIGGER later ON analytics_events;
RESET default_transaction_isolation;
DELETE FROM analytics_events WHERE user_id = analytics_uuid('ann');
DROP FUNCTION test.nothing;
-- A partition key with a function of the table's owner: it is not run by asking for the partitions.  In a new session,
-- where the server has not read the key yet.
CREATE FUNCTION test.spring() RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RAISE WARNING 'sprung'; RETURN true; END $$;
ALTER TABLE analytics_events RENAME TO former_events;
SET client_min_messages = error;
CREATE TABLE analytics_events (LIKE former_events) PARTITION BY RANGE ((CASE WHEN test.spring() THEN occurred_at END));
\c -
SELECT * FROM mindwell_internal.partitions();
SET client_min_messages = error;
DROP TABLE analytics_events;
DROP TABLE former_events CASCADE;
DROP FUNCTION test.spring;
