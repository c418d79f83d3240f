-- Retention: flags of one actor, and the cohort matrix.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'Postgres, MDY';
SET IntervalStyle = 'postgres_verbose';
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

-- Flags: condition 1 on some row, and each other one on some row
SELECT g, analytics_retention_flags(a, b, c) FROM (VALUES
	(1, true, false, false), (1, false, true, false),
	(2, false, true, true),
	(3, true, false, NULL), (3, false, true, false),
	(4, NULL, true, true),
	(5, true, true, true)) AS v (g, a, b, c) GROUP BY g ORDER BY g;
SELECT analytics_retention_flags(true) AS one, analytics_retention_flags(VARIADIC ARRAY[true, false]) AS two;
SELECT analytics_retention_flags(true) IS NULL AS no_rows FROM generate_series(1, 0);

CREATE TEMP TABLE visit (actor bigint, at timestamptz, is_start boolean, is_return boolean);
INSERT INTO visit VALUES
	(1, '2026-03-01 10:00', true, true), (1, '2026-03-02 09:00', false, true), (1, '2026-03-02 10:00', false, true), (1, '2026-03-04 00:00', false, true),
	(2, '2026-03-01 23:45', true, true), (2, '2026-03-02 00:01', false, true),
	(3, '2026-03-02 12:00', true, true), (3, '2026-03-03 12:00', true, true), (3, '2026-03-04 11:59:59.999999', false, true),
	(4, '2026-03-03 00:00', false, true),
	(NULL, '2026-03-01', true, true), (5, NULL, true, true), (6, '2026-03-01', NULL, true), (7, '2026-03-01', true, NULL);

CREATE FUNCTION pg_temp.matrix(grain text, periods integer, options jsonb DEFAULT '{}') RETURNS TABLE (line text) LANGUAGE sql AS $$
	SELECT to_char(cohort, 'YYYY-MM-DD HH24:MI: ') || cohort_size || ' '
		|| string_agg(concat(actors, CASE WHEN NOT is_complete THEN '*' END), ' ' ORDER BY period)
	FROM unnest((SELECT analytics_retention_agg(actor, at, is_start, is_return, $1, $2, $3) FROM visit))
	GROUP BY cohort, cohort_size ORDER BY cohort
$$;
SELECT * FROM unnest((SELECT analytics_retention_agg(actor, at, is_start, is_return, 'day', 3) FROM visit));
SELECT * FROM unnest((SELECT analytics_retention_agg(md5(actor::text)::uuid, at, is_start, is_return, 'day', 1, '{"as_of": "2026-03-05T00:00:00Z"}') FROM visit));

-- * marks what has not ended
SELECT * FROM pg_temp.matrix('day', 3);
SELECT * FROM pg_temp.matrix('day', 3, '{"returned": "on_or_after"}');
SELECT * FROM pg_temp.matrix('day', 3, '{"cohorts": "recurring"}');
SELECT * FROM pg_temp.matrix('day', 3, '{"rolling": true}');
SELECT * FROM pg_temp.matrix('day', 3, '{"rolling": true, "cohorts": "recurring", "returned": "on_or_after"}');
SELECT * FROM pg_temp.matrix('day', 3, '{"minimum_occurrences": 2}');
SELECT * FROM pg_temp.matrix('day', 3, '{"from": "2026-03-01T12:00:00Z"}');
SELECT * FROM pg_temp.matrix('day', 3, '{"to": "2026-03-04T00:00:00Z", "as_of": "2026-04-01T00:00:00Z"}');
SELECT * FROM pg_temp.matrix('day', 3, '{"from": "2026-03-02T00:00:00+00:00", "to": "2026-03-02T00:00:00+00:00"}');
SELECT * FROM pg_temp.matrix('month', 3, '{"rolling": true, "from": "2026-03-01 12:00:00"}');
SELECT * FROM pg_temp.matrix('hour', 2, '{"time_zone": "Asia/Kathmandu"}');
SELECT * FROM pg_temp.matrix('week', 1);
SELECT * FROM pg_temp.matrix('month', 1, '{"time_zone": "America/Los_Angeles", "from": null}');

-- days of 23, 25 and 24.5 hours
SELECT zone, day, cell.cohort - lag(cell.cohort) OVER (PARTITION BY zone ORDER BY cell.cohort) AS length
FROM (VALUES ('America/Los_Angeles', date '2026-03-07'), ('America/Los_Angeles', '2026-10-31'),
	('Australia/Lord_Howe', '2026-04-04'), ('Asia/Kathmandu', '1985-12-31')) AS v (zone, day),
LATERAL unnest((SELECT analytics_retention_agg(i, (day + i)::timestamp AT TIME ZONE zone, true, true, 'day', 0, jsonb_build_object('time_zone', zone))
	FROM generate_series(0, 2) AS i)) AS cell
ORDER BY zone, day, cell.cohort;

-- the ends of the range of timestamps
SELECT grain, cell.cohort, cell.cohort_size, cell.is_complete
FROM unnest(ARRAY['hour', 'day', 'week', 'month']) AS grain,
LATERAL unnest((SELECT analytics_retention_agg(1, at, true, true, grain, 1, '{"cohorts": "recurring"}')
	FROM (VALUES (timestamptz '4714-11-24 00:00:00+00 BC'), ('294276-12-31 23:59:59.999999+00')) AS v (at))) AS cell
WHERE cell.period = 1;
SELECT cell.period, cell.actors
FROM unnest((SELECT analytics_retention_agg(1, at, true, true, 'day', 2, '{"rolling": true, "returned": "on_or_after"}')
	FROM (VALUES (timestamptz '4714-11-24 00:00:00+00 BC'), ('294276-12-31 23:59:59.999999+00')) AS v (at))) AS cell;

-- nothing started, all skipped, no rows
SELECT analytics_retention_agg(1, now(), false, true, 'day', 3);
SELECT analytics_retention_agg(NULL::bigint, now(), true, true, 'day', 3);
SELECT analytics_retention_agg(1, now(), true, true, 'day', 3) IS NULL AS no_rows FROM generate_series(1, 0);

-- serial, in parallel, and as partial aggregates of partitions
CREATE TABLE retention_rows (day integer, actor bigint, at timestamptz, is_start boolean) PARTITION BY LIST (day);
CREATE TABLE retention_rows_0 PARTITION OF retention_rows FOR VALUES IN (0);
CREATE TABLE retention_rows_1 PARTITION OF retention_rows FOR VALUES IN (1);
INSERT INTO retention_rows
SELECT i % 2, i % 7919, timestamptz '2026-03-01' + (i * 7 % 30011) * interval '1 minute', i % 5 = 0 FROM generate_series(1, 60000) AS i;
ANALYZE retention_rows;
CREATE FUNCTION pg_temp.answer(options jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT md5((analytics_retention_agg(actor, at, is_start, true, 'day', 10, options))::text) FROM retention_rows
$$;
CREATE FUNCTION pg_temp.plan_has(node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE $q$EXPLAIN SELECT analytics_retention_agg(actor, at, is_start, true, 'day', 10) FROM retention_rows$q$ LOOP
		IF line LIKE '%' || node || '%' THEN RETURN true; END IF;
	END LOOP;
	RETURN false;
END $$;
SET max_parallel_workers_per_gather = 0;
SELECT pg_temp.answer('{}') AS calendar, pg_temp.answer('{"rolling": true}') AS rolling \gset
SET enable_partitionwise_aggregate = on;
SELECT pg_temp.plan_has('Partial Aggregate') AS partial, pg_temp.answer('{}') = :'calendar' AS calendar, pg_temp.answer('{"rolling": true}') = :'rolling' AS rolling;
RESET enable_partitionwise_aggregate;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.plan_has('Gather') AND pg_temp.plan_has('Partial Aggregate') AS parallel, pg_temp.answer('{}') = :'calendar' AS calendar, pg_temp.answer('{"rolling": true}') = :'rolling' AS rolling;
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- errors
SELECT pg_temp.fails(s) FROM unnest(ARRAY[
	$$SELECT analytics_retention_flags(VARIADIC NULL::boolean[])$$,
	$$SELECT analytics_retention_flags(VARIADIC '{}'::boolean[])$$,
	$$SELECT analytics_retention_flags(VARIADIC array_fill(true, ARRAY[33]))$$,
	$$SELECT analytics_retention_flags(VARIADIC array_fill(true, ARRAY[i])) FROM generate_series(1, 2) AS i$$,
	$$SELECT analytics_retention_agg(1, 'infinity', true, true, 'day', 1)$$,
	$$SELECT analytics_retention_agg(1, '-infinity', true, true, 'day', 1)$$,
	$$SELECT analytics_retention_agg(1, now(), true, true, NULL, 1)$$,
	$$SELECT analytics_retention_agg(1, now(), true, true, 'year', 1)$$,
	$$SELECT analytics_retention_agg(1, now(), true, true, 'day', NULL)$$,
	$$SELECT analytics_retention_agg(1, now(), true, true, 'day', -1)$$,
	$$SELECT analytics_retention_agg(1, now(), true, true, 'day', 10001)$$,
	$$SELECT analytics_retention_agg(1, now(), true, true, 'day', i) FROM generate_series(1, 2) AS i$$,
	$$SELECT analytics_retention_agg(1, now(), true, true, 'day', 1, NULL)$$]) AS s;
SELECT pg_temp.fails(format('SELECT analytics_retention_agg(1, now(), true, true, %L, 1, %L)', g, o)) FROM (VALUES
	('day', '[]'), ('day', '"UTC"'), ('day', '{"tz": "UTC"}'), ('day', '{"time_zone": "Mars/Olympus"}'), ('day', '{"time_zone": "Kathmandu "}'), ('day', '{"time_zone": 1}'),
	('day', '{"time_zone": "' || repeat('x', 300) || '"}'),
	('day', '{"cohorts": "all"}'), ('day', '{"returned": true}'), ('day', '{"rolling": "yes"}'),
	('day', '{"minimum_occurrences": 0}'), ('day', '{"minimum_occurrences": 1.5}'), ('day', '{"minimum_occurrences": 1e400}'),
	('day', '{"minimum_occurrences": "2"}'), ('day', '{"from": "2026-03-01"}'), ('day', '{"to": "yesterday"}'), ('day', '{"as_of": 1}'),
	('day', '{"from": "2026-03-02T00:00:00Z", "to": "2026-03-01T00:00:00Z"}')) AS v (g, o);

-- many final functions of one state, which find each row once: nobody returns twice
SELECT count(*) AS frames, count(*) FILTER (WHERE (agg[2]).actors = 0) AS once
FROM (SELECT analytics_retention_agg(n / 2, timestamptz '2026-03-01Z' + n % 2 * interval '1 day', true, true, 'day', 1, '{"minimum_occurrences": 2}')
             OVER (ORDER BY n ROWS UNBOUNDED PRECEDING) AS agg
      FROM generate_series(0::bigint, 5999) AS n) AS frames;

-- the memory of one aggregate is limited
SET mindwell_analytics.aggregate_memory = '1MB';
SELECT left(pg_temp.fails($$SELECT analytics_retention_agg(i, now(), true, true, 'day', 1) FROM generate_series(1, 100000) AS i$$), 64);
SELECT left(pg_temp.fails($$SELECT analytics_retention_agg(i, timestamptz '2026-01-01' + i * interval '1 hour', true, true, 'hour', 10000) FROM generate_series(1, 1000) AS i$$), 64);
-- rows of one actor and time become one before they take memory
SET mindwell_analytics.aggregate_memory = '2MB';
SELECT cardinality(analytics_retention_agg(1, timestamptz '2026-01-01Z' + i % 10 * interval '1 day', true, true, 'day', 1)) AS items FROM generate_series(1, 200000) AS i;
RESET mindwell_analytics.aggregate_memory;

DROP TABLE retention_rows;
