
-- What was never seen ---------------------------------------------------------------
--
-- Whoever misspells an event type or a property would get zeros without a word.  These
-- look, once for a call, by the index on tenant, event type and time: the planner must
-- not think that the first row of a scan will do, for there is none.  They look no
-- further than the period, for a look into each of many partitions takes longer than a
-- report; that a type is registered tells whether it was seen before.

CREATE FUNCTION mindwell_internal.did_you_mean(name text, candidates text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'Did you mean "' || mindwell_internal.nearest(name, candidates) || '"?';
COMMENT ON FUNCTION mindwell_internal.did_you_mean(text, text[]) IS
'Internal: the hint that names the candidate closest to a name; NULL when none is close.';

-- Types that maintenance has not registered yet are those of the first events.
CREATE FUNCTION mindwell_internal.known_event_types(from_time timestamptz, to_time timestamptz)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    most_events CONSTANT integer := 10000;
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    known text[] := ARRAY(
        SELECT DISTINCT CAST(s.event_type AS text)
        FROM (SELECT e.event_type
              FROM @extschema@.analytics_events e
              WHERE e.tenant_id = ANY (tenants) AND e.occurred_at >= from_time AND e.occurred_at < to_time
              LIMIT most_events) s
        ORDER BY 1);
BEGIN
    IF pg_catalog.has_table_privilege(mindwell_internal.relation('analytics_event_types'), 'SELECT') THEN
        known := known || ARRAY(SELECT CAST(t.event_type AS text) FROM @extschema@.analytics_event_types t ORDER BY 1);
    END IF;
    RETURN known;
END
$$;
COMMENT ON FUNCTION mindwell_internal.known_event_types(timestamptz, timestamptz) IS
'Internal: names of event types that the session may read: of the first events of a period, then those of the registry.';

CREATE FUNCTION mindwell_internal.unseen_event_types(event_types text[], from_time timestamptz, to_time timestamptz)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
BEGIN
    IF event_types = '{}' THEN
        RETURN event_types;
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT n.name
        FROM pg_catalog.unnest(event_types) AS n (name)
        WHERE (SELECT true
               FROM @extschema@.analytics_events e
               WHERE e.tenant_id = ANY (tenants) AND e.event_type = n.name
                 AND e.occurred_at >= from_time AND e.occurred_at < to_time
               LIMIT 1) IS NULL
        ORDER BY n.name);
END
$$;
COMMENT ON FUNCTION mindwell_internal.unseen_event_types(text[], timestamptz, timestamptz) IS
'Internal: those of some event types of which the session may read no event in a period.';

CREATE FUNCTION mindwell_internal.notice_unseen_types(event_types text[], from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    unseen CONSTANT text[] := mindwell_internal.unseen_event_types(event_types, from_time, to_time);
    known text[];
    name text;
BEGIN
    IF unseen = '{}' THEN
        RETURN;
    ELSIF mindwell_internal.tenants_to_read() = '{}' THEN
        RAISE NOTICE 'this session sees no events: it has no tenant'
            USING DETAIL = 'mindwell_analytics.tenant_id is empty, and analytics_tenant_members binds the role to none.',
                  HINT = pg_catalog.format('The owner of the store runs SELECT %s(%L, ''reader'', ''UUID'');', 'analytics_grant', CURRENT_USER);
        RETURN;
    END IF;
    known := mindwell_internal.known_event_types(from_time, to_time);
    FOREACH name IN ARRAY unseen LOOP
        RAISE NOTICE USING
            MESSAGE = pg_catalog.format('no event of type "%s" was seen in the period', name),
            DETAIL = CASE WHEN name = ANY (known) THEN 'The type is registered.' ELSE 'The registry has no such type that this session may see.' END,
            HINT = CASE WHEN name = ANY (known)
                THEN 'Events of it are counted as soon as they are tracked.'
                ELSE coalesce(mindwell_internal.did_you_mean(name, known),
                              'SELECT event_type FROM analytics_event_types ORDER BY 1; lists the types that are registered.') END;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.notice_unseen_types(text[], timestamptz, timestamptz) IS
'Internal: a NOTICE for each of some event types of which the session may read no event in a period, with the closest name there and in the registry.';

CREATE FUNCTION mindwell_internal.notice_unseen_property(
    property text, event_types text[], from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    most_events CONSTANT integer := 1000;
    most_names CONSTANT integer := 20;
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    has_events boolean;
    seen text[];
BEGIN
    SELECT count(*) > 0, pg_catalog.array_agg(DISTINCT k.key ORDER BY k.key) FILTER (WHERE k.key IS NOT NULL)
    INTO has_events, seen
    FROM (SELECT DISTINCT n.name FROM pg_catalog.unnest(event_types) AS n (name)) AS t,
         LATERAL (SELECT e.properties
                  FROM @extschema@.analytics_events e
                  WHERE e.tenant_id = ANY (tenants) AND e.event_type = t.name
                    AND e.occurred_at >= from_time AND e.occurred_at < to_time
                  LIMIT most_events) AS s
         LEFT JOIN LATERAL pg_catalog.jsonb_object_keys(s.properties) AS k (key) ON true;
    IF NOT has_events OR property = ANY (seen)
       OR EXISTS (SELECT FROM mindwell_internal.asked_properties(pg_catalog.jsonb_build_object(property, NULL), event_types) AS a,
                              pg_catalog.jsonb_object_keys(a.properties) AS k (name)
                  WHERE k.name = ANY (seen)) THEN
        RETURN;
    END IF;
    RAISE NOTICE USING
        MESSAGE = pg_catalog.format('no event with the property "%s" was found', property),
        DETAIL = pg_catalog.format('Of each of these types the first %s events in the period were looked at: %s.',
                                   most_events, pg_catalog.array_to_string(event_types, ', ')),
        HINT = coalesce(mindwell_internal.did_you_mean(property, seen),
                        'They have the properties ' || pg_catalog.array_to_string(seen[1:most_names], ', ') || '.',
                        'They have no properties at all.');
END
$$;
COMMENT ON FUNCTION mindwell_internal.notice_unseen_property(text, text[], timestamptz, timestamptz) IS
'Internal: a NOTICE when there are events of some types in a period, and the first of them do not have a property.';

CREATE FUNCTION mindwell_internal.notice_unseen(
    steps jsonb, unreached integer[], from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.notice_unseen_types(
        ARRAY(SELECT t.name
              FROM pg_catalog.jsonb_array_elements(steps) WITH ORDINALITY AS s (step, n),
                   LATERAL (SELECT mindwell_internal.step_types(s.step)) AS a (names),
                   LATERAL pg_catalog.unnest(a.names) AS t (name)
              -- a step that was reached tells of its type, but not of each of several
              WHERE s.n = ANY (unreached) OR pg_catalog.cardinality(a.names) > 1),
        from_time, to_time);
    PERFORM mindwell_internal.notice_unseen_property(c.property, c.event_types, from_time, to_time)
    FROM (SELECT w.key AS property, mindwell_internal.step_types(s.step) AS event_types, min(s.n) AS n
          FROM pg_catalog.jsonb_array_elements(steps) WITH ORDINALITY AS s (step, n),
               LATERAL pg_catalog.jsonb_object_keys(
                   coalesce(mindwell_internal.where_names(s.step -> 'where', 'invalid step', '/where'), s.step -> 'where')) AS w (key)
          WHERE s.n = ANY (unreached)
          GROUP BY 1, 2
          ORDER BY 3, 1) AS c;
END
$$;
COMMENT ON FUNCTION mindwell_internal.notice_unseen(jsonb, integer[], timestamptz, timestamptz) IS
'Internal: what there is to say of valid steps, of which a report found that some, by their numbers, were reached by nobody.';
