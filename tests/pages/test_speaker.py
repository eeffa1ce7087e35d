"""Für Vortragende: what the link shows, and where moderators make it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, says, tables, texts
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import speaker_links
from akevents.domain.events import EventDetails

FILE = "speaker.py"


@pytest.fixture
def evening(house: House) -> EventDetails:
    event = house.event(slug="abend", title="Smart *City*", capacity=40)
    house.register(event, "Anna", topic="Wer *trägt*\nden Betrieb?")
    house.register(event, "Bernd", institution="Kreis Soest")
    return event


@pytest.fixture
def token(house: House, evening: EventDetails) -> str:
    return speaker_links.create(house.db, house.mona, "abend", "Karla")


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def test_speaker_sees_how_many_come_from_where_and_what_they_ask(
    house: House, screen: Open, evening: EventDetails, token: str
) -> None:
    at = screen(FILE, token=token)
    assert [each.value for each in at.title] == [r"Smart \*City\*"]
    assert [(each.label, each.value) for each in at.metric] == [("Zugesagt", "2"), ("Warteliste", "0")]
    assert tables(at) == []
    assert says(at, "Aufgeteilt wird erst, wo mindestens 3 zusammenkommen.")
    assert says(at, "Wer *trägt*\nden Betrieb?")
    assert not [text for text in texts(at) if "Anna" in text or "Beispiel" in text or "@" in text or "Köln" in text]


def test_no_count_is_so_small_that_it_could_be_somebody(
    house: House, screen: Open, evening: EventDetails, token: str
) -> None:
    places = ["Stadt Köln"] * 4 + ["Landkreis Rosenheim"] * 3 + ["Universität Kassel"]
    for number, institution in enumerate(places):
        house.register(evening, f"Person{chr(97 + number)}", institution=institution)
    assert tables(screen(FILE, token=token)) == [
        [["Stadt oder Gemeinde", "5"], ["andere", "5"]],  # who knows the sum of 10 finds nobody alone
        [["Nordrhein-Westfalen", "6"], ["andere", "4"]],
    ]


def test_new_registrations_are_there_at_the_next_look(
    house: House, screen: Open, evening: EventDetails, token: str
) -> None:
    at = screen(FILE, token=token)
    house.register(evening, "Chiara", topic="Offene Daten")
    at.run()
    assert [each.value for each in at.metric] == ["3", "0"]
    assert says(at, "Offene Daten")


def test_empty_evening_says_what_will_appear(house: House, screen: Open) -> None:
    event = house.event()
    at = screen(FILE, token=speaker_links.create(house.db, house.mona, event.slug, "Karla"))
    assert says(at, "Hier stehen die Fragen, sobald jemand eine stellt.")
    assert says(at, "Hier steht, woher die Leute kommen")


def test_cancelled_evening_is_said(house: House, screen: Open, evening: EventDetails, token: str) -> None:
    house.set(evening, status="cancelled", cancellation_reason="krank")
    assert says(screen(FILE, token=token), "Diese Veranstaltung findet nicht statt.")


def test_wrong_revoked_and_expired_links_look_alike(
    house: House, screen: Open, evening: EventDetails, token: str
) -> None:
    revoked = speaker_links.create(house.db, house.mona, "abend", "Kurt")
    newest = speaker_links.list_links(house.db, house.mona, "abend")[0]
    speaker_links.revoke(house.db, house.mona, "abend", newest.id)
    seen = [texts(screen(FILE, **query)) for query in ({}, {"token": "x"}, {"token": revoked})]
    clock.start_at(evening.ends_at + timedelta(days=1, seconds=1))
    late = screen(FILE, token=token)
    assert [each.value for each in late.title] == ["Kein gültiger Link"]
    assert says(late, "Dieser Link gilt nicht oder nicht mehr.")
    assert not [text for text in texts(late) if "City" in text]
    assert seen[0] == seen[1] == seen[2]


def test_moderator_makes_a_link_sees_it_once_and_takes_it_back(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = screen("live_screen.py", event="abend")
    at.menu_button(key="live_more").click("Link für Vortragende").run()
    at.text_input(key="speaker_link_label").set_value("Karla *Vortrag*")
    press(at, "speaker_link_create")

    address = at.code[0].value
    assert address.startswith("http://localhost:8501/vortrag?token=")
    until = speaker_links.open_link(house.db, address.rpartition("=")[2]).expires_at.astimezone(
        ZoneInfo(evening.timezone)
    )
    day_after = evening.ends_at.astimezone(until.tzinfo) + timedelta(days=1)
    assert until.replace(tzinfo=None) == day_after.replace(hour=23, minute=59, second=0, microsecond=0, tzinfo=None)
    (link,) = speaker_links.list_links(house.db, house.mona, "abend")
    assert says(at, "Karla *Vortrag*")
    press(at, f"speaker_link_revoke_{link.id}")
    assert speaker_links.list_links(house.db, house.mona, "abend") == ()


def test_link_without_a_label_is_refused_and_nothing_is_made(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = screen("live_screen.py", event="abend")
    at.menu_button(key="live_more").click("Link für Vortragende").run()
    press(at, "speaker_link_create")
    assert errors(at) == [
        "Bitte prüfen Sie Ihre Angaben. Es ist noch nichts gespeichert.\n- Bitte schreiben Sie, für wen der Link ist."
    ]
    assert speaker_links.list_links(house.db, house.mona, "abend") == ()
