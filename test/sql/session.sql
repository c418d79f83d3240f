-- Sessions: the limits, NULLs, order, errors.
SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS mindwell_analytics; RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
\set VERBOSITY sqlstate

-- A gap equal to the timeout goes on; one microsecond more does not.
CREATE TEMP TABLE events (actor text, at timestamptz);
INSERT INTO events VALUES
	('ann', '2024-01-01 10:00:00+00'), ('ann', '2024-01-01 10:30:00+00'), ('ann', '2024-01-01 11:00:00.000001+00'),
	('bob', '2024-01-01 10:00:00+00'), ('bob', '2024-01-01 10:00:00+00'), ('bob', NULL),
	('cat', NULL);
SELECT actor, at, analytics_session_number(at, '30 minutes') OVER (PARTITION BY actor ORDER BY at)
  FROM events ORDER BY actor, at NULLS LAST;
SELECT actor, at, analytics_session_number(at, '30 minutes') OVER (PARTITION BY actor ORDER BY at NULLS FIRST) AS number
  FROM events WHERE actor = 'bob' ORDER BY actor, at NULLS FIRST;
SELECT actor, analytics_sessions_agg(at, '30 minutes') FROM events GROUP BY actor ORDER BY actor;
SELECT s.started, s.ended, s.events
  FROM unnest((SELECT analytics_sessions_agg(at, '30 minutes') FROM events WHERE actor = 'ann')) AS s;
-- Timeout 0: the same instant only.
SELECT analytics_sessions_agg(at, '0') FROM events WHERE actor = 'bob';
-- No rows.
SELECT analytics_sessions_agg(at, '30 minutes') FROM events WHERE false;

-- 24 hours at most: the event at exactly 24 hours still belongs.
SELECT h, analytics_session_number(at, '2 hours') OVER (ORDER BY at)
  FROM (SELECT h, '2024-01-01+00'::timestamptz + h * interval '1 hour' AS at
          FROM generate_series(20, 60, 2) AS h) AS s;
SELECT analytics_sessions_agg('2024-01-01+00'::timestamptz + h * interval '1 hour', '2 hours') FROM generate_series(0, 48, 2) AS h;
SELECT analytics_sessions_agg(at, '3 days')
  FROM (VALUES ('2024-01-01+00'::timestamptz), ('2024-01-02+00'), ('2024-01-02 00:00:00.000001+00')) AS v (at);

-- The ends of the timestamp range.
SELECT analytics_sessions_agg(at, '100000000 days')
  FROM (VALUES ('4714-11-24 00:00:00+00 BC'::timestamptz), ('294276-12-31 23:59:59.999999+00')) AS v (at);
-- Order of arrival does not matter to the aggregate.
SELECT analytics_sessions_agg(at, '30 minutes')
  FROM (SELECT at FROM events WHERE actor = 'ann' ORDER BY at DESC) AS s;

-- Errors.
SELECT analytics_session_number(at, '30 minutes') OVER (PARTITION BY actor ORDER BY at DESC) FROM events;
\set VERBOSITY default
SELECT analytics_session_number(at, '30 minutes') OVER (PARTITION BY actor ORDER BY at DESC) FROM events;
\set VERBOSITY sqlstate
SELECT analytics_session_number(now(), '30 minutes');
SELECT analytics_session_number('infinity', '30 minutes') OVER ();
SELECT analytics_session_number(at, NULL) OVER (ORDER BY at) FROM events;
SELECT analytics_session_number(at, '1 month') OVER (ORDER BY at) FROM events;
SELECT analytics_session_number(at, '-1 second') OVER (ORDER BY at) FROM events;
SELECT analytics_sessions_agg('-infinity', '30 minutes');
SELECT analytics_sessions_agg(at, NULL) FROM events;
SELECT analytics_sessions_agg(at, '1 month') FROM events;
SELECT analytics_sessions_agg(at, '-1 second') FROM events;
SELECT analytics_sessions_agg(at, n * interval '1 hour') FROM events, generate_series(1, 2) AS n;
SET mindwell_analytics.aggregate_memory = '64kB';
SELECT analytics_sessions_agg('2024-01-01+00', '1 hour') FROM generate_series(1, 10000);
-- the result counts, too
SELECT analytics_sessions_agg('2024-01-01+00'::timestamptz + i * interval '1 day', '1 hour') FROM generate_series(1, 1000) AS i;
RESET mindwell_analytics.aggregate_memory;
