
-- States ----------------------------------------------------------------------------
--
-- A goal, a habit or a subscription has a state, which events change.  Reports on states
-- read all of these events up to as_of, whatever period they are asked for: what an event
-- means may depend on any other one of its entity, and a part of the time answers as the
-- whole does.

-- The day after the last one there is no time of.
CREATE FUNCTION mindwell_internal.end_of_days(days daterange, to_time timestamptz)
RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.upper(days) <= CAST(to_time AT TIME ZONE 'UTC' AS pg_catalog.date) THEN mindwell_internal.utc(pg_catalog.upper(days))
            ELSE to_time END;
COMMENT ON FUNCTION mindwell_internal.end_of_days(daterange, timestamptz) IS
'Internal: when a range of UTC days ends, but not after to_time.';

CREATE FUNCTION mindwell_internal.time_condition(from_time timestamptz, to_time timestamptz)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO'
SET timezone = 'UTC'
AS $$
BEGIN
    RETURN CASE WHEN from_time > '-infinity' THEN pg_catalog.format('occurred_at >= %L AND ', from_time) ELSE '' END
           || pg_catalog.format('occurred_at < %L', to_time);
END
$$;
COMMENT ON FUNCTION mindwell_internal.time_condition(timestamptz, timestamptz) IS
'Internal: the condition that occurred_at lies in [from_time, to_time), for composed queries.';

-- Each run of days is a scan of its own, in which the planner prunes the partitions by literals; of
-- many runs one scan passes over the days between.
CREATE FUNCTION mindwell_internal.day_conditions(days datemultirange, from_time timestamptz, to_time timestamptz)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO'
SET timezone = 'UTC'
AS $$
DECLARE
    most_scans CONSTANT integer := 32;
    are_many CONSTANT boolean := (SELECT count(*) > most_scans FROM pg_catalog.unnest(days));
BEGIN
    RETURN QUERY
    SELECT mindwell_internal.time_condition(GREATEST(from_time, mindwell_internal.utc(pg_catalog.lower(r.days))),
                                            mindwell_internal.end_of_days(r.days, to_time))
           || CASE WHEN are_many THEN
                  pg_catalog.format(' AND CAST(occurred_at AT TIME ZONE ''UTC'' AS pg_catalog.date) <@ CAST(%L AS pg_catalog.datemultirange)', day_conditions.days)
              ELSE '' END
    FROM pg_catalog.unnest(CASE WHEN are_many THEN pg_catalog.datemultirange(pg_catalog.range_merge(day_conditions.days)) ELSE day_conditions.days END) AS r (days);
END
$$;
COMMENT ON FUNCTION mindwell_internal.day_conditions(datemultirange, timestamptz, timestamptz) IS
'Internal: conditions on occurred_at, each for a scan of its own, that together find the events of some UTC days in [from_time, to_time), each once.';

CREATE FUNCTION mindwell_internal.sealed_days()
RETURNS datemultirange
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN CASE WHEN pg_catalog.has_table_privilege(mindwell_internal.relation('analytics_sealed_days'), 'SELECT')
                THEN (SELECT pg_catalog.range_agg(pg_catalog.daterange(s.day, s.day, '[]')) FROM @extschema@.analytics_sealed_days AS s) END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.sealed_days() IS
'Internal: the days of which events were purged; NULL if there are none, and for who may not know them.';

-- What was said of states before is known in part, or not at all.
CREATE FUNCTION mindwell_internal.states_known_from(tenants uuid[], earliest timestamptz)
RETURNS timestamptz
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    sealed CONSTANT datemultirange := mindwell_internal.sealed_days();
BEGIN
    IF sealed IS NULL OR NOT mindwell_internal.may_read_derived('analytics_ledger') THEN
        RETURN earliest;
    END IF;
    RETURN GREATEST(earliest, mindwell_internal.utc(pg_catalog.upper(
        sealed * mindwell_internal.unsettled('ledger', tenants, pg_catalog.lower(sealed), pg_catalog.upper(sealed)))));
END
$$;
COMMENT ON FUNCTION mindwell_internal.states_known_from(uuid[], timestamptz) IS
'Internal: the time from which on all is known of states, of the earliest event seen and the end of the last day whose events were purged and whose ledger was.';

-- The one place from which reports read events that change a state.  Days on which the ledger
-- is up to date are read there, and no partition of theirs is opened; all others from the
-- events.
--
-- It is a query, and its days are literals: so the planner prunes the partitions, and the scans
-- feed the aggregate above them without a copy of the rows in between.  Whether the ledger is
-- named depends on the store, which may be older, and on the caller, who may not be let to read
-- it: nothing that the planner inlines could choose.  Who runs the query in a STABLE function
-- reads with the snapshot by which the days were found.
CREATE FUNCTION mindwell_internal.state_query(
    tenants uuid[],
    event_types text[],
    from_time timestamptz,
    to_time timestamptz)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO'
SET timezone = 'UTC'
AS $$
DECLARE
    -- what holds for each of many rows is said as shortly as can be
    of_tenants CONSTANT text := CASE WHEN pg_catalog.cardinality(tenants) = 1 THEN pg_catalog.format('s.tenant_id = %L', tenants[1])
                                     ELSE pg_catalog.format('s.tenant_id = ANY (CAST(%L AS pg_catalog.uuid[]))', tenants) END;
    columns CONSTANT text := 'CAST(s.tenant_id AS pg_catalog.uuid) AS tenant_id, CAST(s.event_type AS pg_catalog.text) AS event_type, CAST(s.occurred_at AS pg_catalog.timestamptz) AS occurred_at, CAST(s.%I AS pg_catalog.uuid) AS event_id, CAST(s.user_id AS pg_catalog.uuid) AS user_id, CAST(s.session_id AS pg_catalog.uuid) AS session_id, CAST(s.properties AS pg_catalog.jsonb) AS properties';
    from_events CONSTANT text := pg_catalog.format('SELECT %s FROM @extschema@.analytics_events AS s WHERE %s', pg_catalog.format(columns, 'id'), of_tenants);
    from_ledger CONSTANT text := pg_catalog.format('SELECT %s FROM @extschema@.analytics_ledger AS s WHERE %s', pg_catalog.format(columns, 'event_id'), of_tenants);
    of_types CONSTANT text := ' AND s.event_type = ANY (CAST(%L AS pg_catalog.text[]))';
    kept_types CONSTANT text[] := ARRAY(SELECT t.name FROM pg_catalog.unnest(event_types) AS t (name)
                                        WHERE t.name = ANY (mindwell_internal.ledger_types()));
    other_types CONSTANT text[] := ARRAY(SELECT t.name FROM pg_catalog.unnest(event_types) AS t (name) WHERE t.name <> ALL (kept_types));
    from_day CONSTANT date := CAST(from_time AT TIME ZONE 'UTC' AS pg_catalog.date);
    to_day CONSTANT date := CAST(to_time AT TIME ZONE 'UTC' AS pg_catalog.date) + 1;
    settled datemultirange := CAST('{}' AS datemultirange);
    unsettled datemultirange;
    purged datemultirange;
BEGIN
    IF from_time >= to_time THEN
        RETURN from_events || ' AND false';
    END IF;
    unsettled := pg_catalog.datemultirange(pg_catalog.daterange(from_day, to_day));
    IF kept_types <> '{}' AND mindwell_internal.may_read_derived('analytics_ledger') THEN
        settled := unsettled - mindwell_internal.unsettled('ledger', tenants, from_day, to_day);
        unsettled := unsettled - settled;
        purged := unsettled * mindwell_internal.sealed_days();
    END IF;
    RETURN pg_catalog.concat_ws(
        ' UNION ALL ',
        CASE WHEN settled <> '{}' THEN
            from_ledger || pg_catalog.format(of_types, kept_types) || ' AND '
            || mindwell_internal.time_condition(GREATEST(from_time, mindwell_internal.utc(pg_catalog.lower(settled))),
                                                mindwell_internal.end_of_days(pg_catalog.range_merge(settled), to_time))
            -- the days between are few, if any: one scan passes over them
            || CASE WHEN pg_catalog.range_merge(settled) <@ settled THEN '' ELSE pg_catalog.format(' AND s.day <@ CAST(%L AS pg_catalog.datemultirange)', settled) END
        END,
        -- what was carried when the ledger was purged, too, and what a former version of it had
        CASE WHEN purged <> '{}' THEN
            from_ledger || pg_catalog.format(of_types, kept_types) || ' AND '
            || mindwell_internal.time_condition(GREATEST(from_time, mindwell_internal.utc(pg_catalog.lower(purged))),
                                                mindwell_internal.end_of_days(pg_catalog.range_merge(purged), to_time))
            || pg_catalog.format(' AND s.day <@ CAST(%L AS pg_catalog.datemultirange)', purged)
            || ' AND NOT EXISTS (SELECT FROM @extschema@.analytics_events AS e WHERE e.id = s.event_id AND e.occurred_at = s.occurred_at)'
        END,
        CASE WHEN kept_types <> '{}' THEN
            (SELECT pg_catalog.string_agg(from_events || pg_catalog.format(of_types, kept_types) || ' AND ' || c.condition, ' UNION ALL ')
             FROM mindwell_internal.day_conditions(unsettled, from_time, to_time) AS c (condition))
        END,
        CASE WHEN other_types <> '{}' OR kept_types = '{}' THEN
            from_events || pg_catalog.format(of_types, other_types) || ' AND ' || mindwell_internal.time_condition(from_time, to_time)
        END);
END
$$;
COMMENT ON FUNCTION mindwell_internal.state_query(uuid[], text[], timestamptz, timestamptz) IS
'Internal: a query for the events of some types in [from_time, to_time) of some tenants, of those that the caller may see, in any order; of types that change a state (mindwell_internal.ledger_types()) also those whose events were purged. Columns tenant_id, event_type, occurred_at, event_id, user_id, session_id, properties. Valid for the snapshot that it is made with.';

-- The same as rows, for queries that are static and read few of them.
CREATE FUNCTION mindwell_internal.state_events(
    tenants uuid[],
    event_types text[],
    from_time timestamptz,
    to_time timestamptz)
RETURNS TABLE (tenant_id uuid, event_type text, occurred_at timestamptz, event_id uuid, user_id uuid, session_id uuid,
               properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY EXECUTE mindwell_internal.state_query(tenants, event_types, from_time, to_time);
END
$$;
COMMENT ON FUNCTION mindwell_internal.state_events(uuid[], text[], timestamptz, timestamptz) IS
'Internal: the rows of mindwell_internal.state_query().';

-- An event at the very instant counts: one that is tracked in the same transaction has its now().
CREATE FUNCTION mindwell_internal.known_until(as_of timestamptz)
RETURNS timestamptz
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF as_of IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'as_of must not be null';
    END IF;
    RETURN CASE WHEN pg_catalog.isfinite(as_of) AND as_of < timestamptz '294276-12-31 00:00:00+00'
                THEN as_of + interval '1 microsecond' ELSE as_of END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.known_until(timestamptz) IS
'Internal: before which events count in a report as of a time. 22004 for NULL.';

CREATE FUNCTION mindwell_internal.check_breakdown(breakdown text, allowed text[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF breakdown <> ALL (allowed) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('invalid breakdown "%s"', breakdown),
            HINT = pg_catalog.format('It is NULL, or one of ''%s''.', pg_catalog.array_to_string(allowed, ''', '''));
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_breakdown(text, text[]) IS
'Internal: 22023 unless a breakdown is NULL or one of those allowed.';
