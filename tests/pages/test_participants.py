"""Teilnehmende: find people, look at one, note, check in, decide, cancel, add by hand."""

from datetime import timedelta
from typing import Any

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, labels, says, tables, texts
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import participants
from akevents.domain.events import EventDetails
from akevents.store.tables import ConsentPurpose

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
        [["Zeile 4", "Anna Zeisig\nInstitution: Stadt Köln → Stadt Bonn"]],
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
