"""The state of an event: one pure function of what was decided, what is taken, and what time it is."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from akevents.domain.event_state import ACCEPTING, UPCOMING, EventState, closes_at, places_left, state_of

OPENS = datetime(2022, 2, 1, 8, 0, tzinfo=UTC)
DEADLINE = datetime(2022, 3, 1, 17, 0, tzinfo=UTC)
STARTS = datetime(2022, 3, 2, 16, 0, tzinfo=UTC)
ENDS = datetime(2022, 3, 2, 17, 30, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Evening:
    """Only what decides."""

    status: str = "published"
    starts_at: datetime = STARTS
    ends_at: datetime = ENDS
    registration_opens_at: datetime | None = OPENS
    deadline_at: datetime | None = DEADLINE
    capacity: int | None = 10
    places_taken: int = 0
    waiting: int = 0
    has_waiting_list: bool = True


EVENING = Evening()
FULL = replace(EVENING, places_taken=10)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (OPENS - MOMENT, EventState.NOT_OPEN_YET),
        (OPENS, EventState.OPEN),
        (DEADLINE - MOMENT, EventState.OPEN),
        (DEADLINE, EventState.CLOSED),
        (STARTS - MOMENT, EventState.CLOSED),
        (STARTS, EventState.RUNNING),
        (ENDS - MOMENT, EventState.RUNNING),
        (ENDS, EventState.PAST),
        (ENDS + timedelta(days=3650), EventState.PAST),
    ],
)
def test_state_follows_the_clock_and_a_boundary_belongs_to_the_later_state(at: datetime, state: EventState) -> None:
    assert state_of(EVENING, at) == state


@pytest.mark.parametrize("at", [OPENS - MOMENT, OPENS, DEADLINE, STARTS, ENDS])
@pytest.mark.parametrize("status", [EventState.DRAFT, EventState.CANCELLED])
def test_state_of_a_draft_and_of_a_cancelled_event_does_not_depend_on_the_clock(
    status: EventState, at: datetime
) -> None:
    assert state_of(replace(EVENING, status=status.value), at) == status


@pytest.mark.parametrize(
    ("taken", "waiting", "has_waiting_list", "state"),
    [
        (9, 0, True, EventState.OPEN),
        (10, 0, True, EventState.FULL_WITH_WAITING_LIST),
        (11, 0, True, EventState.FULL_WITH_WAITING_LIST),
        (9, 1, True, EventState.FULL_WITH_WAITING_LIST),
        (9, 0, False, EventState.OPEN),
        (10, 0, False, EventState.FULL),
    ],
)
def test_state_is_full_when_no_place_is_left_for_a_newcomer(
    taken: int, waiting: int, has_waiting_list: bool, state: EventState
) -> None:
    evening = replace(EVENING, places_taken=taken, waiting=waiting, has_waiting_list=has_waiting_list)

    assert state_of(evening, OPENS) == state


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (OPENS - MOMENT, EventState.NOT_OPEN_YET),
        (DEADLINE, EventState.CLOSED),
        (STARTS, EventState.RUNNING),
        (ENDS, EventState.PAST),
    ],
)
def test_state_of_a_full_event_still_follows_the_clock(at: datetime, state: EventState) -> None:
    assert state_of(FULL, at) == state


def test_state_without_opening_instant_is_open_at_once() -> None:
    assert state_of(replace(EVENING, registration_opens_at=None), OPENS - timedelta(days=365)) == EventState.OPEN


def test_state_without_deadline_stays_open_until_the_start() -> None:
    evening = replace(EVENING, deadline_at=None)

    assert [state_of(evening, at) for at in (STARTS - MOMENT, STARTS)] == [EventState.OPEN, EventState.RUNNING]


def test_state_is_closed_when_the_opening_lies_behind_the_deadline() -> None:
    evening = replace(EVENING, registration_opens_at=STARTS - MOMENT)

    assert state_of(evening, DEADLINE) == EventState.CLOSED


@pytest.mark.parametrize(
    ("deadline", "closes"), [(DEADLINE, DEADLINE), (None, STARTS), (STARTS + timedelta(hours=1), STARTS)]
)
def test_closes_at_is_the_deadline_but_never_after_the_start(deadline: datetime | None, closes: datetime) -> None:
    assert closes_at(replace(EVENING, deadline_at=deadline)) == closes


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "left"),
    [
        (None, 0, 0, None),
        (None, 5000, 0, None),
        (10, 0, 0, 10),
        (10, 9, 0, 1),
        (10, 10, 0, 0),
        (10, 12, 0, 0),  # the moderator gave places beyond the capacity
        (10, 8, 3, 0),  # free places belong to those who wait
        (0, 0, 0, 0),
    ],
)
def test_places_left_counts_what_a_newcomer_could_take(
    capacity: int | None, taken: int, waiting: int, left: int | None
) -> None:
    assert places_left(replace(EVENING, capacity=capacity, places_taken=taken, waiting=waiting)) == left


def test_exactly_two_states_accept_registrations_and_only_drafts_and_the_past_are_not_upcoming() -> None:
    assert {EventState.OPEN, EventState.FULL_WITH_WAITING_LIST} == ACCEPTING
    assert set(EventState) - UPCOMING == {EventState.DRAFT, EventState.PAST}
