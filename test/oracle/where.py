#!/usr/bin/python3
"""A "where" with operators against a second definition, on random properties.

usage: where.py [SEED [CONDITIONS]]

Each random condition is refused if and only if the definition refuses it, at the same pointer with the same SQLSTATE; else
it holds of the same ones of many random properties: alone, and as a step of a funnel over events that have them.
"""
import json
import random
import sys
from decimal import Decimal

import psycopg

from where_definition import OPERATORS, is_condition, meets, refusal

DOCUMENTS = 60
NAMES = ["a", "b", "ab", "", "a/b", "~", "as", "0", "\u00e9"]
PLACES = ["/a", "/a/b", "/a/0", "/b/1/a", "/a~1b", "/~0", "/", "//", "/a/-", "/a/00", "/ab/a/b", "/b/\u00e9", "/a/10"]
NO_PLACES = ["/~", "/a/~2", "/a~", "/" + "/a" * 16]
NUMBERS = ["0", "-0", "0.0", "1", "1.0", "1.00", "2", "2.5", "-1", "1e3", "9007199254740993", "9007199254740992", "0.1", "0.10", "1e300"]
STRINGS = ["", "a", "b", "ab", "abc", "A", "1", "true", "\u00e9", "e\u0301", "\U0001f600", "%", "a%b", "_", "date"]
DATES = ["2026-10-05", "2026-10-05T00:00:00Z", "2026-10-05T00:00", "2026-10-05 01:00+01:00", "2026-10-05T00:00:00.5Z", "2026-10-04", "2026-10-06",
         "2026-10-05T23:59:59.999999Z", "2024-02-29", "2025-02-29", "2026-13-01", "2026-10-5", "20261005", "2026-10-05T24:00", "2026-10-05T00:00:00+2"]
MANY = {"in": ["1"] * 1001}


class Chance(random.Random):
    def scalar(self):
        kind = self.randrange(10)
        if kind < 2:
            return self.choice([None, True, False])
        if kind < 5:
            return Decimal(self.choice(NUMBERS))
        return self.choice(STRINGS if kind < 8 else DATES)

    def value(self, depth=0):
        kind = self.randrange(9) + depth
        if kind == 0:
            return {self.choice(NAMES): self.value(depth + 1) for _ in range(self.randrange(3))}
        if kind <= 2:
            return [self.value(depth + 1) for _ in range(self.randrange(4))]
        return self.scalar()

    def properties(self):
        return {self.choice(NAMES): self.value() for _ in range(self.randrange(6))}

    def operand(self, operator, as_date, depth):
        if self.random() < 0.03:
            return self.value()
        if operator in ("in", "not_in"):
            return [self.choice(DATES[:9]) if as_date else self.value(2) for _ in range(self.randrange(4))]
        if operator == "exists":
            return self.random() < 0.5
        if operator == "not":
            return self.operators(depth + 1)
        if as_date and operator != "contains":
            return self.choice(DATES[:9])
        if operator in ("=", "!=", "contains"):
            return self.value(2) if self.random() < 0.8 else self.value()
        return Decimal(self.choice(NUMBERS))

    def operators(self, depth=0):
        as_date = self.random() < 0.3
        result = {"as": "date"} if as_date else {}
        for _ in range(self.choice([1, 1, 1, 2, 3])):
            operator = self.choice(OPERATORS)
            result[operator] = self.operand(operator, as_date, depth)
        if self.random() < 0.02:
            result[self.choice(["==", "=>", "like", "as", "", "~", "<>"])] = self.value()
        if self.random() < 0.01 and depth == 0:
            for _ in range(self.choice([14, 15, 16, 17])):
                result = {"not": result}
        return result

    def where(self):
        result = {}
        for _ in range(self.choice([0, 1, 1, 1, 1, 2, 3])):
            key = self.choice(NAMES if self.random() < 0.7 else PLACES)
            if self.random() < 0.02:
                key = self.choice(NO_PLACES)
            result[key] = self.operators() if self.random() < 0.7 else self.value()
        if self.random() < 0.01:
            result.update({str(n): Decimal(n) for n in range(self.choice([998, 1000, 1001]))})
        if self.random() < 0.01:
            result["a"] = {"in": [Decimal(n) for n in range(self.choice([999, 1000, 1001]))]}
        return result


def to_json(value):
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(to_json, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(key) + ":" + to_json(inner) for key, inner in value.items()) + "}"
    return json.dumps(value)


def fail(problem, *documents):
    sys.exit("\n".join([f"FAILED: {problem}", *(to_json(document)[:3000] for document in documents)]))


def main():
    seed = int(sys.argv[1]) if sys.argv[1:] else 42
    conditions = int(sys.argv[2]) if sys.argv[2:] else 6000
    chance = Chance(seed)
    print(f"seed {seed}, {conditions} conditions", flush=True)
    connection = psycopg.connect("", autocommit=True)
    connection.execute("CREATE EXTENSION mindwell_analytics")
    connection.execute("SELECT analytics_install()")
    connection.execute("SET mindwell_analytics.max_event_age = 0; SET client_min_messages = warning")
    documents = [chance.properties() for _ in range(DOCUMENTS)]
    connection.execute("CREATE TABLE documents (n int, properties jsonb)")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO documents VALUES (%s, %s::jsonb)", [(n, to_json(document)) for n, document in enumerate(documents)])
    connection.execute("INSERT INTO analytics_events (occurred_at, user_id, event_type, properties) "
                       "SELECT '2026-10-05 12:00Z', md5(n::text)::uuid, 'random_event', properties FROM documents")
    refused = held = 0
    for n in range(conditions):
        where = chance.where()
        text = to_json(where)
        expected = refusal(where)
        try:
            names = connection.execute("SELECT mindwell_internal.where_names(%s::jsonb, 'invalid where', '')", [text]).fetchone()[0]
        except psycopg.Error as error:
            told = error.diag.message_detail
            if expected is None or error.sqlstate != expected.state or not told.startswith(expected.pointer[:900] + " "):
                fail(f"{error.sqlstate} {told}; expected {expected and (expected.state, expected.pointer)}", where)
            refused += 1
            continue
        if expected is not None:
            fail(f"{expected.state} at {expected.pointer} is expected, and it is accepted", where)
        if (names is not None) != is_condition(where):
            fail(f"the names are {names}", where)
        right = {number for number, document in enumerate(documents) if meets(document, where)}
        if names is None:
            query = "SELECT n FROM documents WHERE properties @> %(where)s::jsonb"
        else:
            query = "SELECT n FROM documents WHERE mindwell_internal.where_matches(properties, %(where)s::jsonb, '{}')"
        got = {row[0] for row in connection.execute(query, {"where": text})}
        for number in right ^ got:
            fail(f"it {'holds' if number in got else 'does not hold'}", where, documents[number])
        held += len(right)
        if n % 10 == 0:
            actors = connection.execute("SELECT actors FROM analytics_funnel(jsonb_build_object('event', 'random_event', 'where', %s::jsonb), "
                                        "'2026-10-05Z', '2026-10-06Z')", [text]).fetchone()[0]
            if actors != len(right):
                fail(f"{actors} users of a funnel, {len(right)} expected", where)
    if min(refused, held) == 0:
        fail("all are refused, or none hold")
    print(f"ok: {refused} refused, {held} times properties met one")


main()
