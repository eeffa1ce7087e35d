"""Teilnehmende: registrations that look like one person, side by side, and what the moderator says to it."""

import pytest
import streamlit as st
from house import House
from pages.conftest import Open
from pages.reading import errors, plain, says, tables
from streamlit.testing.v1 import AppTest

from akevents.domain import participants
from akevents.domain.events import EventDetails
from akevents.ui import duplicate_parts

FILE = "participants.py"
QUIET = "2 Anmeldungen sehen nach derselben Person aus."


@pytest.fixture
def evening(house: House) -> EventDetails:
    """One place: Anna has it, Anna waits for it, Bernd waits too."""
    event = house.event(slug="abend", capacity=1)
    house.register(event, "Anna", email="anna@example.org", function="Referentin")
    house.register(event, "anna", email="a.*beispiel*@example.org", topic="Leerstand")
    house.register(event, "Bernd")
    return event


def opened(screen: Open) -> AppTest:
    return press(screen(FILE, event="abend"), "duplicates_show")


def press(at: AppTest, key: str) -> AppTest:
    st.cache_resource.clear()  # one look serves everybody for a tenth of a second
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def numbers(house: House, event: EventDetails) -> dict[int, str]:
    page = participants.list_participants(house.db, house.mona, event.id, participants.ParticipantQuery())
    return {row.number: row.status.value for row in page.rows}


def test_pair_stands_side_by_side_and_what_differs_stands_out(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    assert says(screen(FILE, event="abend"), QUIET)

    at = opened(screen)

    first, second = (rows for rows in tables(at) if rows[0][0] == "Nummer")
    assert [row for row in first if row[0] != "Eingang"] == [
        ["Nummer", "1"],
        ["Name", "Anna Beispiel"],
        ["E-Mail", "anna@example.org"],
        ["Institution", "Stadt Köln"],
        ["Funktion", "Referentin"],
        ["Möchte besprechen", "–"],
        ["Stand", "bestätigt"],
    ]
    assert [row[1] for row in second][:2] == ["2", "anna Beispiel"]
    assert says(at, "Name und Institution sind gleich.")
    assert [plain(words) for words in (at.radio[-1].label, *at.radio[-1].options)] == [
        "Welche bleibt?", "Nr. 1, anna@example.org", "Nr. 2, a.*beispiel*@example.org",
    ]  # fmt: skip
    assert at.radio[-1].value == house.registration_id(evening, "Anna")


def test_pair_is_merged_into_the_chosen_one(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = opened(screen)
    at.radio[-1].set_value(at.radio[-1].options[1])

    press(at, "duplicates_merge")

    assert [each.value for each in at.success] == ["Nr. 1 ist mit Nr. 2 zusammengelegt."]
    assert numbers(house, evening) == {1: "cancelled", 2: "confirmed", 3: "waitlisted"}
    assert house.mails(evening)[-1] == ("merged", "anna")
    assert not says(screen(FILE, event="abend"), QUIET)


def test_two_people_are_remembered(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = press(opened(screen), "duplicates_apart")

    assert [each.value for each in at.success] == ["Gemerkt: Das sind zwei Personen."]
    assert numbers(house, evening) == {1: "confirmed", 2: "waitlisted", 3: "waitlisted"}
    assert not says(screen(FILE, event="abend"), QUIET)


def test_one_who_cancelled_meanwhile_is_not_merged(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = opened(screen)
    participants.cancel(house.db, house.mona, house.registration_id(evening, "anna"))

    press(at, "duplicates_merge")

    assert numbers(house, evening) == {1: "confirmed", 2: "cancelled", 3: "waitlisted"}
    assert errors(at) or says(at, "Hier ist nichts mehr zu vergleichen.")


def test_late_requests_are_counted_apart_above_the_list(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="abend", more={"allows_late_requests": True})
    house.set(event, deadline_at=event.starts_at.replace(year=event.starts_at.year - 1))
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name, request_reason="Kam erst gestern.")
    participants.decide_late_request(house.db, house.mona, house.registration_id(event, "Anna"), accept=True)

    at = screen(FILE, event="abend")

    assert says(at, "Zwei Nachmeldungen warten auf Ihre Entscheidung. Eine Person ist über eine Nachmeldung dabei.")


def test_very_large_event_is_compared_when_asked_to(
    house: House, screen: Open, mona: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = house.event(slug="abend")
    for email in ("anna.beispiel@gmail.com", "annabeispiel@gmail.com"):
        house.register(event, "Anna", email=email)
    monkeypatch.setattr(duplicate_parts, "BY_ITSELF", 1)
    at = screen("participants.py", event="abend")
    assert "duplicates_show" not in [each.key for each in at.button]

    at.button(key="duplicates_search").click().run()
    assert "duplicates_show" in [each.key for each in at.button]
