
-- Partitions ----------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.partition_start(partition_by text, instant timestamptz)
RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.date_trunc(partition_by, instant AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
COMMENT ON FUNCTION mindwell_internal.partition_start(text, timestamptz) IS
'Internal: the start, in UTC, of the day, week (Monday) or month that contains an instant.';

CREATE FUNCTION mindwell_internal.partition_end(partition_by text, partition_start timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (partition_start AT TIME ZONE 'UTC' + CAST('1 ' || partition_by AS pg_catalog.interval)) AT TIME ZONE 'UTC';
COMMENT ON FUNCTION mindwell_internal.partition_end(text, timestamptz) IS
'Internal: the end, excluded, of the period that starts at an instant.';

CREATE FUNCTION mindwell_internal.partition_name(partition_by text, partition_start timestamptz)
RETURNS name
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CAST('analytics_events_' || pg_catalog.to_char(partition_start AT TIME ZONE 'UTC',
    CASE partition_by WHEN 'day' THEN 'YYYYMMDD' WHEN 'week' THEN 'IYYY"w"IW' ELSE 'YYYYMM' END)
    AS pg_catalog.name);
COMMENT ON FUNCTION mindwell_internal.partition_name(text, timestamptz) IS
'Internal: the name of a partition, made of nothing but its period: analytics_events_20261121, _2026w47 or _202611.';

-- Where there is nothing to do, nothing is locked: analytics_install() runs
-- beside readers and writers.
CREATE FUNCTION mindwell_internal.enable_row_security(relation regclass)
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
COMMENT ON FUNCTION mindwell_internal.enable_row_security(regclass) IS
'Internal: puts row security on a table of the store.';

-- What every partition carries: row security without a policy (nobody but the
-- owner reads a partition directly) and the log of a TRUNCATE.  The gate itself
-- is a row trigger of the parent, which ATTACH clones.
CREATE FUNCTION mindwell_internal.guard_partition(partition regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- a foreign table has neither
    IF EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = partition AND c.relkind = 'f') THEN
        RETURN;
    END IF;
    PERFORM mindwell_internal.enable_row_security(partition);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                   WHERE t.tgrelid = partition AND t.tgname = 'analytics_gate_truncate') THEN
        EXECUTE pg_catalog.format(
            'CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s',
            partition, CAST('@extschema@.analytics_gate_truncate()' AS pg_catalog.regprocedure));
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.guard_partition(regclass) IS
'Internal: puts row security and the TRUNCATE trigger on a partition of analytics_events.';

CREATE FUNCTION mindwell_internal.partitions()
RETURNS TABLE (partition regclass, is_default boolean, starts_at timestamptz, ends_at timestamptz)
LANGUAGE c STABLE PARALLEL SAFE ROWS 100
AS 'MODULE_PATHNAME', 'analytics_partitions';
COMMENT ON FUNCTION mindwell_internal.partitions() IS
'Internal: the partitions of analytics_events in the order of their bounds, end excluded; the default partition, whose bounds are NULL, comes last. 55000 without a store.';

CREATE FUNCTION mindwell_internal.default_partition()
RETURNS regclass
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(p.partdefid AS pg_catalog.regclass)
    FROM pg_catalog.pg_partitioned_table p
    WHERE p.partrelid = mindwell_internal.relation('analytics_events') AND p.partdefid <> 0
$$;
COMMENT ON FUNCTION mindwell_internal.default_partition() IS
'Internal: the default partition of analytics_events; NULL when its owner has taken it away.';

-- Whoever owns a schema may drop what others have in it; whoever may create there can
-- give a function of theirs the name of another one.
CREATE FUNCTION mindwell_internal.strangers_in_schema(schema_name name)
RETURNS TABLE (role_name text, is_owner boolean)
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH store_owner AS (
        -- who installs will be
        SELECT COALESCE((SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = mindwell_internal.relation('analytics_events')),
                        (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER)) AS id),
    rights AS (
        SELECT n.nspowner AS role_id, true AS is_owner FROM pg_catalog.pg_namespace n WHERE n.nspname = schema_name
        UNION ALL
        SELECT a.grantee, false
        FROM pg_catalog.pg_namespace n,
        LATERAL pg_catalog.aclexplode(n.nspacl) a
        WHERE n.nspname = schema_name AND a.privilege_type = 'CREATE'),
    roles AS (
        SELECT CASE WHEN r.role_id = CAST(CAST('pg_database_owner' AS pg_catalog.regrole) AS pg_catalog.oid)
                    THEN (SELECT d.datdba FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
                    ELSE r.role_id END AS role_id,
               pg_catalog.bool_or(r.is_owner) AS is_owner
        FROM rights r
        GROUP BY 1)
    SELECT CASE WHEN r.role_id = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r.role_id)) END, r.is_owner
    FROM roles r, store_owner o
    -- superusers are members of any role
    WHERE r.role_id = 0 OR NOT pg_catalog.pg_has_role(r.role_id, o.id, 'MEMBER')
    ORDER BY 1
$$;
COMMENT ON FUNCTION mindwell_internal.strangers_in_schema(name) IS
'Internal: who owns a schema or was granted CREATE on it, and is neither a superuser nor the store''s owner (before there is a store: the current user) or a member of that role; quoted, or PUBLIC. No row for a schema that does not exist.';

CREATE FUNCTION mindwell_internal.check_partition_schema(partition_schema name)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stranger CONSTANT text := (SELECT s.role_name FROM mindwell_internal.strangers_in_schema(partition_schema) s WHERE s.is_owner);
BEGIN
    IF stranger IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('partitions cannot be in schema %I, which belongs to role %s', partition_schema, stranger),
            DETAIL = 'Who owns a schema may drop every table in it.',
            HINT = pg_catalog.format('A superuser runs ALTER SCHEMA %I OWNER TO %I; (A new store may also name another schema as partition_schema.)',
                                     partition_schema, CURRENT_USER);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_partition_schema(name) IS
'Internal: 42501 when a schema exists and belongs to neither a superuser nor the store''s owner.';

CREATE FUNCTION mindwell_internal.lock_maintenance()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT mindwell_internal.take_turn('maintenance')
$$;
COMMENT ON FUNCTION mindwell_internal.lock_maintenance() IS
'Internal: takes, until the end of the transaction, the one lock under which partitions are made and dropped. 55P03 when it is not to be had in time.';

-- What is decided under a lock must rest on what others committed before it was had.
CREATE FUNCTION mindwell_internal.check_isolation()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF pg_catalog.current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_transaction_state',
            MESSAGE = 'maintenance needs the isolation level READ COMMITTED',
            DETAIL = 'With an older snapshot it would not see the events that were stored since.',
            HINT = 'Begin the transaction with BEGIN ISOLATION LEVEL READ COMMITTED;';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_isolation() IS
'Internal: 25000 in a transaction that does not see what others commit meanwhile.';

-- Those who had to wait for our attempt go first; and two who retry do not meet
-- again and again.
CREATE FUNCTION mindwell_internal.pause()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.pg_sleep(0.2 + 0.6 * pg_catalog.random())
$$;
COMMENT ON FUNCTION mindwell_internal.pause() IS
'Internal: the pause between two attempts to get a lock, 0.2 to 0.8 seconds.';

CREATE FUNCTION mindwell_internal.has_strays(default_partition regclass, period_start timestamptz, period_end timestamptz)
RETURNS boolean
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM ONLY %s WHERE occurred_at >= $1 AND occurred_at < $2)', default_partition)
        INTO result USING period_start, period_end;
    RETURN result;
END
$$;
COMMENT ON FUNCTION mindwell_internal.has_strays(regclass, timestamptz, timestamptz) IS
'Internal: has the default partition an event of a period?';

CREATE FUNCTION mindwell_internal.attach_table(partition regclass, period_start timestamptz, period_end timestamptz)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)',
                              mindwell_internal.relation('analytics_events'), partition, period_start, period_end);
END
$$;
COMMENT ON FUNCTION mindwell_internal.attach_table(regclass, timestamptz, timestamptz) IS
'Internal: makes a table the partition of a period.';

-- ATTACH, after the last strays.  Of the locks that are held until the end of
-- the transaction:
--   analytics_events     SHARE UPDATE EXCLUSIVE: readers and writers go on.
--                        SHARE ROW EXCLUSIVE when the period can receive events: a
--                        writer that waited for the default partition with its
--                        route chosen would be refused by it afterwards, so they
--                        wait before they choose.
--                        ACCESS EXCLUSIVE when events move: so would a reader, or the
--                        check of a foreign key, miss what has left that partition.
--   default partition    ACCESS EXCLUSIVE: ATTACH reads it through
CREATE FUNCTION mindwell_internal.attach_partition(
    partition regclass, default_partition regclass, period_start timestamptz, period_end timestamptz, move_method text,
    moved_before boolean)
RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- the gate accepts an event one hour ahead; a transaction may be a while on its way
    margin CONSTANT interval := interval '2 hours';
    parent regclass := mindwell_internal.relation('analytics_events');
    moved bigint := 0;
BEGIN
    IF moved_before OR mindwell_internal.has_strays(default_partition, period_start, period_end) THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', parent);
    ELSIF period_start < pg_catalog.clock_timestamp() + margin THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN SHARE ROW EXCLUSIVE MODE', parent);
    END IF;
    IF default_partition IS NOT NULL THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', default_partition);
    END IF;
    IF NOT COALESCE(mindwell_internal.has_strays(default_partition, period_start, period_end), false) THEN
        PERFORM mindwell_internal.attach_table(partition, period_start, period_end);
    ELSIF move_method = 'portions' THEN
        moved := mindwell_internal.move_strays(default_partition, partition, period_start, period_end);
        PERFORM mindwell_internal.attach_table(partition, period_start, period_end);
    ELSIF move_method = 'unseen' THEN
        moved := mindwell_internal.move_unseen(default_partition, partition, period_start, period_end);
    ELSIF move_method = 'published' THEN
        moved := mindwell_internal.move_events(default_partition, partition, period_start, period_end, true);
    ELSE
        PERFORM mindwell_internal.check_movable(default_partition);
    END IF;
    EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT analytics_period', partition);
    PERFORM mindwell_internal.copy_replica_identity(partition);
    RETURN moved;
END
$$;
COMMENT ON FUNCTION mindwell_internal.attach_partition(regclass, regclass, timestamptz, timestamptz, text, boolean) IS
'Internal: makes a table the partition of a period, after moving into it what the default partition has of the period, by the method told; returns how many events that were. 55P03 when a lock is not to be had in time, 55000 when they cannot be moved.';

-- CREATE and ATTACH instead of PARTITION OF: that would lock the parent against
-- everybody.  The CHECK spares ATTACH the scan of the new table, and goes when
-- the partition bound says the same.
--
-- Strays move in portions where nobody is told of it (move.sql).  The first, with no lock
-- that a writer would meet, is large and takes long: until the end its rows stay in the
-- default partition for everybody else, and others still arrive there.  The next is of those that did, and
-- so on, until one is no smaller than that before it by much; what is left then moves
-- under the locks.  A session that changes a stray meanwhile waits, with a lock on the table
-- that ATTACH cannot pass: so the move is given up, and the change is not lost.
--
-- How they move is decided under a lock that a new trigger or foreign key waits for.  A new
-- publication does not, and has the move given up.
CREATE FUNCTION mindwell_internal.create_partition(
    partition_by text, partition_schema name, partition_start timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
SET lock_timeout = 0
AS $$
DECLARE
    attempts CONSTANT integer := CAST(mindwell_internal.setting('lock_attempts') AS pg_catalog.int4);
    partition_end timestamptz := mindwell_internal.partition_end(partition_by, partition_start);
    partition_name text := pg_catalog.format('%I.%I', partition_schema,
        mindwell_internal.partition_name(partition_by, partition_start));
    partition regclass;
    default_partition regclass := mindwell_internal.default_partition();
    move_method text;
    portion bigint;
    portion_before bigint;
    moved bigint := 0;
BEGIN
    IF EXISTS (SELECT FROM mindwell_internal.partitions() p
               WHERE p.starts_at <= partition_start AND p.ends_at >= partition_end) THEN
        RETURN NULL;
    END IF;
    IF pg_catalog.to_regclass(partition_name) IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'duplicate_table',
            MESSAGE = pg_catalog.format('table %s exists, but is not the partition of its period', partition_name),
            HINT = pg_catalog.format('Drop it, rename it, or attach it: ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L);',
                                     mindwell_internal.relation('analytics_events'), partition_name, partition_start, partition_end);
    END IF;

    PERFORM mindwell_internal.check_partition_schema(partition_schema);
    PERFORM mindwell_internal.set_lock_timeout();
    IF default_partition IS NOT NULL THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ROW EXCLUSIVE MODE', default_partition);
        move_method := mindwell_internal.move_method(default_partition);
        IF mindwell_internal.has_strays(default_partition, partition_start, partition_end) THEN
            PERFORM mindwell_internal.check_movable(default_partition);
        END IF;
    END IF;
    EXECUTE pg_catalog.format(
        'CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE'
        ' INCLUDING COMPRESSION INCLUDING INDEXES INCLUDING STATISTICS,'
        ' CONSTRAINT analytics_period CHECK (occurred_at IS NOT NULL AND occurred_at >= %L AND occurred_at < %L)) %s',
        partition_name, mindwell_internal.relation('analytics_events'), partition_start, partition_end,
        mindwell_internal.storage_clauses());
    partition := CAST(partition_name AS pg_catalog.regclass);
    PERFORM mindwell_internal.copy_planner_options(partition);
    PERFORM mindwell_internal.guard_partition(partition);

    FOR attempt IN 1 .. attempts LOOP
        portion := NULL;
        WHILE move_method = 'portions' LOOP
            portion_before := portion;
            portion := mindwell_internal.move_strays(default_partition, partition, partition_start, partition_end);
            moved := moved + portion;
            EXIT WHEN portion = 0 OR portion > portion_before / 2;
        END LOOP;
        BEGIN
            moved := moved + mindwell_internal.attach_partition(partition, default_partition, partition_start, partition_end,
                                                                     move_method, moved > 0);
            EXIT;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
            IF attempt = attempts THEN
                RAISE;
            END IF;
        END;
        PERFORM mindwell_internal.pause();
    END LOOP;
    IF moved > 0 AND move_method <> mindwell_internal.move_method(default_partition) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'serialization_failure',
            MESSAGE = 'events stay in the default partition: publications have changed while they moved',
            HINT = 'Run it again.';
    END IF;
    RETURN moved;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_partition(text, name, timestamptz) IS
'Internal: creates the partition of the period that starts at an instant, and moves its events out of the default partition; returns how many, NULL when the partition exists. 55P03 when a lock is not to be had, 42P07 when another table has its name, 42501 when their schema belongs to another role, 55000 when its events cannot be moved, 40001 when publications change meanwhile.';

CREATE FUNCTION mindwell_internal.missing_periods(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (partition_by text, partition_schema name, starts_at timestamptz)
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- the one row of the store: an estimate of many has the server compile the query
    WITH store AS (SELECT * FROM @extschema@.analytics_store LIMIT 1),
    periods AS MATERIALIZED (
        SELECT s.partition_by, mindwell_internal.partition_schema() AS partition_schema, g.utc_start AT TIME ZONE 'UTC' AS starts_at,
               mindwell_internal.partition_end(s.partition_by, g.utc_start AT TIME ZONE 'UTC') AS ends_at
        FROM store s,
        LATERAL pg_catalog.generate_series(
            mindwell_internal.partition_start(s.partition_by, from_time) AT TIME ZONE 'UTC',
            to_time AT TIME ZONE 'UTC',
            CAST('1 ' || s.partition_by AS pg_catalog.interval)) AS g (utc_start)
        WHERE g.utc_start < to_time AT TIME ZONE 'UTC')
    SELECT period.partition_by, period.partition_schema, period.starts_at
    FROM periods period
    WHERE NOT EXISTS (
        SELECT FROM mindwell_internal.partitions() p
        WHERE p.starts_at <= period.starts_at AND p.ends_at >= period.ends_at)
    ORDER BY period.starts_at
$$;
COMMENT ON FUNCTION mindwell_internal.missing_periods(timestamptz, timestamptz) IS
'Internal: the periods, from the one that contains from_time to the last that starts before to_time, that have no partition.';

-- One partition, whose failure ends nothing else.
CREATE FUNCTION mindwell_internal.try_partition(partition_by text, partition_schema name, partition_start timestamptz)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    error_detail text;
    error_hint text;
    error_constraint text;
    error_table text;
BEGIN
    partition_name := mindwell_internal.partition_name(partition_by, partition_start);
    period_start := partition_start;
    period_end := mindwell_internal.partition_end(partition_by, partition_start);
    action := 'create';
    BEGIN
        event_count := mindwell_internal.create_partition(partition_by, partition_schema, partition_start);
        IF event_count IS NULL THEN
            RETURN;
        END IF;
        status := 'done';
        RAISE NOTICE 'created partition %', partition_name || CASE event_count
            WHEN 0 THEN ''
            WHEN 1 THEN ', 1 event moved into it'
            ELSE pg_catalog.format(', %s events moved into it', event_count) END;
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS error_code = RETURNED_SQLSTATE, error = MESSAGE_TEXT, error_detail = PG_EXCEPTION_DETAIL,
            error_hint = PG_EXCEPTION_HINT, error_constraint = CONSTRAINT_NAME, error_table = TABLE_NAME;
        error := mindwell_internal.describe_error(error_code, error, error_detail, error_hint, error_constraint, error_table);
        status := 'failed';
        RAISE WARNING 'partition % was not created: %', partition_name, error;
    END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.try_partition(text, name, timestamptz) IS
'Internal: creates one partition and reports it, or why it could not; no row when it exists.';

CREATE FUNCTION mindwell_internal.owner_create_partitions(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    at_most CONSTANT integer := CAST(mindwell_internal.setting('max_new_partitions') AS pg_catalog.int4);
    most_periods CONSTANT integer := 40000;     -- a century of days, and more
    missing bigint;
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    IF (SELECT (EXTRACT(epoch FROM to_time) - EXTRACT(epoch FROM from_time))
               / EXTRACT(epoch FROM CAST('1 ' || s.partition_by AS pg_catalog.interval)) > most_periods
        FROM @extschema@.analytics_store s) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'program_limit_exceeded',
            MESSAGE = pg_catalog.format('the range has more than %s periods', most_periods),
            HINT = 'Create the partitions of a shorter one.';
    END IF;
    PERFORM mindwell_internal.check_isolation();
    PERFORM mindwell_internal.lock_maintenance();
    SELECT pg_catalog.count(*) INTO missing FROM mindwell_internal.missing_periods(from_time, to_time);
    IF missing > at_most THEN
        RAISE EXCEPTION USING
            ERRCODE = 'program_limit_exceeded',
            MESSAGE = pg_catalog.format('the range needs %s new partitions, more than mindwell_analytics.max_new_partitions (%s)', missing, at_most),
            HINT = 'Create them in several calls, each in a transaction of its own; or have a superuser allow more: SELECT analytics_configure(''max_new_partitions'', ''1000''); or install the store partitioned by week or month.';
    END IF;
    RETURN QUERY
        SELECT t.*
        FROM mindwell_internal.missing_periods(from_time, to_time) m,
        LATERAL mindwell_internal.try_partition(m.partition_by, m.partition_schema, m.starts_at) t;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_create_partitions(timestamptz, timestamptz) IS
'Internal: what analytics_create_partitions() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_create_partitions(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_create_partitions(timestamptz, timestamptz) IS
'Creates the missing partitions of [from_time, to_time), before history is imported, and moves into them what the default partition has of their periods. One row for each: its name and UTC bounds, action (create), event_count (events moved), status (done or failed), error_code and error (NULL when done). A partition that fails does not stop the rest. For the store''s owner and its admins. 42501 for anybody else, 22004, 22008 or 22023 for a bad range, 54000 beyond mindwell_analytics.max_new_partitions or 40000 periods, 25000 above READ COMMITTED, 55000 without a store; a NOTICE and no row on a standby.';

CREATE FUNCTION mindwell_internal.next_stray(after_time timestamptz)
RETURNS timestamptz
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    default_partition regclass := mindwell_internal.default_partition();
    stray timestamptz;
BEGIN
    IF default_partition IS NOT NULL THEN
        EXECUTE pg_catalog.format('SELECT pg_catalog.min(occurred_at) FROM ONLY %s WHERE occurred_at >= $1', default_partition)
            INTO stray USING after_time;
    END IF;
    RETURN stray;
END
$$;
COMMENT ON FUNCTION mindwell_internal.next_stray(timestamptz) IS
'Internal: the time of the first event in the default partition at or after a time; NULL when there is none.';

CREATE FUNCTION mindwell_internal.owner_drain_default(max_periods integer)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    store record;
    stray timestamptz;
    outcome record;
BEGIN
    IF max_periods IS NULL OR max_periods < 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'max_periods must be at least 1';
    END IF;
    PERFORM mindwell_internal.check_isolation();
    PERFORM mindwell_internal.lock_maintenance();
    SELECT * INTO STRICT store FROM @extschema@.analytics_store;
    stray := mindwell_internal.next_stray('-infinity');
    FOR period IN 1 .. max_periods LOOP
        EXIT WHEN stray IS NULL;
        SELECT t.* INTO outcome
        FROM mindwell_internal.try_partition(store.partition_by, mindwell_internal.partition_schema(),
            mindwell_internal.partition_start(store.partition_by, stray)) t;
        partition_name := outcome.partition_name;
        period_start := outcome.period_start;
        period_end := outcome.period_end;
        action := 'drain';
        event_count := outcome.event_count;
        status := outcome.status;
        error_code := outcome.error_code;
        error := outcome.error;
        RETURN NEXT;
        stray := mindwell_internal.next_stray(period_end);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_drain_default(integer) IS
'Internal: what analytics_drain_default() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_drain_default(max_periods integer DEFAULT 1)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_drain_default(integer) IS
'Gives the oldest periods that have events in the default partition, at most max_periods, a partition of their own. One row for each, as of analytics_create_partitions(), with action drain; none when the default partition is empty. Writers wait until the transaction ends: drain one period in each. For the store''s owner and its admins. 42501 for anybody else, 22023 for a bad argument, 25000 above READ COMMITTED, 55000 without a store; a NOTICE and no row on a standby.';
