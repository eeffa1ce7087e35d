"""What a moderator does with an event once it is there: publish, change, cancel, and take the cancellation back.

Drafts never mail anybody, and neither does an event that is over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import event_change, outbox, protocol, text_check
from akevents.domain.event_change import ChangedLine, EventChange, Facts
from akevents.domain.event_state import EventState, state_of
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderated import find_moderated
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import MailKind
from akevents.domain.registration_form import has_control_characters
from akevents.domain.seats import AnyRow, lock_event, promote, shift
from akevents.errors import (
    CancellationSent,
    ChangedMeanwhile,
    ContradictoryText,
    InvalidRequest,
    NotPossibleForEvent,
    Problem,
)
from akevents.store.database import Database
from akevents.store.tables import Event, EventStatus, Registration, RegistrationStatus
from akevents.wording import EVENT_STATUS

REASON_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """What a change would do. `told` counts who would get a mail, by status; it is empty where nobody would.

    `beyond_capacity` people keep their places although there would be fewer. `changed_at` goes back into change()."""

    lines: tuple[ChangedLine, ...]
    told: dict[RegistrationStatus, int]
    sequence: int
    raises_sequence: bool
    promoted: int
    beyond_capacity: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class EventStep:
    """The event afterwards, how many people are owed a mail about it, and how many moved up from the waiting list."""

    event: EventDetails
    told: int = 0
    promoted: int = 0


def missing_for_publication(event: EventDetails) -> tuple[Problem, ...]:
    """What a draft lacks before visitors may see it, at this moment; empty when it can be published."""
    return event_change.missing(event, clock.utc_now())


def publish(db: Database, by: Moderator, slug: str, *, despite: tuple[str, ...] = ()) -> EventStep:
    """Show a draft to everybody. A repeat changes nothing, and the calendar revision stays: nobody has a file yet.

    `despite` are the codes of contradictions that the moderator was shown and decided against; the protocol keeps them.

    Raises EventNotFound, InvalidRequest with everything that is missing, ContradictoryText for any other contradiction
    between text and fields, or NotPossibleForEvent once cancelled."""
    with db.writing() as session:
        event = _lock(session, by, slug)
        if event.status == EventStatus.PUBLISHED:
            return EventStep(event_in(session, event.id))
        now = clock.utc_now()
        _require_status(event, EventStatus.DRAFT, now)
        draft = event_in(session, event.id)
        if problems := missing_for_publication(draft):
            raise InvalidRequest(problems)
        if left := [each for each in text_check.contradictions(draft) if each not in despite]:
            raise ContradictoryText(slug, ", ".join(left))
        status = _set_status(session, event, EventStatus.PUBLISHED, now, published_at=now)
        noted: dict[str, Any] = {"despite": ", ".join(despite)} if despite else {}
        protocol.record(session, by, "event_published", event_id=event.id, status=status, **noted)
        promoted = promote(session, event.id, now)  # people added by hand to a draft that had too few places then
        return EventStep(event_in(session, event.id), promoted=len(promoted))


def preview_change(db: Database, by: Moderator, slug: str, change: EventChange) -> ChangePreview:
    """What change() would do now, without doing it. Raises what change() would, except ChangedMeanwhile."""
    with db.reading() as session:
        event = find_moderated(session, by, slug)
        now = clock.utc_now()
        return preview_of(session, event, plan_of(event, change, now), now)


def change(db: Database, by: Moderator, slug: str, change: EventChange, *, expected_changed_at: datetime) -> EventStep:
    """Change an event that still is as it was shown; what is the same already changes nothing.

    A new time, place or link raises the calendar revision and owes everybody registered one mail, unless the event is a
    draft or over. More places go to those who wait; fewer take nobody's away.
    Raises EventNotFound, ChangedMeanwhile, InvalidRequest, or NotPossibleForEvent once cancelled."""
    with db.writing() as session:
        event = lock_unchanged(session, by, slug, expected_changed_at)
        now = clock.utc_now()
        return carry_out(session, by, event, plan_of(event, change, now), now)


def count_registered(db: Database, by: Moderator, slug: str) -> dict[RegistrationStatus, int]:
    """Who would be told of a cancellation: live registrations by status, without empty ones. Raises EventNotFound."""
    with db.reading() as session:
        return _count_live(session, find_moderated(session, by, slug).id)


def cancel(db: Database, by: Moderator, slug: str, reason: str) -> EventStep:
    """Call a published event off: registrations are kept, and everybody registered is owed a mail that takes the evening
    out of their calendar. A repeat changes nothing, whatever its reason.

    Raises EventNotFound, InvalidRequest for the reason, NotPossibleForEvent for a draft or an event that is over."""
    words = _reason(reason)
    with db.writing() as session:
        event = _lock(session, by, slug)
        if event.status == EventStatus.CANCELLED:
            return EventStep(event_in(session, event.id))
        now = clock.utc_now()
        _require_status(event, EventStatus.PUBLISHED, now)
        _require_not_over(event, now)
        values = {"cancellation_reason": words, "sequence": event.sequence + 1}
        status = _set_status(session, event, EventStatus.CANCELLED, now, **values)
        protocol.record(session, by, "event_cancelled", event_id=event.id, status=status)
        told = _tell(session, MailKind.EVENT_CANCELLED, event.id, now, {"reason": words})
        return EventStep(event_in(session, event.id), told)


def undo_cancel(db: Database, by: Moderator, slug: str) -> EventStep:
    """Take back a cancellation whose mails all still wait: they are removed. A repeat changes nothing.

    Feeds and pages may have shown it, so the calendar revision goes up again; places that became free meanwhile go to
    those who wait. Raises EventNotFound, CancellationSent once a mail has left, NotPossibleForEvent for a draft or an
    event that is over."""
    with db.writing() as session:
        event = _lock(session, by, slug)
        if event.status == EventStatus.PUBLISHED:
            return EventStep(event_in(session, event.id))
        now = clock.utc_now()
        _require_status(event, EventStatus.CANCELLED, now)
        _require_not_over(event, now)
        if not outbox.take_back(session, MailKind.EVENT_CANCELLED, event.id):
            raise CancellationSent(slug)
        values = {"cancellation_reason": None, "sequence": event.sequence + 1}
        status = _set_status(session, event, EventStatus.PUBLISHED, now, **values)
        protocol.record(session, by, "event_cancel_undone", event_id=event.id, status=status)
        promoted = promote(session, event.id, now)
        return EventStep(event_in(session, event.id), promoted=len(promoted))


def _reason(typed: str) -> str:
    """One line, as it stands behind a sentence. Raises InvalidRequest."""
    words = " ".join(typed.split())
    if not words:
        raise InvalidRequest((Problem("reason", "missing_reason"),))
    if has_control_characters(words, allows_lines=False):
        raise InvalidRequest((Problem("reason", "control_characters"),))
    if len(words) > REASON_LIMIT:
        raise InvalidRequest((Problem("reason", "too_long", REASON_LIMIT),))
    return words


# What a change would mean


def plan_of(event: AnyRow, change: EventChange, now: datetime) -> event_change.Plan:
    """Raises InvalidRequest, or NotPossibleForEvent once cancelled."""
    if event.status == EventStatus.CANCELLED:
        raise NotPossibleForEvent(event.slug, EventState.CANCELLED)
    return event_change.plan(event._asdict(), change, now)


def preview_of(session: Session, event: AnyRow, plan: event_change.Plan, now: datetime) -> ChangePreview:
    """What carry_out() would do, for the same event and plan."""
    return ChangePreview(
        lines=plan.lines,
        told=_count_live(session, event.id) if plan.is_told else {},
        sequence=plan.sequence,
        raises_sequence=plan.sequence > event.sequence,
        promoted=_would_move_up(plan.after, now) if plan.lines else 0,
        beyond_capacity=_beyond_capacity(plan.after),
        changed_at=event.changed_at,
    )


def carry_out(
    session: Session, by: Moderator, event: AnyRow, plan: event_change.Plan, now: datetime, **also: str
) -> EventStep:
    """Write a plan for a locked event, with everything that follows from it. `also` is what else the caller changes in
    this transaction, as the protocol names it; where nothing is different, nothing is written."""
    if not plan.lines and not also:
        return EventStep(event_in(session, event.id))
    _set(session, event, now, **plan.values, sequence=plan.sequence)
    protocol.record(session, by, "event_changed", event_id=event.id, **{**plan.recorded, **also})
    told = _tell(session, MailKind.EVENT_CHANGED, event.id, now, plan.details) if plan.is_told else 0
    promoted = promote(session, event.id, now) if plan.lines else ()
    return EventStep(event_in(session, event.id), told, len(promoted))


def _would_move_up(facts: Facts, now: datetime) -> int:
    """How many people seats.promote() would give a place."""
    if facts["status"] != EventStatus.PUBLISHED or now >= facts["starts_at"]:
        return 0
    waiting: int = facts["waiting"]
    return waiting if facts["capacity"] is None else min(waiting, max(0, facts["capacity"] - facts["places_taken"]))


def _beyond_capacity(facts: Facts) -> int:
    return 0 if facts["capacity"] is None else max(0, facts["places_taken"] - facts["capacity"])


# Finding and writing


def _lock(session: Session, by: Moderator, slug: str) -> AnyRow:
    """The same as it stands under its lock."""
    lock_event(session, find_moderated(session, by, slug).id)
    return find_moderated(session, by, slug)


def lock_unchanged(session: Session, by: Moderator, slug: str, expected_changed_at: datetime) -> AnyRow:
    """The same if it still is as it was shown. Raises ChangedMeanwhile."""
    event = _lock(session, by, slug)
    if event.changed_at != expected_changed_at:
        raise ChangedMeanwhile
    return event


def _require_status(event: AnyRow, status: EventStatus, now: datetime) -> None:
    if event.status != status:
        raise NotPossibleForEvent(event.slug, state_of(event, now))


def _require_not_over(event: AnyRow, now: datetime) -> None:
    if now >= event.ends_at:
        raise NotPossibleForEvent(event.slug, EventState.PAST)


def _set(session: Session, event: AnyRow, now: datetime, **values: Any) -> None:
    """Write columns, note the moment for calendars and caches, and let live screens look again."""
    session.execute(update(Event).where(Event.id == event.id).values(changed_at=now, **values))
    shift(session, event.id)


def _set_status(session: Session, event: AnyRow, status: EventStatus, now: datetime, **values: Any) -> str:
    """Returns the step in words, for the protocol."""
    _set(session, event, now, status=status, **values)
    return f"{EVENT_STATUS[event.status]} → {EVENT_STATUS[status]}"


def _count_live(session: Session, event_id: int) -> dict[RegistrationStatus, int]:
    """How many live registrations there are of each status; statuses without any are left out."""
    counted = select(Registration.status, func.count()).where(*_live(event_id)).group_by(Registration.status)
    counts = {row[0]: row[1] for row in session.execute(counted)}
    return {status: counts[status] for status in RegistrationStatus if status in counts}


def _tell(session: Session, kind: MailKind, event_id: int, now: datetime, details: Facts) -> int:
    """Owe everybody registered this mail; returns how many they are."""
    ids = session.scalars(select(Registration.id).where(*_live(event_id)).order_by(Registration.id)).all()
    return outbox.queue_for_all(session, kind, ids, event_id=event_id, at=now, details=details)


def _live(event_id: int) -> tuple[Any, ...]:
    return Registration.event_id == event_id, Registration.status != RegistrationStatus.CANCELLED
