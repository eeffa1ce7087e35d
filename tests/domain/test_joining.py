"""The personal joining page: for whom the room is open, when, and what the click records."""

from datetime import timedelta
from typing import Any

import pytest
from house import House

from akevents import clock
from akevents.domain import joining, my_registration, participants, personal_links, tokens
from akevents.domain.events import EventDetails
from akevents.domain.joining import Door, get_joining, get_ticket
from akevents.errors import EventCancelled, LinkExpired, NotPossibleNow, RegistrationNotFound
from akevents.store.tables import Arrival

ROOM = "https://raum.example/abend"
MINUTE = timedelta(minutes=1)


def token(house: House, event: EventDetails, name: str = "Anna") -> str:
    row = house.registration(event, name)
    return tokens.arrival_token(row.id, row.submission_id, row.link_version)


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Anna has a place, Bernd waits; there is a room, opened a quarter of an hour before."""
    event = house.event(capacity=1)
    house.set(event, joining_url=ROOM, dial_in="+49 30 1234\nPIN 567")
    for name in ("Anna", "Bernd"):
        house.register(event, name)
    return house.read(event)


def doors(house: House, event: EventDetails, *offsets: timedelta, name: str = "Anna") -> list[Door]:
    """What the page says so long after the start."""
    link, found = token(house, event, name), []
    for offset in offsets:
        clock.start_at(event.starts_at + offset)
        found.append(get_joining(house.db, link).door)
    return found


def test_room_opens_before_the_start_and_stays_open_a_little_after_the_end(house: House, evening: EventDetails) -> None:
    end = evening.ends_at - evening.starts_at
    second = timedelta(seconds=1)

    found = doors(house, evening, -15 * MINUTE - second, -15 * MINUTE, end + 30 * MINUTE - second, end + 30 * MINUTE)

    assert found == [Door.EARLY, Door.OPEN, Door.OPEN, Door.OVER]


@pytest.mark.parametrize(
    ("columns", "opens"),
    [
        ({"joining_opens_minutes": 60}, -60),
        ({"joining_opens_minutes": 0}, 0),
        ({"released": -5}, -5),
        ({"released": -600}, -15),
        ({"deadline_at": None}, -15),
        ({"deadline_at": None, "joining_opens_minutes": 5}, -5),
    ],
)
def test_moderators_say_when_it_opens_and_never_before_the_link_is_released(
    house: House, evening: EventDetails, columns: dict[str, Any], opens: int
) -> None:
    if "released" in columns:
        columns = {"joining_link_at": evening.starts_at + columns["released"] * MINUTE}
    house.set(evening, **columns)

    opens_at = get_joining(house.db, token(house, evening)).opens_at

    assert opens_at == evening.starts_at + opens * MINUTE
    assert doors(house, evening, (opens - 1) * MINUTE, opens * MINUTE) == [Door.EARLY, Door.OPEN]


def test_link_and_dial_in_leave_only_while_the_door_is_open(house: House, evening: EventDetails) -> None:
    link, secrets = token(house, evening), []
    for offset in (-60, -10, 200):
        clock.start_at(evening.starts_at + offset * MINUTE)
        found = joining.join(house.db, link)
        secrets.append((found.url, found.dial_in))

    assert secrets == [(None, None), (ROOM, "+49 30 1234\nPIN 567"), (None, None)]


def test_click_records_the_arrival_once_and_tells_live_screens(house: House, evening: EventDetails) -> None:
    clock.start_at(evening.starts_at - 5 * MINUTE)
    before = house.read(evening).change_counter

    found = joining.join(house.db, token(house, evening))

    row = house.registration(evening)
    assert (row.checked_in_at is not None, row.arrival, found.mine.arrival) == (True, Arrival.LINK, Arrival.LINK)
    assert house.read(evening).change_counter == before + 1
    assert joining.join(house.db, token(house, evening)) == found
    assert house.read(evening).change_counter == before + 1


def test_looking_records_nothing(house: House, evening: EventDetails) -> None:
    clock.start_at(evening.starts_at)
    before = house.read(evening).change_counter

    get_joining(house.db, token(house, evening))
    get_ticket(house.db, token(house, evening))

    assert house.registration(evening).checked_in_at is None
    assert house.read(evening).change_counter == before


def test_who_was_ticked_at_the_door_stays_that(house: House, evening: EventDetails) -> None:
    clock.start_at(evening.starts_at)
    participants.check_in(house.db, house.mona, house.registration_id(evening))

    found = joining.join(house.db, token(house, evening))

    assert (found.door, found.url, found.mine.arrival) == (Door.OPEN, ROOM, Arrival.DOOR)


def test_nothing_is_recorded_while_the_door_is_shut(house: House, evening: EventDetails) -> None:
    for offset in (-60 * MINUTE, timedelta(hours=5)):
        clock.start_at(evening.starts_at + offset)
        joining.join(house.db, token(house, evening))
    clock.start_at(evening.starts_at)
    joining.join(house.db, token(house, evening, "Bernd"))

    assert [house.registration(evening, name).checked_in_at for name in ("Anna", "Bernd")] == [None, None]


@pytest.mark.parametrize("status", ["pending", "requested", "waitlisted", "cancelled"])
def test_only_people_with_a_place_come_in(house: House, evening: EventDetails, status: str) -> None:
    house.set_registration(evening, "Anna", status=status)

    found = joining.join(house.db, token(house, evening))

    assert (found.door, found.url, found.mine.status) == (Door.NO_PLACE, None, status)
    with pytest.raises(NotPossibleNow) as refusal:
        get_ticket(house.db, token(house, evening))
    assert refusal.value == NotPossibleNow(status)


def test_cancelled_evening_has_no_room_and_no_ticket(house: House, evening: EventDetails) -> None:
    house.set(evening, status="cancelled")

    assert doors(house, evening, timedelta(0)) == [Door.CANCELLED]
    with pytest.raises(EventCancelled):
        get_ticket(house.db, token(house, evening))


@pytest.mark.parametrize(
    ("columns", "door"),
    [
        ({"joining_url": None, "dial_in": None}, Door.NO_ROOM),
        ({"joining_url": None, "dial_in": " \n"}, Door.NO_ROOM),
        ({"joining_url": None, "dial_in": None, "format": "on_site"}, Door.ON_SITE),
        ({"joining_url": "javascript:alert(1)", "dial_in": None}, Door.NO_ROOM),
        ({"joining_url": "https://", "dial_in": None}, Door.NO_ROOM),
        ({"joining_url": "https://[raum", "dial_in": None}, Door.NO_ROOM),
        ({"joining_url": "https://raum.example/\nx", "dial_in": None}, Door.NO_ROOM),
        ({"joining_url": None}, Door.OPEN),
        ({"dial_in": None}, Door.OPEN),
    ],
)
def test_room_is_a_web_address_or_a_telephone_number(
    house: House, evening: EventDetails, columns: dict[str, Any], door: Door
) -> None:
    house.set(evening, **columns)

    assert doors(house, evening, timedelta(0)) == [door]


def test_other_tokens_lead_nowhere(house: House, evening: EventDetails) -> None:
    good = token(house, evening)
    number, seal = good.split(".")
    others = (
        house.token(evening),
        f"{number}.x",
        f"{int(number) + 1}.{seal}",
        number,
        "",
        "1" * 40,
        "ü.ü",
        "1\x00.\ud800",
    )
    for wrong in others:
        for step in (get_joining, joining.join, get_ticket, joining.get_visitor):
            with pytest.raises(RegistrationNotFound):
                step(house.db, wrong)


@pytest.mark.usefixtures("with_mail")
def test_link_can_only_let_in_and_is_renewed_with_the_personal_link(house: House, evening: EventDetails) -> None:
    old = token(house, evening)
    with pytest.raises(RegistrationNotFound):
        my_registration.cancel(house.db, old)

    personal_links.renew(house.db, house.token(evening))

    with pytest.raises(RegistrationNotFound):
        get_joining(house.db, old)
    assert get_joining(house.db, token(house, evening)).mine.first_name == "Anna"


def test_link_ends_with_the_personal_link(house: House, evening: EventDetails) -> None:
    clock.start_at(evening.ends_at + timedelta(days=14))

    with pytest.raises(LinkExpired):
        get_joining(house.db, token(house, evening))
