-- What a purge of the ledger leaves: the state of each subscription that is open, and nothing of others; titles and notes are never in it.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET timezone = 'UTC';
SET datestyle = ISO;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
SELECT FROM analytics_create_partitions('2025-01-01Z', '2025-06-01Z');

SELECT plan(21);

-- 400 random subscriptions of 300 users; some without an id, some at two providers, trials, cancels that are still to come, pauses, payments.
CREATE FUNCTION roll(key text, sides integer) RETURNS integer LANGUAGE sql IMMUTABLE
	RETURN ((hashtextextended(key, 42) & 9223372036854775807) % sides)::integer;
CREATE TABLE said AS
SELECT s, k, CASE WHEN roll('no user' || s || '.' || k, 10) > 0 THEN analytics_uuid('u' || s % 300) END AS user_id,
	timestamptz '2025-01-02Z' + roll('began' || s, 90) * interval '1 day' + k * roll('pace' || s, 20) * interval '1 day' + roll('at' || s || '.' || k, 86400) * interval '1 second' AS at,
	CASE WHEN k = 0 AND s % 3 > 0 THEN 'subscription_created' ELSE (ARRAY['trial_started', 'trial_ended', 'subscription_created', 'subscription_renewed', 'subscription_renewed',
		'subscription_upgraded', 'subscription_downgraded', 'subscription_resumed', 'subscription_uncancelled', 'subscription_cancelled', 'subscription_paused',
		'subscription_expired', 'payment_completed', 'payment_failed'])[1 + roll('type' || s || '.' || k, 14)] END AS event_type,
	jsonb_strip_nulls(jsonb_build_object(
		'subscription_id', CASE WHEN s % 7 > 0 THEN 'sub ' || s % 330 END, 'provider', (ARRAY['stripe', 'revenuecat', NULL])[1 + s % 3],
		'amount', CASE WHEN roll('priced' || s || '.' || k, 3) = 0 THEN to_jsonb(roll('amount' || s || '.' || k, 40) + 0.5) WHEN s % 50 = 0 THEN '"much"' END,
		'currency', (ARRAY['EUR', 'usd', 'euros', NULL, NULL, NULL])[1 + roll('currency' || s || '.' || k, 6)],
		'plan', CASE WHEN roll('planned' || s || '.' || k, 3) = 0 THEN 'plan ' || roll('plan' || s || '.' || k, 4) END,
		'billing_interval', (ARRAY['month', 'year', 'decade', NULL, NULL])[1 + roll('interval' || s || '.' || k, 5)],
		'trial_days', CASE WHEN roll('trial' || s || '.' || k, 4) = 0 THEN 14 END,
		'reason', (ARRAY['converted', 'lost', NULL])[1 + roll('reason' || s || '.' || k, 3)],
		'ends_at', CASE WHEN roll('ends' || s || '.' || k, 2) = 0 THEN to_char(timestamptz '2025-02-01Z' + roll('until' || s || '.' || k, 100) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END,
		'note', 'what nobody reads')) AS properties
FROM generate_series(1, 400) AS s, generate_series(0, 7) AS k
WHERE k <= roll('events' || s, 8);
-- one as they mostly are
INSERT INTO said SELECT 0, k, analytics_uuid('ann'), timestamptz '2025-01-05Z' + k * interval '3 days', CASE k WHEN 0 THEN 'subscription_created' WHEN 20 THEN 'subscription_upgraded' ELSE 'subscription_renewed' END,
	'{"subscription_id": "long", "plan": "green", "currency": "EUR"}'::jsonb || CASE WHEN k IN (0, 20) THEN jsonb_build_object('amount', 10 + k) ELSE '{}' END
FROM generate_series(0, 27) AS k;
-- what nothing has a schema for is taken as it is
DELETE FROM analytics_event_types WHERE event_type IN (SELECT event_type FROM said);
INSERT INTO analytics_events (user_id, event_type, occurred_at, properties) SELECT user_id, event_type, at, properties FROM said;
INSERT INTO analytics_events (user_id, event_type, occurred_at, properties) VALUES
	(analytics_uuid('ann'), 'goal_created', '2025-01-05Z', '{"goal_id": "g", "goal_type": "sleep", "title": "more sleep"}'),
	(analytics_uuid('ann'), 'habit_created', '2025-01-05Z', '{"habit_id": "h"}');
SELECT FROM analytics_refresh(as_of => '2025-05-20Z');

-- The projection.
SELECT is((SELECT count(*) FROM analytics_ledger), (SELECT count(*) + 2 FROM said), 'the ledger has all');
SELECT is_empty($$SELECT FROM analytics_ledger WHERE properties ?| '{note,title}'$$, 'but no property that no report reads');
SELECT is((SELECT properties FROM analytics_ledger WHERE event_type = 'goal_created'), '{"goal_id": "g", "goal_type": "sleep"}'::jsonb, 'and the others as they were');
SELECT results_eq($$SELECT mindwell_internal.only_properties(p, '{a,NULL,c}') FROM (VALUES ('{"a": {"b": [1, {"a": 2}]}, "b": 1, "c": null}'::jsonb), ('{}'), ('[{"b": 1}]'), ('7')) AS v (p)$$,
	$$VALUES ('{"a": {"b": [1, {"a": 2}]}, "c": null}'::jsonb), ('{}'), ('[{"b": 1}]'), ('7')$$, 'nested values stay whole, and what is no object is left alone');
SELECT is_empty($$SELECT FROM analytics_verify_rollups('2025-01-01Z', '2025-06-01Z', '2025-05-20Z')$$, 'a verification knows');
SELECT is((SELECT count(*) FROM analytics_export_user_rows('ann') WHERE table_name = 'analytics_ledger'), 0::bigint, 'an export does not tell an event twice');

-- The purge, of all before 1 April; the events go as well.
CREATE FUNCTION standing(as_of timestamptz) RETURNS SETOF record LANGUAGE sql AS $$
	SELECT s.account_id, s.subscription_id, s.provider, s.plan, s.status, s.currency, s.mrr, s.is_priced, s.first_seen, s.first_paid_at, s.ends_at, s.ended_at
	FROM analytics_subscriptions(as_of) AS s
$$;
CREATE TABLE border AS SELECT * FROM standing('2025-03-31 23:59:59.999999Z')
	AS s (account_id uuid, subscription_id text, provider text, plan text, status text, currency text, mrr float8, is_priced bool, first_seen timestamptz, first_paid_at timestamptz, ends_at timestamptz, ended_at timestamptz);
-- what was purged of one that has ended would matter to what is said of it later
DELETE FROM analytics_events AS e USING border AS b
WHERE e.occurred_at >= '2025-04-01Z' AND b.status = 'ended' AND b.subscription_id IS NOT DISTINCT FROM e.properties ->> 'subscription_id'
	AND b.provider IS NOT DISTINCT FROM e.properties ->> 'provider' AND (b.subscription_id IS NOT NULL OR b.account_id = e.user_id);
SELECT FROM analytics_refresh(as_of => '2025-05-20Z');
CREATE TABLE before AS SELECT t.as_of, s.* FROM (VALUES (timestamptz '2025-04-01Z'), ('2025-04-20Z'), ('2025-05-20Z')) AS t (as_of), standing(t.as_of)
	AS s (account_id uuid, subscription_id text, provider text, plan text, status text, currency text, mrr float8, is_priced bool, first_seen timestamptz, first_paid_at timestamptz, ends_at timestamptz, ended_at timestamptz);
CREATE FUNCTION revenue() RETURNS SETOF record LANGUAGE sql AS $$
	SELECT m."time", m.currency_code, m.opening_mrr, m.new_mrr + m.reactivation_mrr, m.expansion_mrr, m.contraction_mrr, m.churn_mrr, m.closing_mrr, m.opening_accounts, m.closing_accounts
	FROM analytics_mrr('2025-04-01Z', '2025-05-20Z', 'day', as_of => '2025-05-20Z') AS m
$$;
CREATE TABLE revenue_before AS SELECT * FROM revenue()
	AS m ("time" timestamptz, currency text, opening float8, won float8, more float8, less float8, lost float8, closing float8, opened bigint, closed bigint);
-- of which something was said before, but which were not open
CREATE TABLE closed AS
SELECT e.properties ->> 'subscription_id' AS subscription_id, e.properties ->> 'provider' AS provider, CASE WHEN NOT e.properties ? 'subscription_id' THEN e.user_id END AS user_id
FROM said AS e WHERE e.at < '2025-04-01Z'
EXCEPT
SELECT b.subscription_id, b.provider, CASE WHEN b.subscription_id IS NULL THEN b.account_id END FROM border AS b WHERE b.status <> 'ended';
CREATE FUNCTION differences() RETURNS bigint LANGUAGE sql AS $$
	WITH now AS (SELECT t.as_of, s.* FROM (SELECT DISTINCT as_of FROM before) AS t, standing(t.as_of)
		AS s (account_id uuid, subscription_id text, provider text, plan text, status text, currency text, mrr float8, is_priced bool, first_seen timestamptz, first_paid_at timestamptz, ends_at timestamptz, ended_at timestamptz)),
	differing AS (
		(SELECT * FROM before EXCEPT ALL TABLE now) UNION ALL (SELECT * FROM now EXCEPT ALL TABLE before))
	SELECT count(*) FROM differing AS d
	WHERE NOT EXISTS (SELECT FROM closed AS c WHERE (c.subscription_id, c.provider, c.user_id)
		IS NOT DISTINCT FROM (d.subscription_id, d.provider, CASE WHEN d.subscription_id IS NULL THEN d.account_id END))
$$;
SELECT ok((SELECT count(*) > 50 FROM border WHERE status <> 'ended') AND (SELECT count(*) > 50 FROM border WHERE status = 'ended')
	AND (SELECT count(DISTINCT status) = 6 FROM border), 'many are open by then, many have ended, and each status occurs');
SELECT is((SELECT is_complete FROM (SELECT history_from < '2025-01-10Z' AS is_complete FROM analytics_mrr('2025-04-01Z', '2025-05-01Z', as_of => '2025-05-20Z') LIMIT 1) AS m), true, 'all is known');
SELECT FROM analytics_set_retention('events', '50 days');
SELECT is((SELECT count(*) > 20 FROM analytics_purge(as_of => '2025-05-21Z')), true, 'a purge of the events');
SELECT is(differences(), 0::bigint, 'leaves the ledger');
SELECT FROM analytics_set_retention('ledger', '50 days');
SELECT results_eq($$SELECT event_count, status FROM analytics_purge(true, '2025-05-21Z') WHERE partition_name = 'analytics_ledger'$$,
	$$SELECT count(*) - (SELECT count(*) FROM mindwell_internal.carried_ledger('2025-04-01')), 'planned' FROM analytics_ledger WHERE day < '2025-04-01'$$, 'a dry run counts what would go');
SELECT is((SELECT count(*) FROM analytics_purge(as_of => '2025-05-21Z')), 1::bigint, 'a purge of the ledger');
SELECT results_eq($$SELECT event_type::text COLLATE "default", occurred_at FROM analytics_ledger WHERE properties ->> 'subscription_id' = 'long' AND day < '2025-04-01' ORDER BY 2$$,
	$$VALUES ('subscription_created', timestamptz '2025-01-05Z'), ('subscription_upgraded', '2025-03-06Z'), ('subscription_renewed', '2025-03-27Z')$$, 'leaves a few rows');
SELECT is_empty($$SELECT FROM analytics_ledger WHERE day < '2025-04-01' AND event_type ~ '^(goal|habit)_'$$, 'of subscriptions alone');
SELECT is(differences(), 0::bigint, 'by which those that are open stand as they stood');
SELECT is_empty($$SELECT l.event_id FROM analytics_ledger AS l WHERE l.day < '2025-04-01' AND NOT EXISTS (
		SELECT FROM border AS b WHERE b.status <> 'ended' AND b.subscription_id IS NOT DISTINCT FROM l.properties ->> 'subscription_id'
			AND b.provider IS NOT DISTINCT FROM l.properties ->> 'provider' AND (b.subscription_id IS NOT NULL OR b.account_id = l.user_id))$$, 'and of those that had ended nothing is left');
SELECT set_eq($$SELECT * FROM revenue() AS m ("time" timestamptz, currency text, opening float8, won float8, more float8, less float8, lost float8, closing float8, opened bigint, closed bigint)$$,
	'TABLE revenue_before', 'and so does the recurring revenue of later days');
SELECT is((SELECT DISTINCT history_from FROM analytics_mrr('2025-04-01Z', '2025-05-01Z', as_of => '2025-05-20Z')), '2025-04-01Z'::timestamptz, 'which says from when on it is known');
SELECT is_empty($$SELECT FROM analytics_purge(as_of => '2025-05-21Z')$$, 'a second purge takes nothing more');
SELECT is(differences(), 0::bigint, 'of those that are open');

-- A person's rows go, wherever they are.
SELECT FROM analytics_forget_user((SELECT account_id FROM border WHERE status <> 'ended' AND account_id IS NOT NULL ORDER BY account_id LIMIT 1)::text);
SELECT is_empty($$SELECT FROM analytics_ledger WHERE user_id = (SELECT account_id FROM border WHERE status <> 'ended' AND account_id IS NOT NULL ORDER BY account_id LIMIT 1)$$, 'an erasure reaches what was carried');

SELECT * FROM finish();
