"""Second thoughts: nobody is overtaken by them, and nobody loses what was theirs."""

from datetime import timedelta

import pytest
from house import House

from akevents import clock
from akevents.domain import moderators, my_registration, participants
from akevents.domain.my_registration import get_my_registration
from akevents.domain.undo_rules import UNDO_FOR
from akevents.domain.undoing import rejoin, undo_cancel
from akevents.errors import (
    AkeventsError,
    AlreadyRegistered,
    EventCancelled,
    EventFull,
    InvalidRequest,
    NotPossibleNow,
    Problem,
    RegistrationClosed,
    RegistrationNotFound,
)
from akevents.store.tables import EventStatus


def test_a_cancelled_place_comes_back_as_it_was(house: House) -> None:
    event = house.event(capacity=2)
    house.register(event, "Anna")
    before = house.registration(event)
    my_registration.cancel(house.db, house.token(event))

    offered = get_my_registration(house.db, house.token(event))
    mine = undo_cancel(house.db, house.token(event))

    cancelled_at = offered.cancelled_at
    assert cancelled_at is not None
    assert (offered.undo_to, offered.undo_until) == ("confirmed", cancelled_at + UNDO_FOR)
    after = house.registration(event)
    same = ("status", "status_at", "confirmed_at", "cancelled_at", "expires_at", "before_cancelling", "number")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert (mine.status, mine.undo_to, mine.undo_until) == ("confirmed", None, None)
    assert house.mails(event) == [
        ("registered", "Anna"),
        ("cancelled_by_participant", "Anna"),
        ("cancellation_undone", "Anna"),
    ]
    assert house.counters_and_recount(event) == ((1, 0, 1), (1, 0, 1))


def test_a_place_that_went_to_the_next_person_stays_theirs(house: House) -> None:
    event = house.event(capacity=1)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    my_registration.cancel(house.db, house.token(event, "Anna"))

    offered = get_my_registration(house.db, house.token(event, "Anna"))
    mine = undo_cancel(house.db, house.token(event, "Anna"))

    assert offered.undo_to == "waitlisted"
    assert (mine.status, mine.waiting_position) == ("waitlisted", 2)
    assert house.statuses(event) == {"Anna": "waitlisted", "Bernd": "confirmed", "Chiara": "waitlisted"}
    assert house.mails(event)[-1] == ("waitlisted", "Anna")
    assert house.counters_and_recount(event) == ((1, 2, 3), (1, 2, 3))


def test_whoever_waited_stands_where_they_stood(house: House) -> None:
    event = house.event(capacity=1)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    my_registration.cancel(house.db, house.token(event, "Bernd"))

    assert undo_cancel(house.db, house.token(event, "Bernd")).waiting_position == 1


def test_an_unconfirmed_place_is_unconfirmed_again(house: House, with_mail: None) -> None:
    event = house.event()
    house.register(event)
    before = house.registration(event)
    my_registration.cancel(house.db, house.token(event))

    undo_cancel(house.db, house.token(event))

    after = house.registration(event)
    assert (after.status, after.expires_at) == ("pending", before.expires_at)
    assert house.mails(event)[-1] == ("confirm_address", "Anna")


def test_undoing_twice_changes_nothing(house: House) -> None:
    event = house.event()
    house.register(event)
    my_registration.cancel(house.db, house.token(event))
    undo_cancel(house.db, house.token(event))
    mails, counter = house.mails(event), house.read(event).change_counter

    undo_cancel(house.db, house.token(event))

    assert (house.mails(event), house.read(event).change_counter) == (mails, counter)


def test_ten_minutes_are_ten_minutes(house: House) -> None:
    event = house.event()
    house.register(event)
    my_registration.cancel(house.db, house.token(event))
    cancelled_at = house.registration(event).cancelled_at
    assert cancelled_at is not None
    counter = house.read(event).change_counter

    clock.start_at(cancelled_at + UNDO_FOR)
    assert get_my_registration(house.db, house.token(event)).undo_to is None
    with pytest.raises(NotPossibleNow):
        undo_cancel(house.db, house.token(event))
    assert house.read(event).change_counter == counter

    clock.start_at(cancelled_at + UNDO_FOR - timedelta(seconds=5))
    assert undo_cancel(house.db, house.token(event)).status == "confirmed"


def test_what_the_moderator_cancelled_is_not_undone_by_the_person(house: House) -> None:
    event = house.event()
    house.register(event)
    participants.cancel(house.db, moderators.operator(), house.registration_id(event))

    assert get_my_registration(house.db, house.token(event)).undo_until is None
    with pytest.raises(NotPossibleNow):
        undo_cancel(house.db, house.token(event))


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"status": EventStatus.CANCELLED}, EventCancelled),
        ({"starts_at": clock.utc_now() - timedelta(minutes=1)}, RegistrationClosed),
    ],
)
def test_undo_is_refused_when_the_event_is_called_off_or_has_begun(
    house: House, columns: dict[str, object], error: type[AkeventsError]
) -> None:
    event = house.event()
    house.register(event)
    my_registration.cancel(house.db, house.token(event))
    house.set(event, **columns)

    with pytest.raises(error):
        undo_cancel(house.db, house.token(event))
    assert house.statuses(event) == {"Anna": "cancelled"}


def test_undo_is_refused_where_the_place_is_gone_and_nobody_waits(house: House) -> None:
    event = house.event(capacity=1, has_waiting_list=False)
    house.register(event, "Anna")
    my_registration.cancel(house.db, house.token(event, "Anna"))
    house.register(event, "Bernd")

    with pytest.raises(EventFull):
        undo_cancel(house.db, house.token(event, "Anna"))
    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "confirmed"}


@pytest.mark.parametrize("come_back", [undo_cancel, rejoin])
def test_nobody_comes_back_beside_a_new_registration_of_theirs(house: House, come_back: object) -> None:
    event = house.event()
    house.register(event, "Anna")
    token = house.token(event)
    my_registration.cancel(house.db, token)
    house.register(event, "Anna")

    with pytest.raises(AlreadyRegistered):
        come_back(house.db, token)  # type: ignore[operator]


# Coming back later


def test_rejoin_gives_what_a_newcomer_would_get(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    my_registration.cancel(house.db, house.token(event, "Anna"))
    clock.start_at(clock.utc_now() + timedelta(days=1))
    assert get_my_registration(house.db, house.token(event, "Anna")).can_rejoin

    assert rejoin(house.db, house.token(event, "Anna")).status == "waitlisted"
    my_registration.cancel(house.db, house.token(event, "Bernd"))

    assert house.statuses(event) == {"Anna": "confirmed", "Bernd": "cancelled"}
    assert [kind for kind, name in house.mails(event) if name == "Anna"] == [
        "registered", "cancelled_by_participant", "waitlisted", "promoted",
    ]  # fmt: skip
    assert house.counters_and_recount(event) == ((1, 0, 2), (1, 0, 2))


def test_rejoin_proves_the_address_by_the_link(house: House, with_mail: None) -> None:
    event = house.event()
    house.register(event)
    my_registration.cancel(house.db, house.token(event))

    mine = rejoin(house.db, house.token(event))

    assert (mine.status, mine.expires_at, mine.cancelled_at) == ("confirmed", None, None)


def test_rejoin_after_the_deadline_asks_the_moderator(house: House) -> None:
    event = house.event(more={"allows_late_requests": True})
    house.register(event)
    my_registration.cancel(house.db, house.token(event))
    clock.start_at(event.closes_at + timedelta(minutes=1))

    for reason, code in (("", "missing_request_reason"), ("x" * 501, "too_long"), ("a\x00b", "control_characters")):
        with pytest.raises(InvalidRequest) as refused:
            rejoin(house.db, house.token(event), reason=reason)
        limit = 500 if code == "too_long" else None
        assert refused.value.problems == (Problem("request_reason", code, limit),)
    assert rejoin(house.db, house.token(event), reason="Doch Zeit.").status == "requested"
    assert house.mails(event)[-2:] == [("late_request_received", "Anna"), ("late_request_for_moderator", "Anna")]


def test_rejoin_is_refused_when_the_event_takes_nobody(house: House) -> None:
    event = house.event()
    house.register(event)
    my_registration.cancel(house.db, house.token(event))
    clock.start_at(event.closes_at)

    assert not get_my_registration(house.db, house.token(event)).can_rejoin
    with pytest.raises(RegistrationClosed):
        rejoin(house.db, house.token(event))


def test_rejoin_is_for_those_who_left(house: House) -> None:
    event = house.event()
    house.register(event)

    with pytest.raises(NotPossibleNow):
        rejoin(house.db, house.token(event))
    with pytest.raises(RegistrationNotFound):
        rejoin(house.db, "fremd")
