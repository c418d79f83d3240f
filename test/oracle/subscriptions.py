#!/usr/bin/python3
"""analytics_subscription_changes and analytics_movements against their
definitions.

What a subscription is at an instant is found by replaying its events up to
there, for every instant at which something could change; its changes are where
two of these differ.  Movements are found by adding up all changes before each
border, and at every instant before, to see whether anything was ever above 0.
"""
import json
import math
import uuid
from fractions import Fraction

from harness import main

HOUR = 3600 * 1000000
DAY = 24 * HOUR
NEVER = 1 << 80
TYPES = ("trial_started", "trial_ended", "subscription_created", "subscription_renewed", "subscription_upgraded",
         "subscription_downgraded", "subscription_resumed", "subscription_uncancelled", "subscription_cancelled",
         "subscription_paused", "subscription_expired", "payment_completed", "payment_failed", "page_view", None)
WEIGHTS = (3, 4, 9, 6, 3, 3, 3, 3, 6, 4, 3, 3, 3, 1, 0.3)
PRICED = TYPES[:8]
YEAR = {"year": 1, "month": 12, "week": 52, "day": 365}
ACCOUNTS = [uuid.UUID(int=n) for n in (7, 8)]


class Raw(str):
    """A JSON number that is written as it is."""


def utc(us):
    seconds, rest = divmod(us, 1000000)
    days, seconds = divmod(seconds, 86400)
    # within January 2000
    return f"2000-01-{1 + days:02d}T{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:06d}Z"


# ---------- what events say ----------

def is_number(value):
    return isinstance(value, Raw)


def whole(value):
    number = Fraction(value)
    return number.denominator == 1 and 1 <= number < 1 << 31


def price(properties):
    amount = properties.get("amount")
    if not is_number(amount) or not 0 <= Fraction(amount) < 10 ** 15:
        return None
    interval, count = properties.get("billing_interval"), properties.get("interval_count")
    if interval is None:
        interval = "month"
    if count is None:
        count = Raw("1")
    if is_number(interval) or interval not in YEAR or not is_number(count) or not whole(count):
        return None
    return math.floor(Fraction(amount) * 100 * YEAR[interval] / 12 / Fraction(count) + Fraction(1, 2))


def currency(properties):
    """None: says nothing; "": what it says is none."""
    value = properties.get("currency")
    if value is None:
        return None
    return value.upper() if len(value) == 3 and value.isascii() and value.isalpha() and not is_number(value) else ""


def trial_days(properties):
    days = properties.get("trial_days")
    return int(Fraction(days)) if is_number(days) and whole(days) else 0


# ---------- what follows ----------

class Life:
    def __init__(self, first_currency):
        self.phase = None
        self.price = None
        self.currency = first_currency
        self.plan = None
        self.stop = (NEVER, None)
        self.trial_end = NEVER
        self.trial_pays = self.lapsed = self.past_due = False

    def enter(self, phase):
        self.phase, self.lapsed = phase, False
        if phase != "trialing":
            self.trial_end, self.trial_pays = NEVER, False
        if phase == "ended":
            self.stop, self.past_due = (NEVER, None), False

    def elapse(self, upto):
        """What is pending happens, up to a time."""
        while min(self.stop[0], self.trial_end) <= upto:
            stop, kind = self.stop
            if stop <= self.trial_end:
                self.stop = (NEVER, None)
                self.enter("paused" if kind == "subscription_paused" else "ended")
            elif self.trial_pays:
                self.enter("active")
                self.lapsed = True
            else:
                self.enter("ended")

    def take(self, at, kind, properties):
        ends_at = properties.get("ends_at_us", NEVER)
        ends_at = ends_at if ends_at > at else NEVER
        if not kind.startswith("payment"):
            said = currency(properties)
            self.currency = said if said is not None else self.currency
            self.plan = properties["plan"] if properties.get("plan") is not None else self.plan
            if kind in PRICED and price(properties) is not None:
                self.price = price(properties)
        getattr(self, kind)(at, ends_at, properties)

    def begin_trial(self, end, pays):
        self.enter("trialing")
        self.stop, self.past_due = (NEVER, None), False
        self.trial_end, self.trial_pays = end, pays

    def go_on(self):
        self.enter("active")
        self.stop = (NEVER, None)

    def trial_started(self, at, ends_at, properties):
        end = ends_at
        if end == NEVER and trial_days(properties):
            end = at + trial_days(properties) * DAY
        if self.phase != "trialing":
            self.begin_trial(end, self.phase in ("active", "paused"))
        elif end != NEVER:
            self.trial_end = end

    def subscription_created(self, at, ends_at, properties):
        days = trial_days(properties)
        if days and self.phase == "trialing" and self.trial_pays:
            return
        if days and self.phase not in ("active", "paused"):
            self.begin_trial(at + days * DAY, True)
        else:
            self.go_on()
            self.past_due = False

    def trial_ended(self, at, ends_at, properties):
        reason = properties.get("reason")
        if self.phase in (None, "trialing"):
            pays = reason == "converted" or (reason is None and self.trial_pays)
            self.enter("active" if pays else "ended")
        elif self.phase == "active" and self.lapsed and reason not in (None, "converted"):
            self.enter("ended")

    def subscription_renewed(self, at, ends_at, properties):
        self.go_on()
        self.past_due = False

    subscription_resumed = subscription_renewed

    def subscription_upgraded(self, at, ends_at, properties):
        self.stop = (NEVER, None)
        if self.phase != "paused" and not (self.phase == "trialing" and self.trial_pays):
            self.go_on()

    subscription_downgraded = subscription_upgraded

    def subscription_uncancelled(self, at, ends_at, properties):
        self.stop = (NEVER, None)
        if self.phase is None:
            self.enter("active")

    def subscription_cancelled(self, at, ends_at, properties):
        self.halt(ends_at, "subscription_cancelled", "ended")

    def subscription_paused(self, at, ends_at, properties):
        self.halt(ends_at, "subscription_paused", "paused")

    def halt(self, ends_at, kind, phase):
        if self.phase == "ended":
            return
        if self.phase is None:
            self.enter("active")
        if ends_at == NEVER:
            self.enter(phase)
        elif not (kind == "subscription_paused" and self.stop[1] == "subscription_cancelled"):
            self.stop = (ends_at, kind)

    def subscription_expired(self, at, ends_at, properties):
        self.enter("ended")

    def payment_completed(self, at, ends_at, properties):
        self.past_due = self.lapsed = False

    def payment_failed(self, at, ends_at, properties):
        self.past_due = self.phase not in (None, "ended")

    def standing(self):
        """status, currency, plan, cents, is_priced"""
        if self.phase is None:
            return (None, None, None, 0, None)
        status = self.phase
        if status == "active":
            if self.stop[1] == "subscription_cancelled":
                status = "canceling"
            elif self.past_due:
                status = "past_due"
        return (status, self.currency or None, self.plan,
                (self.price or 0) if self.phase == "active" else 0,
                self.price is not None and self.currency != "")


def standing_at(events, first_currency, instant):
    life = Life(first_currency)
    for at, _, kind, _, properties in events:
        if at > instant:
            break
        life.elapse(at)
        life.take(at, kind, properties)
    life.elapse(instant)
    return life.standing()


def changes(rows):
    events = sorted((r for r in rows if r[2] in TYPES[:13] and r[0] is not None), key=lambda r: (r[0], r[1].bytes))
    said = [currency(p) for _, _, kind, _, p in events if not kind.startswith("payment")]
    first_currency = next((c for c in said if c), None)
    account = next((a for _, _, _, a, _ in events if a is not None), None)
    instants = {at for at, *_ in events}
    for at, _, _, _, properties in events:
        instants.add(properties.get("ends_at_us", at))
        instants.add(at + trial_days(properties) * DAY)
    result, before = [], standing_at([], None, 0)
    for instant in sorted(instants):
        after = standing_at(events, first_currency, instant)
        if after != before:
            # where nothing was known, there is nothing that could have been priced
            result.append((instant, after[0], str(account) if account else None, *after[1:], before[0], *before[1:4]))
        before = after
    return (result or None,)


# ---------- input ----------

def random_properties(rng, at):
    properties = {}

    def maybe(chance, key, *values):
        if rng.random() < chance:
            properties[key] = rng.choice(values)

    maybe(0.7, "amount", Raw("10"), Raw("25"), Raw("0"), Raw("9.99"), Raw("0.005"), Raw("0.0049999999999999999999"), Raw("240"),
          Raw("599.97"), Raw("999999999999999.99"), Raw("1e15"), Raw("1e300"), Raw("-1"), "10", True, None)
    maybe(0.5, "billing_interval", "month", "year", "week", "day", "fortnight", None, Raw("1"))
    maybe(0.3, "interval_count", Raw("1"), Raw("3"), Raw("7"), Raw("0"), Raw("1.5"), Raw("2.0"), Raw("2147483648"), "3", None)
    maybe(0.6, "currency", "USD", "USD", "usd", "EUR", "JPY", "EURO", "", "é€x", None)
    maybe(0.6, "plan", "basic", "pro", "", None)
    maybe(0.3, "trial_days", *(Raw(str(n)) for n in (0, 1, 1, 2, 5)), "7", Raw("1.5"), None)
    maybe(0.3, "reason", "converted", "expired", "Converted", None)
    if rng.random() < 0.5:
        end = at + rng.choice((-1, 0, 1, 1, 2, 3, 5)) * DAY + rng.choice((0, 0, 0, 1, -1))
        properties["ends_at_us"] = end
    elif rng.random() < 0.1:
        properties["ends_at"] = rng.choice(("2000-01-09", "tomorrow", "2000-13-01T00:00:00Z", None))
    return properties


def dump(properties):
    document = {k: v for k, v in properties.items() if k != "ends_at_us"}
    if "ends_at_us" in properties:
        document["ends_at"] = utc(properties["ends_at_us"])
    return "{" + ", ".join(f"{json.dumps(k)}: {v if isinstance(v, Raw) else json.dumps(v)}" for k, v in document.items()) + "}"


def random_rows(rng):
    rows = []
    for _ in range(rng.choice((1, 2, 3, 4, 5, 6, 8, 12))):
        at = 10 * DAY + rng.randint(0, 8) * DAY + rng.choice((0, 0, 0, 1, -1))
        kind = rng.choices(TYPES, WEIGHTS)[0]
        account = rng.choice((*ACCOUNTS, None))
        rows.append((at if rng.random() > 0.03 else None, uuid.UUID(int=rng.getrandbits(128)), kind, account, random_properties(rng, at)))
    return rows


def check_changes(server, rng, groups):
    table, expected = [], {}
    for g in range(groups):
        rows = random_rows(rng)
        table += [(g, at, i, kind, account, dump(p)) for at, i, kind, account, p in rows]
        expected[g] = changes(rows)
    server.load("subscription_events", "g bigint, t bigint, id uuid, kind text, account uuid, properties jsonb", table)
    server.conn.execute("""
        CREATE FUNCTION oracle.plain_changes(changes analytics_subscription_change[]) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN (SELECT jsonb_agg(jsonb_build_array(us(c.at), c.status, c.account_id, c.currency, c.plan, c.mrr_cents, c.is_priced,
                                                   c.status_before, c.currency_before, c.plan_before, c.mrr_cents_before) ORDER BY c.at)
                  FROM unnest(changes) AS c)""")
    server.check("changes", "plain_changes(analytics_subscription_changes(kind, at(t), id, account, properties))",
                 "subscription_events", expected)
    return len(table)


# ---------- movements ----------

def movements(points, borders):
    points = [p for p in points if None not in p[:2] and p[0] < borders[-1]]

    def value(instant, inclusive, label=...):
        return sum(change for at, change, l in points
                   if (at < instant or (inclusive and at == instant)) and label in (..., l))

    result = []
    labels = sorted({l for _, _, l in points if l is not None}) + [None]
    for bucket in range(len(borders)):
        start = borders[bucket - 1] if bucket else min((at for at, _, _ in points), default=0)
        end = borders[bucket]
        was, now = value(start, False) > 0, value(end, False) > 0
        ever = any(value(at, True) > 0 for at, _, _ in points if at < start)
        for label in labels:
            before, after = value(start, False, label), value(end, False, label)
            if before == after:
                continue
            kind = "expansion" if after > before else "contraction"
            if not was and now:
                kind = "reactivation" if ever else "new"
            elif was and not now:
                kind = "churn"
            result.append((labels.index(label), bucket, label, "opening" if bucket == 0 else kind, before, after))
    return ([r[1:] for r in sorted(result, key=lambda r: r[:2])] or None,)


def check_movements(server, rng, groups):
    table, expected = [], {}
    for g in range(groups):
        borders = sorted(rng.sample(range(0, 20), rng.choice((1, 2, 3, 5))))
        big = rng.random() < 0.05
        points = []
        for _ in range(rng.choice((0, 1, 2, 3, 5, 8, 12))):
            change = rng.choice((-2, -1, 0, 1, 1, 2)) * ((1 << 62) - 1 if big else 1)
            points.append((rng.randint(-3, 22) if rng.random() > 0.03 else None, change if rng.random() > 0.03 else None,
                           rng.choice((None, "a", "b", "", "a"))))
        # what ends, most of the time
        points += [(at + rng.randint(1, 9), -change, label) for at, change, label in points
                   if None not in (at, change) and rng.random() < 0.5]
        table += [(g, *p, borders) for p in points] or [(g, None, None, None, borders)]
        expected[g] = movements(points, borders)
    server.load("points", "g bigint, t bigint, change bigint, label text, borders bigint[]", table)
    server.conn.execute("""
        CREATE FUNCTION oracle.plain_movements(movements analytics_movement[]) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN (SELECT jsonb_agg(jsonb_build_array(bucket, label, kind, value_before, value_after) ORDER BY ord)
                  FROM unnest(movements) WITH ORDINALITY AS m (bucket, label, kind, value_before, value_after, ord));
        CREATE FUNCTION oracle.borders(us bigint[]) RETURNS timestamptz[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN ARRAY(SELECT at(u) FROM unnest(us) WITH ORDINALITY AS b (u, ord) ORDER BY ord)""")
    server.check("movements", "plain_movements(analytics_movements(at(t), change, label, borders(borders)))", "points", expected)
    return len(table)


def run(server, rng, groups):
    events = check_changes(server, rng, groups)
    points = check_movements(server, rng, groups)
    return f"{groups} subscriptions of {events} events, {groups} accounts of {points} changes"


if __name__ == "__main__":
    main(__doc__, run, 6000)
