
-- Rate limit -------------------------------------------------------------------------
--
-- A tenant has as many slots as calls a minute; a call takes a slot that has been free
-- for a minute.  Slots are rows: a call that is under way holds its row's lock, so that
-- the others go past it and never wait, and every session counts it before it commits.

CREATE FUNCTION mindwell_internal.create_rate_table()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE UNLOGGED TABLE @extschema@.analytics_rate_slots (
        tenant_id uuid NOT NULL,
        slot integer NOT NULL,
        free_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, slot))
        WITH (fillfactor = 50);
    COMMENT ON TABLE @extschema@.analytics_rate_slots IS 'The calls that each tenant may make in a minute, for analytics_rate_check(); empty after a crash.';
    COMMENT ON COLUMN @extschema@.analytics_rate_slots.tenant_id IS 'Whose calls it counts.';
    COMMENT ON COLUMN @extschema@.analytics_rate_slots.slot IS 'From 1 to mindwell_analytics.rate_limit.';
    COMMENT ON COLUMN @extschema@.analytics_rate_slots.free_at IS 'From when on the next call may take it.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_rate_table() IS
'Internal: a migration, creates the table analytics_rate_slots.';

CREATE FUNCTION mindwell_internal.rate_retry_after(for_tenant uuid, cost integer, calls integer, checked_at timestamptz)
RETURNS integer
LANGUAGE sql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT GREATEST(1, CAST(pg_catalog.ceil(COALESCE(
        (SELECT EXTRACT(epoch FROM s.free_at - checked_at)
         FROM @extschema@.analytics_rate_slots s
         WHERE s.tenant_id = for_tenant AND s.slot <= calls AND s.free_at > checked_at
         ORDER BY s.free_at
         OFFSET cost - 1
         LIMIT 1), 60)) AS pg_catalog.int4))
$$;
COMMENT ON FUNCTION mindwell_internal.rate_retry_after(uuid, integer, integer, timestamptz) IS
'Internal: in how many seconds so many slots of a tenant will be free, if nobody else takes them.';

CREATE FUNCTION mindwell_internal.owner_rate_check(for_tenant uuid, cost integer)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    period CONSTANT interval := interval '1 minute';
    calls CONSTANT integer := CAST(mindwell_internal.setting('rate_limit') AS pg_catalog.int4);
    checked_at CONSTANT timestamptz := pg_catalog.clock_timestamp();
    taken integer[];
BEGIN
    IF calls = 0 THEN
        RETURN NULL;
    END IF;
    IF cost IS NULL OR cost < 1 OR cost > calls THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid cost',
            DETAIL = pg_catalog.format('It must be 1 to mindwell_analytics.rate_limit (%s).', calls);
    END IF;
    IF NOT EXISTS (SELECT FROM @extschema@.analytics_rate_slots s WHERE s.tenant_id = for_tenant AND s.slot = calls) THEN
        INSERT INTO @extschema@.analytics_rate_slots (tenant_id, slot, free_at)
        SELECT for_tenant, n, '-infinity' FROM pg_catalog.generate_series(1, calls) AS n
        ON CONFLICT DO NOTHING;
    END IF;

    taken := ARRAY(SELECT s.slot
                   FROM @extschema@.analytics_rate_slots s
                   WHERE s.tenant_id = for_tenant AND s.slot <= calls AND s.free_at <= checked_at
                   LIMIT cost
                   FOR UPDATE SKIP LOCKED);
    IF pg_catalog.cardinality(taken) < cost THEN
        RAISE EXCEPTION USING
            ERRCODE = 'configuration_limit_exceeded',
            MESSAGE = pg_catalog.format('rate limit of %s calls a minute exceeded', calls),
            DETAIL = pg_catalog.format('Retry after %s seconds.', mindwell_internal.rate_retry_after(
                for_tenant, cost - pg_catalog.cardinality(taken), calls, checked_at)),
            HINT = 'A superuser changes the limit: SELECT analytics_configure(''rate_limit'', ''120'');';
    END IF;
    UPDATE @extschema@.analytics_rate_slots s
    SET free_at = checked_at + period
    WHERE s.tenant_id = for_tenant AND s.slot = ANY (taken);
    RETURN (SELECT pg_catalog.count(*)
            FROM @extschema@.analytics_rate_slots s
            WHERE s.tenant_id = for_tenant AND s.slot <= calls AND s.free_at <= checked_at);
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_rate_check(uuid, integer) IS
'Internal: what analytics_rate_check() does for a tenant, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_rate_check(cost integer DEFAULT 1)
RETURNS integer
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_rate_check';
COMMENT ON FUNCTION @extschema@.analytics_rate_check(integer) IS
'Counts a call of the session''s tenant, or as many as cost says, against mindwell_analytics.rate_limit a minute; returns how many more it may make now, from which calls that others have under way are not subtracted, NULL without a limit. No report calls it: the application does, before what it wants to limit, and best in a transaction of its own, for a call that rolls back is not counted. It waits for nobody, save the first of a tenant. A standby counts nothing: a WARNING there, and NULL. Needs SELECT or INSERT on analytics_events. 53400 beyond the limit, with the seconds to wait in DETAIL; 22023 for a cost that is not 1 to the limit, or when the session has several tenants, 25006 in a read-only transaction, 40001 as any counter in a REPEATABLE READ one, 42501 without the privilege, 55000 without a store.';
