"""In which state a visitor meets an event. One pure function; pages, mails, API and calendar all ask it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from akevents.store.tables import EventStatus


class EventState(StrEnum):
    DRAFT = "draft"
    NOT_OPEN_YET = "not_open_yet"
    OPEN = "open"
    FULL_WITH_WAITING_LIST = "full_with_waiting_list"
    FULL = "full"
    CLOSED = "closed"
    RUNNING = "running"
    PAST = "past"
    CANCELLED = "cancelled"


ACCEPTING = frozenset({EventState.OPEN, EventState.FULL_WITH_WAITING_LIST})
UPCOMING = frozenset(EventState) - {EventState.PAST, EventState.DRAFT}


class StateFacts(Protocol):
    """What decides: a table row, a details object or a test's own."""

    @property
    def status(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def registration_opens_at(self) -> datetime | None: ...
    @property
    def deadline_at(self) -> datetime | None: ...
    @property
    def capacity(self) -> int | None: ...
    @property
    def places_taken(self) -> int: ...
    @property
    def waiting(self) -> int: ...
    @property
    def has_waiting_list(self) -> bool: ...


class RoomFacts(StateFacts, Protocol):
    """The same with what decides when the room opens."""

    @property
    def joining_opens_minutes(self) -> int: ...


def places_left(event: StateFacts) -> int | None:
    """Free places, None for unlimited. Places that waiting people will get are not free for others."""
    if event.capacity is None:
        return None
    return 0 if event.waiting else max(0, event.capacity - event.places_taken)


def closes_at(event: StateFacts) -> datetime:
    """The instant from which nobody can register any more: the deadline, at the latest the start."""
    return min(event.deadline_at or event.starts_at, event.starts_at)


def room_opens_at(event: RoomFacts) -> datetime:
    """The instant from which people are let into the room."""
    return event.starts_at - timedelta(minutes=event.joining_opens_minutes)


def joining_shown_at(event: RoomFacts, joining_link_at: datetime | None) -> datetime:
    """The instant from which people with a place see link and dial-in: as the moderator said, else after the deadline, and
    at the latest when the room opens."""
    return joining_link_at or min(closes_at(event), room_opens_at(event))


def state_of(event: StateFacts, at: datetime) -> EventState:
    """The state at this instant; an instant that ends a state belongs to the next one."""
    if event.status == EventStatus.DRAFT:
        return EventState.DRAFT
    if event.status == EventStatus.CANCELLED:
        return EventState.CANCELLED
    if at >= event.ends_at:
        return EventState.PAST
    if at >= event.starts_at:
        return EventState.RUNNING
    if at >= closes_at(event):
        return EventState.CLOSED
    if event.registration_opens_at and at < event.registration_opens_at:
        return EventState.NOT_OPEN_YET
    if places_left(event) != 0:
        return EventState.OPEN
    return EventState.FULL_WITH_WAITING_LIST if event.has_waiting_list else EventState.FULL
