-- analytics_track_batch: a row for each event, in order; the good ones are stored and the bad reported, or nothing is stored.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;

SET mindwell_analytics.max_event_age = 0;
CREATE VIEW test.stored AS
    SELECT event_type, right(user_id::text, 4) AS "user", right(session_id::text, 4) AS session, occurred_at, funnel_stage, properties
    FROM public.analytics_events ORDER BY event_type COLLATE "C", occurred_at, properties;
CREATE VIEW test.counts AS
    SELECT (SELECT count(*) FROM public.analytics_events) AS events, (SELECT count(*) FROM public.analytics_event_keys) AS keys,
           (SELECT count(*) FROM public.analytics_users) AS users, (SELECT count(*) FROM public.analytics_dirty_buckets) AS days;
-- A batch's report, with where its ids are instead of what they are.
CREATE FUNCTION test.batch(events jsonb, on_error text DEFAULT 'report', mapping jsonb DEFAULT NULL)
RETURNS TABLE (ord bigint, id text, status text, error_code text, error text)
LANGUAGE sql
AS $$
    WITH reported AS MATERIALIZED (SELECT * FROM public.analytics_track_batch(events, on_error, mapping))
    SELECT r.ord, CASE WHEN r.event_id IS NOT NULL THEN 'first in row ' || min(r.ord) OVER (PARTITION BY r.event_id) END,
           r.status, r.error_code, r.error
    FROM reported r ORDER BY r.ord
$$;
CREATE PROCEDURE test.clear()
LANGUAGE plpgsql
AS $$
BEGIN
    TRUNCATE public.analytics_events, public.analytics_event_keys, public.analytics_users;
    DELETE FROM public.analytics_dirty_buckets;
END
$$;

-- Every status, in the order of the input.
INSERT INTO analytics_opt_outs (user_id) VALUES ('22222222-0000-4000-8000-000000000002');
SELECT analytics_register_event_type('tea_brewed', funnel_stage => 'engagement',
    property_schema => '{"properties": {"grams": {"type": "number"}}, "required": ["grams"]}');
\set mixed '[{"event_type": "tea_brewed", "properties": {"grams": 4}, "occurred_at": "2024-05-01T10:00:00Z", "idempotency_key": "one"}, {"event_type": "tea_brewed", "properties": {"grams": "four"}}, {"event_type": "tea_brewed", "user_id": "22222222-0000-4000-8000-000000000002", "properties": {"grams": 4}}, {"event_type": "tea_brewed", "properties": {"grams": 4}, "occurred_at": "2024-05-01T10:00:00Z", "idempotency_key": "one"}, {"event_type": "tea_poured", "occurred_at": "2024-05-01T10:05:00Z", "user_id": "11111111-0000-4000-8000-000000000001"}]'
SELECT * FROM batch(:'mixed');
TABLE stored;
TABLE counts;
-- The report comes in order by itself.
SELECT array_agg(ord), array_agg(status) FROM analytics_track_batch(:'mixed');
CALL clear();
-- Its ids are those of the rows.
SELECT event_id AS one FROM analytics_track_batch(:'mixed') WHERE ord = 1 \gset
SELECT event_type FROM analytics_events WHERE id = :'one';
CALL clear();

-- abort: the first bad event's error, with its number, and nothing stored.
SELECT failure(format('SELECT analytics_track_batch(%L, ''abort'')', :'mixed'));
TABLE counts;
SELECT * FROM batch(:'mixed'::jsonb - 1, 'abort');
TABLE counts;
-- A conflict of keys comes late, but not too late.
SELECT failure($$SELECT analytics_track_batch('[{"event_type": "tea_poured"}, {"event_type": "tea_drunk", "idempotency_key": "one"}]', on_error => 'abort')$$);
TABLE counts;
CALL clear();

-- What is wrong with an event: its own error code, and nothing of what it says.
SELECT * FROM batch($$[
    1, "tea_poured", null, true, [], [{"event_type": "tea_poured"}],
    {},
    {"event_type": null},
    {"event_type": 5},
    {"event_type": "Tea Poured"},
    {"event_type": "tea_brewed"},
    {"event_type": "tea_poured", "funnel_stage": "nowhere"},
    {"event_type": "tea_poured", "occurred_at": "infinity"},
    {"event_type": "tea_poured", "occurred_at": "yesterday"},
    {"event_type": "tea_poured", "occurred_at": "2924-05-01T10:00:00Z"},
    {"event_type": "tea_poured", "occurred_at": true},
    {"event_type": "tea_poured", "user_id": ""},
    {"event_type": "tea_poured", "user_id": true},
    {"event_type": "tea_poured", "session_id": {}},
    {"event_type": "tea_poured", "tenant_id": "mine"},
    {"event_type": "tea_poured", "properties": []},
    {"event_type": "tea_poured", "properties": "{}"},
    {"event_type": "tea_poured", "user_properties": {"plan": "pro"}},
    {"event_type": "tea_poured", "user_id": "ann", "user_properties": "pro"},
    {"event_type": "tea_poured", "idempotency_key": ""},
    {"event_type": "tea_poured", "colour": "green", "flavour": "grassy"},
    {"event_type": "tea_poured", "action": "tea_brewed"},
    {"event_type": "tea_poured", "action": "tea_poured"},
    {"event_type": "tea_poured", "timestamp": "2024-05-01T10:00:00Z", "occurred_at": "2024-05-01T10:00:00Z"},
    {"event_type": "tea_poured", "properties": {}, "metadata": {}},
    {"event_type": "tea_poured", "value": 1, "properties": {"value": 2}}
]$$);
TABLE counts;
SET mindwell_analytics.unknown_events = reject;
SELECT * FROM batch('[{"event_type": "never_heard_of"}, {"event_type": "tea_brewed", "properties": {"grams": 1}}]');
RESET mindwell_analytics.unknown_events;
SET mindwell_analytics.max_event_age = '365d';
SELECT * FROM batch('[{"event_type": "tea_poured", "occurred_at": "2004-05-01T10:00:00Z"}]');
SET mindwell_analytics.max_event_age = 0;
SELECT ord, status, error_code
FROM analytics_track_batch(jsonb_build_array(
    jsonb_build_object('event_type', 'tea_poured', 'properties', jsonb_build_object('a', repeat('a', 66000))),
    jsonb_build_object('event_type', 'tea_poured', 'properties', (repeat('{"a":', 100) || '1' || repeat('}', 100))::jsonb),
    jsonb_build_object('event_type', 'tea_poured')));
CALL clear();

-- An alias that is null is none.
SELECT ord, status FROM batch('[{"event_type": "tea_poured", "action": null, "name": null, "user_id": null, "properties": null}]');
CALL clear();

-- What is no batch.
SELECT failure(format('SELECT analytics_track_batch(%L)', document))
FROM unnest($${"{\"event_type\": \"tea_poured\"}","\"tea_poured\"",1,null}$$::text[]) AS document;
SELECT failure($$SELECT analytics_track_batch(NULL)$$);
SELECT failure($$SELECT analytics_track_batch('null')$$);
SELECT failure($$SELECT analytics_track_batch('[]', 'ignore')$$);
SELECT failure($$SELECT analytics_track_batch('[]', 'Report')$$);
SELECT failure($$SELECT analytics_track_batch('[]', NULL)$$);
-- One without events is one.
SELECT count(*) FROM analytics_track_batch('[]');
SELECT count(*) FROM analytics_track_batch('[]', 'abort', '{"event_type": "a"}');
TABLE counts;

-- A key stands for one event within a batch, and across batches.
SELECT * FROM batch('[{"event_type": "b", "idempotency_key": "k"}, {"event_type": "a", "idempotency_key": "l"}, {"event_type": "b", "idempotency_key": "k"},
                      {"event_type": "c", "idempotency_key": "k"}, {"event_type": "b"}, {"event_type": "a", "idempotency_key": "l"}]');
SELECT ord, status, error_code FROM batch('[{"event_type": "a", "idempotency_key": "l"}, {"event_type": "d", "idempotency_key": "k"}, {"event_type": "e", "idempotency_key": "m"}]');
SELECT r.ord, r.event_id = e.id AS same_id
FROM analytics_track_batch('[{"event_type": "e", "idempotency_key": "m"}]') r, analytics_events e WHERE e.event_type = 'e';
SELECT event_type FROM stored;
TABLE counts;
-- A key that is a number is its text.
SELECT ord, status, error FROM batch('[{"event_type": "a", "idempotency_key": 7}, {"event_type": "a", "idempotency_key": "7"}, {"event_type": "b", "idempotency_key": 7.0}, {"event_type": "b", "idempotency_key": true}]');
-- The first event that has a key and is good takes it.
SELECT ord, status, error_code FROM batch('[{"event_type": "Bad", "idempotency_key": "n"}, {"event_type": "good", "idempotency_key": "n"}]');
-- All duplicates: nothing is left to store.
SELECT ord, status FROM batch('[{"event_type": "good", "idempotency_key": "n"}, {"event_type": "good", "idempotency_key": "n"}]');
CALL clear();

-- Users: what events say of them is kept, in order; what a duplicate, rejected or opted-out event says is not.
SELECT ord, status, error_code FROM batch('[
    {"event_type": "a", "user_id": "ann", "user_properties": {"plan": "free", "email": "ann@example.com"}, "idempotency_key": "k"},
    {"event_type": "a", "user_id": "bob", "user_properties": {"plan": "pro"}},
    {"event_type": "a", "user_id": "ann", "user_properties": {"plan": "pro", "seats": 2}},
    {"event_type": "a", "user_id": "bob", "user_properties": {}},
    {"event_type": "A", "user_id": "bob", "user_properties": {"plan": "none"}},
    {"event_type": "a", "user_id": "22222222-0000-4000-8000-000000000002", "user_properties": {"plan": "secret"}},
    {"event_type": "a", "user_id": "ann", "user_properties": {"plan": "free", "email": "eve@example.com"}, "idempotency_key": "k"}]');
SELECT u.name, s.properties FROM (VALUES ('ann'), ('bob')) AS u (name) JOIN analytics_users s ON s.user_id = analytics_uuid(u.name) ORDER BY 1;
TABLE counts;
-- Ids of other systems become UUIDs, numbers as their text, UUIDs stay.
SELECT count(*) FROM batch('[{"event_type": "ids", "user_id": 42, "session_id": "s-1"}, {"event_type": "ids", "user_id": "42", "session_id": "s-1"},
    {"event_type": "ids", "user_id": "AAAAAAAA-0000-4000-8000-000000000001"}, {"event_type": "ids", "user_id": "ünï"}]');
SELECT u.name, count(*), count(*) FILTER (WHERE e.session_id = analytics_uuid('s-1')) AS sessions, substr(min(e.user_id::text), 15, 1) AS version
FROM (VALUES ('42'), ('AAAAAAAA-0000-4000-8000-000000000001'), ('ünï')) AS u (name)
JOIN analytics_events e ON e.user_id = analytics_uuid(u.name) AND e.event_type = 'ids'
GROUP BY u.name ORDER BY u.name COLLATE "C";
CALL clear();

-- Personal data is dropped at any depth.
SELECT ord, status FROM batch('[{"event_type": "a", "properties": {"email": "ann@example.com", "plan": "pro", "card": {"Card-Number": "4111", "kind": "v"}}, "label": "x"}]');
SELECT properties FROM stored;
CALL clear();

-- A mapping: for each field, where in a foreign document it is.
\set foreign '[{"who": "Ann B.", "when": "2024-05-01T10:00:00Z", "kind": 1, "page": "Tea", "bytes": 12, "bot": false, "email": "ann@example.com"}, {"who": "Cy", "when": "2024-05-01T11:00:00+01:00", "kind": 2, "page": "Pot", "bot": true}]'
SELECT ord, status FROM batch(:'foreign', mapping => '{"event_type": {"const": "edited"}, "user_id": "who", "occurred_at": "when", "properties": "*"}');
SELECT event_type, user_id = analytics_uuid(CASE WHEN properties ->> 'page' = 'Tea' THEN 'Ann B.' ELSE 'Cy' END) AS by_name, occurred_at, properties
FROM analytics_events ORDER BY properties ->> 'page' DESC;
CALL clear();
SELECT ord, status FROM batch(:'foreign', mapping => '{"event_type": {"field": "kind", "values": {"1": "page_edited", "2": "page_made"}}, "occurred_at": "when", "funnel_stage": {"field": "bot", "values": {"true": null, "false": "Engagement"}}, "properties": ["page", "bytes", "absent"]}');
TABLE stored;
CALL clear();
-- Without properties there are none; an object field may hold them; what the document does not have is not given.
SELECT ord, status FROM batch(:'foreign', mapping => '{"event_type": {"const": "edited"}, "session_id": "session", "occurred_at": "when"}');
SELECT ord, status, error FROM batch('[{"type": "a", "data": {"x": 1}, "user": {"plan": "pro"}, "id": 7, "key": "k", "tenant": "aaaaaaaa-0000-4000-8000-00000000000a"}, {"type": "a", "data": [1]}, {"data": {}}, {"type": "b"}, 1]',
    mapping => '{"event_type": {"field": "type"}, "properties": "data", "user_properties": "user", "user_id": "id", "idempotency_key": "key", "tenant_id": "tenant"}');
SELECT event_type, properties, right(tenant_id::text, 4) AS tenant, user_id = analytics_uuid('7') AS "7" FROM analytics_events ORDER BY 1, 2;
SELECT properties FROM analytics_users;
TABLE counts;
CALL clear();
-- A constant of any kind is checked as if the document said it.
SELECT ord, status, error FROM batch('[{}, {"event_type": "never"}]', mapping => '{"event_type": {"const": "a"}, "properties": {"const": {"source": "file", "email": "x@example.com"}}, "occurred_at": {"const": "2024-05-01T10:00:00Z"}}');
SELECT ord, status, error FROM batch('[{}]', mapping => '{"event_type": {"const": 5}}');
SELECT ord, status, error FROM batch('[{}]', mapping => '{"event_type": {"const": "a"}, "properties": {"const": 5}}');
SELECT event_type, occurred_at, properties FROM stored;
CALL clear();
-- A value without an entry, and one that cannot have any.
SELECT * FROM batch('[{"kind": 1}, {"kind": 3}, {"kind": "Secret"}, {"kind": []}, {"kind": null}, {}, {"kind": true}]',
    mapping => '{"event_type": {"field": "kind", "values": {"1": "one", "true": "yes"}}}');
CALL clear();

-- What is no mapping.
SELECT mapping, failure(format('SELECT analytics_track_batch(''[]'', mapping => %L)', mapping))
FROM unnest(ARRAY['{}', '[]', '"*"', 'null', '1', '{"user_id": "who"}', '{"event_type": 1}', '{"event_type": null}', '{"event_type": ["a"]}',
                  '{"event_type": {}}', '{"event_type": {"const": "a", "field": "b"}}', '{"event_type": {"values": {}}}',
                  '{"event_type": {"field": 1}}', '{"event_type": {"field": "a", "values": ["a"]}}', '{"event_type": {"const": "a", "values": {}}}',
                  '{"event_type": {"field": "a", "else": "b"}}', '{"event_type": "a", "colour": "b"}', '{"event_type": "a", "value": "b"}',
                  '{"event_type": "a", "properties": 5}', '{"event_type": "a", "properties": ["b", 1]}', '{"event_type": "a", "user_id": ["b"]}']) AS mapping;
SELECT count(*) FROM analytics_track_batch('[{"event_type": "a"}]', mapping => NULL);
CALL clear();

-- The owner's trigger may keep rows back, also all of them: the others are stored with the ids that were reported.
CREATE FUNCTION test.withhold() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RETURN CASE WHEN NEW.properties ? 'noise' THEN NULL ELSE NEW END;
END
$$;
CREATE TRIGGER a_withhold BEFORE INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION withhold();
\set noisy '[{"event_type": "a", "properties": {"i": 1}}, {"event_type": "a", "properties": {"noise": 2}}, {"event_type": "a", "properties": {"i": 3, "email": "x"}}, {"event_type": "A"}, {"event_type": "a", "properties": {"i": 5}}, {"event_type": "a", "properties": {"noise": 6}}]'
CREATE TABLE test.report AS SELECT * FROM analytics_track_batch(:'noisy');
SELECT r.ord, r.status, e.properties FROM report r LEFT JOIN analytics_events e ON e.id = r.event_id ORDER BY r.ord;
SELECT count(*) FROM analytics_events;
DROP TABLE test.report;
ALTER TRIGGER a_withhold ON analytics_events RENAME TO z_withhold;
CREATE TABLE test.report AS SELECT * FROM analytics_track_batch(:'noisy');
SELECT r.ord, r.status, e.properties FROM report r LEFT JOIN analytics_events e ON e.id = r.event_id ORDER BY r.ord;
SELECT count(*) FROM analytics_events;
DROP TABLE test.report;
SELECT ord, status FROM batch('[{"event_type": "a", "properties": {"noise": 1}}]');
SELECT count(*) FROM analytics_events;
DROP TRIGGER z_withhold ON analytics_events;
-- What it changes before the gate is checked and redacted as in any INSERT.
CREATE OR REPLACE FUNCTION test.withhold() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.properties := NEW.properties || '{"email": "late@example.com", "seen": true}';
    RETURN NEW;
END
$$;
CALL clear();
CREATE TRIGGER a_change BEFORE INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION withhold();
SELECT ord, status FROM batch('[{"event_type": "a"}, {"event_type": "b", "properties": {"i": 1}}]');
SELECT event_type, properties FROM stored;
SELECT analytics_track('c') IS NOT NULL AS tracked;
SELECT properties FROM stored WHERE event_type = 'c';
DROP TRIGGER a_change ON analytics_events;
DROP FUNCTION test.withhold;
CALL clear();

-- One that raises ends the batch whole.
CREATE FUNCTION test.refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'not today' USING ERRCODE = 'P0001'; END$$;
CREATE TRIGGER refuse BEFORE INSERT ON analytics_events FOR EACH ROW WHEN (NEW.event_type = 'b') EXECUTE FUNCTION refuse();
SELECT failure($$SELECT analytics_track_batch('[{"event_type": "a", "idempotency_key": "k"}, {"event_type": "b"}]')$$);
TABLE counts;
DROP TRIGGER refuse ON analytics_events;
DROP FUNCTION test.refuse;
SELECT ord, status FROM batch('[{"event_type": "a", "idempotency_key": "k"}, {"event_type": "b"}]');
CALL clear();

-- Many events: each is reported, and stored where its time belongs; the days are logged once each.
SELECT mindwell_internal.create_partition('day', 'analytics_partitions', '2024-05-01Z');
CREATE TABLE test.report AS
SELECT * FROM analytics_track_batch((
    SELECT jsonb_agg(jsonb_build_object('event_type', CASE WHEN i % 10 = 0 THEN 'Bad' ELSE 'many' END, 'user_id', i % 100,
                                        'occurred_at', '2024-05-0' || 1 + i % 3 || 'T10:00:00Z', 'properties', jsonb_build_object('i', i),
                                        'idempotency_key', CASE WHEN i % 4 = 0 THEN 'key ' || i % 2000 END) ORDER BY i)
    FROM generate_series(1, 10000) AS i));
SELECT status, error_code, count(*), count(DISTINCT event_id) AS ids, min(ord), max(ord) FROM report GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*) AS stored, count(DISTINCT e.id) AS ids, bool_and(e.properties = jsonb_build_object('i', r.ord)) AS own_properties,
       count(DISTINCT e.user_id) AS users
FROM analytics_events e LEFT JOIN report r ON r.event_id = e.id AND r.status = 'stored';
SELECT bucket, count(*) FROM analytics_dirty_buckets GROUP BY 1 ORDER BY 1;
-- The ids are in the order of the batch.
SELECT bool_and(event_id > before) FROM (SELECT event_id, lag(event_id) OVER (ORDER BY ord) AS before FROM report WHERE status = 'stored') AS r;
DROP TABLE test.report;
CALL clear();

-- Who may: INSERT on the events, for any of it.
CREATE ROLE regress_sender;
SET ROLE regress_sender;
SELECT failure($$SELECT analytics_track_batch('[]')$$);
RESET ROLE;
GRANT INSERT ON analytics_events TO regress_sender;
SET ROLE regress_sender;
SELECT ord, status, error FROM analytics_track_batch('[{"event_type": "a", "idempotency_key": "k"}, {"event_type": "a", "tenant_id": "aaaaaaaa-0000-4000-8000-00000000000a"}]');
SELECT ord, status, error_code, error FROM analytics_track_batch('[{"event_type": "a", "user_id": 1, "user_properties": {}}]');
RESET ROLE;
TABLE counts;
REVOKE ALL ON analytics_events FROM regress_sender;
DROP ROLE regress_sender;

DROP FUNCTION test.batch;
DROP PROCEDURE test.clear;
DROP VIEW test.stored, test.counts;
