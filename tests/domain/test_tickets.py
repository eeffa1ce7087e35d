"""Codes of tickets: whose one is, however it was typed, and nothing for whoever guesses."""

import pytest
from house import House

from akevents import settings
from akevents.domain import attendance, my_registration
from akevents.domain.attendance import ExpectedPerson
from akevents.domain.events import EventDetails
from akevents.domain.tickets import find_by_code, ticket_address, ticket_code
from akevents.errors import (
    EventNotFound,
    NotPossibleNow,
    TicketForAnotherEvent,
    TicketNotFound,
    TooManyAttempts,
)
from akevents.store.tables import Arrival


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Anna has a place, Bernd waits."""
    event = house.event(slug="abend", capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    return event


def code(house: House, event: EventDetails, name: str = "Anna") -> str:
    return my_registration.get_my_registration(house.db, house.token(event, name)).ticket_code


def test_code_is_the_number_and_six_letters_of_this_registration_alone(house: House, evening: EventDetails) -> None:
    first, second = (code(house, evening, name) for name in ("Anna", "Bernd"))

    assert (first[:2], second[:2], len(first), first[2:] == second[2:]) == ("1-", "2-", 8, False)
    assert first == ticket_code(1, house.registration(evening).submission_id)


def test_helper_finds_the_person_by_code_however_it_is_typed(house: House, evening: EventDetails) -> None:
    hanna, good = house.helper(), code(house, evening)
    anna = ExpectedPerson(
        house.registration_id(evening), "Beispiel, Anna", "Stadt Köln", is_waiting=False, checked_in_at=None
    )
    address = ticket_address("abend", good, settings.current())

    for typed in (good, good.lower(), good.replace("-", ""), f" {good[:4]} {good[4:]} ", address):
        assert find_by_code(house.db, hanna, "abend", typed) == anna


def test_who_waits_is_found_and_who_cancelled_is_not_let_in(house: House, evening: EventDetails) -> None:
    waiting, gone = code(house, evening, "Bernd"), code(house, evening, "Anna")
    assert find_by_code(house.db, house.mona, "abend", waiting).is_waiting

    house.set_registration(evening, "Anna", status="cancelled")

    with pytest.raises(NotPossibleNow) as refusal:
        find_by_code(house.db, house.mona, "abend", gone)
    assert refusal.value == NotPossibleNow("cancelled")


@pytest.mark.parametrize(
    "typed", ["", "1", "hallo", "1-AAAAAA", "99-K7QF3M", "1-K7QF3M0", "https://x.example/", "ß" * 999]
)
def test_other_codes_are_nobodys(house: House, evening: EventDetails, typed: str) -> None:
    with pytest.raises(TicketNotFound):
        find_by_code(house.db, house.mona, "abend", typed)


def test_codes_of_another_event_or_another_person_do_not_fit(house: House, evening: EventDetails) -> None:
    other = house.event(slug="anderer-abend")
    house.register(other, "Anna")
    foreign, mine = code(house, other), code(house, evening)

    with pytest.raises(TicketNotFound):
        find_by_code(house.db, house.mona, "abend", foreign)
    with pytest.raises(TicketNotFound):
        find_by_code(house.db, house.mona, "abend", f"2{mine[1:]}")
    with pytest.raises(TicketForAnotherEvent):
        find_by_code(house.db, house.mona, "abend", ticket_address("anderer-abend", foreign, settings.current()))


def test_event_of_another_group_does_not_exist(house: House, evening: EventDetails) -> None:
    with pytest.raises(EventNotFound):
        find_by_code(house.db, house.olaf, "abend", code(house, evening))


def test_guessing_ends_after_thirty_wrong_codes_for_this_helper_alone(house: House, evening: EventDetails) -> None:
    for _ in range(30):
        with pytest.raises(TicketNotFound):
            find_by_code(house.db, house.mona, "abend", "1-AAAAAA")

    with pytest.raises(TooManyAttempts):
        find_by_code(house.db, house.mona, "abend", code(house, evening))
    assert find_by_code(house.db, house.helper(), "abend", code(house, evening)).name == "Beispiel, Anna"


def test_way_of_arriving_is_stored(house: House, evening: EventDetails) -> None:
    anna = house.registration_id(evening)

    attendance.check_in(house.db, house.mona, anna, Arrival.CODE)

    assert house.registration(evening).arrival == Arrival.CODE
    attendance.undo_check_in(house.db, house.mona, anna)
    assert house.registration(evening).arrival is None
