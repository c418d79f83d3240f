-- Webhooks: what is not as the provider documents it is refused by its pointer; rights and arguments.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET client_min_messages = warning;
SET timezone = 'UTC';
CREATE ROLE regress_writer;
CREATE ROLE regress_reader;
CREATE ROLE regress_writer_of_a;
CREATE FUNCTION failure(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    message text;
    hint text;
BEGIN
    EXECUTE statement;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws('; ', SQLSTATE || ' ' || message, NULLIF(hint, ''));
END
$$;
SET mindwell_analytics.max_event_age = 0;

-- Arguments
SELECT call, failure('SELECT * FROM analytics_ingest(' || call || ')')
FROM (VALUES (1, $$'paypal', '{}'$$), (2, $$'Stripe', '{}'$$), (3, $$NULL, '{}'$$), (4, $$'stripe', NULL$$), (5, $$'stripe', '"x"'$$), (6, $$'stripe', '5'$$), (7, $$'stripe', 'null'$$), (8, $$'stripe', '[]'$$)) AS v (n, call)
ORDER BY n;
SELECT * FROM analytics_ingest('stripe', '[]');
SELECT * FROM analytics_ingest('stripe', '[{}, [], null, 5, {"id": "evt_1", "type": "ping"}, {"id": "evt_1"}, {"type": "ping"}, {"id": 7, "type": "ping"}, {"id": "", "type": "ping"}]');
SELECT * FROM analytics_ingest('revenuecat', '[{}, {"event": 5}, {"event": {"id": "1"}}, {"event": {"id": "1", "type": "TEST"}}, {"event": {"id": "1", "type": "EXPIRATION"}}]');

-- Each field: what is wrong with it, and what is wrong without it
CREATE TABLE sent (name text PRIMARY KEY, provider text, payload jsonb);
INSERT INTO sent VALUES
	('created', 'stripe', '{"id": "evt_1", "type": "customer.subscription.created", "created": 1735725600, "data": {"object": {"id": "sub_1", "customer": "cus_1", "status": "trialing", "trial_end": 1736330400, "currency": "usd",
		"discounts": [{"coupon": {"duration": "forever", "percent_off": 10}}, {"coupon": {"duration": "forever", "amount_off": 10}}], "metadata": {"user_id": "ann"},
		"items": {"data": [{"quantity": 1, "price": {"unit_amount": 1000, "unit_amount_decimal": "1000", "nickname": "pro", "product": "prod_1", "billing_scheme": "per_unit", "recurring": {"interval": "month", "interval_count": 1, "usage_type": "licensed"}}}]}}}}'),
	('updated', 'stripe', '{"id": "evt_1", "type": "customer.subscription.updated", "created": 1735725600, "data": {"previous_attributes": {"cancel_at_period_end": false, "items": {"data": [{"plan": {"amount": 500, "interval": "month"}}]}},
		"object": {"id": "sub_1", "status": "active", "cancel_at_period_end": true, "current_period_end": 1738368000, "currency": "usd", "quantity": 1, "plan": {"amount": 1000, "interval": "month"}}}}'),
	('invoice', 'stripe', '{"id": "evt_1", "type": "invoice.paid", "created": 1735725600, "data": {"object": {"id": "in_1", "amount_paid": 1000, "currency": "usd", "billing_reason": "subscription_cycle", "subscription": "sub_1"}}}'),
	('failed', 'stripe', '{"id": "evt_1", "type": "invoice.payment_failed", "created": 1735725600, "data": {"object": {"id": "in_1", "amount_due": 1000, "currency": "usd", "parent": {"subscription_details": {"subscription": "sub_1"}}}}}'),
	('refund', 'stripe', '{"id": "evt_1", "type": "charge.refunded", "created": 1735725600, "data": {"previous_attributes": {"amount_refunded": 1}, "object": {"id": "ch_1", "amount_refunded": 1000, "currency": "usd"}}}'),
	('purchase', 'revenuecat', '{"event": {"id": "1", "type": "INITIAL_PURCHASE", "event_timestamp_ms": 1735725600123, "app_user_id": "bob", "product_id": "monthly", "original_transaction_id": "t1", "period_type": "NORMAL", "environment": "PRODUCTION",
		"purchased_at_ms": 1735725600000, "expiration_at_ms": 1738404000000, "entitlement_ids": ["pro"], "currency": "USD", "price_in_purchased_currency": 9.99, "tax_percentage": 0.1}}'),
	('renewal', 'revenuecat', '{"event": {"id": "1", "type": "RENEWAL", "event_timestamp_ms": 1735725600123, "product_id": "monthly", "original_transaction_id": "t1", "purchased_at_ms": 1735725600000, "expiration_at_ms": 1738404000000,
		"is_trial_conversion": true, "currency": "USD", "price_in_purchased_currency": 9.99}}'),
	('cancellation', 'revenuecat', '{"event": {"id": "1", "type": "CANCELLATION", "event_timestamp_ms": 1735725600123, "product_id": "monthly", "original_transaction_id": "t1", "expiration_at_ms": 1738404000000, "price_in_purchased_currency": -1, "currency": "USD"}}'),
	('bought', 'revenuecat', '{"event": {"id": "1", "type": "NON_RENEWING_PURCHASE", "event_timestamp_ms": 1735725600123, "product_id": "coins", "price_in_purchased_currency": 9.99, "currency": "USD"}}');
CREATE FUNCTION reading(provider text, payload jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(r.problem, (SELECT string_agg(e ->> 'event_type', ' ' ORDER BY ord) FROM jsonb_array_elements(r.events) WITH ORDINALITY AS v (e, ord)), 'ignored') FROM mindwell_internal.read_payload(provider, payload) AS r
$$;
SELECT name, reading(provider, payload) FROM sent ORDER BY name;
WITH RECURSIVE field (name, provider, payload, path, value) AS (
	SELECT name, provider, payload, ARRAY[k], v FROM sent, jsonb_each(payload) AS e (k, v)
	UNION ALL
	SELECT f.name, f.provider, f.payload, f.path || e.k, e.v
	FROM field AS f, LATERAL (SELECT k, v FROM jsonb_each(CASE jsonb_typeof(f.value) WHEN 'object' THEN f.value END) AS o (k, v)
		UNION ALL SELECT (ord - 1)::text, v FROM jsonb_array_elements(CASE jsonb_typeof(f.value) WHEN 'array' THEN f.value END) WITH ORDINALITY AS a (v, ord)) AS e)
SELECT name, '/' || array_to_string(path, '/') AS field, reading(provider, payload #- path) AS without, reading(provider, jsonb_set(payload, path, 'null')) AS "null"
FROM field ORDER BY name, path COLLATE "C";

SELECT name, field, left(given::text, 20) AS given, reading(provider, jsonb_set(payload, string_to_array(substr(field, 2), '/'), given))
FROM sent JOIN (VALUES ('created', '/data/object/items/data/0/price/unit_amount', '["1000", -1, 1e300, 1e15, 0, 0.5, true, [], {}]'::jsonb),
	('created', '/data/object/items/data/0/price/unit_amount_decimal', '[1000, "-1", "1e300", "NaN", "0.125", "1234567890123456", ""]'),
	('created', '/data/object/items/data/0/price/recurring/interval_count', '[0, -1, 1.5, 1e300, "1", 1001, 2]'),
	('created', '/data/object/items/data/0/price/recurring/interval', '["fortnight", 7, "Month", "day"]'),
	('created', '/data/object/items/data/0/price', '[5, "price_1", []]'),
	('created', '/data/object/items/data/0/quantity', '[-1, 1.5, "2", 1e300, 0]'),
	('created', '/data/object/items/data', '[[], 5, {}]'),
	('created', '/data/object/currency', '["dollars", "us1", 840, "eUr"]'),
	('created', '/data/object/status', '[5, "", "new"]'),
	('created', '/data/object/trial_end', '["2025-01-08", -1, 1e300, 0]'),
	('created', '/data/object/discounts/0/coupon/percent_off', '[101, -1, "10", 100]'),
	('created', '/data/object/discounts/1/coupon/amount_off', '[-1, "10", 1e300]'),
	('created', '/data/object/metadata/user_id', '[7, {}, ""]'),
	('created', '/data/object/metadata', '[[], 5, "x"]'),
	('created', '/data/object/customer', '[5, {}, {"id": "cus_1"}]'),
	('created', '/created', '["2025-01-01", -1, 1e300, 253402300800]'),
	('created', '/data/object', '[[], 5, "x"]'),
	('updated', '/data/previous_attributes', '[[], 5, "x", {}]'),
	('updated', '/data/previous_attributes/items/data/0/plan/amount', '["500", -5]'),
	('updated', '/data/object/cancel_at_period_end', '["true", 1]'),
	('updated', '/data/object/current_period_end', '["soon", -1]'),
	('invoice', '/data/object/amount_paid', '["1000", -1, 1e300, 0]'),
	('invoice', '/data/object/subscription', '[5, {}, {"id": "sub_2"}]'),
	('refund', '/data/object/amount_refunded', '["1000", -1, 1e300, 0, 1]'),
	('purchase', '/event/price_in_purchased_currency', '["9.99", -1, 1e300, 0]'),
	('purchase', '/event/tax_percentage', '[2, -0.1, "0.1", 1]'),
	('purchase', '/event/expiration_at_ms', '["2025", -1, 1e300, 1735725600000]'),
	('purchase', '/event/event_timestamp_ms', '["2025", -1, 1e300]'),
	('purchase', '/event/entitlement_ids', '["pro", [5], [""], [null], ["a", "a"]]'),
	('purchase', '/event/app_user_id', '[5, [], "", "$RCAnonymousID:1"]'),
	('purchase', '/event/product_id', '[5, ""]'),
	('purchase', '/event/currency', '["US", 5]'),
	('renewal', '/event/is_trial_conversion', '["true", 1, false]')) AS v (name, field, list) USING (name), LATERAL jsonb_array_elements(v.list) AS given
ORDER BY name, field COLLATE "C", given::text COLLATE "C";
-- a text that is too long
SELECT reading('stripe', jsonb_set(payload, '{id}', to_jsonb(repeat('x', 129)))) FROM sent WHERE name = 'created';
-- what the gate refuses is refused there, and the rest of the payload is stored
SELECT FROM analytics_register_event_type('subscription_renewed', property_schema => '{"required": ["plan"]}');
SELECT i.ord, i.status, i.error_code, i.error FROM sent, analytics_ingest(provider, payload) AS i WHERE name = 'invoice' ORDER BY ord, event_id;
SELECT i.status, i.error_code FROM sent, analytics_ingest(provider, payload) AS i WHERE name = 'refund';
SET mindwell_analytics.max_event_age = '365d';
SELECT i.status, i.error_code FROM sent, analytics_ingest(provider, jsonb_set(jsonb_set(payload, '{created}', '1000000000'), '{id}', '"evt_old"')) AS i WHERE name = 'refund';
SET mindwell_analytics.max_event_age = 0;
-- the same key for another payload
SELECT i.status, i.error_code FROM sent, analytics_ingest(provider, jsonb_set(payload, '{data,object,amount_refunded}', '999')) AS i WHERE name = 'refund';

-- Rights: who may write, and whose events
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_writer', 'writer');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_reader', 'reader');
GRANT SELECT ON sent TO regress_reader, regress_writer;
SET ROLE regress_reader;
SELECT failure($$SELECT * FROM analytics_ingest('stripe', '[]')$$);
SELECT failure($$SELECT * FROM analytics_ingest('paypal', '[]')$$);
SELECT failure($$SELECT mindwell_internal.ingest_payloads('stripe', payload, NULL) FROM sent WHERE name = 'refund'$$);
SET ROLE regress_writer;
SELECT i.status FROM sent, analytics_ingest(provider, jsonb_set(payload, '{id}', '"evt_w"')) AS i WHERE name = 'refund';
SELECT failure('SELECT FROM analytics_events');
SELECT failure('SET mindwell_analytics.sandbox_mode = on');
RESET ROLE;
BEGIN; SELECT FROM analytics_enable_tenants(); COMMIT;
\set a '''aaaaaaaa-0000-4000-8000-000000000001'''
\set b '''bbbbbbbb-0000-4000-8000-000000000002'''
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_writer_of_a', 'writer', :a);
GRANT SELECT ON sent TO regress_writer_of_a;
SET ROLE regress_writer_of_a;
SELECT i.status FROM sent, analytics_ingest(provider, payload) AS i WHERE name = 'refund';
SELECT i.status, i.error_code FROM sent, analytics_ingest(provider, payload, :b) AS i WHERE name = 'refund';
RESET ROLE;
SELECT i.status FROM sent, analytics_ingest(provider, payload, :b) AS i WHERE name = 'refund';
SELECT tenant_id, count(*) FROM analytics_events WHERE event_type = 'payment_refunded' AND tenant_id IN (:a, :b) GROUP BY 1 ORDER BY 1;

-- Whatever the session's settings are
SET search_path = pg_temp, public;
CREATE FUNCTION pg_temp.string_to_array(text, text) RETURNS text[] LANGUAGE sql AS 'SELECT NULL::text[]';
CREATE FUNCTION pg_temp.jsonb_typeof(jsonb) RETURNS text LANGUAGE sql AS $$SELECT 'string'$$;
SET DateStyle = 'SQL, DMY';
SET TimeZone = 'Pacific/Apia';
SET IntervalStyle = 'sql_standard';
SELECT i.status FROM public.sent, analytics_ingest(provider, jsonb_set(jsonb_set(payload, '{event,id}', '"h"'), '{event,entitlement_ids}', '[]'), :a) AS i WHERE name = 'purchase';
SELECT occurred_at AT TIME ZONE 'UTC' = '2025-01-01 10:00:00.123'::timestamp AS same, properties FROM analytics_events WHERE properties ->> 'subscription_id' = 't1' ORDER BY id;
RESET search_path;
RESET DateStyle;
RESET IntervalStyle;

DROP TABLE sent;
DROP FUNCTION failure, reading;
DROP OWNED BY regress_writer, regress_reader, regress_writer_of_a;
DROP ROLE regress_writer, regress_reader, regress_writer_of_a;
