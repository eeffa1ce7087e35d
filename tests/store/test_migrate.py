"""The schema's way forward and back, on both databases."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import Databases
from house import House
from sqlalchemy import inspect, select, text

from akevents.domain import event_life
from akevents.errors import DatabaseBusy, WrongDatabase
from akevents.settings import ROOT, Settings
from akevents.store import migrate
from akevents.store.database import Database, open_database
from akevents.store.tables import Base, OutboxMail

REVISIONS = sorted(migrate._revisions())


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Database]:
    """A database that has never been migrated."""
    with databases.empty(request.param, tmp_path) as db:
        yield db


def tables(db: Database) -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def revision(db: Database) -> str | None:
    with db.engine.connect() as connection:
        return migrate.current_revision(connection)


def differences(db: Database) -> list[object]:
    with db.engine.connect() as connection:
        return migrate.differences(connection)


def test_upgrade_brings_an_empty_database_to_the_tables_in_the_code(empty: Database) -> None:
    assert (tables(empty), revision(empty)) == (set(), None)

    migrate.upgrade(empty)

    assert tables(empty) == set(Base.metadata.tables)
    assert revision(empty) == migrate.newest_revision() == REVISIONS[-1]
    assert differences(empty) == []


def test_upgrade_twice_changes_nothing(empty: Database) -> None:
    migrate.upgrade(empty)
    migrate.upgrade(empty)

    assert (revision(empty), differences(empty)) == (REVISIONS[-1], [])


def test_downgrade_takes_everything_back_and_upgrade_brings_it_again(empty: Database) -> None:
    migrate.upgrade(empty)

    migrate.downgrade(empty)
    after_down = tables(empty), revision(empty)
    migrate.upgrade(empty)

    assert after_down == (set(), None)
    assert (tables(empty), differences(empty)) == (set(Base.metadata.tables), [])


def test_every_migration_goes_up_and_down_and_up_by_itself(empty: Database) -> None:
    for number, step in enumerate(REVISIONS):
        migrate.upgrade(empty, step)
        migrate.downgrade(empty, REVISIONS[number - 1] if number else "base")
        assert revision(empty) == (REVISIONS[number - 1] if number else None)
        migrate.upgrade(empty, step)

    assert (revision(empty), differences(empty)) == (REVISIONS[-1], [])


def test_migrations_form_one_line_of_counted_steps() -> None:
    assert [f"{number:04}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS


def test_mails_survive_the_way_back_and_forward_without_their_details(house: House) -> None:
    event = house.event()
    house.register(event)
    event_life.cancel(house.db, house.mona, event.slug, "Krank.")
    mails = house.mails(event)

    migrate.downgrade(house.db, "0001")
    migrate.upgrade(house.db)

    with house.db.reading() as session:
        assert list(session.scalars(select(OutboxMail.details))) == [{}, {}]
    assert house.mails(event) == mails == [("registered", "Anna"), ("event_cancelled", "Anna")]


def test_differences_tell_what_the_database_lacks(empty: Database) -> None:
    migrate.upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("ALTER TABLE registrations DROP COLUMN note"))

    assert [(change[0], change[2], change[3].name) for change in differences(empty)] == [  # type: ignore[index]
        ("add_column", "registrations", "note")
    ]


def test_upgrade_refuses_a_database_of_a_newer_version_and_leaves_it_alone(empty: Database) -> None:
    migrate.upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(WrongDatabase) as refusal:
        migrate.upgrade(empty)

    assert refusal.value == WrongDatabase("it was last used by a newer version of akevents")
    assert revision(empty) == "9999"


def test_upgrade_of_a_server_out_of_reach_says_so() -> None:
    db = open_database(Settings(database_url="postgresql://nobody@127.0.0.1:9/nothing"))

    with pytest.raises(DatabaseBusy):
        migrate.upgrade(db)


START = """
from akevents import settings
from akevents.store import database, migrate

db = database.open_database(settings.load())
print("ready", flush=True)
input()
migrate.upgrade(db)
"""


def test_processes_that_start_at_once_migrate_one_after_the_other(empty: Database) -> None:
    url = empty.engine.url.render_as_string(hide_password=False)
    environment = os.environ | {"AKEVENTS_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    processes = [subprocess.Popen([sys.executable, "-c", START], text=True, env=environment, **pipes) for _ in range(4)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"

    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()

    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    assert (revision(empty), differences(empty)) == (REVISIONS[-1], [])
