-- Sequences: patterns, matches, counts, errors, limits.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
RESET client_min_messages;
SET timezone = 'UTC';
SET datestyle = 'ISO';

-- A line of text is the events of one actor, one per second: a, b, c are the
-- conditions 1, 2, 3, anything else satisfies none.
CREATE FUNCTION seq(line text, pattern text, OUT match boolean, OUT count bigint) LANGUAGE sql STABLE AS $$
    SELECT analytics_sequence_match(pattern, timestamptz '2026-01-01Z' + i * interval '1 second', letter = 'a', letter = 'b', letter = 'c'),
           analytics_sequence_count(pattern, timestamptz '2026-01-01Z' + i * interval '1 second', letter = 'a', letter = 'b', letter = 'c')
    FROM regexp_split_to_table(line, '') WITH ORDINALITY AS t (letter, i)
$$;

-- Rows
SELECT line, pattern, (seq(line, pattern)).*
FROM (VALUES ('abc', '(?1)(?2)(?3)'), ('abc', '(?1)(?3)'), ('a--b', '(?1)(?2)'), ('abc', '(?1).(?3)'), ('ac', '(?1).(?3)'),
             ('abbbc', '(?1).*(?3)'), ('ac', '(?1).*(?3)'), ('cba', '(?1).*(?3)'), ('abcabcab', '(?1)(?2)'), ('aaaa', '(?1)(?1)'), ('aaaaa', '(?1)(?1)'),
             ('ababab', '(?1).*(?2)'), ('abcc', '..'), ('abc', '.*(?3)'), ('ccc', '.*(?3).*'), ('aab', '(?1).*'), ('aabbcc', '(?1).*.*(?3)'), ('---', '.')) AS v (line, pattern);
-- Times
SELECT line, pattern, (seq(line, pattern)).*
FROM (VALUES ('a--b', '(?1)(?t==3)(?2)'), ('a--b', '(?1)(?t<3)(?2)'), ('a--b', '(?1)(?t<=3)(?2)'), ('a--b', '(?1)(?t>3)(?2)'), ('a--b', '(?1)(?t>=3)(?2)'),
             ('a--b', '(?1)(?t<=2.999999)(?2)'), ('a--b', '(?1)(?t>2.5)(?2)'), ('a--b', '(?1)(?t==3.000000)(?2)'),
             ('accb', '(?1)(?t<=3)(?2)'), ('accb', '(?1)(?2)'), ('aacb', '(?1)(?t>=3)(?2)'), ('aacb', '(?1)(?t==2)(?2)'), ('aacb', '(?1)(?t<2)(?2)'),
             ('ab-b', '(?1)(?t>2)(?2)'), ('abbb', '(?1)(?2)(?t==2)(?2)'), ('a--b', '.(?t>2).'), ('ac--b', '(?1)(?t<=1).*(?2)'), ('a-c-b', '(?1)(?t<=1).*(?2)'),
             ('ac--b', '(?1)(?t>=4).*(?2)'), ('ac--b', '(?1)(?t==1).*(?2)'), ('ac--b', '(?1)(?t==4).*(?2)'), ('ac--b', '(?1)(?t==3).*(?2)'), ('a', '(?1)(?t>5).*'),
             ('a', '(?1)(?t==0)(?1)'), ('aa-aa-aa', '(?1)(?t<=1)(?1)'), ('abaab--b', '(?1)(?t>=3)(?2)')) AS v (line, pattern);
-- At one time, rows are in the order of the first condition they satisfy; a row may satisfy several
SELECT pattern, analytics_sequence_count(pattern, timestamptz '2026-01-01Z', a, b, c)
FROM (VALUES (false, true, true), (true, false, false), (false, false, true)) AS v (a, b, c),
     (VALUES ('(?1)(?2)(?3)'), ('(?1)(?3)(?3)'), ('(?2)(?1)'), ('(?1)(?t==0)(?3)'), ('...'), ('....')) AS p (pattern)
GROUP BY pattern ORDER BY pattern COLLATE "C";

-- No rows; skipped rows; rows that satisfy nothing
SELECT analytics_sequence_match('.', now(), true), analytics_sequence_count('.', now(), true) WHERE false;
SELECT analytics_sequence_match('.', NULL, true), analytics_sequence_count('.', now(), true, NULL);
SELECT analytics_sequence_match('.', now(), false), analytics_sequence_count('.', now(), false);
SELECT analytics_sequence_match('(?1)(?2)', at, a, b), analytics_sequence_count('(?2)', at, a, b)
FROM (VALUES (timestamptz '2026-01-01 00:00Z', true, false), ('2026-01-01 00:01Z', NULL, true), (NULL, false, true), ('2026-01-01 00:02Z', false, true)) AS v (at, a, b);

-- 32 conditions, a long pattern, the ends of the timestamp range
SELECT analytics_sequence_count('(?1).*(?32)', timestamptz '2026-01-01Z' + i * interval '1 second', VARIADIC ARRAY(SELECT i = s FROM generate_series(1, 32) AS s)),
       analytics_sequence_count(repeat('.*.', 32), timestamptz '2026-01-01Z' + i * interval '1 second', VARIADIC ARRAY(SELECT i = s FROM generate_series(1, 32) AS s))
FROM generate_series(1, 32) AS i;
SELECT pattern, analytics_sequence_match(pattern, at, a, b)
FROM (VALUES (timestamptz '4713-11-24 00:00:00+00 BC', true, false), ('294276-12-31 23:59:59.999999+00', false, true)) AS v (at, a, b),
     (VALUES ('(?1)(?t>9223372036853)(?2)'), ('(?1)(?t<=9223372036853)(?2)'), ('(?1)(?t==0)(?2)')) AS p (pattern)
GROUP BY pattern ORDER BY pattern COLLATE "C";

-- Nothing here is exponential
SELECT analytics_sequence_match(repeat('(?1).*', 30) || '(?2)', timestamptz '2026-01-01Z' + i * interval '1 second', true, false) AS star,
       analytics_sequence_match(repeat('(?1)(?t>=0)', 30) || '(?2)', timestamptz '2026-01-01Z' + i * interval '1 second', true, false) AS time,
       analytics_sequence_count(repeat('(?1)(?t==0).*', 20) || '(?2)', timestamptz '2026-01-01Z', true, false) AS ties
FROM generate_series(1, 20000) AS i;

-- Errors
CREATE FUNCTION error_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    detail text;
    hint text;
BEGIN
    EXECUTE query;
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(E'\n', sqlstate || ': ' || sqlerrm, nullif(detail, ''), nullif(hint, ''));
END
$$;
SELECT pattern, split_part(error_of(format('SELECT analytics_sequence_match(%L, now(), true, true)', pattern)), E'\n', 1) AS error
FROM (VALUES (''), ('.*'), ('(?t>1)(?1)'), ('x'), ('(?1)x'), ('(?1) (?2)'), ('(?'), ('(?)'), ('(?1'), ('(?0)'), ('(?3)'), ('(?99999999999999999999)'), ('(?-1)'), ('(?1)*'),
             ('(?1)(?t)(?2)'), ('(?1)(?t=1)(?2)'), ('(?1)(?t!1)(?2)'), ('(?1)(?t>)(?2)'), ('(?1)(?t> 1)(?2)'), ('(?1)(?t>1'), ('(?1)(?t>1.)(?2)'), ('(?1)(?t>1.0000001)(?2)'),
             ('(?1)(?t>-1)(?2)'), ('(?1)(?t>9223372036854)(?2)'), ('(?1)(?t>1)'), ('(?1).*(?t>1)(?2)'), ('(?1)(?t>1)(?t<3)(?2)'), ('(?1)#'), (repeat('.', 63)), (repeat('.', 64))) AS v (pattern);
SELECT arguments, error_of('SELECT analytics_sequence_count(' || arguments || ') FROM generate_series(1, 2) AS i') AS error
FROM (VALUES ('''(?2)'', now(), true'), ('NULL, now(), true'), ('repeat(''.'', i), now(), true'), ('''.'', timestamptz ''infinity'', true'),
             ('''.'', now(), VARIADIC NULL::boolean[]'), ('''.'', now(), VARIADIC ''{}''::boolean[]'), ('''.'', now(), VARIADIC ''{{t}}''::boolean[]'),
             ('''.'', now(), VARIADIC array_fill(true, ARRAY[33])'), ('''.'', now(), VARIADIC array_fill(true, ARRAY[i])')) AS v (arguments);

-- Support functions are for the aggregates alone
CREATE FUNCTION direct_transition(bigint, text, timestamptz, boolean[]) RETURNS bigint AS '$libdir/mindwell_analytics', 'analytics_sequence_transition' LANGUAGE C;
CREATE FUNCTION direct_combine(bigint, bigint) RETURNS bigint AS '$libdir/mindwell_analytics', 'analytics_sequence_combine' LANGUAGE C;
CREATE FUNCTION direct_serialize(bigint) RETURNS bytea AS '$libdir/mindwell_analytics', 'analytics_sequence_serialize' LANGUAGE C;
CREATE FUNCTION direct_deserialize(bytea, bigint) RETURNS bigint AS '$libdir/mindwell_analytics', 'analytics_sequence_deserialize' LANGUAGE C;
CREATE FUNCTION direct_match_final(bigint) RETURNS boolean AS '$libdir/mindwell_analytics', 'analytics_sequence_match_final' LANGUAGE C;
CREATE FUNCTION direct_count_final(bigint) RETURNS bigint AS '$libdir/mindwell_analytics', 'analytics_sequence_count_final' LANGUAGE C;
SELECT split_part(error_of('SELECT ' || call), E'\n', 1) AS error
FROM (VALUES ('direct_transition(NULL, ''.'', now(), ''{t}'')'), ('direct_combine(NULL, 42)'), ('direct_serialize(42)'),
             ('direct_deserialize(''MWsq'', 0)'), ('direct_match_final(42)'), ('direct_count_final(NULL)')) AS v (call);
DROP FUNCTION direct_transition, direct_combine, direct_serialize, direct_deserialize, direct_match_final, direct_count_final;

-- Memory
SET mindwell_analytics.aggregate_memory = '1MB';
SELECT left(error_of('SELECT analytics_sequence_match(''.'', now(), true) FROM generate_series(1, 100000)'), 5) AS sqlstate;
SELECT left(error_of('SELECT count(m) FROM (SELECT analytics_sequence_match(''.'', now(), true) AS m FROM generate_series(1, 100000) AS i GROUP BY i) AS g'), 5) AS sqlstate;
RESET mindwell_analytics.aggregate_memory;

-- Parallel: partial aggregates, the same answers
CREATE TABLE sequence_rows (actor int, at timestamptz, step int);
INSERT INTO sequence_rows
SELECT i * 7919 % 500, timestamptz '2026-01-01Z' + i * 31 % 9973 * interval '1 second', (i / 500 + i) % 5 FROM generate_series(1, 20000) AS i;
ALTER TABLE sequence_rows ALTER COLUMN actor SET (n_distinct = 10);
ANALYZE sequence_rows;
CREATE FUNCTION sequence_counts(OUT pattern text, OUT matching bigint, OUT matches numeric) RETURNS SETOF record LANGUAGE sql AS $$
    SELECT pattern, count(*) FILTER (WHERE match), sum(count)
    FROM (SELECT pattern, analytics_sequence_match(pattern, at, step = 0, step = 1, step = 2) AS match,
                 analytics_sequence_count(pattern, at, step = 0, step = 1, step = 2) AS count
          FROM sequence_rows, (VALUES ('(?1)(?2)'), ('(?1).*(?2).*(?3)'), ('(?1)(?t<=600)(?2)'), ('(?1)(?t==244).*(?3)')) AS m (pattern) GROUP BY actor, pattern) AS actors
    GROUP BY pattern ORDER BY pattern COLLATE "C"
$$;
SET max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS SELECT * FROM sequence_counts();
SELECT * FROM serial;
SET max_parallel_workers_per_gather = 2;
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
CREATE FUNCTION plan_has(query text, node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
        IF position(node IN line) > 0 THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END
$$;
SELECT plan_has('SELECT analytics_sequence_match(''.'', at, step = 0) FROM sequence_rows', 'Partial Aggregate'),
       plan_has('SELECT actor, analytics_sequence_count(''.'', at, step = 0) FROM sequence_rows GROUP BY actor', 'Partial HashAggregate');
SELECT * FROM sequence_counts() EXCEPT ALL SELECT * FROM serial;
SELECT analytics_sequence_count('(?1).*(?2)', at, step = 0, step = 1) AS all_rows, analytics_sequence_count('.', at, step = 0, NULL) AS all_skipped,
       analytics_sequence_count('.', at, step = 0) FILTER (WHERE actor < 0) AS no_rows FROM sequence_rows;
SELECT left(error_of('SELECT analytics_sequence_match(repeat(''.'', 1 + actor % 2), at, step = 0) FROM sequence_rows'), 5) AS sqlstate;

-- A user without rights on the support functions can use the aggregates
CREATE ROLE regress_sequence_user;
GRANT USAGE ON SCHEMA public TO regress_sequence_user;
SET ROLE regress_sequence_user;
SELECT analytics_sequence_match('.', now(), true), analytics_sequence_count('.', now(), true);
RESET ROLE;
REVOKE USAGE ON SCHEMA public FROM regress_sequence_user;
DROP ROLE regress_sequence_user;

DROP TABLE sequence_rows, serial;
DROP FUNCTION seq, error_of, sequence_counts, plan_has;
