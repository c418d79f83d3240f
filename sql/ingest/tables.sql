
-- The tables of ingest -------------------------------------------------------------

CREATE FUNCTION mindwell_internal.create_ingest_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_event_keys (
        tenant_id uuid NOT NULL,
        key_hash bytea NOT NULL,
        payload_hash bytea NOT NULL,
        event_id uuid NOT NULL,
        user_id uuid,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, key_hash));
    COMMENT ON TABLE @extschema@.analytics_event_keys IS 'Idempotency keys of the last 7 days, as keyed hashes, and the events they belong to.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.tenant_id IS 'Whose event it is.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.key_hash IS 'Keyed hash of the idempotency key.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.payload_hash IS 'Keyed hash of what the event said: the same key with another one is a conflict.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.event_id IS 'The event that was stored with the key.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.user_id IS 'The user of that event, so that an erasure finds the key; NULL for an anonymous one.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.created_at IS 'When the event was stored; the key is forgotten 7 days later.';

    CREATE TABLE @extschema@.analytics_users (
        tenant_id uuid NOT NULL,
        user_id uuid NOT NULL,
        properties jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, user_id));
    COMMENT ON TABLE @extschema@.analytics_users IS 'Properties of users, written by analytics_identify().';
    COMMENT ON COLUMN @extschema@.analytics_users.tenant_id IS 'Whose user it is.';
    COMMENT ON COLUMN @extschema@.analytics_users.user_id IS 'The user.';
    COMMENT ON COLUMN @extschema@.analytics_users.properties IS 'A JSON object: all that analytics_identify() was told, merged, after redaction by analytics_pii_rules.';
    COMMENT ON COLUMN @extschema@.analytics_users.created_at IS 'When the user was first identified.';
    COMMENT ON COLUMN @extschema@.analytics_users.updated_at IS 'When the properties were last written.';

    CREATE TABLE @extschema@.analytics_aliases (
        tenant_id uuid NOT NULL,
        anonymous_id uuid NOT NULL,
        user_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        PRIMARY KEY (tenant_id, anonymous_id));
    CREATE INDEX analytics_aliases_user_idx ON @extschema@.analytics_aliases (tenant_id, user_id);
    COMMENT ON TABLE @extschema@.analytics_aliases IS 'Which users anonymous visitors turned out to be, written by analytics_alias().';
    COMMENT ON COLUMN @extschema@.analytics_aliases.tenant_id IS 'Whose visitor it is.';
    COMMENT ON COLUMN @extschema@.analytics_aliases.anonymous_id IS 'The visitor, as analytics_anonymous_uuid() has them.';
    COMMENT ON COLUMN @extschema@.analytics_aliases.user_id IS 'The first user who signed in there; the nil UUID once they are erased, where a second one had appeared.';
    COMMENT ON COLUMN @extschema@.analytics_aliases.created_at IS 'When that was said; what comes from the visitor afterwards is stored as the user''s; -infinity where the user is erased.';
    COMMENT ON COLUMN @extschema@.analytics_aliases.ended_at IS 'When a second user appeared there, the earliest time that was told; what the visitor did since then is nobody''s; -infinity where the user is erased. NULL: none has.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_ingest_tables() IS
'Internal: a migration, creates the tables of idempotency keys, of users and of the anonymous visitors that they were.';
