-- What clients send, each in the way of its language, and what it means.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
SET mindwell_analytics.max_event_age = 0;

-- An empty array is PHP's object without keys, by every path; one with elements is none.
SELECT count(analytics_track('page_view', properties => '[]')) AS function, count(analytics_track_json('{"event": "page_view", "properties": []}'::jsonb)) AS json,
       count(analytics_track_json('{"event": "page_view", "userId": "u", "userProperties": [], "category": "shop", "properties": []}'::jsonb)) AS with_others;
INSERT INTO analytics_events (event_type, properties) VALUES ('page_view', '[]');
SELECT properties, count(*) FROM analytics_events GROUP BY 1 ORDER BY 2;
SELECT count(*) AS users FROM analytics_users;
SELECT analytics_identify('u', '[]') AS identified, properties FROM analytics_users;
SELECT failure($$SELECT analytics_track('page_view', properties => '[1]')$$) AS elements, failure($$SELECT analytics_track('page_view', properties => '""')$$) AS text;
TRUNCATE analytics_events;

-- Times are cut to microseconds, never moved into the next day; seconds may be left out.
SELECT count(analytics_track_json(jsonb_build_object('event', 'page_view', 'timestamp', at)))
FROM unnest(ARRAY['"2026-03-27T09:53Z"', '"2026-03-27 09:53"', '"2026-03-27T09:53+02:00"', '"2026-03-31T23:59:59.9999999Z"', '"1969-12-31T23:59:59.9999999Z"', '1774999199.9999999', '-0.0000001']::jsonb[]) AS at;
SELECT occurred_at FROM analytics_events ORDER BY 1;
SELECT failure(format('SELECT analytics_track_json(%L::jsonb)', jsonb_build_object('event', 'page_view', 'timestamp', at)))
FROM unnest('{2026-03-27T09Z,2026-03-27T09:53:Z,2026-03-27T09:53.5Z}'::text[]) AS at;
TRUNCATE analytics_events;

-- A trigger: a time or date without a zone is a clock's in the session's, a domain over one too.
CREATE DOMAIN moment AS timestamp;
CREATE TABLE visit (kind text, at timestamp, day date, moment moment, instant timestamptz);
CREATE TRIGGER at AFTER INSERT ON visit FOR EACH ROW WHEN (NEW.at IS NOT NULL) EXECUTE FUNCTION analytics_track_trigger('visited', '{"kind": "kind", "at": "occurred_at"}');
CREATE TRIGGER day AFTER INSERT ON visit FOR EACH ROW WHEN (NEW.day IS NOT NULL) EXECUTE FUNCTION analytics_track_trigger('visited', '{"kind": "kind", "day": "occurred_at"}');
CREATE TRIGGER moment AFTER INSERT ON visit FOR EACH ROW WHEN (NEW.moment IS NOT NULL) EXECUTE FUNCTION analytics_track_trigger('visited', '{"kind": "kind", "moment": "occurred_at", "at": "at"}');
CREATE TRIGGER instant AFTER INSERT ON visit FOR EACH ROW WHEN (NEW.instant IS NOT NULL) EXECUTE FUNCTION analytics_track_trigger('visited', '{"kind": "kind", "instant": "occurred_at"}');
SET TimeZone = 'Asia/Kolkata';
INSERT INTO visit (kind, at) VALUES ('timestamp', '2026-03-27 09:53');
INSERT INTO visit (kind, day) VALUES ('date', '2026-03-27');
INSERT INTO visit (kind, moment) VALUES ('domain', '2026-03-27 09:53');
INSERT INTO visit (kind, instant) VALUES ('timestamptz', '2026-03-27 09:53');
SET TimeZone = 'UTC';
SELECT properties, occurred_at FROM analytics_events ORDER BY properties ->> 'kind';
DROP TABLE visit;
TRUNCATE analytics_events;

-- A batch as text: an event that is JSON, and no jsonb, is refused alone.
\set events '[{"event": "page_view", "user_id": "a"}, {"event": "page_view", "properties": {"note": "\\u0000"}}, 3, {"event": "page_view", "properties": {"note": "\\ud83d"}}, {"event": "page_view", "value": 1e999999}, {"event": "page_view", "user_id": "b", "properties": {"note": "\\ud83d\\ude00"}}]'
SELECT ord, status, error_code, error FROM analytics_track_batch(:'events');
SELECT user_id = analytics_uuid('a') AS a, user_id = analytics_uuid('b') AS b, properties FROM analytics_events ORDER BY properties;
SELECT failure(format('SELECT analytics_track_batch(%L, on_error => ''abort'')', :'events')) AS first;
SELECT failure('SELECT analytics_track_batch(''[{"event": '')') AS no_json, failure('SELECT analytics_track_batch(''{"event": "page_view"}'')') AS no_array;
SELECT status FROM analytics_track_batch('[{"event": "page_view"}]'::jsonb) UNION ALL SELECT status FROM analytics_track_batch('[{"event": "page_view"}]'::text);
TRUNCATE analytics_events;

-- Equal numbers are one value: as a breakdown, held constant, and in a retry.
SELECT count(analytics_track_json(format('{"event": "%s", "user_id": "%s", "timestamp": "2026-03-27T0%s:00Z", "properties": {"plan": %s}}', event, who, hour, plan)))
FROM (VALUES ('opened', 'a', 1, '42'), ('paid', 'a', 2, '42.0'), ('opened', 'b', 1, '4.2e1'), ('paid', 'b', 2, '43'), ('opened', 'c', 1, '42.00'), ('opened', 'd', 1, '[1.0, {"a": 2.50}]'), ('opened', 'e', 1, '[1, {"a": 2.5}]'),
      ('opened', 'f', 1, 'true'), ('opened', 'g', 1, '"42"'), ('opened', 'h', 1, 'null')) AS e (event, who, hour, plan);
SELECT breakdown_value, actors FROM analytics_funnel('opened', '2026-03-27Z', '2026-03-28Z', breakdown => 'plan') ORDER BY 1;
SELECT step, actors FROM analytics_funnel('["opened", "paid"]', '2026-03-27Z', '2026-03-28Z', hold_constant => 'plan');
SELECT count(DISTINCT analytics_track_json(format('{"event": "bought", "idempotency_key": "k", "properties": {"amount": %s, "list": [%1$s]}}', amount))) AS events FROM unnest('{9.50,9.5,95e-1}'::text[]) AS amount;
SELECT failure($$SELECT analytics_track_json('{"event": "bought", "idempotency_key": "k", "properties": {"amount": 9.51, "list": [9.5]}}')$$) AS another;
