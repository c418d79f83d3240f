#!/usr/bin/python3
"""analytics_mrr, analytics_mrr_changes and analytics_subscriptions on a store,
against subscriptions.py's definitions of what becomes of a subscription and
what a movement is.

Events arrive in any order, of several tenants, with ids that are texts or
numbers or missing; some are changed, some deleted, some users erased.  What is
left is read back, and is all that the oracle knows.
"""
import argparse
import datetime
import json
import random
import sys
import uuid
from fractions import Fraction

import psycopg

import subscriptions
from subscriptions import Raw, movements

EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)
MINUTE = 60 * 1000000
FIRST, LAST = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
TENANTS = [uuid.UUID(int=0), uuid.UUID(int=10)]
READER = "oracle_mrr_reader"
TYPES = (*subscriptions.TYPES[:13], "entitlement_granted", "page_view")
WEIGHTS = (2, 3, 9, 6, 3, 3, 3, 3, 6, 3, 3, 2, 2, 1, 1)
SETUP = f"""
SET client_min_messages = error;
SET TimeZone = 'America/St_Johns';
SET mindwell_analytics.max_event_age = 0;
CREATE EXTENSION mindwell_analytics;
SELECT analytics_install();
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;
-- what clients may not send, an owner's own type may
UPDATE analytics_event_types SET property_schema = NULL, property_aliases = NULL WHERE tenant_id = '{TENANTS[0]}';
SELECT FROM analytics_create_partitions('{FIRST}', '{LAST}');
DROP ROLE IF EXISTS {READER};
CREATE ROLE {READER};
SELECT analytics_grant('{READER}', 'reader', tenant) FROM unnest('{{{",".join(map(str, TENANTS))}}}'::uuid[]) AS t (tenant);
"""


def micros(at):
    return (at - EPOCH) // MICROSECOND


def instant(us):
    return EPOCH + us * MICROSECOND


def rfc3339(us):
    return instant(us).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# ---------- the events ----------

def random_events(rng, number):
    """Of one user, who has some subscriptions."""
    user = uuid.UUID(int=1000 + number)
    tenant = rng.choice(TENANTS)
    names = [rng.choice((f"s{number}-{i}", Raw(f"{number * 10 + i}"), None)) for i in range(rng.choice((1, 1, 2, 3)))]
    for name in names:
        provider = rng.choice((None, "stripe", "stripe", "apple"))
        code = rng.choice(("USD", "USD", "eur", None))
        for _ in range(rng.choice((1, 2, 3, 5, 7))):
            at = micros(datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)) + rng.randint(0, 364 * 24) * 60 * MINUTE
            properties = {"subscription_id": rng.choice((name, Raw(name + ".0"))) if isinstance(name, Raw) else name,
                          "provider": provider, "plan": rng.choice(("basic", "pro", None)),
                          "amount": rng.choice((Raw("10"), Raw("24.99"), Raw("99"), Raw("0"), Raw("1e15"), None)),
                          "billing_interval": rng.choice(("month", "month", "year", "week", None)),
                          "currency": rng.choice((code, code, code, "GBP", "none at all")) if rng.random() < 0.6 else None}
            if rng.random() < 0.4:
                properties["ends_at"] = rfc3339(at + rng.randint(-5, 60) * 24 * 60 * MINUTE)
            if rng.random() < 0.2:
                properties["trial_days"] = rng.choice((Raw("7"), Raw("30")))
            if rng.random() < 0.2:
                properties["reason"] = rng.choice(("converted", "expired"))
            owner = user if rng.random() < 0.9 else rng.choice((None, uuid.UUID(int=1000 + rng.randrange(number + 1))))
            yield tenant, rng.choices(TYPES, WEIGHTS)[0], at, uuid.UUID(int=rng.getrandbits(128)), owner, properties


def dump(properties):
    return "{" + ", ".join(f"{json.dumps(k)}: {v if isinstance(v, Raw) else json.dumps(v)}"
                           for k, v in properties.items() if v is not None) + "}"


def change_some(server, rng, users):
    server.execute("SELECT setseed(%s)", (rng.random(),))
    server.execute("DELETE FROM analytics_events WHERE random() < 0.03")
    server.execute("""UPDATE analytics_events SET properties = jsonb_set(properties, '{amount}', '12.34')
                      WHERE random() < 0.03 AND properties ? 'amount'""")
    server.execute("""UPDATE analytics_events SET occurred_at = occurred_at - interval '10 days'
                      WHERE random() < 0.03 AND occurred_at > '2025-02-01 00:00Z'""")
    for user in rng.sample(range(users), users // 100):
        server.execute("SELECT analytics_forget_user(%s)", (uuid.UUID(int=1000 + user),))


# ---------- what the definitions say ----------

def text_id(properties, name):
    value = properties.get(name)
    return str(Fraction(value)) if isinstance(value, Raw) else value


def read_subscriptions(server, as_of):
    """{(tenant, provider, subscription, user without one): (first event, changes)}"""
    found = {}
    for tenant, kind, at, event, user, document in server.execute(
            "SELECT tenant_id, event_type, occurred_at, id, user_id, properties::text FROM analytics_events"):
        at = micros(at)
        if kind not in TYPES[:13] or at > as_of:
            continue
        properties = json.loads(document, parse_int=Raw, parse_float=Raw)
        name = text_id(properties, "subscription_id")
        if name is None and (user is None or kind.startswith("payment")):
            continue
        if "ends_at" in properties:
            properties["ends_at_us"] = micros(datetime.datetime.fromisoformat(properties["ends_at"].replace("Z", "+00:00")))
        key = (tenant, properties.get("provider"), name, user if name is None else None)
        found.setdefault(key, []).append((at, event, kind, user, properties))
    lives = {key: (min(row[0] for row in rows), subscriptions.changes(rows)[0]) for key, rows in found.items()}
    return {key: life for key, life in lives.items() if life[1]}


def add_up(found, borders, as_of, breakdown):
    """{(currency, label, bucket): sums of what moved}"""
    accounts = {}
    for (tenant, provider, name, _), (_, changes) in found.items():
        for at, status, account, code, plan, cents, _, _, code_before, plan_before, cents_before in changes:
            if at > as_of:
                continue
            for c, p, change in ((code_before, plan_before, -cents_before), (code, plan, cents)):
                label = {"plan": p, "provider": provider, None: None}[breakdown]
                accounts.setdefault((tenant, account or (provider, name), c), []).append((at, change, label))
    sums = {}
    for (_, _, code), points in accounts.items():
        for bucket, label, kind, before, after in movements(points, borders)[0] or ():
            row = sums.setdefault((code, label, bucket), dict.fromkeys(
                ("new", "reactivation", "expansion", "contraction", "churn", "opening", "n_new", "n_reactivation", "n_churn", "n", "net"), 0))
            row[kind] += abs(after - before)
            row["net"] += after - before
            row["n"] += (after > 0) - (before > 0)
            if "n_" + kind in row:
                row["n_" + kind] += 1
    return sums


def expected_mrr(found, borders, as_of, breakdown):
    sums = add_up(found, borders, as_of, breakdown)
    nothing = dict.fromkeys(("new", "reactivation", "expansion", "contraction", "churn", "n_new", "n_reactivation", "n_churn", "n", "net"), 0)
    rows = set()
    for code, label in {key[:2] for key in sums}:
        closing = accounts = 0
        for bucket in range(len(borders)):
            row = sums.get((code, label, bucket), nothing)
            opening, opened = closing, accounts
            closing, accounts = closing + row["net"], accounts + row["n"]
            if bucket == 0 or (breakdown and closing == 0 and (code, label, bucket) not in sums):
                continue
            rows.add((borders[bucket - 1], code, label, *(float(Fraction(cents, 100)) for cents in (
                opening, row["new"], row["reactivation"], row["expansion"], row["contraction"], row["churn"], closing - opening, closing)),
                opened, row["n_new"], row["n_reactivation"], row["n_churn"], accounts))
    return rows


def month_borders(zone_offset_minutes, first, last):
    return [micros(datetime.datetime(2025 + (m - 1) // 12, (m - 1) % 12 + 1, 1, tzinfo=datetime.timezone.utc)) - zone_offset_minutes * MINUTE
            for m in range(first, last + 2)]


def compare(server, zone, offset, first, last, as_of, breakdown):
    borders = month_borders(offset, first, last)
    found = read_subscriptions(server, as_of)
    wanted = expected_mrr(found, borders, as_of, breakdown)
    got = server.execute(
        "SELECT * FROM analytics_mrr(%s, %s, breakdown => %s, time_zone => %s, as_of => %s)",
        (instant(borders[0]), instant(borders[-1] - 1), breakdown, zone, instant(as_of))).fetchall()
    rows = {(micros(row[0]), *row[1:16]) for row in got}
    if rows != wanted:
        return f"{zone} {first}-{last} as of {instant(as_of)} by {breakdown}: missing {sorted(wanted - rows, key=repr)[:3]}, not wanted {sorted(rows - wanted, key=repr)[:3]}"
    for row in got:
        opening, new, again, more, less, churn, net, closing = (round(Fraction(x) * 100) for x in row[3:11])
        if opening + new + again + more - less - churn != closing or closing - opening != net:
            return f"not the sum of its movements: {row}"
        if row[-2] != (micros(row[0]) in borders and borders[borders.index(micros(row[0])) + 1] <= as_of):
            return f"is_complete: {row}"
    first_seen = min(at for at, _ in found.values())
    if got and micros(got[0][-1]) != first_seen:
        return f"history_from is {got[0][-1]}, not {instant(first_seen)}"
    return None


def compare_changes(server, as_of):
    """Each change, and how the subscriptions stand at as_of."""
    found = read_subscriptions(server, as_of)
    changes, standing = set(), set()
    for (tenant, provider, name, _), (_, life) in found.items():
        known = [c for c in life if c[0] <= as_of]
        for at, status, account, code, plan, cents, _, _, code_before, plan_before, cents_before in known:
            if code != code_before and cents_before:
                changes.add((at, account, name, provider, code_before, plan_before, cents_before / 100, 0.0, status))
                cents_before = 0
            if code != code_before:
                cents_before = 0
            changes.add((at, account, name, provider, code, plan, cents_before / 100, cents / 100, status))
        if known:
            at, status, account, code, plan, cents, is_priced, *_ = known[-1]
            paid = [c[0] for c in known if c[5] > 0]
            standing.add((tenant, account, name, provider, plan, status, code, cents / 100, is_priced, min(paid, default=None)))
    got = {(micros(r[0]), str(r[1]) if r[1] else None, *r[2:6], *r[7:]) for r in server.execute(
        "SELECT * FROM analytics_mrr_changes('2024-01-01 00:00Z', '2027-01-01 00:00Z', %s)", (instant(as_of),))}
    if got != changes:
        return f"changes: missing {sorted(changes - got, key=repr)[:3]}, not wanted {sorted(got - changes, key=repr)[:3]}"
    got = {(r[0], str(r[1]) if r[1] else None, *r[2:9], micros(r[10]) if r[10] else None) for r in server.execute(
        "SELECT * FROM analytics_subscriptions(%s)", (instant(as_of),))}
    if got != standing:
        return f"subscriptions: missing {sorted(standing - got, key=repr)[:3]}, not wanted {sorted(got - standing, key=repr)[:3]}"
    return None


def run(server, rng, users):
    server.execute(SETUP)
    events = [e for number in range(users) for e in random_events(rng, number)]
    rng.shuffle(events)
    with server.cursor().copy("COPY analytics_events (tenant_id, event_type, occurred_at, id, user_id, properties) FROM STDIN") as copy:
        for tenant, kind, at, event, user, properties in events:
            copy.write_row((tenant, kind, instant(at), event, user, dump(properties)))
    end = micros(datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc))
    middle = micros(datetime.datetime(2025, 8, 17, 13, tzinfo=datetime.timezone.utc))
    for is_changed in (False, True):
        server.execute("RESET ROLE")
        if is_changed:
            change_some(server, rng, users)
        server.execute(f"SET ROLE {READER}")
        cases = [("UTC", 0, 1, 12, middle, None), ("Asia/Kathmandu", 345, 4, 13, end, "plan")] if is_changed \
            else [("UTC", 0, 3, 9, end, "provider")]
        for case in cases:
            problem = compare(server, *case)
            if problem:
                return problem
    return compare_changes(server, middle)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--users", type=int, default=1200)
    options = parser.parse_args()
    print(f"seed {options.seed}, {options.users} users", flush=True)
    with psycopg.connect("", autocommit=True) as server:
        problem = run(server, random.Random(options.seed), options.users)
    if problem:
        print(f"FAILED: {problem}, seed {options.seed}")
        sys.exit(1)
    print(f"ok: seed {options.seed}")


if __name__ == "__main__":
    main()
