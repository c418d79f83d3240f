
-- Sessions of the store -------------------------------------------------------------

CREATE FUNCTION mindwell_internal.session_history_pass(
    starts_from timestamptz,
    to_time timestamptz,
    timeout interval,
    with_ids boolean,
    scan_from timestamptz,
    whole_until timestamptz,
    ends_until timestamptz,
    in_doubt uuid[])
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    only_tenant CONSTANT uuid := uuid '00000000-0000-0000-0000-000000000000';
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    -- a filter that every row passes takes a tenth of the report's time
    reads_all CONSTANT boolean := mindwell_internal.has_one_tenant() AND only_tenant = ANY (tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    -- Whether an event is an action matters where it has no session id.  A subquery gives
    -- what is taken and no more, so that no node between the scans and the aggregate copies rows.
    -- RETURN, unlike an assignment, may use parallel workers.
    RETURN (SELECT mindwell_internal.session_history_agg(
               e.tenant_id, e.session_id, e.user_id, e.occurred_at, e.event_type, e.is_action, e.event_id, timeout, starts_from, to_time,
               CASE WHEN in_doubt IS NULL THEN whole_until ELSE ends_until END, with_ids)
        FROM (SELECT CAST(w.tenant_id AS uuid) AS tenant_id, CAST(w.session_id AS uuid) AS session_id, CAST(w.user_id AS uuid) AS user_id,
                     CAST(w.occurred_at AS timestamptz) AS occurred_at, CAST(w.event_type AS text) AS event_type,
                     w.session_id IS NOT NULL
                     OR mindwell_internal.is_action(w.tenant_id, w.event_type, w.properties,
                                                    passive.event_types, passive.own_passive, passive.own_active) AS is_action,
                     CASE WHEN in_doubt IS NOT NULL AND w.session_id = ANY (in_doubt) THEN CAST(w.id AS uuid) END AS event_id
              FROM @extschema@.analytics_events AS w
              WHERE w.occurred_at >= scan_from AND w.occurred_at < whole_until
                AND (reads_all OR w.tenant_id = ANY (tenants))
              UNION ALL
              SELECT CAST(l.tenant_id AS uuid), CAST(l.session_id AS uuid), CAST(l.user_id AS uuid),
                     CAST(l.occurred_at AS timestamptz), CAST(l.event_type AS text), true,
                     CASE WHEN in_doubt IS NOT NULL AND l.session_id = ANY (in_doubt) THEN CAST(l.id AS uuid) END
              FROM @extschema@.analytics_events AS l
              WHERE l.event_type = 'session_ended' AND l.session_id IS NOT NULL
                AND l.occurred_at >= whole_until AND l.occurred_at < ends_until AND l.tenant_id = ANY (tenants)
              UNION ALL
              SELECT CAST(b.tenant_id AS uuid), CAST(b.session_id AS uuid), CAST(b.user_id AS uuid),
                     CAST(b.occurred_at AS timestamptz), CAST(b.event_type AS text), true,
                     CAST(b.id AS uuid)
              FROM @extschema@.analytics_events AS b
              WHERE in_doubt IS NOT NULL AND b.session_id = ANY (in_doubt) AND b.event_type <> 'session_ended'
                AND b.occurred_at >= whole_until AND b.occurred_at < ends_until AND b.tenant_id = ANY (tenants)) AS e);
END
$$;
COMMENT ON FUNCTION mindwell_internal.session_history_pass(timestamptz, timestamptz, interval, boolean, timestamptz, timestamptz, timestamptz, uuid[]) IS
'Internal: one pass of mindwell_internal.session_history(): over all events of [scan_from, whole_until), and session_ended up to ends_until; with the session ids that are in doubt, over all of their events up to there.';

-- A session is what the events around it make it (semantics in session_history.h), and
-- never what the period makes it.  So a report reads as far as its sessions may depend
-- on events, and no further:
--
--   before   a session that is open may have begun a day before, and what an event
--            without a session id is may depend on a client session that began a day
--            before that one; how a session is cut, on two days before it
--   after    likewise; and a session_ended may come a week after the last event.  Those
--            are found by the index on types.  Whether other events come in between is
--            asked for the few ids for which it matters, in a second pass, and so is
--            the order of events at one time where it tells whose a session is.
CREATE FUNCTION mindwell_internal.session_history(
    from_time timestamptz,
    to_time timestamptz,
    timeout interval,
    with_open boolean,
    with_ids boolean)
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    longest CONSTANT interval := interval '24 hours';
    cut_by CONSTANT interval := interval '48 hours';
    latest_end CONSTANT interval := interval '168 hours';
    starts_from timestamptz;
    scan_from timestamptz;
    whole_until timestamptz;
    ends_until timestamptz;
    in_doubt uuid[];
    history bytea;
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    timeout := coalesce(timeout, mindwell_internal.session_timeout());
    IF timeout <= interval '0' OR timeout > longest THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid timeout',
            DETAIL = 'It must be longer than nothing, and at most 24 hours.';
    END IF;

    -- computed here, for the planner prunes partitions by values only
    starts_from := CASE WHEN with_open THEN from_time - longest ELSE from_time END;
    scan_from := starts_from - longest - timeout - longest - cut_by;
    whole_until := to_time + longest + timeout + cut_by;
    ends_until := to_time + longest + timeout + latest_end;
    LOOP
        history := mindwell_internal.session_history_pass(starts_from, to_time, timeout, with_ids, scan_from, whole_until, ends_until, in_doubt);
        EXIT WHEN in_doubt IS NOT NULL;
        in_doubt := mindwell_internal.sessions_in_doubt(history);
        EXIT WHEN in_doubt = '{}';
    END LOOP;
    RETURN history;
END
$$;
COMMENT ON FUNCTION mindwell_internal.session_history(timestamptz, timestamptz, interval, boolean, boolean) IS
'Internal: the sessions that start in [from_time, to_time), with_open: or in the 24 hours before, for mindwell_internal.session_rows(); with_ids: with the ids of each session and its user, who is the first in it. timeout NULL is the setting mindwell_analytics.session_timeout. Errors of mindwell_internal.check_period, 22023 for a timeout that is not positive or exceeds 24 hours.';

CREATE FUNCTION mindwell_internal.session_spans(
    from_time timestamptz,
    to_time timestamptz,
    timeout interval)
RETURNS TABLE (tenant integer, session_id uuid, user_id uuid, started timestamptz, ended timestamptz, open_until timestamptz,
               events bigint, messages bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
    SELECT s.tenant, s.session_id, s.user_id, s.started, s.ended, s.open_until, s.events, s.messages
    FROM mindwell_internal.session_rows(mindwell_internal.session_history(from_time, to_time, timeout, true, true)) AS s
    WHERE s.open_until > from_time OR s.started >= from_time;
END;
COMMENT ON FUNCTION mindwell_internal.session_spans(timestamptz, timestamptz, interval) IS
'Internal: the sessions that overlap a period: as mindwell_internal.session_rows() has them, with errors of mindwell_internal.session_history().';

CREATE FUNCTION @extschema@.analytics_sessions(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    time_zone text DEFAULT 'UTC',
    timeout interval DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, sessions bigint, mean_duration_seconds double precision,
               median_duration_seconds double precision, events_per_session double precision,
               bounce_rate double precision, is_complete boolean, messages_per_session double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
BEGIN
    RETURN QUERY
    SELECT b.starts, coalesce(s.sessions, 0), s.mean_duration, s.median_duration, s.events_per_session,
           s.bounce_rate, b.is_complete, s.messages_per_session
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN mindwell_internal.session_buckets(
                  mindwell_internal.session_history(first_border, last_border, timeout, false, false), borders) AS s
        ON s.bucket = b.bucket
    ORDER BY b.bucket;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_sessions(timestamptz, timestamptz, text, text, interval, timestamptz) IS
'Sessions by the hour, day, week or month of a time zone in which they start: how many, mean and median of their durations in seconds, events per session, and the fraction that bounced (one event, or shorter than 10 seconds), and messages_per_session (events message_sent and chat_turn_sent); NULL where there are none. A session is a function of the events around it, the same for every period; without an id of the client it is made of its user''s actions (as analytics_active_users has them). Intervals that the period touches are counted whole. timeout ends a session without events; NULL is the setting mindwell_analytics.session_timeout. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain, an unknown time zone or a timeout that is not positive or exceeds 24 hours, 22004 without from_time, to_time or time_zone, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_session_timeline(
    from_time timestamptz,
    to_time timestamptz,
    timeout interval DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, session_id text, user_id text, ended timestamptz,
               duration_seconds double precision, events bigint, is_open boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT s.started, CAST(s.session_id AS text), CAST(s.user_id AS text), s.ended,
           pg_catalog.date_part('epoch', s.ended - s.started), s.events,
           s.started <= as_of AND s.open_until > as_of
    FROM mindwell_internal.session_spans(from_time, to_time, timeout) AS s
    ORDER BY s.started, s.session_id, s.user_id;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_session_timeline(timestamptz, timestamptz, interval, timestamptz) IS
'Each session that overlaps [from_time, to_time), in order of its start: its id (NULL where the client gave none), the first user in it (NULL for none), its end (session_ended, else the last event), duration in seconds, number of events, and whether it was open at as_of. Errors as of analytics_sessions.';
