-- What becomes of a subscription, and how a value moved: prices, trials, stops, errors.
SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS mindwell_analytics; RESET client_min_messages;
SET DateStyle = 'ISO, YMD';
SET timezone = 'UTC';
\set VERBOSITY sqlstate

-- the changes of a subscription, of which each event is at such a day of January
CREATE FUNCTION life(events jsonb) RETURNS TABLE (at timestamptz, status text, currency text, plan text, cents bigint, priced boolean) LANGUAGE sql AS $$
	SELECT c.at, c.status, c.currency, c.plan, c.mrr_cents, c.is_priced
	FROM unnest((SELECT analytics_subscription_changes(e ->> 1, '2024-01-01 00:00Z'::timestamptz + (e ->> 0)::numeric * interval '1 day', lpad(ord::text, 32, '0')::uuid, NULL, e -> 2)
		FROM jsonb_array_elements(events) WITH ORDINALITY AS v (e, ord))) AS c
$$;

-- A price by the month, to the cent, a half rounded up; what is none says nothing
SELECT properties, cents, priced
FROM (VALUES (1, '{"amount": 10}'), (2, '{"amount": 9.994999999999999999999}'), (3, '{"amount": 0.005}'), (4, '{"amount": 240, "billing_interval": "year"}'),
	(5, '{"amount": 10, "billing_interval": "week"}'), (6, '{"amount": 1, "billing_interval": "day"}'), (7, '{"amount": 100, "interval_count": 3}'),
	(8, '{"amount": 100, "billing_interval": "month", "interval_count": 3.0}'), (9, '{"amount": 0}'), (10, '{"amount": 999999999999999.99}'), (11, '{"amount": 1e15}'),
	(12, '{"amount": 1e300}'), (13, '{"amount": 1e-300}'), (14, '{"amount": -1}'), (15, '{"amount": "10"}'), (16, '{"amount": null}'), (17, '{"amount": true}'), (18, '{"amount": [10]}'),
	(19, '{"amount": 10, "billing_interval": "fortnight"}'), (20, '{"amount": 10, "interval_count": 0}'), (21, '{"amount": 10, "interval_count": 1.5}'),
	(22, '{"amount": 10, "interval_count": 1e300}'), (23, '{"amount": 10, "billing_interval": null, "interval_count": null}'), (24, '{}'), (25, '[]'), (26, '10'), (27, 'null')) AS v (n, properties),
	life(jsonb_build_array(jsonb_build_array(0, 'subscription_created', properties::jsonb)))
ORDER BY n;
-- Three letters are a currency; before any is said it is the first one that is
SELECT properties, currency, priced
FROM (VALUES (1, '{"amount": 1, "currency": "usd"}'), (2, '{"amount": 1, "currency": "Xyz"}'), (3, '{"amount": 1, "currency": "EURO"}'), (4, '{"amount": 1, "currency": "U1D"}'),
	(5, '{"amount": 1, "currency": 840}'), (6, '{"amount": 1, "currency": null}'), (7, '{"amount": 1}')) AS v (n, properties),
	life(jsonb_build_array(jsonb_build_array(0, 'subscription_created', properties::jsonb)))
ORDER BY n;
SELECT * FROM life('[[0, "subscription_created", {"amount": 1}], [1, "subscription_renewed", {"currency": "EUR"}], [2, "subscription_renewed", {"currency": "usd"}]]');
-- Another currency, and one that is none
SELECT * FROM life('[[0, "subscription_created", {"amount": 1, "currency": "EUR"}], [1, "subscription_renewed", {"currency": "euro"}], [2, "subscription_renewed", {"currency": "USD"}]]');

-- A trial is paid for when it ends
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}]]');
-- unless it is cancelled, expires or is lost before, or then
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [3, "subscription_cancelled", {"ends_at": "2024-01-08T00:00:00Z"}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [3, "subscription_cancelled", {}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [7, "subscription_expired", {}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [7, "trial_ended", {"reason": "expired"}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [3, "subscription_paused", {"ends_at": "2024-01-08T00:00:00Z"}]]');
-- one that is cancelled for later is paid for until then
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [3, "subscription_cancelled", {"ends_at": "2024-01-08T00:00:00.000001Z"}]]');
-- the news that it was lost comes late; after a payment it is none
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [8, "trial_ended", {"reason": "expired"}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [7.5, "payment_completed", {"amount": 10}], [8, "trial_ended", {"reason": "expired"}]]');
-- ended early, and a payment that failed
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [3, "trial_ended", {"reason": "converted"}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [7, "payment_failed", {}], [9, "payment_completed", {}]]');
-- a change of plan in a trial is a change of what will be paid
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 7}], [3, "subscription_upgraded", {"amount": 20, "plan": "pro"}]]');
-- a trial that is not of a price ends, or begins a subscription
SELECT * FROM life('[[0, "trial_started", {"trial_days": 7}]]');
SELECT * FROM life('[[0, "trial_started", {}], [5, "trial_ended", {}]]');
SELECT * FROM life('[[0, "trial_started", {"ends_at": "2024-01-05T00:00:00Z"}], [3, "subscription_created", {"amount": 10}]]');
SELECT * FROM life('[[0, "trial_started", {}], [3, "trial_ended", {"reason": "converted"}], [3, "subscription_created", {"amount": 10}]]');
-- a trial that never ends, or so late that no clock shows it
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 2147483647}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10, "trial_days": 2147483648}]]');

-- Paid to its end, and what takes the cancel back
SELECT * FROM life('[[0, "subscription_created", {"amount": 10}], [3, "subscription_cancelled", {"ends_at": "2024-01-11T00:00:00Z"}]]');
SELECT event, array_agg(status || ' ' || cents ORDER BY at)
FROM (VALUES (1, 'subscription_uncancelled'), (2, 'subscription_renewed'), (3, 'subscription_upgraded'), (4, 'subscription_downgraded'), (5, 'subscription_resumed'),
	(6, 'payment_completed'), (7, 'subscription_created')) AS v (n, event),
	life(jsonb_build_array(jsonb_build_array(0, 'subscription_created', '{"amount": 10}'::jsonb),
		jsonb_build_array(3, 'subscription_cancelled', '{"ends_at": "2024-01-11T00:00:00Z"}'::jsonb), jsonb_build_array(5, event, '{}'::jsonb)))
GROUP BY n, event ORDER BY n;
-- an end that is past, or none, is now
SELECT ends_at, array_agg(at || ' ' || status ORDER BY at)
FROM (VALUES (1, '"2023-12-01T00:00:00Z"'), (2, '"2024-01-04T00:00:00Z"'), (3, '"2024-01-04T00:00:01+00:00"'), (4, '"2024-02-31T00:00:00Z"'), (5, '"soon"'), (6, '5'), (7, 'null')) AS v (n, ends_at),
	life(jsonb_build_array(jsonb_build_array(0, 'subscription_created', '{"amount": 10}'::jsonb),
		jsonb_build_array(3, 'subscription_cancelled', jsonb_build_object('ends_at', ends_at::jsonb))))
GROUP BY n, ends_at ORDER BY n;
-- paused and resumed; paused for later; a pause does not take a cancel back
SELECT * FROM life('[[0, "subscription_created", {"amount": 10}], [3, "subscription_paused", {}], [4, "subscription_upgraded", {"amount": 20}], [5, "subscription_resumed", {}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10}], [3, "subscription_paused", {"ends_at": "2024-01-11T00:00:00Z"}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10}], [2, "subscription_cancelled", {"ends_at": "2024-01-11T00:00:00Z"}], [3, "subscription_paused", {"ends_at": "2024-01-06T00:00:00Z"}]]');
-- created again: while it goes on, its price; when it has ended, it begins again
SELECT * FROM life('[[0, "subscription_created", {"amount": 10}], [3, "subscription_created", {"amount": 12, "trial_days": 7}], [5, "subscription_expired", {}], [9, "subscription_created", {"amount": 10}]]');
-- what began before anything was known of it
SELECT event, array_agg(at || ' ' || status || ' ' || cents || ' ' || priced ORDER BY at)
FROM (VALUES (1, 'subscription_renewed'), (2, 'subscription_uncancelled'), (3, 'subscription_cancelled'), (4, 'subscription_paused'), (5, 'subscription_expired'), (6, 'trial_ended'),
	(7, 'payment_failed')) AS v (n, event),
	life(jsonb_build_array(jsonb_build_array(0, event, '{"amount": 10, "ends_at": "2024-01-11T00:00:00Z"}'::jsonb)))
GROUP BY n, event ORDER BY n;
-- what happens at one time is one change, in the order of the ids; what is undone is none
SELECT * FROM life('[[0, "subscription_created", {"amount": 10}], [0, "subscription_upgraded", {"amount": 20}]]');
SELECT * FROM life('[[0, "subscription_created", {"amount": 10}], [1, "subscription_paused", {}], [1, "subscription_resumed", {}]]');
-- no rows, and rows that say nothing
SELECT analytics_subscription_changes('subscription_created', '2024-01-01Z', NULL, NULL, '{}') FILTER (WHERE false);
SELECT analytics_subscription_changes(kind, at::timestamptz, NULL, NULL, NULL) FROM (VALUES ('page_view', '2024-01-01Z'), (NULL, '2024-01-01Z'), ('subscription_created', NULL)) AS v (kind, at);
-- whose it is: the account of the first event that has one
SELECT (analytics_subscription_changes('subscription_renewed', '2024-01-01 00:00Z'::timestamptz + n * interval '1 day', NULL, account::uuid, '{}'))[1].account_id
FROM (VALUES (3, md5('c')), (1, NULL), (2, md5('b'))) AS v (n, account);
-- without ids, the order of the rows does not matter
SELECT count(DISTINCT changes)
FROM (SELECT (SELECT analytics_subscription_changes(v.kind, '2024-01-01Z', NULL, NULL, v.properties ORDER BY hashint4(v.n + s)) FROM (VALUES (1, 'subscription_created', '{"amount": 1, "plan": "a"}'::jsonb),
	(2, 'subscription_created', '{"amount": 1, "plan": "b"}'), (3, 'subscription_paused', '{}'), (4, 'subscription_created', '{"amount": 2}')) AS v (n, kind, properties)) AS changes
	FROM generate_series(1, 50) AS s) AS t;

-- Errors.
SELECT analytics_subscription_changes('subscription_created', 'infinity', NULL, NULL, NULL);
SET mindwell_analytics.aggregate_memory = '64kB';
SELECT analytics_subscription_changes('subscription_created', '2024-01-01Z', NULL, NULL, '{}') FROM generate_series(1, 10000);
SELECT cardinality(analytics_subscription_changes('subscription_created', '2024-01-01Z', NULL, NULL, jsonb_build_object('plan', repeat('x', 100) || i))) FROM generate_series(1, 1000) AS i;
RESET mindwell_analytics.aggregate_memory;

-- Movements: between borders, whole values decide on what is new and what is lost
CREATE FUNCTION moved(points jsonb, borders int[] DEFAULT '{10, 20, 30}') RETURNS TABLE (period integer, label text, kind text, value_before numeric, value_after numeric) LANGUAGE sql AS $$
	SELECT m.* FROM unnest((SELECT analytics_movements('2024-01-01 00:00Z'::timestamptz + (p ->> 0)::int * interval '1 day', (p ->> 1)::bigint, p ->> 2,
		ARRAY(SELECT '2024-01-01 00:00Z'::timestamptz + b * interval '1 day' FROM unnest(borders) AS b)) FROM jsonb_array_elements(points) AS p)) AS m
$$;
SELECT * FROM moved('[[5, 10, null], [12, 5, null], [20, -15, null]]');
SELECT * FROM moved('[[5, 10, null], [6, -10, null], [12, 5, null]]');
-- what lasts for no time is nothing
SELECT * FROM moved('[[5, 10, null], [5, -10, null], [12, 5, null]]');
-- what comes and goes between two borders is in no movement
SELECT * FROM moved('[[11, 10, null], [19, -10, null], [21, 5, null]]');
-- labels: from one plan to another, with a gap, and NULL
SELECT * FROM moved('[[5, 10, "basic"], [12, -10, "basic"], [12, 25, "pro"], [25, -25, "pro"]]');
SELECT * FROM moved('[[12, 10, "basic"], [13, 5, null], [22, -10, "basic"], [23, -5, null]]');
SELECT * FROM moved('[[12, 9223372036854775807, null], [13, 9223372036854775807, null], [21, -9223372036854775807, null], [22, -9223372036854775807, null], [23, -9223372036854775807, null]]');
SELECT * FROM moved('[[12, null, null], [null, 1, null], [30, 1, null], [12, 0, "x"]]');
SELECT * FROM moved('[[12, 1, null]]', '{20}');
SELECT analytics_movements('2024-01-01Z', 1, NULL, '{2024-01-02Z}') FILTER (WHERE false);

-- Groups may have borders of their own
SELECT n, analytics_movements('2024-01-01 00:00Z', 1, NULL, ARRAY['2024-01-01 00:00Z'::timestamptz + n * interval '1 day']) FROM generate_series(0, 2) AS n GROUP BY n ORDER BY n;
-- and a plan that is executed again
SELECT n, (SELECT analytics_movements('2024-01-01 00:00Z', i, NULL, ARRAY['2024-01-01 00:00Z'::timestamptz + n * interval '1 day']) FROM generate_series(1, 2) AS i) FROM generate_series(0, 2) AS n ORDER BY n;

-- Errors.
SELECT analytics_movements('infinity', 1, NULL, '{2024-01-01Z}');
SELECT analytics_movements('2024-01-01Z', 1, NULL, NULL);
SELECT analytics_movements('2024-01-01Z', 1, NULL, '{}');
SELECT analytics_movements('2024-01-01Z', 1, NULL, '{{2024-01-01Z}}');
SELECT analytics_movements('2024-01-01Z', 1, NULL, '{2024-01-01Z, NULL}');
SELECT analytics_movements('2024-01-01Z', 1, NULL, '{2024-01-01Z, infinity}');
SELECT analytics_movements('2024-01-01Z', 1, NULL, '{2024-01-01Z, 2024-01-01Z}');
SELECT analytics_movements('2024-01-01Z', 1, NULL, ARRAY['2024-01-01Z'::timestamptz + n * interval '1 day']) FROM generate_series(1, 2) AS n;
SET mindwell_analytics.aggregate_memory = '64kB';
SELECT analytics_movements('2024-01-01Z', 1, NULL, '{2024-01-02Z}') FROM generate_series(1, 10000);
RESET mindwell_analytics.aggregate_memory;

-- All subscriptions in one pass are each of them for itself.  Some ids are long, some numbers, some missing, some at
-- several providers.
CREATE TABLE many AS
SELECT md5('tenant ' || s % 2)::uuid AS tenant_id, '2024-01-01 00:00Z'::timestamptz + (i * 211 % 90) * interval '6 hours' AS at, md5('event ' || i)::uuid AS id,
	CASE WHEN i % 11 > 0 THEN md5('user ' || s / 3)::uuid END AS user_id,
	('{trial_started,trial_ended,subscription_created,subscription_created,subscription_renewed,subscription_upgraded,subscription_cancelled,subscription_paused,subscription_resumed,
		subscription_expired,payment_completed,payment_failed,page_view}'::text[])[i * 7 % 13 + 1] AS event_type,
	jsonb_strip_nulls(jsonb_build_object('subscription_id', CASE s % 5 WHEN 0 THEN to_jsonb(s) WHEN 1 THEN to_jsonb(repeat('x', 200) || s) WHEN 2 THEN NULL ELSE to_jsonb('s' || s) END,
		'provider', ('{stripe,"",apple}'::text[])[CASE WHEN s % 3 = 0 THEN i / 400 ELSE s END % 4 + 1], 'plan', ('{basic,"",pro}'::text[])[i % 4 + 1], 'amount', i % 3 * 10, 'trial_days', CASE WHEN i % 5 = 0 THEN 7 END,
		'currency', ('{USD,EUR}'::text[])[i % 7 + 1], 'interval_count', '[1, 1.0, 3]'::jsonb -> i % 3, 'ends_at', CASE WHEN i % 3 = 0 THEN '2024-02-10T00:00:00Z' END)) AS properties
FROM (SELECT i, i * 31 % 400 AS s FROM generate_series(1, 4000) AS i) AS v;
CREATE FUNCTION in_one_pass(by text) RETURNS SETOF mindwell_internal.mrr_movement LANGUAGE sql AS $$
	SELECT m.* FROM unnest((SELECT mindwell_internal.mrr_agg(tenant_id, event_type, at, id, user_id, properties, by, '{2024-01-05Z,2024-01-12Z,2024-02-08Z,2024-03-01Z}', '2024-02-12Z')
		FROM many)) AS m WHERE period IS NOT NULL
$$;
CREATE FUNCTION one_by_one(by text) RETURNS TABLE (currency text, label text, period integer, new numeric, reactivation numeric, expansion numeric, contraction numeric, churn numeric, net numeric,
	new_accounts bigint, reactivated_accounts bigint, churned_accounts bigint, net_accounts bigint, history_from timestamptz) LANGUAGE sql AS $$
	WITH life AS (
		SELECT tenant_id, provider, key, min(at) AS first_seen, analytics_subscription_changes(event_type, at, id, user_id, properties) AS changes
		FROM (SELECT *, NULLIF(properties ->> 'provider', '') AS provider, coalesce(properties ->> 'subscription_id', 'user ' || user_id) AS key FROM many
			WHERE event_type <> 'page_view' AND (properties ? 'subscription_id' OR user_id IS NOT NULL AND event_type !~ 'payment')) AS e
		GROUP BY 1, 2, 3),
	point AS (
		SELECT l.tenant_id, coalesce(c.account_id::text, concat(l.provider, ' ', l.key)) AS account, c.at, v.currency, v.change,
			CASE by WHEN 'plan' THEN v.plan WHEN 'provider' THEN l.provider END AS label
		FROM life AS l, unnest(l.changes) AS c, LATERAL (VALUES (c.currency_before, c.plan_before, - c.mrr_cents_before), (c.currency, c.plan, c.mrr_cents)) AS v (currency, plan, change)
		WHERE c.at < '2024-02-12Z')
	SELECT a.currency, m.label, m.period, coalesce(sum(d) FILTER (WHERE kind = 'new'), 0), coalesce(sum(d) FILTER (WHERE kind = 'reactivation'), 0), coalesce(sum(d) FILTER (WHERE kind = 'expansion'), 0),
		coalesce(sum(-d) FILTER (WHERE kind = 'contraction'), 0), coalesce(sum(-d) FILTER (WHERE kind = 'churn'), 0), sum(d), count(*) FILTER (WHERE kind = 'new'),
		count(*) FILTER (WHERE kind = 'reactivation'), count(*) FILTER (WHERE kind = 'churn'), count(*) FILTER (WHERE value_after > 0) - count(*) FILTER (WHERE value_before > 0),
		(SELECT min(first_seen) FROM life WHERE (changes)[1].at < '2024-02-12Z')
	FROM (SELECT tenant_id, account, currency, analytics_movements(at, change, label, '{2024-01-05Z,2024-01-12Z,2024-02-08Z,2024-03-01Z}') AS movements FROM point GROUP BY 1, 2, 3) AS a,
		unnest(a.movements) AS m, LATERAL (SELECT m.value_after - m.value_before AS d) AS diff
	GROUP BY 1, 2, 3
$$;
SELECT by, (SELECT count(*) FROM in_one_pass(by)) AS rows,
	(SELECT count(*) FROM (SELECT * FROM in_one_pass(by) EXCEPT SELECT * FROM one_by_one(by)) AS e) AS not_wanted, (SELECT count(*) FROM (SELECT * FROM one_by_one(by) EXCEPT SELECT * FROM in_one_pass(by)) AS e) AS missing
FROM unnest('{NULL,plan,provider}'::text[]) AS by;
-- in parallel
CREATE TABLE serial_answer AS SELECT 'plan' AS by, m::text FROM in_one_pass('plan') AS m UNION ALL SELECT 'provider', m::text FROM in_one_pass('provider') AS m;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
ALTER TABLE many SET (parallel_workers = 2);
SELECT by, count(*) AS different FROM (SELECT 'plan' AS by, m::text FROM in_one_pass('plan') AS m UNION ALL SELECT 'provider', m::text FROM in_one_pass('provider') AS m) AS p
	FULL JOIN serial_answer AS s USING (by, m) WHERE p.m IS NULL OR s.m IS NULL GROUP BY 1;
EXPLAIN (COSTS OFF) SELECT mindwell_internal.mrr_agg(tenant_id, event_type, at, id, user_id, properties, NULL, '{2024-01-05Z}', '2024-02-12Z') FROM many;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
-- nothing is known
SELECT mindwell_internal.mrr_agg(tenant_id, event_type, at, id, user_id, properties, NULL, '{2024-01-05Z}', '2023-01-01Z') FROM many;
SELECT mindwell_internal.mrr_agg(tenant_id, event_type, at, id, user_id, properties, NULL, '{2024-01-05Z}', '2023-01-01Z') FROM many WHERE false;
-- Errors.
SELECT mindwell_internal.mrr_agg(tenant_id, event_type, at, id, user_id, properties, 'country', '{2024-01-05Z}', '2024-02-12Z') FROM many;
SELECT mindwell_internal.mrr_agg(tenant_id, event_type, at, id, user_id, properties, NULL, '{}', '2024-02-12Z') FROM many;
SELECT mindwell_internal.mrr_agg(tenant_id, event_type, at, id, user_id, properties, NULL, NULL, '2024-02-12Z') FROM many;
SELECT mindwell_internal.mrr_agg(tenant_id, event_type, at, id, user_id, properties, NULL, '{2024-01-05Z}', NULL) FROM many;
SELECT mindwell_internal.mrr_agg(tenant_id, event_type, 'infinity', id, user_id, properties, NULL, '{2024-01-05Z}', '2024-02-12Z') FROM many;
SET mindwell_analytics.aggregate_memory = '64kB';
SELECT mindwell_internal.mrr_agg(tenant_id, event_type, at, id, user_id, properties, NULL, '{2024-01-05Z}', '2024-02-12Z') FROM many;
RESET mindwell_analytics.aggregate_memory;
DROP FUNCTION in_one_pass, one_by_one;
DROP TABLE many, serial_answer;
