#!/usr/bin/python3
"""Sessions against their definition: a gap greater than the timeout, or an
event more than 24 hours after the session's start, begins the next one.

Times lie on a coarse grid of half timeouts and of 24 hours, one microsecond
to either side, so that every limit is hit exactly, missed and passed.  The window
function is asked in order, under a serial plan; the aggregate under all three.
"""
from harness import Mismatch, SERIAL, main

HOUR = 3600 * 1000000
CAP = 24 * HOUR


def split(times, timeout):
    sessions = []
    for t in sorted(times):
        if sessions and t - sessions[-1][-1] <= timeout and t - sessions[-1][0] <= CAP:
            sessions[-1].append(t)
        else:
            sessions.append([t])
    return sessions


def random_times(rng, timeout):
    times, now = [], rng.randint(-10, 10)
    for _ in range(rng.choice((0, 1, 2, 4, 8, 16, 30))):
        now += rng.choice((0, 0, 1, timeout // 2, timeout - 1, timeout, timeout, timeout + 1, 3 * timeout))
        times.append(now)
        if rng.random() < 0.1:
            times.append(times[0] + CAP + rng.choice((-1, 0, 1)))
    return times


def run(server, rng, groups):
    rows, expected, numbers = [], {}, {}
    for g in range(groups):
        timeout = rng.choice((0, 1, 10, HOUR // 2, 7 * HOUR, 12 * HOUR, 23 * HOUR, 30 * HOUR))
        times = random_times(rng, timeout)
        nulls = [None] * rng.choice((0, 0, 0, 1, 3)) or ([] if times else [None])
        rows += [(g, t, timeout) for t in rng.sample(times + nulls, len(times + nulls))]
        sessions = split(times, timeout)
        expected[g] = ([(s[0], s[-1], len(s)) for s in sessions] or None,)
        numbers[g] = sorted((t, n) for n, s in enumerate(sessions, 1) for t in s) + [(None, None)] * len(nulls)

    server.load("events", "g bigint, t bigint, timeout bigint", rows)
    server.conn.execute("""
        CREATE FUNCTION oracle.plain(sessions analytics_session_span[]) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN (SELECT jsonb_agg(jsonb_build_array(us(started), us(ended), events) ORDER BY ord)
                  FROM unnest(sessions) WITH ORDINALITY AS u (started, ended, events, ord))""")
    server.check("aggregate", "plain(analytics_sessions_agg(at(t), span(timeout)))", "events", expected)

    server.conn.execute(SERIAL)
    got = {}
    for g, t, n in server.rows("""
            SELECT g, t, analytics_session_number(at(t), span(timeout)) OVER (PARTITION BY g ORDER BY at(t))
              FROM events ORDER BY g, t NULLS LAST, 3"""):
        got.setdefault(g, []).append((t, n))
    for g in numbers:
        if got[g] != numbers[g]:
            raise Mismatch(f"window function, group {g}:\nexpected {numbers[g]}\ngot      {got[g]}")
    return f"{groups} groups, {len(rows)} events"


if __name__ == "__main__":
    main(__doc__, run)
