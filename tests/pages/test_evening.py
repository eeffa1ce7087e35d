"""Regie, Nachbereitung and the feedback form as screens."""

from datetime import timedelta

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, links, says
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import evening, feedback, participants, retention
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


def test_no_press_is_lost_however_quickly_they_follow(
    house: House, screen: Open, mona: str, abend: EventDetails
) -> None:
    begun(house, abend)
    at = screen(REGIE, event="abend")
    done = []
    for key in ("direction_next", "direction_back", "direction_next", "direction_next", "direction_back"):
        press(at, key)
        done.append(evening.get_direction(house.db, house.mona, "abend").done)
    assert done == [1, 0, 1, 2, 1]


def test_wrong_line_is_named_and_the_text_stays(house: House, screen: Open, mona: str, abend: EventDetails) -> None:
    at = screen(REGIE, event="abend")
    at.text_area(key="direction_order").set_value("5 Begrüßung\nDiskussion")
    press(at, "direction_save")

    assert errors(at) == ["- Zeile 2 beginnt weder mit Minuten noch mit einer Uhrzeit."]
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
    assert len(errors(at)) == 1
    assert evening.get_direction(house.db, house.mona, "abend").lines == "90 Von Olaf"
    press(at, "direction_order_keep")
    assert at.text_area(key="direction_order").value == "90 Von Mona"
    press(at, "direction_save")
    assert evening.get_direction(house.db, house.mona, "abend").lines == "90 Von Mona"


def test_what_somebody_else_wrote_can_be_taken_over(house: House, screen: Open, mona: str, abend: EventDetails) -> None:
    at = screen(REGIE, event="abend")
    at.number_input(key="direction_head_count").set_value(12)
    evening.set_head_count(house.db, house.mona, "abend", 19, None)
    evening.save_introduction(house.db, house.mona, "abend", "Von Olaf", "")
    press(at, "direction_heads_save")
    assert len(errors(at)) == 1
    assert [each.value for each in at.code] == ["Von Olaf", "19"]

    press(at, "direction_head_count_load")
    press(at, "direction_introduction_load")
    assert at.number_input(key="direction_head_count").value == 19
    assert at.text_area(key="direction_introduction").value == "Von Olaf"
    at.number_input(key="direction_head_count").set_value(20)
    press(at, "direction_heads_save")
    assert says(at, "2 zugesagt, 0 erfasst, 20 gezählt")


def test_clock_says_what_comes_next_and_what_is_too_long(
    house: House, screen: Open, mona: str, abend: EventDetails
) -> None:
    event = begun(house, abend)
    lines = evening.get_direction(house.db, house.mona, "abend").lines
    evening.save_running_order(house.db, house.mona, "abend", "5 Begrüßung\n82 Diskussion\n5 Ende", lines)

    at = screen(REGIE, event="abend")
    assert says(at, "5 Minuten darüber")
    assert says(at, "Danach: Diskussion (82 Minuten)")
    assert says(at, "7 Minuten nach dem angekündigten Ende.")

    house.set(event, starts_at=clock.utc_now() - timedelta(days=1), ends_at=clock.utc_now() - timedelta(hours=20))
    assert says(screen(REGIE, event="abend"), "Der Abend ist vorbei.")


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


def test_recording_is_announced_with_its_purpose(house: House, screen: Open, mona: str, abend: EventDetails) -> None:
    house.set(abend, is_recorded=True, recording_purpose="Protokoll *intern*")
    at = screen(REGIE, event="abend")
    assert says(at, "Diese Veranstaltung wird aufgezeichnet.")
    assert says(at, "2 Personen haben der Aufzeichnung nicht zugestimmt.")


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

    assert says(at, "Es sind noch keine Materialien eingetragen.")
    assert any("danke, dass Sie dabei waren." in each.value for each in at.code)
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


def test_people_are_found_by_whether_they_came(house: House, screen: Open, mona: str, abend: EventDetails) -> None:
    participants.check_in(house.db, house.mona, house.registration_id(abend, "Anna"))
    begun(house, abend, over=True)
    at = screen(AFTERMATH, event="abend")
    at.radio(key="aftermath_who").set_value("Waren nicht da").run()
    assert [each.key for each in at.button if each.key and each.key[10:].isdigit()] == [
        f"aftermath_{house.registration_id(abend, 'Bernd')}"
    ]
    at.text_input(key="aftermath_search").set_value("niemand").run()
    assert says(at, "Auf diese Auswahl trifft niemand zu.")


def test_after_the_deletion_only_numbers_are_left(house: House, screen: Open, mona: str, abend: EventDetails) -> None:
    event = begun(house, abend, over=True)
    for number in range(3):
        feedback.give(house.db, event.id, feedback.FeedbackForm(f"form-{number}", 5, "Ein Text"))
    ago = timedelta(days=event.retention_days + 2)
    house.set(event, starts_at=event.starts_at - ago, ends_at=event.ends_at - ago)
    retention.forget_due(house.db)

    at = screen(AFTERMATH, event="abend")
    assert says(at, "5,0 von 5 im Mittel, 3 Rückmeldungen")
    assert says(at, "zwei Anmeldungen gelöscht")
    assert not says(at, "Ein Text")
    assert says(at, "Zugesagt  2")


def test_cancelled_evening_has_no_aftermath(house: House, screen: Open, mona: str, abend: EventDetails) -> None:
    house.set(abend, status="cancelled")
    assert says(screen(AFTERMATH, event="abend"), "Diese Veranstaltung ist abgesagt.")
