#!/usr/bin/python3
"""analytics_intake and analytics_intake_drop_offs against their definitions, attempt by attempt, in plain Python.

Many events have the same instant; sessions begin anew within and after 24 hours, also to the microsecond; some have no
session, some no user either; steps and numbers are missing, negative, beyond all bounds, or not of a service alone.
Compared as loaded, after late events and after corrections; of one tenant, and of two; and parts of the time against the
whole.
"""
import json
import math
import statistics
import uuid

import coaching
from coaching import DAY, FIRST, HOUR, SECOND, TENANTS, Event, moment
from harness import Mismatch, main

SPAN = 12 * DAY
KINDS = ["intake_flow_started", "intake_flow_step", "intake_flow_abandoned", "intake_flow_completed"]
START, STEP, LEFT, DONE = range(4)
START_OF_IT = "(start)"


def amount(event, name):
    value = event.properties.get(name)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15 else None


def number_of(event):
    value = amount(event, "step_number")
    return int(value) if value is not None and value == math.trunc(value) else None


def text(event, name):
    """As the server writes it: one text for equal numbers."""
    value = event.properties.get(name)
    return None if value is None else value if isinstance(value, str) else json.dumps(int(value) if isinstance(value, float) and value.is_integer() else value)


def step_of(event):
    return text(event, "step") if text(event, "step") is not None else text(event, "step_number")


def order(event):
    number = number_of(event)
    return (event.at, KINDS.index(event.kind), number is not None, number or 0, event.id.bytes)


def seconds_said(event):
    value = amount(event, "duration_seconds")
    return value if value is not None and value >= 0 else None


def chain_of(event):
    if event.session:
        return event.tenant, "session", event.session
    return (event.tenant, "user", event.user) if event.user else (event.tenant, "event", event.id)


def attempts_of(events, lower, upper, as_of):
    """(service, outcome, seconds, steps) of each attempt that began in [lower, upper); steps: (name, number)."""
    chains = {}
    for e in events:
        if e.kind in KINDS and e.at <= as_of:
            chains.setdefault(chain_of(e), []).append(e)
    result = []
    for chain in chains.values():
        chain.sort(key=order)
        starts = [i for i, e in enumerate(chain) if e.kind == KINDS[START]]
        own = set()
        for place, i in enumerate(starts):
            start = chain[i]
            end = starts[place + 1] if place + 1 < len(starts) else len(chain)
            rows = [e for e in chain[i + 1:end] if e.at <= start.at + DAY]
            own.update(e.id for e in rows)
            if not lower <= start.at < upper:
                continue
            done = next((e for e in rows if e.kind == KINDS[DONE]), None)
            service, seconds = text(start, "service_type"), None
            if done:
                outcome = "completed"
                service = service if service is not None else text(done, "service_type")
                seconds = seconds_said(done) if seconds_said(done) is not None else (done.at - start.at) / SECOND
            elif end < len(chain) or start.at + DAY <= as_of or any(e.kind == KINDS[LEFT] for e in rows):
                outcome = "abandoned"
            else:
                outcome = "open"
            result.append((service, outcome, seconds, [(step_of(e), number_of(e)) for e in rows if e.kind in KINDS[STEP:DONE] and step_of(e) is not None]))
        for e in chain:
            if e.kind == KINDS[DONE] and e.id not in own and lower <= e.at < upper:
                result.append((text(e, "service_type"), "completed", seconds_said(e), []))
    return result


def by_service(attempts):
    services = {}
    for attempt in attempts:
        services.setdefault(attempt[0], []).append(attempt)
    return [(service, services[service]) for service in sorted(services, key=lambda s: (s is None, (s or "").encode()))]


def intake(attempts):
    result = []
    for service, rows in by_service(attempts):
        count = {outcome: sum(r[1] == outcome for r in rows) for outcome in ("completed", "abandoned", "open")}
        seconds = [float(r[2]) for r in rows if r[2] is not None]
        drops = [r[3][-1][0] if r[3] else START_OF_IT for r in rows if r[1] == "abandoned"]
        top = min(set(drops), key=lambda d: (-drops.count(d), d.encode())) if drops else None
        result.append((service, len(rows), count["completed"], count["abandoned"], count["open"], count["completed"] / len(rows),
                       math.fsum(seconds) / len(seconds) if seconds else None, statistics.median(seconds) if seconds else None, top, drops.count(top)))
    return result


def drop_offs(attempts):
    result = []
    for service, rows in by_service(attempts):
        dropped = sum(r[1] == "abandoned" and not r[3] for r in rows)
        result.append((service, START_OF_IT, None, len(rows), dropped, dropped / len(rows)))
        numbers = {}
        for row in rows:
            for name, number in row[3]:
                numbers.setdefault(name, []).append(number)
        numbers = {name: min((n for n in of_it if n is not None), default=None) for name, of_it in numbers.items()}
        for name, number in sorted(numbers.items(), key=lambda s: (s[1] is None, s[1] or 0, s[0].encode())):
            reached = sum(r[1] == "completed" or any(s == name or None not in (number, numbers[s]) and numbers[s] > number for s, _ in r[3]) for r in rows)
            dropped = sum(r[1] == "abandoned" and bool(r[3]) and r[3][-1][0] == name for r in rows)
            result.append((service, name, number, reached, dropped, dropped / reached if reached else None))
    return result


def random_events(rng, sessions):
    events = []
    for n in range(sessions):
        tenant = TENANTS[rng.random() < 0.3]
        # two tenants have sessions of one id
        session = uuid.UUID(int=7000 + n % (sessions // 2 + 1)) if rng.random() < 0.85 else None
        user = uuid.UUID(int=1000 + n % 20) if rng.random() < 0.8 else None
        at = FIRST + rng.randrange(SPAN // HOUR) * HOUR
        for _ in range(rng.choice((1, 2, 3, 6, 12))):
            kind = KINDS[rng.choice((START, START, STEP, STEP, STEP, LEFT, DONE))]
            properties = {
                "service_type": rng.choice((None, "pt", "pt", "ot", "Ärger", 7, 7.0)), "step": rng.choice((None, None, "contact", "insurance", "2", START_OF_IT)),
                "step_number": rng.choice((None, 1, 2, 3.0, 2.5, -1, 10**16, "4")), "duration_seconds": rng.choice((None, None, 10, 200.25, -5, "60", 10**300))}
            event = Event(tenant, at, user, kind, **{k: v for k, v in properties.items() if v is not None})
            event.session = session
            events.append(event)
            at += rng.choice((0, 0, SECOND, 5 * 60 * SECOND, 10 * HOUR, DAY - SECOND, DAY, DAY + 1, rng.randrange(DAY)))
    return events


class Comparison(coaching.Comparison):
    def everything(self, what, tenants):
        rng = self.rng
        events = [e for e in self.events if e.tenant in tenants]
        lower = rng.choice((FIRST + rng.randrange(SPAN // 2), rng.choice(events).at))
        upper = rng.choice((lower + rng.randrange(1, SPAN // 2), lower + 1, FIRST + 2 * SPAN))
        begun = rng.choice([e.at for e in events if e.kind == KINDS[START] and lower <= e.at < upper] or [lower])
        as_of = rng.choice((FIRST + 4 * SPAN, upper, rng.choice(events).at, begun + DAY, begun + DAY - 1, begun + DAY - 1, lower - DAY))
        role = "both" if len(tenants) > 1 else TENANTS.index(tenants[0])
        self.server.conn.execute(f"SET ROLE oracle_coaching_{role}")
        attempts = attempts_of(events, lower, upper, as_of)
        what = f"{what}, {moment(lower)} to {moment(upper)} as of {moment(as_of)}"
        window = f"at({lower}), at({upper}), at({as_of})"
        self.expect(f"intake, {what}", intake(attempts), f"SELECT * FROM analytics_intake({window})")
        self.expect(f"drop-offs, {what}", drop_offs(attempts), f"SELECT * FROM analytics_intake_drop_offs({window})")
        cut = rng.choice((rng.choice(events).at, lower + 1, upper - 1))
        if lower < cut < upper:
            counts = "SELECT service_type, sum(started), sum(completed), sum(abandoned), sum(open_now) FROM ({}) AS parts GROUP BY 1 ORDER BY service_type COLLATE \"C\""
            parts = [f"SELECT * FROM analytics_intake(at({a}), at({b}), at({as_of}))" for a, b in ((lower, cut), (cut, upper), (lower, upper))]
            apart, whole = (self.server.rows(counts.format(q)) for q in (" UNION ALL ".join(parts[:2]), parts[2]))
            if apart != whole:
                raise Mismatch(f"{what}, cut at {moment(cut)}: parts {apart}, whole {whole}")
        self.server.conn.execute("RESET ROLE")


def run(server, rng, groups):
    coaching.prepare(server)
    server.conn.execute("UPDATE analytics_event_types SET property_schema = NULL, property_aliases = NULL WHERE tenant_id = %s", (TENANTS[0],))
    events = random_events(rng, groups)
    rng.shuffle(events)
    late = [events.pop() for _ in range(len(events) // 10)]
    coaching.load(server, events)
    server.conn.execute("ANALYZE analytics_events")
    comparison = Comparison(server, events, rng)
    for _ in range(6):
        comparison.everything("loaded", TENANTS)
        comparison.everything("loaded, one tenant", TENANTS[:1])
    coaching.load(server, late)
    events += late
    for _ in range(6):
        comparison.everything("late events", TENANTS)
    for e in rng.sample(events, len(events) // 20):
        e.at += rng.choice((-DAY, HOUR, DAY))
        server.conn.execute("UPDATE analytics_events SET occurred_at = at(%s) WHERE id = %s", (e.at, e.id))
    gone = set(rng.sample(range(len(events)), len(events) // 20))
    server.conn.execute("DELETE FROM analytics_events WHERE id = ANY (%s)", ([events[i].id for i in gone],))
    events[:] = [e for i, e in enumerate(events) if i not in gone]
    for _ in range(6):
        comparison.everything("corrected", TENANTS)
        comparison.everything("corrected, one tenant", TENANTS[1:])
    return f"{groups} sessions, {len(events)} events, {comparison.compared} rows of reports"


if __name__ == "__main__":
    main(__doc__, run, 600)
