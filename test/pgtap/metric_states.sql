-- Metrics of goals, habits and recurring revenue are what the reports say, whatever is late, purged or refreshed, for every tenant; and are for whom the reports are.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET timezone = 'UTC';
SET datestyle = ISO;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
SELECT FROM analytics_create_partitions('2025-09-01Z', '2025-12-20Z');

SELECT plan(27);

CREATE FUNCTION user_of(name text) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN md5(name)::uuid;
CREATE FUNCTION metric(name text, grain text, from_time timestamptz, to_time timestamptz, as_of timestamptz DEFAULT '2025-12-15Z') RETURNS TABLE (day date, value numeric) LANGUAGE sql AS $$
	SELECT a.metric_date, round(a.value::numeric, 3) FROM analytics_aggregated(name, grain, from_time, to_time, as_of) AS a ORDER BY 1
$$;

-- Ten goals, of which one is completed: of those at rest nothing is heard, and they are active all the same.
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties)
SELECT 'goal_created', user_of('g' || i), '2025-11-01 09:00Z', jsonb_build_object('goal_id', 'g' || i) FROM generate_series(1, 10) i;
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties) VALUES ('goal_completed', user_of('g1'), '2025-11-02 09:00Z', '{"goal_id": "g1"}');
SELECT results_eq($$SELECT * FROM metric('goal_completion_rate', 'daily', '2025-11-01Z', '2025-11-04Z')$$, $$VALUES (date '2025-11-01', 0.000), ('2025-11-02', 0.100), ('2025-11-03', 0.100)$$,
	'of ten goals one is completed: a tenth, also on the day after');
SELECT results_eq($$SELECT value FROM metric('goal_completion_rate', 'daily', '2025-11-28Z', '2025-12-03Z')$$, $$VALUES (0.100), (1.000), (1.000), (1.000), (NULL)$$,
	'goals of whom nothing is heard for 28 days lapse; a completion counts for 30 days');

-- Three habits, two of which are given up after a day.
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties)
SELECT 'habit_checked', user_of('h' || i), d, '{"habit_id": "walk"}'
FROM generate_series(1, 3) i, generate_series('2025-11-01 08:00Z'::timestamptz, '2025-11-14 08:00Z', '1 day') d WHERE i = 1 OR d < '2025-11-02Z';
SELECT results_eq($$SELECT value FROM metric('habit_adherence_score', 'daily', '2025-11-06Z', '2025-11-15Z')$$,
	$$VALUES (0.381), (0.429), (0.333), (0.333), (0.333), (0.333), (0.333), (0.333), (0.333)$$, 'habits that are given up count');

-- Reports say the same, of each day alone and of all.
CREATE FUNCTION same_as_reports() RETURNS text LANGUAGE sql AS $$
	SELECT COALESCE(string_agg(format('%s %s: %s, not %s', w.metric, w.day, a.value, w.value), '; '), 'the same')
	FROM (SELECT 'goal_completion_rate' AS metric, 'day' AS grain, d::date AS day,
			(SELECT (g ->> 'completion_rate')::float8 FROM analytics_goals_overview(d - interval '29 days', d + interval '1 day', as_of => '2025-12-15Z') AS g) AS value
		FROM generate_series(timestamptz '2025-10-28Z', '2025-12-10Z', '1 day') AS d
		UNION ALL
		SELECT 'habit_adherence_score', 'day', h."time"::date, h.adherence_score FROM analytics_habits('2025-10-28Z', '2025-12-11Z', as_of => '2025-12-15Z') AS h
		UNION ALL
		SELECT m.metric, g.grain, r."time"::date, m.value
		FROM (VALUES ('day'), ('week'), ('month')) AS g (grain),
			LATERAL analytics_mrr('2025-09-07Z', '2025-12-11Z', g.grain, as_of => '2025-12-15Z') AS r,
			LATERAL (VALUES ('closing_mrr', r.closing_mrr), ('net_new_mrr', r.net_new_mrr), ('new_mrr', r.new_mrr), ('reactivation_mrr', r.reactivation_mrr),
				('expansion_mrr', r.expansion_mrr), ('contraction_mrr', r.contraction_mrr), ('churn_mrr', r.churn_mrr), ('arpu', r.arpu), ('account_churn_rate', r.account_churn_rate)) AS m (metric, value)
		WHERE m.metric <> 'account_churn_rate' OR g.grain = 'month') AS w
	LEFT JOIN (SELECT d.name, g.grain, v.metric_date, v.value
		FROM analytics_metric_definitions AS d, (VALUES ('day', 'daily'), ('week', 'weekly'), ('month', 'monthly')) AS g (grain, period),
			LATERAL analytics_aggregated(d.name, g.grain, '2025-09-01Z', '2025-12-11Z', '2025-12-15Z') AS v
		WHERE g.period = ANY (d.periods) AND d.name IN (SELECT s.name FROM mindwell_internal.state_metrics() AS s)
			-- of a part of the time, too
			AND (v.metric_date <> '2025-11-10' OR v.value IS NOT DISTINCT FROM (
				SELECT o.value FROM analytics_aggregated(d.name, g.grain, '2025-11-10Z', '2025-11-11Z', '2025-12-15Z') AS o))) AS a
		ON a.name = w.metric AND a.grain = w.grain AND a.metric_date = w.day
	WHERE round(a.value::numeric, 9) IS DISTINCT FROM round(w.value::numeric, 9)
$$;
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties) VALUES
	('subscription_created', user_of('ann'), '2025-09-10Z', '{"subscription_id": "s1", "amount": 10, "currency": "EUR"}'),
	('subscription_created', user_of('bob'), '2025-09-15Z', '{"subscription_id": "s2", "amount": 240, "billing_interval": "year", "currency": "EUR"}'),
	('subscription_upgraded', user_of('ann'), '2025-10-05Z', '{"subscription_id": "s1", "amount": 25}'),
	('subscription_downgraded', user_of('bob'), '2025-10-20Z', '{"subscription_id": "s2", "amount": 12}'),
	('subscription_cancelled', user_of('ann'), '2025-11-03Z', '{"subscription_id": "s1", "ends_at": "2025-11-20T00:00:00Z"}'),
	('subscription_renewed', user_of('ann'), '2025-12-01Z', '{"subscription_id": "s1", "amount": 30}');
SELECT is(same_as_reports(), 'the same', 'each is what the report says');
SELECT results_eq($$SELECT * FROM metric('closing_mrr', 'monthly', '2025-09-01Z', '2025-12-31Z')$$,
	$$VALUES (date '2025-09-01', 30.000), ('2025-10-01', 37.000), ('2025-11-01', 12.000), ('2025-12-01', 42.000)$$, 'recurring revenue by month');
SELECT results_eq($$SELECT value FROM metric('account_churn_rate', 'monthly', '2025-09-01Z', '2025-12-31Z')$$, $$VALUES (NULL), (0.000), (0.500), (0.000)$$, 'and the accounts that left');
SELECT is((SELECT count(*) FROM analytics_metrics WHERE metric_type IN (SELECT name FROM mindwell_internal.state_metrics())), 0::bigint, 'none is kept');
SELECT FROM analytics_refresh(as_of => '2025-12-15Z');
SELECT is((SELECT count(*) FROM analytics_metrics WHERE metric_type IN (SELECT name FROM mindwell_internal.state_metrics())), 0::bigint, 'not by a refresh either');
SELECT is(same_as_reports(), 'the same', 'after a refresh');
SELECT is_empty($$SELECT FROM analytics_verify_rollups('2025-09-01Z', '2025-12-15Z', '2025-12-15Z')$$, 'a verification finds nothing');
-- what is late changes all days that follow
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties) VALUES
	('goal_created', user_of('late'), '2025-10-30Z', '{"goal_id": "late"}'), ('goal_completed', user_of('late'), '2025-11-10Z', '{"goal_id": "late"}'),
	('habit_created', user_of('late'), '2025-11-05Z', '{"habit_id": "read"}'), ('subscription_created', user_of('late'), '2025-09-20Z', '{"subscription_id": "s3", "amount": 7, "currency": "EUR"}');
SELECT is(same_as_reports(), 'the same', 'with late events');
SELECT is((SELECT value FROM metric('closing_mrr', 'monthly', '2025-11-01Z', '2025-11-02Z')), 19.000, 'which count at once');
SELECT is((SELECT value FROM metric('closing_mrr', 'daily', '2025-10-01Z', '2025-10-02Z', '2025-10-01 12:00Z')), 37.000, 'a running day has what is known');

-- Purged events are in the ledger.
SELECT FROM analytics_set_retention('events', '40 days');
SELECT is((SELECT string_agg(DISTINCT status, ' ') || (count(*) > 5) FROM analytics_purge(as_of => '2025-12-15Z')), 'donetrue', 'a purge');
SELECT FROM analytics_set_retention('events', NULL);
SELECT is(same_as_reports(), 'the same', 'changes nothing');
-- Where it does not hold, what a former version kept is all there is.
INSERT INTO analytics_metrics (tenant_id, metric_date, metric_type, period, value, metadata)
SELECT '00000000-0000-0000-0000-000000000000', d, 'goal_completion_rate', 'daily', 0.75, '{"definition_version": 1}' FROM unnest('{2025-10-20,2025-12-01}'::date[]) AS d;
DELETE FROM analytics_coverage WHERE derivation = 'ledger';
INSERT INTO analytics_coverage VALUES ('ledger', 1, '2025-11-05', 'infinity');
SELECT results_eq($$SELECT value, (metadata ->> 'definition_version')::int FROM analytics_aggregated('goal_completion_rate', 'day', '2025-10-20Z', '2025-10-22Z', '2025-12-15Z')$$,
	$$VALUES (0.75::float8, 1), (NULL, 2)$$, 'it is told of days before the ledger');
SELECT is((SELECT metadata ->> 'definition_version' FROM analytics_aggregated('goal_completion_rate', 'day', '2025-12-01Z', '2025-12-01 01:00Z', '2025-12-15Z')), '2', 'and not of others');
SELECT analytics_install() IS NOT NULL AS again;
SELECT results_eq($$SELECT metric_date FROM analytics_metrics WHERE metric_type = 'goal_completion_rate'$$, $$VALUES (date '2025-10-20')$$, 'from which an installation removes it');

-- Several currencies are not added.
INSERT INTO analytics_events (event_type, user_id, occurred_at, properties) VALUES ('subscription_created', user_of('yen'), '2025-12-02Z', '{"subscription_id": "s4", "amount": 900, "currency": "JPY"}');
SELECT is((SELECT value FROM metric('closing_mrr', 'monthly', '2025-12-01Z', '2025-12-02Z')), NULL, 'of several currencies there is no one number');

-- Rights.
CREATE ROLE state_coach;
CREATE ROLE state_reader;
SELECT FROM analytics_grant('state_coach', 'coach');
SELECT FROM analytics_grant('state_reader', 'reader');
SET ROLE state_coach;
SELECT throws_ok($$SELECT * FROM analytics_aggregated('account_churn_rate', 'month', '2025-11-01Z', '2025-12-01Z')$$, '42501', NULL, 'a coach sees no account that leaves');
SELECT throws_ok($$SELECT * FROM analytics_aggregated('closing_mrr', 'month', '2025-11-01Z', '2025-12-01Z')$$, '42501', NULL, 'and no revenue');
SELECT lives_ok($$SELECT * FROM analytics_aggregated('goal_completion_rate', 'day', '2025-11-01Z', '2025-12-01Z')$$, 'but goals');
SET ROLE state_reader;
SELECT is((SELECT count(*) FROM analytics_aggregated('account_churn_rate', 'month', '2025-11-01Z', '2025-12-01Z')), 1::bigint, 'a reader sees both');
RESET ROLE;
SELECT throws_ok($$SELECT analytics_drop_metric('closing_mrr')$$, '22023', 'the metric "closing_mrr" is built in', 'they come with the extension, and stay');

-- An owner's own metric that has such a name, since before there was one.
UPDATE analytics_metric_definitions SET query = 'SELECT 42 WHERE $1 IS NOT NULL AND $2 < $3', periods = '{daily}' WHERE name = 'arpu';
SELECT analytics_install() IS NOT NULL AS again;
SELECT results_eq($$SELECT value FROM metric('arpu', 'daily', '2025-12-01Z', '2025-12-02Z')$$, 'VALUES (42.000)', 'stays what it is');
SELECT is(analytics_drop_metric('arpu'), true, 'until the owner drops it');
SELECT analytics_install() IS NOT NULL AS again;
SELECT is((SELECT periods FROM analytics_metric_definitions WHERE name = 'arpu'), '{daily,weekly,monthly}', 'then it is the one that comes with the extension');

SELECT * FROM finish();
