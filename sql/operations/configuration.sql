
-- Configuration that concerns the whole store --------------------------------------
--
-- Rows of it are the owner's to write; who may maintain the store changes them by these
-- functions.  Each takes one row, by its key, and returns whether that changed anything.

CREATE FUNCTION mindwell_internal.owner_set_retention(retention_class text, keep interval, export_first boolean)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed boolean;
BEGIN
    IF retention_class IS NULL OR pg_catalog.octet_length(retention_class) NOT BETWEEN 1 AND 64 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid retention class',
            DETAIL = 'Its name has from 1 to 64 bytes.';
    ELSIF keep NOT BETWEEN interval '1 day' AND interval '1000 years' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'keep is out of range',
            DETAIL = 'It is from 1 day to 1000 years, or NULL: forever.';
    END IF;
    INSERT INTO @extschema@.analytics_retention_policies AS p (retention_class, keep, export_first)
    VALUES (owner_set_retention.retention_class, owner_set_retention.keep, COALESCE(owner_set_retention.export_first, false))
    ON CONFLICT ON CONSTRAINT analytics_retention_policies_pkey DO UPDATE
    SET keep = EXCLUDED.keep, export_first = COALESCE(owner_set_retention.export_first, p.export_first), updated_at = pg_catalog.now()
    WHERE p.keep IS DISTINCT FROM EXCLUDED.keep
       OR p.export_first <> COALESCE(owner_set_retention.export_first, p.export_first);
    changed := FOUND;
    IF NOT EXISTS (SELECT FROM @extschema@.analytics_event_types t WHERE t.retention_class = owner_set_retention.retention_class) THEN
        RAISE NOTICE 'no event type has the retention class "%"', retention_class
            USING HINT = pg_catalog.format('A type gets it by SELECT analytics_register_event_type(event_type, retention_class => %L);', retention_class);
    END IF;
    RETURN changed;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_set_retention(text, interval, boolean) IS
'Internal: what analytics_set_retention() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_set_retention(retention_class text, keep interval, export_first boolean DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_set_retention(text, interval, boolean) IS
'Sets how long the events of a retention class are kept, 1 day to 1000 years or (NULL) forever, and whether purge asks for their export first (NULL: as before, else no); returns whether that changed anything. The next purge removes what is older. For the store''s owner and its admins. 42501 for anybody else, 22023 for a bad argument, 55000 without a store; a NOTICE and NULL on a standby.';

CREATE FUNCTION mindwell_internal.owner_set_pii_rule(key text, action text, description text, is_secret boolean)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- as the gate compares keys
    folded CONSTANT text := pg_catalog.lower(pg_catalog.translate(key, E'_- \t\n\x0b\f\r"''`', ''));
    rule record;
BEGIN
    IF folded IS NULL OR pg_catalog.octet_length(folded) NOT BETWEEN 1 AND 64 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid key',
            DETAIL = 'It has from 1 to 64 bytes, underscores, hyphens, blanks and quotes not counted.';
    ELSIF action NOT IN ('drop', 'hash', 'mask', 'allow') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown action',
            HINT = 'It is drop, hash, mask or allow; NULL removes the rule.';
    END IF;
    SELECT r.* INTO rule
    FROM @extschema@.analytics_pii_rules r
    WHERE pg_catalog.lower(pg_catalog.translate(r.key, E'_- \t\n\x0b\f\r"''`', '')) = folded;
    IF action IS NULL THEN
        DELETE FROM @extschema@.analytics_pii_rules r WHERE r.key = rule.key;
    ELSIF rule.key IS NULL THEN
        INSERT INTO @extschema@.analytics_pii_rules (key, action, description, is_secret)
        VALUES (owner_set_pii_rule.key, owner_set_pii_rule.action, owner_set_pii_rule.description,
                COALESCE(owner_set_pii_rule.is_secret, false));
    ELSE
        UPDATE @extschema@.analytics_pii_rules r
        SET action = owner_set_pii_rule.action,
            description = COALESCE(owner_set_pii_rule.description, r.description),
            is_secret = COALESCE(owner_set_pii_rule.is_secret, r.is_secret)
        WHERE r.key = rule.key
          AND (r.action, r.description, r.is_secret) IS DISTINCT FROM
              (owner_set_pii_rule.action, COALESCE(owner_set_pii_rule.description, r.description),
               COALESCE(owner_set_pii_rule.is_secret, r.is_secret));
    END IF;
    RETURN FOUND;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_set_pii_rule(text, text, text, boolean) IS
'Internal: what analytics_set_pii_rule() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_set_pii_rule(
    key text, action text, description text DEFAULT NULL, is_secret boolean DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_set_pii_rule(text, text, text, boolean) IS
'Sets what becomes of the properties of a key (case, underscores, hyphens, blanks and quotes do not count): drop, hash, mask or allow; a NULL action removes the rule. is_secret: also when mindwell_analytics.enable_pii_tracking is on, and for keys that end in this one (user_password); NULL leaves description and is_secret as they are. Returns whether that changed anything; holds for what is stored from then on. For the store''s owner and its admins. 42501 for anybody else, 22023 for a bad argument, 55000 without a store; a NOTICE and NULL on a standby.';

CREATE FUNCTION mindwell_internal.owner_set_funnel_stage(stage text, "position" integer, description text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF stage IS NULL OR stage !~ '^[a-z][a-z0-9_]{0,31}$' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid funnel stage',
            DETAIL = 'Its name begins with a lower-case letter, goes on with lower-case letters, digits and underscores, and has at most 32 characters.';
    END IF;
    IF "position" IS NULL THEN
        DELETE FROM @extschema@.analytics_funnel_stages s WHERE s.stage = owner_set_funnel_stage.stage;
    ELSE
        INSERT INTO @extschema@.analytics_funnel_stages AS s (stage, position, description)
        VALUES (owner_set_funnel_stage.stage, owner_set_funnel_stage."position", owner_set_funnel_stage.description)
        ON CONFLICT ON CONSTRAINT analytics_funnel_stages_pkey DO UPDATE
        SET position = EXCLUDED.position, description = COALESCE(EXCLUDED.description, s.description)
        WHERE (s.position, s.description) IS DISTINCT FROM (EXCLUDED.position, COALESCE(EXCLUDED.description, s.description));
    END IF;
    RETURN FOUND;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_set_funnel_stage(text, integer, text) IS
'Internal: what analytics_set_funnel_stage() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_set_funnel_stage(stage text, "position" integer, description text DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_set_funnel_stage(text, integer, text) IS
'Enters a stage that events and event types may name, or moves it to another place among the stages; a NULL position removes it, a NULL description leaves that as it is. Returns whether that changed anything. For the store''s owner and its admins. 42501 for anybody else, 22023 for a malformed name, 23503 when an event type has a stage that is to be removed, 55000 without a store; a NOTICE and NULL on a standby.';
