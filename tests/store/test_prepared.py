"""Prepared statements treat values, defaults, rows and refusals as SQLAlchemy does, on both databases."""

import sqlite3
from datetime import UTC, datetime
from typing import Any, cast

import psycopg
import pytest
from house import House
from sqlalchemy import Table, bindparam, insert, select, update

from akevents.errors import DatabaseBusy
from akevents.store.database import Database
from akevents.store.prepared import Prepared
from akevents.store.tables import Event, OutboxMail

MAILS = cast(Table, OutboxMail.__table__)
EVENTS = cast(Table, Event.__table__)
AT = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)
EVERYTHING = select(MAILS).where(MAILS.c.kind == bindparam("kind"))
INSERT = Prepared(insert(MAILS).returning(MAILS.c.id))


def values(event_id: int, **more: Any) -> dict[str, Any]:
    return {"event_id": event_id, "kind": "☂ 'x' %s ?", "queued_at": AT, "due_at": AT, **more}


def test_row_written_and_read_is_the_one_that_sqlalchemy_writes_and_reads(house: House) -> None:
    event = house.event()
    with house.db.writing() as session:
        INSERT.rows(session, values(event.id, details={"größe": [1, None]}))
        session.execute(insert(MAILS), values(event.id, details={"größe": [1, None]}))
        plain = [row._asdict() for row in session.execute(EVERYTHING, {"kind": values(0)["kind"]})]
        prepared = [row._asdict() for row in Prepared(EVERYTHING).rows(session, {"kind": values(0)["kind"]})]

    first, second = prepared
    assert prepared == plain
    assert first | {"id": 0} == second | {"id": 0}
    assert (first["due_at"], first["details"], first["status"], first["attempts"]) == (
        AT,
        {"größe": [1, None]},
        "queued",
        0,
    )


def test_insert_with_other_columns_is_another_statement(house: House) -> None:
    event = house.event()
    with house.db.writing() as session:
        ids = [INSERT.rows(session, values(event.id, **more))[0].id for more in ({}, {"address": "a@b"}, {})]
        rows = session.execute(select(MAILS.c.address).where(MAILS.c.id.in_(ids)).order_by(MAILS.c.id)).scalars().all()

    assert rows == [None, "a@b", None]


def test_instant_without_zone_is_refused(house: House) -> None:
    event = house.event()
    with pytest.raises(ValueError, match="time zone"), house.db.writing() as session:
        INSERT.rows(session, values(event.id) | {"due_at": AT.replace(tzinfo=None)})


def test_what_was_sent_is_dropped_with_its_transaction(house: House) -> None:
    event = house.event()
    raise_it = Prepared(update(EVENTS).where(EVENTS.c.id == bindparam("which")).values(waiting=bindparam("many")))
    with pytest.raises(RuntimeError), house.db.writing() as session:
        raise_it.run(session, {"which": event.id, "many": 7})
        raise RuntimeError
    assert house.read(event).waiting == 0

    with house.db.writing() as session:
        raise_it.run(session, {"which": event.id, "many": 7})
    assert house.read(event).waiting == 7


def test_rule_of_the_schema_is_an_error_of_the_driver_and_stores_nothing(house: House) -> None:
    event = house.event()
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)), house.db.writing() as session:
        INSERT.rows(session, values(event.id, status="no such status"))
    with house.db.reading() as session:
        assert Prepared(EVERYTHING).rows(session, {"kind": values(0)["kind"]}) == []


def test_locked_database_is_said_as_everywhere(sqlite_db: Database) -> None:
    """The statement itself finds the lock: the transaction of a reader that wants to write."""
    event = House.build(sqlite_db).event()
    path = sqlite_db.engine.url.database
    other = sqlite3.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(DatabaseBusy), sqlite_db.reading() as session:
            session.connection().exec_driver_sql("PRAGMA busy_timeout=50")
            INSERT.rows(session, values(event.id))
    finally:
        other.close()


def test_lost_connection_is_said_as_everywhere(databases: Any, tmp_path: Any) -> None:
    with databases.fresh("postgresql", tmp_path) as db:
        event = House.build(db).event()
        with pytest.raises(DatabaseBusy), db.writing() as session:
            pid = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar()
            with db.engine.connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
            INSERT.rows(session, values(event.id))

        with db.writing() as session:
            assert INSERT.rows(session, values(event.id))
