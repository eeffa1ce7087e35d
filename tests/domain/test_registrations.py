"""Registering: one person, one place, once."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from house import House
from sqlalchemy import func, select
from statements import statements

from akevents import clock
from akevents.domain import my_registration, registrations, tokens
from akevents.domain.events import EventDetails
from akevents.domain.registrations import RegistrationReceipt, hold, register
from akevents.errors import (
    AkeventsError,
    AlreadyRegistered,
    EventCancelled,
    EventFull,
    EventNotFound,
    InvalidRequest,
    Problem,
    RegistrationClosed,
    RegistrationNotOpenYet,
)
from akevents.store.database import Database
from akevents.store.tables import Answer, Base, Consent, ConsentPurpose, QuestionKind, RegistrationStatus
from akevents.wording import CONSENT_VERSION

LATE = "Ich war bis gestern im Urlaub."


def everything(db: Database) -> dict[str, int]:
    """How many rows each table has."""
    with db.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def assert_refused(house: House, event: EventDetails, refusal: AkeventsError, **fields: Any) -> None:
    """The registration raises exactly this, and nothing at all is stored."""
    before = everything(house.db), house.read(event)
    with pytest.raises(type(refusal)) as raised:
        house.register(event, **fields)

    assert raised.value == refusal
    assert (everything(house.db), house.read(event)) == before


# A place


def test_register_gives_a_place_and_owes_one_mail(house: House) -> None:
    event = house.event(capacity=2)

    receipt = house.register(event)

    assert (receipt.status, receipt.number) == ("confirmed", 1)
    assert house.statuses(event) == {"Anna": "confirmed"}
    assert house.mails(event) == [("registered", "Anna")]
    assert house.read(event).places_left == 1
    assert house.read(event).change_counter == event.change_counter + 1


def test_register_gives_a_receipt_with_number_and_personal_link_where_no_mail_can_be_sent(house: House) -> None:
    event = house.event()
    request = house.request(event, email=" Anna@Example.org ")

    receipt = register(house.db, request)

    assert receipt == RegistrationReceipt(
        status=RegistrationStatus.CONFIRMED,
        first_name="Anna",
        last_name="Beispiel",
        email="Anna@Example.org",
        registered_at=receipt.registered_at,
        held_until=None,
        number=1,
        manage_token=tokens.manage_token(request.submission_id),
    )
    assert abs(receipt.registered_at - clock.utc_now()) < timedelta(minutes=1)


def test_register_stores_what_was_typed_and_what_it_means(house: House) -> None:
    event = house.event()

    receipt = house.register(
        event,
        "Anna",
        last_name=" Müller ",
        email="Anna@Example.org",
        institution="Stadt Köln",
        function="Leitung",
        is_member=False,
        topic="Erste Zeile\nZweite Zeile",
        accessibility_needs="Untertitel",
    )

    stored = house.registration(event)
    assert {name: getattr(stored, name) for name in stored.__table__.columns.keys() if name != "id"} == {  # noqa: SIM118
        "event_id": event.id,
        "number": 1,
        "submission_id": stored.submission_id,
        "manage_token_hash": tokens.digest(receipt.manage_token or ""),
        "status": "confirmed",
        "status_at": receipt.registered_at,
        "registered_at": receipt.registered_at,
        "confirmed_at": receipt.registered_at,
        "cancelled_at": None,
        "before_cancelling": None,
        "language": "de",
        "link_renewed_at": None,
        "link_version": 0,
        "registered_by": None,
        "expires_at": None,
        "checked_in_at": None,
        "arrival": None,
        "added_by": None,
        "first_name": "Anna",
        "last_name": "Müller",
        "email": "Anna@Example.org",
        "email_normalized": "anna@example.org",
        "institution": "Stadt Köln",
        "institution_kind": "municipality",
        "municipality": "05315000",
        "state": "NW",
        "function": "Leitung",
        "is_member": False,
        "search_text": "muller  anna  stadt koln anna@example.org",
        "note": None,
        "topic": "Erste Zeile\nZweite Zeile",
        "accessibility_needs": "Untertitel",
        "request_reason": None,
    }


def test_register_numbers_people_within_their_event(house: House) -> None:
    first, second = house.event(), house.event()

    numbers = [house.register(first, "Anna").number, house.register(second, "Anna").number]
    numbers += [house.register(first, "Bernd").number, house.register(second, "Bernd").number]

    assert numbers == [1, 1, 2, 2]


def test_register_puts_people_on_the_waiting_list_once_all_places_are_taken(house: House) -> None:
    event = house.event(capacity=1)

    receipts = [house.register(event, name) for name in ("Anna", "Bernd", "Chiara")]

    assert [receipt.status for receipt in receipts] == ["confirmed", "waitlisted", "waitlisted"]
    assert house.statuses(event) == {"Anna": "confirmed", "Bernd": "waitlisted", "Chiara": "waitlisted"}
    assert house.mails(event) == [("registered", "Anna"), ("waitlisted", "Bernd"), ("waitlisted", "Chiara")]
    assert house.counters_and_recount(event) == ((1, 2, 3), (1, 2, 3))


def test_register_lets_nobody_overtake_those_who_wait(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    my_registration.cancel(house.db, house.token(event, "Anna"))

    receipt = house.register(event, "Chiara")

    assert receipt.status == "waitlisted"
    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "confirmed", "Chiara": "waitlisted"}


def test_register_takes_everybody_where_places_are_not_limited(house: House) -> None:
    event = house.event(capacity=None)

    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)

    assert house.counters_and_recount(event) == ((3, 0, 3), (3, 0, 3))
    assert house.read(event).places_left is None


def test_register_takes_somebody_back_who_cancelled(house: House) -> None:
    event = house.event()
    house.register(event)
    my_registration.cancel(house.db, house.token(event))

    receipt = house.register(event)

    assert (receipt.status, receipt.number) == ("confirmed", 2)
    assert house.counters_and_recount(event) == ((1, 0, 2), (1, 0, 2))


# Where mail can be sent


def test_register_holds_a_place_until_the_address_is_confirmed(house: House, with_mail: None) -> None:
    event = house.event(capacity=1)

    receipt = house.register(event)

    assert receipt == RegistrationReceipt(
        status=RegistrationStatus.PENDING,
        first_name="Anna",
        last_name="Beispiel",
        email="anna@example.org",
        registered_at=receipt.registered_at,
        held_until=receipt.registered_at + hold(),
        number=None,
        manage_token=None,
    )
    assert house.mails(event) == [("confirm_address", "Anna")]
    assert house.read(event).places_left == 0


@pytest.mark.parametrize(("confirms", "status"), [(None, "pending"), (True, "pending"), (False, "confirmed")])
def test_register_asks_for_confirmation_as_the_event_wants_it(
    house: House, with_mail: None, confirms: bool | None, status: str
) -> None:
    event = house.event(more={"confirms_addresses": confirms})

    assert house.register(event).status == status


def test_register_cannot_ask_for_confirmation_where_no_mail_can_be_sent(house: House) -> None:
    event = house.event(more={"confirms_addresses": True})

    assert house.register(event).status == "confirmed"


def test_register_does_not_tell_that_an_address_is_known_where_mail_can_be_sent(house: House, with_mail: None) -> None:
    event = house.event()
    first = house.register(event, "Anna")

    second = house.register(event, "Anna", email="anna@example.org")

    apart = replace(second, registered_at=first.registered_at, held_until=first.held_until)
    assert apart == first
    assert second.held_until == second.registered_at + hold()
    assert house.mails(event) == [("confirm_address", "Anna"), ("already_registered", "Anna")]
    assert house.counters_and_recount(event) == ((1, 0, 1), (1, 0, 1))


def test_register_shows_a_known_address_what_a_new_one_would_see_now(house: House, with_mail: None) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")  # has the only place

    known = house.register(event, "Anna")
    new = house.register(event, "Bernd")

    assert [(each.status, each.held_until, each.number, each.manage_token) for each in (known, new)] == [
        ("waitlisted", None, None, None),
        ("waitlisted", None, None, None),
    ]


def test_register_refuses_a_known_address_where_no_mail_can_be_sent(house: House) -> None:
    event = house.event()
    house.register(event)

    assert_refused(house, event, AlreadyRegistered(event.id), email="ANNA@Example.org")


def test_register_takes_the_same_address_at_another_event(house: House, with_mail: None) -> None:
    house.register(house.event())
    event = house.event()

    house.register(event)

    assert house.mails(event) == [("confirm_address", "Anna")]


# The same again


def test_register_twice_with_the_same_submission_gives_the_first_receipt(house: House) -> None:
    event = house.event()
    request = house.request(event)

    assert register(house.db, request) == register(house.db, request)
    assert house.mails(event) == [("registered", "Anna")]
    assert house.counters_and_recount(event) == ((1, 0, 1), (1, 0, 1))


def test_register_twice_with_the_same_submission_gives_the_first_receipt_with_mail_too(
    house: House, with_mail: None
) -> None:
    event = house.event()
    request = house.request(event)

    assert register(house.db, request) == register(house.db, request)
    assert house.mails(event) == [("confirm_address", "Anna")]


def test_register_repeated_after_the_deadline_still_gives_the_first_receipt(house: House) -> None:
    event = house.event()
    request = house.request(event)
    first = register(house.db, request)
    clock.start_at(event.closes_at + timedelta(minutes=1))

    assert register(house.db, request) == first


def test_register_repeated_with_the_event_full_still_gives_the_first_receipt(house: House) -> None:
    event = house.event(capacity=1, has_waiting_list=False)
    request = house.request(event)
    first = register(house.db, request)

    assert register(house.db, request) == first


# Refusals


def test_register_names_all_problems_at_once_those_of_the_questions_included(house: House) -> None:
    event = house.event()
    topic = house.question(event, required=True)
    day = house.question(event, QuestionKind.DATE, label="Seit wann?")

    refusal = InvalidRequest(
        (
            Problem("last_name", "missing_last_name"),
            Problem("email", "email_without_at"),
            Problem("function", "too_long", 200),
            Problem(f"question_{topic}", "missing_answer"),
            Problem(f"question_{day}", "not_a_date"),
        )
    )

    assert_refused(house, event, refusal, last_name=" ", email="anna", function="x" * 201, answers={day: "bald"})


def test_register_refuses_a_missing_answer_even_if_all_else_is_right(house: House) -> None:
    event = house.event()
    topic = house.question(event, required=True)

    assert_refused(house, event, InvalidRequest((Problem(f"question_{topic}", "missing_answer"),)))


def test_register_refuses_before_the_opening(house: House) -> None:
    opens_at = (clock.utc_now() + timedelta(days=1)).replace(microsecond=0)
    event = house.event(registration_opens_at=opens_at)

    assert_refused(house, event, RegistrationNotOpenYet(event.id, opens_at, "Europe/Berlin"))


def test_register_refuses_after_the_deadline(house: House) -> None:
    event = house.event()
    clock.start_at(event.closes_at)

    assert_refused(house, event, RegistrationClosed(event.id, event.closes_at, "Europe/Berlin"))


@pytest.mark.parametrize("after_start", [timedelta(0), timedelta(days=1)])
def test_register_refuses_while_the_event_runs_and_when_it_is_over(house: House, after_start: timedelta) -> None:
    event = house.event(more={"allows_late_requests": True})
    clock.start_at(event.starts_at + after_start)

    assert_refused(house, event, RegistrationClosed(event.id, event.closes_at, "Europe/Berlin"), request_reason=LATE)


def test_register_refuses_when_the_deadline_passes_between_form_and_submit(house: House) -> None:
    event = house.event()
    clock.start_at(event.closes_at - timedelta(minutes=1))
    assert house.read(event).state == "open"  # the form is on the screen
    clock.start_at(event.closes_at)

    assert_refused(house, event, RegistrationClosed(event.id, event.closes_at, "Europe/Berlin"))


def test_register_refuses_when_full_without_waiting_list(house: House) -> None:
    event = house.event(capacity=1, has_waiting_list=False)
    house.register(event, "Anna")

    assert_refused(house, event, EventFull(event.id), name="Bernd")
    assert house.counters_and_recount(event) == ((1, 0, 1), (1, 0, 1))


def test_register_refuses_at_a_cancelled_event(house: House) -> None:
    event = house.event()
    house.set(event, status="cancelled")

    assert_refused(house, event, EventCancelled(event.id))


def test_register_knows_nothing_of_a_draft(house: House) -> None:
    event = house.event(publish=False)

    assert_refused(house, event, EventNotFound(event.slug))


def test_register_knows_nothing_of_an_event_that_does_not_exist(house: House) -> None:
    event = replace(house.event(), id=987_654)

    with pytest.raises(EventNotFound) as refusal:
        house.register(event)

    assert refusal.value == EventNotFound("987654")
    assert everything(house.db)["registrations"] == 0


def test_register_refuses_nonsense_for_an_event_that_does_not_exist(house: House) -> None:
    event = replace(house.event(), id=987_654)

    with pytest.raises(InvalidRequest) as refusal:
        house.register(event, email="")

    assert refusal.value == InvalidRequest((Problem("email", "missing_email"),))


# After the deadline, if the event allows it


def test_register_after_the_deadline_asks_the_moderator(house: House) -> None:
    event = house.event(capacity=1, more={"allows_late_requests": True})
    clock.start_at(event.closes_at)

    receipt = house.register(event, request_reason=LATE)

    assert receipt.status == "requested"
    assert house.registration(event).request_reason == LATE
    assert house.mails(event) == [("late_request_received", "Anna"), ("late_request_for_moderator", "Anna")]
    assert house.counters_and_recount(event) == ((0, 0, 1), (0, 0, 1))


def test_register_after_the_deadline_wants_a_reason_and_names_it_with_all_other_problems(house: House) -> None:
    event = house.event(more={"allows_late_requests": True})
    clock.start_at(event.closes_at)
    reason = Problem("request_reason", "missing_request_reason")

    assert_refused(house, event, InvalidRequest((reason,)))
    assert_refused(house, event, InvalidRequest((Problem("email", "missing_email"), reason)), email="")


# What belongs to it


def test_register_keeps_each_consent_with_the_version_of_its_sentence(house: House) -> None:
    event = house.event(more={"is_recorded": True})

    receipt = house.register(event, consents=frozenset(ConsentPurpose))

    with house.db.reading() as session:
        consents = session.scalars(select(Consent).order_by(Consent.purpose)).all()
    assert [(each.purpose, each.text_version, each.given_at, each.withdrawn_at) for each in consents] == [
        (purpose, CONSENT_VERSION, receipt.registered_at, None) for purpose in sorted(ConsentPurpose)
    ]


def test_register_keeps_no_consent_to_a_recording_that_does_not_happen(house: House) -> None:
    event = house.event()

    house.register(event, consents=frozenset({ConsentPurpose.RECORDING, ConsentPurpose.INVITATIONS}))

    assert my_registration.get_my_registration(house.db, house.token(event)).consents == {ConsentPurpose.INVITATIONS}


def test_register_keeps_no_consent_that_was_not_given(house: House) -> None:
    house.register(house.event())

    assert everything(house.db)["consents"] == 0


def test_register_keeps_answers_to_the_events_questions(house: House) -> None:
    event = house.event()
    topic, member = house.question(event), house.question(event, QuestionKind.YES_NO, label="Zum ersten Mal?")
    house.question(event, label="Noch etwas?")

    house.register(event, answers={topic: " Leerstand ", member: "ja"})

    assert my_registration.get_my_registration(house.db, house.token(event)).answers == {
        topic: ("Woran arbeiten Sie?", "Leerstand"),
        member: ("Zum ersten Mal?", "ja"),
    }


def test_register_drops_answers_to_questions_of_other_events_and_of_none(house: House) -> None:
    event, other = house.event(), house.event()
    own, foreign = house.question(event), house.question(other)

    house.register(event, answers={own: "Leerstand", foreign: "Radwege", 987_654: "?"})

    with house.db.reading() as session:
        assert session.execute(select(Answer.question_id, Answer.value)).all() == [(own, "Leerstand")]


# Whole or not at all


@pytest.mark.parametrize("capacity", [None, 0])
def test_register_leaves_nothing_when_its_last_step_fails(
    house: House, monkeypatch: pytest.MonkeyPatch, capacity: int | None
) -> None:
    event = house.event(capacity=capacity)
    question = house.question(event)
    before = everything(house.db), house.read(event)

    def fail(*_: object, **__: object) -> None:
        raise OSError("the cable was pulled")

    monkeypatch.setattr(registrations, "record_answers", fail)  # what is written last
    with pytest.raises(OSError, match="the cable was pulled"):
        house.register(event, consents=frozenset({ConsentPurpose.INVITATIONS}), answers={question: "Leerstand"})

    assert (everything(house.db), house.read(event)) == before
    assert house.counters_and_recount(event) == ((0, 0, 0), (0, 0, 0))


def test_register_works_again_after_a_failure(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    event = house.event()
    request = house.request(event, consents=frozenset({ConsentPurpose.INVITATIONS}))
    with monkeypatch.context() as broken, pytest.raises(TypeError):
        broken.setattr(registrations, "record_consents", None)
        register(house.db, request)

    receipt = register(house.db, request)

    assert (receipt.status, receipt.number) == ("confirmed", 1)


# Cost


def statements_of_a_registration(house: House, event: EventDetails, name: str) -> list[str]:
    """The SQL that one registration needs, as it is sent."""
    with statements(house.db) as sent:
        house.register(event, name)
    return sent


@pytest.mark.parametrize("capacity", [None, 40])
def test_register_sends_the_same_statements_whether_nobody_or_fifty_people_are_registered(
    house: House, capacity: int | None
) -> None:
    event = house.event(capacity=capacity)

    with_nobody = statements_of_a_registration(house, event, "Anna")
    for number in range(50):
        house.register(event, f"Person{number}")
    with_fifty = statements_of_a_registration(house, event, "Chiara")

    assert with_fifty == with_nobody
    # Lock, look, insert, count, owe; PostgreSQL is asked for the last three at once. What opens, checks or ends a
    # transaction does not count.
    ours = [
        each for each in with_nobody if each.startswith(("SELECT events", "SELECT reg", "INSERT", "UPDATE", "WITH"))
    ]
    assert len(ours) == (5 if house.db.is_sqlite else 3)


def test_receipt_holds_what_the_screen_may_say_and_nothing_more(house: House) -> None:
    receipt = house.register(house.event())

    assert set(asdict(receipt)) == {
        "status",
        "first_name",
        "last_name",
        "email",
        "registered_at",
        "held_until",
        "number",
        "manage_token",
    }
    assert receipt.registered_at.tzinfo == UTC
    assert isinstance(receipt.registered_at, datetime)


def test_a_second_click_on_a_known_address_mails_once(house: House, with_mail: None) -> None:
    event = house.event()
    house.register(event, "Anna")
    again = house.request(event, "Anna")

    first, second = register(house.db, again), register(house.db, again)

    assert replace(second, registered_at=first.registered_at, held_until=first.held_until) == first
    assert house.mails(event) == [("confirm_address", "Anna"), ("already_registered", "Anna")]


@pytest.mark.parametrize("allows_late_requests", [False, True])
def test_a_held_place_is_kept_by_a_correction_after_the_deadline(
    house: House, with_mail: None, allows_late_requests: bool
) -> None:
    event = house.event(more={"allows_late_requests": allows_late_requests})
    typo = house.request(event, "Anna", email="anna@exampel.org")
    register(house.db, typo)
    clock.start_at(event.closes_at + timedelta(minutes=5))

    receipt = register(house.db, house.request(event, "Anna"), instead_of=typo.submission_id)

    assert receipt.status == "pending"
    assert house.counters_and_recount(event) == ((1, 0, 2), (1, 0, 2))
