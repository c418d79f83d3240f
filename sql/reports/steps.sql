
-- Steps of reports ------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.step_condition(step jsonb, place text, other_keys text[] DEFAULT '{}')
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    names jsonb;
    properties jsonb;
    unknown_key text;
    problem text;
    condition text;
BEGIN
    IF pg_catalog.jsonb_typeof(step) = 'object' THEN
        SELECT k.key INTO unknown_key
        FROM pg_catalog.jsonb_object_keys(step) AS k (key)
        WHERE k.key <> ALL (ARRAY['event', 'any', 'where'] || other_keys)
        ORDER BY k.key
        LIMIT 1;
        names := coalesce(step -> 'any', pg_catalog.jsonb_build_array(step -> 'event'));
        properties := coalesce(step -> 'where', '{}');
        problem := CASE
            WHEN unknown_key IS NOT NULL THEN pg_catalog.format('The key "%s" means nothing here.', unknown_key)
            WHEN (step ? 'event') = (step ? 'any') THEN 'It has either "event" or "any".'
            WHEN pg_catalog.jsonb_typeof(names) <> 'array' OR names = '[]' THEN '"any" is an array of event types, not empty.'
            WHEN pg_catalog.jsonb_typeof(properties) <> 'object' THEN '"where" is an object: the properties that an event must have.'
        END;
    ELSE
        names := pg_catalog.jsonb_build_array(step);
        properties := '{}';
    END IF;
    IF problem IS NULL AND EXISTS (SELECT FROM pg_catalog.jsonb_array_elements(names) AS n (name)
                                   WHERE pg_catalog.jsonb_typeof(n.name) <> 'string' OR n.name = '""') THEN
        problem := 'An event type is a string, not empty.';
    END IF;
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('invalid step: %s', place),
            DETAIL = problem,
            HINT = 'A step is "event_type", {"event": "event_type", "where": {"property": "value"}} or {"any": ["event_type", "another"]}.';
    END IF;

    condition := CASE pg_catalog.jsonb_array_length(names)
        WHEN 1 THEN pg_catalog.format('e.event_type = %L', names ->> 0)
        ELSE pg_catalog.format('e.event_type = ANY (CAST(%L AS pg_catalog.text[]))',
                               ARRAY(SELECT n.name FROM pg_catalog.jsonb_array_elements_text(names) AS n (name)))
    END;
    IF properties <> '{}' THEN
        condition := condition || pg_catalog.format(' AND e.properties @> CAST(%L AS pg_catalog.jsonb)', properties);
    END IF;
    RETURN '(' || condition || ')';
END
$$;
COMMENT ON FUNCTION mindwell_internal.step_condition(jsonb, text, text[]) IS
'Internal: a step of a report as a condition in SQL on an event e; it is made of literals alone, and never NULL. 22023 for what is no step, naming its place, and for keys that are neither its own nor among other_keys.';
