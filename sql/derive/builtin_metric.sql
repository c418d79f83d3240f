
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
--   completion  of the different values of a property, the share that the first type has
--   adherence   of the values of a property, each for a user: how well the first type was
--               done on the days that end with this one (analytics_habit_adherence());
--               an event is of the day that its day_property says (own_day())
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
-- Of a metric with a day_property, that is by one day before and two days after more.
-- In plpgsql its plan is kept for the session: it is read often.
CREATE FUNCTION mindwell_internal.builtin_metrics()
RETURNS TABLE (name text, unit text, periods text[], kind text, event_types text[], property text, day_property text,
               currency_property text, periods_before double precision, periods_after double precision, based_on text,
               adds_up boolean, empty_value double precision, description text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 23
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT m.name, m.unit, CAST(m.periods AS pg_catalog.text[]), m.kind, CAST(m.event_types AS pg_catalog.text[]), m.property,
           CASE m.name WHEN 'habit_adherence_score' THEN 'habit_date' END, CASE m.name WHEN 'revenue' THEN 'currency' END,
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
        ('goal_completion_rate', 'fraction', '{daily}', 'completion', '{goal_completed,goal_created,goal_updated,goal_abandoned}', 'goal_id',
         '0', 0, NULL, 'Of the goals of which anything was heard on the day, those that were completed'),
        ('habit_adherence_score', 'fraction', '{daily}', 'adherence', '{habit_checked,habit_created,habit_missed}', 'habit_id', '7', 2, NULL,
         'Of the habits of which anything was heard for the day, the mean score of the 7 days that end with it'),
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
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 7
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES ('dau', 2), ('wau', 2), ('mau', 2), ('active_minutes', 2), ('churn_rate', 2), ('habit_adherence_score', 2), ('ai_nudge_effectiveness', 2)
$$;
COMMENT ON FUNCTION mindwell_internal.builtin_versions() IS
'Internal: the built-in metrics whose definition has changed, and their version.';

-- A new definition holds for the days before it too: what of them can be computed is stale.
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
        ON CONFLICT ON CONSTRAINT analytics_metric_definitions_pkey DO UPDATE
        SET version = EXCLUDED.version, description = EXCLUDED.description, updated_at = pg_catalog.now()
        WHERE d.query IS NULL AND d.version < EXCLUDED.version
        RETURNING d.name)
    SELECT pg_catalog.array_agg(e.name) INTO filled FROM entered e;
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
