
-- What units of maintenance need -----------------------------------------------------
--
-- A unit is one transaction of maintenance (maintain.sql).  Here are the calls that have
-- to be C: the lock of a run, work that is not logged, and whether a procedure may COMMIT.
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
