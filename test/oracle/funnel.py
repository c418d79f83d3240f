#!/usr/bin/python3
"""The population funnel against its definition, by exhaustive search.

For every start of every actor all ways to fill the steps are tried, each step
by a row of its own; nothing here knows of passes, instants or windows that
slide.  Times are a few microseconds, so that ties, repeated steps, and gaps
that hit a limit exactly, are the rule.
"""
from fractions import Fraction
from itertools import groupby

from harness import main

SECOND = 1000000
INFINITY = 1 << 62
STEP_NAMES = ("a", "b", "c", "d")
YEAR = 365 * 86400 * 10**6
ORDERS = ("ordered", "ordered", "strict", "unordered")


class Plan:
    """What is asked; steps are counted from 0."""

    def __init__(self, n, within):
        self.n, self.within = n, within
        self.order = "ordered"
        self.limits = [None] * n
        self.optional = set()
        self.exclusions = []  # (after, before)
        self.from_time = self.to_time = self.as_of = None
        self.total = self.last = self.hold = False

    def gates(self):
        return [s for s in range(self.n) if s not in self.optional]

    def may_start(self, t):
        return ((self.from_time is None or t >= self.from_time)
                and (self.to_time is None or t < self.to_time))


class Row:
    def __init__(self, t, steps, exclusions, breakdown, hold):
        self.t, self.steps, self.exclusions = t, steps, exclusions
        self.breakdown, self.hold = breakdown, hold

    def does(self, step):
        return bool(self.steps >> step & 1)

    def order(self):
        """At one instant: no step first, then by first step, then by values."""
        return (self.t, self.steps & -self.steps, self.steps,
                value_key(self.breakdown), value_key(self.hold))


class Chain:
    """times: {step: time}; unordered, the steps are places."""

    def __init__(self, start, times, depth, breakdown):
        self.start, self.times, self.depth, self.breakdown = start, times, depth, breakdown

    def key(self, plan):
        steps = plan.gates() if plan.order != "unordered" else range(plan.n)
        return (-self.depth, [self.times[s] for s in steps if s in self.times][:self.depth],
                [self.times.get(s, INFINITY) for s in sorted(plan.optional)],
                value_key(self.breakdown))


def value_key(value):
    return (value is None, (value or "").encode())


def assignable(rows, steps_at):
    """Can different rows be found for these (step, time)?"""
    if not steps_at:
        return True
    (step, t), rest = steps_at[0], steps_at[1:]
    return any(assignable(rows[:i] + rows[i + 1:], rest)
               for i, row in enumerate(rows) if row.does(step) and row.t == t)


def paths(rows, plan, start, gates, used, last):
    """All chains of gates that continue after those used: lists of times."""
    yield []
    if not gates:
        return
    for i, row in enumerate(rows):
        limit = plan.limits[gates[0]]
        if (i not in used and row.does(gates[0]) and row.t >= last
                and row.t - start <= plan.within and (limit is None or row.t - last <= limit)):
            for path in paths(rows, plan, start, gates[1:], used | {i}, row.t):
                yield [row.t] + path


def ordered_chain(rows, plan, start):
    """The deepest chain from an instant, of those the earliest."""
    gates = plan.gates()
    best = []
    for i, row in enumerate(rows):
        if row.t == start and row.does(gates[0]):
            for path in paths(rows, plan, start, gates[1:], {i}, start):
                path = [start] + path
                if (-len(path), path) < (-len(best), best):
                    best = path
    times = dict(zip(gates, best))
    filled = list(times.items())
    for step in sorted(plan.optional):
        before = max(g for g in gates if g < step)
        after = min((g for g in gates if g > step), default=None)
        if before not in times:
            continue
        limit = plan.limits[step]
        end = times[after] if after in times else start + plan.within
        for t in sorted({row.t for row in rows}):
            if (times[before] <= t <= end and (limit is None or t - times[before] <= limit)
                    and assignable(rows, filled + [(step, t)])):
                filled.append((step, t))
                break
    depth = len(best)
    place = gates[depth - 1] if plan.last else gates[0]
    value = min((row.breakdown for row in rows if row.t == times[place] and row.does(place)),
                key=value_key)
    return Chain(start, dict(filled), depth, value)


def most_different(rows, n):
    """The most rows that can fill different steps."""
    def search(i, free):
        if i == len(rows) or not free:
            return 0
        return max([search(i + 1, free)]
                   + [1 + search(i + 1, free - {s}) for s in free if rows[i].does(s)])
    return search(0, frozenset(range(n)))


def unordered_chain(rows, plan, start):
    seen = [row for row in rows if start <= row.t <= start + plan.within]
    times = {}
    for t in sorted({row.t for row in seen}):
        depth = most_different([row for row in seen if row.t <= t], plan.n)
        while len(times) < depth:
            times[len(times)] = t
    at = times[len(times) - 1] if plan.last else times[0]
    value = min((row.breakdown for row in rows if row.t == at and row.steps), key=value_key)
    return Chain(start, times, len(times), value)


def strict_chain(rows, plan, i):
    """The chain from a row, and the row that ended it."""
    gates = plan.gates()
    times = {gates[0]: rows[i].t}
    depth, last = 1, rows[i]
    j = i + 1
    while j < len(rows):
        row = rows[j]
        if gates[depth - 1] == plan.n - 1:
            break
        before = gates[depth - 1]
        after = gates[depth] if depth < len(gates) else None
        fits = [s for s in range(before + 1, plan.n if after is None else after + 1)
                if row.does(s) and (plan.limits[s] is None or row.t - times[before] <= plan.limits[s])]
        if (row.t - rows[i].t > plan.within or not fits
                or (plan.hold and row.hold != rows[i].hold)):
            break
        if after in fits:
            times[after] = row.t
            depth, last = depth + 1, row
        else:
            vacant = [s for s in fits if s not in times]
            if vacant:
                times[vacant[0]] = row.t
        j += 1
    return Chain(rows[i].t, times, depth, (last if plan.last else rows[i]).breakdown), j


def excluded_at(all_rows, plan, chain):
    """When an exclusion first kills the attempt, or None."""
    hits = []
    for e, (after, before) in enumerate(plan.exclusions):
        if after in chain.times:
            hits += [row.t for row in all_rows
                     if row.exclusions >> e & 1 and row.t > chain.times[after]
                     and (row.t < chain.times[before] if before in chain.times
                          else row.t <= chain.start + plan.within)]
    return min(hits, default=None)


def strict_attempts(rows, plan):
    i = 0
    while i < len(rows):
        if not (rows[i].does(0) and plan.may_start(rows[i].t)
                and not (plan.hold and rows[i].hold is None)):
            i += 1
            continue
        chain, ended = strict_chain(rows, plan, i)
        killed = excluded_at(rows, plan, chain)
        if killed is None:
            yield chain
        if not plan.total:
            i += 1
        elif killed is None:
            i = ended
        else:
            i = next((j for j, row in enumerate(rows) if row.t > killed), len(rows))


def unit_attempts(unit, all_rows, plan):
    unordered = plan.order == "unordered"
    whole = plan.n if unordered else len(plan.gates())
    after = None
    for start in sorted({row.t for row in unit if (row.steps if unordered else row.does(0))}):
        if not plan.may_start(start) or (after is not None and start <= after):
            continue
        chain = (unordered_chain if unordered else ordered_chain)(unit, plan, start)
        killed = excluded_at(all_rows, plan, chain)
        if killed is None:
            yield chain
        if plan.total:
            if killed is not None:
                after = killed
            elif chain.depth == whole:
                after = chain.times[whole - 1 if unordered else plan.gates()[-1]]
            else:
                after = start + plan.within


def actor_chains(rows, plan):
    rows = sorted(rows, key=Row.order)
    if plan.order == "strict":
        chains = list(strict_attempts(rows, plan))
    else:
        units = [rows]
        if plan.hold:
            held = sorted((row for row in rows if row.hold is not None), key=lambda row: row.hold)
            units = [sorted(unit, key=Row.order) for _, unit in groupby(held, key=lambda row: row.hold)]
        chains = [chain for unit in units for chain in unit_attempts(unit, rows, plan)]
    if plan.total or not chains:
        return chains
    return [min(chains, key=lambda chain: chain.key(plan))]


def quantile(values, fraction):
    values = sorted(values)
    position = fraction * (len(values) - 1)
    low = int(position)
    part = position - low
    high = values[low + 1] if part else values[low]
    return (values[low] + part * (high - values[low])) / SECOND


def counted(chains, plan):
    """The answer's numbers, step by step."""
    lines = []
    before = None
    for step in range(plan.n):
        there = [chain for chain in chains if step in chain.times]
        actors = len(there)
        line = [actors, ratio(actors, len(chains))] + [None] * 6
        if before is not None:
            previous = len([chain for chain in chains if before in chain.times])
            line[2], line[3] = ratio(actors, previous), previous - actors
            if there:
                gaps = [chain.times[step] - chain.times[before] for chain in there]
                line[4:] = [quantile(gaps, Fraction(1, 2)), quantile(gaps, Fraction(9, 10)),
                            Fraction(sum(gaps), actors * SECOND),
                            quantile([chain.times[step] - chain.start for chain in there], Fraction(1, 2))]
        immature = None
        if plan.as_of is not None:
            immature = sum(chain.start + plan.within >= plan.as_of for chain in there)
        lines.append(line + [immature])
        if step not in plan.optional:
            before = step
    return lines


def ratio(part, whole):
    return Fraction(part, whole) if whole else None


def answer(rows_of_actors, plan):
    chains = [chain for rows in rows_of_actors for chain in actor_chains(rows, plan)]
    by_value = {}
    for chain in chains:
        by_value.setdefault(chain.breakdown, []).append(chain)
    if not by_value:
        by_value[None] = []
    return [[value, step + 1] + line
            for value in sorted(by_value, key=value_key)
            for step, line in enumerate(counted(by_value[value], plan))]


# ---------- random questions ----------

def maybe(rng, chance, value, otherwise=None):
    return value() if rng.random() < chance else otherwise


def random_plan(rng):
    plan = Plan(rng.choice((1, 2, 3, 3, 4, 4)), rng.choice((0, 1, 2, 3, 5, 8, 20)))
    plan.order = rng.choice(ORDERS)
    if plan.order != "unordered":
        for step in range(1, plan.n):
            if rng.random() < 0.2:
                plan.optional.add(step)
            plan.limits[step] = maybe(rng, 0.3, lambda: rng.choice((0, 1, 2, 4)))
    gates = plan.gates()
    for _ in range(rng.choice((0, 0, 0, 1, 2, 3)) if len(gates) > 1 else 0):
        plan.exclusions.append(tuple(sorted(rng.sample(gates, 2))))
    plan.from_time = maybe(rng, 0.4, lambda: rng.randint(0, 5))
    plan.to_time = maybe(rng, 0.4, lambda: rng.randint(plan.from_time or 0, 12))
    plan.as_of = maybe(rng, 0.5, lambda: rng.randint(0, 16))
    plan.total = rng.random() < 0.3
    plan.last = rng.random() < 0.5
    plan.hold = rng.random() < 0.3
    return plan


def random_steps(rng, n, crowded):
    kind = rng.random()
    if kind < 0.12:
        return 0
    if kind < (0.3 if crowded else 0.75):
        return 1 << rng.randrange(n)
    return rng.randrange(1 << n)


def random_rows(rng, plan):
    """(row as loaded, Row or None when it is skipped) of some actors."""
    latest = rng.choice((1, 4, 10, 10))
    crowded = rng.random() < 0.3
    for actor in range(rng.choice((1, 1, 2, 3))):
        for _ in range(rng.choice((0, 1, 2, 3, 4, 5, 6, 7))):
            t, steps = rng.randint(0, latest), random_steps(rng, plan.n, crowded)
            exclusions = maybe(rng, 0.3, lambda: rng.randrange(1 << len(plan.exclusions)), 0)
            breakdown = rng.choice((None, "", "v", "v", "vw", "é"))
            hold = rng.choice((None, "x", "x", "y"))
            null = rng.random()
            loaded = [actor, t, steps, None if rng.random() < 0.1 and not exclusions else exclusions,
                      breakdown, hold]
            if null < 0.06:
                loaded[rng.choice((0, 1, 2))] = None
            yield tuple(loaded), actor, (None if None in loaded[:3]
                                         else Row(t, steps, exclusions, breakdown, hold))


def array(values):
    return None if values is None else "{%s}" % ",".join("NULL" if v is None else str(v) for v in values)


def general(server, rng, groups):
    rows, expected = [], {}
    for g in range(groups):
        plan = random_plan(rng)
        actors = {}
        loaded = list(random_rows(rng, plan))
        if not loaded:
            continue
        for line, actor, row in loaded:
            rows.append((g, *line, plan.n, plan.within, plan.order, array(plan.limits),
                         array([s + 1 for s in plan.optional]),
                         array([a + 1 for a, _ in plan.exclusions]),
                         array([b + 1 for _, b in plan.exclusions]),
                         plan.from_time, plan.to_time, plan.as_of,
                         "total" if plan.total else "actor", "last" if plan.last else "first", plan.hold))
            if row is not None:
                actors.setdefault(actor, []).append(row)
        expected[g] = (answer(actors.values(), plan),) * 2

    server.load("loaded", """g bigint, actor bigint, t bigint, steps integer, exclusions integer,
                breakdown text, held text, n integer, within bigint, order_mode text, limits bigint[],
                optional integer[], after integer[], before integer[], from_us bigint, to_us bigint,
                as_of_us bigint, count_by text, breakdown_by text, hold boolean""", rows)
    server.conn.execute("""
        CREATE TABLE asked AS
        SELECT g, actor, at(t) AS t, steps, exclusions, breakdown, held,
               ('00000000-0000-4000-8000-' || lpad(to_hex(actor), 12, '0'))::uuid AS actor_uuid,
               analytics_funnel_plan(n, span(within), order_mode,
                 step_limits => (SELECT array_agg(span(l) ORDER BY ord) FROM unnest(limits) WITH ORDINALITY AS u (l, ord)),
                 optional_steps => optional, exclusion_after => after, exclusion_before => before,
                 from_time => at(from_us), to_time => at(to_us), as_of => at(as_of_us),
                 count_by => count_by, breakdown_by => breakdown_by, hold_constant => hold) AS plan
        FROM loaded;
        ANALYZE asked""")
    lines = "to_json(analytics_funnel_agg(%s, t, steps, exclusions, breakdown, held, plan))"
    server.check("general form", lines % "actor" + ", " + lines % "actor_uuid", "asked", expected)
    return len(rows)


def short(server, rng, groups):
    """The short form, among it groups of many rows: parts, chunks and runs.  Some have times in whole
    milliseconds, some only nearly; some have steps and times that do not fit into the word of a row."""
    rows, expected = [], {}
    for g in range(groups):
        large = g % 2000 == 0
        names = [rng.choice(STEP_NAMES) for _ in range(rng.choice((1, 2, 3, 4, 9)))]
        unit, odd = rng.choice(((1, 0), (1000, 0), (1000, 0.01), (30 * YEAR, 0.01)))
        plan = Plan(len(names), rng.choice((0, 1, 2, 3, 5, 8)) * unit)
        actors = {}
        for _ in range(30000 if large else rng.choice((1, 3, 5, 8, 12))):
            actor = rng.randrange(8000 if large else 3)
            t = rng.randint(0, 10) * unit + (rng.random() < odd)
            name = rng.choice(STEP_NAMES + ("e", None))
            rows.append((g, actor, t, name, array(names), plan.within))
            steps = sum(1 << i for i, n in enumerate(names) if n == name)
            if steps:
                actors.setdefault(actor, []).append(Row(t, steps, 0, None, None))
        lines = answer(actors.values(), plan)
        expected[g] = ([[line[1], names[line[1] - 1]] + line[2:10] for line in lines],)

    server.load("named", "g bigint, actor bigint, t bigint, event_type text, steps text[], within bigint", rows)
    server.check("short form", "to_json(analytics_funnel_agg(actor, at(t), event_type, steps, span(within)))",
                 "named", expected)
    return len(rows)


def run(server, rng, groups):
    rows = general(server, rng, groups) + short(server, rng, groups)
    return f"{groups} groups twice, {rows} rows"


if __name__ == "__main__":
    main(__doc__, run)
