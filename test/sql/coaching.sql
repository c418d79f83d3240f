-- Reports on coaching: what is refused, and who may read.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

CREATE TABLE calls (n serial, call text);
GRANT SELECT ON calls TO PUBLIC;
INSERT INTO calls (call) VALUES
    ($$analytics_goals(%s)$$), ($$analytics_goal_cohorts(%s)$$), ($$analytics_goals_overview(%s)$$), ($$analytics_habits(%s)$$), ($$analytics_nudges(%s)$$),
    ($$analytics_satisfaction(%s)$$), ($$analytics_coaches(%s)$$), ($$analytics_client_engagement(%s)$$);

-- What all of them refuse
SELECT a.arguments, string_agg(sqlstate('SELECT * FROM ' || format(c.call, a.arguments)), ' ' ORDER BY c.n) AS sqlstates
FROM calls AS c,
    (VALUES (1, $$'2024-01-01Z', '2024-01-02Z'$$), (2, $$'2024-01-02Z', '2024-01-01Z'$$), (3, $$'2024-01-01Z', '2024-01-01Z'$$), (4, $$NULL, '2024-01-01Z'$$),
        (5, $$'2024-01-01Z', NULL$$), (6, $$'-infinity', '2024-01-01Z'$$), (7, $$'2024-01-01Z', 'infinity'$$), (8, $$'2024-01-01Z', '2024-01-02Z', as_of => NULL$$),
        (9, $$'2024-01-01Z', '2024-01-02Z', as_of => 'infinity'$$), (10, $$'2024-01-01Z', '2024-01-02Z', as_of => '-infinity'$$),
        (11, $$'4000-01-01Z BC', '4000-01-02Z BC'$$), (12, $$'294276-01-01Z', '294276-01-02Z', as_of => '294276-12-31 23:59:59.999999Z'$$)) AS a (n, arguments)
GROUP BY a.n, a.arguments ORDER BY a.n;
SELECT a.arguments, string_agg(sqlstate('SELECT * FROM ' || format(c.call, $$'2024-01-01Z', '2024-01-02Z', $$ || a.arguments)), ' ' ORDER BY c.n) AS sqlstates
FROM calls AS c,
    (VALUES (1, $$time_zone => 'Europe/Berlin'$$), (2, $$time_zone => 'PST'$$), (3, $$time_zone => NULL$$)) AS a (n, arguments)
WHERE c.call !~ 'coaches'
GROUP BY a.n, a.arguments ORDER BY a.n;

-- What single ones do, and what they say
SELECT failure('SELECT * FROM ' || call)
FROM unnest(ARRAY[
    $$analytics_goals('2024-01-01Z', '2024-01-02Z', 'year')$$, $$analytics_goals('2024-01-01Z', '2024-01-02Z', NULL)$$,
    $$analytics_goals('2024-01-01Z', '2024-01-02Z', breakdown => 'goal_id')$$, $$analytics_goals('2024-01-01Z', '2024-01-02Z', breakdown => 'tenant and coach_id')$$,
    $$analytics_habits('2024-01-01Z', '2024-01-02Z', 'hour')$$, $$analytics_habits('2024-01-01Z', '2024-01-02Z', breakdown => 'persona')$$,
    $$analytics_habits('2024-01-01Z', '2024-01-02Z', window_days => 0)$$, $$analytics_habits('2024-01-01Z', '2024-01-02Z', window_days => 2147483647)$$,
    $$analytics_habits('2024-01-01Z', '2024-01-02Z', window_days => NULL)$$, $$analytics_habits('2024-01-01Z', '2024-01-02Z', streak_weight => 'NaN')$$,
    $$analytics_nudges('2024-01-01Z', '2024-01-02Z', 'cohort')$$, $$analytics_nudges('2024-01-01Z', '2024-01-02Z', outcome => 'clicked')$$,
    $$analytics_nudges('2024-01-01Z', '2024-01-02Z', outcome => NULL)$$, $$analytics_nudges('2024-01-01Z', '2024-01-02Z', within => '0')$$,
    $$analytics_nudges('2024-01-01Z', '2024-01-02Z', within => '1 month')$$, $$analytics_nudges('2024-01-01Z', '2024-01-02Z', within => '367 days')$$,
    $$analytics_nudges('2024-01-01Z', '2024-01-02Z', within => NULL)$$,
    $$analytics_nudges('2024-01-01Z', '2024-01-02Z', grain => 'year')$$, $$analytics_satisfaction('2024-01-01Z', '2024-01-02Z', event_type => NULL)$$,
    $$analytics_satisfaction('2024-01-01Z', '2024-01-02Z', breakdown => 'rating')$$,
    $$analytics_coaches('2024-01-01Z', '2024-01-02Z', 'score')$$, $$analytics_coaches('2024-01-01Z', '2024-01-02Z', minimum_goals => NULL)$$,
    $$analytics_coaches('2024-01-01Z', '2024-01-02Z', max_rows => -1)$$, $$analytics_client_engagement('2024-01-01Z', '2024-01-02Z', max_rows => -1)$$]) AS call;
SET mindwell_analytics.goal_ids = 'per coach';

-- Who may read: as of the events
CREATE ROLE regress_coaching_coach;
CREATE ROLE regress_coaching_stranger;
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_coaching_coach', 'coach');
SET mindwell_analytics.max_event_age = 0;
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties) VALUES ('2001-01-02 10:00Z', md5('ann')::uuid, 'goal_created', '{"coach_id": "c1"}');
SET ROLE regress_coaching_coach;
SELECT active, history_from FROM analytics_goals('2001-01-02Z', '2001-01-03Z', 'day', as_of => '2001-01-04Z');
SELECT string_agg(sqlstate('SELECT * FROM ' || format(call, $$'2024-01-01Z', '2024-01-02Z'$$)), ' ' ORDER BY n) FROM calls;
SET ROLE regress_coaching_stranger;
SELECT string_agg(sqlstate('SELECT * FROM ' || format(call, $$'2024-01-01Z', '2024-01-02Z'$$)), ' ' ORDER BY n) FROM calls;
RESET ROLE;
