
-- Why a user came so far and no further ---------------------------------------------

CREATE FUNCTION mindwell_internal.user_steps(
    steps jsonb, exclusions jsonb, tenants uuid[], user_id uuid, from_time timestamptz, to_time timestamptz, hold_constant text,
    merge_aliases boolean, most_events integer)
RETURNS TABLE (event_id uuid, at timestamptz, event_type text, mask integer, is_excluding boolean, held text)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    asked record;
    excluded record;
    whose record;
    named_types text[];
BEGIN
    SELECT * INTO asked FROM mindwell_internal.funnel_steps(steps);
    SELECT * INTO excluded FROM mindwell_internal.funnel_exclusions(exclusions, pg_catalog.cardinality(asked.names));
    SELECT * INTO whose FROM mindwell_internal.funnel_actor('user', merge_aliases);
    named_types := asked.event_types || CASE WHEN asked.reads_all AND hold_constant IS NOT NULL THEN mindwell_internal.declaring_types() ELSE '{}' END;
    RETURN QUERY EXECUTE $query$
        SELECT CAST(e.id AS uuid), CAST(e.occurred_at AS timestamptz), CAST(e.event_type AS text), $query$ || asked.mask || $query$,
               coalesce($query$ || excluded.mask || $query$, 0) <> 0,
               mindwell_internal.property_text(e.properties, $query$ || mindwell_internal.property_name_sql(hold_constant, named_types) || $query$)
        FROM $query$ || whose.events || $query$
        WHERE e.occurred_at >= $1 AND e.occurred_at < $2 AND e.tenant_id = ANY ($3) AND $query$ || whose.id || $query$ = $4
        ORDER BY e.occurred_at, e.id
        LIMIT $5
    $query$
    USING from_time, to_time, tenants, user_id, most_events;
END
$$;
COMMENT ON FUNCTION mindwell_internal.user_steps(jsonb, jsonb, uuid[], uuid, timestamptz, timestamptz, text, boolean, integer) IS
'Internal: the first events of a user in a time, and of each: the bit mask of the steps of a funnel that it is, whether it is an exclusion, and the value of the property that steps hold.';

-- At one time an event fills one step: those that few events could have filled come first.
CREATE FUNCTION mindwell_internal.filling_events(event_ids uuid[], times timestamptz[], masks integer[], steps_filled integer[], filled_at timestamptz[])
RETURNS uuid[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most_steps CONSTANT integer := 32;
    filling uuid[] := pg_catalog.array_fill(CAST(NULL AS uuid), ARRAY[most_steps]);
    filled record;
BEGIN
    FOR filled IN
        SELECT s.step, s.at
        FROM ROWS FROM (pg_catalog.unnest(steps_filled), pg_catalog.unnest(filled_at)) AS s (step, at)
        ORDER BY (SELECT count(*) FROM ROWS FROM (pg_catalog.unnest(times), pg_catalog.unnest(masks)) AS e (at, mask) WHERE e.at = s.at AND e.mask >> (s.step - 1) & 1 = 1), s.step
    LOOP
        filling[filled.step] := (
            SELECT e.id
            FROM ROWS FROM (pg_catalog.unnest(event_ids), pg_catalog.unnest(times), pg_catalog.unnest(masks)) AS e (id, at, mask)
            WHERE e.at = filled.at AND e.mask >> (filled.step - 1) & 1 = 1 AND e.id <> ALL (pg_catalog.array_remove(filling, NULL))
            ORDER BY pg_catalog.bit_count(CAST(e.mask AS pg_catalog.bit(32))), e.id
            LIMIT 1);
    END LOOP;
    RETURN filling;
END
$$;
COMMENT ON FUNCTION mindwell_internal.filling_events(uuid[], timestamptz[], integer[], integer[], timestamptz[]) IS
'Internal: the events of a user that fill the steps of a chain, by the number of the step; NULL for none.';

CREATE FUNCTION @extschema@.analytics_explain_user(
    steps @extschema@.analytics_steps,
    user_id @extschema@.analytics_id,
    from_time timestamptz,
    to_time timestamptz,
    within interval DEFAULT '1 day',
    order_mode text DEFAULT 'ordered',
    exclusions @extschema@.analytics_steps DEFAULT '[]',
    hold_constant text DEFAULT NULL,
    as_of timestamptz DEFAULT now(),
    merge_aliases boolean DEFAULT false,
    ignored @extschema@.analytics_steps DEFAULT '[]')
RETURNS TABLE (ord bigint, "time" timestamptz, event_id text, event_type text, step bigint, verdict text,
               reached bigint, next_step_until timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most_events CONSTANT integer := 10000;
    asked_steps CONSTANT jsonb := mindwell_internal.step_list(CAST(steps AS jsonb));
    asked_exclusions CONSTANT jsonb := mindwell_internal.step_list(CAST(exclusions AS jsonb));
    whose CONSTANT uuid := CAST(user_id AS uuid);
    span CONSTANT interval := pg_catalog.make_interval(secs => CAST(EXTRACT(epoch FROM within) AS double precision));
    tenants uuid[];
    asked record;
    chain record;
    first_held text;
    filling uuid[];
    filled_at timestamptz[];
    next_step integer;
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    tenants := mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_period(from_time, to_time);
    IF whose IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'user_id must not be null';
    END IF;
    SELECT * INTO asked FROM mindwell_internal.funnel_steps(asked_steps);
    -- of the users of several tenants who have one id, whoever came furthest
    SELECT * INTO chain
    FROM mindwell_internal.funnel_chains(
             asked_steps, from_time, to_time, within, order_mode, asked_exclusions, hold_constant, as_of, merge_aliases, true,
             mindwell_internal.step_list(CAST(ignored AS jsonb)), whose) AS c
    ORDER BY pg_catalog.cardinality(c.steps_filled) DESC, c.tenant_id
    LIMIT 1;
    IF chain.entered_at IS NOT NULL THEN
        tenants := ARRAY[chain.tenant_id];
        SELECT mindwell_internal.filling_events(pg_catalog.array_agg(u.event_id), pg_catalog.array_agg(u.at), pg_catalog.array_agg(u.mask), chain.steps_filled, chain.filled_at),
               min(u.held) FILTER (WHERE u.at = chain.entered_at AND u.mask & 1 = 1)
        INTO filling, first_held
        FROM mindwell_internal.user_steps(asked_steps, asked_exclusions, tenants, whose, from_time, to_time + span, hold_constant, merge_aliases, NULL) AS u
        WHERE u.at = ANY (chain.filled_at);
        filled_at := ARRAY(SELECT chain.filled_at[pg_catalog.array_position(chain.steps_filled, n)]
                           FROM pg_catalog.generate_series(1, pg_catalog.cardinality(asked.names)) AS n);
        next_step := (SELECT min(n) FROM pg_catalog.generate_series(1, pg_catalog.cardinality(asked.names)) AS n
                      WHERE n <> ALL (chain.steps_filled) AND n <> ALL (asked.optional));
    END IF;

    RETURN QUERY
    SELECT u.ord, u.at, CAST(u.event_id AS text), u.event_type, CAST(coalesce(f.step, s.step) AS bigint),
           CASE
               WHEN f.step IS NOT NULL THEN 'filled'
               WHEN u.is_excluding AND (chain.entered_at IS NULL OR u.at BETWEEN chain.entered_at AND chain.entered_at + span) THEN 'excluded'
               WHEN s.step IS NULL THEN 'no_match'
               WHEN chain.entered_at IS NULL AND u.mask & 1 = 0 THEN 'out_of_order'
               WHEN chain.entered_at IS NULL AND (u.at < from_time OR u.at >= to_time) THEN 'out_of_window'
               WHEN chain.entered_at IS NULL THEN 'excluded'
               WHEN u.at < from_time OR u.at > chain.entered_at + span THEN 'out_of_window'
               WHEN u.at < chain.entered_at THEN CASE WHEN u.mask & 1 = 1 THEN 'extra' ELSE 'out_of_order' END
               WHEN hold_constant IS NOT NULL AND u.held IS DISTINCT FROM first_held THEN 'wrong_hold'
               WHEN s.step = ANY (chain.steps_filled) OR order_mode = 'unordered' THEN 'extra'
               WHEN filled_at[b.step_before] IS NULL OR u.at < filled_at[b.step_before] THEN 'out_of_order'
               WHEN u.at > filled_at[b.step_before] + asked.limits[s.step] THEN 'out_of_window'
               WHEN order_mode = 'strict' THEN 'out_of_order'
               ELSE 'extra'
           END,
           CAST(coalesce((SELECT max(t.n) FROM pg_catalog.unnest(chain.steps_filled) AS t (n)), 0) AS bigint),
           CASE WHEN next_step IS NOT NULL THEN least(chain.entered_at + span, (SELECT max(p.at) FROM pg_catalog.unnest(chain.filled_at) AS p (at)) + asked.limits[next_step]) END
    FROM (SELECT w.*, pg_catalog.row_number() OVER (ORDER BY w.at, w.event_id) AS ord
          FROM mindwell_internal.user_steps(asked_steps, asked_exclusions, tenants, whose, from_time - span, to_time + span, hold_constant, merge_aliases, most_events) AS w) AS u
    CROSS JOIN LATERAL (SELECT pg_catalog.array_position(filling, u.event_id) AS step) AS f
    -- the first step that it could still have filled, else the first that it is
    CROSS JOIN LATERAL (SELECT coalesce(min(n) FILTER (WHERE filled_at[n] IS NULL), min(n)) AS step
                        FROM pg_catalog.generate_series(1, pg_catalog.cardinality(asked.names)) AS n
                        WHERE u.mask >> (n - 1) & 1 = 1) AS s
    CROSS JOIN LATERAL (SELECT max(n) AS step_before FROM pg_catalog.generate_series(1, s.step - 1) AS n WHERE n <> ALL (asked.optional)) AS b
    ORDER BY u.ord;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_explain_user(@extschema@.analytics_steps, @extschema@.analytics_id, timestamptz, timestamptz, interval, text, @extschema@.analytics_steps, text, timestamptz, boolean, @extschema@.analytics_steps) IS
'What analytics_funnel, with its arguments, makes of the events of one user, from within before from_time to within after to_time (the first 10000), in order: step, the number of the step that it fills, or that it is (of several the first that is not filled; NULL for none); verdict: filled; extra (that step is filled by another, or could be no earlier); excluded (it is an exclusion, or an attempt that one ended); out_of_window (before or after the time to start, or later than within or the step''s own limit); out_of_order (a step before it was not filled yet); wrong_hold (with another value of hold_constant than the first step); no_match. Of the attempt that the funnel counts, the same in each row: reached, the last step filled (0: the user did not enter), and until when the next required one may follow (NULL: none is left, or nothing was entered). Which of the events of one instant fills a step is chosen. Of users of several tenants with one id, whoever came furthest. No row without events. Errors: as analytics_funnel, and 22004 without user_id.';
