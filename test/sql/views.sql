-- Views on which queries run that were written for another schema: those of the documents, unchanged.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SELECT * FROM analytics_create_views('chatbot', 'compat');
SELECT * FROM analytics_create_views('chatbot', 'compat');
SELECT * FROM analytics_create_views('loom', 'compat');
SELECT * FROM analytics_create_views('upcoach', 'Coach');
SELECT * FROM analytics_create_views('mindwell', 'compat');
SELECT c.oid::regclass AS view, c.reloptions, pg_get_userbyid(c.relowner) = CURRENT_USER AS is_mine FROM pg_class AS c
WHERE c.relkind = 'v' AND c.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('compat', 'Coach')) ORDER BY c.oid::regclass::text COLLATE "C";

-- In one transaction: what happened now happened today.
BEGIN;
INSERT INTO analytics_events (event_type, session_id, occurred_at, properties)
SELECT event_type, analytics_uuid(session), now() + offset_by, properties::jsonb
FROM (VALUES ('session_started', 's1', interval '1 second', '{}'), ('session_started', 's2', '1 second', '{}'), ('session_ended', 's2', '2 seconds', '{"duration": 1}'),
			 ('faq_question_viewed', 's1', '1 second', '{"question_id": "q1"}'), ('intake_flow_started', 's1', '1 second', '{}'),
			 ('intake_flow_completed', 's1', '2 seconds', '{}')) AS v (event_type, session, offset_by, properties);
SET LOCAL search_path = compat, public;
SELECT count(*) FROM (
SELECT * FROM 
    analytics_events LIMIT 10
) AS a;
  -- See today's sessions
  SELECT COUNT(DISTINCT session_id)
  FROM analytics_events
  WHERE event_type =
  'session_started'
  AND event_timestamp >
  CURRENT_DATE;
  -- Top 5 FAQs this week
  SELECT metadata->>'question_id',
  COUNT(*) as views
  FROM analytics_events
  WHERE event_type =
  'faq_question_viewed'
  AND event_timestamp > NOW() -
  INTERVAL '7 days'
  GROUP BY metadata->>'question_id'
  ORDER BY views DESC LIMIT 5;
  -- Intake completion rate
  SELECT
    (SELECT COUNT(*) FROM
  analytics_events WHERE event_type
  = 'intake_flow_completed') * 100.0
   /
    NULLIF((SELECT COUNT(*) FROM
  analytics_events WHERE event_type
  = 'intake_flow_started'), 0) as
  completion_rate;
  -- Check if we're over capacity
  SELECT
    COUNT(*) as current_active
  FROM analytics_events
  WHERE event_type = 'session_started'
    AND event_timestamp > NOW() - INTERVAL '1 hour'
    AND session_id NOT IN (
      SELECT session_id FROM analytics_events
      WHERE event_type = 'session_ended'
      AND event_timestamp > NOW() - INTERVAL '1 hour'
    );
SELECT sum(concurrent_sessions) > 0 AS some FROM (
  WITH session_times AS (
      SELECT
          s.session_id,
          s.event_timestamp as start_time,
          COALESCE(e.event_timestamp, s.event_timestamp + INTERVAL '30 minutes') as
  end_time
      FROM analytics_events s
      LEFT JOIN analytics_events e ON s.session_id = e.session_id AND e.event_type =
  'session_ended'
      WHERE s.event_type = 'session_started'
          AND s.event_timestamp > NOW() - INTERVAL '7 days'
  ),
  hourly_slots AS (
      SELECT generate_series(
          date_trunc('hour', NOW() - INTERVAL '7 days'),
          date_trunc('hour', NOW()),
          INTERVAL '1 hour'
      ) as hour
  )
  SELECT
      EXTRACT(HOUR FROM h.hour) as hour_of_day,
      COUNT(DISTINCT st.session_id) as concurrent_sessions
  FROM hourly_slots h
  LEFT JOIN session_times st
      ON st.start_time <= h.hour + INTERVAL '1 hour'
      AND st.end_time >= h.hour
  GROUP BY EXTRACT(HOUR FROM h.hour)
  ORDER BY hour_of_day
) AS a;
SELECT metadata = properties AND event_data = properties AND event_timestamp = occurred_at AS same, count(*) FROM analytics_events GROUP BY 1;
ROLLBACK;

-- The other flavours: each kind of event is in its view, and a number that is none has no value.
UPDATE analytics_event_types SET property_schema = NULL, property_aliases = NULL WHERE event_type = 'onboarding_abandoned';
SELECT count(analytics_track(event_type, analytics_uuid('ann'), properties => properties::jsonb))
FROM (VALUES ('onboarding_step_started', '{"step": "profile", "step_number": 1, "total_steps": 3}'), ('onboarding_step_completed', '{"step": "profile", "stepNumber": 1, "time_spent_seconds": 4.5}'),
			 ('onboarding_abandoned', '{"step": "photo", "step_number": "two"}'), ('mfa_enabled', '{"mfa_method": "totp"}'), ('login_failed', '{"reason": "password"}'),
			 ('resource_downloaded', '{"resource_id": 7}'), ('file_downloaded', '{"file_id": "f"}'), ('page_view', '{"category": "blog"}'), ('page_viewed', '{}')) AS v (event_type, properties);
SELECT user_id = analytics_uuid('ann') AS is_ann, action, category, metadata, created_at IS NOT NULL AS at FROM compat.events ORDER BY action COLLATE "C";
SELECT step, step_number, total_steps, status, time_spent_seconds FROM compat.onboarding_funnel ORDER BY status COLLATE "C";
SELECT action, mfa_method FROM compat.mfa_audit_logs;
SELECT action, metadata FROM compat.security_events;
SELECT action, resource_id FROM compat.download_logs ORDER BY 1;
SELECT count(*) FROM "Coach".events;

-- Nothing is overwritten, and nothing half made.
CREATE SCHEMA taken;
CREATE TABLE taken.mfa_audit_logs ();
SELECT failure($$SELECT * FROM analytics_create_views('loom', 'taken')$$);
-- what another flavour has under one of the names is something else, whatever its comment says
SELECT failure($$SELECT * FROM analytics_create_views('upcoach', 'compat')$$);
SELECT failure($$SELECT * FROM analytics_create_views('loom', 'Coach')$$);
BEGIN;
ALTER VIEW compat.security_events RESET (security_invoker);
SELECT failure($$SELECT * FROM analytics_create_views('loom', 'compat')$$);
ROLLBACK;
BEGIN;
ALTER VIEW compat.security_events RENAME COLUMN action TO deed;
SELECT failure($$SELECT * FROM analytics_create_views('loom', 'compat')$$);
ROLLBACK;
-- that a view is the same is seen by what it says
BEGIN;
COMMENT ON VIEW compat.security_events IS NULL;
SELECT view_name, action FROM analytics_create_views('loom', 'compat') WHERE view_name ~ 'security';
ROLLBACK;
SELECT count(*) FROM pg_class WHERE relname LIKE 'wanted%';
-- Where others may change what is found, nothing is made.
CREATE ROLE regress_stranger;
CREATE SCHEMA strangers AUTHORIZATION regress_stranger;
CREATE SCHEMA shared;
GRANT CREATE ON SCHEMA shared TO regress_stranger;
CREATE SCHEMA common;
GRANT CREATE ON SCHEMA common TO PUBLIC;
SELECT failure(format('SELECT * FROM analytics_create_views(''loom'', %L)', s)) FROM unnest('{strangers,shared,common}'::text[]) AS s;
BEGIN;
REVOKE CREATE ON SCHEMA shared FROM regress_stranger;
CREATE VIEW shared.download_logs AS SELECT 1 AS a;
ALTER VIEW shared.download_logs OWNER TO regress_stranger;
SELECT failure($$SELECT * FROM analytics_create_views('loom', 'shared')$$);
ROLLBACK;
SELECT count(*) FROM pg_class WHERE relnamespace IN ('strangers'::regnamespace, 'shared'::regnamespace, 'common'::regnamespace);
DROP SCHEMA strangers, shared, common;
DROP ROLE regress_stranger;
SELECT count(*) FROM pg_class WHERE relnamespace = 'taken'::regnamespace AND relkind = 'v';
SELECT failure(format('SELECT * FROM analytics_create_views(%L, %L)', f, s)) FROM (VALUES ('chatbot', 'public'), ('chatbot', 'mindwell_internal'), ('chatbot', 'analytics_partitions'), ('chatbot', 'pg_catalog'), ('Chatbot', 'compat'), (NULL, 'compat'), ('loom', NULL)) AS v (f, s);
CREATE ROLE regress_views;
SET ROLE regress_views;
SELECT sqlstate($$SELECT * FROM analytics_create_views('chatbot', 'compat')$$);
RESET ROLE;
-- readers see through them what they see of the store
GRANT USAGE ON SCHEMA compat TO regress_views;
GRANT SELECT ON compat.events TO regress_views;
SET ROLE regress_views;
SELECT sqlstate('SELECT * FROM compat.events');
RESET ROLE;
DROP OWNED BY regress_views;
DROP ROLE regress_views;
SET client_min_messages = warning;
DROP SCHEMA compat, "Coach", taken CASCADE;
