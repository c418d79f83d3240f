
-- Who came back ---------------------------------------------------------------------

-- Whether somebody started before the period is all that is asked of what lies before
-- it; that is read apart, so that partitions are pruned for the rest.
CREATE FUNCTION @extschema@.analytics_retention(
    start_step @extschema@.analytics_steps,
    return_step @extschema@.analytics_steps,
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    periods integer DEFAULT 7,
    cohorts text DEFAULT 'first_time',
    returned text DEFAULT 'on',
    rolling boolean DEFAULT false,
    minimum_occurrences integer DEFAULT 1,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, cohort_size bigint, period bigint, actors bigint, rate double precision,
               is_complete boolean, history_from timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- first, for a schema that was renamed is refused by it, before what follows names it
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    utc_format CONSTANT text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    any_event CONSTANT text := 'true';
    started CONSTANT jsonb := mindwell_internal.single_step(CAST(start_step AS jsonb));
    came_back CONSTANT jsonb := mindwell_internal.single_step(CAST(return_step AS jsonb));
    is_start text := CASE WHEN started IS NULL THEN any_event
                     ELSE mindwell_internal.step_condition(started, 'start_step') END;
    is_return text := CASE WHEN came_back IS NULL THEN mindwell_internal.is_action_sql(tenants)
                      ELSE mindwell_internal.step_condition(came_back, 'return_step') END;
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
    options jsonb;
    earlier text := '';
    sealed text := '';
    cells @extschema@.analytics_retention_cell[];
    earliest timestamptz;
BEGIN
    IF pg_catalog.num_nulls(periods, cohorts, returned, rolling, minimum_occurrences, as_of) > 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'periods, cohorts, returned, rolling, minimum_occurrences and as_of must not be null';
    END IF;

    options := pg_catalog.jsonb_build_object(
        'cohorts', cohorts, 'returned', returned, 'rolling', rolling,
        'minimum_occurrences', minimum_occurrences, 'time_zone', time_zone,
        'from', pg_catalog.to_char(first_border AT TIME ZONE 'UTC', utc_format),
        'to', pg_catalog.to_char(last_border AT TIME ZONE 'UTC', utc_format),
        'as_of', pg_catalog.to_char(greatest(first_border, least(as_of, last_border)) AT TIME ZONE 'UTC', utc_format));
    -- bad arguments are an error where there are no events as well
    PERFORM @extschema@.analytics_retention_agg(CAST(NULL AS uuid), CAST(NULL AS timestamptz), CAST(NULL AS boolean), CAST(NULL AS boolean), grain, periods, options);

    IF cohorts = 'first_time' THEN
        earlier := $query$
            SELECT mindwell_internal.actor(e.tenant_id, e.user_id, $10), e.occurred_at, true, false
            FROM @extschema@.analytics_events AS e
            WHERE e.occurred_at < $1 AND e.tenant_id = ANY ($3) AND mindwell_internal.is_counted(e.user_id, $9) AND $query$ || is_start || $query$
            UNION ALL $query$;
    END IF;
    IF started IS NULL THEN
        sealed := $query$
            UNION ALL
            SELECT mindwell_internal.actor(d.tenant_id, d.user_id, $10), d.at, true, $8 AND d.is_active
            FROM mindwell_internal.sealed_activity($3, CASE WHEN $7 THEN '-infinity' ELSE $1 END, $2) AS d
            WHERE mindwell_internal.is_counted(d.user_id, $9)$query$;
    END IF;
    EXECUTE $query$
        SELECT @extschema@.analytics_retention_agg(CAST(s.user_id AS uuid), CAST(s.at AS timestamptz), s.is_start, s.is_return, $4, $5, $6),
               min(s.at) FILTER (WHERE s.is_start)
        FROM ($query$ || earlier || $query$
              SELECT mindwell_internal.actor(e.tenant_id, e.user_id, $10), e.occurred_at, $query$ || is_start || ', ' || is_return || $query$
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at >= $1 AND e.occurred_at < $2
                AND e.tenant_id = ANY ($3) AND mindwell_internal.is_counted(e.user_id, $9)
                AND ($query$ || is_start || ' OR ' || is_return || ')' || sealed || $query$) AS s (user_id, at, is_start, is_return)
    $query$
    INTO cells, earliest
    USING first_border, last_border, tenants, grain, periods, options,
          cohorts = 'first_time', came_back IS NULL, include_anonymous, tenant_mask;

    PERFORM mindwell_internal.notice_unseen(
        pg_catalog.jsonb_build_array(started, came_back),
        ARRAY(SELECT 1 WHERE coalesce(pg_catalog.cardinality(cells), 0) = 0
              UNION ALL
              SELECT 2 WHERE NOT EXISTS (SELECT FROM pg_catalog.unnest(cells) AS c WHERE c.period > 0 AND c.actors > 0)),
        first_border, last_border);

    RETURN QUERY
    SELECT c.cohort, c.cohort_size, CAST(c.period AS bigint), c.actors, c.rate, c.is_complete,
           CASE WHEN cohorts = 'first_time' THEN earliest END
    FROM pg_catalog.unnest(cells) AS c
    ORDER BY c.cohort, c.period;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_retention(@extschema@.analytics_steps, @extschema@.analytics_steps, timestamptz, timestamptz, text, integer, text, text, boolean, integer, text, timestamptz, boolean) IS
'For each hour, day, week (from Monday) or month of a time zone in which users had start_step, and each period 0 to periods: the interval''s start, how many users started in it, how many of them had return_step so many intervals later (period 0: all), as a fraction too, and whether that interval had ended at as_of and lies in the time read. A step is "event_type", {"event": ..., "where": {...}}, {"any": [...]}, "*" (any event) or {"not": [...]} (any but these), alone or as an array of one, where with operators if wanted (as analytics_funnel has them), with properties named as when events are tracked; NULL is any event as start_step, and as return_step any action (as of analytics_active_users). Intervals that [from_time, to_time) touches are read whole; those in which nobody started have no row. cohorts: first_time (by the first start ever) or recurring (each interval with a start); returned: on (in that interval) or on_or_after; rolling: periods of 24 hours since the user''s own start; minimum_occurrences: returns that an interval needs. Anonymous visitors (analytics_alias) count with include_anonymous only. history_from: the earliest start known, before which nobody''s first can lie; NULL for recurring. With first_time all start events before to_time are read; where any event starts, also analytics_user_days of days that were purged, as if all had happened when the UTC day began. Errors: 22023 for a malformed step, an empty time, another grain, cohorts or returned, periods outside 0 to 10000, minimum_occurrences below 1 or an unknown time zone, 22004 for a NULL other than the steps, 22008 for infinity, 54000 for too many intervals or beyond mindwell_analytics.aggregate_memory, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_retention_curve(
    start_step @extschema@.analytics_steps,
    return_step @extschema@.analytics_steps,
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    periods integer DEFAULT 7,
    cohorts text DEFAULT 'first_time',
    returned text DEFAULT 'on',
    rolling boolean DEFAULT false,
    minimum_occurrences integer DEFAULT 1,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE (period bigint, complete_cohorts bigint, cohort_size bigint, actors bigint, rate double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    RETURN QUERY
    SELECT p.period, count(r.period), CAST(coalesce(sum(r.cohort_size), 0) AS bigint),
           CAST(coalesce(sum(r.actors), 0) AS bigint),
           CAST(sum(r.actors) AS double precision) / CAST(sum(r.cohort_size) AS double precision)
    -- never empty, so that bad arguments are always seen; and as few as may be asked for, before they are
    FROM pg_catalog.generate_series(CAST(0 AS bigint), least(greatest(periods, 0), 10000)) AS p (period)
    LEFT JOIN @extschema@.analytics_retention(
        start_step, return_step, from_time, to_time, grain, periods, cohorts, returned, rolling,
        minimum_occurrences, time_zone, as_of, include_anonymous) AS r ON r.period = p.period AND r.is_complete
    GROUP BY p.period
    ORDER BY p.period;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_retention_curve(@extschema@.analytics_steps, @extschema@.analytics_steps, timestamptz, timestamptz, text, integer, text, text, boolean, integer, text, timestamptz, boolean) IS
'The cohorts of analytics_retention as one curve (D1, D7, D30): for each period 0 to periods, over the cohorts for which it is complete: how many these are, their users, how many of them came back, and which fraction that is (larger cohorts weigh more; NULL when no cohort''s is complete). Arguments and errors as of analytics_retention.';
