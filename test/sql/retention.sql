-- Retention: the meaning of flags and of the matrix, every option, every error, the edges of the calendar.
SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS mindwell_analytics; RESET client_min_messages;
-- Nothing depends on these.
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';
\set VERBOSITY sqlstate

-- One row a cohort: its columns, and which of them are complete.
CREATE FUNCTION pg_temp.matrix(cells analytics_retention_cell[], zone text DEFAULT 'UTC')
RETURNS TABLE (cohort text, size bigint, actors bigint[], complete text) LANGUAGE sql AS $$
	SELECT to_char(c.cohort AT TIME ZONE zone, 'YYYY-MM-DD HH24:MI'), c.cohort_size,
	       array_agg(c.actors ORDER BY c.period), string_agg(CASE WHEN c.is_complete THEN 'y' ELSE 'n' END, '' ORDER BY c.period)
	  FROM unnest(cells) AS c GROUP BY c.cohort, c.cohort_size ORDER BY c.cohort
$$;

-- Flags: condition 1 somewhere, and the others somewhere, in whatever order.
CREATE TEMP TABLE acts (actor int, act text);
INSERT INTO acts VALUES (1, 'buy'), (1, 'sign up'), (1, 'see'), (2, 'buy'), (2, 'see'), (3, 'sign up'), (4, NULL), (5, NULL), (5, 'sign up');
SELECT actor, analytics_retention_flags(act = 'sign up', act = 'see', act = 'buy') FROM acts GROUP BY actor ORDER BY actor;
SELECT analytics_retention_flags(act = 'sign up') FROM acts WHERE actor = 1;
SELECT analytics_retention_flags(VARIADIC array_fill(i = 1 OR i = 2, ARRAY[32])) FROM generate_series(1, 3) AS i;
SELECT analytics_retention_flags(true) FROM acts WHERE false;
SELECT analytics_retention_flags(true, NULL), analytics_retention_flags(NULL), analytics_retention_flags(false, true);
-- Each row needs the same number of conditions, from 1 to 32.
SELECT analytics_retention_flags(VARIADIC NULL::boolean[]);
SELECT analytics_retention_flags(VARIADIC '{}'::boolean[]);
SELECT analytics_retention_flags(VARIADIC '{{t},{f}}'::boolean[]);
SELECT analytics_retention_flags(VARIADIC array_fill(true, ARRAY[i])) FROM generate_series(1, 2) AS i;
SELECT analytics_retention_flags(VARIADIC array_fill(true, ARRAY[33]));

-- ann signs up on Monday and comes back on Tuesday, Thursday (twice) and the next Monday; bob signs up on Monday and
-- again on Wednesday, coming back on neither; cat signs up on Tuesday, at 23:45, and comes back at 00:01, twice by Friday;
-- dan only comes back.
CREATE TEMP TABLE events (name text, at timestamptz, act text);
INSERT INTO events VALUES
	('ann', '2024-02-26 10:00Z', 'start'), ('ann', '2024-02-27 09:00Z', 'return'), ('ann', '2024-02-29 10:00Z', 'return'),
	('ann', '2024-02-29 23:59:59.999999Z', 'return'), ('ann', '2024-03-04 00:00Z', 'return'),
	('bob', '2024-02-26 00:00Z', 'start'), ('bob', '2024-02-28 12:00Z', 'start'),
	('cat', '2024-02-27 23:45Z', 'start'), ('cat', '2024-02-28 00:01Z', 'return'), ('cat', '2024-03-01 00:00Z', 'return'),
	('cat', '2024-03-01 00:01Z', 'return'),
	('dan', '2024-02-26 10:00Z', 'return');
CREATE TEMP VIEW rows AS SELECT md5(name)::uuid AS actor, at, act = 'start' AS is_start, act = 'return' AS is_return FROM events;

SELECT c.cohort AT TIME ZONE 'UTC' AS cohort, c.cohort_size, c.period, c.actors, c.rate, c.is_complete
  FROM rows, LATERAL unnest((SELECT analytics_retention_agg(actor, at, is_start, is_return, 'day', 3) FROM rows)) AS c
 WHERE rows.at = '2024-03-01 00:00Z';
-- bigint actors, and 0 and -1 are actors like any other
SELECT (pg_temp.matrix(analytics_retention_agg(CASE name WHEN 'ann' THEN 0 WHEN 'bob' THEN -1 ELSE length(act) END::bigint,
                                               at, act = 'start', act = 'return', 'day', 3))).*
  FROM events WHERE name IN ('ann', 'bob');

CREATE FUNCTION pg_temp.ask(options jsonb, periods int DEFAULT 7, grain text DEFAULT 'day')
RETURNS TABLE (cohort text, size bigint, actors bigint[], complete text) LANGUAGE sql AS $$
	SELECT m.* FROM (SELECT analytics_retention_agg(actor, at, is_start, is_return, grain, periods, options) AS cells FROM rows) AS a,
	                pg_temp.matrix(a.cells, coalesce(options ->> 'time_zone', 'UTC')) AS m
$$;
SELECT * FROM pg_temp.ask('{}');
-- null is the default
SELECT * FROM pg_temp.ask('{"time_zone": null, "cohort": null, "count": null, "rolling": null, "minimum_occurrences": null, "from_time": null, "to_time": null, "as_of": null}')
EXCEPT SELECT * FROM pg_temp.ask('{}');
-- weeks begin on Monday; months; hours
SELECT * FROM pg_temp.ask('{}', 2, 'week');
SELECT * FROM pg_temp.ask('{}', 1, 'month');
SELECT * FROM pg_temp.ask('{}', 2, 'hour');
-- bob is in the cohort of each of his days
SELECT * FROM pg_temp.ask('{"cohort": "recurring"}', 3);
-- in column 2 too, for they came back later
SELECT * FROM pg_temp.ask('{"count": "on_or_after"}');
SELECT * FROM pg_temp.ask('{"count": "on_or_after"}', 2);
-- by the actors' own days cat's two minutes past midnight are day 0, and ann's Tuesday is too
SELECT * FROM pg_temp.ask('{"rolling": true}');
SELECT * FROM pg_temp.ask('{"rolling": true}', 1, 'week');
-- at least two returning events: in a day, in 24 hours
SELECT * FROM pg_temp.ask('{"minimum_occurrences": 2}');
SELECT * FROM pg_temp.ask('{"minimum_occurrences": 2, "count": "on_or_after"}');
SELECT * FROM pg_temp.ask('{"minimum_occurrences": 2, "rolling": true}');
SELECT * FROM pg_temp.ask('{"minimum_occurrences": 3}');
-- whoever started before the range is in no row, but in those of later starts when these count; what lies at the end of the
-- range is outside, and a column beyond it is not complete, for nobody has looked
SELECT * FROM pg_temp.ask('{"from_time": "2024-02-27T00:00:00Z"}', 2);
SELECT * FROM pg_temp.ask('{"from_time": "2024-02-27T00:00:00Z", "cohort": "recurring"}', 2);
SELECT * FROM pg_temp.ask('{"from_time": "2024-02-26T00:00:00", "to_time": "2024-02-29T10:00:00Z", "as_of": "2024-03-31T00:00:00Z"}', 3);
SELECT * FROM pg_temp.ask('{"from_time": "2024-02-26T00:00:00", "to_time": "2024-02-29T05:00:00.000001-05:00"}', 3);
-- a column is complete when its interval has ended; rolling, when it has for the last of the cohort
SELECT * FROM pg_temp.ask('{"as_of": "2024-02-28T23:59:59.999999Z"}', 3);
SELECT * FROM pg_temp.ask('{"as_of": "2024-02-29T00:00:00Z"}', 3);
SELECT * FROM pg_temp.ask('{"rolling": true, "as_of": "2024-02-29T00:00:00Z"}', 3);
SELECT * FROM pg_temp.ask('{"rolling": true, "as_of": "2024-02-28T23:59:59.999999Z"}', 3);
-- in Los Angeles it is the day before until 8 o'clock; in Kathmandu cat signs up at half past five in the morning
SELECT * FROM pg_temp.ask('{"time_zone": "America/Los_Angeles"}', 3);
SELECT * FROM pg_temp.ask('{"time_zone": "Asia/Kathmandu"}', 3);
SELECT * FROM pg_temp.ask('{"time_zone": "utc"}', 3) EXCEPT SELECT * FROM pg_temp.ask('{}', 3);

-- One microsecond on each side of midnight; one row that is both a start and a return.
SELECT m.* FROM (SELECT analytics_retention_agg(1, at, is_start, NOT is_start, 'day', 1) AS cells
                   FROM (VALUES ('2024-01-01 23:59:59.999999Z'::timestamptz, true), ('2024-01-02 00:00Z', false)) AS v (at, is_start)) AS a,
                pg_temp.matrix(a.cells) AS m;
SELECT m.* FROM (SELECT analytics_retention_agg(1, at, true, true, 'day', 2, '{"rolling": true, "as_of": "2024-01-31T00:00:00Z"}') AS cells
                   FROM (VALUES ('2024-01-01 10:00Z'::timestamptz), ('2024-01-02 09:59:59.999999Z')) AS v (at)) AS a,
                pg_temp.matrix(a.cells) AS m;
SELECT m.* FROM (SELECT analytics_retention_agg(1, at, true, true, 'day', 2, '{"rolling": true, "as_of": "2024-01-31T00:00:00Z"}') AS cells
                   FROM (VALUES ('2024-01-01 10:00Z'::timestamptz), ('2024-01-02 10:00Z')) AS v (at)) AS a,
                pg_temp.matrix(a.cells) AS m;

-- Leap days, the length of months, the turn of a year.
CREATE FUNCTION pg_temp.two(first timestamptz, second timestamptz, grain text, zone text DEFAULT 'UTC')
RETURNS TABLE (cohort text, size bigint, actors bigint[], complete text) LANGUAGE sql AS $$
	SELECT m.* FROM (SELECT analytics_retention_agg(1, at, at = first, at = second, grain, 3, jsonb_build_object('time_zone', zone)) AS cells
	                   FROM unnest(ARRAY[first, second]) AS at) AS a, pg_temp.matrix(a.cells, zone) AS m
$$;
SELECT * FROM pg_temp.two('2024-02-28 12:00Z', '2024-03-01 12:00Z', 'day');
SELECT * FROM pg_temp.two('2023-02-28 12:00Z', '2023-03-01 12:00Z', 'day');
SELECT * FROM pg_temp.two('2100-02-28 12:00Z', '2100-03-01 12:00Z', 'day');
SELECT * FROM pg_temp.two('2000-02-28 12:00Z', '2000-03-01 12:00Z', 'day');
SELECT * FROM pg_temp.two('2024-01-31 12:00Z', '2024-02-29 12:00Z', 'month');
SELECT * FROM pg_temp.two('2023-12-31 23:59:59.999999Z', '2024-02-01 00:00Z', 'month');
SELECT * FROM pg_temp.two('2024-12-30 00:00Z', '2025-01-05 23:59Z', 'week');
-- The clocks change: a day of 23 hours and one of 25, an hour that comes twice, hours off by 45 and 90 minutes.
SELECT * FROM pg_temp.two('2024-03-10 08:00Z', '2024-03-11 07:00Z', 'day', 'America/Los_Angeles');
SELECT * FROM pg_temp.two('2024-11-03 07:00Z', '2024-11-04 07:59:59.999999Z', 'day', 'America/Los_Angeles');
SELECT * FROM pg_temp.two('2024-11-03 08:59:59.999999Z', '2024-11-03 09:00Z', 'hour', 'America/Los_Angeles');
SELECT * FROM pg_temp.two('2024-01-01 00:14:59.999999Z', '2024-01-01 00:15Z', 'hour', 'Asia/Kathmandu');
SELECT * FROM pg_temp.two('2024-04-06 14:00Z', '2024-04-06 15:29:59.999999Z', 'hour', 'Australia/Lord_Howe');
SELECT * FROM pg_temp.two('2024-04-06 14:00Z', '2024-04-06 15:30Z', 'hour', 'Australia/Lord_Howe');

-- The ends of the timestamp range.
SELECT grain, c.cohort IS NOT NULL AS has_cohort, c.cohort_size, c.period, c.actors, c.is_complete
  FROM unnest(ARRAY['hour', 'day', 'week', 'month']) AS grain,
       LATERAL unnest((SELECT analytics_retention_agg(1, at, at < '2000-01-01', true, grain, 1)
                         FROM (VALUES ('4714-11-24 00:00Z BC'::timestamptz), ('294276-12-31 23:59:59.999999Z')) AS v (at))) AS c;
SELECT rolling, c.cohort_size, c.period, c.actors, c.is_complete
  FROM unnest(ARRAY[false, true]) AS rolling,
       LATERAL unnest((SELECT analytics_retention_agg(1, at, true, true, 'week', 1, jsonb_build_object('rolling', rolling, 'cohort', 'recurring'))
                         FROM (VALUES ('294276-12-30 00:00Z'::timestamptz), ('294276-12-31 23:59:59.999999Z')) AS v (at))) AS c;

-- No rows; rows that are all skipped; one row.
SELECT analytics_retention_agg(actor, at, is_start, is_return, 'day', 1),
       analytics_retention_agg(1, at, is_start, is_return, 'day', 1, '{}') FROM rows WHERE false;
SELECT analytics_retention_agg(NULL::uuid, '2024-01-01Z', true, true, 'day', 1), analytics_retention_agg(NULL::bigint, '2024-01-01Z', true, true, 'day', 1),
       analytics_retention_agg(1, NULL, true, true, 'day', 1), analytics_retention_agg(1, '2024-01-01Z', NULL, true, 'day', 1),
       analytics_retention_agg(1, '2024-01-01Z', true, NULL, 'day', 1), analytics_retention_agg(1, '2024-01-01Z', false, true, 'day', 1);
SELECT m.* FROM (SELECT analytics_retention_agg(1, '2024-01-01 12:00Z', true, true, 'day', 1) AS cells) AS a, pg_temp.matrix(a.cells) AS m;
-- A time that belongs to nobody may be infinite.
SELECT analytics_retention_agg(NULL::bigint, 'infinity', true, true, 'day', 1);

-- As a window aggregate.
SELECT name, at AT TIME ZONE 'UTC' AS at, cardinality(analytics_retention_agg(md5(name)::uuid, at, act = 'start', act = 'return', 'day', 1) OVER (ORDER BY at, name))
  FROM events WHERE name IN ('ann', 'cat') ORDER BY at;

-- Parallel workers, and arrival in another order, change nothing.
CREATE TABLE retention_rows (actor bigint, at timestamptz, is_start boolean, is_return boolean);
INSERT INTO retention_rows
SELECT i * i % 211, timestamptz '2024-01-01 00:00Z' + i * 7919 % 40001 * interval '100 seconds', i % 5 < 2, i % 3 > 0
  FROM generate_series(1, 20000) AS i;
ANALYZE retention_rows;
CREATE FUNCTION retention_matrices(OUT grain text, OUT options jsonb, OUT cells analytics_retention_cell[]) RETURNS SETOF record LANGUAGE sql AS $$
	SELECT g, o, analytics_retention_agg(actor, at, is_start, is_return, g, 10, o)
	  FROM unnest(ARRAY['hour', 'day', 'week', 'month']) AS g,
	       (VALUES ('{}'::jsonb), ('{"cohort": "recurring", "count": "on_or_after", "time_zone": "America/Los_Angeles"}'),
	               ('{"rolling": true, "cohort": "recurring", "minimum_occurrences": 2}'),
	               ('{"from_time": "2024-01-02T00:00:00Z", "to_time": "2024-02-01T00:00:00Z"}')) AS v (o), retention_rows
	 GROUP BY 1, 2
$$;
CREATE TABLE serial AS SELECT * FROM retention_matrices();
SELECT count(*), sum(cardinality(cells)) FROM serial;
SET max_parallel_workers_per_gather = 2;
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
ALTER TABLE retention_rows SET (parallel_workers = 2);
DO $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN SELECT analytics_retention_agg(actor, at, is_start, is_return, ''day'', 10) FROM retention_rows' LOOP
		IF line ~ 'Partial Aggregate' THEN
			RETURN;
		END IF;
	END LOOP;
	RAISE 'no partial aggregate';
END
$$;
SELECT grain, options, analytics_retention_agg(actor, at, is_start, is_return, 'day', 10, '{}') = (SELECT cells FROM serial WHERE grain = 'day' AND options = '{}')
  FROM retention_rows, (VALUES ('day', '{}'::jsonb)) AS v (grain, options) GROUP BY 1, 2;
SELECT analytics_retention_agg(actor, at, is_start, is_return, 'week', 10, '{"rolling": true, "cohort": "recurring", "minimum_occurrences": 2}')
       = (SELECT cells FROM serial WHERE grain = 'week' AND options ? 'rolling') FROM retention_rows;
SELECT analytics_retention_flags(is_start, is_return, actor < 0) FROM retention_rows;
SELECT analytics_retention_agg(actor, at, is_start, is_return, 'day', 10) FILTER (WHERE actor < 0) FROM retention_rows;
SELECT analytics_retention_agg(actor, at, is_start, is_return, 'day', 1 + (actor > 100)::int) FROM retention_rows;
RESET max_parallel_workers_per_gather;
SELECT analytics_retention_agg(actor, at, is_start, is_return, 'day', 10, '{}' ORDER BY actor % 7 DESC, at DESC)
       = (SELECT cells FROM serial WHERE grain = 'day' AND options = '{}') FROM retention_rows;
DROP TABLE retention_rows, serial;
DROP FUNCTION retention_matrices;

-- Errors.
SELECT analytics_retention_agg(1, 'infinity', true, true, 'day', 1);
SELECT analytics_retention_agg(1, '-infinity', false, false, 'day', 1);
SELECT analytics_retention_agg(1, now(), true, true, NULL, 1);
SELECT analytics_retention_agg(1, now(), true, true, 'fortnight', 1);
SELECT analytics_retention_agg(1, now(), true, true, '', 1);
SELECT analytics_retention_agg(1, now(), true, true, 'Day', 1);
SELECT analytics_retention_agg(1, now(), true, true, 'day', NULL);
SELECT analytics_retention_agg(1, now(), true, true, 'day', 0);
SELECT analytics_retention_agg(1, now(), true, true, 'day', -1);
SELECT analytics_retention_agg(1, now(), true, true, 'day', 3661);
SELECT cardinality(analytics_retention_agg(1, now(), true, true, 'day', 3660));
SELECT analytics_retention_agg(1, now(), true, true, 'day', n) FROM generate_series(1, 2) AS n;
SELECT analytics_retention_agg(1, now(), true, true, grain, 1) FROM unnest(ARRAY['day', 'week']) AS grain;
SELECT analytics_retention_agg(1, now(), true, true, 'day', 1, jsonb_build_object('minimum_occurrences', n)) FROM generate_series(1, 2) AS n;
SELECT analytics_retention_agg(1, now(), true, true, 'day', 1, NULL);
-- Arguments are looked at before a row is skipped.
SELECT analytics_retention_agg(NULL::bigint, NULL, NULL, NULL, 'fortnight', 1);
\set VERBOSITY terse
DO $$
DECLARE
	options jsonb;
	hint text;
BEGIN
	FOREACH options IN ARRAY ARRAY['[]', '1', '"day"', 'null', '{"timezone": "UTC"}', '{"time_zone": "Mars/Olympus"}', '{"time_zone": ""}', '{"time_zone": 1}',
		jsonb_build_object('time_zone', repeat('x', 300)), '{"cohort": "last_time"}', '{"cohort": true}', '{"count": "before"}', '{"count": 1}',
		'{"rolling": "true"}', '{"rolling": 1}', '{"minimum_occurrences": 0}', '{"minimum_occurrences": -1}', '{"minimum_occurrences": 1.5}',
		'{"minimum_occurrences": "2"}', '{"minimum_occurrences": 10000000000}', '{"from_time": "yesterday"}', '{"from_time": 0}', '{"from_time": "infinity"}',
		'{"to_time": "2024-02-30T00:00:00Z"}', '{"as_of": []}', '{"as_of": {}}',
		'{"from_time": "2024-01-02T00:00:00Z", "to_time": "2024-01-02T00:00:00Z"}', '{"from_time": "2024-01-03T00:00:00Z", "to_time": "2024-01-02T00:00:00Z"}']::jsonb[]
	LOOP
		BEGIN
			PERFORM analytics_retention_agg(1, now(), true, true, 'day', 1, options);
			RAISE WARNING 'accepted: %', options;
		EXCEPTION WHEN invalid_parameter_value THEN
			GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
			RAISE INFO '%: %. %', left(options::text, 60), SQLERRM, hint;
		END;
	END LOOP;
END
$$;
\set VERBOSITY sqlstate

-- Memory is capped: the marks of one group and of many, and the matrix that comes of few of them.
SET mindwell_analytics.aggregate_memory = '1MB';
SELECT cardinality(analytics_retention_agg(i, '2024-01-01Z', true, true, 'day', 1)) FROM generate_series(1, 5000) AS i;
SELECT analytics_retention_agg(i, '2024-01-01Z', true, true, 'day', 1) FROM generate_series(1, 100000) AS i;
SELECT count(cells) FROM (SELECT analytics_retention_agg(1, now(), true, true, 'day', 1) AS cells FROM generate_series(1, 10000) AS i GROUP BY i) AS g;
SELECT analytics_retention_agg(1, '2024-01-01Z'::timestamptz + i * interval '1 day', true, true, 'day', 3660, '{"cohort": "recurring"}')
  FROM generate_series(1, 100) AS i;
SELECT analytics_retention_flags(true) FROM generate_series(1, 100000);
SET mindwell_analytics.aggregate_memory = '64kB';
SELECT count(flags) FROM (SELECT analytics_retention_flags(true) AS flags FROM generate_series(1, 100000) AS i GROUP BY i) AS g;
RESET mindwell_analytics.aggregate_memory;
