
-- States ----------------------------------------------------------------------------
--
-- A goal, a habit or a subscription has a state, which events change.  Reports on states
-- read all of these events up to as_of, whatever period they are asked for: what an event
-- means may depend on any other one of its entity, and a part of the time answers as the
-- whole does.

CREATE FUNCTION mindwell_internal.events_of_types(
    tenants uuid[], event_types text[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, event_type text, occurred_at timestamptz, event_id uuid, user_id uuid, session_id uuid,
               properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN QUERY
    SELECT CAST(e.tenant_id AS uuid), CAST(e.event_type AS text), CAST(e.occurred_at AS timestamptz), CAST(e.id AS uuid),
           CAST(e.user_id AS uuid), CAST(e.session_id AS uuid), CAST(e.properties AS jsonb)
    FROM @extschema@.analytics_events AS e
    WHERE e.occurred_at >= from_time AND e.occurred_at < to_time
      AND e.event_type = ANY (event_types) AND e.tenant_id = ANY (tenants);
END
$$;
COMMENT ON FUNCTION mindwell_internal.events_of_types(uuid[], text[], timestamptz, timestamptz) IS
'Internal: the events of some types in [from_time, to_time) of some tenants, of those that are there and that the caller may see.';

-- The day after the last one there is no time of.
CREATE FUNCTION mindwell_internal.end_of_days(days daterange, to_time timestamptz)
RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.upper(days) <= CAST(to_time AT TIME ZONE 'UTC' AS pg_catalog.date) THEN mindwell_internal.utc(pg_catalog.upper(days))
            ELSE to_time END;
COMMENT ON FUNCTION mindwell_internal.end_of_days(daterange, timestamptz) IS
'Internal: when a range of UTC days ends, but not after to_time.';

-- The one place from which reports read events that change a state.  Days on which the ledger
-- is up to date are read there, and no partition of theirs is opened; all others from the
-- events.  The function is STABLE: which days these are, the ledger and the events are seen
-- with one snapshot, that of the query.
CREATE FUNCTION mindwell_internal.state_events(
    tenants uuid[],
    event_types text[],
    from_time timestamptz,
    to_time timestamptz)
RETURNS TABLE (tenant_id uuid, event_type text, occurred_at timestamptz, event_id uuid, user_id uuid, session_id uuid,
               properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    kept_types CONSTANT text[] := ARRAY(SELECT t.name FROM pg_catalog.unnest(event_types) AS t (name)
                                        WHERE t.name = ANY (mindwell_internal.ledger_types()));
    from_day CONSTANT date := CAST(from_time AT TIME ZONE 'UTC' AS pg_catalog.date);
    to_day CONSTANT date := CAST(to_time AT TIME ZONE 'UTC' AS pg_catalog.date) + 1;
    whole CONSTANT datemultirange := pg_catalog.datemultirange(pg_catalog.daterange(from_day, to_day));
    unsettled datemultirange := whole;
    days daterange;
    first_time timestamptz;
    last_time timestamptz;
BEGIN
    IF from_time >= to_time THEN
        RETURN;
    END IF;
    IF kept_types <> '{}' AND mindwell_internal.may_read_derived('analytics_ledger') THEN
        unsettled := mindwell_internal.unsettled('ledger', tenants, from_day, to_day);
        FOR days IN SELECT u.days FROM pg_catalog.unnest(whole - unsettled) AS u (days) LOOP
            first_time := GREATEST(from_time, mindwell_internal.utc(pg_catalog.lower(days)));
            last_time := mindwell_internal.end_of_days(days, to_time);
            RETURN QUERY
                SELECT CAST(l.tenant_id AS uuid), CAST(l.event_type AS text), CAST(l.occurred_at AS timestamptz), CAST(l.event_id AS uuid),
                       CAST(l.user_id AS uuid), CAST(l.session_id AS uuid), CAST(l.properties AS jsonb)
                FROM @extschema@.analytics_ledger AS l
                WHERE l.occurred_at >= first_time AND l.occurred_at < last_time
                  AND l.event_type = ANY (kept_types) AND l.tenant_id = ANY (tenants);
        END LOOP;
    END IF;
    FOR days IN SELECT u.days FROM pg_catalog.unnest(unsettled) AS u (days) LOOP
        RETURN QUERY SELECT e.*
                     FROM mindwell_internal.events_of_types(tenants, kept_types, GREATEST(from_time, mindwell_internal.utc(pg_catalog.lower(days))),
                                                            mindwell_internal.end_of_days(days, to_time)) e;
    END LOOP;
    IF kept_types <> event_types THEN
        RETURN QUERY SELECT e.*
                     FROM mindwell_internal.events_of_types(
                         tenants, ARRAY(SELECT t.name FROM pg_catalog.unnest(event_types) AS t (name) WHERE t.name <> ALL (kept_types)),
                         from_time, to_time) e;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.state_events(uuid[], text[], timestamptz, timestamptz) IS
'Internal: the events of some types in [from_time, to_time) of some tenants, of those that the caller may see, in any order; of types that change a state (mindwell_internal.ledger_types()) also those whose events were purged.';

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
