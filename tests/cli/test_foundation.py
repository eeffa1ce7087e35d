"""Refusals are one sentence, bugs are a number, and neither is a traceback."""

import errno
from pathlib import Path

import click
import pytest
from cli.terminal import Run
from click.testing import CliRunner, Result
from sqlalchemy import text

from akevents.cli.foundation import Commands, as_refusal
from akevents.errors import StorageFull, UnreadableFile
from akevents.store.database import Database


def failing(error: Exception) -> Result:
    @click.command()
    def fail() -> None:
        raise error

    return CliRunner().invoke(Commands(commands={"fail": fail}), ["fail"])


def test_bug_gets_a_number_and_its_place_is_written_without_values(tmp_path: Path) -> None:
    result = failing(ZeroDivisionError("anna@example.org"))

    log = tmp_path / "var" / "errors.log"
    written = log.read_text()
    reference = written.split()[1]
    assert result.stderr == f"Unexpected error, reference {reference}; where it happened is written in {log}.\n"
    assert (result.exit_code, result.stdout) == (1, "")
    assert "builtins.ZeroDivisionError" in written
    assert "test_foundation.py" in written
    assert "anna" not in written
    assert log.stat().st_mode & 0o777 == 0o600


def test_bug_is_told_even_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")

    result = failing(ZeroDivisionError())

    assert result.exit_code == 1
    assert result.stderr.endswith("it could not be written down.\n")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_full_disk_is_a_refusal(number: int) -> None:
    assert as_refusal(OSError(number, "full")) == StorageFull()


def test_missing_file_is_a_refusal_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        (tmp_path / "nothing").read_text()

    assert as_refusal(caught.value) == UnreadableFile(str(tmp_path / "nothing"), "no such file or directory")


def test_database_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "akevents.db").write_text("Dear diary, this is not a database. " * 100)

    result = run("event", "list")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "The database cannot be used: its file is not a SQLite database.\n"


def test_database_of_a_newer_version_is_refused(run: Run, sqlite_db: Database) -> None:
    with sqlite_db.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    result = run("event", "list")

    assert result.stderr == "The database cannot be used: it was last used by a newer version of akevents.\n"
    assert result.exit_code == 1


def test_unreadable_settings_are_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKEVENTS_BASE_URL", "example.org")

    result = run("event", "list")

    assert result.exit_code == 1
    assert result.stderr == (
        "The setting AKEVENTS_BASE_URL cannot be used: must start with http:// or https:// and name a host.\n"
    )


def test_first_command_makes_the_database(run: Run, tmp_path: Path) -> None:
    result = run("event", "list", "--json")

    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert (tmp_path / "var" / "akevents.db").exists()
