
-- Subscriptions ---------------------------------------------------------------------

-- Row security would show who may not see money an MRR of 0.  So whoever has a policy that
-- hides an event of the stage revenue is refused; and who sees those but no trials, since
-- what follows an unknown trial would be taken for something else.
CREATE FUNCTION mindwell_internal.hidden_revenue(tenants uuid[])
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    policy record;
    sees_money boolean;
    sees_trials boolean;
BEGIN
    IF NOT pg_catalog.row_security_active(CAST(events AS pg_catalog.oid)) THEN
        RETURN NULL;
    END IF;
    FOR policy IN
        SELECT pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS condition
        FROM pg_catalog.pg_policy p
        WHERE p.polrelid = events AND NOT p.polpermissive AND p.polcmd IN ('r', '*')
          AND EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) AS r (role)
                      WHERE r.role = 0 OR pg_catalog.pg_has_role(r.role, 'USAGE'))
    LOOP
        EXECUTE pg_catalog.format(
            'SELECT COALESCE(pg_catalog.bool_and(COALESCE((%1$s), false)) FILTER (WHERE probe.is_money), true),'
            ' COALESCE(pg_catalog.bool_and(COALESCE((%1$s), false)) FILTER (WHERE NOT probe.is_money), true)'
            ' FROM pg_catalog.unnest($1) AS t (tenant),'
            ' (VALUES (true, ''subscription_created'', ''revenue''), (false, ''trial_started'', ''conversion''),'
            ' (false, ''trial_ended'', ''conversion'')) AS probe (is_money, type, stage),'
            ' LATERAL pg_catalog.jsonb_populate_record(CAST(NULL AS %2$s), pg_catalog.jsonb_build_object('
            '     ''tenant_id'', t.tenant, ''event_type'', probe.type, ''funnel_stage'', probe.stage,'
            '     ''properties'', CAST(''{}'' AS pg_catalog.jsonb))) AS analytics_events',
            policy.condition, mindwell_internal.qualified_name('analytics_events'))
        INTO STRICT sees_money, sees_trials USING tenants;
        IF NOT sees_money THEN
            RETURN 'money';
        ELSIF NOT sees_trials THEN
            RETURN 'trials';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION mindwell_internal.hidden_revenue(uuid[]) IS
'Internal: money or trials, when a restrictive policy hides events of the stage revenue, or of trials, of some tenants from the caller, who then sees no report on money; NULL when they see all.';

CREATE FUNCTION mindwell_internal.tenants_of_revenue()
RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    hidden CONSTANT text := mindwell_internal.hidden_revenue(tenants);
BEGIN
    IF hidden = 'money' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'permission denied for revenue',
            DETAIL = 'A policy on analytics_events hides events about money from this role, as it does from coaches.',
            HINT = 'Ask as a role that has the access reader or finance.';
    ELSIF hidden = 'trials' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'permission denied for revenue',
            DETAIL = 'A policy on analytics_events hides trials from this role, as version 1.0 did from finance.',
            HINT = pg_catalog.format('The store''s owner runs: SELECT * FROM %s(%L, ''finance'');', 'analytics_grant', CURRENT_USER);
    END IF;
    RETURN tenants;
END
$$;
COMMENT ON FUNCTION mindwell_internal.tenants_of_revenue() IS
'Internal: as mindwell_internal.tenants_to_read(), for a report on money; 42501 for a role from which a restrictive policy hides events of the stage revenue, or trials.';

CREATE FUNCTION mindwell_internal.currency_filter(currency text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF currency !~ '^[A-Za-z]{3}$' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('invalid currency "%s"', currency),
            HINT = 'It is three letters, for example ''USD'', or NULL for all.';
    END IF;
    RETURN pg_catalog.upper(currency COLLATE "C");
END
$$;
COMMENT ON FUNCTION mindwell_internal.currency_filter(text) IS
'Internal: a currency in capitals; NULL for NULL, 22023 unless it is three letters.';

CREATE FUNCTION mindwell_internal.property_time(properties jsonb, name text) RETURNS timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_property_time';
COMMENT ON FUNCTION mindwell_internal.property_time(jsonb, text) IS
'Internal: a property that is a time in RFC 3339; NULL for anything else.';

CREATE FUNCTION mindwell_internal.money(cents numeric)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(pg_catalog.round(cents) / 100 AS double precision);
COMMENT ON FUNCTION mindwell_internal.money(numeric) IS
'Internal: hundredths of a currency, rounded to whole ones, in units of it.';

-- The events that change a subscription.
CREATE FUNCTION mindwell_internal.subscription_event_types()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST('{trial_started,trial_ended,subscription_created,subscription_renewed,subscription_upgraded,subscription_downgraded,
              subscription_resumed,subscription_uncancelled,subscription_cancelled,subscription_paused,subscription_expired,
              payment_completed,payment_failed}' AS text[]);
COMMENT ON FUNCTION mindwell_internal.subscription_event_types() IS
'Internal: the event types that analytics_subscription_changes reads.';

-- A payment says something about a subscription only if it names it.
CREATE FUNCTION mindwell_internal.subscription_histories(tenants uuid[], as_of timestamptz)
RETURNS TABLE (tenant_id uuid, provider text, subscription_id text, first_seen timestamptz,
               changes @extschema@.analytics_subscription_change[])
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    payment_types CONSTANT text[] := CAST('{payment_completed,payment_failed}' AS text[]);
    event_types CONSTANT text[] := mindwell_internal.subscription_event_types();
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
BEGIN
    RETURN QUERY
    SELECT s.tenant_id, NULLIF(s.provider, ''), s.subscription_id, min(s.occurred_at),
           @extschema@.analytics_subscription_changes(s.event_type, s.occurred_at, s.event_id, s.user_id, s.properties)
    FROM (SELECT e.*, COALESCE(mindwell_internal.property_text(e.properties, 'provider'), '') COLLATE "C" AS provider,
                 mindwell_internal.property_text(e.properties, 'subscription_id') COLLATE "C" AS subscription_id
          FROM mindwell_internal.state_events(tenants, event_types, '-infinity', known_until) AS e) AS s
    WHERE s.subscription_id IS NOT NULL OR (s.user_id IS NOT NULL AND s.event_type <> ALL (payment_types))
    GROUP BY s.tenant_id, s.provider, s.subscription_id, CASE WHEN s.subscription_id IS NULL THEN s.user_id END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.subscription_histories(uuid[], timestamptz) IS
'Internal: what became of each subscription, by the events up to as_of, also what is still to come (analytics_subscription_changes). One without an id is the only one of its user at the provider. 22004 for as_of NULL.';

CREATE FUNCTION @extschema@.analytics_mrr_changes(
    from_time timestamptz,
    to_time timestamptz,
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, account_id text, subscription_id text, provider text, currency text, plan text, event_type text,
               mrr_before double precision, mrr_after double precision, status text)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_of_revenue();
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    -- what was paid in another currency ends, and what is paid in this one begins
    RETURN QUERY
    SELECT c.at, CAST(c.account_id AS text), h.subscription_id, h.provider, v.currency, v.plan, c.event_type,
           mindwell_internal.money(v.cents_before), mindwell_internal.money(v.cents), c.status
    FROM mindwell_internal.subscription_histories(tenants, as_of) AS h,
         pg_catalog.unnest(h.changes) AS c,
         LATERAL (VALUES (1, c.currency_before, c.plan_before, c.mrr_cents_before, bigint '0'),
                         (2, c.currency, c.plan,
                          CASE WHEN c.currency IS NOT DISTINCT FROM c.currency_before THEN c.mrr_cents_before ELSE 0 END,
                          c.mrr_cents)) AS v (ord, currency, plan, cents_before, cents)
    WHERE c.at >= from_time AND c.at < to_time AND c.at < known_until
      AND (v.ord = 2 OR (c.currency IS DISTINCT FROM c.currency_before AND c.mrr_cents_before > 0))
    ORDER BY c.at, h.tenant_id, h.provider, h.subscription_id, c.account_id, v.ord;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_mrr_changes(timestamptz, timestamptz, timestamptz) IS
'Each change of a subscription''s monthly value, plan or status in [from_time, to_time), as far as it took effect by as_of, in order of time: the account (the user of the subscription''s first event that has one; NULL: the subscription is its own account), subscription and provider as events name them (subscription NULL: its user''s only one there), currency (NULL when no event says), plan, the type of the event whose effect it is, monthly value before and after, in units of the currency, and the status after it: trialing, active, canceling (paid to its end), past_due, paused or ended. A change of currency is two rows. The value is amount / interval_count, of a year 1/12, of a week 52/12, of a day 365/12, to the cent; without an amount, the one before. A cancelled or paused subscription keeps it until ends_at, a trial has none before it ends. 42501 for who may not see revenue; else errors as of analytics_mrr.';

CREATE FUNCTION @extschema@.analytics_subscriptions(as_of timestamptz DEFAULT now())
RETURNS TABLE (tenant_id uuid, account_id uuid, subscription_id text, provider text, plan text, status text, currency text,
               mrr double precision, is_priced boolean, first_seen timestamptz, first_paid_at timestamptz, status_since timestamptz,
               ends_at timestamptz, ended_at timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_of_revenue();
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
BEGIN
    RETURN QUERY
    SELECT h.tenant_id, n.account_id, h.subscription_id, h.provider, n.plan, n.status, n.currency, mindwell_internal.money(n.mrr_cents),
           n.is_priced, h.first_seen, f.first_paid_at, f.status_since, f.ends_at, CASE n.status WHEN 'ended' THEN f.status_since END
    FROM mindwell_internal.subscription_histories(tenants, as_of) AS h,
         LATERAL (SELECT max(c.ord) FILTER (WHERE c.at < known_until) AS last_known,
                         min(c.at) FILTER (WHERE c.mrr_cents > 0 AND c.at < known_until) AS first_paid_at,
                         max(c.at) FILTER (WHERE c.status IS DISTINCT FROM c.status_before AND c.at < known_until) AS status_since,
                         min(c.at) FILTER (WHERE c.status = 'ended' AND c.at >= known_until) AS ends_at
                  FROM pg_catalog.unnest(h.changes) WITH ORDINALITY
                       AS c (at, event_type, status, account_id, currency, plan, mrr_cents, is_priced,
                             status_before, currency_before, plan_before, mrr_cents_before, ord)) AS f,
         LATERAL (SELECT (h.changes[f.last_known]).*) AS n
    WHERE f.last_known IS NOT NULL
    ORDER BY h.tenant_id, h.first_seen, h.provider, h.subscription_id, n.account_id;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_subscriptions(timestamptz) IS
'The subscriptions that there ever were, as they are at as_of: tenant_id, account_id, subscription_id and provider (as analytics_mrr_changes has them), plan, status (trialing, active, canceling, past_due, paused, ended), currency, mrr (monthly value in units of the currency; 0 unless active, canceling or past_due), is_priced (false: no event said an amount, or the last currency said is none), first event, first_paid_at (when its value was first above 0; NULL: never), when the status began, ends_at (when it is going to end, where that is known) and ended_at. 42501 for who may not see revenue, 22004 for NULL, 55000 without a store.';

CREATE VIEW @extschema@.analytics_subscriptions WITH (security_invoker = true) AS
    SELECT s.tenant_id, s.account_id, s.subscription_id, s.provider, s.plan, s.status, s.currency, s.mrr, s.is_priced, s.first_seen,
           s.first_paid_at, s.status_since, s.ends_at, s.ended_at
    FROM @extschema@.analytics_subscriptions(pg_catalog.now()) AS s;
COMMENT ON VIEW @extschema@.analytics_subscriptions IS
'The subscriptions that there ever were, as they are now: analytics_subscriptions(now()).';
GRANT SELECT ON @extschema@.analytics_subscriptions TO PUBLIC;
