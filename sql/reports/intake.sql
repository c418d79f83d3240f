
-- Intake flows of a chat-bot ---------------------------------------------------------

-- An attempt depends on what its session did in the 24 hours before and after, and on nothing else:
-- so a part of the time has the attempts that the whole has.
CREATE FUNCTION mindwell_internal.intake_attempts(from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS TABLE (started timestamptz, service_type text, outcome text, seconds numeric, steps text[], step_numbers bigint[])
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    longest CONSTANT interval := interval '24 hours';
    -- in the order in which they are taken at one time
    intake_types CONSTANT text[] := ARRAY['intake_flow_started', 'intake_flow_step', 'intake_flow_abandoned', 'intake_flow_completed'];
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    scan_from CONSTANT timestamptz := from_time - longest;
    scan_until CONSTANT timestamptz := least(to_time + longest, known_until);
BEGIN
    RETURN QUERY
    WITH said AS (
        SELECT e.tenant_id, e.session_id, CASE WHEN e.session_id IS NULL THEN e.user_id END AS user_id,
               CASE WHEN e.session_id IS NULL AND e.user_id IS NULL THEN e.id END AS nobodys,
               e.occurred_at, e.id, pg_catalog.array_position(intake_types, CAST(e.event_type AS text)) AS kind,
               mindwell_internal.property_text(e.properties, 'service_type') COLLATE "C" AS service_type,
               COALESCE(mindwell_internal.property_text(e.properties, 'step'), mindwell_internal.property_text(e.properties, 'step_number')) COLLATE "C" AS step,
               mindwell_internal.whole_number_of(e.properties -> 'step_number') AS step_number,
               mindwell_internal.amount_of(e.properties -> 'duration_seconds') AS seconds
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= scan_from AND e.occurred_at < scan_until AND e.tenant_id = ANY (tenants) AND e.event_type = ANY (intake_types)),
    -- numbered by their starts, in each session
    placed AS (
        SELECT s.*, count(*) FILTER (WHERE s.kind = 1) OVER so_far AS number, max(s.occurred_at) FILTER (WHERE s.kind = 1) OVER so_far AS started,
               count(*) FILTER (WHERE s.kind = 1) OVER all_of_it AS attempts
        FROM said AS s
        WINDOW all_of_it AS (PARTITION BY s.tenant_id, s.session_id, s.user_id, s.nobodys),
               so_far AS (all_of_it ORDER BY s.occurred_at, s.kind, s.step_number NULLS FIRST, s.id ROWS UNBOUNDED PRECEDING)),
    attempt AS (
        SELECT p.started, p.number < p.attempts AS is_superseded,
               pg_catalog.bool_or(p.kind = 3) AS is_abandoned,
               (pg_catalog.array_agg(p.service_type) FILTER (WHERE p.kind = 1))[1] AS service_type,
               -- the first completion
               (pg_catalog.array_agg(p.service_type ORDER BY p.occurred_at, p.step_number NULLS FIRST, p.id) FILTER (WHERE p.kind = 4))[1] AS completed_service,
               (pg_catalog.array_agg(p.seconds ORDER BY p.occurred_at, p.step_number NULLS FIRST, p.id) FILTER (WHERE p.kind = 4))[1] AS said_seconds,
               min(p.occurred_at) FILTER (WHERE p.kind = 4) AS completed_at,
               pg_catalog.array_agg(p.step ORDER BY p.occurred_at, p.kind, p.step_number NULLS FIRST, p.id)
                   FILTER (WHERE p.kind IN (2, 3) AND p.step IS NOT NULL) AS steps,
               pg_catalog.array_agg(p.step_number ORDER BY p.occurred_at, p.kind, p.step_number NULLS FIRST, p.id)
                   FILTER (WHERE p.kind IN (2, 3) AND p.step IS NOT NULL) AS step_numbers
        FROM placed AS p
        WHERE p.started >= from_time AND p.started < to_time AND p.occurred_at <= p.started + longest
        GROUP BY p.tenant_id, p.session_id, p.user_id, p.nobodys, p.number, p.attempts, p.started)
    SELECT a.started, CAST(COALESCE(a.service_type, a.completed_service) AS text),
           CASE WHEN a.completed_at IS NOT NULL THEN 'completed'
                WHEN a.is_abandoned OR a.is_superseded OR a.started + longest < known_until THEN 'abandoned'
                ELSE 'open' END,
           CASE WHEN a.completed_at IS NULL THEN NULL
                WHEN a.said_seconds >= 0 THEN a.said_seconds
                ELSE pg_catalog.extract('epoch', a.completed_at - a.started) END,
           CAST(COALESCE(a.steps, '{}') AS text[]), COALESCE(a.step_numbers, '{}')
    FROM attempt AS a
    UNION ALL
    -- of which nobody saw the start
    SELECT p.occurred_at, CAST(p.service_type AS text), 'completed', CASE WHEN p.seconds >= 0 THEN p.seconds END, CAST('{}' AS text[]), CAST('{}' AS bigint[])
    FROM placed AS p
    WHERE p.kind = 4 AND p.occurred_at >= from_time AND p.occurred_at < to_time AND NOT COALESCE(p.occurred_at <= p.started + longest, false);
END
$$;
COMMENT ON FUNCTION mindwell_internal.intake_attempts(timestamptz, timestamptz, timestamptz) IS
'Internal: the attempts at an intake flow that began in [from_time, to_time), as of a time (definition: analytics_intake): start, service, outcome (completed, abandoned, open), seconds until completed (NULL where unknown), and the steps that it named, in order, with their numbers (NULL for none). 22004 without as_of, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_intake(
    from_time timestamptz,
    to_time timestamptz,
    as_of timestamptz DEFAULT now())
RETURNS TABLE (service_type text, started bigint, completed bigint, abandoned bigint, open_now bigint, completion_rate double precision,
               mean_duration_seconds double precision, median_duration_seconds double precision, top_drop_off text, top_drop_off_count bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    at_start CONSTANT text := '(start)';
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    RETURN QUERY
    WITH attempt AS (
        SELECT a.service_type COLLATE "C" AS service, a.outcome, a.seconds,
               CASE WHEN a.outcome = 'abandoned' THEN COALESCE(a.steps[pg_catalog.cardinality(a.steps)], at_start) END COLLATE "C" AS drop_off
        FROM mindwell_internal.intake_attempts(from_time, to_time, as_of) AS a),
    dropped AS (
        SELECT a.*, count(*) OVER (PARTITION BY a.service, a.drop_off) AS alike
        FROM attempt AS a)
    SELECT CAST(d.service AS text), count(*), count(*) FILTER (WHERE d.outcome = 'completed'), count(*) FILTER (WHERE d.outcome = 'abandoned'),
           count(*) FILTER (WHERE d.outcome = 'open'), CAST(count(*) FILTER (WHERE d.outcome = 'completed') AS double precision) / count(*),
           CAST(avg(d.seconds) AS double precision), percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(d.seconds AS double precision)),
           CAST((pg_catalog.array_agg(d.drop_off ORDER BY d.alike DESC, d.drop_off) FILTER (WHERE d.drop_off IS NOT NULL))[1] AS text),
           COALESCE(max(d.alike) FILTER (WHERE d.drop_off IS NOT NULL), 0)
    FROM dropped AS d
    GROUP BY d.service
    ORDER BY d.service;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_intake(timestamptz, timestamptz, timestamptz) IS
'Attempts at the intake flow of a chat-bot that began in [from_time, to_time), a row for each service_type (NULL: none is named) of the start, else of the completion. An attempt begins with an intake_flow_started and has the events of its session (without one: of its user; without either it is alone) before the next start, at most 24 hours; at one time a start comes first. completed: it has an intake_flow_completed; abandoned: not, but an intake_flow_abandoned, or there is a next start, or the 24 hours had passed at as_of; else open_now. A completion without a start in the 24 hours before is an attempt, started and completed. started = completed + abandoned + open_now. completion_rate = completed / started. Duration: duration_seconds of the first completion, if a number of at least 0, else the time between; of what is known, NULL for none. top_drop_off: the step that most abandoned attempts named last (step, else step_number, of intake_flow_step or intake_flow_abandoned; ''(start)'' for none), the first by text of several, NULL without abandoned ones, and how many these are. Events after as_of do not count. Errors: 22023 for an empty period, 22004 without from_time, to_time or as_of, 22008 for infinity, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_intake_drop_offs(
    from_time timestamptz,
    to_time timestamptz,
    as_of timestamptz DEFAULT now())
RETURNS TABLE (service_type text, step text, step_number bigint, reached bigint, dropped bigint, drop_rate double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    at_start CONSTANT text := '(start)';
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    RETURN QUERY
    WITH attempt AS MATERIALIZED (
        SELECT pg_catalog.row_number() OVER () AS id, a.service_type COLLATE "C" AS service, a.outcome, a.steps, a.step_numbers
        FROM mindwell_internal.intake_attempts(from_time, to_time, as_of) AS a),
    named AS (
        SELECT a.service, a.id, a.outcome, s.step COLLATE "C" AS step,
               -- one step has one number
               min(s.number) OVER (PARTITION BY a.service, s.step COLLATE "C") AS number,
               a.outcome = 'abandoned' AND s.place = pg_catalog.cardinality(a.steps) AS is_last
        FROM attempt AS a
        CROSS JOIN LATERAL unnest(a.steps, a.step_numbers) WITH ORDINALITY AS s (step, number, place)),
    furthest AS (
        SELECT n.*, max(n.number) OVER (PARTITION BY n.id) AS furthest,
               pg_catalog.row_number() OVER (PARTITION BY n.id, n.step ORDER BY n.is_last DESC) AS place
        FROM named AS n),
    -- who is beyond a step is counted once for the step that they are at
    standing AS (
        SELECT f.service, f.step, f.number, count(*) FILTER (WHERE f.outcome <> 'completed' AND f.furthest IS NOT DISTINCT FROM f.number) AS here,
               count(*) FILTER (WHERE f.outcome <> 'completed' AND f.number IS NULL AND f.furthest IS NOT NULL) AS beside,
               count(*) FILTER (WHERE f.is_last) AS dropped, CAST(0 AS bigint) AS beyond
        FROM furthest AS f
        WHERE f.place = 1
        GROUP BY 1, 2, 3
        UNION ALL
        SELECT f.service, NULL, f.furthest, 0, 0, 0, count(DISTINCT f.id)
        FROM furthest AS f
        WHERE f.outcome <> 'completed' AND f.furthest IS NOT NULL
        GROUP BY 1, 3),
    summed AS (
        SELECT s.*, sum(s.beyond) OVER (PARTITION BY s.service ORDER BY s.number DESC NULLS FIRST GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS later
        FROM standing AS s),
    total AS (
        SELECT a.service, count(*) AS started, count(*) FILTER (WHERE a.outcome = 'completed') AS completed,
               count(*) FILTER (WHERE a.outcome = 'abandoned' AND a.steps = '{}') AS dropped
        FROM attempt AS a
        GROUP BY 1),
    listed AS (
        SELECT t.service, 1 AS part, at_start AS step, CAST(NULL AS bigint) AS number, t.started AS reached, t.dropped
        FROM total AS t
        UNION ALL
        SELECT s.service, 2, s.step, s.number, t.completed + s.here + s.beside + CAST(COALESCE(s.later, 0) AS bigint), s.dropped
        FROM summed AS s
        JOIN total AS t ON pg_catalog.concat('=' || t.service) = pg_catalog.concat('=' || s.service)
        WHERE s.step IS NOT NULL)
    SELECT CAST(l.service AS text), CAST(l.step AS text), l.number, l.reached, l.dropped, CAST(l.dropped AS double precision) / NULLIF(l.reached, 0)
    FROM listed AS l
    ORDER BY l.service, l.part, l.number, l.step COLLATE "C";
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_intake_drop_offs(timestamptz, timestamptz, timestamptz) IS
'Where attempts at the intake flow (as of analytics_intake) end, for each service_type: ''(start)'', which all reached that began, and each step that an intake_flow_step or intake_flow_abandoned of any names (step, else step_number) with its number (the lowest that it has; NULL for none), by number, then by text. reached: attempts that named the step, or one with a higher number, or are completed; dropped: abandoned ones that named it last, ''(start)'': those that named none; they sum to abandoned of analytics_intake. drop_rate = dropped / reached. Errors as of analytics_intake.';
