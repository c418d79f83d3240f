-- The rights of a person: to object, to have a copy of everything, to be forgotten everywhere.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;

\set alice 'aaaaaaaa-0000-4000-8000-00000000000a'
\set bob 'bbbbbbbb-0000-4000-8000-00000000000b'
\set tenant 'cccccccc-0000-4000-8000-00000000000c'
SET mindwell_analytics.max_event_age = 0;
SET client_min_messages = warning;

-- How many rows of the store, of any table and partition, name a user in any column.
CREATE FUNCTION test.mentions(needle text) RETURNS TABLE (found_in text, times bigint) LANGUAGE plpgsql
AS $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN SELECT oid FROM pg_class WHERE relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p') ORDER BY relname COLLATE "C" LOOP
        EXECUTE format('SELECT %L, count(*) FROM ONLY %s AS t WHERE t::text ILIKE %L', relation, relation, '%' || needle || '%') INTO found_in, times;
        IF times > 0 THEN
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;

-- Objection
SELECT analytics_opt_out(:'alice') AS first_time, analytics_opt_out(:'alice') AS again;
SELECT analytics_track('a', :'alice') AS alice, analytics_track('a', :'bob') IS NOT NULL AS bob,
       analytics_track('a', :'alice', tenant_id => :'tenant') IS NOT NULL AS alice_of_another_tenant;
SELECT analytics_opt_in(:'alice') AS first_time, analytics_opt_in(:'alice') AS again;
SELECT analytics_track('a', :'alice') IS NOT NULL AS alice;
SELECT analytics_opt_out(:'alice', :'tenant'), analytics_opt_in(:'alice', :'tenant'), analytics_opt_in(:'alice', :'tenant');
SELECT failure('SELECT analytics_opt_out(NULL)');
-- Who may write analytics_opt_outs may: for his tenants.
CREATE ROLE rights_app;
GRANT USAGE ON SCHEMA public TO rights_app;
SET ROLE rights_app;
SELECT failure(format('SELECT analytics_opt_out(%L)', :'alice'));
SELECT failure(format('SELECT analytics_opt_in(%L)', :'alice'));
RESET ROLE;
GRANT INSERT ON analytics_opt_outs TO rights_app;
SET ROLE rights_app;
SELECT analytics_opt_out(:'alice') AS opted_out;
SELECT failure(format('SELECT analytics_opt_in(%L)', :'alice'));
SELECT failure(format('SELECT analytics_opt_out(%L, %L)', :'alice', :'tenant'));
RESET ROLE;
INSERT INTO analytics_tenant_members VALUES ('rights_app', :'tenant');
GRANT SELECT ON analytics_opt_outs TO rights_app;
SET ROLE rights_app;
SELECT analytics_opt_out(:'alice') AS opted_out;
SELECT failure(format('SELECT analytics_opt_in(%L, %L)', :'alice', '00000000-0000-0000-0000-000000000000'));
RESET ROLE;
INSERT INTO analytics_tenant_members VALUES ('rights_app', 'dddddddd-0000-4000-8000-00000000000d');
SET ROLE rights_app;
SELECT failure(format('SELECT analytics_opt_out(%L)', :'alice'));
SELECT analytics_opt_in(:'alice', :'tenant') AS opted_in;
RESET ROLE;
DELETE FROM analytics_tenant_members;
SELECT tenant_id, user_id FROM analytics_opt_outs;
DELETE FROM analytics_opt_outs;
DELETE FROM analytics_events;

-- A copy: everything, and nothing of anybody else or of another tenant.
SELECT count(*) FROM analytics_create_partitions('2001-01-01', '2001-01-07');
INSERT INTO analytics_events (tenant_id, user_id, session_id, event_type, occurred_at, properties)
SELECT t, u, gen_random_uuid(), e, '2000-12-30 12:00+00'::timestamptz + d * interval '1 day', jsonb_build_object('n', d)
FROM unnest(ARRAY['00000000-0000-0000-0000-000000000000', :'tenant']::uuid[]) AS t, unnest(ARRAY[:'alice', :'bob', NULL]::uuid[]) AS u,
    unnest('{tea_brewed,page_load}'::text[]) AS e, generate_series(0, 6) AS d;
SELECT count(analytics_track('tea_drunk', u, occurred_at => '2001-01-06 12:00+00', idempotency_key => 'k' || u, properties => '{"email": "ada@example.com", "n": 7}')) AS tracked,
       bool_and(analytics_identify(u, '{"plan": "green"}')) AS identified
FROM unnest(ARRAY[:'alice', :'bob']::uuid[]) AS u;
SELECT analytics_opt_out(:'alice', tenant_id => :'tenant');
CREATE TABLE copy AS SELECT analytics_export_user(:'alice') AS document;
SELECT key, jsonb_typeof(value), CASE jsonb_typeof(value) WHEN 'array' THEN jsonb_array_length(value) END FROM copy, jsonb_each(document) ORDER BY key COLLATE "C";
SELECT jsonb_agg(to_jsonb(e) ORDER BY occurred_at, id) = (SELECT document -> 'events' FROM copy) AS all_events
FROM analytics_events e WHERE user_id = :'alice' AND tenant_id = '00000000-0000-0000-0000-000000000000';
SELECT document -> 'users' -> 0 -> 'properties' AS properties FROM copy;
SELECT table_name, count(*), bool_and("row" ->> 'user_id' = :'alice' AND "row" ->> 'tenant_id' = '00000000-0000-0000-0000-000000000000') AS own
FROM analytics_export_user_rows(:'alice') GROUP BY table_name ORDER BY table_name COLLATE "C";
SELECT array_agg("row" ->> 'occurred_at') = array_agg("row" ->> 'occurred_at' ORDER BY "row" ->> 'occurred_at' COLLATE "C") AS in_order
FROM analytics_export_user_rows(:'alice') WHERE table_name = 'analytics_events';
COPY (SELECT table_name, "row" -> 'properties' FROM analytics_export_user_rows('aaaaaaaa-0000-4000-8000-00000000000a') WHERE table_name <> 'analytics_event_keys' LIMIT 3) TO stdout;
SELECT document - '{user_id,tenant_id,exported_at}'::text[] FROM analytics_export_user(gen_random_uuid()) AS nobody (document);

-- Forgotten: no row of any table is left, days and counts are told; everybody else's are as they were.
CREATE TABLE others AS SELECT * FROM analytics_events WHERE user_id IS DISTINCT FROM :'alice' OR tenant_id <> '00000000-0000-0000-0000-000000000000';
SELECT count(*) > 0 AS refreshed FROM analytics_refresh();
SELECT * FROM mentions(:'alice');
SELECT * FROM analytics_forget_user(:'alice', 'ticket 17, of ada@example.com, user AAAAAAAA-0000-4000-8000-00000000000a, card 4111 1111 1111 1111');
SELECT * FROM mentions(:'alice');
SELECT count(*) AS differences FROM (
    (SELECT * FROM analytics_events EXCEPT ALL SELECT * FROM others) UNION ALL (SELECT * FROM others EXCEPT ALL SELECT * FROM analytics_events)) AS d;
SELECT count(*) AS dirty FROM analytics_dirty_buckets;
SELECT count(*) AS wrong_rollups FROM analytics_verify_rollups('2000-12-01', '2001-02-01');
SELECT tenant_id, subject ~ '^hmac-sha256:[0-9a-f]{64}$' AS hashed, length(key_id), reason, status, finished_at >= started_at AS ended, row_counts, unrecoverable_days FROM analytics_erasures;
-- the other tenant's are of another person
SELECT * FROM analytics_forget_user(:'alice', tenant_id => :'tenant', keep_opt_out => true);
SELECT * FROM mentions(:'alice');
SELECT analytics_track('a', :'alice', tenant_id => :'tenant') AS still_opted_out;
SELECT * FROM analytics_forget_user(:'alice', tenant_id => :'tenant', keep_opt_out => NULL);
SELECT * FROM mentions(:'alice');
-- of nobody there is nothing, which is noted too; what comes afterwards is new
SELECT * FROM analytics_forget_user(:'alice');
SELECT analytics_track('a', :'alice', idempotency_key => 'kaaaaaaaa-0000-4000-8000-00000000000a') IS NOT NULL AS tracked;
SELECT * FROM analytics_forget_user(:'alice');
-- the proof is found by who has the id
SELECT status, reason, row_counts -> 'analytics_events' AS events FROM analytics_find_erasures(:'alice');
SELECT row_counts -> 'analytics_events' AS events FROM analytics_find_erasures(:'alice', :'tenant');
SELECT count(*) FROM analytics_find_erasures(:'bob');
SELECT count(DISTINCT subject) AS subjects, count(DISTINCT key_id) AS keys FROM analytics_erasures;
BEGIN;
UPDATE analytics_hash_key SET key = sha256('another');
SELECT count(*) AS under_another_key FROM analytics_find_erasures(:'alice');
ROLLBACK;
-- a rollback takes nothing away
BEGIN;
SELECT row_count > 0 AS any FROM analytics_forget_user(:'bob') WHERE table_name = 'analytics_events';
ROLLBACK;
SELECT count(*) FROM analytics_events WHERE user_id = :'bob';

-- Days of which events were purged: their rollups stay as they are, which is said.
INSERT INTO analytics_retention_policies VALUES ('performance', '1 day') ON CONFLICT (retention_class) DO UPDATE SET keep = '1 day';
SELECT action, event_count FROM analytics_purge(as_of => '2001-01-04 12:00+00');
SELECT day, purged_events FROM analytics_sealed_days ORDER BY day;
SELECT * FROM analytics_forget_user(:'bob');
SELECT unrecoverable_days FROM analytics_find_erasures(:'bob');

-- In batches: a partition at a time, the default one first; the rollups of a month together.
INSERT INTO analytics_events (user_id, event_type, occurred_at)
SELECT :'bob', 'tea_brewed', '2000-12-30 12:00+00'::timestamptz + d * interval '1 day' FROM generate_series(0, 6) AS d;
SET client_min_messages = notice;
CALL analytics_forget_user_batch(:'bob', 'ticket 18');
SELECT count(*) AS dirty FROM analytics_dirty_buckets;
SELECT count(*) AS wrong_rollups FROM analytics_verify_rollups('2000-12-01', '2001-02-01');
CALL analytics_forget_user_batch(:'bob', keep_opt_out => true);
RESET client_min_messages;
SELECT * FROM mentions(:'bob') WHERE found_in LIKE '%opt_outs';
SELECT count(*) FROM analytics_events WHERE user_id = :'bob' AND tenant_id = '00000000-0000-0000-0000-000000000000';
SELECT status, reason, row_counts -> 'analytics_events' AS events FROM analytics_find_erasures(:'bob');
CALL analytics_forget_user_batch(:'bob', tenant_id => :'tenant');
CALL analytics_forget_user_batch(:'bob');
SELECT * FROM mentions(:'bob');
BEGIN;
SELECT failure(format('CALL analytics_forget_user_batch(%L)', :'bob'));
ROLLBACK;
DO $$ BEGIN RAISE NOTICE '%', test.failure('CALL analytics_forget_user_batch(gen_random_uuid())'); END $$;

-- Every act is in the audit log, under the same name of the person.
SELECT action, count(*), count(DISTINCT subject) AS subjects, sum(event_count) AS event_count FROM analytics_audit_log
WHERE action IN ('opt_out', 'opt_in', 'export', 'erase') GROUP BY action ORDER BY action COLLATE "C";
SELECT count(*) AS erased_but_not_in_log FROM analytics_erasures e
WHERE NOT EXISTS (SELECT FROM analytics_audit_log l WHERE l.action = 'erase' AND l.subject = e.subject AND l.tenant_id = e.tenant_id
    AND l.detail ->> 'erasure_id' = e.erasure_id::text);
SELECT count(*) AS opted_out FROM analytics_audit_log l WHERE l.action = 'opt_out' AND l.subject = mindwell_internal.pseudonym(l.tenant_id, :'alice');

-- What cannot be.
SELECT failure('SELECT analytics_forget_user(NULL)'), sqlstate('SELECT analytics_export_user(NULL)'), sqlstate('SELECT analytics_export_user_rows(NULL)'),
       sqlstate('SELECT analytics_find_erasures(NULL)');
\set VERBOSITY terse
CALL analytics_forget_user_batch(NULL);
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT failure(format('SELECT analytics_forget_user(%L)', :'bob'));
ROLLBACK;
BEGIN READ ONLY;
SELECT sqlstate(format('SELECT analytics_forget_user(%L)', :'bob')), sqlstate(format('SELECT analytics_export_user(%L)', :'bob'));
ROLLBACK;
-- A reader neither exports nor erases; an admin does, for his own tenants.
SELECT count(*) FROM analytics_grant('rights_app', 'reader', :'tenant');
SET ROLE rights_app;
SELECT f, sqlstate(format('SELECT %s(%L)', f, :'bob')) FROM unnest('{analytics_forget_user,analytics_export_user,analytics_export_user_rows,analytics_find_erasures}'::text[]) AS f;
SELECT sqlstate(format('SELECT mindwell_internal.pseudonym(%L, %L)', :'tenant', :'bob')), sqlstate('SELECT mindwell_internal.wait_for_writers()'), sqlstate('SELECT mindwell_internal.hash_key_id()');
CALL analytics_forget_user_batch('bbbbbbbb-0000-4000-8000-00000000000b');
\set VERBOSITY default
RESET ROLE;
SELECT count(*) FROM analytics_revoke('rights_app', 'reader');
SELECT count(*) FROM analytics_grant('rights_app', 'admin', :'tenant');
INSERT INTO analytics_events (tenant_id, user_id, event_type) VALUES (:'tenant', :'alice', 'tea_brewed'), ('00000000-0000-0000-0000-000000000000', :'alice', 'tea_brewed');
SET ROLE rights_app;
SELECT jsonb_array_length(analytics_export_user(:'alice') -> 'events') AS events;
SELECT failure(format('SELECT %s(%L, tenant_id => %L)', f, :'alice', '00000000-0000-0000-0000-000000000000'))
FROM unnest('{analytics_forget_user,analytics_export_user}'::text[]) AS f;
SELECT * FROM analytics_forget_user(:'alice');
SELECT status FROM analytics_find_erasures(:'alice') ORDER BY finished_at DESC LIMIT 1;
CALL analytics_forget_user_batch('bbbbbbbb-0000-4000-8000-00000000000b');
SELECT DISTINCT tenant_id FROM analytics_erasures;
SELECT sqlstate('INSERT INTO analytics_erasures SELECT * FROM analytics_erasures'), sqlstate('DELETE FROM analytics_erasures');
RESET ROLE;
SELECT tenant_id, count(*) FROM analytics_events WHERE user_id = :'alice' GROUP BY 1;
-- The steps of an erasure go on with the one that is running of this very user and tenant, and with no other.
SELECT mindwell_internal.begin_erasure(:'bob', 'of another tenant', '00000000-0000-0000-0000-000000000000') IS NOT NULL AS begun;
SET ROLE rights_app;
SELECT mindwell_internal.begin_erasure(:'alice', 'of another user', NULL) IS NOT NULL AS begun;
SELECT mindwell_internal.erase_partition(:'bob', NULL) AS goes_on, mindwell_internal.end_erasure(:'bob', NULL, false) AS ended;
SELECT sqlstate(format($$SELECT mindwell_internal.erase_partition(%L, '00000000-0000-0000-0000-000000000000')$$, :'bob')) AS erase_partition,
       sqlstate(format($$SELECT mindwell_internal.end_erasure(%L, '00000000-0000-0000-0000-000000000000', false)$$, :'bob')) AS end_erasure,
       sqlstate(format('SELECT mindwell_internal.running_erasure(%L, %L)', :'alice', :'tenant')) AS running_erasure;
RESET ROLE;
SELECT tenant_id, reason, status, row_counts, pending FROM analytics_erasures WHERE status = 'running' ORDER BY tenant_id;
-- Killed after its first partition, one begins with all of them again.
SELECT mindwell_internal.erase_partition(:'bob', '00000000-0000-0000-0000-000000000000') AS goes_on;
SELECT jsonb_array_length(pending -> 'partitions') + 1 = (SELECT count(*) FROM mindwell_internal.partitions()) AS one_less, pending -> 'days' AS days
FROM analytics_erasures WHERE pending IS NOT NULL;
SELECT mindwell_internal.begin_erasure(:'bob', NULL, '00000000-0000-0000-0000-000000000000') IS NOT NULL AS begun_again;
SELECT pending FROM analytics_erasures WHERE pending IS NOT NULL;
CALL analytics_forget_user_batch(:'bob', tenant_id => '00000000-0000-0000-0000-000000000000');
CALL analytics_forget_user_batch(:'alice', tenant_id => :'tenant');
SELECT count(*) AS left_over FROM analytics_erasures WHERE status = 'running' OR pending IS NOT NULL;
SELECT action, caller_role, tenant_id, event_count FROM analytics_audit_log WHERE caller_role = 'rights_app' AND action IN ('export', 'erase') ORDER BY id;
SELECT count(*) FROM analytics_revoke('rights_app', 'admin');
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM rights_app;
REVOKE ALL ON SCHEMA public FROM rights_app;
DROP ROLE rights_app;
DROP TABLE copy, others;
DROP FUNCTION test.mentions;
