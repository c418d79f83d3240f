
-- Logins, and what went wrong with them ------------------------------------------------

CREATE TYPE mindwell_internal.auth_security_part AS (
    bucket integer, logins bigint, failed_logins bigint, locked bigint, denied bigint, password_resets bigint, users_with_failures bigint);
COMMENT ON TYPE mindwell_internal.auth_security_part IS 'Internal: a row of mindwell_internal.auth_security_part().';

CREATE FUNCTION mindwell_internal.auth_security_part(borders timestamptz[], as_of timestamptz)
RETURNS SETOF mindwell_internal.auth_security_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    auth_types CONSTANT text[] := ARRAY['login', 'login_failed', 'account_locked', 'access_denied', 'password_reset_requested'];
    first_time CONSTANT timestamptz := borders[1];
    known_until CONSTANT timestamptz := least(borders[pg_catalog.cardinality(borders)], mindwell_internal.known_until(as_of));
BEGIN
    RETURN QUERY
    SELECT pg_catalog.width_bucket(e.occurred_at, borders),
           count(*) FILTER (WHERE e.event_type = 'login'), count(*) FILTER (WHERE e.event_type = 'login_failed'),
           count(*) FILTER (WHERE e.event_type = 'account_locked'), count(*) FILTER (WHERE e.event_type = 'access_denied'),
           count(*) FILTER (WHERE e.event_type = 'password_reset_requested'),
           count(DISTINCT mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask)) FILTER (WHERE e.event_type = 'login_failed')
    FROM @extschema@.analytics_events AS e
    WHERE e.occurred_at >= first_time AND e.occurred_at < known_until AND e.tenant_id = ANY (tenants) AND e.event_type = ANY (auth_types)
    GROUP BY 1;
END
$$;
COMMENT ON FUNCTION mindwell_internal.auth_security_part(timestamptz[], timestamptz) IS
'Internal: the part of analytics_auth_security(): the counts of each bucket between borders that has any event. Rows of stores are added. 22004 without as_of, 55000 without a store.';

CREATE FUNCTION mindwell_internal.auth_security_finish(
    parts mindwell_internal.auth_security_part[], borders timestamptz[], as_of timestamptz)
RETURNS TABLE ("time" timestamptz, logins bigint, failed_logins bigint, success_rate double precision, locked bigint, denied bigint,
               password_resets bigint, users_with_failures bigint, is_complete boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH counted AS (
        SELECT p.bucket, CAST(sum(p.logins) AS bigint) AS logins, CAST(sum(p.failed_logins) AS bigint) AS failed,
               CAST(sum(p.locked) AS bigint) AS locked, CAST(sum(p.denied) AS bigint) AS denied,
               CAST(sum(p.password_resets) AS bigint) AS resets, CAST(sum(p.users_with_failures) AS bigint) AS failing
        FROM pg_catalog.unnest(parts) AS p
        GROUP BY 1)
    SELECT b.starts, COALESCE(c.logins, 0), COALESCE(c.failed, 0), CAST(c.logins AS double precision) / NULLIF(c.logins + c.failed, 0),
           COALESCE(c.locked, 0), COALESCE(c.denied, 0), COALESCE(c.resets, 0), COALESCE(c.failing, 0), b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN counted AS c ON c.bucket = b.bucket
    ORDER BY b.bucket;
END;
COMMENT ON FUNCTION mindwell_internal.auth_security_finish(mindwell_internal.auth_security_part[], timestamptz[], timestamptz) IS
'Internal: analytics_auth_security() from its parts.';

CREATE FUNCTION @extschema@.analytics_auth_security(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, logins bigint, failed_logins bigint, success_rate double precision, locked bigint, denied bigint,
               password_resets bigint, users_with_failures bigint, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    parts CONSTANT mindwell_internal.auth_security_part[] := ARRAY(
        SELECT p FROM mindwell_internal.auth_security_part(borders, as_of) AS p);
BEGIN
    RETURN QUERY SELECT f.* FROM mindwell_internal.auth_security_finish(parts, borders, as_of) AS f;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_auth_security(timestamptz, timestamptz, text, text, timestamptz) IS
'Logins by the hour, day, week (from Monday) or month of a time zone; intervals that the period touches are counted whole, and each has a row: login, login_failed, success_rate = logins / (logins + failed_logins), NULL for neither, account_locked, access_denied, password_reset_requested, and the users whose logins failed (anonymous visitors, too). Events after as_of do not count. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain or an unknown time zone, 22004 without from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';
