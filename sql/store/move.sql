
-- Moving events out of the default partition -------------------------------------------
--
-- An event that moves into its partition was there before and is there afterwards, and
-- nobody shall be told otherwise.  Who could be told of a DELETE and an INSERT decides how
-- events move (move_method):
--
--   portions   nobody: by DELETE and INSERT, most of them under locks that no writer meets
--   unseen     triggers, rules, tables that reference analytics_events, publications under
--              the table's own name: below the executor, and not decoded from the WAL.  A
--              subscriber has the event, in whichever partition the subscriber keeps it
--   published  besides, those who know the partitions by name (a publication without
--              publish_via_partition_root, a slot of another plugin): below the executor,
--              and decoded.  To them the event has left one table for another
--   refused    where that would leave a subscriber with an event twice or without it, or
--              a foreign key without its row (move_obstacles)

CREATE FUNCTION mindwell_internal.event_publications(default_partition regclass)
RETURNS TABLE (publication name, by_root boolean, is_whole boolean, is_complete boolean, is_even boolean, complete_it text)
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH published AS (
        SELECT p.*,
               p.puballtables
               OR EXISTS (SELECT FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = events.oid)
               OR EXISTS (SELECT FROM pg_catalog.pg_publication_namespace n
                          WHERE n.pnpubid = p.oid AND n.pnnspid = events.relnamespace) AS has_root,
               EXISTS (SELECT FROM pg_catalog.pg_publication_namespace n
                       WHERE n.pnpubid = p.oid AND n.pnnspid = strays.relnamespace) AS has_schema,
               EXISTS (SELECT FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = strays.oid) AS has_default
        FROM pg_catalog.pg_publication p
        JOIN pg_catalog.pg_class events ON events.oid = mindwell_internal.relation('analytics_events')
        JOIN pg_catalog.pg_class strays ON strays.oid = default_partition)
    SELECT p.pubname, p.pubviaroot AND p.has_root, p.has_root OR p.has_schema, p.pubinsert AND p.pubdelete, p.pubinsert = p.pubdelete,
           pg_catalog.format('ALTER PUBLICATION %I SET (publish = %L);', p.pubname,
                             pg_catalog.concat_ws(', ', 'insert', CASE WHEN p.pubupdate THEN 'update' END, 'delete',
                                                  CASE WHEN p.pubtruncate THEN 'truncate' END))
    FROM published p
    WHERE p.has_root OR p.has_schema OR p.has_default
$$;
COMMENT ON FUNCTION mindwell_internal.event_publications(regclass) IS
'Internal: the publications of what is in the default partition: whether as rows of analytics_events, whether the other partitions too, whether both insertions and deletions, whether both or neither, and the statement that makes it both.';

-- Of the decoders, pgoutput alone looks at publications.
CREATE FUNCTION mindwell_internal.knows_partitions(default_partition regclass)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM mindwell_internal.event_publications(default_partition) p WHERE NOT p.by_root)
        OR EXISTS (SELECT FROM pg_catalog.pg_replication_slots s
                   WHERE s.slot_type = 'logical' AND s.database = pg_catalog.current_database() AND s.plugin <> 'pgoutput')
$$;
COMMENT ON FUNCTION mindwell_internal.knows_partitions(regclass) IS
'Internal: is anybody sent the rows of the partitions under the names of these?';

CREATE FUNCTION mindwell_internal.hides_deletions(relation regclass)
RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_hides_deletions';
COMMENT ON FUNCTION mindwell_internal.hides_deletions(regclass) IS
'Internal: what of a table''s publications does not fit its replica identity, so that its deletions are not sent: filter or columns; NULL when all does.';

CREATE FUNCTION mindwell_internal.move_obstacles(default_partition regclass)
RETURNS TABLE (obstacle text, detail text, hint text)
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('foreign key %I of table %s references the default partition', k.conname, CAST(k.conrelid AS pg_catalog.regclass)),
           'To that table an event that moves is deleted.',
           pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I, ADD %s;', CAST(k.conrelid AS pg_catalog.regclass), k.conname,
                             pg_catalog.replace(pg_catalog.pg_get_constraintdef(k.oid),
                                                pg_catalog.format('REFERENCES %s(', default_partition),
                                                pg_catalog.format('REFERENCES %s(', mindwell_internal.relation('analytics_events'))))
    FROM pg_catalog.pg_constraint k
    WHERE k.contype = 'f' AND k.confrelid = default_partition AND k.conparentid = 0
    UNION ALL
    SELECT pg_catalog.format('publication %I has the default partition, and not those that events move to', p.publication),
           'Its subscribers would lose each event that moves.',
           pg_catalog.format('ALTER PUBLICATION %I ADD TABLE %s;', p.publication, mindwell_internal.relation('analytics_events'))
    FROM mindwell_internal.event_publications(default_partition) p
    WHERE NOT p.is_whole
    UNION ALL
    SELECT pg_catalog.format('publication %I has the partitions by their names, without insertions or without deletions', p.publication),
           'Its subscribers would have each event that moves twice, or lose it.',
           p.complete_it
    FROM mindwell_internal.event_publications(default_partition) p
    WHERE p.is_whole AND NOT p.by_root AND NOT p.is_complete
    UNION ALL
    SELECT pg_catalog.format('publication %I has either insertions or deletions, and others are sent the partitions by their names', p.publication),
           'Its subscribers would have each event that moves twice, or lose it.',
           p.complete_it
    FROM mindwell_internal.event_publications(default_partition) p
    WHERE p.by_root AND NOT p.is_even AND mindwell_internal.knows_partitions(default_partition)
    UNION ALL
    SELECT 'the default partition has no replica identity, and others are sent the partitions by their names',
           'They would not learn which events have left it.',
           pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY FULL;', default_partition)
    FROM pg_catalog.pg_class c
    WHERE c.oid = default_partition AND c.relreplident <> 'f' AND mindwell_internal.knows_partitions(default_partition)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_index i
                      WHERE i.indrelid = c.oid
                        AND (c.relreplident = 'd' AND i.indisprimary AND i.indimmediate OR c.relreplident = 'i' AND i.indisreplident))
    UNION ALL
    SELECT 'the row filter of a publication has columns that are not of the default partition''s replica identity',
           'Deletions would not be sent, and subscribers would have each event that moves twice.',
           pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY FULL;', default_partition)
    WHERE mindwell_internal.hides_deletions(default_partition) = 'filter' AND mindwell_internal.knows_partitions(default_partition)
    UNION ALL
    SELECT 'the column list of a publication lacks columns of the default partition''s replica identity',
           'Deletions would not be sent, and subscribers would have each event that moves twice.',
           pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY DEFAULT; and have id and occurred_at in the list of columns', default_partition)
    WHERE mindwell_internal.hides_deletions(default_partition) = 'columns' AND mindwell_internal.knows_partitions(default_partition)
$$;
COMMENT ON FUNCTION mindwell_internal.move_obstacles(regclass) IS
'Internal: why events cannot be moved out of the default partition without a loss elsewhere, and the statement that changes it; no row where they can.';

CREATE FUNCTION mindwell_internal.move_method(default_partition regclass)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN EXISTS (SELECT FROM mindwell_internal.move_obstacles(default_partition)) THEN 'refused'
        WHEN mindwell_internal.knows_partitions(default_partition) THEN 'published'
        WHEN EXISTS (SELECT FROM mindwell_internal.event_publications(default_partition))
          OR EXISTS (SELECT FROM pg_catalog.pg_rewrite r WHERE r.ev_class = default_partition)
          -- foreign keys that reference the table have triggers too
          OR EXISTS (SELECT FROM pg_catalog.pg_trigger t
                     WHERE t.tgrelid = default_partition
                       AND t.tgfoid <> ALL (ARRAY[CAST('@extschema@.analytics_gate()' AS pg_catalog.regprocedure),
                                                  CAST('@extschema@.analytics_gate_truncate()' AS pg_catalog.regprocedure)]))
            THEN 'unseen'
        ELSE 'portions' END
$$;
COMMENT ON FUNCTION mindwell_internal.move_method(regclass) IS
'Internal: how events are moved out of the default partition: portions, unseen, published, or refused.';

CREATE FUNCTION mindwell_internal.check_movable(default_partition regclass)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first_one record;
BEGIN
    SELECT * INTO first_one FROM mindwell_internal.move_obstacles(default_partition) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'events stay in the default partition: ' || first_one.obstacle,
            DETAIL = first_one.detail,
            HINT = first_one.hint;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_movable(regclass) IS
'Internal: 55000 where events cannot be moved out of the default partition without a loss elsewhere.';

-- The gate sees the rows leave the default partition and logs nothing, and does
-- not see them enter the new table, which is no partition yet: they stay as they
-- are.
CREATE FUNCTION mindwell_internal.move_strays(
    source regclass, target regclass, period_start timestamptz, period_end timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    column_list text := (
        SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '');
BEGIN
    RETURN mindwell_internal.execute_unlogged(pg_catalog.format(
        'WITH moved AS (DELETE FROM ONLY %s WHERE occurred_at >= %L AND occurred_at < %L RETURNING *)'
        ' INSERT INTO %s (%s) SELECT %s FROM moved',
        source, period_start, period_end, target, column_list, column_list));
END
$$;
COMMENT ON FUNCTION mindwell_internal.move_strays(regclass, regclass, timestamptz, timestamptz) IS
'Internal: moves the events of a period from the default partition into a table that is to be its partition, in the sight of triggers, foreign keys and subscribers; returns how many.';

CREATE FUNCTION mindwell_internal.move_events(
    source regclass, target regclass, period_start timestamptz, period_end timestamptz, publish boolean)
RETURNS bigint
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_move_events';
COMMENT ON FUNCTION mindwell_internal.move_events(regclass, regclass, timestamptz, timestamptz, boolean) IS
'Internal: takes the events of a period out of one table, makes the other the partition of that period, and puts them there, below triggers, foreign keys and rules; without publish, no subscriber is sent the insertions. Returns how many events. 42501 unless all is the store owner''s, 42809 for what is no plain table.';

-- The WAL of a deletion without the row's identity is sent to nobody.
CREATE FUNCTION mindwell_internal.move_unseen(
    default_partition regclass, partition regclass, period_start timestamptz, period_end timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    identity CONSTANT "char" := (SELECT c.relreplident FROM pg_catalog.pg_class c WHERE c.oid = default_partition);
    identity_index CONSTANT name := (
        SELECT c.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = default_partition AND i.indisreplident);
    moved bigint;
BEGIN
    PERFORM mindwell_internal.set_replica_identity(default_partition, 'n', NULL);
    moved := mindwell_internal.move_events(default_partition, partition, period_start, period_end, false);
    -- an index that is gone was no identity
    IF identity <> 'i' OR identity_index IS NOT NULL THEN
        PERFORM mindwell_internal.set_replica_identity(default_partition, identity, identity_index);
    END IF;
    RETURN moved;
END
$$;
COMMENT ON FUNCTION mindwell_internal.move_unseen(regclass, regclass, timestamptz, timestamptz) IS
'Internal: the same, and subscribers are not sent the deletions either.';
