-- The gate: every way to change analytics_events passes it, and it completes, checks and logs every row.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;

SET mindwell_analytics.max_event_age = 0;
SELECT mindwell_internal.create_partition('day', 'analytics_partitions', day)
FROM unnest('{2024-05-01,2024-05-02,2024-05-03}'::timestamptz[]) AS day;

CREATE ROLE regress_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON analytics_events TO regress_writer;
GRANT USAGE ON SCHEMA analytics_partitions TO regress_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON analytics_partitions.analytics_events_20240501 TO regress_writer;

-- What the log says, and a clean one.
CREATE FUNCTION test.logged() RETURNS TABLE (tenant text, bucket date, rows bigint)
LANGUAGE sql
AS $$
    WITH taken AS (DELETE FROM public.analytics_dirty_buckets RETURNING *)
    SELECT right(tenant_id::text, 4), bucket, count(*) FROM taken GROUP BY 1, 2 ORDER BY 1, 2
$$;
\set own 'aaaaaaaa-0000-4000-8000-000000000001'

-- INSERT: what is left out is filled in.
INSERT INTO analytics_events (event_type) VALUES ('signup_started');
SELECT e.tenant_id, e.user_id, e.session_id, e.event_type, e.funnel_stage, e.properties,
       e.id IS NOT NULL AS has_id, e.occurred_at BETWEEN now() - interval '1 hour' AND clock_timestamp() AS is_now,
       e.created_at BETWEEN now() - interval '1 hour' AND clock_timestamp() AS created_now
FROM analytics_events e;
SELECT l.tenant, l.bucket = (e.occurred_at AT TIME ZONE 'UTC')::date AS day, l.rows FROM logged() l, analytics_events e;
DELETE FROM analytics_events;
SELECT count(*) FROM logged();

-- The owner's id and created_at are kept, so that he can move events from store to store.
INSERT INTO analytics_events (id, event_type, occurred_at, created_at)
VALUES (:'own', 'tea_brewed', '2024-05-01 10:00Z', '2024-05-01 10:01Z')
RETURNING id, created_at;
-- Everybody else gets new ones.
SET ROLE regress_writer;
INSERT INTO analytics_events (id, event_type, occurred_at, created_at)
VALUES (:'own', 'tea_drunk', '2024-05-01 11:00Z', '2024-05-01 10:01Z')
RETURNING id = :'own' AS kept_id, created_at < '2024-05-02Z' AS kept_created_at;
RESET ROLE;

-- A stage: folded; the registry's when there is none; NULL for a type without one.
INSERT INTO analytics_events (event_type, funnel_stage, occurred_at)
VALUES ('tea_brewed', 'Engagement', '2024-05-02'),
       ('signup_completed', NULL, '2024-05-02'),
       ('signup_completed', 'REFERRAL', '2024-05-02'),
       ('tea_brewed', NULL, '2024-05-02');
SELECT event_type, funnel_stage FROM analytics_events WHERE occurred_at = '2024-05-02' ORDER BY 1, 2;
TRUNCATE analytics_events;
SELECT * FROM logged();

-- COPY, by the owner.
COPY analytics_events (event_type, occurred_at, properties) FROM stdin;
page_viewed	2024-05-01 01:00Z	{"email": "a@example.com", "path": "/"}
page_viewed	2024-05-02 01:00Z	{"path": "/"}
page_viewed	2024-05-01 02:00Z	{}
\.
SELECT occurred_at, funnel_stage, properties FROM analytics_events ORDER BY 1;
SELECT * FROM logged();
-- One bad row, and nothing of the COPY is stored.
\set VERBOSITY sqlstate
COPY analytics_events (event_type, occurred_at) FROM stdin;
page_viewed	2024-05-01 01:00Z
Page Viewed	2024-05-01 01:00Z
\.
-- A role under row security has analytics_inbox for COPY.
SET ROLE regress_writer;
\copy analytics_events (event_type, occurred_at) FROM /dev/null
RESET ROLE;
\set VERBOSITY default
SELECT count(*) FROM analytics_events;
SELECT * FROM logged();

-- UPDATE passes the same checks.
UPDATE analytics_events SET properties = '{"email": "b@example.com", "path": "/b"}' WHERE occurred_at = '2024-05-01 02:00Z'
RETURNING properties;
SELECT failure($$UPDATE analytics_events SET event_type = 'Page Viewed'$$);
SELECT failure($$UPDATE analytics_events SET funnel_stage = 'somewhere'$$);
SELECT failure($$UPDATE analytics_events SET occurred_at = 'infinity'$$);
SELECT failure($$UPDATE analytics_events SET occurred_at = NULL$$);
SELECT failure($$UPDATE analytics_events SET properties = '[]'$$);
SELECT analytics_register_event_type('tea_weighed', property_schema => '{"properties": {"grams": {"type": "number"}}}');
SELECT failure($$INSERT INTO analytics_events (event_type, properties) VALUES ('tea_weighed', '{"grams": "two"}')$$);
SELECT failure($$UPDATE analytics_events SET event_type = 'tea_weighed', properties = '{"grams": "two"}'$$);
-- Also those that come with another type, while the properties stay.
INSERT INTO analytics_events (event_type, occurred_at, properties) VALUES ('tea_tasted', '2024-05-03', '{"grams": "two"}');
SELECT failure($$UPDATE analytics_events SET event_type = 'tea_weighed' WHERE event_type = 'tea_tasted'$$);
-- What an UPDATE leaves alone need not pass again: an old event can still be corrected.
SET mindwell_analytics.max_event_age = '1d';
UPDATE analytics_events SET session_id = :'own' WHERE event_type = 'tea_tasted' RETURNING session_id;
SELECT failure($$UPDATE analytics_events SET occurred_at = '2024-05-03 01:00Z' WHERE event_type = 'tea_tasted'$$);
SET mindwell_analytics.max_event_age = 0;
SELECT count(*) FROM logged();

-- Two days are dirty too when both are of one partition.
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_poured', '2024-04-01 12:00Z');
SELECT count(*) FROM logged();
UPDATE analytics_events SET occurred_at = '2024-04-02 12:00Z' WHERE event_type = 'tea_poured' RETURNING tableoid::regclass;
SELECT * FROM logged();

-- An event that moves to another partition is the same event, and two days are dirty.
SET ROLE regress_writer;
WITH before AS (SELECT id, created_at FROM analytics_events WHERE event_type = 'tea_tasted')
UPDATE analytics_events e SET occurred_at = '2024-05-01 05:00Z'
FROM before WHERE e.id = before.id
RETURNING e.tableoid::regclass, e.id = before.id AS same_id, e.created_at = before.created_at AS same_created_at;
RESET ROLE;
SELECT * FROM logged();
-- Its properties passed when they were sent, and were redacted since.
SELECT analytics_register_event_type('tea_mailed', property_schema => '{"required": ["email"]}');
INSERT INTO analytics_events (event_type, occurred_at, properties) VALUES ('tea_mailed', '2024-05-02', '{"email": "a@example.com"}');
UPDATE analytics_events SET occurred_at = '2024-05-03' WHERE event_type = 'tea_mailed'
RETURNING tableoid::regclass, properties;
-- But moving one event is no way past the checks for another.
BEGIN;
SET ROLE regress_writer;
UPDATE analytics_events SET occurred_at = '2024-05-03 12:00Z' WHERE event_type = 'tea_mailed';
SELECT id, created_at FROM analytics_events WHERE event_type = 'tea_mailed' \gset moved_
INSERT INTO analytics_events (id, event_type, occurred_at, created_at, properties)
VALUES (:'moved_id', 'tea_weighed', '2024-05-02', :'moved_created_at', '{"grams": "two"}');
ROLLBACK;
RESET ROLE;
-- Nobody but the owner changes what the gate made.
SET ROLE regress_writer;
UPDATE analytics_events SET id = :'own', created_at = '2000-01-01' WHERE event_type = 'tea_mailed'
RETURNING id = :'own' AS changed_id, created_at = '2000-01-01' AS changed_created_at;
RESET ROLE;
UPDATE analytics_events SET id = :'own', created_at = '2000-01-01' WHERE event_type = 'tea_mailed'
RETURNING id, created_at;
DELETE FROM analytics_events;
SELECT count(*) FROM logged();

-- ON CONFLICT
INSERT INTO analytics_events (id, event_type, occurred_at) VALUES (:'own', 'tea_brewed', '2024-05-01 10:00Z');
INSERT INTO analytics_events (id, event_type, occurred_at) VALUES (:'own', 'tea_spilled', '2024-05-01 10:00Z')
ON CONFLICT DO NOTHING;
INSERT INTO analytics_events (id, event_type, occurred_at) VALUES (:'own', 'tea_spilled', '2024-05-01 10:00Z')
ON CONFLICT (id, occurred_at) DO UPDATE SET properties = '{"email": "a@example.com", "spilled": true}'
RETURNING event_type, properties;
SELECT failure($$INSERT INTO analytics_events (id, event_type, occurred_at)
VALUES ('aaaaaaaa-0000-4000-8000-000000000001', 'tea_spilled', '2024-05-01 10:00Z')
ON CONFLICT (id, occurred_at) DO UPDATE SET event_type = 'Tea Spilled'$$);
-- Whose ids are made by the gate meets no other's: an id tells nothing of another tenant.
SET ROLE regress_writer;
INSERT INTO analytics_events (id, event_type, occurred_at) VALUES (:'own', 'tea_spilled', '2024-05-01 10:00Z')
ON CONFLICT DO NOTHING
RETURNING event_type;
RESET ROLE;
SELECT * FROM logged();

-- MERGE
MERGE INTO analytics_events e
USING (VALUES ('tea_brewed', 'a'), ('tea_steeped', 'b')) AS s (event_type, email) ON e.event_type = s.event_type
WHEN MATCHED THEN UPDATE SET occurred_at = '2024-05-02 10:00Z'
WHEN NOT MATCHED THEN INSERT (event_type, occurred_at, properties)
    VALUES (s.event_type, '2024-05-03', jsonb_build_object('email', s.email));
SELECT event_type, occurred_at, properties FROM analytics_events ORDER BY 1;
SELECT * FROM logged();

-- A partition of its own is no way around: neither into it, nor in it.
INSERT INTO analytics_partitions.analytics_events_20240501 (event_type, occurred_at, properties)
VALUES ('tea_brewed', '2024-05-01 12:00Z', '{"email": "a@example.com"}')
RETURNING properties;
SELECT failure($$UPDATE analytics_partitions.analytics_events_20240501 SET event_type = ''$$);
DELETE FROM analytics_partitions.analytics_events_20240501;
SELECT * FROM logged();
-- Whoever is granted a partition by mistake sees and writes nothing there: it has row security, and no policy.
SET ROLE regress_writer;
SELECT count(*) FROM analytics_partitions.analytics_events_20240501;
SELECT sqlstate($$INSERT INTO analytics_partitions.analytics_events_20240501 (event_type, occurred_at)
VALUES ('tea_brewed', '2024-05-01 12:00Z')$$);
RESET ROLE;

-- TRUNCATE of a partition, of the default partition, of all; within a transaction it is logged after all.
INSERT INTO analytics_events (event_type, occurred_at, tenant_id)
SELECT 'tea_brewed', occurred_at, tenant::uuid
FROM unnest('{2024-05-01 23:59:59.999999Z,2024-05-02 00:00Z,2024-04-01 12:00Z,1999-12-31 23:59:59.999999Z,2000-01-01 00:00Z}'::timestamptz[]) AS occurred_at,
     unnest('{00000000-0000-0000-0000-000000000000,bbbbbbbb-0000-4000-8000-000000000002}'::text[]) AS tenant;
SELECT * FROM logged();
TRUNCATE analytics_partitions.analytics_events_20240501;
SELECT * FROM logged();
TRUNCATE analytics_partitions.analytics_events_default;
SELECT * FROM logged();
BEGIN;
TRUNCATE analytics_events;
ROLLBACK;
SELECT * FROM logged();
TRUNCATE analytics_events;
SELECT * FROM logged();

-- The log has one row for each transaction, tenant and day, whatever is done how often.
BEGIN;
INSERT INTO analytics_events (event_type, occurred_at) SELECT 'tea_brewed', '2024-05-01' FROM generate_series(1, 3);
SELECT analytics_track('tea_brewed', occurred_at => '2024-05-01 13:00Z') IS NOT NULL AS tracked;
UPDATE analytics_events SET properties = '{"a": 1}';
SELECT status FROM analytics_track_batch('[{"event_type": "a", "occurred_at": "2024-05-01T00:00:00Z"},
    {"event_type": "a", "occurred_at": "2024-05-02T00:00:00Z"}, {"event_type": "a", "occurred_at": "2024-05-01T00:00:00Z"}]');
DELETE FROM analytics_events;
COMMIT;
SELECT * FROM logged();
-- The next transaction has its own.
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-01');
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-01');
SELECT * FROM logged();

-- A savepoint takes back what was logged after it, and what comes then is logged again.
BEGIN;
SAVEPOINT a;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-02');
ROLLBACK TO a;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-02');
SAVEPOINT b;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-03');
SAVEPOINT c;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-01');
RELEASE c;
ROLLBACK TO b;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-02');
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-01');
COMMIT;
SELECT * FROM logged();
-- A released savepoint's row stays, and is known.
BEGIN;
SAVEPOINT a;
SAVEPOINT b;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-02');
RELEASE b;
RELEASE a;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-02');
COMMIT;
SELECT * FROM logged();
-- The same with the exceptions of plpgsql.
DO $$
BEGIN
    FOR i IN 1 .. 3 LOOP
        BEGIN
            INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-02');
            IF i <> 2 THEN
                RAISE division_by_zero;
            END IF;
        EXCEPTION WHEN division_by_zero THEN
            NULL;
        END;
    END LOOP;
    BEGIN
        INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2024-05-03');
        INSERT INTO analytics_events (event_type, occurred_at) VALUES ('', '2024-05-03');
    EXCEPTION WHEN invalid_parameter_value THEN
        NULL;
    END;
END
$$;
SELECT * FROM logged();
TRUNCATE analytics_events;
SELECT count(*) FROM logged();

-- A day is a day of UTC, whatever the session's settings are.
SET timezone = 'Pacific/Kiritimati';
SET datestyle = 'German';
INSERT INTO analytics_events (event_type, occurred_at)
VALUES ('tea_brewed', '2024-05-01T23:59:59.999999Z'), ('tea_steeped', '2024-05-02T00:00:00Z');
SELECT tenant, to_char(bucket, 'YYYY-MM-DD') AS bucket FROM logged();
SET timezone = 'America/Los_Angeles';
SET datestyle = 'SQL, DMY';
UPDATE analytics_events SET properties = '{"a": 1}';
SELECT tenant, to_char(bucket, 'YYYY-MM-DD') AS bucket FROM logged();
SELECT mindwell_internal.create_partition('day', 'analytics_partitions', '2024-05-04T00:00:00Z');
SET timezone = 'UTC';
SET datestyle = 'ISO';
SELECT event_type, tableoid::regclass FROM analytics_events ORDER BY 1;
SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'analytics_events_20240504';
TRUNCATE analytics_events;

-- Times: what is too far off is refused.
SELECT failure(format('INSERT INTO analytics_events (event_type, occurred_at) VALUES (%L, %L)', 'tea_brewed', occurred_at))
FROM (VALUES ('infinity'::timestamptz), ('-infinity'), ('0044-03-15 BC'), ('9999-01-01')) AS v (occurred_at);
SELECT failure($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', now() + interval '2 hours')$$);
SELECT failure($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', now() + interval '59 minutes')$$);
SELECT failure($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '0001-01-01 00:00Z')$$);
RESET mindwell_analytics.max_event_age;
SELECT failure($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', now() - interval '367 days')$$);
SELECT failure($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', now() - interval '364 days')$$);

-- What cannot be an event.
SELECT failure($$INSERT INTO analytics_events (event_type) VALUES (NULL)$$);
SELECT failure($$INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', NULL)$$);
SELECT name, sqlstate(format('INSERT INTO analytics_events (event_type) VALUES (%L)', name))
FROM unnest(ARRAY['', 'Tea', '1tea', '_tea', 'tea-brewed', 'tea brewed', 'thé', 't', 't_', repeat('t', 64)]) AS name;
SELECT sqlstate($$INSERT INTO analytics_events (event_type) VALUES (repeat('t', 65))$$);
SELECT sqlstate($$INSERT INTO analytics_events (event_type, properties) VALUES ('tea_brewed', '1')$$);
SELECT failure($$INSERT INTO analytics_events (event_type, properties) VALUES ('tea_brewed', '[{}]')$$);
SELECT failure($$INSERT INTO analytics_events (event_type, properties) VALUES ('tea_brewed', 'null')$$);
-- Properties: their size and depth are bounded.
SELECT failure($$INSERT INTO analytics_events (event_type, properties) VALUES ('tea_brewed', jsonb_build_object('a', repeat('a', 66000)))$$);
SELECT failure($$INSERT INTO analytics_events (event_type, properties) VALUES ('tea_brewed', jsonb_build_object('a', repeat('a', 65000)))$$);
SET mindwell_analytics.max_properties_size = '1MB';
SELECT failure($$INSERT INTO analytics_events (event_type, properties) VALUES ('tea_brewed', jsonb_build_object('a', repeat('a', 66000)))$$);
SELECT depth, failure(format('INSERT INTO analytics_events (event_type, properties) VALUES (''tea_brewed'', %L)',
                             repeat('{"a":', depth) || '1' || repeat('}', depth)))
FROM unnest('{64,65,5000}'::int[]) AS depth;
SELECT depth, sqlstate(format('INSERT INTO analytics_events (event_type, properties) VALUES (''tea_brewed'', jsonb_build_object(''a'', %L::jsonb))',
                              repeat('[', depth) || repeat(']', depth)))
FROM unnest('{63,64}'::int[]) AS depth;
RESET mindwell_analytics.max_properties_size;

-- Numbers of many digits, which a few bytes may stand for, by every path; every double is taken.
SELECT failure($$INSERT INTO analytics_events (event_type, properties) VALUES ('x', '{"a": [1, {"b": [[], 1e131071]}]}')$$);
SELECT failure($$SELECT analytics_track('x', properties => '{"a/b": {"c": 1}, "d": -1e310}')$$);
SELECT failure($$SELECT analytics_track_json('{"name": "x", "properties": {"a": 1e-351}}'::jsonb)$$),
       sqlstate($$INSERT INTO analytics_inbox (event_type, properties) VALUES ('x', '{"a": 0e-16383}')$$);
SELECT failure($$SELECT analytics_identify(analytics_uuid('digits'), '{"a": 1}', '{"b": [1e400]}')$$);
SELECT sqlstate($$INSERT INTO analytics_users (tenant_id, user_id, properties) VALUES ('00000000-0000-0000-0000-000000000000', analytics_uuid('digits'), '{"b": 1e310}')$$);
BEGIN;
SELECT status, error_code, error FROM analytics_track_batch('[{"event_type": "x", "properties": {"n": 1e310}}, {"event_type": "x", "properties": {"n": 1e309}},
    {"event_type": "x", "user_id": "digits", "user_properties": {"n": 1e310}}]');
ROLLBACK;
SELECT code, path FROM analytics_validate('{"event_type": "x", "properties": {"n": {"m": [0, [1], {}, 1e310]}}}');
BEGIN;
INSERT INTO analytics_events (event_type, properties)
SELECT 'digits', jsonb_build_object('n', n)
FROM unnest('{1.7976931348623157e308,-1.7976931348623157e308,4.9406564584124654e-324,0,42,9.9e309,1e-350}'::numeric[]) AS n;
SELECT count(*) FROM analytics_events WHERE event_type = 'digits';
ROLLBACK;
-- The triggers belong to the store and to nothing else.
CREATE TABLE elsewhere (LIKE analytics_events);
CREATE TRIGGER analytics_gate BEFORE INSERT ON elsewhere FOR EACH ROW EXECUTE FUNCTION analytics_gate();
SELECT failure('INSERT INTO elsewhere SELECT * FROM analytics_events');
CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON elsewhere FOR EACH STATEMENT EXECUTE FUNCTION analytics_gate_truncate();
SELECT failure('TRUNCATE elsewhere');
DROP TRIGGER analytics_gate ON elsewhere;
CREATE TRIGGER analytics_gate AFTER INSERT ON elsewhere FOR EACH ROW EXECUTE FUNCTION analytics_gate();
SELECT failure($$INSERT INTO elsewhere (id, tenant_id, event_type, occurred_at, created_at, properties)
VALUES (gen_random_uuid(), gen_random_uuid(), 'a', now(), now(), '{}')$$);
CREATE TABLE types (LIKE analytics_event_types);
CREATE TRIGGER check_it BEFORE INSERT ON types FOR EACH ROW EXECUTE FUNCTION analytics_event_types_check();
SELECT failure('INSERT INTO types SELECT * FROM analytics_event_types');
SELECT failure('SELECT analytics_gate()');
CREATE VIEW inbox AS SELECT * FROM analytics_inbox;
CREATE TRIGGER inbox INSTEAD OF INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION analytics_inbox_insert();
SELECT failure($$INSERT INTO inbox (event_type) VALUES ('tea_brewed')$$);
DROP VIEW inbox;
DROP TABLE elsewhere, types;

-- Columns that the owner adds are his; one of the gate's is missed when it is gone.
ALTER TABLE analytics_events ADD COLUMN note text DEFAULT 'none';
TRUNCATE analytics_events;
INSERT INTO analytics_events (event_type, note) VALUES ('tea_brewed', 'hot'), ('tea_brewed', DEFAULT) RETURNING note;
SELECT analytics_track('tea_brewed') IS NOT NULL AS tracked;
BEGIN;
ALTER TABLE analytics_events RENAME COLUMN session_id TO visit_id;
SELECT sqlstate($$INSERT INTO analytics_events (event_type) VALUES ('tea_brewed')$$);
ROLLBACK;

DROP FUNCTION test.logged();
REVOKE ALL ON SCHEMA analytics_partitions FROM regress_writer;
REVOKE ALL ON analytics_events, analytics_partitions.analytics_events_20240501 FROM regress_writer;
DROP ROLE regress_writer;
