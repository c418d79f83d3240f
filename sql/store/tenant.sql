
-- Tenants -----------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_current_tenant() RETURNS uuid
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenant';
COMMENT ON FUNCTION @extschema@.analytics_current_tenant() IS
'The tenant of this session: the setting mindwell_analytics.tenant_id, else the one to which analytics_tenant_members binds the role, else the nil UUID. NULL when the role is bound to several. 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_current_tenants() RETURNS uuid[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenants';
COMMENT ON FUNCTION @extschema@.analytics_current_tenants() IS
'All tenants of this session, never empty; the row-security policies compare with it, and every report asks. 42501 for a superuser where another role, that is none, owns the store: SET ROLE to the owner; 55000 without a store.';

CREATE FUNCTION mindwell_internal.tenant_to_write(tenant_id uuid) RETURNS uuid
LANGUAGE c STABLE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_tenant_to_write';
COMMENT ON FUNCTION mindwell_internal.tenant_to_write(uuid) IS
'Internal: whose row is written: the tenant given, else that of the session. 55000 without one in a store of several tenants, or without a store; 22023 when the session has several; 42501 for a foreign tenant.';

CREATE FUNCTION mindwell_internal.has_one_tenant() RETURNS boolean
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_has_one_tenant';
COMMENT ON FUNCTION mindwell_internal.has_one_tenant() IS
'Internal: does a CHECK keep analytics_events to the events of the nil tenant? 55000 without a store.';

CREATE FUNCTION mindwell_internal.plan_only_tenant(request internal) RETURNS internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_plan_only_tenant';
COMMENT ON FUNCTION mindwell_internal.plan_only_tenant(internal) IS
'Internal: planner support function of analytics_sees_only_tenant(), which becomes a constant of the plan.';

CREATE FUNCTION @extschema@.analytics_sees_only_tenant() RETURNS boolean
LANGUAGE c STABLE STRICT PARALLEL SAFE
SUPPORT mindwell_internal.plan_only_tenant
AS 'MODULE_PATHNAME', 'analytics_sees_only_tenant';
COMMENT ON FUNCTION @extschema@.analytics_sees_only_tenant() IS
'Does a session see the events of a store of one tenant? The row-security policy of such a store asks; false when the store may have several. 55000 without a store.';

-- Locks, once all of them are to be had, ACCESS EXCLUSIVE on analytics_events and its
-- partitions; no row is read.  Under the lock of maintenance, lest a partition be made
-- meanwhile as the table was before.
CREATE FUNCTION mindwell_internal.owner_enable_tenants()
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attempts CONSTANT integer := CAST(mindwell_internal.setting('lock_attempts') AS pg_catalog.int4);
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    -- the table, which takes those of its partitions along, and what was attached with its own
    checked regclass[];
    own_tenant text;
    relation regclass;
BEGIN
    PERFORM mindwell_internal.check_isolation();
    PERFORM mindwell_internal.lock_maintenance();
    -- what the policy says of rows that are written holds for those that are read
    SELECT pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) INTO own_tenant
    FROM pg_catalog.pg_policy p
    WHERE p.polrelid = events AND p.polname = 'analytics_tenant'
      AND pg_catalog.pg_get_expr(p.polqual, p.polrelid) <> pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid);
    checked := ARRAY(
        SELECT CAST(c.conrelid AS pg_catalog.regclass)
        FROM pg_catalog.pg_partition_tree(events) p
        JOIN pg_catalog.pg_constraint c ON c.conrelid = p.relid
        WHERE c.conname = 'analytics_events_one_tenant' AND c.coninhcount = 0);
    IF own_tenant IS NULL AND checked = '{}' THEN
        RETURN false;
    END IF;

    PERFORM mindwell_internal.set_lock_timeout();
    FOR attempt IN 1 .. attempts LOOP
        BEGIN
            EXECUTE pg_catalog.format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', events);
            EXIT;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
            IF attempt = attempts THEN
                RAISE;
            END IF;
        END;
        PERFORM mindwell_internal.pause();
    END LOOP;

    FOREACH relation IN ARRAY checked LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT analytics_events_one_tenant', relation);
    END LOOP;
    IF own_tenant IS NOT NULL THEN
        EXECUTE pg_catalog.format('ALTER POLICY analytics_tenant ON %s USING (%s)', events, own_tenant);
    END IF;
    PERFORM mindwell_internal.audit('enable_tenants', 'analytics_events');
    RETURN true;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_enable_tenants() IS
'Internal: what analytics_enable_tenants() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_enable_tenants()
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_enable_tenants() IS
'Lets the store take the events of other tenants than the nil one, which a new store refuses (55000); from then on row security compares the tenant of each event that a role reads that does not own the store. Returns whether that changed anything. From then on what is written without a tenant is refused as well (55000), unless mindwell_analytics.require_tenant is off. There is no way back. Locks analytics_events and its partitions against everybody for a moment, which it waits for as mindwell_analytics.lock_timeout and lock_attempts say, and reads no row. For the store''s owner and its admins. 42501 for anybody else, 55P03 when the locks are not to be had, 25000 above READ COMMITTED, 55000 without a store; a NOTICE and NULL on a standby.';
