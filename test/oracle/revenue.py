#!/usr/bin/python3
"""analytics_revenue, analytics_arr_forecast and analytics_fact_productivity against their definitions, by looking at every
payment in every interval.

Amounts are also negative, texts, none and beyond all bounds, currencies also unknown.  Compared as loaded, after late events,
after corrections (UPDATE, DELETE), refreshed, and after users were erased; of one tenant, and of two.  The forecast goes on
from the months that it says are known: a line by sums of fractions, Student's t by integration of its density.
"""
import functools
import json
import math
import uuid
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import coaching
from coaching import DAY, FIRST, HOUR, SPAN, TENANTS, Event, borders_of, intervals
from harness import Mismatch, main, same

PAID = ("payment_completed", "in_app_purchase_completed")
MONEY = PAID + ("payment_failed", "payment_refunded")
OTHER = ("goal_completed", "habit_checked", "mood_logged", "chat_turn_sent", "page_viewed")
AMOUNTS = (1, 10, 99, 7.25, 0.005, 0.015, 0, -3, "12", None, True, [], "NaN", 10**15, 10**15 - 1, 21474836.47, 21474836.48, 10**300, -(10**14))
CURRENCIES = ("USD", "usd", "EUR", "XYZ", "dollar", "", None, 7, "\u00e4bc")


def amount(event, name="amount"):
    value = event.properties.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) >= 10**15:
        return None
    return Fraction(repr(value))


def currency(event):
    value = event.text("currency")
    return value.upper() if value is not None and len(value) == 3 and value.isascii() and value.isalpha() else None


def cents(value):
    """A Fraction that is a decimal, to whole hundredths, halves away from 0."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return (exact * 100).quantize(Decimal(1), ROUND_HALF_UP)


def money(value):
    return float(cents(value) / 100)


def total(events):
    return sum((amount(e) or 0 for e in events), Fraction(0))


def revenue(events, borders, wanted, breakdown, as_of):
    seen = [e for e in events if e.kind in MONEY and borders[0] <= e.at < borders[-1] and e.at <= as_of
            and wanted in (None, currency(e))]
    rows = {}
    for start, end in intervals(borders):
        mine = [e for e in seen if start <= e.at < end]
        if breakdown is None:
            keys = {(currency(e), None) for e in seen} or {(wanted, None)}
        else:
            keys = {(currency(e), e.text(breakdown)) for e in mine}
        for key in keys:
            of_key = [e for e in mine if currency(e) == key[0] and (breakdown is None or e.text(breakdown) == key[1])]
            kinds = {kind: [e for e in of_key if e.kind == kind] for kind in MONEY}
            gross, refunds = total(e for kind in PAID for e in kinds[kind]), total(kinds["payment_refunded"])
            rows[start, *key] = (len(kinds["payment_completed"]), len(kinds["payment_failed"]), money(gross), money(refunds),
                                 money(gross - refunds), len(kinds[PAID[1]]), money(total(kinds[PAID[1]])),
                                 len({(e.tenant, e.user) for kind in PAID for e in kinds[kind] if (amount(e) or 0) > 0}), end <= as_of)
    return rows


def facts(events, lower, upper):
    days = {}
    for e in events:
        if lower // DAY <= e.at // DAY <= (upper - 1) // DAY:
            days.setdefault((e.at // DAY, e.user, e.tenant), []).append(e)
    rows = []
    for (day, user, _), mine in days.items():
        moods = [m for m in (amount(e, "mood_score") for e in mine if e.kind == "mood_logged") if m is not None]
        paid = int(cents(total(e for e in mine if e.kind in PAID)))
        rows.append((day, str(user), len({e.text("goal_id") for e in mine if e.kind == "goal_completed"}),
                     len({e.text("habit_id") for e in mine if e.kind == "habit_checked"}),
                     float(sum(moods) / len(moods)) if moods else None,
                     len({e.text("conversation_id") for e in mine if e.kind == "chat_turn_sent"} - {None}),
                     paid if -2**31 <= paid < 2**31 else None))
    return sorted(rows, key=repr)


@functools.cache
def student_t_90(degrees):
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)) / math.sqrt(degrees * math.pi)

    def above_median(t, steps=2000):
        h = t / steps
        density = [scale * (1 + (i * h) ** 2 / degrees) ** (-(degrees + 1) / 2) for i in range(steps + 1)]
        return h / 3 * (density[0] + density[-1] + 4 * sum(density[1:-1:2]) + 2 * sum(density[2:-1:2]))

    low, high = 0.0, 10.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if above_median(middle) < 0.4 else (low, middle)
    return low


def forecast(known, months):
    n = len(known)
    if n < 3:
        return []
    mean_x, mean_y = Fraction(n - 1, 2), sum(known) / n
    sxx = sum((x - mean_x) ** 2 for x in range(n))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in enumerate(known)) / sxx
    rest = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in enumerate(known))
    result = []
    for x in range(n, n + months):
        y = float(mean_y + slope * (x - mean_x))
        margin = student_t_90(n - 2) * math.sqrt(float(rest / (n - 2) * (1 + Fraction(1, n) + (x - mean_x) ** 2 / sxx))) if n > 3 else None
        result.append((max(y, 0), *((None, None) if margin is None else (max(y - margin, 0), max(y + margin, 0)))))
    return result


class Comparison:
    def __init__(self, server, events, rng):
        self.server, self.events, self.rng, self.compared = server, events, rng, 0

    def read(self, tenants, query, values=()):
        self.server.conn.execute(f"SET LOCAL ROLE oracle_coaching_{'both' if len(tenants) > 1 else TENANTS.index(tenants[0])}")
        got = self.server.conn.execute(query, values).fetchall()
        self.server.conn.execute("RESET ROLE")
        self.compared += len(got)
        return got

    def everything(self, what, tenants):
        rng = self.rng
        events = [e for e in self.events if e.tenant in tenants]
        for grain in ("day", "week", "month"):
            for breakdown in (None, "plan", "provider"):
                lower = FIRST + rng.randrange(SPAN // 2)
                upper, as_of = lower + 1 + rng.randrange(SPAN // 2), FIRST + rng.randrange(2 * SPAN)
                wanted, zone = rng.choice((None, None, "USD", "EUR", "NOK")), rng.choice(("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"))
                expected = revenue(events, borders_of(lower, upper, grain, zone), wanted, breakdown, as_of)
                arguments = (lower, upper, grain, wanted, breakdown, zone, as_of)
                rows = self.read(tenants, """SELECT us("time"), currency_code, breakdown_value, payments, failed_payments, gross, refunds, net,
                    in_app_purchases, in_app_amount, paying_users, is_complete
                    FROM analytics_revenue(at(%s), at(%s), %s, %s, %s, %s, at(%s))""", arguments)
                got = {r[:3]: r[3:] for r in rows}
                wrong = {k for k in got.keys() | expected.keys() if k not in got or k not in expected or not same(expected[k], got[k])}
                if wrong or len(got) != len(rows):
                    raise Mismatch(f"{what}, revenue {arguments}: " + str([(k, expected.get(k), got.get(k)) for k in list(wrong)[:3]]))
        lower = FIRST + rng.randrange(SPAN // 2)
        upper = lower + 1 + rng.randrange(20 * DAY)
        expected = facts(events, lower, upper)
        got = sorted(((r[0], str(r[1]), *r[2:4], None if r[4] is None else float(r[4]), *r[5:]) for r in self.read(
            tenants, """SELECT date_key - date '2000-01-01', user_id, goals_completed, habits_checked, mood_avg, chat_sessions, revenue_cents
                        FROM analytics_fact_productivity(at(%s), at(%s))""", (lower, upper))), key=repr)
        if not same(expected, got):
            raise Mismatch(f"{what}, facts {lower} {upper}: {[p for p in zip(expected, got) if not same(*p)][:3]} {len(expected)} {len(got)}")
        self.forecasts(what, tenants)

    def forecasts(self, what, tenants):
        for history in (3, 4, 5, 12, 14):
            as_of, months = FIRST + 10 * DAY + self.rng.randrange(6 * SPAN), self.rng.choice((0, 1, 7))
            rows = self.read(tenants, "SELECT currency_code, arr, arr_low, arr_high, is_forecast FROM analytics_arr_forecast(at(%s), %s, %s)",
                             (as_of, months, history))
            for code in {r[0] for r in rows}:
                mine = [r[1:] for r in rows if r[0] == code]
                known = [Fraction(str(r[0])) / 12 for r in mine if not r[3]]
                expected = [tuple(None if v is None else 12 * v for v in values) for values in forecast(known, months)]
                got = [r[:3] for r in mine if r[3]]
                if len(known) > history or len(got) != len(expected) or any(
                        (e is None) != (g is None) or e is not None and abs(e - g) > 0.02 + 2e-5 * abs(e)
                        for es, gs in zip(expected, got) for e, g in zip(es, gs)):
                    raise Mismatch(f"{what}, forecast as of {as_of}, {history}, {code}: {known} expected {expected} got {got}")


def random_events(rng, users):
    events = []
    for n in range(users):
        tenant, user = rng.choice(TENANTS), uuid.UUID(int=1000 + n // 2)
        ids = {name: rng.choice(("a", "b", 7, None)) for name in ("plan", "provider", "goal_id", "habit_id", "conversation_id")}
        for _ in range(rng.choice((2, 8, 20))):
            at = FIRST + (rng.randrange(SPAN // HOUR) * HOUR if rng.random() < 0.5 else rng.randrange(SPAN))
            events.append(Event(tenant, at, user, rng.choice(MONEY + OTHER), **ids, amount=rng.choice(AMOUNTS[:4] if n % 3 else AMOUNTS),
                                currency=rng.choice(CURRENCIES[:3] if n % 3 else CURRENCIES), mood_score=rng.choice((1, 2, 10, "3", None))))
        events.append(Event(tenant, FIRST + rng.randrange(SPAN), user, "subscription_created", subscription_id=f"s{n}", plan="a",
                            amount=rng.randrange(1, 99), currency=rng.choice(("USD", "EUR"))))
        if n % 2:
            events.append(Event(tenant, events[-1].at + rng.randrange(SPAN), user, "subscription_expired", subscription_id=f"s{n}"))
    return events


def run(server, rng, groups):
    coaching.prepare(server)
    server.conn.execute("UPDATE analytics_event_types SET property_schema = NULL, property_aliases = NULL")
    server.conn.execute("SET mindwell_analytics.pii_detection = off")
    events = random_events(rng, groups)
    rng.shuffle(events)
    late = [events.pop() for _ in range(len(events) // 10)]
    coaching.load(server, events)
    comparison = Comparison(server, events, rng)
    comparison.everything("loaded", TENANTS)
    coaching.load(server, late)
    events += late
    comparison.everything("late events", TENANTS[:1])
    server.conn.execute("SELECT analytics_refresh()")
    comparison.everything("refreshed", TENANTS)
    for e in rng.sample(events, len(events) // 20):
        e.at += rng.choice((-DAY, HOUR, 5 * DAY))
        e.properties["amount"] = rng.choice(AMOUNTS)
        server.conn.execute("UPDATE analytics_events SET occurred_at = at(%s), properties = %s WHERE id = %s", (e.at, json.dumps(e.properties), e.id))
    gone = {e.id for e in rng.sample(events, len(events) // 20)}
    server.conn.execute("DELETE FROM analytics_events WHERE id = ANY (%s)", (list(gone),))
    events[:] = [e for e in events if e.id not in gone]
    comparison.everything("corrected", TENANTS)
    erased = rng.sample(sorted({(e.tenant, e.user) for e in events}), groups // 10)
    for tenant, user in erased:
        server.conn.execute("SELECT analytics_forget_user(%s::uuid, tenant_id => %s)", (user, tenant))
    events[:] = [e for e in events if (e.tenant, e.user) not in erased]
    comparison.everything("erased", TENANTS[1:])
    server.conn.execute("SELECT analytics_refresh()")
    comparison.everything("erased, refreshed", TENANTS)
    return f"{len(events)} events, {comparison.compared} rows of reports"


if __name__ == "__main__":
    main(__doc__, run, 300)
