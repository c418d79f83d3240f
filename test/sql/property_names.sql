-- Properties are stored under the names that their type declares, whatever spelling or alias they come in.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

CREATE FUNCTION test.taken_back() RETURNS TABLE (event_type text, user_id uuid, session_id uuid, properties jsonb) LANGUAGE sql AS $$
	DELETE FROM analytics_events RETURNING event_type, user_id, session_id, properties
$$;

-- The example of the documents: every property is where reports look for it, and so is the user.
SELECT analytics_track_json('{"name":"onboarding_step_completed","properties":{"userId":"u1","stepNumber":2,"timeSpentSeconds":45,"extraThing":1}}'::jsonb) IS NOT NULL AS stored;
SELECT user_id = analytics_uuid('u1') AS is_u1, properties FROM taken_back();
SELECT failure($$SELECT analytics_track_json('{"name":"onboarding_step_completed","properties":{"userId":"u1","step":"profile_setup","stepNumber":-2,"totalSteps":"five","timeSpentSeconds":45}}'::jsonb)$$);
SELECT analytics_track_json('{"event_type":"web_vital","properties":{"name":"LCP","value":2500,"rating":"good","delta":100}}'::jsonb) IS NOT NULL AS stored;
SELECT properties FROM taken_back();

-- Spellings: a run of capitals is one word, hyphens are underscores; nested names and what no type declares are left alone.
SELECT analytics_register_event_type('tea_brewed', property_schema => '{"properties": {
	"pot_id": {"type": "string"}, "grams_2_brew": {"type": "integer"}, "html": {}, "kind": {"type": ["string", "null"]}}}',
	property_aliases => '{"type": "kind", "weight": "grams_2_brew", "remarks": null}');
CREATE FUNCTION test.folded(properties jsonb, event_type text DEFAULT 'tea_brewed') RETURNS jsonb LANGUAGE sql AS $$
	SELECT analytics_track(event_type, properties => properties);
	SELECT properties FROM taken_back()
$$;
SELECT given, folded(given::jsonb)
FROM unnest(ARRAY['{"potID": "a"}',
	'{"potId": "a"}',
	'{"pot-id": "a"}',
	'{"Pot-ID": "a"}',
	'{"POT_ID": "a"}',
	'{"POTID": "a"}',
	'{"HTML": 1}',
	'{"Html": 1}',
	'{"hTML": 1}',
	'{"grams2Brew": 5}',
	'{"grams_2Brew": 5}',
	'{"grams-2-brew": 5}',
	'{"weight": 5}',
	'{"Weight": 5}',
	'{"remarks": "by me"}',
	'{"Remarks": [1]}',
	'{"type": "green", "potId": "a", "deep": {"potId": 1}, "other-thing": {"a": [1, {"b": null}]}}',
	'{"kind": "black", "type": "green"}',
	'{"potId": "a", "pot-id": "b"}',
	'{"weight": 5, "grams-2-brew": 6}',
	'{"kind": null, "type": "green"}',
	'{}']) AS given;

-- An alias is known in any spelling, whatever it was registered in.
SELECT analytics_register_event_type('tea_poured', property_schema => '{"properties": {"cup": {}}}', property_aliases => '{"oldCup": "cup", "Old-Cup": "cup", "hotWater": null}');
SELECT given, folded(given::jsonb, 'tea_poured')
FROM unnest(ARRAY['{"oldCup": 1}', '{"old_cup": 1}', '{"OldCup": 1}', '{"old-cup": 1}', '{"Old-Cup": 1}', '{"hot_water": 1}', '{"hot-water": 1}', '{"oldcup": 1}']) AS given;

-- A value is checked under its name; nothing is required under another.
SELECT failure($$SELECT analytics_track('tea_brewed', properties => '{"potID": 3, "weight": "much"}')$$);
SELECT count(*) FROM analytics_validate('{"event_type": "tea_brewed", "properties": {"potID": 3, "weight": "much"}}');

-- Every path.
CREATE TABLE brewed (pot text, grams integer);
CREATE TRIGGER brewed AFTER INSERT ON brewed FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('tea_brewed', '{"pot": "potId", "grams": "weight"}');
INSERT INTO analytics_events (event_type, occurred_at, properties) VALUES ('tea_brewed', now(), '{"potId": "insert"}');
INSERT INTO analytics_inbox (event_type, occurred_at, properties) VALUES ('tea_brewed', now(), '{"potId": "inbox"}');
COPY analytics_events (event_type, properties) FROM stdin;
tea_brewed	{"potId": "copy"}
\.
SELECT status FROM analytics_track_batch('[{"event_type": "tea_brewed", "properties": {"potId": "batch", "userId": 7, "sessionId": "s"}}]');
INSERT INTO brewed VALUES ('trigger', 5);
UPDATE analytics_events SET properties = '{"potId": "update"}' WHERE properties ->> 'pot_id' = 'insert';
SELECT user_id = analytics_uuid('7') AS is_7, session_id = analytics_uuid('s') AS is_s, properties FROM taken_back() ORDER BY properties ->> 'pot_id' COLLATE "C";

-- Personal data: a property is judged by the name that it was given as well as by the one it gets, and the stricter rule holds.
INSERT INTO analytics_pii_rules (key, action) VALUES ('staff_number', 'hash'), ('badge', 'mask'), ('free_note', 'allow'), ('free_text', 'allow');
SELECT analytics_register_event_type('leak', property_schema => '{"properties": {
	"p": {}, "q": {}, "pass_word": {}, "badge": {}, "free_note": {}, "closed": {"enum": ["gold", "tin", 4]}, "constant": {"const": "yes"}, "flag": {"type": "boolean"}}}',
	property_aliases => '{"password": "p", "phone": "p", "last_name": "q", "staff_number": "q", "staffId": "p", "user.email": "p", "first_name": "badge", "free_text": "q", "remark": "free_note",
						  "name": "closed", "address": "constant", "iban": "flag", "passport_number": "badge", "employee_password": "free_note", "zip": "q"}');
CREATE FUNCTION test.leaked(properties jsonb) RETURNS jsonb LANGUAGE sql AS $$
	SELECT analytics_track('leak', properties => properties);
	SELECT properties FROM taken_back()
$$;
SELECT given, leaked(given::jsonb)
FROM unnest(ARRAY['{"password": "hunter2"}', '{"Password": "hunter2", "zip": 1}', '{"phone": 123, "last_name": "Lovelace"}', '{"staffId": 5}', '{"passWord": "hunter2"}', '{"user.email": "ada"}',
	'{"password": {"p": [1, {"zip": "x"}]}}', '{"zip": {"password": "hunter2", "zip": 1}}', '{"first_name": "Ada"}', '{"badge": "Ada"}', '{"free_note": "by max@example.org"}', '{"remark": "by max@example.org"}',
	'{"free_text": "by max@example.org"}', '{"employee_password": "hunter2"}', '{"name": "gold", "address": "yes", "iban": true}', '{"name": 4}', '{"password": "hunter2", "phone": 1}', '{"zip": 1, "remark": "a"}']) AS given;
SELECT leaked('{"staff_number": 42}') -> 'q' = leaked('{"q": {"staff_number": 42}}') #> '{q,staff_number}' AS hashed, leaked('{"staff_number": 42}') ->> 'q' <> '42' AS hidden;
SELECT failure(format('SELECT leaked(%L)', given)) FROM unnest(ARRAY['{"name": "Ada Lovelace"}', '{"address": "Main Street 1"}']) AS given;
-- by every path
INSERT INTO analytics_events (event_type, properties) VALUES ('leak', '{"password": "hunter2", "zip": "insert"}');
COPY analytics_events (event_type, properties) FROM stdin;
leak	{"password": "hunter2", "zip": "copy"}
\.
SELECT status FROM analytics_track_batch('[{"event_type": "leak", "properties": {"password": "hunter2", "zip": "batch"}}]');
UPDATE analytics_events SET properties = '{"password": "hunter2", "zip": "update"}' WHERE properties ->> 'q' = 'insert';
SELECT properties FROM taken_back() ORDER BY properties ->> 'q' COLLATE "C";
SELECT * FROM analytics_validate('{"event_type": "leak", "properties": {"password": "hunter2", "zip": 1, "name": "tin"}}');
-- what was redacted passes again unchanged, and so does what a restore brings
SELECT given -> 'q' IS NOT NULL AS hashed, given = leaked(given) AS again FROM leaked('{"staff_number": 42, "first_name": "Ada", "remark": "a"}') AS given;
INSERT INTO analytics_events (id, event_type, properties, occurred_at, created_at) VALUES (gen_random_uuid(), 'leak', '{"p": "a", "zip": 1}', now(), now());
SELECT properties FROM taken_back();
-- who may name people in events may not send secrets, by no name
SET mindwell_analytics.enable_pii_tracking = on;
SELECT leaked('{"password": "hunter2", "last_name": "Lovelace"}');
RESET mindwell_analytics.enable_pii_tracking;
DROP FUNCTION test.leaked(jsonb);
DELETE FROM analytics_event_types WHERE event_type = 'leak';
DELETE FROM analytics_pii_rules WHERE key IN ('staff_number', 'badge', 'free_note', 'free_text');

-- A web vital is known by name: the values that there are, which are nobody's.
SELECT failure(format('SELECT analytics_track(''web_vital'', properties => jsonb_build_object(%L, %L))', name, value))
FROM (VALUES ('name', 'Ada Lovelace'), ('metric', 'Ada Lovelace'), ('name', 'by max@example.org')) AS v (name, value);
SELECT count(analytics_track('web_vital', properties => jsonb_build_object('name', value))) FROM unnest(ARRAY['LCP', 'INP', 'CLS', 'FCP', 'TTFB', 'FID', NULL]) AS value;
SELECT properties FROM taken_back() ORDER BY 1;

-- The actor: taken where the event has none, or the same one; kept where it says otherwise, or is no id.
CREATE FUNCTION test.acted(document jsonb) RETURNS TABLE (is_u1 boolean, is_s1 boolean, properties jsonb) LANGUAGE sql AS $$
	SELECT analytics_track_json('{"event_type": "unregistered"}'::jsonb || document);
	SELECT user_id = analytics_uuid('u1'), session_id = analytics_uuid('s1'), properties FROM taken_back()
$$;
SELECT g.given, a.*
FROM unnest(ARRAY['{"properties": {"user_id": "u1", "session_id": "s1"}}', '{"user_id": "u1", "properties": {"userId": "u1", "sessionId": "s1"}}',
	'{"user_id": "u1", "properties": {"userId": "u2"}}', '{"properties": {"user_id": "u1", "userId": "u1"}}', '{"properties": {"user_id": "u1", "userId": "u2"}}',
	'{"properties": {"user_id": "", "session_id": null}}', '{"properties": {"user_id": true, "session_id": {"a": 1}}}', '{"properties": {"user_id": {"userId": "u1"}}}',
	'{"properties": {"userId": "u1", "timestamp": 1}, "user_properties": {"plan": "pro"}}']) AS g (given), acted(g.given::jsonb) AS a;
-- not for columns
SELECT analytics_track('tea_brewed', properties => '{"user_id": "u1"}') IS NOT NULL AS stored;
SELECT user_id, properties FROM taken_back();

-- What is done is told.
SELECT * FROM analytics_validate('{"event_type": "tea_brewed", "properties": {"potId": "a", "weight": 5, "remarks": "x", "userId": "u1", "Kind": "a", "type": "b", "colour": "red"}}') ORDER BY path COLLATE "C";
SELECT * FROM analytics_validate('{"event_type": "tea_brewed", "properties": {"pot_id": "a"}}');

-- A retry is one by the names that were given, whatever is an alias by then.
SELECT analytics_track('tea_brewed', properties => '{"potId": "a", "weight": 5}', idempotency_key => 'k') AS first \gset
SELECT analytics_register_event_type('tea_brewed', property_aliases => '{}');
SELECT analytics_track('tea_brewed', properties => '{"potId": "a", "weight": 5}', idempotency_key => 'k') = :'first' AS same;
SELECT sqlstate($$SELECT analytics_track('tea_brewed', properties => '{"pot_id": "a", "weight": 5}', idempotency_key => 'k')$$);
SELECT properties FROM taken_back();
SELECT properties FROM (SELECT analytics_track('tea_brewed', properties => '{"weight": 5}')) AS t, LATERAL taken_back();

-- The setting.
SET mindwell_analytics.fold_property_names = off;
SELECT folded('{"potId": 5}');
RESET mindwell_analytics.fold_property_names;
SELECT folded('{"potId": "a"}');

-- Reports ask in any spelling, and by alias; of each type, and each tenant's, what it calls the property.
DELETE FROM analytics_events;
SELECT analytics_register_event_type('tea_brewed', property_aliases => '{"type": "kind", "weight": "grams_2_brew", "remarks": null}');
SELECT analytics_register_event_type('tea_drunk', property_schema => '{"properties": {"pot": {}, "type": {}}}', property_aliases => '{"potId": "pot"}');
SELECT count(analytics_track(t, 'ann', occurred_at => now() - ago, properties => p::jsonb))
FROM (VALUES ('tea_brewed', interval '3 hours', '{"pot_id": "a", "kind": "green", "grams_2_brew": 5}'), ('tea_drunk', '2 hours', '{"pot": "a", "type": "green"}'), ('tea_praised', '1 hour', '{"potId": "a"}'),
			 ('tea_brewed', '3 hours', '{"pot_id": "b", "kind": "black"}')) AS v (t, ago, p);
CREATE FUNCTION test.reached(steps jsonb, breakdown text DEFAULT NULL, hold text DEFAULT NULL) RETURNS TABLE (value text, actors bigint[]) LANGUAGE sql AS $$
	SELECT breakdown_value, array_agg(actors ORDER BY step) FROM analytics_funnel(steps, now() - interval '1 day', now(), breakdown => breakdown, hold_constant => hold) GROUP BY 1 ORDER BY 1
$$;
SELECT w AS asked, reached(jsonb_build_array(jsonb_build_object('event', 'tea_brewed', 'where', w::jsonb)))
FROM unnest(ARRAY['{"pot_id": "a"}', '{"potId": "a"}', '{"pot-id": "a", "type": "green"}', '{"Weight": 5}', '{"weight": 6}', '{"potId": "a", "pot-id": "a"}', '{"remarks": 1}', '{"pots": 1}']) AS w;
SELECT reached('[{"any": ["tea_brewed", "tea_praised"], "where": {"potId": "a"}}, {"event": "tea_drunk", "where": {"type": "green"}}, {"any": ["tea_drunk", "tea_praised"], "where": {"potId": "a"}}]');
SELECT reached('["tea_brewed", "tea_drunk", "tea_praised"]', hold => 'potId');
SELECT reached('["tea_brewed", "tea_drunk"]', breakdown => 'potId');
SELECT reached('["tea_brewed"]', breakdown => 'cup');
SELECT actors FROM analytics_retention('{"event": "tea_brewed", "where": {"potId": "b"}}', '{"event": "tea_drunk", "where": {"potId": "a"}}', now() - interval '1 day', now(), periods => 0);
SET mindwell_analytics.fold_property_names = off;
SELECT reached('[{"event": "tea_brewed", "where": {"potId": "a"}}]');
RESET mindwell_analytics.fold_property_names;
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT analytics_enable_tenants();
SET LOCAL mindwell_analytics.require_tenant = off;
\set other '''aaaaaaaa-0000-4000-8000-00000000000a'''
SELECT analytics_register_event_type('tea_brewed', property_schema => '{"properties": {"pot": {}}}', property_aliases => '{"potId": "pot"}', tenant_id => :other);
INSERT INTO analytics_events (tenant_id, event_type, user_id, occurred_at, properties) VALUES (:other, 'tea_brewed', analytics_uuid('bob'), now() - interval '1 hour', '{"potId": "a"}');
CREATE ROLE regress_names;
GRANT SELECT ON analytics_events TO regress_names;
INSERT INTO analytics_tenant_members SELECT 'regress_names', t FROM unnest(ARRAY[:other, '00000000-0000-0000-0000-000000000000']::uuid[]) AS t;
GRANT USAGE ON SCHEMA test TO regress_names;
SET LOCAL ROLE regress_names;
SELECT reached('[{"event": "tea_brewed", "where": {"potId": "a"}}]'), reached('[{"event": "tea_brewed", "where": {"type": "green"}}]');
SELECT reached('["tea_brewed"]', breakdown => 'potId');
ROLLBACK;
DROP FUNCTION test.reached(jsonb, text, text);
DELETE FROM analytics_events;

-- Bad aliases.
SELECT aliases, failure(format('SELECT analytics_register_event_type(''tea_brewed'', property_aliases => %L)', aliases))
FROM unnest(ARRAY['{"a": "b"}', '{"a": "pot_id", "b": "a"}', '{"kind": "pot_id"}', '{"kind": "html", "html": "kind"}', '{"a": "a"}', '{"a": "b", "b": "c", "c": "a"}', '{"a": 1}', '["a"]', '1',
	'{"oldPath": "kind", "old_path": "html"}', '{"oldPath": "kind", "old-path": null}', '{"potId": "kind"}', '{"potId": null}']) AS aliases;
SELECT failure($$SELECT analytics_register_event_type('tea_cooled', property_aliases => '{"a": "b"}')$$);
SELECT failure($$SELECT analytics_register_event_type('tea_brewed', property_aliases => (SELECT jsonb_object_agg('a' || i, 'pot_id') FROM generate_series(1, 257) AS i))$$);
SELECT failure($$SELECT analytics_register_event_type('tea_brewed', property_aliases => jsonb_build_object(repeat('a', 66000), 'pot_id'))$$);
SELECT analytics_register_event_type('tea_brewed', property_aliases => '{"a": "pot_id"}');
SELECT failure($$SELECT analytics_register_event_type('tea_brewed', property_schema => '{"properties": {"kind": {}}}')$$);
SELECT failure($$UPDATE analytics_event_types SET property_schema = NULL WHERE event_type = 'tea_brewed'$$);

-- A row that came out of the gate passes it again unchanged: of every type, with every name that it knows, in camelCase and by alias.
CREATE TABLE sent AS
	SELECT t.event_type, coalesce(p.alias, regexp_replace(initcap(replace(p.name, '_', ' ')), ' ', '', 'g')) AS name,
		   CASE WHEN p.schema ? 'enum' THEN (p.schema -> 'enum' -> 0)::text
				WHEN p.schema ->> 'format' = 'date-time' THEN '"2026-01-01T00:00:00Z"'
				WHEN p.schema ? 'pattern' THEN '"USD"'
				WHEN p.schema #>> '{type,0}' = 'boolean' THEN 'true'
				WHEN p.schema #>> '{type,0}' IN ('number', 'integer') THEN coalesce(p.schema ->> 'minimum', '1')
				WHEN p.schema #>> '{type,0}' = 'object' THEN '{}'
				WHEN p.schema ->> 'format' = 'date' THEN '"2026-01-01"'
				ELSE '"a"' END::jsonb AS value, p.name AS declared
	FROM analytics_event_types AS t,
		LATERAL (SELECT s.key AS name, s.value AS schema, NULL AS alias FROM jsonb_each(t.property_schema -> 'properties') AS s
				 UNION ALL
				 SELECT a.value, t.property_schema #> ARRAY['properties', a.value], a.key FROM jsonb_each_text(t.property_aliases) AS a WHERE a.value IS NOT NULL) AS p
	WHERE t.event_type <> 'tea_brewed';
SELECT analytics_track(event_type, properties => jsonb_build_object(name, value)) IS NULL AS lost, count(*) > 500 AS many FROM sent GROUP BY 1;
SELECT event_type, properties FROM analytics_events AS e
WHERE NOT EXISTS (SELECT FROM sent AS s WHERE s.event_type = e.event_type AND e.properties = jsonb_build_object(s.declared, s.value));
CREATE TABLE dumped AS TABLE analytics_events;
DELETE FROM analytics_events;
INSERT INTO analytics_events SELECT * FROM dumped;
(TABLE dumped EXCEPT TABLE analytics_events) UNION ALL (TABLE analytics_events EXCEPT TABLE dumped);
DELETE FROM analytics_events;
INSERT INTO analytics_events (event_type, properties) SELECT event_type, properties FROM dumped;
SELECT count(*) FROM (SELECT event_type, properties FROM dumped EXCEPT ALL SELECT event_type, properties FROM analytics_events) AS d;
-- a restore keeps what was stored before a name was declared
DELETE FROM analytics_events;
INSERT INTO analytics_events (id, event_type, properties, occurred_at, created_at) VALUES (gen_random_uuid(), 'onboarding_completed', '{"totalSteps": 5}', now(), now());
SELECT properties FROM taken_back();
DROP TABLE brewed, sent, dumped;
DROP FUNCTION test.taken_back(), test.folded(jsonb, text), test.acted(jsonb);
