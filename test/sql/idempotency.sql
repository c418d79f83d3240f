-- Idempotency: a retried event is stored once.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET mindwell_analytics.max_event_age = 0;

CREATE TABLE sent (label text, event jsonb);
-- Is an event, sent with the key of the first, the same ('duplicate'), another ('conflict')?
CREATE FUNCTION test.retry(event jsonb) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    first_id uuid := (SELECT event_id FROM public.analytics_event_keys);
    before bigint := (SELECT count(*) FROM public.analytics_events);
    id uuid;
BEGIN
    BEGIN
        id := public.analytics_track_json(event || '{"idempotency_key": "k"}');
    EXCEPTION WHEN unique_violation THEN
        RETURN 'conflict' || CASE WHEN SQLERRM LIKE '%"k"%' THEN '' ELSE ' without the key' END;
    END;
    IF (SELECT count(*) FROM public.analytics_events) > before THEN
        RETURN 'stored';
    END IF;
    RETURN CASE WHEN id = first_id THEN 'duplicate' ELSE 'another id' END;
END
$$;

\set first '{"event_type": "tea_brewed", "user_id": "alice", "session_id": "s", "properties": {"cups": 2, "email": "a@example.com"}, "occurred_at": "2024-05-01T12:00:00Z", "funnel_stage": "engagement"}'
SELECT retry(:'first') AS first, retry(:'first') AS second, retry(:'first') AS third;
-- What is the same payload, and what another: only what is stored of what was given counts.
SELECT label, retry(:'first'::jsonb || change) FROM (VALUES
    ('the key order', '{"properties": {"email": "a@example.com", "cups": 2}}'::jsonb),
    ('another e-mail, which a rule drops', '{"properties": {"cups": 2, "email": "b@example.com"}}'),
    ('no e-mail', '{"properties": {"cups": 2}}'),
    ('the same user, by his UUID', jsonb_build_object('user_id', analytics_uuid('alice'))),
    ('the same time, of another zone', '{"occurred_at": "2024-05-01T14:00:00+02:00"}'),
    ('the stage in other case', '{"funnel_stage": "ENGAGEMENT"}'),
    ('another type', '{"event_type": "tea_poured"}'),
    ('another user', '{"user_id": "bob"}'),
    ('no user', '{"user_id": null}'),
    ('another session', '{"session_id": "t"}'),
    ('no session', '{"session_id": null}'),
    ('another property', '{"properties": {"cups": 3}}'),
    ('one more property', '{"properties": {"cups": 2, "sugar": false}}'),
    ('no properties', '{"properties": null}'),
    ('another time', '{"occurred_at": "2024-05-01T12:00:00.000001Z"}'),
    ('no time', '{"occurred_at": null}'),
    ('another stage', '{"funnel_stage": "revenue"}'),
    ('no stage', '{"funnel_stage": null}'),
    ('with user properties', '{"user_properties": {"plan": "green"}}'),
    ('a global tenant by name', '{"tenant_id": "00000000-0000-0000-0000-000000000000"}'),
    ('another tenant, whose key is another', '{"tenant_id": "aaaaaaaa-0000-4000-8000-00000000000a"}')) AS v (label, change);
SELECT count(*) FROM analytics_events;
SELECT count(*) FROM analytics_users;
SELECT failure($$SELECT analytics_track('tea_poured', idempotency_key => 'k')$$);
-- A retry through another function is the same retry.
SELECT analytics_track('tea_brewed', analytics_uuid('alice'), analytics_uuid('s'), '{"cups": 2}', '2024-05-01 12:00Z', 'Engagement', idempotency_key => 'k') = k.event_id AS track,
       analytics_track_json((:'first'::jsonb || '{"idempotency_key": "k"}')::text) = k.event_id AS json_text
FROM analytics_event_keys k WHERE tenant_id = '00000000-0000-0000-0000-000000000000';
SELECT b.status, b.event_id = k.event_id AS same_id
FROM analytics_event_keys k, analytics_track_batch(jsonb_build_array(:'first'::jsonb || '{"idempotency_key": "k"}')) AS b
WHERE tenant_id = '00000000-0000-0000-0000-000000000000';
-- What was left to its default is no part of the payload, however it turned out.
SELECT analytics_track('signup_started', idempotency_key => 'defaults') AS id \gset
SELECT pg_sleep(0.001) \g /dev/null
SELECT analytics_register_event_type('signup_started', funnel_stage => 'referral');
SELECT analytics_track('signup_started', idempotency_key => 'defaults') = :'id' AS same,
       analytics_track('signup_started', properties => NULL, idempotency_key => 'defaults') = :'id' AS same;
-- What a user's properties were is part of it.
SELECT analytics_track_json('{"name": "a", "user_id": 1, "user_properties": {"plan": "green", "email": "x"}, "idempotency_key": "of a user"}'::jsonb) AS id \gset
SELECT change, sqlstate(format('SELECT analytics_track_json(%L::jsonb)', '{"name": "a", "user_id": 1, "idempotency_key": "of a user"}'::jsonb || change))
FROM unnest('{"{\"user_properties\": {\"plan\": \"green\"}}","{\"user_properties\": {\"plan\": \"black\"}}","{}","{\"properties\": {\"plan\": \"green\"}}"}'::jsonb[]) AS change;
SELECT properties FROM analytics_users;

-- Neither key nor payload is kept as it was given.
SELECT count(*), bool_and(octet_length(key_hash) = 32), bool_and(octet_length(payload_hash) = 32),
       bool_or(key_hash IN (sha256('k'), sha256('defaults'))) AS bare FROM analytics_event_keys;
-- The user is kept, so that erasure finds the key.
SELECT count(*) FROM analytics_event_keys WHERE user_id = analytics_uuid('alice');

-- A rolled back event gives its key back.
BEGIN;
SELECT analytics_track('a', idempotency_key => 'undone') IS NOT NULL AS tracked;
SAVEPOINT s;
SELECT analytics_track('a', idempotency_key => 'undone too') IS NOT NULL AS tracked;
ROLLBACK TO s;
SELECT analytics_track('b', idempotency_key => 'undone too') IS NOT NULL AS tracked;
ROLLBACK;
SELECT analytics_track('b', idempotency_key => 'undone') IS NOT NULL AS tracked;
-- A refused event takes none.
SELECT sqlstate($$SELECT analytics_track('B', idempotency_key => 'refused')$$);
SELECT analytics_track('b', idempotency_key => 'refused') IS NOT NULL AS tracked;
-- The same key twice in one statement.
SELECT count(DISTINCT analytics_track('a', idempotency_key => 'twice')) FROM generate_series(1, 3);
-- Without a key two equal events are two.
SELECT analytics_track('a', occurred_at => '2024-05-01') <> analytics_track('a', occurred_at => '2024-05-01') AS two;

-- After seven days a key is free.
SELECT analytics_track('a', idempotency_key => 'old') AS id \gset
UPDATE analytics_event_keys SET created_at = now() - interval '7 days' + interval '1 hour' WHERE event_id = :'id';
SELECT analytics_track('a', idempotency_key => 'old') = :'id' AS same, sqlstate($$SELECT analytics_track('b', idempotency_key => 'old')$$);
UPDATE analytics_event_keys SET created_at = now() - interval '7 days 1 second' WHERE event_id = :'id';
SELECT count(*) AS before FROM analytics_events \gset
SELECT analytics_track('b', idempotency_key => 'old') AS new_id \gset
SELECT :'new_id' <> :'id' AS another, count(*) - :before AS stored FROM analytics_events;
SELECT analytics_track('b', idempotency_key => 'old') = :'new_id' AS same, sqlstate($$SELECT analytics_track('a', idempotency_key => 'old')$$);
-- Also in a batch, where the key stands twice.
UPDATE analytics_event_keys SET created_at = now() - interval '8 days' WHERE event_id = :'new_id';
SELECT status, event_id = :'new_id' AS old_id, error_code
FROM analytics_track_batch('[{"name": "c", "idempotency_key": "old"}, {"name": "c", "idempotency_key": "old"}, {"name": "d", "idempotency_key": "old"}]');
SELECT count(*) FROM analytics_event_keys WHERE created_at > now() - interval '1 hour' AND event_id NOT IN (SELECT id FROM analytics_events);

-- Batches: within and across; the first of a batch has the key.
SELECT ord, event_id AS id, status, error_code FROM analytics_track_batch('[{"name": "a", "idempotency_key": "z"}, {"name": "a", "idempotency_key": "y"}, {"name": "b", "idempotency_key": "z"}, {"name": "a", "idempotency_key": "z"}]')
WHERE ord = 1 \gset z_
SELECT ord, event_id = :'z_id' AS z, status, error_code, error
FROM analytics_track_batch('[{"name": "b", "idempotency_key": "y"}, {"name": "a", "idempotency_key": "z"}, {"name": "a", "idempotency_key": "x"}, {"name": "a", "idempotency_key": ""}, {"name": "a", "idempotency_key": "z"}]');
-- INSERT, COPY and the inbox carry no key.
SELECT count(*) FROM information_schema.columns WHERE table_name IN ('analytics_inbox', 'analytics_events') AND column_name LIKE '%key%';
DROP TABLE sent;
DROP FUNCTION test.retry;
