
-- How fast messages are answered ------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_response_time(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    sla_seconds double precision DEFAULT 300,
    breakdown text DEFAULT NULL,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, breakdown_value text, responses bigint, unmeasured bigint, mean_seconds double precision,
               p50_seconds double precision, p90_seconds double precision, p95_seconds double precision, within_sla double precision,
               unanswered bigint, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    known_until CONSTANT timestamptz := mindwell_internal.known_until(as_of);
    -- how long after its message an answer is one
    longest CONSTANT interval := interval '720 hours';
    message_types CONSTANT text[] := ARRAY['message_sent', 'message_responded'];
    answering_roles CONSTANT text[] := ARRAY['coach', 'assistant'];
    first_time CONSTANT timestamptz := borders[1];
    last_time CONSTANT timestamptz := borders[pg_catalog.cardinality(borders)];
    asked_from CONSTANT timestamptz := first_time - longest;
    answered_until CONSTANT timestamptz := least(last_time + longest, known_until);
BEGIN
    PERFORM mindwell_internal.check_breakdown(breakdown, '{coach_id,sender_role}');
    IF sla_seconds IS NULL OR NOT (sla_seconds >= 0 AND sla_seconds < 'infinity') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid sla_seconds',
            DETAIL = 'It is the time in which a message is to be answered: 0 or more seconds.';
    END IF;

    RETURN QUERY
    WITH message AS MATERIALIZED (
        SELECT e.tenant_id, e.occurred_at, e.id, e.event_type = 'message_responded' AS is_response,
               mindwell_internal.property_text(e.properties, 'message_id') COLLATE "C" AS message_id,
               mindwell_internal.property_text(e.properties, 'sender_role') AS sender_role,
               mindwell_internal.property_text(e.properties, breakdown) COLLATE "C" AS value,
               mindwell_internal.amount_of(e.properties -> 'response_seconds') AS seconds
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= asked_from AND e.occurred_at < answered_until AND e.tenant_id = ANY (tenants) AND e.event_type = ANY (message_types)),
    -- of a message the first answer, when it was sent before that, and whether one came; each looks no further than it says,
    -- so that a part of the time is judged as the whole is
    placed AS (
        SELECT p.*, COALESCE(p.same_before < p.occurred_at - longest, true) AS is_first,
               COALESCE(p.answered_at <= p.occurred_at + longest, false) AS is_answered
        FROM (SELECT m.*,
                     pg_catalog.lag(m.occurred_at) OVER (PARTITION BY m.tenant_id, m.message_id, m.is_response ORDER BY m.occurred_at, m.id) AS same_before,
                     max(m.occurred_at) FILTER (WHERE NOT m.is_response) OVER (PARTITION BY m.tenant_id, m.message_id ORDER BY m.occurred_at) AS sent_at,
                     min(m.occurred_at) FILTER (WHERE m.is_response)
                         OVER (PARTITION BY m.tenant_id, m.message_id ORDER BY m.occurred_at RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS answered_at
              FROM message AS m) AS p),
    response AS (
        SELECT pg_catalog.width_bucket(p.occurred_at, borders) AS bucket, p.value,
               CASE WHEN p.seconds >= 0 THEN CAST(p.seconds AS double precision)
                    WHEN p.message_id IS NOT NULL AND p.sent_at >= p.occurred_at - longest THEN CAST(pg_catalog.date_part('epoch', p.occurred_at - p.sent_at) AS double precision) END AS seconds
        FROM placed AS p
        WHERE p.is_response AND p.occurred_at >= first_time AND p.occurred_at < last_time AND (p.is_first OR p.message_id IS NULL)),
    waiting AS (
        SELECT pg_catalog.width_bucket(p.occurred_at, borders) AS bucket, p.value,
               pg_catalog.date_part('epoch', as_of - p.occurred_at) > sla_seconds AS is_late
        FROM placed AS p
        WHERE NOT p.is_response AND p.is_first AND p.message_id IS NOT NULL AND NOT p.is_answered
          AND p.occurred_at >= first_time AND p.occurred_at < last_time AND COALESCE(p.sender_role <> ALL (answering_roles), true)),
    counted AS (
        SELECT r.bucket, r.value, count(*) FILTER (WHERE r.is_response) AS responses, count(*) FILTER (WHERE r.is_response AND r.seconds IS NULL) AS unmeasured,
               avg(CAST(r.seconds AS numeric)) AS mean,
               percentile_cont(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (ORDER BY r.seconds) AS quantiles,
               count(*) FILTER (WHERE r.seconds <= sla_seconds) AS in_time,
               count(r.seconds) + count(*) FILTER (WHERE r.is_late) AS judged,
               count(*) FILTER (WHERE NOT r.is_response) AS unanswered
        FROM (SELECT s.bucket, s.value, s.seconds, true AS is_response, false AS is_late FROM response AS s
              UNION ALL
              SELECT w.bucket, w.value, NULL, false, w.is_late FROM waiting AS w) AS r
        GROUP BY 1, 2)
    SELECT b.starts, CAST(c.value AS text), COALESCE(c.responses, 0), COALESCE(c.unmeasured, 0), CAST(c.mean AS double precision),
           c.quantiles[1], c.quantiles[2], c.quantiles[3], CAST(c.in_time AS double precision) / NULLIF(c.judged, 0),
           COALESCE(c.unanswered, 0), b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN counted AS c ON c.bucket = b.bucket
    WHERE breakdown IS NULL OR c.bucket IS NOT NULL
    ORDER BY b.bucket, c.value;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_response_time(timestamptz, timestamptz, text, double precision, text, text, timestamptz) IS
'How fast messages were answered (message_responded), by the hour, day, week (from Monday) or month of a time zone; intervals that the period touches are counted whole. responses: the first answer to each message_id (of the 30 days before too), and each answer without one; unmeasured: those of which no time is known. Seconds are response_seconds, if that is a number of at least 0, else the time since the message_sent with the same message_id, at most 30 days before; their mean and quantiles, NULL without any. unanswered: message_sent with a message_id in the interval, not by a coach or assistant (sender_role), without an answer by as_of, and in the 30 days after it. within_sla: of the measured answers and the messages unanswered for longer than sla_seconds, the fraction answered in that time. breakdown: coach_id or sender_role, as the answer, or the unanswered message, has it (a row for each value that occurs). Events after as_of do not count. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain or breakdown, sla_seconds that is no time or an unknown time zone, 22004 without from_time, to_time, time_zone or as_of, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';
