
-- Steps of reports ------------------------------------------------------------------
--
-- One signature takes them as jsonb, text or text[], of any client, and as literals
-- without a type.  No operators: for arguments only, as analytics_id is.

CREATE TYPE @extschema@.analytics_steps;

CREATE FUNCTION mindwell_internal.steps_in(text cstring) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_in';
COMMENT ON FUNCTION mindwell_internal.steps_in(cstring) IS
'Internal: input function of analytics_steps. 22P02 for a text that is neither JSON, nor an event type, nor an array of these.';

CREATE FUNCTION mindwell_internal.steps_out(steps @extschema@.analytics_steps) RETURNS cstring
LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
AS 'jsonb_out';
COMMENT ON FUNCTION mindwell_internal.steps_out(@extschema@.analytics_steps) IS
'Internal: output function of analytics_steps.';

CREATE TYPE @extschema@.analytics_steps (
    INPUT = mindwell_internal.steps_in,
    OUTPUT = mindwell_internal.steps_out,
    LIKE = jsonb);
COMMENT ON TYPE @extschema@.analytics_steps IS
'What a report is asked about, as an argument: an event type, JSON, or an array of these; jsonb, json, text, varchar, text[] and varchar[] are cast to it implicitly. It is the JSON that it stands for. 22P02 for any other text. For arguments only: it has no operators.';

CREATE FUNCTION mindwell_internal.steps(steps text) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_from_text';
COMMENT ON FUNCTION mindwell_internal.steps(text) IS
'Internal: cast to analytics_steps; errors of mindwell_internal.steps_in.';

CREATE FUNCTION mindwell_internal.steps(steps json) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_from_text';
COMMENT ON FUNCTION mindwell_internal.steps(json) IS
'Internal: cast to analytics_steps; errors of jsonb.';

CREATE FUNCTION mindwell_internal.steps(steps text[]) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_from_array';
COMMENT ON FUNCTION mindwell_internal.steps(text[]) IS
'Internal: cast to analytics_steps; errors of mindwell_internal.steps_in for each element, 2202E for more than one dimension, 54023 for more than 1000 elements.';

CREATE FUNCTION mindwell_internal.steps(steps varchar[]) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_from_array';
COMMENT ON FUNCTION mindwell_internal.steps(varchar[]) IS
'Internal: cast to analytics_steps; errors of mindwell_internal.steps_in for each element, 2202E for more than one dimension, 54023 for more than 1000 elements.';

CREATE CAST (jsonb AS @extschema@.analytics_steps) WITHOUT FUNCTION AS IMPLICIT;
COMMENT ON CAST (jsonb AS @extschema@.analytics_steps) IS 'The JSON itself.';
CREATE CAST (json AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(json) AS IMPLICIT;
COMMENT ON CAST (json AS @extschema@.analytics_steps) IS 'The JSON itself.';
CREATE CAST (text AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(text) AS IMPLICIT;
COMMENT ON CAST (text AS @extschema@.analytics_steps) IS 'An event type, or JSON; 22P02 for any other text.';
CREATE CAST (varchar AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(text) AS IMPLICIT;
COMMENT ON CAST (varchar AS @extschema@.analytics_steps) IS 'An event type, or JSON; 22P02 for any other text.';
CREATE CAST (text[] AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(text[]) AS IMPLICIT;
COMMENT ON CAST (text[] AS @extschema@.analytics_steps) IS 'A JSON array: each element is an event type, or JSON; 22P02 for any other text.';
CREATE CAST (varchar[] AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(varchar[]) AS IMPLICIT;
COMMENT ON CAST (varchar[] AS @extschema@.analytics_steps) IS 'A JSON array: each element is an event type, or JSON; 22P02 for any other text.';
CREATE CAST (@extschema@.analytics_steps AS jsonb) WITHOUT FUNCTION AS ASSIGNMENT;
COMMENT ON CAST (@extschema@.analytics_steps AS jsonb) IS 'The JSON that it is.';

-- Whoever asks about one thing writes it as one, or as an array of one.
CREATE FUNCTION mindwell_internal.step_list(steps jsonb) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.jsonb_typeof(steps) IN ('string', 'object') AND steps <> '{}'
            THEN pg_catalog.jsonb_build_array(steps)
            ELSE steps END;
COMMENT ON FUNCTION mindwell_internal.step_list(jsonb) IS
'Internal: the steps of an argument that is a list of them, where one step stands for a list of one; anything else, and NULL, as it is.';

CREATE FUNCTION mindwell_internal.single_step(step jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.jsonb_typeof(step) = 'array' AND (step -> 1) IS NULL
            THEN coalesce(step -> 0, step)
            ELSE step END;
COMMENT ON FUNCTION mindwell_internal.single_step(jsonb) IS
'Internal: the step of an argument that is one, where an array of one step stands for it; anything else, and NULL, as it is.';

-- Events have the names that their type declares (property_names.c): who asks for another
-- spelling, or by an alias, asks for those.
CREATE FUNCTION mindwell_internal.stored_properties(tenants uuid[], event_type text, properties jsonb)
RETURNS TABLE (tenant_id uuid, properties jsonb)
LANGUAGE c STABLE STRICT PARALLEL RESTRICTED ROWS 1
AS 'MODULE_PATHNAME', 'analytics_stored_properties';
COMMENT ON FUNCTION mindwell_internal.stored_properties(uuid[], text, jsonb) IS
'Internal: an object of properties under the names by which events of a type have them, for each of some tenants. What an alias drops, and two names of one property, stay as they are; and all, where mindwell_analytics.fold_property_names is off, or the tenant is none of the session''s.';

CREATE FUNCTION mindwell_internal.asked_properties(asked jsonb, types text[])
RETURNS TABLE (properties jsonb, event_types text[], tenants uuid[])
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.properties, pg_catalog.array_agg(s.event_type ORDER BY s.event_type), s.tenants
    FROM (SELECT t.event_type, f.properties,
                 CASE WHEN count(*) OVER (PARTITION BY t.event_type) > 1 THEN pg_catalog.array_agg(f.tenant_id ORDER BY f.tenant_id) END AS tenants
          FROM (SELECT DISTINCT n.event_type FROM pg_catalog.unnest(types) AS n (event_type)) AS t,
               LATERAL mindwell_internal.stored_properties(mindwell_internal.tenants_to_read(), t.event_type, asked) AS f
          GROUP BY 1, 2) AS s
    GROUP BY 1, 3
    ORDER BY 2, 3
$$;
COMMENT ON FUNCTION mindwell_internal.asked_properties(jsonb, text[]) IS
'Internal: an object of properties that is asked of events of some types: under which names, of which types, and of which tenants (NULL: all of the session''s). No row without a tenant.';

CREATE FUNCTION mindwell_internal.types_sql(event_types text[], tenants uuid[])
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE pg_catalog.cardinality(event_types)
           WHEN 1 THEN pg_catalog.format('e.event_type = %L', event_types[1])
           ELSE pg_catalog.format('e.event_type = ANY (CAST(%L AS pg_catalog.text[]))', event_types) END
       || CASE WHEN tenants IS NULL THEN ''
               ELSE pg_catalog.format(' AND e.tenant_id = ANY (CAST(%L AS pg_catalog.uuid[]))', tenants) END;
COMMENT ON FUNCTION mindwell_internal.types_sql(text[], uuid[]) IS
'Internal: the condition that an event e is of one of some types, and of some tenants (NULL: any).';

CREATE FUNCTION mindwell_internal.property_name_sql(name text, event_types text[])
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce('CASE ' || pg_catalog.string_agg(pg_catalog.format('WHEN %s THEN %L', mindwell_internal.types_sql(a.event_types, a.tenants), k.name), ' ')
                        || pg_catalog.format(' ELSE %L END', property_name_sql.name),
                    pg_catalog.format('CAST(%L AS pg_catalog.text)', property_name_sql.name))
    FROM mindwell_internal.asked_properties(
             CASE WHEN property_name_sql.name IS NOT NULL THEN pg_catalog.jsonb_build_object(property_name_sql.name, NULL) END, event_types) AS a,
         pg_catalog.jsonb_object_keys(a.properties) AS k (name)
    WHERE k.name <> property_name_sql.name
$$;
COMMENT ON FUNCTION mindwell_internal.property_name_sql(text, text[]) IS
'Internal: the name by which an event e of some types has a property that is asked for, as an expression in SQL; NULL for NULL.';

CREATE FUNCTION mindwell_internal.where_names(asked jsonb, problem text, prefix text)
RETURNS jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_where_names';
COMMENT ON FUNCTION mindwell_internal.where_names(jsonb, text, text) IS
'Internal: the properties that a "where" with operators, or with JSON Pointers, is about, each a key that is its own value; NULL for one without, which is what properties contain (@>). Errors with the message problem, and the pointer after a prefix: 22023 for what is no condition, 54000 for more than 1000 operators, 1000 values in lists or a depth of 16.';

CREATE FUNCTION mindwell_internal.where_matches(properties jsonb, asked jsonb, names jsonb)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_where_matches';
COMMENT ON FUNCTION mindwell_internal.where_matches(jsonb, jsonb, jsonb) IS
'Internal: do properties meet a "where" with operators, of which each property that is a value of names is called as its key? NULL for a NULL, and never else. Errors as of mindwell_internal.where_names().';

-- What is asked is a literal, so that it is parsed once for each query.
CREATE FUNCTION mindwell_internal.where_sql(asked jsonb, names jsonb, stored jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN stored = '{}' THEN ''
    WHEN names IS NULL THEN pg_catalog.format(' AND e.properties @> CAST(%L AS pg_catalog.jsonb)', stored)
    ELSE pg_catalog.format(' AND mindwell_internal.where_matches(e.properties, CAST(%L AS pg_catalog.jsonb), CAST(%L AS pg_catalog.jsonb))', asked, stored)
END;
COMMENT ON FUNCTION mindwell_internal.where_sql(jsonb, jsonb, jsonb) IS
'Internal: a further condition in SQL on an event e, that it meets a "where" of which names are mindwell_internal.where_names(), and stored these names, or what it asks for if there are none, as mindwell_internal.asked_properties() has them.';

CREATE FUNCTION mindwell_internal.step_types(step jsonb)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    -- a string has no keys, but is one for the operator ?
    WHEN step = '"*"' OR step -> 'event' = '"*"' OR (step -> 'not') IS NOT NULL THEN NULL
    WHEN pg_catalog.jsonb_typeof(step) = 'string' THEN ARRAY[step #>> '{}']
    WHEN step ? 'event' THEN ARRAY[step ->> 'event']
    ELSE ARRAY(SELECT pg_catalog.jsonb_array_elements_text(step -> 'any'))
END;
COMMENT ON FUNCTION mindwell_internal.step_types(jsonb) IS
'Internal: the event types that a valid step names; NULL where it is any event, or any but some.';

CREATE FUNCTION mindwell_internal.events_sql(event_types text[], asked jsonb, names jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    -- without a tenant there are no events
    SELECT '(' || coalesce(pg_catalog.string_agg(
               mindwell_internal.types_sql(a.event_types, a.tenants) || mindwell_internal.where_sql(asked, names, a.properties), ' OR '), 'false') || ')'
    FROM (SELECT p.*
          FROM mindwell_internal.asked_properties(coalesce(names, asked), event_types) AS p
          WHERE asked <> '{}'
          UNION ALL
          SELECT asked, event_types, NULL
          WHERE asked = '{}') AS a
$$;
COMMENT ON FUNCTION mindwell_internal.events_sql(text[], jsonb, jsonb) IS
'Internal: the condition that an event e is of one of some types, and meets a "where" of which names are mindwell_internal.where_names().';

-- Only types that declare properties give them other names.
CREATE FUNCTION mindwell_internal.declaring_types()
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT pg_catalog.has_table_privilege(mindwell_internal.relation('analytics_event_types'), 'SELECT') THEN
        RETURN CAST('{}' AS text[]);
    END IF;
    RETURN ARRAY(SELECT DISTINCT CAST(t.event_type AS text)
                 FROM @extschema@.analytics_event_types AS t
                 WHERE t.property_schema IS NOT NULL
                 ORDER BY 1);
END
$$;
COMMENT ON FUNCTION mindwell_internal.declaring_types() IS
'Internal: the event types with a property schema that the session may read.';

CREATE FUNCTION mindwell_internal.any_event_sql(but jsonb, asked jsonb, names jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN but IS NULL THEN '(true'
                ELSE '(NOT ' || mindwell_internal.types_sql(ARRAY(SELECT pg_catalog.jsonb_array_elements_text(mindwell_internal.step_list(but))), NULL) END
           || CASE WHEN asked = '{}' THEN ''
                   WHEN a.types IS NULL THEN mindwell_internal.where_sql(asked, names, coalesce(names, asked))
                   ELSE ' AND CASE' || a.types || ' ELSE true' || mindwell_internal.where_sql(asked, names, coalesce(names, asked)) || ' END' END
           || ')'
    FROM (SELECT pg_catalog.string_agg(pg_catalog.format(' WHEN %s THEN true%s', mindwell_internal.types_sql(p.event_types, p.tenants),
                                                         mindwell_internal.where_sql(asked, names, p.properties)), '') AS types
          FROM mindwell_internal.asked_properties(coalesce(names, asked),
                                                  CASE WHEN asked = '{}' THEN '{}' ELSE mindwell_internal.declaring_types() END) AS p
          WHERE p.properties <> coalesce(names, asked)) AS a
$$;
COMMENT ON FUNCTION mindwell_internal.any_event_sql(jsonb, jsonb, jsonb) IS
'Internal: the condition that an event e is of no type of but (NULL: any event is), and meets a "where", as mindwell_internal.events_sql() has it.';

CREATE FUNCTION mindwell_internal.step_condition(step jsonb, place text, other_keys text[] DEFAULT '{}')
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    names jsonb;
    asked jsonb;
    unknown_key text;
    problem text;
BEGIN
    IF pg_catalog.jsonb_typeof(step) = 'object' THEN
        SELECT k.key INTO unknown_key
        FROM pg_catalog.jsonb_object_keys(step) AS k (key)
        WHERE k.key <> ALL (ARRAY['event', 'any', 'not', 'where'] || other_keys)
        ORDER BY k.key
        LIMIT 1;
        names := coalesce(step -> 'any', mindwell_internal.step_list(step -> 'not'), pg_catalog.jsonb_build_array(step -> 'event'));
        asked := coalesce(step -> 'where', '{}');
        problem := CASE
            WHEN unknown_key IS NOT NULL THEN pg_catalog.format('The key "%s" means nothing here.', unknown_key)
            WHEN pg_catalog.num_nonnulls(step -> 'event', step -> 'any', step -> 'not') <> 1 THEN 'It has one of "event", "any" and "not".'
            WHEN pg_catalog.jsonb_typeof(names) <> 'array' OR names = '[]' THEN '"any" is an array of event types, not empty, "not" is one or such an array.'
            WHEN NOT step ? 'event' AND names ? '*' THEN '"*" is any event, and stands alone.'
            WHEN pg_catalog.jsonb_typeof(asked) <> 'object' THEN '"where" is an object: the properties that an event must have.'
        END;
    ELSE
        names := pg_catalog.jsonb_build_array(step);
        asked := '{}';
    END IF;
    IF pg_catalog.jsonb_typeof(step) = 'array' THEN
        problem := 'An array is no step. Any of several event types is one: {"any": ["event_type", "another"]}.';
    ELSIF problem IS NULL AND EXISTS (SELECT FROM pg_catalog.jsonb_array_elements(names) AS n (name)
                                   WHERE pg_catalog.jsonb_typeof(n.name) <> 'string' OR n.name = '""') THEN
        problem := 'An event type is a string, not empty.';
    END IF;
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('invalid step: %s', place),
            DETAIL = problem,
            HINT = 'A step is "event_type", {"event": "event_type", "where": {"property": "value"}}, {"any": ["event_type", "another"]}, "*" (any event) or {"not": ["event_type"]}.';
    END IF;
    RETURN CASE WHEN mindwell_internal.step_types(step) IS NULL
                THEN mindwell_internal.any_event_sql(step -> 'not', asked, mindwell_internal.where_names(asked, 'invalid step: ' || place, '/where'))
                ELSE mindwell_internal.events_sql(mindwell_internal.step_types(step), asked, mindwell_internal.where_names(asked, 'invalid step: ' || place, '/where')) END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.step_condition(jsonb, text, text[]) IS
'Internal: a step of a report as a condition in SQL on an event e; it is made of literals alone, and never NULL. 22023 for what is no step, naming its place, and for keys that are neither its own nor among other_keys; errors of mindwell_internal.where_names().';
