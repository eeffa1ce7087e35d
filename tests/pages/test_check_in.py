"""Check-in: a list, one button each, and nothing that a helper may not read."""

from collections.abc import Callable

import pytest
from conftest import forget_settings
from house import House
from pages.conftest import Open
from pages.reading import errors, labels, links, says, texts
from streamlit.testing.v1 import AppTest

from akevents import settings, wording
from akevents.domain import my_registration, participants
from akevents.domain.events import EventDetails
from akevents.domain.tickets import ticket_address
from akevents.errors import TicketNotFound
from akevents.store.tables import Arrival

FILE = "check_in.py"


@pytest.fixture
def evening(house: House) -> EventDetails:
    event = house.event(slug="abend", title="Smart City", capacity=2)
    house.register(event, "Anna", last_name="*Zeisig*", topic="Geheim", accessibility_needs="Geheim")
    house.register(event, "Bernd", last_name="Äpfel", institution="Stadt Soest")
    house.register(event, "Chiara", last_name="Mohn")
    return event


@pytest.fixture
def hanna(house: House, sign_in: Callable[[str], str]) -> str:
    house.helper()
    return sign_in("hanna@example.org")


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def test_helper_checks_somebody_in_and_takes_it_back(
    house: House, screen: Open, hanna: str, evening: EventDetails
) -> None:
    anna = house.registration_id(evening)
    at = screen(FILE, event="abend")
    assert [(each.label, each.value, each.delta) for each in at.metric] == [("Da", "0", "von 2")]

    press(at, f"check_in_{anna}")

    assert house.registration(evening).checked_in_at is not None
    assert [each.value for each in at.metric] == ["1"]
    press(at, f"check_in_undo_{anna}")
    assert house.registration(evening).checked_in_at is None
    assert [each.value for each in at.metric] == ["0"]


def test_helper_sees_names_and_institutions_and_nothing_else(
    house: House, screen: Open, hanna: str, evening: EventDetails
) -> None:
    at = screen(FILE, event="abend")
    shown = texts(at)
    for words in ("*Zeisig*, Anna\nStadt Köln", "Äpfel, Bernd\nStadt Soest", "Mohn, Chiara\nStadt Köln", "Warteliste"):
        assert says(at, words)
    assert not [text for text in shown if "@" in text.replace("hanna@", "") or "Geheim" in text]
    assert labels(at, "button") == ["Da", "Da"]
    assert links(at) == {}
    assert not at.dataframe


def test_search_by_name(house: House, screen: Open, hanna: str, evening: EventDetails) -> None:
    at = screen(FILE, event="abend")
    at.text_input(key="check_in_search").set_value("apfel").run()
    assert (says(at, "Äpfel, Bernd"), says(at, "Zeisig")) == (True, False)
    at.text_input(key="check_in_search").set_value("niemand").run()
    assert says(at, "niemand passt zur Suche")


def test_other_events_at_whose_door_one_stands_are_near(
    house: House, screen: Open, hanna: str, evening: EventDetails
) -> None:
    house.event(title="Radwege", slug="radwege")
    house.event(title="Fremd", working_group_id=house.other_group_id)
    at = screen(FILE, event="abend")
    offered = [text for text in labels(at, "page_link") if "Radwege" in text or "Fremd" in text]
    assert len(offered) == 1
    assert says(at, "Smart City")


def test_somebody_who_cancelled_meanwhile_is_refused_in_one_sentence(
    house: House, screen: Open, hanna: str, evening: EventDetails
) -> None:
    anna = house.registration_id(evening)
    at = screen(FILE, event="abend")
    at.button(key=f"check_in_{anna}").click()
    house.set_registration(evening, "Anna", checked_in_at=None, status="waitlisted")
    at.run()
    assert not at.exception
    assert house.registration(evening).checked_in_at is None


def test_helpers_overview_leads_to_their_doors(house: House, screen: Open, hanna: str, evening: EventDetails) -> None:
    house.event(title="Fremd", working_group_id=house.other_group_id)
    house.event(title="Entwurf", publish=False)
    at = screen("overview.py")
    assert [each.value for each in at.subheader] == ["Smart City"]
    ways = [each for each in at.get("page_link") if each.value == "Zum Check-in"]
    assert [each.proto.query_string for each in ways] == ["event=abend"]
    assert labels(at, "button") == []


def test_overview_of_a_helper_without_events_says_what_will_appear(house: House, screen: Open, hanna: str) -> None:
    assert says(screen("overview.py"), "Hier erscheinen die Veranstaltungen, bei denen Sie einlassen.")


def test_helper_who_becomes_moderator_or_nobody_is_that_at_once(
    house: House, screen: Open, hanna: str, evening: EventDetails
) -> None:
    from akevents.domain import administration, moderators
    from akevents.store.tables import Role

    at = screen(FILE, event="abend")
    who = moderators.get_moderator(house.db, "hanna@example.org").id
    administration.set_roles(house.db, moderators.operator(), who, {house.other_group_id: Role.HELPER})
    at.run()
    assert [each.value for each in at.title] == ["Nicht gefunden"]
    assert not says(at, "Zeisig")
    administration.set_roles(house.db, moderators.operator(), who, {house.group_id: Role.MODERATOR})
    assert [each.value for each in screen("participants.py", event="abend").title] == ["Teilnehmende"]


def ticket(house: House, event: EventDetails, name: str = "Anna") -> str:
    return my_registration.get_my_registration(house.db, house.token(event, name)).ticket_code


def typed(at: AppTest, code: str) -> AppTest:
    at.text_input(key="check_in_code").set_value(code).run()
    assert not at.exception, at.exception
    return at


def test_code_brings_one_person_and_one_button(house: House, screen: Open, hanna: str, evening: EventDetails) -> None:
    at = typed(screen(FILE, event="abend"), ticket(house, evening).lower())
    assert labels(at, "button")[:2] == ["Einchecken", "Nächstes Ticket"]
    assert house.registration(evening).checked_in_at is None

    press(at, "check_in_by_code")

    assert house.registration(evening).arrival == Arrival.CODE
    assert says(at, "*Zeisig*, Anna ist da.")
    assert [each.value for each in at.metric] == ["1"]
    assert at.text_input(key="check_in_code").value == ""


def test_address_of_a_qr_code_brings_the_person_and_changes_nothing(
    house: House, screen: Open, hanna: str, evening: EventDetails
) -> None:
    at = screen(FILE, event="abend", code=ticket(house, evening))
    assert at.text_input(key="check_in_code").value == ticket(house, evening)
    assert "Einchecken" in labels(at, "button")
    assert house.registration(evening).checked_in_at is None
    assert "code" not in at.query_params
    press(at, "check_in_next")
    assert at.text_input(key="check_in_code").value == ""
    assert "Einchecken" not in labels(at, "button")


def test_who_is_there_already_and_who_waits_are_only_named(
    house: House, screen: Open, hanna: str, evening: EventDetails
) -> None:
    at = typed(screen(FILE, event="abend"), ticket(house, evening, "Chiara"))
    assert says(at, "Hat noch keinen Platz.")
    assert "Einchecken" not in labels(at, "button")
    participants.check_in(house.db, house.mona, house.registration_id(evening))
    typed(at, ticket(house, evening))
    assert says(at, "Ist da seit")
    assert "Einchecken" not in labels(at, "button")
    press(at, "check_in_undo_code")
    assert house.registration(evening).arrival is None


def test_wrong_code_gets_one_sentence_and_stays_in_the_field(
    house: House, screen: Open, hanna: str, evening: EventDetails
) -> None:
    other = house.event(slug="anderer-abend")
    house.register(other)
    at = typed(screen(FILE, event="abend"), "1-AAAAAA")
    wrong = wording.sentence(TicketNotFound())
    assert errors(at) == [wrong]
    for _ in range(40):  # the page is drawn anew with every arrival; that is no further attempt
        at.run()
    assert (errors(at), at.text_input(key="check_in_code").value) == ([wrong], "1-AAAAAA")
    typed(at, ticket_address("anderer-abend", ticket(house, other), settings.current()))
    assert errors(at) == ["Dieses Ticket gilt für eine andere Veranstaltung."]


@pytest.mark.parametrize(
    ("base_url", "offered"),
    [("https://termine.example", True), ("http://localhost:8501", True), ("http://termine.example", False)],
)
def test_camera_is_offered_where_browsers_give_one(
    house: House,
    screen: Open,
    hanna: str,
    evening: EventDetails,
    monkeypatch: pytest.MonkeyPatch,
    base_url: str,
    offered: bool,
) -> None:
    monkeypatch.setenv("AKEVENTS_BASE_URL", base_url)
    forget_settings()
    assert says(screen(FILE, event="abend"), "Mit der Kamera lesen") is offered
    assert says(screen(FILE, event="abend", kamera="1"), "Kamera schließen")
