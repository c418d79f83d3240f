
-- Tenants -----------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_current_tenant() RETURNS uuid
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenant';
COMMENT ON FUNCTION @extschema@.analytics_current_tenant() IS
'The tenant of this session: the setting mindwell_analytics.tenant_id, else the one to which analytics_tenant_members binds the role, else the nil UUID in a store of one tenant and for the store''s owner. NULL when the session has none or several. 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_current_tenants() RETURNS uuid[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenants';
COMMENT ON FUNCTION @extschema@.analytics_current_tenants() IS
'All tenants of this session, an empty array when it has none; the row-security policies compare with it, and every report asks. 42501 for a superuser where another role, that is none, owns the store: SET ROLE to the owner; 55000 without a store.';

-- What is ours asks these: the extension's schema can be renamed by its owner, who may
-- be no superuser, and its former name be given to another one.
CREATE FUNCTION mindwell_internal.current_tenant() RETURNS uuid
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenant';
COMMENT ON FUNCTION mindwell_internal.current_tenant() IS
'Internal: as analytics_current_tenant().';

CREATE FUNCTION mindwell_internal.current_tenants() RETURNS uuid[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenants';
COMMENT ON FUNCTION mindwell_internal.current_tenants() IS
'Internal: as analytics_current_tenants().';

CREATE FUNCTION mindwell_internal.tenants_to_read() RETURNS uuid[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_tenants_to_read';
COMMENT ON FUNCTION mindwell_internal.tenants_to_read() IS
'Internal: analytics_current_tenants() for a report; 42501, with the call that helps, for a role that may not read events.';

CREATE FUNCTION @extschema@.analytics_is_unbound() RETURNS boolean
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_is_unbound';
COMMENT ON FUNCTION @extschema@.analytics_is_unbound() IS
'Is this session bound to no tenant, neither by the setting mindwell_analytics.tenant_id nor by a membership of its role? What concerns all tenants is for such sessions; the row-security policies ask. In a store of several tenants the nil one binds like any other. 55000 without a store.';

CREATE FUNCTION mindwell_internal.tenant_to_write(tenant_id uuid) RETURNS uuid
LANGUAGE c STABLE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_tenant_to_write';
COMMENT ON FUNCTION mindwell_internal.tenant_to_write(uuid) IS
'Internal: whose row is written: the tenant given, else that of the session. 55000 without one in a store of several tenants, for another one in a store of one, or without a store; 22023 when the session has several; 42501 for a foreign tenant.';

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

CREATE FUNCTION mindwell_internal.is_bound(role_id oid)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM @extschema@.analytics_tenant_members m
                   WHERE pg_catalog.pg_has_role(role_id, CAST(m.role AS pg_catalog.oid), 'USAGE'))
$$;
COMMENT ON FUNCTION mindwell_internal.is_bound(oid) IS
'Internal: does a membership of the role, or of a role whose rights it has, bind it to a tenant?';

CREATE FUNCTION mindwell_internal.unbound_roles()
RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.array_agg(pg_catalog.quote_ident(r.rolname) ORDER BY r.rolname)
    FROM pg_catalog.pg_roles r
    WHERE NOT r.rolsuper AND NOT pg_catalog.pg_has_role(r.oid, CURRENT_USER, 'USAGE')
      AND EXISTS (SELECT FROM pg_catalog.pg_class c, LATERAL pg_catalog.aclexplode(c.relacl) a
                  WHERE c.oid IN (mindwell_internal.relation('analytics_events'), mindwell_internal.relation('analytics_inbox'))
                    AND a.grantee = r.oid)
      AND NOT mindwell_internal.is_bound(r.oid)
$$;
COMMENT ON FUNCTION mindwell_internal.unbound_roles() IS
'Internal: the roles, quoted, that have privileges on the events and are bound to no tenant; NULL when there is none.';

-- The oid of a role that was dropped may be given to another one some day.
CREATE FUNCTION mindwell_internal.remove_stale_members()
RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    removed bigint := 0;
BEGIN
    -- a DELETE, even of no row, has every session read its configuration again
    IF mindwell_internal.stale_members() > 0 THEN
        DELETE FROM @extschema@.analytics_tenant_members m
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = m.role);
        GET DIAGNOSTICS removed = ROW_COUNT;
    END IF;
    RETURN removed;
END
$$;
COMMENT ON FUNCTION mindwell_internal.remove_stale_members() IS
'Internal: deletes the memberships of roles that do not exist any more; returns their number.';

CREATE FUNCTION mindwell_internal.stale_members()
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.count(*)
    FROM @extschema@.analytics_tenant_members m
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = m.role)
$$;
COMMENT ON FUNCTION mindwell_internal.stale_members() IS
'Internal: how many memberships are of roles that do not exist any more?';

-- Locks analytics_events and its partitions in ACCESS EXCLUSIVE mode, once all of these
-- locks can be had; reads no row.  Under the lock of maintenance, so that no partition is
-- made meanwhile as the table was before.
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
    unbound text[];
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

    unbound := mindwell_internal.unbound_roles();
    IF unbound IS NOT NULL THEN
        RAISE NOTICE 'from now on these roles see and write no events, because no membership binds them to a tenant: %',
            pg_catalog.array_to_string(unbound, ', ')
            USING HINT = pg_catalog.concat_ws(' ',
                (SELECT pg_catalog.format('Bind each that is no admin, for example to the tenant of the events so far:'
                                          ' INSERT INTO %s VALUES (%L, ''00000000-0000-0000-0000-000000000000'');',
                                          mindwell_internal.relation('analytics_tenant_members'), u.role)
                 FROM pg_catalog.unnest(unbound) WITH ORDINALITY AS u (role, ordinal)
                 WHERE NOT pg_catalog.has_table_privilege(CAST(CAST(u.role AS pg_catalog.regrole) AS pg_catalog.oid),
                                                          CAST(mindwell_internal.relation('analytics_run_log') AS pg_catalog.oid), 'INSERT')
                 ORDER BY u.ordinal
                 LIMIT 1),
                'A role that sets mindwell_analytics.tenant_id itself needs no membership;'
                ' an admin that is bound to a tenant, the nil one included, maintains the store no more.');
    END IF;
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
'Lets the store take the events of other tenants than the nil one, which a new store refuses (55000); from then on row security compares the tenant of each event that a role reads that does not own the store. Returns whether that changed anything. From then on a role that has no tenant sees no events, and what is written without a tenant is refused as well (55000), unless mindwell_analytics.require_tenant is off; a NOTICE names the roles that no membership binds. There is no way back. Locks analytics_events and its partitions against everybody for a moment, which it waits for as mindwell_analytics.lock_timeout and lock_attempts say, and reads no row. For the store''s owner and its admins. 42501 for anybody else, 55P03 when the locks are not to be had, 25000 above READ COMMITTED, 55000 without a store; a NOTICE and NULL on a standby.';
