"""What a person does with their own registration, by personal link."""

from dataclasses import replace
from datetime import timedelta

import pytest
from house import House
from sqlalchemy import select

from akevents import clock
from akevents.domain import tokens
from akevents.domain.events import EventDetails
from akevents.domain.my_registration import cancel, change, confirm, get_my_registration, withdraw_consent
from akevents.domain.my_view import LINK_LIFE, MyRegistration
from akevents.domain.registrations import hold, register
from akevents.errors import (
    AkeventsError,
    AlreadyRegistered,
    InvalidRequest,
    NotPossibleNow,
    Problem,
    RegistrationClosed,
    RegistrationNotFound,
)
from akevents.store.tables import Consent, ConsentPurpose, QuestionKind, RegistrationStatus

ROOM = "https://konferenz.example.org/raum"
LIST, INVITATIONS, RECORDING = ConsentPurpose.NAME_ON_LIST, ConsentPurpose.INVITATIONS, ConsentPurpose.RECORDING


def trace(house: House, event: EventDetails) -> object:
    """Everything that a step could leave behind."""
    stored = {name: vars(house.registration(event, name)) for name in house.statuses(event)}
    for each in stored.values():
        each.pop("_sa_instance_state")
    return stored, house.mails(event), house.read(event)


# Reading


def test_get_my_registration_shows_everything_that_is_held(house: House) -> None:
    event = house.event(more={"is_recorded": True})
    topic = house.question(event)
    receipt = house.register(
        event,
        function="Leitung",
        is_member=True,
        topic="Wie fangen wir an?",
        accessibility_needs="Untertitel",
        consents=frozenset({LIST, RECORDING}),
        answers={topic: "Leerstand"},
    )

    mine = get_my_registration(house.db, receipt.manage_token or "")

    row = house.registration(event)
    assert mine == MyRegistration(
        id=house.registration_id(event),
        event=house.read(event),
        number=1,
        status=RegistrationStatus.CONFIRMED,
        registered_at=receipt.registered_at,
        confirmed_at=receipt.registered_at,
        cancelled_at=None,
        expires_at=None,
        checked_in_at=None,
        waiting_position=None,
        joining_url=None,
        first_name="Anna",
        last_name="Beispiel",
        email="anna@example.org",
        institution="Stadt Köln",
        function="Leitung",
        is_member=True,
        topic="Wie fangen wir an?",
        accessibility_needs="Untertitel",
        request_reason=None,
        consents=frozenset({LIST, RECORDING}),
        answers={topic: ("Woran arbeiten Sie?", "Leerstand")},
        joining_at=event.closes_at,
        link_until=event.ends_at + LINK_LIFE,
        arrival_token=tokens.arrival_token(row.id, row.submission_id),
        ticket_code=tokens.ticket_code(1, row.submission_id),
    )


def test_get_my_registration_changes_nothing(house: House, with_mail: None) -> None:
    event = house.event()
    house.register(event)
    before = trace(house, event)

    for _ in range(3):  # a mail scanner opens every link
        get_my_registration(house.db, house.token(event))

    assert trace(house, event) == before
    assert house.statuses(event) == {"Anna": "pending"}


@pytest.mark.parametrize(
    "token", ["", "unknown", "x" * 10_000, "ümläut", "\x00", "\ud800", "' OR 1=1 --", "%", "../../etc/passwd"]
)
def test_every_step_with_a_link_of_no_registration_finds_nothing(house: House, token: str) -> None:
    event = house.event()
    house.register(event)

    for step in (get_my_registration, confirm, cancel, lambda db, it: change(db, it, house.request(event))):
        with pytest.raises(RegistrationNotFound):
            step(house.db, token)


def test_get_my_registration_wants_the_link_whole(house: House) -> None:
    event = house.event()
    token = house.register(event).manage_token or ""

    for damaged in (token[:-1], token + "x", token.swapcase(), token[1:], tokens.digest(token)):
        with pytest.raises(RegistrationNotFound):
            get_my_registration(house.db, damaged)


def test_get_my_registration_does_not_take_the_link_of_another_installation(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = house.event()
    request = house.request(event)
    register(house.db, request)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(tokens.settings, "secret", lambda: b"another installation")
        foreign = tokens.manage_token(request.submission_id)

    with pytest.raises(RegistrationNotFound):
        get_my_registration(house.db, foreign)


def test_waiting_position_counts_those_who_wait_longer(house: House) -> None:
    event = house.event(capacity=1)
    for name in ("Anna", "Bernd", "Chiara", "Dora"):
        house.register(event, name)
    cancel(house.db, house.token(event, "Chiara"))

    positions = {
        name: get_my_registration(house.db, house.token(event, name)).waiting_position
        for name in ("Anna", "Bernd", "Chiara", "Dora")
    }

    assert positions == {"Anna": None, "Bernd": 1, "Chiara": None, "Dora": 2}


# The joining link


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("one minute before the deadline", None),
        ("the deadline", ROOM),
        ("during", ROOM),
        ("the end", None),
    ],
)
def test_joining_url_is_shown_from_the_deadline_to_the_end(house: House, moment: str, shown: str | None) -> None:
    event = house.event(more={"joining_url": ROOM, "dial_in": "0211 123"})
    house.register(event)
    clock.start_at(
        {
            "one minute before the deadline": event.closes_at - timedelta(minutes=1),
            "the deadline": event.closes_at,
            "during": event.starts_at + timedelta(minutes=10),
            "the end": event.ends_at,
        }[moment]
    )

    mine = get_my_registration(house.db, house.token(event))
    assert (mine.joining_url, mine.dial_in) == (shown, "0211 123" if shown else None)
    assert mine.joining_at == (None if moment == "the end" else event.closes_at)


def test_joining_url_is_shown_when_the_moderator_wants_it_to_be(house: House) -> None:
    now = clock.utc_now()
    early = house.event(more={"joining_url": ROOM, "joining_link_at": now - timedelta(minutes=1)})
    later = house.event(more={"joining_url": ROOM, "joining_link_at": now + timedelta(minutes=1)})
    links = [house.register(event).manage_token or "" for event in (early, later)]

    assert [get_my_registration(house.db, link).joining_url for link in links] == [ROOM, None]


@pytest.mark.parametrize("status", sorted(set(RegistrationStatus) - {"confirmed"}))
def test_joining_url_is_kept_from_everybody_without_a_place(house: House, status: str) -> None:
    event = house.event(more={"joining_url": ROOM, "dial_in": "0211 123", "joining_link_at": clock.utc_now()})
    house.register(event)
    house.set_registration(event, "Anna", status=status)

    mine = get_my_registration(house.db, house.token(event))
    assert (mine.joining_url, mine.dial_in, mine.joining_at) == (None, None, None)


def test_joining_url_is_not_shown_for_a_cancelled_event(house: House) -> None:
    event = house.event(more={"joining_url": ROOM, "dial_in": "0211 123", "joining_link_at": clock.utc_now()})
    house.register(event)
    house.set(event, status="cancelled")

    mine = get_my_registration(house.db, house.token(event))
    assert (mine.joining_url, mine.dial_in, mine.joining_at) == (None, None, None)


# Confirming


def test_confirm_takes_the_held_place_for_good_and_owes_the_mail(house: House, with_mail: None) -> None:
    event = house.event(capacity=1)
    house.register(event)

    mine = confirm(house.db, house.token(event))

    assert (mine.status, mine.expires_at) == ("confirmed", None)
    assert mine.confirmed_at is not None
    assert mine == get_my_registration(house.db, house.token(event))
    assert house.mails(event) == [("confirm_address", "Anna"), ("registered", "Anna")]
    assert house.counters_and_recount(event) == ((1, 0, 1), (1, 0, 1))


def test_confirm_twice_changes_nothing(house: House, with_mail: None) -> None:
    event = house.event()
    house.register(event)
    confirm(house.db, house.token(event))
    before = trace(house, event)

    confirm(house.db, house.token(event))

    assert trace(house, event) == before


def test_confirm_still_works_while_the_place_is_held_and_not_given_up_yet(house: House, with_mail: None) -> None:
    event = house.event()
    house.register(event)
    clock.start_at(clock.utc_now() + hold() + timedelta(hours=1))

    assert confirm(house.db, house.token(event)).status == "confirmed"


@pytest.mark.parametrize("status", ["cancelled", "waitlisted", "requested"])
def test_confirm_is_not_possible_without_a_held_place(house: House, status: str) -> None:
    event = house.event()
    house.register(event)
    house.set_registration(event, "Anna", status=status)

    with pytest.raises(NotPossibleNow) as refusal:
        confirm(house.db, house.token(event))

    assert refusal.value == NotPossibleNow(status)


# Cancelling


def test_cancel_gives_the_place_to_whoever_waits_longest_and_tells_both(house: House) -> None:
    event = house.event(capacity=1)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)

    mine = cancel(house.db, house.token(event, "Anna"))

    assert (mine.status, mine.can_cancel, mine.can_change) == ("cancelled", False, False)
    assert mine.cancelled_at is not None
    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "confirmed", "Chiara": "waitlisted"}
    assert house.mails(event)[3:] == [("cancelled_by_participant", "Anna"), ("promoted", "Bernd")]
    assert house.counters_and_recount(event) == ((1, 1, 3), (1, 1, 3))


def test_cancel_promotes_by_the_time_of_waiting_and_not_by_number(house: House) -> None:
    event = house.event(capacity=1)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    house.set_registration(event, "Bernd", status_at=clock.utc_now() + timedelta(hours=1))

    cancel(house.db, house.token(event, "Anna"))

    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "waitlisted", "Chiara": "confirmed"}


def test_cancel_from_the_waiting_list_promotes_nobody(house: House) -> None:
    event = house.event(capacity=1)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)

    cancel(house.db, house.token(event, "Bernd"))

    assert house.statuses(event) == {"Anna": "confirmed", "Bernd": "cancelled", "Chiara": "waitlisted"}
    assert house.mails(event)[3:] == [("cancelled_by_participant", "Bernd")]
    assert house.counters_and_recount(event) == ((1, 1, 3), (1, 1, 3))


def test_cancel_of_an_unconfirmed_registration_frees_its_place(house: House, with_mail: None) -> None:
    event = house.event(capacity=1)
    house.register(event)

    mine = cancel(house.db, house.token(event))

    assert (mine.status, mine.expires_at) == ("cancelled", None)
    assert house.counters_and_recount(event) == ((0, 0, 1), (0, 0, 1))


def test_cancel_twice_changes_nothing(house: House) -> None:
    event = house.event(capacity=1)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    cancel(house.db, house.token(event))
    before = trace(house, event)

    cancel(house.db, house.token(event))

    assert trace(house, event) == before


def test_cancel_is_possible_after_the_deadline_until_the_event_begins(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    clock.start_at(event.starts_at - timedelta(minutes=1))

    assert cancel(house.db, house.token(event, "Anna")).status == "cancelled"
    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "confirmed"}


def test_cancel_is_refused_once_the_event_has_begun(house: House) -> None:
    event = house.event()
    house.register(event)
    before = trace(house, event)
    clock.start_at(event.starts_at)

    with pytest.raises(RegistrationClosed) as refusal:
        cancel(house.db, house.token(event))

    assert refusal.value == RegistrationClosed(event.id, event.starts_at, "Europe/Berlin")
    clock.start_at(None)
    assert trace(house, event) == before


# Changing


def test_change_replaces_every_field_and_keeps_status_number_and_link(house: House) -> None:
    event = house.event()
    topic, shoe = house.question(event), house.question(event, QuestionKind.NUMBER, label="Wie viele?")
    house.register(event, function="Leitung", is_member=True, topic="Alt", answers={topic: "Alt", shoe: "3"})
    before = get_my_registration(house.db, house.token(event))
    request = house.request(
        event,
        first_name="Annette",
        last_name="Müller",
        email="annette@example.org",
        institution="Stadt Bonn",
        function="",
        is_member=None,
        topic="Neu",
        accessibility_needs="Untertitel",
        consents=frozenset({LIST}),
        answers={topic: "Neu"},
    )

    mine = change(house.db, house.token(event), request)

    assert mine == replace(
        before,
        event=house.read(event),
        first_name="Annette",
        last_name="Müller",
        email="annette@example.org",
        institution="Stadt Bonn",
        function=None,
        is_member=None,
        topic="Neu",
        accessibility_needs="Untertitel",
        consents=frozenset({LIST}),
        answers={topic: ("Woran arbeiten Sie?", "Neu")},
    )
    assert mine == get_my_registration(house.db, house.token(event, "Annette"))
    stored = house.registration(event, "Annette")
    assert (stored.email_normalized, stored.search_text) == (
        "annette@example.org",
        "muller  annette  stadt bonn annette@example.org",
    )
    assert house.read(event).change_counter == before.event.change_counter + 1


def test_change_keeps_what_the_moderator_wrote_and_why_somebody_was_late(house: House) -> None:
    event = house.event()
    house.register(event)
    house.set_registration(event, "Anna", note="ruft zurück", request_reason="Urlaub")

    change(house.db, house.token(event), house.request(event, last_name="Neu", request_reason="anders"))

    stored = house.registration(event)
    assert (stored.note, stored.request_reason) == ("ruft zurück", "Urlaub")
    assert stored.search_text == "neu  anna  stadt koln anna@example.org ruft zuruck"


def test_change_keeps_the_row_of_a_withdrawn_consent_and_makes_a_new_one_when_it_is_given_again(house: House) -> None:
    event = house.event()
    house.register(event, consents=frozenset({LIST, INVITATIONS}))
    token = house.token(event)

    change(house.db, token, house.request(event, consents=frozenset({INVITATIONS})))
    mine = change(house.db, token, house.request(event, consents=frozenset({LIST, INVITATIONS})))

    with house.db.reading() as session:
        rows = session.execute(select(Consent.purpose, Consent.withdrawn_at).order_by(Consent.id)).all()
    assert [(purpose, withdrawn is not None) for purpose, withdrawn in rows] == [
        ("invitations", False),
        ("name_on_list", True),
        ("name_on_list", False),
    ]
    assert mine.consents == {LIST, INVITATIONS}


def test_change_drops_answers_to_questions_of_other_events(house: House) -> None:
    event, other = house.event(), house.event()
    own, foreign = house.question(event), house.question(other)
    house.register(event)

    mine = change(house.db, house.token(event), house.request(event, answers={own: "Ja", foreign: "Nein", 99_999: "?"}))

    assert mine.answers == {own: ("Woran arbeiten Sie?", "Ja")}


def refused_change(house: House, event: EventDetails, **fields: object) -> AkeventsError:
    """The refusal of Anna's change, after which everything is as it was."""
    token, before = house.token(event), trace(house, event)
    with pytest.raises(AkeventsError) as refusal:
        change(house.db, token, house.request(event, **fields))
    assert trace(house, event) == before
    return refusal.value


def test_change_names_all_problems_at_once_those_of_the_questions_included(house: House) -> None:
    event = house.event()
    house.register(event)
    topic = house.question(event, required=True)

    assert refused_change(house, event, last_name="", email="anna@") == InvalidRequest(
        (
            Problem("last_name", "missing_last_name"),
            Problem("email", "email_without_ending"),
            Problem(f"question_{topic}", "missing_answer"),
        )
    )


def test_change_refuses_an_address_that_has_a_registration_of_its_own(house: House) -> None:
    event = house.event()
    house.register(event, "Anna")
    house.register(event, "Bernd")

    assert refused_change(house, event, email="Bernd@Example.org") == AlreadyRegistered(event.id)


def test_change_takes_an_address_whose_registration_was_cancelled(house: House) -> None:
    event = house.event()
    house.register(event, "Anna")
    house.register(event, "Bernd")
    cancel(house.db, house.token(event, "Bernd"))

    mine = change(house.db, house.token(event, "Anna"), house.request(event, email="bernd@example.org"))

    assert mine.email == "bernd@example.org"


def test_change_takes_another_spelling_of_ones_own_address(house: House) -> None:
    event = house.event()
    house.register(event)

    assert change(house.db, house.token(event), house.request(event, email="ANNA@example.org")).email == (
        "ANNA@example.org"
    )


def test_change_is_refused_after_the_deadline(house: House) -> None:
    event = house.event()
    house.register(event)
    clock.start_at(event.closes_at)

    assert refused_change(house, event) == RegistrationClosed(event.id, event.closes_at, "Europe/Berlin")
    assert not get_my_registration(house.db, house.token(event)).can_change


def test_change_is_refused_when_it_was_cancelled(house: House) -> None:
    event = house.event()
    house.register(event)
    cancel(house.db, house.token(event))

    assert refused_change(house, event) == NotPossibleNow("cancelled")


@pytest.mark.parametrize(
    ("moment", "possible"),
    [("now", (True, True)), ("closes_at", (False, True)), ("starts_at", (False, False)), ("ends_at", (False, False))],
)
def test_can_change_and_can_cancel_say_what_the_steps_would_do(
    house: House, moment: str, possible: tuple[bool, bool]
) -> None:
    event = house.event()
    house.register(event)
    clock.start_at(getattr(event, moment, None))

    mine = get_my_registration(house.db, house.token(event))

    assert (mine.can_change, mine.can_cancel) == possible


def test_change_keeps_the_address_where_mail_can_be_sent(house: House, with_mail: None) -> None:
    event = house.event()
    house.register(event, "Anna")
    house.register(event, "Bernd")

    changed = change(
        house.db, house.token(event, "Anna"), house.request(event, "Anna", email="bernd@example.org", function="Amt")
    )

    assert (changed.email, changed.function) == ("anna@example.org", "Amt")


# Taking a consent back


def test_what_was_allowed_can_be_taken_back_at_any_time(house: House) -> None:
    event = house.event()
    house.register(event, consents=frozenset({LIST, ConsentPurpose.INVITATIONS}))
    clock.start_at(event.ends_at + timedelta(days=1))
    before = house.read(event).change_counter

    mine = withdraw_consent(house.db, house.token(event), LIST)
    counter = house.read(event).change_counter
    again = withdraw_consent(house.db, house.token(event), LIST)

    assert (mine.consents, again.consents) == (frozenset({ConsentPurpose.INVITATIONS}),) * 2
    assert (counter, house.read(event).change_counter) == (before + 1, before + 1)


# The language of the mails


def test_the_language_of_mails_is_chosen_and_changed(house: House) -> None:
    event = house.event()
    receipt = house.register(event, language="en")
    token = receipt.manage_token or ""
    first = get_my_registration(house.db, token)

    mine = change(house.db, token, replace(first.as_request(), language="de"))

    assert (first.language, mine.language) == ("en", "de")
    with pytest.raises(InvalidRequest) as refused:
        change(house.db, token, replace(first.as_request(), language="fr"))
    assert refused.value.problems == (Problem("language", "not_a_choice"),)


def test_the_page_says_who_moved_up(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    cancel(house.db, house.token(event, "Anna"))
    house.register(event, "Chiara")

    moved = {name: get_my_registration(house.db, house.token(event, name)).has_moved_up for name in ("Anna", "Bernd")}
    assert moved == {"Anna": False, "Bernd": True}
