"""Nachmeldung: decided from a mail without signing in, or in one press on the live screen."""

from datetime import timedelta

import pytest
import streamlit as st
from house import House
from pages.conftest import Open
from pages.reading import errors, labels, says, tables, texts
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import event_life, my_registration, participants, tokens
from akevents.domain.events import EventDetails

FILE = "late_request.py"


@pytest.fixture
def evening(house: House) -> EventDetails:
    """The one place is taken, Bernd and Chiara ask."""
    event = house.event(slug="abend", title="Smart *City*", capacity=1, more={"allows_late_requests": True})
    house.register(event, "Anna")
    clock.start_at(event.closes_at + timedelta(minutes=1))
    house.register(event, "Bernd", request_reason="Kam *erst*\ngestern.", function="Referent")
    return event


@pytest.fixture
def token(house: House, evening: EventDetails) -> str:
    return tokens.decision_token(house.registration_id(evening, "Bernd"), house.mona.id)


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def test_link_shows_who_asks_and_changes_nothing(house: House, screen: Open, evening: EventDetails, token: str) -> None:
    at = screen(FILE, token=token)

    assert [each.value for each in at.title] == ["Nachmeldung"]
    assert says(at, "Smart *City*")
    (facts,) = tables(at)
    assert [row for row in facts if row[0] != "Eingang"] == [
        ["Name", "Bernd Beispiel"],
        ["Institution", "Stadt Köln"],
        ["Funktion", "Referent"],
        ["Begründung", "Kam *erst*\ngestern."],
        ["Plätze", "1 von 1 vergeben. Wer angenommen wird, bekommt einen Platz darüber hinaus."],
    ]
    assert labels(at, "button") == ["Annehmen", "Ablehnen"]
    assert house.statuses(evening) == {"Anna": "confirmed", "Bernd": "requested"}


@pytest.mark.parametrize(
    ("key", "words", "status", "outcome"),
    [
        ("late_request_accept", "Die Nachmeldung ist angenommen.", "confirmed", "angenommen."),
        ("late_request_decline", "Die Nachmeldung ist abgelehnt.", "cancelled", "abgelehnt."),
    ],
)
def test_one_press_decides_and_the_link_then_says_who_did(
    house: House, screen: Open, evening: EventDetails, token: str, key: str, words: str, status: str, outcome: str
) -> None:
    at = press(screen(FILE, token=token), key)

    assert [each.value for each in at.success] == [f"{words} Die Person bekommt eine Mail."]
    assert house.statuses(evening)["Bernd"] == status
    later = screen(FILE, token=token)
    assert labels(later, "button") == []
    assert [
        text for text in texts(later) if text.startswith("Mona hat diese Nachmeldung am") and text.endswith(outcome)
    ]
    assert not later.success


def test_whoever_is_second_reads_who_was_first(house: House, screen: Open, evening: EventDetails, token: str) -> None:
    at = screen(FILE, token=token)
    participants.decide_late_request(house.db, house.mona, house.registration_id(evening, "Bernd"), accept=False)

    press(at, "late_request_accept")

    assert says(at, "Mona hat diese Nachmeldung am")
    assert house.statuses(evening)["Bernd"] == "cancelled"


def test_there_is_nothing_to_decide_any_more(house: House, screen: Open, evening: EventDetails, token: str) -> None:
    my_registration.cancel(house.db, house.token(evening, "Bernd"))
    assert says(screen(FILE, token=token), "Diese Anmeldung hat jetzt den Stand „storniert“.")
    house.register(evening, "Chiara", request_reason="Urlaub")
    hers = tokens.decision_token(house.registration_id(evening, "Chiara"), house.mona.id)
    event_life.cancel(house.db, house.mona, evening.slug, "krank")

    at = screen(FILE, token=hers)

    assert says(at, "Die Veranstaltung wurde abgesagt. krank Zu entscheiden ist nichts mehr.")
    assert labels(at, "button") == []


def test_event_called_off_meanwhile_is_told(house: House, screen: Open, evening: EventDetails, token: str) -> None:
    at = screen(FILE, token=token)
    event_life.cancel(house.db, house.mona, evening.slug, "krank")

    press(at, "late_request_accept")

    assert house.statuses(evening)["Bernd"] == "requested"
    assert says(at, "Zu entscheiden ist nichts mehr.")
    assert errors(at) == []


def test_wrong_links_look_alike(house: House, screen: Open, evening: EventDetails, token: str) -> None:
    foreign = tokens.decision_token(house.registration_id(evening, "Bernd"), house.olaf.id)
    queries: list[dict[str, str]] = [{}, {"token": "x"}, {"token": foreign}, {"token": token[:-1]}]
    seen = [[text for text in texts(screen(FILE, **query)) if "Die Uhr ist gestellt" not in text] for query in queries]

    assert seen[0] == seen[1] == seen[2] == seen[3]
    assert not [text for text in seen[0] if "City" in text or "Bernd" in text]


def test_live_screen_decides_in_one_press(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    house.register(evening, "Chiara", request_reason="Urlaub")
    bernd, chiara = (house.registration_id(evening, name) for name in ("Bernd", "Chiara"))
    at = screen("live_screen.py", event="abend")
    assert "Nachmeldungen" in [each.value for each in at.header]
    assert says(at, "Bernd Beispiel · Stadt Köln\nKam *erst*\ngestern.")

    press(at, f"live_accept_{bernd}")

    assert [each.value for each in at.success] == ["Die Nachmeldung ist angenommen. Die Person bekommt eine Mail."]
    assert house.statuses(evening) == {"Anna": "confirmed", "Bernd": "confirmed", "Chiara": "requested"}
    again = screen("live_screen.py", event="abend")
    assert ("Nachmeldungen", "1", "1 zugesagt") in [(each.label, each.value, each.delta) for each in again.metric]
    press(again, f"live_decline_{chiara}")
    assert house.statuses(evening)["Chiara"] == "cancelled"
    st.cache_resource.clear()  # one look serves everybody for a tenth of a second
    assert "Nachmeldungen" not in [each.value for each in again.run().header]
