-- Ingest: the functions that store one event, the inbox, and events made of an application's own rows.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;

\set user 'aaaaaaaa-0000-4000-8000-00000000000a'
\set session 'bbbbbbbb-0000-4000-8000-00000000000b'
\set tenant 'cccccccc-0000-4000-8000-00000000000c'

-- What was stored, and nothing left.
CREATE FUNCTION test.stored() RETURNS TABLE (event_type text, user_id uuid, session_id uuid, properties jsonb, occurred_at timestamptz, funnel_stage text, tenant uuid)
LANGUAGE sql
AS $$
    WITH taken AS (DELETE FROM public.analytics_events RETURNING *)
    SELECT event_type, user_id, session_id, properties, CASE WHEN occurred_at < '2025-01-01' THEN occurred_at END, funnel_stage, NULLIF(tenant_id, '00000000-0000-0000-0000-000000000000')
    FROM taken ORDER BY id
$$;

-- analytics_track: all arguments, by name, by place, and only the first.
SELECT analytics_track(event_type => 'tea_brewed', user_id => :'user', session_id => :'session', properties => '{"cups": 2}',
    occurred_at => '2024-05-01 12:00Z', funnel_stage => 'engagement', tenant_id => :'tenant', idempotency_key => 'k1') AS id \gset
SELECT id = :'id' AS same_id, created_at > '2024-06-01' AS created_now FROM analytics_events;
SELECT * FROM stored();
SELECT analytics_track('tea_brewed', :'user', :'session', '{"cups": 2}', '2024-05-01 12:00Z', 'Engagement', :'tenant') IS NOT NULL;
SELECT analytics_track('signup_started') IS NOT NULL;
SELECT analytics_track('signup_started', NULL, NULL, NULL, NULL, NULL, NULL, NULL) IS NOT NULL;
SELECT max(occurred_at) BETWEEN now() - interval '1 minute' AND clock_timestamp() AS is_now FROM analytics_events WHERE event_type = 'signup_started';
SELECT * FROM stored();
-- As the driver of a prepared statement sends it, and a hundred at once.
PREPARE track AS SELECT analytics_track($1, $2, $3, $4, $5) IS NOT NULL;
EXECUTE track('tea_brewed', :'user', :'session', '{}', '2024-05-01');
SELECT count(analytics_track('tea_brewed', analytics_uuid(i::text))) FROM generate_series(1, 100) AS i;
SELECT count(*), count(DISTINCT user_id) FROM stored();
DEALLOCATE track;

-- analytics_track_json: every field under each of its names, and in both forms.
CREATE FUNCTION test.both_forms(event jsonb) RETURNS boolean
LANGUAGE sql
AS $$ SELECT public.analytics_track_json(event) IS NOT NULL AND public.analytics_track_json(event::text) IS NOT NULL $$;
SELECT both_forms('{"event_type": "tea_brewed", "user_id": "aaaaaaaa-0000-4000-8000-00000000000a", "session_id": "bbbbbbbb-0000-4000-8000-00000000000b",
    "properties": {"cups": 2}, "occurred_at": "2024-05-01T12:00:00Z", "funnel_stage": "Engagement", "tenant_id": "cccccccc-0000-4000-8000-00000000000c"}');
SELECT * FROM stored();
SELECT bool_and(both_forms(jsonb_build_object('occurred_at', '2024-05-01T00:00:00Z', alias, 'tea_brewed')))
FROM unnest('{event_type,action,event,name,eventType}'::text[]) AS alias;
SELECT event_type, count(*) FROM stored() GROUP BY 1;
SELECT alias, both_forms(jsonb_build_object('name', 'tea_brewed', alias, value))
FROM (VALUES ('userId', '"AAAAAAAA-0000-4000-8000-00000000000A"'::jsonb), ('sessionId', '"bbbbbbbb-0000-4000-8000-00000000000b"'),
             ('metadata', '{"m": 1}'), ('event_data', '{"m": 2}'), ('eventData', '{"m": 3}'),
             ('timestamp', '"2024-05-01T00:00:01Z"'), ('event_timestamp', '"2024-05-01T00:00:02Z"'), ('eventTimestamp', '"2024-05-01T00:00:03Z"'), ('occurredAt', '"2024-05-01T00:00:04Z"'),
             ('funnelStage', '"REVENUE"'), ('tenantId', '"cccccccc-0000-4000-8000-00000000000c"'),
             ('category', '"c"'), ('label', '["l"]'), ('value', '1.50'), ('idempotencyKey', '"k2"')) AS v (alias, value);
SELECT user_id, session_id, properties, occurred_at, funnel_stage, tenant, count(*) FROM stored() GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 3, 1, 2, 4, 5, 6;
SELECT both_forms('{"name": "tea_brewed", "category": "kitchen", "label": "green", "value": 3, "properties": {"cups": 2}}');
SELECT both_forms('{"name": "tea_brewed", "category": null, "user_id": null, "properties": null, "timestamp": null, "funnel_stage": null, "action": null}');
SELECT both_forms('{"name": "tea_brewed", "userId": 7, "userProperties": {"plan": "green"}}');
SELECT both_forms('{"name": "tea_brewed", "userId": 7, "user_properties": {"plan": "black", "since": 2024}}');
SELECT user_id, properties FROM stored();
SELECT user_id = analytics_uuid('7') AS is_7, properties FROM analytics_users;
-- An id that is no UUID becomes one, always the same; a number is its shortest text.
SELECT both_forms(jsonb_build_object('name', 'a', 'user_id', id, 'session_id', id)) FROM unnest($${"\"42\"",42,42.0,"\"alice\"","\"Alice\"",-1,1e3}$$::jsonb[]) AS id;
SELECT count(*), bool_and(user_id = session_id) AS same, user_id = analytics_uuid('42') AS is_42, user_id = analytics_uuid('alice') AS is_alice, user_id = analytics_uuid('1000') AS is_1000
FROM stored() GROUP BY user_id ORDER BY 1, 3, 4, 5;
-- Times as in ISO 8601; without an offset they are UTC, whatever the session's time zone.
SET timezone = 'Asia/Tokyo';
SELECT both_forms(jsonb_build_object('name', 'a', 'timestamp', at))
FROM unnest('{2024-05-01T12:00:00Z,2024-05-01T14:00:00+02:00,2024-05-01t12:00:00.5z,2024-05-01 12:00:00,2024-05-01T12:00:00.1234567,2024-05-01T12:00:00-00:30}'::text[]) AS at;
SET timezone = 'UTC';
SELECT occurred_at FROM stored();
-- Numbers count from 1970; how large they are tells whether seconds, milliseconds or microseconds.
CREATE TABLE test.numbers AS
SELECT n, at, jsonb_build_object('event', 'a', 'timestamp', at, 'value', n) AS document
FROM unnest('{0,1714564800,1714564800.1234567,17145648e2,1714564800123,1714564800123.4567,1714564800123456,1714564800123456.5,-86400,
              -99999999999,100000000000,-100000000000,99999999999999.9,100000000000000,-62135596800,-62135596800.000001,
              9999999999,99999999999.99999999,99999999999999999,100000000000000000,-1e17,1e400,1e-400}'::jsonb[]) WITH ORDINALITY AS t (at, n);
SELECT left(at::text, 24) AS at, failure(format('SELECT analytics_track_json(%L::jsonb)', document)), (SELECT code FROM analytics_validate(document)) AS validated
FROM numbers ORDER BY n;
SELECT left(n.at::text, 24) AS at, s.occurred_at FROM stored() s JOIN numbers n ON n.n = (s.properties ->> 'value')::int ORDER BY n.n;
DROP TABLE test.numbers;
SELECT analytics_track_json(NULL::jsonb) IS NULL AS jsonb, analytics_track_json(NULL::text) IS NULL AS text;

-- Documents that are none.
SELECT document, failure(format('SELECT analytics_track_json(%L::jsonb)', document))
FROM unnest(ARRAY['[]', '"tea_brewed"', '1', 'null', '{}', '{"event_type": null}', '{"event_type": 1}', '{"event_type": ""}',
    '{"event_type": "a", "name": "a"}', '{"event_type": "a", "user_id": "1", "userId": "1"}', '{"event_type": "a", "timestamp": "2024-05-01T00:00:00Z", "occurred_at": "2024-05-01T00:00:00Z"}',
    '{"event_type": "a", "metadata": {}, "properties": {}}', '{"event_type": "a", "value": 1, "metadata": {"value": 1}}',
    '{"event_type": "a", "colour": "green"}', '{"event_type": "a", "a/b~c": 1}', '{"Event_Type": "a"}',
    '{"event_type": "a", "user_id": ""}', '{"event_type": "a", "user_id": true}', '{"event_type": "a", "user_id": {}}', '{"event_type": "a", "session_id": ["x"]}',
    '{"event_type": "a", "tenant_id": "1"}', '{"event_type": "a", "tenant_id": 1}', '{"event_type": "a", "properties": []}', '{"event_type": "a", "properties": "x"}',
    '{"event_type": "a", "user_properties": {}}', '{"event_type": "a", "user_id": 1, "user_properties": []}',
    '{"event_type": "a", "event": "b"}', '{"event_type": "a", "timestamp": true}', '{"event_type": "a", "timestamp": "yesterday"}', '{"event_type": "a", "timestamp": "2024-02-30T00:00:00Z"}',
    '{"event_type": "a", "timestamp": "2024-05-01"}', '{"event_type": "a", "timestamp": "infinity"}', '{"event_type": "a", "timestamp": "0044-03-15 BC"}', '{"event_type": "a", "timestamp": "0000-01-01T00:00:00Z"}',
    '{"event_type": "a", "timestamp": "9999-12-31T00:00:00Z"}', '{"event_type": "a", "idempotency_key": ""}', '{"event_type": "a", "idempotency_key": true}', '{"event_type": "a", "funnel_stage": "x"}']) AS document;
SELECT failure(format('SELECT analytics_track_json(%L::text)', document))
FROM unnest(ARRAY['', '{', '{"event_type": "a"', '{"event_type": "a"} x', 'a']) AS document;
SELECT failure($$SELECT analytics_track('a', idempotency_key => repeat('k', 256))$$), failure($$SELECT analytics_track('a', idempotency_key => repeat('k', 255))$$);
-- Depth: a document of any depth is an error of its own, not the server's end.
SELECT depth, sqlstate(format('SELECT analytics_track(''a'', properties => %L)', repeat('{"a":', depth) || '1' || repeat('}', depth))),
       sqlstate(format('SELECT analytics_track_json(%L::text)', '{"name":"a","label":' || repeat('[', depth) || repeat(']', depth) || '}')),
       sqlstate(format('SELECT analytics_track_json(%L::jsonb)', '{"name":"a","user_id":1,"user_properties":' || repeat('{"a":', depth) || '1' || repeat('}', depth) || '}')),
       sqlstate(format('SELECT FROM analytics_validate(%L)', '{"name":"a","properties":' || repeat('{"a":', depth) || '1' || repeat('}', depth) || '}'))
FROM unnest('{64,65,10000}'::int[]) AS depth;
SELECT sqlstate(format('SELECT analytics_track_json(%L::text)', repeat('[', 1000000)));
SELECT count(*) FROM stored();
SELECT count(*) FROM analytics_event_keys;

-- analytics_validate: all that is wrong, in one go, and nothing stored.
SELECT analytics_register_event_type('tea_weighed', property_schema => '{"properties": {"grams": {"type": "number"}, "kind": {"enum": ["green", "black"]}}, "required": ["pot"]}');
SELECT * FROM analytics_validate('{"event_type": "tea_weighed", "properties": {"pot": 1, "grams": 2, "kind": "green"}}');
SELECT * FROM analytics_validate('{"event_type": "tea_weighed", "timestamp": "never", "userId": true, "funnel_stage": "steeping", "colour": 1, "idempotency_key": "",
    "properties": {"grams": "two", "kind": "red"}, "user_properties": {"a": 1}}') ORDER BY path COLLATE "C", message COLLATE "C";
SELECT * FROM analytics_validate('[]');
SELECT * FROM analytics_validate('{}');
SELECT * FROM analytics_validate('{"event_type": "Tea", "timestamp": "9999-01-01T00:00:00Z"}');
SELECT * FROM analytics_validate('{"event_type": "a", "user_id": 1, "properties": [], "user_properties": 1}');
SELECT * FROM analytics_validate(NULL);
-- It finds something exactly where analytics_track_json() fails, and the first of it is what that says.
SELECT document FROM unnest($${"{\"event_type\": \"tea_weighed\"}","{\"name\": \"a\", \"label\": 1}","{\"name\": \"a\", \"user_id\": \"\"}","[]","{\"name\": \"A\"}"}$$::jsonb[]) AS document
WHERE (SELECT code FROM analytics_validate(document) WHERE code <> '00000' LIMIT 1) IS DISTINCT FROM NULLIF(sqlstate(format('SELECT analytics_track_json(%L::jsonb)', document)), '00000');
SELECT count(*) FROM analytics_events WHERE event_type <> 'a';
DELETE FROM analytics_events;

-- analytics_identify: set wins over what is there, set_once does not.
SELECT analytics_identify(:'user', '{"plan": "green", "cups": 1}', '{"first": "a", "plan": "ignored"}');
SELECT properties FROM analytics_users WHERE user_id = :'user';
SELECT analytics_identify(:'user', '{"plan": "black"}', '{"first": "b", "second": "b"}');
SELECT properties, updated_at >= created_at AS updated FROM analytics_users WHERE user_id = :'user';
SELECT analytics_identify(:'user', set_once => '{"third": "c"}'), analytics_identify(:'user'), analytics_identify(user_id => :'user', set => '{"cups": null}');
SELECT properties FROM analytics_users WHERE user_id = :'user';
SELECT analytics_identify(:'user', '{"plan": "other"}', tenant_id => :'tenant');
SELECT tenant_id, properties FROM analytics_users WHERE user_id = :'user' ORDER BY 1;
SELECT failure($$SELECT analytics_identify(NULL, '{}')$$);
SELECT failure(format('SELECT analytics_identify(%L, %L, %L)', :'user', set, set_once))
FROM (VALUES ('[]', NULL), (NULL, '"x"'), ('{}', '1')) AS v (set, set_once);
SELECT sqlstate(format('SELECT analytics_identify(%L, %L)', :'user', jsonb_build_object('a', repeat('a', 66000)))),
       sqlstate(format('SELECT analytics_identify(%L, set_once => %L)', :'user', repeat('{"a":', 65) || '1' || repeat('}', 65)));
SELECT properties FROM analytics_users WHERE user_id = :'user' AND tenant_id <> :'tenant';

-- analytics_track_trigger: an OLTP table's changes become events.
CREATE TABLE orders (id int PRIMARY KEY, customer bigint, visit uuid, total numeric, note text, placed timestamptz, email text);
CREATE TRIGGER placed AFTER INSERT ON orders FOR EACH ROW
    EXECUTE FUNCTION analytics_track_trigger('order_placed', '{"customer": "user_id", "visit": "session_id", "total": "amount", "placed": "occurred_at", "id": "idempotency_key_of", "email": "email", "note": "note"}');
CREATE TRIGGER changed AFTER UPDATE OF total ON orders FOR EACH ROW WHEN (OLD.total <> NEW.total)
    EXECUTE FUNCTION analytics_track_trigger('order_changed', '{"id": "order", "total": "amount", "placed": "occurred_at"}');
CREATE TRIGGER cancelled AFTER DELETE ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('order_cancelled');
SET timezone = 'America/St_Johns';
SET datestyle = 'German';
INSERT INTO orders VALUES (1, 42, 'bbbbbbbb-0000-4000-8000-00000000000b', 9.50, 'Übermut "x"', '2024-05-01 12:00:00.000001Z', 'a@example.com'), (2, NULL, NULL, 1, NULL, '2024-05-01 12:00Z', NULL);
SET timezone = UTC;
SET datestyle = ISO;
UPDATE orders SET total = total * 2 WHERE id = 1;
UPDATE orders SET total = total;
DELETE FROM orders WHERE id = 2;
SELECT event_type, user_id = analytics_uuid('42') AS is_42, session_id, properties, occurred_at FROM stored();
-- What cannot be tracked stops the change, with the event's own error; what is mapped must be there.
CREATE TRIGGER bad AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('Order Placed', '{}');
SELECT failure('INSERT INTO orders VALUES (3)');
DROP TRIGGER bad ON orders;
CREATE TRIGGER bad AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('order_placed', '{"costumer": "user_id"}');
SELECT failure('INSERT INTO orders VALUES (3)');
DROP TRIGGER bad ON orders;
-- The mapping is checked whatever is in the row, and its errors name the trigger.
CREATE PROCEDURE test.insert_with(mapping text)
LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER bad AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION public.analytics_track_trigger(''order_placed'', %L)', mapping);
    INSERT INTO orders VALUES (3);
END
$$;
SELECT mapping, failure(format('CALL insert_with(%L)', mapping))
FROM unnest(ARRAY['', '{', '["customer"]', '"customer"', 'null', '{"costumer": "user_id"}', '{"ctid": "place"}', '{"total": 1}', '{"total": null}', '{"total": ["amount"]}',
                  '{"total": "amount", "note": "amount"}', '{"id": "user_id", "customer": "user_id"}']) AS mapping;
DROP PROCEDURE test.insert_with;
CREATE TRIGGER bad AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger();
SELECT failure('INSERT INTO orders VALUES (3)');
DROP TRIGGER bad ON orders;
CREATE TRIGGER bad BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('order_placed');
SELECT sqlstate('INSERT INTO orders VALUES (3)');
DROP TRIGGER bad ON orders;
CREATE TRIGGER bad AFTER INSERT ON orders EXECUTE FUNCTION analytics_track_trigger('order_placed');
SELECT sqlstate('INSERT INTO orders VALUES (3)');
DROP TRIGGER bad ON orders;
CREATE TRIGGER bad AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('order_placed', '{}', 'ignore');
SELECT failure('INSERT INTO orders VALUES (3)');
DROP TRIGGER bad ON orders;
-- A number that is mapped to the key is its text, and one that is mapped to the time counts from 1970.
CREATE TRIGGER keyed AFTER UPDATE ON orders FOR EACH ROW
    EXECUTE FUNCTION analytics_track_trigger('order_shipped', '{"id": "idempotency_key", "customer": "occurred_at"}');
INSERT INTO orders (id, customer) VALUES (5, 1714564800), (6, 1714564800000);
DELETE FROM analytics_events;
UPDATE orders SET note = 'shipped' WHERE id IN (5, 6);
UPDATE orders SET note = 'shipped again' WHERE id = 5;
SELECT event_type, occurred_at FROM stored();
SELECT analytics_track('order_shipped', occurred_at => '2024-05-01 12:00Z', idempotency_key => '5') IS NOT NULL AS same_event;
SELECT failure('UPDATE orders SET customer = customer + 1 WHERE id = 5');
SELECT count(*) FROM stored();
DROP TRIGGER keyed ON orders;
-- on_error: the statement goes on without the event, or fails.
DROP TRIGGER placed ON orders;
CREATE TRIGGER placed AFTER INSERT ON orders FOR EACH ROW
    EXECUTE FUNCTION analytics_track_trigger('order_placed', '{"id": "idempotency_key", "note": "session_id", "placed": "occurred_at"}', 'warn');
INSERT INTO orders (id, placed, note) VALUES (10, '2024-05-01 12:00Z', 's'), (11, 'infinity', 's'), (12, '2024-05-02 12:00Z', ''), (13, '2024-05-03 12:00Z', 's');
SELECT id FROM orders WHERE id >= 10 ORDER BY id;
SELECT event_type, occurred_at FROM stored();
-- What went wrong inside the store leaves nothing of the event: here the owner's trigger, after the key was claimed.
CREATE FUNCTION test.refuse() RETURNS trigger
LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'not today' USING ERRCODE = TG_ARGV[0], DETAIL = 'It is Monday.', HINT = 'Come back.'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION refuse('P0001');
SELECT count(*) AS keys FROM analytics_event_keys \gset
INSERT INTO orders (id, placed) VALUES (14, '2024-05-01 12:00Z');
SELECT count(*) - :keys AS keys FROM analytics_event_keys;
SELECT count(*) FROM orders WHERE id = 14;
DROP TRIGGER refuse ON analytics_events;
-- Who cancels a statement ends it.
CREATE TRIGGER refuse BEFORE INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION refuse('query_canceled');
INSERT INTO orders (id, placed) VALUES (15, '2024-05-01 12:00Z');
DROP TRIGGER refuse ON analytics_events;
DROP FUNCTION test.refuse;
-- A wrong mapping is no reason to fail either, at none of the rows.
DROP TRIGGER placed ON orders;
CREATE TRIGGER placed AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('order_placed', '{"gone": "amount"}', 'warn');
INSERT INTO orders (id) VALUES (16), (17);
DROP TRIGGER placed ON orders;
CREATE TRIGGER placed AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('order_placed', '{"gone": "amount"}', 'abort');
SELECT sqlstate('INSERT INTO orders (id) VALUES (18)');
SELECT id FROM orders WHERE id > 14 ORDER BY id;
SELECT count(*) FROM stored();
-- At the end of the transaction, and on partitions whose columns have other numbers.
DROP TRIGGER placed ON orders;
CREATE CONSTRAINT TRIGGER placed AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION analytics_track_trigger('order_placed', '{"note": "note"}', 'warn');
BEGIN;
INSERT INTO orders (id, note) VALUES (20, 'later'), (21, 'later too');
SELECT count(*) FROM stored();
COMMIT;
SELECT properties FROM stored();
CREATE TABLE parts (id int, note text, total numeric) PARTITION BY LIST (id);
CREATE TABLE part_1 PARTITION OF parts FOR VALUES IN (1);
CREATE TABLE part_2 (total numeric, gone int, note text, id int);
ALTER TABLE part_2 DROP COLUMN gone;
ALTER TABLE parts ATTACH PARTITION part_2 FOR VALUES IN (2);
CREATE TRIGGER placed AFTER INSERT OR UPDATE OR DELETE ON parts FOR EACH ROW
    EXECUTE FUNCTION analytics_track_trigger('part_changed', '{"id": "id", "note": "note", "total": "total"}');
INSERT INTO parts VALUES (1, 'one', 1.50), (2, 'two', 2.50), (2, NULL, NULL);
UPDATE parts SET note = upper(note) WHERE note = 'two';
DELETE FROM parts WHERE note IS NULL;
SELECT properties FROM stored();
-- A value of any type is what to_jsonb() makes of it; a JSON null is left out as NULL is.
CREATE TABLE values_of (b boolean, a int[], r int4range, j jsonb, d date, n numeric, nothing jsonb);
CREATE TRIGGER placed AFTER INSERT ON values_of FOR EACH ROW
    EXECUTE FUNCTION analytics_track_trigger('part_changed', '{"b": "b", "a": "a", "r": "r", "j": "j", "d": "d", "n": "n", "nothing": "nothing"}');
INSERT INTO values_of VALUES (true, '{1,2}', '[1,3)', '{"x": [null]}', '2024-05-01', 'NaN', 'null');
SELECT properties = to_jsonb(v) - 'nothing' AS same, properties FROM stored(), values_of v;
DROP TABLE parts, values_of;
-- All fields, and whoever changes the row tracks with their own rights.
CREATE TABLE visits (who text, visit text, at timestamp, tenant uuid, key text);
CREATE TRIGGER visited AFTER INSERT ON visits FOR EACH ROW
    EXECUTE FUNCTION analytics_track_trigger('visited', '{"who": "user_id", "visit": "session_id", "at": "occurred_at", "tenant": "tenant_id", "key": "idempotency_key"}');
SET timezone = 'Asia/Tokyo';
INSERT INTO visits VALUES ('alice', 'v1', '2024-05-01 12:00', :'tenant', 'once'), ('alice', 'v1', '2024-05-01 12:00', :'tenant', 'once');
SET timezone = UTC;
SELECT user_id = analytics_uuid('alice') AS alice, session_id = analytics_uuid('v1') AS v1, occurred_at, tenant, properties FROM stored();
CREATE ROLE regress_clerk;
GRANT INSERT ON visits TO regress_clerk;
SET ROLE regress_clerk;
SELECT failure($$INSERT INTO visits (who) VALUES ('bob')$$);
RESET ROLE;
GRANT INSERT ON analytics_events TO regress_clerk;
SET ROLE regress_clerk;
INSERT INTO visits (who) VALUES ('bob');
RESET ROLE;
SELECT event_type, user_id = analytics_uuid('bob') AS bob FROM stored();
REVOKE INSERT ON analytics_events FROM regress_clerk;
CREATE OR REPLACE TRIGGER visited AFTER INSERT ON visits FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('visited', '{"who": "user_id"}', 'warn');
SET ROLE regress_clerk;
INSERT INTO visits (who) VALUES ('eve');
-- The subtransaction's end gives back the caller's rights.
SELECT current_user;
RESET ROLE;
SELECT who FROM visits WHERE who = 'eve';
SELECT count(*) FROM stored();
DROP OWNED BY regress_clerk;
DROP ROLE regress_clerk;
DROP TABLE orders, visits;

-- analytics_inbox: all columns; what is left out is filled in; a bad row stores nothing.
INSERT INTO analytics_inbox (event_type, user_id, session_id, properties, occurred_at, funnel_stage, tenant_id)
VALUES ('tea_brewed', :'user', :'session', '{"cups": 2}', '2024-05-01', 'Engagement', :'tenant');
INSERT INTO analytics_inbox (event_type) VALUES ('signup_started');
SELECT * FROM stored();
SELECT failure($$INSERT INTO analytics_inbox (event_type) VALUES ('a'), ('A')$$), failure($$INSERT INTO analytics_inbox (properties) VALUES ('{}')$$);
SELECT count(*) FROM stored();
-- Every event that is stored is logged, by all of these.
SELECT count(*) FROM analytics_dirty_buckets WHERE bucket = '2024-05-01';
DROP FUNCTION test.stored, test.both_forms;
