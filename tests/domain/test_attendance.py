"""The list at the door: who is expected, who has come, and nothing else of anybody."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import timedelta

import pytest
from house import House

from akevents import clock
from akevents.domain import attendance, participants
from akevents.domain.attendance import PAGE_SIZE, CheckInList, ExpectedPerson, list_for_check_in
from akevents.domain.events import EventDetails, list_check_in_events
from akevents.errors import EventNotFound, NotPossibleNow, RegistrationNotFound
from akevents.store.tables import Arrival


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Anna and Bernd have a place, Chiara waits."""
    event = house.event(slug="abend", capacity=2)
    house.register(event, "Anna", last_name="Zeisig", topic="Geheim")
    house.register(event, "Bernd", last_name="Äpfel", institution="Stadt Soest")
    house.register(event, "Chiara", last_name="Mohn", email="ch.mohn@webpost.example")
    return event


def names(found: CheckInList) -> list[str]:
    return [each.name for each in found.people]


def test_helper_sees_name_institution_and_arrival_in_german_order(house: House, evening: EventDetails) -> None:
    hanna = house.helper()
    anna = attendance.check_in(house.db, hanna, house.registration_id(evening, "Anna"))

    found = list_for_check_in(house.db, hanna, "abend")

    bernd, chiara = (house.registration_id(evening, name) for name in ("Bernd", "Chiara"))
    assert found == CheckInList(
        confirmed=2,
        present=1,
        total=3,
        page=1,
        people=(
            ExpectedPerson(bernd, "Äpfel, Bernd", "Stadt Soest", is_waiting=False, checked_in_at=None),
            ExpectedPerson(chiara, "Mohn, Chiara", "Stadt Köln", is_waiting=True, checked_in_at=None),
            anna,
        ),
    )
    assert {each.name for each in fields(ExpectedPerson)} == {
        "id", "name", "institution", "is_waiting", "checked_in_at",
    }  # fmt: skip


def test_only_people_who_may_come_are_on_the_list(house: House, evening: EventDetails) -> None:
    participants.cancel(house.db, house.mona, house.registration_id(evening, "Bernd"))
    house.set_registration(evening, "Anna", status="pending")

    assert names(list_for_check_in(house.db, house.mona, "abend")) == ["Mohn, Chiara"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("apfel", ["Äpfel, Bernd"]),
        ("ZEISIG köln", ["Zeisig, Anna"]),
        ("soest", ["Äpfel, Bernd"]),
        ("webpost", []),
        ("bringt", []),
        ("%", []),
        ("a\x00b", []),
    ],
)
def test_search_finds_names_and_institutions_but_no_address_and_no_note(
    house: House, evening: EventDetails, words: str, found: list[str]
) -> None:
    anna = house.registration_id(evening, "Anna")
    participants.change_note(house.db, house.mona, anna, "bringt ein Beispiel", instead_of=None)

    assert names(list_for_check_in(house.db, house.helper(), "abend", words)) == found


def test_list_comes_in_pages(house: House) -> None:
    event = house.event()
    for number in range(PAGE_SIZE + 2):
        house.register(event, f"Gast{number:02}")

    first, last = (list_for_check_in(house.db, house.mona, event.slug, page=page) for page in (0, 99))

    assert (first.page, first.pages, len(first.people), first.total) == (1, 2, PAGE_SIZE, PAGE_SIZE + 2)
    assert (last.page, names(last)) == (2, [f"Beispiel, Gast{number}" for number in (25, 26)])


def test_check_in_and_its_undoing_are_in_the_protocol_once(house: House, evening: EventDetails) -> None:
    hanna, who = house.helper(), house.registration_id(evening, "Anna")

    first = attendance.check_in(house.db, hanna, who)
    again = attendance.check_in(house.db, hanna, who)
    undone = attendance.undo_check_in(house.db, hanna, who)

    assert first == again
    assert first.checked_in_at is not None
    assert undone == ExpectedPerson(who, "Zeisig, Anna", "Stadt Köln", is_waiting=False, checked_in_at=None)
    assert house.protocol(evening)[1:] == [("checked_in", hanna.id, who), ("check_in_undone", hanna.id, who)]


def test_somebody_who_waits_is_not_checked_in(house: House, evening: EventDetails) -> None:
    with pytest.raises(NotPossibleNow):
        attendance.check_in(house.db, house.helper(), house.registration_id(evening, "Chiara"))


def test_event_of_another_group_and_drafts_do_not_exist_for_a_helper(house: House, evening: EventDetails) -> None:
    hanna = house.helper()
    draft = house.event(publish=False)
    foreign = house.event(working_group_id=house.other_group_id)
    house.register(foreign, "Doris")
    for slug in (draft.slug, foreign.slug, "gibt-es-nicht", "a\x00b"):
        for step in (attendance.get_check_in_event, list_for_check_in):
            with pytest.raises(EventNotFound) as refusal:
                step(house.db, hanna, slug)
            assert refusal.value == EventNotFound(slug)
    for step in (attendance.check_in, attendance.undo_check_in):
        with pytest.raises(RegistrationNotFound):
            step(house.db, hanna, house.registration_id(foreign, "Doris"))
    assert attendance.get_check_in_event(house.db, house.mona, draft.slug) == house.read(draft)


def test_helper_finds_the_doors_of_the_groups_they_help_in(house: House, evening: EventDetails) -> None:
    house.event(publish=False)
    house.event(working_group_id=house.other_group_id)
    sooner = house.event(starts_at=clock.utc_now() + timedelta(days=1))

    assert [each.slug for each in list_check_in_events(house.db, house.helper())] == [sooner.slug, "abend"]


def test_no_shows_are_known_after_the_end_of_an_evening_where_somebody_was_noted(
    house: House, evening: EventDetails
) -> None:
    def known() -> int | None:
        return attendance.count_no_shows(house.db, house.mona, evening.id)

    found = [known()]
    clock.start_at(evening.ends_at)
    found.append(known())
    attendance.check_in(house.db, house.mona, house.registration_id(evening, "Anna"))
    found.append(known())
    attendance.check_in(house.db, house.mona, house.registration_id(evening, "Bernd"))
    found.append(known())
    house.set(evening, status="cancelled")
    found.append(known())

    assert found == [None, None, 1, 0, None]
    with house.db.reading() as session:
        assert attendance.no_shows(session, 0) is None
    for who, event_id in ((house.olaf, evening.id), (house.mona, 0)):
        with pytest.raises(EventNotFound):
            attendance.count_no_shows(house.db, who, event_id)


@pytest.mark.parametrize(
    ("late", "way", "stored"),
    [
        (False, Arrival.DOOR, "door"),
        (False, Arrival.CODE, "code"),
        (True, Arrival.DOOR, "afterwards"),
        (True, Arrival.CODE, "code"),
    ],
)
def test_each_way_of_arriving_is_stored_and_a_tick_after_the_end_was_written_down_afterwards(
    house: House, evening: EventDetails, late: bool, way: Arrival, stored: str
) -> None:
    clock.start_at(evening.ends_at if late else evening.starts_at)

    attendance.check_in(house.db, house.mona, house.registration_id(evening, "Anna"), way)

    assert house.registration(evening, "Anna").arrival == stored


def test_two_helpers_who_tick_at_once_make_one_arrival(house: House, evening: EventDetails) -> None:
    anna, hanna = house.registration_id(evening, "Anna"), house.helper()
    before = house.read(evening).change_counter

    with ThreadPoolExecutor(4) as helpers:
        found = list(helpers.map(lambda by: attendance.check_in(house.db, by, anna), [hanna, house.mona] * 4))

    assert len(set(found)) == 1
    assert [action for action, _, _ in house.protocol(evening)].count("checked_in") == 1
    assert house.read(evening).change_counter == before + 1
