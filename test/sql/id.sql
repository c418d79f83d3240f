-- analytics_id: users and sessions as applications name them.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

-- Every type that stands for an id, and a literal without a type.
CREATE TABLE names AS SELECT '5'::varchar AS v, '5'::text AS t, '5'::char(8) AS c, 5::smallint AS i2, 5::integer AS i4, 5::bigint AS i8,
    analytics_uuid('5') AS u;
CREATE FUNCTION test.as_uuid(id analytics_id) RETURNS uuid LANGUAGE sql RETURN id::uuid;
SELECT as_uuid('5') = u AS literal, as_uuid(v) = u AS v, as_uuid(t) = u AS t, as_uuid(c) = u AS c, as_uuid(i2) = u AS i2,
       as_uuid(i4) = u AS i4, as_uuid(i8) = u AS i8, as_uuid(u) = u AS u, as_uuid(NULL) IS NULL AS nothing, as_uuid(v::analytics_id) = u AS itself
FROM names;
SELECT as_uuid(t) = analytics_uuid(t) AS negative, as_uuid(n) = analytics_uuid(t) AS same, analytics_uuid(n) = analytics_uuid(t) AS also
FROM (VALUES (-9223372036854775808, '-9223372036854775808'), (9223372036854775807, '9223372036854775807'), (0, '0')) AS v (n, t);
SELECT analytics_uuid(5) = analytics_uuid('5') AS literals, analytics_uuid(5::smallint) = analytics_uuid('5'::varchar) AS typed;
-- An id has a length, by every way.
SELECT as_uuid(repeat('é', 512)) = analytics_uuid(repeat('é', 512)) AS longest, failure($$SELECT as_uuid(repeat('é', 512) || 'x')$$),
       sqlstate($$SELECT analytics_track('page_view', repeat('x', 1025))$$), sqlstate($$SELECT analytics_identify(repeat('x', 1025)::char(2000), '{}')$$);
SELECT code, path, message FROM analytics_validate(jsonb_build_object('event_type', 'page_view', 'user_id', repeat('x', 1025), 'session_id', repeat('é', 512)));
SELECT status, error_code FROM analytics_track_batch(jsonb_build_array(jsonb_build_object('event_type', 'page_view', 'session_id', repeat('x', 1025))));
-- Parameters: of a type, and of none.
PREPARE by_type (varchar, text, smallint, integer, bigint, uuid) AS
SELECT as_uuid($1) = $6, as_uuid($2) = $6, as_uuid($3) = $6, as_uuid($4) = $6, as_uuid($5) = $6, as_uuid($6) = $6;
EXECUTE by_type('5', '5', 5, 5, 5, analytics_uuid('5'));
PREPARE by_use (unknown, unknown) AS SELECT as_uuid($1) = as_uuid($2);
EXECUTE by_use('5', 5);
-- What it prints can be read again.
SELECT 'alice'::analytics_id, 'alice'::analytics_id::text::analytics_id::text = 'alice'::analytics_id::text AS again;

-- A UUID in every form that PostgreSQL reads, with blanks around it, and as a URN.
SELECT form, as_uuid(form) = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' AS same, as_uuid(form) = analytics_uuid(form) AS as_function
FROM unnest(ARRAY['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}',
    'a0eebc999c0b4ef8bb6d6bb9bd380a11', 'a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11', '{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}',
    E' \t a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\n', 'urn:uuid:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'URN:UUID:{a0eebc999c0b4ef8bb6d6bb9bd380a11}',
    -- and what is none
    '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}', '{ a0eebc999c0b4ef8bb6d6bb9bd380a11}',
    'a-0eebc999c0b4ef8bb6d6bb9bd380a11', 'a0eebc99--9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11-',
    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1', 'urn:uuid:', 'ünïcode']) AS form;
SELECT analytics_opt_out('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
SELECT analytics_track('page_view', '{a0eebc999c0b4ef8bb6d6bb9bd380a11}') AS function,
       analytics_track_json('{"event_type": "page_view", "user_id": " urn:uuid:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}') AS json;

-- No id: what programs send where they have none is no user, instead of one that all share.
CREATE TABLE none AS SELECT unnest('{"",undefined,"null","NULL",nil,None,NaN,"[object Object]",00000000-0000-0000-0000-000000000000,"{00000000000000000000000000000000}"}'::text[]) AS id;
SELECT count(analytics_track('page_view', id, id)) AS by_function,
       count(analytics_track_json(jsonb_build_object('event_type', 'page_view', 'userId', id, 'sessionId', id))) AS by_json,
       count(analytics_track('page_view', id::varchar)) AS by_varchar FROM none;
SELECT count(status) AS by_batch FROM analytics_track_batch((SELECT jsonb_agg(jsonb_build_object('event_type', 'page_view', 'user_id', id)) FROM none)) WHERE status = 'stored';
INSERT INTO analytics_events (event_type, user_id, session_id) SELECT 'page_view', analytics_uuid(id), analytics_uuid(id) FROM none;
SELECT count(analytics_track_json(jsonb_build_object('event_type', 'page_view', 'properties', jsonb_build_object('userId', id, 'session_id', id)))) AS by_properties FROM none;
SELECT count(*) AS kept FROM analytics_events WHERE properties ?& '{userId,session_id}';
SELECT count(*), count(user_id) AS users, count(session_id) AS sessions FROM analytics_events WHERE event_type = 'page_view' AND user_id IS DISTINCT FROM 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';
SELECT DISTINCT test.failure(format('SELECT %s(%L)', name, id)) FROM none, unnest('{analytics_identify,analytics_opt_out,analytics_opt_in,analytics_export_user,analytics_forget_user}'::text[]) AS name;
SELECT * FROM analytics_validate('{"event_type": "page_view", "userId": "undefined", "session_id": ""}');
DROP TABLE none;
-- JSON in the place of an id is another argument that was meant.
SELECT test.failure($$SELECT analytics_track('page_view', 42, '{"cart": "c-1"}')$$) AS properties, test.failure($$SELECT analytics_track('page_view', '{ }')$$) AS empty,
       analytics_uuid('{"cart": "c-1"}') IS NOT NULL AS function;
-- A truth or a time is no id.
SELECT argument, test.sqlstate(format('SELECT analytics_track(%L, %s)', 'page_view', argument))
FROM unnest(ARRAY['1.5::float8', 'true', 'now()', $$'{}'::jsonb$$]) AS argument;

-- A number is its digits, as in a JSON document; a name is its text.
CREATE TABLE numbers AS SELECT * FROM (VALUES (42::numeric, '42'), (42.0, '42'), (4.20e1, '42'), (-0.0, '0'), (1.50, '1.5'), (12345678901234567890123, '12345678901234567890123')) AS n (number, digits);
SELECT count(analytics_track_json(jsonb_build_object('event_type', 'page_view', 'user_id', number))) AS json, count(analytics_track('page_view', number)) AS function FROM numbers;
SELECT number, number::analytics_id::uuid = analytics_uuid(digits) AS is_the_digits, (SELECT count(*) FROM analytics_events WHERE user_id = analytics_uuid(digits)) AS events FROM numbers;
DROP TABLE numbers;
SELECT test.failure(format('SELECT analytics_track(%L, %L::numeric)', 'page_view', number)) FROM unnest('{NaN,Infinity,-Infinity}'::text[]) AS number;
SELECT 'ada'::name::analytics_id::uuid = analytics_uuid('ada') AS name, test.sqlstate($$SELECT ''::name::analytics_id$$) AS empty;
DELETE FROM analytics_events;

-- One user by every path.
SELECT analytics_track('page_view', 42, 7) IS NOT NULL AS numbers, analytics_track('page_view', '42', '7') IS NOT NULL AS literals,
       analytics_track('page_view', user_id => '42'::varchar, session_id => 7::bigint) IS NOT NULL AS typed,
       analytics_track_json('{"event_type": "page_view", "user_id": 42.0, "session_id": "7"}') IS NOT NULL AS json;
SELECT user_id = analytics_uuid(42) AS is_the_user, session_id = analytics_uuid(7) AS is_the_session, count(*) FROM analytics_events GROUP BY 1, 2;
SELECT analytics_identify(42, '{"plan": "pro"}') AS identified, analytics_opt_out('42') AS opted_out, analytics_opt_out(42::bigint) AS again,
       analytics_track('page_view', '42') AS event, analytics_opt_in(42) AS opted_in;
SELECT analytics_export_user('42') -> 'users' -> 0 -> 'properties' AS document, count(*) AS rows FROM analytics_export_user_rows(42);
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT row_count FROM analytics_forget_user('42') WHERE table_name = 'analytics_events'; COMMIT;
SELECT count(*) FROM analytics_find_erasures(42);
SELECT count(analytics_track('page_view', 'ada ' || i % 2)) FROM generate_series(1, 4) AS i;
CALL analytics_forget_user_batch('ada 1', 'asked');
SELECT user_id = analytics_uuid('ada 0') AS is_the_other, count(*) FROM analytics_events GROUP BY 1;
-- In each of them nobody is an error.
SELECT test.failure(format('SELECT %I(NULL)', name)) FROM unnest(ARRAY['analytics_identify', 'analytics_opt_out', 'analytics_opt_in', 'analytics_export_user',
    'analytics_export_user_rows', 'analytics_forget_user', 'analytics_find_erasures']) AS name;

-- What other people's expressions of uuid and text mean is what it was.
SELECT u = u::text::uuid AS cast_, u::text = t AS texts, u = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' AS literal,
       pg_typeof(coalesce(u, NULL)), pg_typeof(coalesce(t, 'a')), pg_typeof(CASE WHEN i4 > 0 THEN u END), pg_typeof(greatest(v, t)), pg_typeof(i4 + i8) FROM names;
SELECT expression, test.sqlstate(format('SELECT %s FROM names', expression))
FROM unnest(ARRAY['u = t', 'i4 = t', 'u = v', 'coalesce(u, t)', 'coalesce(i4, v)', 'ARRAY[u, t]', 'u FROM names UNION SELECT t', $$'x'::analytics_id = 'x'$$]) AS expression;
SELECT u || t IS NOT NULL AS concatenated, i4 || t AS with_number, concat(u, t) = u || t AS same FROM names;
CREATE FUNCTION test.chosen(a uuid) RETURNS text LANGUAGE sql RETURN 'uuid';
CREATE FUNCTION test.chosen(a text) RETURNS text LANGUAGE sql RETURN 'text';
CREATE FUNCTION test.chosen(a bigint) RETURNS text LANGUAGE sql RETURN 'bigint';
SELECT chosen(u), chosen(v), chosen(t), chosen(i4), chosen('a') FROM names;
CREATE FUNCTION test.only_uuid(a uuid) RETURNS text LANGUAGE sql RETURN 'uuid';
SELECT test.sqlstate('SELECT only_uuid(t) FROM names'), test.sqlstate('SELECT only_uuid(u) FROM names');
SELECT castsource::regtype, casttarget::regtype, castcontext FROM pg_cast WHERE 'analytics_id'::regtype IN (castsource, casttarget) ORDER BY 2, 1;
SELECT count(*) AS operators FROM pg_operator WHERE 'analytics_id'::regtype IN (oprleft, oprright);
-- No column of the store has it.
SELECT count(*) AS columns FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
WHERE a.atttypid IN ('analytics_id'::regtype, 'analytics_id[]'::regtype) AND c.relkind <> 'c';
-- A view that names a user without a cast is dumped so that it can be read again.
CREATE VIEW tracked AS SELECT analytics_track('page_view', t, i4) AS by_column, analytics_track('page_view', 'alice') AS by_literal FROM names;
CREATE TABLE definition AS SELECT pg_get_viewdef('tracked') AS query;
SELECT format('CREATE VIEW tracked_again AS %s', query) AS statement FROM definition \gset
:statement
SELECT pg_get_viewdef('tracked_again') = query AS same FROM definition;
DROP VIEW tracked, tracked_again;
DROP TABLE names, definition;
DROP FUNCTION test.as_uuid, test.chosen(uuid), test.chosen(text), test.chosen(bigint), test.only_uuid;
