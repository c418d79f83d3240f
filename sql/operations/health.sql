
-- Health ----------------------------------------------------------------------------
--
-- Nothing here reads a table of events as a whole: sizes are the file system's, numbers
-- of rows the planner's, and what is counted is counted up to a limit.

-- An index would lead to the oldest and the newest row, and on the way past all that a
-- large transaction has not committed yet, or a large DELETE has left.
CREATE FUNCTION mindwell_internal.blocks(relation regclass, first_block bigint, blocks bigint)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('ONLY %s e WHERE e.ctid >= ''(%s,0)'' AND e.ctid < ''(%s,0)''',
                             relation, GREATEST(first_block, 0), GREATEST(first_block, 0) + blocks)
$$;
COMMENT ON FUNCTION mindwell_internal.blocks(regclass, bigint, bigint) IS
'Internal: a FROM and WHERE clause: the rows e in a range of a table''s blocks.';

-- Checks: each returns rows of analytics_health() -----------------------------------

CREATE FUNCTION mindwell_internal.check_version(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'version', CASE WHEN v.extension_is_newest AND v.store_is_newest AND NOT v.schema_was_renamed THEN 'ok' ELSE 'warning' END,
           CAST(NULL AS pg_catalog.float8),
           pg_catalog.format('version %s, installed is %s; the store has version %s', e.extversion, a.default_version, s.version)
           || CASE WHEN v.schema_was_renamed
                   THEN pg_catalog.format('; its partitions are in schema %I, no longer in %I', mindwell_internal.partition_schema(), s.partition_schema)
                   ELSE '' END,
           CASE WHEN NOT (v.extension_is_newest AND v.store_is_newest) OR v.schema_was_renamed
                THEN CASE WHEN NOT v.extension_is_newest THEN 'ALTER EXTENSION mindwell_analytics UPDATE; ' ELSE '' END
                     || 'SELECT ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_install();' END
    FROM pg_catalog.pg_extension e
    JOIN pg_catalog.pg_available_extensions a ON a.name = e.extname
    LEFT JOIN @extschema@.analytics_store s ON true
    CROSS JOIN LATERAL (
        SELECT e.extversion = a.default_version,
               COALESCE(s.version >= mindwell_internal.newest_store_version(), false),
               COALESCE(s.partition_schema <> mindwell_internal.partition_schema(), false)) AS v (extension_is_newest, store_is_newest, schema_was_renamed)
    WHERE e.extname = 'mindwell_analytics'
$$;
COMMENT ON FUNCTION mindwell_internal.check_version(timestamptz) IS
'Internal: is the extension as new as its installed files, and the store as new as the extension, and are its partitions where it says?';

CREATE FUNCTION mindwell_internal.check_guards(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH guarded AS (
        SELECT p.partition AS relation, name 'analytics_gate' AS gate FROM mindwell_internal.partitions() p
        UNION ALL
        SELECT mindwell_internal.relation(t.table_name),
               CASE t.table_name WHEN 'analytics_events' THEN name 'analytics_gate' WHEN 'analytics_users' THEN 'analytics_users_gate' END
        FROM mindwell_internal.store_tables() t),
    unguarded AS (
        SELECT c.relname, NOT c.relrowsecurity AS is_open
        FROM guarded g
        JOIN pg_catalog.pg_class c ON c.oid = g.relation
        WHERE c.relkind <> 'f'
          AND (NOT c.relrowsecurity
               OR g.gate IS NOT NULL AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_trigger t
                   WHERE t.tgrelid = c.oid AND t.tgname = g.gate AND t.tgenabled IN ('O', 'A'))))
    SELECT 'guards', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'critical' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'every table has its gate and its row security'
                ELSE pg_catalog.format('tables without their gate or their row security: %s, first %s',
                                       pg_catalog.count(*), pg_catalog.min(u.relname)) END,
           CASE WHEN pg_catalog.count(*) > 0
                THEN 'SELECT ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_install(); and ALTER TABLE ... ENABLE TRIGGER analytics_gate; (of analytics_users: analytics_users_gate) where it was disabled' END
    FROM unguarded u
$$;
COMMENT ON FUNCTION mindwell_internal.check_guards(timestamptz) IS
'Internal: have all tables of the store what checks and hides their rows?';

-- Superusers, and roles with BYPASSRLS, are not subject to what is forced.
CREATE FUNCTION mindwell_internal.check_row_security(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH relations AS (
        SELECT p.partition AS relation FROM mindwell_internal.partitions() p
        UNION ALL
        SELECT mindwell_internal.relation(t.table_name) FROM mindwell_internal.store_tables() t),
    forced AS (
        SELECT CAST(c.oid AS pg_catalog.regclass) AS relation
        FROM relations r
        JOIN pg_catalog.pg_class c ON c.oid = r.relation
        WHERE c.relforcerowsecurity AND pg_catalog.row_security_active(c.oid))
    SELECT 'row_security', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'critical' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'it holds for all but the owner'
                ELSE pg_catalog.format('tables on which it holds for the owner too, so that maintenance and erasures fail: %s, first %s',
                                       pg_catalog.count(*), pg_catalog.min(CAST(f.relation AS text))) END,
           pg_catalog.string_agg(pg_catalog.format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY;', f.relation), ' '
                                 ORDER BY CAST(f.relation AS text))
    FROM forced f
$$;
COMMENT ON FUNCTION mindwell_internal.check_row_security(timestamptz) IS
'Internal: does row security hide rows from the store''s owner, who maintains it?';

CREATE FUNCTION mindwell_internal.check_privileges(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH relations AS (
        SELECT p.partition AS relation FROM mindwell_internal.partitions() p
        UNION ALL
        SELECT mindwell_internal.relation(a.table_name) FROM mindwell_internal.access_privileges() a),
    granted AS (
        SELECT CAST(r.relation AS text) AS relation, a.privilege_type,
               CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE CAST(CAST(a.grantee AS pg_catalog.regrole) AS text) END AS role
        FROM relations r
        JOIN pg_catalog.pg_class c ON c.oid = r.relation,
        LATERAL pg_catalog.aclexplode(c.relacl) a
        WHERE a.grantee <> c.relowner AND a.privilege_type NOT IN ('SELECT', 'INSERT'))
    SELECT 'privileges', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'nobody but the owner has more than SELECT and INSERT'
                ELSE pg_catalog.format('privileges with which a role may lock all others out: %s, first %s', pg_catalog.count(*),
                                       (SELECT pg_catalog.format('%s of %s on %s', g.privilege_type, g.role, g.relation)
                                        FROM granted g ORDER BY g.relation, g.role, g.privilege_type LIMIT 1)) END,
           (SELECT pg_catalog.format('REVOKE %s ON %s FROM %s;', g.privilege_type, g.relation, g.role)
            FROM granted g ORDER BY g.relation, g.role, g.privilege_type LIMIT 1)
    FROM granted
$$;
COMMENT ON FUNCTION mindwell_internal.check_privileges(timestamptz) IS
'Internal: has any role more than SELECT and INSERT on a table of the store that is not its own?';

CREATE FUNCTION mindwell_internal.check_schemas(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH store_schemas AS (
        SELECT n.nspname AS name
        FROM pg_catalog.pg_namespace n
        WHERE n.oid = CAST('@extschema@' AS pg_catalog.regnamespace) OR n.nspname = 'mindwell_internal'
           OR n.nspname = mindwell_internal.partition_schema()),
    found AS (
        SELECT n.name, s.role_name, s.is_owner
        FROM store_schemas n, LATERAL mindwell_internal.strangers_in_schema(n.name) s)
    SELECT 'schemas', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'critical' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'nobody but the owner and superusers may create in the schemas of the store'
                ELSE 'others may create in the schemas of the store: '
                     || pg_catalog.string_agg(pg_catalog.format(CASE WHEN f.is_owner THEN '%s owns %I' ELSE '%s in %I' END,
                                                                f.role_name, f.name), ', ' ORDER BY f.name, f.role_name) END,
           CASE WHEN pg_catalog.count(*) > 0
                THEN 'a superuser runs '
                     || pg_catalog.string_agg(
                            CASE WHEN f.is_owner THEN pg_catalog.format('ALTER SCHEMA %I OWNER TO %I;', f.name, CURRENT_USER)
                                 ELSE pg_catalog.format('REVOKE CREATE ON SCHEMA %I FROM %s;', f.name, f.role_name) END,
                            ' ' ORDER BY f.name, f.role_name) END
    FROM found f
$$;
COMMENT ON FUNCTION mindwell_internal.check_schemas(timestamptz) IS
'Internal: may roles that are not trusted with the store create in the extension''s schemas or that of the partitions, or drop what is there?';

CREATE FUNCTION mindwell_internal.check_partitions_ahead(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted CONSTANT integer := CAST(mindwell_internal.setting('premake') AS pg_catalog.int4);
    store record;
    -- where the first gap is
    covered_until timestamptz;
    next_start timestamptz;
    periods integer := 0;
BEGIN
    SELECT * INTO STRICT store FROM @extschema@.analytics_store;
    next_start := mindwell_internal.partition_start(store.partition_by, as_of);
    SELECT pg_catalog.upper(r.covered) INTO covered_until
    FROM (SELECT pg_catalog.range_agg(pg_catalog.tstzrange(p.starts_at, p.ends_at))
          FROM mindwell_internal.partitions() p
          WHERE NOT p.is_default) AS partitions (bounds),
         LATERAL pg_catalog.unnest(partitions.bounds) AS r (covered)
    WHERE r.covered @> as_of;
    -- the current one counts first, and is not ahead
    WHILE periods <= wanted AND mindwell_internal.partition_end(store.partition_by, next_start) <= covered_until LOOP
        periods := periods + 1;
        next_start := mindwell_internal.partition_end(store.partition_by, next_start);
    END LOOP;
    check_name := 'partitions_ahead';
    value := GREATEST(periods - 1, 0);
    -- between midnight and the next run there is one less
    status := CASE WHEN value < 1 THEN 'critical' WHEN value < wanted - 1 THEN 'warning' ELSE 'ok' END;
    detail := CASE WHEN periods = 0 THEN pg_catalog.format('the current %s has no partition', store.partition_by)
                   ELSE pg_catalog.format('%ss with a partition ahead of the current one, of %s wanted: until %s', store.partition_by, wanted,
                                          CAST(next_start AT TIME ZONE 'UTC' AS pg_catalog.date)) END;
    hint := CASE WHEN status <> 'ok' THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_maintain(''{create}'');' END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_partitions_ahead(timestamptz) IS
'Internal: for how many periods after the current one are there partitions?';

CREATE FUNCTION mindwell_internal.check_default_partition(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    at_most CONSTANT integer := 100000;         -- to drain as many takes seconds
    blocks CONSTANT bigint := 8192;
    patience CONSTANT interval := interval '2 hours';   -- maintenance runs hourly
    default_partition CONSTANT regclass := mindwell_internal.default_partition();
    is_large CONSTANT boolean := mindwell_internal.block_count(default_partition) > blocks;
    first_stored timestamptz;
BEGIN
    check_name := 'default_partition';
    IF default_partition IS NULL THEN
        status := 'critical';
        detail := 'there is none: an event of a period without partition is refused';
        RETURN NEXT;
        RETURN;
    END IF;
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.count(*), pg_catalog.min(s.created_at) FROM (SELECT e.created_at FROM %s LIMIT $1) s',
        mindwell_internal.blocks(default_partition, 0, blocks))
        INTO value, first_stored USING at_most + 1;
    status := CASE WHEN value > at_most THEN 'critical' WHEN is_large OR first_stored < as_of - patience THEN 'warning' ELSE 'ok' END;
    detail := CASE WHEN value > at_most THEN pg_catalog.format('events: more than %s', at_most)
                   WHEN value > 0 THEN pg_catalog.format('events: %s, waiting since %s', value,
                                                         pg_catalog.date_trunc('second', first_stored))
                   ELSE 'empty' END
              || CASE WHEN is_large THEN ', in its first 64 MB' ELSE '' END;
    hint := CASE WHEN value = 0 AND is_large THEN 'VACUUM ' || CAST(default_partition AS text) || ';'
                 WHEN status <> 'ok' THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_maintain(''{drain}'');' END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_default_partition(timestamptz) IS
'Internal: how many events wait for a partition, counted up to a limit?';

CREATE FUNCTION mindwell_internal.check_moves(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'moves', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'events can leave the default partition'
                ELSE 'events stay in the default partition: ' || pg_catalog.string_agg(o.obstacle, '; ' ORDER BY o.obstacle) END,
           pg_catalog.string_agg(o.hint, ' ' ORDER BY o.obstacle)
    FROM mindwell_internal.move_obstacles(mindwell_internal.default_partition()) o
$$;
COMMENT ON FUNCTION mindwell_internal.check_moves(timestamptz) IS
'Internal: what keeps maintenance from moving events out of the default partition, lest a subscriber or a foreign key lose them?';

-- A deletion leads to others by the action of a foreign key.  Operations are bits of
-- pg_trigger.tgtype: 4 INSERT, 8 DELETE, 16 UPDATE.  No key that others refer to changes, and
-- one that becomes NULL is not checked.
CREATE FUNCTION mindwell_internal.deferred_triggers()
RETURNS TABLE (relation regclass, trigger_name name, statement text)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE written (relation, operations, has_new_keys) AS (
        SELECT CAST(mindwell_internal.relation(t.table_name) AS pg_catalog.oid), 4 + 8 + 16, true FROM mindwell_internal.store_tables() t
        UNION
        SELECT CAST(p.relid AS pg_catalog.oid), 4 + 8 + 16, true
        FROM pg_catalog.pg_partition_tree(mindwell_internal.relation('analytics_events')) p
        UNION
        SELECT k.conrelid, CASE k.confdeltype WHEN 'c' THEN 8 ELSE 16 END, k.confdeltype = 'd'
        FROM written w
        JOIN pg_catalog.pg_constraint k ON k.confrelid = w.relation AND k.contype = 'f' AND k.confdeltype IN ('c', 'n', 'd')
        WHERE w.operations & 8 > 0)
    SELECT DISTINCT CAST(k.conrelid AS pg_catalog.regclass), k.conname,
           CASE k.contype
               WHEN 'f' THEN pg_catalog.format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY IMMEDIATE;',
                                               CAST(k.conrelid AS pg_catalog.regclass), k.conname)
               WHEN 't' THEN pg_catalog.format('DROP TRIGGER %I ON %s; %s;', t.tgname, CAST(t.tgrelid AS pg_catalog.regclass),
                                               pg_catalog.replace(pg_catalog.pg_get_triggerdef(t.oid), ' INITIALLY DEFERRED FOR EACH ROW', ' FOR EACH ROW'))
               ELSE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s;',
                                      CAST(k.conrelid AS pg_catalog.regclass), k.conname, k.conname,
                                      pg_catalog.replace(pg_catalog.pg_get_constraintdef(k.oid), ' INITIALLY DEFERRED', '')) END
    FROM written w
    JOIN pg_catalog.pg_trigger t ON t.tgrelid = w.relation
    JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint
    WHERE t.tgtype & w.operations & CASE WHEN k.contype = 'f' AND (k.confrelid = w.relation OR NOT w.has_new_keys) THEN 8 ELSE 4 + 8 + 16 END > 0
      AND t.tginitdeferred AND t.tgenabled IN ('O', 'A') AND t.tgparentid = 0 AND k.conparentid = 0
$$;
COMMENT ON FUNCTION mindwell_internal.deferred_triggers() IS
'Internal: the constraints and constraint triggers of the store''s tables, and of those that foreign keys lead to, that wait for the end of a transaction; and the statement that has them fire at once.';

CREATE FUNCTION mindwell_internal.check_deferred_triggers(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'deferred_triggers', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'none waits for the end of a transaction'
                ELSE 'events are refused, or erasures and purges fail, for these wait for the end of a transaction: '
                     || pg_catalog.string_agg(pg_catalog.format('%I on %s', d.trigger_name, d.relation), ', '
                                              ORDER BY CAST(d.relation AS text), d.trigger_name) END,
           pg_catalog.string_agg(d.statement, ' ' ORDER BY CAST(d.relation AS text), d.trigger_name)
    FROM mindwell_internal.deferred_triggers() d
$$;
COMMENT ON FUNCTION mindwell_internal.check_deferred_triggers(timestamptz) IS
'Internal: does anything that the owner put on the store wait for the end of a transaction, which functions that write as the owner refuse?';

CREATE FUNCTION mindwell_internal.check_locks(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'locks', CASE WHEN l.needed > l.capacity THEN 'critical' WHEN 2 * l.needed > l.capacity THEN 'warning' ELSE 'ok' END,
           CAST(l.needed AS pg_catalog.float8),
           pg_catalog.format('a query of all partitions takes %s locks, of %s in the server', l.needed, l.capacity),
           CASE WHEN 2 * l.needed > l.capacity
                THEN pg_catalog.format('ALTER SYSTEM SET max_locks_per_transaction = %s; and restart', 4 * l.needed / l.holders + 1) END
    FROM (
        SELECT (SELECT 1 + pg_catalog.count(DISTINCT p.inhrelid) + pg_catalog.count(i.indexrelid)
                FROM pg_catalog.pg_inherits p
                LEFT JOIN pg_catalog.pg_index i ON i.indrelid = p.inhrelid
                WHERE p.inhparent = mindwell_internal.relation('analytics_events')) AS needed,
               holders.number * CAST(pg_catalog.current_setting('max_locks_per_transaction') AS pg_catalog.int8) AS capacity,
               holders.number AS holders
        FROM (SELECT CAST(pg_catalog.current_setting('max_connections') AS pg_catalog.int8)
                   + CAST(pg_catalog.current_setting('max_prepared_transactions') AS pg_catalog.int8)) AS holders (number)) AS l
$$;
COMMENT ON FUNCTION mindwell_internal.check_locks(timestamptz) IS
'Internal: does the server''s lock table hold what a query of all partitions takes?';

-- A run's own lock lasts, but each of its transactions is short, and so is a session's
-- idleness in between.
CREATE FUNCTION mindwell_internal.check_lock_holders(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH holders AS (
        SELECT h.pid, h.role, h.since, pg_catalog.string_agg(h.lock, ', ' ORDER BY h.lock) AS locks,
               CASE WHEN h.since < as_of - interval '1 hour' THEN 'critical'
                    WHEN h.since < as_of - interval '10 minutes' OR h.pid IS NULL THEN 'warning'
                    ELSE 'ok' END AS status
        FROM mindwell_internal.lock_holders() h
        GROUP BY h.pid, h.role, h.since),
    longest AS (SELECT * FROM holders h ORDER BY h.status = 'critical' DESC, h.status = 'warning' DESC, h.since, h.pid LIMIT 1)
    SELECT 'lock_holders', COALESCE(l.status, 'ok'), CAST(all_of.number AS pg_catalog.float8),
           CASE WHEN all_of.number = 0 THEN 'nobody has a lock of the store'
                ELSE pg_catalog.format('%s: %s', l.locks, mindwell_internal.describe_holder(l.pid, l.role, l.since))
                     || CASE WHEN all_of.number > 1 THEN pg_catalog.format(', and %s more', all_of.number - 1) ELSE '' END END,
           CASE WHEN l.status <> 'ok' THEN mindwell_internal.end_holder(l.pid) END
    FROM (SELECT pg_catalog.count(*) FROM holders) AS all_of (number)
    LEFT JOIN longest l ON true
$$;
COMMENT ON FUNCTION mindwell_internal.check_lock_holders(timestamptz) IS
'Internal: how many sessions keep maintenance and erasures waiting, and which for longest?';

CREATE FUNCTION mindwell_internal.check_leftovers(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH found AS (
        -- what maintenance would have dropped or attached in the same transaction
        SELECT c.relname, 'is no partition' AS what
        FROM pg_catalog.pg_namespace n
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
        WHERE n.nspname = mindwell_internal.partition_schema()
          AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND pg_catalog.starts_with(c.relname, 'analytics_events_')
        UNION ALL
        SELECT c.relname, CASE WHEN i.inhdetachpending THEN 'is being detached' ELSE 'is unlogged: a crash empties it' END
        FROM pg_catalog.pg_inherits i
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = mindwell_internal.relation('analytics_events') AND (i.inhdetachpending OR c.relpersistence = 'u')
        UNION ALL
        SELECT c.relname, 'is an invalid index'
        FROM mindwell_internal.partitions() p
        JOIN pg_catalog.pg_index i ON i.indrelid = p.partition AND NOT i.indisvalid
        JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid)
    SELECT 'leftovers', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           COALESCE((SELECT pg_catalog.format('%s %s', f.relname, f.what) FROM found f ORDER BY f.relname COLLATE "C" LIMIT 1)
                    || CASE WHEN pg_catalog.count(*) > 1 THEN pg_catalog.format(', and %s more', pg_catalog.count(*) - 1) ELSE '' END,
                    'none'),
           CASE WHEN pg_catalog.count(*) > 0 THEN 'attach or drop what is no partition; ALTER TABLE ... SET LOGGED; ALTER TABLE ... DETACH PARTITION ... FINALIZE; REINDEX' END
    FROM found
$$;
COMMENT ON FUNCTION mindwell_internal.check_leftovers(timestamptz) IS
'Internal: is there anything among the partitions that is none, will not stay, or does not work?';

CREATE FUNCTION mindwell_internal.check_events(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    partitions CONSTANT regclass[] := (
        SELECT pg_catalog.array_agg(p.partition ORDER BY p.starts_at)
        FROM mindwell_internal.partitions() p
        WHERE NOT p.is_default AND mindwell_internal.block_count(p.partition) > 0);
    blocks CONSTANT bigint := 16;
    candidate regclass;
    first_block bigint;
    direction text;
    happened_at timestamptz;
    stored_at timestamptz;
BEGIN
    status := 'ok';
    hint := NULL;
    FOREACH direction IN ARRAY ARRAY['ASC', 'DESC'] LOOP
        check_name := CASE direction WHEN 'ASC' THEN 'oldest_event' ELSE 'newest_event' END;
        value := NULL;
        detail := 'none';
        FOR nth IN 1 .. COALESCE(pg_catalog.cardinality(partitions), 0) LOOP
            candidate := partitions[CASE direction WHEN 'ASC' THEN nth ELSE pg_catalog.cardinality(partitions) + 1 - nth END];
            first_block := CASE direction WHEN 'ASC' THEN 0 ELSE mindwell_internal.block_count(candidate) - blocks END;
            EXECUTE pg_catalog.format('SELECT e.occurred_at, e.created_at FROM %s ORDER BY e.created_at %s, e.id LIMIT 1',
                                      mindwell_internal.blocks(candidate, first_block, blocks), direction)
                INTO happened_at, stored_at;
            CONTINUE WHEN happened_at IS NULL;
            value := pg_catalog.date_part('epoch', as_of - happened_at);
            detail := pg_catalog.format('%s, stored %s', pg_catalog.date_trunc('second', happened_at),
                                        pg_catalog.date_trunc('second', stored_at));
            EXIT;
        END LOOP;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_events(timestamptz) IS
'Internal: the age in seconds of an event stored first in the oldest partition that has any, and of one stored last in the newest; as seen at the beginning and at the end of those tables.';

CREATE FUNCTION mindwell_internal.check_dirty_buckets(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH counted AS (
        SELECT pg_catalog.count(*) AS entries, pg_catalog.count(DISTINCT (d.tenant_id, d.bucket)) AS days, pg_catalog.min(d.logged_at) AS oldest,
               -- taken from the log, and not recomputed yet
               (SELECT pg_catalog.count(*) FROM (SELECT FROM @extschema@.analytics_stale_buckets b WHERE b.period = 'daily' LIMIT 100001) s) AS stale
        FROM (SELECT b.tenant_id, b.bucket, b.logged_at FROM @extschema@.analytics_dirty_buckets b LIMIT 100001) d),
    judged AS (
        SELECT c.*, CASE WHEN c.oldest < as_of - interval '1 day' OR c.entries > 100000 OR c.stale > 100000 THEN 'critical'
                         WHEN c.oldest < as_of - interval '2 hours' THEN 'warning'
                         ELSE 'ok' END AS status
        FROM counted c)
    SELECT 'dirty_buckets', j.status, CAST(j.entries AS pg_catalog.float8),
           CASE WHEN j.entries = 0 AND j.stale = 0 THEN 'none'
                ELSE pg_catalog.format('log entries: %s, days of tenants: %s, oldest: %s; taken and not recomputed: %s',
                                       CASE WHEN j.entries > 100000 THEN 'more than 100000' ELSE CAST(j.entries AS text) END,
                                       j.days, COALESCE(CAST(pg_catalog.date_trunc('second', j.oldest) AS text), 'none'), j.stale) END,
           CASE WHEN j.status <> 'ok' THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_maintain(''{refresh}'');' END
    FROM judged j
$$;
COMMENT ON FUNCTION mindwell_internal.check_dirty_buckets(timestamptz) IS
'Internal: how many changed days wait for a refresh, counted up to a limit, and how long?';

CREATE FUNCTION mindwell_internal.check_jobs(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
    WITH other_run AS (
        -- a job waits for its turn; an old one was killed, or does not come to its end
        SELECT pg_catalog.max(l.started_at) AS started_at
        FROM @extschema@.analytics_run_log l
        WHERE l.step = 'run' AND l.status = 'running' AND l.started_at > check_jobs.as_of - interval '6 hours')
    SELECT 'job_' || pg_catalog.substring(j.job_name, '[^/]*$'), judged.status,
           pg_catalog.date_part('epoch', as_of - j.last_success),
           pg_catalog.concat_ws(', ',
               CASE j.state WHEN 'unknown' THEN 'not seen from here' ELSE j.state END,
               CASE WHEN j.is_late THEN 'late' || COALESCE(' behind a run since ' || pg_catalog.date_trunc('second', o.started_at), '') END,
               COALESCE('last done ' || pg_catalog.date_trunc('second', j.last_success), 'never done'),
               CASE WHEN j.last_status = 'failed' THEN 'last run failed: ' || j.last_message END),
           CASE WHEN judged.status = 'ok' THEN NULL
                WHEN j.state = 'inactive' THEN 'a superuser runs SELECT cron.alter_job(jobid, active => true)'
                WHEN j.state IN ('missing', 'outdated') OR j.last_success IS NULL AND j.last_status IS NULL
                    THEN 'SELECT * FROM ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_schedule();'
                WHEN j.is_late AND o.started_at IS NOT NULL THEN 'wait for the other run'
                ELSE 'see the jobs'' log, and whether they can connect' END
    FROM other_run o,
    mindwell_internal.owner_jobs_at(as_of) j,
    LATERAL (SELECT CASE WHEN j.is_late AND o.started_at IS NULL THEN 'critical'
                         WHEN j.is_late THEN 'warning'
                         WHEN j.state IN ('missing', 'inactive', 'outdated') OR j.last_status = 'failed' THEN 'warning'
                         ELSE 'ok' END) AS judged (status)
    ORDER BY j.job_name
$$;
COMMENT ON FUNCTION mindwell_internal.check_jobs(timestamptz) IS
'Internal: for each job, the seconds since its steps were last done, and whether it is scheduled, late or failing.';

CREATE FUNCTION mindwell_internal.check_stale_jobs(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'stale_jobs', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'none'
                ELSE 'jobs of a former owner, a former name of a role or a database that is gone: '
                     || pg_catalog.string_agg(pg_catalog.format('%s of %s', j.job_name, j.role_name), ', ' ORDER BY j.job_id) END,
           CASE WHEN pg_catalog.count(*) > 0
                THEN 'a superuser runs SELECT * FROM ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_schedule();' END
    FROM mindwell_internal.owner_stale_jobs() j
$$;
COMMENT ON FUNCTION mindwell_internal.check_stale_jobs(timestamptz) IS
'Internal: which of pg_cron''s jobs for this store would nobody replace who schedules it as its owner?';

CREATE FUNCTION mindwell_internal.check_failures(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH latest AS (
        SELECT DISTINCT ON (l.step, l.target) l.*
        FROM @extschema@.analytics_run_log l
        WHERE l.step <> 'run' AND l.started_at > check_failures.as_of - interval '2 days'
        ORDER BY l.step, l.target, l.started_at DESC),
    failed AS (
        -- a step fails with its targets
        SELECT * FROM latest l
        WHERE l.status = 'failed'
          AND (l.target <> '' OR NOT EXISTS (SELECT FROM latest t WHERE t.run_id = l.run_id AND t.step = l.step
                                                                    AND t.target <> '' AND t.status = 'failed')))
    SELECT 'failures', CASE WHEN cut.short IS NOT NULL THEN 'critical' WHEN pg_catalog.count(f.step) = 0 THEN 'ok' ELSE 'warning' END,
           CAST(pg_catalog.count(f.step) + pg_catalog.cardinality(COALESCE(cut.short, '{}')) AS pg_catalog.float8),
           COALESCE(NULLIF(pg_catalog.concat_ws('; ',
               'ended before they were done, by a timeout, a cancel or a crash: ' || pg_catalog.array_to_string(cut.short, ', '),
               (SELECT pg_catalog.concat_ws(' ', f.step, NULLIF(f.target, ''), f.error_code || ':', f.error)
                FROM failed f ORDER BY f.started_at DESC, f.target LIMIT 1)), ''), 'none'),
           CASE WHEN cut.short IS NOT NULL
                THEN pg_catalog.format('ALTER ROLE %I IN DATABASE %I SET statement_timeout = 0; where that ended them', CURRENT_USER, pg_catalog.current_database())
                WHEN pg_catalog.count(f.step) > 0
                THEN 'SELECT * FROM ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_run_log WHERE status = ''failed'' ORDER BY started_at DESC;' END
    FROM (SELECT pg_catalog.array_agg(l.step ORDER BY l.started_at DESC, l.step)
          FROM latest l
          WHERE l.target = ''
            -- who has begun a run has its lock until they end it; which a standby does not see
            AND (l.status = 'interrupted'
                 OR l.status = 'running' AND NOT pg_catalog.pg_is_in_recovery()
                    AND NOT EXISTS (SELECT FROM mindwell_internal.lock_holders() h WHERE h.lock = 'run'))) AS cut (short)
    LEFT JOIN failed f ON true
    GROUP BY cut.short
$$;
COMMENT ON FUNCTION mindwell_internal.check_failures(timestamptz) IS
'Internal: what of the last two days failed, or was ended before it was done, when it was last tried?';

CREATE FUNCTION mindwell_internal.check_new_event_types(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH seen AS (
        SELECT pg_catalog.count(*) FILTER (WHERE t.created_at > as_of - interval '1 day') AS new_types,
               (SELECT pg_catalog.max(c.types)
                FROM (SELECT pg_catalog.count(*) AS types FROM @extschema@.analytics_event_types a
                      WHERE a.auto_registered GROUP BY a.tenant_id) AS c)
                   >= CAST(mindwell_internal.setting('max_auto_event_types') AS pg_catalog.int8) AS is_full
        FROM @extschema@.analytics_event_types t
        WHERE t.auto_registered)
    SELECT 'new_event_types', CASE WHEN s.is_full OR s.new_types > 50 THEN 'warning' ELSE 'ok' END,
           CAST(s.new_types AS pg_catalog.float8),
           pg_catalog.format('entered by maintenance within a day: %s', s.new_types)
               || CASE WHEN s.is_full THEN ', and a tenant has as many as mindwell_analytics.max_auto_event_types' ELSE '' END,
           CASE WHEN s.is_full OR s.new_types > 50 THEN 'look for values in the names of types; or register what is meant' END
    FROM seen s
$$;
COMMENT ON FUNCTION mindwell_internal.check_new_event_types(timestamptz) IS
'Internal: how many event types did maintenance enter within a day?';

-- An event of a class that is kept longer may come late for a day of which another
-- class was purged.
CREATE FUNCTION mindwell_internal.check_sealed_days(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    newest_days CONSTANT integer := 30;
    blocks CONSTANT bigint := 16;
    sealed record;
    has_late_events boolean;
    late_day date;
BEGIN
    check_name := 'sealed_days';
    value := 0;
    FOR sealed IN
        SELECT s.day, s.sealed_at, p.partition
        FROM (SELECT d.day, d.sealed_at FROM @extschema@.analytics_sealed_days d ORDER BY d.sealed_at DESC, d.day DESC LIMIT newest_days) s
        JOIN mindwell_internal.partitions() p
            ON CAST(s.day AS pg_catalog.timestamp) AT TIME ZONE 'UTC' >= p.starts_at
           AND CAST(s.day AS pg_catalog.timestamp) AT TIME ZONE 'UTC' < p.ends_at
    LOOP
        EXECUTE pg_catalog.format(
            'SELECT EXISTS (SELECT FROM %s AND e.created_at > $1 AND CAST(e.occurred_at AT TIME ZONE ''UTC'' AS pg_catalog.date) = $2)',
            mindwell_internal.blocks(sealed.partition, mindwell_internal.block_count(sealed.partition) - blocks, blocks))
            INTO has_late_events USING sealed.sealed_at, sealed.day;
        CONTINUE WHEN NOT has_late_events;
        value := value + 1;
        late_day := COALESCE(late_day, sealed.day);
    END LOOP;
    status := CASE WHEN value > 0 THEN 'warning' ELSE 'ok' END;
    detail := CASE WHEN value > 0 THEN pg_catalog.format('purged days for which events came later: %s, the last %s', value, late_day)
                   ELSE 'no late events' END;
    hint := CASE WHEN value > 0 THEN 'these events are stored, but the rollups of the days are final' END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_sealed_days(timestamptz) IS
'Internal: for how many of the days that were sealed last have events come since, as seen at the end of their tables?';

CREATE FUNCTION mindwell_internal.check_erasures(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'erasures', CASE WHEN e.first_begun < as_of - interval '1 day' THEN 'critical'
                            WHEN e.first_begun < as_of - interval '1 hour' THEN 'warning'
                            ELSE 'ok' END,
           CAST(e.running AS pg_catalog.float8),
           CASE e.running WHEN 0 THEN 'none has begun and not ended'
                ELSE pg_catalog.format('begun, not ended: %s, the first at %s', e.running, pg_catalog.date_trunc('second', e.first_begun)) END,
           CASE WHEN e.first_begun < as_of - interval '1 hour'
                THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_forget_user_batch(...); again, for the same user' END
    FROM (SELECT pg_catalog.count(*), pg_catalog.min(r.started_at)
          FROM @extschema@.analytics_erasures r WHERE r.status = 'running') AS e (running, first_begun)
$$;
COMMENT ON FUNCTION mindwell_internal.check_erasures(timestamptz) IS
'Internal: which erasures were begun and have not come to their end?';

CREATE FUNCTION mindwell_internal.check_memberships(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'memberships', CASE WHEN m.stale > 0 THEN 'warning' ELSE 'ok' END, CAST(m.stale AS pg_catalog.float8),
           CASE WHEN m.stale > 0 THEN pg_catalog.format('memberships of roles that were dropped: %s', m.stale)
                ELSE 'every membership is of a role that exists' END,
           CASE WHEN m.stale > 0
                THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_maintain(''{trim}'');' END
    FROM (SELECT mindwell_internal.stale_members()) AS m (stale)
$$;
COMMENT ON FUNCTION mindwell_internal.check_memberships(timestamptz) IS
'Internal: how many memberships of tenants are of roles that were dropped?';

-- Read anew, for sessions keep the key that they have read.
CREATE FUNCTION mindwell_internal.check_hash_key(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    check_name := 'hash_key';
    BEGIN
        PERFORM mindwell_internal.check_hash_key_file(NULL);
        PERFORM mindwell_internal.keyed_hash('');
        status := 'ok';
        detail := 'the key of the hashes can be read';
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS detail = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
        status := 'critical';
    END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_hash_key(timestamptz) IS
'Internal: can the key of the hashes be read, which every event with something to hash needs?';

-- A check that fails is a finding, and hides no other.
CREATE FUNCTION mindwell_internal.owner_health(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 20
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
AS $$
DECLARE
    checks CONSTANT text[] := ARRAY['version', 'guards', 'row_security', 'privileges', 'schemas', 'hash_key', 'jobs', 'stale_jobs', 'failures', 'partitions_ahead', 'default_partition', 'moves', 'deferred_triggers', 'locks', 'lock_holders',
                                    'leftovers', 'events', 'dirty_buckets', 'sealed_days', 'erasures', 'new_event_types',
                                    'memberships'];
BEGIN
    IF as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be a finite time';
    END IF;
    FOREACH check_name IN ARRAY checks LOOP
        BEGIN
            RETURN QUERY EXECUTE 'SELECT c.* FROM mindwell_internal.' || pg_catalog.quote_ident('check_' || check_name) || '($1) c'
            USING as_of;
        EXCEPTION WHEN OTHERS THEN
            status := 'critical';
            value := NULL;
            detail := pg_catalog.format('the check failed: %s', SQLERRM);
            hint := NULL;
            RETURN NEXT;
        END;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_health(timestamptz) IS
'Internal: what analytics_health() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_health(as_of timestamptz DEFAULT now())
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 20
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_health(timestamptz) IS
'How the store is as of a time, one row for each check: check_name, status (ok, warning or critical), value (a number or seconds, for graphs and alerts), detail and, unless it is ok, hint. Reads no table of events as a whole; on a standby too. For the store''s owner, admins and members of pg_monitor. 42501 for anybody else, 22008 for a bad as_of, 55000 without a store.';
