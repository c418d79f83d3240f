#!/usr/bin/python3
"""Rollups against a recount in Python: after every round of random changes
(late, changed, moved and deleted events, costs, a purge) what is read must be
what the events say, first with the days dirty, then refreshed, in part or
whole; what is on sealed days must stay as it was.
"""
import argparse
import datetime
import json
import random
import sys
import uuid
from fractions import Fraction

import psycopg

FIRST = datetime.date(2026, 1, 26)
LAST = datetime.date(2026, 3, 4)  # has begun at AS_OF
AS_OF = "2026-03-04 12:00Z"
TODAY = LAST
PURGED_AT, PURGED_BEFORE = "2026-03-04 12:00Z", datetime.date(2026, 2, 2)
DAY = datetime.timedelta(days=1)
TENANTS = [uuid.UUID(int=0), uuid.UUID(int=10), uuid.UUID(int=11)]
USERS = [uuid.UUID(int=1000 + i) for i in range(12)]
SESSIONS = [uuid.UUID(int=2000 + i) for i in range(8)]
PAID = ("payment_completed", "in_app_purchase_completed")
COUNTED = {"new_registrations": "signup_completed", "generations_completed": "generation_completed",
           "generations_failed": "generation_failed", "successful_payments": "payment_completed",
           "failed_payments": "payment_failed", "new_subscriptions": "subscription_created",
           "cancelled_subscriptions": "subscription_cancelled", "referrals_sent": "referral_sent",
           "referrals_accepted": "referral_accepted"}
RATED = ("survey_id", "booking_id", "resource_id")
TYPES = ("session_survey_submitted",) * 3 + ("ai_nudge_sent", "ai_nudge_sent", "ai_nudge_opened", "ai_nudge_opened", *COUNTED.values(), *PAID, "message_responded", "page_view", "login", "login", "signup_completed")
ADDITIVE = (*COUNTED, "revenue", "active_minutes")
NUMBERS = (0, 1, 9.99, 0.1, 12345.678901, 3, 1e14, 1e15, 1e300)
READER = "oracle_rollup_reader"
SETUP = f"""
SET client_min_messages = error;
SET TimeZone = 'America/St_Johns';
SET mindwell_analytics.max_event_age = 0;
CREATE EXTENSION mindwell_analytics;
SELECT analytics_install();
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;
DROP ROLE IF EXISTS {READER};
CREATE ROLE {READER};
GRANT SELECT ON analytics_metrics, analytics_metric_definitions TO {READER};
INSERT INTO analytics_tenant_members SELECT '{READER}', unnest('{{{",".join(map(str, TENANTS))}}}'::uuid[]);
-- what clients may not send, an owner's own type may
UPDATE analytics_event_types SET property_schema = NULL, property_aliases = NULL WHERE tenant_id = '{TENANTS[0]}';
SELECT FROM analytics_create_partitions('{FIRST}', '2026-02-20');
SELECT analytics_define_metric('own', 'SELECT count(*) FROM public.analytics_events WHERE tenant_id = $1
    AND occurred_at >= $2 AND occurred_at < $3 AND event_type = ''login''', periods => '{{daily,weekly,monthly}}');
"""
READ = f"""
SELECT d.name, p.period, a.tenant_id, a.metric_date, a.value, a.is_complete, a.metadata -> 'currencies'
FROM analytics_metric_definitions d, unnest(d.periods) AS p (period),
    LATERAL analytics_aggregated(d.name, p.period, '{FIRST} 00:00Z', '{LAST} 12:00Z', '{AS_OF}') a
WHERE d.name NOT IN (SELECT s.name FROM mindwell_internal.state_metrics() s)
"""


def ratio(numerator, denominator):
    return Fraction(numerator) / denominator if denominator else None


def number(properties, key):
    value = properties.get(key)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15:
        return Fraction(repr(value))
    return None


def ident(properties, key):
    """An id is the text of a string or number; null is none."""
    value = properties.get(key)
    return f"{value:g}" if isinstance(value, (int, float)) else value


def next_month(day):
    return (day.replace(day=1) + 32 * DAY).replace(day=1)


class Rolled(int):
    """The value of a query of a purged day: where there was no event, it has none."""


class Store:
    def __init__(self, server):
        self.server = server
        self.frozen_days = {}
        self.frozen_users = {}
        self.frozen_own = {}
        self.frozen_nudges = {}
        self.frozen_currencies = {}
        self.read_events()

    def read_events(self):
        """Events of each tenant and day: (user, session, type, minute, properties, time, id)."""
        self.days = {}
        for tenant, user, session, kind, at, properties, event_id in self.server.execute(
                "SELECT tenant_id, user_id, session_id, event_type, occurred_at AT TIME ZONE 'UTC', properties, id FROM analytics_events"):
            self.days.setdefault((tenant, at.date()), []).append((user, session, kind, (at.hour, at.minute), properties, at, event_id))
        self.actions = {(t, kind): is_action for t, kind, is_action in self.server.execute(
            "SELECT tenant_id, event_type, is_action FROM analytics_event_types")}
        self.costs = {(t, m): (c, g) for t, m, c, g in self.server.execute("TABLE analytics_acquisition_costs")}

    def freeze(self):
        """A purge has sealed days: what is rolled up of them is what they were before."""
        sealed = {day for (day,) in self.server.execute("SELECT day FROM analytics_sealed_days")}
        for tenant in TENANTS:
            for day in sealed:
                self.frozen_days[tenant, day] = self.day(tenant, day)
                self.frozen_users[tenant, day] = self.users(tenant, day)
                self.frozen_currencies[tenant, day] = self.currencies(tenant, day)
            for day in span(FIRST, LAST + DAY):
                if sealed & {day, day + DAY}:
                    self.frozen_nudges[tenant, day] = self.nudges(tenant, day)
            for period, start, end in periods():
                if any(start <= day < end for day in sealed):
                    self.frozen_own[tenant, period, start] = Rolled(self.own(tenant, start, end))

    def is_action(self, tenant, event):
        """A tenant's own type, else the one of all, else any; but no payment that a subscription makes by itself."""
        says = self.actions.get((tenant, event[2]), self.actions.get((TENANTS[0], event[2]), True))
        return says and not (event[2] == "payment_completed" and event[4].get("automatic") is True)

    def users(self, tenant, day):
        """Who was there, whether they paid, and whether they were active."""
        if (tenant, day) in self.frozen_users:
            return self.frozen_users[tenant, day]
        found = {}
        for event in self.days.get((tenant, day), ()):
            if event[0] is not None:
                paid, active = found.get(event[0], (False, False))
                found[event[0]] = paid or event[2] in PAID, active or self.is_action(tenant, event)
        return found

    def day(self, tenant, day):
        if (tenant, day) in self.frozen_days:
            return self.frozen_days[tenant, day]
        events = self.days.get((tenant, day), [])
        value = {name: sum(e[2] == kind for e in events) for name, kind in COUNTED.items()}
        amounts = [number(e[4], "amount") for e in events if e[2] in PAID]
        answers = [number(e[4], "response_seconds") for e in events if e[2] == "message_responded"]
        answers = [a for a in answers if a is not None]
        named = [e for e in events if e[0] is not None]
        signed = {e[0] for e in named if e[2] == "signup_completed"}
        actions = [e for e in named if self.is_action(tenant, e)]
        value["dau"] = len({e[0] for e in actions})
        value["revenue"] = sum(a for a in amounts if a is not None)
        value["active_minutes"] = len({(e[0], e[3]) for e in actions})
        value["sessions_per_user"] = ratio(len({e[:2] for e in named if e[1]}), len({e[0] for e in named if e[1]}))
        value["message_response_time"] = ratio(sum(answers), len(answers))
        value["satisfaction"] = self.satisfaction(events)
        value["signup_to_payment_conversion"] = ratio(len(signed & {e[0] for e in named if e[2] in PAID}), len(signed))
        return value

    def satisfaction(self, events):
        """Of a user's answers to one survey (else about one booking or resource) the last; all others count."""
        ratings, last = [], {}
        for at, user, rating, about in sorted((
                ((e[5], e[6]), e[0], number(e[4], "rating"),
                 next(((name, ident(e[4], name)) for name in RATED if ident(e[4], name) is not None), None))
                for e in events if e[2] == "session_survey_submitted" and number(e[4], "rating") is not None), key=lambda r: r[0]):
            if user is None or about is None:
                ratings.append(rating)
            else:
                last[user, about] = rating
        ratings += last.values()
        return ratio(sum(ratings), len(ratings))

    def currencies(self, tenant, day):
        if (tenant, day) in self.frozen_currencies:
            return self.frozen_currencies[tenant, day]
        codes = {str(e[4].get("currency")).upper() for e in self.days.get((tenant, day), ())
                 if e[2] in PAID and number(e[4], "amount") is not None and e[4].get("currency") is not None}
        return {c for c in codes if len(c) == 3 and c.isascii() and c.isalpha()}

    def named_currencies(self, tenant, start, end):
        return sorted(set().union(*(self.currencies(tenant, day) for day in span(start, end)))) or None

    def nudges(self, tenant, day):
        if (tenant, day) in self.frozen_nudges:
            return self.frozen_nudges[tenant, day]
        opened = [e for d in (day, day + DAY) for e in self.days.get((tenant, d), ()) if e[2] == "ai_nudge_opened"]
        sent = [e for e in self.days.get((tenant, day), ()) if e[2] == "ai_nudge_sent" and e[0] is not None]

        def about(event):
            return ident(event[4], "nudge_id")

        followed = sum(any(o[0] == s[0] and (about(o) == about(s) or None in (about(o), about(s))) and datetime.timedelta() < o[5] - s[5] <= DAY for o in opened) for s in sent)
        return ratio(followed, len(sent))

    def own(self, tenant, start, end):
        return sum(e[2] == "login" for day in span(start, end) for e in self.days.get((tenant, day), ()))

    def active(self, tenant, start, end, paying=False):
        return {u for day in span(start, end) for u, (paid, active) in self.users(tenant, day).items()
                if (paid if paying else active)}

    def ltv_cac(self, tenant, start, end, revenue):
        before = (start - DAY).replace(day=1)
        payers, previous = self.active(tenant, start, end, True), self.active(tenant, before, start, True)
        won = payers - self.active(tenant, FIRST - 90 * DAY, start, True)
        cost, margin = self.costs.get((tenant, start), (0, 0))
        lost = len(previous - payers)
        if not cost or not payers or not lost or not won:
            return None
        return revenue / len(payers) * Fraction(margin) / Fraction(lost, len(previous)) / (Fraction(cost) / len(won))

    def expected(self):
        for tenant in TENANTS:
            for period, start, end in periods():
                own = self.frozen_own.get((tenant, period, start))
                yield "own", period, tenant, start, self.own(tenant, start, end) if own is None else own, end
                if period == "daily":
                    yield "ai_nudge_effectiveness", period, tenant, start, self.nudges(tenant, start), end
                    for name, value in self.day(tenant, start).items():
                        yield name, period, tenant, start, value, end
                    continue
                sums = {name: sum(self.day(tenant, day)[name] for day in span(start, end)) for name in ADDITIVE}
                active = self.active(tenant, start, end)
                if period == "weekly":
                    sums["wau"] = len(active)
                else:
                    before = self.active(tenant, (start - DAY).replace(day=1), start)
                    sums["mau"] = len(active)
                    sums["churn_rate"] = ratio(len(before - active), len(before))
                    sums["ltv_cac_ratio"] = self.ltv_cac(tenant, start, end, sums["revenue"])
                for name, value in sums.items():
                    yield name, period, tenant, start, value, end


def span(start, end):
    return (start + i * DAY for i in range((end - start).days))


def periods():
    for day in span(FIRST, LAST + DAY):
        yield "daily", day, day + DAY
    monday = FIRST - FIRST.weekday() * DAY
    while monday <= LAST:
        yield "weekly", monday, monday + 7 * DAY
        monday += 7 * DAY
    month = FIRST.replace(day=1)
    while month <= LAST:
        yield "monthly", month, next_month(month)
        month = next_month(month)


def same(expected, got):
    if isinstance(expected, Rolled) and got is None:
        return expected == 0
    if expected is None or got is None:
        return expected is got
    # amounts are rounded to a millionth
    return abs(float(expected) - got) <= 1e-12 * abs(got) + 6e-7


def compare(server, store, what):
    store.read_events()
    expected = {row[:4]: (row[4], row[5] <= TODAY, store.named_currencies(row[2], row[3], row[5]) if row[0] == "revenue" else None)
                for row in store.expected()}
    server.execute(f"SET ROLE {READER}")
    got = {row[:4]: row[4:] for row in server.execute(READ)}
    server.execute("RESET ROLE")
    wrong = [(k, expected.get(k), got.get(k)) for k in expected.keys() | got.keys()
             if k not in expected or k not in got or not same(expected[k][0], got[k][0]) or expected[k][1:] != got[k][1:]]
    for difference in sorted(wrong, key=str)[:20]:
        print(what, *difference)
    if wrong:
        sys.exit(f"{what}: {len(wrong)} of {len(expected)} values differ")
    return len(expected)


def event(rng):
    at = datetime.datetime.combine(FIRST, datetime.time()) + datetime.timedelta(
        days=min(rng.randrange((LAST - FIRST).days), rng.randrange(60)), minutes=rng.choice((0, 1, 2, 719, 1439)),
        microseconds=rng.choice((0, 59999999)))
    properties = {key: value for key, value in (
        ("amount", rng.choice((*NUMBERS, "12", None))), ("response_seconds", rng.choice((1, 2.5, 600))),
        ("currency", rng.choice(("EUR", "EUR", "EUR", "eur", "USD", "euro", 978, None))),
        ("rating", rng.choice((1, 2, 4.5, 5, "5", None))), *((name, rng.choice((1, 1.0, "1", 2, None, None))) for name in RATED),
        ("nudge_id", rng.choice((1, 2, 2, "2", None))), ("automatic", rng.choice((True, True, False, "true")))) if rng.random() < 0.9}
    return (rng.choice(TENANTS), rng.choice((*USERS, *USERS[:1] * 12, None)), rng.choice((*SESSIONS, None)), rng.choice(TYPES), at,
            json.dumps(properties))


def change(server, rng, count):
    with server.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO analytics_events (tenant_id, user_id, session_id, event_type, occurred_at, properties)"
            " VALUES (%s, %s, %s, %s, %s AT TIME ZONE 'UTC', %s)", [event(rng) for _ in range(count)])
    ids = [row[0] for row in server.execute("SELECT id FROM analytics_events ORDER BY id")]
    for chosen in rng.sample(ids, min(len(ids), count // 3)):
        new = event(rng)
        server.execute(rng.choice((
            "DELETE FROM analytics_events WHERE id = %(id)s",
            "UPDATE analytics_events SET occurred_at = %(at)s AT TIME ZONE 'UTC' WHERE id = %(id)s",
            "UPDATE analytics_events SET user_id = %(user)s, event_type = %(kind)s WHERE id = %(id)s",
            "UPDATE analytics_events SET tenant_id = %(tenant)s, properties = %(properties)s WHERE id = %(id)s")),
            {"id": chosen, "tenant": new[0], "user": new[1], "kind": new[3], "at": new[4], "properties": new[5]})
    if rng.random() < 0.7:
        server.execute("SELECT analytics_register_event_type(%s, is_action => %s, tenant_id => %s)",
                       (rng.choice(TYPES), rng.random() < 0.5, rng.choice(TENANTS)))
        if rng.random() < 0.5:
            server.execute("SELECT analytics_unregister_event_type(%s, %s)", (rng.choice(TYPES), rng.choice(TENANTS)))
    if rng.random() < 0.7:
        server.execute("SET mindwell_analytics.tenant_id = '%s'" % rng.choice(TENANTS))
        server.execute("SELECT analytics_set_acquisition_cost(%s::date, %s::float8, %s::float8)",
                       (rng.choice((FIRST, LAST - 10 * DAY, LAST)), rng.choice((0, 10, 99.5, None)), rng.choice((0.5, 1))))
        server.execute("RESET mindwell_analytics.tenant_id")


def refresh(server, rng):
    """All of it, or the days of some tenant, as erasure does it."""
    if rng.random() < 0.5:
        server.execute("SELECT mindwell_internal.refresh_days(%s, ARRAY(SELECT bucket FROM analytics_dirty_buckets WHERE random() < 0.5))",
                       (rng.choice(TENANTS),))
    else:
        server.execute(f"SELECT FROM analytics_refresh(as_of => '{AS_OF}')")


def purge(server, store, rng):
    store.read_events()
    keep = (datetime.datetime.fromisoformat(PURGED_AT[:10]).date() - PURGED_BEFORE).days
    server.execute("UPDATE analytics_retention_policies SET keep = make_interval(days => %s) WHERE retention_class = 'events'", (keep,))
    failed = server.execute(f"SELECT partition_name, error FROM analytics_purge(as_of => '{PURGED_AT}') WHERE status <> 'done'").fetchall()
    server.execute("UPDATE analytics_retention_policies SET keep = NULL")
    if failed:
        sys.exit(f"purge failed: {failed}")
    store.freeze()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    print(f"seed {options.seed}", flush=True)
    values = 0
    with psycopg.connect("", autocommit=True) as server:
        server.execute(SETUP)
        store = Store(server)
        for number_of_round in range(options.rounds):
            change(server, rng, rng.choice((5, 20, 150)) if number_of_round else 300)
            if number_of_round == options.rounds // 2:
                purge(server, store, rng)
                values += compare(server, store, f"round {number_of_round}, purged")
                continue
            values += compare(server, store, f"round {number_of_round}, dirty")
            refresh(server, rng)
            values += compare(server, store, f"round {number_of_round}, refreshed")
            differences = server.execute("SELECT * FROM analytics_verify_rollups(%s, %s, %s::timestamptz)",
                                         (FIRST, LAST + DAY, AS_OF)).fetchall()
            if differences:
                sys.exit(f"verification finds {differences}")
        server.execute(f"DROP OWNED BY {READER}; DROP ROLE {READER}")
    print(f"ok: {values} values, seed {options.seed}")


main()
