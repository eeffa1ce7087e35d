"""Files with people's data: complete and private, or not there at all."""

import csv
import io
from pathlib import Path

import pytest
from cli.terminal import Run
from house import House
from openpyxl import load_workbook

from akevents.cli.files import complete_file
from akevents.domain import moderators
from akevents.domain.export_files import write_export
from akevents.domain.export_profiles import Choice, save_profile
from akevents.errors import StorageFull, UnreadableFile


@pytest.fixture
def event_with_people(cli_house: House) -> House:
    event = cli_house.event(slug="smart-city", title="Smart City")
    for name in ("Chiara", "Anna", "Bernd"):
        cli_house.register(event, name)
    return cli_house


def test_export_writes_a_workbook_for_its_owner_alone(run: Run, event_with_people: House, tmp_path: Path) -> None:
    output = tmp_path / "liste.xlsx"

    result = run("export", "smart-city", "--output", output)

    sheet = load_workbook(output)["Teilnehmende"]
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"Written: {output}\n", "")
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == ["Anna", "Bernd", "Chiara"]
    assert output.stat().st_mode & 0o777 == 0o600
    assert {each.name for each in tmp_path.iterdir()} == {"liste.xlsx", "var"}


def test_export_to_csv_shows_only_the_profile(run: Run, event_with_people: House, tmp_path: Path) -> None:
    output = tmp_path / "liste.CSV"

    result = run("export", "smart-city", "--output", output, "--profile", "referent")

    rows = list(csv.DictReader(io.StringIO(output.read_text("utf-8-sig")), delimiter=";"))
    assert result.exit_code == 0
    assert [row["Vorname"] for row in rows] == ["Anna", "Bernd", "Chiara"]
    assert "example.org" not in output.read_text()


def test_export_replaces_an_older_file(run: Run, event_with_people: House, tmp_path: Path) -> None:
    output = tmp_path / "liste.csv"
    output.write_text("alt")

    run("export", "smart-city", "--output", output)

    assert "Anna" in output.read_text()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nirgends",), "There is no event with the address name 'nirgends'; see 'akevents event list'."),
        (("smart-city", "--profile", "alle"), "There is no export profile 'alle'."),
    ],
)
def test_export_refusal_leaves_the_older_file(
    arguments: tuple[str, ...], sentence: str, run: Run, event_with_people: House, tmp_path: Path
) -> None:
    output = tmp_path / "liste.xlsx"
    output.write_text("alt")

    result = run("export", *arguments, "--output", output)

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{sentence}\n")
    assert output.read_text() == "alt"
    assert {each.name for each in tmp_path.iterdir()} == {"liste.xlsx", "var"}


def test_export_into_a_folder_that_is_not_there(run: Run, event_with_people: House, tmp_path: Path) -> None:
    output = tmp_path / "fehlt" / "liste.xlsx"

    result = run("export", "smart-city", "--output", output)

    assert result.exit_code == 1
    assert result.stderr == f"The file {output} cannot be used: its folder says: no such file or directory.\n"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_write_export_on_a_full_disk_is_a_refusal(form: str, event_with_people: House) -> None:
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("this system has no device that is always full")

    with pytest.raises(StorageFull), device.open("wb", buffering=0) as full:
        write_export(event_with_people.db, moderators.operator(), "smart-city", "moderation", full, form=form)


def test_complete_file_leaves_nothing_when_the_disk_is_full(tmp_path: Path) -> None:
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("this system has no device that is always full")

    with (
        pytest.raises(OSError, match="No space left"),
        complete_file(tmp_path / "liste.xlsx") as target,
        device.open("wb", buffering=0) as full,
    ):
        target.write(b"half a file")
        full.write(b"the other half")

    assert list(tmp_path.iterdir()) == []


def test_complete_file_names_the_file_that_was_wanted(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught, complete_file(tmp_path / "fehlt" / "liste.csv"):
        pass

    assert caught.value.path == str(tmp_path / "fehlt" / "liste.csv")


def test_write_export_reports_its_progress(event_with_people: House) -> None:
    heard: list[tuple[int, int]] = []

    write_export(
        event_with_people.db,
        moderators.operator(),
        "smart-city",
        "moderation",
        io.BytesIO(),
        on_progress=lambda done, total: heard.append((done, total)),
    )

    assert heard[-1] == (6, 6)  # the list and the sheet for signatures


def test_export_by_the_name_of_a_saved_profile(run: Run, event_with_people: House, tmp_path: Path) -> None:
    choice = Choice(("last_name", "first_name"), ("confirmed",), ("Teilnehmende",))
    save_profile(event_with_people.db, event_with_people.mona, "smart-city", "An der Tür", choice)

    result = run("export", "smart-city", "--output", tmp_path / "tür.csv", "--profile", "An der Tür")

    assert (result.exit_code, result.stderr) == (0, "")
    assert (tmp_path / "tür.csv").read_text("utf-8-sig").splitlines()[0] == "Nachname;Vorname"
