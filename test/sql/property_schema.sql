-- Property schemas: every keyword from both sides, and everything that is refused.
SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS mindwell_analytics; RESET client_min_messages;

-- unaligned: documents are of very different widths
\pset format unaligned

-- The pointers of the problems of several documents: '' is the whole document, none is "valid".
CREATE FUNCTION pg_temp.check_all(schema jsonb, VARIADIC documents jsonb[])
RETURNS TABLE (document text, problems text) LANGUAGE sql AS $$
	SELECT left(d::text, 60), coalesce(string_agg(quote_literal(c.path), ' '), 'valid')
	FROM unnest(documents) WITH ORDINALITY AS u (d, ord)
	LEFT JOIN LATERAL analytics_check_properties(schema, d) AS c ON true
	GROUP BY ord, d ORDER BY ord
$$;

-- How a schema is refused.
CREATE FUNCTION pg_temp.refusal(schema jsonb, document jsonb DEFAULT '{}')
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	PERFORM analytics_check_properties(schema, document);
	RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN format('%s %s', SQLSTATE, detail);
END
$$;

-- What a user sees
SELECT path, message FROM analytics_check_properties(
	'{"type": "object",
	  "required": ["plan", "seats"],
	  "properties": {"plan": {"enum": ["free", "pro"]},
	                 "seats": {"type": "integer", "minimum": 1},
	                 "tags": {"type": "array", "items": {"type": "string", "maxLength": 3}},
	                 "email": {"format": "email"}},
	  "additionalProperties": false}',
	'{"plan": "secret-plan", "tags": ["ok", "secret", 5], "email": "secret", "a/b~c": null}');
SELECT count(*) FROM analytics_check_properties(
	'{"type": "object", "required": ["plan"], "properties": {"plan": {"enum": ["free", "pro"]}}}',
	'{"plan": "free", "anything": "else"}');
SELECT count(*) FROM analytics_check_properties(NULL, '{}');
SELECT analytics_check_properties('{"properties": {"a": {"$ref": "#"}}}', '{}');

-- Boolean schemas, and no constraint at all
SELECT * FROM pg_temp.check_all('true', '1', '{}', 'null');
SELECT * FROM pg_temp.check_all('false', '1', '{}', 'null');
SELECT * FROM pg_temp.check_all('{}', '1', '{"a": 1}');
SELECT * FROM pg_temp.check_all('{"title": "t", "description": "d", "default": {"minimum": "x"}, "examples": [1]}', '1', '{}');
SELECT * FROM pg_temp.check_all('{"properties": {"a": false, "b": true}}', '{"b": 1}', '{"a": null}');

-- type
SELECT * FROM pg_temp.check_all('{"type": "integer"}', '1', '1.0', '1e2', '100e-2', '1.5', '0', '-0.0', '1e400', '"1"', 'true', 'null');
SELECT * FROM pg_temp.check_all('{"type": "number"}', '1', '1.5', '1e-400', '"1"', 'false');
SELECT * FROM pg_temp.check_all('{"type": ["integer", "number"]}', '1', '1.5');
SELECT * FROM pg_temp.check_all('{"type": ["string", "null"]}', '""', 'null', 'false', '[]', '{}');
SELECT * FROM pg_temp.check_all('{"type": "boolean"}', 'true', 'false', '0', 'null');
SELECT * FROM pg_temp.check_all('{"type": "array"}', '[]', '[1]', '{}', '1');
SELECT * FROM pg_temp.check_all('{"type": "object"}', '{}', '[]', '[{}]', '1');
SELECT path, message FROM analytics_check_properties('{"type": ["null", "integer", "array"]}', '1.5');

-- enum and const: equal numbers are equal, the order of keys does not count, true is not 1
SELECT * FROM pg_temp.check_all('{"enum": [1, "a", null, {"x": [1, true], "y": 2}]}',
	'1.0', '1', '"a"', '"A"', 'null', 'true', '{"y": 2.0, "x": [1.00, true]}', '{"y": 2, "x": [true, 1]}', '{"x": [1, true]}', '[1]');
SELECT * FROM pg_temp.check_all('{"enum": []}', '1', 'null');
SELECT * FROM pg_temp.check_all('{"enum": [[], {}, [[]]]}', '[]', '{}', '[[]]', '[{}]', '""');
SELECT * FROM pg_temp.check_all('{"const": 0}', '0', '-0.0', 'false', '"0"', 'null', '[0]');
SELECT * FROM pg_temp.check_all('{"const": true}', 'true', 'false', '1');
SELECT * FROM pg_temp.check_all('{"const": null}', 'null', '0', '[]');
SELECT * FROM pg_temp.check_all('{"const": [1, 2]}', '[1, 2]', '[2, 1]', '[1]', '[1, 2, 3]', '1');
SELECT path, message FROM analytics_check_properties($${"const": "a \"quoted\" text"}$$, '"x"');

-- numbers, compared exactly
SELECT * FROM pg_temp.check_all('{"minimum": 1, "maximum": 2}', '1', '1.000', '2.0', '0.9999999999999999999999', '2.0000000000000000000001', '"0"', '[]');
SELECT * FROM pg_temp.check_all('{"exclusiveMinimum": 1, "exclusiveMaximum": 2}', '1', '1.00', '2.0', '1.0000000000000000000001', '1.9999999999999999999999', 'null');
SELECT * FROM pg_temp.check_all('{"maximum": 9007199254740992}', '9007199254740992', '9007199254740993');
SELECT * FROM pg_temp.check_all('{"minimum": 1e400}', '1e400', '1e399', '1e401');
SELECT path, message FROM analytics_check_properties('{"minimum": 1, "maximum": 0, "exclusiveMinimum": 5.50, "exclusiveMaximum": 0.5}', '0.75');

-- strings: lengths count characters
SELECT * FROM pg_temp.check_all('{"minLength": 2, "maxLength": 3}', '"a"', '"ab"', '"abc"', '"abcd"', '""', '12345', '[]');
SELECT * FROM pg_temp.check_all('{"maxLength": 2.0}', '"ab"', '"abc"');
SELECT * FROM pg_temp.check_all('{"minLength": 1e400}', '"ab"', '5');
SELECT * FROM pg_temp.check_all('{"maxLength": 1e400, "minLength": 0}', '"ab"', '""');
SELECT * FROM pg_temp.check_all('{"pattern": "b+"}', '"abbc"', '"b"', '"ac"', '""', '5');
SELECT * FROM pg_temp.check_all('{"pattern": "^(a|b)$"}', '"a"', '"ab"', $$"a\n"$$, $$"x\na"$$);
SELECT * FROM pg_temp.check_all(E'{"pattern": "(?i)^\\\\d{2}-x$"}', '"12-X"', '"1-x"');
SELECT * FROM pg_temp.check_all('{"pattern": ""}', '""', '"a"');
SELECT count(*) FROM analytics_check_properties('{"pattern": "^a{1,2}b*c$"}', to_jsonb('a' || repeat('b', 100000) || 'c'));

-- formats
SELECT * FROM pg_temp.check_all('{"format": "uuid"}', '"0190163d-8694-739b-aea5-966c26f8ad91"', '"0190163D-8694-739B-AEA5-966C26F8AD91"',
	'"0190163d8694739baea5966c26f8ad91"', '"{0190163d-8694-739b-aea5-966c26f8ad91}"', '"0190163d-8694-739b-aea5-966c26f8ad9"',
	'"0190163d-8694-739b-aea5-966c26f8ad911"', '"0190163g-8694-739b-aea5-966c26f8ad91"', '""', '5');
SELECT * FROM pg_temp.check_all('{"format": "date"}', '"2024-02-29"', '"2023-02-29"', '"2000-02-29"', '"1900-02-29"', '"2024-04-31"', '"2024-12-31"',
	'"2024-13-01"', '"2024-00-01"', '"2024-01-00"', '"0000-01-01"', '"9999-12-31"', '"2024-1-1"', '"20240101"', '"2024-01-01 "', '"2024-01-01T00:00:00Z"', '"infinity"', '"now"');
SELECT * FROM pg_temp.check_all('{"format": "date-time"}', '"2024-02-29T12:30:45Z"', '"2024-02-29t12:30:45z"', '"2024-02-29T12:30:45.123456789012+05:30"', '"2024-02-29T12:30:45-00:00"',
	'"2024-02-29T24:00:00Z"', '"2024-02-29T23:60:00Z"', '"2024-02-30T12:30:45Z"', '"2024-02-29T12:30:45"', '"2024-02-29 12:30:45Z"', '"2024-02-29T12:30Z"',
	'"2024-02-29T12:30:45.Z"', '"2024-02-29T12:30:45,5Z"', '"2024-02-29T12:30:45+24:00"', '"2024-02-29T12:30:45+05:60"', '"2024-02-29T12:30:45+0530"', '"2024-02-29T12:30:45+05"',
	'"2024-02-29T12:30:45Z "', '"2024-060T12:30:45Z"', '"2024-02-29"', '"infinity"');
SELECT * FROM pg_temp.check_all('{"format": "date-time"}', '"1998-12-31T23:59:60Z"', '"2015-06-30T23:59:60.5Z"', '"1998-12-31T15:59:60-08:00"', '"1999-01-01T08:59:60+09:00"',
	'"1998-12-31T23:59:61Z"', '"1998-12-31T22:59:60Z"', '"1998-12-31T23:58:60Z"', '"1998-11-30T23:59:60Z"', '"1998-12-31T23:59:60-08:00"');
SELECT * FROM pg_temp.check_all('{"format": "ipv4"}', '"192.0.2.1"', '"0.0.0.0"', '"255.255.255.255"', '"256.0.0.1"', '"192.0.2"', '"192.0.2.1.1"', '"192.0.02.1"', '"192.0.2.1/24"', '"192.0.2."', '".0.2.1"', '"0x7f.0.0.1"', '"1000.0.0.1"', '""');
SELECT * FROM pg_temp.check_all('{"format": "ipv6"}', '"::"', '"::1"', '"1::"', '"2001:DB8::8a2e:370:7334"', '"1:2:3:4:5:6:7:8"', '"1:2:3:4:5:6:7::"', '"::ffff:192.0.2.1"', '"1:2:3:4:5:6:192.0.2.1"',
	'"1:2:3:4:5:6:7"', '"1:2:3:4:5:6:7:8:9"', '"1:2:3:4:5:6:7:8::"', '"1::2::3"', '":::"', '":1"', '"1:"', '"12345::"', '"::g"', '"::192.0.2"', '"1:2:3:4:5:6:7:192.0.2.1"', '"::192.0.2.1:1"', '"fe80::1%eth0"', '"::1/128"', '"192.0.2.1"', '""');
SELECT * FROM pg_temp.check_all('{"format": "email"}', '"a@example.com"', '"a.b+c_d~e@sub.example.co"', '"a@localhost"', $$"\"a b\\\"c@\"@example.com"$$, $$"\"\"@example.com"$$, '"a@[192.0.2.1]"', '"a@[IPv6:2001:db8::1]"', '"a@[ipv6:::1]"',
	'"a"', '"@example.com"', '"a@"', '"a@@b"', '".a@b"', '"a.@b"', '"a..b@c"', '"a b@c"', '"a@b."', '"a@.b"', '"a@-b"', '"a@b-"', '"a@b_c"', '"a@[256.0.0.1]"', '"a@[IPv6:192.0.2.1]"', '"a@[]"', '"a@["', $$"\"a@b"$$, $$"\"a\"b@c"$$, $$"a@b\n"$$, '""');
SELECT analytics_check_properties('{"format": "email"}', to_jsonb(repeat('a', local) || '@' || repeat('b', label) || repeat('.bb', more))) IS NOT NULL AS refused, local, label, more
FROM (VALUES (64, 63, 0), (65, 63, 0), (64, 64, 0), (60, 40, 51), (60, 41, 51)) AS lengths (local, label, more);

-- arrays
SELECT * FROM pg_temp.check_all('{"minItems": 1, "maxItems": 2}', '[]', '[1]', '[1, 2]', '[1, 2, 3]', '{}', '"abc"', '5');
SELECT * FROM pg_temp.check_all('{"items": {"type": "integer"}}', '[]', '[1, 2]', '[1, "a", 2, null]', '{"0": "a"}', '"a"');
SELECT * FROM pg_temp.check_all('{"items": false}', '[]', '[1, 2]', '{}');
SELECT * FROM pg_temp.check_all('{"items": {"items": {"properties": {"a": {"const": 1}}}}}', '[[{"a": 1}], [], 5]', '[[], [{"a": 1}, {"a": 2}, {"b": 2}]]');

-- objects
SELECT * FROM pg_temp.check_all('{"required": ["a", "b"]}', '{"a": null, "b": null}', '{"a": 1}', '{}', '[]', '5');
SELECT * FROM pg_temp.check_all('{"required": []}', '{}');
SELECT * FROM pg_temp.check_all('{"properties": {"a": {"type": "string"}, "bb": {"required": ["c"]}}}', '{}', '{"a": 1, "bb": {}}', '{"x": 1, "bb": {"c": 1}}', '[]');
SELECT * FROM pg_temp.check_all('{"properties": {"a": true}, "required": ["b"], "additionalProperties": false}', '{"b": 1}', '{"a": 1}', '{"a": 1, "b": 1, "c": 1}', '[1]');
SELECT * FROM pg_temp.check_all('{"properties": {"a": {}}, "additionalProperties": {"type": "integer"}}', '{"a": "x"}', '{"b": 1, "a": "x"}', '{"b": "x", "cc": 1, "ccc": "x"}');
SELECT * FROM pg_temp.check_all('{"additionalProperties": false}', '{}', '{"a": 1}', '[1]');
SELECT * FROM pg_temp.check_all('{"additionalProperties": true}', '{"a": 1}');
-- a property may be named like a keyword, or be empty, or need escaping
SELECT * FROM pg_temp.check_all('{"properties": {"type": {"type": "string"}, "": {"const": 1}, "a/b~c": {"const": 1}, "~1": {"const": 1}}}',
	'{"type": 1, "": 2, "a/b~c": 2, "~1": 2}');

-- What is refused: other keywords ...
SELECT keyword, pg_temp.refusal(jsonb_build_object('properties', jsonb_build_object('a', jsonb_build_object(keyword, true))))
FROM unnest('{$ref,$schema,$id,$defs,$comment,allOf,anyOf,oneOf,not,if,uniqueItems,prefixItems,contains,multipleOf,patternProperties,propertyNames,dependentRequired,minProperties,readOnly,deprecated,Type,"","a/~b"}'::text[]) AS keyword;
-- ... and values that a keyword cannot have
SELECT left(schema::text, 60) AS schema, pg_temp.refusal(schema)
FROM unnest($${1,"\"a\"","null","[]",
	"{\"type\": \"int\"}","{\"type\": 1}","{\"type\": []}","{\"type\": [\"null\", \"null\"]}","{\"type\": [\"null\", 1]}","{\"type\": {}}",
	"{\"enum\": 1}","{\"enum\": {}}",
	"{\"required\": \"a\"}","{\"required\": [1]}","{\"required\": [\"a\", \"b\", \"a\"]}","{\"required\": {}}",
	"{\"properties\": []}","{\"properties\": {\"a\": 1}}","{\"properties\": {\"a/b\": {\"properties\": {\"c\": []}}}}",
	"{\"additionalProperties\": 0}","{\"items\": [true]}","{\"items\": null}",
	"{\"minimum\": \"1\"}","{\"maximum\": null}","{\"exclusiveMinimum\": true}","{\"exclusiveMaximum\": []}",
	"{\"minLength\": -1}","{\"minLength\": 1.5}","{\"maxLength\": \"1\"}","{\"maxLength\": -1e400}","{\"minItems\": null}","{\"maxItems\": 0.1}",
	"{\"pattern\": 1}","{\"pattern\": \"(\"}","{\"pattern\": \"a{2,1}\"}","{\"pattern\": \"[[:x:]]\"}","{\"pattern\": \"\\\\8\"}",
	"{\"format\": 1}","{\"format\": \"uri\"}","{\"format\": \"Email\"}","{\"format\": \"\"}",
	"{\"title\": 1}","{\"description\": []}","{\"examples\": {}}"}$$::jsonb[]) AS schema;

-- Limits: depth and size of schemas and documents end in a clear error, or in an answer
CREATE FUNCTION pg_temp.nested(open text, inner_text text, closing text, depth int) RETURNS jsonb LANGUAGE sql AS
	$$ SELECT (repeat(open, depth) || inner_text || repeat(closing, depth))::jsonb $$;
SELECT pg_temp.refusal(pg_temp.nested('{"items": ', 'true', '}', 31));
SELECT right(pg_temp.refusal(pg_temp.nested('{"items": ', 'true', '}', 32)), 50);
SELECT right(pg_temp.refusal(pg_temp.nested('{"properties": {"a": ', 'true', '}}', 32)), 50);
SELECT pg_temp.refusal(jsonb_build_object('const', repeat('x', 300000)));
SELECT pg_temp.refusal('{"pattern": "((a{255}){255}){255}"}');
SELECT * FROM pg_temp.check_all(pg_temp.nested('{"items": ', '{"const": 1}', '}', 31), pg_temp.nested('[', '1', ']', 31));
SELECT path FROM analytics_check_properties(pg_temp.nested('{"items": ', '{"const": 1}', '}', 31), pg_temp.nested('[', '2', ']', 31));
-- a document may be as deep as jsonb allows: the check goes no deeper than the schema
SELECT * FROM analytics_check_properties('{"items": {"items": {"type": "string"}}}', pg_temp.nested('[', '1', ']', 1000));
SELECT count(*) FROM analytics_check_properties(jsonb_build_object('const', pg_temp.nested('[', '1', ']', 1000)), pg_temp.nested('[', '1.0', ']', 1000));
SELECT count(*) FROM analytics_check_properties(jsonb_build_object('const', pg_temp.nested('[', '1', ']', 1000)), pg_temp.nested('[', '2', ']', 1000));
DO $$
BEGIN
	-- jsonb's own limit depends on the platform; both answers are fine
	PERFORM analytics_check_properties(jsonb_build_object('const', pg_temp.nested('[', '1', ']', 10000)), pg_temp.nested('[', '1', ']', 10000));
	PERFORM analytics_check_properties(pg_temp.nested('{"items": ', 'true', '}', 10000), '{}');
EXCEPTION WHEN statement_too_complex OR program_limit_exceeded THEN
	NULL;
END $$;
-- many problems: 100 are listed, and a last row says that there are more
SELECT count(*), min(message) FILTER (WHERE path = '') FROM analytics_check_properties('{"items": false}', (SELECT jsonb_agg(i) FROM generate_series(1, 100) AS i));
SELECT count(*), min(message) FILTER (WHERE path = '') FROM analytics_check_properties('{"items": false}', (SELECT jsonb_agg(i) FROM generate_series(1, 101) AS i));
SELECT count(*), min(message) FILTER (WHERE path = '') FROM analytics_check_properties('{"items": false}', (SELECT jsonb_agg(i) FROM generate_series(1, 100000) AS i));
-- long names are cut in messages
SELECT length(path), right(path, 5), length(message)
FROM analytics_check_properties('{"additionalProperties": {"items": false}}', jsonb_build_object(repeat('~', 100000), '[1, 2]'::jsonb));
SELECT length(pg_temp.refusal(jsonb_build_object(repeat('k', 100000), 1)));
SELECT length(message) FROM analytics_check_properties(jsonb_build_object('const', repeat('v', 100000)), '1');
-- many properties
SELECT string_agg(path, ' ')
FROM (SELECT jsonb_build_object('properties', jsonb_object_agg('p' || i, '{"type": "integer"}'::jsonb), 'required', jsonb_agg('p' || i), 'additionalProperties', false) AS schema,
	         jsonb_object_agg('p' || i, i) FILTER (WHERE i <> 700) || '{"p13": "x", "q": 1}' AS document
	  FROM generate_series(1, 1000) AS i) AS s,
	 analytics_check_properties(schema, document);
-- one call compiles a schema once, and another schema anew
SELECT schema, count(c.path)
FROM (VALUES (1, '{"type": "string"}'::jsonb), (2, '{"type": "string"}'), (3, '{"type": "number"}'), (4, '{"type": "string"}')) AS v (ord, schema)
LEFT JOIN LATERAL analytics_check_properties(schema, '1') AS c ON true GROUP BY ord, schema ORDER BY ord;
