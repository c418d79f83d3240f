-- Window funnels: levels, modes, winning chains, errors, limits.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
RESET client_min_messages;
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'postgres_verbose';

-- The events of one actor as text, one per minute: a letter is a step's name
-- (none: -), and letters in brackets share an instant.
CREATE FUNCTION events(line text, OUT at timestamptz, OUT step text) RETURNS SETOF record
LANGUAGE sql IMMUTABLE AS $$
    SELECT timestamptz '2026-01-01 00:00Z' + min(i) OVER (PARTITION BY instant) * interval '1 minute', letter
    FROM (SELECT i, letter,
                 CASE WHEN sum(CASE letter WHEN '(' THEN 1 WHEN ')' THEN -1 ELSE 0 END) OVER (ORDER BY i) > 0
                      THEN -(count(*) FILTER (WHERE letter = '(') OVER (ORDER BY i)) ELSE i END AS instant
          FROM regexp_split_to_table(line, '') WITH ORDINALITY AS t (letter, i)) AS letters
    WHERE letter NOT IN ('(', ')')
$$;
CREATE FUNCTION funnel(line text, modes text DEFAULT '', within interval DEFAULT '1 hour', OUT level int, OUT times text[])
LANGUAGE sql STABLE AS $$
    SELECT analytics_window_funnel(within, modes, at, step = 'a', step = 'b', step = 'c', step = 'd'),
           ARRAY(SELECT to_char(t, 'MI') FROM unnest(analytics_window_funnel_times(within, modes, at, step = 'a', step = 'b', step = 'c', step = 'd')) AS t)
    FROM events(line)
$$;

-- The default mode: in order, any others between, ties count as in order
SELECT line, within, (funnel(line, '', within)).*
FROM (VALUES ('abcd', '1 hour'::interval), ('dcba', '1 hour'), ('a-b-c', '1 hour'), ('bacbd', '1 hour'), ('(dcba)', '1 hour'),
             ('abcd', '3 minutes'), ('abcd', '2 minutes 59.999999 seconds'), ('abcd', '0'), ('(abc)d', '0'),
             ('a--ab-c', '3 minutes'), ('ab--ab-c', '3 minutes'), ('aabbccdd', '1 hour'), ('bcd', '1 hour')) AS v (line, within);

-- One row may fill several steps, but not with strict_once
SELECT modes, analytics_window_funnel('1 hour', modes, at, a, b, c) AS level
FROM (VALUES (timestamptz '2026-01-01Z', true, true, true)) AS v (at, a, b, c),
     (VALUES (''), ('strict_once'), ('strict_increase'), ('strict_deduplication'), ('strict_order')) AS m (modes)
GROUP BY modes ORDER BY modes;
-- Ties under strict_once: rows are given to steps so that the chain gets as deep as possible
SELECT analytics_window_funnel('1 hour', 'strict_once', timestamptz '2026-01-01Z', a, b, c) AS level
FROM (VALUES (true, true, true), (true, false, false), (true, true, false)) AS v (a, b, c);

-- strict_increase: a later start at the same instant does not lose the earlier one
SELECT analytics_window_funnel('1 hour', 'strict_increase', at, s1, s2)
FROM (VALUES (timestamptz '2026-01-01 00:00Z', true, false), ('2026-01-01 00:01Z', true, false), ('2026-01-01 00:01Z', false, true)) AS v (at, s1, s2);

-- strict_deduplication: stops at a repeat of a step reached, step 1 excepted
SELECT line, within, (funnel(line, 'strict_deduplication', within)).*
FROM (VALUES ('abcbd', '1 hour'::interval), ('ab--abc', '2 minutes'), ('aaabcd', '1 hour'), ('abacd', '1 hour'), ('a(bb)cd', '1 hour'), ('bbacd', '1 hour'), ('bbabcd', '1 hour')) AS v (line, within);

-- strict_order: stops at a row without a step and at a step whose predecessor was never reached
SELECT line, within, (funnel(line, 'strict_order', within)).*, (funnel(line, 'strict_order, allow_reentry', within)).level AS reentry
FROM (VALUES ('aabbcc', '1 hour'::interval), ('abac', '1 hour'), ('a-b', '1 hour'), ('--ab', '1 hour'), ('acbc', '1 hour'), ('cab', '1 hour'),
             ('ab(c-)d', '1 hour'), ('(a-)b', '1 hour'), ('a---b', '1 hour'), ('ab-c', '1 hour'), ('abbbabc', '2 minutes')) AS v (line, within);
SELECT line, modes, (funnel(line, modes)).*
FROM (VALUES ('abacbd', 'strict_order,strict_deduplication'), ('(ab)(bc)d', ' strict_once , strict_increase '), ('(ab)(bc)d', 'strict_increase,strict_increase'), ('abcd', '  ')) AS v (line, modes);

-- The winning chain: starts first, then each step as early as possible
SELECT line, within, (funnel(line, '', within)).*
FROM (VALUES ('a-abc', '1 hour'::interval), ('a-abc', '2 minutes'), ('aab--bcc', '1 hour'), ('abab-c', '3 minutes')) AS v (line, within);

-- No rows: 0. Skipped rows alone: NULL. A NULL time or condition skips the row whole.
SELECT analytics_window_funnel('1 hour', now(), true), analytics_window_funnel_times('1 hour', now(), true),
       analytics_window_funnel('1 hour', 'strict_order', now(), true), analytics_window_funnel_times('1 hour', '', now(), true)
WHERE false;
SELECT analytics_window_funnel('1 hour', NULL, true), analytics_window_funnel_times('1 hour', NULL, true),
       analytics_window_funnel('1 hour', now(), true, NULL), analytics_window_funnel_times('1 hour', now(), true, NULL);
SELECT analytics_window_funnel('1 hour', now(), true) FILTER (WHERE false) AS filtered,
       analytics_window_funnel('1 hour', now(), false) AS no_step, analytics_window_funnel_times('1 hour', now(), false) AS no_times;
SELECT analytics_window_funnel('1 hour', at, a, b)
FROM (VALUES (timestamptz '2026-01-01 00:00Z', true, false), ('2026-01-01 00:01Z', NULL, true), (NULL, false, true)) AS v (at, a, b);

-- 32 steps
SELECT analytics_window_funnel('1 hour', timestamptz '2026-01-01Z' + i * interval '1 second', VARIADIC ARRAY(SELECT i = s FROM generate_series(1, 32) AS s))
FROM generate_series(1, 40) AS i;
SELECT modes, analytics_window_funnel('1 hour', modes, timestamptz '2026-01-01Z', VARIADIC ARRAY(SELECT true FROM generate_series(1, 32) AS s)) AS level
FROM generate_series(1, 2000) AS i, (VALUES (''), ('strict_once'), ('strict_once, strict_deduplication'), ('strict_once, strict_order')) AS v (modes)
GROUP BY modes ORDER BY modes;

-- The ends of the timestamp range, further apart than int64 can tell, and the longest interval
SELECT first, within, analytics_window_funnel(within, at, a, b), analytics_window_funnel_times(within, at, a, b) AS times,
       analytics_window_funnel(within, 'strict_once', at, a, b), analytics_window_funnel_times(within, 'strict_order', at, a, b) = analytics_window_funnel_times(within, at, a, b) AS same
FROM (VALUES (timestamptz '4713-11-24 00:00:00+00 BC'), ('2000-01-01 00:00:00+00')) AS f (first),
     (VALUES (interval '0'), ('106751991 days 04:00:54.775807')) AS w (within),
     LATERAL (VALUES (first, true, false), ('294276-12-31 23:59:59.999999+00', false, true)) AS v (at, a, b)
GROUP BY first, within ORDER BY first, within;

-- Used over a frame, the state goes on after its final function
SELECT step, analytics_window_funnel('1 hour', at, step = 'a', step = 'b', step = 'c') OVER (ORDER BY at DESC, step DESC) AS level
FROM events('abcabc');

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
SELECT arguments, error_of('SELECT analytics_window_funnel(' || arguments || ') FROM generate_series(1, 2) AS i') AS error
FROM (VALUES ('''1 month'', now(), true'), ('''1 year 1 day'', now(), true'), ('''-1 second'', now(), true'), ('''1 day -25 hours'', now(), true'),
             ('interval ''2147483647 days'', now(), true'), ('NULL, now(), true'),
             ('i * interval ''1 hour'', now(), true'), ('''1 hour'', CASE i WHEN 1 THEN '''' ELSE ''strict_once'' END, now(), true'),
             ('''1 hour'', NULL::text, now(), true'), ('''1 hour'', ''strict'', now(), true'), ('''1 hour'', ''strict_once,'', now(), true'),
             ('''1 hour'', ''allow_reentry'', now(), true'), ('''1 hour'', ''STRICT_ONCE'', now(), true'),
             ('''1 hour'', timestamptz ''infinity'', true'), ('''1 hour'', timestamptz ''-infinity'', true'),
             ('''1 hour'', now(), VARIADIC NULL::boolean[]'), ('''1 hour'', now(), VARIADIC ''{}''::boolean[]'),
             ('''1 hour'', now(), VARIADIC ''{{t,f}}''::boolean[]'), ('''1 hour'', now(), VARIADIC array_fill(true, ARRAY[33])'),
             ('''1 hour'', now(), VARIADIC array_fill(true, ARRAY[i])'), ('''1 hour'', NULL::timestamptz, VARIADIC array_fill(true, ARRAY[i])'),
             ('''1 hour'', now(), VARIADIC ''[5:6]={t,f}''::boolean[]')) AS v (arguments);

-- Support functions are for the aggregate alone: SQL has no value of type internal, and under another signature they notice
CREATE FUNCTION direct_transition(bigint, interval, timestamptz, boolean[]) RETURNS bigint AS '$libdir/mindwell_analytics', 'analytics_window_funnel_transition' LANGUAGE C;
CREATE FUNCTION direct_transition(bigint, interval, text, timestamptz, boolean[]) RETURNS bigint AS '$libdir/mindwell_analytics', 'analytics_window_funnel_transition_modes' LANGUAGE C;
CREATE FUNCTION direct_combine(bigint, bigint) RETURNS bigint AS '$libdir/mindwell_analytics', 'analytics_window_funnel_combine' LANGUAGE C;
CREATE FUNCTION direct_serialize(bigint) RETURNS bytea AS '$libdir/mindwell_analytics', 'analytics_window_funnel_serialize' LANGUAGE C;
CREATE FUNCTION direct_deserialize(bytea, bigint) RETURNS bigint AS '$libdir/mindwell_analytics', 'analytics_window_funnel_deserialize' LANGUAGE C;
CREATE FUNCTION direct_final(bigint) RETURNS int AS '$libdir/mindwell_analytics', 'analytics_window_funnel_final' LANGUAGE C;
CREATE FUNCTION direct_times_final(bigint) RETURNS timestamptz[] AS '$libdir/mindwell_analytics', 'analytics_window_funnel_times_final' LANGUAGE C;
SELECT error_of('SELECT ' || call) AS error
FROM (VALUES ('direct_transition(NULL, ''1 hour'', now(), ''{t}'')'),
             ('direct_transition(42, ''1 hour'', ''strict_once'', now(), ''{t}'')'), ('direct_combine(NULL, 42)'), ('direct_serialize(42)'),
             ('direct_deserialize(''MWwf'', 0)'), ('direct_final(42)'), ('direct_times_final(NULL)')) AS v (call);
DROP FUNCTION direct_transition(bigint, interval, timestamptz, boolean[]), direct_transition(bigint, interval, text, timestamptz, boolean[]),
              direct_combine, direct_serialize, direct_deserialize, direct_final, direct_times_final;

-- Memory: one large group, and many small ones
SET mindwell_analytics.aggregate_memory = '1MB';
SELECT left(error_of('SELECT analytics_window_funnel(''1 hour'', now(), true) FROM generate_series(1, 100000)'), 5) AS sqlstate;
SELECT left(error_of('SELECT count(l) FROM (SELECT analytics_window_funnel(''1 hour'', now(), true) AS l FROM generate_series(1, 100000) AS i GROUP BY i) AS g'), 5) AS sqlstate;
SELECT analytics_window_funnel('1 hour', now(), true) FROM generate_series(1, 40000);
RESET mindwell_analytics.aggregate_memory;
SELECT count(*), min(level), max(level)
FROM (SELECT analytics_window_funnel('1 hour', timestamptz '2026-01-01Z' + i * interval '1 microsecond', i % 2 = 0, i % 2 = 1) AS level
      FROM generate_series(1, 100000) AS i GROUP BY i / 2) AS g;

-- Parallel: partial aggregates, the same answers
CREATE TABLE funnel_rows (actor int, at timestamptz, step int);
INSERT INTO funnel_rows
SELECT i * 7919 % 500, timestamptz '2026-01-01Z' + i * 31 % 9973 * interval '1 second', (i / 500 + i) % 5 FROM generate_series(1, 20000) AS i;
ALTER TABLE funnel_rows ALTER COLUMN actor SET (n_distinct = 10);
ANALYZE funnel_rows;
CREATE FUNCTION funnel_levels(OUT modes text, OUT actors bigint, OUT levels bigint, OUT starts numeric) RETURNS SETOF record LANGUAGE sql AS $$
    SELECT modes, count(*), sum(level), sum(extract(epoch FROM times[1]))
    FROM (SELECT modes, analytics_window_funnel('1 hour', modes, at, step = 0, step = 1, step = 2, step = 3) AS level,
                 analytics_window_funnel_times('1 hour', modes, at, step = 0, step = 1, step = 2, step = 3) AS times
          FROM funnel_rows, (VALUES (''), ('strict_once'), ('strict_increase'), ('strict_order')) AS m (modes) GROUP BY actor, modes) AS actors
    GROUP BY modes ORDER BY modes
$$;
SET max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS SELECT * FROM funnel_levels();
SELECT modes, actors, levels FROM serial;
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
SELECT plan_has('SELECT analytics_window_funnel(''1 hour'', at, step = 0) FROM funnel_rows', 'Partial Aggregate'),
       plan_has('SELECT actor, analytics_window_funnel(''1 hour'', at, step = 0) FROM funnel_rows GROUP BY actor', 'Partial HashAggregate');
SELECT * FROM funnel_levels() EXCEPT ALL SELECT * FROM serial;
SELECT analytics_window_funnel('1 hour', at, step = 0, step = 1, step = 2) AS all_rows,
       analytics_window_funnel('1 hour', at, step = 0, NULL) AS all_skipped,
       analytics_window_funnel('1 hour', at, step = 0) FILTER (WHERE actor < 0) AS no_rows FROM funnel_rows;
SELECT left(error_of('SELECT analytics_window_funnel(actor * interval ''1 hour'', at, step = 0) FROM funnel_rows'), 5) AS sqlstate;

-- A user without rights on the support functions can use the aggregates
CREATE ROLE regress_funnel_user;
GRANT USAGE ON SCHEMA public TO regress_funnel_user;
SET ROLE regress_funnel_user;
SELECT analytics_window_funnel('1 hour', now(), true, true);
RESET ROLE;
REVOKE USAGE ON SCHEMA public FROM regress_funnel_user;
DROP ROLE regress_funnel_user;

DROP TABLE funnel_rows, serial;
DROP FUNCTION events, funnel, error_of, funnel_levels, plan_has;
