"""Regie, Nachbereitung and the feedback form as screens."""

from datetime import timedelta

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, links, says
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import evening, feedback, participants
from akevents.domain.events import EventDetails

REGIE, AFTERMATH = "direction.py", "aftermath.py"


@pytest.fixture
def abend(house: House) -> EventDetails:
    event = house.event(slug="abend")
    for name in ("Anna", "Bernd"):
        house.register(event, name)
    return event


def begun(house: House, event: EventDetails, *, over: bool = False) -> EventDetails:
    now = clock.utc_now()
    ends = now - timedelta(minutes=10) if over else now + timedelta(minutes=80)
    house.set(event, starts_at=now - timedelta(minutes=100 if over else 10), ends_at=ends, deadline_at=None)
    return house.read(event)


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def test_clock_goes_on_and_back(house: House, screen: Open, mona: str, abend: EventDetails) -> None:
    begun(house, abend)
    at = screen(REGIE, event="abend")
    assert says(at, "Begrüßung")
    press(at, "direction_next")
    assert says(at, "### Diskussion")
    press(at, "direction_back")
    assert says(at, "### Begrüßung")


def test_wrong_line_is_named_and_the_text_stays(house: House, screen: Open, mona: str, abend: EventDetails) -> None:
    at = screen(REGIE, event="abend")
    at.text_area(key="direction_order").set_value("5 Begrüßung\nDiskussion")
    press(at, "direction_save")

    assert errors(at) == ["- Zeile 2 beginnt nicht mit der Zahl der Minuten."]
    assert at.text_area(key="direction_order").value == "5 Begrüßung\nDiskussion"


def test_order_that_somebody_else_changed_is_shown_before_it_is_replaced(
    house: House, screen: Open, mona: str, abend: EventDetails
) -> None:
    at = screen(REGIE, event="abend")
    shown = evening.get_direction(house.db, house.mona, "abend")
    evening.save_running_order(house.db, house.mona, "abend", "90 Von Olaf", shown.lines)
    at.text_area(key="direction_order").set_value("90 Von Mona")

    press(at, "direction_save")
    assert [each.value for each in at.code] == ["90 Von Olaf"]
    assert evening.get_direction(house.db, house.mona, "abend").lines == "90 Von Olaf"
    press(at, "direction_save")
    assert evening.get_direction(house.db, house.mona, "abend").lines == "90 Von Mona"


def test_introduction_heads_and_checks_are_kept(house: House, screen: Open, mona: str, abend: EventDetails) -> None:
    at = screen(REGIE, event="abend")
    at.text_area(key="direction_introduction").set_value("Chiara forscht.")
    press(at, "direction_introduction_save")
    at.number_input(key="direction_head_count").set_value(17)
    press(at, "direction_heads_save")
    at.checkbox(key="direction_check_room_closed_False").check().run()

    shown = evening.get_direction(house.db, house.mona, "abend")
    assert (shown.introduction, shown.head_count) == ("Chiara forscht.", 17)
    assert {each.key for each in shown.checks if each.is_done and not each.by_itself} == {"room_closed"}
    assert says(at, "Es wird nicht aufgezeichnet.")
    assert links(at)["Drucken"] == "/regie/abend"


def test_before_the_end_nachbereitung_says_what_will_be_there(
    house: House, screen: Open, mona: str, abend: EventDetails
) -> None:
    at = screen(AFTERMATH, event="abend")
    assert says(at, "stehen hier Anwesenheit, Dank, Bescheinigungen und Rückmeldungen.")
    assert says(at, "gelöscht")


def test_attendance_thanks_and_certificates_afterwards(
    house: House, screen: Open, mona: str, abend: EventDetails
) -> None:
    begun(house, abend, over=True)
    at = screen(AFTERMATH, event="abend")
    press(at, f"aftermath_{house.registration_id(abend, 'Anna')}")
    assert says(at, "1 von 2 waren da, 1 nicht.")
    assert house.registration(abend, "Anna").arrival == "afterwards"

    press(at, "aftermath_thank")
    assert [each.value for each in at.success] == ["Der Dank an eine Person ist im Postausgang."]
    press(at, "aftermath_certify")
    assert says(at, "1 von 1 Bescheinigungen sind ausgestellt.")
    assert links(at)["Alle als PDF"] == "/bescheinigungen/abend.pdf"


def test_feedback_is_given_once_and_read_by_the_moderator(
    house: House, screen: Open, mona: str, abend: EventDetails
) -> None:
    event = begun(house, abend, over=True)
    for number in range(2):
        feedback.give(house.db, event.id, feedback.FeedbackForm(f"form-{number}", 5))
    at = screen("event.py", event="abend")
    press(at, "feedback_submit")
    assert errors(at) == ["- Bitte wählen Sie, wie nützlich der Abend war."]
    at.radio(key="feedback_rating").set_value(2)
    at.text_area(key="feedback_wishes").set_value("Mehr *Zeit*")
    press(at, "feedback_submit")
    assert [each.value for each in at.success] == ["Danke. Ihre Rückmeldung ist bei der Moderation."]

    moderated = screen(AFTERMATH, event="abend")
    assert says(moderated, "4,0 von 5 im Mittel, 3 Rückmeldungen")
    assert says(moderated, r"Mehr *Zeit*")


def test_people_checked_in_on_the_evening_are_there_afterwards(
    house: House, screen: Open, mona: str, abend: EventDetails
) -> None:
    participants.check_in(house.db, house.mona, house.registration_id(abend, "Anna"))
    begun(house, abend, over=True)
    assert says(screen(AFTERMATH, event="abend"), "1 von 2 waren da, 1 nicht.")
