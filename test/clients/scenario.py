"""What the two Python examples do with their driver: an application's day, each step checked.

A client has the methods track(event_type, properties=None, **arguments), track_json(document),
track_batch(events, on_error="report"), funnel(steps, from_time, to_time), retention(start_step, return_step, from_time,
to_time), as_json(value) and rolled_back() (a context manager), and the exception class Error, whose instances carry
SQLSTATE, message and hint as describe(error) returns them.
"""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID


def check(what, holds):
    """Says that it holds, or ends the program."""
    if not holds:
        raise SystemExit(f"not ok - {what}")
    print(f"ok - {what}")


def refused(client, what, sqlstate, call, *arguments, **named):
    """The call must fail so; prints what the application's log would say, and returns the hint."""
    try:
        call(*arguments, **named)
    except client.Error as error:
        found, message, hint = client.describe(error)
        print(f"# {found}: {message}; hint: {hint}")
        check(f"{what} ({sqlstate})", found == sqlstate)
        return hint
    raise SystemExit(f"not ok - {what}: no error")


def run(client):
    user = UUID("6f1c0d3a-8f0e-4c3b-9a51-2d1f4c5e7a10")
    session = UUID("0b9d6a52-3c1e-4d0f-8f27-5a6b7c8d9e01")

    order = dict(
        properties={
            "plan": "premium",
            "amount": Decimal("19.99"),
            "currency": "USD",
            "note": "naïve ☕",
            "email": "ada@example.com",
        },
        user_id=user,
        session_id=session,
        # An aware datetime: a naive one would be read in the session's time zone.
        occurred_at=datetime.now(timezone(timedelta(hours=5, minutes=30))) - timedelta(hours=1),
        funnel_stage="conversion",
        idempotency_key="order-1",
    )
    first = client.track("subscription_created", **order)
    check("analytics_track with an argument of every kind returns a UUIDv7", first.version == 7)
    check("defaults", isinstance(client.track("page_view", {"path": "/pricing"}), UUID))

    # Users and sessions as the application has them: one user, however it is named.
    check("ids that are numbers and texts",
          client.track("login", user_id=42) and client.track("login", user_id="42")
          and client.track("login", user_id="42", session_id=5_000_000_000))
    period = (datetime.now(timezone.utc) - timedelta(hours=1), datetime.now(timezone.utc) + timedelta(hours=1))
    for what, steps in [("a list", ["login", "logout"]), ("a text of JSON", '["login", "logout"]'),
                        ("JSON", client.as_json(["login", {"event": "logout"}]))]:
        check(f"a funnel of steps that are {what}", client.funnel(steps, *period) == [1, 0])
    check("retention of a step that is an event type",
          client.retention("login", client.as_json({"any": ["login", "page_view"]}), *period) == [1])

    again = client.track("subscription_created", **order)
    check("a retry returns the id of the first call", again == first)
    refused(client, "a key used for another event is refused", "23505",
            client.track, "page_view", idempotency_key="order-1")

    summary = {
        "event_type": "summary_viewed",
        "user_id": "alice",
        "properties": {"summary_type": "daily"},
        "idempotency_key": "s-1",
    }
    events = [
        {"event_type": "page_view", "user_id": user, "properties": {"path": "/"}},
        {"event_type": "Not a name"},
        {"event_type": "summary_viewed", "properties": {"summary_type": "hourly"}},
        summary,
        summary,
    ]
    rows = client.track_batch(events)
    check("analytics_track_batch answers for each event",
          [(row[0], row[2], row[3]) for row in rows]
          == [(1, "stored", None), (2, "rejected", "22023"), (3, "rejected", "22023"),
              (4, "stored", None), (5, "duplicate", None)]
          and rows[1][1] is None and rows[3][1] == rows[4][1] and isinstance(rows[3][1], UUID))
    refused(client, "on_error => abort is all or nothing", "22023", client.track_batch, events, on_error="abort")

    hint = refused(client, "an event that is too old is refused", "22008", client.track, "page_view",
                   occurred_at=datetime(2001, 1, 1, tzinfo=timezone.utc))
    check("the hint says what to do", "mindwell_analytics.max_event_age" in hint)

    # Events belong to the transaction: what is rolled back never happened, and its key is free again.
    with client.rolled_back():
        check("track inside a transaction",
              client.track("payment_completed", {"amount": 1}, user_id=user, idempotency_key="payment-1"))
    check("after the rollback the key is free",
          client.track("payment_completed", {"amount": 2}, user_id=user, idempotency_key="payment-1"))

    document = {"name": "feature_used", "userId": "alice", "properties": {"feature_name": "search"}}
    check("analytics_track_json", isinstance(client.track_json(document), UUID))

    ids = {client.track("page_view", {"path": "/again"}) for _ in range(12)}
    check("the same statement, 12 times", len(ids) == 12)
