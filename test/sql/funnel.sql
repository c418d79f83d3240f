-- The population funnel: how many actors went through the steps, in one pass.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET extra_float_digits = 0;

-- "error 22023: message (hint)" of a statement that must fail
CREATE FUNCTION pg_temp.fails(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
	hint text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN format('error %s: %s', SQLSTATE, concat_ws(' | ', SQLERRM, nullif(detail, ''), nullif(hint, '')));
END $$;

CREATE TEMP TABLE visit (actor bigint, at timestamptz, event_type text);
INSERT INTO visit VALUES
	(1, '2026-03-01 10:00', 'view'), (1, '2026-03-01 10:05', 'cart'), (1, '2026-03-01 11:05', 'buy'),
	(2, '2026-03-01 12:00', 'view'), (2, '2026-03-02 12:00', 'cart'), (2, '2026-03-02 12:00:00.000001', 'buy'),
	(3, '2026-03-01 09:00', 'cart'), (3, '2026-03-01 09:30', 'view'),
	(4, '2026-03-01 08:00', 'view'), (4, '2026-03-01 08:00', 'cart'), (4, '2026-03-01 08:00', 'buy'),
	(5, '2026-03-01 08:00', 'search'),
	(NULL, '2026-03-01 08:00', 'view'), (6, NULL, 'view'), (7, '2026-03-01 08:00', NULL);

-- 1 converts; 2 is a microsecond late; 3 goes backwards; 4 is in order at one instant; 5 to 7 and NULL never start
SELECT step, event_type, actors, rate_from_first, rate_from_previous, dropped
FROM unnest((SELECT analytics_funnel_agg(actor, at, event_type, ARRAY['view', 'cart', 'buy'], '1 day') FROM visit));
SELECT step, median_seconds, p90_seconds, mean_seconds, median_seconds_from_first
FROM unnest((SELECT analytics_funnel_agg(actor, at, event_type, ARRAY['view', 'cart', 'buy'], '1 day') FROM visit));

-- uuid actors, and a microsecond more
SELECT step, actors
FROM unnest((SELECT analytics_funnel_agg(md5(actor::text)::uuid, at, event_type, ARRAY['view', 'cart', 'buy'],
	interval '1 day 0.000001 seconds') FROM visit));

-- one row, no step at all, no rows
SELECT actors, rate_from_first, rate_from_previous, dropped, mean_seconds
FROM unnest((SELECT analytics_funnel_agg(1, '2026-03-01', 'view', ARRAY['view', 'cart'], '0')));
SELECT actors, rate_from_first, rate_from_previous, dropped, mean_seconds
FROM unnest((SELECT analytics_funnel_agg(1, '2026-03-01', 'other', ARRAY['view', 'cart'], '0')));
SELECT analytics_funnel_agg(actor, at, event_type, ARRAY['view'], '1 day') IS NULL AS is_null FROM visit WHERE false;
SELECT analytics_funnel_agg(actor, at, event_type, ARRAY['view'], '1 day') IS NOT NULL AS all_skipped FROM visit WHERE actor IS NULL;

-- a repeated step takes two rows
SELECT g, array_agg(actors ORDER BY step)
FROM (SELECT g, unnest(analytics_funnel_agg(1, timestamptz '2026-03-01' + at, e, ARRAY['a', 'b', 'a'], '1 hour')) AS s
	FROM (VALUES (1, interval '0', 'a'), (1, '1 minute', 'b'), (1, '2 minutes', 'a'),
		(2, '0', 'a'), (2, '1 minute', 'b'),
		(3, '0', 'a'), (3, '0', 'b'), (3, '0', 'a'),
		(4, '0', 'a'), (4, '0', 'b')) AS v (g, at, e)
	GROUP BY g) AS x, LATERAL (SELECT (s).*) AS y
GROUP BY g ORDER BY g;

-- the ends of the timestamp range
SELECT step, actors, mean_seconds
FROM unnest((SELECT analytics_funnel_agg(1, at, e, ARRAY['a', 'b'], interval '106751991 days')
	FROM (VALUES (timestamptz '4714-11-24 00:00:00+00 BC', 'a'), ('294276-12-31 23:59:59.999999+00', 'b'),
		('287000-01-01 00:00:00+00', 'b')) AS v (at, e)));

-- the general form: bit masks, a plan
CREATE TEMP TABLE act (actor bigint, minute integer, steps integer, exclusions integer, breakdown text, held text);
CREATE FUNCTION pg_temp.funnel(plan analytics_funnel_plan) RETURNS TABLE (line text) LANGUAGE sql AS $$
	SELECT format('%s: %s', coalesce(breakdown, '-'), string_agg(concat_ws('/', actors, 'immature ' || immature), ' > ' ORDER BY step))
	FROM unnest((SELECT analytics_funnel_agg(actor, timestamptz '2026-03-01' + minute * interval '1 minute',
		steps, exclusions, breakdown, held, $1) FROM act)) GROUP BY breakdown ORDER BY breakdown
$$;
INSERT INTO act VALUES
	(1, 0, 1, 0, 'x', 'p'), (1, 10, 2, 0, 'y', 'q'), (1, 20, 4, 0, 'z', 'p'), (1, 30, 2, 0, 'y', 'p'), (1, 40, 4, 0, 'w', 'p'),
	(2, 0, 4, 0, NULL, 'p'), (2, 5, 2, 0, 'y', 'p'), (2, 7, 1, 0, 'x', NULL),
	(3, 0, 1, 0, 'y', NULL), (3, 1, 0, 1, NULL, NULL), (3, 2, 2, 0, 'x', NULL), (3, 3, 1, 0, 'x', NULL), (3, 4, 2, 2, 'x', NULL);
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', exclusion_after => '{1,2}', exclusion_before => '{2,3}'));
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', breakdown_by => 'last', exclusion_after => '{1,1}', exclusion_before => '{2,3}'));
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', hold_constant => true, exclusion_after => '{1,1}', exclusion_before => '{2,3}'));
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', 'strict', exclusion_after => '{1,1}', exclusion_before => '{2,3}'));
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', 'unordered', exclusion_after => '{1,1}', exclusion_before => '{2,3}'));
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', count_by => 'total', exclusion_after => '{1,1}', exclusion_before => '{2,3}'));
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', optional_steps => '{2}', exclusion_after => '{1,1}', exclusion_before => '{3,3}'));
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', step_limits => ARRAY[NULL, NULL, interval '9 minutes'],
	exclusion_after => '{1,1}', exclusion_before => '{2,3}'));
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', from_time => '2026-03-01 00:03', to_time => '2026-03-01 00:08',
	as_of => '2026-03-01 01:04', exclusion_after => '{1,1}', exclusion_before => '{2,3}'));
SELECT * FROM pg_temp.funnel(analytics_funnel_plan(3, '1 hour', from_time => '2026-03-01 05:00',
	exclusion_after => '{1,1}', exclusion_before => '{2,3}'));

-- 32 steps, of which one row could fill any: 32 rows are needed
SELECT max(step), min(actors), max(dropped)
FROM unnest((SELECT analytics_funnel_agg(1, timestamptz '2026-03-01', -1, NULL, NULL, NULL, analytics_funnel_plan(32, '0'))
	FROM generate_series(1, 31))) WHERE actors = 1;

-- many actors: parts, partial aggregates of partitions, and runs of workers, beyond the number that is merged
CREATE TABLE funnel_rows (day integer, actor bigint, at timestamptz, event_type text, steps integer, value text) PARTITION BY LIST (day);
DO $$ BEGIN
	FOR day IN 1..20 LOOP
		EXECUTE format('CREATE TABLE funnel_rows_%s PARTITION OF funnel_rows FOR VALUES IN (%s)', day, day);
	END LOOP;
END $$;
INSERT INTO funnel_rows
SELECT 1 + i % 20, i % 7919, timestamptz '2026-03-01' + (i * 7 % 30011) * interval '1 minute',
	(ARRAY['a', 'b', 'c', 'd'])[1 + i * 31 % 4], 1 << (i * 31 % 4), (ARRAY['x', 'y', NULL])[1 + i % 3]
FROM generate_series(1, 60000) AS i;
ANALYZE funnel_rows;
CREATE FUNCTION pg_temp.answer() RETURNS text LANGUAGE sql AS $$
	SELECT md5((analytics_funnel_agg(actor, at, event_type, ARRAY['a', 'b', 'c'], '5 days'))::text
		|| (analytics_funnel_agg(actor, at, steps, NULL, value, value, analytics_funnel_plan(4, '5 days', as_of => '2026-03-10')))::text)
	FROM funnel_rows
$$;
CREATE FUNCTION pg_temp.plan_has(node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE $q$EXPLAIN SELECT analytics_funnel_agg(actor, at, event_type, ARRAY['a', 'b', 'c'], '5 days') FROM funnel_rows$q$ LOOP
		IF line LIKE '%' || node || '%' THEN RETURN true; END IF;
	END LOOP;
	RETURN false;
END $$;
SET max_parallel_workers_per_gather = 0;
SELECT pg_temp.answer() AS serial \gset
SET enable_partitionwise_aggregate = on;
SELECT pg_temp.plan_has('Partial Aggregate') AS partial, pg_temp.answer() = :'serial' AS same;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.plan_has('Gather') AS parallel, pg_temp.answer() = :'serial' AS same;
SET enable_partitionwise_aggregate = off;
SELECT pg_temp.plan_has('Partial Aggregate') AS partial, pg_temp.answer() = :'serial' AS same;
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET enable_partitionwise_aggregate;

-- a growing frame: the final function leaves the state as it was
SELECT array_agg(step2 ORDER BY at) FROM (
	SELECT at, ((analytics_funnel_agg(actor, at, event_type, ARRAY['view', 'cart'], '1 day') OVER (ORDER BY at, event_type DESC ROWS UNBOUNDED PRECEDING))[2]).actors AS step2
	FROM visit WHERE actor < 5) AS x;

-- the same where the log has been split into parts: a final function for each row
SELECT count(*) AS frames, count(*) FILTER (WHERE actors = n) AS counted
FROM (SELECT n, ((analytics_funnel_agg(n, timestamptz '2026-03-01Z', 'a', ARRAY['a'], '1 day')
                  OVER (ORDER BY n ROWS UNBOUNDED PRECEDING))[1]).actors
      FROM generate_series(1::bigint, 5000) AS n) AS frames;

-- a first row far from all others: these take no more memory for that
SET max_parallel_workers_per_gather = 0;
SET mindwell_analytics.aggregate_memory = '10MB';
SELECT ((analytics_funnel_agg(n / 5, at, 'a', ARRAY['a', 'a'], '1 day'))[2]).actors
FROM (SELECT 0, timestamptz 'epoch' UNION ALL SELECT n, timestamptz '2026-01-01Z' + n * interval '1 second' FROM generate_series(1, 200000) AS n) AS late (n, at);
RESET mindwell_analytics.aggregate_memory;
RESET max_parallel_workers_per_gather;

-- errors
SELECT pg_temp.fails(s) FROM unnest(ARRAY[
	$$SELECT analytics_funnel_agg(1, now(), 'a', NULL, '1 day')$$,
	$$SELECT analytics_funnel_agg(1, now(), 'a', '{}', '1 day')$$,
	$$SELECT analytics_funnel_agg(1, now(), 'a', ARRAY['a', NULL], '1 day')$$,
	$$SELECT analytics_funnel_agg(1, now(), 'a', ARRAY[['a'], ['b']], '1 day')$$,
	$$SELECT analytics_funnel_agg(1, now(), 'a', array_fill('a'::text, ARRAY[33]), '1 day')$$,
	$$SELECT analytics_funnel_agg(1, now(), 'a', ARRAY['a'], NULL)$$,
	$$SELECT analytics_funnel_agg(1, now(), 'a', ARRAY['a'], '1 month')$$,
	$$SELECT analytics_funnel_agg(1, now(), 'a', ARRAY['a'], '-1 second')$$,
	$$SELECT analytics_funnel_agg(1, 'infinity', 'a', ARRAY['a'], '1 day')$$,
	$$SELECT analytics_funnel_agg(1, '-infinity', 'a', ARRAY['a'], '1 day')$$,
	$$SELECT analytics_funnel_agg(1, now(), 'a', ARRAY['a', s], '1 day') FROM (VALUES ('a'), ('b')) AS v (s)$$,
	$$SELECT analytics_funnel_agg(1, now(), 'a', ARRAY['a'], s) FROM (VALUES (interval '1 day'), ('2 days')) AS v (s)$$]) AS s;
SELECT pg_temp.fails(format($$SELECT analytics_funnel_agg(1, now(), %s)$$, s)) FROM unnest(ARRAY[
	$$1, 0, '', '', NULL$$,
	$$8, 0, '', '', analytics_funnel_plan(3, '1 day')$$,
	$$1, 1, '', '', analytics_funnel_plan(3, '1 day')$$,
	$$1, 0, '', '', analytics_funnel_plan(0, '1 day')$$,
	$$1, 0, '', '', analytics_funnel_plan(33, '1 day')$$,
	$$1, 0, '', '', analytics_funnel_plan(NULL, '1 day')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, NULL)$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', 'sideways')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', count_by => 'session')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', breakdown_by => NULL)$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', optional_steps => '{1}')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', optional_steps => '{4}')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', optional_steps => '{NULL}')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', step_limits => ARRAY[interval '1 day'])$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', step_limits => array_fill(interval '1 day', ARRAY[3]))$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', step_limits => ARRAY[NULL, NULL, interval '1 year'])$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', 'unordered', optional_steps => '{2}')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', exclusion_after => '{1}')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', exclusion_after => '{1,2}', exclusion_before => '{2}')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', exclusion_after => '{2}', exclusion_before => '{2}')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', exclusion_after => '{2}', exclusion_before => '{3}', optional_steps => '{2}')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', exclusion_after => array_fill(1, ARRAY[33]), exclusion_before => array_fill(2, ARRAY[33]))$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', from_time => 'infinity')$$,
	$$1, 0, '', '', analytics_funnel_plan(3, '1 day', from_time => '2026-03-02', to_time => '2026-03-01')$$]) AS s;

-- the memory of one aggregate is limited
SET mindwell_analytics.aggregate_memory = '1MB';
SELECT left(pg_temp.fails($$SELECT analytics_funnel_agg(i, now(), 'a', ARRAY['a'], '1 day') FROM generate_series(1, 100000) AS i$$), 64);
SELECT left(pg_temp.fails($$SELECT analytics_funnel_agg(1, now(), 1, 0, i::text, NULL, analytics_funnel_plan(1, '1 day')) FROM generate_series(1, 100000) AS i$$), 64);
RESET mindwell_analytics.aggregate_memory;

DROP TABLE funnel_rows;
