"""Meine Anmeldung: every status, and everything one can do there without an account."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from house import House
from pages.conftest import Open
from pages.reading import errors, facts, labels, links, says, tables, texts
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import my_registration, participants
from akevents.domain.events import EventDetails
from akevents.store.tables import ConsentPurpose, EventStatus, ParticipantList, QuestionKind
from akevents.ui import saying
from akevents.wording import dates

FILE = "my_registration.py"


def mine(house: House, screen: Open, event: EventDetails, name: str = "Anna") -> AppTest:
    return screen(FILE, token=house.token(event, name))


def joining_page(house: House, event: EventDetails, name: str = "Anna") -> str:
    token = house.token(event, name)
    return f"/teilnehmen/{my_registration.get_my_registration(house.db, token).arrival_token}"


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def keys(at: AppTest) -> set[str]:
    return {each.key or "" for each in at.button} & {"confirm", "cancel", "change_submit"}


def test_confirmed_person_sees_event_data_and_what_can_be_done(house: House, screen: Open) -> None:
    event = house.event()
    question = house.question(event, label="Ihr *Thema*")
    house.register(
        event, function="Referentin", is_member=True, topic="Wer *trägt* den Betrieb?", accessibility_needs="Untertitel",
        consents=frozenset({ConsentPurpose.NAME_ON_LIST}), answers={question: "Sensoren"},
    )  # fmt: skip
    at = mine(house, screen, event)
    row = house.registration(event)
    assert [each.value for each in at.title] == ["Ihre Anmeldung"]
    assert says(at, "Angemeldet")
    assert says(at, "Sie haben einen Platz.")
    assert facts(at) == {
        "Name": "Anna Beispiel",
        "E-Mail": "anna@example.org",
        "Institution": "Stadt Köln",
        "Funktion": "Referentin",
        "Mitglied": "Ja",
        "Ihr Wunsch": "Wer *trägt* den Betrieb?",
        "Ihr Bedarf": "Untertitel",
        "Ihr *Thema*": "Sensoren",
        "Einwilligungen": "Name auf der Teilnahmeliste",
        "Eingang": dates.instant(row.registered_at, event.timezone),
        "Nummer": "1",
    }
    assert keys(at) == {"cancel", "change_submit"}
    assert links(at)["In den Kalender"] == f"/anmeldung/{house.token(event)}.ics"
    assert says(at, f"Ihre Daten werden am {dates.day(event.deleted_on)} gelöscht.")


@pytest.mark.usefixtures("with_mail")
def test_pending_person_confirms_with_a_button_and_never_by_looking(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    at = mine(house, screen, event).run()
    assert says(at, "Ein Schritt fehlt: Bitte bestätigen Sie Ihre Adresse.")
    assert house.statuses(event) == {"Anna": "pending"}
    press(at, "confirm")
    assert [each.value for each in at.success] == ["Ihre Adresse ist bestätigt. Sie sind angemeldet."]
    assert says(at, "Sie haben einen Platz.")
    assert house.statuses(event) == {"Anna": "confirmed"}
    assert at.run().success  # still there when the page is drawn anew a moment later
    with time_machine.travel(clock.utc_now() + saying.STAYS):
        assert not at.run().success


@pytest.mark.usefixtures("with_mail")
def test_place_given_up_meanwhile_cannot_be_confirmed(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    at = mine(house, screen, event)
    my_registration.cancel(house.db, house.token(event))
    press(at, "confirm")
    assert house.statuses(event) == {"Anna": "cancelled"}
    assert says(at, "Sie sind abgemeldet.")


def test_waiting_person_sees_the_position_and_moves_up(house: House, screen: Open) -> None:
    event = house.event(capacity=1)
    for name in ("Bernd", "Chiara", "Anna"):
        house.register(event, name)
    at = mine(house, screen, event)
    assert says(at, "Auf der Warteliste")
    assert says(at, "Sie stehen an Stelle 2 der Warteliste.")
    my_registration.cancel(house.db, house.token(event, "Bernd"))
    assert says(at.run(), "Sie stehen an Stelle 1 der Warteliste.")
    my_registration.cancel(house.db, house.token(event, "Chiara"))
    assert says(at.run(), "Sie haben einen Platz.")


def test_late_request_waits_for_the_moderator(house: House, screen: Open) -> None:
    event = house.event(more={"allows_late_requests": True})
    house.set(event, deadline_at=clock.utc_now() - timedelta(hours=1))
    house.register(event, request_reason="Kam erst gestern.")
    at = mine(house, screen, event)
    assert says(at, "Angefragt")
    assert says(at, "Ihre Anfrage ist bei der Moderation.")
    assert keys(at) == {"cancel"}
    participants.decide_late_request(house.db, house.mona, house.registration_id(event), accept=True)
    assert says(at.run(), "Angemeldet")


def test_cancelling_frees_the_place_and_says_so(house: House, screen: Open) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    at = press(mine(house, screen, event), "cancel")
    assert [each.value for each in at.success] == [
        "Ihre Teilnahme ist abgesagt. Danke, dass Sie Bescheid gesagt haben."
    ]
    assert says(at, "Sie sind abgemeldet.")
    assert keys(at) == set()
    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "confirmed"}


def test_change_replaces_what_was_typed_and_withdraws_consent(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event, topic="Altes", consents=frozenset({ConsentPurpose.INVITATIONS}))
    at = mine(house, screen, event)
    assert at.text_input(key="change_last_name").value == "Beispiel"
    assert at.checkbox(key="change_consent_invitations").value is True
    at.text_input(key="change_last_name").set_value("Neumann")
    at.text_area(key="change_topic").set_value("")
    at.checkbox(key="change_consent_invitations").uncheck()
    press(at, "change_submit")
    assert [each.value for each in at.success] == ["Ihre Angaben sind geändert."]
    shown = facts(at)
    assert shown["Name"] == "Anna Neumann"
    assert "Ihr Wunsch" not in shown
    assert shown["Einwilligungen"] == "keine"


def test_wrong_change_is_told_and_changes_nothing(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    at = mine(house, screen, event)
    at.text_input(key="change_last_name").set_value("")
    press(at, "change_submit")
    assert errors(at) == [
        "Bitte prüfen Sie eine Angabe. Es ist noch nichts gesendet.\n- Nachname: Bitte geben Sie Ihren Nachnamen ein."
    ]
    assert at.text_input(key="change_last_name").value == ""
    assert house.registration(event).last_name == "Beispiel"


def test_change_after_the_deadline_is_refused_in_words(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    at = mine(house, screen, event)
    at.text_input(key="change_last_name").set_value("Neumann")
    clock.start_at(event.closes_at + timedelta(seconds=1))
    press(at, "change_submit")
    assert keys(at) == {"cancel"}
    assert house.registration(event).last_name == "Beispiel"


def test_answers_to_questions_of_every_kind_stand_in_the_form_again(house: House, screen: Open) -> None:
    event = house.event()
    given = {
        QuestionKind.TEXT: "kurz",
        QuestionKind.LONG_TEXT: "lang\nlang",
        QuestionKind.SINGLE_CHOICE: "blau",
        QuestionKind.MULTIPLE_CHOICE: "rot\nblau",
        QuestionKind.YES_NO: "nein",
        QuestionKind.NUMBER: "4",
        QuestionKind.DATE: "02.03.2022",
    }
    ids = {kind: house.question(event, kind, label=f"Frage {kind}", choices=("rot", "blau")) for kind in given}
    house.register(event, answers={ids[kind]: answer for kind, answer in given.items()})
    at = press(mine(house, screen, event), "change_submit")
    assert [each.value for each in at.success] == ["Ihre Angaben sind geändert."]
    assert {kind: facts(at)[f"Frage {kind}"] for kind in given} == given


@pytest.mark.parametrize(
    ("shift", "fields", "url"),
    [
        (timedelta(), {}, False),
        (timedelta(days=13, hours=1), {}, True),  # after the deadline
        (timedelta(), {"joining_link_at": -1}, True),  # released earlier
        (timedelta(days=13, hours=1), {"joining_link_at": +14}, False),
        (timedelta(days=15), {}, False),  # over
    ],
)
def test_room_is_linked_when_its_time_has_come(
    house: House, screen: Open, shift: timedelta, fields: dict[str, Any], url: bool
) -> None:
    event = house.event()
    released = {name: clock.utc_now() + timedelta(days=days) for name, days in fields.items()}
    house.set(event, joining_url="https://raum.example.org/abc", **released)
    house.register(event)
    clock.start_at(clock.utc_now() + shift)
    at = mine(house, screen, event)
    assert (joining_page(house, event) in links(at).values()) is url
    assert "https://raum.example.org/abc" not in links(at).values()
    assert says(at, "Hier geht es in den Raum.") is url


def test_room_is_never_linked_for_people_who_wait(house: House, screen: Open) -> None:
    event = house.event(capacity=1)
    house.set(event, joining_url="https://raum.example.org/abc", joining_link_at=clock.utc_now())
    house.register(event, "Bernd")
    house.register(event, "Anna")
    found = links(mine(house, screen, event)).values()
    assert not {"https://raum.example.org/abc", joining_page(house, event)} & set(found)


def test_event_called_off_leaves_nothing_to_do(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    house.set(event, status=EventStatus.CANCELLED, cancellation_reason="Die Referentin ist erkrankt.")
    at = mine(house, screen, event)
    assert says(at, "Die Veranstaltung wurde abgesagt. Die Referentin ist erkrankt.")
    assert keys(at) == set()


def test_event_that_is_over_leaves_nothing_to_do(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    clock.start_at(event.ends_at + timedelta(hours=1))
    at = mine(house, screen, event)
    assert says(at, "Die Veranstaltung ist vorbei.")
    assert keys(at) == set()
    assert links(at) == {}


@pytest.mark.parametrize("broken", ["", "x", "A" * 24, "{}x", "{}"[:0], "{}\0", "\U0001f600", "ä" * 3000])
def test_wrong_link_leads_to_nothing_and_tells_nothing(house: House, screen: Open, broken: str) -> None:
    event = house.event()
    house.register(event)
    at = screen(FILE, token=broken.format(house.token(event)))
    assert [each.value for each in at.title] == ["Kein gültiger Link"]
    assert says(at, "Dieser Link führt zu keiner Anmeldung.")
    assert not [text for text in texts(at) if "Anna" in text or "Ein Abend" in text]
    assert says(at, "Impressum")


def test_truncated_link_is_wrong(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    at = screen(FILE, token=house.token(event)[:-1])
    assert [each.value for each in at.title] == ["Kein gültiger Link"]


def test_two_people_see_only_themselves(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event, "Anna")
    house.register(event, "Bernd")
    assert facts(mine(house, screen, event, "Anna"))["Name"] == "Anna Beispiel"
    at = mine(house, screen, event, "Bernd")
    assert facts(at)["Name"] == "Bernd Beispiel"
    assert not says(at, "Anna")


@pytest.mark.usefixtures("with_mail")
def test_address_itself_cannot_be_changed_where_it_was_proved(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    my_registration.confirm(house.db, house.token(event))
    at = mine(house, screen, event)
    assert at.text_input(key="change_email").disabled
    assert "E-Mail *" in labels(at, "text_input")


def test_dial_in_stands_beside_the_link_once_that_may_be_shown(house: House, screen: Open) -> None:
    event = house.event()
    house.set(event, joining_url="https://raum.example.org/abc", dial_in="0211 *123*\nPIN 456")
    house.register(event)
    assert not says(mine(house, screen, event), "0211")
    clock.start_at(event.closes_at)
    at = mine(house, screen, event)
    opens = dates.instant(event.starts_at - timedelta(minutes=15), event.timezone)
    words = f"Hier geht es in den Raum.\nEr ist offen ab {opens}.\nEinwahl per Telefon:\n0211 *123*\nPIN 456"
    assert says(at, words)


def test_dial_in_alone_is_a_way_into_the_room(house: House, screen: Open) -> None:
    event = house.event()
    house.set(event, dial_in="0211 123", joining_link_at=clock.utc_now())
    house.register(event)
    assert says(mine(house, screen, event), "Einwahl per Telefon:\n0211 123")


def test_day_on_which_the_link_appears_is_the_one_the_moderator_chose(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    words = "Der Link zum Raum erscheint hier {}."
    opens = dates.instant(event.closes_at, event.timezone)
    assert says(mine(house, screen, event), words.format(f"nach Anmeldeschluss: {opens}"))
    house.set(event, joining_link_at=event.starts_at)
    opens = dates.instant(event.starts_at, event.timezone)
    assert says(mine(house, screen, event), words.format(f"am {opens}"))


NAME, ADDRESS = ConsentPurpose.NAME_ON_LIST, ConsentPurpose.EMAIL_ON_LIST


def test_people_on_the_list_see_each_other(house: House, screen: Open) -> None:
    event = house.event(more={"participant_list": ParticipantList.CONSENTING})
    house.register(event, "Anna", consents=frozenset({NAME}))
    house.register(event, "Bernd", consents=frozenset({NAME, ADDRESS}), institution="<b>Stadt</b> Bonn")
    house.register(event, "Chiara", last_name="Verborgen")
    at = mine(house, screen, event)
    assert tables(at)[1] == [
        ["Anna Beispiel", "Stadt Köln"],
        ["Bernd Beispiel", "<b>Stadt</b> Bonn\nbernd@example.org"],
    ]
    assert says(at, "Diese Liste sehen nur Personen, die selbst darauf stehen.")


def test_people_who_are_not_on_the_list_read_how_to_come_to_it(house: House, screen: Open) -> None:
    event = house.event(more={"participant_list": ParticipantList.CONSENTING})
    house.register(event, "Anna")
    house.register(event, "Bernd", consents=frozenset({NAME}))
    at = mine(house, screen, event)
    assert says(at, "Wer auf der Teilnahmeliste steht, sieht hier die anderen")
    assert not says(at, "Bernd")
    at.checkbox(key="change_consent_name_on_list").check()
    press(at, "change_submit")
    assert says(at, "Bernd Beispiel")


def test_without_a_list_nobody_reads_of_one(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event, consents=frozenset({NAME}))
    at = mine(house, screen, event)
    assert not says(at, "Wer teilnimmt")
    assert (
        at.checkbox(key="change_consent_name_on_list").value is True
    )  # given while there was one, and can be withdrawn


@pytest.mark.parametrize("is_over", [True, False])
def test_materials_are_there_afterwards(house: House, screen: Open, is_over: bool) -> None:
    event = house.event(more={"materials": "Die [Folien](https://example.org/folien.pdf)"})
    house.register(event)
    clock.start_at(event.ends_at + timedelta(hours=1) if is_over else event.starts_at)
    at = mine(house, screen, event)
    assert (says(at, "Unterlagen"), says(at, "Folien")) == (is_over, is_over)


def test_conditional_question_can_be_answered_later(house: House, screen: Open) -> None:
    event = house.event()
    first = house.question(event, QuestionKind.YES_NO, label="Essen Sie mit?")
    second = house.question(event, label="Was?", required=True, shown_if=(first, "ja"))
    house.register(event, answers={first: "ja", second: "Suppe"})
    at = mine(house, screen, event)
    assert at.text_input(key=f"change_question_{second}").value == "Suppe"
    at.radio(key=f"change_question_{first}").set_value("nein").run()
    press(at, "change_submit")
    assert {label: facts(at).get(label) for label in ("Essen Sie mit?", "Was?")} == {
        "Essen Sie mit?": "nein",
        "Was?": None,
    }
    at.radio(key=f"change_question_{first}").set_value("ja").run()
    at.text_input(key=f"change_question_{second}").set_value("Salat")
    press(at, "change_submit")
    assert facts(at)["Was?"] == "Salat"


def test_certificate_is_given_out_by_a_button_after_the_end(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    participants.check_in(house.db, house.mona, house.registration_id(event))
    assert not says(mine(house, screen, event).run(), "Bescheinigung")

    now = clock.utc_now()
    house.set(event, starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1), deadline_at=None)
    at = mine(house, screen, event).run()
    press(at, "certificate_issue")

    assert [each.value for each in at.success] == ["Ihre Bescheinigung ist ausgestellt."]
    assert links(at)["Bescheinigung als PDF"] == f"/bescheinigung/{house.token(event)}.pdf"


def test_who_was_not_there_is_offered_no_certificate(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    now = clock.utc_now()
    house.set(event, starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1), deadline_at=None)
    assert "certificate_issue" not in [each.key for each in mine(house, screen, event).run().button]


@pytest.mark.parametrize(
    ("where", "status", "shift", "shown"),
    [
        ("on_site", "confirmed", 0, True),
        ("hybrid", "confirmed", 0, True),
        ("online", "confirmed", 0, False),
        ("on_site", "waitlisted", 0, False),
        ("on_site", "cancelled", 0, False),
        ("on_site", "confirmed", 15, False),
    ],
)
def test_ticket_is_shown_to_whoever_has_a_place_where_there_is_a_door(
    house: House, screen: Open, where: str, status: str, shift: int, shown: bool
) -> None:
    event = house.event()
    house.register(event)
    house.set(event, format=where)
    house.set_registration(event, "Anna", status=status)
    code = my_registration.get_my_registration(house.db, house.token(event)).ticket_code
    clock.start_at(clock.utc_now() + timedelta(days=shift))
    at = mine(house, screen, event)
    assert ("Ihr Ticket" in [each.value for each in at.header]) is shown
    assert any(f"QR-Code Ihres Tickets, Code {code}" in each.proto.body for each in at.get("html")) is shown
    assert says(at, code) is shown
