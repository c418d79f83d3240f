-- What each way into the store answers to the same document.  Nothing that is asked for here remains.  Also for
-- test/random/submissions.py, so it is plain SQL.

-- What the store has, whoever asks; without what no two events share, and without a time that was not given.
CREATE FUNCTION test.contents(document jsonb) RETURNS text
LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT jsonb_build_object(
        'events', (SELECT jsonb_agg(to_jsonb(e) - '{id,created_at}'::text[]
                                    - CASE WHEN COALESCE(document ->> 'occurred_at', document ->> 'timestamp') IS NULL THEN 'occurred_at' ELSE '' END ORDER BY e.id)
                   FROM analytics_events e),
        'users', (SELECT jsonb_agg(jsonb_build_array(u.tenant_id, u.user_id, u.properties) ORDER BY u.tenant_id, u.user_id) FROM analytics_users u),
        'keys', (SELECT count(*) FROM analytics_event_keys),
        'days', (SELECT count(*) FROM analytics_dirty_buckets))
$$;

-- Sends a document by one way; returns the id and what became of it, or raises what is wrong.
CREATE FUNCTION test.send(way text, document jsonb, OUT id uuid, OUT outcome text)
LANGUAGE plpgsql
AS $$
DECLARE
    rejected record;
BEGIN
    CASE way
        WHEN 'track' THEN
            id := public.analytics_track(
                event_type => document ->> 'event_type',
                user_id => public.analytics_uuid(document ->> 'user_id'),
                session_id => public.analytics_uuid(document ->> 'session_id'),
                properties => NULLIF(document -> 'properties', 'null'),
                occurred_at => (document ->> 'occurred_at')::timestamptz,
                funnel_stage => document ->> 'funnel_stage',
                tenant_id => (document ->> 'tenant_id')::uuid,
                idempotency_key => document ->> 'idempotency_key');
        WHEN 'json' THEN
            id := public.analytics_track_json(document);
        WHEN 'text' THEN
            id := public.analytics_track_json(document::text);
        WHEN 'batch' THEN
            SELECT b.event_id, b.status, b.error_code, b.error INTO rejected
            FROM public.analytics_track_batch(jsonb_build_array(document)) b;
            IF rejected.status = 'rejected' THEN
                RAISE EXCEPTION USING ERRCODE = rejected.error_code, MESSAGE = rejected.error;
            END IF;
            id := rejected.event_id;
            outcome := rejected.status;
        WHEN 'inbox' THEN
            INSERT INTO public.analytics_inbox (event_type, user_id, session_id, properties, occurred_at, funnel_stage, tenant_id)
            VALUES (document ->> 'event_type', public.analytics_uuid(document ->> 'user_id'), public.analytics_uuid(document ->> 'session_id'),
                    NULLIF(document -> 'properties', 'null'), (document ->> 'occurred_at')::timestamptz,
                    document ->> 'funnel_stage', (document ->> 'tenant_id')::uuid);
            outcome := CASE WHEN FOUND THEN 'stored' ELSE 'opted_out' END;
    END CASE;
END
$$;

-- The answer of one way; after another document was sent by another way, where one is named.
CREATE FUNCTION test.answer(way text, document jsonb, way_before text DEFAULT NULL, document_before jsonb DEFAULT NULL) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    before uuid;
    sent record;
    detail text;
BEGIN
    IF way_before IS NOT NULL THEN
        SELECT s.id INTO before FROM test.send(way_before, COALESCE(document_before, document)) s;
    END IF;
    SELECT s.id, s.outcome INTO sent FROM test.send(way, document) s;
    RAISE EXCEPTION USING ERRCODE = 'PT000', MESSAGE = concat_ws(' ',
        COALESCE(sent.outcome, CASE WHEN sent.id IS NULL THEN 'opted_out' WHEN sent.id = before THEN 'duplicate' ELSE 'stored' END),
        test.contents(document));
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
    RETURN CASE SQLSTATE WHEN 'PT000' THEN SQLERRM
                         ELSE SQLSTATE || ' ' || concat_ws(': ', SQLERRM, NULLIF(detail, '')) END;
END
$$;

-- The ways that can say what a document says.  The columns of the view are as long as those of the table, so the server
-- refuses what is longer before the view's trigger runs.
CREATE FUNCTION test.ways(document jsonb) RETURNS text[]
LANGUAGE sql
AS $$
    SELECT '{json,text,batch}'::text[] || CASE WHEN r.is_row THEN '{track}'::text[] END
        || CASE WHEN r.is_row AND document ->> 'idempotency_key' IS NULL AND COALESCE(length(document ->> 'event_type'), 0) <= 64
                     AND COALESCE(length(document ->> 'funnel_stage'), 0) <= 32 THEN '{inbox}'::text[] END
    FROM (SELECT COALESCE(bool_and(CASE WHEN f.key NOT IN ('event_type', 'user_id', 'session_id', 'properties', 'occurred_at',
                                                  'funnel_stage', 'tenant_id', 'idempotency_key') THEN false
                               WHEN f.key = 'properties' OR jsonb_typeof(f.value) = 'null' THEN true
                               WHEN jsonb_typeof(f.value) <> 'string' THEN false
                               WHEN f.key IN ('user_id', 'session_id') THEN f.value <> '""'
                               WHEN f.key = 'tenant_id' THEN f.value #>> '{}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                               WHEN f.key = 'occurred_at' THEN f.value #>> '{}' ~ E'^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ|-?infinity)$'
                               ELSE true END), true) AS is_row
          FROM jsonb_each(CASE WHEN jsonb_typeof(document) = 'object' THEN document ELSE '{"no": "row"}' END) AS f) AS r
$$;

-- What analytics_validate() says of a document: '' where it finds nothing.
CREATE FUNCTION test.first_problem(document jsonb) RETURNS text
LANGUAGE sql
AS $$ SELECT COALESCE((SELECT code || ' ' || message FROM public.analytics_validate(document) WHERE code <> '00000' LIMIT 1), '') $$;
