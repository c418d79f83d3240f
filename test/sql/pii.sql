-- Personal data that no rule names: addresses and card numbers in any text; and the settings that decide what is stored.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

\set bob 'bbbbbbbb-0000-4000-8000-00000000000b'

CREATE FUNCTION test.stored(properties jsonb) RETURNS jsonb
LANGUAGE sql
AS $$
    SELECT public.analytics_track('tea_brewed', properties => stored.properties);
    WITH stored AS (DELETE FROM public.analytics_events RETURNING properties) SELECT properties FROM stored
$$;
CREATE FUNCTION test.found(text) RETURNS text
LANGUAGE sql
AS $$ SELECT NULLIF(test.stored(jsonb_build_object('x', $1)) ->> 'x', $1) $$;

-- Addresses, alone and inside a text; what merely has an @.
SHOW mindwell_analytics.pii_detection;
SELECT t, found(t) FROM unnest(ARRAY['a@b.cd', 'Ada.Lovelace+tea@mail.example.com', 'write to ada@example.com, please', '<ada@example.com>',
    'ada@example.com.', 'ada@example.com/bob@example.org', '/invite/ada%40example.com?to=bob%40example.org', 'mailto:o''hara@example.com',
    'ada!@example.com', '"ada lovelace"@example.com', E'"a\\"b"@example.com', 'ada(tea)@example.com', 'x{y}@example.com', 'ada#tea@example.com', 'ada@[192.168.1.1]', 'ada@[IPv6:2001:db8::1]',
    'ada%2540example.com', '/ada%25252540example%252Ecom', 'ada&#64;example.com', 'ada&#x40;example.com', 'ada&commat;example.com', E'ada\\u0040example.com', 'ada@example.com-tea', 'ada@example.com.png',
    'git@example.com', 'git@example.com: tea', 'ada@example.com:hunter2',
    'josé@exämple.de', 'ada@xn--exmple-cua.xn--p1ai', '@@ada@example.com', 'ada@@example.com', 'a@b@c.de', 'ada_1@a.b.c.d.info', 'x@y.zz@w.vv']) AS t;
SELECT t, found(t) FROM unnest(ARRAY['@', 'ada@', '@example.com', 'ada@localhost', 'ada@10.0.0.1', 'ada@example.c', 'lodash@4.17.21', 'a @b.cd',
    'a@ b.cd', 'a@.b.cd', 'a@-b.cd', 'a@b..cd', 'logo@2x.png', 'logo@3x.min.js', 'logo@1.5x.webp', 'photo@night.jpeg', 'git@github.com:org/repo', 'ssh://git@github.com/org/repo',
    'react@18.0.0-beta.1', 'https://example.com/@ada.lovelace', 'ada"@example.com', 'ada)@example.com', '{@example.com', 'ada@[tea]', 'ada@[10.0.0.1', 'ada%2541example.com', 'a&#65;b.cd', '50%40', 'a%4', 'a%40', 'a@b', '']) AS t;
-- Card numbers of all issuers, in one piece and in groups.
SELECT n, found(n) FROM unnest(ARRAY['4111111111111111', '4000000000000000006', '5555555555554444', '2221000000000009', '378282246310005',
    '6011111111111117', '6445644564456445', '30569309025904', '38520000023237', '3530111333300000', '6200000000000005', '6759649826438453',
    '4111111111111111.0', '4111111111111111.00', '4111.1111.1111.1111', '4111_1111_1111_1111', '4111/1111/1111/1111', '4111+1111+1111+1111', E'4111\t1111\t1111\t1111', '4111  1111  1111  1111', '4111 - 1111 - 1111 - 1111',
    '4111%201111%201111%201111', '4111%25201111%25201111%25201111', '4111%C2%A01111%C2%A01111%C2%A01111', '?q=%204111111111111111', '%25204111111111111111', 'card%3A4111111111111111', '%4111111111111111', 'card4111111111111111', 'CreditCard_4111111111111111',
    'card-4111-1111-1111-1111', 'visa4111 1111 1111 1111',
    '4111 1111 1111 1111', '4111-1111-1111-1111', '3782 822463 10005', '3056 930902 5904', 'card 4111111111111111, 05/27',
    '2026 4111 1111 1111 1111 123', '1,4111111111111111,5555555555554444', '/pay/4111111111111111/ok', '"4111111111111111"', '4111111111111111.']) AS n;
-- Wrong check digit, issuer, length, grouping; parts of words, numbers, ids.
SELECT n, found(n) FROM unnest(ARRAY['4111111111111112', '1111111111111117', '411111111111116', '41111111111111111111', '411 111 111 111 1111',
    '4111-1111 1111-1111', '4111    1111    1111    1111', '4111 11 11 1111 1111 11', 'x4111111111111111', '4111111111111111x', '_4111111111111111', '0.4111111111111111',
    '4111111111111111.25', '+4111111111111111', 'id-4111111111111111', '4111111111111111-id', '04111111111111111', '41111111111111110',
    '4111-1111-1111-1111-1111', '1763712000000', '1763712000000000', '41111111-1111-4111-8111-111111111111', '4006381333931', '4222222222222', '5018999999990', '676770000005', '4111111111111111.01', '4111111111111111.0x',
    'order4111111111111111', 'discard_x4111111111111111']) AS n;
-- What looks alike in Unicode: full width, spaces and dashes of many kinds, nothing at all.
SELECT name, found(t) FROM (VALUES ('at', E'ada\uFF20example.com'), ('small at', E'ada\uFE6Bexample.com'), ('dot', E'ada@example\uFF0Ecom'), ('full stop', E'ada@example\u3002com'), ('all', E'ada\uFF20example\uFF0Ecom'),
    ('zero width', E'ada\u200B@\u200Bexample.com'), ('no-break space', E'4111\u00A01111\u00A01111\u00A01111'), ('narrow', E'4111\u202F1111\u202F1111\u202F1111'), ('thin', E'4111\u20091111\u20091111\u20091111'),
    ('zero width', E'4111\u200B1111\u200B1111\u200B1111'), ('en dash', E'4111\u20131111\u20131111\u20131111'), ('minus', E'4111\u22121111\u22121111\u22121111'), ('ideographic', E'4111\u30001111\u30001111\u30001111'),
    ('digits', E'\uFF14\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11'), ('no digits', E'\uFF14\uFF11\uFF11\uFF11\uFF1A')) AS v (name, t);
-- Keys: as paths, with what does not count, as the last words of a longer one; "allow" is nearer.
INSERT INTO analytics_pii_rules VALUES ('contact.email', 'allow'), ('site_password', 'allow');
SELECT k, stored(jsonb_build_object(k, 'x')) = '{}' AS dropped FROM unnest(ARRAY['password', 'user.password', 'user[password]', 'user[password][]', 'password[0]', 'user/password', 'user:password', 'user->password', 'password.value',
    'password ', ' password', '"password"', 'pass word', E'password\t', 'user_password', 'new-password', 'newPassword', 'password2', 'user_password_1', 'passwd', 'PASSWD', 'ssn', 'user_ssn', 'iban', 'pan', 'card_pan', 'cvv2', 'e-mail', 'user.email',
    repeat('x', 70) || '.password', repeat('x', 70) || '_password', 'japan', 'lifespan', 'passwordless', 'user_email', 'product_name', 'page', 'site_password', 'contact.email', 'contact.phone', '2', '', '.', '[]', '_']) AS k;
-- (not shown, for majors differ in how wide they are)
SELECT count(*) FILTER (WHERE stored(jsonb_build_object(k, 'x')) = '{}') AS dropped FROM unnest(ARRAY[E'pass\u200Bword', E'\uFEFFpassword', E'password\u00A0', E'user\u200Bpassword']) AS k;
DELETE FROM analytics_pii_rules WHERE key IN ('contact.email', 'site_password');
SELECT analytics_set_pii_rule(' pass_word"', 'drop') AS changed, analytics_set_pii_rule(' pass_word"', NULL) AS removed, analytics_set_pii_rule('password', 'drop', is_secret => true) AS back;
SELECT failure($$SELECT analytics_set_pii_rule(' "', 'drop')$$);
-- a vertical tab is left out, the letter v is not, which PostgreSQL 15 takes an escaped v for
SELECT analytics_set_pii_rule('vat', 'mask') AS v, analytics_set_pii_rule('at', 'mask') AS another, analytics_set_pii_rule(E'a\x0bt', 'mask') AS same,
       analytics_set_pii_rule('at', NULL) AS removed, analytics_set_pii_rule('vat', NULL) AS v_removed, analytics_set_pii_rule('cc', NULL) AS not_cvc;
SELECT failure($$INSERT INTO analytics_pii_rules VALUES ('- "', 'drop')$$);
SELECT split_part(failure($$INSERT INTO analytics_retention_policies VALUES ('audio', '1 hour')$$), chr(10), 1);
-- At any depth, in keys, as numbers; what a rule or "allow" covers is the rule's.
INSERT INTO analytics_pii_rules VALUES ('contact', 'allow'), ('nickname', 'hash');
SELECT stored('{"a": [1, ["ada@example.com", {"b": "x ada@example.com y"}], null, true], "ada@example.com": 1, "bob@example.com": {"c": 2},
    "number": 4111111111111111, "small": 4111, "fraction": 4111111111111111.5, "e": 4111111111111111e5, "zeros": 4111111111111111.00, "contact": {"to": ["ada@example.com"]}, "email": "ada@example.com"}');
SELECT stored('{"nickname": "ada@example.com"}') ->> 'nickname' = mindwell_internal.keyed_hash('ada@example.com') AS hashed_whole;
-- hash, drop, off
SET mindwell_analytics.pii_detection = hash;
SELECT found('ada@example.com') = mindwell_internal.keyed_hash('ada@example.com') AS as_a_rule_does,
       found('from ada@example.com to 4111111111111111') = format('from %s to %s', mindwell_internal.keyed_hash('ada@example.com'), mindwell_internal.keyed_hash('4111111111111111')) AS inside,
       found(found('from ada@example.com')) AS again,
       stored('{"n": 4111111111111111}') ->> 'n' = mindwell_internal.keyed_hash('4111111111111111') AS number;
SET mindwell_analytics.pii_detection = drop;
SELECT stored('{"x": "from ada@example.com", "list": [1, "4111111111111111", 2], "n": 4111111111111111, "ada@example.com": 1, "deep": {"x": "a@b.cd"}, "rest": "x"}');
SET mindwell_analytics.pii_detection = off;
SELECT stored('{"x": "from ada@example.com", "n": 4111111111111111, "email": "ada@example.com"}');
RESET mindwell_analytics.pii_detection;
-- Many in a long text are found in one pass over it.
SET mindwell_analytics.max_properties_size = '16MB';
SELECT found(repeat('ada@example.com ', 100000)) = repeat('*** ', 100000) AS addresses,
       found(repeat('4111111111111111 ', 100000)) = repeat('*** ', 100000) AS cards,
       found(repeat('%40', 300000)) AS signs, found(repeat('4111 ', 100000)) AS groups, found(repeat('a.', 300000) || '@') AS names;
RESET mindwell_analytics.max_properties_size;

-- Personal data may be wanted; secrets and card numbers are not stored even then.
SET mindwell_analytics.enable_pii_tracking = on;
SELECT stored('{"email": "ada@example.com", "note": "from ada@example.com", "nickname": "Ada", "password": "p", "cvv": 123, "deep": {"card_number": "1", "ip": "::1"},
    "paid with": "4111111111111111", "contact": "4111111111111111"}');
RESET mindwell_analytics.enable_pii_tracking;
SELECT key, action FROM analytics_pii_rules WHERE is_secret ORDER BY key;

-- Anonymous mode: no event has a user, on any path, and nothing of users is kept.
SET mindwell_analytics.anonymous_mode = on;
SELECT analytics_track('a', :'bob') IS NOT NULL AS tracked;
SELECT analytics_track('a', :'bob', idempotency_key => 'k') IS NOT NULL AS tracked;
SELECT analytics_track_json('{"event_type": "a", "user_id": "bob", "session_id": "s", "user_properties": {"plan": "green"}}'::jsonb) IS NOT NULL AS tracked;
SELECT status FROM analytics_track_batch('[{"event_type": "a", "user_id": "bob", "idempotency_key": "l", "user_properties": {"plan": "green"}}]');
INSERT INTO analytics_events (event_type, user_id) VALUES ('a', :'bob') RETURNING user_id;
INSERT INTO analytics_inbox (event_type, user_id) VALUES ('a', :'bob');
COPY analytics_events (event_type, user_id) FROM stdin;
a	bbbbbbbb-0000-4000-8000-00000000000b
\.
SELECT analytics_identify(:'bob', '{"plan": "green"}') AS identified;
SELECT user_id, session_id, count(*) FROM analytics_events GROUP BY 1, 2 ORDER BY 2;
SELECT count(*) AS users FROM analytics_users;
SELECT user_id, count(*) FROM analytics_event_keys GROUP BY 1;
-- who has opted out is not tracked namelessly either
INSERT INTO analytics_opt_outs (user_id) VALUES (:'bob');
SELECT analytics_track('a', :'bob') AS tracked;
DELETE FROM analytics_opt_outs;
RESET mindwell_analytics.anonymous_mode;
SELECT analytics_track('a', :'bob') IS NOT NULL AS tracked;
SET mindwell_analytics.anonymous_mode = on;
UPDATE analytics_events SET session_id = NULL WHERE user_id IS NOT NULL RETURNING user_id, session_id;
RESET mindwell_analytics.anonymous_mode;
DELETE FROM analytics_events;

-- dnt: this event is not stored, whosever it is; one that is invalid is refused all the same.
SELECT dnt, sqlstate(format($$SELECT analytics_track_json('{"event_type": "a", "session_id": "s", "dnt": %s}'::jsonb)$$, dnt)) AS code
FROM unnest($${true,1,"\"1\"",false,0,"\"0\"","\"unspecified\"","null",2,"\"true\"","\"\"",[],"{}"}$$::text[]) AS dnt;
SELECT count(*) AS stored FROM analytics_events;
SELECT status FROM analytics_track_batch('[{"event_type": "a", "doNotTrack": true, "user_id": "u", "user_properties": {"a": 1}, "idempotency_key": "k2"}, {"event_type": "a", "dnt": 0}]');
SELECT status FROM analytics_track_batch('[{"what": "a", "DNT": "1"}, {"what": "a", "DNT": null}]', mapping => '{"event_type": "what", "dnt": "DNT", "properties": "*"}');
SELECT sqlstate($$SELECT analytics_track_json('{"event_type": "A", "dnt": true}'::jsonb)$$);
SELECT sqlstate($$SELECT analytics_track_json('{"event_type": "a", "dnt": 1, "doNotTrack": 1}'::jsonb)$$);
SELECT properties, count(*) FROM analytics_events GROUP BY 1;
SELECT count(*) AS users FROM analytics_users;

-- No message names an address or a card number, where it names a key.
SELECT analytics_register_event_type('tea_weighed', property_schema => '{"properties": {"grams": {"type": "number"}}, "additionalProperties": false}');
SELECT failure(statement) FROM unnest(ARRAY[
    $$SELECT analytics_track('tea_weighed', properties => '{"ada@example.com": 1}')$$,
    $$SELECT analytics_track('tea_weighed', properties => '{"grams": {"4111111111111111": 1}}')$$,
    $$SELECT analytics_track_json('{"event_type": "a", "ada@example.com": 1}'::jsonb)$$,
    $$SELECT analytics_track('a', idempotency_key => 'mail to ada@example.com') = analytics_track('b', idempotency_key => 'mail to ada@example.com')$$]) AS statement;
SELECT * FROM analytics_validate('{"event_type": "a", "ada@example.com": 1}');
SELECT error FROM analytics_track_batch('[{"event_type": "a", "ada@example.com": 1}]');
DELETE FROM analytics_events;

-- The key in a file: of the server's user alone, and nothing else in it; a session reads it when the setting changes.
SELECT stored('{"nickname": "A"}') ->> 'nickname' AS table_hash \gset
CREATE FUNCTION test.with_key_file(path text) RETURNS text LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM set_config('mindwell_analytics.hash_key_file', path, true);
    RETURN test.failure('SELECT test.stored(''{"nickname": "A"}'')');
END
$$;
SELECT current_setting('data_directory') || '/hash_key_test' AS key_file \gset
SELECT with_key_file('') , with_key_file('no_such_file'), split_part(with_key_file('/'), E'\n', 1);
COPY (SELECT repeat('0b', 32)) TO PROGRAM 'umask 077; cat >"$PGDATA/hash_key_test"; chmod 640 "$PGDATA/hash_key_test"';
SELECT with_key_file(:'key_file');
COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; chmod 600 "$PGDATA/hash_key_test"';
SELECT with_key_file(:'key_file');
-- analytics_configure() takes this one, and its loss is in analytics_health(), also where the session has read it
SELECT sqlstate(format($$SELECT analytics_configure('hash_key_file', %L, 'session')$$, :'key_file'));
SELECT stored('{"nickname": "A"}') IS NOT NULL AS stored, status, detail FROM analytics_health() WHERE check_name = 'hash_key';
COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; chmod 640 "$PGDATA/hash_key_test"';
SELECT sqlstate(format($$SELECT analytics_configure('hash_key_file', %L, 'session')$$, :'key_file'));
SELECT status, detail, hint FROM analytics_health() WHERE check_name = 'hash_key';
COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; chmod 600 "$PGDATA/hash_key_test"';
SET mindwell_analytics.hash_key_file = :'key_file';
-- HMAC-SHA-256 of "A" with 32 times 0x0b, by another implementation
SELECT stored('{"nickname": "A"}') ->> 'nickname' AS with_file_key, stored('{"nickname": "A"}') ->> 'nickname' = :'table_hash' AS as_with_table;
RESET mindwell_analytics.hash_key_file;
SELECT stored('{"nickname": "A"}') ->> 'nickname' = :'table_hash' AS as_with_table;
CREATE FUNCTION test.write_key_file(content text) RETURNS void LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('COPY (SELECT %L) TO PROGRAM %L', content, 'cat >"$PGDATA/hash_key_test"; chmod 600 "$PGDATA/hash_key_test"');
END
$$;
CREATE FUNCTION test.with_key(content text) RETURNS text LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM test.write_key_file(content);
    RETURN split_part(test.with_key_file(current_setting('data_directory') || '/hash_key_test'), E'\n', 1);
END
$$;
SELECT content, with_key(content)
FROM unnest(ARRAY[repeat('0B', 32), repeat('0b', 32) || '  ', '0b0b', repeat('0b', 33), repeat('0x', 32), ' ' || repeat('0b', 32), '']) AS content;
SELECT with_key(repeat('0b', 32) || repeat(' ', 4032)) AS too_long;
COPY (SELECT) TO PROGRAM 'cat >/dev/null; rm "$PGDATA/hash_key_test"';

-- These settings are a superuser's.
CREATE ROLE pii_app;
SET ROLE pii_app;
SELECT name, sqlstate(format('SET mindwell_analytics.%I = DEFAULT', name)) FROM unnest('{pii_detection,enable_pii_tracking,anonymous_mode,hash_key_file}'::text[]) AS name;
SELECT sqlstate('SHOW mindwell_analytics.hash_key_file');
SELECT sqlstate($$SELECT mindwell_internal.keyed_hash('A')$$);
RESET ROLE;
DROP ROLE pii_app;
DROP FUNCTION test.stored, test.found, test.with_key_file, test.write_key_file, test.with_key;
