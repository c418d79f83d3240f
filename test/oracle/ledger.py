#!/usr/bin/python3
"""The ledger on random histories: whatever was inserted late, changed, moved,
deleted or erased, refreshed in whole or in part, left uncovered and filled
again, what is read of states is what the events say; and of purged days what
they said before, less who was erased since.
"""
import argparse
import datetime
import json
import random
import sys
import uuid

import psycopg

FIRST = datetime.datetime(2026, 1, 26, tzinfo=datetime.timezone.utc)
DAYS = 40
AS_OF = "2026-03-08 12:00Z"
DAY = datetime.timedelta(days=1)
TENANTS = [uuid.UUID(int=10), uuid.UUID(int=11)]
USERS = [uuid.UUID(int=1000 + i) for i in range(8)]
STATES = ("goal_created", "goal_completed", "habit_checked", "payment_completed", "payment_failed", "subscription_created", "mfa_enabled")
OTHERS = ("page_view", "login")
READERS = {"oracle_ledger_owner": TENANTS, "oracle_ledger_reader": TENANTS[:1]}
SETUP = f"""
SET client_min_messages = error;
SET TimeZone = 'Asia/Kathmandu';
SET mindwell_analytics.max_event_age = 0;
CREATE EXTENSION mindwell_analytics;
SELECT analytics_install('%s');
SELECT analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;
DROP ROLE IF EXISTS oracle_ledger_owner, oracle_ledger_reader;
CREATE ROLE oracle_ledger_owner;
CREATE ROLE oracle_ledger_reader;
SELECT analytics_grant('oracle_ledger_owner', 'reader', '{TENANTS[0]}');
SELECT analytics_grant('oracle_ledger_owner', 'reader', '{TENANTS[1]}');
SELECT analytics_grant('oracle_ledger_reader', 'reader', '{TENANTS[0]}');
SELECT FROM analytics_create_partitions('{FIRST}', '2026-02-20');
"""
COLUMNS = "tenant_id, event_type, occurred_at, {id}, user_id, session_id, properties"


class Store:
    """What is known of events that change a state: on sealed days, what they said when those were sealed."""

    def __init__(self, server):
        self.server = server
        self.sealed = {}

    def events(self):
        return {row[3]: row for row in self.server.execute(
            f"SELECT {COLUMNS.format(id='id')} FROM analytics_events WHERE event_type = ANY (%s)", (list(STATES),))}

    def seal(self, before):
        """A purge has sealed days, of which the events were these before."""
        for (day,) in self.server.execute("SELECT day FROM analytics_sealed_days").fetchall():
            if day not in self.sealed:
                self.sealed[day] = {i: row for i, row in before.items() if utc_day(row[2]) == day}

    def erase(self, tenant, user):
        for day, rows in self.sealed.items():
            self.sealed[day] = {i: row for i, row in rows.items() if (row[0], row[4]) != (tenant, user)}

    def states(self):
        rows = [row for row in self.events().values() if utc_day(row[2]) not in self.sealed]
        return rows + [row for rows in self.sealed.values() for row in rows.values()]


def utc_day(at):
    return at.astimezone(datetime.timezone.utc).date()


def moment(rng):
    """Often the border of a day, for what is said of one concerns no other."""
    at = FIRST + rng.randrange(DAYS) * DAY
    return at + rng.choice((datetime.timedelta(0), datetime.timedelta(microseconds=-1), rng.randrange(86400) * datetime.timedelta(seconds=1)))


def change(server, store, rng):
    somewhere = "ctid = (SELECT ctid FROM analytics_events ORDER BY random() LIMIT 1) AND tableoid = (SELECT tableoid FROM analytics_events ORDER BY random() LIMIT 1)"
    what = rng.random()
    if what < 0.55:
        for _ in range(rng.choice((1, 5, 40))):
            server.execute("INSERT INTO analytics_events (tenant_id, user_id, event_type, occurred_at, properties) VALUES (%s, %s, %s, %s, %s)",
                           (rng.choice(TENANTS), rng.choice((None, *USERS)), rng.choice(STATES + OTHERS), moment(rng), json.dumps({"amount": rng.randrange(3)})))
    elif what < 0.65:
        server.execute(f"UPDATE analytics_events SET properties = %s, event_type = %s WHERE {somewhere}",
                       (json.dumps({"amount": rng.randrange(9)}), rng.choice(STATES + OTHERS)))
    elif what < 0.75:
        server.execute(f"UPDATE analytics_events SET occurred_at = %s, tenant_id = %s WHERE {somewhere}", (moment(rng), rng.choice(TENANTS)))
    elif what < 0.85:
        server.execute(f"DELETE FROM analytics_events WHERE {somewhere}")
    elif what < 0.9:
        tenant, user = rng.choice(TENANTS), rng.choice(USERS)
        server.execute("SELECT FROM analytics_forget_user(%s, tenant_id => %s)", (user, tenant))
        store.erase(tenant, user)
    elif what < 0.91:
        server.execute("TRUNCATE analytics_events")
    else:
        server.execute("SELECT FROM analytics_drain_default(100)")


def derive(server, rng):
    what = rng.random()
    if what < 0.4:
        server.execute(f"SELECT FROM analytics_refresh(as_of => '{AS_OF}')")
    elif what < 0.6:
        server.execute("SELECT mindwell_internal.refresh_days(%s, ARRAY(SELECT bucket FROM analytics_dirty_buckets WHERE random() < 0.5))", (rng.choice(TENANTS),))
    elif what < 0.7:
        start = moment(rng)
        server.execute("SELECT FROM analytics_refresh(%s, %s, %s)", (start, start + rng.randrange(1, 9) * DAY, AS_OF))
    elif what < 0.8:
        # as where the ledger is defined anew: what was derived of purged days is all there is
        server.execute("""WITH gone AS (DELETE FROM analytics_coverage WHERE derivation = 'ledger'),
            less AS (DELETE FROM analytics_ledger WHERE day NOT IN (SELECT day FROM analytics_sealed_days)) SELECT""")
        server.execute("SELECT mindwell_internal.cover('ledger', 1, day, day + 1) FROM analytics_sealed_days")
    elif what < 0.97:
        state = "{}"
        for _ in range(rng.choice((1, 3, 20))):
            found = server.execute("SELECT next_state::text FROM mindwell_internal.unit_backfill(%s, %s)", (state, AS_OF)).fetchone()
            if found is None:
                break
            state = found[0]
    else:
        server.execute("SELECT mindwell_internal.collect_dirty('-infinity', 'infinity')")


def purge(server, store, rng):
    before = store.events()
    keep = rng.randrange(20, DAYS)
    server.execute("UPDATE analytics_retention_policies SET keep = make_interval(days => %s) WHERE retention_class = 'events'", (keep,))
    failed = server.execute("SELECT partition_name, error FROM analytics_purge(as_of => %s) WHERE status <> 'done'", (AS_OF,)).fetchall()
    server.execute("UPDATE analytics_retention_policies SET keep = NULL")
    if failed:
        sys.exit(f"purge failed: {failed}")
    store.seal(before)


def compare(server, store, rng, what):
    known = store.states()
    for reader, tenants in READERS.items():
        for start, end in ((None, None), sorted((moment(rng), moment(rng)))):
            types = rng.sample(STATES, rng.randrange(1, len(STATES) + 1))
            expected = {row for row in map(key, known) if row[0] in tenants and row[1] in types
                        and (start is None or start <= row[2] < end)}
            server.execute(f"SET ROLE {reader}")
            rows = server.execute(
                f"SELECT {COLUMNS.format(id='event_id')} FROM mindwell_internal.state_events(analytics_current_tenants(), %s, COALESCE(%s::timestamptz, '-infinity'), COALESCE(%s::timestamptz, 'infinity'))",
                (types, start, end)).fetchall()
            server.execute("RESET ROLE")
            got = set(map(key, rows))
            if got != expected or len(rows) != len(got):
                sys.exit(f"{what}: {reader}, {types}, {start} to {end}:\n missing {expected - got}\n too much {got - expected}\n rows {len(rows)}")
    return len(known)


def key(row):
    return (*row[:6], json.dumps(row[6], sort_keys=True))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    print(f"seed {options.seed}", flush=True)
    rows = 0
    with psycopg.connect("", autocommit=True) as server:
        for statement in (SETUP % rng.choice(("day", "week", "month"))).split(";\n"):
            server.execute(statement)
        server.execute("SELECT setseed(%s)", (rng.random(),))
        store = Store(server)
        for number_of_round in range(options.rounds):
            for step in (change, change, derive):
                step(server, *((store,) if step is change else ()), rng)
                rows += compare(server, store, rng, f"round {number_of_round}, {step.__name__}")
            if rng.random() < 0.07:
                purge(server, store, rng)
                rows += compare(server, store, rng, f"round {number_of_round}, purged")
            differences = server.execute("SELECT * FROM analytics_verify_rollups('2026-01-20Z', '2026-03-10Z', '2026-03-10Z') WHERE metric_type = 'ledger'").fetchall()
            if differences:
                sys.exit(f"round {number_of_round}: verification finds {differences}")
        server.execute("DROP OWNED BY oracle_ledger_owner, oracle_ledger_reader; DROP ROLE oracle_ledger_owner, oracle_ledger_reader")
    print(f"ok: {rows} rows, seed {options.seed}")


main()
