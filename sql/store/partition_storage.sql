
-- Where partitions are, and how they are kept ----------------------------------------
--
-- A partition is made by CREATE TABLE (LIKE ...), which copies columns, constraints, indexes
-- and extended statistics.  What else its owner has set for all of analytics_events is copied
-- here.  A partitioned table has no storage parameters of its own: those of the default
-- partition are the pattern for others.

-- A schema that was renamed is followed: its default partition tells where it is.
CREATE FUNCTION mindwell_internal.partition_schema()
RETURNS name
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE((SELECT n.nspname
                     FROM pg_catalog.pg_partitioned_table p
                     JOIN pg_catalog.pg_class c ON c.oid = p.partdefid
                     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                     WHERE p.partrelid = mindwell_internal.relation('analytics_events')),
                    (SELECT s.partition_schema FROM @extschema@.analytics_store s))
$$;
COMMENT ON FUNCTION mindwell_internal.partition_schema() IS
'Internal: the schema of the partitions: that of the default partition, without one what analytics_store says.';

CREATE FUNCTION mindwell_internal.storage_clauses()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.concat_ws(' ',
        (SELECT pg_catalog.format('USING %I', m.amname) FROM pg_catalog.pg_am m WHERE m.oid = events.relam),
        (SELECT pg_catalog.format('WITH (%s)', pg_catalog.string_agg(pg_catalog.format('%s = %L', o.name, o.value), ', '))
         FROM pg_catalog.pg_class pattern
         LEFT JOIN pg_catalog.pg_class toast ON toast.oid = pattern.reltoastrelid,
         LATERAL (SELECT pg_catalog.quote_ident(p.option_name) AS name, p.option_value AS value
                  FROM pg_catalog.pg_options_to_table(pattern.reloptions) p
                  UNION ALL
                  SELECT 'toast.' || pg_catalog.quote_ident(t.option_name), t.option_value
                  FROM pg_catalog.pg_options_to_table(toast.reloptions) t) AS o
         WHERE pattern.oid = mindwell_internal.default_partition() AND pattern.relkind = 'r'
         HAVING pg_catalog.count(*) > 0),
        (SELECT pg_catalog.format('TABLESPACE %I', s.spcname) FROM pg_catalog.pg_tablespace s WHERE s.oid = events.reltablespace))
    FROM pg_catalog.pg_class events
    WHERE events.oid = mindwell_internal.relation('analytics_events')
$$;
COMMENT ON FUNCTION mindwell_internal.storage_clauses() IS
'Internal: clauses of CREATE TABLE for a partition: access method and tablespace of analytics_events, storage parameters of the default partition.';

CREATE FUNCTION mindwell_internal.copy_planner_options(partition regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    given record;
BEGIN
    FOR given IN
        SELECT a.attname, a.attstattarget AS target
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = events AND a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget >= 0
    LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', partition, given.attname, given.target);
    END LOOP;
    FOR given IN
        SELECT a.attname, o.option_name AS name, o.option_value AS value
        FROM pg_catalog.pg_attribute a,
        LATERAL pg_catalog.pg_options_to_table(a.attoptions) o
        WHERE a.attrelid = events AND a.attnum > 0 AND NOT a.attisdropped
          -- those that statements set: the server keeps some of its own there
          AND o.option_name IN ('n_distinct', 'n_distinct_inherited')
    LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I SET (%I = %L)', partition, given.attname, given.name, given.value);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.copy_planner_options(regclass) IS
'Internal: gives the columns of a partition the statistics targets and options of those of analytics_events.';

CREATE FUNCTION mindwell_internal.set_replica_identity(relation regclass, identity "char", index_name name)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY %s', relation, CASE identity
        WHEN 'd' THEN 'DEFAULT'
        WHEN 'f' THEN 'FULL'
        WHEN 'n' THEN 'NOTHING'
        WHEN 'i' THEN pg_catalog.format('USING INDEX %I', index_name) END);
END
$$;
COMMENT ON FUNCTION mindwell_internal.set_replica_identity(regclass, "char", name) IS
'Internal: gives a table a replica identity as pg_class.relreplident tells it, with the name of the index where that is one.';

-- After ATTACH, which tells which index of the partition is that of the table's.
CREATE FUNCTION mindwell_internal.copy_replica_identity(partition regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    identity CONSTANT "char" := (SELECT c.relreplident FROM pg_catalog.pg_class c WHERE c.oid = events);
BEGIN
    IF identity <> 'd' THEN
        PERFORM mindwell_internal.set_replica_identity(partition, identity, (
            SELECT own.relname
            FROM pg_catalog.pg_index whole
            JOIN pg_catalog.pg_inherits h ON h.inhparent = whole.indexrelid
            JOIN pg_catalog.pg_index part ON part.indexrelid = h.inhrelid AND part.indrelid = partition
            JOIN pg_catalog.pg_class own ON own.oid = part.indexrelid
            WHERE whole.indrelid = events AND whole.indisreplident));
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.copy_replica_identity(regclass) IS
'Internal: gives a partition the replica identity of analytics_events.';
