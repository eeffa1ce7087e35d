"""Places and the waiting list. Every function works inside the caller's transaction, under the event's lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, exists, select, update
from sqlalchemy.orm import Session

from akevents.domain import outbox
from akevents.domain.event_state import places_left
from akevents.domain.outbox import MailKind
from akevents.errors import EventNotFound
from akevents.store.prepared import Prepared
from akevents.store.tables import HOLDING, Event, Question, Registration, RegistrationStatus

AnyRow = Row[*tuple[Any, ...]]  # of columns chosen by name

_events = cast(Table, Event.__table__)
_registrations = cast(Table, Registration.__table__)
_SELECT = (
    select(
        *(_events.c[name] for name in (
            "id", "slug", "working_group_id", "status", "starts_at", "ends_at", "timezone", "registration_opens_at",
            "deadline_at", "capacity", "has_waiting_list", "confirms_addresses", "allows_late_requests", "is_recorded",
            "places_taken", "waiting", "last_number", "change_counter",
        )),
        exists().where(Question.event_id == _events.c.id).label("has_questions"),
    )
    .where(_events.c.id == bindparam("event_id"))
)  # fmt: skip
_RULES, _LOCK = Prepared(_SELECT), Prepared(_SELECT.with_for_update(of=Event))
# Moves an event's counters.
COUNTED = (
    update(_events)
    .where(_events.c.id == bindparam("event_id", type_=_events.c.id.type))
    .values(
        places_taken=_events.c.places_taken + bindparam("places"),
        waiting=_events.c.waiting + bindparam("waiting_more"),
        last_number=_events.c.last_number + bindparam("numbers"),
        change_counter=_events.c.change_counter + 1,
    )
)
_SHIFT = Prepared(COUNTED)
_NEXT_WAITING = (
    select(_registrations.c.id)
    .where(_registrations.c.event_id == bindparam("event_id"), _registrations.c.status == RegistrationStatus.WAITLISTED)
    .order_by(_registrations.c.status_at, _registrations.c.id)
    .limit(1)
)


def lock_event(session: Session, event_id: int) -> AnyRow:
    """The event's rules and counters; from here on nobody else can take a place of it. Raises EventNotFound."""
    rows = _LOCK.rows(session, {"event_id": event_id})
    if not rows:
        raise EventNotFound(str(event_id))
    return cast(AnyRow, rows[0])


def find_event_row(session: Session, event_id: int) -> AnyRow | None:
    """The same without the lock, for a look before."""
    return next(iter(_RULES.rows(session, {"event_id": event_id})), None)


def shift(session: Session, event_id: int, *, places: int = 0, waiting: int = 0, numbers: int = 0) -> None:
    """Move the event's counters and raise its change counter; live screens look at that one alone."""
    values = {"event_id": event_id, "places": places, "waiting_more": waiting, "numbers": numbers}
    _SHIFT.run(session, values)


@dataclass(frozen=True, slots=True)
class Move:
    """One registration's step to another status."""

    registration_id: int
    before: str
    after: str


def move(session: Session, event_id: int, step: Move, at: datetime, **values: Any) -> None:
    """Give a registration its next status, keep the counters, and let the waiting list follow up.

    Nothing else changes a registration's status. `values` are further columns; a `status_at` among them is the old place
    in the line of somebody who comes back."""
    session.execute(
        update(Registration)
        .where(Registration.id == step.registration_id)
        .values(**({"status": step.after, "status_at": at} | values))
    )
    shift(
        session,
        event_id,
        places=(step.after in HOLDING) - (step.before in HOLDING),
        waiting=(step.after == RegistrationStatus.WAITLISTED) - (step.before == RegistrationStatus.WAITLISTED),
    )


def promote(session: Session, event_id: int, at: datetime) -> Sequence[int]:
    """Give free places to those who wait, strictly by time, and owe each of them a mail. Returns their ids.

    An event that was cancelled or has begun promotes nobody."""
    promoted: list[int] = []
    event = lock_event(session, event_id)
    if event.status != "published" or at >= event.starts_at:
        return promoted
    free = _unclaimed(event)
    while free is None or free > len(promoted):
        next_id = session.connection().execute(_NEXT_WAITING, {"event_id": event_id}).scalar()
        if next_id is None:
            break
        step = Move(next_id, RegistrationStatus.WAITLISTED, RegistrationStatus.CONFIRMED)
        move(session, event_id, step, at, confirmed_at=at)
        outbox.queue(session, MailKind.PROMOTED, event_id=event_id, registration_id=next_id, at=at)
        promoted.append(next_id)
    return promoted


def _unclaimed(event: AnyRow) -> int | None:
    """Places nobody holds, waiting people not yet counted; None for unlimited."""
    return None if event.capacity is None else max(0, event.capacity - event.places_taken)


def has_place(event: AnyRow) -> bool:
    """Whether a newcomer gets a place; nobody overtakes those who wait."""
    return places_left(event) != 0
