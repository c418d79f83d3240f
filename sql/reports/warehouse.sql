
-- Warehouse -------------------------------------------------------------------------
--
-- Tables of facts and dimensions as a warehouse reads them, with the columns and types of
-- the schema that they are read into (int, varchar); all other reports have those of their own.

CREATE FUNCTION mindwell_internal.utc_day(at timestamptz)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(at AT TIME ZONE 'UTC' AS date);
COMMENT ON FUNCTION mindwell_internal.utc_day(timestamptz) IS
'Internal: the UTC day of a time.';

-- One event with an absurd amount must not make a whole load fail.
CREATE FUNCTION mindwell_internal.integer_or_null(value numeric)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value BETWEEN -2147483648 AND 2147483647 THEN CAST(value AS integer) END;
COMMENT ON FUNCTION mindwell_internal.integer_or_null(numeric) IS
'Internal: a number as an integer; NULL for one beyond its range.';

-- Users of a day whose events were purged are known by the rollups, and what they did to
-- goals, habits and payments by the ledger; nothing knows of their chats and moods.
CREATE FUNCTION @extschema@.analytics_fact_productivity(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (date_key date, user_id uuid, goals_completed integer, habits_checked integer, mood_avg numeric, chat_sessions integer,
               revenue_cents integer)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    sees_revenue CONSTANT boolean := mindwell_internal.hidden_revenue(tenants) IS NULL;
    state_types CONSTANT text[] := ARRAY['goal_completed', 'habit_checked', 'payment_completed', 'in_app_purchase_completed'];
    first_time timestamptz;
    last_time timestamptz;
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    first_time := mindwell_internal.utc(mindwell_internal.utc_day(from_time));
    last_time := mindwell_internal.utc(mindwell_internal.utc_day(to_time - interval '1 microsecond') + 1);
    RETURN QUERY
    WITH fact AS (
        SELECT e.tenant_id, mindwell_internal.utc_day(e.occurred_at) AS day, e.user_id, CAST(NULL AS text) AS goal, CAST(NULL AS text) AS habit,
               CASE WHEN e.event_type = 'mood_logged' THEN mindwell_internal.amount_of(e.properties -> 'mood_score') END AS mood,
               CASE WHEN e.event_type IN ('chat_turn_sent', 'message_sent')
                    THEN COALESCE('session ' || e.session_id, 'conversation ' || mindwell_internal.property_text(e.properties, 'conversation_id'))
                         COLLATE "C" END AS chat,
               CAST(NULL AS numeric) AS amount
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= first_time AND e.occurred_at < last_time AND e.tenant_id = ANY (tenants)
          AND mindwell_internal.is_counted(e.user_id, false)
        UNION ALL
        SELECT d.tenant_id, mindwell_internal.utc_day(d.at), d.user_id, NULL, NULL, NULL, NULL, NULL
        FROM mindwell_internal.sealed_activity(tenants, first_time, last_time) AS d
        WHERE mindwell_internal.is_counted(d.user_id, false)
        UNION ALL
        SELECT s.tenant_id, mindwell_internal.utc_day(s.occurred_at), s.user_id,
               CASE s.event_type WHEN 'goal_completed' THEN pg_catalog.concat('=' || mindwell_internal.property_text(s.properties, 'goal_id')) END,
               CASE s.event_type WHEN 'habit_checked' THEN pg_catalog.concat('=' || mindwell_internal.property_text(s.properties, 'habit_id')) END,
               NULL, NULL,
               CASE WHEN s.event_type IN ('payment_completed', 'in_app_purchase_completed')
                    THEN mindwell_internal.amount_of(s.properties -> 'amount') END
        FROM mindwell_internal.state_events(tenants, state_types, first_time, last_time) AS s
        WHERE mindwell_internal.is_counted(s.user_id, false))
    SELECT f.day, f.user_id, CAST(count(DISTINCT f.goal COLLATE "C") AS integer), CAST(count(DISTINCT f.habit COLLATE "C") AS integer),
           avg(f.mood), CASE WHEN p.day IS NULL THEN CAST(count(DISTINCT f.chat) AS integer) END,
           CASE WHEN sees_revenue THEN mindwell_internal.integer_or_null(pg_catalog.round(COALESCE(sum(f.amount), 0) * 100)) END
    FROM fact AS f
    LEFT JOIN @extschema@.analytics_sealed_days AS p ON p.day = f.day
    GROUP BY f.tenant_id, f.day, f.user_id, p.day
    ORDER BY f.day, f.user_id, f.tenant_id;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_fact_productivity(timestamptz, timestamptz) IS
'What users did on each UTC day that [from_time, to_time) touches, a row for each day, user (and tenant) with any event: distinct goals completed and habits checked (by the time of the event; those without an id are one), mean mood_score (NULL without), distinct sessions (else conversation_id) of chat_turn_sent and message_sent, and 100 times the amounts of payments and purchases in apps, rounded, whatever their currency and without refunds (analytics_revenue has those). Of days whose events were purged, mood_avg and chat_sessions are NULL, the rest is what rollups and ledger kept. revenue_cents is NULL for who may not see revenue, and beyond 2147483647. Anonymous visitors are left out. Errors: 22023 for an empty period, 22004 for NULL, 22008 for infinity, 55000 without a store.';

-- By the rollups where they are up to date.
CREATE FUNCTION mindwell_internal.known_users(tenants uuid[])
RETURNS TABLE (tenant_id uuid, user_id uuid)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    unsettled datemultirange := datemultirange(daterange('-infinity', 'infinity'));
BEGIN
    IF mindwell_internal.may_read_derived('analytics_user_days') THEN
        unsettled := mindwell_internal.unsettled('user_days', tenants, '-infinity', 'infinity');
        RETURN QUERY
            SELECT DISTINCT u.tenant_id, u.user_id
            FROM @extschema@.analytics_user_days AS u
            WHERE u.tenant_id = ANY (tenants) AND NOT u.day <@ unsettled AND mindwell_internal.is_counted(u.user_id, false);
    END IF;
    RETURN QUERY
        SELECT DISTINCT CAST(e.tenant_id AS uuid), CAST(e.user_id AS uuid)
        FROM pg_catalog.unnest(unsettled) AS r (days)
        JOIN @extschema@.analytics_events AS e
            ON e.occurred_at >= mindwell_internal.utc(pg_catalog.lower(r.days)) AND e.occurred_at < mindwell_internal.utc(pg_catalog.upper(r.days))
        WHERE e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, false);
END
$$;
COMMENT ON FUNCTION mindwell_internal.known_users(uuid[]) IS
'Internal: the users of any event of some tenants, some of them twice; of those whose events were purged also, for who may read analytics_user_days. No anonymous visitors.';

CREATE FUNCTION mindwell_internal.profiles(tenants uuid[])
RETURNS TABLE (tenant_id uuid, user_id uuid, properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    -- coaches may not
    IF pg_catalog.has_table_privilege(mindwell_internal.relation('analytics_users'), 'SELECT') THEN
        RETURN QUERY
            SELECT u.tenant_id, u.user_id, u.properties
            FROM @extschema@.analytics_users AS u
            WHERE u.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(u.user_id, false);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.profiles(uuid[]) IS
'Internal: what analytics_identify() was told of the users of some tenants; nothing to who may not read it.';

-- Such as 2026-10-05, also at the beginning of a time.  A cast would read what is none in the
-- session's DateStyle, and raise.
CREATE FUNCTION mindwell_internal.property_date(properties jsonb, name text)
RETURNS date
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parts CONSTANT text[] := pg_catalog.regexp_match(properties ->> name, '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T|$)');
    year CONSTANT integer := CAST(parts[1] AS integer);
    month CONSTANT integer := CAST(parts[2] AS integer);
    day date;
BEGIN
    IF year > 0 AND month BETWEEN 1 AND 12 THEN
        day := pg_catalog.make_date(year, month, 1) + CAST(parts[3] AS integer) - 1;
    END IF;
    RETURN CASE WHEN pg_catalog.date_part('month', day) = month THEN day END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.property_date(jsonb, text) IS
'Internal: a property that is or begins with a date, such as 2026-10-05; NULL for anything else.';

CREATE FUNCTION @extschema@.analytics_dim_user()
RETURNS TABLE (user_id uuid, signup_date date, plan varchar, tenant_id uuid, coach_id uuid)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    sees_revenue CONSTANT boolean := mindwell_internal.hidden_revenue(tenants) IS NULL;
    known_until CONSTANT timestamptz := mindwell_internal.known_until(pg_catalog.now());
BEGIN
    RETURN QUERY
    WITH profile AS MATERIALIZED (
        SELECT p.* FROM mindwell_internal.profiles(tenants) AS p),
    known AS (
        SELECT u.tenant_id, u.user_id FROM mindwell_internal.known_users(tenants) AS u
        UNION
        SELECT p.tenant_id, p.user_id FROM profile AS p),
    signed_up AS (
        SELECT e.tenant_id, e.user_id, mindwell_internal.utc_day(min(e.occurred_at)) AS day
        FROM mindwell_internal.state_events(tenants, '{signup_completed}', '-infinity', known_until) AS e
        GROUP BY 1, 2),
    -- the last that was said of a client and a coach
    assignment AS (
        SELECT DISTINCT ON (a.tenant_id, a.client_id) a.tenant_id, mindwell_internal.uuid_of_property(a.client_id) AS user_id,
               mindwell_internal.uuid_of_property(a.coach_id) AS coach_id
        FROM (SELECT DISTINCT ON (e.tenant_id, e.client_id, e.coach_id) e.*
              FROM (SELECT s.tenant_id, s.event_type, s.occurred_at,
                           mindwell_internal.property_text(s.properties, 'client_id') COLLATE "C" AS client_id,
                           mindwell_internal.property_text(s.properties, 'coach_id') COLLATE "C" AS coach_id
                    FROM mindwell_internal.state_events(tenants, '{client_assigned,client_unassigned}', '-infinity', known_until) AS s) AS e
              WHERE e.client_id IS NOT NULL AND e.coach_id IS NOT NULL
              ORDER BY e.tenant_id, e.client_id, e.coach_id, e.occurred_at DESC, e.event_type DESC) AS a
        WHERE a.event_type = 'client_assigned'
        ORDER BY a.tenant_id, a.client_id, a.occurred_at DESC, a.coach_id),
    -- several client ids may be one user: 42 and its UUID
    coached AS (
        SELECT a.tenant_id, a.user_id, (pg_catalog.array_agg(a.coach_id ORDER BY a.coach_id))[1] AS coach_id
        FROM assignment AS a
        GROUP BY 1, 2),
    subscribed AS (
        SELECT DISTINCT ON (s.tenant_id, s.account_id) s.tenant_id, s.account_id, s.plan
        FROM (SELECT true WHERE sees_revenue) AS allowed
        CROSS JOIN LATERAL @extschema@.analytics_subscriptions(pg_catalog.now()) AS s
        WHERE s.status <> 'ended' AND s.account_id IS NOT NULL
        ORDER BY s.tenant_id, s.account_id, s.first_seen DESC, s.provider, s.subscription_id)
    SELECT k.user_id, COALESCE(s.day, mindwell_internal.property_date(p.properties, 'signupDate'), mindwell_internal.property_date(p.properties, 'signup_date')),
           CASE WHEN sees_revenue THEN CAST(COALESCE(b.plan, mindwell_internal.property_text(p.properties, 'plan')) AS varchar) END,
           k.tenant_id, c.coach_id
    FROM known AS k
    LEFT JOIN profile AS p ON p.tenant_id = k.tenant_id AND p.user_id = k.user_id
    LEFT JOIN signed_up AS s ON s.tenant_id = k.tenant_id AND s.user_id = k.user_id
    LEFT JOIN coached AS c ON c.tenant_id = k.tenant_id AND c.user_id = k.user_id
    LEFT JOIN subscribed AS b ON b.tenant_id = k.tenant_id AND b.account_id = k.user_id
    ORDER BY k.tenant_id, k.user_id;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_dim_user() IS
'The users that any event or analytics_identify() named, a row for each user and tenant: signup_date (UTC) of the first signup_completed, else the property signupDate or signup_date of their profile; plan of the newest subscription that has not ended (analytics_subscriptions), else plan of the profile; coach_id of the latest client_assigned that no client_unassigned ended, as analytics_uuid() of what it says. NULL where nothing says; plan is NULL for who may not see revenue, and profiles are left out for who may not read them. No anonymous visitors; users whose events were purged are told to who may read analytics_user_days. 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_dim_subscription(as_of timestamptz DEFAULT now())
RETURNS TABLE (subscription_id varchar, user_id uuid, tenant_id uuid, provider varchar, plan varchar, status varchar, currency char(3),
               mrr_cents integer, billing_interval varchar, started_at timestamptz, trial_ends_at timestamptz, cancelled_at timestamptz,
               ends_at timestamptz, ended_at timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_of_revenue();
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    event_types CONSTANT text[] := mindwell_internal.subscription_event_types();
    -- after these it is not cancelled any more
    keeping_types CONSTANT text[] := ARRAY['subscription_created', 'subscription_renewed', 'subscription_upgraded',
                                           'subscription_downgraded', 'subscription_resumed', 'subscription_uncancelled'];
BEGIN
    RETURN QUERY
    WITH said AS (
        SELECT e.tenant_id, e.provider, e.subscription_id, e.user_id,
               (pg_catalog.array_agg(e.billing_interval ORDER BY e.occurred_at DESC, e.event_id DESC)
                FILTER (WHERE e.billing_interval IS NOT NULL))[1] AS billing_interval,
               max(e.occurred_at) FILTER (WHERE e.event_type = ANY (keeping_types)) AS kept_at,
               pg_catalog.array_agg(e.occurred_at) FILTER (WHERE e.event_type = 'subscription_cancelled') AS cancelled
        FROM (SELECT s.tenant_id, s.event_type, s.occurred_at, s.event_id,
                     mindwell_internal.property_text(s.properties, 'provider') COLLATE "C" AS provider,
                     mindwell_internal.property_text(s.properties, 'subscription_id') COLLATE "C" AS subscription_id,
                     CASE WHEN mindwell_internal.property_text(s.properties, 'subscription_id') IS NULL THEN s.user_id END AS user_id,
                     mindwell_internal.property_text(s.properties, 'billing_interval') AS billing_interval
              FROM mindwell_internal.state_events(tenants, event_types, '-infinity', known_until) AS s) AS e
        GROUP BY 1, 2, 3, 4)
    SELECT CAST(h.subscription_id AS varchar), n.account_id, h.tenant_id, CAST(h.provider AS varchar), CAST(n.plan AS varchar),
           CAST(n.status AS varchar), CAST(n.currency AS char(3)), mindwell_internal.integer_or_null(CAST(n.mrr_cents AS numeric)), CAST(b.billing_interval AS varchar), f.started_at,
           f.trial_ends_at,
           (SELECT min(c.at) FROM pg_catalog.unnest(b.cancelled) AS c (at) WHERE c.at >= COALESCE(b.kept_at, '-infinity')),
           f.ends_at, CASE n.status WHEN 'ended' THEN f.ended_at END
    FROM mindwell_internal.subscription_histories(tenants, as_of) AS h
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE c.at < known_until) AS last_known,
               min(c.at) AS started_at,
               min(c.at) FILTER (WHERE c.status_before = 'trialing' AND c.status <> 'trialing') AS trial_ends_at,
               min(c.at) FILTER (WHERE c.status = 'ended' AND c.at >= known_until) AS ends_at,
               max(c.at) FILTER (WHERE c.status = 'ended' AND c.status_before IS DISTINCT FROM 'ended' AND c.at < known_until) AS ended_at
        FROM pg_catalog.unnest(h.changes) AS c) AS f
    CROSS JOIN LATERAL (SELECT (h.changes[f.last_known]).*) AS n
    LEFT JOIN said AS b ON b.tenant_id = h.tenant_id AND b.provider IS NOT DISTINCT FROM h.provider
                         AND b.subscription_id IS NOT DISTINCT FROM h.subscription_id
                         AND (h.subscription_id IS NOT NULL OR b.user_id = n.account_id)
    WHERE f.last_known > 0
    ORDER BY h.tenant_id, h.first_seen, h.provider, h.subscription_id, n.account_id;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_dim_subscription(timestamptz) IS
'The subscriptions of analytics_subscriptions(as_of) with the columns of a dimension: subscription_id, user_id (the account), tenant_id, provider, plan, status, currency, mrr_cents (monthly value in hundredths of the currency; NULL beyond 2147483647), billing_interval (the last that an event said), started_at (the first event), trial_ends_at (when its trial ended, or is going to; NULL: none, or not known), cancelled_at (the subscription_cancelled that no later event took back), ends_at (when it is going to end, where that is known) and ended_at. 42501 for who may not see revenue, 22004 for NULL, 55000 without a store.';
