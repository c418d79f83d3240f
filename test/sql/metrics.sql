-- Metrics that were not what their definition says; dates as URLs send them.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET default_transaction_isolation = 'read committed';
SET mindwell_analytics.max_event_age = 0;

-- A nudge is effective when it is opened itself: a and b are sent to ann, b is opened; c is sent to bob; cat opens one that does not say which.
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties)
SELECT event_type, analytics_uuid(who), at, properties::jsonb
FROM (VALUES ('ai_nudge_sent', 'ann', timestamptz '2001-03-05 08:00Z', '{"nudge_id": "a"}'), ('ai_nudge_sent', 'ann', '2001-03-05 09:00Z', '{"nudge_id": "b"}'),
			 ('ai_nudge_opened', 'ann', '2001-03-05 09:30Z', '{"nudge_id": "b"}'), ('ai_nudge_sent', 'bob', '2001-03-05 10:00Z', '{"nudge_id": "c"}'),
			 ('ai_nudge_sent', 'cat', '2001-03-06 20:00Z', '{"nudge_id": "d"}'), ('ai_nudge_opened', 'cat', '2001-03-06 20:05Z', '{}'),
			 ('ai_nudge_sent', 'dan', '2001-03-06 20:00Z', '{"nudge_id": null}'), ('ai_nudge_opened', 'dan', '2001-03-06 20:05Z', '{"nudge_id": 1}'),
			 ('ai_nudge_sent', 'eve', '2001-03-06 20:00Z', '{"nudge_id": "2"}'), ('ai_nudge_opened', 'eve', '2001-03-06 20:05Z', '{"nudge_id": 1}')) AS v (event_type, who, at, properties);
SELECT metric_date, round(value::numeric, 3) AS value, metadata -> 'definition_version' AS version FROM analytics_aggregated('ai_nudge_effectiveness', 'day', '2001-03-05Z', '2001-03-07Z', '2001-05-01Z');
SELECT count(*) > 0 FROM analytics_refresh(as_of => '2001-05-01Z');
SELECT metric_date, round(value::numeric, 3) AS value, metadata -> 'definition_version' AS version FROM analytics_aggregated('ai_nudge_effectiveness', 'day', '2001-03-05Z', '2001-03-07Z', '2001-05-01Z');
SELECT * FROM analytics_verify_rollups('2001-03-01Z', '2001-04-01Z', '2001-05-01Z');
SELECT name, version FROM analytics_metric_definitions WHERE version > 1 ORDER BY name;

-- A habit is done on the user's own day, also where nothing else happened on it in UTC; what is far from the event is no such day.
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties)
SELECT 'habit_checked', analytics_uuid(who), at, jsonb_build_object('habit_id', 'walk', 'habit_date', day)
FROM (VALUES ('ann', timestamptz '2001-04-10 01:00Z', '2001-04-09'), ('ann', '2001-04-13 01:00Z', '2001-04-11'), ('bob', '2001-04-13 20:00Z', '2001-04-14'),
			 ('cat', '2001-04-20 08:00Z', '2001-04-17'), ('dan', '2001-04-20 08:00Z', '2001-04-22')) AS v (who, at, day);
CREATE VIEW habits AS SELECT metric_date, round(value::numeric, 3) AS value FROM analytics_aggregated('habit_adherence_score', 'day', '2001-04-07Z', '2001-04-24Z', '2001-05-01Z') WHERE value IS NOT NULL;
TABLE habits;
UPDATE analytics_events SET properties = properties || '{"habit_date": "2001-04-12"}' WHERE occurred_at = '2001-04-13 01:00Z';
DELETE FROM analytics_events WHERE occurred_at = '2001-04-10 01:00Z';
TABLE habits;
SELECT count(*) > 0 FROM analytics_refresh(as_of => '2001-05-01Z');
TABLE habits;
DROP VIEW habits;

-- An id is the text of a string or number: 42, 42.0 and "42" are one, null and none are the same.
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties)
SELECT event_type, analytics_uuid(who), at, properties::jsonb
FROM (VALUES ('habit_checked', 'ann', timestamptz '2001-07-25 08:00Z', '{"habit_id": 42}'), ('habit_checked', 'ann', '2001-07-26 08:00Z', '{"habit_id": "42"}'),
			 ('habit_checked', 'bob', '2001-07-26 08:00Z', '{"habit_id": null}'), ('habit_checked', 'bob', '2001-07-27 08:00Z', '{}'),
			 ('ai_nudge_sent', 'ann', '2001-07-26 09:00Z', '{"nudge_id": 42}'), ('ai_nudge_opened', 'ann', '2001-07-26 10:00Z', '{"nudge_id": "42"}'),
			 ('goal_created', 'ann', '2001-07-26 08:00Z', '{"goal_id": 42}'), ('goal_completed', 'ann', '2001-07-26 09:00Z', '{"goal_id": "42"}'),
			 ('goal_updated', 'ann', '2001-07-26 09:00Z', '{"goal_id": 42.0}'), ('goal_updated', 'ann', '2001-07-26 09:00Z', '{"goal_id": null}')) AS v (event_type, who, at, properties);
CREATE VIEW ids AS SELECT m AS metric, a.metric_date, round(a.value::numeric, 6) AS value
FROM unnest('{habit_adherence_score,ai_nudge_effectiveness,goal_completion_rate}'::text[]) AS m, analytics_aggregated(m, 'day', '2001-07-25Z', '2001-07-28Z', '2001-09-01Z') AS a
WHERE a.value IS NOT NULL ORDER BY 1, 2;
TABLE ids;
SELECT count(*) > 0 FROM analytics_refresh(as_of => '2001-09-01Z');
TABLE ids;
SELECT * FROM analytics_verify_rollups('2001-07-01Z', '2001-08-01Z', '2001-09-01Z');
DROP VIEW ids;

-- Revenue in several currencies is one number, which says so: of a day and of a week, read, refreshed, and after a change.
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties)
SELECT event_type, analytics_uuid('ann'), at, properties::jsonb
FROM (VALUES ('payment_completed', timestamptz '2001-02-05 10:00Z', '{"amount": 100, "currency": "usd"}'), ('payment_completed', '2001-02-06 10:00Z', '{"amount": 10000, "currency": "JPY"}'),
			 ('in_app_purchase_completed', '2001-02-06 11:00Z', '{"amount": 1, "currency": "USD"}'), ('payment_completed', '2001-02-06 12:00Z', '{"currency": "EUR"}'),
			 ('payment_refunded', '2001-02-06 12:00Z', '{"amount": 100, "currency": "GBP"}'), ('payment_completed', '2001-02-07 10:00Z', '{"amount": 5}')) AS v (event_type, at, properties);
CREATE VIEW revenues AS SELECT p AS period, metric_date, value, metadata - '{calculated_at,definition_version}'::text[] AS metadata
FROM unnest('{day,week}'::text[]) AS p, analytics_aggregated('revenue', p, '2001-02-05Z', '2001-02-08Z', '2001-05-01Z') ORDER BY 1, 2;
TABLE revenues;
SELECT count(*) > 0 FROM analytics_refresh(as_of => '2001-05-01Z');
TABLE revenues;
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties) VALUES ('payment_completed', analytics_uuid('bob'), '2001-02-07 11:00Z', '{"amount": 5, "currency": "CHF"}');
TABLE revenues;
DELETE FROM analytics_events WHERE properties ->> 'currency' = 'JPY';
TABLE revenues;
SELECT count(*) > 0 FROM analytics_refresh(as_of => '2001-05-01Z');
TABLE revenues;
DROP VIEW revenues;

-- Both days are there, whatever the session's zone; a share is in percent; what is no number is left out.
SET timezone = 'America/New_York';
SELECT jsonb_array_length(d), d #>> '{0,metric_date}' AS first, d #>> '{-1,metric_date}' AS last FROM analytics_metrics_aggregated('dau', 'daily', '2001-01-01', '2001-01-31') AS d;
SET timezone = 'Pacific/Kiritimati';
SELECT jsonb_array_length(d), d #>> '{0,metric_date}' AS first, d #>> '{-1,metric_date}' AS last FROM analytics_metrics_aggregated('dau', 'daily', '2001-01-01', '2001-01-31') AS d;
RESET timezone;
SELECT e - 'id' #- '{metadata,calculated_at}' AS value, e -> 'id' = to_jsonb(a.id) AS same, e #> '{metadata,calculated_at}' = a.metadata -> 'calculated_at' AS calculated
FROM jsonb_array_elements(analytics_metrics_aggregated('ai_nudge_effectiveness', 'daily', '2001-03-04', '2001-03-06')) AS e,
	analytics_aggregated('ai_nudge_effectiveness', 'daily', '2001-03-04Z', '2001-03-07Z') AS a
WHERE a.metric_date::text = e ->> 'metric_date';
SELECT analytics_metrics_aggregated('ai_nudge_effectiveness', 'daily', '2001-01-01', '2001-01-02');
SELECT sqlstate($$SELECT analytics_metrics_aggregated('dau', 'daily', '2001-01-02', '2001-01-01')$$) AS empty, sqlstate($$SELECT analytics_metrics_aggregated('tea', 'daily', '2001-01-01', '2001-01-01')$$) AS unknown,
	sqlstate($$SELECT analytics_metrics_aggregated('dau', 'daily', '-infinity', '2001-01-01')$$) AS infinite, sqlstate($$SELECT analytics_metrics_aggregated('dau', 'daily', NULL, '2001-01-01')$$) AS missing;
-- errors name what it has
SELECT failure(format('SELECT analytics_metrics_aggregated(%L, %L, %L, %L)', m, p, s, e))
FROM (VALUES ('dau', 'daily', '2001-01-02', '2001-01-01'), ('dau', 'daily', NULL, '2001-01-01'), ('dau', 'hourly', '2001-01-01', '2001-01-01'), ('dau', NULL, '2001-01-01', '2001-01-01'),
			 (NULL, 'daily', '2001-01-01', '2001-01-01'), ('dau', 'weekly', '2001-01-01', '2001-01-01')) AS v (m, p, s, e);
SELECT analytics_enable_tenants();
INSERT INTO analytics_events (tenant_id, event_type, occurred_at) VALUES ('aaaaaaaa-0000-4000-8000-00000000000a', 'login', '2001-01-01 10:00Z');
CREATE ROLE regress_metrics;
GRANT SELECT ON analytics_metrics, analytics_metric_definitions TO regress_metrics;
INSERT INTO analytics_tenant_members SELECT 'regress_metrics', t FROM unnest('{aaaaaaaa-0000-4000-8000-00000000000a,00000000-0000-0000-0000-000000000000}'::uuid[]) AS t;
SET ROLE regress_metrics;
SELECT failure($$SELECT analytics_metrics_aggregated('dau', 'daily', '2001-01-01', '2001-01-01')$$);
RESET ROLE;
SET mindwell_analytics.tenant_id = 'aaaaaaaa-0000-4000-8000-00000000000a';
SET ROLE regress_metrics;
SELECT jsonb_array_length(analytics_metrics_aggregated('dau', 'daily', '2001-01-01', '2001-01-01'));
RESET ROLE;
RESET mindwell_analytics.tenant_id;
DROP OWNED BY regress_metrics;
DROP ROLE regress_metrics;

-- A purge makes values final that are made of the purged days: what the log says of the other days of which they are made is refreshed before.
SET mindwell_analytics.tenant_id = '00000000-0000-0000-0000-000000000000';
SELECT analytics_define_metric('views', 'SELECT count(*) FROM public.analytics_events WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND event_type = ''page_view''', periods => '{monthly}');
INSERT INTO analytics_events (event_type, user_id, occurred_at) VALUES ('page_view', analytics_uuid('ann'), '2001-09-03 12:00Z'), ('page_view', analytics_uuid('ann'), '2001-09-22 12:00Z');
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties) VALUES ('ai_nudge_sent', analytics_uuid('ann'), '2001-09-29 12:00Z', '{"nudge_id": "late"}');
SELECT count(*) > 0 AS refreshed FROM analytics_refresh(as_of => '2001-10-15Z');
-- a month, by its last days
INSERT INTO analytics_events (event_type, user_id, occurred_at) VALUES ('page_view', analytics_uuid('ann'), '2001-09-28 12:00Z');
SELECT analytics_set_retention('events', '41 days');
SELECT DISTINCT status FROM analytics_purge(as_of => '2001-10-15Z');
SELECT max(day) FROM analytics_sealed_days;
SELECT metric_date, value FROM analytics_aggregated('views', 'month', '2001-09-01Z', '2001-10-01Z', '2001-10-15Z');
-- a day that looks a day ahead
SELECT analytics_set_retention('events', NULL);
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties) VALUES ('ai_nudge_opened', analytics_uuid('ann'), '2001-09-30 10:00Z', '{"nudge_id": "late"}');
SELECT analytics_set_retention('events', '15 days');
SELECT DISTINCT status FROM analytics_purge(as_of => '2001-10-15Z');
SELECT max(day) FROM analytics_sealed_days;
SELECT metric_date, value FROM analytics_aggregated('ai_nudge_effectiveness', 'day', '2001-09-29Z', '2001-10-01Z', '2001-10-15Z') ORDER BY 1;
