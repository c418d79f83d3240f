#!/usr/bin/python3
"""The calendar of the server's time zones from 1990 to 2040 against its definition.

Weeks and months are all compared, days and hours around each change of a
clock.  Then random instants around the changes: the interval that an aggregate
finds for them is the one in which they lie.

--groups: so many zones, chosen at random, beside those in which something is
odd; 1000 are all.
"""
from pathlib import Path
from zoneinfo import TZPATH

from harness import Mismatch, main
from zone_calendar import DAY, EPOCH, HOUR, MICROSECOND, ZoneCalendar

FROM, TO = ((EPOCH.replace(year=year) - EPOCH) // MICROSECOND for year in (1990, 2040))
GRAINS = ("hour", "day", "week", "month")
# midnights that come twice or not at all, dates that are skipped, parts of hours, a summer time of two hours
ODD = ("Atlantic/Azores", "America/Havana", "America/St_Johns", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Kwajalein",
       "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Pyongyang", "Antarctica/Troll", "America/Caracas", "Africa/Casablanca")


def borders(server, name, calendar):
    """Returns the number of windows looked at."""
    windows = {"hour": calendar.windows(FROM, TO, 2 * DAY), "day": calendar.windows(FROM, TO, 3 * DAY),
               "week": [(FROM, TO)], "month": [(FROM, TO)]}
    for grain in GRAINS:
        expected = {b for first, beyond in windows[grain] for b in calendar.borders(grain, first, beyond)}
        got = {row[0] for row in server.conn.execute(
            """SELECT us(b) FROM unnest(%s::bigint[], %s::bigint[]) AS w (first, beyond),
               unnest(mindwell_internal.bucket_borders(at(first), at(beyond), %s, %s)) AS b""",
            ([w[0] for w in windows[grain]], [w[1] for w in windows[grain]], grain, name))}
        if got != expected:
            raise Mismatch(f"{grain} of {name}: expected, not got {sorted(expected - got)[:5]}, "
                           f"got, not expected {sorted(got - expected)[:5]}")
    return len(windows["hour"])


def instants(server, rng, calendars, rounds):
    loaded, expected = [], {}
    for name, calendar in calendars * rounds:
        changes = [change for change in calendar.changes if FROM <= change < TO] or [0]
        for grain in GRAINS:
            us = rng.choice(changes) + rng.choice((-1, 0, 1)) + rng.choice((0, HOUR, DAY, -DAY, rng.randint(-96, 96) * HOUR // 2))
            loaded.append((len(expected), us, grain, '{"time_zone": "%s"}' % name))
            expected[len(expected)] = (calendar.borders(grain, us, us + 1)[0],)
    server.load("instants", "g bigint, t bigint, grain text, options jsonb", loaded)
    server.check("interval of an instant",
                 "us((analytics_retention_agg(g, at(t), true, false, grain, 0, options))[1].cohort)", "instants", expected)
    return len(loaded)


def run(server, rng, groups):
    names = [row[0] for row in server.rows("SELECT name FROM pg_timezone_names WHERE name !~ '^(posix/|Factory$)' ORDER BY name")]
    # Many names are of one zone, one of which is as good as all.
    zones = {}
    for name in (*ODD, *names):
        rules = next(path for path in (Path(directory, name) for directory in TZPATH) if path.exists()).read_bytes()
        zones.setdefault(rules, name)
    others = [name for name in zones.values() if name not in ODD]
    chosen = [*ODD, *rng.sample(others, min(groups, len(others)))]
    calendars = [(name, ZoneCalendar(name)) for name in chosen]
    windows = sum(borders(server, name, calendar) for name, calendar in calendars)
    points = instants(server, rng, calendars, 20)
    return f"{len(chosen)} of {len(zones)} zones, {windows} times of changes, {points} instants"


if __name__ == "__main__":
    main(__doc__, run, default_groups=40)
