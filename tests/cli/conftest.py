"""The command on the test's own data folder."""

from functools import partial
from pathlib import Path

import pytest
from cli.terminal import Process, Run, invoke, start
from house import House

from akevents import settings
from akevents.store.database import Database


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("event", "list")` in this process."""
    monkeypatch.chdir(settings.ROOT)  # commands go there; afterwards the test is back where it was
    return invoke


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """`process("event", "list")` as a process of its own, from a folder that is not the project's."""
    return partial(start, tmp_path)


@pytest.fixture
def cli_house(sqlite_db: Database) -> House:
    """The fixed cast in the database that the commands open."""
    return House.build(sqlite_db)
