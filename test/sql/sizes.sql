-- What a client chooses the size of has a limit, which is looked at before anything is made of that size.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- maintenance refuses more than that
SET default_transaction_isolation = 'read committed';
CREATE ROLE regress_writer;
CREATE ROLE regress_reader;
CREATE ROLE regress_stranger;
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_writer', 'writer');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_reader', 'reader');
-- what a statement takes before a limit ends it is not waited for
SET statement_timeout = '60s';

-- A batch: so many events, so many bytes.
SET mindwell_analytics.max_batch_events = 3;
SELECT status, count(*) FROM analytics_track_batch('[1, {"event_type": "tea_poured"}, 3]') GROUP BY status ORDER BY status;
SELECT failure($$SELECT analytics_track_batch('[1, {"event_type": "tea_poured"}, 3, 4]')$$);
RESET mindwell_analytics.max_batch_events;
SET mindwell_analytics.max_batch_size = '1kB';
SELECT failure($$SELECT analytics_track_batch(jsonb_build_array(repeat('x', 1013)))$$);
SELECT status FROM analytics_track_batch(jsonb_build_array(repeat('x', 1012)));
-- also as a mapping makes it, which repeats a constant for each event
SELECT sqlstate($$SELECT analytics_track_batch((SELECT jsonb_agg('{"t": "tea_poured", "u": 1}'::jsonb) FROM generate_series(1, 20)),
    mapping => jsonb_build_object('event_type', 't', 'user_id', 'u', 'user_properties', jsonb_build_object('const', jsonb_build_object('note', repeat('x', 100)))))$$);
RESET mindwell_analytics.max_batch_size;
SET ROLE regress_writer;
SELECT sqlstate('SET mindwell_analytics.max_batch_events = 10') AS events, sqlstate('SET mindwell_analytics.max_batch_size = 10') AS size;
SELECT sqlstate($$SELECT analytics_track_batch((SELECT jsonb_agg(1) FROM generate_series(1, 100001)))$$);
RESET ROLE;

-- An event that makes its user too large is refused alone: its key is free again, and who repeats it is told the same.
TRUNCATE analytics_events, analytics_users, analytics_event_keys;
CREATE FUNCTION test.event(event_user text, property text, size integer, key text DEFAULT NULL) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('event_type', 'tea_poured', 'user_id', event_user, 'idempotency_key', key,
               'user_properties', jsonb_build_object(property, repeat('x', size))))
$$;
SET mindwell_analytics.max_properties_size = '1kB';
SET ROLE regress_writer;
SELECT ord, event_id IS NOT NULL AS has_id, status, error_code, error
FROM analytics_track_batch(jsonb_build_array(
    event('ann', 'tea', 600, 'first'), event('ann', 'milk', 600, 'second'), event('ann', 'milk', 600, 'second'),
    event('ann', 'milk', 300, 'third'), event('bob', 'milk', 600), event('ann', 'milk', 600, 'fourth'), event('ann', 'tea', 600, 'first')))
ORDER BY ord;
RESET ROLE;
SELECT count(*) AS events, count(DISTINCT user_id) AS users FROM analytics_events;
SELECT user_id = analytics_uuid('ann') AS ann, length(properties ->> 'tea') AS tea, length(properties ->> 'milk') AS milk FROM analytics_users ORDER BY 1;
SELECT count(*) AS keys FROM analytics_event_keys;
SET ROLE regress_writer;
SELECT status FROM analytics_track_batch(jsonb_build_array(event('ann', 'milk', 20, 'second')));
-- all or nothing; and one event alone
SELECT failure($$SELECT analytics_track_batch(jsonb_build_array(event('eve', 'tea', 20), event('ann', 'sugar', 600)), 'abort')$$);
SELECT failure($$SELECT analytics_track_json(event('ann', 'sugar', 600, 'fifth'))$$);
SELECT failure($$SELECT analytics_identify('ann', jsonb_build_object('sugar', repeat('x', 600)))$$);
RESET ROLE;
SELECT (SELECT count(*) FROM analytics_events) AS events, (SELECT count(*) FROM analytics_users) AS users, (SELECT count(*) FROM analytics_event_keys) AS keys;
RESET mindwell_analytics.max_properties_size;

-- The patterns of a schema: their number, and what they take.
CREATE FUNCTION test.patterns(pattern text, count integer) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('properties', jsonb_object_agg('p' || i, jsonb_build_object('pattern', pattern))) FROM generate_series(1, count) AS i
$$;
SELECT failure($$SELECT analytics_check_properties(patterns('^[a-z]+$', 100), '{}')$$);
SELECT failure($$SELECT analytics_check_properties(patterns('^[a-z]+$', 101), '{}')$$);
SELECT failure($$SELECT analytics_check_properties(patterns('(?:a?){255}', 3), '{}')$$);
SELECT failure($$SELECT analytics_register_event_type('tea_poured', property_schema => patterns('(?:a?){255}', 20))$$);
-- one with back references may keep an automaton for each of its parts
SELECT sqlstate($$SELECT analytics_check_properties(patterns('^(' || repeat('(a|b)', 40) || '){1,10}' || chr(92) || '1$', 1), '{}')$$) AS one,
       sqlstate($$SELECT analytics_check_properties(patterns('^(' || repeat('(a|b)', 40) || '){1,10}$', 1), '{}')$$) AS without,
       sqlstate($$SELECT analytics_check_properties(patterns('^(' || repeat('(a|b)', 40) || '){1,10}' || chr(92) || '1$', 10), '{}')$$) AS ten;

-- What a session keeps of all the types it has seen.
SELECT count(analytics_register_event_type('type_' || i, property_schema => jsonb_build_object('properties', jsonb_build_object('n', jsonb_build_object('enum', e)))))
FROM (SELECT jsonb_agg(n) AS e FROM generate_series(1, 15000) AS n) AS enum, generate_series(1, 120) AS i;
SELECT count(p.code) AS refused, count(*) FILTER (WHERE p.code IS NULL) AS good
FROM generate_series(1, 120) AS i
LEFT JOIN LATERAL analytics_validate(jsonb_build_object('event_type', 'type_' || i, 'properties', jsonb_build_object('n', i % 2))) AS p ON true;
SELECT sum(total_bytes) BETWEEN 1000000 AND 70000000 AS bounded FROM pg_backend_memory_contexts WHERE name = 'mindwell_analytics registry';

-- Which types there are is told to those who read or write events.
SELECT rolname, sqlstate(format($$SET ROLE %I; SELECT * FROM analytics_validate('{"event_type": "type_1", "properties": {"n": 0}}')$$, rolname)) AS validate
FROM pg_roles WHERE rolname LIKE E'regress\\_%er' ORDER BY 1;
RESET ROLE;
SET ROLE regress_stranger;
SELECT failure($$SELECT * FROM analytics_validate('{"event_type": "type_1", "properties": {"n": 0}}')$$);
SELECT failure($$SELECT * FROM analytics_validate('1')$$);
RESET ROLE;

-- Counts and spans: an error before what they ask for is made.
SELECT call, sqlstate('SELECT * FROM ' || call) FROM (VALUES
    (1, $$analytics_retention('a', 'b', '2026-01-01Z', '2026-01-02Z', periods => 2147483647)$$),
    (2, $$analytics_retention_curve('a', 'b', '2026-01-01Z', '2026-01-02Z', periods => 2147483647)$$),
    (3, $$analytics_retention_curve('a', 'b', '2026-01-01Z', '2026-01-02Z', periods => -2147483648)$$),
    (4, $$analytics_retention_curve('a', 'b', '2026-01-01Z', '2026-01-02Z', periods => 10001)$$),
    (5, $$analytics_retention_curve('a', 'b', '0001-01-01Z', '294276-01-01Z', 'hour')$$),
    (6, $$analytics_create_partitions('2000-01-01Z', '294276-01-01Z')$$),
    (7, $$analytics_create_partitions('4713-01-01Z BC', '294276-12-31Z')$$),
    (8, $$analytics_create_partitions('2000-01-01Z', '2100-01-01Z')$$),
    (9, $$analytics_active_users('0001-01-01Z', '294276-01-01Z', 'hour')$$),
    (10, $$analytics_active_users('4713-01-01Z BC', '294276-12-31Z', 'month')$$),
    (11, $$analytics_dau_mau('0001-01-01Z', '294276-01-01Z')$$),
    (12, $$analytics_stickiness('0001-01-01Z', '294276-01-01Z', 'hour')$$),
    (13, $$analytics_lifecycle('0001-01-01Z', '294276-01-01Z', 'day')$$),
    (14, $$analytics_concurrency('2000-01-01Z', '2026-01-01Z', '1 microsecond')$$),
    (15, $$analytics_concurrency('4713-01-01Z BC', '294276-12-31Z', '1 second')$$),
    (16, $$analytics_concurrency_by_hour('0001-01-01Z', '294276-01-01Z')$$),
    (17, $$analytics_verify_rollups('0001-01-01Z', '294276-01-01Z')$$),
    (18, $$analytics_aggregated('dau', 'daily', '0001-01-01Z', '294276-01-01Z')$$),
    (19, $$analytics_refresh('0001-01-01Z', '294276-01-01Z')$$),
    (20, $$analytics_drain_default(2147483647)$$),
    (21, $$analytics_rate_check(2147483647)$$),
    (22, $$analytics_funnel_plan(2147483647, '1 day')$$),
    (23, $$analytics_funnel('["a", "b"]', '0001-01-01Z', '294276-01-01Z', '100000000 days')$$),
    (24, $$analytics_session_timeline('0001-01-01Z', '294276-01-01Z')$$)) AS v (n, call)
ORDER BY n;
DROP OWNED BY regress_writer, regress_reader;
DROP ROLE regress_writer, regress_reader, regress_stranger;
