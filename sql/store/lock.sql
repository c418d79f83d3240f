
-- Locks of the store -----------------------------------------------------------------
--
-- install, run, maintenance and rollups: those who change the store take turns, by locks
-- that only functions of the owner can take (store_lock.c).  Nobody waits for a turn for
-- longer than mindwell_analytics.wait_timeout, and then is told who has it.

CREATE FUNCTION mindwell_internal.try_lock(lock text) RETURNS boolean
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_try_lock';
COMMENT ON FUNCTION mindwell_internal.try_lock(text) IS
'Internal: takes a lock of the store until the end of the transaction; false when another session has it. 42501 without the rights of the store''s owner.';

CREATE FUNCTION mindwell_internal.wait_for_lock(lock text) RETURNS void
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_wait_for_lock';
COMMENT ON FUNCTION mindwell_internal.wait_for_lock(text) IS
'Internal: takes a lock of the store until the end of the transaction. 55P03 after mindwell_analytics.wait_timeout, 42501 without the rights of the store''s owner.';

CREATE FUNCTION mindwell_internal.limit_waits() RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_limit_waits';
COMMENT ON FUNCTION mindwell_internal.limit_waits() IS
'Internal: for the rest of the step, wait for any lock no longer than mindwell_analytics.wait_timeout, nor than lock_timeout.';

CREATE FUNCTION mindwell_internal.lock_holders()
RETURNS TABLE (lock text, pid integer, role name, since timestamptz)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 4
AS 'MODULE_PATHNAME', 'analytics_lock_holders';
COMMENT ON FUNCTION mindwell_internal.lock_holders() IS
'Internal: who has locks of the store: the process (NULL: a prepared transaction), its role, and since when its transaction lasts, or its idleness without one. 42501 without the rights of the store''s owner.';

CREATE FUNCTION mindwell_internal.describe_holder(pid integer, role name, since timestamptz)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN pid IS NULL THEN 'a prepared transaction' ELSE pg_catalog.format('process %s', pid) END
       || COALESCE(' of role "' || CAST(role AS text) || '"', '')
       || COALESCE(' since ' || CAST(pg_catalog.date_trunc('second', since) AS text), '');
COMMENT ON FUNCTION mindwell_internal.describe_holder(integer, name, timestamptz) IS
'Internal: a row of mindwell_internal.lock_holders() in words.';

CREATE FUNCTION mindwell_internal.end_holder(pid integer)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pid IS NULL THEN 'SELECT gid FROM pg_prepared_xacts; and COMMIT PREPARED or ROLLBACK PREPARED'
            ELSE pg_catalog.format('SELECT pg_terminate_backend(%s);', pid) END;
COMMENT ON FUNCTION mindwell_internal.end_holder(integer) IS
'Internal: what ends a session or prepared transaction that has a lock.';

CREATE FUNCTION mindwell_internal.take_turn(lock text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    holder record;
BEGIN
    IF mindwell_internal.try_lock(lock) THEN
        RETURN;
    END IF;
    BEGIN
        PERFORM mindwell_internal.wait_for_lock(lock);
    EXCEPTION WHEN lock_not_available THEN
        SELECT h.* INTO holder FROM mindwell_internal.lock_holders() h WHERE h.lock = take_turn.lock;
        RAISE EXCEPTION USING
            ERRCODE = 'lock_not_available',
            MESSAGE = pg_catalog.format('timed out waiting for the lock "%s" of the analytics store', lock),
            DETAIL = CASE WHEN FOUND THEN pg_catalog.format('It is held by %s.', mindwell_internal.describe_holder(holder.pid, holder.role, holder.since))
                          ELSE 'Others had it in turn.' END,
            HINT = 'Try again later'
                   || CASE WHEN FOUND THEN '; or end what does not come to its end: ' || mindwell_internal.end_holder(holder.pid) ELSE '.' END;
    END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.take_turn(text) IS
'Internal: takes a lock of the store until the end of the transaction, and waits for it for mindwell_analytics.wait_timeout at most: then 55P03, whose DETAIL names who has it.';
