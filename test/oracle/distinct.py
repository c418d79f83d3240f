#!/usr/bin/python3
"""Distinct counts against Python's sets: few and many values, the value that
is all zeros, values that share their beginning or their end (UUIDv7), NULLs,
and minutes hit at their ends.
"""
from uuid import UUID

from harness import main

MINUTE = 60 * 1000000


def random_uuid(rng, kind, values):
    n = rng.randrange(values)
    if kind == 0:
        return UUID(int=n)  # the nil UUID among them
    if kind == 1:
        return UUID(int=n << 96)
    if kind == 2:
        return UUID(int=(0x0190_0000_0000_7000_8000 << 48) + n)
    return UUID(int=(n * 0x9E3779B97F4A7C15F39CC0605CEDC835) % (1 << 128))


def run(server, rng, groups):
    rows, expected = [], {}
    for g in range(groups):
        # one group in a thousand is long enough to be hashed and resized
        size = rng.choice((1, 2, 3, 4, 5, 8, 9, 10, 30)) if g % 1000 else rng.choice((3000, 20000))
        values = rng.choice((1, 4, size, 10 * size))
        kind = rng.randrange(4)
        seen = set(), set(), set()
        for _ in range(size):
            row = (random_uuid(rng, kind, values),
                   rng.choice((rng.randrange(values), -rng.randrange(values), (1 << 63) - 1, -(1 << 63))),
                   rng.randrange(-values, values) * MINUTE + rng.choice((0, 1, MINUTE - 1)))
            row = tuple(v if rng.random() > 0.05 else None for v in row)
            rows.append((g, *row))
            for s, v in zip(seen, (row[0], row[1], None if row[2] is None else row[2] // MINUTE)):
                if v is not None:
                    s.add(v)
        expected[g] = tuple(len(s) for s in seen)

    server.load("values", "g bigint, u uuid, b bigint, t bigint", rows)
    server.check("distinct",
                 "analytics_count_distinct(u), analytics_count_distinct(b), analytics_active_minutes(at(t))",
                 "values", expected)
    return f"{groups} groups, {len(rows)} rows"


if __name__ == "__main__":
    main(__doc__, run)
