"""Lists on the command line: looked at first, written when told to."""

import json
from pathlib import Path

import pytest
from cli.terminal import Run
from house import House

BOOKINGS = (
    "\ufeffEvent : Smart City\nExported on Di 15 Feb 2022\n"
    "Name,E-Mail,Plätze,Status,Institution,Telefon\n"
    '"Anna Beispiel",anna@example.org,1,Genehmigt,"Stadt Köln",1\n'
    '"Bernd Beispiel",bernd@example.org,2,Ausstehend,,2\n'
    "Chiara,chiara@example.org,1,Genehmigt,Kreis Soest,\n"
)
PREVIEW = """\
New              1
Changed          0
Unchanged        0
Refused          2
Repeated         0
Left out         0
Remarks          0
Columns not taken  Telefon
"""


@pytest.fixture
def bookings(tmp_path: Path) -> Path:
    path = tmp_path / "bookings.csv"
    path.write_text(BOOKINGS, encoding="utf-8")
    return path


def test_import_shows_what_would_happen_and_writes_nothing(run: Run, cli_house: House, bookings: Path) -> None:
    event = cli_house.event(slug="smart-city")

    result = run("import", "smart-city", bookings)

    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split() for line in result.stdout.splitlines()[:8]] == [line.split() for line in PREVIEW.splitlines()]
    assert result.stdout.splitlines()[8:] == [
        "",
        "New",
        "PLACE    NAME           INSTITUTION  STATUS",
        "Zeile 4  Anna Beispiel  Stadt Köln   confirmed",
        "",
        "Refused",
        "PLACE    NAME            REASON",
        "Zeile 5  Bernd Beispiel  Die Institution fehlt.",
        "Zeile 6  Chiara          Der Vorname fehlt.",
        "",
        "Nothing is written yet; --apply takes 1 people.",
    ]
    assert cli_house.statuses(event) == {}


def test_import_applies_when_told_to_and_only_once(run: Run, cli_house: House, bookings: Path) -> None:
    event = cli_house.event(slug="smart-city")
    told = ("import", "smart-city", bookings, "--institution", "keine Angabe", "--apply")

    first, second = run(*told), run(*told)

    assert [each.stdout.splitlines()[-1] for each in (first, second)] == [
        "Added: 2 (0 on the waiting list). Changed: 0.",
        "Added: 0 (0 on the waiting list). Changed: 0.",
    ]
    assert cli_house.statuses(event) == {"Anna": "confirmed", "Bernd": "requested"}
    assert cli_house.mails(event) == []
    assert [action for action, _, _ in cli_house.protocol(event)].count("imported") == 1


def test_import_changes_known_people_of_foreign_lists_only_on_request(
    run: Run, cli_house: House, bookings: Path
) -> None:
    event = cli_house.event(slug="smart-city")
    cli_house.register(event, "Anna", institution="Stadt Bonn")

    plain = run("import", "smart-city", bookings, "--apply")
    before = cli_house.registration(event).institution
    asked = run("import", "smart-city", bookings, "--apply", "--changes")

    assert "Zeile 4  Anna Beispiel  Institution  Stadt Bonn  Stadt Köln" in plain.stdout
    assert (before, cli_house.registration(event).institution) == ("Stadt Bonn", "Stadt Köln")
    assert asked.stdout.splitlines()[-1] == "Added: 0 (0 on the waiting list). Changed: 1."


def test_import_of_our_own_export_finds_everybody_unchanged(run: Run, cli_house: House, tmp_path: Path) -> None:
    event = cli_house.event(slug="smart-city")
    cli_house.register(event, "Anna")
    run("export", "smart-city", "--output", tmp_path / "liste.xlsx")

    result = run("import", "smart-city", tmp_path / "liste.xlsx")

    assert result.stdout.splitlines()[2].split() == ["Unchanged", "1"]
    assert result.stdout.splitlines()[-1] == "There is nothing to take."


def test_import_as_json(run: Run, cli_house: House, bookings: Path) -> None:
    cli_house.event(slug="smart-city")

    found = json.loads(run("import", "smart-city", bookings, "--apply", "--json").stdout)

    assert found == {
        "new": [{"line": 4, "sheet": "", "name": "Anna Beispiel", "email": "anna@example.org",
                 "institution": "Stadt Köln", "status": "confirmed"}],
        "changed": [],
        "unchanged": 0,
        "refused": [
            {"place": "Zeile 5", "name": "Bernd Beispiel", "reason": "Die Institution fehlt."},
            {"place": "Zeile 6", "name": "Chiara", "reason": "Der Vorname fehlt."},
        ],
        "repeated": [], "left_out": [], "remarks": [],
        "columns_left_out": ["Telefon"],
        "applied": {"added": 1, "waiting": 0, "changed": 0, "refused": 2},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "content", "sentence"),
    [
        ("nirgends", BOOKINGS, "There is no event with the address name 'nirgends'; see 'akevents event list'."),
        ("smart-city", "Hallo", "The file has no list with names and e-mail addresses below a header (CSV or xlsx)."),
        ("smart-city", "x" * 5_300_000, "The file is larger than 5 MB."),
        ("smart-city", "Name,E-Mail\n" + "A B,a@example.org\n" * 5001,
         "The list has more than 5000 rows; split it into several files."),
    ],
)  # fmt: skip
def test_import_refuses_in_one_sentence(
    run: Run, cli_house: House, bookings: Path, slug: str, content: str, sentence: str
) -> None:
    cli_house.event(slug="smart-city")
    bookings.write_text(content, encoding="utf-8")

    result = run("import", slug, bookings, "--apply")

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{sentence}\n")


def test_import_of_a_file_that_is_not_there(run: Run, cli_house: House, tmp_path: Path) -> None:
    cli_house.event(slug="smart-city")

    result = run("import", "smart-city", tmp_path / "fehlt.csv")

    assert result.exit_code == 1
    assert result.stderr == f"The file {tmp_path / 'fehlt.csv'} cannot be used: no such file or directory.\n"
