
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

    CREATE TABLE @extschema@.analytics_users (
        tenant_id uuid NOT NULL,
        user_id uuid NOT NULL,
        properties jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, user_id));
    COMMENT ON TABLE @extschema@.analytics_users IS 'Properties of users, written by analytics_identify().';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_ingest_tables() IS
'Internal: a migration, creates the tables of idempotency keys and of users.';
