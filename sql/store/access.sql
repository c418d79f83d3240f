
-- Who may do what --------------------------------------------------------------------
--
-- An access is a set of plain privileges on the tables of the store, so that \dp tells
-- who may do what; and for a coach or finance, of policies that hide rows from the
-- roles they name, which \dp shows too.  Whose rows a role sees is not its access but
-- its tenants.  Nothing here is called by the other functions: they look at privileges.

-- Restrictive policies name nothing of the extension, so that they stay when it goes.
CREATE FUNCTION mindwell_internal.access_restrictions()
RETURNS TABLE (access text, table_name name, condition text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT r.access, t.table_name, pg_catalog.format(r.condition, mindwell_internal.relation(r.of_table))
    FROM (VALUES
        ('coach', '{analytics_events,analytics_ledger}', name 'analytics_event_types',
         'funnel_stage IS DISTINCT FROM ''revenue'' AND event_type <> ALL (ARRAY('
         'SELECT t.event_type FROM %s t WHERE t.funnel_stage = ''revenue''))'),
        ('finance', '{analytics_events,analytics_ledger}', 'analytics_event_types',
         -- a trial is of the stage conversion, and a part of what a subscription was worth
         'funnel_stage = ''revenue'' OR event_type = ANY (''{trial_started,trial_ended}'') OR event_type = ANY (ARRAY('
         'SELECT t.event_type FROM %s t WHERE t.funnel_stage = ''revenue''))'),
        ('coach', '{analytics_metrics}', 'analytics_metric_definitions',
         'metric_type <> ALL (ARRAY(SELECT d.name FROM %s d'
         ' WHERE d.unit = ''currency'' OR d.name ~ ''payment|subscription|revenue|ltv|mrr|arpu''))')
    ) AS r (access, table_names, of_table, condition),
    LATERAL pg_catalog.unnest(CAST(r.table_names AS pg_catalog.name[])) AS t (table_name)
    WHERE mindwell_internal.relation(t.table_name) IS NOT NULL
$$;
COMMENT ON FUNCTION mindwell_internal.access_restrictions() IS
'Internal: the rows that are left to a role of an access.';

-- writer and each of reader, coach and finance have no privilege in common.  Nobody gets
-- UPDATE or DELETE on a table, with which a role may lock it in any mode, and so stop ingest
-- for all; nor INSERT on one whose rows no gate checks.  What they would be for is done by
-- functions, as the owner; INSERT on a table that row security lets nobody write is the
-- right to call those.  "former" is what an earlier version gave.
CREATE FUNCTION mindwell_internal.access_privileges()
RETURNS TABLE (table_name name, writer text, reader text, coach text, finance text, tenant_admin text, admin text, former text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 27
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES
        (name 'analytics_events', 'INSERT', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT', 'UPDATE, DELETE'),
        ('analytics_inbox', 'INSERT', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT', NULL),
        ('analytics_users', 'INSERT', 'SELECT', NULL, NULL, 'SELECT, INSERT', 'SELECT, INSERT', 'UPDATE, DELETE'),
        -- INSERT here is the right to say whose an anonymous id is (src/ingest/visitor.c)
        ('analytics_aliases', 'INSERT', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT', NULL),
        -- INSERT here is the right to register, change and remove types (src/store/registry.c)
        ('analytics_event_types', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT', 'UPDATE, DELETE'),
        ('analytics_funnel_stages', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'INSERT, UPDATE, DELETE'),
        ('analytics_store', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_retention_policies', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'INSERT, UPDATE, DELETE'),
        ('analytics_sealed_days', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_metric_definitions', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_metrics', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_user_days', NULL, 'SELECT', 'SELECT (tenant_id, user_id, day, is_active)', NULL, 'SELECT', 'SELECT', NULL),
        ('analytics_ledger', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_coverage', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_acquisition_costs', NULL, 'SELECT', NULL, 'SELECT', 'SELECT', 'SELECT', NULL),
        -- INSERT here is the right to opt users out, and with SELECT in again (src/privacy/rights.c)
        ('analytics_opt_outs', NULL, NULL, NULL, NULL, 'SELECT, INSERT', 'SELECT, INSERT', 'UPDATE, DELETE'),
        -- INSERT here is the right to export and erase users (src/privacy/rights.c)
        ('analytics_erasures', NULL, NULL, NULL, NULL, 'SELECT, INSERT', 'SELECT, INSERT', NULL),
        ('analytics_audit_log', NULL, NULL, NULL, NULL, 'SELECT', 'SELECT', NULL),
        ('analytics_pii_rules', NULL, NULL, NULL, NULL, 'SELECT', 'SELECT', 'INSERT, UPDATE, DELETE'),
        ('analytics_exports', NULL, NULL, NULL, NULL, NULL, 'SELECT', NULL),
        -- INSERT here is the right to run maintenance (src/store/owner_call.c)
        ('analytics_run_log', NULL, NULL, NULL, NULL, NULL, 'SELECT, INSERT', NULL),
        -- the owner's alone
        ('analytics_hash_key', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_tenant_members', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_rate_slots', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_event_keys', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_dirty_buckets', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_stale_buckets', NULL, NULL, NULL, NULL, NULL, NULL, NULL)
$$;
COMMENT ON FUNCTION mindwell_internal.access_privileges() IS
'Internal: the privileges of each access on each table and view of the store; tenant_admin is an admin of single tenants, former what no access has any more.';

CREATE FUNCTION mindwell_internal.privileges_of(access text, is_of_tenant boolean)
RETURNS TABLE (privileges text, relations text)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT g.privileges, pg_catalog.string_agg(CAST(g.relation AS text), ', ' ORDER BY g.relation::text)
    FROM (SELECT mindwell_internal.relation(p.table_name) AS relation,
                 CASE access WHEN 'writer' THEN p.writer WHEN 'reader' THEN p.reader WHEN 'coach' THEN p.coach
                             WHEN 'finance' THEN p.finance
                             WHEN 'admin' THEN CASE WHEN is_of_tenant THEN p.tenant_admin ELSE p.admin END END AS privileges
          FROM mindwell_internal.access_privileges() p) AS g
    WHERE g.relation IS NOT NULL AND g.privileges IS NOT NULL
    GROUP BY g.privileges
    ORDER BY g.privileges
$$;
COMMENT ON FUNCTION mindwell_internal.privileges_of(text, boolean) IS
'Internal: what an access is made of: privileges, and the tables of the store, as a list, on which they are granted.';

CREATE FUNCTION mindwell_internal.has_privilege(role_id oid, relation name, privilege text)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM pg_catalog.pg_class c, LATERAL pg_catalog.aclexplode(c.relacl) a
        WHERE c.oid = mindwell_internal.relation(relation) AND a.grantee = role_id AND a.privilege_type = privilege)
$$;
COMMENT ON FUNCTION mindwell_internal.has_privilege(oid, name, text) IS
'Internal: was a privilege on a table of the store granted to this very role?';

CREATE FUNCTION mindwell_internal.former_privileges(role_id oid)
RETURNS TABLE (privileges text, relations text)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT g.privileges, pg_catalog.string_agg(CAST(g.relation AS text), ', ' ORDER BY g.relation::text)
    FROM (SELECT mindwell_internal.relation(p.table_name) AS relation,
                 pg_catalog.string_agg(f.privilege, ', ' ORDER BY f.privilege) AS privileges
          FROM mindwell_internal.access_privileges() p,
               LATERAL pg_catalog.regexp_split_to_table(p.former, ', ') AS f (privilege)
          WHERE mindwell_internal.has_privilege(role_id, p.table_name, f.privilege)
          GROUP BY p.table_name) AS g
    GROUP BY g.privileges
    ORDER BY g.privileges
$$;
COMMENT ON FUNCTION mindwell_internal.former_privileges(oid) IS
'Internal: which privileges a role has that no access has any more, and on which tables of the store, as a list.';

CREATE FUNCTION mindwell_internal.revoke_former(role_id oid, role name)
RETURNS SETOF text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    granted record;
    statement text;
BEGIN
    FOR granted IN SELECT * FROM mindwell_internal.former_privileges(role_id) LOOP
        statement := pg_catalog.format('REVOKE %s ON %s FROM %I;', granted.privileges, granted.relations, role);
        EXECUTE statement;
        RETURN NEXT statement;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.revoke_former(oid, name) IS
'Internal: takes from a role what no access has any more; returns the statements that did it.';

CREATE FUNCTION mindwell_internal.access_of(role_id oid)
RETURNS text[]
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.array_agg(a.access ORDER BY a.access)
    FROM (SELECT pg_catalog.substr(p.polname, pg_catalog.length('analytics_') + 1)
          FROM pg_catalog.pg_policy p
          WHERE p.polrelid = mindwell_internal.relation('analytics_events')
            AND p.polname IN ('analytics_coach', 'analytics_finance') AND role_id = ANY (p.polroles)
          UNION ALL
          SELECT CASE WHEN mindwell_internal.has_privilege(role_id, 'analytics_audit_log', 'SELECT') THEN 'admin'
                      WHEN mindwell_internal.has_privilege(role_id, 'analytics_users', 'SELECT') THEN 'reader' END
          UNION ALL
          SELECT CASE WHEN mindwell_internal.has_privilege(role_id, 'analytics_inbox', 'INSERT')
                       AND NOT mindwell_internal.has_privilege(role_id, 'analytics_audit_log', 'SELECT') THEN 'writer' END
    ) AS a (access)
    WHERE a.access IS NOT NULL
$$;
COMMENT ON FUNCTION mindwell_internal.access_of(oid) IS
'Internal: the accesses that analytics_grant() gave a role, as its privileges and policies tell; NULL for none.';

CREATE FUNCTION mindwell_internal.check_access(role name, access text)
RETURNS oid
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    role_id oid := (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = role);
BEGIN
    IF access IS NULL OR access NOT IN ('writer', 'reader', 'coach', 'finance', 'admin') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown access',
            HINT = 'It is writer, reader, coach, finance or admin.';
    ELSIF role_id IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'undefined_object',
            MESSAGE = CASE WHEN role IS NULL THEN 'role must not be null' ELSE pg_catalog.format('role "%s" does not exist', role) END;
    ELSIF role = CURRENT_USER THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('role "%s" owns the store', role),
            DETAIL = 'Its rights come from that, and row security does not hold for it.';
    END IF;
    RETURN role_id;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_access(name, text) IS
'Internal: the oid of a role to which an access may be given. 22023 for an unknown access or the owner, 42704 for an unknown role.';

CREATE FUNCTION mindwell_internal.restrict(access text, role name)
RETURNS SETOF text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    restriction record;
    statement text;
BEGIN
    -- A policy that an earlier version made lacks a literal that is in the condition of this one.
    FOR restriction IN
        SELECT r.relation, r.condition, 'analytics_' || restrict.access AS policy, p.roles, p.roles || n.added AS all_roles,
               EXISTS (SELECT FROM pg_catalog.regexp_matches(r.condition, '''[^'']*''', 'g') AS l (literal)
                       WHERE pg_catalog.strpos(p.condition, l.literal[1]) = 0) AS is_former
        FROM (SELECT mindwell_internal.relation(a.table_name) AS relation, a.condition
              FROM mindwell_internal.access_restrictions() a
              WHERE a.access = restrict.access) AS r
        LEFT JOIN LATERAL (
            SELECT pg_catalog.array_agg(m.oid::pg_catalog.regrole::text) AS roles,
                   pg_catalog.min(pg_catalog.pg_get_expr(l.polqual, l.polrelid)) AS condition
            FROM pg_catalog.pg_policy l, pg_catalog.pg_roles m
            WHERE l.polrelid = r.relation AND l.polname = 'analytics_' || restrict.access AND m.oid = ANY (l.polroles)) AS p ON true
        CROSS JOIN LATERAL (
            SELECT CASE WHEN pg_catalog.quote_ident(role) <> ALL (p.roles) THEN ARRAY[pg_catalog.quote_ident(role)] ELSE '{}' END AS added) AS n
        ORDER BY CAST(r.relation AS text)
    LOOP
        IF restriction.roles IS NULL THEN
            statement := pg_catalog.format('CREATE POLICY %I ON %s AS RESTRICTIVE FOR SELECT TO %I USING (%s);',
                                           restriction.policy, restriction.relation, role, restriction.condition);
        ELSE
            CONTINUE WHEN restriction.all_roles = restriction.roles AND NOT restriction.is_former;
            statement := pg_catalog.format('ALTER POLICY %I ON %s TO %s%s;',
                                           restriction.policy, restriction.relation, pg_catalog.array_to_string(restriction.all_roles, ', '),
                                           CASE WHEN restriction.is_former THEN pg_catalog.format(' USING (%s)', restriction.condition) END);
        END IF;
        EXECUTE statement;
        RETURN NEXT statement;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.restrict(text, name) IS
'Internal: hides from a role the rows that are not for its access, and mends the policy that an earlier version made for it; returns the statements that did it.';

CREATE FUNCTION mindwell_internal.unrestrict(access text, role name)
RETURNS SETOF text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    policy record;
    statement text;
BEGIN
    FOR policy IN
        SELECT l.polname AS name, CAST(l.polrelid AS pg_catalog.regclass) AS relation,
               (SELECT pg_catalog.string_agg(CAST(CAST(o.other AS pg_catalog.regrole) AS text), ', ')
                FROM pg_catalog.unnest(l.polroles) AS o (other)
                WHERE o.other <> m.oid) AS others
        FROM mindwell_internal.access_restrictions() a
        JOIN pg_catalog.pg_policy l ON l.polrelid = mindwell_internal.relation(a.table_name)
                                   AND l.polname = 'analytics_' || a.access
        JOIN pg_catalog.pg_roles m ON m.rolname = role AND m.oid = ANY (l.polroles)
        WHERE a.access = unrestrict.access
        ORDER BY CAST(CAST(l.polrelid AS pg_catalog.regclass) AS text)
    LOOP
        statement := CASE WHEN policy.others IS NULL
            THEN pg_catalog.format('DROP POLICY %I ON %s;', policy.name, policy.relation)
            ELSE pg_catalog.format('ALTER POLICY %I ON %s TO %s;', policy.name, policy.relation, policy.others) END;
        EXECUTE statement;
        RETURN NEXT statement;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unrestrict(text, name) IS
'Internal: takes back what mindwell_internal.restrict() did; returns the statements that did it.';

CREATE FUNCTION mindwell_internal.owner_grant(role name, access text, tenant_id uuid)
RETURNS TABLE (statement text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    role_id CONSTANT oid := mindwell_internal.check_access(role, access);
    store_schema CONSTANT regnamespace := CAST('@extschema@' AS pg_catalog.regnamespace);
    other text;
    granted record;
BEGIN
    SELECT o.access INTO other
    FROM pg_catalog.unnest(mindwell_internal.access_of(role_id)) AS o (access)
    WHERE o.access <> owner_grant.access
      AND ('admin' IN (o.access, owner_grant.access) OR 'writer' NOT IN (o.access, owner_grant.access));
    IF other IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'duplicate_object',
            MESSAGE = pg_catalog.format('role "%s" has the access %s', role, other),
            DETAIL = 'Of reader, coach and finance a role has one; admin includes the others.',
            HINT = pg_catalog.format('Before it gets another: SELECT * FROM analytics_revoke(%L, %L);', role, other);
    END IF;

    -- first what hides, then what shows
    FOR statement IN SELECT * FROM mindwell_internal.restrict(access, role) LOOP
        RETURN NEXT;
    END LOOP;
    IF tenant_id IS NOT NULL THEN
        statement := pg_catalog.format('INSERT INTO %s (role, tenant_id) VALUES (%L, %L) ON CONFLICT DO NOTHING;',
                                       mindwell_internal.relation('analytics_tenant_members'),
                                       CAST(role_id AS pg_catalog.regrole), tenant_id);
        EXECUTE statement;
        RETURN NEXT;
    END IF;
    FOR granted IN SELECT * FROM mindwell_internal.privileges_of(access, tenant_id IS NOT NULL) LOOP
        statement := pg_catalog.format('GRANT %s ON %s TO %I;', granted.privileges, granted.relations, role);
        EXECUTE statement;
        RETURN NEXT;
    END LOOP;
    FOR statement IN SELECT * FROM mindwell_internal.revoke_former(role_id, role) LOOP
        RETURN NEXT;
    END LOOP;
    PERFORM mindwell_internal.audit('grant', role, NULL, pg_catalog.jsonb_build_object('access', access, 'tenant_id', tenant_id));

    IF NOT pg_catalog.has_schema_privilege(role_id, store_schema, 'USAGE') THEN
        statement := pg_catalog.format('GRANT USAGE ON SCHEMA %s TO %I;', store_schema, role);
        IF pg_catalog.has_schema_privilege(store_schema, 'USAGE WITH GRANT OPTION') THEN
            EXECUTE statement;
        ELSE
            RAISE NOTICE 'role "%" cannot use the schema of the store', role
                USING HINT = pg_catalog.format('Its owner runs: %s', statement);
            statement := statement || '  -- to do, by the owner of the schema';
        END IF;
        RETURN NEXT;
    END IF;
    IF mindwell_internal.has_one_tenant() THEN
        IF tenant_id <> '00000000-0000-0000-0000-000000000000' THEN
            RAISE NOTICE 'the store takes the events of one tenant, and role "%" is bound to another', role
                USING HINT = 'For those of others its owner runs SELECT analytics_enable_tenants(); once.';
        END IF;
    ELSIF tenant_id IS NULL AND NOT mindwell_internal.is_bound(role_id) THEN
        RAISE NOTICE 'role "%" is bound to no tenant, and so sees and writes no events', role
            USING HINT = CASE access WHEN 'admin' THEN 'It maintains the store as long as it is bound to none. For the events of a tenant: ' ELSE 'Bind it: ' END
                || pg_catalog.format('SELECT analytics_grant(%L, %L, ''UUID''); or, if it serves tenants that it names itself, a superuser runs GRANT SET ON PARAMETER mindwell_analytics.tenant_id TO %I;', role, access, role);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_grant(name, text, uuid) IS
'Internal: what analytics_grant() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_grant(role name, access text, tenant_id uuid DEFAULT NULL)
RETURNS TABLE (statement text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 5
AS 'MODULE_PATHNAME', 'analytics_as_owner_only';
COMMENT ON FUNCTION @extschema@.analytics_grant(name, text, uuid) IS
'Gives a role an access to the store, by plain GRANTs of SELECT and INSERT: writer (tracks and identifies, reads nothing), reader (events, users, rollups, reports), coach (the same without users and revenue: no event of the stage revenue or of a type that has it, no such metric), finance (those events, trials, all metrics, costs), admin (all, exports and erasures of users included; without a tenant also maintenance). With a tenant_id the role is bound to that tenant too, and to no other but those it was given so. UPDATE and DELETE on tables of the store, which an earlier version gave, are taken away. One row for each statement that did it, in full; the last one may end in a comment that says who has to run it. A role has one of reader, coach and finance at a time. For the store''s owner. 42501 for anybody else, 22023 for an unknown access or the owner as role, 42704 for an unknown role, 42710 when the role has another access, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_revoke(role name, access text, tenant_id uuid)
RETURNS TABLE (statement text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    role_id CONSTANT oid := mindwell_internal.check_access(role, access);
    other_tenants bigint;
    granted record;
    member record;
BEGIN
    IF access <> ALL (COALESCE(mindwell_internal.access_of(role_id), '{}')) THEN
        RAISE NOTICE 'role "%" has not the access %', role, access;
        RETURN;
    END IF;
    IF tenant_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM @extschema@.analytics_tenant_members m
        WHERE m.role = role_id AND m.tenant_id = owner_revoke.tenant_id)
    THEN
        RAISE NOTICE 'role "%" is not bound to tenant %', role, tenant_id;
        RETURN;
    END IF;
    -- 0 when no tenant is named: all of them then
    SELECT pg_catalog.count(*) INTO other_tenants
    FROM @extschema@.analytics_tenant_members m
    WHERE m.role = role_id AND m.tenant_id <> owner_revoke.tenant_id;

    -- A role that has other tenants keeps its access to them.  The last tenant goes with
    -- the last access, not before: in a store of one tenant, a role that is bound to none
    -- sees all events.
    IF other_tenants = 0 THEN
        FOR granted IN SELECT * FROM mindwell_internal.privileges_of(access, false) LOOP
            statement := pg_catalog.format('REVOKE %s ON %s FROM %I;', granted.privileges, granted.relations, role);
            EXECUTE statement;
            RETURN NEXT;
        END LOOP;
        FOR statement IN SELECT * FROM mindwell_internal.revoke_former(role_id, role) LOOP
            RETURN NEXT;
        END LOOP;
        FOR statement IN SELECT * FROM mindwell_internal.unrestrict(access, role) LOOP
            RETURN NEXT;
        END LOOP;
    END IF;
    FOR member IN
        SELECT m.tenant_id
        FROM @extschema@.analytics_tenant_members m
        WHERE m.role = role_id
          AND CASE WHEN other_tenants > 0 THEN m.tenant_id = owner_revoke.tenant_id
                   ELSE mindwell_internal.access_of(role_id) IS NULL END
        ORDER BY m.tenant_id
    LOOP
        statement := pg_catalog.format('DELETE FROM %s WHERE role = %L::regrole AND tenant_id = %L;',
                                       mindwell_internal.relation('analytics_tenant_members'),
                                       CAST(role_id AS pg_catalog.regrole), member.tenant_id);
        EXECUTE statement;
        RETURN NEXT;
    END LOOP;
    PERFORM mindwell_internal.audit('revoke', role, NULL, pg_catalog.jsonb_build_object('access', access, 'tenant_id', tenant_id));
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_revoke(name, text, uuid) IS
'Internal: what analytics_revoke() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_revoke(role name, access text, tenant_id uuid DEFAULT NULL)
RETURNS TABLE (statement text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 5
AS 'MODULE_PATHNAME', 'analytics_as_owner_only';
COMMENT ON FUNCTION @extschema@.analytics_revoke(name, text, uuid) IS
'Takes an access from a role that analytics_grant() gave it, from one tenant or from all: while the role has other tenants, tenant_id takes that tenant alone, from all its accesses. One row for each statement that did it; a NOTICE when the role has not the access, or not the tenant. For the store''s owner. 42501 for anybody else, 22023 for an unknown access or the owner as role, 42704 for an unknown role, 55000 without a store.';
