-- What followed what, and how often.
SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS mindwell_analytics; RESET client_min_messages;
SET TimeZone = 'UTC';
SET extra_float_digits = 1;
\set VERBOSITY sqlstate

-- Followed within: later than the trigger, and at most within.
CREATE TEMP TABLE nudges (user_id int, at timestamptz, event_type text);
INSERT INTO nudges VALUES
	(1, '2024-01-01 10:00+00', 'nudge'), (1, '2024-01-02 10:00+00', 'goal'),
	(2, '2024-01-01 10:00+00', 'nudge'), (2, '2024-01-02 10:00:00.000001+00', 'goal'),
	(3, '2024-01-01 10:00+00', 'nudge'), (3, '2024-01-01 10:00+00', 'goal'),
	(4, '2024-01-01 10:00+00', 'nudge'), (4, '2024-01-01 11:00+00', 'nudge'), (4, '2024-01-02 10:30+00', 'goal'),
	(5, '2024-01-01 10:00+00', 'goal'),
	(6, NULL, 'nudge'), (6, '2024-01-01 10:00+00', NULL);
SELECT user_id, analytics_followed_within(at, event_type = 'nudge', event_type = 'goal', '24 hours')
  FROM nudges GROUP BY user_id ORDER BY user_id;
-- One row may be both; it does not follow itself.
SELECT analytics_followed_within(at, true, true, '1 hour')
  FROM (VALUES ('2024-01-01 10:00+00'::timestamptz), ('2024-01-01 10:30+00')) AS v (at);
SELECT analytics_followed_within(at, true, true, '0') FROM nudges WHERE user_id = 4;
-- No rows, all NULL, the ends of the timestamp range.
SELECT analytics_followed_within(at, true, true, '1 hour') FROM nudges WHERE false;
SELECT analytics_followed_within(NULL, true, true, '1 hour'), analytics_followed_within('2024-01-01+00', NULL, true, '1 hour'),
       analytics_followed_within('2024-01-01+00', true, NULL, '1 hour');
SELECT analytics_followed_within(at, true, true, '106751991 days')
  FROM (VALUES ('4714-11-24 00:00:00+00 BC'::timestamptz), ('294276-12-31 23:59:59.999999+00')) AS v (at);
SELECT analytics_followed_within('infinity', true, true, '1 hour');
SELECT analytics_followed_within(at, true, true, NULL) FROM nudges;
SELECT analytics_followed_within(at, true, true, '1 month') FROM nudges;
SELECT analytics_followed_within(at, true, true, '-1 hour') FROM nudges;
SELECT analytics_followed_within(at, true, true, n * interval '1 hour') FROM nudges, generate_series(1, 2) AS n;

-- Event ratio: events, not actors; byte for byte; NULL for nothing to divide by.
SELECT analytics_event_ratio(event_type, 'goal', 'nudge') FROM nudges;
SELECT analytics_event_ratio(event_type, 'nudge', 'goal') FROM nudges;
SELECT analytics_event_ratio(event_type, 'goal', 'goal'), analytics_event_ratio(event_type, 'Goal', 'goal'),
       analytics_event_ratio(event_type, 'goal', 'Goal'), analytics_event_ratio(event_type, 'goa', 'goal') FROM nudges;
SELECT analytics_event_ratio(event_type, 'goal', 'nudge') FROM nudges WHERE false;
SELECT analytics_event_ratio(NULL, 'goal', 'nudge');
SELECT analytics_event_ratio(event_type, NULL, 'nudge') FROM nudges;
SELECT analytics_event_ratio(event_type, 'goal', NULL) FROM nudges;
