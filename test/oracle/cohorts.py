#!/usr/bin/python3
"""analytics_cohorts, analytics_cohort and analytics_fact_productivity against their definitions, user by user.

Histories are random: users who start several times or never, pay before they start, in several currencies, at ties and
at the borders of days; some are anonymous, some are in two tenants.  The reports are compared as loaded, after late
events, after corrections (UPDATE, DELETE), and after users were erased; of one tenant, and of two.
"""
import collections
import datetime
import decimal
import json
import statistics
import uuid
from zoneinfo import ZoneInfo

from coaching import DAY, EPOCH, HOUR, SECOND, TENANTS, UTC, Event, borders_of, intervals, load, micros, moment
from harness import Mismatch, main, same

FIRST = int((datetime.datetime(2020, 10, 12, tzinfo=UTC) - EPOCH).total_seconds()) * SECOND
SPAN = 60 * DAY
PASSIVE = ("ai_nudge_sent", "payment_refunded")
ZONES = ("UTC", "America/New_York", "Asia/Kolkata")


def is_action(e):
    return e.kind not in PASSIVE and not (e.kind == "payment_completed" and e.properties.get("automatic") is True)


def week_start(at, zone, weeks):
    """When the week began that is so many after that of a time."""
    tz = ZoneInfo(zone)
    day = moment(at).astimezone(tz).date()
    day += datetime.timedelta(days=7 * weeks - day.weekday())
    return micros(datetime.datetime(day.year, day.month, day.day, tzinfo=tz).astimezone(UTC))


def day_start(at, zone, days):
    tz = ZoneInfo(zone)
    day = moment(at).astimezone(tz).date() + datetime.timedelta(days=days)
    return micros(datetime.datetime(day.year, day.month, day.day, tzinfo=tz).astimezone(UTC))


def cents(number):
    return float(decimal.Decimal(number).quantize(decimal.Decimal("0.01"), rounding=decimal.ROUND_HALF_UP))


class World:
    """What is known at as_of, by user."""
    def __init__(self, events, as_of, start_event):
        self.as_of = as_of
        self.users = collections.defaultdict(list)
        for e in sorted((e for e in events if e.at <= as_of and e.user), key=lambda e: (e.at, e.id.bytes)):
            if e.user.bytes[:4] != b"anon":
                self.users[e.tenant, e.user].append(e)
        self.starts = {}
        for user, mine in self.users.items():
            first = next((e for e in mine if e.kind == start_event), None)
            if first:
                self.starts[user] = first

    def was_active(self, user, lower, upper):
        return any(is_action(e) and lower <= e.at < upper for e in self.users[user])

    def payments(self, user):
        return [(e.at, e.properties.get("currency", "").upper() or None, decimal.Decimal(str(e.properties["amount"])))
                for e in self.users[user]
                if e.kind in ("payment_completed", "in_app_purchase_completed") and e.at >= self.starts[user].at and "amount" in e.properties]

    def currency(self, members):
        said = collections.Counter(c for u in members for _, c, _ in self.payments(u))
        return min(said, key=lambda c: (-said[c], c is None, c or "")) if said else None

    def cohorts(self, borders, zone):
        everybody = [u for u, s in self.starts.items() if borders[0] <= s.at < borders[-1]]
        currency = self.currency(everybody)
        result = []
        for lower, upper in intervals(borders):
            own = [u for u in everybody if lower <= self.starts[u].at < upper]
            rates = []
            for week in (1, 4):
                ended = week_start(upper - 1, zone, week + 1) <= self.as_of
                came = sum(self.was_active(u, week_start(self.starts[u].at, zone, week), week_start(self.starts[u].at, zone, week + 1)) for u in own)
                rates.append(came / len(own) if ended and own else None)
            paid = [(u, c, a) for u in own for _, c, a in self.payments(u)]
            result.append((lower, len(own), *rates, len({u for u, _, a in paid if a > 0}), cents(sum(a for _, c, a in paid if c == currency)),
                           upper <= self.as_of, currency))
        return result

    def cohort(self, lower, upper, zone):
        own = [u for u, s in self.starts.items() if lower <= s.at < upper]
        currency = self.currency(own)
        retention, cumulated = [], []
        week = 0
        while own and (week == 0 or week_start(lower, zone, week) < self.as_of):
            begins, ends = week_start(lower, zone, week), week_start(lower, zone, week + 1)
            came = len(own) if week == 0 else sum(self.was_active(u, begins, ends) for u in own)
            retention.append([week, came, came / len(own), ends <= self.as_of])
            cumulated.append(cents(sum(a for u in own for at, c, a in self.payments(u) if c == currency and at < ends)))
            week += 1
        if cumulated:
            cumulated[-1] = cents(sum(a for u in own for _, c, a in self.payments(u) if c == currency))
        days = []
        for n in (1, 7, 30):
            ripe = [u for u in own if day_start(self.starts[u].at, zone, n + 1) <= self.as_of]
            came = sum(self.was_active(u, day_start(self.starts[u].at, zone, n), day_start(self.starts[u].at, zone, n + 1)) for u in ripe)
            days.append(came / len(ripe) if ripe else None)
        first_paid = [min(at for at, _, a in self.payments(u) if a > 0) - self.starts[u].at for u in own if any(a > 0 for _, _, a in self.payments(u))]
        return [len(own), retention, days, len(first_paid), statistics.median(first_paid) / DAY if first_paid else None, cumulated]


def fact_order(fact):
    return fact[:2], [(value is None, value or 0) for value in fact[2:]]


def facts(events):
    users = collections.defaultdict(list)
    for e in events:
        if e.user and e.user.bytes[:4] != b"anon":
            users[moment(e.at).date(), e.user, e.tenant].append(e)
    result = []
    for (day, user, _), mine in users.items():
        moods = [e.properties["mood_score"] for e in mine if e.kind == "mood_logged" and "mood_score" in e.properties]
        amount = sum((decimal.Decimal(str(e.properties.get("amount", 0))) for e in mine if e.kind in ("payment_completed", "in_app_purchase_completed")),
                     decimal.Decimal(0))
        result.append((day.isoformat(), str(user), len({e.text("goal_id") for e in mine if e.kind == "goal_completed"}),
                       len({e.text("habit_id") for e in mine if e.kind == "habit_checked"}), statistics.mean(moods) if moods else None,
                       len({e.text("conversation_id") for e in mine if e.kind in ("chat_turn_sent", "message_sent")} - {None}),
                       int((amount * 100).quantize(decimal.Decimal(1), rounding=decimal.ROUND_HALF_UP))))
    return sorted(result, key=fact_order)


def random_events(rng, users):
    events = []
    for number in range(users):
        user = uuid.UUID(int=1000 + number)
        tenants = rng.choice((TENANTS[:1],) * 6 + (TENANTS[1:], TENANTS))
        for tenant in tenants:
            start = FIRST + rng.choice((rng.randrange(SPAN // 2), rng.randrange(30) * DAY, rng.randrange(30) * DAY + 4 * HOUR - 1))

            def add(at, kind, **properties):
                events.append(Event(tenant, at, user, kind, **{k: v for k, v in properties.items() if v is not None}))

            for _ in range(rng.choice((0, 1, 1, 1, 2))):
                add(start + rng.choice((0, 1, DAY)), "signup_completed", cohort=rng.choice((None, "a", "b")))
            for _ in range(rng.choice((0, 1, 3, 8))):
                at = start + rng.choice((rng.randrange(SPAN // 2), rng.randrange(5) * 7 * DAY, rng.randrange(35) * DAY))
                kind = rng.choice(("page_viewed", "chat_turn_sent", "message_sent", "ai_nudge_sent", "goal_completed", "habit_checked", "mood_logged"))
                add(at, kind, **{"chat_turn_sent": {"conversation_id": rng.choice((None, "x", "y"))}, "message_sent": {"conversation_id": "x"},
                                 "goal_completed": {"goal_id": rng.choice((None, "g", "h"))}, "habit_checked": {"habit_id": rng.choice((None, "walk", "read"))},
                                 "mood_logged": {"mood_score": rng.choice((None, 1, 4, 5))}}.get(kind, {}))
            for _ in range(rng.choice((0, 0, 1, 2))):
                add(start + rng.choice((-HOUR, 0, 1, rng.randrange(SPAN // 2))), rng.choice(("payment_completed", "payment_completed", "in_app_purchase_completed", "payment_refunded")),
                    amount=rng.choice((None, 0, 10, 9.99, 0.005)), currency=rng.choice((None, "USD", "usd", "EUR")), automatic=rng.choice((None, True, False)))
    for e in rng.sample(events, len(events) // 30):
        e.user = None if rng.random() < 0.5 else uuid.UUID(bytes=b"anon" + uuid.UUID(int=(8 << 76) + (2 << 62) + rng.randrange(9)).bytes[4:])
    return events


class Comparison:
    def __init__(self, server, events, rng):
        self.server, self.events, self.rng, self.compared = server, events, rng, 0

    def same(self, what, expected, got):
        self.compared += len(expected)
        if not same(expected, got, 1e-9):
            pairs = [(e, g) for e, g in zip(expected, got) if not same(e, g, 1e-9)][:3]
            raise Mismatch(f"{what}: {len(expected)} rows expected, {len(got)} found; the first that differ: {pairs}")

    def everything(self, when, tenants):
        server, rng = self.server, self.rng
        events = [e for e in self.events if e.tenant in tenants]
        role = "both" if len(tenants) == 2 else str(TENANTS.index(tenants[0]))
        server.conn.execute(f"SET LOCAL ROLE oracle_cohorts_{role}")
        for zone in ZONES:
            as_of = rng.choice((FIRST + rng.randrange(SPAN), day_start(FIRST + rng.randrange(SPAN), zone, 0), FIRST + 2 * SPAN))
            world = World(events, as_of, "signup_completed")
            for grain in ("day", "week", "month"):
                lower = FIRST + rng.randrange(SPAN // 3)
                borders = borders_of(lower, lower + rng.randrange(1, SPAN), grain, zone)
                got = server.rows(f"""SELECT us("time"), users, week_1_rate, week_4_rate, paying_users, revenue, is_complete, currency_code
                                      FROM analytics_cohorts(at({borders[0]}), at({borders[-1]}), '{grain}', time_zone => '{zone}', as_of => at({as_of}))""")
                self.same(f"{when}: cohorts by {grain} in {zone}", world.cohorts(borders, zone), got)
            lower = week_start(FIRST + rng.randrange(SPAN // 2), zone, 0)
            upper = week_start(lower, zone, 1)
            day = moment(lower).astimezone(ZoneInfo(zone)).date().isoformat()
            c = server.rows(f"SELECT analytics_cohort('week:{day}', time_zone => '{zone}', as_of => at({as_of}))")[0][0]
            got = [c["users"], [[r["period"], r["users"], r["rate"], r["is_complete"]] for r in c["retention"]], [c["d1"], c["d7"], c["d30"]],
                   c["conversion"]["paying_users"], c["conversion"]["median_days_to_pay"], c["revenue"]["by_period"]]
            self.same(f"{when}: week of {day} in {zone}", world.cohort(lower, upper, zone), got)
        lower, upper = FIRST - DAY, FIRST + 2 * SPAN
        got = server.rows(f"""SELECT date_key::text, user_id::text, goals_completed, habits_checked, mood_avg::float8, chat_sessions, revenue_cents
                              FROM (SELECT (f).* FROM (SELECT analytics_fact_productivity(at({lower}), at({upper})) AS f) AS s) AS r""")
        got = sorted(((datetime.datetime.strptime(r[0], "%d/%m/%Y").date().isoformat(), *r[1:]) for r in got), key=fact_order)
        self.same(f"{when}: facts", facts(events), got)
        server.conn.execute("RESET ROLE")


def run(server, rng, groups):
    server.conn.execute("""
        SET client_min_messages = error; SET TimeZone = 'America/St_Johns'; SET DateStyle = 'SQL, DMY'; SET search_path = oracle, public;
        SET mindwell_analytics.max_event_age = 0;
        SELECT analytics_install(); SELECT analytics_enable_tenants();
        SET mindwell_analytics.require_tenant = off;
        CREATE ROLE oracle_cohorts_0; CREATE ROLE oracle_cohorts_1; CREATE ROLE oracle_cohorts_both;
        GRANT USAGE ON SCHEMA oracle TO oracle_cohorts_0, oracle_cohorts_1, oracle_cohorts_both;
        GRANT SELECT ON analytics_events, analytics_user_days, analytics_sealed_days TO oracle_cohorts_0, oracle_cohorts_1, oracle_cohorts_both""")
    for role, tenants in (("0", TENANTS[:1]), ("1", TENANTS[1:]), ("both", TENANTS)):
        for tenant in tenants:
            server.conn.execute("INSERT INTO analytics_tenant_members VALUES (%s::regrole, %s)", (f"oracle_cohorts_{role}", tenant))
    events = random_events(rng, groups)
    rng.shuffle(events)
    late = [events.pop() for _ in range(len(events) // 10)]
    load(server, events)
    server.conn.execute("ANALYZE analytics_events")
    comparison = Comparison(server, events, rng)
    comparison.everything("loaded", TENANTS)
    comparison.everything("loaded, one tenant", TENANTS[:1])

    load(server, late)
    events += late
    comparison.everything("late events", TENANTS)

    for e in rng.sample(events, len(events) // 20):
        e.at += rng.choice((-DAY, HOUR, 5 * DAY))
        server.conn.execute("UPDATE analytics_events SET occurred_at = at(%s) WHERE id = %s", (e.at, e.id))
    gone = set(rng.sample(range(len(events)), len(events) // 20))
    server.conn.execute("DELETE FROM analytics_events WHERE id = ANY (%s)", ([events[i].id for i in gone],))
    events[:] = [e for i, e in enumerate(events) if i not in gone]
    comparison.everything("corrected", TENANTS)

    erased = rng.sample(sorted({(e.tenant, e.user) for e in events if e.user}), 20)
    for tenant, user in erased:
        server.conn.execute("SELECT analytics_forget_user(%s::uuid, tenant_id => %s)", (user, tenant))
    events[:] = [e for e in events if (e.tenant, e.user) not in erased]
    comparison.everything("erased", TENANTS)
    comparison.everything("erased, one tenant", TENANTS[1:])
    return f"{groups} users, {len(events)} events, {comparison.compared} rows of reports"


if __name__ == "__main__":
    main(__doc__, run, 5000)
