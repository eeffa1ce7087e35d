"""What the command says about an announcement."""

import json
from pathlib import Path

import pytest
from cli.terminal import Run, invoke

from akevents import settings

SEED = settings.ROOT / "data" / "reference" / "demo-smart-city-2022-03-02.txt"


def test_check_prints_exactly_the_agreed_keys(run: Run) -> None:
    result = run("announcement", "check", SEED, "--reference-date", "2022-02-01", "--json")

    shown = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert {name: shown[name] for name in ("title", "start", "end", "deadline", "venue", "online")} == {
        "title": None,
        "start": "2022-03-02T17:00+01:00",
        "end": "2022-03-02T18:30+01:00",
        "deadline": "2022-03-01T18:00+01:00",
        "venue": "DVAG Online-Veranstaltung",
        "online": True,
    }
    assert [each["code"] for each in shown["findings"] if each["severity"] == "error"] == [
        "year_conflict",
        "weekday_mismatch",
    ]


def test_check_tells_people_what_it_found_and_where(run: Run) -> None:
    result = run("announcement", "check", SEED, "--reference-date", "2022-02-01")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "Beginn          2022-03-02T17:00+01:00",
        "Ende            2022-03-02T18:30+01:00",
    ]
    assert (
        "Widerspruch: Der Text nennt den 2. März 2022 und den 2. März 2021. Welches Jahr gilt? „2. März 2022“ (21),"
        " „Mittwoch, den 2.3.2021“ (1202)" in result.stdout.splitlines()
    )


def test_check_strictly_ends_with_one_where_something_contradicts_itself(run: Run, tmp_path: Path) -> None:
    fine = tmp_path / "fine.txt"
    fine.write_text("Workshop\nTermin: 5. April 2022, 14 bis 16 Uhr\nOrt: Rathaus\nModeration: Mona Kurz\n", "utf-8")

    wrong, right = run("announcement", "check", SEED, "--strict"), run("announcement", "check", fine, "--strict")

    assert (wrong.exit_code, wrong.stderr) == (1, "2 contradictions found.\n")
    assert (right.exit_code, right.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_check_reads_what_windows_and_others_save(encoding: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ankündigung.txt"
    file.write_text("Workshop\nTermin: 5. März 2022, 14 bis 16 Uhr", encoding)

    assert json.loads(run("announcement", "check", file, "--json").stdout)["start"] == "2022-03-05T14:00+01:00"


def test_check_reads_standard_input() -> None:
    from click.testing import CliRunner

    from akevents.cli import main

    result = CliRunner().invoke(main, ["announcement", "check", "-"], input="Termin: 5. April 2022, 14 bis 16 Uhr")

    assert "Beginn          2022-04-05T14:00+02:00" in result.stdout


@pytest.mark.parametrize(("content", "reason"), [(None, "No such file"), (b"a" * 4_000_001, "it is longer than 4 MB")])
def test_check_refuses_what_it_cannot_read(content: bytes | None, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    if content is not None:
        file.write_bytes(content)

    result = invoke("announcement", "check", file)

    assert result.exit_code in {1, 2}
    assert reason in result.stderr
    assert result.stdout == ""
