
-- What guards the store: triggers, row security, policies and the inbox view ---------

CREATE FUNCTION mindwell_internal.create_trigger(
    target name, trigger_name name, firing text, trigger_function regprocedure)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass := mindwell_internal.relation(target);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                   WHERE t.tgrelid = relation AND t.tgname = trigger_name) THEN
        EXECUTE pg_catalog.format('CREATE TRIGGER %I %s EXECUTE FUNCTION %s',
                                  trigger_name, pg_catalog.format(firing, relation), trigger_function);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_trigger(name, name, text, regprocedure) IS
'Internal: creates a trigger of the store unless it is there; firing is the clause from BEFORE to FOR EACH, with %s for the table.';

CREATE FUNCTION mindwell_internal.create_policy(target name, condition text, new_row_condition text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass := mindwell_internal.relation(target);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy p
                   WHERE p.polrelid = relation AND p.polname = 'analytics_tenant') THEN
        EXECUTE pg_catalog.format('CREATE POLICY analytics_tenant ON %s USING (%s) WITH CHECK (%s)',
                                  relation, condition, new_row_condition);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_policy(name, text, text) IS
'Internal: creates the policy of a table of the store unless it is there; which rows are seen, and which may be written.';

CREATE FUNCTION mindwell_internal.create_read_policy(target name, condition text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass := mindwell_internal.relation(target);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy p
                   WHERE p.polrelid = relation AND p.polname = 'analytics_read') THEN
        EXECUTE pg_catalog.format('CREATE POLICY analytics_read ON %s FOR SELECT USING (%s)', relation, condition);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_read_policy(name, text) IS
'Internal: creates the policy that tells which rows of a table are seen, beside those that may be written, unless it is there.';

CREATE FUNCTION mindwell_internal.create_write_restriction(target name, command text, condition text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass := mindwell_internal.relation(target);
    policy_name CONSTANT name := 'analytics_' || pg_catalog.lower(command);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy p
                   WHERE p.polrelid = relation AND p.polname = policy_name) THEN
        EXECUTE pg_catalog.format('CREATE POLICY %I ON %s AS RESTRICTIVE FOR %s USING (%s)',
                                  policy_name, relation, command, condition);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_write_restriction(name, text, text) IS
'Internal: creates the policy that tells to which of the rows that are seen UPDATE or DELETE is limited, unless it is there.';

-- An earlier version let roles write these tables.
CREATE FUNCTION mindwell_internal.drop_write_policies()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN
        SELECT p.polrelid
        FROM pg_catalog.unnest(CAST(ARRAY['analytics_opt_outs', 'analytics_funnel_stages', 'analytics_retention_policies',
                                          'analytics_pii_rules'] AS pg_catalog.name[])) AS t (table_name)
        JOIN pg_catalog.pg_policy p ON p.polrelid = mindwell_internal.relation(t.table_name) AND p.polname = 'analytics_tenant'
    LOOP
        EXECUTE pg_catalog.format('DROP POLICY analytics_tenant ON %s', relation);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.drop_write_policies() IS
'Internal: takes away the policies under which roles other than the owner could write tables that are written by functions alone.';

-- Everything that depends on the extension's functions, and so is gone after DROP EXTENSION
-- ... CASCADE.  The functions that it names are in every dump of a store: they stay in the
-- extension's schema, under the signatures that they have (test/pgtap/catalog.sql).
CREATE FUNCTION mindwell_internal.guard_store()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- the session's tenants are looked up once for a query, not once for a row
    own_tenant CONSTANT text :=
        'tenant_id = ANY (CAST((SELECT @extschema@.analytics_current_tenants()) AS pg_catalog.uuid[]))';
    -- what concerns all tenants is not for those who are bound to one
    no_tenant CONSTANT text :=
        '(SELECT @extschema@.analytics_is_unbound())';
    -- the nil tenant's event types hold for all
    not_of_all CONSTANT text := 'tenant_id <> ''00000000-0000-0000-0000-000000000000'' OR ' || no_tenant;
    target record;
    relation regclass;
BEGIN
    PERFORM mindwell_internal.create_trigger('analytics_events', 'analytics_gate',
        'BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW', '@extschema@.analytics_gate()');
    PERFORM mindwell_internal.create_trigger('analytics_users', 'analytics_users_gate',
        'BEFORE INSERT OR UPDATE ON %s FOR EACH ROW', '@extschema@.analytics_users_gate()');
    PERFORM mindwell_internal.create_trigger('analytics_event_types', 'analytics_event_types_check',
        'BEFORE INSERT OR UPDATE ON %s FOR EACH ROW', '@extschema@.analytics_event_types_check()');
    PERFORM mindwell_internal.guard_partition(p.relid)
    FROM pg_catalog.pg_partition_tree(mindwell_internal.relation('analytics_events')) p
    WHERE p.isleaf;

    PERFORM mindwell_internal.guard_audit();

    FOR target IN SELECT * FROM mindwell_internal.store_tables() LOOP
        relation := mindwell_internal.relation(target.table_name);
        PERFORM mindwell_internal.enable_row_security(relation);
        IF target.is_configuration THEN
            -- before too: if the statement fails halfway, a session's copy must not keep what it saw
            PERFORM mindwell_internal.create_trigger(target.table_name, 'analytics_config_changing',
                'BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT', '@extschema@.analytics_config_changed()');
            -- for each row, because statement triggers do not fire when rows arrive by replication
            PERFORM mindwell_internal.create_trigger(target.table_name, 'analytics_config_changed',
                'AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW', '@extschema@.analytics_config_changed()');
            IF EXISTS (SELECT FROM pg_catalog.pg_trigger t
                       WHERE t.tgrelid = relation AND t.tgname = 'analytics_config_changed' AND t.tgenabled <> 'A') THEN
                EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ALWAYS TRIGGER analytics_config_changed', relation);
            END IF;
        END IF;
    END LOOP;

    PERFORM mindwell_internal.create_policy('analytics_events',
        CASE WHEN mindwell_internal.has_one_tenant() THEN '@extschema@.analytics_sees_only_tenant()' ELSE own_tenant END, own_tenant);
    PERFORM mindwell_internal.drop_write_policies();
    PERFORM mindwell_internal.create_policy('analytics_users', own_tenant, own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_aliases', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_opt_outs', own_tenant);
    PERFORM mindwell_internal.create_policy('analytics_event_types', own_tenant, own_tenant || ' AND (' || not_of_all || ')');
    PERFORM mindwell_internal.create_write_restriction('analytics_event_types', 'UPDATE', not_of_all);
    PERFORM mindwell_internal.create_write_restriction('analytics_event_types', 'DELETE', not_of_all);
    PERFORM mindwell_internal.create_read_policy('analytics_event_types',
        'tenant_id = ''00000000-0000-0000-0000-000000000000'' AND NOT auto_registered');
    PERFORM mindwell_internal.create_read_policy('analytics_funnel_stages', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_retention_policies', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_pii_rules', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_store', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_sealed_days', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_exports', no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_run_log', no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_erasures', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_audit_log', own_tenant || ' OR tenant_id IS NULL AND ' || no_tenant);
    PERFORM mindwell_internal.guard_rollup_tables(own_tenant);

    IF mindwell_internal.relation('analytics_inbox') IS NULL THEN
        CREATE VIEW @extschema@.analytics_inbox WITH (security_invoker = true) AS
            SELECT e.event_type, e.user_id, e.session_id, e.properties, e.occurred_at, e.funnel_stage, e.tenant_id
            FROM @extschema@.analytics_events e;
        COMMENT ON VIEW @extschema@.analytics_inbox IS
            'INSERT or COPY events here as a role that does not own the store (COPY into a table with row security is its owner''s).';
    END IF;
    PERFORM mindwell_internal.create_trigger('analytics_inbox', 'analytics_inbox_insert',
        'INSTEAD OF INSERT ON %s FOR EACH ROW', '@extschema@.analytics_inbox_insert()');
END
$$;
COMMENT ON FUNCTION mindwell_internal.guard_store() IS
'Internal: puts triggers, row security, policies and the inbox view on the store, where they are missing.';
