-- States of aggregates as values: the same for any split of the rows, and what is refused.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
RESET client_min_messages;
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET extra_float_digits = 1;
SET bytea_output = 'hex';
CREATE SCHEMA parts;
SET search_path = parts, public;

-- One row for each aggregate and question.  Rows have n, at, till, id, u, type.
CREATE TABLE question (q integer PRIMARY KEY, plain text, state text, merge text, arguments text, merged_state text GENERATED ALWAYS AS (regexp_replace(state, '_state$', '_merge_state')) STORED);
INSERT INTO question (q, plain, state, merge, arguments)
SELECT q, coalesce(plain, name), name || '_state', coalesce(merge, name || '_merge'), arguments
FROM (VALUES
    (1, 'analytics_funnel_agg', NULL, NULL, $$u, at, type, '{a,b,é}', '1 day'$$),
    (2, 'analytics_funnel_agg', NULL, NULL, $$id, at, type, '{a,b,é}', '1 day'$$),
    (3, 'analytics_funnel_agg', NULL, NULL, $$id, at, type, '{a,é}', '1 day'$$),
    (4, 'analytics_funnel_agg', NULL, 'analytics_funnel_agg_plan_merge',
        $$u, at, 1 << n % 2, n % 3 / 2, type, 'h' || n % 2, analytics_funnel_plan(2, '1 day', exclusion_after => '{1}', exclusion_before => '{2}', hold_constant => true)$$),
    (5, 'analytics_funnel_agg', NULL, 'analytics_funnel_agg_plan_merge', $$id, at, 1 << n % 2, NULL, type, NULL, analytics_funnel_plan(2, '2 days', as_of => '2026-01-03Z')$$),
    (6, 'analytics_retention_agg', NULL, NULL, $$u, at, type = 'a', type = 'b', 'day', 2$$),
    (7, 'analytics_retention_agg', NULL, NULL, $$id, at, type = 'a', type <> 'a', 'day', 2, '{"rolling": true, "time_zone": "Asia/Tokyo"}'$$),
    (8, 'analytics_max_concurrency', NULL, NULL, $$at, till$$),
    (9, 'analytics_max_concurrency', 'analytics_max_concurrency_at', 'analytics_max_concurrency_at_merge', $$at, till, '[]'$$),
    (10, 'analytics_max_concurrency', NULL, NULL, $$tstzrange(nullif(at, '2026-01-01Z'), till)$$),
    (11, 'analytics_avg_concurrency', NULL, NULL, $$at, till, '2026-01-01Z', '2026-01-08Z'$$),
    (12, 'analytics_concurrency_agg', NULL, NULL, $$at, till, '2026-01-01Z', '2026-01-03Z', '12 hours'$$),
    (13, 'analytics_count_distinct', NULL, NULL, $$u$$),
    (14, 'analytics_count_distinct', NULL, NULL, $$id$$),
    (15, 'analytics_active_minutes', NULL, NULL, $$at$$),
    (16, 'analytics_followed_within', NULL, NULL, $$at, type = 'a', type = 'b', '1 day'$$),
    (17, 'analytics_event_ratio', NULL, NULL, $$type, 'a', 'é'$$),
    (18, 'analytics_sessions_agg', NULL, NULL, $$at, '10 hours'$$)) AS v (q, name, plain, merge, arguments);

CREATE TABLE few AS
SELECT n, '2026-01-01Z'::timestamptz + (n - 1) * 7919 % 60 * interval '1 hour' AS at, '2026-01-01Z'::timestamptz + nullif((n - 1) * 7919 % 60 + n % 3 * 5, 5) * interval '1 hour' AS till,
    (n % 3)::bigint AS id, ('00000000-0000-4000-8000-00000000000' || n % 3)::uuid AS u, ('{a,b,é}'::text[])[1 + n * 5 % 3] AS type
FROM generate_series(1, 8) AS n;
CREATE TABLE many AS
SELECT n, '2026-01-01Z'::timestamptz + n * 7919 % 3000 * interval '97 seconds' AS at, '2026-01-01Z'::timestamptz + nullif(n * 7919 % 3000 + n % 30, 77) * interval '97 seconds' AS till,
    (n * 31 % 600)::bigint AS id, md5((n * 31 % 600)::text)::uuid AS u, ('{a,b,é}'::text[])[1 + n * 5 / 7 % 3] AS type
FROM generate_series(1, 5000) AS n;

-- What one aggregate over some rows gives, or the SQLSTATE
CREATE FUNCTION answer(call text, source text, condition text DEFAULT 'true') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    result text;
BEGIN
    EXECUTE format('SELECT (%s)::text FROM %s WHERE %s', call, source, condition) INTO result;
    RETURN result;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
CREATE FUNCTION state_of(q integer, source text, condition text DEFAULT 'true') RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
    result bytea;
BEGIN
    EXECUTE (SELECT format('SELECT %s(%s) FROM %s WHERE %s', state, arguments, source, condition) FROM question WHERE question.q = $1) INTO result;
    RETURN result;
END
$$;

-- The bytes: on every server and for ever
CREATE TABLE kept (q integer PRIMARY KEY, state bytea);
INSERT INTO kept SELECT q, state_of(q, 'few') FROM question;
SELECT q, state FROM kept ORDER BY q;
SELECT q, answer(merge || '(state)', 'kept', 'q = ' || q) FROM question ORDER BY q;
SELECT q FROM question WHERE answer(merge || '(state)', 'kept', 'q = ' || q) IS DISTINCT FROM answer(format('%s(%s)', plain, arguments), 'few');
-- What released versions wrote is read for ever
CREATE TABLE written (version text, q integer, hex text);
INSERT INTO written VALUES
    ('1.1.0', 1, '4d5750410101070aec44ed4d57465502010300008080bbdd8305ffffffffffffffffff01feffffffffffffffff010000feffffffffffffffff01feffffffffffffffff01feffffffffffffffff0100010101026162c3a900008080c3aee191f502142b86b9e8c7ab4b148000000000000001030000000004004f960b04801a3b0c04053d3da581cd0a2180000000000000020380605f0b02002c040c0280f7a80c02a5e89ce309415f6c800000000000000002803dcd0b010009720c010000000000000000'),
    ('1.1.0', 2, '4d5750410101076edf86d84d57465502020300008080bbdd8305ffffffffffffffffff01feffffffffffffffff010000feffffffffffffffff01feffffffffffffffff01feffffffffffffffff0100010101026162c3a900008080c3aee191f502140000000000000000000000000000000002803dcd0b010009720c01e7830665202abf3a00000000000000000380605f0b02002c040c0280f7a80c022ccbc234fcbc56b40000000000000000030000000004004f960b04801a3b0c040000000000000000'),
    ('1.1.0', 3, '4d5750410101074ea8faf14d57465502020200008080bbdd8305ffffffffffffffffff01feffffffffffffffff010000feffffffffffffffff01feffffffffffffffff010001010261c3a900008080c3aee191f502140000000000000000000000000000000002803dcd0b010009720c012ccbc234fcbc56b40000000000000000030000000002004f960b02801a3b0c020000000000000000'),
    ('1.1.0', 4, '4d575041010107074fa8b94d57465502010200088080bbdd8305ffffffffffffffffff01feffffffffffffffff010000feffffffffffffffff01feffffffffffffffff0101000100050161016202683002683102c3a9060001030001040005030005040102030102048080c3aee191f502142b86b9e8c7ab4b14800000000000000103000000000204004f960b0204801a3b0c0103053d3da581cd0a2180000000000000020380605f0b0105002c040c020680f7a80c0105a5e89ce309415f6c800000000000000002803dcd0b01010009720c02020000000000000000'),
    ('1.1.0', 5, '4d5750410101078d043d374d57465502020200018080f6ba870affffffffffffffffff01feffffffffffffffff018080b9e9e89bf50200feffffffffffffffff01feffffffffffffffff010000030161016202c3a9030001000002000003008080c3aee191f502140000000000000000000000000000000002803dcd0b01010009720c0201e7830665202abf3a00000000000000000380605f0b0102002c040c020280f7a80c01022ccbc234fcbc56b4000000000000000003000000000203004f960b0203801a3b0c01030000000000000000'),
    ('1.1.0', 6, '4d5750410102008a381cc34d5752540201ffffffffffffffffff01feffffffffffffffff0100020101000000000355544380b0f9ee8f9ef502b6940101053d3da581cd0a21800000000000000201000201a5e89ce309415f6c8000000000000000010001000000000000000000'),
    ('1.1.0', 7, '4d5750410102000ced86aa4d5752540202ffffffffffffffffff01feffffffffffffffff0100020101000000010a417369612f546f6b796f80b0f9ee8f9ef5028080c3aee191f502140000000000000000000000000000000002803dcd0b01000009720c0100e7830665202abf3a00000000000000000380605f0b0201002c040c020180f7a80c02012ccbc234fcbc56b4000000000000000003000000000201004f960b0201801a3b0c02010000000000000000'),
    ('1.1.0', 8, '4d5750410103000c9e9ce04d57434501060060e80a47ea02000054797773ea020000f80c4e74ea0200004034fb75ea020000e4c7d176ea0200002cef7e78ea020005002cef7e78ea02000018aa027bea020000bc3dd97bea020000a8f85c7eea02000094b3e080ea0200'),
    ('1.1.0', 9, '4d5750410103006745cb304d57434501080060e80a47ea02000054797773ea020000f80c4e74ea0200009ca02475ea0200004034fb75ea020000e4c7d176ea020000885ba877ea0200002cef7e78ea020007019ca02475ea020001885ba877ea0200012cef7e78ea02000118aa027bea020001bc3dd97bea020001a8f85c7eea02000194b3e080ea0200'),
    ('1.1.0', 10, '4d575041010300b438e8634d574345010600000000000000800054797773ea020000f80c4e74ea0200004034fb75ea020000e4c7d176ea0200002cef7e78ea020005002cef7e78ea02000018aa027bea020000bc3dd97bea020000a8f85c7eea02000094b3e080ea0200'),
    ('1.1.0', 11, '4d575041010400fe1111d24d574341018080c3aee191f5028080e0bcfbb4f502008080d5bfe515'),
    ('1.1.0', 12, '4d575041010500ba2e4f304d574353018080c3aee191f5028080b9e9e89bf50280c0ddeec102010060e80a47ea020001002097466fea0200'),
    ('1.1.0', 13, '4d575041010600f68a5be74d57444901020003000000000000400080000000000000000000000000004000800000000000000100000000000040008000000000000002'),
    ('1.1.0', 14, '4d575041010600e73af5474d5744490101010201000000000000000200000000000000'),
    ('1.1.0', 15, '4d5750410107003296c9524d5744490101000840a13bd300000000acad3bd300000000e8ad3bd30000000024ae3bd30000000060ae3bd3000000009cae3bd300000000d8ae3bd30000000014af3bd300000000'),
    ('1.1.0', 16, '4d5750410108007fab6e214d57464f018080bbdd830502009ca02475ea020000885ba877ea0200030054797773ea0200004034fb75ea0200002cef7e78ea0200'),
    ('1.1.0', 17, '4d575041010907a5095e5b4d575241020406016102c3a9'),
    ('1.1.0', 18, '4d575041010a002fa3e06f4d5753450180a0a39c8c02080060e80a47ea02000054797773ea020000f80c4e74ea0200009ca02475ea0200004034fb75ea020000e4c7d176ea020000885ba877ea0200002cef7e78ea0200');
SELECT version, q FROM written JOIN question USING (q)
WHERE answer(merge || '(decode(hex, ''hex''))', 'written', format('q = %s AND version = %L', q, version)) IS DISTINCT FROM answer(format('%s(%s)', plain, arguments), 'few');

-- Another seed for the hash tables, and another order
SELECT q FROM question JOIN kept USING (q) WHERE state_of(q, '(SELECT * FROM few ORDER BY n DESC) AS few') <> kept.state;

-- Any split, in any order, merged in one step or in two; more parts than are kept sorted
CREATE TABLE part (q integer, split integer, part integer, state bytea);
INSERT INTO part
SELECT q, split, part, state_of(q, 'many', CASE split WHEN 25 THEN format('n %% 25 = %s', part) ELSE format('n * 5 / 5001 = %s', part) END)
FROM question, unnest(ARRAY[25, 5]) AS split, generate_series(0, split - 1) AS part;
-- A NULL, and the state of no rows, which is NULL too
INSERT INTO part SELECT q, split, NULL, CASE split WHEN 5 THEN state_of(q, 'many', 'false') END FROM question, unnest(ARRAY[25, 5]) AS split;
SELECT count(*), count(state) FROM part;
CREATE FUNCTION source(q integer, split integer, split_order text) RETURNS text LANGUAGE sql
RETURN format('(SELECT state FROM part WHERE q = %s AND split = %s ORDER BY %s) AS part', q, split, split_order);
SELECT q, split, split_order FROM question, unnest(ARRAY[25, 5]) AS split, unnest(ARRAY['part', 'part DESC', 'md5(part::text)']) AS split_order
WHERE answer(merge || '(state)', source(q, split, split_order)) IS DISTINCT FROM answer(format('%s(%s)', plain, arguments), 'many')
    OR answer(merged_state || '(state)', source(q, split, split_order)) IS DISTINCT FROM state_of(q, 'many')::text;
SELECT q FROM question
WHERE answer(merged_state || '(state)', format('(SELECT %s(state) AS state FROM part WHERE q = %s AND split = 25 GROUP BY part %% 7) AS again', merged_state, q)) IS DISTINCT FROM state_of(q, 'many')::text;

-- In parallel
ANALYZE part;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET seq_page_cost = 0;
CREATE FUNCTION is_parallel(call text, source text, condition text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    line text;
BEGIN
    FOR line IN EXECUTE format('EXPLAIN (COSTS OFF) SELECT %s FROM %s WHERE %s', call, source, condition) LOOP
        IF line LIKE '%Partial Aggregate%' THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END
$$;
SELECT q FROM question
WHERE answer(merged_state || '(state)', 'part', 'split = 25 AND q = ' || q) IS DISTINCT FROM state_of(q, 'many')::text
    OR NOT is_parallel(format('%s(%s)', state, arguments), 'many', 'true')
    OR NOT is_parallel(merge || '(state)', 'part', 'split = 25 AND q = ' || q);
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET seq_page_cost;

-- No states, and NULLs alone: as no rows
SELECT q FROM question
WHERE answer(merge || '(state)', 'kept', 'false') IS DISTINCT FROM answer(format('%s(%s)', plain, arguments), 'few', 'false')
    OR answer(merge || '(NULL)', 'few') IS DISTINCT FROM answer(format('%s(%s)', plain, arguments), 'few', 'false')
    OR answer(merged_state || '(NULL)', 'few') IS NOT NULL OR state_of(q, 'few', 'false') IS NOT NULL;

-- As window aggregates: more states come after a result
SELECT part, analytics_count_distinct_merge(state) OVER (ORDER BY part), length(analytics_count_distinct_merge_state(state) OVER (ORDER BY part))
FROM part WHERE q = 14 AND split = 25 AND part < 4;

-- Anybody may
CREATE ROLE regress_parts;
GRANT USAGE ON SCHEMA parts TO regress_parts;
GRANT SELECT ON few, kept, question TO regress_parts;
SET ROLE regress_parts;
SELECT count(*) FILTER (WHERE answer(merge || '(state)', 'kept', 'q = ' || q) = '42501' OR answer(format('%s(%s)', state, arguments), 'few') = '42501') AS refused FROM question;
RESET ROLE;

-- The first and the last instant
CREATE TABLE ends AS
SELECT i AS n, at::timestamptz, at::timestamptz AS till, i % 3 AS id, ('00000000-0000-4000-8000-00000000000' || i % 3)::uuid AS u, ('{a,b,é}'::text[])[1 + i % 3] AS type
FROM unnest(ARRAY['4714-11-24 00:00:00Z BC', '4714-11-24 00:00:00.000001Z BC', '1999-12-31 23:59:59.999999Z', '2000-01-01 00:00:00Z',
                  '294276-12-31 23:59:59.999998Z', '294276-12-31 23:59:59.999999Z']) WITH ORDINALITY AS t (at, i);
SELECT q, answer(format('%s(%s)', plain, arguments), 'ends') AS of_rows, answer(merge || '(s)', format('(SELECT %s(%s) AS s FROM ends GROUP BY n) AS part', state, arguments)) AS of_states
FROM question
WHERE answer(merge || '(s)', format('(SELECT %s(%s) AS s FROM ends GROUP BY n) AS part', state, arguments)) IS DISTINCT FROM answer(format('%s(%s)', plain, arguments), 'ends')
    OR answer(merged_state || '(s)', format('(SELECT %s(%s) AS s FROM ends GROUP BY n) AS part', state, arguments)) IS DISTINCT FROM answer(format('%s(%s)', state, arguments), 'ends');

-- What is not a state, is one of another aggregate, or made with other arguments
SELECT q, string_agg(with_q::text, ' ' ORDER BY with_q) FILTER (WHERE answer = '22023') AS refused, string_agg(with_q::text || ': ' || answer, ', ') FILTER (WHERE answer ~ '^[0-9A-Z]{5}$' AND answer <> '22023') AS other
FROM (SELECT q, with_q, answer(merge || '(state)', format('(SELECT state FROM kept WHERE q IN (%s, %s) ORDER BY q = %s) AS s', q, with_q, with_q)) FROM question, (SELECT q AS with_q FROM question) AS w) AS a
GROUP BY q ORDER BY q;
SELECT analytics_funnel_agg_merge(state) FROM kept WHERE q = 6;
SELECT analytics_funnel_agg_merge(state) FROM kept WHERE q = 4;
SELECT analytics_funnel_agg_plan_merge(state) FROM kept WHERE q = 1;
SELECT analytics_funnel_agg_merge(state) FROM kept WHERE q IN (1, 2);
SELECT analytics_funnel_agg_merge(state) FROM kept WHERE q IN (2, 3);
SELECT analytics_count_distinct_merge(state) FROM kept WHERE q IN (13, 14);
SELECT analytics_event_ratio_merge(state) FROM (SELECT analytics_event_ratio_state(type, 'a', type) AS state FROM few GROUP BY type) AS s;
SELECT analytics_event_ratio_state(type, 'a', type) FROM few;
SELECT analytics_retention_agg_merge(state)
FROM (SELECT analytics_retention_agg_state(id, at, true, true, 'day', 2, options) AS state FROM few, (VALUES ('{}'::jsonb), ('{"time_zone": "Europe/Berlin"}')) AS o (options) GROUP BY options) AS s;
SELECT analytics_count_distinct_merge('');
SELECT analytics_count_distinct_merge('MWPA');
SELECT analytics_count_distinct_merge(set_byte(state, 4, 2)) FROM kept WHERE q = 14;
SELECT analytics_count_distinct_merge(state || decode('00', 'hex')) FROM kept WHERE q = 14;

-- Every byte changed, every byte lost at the end
CREATE TABLE changed AS SELECT q, set_byte(state, i, get_byte(state, i) # 16) AS state FROM kept, generate_series(0, length(state) - 1) AS i
UNION ALL SELECT q, substr(state, 1, i) FROM kept, generate_series(0, length(state) - 1) AS i;
CREATE FUNCTION answer_of(q integer, state bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    result text;
BEGIN
    EXECUTE (SELECT format('SELECT %s($1)::text', merge) FROM question WHERE question.q = $1) INTO result USING state;
    RETURN 'a result';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
SELECT answer_of(q, state), count(*) > 1000 FROM changed GROUP BY 1;

-- Made to break it: with the right checksum (CRC-32C) over wrong bytes
CREATE FUNCTION crc_table() RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    crc bigint;
    result bigint[];
BEGIN
    FOR i IN 0..255 LOOP
        crc := i;
        FOR bit IN 1..8 LOOP
            crc := crc >> 1 # CASE WHEN crc & 1 = 1 THEN x'82F63B78'::bigint ELSE 0 END;
        END LOOP;
        result[i] := crc;
    END LOOP;
    RETURN result;
END
$$;
CREATE FUNCTION sealed(state bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    steps CONSTANT bigint[] := crc_table();
    bytes CONSTANT bytea := substr(state, 6, 2) || substr(state, 12);
    crc bigint := x'FFFFFFFF'::bigint;
BEGIN
    FOR i IN 0..length(bytes) - 1 LOOP
        crc := crc >> 8 # steps[(crc # get_byte(bytes, i)) & 255];
    END LOOP;
    RETURN substr(state, 1, 7) || decode(lpad(to_hex(crc # x'FFFFFFFF'::bigint), 8, '0'), 'hex') || substr(state, 12);
END
$$;
SELECT count(*) FILTER (WHERE sealed(state) = state) = count(*) AS seal_is_right FROM kept;
CREATE TABLE hostile AS SELECT q, sealed(set_byte(state, i, byte)) AS state
FROM kept, generate_series(5, length(state) - 1) AS i, unnest(ARRAY[0, 127, 128, 255, get_byte(state, i) # 1]) AS byte WHERE i NOT BETWEEN 7 AND 10
    -- (a million buckets take their time, and so does looking for the nearest time zone)
    AND NOT (q = 12 AND i BETWEEN 16 AND 40 AND byte IN (0, 127, 128)) AND NOT (q = 7 AND byte IN (0, 127, 128))
UNION ALL SELECT q, sealed(substr(state, 1, i)) FROM kept, generate_series(11, length(state) - 1) AS i
UNION ALL SELECT q, sealed(state || substr(state, i)) FROM kept, generate_series(11, length(state)) AS i;
-- Each is refused, or is a state that some rows might have
SELECT answer_of(q, state), count(*) > 0 FROM hostile GROUP BY 1 ORDER BY 1;

-- One bad byte each
SELECT analytics_event_ratio_merge(sealed(set_byte(state, 6, 8 + 1))) FROM kept WHERE q = 17;
SELECT analytics_event_ratio_merge(sealed(set_byte(state, 6, 0))) FROM kept WHERE q = 17;
SELECT analytics_event_ratio_merge(sealed(set_byte(state, length(state) - 1, 255))) FROM kept WHERE q = 17;
SELECT answer_of(q, sealed(overlay(state PLACING decode('c3c3', 'hex') FROM position(convert_to('é', 'UTF8') IN state)))) FROM kept WHERE q IN (1, 4, 17) ORDER BY q;
-- (an end before any start, so that fewer than none are open)
SELECT answer_of(8, sealed(substr(state, 1, 16) || decode('01', 'hex') || int8send(0) || decode('01', 'hex') || int8send(0))) FROM kept WHERE q = 8;
-- The first format, of workers, does not say of which type the actors are, or which events are counted
SELECT answer_of(q, sealed(substr(state, 1, 15) || decode('01', 'hex') || substr(state, CASE q WHEN 17 THEN 17 ELSE 18 END, CASE q WHEN 17 THEN 2 ELSE length(state) END))) FROM kept WHERE q IN (1, 4, 6, 17) ORDER BY q;

-- The memory is limited
SET mindwell_analytics.aggregate_memory = '64kB';
SELECT q, answer(merge || '(state)', 'part', 'split = 5 AND q = ' || q) FROM question WHERE q IN (1, 4, 8, 12, 16, 18) ORDER BY q;
RESET mindwell_analytics.aggregate_memory;
DROP OWNED BY regress_parts;
DROP ROLE regress_parts;
SET client_min_messages = warning;
DROP SCHEMA parts CASCADE;
