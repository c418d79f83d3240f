
-- Purge: what the retention policies no longer keep ----------------------------------
--
-- A class of events is kept for a time, or forever (analytics_retention_policies).  What
-- has expired is removed in whole UTC days: with its partition when nothing else is in
-- there, else row by row.  A day from which anything was removed is sealed: its rollups
-- are final.
--
--   analytics_purge(), unit_purge()
--     purge_candidates()            partitions that may hold expired events
--     try_purge()                   one of them, or a batch; what fails ends nothing else
--       purge_partition()
--         survey_partition()        drop, delete or keep?
--         refresh_before_purge()    derives what the log says, while the events are there
--         drop_expired(), delete_expired()
--     purge_derivations()           what is derived has classes of its own (derivation.sql)
--
-- Here retention is how long events are kept; mindwell_internal.retention_* are the
-- aggregate of cohorts.

CREATE FUNCTION mindwell_internal.purge_cutoffs(as_of timestamptz)
RETURNS TABLE (retention_class text, cutoff timestamptz, export_first boolean)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.retention_class,
           pg_catalog.date_trunc('day', as_of AT TIME ZONE 'UTC' - p.keep) AT TIME ZONE 'UTC',
           p.export_first
    FROM @extschema@.analytics_retention_policies p
    WHERE p.keep IS NOT NULL
$$;
COMMENT ON FUNCTION mindwell_internal.purge_cutoffs(timestamptz) IS
'Internal: for each class that is not kept forever, the start of the UTC day before which its events have expired.';

CREATE FUNCTION mindwell_internal.all_expired_before(as_of timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN pg_catalog.count(*) = pg_catalog.count(c.cutoff) THEN pg_catalog.min(c.cutoff) END
    FROM (SELECT t.retention_class FROM @extschema@.analytics_event_types t
          UNION SELECT p.retention_class FROM @extschema@.analytics_retention_policies p
                WHERE p.retention_class NOT IN (SELECT d.retention_class FROM mindwell_internal.derivations() d
                                                WHERE d.retention_class IS NOT NULL)
          UNION SELECT 'events') AS known
    LEFT JOIN mindwell_internal.purge_cutoffs(as_of) c USING (retention_class)
$$;
COMMENT ON FUNCTION mindwell_internal.all_expired_before(timestamptz) IS
'Internal: the time before which no event of any class is kept; NULL when one is kept forever.';

-- An event has expired where e.occurred_at < c.cutoff.
CREATE FUNCTION mindwell_internal.events_with_cutoff(partition regclass, as_of timestamptz)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
AS $$
    SELECT pg_catalog.format($query$
        %s e
        LEFT JOIN @extschema@.analytics_event_types own
            ON own.tenant_id = e.tenant_id AND own.event_type = e.event_type
        LEFT JOIN @extschema@.analytics_event_types common
            ON common.tenant_id = '00000000-0000-0000-0000-000000000000' AND common.event_type = e.event_type
        LEFT JOIN mindwell_internal.purge_cutoffs(%L) c
            ON c.retention_class = COALESCE(own.retention_class, common.retention_class, 'events')$query$,
        partition, as_of)
$$;
COMMENT ON FUNCTION mindwell_internal.events_with_cutoff(regclass, timestamptz) IS
'Internal: a FROM clause: the events e of a partition, and the cutoff c of their class, NULL for one that is kept forever.';

CREATE FUNCTION mindwell_internal.purge_candidates(as_of timestamptz)
RETURNS TABLE (partition regclass, is_default boolean, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.partition, p.is_default, COALESCE(p.starts_at, 'infinity'), COALESCE(p.ends_at, 'infinity')
    FROM mindwell_internal.partitions() p
    WHERE p.is_default AND EXISTS (SELECT FROM mindwell_internal.purge_cutoffs(as_of))
       OR p.starts_at < (SELECT pg_catalog.max(c.cutoff) FROM mindwell_internal.purge_cutoffs(as_of) c)
$$;
COMMENT ON FUNCTION mindwell_internal.purge_candidates(timestamptz) IS
'Internal: the partitions that may hold expired events; the bounds of the default partition are infinity.';

CREATE FUNCTION mindwell_internal.survey_partition(partition regclass, ends_at timestamptz, as_of timestamptz)
RETURNS TABLE (action text, expired bigint, total bigint, export_first boolean)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE 'SELECT pg_catalog.count(*) FILTER (WHERE e.occurred_at < c.cutoff), pg_catalog.count(*),'
            ' COALESCE(pg_catalog.bool_or(c.export_first) FILTER (WHERE e.occurred_at < c.cutoff), false) FROM '
            || mindwell_internal.events_with_cutoff(partition, as_of)
    INTO STRICT expired, total, export_first;

    action := CASE
        WHEN ends_at = 'infinity' AND expired = 0 THEN 'keep'
        WHEN ends_at = 'infinity' THEN 'delete'
        WHEN expired = total AND (total > 0 OR ends_at <= mindwell_internal.all_expired_before(as_of)) THEN 'drop'
        WHEN expired > 0 THEN 'delete'
        ELSE 'keep' END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.survey_partition(regclass, timestamptz, timestamptz) IS
'Internal: what purge does with a partition (drop, delete or keep), how many of how many events have expired, and whether one of them is to be exported first.';

-- What was exported is told by what it was, not by how much: an event may have come, another
-- one gone since.
CREATE FUNCTION mindwell_internal.partition_content(partition regclass)
RETURNS TABLE (event_count bigint, digest numeric)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
SET intervalstyle = 'postgres'
SET extra_float_digits = 1
SET bytea_output = 'hex'
SET lc_monetary = 'C'
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.count(*), COALESCE(pg_catalog.sum(pg_catalog.hashtextextended(CAST((e.*) AS pg_catalog.text) COLLATE "C", 0)), 0) FROM %s e',
        partition)
    INTO STRICT event_count, digest;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.partition_content(regclass) IS
'Internal: how many events a partition has, and a digest of all their columns that does not depend on their order.';

CREATE FUNCTION mindwell_internal.check_exported(partition regclass, starts_at timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    exported @extschema@.analytics_exports;
    content record;
BEGIN
    SELECT x.* INTO exported FROM @extschema@.analytics_exports x WHERE x.period_start = starts_at;
    SELECT * INTO STRICT content FROM mindwell_internal.partition_content(partition);
    IF exported.period_start IS NULL OR exported.digest IS DISTINCT FROM content.digest
       OR exported.event_count <> content.event_count THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = CASE
                WHEN starts_at = 'infinity' THEN 'events of the default partition cannot be exported'
                WHEN exported.period_start IS NULL THEN 'the partition is not marked as exported'
                ELSE 'the partition has changed since it was exported' END,
            DETAIL = CASE WHEN exported.period_start IS NOT NULL
                          THEN pg_catalog.format('Events now: %s, exported: %s; some came, went or were changed.',
                                                 content.event_count, exported.event_count) ELSE '' END,
            HINT = CASE
                WHEN starts_at = 'infinity' THEN 'Move them into partitions: SELECT * FROM analytics_drain_default();'
                ELSE pg_catalog.format('Save the rows of SELECT * FROM analytics_export_partition(%L), then SELECT analytics_mark_exported(%1$L, <number of rows>);',
                                       CAST(starts_at AS pg_catalog.date)) END;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_exported(regclass, timestamptz) IS
'Internal: 55000 unless the partition that starts at a time is marked as exported with the events that it has.';

-- Foreign keys that refer to events: what their rows become when an event goes is for the
-- event's deletion to do, which a DROP is not.
CREATE FUNCTION mindwell_internal.referring_keys(partition regclass)
RETURNS TABLE (constraint_name name, referring regclass, follows boolean)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.conname, CAST(c.conrelid AS pg_catalog.regclass), c.confdeltype IN ('c', 'n', 'd')
    FROM pg_catalog.pg_constraint c
    WHERE c.confrelid = partition AND c.contype = 'f'
$$;
COMMENT ON FUNCTION mindwell_internal.referring_keys(regclass) IS
'Internal: the foreign keys that refer to events of a partition, and whether the rows of their tables follow an event that is deleted (CASCADE, SET NULL, SET DEFAULT).';

CREATE FUNCTION mindwell_internal.drop_expired(partition regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'INSERT INTO @extschema@.analytics_sealed_days AS s (day, sealed_at, purged_events)'
        ' SELECT CAST(e.occurred_at AT TIME ZONE ''UTC'' AS pg_catalog.date), pg_catalog.now(), pg_catalog.count(*) FROM %s e GROUP BY 1'
        ' ON CONFLICT (day) DO UPDATE SET purged_events = s.purged_events + EXCLUDED.purged_events', partition);
    PERFORM mindwell_internal.yield_lock(partition);
    -- who waits for the table waits before they choose a partition
    EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', mindwell_internal.relation('analytics_events'));
    -- a foreign key has a part for each partition, which goes with it when no row refers there
    IF EXISTS (SELECT FROM mindwell_internal.referring_keys(partition)) THEN
        EXECUTE pg_catalog.format('ALTER TABLE %s DETACH PARTITION %s', mindwell_internal.relation('analytics_events'), partition);
    END IF;
    EXECUTE pg_catalog.format('DROP TABLE %s', partition);
END
$$;
COMMENT ON FUNCTION mindwell_internal.drop_expired(regclass) IS
'Internal: seals the days of a partition and drops it. 55P03 when a lock is not to be had in time, or others wait for the partition; 23503 when rows refer to its events.';

-- The range of blocks makes one pass of all batches together, whatever they leave.
CREATE FUNCTION mindwell_internal.delete_expired(
    partition regclass, as_of timestamptz, first_block bigint, end_block bigint)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = partition AND c.relkind = 'p') THEN
        RETURN (SELECT COALESCE(pg_catalog.sum(mindwell_internal.delete_expired(
                    p.relid, as_of, 0, mindwell_internal.block_count(p.relid))), 0)
                FROM pg_catalog.pg_partition_tree(partition) p
                WHERE p.isleaf);
    END IF;
    RETURN mindwell_internal.execute_unlogged(pg_catalog.format($query$
        WITH gone AS (
            DELETE FROM %s d
            WHERE d.ctid = ANY (ARRAY(SELECT e.ctid FROM %s
                                      WHERE e.ctid >= %L AND e.ctid < %L AND e.occurred_at < c.cutoff))
            RETURNING d.occurred_at),
        sealed AS (
            INSERT INTO @extschema@.analytics_sealed_days AS s (day, sealed_at, purged_events)
            SELECT CAST(g.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date), pg_catalog.now(), pg_catalog.count(*)
            FROM gone g
            GROUP BY 1
            ON CONFLICT (day) DO UPDATE SET purged_events = s.purged_events + EXCLUDED.purged_events)
        SELECT FROM gone$query$,
        partition, mindwell_internal.events_with_cutoff(partition, as_of),
        pg_catalog.format('(%s,0)', first_block), pg_catalog.format('(%s,0)', end_block)));
END
$$;
COMMENT ON FUNCTION mindwell_internal.delete_expired(regclass, timestamptz, bigint, bigint) IS
'Internal: deletes the expired events in a range of a partition''s blocks, of one that is partitioned further all, and seals their days; returns how many.';

-- What the log says of the days, and what no derivation covers yet, is derived while their events are there.
CREATE FUNCTION mindwell_internal.refresh_before_purge(starts_at timestamptz, ends_at timestamptz, as_of timestamptz)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    expired_until CONSTANT timestamptz := LEAST(ends_at, (SELECT pg_catalog.max(c.cutoff) FROM mindwell_internal.purge_cutoffs(as_of) c));
    first_day CONSTANT date := CASE starts_at WHEN 'infinity' THEN date '-infinity'
                                              ELSE CAST(starts_at AT TIME ZONE 'UTC' AS pg_catalog.date) END;
    last_day CONSTANT date := CAST(expired_until AT TIME ZONE 'UTC' AS pg_catalog.date);
    -- values of days that look at what is purged become final, and look at as many days on either side; a day may end in part
    reach CONSTANT integer := 1 + (SELECT pg_catalog.max(d.days_before + d.days_after) FROM mindwell_internal.derivations() d);
    from_day CONSTANT date := first_day - reach;
    to_day CONSTANT date := last_day + reach;
BEGIN
    -- so do values of the user's own metrics of the weeks and months
    PERFORM FROM mindwell_internal.refresh_range(
        LEAST(mindwell_internal.period_start('weekly', from_day), mindwell_internal.period_start('monthly', from_day)),
        GREATEST(mindwell_internal.period_end('weekly', mindwell_internal.period_start('weekly', to_day)),
                 mindwell_internal.period_end('monthly', mindwell_internal.period_start('monthly', to_day))),
        as_of);
    PERFORM mindwell_internal.backfill_range(first_day, last_day + 1, as_of);
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_before_purge(timestamptz, timestamptz, timestamptz) IS
'Internal: refreshes the days of a partition that are about to be purged, and those around that become final with them.';

-- A partition, or the next batch of one; the days of the partition do not change
-- until the transaction ends.  What is to be done was found out with the first batch.
CREATE FUNCTION mindwell_internal.purge_partition(
    partition regclass, starts_at timestamptz, ends_at timestamptz, as_of timestamptz, first_block bigint, blocks bigint)
RETURNS TABLE (action text, event_count bigint, next_block bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
SET lock_timeout = 0
AS $$
DECLARE
    is_foreign CONSTANT boolean := EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = partition AND c.relkind = 'f');
    survey record;
    was_exported boolean := false;
    end_block bigint;
    is_empty boolean;
BEGIN
    PERFORM mindwell_internal.set_lock_timeout();
    IF NOT is_foreign THEN
        EXECUTE pg_catalog.format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', partition);
    END IF;
    IF first_block > 0 THEN
        action := 'delete';
    ELSE
        SELECT * INTO STRICT survey FROM mindwell_internal.survey_partition(partition, ends_at, as_of);
        action := survey.action;
        event_count := survey.expired;
        IF is_foreign AND action <> 'keep' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'feature_not_supported',
                MESSAGE = 'events in a foreign table are not purged',
                DETAIL = pg_catalog.format('Expired are %s of %s.', survey.expired, survey.total),
                HINT = pg_catalog.format('Delete them where they are; or take the table away: ALTER TABLE %s DETACH PARTITION %s;',
                                         mindwell_internal.relation('analytics_events'), partition);
        END IF;
        IF action <> 'keep' AND survey.export_first THEN
            PERFORM mindwell_internal.check_exported(partition, starts_at);
            was_exported := true;
        END IF;
        IF action = 'drop' AND survey.total > 0
           AND EXISTS (SELECT FROM mindwell_internal.referring_keys(partition) k WHERE k.follows) THEN
            action := 'delete';
        END IF;
    END IF;
    IF action <> 'keep' THEN
        PERFORM mindwell_internal.refresh_before_purge(starts_at, ends_at, as_of);
    END IF;
    IF action = 'drop' THEN
        PERFORM mindwell_internal.drop_expired(partition);
    ELSIF action = 'delete' THEN
        end_block := mindwell_internal.block_count(partition);
        next_block := CASE WHEN first_block + blocks < end_block THEN first_block + blocks END;
        IF was_exported THEN
            -- between two batches events could come that nobody has exported
            next_block := NULL;
        END IF;
        event_count := mindwell_internal.delete_expired(partition, as_of, first_block, COALESCE(next_block, end_block));
        IF was_exported THEN
            -- what is left was exported
            UPDATE @extschema@.analytics_exports x
            SET event_count = c.event_count, digest = c.digest
            FROM mindwell_internal.partition_content(partition) c
            WHERE x.period_start = starts_at;
        END IF;
        IF next_block IS NULL AND starts_at <> 'infinity'
           AND EXISTS (SELECT FROM mindwell_internal.referring_keys(partition) k WHERE k.follows) THEN
            EXECUTE pg_catalog.format('SELECT NOT EXISTS (SELECT FROM %s)', partition) INTO STRICT is_empty;
            IF is_empty THEN
                PERFORM mindwell_internal.drop_expired(partition);
            END IF;
        END IF;
    END IF;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.purge_partition(regclass, timestamptz, timestamptz, timestamptz, bigint, bigint) IS
'Internal: drops a partition, or deletes the expired events in a range of its blocks; what it did, to how many events, and where the next batch begins, NULL after the last. 55000 before an export that the policy wants, 0A000 for a foreign table, 23503 when rows refer to its events, 55P03 when a lock is not to be had in time.';

-- One partition, or batch, whose failure ends nothing else.
CREATE FUNCTION mindwell_internal.try_purge(
    partition regclass, starts_at timestamptz, ends_at timestamptz, as_of timestamptz, first_block bigint, blocks bigint)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text, next_block bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attempts integer := CAST(mindwell_internal.setting('lock_attempts') AS pg_catalog.int4);
    error_detail text;
    error_hint text;
    error_constraint text;
    error_table text;
BEGIN
    partition_name := (SELECT r.relname FROM pg_catalog.pg_class r WHERE r.oid = partition);
    period_start := NULLIF(starts_at, 'infinity');
    period_end := NULLIF(ends_at, 'infinity');
    WHILE status IS NULL LOOP
        attempts := attempts - 1;
        BEGIN
            SELECT p.action, p.event_count, p.next_block INTO STRICT action, event_count, next_block
            FROM mindwell_internal.purge_partition(partition, starts_at, ends_at, as_of, first_block, blocks) p;
            status := 'done';
            error_code := NULL;
            error := NULL;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS error_code = RETURNED_SQLSTATE, error = MESSAGE_TEXT, error_detail = PG_EXCEPTION_DETAIL,
                error_hint = PG_EXCEPTION_HINT, error_constraint = CONSTRAINT_NAME, error_table = TABLE_NAME;
            IF error_code = '23503' AND error_hint = '' THEN
                error_hint := 'Delete the rows that refer to these events; or have the foreign key do so, or let go: ON DELETE CASCADE or SET NULL.';
            END IF;
            error := mindwell_internal.describe_error(error_code, error, error_detail, error_hint, error_constraint, error_table);
            IF attempts <= 0 OR error_code NOT IN ('55P03', '40P01') THEN
                action := 'purge';
                status := 'failed';
                RAISE WARNING 'partition % was not purged: %', partition_name, error;
            END IF;
        END;
        IF status IS NULL THEN
            PERFORM mindwell_internal.pause();
        END IF;
    END LOOP;
    IF status = 'done' AND (action = 'drop' OR event_count > 0 AND action = 'delete') THEN
        PERFORM mindwell_internal.audit('purge', partition_name, event_count,
                                             pg_catalog.jsonb_build_object('operation', action, 'as_of', as_of));
    END IF;
    IF status = 'done' AND action = 'drop' THEN
        RAISE NOTICE 'dropped partition % with % events', partition_name, event_count;
    ELSIF status = 'done' AND event_count > 0 THEN
        RAISE NOTICE 'deleted % events from partition %', event_count, partition_name;
    END IF;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.try_purge(regclass, timestamptz, timestamptz, timestamptz, bigint, bigint) IS
'Internal: purges one partition, or one batch of it, with attempts to get its locks, and reports that, or why it could not.';

-- What would be done.  Drops come last: they lock the whole table until the end.  What a
-- foreign table has is asked when its turn comes: whoever does not answer stops nobody else.
CREATE FUNCTION mindwell_internal.purge_plan(as_of timestamptz)
RETURNS TABLE (partition regclass, starts_at timestamptz, ends_at timestamptz, action text, expired bigint, total bigint,
               export_first boolean)
LANGUAGE sql STABLE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.partition, p.starts_at, p.ends_at, COALESCE(s.action, 'purge'), s.expired, s.total, COALESCE(s.export_first, false)
    FROM mindwell_internal.purge_candidates(as_of) p
    JOIN pg_catalog.pg_class c ON c.oid = p.partition
    LEFT JOIN LATERAL (
        SELECT f.*
        FROM mindwell_internal.survey_partition(
            CASE WHEN c.relkind <> 'f' THEN p.partition END, p.ends_at, as_of) f) AS s ON true
    WHERE s.action IS DISTINCT FROM 'keep'
    ORDER BY s.action IS NOT DISTINCT FROM 'drop', p.starts_at
$$;
COMMENT ON FUNCTION mindwell_internal.purge_plan(timestamptz) IS
'Internal: the partitions with expired events, what purge does with each, and in which order; foreign ones, of which that is not known yet, with the action purge.';

CREATE FUNCTION mindwell_internal.owner_purge(dry_run boolean, as_of timestamptz)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    all_blocks CONSTANT bigint := 4294967295;
    planned record;
BEGIN
    IF dry_run IS NULL OR as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'dry_run must be true or false, and as_of a finite time';
    ELSIF NOT dry_run AND as_of > pg_catalog.clock_timestamp() THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of lies in the future',
            DETAIL = 'Events would go before their time.',
            HINT = 'To see which, add dry_run => true.';
    END IF;
    IF NOT dry_run THEN
        PERFORM mindwell_internal.check_isolation();
        PERFORM mindwell_internal.lock_maintenance();
    END IF;
    FOR planned IN SELECT * FROM mindwell_internal.purge_plan(as_of) LOOP
        IF NOT dry_run THEN
            RETURN QUERY
                SELECT t.partition_name, t.period_start, t.period_end, t.action, t.event_count, t.status, t.error_code, t.error
                FROM mindwell_internal.try_purge(planned.partition, planned.starts_at, planned.ends_at, as_of, 0, all_blocks) t
                WHERE t.action <> 'keep';
            CONTINUE;
        END IF;
        partition_name := (SELECT r.relname FROM pg_catalog.pg_class r WHERE r.oid = planned.partition);
        period_start := NULLIF(planned.starts_at, 'infinity');
        period_end := NULLIF(planned.ends_at, 'infinity');
        action := planned.action;
        event_count := planned.expired;
        status := 'planned';
        error_code := NULL;
        error := NULL;
        IF planned.action = 'purge' THEN
            status := 'refused';
            error_code := '0A000';
            error := 'events in a foreign table are not purged';
        END IF;
        IF planned.export_first THEN
            BEGIN
                PERFORM mindwell_internal.check_exported(planned.partition, planned.starts_at);
            EXCEPTION WHEN object_not_in_prerequisite_state THEN
                GET STACKED DIAGNOSTICS error_code = RETURNED_SQLSTATE, error = MESSAGE_TEXT;
                status := 'refused';
            END;
        END IF;
        RETURN NEXT;
    END LOOP;
    RETURN QUERY
        SELECT CAST(d.table_name AS text), CAST(NULL AS timestamptz), CAST(NULL AS timestamptz), 'delete', d.row_count,
               CASE WHEN dry_run THEN 'planned' ELSE 'done' END, CAST(NULL AS text), CAST(NULL AS text)
        FROM mindwell_internal.purge_derivations(as_of, dry_run) d
        WHERE d.row_count > 0;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_purge(boolean, timestamptz) IS
'Internal: what analytics_purge() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_purge(dry_run boolean DEFAULT false, as_of timestamptz DEFAULT now())
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_purge(boolean, timestamptz) IS
'Removes, in whole UTC days, the events that analytics_retention_policies no longer keep as of a time: drops partitions of which everything has expired, deletes from the others, and seals the days; from analytics_ledger what the class ledger no longer keeps. One row for each partition, and for that table: name and bounds (NULL for the default partition, and for a table), action (drop or delete; purge when it failed before), event_count, status (done, failed; with dry_run planned or refused), error_code and error (NULL when done). dry_run changes nothing. All in one transaction: CALL analytics_maintain(''{purge}'') commits each partition and batch. For the store''s owner and its admins. 42501 for anybody else, 22023 for a bad argument, 22008 for a purge as of the future, 25000 above READ COMMITTED, 55000 without a store; a NOTICE and no row on a standby.';

CREATE FUNCTION mindwell_internal.owner_apply_retention_preset(preset text)
RETURNS TABLE (retention_class text, keep text, kept_before text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 4
SET search_path = pg_catalog, pg_temp
SET intervalstyle = 'postgres'
AS $$
DECLARE
    class record;
BEGIN
    IF preset IS NULL OR preset NOT IN ('mindwell', 'upcoach', 'guide', 'loom', 'chatbot') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown preset',
            HINT = 'The presets are mindwell, upcoach, guide, loom and chatbot.';
    END IF;
    FOR class IN
        SELECT c.name,
               CASE preset WHEN 'upcoach' THEN interval '24 months'
                           WHEN 'guide' THEN interval '365 days'
                           WHEN 'loom' THEN c.loom
                           WHEN 'chatbot' THEN interval '90 days' END AS keep,
               p.keep AS kept_before
        FROM (VALUES ('events', interval '90 days'), ('audit', interval '1 year'),
                     ('security', interval '2 years'), ('performance', interval '30 days')) AS c (name, loom)
        LEFT JOIN @extschema@.analytics_retention_policies p ON p.retention_class = c.name
        ORDER BY c.name
    LOOP
        INSERT INTO @extschema@.analytics_retention_policies AS p (retention_class, keep)
        VALUES (class.name, class.keep)
        ON CONFLICT ON CONSTRAINT analytics_retention_policies_pkey DO UPDATE SET keep = EXCLUDED.keep, updated_at = pg_catalog.now();
        retention_class := class.name;
        keep := class.keep;
        kept_before := class.kept_before;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_apply_retention_preset(text) IS
'Internal: what analytics_apply_retention_preset() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_apply_retention_preset(preset text)
RETURNS TABLE (retention_class text, keep text, kept_before text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 4
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_apply_retention_preset(text) IS
'Sets how long the classes events, audit, security and performance are kept: mindwell forever; upcoach 24 months; guide 365 days; loom 90 days, 1 year, 2 years and 30 days; chatbot 90 days. One row for each class: what holds now and what held before, NULL for forever. The next purge removes what is older. For the store''s owner and its admins. 42501 for anybody else, 22023 for an unknown preset, 55000 without a store.';

-- Archive --------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.partition_of(day date)
RETURNS TABLE (partition regclass, starts_at timestamptz, ends_at timestamptz)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    SELECT p.partition, p.starts_at, p.ends_at INTO partition, starts_at, ends_at
    FROM mindwell_internal.partitions() p
    WHERE mindwell_internal.utc(day) >= p.starts_at AND mindwell_internal.utc(day) < p.ends_at;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'undefined_object',
            MESSAGE = pg_catalog.format('no partition holds the day %s', COALESCE(CAST(day AS text), 'NULL'));
    END IF;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.partition_of(date) IS
'Internal: the partition that holds a UTC day, and its bounds; 42704 when there is none.';

CREATE FUNCTION @extschema@.analytics_export_partition(day date)
RETURNS TABLE (id uuid, tenant_id uuid, occurred_at timestamptz, created_at timestamptz, user_id uuid, session_id uuid,
               event_type varchar, funnel_stage varchar, properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    period record;
BEGIN
    -- refuses a superuser who is not the owner
    PERFORM mindwell_internal.current_tenants();
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = mindwell_internal.relation('analytics_events')
                 AND a.attnum > 9 AND NOT a.attisdropped AND a.attgenerated = '') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'analytics_events has columns that analytics_export_partition(date) does not return',
            HINT = pg_catalog.format('SELECT * FROM analytics_export_partition(%L, CAST(NULL AS %s)); has all of them.',
                                     day, mindwell_internal.relation('analytics_events'));
    END IF;
    SELECT * INTO STRICT period FROM mindwell_internal.partition_of(day);
    RETURN QUERY EXECUTE $query$
        SELECT e.id, e.tenant_id, e.occurred_at, e.created_at, e.user_id, e.session_id, e.event_type, e.funnel_stage, e.properties
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= $1 AND e.occurred_at < $2
        ORDER BY e.occurred_at, e.id$query$
    USING period.starts_at, period.ends_at;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_export_partition(date) IS
'The events, that the caller may see, of the partition that holds a UTC day, in the order of their time, with the columns of analytics_events: what COPY writes of them, COPY reads back. 42704 when there is no such partition, 42501 as of analytics_current_tenants(), 55000 without a store, and when its owner has added columns to it: those are returned by analytics_export_partition(day, NULL::analytics_events).';

-- Which columns a table has that its owner altered, no declaration can say; the type of its rows does.
CREATE FUNCTION @extschema@.analytics_export_partition(day date, row_type anyelement)
RETURNS SETOF anyelement
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    period record;
BEGIN
    -- refuses a superuser who is not the owner
    PERFORM mindwell_internal.current_tenants();
    IF pg_catalog.pg_typeof(row_type) <> (
            SELECT c.reltype FROM pg_catalog.pg_class c WHERE c.oid = mindwell_internal.relation('analytics_events')) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datatype_mismatch',
            MESSAGE = 'row_type must be of the type of the rows of analytics_events',
            HINT = pg_catalog.format('SELECT * FROM analytics_export_partition(%L, CAST(NULL AS %s));',
                                     day, mindwell_internal.relation('analytics_events'));
    END IF;
    SELECT * INTO STRICT period FROM mindwell_internal.partition_of(day);
    RETURN QUERY EXECUTE $query$
        SELECT e.*
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= $1 AND e.occurred_at < $2
        ORDER BY e.occurred_at, e.id$query$
    USING period.starts_at, period.ends_at;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_export_partition(date, anyelement) IS
'The same with all columns of analytics_events, those that its owner has added too: row_type is NULL::analytics_events. 42804 for another type, the other errors as there.';

CREATE FUNCTION mindwell_internal.owner_mark_exported(day date, event_count bigint)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    period record;
    content record;
BEGIN
    SELECT * INTO STRICT period FROM mindwell_internal.partition_of(day);
    SELECT * INTO STRICT content FROM mindwell_internal.partition_content(period.partition);
    IF event_count IS DISTINCT FROM content.event_count THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = pg_catalog.format('the partition has %s events, not %s', content.event_count, COALESCE(CAST(event_count AS text), 'NULL')),
            HINT = 'Export it again.';
    END IF;
    INSERT INTO @extschema@.analytics_exports AS x (period_start, period_end, event_count, digest)
    VALUES (period.starts_at, period.ends_at, content.event_count, content.digest)
    ON CONFLICT ON CONSTRAINT analytics_exports_pkey DO UPDATE
    SET period_end = EXCLUDED.period_end, event_count = EXCLUDED.event_count, exported_at = pg_catalog.now(),
        digest = EXCLUDED.digest;
    PERFORM mindwell_internal.audit('mark_exported', mindwell_internal.partition_name(s.partition_by, period.starts_at), content.event_count)
    FROM @extschema@.analytics_store s;
    RETURN true;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_mark_exported(date, bigint) IS
'Internal: what analytics_mark_exported() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_mark_exported(day date, event_count bigint)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_mark_exported(date, bigint) IS
'Notes that the partition that holds a UTC day was exported, with so many events, so that purge may remove it where its policy says export_first, as long as it has the very events that it has now; returns true. In one transaction with the export, REPEATABLE READ, these are the events that were exported. For the store''s owner and its admins. 55000 when it has another number of events, 42704 when there is no such partition, 42501 for anybody else; a NOTICE and NULL on a standby.';
