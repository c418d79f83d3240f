#!/usr/bin/python3
"""A user with very many events is exported and erased in memory that does not
grow with them, while another user's events are as they were.

The backend's own memory (RssAnon of /proc, without shared buffers) is read
while it works, and compared with what the same takes for a user with few
events, in as many partitions.  1,000,000 events in 365 partitions:

    test/oracle/erasure.py --events 1000000 --days 365
"""
import argparse
import pathlib
import sys
import threading
import time

import psycopg

MEGABYTE = 1024 * 1024
# A few sorts and stores of work_mem (4 MB); the events of the default run take 70 MB.
LIMIT = 40 * MEGABYTE
FEW_EVENTS = 1000
# The last partitions have not been created: the events wait in the default one.
STRAY_DAYS = 3

SETUP = """
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
SELECT analytics_install();
SET mindwell_analytics.max_event_age = 0;
SET synchronous_commit = off;
SELECT FROM analytics_create_partitions('2001-01-01', timestamptz '2001-01-01 00:00+00' + %(days)s * interval '1 day');
"""
FILL = """
INSERT INTO analytics_events (user_id, event_type, occurred_at, properties)
SELECT analytics_uuid(%(user)s), 'tea_brewed',
    timestamptz '2001-01-01 00:00+00' + (i %% (%(days)s + %(stray)s)) * interval '1 day' + i * interval '1 millisecond',
    jsonb_build_object('grams', i, 'note', repeat('x', 400))
FROM generate_series(1, %(events)s) AS i
"""


class Watch:
    """The peak of a backend's own memory while the block runs."""

    def __init__(self, pid):
        self.status = pathlib.Path(f"/proc/{pid}/status")
        self.peak = 0
        self.running = True

    def memory(self):
        for line in self.status.read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
        sys.exit("no RssAnon in /proc")

    def watch(self):
        while self.running:
            self.peak = max(self.peak, self.memory())
            time.sleep(0.005)

    def __enter__(self):
        self.before = self.memory()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.running = False
        self.thread.join()

    @property
    def grown(self):
        return self.peak - self.before


def check(what, condition):
    if not condition:
        sys.exit(f"not ok: {what}")


def run(statement):
    """Run a statement in a session of its own: its rows, seconds, and how its memory has grown."""
    with psycopg.connect(autocommit=True) as connection:
        connection.execute("LOAD 'mindwell_analytics'")
        with Watch(connection.info.backend_pid) as watch:
            started = time.monotonic()
            cursor = connection.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
            elapsed = time.monotonic() - started
    return rows, elapsed, watch.grown


STATEMENTS = {
    "export": "SELECT count(*) FROM analytics_export_user_rows(analytics_uuid('%s'))",
    "erase at once": "SELECT row_count FROM analytics_forget_user(analytics_uuid('%s')) WHERE table_name = 'analytics_events'",
    "erase in batches": "CALL analytics_forget_user_batch(analytics_uuid('%s'))",
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=100000)
    parser.add_argument("--days", type=int, default=40)
    options = parser.parse_args()
    numbers = {"days": options.days, "stray": STRAY_DAYS}
    counts = {"ada": options.events, "grace": FEW_EVENTS}

    with psycopg.connect(autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        def fill(user, events):
            connection.execute(FILL, {**numbers, "user": user, "events": events})

        def check_others():
            left = connection.execute("SELECT user_id = analytics_uuid('kay'), count(*) FROM analytics_events GROUP BY 1").fetchall()
            check(f"left: {left}", left == [(True, FEW_EVENTS)])

        connection.execute("LOAD 'mindwell_analytics'")
        connection.execute(SETUP, numbers)
        fill("kay", FEW_EVENTS)
        for what, statement in STATEMENTS.items():
            if what != "erase at once":
                for user, events in counts.items():
                    fill(user, events)
            few, many = (run(statement % user) for user in ("grace", "ada"))
            print(f"{what}: {many[1]:.1f} s, {many[2] / MEGABYTE:.1f} MB; of {FEW_EVENTS} events: {few[1]:.1f} s, {few[2] / MEGABYTE:.1f} MB")
            check(f"{what}: {many[0]} and {few[0]} rows", what == "erase in batches" or (many[0], few[0]) == ([(options.events,)], [(FEW_EVENTS,)]))
            check(f"{what}: {many[2] - few[2]} bytes more", many[2] - few[2] < LIMIT)
            if what != "export":
                check_others()

        erased = connection.execute("""SELECT (row_counts ->> 'analytics_events')::bigint, recomputed_days
            FROM analytics_find_erasures(analytics_uuid('ada'))""").fetchall()
        check(f"counts: {erased}", erased == [(options.events, options.days + STRAY_DAYS)] * 2)
    print(f"ok: {options.events} events in {options.days} partitions")


main()
