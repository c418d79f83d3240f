
-- Presence --------------------------------------------------------------------------

CREATE TYPE mindwell_internal.tenant_user AS (tenant_id uuid, user_id uuid);
COMMENT ON TYPE mindwell_internal.tenant_user IS
'Internal: a user of a tenant.';

-- Of a day that no time of absence begins or ends in, nothing matters but whether a user had
-- an action: that is known of each settled day, and its events need not be read.
CREATE FUNCTION mindwell_internal.days_known_whole(tenants uuid[], instants timestamptz[], absence interval, days datemultirange)
RETURNS datemultirange
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    unknown CONSTANT datemultirange := pg_catalog.datemultirange();
    cut datemultirange;
BEGIN
    IF days = unknown OR NOT mindwell_internal.may_read_derived('analytics_user_days') THEN
        RETURN unknown;
    END IF;
    SELECT COALESCE(pg_catalog.range_agg(pg_catalog.daterange(d.day, d.day, '[]')), unknown)
    INTO STRICT cut
    FROM (SELECT CAST(b.at AT TIME ZONE 'UTC' AS date) AS day
          FROM (SELECT i.at + interval '1 microsecond' FROM pg_catalog.unnest(instants) AS i (at)
                UNION ALL
                SELECT i.at + interval '1 microsecond' - absence FROM pg_catalog.unnest(instants) AS i (at)
                WHERE i.at >= timestamptz '4700-01-01 00:00:00+00 BC') AS b (at)
          WHERE b.at > mindwell_internal.utc(CAST(b.at AT TIME ZONE 'UTC' AS date))
          UNION ALL
          -- what came after the purge is known to the events alone
          SELECT s.day FROM @extschema@.analytics_sealed_days AS s) AS d;
    RETURN days - cut - mindwell_internal.unsettled('user_days', tenants, pg_catalog.lower(days), pg_catalog.upper(days));
END
$$;
COMMENT ON FUNCTION mindwell_internal.days_known_whole(uuid[], timestamptz[], interval, datemultirange) IS
'Internal: of some days those of which analytics_user_days tells who was present at some instants: it has them, they are not sealed, and no time of the absence before an instant begins or ends in them.';

-- Who has left does not keep their goals and habits any more, and does not say so either.
CREATE FUNCTION mindwell_internal.presence(
    tenants uuid[],
    users mindwell_internal.tenant_user[],
    instants timestamptz[])
RETURNS TABLE (tenant_id uuid, user_id uuid, present_from timestamptz, present_until timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- in hours: a day of the session's time zone may have 23
    absence CONSTANT interval := interval '672 hours';
    user_tenants CONSTANT uuid[] := ARRAY(SELECT u.tenant_id FROM pg_catalog.unnest(users) WITH ORDINALITY AS u ORDER BY u.ordinality);
    user_ids CONSTANT uuid[] := ARRAY(SELECT u.user_id FROM pg_catalog.unnest(users) WITH ORDINALITY AS u ORDER BY u.ordinality);
    first_instant CONSTANT timestamptz := (SELECT min(i.at) FROM pg_catalog.unnest(instants) AS i (at));
    from_time CONSTANT timestamptz := CASE WHEN first_instant < timestamptz '4700-01-01 00:00:00+00 BC' THEN first_instant ELSE first_instant - absence END;
    to_time CONSTANT timestamptz := (SELECT max(mindwell_internal.known_until(i.at)) FROM pg_catalog.unnest(instants) AS i (at));
    days CONSTANT datemultirange := pg_catalog.datemultirange(pg_catalog.daterange(CAST(from_time AT TIME ZONE 'UTC' AS date), CAST(to_time AT TIME ZONE 'UTC' AS date), '[]'));
    whole datemultirange;
    -- few users are found by the index on them; of many, in one scan, the aggregate looks who they are
    few CONSTANT integer := 100;
    of_users CONSTANT text := CASE WHEN pg_catalog.cardinality(user_ids) > few THEN '' ELSE ' AND e.user_id = ANY ($3)' END;
BEGIN
    IF user_ids = '{}' OR from_time >= to_time THEN
        RETURN;
    END IF;
    whole := mindwell_internal.days_known_whole(tenants, instants, absence, days);
    RETURN QUERY EXECUTE pg_catalog.format(
        'SELECT p.* FROM pg_catalog.unnest((SELECT mindwell_internal.presence_agg(a.tenant_id, a.user_id, a.at, $4, $2, $3) FROM (%s) AS a)) AS p',
        pg_catalog.concat_ws(
            ' UNION ALL ',
            CASE WHEN whole <> '{}' THEN
                'SELECT e.tenant_id, e.user_id, mindwell_internal.utc(e.day) AS at FROM @extschema@.analytics_user_days AS e
                 WHERE e.is_active AND e.tenant_id = ANY ($1) AND e.day >= pg_catalog.lower($7) AND e.day < pg_catalog.upper($7)'
                || CASE WHEN pg_catalog.range_merge(whole) <@ whole THEN '' ELSE ' AND e.day <@ $7' END || of_users
            END,
            'SELECT d.tenant_id, d.user_id, d.at FROM mindwell_internal.sealed_activity($1, $5, $6) AS d WHERE d.is_active',
            (SELECT pg_catalog.string_agg(
                        'SELECT e.tenant_id, e.user_id, e.occurred_at FROM @extschema@.analytics_events AS e WHERE e.tenant_id = ANY ($1) AND '
                        || c.condition || ' AND ' || mindwell_internal.is_action_sql(tenants) || of_users, ' UNION ALL ')
             FROM mindwell_internal.day_conditions(days - whole, from_time, to_time) AS c (condition))))
    USING tenants, user_tenants, user_ids, absence, from_time, to_time, whole;
END
$$;
COMMENT ON FUNCTION mindwell_internal.presence(uuid[], mindwell_internal.tenant_user[], timestamptz[]) IS
'Internal: when users, each named once, were present, as far as some instants are concerned: there at each is who had an action (as of analytics_active_users) less than 28 days before, the others are not; what the periods say of other times is right to the UTC day. Of days that were purged, as if all had happened when the UTC day began.';
