#!/usr/bin/python3
"""psycopg 3: how an application tracks events. Run by test/clients/run, or with PG* variables set.

Prints a line for each thing that holds, and stops at the first that does not.
"""

from decimal import Decimal
import functools
import json

import psycopg
from psycopg.types.json import Jsonb

import scenario


def json_value(value):
    """Decimal as a JSON number, which declared properties such as amount must be; UUID and the rest as text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def as_json(value):
    return Jsonb(value, dumps=functools.partial(json.dumps, default=json_value))


class Analytics:
    """Tracks events over a psycopg connection, in whatever transaction that is in."""

    as_json = staticmethod(as_json)
    Error = psycopg.Error

    def __init__(self, connection):
        self.connection = connection

    def track(self, event_type, properties=None, *, user_id=None, session_id=None, occurred_at=None,
              funnel_stage=None, tenant_id=None, idempotency_key=None):
        """The id of the stored event; None when the user has opted out."""
        return self.connection.execute(
            "SELECT analytics_track(%s, %s, %s, %s, %s, %s, %s, %s)",
            (event_type, user_id, session_id, as_json(properties or {}), occurred_at,
             funnel_stage, tenant_id, idempotency_key),
        ).fetchone()[0]

    def track_json(self, document):
        return self.connection.execute("SELECT analytics_track_json(%s)", (as_json(document),)).fetchone()[0]

    def track_batch(self, events, on_error="report"):
        """A row (ord, event_id, status, error_code, error) for each event, in order."""
        return self.connection.execute(
            "SELECT * FROM analytics_track_batch(%s, %s)", (as_json(events), on_error)
        ).fetchall()

    def funnel(self, steps, from_time, to_time):
        """How many came how far; steps are a list of event types, or JSON."""
        return [row[0] for row in self.connection.execute(
            "SELECT actors FROM analytics_funnel(%s, %s, %s) ORDER BY step", (steps, from_time, to_time)
        ).fetchall()]

    def retention(self, start_step, return_step, from_time, to_time):
        return [row[0] for row in self.connection.execute(
            "SELECT actors FROM analytics_retention(%s, %s, %s, %s, periods => 0)", (start_step, return_step, from_time, to_time)
        ).fetchall()]

    def rolled_back(self):
        return self.connection.transaction(force_rollback=True)

    @staticmethod
    def describe(error):
        return error.sqlstate, error.diag.message_primary, error.diag.message_hint


def main():
    # autocommit: every event is stored at once, and a refused one leaves no failed transaction behind.
    # Behind a pooler that does not carry prepared statements, add prepare_threshold=None.
    with psycopg.connect(autocommit=True) as connection:
        scenario.run(Analytics(connection))

        # psycopg has prepared by itself what it sent more than five times.
        prepared = connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()[0]
        scenario.check("the driver prepared the statement", prepared > 0)


if __name__ == "__main__":
    main()
