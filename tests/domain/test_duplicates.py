"""Registrations that look like one person: hinted at, told apart."""

import pytest
from house import House
from sqlalchemy import event as sqlalchemy_event

from akevents.domain import participants
from akevents.domain.duplicates import DuplicateHint, Likeness, Suspect, list_duplicates, tell_apart
from akevents.domain.events import EventDetails
from akevents.errors import EventNotFound, RegistrationNotFound
from akevents.store.tables import RegistrationStatus

MAILBOX, NAME = Likeness.MAILBOX, Likeness.NAME


def hints(house: House, event: EventDetails) -> list[tuple[int, int, tuple[Likeness, ...]]]:
    """Numbers of both registrations and why."""
    found = list_duplicates(house.db, house.mona, event.id)
    return [(each.first.number, each.second.number, each.likenesses) for each in found]


def test_two_registrations_of_one_person_are_shown_side_by_side(house: House) -> None:
    event = house.event()
    first = house.register(event, "Anna", email="anna.beispiel@gmail.com", function="Referentin")
    second = house.register(event, "anna", last_name="BEISPIEL", institution="stadt  köln", topic="Leerstand")

    (hint,) = list_duplicates(house.db, house.mona, event.id)

    def suspect(name: str, **fields: object) -> Suspect:
        row = house.registration(event, name)
        values = {"id": row.id, "status": RegistrationStatus.CONFIRMED, "function": None, "topic": None, "note": None}
        return Suspect(**{**values, "first_name": name, **fields})  # type: ignore[arg-type]

    assert hint == DuplicateHint(
        suspect("Anna", number=1, registered_at=first.registered_at, last_name="Beispiel", institution="Stadt Köln",
                email="anna.beispiel@gmail.com", function="Referentin"),
        suspect("anna", number=2, registered_at=second.registered_at, last_name="BEISPIEL", institution="stadt  köln",
                email="anna@example.org", topic="Leerstand"),
        (NAME,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "likenesses"),
    [
        ({"email": "a.nna+dvag@googlemail.com", "last_name": "Meier"}, (MAILBOX,)),
        ({"email": "a.nna@gmail.com"}, (MAILBOX, NAME)),
        ({"first_name": "Beispiel", "last_name": "Änna"}, (NAME,)),
        ({"last_name": "Beispiel", "institution": "STADT KOLN"}, (NAME,)),
    ],
)
def test_hint_says_in_what_they_are_alike(
    house: House, fields: dict[str, str], likenesses: tuple[Likeness, ...]
) -> None:
    event = house.event()
    house.register(event, "Anna", email="anna@gmail.com")
    house.register(event, **{"first_name": "Anna", "email": "other@example.org"} | fields)

    assert hints(house, event) == [(1, 2, likenesses)]


@pytest.mark.parametrize(
    "fields",
    [
        {"institution": "Stadt Bonn"},
        {"last_name": "Beispielin"},
        {"first_name": "Bernd"},
        {"first_name": "Bernd", "email": "an.na@example.org"},
    ],
)
def test_people_who_only_resemble_each_other_are_no_hint(house: House, fields: dict[str, str]) -> None:
    event = house.event()
    house.register(event, "Anna")
    house.register(event, **{"first_name": "Anna", "email": "other@example.org"} | fields)

    assert hints(house, event) == []


def test_cancelled_registrations_and_other_events_are_no_hint(house: House) -> None:
    event, other = house.event(), house.event()
    for here, address in ((event, "a@example.org"), (event, "b@example.org"), (other, "c@example.org")):
        house.register(here, "Anna", email=address)
    assert hints(house, event) == [(1, 2, (NAME,))]

    participants.cancel(house.db, house.mona, house.registration_id(event, "Anna"))

    assert hints(house, event) == []
    with pytest.raises(EventNotFound):
        list_duplicates(house.db, house.olaf, event.id)
    with pytest.raises(EventNotFound):
        list_duplicates(house.db, house.mona, 987_654)


def test_many_that_are_alike_are_each_compared_with_the_first(house: House) -> None:
    event = house.event()
    ids = []
    for number in range(4):
        house.register(event, "Anna", email=f"anna{number}@example.org")
        ids.append(house.registration_id(event, "Anna"))
    assert hints(house, event) == [(1, 2, (NAME,)), (1, 3, (NAME,)), (1, 4, (NAME,))]

    tell_apart(house.db, house.mona, ids[2], ids[0])
    tell_apart(house.db, house.mona, ids[3], ids[0])
    tell_apart(house.db, house.mona, ids[3], ids[1])

    assert hints(house, event) == [(1, 2, (NAME,)), (2, 3, (NAME,)), (3, 4, (NAME,))]


@pytest.mark.parametrize("people", [2, 9])
def test_looking_takes_three_queries_however_many_there_are(house: House, people: int) -> None:
    event = house.event()
    for number in range(people):
        house.register(event, "Anna", email=f"anna{number}@example.org")
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    sqlalchemy_event.listen(house.db.engine, "before_cursor_execute", note)
    try:
        assert len(list_duplicates(house.db, house.mona, event.id)) == people - 1
    finally:
        sqlalchemy_event.remove(house.db.engine, "before_cursor_execute", note)
    assert len(statements) == 3  # the group, the registrations, who was told apart


def test_tell_apart_ends_the_hint_once_and_for_all(house: House) -> None:
    event = house.event()
    house.register(event, "Anna")
    first = house.registration_id(event, "Anna")
    house.register(event, "Anna", email="a@example.org")
    second = house.registration_id(event, "Anna")
    counter = house.read(event).change_counter

    tell_apart(house.db, house.mona, second, first)
    tell_apart(house.db, house.mona, first, second)

    assert hints(house, event) == []
    assert house.read(event).change_counter == counter + 1
    assert house.protocol(event)[1:] == [("told_apart", house.mona.id, first)]
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_tell_apart_knows_only_two_of_one_own_event(house: House) -> None:
    event, other = house.event(), house.event()
    house.register(event, "Anna")
    house.register(event, "Bernd")
    house.register(other, "Anna")
    anna, bernd = house.registration_id(event, "Anna"), house.registration_id(event, "Bernd")

    for by, first, second in (
        (house.olaf, anna, bernd),
        (house.helper(), anna, bernd),
        (house.mona, anna, house.registration_id(other, "Anna")),
        (house.mona, anna, anna),
        (house.mona, anna, 987_654),
    ):
        with pytest.raises(RegistrationNotFound):
            tell_apart(house.db, by, first, second)
    assert len(house.protocol(event)) == 1
