
-- Who came how far, and when they began ---------------------------------------------

-- One funnel for each user: its breakdown is the time of the first step, so that the chain is
-- the one that the funnel of all counts, and tells when it began.
CREATE FUNCTION mindwell_internal.funnel_chains(
    steps jsonb,
    from_time timestamptz,
    to_time timestamptz,
    within interval,
    order_mode text,
    exclusions jsonb,
    hold_constant text,
    as_of timestamptz,
    merge_aliases boolean,
    include_anonymous boolean,
    ignored jsonb,
    only_user uuid DEFAULT NULL)
RETURNS TABLE (tenant_id uuid, user_id uuid, entered_at timestamptz, steps_filled integer[], filled_at timestamptz[], immature boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    asked record;
    excluded record;
    whose record;
    but_ignored text;
    named_types text[];
    plan @extschema@.analytics_funnel_plan;
BEGIN
    SELECT * INTO asked FROM mindwell_internal.funnel_steps(steps);
    SELECT * INTO excluded FROM mindwell_internal.funnel_exclusions(exclusions, pg_catalog.cardinality(asked.names));
    but_ignored := mindwell_internal.ignored_sql(ignored, asked.mask, excluded.mask);
    SELECT * INTO whose FROM mindwell_internal.funnel_actor('user', merge_aliases);
    plan := @extschema@.analytics_funnel_plan(
        pg_catalog.cardinality(asked.names), within, order_mode, asked.limits, asked.optional,
        excluded.after_step, excluded.before_step, from_time, to_time, as_of, 'actor', 'first', hold_constant IS NOT NULL);
    -- bad arguments are an error where there are no events as well
    PERFORM @extschema@.analytics_funnel_agg(CAST(NULL AS uuid), CAST(NULL AS timestamptz), 0, 0, CAST(NULL AS text), CAST(NULL AS text), plan);
    named_types := asked.event_types || CASE WHEN asked.reads_all AND hold_constant IS NOT NULL THEN mindwell_internal.declaring_types() ELSE '{}' END;

    RETURN QUERY EXECUTE $query$
        SELECT f.tenant_id, f.user_id, c.entered_at, c.steps, ARRAY(SELECT c.entered_at + s.seconds * interval '1 second' FROM pg_catalog.unnest(c.seconds) AS s (seconds)), c.immature
        FROM (SELECT e.tenant_id, $query$ || whose.id || $query$ AS user_id,
                     @extschema@.analytics_funnel_agg(CAST($query$ || whose.id || $query$ AS uuid), CAST(e.occurred_at AS timestamptz),
                         $query$ || asked.mask || ', ' || excluded.mask || $query$,
                         CAST(CAST(EXTRACT(epoch FROM e.occurred_at) * 1000000 AS pg_catalog.int8) AS pg_catalog.text),
                         mindwell_internal.property_text(e.properties, $query$ || mindwell_internal.property_name_sql(hold_constant, named_types) || $query$),
                         $4) AS cells
              FROM $query$ || whose.events || $query$
              WHERE e.occurred_at >= $1 AND e.occurred_at < $2
                AND e.tenant_id = ANY ($3) AND $query$ || whose.is_counted || $query$
                AND ($6 IS NULL OR e.event_type = ANY ($6)) AND ($5 IS NULL OR $query$ || whose.id || $query$ = $5)$query$ || but_ignored || $query$
              GROUP BY 1, 2) AS f,
             LATERAL (SELECT timestamptz 'epoch' + CAST(min(s.breakdown) AS pg_catalog.int8) * interval '1 microsecond' AS entered_at,
                             pg_catalog.array_agg(s.step ORDER BY s.step) AS steps, pg_catalog.array_agg(coalesce(s.median_seconds_from_first, 0) ORDER BY s.step) AS seconds,
                             pg_catalog.bool_or(s.immature > 0) AS immature
                      FROM pg_catalog.unnest(f.cells) AS s
                      WHERE s.actors > 0) AS c
        WHERE c.entered_at IS NOT NULL
    $query$
    USING from_time, mindwell_internal.funnel_window_end(to_time, within),
          tenants, plan, only_user,
          CASE WHEN order_mode <> 'strict' AND NOT (asked.reads_all OR excluded.reads_all) THEN asked.event_types || excluded.event_types END,
          include_anonymous;
END
$$;
COMMENT ON FUNCTION mindwell_internal.funnel_chains(jsonb, timestamptz, timestamptz, interval, text, jsonb, text, timestamptz, boolean, boolean, jsonb, uuid) IS
'Internal: the chain that analytics_funnel counts of each user (or one) who had the first step in the time: when it began, which steps it has, when each of these was, and whether its window had not ended at as_of.';

CREATE FUNCTION @extschema@.analytics_funnel_users(
    steps @extschema@.analytics_steps,
    from_time timestamptz,
    to_time timestamptz,
    step integer,
    outcome text DEFAULT 'converted',
    within interval DEFAULT '1 day',
    order_mode text DEFAULT 'ordered',
    exclusions @extschema@.analytics_steps DEFAULT '[]',
    hold_constant text DEFAULT NULL,
    as_of timestamptz DEFAULT now(),
    merge_aliases boolean DEFAULT false,
    include_anonymous boolean DEFAULT false,
    after_user @extschema@.analytics_id DEFAULT NULL,
    max_rows integer DEFAULT 1000,
    ignored @extschema@.analytics_steps DEFAULT '[]')
RETURNS TABLE (user_id text, entered_at timestamptz, reached bigint, last_step_at timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    asked_steps CONSTANT jsonb := mindwell_internal.step_list(CAST(steps AS jsonb));
    asked_exclusions CONSTANT jsonb := mindwell_internal.step_list(CAST(exclusions AS jsonb));
    after_id CONSTANT uuid := CAST(after_user AS uuid);
    asked record;
    step_before integer;
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_period(from_time, to_time);
    SELECT * INTO asked FROM mindwell_internal.funnel_steps(asked_steps);
    IF step IS NULL OR step NOT BETWEEN 1 AND pg_catalog.cardinality(asked.names) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid step number',
            DETAIL = pg_catalog.format('It is one of 1 to %s.', pg_catalog.cardinality(asked.names));
    ELSIF outcome IS NULL OR outcome NOT IN ('converted', 'dropped') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid outcome',
            HINT = 'It is ''converted'' or ''dropped''.';
    ELSIF max_rows IS NULL OR max_rows < 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid max_rows',
            DETAIL = 'It must be at least 1.';
    END IF;
    step_before := (SELECT max(n) FROM pg_catalog.generate_series(1, step - 1) AS n WHERE n <> ALL (asked.optional));

    RETURN QUERY
    SELECT CAST(c.user_id AS text), c.entered_at, CAST(c.steps_filled[pg_catalog.cardinality(c.steps_filled)] AS bigint), (SELECT max(t.at) FROM pg_catalog.unnest(c.filled_at) AS t (at))
    FROM mindwell_internal.funnel_chains(
             asked_steps, from_time, to_time, within, order_mode, asked_exclusions, hold_constant, as_of, merge_aliases, include_anonymous,
             mindwell_internal.step_list(CAST(ignored AS jsonb))) AS c
    WHERE (after_id IS NULL OR c.user_id > after_id)
      AND CASE outcome
              WHEN 'converted' THEN step = ANY (c.steps_filled)
              ELSE step_before = ANY (c.steps_filled) AND step <> ALL (c.steps_filled) AND NOT c.immature
          END
    -- the users of several tenants who have one id are one step of the pages
    ORDER BY c.user_id
    FETCH FIRST max_rows ROWS WITH TIES;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_funnel_users(@extschema@.analytics_steps, timestamptz, timestamptz, integer, text, interval, text, @extschema@.analytics_steps, text, timestamptz, boolean, boolean, @extschema@.analytics_id, integer, @extschema@.analytics_steps) IS
'Whom analytics_funnel counts, with its arguments: with outcome converted those who reached a step (by its number), with dropped those who reached the required step before it and not this one, and whose time within had ended at as_of; who may still reach it is neither. When they entered, the last step that they reached, and when that was. Ordered by user_id; max_rows, and the next page begins after_user (in a session of several tenants a page may be longer, by users with one id). Errors: as analytics_funnel, and 22023 for a step that the funnel has not, another outcome or max_rows below 1.';

CREATE TYPE mindwell_internal.funnel_trend_part AS (bucket integer, funnel mindwell_internal.funnel_part);
COMMENT ON TYPE mindwell_internal.funnel_trend_part IS 'Internal: a row of mindwell_internal.funnel_trend_part().';

CREATE FUNCTION mindwell_internal.funnel_trend_part(
    steps jsonb, borders timestamptz[], within interval, order_mode text, count_by text, exclusions jsonb, hold_constant text,
    as_of timestamptz, merge_aliases boolean, include_anonymous boolean, ignored jsonb, as_state boolean)
RETURNS SETOF mindwell_internal.funnel_trend_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT b.bucket, mindwell_internal.funnel_part(steps, b.starts, b.ends, within, order_mode, count_by, exclusions, NULL, hold_constant, 'first',
                                                   as_of, merge_aliases, include_anonymous, ignored, as_state)
    FROM mindwell_internal.buckets(borders, as_of) AS b;
END
$$;
COMMENT ON FUNCTION mindwell_internal.funnel_trend_part(jsonb, timestamptz[], interval, text, text, jsonb, text, timestamptz, boolean, boolean, jsonb, boolean) IS
'Internal: the part of analytics_funnel_trend(): that of analytics_funnel() for each bucket between borders.';

CREATE FUNCTION mindwell_internal.funnel_trend_finish(
    parts mindwell_internal.funnel_trend_part[], steps jsonb, borders timestamptz[], as_of timestamptz)
RETURNS TABLE ("time" timestamptz, entered bigint, converted bigint, rate double precision, immature bigint,
               median_seconds double precision, is_complete boolean)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT b.starts, f.entered, f.converted,
           (f.converted - f.converted_immature) / CAST(NULLIF(f.entered - f.immature, 0) AS double precision),
           f.immature, f.median_seconds, b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    JOIN (SELECT p.bucket, mindwell_internal.funnel_cells(pg_catalog.array_agg(p.funnel)) AS cells
          FROM pg_catalog.unnest(parts) AS p
          GROUP BY 1) AS m ON m.bucket = b.bucket,
         LATERAL (SELECT min(c.actors) FILTER (WHERE c.step = 1) AS entered, min(c.immature) FILTER (WHERE c.step = 1) AS immature,
                         min(c.actors) FILTER (WHERE c.step = pg_catalog.jsonb_array_length(steps)) AS converted,
                         min(c.immature) FILTER (WHERE c.step = pg_catalog.jsonb_array_length(steps)) AS converted_immature,
                         min(c.median_seconds_from_first) FILTER (WHERE c.step = pg_catalog.jsonb_array_length(steps)) AS median_seconds
                  FROM pg_catalog.unnest(m.cells) AS c) AS f
    ORDER BY b.bucket;
END;
COMMENT ON FUNCTION mindwell_internal.funnel_trend_finish(mindwell_internal.funnel_trend_part[], jsonb, timestamptz[], timestamptz) IS
'Internal: analytics_funnel_trend() of valid steps from its parts.';

CREATE FUNCTION @extschema@.analytics_funnel_trend(
    steps @extschema@.analytics_steps,
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    within interval DEFAULT '1 day',
    order_mode text DEFAULT 'ordered',
    count_by text DEFAULT 'user',
    exclusions @extschema@.analytics_steps DEFAULT '[]',
    hold_constant text DEFAULT NULL,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    merge_aliases boolean DEFAULT false,
    include_anonymous boolean DEFAULT false,
    ignored @extschema@.analytics_steps DEFAULT '[]')
RETURNS TABLE ("time" timestamptz, entered bigint, converted bigint, rate double precision, immature bigint,
               median_seconds double precision, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    asked CONSTANT jsonb := mindwell_internal.step_list(CAST(steps AS jsonb));
    asked_exclusions CONSTANT jsonb := mindwell_internal.step_list(CAST(exclusions AS jsonb));
    borders timestamptz[];
    parts mindwell_internal.funnel_trend_part[];
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    borders := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    parts := ARRAY(SELECT p FROM mindwell_internal.funnel_trend_part(
        asked, borders, within, order_mode, count_by, asked_exclusions, hold_constant, as_of, merge_aliases, include_anonymous,
        mindwell_internal.step_list(CAST(ignored AS jsonb)), false) AS p);
    RETURN QUERY SELECT f.* FROM mindwell_internal.funnel_trend_finish(parts, asked, borders, as_of) AS f;

    PERFORM mindwell_internal.notice_unseen(
        asked || asked_exclusions,
        ARRAY(SELECT n FROM pg_catalog.generate_series(1, pg_catalog.jsonb_array_length(asked || asked_exclusions)) AS n),
        borders[1], mindwell_internal.funnel_window_end(borders[pg_catalog.cardinality(borders)], within));
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_funnel_trend(@extschema@.analytics_steps, timestamptz, timestamptz, text, interval, text, text, @extschema@.analytics_steps, text, text, timestamptz, boolean, boolean, @extschema@.analytics_steps) IS
'analytics_funnel, with its arguments, for each hour, day, week (from Monday) or month of a time zone in which the first step lies; intervals that the period touches are counted whole, and later steps may lie outside. entered: who had the first step; converted: who reached the last; immature: of those who entered, those whose time within had not ended at as_of; rate: converted over entered, of the others (NULL for none); median_seconds from the first to the last step. Whoever enters in two intervals is in both. is_complete: the interval had ended at as_of. Errors: as analytics_funnel, 22023 for another grain or an unknown time zone, 22004 without one, 54000 for too many intervals.';
