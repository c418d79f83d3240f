-- UUIDs: version 7 for events, version 5 for the ids of other systems.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

-- Version 7: version and variant bits, the time within, and an order that one session never breaks.
CREATE TEMP TABLE made AS
SELECT i, analytics_uuidv7() AS id, clock_timestamp() AS at FROM generate_series(1, 100000) AS i;
SELECT count(*), count(DISTINCT id),
       count(*) FILTER (WHERE id::text !~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$') AS malformed
FROM made;
SELECT count(*) AS steps_back FROM (SELECT id <= lag(id) OVER (ORDER BY i) AS back FROM made) AS s WHERE back;
-- The first 48 bits are milliseconds since 1970, with a second's tolerance for the counting up; the next 12 the fraction: a slow server gives each id a microsecond of its own, of which there are 1000.
SELECT count(*) FILTER (WHERE abs(milliseconds - extract(epoch FROM at) * 1000) > 1000) AS far_off, count(DISTINCT fraction) > 500 AS fractions
FROM (SELECT at, ('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint AS milliseconds, substr(id::text, 16, 3) AS fraction
      FROM made) AS s;
-- 62 random bits: each of them is set half of the time.
SELECT bit, count(*) AS rows FROM (
    SELECT bit, sum(get_bit(('x' || replace(id::text, '-', ''))::bit(128), bit)) AS set FROM made, generate_series(66, 127) AS bit
    WHERE i <= 10000 GROUP BY 1) AS s
WHERE set NOT BETWEEN 4700 AND 5300 GROUP BY 1;
-- Events get them in the order of their making, by every path.
SELECT analytics_track('a', properties => '{"i": 1}') IS NOT NULL AS tracked;
SELECT count(*) FROM analytics_track_batch('[{"event_type": "a", "properties": {"i": 2}}, {"event_type": "a", "properties": {"i": 3}}]');
INSERT INTO analytics_events (event_type, properties) VALUES ('a', '{"i": 4}'), ('a', '{"i": 5}');
SELECT array_agg(properties -> 'i' ORDER BY id) FROM analytics_events;

-- Version 5 is SHA-1 of namespace and name (RFC 9562, 5.5).  Core SQL has no SHA-1, so here is one (FIPS 180-4).
CREATE FUNCTION test.rotate(word bigint, bits integer) RETURNS bigint
LANGUAGE sql IMMUTABLE
AS $$ SELECT ((word << bits) | (word >> (32 - bits))) & 4294967295 $$;
CREATE FUNCTION test.sha1(message bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
    mask CONSTANT bigint := 4294967295;
    padded bytea := message || E'\\x80'
        || decode(repeat('00', (119 - length(message) % 64) % 64), 'hex') || int8send(length(message)::bigint * 8);
    h bigint[] := '{1732584193,4023233417,2562383102,271733878,3285377520}';
    w bigint[];
    a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint; t bigint;
BEGIN
    FOR chunk IN 0 .. length(padded) / 64 - 1 LOOP
        FOR i IN 0 .. 15 LOOP
            w[i] := ('x' || encode(substr(padded, chunk * 64 + i * 4 + 1, 4), 'hex'))::bit(32)::bigint & mask;
        END LOOP;
        FOR i IN 16 .. 79 LOOP
            w[i] := rotate(w[i - 3] # w[i - 8] # w[i - 14] # w[i - 16], 1);
        END LOOP;
        a := h[1]; b := h[2]; c := h[3]; d := h[4]; e := h[5];
        FOR i IN 0 .. 79 LOOP
            IF i < 20 THEN f := (b & c) | ((~b & mask) & d); k := 1518500249;
            ELSIF i < 40 THEN f := b # c # d; k := 1859775393;
            ELSIF i < 60 THEN f := (b & c) | (b & d) | (c & d); k := 2400959708;
            ELSE f := b # c # d; k := 3395469782;
            END IF;
            t := (rotate(a, 5) + f + e + k + w[i]) & mask;
            e := d; d := c; c := rotate(b, 30); b := a; a := t;
        END LOOP;
        h := ARRAY[(h[1] + a) & mask, (h[2] + b) & mask, (h[3] + c) & mask, (h[4] + d) & mask, (h[5] + e) & mask];
    END LOOP;
    RETURN decode((SELECT string_agg(lpad(to_hex(x), 8, '0'), '' ORDER BY n) FROM unnest(h) WITH ORDINALITY AS u (x, n)), 'hex');
END
$$;
-- FIPS 180's own examples
SET bytea_output = hex;
SELECT sha1('abc'), sha1('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'), sha1('');
CREATE FUNCTION test.uuid_v5(namespace uuid, name text) RETURNS uuid
LANGUAGE sql IMMUTABLE
AS $$
    SELECT encode(set_byte(set_byte(d, 6, get_byte(d, 6) & 15 | 80), 8, get_byte(d, 8) & 63 | 128), 'hex')::uuid
    FROM substr(test.sha1(uuid_send(namespace) || convert_to(name, 'UTF8')), 1, 16) AS d
$$;
-- RFC 9562, A.4: "www.example.com" in the namespace of DNS.
SELECT uuid_v5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com');
SELECT name, analytics_uuid(name), analytics_uuid(name) = uuid_v5('6d1f0c5e-3a94-4c0b-9d52-7b0e8f31a2c6', name) AS as_computed
FROM unnest(ARRAY['alice', '42', ' ', 'Ålesund', repeat('x', 200), 'aaaaaaaa-0000-4000-8000-00000000000',
                  'aaaaaaaa-0000-4000-8000-00000000000g', '{aaaaaaaa-0000-4000-8000-00000000000a', 'aaaaaaaa00004000-8000-00000000000a--']) AS name;
SELECT analytics_uuid('') AS empty, analytics_uuid('undefined') AS undefined;
-- A UUID stands for itself, in either case, with hyphens or without (id.sql has all forms).
SELECT analytics_uuid('aaaaaaaa-0000-4000-8000-00000000000a'), analytics_uuid('AAAAAAAA00004000800000000000000A'), analytics_uuid('{aaaaaaaa-0000-4000-8000-00000000000a}'), analytics_uuid(NULL);
DROP FUNCTION test.sha1, test.rotate, test.uuid_v5;
