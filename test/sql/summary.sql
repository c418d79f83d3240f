-- The summary: requirement 000's document, and what it is made of.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;

-- No events: the keys are there, the counts are 0, the ratios null.
SELECT jsonb_pretty(analytics_summary(24, '2024-05-02 00:00Z'));

-- a b c d are users, 1 2 3 are sessions; the window is [from, to).
CREATE TABLE given (at timestamptz, event_type text, who text, visit text);
INSERT INTO given VALUES
    ('2024-05-01 00:00Z', 'signup_started', 'a', '1'),
    ('2024-05-01 01:00Z', 'signup_started', 'b', '2'),
    ('2024-05-01 01:00Z', 'signup_started', NULL, NULL),
    ('2024-05-01 02:00Z', 'signup_completed', 'a', '1'),
    ('2024-05-01 03:00Z', 'chat_turn_sent', 'a', '1'),
    ('2024-05-01 03:00Z', 'chat_turn_sent', 'a', '1'),
    ('2024-05-01 04:00Z', 'chat_turn_sent', 'b', '2'),
    ('2024-05-01 04:00Z', 'chat_turn_sent', 'b', NULL),
    ('2024-05-01 05:00Z', 'therapist_profile_view', 'c', '3'),
    ('2024-05-01 05:00Z', 'therapist_connect_click', 'c', '3'),
    ('2024-05-01 06:00Z', 'therapist_connect_click', 'c', '3'),
    ('2024-05-01 06:00Z', 'therapist_connect_click', 'c', '3'),
    ('2024-05-01 23:59:59.999999Z', 'therapist_profile_view', 'd', NULL),
    ('2024-05-02 00:00Z', 'signup_completed', 'e', '4'),
    ('2024-04-30 23:59:59.999999Z', 'signup_completed', 'f', '5');
INSERT INTO analytics_events (event_type, occurred_at, user_id, session_id)
SELECT event_type, at, analytics_uuid(who), analytics_uuid(visit) FROM given;
SELECT jsonb_pretty(analytics_summary(24, '2024-05-02 00:00Z'));
-- Each number anew, from the definitions.
WITH inside AS (SELECT * FROM given WHERE at >= '2024-05-01Z' AND at < '2024-05-02Z'),
     counted AS (SELECT jsonb_object_agg(event_type, n) AS of FROM (SELECT event_type, count(*) AS n FROM inside GROUP BY 1) AS s),
     summary AS (SELECT analytics_summary(24, '2024-05-02 00:00Z') AS s)
SELECT (s #>> '{engagement,active_users}')::int = (SELECT count(DISTINCT who) FROM inside) AS active_users,
       (s #>> '{engagement,avg_messages_per_session}')::float8 =
           (SELECT count(*) FROM inside WHERE event_type = 'chat_turn_sent' AND visit IS NOT NULL)::float8 / (SELECT count(DISTINCT visit) FROM inside) AS messages,
       (s #>> '{engagement,therapist_conversion_rate}')::float8 = (of ->> 'therapist_connect_click')::float8 / (of ->> 'therapist_profile_view')::float8 AS therapists,
       (s #>> '{conversion,signup_completion_rate}')::float8 = (of ->> 'signup_completed')::float8 / (of ->> 'signup_started')::float8 AS signups
FROM summary, counted;
-- The window moves with as_of and grows with window_hours.
SELECT hours, as_of, s #> '{counts,events}' AS events, s #> '{engagement,active_users}' AS users, s #> '{conversion,signup_completion_rate}' AS signups
FROM (VALUES (1, '2024-05-01 01:00Z'::timestamptz), (1, '2024-05-01 02:00Z'), (25, '2024-05-02 00:00:00.000001Z'), (336, '2024-05-15 00:00Z'), (336, '2024-05-15 00:00:00.000001Z')) AS v (hours, as_of),
     analytics_summary(hours, as_of) AS s;
-- By default the last 24 hours.
SELECT analytics_summary() = analytics_summary(24) AS same, analytics_summary() = analytics_summary(24, now()) AS same_time;
BEGIN;
INSERT INTO analytics_events (event_type, user_id, occurred_at) VALUES ('a', analytics_uuid('a'), now() - interval '1 minute'), ('a', analytics_uuid('b'), now() - interval '24 hours'),
    ('a', analytics_uuid('c'), now() - interval '24 hours 1 microsecond');
SELECT analytics_summary() #> '{engagement,active_users}' AS users;
ROLLBACK;
-- A time zone that is unknown may be misspelt, without its continent, or in another case; or what AT TIME ZONE takes.
SELECT left(zone, 16) AS zone, replace(failure(format('SELECT * FROM analytics_active_users(%L, %L, time_zone => %L)', '2001-01-01Z', '2001-01-02Z', zone)), repeat('x', 300), 'x...')
FROM unnest(ARRAY['UTC', '+05:30', 'europe/berlin', 'Berlin', 'Europe/Berln', 'new york', 'Mars/Olympus', '', repeat('x', 300)]) AS zone;

-- Neither time zone, precision of output nor search_path is in the answer.
SET timezone = 'Asia/Kathmandu';
SET datestyle = 'German';
SELECT analytics_summary(24, '2024-05-02 00:00Z') -> 'counts' AS counts;
SET extra_float_digits = -5;
SELECT analytics_summary(24, '2024-05-02 00:00Z') -> 'conversion' AS conversion;
SET extra_float_digits = 1;
SET datestyle = ISO;
SET timezone = 'UTC';
CREATE FUNCTION public.count(uuid) RETURNS bigint LANGUAGE sql AS 'SELECT 0';
SET search_path = public, test, pg_catalog;
SELECT analytics_summary(24, '2024-05-02 00:00Z') #> '{engagement,active_users}' AS users;
RESET search_path;
DROP FUNCTION public.count(uuid);
SET search_path = public, test;
-- The limits of the window.
SELECT hours, failure(format('SELECT analytics_summary(%L)', hours))
FROM unnest('{0,1,336,337,-1,NULL}'::int[]) AS hours;
SELECT as_of, failure(format('SELECT analytics_summary(1, %L)', as_of))
FROM unnest('{infinity,-infinity,NULL}'::timestamptz[]) AS as_of;
-- A tenant's summary counts its own events.
CREATE ROLE regress_analyst;
GRANT SELECT ON analytics_events TO regress_analyst;
INSERT INTO analytics_tenant_members VALUES ('regress_analyst', 'aaaaaaaa-0000-4000-8000-00000000000a');
INSERT INTO analytics_events (event_type, occurred_at, tenant_id, user_id)
VALUES ('a', '2024-05-01 12:00Z', 'aaaaaaaa-0000-4000-8000-00000000000a', analytics_uuid('a'));
SELECT analytics_summary(24, '2024-05-02 00:00Z') #> '{counts,events}' AS events;
SET ROLE regress_analyst;
SELECT analytics_summary(24, '2024-05-02 00:00Z') #> '{counts,events}' AS events;
RESET ROLE;
SET mindwell_analytics.tenant_id = 'aaaaaaaa-0000-4000-8000-00000000000a';
SELECT analytics_summary(24, '2024-05-02 00:00Z') #> '{counts,events}' AS events;
RESET mindwell_analytics.tenant_id;
REVOKE SELECT ON analytics_events FROM regress_analyst;
DROP ROLE regress_analyst;
DROP TABLE given;
