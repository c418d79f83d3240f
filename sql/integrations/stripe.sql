
-- Stripe ----------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.stripe_amount(amount numeric, currency text)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.trim_scale(pg_catalog.round(
           amount / CASE WHEN currency = ANY ('{BIF,CLP,DJF,GNF,JPY,KMF,KRW,MGA,PYG,RWF,VND,VUV,XAF,XOF,XPF}') THEN 1
                         WHEN currency = ANY ('{BHD,JOD,KWD,OMR,TND}') THEN 1000
                         ELSE 100 END, 6));
COMMENT ON FUNCTION mindwell_internal.stripe_amount(numeric, text) IS
'Internal: an amount in the smallest unit of a currency, in units of it. (ISK and UGX have none smaller, but two decimals in the API.)';

CREATE FUNCTION mindwell_internal.stripe_amount_at(payload jsonb, pointer text, is_needed boolean)
RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE
RETURN mindwell_internal.payload_number(payload, pointer, is_needed, 0, 999999999999999);
COMMENT ON FUNCTION mindwell_internal.stripe_amount_at(jsonb, text, boolean) IS
'Internal: an amount in the smallest unit, as mindwell_internal.payload_number().';

-- The price of an item has been an object of its own since 2020, and was a plan before.
CREATE FUNCTION mindwell_internal.stripe_item(payload jsonb, pointer text,
    OUT unit text, OUT units numeric, OUT is_licensed boolean, OUT cost numeric, OUT plan text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    has_price CONSTANT boolean := mindwell_internal.payload_value(payload, pointer || '/price') IS NOT NULL;
    place CONSTANT text := pointer || CASE WHEN has_price THEN '/price' ELSE '/plan' END;
    recurring CONSTANT text := place || CASE WHEN has_price THEN '/recurring' ELSE '' END;
    amount CONSTANT text := place || CASE WHEN has_price THEN '/unit_amount' ELSE '/amount' END;
    decimals text;
BEGIN
    IF pg_catalog.jsonb_typeof(mindwell_internal.payload_value(payload, place)) IS DISTINCT FROM 'object' THEN
        PERFORM mindwell_internal.refuse_payload(pointer || '/price', 'is missing');
    END IF;
    plan := COALESCE(mindwell_internal.payload_text(payload, place || '/lookup_key', false),
                     mindwell_internal.payload_text(payload, place || '/nickname', false),
                     mindwell_internal.payload_id(payload, place || '/product', false));
    unit := mindwell_internal.payload_text(payload, recurring || '/interval', true);
    IF unit NOT IN ('day', 'week', 'month', 'year') THEN
        PERFORM mindwell_internal.refuse_payload(recurring || '/interval', 'is not day, week, month or year');
    END IF;
    units := COALESCE(mindwell_internal.payload_integer(payload, recurring || '/interval_count', false, 1, 1000), 1);
    is_licensed := mindwell_internal.payload_text(payload, recurring || '/usage_type', false) IS DISTINCT FROM 'metered';
    -- of tiers and packages the price depends on what is not here
    IF NOT is_licensed OR mindwell_internal.payload_text(payload, place || '/billing_scheme', false) = 'tiered'
       OR mindwell_internal.payload_value(payload, place || '/transform_quantity') IS NOT NULL
    THEN
        RETURN;
    END IF;
    decimals := mindwell_internal.payload_text(payload, amount || '_decimal', false);
    IF decimals !~ '^[0-9]{1,15}([.][0-9]{1,12})?$' THEN
        PERFORM mindwell_internal.refuse_payload(amount || '_decimal', 'is not a decimal number of 0 or more');
    END IF;
    cost := mindwell_internal.stripe_amount_at(payload, amount, decimals IS NULL);
    cost := COALESCE(CAST(decimals AS numeric), cost)
            * COALESCE(mindwell_internal.payload_integer(payload, pointer || '/quantity', false, 0, 1000000), 1);
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_item(jsonb, text) IS
'Internal: of the item of a subscription at a JSON pointer the billing interval, whether it is billed by its quantity, what that costs in the smallest unit (NULL: not known), and the name of its plan.';

-- Those that last for ever lower the price; others end, which nothing tells.  Discounts that
-- are only named by their ids say nothing.
CREATE FUNCTION mindwell_internal.stripe_discounted(payload jsonb, pointer text, cost numeric)
RETURNS numeric
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    discounts CONSTANT jsonb := mindwell_internal.payload_value(payload, pointer || '/discounts');
    places text[] := ARRAY[pointer || '/discount'];
    place text;
    percent numeric;
BEGIN
    IF pg_catalog.jsonb_typeof(discounts) = 'array' THEN
        places := places || ARRAY(SELECT pointer || '/discounts/' || i FROM pg_catalog.generate_series(0, pg_catalog.jsonb_array_length(discounts) - 1) AS i);
    END IF;
    FOR place IN
        SELECT p.place || c.coupon
        FROM pg_catalog.unnest(places) WITH ORDINALITY AS p (place, ord), (VALUES ('/coupon'), ('/source/coupon')) AS c (coupon)
        WHERE pg_catalog.jsonb_typeof(mindwell_internal.payload_value(payload, p.place || c.coupon)) = 'object'
        ORDER BY p.ord
    LOOP
        CONTINUE WHEN mindwell_internal.payload_text(payload, place || '/duration', true) <> 'forever';
        percent := mindwell_internal.payload_number(payload, place || '/percent_off', false, 0, 100);
        cost := CASE WHEN percent IS NOT NULL THEN cost * (100 - percent) / 100
                     ELSE greatest(cost - mindwell_internal.stripe_amount_at(payload, place || '/amount_off', true), 0) END;
    END LOOP;
    RETURN cost;
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_discounted(jsonb, text, numeric) IS
'Internal: what is left of a cost by the coupons of the subscription at a JSON pointer that last for ever.';

CREATE FUNCTION mindwell_internal.stripe_price(payload jsonb, pointer text, OUT monthly numeric, OUT properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    items CONSTANT jsonb := mindwell_internal.payload_value(payload, pointer || '/items/data');
    places text[];
    currency text;
    total record;
    cost numeric;
BEGIN
    -- a subscription of one item was once that item itself
    places := CASE WHEN pg_catalog.jsonb_typeof(items) = 'array' AND items <> '[]'
                       THEN ARRAY(SELECT pointer || '/items/data/' || i FROM pg_catalog.generate_series(0, pg_catalog.jsonb_array_length(items) - 1) AS i)
                   WHEN mindwell_internal.payload_value(payload, pointer || '/plan') IS NOT NULL THEN ARRAY[pointer] END;
    IF places IS NULL THEN
        PERFORM mindwell_internal.refuse_payload(pointer || '/items/data', 'is missing');
    END IF;
    SELECT count(DISTINCT ROW(i.unit, i.units)) FILTER (WHERE i.is_licensed) AS intervals,
           min(i.unit) FILTER (WHERE i.is_licensed) AS unit, min(i.units) FILTER (WHERE i.is_licensed) AS units,
           COALESCE(sum(i.cost) FILTER (WHERE i.is_licensed), 0) AS cost,
           COALESCE(sum(i.cost / i.units * CASE i.unit WHEN 'day' THEN 365 WHEN 'week' THEN 52 WHEN 'month' THEN 12 ELSE 1 END / 12)
                    FILTER (WHERE i.is_licensed), 0) AS monthly,
           COALESCE(pg_catalog.bool_and(i.cost IS NOT NULL) FILTER (WHERE i.is_licensed), true) AS is_priced,
           (pg_catalog.array_agg(i.plan ORDER BY p.ord))[1] AS plan
    INTO STRICT total
    FROM pg_catalog.unnest(places) WITH ORDINALITY AS p (place, ord), LATERAL mindwell_internal.stripe_item(payload, p.place) AS i;
    -- until 2022 a subscription had its currency in its price
    currency := COALESCE(
        mindwell_internal.payload_currency(payload, pointer || '/currency', false),
        mindwell_internal.payload_currency(payload, places[1] || '/price/currency', false),
        mindwell_internal.payload_currency(payload, places[1] || '/plan/currency', false),
        mindwell_internal.payload_currency(payload, pointer || '/currency', true));
    IF total.is_priced THEN
        cost := mindwell_internal.stripe_discounted(payload, pointer, CASE WHEN total.intervals = 1 THEN total.cost ELSE total.monthly END);
        monthly := CASE WHEN total.intervals > 1 OR total.cost = 0 THEN cost ELSE cost * total.monthly / total.cost END;
    END IF;
    properties := pg_catalog.jsonb_build_object(
        'plan', total.plan, 'currency', currency, 'amount', mindwell_internal.stripe_amount(cost, currency),
        'billing_interval', CASE WHEN total.intervals = 1 THEN total.unit ELSE 'month' END,
        'interval_count', CASE WHEN total.intervals = 1 THEN total.units ELSE 1 END);
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_price(jsonb, text) IS
'Internal: what the subscription at a JSON pointer costs: the properties of an event that say so, and by the month in the smallest unit (NULL: not known). Items of several intervals are added up by the month; metered ones cost nothing.';

CREATE FUNCTION mindwell_internal.stripe_user(payload jsonb)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    named jsonb;
    pointer text;
BEGIN
    FOREACH pointer IN ARRAY CAST('{/metadata,/parent/subscription_details/metadata,/subscription_details/metadata}' AS text[]) LOOP
        named := mindwell_internal.payload_value(payload, '/data/object' || pointer || '/user_id');
        IF named #>> '{}' <> '' THEN
            IF pg_catalog.jsonb_typeof(named) <> 'string' THEN
                PERFORM mindwell_internal.refuse_payload('/data/object' || pointer || '/user_id', 'is not a text');
            END IF;
            RETURN named #>> '{}';
        END IF;
    END LOOP;
    RETURN COALESCE(mindwell_internal.payload_text(payload, '/data/object/client_reference_id', false),
                    mindwell_internal.payload_id(payload, '/data/object/customer', false));
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_user(jsonb) IS
'Internal: whose an object is: metadata.user_id, of an invoice also that of its subscription; else client_reference_id, else the customer; NULL for nobody''s.';

-- When a subscription stops that was told to: newer versions have the period in its items.
CREATE FUNCTION mindwell_internal.stripe_stop(payload jsonb)
RETURNS timestamptz
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stop CONSTANT timestamptz := COALESCE(
        mindwell_internal.payload_time(payload, '/data/object/cancel_at', false, 1),
        mindwell_internal.payload_time(payload, '/data/object/current_period_end', false, 1),
        mindwell_internal.payload_time(payload, '/data/object/items/data/0/current_period_end', false, 1));
BEGIN
    IF stop IS NULL THEN
        PERFORM mindwell_internal.refuse_payload('/data/object/current_period_end', 'is missing');
    END IF;
    RETURN stop;
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_stop(jsonb) IS
'Internal: when the subscription of a payload stops: cancel_at, else the end of what is paid. 22023 where neither is there.';

-- A subscription is worth something while it is active or past due: so a change of its
-- status says more than the rest.
CREATE FUNCTION mindwell_internal.stripe_changes(payload jsonb)
RETURNS TABLE (place integer, event_type text, properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    former CONSTANT jsonb := COALESCE(mindwell_internal.payload_value(payload, '/data/previous_attributes'), '{}');
    former_status CONSTANT text := mindwell_internal.payload_text(payload, '/data/previous_attributes/status', false);
    status CONSTANT text := mindwell_internal.payload_text(payload, '/data/object/status', true);
    is_current CONSTANT boolean := status IN ('active', 'past_due', 'trialing');
    price record;
    former_price record;
BEGIN
    IF pg_catalog.jsonb_typeof(former) <> 'object' THEN
        PERFORM mindwell_internal.refuse_payload('/data/previous_attributes', 'is not an object');
    END IF;
    SELECT p.* INTO STRICT price FROM mindwell_internal.stripe_price(payload, '/data/object') AS p;

    event_type := CASE
        WHEN former_status IS NULL THEN CASE WHEN status = 'trialing' AND former ? 'trial_end' THEN 'trial_started' END
        WHEN status IN ('unpaid', 'incomplete_expired', 'canceled') THEN 'subscription_expired'
        WHEN former_status = 'trialing' AND status IN ('active', 'past_due', 'paused') THEN 'trial_ended'
        WHEN status = 'paused' THEN 'subscription_paused'
        WHEN status = 'trialing' THEN 'trial_started'
        WHEN is_current AND former_status = 'incomplete' THEN 'subscription_created'
        WHEN is_current AND former_status IN ('unpaid', 'paused', 'canceled') THEN 'subscription_resumed' END;
    IF event_type IS NOT NULL THEN
        place := 1;
        properties := CASE event_type
            WHEN 'trial_ended' THEN price.properties
                 || pg_catalog.jsonb_build_object('reason', CASE status WHEN 'paused' THEN 'paused' ELSE 'converted' END)
            WHEN 'trial_started' THEN pg_catalog.jsonb_build_object(
                 'plan', price.properties -> 'plan',
                 'ends_at', mindwell_internal.rfc3339(mindwell_internal.payload_time(payload, '/data/object/trial_end', true, 1)))
            WHEN 'subscription_created' THEN price.properties
            WHEN 'subscription_resumed' THEN price.properties
            ELSE pg_catalog.jsonb_build_object('plan', price.properties -> 'plan') END;
        RETURN NEXT;
    ELSIF is_current AND former ? 'pause_collection'
          AND (mindwell_internal.payload_value(payload, '/data/object/pause_collection') IS NULL)
              <> (mindwell_internal.payload_value(payload, '/data/previous_attributes/pause_collection') IS NULL)
    THEN
        place := 1;
        IF mindwell_internal.payload_value(payload, '/data/object/pause_collection') IS NULL THEN
            event_type := 'subscription_resumed';
            properties := price.properties;
        ELSE
            event_type := 'subscription_paused';
            properties := pg_catalog.jsonb_build_object('plan', price.properties -> 'plan');
        END IF;
        RETURN NEXT;
    ELSIF is_current AND former ?| '{items,plan,quantity,discount,discounts}' THEN
        SELECT p.* INTO STRICT former_price
        FROM mindwell_internal.stripe_price(
                 pg_catalog.jsonb_build_object('data', pg_catalog.jsonb_build_object('previous_attributes',
                     mindwell_internal.payload_value(payload, '/data/object') || former)), '/data/previous_attributes') AS p;
        event_type := CASE
            WHEN price.monthly < former_price.monthly THEN 'subscription_downgraded'
            WHEN price.monthly > former_price.monthly OR price.properties <> former_price.properties THEN 'subscription_upgraded' END;
        IF event_type IS NOT NULL THEN
            place := 1;
            properties := price.properties || pg_catalog.jsonb_build_object(
                'previous_plan', former_price.properties -> 'plan', 'previous_amount', former_price.properties -> 'amount');
            RETURN NEXT;
        END IF;
    END IF;

    -- last, since a new price takes a cancel back: of one time, events are in the order of their ids, and so of this array
    IF is_current AND former ?| '{cancel_at_period_end,cancel_at}' THEN
        place := 2;
        IF mindwell_internal.payload_flag(payload, '/data/object/cancel_at_period_end')
           OR mindwell_internal.payload_time(payload, '/data/object/cancel_at', false, 1) IS NOT NULL
        THEN
            event_type := 'subscription_cancelled';
            properties := pg_catalog.jsonb_build_object('plan', price.properties -> 'plan',
                                                        'ends_at', mindwell_internal.rfc3339(mindwell_internal.stripe_stop(payload)));
        ELSE
            event_type := 'subscription_uncancelled';
            properties := pg_catalog.jsonb_build_object('plan', price.properties -> 'plan');
        END IF;
        RETURN NEXT;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_changes(jsonb) IS
'Internal: what an updated subscription says by what it was before (previous_attributes): events in the order of place.';

CREATE FUNCTION mindwell_internal.stripe_subscription(payload jsonb, kind text)
RETURNS TABLE (place integer, event_type text, properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    seconds_a_day CONSTANT numeric := 86400;
    id CONSTANT jsonb := pg_catalog.jsonb_build_object('subscription_id', mindwell_internal.payload_text(payload, '/data/object/id', true));
    status text;
    price record;
    trial_end timestamptz;
BEGIN
    IF kind = 'customer.subscription.updated' THEN
        RETURN QUERY SELECT c.place, c.event_type, c.properties || id FROM mindwell_internal.stripe_changes(payload) AS c;
        RETURN;
    END IF;
    IF kind = 'customer.subscription.deleted' THEN
        place := 1;
        event_type := 'subscription_expired';
        properties := id;
        RETURN NEXT;
        RETURN;
    END IF;
    status := mindwell_internal.payload_text(payload, '/data/object/status', true);
    SELECT p.* INTO STRICT price FROM mindwell_internal.stripe_price(payload, '/data/object') AS p;
    trial_end := mindwell_internal.payload_time(payload, '/data/object/trial_end', status = 'trialing', 1);
    IF status IN ('active', 'past_due', 'trialing') THEN
        place := 1;
        event_type := 'subscription_created';
        properties := id || price.properties || pg_catalog.jsonb_build_object(
            -- a day that has begun is one
            'trial_days', CASE WHEN status = 'trialing' THEN greatest(pg_catalog.ceil(
                EXTRACT(epoch FROM trial_end - mindwell_internal.payload_time(payload, '/created', true, 1)) / seconds_a_day), 1) END);
        RETURN NEXT;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_subscription(jsonb, text) IS
'Internal: what a webhook about a subscription says: events in the order of place.';

CREATE FUNCTION mindwell_internal.stripe_invoice(payload jsonb, kind text)
RETURNS TABLE (place integer, event_type text, properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    currency CONSTANT text := mindwell_internal.payload_currency(payload, '/data/object/currency', true);
    is_cycle CONSTANT boolean := COALESCE(mindwell_internal.payload_text(payload, '/data/object/billing_reason', false) = 'subscription_cycle', false);
    -- since 2025 an invoice has a parent
    subscription CONSTANT text := COALESCE(
        mindwell_internal.payload_id(payload, '/data/object/parent/subscription_details/subscription', false),
        mindwell_internal.payload_id(payload, '/data/object/subscription', false));
    amount CONSTANT numeric := mindwell_internal.stripe_amount_at(
        payload, CASE kind WHEN 'invoice.paid' THEN '/data/object/amount_paid' ELSE '/data/object/amount_due' END, true);
BEGIN
    -- of nothing nobody is a payer
    IF amount > 0 THEN
        place := 1;
        event_type := CASE kind WHEN 'invoice.paid' THEN 'payment_completed' ELSE 'payment_failed' END;
        properties := pg_catalog.jsonb_build_object(
            'payment_id', mindwell_internal.payload_text(payload, '/data/object/id', true), 'subscription_id', subscription,
            'amount', mindwell_internal.stripe_amount(amount, currency), 'currency', currency,
            'automatic', CASE WHEN kind = 'invoice.paid' AND is_cycle THEN true END);
        RETURN NEXT;
    END IF;
    IF kind = 'invoice.paid' AND is_cycle AND subscription IS NOT NULL THEN
        place := 2;
        event_type := 'subscription_renewed';
        properties := pg_catalog.jsonb_build_object('subscription_id', subscription);
        RETURN NEXT;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_invoice(jsonb, text) IS
'Internal: what a webhook about an invoice says: events in the order of place.';

CREATE FUNCTION mindwell_internal.stripe_refund(payload jsonb)
RETURNS TABLE (place integer, event_type text, properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    currency CONSTANT text := mindwell_internal.payload_currency(payload, '/data/object/currency', true);
    refunded CONSTANT numeric := mindwell_internal.stripe_amount_at(payload, '/data/object/amount_refunded', true)
        - COALESCE(mindwell_internal.stripe_amount_at(payload, '/data/previous_attributes/amount_refunded', false), 0);
BEGIN
    IF refunded < 0 THEN
        PERFORM mindwell_internal.refuse_payload('/data/object/amount_refunded', 'is less than before');
    ELSIF refunded > 0 THEN
        place := 1;
        event_type := 'payment_refunded';
        properties := pg_catalog.jsonb_build_object(
            'payment_id', mindwell_internal.payload_text(payload, '/data/object/id', true),
            'amount', mindwell_internal.stripe_amount(refunded, currency), 'currency', currency);
        RETURN NEXT;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_refund(jsonb) IS
'Internal: what a refunded charge says: what was given back since it was refunded before.';

CREATE FUNCTION mindwell_internal.stripe_events(payload jsonb)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kind CONSTANT text := mindwell_internal.payload_text(payload, '/type', true);
    id CONSTANT text := mindwell_internal.payload_text(payload, '/id', true);
    at timestamptz;
    user_id text;
BEGIN
    IF kind NOT IN ('customer.subscription.created', 'customer.subscription.updated', 'customer.subscription.deleted',
                    'invoice.paid', 'invoice.payment_failed', 'charge.refunded')
    THEN
        RETURN CAST('[]' AS jsonb);
    END IF;
    at := mindwell_internal.payload_time(payload, '/created', true, 1);
    user_id := mindwell_internal.stripe_user(payload);
    RETURN (
        SELECT COALESCE(pg_catalog.jsonb_agg(
                   mindwell_internal.webhook_event('stripe', id, e.event_type, user_id, at, e.properties) ORDER BY e.place), '[]')
        FROM (SELECT s.* FROM mindwell_internal.stripe_subscription(payload, kind) AS s WHERE kind LIKE 'customer.%'
              UNION ALL
              SELECT i.* FROM mindwell_internal.stripe_invoice(payload, kind) AS i WHERE kind LIKE 'invoice.%'
              UNION ALL
              SELECT r.* FROM mindwell_internal.stripe_refund(payload) AS r WHERE kind = 'charge.refunded') AS e);
END
$$;
COMMENT ON FUNCTION mindwell_internal.stripe_events(jsonb) IS
'Internal: the events that a webhook of Stripe means, an array; 22023 with the JSON pointer of what is not as Stripe documents it.';
