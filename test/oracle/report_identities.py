#!/usr/bin/python3
"""Reports on goals, habits, coaches and money, on what the gate accepts where nothing has a schema: amounts as texts, negative
and beyond all bounds, ids that are numbers, objects and empty, dates that are none, ends before beginnings.

No report raises, none says NaN or Infinity, and what they say is the same under any setting of the session; as of a time
it is what they say when all that is later was deleted; before and after the days were refreshed; and with a second
tenant's events, of which the reader may see none.
"""
import datetime
import json
import re
import uuid

import psycopg

import coaching
from coaching import DAY, FIRST, HOUR, SPAN, TENANTS, Event
from harness import Mismatch, main

TYPES = ("goal_created goal_updated goal_completed goal_abandoned habit_created habit_checked habit_missed habit_archived ai_nudge_sent "
         "ai_nudge_opened ai_nudge_dismissed session_booked session_completed session_cancelled session_rated session_survey_submitted "
         "task_created task_completed client_assigned client_unassigned resource_created message_responded mood_logged signup_completed "
         "trial_started trial_ended subscription_created subscription_renewed subscription_upgraded subscription_downgraded "
         "subscription_cancelled subscription_uncancelled subscription_paused subscription_resumed subscription_expired payment_completed "
         "payment_failed payment_refunded in_app_purchase_completed entitlement_granted entitlement_renewed entitlement_expired intake_flow_started "
         "intake_flow_step intake_flow_abandoned intake_flow_completed").split()
IDS = ("goal_id habit_id nudge_id coach_id client_id booking_id task_id survey_id resource_id subscription_id plan provider "
       "product_id payment_method currency persona goal_type cohort reason billing_interval habit_frequency session_type service_type step").split()
NUMBERS = ("amount interval_count trial_days rating duration_minutes response_seconds mood_score mood quantity progress_percent step_number duration_seconds").split()
DATES = ("ends_at", "habit_date", "target_date")
ODD_IDS = ("", "a", "a" * 7000, 7, 7.0, -1, 10**30, {"a": 1}, ["x"], True, None, "'; --", "\u00e4\ufffd", str(uuid.UUID(int=5)))
ODD_NUMBERS = ("10", "1e999", -5, 0, 1, 3, 10, 99.99, 0.005, 1e-300, 10**14, 10**15 - 1, -(10**14), 10**300, 10**17, None, True, [], {}, "NaN", "")
ODD_DATES = ("2020-09-01", "2020-10-01T00:00:00Z", "2019-01-01T00:00:00Z", "infinity", "-infinity", "now", "today", "2020-02-30", "99999-01-01",
             "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "294276-12-31T23:59:59Z", "2020-13-01T25:61:00Z", "20200901", 20200901, 10**300, "", None, {}, True)
SETTINGS = (
    "SET TimeZone = 'Asia/Kathmandu'; SET DateStyle = 'German, DMY'; SET IntervalStyle = 'sql_standard'; SET extra_float_digits = -15",
    "SET search_path = evil, pg_catalog, public, oracle; SET bytea_output = 'escape'; SET extra_float_digits = 3",
    "SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0",
    "SET enable_hashjoin = off; SET enable_hashagg = off; SET enable_sort = off; SET array_nulls = off; SET standard_conforming_strings = off; SET backslash_quote = on",
)
EVIL = """
CREATE SCHEMA evil;
GRANT USAGE ON SCHEMA evil TO PUBLIC;
CREATE FUNCTION evil.trap(a anyelement, b anyelement) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'trapped'; END$$;
CREATE OPERATOR evil.= (LEFTARG = anyelement, RIGHTARG = anyelement, FUNCTION = evil.trap);
CREATE OPERATOR evil.< (LEFTARG = anyelement, RIGHTARG = anyelement, FUNCTION = evil.trap);
CREATE FUNCTION evil.count(anyelement) RETURNS bigint LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'trapped'; END$$;
CREATE FUNCTION evil.now() RETURNS timestamptz LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'trapped'; END$$;
CREATE FUNCTION evil.least(timestamptz, timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'trapped'; END$$;
CREATE TABLE evil.analytics_events (nothing integer);
CREATE TABLE evil.analytics_tenants (nothing integer);
"""


def reports(lower, upper, as_of):
    """All that is read; each with the text that it gives."""
    ends, until = f"oracle.at({lower}), oracle.at({upper})", f"as_of => oracle.at({as_of})"
    for grain in ("day", "month"):
        for name, breakdowns in (("goals", (None, "cohort", "coach_id")), ("habits", (None, "habit_id", "cohort")), ("satisfaction", (None, "persona")),
                                 ("revenue", (None, "plan", "provider", "product_id")), ("mrr", (None, "plan", "provider"))):
            for breakdown in breakdowns:
                by = "NULL" if breakdown is None else f"'{breakdown}'"
                yield f"analytics_{name}({ends}, grain => '{grain}', breakdown => {by}, time_zone => 'Europe/Berlin', {until})"
        yield f"analytics_goal_cohorts({ends}, '{grain}', {until})"
        yield f"analytics_cohorts({ends}, '{grain}', {until})"
    for outcome in ("opened", "acted"):
        yield f"analytics_nudges({ends}, outcome => '{outcome}', {until})"
    for order_by in ("productivity", "completion_rate"):
        yield f"analytics_coaches({ends}, '{order_by}', {until})"
    yield f"analytics_client_engagement({ends}, {until})"
    for breakdown in ("NULL", "'coach_id'", "'sender_role'"):
        yield f"analytics_response_time({ends}, 'month', breakdown => {breakdown}, {until})"
    yield f"analytics_intake({ends}, {until})"
    yield f"analytics_intake_drop_offs({ends}, {until})"
    yield f"analytics_auth_security({ends}, 'month', {until})"
    yield f"analytics_engagement({ends}, 'month', {until})"
    for measure in ("events", "users"):
        yield f"analytics_heatmap({ends}, '{measure}', 'Europe/Berlin', {until})"
    yield f"analytics_goals_overview({ends}, {until})"
    yield f"analytics_mrr_changes({ends}, {until})"
    yield f"analytics_subscriptions({until})"
    yield f"analytics_arr_forecast({until}, history_months => 3)"
    yield f"analytics_revenue_kpis({ends}, {until})"
    yield f"analytics_cohort('month:2020-09', {until})"
    yield f"analytics_dim_subscription({until})"
    if as_of >= upper:
        yield f"analytics_fact_productivity({ends})"


def snapshot(server, what, window, setting="SELECT 1"):
    result = {}
    role = "oracle_coaching_0"
    for call in reports(*window):
        server.conn.execute("SAVEPOINT report")
        try:
            server.conn.execute(f"SET LOCAL ROLE {role}; {setting}")
            server.conn.execute(f"CREATE TEMPORARY TABLE got AS SELECT r.* FROM public.{call} AS r")
            server.conn.execute("SET LOCAL search_path = pg_catalog; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL extra_float_digits = 1")
            got = server.conn.execute("SELECT to_jsonb(g) FROM pg_temp.got AS g").fetchall()
        except psycopg.Error as error:
            raise Mismatch(f"{what}, {setting}: {call} raised {error.sqlstate} {error}\n{error.diag.context}") from error
        finally:
            server.conn.execute("ROLLBACK TO report")
        # a document writes times in the session's zone
        text = re.sub(r"\"(\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d)\"", lambda m: json.dumps(str(datetime.datetime.fromisoformat(m[1]).timestamp())), json.dumps(got))
        if re.search(r"\"-?(NaN|Infinity)\"", text):
            raise Mismatch(f"{what}: {call} says what is no number: {text[:2000]}")
        result[call] = json.loads(text)
    return result


def expect_same(what, before, after):
    for call, rows in before.items():
        if rows != after[call]:
            differing = [(a, b) for a, b in zip(rows, after[call]) if a != b][:3]
            raise Mismatch(f"{what}: {call}: {len(rows)} rows, {len(after[call])} rows; first that differ {differing}")


def random_events(rng, users, tenant):
    events = []
    for n in range(users):
        user = uuid.UUID(int=1000 + n)
        often = {name: rng.choice(ODD_IDS) if rng.random() < 0.5 else f"{name}{n % 7}" for name in IDS}
        for _ in range(rng.choice((3, 10, 25))):
            kind = rng.choice(TYPES)
            properties = {name: often[name] if rng.random() < 0.7 else rng.choice(ODD_IDS) for name in IDS if rng.random() < 0.6}
            properties |= {name: rng.choice(ODD_NUMBERS) for name in NUMBERS if rng.random() < 0.7}
            properties |= {name: rng.choice(ODD_DATES) for name in DATES if rng.random() < 0.5}
            if rng.random() < 0.7:
                properties |= {"currency": rng.choice(("USD", "usd", "EUR")), "billing_interval": rng.choice(("month", "year", "week", "day", "eon"))}
            while len(json.dumps(properties)) > 15000:
                properties.pop(rng.choice(sorted(properties)))
            at = FIRST + rng.randrange(SPAN // HOUR) * HOUR if rng.random() < 0.3 else FIRST + rng.randrange(SPAN)
            events.append(Event(tenant, at, user if rng.random() < 0.95 else None, kind, **properties))
    return events


def run(server, rng, groups):
    coaching.prepare(server)
    server.conn.execute(EVIL)
    server.conn.execute("UPDATE analytics_event_types SET property_schema = NULL, property_aliases = NULL WHERE tenant_id = %s", (TENANTS[0],))
    server.conn.execute("SET mindwell_analytics.pii_detection = off")
    events = random_events(rng, groups, TENANTS[0])
    coaching.load(server, events)
    server.conn.execute("ANALYZE analytics_events")
    lower = FIRST + rng.randrange(SPAN // 3)
    window = (lower, lower + SPAN // 2, FIRST + 2 * SPAN)
    past = (*window[:2], lower + rng.randrange(SPAN // 2))
    whole, then = snapshot(server, "loaded", window), snapshot(server, "loaded", past)
    for setting in SETTINGS:
        expect_same(f"under {setting}", whole, snapshot(server, "loaded", window, setting))
    coaching.load(server, random_events(rng, groups // 4, TENANTS[1]))
    expect_same("with a foreign tenant's events", whole, snapshot(server, "foreign", window))
    server.conn.execute("SELECT analytics_refresh()")
    expect_same("refreshed", whole, snapshot(server, "refreshed", window))
    expect_same("refreshed, as of the past", then, snapshot(server, "refreshed", past))
    server.conn.execute("DELETE FROM analytics_events WHERE occurred_at > at(%s) AND tenant_id = %s", (past[2], TENANTS[0]))
    expect_same("what is later deleted", then, snapshot(server, "deleted", past))
    server.conn.execute("SELECT analytics_refresh()")
    expect_same("what is later deleted, refreshed", then, snapshot(server, "deleted", past))
    return f"{len(whole)} reports on {len(events)} events"


if __name__ == "__main__":
    main(__doc__, run, 60)
