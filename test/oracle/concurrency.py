#!/usr/bin/python3
"""Concurrency against its definition (semantics: an interval covers
[started, ended)): count, at every instant that could matter, the intervals
that cover it.

The times are few microseconds, so that ties, touching and zero-length
intervals, and edges on bucket borders, are the rule.
"""
from fractions import Fraction

from harness import Mismatch, main

FAR = 1 << 62  # beyond every instant of a group; 2 * FAR: unbounded, open
BOUNDS = ("[)", "[]", "(]", "()")


def covers(lower, upper, bounds, t):
    after = lower <= t if bounds[0] == "[" else lower < t
    before = t <= upper if bounds[1] == "]" else t < upper
    return after and before


def peak(intervals):
    """(max, the first instant that has it): instants are whole microseconds."""
    candidates = sorted({-FAR} | {edge + d for lower, upper, _ in intervals
                                  for edge in (lower, upper) if abs(edge) < FAR for d in (0, 1)})
    best, best_at = 0, None
    for t in candidates:
        n = sum(covers(*i, t) for i in intervals)
        if n > best:
            best, best_at = n, t
    return best, best_at


def mean(intervals, lower, upper):
    total = sum(max(0, min(e, upper) - max(s, lower)) for s, e, _ in intervals)
    return Fraction(total, upper - lower)


def series(intervals, lower, upper, bucket):
    out = []
    start = lower
    while start < upper:
        end = min(start + bucket, upper)
        counts = [(sum(covers(*i, t) for i in intervals), -t) for t in range(start, end)]
        best, at = max(counts)
        out.append((start, counts[0][0], best,
                    -at if best else None, mean(intervals, start, end)))
        start = end
    return out


def random_intervals(rng):
    """Rows (started, ended) with NULLs, never ended before started."""
    rows = []
    for _ in range(rng.choice((0, 1, 2, 3, 5, 8, 13))):
        started = rng.randint(-3, 16)
        ended = started + rng.choice((0, 0, 1, 1, 2, 3, 5, 8, 20))
        kind = rng.random()
        if kind < 0.08:
            started = None
            ended = rng.choice((ended, None))
        elif kind < 0.2:
            ended = None
        rows.append((started, ended))
    return rows or [(None, None)]


def swept(intervals):
    """The peak of many half-open intervals; itself held against peak()."""
    edges = sorted([(s, 1) for s, e in intervals] + [(e, 0) for s, e in intervals if e is not None])
    best, best_at, n = 0, None, 0
    for at, starts in edges:
        n += 1 if starts else -1
        if n > best:
            best, best_at = n, at
    return best, best_at


def check_long(server, rng):
    """Groups long enough to be sorted by radix, over narrow and wide times."""
    table, expected = [], {}
    for g, width in enumerate((10, 5000, 1 << 40, 1 << 57)):
        rows = []
        for _ in range(8000):
            started = rng.randrange(width)
            ended = None if rng.random() < 0.01 else started + 1 + rng.randrange(1 + width // 50)
            rows.append((started, ended))
        few = rows[:50]
        if swept(few) != peak([(s, 2 * FAR if e is None else e, "[)") for s, e in few]):
            raise Mismatch(f"the two oracles differ on {few}")
        table += [(g, *row) for row in rows]
        expected[g] = swept(rows)
    server.load("long", "g bigint, s bigint, e bigint", table)
    server.check("long", "analytics_max_concurrency(at(s), at(e)), us(analytics_max_concurrency_at(at(s), at(e)))",
                 "long", expected)


def run(server, rng, groups):
    check_long(server, rng)
    table, ranges = [], []
    closed, half_open, ranged, averages, buckets = {}, {}, {}, {}, {}
    for g in range(groups):
        rows = random_intervals(rng)
        lower = rng.randint(-5, 10)
        upper = lower + rng.randint(1, 12)
        bucket = rng.randint(1, 6)
        table += [(g, s, e, lower, upper, bucket) for s, e in rows]
        known = [(s, 2 * FAR if e is None else e) for s, e in rows if s is not None]

        plain = [(s, e, "[)") for s, e in known]
        half_open[g] = peak(plain)
        closed[g] = peak([(s, e, "[]") for s, e in known])
        averages[g] = (mean(plain, lower, upper),)
        buckets[g] = (series(plain, lower, upper, bucket),)

        mixed = []
        for s, e in rows:
            bounds = rng.choice(BOUNDS)
            unbounded = rng.random() < 0.1
            empty = rng.random() < 0.05
            ranges.append((g, s, e, bounds, unbounded, empty))
            if s is None or empty:
                continue
            mixed.append((-2 * FAR if unbounded else s, 2 * FAR if e is None else e, bounds))
        best, at = peak(mixed)
        ranged[g] = (best, at, at == -FAR)

    server.load("intervals", "g bigint, s bigint, e bigint, lower bigint, upper bigint, bucket bigint", table)
    server.check("half-open",
                 "analytics_max_concurrency(at(s), at(e)), us(analytics_max_concurrency_at(at(s), at(e)))",
                 "intervals", half_open)
    server.check("half-open, bounds said",
                 "analytics_max_concurrency(at(s), at(e), '[)'), us(analytics_max_concurrency_at(at(s), at(e), '[)'))",
                 "intervals", half_open)
    server.check("closed",
                 "analytics_max_concurrency(at(s), at(e), '[]'), us(analytics_max_concurrency_at(at(s), at(e), '[]'))",
                 "intervals", closed)
    server.check("average", "analytics_avg_concurrency(at(s), at(e), at(lower), at(upper))", "intervals", averages)
    server.conn.execute("""
        CREATE FUNCTION oracle.plain(series analytics_concurrency_bucket[]) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN (SELECT jsonb_agg(jsonb_build_array(us("time"), opening, peak, us(peak_time), mean) ORDER BY ord)
                  FROM unnest(series) WITH ORDINALITY AS u ("time", opening, peak, peak_time, mean, ord))""")
    server.check("series",
                 "plain(analytics_concurrency_agg(at(s), at(e), at(lower), at(upper), span(bucket)))",
                 "intervals", buckets)

    server.load("ranges", "g bigint, s bigint, e bigint, bounds text, unbounded boolean, empty_range boolean", ranges)
    server.conn.execute("""
        CREATE TABLE tstzranges AS
        SELECT g, CASE WHEN s IS NULL THEN NULL WHEN empty_range THEN 'empty'
                       ELSE tstzrange(CASE WHEN NOT unbounded THEN at(s) END, at(e), bounds) END AS r
          FROM ranges""")
    server.analyze("tstzranges")
    server.check("ranges",
                 "analytics_max_concurrency(r), us(analytics_max_concurrency_at(r)), "
                 "coalesce(analytics_max_concurrency_at(r) = '-infinity', false)", "tstzranges",
                 {g: (n, None if first else at, first) for g, (n, at, first) in ranged.items()})
    return f"{groups} groups, {len(table)} intervals"


if __name__ == "__main__":
    main(__doc__, run)
