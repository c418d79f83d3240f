#!/usr/bin/python3
"""Reports are finished from the parts of any split of the users, and say what they say of all.

Each tenant is a store: one has everything, and beside it two to seven others have its users dealt out among them, one
split after the other.  Parts are kept in a table, as they would come from elsewhere, in any order.  Every answer, in
its order, is compared as the text of its rows.

usage: report_parts.py [SEED [SPLITS]]
"""
import json
import random
import sys

import psycopg

EVENTS = 4000
USERS = 120
DAYS = 60
ALL = "aaaaaaaa-0000-4000-8000-000000000000"
TYPES = ["a", "b", "c"]
ZONES = ["UTC", "Europe/Berlin", "Australia/Lord_Howe"]
START = "timestamptz '2024-10-01Z'"
BORDERS = "mindwell_internal.bucket_borders(%(from)s, %(to)s, %(grain)s, %(zone)s)"


def store(n):
    return f"bbbbbbbb-0000-4000-8000-{n:012x}"


def random_event(rng):
    """A type and its properties."""
    properties = {"tag": f"t{rng.randrange(15)}", "n": rng.choice([rng.randint(0, 40), round(rng.uniform(-5, 90), 4), "x"])}
    if rng.random() < 0.2:
        del properties[rng.choice(["tag", "n"])]
    return rng.choice(TYPES), properties


def random_state_event(rng):
    kind = rng.choice(["habit_created", "habit_checked", "habit_checked", "habit_missed", "payment_completed", "payment_completed", "payment_refunded",
                       "in_app_purchase_completed", "signup_completed", "login", "login_failed", "account_locked", "ai_nudge_dismissed",
                       *["ai_nudge_sent", "ai_nudge_opened"] * 4])
    properties = {}
    if kind.startswith("habit_"):
        properties = {"habit_id": f"h{rng.randrange(3)}", "habit_frequency": rng.choice(["daily", "daily", "weekly"]), "cohort": rng.choice(["k1", "k2"])}
    elif kind.startswith("ai_nudge_"):
        properties = {"nudge_id": f"n{rng.randrange(2)}", "persona": rng.choice(["kind", "strict"])}
    elif "payment" in kind or "purchase" in kind:
        properties = {"amount": rng.choice([0, 9.99, 120, 0.125, round(rng.uniform(0, 900), 3)]), "currency": rng.choice(["EUR", "usd", "JPY"]),
                      "plan": rng.choice(["basic", "pro"])}
        if rng.random() < 0.15:
            del properties[rng.choice(["currency", "plan"])]
    return kind, properties


def random_events(rng):
    for _ in range(EVENTS):
        user = rng.randrange(USERS)
        kind, properties = random_event(rng) if rng.random() < 0.6 else random_state_event(rng)
        # some at one time; and nobody's first day is that of all others
        at = max(rng.choice([rng.randint(0, DAYS * 86400 - 1), rng.randrange(DAYS) * 86400]), user * 7200)
        yield user, kind, at, properties


def random_step(rng):
    return rng.choice(["a", "b", "c", "*", {"any": ["a", "c"]}, {"event": "a", "where": {"n": {">=": 10}}}, {"not": ["c"]}])


def random_arguments(rng):
    start = rng.randint(-5 * 86400, (DAYS - 5) * 86400)
    measure = rng.choice(["events", "users", "sum", "avg", "p50", "p90", "p95"])
    end = start + rng.randint(1, 25 * 86400)
    return {
        "from_second": start, "to_second": end, "as_of_second": rng.choice([end, rng.randint(start, end), DAYS * 86400]),
        "grain": rng.choice(["day", "week", "month"]), "zone": rng.choice(ZONES), "anonymous": rng.random() < 0.5,
        "minimum": rng.randint(1, 3), "cumulative": rng.random() < 0.5, "step": json.dumps(random_step(rng)),
        "back": json.dumps(random_step(rng)), "filter": rng.choice([None, json.dumps(random_step(rng))]), "periods": rng.randint(0, 9),
        "cohorts": rng.choice(["first_time", "recurring"]), "returned": rng.choice(["on", "on_or_after"]), "rolling": rng.random() < 0.3,
        "steps": json.dumps([random_step(rng) for _ in range(rng.randint(2, 4))]), "within": rng.choice(["1 day", "3 days", "02:00", "20 days"]),
        "order": rng.choice(["ordered", "strict", "unordered"]), "count_by": rng.choice(["user", "total"]),
        "exclusions": rng.choice(["[]", "[]", '[{"event": "c", "where": {"n": {"<": 5}}}]']), "breakdown": rng.choice([None, "tag"]),
        "currency": rng.choice([None, "EUR", "USD"]), "plan": rng.choice([None, "plan"]), "cohort": rng.choice([None, "cohort", "habit_id"]),
        "persona": rng.choice([None, "persona"]), "outcome": rng.choice(["opened", "acted", "opened or acted"]), "seconds": rng.choice([3600, 86400, 10 * 86400]),
        "days_judged": rng.choice([3, 7, 30]), "start_event": rng.choice(["signup_completed", "a"]), "measure": measure, "property": None if measure in ("events", "users") else "n", "divisor": rng.choice([None, None, json.dumps(random_step(rng))]),
    }


# What each report asks, its parts by name, and how it is finished; a part is used by what follows it.
SERIES = """mindwell_internal.trend_series(ARRAY(SELECT part FROM values_part))"""
REPORTS = [
    ("active_users",
     "SELECT * FROM analytics_active_users(%(from)s, %(to)s, %(grain)s, %(zone)s, %(as_of)s, %(anonymous)s, %(filter)s::text::analytics_steps)",
     [("part", "active_users_part", f"active_users_part({BORDERS}, %(anonymous)s, %(filter)s::jsonb)")],
     f"SELECT * FROM mindwell_internal.active_users_finish(ARRAY(SELECT part FROM part), {BORDERS}, %(as_of)s)"),
    ("dau_mau",
     "SELECT * FROM analytics_dau_mau(%(from)s, %(to)s, %(zone)s, %(as_of)s, %(anonymous)s)",
     [("part", "dau_mau_part", "dau_mau_part(%(months)s, %(days)s, %(anonymous)s)")],
     "SELECT * FROM mindwell_internal.dau_mau_finish(ARRAY(SELECT part FROM part), %(months)s, %(days)s, %(as_of)s)"),
    ("stickiness",
     "SELECT * FROM analytics_stickiness(%(from)s, %(to)s, %(grain)s, %(minimum)s, %(cumulative)s, %(zone)s, %(as_of)s, %(anonymous)s)",
     [("part", "stickiness_part", f"stickiness_part({BORDERS}, %(minimum)s, %(anonymous)s)")],
     f"SELECT * FROM mindwell_internal.stickiness_finish(ARRAY(SELECT part FROM part), {BORDERS}, %(cumulative)s, %(as_of)s)"),
    ("lifecycle",
     "SELECT * FROM analytics_lifecycle(%(from)s, %(to)s, %(grain)s, %(zone)s, %(as_of)s, %(anonymous)s)",
     [("part", "lifecycle_part", f"lifecycle_part({BORDERS}, %(before)s, %(anonymous)s)")],
     f"SELECT * FROM mindwell_internal.lifecycle_finish(ARRAY(SELECT part FROM part), {BORDERS}, %(as_of)s)"),
    ("retention",
     "SELECT * FROM analytics_retention(%(step)s::text::analytics_steps, %(back)s::text::analytics_steps, %(from)s, %(to)s, %(grain)s, %(periods)s, "
     "%(cohorts)s, %(returned)s, %(rolling)s, %(minimum)s::integer, %(zone)s, %(as_of)s, %(anonymous)s)",
     [("part", "retention_part",
       f"retention_part(%(step)s::jsonb, %(back)s::jsonb, {BORDERS}, %(grain)s, %(periods)s, %(cohorts)s, "
       f"mindwell_internal.retention_options({BORDERS}, %(cohorts)s, %(returned)s, %(rolling)s, %(minimum)s::integer, %(zone)s, %(as_of)s), %(anonymous)s)")],
     "SELECT * FROM mindwell_internal.retention_finish(ARRAY(SELECT part FROM part), %(cohorts)s)"),
    ("funnel",
     "SELECT * FROM analytics_funnel(%(steps)s::text::analytics_steps, %(from)s, %(to)s, %(within)s, %(order)s, %(count_by)s, "
     "%(exclusions)s::text::analytics_steps, %(breakdown)s, as_of => %(as_of)s, include_anonymous => %(anonymous)s)",
     [("part", "funnel_part",
       "funnel_part(%(steps)s::jsonb, %(from)s, %(to)s, %(within)s, %(order)s, %(count_by)s, %(exclusions)s::jsonb, %(breakdown)s, NULL, 'first', "
       "%(as_of)s, false, %(anonymous)s, '[]', true)")],
     "SELECT * FROM mindwell_internal.funnel_finish(ARRAY(SELECT part FROM part), %(steps)s::jsonb)"),
    ("funnel_trend",
     "SELECT * FROM analytics_funnel_trend(%(steps)s::text::analytics_steps, %(from)s, %(to)s, %(grain)s, %(within)s, %(order)s, %(count_by)s, "
     "%(exclusions)s::text::analytics_steps, NULL, %(zone)s, %(as_of)s, false, %(anonymous)s)",
     [("part", "funnel_trend_part",
       f"funnel_trend_part(%(steps)s::jsonb, {BORDERS}, %(within)s, %(order)s, %(count_by)s, %(exclusions)s::jsonb, NULL, %(as_of)s, false, "
       "%(anonymous)s, '[]', true)")],
     f"SELECT * FROM mindwell_internal.funnel_trend_finish(ARRAY(SELECT part FROM part), %(steps)s::jsonb, {BORDERS}, %(as_of)s)"),
    ("trend",
     "SELECT * FROM analytics_trend(%(step)s::text::analytics_steps, %(from)s, %(to)s, %(grain)s, %(measure)s, %(property)s, %(breakdown)s, "
     "%(divisor)s::text::analytics_steps, %(zone)s, %(as_of)s, %(anonymous)s)",
     [("values_part", "trend_value",
       f"trend_values(jsonb_build_array(%(step)s::jsonb) || coalesce(%(divisor)s::jsonb, '[]'), {BORDERS}, %(breakdown)s)"),
      ("series", None,
       f"SELECT * FROM {SERIES} WHERE %(breakdown)s::text IS NOT NULL UNION ALL SELECT '{{}}', true, false WHERE %(breakdown)s::text IS NULL"),
      ("part", "trend_part",
       f"trend_part(%(step)s::jsonb, {BORDERS}, %(measure)s, %(property)s, %(breakdown)s, (SELECT told_apart FROM series), %(anonymous)s)"),
      ("divisor_part", "trend_part",
       f"trend_part(coalesce(%(divisor)s::jsonb, '\"*\"'), {BORDERS}, %(measure)s, %(property)s, %(breakdown)s, (SELECT told_apart FROM series), %(anonymous)s)")],
     f"SELECT f.* FROM series AS s, mindwell_internal.trend_finish(ARRAY(SELECT part FROM part), "
     f"CASE WHEN %(divisor)s::text IS NOT NULL THEN ARRAY(SELECT part FROM divisor_part) END, {BORDERS}, %(measure)s, %(property)s, "
     "s.told_apart, s.has_none, s.has_other, %(as_of)s) AS f"),
    ("auth_security",
     "SELECT * FROM analytics_auth_security(%(from)s, %(to)s, %(grain)s, %(zone)s, %(as_of)s)",
     [("part", "auth_security_part", f"auth_security_part({BORDERS}, %(as_of)s)")],
     f"SELECT * FROM mindwell_internal.auth_security_finish(ARRAY(SELECT part FROM part), {BORDERS}, %(as_of)s)"),
    ("revenue",
     "SELECT * FROM analytics_revenue(%(from)s, %(to)s, %(grain)s, %(currency)s, %(plan)s, %(zone)s, %(as_of)s)",
     [("part", "revenue_part", f"revenue_part({BORDERS}, %(currency)s, %(plan)s, %(as_of)s)")],
     f"SELECT * FROM mindwell_internal.revenue_finish(ARRAY(SELECT part FROM part), {BORDERS}, %(currency)s, %(plan)s, %(as_of)s)"),
    ("habits",
     "SELECT * FROM analytics_habits(%(from)s, %(to)s, %(grain)s, %(cohort)s, %(days_judged)s, 0.3, %(zone)s, %(as_of)s, %(anonymous)s)",
     [("part", "habits_part", f"habits_part({BORDERS}, %(cohort)s, %(days_judged)s, 0.3, %(zone)s, %(as_of)s, %(anonymous)s)")],
     f"SELECT * FROM mindwell_internal.habits_finish(ARRAY(SELECT part FROM part), {BORDERS}, %(cohort)s, %(as_of)s)"),
    ("nudges",
     "SELECT * FROM analytics_nudges(%(from)s, %(to)s, %(persona)s, %(outcome)s, make_interval(secs => %(seconds)s), %(grain)s, %(zone)s, %(as_of)s, %(anonymous)s)",
     [("part", "nudges_part", f"nudges_part({BORDERS}, %(persona)s, %(outcome)s, make_interval(secs => %(seconds)s), %(as_of)s, %(anonymous)s)")],
     f"SELECT * FROM mindwell_internal.nudges_finish(ARRAY(SELECT part FROM part), {BORDERS}, %(persona)s, %(as_of)s)"),
    ("cohorts",
     "SELECT * FROM analytics_cohorts(%(from)s, %(to)s, %(grain)s, %(start_event)s, %(zone)s, %(as_of)s, %(currency)s, %(anonymous)s)",
     [("part", "cohorts_part",
       f"cohorts_part({BORDERS}, mindwell_internal.cohort_weeks({BORDERS}, %(zone)s), %(start_event)s, %(as_of)s, %(anonymous)s, true)")],
     f"SELECT * FROM mindwell_internal.cohorts_finish(ARRAY(SELECT part FROM part), {BORDERS}, mindwell_internal.cohort_weeks({BORDERS}, %(zone)s), %(grain)s, "
     "%(zone)s, %(as_of)s, %(currency)s, true)"),
]


class Stores:
    def __init__(self, rng):
        self.rng = rng
        self.connection = psycopg.connect("", autocommit=True, cursor_factory=psycopg.ClientCursor)
        for statement in ("CREATE EXTENSION mindwell_analytics", "SELECT analytics_install()", "SELECT analytics_enable_tenants()",
                          "SET mindwell_analytics.max_event_age = 0", "SET client_min_messages = warning", "SET TimeZone = 'America/St_Johns'",
                          "SET extra_float_digits = 3"):
            self.run(statement)

    def run(self, query, arguments=None):
        cursor = self.connection.execute(query, arguments)
        return cursor.fetchall() if cursor.description else None

    def visit(self, tenant):
        self.run("SELECT set_config('mindwell_analytics.tenant_id', %s, false)", [tenant])

    def fill(self, events):
        with self.connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO analytics_events (tenant_id, user_id, event_type, occurred_at, properties) VALUES (%s, "
                f"CASE WHEN %s < 20 THEN analytics_anonymous_uuid(%s::text) ELSE md5('u' || %s)::uuid END, %s, {START} + %s * interval '1 second', %s)", events)

    def answer(self, query, arguments):
        return [row[0] for row in self.run(f"SELECT CAST(r AS text) FROM ({query}) AS r", arguments)]


def check(stores, number, arguments):
    stores.visit(ALL)
    for name in ("from", "to", "as_of"):
        arguments[name] = stores.run(f"SELECT {START} + %s * interval '1 second'", [arguments[name + "_second"]])[0][0]
    arguments["months"] = stores.run("SELECT mindwell_internal.bucket_borders(%(from)s, %(to)s, 'month', %(zone)s)", arguments)[0][0]
    arguments["days"] = stores.run("SELECT mindwell_internal.bucket_borders((%(months)s)[1], (%(months)s)[cardinality(%(months)s)], 'day', %(zone)s)", arguments)[0][0]
    arguments["before"] = stores.run(
        f"SELECT (mindwell_internal.bucket_borders(b[1] - interval '1 microsecond', b[1], %(grain)s, %(zone)s))[1] FROM (SELECT {BORDERS}) AS v (b)", arguments)[0][0]
    for name, query, parts, finish in REPORTS:
        stores.visit(ALL)
        whole = stores.answer(query, arguments)
        stores.run("BEGIN")
        for table, row_type, call in parts:
            if row_type is None:
                stores.run(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS {call}", arguments)
                continue
            stores.run(f"CREATE TEMPORARY TABLE {table} (part mindwell_internal.{row_type}) ON COMMIT DROP")
            for tenant in stores.rng.sample(range(number), number):
                stores.visit(store(tenant))
                stores.run(f"INSERT INTO {table} SELECT p FROM mindwell_internal.{call} AS p", arguments)
        # which has no event
        stores.visit(store(99))
        merged = stores.answer(finish, arguments)
        stores.run("COMMIT")
        if whole != merged:
            sys.exit(f"FAILED: {name} of {number} stores: {arguments}\n" + "\n".join(f"{a}   |   {b}" for a, b in zip(whole, merged) if a != b)
                     + f"\n{len(whole)} rows of all, {len(merged)} of the parts")


def main():
    seed = int(sys.argv[1]) if sys.argv[1:] else 42
    splits = int(sys.argv[2]) if sys.argv[2:] else 6
    rng = random.Random(seed)
    print(f"seed {seed}, {splits} splits", flush=True)
    stores = Stores(rng)
    calls = 0
    for _ in range(splits):
        events = list(random_events(rng))
        number = rng.randint(2, 7)
        owner = [store(rng.randrange(number)) for _ in range(USERS)]
        stores.run("TRUNCATE analytics_events")
        stores.fill([(tenant, user, user, user, kind, at, json.dumps(properties))
                     for user, kind, at, properties in events for tenant in (ALL, owner[user])])
        for _ in range(5):
            check(stores, number, random_arguments(rng))
            calls += len(REPORTS)
    tested = {name for name, *_ in REPORTS}
    listed = {row[0] for row in stores.run("SELECT part FROM mindwell_internal.report_parts() WHERE part IS NOT NULL")}
    if tested != listed:
        sys.exit(f"FAILED: tested {sorted(tested)}, and there are {sorted(listed)}")
    print(f"ok: {calls} reports")


main()
