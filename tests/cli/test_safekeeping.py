"""Backup and restore as the operator calls them; what is in the file is tested with the store."""

import shutil
import zipfile
from pathlib import Path

import pytest
from cli.terminal import Run
from house import House

from akevents import settings


def in_an_empty_house(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    monkeypatch.setenv("AKEVENTS_DATA_DIR", str(folder))
    settings.current.cache_clear()
    settings.secret.cache_clear()
    return folder


def test_backup_and_restore_bring_data_and_key(
    run: Run, cli_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli_house.register(cli_house.event(slug="smart-city"))
    file = tmp_path / "alles.zip"

    backup, there = run("backup", file), run("registration", "list", "smart-city", "--json").stdout
    elsewhere = in_an_empty_house(monkeypatch, tmp_path / "elsewhere")
    settings.secret()  # a server that was started once has a key of its own
    restore, here = run("restore", file), run("registration", "list", "smart-city", "--json").stdout

    assert (backup.exit_code, restore.exit_code) == (0, 0)
    assert (backup.stderr, restore.stderr) == ("", "")
    assert here == there
    assert (elsewhere / "secret.key").read_text() == (tmp_path / "var" / "secret.key").read_text()
    assert {(each.stat().st_mode & 0o777) for each in (file, elsewhere / "secret.key")} == {0o600}


def test_backup_never_replaces_a_file(run: Run, cli_house: House, tmp_path: Path) -> None:
    file = tmp_path / "alles.zip"
    file.write_text("alt")

    result = run("backup", file)

    assert result.exit_code == 1
    assert result.stderr == f"The file {file} cannot be used: it exists already; a backup never replaces another.\n"
    assert file.read_text() == "alt"


def test_restore_into_what_is_not_empty_changes_nothing(run: Run, cli_house: House, tmp_path: Path) -> None:
    file = tmp_path / "alles.zip"
    run("backup", file)
    key = (tmp_path / "var" / "secret.key").read_text()

    result = run("restore", file)

    assert (result.exit_code, result.stderr) == (1, "The database cannot be used: it is not empty.\n")
    assert (tmp_path / "var" / "secret.key").read_text() == key


@pytest.mark.parametrize(("content", "reason"), [(None, "it does not exist"), (b"PK\3\4 no", "it is not a backup")])
def test_restore_of_a_wrong_file_is_refused(run: Run, tmp_path: Path, content: bytes | None, reason: str) -> None:
    file = tmp_path / "alles.zip"
    if content:
        file.write_bytes(content)

    result = run("restore", file)

    assert (result.exit_code, result.stderr) == (1, f"The file {file} cannot be used: {reason}.\n")
    assert not (tmp_path / "var" / "secret.key").exists()


def test_restore_with_a_key_from_the_environment_keeps_it_out_of_files(
    run: Run, cli_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "alles.zip"
    run("backup", file)
    monkeypatch.setenv("AKEVENTS_SECRET_KEY", "k" * 32)
    elsewhere = in_an_empty_house(monkeypatch, tmp_path / "elsewhere")

    result = run("restore", file)

    assert result.exit_code == 0
    assert result.stderr.startswith("AKEVENTS_SECRET_KEY is not the backup's key")
    assert not (elsewhere / "secret.key").exists()


def test_restore_says_nothing_when_the_key_is_the_same(
    run: Run, cli_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKEVENTS_SECRET_KEY", "k" * 32)
    in_an_empty_house(monkeypatch, tmp_path / "var")
    run("backup", tmp_path / "alles.zip")
    in_an_empty_house(monkeypatch, tmp_path / "elsewhere")

    assert run("restore", tmp_path / "alles.zip").stderr == ""


def test_restore_of_a_cut_file_leaves_an_empty_database(
    run: Run, cli_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, hurt = tmp_path / "alles.zip", tmp_path / "verletzt.zip"
    cli_house.event(slug="smart-city")
    run("backup", whole)
    with zipfile.ZipFile(whole) as box:
        start = box.getinfo("tables/events.jsonl").header_offset
    shutil.copyfile(whole, hurt)
    with hurt.open("r+b") as file:
        file.seek(start + 120)
        file.write(b"\xff" * 40)
    in_an_empty_house(monkeypatch, tmp_path / "elsewhere")

    result = run("restore", hurt)

    assert result.stderr == f"The file {hurt} cannot be used: its part tables/events.jsonl is damaged.\n"
    assert run("moderator", "list", "--json").stdout == "[]\n"
    assert run("restore", whole).exit_code == 0
