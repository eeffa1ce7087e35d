"""What really reaches the database: seen at the driver, so that nothing goes by unseen."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import event

from akevents.store.database import Database

VALUE = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|\bNULL\b")  # SQLite tells statements with their values in them


@contextmanager
def statements(db: Database) -> Iterator[list[str]]:
    """Every statement that is sent meanwhile, values as "?"; BEGIN and COMMIT only where the driver is told them."""
    sent: list[str] = []
    marked: list[Any] = []

    class Noting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *more: Any, **options: Any) -> "Noting":
            sent.append(str(query))
            return super().execute(query, *more, **options)

    def watch(connection: Any, *_: object) -> None:
        marked.append(connection)
        if db.is_sqlite:
            connection.set_trace_callback(lambda statement: sent.append(VALUE.sub("?", statement)))
        else:
            connection.cursor_factory = Noting

    event.listen(db.engine, "checkout", watch)
    try:
        yield sent
    finally:
        event.remove(db.engine, "checkout", watch)
        for connection in marked:
            if db.is_sqlite:
                connection.set_trace_callback(None)
            else:
                connection.cursor_factory = psycopg.Cursor
