-- What makes a user active: actions, and nothing that happens to them.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET default_transaction_isolation = 'read committed';
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
\set nil '''00000000-0000-0000-0000-000000000000'''
\set other '''aaaaaaaa-0000-4000-8000-00000000000a'''

SELECT event_type FROM analytics_event_types WHERE NOT is_action ORDER BY event_type COLLATE "C";

-- Fifty people get a push at night, and forty subscriptions renew and pay; three people read it, and one buys something.
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties)
SELECT v.event_type, analytics_uuid('n' || i), v.at, v.properties::jsonb
FROM (VALUES ('notification_delivered', timestamptz '2001-03-20 03:00Z', 1, 50, '{}'),
			 ('subscription_renewed', '2001-03-21 00:00Z', 1, 40, '{}'),
			 ('payment_completed', '2001-03-21 00:00Z', 1, 40, '{"amount": 5, "automatic": true}'),
			 ('notification_clicked', '2001-03-20 08:00Z', 1, 3, '{}'),
			 ('payment_completed', '2001-03-21 09:00Z', 4, 4, '{"amount": 7, "automatic": false}')) AS v (event_type, at, first, last, properties),
	 generate_series(v.first, v.last) AS i;

CREATE VIEW active AS
	SELECT d.name, p.period, a.metric_date, a.value
	FROM unnest('{dau,wau,mau,active_minutes,churn_rate,revenue,successful_payments}'::text[]) AS d (name)
	JOIN analytics_metric_definitions m USING (name), unnest(m.periods) AS p (period),
		 LATERAL analytics_aggregated(d.name, p.period, '2001-03-19Z', '2001-04-02Z', '2001-05-01Z') AS a
	WHERE a.value <> 0;
SELECT * FROM active ORDER BY 1, 2, 3;
SELECT "time", active_users FROM analytics_active_users('2001-03-20Z', '2001-03-22Z');
SELECT "time", mean_daily_users, monthly_users FROM analytics_dau_mau('2001-03-20Z', '2001-03-22Z', as_of => '2001-05-01Z');
SELECT intervals, users FROM analytics_stickiness('2001-03-20Z', '2001-03-22Z', as_of => '2001-05-01Z');
SELECT "time", new_users, returning_users, dormant_users, history_from FROM analytics_lifecycle('2001-03-20Z', '2001-03-22Z', as_of => '2001-05-01Z');
SELECT period, actors FROM analytics_retention('notification_delivered', NULL, '2001-03-20Z', '2001-03-22Z', periods => 1, as_of => '2001-05-01Z') WHERE "time" = '2001-03-20Z';
SELECT analytics_summary(336, '2001-03-22Z') #> '{engagement,active_users}' AS active_users;

-- Rolled up, it is the same, and the recount agrees; who had no action is remembered as having been there.
CREATE TABLE active_before AS TABLE active;
SELECT count(*) FROM analytics_refresh(as_of => '2001-05-01Z');
(TABLE active_before EXCEPT TABLE active) UNION ALL (TABLE active EXCEPT TABLE active_before);
SELECT * FROM analytics_verify_rollups('2001-03-19Z', '2001-04-01Z', '2001-05-01Z');
SELECT day, count(*), count(*) FILTER (WHERE is_active) AS active, count(*) FILTER (WHERE has_paid) AS paid FROM analytics_user_days GROUP BY 1 ORDER BY 1;

-- A change of what an action is has the days counted again that have events of the type, and no other.
SELECT analytics_register_event_type('notification_delivered', is_action => true);
SELECT bucket FROM analytics_dirty_buckets;
SELECT value FROM analytics_aggregated('dau', 'day', '2001-03-20Z', '2001-03-21Z');
BEGIN;
SELECT analytics_register_event_type('subscription_renewed', is_action => true);
ROLLBACK;
SELECT bucket FROM analytics_dirty_buckets;
SELECT count(*) > 0 FROM analytics_refresh(as_of => '2001-05-01Z');
SELECT analytics_register_event_type('notification_delivered', description => 'pushed');
SELECT analytics_register_event_type('notification_delivered', is_action => true);
SELECT bucket FROM analytics_dirty_buckets;
SELECT name, metric_date, value FROM active WHERE name IN ('dau', 'active_minutes') AND period = 'daily' ORDER BY 1, 2;
SELECT analytics_register_event_type('notification_delivered', is_action => false);
SELECT value FROM analytics_aggregated('dau', 'day', '2001-03-20Z', '2001-03-21Z');
-- also where a type is renamed, or its row goes: what is not registered is an action
UPDATE analytics_event_types SET event_type = 'notification_left' WHERE event_type = 'notification_delivered';
SELECT value FROM analytics_aggregated('dau', 'day', '2001-03-20Z', '2001-03-21Z');
UPDATE analytics_event_types SET event_type = 'notification_delivered' WHERE event_type = 'notification_left';
SELECT value FROM analytics_aggregated('dau', 'day', '2001-03-20Z', '2001-03-21Z');
SELECT analytics_unregister_event_type('notification_delivered');
SELECT bucket FROM analytics_dirty_buckets;
SELECT value FROM analytics_aggregated('dau', 'day', '2001-03-20Z', '2001-03-21Z');
SELECT analytics_register_event_type('notification_delivered', is_action => false);

-- A tenant's own row comes first, for its own events.
INSERT INTO analytics_events (tenant_id, event_type, user_id, occurred_at)
SELECT :other, event_type, analytics_uuid('o' || i), '2001-03-20 03:00Z'
FROM (VALUES ('notification_delivered', 1), ('tea_poured', 2), ('tea_poured', 3)) AS v (event_type, i);
CREATE FUNCTION active_users() RETURNS TABLE (tenant uuid, active_users bigint) LANGUAGE plpgsql AS $$
BEGIN
	FOR tenant IN VALUES (uuid '00000000-0000-0000-0000-000000000000'), ('aaaaaaaa-0000-4000-8000-00000000000a') LOOP
		PERFORM set_config('mindwell_analytics.tenant_id', tenant::text, false);
		active_users := (SELECT a.active_users FROM analytics_active_users('2001-03-20Z', '2001-03-21Z') a);
		RETURN NEXT;
	END LOOP;
	PERFORM set_config('mindwell_analytics.tenant_id', '', false);
END
$$;
SELECT * FROM active_users();
SELECT analytics_register_event_type('notification_delivered', is_action => true, tenant_id => :other);
SELECT analytics_register_event_type('tea_poured', is_action => false, tenant_id => :other);
SELECT * FROM active_users();
SELECT count(*) > 0 FROM analytics_refresh(as_of => '2001-05-01Z');
SELECT * FROM analytics_verify_rollups('2001-03-19Z', '2001-04-01Z', '2001-05-01Z');
SELECT tenant_id, value FROM analytics_metrics WHERE metric_type = 'dau' AND metric_date = '2001-03-20' ORDER BY 1;

-- What was purged stays as it was.
SELECT analytics_unregister_event_type('tea_poured', :other), analytics_unregister_event_type('notification_delivered', :other);
SELECT count(*) > 0 FROM analytics_refresh(as_of => '2001-05-01Z');
SELECT analytics_set_retention('events', '30 days');
SELECT DISTINCT status FROM analytics_purge(as_of => '2001-05-01Z');
SELECT count(*) FROM analytics_events;
SELECT analytics_register_event_type('notification_delivered', is_action => true);
SELECT count(*) FROM analytics_refresh(as_of => '2001-05-01Z');
SELECT name, metric_date, value FROM active WHERE name IN ('dau', 'mau') ORDER BY 1, 2;
SELECT "time", new_users FROM analytics_lifecycle('2001-03-20Z', '2001-03-22Z', as_of => '2001-05-01Z');
SELECT period, actors FROM analytics_retention(NULL, NULL, '2001-03-20Z', '2001-03-22Z', periods => 1, as_of => '2001-05-01Z') WHERE "time" = '2001-03-20Z';
DROP VIEW active;
DROP TABLE active_before;
DROP FUNCTION active_users();
