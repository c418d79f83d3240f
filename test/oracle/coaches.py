#!/usr/bin/python3
"""analytics_satisfaction, _coaches, _client_engagement and _goals_overview against their definitions, in plain Python.

Coaches and clients are known by a text, by a number or by a UUID; some events lack theirs, or the booking or task they
are about; ratings and minutes are also texts, negative or beyond all bounds.  Compared as loaded, after late events and
after corrections; of one tenant, and of two.
"""
import datetime
import json
import math
import statistics
import uuid
from zoneinfo import ZoneInfo

import coaching
from coaching import DAY, FIRST, HOUR, SECOND, SPAN, TENANTS, UTC, Event, World, borders_of, intervals, moment
from harness import Mismatch, main, same

USER_OF = {}
SESSIONS = ("session_booked", "session_booking_completed", "session_completed", "session_cancelled")
TASKS = ("task_created", "task_completed")
GOALS = ("goal_created", "goal_updated", "goal_completed", "goal_abandoned")
COACHES = ("c1", "c2", 3, str(uuid.UUID(int=77)), "")
ODD = ("5", -3, 10**300, None, True, [4], {"a": 1})


def number(event, name):
    """A property that is an amount."""
    value = event.properties.get(name)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15 else None


def identity(text):
    """The user that an id names."""
    return USER_OF.get(text) if text is not None else None


def wilson_low(successes, trials):
    if not trials:
        return None
    z, p = statistics.NormalDist().inv_cdf(0.975), successes / trials
    return max(0, (p + z * z / (2 * trials) - z * math.sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials))) / (1 + z * z / trials))


def mean(values):
    return math.fsum(values) / len(values) if values else None


def median(values):
    return float(statistics.median(values)) if values else None


def ratings(world, kind, lower, upper):
    """What counts in one interval: of one user's answers about one thing the last."""
    last, each = {}, []
    for e in world.events:
        if e.kind == kind and lower <= e.at < upper and number(e, "rating") is not None:
            about = next(((name, e.text(name)) for name in ("survey_id", "booking_id", "resource_id") if e.text(name) is not None), None)
            if e.user is None or about is None:
                each.append(e)
            else:
                key = (e.tenant, e.user, about)
                last[key] = max(last.get(key, e), e, key=lambda x: (x.at, x.id.bytes))
    return each + list(last.values())


def satisfaction(world, borders, breakdown, kind):
    result = []
    for start, end in intervals(borders):
        groups = {} if breakdown else {None: []}
        for e in ratings(world, kind, start, end):
            groups.setdefault(breakdown and e.text(breakdown), []).append(number(e, "rating"))
        for value in sorted(groups, key=lambda v: (v is None, (v or "").encode())):
            r = groups[value]
            result.append((start, value, len(r), mean(r), median(r), sum(x >= 4 for x in r) / len(r) if r else None,
                           sum(x <= 2 for x in r) / len(r) if r else None, end <= world.as_of))
    return result


def assigned(events):
    """events of one client and coach -> whether the last one assigns; at one instant, the end wins."""
    last = max(events, key=lambda e: (e.at, e.kind))
    return last if last.kind == "client_assigned" else None


def coach_rows(world, lower, upper):
    """Of each (tenant, coach): the figures that analytics_coaches counts."""
    kinds = {*SESSIONS, *TASKS, *GOALS, "session_rated", "session_survey_submitted", "client_assigned", "client_unassigned",
             "habit_created", "habit_checked", "habit_missed", "mood_logged", "resource_created", "message_sent", "message_responded"}
    said = [e for e in world.events if e.kind in kinds and e.at < upper]
    coaches = {(e.tenant, e.text("coach_id")) for e in said if e.text("coach_id") is not None}
    goals = world.labelled_goals("coach_id")
    rated = ratings(world, "session_rated", lower, upper)
    result = {}
    for tenant, coach in coaches:
        user = identity(coach)
        own = [e for e in said if e.tenant == tenant and (e.text("coach_id") == coach or (
            e.text("coach_id") is None and e.user is not None and e.user == user and e.kind in ("resource_created", "message_responded")))]
        now = [e for e in own if e.at >= lower]

        def things(name, *of):
            return {e.text(name) if e.text(name) is not None else e.id for e in now if e.kind in of}

        minutes = {}
        for e in now:
            if e.kind == "session_completed":
                minutes.setdefault(e.text("booking_id") if e.text("booking_id") is not None else e.id, []).append(number(e, "duration_minutes"))
        pairs = {}
        for e in own:
            if e.kind in ("client_assigned", "client_unassigned") and identity(e.text("client_id")):
                pairs.setdefault(identity(e.text("client_id")), []).append(e)
        clients = {client for client, events in pairs.items() if assigned(events)}
        clients |= {identity(e.text("client_id")) or e.user for e in now if e.kind in (*SESSIONS, *TASKS, *GOALS)} - {None, user} \
            if any(e.kind in (*SESSIONS, *TASKS, *GOALS) for e in now) else set()
        active = completed = 0
        for goal in goals:
            if goal[0] == tenant and goal[7] == coach and goal[2] < upper and (goal[3] is None or goal[3] >= lower) and lower <= world.as_of:
                ends = goal[3] is not None and goal[3] < upper
                completed += ends and goal[4] == "completed"
                active += ends or world.is_present(tenant, goal[1], min(upper - 1, world.as_of))
        result[tenant, coach] = [
            len(things("booking_id", "session_booked", "session_booking_completed")), len(minutes), len(things("booking_id", "session_cancelled")),
            float(sum(max((m for m in each if m is not None), default=0) for each in minutes.values())),
            len(things("task_id", *TASKS)), sum(e.kind == "resource_created" for e in now), len(clients),
            sum(e.kind == "message_responded" for e in now),
            median([number(e, "response_seconds") for e in now if e.kind == "message_responded" and number(e, "response_seconds") is not None]),
            active, completed, completed / active if active else None, wilson_low(completed, active),
            mean([number(e, "rating") for e in rated if e.tenant == tenant and e.text("coach_id") == coach])]
    return result


def coach_report(world, lower, upper, order_by, minimum):
    rows = coach_rows(world, lower, upper)
    highest = [max((r[i] for r in rows.values()), default=0) for i in (1, 4, 5, 6)]
    result = []
    for (tenant, coach), r in rows.items():
        shares = [r[i] / high for i, high in zip((1, 4, 5, 6), highest) if high]
        score = round(100 * mean(shares), 6) if shares else None
        result.append((score if order_by == "productivity" else r[11] if r[9] >= minimum else None, tenant, coach, r, score))
    ranked = [round(x[0], 9) for x in result if x[0] is not None]
    result.sort(key=lambda x: (x[0] is None, -round(x[0] or 0, 9), -x[3][9] if order_by == "completion_rate" else 0, x[2].encode(), x[1].bytes))
    return [(None if key is None else 1 + sum(other > round(key, 9) for other in ranked), coach, *r, score) for key, _, coach, r, score in result]


def client_report(world, lower, upper, coach, zone):
    tz = ZoneInfo(zone)
    days = len(borders_of(lower, upper, "day", zone)) - 1
    habits, _ = world.habit_scores(lower, upper, zone, 7, 0.3)
    clients = {}
    for e in world.events:
        if e.text("client_id") is not None and e.kind in (*SESSIONS, *TASKS, "client_assigned", "client_unassigned"):
            clients.setdefault((e.tenant, e.text("client_id")), []).append(e)
    result = []
    for (tenant, client), events in clients.items():
        now = [e for e in events if lower <= e.at < upper]
        pairs = {}
        for e in events:
            if e.kind.startswith("client_") and e.at < upper:
                pairs.setdefault(e.text("coach_id"), []).append(e)
        holding = [x for x in map(assigned, pairs.values()) if x]
        met = [e for e in now if e.kind in (*SESSIONS, *TASKS)]
        if not holding and not met:
            continue
        # who names a coach goes before who names none; then the latest; then the text
        chosen = sorted(holding or met, key=lambda e: (e.text("coach_id") is None, -e.at, (e.text("coach_id") or "").encode()))[0].text("coach_id")
        if coach is not None and chosen != coach:
            continue
        user = identity(client)
        acts = [e for e in world.actions.get((tenant, user), []) if lower <= e.at < upper]
        active_days = len({moment(e.at).astimezone(tz).date() for e in acts})

        def task(e):
            return e.text("task_id") if e.text("task_id") is not None else e.id

        created = {task(e) for e in now if e.kind == "task_created"}
        finished = created & {task(e) for e in events if e.kind == "task_completed"}
        task_rate = len(finished) / len(created) if created else None
        habit_rate = mean([h[3] for h in habits if h[:2] == (tenant, user)])
        parts = [x for x in (active_days / days, task_rate, habit_rate) if x is not None]
        result.append((client, chosen, active_days, len(created), len(finished), task_rate,
                       sum(e.kind == "resource_viewed" and e.tenant == tenant and e.user == user and user is not None and lower <= e.at < upper for e in world.events),
                       len({e.text("booking_id") if e.text("booking_id") is not None else e.id for e in now if e.kind == "session_completed"}),
                       habit_rate, max((e.at for e in acts), default=None), round(100 * mean(parts), 6), tenant))
    result.sort(key=lambda r: (-r[10], r[0].encode(), r[11].bytes))
    return [r[:11] for r in result]


def overview(world, lower, upper, zone):
    names = ("created", "active", "completed", "abandoned", "completion_rate", "median_days_to_complete")
    before, now = (r[2:8] for r in world.goal_series([2 * lower - upper, lower, upper], None))
    world.goals["goal_type"] = world.labelled_goals("goal_type")
    kinds = sorted(world.goal_series([lower, upper], "goal_type"), key=lambda r: (-r[3], r[1] is None, (r[1] or "").encode()))
    today = moment(world.as_of).astimezone(ZoneInfo(zone)).date().isoformat()
    overdue = sum(g[3] is None and g[7] is not None and g[7][:4].isdigit() and g[7][:10] < today and world.is_present(g[0], g[1], world.as_of)
                  for g in world.labelled_goals("target_date"))
    change = [None if a is None or b is None else b - a for a, b in zip(before, now)]
    return {**dict(zip(names, now)), "overdue": overdue, "change": dict(zip(names, change)),
            "by_type": [{"goal_type": r[1], **dict(zip(names, r[2:8]))} for r in kinds]}


def alike(expected, got):
    if isinstance(expected, dict):
        return expected.keys() == got.keys() and all(alike(v, got[k]) for k, v in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(got) and all(map(alike, expected, got))
    return same(expected, float(got) if isinstance(expected, float) and got is not None else got, 1e-9)


def random_events(rng, users):
    names = [rng.choice((f"client{n}", n + 100, str(uuid.UUID(int=5000 + n)))) for n in range(users)]
    events = []
    times = [FIRST + rng.randrange(SPAN // HOUR) * HOUR for _ in range(50)]
    for n in range(users):
        tenant = TENANTS[rng.random() < 0.3]
        user = identity(str(names[n]))
        for _ in range(rng.choice((2, 6, 20))):
            at = rng.choice(times) if rng.random() < 0.2 else FIRST + rng.randrange(SPAN)
            kind = rng.choice((*SESSIONS, *TASKS, *GOALS, "session_completed", "task_created", "client_assigned", "client_assigned", "client_unassigned",
                               "session_rated", "session_rated", "session_survey_submitted", "session_survey_submitted", "resource_created",
                               "message_responded", "resource_viewed", "page_viewed", "habit_checked", "habit_checked"))
            coach = rng.choice((*COACHES, None))
            who = user
            if kind in ("resource_created", "message_responded"):
                who = identity(str(rng.choice(COACHES)))
            elif rng.random() < 0.1:
                who = None
            properties = {
                "coach_id": coach, "client_id": rng.choice((names[n], names[n], names[n], None, "")),
                "booking_id": rng.choice((None, f"b{rng.randrange(9)}", rng.randrange(9))),
                "task_id": rng.choice((None, f"t{rng.randrange(5)}")),
                "rating": rng.choice((1, 2, 3, 4, 5, 4.5, *ODD)), "duration_minutes": rng.choice((30, 45.5, 60, *ODD)),
                "response_seconds": rng.choice((10, 20.5, 300, *ODD)), "survey_id": rng.choice((None, None, "s1", "s2")),
                "resource_id": rng.choice((None, "r1")), "persona": rng.choice((None, "kind", "Ärger", "a")),
                "goal_id": rng.choice((None, f"g{n}", f"h{n}")), "goal_type": rng.choice((None, "sleep", "walk")),
                "target_date": rng.choice((None, "2020-10-01", "2020-11-15T10:00:00Z", "soon")), "habit_id": rng.choice((None, "walk"))}
            events.append(Event(tenant, at, who, kind, **{k: v for k, v in properties.items() if v is not None}))
    return events


class Comparison(coaching.Comparison):
    def everything(self, what, tenants):
        rng = self.rng
        lower = FIRST + rng.randrange(SPAN // 2)
        upper = lower + rng.randrange(DAY, SPAN // 2)
        as_of = rng.choice((FIRST + 2 * SPAN, lower + rng.randrange(SPAN // 2), upper, rng.choice(self.events).at, lower - DAY))
        zone = rng.choice(("UTC", "Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe"))
        role = "both" if len(tenants) > 1 else TENANTS.index(tenants[0])
        self.server.conn.execute(f"SET ROLE oracle_coaching_{role}")
        world = World([e for e in self.events if e.tenant in tenants], as_of, False)
        ends = f"at({lower}), at({upper})"
        what = f"{what}, {zone}, {moment(lower)} to {moment(upper)} as of {moment(as_of)}"
        for grain in ("day", "week", "month"):
            for breakdown in (None, "persona", "coach_id"):
                for kind in ("session_survey_submitted", "session_rated"):
                    self.expect(f"satisfaction, {what}", satisfaction(world, borders_of(lower, upper, grain, zone), breakdown, kind), f"""
                        SELECT us("time"), breakdown_value, responses, mean_rating, median_rating, satisfied_share, lowest_share, is_complete
                        FROM analytics_satisfaction({ends}, '{grain}', {f"'{breakdown}'" if breakdown else "NULL"}, '{kind}', '{zone}', at({as_of}))""")
        for order_by in ("productivity", "completion_rate"):
            self.expect(f"coaches, {what}", coach_report(world, lower, min(upper, as_of + 1), order_by, 2), f"""
                SELECT rank, coach_id, sessions_booked, sessions_completed, sessions_cancelled, session_minutes, tasks_managed, resources_created,
                       clients, messages_answered, median_response_seconds, goals_active, goals_completed, completion_rate, rate_low, mean_rating,
                       productivity_score
                FROM analytics_coaches({ends}, '{order_by}', 2, NULL, at({as_of}))""")
        for coach in (None, "c1"):
            self.expect(f"clients, {what}", client_report(world, lower, upper, coach, zone), f"""
                SELECT client_id, coach_id, active_days, tasks_assigned, tasks_completed, task_completion_rate, resource_views, sessions_completed,
                       habit_completion_rate, us(last_active), engagement_score
                FROM analytics_client_engagement({ends}, {f"'{coach}'" if coach else "NULL"}, NULL, '{zone}', at({as_of}))""")
        expected = overview(world, lower, upper, zone)
        got = self.server.rows(f"SELECT analytics_goals_overview({ends}, '{zone}', at({as_of}))")[0][0]
        if not alike(expected, got):
            raise Mismatch(f"overview, {what}:\nexpected {expected}\ngot      {got}")
        self.server.conn.execute("RESET ROLE")


def run(server, rng, groups):
    coaching.prepare(server)
    # what the shipped schemas would refuse is met where they were changed
    server.conn.execute("UPDATE analytics_event_types SET property_schema = NULL, property_aliases = NULL WHERE tenant_id = %s", (TENANTS[0],))
    ids = [str(c) for c in COACHES] + [f"client{n}" for n in range(groups)] + [str(n) for n in range(groups + 100)]
    USER_OF.update((text, user if user.int else None) for text, user in server.conn.execute(
        "SELECT t, analytics_uuid(t) FROM unnest(%s::text[]) AS t", (ids + [str(uuid.UUID(int=5000 + n)) for n in range(groups)],)))
    events = random_events(rng, groups)
    rng.shuffle(events)
    late = [events.pop() for _ in range(len(events) // 10)]
    coaching.load(server, events)
    server.conn.execute("ANALYZE analytics_events")
    comparison = Comparison(server, events, rng)
    comparison.everything("loaded", TENANTS)
    comparison.everything("loaded, one tenant", TENANTS[:1])
    coaching.load(server, late)
    events += late
    comparison.everything("late events", TENANTS)
    for e in rng.sample(events, len(events) // 20):
        e.at += rng.choice((-DAY, HOUR, 5 * DAY))
        e.properties["coach_id"] = rng.choice(("c1", "corrected"))
        server.conn.execute("UPDATE analytics_events SET occurred_at = at(%s), properties = %s WHERE id = %s", (e.at, json.dumps(e.properties), e.id))
    gone = set(rng.sample(range(len(events)), len(events) // 20))
    server.conn.execute("DELETE FROM analytics_events WHERE id = ANY (%s)", ([events[i].id for i in gone],))
    events[:] = [e for i, e in enumerate(events) if i not in gone]
    comparison.everything("corrected", TENANTS)
    comparison.everything("corrected, one tenant", TENANTS[1:])
    return f"{groups} users, {len(events)} events, {comparison.compared} rows of reports"


if __name__ == "__main__":
    main(__doc__, run, 600)
