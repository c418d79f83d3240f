
-- What units of maintenance need -----------------------------------------------------
--
-- A unit is one transaction of maintenance (maintain.sql).  Here are the calls that have
-- to be C: the lock of a run, work that is not logged, and whether a procedure may COMMIT;
-- and how a failure is told, and locks are waited for.
-- partition.sql, purge.sql and maintain.sql use them.

CREATE FUNCTION mindwell_internal.execute_unlogged(statement text) RETURNS bigint
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_execute_unlogged';
COMMENT ON FUNCTION mindwell_internal.execute_unlogged(text) IS
'Internal: runs a statement that moves or removes events without logging their days; returns the number of rows. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.release_run() RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_release_run';
COMMENT ON FUNCTION mindwell_internal.release_run() IS
'Internal: gives up the lock of mindwell_internal.begin_run(), if this session has it.';

CREATE PROCEDURE mindwell_internal.require_autocommit(call text)
LANGUAGE c
AS 'MODULE_PATHNAME', 'analytics_require_autocommit';
COMMENT ON PROCEDURE mindwell_internal.require_autocommit(text) IS
'Internal: 25001 unless the procedure that calls this one may COMMIT; the error names the call that failed.';

CREATE FUNCTION mindwell_internal.block_count(relation regclass)
RETURNS bigint
LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN pg_catalog.pg_relation_size(relation) / CAST(pg_catalog.current_setting('block_size') AS pg_catalog.int8);
COMMENT ON FUNCTION mindwell_internal.block_count(regclass) IS
'Internal: how many blocks a table has.';

-- What a detail quotes of data that was refused is none of a log's business: an erasure does
-- not find it there.
CREATE FUNCTION mindwell_internal.describe_error(
    code text, message text, detail text, hint text, constraint_name text, table_name text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.concat_ws(E'\n', message,
    'DETAIL:  ' || CASE WHEN code !~ '^(22|23|P0)' THEN NULLIF(detail, '')
                        WHEN constraint_name <> ''
                            THEN pg_catalog.format('It is constraint "%s" of table "%s".', constraint_name, table_name) END,
    'HINT:  ' || NULLIF(hint, ''));
COMMENT ON FUNCTION mindwell_internal.describe_error(text, text, text, text, text, text) IS
'Internal: an error as logs tell it: message, detail and hint, a line each; of what was wrong with data, the constraint instead of the detail.';

-- A session that meets a lock of maintenance while it has another one that maintenance waits
-- for is not to be the one that the server ends.  It would be, when its own wait becomes as
-- long as deadlock_timeout first; so maintenance gives up before anybody can have waited so
-- long for it, and tries again.
CREATE FUNCTION mindwell_internal.set_lock_timeout()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.set_config('lock_timeout', CAST(GREATEST(1, CAST(1000 * EXTRACT(epoch FROM LEAST(
        CAST(mindwell_internal.setting('lock_timeout') AS pg_catalog.interval),
        CAST(pg_catalog.current_setting('deadlock_timeout') AS pg_catalog.interval) / 2)) AS pg_catalog.int8)) AS pg_catalog.text), true)
$$;
COMMENT ON FUNCTION mindwell_internal.set_lock_timeout() IS
'Internal: for the rest of the step, wait for a lock no longer than mindwell_analytics.lock_timeout, nor than half of deadlock_timeout.';

CREATE FUNCTION mindwell_internal.yield_lock(relation regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_locks l
               WHERE l.locktype = 'relation' AND NOT l.granted AND l.relation = yield_lock.relation
                 AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'lock_not_available',
            MESSAGE = pg_catalog.format('others wait for %s, and go first', relation);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.yield_lock(regclass) IS
'Internal: 55P03 when another session waits for a table that this one has locked, which now would wait for a further one.';

CREATE FUNCTION mindwell_internal.analyze_events() RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_analyze_events';
COMMENT ON FUNCTION mindwell_internal.analyze_events() IS
'Internal: takes statistics of analytics_events as a whole, not of each partition; the planner needs them for how many groups a query of several partitions has. 42501 for anybody but the store''s owner.';
