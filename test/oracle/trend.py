#!/usr/bin/python3
"""analytics_trend against a second definition, on random events: every measure, breakdowns, quotients, zones, conditions.

usage: trend.py [SEED [CALLS]]
"""
import json
import random
import sys
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

import psycopg

from where_definition import meets

EVENTS = 3000
TYPES = ["a", "b", "c"]
ZONES = ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"]
MEASURES = ["events", "users", "sessions", "sum", "avg", "p50", "p90", "p95"]
WHERES = [{}, {"n": {">=": 5}}, {"tag": {"in": ["t1", "t2", "(other)"]}}, {"tag": {"exists": False}}, {"n": {"not": {"<": 3}}}, {"tag": "t0"}]
START = "2024-10-01"


def random_events(rng):
    weights = [2 ** -n for n in range(14)]
    for _ in range(EVENTS):
        properties = {}
        if rng.random() < 0.8:
            properties["tag"] = rng.choices([f"t{n}" for n in range(13)] + ["(other)"], weights)[0]
        if rng.random() < 0.1:
            properties["tag"] = rng.choice([None, 7, True, "7"])
        if rng.random() < 0.8:
            properties["n"] = rng.choice([rng.randint(-3, 12), round(rng.uniform(-9, 9), 3), "5", None, 10 ** 15])
        yield (rng.randint(0, 60 * 86400 - 1), rng.choice([None, *range(8)]), rng.choice([None, *range(30)]), rng.choice(TYPES), properties)


def tag_text(properties):
    value = properties.get("tag")
    return None if value is None else value if isinstance(value, str) else json.dumps(value)


def number(properties):
    value = properties.get("n")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) >= 10 ** 15:
        return None
    return Decimal(str(value))


def rounded(value):
    return float(value.quantize(Decimal("0.000001"), ROUND_HALF_UP))


def percentile(values, fraction):
    values = sorted(map(float, values))
    place = fraction * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def measured(events, measure):
    """The value and the sample."""
    if measure == "events":
        return float(len(events)), len(events)
    if measure in ("users", "sessions"):
        return float(len({event[1 if measure == "users" else 2] for event in events} - {None})), len(events)
    numbers = [n for n in (number(event[4]) for event in events) if n is not None]
    if not numbers:
        return None, 0
    if measure in ("sum", "avg"):
        return rounded(sum(numbers) / (1 if measure == "sum" else len(numbers))), len(numbers)
    return percentile(numbers, int(measure[1:]) / 100), len(numbers)


def of_step(event, step):
    if step is None:
        return True
    if "not" in step:
        named = event[3] not in step["not"]
    else:
        named = step["event"] in ("*", event[3]) if "event" in step else event[3] in step["any"]
    return named and meets(event[4], step.get("where", {}))


def random_step(rng):
    step = rng.choice([{"event": "*"}, {"event": "a"}, {"any": ["a", "b"]}, {"not": ["b"]}, {"event": "c"}])
    return {**step, "where": rng.choice(WHERES)}


def expected(events, borders, step, divisor, measure, breakdown):
    first, last = borders[0], borders[-1]
    inside = [event for event in events if first <= event[0] < last]
    series = {None: "none"} if not breakdown else {}
    if breakdown:
        counts = Counter(tag_text(event[4]) for event in inside if of_step(event, step) or divisor is not None and of_step(event, divisor))
        told = sorted((value for value in counts if value not in (None, "(other)")), key=lambda value: (-counts[value], value.encode()))
        series = {value: value for value in told[:10]}
        if None in counts or not counts:
            series[None] = "none"
        if "(other)" in counts or len(told) > 10:
            series["(other)"] = "other"
    groups = defaultdict(list)
    for event in inside:
        bucket = max(n for n, border in enumerate(borders) if border <= event[0])
        value = tag_text(event[4]) if breakdown else None
        key = value if value is None or value in series and value != "(other)" else "(other)"
        for which, asked in enumerate([step, divisor]):
            if (which == 0 or divisor is not None) and of_step(event, asked):
                groups[which, bucket, key].append(event)
    rows = []
    for bucket in range(len(borders) - 1):
        for key in series:
            value, sample = measured(groups[0, bucket, key], measure)
            if divisor is not None:
                below, sample = measured(groups[1, bucket, key], measure)
                value = None if value is None or not below else value / below
            rows.append((borders[bucket], key, value, sample))
    return rows


def same(a, b):
    if a[:2] != b[:2] or a[3] != b[3] or (a[2] is None) != (b[2] is None):
        return False
    return a[2] is None or abs(a[2] - b[2]) <= 2e-6 * max(1, abs(a[2]))


def main():
    seed = int(sys.argv[1]) if sys.argv[1:] else 42
    calls = int(sys.argv[2]) if sys.argv[2:] else 250
    rng = random.Random(seed)
    print(f"seed {seed}, {calls} calls", flush=True)
    connection = psycopg.connect("", autocommit=True)
    for statement in ("CREATE EXTENSION mindwell_analytics", "SELECT analytics_install()", "SET mindwell_analytics.max_event_age = 0", "SET client_min_messages = warning",
                      "SET TimeZone = 'America/St_Johns'"):
        connection.execute(statement)
    events = list(random_events(rng))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO analytics_events (occurred_at, user_id, session_id, event_type, properties) "
            "VALUES (timestamptz '2024-10-01Z' + %s * interval '1 second', md5('u' || %s::int)::uuid, md5('s' || %s::int)::uuid, %s, %s::jsonb)",
            [(*event[:4], json.dumps(event[4])) for event in events])
    for _ in range(calls):
        step = rng.choice([None, *(random_step(rng) for _ in range(6))])
        divisor = random_step(rng) if rng.random() < 0.3 else None
        measure = rng.choice(MEASURES)
        breakdown = rng.random() < 0.6
        grain = rng.choice(["day", "week", "month"])
        start = rng.randint(-5 * 86400, 55 * 86400)
        end = start + rng.randint(1, 20 * 86400)
        zone = rng.choice(ZONES)
        arguments = {"step": step and json.dumps(step), "start": start, "end": end, "grain": grain, "measure": measure, "zone": zone,
                     "property": "n" if measure not in MEASURES[:3] else None, "breakdown": "tag" if breakdown else None, "divisor": divisor and json.dumps(divisor)}
        borders = connection.execute(
            "SELECT array_agg(EXTRACT(epoch FROM b - timestamptz '2024-10-01Z')::int ORDER BY b) FROM unnest(mindwell_internal.calendar_borders("
            "timestamptz '2024-10-01Z' + %(start)s * interval '1 second', timestamptz '2024-10-01Z' + %(end)s * interval '1 second', %(grain)s, %(zone)s)) AS b",
            arguments).fetchone()[0]
        got = connection.execute(
            "SELECT EXTRACT(epoch FROM time - timestamptz '2024-10-01Z')::int, breakdown_value, value, sample FROM analytics_trend("
            "%(step)s::text::analytics_steps, timestamptz '2024-10-01Z' + %(start)s * interval '1 second', timestamptz '2024-10-01Z' + %(end)s * interval '1 second', "
            "%(grain)s, %(measure)s, %(property)s, %(breakdown)s, %(divisor)s::text::analytics_steps, %(zone)s)", arguments).fetchall()
        wanted = expected(events, borders, step, divisor, measure, breakdown)
        if len(got) != len(wanted) or not all(map(same, wanted, got)):
            different = [(a, b) for a, b in zip(wanted, got) if not same(a, b)][:5]
            sys.exit(f"FAILED: {arguments}\n{len(wanted)} rows expected, {len(got)} given; expected and given: {different}")
    print(f"ok: {calls} calls")


main()
