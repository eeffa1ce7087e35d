"""The house for tests: both databases, fresh settings, the fixed cast. Nothing here is a mock."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from databases import Databases, sqlite_database
from house import House
from hypothesis import settings as hypothesis_settings

from akevents import clock, settings
from akevents.domain import attempts
from akevents.store.database import Database

hypothesis_settings.register_profile("house", deadline=None)  # a busy machine is not a fault
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True)
def fresh_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test has its own data folder and no setting of the machine it runs on."""
    for name in list(os.environ):
        if name.startswith("AKEVENTS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AKEVENTS_DATA_DIR", str(tmp_path / "var"))
    forget_settings()
    yield
    clock.start_at(None)
    forget_settings()


@pytest.fixture(autouse=True)
def nobody_tried_yet() -> None:
    """Attempts are counted by ids and addresses, which are the same in every test."""
    attempts.forget()


def forget_settings() -> None:
    settings.current.cache_clear()
    settings.secret.cache_clear()


@pytest.fixture
def with_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail can really be sent (nobody listens there; nothing in these tests delivers)."""
    monkeypatch.setenv("AKEVENTS_SMTP_URL", "smtp://127.0.0.1:9")
    forget_settings()


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Migrated templates, copied for each test; PostgreSQL is started when the first test asks for it.

    Not below pytest's own folder: every start of pytest closes that one to other users, and under root PostgreSQL runs
    as another user, so a second test run would take the first one's database away."""
    with TemporaryDirectory(prefix="akevents-tests-") as folder, Databases(Path(folder)) as both:
        yield both


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Database]:
    """An empty migrated database; each test runs once on each engine."""
    with databases.fresh(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def sqlite_db(databases: Databases, tmp_path: Path) -> Iterator[Database]:
    """For what does not touch the database's own ways: screens, routes, files."""
    with sqlite_database(databases, tmp_path) as database:
        yield database


@pytest.fixture
def house(db: Database) -> House:
    """One working group, Mona who moderates it, and helpers to make events and people."""
    return House.build(db)
