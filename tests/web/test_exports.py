"""/export: lists with personal data, for the event's own moderators."""

import io
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from house import House
from starlette.testclient import TestClient
from web.conftest import signed_in

from akevents.domain import export_jobs, export_profiles, exports
from akevents.domain.export_files import write_export
from akevents.domain.export_profiles import Choice
from akevents.errors import StorageFull
from akevents.formats.columns import german_order
from akevents.formats.csv_export import write_csv
from akevents.formats.profiles import columns_for, rows_for
from akevents.store.tables import Event
from akevents.web.exports import MEDIA_TYPES


@pytest.fixture
def evening(house: House):
    event = house.event(slug="smart-city", title="Smart City")
    house.register(event, "Anna")
    house.register(event, "Bernd", institution="Stadt Ulm")
    return event


def day_of(event: Event) -> str:
    """The day in the event's zone; after 23 o'clock UTC it is the next one in Berlin."""
    return event.starts_at.astimezone(ZoneInfo(event.timezone)).date().isoformat()


def names(body: bytes, sheet: str = "Teilnehmende") -> list[object]:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return [row[2].value for row in book[sheet].iter_rows(min_row=2)]


def test_workbook_holds_the_participants(mona: TestClient, house: House, evening) -> None:
    answer = mona.get("/export/smart-city.xlsx")

    day = day_of(evening)
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPES["xlsx"])
    assert answer.headers["content-disposition"] == f'attachment; filename="{day}_smart-city_Teilnehmende.xlsx"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-length"] == str(len(answer.content))
    assert names(answer.content) == ["Anna", "Bernd"]
    assert "Mona" in answer_text(answer.content)
    assert ("exported", house.mona.id, None) in house.protocol(evening)


def answer_text(body: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_workbook_is_not_compressed_again(mona: TestClient, evening) -> None:
    answer = mona.get("/export/smart-city.xlsx", headers={"accept-encoding": "gzip"})

    assert "content-encoding" not in answer.headers
    assert names(answer.content) == ["Anna", "Bernd"]


def test_profile_decides_what_is_inside(mona: TestClient, evening) -> None:
    everything = answer_text(mona.get("/export/smart-city.xlsx?profile=moderation").content)
    listed = answer_text(mona.get("/export/smart-city.xlsx?profile=teilnehmendenliste").content)

    assert "anna@example.org" in everything
    assert "anna@example.org" not in listed
    assert "Anna" not in listed


def test_csv_has_the_same_rows(mona: TestClient, house: House, evening) -> None:
    _, rows, _ = exports.export_rows(house.db, house.mona, "smart-city", "referent")

    answer = mona.get("/export/smart-city.csv?profile=referent")

    day = day_of(evening)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{day}_smart-city_Teilnehmende.csv"'
    assert answer.headers["cache-control"] == "no-store"
    shown = german_order(rows_for("referent", rows))
    assert answer.content == write_csv(shown, columns_for("referent"), "Europe/Berlin")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_strangers_are_sent_to_the_sign_in_page(client: TestClient, evening, ending: str) -> None:
    for session in (None, "abgelaufen"):
        if session:
            client.cookies.set("akevents_session", session)
        for slug in ("smart-city", "gibt-es-nicht"):
            answer = client.get(f"/export/{slug}.{ending}?profile=referent")
            assert answer.status_code == 303
            assert answer.headers["location"] == f"/login?next=%2Fexport%2F{slug}.{ending}%3Fprofile%3Dreferent"
            assert answer.content == b""


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_foreign_and_unknown_events_look_alike(mona: TestClient, house: House, evening, ending: str) -> None:
    foreign = house.event(working_group_id=house.other_group_id, title="Fremd")

    answers = [mona.get(f"/export/{slug}.{ending}") for slug in (foreign.slug, "gibt-es-nicht", "a%00")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].text == answers[1].text == answers[2].text
    assert house.protocol(foreign) == [("event_created", None, None)]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_helpers_take_no_list_away(client: TestClient, house: House, evening, ending: str) -> None:
    house.helper()
    before = house.protocol(evening)

    answer = signed_in(client, house, "hanna@example.org").get(f"/export/smart-city.{ending}")

    assert (answer.status_code, "Anna" in answer.text) == (404, False)
    assert house.protocol(evening) == before


def test_unknown_profile_is_a_bad_request(mona: TestClient, evening) -> None:
    answer = mona.get("/export/smart-city.xlsx?profile=gibt-es-nicht")

    assert (answer.status_code, "Diese Zusammenstellung gibt es nicht." in answer.text) == (400, True)


def test_nothing_stays_behind(mona: TestClient, evening, tmp_path: Path) -> None:
    before = {path.name for path in (tmp_path / "var").iterdir()}

    mona.get("/export/smart-city.xlsx")

    assert {path.name for path in (tmp_path / "var").iterdir()} <= before | {"secret.key"}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_full_disk_is_a_refusal(house: House, evening, form) -> None:
    with Path("/dev/full").open("r+b", buffering=0) as full, pytest.raises(StorageFull):
        write_export(house.db, house.mona, "smart-city", "moderation", full, form=form)


DOOR = Choice(("number", "last_name"), ("confirmed",), ("Teilnehmende",))


def test_own_profile_has_an_address(mona: TestClient, house: House, evening) -> None:
    saved = export_profiles.save_profile(house.db, house.mona, "smart-city", "Empfang", DOOR)

    answer = mona.get(f"/export/smart-city.xlsx?profile={saved.key}")

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert (book.sheetnames, [cell.value for cell in book["Teilnehmende"][1]][:2]) == (
        ["Teilnehmende"],
        ["Nr.", "Nachname"],
    )
    assert mona.get(f"/export/smart-city.csv?profile={saved.key}").content.startswith("\ufeffNr.;Nachname;".encode())


def test_own_profile_of_another_group_is_unknown(mona: TestClient, house: House, evening) -> None:
    foreign = house.event(working_group_id=house.other_group_id)
    saved = export_profiles.save_profile(house.db, house.olaf, foreign.slug, "Geheim", DOOR)

    answers = [mona.get(f"/export/smart-city.xlsx?profile={key}") for key in (saved.key, "own-999", "Geheim")]

    assert {(answer.status_code, "Diese Zusammenstellung gibt es nicht." in answer.text) for answer in answers} == {
        (400, True)
    }


def test_prepared_file_is_sent_once_and_then_written_anew(mona: TestClient, house: House, evening) -> None:
    job = export_jobs.start(house.db, house.mona, "smart-city", "moderation")
    assert job.thread is not None
    job.thread.join(60)
    house.register(evening, "Chiara")
    address = f"/export/smart-city.xlsx?profile=moderation&file={job.id}"

    first, second = mona.get(address), mona.get(address)

    assert (names(first.content), names(second.content)) == (["Anna", "Bernd"], ["Anna", "Bernd", "Chiara"])
    assert first.headers["content-length"] == str(len(first.content))
    assert [action for action, _, _ in house.protocol(evening)].count("exported") == 2


def test_prepared_file_of_somebody_else_is_not_sent(mona: TestClient, house: House, evening) -> None:
    job = export_jobs.start(house.db, house.mona, "smart-city", "referent")
    assert job.thread is not None
    job.thread.join(60)

    answer = mona.get(f"/export/smart-city.xlsx?profile=moderation&file={job.id}")

    assert "anna@example.org" in answer_text(answer.content)
    export_jobs.stop(house.mona, job.id)
