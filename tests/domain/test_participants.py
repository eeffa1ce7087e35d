"""The moderator's list and what a moderator does for one person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from house import House

from akevents import clock
from akevents.domain import participants
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.domain.participants import (
    NOTE_LIMIT,
    PAGE_SIZE,
    Participant,
    ParticipantQuery,
    ParticipantRow,
    Sort,
    add_participant,
    cancel,
    change_note,
    check_in,
    decide_late_request,
    get_participant,
    list_participants,
    undo_check_in,
)
from akevents.domain.registrations import RegistrationReceipt, register
from akevents.errors import (
    AlreadyRegistered,
    ChangedMeanwhile,
    EventCancelled,
    EventFull,
    EventNotFound,
    InvalidRequest,
    NotPossibleNow,
    Problem,
    RegistrationClosed,
    RegistrationNotFound,
)
from akevents.store.tables import ConsentPurpose, RegistrationStatus


def names(house: House, event: EventDetails, **query: object) -> list[str]:
    """The names on the first page of what fits, as they are listed."""
    page = list_participants(house.db, house.mona, event.id, ParticipantQuery(**query))  # type: ignore[arg-type]
    return [row.name for row in page.rows]


# The list


def test_list_participants_shows_one_line_for_each_newest_first(house: House) -> None:
    event = house.event(capacity=1)
    first = house.register(event, "Anna", institution="Stadt Köln")
    second = house.register(event, "Bernd", institution="Büro für morgen")
    check_in(house.db, house.mona, house.registration_id(event, "Anna"))

    page = list_participants(house.db, house.mona, event.id, ParticipantQuery())

    assert (page.total, page.page, page.pages) == (2, 1, 1)
    assert page.rows == (
        ParticipantRow(
            id=house.registration_id(event, "Bernd"),
            number=2,
            name="Beispiel, Bernd",
            institution="Büro für morgen",
            state=None,
            status=RegistrationStatus.WAITLISTED,
            registered_at=second.registered_at,
            is_present=False,
        ),
        ParticipantRow(
            id=house.registration_id(event, "Anna"),
            number=1,
            name="Beispiel, Anna",
            institution="Stadt Köln",
            state="NW",
            status=RegistrationStatus.CONFIRMED,
            registered_at=first.registered_at,
            is_present=True,
        ),
    )


def test_list_participants_of_an_empty_event_is_one_empty_page(house: House) -> None:
    page = list_participants(house.db, house.mona, house.event().id, ParticipantQuery(search="Anna", page=7))

    assert (page.total, page.page, page.pages, page.rows) == (0, 1, 1, ())


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("müller", ["Müller, Anna"]),
        ("MULLER", ["Müller, Anna"]),
        ("strasse", ["Straße, Bernd"]),
        ("STRAẞE", ["Straße, Bernd"]),
        ("anna müller", ["Müller, Anna"]),
        ("köln beispiel", ["Beispiel, Chiara"]),
        ("chiara@", ["Beispiel, Chiara"]),
        ("ruft zurück", ["Straße, Bernd"]),
        ("  ", ["Beispiel, Chiara", "Straße, Bernd", "Müller, Anna"]),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("'", []),
        ("\x00", ["Beispiel, Chiara", "Straße, Bernd", "Müller, Anna"]),
        ("Dora", []),
    ],
)
def test_list_participants_finds_words_of_name_institution_address_and_note(
    house: House, search: str, found: list[str]
) -> None:
    event = house.event()
    house.register(event, "Anna", last_name="Müller", institution="Stadt Bonn")
    house.register(event, "Bernd", last_name="Straße", institution="Stadt Bonn")
    house.register(event, "Chiara", institution="Stadt Köln")
    change_note(house.db, house.mona, house.registration_id(event, "Bernd"), "Ruft zurück", instead_of=None)

    assert names(house, event, search=search) == found


def test_list_participants_filters_by_status_land_and_kind_of_institution(house: House) -> None:
    event = house.event(capacity=2)
    house.register(event, "Anna", institution="Stadt Köln")
    house.register(event, "Bernd", institution="Universität München")
    house.register(event, "Chiara", institution="Stadt München")

    assert names(house, event, status="waitlisted") == ["Beispiel, Chiara"]
    assert names(house, event, state="BY") == ["Beispiel, Chiara", "Beispiel, Bernd"]
    assert names(house, event, institution_kind="university") == ["Beispiel, Bernd"]
    assert names(house, event, state="BY", status="confirmed", search="bernd") == ["Beispiel, Bernd"]


def test_list_participants_sorts_names_as_a_german_directory_does(house: House) -> None:
    event = house.event()
    for number, last_name in enumerate(["Zander", "Müllerin", "Öztürk", "de Boer", "Müller", "Ost", "Ärmel", "Muller"]):
        house.register(event, f"Person{number}", last_name=last_name)

    assert names(house, event, sort=Sort.NAME) == [
        "Ärmel, Person6",
        "de Boer, Person3",
        "Müller, Person4",
        "Muller, Person7",
        "Müllerin, Person1",
        "Ost, Person5",
        "Öztürk, Person2",
        "Zander, Person0",
    ]


def test_list_participants_sorts_institutions_as_a_german_directory_does(house: House) -> None:
    event = house.event()
    for number, institution in enumerate(["Stadt Zwickau", "Ökobüro", "stadt aachen", "Kreis Olpe", "Stadt Ärzen"]):
        house.register(event, f"Person{number}", institution=institution)

    page = list_participants(house.db, house.mona, event.id, ParticipantQuery(sort=Sort.INSTITUTION))

    assert [row.institution for row in page.rows] == [
        "Kreis Olpe",
        "Ökobüro",
        "stadt aachen",
        "Stadt Ärzen",
        "Stadt Zwickau",
    ]


def test_list_participants_cuts_pages_and_clamps_the_one_asked_for(house: House) -> None:
    event = house.event()
    for number in range(PAGE_SIZE + 3):
        house.register(event, f"Person{number}")
    pages = {
        asked: list_participants(house.db, house.mona, event.id, ParticipantQuery(page=asked))
        for asked in (-1, 0, 1, 2, 3, 99)
    }

    assert {asked: page.page for asked, page in pages.items()} == {-1: 1, 0: 1, 1: 1, 2: 2, 3: 2, 99: 2}
    assert [row.number for row in pages[1].rows] == list(range(28, 3, -1))
    assert [row.number for row in pages[2].rows] == [3, 2, 1]
    assert (pages[2].total, pages[2].pages) == (28, 2)


def test_get_participant_shows_everything_the_moderator_may_see(house: House) -> None:
    event = house.event()
    topic = house.question(event)
    receipt = house.register(
        event,
        function="Leitung",
        is_member=False,
        topic="Wie fangen wir an?",
        accessibility_needs="Untertitel",
        consents=frozenset({ConsentPurpose.NAME_ON_LIST, ConsentPurpose.INVITATIONS}),
        answers={topic: "Leerstand"},
    )

    assert get_participant(house.db, house.mona, house.registration_id(event)) == Participant(
        id=house.registration_id(event),
        event_id=event.id,
        number=1,
        status=RegistrationStatus.CONFIRMED,
        status_at=receipt.registered_at,
        registered_at=receipt.registered_at,
        checked_in_at=None,
        arrival=None,
        first_name="Anna",
        last_name="Beispiel",
        email="anna@example.org",
        institution="Stadt Köln",
        function="Leitung",
        state="NW",
        is_member=False,
        topic="Wie fangen wir an?",
        accessibility_needs="Untertitel",
        request_reason=None,
        note=None,
        answers=(("Woran arbeiten Sie?", "Leerstand"),),
        consents=("invitations", "name_on_list"),
    )


# Another group


PERSON_STEPS: dict[str, Callable[[House, Moderator, int], object]] = {
    "get": lambda house, by, who: get_participant(house.db, by, who),
    "note": lambda house, by, who: change_note(house.db, by, who, "Notiz", instead_of=None),
    "check in": lambda house, by, who: check_in(house.db, by, who),
    "undo check in": lambda house, by, who: undo_check_in(house.db, by, who),
    "cancel": lambda house, by, who: cancel(house.db, by, who),
    "decide": lambda house, by, who: decide_late_request(house.db, by, who, accept=True),
}


@pytest.mark.parametrize("step", PERSON_STEPS)
def test_person_of_another_group_does_not_exist_for_olaf(house: House, step: str) -> None:
    event = house.event()
    house.register(event)
    before = house.read(event), house.mails(event), house.protocol(event)

    with pytest.raises(RegistrationNotFound):
        PERSON_STEPS[step](house, house.olaf, house.registration_id(event))

    assert (house.read(event), house.mails(event), house.protocol(event)) == before


@pytest.mark.parametrize("step", PERSON_STEPS)
def test_person_who_does_not_exist_is_not_found(house: House, step: str) -> None:
    with pytest.raises(RegistrationNotFound):
        PERSON_STEPS[step](house, house.mona, 987_654)


def test_event_of_another_group_does_not_exist_for_olaf(house: House) -> None:
    event = house.event()
    house.register(event)

    with pytest.raises(EventNotFound):
        list_participants(house.db, house.olaf, event.id, ParticipantQuery())
    with pytest.raises(EventNotFound):
        add_participant(house.db, house.olaf, house.request(event, "Bernd"))
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_event_that_does_not_exist_is_not_found(house: House) -> None:
    nowhere = replace(house.event(), id=987_654)

    with pytest.raises(EventNotFound):
        list_participants(house.db, house.mona, nowhere.id, ParticipantQuery())
    with pytest.raises(EventNotFound):
        add_participant(house.db, house.mona, house.request(nowhere))


def test_helper_may_check_in_and_nothing_else(house: House) -> None:
    event = house.event()
    house.register(event)
    hanna, who = house.helper(), house.registration_id(event)

    assert check_in(house.db, hanna, who).checked_in_at is not None
    assert undo_check_in(house.db, hanna, who).checked_in_at is None
    for step in ("get", "note", "cancel", "decide"):
        with pytest.raises(RegistrationNotFound):
            PERSON_STEPS[step](house, hanna, who)
    with pytest.raises(EventNotFound):
        add_participant(house.db, hanna, house.request(event, "Bernd"))


# The note


def test_change_note_replaces_the_note_and_raises_the_change_counter(house: House) -> None:
    event = house.event()
    house.register(event)
    who = house.registration_id(event)

    first = change_note(house.db, house.mona, who, " ruft zurück ", instead_of=None)
    second = change_note(house.db, house.mona, who, "", instead_of="ruft zurück")

    assert (first.note, second.note) == ("ruft zurück", None)
    assert house.read(event).change_counter == event.change_counter + 3
    assert house.protocol(event)[1:] == [("noted", house.mona.id, who)] * 2


@pytest.mark.parametrize("shown", [None, "", "etwas Älteres"])
def test_change_note_refuses_to_overwrite_what_it_was_not_shown(house: House, shown: str | None) -> None:
    event = house.event()
    house.register(event)
    who = house.registration_id(event)
    change_note(house.db, house.mona, who, "von Mona", instead_of=None)

    with pytest.raises(ChangedMeanwhile):
        change_note(house.db, house.mona, who, "von jemand anderem", instead_of=shown)

    assert get_participant(house.db, house.mona, who).note == "von Mona"


@pytest.mark.parametrize(
    ("note", "problem"),
    [
        ("x" * (NOTE_LIMIT + 1), Problem("note", "too_long", NOTE_LIMIT)),
        ("a\x00b", Problem("note", "control_characters")),
    ],
)
def test_change_note_refuses_what_cannot_be_kept(house: House, note: str, problem: Problem) -> None:
    event = house.event()
    house.register(event)

    with pytest.raises(InvalidRequest) as refusal:
        change_note(house.db, house.mona, house.registration_id(event), note, instead_of=None)

    assert refusal.value == InvalidRequest((problem,))
    assert house.registration(event).note is None


# Arriving


def test_check_in_counts_the_first_time_and_a_repeat_changes_nothing(house: House) -> None:
    event = house.event()
    house.register(event)
    who = house.registration_id(event)

    first = check_in(house.db, house.mona, who)
    once = house.read(event).change_counter
    clock.start_at(clock.utc_now() + timedelta(minutes=5))
    second = check_in(house.db, house.mona, who)

    assert first.checked_in_at is not None
    assert second == first
    assert house.read(event).change_counter == once == event.change_counter + 2
    assert house.protocol(event)[1:] == [("checked_in", house.mona.id, who)]


def test_undo_check_in_takes_it_back_and_a_repeat_changes_nothing(house: House) -> None:
    event = house.event()
    house.register(event)
    who = house.registration_id(event)
    check_in(house.db, house.mona, who)

    assert undo_check_in(house.db, house.mona, who).checked_in_at is None
    counter = house.read(event).change_counter
    undo_check_in(house.db, house.mona, who)

    assert house.read(event).change_counter == counter
    assert house.protocol(event)[1:] == [("checked_in", house.mona.id, who), ("check_in_undone", house.mona.id, who)]


@pytest.mark.parametrize("status", sorted(set(RegistrationStatus) - {"confirmed"}))
def test_check_in_is_not_possible_without_a_place(house: House, status: str) -> None:
    event = house.event()
    house.register(event)
    house.set_registration(event, "Anna", status=status)

    with pytest.raises(NotPossibleNow) as refusal:
        check_in(house.db, house.mona, house.registration_id(event))

    assert refusal.value == NotPossibleNow(status)


# Cancelling


def test_cancel_gives_the_place_to_whoever_waits_longest(house: House) -> None:
    event = house.event(capacity=1)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    who = house.registration_id(event, "Anna")

    person = cancel(house.db, house.mona, who)

    assert person.status == "cancelled"
    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "confirmed", "Chiara": "waitlisted"}
    assert house.mails(event)[3:] == [("cancelled_by_moderator", "Anna"), ("promoted", "Bernd")]
    assert house.counters_and_recount(event) == ((1, 1, 3), (1, 1, 3))
    assert house.protocol(event)[1:] == [("cancelled", house.mona.id, who)]


def test_cancel_twice_changes_nothing(house: House) -> None:
    event = house.event(capacity=1)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    who = house.registration_id(event, "Anna")
    first = cancel(house.db, house.mona, who)
    before = house.read(event), house.mails(event), house.protocol(event)

    assert cancel(house.db, house.mona, who) == first
    assert (house.read(event), house.mails(event), house.protocol(event)) == before


def test_cancel_after_the_event_has_begun_promotes_nobody(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    clock.start_at(event.starts_at)

    cancel(house.db, house.mona, house.registration_id(event, "Anna"))

    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "waitlisted"}


def test_cancel_of_one_above_the_capacity_promotes_nobody(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    add_participant(house.db, house.mona, house.request(event, "Chiara"), even_if_full=True)

    cancel(house.db, house.mona, house.registration_id(event, "Chiara"))

    assert house.statuses(event) == {"Anna": "confirmed", "Bernd": "waitlisted", "Chiara": "cancelled"}
    assert house.counters_and_recount(event) == ((1, 1, 3), (1, 1, 3))


# Late requests


@pytest.mark.parametrize(
    ("accept", "status", "places"), [(True, "confirmed", 2), (False, "cancelled", 1)], ids=["accepted", "declined"]
)
def test_decide_late_request_gives_a_place_even_where_none_is_left_or_says_no(
    house: House, accept: bool, status: str, places: int
) -> None:
    event = house.event(capacity=1, more={"allows_late_requests": True})
    house.register(event, "Anna")
    clock.start_at(event.closes_at)
    house.register(event, "Bernd", request_reason="Urlaub")
    who = house.registration_id(event, "Bernd")
    answer = "late_request_accepted" if accept else "late_request_declined"

    person = decide_late_request(house.db, house.mona, who, accept=accept)

    assert (person.status, person.request_reason) == (status, "Urlaub")
    assert house.mails(event)[-1] == (answer, "Bernd")
    assert house.protocol(event)[1:] == [(answer, house.mona.id, who)]
    assert house.counters_and_recount(event) == ((places, 0, 2), (places, 0, 2))
    stored = house.registration(event, "Bernd")
    assert (stored.confirmed_at is not None, stored.cancelled_at is not None) == (accept, not accept)


def test_decide_late_request_only_once(house: House) -> None:
    event = house.event(more={"allows_late_requests": True})
    clock.start_at(event.closes_at)
    house.register(event, request_reason="Urlaub")
    who = house.registration_id(event)
    decide_late_request(house.db, house.mona, who, accept=True)

    with pytest.raises(NotPossibleNow) as refusal:
        decide_late_request(house.db, house.mona, who, accept=False)

    assert refusal.value == NotPossibleNow("confirmed")
    assert house.statuses(event) == {"Anna": "confirmed"}


# By hand


def test_add_participant_gives_a_place_and_shows_number_and_link_to_the_moderator(
    house: House, with_mail: None
) -> None:
    event = house.event()
    request = house.request(event)

    receipt = add_participant(house.db, house.mona, request)

    assert receipt == RegistrationReceipt(
        status=RegistrationStatus.CONFIRMED,
        first_name="Anna",
        last_name="Beispiel",
        email="anna@example.org",
        registered_at=receipt.registered_at,
        held_until=None,
        number=1,
        manage_token=house.token(event),
    )
    assert house.registration(event).added_by == house.mona.id
    assert house.mails(event) == [("registered", "Anna")]
    assert house.protocol(event)[1:] == [("added", house.mona.id, house.registration_id(event))]


def test_add_participant_works_after_the_deadline_and_during_the_event(house: House) -> None:
    event = house.event()
    clock.start_at(event.closes_at)
    add_participant(house.db, house.mona, house.request(event, "Anna"))
    clock.start_at(event.starts_at)
    add_participant(house.db, house.mona, house.request(event, "Bernd"))

    assert house.statuses(event) == {"Anna": "confirmed", "Bernd": "confirmed"}


def test_add_participant_is_refused_once_the_event_is_over(house: House) -> None:
    event = house.event()
    clock.start_at(event.ends_at)

    with pytest.raises(RegistrationClosed) as refusal:
        add_participant(house.db, house.mona, house.request(event))

    assert refusal.value == RegistrationClosed(event.id, event.ends_at, "Europe/Berlin")


def test_add_participant_is_refused_at_a_cancelled_event(house: House) -> None:
    event = house.event()
    house.set(event, status="cancelled")

    with pytest.raises(EventCancelled):
        add_participant(house.db, house.mona, house.request(event))


def test_add_participant_to_a_full_event_waits_unless_the_moderator_wants_otherwise(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")

    waiting = add_participant(house.db, house.mona, house.request(event, "Bernd"))
    beyond = add_participant(house.db, house.mona, house.request(event, "Chiara"), even_if_full=True)

    assert [receipt.status for receipt in (waiting, beyond)] == ["waitlisted", "confirmed"]
    assert house.mails(event) == [("registered", "Anna"), ("waitlisted", "Bernd"), ("registered", "Chiara")]
    assert house.counters_and_recount(event) == ((2, 1, 3), (2, 1, 3))


def test_add_participant_to_a_full_event_without_waiting_list_is_refused(house: House) -> None:
    event = house.event(capacity=1, has_waiting_list=False)
    house.register(event, "Anna")

    with pytest.raises(EventFull):
        add_participant(house.db, house.mona, house.request(event, "Bernd"))

    assert add_participant(house.db, house.mona, house.request(event, "Bernd"), even_if_full=True).number == 2


@pytest.mark.parametrize("mail", ["", "smtp://127.0.0.1:9"])
def test_add_participant_tells_the_moderator_that_an_address_is_known(
    house: House, monkeypatch: pytest.MonkeyPatch, mail: str
) -> None:
    monkeypatch.setenv("AKEVENTS_SMTP_URL", mail)
    event = house.event()
    house.register(event)

    with pytest.raises(AlreadyRegistered):
        add_participant(house.db, house.mona, house.request(event, email="Anna@EXAMPLE.org"))

    assert house.counters_and_recount(event) == ((1, 0, 1), (1, 0, 1))


def test_add_participant_may_leave_questions_unanswered_but_not_answer_nonsense(house: House) -> None:
    event = house.event()
    topic = house.question(event, required=True)

    with pytest.raises(InvalidRequest) as refusal:
        add_participant(house.db, house.mona, house.request(event, answers={topic: "a\x00b"}))

    assert refusal.value == InvalidRequest((Problem(f"question_{topic}", "control_characters"),))
    assert add_participant(house.db, house.mona, house.request(event)).status == "confirmed"


def test_add_participant_refuses_what_the_form_would_refuse(house: House) -> None:
    event = house.event()

    with pytest.raises(InvalidRequest) as refusal:
        add_participant(house.db, house.mona, house.request(event, last_name="", email="anna"))

    assert refusal.value == InvalidRequest(
        (Problem("last_name", "missing_last_name"), Problem("email", "email_without_at"))
    )


@pytest.mark.parametrize("step", sorted(set(PERSON_STEPS) - {"get", "decide"}))
def test_step_leaves_nothing_when_the_protocol_cannot_be_written(
    house: House, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    who = house.registration_id(event, "Anna")
    if step == "undo check in":
        check_in(house.db, house.mona, who)
    before = get_participant(house.db, house.mona, who), house.read(event), house.mails(event)
    monkeypatch.setattr(participants.protocol, "record", None)

    with pytest.raises(TypeError):
        PERSON_STEPS[step](house, house.mona, who)

    assert (get_participant(house.db, house.mona, who), house.read(event), house.mails(event)) == before


def test_registering_oneself_writes_nothing_into_the_protocol(house: House) -> None:
    event = house.event()

    register(house.db, house.request(event))

    assert house.protocol(event) == [("event_created", None, None)]


def test_add_participant_twice_with_the_same_submission_gives_the_first_receipt(house: House) -> None:
    event = house.event()
    request = house.request(event)

    first = add_participant(house.db, house.mona, request)

    assert add_participant(house.db, house.mona, request) == first
    assert house.mails(event) == [("registered", "Anna")]
