
-- The store: ordinary tables that belong to whoever runs analytics_install() -------
--
-- A store has a version: a number that grows when a release adds tables or columns.  Each
-- topic brings its own tables by migrations, which are run in the order of their versions,
-- all of them for a new store, and for an older one those that it has not had.  So a store
-- that grew is what a new one is.  A migration that was released is never changed.
--
-- A new table needs a row in store_tables(), a migration that creates it, a row in
-- access_privileges() (access.sql), its policies and triggers in guard_store() (guard.sql),
-- and, where C code uses it, a row in src/store/store.c.

CREATE FUNCTION mindwell_internal.store_migrations()
RETURNS TABLE (version integer, migration name)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 8
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES (1, name 'create_core_tables'),
           (1, 'create_ingest_tables'),
           (1, 'create_rate_table'),
           (1, 'create_privacy_tables'),
           (1, 'create_maintenance_tables'),
           (1, 'create_audit_table'),
           (1, 'create_rollup_tables'),
           (2, 'create_derivations')
$$;
COMMENT ON FUNCTION mindwell_internal.store_migrations() IS
'Internal: the functions that make a store, in the order in which they run; version is that of the store which each belongs to, the highest one that of a new store.';

CREATE FUNCTION mindwell_internal.store_tables()
RETURNS TABLE (table_name name, since_version integer, is_configuration boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 26
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES (name 'analytics_store', 1, false),
           ('analytics_events', 1, false),
           ('analytics_funnel_stages', 1, true),
           ('analytics_event_types', 1, true),
           ('analytics_event_keys', 1, false),
           ('analytics_users', 1, false),
           ('analytics_aliases', 1, false),
           ('analytics_opt_outs', 1, true),
           ('analytics_pii_rules', 1, true),
           ('analytics_hash_key', 1, true),
           ('analytics_tenant_members', 1, true),
           ('analytics_retention_policies', 1, true),
           ('analytics_sealed_days', 1, false),
           ('analytics_exports', 1, false),
           ('analytics_run_log', 1, false),
           ('analytics_erasures', 1, false),
           ('analytics_metric_definitions', 1, false),
           ('analytics_metrics', 1, false),
           ('analytics_user_days', 1, false),
           ('analytics_acquisition_costs', 1, false),
           ('analytics_stale_buckets', 1, false),
           ('analytics_audit_log', 1, false),
           ('analytics_rate_slots', 1, false),
           ('analytics_dirty_buckets', 1, false),
           ('analytics_coverage', 2, false),
           ('analytics_ledger', 2, false)
$$;
COMMENT ON FUNCTION mindwell_internal.store_tables() IS
'Internal: the tables of the store, and the version of the store that brought each; of configuration tables every session keeps a copy.';

-- Not immutable: a plan must not keep the number when an update of the extension changes it.
CREATE FUNCTION mindwell_internal.newest_store_version()
RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT pg_catalog.max(m.version) FROM mindwell_internal.store_migrations() m);
COMMENT ON FUNCTION mindwell_internal.newest_store_version() IS
'Internal: the version of the store that analytics_install() makes.';

CREATE FUNCTION mindwell_internal.relation(relation name)
RETURNS regclass
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT CAST(c.oid AS pg_catalog.regclass)
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_extension e ON e.extnamespace = c.relnamespace
    WHERE e.extname = 'mindwell_analytics' AND c.relname = relation);
COMMENT ON FUNCTION mindwell_internal.relation(name) IS
'Internal: a table or view in the extension''s schema; NULL when there is none.';

-- How far something came is in a row, and whoever goes on begins there.
CREATE FUNCTION mindwell_internal.find_changer(table_name name)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.format('Look for what changes its rows: SELECT tgname FROM pg_trigger WHERE tgrelid = %L::regclass AND NOT tgisinternal;',
                         mindwell_internal.relation(table_name));
COMMENT ON FUNCTION mindwell_internal.find_changer(name) IS
'Internal: the hint where a row of a table is not as it was just written.';

CREATE FUNCTION mindwell_internal.check_trigger_table(relation oid, trigger_name name, belongs_on name)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF relation IS DISTINCT FROM CAST(mindwell_internal.relation(belongs_on) AS pg_catalog.oid) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'wrong_object_type',
            MESSAGE = pg_catalog.format('"%s" is not the store''s %s',
                                        (SELECT c.relname FROM pg_catalog.pg_class c WHERE c.oid = relation), belongs_on),
            HINT = pg_catalog.format('The trigger belongs on no other table. Run DROP TRIGGER %I ON %s;',
                                     trigger_name, CAST(relation AS pg_catalog.regclass));
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_trigger_table(oid, name, name) IS
'Internal: 42809 for a trigger on another table than the store''s of that name; trigger functions ask before anything else.';

-- C code reads columns by their position: see the numbers in src/store/store.h.
CREATE FUNCTION mindwell_internal.create_core_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_store (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        version integer NOT NULL,
        partition_by text NOT NULL CHECK (partition_by IN ('day', 'week', 'month')),
        partition_schema name NOT NULL,
        installed_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_store IS 'The store''s version and how its events are partitioned; one row.';
    COMMENT ON COLUMN @extschema@.analytics_store.singleton IS 'Always true: there is one row.';
    COMMENT ON COLUMN @extschema@.analytics_store.version IS 'Of the store: grows when a release adds tables or columns; analytics_install() raises it.';
    COMMENT ON COLUMN @extschema@.analytics_store.partition_by IS 'How long a partition of analytics_events is: day, week (from Monday) or month, in UTC.';
    COMMENT ON COLUMN @extschema@.analytics_store.partition_schema IS 'The schema of the partitions.';
    COMMENT ON COLUMN @extschema@.analytics_store.installed_at IS 'When analytics_install() made the store.';

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
    COMMENT ON COLUMN @extschema@.analytics_events.id IS 'UUID version 7, made by the gate; the owner may give another.';
    COMMENT ON COLUMN @extschema@.analytics_events.tenant_id IS 'Whose event it is; the nil UUID where there is one tenant.';
    COMMENT ON COLUMN @extschema@.analytics_events.occurred_at IS 'When it happened, by the client.';
    COMMENT ON COLUMN @extschema@.analytics_events.created_at IS 'When it was stored.';
    COMMENT ON COLUMN @extschema@.analytics_events.user_id IS 'Who did it; NULL for an anonymous event.';
    COMMENT ON COLUMN @extschema@.analytics_events.session_id IS 'The visit in which it happened, by the client; NULL where none is told.';
    COMMENT ON COLUMN @extschema@.analytics_events.event_type IS 'What happened; described in analytics_event_types where it is registered.';
    COMMENT ON COLUMN @extschema@.analytics_events.funnel_stage IS 'A stage of analytics_funnel_stages; by default the event type''s.';
    COMMENT ON COLUMN @extschema@.analytics_events.properties IS 'A JSON object, after redaction by analytics_pii_rules.';
    COMMENT ON CONSTRAINT analytics_events_one_tenant ON @extschema@.analytics_events IS 'Row security rests on it, and looks at no row: SELECT analytics_enable_tenants(); takes it away.';

    CREATE TABLE @extschema@.analytics_funnel_stages (
        stage varchar(32) COLLATE "C" PRIMARY KEY
            CONSTRAINT analytics_funnel_stages_stage_is_a_lower_case_word CHECK (stage ~ '^[a-z][a-z0-9_]*$'),
        position integer NOT NULL,
        description text);
    COMMENT ON TABLE @extschema@.analytics_funnel_stages IS 'The stages that events and event types may name, in the order of the funnel.';
    COMMENT ON COLUMN @extschema@.analytics_funnel_stages.stage IS 'Its name: lower-case letters, digits and underscores, after a letter.';
    COMMENT ON COLUMN @extschema@.analytics_funnel_stages.position IS 'Its place among the stages, lowest first.';
    COMMENT ON COLUMN @extschema@.analytics_funnel_stages.description IS 'For readers; NULL for none.';

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

    CREATE TABLE @extschema@.analytics_event_types (
        tenant_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        event_type varchar(64) COLLATE "C" NOT NULL,
        category text,
        funnel_stage varchar(32) COLLATE "C" REFERENCES @extschema@.analytics_funnel_stages,
        retention_class text NOT NULL DEFAULT 'events',
        description text,
        property_schema jsonb,
        auto_registered boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        is_action boolean NOT NULL DEFAULT true,
        property_aliases jsonb,
        PRIMARY KEY (tenant_id, event_type));
    COMMENT ON TABLE @extschema@.analytics_event_types IS 'The taxonomy. A row of the nil tenant holds for all tenants, unless one has its own; they see it unless it was registered by maintenance.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.tenant_id IS 'Whose type it is; the nil UUID: for all tenants.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.event_type IS 'The name that events give.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.category IS 'A group of types, for readers; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.funnel_stage IS 'The stage of its events that name none; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.retention_class IS 'The row of analytics_retention_policies that tells how long its events are kept.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.description IS 'For readers; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.property_schema IS 'What the properties must be, in a subset of JSON Schema; NULL allows anything.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.auto_registered IS 'Entered by maintenance because events of it arrived.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.created_at IS 'When it was registered.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.updated_at IS 'When it was last registered anew.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.is_action IS 'Its events are something that users do, and make them active; false for what happens to them.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.property_aliases IS 'Further names of declared properties, for example {"duration": "duration_seconds"}; null drops the property. NULL for none.';

    CREATE TABLE @extschema@.analytics_tenant_members (
        role regrole NOT NULL,
        tenant_id uuid NOT NULL,
        PRIMARY KEY (role, tenant_id));
    COMMENT ON TABLE @extschema@.analytics_tenant_members IS 'Which tenants'' rows the members of a role see and write.';
    COMMENT ON COLUMN @extschema@.analytics_tenant_members.role IS 'Follows the role when it is renamed. A row of a role that was dropped binds nobody; maintenance removes it.';
    COMMENT ON COLUMN @extschema@.analytics_tenant_members.tenant_id IS 'The tenant that the role is bound to.';

    CREATE TABLE @extschema@.analytics_hash_key (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        key bytea NOT NULL CHECK (octet_length(key) = 32),
        created_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_hash_key IS 'The secret of all keyed hashes of this store. Grant it to nobody.';
    COMMENT ON COLUMN @extschema@.analytics_hash_key.singleton IS 'Always true: there is one row.';
    COMMENT ON COLUMN @extschema@.analytics_hash_key.key IS '32 random bytes.';
    COMMENT ON COLUMN @extschema@.analytics_hash_key.created_at IS 'When the key was made.';

    CREATE TABLE @extschema@.analytics_dirty_buckets (
        tenant_id uuid NOT NULL,
        bucket date NOT NULL,
        logged_at timestamptz NOT NULL)
        -- a refresh empties it, every few minutes
        WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
    -- it has no key, and a publication of all tables forbids deletions without an identity
    ALTER TABLE @extschema@.analytics_dirty_buckets REPLICA IDENTITY FULL;
    COMMENT ON TABLE @extschema@.analytics_dirty_buckets IS 'UTC days whose events changed since their rollups were made; written by the gate.';
    COMMENT ON COLUMN @extschema@.analytics_dirty_buckets.tenant_id IS 'Whose events changed.';
    COMMENT ON COLUMN @extschema@.analytics_dirty_buckets.bucket IS 'The UTC day.';
    COMMENT ON COLUMN @extschema@.analytics_dirty_buckets.logged_at IS 'When the first change of a transaction was logged.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_core_tables() IS
'Internal: a migration, creates the tables that all topics stand on.';
