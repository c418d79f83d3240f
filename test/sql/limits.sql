-- Every aggregate at the ends of what its types hold, and at the end of its memory.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
RESET client_min_messages;
SET timezone = 'UTC';
SET extra_float_digits = 1;
SET datestyle = 'ISO';

-- What an aggregate of the rows of a table (at: time, one: the same for all, id: other for each) returns, or its SQLSTATE
CREATE FUNCTION answer(aggregate text, source regclass) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    result text;
BEGIN
    EXECUTE format('SELECT (%s)::text FROM %s', aggregate, source) INTO result;
    RETURN result;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;

CREATE TABLE aggregates (n serial, aggregate text);
INSERT INTO aggregates (aggregate) VALUES
    ($$analytics_window_funnel('1 day', at, odd, NOT odd)$$),
    ($$analytics_window_funnel('100000000 days', at, odd, NOT odd)$$),
    ($$analytics_window_funnel('1 day', 'strict_once', at, odd, NOT odd)$$),
    ($$analytics_window_funnel_times('100000000 days', at, odd, NOT odd)$$),
    ($$analytics_window_funnel_times('100000000 days', 'strict_increase', at, odd, NOT odd)$$),
    ($$analytics_retention_flags(odd, NOT odd)$$),
    ($$analytics_max_concurrency(at, at)$$),
    ($$analytics_max_concurrency(at, at + '1 microsecond')$$),
    ($$analytics_max_concurrency(at, NULL, '[]')$$),
    ($$analytics_max_concurrency_at(at, 'infinity')$$),
    ($$analytics_max_concurrency(tstzrange(at, NULL))$$),
    ($$analytics_max_concurrency_at(tstzrange(at, at, '[]'))$$),
    ($$analytics_avg_concurrency(at, NULL, '4714-11-24 00:00Z BC', '294276-12-31 23:59:59.999999Z')$$),
    ($$analytics_avg_concurrency(at, NULL, '-infinity', 'infinity')$$),
    ($$cardinality(analytics_concurrency_agg(at, NULL, '294276-12-31Z', '294276-12-31 23:59:59.999999Z', '1 hour'))$$),
    ($$cardinality(analytics_concurrency_agg(at, NULL, '4714-11-24 00:00Z BC', '294276-12-31 23:59:59.999999Z', '1 hour'))$$),
    ($$analytics_sequence_match('(?1)(?t>=9000000000000)(?2)', at, odd, NOT odd)$$),
    ($$analytics_sequence_count('(?1).*(?2)', at, odd, NOT odd)$$),
    ($$analytics_sessions_agg(at, '30 minutes')$$),
    ($$cardinality(analytics_sessions_agg(at, '100000000 days'))$$),
    ($$analytics_active_minutes(at)$$),
    ($$analytics_followed_within(at, odd, NOT odd, '100000000 days')$$),
    ($$analytics_event_ratio(CASE WHEN odd THEN 'a' ELSE 'b' END, 'a', 'b')$$),
    ($$analytics_habit_adherence(at::date, true, '294276-12-31')$$),
    ($$analytics_habit_adherence(at::date, odd, '4713-01-01 BC', 366, 1)$$),
    ($$analytics_count_distinct(id)$$),
    ($$analytics_funnel_agg(one, at, CASE WHEN odd THEN 'a' ELSE 'b' END, ARRAY['a', 'b'], '100000000 days')$$),
    ($$analytics_funnel_agg(id, at, 1 + (NOT odd)::integer, NULL::integer, 'x', 'y', analytics_funnel_plan(2, '100000000 days', 'unordered'))$$),
    ($$cardinality(analytics_retention_agg(one, at, odd, true, 'month', 2))$$),
    ($$cardinality(analytics_retention_agg(one, at, odd, true, 'hour', 1000, '{"cohorts": "recurring", "rolling": true, "time_zone": "America/St_Johns"}'))$$),
    ($$cardinality(analytics_retention_agg(id, at, true, true, 'week', 0, '{"time_zone": "Pacific/Apia"}'))$$),
    ($$cardinality(analytics_goal_lives(CASE WHEN odd THEN md5('a') ELSE md5('b') END::uuid, at, CASE WHEN odd THEN 'created' ELSE 'completed' END, id::text))$$),
    ($$analytics_subscription_changes('subscription_created', at, NULL, NULL, '{"amount": 1, "trial_days": 1}')$$),
    ($$cardinality(analytics_subscription_changes(CASE WHEN odd THEN 'subscription_paused' ELSE 'subscription_resumed' END, at, NULL, NULL, '{"ends_at": "9999-12-31T23:59:59Z"}'))$$),
    ($$analytics_movements(at, 9223372036854775807, CASE WHEN odd THEN 'a' END, '{4714-11-24 00:00Z BC, 294276-12-31 23:59:59.999999Z}')$$),
    ($$analytics_movements(at, -9223372036854775808, NULL, '{294276-12-31 23:59:59.999999Z}')$$),
    ($$cardinality(mindwell_internal.goals_agg(md5('t')::uuid, md5('u')::uuid, at, CASE WHEN odd THEN 'goal_created' ELSE 'goal_completed' END, NULL, id::text, true))$$),
    ($$cardinality(mindwell_internal.habits_agg(md5('t')::uuid, md5('u')::uuid, at, 'habit_checked', one::text, NULL, id::text, at::date))$$),
    ($$cardinality(mindwell_internal.presence_agg(md5('t')::uuid, md5(id::text)::uuid, at, '100000000 days', array_fill(md5('t')::uuid, '{3}'), ARRAY[md5('1'), md5('2'), md5('6')]::uuid[]))$$);

-- The first and the last instant, and what lies around the zero of the clock
CREATE TABLE ends AS
SELECT at::timestamptz, i % 2 = 1 AS odd, 1::bigint AS one, i AS id
FROM unnest(ARRAY['4714-11-24 00:00:00Z BC', '4714-11-24 00:00:00.000001Z BC', '1999-12-31 23:59:59.999999Z', '2000-01-01 00:00:00Z',
                  '294276-12-31 23:59:59.999998Z', '294276-12-31 23:59:59.999999Z']) WITH ORDINALITY AS t (at, i);
SELECT n, answer(aggregate, 'ends') FROM aggregates ORDER BY n;

-- The last instant alone, and the first alone
CREATE VIEW last_end AS SELECT at, true AS odd, one, id FROM ends WHERE id = 6;
SELECT n, answer(aggregate, 'last_end') FROM aggregates ORDER BY n;
CREATE VIEW first_end AS SELECT * FROM ends WHERE id = 1;
SELECT n, answer(aggregate, 'first_end') FROM aggregates ORDER BY n;

-- Infinity is no time of an event, nor is minus infinity
CREATE VIEW infinite AS SELECT 'infinity'::timestamptz AS at, odd, one, id FROM ends;
SELECT n, answer(aggregate, 'infinite') FROM aggregates ORDER BY n;
CREATE VIEW minus_infinite AS SELECT '-infinity'::timestamptz AS at, odd, one, id FROM ends;
SELECT array_agg(n) FILTER (WHERE answer(aggregate, 'infinite') IS DISTINCT FROM answer(aggregate, 'minus_infinite')) AS differ FROM aggregates;

-- Sessions by number
SELECT analytics_session_number(at, '1 hour') OVER (ORDER BY at) FROM ends ORDER BY at;
SELECT analytics_session_number(at, '1 hour') OVER (ORDER BY at) FROM infinite;

-- Every state that grows with its rows ends at the cap, by groups and by rows, and the session goes on
SET mindwell_analytics.aggregate_memory = '1MB';
CREATE TABLE many AS
SELECT timestamptz '2026-01-01Z' + i * interval '97 minutes' AS at, i % 2 = 1 AS odd, 1::bigint AS one, i AS id
FROM generate_series(1, 200000::bigint) AS i;
SELECT n, aggregate, answer(aggregate, 'many') FROM aggregates WHERE answer(aggregate, 'many') <> '54000' ORDER BY n;
SET enable_sort = off;
\set VERBOSITY sqlstate
SELECT count(result) FROM (SELECT analytics_count_distinct(id) AS result FROM many GROUP BY at) AS groups;
\set VERBOSITY default
RESET enable_sort;
SELECT count(*) FROM (SELECT analytics_active_minutes(at) FROM many WHERE id < 100) AS still;
RESET mindwell_analytics.aggregate_memory;
