#!/usr/bin/python3
"""psycopg2: how an application tracks events. Run by test/clients/run, or with PG* variables set.

Prints a line for each thing that holds, and stops at the first that does not.
"""

from contextlib import closing, contextmanager
from decimal import Decimal
import functools
import json

import psycopg2
from psycopg2.extras import Json, register_uuid

import scenario

# Python's UUID as a parameter and in results.
register_uuid()


def json_value(value):
    """Decimal as a JSON number, which declared properties such as amount must be; UUID and the rest as text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def as_json(value):
    return Json(value, dumps=functools.partial(json.dumps, default=json_value))


class Analytics:
    """Tracks events over a psycopg2 connection, in whatever transaction that is in."""

    as_json = staticmethod(as_json)
    Error = psycopg2.Error

    def __init__(self, connection):
        self.connection = connection

    def rows(self, statement, parameters):
        with self.connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall()

    def track(self, event_type, properties=None, *, user_id=None, session_id=None, occurred_at=None,
              funnel_stage=None, tenant_id=None, idempotency_key=None):
        """The id of the stored event; None when the user has opted out."""
        return self.rows(
            "SELECT analytics_track(%s, %s, %s, %s, %s, %s, %s, %s)",
            (event_type, user_id, session_id, as_json(properties or {}), occurred_at,
             funnel_stage, tenant_id, idempotency_key),
        )[0][0]

    def track_json(self, document):
        return self.rows("SELECT analytics_track_json(%s)", (as_json(document),))[0][0]

    def track_batch(self, events, on_error="report"):
        """A row (ord, event_id, status, error_code, error) for each event, in order."""
        return self.rows("SELECT * FROM analytics_track_batch(%s, %s)", (as_json(events), on_error))

    def funnel(self, steps, from_time, to_time):
        """How many came how far; steps are a list of event types, or JSON."""
        return [row[0] for row in self.rows(
            "SELECT actors FROM analytics_funnel(%s, %s, %s) ORDER BY step", (steps, from_time, to_time))]

    def retention(self, start_step, return_step, from_time, to_time):
        return [row[0] for row in self.rows(
            "SELECT actors FROM analytics_retention(%s, %s, %s, %s, periods => 0)", (start_step, return_step, from_time, to_time))]

    @contextmanager
    def rolled_back(self):
        self.connection.autocommit = False
        try:
            yield
        finally:
            self.connection.rollback()
            self.connection.autocommit = True

    @staticmethod
    def describe(error):
        return error.pgcode, error.diag.message_primary, error.diag.message_hint


def main():
    # closing: "with connection" of psycopg2 ends the transaction, not the connection.
    with closing(psycopg2.connect("")) as connection:
        # Every event is stored at once, and a refused one leaves no failed transaction behind.
        connection.autocommit = True
        scenario.run(Analytics(connection))


if __name__ == "__main__":
    main()
