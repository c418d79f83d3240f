#!/usr/bin/python3
"""Sessions of the store against their definition, which is asked of the whole history: every report over a part of the
time must be the restriction of that, also after older days were purged.

Times lie on a coarse grid: ties, gaps of 24 hours and of 7 days and a microsecond more or less, ids that are used
again, late ends, beats for days, ids of two users, events without an id inside of sessions, events that are no actions.
"""
import argparse
import itertools
import random
import statistics
import sys
import uuid

import psycopg

SECOND = 10**6
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
START, OTHER, MESSAGE, END = "session_started", "page_viewed", "message_sent", "session_ended"
PASSIVE, RENEWAL = "notification_delivered", "payment_completed"
PROPERTIES = {RENEWAL: '{"amount": 5, "currency": "EUR", "automatic": true}'}
TENANTS = [uuid.UUID(int=0), uuid.UUID(int=10)]
READER = "oracle_session_reader"
SETUP = f"""
SET client_min_messages = error;
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';
SET mindwell_analytics.max_event_age = 0;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
SELECT analytics_install();
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;
SELECT analytics_create_partitions('2024-03-05', '2024-03-20');
-- to one tenant a push is something that users do, and a page that is shown is not
SELECT analytics_register_event_type('{PASSIVE}', is_action => true, tenant_id => '{TENANTS[1]}');
SELECT analytics_register_event_type('{OTHER}', is_action => false, tenant_id => '{TENANTS[1]}');
CREATE ROLE {READER};
GRANT SELECT ON analytics_events TO {READER};
INSERT INTO analytics_tenant_members SELECT '{READER}', unnest('{{{",".join(map(str, TENANTS))}}}'::uuid[]);
CREATE SCHEMA oracle;
GRANT USAGE ON SCHEMA oracle TO {READER};
CREATE FUNCTION oracle.at(us bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE
  RETURN timestamptz '2024-03-01 00:00:00+00' + us / 1000000 * interval '1 second' + us % 1000000 * interval '1 microsecond';
CREATE FUNCTION oracle.us(t timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE
  RETURN ((EXTRACT(epoch FROM t) - EXTRACT(epoch FROM timestamptz '2024-03-01 00:00:00+00')) * 1000000)::bigint;
"""


class Mismatch(Exception):
    pass


class Event:
    def __init__(self, tenant, at, session, user, kind, number):
        self.tenant, self.at, self.session, self.user, self.kind = tenant, at, session, user, kind
        self.id = number

    def row(self):
        return (self.id, self.tenant, self.at, self.session, self.user, self.kind, PROPERTIES.get(self.kind, "{}"))

    def is_action(self):
        return self.kind != RENEWAL and self.kind != (OTHER if self.tenant == TENANTS[1] else PASSIVE)


class Session:
    def __init__(self, events, end_at, timeout):
        first, last = events[0].at, events[-1].at
        said = [e.at for e in events if e.kind == END and e.session] + ([end_at.at] if end_at else [])
        members = events + ([end_at] if end_at else [])
        self.tenant, self.id = events[0].tenant, events[0].session
        self.started = first
        self.ended = min(said[0] if said else last, first + DAY)
        self.open_until = min(said[0] if said else last + timeout, first + DAY)
        self.events = len(members)
        self.messages = sum(e.kind == MESSAGE for e in members)
        self.users = {e.user for e in members if e.user}
        self.user = next((e.user for e in members if e.user), None)

    def is_open(self, at):
        return self.started <= at < self.open_until


# ---------- the definition ----------

def ordered(events):
    """The events of one id in their order."""
    result = []
    for at, group in itertools.groupby(sorted(events, key=lambda e: (e.at, e.id)), lambda e: e.at):
        day = [e for e in result if at - e.at <= DAY]
        marks = [e.kind for e in day if e.kind in (START, END)]
        is_open = bool(day) and marks[-1:] != [END]
        rank = {START: 1, END: 0 if is_open else 3}
        result += sorted(group, key=lambda e: (rank.get(e.kind, 2), e.id))
    return result


def parts(events):
    """What spans more than 24 hours is cut at each UTC midnight."""
    if events[-1].at - events[0].at <= DAY:
        return [events]
    return [list(day) for _, day in itertools.groupby(events, lambda e: e.at // DAY)]


def client_sessions(events, timeout):
    events = ordered(events)
    pieces = []
    for i, e in enumerate(events):
        gap = e.at - events[i - 1].at if i else None
        if gap is not None and gap <= DAY:
            marks = [m.kind for m in events[:i] if m.kind in (START, END) and e.at - m.at <= DAY]
            if e.kind == START and marks[-1:] == [END]:
                pieces.append([[], None])
        else:
            # what an end without anything in the day before it ends is the piece before, and none begins with it
            if e.kind == END and gap is not None and gap <= WEEK:
                pieces[-1][1] = e
            pieces.append([[], None])
            if e.kind == END:
                continue
        pieces[-1][0].append(e)
    pieces = [piece for piece in pieces if piece[0]]
    sessions = []
    for piece, late in pieces:
        cut = parts(piece)
        for part in cut:
            end_at = late if part is cut[-1] else None
            if any(e.kind != END for e in part):
                sessions.append(Session(part, end_at, timeout))
    return sessions


def gap_sessions(events, own, timeout):
    events = sorted((e for e in events if not any(s.is_open(e.at) for s in own)), key=lambda e: e.at)
    runs = []
    for e in events:
        if runs and e.at - runs[-1][-1].at <= timeout:
            runs[-1].append(e)
        else:
            runs.append([e])
    return [Session(part, None, timeout) for run in runs for part in parts(run)]


def grouped(events, key):
    groups = {}
    for e in events:
        if key(e) is not None:
            groups.setdefault((e.tenant, key(e)), []).append(e)
    return groups


def all_sessions(events, timeout):
    clients = [s for group in grouped(events, lambda e: e.session).values() for s in client_sessions(group, timeout)]
    without_id = [e for e in events if not e.session and e.is_action()]
    gaps = []
    for (tenant, user), group in grouped(without_id, lambda e: e.user).items():
        gaps += gap_sessions(group, [s for s in clients if s.tenant == tenant and user in s.users], timeout)
    return clients + gaps


# ---------- histories ----------

def random_events(rng, timeout):
    """Histories of a few ids and users over some weeks."""
    ids = [uuid.UUID(int=100 + i) for i in range(rng.choice((1, 2, 4)))]
    users = [uuid.UUID(int=200 + i) for i in range(rng.choice((1, 2, 3)))]
    tenants = TENANTS[:rng.choice((1, 1, 2))]
    steps = (0, 0, 1, SECOND, 5 * MINUTE, timeout - 1, timeout, timeout + 1, 6 * HOUR, 12 * HOUR,
             DAY - HOUR, DAY - 1, DAY, DAY + 1, 3 * DAY, WEEK - DAY, WEEK - 1, WEEK, WEEK + 1)
    events = []

    def add(at, session, user, kind):
        number = uuid.UUID(int=rng.getrandbits(128))
        events.append(Event(rng.choice(tenants) if rng.random() < 0.1 else tenants[0], at, session, user, kind, number))

    for session in ids:
        now = rng.randrange(0, 3 * DAY, 6 * HOUR) + rng.choice((0, 0, 10 * HOUR, 1))
        owner = rng.choice(users)
        for _ in range(rng.choice((2, 6, 12, 25))):
            kind = rng.choice((START, START, OTHER, OTHER, OTHER, MESSAGE, END, END, PASSIVE))
            if rng.random() < 0.06:		# beats
                beat = rng.choice((HOUR, 6 * HOUR, DAY // 4 + 1, DAY))
                for _ in range(rng.choice((5, 31, 60))):
                    add(now, session, owner, OTHER)
                    now += beat
            user = rng.choice((owner, owner, owner, None, *users))
            add(now, session, user, kind)
            if rng.random() < 0.3:		# the same instant
                add(now, session, rng.choice(users), rng.choice((START, END, OTHER)))
            if rng.random() < 0.4:		# inside, or at its edge, without an id
                add(now + rng.choice((-1, 0, 1, MINUTE, timeout - 1, timeout)), None, user, rng.choice((OTHER, MESSAGE, PASSIVE, RENEWAL)))
            now += rng.choice(steps) if rng.random() < 0.8 else rng.randrange(DAY)
    for user in users:
        now = rng.randrange(0, 5 * DAY, HOUR)
        for _ in range(rng.choice((0, 3, 10, 40))):
            add(now, None, rng.choice((user, user, user, None)), rng.choice((OTHER, MESSAGE, OTHER, PASSIVE, RENEWAL)))
            now += rng.choice((0, 1, MINUTE, timeout // 2, timeout - 1, timeout, timeout, timeout + 1, 5 * HOUR))
    return events


# ---------- the reports, restricted ----------

def overlapping(sessions, lower, upper):
    return [s for s in sessions if s.started < upper and (s.open_until > lower or s.started >= lower)]


def same(expected, got):
    if isinstance(expected, (list, tuple)):
        return isinstance(got, (list, tuple)) and len(expected) == len(got) and all(map(same, expected, got))
    if isinstance(expected, float) and isinstance(got, float):
        return abs(expected - got) <= 1e-9 * max(1.0, abs(expected))
    return expected == got


def peak(spans, lower, upper):
    """(open at the start, the most, when first, on average)"""
    spans = [(max(s, lower), min(e, upper)) for s, e in spans if max(s, lower) < min(e, upper)]
    counts = [(sum(s <= at < e for s, e in spans), -at) for at in {lower} | {s for s, _ in spans}]
    most, at = max(counts)
    opening = sum(s <= lower < e for s, e in spans)
    return opening, most, -at if most else None, sum(e - s for s, e in spans) / (upper - lower)


def user_spans(sessions):
    spans = []
    for s in sorted((s for s in sessions if s.user and s.open_until > s.started), key=lambda s: (s.tenant, s.user, s.started)):
        if spans and spans[-1][0] == (s.tenant, s.user) and s.started <= spans[-1][2]:
            spans[-1][2] = max(spans[-1][2], s.open_until)
        else:
            spans.append([(s.tenant, s.user), s.started, s.open_until])
    return [(start, end) for _, start, end in spans]


class Check:
    def __init__(self, server, events, timeout, purged_before):
        self.server, self.timeout, self.events = server, timeout, events
        self.sessions = all_sessions(events, timeout)
        # what was purged can move the borders of what is near: a session looks back no further
        self.first = -HOUR if purged_before is None else purged_before + 4 * DAY + timeout

    def compare(self, what, expected, query, parameters):
        got = self.server.execute(query, {**parameters, "timeout": f"{self.timeout} microseconds"}).fetchall()
        if not same(list(map(tuple, expected)), got):
            rows = "\n".join(str(tuple(map(str, e.row()))) for e in sorted(self.events, key=lambda e: (e.at, e.id)))
            raise Mismatch(f"{what}, {parameters}, timeout {self.timeout}:\nexpected {expected}\ngot      {got}\nevents:\n{rows}")

    def timeline(self, lower, upper):
        expected = sorted([(s.started, s.ended, s.events, s.id and str(s.id), s.user and str(s.user))
                           for s in overlapping(self.sessions, lower, upper)], key=str)
        got = self.server.execute("""
            SELECT oracle.us("time"), oracle.us(ended), events, session_id, user_id
            FROM analytics_session_timeline(oracle.at(%(lower)s), oracle.at(%(upper)s), %(timeout)s::interval)""",
            {"lower": lower, "upper": upper, "timeout": f"{self.timeout} microseconds"}).fetchall()
        if expected != sorted(got, key=str):
            rows = "\n".join(str(tuple(map(str, e.row()))) for e in sorted(self.events, key=lambda e: (e.at, e.id)))
            raise Mismatch(f"timeline of [{lower}, {upper}), timeout {self.timeout}:\nmissing {set(expected) - set(got)}\n"
                           f"wrong   {set(got) - set(expected)}\nevents:\n{rows}")

    def buckets(self, lower, upper, grain, width):
        lower, upper = lower // width * width, -(-upper // width) * width
        expected = []
        for start in range(lower, upper, width):
            found = [s for s in self.sessions if start <= s.started < start + width]
            lengths = [(s.ended - s.started) / SECOND for s in found]
            expected.append((start, len(found)) if not found else
                            (start, len(found), statistics.fmean(lengths), float(statistics.median(lengths)),
                             sum(s.events for s in found) / len(found),
                             sum(s.events == 1 or s.ended - s.started < 10 * SECOND for s in found) / len(found),
                             sum(s.messages for s in found) / len(found)))
        expected = [(*row, *[None] * (7 - len(row))) for row in expected]
        self.compare(f"analytics_sessions by {grain}", expected, """
            SELECT oracle.us("time"), sessions, mean_duration_seconds, median_duration_seconds, events_per_session, bounce_rate,
                   messages_per_session
            FROM analytics_sessions(oracle.at(%(lower)s), oracle.at(%(upper)s), %(grain)s, timeout => %(timeout)s::interval)""",
            {"lower": lower, "upper": upper, "grain": grain})

    def concurrency(self, lower, upper, width):
        for by, spans in (("session", [(s.started, s.open_until) for s in self.sessions]), ("user", user_spans(self.sessions))):
            expected = [(start, *peak(spans, start, min(start + width, upper))) for start in range(lower, upper, width)]
            self.compare(f"analytics_concurrency by {by}", expected, """
                SELECT oracle.us("time"), opening, peak, oracle.us(peak_time), mean
                FROM analytics_concurrency(oracle.at(%(lower)s), oracle.at(%(upper)s), %(width)s::interval, %(by)s, %(timeout)s::interval)""",
                {"lower": lower, "upper": upper, "width": f"{width} microseconds", "by": by})
            self.compare(f"analytics_concurrent_peak by {by}", [peak(spans, lower, upper)[1:3]], """
                SELECT peak, oracle.us(peak_time)
                FROM analytics_concurrent_peak(oracle.at(%(lower)s), oracle.at(%(upper)s), %(by)s, %(timeout)s::interval)""",
                {"lower": lower, "upper": upper, "by": by})

    def active(self, at):
        found = [s for s in self.sessions if s.is_open(at)]
        ids = sorted((s.started, str(s.id)) for s in found if s.id)
        self.compare("analytics_active_sessions", [(
            len(found), min((s.started for s in found), default=None), max((s.started for s in found), default=None),
            [i for _, i in ids], sum(s.id is None for s in found))], """
            SELECT active_sessions, oracle.us(oldest_session_start), oracle.us(newest_session_start), session_ids, sessions_without_id
            FROM analytics_active_sessions(oracle.at(%(at)s), %(timeout)s::interval)""", {"at": at})

    def everything(self, rng, ranges):
        times = [e.at for e in self.events if e.at >= self.first + DAY]
        if not times:
            return
        last = max(times) + 2 * DAY
        # what is open at its beginning may have begun a day before
        self.timeline(self.first + DAY, last)
        for _ in range(ranges):
            lower = rng.choice((rng.randrange(self.first + DAY, last), rng.choice(times) + rng.choice((-1, 0, 1, self.timeout))))
            lower = max(lower, self.first + DAY)
            self.timeline(lower, lower + rng.choice((1, MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY)))
            self.buckets(lower, lower + rng.choice((HOUR, DAY)), "hour", HOUR)
            if lower // DAY * DAY >= self.first:
                self.buckets(lower, lower + rng.choice((DAY, 5 * DAY)), "day", DAY)
            self.concurrency(lower, lower + rng.choice((HOUR, DAY, 4 * DAY)), rng.choice((HOUR, 7 * HOUR, DAY)))
            self.active(lower)


PLANS = ("SET max_parallel_workers_per_gather = 0", """SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0;
         SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0""")


def run(server, reader, rng, histories, ranges):
    count = 0
    for _ in range(histories):
        timeout = rng.choice((30 * MINUTE, 30 * MINUTE, SECOND, 2 * HOUR, 12 * HOUR, DAY))
        events = random_events(rng, timeout)
        count += len(events)
        server.execute("DELETE FROM analytics_events")
        shuffled = rng.sample(events, len(events))
        with server.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE loaded (id uuid, tenant uuid, at bigint, session uuid, actor uuid, kind text, properties jsonb)")
            with cursor.copy("COPY loaded FROM STDIN") as copy:
                for e in shuffled:
                    copy.write_row(e.row())
            cursor.execute("""INSERT INTO analytics_events (id, created_at, tenant_id, occurred_at, session_id, user_id, event_type, properties)
                SELECT id, now(), tenant, oracle.at(at), session, actor, kind, properties FROM loaded; DROP TABLE loaded""")
        reader.execute(rng.choice(PLANS))
        Check(reader, events, timeout, None).everything(rng, ranges)
        purged_before = rng.randrange(0, 12) * DAY
        server.execute("DELETE FROM analytics_events WHERE occurred_at < oracle.at(%s)", (purged_before,))
        Check(reader, events, timeout, purged_before).everything(rng, ranges)
    return f"{histories} histories, {count} events"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--histories", type=int, default=60)
    parser.add_argument("--ranges", type=int, default=4)
    options = parser.parse_args()
    print(f"seed {options.seed}, {options.histories} histories", flush=True)
    server = psycopg.connect("", autocommit=True)
    server.execute(SETUP)
    reader = psycopg.connect("", autocommit=True)
    reader.execute(f"SET ROLE {READER}")
    reader.execute("SET TimeZone = 'Asia/Kathmandu'")
    try:
        said = run(server, reader, random.Random(options.seed), options.histories, options.ranges)
    except Mismatch as mismatch:
        print(f"FAILED: {mismatch}")
        sys.exit(1)
    finally:
        reader.close()
        server.execute(f"DROP OWNED BY {READER}; DROP ROLE {READER}")
    print(f"ok: {said}, seed {options.seed}")


if __name__ == "__main__":
    main()
