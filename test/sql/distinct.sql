-- Distinct counts and active minutes: values, NULLs, growth, errors.
SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS mindwell_analytics; RESET client_min_messages;
SET TimeZone = 'UTC';
\set VERBOSITY sqlstate

-- No rows, all NULL, one row, the value that is all zeros.
SELECT analytics_count_distinct(u), analytics_count_distinct(b), analytics_active_minutes(t)
  FROM (VALUES (NULL::uuid, NULL::bigint, NULL::timestamptz)) AS v (u, b, t) WHERE false;
SELECT analytics_count_distinct(u), analytics_count_distinct(b), analytics_active_minutes(t)
  FROM (VALUES (NULL::uuid, NULL::bigint, NULL::timestamptz), (NULL, NULL, NULL)) AS v (u, b, t);
SELECT analytics_count_distinct(u), analytics_count_distinct(b), analytics_active_minutes(t)
  FROM (VALUES ('00000000-0000-0000-0000-000000000000'::uuid, 0::bigint, '2000-01-01 00:00:00+00'::timestamptz)) AS v (u, b, t);
SELECT analytics_count_distinct(u)
  FROM (VALUES ('00000000-0000-0000-0000-000000000000'::uuid), ('ffffffff-ffff-ffff-ffff-ffffffffffff'),
               ('00000000-0000-0000-0000-000000000001'), ('01000000-0000-0000-0000-000000000000'),
               ('00000000-0000-0000-0000-000000000000'), (NULL), ('01000000-0000-0000-0000-000000000000')) AS v (u);
SELECT analytics_count_distinct(b)
  FROM (VALUES (0::bigint), (-1), (1), (9223372036854775807), (-9223372036854775808), (0), (-1), (NULL)) AS v (b);
-- An integer column is read as bigint.
SELECT analytics_count_distinct(n % 10) FROM generate_series(1, 100) AS n;

-- A minute is a clock minute.
SELECT analytics_active_minutes(t)
  FROM (VALUES ('2024-01-01 10:00:00+00'::timestamptz), ('2024-01-01 10:00:59.999999+00'), ('2024-01-01 10:01:00+00'),
               ('1999-12-31 23:59:59.999999+00'), ('1999-12-31 23:59:00+00'), ('2000-01-01 00:00:00+00')) AS v (t);
SELECT analytics_active_minutes(t)
  FROM (VALUES ('4714-11-24 00:00:00+00 BC'::timestamptz), ('294276-12-31 23:59:59.999999+00')) AS v (t);
SELECT analytics_active_minutes('infinity');

-- Every size around the first tables' limits, seen twice.
SELECT size, analytics_count_distinct(n) = size AS bigint_ok,
       analytics_count_distinct(md5(n::text)::uuid) = size AS uuid_ok
  FROM generate_series(1, 60) AS size, generate_series(1, size) AS n, generate_series(1, 2)
 GROUP BY size HAVING analytics_count_distinct(n) <> size OR analytics_count_distinct(md5(n::text)::uuid) <> size;
SELECT analytics_count_distinct(n), analytics_count_distinct(n << 44), analytics_count_distinct(md5(n::text)::uuid)
  FROM (SELECT n::bigint FROM generate_series(1, 100000) AS n UNION ALL SELECT n FROM generate_series(50000, 150000) AS n) AS s;

-- As a window aggregate, and partial states combined within one process.
SELECT n, analytics_count_distinct(n / 2) OVER (ORDER BY n) FROM generate_series(1, 24) AS n;
CREATE TEMP TABLE parted (n bigint, u uuid) PARTITION BY HASH (n);
CREATE TEMP TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TEMP TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TEMP TABLE parted_2 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO parted SELECT n, md5((n / 2)::text)::uuid FROM generate_series(0, 20000) AS n;
INSERT INTO parted VALUES (1, NULL), (2, '00000000-0000-0000-0000-000000000000');
ANALYZE parted;
SET enable_partitionwise_aggregate = on;
CREATE FUNCTION pg_temp.has_node(query text, node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		IF position(node IN line) > 0 THEN RETURN true; END IF;
	END LOOP;
	RETURN false;
END $$;
SELECT pg_temp.has_node('SELECT analytics_count_distinct(u) FROM parted', 'Partial Aggregate');
SELECT analytics_count_distinct(u), analytics_count_distinct(n), count(DISTINCT u), count(DISTINCT n) FROM parted;
RESET enable_partitionwise_aggregate;

-- Errors.
SELECT analytics_count_distinct('x'::text);
SET mindwell_analytics.aggregate_memory = '64kB';
SELECT analytics_count_distinct(n) FROM generate_series(1, 10000) AS n;
-- also over many small groups
SET enable_sort = off;
SELECT sum(d) FROM (SELECT analytics_count_distinct(n) AS d FROM generate_series(1, 10000) AS n GROUP BY n) AS s;
RESET enable_sort;
RESET mindwell_analytics.aggregate_memory;
