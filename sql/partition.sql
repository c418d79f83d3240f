
-- Partitions ----------------------------------------------------------------------

CREATE FUNCTION @extschema@._analytics_partition_start(partition_by text, instant timestamptz)
RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.date_trunc(partition_by, instant AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
$$;
COMMENT ON FUNCTION @extschema@._analytics_partition_start(text, timestamptz) IS
'Internal: the start, in UTC, of the day, week (Monday) or month that contains an instant.';

CREATE FUNCTION @extschema@._analytics_partition_end(partition_by text, partition_start timestamptz)
RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (partition_start AT TIME ZONE 'UTC' + CAST('1 ' || partition_by AS pg_catalog.interval)) AT TIME ZONE 'UTC'
$$;
COMMENT ON FUNCTION @extschema@._analytics_partition_end(text, timestamptz) IS
'Internal: the end, excluded, of the period that starts at an instant.';

CREATE FUNCTION @extschema@._analytics_partition_name(partition_by text, partition_start timestamptz)
RETURNS name
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST('analytics_events_' || pg_catalog.to_char(partition_start AT TIME ZONE 'UTC',
        CASE partition_by WHEN 'day' THEN 'YYYYMMDD' WHEN 'week' THEN 'IYYY"w"IW' ELSE 'YYYYMM' END)
        AS pg_catalog.name)
$$;
COMMENT ON FUNCTION @extschema@._analytics_partition_name(text, timestamptz) IS
'Internal: the name of a partition, made of nothing but its period: analytics_events_20261121, _2026w47 or _202611.';

-- Where there is nothing to do, nothing is locked: analytics_install() runs
-- beside readers and writers.
CREATE FUNCTION @extschema@._analytics_enable_row_security(relation regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT (SELECT c.relrowsecurity FROM pg_catalog.pg_class c WHERE c.oid = relation) THEN
        EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@._analytics_enable_row_security(regclass) IS
'Internal: puts row security on a table of the store.';

-- What every partition carries: row security without a policy (nobody but the
-- owner reads a partition directly) and the log of a TRUNCATE.  The gate itself
-- is a row trigger of the parent, which ATTACH clones.
CREATE FUNCTION @extschema@._analytics_guard_partition(partition regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- a foreign table has neither
    IF EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = partition AND c.relkind = 'f') THEN
        RETURN;
    END IF;
    PERFORM @extschema@._analytics_enable_row_security(partition);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                   WHERE t.tgrelid = partition AND t.tgname = 'analytics_gate_truncate') THEN
        EXECUTE pg_catalog.format(
            'CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s',
            partition, CAST('@extschema@.analytics_gate_truncate()' AS pg_catalog.regprocedure));
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@._analytics_guard_partition(regclass) IS
'Internal: puts row security and the TRUNCATE trigger on a partition of analytics_events.';

-- CREATE and ATTACH instead of PARTITION OF: the parent is locked in SHARE
-- UPDATE EXCLUSIVE mode, so readers and writers go on.  The CHECK spares ATTACH
-- the scan of the new table, and goes when the partition bound says the same.
CREATE FUNCTION @extschema@._analytics_create_partition(
    partition_by text, partition_schema name, partition_start timestamptz)
RETURNS boolean
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    parent regclass := @extschema@._analytics_relation('analytics_events');
    partition_end timestamptz := @extschema@._analytics_partition_end(partition_by, partition_start);
    partition_name text := pg_catalog.format('%I.%I', partition_schema,
        @extschema@._analytics_partition_name(partition_by, partition_start));
    default_partition regclass;
    is_occupied boolean := false;
BEGIN
    IF pg_catalog.to_regclass(partition_name) IS NOT NULL THEN
        RETURN false;
    END IF;
    -- events of the period that came before it would be refused by ATTACH
    SELECT CAST(p.partdefid AS pg_catalog.regclass) INTO default_partition
    FROM pg_catalog.pg_partitioned_table p
    WHERE p.partrelid = parent AND p.partdefid <> 0;
    IF FOUND THEN
        EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %s e WHERE e.occurred_at >= $1 AND e.occurred_at < $2)',
                                  default_partition)
        INTO is_occupied USING partition_start, partition_end;
    END IF;
    IF is_occupied THEN
        RETURN false;
    END IF;
    EXECUTE pg_catalog.format(
        'CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING STORAGE INCLUDING COMPRESSION,'
        ' CONSTRAINT analytics_period CHECK (occurred_at IS NOT NULL AND occurred_at >= %L AND occurred_at < %L))',
        partition_name, parent, partition_start, partition_end);
    PERFORM @extschema@._analytics_guard_partition(CAST(partition_name AS pg_catalog.regclass));
    EXECUTE pg_catalog.format(
        'ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)',
        parent, partition_name, partition_start, partition_end);
    EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT analytics_period', partition_name);
    RETURN true;
END
$$;
COMMENT ON FUNCTION @extschema@._analytics_create_partition(text, name, timestamptz) IS
'Internal: creates the partition of the period that starts at an instant; false when it exists, or when the default partition holds events of the period, which have to be moved first.';
