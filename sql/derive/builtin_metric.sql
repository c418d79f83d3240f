
-- Built-in metrics -------------------------------------------------------------------
--
-- This file is the only one that knows a metric, an event type or a property of one by
-- its name.  All others in sql/derive/ read them from builtin_metrics(), and know kinds.
-- A new metric of a known kind is a row here, and nothing else (test/pgtap/metric.sql).
-- A new kind is a row of counted_kinds() or a function beside it (count.sql), and its
-- part of recount_day() (recount_day.sql); each of these two is verified by the other.

-- A kind is how a metric is computed from the events of a day:
--   events      their number
--   sum         the sum of a property; currency_property tells of what
--   mean        the mean of a property
--   ratings     likewise, of which a user has one for each thing that is rated (ratings())
--   users       distinct users of actions
--   minutes     clock minutes in which a user had an action, of all users
--   sessions    distinct sessions for each user who has any
--   conversion  of the users who did the first type, the share who also did another one
--   followed    of the events of the first type, the share that another one of the same
--               user, and with the same property unless one of the two has none, follows
--               within periods_after days
-- Values of a property are compared as text: 42 and "42" are one id, null is none (property_text()).
-- or, of a month:
--   churn       of the users active in the month before, the share not active in this one
--   ltv_cac     what a paying user is worth over what it cost to win one; the sums are
--               those of the metric that based_on names
-- Weeks and months of events, sum and minutes are sums of days, those of users are counted.
--
-- periods_before and periods_after: at how many periods before and after its own a value
-- looks, in days for a daily value and in months for a monthly one; infinity for all.
-- In plpgsql its plan is kept for the session: it is read often.
CREATE FUNCTION mindwell_internal.builtin_metrics()
RETURNS TABLE (name text, unit text, periods text[], kind text, event_types text[], property text,
               currency_property text, periods_before double precision, periods_after double precision, based_on text,
               adds_up boolean, empty_value double precision, description text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 23
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT m.name, m.unit, CAST(m.periods AS pg_catalog.text[]), m.kind, CAST(m.event_types AS pg_catalog.text[]), m.property,
           CASE m.name WHEN 'revenue' THEN 'currency' END,
           CAST(m.periods_before AS double precision), CAST(m.periods_after AS double precision), m.based_on,
           m.kind IN ('events', 'sum', 'minutes'),
           CASE WHEN m.kind IN ('events', 'sum', 'minutes', 'users') THEN CAST(0 AS double precision) END, m.description
    FROM (VALUES
        ('dau', 'users', '{daily}', 'users', '{}', NULL, '0', 0, NULL, 'Distinct users with an action'),
        ('wau', 'users', '{weekly}', 'users', '{}', NULL, '0', 0, NULL, 'Distinct users with an action'),
        ('mau', 'users', '{monthly}', 'users', '{}', NULL, '0', 0, NULL, 'Distinct users with an action'),
        ('new_registrations', 'events', '{daily,weekly,monthly}', 'events', '{signup_completed}', NULL, '0', 0, NULL, 'Sign-ups completed'),
        ('generations_completed', 'events', '{daily,weekly,monthly}', 'events', '{generation_completed}', NULL, '0', 0, NULL,
         'Generations that succeeded'),
        ('generations_failed', 'events', '{daily,weekly,monthly}', 'events', '{generation_failed}', NULL, '0', 0, NULL, 'Generations that failed'),
        ('revenue', 'currency', '{daily,weekly,monthly}', 'sum', '{payment_completed,in_app_purchase_completed}', 'amount', '0', 0, NULL,
         'Sum of the amounts of payments and purchases in apps, whatever their currency; refunds are not subtracted'),
        ('successful_payments', 'events', '{daily,weekly,monthly}', 'events', '{payment_completed}', NULL, '0', 0, NULL, 'Payments that succeeded'),
        ('failed_payments', 'events', '{daily,weekly,monthly}', 'events', '{payment_failed}', NULL, '0', 0, NULL, 'Payments that failed'),
        ('new_subscriptions', 'events', '{daily,weekly,monthly}', 'events', '{subscription_created}', NULL, '0', 0, NULL, 'Subscriptions created'),
        ('cancelled_subscriptions', 'events', '{daily,weekly,monthly}', 'events', '{subscription_cancelled}', NULL, '0', 0, NULL,
         'Subscriptions cancelled'),
        ('referrals_sent', 'events', '{daily,weekly,monthly}', 'events', '{referral_sent}', NULL, '0', 0, NULL, 'Referral codes shared'),
        ('referrals_accepted', 'events', '{daily,weekly,monthly}', 'events', '{referral_accepted}', NULL, '0', 0, NULL, 'Referral codes used'),
        ('signup_to_payment_conversion', 'fraction', '{daily}', 'conversion',
         '{signup_completed,payment_completed,in_app_purchase_completed}', NULL, '0', 0, NULL,
         'Of the users who completed their sign-up, those who paid on the same day'),
        ('churn_rate', 'fraction', '{monthly}', 'churn', '{}', NULL, '1', 0, NULL,
         'Of the users active in the month before, those not active in this one'),
        ('ltv_cac_ratio', 'ratio', '{monthly}', 'ltv_cac', '{}', NULL, 'infinity', 0, 'revenue',
         'Lifetime value of a paying user over what a new one cost; NULL while the month''s cost is not entered'),
        ('active_minutes', 'minutes', '{daily,weekly,monthly}', 'minutes', '{}', NULL, '0', 0, NULL,
         'Clock minutes in which a user had an action, of all users'),
        ('sessions_per_user', 'ratio', '{daily}', 'sessions', '{}', NULL, '0', 0, NULL, 'Distinct session ids for each user who has any'),
        ('message_response_time', 'seconds', '{daily}', 'mean', '{message_responded}', 'response_seconds', '0', 0, NULL,
         'Mean time in which messages were answered'),
        ('satisfaction', 'rating', '{daily}', 'ratings', '{session_survey_submitted}', 'rating', '0', 0, NULL,
         'Mean rating of sessions in surveys; of several answers of a user to one survey the last of the day counts'),
        ('ai_nudge_effectiveness', 'fraction', '{daily}', 'followed', '{ai_nudge_sent,ai_nudge_opened}', 'nudge_id', '0', 1, NULL,
         'Of the nudges sent on the day, those that their user opened within 24 hours')
        ) AS m (name, unit, periods, kind, event_types, property, periods_before, periods_after, based_on, description);
END
$$;
COMMENT ON FUNCTION mindwell_internal.builtin_metrics() IS
'Internal: the metrics that come with the extension, how each is computed, whether its weeks and months are sums of its days, and its value where there is no event.';

CREATE FUNCTION mindwell_internal.paying_types()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT m.event_types FROM mindwell_internal.builtin_metrics() m WHERE m.name = 'revenue'
$$;
COMMENT ON FUNCTION mindwell_internal.paying_types() IS
'Internal: the event types whose users have paid.';

CREATE FUNCTION mindwell_internal.spanning_metrics()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(SELECT m.name FROM mindwell_internal.builtin_metrics() m
                 WHERE 'daily' = ANY (m.periods) AND m.periods_before + m.periods_after > 0
                 ORDER BY 1)
$$;
COMMENT ON FUNCTION mindwell_internal.spanning_metrics() IS
'Internal: the daily metrics that look at days before or after.';

CREATE FUNCTION mindwell_internal.single_day_metrics()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(SELECT m.name FROM mindwell_internal.builtin_metrics() m
                 WHERE 'daily' = ANY (m.periods) AND m.periods_before + m.periods_after = 0
                 ORDER BY 1)
$$;
COMMENT ON FUNCTION mindwell_internal.single_day_metrics() IS
'Internal: the daily metrics that look at their day alone; a tenant has all of them for each day that is rolled up.';

CREATE FUNCTION mindwell_internal.types_of_kinds(kinds text[])
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(SELECT DISTINCT t.event_type
                 FROM mindwell_internal.builtin_metrics() b, pg_catalog.unnest(b.event_types) AS t (event_type)
                 WHERE b.kind = ANY (kinds))
$$;
COMMENT ON FUNCTION mindwell_internal.types_of_kinds(text[]) IS
'Internal: the event types that metrics of some kinds are about.';

-- What an event is to count for them is not what it was: the user's actions, the user's own day, the nudge's own outcome.
CREATE FUNCTION mindwell_internal.builtin_versions()
RETURNS TABLE (name text, version integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 6
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES ('dau', 2), ('wau', 2), ('mau', 2), ('active_minutes', 2), ('churn_rate', 2), ('ai_nudge_effectiveness', 2)
$$;
COMMENT ON FUNCTION mindwell_internal.builtin_versions() IS
'Internal: the built-in metrics whose definition has changed, and their version.';

-- What a goal or a subscription is on a day may be due to an event of any day before, and a
-- late one changes all days that follow.  So these are not kept: they are computed when they
-- are asked for, from the ledger, by what reports are computed by (state_metric.sql).
--   source      of which report
--   figure      which number of it
--   shown_with  a metric: who may not see that one may not see this one
CREATE FUNCTION mindwell_internal.state_metrics()
RETURNS TABLE (name text, unit text, periods text[], source text, figure text, shown_with text, version integer, description text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 12
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT m.name, m.unit, CAST(m.periods AS pg_catalog.text[]), m.source, m.figure, CASE m.source WHEN 'mrr' THEN 'revenue' END, m.version, m.description
    FROM (VALUES
        ('goal_completion_rate', 'fraction', '{daily}', 'goals', 'completion_rate', 2,
         'Of the goals active in the 30 days that end with the day, those completed in them, as of analytics_goals'),
        ('habit_adherence_score', 'fraction', '{daily}', 'habits', 'adherence_score', 3,
         'Of the habits that exist on the day, the mean score of the 7 days that end with it, as of analytics_habits'),
        ('closing_mrr', 'currency', '{daily,weekly,monthly}', 'mrr', 'closing', 1, 'Monthly recurring revenue at the end, as of analytics_mrr; NULL of several currencies'),
        ('net_new_mrr', 'currency', '{daily,weekly,monthly}', 'mrr', 'net_new', 1, 'How much monthly recurring revenue rose, as of analytics_mrr; NULL of several currencies'),
        ('new_mrr', 'currency', '{daily,weekly,monthly}', 'mrr', 'new', 1, 'Monthly recurring revenue of accounts that never paid before, as of analytics_mrr; NULL of several currencies'),
        ('reactivation_mrr', 'currency', '{daily,weekly,monthly}', 'mrr', 'reactivation', 1, 'That of accounts that pay again, as of analytics_mrr; NULL of several currencies'),
        ('expansion_mrr', 'currency', '{daily,weekly,monthly}', 'mrr', 'expansion', 1, 'What accounts pay more, as of analytics_mrr; NULL of several currencies'),
        ('contraction_mrr', 'currency', '{daily,weekly,monthly}', 'mrr', 'contraction', 1, 'What accounts pay less, as of analytics_mrr; NULL of several currencies'),
        ('churn_mrr', 'currency', '{daily,weekly,monthly}', 'mrr', 'churn', 1, 'What accounts paid that pay nothing more, as of analytics_mrr; NULL of several currencies'),
        ('arpu', 'currency', '{daily,weekly,monthly}', 'mrr', 'arpu', 1, 'Monthly recurring revenue of an account at the end, as of analytics_mrr; NULL of several currencies'),
        ('account_churn_rate', 'fraction', '{monthly}', 'mrr', 'account_churn_rate', 1, 'Of the accounts that paid at the start, those that do not at the end, as of analytics_mrr; NULL of several currencies')
        ) AS m (name, unit, periods, source, figure, version, description)
$$;
COMMENT ON FUNCTION mindwell_internal.state_metrics() IS
'Internal: the metrics that come with the extension and are computed when they are asked for, and of which report each is a figure.';

-- One of the owner's own may have a name that came later; then it is the owner's.
CREATE FUNCTION mindwell_internal.is_shipped_metric(metric text)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (EXISTS (SELECT FROM mindwell_internal.builtin_metrics() b WHERE b.name = metric)
            OR EXISTS (SELECT FROM mindwell_internal.state_metrics() s WHERE s.name = metric))
           AND NOT EXISTS (SELECT FROM @extschema@.analytics_metric_definitions d WHERE d.name = metric AND d.query IS NOT NULL)
$$;
COMMENT ON FUNCTION mindwell_internal.is_shipped_metric(text) IS
'Internal: does a metric come with the extension, and is it not one that the owner defined before?';

-- A new definition holds for the days before it too: what of them can be computed is stale.
-- Values that were kept of metrics that are not kept any more stay on days that are sealed.
CREATE FUNCTION mindwell_internal.fill_metric_definitions()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    filled text[];
BEGIN
    WITH entered AS (
        INSERT INTO @extschema@.analytics_metric_definitions AS d (name, unit, periods, description, version)
        SELECT m.name, m.unit, m.periods, m.description, COALESCE(v.version, 1)
        FROM mindwell_internal.builtin_metrics() m
        LEFT JOIN mindwell_internal.builtin_versions() v USING (name)
        UNION ALL
        SELECT s.name, s.unit, s.periods, s.description, s.version FROM mindwell_internal.state_metrics() s
        ON CONFLICT ON CONSTRAINT analytics_metric_definitions_pkey DO UPDATE
        SET version = EXCLUDED.version, description = EXCLUDED.description, updated_at = pg_catalog.now()
        WHERE d.query IS NULL AND d.version < EXCLUDED.version
        RETURNING d.name)
    SELECT pg_catalog.array_agg(e.name) INTO filled FROM entered e WHERE e.name NOT IN (SELECT s.name FROM mindwell_internal.state_metrics() s);
    DELETE FROM @extschema@.analytics_metrics m
    USING mindwell_internal.state_metrics() s
    WHERE m.metric_type = s.name AND m.metric_date NOT IN (SELECT f.day FROM @extschema@.analytics_sealed_days f)
      AND EXISTS (SELECT FROM @extschema@.analytics_metric_definitions d WHERE d.name = s.name AND d.query IS NULL);
    IF filled IS NULL OR NOT EXISTS (SELECT FROM @extschema@.analytics_metrics) THEN
        RETURN;
    END IF;
    PERFORM mindwell_internal.lock_rollups();
    INSERT INTO @extschema@.analytics_stale_buckets (tenant_id, period, starts_on)
    SELECT DISTINCT m.tenant_id, 'daily', m.metric_date
    FROM @extschema@.analytics_metrics m
    WHERE m.period = 'daily' AND NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = m.metric_date)
    ON CONFLICT DO NOTHING;
END
$$;
COMMENT ON FUNCTION mindwell_internal.fill_metric_definitions() IS
'Internal: enters the built-in metrics that are missing, and the versions of those that are defined anew; where there were any, notes the days that are rolled up as stale, save the sealed ones.';
