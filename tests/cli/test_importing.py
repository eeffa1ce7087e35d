"""Lists on the command line: looked at first, written when told to."""

import json
from pathlib import Path

import openpyxl
import pytest
from cli.terminal import Run
from house import House
from sqlalchemy import select

from akevents.domain.participants import change_note
from akevents.store.tables import Registration

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
        "changed": [], "conflicts": [],
        "unchanged": 0, "missing": 0,
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


# Edited by hand


@pytest.fixture
def edited(run: Run, cli_house: House, tmp_path: Path) -> Path:
    """Our own workbook with a note for Anna and a wrong word for Bernd; Anna's note was changed here meanwhile."""
    event = cli_house.event(slug="smart-city")
    for name in ("Anna", "Bernd", "Chiara"):
        cli_house.register(event, name)
    path = tmp_path / "liste.xlsx"
    run("export", "smart-city", "--output", path)
    book = openpyxl.load_workbook(path)
    sheet = book["Teilnehmende"]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("Notiz") + 1).value = "aus der Datei"
    sheet.cell(3, headers.index("Anwesend") + 1).value = "vielleicht"
    sheet.cell(3, headers.index("Notiz") + 1).value = "kommt später"
    sheet.delete_rows(4)
    book.save(path)
    change_note(cli_house.db, cli_house.mona, cli_house.registration_id(event), "von der anderen", instead_of=None)
    return path


def test_import_of_our_own_list_is_whole_or_not_at_all(run: Run, cli_house: House, edited: Path) -> None:
    event = cli_house.read(cli_house.event(slug="anderer"))

    shown, refused = run("import", "smart-city", edited), run("import", "smart-city", edited, "--apply")

    facts = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    assert facts[:6] == ["New 0", "Changed 0", "Conflicts 1", "Unchanged 0", "Not in the file 1", "Refused 1"]
    assert "Teilnehmende, Zeile 2 Anna Beispiel Notiz von der anderen aus der Datei" in facts
    assert facts[-1] == "Nothing can be taken while lines are wrong; mend them or add --leave-out-errors."
    assert (refused.exit_code, refused.stderr) == (
        1, "The file cannot be taken: lines are wrong (1); mend them or add --leave-out-errors.\n",
    )  # fmt: skip
    assert cli_house.statuses(event) == {}


def test_import_lets_the_file_count_when_told_to(run: Run, cli_house: House, edited: Path) -> None:
    result = run("import", "smart-city", edited, "--apply", "--leave-out-errors", "--conflicts")

    assert result.stdout.splitlines()[-1] == "Added: 0 (0 on the waiting list). Changed: 1."
    found = opened_notes(cli_house)
    assert found == {"Anna": "aus der Datei", "Bernd": None, "Chiara": None}


def opened_notes(house: House) -> dict[str, str | None]:
    with house.db.reading() as session:
        return {row[0]: row[1] for row in session.execute(select(Registration.first_name, Registration.note))}


def test_import_maps_columns_and_chooses_a_sheet(run: Run, cli_house: House, tmp_path: Path) -> None:
    event = cli_house.event(slug="smart-city")
    path, book = tmp_path / "gaeste.xlsx", openpyxl.Workbook()
    for name, first in (("Mai", "Anna"), ("Juni", "Bernd")):
        sheet = book.create_sheet(name)
        sheet.append(["Wer", "Kontakt", "Haus"])
        sheet.append([f"{first} Beispiel", f"{first.lower()}@example.org", "Stadt Köln"])
    book.save(path)
    mapped = ("--map", "Wer=name", "--map", "Kontakt=email", "--map", "Haus=institution")

    several = run("import", "smart-city", path, *mapped)
    unknown = run("import", "smart-city", path, "--sheet", "Juni", "--map", "Wo=institution")
    nonsense = run("import", "smart-city", path, "--map", "Wer=alles")
    taken = run("import", "smart-city", path, "--sheet", "Juni", *mapped, "--apply")

    assert (
        several.stderr == "The file cannot be taken: it has several lists („Mai“, „Juni“); choose one with --sheet.\n"
    )
    assert unknown.stderr == "The file cannot be taken: it has no column 'Wo'.\n"
    assert (nonsense.exit_code, "'alles' is no field" in nonsense.stderr) == (2, True)
    assert taken.stdout.splitlines()[-1] == "Added: 1 (0 on the waiting list). Changed: 0."
    assert cli_house.statuses(event) == {"Bernd": "confirmed"}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("liste.xlsx", b"Name;E-Mail\n", "The file cannot be taken: it is named like a workbook and is none."),
        ("liste.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
         "The file cannot be taken: it is in the old Excel format (.xls)."),
        ("liste.csv", b"", "The file cannot be taken: it is empty."),
    ],
)  # fmt: skip
def test_import_names_what_is_wrong_with_a_file(
    run: Run, cli_house: House, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    cli_house.event(slug="smart-city")
    (tmp_path / name).write_bytes(content)

    result = run("import", "smart-city", tmp_path / name, "--apply")

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{sentence}\n")
