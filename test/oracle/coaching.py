#!/usr/bin/python3
"""analytics_goals, _goal_cohorts, _habits and _nudges against their definitions, by looking at every entity in every
interval; and analytics_goal_lives on a table of its own, under all three plans.

Events come in any order; some have the same instant, some ids are those of several users, some lack theirs or their
beginning.  The reports are compared as loaded, after corrections (UPDATE, DELETE), after late events, and after users
were erased; of one tenant, and of two.
"""
import bisect
import datetime
import json
import random
import statistics
import uuid
from zoneinfo import ZoneInfo

from harness import Mismatch, main, same

UTC = datetime.timezone.utc
EPOCH = datetime.datetime(2000, 1, 1, tzinfo=UTC)
SECOND = 10**6
HOUR = 3600 * SECOND
DAY = 24 * HOUR
ABSENCE = 28 * DAY
TENANTS = [uuid.UUID(int=0), uuid.UUID(int=10)]
GOAL_STEPS = ("created", "updated", "completed", "abandoned")
PASSIVE = ("habit_missed", "ai_nudge_sent", "client_assigned", "client_unassigned")
FIRST = int((datetime.datetime(2020, 8, 20, tzinfo=UTC) - EPOCH).total_seconds()) * SECOND
SPAN = 90 * DAY


def micros(moment):
    delta = moment - EPOCH
    return (delta.days * 86400 + delta.seconds) * SECOND + delta.microseconds


def moment(us):
    return EPOCH + datetime.timedelta(microseconds=us)


class Event:
    def __init__(self, tenant, at, user, kind, **properties):
        self.tenant, self.at, self.user, self.kind, self.properties = tenant, at, user, kind, properties
        self.id = uuid.uuid4()
        self.session = None

    def text(self, name):
        value = self.properties.get(name)
        return None if value is None else str(value)

    def is_action(self):
        return self.kind not in PASSIVE


def borders_of(lower, upper, grain, zone):
    """The intervals of a zone that [lower, upper) touches."""
    tz = ZoneInfo(zone)

    def start(day):
        return micros(datetime.datetime(day.year, day.month, day.day, tzinfo=tz).astimezone(UTC))

    day = moment(lower).astimezone(tz).date()
    day = {"day": day, "week": day - datetime.timedelta(days=day.weekday()), "month": day.replace(day=1)}[grain]
    result = []
    while not result or result[-1] < upper:
        result.append(start(day))
        day = {"day": day + datetime.timedelta(days=1), "week": day + datetime.timedelta(days=7),
               "month": (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)}[grain]
    return result


def intervals(borders):
    return list(zip(borders, borders[1:]))


# ---------- the definitions ----------

def lives_of(rows):
    """rows: (actor, at, step, label) of one goal id -> lives (owner, began, ended, outcome, is_created, first, label)."""
    creators = {actor for actor, _, step, _ in rows if step == "created"}
    owned = {}
    for actor, at, step, label in rows:
        owner = next(iter(creators)) if len(creators) == 1 else actor
        owned.setdefault(owner, []).append((at, GOAL_STEPS.index(step), label is None, label or ""))
    result = []
    for owner, events in sorted(owned.items(), key=lambda o: o[0].bytes):
        life = None
        ended_before = False
        for at, step, no_label, label in sorted(events):
            step = GOAL_STEPS[step]
            if life is None:
                if ended_before and step != "created":
                    continue
                life = [owner, at, None, None, step == "created", at, None]
            elif step == "created" and not life[4]:
                life[1], life[4] = at, True
            if life[6] is None and not no_label:
                life[6] = label
            if step in ("completed", "abandoned"):
                life[2:4] = at, step
                result.append(tuple(life))
                life, ended_before = None, True
        if life:
            result.append(tuple(life))
    return result


class World:
    """What is known at as_of."""
    def __init__(self, events, as_of, per_user):
        self.as_of = as_of
        self.events = [e for e in events if e.at <= as_of]
        self.actions = {}
        for e in self.events:
            if e.user and e.is_action():
                self.actions.setdefault((e.tenant, e.user), []).append(e)
        for acts in self.actions.values():
            acts.sort(key=lambda e: e.at)
        self.action_times = {user: [e.at for e in acts] for user, acts in self.actions.items()}
        self.per_user = per_user
        self.goals = {label: self.labelled_goals(label) for label in (None, "cohort")}
        self.habits = {}
        for e in self.events:
            if e.kind.startswith("habit_") and e.user:
                self.habits.setdefault((e.tenant, e.user, e.text("habit_id")), []).append(e)

    def labelled_goals(self, label):
        """All lives, as (tenant, *life), with the property that is asked for."""
        groups = {}
        for e in self.events:
            if e.kind.startswith("goal_") and e.user:
                goal = e.text("goal_id")
                key = (e.tenant, goal, e.user if self.per_user or goal is None else None)
                groups.setdefault(key, []).append((e.user, e.at, e.kind[5:], label and e.text(label)))
        return [(tenant, *life) for (tenant, _, _), rows in groups.items() for life in lives_of(rows)]

    def is_present(self, tenant, user, at):
        times = self.action_times.get((tenant, user), [])
        place = bisect.bisect_right(times, at)
        return place > 0 and at - times[place - 1] < ABSENCE

    def goal_series(self, borders, label):
        result = []
        for start, end in intervals(borders):
            counts = {}
            last = min(end - 1, self.as_of)
            for tenant, owner, began, ended, outcome, is_created, _, value in self.goals[label]:
                if start > self.as_of or began >= end or (ended is not None and ended < start):
                    continue
                c = counts.setdefault(value, [0, 0, 0, 0, 0, []])
                c[0] += is_created and began >= start
                ends = ended is not None and ended < end
                if ends:
                    c[2] += outcome == "completed"
                    c[3] += outcome == "abandoned"
                    if outcome == "completed" and is_created:
                        c[5].append((ended - began) / DAY)
                c[4 if not ends and not self.is_present(tenant, owner, last) else 1] += 1
            if label is None:
                counts.setdefault(None, [0, 0, 0, 0, 0, []])
            for value in sorted(counts, key=lambda v: (v is None, v)):
                created, active, completed, abandoned, lapsed, days = counts[value]
                result.append((start, value, created, active, completed, abandoned, completed / active if active else None,
                               statistics.median(days) if days else None, end <= self.as_of, lapsed))
        return result

    def cohorts(self, borders):
        result = []
        for start, end in intervals(borders):
            own = [g for g in self.goals[None] if g[5] and start <= g[2] < end]
            completed = [g for g in own if g[4] == "completed"]
            abandoned = sum(g[4] == "abandoned" for g in own)
            still_open = [g for g in own if g[3] is None]
            active = sum(self.is_present(g[0], g[1], self.as_of) for g in still_open)
            goals = len(completed) + abandoned + active
            days = [(g[3] - g[2]) / DAY for g in completed]
            result.append((start, goals, len(completed), abandoned, active, len(completed) / goals if goals else None,
                           statistics.median(days) if days else None, not still_open, len(still_open) - active, end <= self.as_of))
        return result

    def habit_scores(self, start, end, zone, window, weight):
        """Of each habit of who is present: tenant, user, score, completion, mean and longest streak; and how many lapsed."""
        tz = ZoneInfo(zone)

        def local_day(at):
            return moment(at).astimezone(tz).date().toordinal()

        def own_day(e):
            day = local_day(e.at)
            said = e.properties.get("habit_date")
            near = {datetime.date.fromordinal(day + n).isoformat(): day + n for n in (-2, -1, 0, 1)}
            return near.get(said, day)

        scores, lapsed = [], 0
        if start > self.as_of:
            return scores, lapsed
        judged = local_day(min(end, self.as_of)) - 1
        midnight = datetime.date.fromordinal(judged + 1)
        last = micros(datetime.datetime(midnight.year, midnight.month, midnight.day, tzinfo=tz).astimezone(UTC)) - 1
        for (tenant, user, _), habit in self.habits.items():
            events = [(own_day(e), e) for e in habit]
            heard = [day for day, e in events if day <= judged]
            if not heard or any(day == max(heard) and e.kind == "habit_archived" for day, e in events):
                continue
            if not self.is_present(tenant, user, last):
                lapsed += 1
                continue
            done = {day for day, e in events if e.kind == "habit_checked"}
            streaks, length = [], 0
            for day in range(judged - window + 1, judged + 1):
                if day in done:
                    length += 1
                elif length:
                    streaks.append(length)
                    length = 0
            if length:
                streaks.append(length)
            completion = sum(streaks) / window
            longest = max(streaks, default=0)
            score = (1 - weight) * completion + weight * longest / window
            said = max(((e.at, e.text("habit_frequency")) for _, e in events if e.text("habit_frequency")), default=(0, None))[1]
            if said == "weekly":
                completion = score = float(completion > 0)
            scores.append((tenant, user, score, completion, statistics.mean(streaks) if streaks else 0, longest))
        return scores, lapsed

    def habit_series(self, borders, zone, window, weight):
        result = []
        for start, end in intervals(borders):
            scores, lapsed = self.habit_scores(start, end, zone, window, weight)
            users = {s[:2] for s in scores}
            means = [statistics.mean(s[i] for s in scores) for i in (2, 3, 4)] if scores else [None] * 3
            result.append((start, len(scores), len(users), *means, max((s[5] for s in scores), default=None), end <= self.as_of, lapsed))
        return result

    def nudges(self, lower, upper, within, outcome):
        by_user = {}
        for e in self.events:
            if e.user:
                by_user.setdefault((e.tenant, e.user), []).append(e)
        counts = {}
        for events in by_user.values():
            sent = [e for e in events if e.kind == "ai_nudge_sent"]

            def answers(nudge, kind):
                for a in events:
                    if a.kind != kind or not 0 < a.at - nudge.at <= within:
                        continue
                    if a.text("nudge_id") is None:
                        before = [n for n in sent if n.at < a.at]
                        latest = max(before, key=lambda n: (n.at, n.text("nudge_id") is None, n.text("nudge_id") or "", n.id.bytes))
                        if latest is nudge:
                            yield a
                    elif nudge.text("nudge_id") in (None, a.text("nudge_id")):
                        yield a

            for n in sent:
                if not lower <= n.at < upper:
                    continue
                about = [(name, n.text(name)) for name in ("goal_id", "habit_id") if n.text(name)]
                acts = [e for e in events if e.is_action() and not e.kind.startswith("ai_nudge_")
                        and (not about or any(e.text(name) == value for name, value in about))]
                opened = [a.at - n.at for a in answers(n, "ai_nudge_opened")]
                immature = n.at + within > self.as_of
                acted = any(0 < e.at - n.at <= within for e in acts)
                good = {"opened": bool(opened), "acted": acted, "opened or acted": bool(opened) or acted}[outcome]
                c = counts.setdefault(n.text("persona"), [0, 0, 0, 0, 0, 0, 0, 0, []])
                for i, yes in enumerate((True, immature, bool(opened), any(answers(n, "ai_nudge_dismissed")), acted,
                                         any(0 < n.at - e.at <= within for e in acts), not immature and good, not immature and bool(opened))):
                    c[i] += yes
                c[8] += [min(opened) / SECOND] if opened else []
        return [(value, *c[:6], *((c[6] / (c[0] - c[1]), c[7] / (c[0] - c[1])) if c[0] > c[1] else (None, None)),
                 statistics.median(c[8]) if c[8] else None)
                for value, c in sorted(counts.items(), key=lambda v: (v[0] is None, v[0]))]


# ---------- events ----------

def random_events(rng, users):
    events = []
    times = [FIRST + rng.randrange(SPAN // HOUR) * HOUR for _ in range(200)]

    def somewhere():
        return rng.choice(times) + rng.choice((0, 0, 0, 1, -1, SECOND)) if rng.random() < 0.3 else FIRST + rng.randrange(SPAN)

    for number in range(users):
        user = uuid.UUID(int=1000 + number)
        tenant = TENANTS[rng.random() < 0.2]
        # most are gone at some time
        gone = FIRST + rng.randrange(SPAN // 3, 2 * SPAN)
        mine = []

        def add(at, kind, who=None, **properties):
            if at < gone:
                mine.append(Event(tenant, at, who or user, kind, **{k: v for k, v in properties.items() if v is not None}))

        for _ in range(rng.choice((0, 1, 2, 3))):
            goal = rng.choice((None, f"g{number}", f"g{number}b", f"shared{rng.randrange(1 + users // 10)}", number))
            now = somewhere()
            for _ in range(rng.choice((1, 2, 3, 5))):
                kind = "goal_" + rng.choice((*GOAL_STEPS, "created", "updated"))
                who = uuid.UUID(int=1000 + rng.randrange(users)) if rng.random() < 0.1 else None
                add(now, kind, who, goal_id=goal, cohort=rng.choice((None, None, "a", "b", "c")))
                now += rng.choice((0, 1, HOUR, DAY, 7 * DAY, ABSENCE - 1, ABSENCE, ABSENCE + 1, rng.randrange(40 * DAY)))
        for _ in range(rng.choice((0, 0, 1, 2))):
            habit = rng.choice((None, "walk", "read", number))
            day = FIRST // DAY + rng.randrange(SPAN // DAY)
            often = rng.choice((0.3, 0.7, 0.95))
            for _ in range(rng.choice((1, 4, 12, 30))):
                at = day * DAY + rng.choice((0, 1, DAY - 1, 23 * HOUR, rng.randrange(DAY)))
                if rng.random() < often:
                    said = rng.choice((None, None, None, 0, -1, -2, -3, 1, 2))
                    said = None if said is None else moment(day * DAY + said * DAY).date().isoformat()
                    add(at, rng.choice(("habit_checked",) * 6 + ("habit_created", "habit_missed", "habit_missed")), habit_id=habit,
                        habit_frequency=rng.choice((None,) * 8 + ("daily", "weekly")), habit_date=said)
                elif rng.random() < 0.1:
                    add(at, "habit_archived", habit_id=habit)
                day += rng.choice((0, 1, 1, 1, 1, 2, 3))
        for _ in range(rng.choice((0, 0, 1, 2, 5))):
            now = somewhere()
            nudge = rng.choice((None, "n1", "n2", rng.randrange(9)))
            add(now, "ai_nudge_sent", nudge_id=nudge, persona=rng.choice((None, "kind", "strict")),
                goal_id=rng.choice((None, None, f"g{number}")), habit_id=rng.choice((None, None, None, "walk")))
            for _ in range(rng.choice((0, 1, 2))):
                now += rng.choice((0, 1, HOUR, DAY - 1, DAY, DAY + 1, rng.randrange(2 * DAY)))
                add(now, rng.choice(("ai_nudge_opened", "ai_nudge_opened", "ai_nudge_dismissed", "page_viewed")), nudge_id=rng.choice((nudge, nudge, None, "n1")))
        for _ in range(rng.choice((0, 0, 2))):
            add(somewhere(), "page_viewed")
        events += mine
    return events


def load(server, events):
    server.conn.execute("CREATE TABLE IF NOT EXISTS loaded (id uuid, tenant_id uuid, us bigint, session_id uuid, user_id uuid, event_type text, properties jsonb); TRUNCATE loaded")
    with server.conn.cursor().copy("COPY loaded FROM STDIN") as copy:
        for e in events:
            copy.write_row((e.id, e.tenant, e.at, e.session, e.user, e.kind, json.dumps(e.properties)))
    server.conn.execute("""INSERT INTO analytics_events (id, created_at, tenant_id, occurred_at, session_id, user_id, event_type, properties)
                           SELECT id, at(us), tenant_id, at(us), session_id, user_id, event_type, properties FROM loaded""")


class Comparison:
    def __init__(self, server, events, rng):
        self.server, self.events, self.rng = server, events, rng
        self.compared = 0

    def expect(self, what, expected, query):
        got = self.server.rows(query)
        self.compared += len(expected)
        if len(expected) != len(got):
            raise Mismatch(f"{what}: expected {len(expected)} rows, got {len(got)}\n{query}\nexpected {expected[:20]}\ngot {got[:20]}")
        for e, g in zip(expected, got):
            # means of means are rounded to 16 digits
            if not all(same(x, y, 1e-9) for x, y in zip(e, g)):
                raise Mismatch(f"{what}:\n{query}\nexpected {e}\ngot      {g}")

    def everything(self, what, tenants):
        rng = self.rng
        lower = FIRST + rng.randrange(SPAN // 2)
        upper = lower + rng.randrange(DAY, SPAN // 2)
        as_of = rng.choice((FIRST + 2 * SPAN, lower + rng.randrange(SPAN // 2), upper, rng.choice(self.events).at, lower - DAY))
        per_user = rng.random() < 0.3
        zone = rng.choice(("UTC", "Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe"))
        role = "both" if len(tenants) > 1 else TENANTS.index(tenants[0])
        self.server.conn.execute(f"SET ROLE oracle_coaching_{role}; SET mindwell_analytics.goal_ids = '{'per user' if per_user else 'per tenant'}'")
        world = World([e for e in self.events if e.tenant in tenants], as_of, per_user)
        ends = f"at({lower}), at({upper})"
        for grain in ("day", "week", "month"):
            what_now = f"{what}, {grain}, {zone}, as of {moment(as_of)}"
            borders = borders_of(lower, upper, grain, zone)
            for label in (None, "cohort"):
                self.expect(f"goals, {what_now}", world.goal_series(borders, label), f"""
                    SELECT us("time"), breakdown_value, created, active, completed, abandoned, completion_rate, median_days_to_complete, is_complete, lapsed
                    FROM analytics_goals({ends}, '{grain}', {f"'{label}'" if label else "NULL"}, '{zone}', at({as_of}))""")
            self.expect(f"cohorts, {what_now}", world.cohorts(borders), f"""
                SELECT us("time"), goals, completed, abandoned, still_active, completion_rate, median_days_to_complete, all_ended, lapsed, is_complete
                FROM analytics_goal_cohorts({ends}, '{grain}', '{zone}', at({as_of}))""")
            window, weight = rng.choice(((7, 0.3), (1, 0.3), (10, 0.5), (3, 1)))
            self.expect(f"habits, {what_now}", world.habit_series(borders, zone, window, weight), f"""
                SELECT us("time"), habits, users, adherence_score, completion_rate, average_streak_days, longest_streak_days, is_complete, lapsed
                FROM analytics_habits({ends}, '{grain}', NULL, {window}, {weight}, '{zone}', at({as_of}))""")
        within = rng.choice((DAY, HOUR, 2 * DAY, 1))
        for outcome in ("opened", "acted", "opened or acted"):
            self.expect(f"nudges, {what}", world.nudges(lower, upper, within, outcome), f"""
                SELECT breakdown_value, sent, immature, opened, dismissed, acted, acted_before, effectiveness, open_rate, median_seconds_to_open
                FROM analytics_nudges({ends}, 'persona', '{outcome}', span({within}), as_of => at({as_of}))""")
        self.server.conn.execute("RESET ROLE")


def check_aggregate(server, rng, groups):
    table, expected = [], {}
    actors = [uuid.UUID(int=i) for i in (1, 2, 1 << 127)]
    for g in range(groups):
        rows = [(rng.choice(actors[:rng.choice((1, 2, 3))]), rng.randrange(12), rng.choice(GOAL_STEPS), rng.choice((None, "", "a", "ab", "b", "ä")))
                for _ in range(rng.choice((1, 2, 4, 8, 16)))]
        nulls = [tuple(None if i == rng.randrange(3) else v for i, v in enumerate(row)) for row in rows[:rng.choice((0, 0, 1))]]
        nulls = [row for row in nulls if None in row[:3]]
        table += [(g, *row) for row in rng.sample(rows + nulls, len(rows + nulls))]
        # labels compare by their bytes
        encoded = [(actor, at, step, None if label is None else label.encode().decode("latin-1")) for actor, at, step, label in rows]
        expected[g] = ([(str(owner), began, ended, outcome, created, first, None if label is None else label.encode("latin-1").decode())
                        for owner, began, ended, outcome, created, first, label in lives_of(encoded)],)
    server.load("goal_rows", "g bigint, actor uuid, t bigint, step text, label text", table)
    server.conn.execute("""
        CREATE FUNCTION oracle.plain(lives analytics_goal_life[]) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN (SELECT jsonb_agg(jsonb_build_array(owner, us(began), us(ended), outcome, is_created, us(first_seen), label) ORDER BY ord)
                FROM unnest(lives) WITH ORDINALITY AS u (owner, began, ended, outcome, is_created, first_seen, label, ord))""")
    server.check("goal lives", "plain(analytics_goal_lives(actor, at(t), step, label))", "goal_rows", expected)


def prepare(server):
    """A store with two tenants, and a role that reads each, and one that reads both."""
    server.conn.execute("""
        RESET ALL;
        SET client_min_messages = error; SET TimeZone = 'America/St_Johns'; SET search_path = oracle, public;
        SET mindwell_analytics.max_event_age = 0;
        SELECT analytics_install(); SELECT analytics_enable_tenants();
        SET mindwell_analytics.require_tenant = off;
        CREATE ROLE oracle_coaching_0; CREATE ROLE oracle_coaching_1; CREATE ROLE oracle_coaching_both;
        GRANT USAGE ON SCHEMA oracle TO oracle_coaching_0, oracle_coaching_1, oracle_coaching_both;
        GRANT SELECT ON analytics_events, analytics_user_days, analytics_sealed_days TO oracle_coaching_0, oracle_coaching_1, oracle_coaching_both""")
    for role, tenants in (("0", TENANTS[:1]), ("1", TENANTS[1:]), ("both", TENANTS)):
        for tenant in tenants:
            server.conn.execute("INSERT INTO analytics_tenant_members VALUES (%s::regrole, %s)", (f"oracle_coaching_{role}", tenant))


def run(server, rng, groups):
    check_aggregate(server, rng, groups)
    prepare(server)
    events = random_events(rng, groups // 2)
    rng.shuffle(events)
    late = [events.pop() for _ in range(len(events) // 10)]
    load(server, events)
    comparison = Comparison(server, events, rng)
    server.conn.execute("ANALYZE analytics_events")
    comparison.everything("loaded", TENANTS)
    comparison.everything("loaded, one tenant", TENANTS[:1])

    load(server, late)
    events += late
    comparison.everything("late events", TENANTS)

    for e in rng.sample(events, len(events) // 20):
        e.at += rng.choice((-DAY, HOUR, 5 * DAY))
        if "goal_id" in e.properties:
            e.properties["goal_id"] = rng.choice(("corrected", f"g{rng.randrange(groups)}"))
        server.conn.execute("UPDATE analytics_events SET occurred_at = at(%s), properties = %s WHERE id = %s", (e.at, json.dumps(e.properties), e.id))
    gone = set(rng.sample(range(len(events)), len(events) // 20))
    server.conn.execute("DELETE FROM analytics_events WHERE id = ANY (%s)", ([events[i].id for i in gone],))
    events[:] = [e for i, e in enumerate(events) if i not in gone]
    comparison.everything("corrected", TENANTS)

    erased = rng.sample(sorted({(e.tenant, e.user) for e in events}), 20)
    for tenant, user in erased:
        server.conn.execute("SELECT analytics_forget_user(%s::uuid, tenant_id => %s)", (user, tenant))
    events[:] = [e for e in events if (e.tenant, e.user) not in erased]
    comparison.everything("erased", TENANTS)
    comparison.everything("erased, one tenant", TENANTS[1:])
    return f"{groups} groups, {len(events)} events, {comparison.compared} rows of reports"


if __name__ == "__main__":
    main(__doc__, run, 4000)
