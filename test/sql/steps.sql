-- analytics_steps: what funnels and retention are asked about, in every form; and what they say of names that were never seen.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET mindwell_analytics.max_event_age = 0;

-- Valid JSON is that, an event type is a string, the text of an array is a list.
SELECT steps, steps::text::analytics_steps::jsonb AS means
FROM unnest(ARRAY['signup', 's', 'true1', '"signup"', 'null', 'true', ' false ', '5', '-1.5e3', '["a", "b"]', ' {"event": "a", "where": {"b": 1}}', '{}', ' { } ',
    '{a,b}', '{"a","b"}', ' { "a" , b }', $${"{\"event\": \"a\"}",b}$$, '{NULL}', '{a}', '{"a": 1}', $${"a\"}": 1}$$, '{ "a" : 1}']) AS steps;
SELECT steps, test.failure(format('SELECT %L::text::analytics_steps', steps))
FROM unnest(ARRAY['', ' ', 'Sign up', 'signup ', 'é' || repeat('ü', 40), repeat('a', 65), 'trueish!', '{{a},{b}}', '{Sign up}']) AS steps;
-- What begins as JSON or as an array is told by the server's own parsers.
SELECT steps, test.sqlstate(format('SELECT %L::analytics_steps', steps))
FROM unnest(ARRAY['[', '["a"', '{', '{"a', '{"a"', $${"a\$$, '{a', '{"a" 1}', '{"a":}', '1a', '-']) AS steps;
-- Every type.
SELECT 'a'::varchar::analytics_steps::jsonb, '["a"]'::json::analytics_steps::jsonb, 'null'::json::analytics_steps::jsonb, '["a"]'::jsonb::analytics_steps::jsonb,
       ARRAY['a', '{"any": ["b", "c"]}', '"d"', NULL]::analytics_steps::jsonb AS texts, '{a,b}'::varchar[]::analytics_steps::jsonb AS varchars,
       '{}'::text[]::analytics_steps::jsonb AS none, NULL::text::analytics_steps IS NULL AS nothing;
SELECT test.failure($$SELECT ARRAY[ARRAY['a'], ARRAY['b']]::analytics_steps$$), test.failure($$SELECT ARRAY['a', 'B']::analytics_steps$$);
SELECT jsonb_array_length(array_fill('a'::text, '{1000}')::analytics_steps::jsonb) AS steps,
       test.failure($$SELECT array_fill('a'::text, '{1001}')::analytics_steps$$), test.sqlstate($$SELECT array_fill('a'::text, '{1001}')::text::analytics_steps$$);
SELECT '{a,b}'::analytics_steps, '{a,b}'::analytics_steps::text::analytics_steps::text = '{a,b}'::analytics_steps::text AS again;
SELECT castsource::regtype, casttarget::regtype, castcontext FROM pg_cast WHERE 'analytics_steps'::regtype IN (castsource, casttarget) ORDER BY 2, 1;
SELECT count(*) AS operators FROM pg_operator WHERE 'analytics_steps'::regtype IN (oprleft, oprright);
-- What was an expression of jsonb and text is what it was.
SELECT '{"a": 1}'::jsonb || '{"b": 2}' AS merged, '["a"]'::jsonb - 'a' AS less, pg_typeof(coalesce('[]'::jsonb, NULL)), pg_typeof(coalesce('a'::text, 'b')), ARRAY['a'] || 'b'::text AS appended;
SELECT expression, test.sqlstate('SELECT ' || expression)
FROM unnest(ARRAY[$$'[]'::jsonb = 'x'::text$$, $$coalesce('[]'::jsonb, 'x'::text)$$, $$ARRAY['a'] = '["a"]'::jsonb$$, $$'a'::analytics_steps = 'a'$$]) AS expression;

-- Funnels and retention take each of them.
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
SELECT '2024-03-01 10:00Z'::timestamptz + i * interval '1 minute' + day * interval '1 day', md5((i % 3)::text)::uuid,
       (ARRAY['shop_opened', 'cart_filled', 'order_paid'])[1 + i % 3], CASE i % 3 WHEN 2 THEN '{"amount": 5, "coupon": null}'::jsonb ELSE '{"plan": "pro"}' END
FROM generate_series(0, 8) AS i, generate_series(0, 1) AS day;
INSERT INTO analytics_events (occurred_at, user_id, event_type)
VALUES ('2024-03-01 12:00Z', md5('a')::uuid, 'shop_opened'), ('2024-03-01 12:01Z', md5('a')::uuid, 'cart_filled'), ('2024-03-02 12:01Z', md5('a')::uuid, 'cart_filled'),
       ('2023-01-01 12:00Z', md5('b')::uuid, 'order_cancelled');
\set period '\'2024-03-01 00:00Z\', \'2024-03-03 00:00Z\''
CREATE FUNCTION test.line(step bigint, name text, actors bigint) RETURNS text LANGUAGE sql RETURN concat_ws(' ', step, name, actors);
SELECT form, string_agg(line(step, name, actors), ', ' ORDER BY step) FROM (
    SELECT 'literal' AS form, * FROM analytics_funnel('["shop_opened", "cart_filled"]', :period)
    UNION ALL SELECT 'array literal', * FROM analytics_funnel('{shop_opened,cart_filled}', :period)
    UNION ALL SELECT 'array', * FROM analytics_funnel(ARRAY['shop_opened', 'cart_filled'], :period)
    UNION ALL SELECT 'varchars', * FROM analytics_funnel(ARRAY['shop_opened', 'cart_filled']::varchar[], :period)
    UNION ALL SELECT 'text', * FROM analytics_funnel('["shop_opened", "cart_filled"]'::text, :period)
    UNION ALL SELECT 'varchar', * FROM analytics_funnel('["shop_opened", "cart_filled"]'::varchar, :period)
    UNION ALL SELECT 'json', * FROM analytics_funnel('["shop_opened", "cart_filled"]'::json, :period)
    UNION ALL SELECT 'jsonb', * FROM analytics_funnel('["shop_opened", "cart_filled"]'::jsonb, :period)
    UNION ALL SELECT 'mixed', * FROM analytics_funnel(ARRAY['shop_opened', '{"event": "cart_filled"}'], :period, exclusions => ARRAY[]::text[])
    UNION ALL SELECT 'excluded', * FROM analytics_funnel(ARRAY['shop_opened', 'cart_filled'], :period, exclusions => ARRAY['shop_opened'])) AS f
GROUP BY form ORDER BY form;
PREPARE funnel (text, varchar, text[]) AS
SELECT (SELECT sum(actors) FROM analytics_funnel($1, :period)), (SELECT sum(actors) FROM analytics_funnel($2, :period)), (SELECT sum(actors) FROM analytics_funnel($3, :period));
EXECUTE funnel('["shop_opened"]', '["shop_opened"]', '{shop_opened}');
SELECT test.failure(format('SELECT FROM analytics_funnel(%s, %s)', steps, $$'2024-03-01', '2024-03-02'$$))
FROM unnest(ARRAY[$$ARRAY[]::text[]$$, $$ARRAY['a', NULL]$$, 'NULL', $$'5'$$, $$'{}'$$, $$'[["a", "b"]]'$$]) AS steps;
-- One step is a list of one, where a list is asked for; a list of one is a step, where one is.
SELECT steps, (SELECT string_agg(line(step, name, actors), ', ') FROM analytics_funnel(steps::analytics_steps, :period)) AS alone,
       (SELECT string_agg(line(step, name, actors), ', ') FROM analytics_funnel('["shop_opened", "cart_filled"]', :period, exclusions => steps::analytics_steps)) AS excluded
FROM unnest(ARRAY['shop_opened', '"shop_opened"', '{"event": "shop_opened", "where": {"plan": "pro"}}', '{"any": ["shop_opened", "cart_filled"]}']) AS steps;
SELECT test.failure(format('SELECT FROM analytics_funnel(ARRAY[%L, %L], %s, exclusions => %L)', 'shop_opened', 'cart_filled', $$'2024-03-01', '2024-03-02'$$, '{}'));
SELECT form, sum(actors) AS actors FROM (
    SELECT 'literals' AS form, * FROM analytics_retention('shop_opened', 'cart_filled', :period, periods => 1)
    UNION ALL SELECT 'JSON', * FROM analytics_retention('"shop_opened"', '{"event": "cart_filled"}', :period, periods => 1)
    UNION ALL SELECT 'text', * FROM analytics_retention('shop_opened'::text, 'cart_filled'::varchar, :period, periods => 1)
    UNION ALL SELECT 'jsonb', * FROM analytics_retention('"shop_opened"'::jsonb, 'cart_filled', :period, periods => 1)
    UNION ALL SELECT 'arrays', * FROM analytics_retention(ARRAY['shop_opened'], '["cart_filled"]', :period, periods => 1)
    UNION ALL SELECT 'array literals', * FROM analytics_retention('{shop_opened}', '[{"event": "cart_filled"}]', :period, periods => 1)) AS r
GROUP BY form ORDER BY form;
SELECT sum(actors) FROM analytics_retention_curve('shop_opened', 'cart_filled'::text, :period, periods => 1);
SELECT count(*) FROM analytics_retention(NULL, NULL::text, :period, periods => 1);
SELECT test.failure(format('SELECT FROM analytics_retention(%s, NULL, %s)', step, $$'2024-03-01', '2024-03-02'$$))
FROM unnest(ARRAY[$$'null'$$, $$'["a", "b"]'$$, $$ARRAY['a', 'b']$$, $$'[]'$$, $$'[null]'$$, $$'[["a"]]'$$, $$'Sign up'$$]) AS step;

-- A type that was never seen: the closest one that was, or that is registered; once for a call and name.
SELECT step, actors FROM analytics_funnel('{shop_opend,cart_filled,shop_opend}', :period, exclusions => '["signup_completd"]');
SELECT name, actors FROM analytics_funnel('[{"any": ["cart_filled", "nothing_like_it"]}]', :period);
SELECT count(*) FROM analytics_retention('shop_opend', 'signup_completed', :period, periods => 1);
SELECT count(*) FROM analytics_retention_curve('shop_opend', NULL, :period, periods => 1);
-- One that was seen at another time is told nothing of.
SELECT actors FROM analytics_funnel('["order_cancelled"]', :period);
-- A property that no event has.
SELECT actors FROM analytics_funnel('["shop_opened", "cart_filled"]', :period, breakdown => 'paln');
SELECT actors FROM analytics_funnel('["shop_opened", {"event": "order_paid", "where": {"amuont": 5}}]', :period);
SELECT actors FROM analytics_funnel('["shop_opened", "cart_filled"]', :period, exclusions => '[{"event": "order_paid", "where": {"colour": "red"}}]');
SELECT actors FROM analytics_funnel('["order_cancelled"]', '2023-01-01Z', '2023-02-01Z', breakdown => 'reason');
SELECT actors FROM analytics_funnel('["shop_opened", "cart_filled"]', :period, hold_constant => 'paln');
SELECT count(*) FROM analytics_retention('{"event": "shop_opened", "where": {"paln": "pro"}}', '{"event": "order_paid", "where": {"amuont": 5}}', :period, periods => 1);
SELECT count(*) FROM analytics_retention('shop_opened', '{"event": "order_paid", "where": {"amuont": 5}}', :period, periods => 1);
-- Two steps with one misspelling.
SELECT actors FROM analytics_funnel('[{"event": "order_paid", "where": {"amuont": 5}}, {"event": "order_paid", "where": {"amuont": 6}}]', :period);
-- One that some event has, and one whose answer is not empty.
SELECT actors FROM analytics_funnel('["order_paid"]', :period, breakdown => 'coupon');
SELECT actors FROM analytics_funnel('[{"event": "order_paid", "where": {"amount": 6}}]', :period);
SELECT breakdown_value, actors FROM analytics_funnel('["shop_opened"]', :period, breakdown => 'plan') ORDER BY 1;
-- A type that is neither seen nor close to one, and one beside another in a step that was reached.
SELECT count(*) FROM analytics_retention('shop_opened', '{"any": ["cart_filled", "nothing_like_it"]}', :period, periods => 1);
-- By the index, without statistics and where every event would have to be read.
SELECT pg_stat_force_next_flush();
BEGIN;
SELECT mindwell_internal.unseen_event_types('{nothing_like_it,shop_opened}', '-infinity', 'infinity');
SELECT coalesce(sum(s.seq_scan), 0) AS scans, sum(s.idx_scan) > 0 AS by_index
FROM pg_partition_tree('analytics_events') AS p JOIN pg_stat_xact_user_tables AS s ON s.relid = p.relid;
COMMIT;
-- Only a NOTICE: the answer is the same where nobody listens.
SET client_min_messages = warning;
SELECT actors FROM analytics_funnel('["shop_opend"]', :period);
RESET client_min_messages;

-- Whoever may not read the registry gets the notice; whoever may not see the tenant's events is told of none of them.
SET client_min_messages = warning;
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
DROP ROLE IF EXISTS steps_reader;
CREATE ROLE steps_reader;
GRANT SELECT ON analytics_events TO steps_reader;
GRANT SET ON PARAMETER mindwell_analytics.tenant_id TO steps_reader;
RESET client_min_messages;
SET ROLE steps_reader;
SELECT actors FROM analytics_funnel('["signup_completd", "shop_opend"]', :period);
SET mindwell_analytics.tenant_id = 'cccccccc-0000-4000-8000-00000000000c';
SELECT actors FROM analytics_funnel('["shop_opened"]', :period);
RESET ROLE;
RESET mindwell_analytics.tenant_id;

DROP OWNED BY steps_reader;
DROP ROLE steps_reader;
DROP FUNCTION test.line;
