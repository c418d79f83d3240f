
-- Who came back ---------------------------------------------------------------------

CREATE TYPE mindwell_internal.retention_part AS (cells @extschema@.analytics_retention_cell[], earliest timestamptz);
COMMENT ON TYPE mindwell_internal.retention_part IS 'Internal: what mindwell_internal.retention_part() returns.';

-- Whether somebody started before the period is all that is asked of what lies before
-- it; that is read apart, so that partitions are pruned for the rest.
CREATE FUNCTION mindwell_internal.retention_part(
    started jsonb,
    came_back jsonb,
    borders timestamptz[],
    grain text,
    periods integer,
    cohorts text,
    options jsonb,
    include_anonymous boolean)
RETURNS mindwell_internal.retention_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    any_event CONSTANT text := 'true';
    is_start CONSTANT text := CASE WHEN started IS NULL THEN any_event
                                   ELSE mindwell_internal.step_condition(started, 'start_step') END;
    is_return CONSTANT text := CASE WHEN came_back IS NULL THEN mindwell_internal.is_action_sql(tenants)
                                    ELSE mindwell_internal.step_condition(came_back, 'return_step') END;
    earlier text := '';
    sealed text := '';
    part mindwell_internal.retention_part;
BEGIN
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
    INTO part.cells, part.earliest
    USING borders[1], borders[pg_catalog.cardinality(borders)], tenants, grain, periods, options,
          cohorts = 'first_time', came_back IS NULL, include_anonymous, mindwell_internal.tenant_mask(tenants);
    RETURN part;
END
$$;
COMMENT ON FUNCTION mindwell_internal.retention_part(jsonb, jsonb, timestamptz[], text, integer, text, jsonb, boolean) IS
'Internal: the part of analytics_retention(): the cells of this store''s users, which are added to those of others, and the earliest start. 22023 for a malformed step or another option, 54000 beyond mindwell_analytics.aggregate_memory, 55000 without a store.';

CREATE FUNCTION mindwell_internal.retention_merged(parts mindwell_internal.retention_part[])
RETURNS @extschema@.analytics_retention_cell[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT CAST((c.cohort, CAST(sum(c.cohort_size) AS bigint), c.period, CAST(sum(c.actors) AS bigint),
                          CAST(sum(c.actors) AS double precision) / CAST(sum(c.cohort_size) AS double precision), pg_catalog.bool_and(c.is_complete))
                         AS @extschema@.analytics_retention_cell)
             FROM pg_catalog.unnest(parts) AS p, pg_catalog.unnest(p.cells) AS c
             GROUP BY c.cohort, c.period);
COMMENT ON FUNCTION mindwell_internal.retention_merged(mindwell_internal.retention_part[]) IS
'Internal: the cells of several parts of analytics_retention() together, in any order.';

-- Those of one store are left as they are: they may be a million.  What has a subquery is not inlined, so it is a function of its own.
CREATE FUNCTION mindwell_internal.retention_cells(parts mindwell_internal.retention_part[])
RETURNS @extschema@.analytics_retention_cell[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.cardinality(parts) = 1 THEN (parts[1]).cells ELSE mindwell_internal.retention_merged(parts) END;
COMMENT ON FUNCTION mindwell_internal.retention_cells(mindwell_internal.retention_part[]) IS
'Internal: the cells of all parts of analytics_retention() together; NULL or none where nobody started.';

CREATE FUNCTION mindwell_internal.retention_finish(parts mindwell_internal.retention_part[], cohorts text)
RETURNS TABLE ("time" timestamptz, cohort_size bigint, period bigint, actors bigint, rate double precision,
               is_complete boolean, history_from timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT c.cohort, c.cohort_size, CAST(c.period AS bigint), c.actors, c.rate, c.is_complete,
           CASE WHEN cohorts <> 'first_time' THEN NULL
                WHEN pg_catalog.cardinality(parts) = 1 THEN (parts[1]).earliest
                ELSE (SELECT min(p.earliest) FROM pg_catalog.unnest(parts) AS p) END
    FROM pg_catalog.unnest(mindwell_internal.retention_cells(parts)) AS c
    ORDER BY c.cohort, c.period;
END;
COMMENT ON FUNCTION mindwell_internal.retention_finish(mindwell_internal.retention_part[], text) IS
'Internal: analytics_retention() from its parts.';

CREATE FUNCTION mindwell_internal.retention_options(
    borders timestamptz[], cohorts text, returned text, rolling boolean, minimum_occurrences integer, time_zone text, as_of timestamptz)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    utc_format CONSTANT text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    first_border CONSTANT timestamptz := borders[1];
    last_border CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
BEGIN
    RETURN pg_catalog.jsonb_build_object(
        'cohorts', cohorts, 'returned', returned, 'rolling', rolling,
        'minimum_occurrences', minimum_occurrences, 'time_zone', time_zone,
        'from', pg_catalog.to_char(first_border AT TIME ZONE 'UTC', utc_format),
        'to', pg_catalog.to_char(last_border AT TIME ZONE 'UTC', utc_format),
        'as_of', pg_catalog.to_char(greatest(first_border, least(as_of, last_border)) AT TIME ZONE 'UTC', utc_format));
END
$$;
COMMENT ON FUNCTION mindwell_internal.retention_options(timestamptz[], text, text, boolean, integer, text, timestamptz) IS
'Internal: what analytics_retention() asks of analytics_retention_agg().';

-- A plan for the value of parts would copy a matrix of a million cells again and again.
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
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    started CONSTANT jsonb := mindwell_internal.single_step(CAST(start_step AS jsonb));
    came_back CONSTANT jsonb := mindwell_internal.single_step(CAST(return_step AS jsonb));
    borders timestamptz[];
    parts mindwell_internal.retention_part[];
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    borders := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    IF pg_catalog.num_nulls(periods, cohorts, returned, rolling, minimum_occurrences, as_of) > 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'periods, cohorts, returned, rolling, minimum_occurrences and as_of must not be null';
    END IF;

    parts := ARRAY[mindwell_internal.retention_part(
        started, came_back, borders, grain, periods, cohorts,
        mindwell_internal.retention_options(borders, cohorts, returned, rolling, minimum_occurrences, time_zone, as_of),
        include_anonymous)];
    RETURN QUERY SELECT f.* FROM mindwell_internal.retention_finish(parts, cohorts) AS f;

    PERFORM mindwell_internal.notice_unseen(
        pg_catalog.jsonb_build_array(started, came_back),
        ARRAY(SELECT 1 WHERE coalesce(pg_catalog.cardinality(mindwell_internal.retention_cells(parts)), 0) = 0
              UNION ALL
              SELECT 2 WHERE NOT EXISTS (SELECT FROM pg_catalog.unnest(mindwell_internal.retention_cells(parts)) AS c WHERE c.period > 0 AND c.actors > 0)),
        borders[1], borders[pg_catalog.cardinality(borders)]);
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
