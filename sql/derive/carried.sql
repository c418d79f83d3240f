
-- What a purge leaves of the ledger ----------------------------------------------------
--
-- A purge of the ledger leaves of a subscription that is open what its state rests on, a few of
-- its rows: from the last that began a time of payment anew; what it was worth by then; and
-- the first ones, which say whose it is and since when it was paid.  Should those say
-- something else than all of them do, all stay.
CREATE FUNCTION mindwell_internal.standing_at(changes @extschema@.analytics_subscription_change[], at timestamptz)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.jsonb_build_object(
        'now', (pg_catalog.array_agg(pg_catalog.to_jsonb(s.standing) ORDER BY s.ord DESC) FILTER (WHERE s.at < standing_at.at))[1],
        'later', pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(s.at, s.standing) ORDER BY s.ord) FILTER (WHERE s.at >= standing_at.at),
        'paid', pg_catalog.min(s.at) FILTER (WHERE s.mrr_cents > 0))
    FROM (SELECT c.at, c.mrr_cents, c.ord,
                 pg_catalog.jsonb_build_array(c.status, c.account_id, c.currency, c.plan, c.mrr_cents, c.is_priced) AS standing
          FROM pg_catalog.unnest(changes) WITH ORDINALITY
               AS c (at, event_type, status, account_id, currency, plan, mrr_cents, is_priced,
                     status_before, currency_before, plan_before, mrr_cents_before, ord)) AS s
$$;
COMMENT ON FUNCTION mindwell_internal.standing_at(@extschema@.analytics_subscription_change[], timestamptz) IS
'Internal: what is known of a subscription at a time: its standing, what is still to come, and since when it was first paid.';

CREATE FUNCTION mindwell_internal.carried_ledger(until date)
RETURNS TABLE (tenant_id uuid, occurred_at timestamptz, event_id uuid)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 1000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET work_mem = '64MB'
SET jit = off
AS $$
DECLARE
    until_time CONSTANT timestamptz := mindwell_internal.utc(until);
    event_types CONSTANT text[] := mindwell_internal.subscription_event_types();
    payment_types CONSTANT text[] := CAST('{payment_completed,payment_failed}' AS text[]);
    -- from which on nothing before them matters but price, currency and plan
    renewing_types CONSTANT text[] := ARRAY['subscription_renewed', 'subscription_resumed'];
BEGIN
    RETURN QUERY
    WITH said AS MATERIALIZED (
        SELECT s.*, pg_catalog.row_number() OVER (PARTITION BY s.tenant_id, s.provider, s.subscription_id, s.owner ORDER BY s.occurred_at, s.event_id) AS place
        FROM (SELECT l.tenant_id, CAST(l.event_type AS text) AS event_type, l.occurred_at, l.event_id, l.user_id, l.properties,
                     COALESCE(mindwell_internal.property_text(l.properties, 'provider'), '') COLLATE "C" AS provider,
                     mindwell_internal.property_text(l.properties, 'subscription_id') COLLATE "C" AS subscription_id,
                     CASE WHEN mindwell_internal.property_text(l.properties, 'subscription_id') IS NULL THEN l.user_id END AS owner
              FROM @extschema@.analytics_ledger AS l
              WHERE l.day < until AND l.event_type = ANY (event_types)) AS s
        -- as mindwell_internal.subscription_histories() has them
        WHERE s.subscription_id IS NOT NULL OR (s.owner IS NOT NULL AND s.event_type <> ALL (payment_types))),
    marked AS MATERIALIZED (
        SELECT s.*,
               pg_catalog.max(s.place) FILTER (WHERE s.event_type = ANY (renewing_types)) OVER of_subscription AS renewed,
               pg_catalog.min(s.place) FILTER (WHERE s.user_id IS NOT NULL) OVER of_subscription AS owned
        FROM said AS s
        WINDOW of_subscription AS (PARTITION BY s.tenant_id, s.provider, s.subscription_id, s.owner)),
    chosen AS MATERIALIZED (
        SELECT m.*,
               COALESCE(m.place >= m.renewed, true) OR m.place IN (1, m.owned)
               OR m.place IN (pg_catalog.max(m.place) FILTER (WHERE m.place <= m.renewed AND m.properties ? 'amount') OVER of_subscription,
                              pg_catalog.max(m.place) FILTER (WHERE m.place <= m.renewed AND m.properties ? 'currency') OVER of_subscription,
                              pg_catalog.max(m.place) FILTER (WHERE m.place <= m.renewed AND m.properties ? 'plan') OVER of_subscription) AS is_chosen
        FROM marked AS m
        WINDOW of_subscription AS (PARTITION BY m.tenant_id, m.provider, m.subscription_id, m.owner)),
    judged AS (
        SELECT c.tenant_id, c.provider, c.subscription_id, c.owner,
               mindwell_internal.standing_at(
                   @extschema@.analytics_subscription_changes(c.event_type, c.occurred_at, c.event_id, c.user_id, c.properties), until_time) AS known,
               mindwell_internal.standing_at(
                   @extschema@.analytics_subscription_changes(c.event_type, c.occurred_at, c.event_id, c.user_id, c.properties)
                       FILTER (WHERE c.is_chosen), until_time) AS known_by_chosen
        FROM chosen AS c
        GROUP BY c.tenant_id, c.provider, c.subscription_id, c.owner)
    SELECT c.tenant_id, c.occurred_at, c.event_id
    FROM chosen AS c
    JOIN judged AS j ON j.tenant_id = c.tenant_id AND j.provider = c.provider AND j.subscription_id IS NOT DISTINCT FROM c.subscription_id
                    AND j.owner IS NOT DISTINCT FROM c.owner
    WHERE j.known -> 'now' ->> 0 <> 'ended' AND (c.is_chosen OR j.known IS DISTINCT FROM j.known_by_chosen);
END
$$;
COMMENT ON FUNCTION mindwell_internal.carried_ledger(date) IS
'Internal: of the ledger''s rows before a day those on which the state of a subscription rests that is open when it begins: what a purge leaves.';
