"""The least that could do what register() does: the same rows in the same kind of transaction, by the driver alone.

Nothing is validated, normalised or looked up; every value is a constant or the person's name."""

import queue
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
from sqlalchemy import make_url

Take = Callable[[int, str], str]  # an event's id and a person's name; the status that the person gets

_EVENT = """
SELECT id, slug, working_group_id, status, starts_at, ends_at, timezone, registration_opens_at, deadline_at, capacity,
    has_waiting_list, confirms_addresses, allows_late_requests, is_recorded, places_taken, waiting, last_number,
    change_counter, EXISTS (SELECT * FROM questions WHERE questions.event_id = events.id)
FROM events WHERE id = %s"""
_EARLIER = """
SELECT id, submission_id, number, status, registered_at, expires_at, first_name, last_name, email FROM registrations
WHERE submission_id = %s OR event_id = %s AND email_normalized = %s
    AND status IN ('pending', 'requested', 'confirmed', 'waitlisted')"""
_COLUMNS = (
    "event_id", "number", "submission_id", "manage_token_hash", "status", "status_at", "registered_at", "confirmed_at",
    "expires_at", "first_name", "last_name", "email", "email_normalized", "institution", "function", "topic",
    "accessibility_needs", "request_reason", "is_member", "institution_kind", "municipality", "state", "search_text",
)  # fmt: skip
_REGISTRATION = f"INSERT INTO registrations ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
_COUNTERS = """
UPDATE events SET places_taken = places_taken + %s, waiting = waiting + %s, last_number = last_number + %s,
    change_counter = change_counter + 1 WHERE id = %s"""
_MAIL = """
INSERT INTO outbox_mails (event_id, registration_id, kind, status, queued_at, due_at, attempts)
VALUES (%s, %s, %s, 'queued', %s, %s, 0)"""
_CAPACITY, _TAKEN, _WAITING, _LAST = 9, 14, 15, 16  # places in _EVENT


def _in_sqlite(statement: str) -> str:
    return statement.replace("%s", "?")


@contextmanager
def taker(address: str, connections: int = 1) -> Iterator[Take]:
    """For so many people at a time; more wait for a free connection."""
    url = make_url(address)
    take: Callable[[Any, int, str], str]
    if url.get_backend_name() == "sqlite":
        opened: list[Any] = [_sqlite_connection(str(url.database)) for _ in range(connections)]
        take = _take_in_sqlite
    else:
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        opened = [psycopg.connect(plain) for _ in range(connections)]
        take = _take_in_postgresql
    free: queue.SimpleQueue[Any] = queue.SimpleQueue()
    for connection in opened:
        free.put(connection)

    def take_with_a_free_connection(event_id: int, name: str) -> str:
        connection = free.get()
        try:
            return take(connection, event_id, name)
        finally:
            free.put(connection)

    yield take_with_a_free_connection
    for connection in opened:
        connection.close()


def _sqlite_connection(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def _take_in_sqlite(connection: sqlite3.Connection, event_id: int, name: str) -> str:
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    connection.execute("BEGIN IMMEDIATE")
    event = connection.execute(_SQLITE_EVENT, (event_id,)).fetchone()
    assert not connection.execute(_SQLITE_EARLIER, _keys(event_id, name)).fetchall()
    status = _status(event)
    added = connection.execute(_SQLITE_REGISTRATION, _row(event_id, event[_LAST] + 1, name, status, now))
    connection.execute(_SQLITE_COUNTERS, _steps(event_id, status))
    connection.execute(_SQLITE_MAIL, (event_id, added.lastrowid, "registered", now, now))
    connection.execute("COMMIT")
    return status


def _take_in_postgresql(connection: psycopg.Connection[Any], event_id: int, name: str) -> str:
    with connection.cursor() as cursor:  # the driver begins by itself
        event = cursor.execute(_EVENT + " FOR UPDATE OF events", (event_id,)).fetchone()
        now = datetime.now(UTC)
        assert event
        assert not cursor.execute(_EARLIER, _keys(event_id, name)).fetchall()
        status = _status(event)
        row = _row(event_id, event[_LAST] + 1, name, status, now)
        added = cursor.execute(_REGISTRATION + " RETURNING id", row).fetchone()
        assert added
        cursor.execute(_COUNTERS, _steps(event_id, status))
        cursor.execute(_MAIL, (event_id, added[0], "registered", now, now))
    connection.commit()
    return status


_SQLITE_EVENT, _SQLITE_EARLIER, _SQLITE_REGISTRATION, _SQLITE_COUNTERS, _SQLITE_MAIL = map(
    _in_sqlite, (_EVENT, _EARLIER, _REGISTRATION, _COUNTERS, _MAIL)
)


def _keys(event_id: int, name: str) -> tuple[Any, ...]:
    return f"submission-{name}", event_id, f"{name.lower()}@example.org"


def _status(event: tuple[Any, ...]) -> str:
    capacity = event[_CAPACITY]
    has_place = capacity is None or (not event[_WAITING] and event[_TAKEN] < capacity)
    return "confirmed" if has_place else "waitlisted"


def _row(event_id: int, number: int, name: str, status: str, now: Any) -> tuple[Any, ...]:
    """In the order of _COLUMNS."""
    email = f"{name.lower()}@example.org"
    return (
        event_id, number, f"submission-{name}", f"{name:-<64}", status, now, now, now if status == "confirmed" else None,
        None, "Anna", name, email, email, "Stadt Köln", "Leitung", None, None, None, None, "municipality", "05315000",
        "NW", f"{name.lower()}, anna stadt koln {email}",
    )  # fmt: skip


def _steps(event_id: int, status: str) -> tuple[Any, ...]:
    return int(status == "confirmed"), int(status == "waitlisted"), 1, event_id
