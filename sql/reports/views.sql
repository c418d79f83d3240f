
-- Compatibility views ----------------------------------------------------------------
--
-- Queries that were written for another schema of analytics run unchanged on these.  They
-- are ordinary views of the store's owner that name nothing but its tables, and those of a
-- warehouse functions for all to call: a dump has them.

-- %1$s: analytics_events, %2$s: analytics_event_types, %3$s: the extension's schema
CREATE FUNCTION mindwell_internal.view_definitions()
RETURNS TABLE (flavour text, view_name name, definition text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $function$
    VALUES
        ('chatbot', name 'analytics_events', $$
            SELECT e.id, e.tenant_id, e.event_type, e.user_id, e.session_id, e.properties, e.occurred_at, e.funnel_stage, e.created_at,
                   e.occurred_at AS event_timestamp, e.properties AS metadata, e.properties AS event_data
            FROM %1$s AS e$$),
        ('upcoach', 'events', $$
            SELECT e.id, e.tenant_id, e.event_type, e.user_id, e.session_id, e.properties, e.occurred_at, e.funnel_stage, e.created_at,
                   e.occurred_at AS event_timestamp, e.properties AS metadata, e.properties AS event_data
            FROM %1$s AS e$$),
        ('upcoach', 'fact_productivity', $$
            SELECT f.date_key, f.user_id, f.goals_completed, f.habits_checked, f.mood_avg, f.chat_sessions, f.revenue_cents
            FROM %3$s.analytics_fact_productivity(timestamptz '0001-01-01 00:00:00+00', timestamptz '9999-12-31 00:00:00+00') AS f$$),
        ('upcoach', 'dim_user', $$
            SELECT u.user_id, u.signup_date, u.plan, u.tenant_id, u.coach_id
            FROM %3$s.analytics_dim_user() AS u$$),
        ('upcoach', 'dim_subscription', $$
            SELECT s.subscription_id, s.user_id, s.tenant_id, s.provider, s.plan, s.status, s.currency, s.mrr_cents, s.billing_interval, s.started_at,
                   s.trial_ends_at, s.cancelled_at, s.ends_at, s.ended_at
            FROM %3$s.analytics_dim_subscription(pg_catalog.now()) AS s$$),
        ('loom', 'events', $$
            SELECT e.id, e.user_id, e.event_type AS action,
                   COALESCE(e.properties ->> 'category',
                            (SELECT t.category FROM %2$s AS t
                             WHERE t.event_type = e.event_type AND t.tenant_id IN (e.tenant_id, '00000000-0000-0000-0000-000000000000')
                             ORDER BY t.tenant_id <> e.tenant_id LIMIT 1)) AS category,
                   e.properties AS metadata, e.occurred_at AS created_at
            FROM %1$s AS e$$),
        ('loom', 'onboarding_funnel', $$
            SELECT e.user_id, e.properties ->> 'step' AS step,
                   CASE pg_catalog.jsonb_typeof(e.properties -> 'step_number')
                       WHEN 'number' THEN CAST(e.properties -> 'step_number' AS pg_catalog.numeric) END AS step_number,
                   CASE pg_catalog.jsonb_typeof(e.properties -> 'total_steps')
                       WHEN 'number' THEN CAST(e.properties -> 'total_steps' AS pg_catalog.numeric) END AS total_steps,
                   CASE e.event_type WHEN 'onboarding_step_started' THEN 'started'
                                     WHEN 'onboarding_step_completed' THEN 'completed' ELSE 'abandoned' END AS status,
                   CASE pg_catalog.jsonb_typeof(e.properties -> 'time_spent_seconds')
                       WHEN 'number' THEN CAST(e.properties -> 'time_spent_seconds' AS pg_catalog.numeric) END AS time_spent_seconds,
                   e.occurred_at
            FROM %1$s AS e
            WHERE e.event_type IN ('onboarding_step_started', 'onboarding_step_completed', 'onboarding_abandoned')$$),
        ('loom', 'mfa_audit_logs', $$
            SELECT e.id, e.user_id, e.event_type AS action, e.properties ->> 'mfa_method' AS mfa_method, e.properties AS metadata,
                   e.occurred_at AS created_at
            FROM %1$s AS e
            WHERE e.event_type IN ('mfa_enabled', 'mfa_disabled', 'mfa_challenged', 'mfa_verified', 'mfa_failed')$$),
        ('loom', 'security_events', $$
            SELECT e.id, e.user_id, e.session_id, e.event_type AS action, e.properties AS metadata, e.occurred_at AS created_at
            FROM %1$s AS e
            WHERE e.event_type IN ('login', 'login_failed', 'logout', 'session_created', 'password_reset_requested', 'password_changed',
                                   'account_locked', 'access_denied')$$),
        ('loom', 'download_logs', $$
            SELECT e.id, e.user_id, e.event_type AS action,
                   COALESCE(e.properties ->> 'resource_id', e.properties ->> 'file_id', e.properties ->> 'job_id') AS resource_id,
                   e.properties AS metadata, e.occurred_at AS created_at
            FROM %1$s AS e
            WHERE e.event_type IN ('resource_downloaded', 'file_downloaded', 'report_downloaded')$$)
$function$;
COMMENT ON FUNCTION mindwell_internal.view_definitions() IS
'Internal: the views that analytics_create_views() makes for each flavour.';

-- Queries find the views by the search_path: in a schema where others may drop them, or make
-- something in their place, they would read what those want them to.
CREATE FUNCTION mindwell_internal.check_views_schema(schema_name name)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stranger record;
BEGIN
    SELECT s.role_name, s.is_owner INTO stranger
    FROM mindwell_internal.strangers_in_schema(schema_name) s
    WHERE s.role_name <> (SELECT pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(d.datdba))
                          FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
    ORDER BY s.is_owner DESC, s.role_name
    LIMIT 1;
    IF stranger.is_owner THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('the views cannot be in the schema %I, which belongs to role %s', schema_name, stranger.role_name),
            DETAIL = 'Who owns a schema may put something else in the place of whatever is in it. Nothing was made or changed.',
            HINT = pg_catalog.format('Choose another schema, or a superuser runs ALTER SCHEMA %I OWNER TO %I;', schema_name, CURRENT_USER);
    ELSIF stranger.role_name IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('the views cannot be in the schema %I, where %s may create', schema_name, stranger.role_name),
            DETAIL = 'What others make there would be found beside the views. Nothing was made or changed.',
            HINT = pg_catalog.format('Choose another schema, or REVOKE CREATE ON SCHEMA %I FROM %s;', schema_name, stranger.role_name);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_views_schema(name) IS
'Internal: 42501 when a schema exists and belongs to, or lets create, a role that is neither a superuser, the owner of the database or of the store, nor a member of that role.';

-- Who may, and where: 42501 and 22023.
CREATE FUNCTION mindwell_internal.check_views(flavour text, schema_name name)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    owner CONSTANT oid := (SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = events);
    call CONSTANT text := pg_catalog.format('SELECT * FROM %s.analytics_create_views(%%L, %%L);', CAST('@extschema@' AS pg_catalog.regnamespace));
BEGIN
    IF flavour IS NULL OR schema_name IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'flavour and schema_name must not be null';
    ELSIF flavour NOT IN ('mindwell', 'upcoach', 'loom', 'chatbot') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown flavour',
            DETAIL = 'It is mindwell, upcoach, loom or chatbot.',
            HINT = pg_catalog.format(call, 'chatbot', schema_name);
    ELSIF NOT pg_catalog.pg_has_role(CURRENT_USER, owner, 'USAGE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'the views are for the store''s owner to make',
            HINT = pg_catalog.format('Connect as %I.', pg_catalog.pg_get_userbyid(owner));
    ELSIF pg_catalog.quote_ident(schema_name) IN ('@extschema@', 'mindwell_internal', 'information_schema')
          OR schema_name = mindwell_internal.partition_schema() OR schema_name ~ '^pg_' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('the views cannot be in the schema %I', schema_name),
            HINT = pg_catalog.format(call, flavour, 'compat');
    END IF;
    PERFORM mindwell_internal.check_views_schema(schema_name);
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_views(text, name) IS
'Internal: raises the errors of analytics_create_views() that concern its arguments and its caller.';

CREATE FUNCTION mindwell_internal.check_view_owner(existing oid)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stranger CONSTANT text := (
        SELECT pg_catalog.pg_get_userbyid(c.relowner)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_class e ON e.oid = mindwell_internal.relation('analytics_events')
        WHERE c.oid = existing AND c.relkind = 'v' AND NOT pg_catalog.pg_has_role(c.relowner, e.relowner, 'MEMBER'));
BEGIN
    IF stranger IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('the view %s belongs to role %I', CAST(existing AS pg_catalog.regclass), stranger),
            DETAIL = 'They may change what it shows. Nothing was made or changed.',
            HINT = 'Choose another schema for the views.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_view_owner(oid) IS
'Internal: 42501 when a view belongs to neither a superuser nor the store''s owner, nor a member of that role.';

CREATE FUNCTION @extschema@.analytics_create_views(flavour text, schema_name name)
RETURNS TABLE (view_name text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    comment_text CONSTANT text := 'Made by analytics_create_views(), for queries that were written for another schema.';
    wanted record;
    existing oid;
    made text;
    is_same boolean;
BEGIN
    -- without a store, 55000
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_views(flavour, schema_name);
    IF pg_catalog.to_regnamespace(pg_catalog.quote_ident(schema_name)) IS NULL THEN
        EXECUTE pg_catalog.format('CREATE SCHEMA %I', schema_name);
    END IF;
    FOR wanted IN
        SELECT d.view_name, d.definition FROM mindwell_internal.view_definitions() d
        WHERE d.flavour = analytics_create_views.flavour
        ORDER BY 1
    LOOP
        view_name := pg_catalog.format('%I.%I', schema_name, wanted.view_name);
        existing := pg_catalog.to_regclass(view_name);
        PERFORM mindwell_internal.check_view_owner(existing);
        action := CASE WHEN existing IS NULL THEN 'created' ELSE 'is there' END;
        -- what is there is compared with one that is made beside it
        made := CASE WHEN existing IS NULL THEN view_name
                     ELSE pg_catalog.format('%I.%I', schema_name, 'wanted_' || pg_catalog.gen_random_uuid()) END;
        EXECUTE pg_catalog.format('CREATE VIEW %s WITH (security_invoker = true) AS ', made)
            || pg_catalog.format(wanted.definition, mindwell_internal.qualified_name('analytics_events'),
                                 mindwell_internal.qualified_name('analytics_event_types'), '@extschema@');
        IF existing IS NULL THEN
            EXECUTE pg_catalog.format('COMMENT ON VIEW %s IS %L', view_name, comment_text);
        ELSE
            is_same := COALESCE((SELECT c.relkind = 'v' AND c.reloptions = w.reloptions
                                        AND pg_catalog.pg_get_viewdef(c.oid) = pg_catalog.pg_get_viewdef(w.oid)
                                 FROM pg_catalog.pg_class c, pg_catalog.pg_class w
                                 WHERE c.oid = existing AND w.oid = CAST(made AS pg_catalog.regclass)), false);
            EXECUTE pg_catalog.format('DROP VIEW %s', made);
            IF NOT is_same THEN
                RAISE EXCEPTION USING
                    ERRCODE = 'duplicate_table',
                    MESSAGE = pg_catalog.format('%s is there already, and is something else', view_name),
                    DETAIL = 'Nothing was made or changed.',
                    HINT = 'Choose another schema for the views.';
            END IF;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_create_views(text, name) IS
'Makes views on which queries run that were written for another schema of analytics: a row for each, with its qualified name and what was done (created, is there). flavour is chatbot (analytics_events, without columns that were added to it, with event_timestamp, metadata and event_data), upcoach (events, with the same columns; fact_productivity, dim_user, dim_subscription: analytics_fact_productivity() of all time, analytics_dim_user(), analytics_dim_subscription()), loom (events, onboarding_funnel, mfa_audit_logs, security_events, download_logs) or mindwell (none). They belong to the caller, and readers see through them what they see of the store; the schema is made where it is missing. For the store''s owner. 42501 for anybody else, or who may not create there, and for a schema or a view there that others may change; 42P07 when something else has one of the names (another flavour''s view too), 22023 for another flavour, the extension''s own schemas or that of the partitions, 22004 for NULL, 55000 without a store.';
