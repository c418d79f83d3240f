
-- RevenueCat ------------------------------------------------------------------------

-- A price is of the time from purchase to expiration, of which a month has 27 to 32 days
-- and so on; of any other the interval is not known, nor then the value.
CREATE FUNCTION mindwell_internal.revenuecat_interval(purchased_at timestamptz, expires_at timestamptz)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT pg_catalog.jsonb_build_object('billing_interval', i.unit, 'interval_count', i.units)
        FROM (VALUES (6, 8, 'week', 1), (27, 32, 'month', 1), (85, 95, 'month', 3), (175, 190, 'month', 6), (360, 370, 'year', 1))
             AS i (least_days, most_days, unit, units)
        WHERE EXTRACT(epoch FROM expires_at - purchased_at) / 86400 BETWEEN i.least_days AND i.most_days);
COMMENT ON FUNCTION mindwell_internal.revenuecat_interval(timestamptz, timestamptz) IS
'Internal: billing_interval and interval_count of a subscription; NULL where the time between is none that is billed.';

-- What the user pays without tax; NULL where no price is said.  A refund has a negative one.
CREATE FUNCTION mindwell_internal.revenuecat_amount(payload jsonb, is_needed boolean)
RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.trim_scale(pg_catalog.round(
           mindwell_internal.payload_number(payload, '/event/price_in_purchased_currency', is_needed, -999999999999999, 999999999999999)
           * (1 - COALESCE(mindwell_internal.payload_number(payload, '/event/tax_percentage', false, 0, 1), 0)), 6));
COMMENT ON FUNCTION mindwell_internal.revenuecat_amount(jsonb, boolean) IS
'Internal: the net amount of an event, in units of its currency.';

CREATE FUNCTION mindwell_internal.revenuecat_entitlements(payload jsonb)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    listed CONSTANT jsonb := mindwell_internal.payload_value(payload, '/event/entitlement_ids');
BEGIN
    IF listed IS NULL THEN
        RETURN CAST('{}' AS text[]);
    ELSIF pg_catalog.jsonb_typeof(listed) <> 'array' THEN
        PERFORM mindwell_internal.refuse_payload('/event/entitlement_ids', 'is not an array');
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT mindwell_internal.payload_text(payload, '/event/entitlement_ids/' || i, true) COLLATE "C" AS id
        FROM pg_catalog.generate_series(0, pg_catalog.jsonb_array_length(listed) - 1) AS i
        ORDER BY id);
END
$$;
COMMENT ON FUNCTION mindwell_internal.revenuecat_entitlements(jsonb) IS
'Internal: the entitlements that an event is about; empty for none.';

CREATE FUNCTION mindwell_internal.revenuecat_user(payload jsonb)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    named CONSTANT jsonb := mindwell_internal.payload_value(payload, '/event/app_user_id');
BEGIN
    IF named IS NOT NULL AND pg_catalog.jsonb_typeof(named) <> 'string' THEN
        PERFORM mindwell_internal.refuse_payload('/event/app_user_id', 'is not a text');
    END IF;
    RETURN CASE WHEN named #>> '{}' <> '' AND NOT pg_catalog.starts_with(named #>> '{}', '$RCAnonymousID:') THEN named #>> '{}' END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.revenuecat_user(jsonb) IS
'Internal: whose an event is; NULL for a visitor whom the application has not named.';

CREATE FUNCTION mindwell_internal.revenuecat_events(payload jsonb)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    milliseconds CONSTANT numeric := 1000;
    kind CONSTANT text := mindwell_internal.payload_text(payload, '/event/type', true);
    id CONSTANT text := mindwell_internal.payload_text(payload, '/event/id', true);
    at timestamptz;
    user_id text;
    subscription jsonb;
    price jsonb;
    amount numeric;
    expires_at timestamptz;
    is_trial boolean;
    entitlements text[];
    subscription_event text;
    entitlement_event text;
    payment_event text;
    details jsonb := CAST('{}' AS jsonb);
BEGIN
    IF kind NOT IN ('INITIAL_PURCHASE', 'RENEWAL', 'CANCELLATION', 'UNCANCELLATION', 'EXPIRATION', 'NON_RENEWING_PURCHASE',
                    'BILLING_ISSUE', 'SUBSCRIPTION_PAUSED')
       OR (mindwell_internal.payload_text(payload, '/event/environment', false) = 'SANDBOX'
           AND mindwell_internal.setting('sandbox_mode') IS DISTINCT FROM 'on')
    THEN
        RETURN CAST('[]' AS jsonb);
    END IF;
    at := mindwell_internal.payload_time(payload, '/event/event_timestamp_ms', true, milliseconds);
    user_id := mindwell_internal.revenuecat_user(payload);
    expires_at := mindwell_internal.payload_time(payload, '/event/expiration_at_ms', kind IN ('CANCELLATION', 'SUBSCRIPTION_PAUSED'), milliseconds);
    amount := mindwell_internal.revenuecat_amount(payload, kind = 'NON_RENEWING_PURCHASE');
    price := pg_catalog.jsonb_build_object(
        'amount', pg_catalog.abs(amount), 'product_id', mindwell_internal.payload_text(payload, '/event/product_id', kind <> 'EXPIRATION'),
        'currency', mindwell_internal.payload_currency(payload, '/event/currency', COALESCE(amount <> 0, false)));
    subscription := pg_catalog.jsonb_build_object(
        'subscription_id', mindwell_internal.payload_text(payload, '/event/original_transaction_id', kind <> 'NON_RENEWING_PURCHASE'));
    is_trial := COALESCE(mindwell_internal.payload_text(payload, '/event/period_type', false) = 'TRIAL', false);

    CASE kind
        WHEN 'INITIAL_PURCHASE' THEN
            subscription_event := CASE WHEN is_trial THEN 'trial_started' ELSE 'subscription_created' END;
            entitlement_event := 'entitlement_granted';
        WHEN 'RENEWAL' THEN
            subscription_event := CASE WHEN mindwell_internal.payload_flag(payload, '/event/is_trial_conversion')
                                       THEN 'subscription_created' ELSE 'subscription_renewed' END;
            entitlement_event := 'entitlement_renewed';
        WHEN 'CANCELLATION' THEN
            -- what is given back was paid for; whether it goes on is told by another event
            IF amount < 0 THEN
                payment_event := 'payment_refunded';
            ELSE
                subscription_event := 'subscription_cancelled';
            END IF;
        WHEN 'UNCANCELLATION' THEN
            subscription_event := 'subscription_uncancelled';
        WHEN 'EXPIRATION' THEN
            subscription_event := 'subscription_expired';
            entitlement_event := 'entitlement_expired';
        WHEN 'NON_RENEWING_PURCHASE' THEN
            payment_event := 'in_app_purchase_completed';
        WHEN 'BILLING_ISSUE' THEN
            payment_event := 'payment_failed';
        WHEN 'SUBSCRIPTION_PAUSED' THEN
            subscription_event := 'subscription_paused';
    END CASE;
    IF amount < 0 AND kind <> 'CANCELLATION' THEN
        PERFORM mindwell_internal.refuse_payload('/event/price_in_purchased_currency', 'is negative');
    END IF;
    IF kind IN ('INITIAL_PURCHASE', 'RENEWAL') AND NOT is_trial THEN
        details := COALESCE(
            (price - 'product_id') || mindwell_internal.revenuecat_interval(
                mindwell_internal.payload_time(payload, '/event/purchased_at_ms', true, milliseconds),
                mindwell_internal.payload_time(payload, '/event/expiration_at_ms', true, milliseconds)),
            price - '{product_id,amount}'::text[]);
        -- without what was paid, a refund would be all that is known of it
        IF amount > 0 THEN
            payment_event := 'payment_completed';
        END IF;
    ELSIF subscription_event IN ('trial_started', 'subscription_cancelled', 'subscription_paused') THEN
        details := pg_catalog.jsonb_build_object('ends_at', mindwell_internal.rfc3339(expires_at));
    END IF;
    IF entitlement_event IS NOT NULL THEN
        entitlements := mindwell_internal.revenuecat_entitlements(payload);
    END IF;

    RETURN (
        SELECT COALESCE(pg_catalog.jsonb_agg(e.event ORDER BY e.place, e.name), '[]')
        FROM (SELECT 1 AS place, CAST(NULL AS text) AS name,
                     mindwell_internal.webhook_event('revenuecat', id, subscription_event, user_id, at,
                         subscription || details || pg_catalog.jsonb_build_object('plan', price -> 'product_id')) AS event
              WHERE subscription_event IS NOT NULL
              UNION ALL
              SELECT 2, NULL, mindwell_internal.webhook_event('revenuecat', id, payment_event, user_id, at,
                         subscription || price || CASE WHEN kind = 'RENEWAL' THEN '{"automatic": true}' ELSE CAST('{}' AS jsonb) END)
              WHERE payment_event IS NOT NULL
              UNION ALL
              SELECT 3, n.name, mindwell_internal.webhook_event('revenuecat', id, entitlement_event, user_id, at,
                         subscription || pg_catalog.jsonb_build_object('entitlement_id', n.name, 'product_id', price -> 'product_id',
                                                                       'ends_at', CASE WHEN kind <> 'EXPIRATION' THEN mindwell_internal.rfc3339(expires_at) END), n.name)
              FROM pg_catalog.unnest(entitlements) AS n (name)) AS e);
END
$$;
COMMENT ON FUNCTION mindwell_internal.revenuecat_events(jsonb) IS
'Internal: the events that a webhook of RevenueCat means, an array; 22023 with the JSON pointer of what is not as RevenueCat documents it.';
