-- Rollups: what is rolled up is what a recount says, whatever happens to the events; what is read is never stale.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;

SET mindwell_analytics.max_event_age = 0;
SET mindwell_analytics.lock_attempts = 1;
\set nil '''00000000-0000-0000-0000-000000000000'''
\set other '''aaaaaaaa-0000-4000-8000-00000000000a'''
SELECT name, unit, periods, query, version FROM analytics_metric_definitions ORDER BY name;

-- every metric of every period of the nil tenant that is not 0 or NULL, as it is read
CREATE VIEW readable AS
	SELECT d.name, p.period, a.metric_date, a.value, a.is_complete
	FROM analytics_metric_definitions d, unnest(d.periods) AS p (period),
		LATERAL analytics_aggregated(d.name, p.period, '2001-01-01Z', '2001-04-05Z', '2001-04-04Z') a;
CREATE FUNCTION refresh() RETURNS TABLE (period text, starts_on date, tenant_count bigint)
LANGUAGE sql AS $$ SELECT r.period, r.starts_on, r.tenant_count FROM analytics_refresh(as_of => '2001-04-04Z') r $$;
CREATE FUNCTION track(who text, event_type text, at timestamptz, properties jsonb DEFAULT '{}', tenant uuid DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
	INSERT INTO analytics_events (tenant_id, user_id, event_type, occurred_at, properties)
	VALUES (coalesce(tenant, '00000000-0000-0000-0000-000000000000'), analytics_uuid(who), event_type, at, properties)
$$;

-- January: a, b and c; b pays. February: a and d; d pays and signs up on one day. A week begins in March and ends in April.
SELECT track('a', 'login', '2001-01-01 00:00Z'), track('a', 'login', '2001-01-31 23:59:59.999999Z'),
	track('b', 'signup_completed', '2001-01-15 10:00Z'), track('b', 'payment_completed', '2001-01-16 10:00Z', '{"amount": 10.10}'),
	track('c', 'generation_completed', '2001-01-15 11:00Z'), track('c', 'generation_failed', '2001-01-15 11:01Z'),
	track('a', 'login', '2001-02-01 00:00Z'),
	track('d', 'signup_completed', '2001-02-07 10:00Z'), track('d', 'payment_completed', '2001-02-07 23:00Z', '{"amount": 0.1}'),
	track('d', 'in_app_purchase_completed', '2001-02-07 23:30Z', '{"amount": 0.2}'), track('e', 'signup_completed', '2001-02-07 10:00Z'),
	track('d', 'payment_failed', '2001-02-07 22:00Z', '{"amount": 7}'),
	-- no money
	track('d', 'payment_completed', '2001-02-08 00:00Z'), track('d', 'payment_completed', '2001-02-08 00:00Z', '{"amount": 1e300}'),
	track('d', 'payment_completed', '2001-02-08 00:00Z', '{"amount": 1e-330}'), track('d', 'payment_completed', '2001-02-08 00:00Z', '{"amount": null}'),
	track('f', 'referral_sent', '2001-03-30 10:00Z'), track('g', 'referral_accepted', '2001-04-01 10:00Z'),
	track('g', 'subscription_created', '2001-04-02 10:00Z'), track('g', 'subscription_cancelled', '2001-04-03 10:00Z'),
	track('g', 'message_responded', '2001-04-02 10:00Z', '{"response_seconds": 10}'), track('g', 'message_responded', '2001-04-02 10:00Z', '{"response_seconds": 15}'),
	track('g', 'message_responded', '2001-04-02 10:00Z'), track('g', 'goal_created', '2001-04-03 10:00Z', '{"goal_id": 1}'),
	track('g', 'goal_completed', '2001-04-03 10:00Z', '{"goal_id": 1}'), track('g', 'goal_updated', '2001-04-03 10:00:59Z', '{"goal_id": "2"}'),
	track('g', 'goal_updated', '2001-04-03 10:01Z'),
	-- of nobody, and of another tenant
	track(NULL, 'login', '2001-02-07 10:00Z'), track('a', 'login', '2001-02-07 10:00Z', '{}', :other);
INSERT INTO analytics_events (user_id, session_id, event_type, occurred_at)
SELECT analytics_uuid(who), analytics_uuid(session), 'page_view', '2001-02-08 00:00:30Z'
FROM (VALUES ('d', 's1'), ('d', 's1'), ('d', 's2'), ('e', 's3'), (NULL, 's4')) AS v (who, session);
CREATE TABLE live AS TABLE readable;
SELECT name, period, metric_date, value, is_complete FROM live WHERE value <> 0 ORDER BY name, period, metric_date;
SELECT name, period, count(*), count(value) FROM live WHERE value IS NULL GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*) FROM analytics_metrics;
SELECT * FROM refresh();
SELECT * FROM refresh();
TABLE live EXCEPT TABLE readable;
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z');
SELECT tenant_id, metric_date, value, metadata - 'calculated_at' AS metadata, metadata ->> 'calculated_at' ~ E'^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z$' AS at
FROM analytics_metrics WHERE metric_type = 'dau' ORDER BY 1, 2;
SELECT tenant_id, day, count(*), count(*) FILTER (WHERE has_paid) AS paid FROM analytics_user_days GROUP BY 1, 2 ORDER BY 1, 2;

-- the same value, live and rolled up, has the same id
SELECT "time", id, metric_date, metric_type, period, value, is_complete, tenant_id
FROM analytics_aggregated('revenue', 'day', '2001-02-07 12:00Z', '2001-02-08Z', '2001-02-07 23:00Z');
SET mindwell_analytics.tenant_id = :other;
SELECT metric_date, value, tenant_id FROM analytics_aggregated('dau', 'day', '2001-02-06Z', '2001-02-09Z');
RESET mindwell_analytics.tenant_id;

-- late, changed, moved, deleted: right at once, and after the refresh
SELECT track('h', 'payment_completed', '2001-01-20 10:00Z', '{"amount": 5}');
UPDATE analytics_events SET occurred_at = '2001-01-17 09:00Z' WHERE user_id = analytics_uuid('b') AND event_type = 'payment_completed';
UPDATE analytics_events SET properties = '{"amount": 3}' WHERE event_type = 'in_app_purchase_completed';
DELETE FROM analytics_events WHERE occurred_at = '2001-02-01 00:00Z' OR event_type = 'referral_sent';
DROP TABLE live;
CREATE TABLE live AS TABLE readable;
SELECT name, period, metric_date, value FROM live
WHERE (name, period) IN (('mau', 'monthly'), ('churn_rate', 'monthly'), ('revenue', 'monthly'), ('dau', 'daily')) AND (period = 'monthly' OR value > 0)
ORDER BY 1, 2, 3;
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z');
SELECT * FROM refresh();
TABLE live EXCEPT TABLE readable;
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z');
-- nothing is left of a day without events
SELECT count(*) FROM analytics_metrics WHERE metric_date IN ('2001-02-01', '2001-03-30') AND period = 'daily';
SELECT count(*) FROM analytics_user_days WHERE day IN ('2001-02-01', '2001-03-30');
-- TRUNCATE
BEGIN;
TRUNCATE analytics_events;
SELECT count(*) FILTER (WHERE value <> 0) FROM readable;
SELECT count(*) > 0 FROM refresh();
SELECT (SELECT count(*) FROM analytics_user_days), count(*) FROM analytics_metrics;
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z');
ROLLBACK;

-- a week and a month that were open when their days were rolled up are computed once they have ended
SELECT metric_type, metric_date FROM analytics_metrics WHERE metric_date >= '2001-03-26' AND period <> 'daily' AND metric_type IN ('wau', 'mau') ORDER BY 1, 2;
SELECT period, starts_on FROM analytics_refresh(as_of => '2001-05-01Z');
SELECT metric_type, metric_date, value FROM analytics_metrics WHERE metric_date >= '2001-03-26' AND period <> 'daily' AND metric_type IN ('wau', 'mau') ORDER BY 1, 2;
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z', '2001-05-01Z');

-- what a transaction changes after it has refreshed is logged again
BEGIN;
SELECT track('i', 'login', '2001-04-03 11:00Z');
SELECT * FROM refresh();
SELECT count(*) FROM analytics_dirty_buckets;
SELECT track('j', 'login', '2001-04-03 11:00Z');
COMMIT;
SELECT tenant_id, bucket FROM analytics_dirty_buckets;
SELECT value FROM analytics_aggregated('dau', 'day', '2001-04-03Z', '2001-04-04Z');
-- one that rolls back leaves the log
BEGIN;
SELECT * FROM refresh();
ROLLBACK;
SELECT tenant_id, bucket FROM analytics_dirty_buckets;
-- what erasure calls
BEGIN;
DELETE FROM analytics_events WHERE user_id = analytics_uuid('j');
SELECT mindwell_internal.refresh_days(:nil, '{2001-04-03,2001-04-03}');
SELECT count(*) FROM analytics_dirty_buckets;
COMMIT;
SELECT value FROM analytics_metrics WHERE metric_type = 'dau' AND metric_date = '2001-04-03';
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z');

-- LTV/CAC: February: d paid 3.1, b and h of January did not; one of one was won for 2
SELECT value FROM readable WHERE name = 'ltv_cac_ratio' ORDER BY metric_date;
SELECT analytics_set_acquisition_cost('2001-02-28', 2, 0.5);
SELECT * FROM analytics_acquisition_costs;
SELECT metric_date, value, round((3.1 / 1 * 0.5 / (2 / 2.0)) / (2 / 1.0), 6) AS expected FROM readable WHERE name = 'ltv_cac_ratio' AND metric_date = '2001-02-01';
SELECT * FROM refresh();
SELECT value FROM readable WHERE name = 'ltv_cac_ratio' ORDER BY metric_date;
-- d, it turns out, had paid in January: nobody was won in February
SELECT track('d', 'payment_completed', '2001-01-02 10:00Z', '{"amount": 1}');
SELECT value FROM readable WHERE name = 'ltv_cac_ratio' AND metric_date = '2001-02-01';
SELECT * FROM refresh();
SELECT value FROM readable WHERE name = 'ltv_cac_ratio' AND metric_date = '2001-02-01';
DELETE FROM analytics_events WHERE user_id = analytics_uuid('d') AND occurred_at < '2001-02-01Z';
SET mindwell_analytics.gross_margin = 0.25;
SELECT analytics_set_acquisition_cost('2001-02-01', 2);
SELECT round(value::numeric, 6) FROM readable WHERE name = 'ltv_cac_ratio' AND metric_date = '2001-02-01';
SELECT count(*) FROM refresh();
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z');
SELECT analytics_set_acquisition_cost('2001-02-01', NULL);
TABLE analytics_acquisition_costs;
SELECT failure('SELECT analytics_set_acquisition_cost(NULL, 1)');
SELECT failure($$SELECT analytics_set_acquisition_cost('2001-02-01', 'NaN')$$);
SELECT failure($$SELECT analytics_set_acquisition_cost('2001-02-01', 1, 1.5)$$);
SELECT count(*) FROM refresh();

-- a metric of one's own
SELECT analytics_define_metric('logins', 'SELECT count(*) FROM public.analytics_events WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND event_type = ''login'' -- all',
	periods => '{daily,monthly}', description => 'Logins');
SELECT metric_date, value FROM analytics_aggregated('logins', 'month', '2001-01-01Z', '2001-03-01Z');
SELECT track('k', 'login', '2001-01-09Z');
SELECT count(*) FROM refresh();
SELECT metric_date, period, value, metadata - 'calculated_at' AS metadata FROM analytics_metrics WHERE metric_type = 'logins' ORDER BY 1, 2;
SELECT count(*) FROM analytics_refresh('2001-01-01Z', '2001-02-01Z', '2001-04-04Z');
SELECT metric_date, period, value FROM analytics_metrics WHERE metric_type = 'logins' ORDER BY 1, 2;
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z');
SELECT analytics_define_metric('logins', 'SELECT 1.5 WHERE $1 IS NOT NULL AND $2 < $3', 'things');
SELECT count(*) FROM analytics_metrics WHERE metric_type = 'logins';
SELECT value, metadata - 'calculated_at' AS metadata FROM analytics_aggregated('logins', 'day', '2001-01-01Z', '2001-01-02Z');
-- one that fails stops no other
CREATE TABLE own (tenant uuid, at timestamptz, n int);
SELECT analytics_define_metric('own', 'SELECT sum(1 / n) FROM public.own WHERE tenant = $1 AND at >= $2 AND at < $3');
INSERT INTO own VALUES (:nil, '2001-01-09Z', 0);
SELECT track('k', 'login', '2001-01-09Z');
SELECT count(*) FROM refresh();
SELECT metric_type, value FROM analytics_metrics WHERE metric_date = '2001-01-09' AND period = 'daily' AND metric_type IN ('own', 'logins', 'dau') ORDER BY 1;
SELECT failure($$SELECT * FROM analytics_aggregated('own', 'day', '2001-01-09Z', '2001-01-10Z')$$);
SELECT analytics_drop_metric('own'), analytics_drop_metric('logins'), analytics_drop_metric('none');
SELECT count(*) FROM analytics_metrics m WHERE NOT EXISTS (SELECT FROM analytics_metric_definitions d WHERE d.name = m.metric_type);
DROP TABLE own;
-- what is no metric
SELECT failure($$SELECT analytics_define_metric('Logins', 'SELECT 1')$$);
SELECT failure($$SELECT analytics_define_metric('dau', 'SELECT 1')$$);
SELECT failure($$SELECT analytics_define_metric('x', 'SELECT 1')$$);
SELECT failure($$SELECT analytics_define_metric('x', 'SELECT 1 WHERE $1 IS NULL AND $2 = $3', periods => '{hourly}')$$);
SELECT failure($$SELECT analytics_define_metric('x', 'SELECT 1 WHERE $1 IS NULL AND $2 = $3', unit => NULL)$$);
SELECT failure($$SELECT analytics_define_metric('x', 'SELECT count(*) FROM analytics_events WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3')$$);
SELECT failure($$SELECT analytics_define_metric('x', 'SELECT 1, 2 WHERE $1 IS NULL AND $2 = $3')$$);
SELECT failure($$SELECT analytics_define_metric('x', 'SELECT ''a'' FROM (SELECT $1, $2, $3) x')$$);
SELECT failure($$SELECT analytics_define_metric('x', 'WITH d AS (DELETE FROM public.analytics_events WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 RETURNING 1) SELECT count(*) FROM d')$$);
SELECT failure($$SELECT analytics_define_metric('x', 'SELECT public.analytics_track(''a'', $1, $1, ''{}'', $2 + ($3 - $2)) IS NULL')$$);
SELECT failure($$SELECT analytics_drop_metric('dau')$$);

-- what verification finds
UPDATE analytics_metrics SET value = value + 1 WHERE metric_type = 'dau' AND metric_date = '2001-01-15';
UPDATE analytics_metrics SET value = 7 WHERE metric_type = 'mau' AND metric_date = '2001-01-01';
DELETE FROM analytics_metrics WHERE metric_type = 'revenue' AND metric_date = '2001-01-17';
DELETE FROM analytics_user_days WHERE day = '2001-01-15' AND user_id = analytics_uuid('b');
INSERT INTO analytics_user_days VALUES (:nil, analytics_uuid('nobody'), '2001-01-15', true, true);
SELECT * FROM analytics_verify_rollups('2001-01-15 23:59Z', '2001-01-17 00:01Z');
-- days that are touched are counted whole
SELECT period, starts_on FROM analytics_refresh('2001-01-15 23:59Z', '2001-01-17 00:01Z', '2001-04-04Z');
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z');

-- bad questions
SELECT failure($$SELECT * FROM analytics_aggregated('daus', 'day', '2001-01-01Z', '2001-01-02Z')$$);
SELECT failure($$SELECT * FROM analytics_aggregated('dau', 'week', '2001-01-01Z', '2001-01-02Z')$$);
SELECT failure($$SELECT * FROM analytics_aggregated('new_registrations', 'year', '2001-01-01Z', '2001-01-02Z')$$);
SELECT failure($$SELECT * FROM analytics_aggregated('dau', 'day', '2001-01-02Z', '2001-01-02Z')$$);
SELECT failure($$SELECT * FROM analytics_aggregated(NULL, 'day', '2001-01-02Z', '2001-01-03Z')$$);
SELECT failure($$SELECT * FROM analytics_aggregated('dau', 'day', '2001-01-02Z', 'infinity')$$);
SELECT failure($$SELECT * FROM analytics_aggregated('dau', 'day', '2001-01-02Z', '2001-01-03Z', NULL)$$);
SELECT failure($$SELECT * FROM analytics_refresh('2001-01-01Z')$$);
SELECT failure($$SELECT * FROM analytics_refresh('2001-01-01Z', '2001-01-01Z')$$);
SELECT failure($$SELECT * FROM analytics_refresh(as_of => 'infinity')$$);
SELECT failure($$SELECT * FROM analytics_verify_rollups('2001-01-02Z', '2001-01-01Z')$$);
SELECT failure($$SELECT * FROM analytics_verify_rollups(NULL, '2001-01-01')$$);

-- whose is what
CREATE ROLE regress_reader;
CREATE ROLE regress_other;
GRANT SELECT ON analytics_metrics TO regress_other;
INSERT INTO analytics_tenant_members VALUES ('regress_other', :other);
SET ROLE regress_reader;
SELECT sqlstate($$SELECT * FROM analytics_aggregated('dau', 'day', '2001-02-07Z', '2001-02-08Z')$$);
SELECT sqlstate($$SELECT * FROM analytics_refresh()$$);
SELECT sqlstate($$SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-01-02Z')$$);
SELECT sqlstate($$SELECT analytics_define_metric('x', 'SELECT 1')$$);
SELECT sqlstate($$SELECT analytics_drop_metric('x')$$);
SELECT sqlstate($$SELECT analytics_set_acquisition_cost('2001-01-01', 1)$$);
SET ROLE regress_other;
SELECT value, tenant_id FROM analytics_aggregated('dau', 'day', '2001-02-07Z', '2001-02-08Z');
SELECT value, tenant_id FROM analytics_aggregated('mau', 'month', '2001-02-07Z', '2001-02-08Z', '2001-02-20Z');
SELECT DISTINCT tenant_id FROM analytics_metrics;
RESET ROLE;
-- a coach sees no revenue, stored or computed
SELECT count(*) > 0 AS done FROM analytics_grant('regress_reader', 'coach');
SET ROLE regress_reader;
SELECT value FROM analytics_aggregated('mau', 'month', '2001-02-07Z', '2001-02-08Z');
SELECT count(*) FROM analytics_metrics WHERE metric_type = 'revenue';
SELECT sqlstate($$SELECT * FROM analytics_aggregated('revenue', 'month', '2001-02-07Z', '2001-02-08Z')$$);
RESET ROLE;

-- a purge rolls up first, and then nothing changes what is rolled up
SET client_min_messages = warning;
SELECT count(*) FROM analytics_create_partitions('2001-01-01', '2001-02-01');
RESET client_min_messages;
SELECT count(*) FROM refresh();
DROP TABLE live;
SELECT track('z', 'page_view', '2001-01-10 10:00Z');
CREATE TABLE live AS TABLE readable;
SELECT bucket FROM analytics_dirty_buckets;
UPDATE analytics_retention_policies SET keep = '50 days' WHERE retention_class = 'events';
SELECT partition_name, action, event_count, status FROM analytics_purge(as_of => '2001-03-20Z');
SELECT count(*) FROM analytics_events WHERE occurred_at < '2001-01-29Z';
SELECT bucket FROM analytics_dirty_buckets;
TABLE live EXCEPT TABLE readable;
SELECT count(*) FROM analytics_user_days WHERE day = '2001-01-10';
SELECT track('late', 'login', '2001-01-10 10:00Z');
TABLE live EXCEPT TABLE readable;
SELECT count(*) FROM refresh();
TABLE live EXCEPT TABLE readable;
SELECT count(*) FROM analytics_dirty_buckets;
SELECT * FROM analytics_verify_rollups('2001-01-01Z', '2001-05-01Z');
SELECT count(*) FROM analytics_refresh('2001-01-01Z', '2001-02-01Z', '2001-04-04Z');
TABLE live EXCEPT TABLE readable;

-- the step of maintenance
SELECT track('y', 'login', '2001-03-10 10:00Z');
CALL analytics_maintain('{refresh}', '2001-04-04Z');
SELECT step, target, status, event_count FROM analytics_run_log ORDER BY started_at DESC, step LIMIT 2;
SELECT value FROM analytics_metrics WHERE metric_type = 'mau' AND metric_date = '2001-03-01' AND tenant_id = :nil;

DROP OWNED BY regress_reader, regress_other;
DROP ROLE regress_reader, regress_other;
