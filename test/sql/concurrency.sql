-- Concurrency: the meaning of intervals, every error, the edges of the range.
SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS mindwell_analytics; RESET client_min_messages;
SET TimeZone = 'UTC';
SET extra_float_digits = 1;
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
\set VERBOSITY sqlstate

-- Requirement 004's drawing.
CREATE TEMP TABLE drawing (name text, started timestamptz, ended timestamptz);
INSERT INTO drawing VALUES
	('A', '2024-11-26 14:00:00+00', '2024-11-26 14:15:00+00'),
	('B', '2024-11-26 14:06:40+00', '2024-11-26 14:40:00+00'),
	('C', '2024-11-26 14:15:00+00', '2024-11-26 14:30:00+00'),
	('D', '2024-11-26 14:23:20+00', '2024-11-26 15:03:20+00');
SELECT analytics_max_concurrency(started, ended), analytics_max_concurrency_at(started, ended) FROM drawing;
SELECT bounds, analytics_max_concurrency(started, ended, bounds), analytics_max_concurrency_at(started, ended, bounds)
  FROM drawing, unnest(ARRAY['[)', '[]', '(]', '()']) AS bounds GROUP BY bounds ORDER BY bounds COLLATE "C";
SELECT analytics_avg_concurrency(started, ended, '2024-11-26 14:00+00', '2024-11-26 15:00+00') FROM drawing;
SELECT b.* FROM unnest((SELECT analytics_concurrency_agg(started, ended, '2024-11-26 14:00+00', '2024-11-26 15:10+00', '15 minutes')
                          FROM drawing)) AS b;
-- At 14:30 B and D are open, with closed bounds C as well; at 14:45 D.
SELECT b."time"::time, b.opening
  FROM unnest((SELECT analytics_concurrency_agg(started, ended, '2024-11-26 14:30+00', '2024-11-26 15:00+00', '15 minutes')
                 FROM drawing)) AS b;
SELECT analytics_max_concurrency(tstzrange(started, ended, '[]') * tstzrange('2024-11-26 14:30+00', '2024-11-26 14:30+00', '[]')) FROM drawing;

-- No rows, NULLs, one row, zero length.
SELECT analytics_max_concurrency(started, ended), analytics_max_concurrency_at(started, ended),
       analytics_max_concurrency(tstzrange(started, ended)), analytics_max_concurrency_at(tstzrange(started, ended)),
       analytics_avg_concurrency(started, ended, '2024-01-01+00', '2024-01-02+00'),
       analytics_concurrency_agg(started, ended, '2024-01-01+00', '2024-01-02+00', '1 day')
  FROM drawing WHERE false;
SELECT analytics_max_concurrency(s, e), analytics_max_concurrency_at(s, e), analytics_max_concurrency(s, e, '[]'),
       analytics_avg_concurrency(s, e, '2024-01-01+00', '2024-01-02+00'),
       analytics_concurrency_agg(s, e, '2024-01-01+00', '2024-01-02+00', '1 day')
  FROM (VALUES (NULL::timestamptz, NULL::timestamptz), (NULL, '2024-01-01 12:00+00')) AS v (s, e);
SELECT analytics_max_concurrency(r), analytics_max_concurrency_at(r) FROM (VALUES (NULL::tstzrange), ('empty')) AS v (r);
SELECT analytics_max_concurrency(s, e), analytics_max_concurrency_at(s, e)
  FROM (VALUES ('2024-01-01 12:00+00'::timestamptz, NULL::timestamptz)) AS v (s, e);
SELECT bounds, analytics_max_concurrency('2024-01-01+00', '2024-01-01+00', bounds)
  FROM unnest(ARRAY['[)', '[]', '(]', '()']) AS bounds GROUP BY bounds ORDER BY bounds COLLATE "C";
-- An open bound excludes its instant only: the next microsecond counts.
SELECT analytics_max_concurrency_at(r) FROM (VALUES (tstzrange('2024-01-01+00', '2024-01-02+00', '(]'))) AS v (r);
-- Unbounded ranges; a peak without a beginning is at -infinity.
SELECT analytics_max_concurrency(r), analytics_max_concurrency_at(r)
  FROM (VALUES (tstzrange(NULL, '2024-01-02+00')), (tstzrange(NULL, NULL)), ('empty')) AS v (r);
SELECT analytics_max_concurrency(r), analytics_max_concurrency_at(r)
  FROM (VALUES (tstzrange(NULL, '2024-01-02+00')), (tstzrange('2024-01-01+00', NULL)), (tstzrange(NULL, '2024-01-01+00'))) AS v (r);

-- The ends of the timestamp range.
SELECT analytics_max_concurrency(s, e), analytics_max_concurrency_at(s, e), analytics_max_concurrency(s, e, '[]'),
       analytics_avg_concurrency(s, e, '4714-11-24 00:00:00+00 BC', '294276-12-31 23:59:59.999999+00')
  FROM (VALUES ('4714-11-24 00:00:00+00 BC'::timestamptz, '294276-12-31 23:59:59.999999+00'::timestamptz),
               ('4714-11-24 00:00:00+00 BC', NULL),
               ('294276-12-31 23:59:59.999999+00', '294276-12-31 23:59:59.999999+00')) AS v (s, e);
SELECT (b).opening, (b).peak, round((b).mean::numeric, 6) AS mean
  FROM unnest((SELECT analytics_concurrency_agg('4714-11-24 00:00:00+00 BC', NULL, '4714-11-24 00:00:00+00 BC',
                                                '294276-12-31 23:59:59.999999+00', '100000000 days'))) AS b;
-- An empty period has no mean and no buckets.
SELECT analytics_avg_concurrency(started, ended, '2024-11-26 14:30+00', '2024-11-26 14:30+00'),
       analytics_concurrency_agg(started, ended, '2024-11-26 14:30+00', '2024-11-26 14:30+00', '1 hour') FROM drawing;
-- A period outside all intervals.
SELECT analytics_avg_concurrency(started, ended, '2025-01-01+00', '2025-01-02+00'),
       analytics_concurrency_agg(started, ended, '2025-01-01+00', '2025-01-02+00', '1 day') FROM drawing;
-- Days are 24 hours, whatever the session's time zone.
SET TimeZone = 'America/Los_Angeles';
SELECT count(*), max((b)."time") AT TIME ZONE 'UTC' AS last
  FROM unnest((SELECT analytics_concurrency_agg(NULL, NULL, '2024-03-09 00:00+00', '2024-03-12 00:00+00', '1 day'))) AS b;
SET TimeZone = 'UTC';

-- As window aggregates.
SELECT name, analytics_max_concurrency(started, ended) OVER (ORDER BY name),
       analytics_max_concurrency_at(started, ended) OVER (ORDER BY name),
       analytics_avg_concurrency(started, ended, '2024-11-26 14:00+00', '2024-11-26 15:00+00') OVER (ORDER BY name) AS avg
  FROM drawing;

-- Errors.
SELECT analytics_max_concurrency('2024-01-02+00'::timestamptz, '2024-01-01+00'::timestamptz);
\set VERBOSITY default
SELECT analytics_max_concurrency('2024-01-02+00'::timestamptz, '2024-01-01+00'::timestamptz);
SELECT analytics_max_concurrency('2024-01-01+00'::timestamptz, 'infinity'::timestamptz);
SELECT analytics_max_concurrency(tstzrange('2024-01-01+00', 'infinity'));
SELECT analytics_max_concurrency('2024-01-01+00', '2024-01-02+00', '[[');
SELECT analytics_concurrency_agg('2024-01-01+00', NULL, '2024-01-01+00', '2024-01-02+00', '1 millisecond');
\set VERBOSITY sqlstate
SELECT analytics_max_concurrency('-infinity'::timestamptz, NULL::timestamptz);
SELECT analytics_max_concurrency_at('2024-01-01+00'::timestamptz, '-infinity'::timestamptz);
SELECT analytics_max_concurrency('2024-01-01+00', NULL, NULL);
SELECT analytics_max_concurrency('2024-01-01+00', NULL, '');
SELECT analytics_max_concurrency('2024-01-01+00', NULL, '[)x');
SELECT analytics_max_concurrency('2024-01-01+00', NULL, ')(');
SELECT analytics_max_concurrency('2024-01-01+00', NULL, '[(');
SELECT analytics_max_concurrency(tstzrange('-infinity', '2024-01-01+00'));
SELECT analytics_avg_concurrency('2024-01-02+00', '2024-01-01+00', '2024-01-01+00', '2024-01-02+00');
SELECT analytics_avg_concurrency(NULL, NULL, NULL, '2024-01-02+00');
SELECT analytics_avg_concurrency(NULL, NULL, '2024-01-01+00', NULL);
SELECT analytics_avg_concurrency(NULL, NULL, '2024-01-01+00', 'infinity');
SELECT analytics_avg_concurrency(NULL, NULL, '2024-01-02+00', '2024-01-01+00');
SELECT analytics_avg_concurrency(started, ended, started, '2025-01-01+00') FROM drawing;
SELECT analytics_avg_concurrency(started, ended, '2024-01-01+00', ended) FROM drawing;
SELECT analytics_concurrency_agg(started, ended, '2024-01-01+00', '2024-01-02+00', NULL) FROM drawing;
SELECT analytics_concurrency_agg(started, ended, '2024-01-01+00', '2024-01-02+00', '0') FROM drawing;
SELECT analytics_concurrency_agg(started, ended, '2024-01-01+00', '2024-01-02+00', '-1 hour') FROM drawing;
SELECT analytics_concurrency_agg(started, ended, '2024-01-01+00', '2024-01-02+00', '1 month') FROM drawing;
SELECT analytics_concurrency_agg(started, ended, '2024-01-01+00', '2024-01-02+00', n * interval '1 hour')
  FROM drawing, generate_series(1, 2) AS n;

-- Memory is capped.
SET mindwell_analytics.aggregate_memory = '64kB';
SELECT analytics_max_concurrency('2024-01-01+00'::timestamptz, NULL::timestamptz) FROM generate_series(1, 10000);
RESET mindwell_analytics.aggregate_memory;
