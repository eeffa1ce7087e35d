"""Teilnehmende: find people, look at one, note, check in, decide, cancel, add by hand."""

import io
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, labels, says, tables, texts
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import export_jobs, participants
from akevents.domain.events import EventDetails
from akevents.domain.export_files import write_export
from akevents.domain.export_profiles import list_profiles
from akevents.store.tables import Arrival, ConsentPurpose
from akevents.ui import export_parts

FILE = "participants.py"


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Anna from Köln, Bernd from Soest, Chiara who waits."""
    event = house.event(slug="abend", capacity=2)
    house.register(event, "Anna", last_name="Zeisig", topic="Wer *trägt*\nden Betrieb?", function="Referentin")
    house.register(event, "Bernd", last_name="Äpfel", institution="Stadt Soest")
    house.register(event, "Chiara", last_name="Mohn", institution="Hochschule Bochum")
    return event


def names(at: AppTest) -> list[str]:
    assert not at.exception, at.exception
    return list(at.dataframe[0].value["Name"]) if at.dataframe else []


def choose(at: AppTest, row: int) -> AppTest:
    """Select a row, as a click on its box does; AppTest cannot click into the drawn table."""
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    at.run()
    assert not at.exception, at.exception
    return at


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def test_list_shows_everyone_newest_first(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen(FILE, event="abend")
    rows = at.dataframe[0].value
    assert rows.to_dict("list") == {
        "Name": ["Mohn, Chiara", "Äpfel, Bernd", "Zeisig, Anna"],
        "Institution": ["Hochschule Bochum", "Stadt Soest", "Stadt Köln"],
        "Land": ["NW", "NW", "NW"],
        "Stand": [["auf der Warteliste"], ["bestätigt"], ["bestätigt"]],
        "Eingang": list(rows["Eingang"]),
    }
    assert at.dataframe[0].proto.alt == "3 Anmeldungen, Seite 1 von 1"
    assert says(at, "1–3 von 3, neueste zuerst")


@pytest.mark.parametrize(
    ("words", "found"),
    [("apfel", ["Äpfel, Bernd"]), ("stadt zeis", ["Zeisig, Anna"]), ("@example.org mohn", ["Mohn, Chiara"]), ("%", [])],
)
def test_search_finds_name_institution_and_address(
    house: House, screen: Open, mona: str, evening: EventDetails, words: str, found: list[str]
) -> None:
    at = screen(FILE, event="abend")
    at.text_input(key="participants_search").set_value(words).run()
    assert names(at) == found
    assert bool(found) != says(at, "niemand passt zur Suche")


def test_search_finds_the_moderators_own_note(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    anna = house.registration_id(evening, "Anna")
    participants.change_note(house.db, house.mona, anna, "bringt Beispiel mit", instead_of=None)
    at = screen(FILE, event="abend")
    at.text_input(key="participants_search").set_value("bringt").run()
    assert names(at) == ["Zeisig, Anna"]


def test_filters_and_order(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen(FILE, event="abend")
    at.selectbox(key="participants_status").set_value("waitlisted").run()
    assert names(at) == ["Mohn, Chiara"]
    at.selectbox(key="participants_status").set_value("")
    at.selectbox(key="participants_kind").set_value("municipality")
    at.radio(key="participants_sort").set_value("name").run()
    assert names(at) == ["Äpfel, Bernd", "Zeisig, Anna"]
    at.selectbox(key="participants_kind").set_value("")
    at.radio(key="participants_sort").set_value("institution").run()
    assert names(at) == ["Mohn, Chiara", "Zeisig, Anna", "Äpfel, Bernd"]
    at.selectbox(key="participants_state").set_value("BY").run()
    assert names(at) == []


def test_who_is_there_and_who_is_not(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    participants.check_in(house.db, house.mona, house.registration_id(evening, "Anna"), Arrival.LINK)
    at = screen(FILE, event="abend")
    at.selectbox(key="participants_presence").set_value("there").run()
    assert names(at) == ["Zeisig, Anna"]
    assert not says(at, "nicht da.")
    at.selectbox(key="participants_presence").set_value("not_there").run()
    assert names(at) == ["Äpfel, Bernd"]
    now = clock.utc_now()
    house.set(evening, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    assert says(screen(FILE, event="abend"), "Eine Person war mit Platz nicht da.")


def test_long_list_comes_in_pages(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="abend")
    for number in range(27):
        house.register(event, f"Gast{number:02}")
    at = screen(FILE, event="abend")
    assert says(at, "1–25 von 27, neueste zuerst")
    assert len(names(at)) == 25
    at.session_state["participants_page"] = 2
    at.run()
    assert names(at) == ["Beispiel, Gast01", "Beispiel, Gast00"]
    assert says(at, "26–27 von 27, neueste zuerst")
    at.text_input(key="participants_search").set_value("Gast05").run()
    assert names(at) == ["Beispiel, Gast05"]  # the page that was chosen before does not exist here


def test_chosen_person_stands_in_the_panel(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = choose(screen(FILE, event="abend"), 2)
    assert [each.value for each in at.header] == ["Anna Zeisig"]
    for words in ("Stadt Köln\nReferentin", "E-Mail\nanna@example.org", "Wer *trägt*\nden Betrieb?", "Nr. 1"):
        assert says(at, words), words
    assert {"Einchecken", "Notiz speichern", "Anmeldung stornieren"} <= set(labels(at, "button"))


def test_chosen_person_stays_chosen_when_others_register(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = choose(screen(FILE, event="abend"), 1)
    assert [each.value for each in at.header] == ["Bernd Äpfel"]
    house.register(evening, "Doris")
    at.run()
    assert names(at)[0] == "Beispiel, Doris"
    assert [each.value for each in at.header] == ["Bernd Äpfel"]
    press(at, "participants_check_in")
    assert house.registration(evening, "Bernd").checked_in_at is not None
    choose(at, 0)
    assert [each.value for each in at.header] == ["Doris Beispiel"]


def test_panel_shows_answers_consents_and_needs(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="abend")
    question = house.question(event, label="Ihr Thema")
    house.register(
        event, answers={question: "rot\nblau"}, accessibility_needs="Untertitel", is_member=False,
        consents=frozenset({ConsentPurpose.INVITATIONS}),
    )  # fmt: skip
    at = choose(screen(FILE, event="abend"), 0)
    for words in (
        "Ihr Thema\nrot\nblau",
        "Barrierefreiheit\nUntertitel",
        "Mitglied\nNein",
        "Einwilligungen\nEinladungen",
    ):
        assert says(at, words), words


def test_note_is_saved_and_a_foreign_one_is_not_overwritten(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    anna = house.registration_id(evening, "Anna")
    key = f"participants_note_{anna}"
    at = choose(screen(FILE, event="abend"), 2)
    at.text_area(key=key).set_value("ruft an")
    press(at, f"participants_note_save_{anna}")
    assert [each.value for each in at.success] == ["Die Notiz ist gespeichert."]
    assert house.registration(evening, "Anna").note == "ruft an"


def test_check_in_and_back(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = press(choose(screen(FILE, event="abend"), 2), "participants_check_in")
    assert [each.value for each in at.success] == ["Anna Zeisig ist da."]
    assert house.registration(evening, "Anna").checked_in_at is not None
    choose(at, 2)
    assert at.dataframe[0].value["Stand"].iloc[2] == ["ist da"]
    press(at, "participants_undo")
    assert [each.value for each in at.success] == ["Der Check-in ist zurückgenommen."]
    assert house.registration(evening, "Anna").checked_in_at is None


def test_cancelling_moves_the_waiting_person_up(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = press(choose(screen(FILE, event="abend"), 2), "participants_cancel")
    assert [each.value for each in at.success] == ["Die Anmeldung ist storniert."]
    assert house.statuses(evening) == {"Anna": "cancelled", "Bernd": "confirmed", "Chiara": "confirmed"}


@pytest.mark.parametrize(
    ("key", "said", "status"),
    [
        ("participants_decide_True", "Die Nachmeldung ist angenommen.", "confirmed"),
        ("participants_decide_False", "Die Nachmeldung ist abgelehnt.", "cancelled"),
    ],
)
def test_late_request_is_decided(house: House, screen: Open, mona: str, key: str, said: str, status: str) -> None:
    event = house.event(slug="abend", more={"allows_late_requests": True})
    house.set(event, deadline_at=clock.utc_now() - timedelta(hours=1))
    house.register(event, request_reason="Kam erst gestern.")
    at = choose(screen(FILE, event="abend"), 0)
    assert says(at, "Begründung der Nachmeldung\nKam erst gestern.")
    press(at, key)
    assert [each.value for each in at.success] == [said]
    assert house.statuses(event) == {"Anna": status}


def test_step_that_is_no_longer_possible_is_told(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = choose(screen(FILE, event="abend"), 2)
    participants.cancel(house.db, house.mona, house.registration_id(evening, "Anna"))
    press(at, "participants_check_in")
    assert house.statuses(evening)["Anna"] == "cancelled"


def add(at: AppTest, **fields: Any) -> AppTest:
    """Open the dialog, fill it in and send it."""
    press(at, "participants_add")
    for name, value in fields.items():
        at.get_by_key(f"add_{name}").set_value(value)
    return press(at, "add_submit")


NEW = {"first_name": "Doris", "last_name": "Specht", "email": "doris@example.org", "institution": "Stadt Soest"}


def test_person_is_added_by_hand(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="abend")
    at = add(screen(FILE, event="abend"), **NEW)
    assert [each.value for each in at.success] == ["Doris Specht ist hinzugefügt."]
    assert house.statuses(event) == {"Doris": "confirmed"}
    assert names(at.run()) == ["Specht, Doris"]


def test_person_added_beyond_the_capacity_waits_unless_the_moderator_says_so(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    add(screen(FILE, event="abend"), **NEW)
    assert house.statuses(evening)["Doris"] == "waitlisted"
    add(screen(FILE, event="abend"), **NEW | {"first_name": "Emil", "email": "emil@example.org"}, even_if_full=True)
    assert house.statuses(evening)["Emil"] == "confirmed"


def test_wrong_or_taken_person_is_told_in_the_dialog(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = add(screen(FILE, event="abend"), **NEW | {"last_name": ""})
    assert errors(at) == [
        "Bitte prüfen Sie eine Angabe. Es ist noch nichts gesendet.\n- Nachname: Bitte geben Sie Ihren Nachnamen ein."
    ]
    at = add(screen(FILE, event="abend"), **NEW | {"email": "ANNA@example.org"})
    assert [text for text in errors(at) if "schon angemeldet" in text]
    assert "Doris" not in house.statuses(evening)


def test_nobody_yet(house: House, screen: Open, mona: str) -> None:
    house.event(slug="abend")
    at = screen(FILE, event="abend")
    assert says(at, "Hier erscheint, wer sich anmeldet")
    assert not [text for text in texts(at) if "von 0" in text]


# Reading in a list

LIST = (
    "Name,E-Mail,Status,Institution,Telefon\n"
    "Doris Specht,doris@example.org,Approved,Stadt Soest,1\n"
    "Emil,emil@example.org,Approved,Stadt Soest,\n"
    "Anna Zeisig,anna@example.org,Approved,Stadt Bonn,\n"
)


def read_in(at: AppTest, content: str | bytes, name: str = "bookings.csv") -> AppTest:
    """Open the dialog by its menu and choose a file."""
    at.menu_button(key="participants_more").click("Importieren").run()
    at.file_uploader(key="participants_import_file").set_value(
        (name, content if isinstance(content, bytes) else content.encode(), "text/csv")
    ).run()
    assert not at.exception, at.exception
    return at


def test_list_is_shown_before_it_is_taken(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = read_in(screen(FILE, event="abend"), LIST)
    assert says(at, "1 neu · 1 geändert · 1 mit Fehlern")
    assert says(at, "Nicht übernommene Spalten: Telefon")
    assert [rows for rows in tables(at) if rows[0][0].startswith("Zeile")] == [
        [["Zeile 3", "Emil\nDer Vorname fehlt."]],
        [["Zeile 4", "Anna Zeisig, Nr. 1\nInstitution: Stadt Köln → Stadt Bonn"]],
        [["Zeile 2", "Doris Specht\nStadt Soest · auf der Warteliste"]],
    ]
    assert "Eine Person übernehmen" in labels(at, "button")
    assert "Doris" not in house.statuses(evening)
    press(at, "participants_import_submit")
    assert [each.value for each in at.success] == ["Die Liste ist übernommen: 1 neu, 1 davon auf der Warteliste."]
    assert house.statuses(evening)["Doris"] == "waitlisted"
    assert house.registration(evening, "Anna").institution == "Stadt Köln"


def test_choices_decide_what_the_list_does(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = read_in(screen(FILE, event="abend"), LIST + "Frida Kranich,frida@example.org,Approved,,\n")
    at.checkbox(key="participants_import_changes").check()
    at.checkbox(key="participants_import_even_if_full").check()
    at.checkbox(key="participants_import_mails").check()
    at.text_input(key="participants_import_institution").set_value("keine Angabe").run()
    assert "3 Personen übernehmen" in labels(at, "button")
    press(at, "participants_import_submit")
    assert [each.value for each in at.success] == ["Die Liste ist übernommen: 2 neu, 1 geändert."]
    assert house.statuses(evening) == {
        "Anna": "confirmed", "Bernd": "confirmed", "Chiara": "waitlisted", "Doris": "confirmed", "Frida": "confirmed",
    }  # fmt: skip
    assert house.registration(evening, "Frida").institution == "keine Angabe"
    assert house.registration(evening, "Anna").institution == "Stadt Bonn"
    assert house.mails(evening)[-2:] == [("registered", "Doris"), ("registered", "Frida")]


def test_list_that_would_do_something_else_by_now_is_shown_anew(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = read_in(screen(FILE, event="abend"), LIST)
    house.register(evening, "Doris", last_name="Specht", email="doris@example.org")
    at.checkbox(key="participants_import_changes").check()
    press(at, "participants_import_submit")
    assert errors(at) == ["Jemand anderes hat das inzwischen geändert. Bitte sehen Sie sich den neuen Stand an."]
    assert house.registration(evening, "Anna").institution == "Stadt Köln"


@pytest.mark.parametrize("content", ["Hallo", b"\x89PNG\r\n\x1a\n\0\0"])
def test_file_that_is_no_list_is_told_in_the_dialog(
    house: House, screen: Open, mona: str, evening: EventDetails, content: str | bytes
) -> None:
    at = read_in(screen(FILE, event="abend"), content)
    assert [text for text in errors(at) if text.startswith("In der Datei steht keine Liste")]
    assert "participants_import_submit" not in [each.key for each in at.button]


def test_list_with_nothing_to_take_says_so(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = read_in(screen(FILE, event="abend"), "Name;E-Mail\nAnna Zeisig;anna@example.org\n")
    assert says(at, "1 unverändert")
    assert says(at, "Aus dieser Liste ist nichts zu übernehmen.")


def workbook(house: House) -> tuple[Any, Any, list[str]]:
    """Our own list as Mona takes it away: the book, its sheet Teilnehmende, and the headers."""
    target = io.BytesIO()
    write_export(house.db, house.mona, "abend", "moderation", target)
    book = openpyxl.load_workbook(target)
    sheet = book["Teilnehmende"]
    return book, sheet, [cell.value for cell in sheet[1]]


def saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_edited_workbook_shows_changes_conflicts_and_who_is_missing(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    book, sheet, headers = workbook(house)  # Äpfel, then Zeisig
    sheet.cell(3, headers.index("Notiz") + 1).value = "aus der Datei"
    sheet.cell(3, headers.index("Anwesend") + 1).value = "ja"
    sheet.delete_rows(2)
    participants.change_note(house.db, house.mona, house.registration_id(evening), "von der anderen", instead_of=None)
    at = read_in(screen(FILE, event="abend"), saved(book), "liste.xlsx")
    assert says(at, "1 geändert · 1 mit Widerspruch · 1 unverändert")
    assert says(at, "Eine Person mit Platz steht nicht in der Datei; dort ändert sich nichts.")
    assert [rows for rows in tables(at) if "Zeile" in rows[0][0]] == [
        [["Teilnehmende, Zeile 2", "Anna Zeisig, Nr. 1\nNotiz: hier „von der anderen“, in der Datei „aus der Datei“"]],
        [["Teilnehmende, Zeile 2", "Anna Zeisig, Nr. 1\nAnwesend: nein → ja"]],
    ]
    press(at, "participants_import_submit")
    assert [each.value for each in at.success] == ["Die Liste ist übernommen: 1 geändert."]
    anna = house.registration(evening)
    assert (anna.note, anna.checked_in_at is not None, anna.arrival) == ("von der anderen", True, "afterwards")
    assert house.statuses(evening) == {"Anna": "confirmed", "Bernd": "confirmed", "Chiara": "waitlisted"}


def test_file_counts_where_the_moderator_says_so(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    book, sheet, headers = workbook(house)
    sheet.cell(3, headers.index("Notiz") + 1).value = "aus der Datei"
    participants.change_note(house.db, house.mona, house.registration_id(evening), "von der anderen", instead_of=None)
    at = read_in(screen(FILE, event="abend"), saved(book), "liste.xlsx")
    assert says(at, "Aus dieser Liste ist nichts zu übernehmen.")
    at.checkbox(key="participants_import_conflicts").check().run()
    press(at, "participants_import_submit")
    assert house.registration(evening).note == "aus der Datei"


def test_our_own_list_is_taken_whole_or_not_at_all(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    book, sheet, headers = workbook(house)
    sheet.cell(2, headers.index("Anwesend") + 1).value = "vielleicht"
    sheet.cell(3, headers.index("Notiz") + 1).value = "neu"
    at = read_in(screen(FILE, event="abend"), saved(book), "liste.xlsx")
    assert says(at, "In der Spalte Anwesend steht „vielleicht“. Bitte schreiben Sie ja oder nein.")
    assert says(at, "Die Liste wird ganz oder gar nicht übernommen.")
    assert "participants_import_submit" not in [each.key for each in at.button]
    at.checkbox(key="participants_import_leave_out").check().run()
    press(at, "participants_import_submit")
    assert house.registration(evening).note == "neu"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "liste.csv", "Die Datei ist leer."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "liste.xls", "Das ist eine Datei im alten Excel-Format"),
        (b"Nur Text", "liste.xlsx", "Die Datei heißt wie eine Excel-Datei, ist aber keine."),
        (b"PK\x03\x04" + b"\0" * 6_000_000, "liste.xlsx", "Die Datei ist größer als 5 MB."),
    ],
)
def test_other_kind_of_file_is_told_in_one_sentence(
    house: House, screen: Open, mona: str, evening: EventDetails, content: bytes, name: str, sentence: str
) -> None:
    at = read_in(screen(FILE, event="abend"), content, name)
    assert [text.startswith(sentence) for text in errors(at)] == [True]
    assert house.statuses(evening).keys() == {"Anna", "Bernd", "Chiara"}


def test_columns_of_any_list_are_mapped_by_hand(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="abend")
    at = read_in(screen(FILE, event="abend"), "Wer;Woher;Kontakt\nDoris Specht;Stadt Soest;doris@example.org\n")
    assert says(at, "Bitte ordnen Sie zu, in welcher Spalte der Name und in welcher die E-Mail-Adresse steht.")
    boxes = [each for each in at.selectbox if (each.key or "").startswith("participants_import_column_")]
    assert boxes[0].label.replace("\\", "") == "Spalte A, „Wer“, zum Beispiel „Doris Specht“"
    for box, field in zip(boxes, ("name", "institution", "email"), strict=True):
        box.set_value(field)
    at.run()
    assert says(at, "1 neu")
    press(at, "participants_import_submit")
    doris = house.registration(event, "Doris")
    assert (doris.last_name, doris.institution, doris.email) == ("Specht", "Stadt Soest", "doris@example.org")


def test_of_several_sheets_one_is_chosen(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="abend")
    book = openpyxl.Workbook()
    for sheet, name in (("Mai", "Doris"), ("Juni", "Emil")):
        page = book.create_sheet(sheet)
        for line in (("Name", "E-Mail", "Institution"), (f"{name} Specht", f"{name}@example.org", "Stadt Soest")):
            page.append(line)
    at = read_in(screen(FILE, event="abend"), saved(book), "gaeste.xlsx")
    assert says(at, "In der Datei stehen mehrere Listen.")
    next(each for each in at.selectbox if each.label == "Blatt").set_value("Juni").run()
    press(at, "participants_import_submit")
    assert house.statuses(event) == {"Emil": "confirmed"}


# Taking a list away


def links(at: AppTest) -> dict[str, str]:
    return {each.proto.label: each.proto.url for each in at.get("link_button")}


def test_export_dialog_shows_what_the_list_holds_and_who_took_one_last(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = press(screen(FILE, event="abend"), "participants_export_open_button")
    assert says(at, "Noch hat niemand eine Liste mitgenommen.")
    [preview] = [rows for rows in tables(at) if rows[0][0] == "Blätter"]
    assert preview[0] == ["Blätter", "Teilnehmende, Warteliste, Abgemeldet, Fragen, Zusammenfassung, Anwesenheitsliste"]
    assert preview[1][1].startswith("Nr., Nachname, Vorname, ")
    assert "Möchte besprechen" not in preview[1][1]
    assert links(at) == {
        "Excel herunterladen": "/export/abend.xlsx?profile=moderation",
        "CSV herunterladen": "/export/abend.csv?profile=moderation",
    }
    assert ("exported", house.mona.id, None) not in house.protocol(evening)

    write_export(house.db, house.mona, "abend", "referent", io.BytesIO())
    at.selectbox(key="participants_export_profile").set_value("referent").run()
    last = clock.utc_now().astimezone(ZoneInfo(evening.timezone))
    assert says(at, f"zuletzt: heute {last:%H:%M} von Mona, Referent:in") or says(at, "von Mona, Referent:in")
    assert links(at)["Excel herunterladen"] == "/export/abend.xlsx?profile=referent"


def test_own_profile_is_saved_used_renamed_and_deleted(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = press(screen(FILE, event="abend"), "participants_export_open_button")
    at.text_input(key="participants_export_name_moderation").set_value("Empfang")
    at.multiselect(key="participants_export_columns_moderation").set_value(["last_name", "number"])
    at.multiselect(key="participants_export_sheets_moderation").set_value(["Teilnehmende"])
    press(at, "participants_export_save_moderation")
    [profile] = list_profiles(house.db, house.mona, "abend")
    assert at.selectbox(key="participants_export_profile").value == profile.key
    assert links(at)["Excel herunterladen"] == f"/export/abend.xlsx?profile={profile.key}"
    [preview] = [rows for rows in tables(at) if rows[0][0] == "Blätter"]
    assert [preview[0], preview[1]] == [["Blätter", "Teilnehmende"], ["Spalten", "Nr., Nachname"]]

    at.text_input(key=f"participants_export_name_{profile.key}").set_value("An der Tür")
    press(at, f"participants_export_save_{profile.key}")
    assert [each.name for each in list_profiles(house.db, house.mona, "abend")] == ["An der Tür"]
    press(at, f"participants_export_delete_{profile.key}")
    assert list_profiles(house.db, house.mona, "abend") == ()
    assert at.selectbox(key="participants_export_profile").value == "moderation"


def test_profile_without_a_name_is_told_and_keeps_what_was_chosen(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = press(screen(FILE, event="abend"), "participants_export_open_button")
    at.multiselect(key="participants_export_columns_moderation").set_value([])
    press(at, "participants_export_save_moderation")
    assert [each for each in errors(at) if "Bitte geben Sie der Zusammenstellung einen Namen." in each]
    assert [each for each in errors(at) if "Bitte wählen Sie mindestens eine Spalte." in each]
    assert at.multiselect(key="participants_export_columns_moderation").value == []
    assert list_profiles(house.db, house.mona, "abend") == ()


def test_long_list_is_prepared_with_progress_and_can_be_stopped(
    house: House, screen: Open, mona: str, evening: EventDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_parts, "WORTH_WAITING", 2)
    at = press(screen(FILE, event="abend"), "participants_export_open_button")
    assert "Excel herunterladen" not in links(at)
    at.button(key="participants_export_prepare_xlsx").click().run()
    job = export_jobs.find(house.mona, at.session_state["participants_export_job"])
    assert job is not None and job.thread is not None
    job.thread.join(60)
    at.run()
    assert [url for label, url in links(at).items() if label.startswith("Excel herunterladen (0,0 MB")] == [
        f"/export/abend.xlsx?profile=moderation&file={job.id}"
    ]
    at.selectbox(key="participants_export_profile").set_value("referent").run()
    assert export_jobs.find(house.mona, job.id) is None
