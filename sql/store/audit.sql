
-- The audit log -------------------------------------------------------------------
--
-- A row for each privileged act.  Nobody but the store's owner can write it, and the
-- owner too can only add: a row goes when the retention class audit no longer keeps it,
-- never before.

CREATE FUNCTION mindwell_internal.create_audit_table()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_audit_log (
        id uuid PRIMARY KEY,
        occurred_at timestamptz NOT NULL,
        session_role name NOT NULL,
        caller_role name NOT NULL,
        tenant_id uuid,
        action text NOT NULL,
        subject text,
        event_count bigint,
        detail jsonb);
    CREATE INDEX analytics_audit_log_time_idx ON @extschema@.analytics_audit_log (occurred_at);
    COMMENT ON TABLE @extschema@.analytics_audit_log IS 'Who did what with the store, when, and to how many; rows are added, and removed only when the retention class audit keeps them no longer.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.id IS 'UUID version 7.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.occurred_at IS 'Start of the transaction that did it.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.session_role IS 'Who logged in.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.caller_role IS 'Who acted: another role after SET ROLE.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.tenant_id IS 'Whose rows were concerned; NULL for the store as a whole, or several tenants.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.action IS 'For example configure, grant, revoke, purge, export, erase.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.subject IS 'A table, partition or role; a person only as a keyed hash.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.event_count IS 'Events, or rows of the table that is the subject.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.detail IS 'What else is to be known, by action; nothing that names a person.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_audit_table() IS
'Internal: a migration, creates the table analytics_audit_log.';

CREATE FUNCTION mindwell_internal.audit(
    action text, subject text DEFAULT NULL, event_count bigint DEFAULT NULL, detail jsonb DEFAULT NULL)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_audit';
COMMENT ON FUNCTION mindwell_internal.audit(text, text, bigint, jsonb) IS
'Internal: notes an act in analytics_audit_log, with the session''s role and the one it has SET; for the tenant that detail names as tenant_id, else for the store as a whole. A person is named by a keyed hash, never by an id or a property. 42501 without the owner''s rights, 22004 for a NULL action, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_audit_configuration() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_audit_configuration';
COMMENT ON FUNCTION @extschema@.analytics_audit_configuration() IS
'Trigger on configuration tables, after each statement: notes in analytics_audit_log how many rows were changed, and the first 20 of them, without what may be personal. 39P01 on any other trigger, 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_audit_guard() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_trigger_table(TG_RELID, TG_NAME, 'analytics_audit_log');
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM mindwell_internal.purge_cutoffs(pg_catalog.now()) c
        WHERE c.retention_class = 'audit' AND OLD.occurred_at < c.cutoff)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'insufficient_privilege',
        MESSAGE = 'rows of analytics_audit_log cannot be changed or removed',
        HINT = 'How long they are kept is the policy of the retention class audit, in analytics_retention_policies.';
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_audit_guard() IS
'Trigger on analytics_audit_log, before UPDATE, DELETE and TRUNCATE: 42501, save for rows that the retention class audit no longer keeps. 42809 on any other table.';

CREATE FUNCTION mindwell_internal.trim_audit_log(as_of timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    trimmed bigint;
BEGIN
    DELETE FROM @extschema@.analytics_audit_log a
    WHERE a.occurred_at < (SELECT c.cutoff
                           FROM mindwell_internal.purge_cutoffs(LEAST(as_of, pg_catalog.now())) c
                           WHERE c.retention_class = 'audit');
    GET DIAGNOSTICS trimmed = ROW_COUNT;
    RETURN trimmed;
END
$$;
COMMENT ON FUNCTION mindwell_internal.trim_audit_log(timestamptz) IS
'Internal: deletes the rows of analytics_audit_log that the retention class audit no longer keeps; returns their number.';

-- Called when the store is guarded: at its installation, and after the extension was dropped and created.
CREATE FUNCTION mindwell_internal.guard_audit()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    configuration name;
    event record;
BEGIN
    PERFORM mindwell_internal.create_trigger('analytics_audit_log', 'analytics_audit_guard',
        'BEFORE UPDATE OR DELETE ON %s FOR EACH ROW', '@extschema@.analytics_audit_guard()');
    PERFORM mindwell_internal.create_trigger('analytics_audit_log', 'analytics_audit_guard_truncate',
        'BEFORE TRUNCATE ON %s FOR EACH STATEMENT', '@extschema@.analytics_audit_guard()');

    FOREACH configuration IN ARRAY ARRAY['analytics_event_types', 'analytics_funnel_stages', 'analytics_pii_rules',
                                         'analytics_hash_key', 'analytics_tenant_members', 'analytics_retention_policies'] LOOP
        FOR event IN
            SELECT * FROM (VALUES ('insert', 'REFERENCING NEW TABLE AS changed_rows '),
                                  ('update', 'REFERENCING NEW TABLE AS changed_rows '),
                                  ('delete', 'REFERENCING OLD TABLE AS changed_rows '),
                                  ('truncate', '')) AS e (name, rows)
        LOOP
            PERFORM mindwell_internal.create_trigger(configuration, 'analytics_audit_' || event.name,
                'AFTER ' || event.name || ' ON %s ' || event.rows || 'FOR EACH STATEMENT',
                '@extschema@.analytics_audit_configuration()');
        END LOOP;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.guard_audit() IS
'Internal: puts the triggers of the audit log on the store, where they are missing.';
