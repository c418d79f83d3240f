
-- Installing the store, and bringing an older one up to date --------------------------

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
            DETAIL = 'All tables of a store have one owner, and only the owner may run analytics_install() again.',
            HINT = 'Connect as that role, and run SELECT analytics_install();';
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

CREATE FUNCTION mindwell_internal.installed_version()
RETURNS integer
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    installed integer;
    missing_tables text;
BEGIN
    IF NOT EXISTS (SELECT FROM mindwell_internal.store_tables() t WHERE mindwell_internal.relation(t.table_name) IS NOT NULL) THEN
        RETURN NULL;
    END IF;

    IF mindwell_internal.relation('analytics_store') IS NOT NULL THEN
        SELECT s.version INTO installed FROM @extschema@.analytics_store s;
        IF NOT FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = 'object_not_in_prerequisite_state',
                MESSAGE = 'the table "analytics_store" is empty',
                HINT = 'Restore its row from a backup: it tells how the events are partitioned.';
        END IF;
    END IF;
    -- without analytics_store no version is known: then it is missing itself
    SELECT pg_catalog.string_agg(t.table_name, ', ' ORDER BY t.table_name)
    INTO missing_tables
    FROM mindwell_internal.store_tables() t
    WHERE mindwell_internal.relation(t.table_name) IS NULL
      AND t.since_version <= COALESCE(installed, t.since_version);
    IF missing_tables IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'the analytics store is not complete',
            DETAIL = pg_catalog.format('Missing: %s.', missing_tables),
            HINT = 'Restore what is missing from a backup; or rename the other tables to begin a new store.';
    END IF;
    RETURN installed;
END
$$;
COMMENT ON FUNCTION mindwell_internal.installed_version() IS
'Internal: the version of the store, NULL when none of its tables exists. 55000 when a table is missing that a store of this version has, or analytics_store is empty.';

CREATE FUNCTION mindwell_internal.migrate_store(from_version integer)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    migration name;
BEGIN
    FOR migration IN
        SELECT m.migration
        FROM mindwell_internal.store_migrations() WITH ORDINALITY AS m (version, migration, ordinal)
        WHERE m.version > from_version
        ORDER BY m.version, m.ordinal
    LOOP
        EXECUTE pg_catalog.format('SELECT mindwell_internal.%I()', migration);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.migrate_store(integer) IS
'Internal: runs the migrations that a store of a version has not had; 0 stands for no store at all.';

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
    PERFORM mindwell_internal.check_partition_schema(partition_schema);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = partition_schema) THEN
        EXECUTE pg_catalog.format('CREATE SCHEMA %I', partition_schema);
        EXECUTE pg_catalog.format('COMMENT ON SCHEMA %I IS %L', partition_schema,
                                  'Partitions of analytics_events; query the table, not them.');
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.prepare_partition_schema(name) IS
'Internal: creates the schema of the partitions unless it exists. 42501 when the store may not be created, or the schema belongs to another role.';

CREATE FUNCTION @extschema@.analytics_install(
    partition_by text DEFAULT 'day', partition_schema text DEFAULT 'analytics_partitions')
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    newest_version CONSTANT integer := mindwell_internal.newest_store_version();
    periods_ahead CONSTANT integer := CAST(mindwell_internal.setting('premake') AS pg_catalog.int4);
    store record;
    -- NULL when there is no store
    from_version integer;
    period timestamptz;
    problem text;
    hint text;
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
    IF mindwell_internal.relation('analytics_events') IS NULL THEN
        PERFORM mindwell_internal.check_may_install(CAST(partition_schema AS pg_catalog.name));
    END IF;
    -- once for those who may not take the lock, and what another has installed meanwhile
    PERFORM mindwell_internal.check_owner();
    PERFORM mindwell_internal.take_turn('install');
    PERFORM mindwell_internal.check_owner();
    PERFORM mindwell_internal.lock_maintenance();

    from_version := mindwell_internal.installed_version();
    IF from_version IS NULL THEN
        PERFORM mindwell_internal.prepare_partition_schema(CAST(partition_schema AS pg_catalog.name));
        PERFORM mindwell_internal.migrate_store(0);
        PERFORM mindwell_internal.cover_everything();
        INSERT INTO @extschema@.analytics_store (version, partition_by, partition_schema)
        VALUES (newest_version, analytics_install.partition_by, analytics_install.partition_schema);
        EXECUTE pg_catalog.format('CREATE TABLE %I.analytics_events_default PARTITION OF %s DEFAULT',
                                  partition_schema, mindwell_internal.relation('analytics_events'));
        EXECUTE pg_catalog.format('COMMENT ON TABLE %I.analytics_events_default IS %L', partition_schema,
                                  'Events of days that have no partition yet; maintenance moves them.');
    ELSIF from_version < newest_version THEN
        PERFORM mindwell_internal.migrate_store(from_version);
        UPDATE @extschema@.analytics_store SET version = newest_version;
    ELSIF from_version > newest_version THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = pg_catalog.format('the store has version %s, newer than this extension''s %s', from_version, newest_version),
            HINT = 'Run ALTER EXTENSION mindwell_analytics UPDATE;';
    END IF;
    SELECT * INTO STRICT store FROM @extschema@.analytics_store;
    IF store.partition_schema <> mindwell_internal.partition_schema() THEN
        RAISE NOTICE 'the partitions are in schema %, no longer in %', mindwell_internal.partition_schema(), store.partition_schema;
        UPDATE @extschema@.analytics_store s SET partition_schema = mindwell_internal.partition_schema()
        RETURNING s.partition_schema INTO STRICT store.partition_schema;
    END IF;
    PERFORM mindwell_internal.check_partition_schema(store.partition_schema);

    PERFORM mindwell_internal.guard_store();
    -- three UUIDs hold more than 256 random bits
    INSERT INTO @extschema@.analytics_hash_key (key)
    VALUES (pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid())
                              OPERATOR(pg_catalog.||) pg_catalog.uuid_send(pg_catalog.gen_random_uuid())
                              OPERATOR(pg_catalog.||) pg_catalog.uuid_send(pg_catalog.gen_random_uuid())))
    ON CONFLICT (singleton) DO NOTHING;
    INSERT INTO @extschema@.analytics_event_types
        (event_type, category, funnel_stage, retention_class, description, property_schema, is_action, property_aliases)
    SELECT t.event_type, t.category, t.funnel_stage, t.retention_class, t.description, t.property_schema, t.is_action,
           t.property_aliases
    FROM @extschema@.analytics_canonical_event_types() t
    ON CONFLICT (tenant_id, event_type) DO NOTHING;
    PERFORM mindwell_internal.fill_metric_definitions();

    period := mindwell_internal.partition_start(store.partition_by, pg_catalog.now());
    FOR ahead IN 0 .. periods_ahead LOOP
        BEGIN
            PERFORM mindwell_internal.create_partition(store.partition_by, store.partition_schema, period);
        EXCEPTION WHEN object_not_in_prerequisite_state THEN
            -- events wait in the default partition, which is no reason not to put back what is missing
            GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
            RAISE WARNING USING MESSAGE = problem, HINT = hint;
        END;
        period := mindwell_internal.partition_end(store.partition_by, period);
    END LOOP;

    IF store.partition_by <> analytics_install.partition_by AND analytics_install.partition_by <> 'day' THEN
        RAISE NOTICE 'the store stays partitioned by %', store.partition_by;
    END IF;
    RETURN pg_catalog.format(CASE WHEN from_version IS NULL THEN 'installed store version %s in schema %s, partitioned by %s'
                                  WHEN from_version < newest_version
                                      THEN 'store version %s in schema %s, partitioned by %s, is migrated from version %s'
                                  ELSE 'store version %s in schema %s, partitioned by %s, is complete' END,
                             store.version,
                             CAST('@extschema@' AS pg_catalog.regnamespace), store.partition_by, from_version);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_install(text, text) IS
'Creates the store (ordinary tables, owned by the caller) in the extension''s schema, with partitions for the current and the next mindwell_analytics.premake periods (7). Run again, it migrates a store that an older version of the extension made, puts back triggers, policies and event types that are missing, and changes nothing else. partition_by is day, week or month. Returns one line that tells what it did. 42501 when tables may not be created, or they or the partitions'' schema belong to another role (a superuser''s schema will do), 22023 for a bad argument, 42809 when something else has the name of one of its tables, 55000 when a table of the store''s own version is missing, or the store is newer than the extension.';
