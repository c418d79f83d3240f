#!/usr/bin/python3
"""Property schemas against an independent checker, on random input.

usage: property_schema.py [SEED [SCHEMAS]]

1. Random (schema, document) pairs: the set of pointers to offending values is
   that of python3-jsonschema (Draft202012Validator).  Where that library departs
   from the draft (integers among Decimals, [1] = [true]) or leaves the matter open
   (formats, dialect of patterns), the rule is written out here.
2. Random mutations of schemas: a schema is accepted if and only if the draft's
   metaschema and the documented subset allow it, and what is refused is refused
   with 22023 or 54000.
"""
import copy
import datetime
import ipaddress
import json
import os
import random
import re
import sys
from decimal import Decimal

import jsonschema
import psycopg
from jsonschema import validators

DOCUMENTS_PER_SCHEMA = 40
TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"]
FORMATS = ["uuid", "date-time", "date", "email", "ipv4", "ipv6"]
KEYWORDS = set("""type enum const required properties additionalProperties items minimum maximum exclusiveMinimum
    exclusiveMaximum minLength maxLength minItems maxItems pattern format title description default examples""".split())
OTHER_KEYWORDS = ["$ref", "$schema", "$id", "allOf", "anyOf", "not", "uniqueItems", "multipleOf", "prefixItems",
                  "minProperties", "patternProperties", "Type", "", "$defs", "deprecated"]
NAMES = ["a", "b", "ab", "", "a/b", "~", "type", "\u00e9", "\U0001f600", "longer name", "A"]
# what means the same in Python and in PostgreSQL
PATTERNS = ["a", "^a", "b$", "^(a|b)*$", "[0-9]{2,3}", "^.{3}$", "^$", "", "\\d+x?", "[^a-c]", "(?:ab)+", "\u00e9|\U0001f600", "^\\s*$", "a.b", "\\.", "^[[:alpha:]]+$"]
NUMBERS = ["0", "-0", "0.0", "1", "1.0", "1.00", "1e0", "10e-1", "-1", "-1.5", "2", "2.5", "3", "0.1", "0.10", "0.3",
           "9007199254740992", "9007199254740993", "9007199254740992.5", "1e400", "1e401", "10e399", "-1e400", "1e-400", "2e-400",
           "0.30000000000000004", "123456789012345678901234567890.123456789", "1E2", "100"]
STRINGS = ["", "a", "b", "ab", "abc", "aab", "abcd", "\u00e9", "e\u0301", "\U0001f600", "\U0001f600\U0001f600", "a\U0001f600b", "x\ny", "a\n", "\n", "12", "123x", " ",
           "\t ", "\u0663", "\u00df", "A", "a.b", "\"", "\\", "\u2028", "1", "null"]


class Numeral(Decimal):
    """A number that keeps how it was written."""
    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __deepcopy__(self, memo):
        return self


def to_json(value):
    if isinstance(value, Numeral):
        return value.text
    if isinstance(value, list):
        return "[" + ",".join(map(to_json, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k) + ":" + to_json(v) for k, v in value.items()) + "}"
    return json.dumps(value)


# ---------------------------------------------------------------- the rules

def is_number(value):
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def is_whole(value):
    return is_number(value) and Decimal(value) == Decimal(value).to_integral_value()


def equal(a, b):
    if is_number(a) or is_number(b):
        return is_number(a) and is_number(b) and a == b
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(equal, a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(equal(a[k], b[k]) for k in a)
    return type(a) is type(b) and a == b


def is_date(text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return False
    year, month, day = map(int, text.split("-"))
    try:
        datetime.date(year or 400, month, day)
    except ValueError:
        return False
    return True


def is_date_time(text):
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-](\d\d):(\d\d))", text, re.ASCII | re.IGNORECASE)
    # leap seconds: rfc3339.py
    return bool(match) and is_date(match[1]) and int(match[2]) < 24 and int(match[3]) < 60 and int(match[4]) < 60 \
        and int(match[7] or 0) < 24 and int(match[8] or 0) < 60


def is_ipv4(text):
    return bool(re.fullmatch(r"((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}", text, re.ASCII)) and not text.endswith("\n")


def is_ipv6(text):
    if "%" in text or "/" in text or not text.isascii():
        return False
    tail = text.rpartition(":")[2]
    if "." in tail and not is_ipv4(tail):
        return False
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def is_email(text):
    atom = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
    label = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    quoted = r'"([ !#-\[\]-~]|\\[ -~])*"'
    match = re.fullmatch(r"(?P<local>%s(\.%s)*|%s)@(?:(?P<domain>%s(\.%s)*)|\[(?:IPv6:(?P<ipv6>.*)|(?P<ipv4>.*))\])" % (atom, atom, quoted, label, label),
                         text, re.ASCII | re.DOTALL)
    if match is None and re.search(r"@\[ipv6:", text, re.IGNORECASE):
        match = None
    if match is None or len(match["local"]) > 64 or len(text) > 254:
        return False
    if match["ipv6"] is not None:
        return is_ipv6(match["ipv6"])
    return match["ipv4"] is None or is_ipv4(match["ipv4"])


RULES = {"uuid": lambda t: bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", t, re.IGNORECASE | re.ASCII)),
         "date-time": is_date_time, "date": is_date, "email": is_email, "ipv4": is_ipv4, "ipv6": is_ipv6}


def python_pattern(pattern):
    """The same expression for Python: "$" is the end, classes are ASCII."""
    return pattern.replace("$", r"\Z").replace("[[:alpha:]]", "[A-Za-z]")


def keyword_pattern(validator, pattern, instance, schema):
    if isinstance(instance, str) and not re.search(python_pattern(pattern), instance, re.DOTALL | re.ASCII):
        yield jsonschema.ValidationError("pattern")


def keyword_enum(validator, enum, instance, schema):
    if not any(equal(instance, each) for each in enum):
        yield jsonschema.ValidationError("enum")


def keyword_const(validator, const, instance, schema):
    if not equal(instance, const):
        yield jsonschema.ValidationError("const")


def keyword_format(validator, name, instance, schema):
    if isinstance(instance, str) and not RULES[name](instance):
        yield jsonschema.ValidationError("format")


TYPE_CHECKER = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine_many({
    "integer": lambda checker, value: is_whole(value),
    "number": lambda checker, value: is_number(value)})
Checker = validators.extend(jsonschema.Draft202012Validator, type_checker=TYPE_CHECKER,
                            validators={"pattern": keyword_pattern, "enum": keyword_enum,
                                        "const": keyword_const, "format": keyword_format})
METASCHEMA = jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA)


def plain(value):
    """Whole numbers as int, which is what the library's own metaschema check takes for an integer."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return int(value) if is_whole(value) else value


def pointer(path):
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def offending(schema, document):
    """The pointers of the offending values; a missing property's is where it would be."""
    found = set()
    for error in Checker(schema).iter_errors(document):
        path = list(error.absolute_path)
        if error.validator == "required":
            found.update(pointer(path + [name]) for name in error.validator_value if name not in error.instance)
        elif error.validator == "additionalProperties":
            found.update(pointer(path + [name]) for name in error.instance if name not in error.schema.get("properties", {}))
        elif error.validator == "items" and error.validator_value is False:
            found.update(pointer(path + [index]) for index in range(len(error.instance)))
        else:
            found.add(pointer(path))
    return found


# ---------------------------------------------------------------- random input

def random_formatted(rng, name=None):
    name = name or rng.choice(FORMATS)
    if name == "uuid":
        text = "%08x-%04x-%04x-%04x-%012x" % tuple(rng.getrandbits(b) for b in (32, 16, 16, 16, 48))
        text = rng.choice([text, text.upper()])
    elif name == "date":
        text = "%04d-%02d-%02d" % (rng.choice([0, 1, 1900, 2000, 2023, 2024, 9999]), rng.randint(1, 12), rng.randint(27, 31))
    elif name == "date-time":
        text = random_formatted(rng, "date") + rng.choice("TTt ") + "%02d:%02d:%02d" % (rng.randint(0, 24), rng.choice([0, 59, 60]), rng.choice([0, 30, 59])) \
            + rng.choice(["", ".5", ".123456789", "."]) + rng.choice(["Z", "z", "+00:00", "-23:59", "+24:00", "", "+0100"])
    elif name == "ipv4":
        text = ".".join(str(rng.choice([0, 1, 9, 10, 99, 100, 192, 199, 200, 249, 250, 255, 256, 300, "01", "00"])) for _ in range(rng.choice([3, 4, 4, 4, 4, 5])))
    elif name == "ipv6":
        groups = [rng.choice(["0", "1", "db8", "2001", "FFFF", "abcd", "0000"]) for _ in range(rng.choice([1, 2, 3, 6, 7, 8, 8, 9]))]
        if rng.random() < 0.3:
            groups.append(random_formatted(rng, "ipv4"))
        text = ":".join(groups)
        if rng.random() < 0.7:
            at = rng.randrange(len(groups) + 1)
            text = ":".join(groups[:at]) + "::" + ":".join(groups[at:])
    else:
        local = rng.choice(["a", "a.b", "a..b", ".a", "a.", "\"a b\"", "\"a\\\"\"", "\"a\"\"", "\"\"", "", "a" * 64, "a" * 65, "a+b", "a b", "\u00e9", "!#$%&'*+-/=?^_`{|}~"])
        domain = rng.choice(["example.com", "b", "b-c.d", "-b", "b-", "b..c", ".b", "b.", "", "b_c", "x" * 63, "x" * 64, "\u00e9.com", "1.2",
                             ".".join(["x" * 49] * 4), ".".join(["x" * 60] * 4), "[IPv6:" + random_formatted(rng, "ipv6") + "]", "[" + random_formatted(rng, "ipv4") + "]", "[]", "[x"])
        text = local + rng.choice(["@", "@", "@", "@", "", "@@"]) + domain
    if rng.random() < 0.15:
        at = rng.randrange(len(text) + 1)
        text = rng.choice([text[:at] + text[at + 1:], text[:at] + rng.choice("0:.-@[]\" \n%/\u0661\u00e9a") + text[at:]])
    return text


def random_scalar(rng):
    kind = rng.random()
    if kind < 0.35:
        return Numeral(rng.choice(NUMBERS))
    if kind < 0.7:
        return rng.choice(STRINGS)
    if kind < 0.8:
        return random_formatted(rng)
    return rng.choice([None, True, False])


def random_document(rng, depth=3):
    kind = rng.random()
    if depth == 0 or kind < 0.4:
        return random_scalar(rng)
    if kind < 0.65:
        return [random_document(rng, depth - 1) for _ in range(rng.choice([0, 1, 2, 3, 5]))]
    return {name: random_document(rng, depth - 1) for name in rng.sample(NAMES, rng.choice([0, 1, 2, 3, 5]))}


def random_schema(rng, depth=3):
    kind = rng.random()
    if kind < 0.06:
        return rng.choice([True, False, True, {}])
    schema = {}
    # mostly the keywords of one type, so that several meet
    wanted = rng.choice(["any", "number", "string", "array", "object", "object"])
    if rng.random() < 0.35:
        schema["type"] = rng.choice(TYPES) if rng.random() < 0.6 else rng.sample(TYPES, rng.randint(1, 4))
    if wanted == "any" or rng.random() < 0.08:
        if rng.random() < 0.5:
            schema["enum"] = [random_document(rng, 2) for _ in range(rng.choice([0, 1, 2, 4, 8]))]
        else:
            schema["const"] = random_document(rng, 2)
    if wanted == "number":
        for keyword in rng.sample(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], rng.randint(1, 2)):
            schema[keyword] = Numeral(rng.choice(NUMBERS))
    if wanted == "string":
        for keyword in rng.sample(["minLength", "maxLength", "pattern", "format"], rng.randint(1, 2)):
            schema[keyword] = rng.choice(PATTERNS) if keyword == "pattern" else rng.choice(FORMATS) if keyword == "format" \
                else Numeral(rng.choice(["0", "1", "2", "2.0", "3", "4", "1e0", "1e400"]))
    if wanted == "array":
        for keyword in rng.sample(["minItems", "maxItems", "items"], rng.randint(1, 3)):
            schema[keyword] = Numeral(rng.choice(["0", "1", "2", "3.0", "1e400"])) if keyword != "items" \
                else random_schema(rng, depth - 1) if depth else True
    if wanted == "object":
        for keyword in rng.sample(["properties", "required", "additionalProperties"], rng.randint(1, 3)):
            if keyword == "properties":
                schema[keyword] = {name: random_schema(rng, depth - 1) if depth else False
                                   for name in rng.sample(NAMES, rng.randint(0, 5))}
            elif keyword == "required":
                schema[keyword] = rng.sample(NAMES, rng.randint(0, 3))
            else:
                schema[keyword] = random_schema(rng, depth - 1) if depth and rng.random() < 0.5 else rng.choice([False, False, True])
    if rng.random() < 0.1:
        schema[rng.choice(["title", "description"])] = rng.choice(STRINGS)
    if rng.random() < 0.1:
        schema["default"] = random_document(rng, 1)
    return schema


def guided_document(rng, schema, depth=4):
    """A document that meets the schema in part, so that the inner schemas matter."""
    if rng.random() < 0.12 or depth == 0 or not isinstance(schema, dict):
        return random_document(rng, 2)
    if schema.get("enum") and rng.random() < 0.8:
        return copy.deepcopy(rng.choice(schema["enum"]))
    if "const" in schema and rng.random() < 0.8:
        return copy.deepcopy(schema["const"])
    if any(k in schema for k in ("properties", "required", "additionalProperties")):
        document = {}
        for name in list(schema.get("properties", {})) + schema.get("required", []):
            if rng.random() < 0.8:
                document[name] = guided_document(rng, schema.get("properties", {}).get(name), depth - 1)
        if rng.random() < 0.4:
            document.setdefault(rng.choice(NAMES), guided_document(rng, schema.get("additionalProperties"), depth - 1))
        return document
    if any(k in schema for k in ("items", "minItems", "maxItems")):
        return [guided_document(rng, schema.get("items"), depth - 1) for _ in range(rng.choice([0, 1, 2, 3, 4]))]
    if "format" in schema:
        return random_formatted(rng, schema["format"])
    if any(k in schema for k in ("pattern", "minLength", "maxLength")):
        return rng.choice(STRINGS)
    if any(k in schema for k in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")):
        return Numeral(rng.choice(NUMBERS))
    return random_document(rng, 2)


# ---------------------------------------------------------------- 1: documents

def compare_documents(connection, rng, schemas):
    connection.execute("CREATE TEMP TABLE schemas (ord int, schema jsonb)")
    connection.execute("CREATE TEMP TABLE documents (schema_ord int, ord int, document jsonb)")
    inputs = []
    for number in range(schemas):
        schema = random_schema(rng)
        inputs.append((schema, [guided_document(rng, schema) for _ in range(DOCUMENTS_PER_SCHEMA)]))
    cursor = connection.cursor()
    with cursor.copy("COPY schemas FROM STDIN") as rows:
        for number, (schema, _) in enumerate(inputs):
            rows.write_row((number, to_json(schema)))
    with cursor.copy("COPY documents FROM STDIN") as rows:
        for number, (_, documents) in enumerate(inputs):
            for ord, document in enumerate(documents):
                rows.write_row((number, ord, to_json(document)))
    answers = connection.execute("""
        SELECT schema_ord, d.ord, coalesce(array_agg(DISTINCT c.path) FILTER (WHERE c.path IS NOT NULL), '{}')
        FROM (SELECT * FROM schemas JOIN documents ON schema_ord = schemas.ord ORDER BY schema_ord) AS d (o, schema, schema_ord, ord, document)
        LEFT JOIN LATERAL analytics_check_properties(schema, document) AS c ON true
        GROUP BY 1, 2 ORDER BY 1, 2""").fetchall()
    assert len(answers) == schemas * DOCUMENTS_PER_SCHEMA
    wrong = valid = pointers = 0
    for schema_ord, ord, paths in answers:
        schema, documents = inputs[schema_ord]
        expected = offending(schema, documents[ord])
        valid += not expected
        pointers += len(expected)
        if set(paths) != expected:
            wrong += 1
            if wrong <= 10:
                print("schema %s\n  document %s\n  found %s, expected %s" % (
                    to_json(schema)[:500], to_json(documents[ord])[:500], sorted(paths), sorted(expected)))
    return len(answers), valid, pointers, wrong


# ---------------------------------------------------------------- 2: schemas

def mutate(rng, schema):
    """A few random changes anywhere in a schema."""
    holder = [copy.deepcopy(schema)]
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
        places = []

        def collect(parent):
            for key in (parent.keys() if isinstance(parent, dict) else range(len(parent))):
                places.append((parent, key))
                if isinstance(parent[key], (dict, list)):
                    collect(parent[key])

        collect(holder)
        parent, key = rng.choice(places)
        change = rng.random()
        if change < 0.35:
            parent[key] = rng.choice([random_document(rng, 2), rng.choice(TYPES), rng.choice([-1, 0, 1]), [], {}, "(", "a{2,1}", "[a", "\\", ["a", "a"], [1], ["null", "null"]])
        elif change < 0.5 and isinstance(parent, dict):
            parent[rng.choice(sorted(KEYWORDS))] = parent.pop(key)
        elif change < 0.65 and isinstance(parent, dict):
            parent[rng.choice(OTHER_KEYWORDS)] = random_document(rng, 1)
        elif change < 0.85 and isinstance(parent, dict):
            parent[rng.choice(sorted(KEYWORDS))] = rng.choice([random_document(rng, 1), random_schema(rng, 1), "null", "a", [], rng.choice(FORMATS + ["uri", "Date"])])
        elif change < 0.95 and len(parent) > 1:
            del parent[key]
        else:
            parent[key] = random_schema(rng, 2)
    return holder[0]


def in_subset(schema, bad_patterns, depth=1):
    """Is a schema, valid by the metaschema, one of the documented subset?"""
    if isinstance(schema, bool):
        return depth <= 32
    return depth <= 32 and schema.keys() <= KEYWORDS \
        and ("format" not in schema or schema["format"] in FORMATS) \
        and schema.get("pattern") not in bad_patterns \
        and all(in_subset(s, bad_patterns, depth + 1) for s in schema.get("properties", {}).values()) \
        and all(in_subset(schema[k], bad_patterns, depth + 1) for k in ("items", "additionalProperties") if k in schema)


def strings_within(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings_within(item)


def compare_schemas(connection, rng, count):
    connection.execute("""
        CREATE FUNCTION pg_temp.verdict(schema jsonb) RETURNS text LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM analytics_check_properties(schema, '{}');
            RETURN 'accepted';
        EXCEPTION WHEN OTHERS THEN
            RETURN SQLSTATE;
        END $$;
        CREATE FUNCTION pg_temp.is_pattern(pattern text) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
            RETURN '' ~ pattern IS NOT NULL;
        EXCEPTION WHEN invalid_regular_expression THEN
            RETURN false;
        END $$;
        CREATE TEMP TABLE mutants (ord int, schema jsonb)""")
    schemas = [mutate(rng, random_schema(rng)) for _ in range(count)]
    with connection.cursor().copy("COPY mutants FROM STDIN") as rows:
        for row in enumerate(schemas):
            rows.write_row((row[0], to_json(row[1])))
    strings = sorted({s for schema in schemas for s in strings_within(schema)})
    bad_patterns = {s for s, good in connection.execute("SELECT s, pg_temp.is_pattern(s) FROM unnest(%s::text[]) AS s", (strings,)) if not good}
    wrong = accepted = 0
    for ord, verdict in connection.execute("SELECT ord, pg_temp.verdict(schema) FROM mutants ORDER BY ord").fetchall():
        allowed = METASCHEMA.is_valid(plain(schemas[ord])) and in_subset(schemas[ord], bad_patterns)
        accepted += allowed
        if verdict not in ("accepted", "22023", "54000") or (verdict == "accepted") != allowed:
            wrong += 1
            if wrong <= 10:
                print("schema %s\n  %s, expected %s" % (to_json(schemas[ord])[:800], verdict, "accepted" if allowed else "refused"))
    return count, accepted, wrong


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 42
    schemas = int(sys.argv[2]) if len(sys.argv) > 2 else 2500
    rng = random.Random(seed)
    with psycopg.connect("dbname=%s" % os.environ.get("PGDATABASE", "postgres")) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("CREATE EXTENSION IF NOT EXISTS mindwell_analytics")
        pairs, valid, pointers, wrong_pairs = compare_documents(connection, rng, schemas)
        mutants, accepted, wrong_mutants = compare_schemas(connection, rng, 8 * schemas)
        connection.rollback()
    if wrong_pairs or wrong_mutants:
        print("FAILED: %d of %d documents, %d of %d schemas, seed %d" % (wrong_pairs, pairs, wrong_mutants, mutants, seed))
        return 1
    print("ok: %d documents (%d valid, %d offending values), %d mutated schemas (%d accepted), seed %d"
          % (pairs, valid, pointers, mutants, accepted, seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
