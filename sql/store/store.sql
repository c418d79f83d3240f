
-- The store: ordinary tables that belong to whoever runs analytics_install() -------

CREATE FUNCTION mindwell_internal.store_tables()
RETURNS TABLE (table_name name, is_configuration boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES (name 'analytics_store', false),
           ('analytics_events', false),
           ('analytics_funnel_stages', true),
           ('analytics_event_types', true),
           ('analytics_event_keys', false),
           ('analytics_users', false),
           ('analytics_opt_outs', true),
           ('analytics_pii_rules', true),
           ('analytics_hash_key', true),
           ('analytics_tenant_members', true),
           ('analytics_retention_policies', true),
           ('analytics_sealed_days', false),
           ('analytics_exports', false),
           ('analytics_run_log', false),
           ('analytics_erasures', false),
           ('analytics_metric_definitions', false),
           ('analytics_metrics', false),
           ('analytics_user_days', false),
           ('analytics_acquisition_costs', false),
           ('analytics_stale_buckets', false),
           ('analytics_audit_log', false),
           ('analytics_rate_slots', false),
           ('analytics_dirty_buckets', false)
$$;
COMMENT ON FUNCTION mindwell_internal.store_tables() IS
'Internal: the tables of the store; of configuration tables every session keeps a copy.';

CREATE FUNCTION mindwell_internal.relation(relation name)
RETURNS regclass
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(c.oid AS pg_catalog.regclass)
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_extension e ON e.extnamespace = c.relnamespace
    WHERE e.extname = 'mindwell_analytics' AND c.relname = relation
$$;
COMMENT ON FUNCTION mindwell_internal.relation(name) IS
'Internal: a table or view in the extension''s schema; NULL when there is none.';

CREATE FUNCTION mindwell_internal.check_owner()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    foreign_table record;
BEGIN
    SELECT c.relname, pg_catalog.pg_get_userbyid(c.relowner) AS owner, c.relkind
    INTO foreign_table
    FROM (SELECT s.table_name FROM mindwell_internal.store_tables() s UNION ALL SELECT 'analytics_inbox') s
    JOIN pg_catalog.pg_class c ON c.oid = mindwell_internal.relation(s.table_name)
    WHERE (pg_catalog.pg_get_userbyid(c.relowner) <> CURRENT_USER
           OR c.relkind <> CASE s.table_name WHEN 'analytics_events' THEN 'p' WHEN 'analytics_inbox' THEN 'v' ELSE 'r' END)
    ORDER BY c.relname
    LIMIT 1;

    IF foreign_table.owner <> CURRENT_USER THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('"%s" belongs to role "%s"', foreign_table.relname, foreign_table.owner),
            DETAIL = 'All tables of a store have one owner, who alone may install it anew.',
            HINT = pg_catalog.format('Run SET ROLE %I; before SELECT analytics_install();', foreign_table.owner);
    ELSIF foreign_table.relname IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'wrong_object_type',
            MESSAGE = pg_catalog.format('"%s" is not a table of the analytics store', foreign_table.relname),
            HINT = 'Rename it, or create the extension in another schema.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_owner() IS
'Internal: 42501 unless all tables of the store that exist, and its view, belong to the current user, 42809 for anything else of their names.';

CREATE FUNCTION mindwell_internal.store_exists()
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    missing_tables text;
    all_missing boolean;
BEGIN
    SELECT pg_catalog.string_agg(s.table_name, ', ' ORDER BY s.table_name)
               FILTER (WHERE mindwell_internal.relation(s.table_name) IS NULL),
           pg_catalog.bool_and(mindwell_internal.relation(s.table_name) IS NULL)
    INTO missing_tables, all_missing
    FROM mindwell_internal.store_tables() s;

    IF missing_tables IS NOT NULL AND NOT all_missing THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'the analytics store is not complete',
            DETAIL = pg_catalog.format('Missing: %s.', missing_tables),
            HINT = 'Restore what is missing from a backup; or rename the other tables to begin a new store.';
    END IF;
    RETURN NOT all_missing;
END
$$;
COMMENT ON FUNCTION mindwell_internal.store_exists() IS
'Internal: whether the tables of the store are there; 55000 when some are.';

CREATE FUNCTION mindwell_internal.check_may_install(partition_schema name)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    store_schema CONSTANT regnamespace := CAST('@extschema@' AS pg_catalog.regnamespace);
    partition_schema_id CONSTANT oid := (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = partition_schema);
    database CONSTANT name := pg_catalog.current_database();
    missing_grants text;
BEGIN
    missing_grants := NULLIF(pg_catalog.concat_ws(' ',
        CASE WHEN NOT pg_catalog.has_schema_privilege(store_schema, 'CREATE') THEN
            pg_catalog.format('GRANT CREATE, USAGE ON SCHEMA %s TO %I;', store_schema, CURRENT_USER) END,
        CASE WHEN partition_schema_id IS NULL AND NOT pg_catalog.has_database_privilege(database, 'CREATE') THEN
            pg_catalog.format('GRANT CREATE ON DATABASE %I TO %I;', database, CURRENT_USER)
             WHEN NOT pg_catalog.has_schema_privilege(partition_schema_id, 'CREATE') THEN
            pg_catalog.format('GRANT CREATE, USAGE ON SCHEMA %I TO %I;', partition_schema, CURRENT_USER) END), '');
    IF missing_grants IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'permission denied to install the analytics store',
            DETAIL = pg_catalog.format('It creates tables in schema %s, and their partitions in schema %I%s.', store_schema, partition_schema,
                                       CASE WHEN partition_schema_id IS NULL THEN ', which does not exist yet' ELSE '' END),
            HINT = pg_catalog.format('A superuser runs %s (For the partitions, partition_schema may also name a schema in which you may create tables.)', missing_grants);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_may_install(name) IS
'Internal: 42501 when the current user may not create a store; the hint has the GRANTs that are missing.';

CREATE FUNCTION mindwell_internal.prepare_partition_schema(partition_schema name)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_may_install(partition_schema);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = partition_schema) THEN
        EXECUTE pg_catalog.format('CREATE SCHEMA %I', partition_schema);
        EXECUTE pg_catalog.format('COMMENT ON SCHEMA %I IS %L', partition_schema,
                                  'Partitions of analytics_events; query the table, not them.');
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.prepare_partition_schema(name) IS
'Internal: creates the schema of the partitions unless it exists. 42501 when the store may not be created.';

-- C code reads these tables by the position of their columns: see the column
-- numbers in src/.
CREATE FUNCTION mindwell_internal.create_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    nil CONSTANT text := 'uuid ''00000000-0000-0000-0000-000000000000''';
BEGIN
    CREATE TABLE @extschema@.analytics_store (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        version integer NOT NULL,
        partition_by text NOT NULL CHECK (partition_by IN ('day', 'week', 'month')),
        partition_schema name NOT NULL,
        installed_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_store IS 'The store''s version and how its events are partitioned; one row.';

    -- fixed-width columns first: a scan finds occurred_at without walking over texts
    CREATE TABLE @extschema@.analytics_events (
        id uuid NOT NULL,
        tenant_id uuid NOT NULL,
        occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        created_at timestamptz NOT NULL,
        user_id uuid,
        session_id uuid,
        event_type varchar(64) COLLATE "C" NOT NULL,
        funnel_stage varchar(32) COLLATE "C",
        properties jsonb NOT NULL,
        PRIMARY KEY (id, occurred_at),
        CONSTRAINT analytics_events_one_tenant CHECK (tenant_id = '00000000-0000-0000-0000-000000000000'))
        PARTITION BY RANGE (occurred_at);
    CREATE INDEX analytics_events_type_idx ON @extschema@.analytics_events (tenant_id, event_type, occurred_at);
    CREATE INDEX analytics_events_user_idx ON @extschema@.analytics_events (tenant_id, user_id, occurred_at)
        WHERE user_id IS NOT NULL;
    COMMENT ON TABLE @extschema@.analytics_events IS 'Product events. Write them with analytics_track(), COPY or INSERT: the trigger analytics_gate checks every row.';
    COMMENT ON COLUMN @extschema@.analytics_events.id IS 'UUID version 7, made by the gate; the owner may give his own.';
    COMMENT ON COLUMN @extschema@.analytics_events.tenant_id IS 'Whose event it is; the nil UUID where there is one tenant.';
    COMMENT ON COLUMN @extschema@.analytics_events.occurred_at IS 'When it happened, by the client.';
    COMMENT ON COLUMN @extschema@.analytics_events.created_at IS 'When it was stored.';
    COMMENT ON COLUMN @extschema@.analytics_events.funnel_stage IS 'A stage of analytics_funnel_stages; by default the event type''s.';
    COMMENT ON COLUMN @extschema@.analytics_events.properties IS 'A JSON object, after redaction by analytics_pii_rules.';
    COMMENT ON CONSTRAINT analytics_events_one_tenant ON @extschema@.analytics_events IS 'Row security rests on it, and looks at no row: SELECT analytics_enable_tenants(); takes it away.';

    CREATE TABLE @extschema@.analytics_funnel_stages (
        stage varchar(32) COLLATE "C" PRIMARY KEY CHECK (stage ~ '^[a-z][a-z0-9_]*$'),
        position integer NOT NULL,
        description text);
    COMMENT ON TABLE @extschema@.analytics_funnel_stages IS 'The stages that events and event types may name, in the order of the funnel.';

    EXECUTE 'CREATE TABLE @extschema@.analytics_event_types (
        tenant_id uuid NOT NULL DEFAULT ' || nil || ',
        event_type varchar(64) COLLATE "C" NOT NULL,
        category text,
        funnel_stage varchar(32) COLLATE "C" REFERENCES @extschema@.analytics_funnel_stages,
        retention_class text NOT NULL DEFAULT ''events'',
        description text,
        property_schema jsonb,
        auto_registered boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, event_type))';
    COMMENT ON TABLE @extschema@.analytics_event_types IS 'The taxonomy. A row of the nil tenant holds for all tenants, unless one has its own; they see it unless it was registered by maintenance.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.property_schema IS 'What the properties must be, in a subset of JSON Schema; NULL allows anything.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.auto_registered IS 'Entered by maintenance because events of it arrived.';

    CREATE TABLE @extschema@.analytics_event_keys (
        tenant_id uuid NOT NULL,
        key_hash bytea NOT NULL,
        payload_hash bytea NOT NULL,
        event_id uuid NOT NULL,
        user_id uuid,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, key_hash));
    COMMENT ON TABLE @extschema@.analytics_event_keys IS 'Idempotency keys of the last 7 days, as keyed hashes, and the events they belong to.';

    CREATE TABLE @extschema@.analytics_users (
        tenant_id uuid NOT NULL,
        user_id uuid NOT NULL,
        properties jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, user_id));
    COMMENT ON TABLE @extschema@.analytics_users IS 'Properties of users, written by analytics_identify().';

    EXECUTE 'CREATE TABLE @extschema@.analytics_opt_outs (
        tenant_id uuid NOT NULL DEFAULT ' || nil || ',
        user_id uuid NOT NULL,
        opted_out_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, user_id))';
    COMMENT ON TABLE @extschema@.analytics_opt_outs IS 'Users whose events are not stored.';

    CREATE TABLE @extschema@.analytics_pii_rules (
        key text COLLATE "C" PRIMARY KEY CHECK (octet_length(translate(key, '_-', '')) BETWEEN 1 AND 64),
        action text NOT NULL CHECK (action IN ('drop', 'hash', 'mask', 'allow')),
        description text,
        is_secret boolean NOT NULL DEFAULT false);
    CREATE UNIQUE INDEX analytics_pii_rules_folded_idx
        ON @extschema@.analytics_pii_rules (lower(translate(key, '_-', '')));
    COMMENT ON TABLE @extschema@.analytics_pii_rules IS 'What becomes of properties that may be personal data, by key, at any depth; case, underscores and hyphens do not count.';
    COMMENT ON COLUMN @extschema@.analytics_pii_rules.is_secret IS 'Holds even when mindwell_analytics.enable_pii_tracking is on.';

    CREATE TABLE @extschema@.analytics_hash_key (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        key bytea NOT NULL CHECK (octet_length(key) = 32),
        created_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_hash_key IS 'The secret of all keyed hashes of this store. Grant it to nobody.';

    CREATE TABLE @extschema@.analytics_tenant_members (
        role name NOT NULL,
        tenant_id uuid NOT NULL,
        PRIMARY KEY (role, tenant_id));
    COMMENT ON TABLE @extschema@.analytics_tenant_members IS 'Which tenants'' rows the members of a role see and write.';

    CREATE TABLE @extschema@.analytics_retention_policies (
        retention_class text PRIMARY KEY CHECK (octet_length(retention_class) BETWEEN 1 AND 64),
        keep interval CHECK (keep BETWEEN interval '1 day' AND interval '1000 years'),
        export_first boolean NOT NULL DEFAULT false,
        updated_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_retention_policies IS 'How long the events of a retention class are kept. A class without a row is kept forever.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.keep IS 'At least so long, up to a UTC day longer; NULL: forever.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.export_first IS 'Purge refuses a partition that analytics_mark_exported() has not been told of.';

    CREATE TABLE @extschema@.analytics_sealed_days (
        day date PRIMARY KEY,
        sealed_at timestamptz NOT NULL,
        purged_events bigint NOT NULL);
    COMMENT ON TABLE @extschema@.analytics_sealed_days IS 'UTC days from which events were purged: their rollups are final.';

    CREATE TABLE @extschema@.analytics_exports (
        period_start timestamptz PRIMARY KEY,
        period_end timestamptz NOT NULL,
        event_count bigint NOT NULL,
        exported_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_exports IS 'Partitions that were exported, and how many events they had then; written by analytics_mark_exported().';

    CREATE TABLE @extschema@.analytics_run_log (
        run_id uuid NOT NULL,
        step text NOT NULL,
        target text NOT NULL,
        status text NOT NULL CHECK (status IN ('running', 'done', 'failed', 'interrupted')),
        event_count bigint NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        error_code text,
        error text,
        as_of timestamptz,
        steps text[],
        PRIMARY KEY (run_id, step, target));
    COMMENT ON TABLE @extschema@.analytics_run_log IS 'What analytics_maintain() did: a row for each run (step run), each of its steps, and each partition that a step changed or failed to.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.target IS 'A partition; empty for the step as a whole.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.event_count IS 'Events moved or removed; for the steps register, refresh, keys and trim, rows.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.error_code IS 'SQLSTATE of the last failure.';

    CREATE TABLE @extschema@.analytics_dirty_buckets (
        tenant_id uuid NOT NULL,
        bucket date NOT NULL,
        logged_at timestamptz NOT NULL)
        -- a refresh empties it, every few minutes
        WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
    COMMENT ON TABLE @extschema@.analytics_dirty_buckets IS 'UTC days whose events changed since their rollups were made; written by the gate.';
    PERFORM mindwell_internal.create_privacy_tables();
    PERFORM mindwell_internal.create_rollup_tables();
    PERFORM mindwell_internal.create_audit_table();
    PERFORM mindwell_internal.create_rate_table();
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_tables() IS
'Internal: creates the tables of the store.';

CREATE FUNCTION mindwell_internal.fill_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO @extschema@.analytics_funnel_stages (stage, position, description)
    VALUES ('awareness', 10, 'hears of the product'),
           ('acquisition', 20, 'comes to it'),
           ('activation', 30, 'begins to use it'),
           ('engagement', 40, 'uses it'),
           ('consideration', 50, 'thinks about a choice that matters'),
           ('conversion', 60, 'makes it'),
           ('retention', 70, 'comes back'),
           ('referral', 80, 'brings others'),
           ('revenue', 90, 'pays');

    INSERT INTO @extschema@.analytics_pii_rules (key, action, is_secret)
    SELECT k, 'drop', false
    FROM pg_catalog.unnest(ARRAY['email', 'email_address', 'name', 'full_name', 'first_name', 'last_name',
                                 'phone', 'phone_number', 'ip', 'ip_address', 'user_agent']) AS k
    UNION ALL
    SELECT k, 'drop', true
    FROM pg_catalog.unnest(ARRAY['password', 'card_number', 'credit_card', 'credit_card_number', 'cvc', 'cvv']) AS k;

    -- nothing is purged that nobody asked to purge
    INSERT INTO @extschema@.analytics_retention_policies (retention_class)
    VALUES ('events'), ('audit'), ('security'), ('performance');
END
$$;
COMMENT ON FUNCTION mindwell_internal.fill_tables() IS
'Internal: the configuration that a new store begins with.';

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

-- Everything that depends on the extension's functions, and so is gone after
-- DROP EXTENSION ... CASCADE.
CREATE FUNCTION mindwell_internal.guard_store()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- one look at the tenants for a query, not one for a row
    own_tenant CONSTANT text :=
        'tenant_id = ANY (CAST((SELECT @extschema@.analytics_current_tenants()) AS pg_catalog.uuid[]))';
    -- what concerns all tenants is not for who has one
    no_tenant CONSTANT text :=
        '(SELECT @extschema@.analytics_current_tenants()) = ''{00000000-0000-0000-0000-000000000000}''';
    target record;
    relation regclass;
BEGIN
    PERFORM mindwell_internal.create_trigger('analytics_events', 'analytics_gate',
        'BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW', '@extschema@.analytics_gate()');
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
            -- before, lest a statement that fails in its midst leave in a session's copy what that saw
            PERFORM mindwell_internal.create_trigger(target.table_name, 'analytics_config_changing',
                'BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT', '@extschema@.analytics_config_changed()');
            -- for each row, for statement triggers do not fire when rows arrive by replication
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
    PERFORM mindwell_internal.create_policy('analytics_users', own_tenant, own_tenant);
    PERFORM mindwell_internal.create_policy('analytics_opt_outs', own_tenant, own_tenant);
    PERFORM mindwell_internal.create_policy('analytics_event_types', own_tenant, own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_event_types',
        'tenant_id = ''00000000-0000-0000-0000-000000000000'' AND NOT auto_registered');
    PERFORM mindwell_internal.create_policy('analytics_funnel_stages', no_tenant, no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_funnel_stages', 'true');
    PERFORM mindwell_internal.create_policy('analytics_retention_policies', no_tenant, no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_retention_policies', 'true');
    PERFORM mindwell_internal.create_policy('analytics_pii_rules', no_tenant, no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_pii_rules', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_store', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_sealed_days', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_exports', no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_run_log', no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_erasures', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_audit_log', own_tenant || ' OR tenant_id IS NULL AND ' || no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_erasures', own_tenant);
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

CREATE FUNCTION @extschema@.analytics_install(
    partition_by text DEFAULT 'day', partition_schema text DEFAULT 'analytics_partitions')
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    store_version CONSTANT integer := 1;
    periods_ahead CONSTANT integer := CAST(mindwell_internal.setting('premake') AS pg_catalog.int4);
    store record;
    is_new boolean;
    period timestamptz;
BEGIN
    IF partition_by IS NULL OR partition_by NOT IN ('day', 'week', 'month') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid partition_by',
            HINT = 'It is ''day'', ''week'' or ''month''.';
    END IF;
    IF partition_schema IS NULL OR pg_catalog.octet_length(partition_schema) NOT BETWEEN 1 AND 63 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid partition_schema',
            HINT = 'Name a schema, of at most 63 bytes, for the partitions.';
    END IF;

    -- one at a time
    PERFORM pg_catalog.pg_advisory_xact_lock(
        pg_catalog.hashtextextended('mindwell_analytics install', 0));
    PERFORM mindwell_internal.check_owner();
    PERFORM mindwell_internal.lock_maintenance();

    is_new := NOT mindwell_internal.store_exists();
    IF is_new THEN
        PERFORM mindwell_internal.prepare_partition_schema(CAST(partition_schema AS pg_catalog.name));
        PERFORM mindwell_internal.create_tables();
        PERFORM mindwell_internal.fill_tables();
        INSERT INTO @extschema@.analytics_store (version, partition_by, partition_schema)
        VALUES (store_version, analytics_install.partition_by, analytics_install.partition_schema);
        EXECUTE pg_catalog.format('CREATE TABLE %I.analytics_events_default PARTITION OF %s DEFAULT',
                                  partition_schema, mindwell_internal.relation('analytics_events'));
        EXECUTE pg_catalog.format('COMMENT ON TABLE %I.analytics_events_default IS %L', partition_schema,
                                  'Events of days that have no partition yet; maintenance moves them.');
    END IF;
    SELECT * INTO store FROM @extschema@.analytics_store;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'the table "analytics_store" is empty',
            HINT = 'Restore its row from a backup: it tells how the events are partitioned.';
    ELSIF store.version > store_version THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = pg_catalog.format('the store has version %s, newer than this extension''s %s', store.version, store_version),
            HINT = 'Run ALTER EXTENSION mindwell_analytics UPDATE;';
    END IF;

    PERFORM mindwell_internal.guard_store();
    -- three UUIDs hold more than 256 random bits
    INSERT INTO @extschema@.analytics_hash_key (key)
    VALUES (pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid())
                              OPERATOR(pg_catalog.||) pg_catalog.uuid_send(pg_catalog.gen_random_uuid())
                              OPERATOR(pg_catalog.||) pg_catalog.uuid_send(pg_catalog.gen_random_uuid())))
    ON CONFLICT (singleton) DO NOTHING;
    INSERT INTO @extschema@.analytics_event_types
        (event_type, category, funnel_stage, retention_class, description, property_schema)
    SELECT t.event_type, t.category, t.funnel_stage, t.retention_class, t.description, t.property_schema
    FROM @extschema@.analytics_canonical_event_types() t
    ON CONFLICT (tenant_id, event_type) DO NOTHING;
    PERFORM mindwell_internal.fill_metric_definitions();

    period := mindwell_internal.partition_start(store.partition_by, pg_catalog.now());
    FOR ahead IN 0 .. periods_ahead LOOP
        PERFORM mindwell_internal.create_partition(store.partition_by, store.partition_schema, period);
        period := mindwell_internal.partition_end(store.partition_by, period);
    END LOOP;

    IF store.partition_by <> analytics_install.partition_by AND analytics_install.partition_by <> 'day' THEN
        RAISE NOTICE 'the store stays partitioned by %', store.partition_by;
    END IF;
    RETURN pg_catalog.format(CASE WHEN is_new THEN 'installed store version %s in schema %s, partitioned by %s'
                                  ELSE 'store version %s in schema %s, partitioned by %s, is complete' END,
                             store.version,
                             CAST('@extschema@' AS pg_catalog.regnamespace), store.partition_by);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_install(text, text) IS
'Creates the store (ordinary tables, owned by the caller) in the extension''s schema, with partitions for the current and the next 7 periods; run again, completes what is missing and changes nothing else. partition_by is day, week or month. Returns one line that tells what it did. 42501 when tables may not be created or belong to another role, 22023 for a bad argument.';
