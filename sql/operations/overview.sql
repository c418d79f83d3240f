
-- What a store has: partitions, storage -----------------------------------------------
--
-- No table is read: sizes are the file system's, numbers of rows the planner's.

CREATE FUNCTION mindwell_internal.estimated_rows(relation regclass)
RETURNS bigint
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN size.blocks = 0 THEN 0
                WHEN c.reltuples > 0 AND c.relpages > 0 THEN CAST(c.reltuples * size.blocks / c.relpages AS pg_catalog.int8)
                ELSE pg_catalog.pg_stat_get_live_tuples(c.oid) END
    FROM pg_catalog.pg_class c,
    LATERAL (SELECT mindwell_internal.block_count(c.oid)) AS size (blocks)
    WHERE c.oid = relation
$$;
COMMENT ON FUNCTION mindwell_internal.estimated_rows(regclass) IS
'Internal: how many rows a table has about: as dense as when it was last analyzed; before that, what was counted since the server''s statistics began.';

CREATE FUNCTION mindwell_internal.owner_partitions_at(as_of timestamptz)
RETURNS TABLE (partition_name text, partition_schema text, period_start timestamptz, period_end timestamptz, period text,
               estimated_rows bigint, exported_at timestamptz)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.relname, n.nspname, NULLIF(p.starts_at, '-infinity'), NULLIF(p.ends_at, 'infinity'),
           CASE WHEN p.is_default THEN 'default'
                WHEN p.ends_at <= as_of THEN 'past'
                WHEN p.starts_at > as_of THEN 'ahead'
                ELSE 'current' END,
           mindwell_internal.estimated_rows(p.partition), x.exported_at
    FROM mindwell_internal.partitions() p
    JOIN pg_catalog.pg_class c ON c.oid = p.partition
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN @extschema@.analytics_exports x ON x.period_start = p.starts_at
    ORDER BY p.is_default, p.starts_at
$$;
COMMENT ON FUNCTION mindwell_internal.owner_partitions_at(timestamptz) IS
'Internal: what mindwell_internal.partitions_at() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.partitions_at(as_of timestamptz)
RETURNS TABLE (partition_name text, partition_schema text, period_start timestamptz, period_end timestamptz, period text,
               estimated_rows bigint, exported_at timestamptz)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 100
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION mindwell_internal.partitions_at(timestamptz) IS
'Internal: the partitions as of a time, as the view analytics_partition_list shows them. 42501 for anybody but the store''s owner, admins and members of pg_monitor, 55000 without a store.';

CREATE VIEW @extschema@.analytics_partition_list WITH (security_invoker = true) AS
    SELECT p.partition_name, p.partition_schema, p.period_start, p.period_end, p.period, p.estimated_rows, p.exported_at
    FROM mindwell_internal.partitions_at(pg_catalog.now()) p;
COMMENT ON VIEW @extschema@.analytics_partition_list IS
'The partitions of analytics_events, oldest first, the default partition last. For the store''s owner, admins and members of pg_monitor: 42501 for anybody else, 55000 without a store.';
COMMENT ON COLUMN @extschema@.analytics_partition_list.period_end IS 'Excluded; NULL, like period_start, for the default partition and an open end.';
COMMENT ON COLUMN @extschema@.analytics_partition_list.period IS 'past, current, ahead, or default.';
COMMENT ON COLUMN @extschema@.analytics_partition_list.estimated_rows IS 'By the planner''s statistics.';
COMMENT ON COLUMN @extschema@.analytics_partition_list.exported_at IS 'When analytics_mark_exported() was told of it.';
GRANT SELECT ON @extschema@.analytics_partition_list TO PUBLIC;

CREATE FUNCTION mindwell_internal.owner_storage_stats()
RETURNS TABLE (partition_name text, estimated_rows bigint, table_bytes bigint, index_bytes bigint, total_bytes bigint,
               bytes_per_event double precision)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.relname, rows.estimated, size.whole - size.indexes, size.indexes, size.whole,
           CAST(size.whole AS pg_catalog.float8) / NULLIF(rows.estimated, 0)
    FROM mindwell_internal.partitions() p
    JOIN pg_catalog.pg_class c ON c.oid = p.partition
    CROSS JOIN LATERAL (SELECT mindwell_internal.estimated_rows(p.partition)) AS rows (estimated)
    CROSS JOIN LATERAL (
        SELECT pg_catalog.pg_total_relation_size(p.partition), pg_catalog.pg_indexes_size(p.partition)) AS size (whole, indexes)
    ORDER BY p.is_default, p.starts_at
$$;
COMMENT ON FUNCTION mindwell_internal.owner_storage_stats() IS
'Internal: what analytics_storage_stats() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_storage_stats()
RETURNS TABLE (partition_name text, estimated_rows bigint, table_bytes bigint, index_bytes bigint, total_bytes bigint,
               bytes_per_event double precision)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 100
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_storage_stats() IS
'What each partition takes on disk, oldest first, the default partition last: estimated_rows (by the planner''s statistics; no table is read), table_bytes (with TOAST), index_bytes, total_bytes, and bytes_per_event, NULL without rows. For the store''s owner, admins and members of pg_monitor: 42501 for anybody else, 55000 without a store.';

-- The configuration -----------------------------------------------------------------

CREATE FUNCTION mindwell_internal.owner_purge_policies()
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET intervalstyle = 'postgres'
AS $$
    SELECT pg_catalog.jsonb_object_agg(p.retention_class, p.keep) FROM @extschema@.analytics_retention_policies p
$$;
COMMENT ON FUNCTION mindwell_internal.owner_purge_policies() IS
'Internal: what mindwell_internal.purge_policies() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.purge_policies()
RETURNS jsonb
LANGUAGE c STABLE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION mindwell_internal.purge_policies() IS
'Internal: how long each class is kept, null for forever. 42501 for anybody but the store''s owner, admins and members of pg_monitor, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_config()
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    epoch CONSTANT timestamp := timestamp '2001-01-01';
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    gate_is_on CONSTANT boolean := EXISTS (
        SELECT FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = events AND t.tgname = 'analytics_gate' AND t.tgenabled IN ('O', 'A'));
    result jsonb;
    settings jsonb;
    retention jsonb;
BEGIN
    -- that there is a store
    PERFORM mindwell_internal.current_tenant();
    SELECT pg_catalog.jsonb_object_agg(pg_catalog.substring(s.name, '[^.]*$'), s.value)
    INTO settings
    FROM mindwell_internal.settings() s;

    result := pg_catalog.jsonb_build_object(
        'enabled', gate_is_on,
        'amplitude_configured', false,
        'mixpanel_configured', false,
        'pii_tracking_enabled', COALESCE(CAST(settings ->> 'enable_pii_tracking' AS pg_catalog.bool), false),
        'sandbox_mode', mindwell_internal.setting('sandbox_mode') = 'on',
        'batch_size', NULL,
        'flush_interval_seconds', 0,
        'settings', settings);
    BEGIN
        retention := mindwell_internal.purge_policies();
    EXCEPTION WHEN insufficient_privilege THEN
        RETURN result;
    END;
    RETURN result || pg_catalog.jsonb_build_object(
        'data_retention_days',
            CAST(pg_catalog.date_part('day', epoch + CAST(retention ->> 'events' AS pg_catalog.interval) - epoch) AS pg_catalog.int4),
        'retention', retention);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_config() IS
'The configuration in force, as a JSON document: enabled (there is a store, and its gate is on), amplitude_configured and mixpanel_configured (always false: the database sends nothing), sandbox_mode (mindwell_analytics.sandbox_mode), pii_tracking_enabled, batch_size (always null: each call stores what it is given; mindwell_analytics.max_batch_events limits it), flush_interval_seconds (always 0: an event is stored when its transaction commits), settings (name and value of each that analytics_settings() shows the caller); and for the store''s owner, admins and members of pg_monitor data_retention_days (whole days that the class events is kept; null: forever) and retention (interval for each class, null: forever). 55000 without a store.';
