
-- How far they came -----------------------------------------------------------------

CREATE FUNCTION mindwell_internal.check_step_list(list jsonb, argument text, may_be_empty boolean, elements text, example text)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most_steps CONSTANT integer := 32;
BEGIN
    IF list IS NULL OR pg_catalog.jsonb_typeof(list) <> 'array' OR (list = '[]' AND NOT may_be_empty) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('%s must be a JSON array', argument) || CASE WHEN may_be_empty THEN '' ELSE ', not empty' END,
            HINT = example;
    ELSIF pg_catalog.jsonb_array_length(list) > most_steps THEN
        RAISE EXCEPTION USING
            ERRCODE = 'too_many_arguments',
            MESSAGE = pg_catalog.format('too many %s: %s', elements, pg_catalog.jsonb_array_length(list)),
            DETAIL = pg_catalog.format('At most %s are possible.', most_steps);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_step_list(jsonb, text, boolean, text, text) IS
'Internal: 22023 unless an argument is a JSON array, of at least one element if it may not be empty, with an example as hint; 54023 for more than 32 elements.';

-- What a funnel asks of each event is put together from literals alone
-- (mindwell_internal.step_condition), as one bit mask for the steps and one for the exclusions.
CREATE FUNCTION mindwell_internal.funnel_steps(
    steps jsonb,
    OUT names text[], OUT event_types text[], OUT mask text, OUT limits interval[], OUT optional integer[], OUT reads_all boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    step jsonb;
    n integer;
    types text[];
    limit_text text;
    step_limit interval;
    conditions text[] := ARRAY[]::text[];
BEGIN
    PERFORM mindwell_internal.check_step_list(
        steps, 'steps', false, 'funnel steps',
        'For example ARRAY[''signup_started'', ''signup_completed''], or ''["signup_started", "signup_completed"]''.');

    names := ARRAY[]::text[];
    event_types := ARRAY[]::text[];
    limits := ARRAY[]::interval[];
    optional := ARRAY[]::integer[];
    reads_all := false;
    FOR step, n IN SELECT s.step, s.n FROM pg_catalog.jsonb_array_elements(steps) WITH ORDINALITY AS s (step, n) LOOP
        conditions := conditions || pg_catalog.format('CASE WHEN %s THEN CAST(%L AS pg_catalog.int4) ELSE 0 END',
            mindwell_internal.step_condition(step, pg_catalog.format('steps[%s]', n), ARRAY['name', 'within', 'optional']),
            1 << (n - 1));
        types := mindwell_internal.step_types(step);
        event_types := event_types || types;
        reads_all := reads_all OR types IS NULL;
        names := names || coalesce(mindwell_internal.step_option(step, n, 'name', 'string'),
                                   mindwell_internal.step_name(step));
        IF CAST(mindwell_internal.step_option(step, n, 'optional', 'boolean') AS boolean) THEN
            optional := optional || n;
        END IF;
        limit_text := mindwell_internal.step_option(step, n, 'within', 'string');
        step_limit := mindwell_internal.interval_or_null(limit_text);
        IF limit_text IS NOT NULL AND step_limit IS NULL THEN
            RAISE EXCEPTION USING
                ERRCODE = 'invalid_parameter_value',
                MESSAGE = pg_catalog.format('invalid step: steps[%s]', n),
                DETAIL = '"within" is an interval, such as "1 day".';
        END IF;
        limits := limits || step_limit;
    END LOOP;
    mask := pg_catalog.array_to_string(conditions, ' | ');
END
$$;
COMMENT ON FUNCTION mindwell_internal.funnel_steps(jsonb) IS
'Internal: what the steps of a funnel are called, the event types they name, their bit mask as an expression on an event e, how long each may take, which are optional, and whether one is any event. 22023 for malformed steps, naming the place; 54023 for more than 32.';

CREATE FUNCTION mindwell_internal.interval_or_null(value text)
RETURNS interval
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_interval_or_null';
COMMENT ON FUNCTION mindwell_internal.interval_or_null(text) IS
'Internal: a text as an interval; NULL where it is none, or is infinite.';

CREATE FUNCTION mindwell_internal.step_name(step jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN mindwell_internal.step_types(step) IS NOT NULL THEN pg_catalog.array_to_string(mindwell_internal.step_types(step), ' or ')
    WHEN (step -> 'not') IS NOT NULL THEN 'any event but ' || pg_catalog.array_to_string(ARRAY(SELECT pg_catalog.jsonb_array_elements_text(mindwell_internal.step_list(step -> 'not'))), ', ')
    ELSE 'any event'
END;
COMMENT ON FUNCTION mindwell_internal.step_name(jsonb) IS
'Internal: what a valid step is called that has no name.';

CREATE FUNCTION mindwell_internal.step_option(step jsonb, n integer, option text, json_type text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    value jsonb := CASE WHEN pg_catalog.jsonb_typeof(step) = 'object' THEN step -> option END;
BEGIN
    IF value IS NOT NULL AND pg_catalog.jsonb_typeof(value) <> json_type THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('invalid step: steps[%s]', n),
            DETAIL = pg_catalog.format('"%s" is a %s.', option, json_type);
    END IF;
    RETURN value #>> '{}';
END
$$;
COMMENT ON FUNCTION mindwell_internal.step_option(jsonb, integer, text, text) IS
'Internal: an option of the n-th step of a funnel as text, NULL where it has none; 22023 if it is of another JSON type.';

CREATE FUNCTION mindwell_internal.funnel_exclusions(
    exclusions jsonb, step_count integer,
    OUT event_types text[], OUT mask text, OUT after_step integer[], OUT before_step integer[], OUT reads_all boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    exclusion jsonb;
    n integer;
    between_steps integer[];
    conditions text[] := ARRAY[]::text[];
BEGIN
    PERFORM mindwell_internal.check_step_list(exclusions, 'exclusions', true, 'exclusions', 'For example ''["signup_cancelled"]'', or ''[]'' for none.');

    event_types := ARRAY[]::text[];
    after_step := ARRAY[]::integer[];
    before_step := ARRAY[]::integer[];
    reads_all := false;
    FOR exclusion, n IN SELECT x.exclusion, x.n FROM pg_catalog.jsonb_array_elements(exclusions) WITH ORDINALITY AS x (exclusion, n) LOOP
        conditions := conditions || pg_catalog.format('CASE WHEN %s THEN CAST(%L AS pg_catalog.int4) ELSE 0 END',
            mindwell_internal.step_condition(exclusion, pg_catalog.format('exclusions[%s]', n), ARRAY['after', 'before']),
            1 << (n - 1));
        event_types := event_types || mindwell_internal.step_types(exclusion);
        reads_all := reads_all OR mindwell_internal.step_types(exclusion) IS NULL;
        -- a string has no keys
        SELECT pg_catalog.array_agg(CASE
                WHEN value IS NULL THEN otherwise
                WHEN value = ANY (ARRAY(SELECT pg_catalog.to_jsonb(s) FROM pg_catalog.generate_series(1, step_count) AS s))
                THEN CAST(value AS integer) END ORDER BY b.place) INTO between_steps
        FROM (VALUES (1, exclusion -> 'after', 1), (2, exclusion -> 'before', step_count)) AS b (place, value, otherwise);
        IF pg_catalog.array_position(between_steps, NULL) IS NOT NULL OR between_steps[1] >= between_steps[2] THEN
            RAISE EXCEPTION USING
                ERRCODE = 'invalid_parameter_value',
                MESSAGE = pg_catalog.format('invalid exclusion: exclusions[%s]', n),
                DETAIL = pg_catalog.format('"after" and "before" are the numbers of two steps, 1 to %s, the first less than the second.', step_count);
        END IF;
        after_step := after_step || between_steps[1];
        before_step := before_step || between_steps[2];
    END LOOP;
    mask := coalesce(NULLIF(pg_catalog.array_to_string(conditions, ' | '), ''), 'CAST(NULL AS pg_catalog.int4)');
END
$$;
COMMENT ON FUNCTION mindwell_internal.funnel_exclusions(jsonb, integer) IS
'Internal: the event types that the exclusions of a funnel of step_count steps name, their bit mask as an expression on an event e, between which steps each counts, and whether one is any event. 22023 for malformed ones, naming the place; 54023 for more than 32.';

-- An event that is a step, or an exclusion, is not ignored.
CREATE FUNCTION mindwell_internal.ignored_sql(ignored jsonb, steps_mask text, exclusions_mask text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    condition text;
BEGIN
    PERFORM mindwell_internal.check_step_list(ignored, 'ignored', true, 'ignored steps', 'For example ''["page_viewed"]'', or ''[]'' for none.');
    SELECT pg_catalog.string_agg(mindwell_internal.step_condition(s.step, pg_catalog.format('ignored[%s]', s.n)), ' OR ')
    INTO condition
    FROM pg_catalog.jsonb_array_elements(ignored) WITH ORDINALITY AS s (step, n);
    RETURN CASE WHEN condition IS NULL THEN ''
                ELSE pg_catalog.format(' AND (NOT (%s) OR (%s) <> 0 OR coalesce(%s, 0) <> 0)', condition, steps_mask, exclusions_mask) END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.ignored_sql(jsonb, text, text) IS
'Internal: a further condition in SQL on an event e, that it is none of the steps that a strict funnel ignores, or is one of its own, or an exclusion. 22023 for malformed ones, naming the place; 54023 for more than 32.';

CREATE FUNCTION mindwell_internal.funnel_actor(
    count_by text, merge_aliases boolean, OUT id text, OUT is_counted text, OUT events text)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    id := CASE count_by WHEN 'user' THEN 'e.user_id' WHEN 'session' THEN 'e.session_id' WHEN 'total' THEN 'e.user_id' END;
    events := '@extschema@.analytics_events AS e';
    IF id IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid count_by',
            HINT = 'It is ''user'', ''session'' or ''total''.';
    ELSIF id = 'e.session_id' THEN
        is_counted := 'e.session_id IS NOT NULL';
        RETURN;
    ELSIF merge_aliases THEN
        events := events || $query$
            LEFT JOIN @extschema@.analytics_aliases AS a
                ON a.tenant_id = e.tenant_id AND a.anonymous_id = e.user_id
               AND (a.ended_at IS NULL OR e.occurred_at < a.ended_at)$query$;
        id := 'coalesce(a.user_id, e.user_id)';
    END IF;
    is_counted := 'mindwell_internal.is_counted(' || id || ', $7)';
END
$$;
COMMENT ON FUNCTION mindwell_internal.funnel_actor(text, boolean) IS
'Internal: whose steps a funnel counts, as expressions on events e: the id, whether it counts ($7: include_anonymous), and what the events are read from. 22023 for another count_by.';

CREATE TYPE mindwell_internal.funnel_part AS (cells @extschema@.analytics_funnel_breakdown_step[], state bytea);
COMMENT ON TYPE mindwell_internal.funnel_part IS 'Internal: what mindwell_internal.funnel_part() returns: what a funnel says, or the state by which it is merged.';

CREATE FUNCTION mindwell_internal.funnel_window_end(to_time timestamptz, within interval)
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
-- a day is 24 hours here, as the window has it; who started last has all of it
RETURN to_time + pg_catalog.make_interval(secs => CAST(EXTRACT(epoch FROM within) AS double precision));
COMMENT ON FUNCTION mindwell_internal.funnel_window_end(timestamptz, interval) IS
'Internal: up to when a funnel reads, whose first step lies before to_time.';

CREATE FUNCTION mindwell_internal.funnel_part(
    steps jsonb,
    from_time timestamptz,
    to_time timestamptz,
    within interval,
    order_mode text,
    count_by text,
    exclusions jsonb,
    breakdown text,
    hold_constant text,
    breakdown_by text,
    as_of timestamptz,
    merge_aliases boolean,
    include_anonymous boolean,
    ignored jsonb,
    as_state boolean)
RETURNS mindwell_internal.funnel_part
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    asked record;
    excluded record;
    plan @extschema@.analytics_funnel_plan;
    whose record;
    but_ignored text;
    named_types text[];
    arguments text;
    nothing mindwell_internal.funnel_part;
    part mindwell_internal.funnel_part;
BEGIN
    SELECT * INTO asked FROM mindwell_internal.funnel_steps(steps);
    SELECT * INTO excluded FROM mindwell_internal.funnel_exclusions(exclusions, pg_catalog.cardinality(asked.names));
    but_ignored := mindwell_internal.ignored_sql(ignored, asked.mask, excluded.mask);
    SELECT * INTO whose FROM mindwell_internal.funnel_actor(count_by, merge_aliases);

    plan := @extschema@.analytics_funnel_plan(
        pg_catalog.cardinality(asked.names), within, order_mode, asked.limits, asked.optional,
        excluded.after_step, excluded.before_step, from_time, to_time, as_of,
        CASE count_by WHEN 'total' THEN 'total' ELSE 'actor' END, breakdown_by, hold_constant IS NOT NULL);
    -- bad arguments are an error, and steps are listed, where there are no events as well
    nothing.cells := @extschema@.analytics_funnel_agg(CAST(NULL AS uuid), CAST(NULL AS timestamptz), 0, 0, CAST(NULL AS text), CAST(NULL AS text), plan);
    IF as_state THEN
        nothing.state := @extschema@.analytics_funnel_agg_state(CAST(NULL AS uuid), CAST(NULL AS timestamptz), 0, 0, CAST(NULL AS text), CAST(NULL AS text), plan);
    END IF;

    -- a property has another name in types that declare it, and a step may be any of them
    named_types := asked.event_types || CASE WHEN asked.reads_all AND pg_catalog.num_nonnulls(breakdown, hold_constant) > 0
                                             THEN mindwell_internal.declaring_types() ELSE '{}' END;
    arguments := '(CAST(mindwell_internal.actor(e.tenant_id, ' || whose.id || ', $8) AS uuid), CAST(e.occurred_at AS timestamptz), '
        || asked.mask || ', ' || excluded.mask
        || ', mindwell_internal.property_text(e.properties, ' || mindwell_internal.property_name_sql(breakdown, named_types)
        || '), mindwell_internal.property_text(e.properties, ' || mindwell_internal.property_name_sql(hold_constant, named_types) || '), $4)';
    EXECUTE $query$
        SELECT $query$
            || CASE WHEN as_state THEN 'NULL, coalesce(@extschema@.analytics_funnel_agg_state' || arguments || ', ($5).state)'
                    ELSE 'coalesce(@extschema@.analytics_funnel_agg' || arguments || ', ($5).cells), NULL' END || $query$
        FROM $query$ || whose.events || $query$
        WHERE e.occurred_at >= $1 AND e.occurred_at < $2
          AND e.tenant_id = ANY ($3) AND $query$ || whose.is_counted || $query$
          AND ($6 IS NULL OR e.event_type = ANY ($6))$query$ || but_ignored || $query$
    $query$
    INTO part.cells, part.state
    USING from_time, mindwell_internal.funnel_window_end(to_time, within),
          tenants, plan, nothing,
          -- any event stands between the steps of a strict funnel
          CASE WHEN order_mode <> 'strict' AND NOT (asked.reads_all OR excluded.reads_all) THEN asked.event_types || excluded.event_types END,
          include_anonymous, mindwell_internal.tenant_mask(tenants);
    RETURN part;
END
$$;
COMMENT ON FUNCTION mindwell_internal.funnel_part(jsonb, timestamptz, timestamptz, interval, text, text, jsonb, text, text, text, timestamptz, boolean, boolean, jsonb, boolean) IS
'Internal: the part of analytics_funnel(): what the funnel says of this store, or as_state, to be merged with those of others. 22023 for malformed steps, exclusions or ignored ones, or another word, 54023 for more than 32 of these, 54000 beyond mindwell_analytics.aggregate_memory, 55000 without a store.';

CREATE FUNCTION mindwell_internal.funnel_merged(parts mindwell_internal.funnel_part[])
RETURNS @extschema@.analytics_funnel_breakdown_step[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT @extschema@.analytics_funnel_agg_plan_merge(p.state) FROM pg_catalog.unnest(parts) AS p);
COMMENT ON FUNCTION mindwell_internal.funnel_merged(mindwell_internal.funnel_part[]) IS
'Internal: what a funnel says of the states of several parts together.';

-- What has a subquery is not inlined, so it is a function of its own.
CREATE FUNCTION mindwell_internal.funnel_cells(parts mindwell_internal.funnel_part[])
RETURNS @extschema@.analytics_funnel_breakdown_step[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (parts[1]).cells IS NOT NULL THEN (parts[1]).cells ELSE mindwell_internal.funnel_merged(parts) END;
COMMENT ON FUNCTION mindwell_internal.funnel_cells(mindwell_internal.funnel_part[]) IS
'Internal: what a funnel says of all parts together: they are one, or all are states.';

CREATE FUNCTION mindwell_internal.funnel_finish(parts mindwell_internal.funnel_part[], steps jsonb)
RETURNS TABLE (breakdown_value text, step bigint, name text, actors bigint,
               rate_from_first double precision, rate_from_previous double precision, dropped bigint,
               median_seconds double precision, p90_seconds double precision, mean_seconds double precision,
               median_seconds_from_first double precision, immature bigint)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT c.breakdown, CAST(c.step AS bigint), (ARRAY(SELECT coalesce(s.step ->> 'name', mindwell_internal.step_name(s.step))
                  FROM pg_catalog.jsonb_array_elements(steps) WITH ORDINALITY AS s (step, n) ORDER BY s.n))[c.step], c.actors, c.rate_from_first, c.rate_from_previous,
           c.dropped, c.median_seconds, c.p90_seconds, c.mean_seconds, c.median_seconds_from_first, c.immature
    FROM pg_catalog.unnest(mindwell_internal.funnel_cells(parts)) AS c;
END;
COMMENT ON FUNCTION mindwell_internal.funnel_finish(mindwell_internal.funnel_part[], jsonb) IS
'Internal: analytics_funnel() of valid steps from its parts.';

CREATE FUNCTION mindwell_internal.types_of_steps(steps jsonb)
RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ARRAY(SELECT t.event_type
             FROM pg_catalog.jsonb_array_elements(steps) WITH ORDINALITY AS s (step, n),
                  pg_catalog.unnest(mindwell_internal.step_types(s.step)) WITH ORDINALITY AS t (event_type, place)
             ORDER BY s.n, t.place);
COMMENT ON FUNCTION mindwell_internal.types_of_steps(jsonb) IS
'Internal: the event types that valid steps name.';

CREATE FUNCTION @extschema@.analytics_funnel(
    steps @extschema@.analytics_steps,
    from_time timestamptz,
    to_time timestamptz,
    within interval DEFAULT '1 day',
    order_mode text DEFAULT 'ordered',
    count_by text DEFAULT 'user',
    exclusions @extschema@.analytics_steps DEFAULT '[]',
    breakdown text DEFAULT NULL,
    hold_constant text DEFAULT NULL,
    breakdown_by text DEFAULT 'first',
    as_of timestamptz DEFAULT now(),
    merge_aliases boolean DEFAULT false,
    include_anonymous boolean DEFAULT false,
    ignored @extschema@.analytics_steps DEFAULT '[]')
RETURNS TABLE (breakdown_value text, step bigint, name text, actors bigint,
               rate_from_first double precision, rate_from_previous double precision, dropped bigint,
               median_seconds double precision, p90_seconds double precision, mean_seconds double precision,
               median_seconds_from_first double precision, immature bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    asked_steps CONSTANT jsonb := mindwell_internal.step_list(CAST(steps AS jsonb));
    asked_exclusions CONSTANT jsonb := mindwell_internal.step_list(CAST(exclusions AS jsonb));
    read_until timestamptz;
    parts mindwell_internal.funnel_part[];
    cells @extschema@.analytics_funnel_breakdown_step[];
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_period(from_time, to_time);
    parts := ARRAY[mindwell_internal.funnel_part(
        asked_steps, from_time, to_time, within, order_mode, count_by, asked_exclusions, breakdown, hold_constant, breakdown_by, as_of,
        merge_aliases, include_anonymous, mindwell_internal.step_list(CAST(ignored AS jsonb)), false)];
    RETURN QUERY SELECT f.* FROM mindwell_internal.funnel_finish(parts, asked_steps) AS f;

    read_until := mindwell_internal.funnel_window_end(to_time, within);
    cells := mindwell_internal.funnel_cells(parts);
    -- nothing tells whether an exclusion was met
    PERFORM mindwell_internal.notice_unseen(
        asked_steps || asked_exclusions,
        ARRAY(SELECT n
              FROM pg_catalog.generate_series(1, pg_catalog.jsonb_array_length(asked_steps || asked_exclusions)) AS n
              EXCEPT
              SELECT c.step FROM pg_catalog.unnest(cells) AS c WHERE c.actors > 0),
        from_time, read_until);
    IF breakdown IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.unnest(cells) AS c WHERE c.breakdown IS NOT NULL) THEN
        PERFORM mindwell_internal.notice_unseen_property(breakdown, mindwell_internal.types_of_steps(asked_steps), from_time, read_until);
    END IF;
    IF hold_constant IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.unnest(cells) AS c WHERE c.actors > 0) THEN
        PERFORM mindwell_internal.notice_unseen_property(hold_constant, mindwell_internal.types_of_steps(asked_steps), from_time, read_until);
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_funnel(@extschema@.analytics_steps, timestamptz, timestamptz, interval, text, text, @extschema@.analytics_steps, text, text, text, timestamptz, boolean, boolean, @extschema@.analytics_steps) IS
'How many users came how far: per step those who reached it within so much time of the first step, which lies in [from_time, to_time); as fractions of the first step and of the step before (the last one that is not optional); how many of that step did not get here; seconds from the step before and from the first; and whose window had not ended at as_of (immature). A step is "event_type", {"event": ..., "where": {...}}, {"any": [...]}, "*" (any event) or {"not": [...]} (any but these), with "name", "within" (from the step before) and "optional" if wanted; one alone is a funnel of one step. order_mode: ordered, strict (no other event between, but for ignored steps) or unordered. count_by: user, session or total (every attempt of a user). exclusions: as steps, with "after" and "before" (step numbers; first and last): an event that kills the attempt there. breakdown: a property, one funnel for each value that the first (or, breakdown_by last, the last) step carries; hold_constant: a property that all steps must carry with one value. merge_aliases: what an anonymous visitor did before they signed in (analytics_alias) is the user''s; other visitors count with include_anonymous only; of sessions all count. where is what properties contain, or conditions with operators ({"amount": {">=": 10}}; = != < <= > >= in not_in exists contains not). Properties may be named in another spelling, or by an alias, of the event type, as when events are tracked. Errors: 22023 for malformed steps, exclusions or ignored ones (naming the place), an empty period or another word, 22004 without from_time or to_time, 22008 for infinity, 54023 for more than 32 steps, 54000 beyond mindwell_analytics.aggregate_memory, 55000 without a store.';
