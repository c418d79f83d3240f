#!/usr/bin/python3
"""Merged states against the aggregates themselves, which have oracles of their own: rows are split into parts at random, and what the
states of the parts are merged into must be what the aggregate says of all rows, and the same bytes as the state of all rows.

Among the parts are empty ones (rows that are skipped, no rows), one and up to 20; they are merged under the three plans, in any order,
and once more after parts of them have been merged.  Times are often equal, values and tags come in another order in each part.
"""
from harness import Mismatch, SERIAL, main

HOUR = 3600 * 1000000
DAY = 24 * HOUR

PERIOD = "at(-100000000000), at(900000000000)"
# the aggregate, its merging one, the arguments
QUESTIONS = [
    ("funnel_agg", "merge", actor + ", at(t), type, " + rest)
    for actor in ("actor", "u")
    for rest in ("'{a,b,c}', '1 hour'", "'{a,a}', '2 days'", "'{c,é,a,b}', '0'")
] + [
    ("funnel_agg", "plan_merge", actor + ", at(t), steps, " + ("exclusions" if "exclusion" in plan else "NULL") + ", value, held, analytics_funnel_plan(" + plan + ")")
    for actor, plan in (
        ("actor", "3, '1 hour'"),
        ("u", "3, '2 days', 'strict', count_by => 'total', breakdown_by => 'last'"),
        ("actor", "3, '2 days', 'unordered', hold_constant => true"),
        ("u", "3, '3 hours', optional_steps => '{2}', exclusion_after => '{1}', exclusion_before => '{3}', as_of => at(50000000000)"),
        ("actor", "3, '2 days', exclusion_after => '{1,2}', exclusion_before => '{3,3}', from_time => at(0), hold_constant => true"))
] + [
    ("retention_agg", "merge", actor + ", at(t), type = 'a', type <> 'c', " + rest)
    for actor, rest in (
        ("actor", "'day', 3"), ("u", "'hour', 20"), ("actor", "'week', 1, '{}'"),
        ("u", """'day', 4, '{"rolling": true, "minimum_occurrences": 3, "time_zone": "Asia/Kathmandu"}'"""),
        ("actor", """'month', 2, '{"cohorts": "recurring", "returned": "on_or_after", "from": "2000-01-02T00:00:00", "as_of": "2000-02-01T00:00:00"}'"""))
] + [
    ("max_concurrency", "merge", "at(t), at(till)"),
    ("max_concurrency", "merge", "at(t), at(till), '(]'"),
    ("max_concurrency", "merge", "tstzrange(at(t), at(till), '[]')"),
    ("max_concurrency", "at_merge", "at(t), at(till)"),
    ("max_concurrency", "at_merge", "at(t), at(till), '[]'"),
    ("max_concurrency", "at_merge", "tstzrange(at(till - 5), at(till), '()')"),
    ("avg_concurrency", "merge", "at(t), at(till), " + PERIOD),
    ("avg_concurrency", "merge", "at(t), at(till), at(0), at(1)"),
    ("avg_concurrency", "merge", "at(t), at(till), at(0), at(0)"),
    ("concurrency_agg", "merge", "at(t), at(till), " + PERIOD + ", '1 day'"),
    ("concurrency_agg", "merge", "at(t), at(till), at(0), at(40), '7 microseconds'"),
    ("concurrency_agg", "merge", "at(t), at(till), at(5), at(5), '1 day'"),
    ("count_distinct", "merge", "u"),
    ("count_distinct", "merge", "actor"),
    ("count_distinct", "merge", "nullif(steps, 2) - 1"),
    ("active_minutes", "merge", "at(t)"),
    ("active_minutes", "merge", "at(till)"),
    ("active_minutes", "merge", "at(t * 37)"),
    ("followed_within", "merge", "at(t), type = 'a', type = 'b', '1 hour'"),
    ("followed_within", "merge", "at(t), type = 'a', type = 'a', '2 days'"),
    ("followed_within", "merge", "at(t), type > 'a', exclusions = 1, '0'"),
    ("event_ratio", "merge", "type, 'a', 'b'"),
    ("event_ratio", "merge", "value, 'é', 'y'"),
    ("event_ratio", "merge", "type, '', ''"),
    ("sessions_agg", "merge", "at(t), '1 hour'"),
    ("sessions_agg", "merge", "at(t), '0'"),
    ("sessions_agg", "merge", "at(till), '2 days'"),
]


def random_rows(rng, g):
    """A group: of few rows mostly, of few microseconds, hours, or decades; one in a hundred is large."""
    size = rng.choice((1, 2, 5, 10, 20, 40)) if g % 100 else rng.choice((5000, 15000))
    unit = rng.choice((1, 1000, HOUR // 2, HOUR // 2, DAY, 400 * DAY))
    reach = rng.choice((3, 30))
    actors = rng.choice((1, 3, size))
    parts = rng.randint(1, 20)
    rows = []
    for _ in range(size):
        t = rng.randrange(-3, reach) * unit
        row = [rng.randrange(actors), t, t + rng.choice((0, 1, unit, 7 * unit)), rng.choice("abcé"), rng.choice((None, "x", "y", "é", "")),
               rng.choice((None, "1", "2")), rng.randrange(8), rng.choice((None, 0, 0, 1))]
        if rng.random() < 0.1:
            row[rng.choice((0, 1, 2, 3))] = None
        if row[1] is None or row[2] is None:
            row[2] = None
        rows.append((g, rng.randrange(parts), *row))
    # a part of which every row is skipped
    rows.append((g, parts, *[None] * 8))
    return rows


def run(server, rng, groups):
    rows = [row for g in range(groups) for row in random_rows(rng, g)]
    server.load("events", "g bigint, part integer, actor bigint, t bigint, till bigint, type text, value text, held text, steps integer, "
                "exclusions integer", rows)
    server.conn.execute("ALTER TABLE events ADD u uuid GENERATED ALWAYS AS "
                        "(('00000000-0000-4000-8000-' || lpad(to_hex(actor), 12, '0'))::uuid) STORED")
    for name, merge, arguments in QUESTIONS:
        aggregate, state = f"analytics_{name}", f"analytics_{name}_state"
        plain = aggregate + ("_at" if merge == "at_merge" else "")
        server.conn.execute(f"""
            SET max_parallel_workers_per_gather = 0;
            DROP TABLE IF EXISTS states, nested;
            CREATE TABLE states AS SELECT g, part, {state}({arguments}) AS state FROM events GROUP BY g, part ORDER BY random();
            INSERT INTO states SELECT g, NULL, NULL FROM states WHERE g % 5 = 0;
            CREATE TABLE nested AS SELECT g, part % 3, {aggregate}_merge_state(state ORDER BY random()) AS state FROM states GROUP BY 1, 2;
            INSERT INTO nested SELECT g, -1, {state}({arguments}) FROM events WHERE false GROUP BY g""")
        expected = {row[0]: row[1:] for row in server.rows(
            f"SELECT g, {plain}({arguments})::text, {state}({arguments})::text FROM events GROUP BY g")}
        merged = f"{aggregate}_{merge}(state)::text, {aggregate}_merge_state(state)::text"
        server.analyze("states")
        server.check(f"states of {plain}({arguments})", merged, "states", expected)
        server.conn.execute(SERIAL)
        again = {row[0]: row[1:] for row in server.rows(f"SELECT g, {merged} FROM nested GROUP BY g")}
        if again != expected:
            raise Mismatch(f"states of {plain}({arguments}), merged again: groups {[g for g in expected if again.get(g) != expected[g]]}")
        # the state itself, by workers and in another order
        server.check(f"{state}({arguments})", f"{state}({arguments})::text", "events", {g: values[1:] for g, values in expected.items()})
    return f"{groups} groups, {len(rows)} rows, {len(QUESTIONS)} questions"


if __name__ == "__main__":
    main(__doc__, run, default_groups=400)
