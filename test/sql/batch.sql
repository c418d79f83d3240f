-- Batches: one row per event, in order; the good ones are stored, the bad ones reported; or all or nothing.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET mindwell_analytics.max_event_age = 0;

-- What a batch reports, in its order, and whether there is an event of the id.
CREATE FUNCTION test.batch(events jsonb, on_error text DEFAULT 'report', mapping jsonb DEFAULT NULL)
RETURNS TABLE (ord bigint, is_stored boolean, status text, error_code text, error text)
LANGUAGE plpgsql
AS $$
DECLARE
    reported jsonb := (SELECT jsonb_agg(to_jsonb(b)) FROM public.analytics_track_batch(events, on_error, mapping) AS b);
BEGIN
    RETURN QUERY
        SELECT r.ord, CASE WHEN r.event_id IS NOT NULL THEN EXISTS (SELECT FROM public.analytics_events e WHERE e.id = r.event_id) END,
               r.status, r.error_code, r.error
        FROM jsonb_to_recordset(reported) AS r (ord bigint, event_id uuid, status text, error_code text, error text);
END
$$;

CREATE FUNCTION test.stored() RETURNS TABLE (event_type text, who text, session_id uuid, properties jsonb, occurred_at timestamptz, funnel_stage text)
LANGUAGE sql
AS $$
    WITH taken AS (DELETE FROM public.analytics_events RETURNING *)
    SELECT event_type, COALESCE((SELECT name FROM unnest('{alice,bob,1,7}'::text[]) AS name WHERE public.analytics_uuid(name) = user_id), user_id::text),
           session_id, properties, CASE WHEN occurred_at < '2025-01-01' THEN occurred_at END, funnel_stage
    FROM taken ORDER BY id
$$;

-- In order, whatever becomes of each.
INSERT INTO analytics_opt_outs (user_id) VALUES (analytics_uuid('bob'));
SELECT * FROM batch('[
    {"event_type": "tea_brewed", "user_id": "alice", "timestamp": "2024-05-01T12:00:00Z", "properties": {"i": 1}},
    {"event_type": "Tea Brewed"},
    {"name": "tea_brewed", "userId": "bob"},
    7,
    {"name": "tea_brewed", "timestamp": "infinity"},
    {"name": "tea_brewed", "label": 1, "metadata": {"label": 2}},
    {"name": "signup_started", "metadata": {"email": "a@example.com", "i": 7}},
    null,
    {"name": "tea_brewed", "idempotency_key": "k", "value": 9},
    {"name": "tea_brewed", "idempotency_key": "k", "value": 9},
    {"name": "tea_brewed", "idempotency_key": "k", "value": 11},
    {"action": "tea_brewed", "name": "tea_brewed"}, [], {}]');
SELECT * FROM stored();
SELECT count(*) FROM analytics_event_keys;
-- The same by the text of a driver, and none at all.
SELECT count(*) FROM analytics_track_batch('[]');
PREPARE track AS SELECT ord, status FROM analytics_track_batch($1, on_error => $2);
EXECUTE track('[{"name": "a"}, {"name": "B"}]', 'report');
DEALLOCATE track;
SELECT count(*) FROM stored();
-- All bad: nothing is stored, and nothing logged.
DELETE FROM analytics_dirty_buckets;
SELECT * FROM batch('[{"name": "A"}, {"name": "B"}]');
SELECT count(*) FROM analytics_dirty_buckets;

-- abort: the first problem is raised, with its place and own SQLSTATE, and nothing is stored.
SELECT failure($$SELECT FROM analytics_track_batch('[{"name": "a"}, {"name": "b", "idempotency_key": "k2"}, {"name": "B"}, 1]', 'abort')$$);
SELECT failure($$SELECT FROM analytics_track_batch('[{"name": "a"}, {"name": "a", "timestamp": "infinity"}]', 'abort')$$);
SELECT failure($$SELECT FROM analytics_track_batch('[{"name": "a"}, {"name": "a", "idempotency_key": "k", "value": 12}]', 'abort')$$);
SELECT count(*) FROM stored();
SELECT count(*) FROM analytics_event_keys;
SELECT * FROM batch('[{"name": "a"}, {"name": "tea_brewed", "idempotency_key": "k", "value": 9}, {"name": "c", "userId": "bob"}]', 'abort');
SELECT * FROM stored();

-- What is no batch.
SELECT events, failure(format('SELECT FROM analytics_track_batch(%L)', events))
FROM unnest(ARRAY['{"event_type": "a"}', '"[]"', '1', 'null', NULL]) AS events;
SELECT on_error, failure(format('SELECT FROM analytics_track_batch(%L, %L)', '[{"name": "a"}]', on_error))
FROM unnest('{ignore,"",REPORT,NULL}'::text[]) AS on_error;
SELECT count(*) FROM stored();

-- A mapping: where a foreign document has what, and what it says that the document does not.
SELECT * FROM batch('[{"what": "a", "who": 7, "when": "2024-05-01T12:00:00Z", "kind": "x", "rest": 1, "email": "a@example.com"},
    {"what": "b", "rest": [2], "visit": "bbbbbbbb-0000-4000-8000-00000000000b"}, {"rest": 3}, {"what": null}, {"what": "A"}, "x"]',
    mapping => '{"event_type": "what", "user_id": "who", "occurred_at": "when", "session_id": "visit", "properties": "*"}');
SELECT * FROM stored();
-- A list of properties; a constant for any field; what is mapped nowhere is left out.
SELECT * FROM batch('[{"a": 1, "b": {"c": 2}, "d": 3, "who": "alice"}, {"d": 4}]',
    mapping => '{"event_type": {"const": "imported"}, "user_id": {"field": "who"}, "properties": ["a", "b", "missing"], "funnel_stage": {"const": "Revenue"}, "occurred_at": {"const": "2024-05-01T00:00:00Z"}}');
SELECT * FROM stored();
-- A translation by values, of strings, numbers and booleans; without an entry the event is rejected.
SELECT * FROM batch('[{"new": true}, {"new": false}, {"new": 1}, {"new": "x"}, {"new": null}, {}, {"new": {}}, {"new": "y"}]',
    mapping => '{"event_type": {"field": "new", "values": {"true": "page_created", "false": "page_edited", "1": "one", "x": "X"}}}');
SELECT * FROM stored();
-- properties and user_properties from one field; all fields.
SELECT * FROM batch('[{"n": "a", "u": 1, "s": "s", "p": {"x": 1}, "t": "2024-05-01T00:00:00Z", "f": "Referral", "w": "aaaaaaaa-0000-4000-8000-00000000000a", "k": "key", "q": {"plan": "green", "email": "e"}},
    {"n": "a", "p": [1]}, {"n": "a", "u": 1, "q": 1}]',
    mapping => '{"event_type": "n", "user_id": "u", "session_id": "s", "properties": "p", "occurred_at": "t", "funnel_stage": "f", "tenant_id": "w", "idempotency_key": "k", "user_properties": "q"}');
SELECT tenant_id, session_id = analytics_uuid('s') AS s FROM analytics_events;
SELECT * FROM stored();
SELECT tenant_id, user_id = analytics_uuid('1') AS is_1, properties FROM analytics_users;
-- With a mapping the document's own names mean nothing.
SELECT status, error FROM analytics_track_batch('[{"event_type": "a"}]', mapping => '{"event_type": "what"}');
SELECT status FROM analytics_track_batch('[{"what": "a", "colour": 1, "event_type": "b"}]', mapping => '{"event_type": "what"}');
SELECT * FROM stored();
-- Mappings that are none.
SELECT mapping, failure(format('SELECT FROM analytics_track_batch(%L, mapping => %L)', '[{"what": "a"}]', mapping))
FROM unnest(ARRAY['[]', '"what"', '{}', '{"user_id": "who"}', '{"event_type": 1}', '{"event_type": null}', '{"event_type": ["what"]}', '{"event_type": "what", "colour": "x"}',
    '{"event_type": "what", "category": "x"}', '{"event_type": {}}', '{"event_type": {"const": "a", "field": "what"}}', '{"event_type": {"field": 1}}', '{"event_type": {"values": {}}}',
    '{"event_type": {"const": "a", "values": {}}}', '{"event_type": {"field": "what", "values": []}}', '{"event_type": {"field": "what", "default": "a"}}',
    '{"event_type": "what", "user_id": "*"}', '{"event_type": "what", "properties": [1]}', '{"event_type": "what", "properties": true}']) AS mapping;
DELETE FROM analytics_events;

-- Users' properties, in the order of the batch; those of a duplicate or a rejected event are not written.
SELECT status FROM analytics_track_batch('[
    {"name": "a", "user_id": "alice", "user_properties": {"plan": "green", "cups": 1}},
    {"name": "A", "user_id": "alice", "user_properties": {"plan": "rejected"}},
    {"name": "a", "user_id": "alice", "user_properties": {"plan": "black"}, "idempotency_key": "once"},
    {"name": "a", "user_id": "alice", "user_properties": {"plan": "black"}, "idempotency_key": "once"},
    {"name": "a", "user_id": "alice", "user_properties": {"plan": "conflict"}, "idempotency_key": "once"},
    {"name": "a", "user_id": "bob", "user_properties": {"plan": "opted out"}}]');
SELECT user_id = analytics_uuid('alice') AS alice, properties FROM analytics_users WHERE tenant_id = '00000000-0000-0000-0000-000000000000';
DELETE FROM analytics_events;

-- Many: more than memory for sorting holds, with keys, bad ones and duplicates in between.
SET work_mem = '64kB';
CREATE TABLE many AS
SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'name', CASE WHEN i % 100 = 0 THEN 'BAD' ELSE 'tea_brewed' END, 'user_id', CASE WHEN i % 70 = 0 THEN 'bob' ELSE 'u' || i % 500 END,
    'timestamp', to_char(timestamp '2024-01-01' + i * interval '7 minutes', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'idempotency_key', CASE WHEN i % 3 = 0 THEN 'many ' || i % 6000 END, 'properties', jsonb_build_object('i', i % 6000))) ORDER BY i) AS events
FROM generate_series(1, 10000) AS i;
CREATE TABLE reported AS SELECT b.* FROM many, analytics_track_batch(events) AS b;
SELECT status, count(*), count(event_id), min(ord), max(ord) FROM reported GROUP BY 1 ORDER BY 1;
SELECT count(*) AS stored, count(*) FILTER (WHERE e.properties = jsonb_build_object('i', r.ord % 6000)) AS of_its_row
FROM analytics_events e JOIN reported r ON r.event_id = e.id AND r.status = 'stored';
SELECT count(*) FROM analytics_events;
SELECT count(*), count(DISTINCT bucket) FROM analytics_dirty_buckets;
-- Sent again: the ones with a key are duplicates, of the same events.
SELECT b.status, count(*), count(*) FILTER (WHERE b.event_id = r.event_id) AS same_id
FROM many, analytics_track_batch(events) AS b JOIN reported r USING (ord) GROUP BY 1 ORDER BY 1;
RESET work_mem;
DROP TABLE many, reported;
DROP FUNCTION test.batch, test.stored;
