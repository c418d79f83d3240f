#!/usr/bin/python3
"""Brute-force oracle for analytics_sequence_match and analytics_sequence_count.

Patterns are made as lists of items and tried by plain backtracking over every
way to consume rows, as the definition says: a condition or a dot consumes the
next row, .* any number of rows, and behind a time the next consumed row is any
later one at that distance.
"""
import operator

import harness

OPERATORS = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "==": operator.eq}
SECOND = 1000000


def random_pattern(rng, conditions):
    """Items: ("row", condition or None), ("star",), ("time", operator, seconds)."""
    items = []
    for _ in range(rng.choice([1, 2, 2, 3, 3, 4])):
        if rng.random() < 0.4:
            items.append(("star",))
        items.append(("row", None if rng.random() < 0.15 else rng.randrange(conditions)))
        if rng.random() < 0.4:
            items.append(("time", rng.choice(list(OPERATORS)), rng.choice([0, 1, 2, 3])))
    if items[-1][0] == "time" and rng.random() < 0.7:
        items.pop()
    elif items[-1][0] == "time" or rng.random() < 0.1:
        items.append(("star",))
    return items


def text_of(items):
    def text(item):
        if item[0] == "star":
            return ".*"
        if item[0] == "time":
            return f"(?t{item[1]}{item[2]})"
        return "." if item[1] is None else f"(?{item[1] + 1})"
    return "".join(map(text, items))


def random_group(rng):
    conditions = rng.choice([1, 2, 2, 3, 3, 4])
    instants = rng.choice([1, 3, 6, 10])
    null = rng.choice([0, 0, 0, 0.05, 0.5])
    rows = []
    for _ in range(rng.randrange(1, 10)):
        at = None if rng.random() < null / 2 else rng.randrange(instants) * SECOND
        row = [rng.random() < rng.choice([0.1, 0.7]) for _ in range(conditions)]
        if rng.random() < null:
            row[rng.randrange(conditions)] = None
        rows.append((at, row))
    return random_pattern(rng, conditions), rows


def ends(items, rows, position, before, time):
    """Every row behind a match of the items, whose next row is rows[position].

    before: the time of the row consumed last; time: the pending ("time", ...) item.
    """
    if not items:
        yield position
        return
    kind = items[0][0]
    if kind == "time":
        yield from ends(items[1:], rows, position, before, items[0])
        return
    if kind == "star":
        yield from ends(items[1:], rows, position, before, time)
    for index in range(position, len(rows)):
        at, conditions = rows[index]
        if time is not None:
            if not OPERATORS[time[1]](at - before, time[2] * SECOND):
                continue  # skipped
        elif index > position:
            break
        if kind == "star":
            yield from ends(items, rows, index + 1, at, None)
        elif items[0][1] is None or conditions[items[0][1]]:
            yield from ends(items[1:], rows, index + 1, at, None)


def answer(items, rows):
    rows = [(at, row) for at, row in rows if at is not None and None not in row]
    if not rows:
        return None, None
    rows = [row for row in rows if any(row[1])]
    rows.sort(key=lambda row: (row[0], [not condition for condition in row[1]]))
    count, start = 0, 0
    while start < len(rows):
        end = min(ends(items, rows, start, None, None), default=None)
        count += end is not None
        start = start + 1 if end is None else end
    return count > 0, count


def run(server, rng, groups):
    table, expected = [], {}
    for g in range(groups):
        items, rows = random_group(rng)
        expected[g] = answer(items, rows)
        table += [(g, text_of(items), at, row) for at, row in rows]
    rng.shuffle(table)
    server.load("sequences", "g bigint, pattern text, at bigint, conditions boolean[]", table)
    # the planner shall think that aggregating in the workers is worth it
    server.conn.execute("ALTER TABLE sequences ALTER COLUMN g SET (n_distinct = 10); ANALYZE sequences")
    for name, column in (("analytics_sequence_match", 0), ("analytics_sequence_count", 1)):
        server.check(name, f"{name}(pattern, oracle.at(at), VARIADIC conditions)", "sequences",
                     {g: (values[column],) for g, values in expected.items()})
    found = sum(bool(match) for match, _ in expected.values())
    repeated = sum((count or 0) > 1 for _, count in expected.values())
    return f"{groups} groups, {found} with a match, {repeated} with several"


if __name__ == "__main__":
    harness.main(__doc__, run)
