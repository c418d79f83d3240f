-- Subscriptions and money: the worked examples, then the rules one by one.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'UTC';

SELECT plan(29);

SELECT count(mindwell_internal.create_partition('day', 'analytics_partitions', d))
FROM generate_series('2025-07-01 00:00Z'::timestamptz, '2026-01-31 00:00Z', '1 day') AS d;

-- nothing depends on it
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';
CREATE FUNCTION track(at text, actor text, type text, properties jsonb DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (occurred_at, user_id, event_type, properties)
	VALUES (('2025-' || at || 'Z')::timestamptz, md5('user ' || actor)::uuid, type, properties)
$$;
CREATE FUNCTION sub(id text, plan text DEFAULT NULL, amount numeric DEFAULT NULL, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_strip_nulls(jsonb_build_object('subscription_id', id, 'plan', plan, 'amount', amount, 'currency', 'usd')) || more
$$;

-- the worked example
SELECT track('08-10 09:00', 'ann', 'subscription_created', sub('s1', 'basic', 10, '{"billing_interval": "month"}')),
	track('08-15 09:00', 'bob', 'subscription_created', sub('s2', 'pro', 240, '{"billing_interval": "year"}')),
	track('08-20 09:00', 'cat', 'subscription_created', sub('s3', 'basic', 10)),
	track('08-25 09:00', 'dan', 'subscription_created', sub('s4', 'pro', 25, '{"trial_days": 14}')),
	track('09-05 09:00', 'ann', 'subscription_upgraded', sub('s1', 'pro', 25)),
	track('09-10 09:00', 'cat', 'subscription_cancelled', sub('s3', NULL, NULL, '{"ends_at": "2025-09-20T00:00:00Z"}')),
	track('09-12 09:00', 'ann', 'subscription_created', sub('s5', 'addon', 5)),
	track('10-03 09:00', 'ann', 'subscription_cancelled', sub('s5')),
	track('10-04 09:00', 'cat', 'subscription_created', sub('s6', 'basic', 12)),
	track('10-20 09:00', 'bob', 'subscription_cancelled', sub('s2', NULL, NULL, '{"ends_at": "2026-08-15T00:00:00Z"}'));
CREATE VIEW mrr AS SELECT * FROM analytics_mrr('2025-08-01 00:00Z', '2025-11-01 00:00Z', as_of => '2025-10-25 00:00Z');
SELECT results_eq(
	$$SELECT to_char("time" AT TIME ZONE 'UTC', 'MM'), currency_code, breakdown_value, opening_mrr, new_mrr, reactivation_mrr, expansion_mrr, contraction_mrr, churn_mrr,
		net_new_mrr, closing_mrr, is_complete, to_char(history_from AT TIME ZONE 'UTC', 'MM-DD') FROM mrr$$,
	$$VALUES ('08', 'USD', NULL::text, 0::float8, 40::float8, 0::float8, 0::float8, 0::float8, 0::float8, 40::float8, 40::float8, true, '08-10'),
		('09', 'USD', NULL, 40, 25, 0, 20, 0, 10, 35, 75, true, '08-10'),
		('10', 'USD', NULL, 75, 0, 12, 0, 5, 0, 7, 82, false, '08-10')$$,
	'MRR of the worked example');
SELECT results_eq(
	$$SELECT opening_accounts, new_accounts, reactivated_accounts, churned_accounts, closing_accounts FROM mrr$$,
	$$VALUES (0::bigint, 3::bigint, 0::bigint, 0::bigint, 3::bigint), (3, 1, 0, 1, 3), (3, 0, 1, 0, 4)$$,
	'its accounts');
SELECT results_eq(
	$$SELECT arpu, round(account_churn_rate::numeric, 3), gross_mrr_churn_rate, net_revenue_retention, margin, ltv, cac FROM mrr$$,
	$$VALUES (13.33::float8, NULL::numeric, NULL::float8, NULL::float8, 1::float8, NULL::float8, NULL::float8), (25, 0.333, 0.25, 1.25, 1, 75, NULL),
		(20.5, 0.000, 5::float8 / 75, 70::float8 / 75, 1, NULL, NULL)$$,
	'its ARPU, churn and retention');
SELECT analytics_set_acquisition_cost(m::date, 60, 0.8) FROM unnest('{2025-08-01, 2025-09-01, 2025-10-01}'::text[]) AS m;
SELECT results_eq(
	$$SELECT ltv, acquisition_cost, cac, ltv_cac_ratio, payback_months FROM mrr$$,
	$$VALUES (NULL::float8, 60::float8, 20::float8, NULL::float8, 1.875::float8), (60, 60, 60, 1, 3), (NULL, 60, NULL, NULL, NULL)$$,
	'what winning an account costs and brings');
SELECT results_eq(
	$$SELECT breakdown_value, closing_accounts, closing_mrr, round((closing_mrr / sum(closing_mrr) OVER ())::numeric, 3)
		FROM analytics_mrr('2025-10-01 00:00Z', '2025-11-01 00:00Z', breakdown => 'plan', as_of => '2025-10-25 00:00Z') WHERE closing_mrr > 0$$,
	$$VALUES ('pro', 3::bigint, 70::float8, 0.854), ('basic', 1, 12, 0.146)$$,
	'plans of the worked example');
SELECT results_eq(
	$$SELECT "time" = '2025-11-01 00:00Z', arr, is_forecast FROM analytics_arr_forecast('2025-11-15 00:00Z', 1) ORDER BY "time" OFFSET 2$$,
	$$VALUES (false, 984::float8, false), (true, 1292::float8, true)$$,
	'ARR goes on in a straight line') ;
SELECT results_eq(
	$$SELECT to_char("time" AT TIME ZONE 'UTC', 'MM-DD HH24'), subscription_id, event_type, mrr_before, mrr_after, status FROM analytics_mrr_changes('2025-08-01 00:00Z', '2025-11-01 00:00Z', '2025-10-25 00:00Z')$$,
	$$VALUES ('08-10 09', 's1', 'subscription_created', 0::float8, 10::float8, 'active'), ('08-15 09', 's2', 'subscription_created', 0, 20, 'active'),
		('08-20 09', 's3', 'subscription_created', 0, 10, 'active'), ('08-25 09', 's4', 'subscription_created', 0, 0, 'trialing'),
		('09-05 09', 's1', 'subscription_upgraded', 10, 25, 'active'), ('09-08 09', 's4', 'subscription_created', 0, 25, 'active'),
		('09-10 09', 's3', 'subscription_cancelled', 10, 10, 'canceling'), ('09-12 09', 's5', 'subscription_created', 0, 5, 'active'),
		('09-20 00', 's3', 'subscription_cancelled', 10, 0, 'ended'), ('10-03 09', 's5', 'subscription_cancelled', 5, 0, 'ended'),
		('10-04 09', 's6', 'subscription_created', 0, 12, 'active'), ('10-20 09', 's2', 'subscription_cancelled', 20, 20, 'canceling')$$,
	'each change, when it took effect');
SELECT results_eq(
	$$SELECT subscription_id, plan, status, currency, mrr, to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), to_char(ended_at AT TIME ZONE 'UTC', 'MM-DD') FROM analytics_subscriptions('2025-10-25 00:00Z')$$,
	$$VALUES ('s1', 'pro', 'active', 'USD', 25::float8, NULL, NULL), ('s2', 'pro', 'canceling', 'USD', 20, '2026-08-15', NULL), ('s3', 'basic', 'ended', 'USD', 0, NULL, '09-20'),
		('s4', 'pro', 'active', 'USD', 25, NULL, NULL), ('s5', 'addon', 'ended', 'USD', 0, NULL, '10-03'), ('s6', 'basic', 'active', 'USD', 12, NULL, NULL)$$,
	'subscriptions as they are at a time');
SELECT results_eq(
	$$SELECT k - '{entitlements,subscriptions,plans,revenue,as_of}'::text[] FROM analytics_revenue_kpis('2025-09-01 00:00Z', '2025-10-01 00:00Z', as_of => '2025-10-25 00:00Z') AS k$$,
	$$SELECT '{"currency": "USD", "mrr": 75, "arr": 900, "net_mrr": 35, "new_mrr": 25, "expansion_mrr": 20, "contraction_mrr": 0, "churn_mrr": 10, "reactivation_mrr": 0, "arpu": 25,
		"account_churn_rate": 0.3333333333333333, "gross_mrr_churn_rate": 0.25, "net_revenue_retention": 1.25, "ltv": 60, "cac": 60, "ltv_cac_ratio": 1, "accounts": 3,
		"other_currencies": [], "trial_conversion_rate": null, "unpriced": 0, "is_complete": true}'::jsonb$$,
	'key figures of September');
SELECT results_eq(
	$$SELECT k -> 'subscriptions', k -> 'plans', k -> 'mrr', k -> 'trial_conversion_rate' FROM analytics_revenue_kpis('2025-08-01 00:00Z', '2025-11-01 00:00Z', as_of => '2025-10-25 00:00Z') AS k$$,
	$$SELECT '{"active": 3, "trialing": 0, "canceling": 1, "past_due": 0, "paused": 0}'::jsonb,
		'[{"plan": "pro", "accounts": 3, "subscriptions": 3, "mrr": 70, "share": 0.8536585365853658}, {"plan": "basic", "accounts": 1, "subscriptions": 1, "mrr": 12, "share": 0.14634146341463414}]'::jsonb,
		'82'::jsonb, '1'::jsonb$$,
	'subscriptions by status and plan, and the trial that was paid');

-- revenue
SELECT track('11-25 09:00', 'ann', 'payment_completed', '{"amount": 100, "currency": "USD"}'), track('11-25 10:00', 'ann', 'payment_refunded', '{"amount": 100, "currency": "usd"}'),
	track('11-25 11:00', 'bob', 'payment_completed', '{"amount": 10000, "currency": "JPY"}');
SELECT results_eq(
	$$SELECT currency_code, payments, failed_payments, gross, refunds, net, in_app_purchases, in_app_amount, paying_users, is_complete
		FROM analytics_revenue('2025-11-25 00:00Z', '2025-11-26 00:00Z', as_of => '2025-11-27 00:00Z')$$,
	$$VALUES ('JPY', 1::bigint, 0::bigint, 10000::float8, 0::float8, 10000::float8, 0::bigint, 0::float8, 1::bigint, true), ('USD', 1, 0, 100, 100, 0, 0, 0, 1, true)$$,
	'currencies are never added up');

-- by provider, currencies apart, and several tenants added up
SELECT track('12-01 09:00', 'eve', 'subscription_created', '{"subscription_id": 7, "amount": 1000, "currency": "JPY", "provider": "apple"}'),
	track('12-02 09:00', 'eve', 'subscription_upgraded', '{"subscription_id": 7.0, "amount": 1500, "currency": "JPY", "provider": "apple"}'),
	track('12-03 09:00', 'fay', 'subscription_created', '{"amount": 5}'),
	track('12-04 09:00', 'fay', 'payment_failed', '{"amount": 5}'),
	track('12-05 09:00', 'gus', 'subscription_created', '{"subscription_id": "g", "amount": 8, "currency": "EUR"}'),
	track('12-06 09:00', 'gus', 'subscription_renewed', '{"subscription_id": "g", "amount": 8, "currency": "USD"}');
SELECT results_eq(
	$$SELECT currency_code, opening_mrr, new_mrr, closing_mrr, closing_accounts FROM analytics_mrr('2025-12-01 00:00Z', '2026-01-01 00:00Z', as_of => '2026-01-01 00:00Z')$$,
	$$VALUES ('JPY', 0::float8, 1500::float8, 1500::float8, 1::bigint), ('USD', 82, 8, 90, 5), (NULL, 0, 5, 5, 1)$$,
	'each currency for itself: 42 and 42.0 are one id, no id is the user''s one subscription, a payment without id says nothing about it');
SELECT results_eq(
	$$SELECT currency_code, breakdown_value, new_mrr, closing_mrr FROM analytics_mrr('2025-12-01 00:00Z', '2026-01-01 00:00Z', currency => 'jpy', breakdown => 'provider', as_of => '2026-01-01 00:00Z')$$,
	$$VALUES ('JPY', 'apple', 1500::float8, 1500::float8)$$,
	'one currency, by provider');
SELECT results_eq(
	$$SELECT subscription_id, currency, mrr_before, mrr_after FROM analytics_mrr_changes('2025-12-05 00:00Z', '2025-12-07 00:00Z', '2026-01-01 00:00Z')$$,
	$$VALUES ('g', 'EUR', 0::float8, 8::float8), ('g', 'EUR', 8, 0), ('g', 'USD', 0, 8)$$,
	'a change of currency is two rows');
SELECT results_eq(
	$$SELECT k ->> 'currency', k -> 'other_currencies', k -> 'mrr', k -> 'ltv' FROM analytics_revenue_kpis('2025-12-01 00:00Z', '2026-01-01 00:00Z', as_of => '2026-01-01 00:00Z') AS k$$,
	$$VALUES ('JPY', '["USD", null]'::jsonb, '1500'::jsonb, 'null'::jsonb)$$,
	'key figures are of the currency with most MRR');
SELECT results_eq(
	$$SELECT DISTINCT acquisition_cost FROM analytics_mrr('2025-10-01 00:00Z', '2026-01-01 00:00Z', as_of => '2026-01-01 00:00Z')$$,
	$$VALUES (NULL::float8)$$,
	'costs have no currency: of several, none');

-- plans: new and churn are the account's, and sum to the total
SELECT track('12-10 09:00', 'hal', 'subscription_created', sub('h1', 'basic', 10)), track('12-20 09:00', 'hal', 'subscription_upgraded', sub('h1', 'pro', 30)),
	track('12-21 09:00', 'hal', 'subscription_created', sub('h2', 'addon', 5)), track('12-25 09:00', 'hal', 'subscription_expired', sub('h1')), track('12-25 10:00', 'hal', 'subscription_expired', sub('h2'));
SELECT results_eq(
	$$SELECT "time" = '2025-12-15 00:00Z' AS second_week, breakdown_value, opening_mrr, new_mrr, expansion_mrr, contraction_mrr, churn_mrr, closing_mrr
		FROM analytics_mrr('2025-12-08 00:00Z', '2025-12-29 00:00Z', 'week', 'USD', 'plan', as_of => '2026-01-01 00:00Z') WHERE new_mrr + expansion_mrr + contraction_mrr + churn_mrr > 0$$,
	$$VALUES (false, 'basic', 12::float8, 10::float8, 0::float8, 0::float8, 0::float8, 22::float8), (true, 'pro', 70, 0, 30, 0, 0, 100), (true, 'basic', 22, 0, 0, 10, 0, 12),
		(true, 'addon', 0, 0, 5, 0, 0, 5), (false, 'pro', 100, 0, 0, 0, 30, 70), (false, 'addon', 5, 0, 0, 0, 5, 0)$$,
	'what moves between an account''s plans is contraction of one and expansion of the other; churn is the account''s');
SELECT results_eq(
	$$SELECT sum(new_mrr), sum(churn_mrr), sum(net_new_mrr) FROM analytics_mrr('2025-08-01 00:00Z', '2026-01-01 00:00Z', currency => 'USD', breakdown => 'plan', as_of => '2026-01-01 00:00Z') GROUP BY "time" ORDER BY "time"$$,
	$$SELECT new_mrr, churn_mrr, net_new_mrr FROM analytics_mrr('2025-08-01 00:00Z', '2026-01-01 00:00Z', currency => 'USD', as_of => '2026-01-01 00:00Z')$$,
	'new, churn and net of the plans sum to the total');

-- what is known at as_of
SELECT results_eq(
	$$SELECT closing_mrr, closing_accounts, is_complete FROM analytics_mrr('2025-08-01 00:00Z', '2025-10-01 00:00Z', currency => 'USD', as_of => '2025-08-15 08:59:59Z')$$,
	$$VALUES (10::float8, 1::bigint, false), (10, 1, false)$$,
	'what happens after as_of does not count');
SELECT is(closing_mrr, 30::float8, 'and what happens then does') FROM analytics_mrr('2025-08-01 00:00Z', '2025-09-01 00:00Z', as_of => '2025-08-15 09:00Z');

SELECT results_eq(
	$$SELECT (SELECT closing_mrr FROM analytics_mrr('2025-09-01 00:00Z', '2025-10-01 00:00Z', currency => 'USD', as_of => at)) FROM unnest('{2025-09-15 00:00Z, 2025-09-21 00:00Z}'::timestamptz[]) AS at$$,
	$$VALUES (85::float8), (75)$$,
	'nor does what is yet to take effect');

-- trials, entitlements, unpriced
SELECT track('12-11 09:00', 'ida', 'trial_started', '{"subscription_id": "i", "trial_days": 7}'), track('12-12 09:00', 'jon', 'trial_started', '{"subscription_id": "j", "trial_days": 7}'),
	track('12-13 09:00', 'jon', 'subscription_created', sub('j', 'pro', 25)), track('12-13 10:00', 'kim', 'trial_started', '{"subscription_id": "k"}'),
	track('12-14 09:00', 'lea', 'subscription_created', '{"subscription_id": "l", "currency": "USD"}'),
	track('12-11 09:00', 'ida', 'entitlement_granted', '{"entitlement_id": "gold", "ends_at": "2025-12-20T00:00:00Z"}'), track('12-12 09:00', 'jon', 'entitlement_granted', '{"entitlement_id": "gold"}'),
	track('12-15 09:00', 'jon', 'entitlement_renewed', '{"entitlement_id": "gold"}'), track('12-12 09:00', 'kim', 'entitlement_granted', '{"entitlement_id": "gold"}'),
	track('12-30 09:00', 'kim', 'entitlement_expired', '{"entitlement_id": "gold"}');
SELECT results_eq(
	$$SELECT k -> 'trial_conversion_rate', k -> 'entitlements', k -> 'unpriced', k -> 'subscriptions' -> 'trialing'
		FROM analytics_revenue_kpis('2025-12-01 00:00Z', '2026-01-01 00:00Z', 'USD', '2026-01-01 00:00Z') AS k$$,
	$$VALUES ('0.5'::jsonb, '{"active": 1, "granted": 3, "expired": 1}'::jsonb, '1'::jsonb, '1'::jsonb)$$,
	'of the trials that ended one was paid; entitlements end by themselves; a subscription without an amount is unpriced');

-- the forecast: too little is known, 3 months have no interval, and Student's t
SELECT is(count(*), 0::bigint, 'two months are no line') FROM analytics_arr_forecast('2025-10-15 00:00Z', currency => 'USD') WHERE is_forecast;
SELECT results_eq(
	$$SELECT arr_low, arr_high FROM analytics_arr_forecast('2025-11-15 00:00Z', 1, currency => 'USD') WHERE is_forecast$$,
	$$VALUES (NULL::float8, NULL::float8)$$,
	'three months have no interval');
SELECT results_eq(
	$$SELECT arr, arr_low, arr_high FROM analytics_arr_forecast('2025-12-15 00:00Z', 2, currency => 'USD') WHERE is_forecast$$,
	$$VALUES (1236::float8, 777.62::float8, 1694.38::float8), (1395.6, 837.96, 1953.24)$$,
	'four months have one');
SELECT is((SELECT array_agg(round(mindwell_internal.student_t_90(n)::numeric, 4) ORDER BY n) FROM unnest('{1, 2, 10, 11, 20, 30, 120}'::integer[]) AS n),
	'{3.0777, 1.8856, 1.3722, 1.3634, 1.3253, 1.3104, 1.2886}'::numeric[], 'Student''s t, by the tables');

-- revenue by what the events say
SELECT track('12-26 09:00', 'ann', 'payment_completed', '{"amount": 0.005, "currency": "USD", "plan": "pro"}'), track('12-26 10:00', 'ann', 'payment_completed', '{"amount": 0.005, "currency": "USD", "plan": "pro"}'),
	track('12-26 11:00', 'bob', 'payment_completed', '{"amount": 0, "currency": "USD", "plan": "basic"}'), track('12-26 12:00', 'bob', 'payment_failed', '{"amount": 9, "currency": "USD", "plan": "basic"}'),
	track('12-26 13:00', 'cat', 'in_app_purchase_completed', '{"amount": 4.99, "currency": "USD", "product_id": 5}');
SELECT results_eq(
	$$SELECT payments, failed_payments, gross, in_app_purchases, in_app_amount, paying_users FROM analytics_revenue('2025-12-26 00:00Z', '2025-12-27 00:00Z', as_of => '2026-01-01 00:00Z')$$,
	$$VALUES (3::bigint, 1::bigint, 5::float8, 1::bigint, 4.99::float8, 2::bigint)$$,
	'sums are rounded, not what is summed up; an amount of 0 makes no payer');
SELECT results_eq(
	$$SELECT breakdown_value, payments, failed_payments, gross FROM analytics_revenue('2025-12-26 00:00Z', '2025-12-27 00:00Z', breakdown => 'plan', as_of => '2026-01-01 00:00Z')$$,
	$$VALUES (NULL, 0::bigint, 0::bigint, 4.99::float8), ('pro', 2, 0, 0.01), ('basic', 1, 1, 0)$$,
	'by plan');
SELECT set_eq('TABLE analytics_subscriptions', 'SELECT * FROM analytics_subscriptions(now())', 'the view is the function, now');

SELECT * FROM finish();
