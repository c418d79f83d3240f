-- Idempotency: a retried event is stored once, and a key stands for one event of one tenant for seven days.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;

SET mindwell_analytics.max_event_age = 0;
\set tenant_a 'aaaaaaaa-0000-4000-8000-00000000000a'
\set tenant_b 'bbbbbbbb-0000-4000-8000-00000000000b'
\set user_1 '11111111-0000-4000-8000-000000000001'
\set user_2 '22222222-0000-4000-8000-000000000002'
\set session_1 '99999999-0000-4000-8000-000000000001'

-- An event with a key, and the same with one thing different.
CREATE FUNCTION test.pay(
    idempotency_key text,
    event_type text DEFAULT 'paid',
    user_id uuid DEFAULT '11111111-0000-4000-8000-000000000001',
    session_id uuid DEFAULT '99999999-0000-4000-8000-000000000001',
    properties jsonb DEFAULT '{"amount": 12, "items": [1, 2]}',
    occurred_at timestamptz DEFAULT NULL,
    funnel_stage text DEFAULT NULL,
    tenant_id uuid DEFAULT NULL)
RETURNS uuid
LANGUAGE sql
AS $$
    SELECT public.analytics_track(event_type, user_id, session_id, properties, occurred_at, funnel_stage, tenant_id,
                                  idempotency_key)
$$;
CREATE VIEW test.stored AS
    SELECT (SELECT count(*) FROM public.analytics_events) AS events, (SELECT count(*) FROM public.analytics_event_keys) AS keys;

-- The same key and event: the first event's id, and one row.
SELECT pay('first') AS first \gset
SELECT pay('first') = :'first' AS same_id, pay('first') = :'first' AS still_the_same;
TABLE stored;
SELECT count(*) FROM analytics_events WHERE id = :'first';
-- A retry is no change: its day is logged once.
SELECT count(*) FROM analytics_dirty_buckets;
-- How the document is written does not matter; nor a null where nothing is.
SELECT pay('first', properties => '{"items":[1,2],"amount":11,"amount":12}') = :'first' AS same_id;
-- The key finds its event also when the registry has moved the type's stage.
SELECT analytics_register_event_type('paid', funnel_stage => 'revenue');
SELECT pay('first') = :'first' AS same_id;
DELETE FROM analytics_event_types WHERE event_type = 'paid';

-- The same key and another event.
SELECT failure($$SELECT pay('first', event_type => 'repaid')$$);
SELECT what, sqlstate(format('SELECT pay(''first'', %s)', what))
FROM unnest(ARRAY['user_id => ''22222222-0000-4000-8000-000000000002''', 'user_id => NULL',
                  'session_id => ''22222222-0000-4000-8000-000000000002''', 'session_id => NULL',
                  'properties => ''{"amount": 13, "items": [1, 2]}''', 'properties => ''{"amount": 12, "items": [2, 1]}''',
                  'properties => ''{"amount": "12", "items": [1, 2]}''', 'properties => ''{}''', 'properties => NULL',
                  'funnel_stage => ''revenue''']) AS what;
TABLE stored;
-- A stage that is as long as the first one.
SELECT pay('staged', funnel_stage => 'activation') IS NOT NULL AS tracked;
SELECT sqlstate($$SELECT pay('staged', funnel_stage => 'engagement')$$);
-- Text that moves from one field into the next is another event.
SELECT pay('moved', event_type => 'ab', funnel_stage => 'revenue', properties => '{}') IS NOT NULL AS tracked;
SELECT sqlstate($$SELECT pay('moved', event_type => 'abrevenue', properties => '{}')$$);
-- Other keys, also such as differ by case or blanks, are other events'; without a key every event is new.
SELECT count(DISTINCT pay(key)) FROM unnest(ARRAY['second', 'Second', ' second', 'second ', 'séçond']) AS key;
SELECT count(DISTINCT pay(NULL)) FROM generate_series(1, 3);
TABLE stored;
TRUNCATE analytics_events, analytics_event_keys;

-- A time that was given belongs to the event, one that was not does not.
SELECT pay('timed', occurred_at => '2024-05-01 10:00Z') AS timed \gset
SELECT pay('timed', occurred_at => '2024-05-01 12:00+02') = :'timed' AS same_id;
SELECT failure($$SELECT pay('timed', occurred_at => '2024-05-01 10:00:00.000001Z')$$);
SELECT sqlstate($$SELECT pay('timed')$$);
SELECT pay('untimed') IS NOT NULL AS tracked;
SELECT sqlstate($$SELECT pay('untimed', occurred_at => '2024-05-01 10:00Z')$$);
TABLE stored;

-- The event is what is stored of it: a property that is dropped makes no difference, one that is kept does.
SELECT pay('private', properties => '{"amount": 1, "email": "ann@example.com"}') AS private \gset
SELECT pay('private', properties => '{"amount": 1, "email": "bob@example.com"}') = :'private' AS other_address,
       pay('private', properties => '{"amount": 1}') = :'private' AS no_address,
       pay('private', properties => '{"amount": 1, "E-Mail": "bob@example.com", "first_name": "Bob"}') = :'private' AS other_keys;
SELECT sqlstate($$SELECT pay('private', properties => '{"amount": 1, "mail": "bob@example.com"}')$$);
INSERT INTO analytics_pii_rules (key, action) VALUES ('device', 'hash');
SELECT pay('hashed', properties => '{"device": "d-1"}') AS hashed \gset
SELECT pay('hashed', properties => '{"device": "d-1"}') = :'hashed' AS same_device;
SELECT sqlstate($$SELECT pay('hashed', properties => '{"device": "d-2"}')$$);
TRUNCATE analytics_events, analytics_event_keys;

-- A key is one tenant's.
SELECT pay('shared', tenant_id => :'tenant_a') AS of_a, pay('shared', tenant_id => :'tenant_b') AS of_b, pay('shared') AS of_none \gset
SELECT :'of_a' <> :'of_b' AND :'of_b' <> :'of_none' AND :'of_a' <> :'of_none' AS three_events;
SELECT pay('shared', tenant_id => :'tenant_a') = :'of_a' AS a, pay('shared', tenant_id => :'tenant_b') = :'of_b' AS b,
       pay('shared') = :'of_none' AS none;
SELECT sqlstate($$SELECT pay('shared', user_id => NULL, tenant_id => 'bbbbbbbb-0000-4000-8000-00000000000b')$$);
SELECT pay('only_a', tenant_id => :'tenant_a') IS NOT NULL AS a,
       pay('only_a', user_id => NULL, tenant_id => :'tenant_b') IS NOT NULL AS b;
SET mindwell_analytics.tenant_id = :'tenant_a';
SELECT pay('shared') = :'of_a' AS of_the_session;
RESET mindwell_analytics.tenant_id;
SELECT right(tenant_id::text, 4) AS tenant, count(*) FROM analytics_event_keys GROUP BY 1 ORDER BY 1;

-- What a key's row says: the event and its user, not the key.
SELECT k.event_id = :'of_a' AS event, k.user_id, length(k.key_hash) AS key_hash, length(k.payload_hash) AS payload_hash
FROM analytics_event_keys k WHERE k.event_id = :'of_a';
SELECT count(*) FROM analytics_event_keys k
WHERE position('shared'::bytea IN k.key_hash) > 0 OR k.key_hash = sha256('shared') OR k::text LIKE '%shared%';
SELECT count(DISTINCT key_hash) AS hashes, count(*) AS keys FROM analytics_event_keys
WHERE event_id IN (:'of_a', :'of_b', :'of_none');
TRUNCATE analytics_events, analytics_event_keys;

-- After seven days a key is free, and then it is the new event's.
SELECT pay('old') AS old \gset
UPDATE analytics_event_keys SET created_at = created_at - interval '6 days 23 hours';
SELECT pay('old') = :'old' AS same_id;
SELECT sqlstate($$SELECT pay('old', user_id => NULL)$$);
UPDATE analytics_event_keys SET created_at = created_at - interval '8 days';
SELECT pay('old', user_id => NULL) AS new \gset
SELECT :'new' <> :'old' AS new_id, pay('old', user_id => NULL) = :'new' AS found;
SELECT sqlstate($$SELECT pay('old')$$);
SELECT count(*), bool_and(event_id = :'new') AS of_new, bool_and(user_id IS NULL) AS of_nobody,
       bool_and(created_at > now() - interval '1 hour') AS fresh
FROM analytics_event_keys;
TABLE stored;
-- A duplicate does not make it last longer.
UPDATE analytics_event_keys SET created_at = created_at - interval '6 days 23 hours';
SELECT pay('old', user_id => NULL) = :'new' AS same_id;
SELECT bool_and(created_at < now() - interval '6 days') AS old FROM analytics_event_keys;
TRUNCATE analytics_events, analytics_event_keys;

-- What cannot be a key.
SELECT failure($$SELECT pay('')$$);
SELECT failure($$SELECT pay(repeat('k', 256))$$);
SELECT sqlstate($$SELECT pay(repeat('é', 128))$$);
SELECT sqlstate($$SELECT pay(repeat('k', 1000000))$$);
SELECT length, pay(repeat('k', length)) = pay(repeat('k', length)) AS same_id FROM unnest('{1,255}'::int[]) AS length;
SELECT path, code, message FROM analytics_validate('{"event_type": "paid", "idempotency_key": ""}');
SELECT failure($$SELECT analytics_track_json('{"event_type": "paid", "idempotency_key": [12]}'::jsonb)$$);
TABLE stored;
-- The message names the key, and quotes no property.
SELECT failure($$SELECT pay('k', user_id => NULL, properties => '{"secret": "s3cr3t"}')$$);
TRUNCATE analytics_events, analytics_event_keys;

-- Every way in shares the keys.
SELECT pay('ways', properties => '{"amount": 12}') AS ways \gset
\set event '{"event_type": "paid", "user_id": "11111111-0000-4000-8000-000000000001", "session_id": "99999999-0000-4000-8000-000000000001", "properties": {"amount": 12}, "idempotency_key": "ways"}'
SELECT analytics_track_json(:'event'::jsonb) = :'ways' AS jsonb, analytics_track_json(:'event'::text) = :'ways' AS text;
SELECT analytics_track_json('{"action": "paid", "userId": "11111111-0000-4000-8000-000000000001", "metadata": {"amount": 12},
                              "sessionId": "99999999-0000-4000-8000-000000000001", "idempotencyKey": "ways"}'::jsonb) = :'ways' AS aliases;
SELECT ord, event_id = :'ways' AS same_id, status, error_code, error
FROM analytics_track_batch(jsonb_build_array(:'event'::jsonb, :'event'::jsonb || '{"value": 1}'));
SELECT failure(format('SELECT analytics_track_json(%L::jsonb)', :'event'::jsonb || '{"event_type": "repaid"}'));
SELECT event_id AS batched FROM analytics_track_batch(jsonb_build_array(:'event'::jsonb || '{"idempotency_key": "batched"}')) \gset
SELECT pay('batched', properties => '{"amount": 12}') = :'batched' AS track,
       analytics_track_json(:'event'::jsonb || '{"idempotency_key": "batched"}') = :'batched' AS track_json;
TABLE stored;
-- Ids of other systems are the same event as the UUIDs that they become.
SELECT pay('named', user_id => analytics_uuid('ann'), session_id => NULL, properties => NULL) AS named \gset
SELECT analytics_track_json('{"event_type": "paid", "user_id": "ann", "idempotency_key": "named"}'::jsonb) = :'named' AS same_id;
-- What the event says of its user belongs to it.
\set with_user '{"event_type": "paid", "user_id": "ann", "user_properties": {"plan": "pro"}, "idempotency_key": "user"}'
SELECT analytics_track_json(:'with_user'::jsonb) AS with_user_id \gset
SELECT analytics_track_json(:'with_user'::jsonb) = :'with_user_id' AS same_id,
       analytics_track_json(:'with_user'::jsonb || '{"user_properties": {"plan": "pro", "email": "ann@example.com"}}') = :'with_user_id' AS redacted;
SELECT sqlstate(format('SELECT analytics_track_json(%L::jsonb)', :'with_user'::jsonb || '{"user_properties": {"plan": "free"}}'));
SELECT sqlstate(format('SELECT analytics_track_json(%L::jsonb)', :'with_user'::jsonb - 'user_properties'));
SELECT properties FROM analytics_users;
TRUNCATE analytics_events, analytics_event_keys, analytics_users;

-- A key that was rolled back, with its transaction or its savepoint, is free again.
BEGIN;
SELECT pay('undone') IS NOT NULL AS tracked;
ROLLBACK;
SELECT pay('undone', user_id => NULL) IS NOT NULL AS tracked;
BEGIN;
SELECT pay('kept') IS NOT NULL AS tracked;
SAVEPOINT a;
SELECT pay('half') IS NOT NULL AS tracked;
ROLLBACK TO a;
SELECT pay('half', user_id => NULL) IS NOT NULL AS tracked;
SELECT sqlstate($$SELECT pay('kept', user_id => NULL)$$);
COMMIT;
TABLE stored;
-- An event that is refused takes no key.
SELECT sqlstate($$SELECT pay('refused', event_type => 'Not A Type')$$), sqlstate($$SELECT pay('refused', occurred_at => 'infinity')$$);
SELECT sqlstate($$SELECT pay('refused')$$);
TRUNCATE analytics_events, analytics_event_keys;

-- Whoever has opted out leaves neither event nor key.
SELECT pay('before') AS before \gset
INSERT INTO analytics_opt_outs (user_id) VALUES (:'user_1');
SELECT pay('opted_out') IS NULL AS nothing, pay('before') IS NULL AS nothing_either;
SELECT event_id, status FROM analytics_track_batch('[{"event_type": "paid", "user_id": "11111111-0000-4000-8000-000000000001", "idempotency_key": "opted_out"}]');
TABLE stored;
SELECT pay('opted_out', user_id => :'user_2') IS NOT NULL AS tracked;
DELETE FROM analytics_opt_outs;
SELECT pay('before') = :'before' AS found;
TABLE stored;

-- A key whose event is gone still stands for it.
DELETE FROM analytics_events;
SELECT pay('before') = :'before' AS same_id;
TABLE stored;

-- Who may track needs no right on the keys, and can neither read nor take them.
CREATE ROLE regress_payer;
GRANT INSERT ON analytics_events TO regress_payer;
SET ROLE regress_payer;
SELECT pay('by_role') = pay('by_role') AS same_id;
SELECT sqlstate('SELECT * FROM analytics_event_keys'), sqlstate('DELETE FROM analytics_event_keys');
RESET ROLE;
REVOKE ALL ON analytics_events FROM regress_payer;
DROP ROLE regress_payer;
DROP VIEW test.stored;
DROP FUNCTION test.pay;
