
-- Events over time ------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.trend_types(step jsonb)
RETURNS text[]
LANGUAGE sql STABLE PARALLEL RESTRICTED
RETURN coalesce(mindwell_internal.step_types(step), mindwell_internal.declaring_types());
COMMENT ON FUNCTION mindwell_internal.trend_types(jsonb) IS
'Internal: the event types of a valid step in which properties may have another name.';

CREATE FUNCTION mindwell_internal.property_number(properties jsonb, name text) RETURNS numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_property_number';
COMMENT ON FUNCTION mindwell_internal.property_number(jsonb, text) IS
'Internal: the number that a property is; NULL for anything else.';

-- The values that a breakdown tells apart are those of the whole range, so they are found
-- first, in a pass that groups by nothing else; all others are one from there on.
CREATE TYPE mindwell_internal.trend_value AS (breakdown_value text, events bigint);
COMMENT ON TYPE mindwell_internal.trend_value IS 'Internal: a row of mindwell_internal.trend_values().';

CREATE FUNCTION mindwell_internal.trend_values(
    steps jsonb, borders timestamptz[], breakdown text)
RETURNS SETOF mindwell_internal.trend_value
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    event_types CONSTANT text[] := ARRAY(SELECT t.event_type FROM pg_catalog.jsonb_array_elements(steps) AS s (step),
                                                                  pg_catalog.unnest(mindwell_internal.trend_types(s.step)) AS t (event_type));
    condition CONSTANT text := (SELECT pg_catalog.string_agg(mindwell_internal.step_condition(s.step, 'step'), ' OR ') FROM pg_catalog.jsonb_array_elements(steps) AS s (step));
BEGIN
    RETURN QUERY EXECUTE $query$
        SELECT mindwell_internal.property_text(e.properties, $query$ || mindwell_internal.property_name_sql(breakdown, event_types) || $query$), count(*)
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= $1 AND e.occurred_at < $2 AND e.tenant_id = ANY ($3)
          AND ($query$ || condition || $query$)
        GROUP BY 1
    $query$
    USING borders[1], borders[pg_catalog.cardinality(borders)], mindwell_internal.tenants_to_read();
END
$$;
COMMENT ON FUNCTION mindwell_internal.trend_values(jsonb, timestamptz[], text) IS
'Internal: the values that a property has in the events between borders that are any of some valid steps, NULL for none, and of how many events. Rows of parts are added.';

CREATE FUNCTION mindwell_internal.trend_other()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '(other)';
COMMENT ON FUNCTION mindwell_internal.trend_other() IS
'Internal: what all values are called together that analytics_trend() does not tell apart.';

CREATE FUNCTION mindwell_internal.trend_series(
    counted mindwell_internal.trend_value[], OUT told_apart text[], OUT has_none boolean, OUT has_other boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most_values CONSTANT integer := 10;
    other CONSTANT text := mindwell_internal.trend_other();
BEGIN
    -- where there are no events there is one series
    SELECT coalesce(pg_catalog.array_agg(v.breakdown_value ORDER BY v.place) FILTER (WHERE v.place <= most_values AND v.is_told), '{}'),
           coalesce(pg_catalog.bool_or(v.breakdown_value IS NULL), true),
           coalesce(pg_catalog.bool_or(v.breakdown_value = other OR v.is_told AND v.place > most_values), false)
    INTO told_apart, has_none, has_other
    FROM (SELECT t.breakdown_value, t.is_told, pg_catalog.row_number() OVER (PARTITION BY t.is_told ORDER BY t.events DESC, t.breakdown_value COLLATE "C") AS place
          FROM (SELECT w.breakdown_value, sum(w.events) AS events, coalesce(w.breakdown_value <> other, false) AS is_told
                FROM pg_catalog.unnest(counted) AS w
                GROUP BY 1) AS t) AS v;
END
$$;
COMMENT ON FUNCTION mindwell_internal.trend_series(mindwell_internal.trend_value[]) IS
'Internal: which values analytics_trend() tells apart, and whether it has a series for none, and for all others, from the rows of mindwell_internal.trend_values().';

CREATE TYPE mindwell_internal.trend_part AS (
    bucket integer, breakdown_value text, is_other boolean, events bigint, sample bigint, total numeric,
    amounts double precision[], actors bytea);
COMMENT ON TYPE mindwell_internal.trend_part IS 'Internal: a row of mindwell_internal.trend_part().';

CREATE FUNCTION mindwell_internal.trend_part(
    step jsonb, borders timestamptz[], measure text, property text,
    breakdown text, told_apart text[], include_anonymous boolean)
RETURNS SETOF mindwell_internal.trend_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    condition CONSTANT text := mindwell_internal.step_condition(step, 'step');
    event_types CONSTANT text[] := mindwell_internal.trend_types(step);
    value CONSTANT text := CASE WHEN breakdown IS NULL THEN 'CAST(NULL AS pg_catalog.text)'
        ELSE 'mindwell_internal.property_text(e.properties, ' || mindwell_internal.property_name_sql(breakdown, event_types) || ')' END;
    amount CONSTANT text := CASE WHEN property IS NULL THEN 'CAST(NULL AS pg_catalog.numeric)'
        ELSE 'mindwell_internal.property_number(e.properties, ' || mindwell_internal.property_name_sql(property, event_types) || ')' END;
    actors_sql CONSTANT text := CASE measure
        WHEN 'users' THEN '@extschema@.analytics_count_distinct_state(CAST(mindwell_internal.actor(e.tenant_id, e.user_id, $6) AS uuid)) FILTER (WHERE mindwell_internal.is_counted(e.user_id, $5))'
        WHEN 'sessions' THEN '@extschema@.analytics_count_distinct_state(CAST(mindwell_internal.actor(e.tenant_id, e.session_id, $6) AS uuid))'
        ELSE 'CAST(NULL AS pg_catalog.bytea)' END;
    amounts_sql CONSTANT text := CASE WHEN measure IN ('p50', 'p90', 'p95')
        THEN 'pg_catalog.array_agg(mindwell_internal.rounded(r.amount)) FILTER (WHERE pg_catalog.abs(r.amount) < 1e15)'
        ELSE 'CAST(NULL AS pg_catalog.float8[])' END;
BEGIN
    RETURN QUERY EXECUTE $query$
        SELECT g.bucket, ($4)[NULLIF(g.place, 0)], g.place < 0, g.events, g.sample, g.total, g.amounts, g.actors
        FROM (SELECT pg_catalog.width_bucket(e.occurred_at, $1) AS bucket,
                     CASE WHEN r.value IS NULL THEN 0 ELSE coalesce(pg_catalog.array_position($4, r.value), -1) END AS place,
                     count(*) AS events, count(r.amount) FILTER (WHERE pg_catalog.abs(r.amount) < 1e15) AS sample,
                     sum(r.amount) FILTER (WHERE pg_catalog.abs(r.amount) < 1e15) AS total, $query$
            || amounts_sql || ' AS amounts, ' || actors_sql || $query$ AS actors
              FROM @extschema@.analytics_events AS e,
                   LATERAL (SELECT $query$ || value || ' AS value, ' || amount || $query$ AS amount) AS r
              WHERE e.occurred_at >= $2 AND e.occurred_at < $3 AND e.tenant_id = ANY ($7) AND $query$ || condition || $query$
              GROUP BY 1, 2) AS g
    $query$
    USING borders, borders[1], borders[pg_catalog.cardinality(borders)], told_apart, include_anonymous,
          mindwell_internal.tenant_mask(tenants), tenants;
END
$$;
COMMENT ON FUNCTION mindwell_internal.trend_part(jsonb, timestamptz[], text, text, text, text[], boolean) IS
'Internal: of each bucket between borders and each value of breakdown that is told apart (the others together, is_other), what a measure of the events of a valid step is made of: how many they are, how many have a number as property, their sum, for percentiles all of these, and the state of analytics_count_distinct of users or sessions. Rows of stores are merged by mindwell_internal.trend_measure().';

CREATE FUNCTION mindwell_internal.trend_measure(
    parts mindwell_internal.trend_part[], measure text, property text)
RETURNS TABLE (bucket integer, breakdown_value text, is_other boolean, value double precision, sample bigint)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH quantiles AS (
        SELECT p.bucket, p.breakdown_value, p.is_other,
               pg_catalog.percentile_cont(CASE measure WHEN 'p50' THEN 0.5 WHEN 'p90' THEN 0.9 ELSE 0.95 END) WITHIN GROUP (ORDER BY a.amount) AS quantile
        FROM pg_catalog.unnest(parts) AS p, pg_catalog.unnest(p.amounts) AS a (amount)
        GROUP BY 1, 2, 3)
    SELECT p.bucket, p.breakdown_value, p.is_other,
           CASE measure
               WHEN 'events' THEN CAST(sum(p.events) AS double precision)
               WHEN 'sum' THEN mindwell_internal.rounded(sum(p.total))
               WHEN 'avg' THEN mindwell_internal.rounded(sum(p.total) / NULLIF(sum(p.sample), 0))
               WHEN 'users' THEN CAST(@extschema@.analytics_count_distinct_merge(p.actors) AS double precision)
               WHEN 'sessions' THEN CAST(@extschema@.analytics_count_distinct_merge(p.actors) AS double precision)
               ELSE mindwell_internal.rounded(CAST(min(q.quantile) AS numeric))
           END,
           CASE WHEN property IS NULL THEN CAST(sum(p.events) AS bigint) ELSE CAST(sum(p.sample) AS bigint) END
    FROM pg_catalog.unnest(parts) AS p
    LEFT JOIN quantiles AS q
        ON q.bucket = p.bucket AND q.breakdown_value IS NOT DISTINCT FROM p.breakdown_value AND q.is_other = p.is_other
    GROUP BY 1, 2, 3;
END;
COMMENT ON FUNCTION mindwell_internal.trend_measure(mindwell_internal.trend_part[], text, text) IS
'Internal: the values of a measure, and of how many events or numbers each is, from the rows of mindwell_internal.trend_part().';

CREATE FUNCTION mindwell_internal.check_trend(measure text, property text)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    counts CONSTANT text[] := ARRAY['events', 'users', 'sessions'];
    numbers CONSTANT text[] := ARRAY['sum', 'avg', 'p50', 'p90', 'p95'];
BEGIN
    IF measure IS NULL OR measure <> ALL (counts || numbers) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid measure',
            HINT = pg_catalog.format('It is one of %s, or of a property one of %s.', pg_catalog.array_to_string(counts, ', '), pg_catalog.array_to_string(numbers, ', '));
    ELSIF (measure = ANY (numbers)) <> (property IS NOT NULL) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = CASE WHEN property IS NULL THEN pg_catalog.format('measure "%s" needs a property', measure)
                           ELSE pg_catalog.format('measure "%s" is of no property', measure) END,
            HINT = 'For example measure => ''sum'', property => ''amount''.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_trend(text, text) IS
'Internal: 22023 unless measure is one of analytics_trend, with a property if and only if it is of one.';

CREATE FUNCTION mindwell_internal.trend_finish(
    parts mindwell_internal.trend_part[], divisor_parts mindwell_internal.trend_part[], borders timestamptz[], measure text, property text,
    told_apart text[], has_none boolean, has_other boolean, as_of timestamptz)
RETURNS TABLE ("time" timestamptz, breakdown_value text, value double precision, sample bigint, is_complete boolean)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT b.starts, CASE WHEN k.is_other THEN mindwell_internal.trend_other() ELSE k.value END,
           CASE WHEN divisor_parts IS NOT NULL THEN coalesce(n.value, nothing.value) / NULLIF(coalesce(d.value, nothing.value), 0)
                ELSE coalesce(n.value, nothing.value) END,
           CASE WHEN divisor_parts IS NOT NULL THEN coalesce(d.sample, 0) ELSE coalesce(n.sample, 0) END,
           b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    CROSS JOIN (SELECT t.value, false AS is_other, t.place FROM pg_catalog.unnest(told_apart) WITH ORDINALITY AS t (value, place)
                UNION ALL SELECT NULL, false, pg_catalog.cardinality(told_apart) + 1 WHERE has_none
                UNION ALL SELECT NULL, true, pg_catalog.cardinality(told_apart) + 2 WHERE has_other) AS k
    CROSS JOIN (SELECT CASE WHEN property IS NULL THEN CAST(0 AS double precision) END AS value) AS nothing
    LEFT JOIN mindwell_internal.trend_measure(parts, measure, property) AS n
        ON n.bucket = b.bucket AND n.is_other = k.is_other AND n.breakdown_value IS NOT DISTINCT FROM k.value
    LEFT JOIN mindwell_internal.trend_measure(divisor_parts, measure, property) AS d
        ON d.bucket = b.bucket AND d.is_other = k.is_other AND d.breakdown_value IS NOT DISTINCT FROM k.value
    ORDER BY b.bucket, k.place;
END;
COMMENT ON FUNCTION mindwell_internal.trend_finish(mindwell_internal.trend_part[], mindwell_internal.trend_part[], timestamptz[], text, text, text[], boolean, boolean, timestamptz) IS
'Internal: analytics_trend() from its parts, and those of its divisor (NULL without one).';

CREATE FUNCTION @extschema@.analytics_trend(
    step @extschema@.analytics_steps,
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    measure text DEFAULT 'events',
    property text DEFAULT NULL,
    breakdown text DEFAULT NULL,
    divided_by @extschema@.analytics_steps DEFAULT NULL,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, breakdown_value text, value double precision, sample bigint, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    asked CONSTANT jsonb := coalesce(mindwell_internal.single_step(CAST(step AS jsonb)), '"*"');
    divisor CONSTANT jsonb := mindwell_internal.single_step(CAST(divided_by AS jsonb));
    borders timestamptz[];
    series record;
    parts mindwell_internal.trend_part[];
    divisor_parts mindwell_internal.trend_part[];
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_trend(measure, property);
    borders := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    PERFORM mindwell_internal.step_condition(asked, 'step');
    IF divisor IS NOT NULL THEN
        PERFORM mindwell_internal.step_condition(divisor, 'divided_by');
    END IF;
    IF breakdown IS NULL THEN
        SELECT ARRAY[]::text[] AS told_apart, true AS has_none, false AS has_other INTO series;
    ELSE
        SELECT s.* INTO series
        FROM mindwell_internal.trend_series(ARRAY(
                 SELECT v FROM mindwell_internal.trend_values(pg_catalog.jsonb_build_array(asked) || coalesce(divisor, '[]'), borders, breakdown) AS v)) AS s;
    END IF;

    parts := ARRAY(SELECT p FROM mindwell_internal.trend_part(asked, borders, measure, property, breakdown, series.told_apart, include_anonymous) AS p);
    IF divisor IS NOT NULL THEN
        divisor_parts := ARRAY(
            SELECT p FROM mindwell_internal.trend_part(divisor, borders, measure, property, breakdown, series.told_apart, include_anonymous) AS p);
    END IF;
    RETURN QUERY
    SELECT f.*
    FROM mindwell_internal.trend_finish(parts, divisor_parts, borders, measure, property,
                                        series.told_apart, series.has_none, series.has_other, as_of) AS f;

    -- both by the index on types, which is cheaper than to ask what was counted
    PERFORM mindwell_internal.notice_unseen(
        pg_catalog.jsonb_build_array(asked, divisor), '{1,2}', borders[1], borders[pg_catalog.cardinality(borders)]);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_trend(@extschema@.analytics_steps, timestamptz, timestamptz, text, text, text, text, @extschema@.analytics_steps, text, timestamptz, boolean) IS
'Events of a step (as of analytics_funnel; NULL: any event) by the hour, day, week (from Monday) or month of a time zone; intervals that the period touches are counted whole, and each has a row. measure: events; users (distinct in the interval; anonymous visitors, analytics_alias, count with include_anonymous only); sessions (distinct ids that clients gave); sum, avg, p50, p90 or p95 of the numbers that a property is (below 1e15, to six decimals). value is 0 where there are no events, users or sessions, and NULL where there is no number; sample is how many events, or numbers, it is of. breakdown: a property, with a row for each of the 10 values that most events of the whole time have (then by text), for none (NULL) and for all others together ("(other)"), which is counted anew and not added. divided_by: another step, by whose value of the same measure value is divided (NULL by 0 or NULL), and whose sample is told. is_complete: the interval had ended at as_of. Properties may be named in another spelling, or by an alias, of the event type. Errors: 22023 for a malformed step (naming it), an empty period, another grain or measure, a measure without its property or a property without one, or an unknown time zone, 22004 without from_time, to_time or time_zone, 22008 for infinity, 54000 for too many intervals or beyond mindwell_analytics.aggregate_memory, 55000 without a store.';
