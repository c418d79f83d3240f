-- Anonymous visitors, and which users they turn out to be.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET default_transaction_isolation = 'read committed';
SET client_min_messages = warning;

CREATE FUNCTION test.who(id uuid) RETURNS text LANGUAGE sql
RETURN coalesce((SELECT u.name FROM unnest('{ada,bob,eve}'::text[]) AS u (name) WHERE analytics_uuid(u.name) = id),
                (SELECT 'visitor ' || v.name FROM unnest('{phone,tablet,laptop,42}'::text[]) AS v (name) WHERE analytics_anonymous_uuid(v.name) = id),
                id::text, 'nobody');
CREATE FUNCTION test.track(event jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    stored uuid := analytics_track_json('{"event_type": "page_view"}' || event);
BEGIN
    RETURN CASE WHEN stored IS NULL THEN 'not stored' ELSE (SELECT who(e.user_id) FROM analytics_events e WHERE e.id = stored) END;
END
$$;

-- The UUID of a visitor: of version 8, and no user's; one for all forms of a UUID, and for itself
SELECT analytics_anonymous_uuid('phone') AS phone, analytics_uuid('phone') = analytics_anonymous_uuid('phone') AS is_user,
       analytics_anonymous_uuid(analytics_anonymous_uuid('phone')::text) = analytics_anonymous_uuid('phone') AS of_itself,
       analytics_anonymous_uuid('{AAAAAAAA-0000-4000-8000-00000000000A}') = analytics_anonymous_uuid('aaaaaaaa00004000800000000000000a') AS forms,
       analytics_anonymous_uuid('Phone') = analytics_anonymous_uuid('phone') AS folded;
SELECT v.id, analytics_anonymous_uuid(v.id) FROM unnest('{"",undefined,null,None,NaN,00000000-0000-0000-0000-000000000000}'::text[] || ARRAY['[object Object]', NULL]) AS v (id);
SELECT failure($$SELECT analytics_anonymous_uuid(repeat('x', 1025))$$);
-- of a number it is that of its digits, as in a JSON event
SELECT v.is_that_of_the_text FROM (VALUES (analytics_anonymous_uuid(42) = analytics_anonymous_uuid('42')), (analytics_anonymous_uuid(smallint '42') = analytics_anonymous_uuid('42')),
    (analytics_anonymous_uuid(42.0) = analytics_anonymous_uuid('42')), (analytics_anonymous_uuid(bigint '9007199254740993') = analytics_anonymous_uuid('9007199254740993'))) AS v (is_that_of_the_text);
SELECT failure($$SELECT analytics_anonymous_uuid(numeric 'NaN')$$), failure($$SELECT analytics_anonymous_uuid(1e1024)$$), analytics_anonymous_uuid(CAST(NULL AS integer)) AS of_null;
SELECT v.id, mindwell_internal.is_anonymous(v.id)
FROM (VALUES (analytics_anonymous_uuid('phone')), ('616e6f6e-0000-0000-0000-000000000000'), ('616e6f6e-ffff-ffff-ffff-ffffffffffff'),
             ('616e6f6d-ffff-ffff-ffff-ffffffffffff'), ('616e6f6f-0000-0000-0000-000000000000'), (NULL)) AS v (id);

-- Whose an event is
SELECT v.event, track(v.event)
FROM (VALUES
    ('{}'::jsonb),
    ('{"anonymous_id": "phone"}'), ('{"anonymousId": "phone"}'), ('{"device_id": "phone"}'), ('{"deviceId": "phone"}'), ('{"$device_id": "phone"}'),
    ('{"anonymous_id": 42}'), ('{"anonymous_id": 42.0}'), ('{"anonymous_id": null}'), ('{"anonymous_id": ""}'), ('{"anonymous_id": "undefined", "user_id": "ada"}'),
    ('{"anonymous_id": "phone", "user_id": "ada"}'), ('{"anonymous_id": "phone", "user_id": ""}'),
    ('{"anonymous_id": "phone", "properties": {"user_id": "ada"}}'),
    ('{"distinct_id": "ada"}'), ('{"distinctId": "ada"}'), ('{"distinct_id": "$device:phone"}'), ('{"distinct_id": "phone", "$device_id": "phone"}'),
    ('{"distinct_id": "ada", "$device_id": "phone"}'), ('{"distinct_id": "$device:phone", "$device_id": "phone"}'),
    ('{"distinct_id": "ada", "user_id": "ada"}'), ('{"distinct_id": "$device:phone", "user_id": "ada"}'), ('{"distinct_id": "undefined", "anonymous_id": "phone"}'),
    ('{"distinct_id": "$device:"}')) AS v (event);
SELECT left(v.event, 60) AS event, failure(format('SELECT track(%L)', v.event))
FROM (VALUES
    ('{"anonymous_id": true}'), ('{"anonymous_id": ["phone"]}'), ('{"distinct_id": {}}'), ('{"anonymous_id": "phone", "device_id": "phone"}'),
    ('{"distinct_id": "bob", "user_id": "ada"}'), ('{"distinct_id": "$device:phone", "anonymous_id": "tablet"}'),
    (jsonb_build_object('anonymous_id', repeat('x', 1025))::text)) AS v (event);
SELECT path, code, message FROM analytics_validate('{"event_type": "page_view", "anonymous_id": "", "distinct_id": "null"}');
SELECT path, code, message FROM analytics_validate('{"event_type": "page_view", "anonymous_id": 1, "distinct_id": []}');
SELECT ord, status, error FROM analytics_track_batch('[{"event_type": "page_view", "anonymous_id": "phone"}, {"event_type": "page_view", "anonymous_id": false}]'::jsonb);
SELECT status FROM analytics_track_batch('[{"what": "page_view", "cookie": "tablet"}]'::jsonb, mapping => '{"event_type": "what", "anonymous_id": "cookie"}');
CREATE TABLE test.visits (cookie text);
CREATE TRIGGER track AFTER INSERT ON test.visits FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('page_view', '{"cookie": "anonymous_id"}');
INSERT INTO test.visits VALUES ('tablet');
DROP TABLE test.visits;
SELECT who(user_id), count(*) FROM analytics_events WHERE user_id = analytics_anonymous_uuid('tablet') GROUP BY 1;
TRUNCATE analytics_events;

-- Who an anonymous visitor turns out to be: the first user wins, and the result tells
SELECT track('{"anonymous_id": "phone"}') AS before;
SELECT analytics_alias('phone', 'ada') AS first_time, analytics_alias('phone', 'ada') AS again, analytics_alias('tablet', 'ada') AS second_device;
SELECT track('{"anonymous_id": "phone"}') AS afterwards, track('{"anonymous_id": "laptop"}') AS of_another;
-- by whatever path
SELECT analytics_track('page_view', analytics_anonymous_uuid('phone')) IS NOT NULL AS tracked;
INSERT INTO analytics_events (event_type, user_id, occurred_at) VALUES ('page_view', analytics_anonymous_uuid('phone'), now());
INSERT INTO analytics_inbox (event_type, user_id, occurred_at) VALUES ('page_view', analytics_anonymous_uuid('phone'), now());
SELECT status FROM analytics_track_batch('[{"event_type": "page_view", "anonymous_id": "phone", "user_properties": {"plan": "pro"}}]'::jsonb);
SELECT who(user_id), count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
SELECT who(user_id), properties FROM analytics_users;
SELECT analytics_identify(analytics_anonymous_uuid('phone'), '{"theme": "dark"}') AS identified, analytics_identify(analytics_anonymous_uuid('laptop'), '{"theme": "light"}') AS of_another;
SELECT who(user_id), properties FROM analytics_users ORDER BY 1;
DELETE FROM analytics_users;
CREATE ROLE regress_alias_writer;
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_alias_writer', 'writer');
SET ROLE regress_alias_writer;
INSERT INTO analytics_users (tenant_id, user_id, properties) VALUES (NULL, analytics_anonymous_uuid('phone'), '{"theme": "dark"}'), (NULL, analytics_anonymous_uuid('laptop'), '{"theme": "light"}');
RESET ROLE;
-- but as its owner puts it back
INSERT INTO analytics_users (user_id, properties) VALUES (analytics_anonymous_uuid('tablet'), '{"theme": "old"}');
UPDATE analytics_users SET properties = properties || '{"seen": true}';
SELECT who(user_id), properties FROM analytics_users ORDER BY 1;
DROP OWNED BY regress_alias_writer;
DROP ROLE regress_alias_writer;
-- what is stored stays: also when it is changed, moved, or put back by its owner
UPDATE analytics_events SET properties = '{"path": "/"}' WHERE user_id = analytics_anonymous_uuid('phone');
INSERT INTO analytics_events (id, created_at, event_type, user_id, occurred_at)
VALUES (analytics_uuidv7(), now(), 'page_view', analytics_anonymous_uuid('phone'), now());
SELECT who(user_id), count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
-- it ends where a second user appears
SELECT who(anonymous_id) AS visitor, who(user_id), ended_at IS NULL AS lasts FROM analytics_aliases ORDER BY 1;
SELECT analytics_alias('phone', 'bob') AS second_user;
SELECT analytics_alias('phone', 'ada') AS first_user, analytics_alias('phone', 'bob') AS second_user, analytics_alias('phone', 'eve') AS third_user;
SELECT track('{"anonymous_id": "phone"}') AS afterwards;
SELECT track('{"anonymous_id": "tablet", "user_id": "ada"}') AS same_user, track('{"anonymous_id": "tablet"}') AS still;
SELECT track('{"anonymous_id": "tablet", "user_id": "bob", "occurred_at": "2026-01-01T00:00:00Z"}') AS second_user FROM (SELECT set_config('mindwell_analytics.max_event_age', '0', false)) AS s;
SELECT track('{"anonymous_id": "tablet"}') AS afterwards;
SELECT who(anonymous_id) AS visitor, who(user_id), ended_at IS NULL AS lasts, ended_at = '2026-01-01' AS ended_with_event FROM analytics_aliases ORDER BY 1;
TRUNCATE analytics_events, analytics_aliases;
-- in a batch: only by events that are stored, and what another visitor is called ends nothing
SELECT analytics_alias('phone', 'ada'), analytics_alias('tablet', 'ada'), analytics_alias('laptop', 'ada');
SELECT status FROM analytics_track_batch(jsonb_build_array(
    '{"event_type": "page_view", "anonymous_id": "phone", "user_id": "bob", "idempotency_key": "k"}'::jsonb,
    '{"event_type": "page_view", "anonymous_id": "tablet", "user_id": "bob", "dnt": 1}'::jsonb,
    '{"event_type": "page_view", "anonymous_id": "tablet", "user_id": "bob", "idempotency_key": "k"}'::jsonb,
    jsonb_build_object('event_type', 'page_view', 'anonymous_id', 'laptop', 'user_id', analytics_anonymous_uuid('42'))));
SELECT who(anonymous_id) AS visitor, ended_at IS NULL AS lasts FROM analytics_aliases ORDER BY 1;
-- whichever way events come, they store the same: one by one, or in a batch, in which an event that is not stored ends nothing
CREATE FUNCTION test.in_each_way(events jsonb) RETURNS TABLE (one_by_one text, as_batch text) LANGUAGE plpgsql AS $$
DECLARE
    event jsonb;
    outcome text[];
BEGIN
    FOR way IN 1 .. 2 LOOP
        TRUNCATE analytics_events, analytics_event_keys, analytics_aliases, analytics_users;
        PERFORM analytics_track_json('{"event_type": "page_view", "user_id": "bob", "anonymous_id": "phone", "idempotency_key": "before", "occurred_at": "2026-03-01T08:00:00Z"}'::jsonb);
        PERFORM analytics_alias('phone', 'ada'), analytics_alias('tablet', 'ada');
        SELECT jsonb_agg('{"event_type": "page_view", "anonymous_id": "phone", "occurred_at": "2026-03-01T08:00:00Z"}' || e.value ORDER BY e.ordinality)
        INTO events FROM jsonb_array_elements(events) WITH ORDINALITY AS e;
        IF way = 1 THEN
            FOR event IN SELECT value FROM jsonb_array_elements(events) LOOP
                BEGIN
                    PERFORM analytics_track_json(event);
                EXCEPTION WHEN invalid_parameter_value OR program_limit_exceeded THEN NULL;
                END;
            END LOOP;
        ELSE
            PERFORM analytics_track_batch(events);
        END IF;
        outcome[way] := (SELECT string_agg(who(e.user_id), ', ' ORDER BY e.id) FROM analytics_events e)
            || coalesce((SELECT '; ends ' || string_agg(substr(who(a.anonymous_id), 9) || ' ' || to_char(a.ended_at AT TIME ZONE 'UTC', 'HH24:MI'), ', ' ORDER BY who(a.anonymous_id))
                         FROM analytics_aliases a WHERE a.ended_at IS NOT NULL), '');
    END LOOP;
    RETURN QUERY VALUES (outcome[1], CASE WHEN outcome[2] = outcome[1] THEN 'the same' ELSE outcome[2] END);
END
$$;
SELECT v.what, r.*
FROM (VALUES
    ('a second user', '[{}, {"user_id": "bob"}, {}]'::jsonb),
    ('and a third', '[{"user_id": "bob"}, {}, {"user_id": "eve"}, {}]'),
    ('another visitor', '[{"user_id": "bob"}, {"anonymous_id": "tablet"}, {}, {"anonymous_id": "tablet", "user_id": "bob"}, {"anonymous_id": "tablet"}]'),
    ('the first user', '[{"user_id": "ada"}, {}]'),
    ('not stored: wrong', '[{"user_id": "bob", "event_type": "No Name"}, {}]'),
    ('a duplicate', '[{"user_id": "bob", "idempotency_key": "before"}, {}]'),
    ('not to be tracked', '[{"user_id": "bob", "dnt": true}, {}]'),
    ('too large a user', jsonb_build_array(jsonb_build_object('user_id', 'bob', 'user_properties', jsonb_build_object('note', repeat('x', 70000))), '{}'::jsonb)),
    ('with keys', '[{"user_id": "bob", "idempotency_key": "a"}, {"idempotency_key": "b"}, {"user_id": "bob", "idempotency_key": "a"}, {"idempotency_key": "b"}]'),
    ('with properties', '[{"user_id": "bob", "user_properties": {"plan": "pro"}}, {"user_properties": {"plan": "basic"}}]'),
    ('earlier and earlier', '[{"user_id": "bob"}, {"user_id": "eve", "occurred_at": "2026-03-01T07:00:00Z"}, {}, {"user_id": "bob", "occurred_at": "2026-03-01T06:00:00Z"}, {"user_id": "eve"}]'),
    ('later and later', '[{"user_id": "bob"}, {}, {"user_id": "eve", "occurred_at": "2026-03-01T09:00:00Z"}, {}]')) AS v (what, events),
LATERAL test.in_each_way(v.events) AS r;
-- also when the user whose the visitor was has opted out
TRUNCATE analytics_events, analytics_event_keys, analytics_aliases, analytics_users;
SELECT analytics_alias('phone', 'ada'), analytics_opt_out('ada');
SELECT ord, status FROM analytics_track_batch('[{"event_type": "page_view", "anonymous_id": "phone"}, {"event_type": "page_view", "anonymous_id": "phone", "user_id": "bob"}, {"event_type": "page_view", "anonymous_id": "phone"}]'::jsonb);
SELECT failure($$SELECT analytics_track_batch('[{"event_type": "page_view", "anonymous_id": "phone", "user_id": "bob"}, {"event_type": "page_view", "anonymous_id": "phone"}, {}]'::jsonb, 'abort')$$);
TRUNCATE analytics_events, analytics_aliases, analytics_opt_outs;
-- an alias of the same transaction, and one that came back with a savepoint
BEGIN;
SELECT analytics_alias('phone', 'ada');
SAVEPOINT alone;
SELECT count(*) FROM analytics_track_batch('[{"event_type": "page_view", "anonymous_id": "phone", "user_id": "bob"}, {"event_type": "page_view", "anonymous_id": "phone"}]'::jsonb);
SELECT track('{"anonymous_id": "phone"}') AS shared;
ROLLBACK TO SAVEPOINT alone;
SELECT track('{"anonymous_id": "phone"}') AS alone;
SELECT count(*) FROM analytics_track_batch('[{"event_type": "page_view", "anonymous_id": "phone"}, {"event_type": "page_view", "anonymous_id": "phone", "user_id": "bob"}, {"event_type": "page_view", "anonymous_id": "phone"}]'::jsonb);
COMMIT;
SELECT who(user_id), count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
TRUNCATE analytics_events, analytics_aliases;
-- it ends at the earliest event of a second user, in whatever order they come: what the visitor did since then is nobody's
CREATE FUNCTION test.copied(times text[]) RETURNS TABLE (ended_at text, of_the_visitor bigint) LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE analytics_events, analytics_aliases;
    PERFORM track('{"anonymous_id": "phone", "occurred_at": "2026-03-01T11:30:00Z"}'), analytics_alias('phone', 'ada');
    PERFORM track(jsonb_build_object('anonymous_id', 'phone', 'user_id', 'bob', 'occurred_at', t.t)) FROM unnest(times) WITH ORDINALITY AS t (t, n) ORDER BY t.n;
    PERFORM analytics_alias('phone', 'eve');
    RETURN QUERY SELECT to_char(a.ended_at AT TIME ZONE 'UTC', 'HH24:MI'), (SELECT count(*) FROM analytics_export_user_rows('ada') WHERE table_name = 'analytics_events') FROM analytics_aliases a;
END
$$;
SELECT copied('{2026-03-01T11:00:00Z,2026-03-01T11:59:00Z}') AS in_order, copied('{2026-03-01T11:59:00Z,2026-03-01T11:00:00Z}') AS late, copied('{2026-03-01T11:59:00Z}') AS after_it;
DROP FUNCTION test.in_each_way, test.copied;
-- not later than now, when a clock was ahead
TRUNCATE analytics_events, analytics_aliases;
SELECT analytics_alias('phone', 'ada');
SELECT analytics_track_json(jsonb_build_object('event_type', 'page_view', 'anonymous_id', 'phone', 'user_id', 'bob', 'occurred_at', now() + interval '30 minutes')) IS NOT NULL AS ahead;
SELECT analytics_alias('phone', 'eve');
SELECT ended_at <= clock_timestamp() AS ended FROM analytics_aliases;
TRUNCATE analytics_events, analytics_aliases;
-- a retry is one, also when there is an alias by then
TRUNCATE analytics_events, analytics_aliases;
SELECT analytics_track_json('{"event_type": "page_view", "anonymous_id": "phone", "idempotency_key": "retry"}'::jsonb) AS id \gset
SELECT analytics_alias('phone', 'ada');
SELECT analytics_track_json('{"event_type": "page_view", "anonymous_id": "phone", "idempotency_key": "retry"}'::jsonb) = :'id' AS same;
SELECT failure($$SELECT analytics_track_json('{"event_type": "page_view", "anonymous_id": "tablet", "idempotency_key": "retry"}'::jsonb)$$);

-- Bad input: nobody, chains and cycles
SELECT v.call, failure('SELECT ' || v.call)
FROM (VALUES ($$analytics_alias(NULL, 'ada')$$), ($$analytics_alias('', 'ada')$$), ($$analytics_alias('undefined', 'ada')$$),
             ($$analytics_alias('phone', NULL)$$), ($$analytics_alias('phone', 'null')$$), ($$analytics_alias('phone', uuid '00000000-0000-0000-0000-000000000000')$$),
             ($$analytics_alias('phone', analytics_anonymous_uuid('tablet'))$$), ($$analytics_alias('phone', analytics_anonymous_uuid('phone'))$$),
             ($$analytics_alias(repeat('x', 1025), 'ada')$$), ($$analytics_alias('phone', repeat('x', 1025))$$)) AS v (call);
SELECT analytics_alias(7, 'ada') AS number, analytics_alias(7.0, 'ada') AS again, track('{"anonymous_id": 7}') AS tracked, failure($$SELECT analytics_alias(CAST(NULL AS integer), 'ada')$$) AS nobody;
SELECT analytics_alias('eve', 'eve') AS a_visitor_called_as_the_user, analytics_alias(analytics_anonymous_uuid('42')::text, 'ada') AS by_uuid;
SELECT track('{"anonymous_id": "eve"}'), track('{"anonymous_id": 42}');
TRUNCATE analytics_events, analytics_aliases, analytics_users;

-- Objection: of the user for all who turned out to be them, and of a visitor for what comes from there
SELECT analytics_alias('phone', 'ada'), analytics_opt_out('ada');
SELECT track('{"anonymous_id": "phone"}') AS aliased, analytics_track('page_view', analytics_anonymous_uuid('phone')) AS by_uuid, track('{"anonymous_id": "tablet"}') AS other;
INSERT INTO analytics_events (event_type, user_id, occurred_at) VALUES ('page_view', analytics_anonymous_uuid('phone'), now());
SELECT status FROM analytics_track_batch('[{"event_type": "page_view", "anonymous_id": "phone"}, {"event_type": "page_view", "anonymous_id": "phone", "user_id": "bob"}]'::jsonb);
SELECT analytics_alias('tablet', 'ada') AS of_who_opted_out, analytics_identify(analytics_anonymous_uuid('tablet'), '{"plan": "pro"}') AS identified;
-- bob ended the alias: the phone is not ada's alone any more
SELECT track('{"anonymous_id": "phone"}') AS shared;
SELECT analytics_opt_in('ada'), analytics_opt_out(analytics_anonymous_uuid('tablet')), analytics_alias('tablet', 'ada') AS of_a_visitor_who_opted_out;
SELECT track('{"anonymous_id": "tablet"}') AS visitor, track('{"anonymous_id": "tablet", "user_id": "ada"}') AS signed_in;
SELECT who(anonymous_id) AS visitor, who(user_id) FROM analytics_aliases ORDER BY 1;
SET mindwell_analytics.anonymous_mode = on;
SELECT analytics_alias('laptop', 'ada') AS in_anonymous_mode, track('{"anonymous_id": "laptop"}');
RESET mindwell_analytics.anonymous_mode;
TRUNCATE analytics_events, analytics_aliases, analytics_users, analytics_opt_outs;

-- A copy and an erasure reach a user's visitors; of one with whom a second user appeared, what was before
CREATE FUNCTION test.put(who text, at text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO analytics_events (id, created_at, event_type, session_id, user_id, occurred_at)
    VALUES (analytics_uuidv7(), now(), 'page_view', analytics_uuid('session of ' || who),
            CASE WHEN who LIKE 'visitor %' THEN analytics_anonymous_uuid(substr(who, 9)) ELSE analytics_uuid(who) END, at::timestamptz);
END
$$;
CREATE FUNCTION test.history() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE analytics_events, analytics_aliases, analytics_users, analytics_opt_outs;
    PERFORM put('visitor phone', '2026-03-01 10:00'), put('visitor tablet', '2026-03-01 11:00'), put('visitor tablet', '2026-03-03 11:00'),
            put('visitor tablet', '2026-03-02 12:00'), put('visitor laptop', '2026-03-01 12:00'), put('ada', '2026-03-01 13:00'), put('bob', '2026-03-01 14:00');
    PERFORM analytics_identify(analytics_anonymous_uuid('phone'), '{"seen": true}'), analytics_identify(analytics_anonymous_uuid('tablet'), '{"seen": true}');
    PERFORM analytics_alias('phone', 'ada'), analytics_alias('tablet', 'ada'), analytics_alias('laptop', 'bob');
    PERFORM track('{"anonymous_id": "tablet", "user_id": "bob", "occurred_at": "2026-03-02T12:00:00Z"}');
    PERFORM analytics_refresh();
END
$$;
SELECT history();
SELECT table_name, who((row ->> 'user_id')::uuid), row ->> 'occurred_at' AS occurred_at, row ->> 'day' AS day FROM analytics_export_user_rows('ada');
SELECT (SELECT string_agg(key || ' ' || jsonb_array_length(value), ', ' ORDER BY key) FROM jsonb_each(d) WHERE jsonb_typeof(value) = 'array')
FROM analytics_export_user('ada') AS d;
SELECT table_name, who((row ->> 'user_id')::uuid), row ->> 'occurred_at' AS occurred_at FROM analytics_export_user_rows(analytics_anonymous_uuid('phone'));
SELECT * FROM analytics_forget_user('ada');
SELECT who(user_id), occurred_at FROM analytics_events ORDER BY occurred_at;
SELECT who(user_id), day FROM analytics_user_days ORDER BY 2, 1;
SELECT who(user_id) FROM analytics_users;
SELECT who(anonymous_id) AS visitor, who(user_id) FROM analytics_aliases;
SELECT * FROM analytics_verify_rollups('2026-02-01', '2026-04-01');
-- in batches, the same
SELECT history();
CALL analytics_forget_user_batch('ada');
SELECT who(user_id), occurred_at FROM analytics_events ORDER BY occurred_at;
SELECT who(user_id) FROM analytics_users;
SELECT who(anonymous_id) AS visitor, who(user_id) FROM analytics_aliases;
SELECT track('{"anonymous_id": "phone"}') AS afterwards;
-- a key goes with its event, however late that came: a retry is an event again; one of what was done later stays
TRUNCATE analytics_events, analytics_event_keys, analytics_aliases, analytics_users;
SELECT analytics_alias('lamp', 'zoe') AS first, analytics_track_json('{"event_type": "page_view", "anonymous_id": "lamp", "user_id": "yan", "occurred_at": "2026-03-05T10:00:00Z"}') IS NOT NULL AS second,
       analytics_track_json('{"event_type": "page_view", "anonymous_id": "lamp", "idempotency_key": "theirs", "occurred_at": "2026-03-05T09:00:00Z"}') IS NOT NULL AS theirs,
       analytics_track_json('{"event_type": "page_view", "anonymous_id": "lamp", "idempotency_key": "later", "occurred_at": "2026-03-05T11:00:00Z"}') IS NOT NULL AS later;
SELECT table_name, row_count FROM analytics_forget_user('zoe') WHERE table_name IN ('analytics_events', 'analytics_event_keys') ORDER BY 1;
SELECT analytics_track_json('{"event_type": "page_view", "anonymous_id": "lamp", "idempotency_key": "theirs", "occurred_at": "2026-03-05T09:00:00Z"}') IS NOT NULL AS retried,
       analytics_track_json('{"event_type": "page_view", "anonymous_id": "lamp", "idempotency_key": "later", "occurred_at": "2026-03-05T11:00:00Z"}') IS NOT NULL AS repeated;
SELECT count(*) FROM analytics_events WHERE user_id = analytics_anonymous_uuid('lamp');
-- a device that several people used stays one, without a word of who was erased; the next user has nothing of it
CREATE FUNCTION test.aliases() RETURNS text LANGUAGE sql
RETURN (SELECT string_agg(format('%s %s %s %s', substr(who(a.anonymous_id), 9), CASE a.user_id WHEN '00000000-0000-0000-0000-000000000000' THEN 'nobody' ELSE who(a.user_id) END,
                                 CASE WHEN isfinite(a.created_at) THEN 'made' ELSE a.created_at::text END, coalesce(CASE WHEN isfinite(a.ended_at) THEN 'ended' ELSE a.ended_at::text END, 'lasts')), ', '
                          ORDER BY who(a.anonymous_id))
        FROM analytics_aliases a);
SELECT history();
SELECT row_count FROM analytics_forget_user('ada') WHERE table_name = 'analytics_aliases';
SELECT aliases();
SELECT analytics_alias('tablet', 'eve') AS next_user, track('{"anonymous_id": "tablet"}') AS shared, analytics_alias('tablet', 'ada') AS who_comes_back,
       track('{"anonymous_id": "tablet", "user_id": "eve", "occurred_at": "2026-03-01T00:00:00Z"}') AS an_early_event;
SELECT aliases();
SELECT table_name, count(*) FROM analytics_export_user_rows('eve') GROUP BY 1 ORDER BY 1;
SELECT step, actors FROM analytics_funnel('["page_view"]', '2026-03-01', '2026-03-04', merge_aliases => true);
-- nobody is nobody to copy or to erase; an objection of the next user is not the device's, that of the device is
SELECT failure($$SELECT analytics_export_user(uuid '00000000-0000-0000-0000-000000000000')$$) AS copy, failure($$SELECT analytics_forget_user(uuid '00000000-0000-0000-0000-000000000000')$$) AS erasure;
SELECT analytics_opt_out('eve'), track('{"anonymous_id": "tablet"}') AS still;
SELECT analytics_opt_out(analytics_anonymous_uuid('tablet')), track('{"anonymous_id": "tablet"}') AS no_more;
CALL analytics_forget_user_batch('eve');
SELECT aliases();
CALL analytics_forget_user_batch(analytics_anonymous_uuid('tablet'));
SELECT aliases();
SELECT history();
CALL analytics_forget_user_batch('ada', keep_opt_out => true);
SELECT aliases();
DROP FUNCTION test.aliases;
-- a visitor alone
SELECT history();
SELECT * FROM analytics_forget_user(analytics_anonymous_uuid('phone'));
SELECT who(anonymous_id) AS visitor, who(user_id) FROM analytics_aliases ORDER BY 1;
SELECT who(user_id), count(*) FROM analytics_events GROUP BY 1 ORDER BY 1;
-- so that nothing is stored any more, though nothing tells any more whose the phone was
SELECT history();
CALL analytics_forget_user_batch('ada', keep_opt_out => true);
SELECT who(user_id) AS opted_out FROM analytics_opt_outs ORDER BY 1;
SELECT track('{"anonymous_id": "phone"}') AS phone, track('{"anonymous_id": "tablet"}') AS shared_tablet;
SELECT history();
SELECT count(*) FROM analytics_forget_user('ada', keep_opt_out => true);
SELECT count(*) AS none_that_was_not_there FROM analytics_opt_outs;
-- however many visitors a user was: their rows are joined with them, in no way that is slow for ids that collide
SELECT p.proname, p.proconfig && '{enable_hashjoin=off}' AND p.proconfig && '{enable_memoize=off}' AS no_hashing
FROM pg_proc p WHERE p.prosrc LIKE '%mindwell_internal.theirs_sql(%' ORDER BY 1;
CREATE FUNCTION test.plan(relation regclass) RETURNS TABLE (joins boolean, hashes boolean, compares_lists boolean) LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_memoize = off AS $$
DECLARE
    plan text := '';
    line text;
BEGIN
    FOR line IN EXECUTE format('EXPLAIN SELECT d.* FROM %s d, %s', relation, mindwell_internal.theirs_sql(relation))
    USING uuid '00000000-0000-0000-0000-000000000000', ARRAY(SELECT gen_random_uuid() FROM generate_series(1, 1000)), ARRAY(SELECT now() FROM generate_series(1, 1000)) LOOP
        plan := plan || line || E'\n';
    END LOOP;
    RETURN QUERY VALUES (plan ~ 'Merge Join|Nested Loop', plan ~ 'Hash|Memoize', plan ~ 'ANY [(]|array_position');
END
$$;
SELECT p.table_name, t.* FROM mindwell_internal.personal_tables() p, test.plan(p.relation) t WHERE p.table_name <> 'analytics_aliases' ORDER BY 1;
DROP FUNCTION test.plan;

-- Reports on users: anonymous visitors are none, unless they are asked for
SELECT history();
SELECT time, active_users FROM analytics_active_users('2026-03-01', '2026-03-03');
SELECT time, active_users FROM analytics_active_users('2026-03-01', '2026-03-03', include_anonymous => true);
SELECT monthly_users FROM analytics_dau_mau('2026-03-01', '2026-03-03');
SELECT monthly_users FROM analytics_dau_mau('2026-03-01', '2026-03-03', include_anonymous => true);
SELECT intervals, users FROM analytics_stickiness('2026-03-01', '2026-03-04');
SELECT intervals, users FROM analytics_stickiness('2026-03-01', '2026-03-04', include_anonymous => true);
SELECT new_users, returning_users, dormant_users FROM analytics_lifecycle('2026-03-02', '2026-03-04');
SELECT new_users, returning_users, dormant_users FROM analytics_lifecycle('2026-03-02', '2026-03-04', include_anonymous => true);
SELECT time, period, actors FROM analytics_retention('page_view', 'page_view', '2026-03-01', '2026-03-04', periods => 1);
SELECT time, period, actors FROM analytics_retention('page_view', 'page_view', '2026-03-01', '2026-03-04', periods => 1, include_anonymous => true);
SELECT period, actors FROM analytics_retention_curve('page_view', 'page_view', '2026-03-01', '2026-03-04', periods => 1, include_anonymous => true);
SELECT analytics_summary(72, '2026-03-04') -> 'engagement' -> 'active_users' AS active_users;
SELECT metric_type, metric_date, value FROM analytics_metrics WHERE metric_type IN ('dau', 'wau', 'mau', 'sessions_per_user', 'active_minutes', 'churn_rate') AND value > 0 ORDER BY metric_type, metric_date, period;
SELECT * FROM analytics_verify_rollups('2026-03-01', '2026-04-01');
-- what a visitor does is counted as events, and as nothing that users do
SELECT count(*) AS tracked FROM analytics_track_batch((SELECT jsonb_agg('{"anonymous_id": "42", "occurred_at": "2026-04-06T10:00:00Z"}'::jsonb || e.event)
    FROM (VALUES ('{"event_type": "signup_completed", "session_id": "s"}'::jsonb), ('{"event_type": "payment_completed", "properties": {"amount": 5, "currency": "EUR"}}'),
                 ('{"event_type": "habit_checked", "properties": {"habit_id": "h"}}'), ('{"event_type": "ai_nudge_sent", "properties": {"nudge_id": "n"}}')) AS e (event)))
WHERE status = 'stored';
SELECT count(*) > 0 AS refreshed FROM analytics_refresh();
SELECT metric_type, value FROM analytics_metrics WHERE metric_date = '2026-04-06' AND period = 'daily' AND value IS NOT NULL AND value <> 0 ORDER BY 1;
SELECT * FROM analytics_verify_rollups('2026-04-01', '2026-05-01');
-- days of which events were purged are known by their users
INSERT INTO analytics_sealed_days VALUES ('2026-03-01', now(), 1);
SELECT new_users, returning_users, dormant_users, history_from FROM analytics_lifecycle('2026-03-02', '2026-03-03');
SELECT new_users, returning_users, dormant_users, history_from FROM analytics_lifecycle('2026-03-02', '2026-03-03', include_anonymous => true);
DELETE FROM analytics_sealed_days;
-- a funnel from before the sign-in: visitors who were ada's, until bob appeared; and those who were nobody's
SELECT history();
INSERT INTO analytics_events (id, created_at, event_type, user_id, occurred_at)
SELECT analytics_uuidv7(), now(), 'signup_completed', analytics_uuid(u.name), '2026-03-03 15:00' FROM unnest('{ada,bob}'::text[]) AS u (name);
SELECT put('visitor 42', '2026-03-01 15:00');
SELECT step, actors FROM analytics_funnel('["page_view", "signup_completed"]', '2026-03-01', '2026-03-04', within => '7 days');
SELECT step, actors FROM analytics_funnel('["page_view", "signup_completed"]', '2026-03-01', '2026-03-04', within => '7 days', include_anonymous => true);
SELECT step, actors, median_seconds FROM analytics_funnel('["page_view", "signup_completed"]', '2026-03-01', '2026-03-04', within => '7 days', merge_aliases => true);
SELECT step, actors FROM analytics_funnel('["page_view", "signup_completed"]', '2026-03-01', '2026-03-04', within => '7 days', merge_aliases => true, include_anonymous => true);
SELECT step, actors FROM analytics_funnel('["page_view", "signup_completed"]', '2026-03-01', '2026-03-04', within => '7 days', count_by => 'total', merge_aliases => true);
-- a session has the user who signed in in it, whoever came first
TRUNCATE analytics_events, analytics_aliases;
SELECT track('{"anonymous_id": "phone", "session_id": "s", "occurred_at": "2026-03-05T10:00:00Z"}'), track('{"user_id": "ada", "session_id": "s", "occurred_at": "2026-03-05T10:05:00Z"}'),
       track('{"anonymous_id": "tablet", "session_id": "t", "occurred_at": "2026-03-05T10:00:00Z"}');
SELECT peak AS sessions FROM analytics_concurrent_peak('2026-03-05', '2026-03-06');
SELECT peak AS users FROM analytics_concurrent_peak('2026-03-05', '2026-03-06', count_by => 'user');

-- Rights and tenants: writers say who signs in, and read nothing; readers read, of their tenants
TRUNCATE analytics_events, analytics_aliases, analytics_users;
SELECT analytics_enable_tenants();
CREATE ROLE alias_writer;
CREATE ROLE alias_reader;
CREATE ROLE alias_nobody;
\set a 'aaaaaaaa-0000-4000-8000-0000000000aa'
\set b 'bbbbbbbb-0000-4000-8000-0000000000bb'
SELECT count(*) > 0 AS granted FROM analytics_grant('alias_writer', 'writer', :'a');
SELECT count(*) > 0 AS granted FROM analytics_grant('alias_reader', 'reader', :'a');
GRANT USAGE ON SCHEMA public TO alias_nobody;
SET ROLE alias_nobody;
SELECT failure($$SELECT analytics_alias('phone', 'ada')$$);
SET ROLE alias_reader;
SELECT failure($$SELECT analytics_alias('phone', 'ada')$$);
SET ROLE alias_writer;
SELECT analytics_alias('phone', 'ada') AS own_tenant, analytics_alias('tablet', 'ada', :'a') AS named;
SELECT failure($$SELECT analytics_alias('phone', 'bob', 'bbbbbbbb-0000-4000-8000-0000000000bb')$$);
SELECT sqlstate('SELECT FROM analytics_aliases') AS reads, sqlstate($$INSERT INTO analytics_aliases VALUES ('aaaaaaaa-0000-4000-8000-0000000000aa', gen_random_uuid(), gen_random_uuid())$$) AS writes_rows,
       sqlstate('UPDATE analytics_aliases SET ended_at = now()') AS updates, sqlstate('DELETE FROM analytics_aliases') AS deletes;
RESET ROLE;
SELECT analytics_alias('phone', 'bob', :'b') AS of_another_tenant, failure($$SELECT analytics_alias('phone', 'ada')$$) AS of_no_tenant;
SELECT track('{"anonymous_id": "phone", "tenant_id": "aaaaaaaa-0000-4000-8000-0000000000aa"}') AS a, track('{"anonymous_id": "phone", "tenant_id": "bbbbbbbb-0000-4000-8000-0000000000bb"}') AS b;
SET ROLE alias_reader;
SELECT who(anonymous_id) AS visitor, who(user_id) FROM analytics_aliases ORDER BY 1;
SELECT step, actors FROM analytics_funnel('["page_view"]', now() - interval '1 day', now() + interval '1 day', merge_aliases => true);
RESET ROLE;
SELECT table_name, status, row_count FROM analytics_forget_user('bob', tenant_id => :'a') WHERE row_count > 0;
SELECT table_name, row_count FROM analytics_forget_user('bob', tenant_id => :'b') WHERE row_count > 0 AND status = 'erased';
SELECT who(anonymous_id) AS visitor, who(user_id) FROM analytics_aliases ORDER BY 1;

SET client_min_messages = warning;
DELETE FROM analytics_tenant_members;
DROP OWNED BY alias_writer, alias_reader, alias_nobody;
DROP ROLE alias_writer, alias_reader, alias_nobody;
DROP FUNCTION test.who, test.track, test.put, test.history;
