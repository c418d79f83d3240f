
-- States ----------------------------------------------------------------------------
--
-- A goal, a habit or a subscription has a state, which events change.  Reports on states
-- read all of these events up to as_of, whatever period they are asked for: what an event
-- means may depend on any other one of its entity, and a part of the time answers as the
-- whole does.

-- The one place from which reports read events that change a state.
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
BEGIN
    RETURN QUERY
    SELECT CAST(e.tenant_id AS uuid), CAST(e.event_type AS text), CAST(e.occurred_at AS timestamptz), CAST(e.id AS uuid),
           CAST(e.user_id AS uuid), CAST(e.session_id AS uuid), CAST(e.properties AS jsonb)
    FROM @extschema@.analytics_events AS e
    WHERE e.occurred_at >= from_time AND e.occurred_at < to_time
      AND e.event_type = ANY (event_types) AND e.tenant_id = ANY (tenants);
END
$$;
COMMENT ON FUNCTION mindwell_internal.state_events(uuid[], text[], timestamptz, timestamptz) IS
'Internal: the events of some types in [from_time, to_time) of some tenants, of those that the caller may see, in any order. The types are some that change a state.';

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
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
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
