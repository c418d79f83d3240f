
-- Ratings ---------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.rated_thing(properties jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN COALESCE('survey ' || mindwell_internal.property_text(properties, 'survey_id'),
                'booking ' || mindwell_internal.property_text(properties, 'booking_id'),
                'resource ' || mindwell_internal.property_text(properties, 'resource_id')) COLLATE "C";
COMMENT ON FUNCTION mindwell_internal.rated_thing(jsonb) IS
'Internal: what a rating is about, of which a user has one: the survey, else the booking, else the resource; NULL for none of these.';

CREATE FUNCTION mindwell_internal.ratings(tenants uuid[], types text[], property text, borders timestamptz[], as_of timestamptz)
RETURNS TABLE (bucket integer, tenant_id uuid, rating numeric, properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    first_time CONSTANT timestamptz := borders[1];
    until CONSTANT timestamptz := least(borders[pg_catalog.cardinality(borders)], mindwell_internal.known_until(as_of));
BEGIN
    RETURN QUERY
    SELECT r.bucket, r.tenant_id, r.rating, r.properties
    FROM (SELECT a.*, pg_catalog.row_number() OVER (PARTITION BY a.bucket, a.tenant_id, a.user_id, a.event_type, a.subject
                                                    ORDER BY a.occurred_at DESC, a.id DESC) AS place
          FROM (SELECT pg_catalog.width_bucket(e.occurred_at, borders) AS bucket, e.tenant_id, e.user_id, e.event_type, e.occurred_at, e.id, e.properties,
                       mindwell_internal.amount_of(e.properties -> property) AS rating,
                       mindwell_internal.rated_thing(e.properties) AS subject
                FROM @extschema@.analytics_events AS e
                WHERE e.occurred_at >= first_time AND e.occurred_at < until AND e.tenant_id = ANY (tenants) AND e.event_type = ANY (types)) AS a
          WHERE a.rating IS NOT NULL) AS r
    -- nobody's answers cannot be told apart
    WHERE r.place = 1 OR r.user_id IS NULL OR r.subject IS NULL;
END
$$;
COMMENT ON FUNCTION mindwell_internal.ratings(uuid[], text[], text, timestamptz[], timestamptz) IS
'Internal: the events of some types with a numeric rating (a property) between borders, up to as_of; of several of one user about one thing (survey_id, else booking_id, else resource_id) in an interval the last.';

CREATE FUNCTION @extschema@.analytics_satisfaction(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'month',
    breakdown text DEFAULT NULL,
    event_type text DEFAULT 'session_survey_submitted',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, breakdown_value text, responses bigint, mean_rating double precision,
               median_rating double precision, satisfied_share double precision, lowest_share double precision, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    borders CONSTANT timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    satisfied CONSTANT numeric := 4;
    lowest CONSTANT numeric := 2;
BEGIN
    PERFORM mindwell_internal.check_breakdown(breakdown, '{persona,coach_id,session_type}');
    IF event_type IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'event_type must not be null',
            HINT = 'Name one whose events have a rating, for example ''session_survey_submitted''.';
    END IF;
    RETURN QUERY
    SELECT b.starts, r.value, COALESCE(r.responses, 0), CAST(r.mean AS double precision), r.median,
           CAST(r.satisfied AS double precision) / NULLIF(r.responses, 0), CAST(r.lowest AS double precision) / NULLIF(r.responses, 0), b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN (SELECT a.bucket, a.value, count(*) AS responses, avg(a.rating) AS mean,
                      percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(a.rating AS double precision)) AS median,
                      count(*) FILTER (WHERE a.rating >= satisfied) AS satisfied, count(*) FILTER (WHERE a.rating <= lowest) AS lowest
               FROM (SELECT g.bucket, g.rating, mindwell_internal.property_text(g.properties, breakdown) COLLATE "C" AS value
                     FROM mindwell_internal.ratings(tenants, ARRAY[event_type], 'rating', borders, as_of) AS g) AS a
               GROUP BY 1, 2) AS r ON r.bucket = b.bucket
    WHERE breakdown IS NULL OR r.bucket IS NOT NULL
    ORDER BY b.bucket, r.value;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_satisfaction(timestamptz, timestamptz, text, text, text, text, timestamptz) IS
'Ratings by hour, day, week (from Monday) or month of a time zone: of the events of a type (session_survey_submitted, session_rated, resource_rating or another) with a number as rating, how many, mean and median, the fraction of at least 4 (satisfied_share) and of at most 2 (lowest_share); NULL without any. Of several answers of one user about one thing (survey_id, else booking_id, else resource_id) in an interval the last counts; without any of these each does. Intervals that the period touches are counted whole. breakdown: persona, coach_id or session_type (a row for each value that occurs in the interval), or NULL. Events after as_of do not count. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain or breakdown, or an unknown time zone, 22004 without from_time, to_time, event_type, time_zone or as_of, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';
