#!/usr/bin/python3
"""analytics_followed_within, analytics_event_ratio and
analytics_habit_adherence against their definitions, by trying every pair of
rows and every day.
"""
from fractions import Fraction

from harness import main

TYPES = ("seen", "signup", "signup_completed", "Signup", "")


def ratio(numerator, denominator):
    return Fraction(numerator, denominator) if denominator else None


def followed(rows, within):
    rows = [r for r in rows if None not in r]
    triggers = [t for t, is_trigger, _ in rows if is_trigger]
    outcomes = [t for t, _, is_outcome in rows if is_outcome]
    return ratio(sum(any(0 < o - t <= within for o in outcomes) for t in triggers), len(triggers))


def habit(rows, as_of, window, weight):
    done = {day for day, is_done in rows if day is not None and is_done}
    days = range(as_of - window + 1, as_of + 1)
    streaks, length = [], 0
    for day in days:
        length = length + 1 if day in done else 0
        if length:
            if day == as_of or day + 1 not in done:
                streaks.append(length)
    current = 0
    while as_of - current in done:
        current += 1
    count = sum(day in done for day in days)
    longest = max(streaks, default=0)
    score = (1 - weight) * Fraction(count, window) + weight * Fraction(longest, window)
    return (score, Fraction(count, window), Fraction(100 * count, window), count,
            Fraction(sum(streaks), len(streaks)) if streaks else 0, current, longest)


def some(rng, value, null=0.06):
    return None if rng.random() < null else value


def check_followed(server, rng, groups):
    table, expected = [], {}
    for g in range(groups):
        within = rng.randint(0, 6)
        rows = [(some(rng, rng.randint(-8, 12)), some(rng, rng.random() < 0.4), some(rng, rng.random() < 0.3))
                for _ in range(rng.choice((1, 2, 4, 8, 14)))]
        table += [(g, *r, within) for r in rows]
        expected[g] = (followed(rows, within),)
    server.load("pairs", "g bigint, t bigint, is_trigger boolean, is_outcome boolean, span bigint", table)
    server.check("followed", "analytics_followed_within(at(t), is_trigger, is_outcome, span(span))", "pairs", expected)


def check_ratio(server, rng, groups):
    table, expected = [], {}
    for g in range(groups):
        numerator, denominator = rng.choice(TYPES), rng.choice(TYPES)
        rows = [some(rng, rng.choice(TYPES)) for _ in range(rng.choice((1, 2, 5, 10)))]
        table += [(g, r, numerator, denominator) for r in rows]
        expected[g] = (ratio(rows.count(numerator), rows.count(denominator)),)
    server.load("types", "g bigint, event_type text, numerator text, denominator text", table)
    server.check("ratio", "analytics_event_ratio(event_type, numerator, denominator)", "types", expected)


def check_habit(server, rng, groups):
    table, expected = [], {}
    for g in range(groups):
        as_of = rng.randint(-3, 12)
        window = rng.choice((1, 2, 7, 7, 10))
        weight = Fraction(rng.choice((0, 1, 2, 3, 8)), 8)
        rows = [(some(rng, rng.randint(-6, 14)), some(rng, rng.random() < 0.8))
                for _ in range(rng.choice((1, 3, 8, 20)))]
        table += [(g, *r, as_of, window, float(weight)) for r in rows]
        expected[g] = (*habit(rows, as_of, 7, Fraction(3, 10)), *habit(rows, as_of, window, weight))
    server.load("days", "g bigint, day integer, done boolean, as_of integer, span integer, weight float8", table)
    columns = ("score", "completion", "completion_percent", "days_done",
               "average_streak", "current_streak", "longest_streak")
    day = "date '2000-01-01'"
    plain = f"analytics_habit_adherence({day} + day, done, {day} + as_of)"
    full = f"analytics_habit_adherence({day} + day, done, {day} + as_of, span, weight)"
    server.check("habit", ", ".join(f"({call}).{c}" for call in (plain, full) for c in columns), "days", expected)


def run(server, rng, groups):
    for check in (check_followed, check_ratio, check_habit):
        check(server, rng, groups)
    return f"3 aggregates, {groups} groups each"


if __name__ == "__main__":
    main(__doc__, run)
