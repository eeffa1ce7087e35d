"""What goes out at its time: reminders, the way into the room, materials. Each person gets each of them once.

A server that was off catches up with what still helps: every mail here says until when it is of use, and what is past that
moment is neither queued nor sent. Someone whose place is newer than the moment of a reminder has just read the facts and
gets none. Moved to another time, an event reminds again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import outbox
from akevents.domain.event_state import joining_shown_at
from akevents.domain.outbox import MailKind
from akevents.domain.seats import AnyRow, lock_event
from akevents.store.database import Database
from akevents.store.tables import Event, EventFormat, EventStatus, OutboxMail, Registration, RegistrationStatus

HOUR = timedelta(hours=1)
MATERIALS_PAUSE = timedelta(minutes=15)  # after the end and after the last change: time to mend what was just saved
MATERIALS_UNTIL = timedelta(days=14)  # after the end; later nobody waits for them
LONGEST_AHEAD = timedelta(days=2)  # no reminder is due earlier than this, whatever the zone does in between

_EVENTS = select(
    Event.id, Event.status, Event.starts_at, Event.ends_at, Event.timezone, Event.format, Event.deadline_at,
    Event.joining_url, Event.dial_in, Event.joining_link_at, Event.materials, Event.changed_at,
    Event.reminds_day_before, Event.reminds_hour_before, Event.joining_opens_minutes,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timely:
    """One kind of mail that an event owes at a moment: from `due_at` on and not after `useless_after`.

    `only_earlier` leaves out people whose place is newer than the moment."""

    kind: MailKind
    occasion: str
    due_at: datetime
    useless_after: datetime
    details: dict[str, Any]
    only_earlier: bool = False


def queue_due(db: Database) -> int:
    """Owe everybody with a place what is due by now; returns how many mails. One transaction per event, and none where
    nothing is due."""
    now = clock.utc_now()
    with db.reading() as session:
        events = session.execute(_EVENTS.where(*_near(now)).order_by(Event.starts_at, Event.id)).all()
        due = [event.id for event in events if any(_owed(session, event, each) for each in _due(event, now))]
    return sum(_queue(db, event_id) for event_id in due)


def _queue(db: Database, event_id: int) -> int:
    with db.writing() as session:
        lock_event(session, event_id)
        now = clock.utc_now()
        event = session.execute(_EVENTS.where(Event.id == event_id)).one()
        return sum(_queue_one(session, event, each, now) for each in _due(event, now))


def _queue_one(session: Session, event: AnyRow, owed: Timely, now: datetime) -> int:
    return outbox.queue_once(
        session,
        owed.kind,
        _owed(session, event, owed),
        event_id=event.id,
        occasion=owed.occasion,
        at=now,
        useless_after=owed.useless_after,
        details=owed.details,
    )


def _near(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Published events that could owe something: soon, with a room to open, or over with something to hand out."""
    is_soon = Event.starts_at <= now + LONGEST_AHEAD
    has_room = Event.joining_url.is_not(None) | Event.dial_in.is_not(None)
    is_ahead = (Event.ends_at > now) & or_(is_soon, has_room)
    is_over = Event.ends_at.between(now - MATERIALS_UNTIL, now) & Event.materials.is_not(None)
    return Event.status == EventStatus.PUBLISHED, or_(is_ahead, is_over)


def _due(event: AnyRow, now: datetime) -> list[Timely]:
    if event.status != EventStatus.PUBLISHED:
        return []
    return [each for each in timetable(event) if each.due_at <= now < each.useless_after]


def timetable(event: Any) -> Iterator[Timely]:
    """Everything that this event owes at its time, whether that has come or not.

    The day before is counted by the clock on the wall: on the eve of a change of clocks it is 23 or 25 hours."""
    starts = moment(event)
    hour_before = event.starts_at - HOUR
    if event.reminds_day_before:
        yield Timely(
            MailKind.REMINDER, f"day {starts}", day_before(event), hour_before, {"ahead": "day"}, only_earlier=True
        )
    if event.reminds_hour_before:
        yield Timely(
            MailKind.REMINDER, f"hour {starts}", hour_before, event.starts_at, {"ahead": "hour"}, only_earlier=True
        )
    if event.format != EventFormat.ON_SITE and (event.joining_url or event.dial_in):
        shown_at = joining_shown_at(event, event.joining_link_at)
        yield Timely(MailKind.JOINING_LINK, "open", shown_at, event.ends_at, {})
    if event.materials:
        ready_at = max(event.ends_at, event.changed_at) + MATERIALS_PAUSE
        yield Timely(MailKind.MATERIALS, "ready", ready_at, event.ends_at + MATERIALS_UNTIL, {})


def moment(event: Any) -> str:
    """The start that a reminder speaks of; its occasion ends in it."""
    return str(event.starts_at.isoformat(timespec="minutes"))


def day_before(event: Any) -> datetime:
    """The instant at which clocks in the event's zone show its time of day, one day earlier."""
    local = event.starts_at.astimezone(ZoneInfo(event.timezone))
    return (local - timedelta(days=1)).astimezone(event.starts_at.tzinfo)  # type: ignore[no-any-return]


def _owed(session: Session, event: AnyRow, owed: Timely) -> list[int]:
    """The people with a place who have not had it, in the order of their registration."""
    had = exists().where(
        OutboxMail.registration_id == Registration.id,
        OutboxMail.kind == owed.kind,
        OutboxMail.occasion == owed.occasion,
    )
    query = select(Registration.id).where(
        Registration.event_id == event.id, Registration.status == RegistrationStatus.CONFIRMED, ~had
    )
    if owed.only_earlier:
        query = query.where(Registration.confirmed_at <= owed.due_at)
    found = session.scalars(query.order_by(Registration.id)).all()
    thanked = _thanked_with_materials(session, event.id) if found and owed.kind == MailKind.MATERIALS else frozenset()
    return [each for each in found if each not in thanked]


def _thanked_with_materials(session: Session, event_id: int) -> frozenset[int | None]:
    """Who has the materials already, in the mail that thanked them."""
    query = select(OutboxMail.registration_id, OutboxMail.details).where(
        OutboxMail.event_id == event_id, OutboxMail.kind == MailKind.THANKS
    )
    return frozenset(number for number, details in session.execute(query) if details.get("with_materials"))
