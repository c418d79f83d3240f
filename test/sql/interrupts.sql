-- A final function, or a function of one large value, looks for interrupts: it does not return when one has arrived before.
-- (How long it takes, on many rows, is for test/t/003_cancel.pl.)
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
RESET client_min_messages;

-- Its final function cancels the statement: the backend is told at once, and ends at its next look for interrupts.
CREATE AGGREGATE cancel(integer) (sfunc = int4larger, stype = integer, finalfunc = pg_cancel_backend);
CREATE FUNCTION cancelling(jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT CASE WHEN pg_cancel_backend(pg_backend_pid()) THEN $1 END';
-- What runs after the function that is tested, in the same row: nothing is undone here.
CREATE SEQUENCE returned;

CREATE FUNCTION ends_when_cancelled(expression text, source regclass) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    before bigint := nextval('returned');
BEGIN
    EXECUTE format('SELECT cancel(pg_backend_pid()), %s, nextval(''returned'') FROM %s', expression, source);
    RETURN NULL;
EXCEPTION WHEN query_canceled THEN
    RETURN nextval('returned') = before + 1;
END
$$;

CREATE TABLE event AS
SELECT timestamptz '2026-01-01Z' + i * 7919 % 3000 * interval '1 minute' AS at, i % 4 AS kind, i / 20 AS actor, 'step ' || i % 4 AS type
FROM generate_series(1, 3000::bigint) AS i;
-- Where nothing has to be sorted
CREATE TABLE sorted AS SELECT * FROM event ORDER BY at;

-- The test itself: what does not look for interrupts returns
SELECT ends_when_cancelled('avg(actor)', 'event');

SELECT expression, ends_when_cancelled(expression, 'event') AS unsorted, ends_when_cancelled(expression, 'sorted') AS sorted
FROM (VALUES
    (1, $$analytics_window_funnel('1 hour', at, kind = 0, kind = 1, kind = 2)$$),
    (2, $$analytics_window_funnel('1 hour', 'strict_once', at, kind = 0, kind = 1, kind = 2)$$),
    (3, $$analytics_window_funnel('1 hour', 'strict_order', at, kind IN (0, 1, 2), kind = 1, kind = 2)$$),
    (4, $$analytics_window_funnel_times('1 hour', at, kind = 0, kind = 1, kind = 2)$$),
    (5, $$analytics_max_concurrency(at, at + '1 hour')$$),
    (6, $$analytics_max_concurrency_at(at, at + '1 hour')$$),
    (7, $$analytics_concurrency_agg(at, at + '1 hour', '2026-01-01Z', '2026-02-01Z', '1 hour')$$),
    (8, $$analytics_sequence_match('(?1)(?t>100000000)(?2)', at, kind = 0, kind = 1)$$),
    (9, $$analytics_sequence_count('(?1).*(?2)', at, kind = 0, kind = 1)$$),
    (10, $$analytics_sessions_agg(at, '1 minute')$$),
    (11, $$analytics_followed_within(at, kind = 0, kind = 1, '1 hour')$$),
    (12, $$analytics_habit_adherence(at::date, kind > 0, '2026-01-31')$$),
    (13, $$analytics_funnel_agg(actor, at, type, ARRAY['step 0', 'step 1', 'step 2'], '1 hour')$$),
    (14, $$analytics_retention_agg(actor, at, kind = 0, kind = 1, 'day', 30)$$),
    (15, $$mindwell_internal.session_history_agg(md5('')::uuid, md5('s')::uuid, NULL, at, type, NULL, NULL, '1 hour', '2026-01-01Z', '2026-02-01Z', '2026-03-01Z', false)$$),
    (16, $$mindwell_internal.session_history_agg(md5('')::uuid, NULL, md5('u')::uuid, at, type, true, NULL, '1 hour', '2026-01-01Z', '2026-02-01Z', '2026-03-01Z', false)$$),
    (17, $$analytics_goal_lives(md5(actor::text)::uuid, at, CASE WHEN kind = 0 THEN 'created' ELSE 'updated' END, NULL)$$),
    (18, $$analytics_subscription_changes('subscription_created', at, NULL, NULL, '{}')$$),
    (19, $$analytics_movements(at, 1, type, '{2027-01-01Z}')$$),
    (20, $$mindwell_internal.mrr_agg(md5('')::uuid, 'subscription_created', at, NULL, md5('u')::uuid, '{}', NULL, '{2027-01-01Z}', 'infinity')$$),
    (21, $$analytics_funnel_agg_state(actor, at, type, ARRAY['step 0', 'step 1', 'step 2'], '1 hour')$$),
    (22, $$analytics_funnel_agg_state(actor, at, 1, NULL, type, NULL, analytics_funnel_plan(2, '1 hour'))$$),
    (23, $$analytics_retention_agg_state(actor, at, kind = 0, kind = 1, 'day', 30)$$),
    (24, $$analytics_count_distinct_state(actor)$$),
    (25, $$mindwell_internal.presence_agg(md5('')::uuid, md5((actor % 50)::text)::uuid, at, '1 minute', ARRAY(SELECT md5('')::uuid FROM generate_series(0, 49)), ARRAY(SELECT md5(i::text)::uuid FROM generate_series(0, 49) AS i))$$),
    (26, $$mindwell_internal.goals_agg(md5('')::uuid, md5('u')::uuid, at, CASE WHEN kind = 0 THEN 'goal_created' ELSE 'goal_updated' END, actor::text, NULL, false)$$),
    (27, $$mindwell_internal.habits_agg(md5('')::uuid, md5('u')::uuid, at, 'habit_checked', actor::text, type, NULL, at::date)$$)) AS v (n, expression)
ORDER BY n;

-- Functions of one large value
CREATE FUNCTION ends_when_cancelled(call text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    before bigint := nextval('returned');
BEGIN
    EXECUTE format('SELECT %s, nextval(''returned'')', call);
    RETURN NULL;
EXCEPTION WHEN query_canceled THEN
    RETURN nextval('returned') = before + 1;
END
$$;
SELECT call, ends_when_cancelled(call)
FROM (VALUES
    (1, $$analytics_check_properties('{"properties": {"a": {"items": {"type": "integer"}}}}', cancelling('{"a": [1, 2, 3]}'))$$),
    (2, $$analytics_check_properties(cancelling('{"properties": {"a": {"type": "integer"}}}'), '{}')$$),
    (3, $$jsonb_build_object(cancelling('{}')::text, 1)$$)) AS v (n, call)
ORDER BY n;
