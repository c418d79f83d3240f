
-- Webhooks --------------------------------------------------------------------------
--
-- What a provider sends becomes events by a function of the payload alone, which reads the
-- fields that it names and no others: names, addresses and whatever else a payload has
-- never enter.  A payload is taken as a whole: a field that is not what it should be
-- refuses all of its events, and no other payload's.

-- STABLE, for what is immutable is called for constants when a query is planned.
CREATE FUNCTION mindwell_internal.refuse_payload(pointer text, problem text)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'invalid_parameter_value',
        MESSAGE = pg_catalog.concat(pointer, ' ', problem);
END
$$;
COMMENT ON FUNCTION mindwell_internal.refuse_payload(text, text) IS
'Internal: 22023 with a JSON pointer and what is wrong there. Neither quotes the payload.';

CREATE FUNCTION mindwell_internal.payload_value(payload jsonb, pointer text)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN NULLIF(payload #> pg_catalog.string_to_array(pg_catalog.substr(pointer, 2), '/'), CAST('null' AS jsonb));
COMMENT ON FUNCTION mindwell_internal.payload_value(jsonb, text) IS
'Internal: the value at a JSON pointer (whose keys need no escapes); NULL for none and for null.';

CREATE FUNCTION mindwell_internal.payload_text(payload jsonb, pointer text, is_needed boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    longest CONSTANT integer := 128;
    value CONSTANT jsonb := mindwell_internal.payload_value(payload, pointer);
BEGIN
    IF value IS NULL THEN
        IF is_needed THEN
            PERFORM mindwell_internal.refuse_payload(pointer, 'is missing');
        END IF;
    ELSIF pg_catalog.jsonb_typeof(value) <> 'string' OR value #>> '{}' = '' OR pg_catalog.length(value #>> '{}') > longest THEN
        PERFORM mindwell_internal.refuse_payload(pointer, pg_catalog.format('is not a text of 1 to %s characters', longest));
    END IF;
    RETURN value #>> '{}';
END
$$;
COMMENT ON FUNCTION mindwell_internal.payload_text(jsonb, text, boolean) IS
'Internal: the text at a JSON pointer; NULL where there is none, unless it is needed. 22023 for anything else.';

CREATE FUNCTION mindwell_internal.payload_id(payload jsonb, pointer text, is_needed boolean)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.jsonb_typeof(mindwell_internal.payload_value(payload, pointer)) = 'object'
            THEN mindwell_internal.payload_text(payload, pointer || '/id', true)
            ELSE mindwell_internal.payload_text(payload, pointer, is_needed) END;
COMMENT ON FUNCTION mindwell_internal.payload_id(jsonb, text, boolean) IS
'Internal: as mindwell_internal.payload_text(), of an id, or of the object that has it, as where a provider expands its ids.';

CREATE FUNCTION mindwell_internal.payload_flag(payload jsonb, pointer text)
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    value CONSTANT jsonb := mindwell_internal.payload_value(payload, pointer);
BEGIN
    IF pg_catalog.jsonb_typeof(value) <> 'boolean' THEN
        PERFORM mindwell_internal.refuse_payload(pointer, 'is not true or false');
    END IF;
    RETURN COALESCE(CAST(value AS boolean), false);
END
$$;
COMMENT ON FUNCTION mindwell_internal.payload_flag(jsonb, text) IS
'Internal: the boolean at a JSON pointer; false where there is none. 22023 for anything else.';

CREATE FUNCTION mindwell_internal.payload_number(payload jsonb, pointer text, is_needed boolean, least_value numeric, greatest_value numeric)
RETURNS numeric
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    value CONSTANT jsonb := mindwell_internal.payload_value(payload, pointer);
BEGIN
    IF value IS NULL THEN
        IF is_needed THEN
            PERFORM mindwell_internal.refuse_payload(pointer, 'is missing');
        END IF;
        RETURN NULL;
    ELSIF pg_catalog.jsonb_typeof(value) <> 'number' THEN
        PERFORM mindwell_internal.refuse_payload(pointer, 'is not a number');
    ELSIF CAST(value AS numeric) NOT BETWEEN least_value AND greatest_value THEN
        PERFORM mindwell_internal.refuse_payload(pointer, pg_catalog.format('is not between %s and %s', least_value, greatest_value));
    END IF;
    RETURN CAST(value AS numeric);
END
$$;
COMMENT ON FUNCTION mindwell_internal.payload_number(jsonb, text, boolean, numeric, numeric) IS
'Internal: the number at a JSON pointer; NULL where there is none, unless it is needed. 22023 for anything else, and outside the limits.';

CREATE FUNCTION mindwell_internal.payload_integer(payload jsonb, pointer text, is_needed boolean, least_value numeric, greatest_value numeric)
RETURNS numeric
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    value CONSTANT numeric := mindwell_internal.payload_number(payload, pointer, is_needed, least_value, greatest_value);
BEGIN
    IF value <> pg_catalog.trunc(value) THEN
        PERFORM mindwell_internal.refuse_payload(pointer, 'is not a whole number');
    END IF;
    RETURN pg_catalog.trunc(value);
END
$$;
COMMENT ON FUNCTION mindwell_internal.payload_integer(jsonb, text, boolean, numeric, numeric) IS
'Internal: as mindwell_internal.payload_number(), of a whole number.';

-- Up to the year 9999: an end of a time without end is one beyond.
CREATE FUNCTION mindwell_internal.payload_time(payload jsonb, pointer text, is_needed boolean, units_a_second numeric)
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.to_timestamp(CAST(
           mindwell_internal.payload_number(payload, pointer, is_needed, 0, 253402300799 * units_a_second) / units_a_second
       AS double precision));
COMMENT ON FUNCTION mindwell_internal.payload_time(jsonb, text, boolean, numeric) IS
'Internal: the time at a JSON pointer, a number of seconds since 1970, or of milliseconds with 1000 units a second; NULL where there is none, unless it is needed. 22023 for anything else.';

CREATE FUNCTION mindwell_internal.payload_currency(payload jsonb, pointer text, is_needed boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    value CONSTANT text := mindwell_internal.payload_text(payload, pointer, is_needed);
BEGIN
    IF value !~ '^[A-Za-z]{3}$' THEN
        PERFORM mindwell_internal.refuse_payload(pointer, 'is not a currency of three letters');
    END IF;
    RETURN pg_catalog.upper(value COLLATE "C");
END
$$;
COMMENT ON FUNCTION mindwell_internal.payload_currency(jsonb, text, boolean) IS
'Internal: as mindwell_internal.payload_text(), of a currency, in capitals.';

CREATE FUNCTION mindwell_internal.rfc3339(at timestamptz)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
COMMENT ON FUNCTION mindwell_internal.rfc3339(timestamptz) IS
'Internal: a time as RFC 3339 has it, in UTC.';

-- Providers use several events for what is one here, and one for several: so the key has both.
CREATE FUNCTION mindwell_internal.webhook_event(
    provider text, payload_id text, event_type text, user_id text, at timestamptz, properties jsonb, of_what text DEFAULT NULL)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
           'event_type', event_type, 'user_id', user_id, 'occurred_at', mindwell_internal.rfc3339(at),
           'idempotency_key', pg_catalog.concat_ws(':', provider, payload_id, event_type, of_what),
           'properties', properties || pg_catalog.jsonb_build_object('provider', provider)));
COMMENT ON FUNCTION mindwell_internal.webhook_event(text, text, text, text, timestamptz, jsonb, text) IS
'Internal: an event as analytics_track_batch() takes it, of a provider''s payload; properties without nulls. of_what tells several events of one type apart.';

CREATE FUNCTION mindwell_internal.read_payload(provider text, payload jsonb, OUT events jsonb, OUT problem text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF pg_catalog.jsonb_typeof(payload) <> 'object' THEN
        problem := 'the payload is not an object';
        RETURN;
    END IF;
    events := CASE provider WHEN 'stripe' THEN mindwell_internal.stripe_events(payload)
                            ELSE mindwell_internal.revenuecat_events(payload) END;
EXCEPTION
    WHEN invalid_parameter_value THEN
        problem := SQLERRM;
    WHEN data_exception THEN
        problem := 'the payload cannot be read';
END
$$;
COMMENT ON FUNCTION mindwell_internal.read_payload(text, jsonb) IS
'Internal: the events that a payload means, an empty array for none; or what is wrong with it, beginning with a JSON pointer.';

CREATE FUNCTION mindwell_internal.ingest_payloads(provider text, payload jsonb, tenant_id uuid)
RETURNS TABLE (ord bigint, event_id uuid, status text, error_code text, error text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    readings jsonb;
    events jsonb;
    payload_of_event bigint[];
BEGIN
    IF provider IS NULL OR payload IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'provider and payload must not be null';
    ELSIF provider NOT IN ('stripe', 'revenuecat') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown provider',
            HINT = 'It is ''stripe'' or ''revenuecat''.';
    ELSIF pg_catalog.jsonb_typeof(payload) NOT IN ('object', 'array') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'the payload must be an object, or an array of objects';
    END IF;
    SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('events', r.events, 'problem', r.problem) ORDER BY p.ord), '[]')
    INTO STRICT readings
    FROM pg_catalog.jsonb_array_elements(CASE WHEN pg_catalog.jsonb_typeof(payload) = 'array' THEN payload
                                              ELSE pg_catalog.jsonb_build_array(payload) END) WITH ORDINALITY AS p (document, ord),
         LATERAL mindwell_internal.read_payload(provider, p.document) AS r;
    SELECT pg_catalog.array_agg(r.ord ORDER BY r.ord, e.ord),
           COALESCE(pg_catalog.jsonb_agg(e.event || pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('tenant_id', ingest_payloads.tenant_id))
                                         ORDER BY r.ord, e.ord), '[]')
    INTO STRICT payload_of_event, events
    FROM pg_catalog.jsonb_array_elements(readings) WITH ORDINALITY AS r (reading, ord),
         LATERAL pg_catalog.jsonb_array_elements(NULLIF(r.reading -> 'events', 'null')) WITH ORDINALITY AS e (event, ord);
    RETURN QUERY
    WITH stored AS MATERIALIZED (SELECT b.* FROM @extschema@.analytics_track_batch(events) AS b)
    SELECT r.ord, s.event_id,
           CASE WHEN r.reading ->> 'problem' IS NOT NULL THEN 'rejected' ELSE COALESCE(s.status, 'ignored') END,
           CASE WHEN r.reading ->> 'problem' IS NOT NULL THEN '22023' ELSE s.error_code END,
           COALESCE(r.reading ->> 'problem', s.error)
    FROM pg_catalog.jsonb_array_elements(readings) WITH ORDINALITY AS r (reading, ord)
    LEFT JOIN stored AS s ON payload_of_event[s.ord] = r.ord
    ORDER BY r.ord, s.ord;
END
$$;
COMMENT ON FUNCTION mindwell_internal.ingest_payloads(text, jsonb, uuid) IS
'Internal: what analytics_ingest() does, after it has looked at the right to write.';

CREATE FUNCTION @extschema@.analytics_ingest(
    provider text,
    payload jsonb,
    tenant_id uuid DEFAULT NULL)
RETURNS TABLE (ord bigint, event_id uuid, status text, error_code text, error text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 2
AS 'MODULE_PATHNAME', 'analytics_ingest';
COMMENT ON FUNCTION @extschema@.analytics_ingest(text, jsonb, uuid) IS
'Stores what a provider''s webhook says: provider is stripe or revenuecat, payload the body as it was sent, or an array of several. Returns a row for each event, in order: the payload''s number from 1 (ord), the event''s id, and its status: stored; duplicate (the provider sent it again: keys are its event id and our event type); ignored (a payload that means nothing here: one row without an id); rejected, with SQLSTATE and what is wrong, which for a payload that is not what the provider documents begins with the JSON pointer of the field, and then none of its events is stored; opted_out. Events of other payloads are stored. Read are the ids, amounts, intervals, times and states of subscriptions, invoices, refunds and purchases, and the user (Stripe: metadata.user_id, client_reference_id or the customer; RevenueCat: app_user_id); nothing else. The signature of a webhook is the web server''s to check. tenant_id defaults to the session''s. Needs INSERT on analytics_events. 22023 for another provider or a payload that is no object or array, 22004 for NULL, 42501 without the right (a foreign tenant is refused event by event), 54000 beyond mindwell_analytics.max_batch_events, 55000 without a store.';
