"""The doctor finds what is wrong and says what to do; it changes nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.terminal import Run
from house import House
from sqlalchemy import text

from akevents import clock, settings
from akevents.cli.examination import wrong_counters
from akevents.store.database import Database


def faults(run: Run) -> dict[str, str]:
    """Check to advice, of what is not well."""
    return {each["check"]: each["advice"] for each in json.loads(run("doctor", "--json").stdout) if not each["ok"]}


def test_doctor_is_content_with_a_working_house(run: Run, cli_house: House) -> None:
    cli_house.register(cli_house.event(capacity=1), "Anna")
    settings.secret()

    result = run("doctor")

    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["ok", "settings"], ["ok", "data"], ["ok", "secret"], ["ok", "disk"], ["ok", "database"], ["ok", "schema"],
        ["ok", "counters"], ["ok", "mail"], ["ok", "streamlit"],
    ]  # fmt: skip


def test_doctor_makes_nothing_where_nothing_is_yet(run: Run, tmp_path: Path) -> None:
    result = run("doctor")

    assert result.exit_code == 0
    assert not (tmp_path / "var").exists()


def test_doctor_finds_counters_that_differ(run: Run, cli_house: House) -> None:
    cli_house.event(slug="heil")
    cli_house.set(cli_house.event(slug="verzaehlt"), places_taken=3)
    cli_house.set(cli_house.event(slug="wartend"), waiting=1)

    result = run("doctor", "--json")

    (found,) = [each for each in json.loads(result.stdout) if not each["ok"]]
    assert (found["check"], found["found"]) == ("counters", "differ from a recount at verzaehlt, wartend")
    assert (result.exit_code, result.stderr) == (1, "1 of 9 checks found a fault.\n")


def test_wrong_counters_are_found_on_both_engines(house: House) -> None:
    house.register(house.event(slug="heil", capacity=1))
    house.set(house.event(slug="verzaehlt"), last_number=1)
    house.set(house.event(slug="verloren"), places_taken=1)

    assert list(wrong_counters(house.db)) == ["verloren"]  # numbers are not given again when people are deleted


def test_doctor_finds_a_key_that_others_may_read(run: Run, sqlite_db: Database, tmp_path: Path) -> None:
    settings.secret()
    (tmp_path / "var" / "secret.key").chmod(0o644)

    assert faults(run) == {"secret key": "take it away from others with chmod 600"}


def test_doctor_finds_a_schema_that_is_not_there(run: Run, sqlite_db: Database) -> None:
    with sqlite_db.writing() as session:
        session.execute(text("DELETE FROM alembic_version"))

    assert faults(run) == {"schema": "start the server once, it migrates"}


def test_doctor_finds_a_folder_that_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file")

    assert faults(run) == {"data folder": "let the server's user write there"}


def test_doctor_finds_a_database_out_of_reach(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKEVENTS_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/nothing")

    assert faults(run) == {"database": "see that it runs and that AKEVENTS_DATABASE_URL names it"}


def test_doctor_finds_settings_that_cannot_be_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKEVENTS_SECRET_KEY", "short")

    result = run("doctor")

    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == (
        "FAULT  settings        The setting AKEVENTS_SECRET_KEY cannot be used: must have at least 32 characters.: "
        "correct it in the environment or in .env"
    )


def test_doctor_finds_a_full_disk(run: Run, sqlite_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("akevents.cli.examination.ENOUGH_BYTES", 10**18)

    assert faults(run) == {"disk": "make room, at least 1000000000000 MB"}


def mail_finding(run: Run) -> tuple[str, str]:
    found = next(each for each in json.loads(run("doctor", "--json").stdout) if each["check"] == "mail")
    return found["found"], found["advice"]


def test_doctor_counts_mails_that_wait_and_mails_that_failed(run: Run, cli_house: House) -> None:
    clock.start_at(datetime(2031, 3, 5, 12, 0, tzinfo=UTC))
    assert mail_finding(run) == ("no mail server is set, mail becomes files; 0 waiting, 0 failed", "")

    event = cli_house.event()
    for name in ("Anna", "Bernd", "Chiara"):
        cli_house.register(event, name)
    with cli_house.db.writing() as session:
        session.execute(text("UPDATE outbox_mails SET status = 'failed' WHERE id = 2"))

    since = "2 waiting since 2031-03-05 12:00 UTC, 1 failed"
    assert mail_finding(run) == (f"no mail server is set, mail becomes files; {since}", "")
    clock.start_at(datetime(2031, 3, 5, 13, 1, tzinfo=UTC))
    advice = "start the server, or type 'akevents mail deliver'"
    assert mail_finding(run) == (f"no mail server is set, mail becomes files; {since}", advice)
