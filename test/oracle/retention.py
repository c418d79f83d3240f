#!/usr/bin/python3
"""The cohort matrix and the retention flags against their definitions.

The intervals are those of zone_calendar.py; times lie around changes of
daylight saving time (by an hour, by half an hour, at midnight), around a date
that is skipped and the starts of months and weeks, a microsecond to either
side.
"""
import json
from bisect import bisect_right
from datetime import datetime, timezone
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from harness import main
from zone_calendar import DAY, EPOCH, HOUR, MICROSECOND, ZoneCalendar

SESSION_ZONE = ZoneInfo("America/St_Johns")  # as the harness sets it

# instants (UTC) around which something changes
TURNS = {
    "UTC": ("2024-02-29T00:00", "2026-01-01T00:00", "1999-12-31T23:00"),
    "America/Los_Angeles": ("2026-03-08T10:00", "2026-11-01T09:00", "2026-03-08T08:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),
    "Asia/Kathmandu": ("2026-02-28T18:15", "1985-12-31T18:30"),
    "America/Havana": ("2025-11-02T05:00", "2025-03-09T05:00"),
    "America/Sao_Paulo": ("2017-10-15T03:00", "2018-02-18T02:00"),
    "America/St_Johns": ("2006-10-29T02:31", "2006-04-02T03:31"),
    "Atlantic/Azores": ("2024-10-27T01:00", "2024-03-31T01:00"),
    "Pacific/Apia": ("2011-12-30T10:00",),
}
GRAINS = ("hour", "day", "day", "week", "month")


def instant(us):
    return EPOCH + us * MICROSECOND


def micros(at):
    return (at - EPOCH) // MICROSECOND


class Intervals:
    """Those of a grain around a turn, numbered one after the other."""
    @staticmethod
    @lru_cache(maxsize=None)
    def of(zone_name, grain, turn):
        return Intervals(ZoneCalendar(zone_name).borders(grain, turn - 100 * DAY, turn + 400 * DAY))

    def __init__(self, starts):
        self.starts = starts

    def number(self, us):
        return bisect_right(self.starts, us) - 1

    def start(self, number):
        return self.starts[number]


class Question:
    def __init__(self, rng):
        self.zone_name = rng.choice(sorted(TURNS))
        self.turn = micros(datetime.fromisoformat(rng.choice(TURNS[self.zone_name])).replace(tzinfo=timezone.utc))
        self.grain = rng.choice(GRAINS)
        self.intervals = Intervals.of(self.zone_name, self.grain, self.turn)
        self.periods = rng.choice((0, 1, 3, 6))
        self.recurring = rng.random() < 0.4
        self.or_after = rng.random() < 0.4
        self.rolling = rng.random() < 0.4
        self.minimum = rng.choice((1, 1, 1, 2, 3))
        self.from_time = self.time(rng) if rng.random() < 0.3 else None
        self.to_time = self.time(rng) if rng.random() < 0.3 else None
        if None not in (self.from_time, self.to_time) and self.from_time > self.to_time:
            self.from_time, self.to_time = self.to_time, self.from_time
        self.as_of = self.time(rng) + rng.choice((0, DAY, 40 * DAY)) if rng.random() < 0.5 else None

    def time(self, rng):
        step = rng.choice((HOUR // 4, HOUR, HOUR, 6 * HOUR, DAY, DAY, 7 * DAY))
        return self.turn + rng.randint(-3, 4) * step + rng.choice((-1, 0, 0, 0, 1))

    def options(self):
        chosen = {
            "time_zone": self.zone_name,
            "cohorts": "recurring" if self.recurring else "first_time",
            "returned": "on_or_after" if self.or_after else "on",
            "rolling": self.rolling,
            "minimum_occurrences": self.minimum,
        }
        for name, us in (("from", self.from_time), ("to", self.to_time), ("as_of", self.as_of)):
            # without an offset it is UTC
            chosen[name] = None if us is None else instant(us).replace(tzinfo=None).isoformat()
        return json.dumps(chosen)

    def inside(self, us):
        return ((self.from_time is None or us >= self.from_time)
                and (self.to_time is None or us < self.to_time))


def actor_starts(question, starts):
    """(interval, own start) pairs."""
    number_of = question.intervals.number
    if not question.recurring:
        starts = [us for us in starts if question.to_time is None or us < question.to_time]
        first = min(starts, default=None)
        return [(number_of(first), first)] if first is not None and question.inside(first) else []
    inside = sorted(us for us in starts if question.inside(us))
    return [(n, min(us for us in inside if number_of(us) == n)) for n in sorted({number_of(us) for us in inside})]


def returned(question, interval, own_start, returns, period):
    """Did an actor do the returning event often enough in just this period?"""
    if question.rolling:
        there = [us for us in returns if us >= own_start and (us - own_start) // DAY == period]
    else:
        there = [us for us in returns if question.intervals.number(us) == interval + period]
    return len(there) >= question.minimum


def answer(question, rows):
    """rows: (actor, us, is_start, is_return) without NULLs."""
    known = question.as_of
    if known is None:
        known = max((us for _, us, _, _ in rows), default=None)
    if question.to_time is not None and known is not None:
        known = min(known, question.to_time)
    cohorts = {}
    for actor in {row[0] for row in rows}:
        starts = [us for a, us, is_start, _ in rows if a == actor and is_start]
        returns = [us for a, us, _, is_return in rows if a == actor and is_return and question.inside(us)]
        for interval, own_start in actor_starts(question, starts):
            cells = cohorts.setdefault(interval, [0] * (question.periods + 1))
            cells[0] += 1
            span = max(returns, default=own_start) - own_start
            furthest = question.periods
            if question.or_after:
                furthest += max(span, 0) // HOUR + 2
            done = [p for p in range(1, furthest + 1) if returned(question, interval, own_start, returns, p)]
            for period in range(1, question.periods + 1):
                cells[period] += any(p == period or question.or_after and p > period for p in done)

    result = []
    for interval in sorted(cohorts):
        cells = cohorts[interval]
        for period, actors in enumerate(cells):
            if question.rolling:
                end = question.intervals.start(interval + 1)
                end += (period + 1) * DAY if period else 0
            else:
                end = question.intervals.start(interval + period + 1)
            label = instant(question.intervals.start(interval)).astimezone(SESSION_ZONE)
            result.append([label.isoformat(), cells[0], period, actors, Fraction(actors, cells[0]), end <= known])
    return result


def matrix(server, rng, groups):
    loaded, expected = [], {}
    for g in range(groups):
        question = Question(rng)
        rows = []
        for actor in range(rng.choice((1, 2, 3))):
            for _ in range(rng.choice((1, 2, 3, 5, 8))):
                row = [actor, question.time(rng), rng.random() < 0.5, rng.random() < 0.6]
                if rng.random() < 0.05:
                    row[rng.randrange(4)] = None
                loaded.append((g, *row, question.grain, question.periods, question.options()))
                if None not in row:
                    rows.append(tuple(row))
        cells = answer(question, rows)
        expected[g] = (cells, cells)
    server.load("matrix", """g bigint, actor bigint, t bigint, is_start boolean, is_return boolean,
                grain text, periods integer, options jsonb""", loaded)
    call = "to_json(analytics_retention_agg(%s, at(t), is_start, is_return, grain, periods, options))"
    server.check("cohort matrix",
                 call % "actor" + ", "
                 + call % "('00000000-0000-4000-8000-' || lpad(to_hex(actor), 12, '0'))::uuid",
                 "matrix", expected)
    return len(loaded)


def many(server, rng, groups):
    """Few groups of many rows: parts that are merged while they grow, up to numbers that do not fit into
    the word of a row."""
    loaded, expected = [], {}
    size = max(1000, groups * 30)
    question = Question(rng)
    question.zone_name, question.grain, question.periods = "UTC", "day", 3
    question.recurring = question.rolling = question.or_after = False
    question.from_time, question.to_time, question.as_of = None, None, None
    rows = [(rng.randrange(5), rng.randint(0, 6 * DAY), rng.random() < 0.01, True) for _ in range(size)]
    rows += [(100 + i % 5000, rng.randint(0, 6 * DAY), True, True) for i in range(size // 10)]
    for row in rows:
        loaded.append((0, *row))
    server.load("many", "g bigint, actor bigint, t bigint, is_start boolean, is_return boolean", loaded)
    for question.minimum in (2, size // (5 * 6)):     # the second: what the first five have on a day, in the mean
        expected[0] = (days(question, rows),)
        server.check("many rows", f"""to_json(analytics_retention_agg(actor, at(t), is_start, is_return, 'day', 3,
                 '{{"minimum_occurrences": {question.minimum}}}'))""", "many", expected)
    return len(loaded)


def days(question, rows):
    """As answer(), for UTC days and many rows."""
    first, counts = {}, {}
    for actor, us, is_start, is_return in rows:
        if is_start:
            first[actor] = min(first.get(actor, us), us)
        if is_return:
            counts[actor, us // DAY] = counts.get((actor, us // DAY), 0) + 1
    known = max(us for _, us, _, _ in rows)
    cohorts = {}
    for actor, us in first.items():
        cells = cohorts.setdefault(us // DAY, [0] * 4)
        cells[0] += 1
        for period in (1, 2, 3):
            cells[period] += counts.get((actor, us // DAY + period), 0) >= question.minimum
    return [[instant(day * DAY).astimezone(SESSION_ZONE).isoformat(), cohorts[day][0], period, actors,
             Fraction(actors, cohorts[day][0]), (day + period + 1) * DAY <= known]
            for day in sorted(cohorts) for period, actors in enumerate(cohorts[day])]


def flags(server, rng, groups):
    loaded, expected = [], {}
    for g in range(groups):
        n = rng.choice((1, 2, 3, 5))
        rows = [[rng.choice((True, False, False, None) if rng.random() < 0.2 else (True, False, False))
                 for _ in range(n)] for _ in range(rng.choice((1, 2, 3, 4)))]
        for row in rows:
            loaded.append((g, "{%s}" % ",".join({True: "t", False: "f", None: "NULL"}[v] for v in row)))
        whole = [row for row in rows if None not in row]
        first = any(row[0] for row in whole)
        expected[g] = ([first and any(row[i] for row in whole) for i in range(n)],)
    server.load("flags", "g bigint, conditions boolean[]", loaded)
    server.check("flags", "analytics_retention_flags(VARIADIC conditions)", "flags", expected)
    return len(loaded)


def run(server, rng, groups):
    rows = matrix(server, rng, groups) + many(server, rng, groups) + flags(server, rng, groups)
    return f"{groups} groups, {rows} rows"


if __name__ == "__main__":
    main(__doc__, run)
