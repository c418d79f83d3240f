-- Privacy: what the rules call personal data is not stored, and nothing of who has opted out.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
-- The rules alone: what else is found is tested in pii.
SET mindwell_analytics.pii_detection = off;

\set alice 'aaaaaaaa-0000-4000-8000-00000000000a'
\set bob 'bbbbbbbb-0000-4000-8000-00000000000b'
\set tenant 'cccccccc-0000-4000-8000-00000000000c'

-- What becomes of properties.
CREATE FUNCTION test.stored(properties jsonb) RETURNS jsonb
LANGUAGE sql
AS $$
    SELECT public.analytics_track('tea_brewed', properties => stored.properties);
    WITH stored AS (DELETE FROM public.analytics_events RETURNING properties) SELECT properties FROM stored
$$;

-- The rules that a store begins with.
SELECT action, string_agg(key, ' ' ORDER BY key COLLATE "C") FROM analytics_pii_rules GROUP BY action;
SELECT stored('{"email": "a@example.com", "name": "A", "plan": "green", "cups": 2}');

-- A key is one whatever its case, underscores and hyphens; a part of a key is another.
SELECT key, stored(jsonb_build_object(key, 'A')) = '{}' AS dropped
FROM unnest('{full_name,fullName,FULL-NAME,Full_Name,_f-u_l-l_n-a_m-e_,fullname,full name,full_names,nam,"",_,-,naïve}'::text[]) AS key;

-- At any depth, in objects and arrays; empty ones stay.
SELECT stored('{"a": {"email": "a@example.com", "b": [{"Email": 1, "c": [[{"PHONE": null, "d": 1}]]}, 2, "email"]}, "e": {"ip": "::1"}, "f": []}');
SELECT stored('{"email": {"deep": {"plan": "green"}}, "name": ["A", {"plan": "green"}]}');

-- hash, mask, allow; a rule reaches what is below its key, until a deeper key has its own.
INSERT INTO analytics_pii_rules VALUES ('nickname', 'hash'), ('Postal-Code', 'mask'), ('plan', 'allow');
SELECT stored('{"postal_code": 12345, "postalCode": {"a": [1, "x", true, null, {"b": 2}]}, "nickname": null, "plan": "green"}');
SELECT stored('{"postal_code": {"plan": "green", "email": "a@example.com", "nickname": null, "x": 1}}');
SELECT stored('{"email": {"plan": "green"}}') AS dropped_with_all_below;
SELECT stored('{"plan": {"email": "a@example.com", "x": 1}}') AS allowed_but_for_the_mail;
SELECT key, value ~ '^hmac-sha256:[0-9a-f]{64}$' AS hashed
FROM jsonb_each_text(stored('{"nickname": "A", "NICK_NAME": 42, "nick-name": true, "nicknam": "A"}')) ORDER BY key COLLATE "C";
SELECT jsonb_path_query_array(stored('{"nickname": ["A", ["B", {"c": "C"}], {"plan": "green", "postal_code": 1}]}'),
    '$.nickname.** ? (@.type() == "string" && !(@ starts with "hmac-sha256:"))') AS not_hashed;

-- The hash: the same for the same value, in every store another, and not one that everybody can compute.
SELECT stored('{"nickname": "A"}') ->> 'nickname' AS hash \gset a_
SELECT stored('{"nickname": "A"}') ->> 'nickname' = :'a_hash' AS same,
       stored('{"nickname": "a"}') ->> 'nickname' = :'a_hash' AS other_value,
       stored('{"nickname": 42}') ->> 'nickname' = stored('{"nickname": "42"}') ->> 'nickname' AS number_and_text,
       stored('{"nickname": "A", "x": {"nickname": ["A"]}}') #>> '{x,nickname,0}' = :'a_hash' AS elsewhere,
       'hmac-sha256:' || encode(sha256('A'), 'hex') = :'a_hash' AS bare;
-- It is HMAC-SHA-256 (RFC 2104) with the key of analytics_hash_key.
CREATE FUNCTION test.hmac(key bytea, message bytea) RETURNS bytea
LANGUAGE sql
AS $$
    WITH pads AS (
        SELECT decode(string_agg(lpad(to_hex(COALESCE(b, 0) # 54), 2, '0'), '' ORDER BY i), 'hex') AS inner_pad,
               decode(string_agg(lpad(to_hex(COALESCE(b, 0) # 92), 2, '0'), '' ORDER BY i), 'hex') AS outer_pad
        FROM (SELECT i, CASE WHEN i < length(key) THEN get_byte(key, i) END AS b FROM generate_series(0, 63) AS i) AS bytes)
    SELECT sha256(outer_pad || sha256(inner_pad || message)) FROM pads
$$;
SELECT :'a_hash' = 'hmac-sha256:' || encode(test.hmac(key, 'A'), 'hex') AS hmac FROM analytics_hash_key;
DROP FUNCTION test.hmac;
-- What is hashed already passes, so that a restored row is not hashed twice; what merely looks so does not.
SELECT label, stored(jsonb_build_object('nickname', value)) ->> 'nickname' = value AS unchanged
FROM (VALUES ('hashed', :'a_hash'), ('upper case', upper(:'a_hash')), ('short', left(:'a_hash', -1)),
             ('long', :'a_hash' || '0'), ('no hex', left(:'a_hash', -1) || 'g')) AS v (label, value);
SELECT stored(jsonb_build_object('postal_code', :'a_hash'::text));
BEGIN;
UPDATE analytics_hash_key SET key = sha256('another');
SELECT stored('{"nickname": "A"}') ->> 'nickname' = :'a_hash' AS same_with_another_key;
ROLLBACK;
SELECT stored('{"nickname": "A"}') ->> 'nickname' = :'a_hash' AS same_again;

-- A changed rule holds for the next statement, and a rolled back one does not.
BEGIN;
UPDATE analytics_pii_rules SET action = 'mask' WHERE key = 'email';
SELECT stored('{"email": "a@example.com"}');
ROLLBACK;
SELECT stored('{"email": "a@example.com"}');
DELETE FROM analytics_pii_rules WHERE key = 'email';
SELECT stored('{"email": "a@example.com", "name": "A"}');
TRUNCATE analytics_pii_rules;
SELECT stored('{"email": "a@example.com", "name": "A"}');
INSERT INTO analytics_pii_rules VALUES ('email', 'drop');
SELECT stored('{"email": "a@example.com", "name": "A"}');
-- Rules that cannot be.
SELECT rule, sqlstate(format('INSERT INTO analytics_pii_rules VALUES (%L, %L)', rule[1], rule[2]))
FROM (VALUES ('{E-Mail,hash}'::text[]), ('{_-,drop}'), ('{phone,erase}'), (ARRAY[repeat('k', 65), 'drop'])) AS v (rule);
-- The longest key, and one longer.
INSERT INTO analytics_pii_rules VALUES (repeat('k', 64), 'mask');
SELECT length(key), value FROM jsonb_each_text(stored(jsonb_build_object(repeat('K', 64), 1, repeat('k', 65), 2, repeat('k', 63), 3)))
ORDER BY 1;

-- Every way in is redacted: function, document, batch, INSERT, COPY, the inbox, a user's properties.
SELECT analytics_track('a', :'bob', properties => '{"email": "secret-1"}') IS NOT NULL AS tracked;
SELECT analytics_track_json('{"event_type": "a", "userId": "bob", "event_data": {"email": "secret-2"},
    "user_properties": {"email": "secret-3", "plan": "green"}, "label": {"email": "secret-3b"}}'::jsonb) IS NOT NULL AS tracked;
SELECT status FROM analytics_track_batch('[{"name": "a", "user_id": 7, "metadata": {"x": [{"e_mail": "secret-4"}]}, "userProperties": {"email": "secret-5"}}]');
SELECT status FROM analytics_track_batch('[{"what": "a", "email": "secret-6", "plan": "green"}]', mapping => '{"event_type": "what", "properties": "*"}');
INSERT INTO analytics_events (event_type, properties) VALUES ('a', '{"email": "secret-7"}');
INSERT INTO analytics_inbox (event_type, properties) VALUES ('a', '{"email": "secret-8"}');
COPY analytics_events (event_type, properties) FROM stdin;
a	{"email": "secret-9"}
\.
COPY analytics_inbox (event_type, properties) FROM stdin;
a	{"email": "secret-10"}
\.
UPDATE analytics_events SET properties = properties || '{"email": "secret-11"}';
SELECT analytics_identify(:'bob', '{"email": "secret-12", "plan": "green"}', '{"EMAIL": "secret-13", "since": 2024}');
SELECT properties, count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
SELECT properties, count(*) FROM analytics_users GROUP BY 1 ORDER BY 1;
SELECT query_to_xml(format('SELECT t::text FROM %s AS t WHERE t::text LIKE ''%%secret%%''', oid::regclass), true, true, '')::text AS found
FROM pg_class WHERE relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p') GROUP BY 1;
DELETE FROM analytics_events;
DELETE FROM analytics_users;

-- No message quotes a value, or a document.
SELECT analytics_register_event_type('tea_weighed', property_schema => '{"properties": {
    "grams": {"type": "number", "maximum": 10}, "kind": {"enum": ["green", "black"]}, "code": {"pattern": "^[0-9]+$"},
    "mail": {"format": "email"}, "list": {"maxItems": 1}, "word": {"maxLength": 3}, "is": {"const": 1}}, "additionalProperties": false}');
CREATE TABLE secrets (statement text);
INSERT INTO secrets
SELECT format('SELECT analytics_track(''tea_weighed'', properties => %L)', properties)
FROM unnest(ARRAY['{"grams": "secret"}', '{"grams": {"a": "secret"}}', '{"kind": "secret"}', '{"code": "secret"}', '{"mail": "secret"}',
    '{"list": ["secret", "secret"]}', '{"word": "secret"}', '{"is": "secret"}', '"secret"', '["secret"]']) AS properties
UNION ALL
SELECT format('SELECT analytics_track_json(%L::%s)', document, type)
FROM unnest(ARRAY['"secret"', '["secret"]', '{"event_type": "Secret Tea", "label": "secret"}', '{"event_type": "a", "user_id": true, "label": "secret"}',
    '{"event_type": "a", "occurred_at": "secret"}', '{"event_type": "a", "tenant_id": "secret"}', '{"event_type": "a", "funnel_stage": "secret"}',
    '{"event_type": "a", "properties": "secret"}', '{"event_type": ["secret"]}', '{"event_type": "a", "label": "secret", "properties": {"label": "secret"}}',
    '{"event_type": "a", "user_properties": {"a": "secret"}}', '{"event_type": "a", "userId": "secret", "user_id": "secret"}']) AS document,
    unnest('{text,jsonb}'::text[]) AS type
UNION ALL
SELECT format('SELECT analytics_track_json(%L::text)', document)
FROM unnest(ARRAY['secret', '{"event_type": "a", "label": "secret", oops', '{"email": "secret', '{"event_type": "a"} secret', E'{"email": "secret\x01"}',
    $${"email": "secret\u0000"}$$, '']) AS document
UNION ALL
SELECT format('INSERT INTO analytics_events (event_type, properties) VALUES (%L, %L)', 'Secret', '{"label": "secret"}')
UNION ALL
SELECT $$SELECT analytics_identify('bbbbbbbb-0000-4000-8000-00000000000b', '["secret"]')$$
UNION ALL
SELECT $$SELECT analytics_track_batch('[{"event_type": "A", "label": "secret"}]', 'abort')$$;
SELECT statement, failure(statement) FROM secrets
WHERE failure(statement) ILIKE '%secret%' OR failure(statement) = 'it succeeds';
-- What plpgsql sees as the context, and the server's log beside the message, quotes nothing either.
CREATE FUNCTION test.context_of(statement text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    context text;
BEGIN
    EXECUTE statement;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS context = PG_EXCEPTION_CONTEXT;
    RETURN replace(context, statement, '');
END
$$;
SELECT statement, context_of(statement) FROM secrets WHERE context_of(statement) ILIKE '%secret%';
DROP TABLE secrets;
DROP FUNCTION test.context_of;
SELECT count(*) FROM analytics_events;

-- Opting out: no event of theirs is stored, on any path; others' are.
INSERT INTO analytics_opt_outs (user_id) VALUES (:'alice');
SELECT analytics_track('a', :'alice') AS alice, analytics_track('a', :'bob') IS NOT NULL AS bob,
       analytics_track('a', :'alice', tenant_id => :'tenant') IS NOT NULL AS alice_of_another_tenant;
SELECT analytics_track_json(jsonb_build_object('event_type', 'a', 'user_id', :'alice', 'user_properties', '{"x": 1}'::jsonb));
SELECT analytics_track('a', :'alice', idempotency_key => 'k');
SELECT ord, event_id IS NOT NULL AS has_id, status, error FROM analytics_track_batch(jsonb_build_array(
    jsonb_build_object('event_type', 'a', 'user_id', :'bob', 'user_properties', '{"x": 1}'::jsonb),
    jsonb_build_object('event_type', 'a', 'user_id', :'alice', 'idempotency_key', 'k', 'user_properties', '{"x": 1}'::jsonb),
    jsonb_build_object('event_type', 'a')), 'abort');
INSERT INTO analytics_events (event_type, user_id) VALUES ('a', :'alice'), ('a', :'bob') RETURNING user_id;
INSERT INTO analytics_inbox (event_type, user_id) VALUES ('a', :'alice'), ('a', :'bob') RETURNING user_id;
COPY analytics_events (event_type, user_id) FROM stdin;
a	aaaaaaaa-0000-4000-8000-00000000000a
a	bbbbbbbb-0000-4000-8000-00000000000b
\.
UPDATE analytics_events SET user_id = :'alice' WHERE user_id IS NULL RETURNING user_id;
SELECT analytics_identify(:'alice', '{"x": 1}') AS alice, analytics_identify(:'bob', '{"x": 2}') AS bob;
CREATE TABLE orders (customer uuid);
CREATE TRIGGER track AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('a', '{"customer": "user_id"}');
INSERT INTO orders VALUES (:'alice'), (:'bob');
SELECT user_id, tenant_id, count(*) FROM analytics_events GROUP BY 1, 2 ORDER BY 1, 2;
SELECT user_id, properties FROM analytics_users;
SELECT count(*) FROM analytics_event_keys;
SELECT count(*) FROM orders;
DROP TABLE orders;
-- An event that is invalid is refused, whosever it is.
SELECT failure(format('SELECT analytics_track(''A'', %L)', :'alice'));
-- It can be taken back, also with a rollback.
BEGIN;
DELETE FROM analytics_opt_outs;
SELECT analytics_track('a', :'alice') IS NOT NULL AS tracked;
ROLLBACK;
SELECT analytics_track('a', :'alice') IS NOT NULL AS tracked;
DELETE FROM analytics_opt_outs;
SELECT analytics_track('a', :'alice') IS NOT NULL AS tracked;
BEGIN;
INSERT INTO analytics_opt_outs (user_id) VALUES (:'alice');
SELECT analytics_track('a', :'alice') IS NOT NULL AS tracked;
ROLLBACK;
SELECT analytics_track('a', :'alice') IS NOT NULL AS tracked;
-- Many are found too: beyond what a session remembers.
INSERT INTO analytics_opt_outs (user_id) SELECT analytics_uuid('user ' || i) FROM generate_series(1, 20000, 2) AS i;
SELECT count(*) AS asked, count(id) AS stored FROM (
    SELECT analytics_track('a', analytics_uuid('user ' || i)) AS id FROM generate_series(1, 20000) AS i) AS tracked;
-- A change is seen then too.
DELETE FROM analytics_opt_outs WHERE user_id = analytics_uuid('user 1');
INSERT INTO analytics_opt_outs (user_id) VALUES (analytics_uuid('user 20000'));
SELECT i AS user, analytics_track('a', analytics_uuid('user ' || i)) IS NOT NULL AS tracked FROM unnest(ARRAY[1, 2, 3, 20000]) AS i;

-- Rules that could not be read are not taken for none, however often one tries.
BEGIN;
ALTER TABLE analytics_pii_rules ALTER action TYPE varchar;
SELECT sqlstate($$SELECT analytics_track('a', properties => '{"email": "e"}')$$) FROM generate_series(1, 2);
ROLLBACK;

-- Without its secret a store hashes nothing, and says so; analytics_install() makes a new one.
INSERT INTO analytics_pii_rules VALUES ('nickname', 'hash');
DELETE FROM analytics_hash_key;
SELECT failure($$SELECT analytics_track('a', properties => '{"nickname": "A"}')$$);
SELECT failure($$SELECT analytics_track('a', idempotency_key => 'k')$$);
SELECT failure($$SELECT analytics_track('a', properties => '{"plan": "green"}')$$);
SELECT analytics_install();
SELECT stored FROM (SELECT analytics_track('a', properties => '{"nickname": "A"}') IS NOT NULL) AS v (stored);
SELECT octet_length(key), count(*) OVER () AS keys FROM analytics_hash_key;
SELECT sqlstate($$UPDATE analytics_hash_key SET key = 'short'$$);
DROP FUNCTION test.stored;
