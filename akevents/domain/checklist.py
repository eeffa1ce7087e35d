"""The checklist that closes an evening: ticks itself from what is known, the rest by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.certificate_numbers import present_at
from akevents.domain.events import EventDetails
from akevents.domain.outbox import MailKind
from akevents.domain.seats import AnyRow
from akevents.store.tables import (
    DiscussionQuestion,
    DiscussionStatus,
    Event,
    EventStatus,
    OutboxMail,
    ProtocolEntry,
)

BY_HAND = ("speaker_thanked", "recording_stopped", "room_closed")


@dataclass(frozen=True, slots=True)
class Check:
    """One item; `by_itself` is True where the house knows and nobody ticks. `on` is the day that its words name."""

    key: str
    is_done: bool
    by_itself: bool
    on: date | None = None


def checks_of(session: Session, row: AnyRow, event: EventDetails) -> tuple[Check, ...]:
    """In the order in which things happen. `row` holds the event's columns."""
    return tuple(_checks(session, row, event))


def _checks(session: Session, row: AnyRow, event: EventDetails) -> Iterator[Check]:
    for key in BY_HAND:
        if key != "recording_stopped" or event.is_recorded:
            yield Check(key, key in row.closing_checks, by_itself=False)
    here = DiscussionQuestion.event_id == event.id
    is_open = DiscussionQuestion.status.in_((DiscussionStatus.SHOWN, DiscussionStatus.WAITING))
    yield Check("questions_answered", not _there(session, here, is_open), by_itself=True)
    attended = row.head_count is not None or _there(session, *present_at(event.id))
    yield Check("attendance_noted", attended, by_itself=True)
    yield Check("materials_there", bool((event.materials or "").strip()), by_itself=True)
    thanked = (OutboxMail.event_id == event.id, OutboxMail.kind == MailKind.THANKS)
    yield Check("thanks_sent", _there(session, *thanked), by_itself=True)
    taken = (
        ProtocolEntry.event_id == event.id, ProtocolEntry.action == "exported", ProtocolEntry.at >= event.starts_at,
    )  # fmt: skip
    yield Check("list_taken", _there(session, *taken), by_itself=True)
    later = (
        Event.working_group_id == event.working_group_id, Event.starts_at > max(event.ends_at, clock.utc_now()),
        Event.status != EventStatus.CANCELLED,
    )  # fmt: skip
    yield Check("next_planned", _there(session, *later), by_itself=True)
    yield Check("deletion_planned", is_done=True, by_itself=True, on=event.deleted_on)


def _there(session: Session, *conditions: ColumnElement[bool]) -> bool:
    return bool(session.scalar(select(exists().where(*conditions))))
