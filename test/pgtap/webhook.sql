-- Webhooks: every type of the two providers that means something, in the shapes of several versions of their APIs.  The
-- payloads are made of the fields that the providers document; what is not read is there, too.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install('month');
SET mindwell_analytics.max_event_age = 0;
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';

CREATE SEQUENCE payload;
CREATE FUNCTION item(amount numeric, unit text DEFAULT 'month', units int DEFAULT 1, quantity int DEFAULT 1, price jsonb DEFAULT '{}', more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('id', 'si_1', 'object', 'subscription_item', 'quantity', quantity, 'created', 1735689600, 'current_period_end', 1738368000, 'metadata', '{}'::jsonb,
		'price', jsonb_build_object('id', 'price_1', 'object', 'price', 'active', true, 'billing_scheme', 'per_unit', 'currency', 'usd', 'lookup_key', NULL, 'nickname', NULL, 'product', 'prod_pro',
			'unit_amount', amount, 'unit_amount_decimal', NULL, 'tiers_mode', NULL, 'transform_quantity', NULL,
			'recurring', jsonb_build_object('interval', unit, 'interval_count', units, 'usage_type', 'licensed', 'meter', NULL)) || price) || more
$$;
CREATE FUNCTION items(VARIADIC items jsonb[]) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('items', jsonb_build_object('object', 'list', 'data', to_jsonb(items), 'has_more', false))
$$;
CREATE FUNCTION sub(more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('id', 'sub_1', 'object', 'subscription', 'application', NULL, 'customer', 'cus_1', 'status', 'active', 'currency', 'usd', 'cancel_at', NULL, 'cancel_at_period_end', false,
		'collection_method', 'charge_automatically', 'default_payment_method', 'pm_1', 'description', 'for ann@example.com', 'discounts', '[]'::jsonb, 'metadata', '{"user_id": "ann", "email": "ann@example.com"}'::jsonb,
		'pause_collection', NULL, 'trial_end', NULL, 'livemode', false) || items(item(1000)) || more
$$;
CREATE FUNCTION evt(type text, object jsonb, previous jsonb DEFAULT NULL, created bigint DEFAULT 1735725600) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('id', 'evt_' || nextval('payload'), 'object', 'event', 'api_version', '2025-03-31.basil', 'created', created, 'livemode', false, 'pending_webhooks', 1,
		'request', '{"id": "req_1", "idempotency_key": null}'::jsonb, 'type', type, 'data', jsonb_strip_nulls(jsonb_build_object('previous_attributes', '{}'::jsonb)) || jsonb_build_object('object', object)
			|| CASE WHEN previous IS NULL THEN '{}' ELSE jsonb_build_object('previous_attributes', previous) END)
$$;
CREATE FUNCTION invoice(more jsonb) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('id', 'in_1', 'object', 'invoice', 'account_name', 'Tea Ltd', 'amount_due', 1000, 'amount_paid', 1000, 'attempt_count', 1, 'billing_reason', 'manual', 'currency', 'usd',
		'customer', 'cus_1', 'customer_email', 'ann@example.com', 'customer_name', 'Ann Example', 'metadata', '{}'::jsonb) || more
$$;
CREATE FUNCTION rc(type text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('api_version', '1.0', 'event', jsonb_build_object('id', 'rc-' || nextval('payload'), 'type', type, 'app_id', 'app1', 'app_user_id', 'bob', 'original_app_user_id', '$RCAnonymousID:87c6',
		'aliases', '["bob@example.com"]'::jsonb, 'event_timestamp_ms', 1735725600123, 'environment', 'PRODUCTION', 'store', 'APP_STORE', 'country_code', 'US', 'product_id', 'monthly', 'period_type', 'NORMAL',
		'purchased_at_ms', 1735725600000, 'expiration_at_ms', 1738404000000, 'entitlement_id', NULL, 'entitlement_ids', '["pro"]'::jsonb, 'transaction_id', 't9', 'original_transaction_id', 't1',
		'currency', 'USD', 'price', 9.99, 'price_in_purchased_currency', 9.99, 'tax_percentage', 0, 'commission_percentage', 0.3, 'takehome_percentage', 0.7,
		'subscriber_attributes', '{"$email": {"value": "bob@example.com", "updated_at_ms": 1}}'::jsonb) || more)
$$;

CREATE TABLE fixture (n serial, name text, payload jsonb, expected jsonb);
-- what is the same in all: the subscription and the provider
CREATE FUNCTION fixture(name text, payload jsonb, VARIADIC expected jsonb[]) RETURNS void LANGUAGE sql AS $$
	INSERT INTO fixture (name, payload, expected) VALUES (name, payload, CASE WHEN cardinality(expected) = 1 AND jsonb_typeof(expected[1]) = 'string' THEN expected[1] ELSE to_jsonb(expected) END)
$$;
CREATE FUNCTION said(type text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_array(type, '{"subscription_id": "sub_1", "provider": "stripe"}'::jsonb || more)
$$;
CREATE FUNCTION priced(plan text, amount numeric, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('plan', plan, 'amount', amount, 'currency', 'USD', 'billing_interval', 'month', 'interval_count', 1) || more
$$;
CREATE FUNCTION rc_said(type text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_array(type, '{"subscription_id": "t1", "provider": "revenuecat"}'::jsonb || more)
$$;

-- ---- Stripe: a subscription begins
SELECT fixture('created', evt('customer.subscription.created', sub()), said('subscription_created', priced('prod_pro', 10))),
	fixture('quantity', evt('customer.subscription.created', sub(items(item(1000, quantity => 3)))), said('subscription_created', priced('prod_pro', 30))),
	fixture('a year, by the name of the price', evt('customer.subscription.created', sub(items(item(12000, 'year', price => '{"nickname": "Gold", "lookup_key": "gold_yearly"}')))),
		said('subscription_created', priced('gold_yearly', 120, '{"billing_interval": "year"}'))),
	fixture('by its nickname, of an expanded product', evt('customer.subscription.created', sub(items(item(100, price => '{"nickname": "Gold", "product": {"id": "prod_x", "name": "x"}}')))),
		said('subscription_created', priced('Gold', 1))),
	fixture('expanded product', evt('customer.subscription.created', sub(items(item(100, price => '{"product": {"id": "prod_x", "name": "x"}}')))), said('subscription_created', priced('prod_x', 1))),
	fixture('three months', evt('customer.subscription.created', sub(items(item(2700, 'month', 3)))), said('subscription_created', priced('prod_pro', 27, '{"interval_count": 3}'))),
	fixture('decimals of a cent', evt('customer.subscription.created', sub(items(item(NULL, quantity => 1000, price => '{"unit_amount_decimal": "0.25"}')))), said('subscription_created', priced('prod_pro', 2.5))),
	fixture('several items', evt('customer.subscription.created', sub(items(item(1000), item(250, quantity => 2, price => '{"product": "prod_addon"}')))), said('subscription_created', priced('prod_pro', 15))),
	fixture('items of several intervals are by the month', evt('customer.subscription.created', sub(items(item(1000), item(2400, 'year')))), said('subscription_created', priced('prod_pro', 12))),
	fixture('what is metered costs nothing', evt('customer.subscription.created', sub(items(item(1000), item(NULL, price => '{"recurring": {"interval": "month", "usage_type": "metered"}}')))),
		said('subscription_created', priced('prod_pro', 10))),
	fixture('tiers have no price', evt('customer.subscription.created', sub(items(item(NULL, price => '{"billing_scheme": "tiered", "tiers_mode": "graduated"}')))),
		said('subscription_created', priced('prod_pro', 1) - 'amount')),
	fixture('nor have packages', evt('customer.subscription.created', sub(items(item(100, price => '{"transform_quantity": {"divide_by": 10, "round": "up"}}')))),
		said('subscription_created', priced('prod_pro', 1) - 'amount')),
	fixture('yen have no decimals', evt('customer.subscription.created', sub(items(item(1500)) || '{"currency": "jpy"}')), said('subscription_created', priced('prod_pro', 1500, '{"currency": "JPY"}'))),
	fixture('dinars have three', evt('customer.subscription.created', sub(items(item(1500)) || '{"currency": "kwd"}')), said('subscription_created', priced('prod_pro', 1.5, '{"currency": "KWD"}'))),
	fixture('items have plans (before 2020)', evt('customer.subscription.created', (sub(jsonb_build_object('items', jsonb_build_object('data', '[{"id": "si_1", "quantity": 2, "plan": {"id": "gold", "amount": 500,
		"amount_decimal": "500", "billing_scheme": "per_unit", "currency": "usd", "interval": "month", "interval_count": 1, "nickname": "Gold", "product": "prod_1", "usage_type": "licensed"}}]'::jsonb))) - 'currency')),
		said('subscription_created', priced('Gold', 10))),
	fixture('the subscription is its item (before 2018)', evt('customer.subscription.created', (sub('{"quantity": 3, "plan": {"id": "gold", "amount": 500, "currency": "eur", "interval": "week", "interval_count": 1}}') - 'items') - 'currency'),
		said('subscription_created', '{"amount": 15, "currency": "EUR", "billing_interval": "week", "interval_count": 1}')),
	fixture('a trial of two weeks', evt('customer.subscription.created', sub('{"status": "trialing", "trial_start": 1735725600, "trial_end": 1736935200}')), said('subscription_created', priced('prod_pro', 10, '{"trial_days": 14}'))),
	fixture('a day that has begun is one', evt('customer.subscription.created', sub('{"status": "trialing", "trial_end": 1735725601}')), said('subscription_created', priced('prod_pro', 10, '{"trial_days": 1}'))),
	fixture('not paid yet', evt('customer.subscription.created', sub('{"status": "incomplete"}')), '"ignored"'),
	fixture('paid at last', evt('customer.subscription.updated', sub(), '{"status": "incomplete"}'), said('subscription_created', priced('prod_pro', 10))),
-- ---- coupons
	fixture('a tenth less for ever', evt('customer.subscription.created', sub('{"discount": {"id": "di_1", "coupon": {"id": "x", "duration": "forever", "percent_off": 10, "amount_off": null}}}')), said('subscription_created', priced('prod_pro', 9))),
	fixture('two dollars less for ever, in a list', evt('customer.subscription.created', sub('{"discounts": [{"id": "di_1", "coupon": {"duration": "forever", "percent_off": null, "amount_off": 200}}]}')), said('subscription_created', priced('prod_pro', 8))),
	fixture('in a source (since 2025)', evt('customer.subscription.created', sub('{"discounts": [{"id": "di_1", "source": {"type": "coupon", "coupon": {"duration": "forever", "percent_off": 50}}}]}')), said('subscription_created', priced('prod_pro', 5))),
	fixture('never below nothing', evt('customer.subscription.created', sub('{"discounts": [{"coupon": {"duration": "forever", "amount_off": 5000}}]}')), said('subscription_created', priced('prod_pro', 0))),
	fixture('once, or for some months, is no price', evt('customer.subscription.created', sub('{"discounts": [{"coupon": {"duration": "once", "percent_off": 50}}, {"coupon": {"duration": "repeating", "percent_off": 50}}, "di_9"]}')),
		said('subscription_created', priced('prod_pro', 10))),
-- ---- a subscription changes
	fixture('a dearer price', evt('customer.subscription.updated', sub(items(item(2500, price => '{"product": "prod_max"}'))), items(item(1000))), said('subscription_upgraded', priced('prod_max', 25, '{"previous_plan": "prod_pro", "previous_amount": 10}'))),
	fixture('a cheaper one', evt('customer.subscription.updated', sub(items(item(500))), items(item(1000))), said('subscription_downgraded', priced('prod_pro', 5, '{"previous_plan": "prod_pro", "previous_amount": 10}'))),
	fixture('a year at the price of ten months', evt('customer.subscription.updated', sub(items(item(10000, 'year'))), items(item(1000))),
		said('subscription_downgraded', priced('prod_pro', 100, '{"billing_interval": "year", "previous_plan": "prod_pro", "previous_amount": 10}'))),
	fixture('another plan of that value', evt('customer.subscription.updated', sub(items(item(12000, 'year', price => '{"product": "prod_year"}'))), items(item(1000))),
		said('subscription_upgraded', priced('prod_year', 120, '{"billing_interval": "year", "previous_plan": "prod_pro", "previous_amount": 10}'))),
	fixture('more seats, in the old form', evt('customer.subscription.updated', sub('{"quantity": 5, "plan": {"amount": 500, "interval": "month"}}') - 'items', '{"quantity": 2}'),
		said('subscription_upgraded', '{"amount": 25, "currency": "USD", "billing_interval": "month", "interval_count": 1, "previous_amount": 10}')),
	fixture('a coupon', evt('customer.subscription.updated', sub('{"discount": {"coupon": {"duration": "forever", "percent_off": 50}}}'), '{"discount": null}'),
		said('subscription_downgraded', priced('prod_pro', 5, '{"previous_plan": "prod_pro", "previous_amount": 10}'))),
	fixture('nothing that matters', evt('customer.subscription.updated', sub(), items(item(1000)) || '{"description": "x", "latest_invoice": "in_0"}'), '"ignored"'),
	fixture('nothing at all', evt('customer.subscription.updated', sub()), '"ignored"'),
	fixture('a new price for what is not paid', evt('customer.subscription.updated', sub(items(item(2500)) || '{"status": "unpaid"}'), items(item(1000))), '"ignored"'),
	fixture('cancelled for later (period in the items)', evt('customer.subscription.updated', sub('{"cancel_at_period_end": true}'), '{"cancel_at_period_end": false}'),
		said('subscription_cancelled', '{"plan": "prod_pro", "ends_at": "2025-02-01T00:00:00.000000Z"}')),
	fixture('cancelled for later (period of the subscription)', evt('customer.subscription.updated', sub('{"cancel_at_period_end": true, "current_period_end": 1740787200}'), '{"cancel_at_period_end": false}'),
		said('subscription_cancelled', '{"plan": "prod_pro", "ends_at": "2025-03-01T00:00:00.000000Z"}')),
	fixture('cancelled for a day', evt('customer.subscription.updated', sub('{"cancel_at": 1746057600}'), '{"cancel_at": null}'), said('subscription_cancelled', '{"plan": "prod_pro", "ends_at": "2025-05-01T00:00:00.000000Z"}')),
	fixture('taken back', evt('customer.subscription.updated', sub(), '{"cancel_at_period_end": true, "cancel_at": 1738368000, "canceled_at": 1735700000}'), said('subscription_uncancelled', '{"plan": "prod_pro"}')),
	fixture('a cheaper price, and cancelled', evt('customer.subscription.updated', sub(items(item(500)) || '{"cancel_at_period_end": true}'), items(item(1000)) || '{"cancel_at_period_end": false}'),
		said('subscription_downgraded', priced('prod_pro', 5, '{"previous_plan": "prod_pro", "previous_amount": 10}')), said('subscription_cancelled', '{"plan": "prod_pro", "ends_at": "2025-02-01T00:00:00.000000Z"}')),
	fixture('not paid in the end', evt('customer.subscription.updated', sub('{"status": "unpaid"}'), '{"status": "past_due"}'), said('subscription_expired', '{"plan": "prod_pro"}')),
	fixture('never paid', evt('customer.subscription.updated', sub('{"status": "incomplete_expired"}'), '{"status": "incomplete"}'), said('subscription_expired', '{"plan": "prod_pro"}')),
	fixture('paid late', evt('customer.subscription.updated', sub(), '{"status": "past_due"}'), '"ignored"'),
	fixture('a bill is due', evt('customer.subscription.updated', sub('{"status": "past_due"}'), '{"status": "active"}'), '"ignored"'),
	fixture('paid after all', evt('customer.subscription.updated', sub(), '{"status": "unpaid"}'), said('subscription_resumed', priced('prod_pro', 10))),
	fixture('a trial converts', evt('customer.subscription.updated', sub(), '{"status": "trialing"}'), said('trial_ended', priced('prod_pro', 10, '{"reason": "converted"}'))),
	fixture('a trial pauses', evt('customer.subscription.updated', sub('{"status": "paused"}'), '{"status": "trialing"}'), said('trial_ended', priced('prod_pro', 10, '{"reason": "paused"}'))),
	fixture('a pause ends', evt('customer.subscription.updated', sub(), '{"status": "paused"}'), said('subscription_resumed', priced('prod_pro', 10))),
	fixture('a trial later on', evt('customer.subscription.updated', sub('{"status": "trialing", "trial_end": 1738368000}'), '{"status": "active"}'), said('trial_started', '{"plan": "prod_pro", "ends_at": "2025-02-01T00:00:00.000000Z"}')),
	fixture('a trial goes on for longer', evt('customer.subscription.updated', sub('{"status": "trialing", "trial_end": 1738368000}'), '{"trial_end": 1736935200}'), said('trial_started', '{"plan": "prod_pro", "ends_at": "2025-02-01T00:00:00.000000Z"}')),
	fixture('collection paused', evt('customer.subscription.updated', sub('{"pause_collection": {"behavior": "void", "resumes_at": null}}'), '{"pause_collection": null}'), said('subscription_paused', '{"plan": "prod_pro"}')),
	fixture('collection resumed', evt('customer.subscription.updated', sub(), '{"pause_collection": {"behavior": "void"}}'), said('subscription_resumed', priced('prod_pro', 10))),
	fixture('the pause is another', evt('customer.subscription.updated', sub('{"pause_collection": {"behavior": "void"}}'), '{"pause_collection": {"behavior": "keep_as_draft"}}'), '"ignored"'),
	fixture('deleted', evt('customer.subscription.deleted', sub('{"status": "canceled"}')), said('subscription_expired'));
-- ---- Stripe: payments
SELECT fixture('a bill is paid', evt('invoice.paid', invoice('{}')), '["payment_completed", {"provider": "stripe", "payment_id": "in_1", "amount": 10, "currency": "USD"}]'),
	fixture('a cycle is paid', evt('invoice.paid', invoice('{"billing_reason": "subscription_cycle", "subscription": "sub_1"}')),
		said('payment_completed', '{"payment_id": "in_1", "amount": 10, "currency": "USD", "automatic": true}'), said('subscription_renewed')),
	fixture('a cycle is paid (since 2025)', evt('invoice.paid', invoice('{"billing_reason": "subscription_cycle", "parent": {"type": "subscription_details", "subscription_details": {"subscription": "sub_1", "metadata": {"user_id": "ann"}}}}')),
		said('payment_completed', '{"payment_id": "in_1", "amount": 10, "currency": "USD", "automatic": true}'), said('subscription_renewed')),
	fixture('the first bill', evt('invoice.paid', invoice('{"billing_reason": "subscription_create", "subscription": {"id": "sub_1"}, "amount_paid": 1999, "currency": "eur"}')),
		said('payment_completed', '{"payment_id": "in_1", "amount": 19.99, "currency": "EUR"}')),
	fixture('a bill of nothing', evt('invoice.paid', invoice('{"amount_paid": 0, "billing_reason": "subscription_create", "subscription": "sub_1"}')), '"ignored"'),
	fixture('a cycle of nothing', evt('invoice.paid', invoice('{"amount_paid": 0, "billing_reason": "subscription_cycle", "subscription": "sub_1"}')), said('subscription_renewed')),
	fixture('a bill is not paid', evt('invoice.payment_failed', invoice('{"amount_paid": 0, "billing_reason": "subscription_cycle", "subscription": "sub_1"}')), said('payment_failed', '{"payment_id": "in_1", "amount": 10, "currency": "USD"}')),
	fixture('given back', evt('charge.refunded', '{"id": "ch_1", "object": "charge", "amount": 1000, "amount_refunded": 300, "currency": "usd", "customer": "cus_1", "metadata": {}, "billing_details": {"email": "ann@example.com"}}'),
		'["payment_refunded", {"provider": "stripe", "payment_id": "ch_1", "amount": 3, "currency": "USD"}]'),
	fixture('given back, the rest', evt('charge.refunded', '{"id": "ch_1", "amount": 1000, "amount_refunded": 1000, "currency": "usd", "customer": "cus_1"}', '{"amount_refunded": 300, "refunded": false}'),
		'["payment_refunded", {"provider": "stripe", "payment_id": "ch_1", "amount": 7, "currency": "USD"}]'),
	fixture('nothing given back', evt('charge.refunded', '{"id": "ch_1", "amount_refunded": 300, "currency": "usd"}', '{"amount_refunded": 300}'), '"ignored"'),
	fixture('another type', evt('customer.subscription.trial_will_end', sub()), '"ignored"'),
	fixture('another type, of what is not understood', evt('entitlements.active_entitlement_summary.updated', '5'), '"ignored"');
-- ---- RevenueCat
SELECT fixture('RevenueCat: a purchase', rc('INITIAL_PURCHASE'), rc_said('subscription_created', priced('monthly', 9.99)), rc_said('payment_completed', '{"product_id": "monthly", "amount": 9.99, "currency": "USD"}'),
		rc_said('entitlement_granted', '{"entitlement_id": "pro", "product_id": "monthly", "ends_at": "2025-02-01T10:00:00.000000Z"}')),
	fixture('net of tax, of a year, two entitlements', rc('INITIAL_PURCHASE', '{"price_in_purchased_currency": 120, "tax_percentage": 0.25, "expiration_at_ms": 1767261600000, "entitlement_ids": ["b", "a"]}'),
		rc_said('subscription_created', priced('monthly', 90, '{"billing_interval": "year"}')), rc_said('payment_completed', '{"product_id": "monthly", "amount": 90, "currency": "USD"}'),
		rc_said('entitlement_granted', '{"entitlement_id": "a", "product_id": "monthly", "ends_at": "2026-01-01T10:00:00.000000Z"}'), rc_said('entitlement_granted', '{"entitlement_id": "b", "product_id": "monthly", "ends_at": "2026-01-01T10:00:00.000000Z"}')),
	fixture('RevenueCat: a trial', rc('INITIAL_PURCHASE', '{"period_type": "TRIAL", "price_in_purchased_currency": 0, "price": 0, "entitlement_ids": null}'), rc_said('trial_started', '{"plan": "monthly", "ends_at": "2025-02-01T10:00:00.000000Z"}')),
	fixture('of no interval that is billed', rc('INITIAL_PURCHASE', '{"expiration_at_ms": 1736935200000, "entitlement_ids": []}'), rc_said('subscription_created', '{"plan": "monthly", "currency": "USD"}'),
		rc_said('payment_completed', '{"product_id": "monthly", "amount": 9.99, "currency": "USD"}')),
	fixture('a week', rc('INITIAL_PURCHASE', '{"expiration_at_ms": 1736330400000, "entitlement_ids": [], "price_in_purchased_currency": null}'), rc_said('subscription_created', '{"plan": "monthly", "currency": "USD", "billing_interval": "week", "interval_count": 1}')),
	fixture('three months', rc('RENEWAL', '{"expiration_at_ms": 1743501600000, "entitlement_ids": []}'), rc_said('subscription_renewed', priced('monthly', 9.99, '{"interval_count": 3}')),
		rc_said('payment_completed', '{"product_id": "monthly", "amount": 9.99, "currency": "USD", "automatic": true}')),
	fixture('half a year', rc('RENEWAL', '{"expiration_at_ms": 1751364000000, "entitlement_ids": ["pro"], "is_trial_conversion": false}'), rc_said('subscription_renewed', priced('monthly', 9.99, '{"interval_count": 6}')),
		rc_said('payment_completed', '{"product_id": "monthly", "amount": 9.99, "currency": "USD", "automatic": true}'), rc_said('entitlement_renewed', '{"entitlement_id": "pro", "product_id": "monthly", "ends_at": "2025-07-01T10:00:00.000000Z"}')),
	fixture('RevenueCat: a trial converts', rc('RENEWAL', '{"is_trial_conversion": true, "entitlement_ids": []}'), rc_said('subscription_created', priced('monthly', 9.99)),
		rc_said('payment_completed', '{"product_id": "monthly", "amount": 9.99, "currency": "USD", "automatic": true}')),
	fixture('RevenueCat: cancelled', rc('CANCELLATION', '{"cancel_reason": "UNSUBSCRIBE", "price_in_purchased_currency": 0}'), rc_said('subscription_cancelled', '{"plan": "monthly", "ends_at": "2025-02-01T10:00:00.000000Z"}')),
	fixture('RevenueCat: given back', rc('CANCELLATION', '{"cancel_reason": "CUSTOMER_SUPPORT", "price": -9.99, "price_in_purchased_currency": -9.99}'), rc_said('payment_refunded', '{"product_id": "monthly", "amount": 9.99, "currency": "USD"}')),
	fixture('RevenueCat: taken back', rc('UNCANCELLATION'), rc_said('subscription_uncancelled', '{"plan": "monthly"}')),
	fixture('RevenueCat: expired', rc('EXPIRATION', '{"expiration_reason": "UNSUBSCRIBE"}'), rc_said('subscription_expired', '{"plan": "monthly"}'), rc_said('entitlement_expired', '{"entitlement_id": "pro", "product_id": "monthly"}')),
	fixture('RevenueCat: bought once', rc('NON_RENEWING_PURCHASE', '{"original_transaction_id": null, "expiration_at_ms": null, "product_id": "coins"}'),
		'["in_app_purchase_completed", {"provider": "revenuecat", "product_id": "coins", "amount": 9.99, "currency": "USD"}]'),
	fixture('RevenueCat: not paid', rc('BILLING_ISSUE', '{"price_in_purchased_currency": null, "currency": null}'), rc_said('payment_failed', '{"product_id": "monthly"}')),
	fixture('RevenueCat: paused for later', rc('SUBSCRIPTION_PAUSED', '{"auto_resume_at_ms": 1740000000000}'), rc_said('subscription_paused', '{"plan": "monthly", "ends_at": "2025-02-01T10:00:00.000000Z"}')),
	fixture('RevenueCat: a new product, which its purchase says', rc('PRODUCT_CHANGE', '{"new_product_id": "yearly"}'), '"ignored"'),
	fixture('RevenueCat: a test', rc('TEST', '{"price_in_purchased_currency": "x"}'), '"ignored"'),
	fixture('RevenueCat: the sandbox', rc('INITIAL_PURCHASE', '{"environment": "SANDBOX"}'), '"ignored"');

CREATE FUNCTION outcome(payload jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	provider CONSTANT text := CASE WHEN payload ? 'event' THEN 'revenuecat' ELSE 'stripe' END;
	ingested jsonb;
	result jsonb;
BEGIN
	SELECT jsonb_agg(to_jsonb(i)) INTO ingested FROM analytics_ingest(provider, payload) AS i;
	SELECT CASE WHEN bool_and(i.status = 'stored') THEN jsonb_agg(jsonb_build_array(e.event_type, e.properties) ORDER BY i.event_id) ELSE to_jsonb(string_agg(concat_ws(' ', i.status, i.error), ', ')) END
	INTO result FROM jsonb_to_recordset(ingested) AS i (event_id uuid, status text, error text) LEFT JOIN analytics_events AS e ON e.id = i.event_id;
	RETURN result;
END
$$;
SELECT plan((SELECT count(*)::integer FROM fixture) + 11);
SELECT is(outcome(payload), expected, name) FROM fixture ORDER BY n;

SELECT is_empty($$SELECT properties FROM analytics_events WHERE properties::text ~ 'example|Ann|Tea'$$, 'nothing that is not named is read');
SELECT results_eq($$SELECT DISTINCT user_id FROM analytics_events WHERE properties ->> 'provider' = 'revenuecat'$$, $$SELECT analytics_uuid('bob')$$, 'RevenueCat: the user is app_user_id');
SELECT results_eq($$SELECT DISTINCT user_id, properties ? 'subscription_id' FROM analytics_events WHERE properties ->> 'provider' = 'stripe' AND event_type <> 'subscription_renewed' ORDER BY 2, 1$$,
	$$SELECT v.* FROM (VALUES (analytics_uuid('cus_1'), false), (analytics_uuid('ann'), true), (analytics_uuid('cus_1'), true)) AS v (u, s) ORDER BY 2, 1$$,
	'Stripe: the user is that of the metadata, else the customer');
SELECT is((SELECT array_agg(DISTINCT occurred_at ORDER BY occurred_at) FROM analytics_events), '{2025-01-01 10:00:00Z,2025-01-01 10:00:00.123Z}'::timestamptz[], 'the time is the provider''s');
SELECT is((SELECT string_agg(DISTINCT i.status, ' ') FROM fixture AS f, analytics_ingest(CASE WHEN f.payload ? 'event' THEN 'revenuecat' ELSE 'stripe' END, f.payload) AS i WHERE f.expected <> '"ignored"'),
	'duplicate', 'what is sent again is not stored again');
SELECT is((SELECT outcome(rc('INITIAL_PURCHASE', '{"app_user_id": "$RCAnonymousID:8069", "original_transaction_id": "t2", "entitlement_ids": []}')) -> 0 ->> 0), 'subscription_created', 'of nobody');
SELECT results_eq($$SELECT DISTINCT user_id FROM analytics_events WHERE properties ->> 'subscription_id' = 't2'$$, 'VALUES (NULL::uuid)', 'whom the application has not named is nobody');
SET mindwell_analytics.sandbox_mode = on;
SELECT is(outcome(rc('UNCANCELLATION', '{"environment": "SANDBOX"}')), jsonb_build_array(rc_said('subscription_uncancelled', '{"plan": "monthly"}')), 'the sandbox is real in sandbox mode');
RESET mindwell_analytics.sandbox_mode;

-- a batch: each payload for itself
SELECT results_eq($$SELECT ord, status, error_code, error, event_id IS NULL FROM analytics_ingest('stripe', jsonb_build_array(evt('invoice.paid', invoice('{"billing_reason": "subscription_cycle", "subscription": "sub_7"}')), '"x"',
		evt('invoice.paid', invoice('{"amount_paid": "1"}')), evt('ping', 'null'), evt('charge.refunded', '{"id": "ch_1", "amount_refunded": 300, "currency": "usd"}')))$$,
	$$VALUES (1::bigint, 'stored', NULL, NULL, false), (1, 'stored', NULL, NULL, false), (2, 'rejected', '22023', 'the payload is not an object', true),
		(3, 'rejected', '22023', '/data/object/amount_paid is not a number', true), (4, 'ignored', NULL, NULL, true), (5, 'stored', NULL, NULL, false)$$,
	'of an array, payloads that are wrong or mean nothing do not keep others out');

-- what webhooks say is what the reports tell: from ten dollars with a trial to a coupon, a cancel and the end
DELETE FROM analytics_events;
SELECT FROM analytics_ingest('stripe', jsonb_build_array(evt('customer.subscription.created', sub('{"status": "trialing", "trial_end": 1736330400}')),
	evt('customer.subscription.updated', sub(), '{"status": "trialing"}', 1736330400), evt('invoice.paid', invoice('{"billing_reason": "subscription_cycle", "subscription": "sub_1"}'), NULL, 1736330401),
	evt('customer.subscription.updated', sub(items(item(2500, price => '{"product": "prod_max"}'))), items(item(1000)), 1738404000),
	evt('customer.subscription.updated', sub(items(item(2500, price => '{"product": "prod_max"}')) || '{"cancel_at_period_end": true, "current_period_end": 1740787200}'), '{"cancel_at_period_end": false}', 1738500000),
	evt('customer.subscription.deleted', sub('{"status": "canceled"}'), NULL, 1740787200)));
SELECT results_eq($$SELECT to_char("time" AT TIME ZONE 'UTC', 'MM-DD HH24:MI'), event_type, mrr_before, mrr_after, status FROM analytics_mrr_changes('2025-01-01 00:00Z', '2026-01-01 00:00Z')$$,
	$$VALUES ('01-01 10:00', 'subscription_created', 0::float8, 0::float8, 'trialing'), ('01-08 10:00', 'subscription_created', 0, 10, 'active'), ('02-01 10:00', 'subscription_upgraded', 10, 25, 'active'),
		('02-02 12:40', 'subscription_cancelled', 25, 25, 'canceling'), ('03-01 00:00', 'subscription_cancelled', 25, 0, 'ended')$$,
	'the life of a subscription, as its webhooks tell it');
SELECT results_eq($$SELECT to_char("time" AT TIME ZONE 'UTC', 'MM'), new_mrr, expansion_mrr, churn_mrr, closing_mrr FROM analytics_mrr('2025-01-01 00:00Z', '2025-04-01 00:00Z')$$,
	$$VALUES ('01', 10::float8, 0::float8, 0::float8, 10::float8), ('02', 0, 15, 0, 25), ('03', 0, 0, 25, 0)$$,
	'and its MRR');
SELECT * FROM finish();
