"""A working group's earlier evenings as figures: from the registrations while they are there, afterwards from the tally that
remains. Constant in the number of statements, whatever the number of evenings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, delete, func, insert, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.certificate_numbers import present_at
from akevents.domain.events import event_in
from akevents.domain.moderators import Moderator
from akevents.domain.statistics import COUNTED, counts_of, hour_bucket
from akevents.store.database import Database
from akevents.store.tables import (
    DiscussionQuestion,
    Event,
    EventStatus,
    EventTally,
    Feedback,
    ProtocolEntry,
    Registration,
    RegistrationStatus,
)
from akevents.wording.dates import local

EVENINGS = 8  # so far back one looks
CURVES = 5  # so many are drawn; more is a thicket
Curve = Mapping[int, int]  # days before the start, 0 and less, to people with a place at the end of that day


@dataclass(frozen=True, slots=True)
class PastEvening:
    """One evening that is over. `present` is None where nobody's coming was noted."""

    event_id: int
    title: str
    starts_at: datetime
    timezone: str
    confirmed: int
    present: int | None
    curve: Curve


def past_evenings(db: Database, by: Moderator, event_id: int) -> tuple[PastEvening, ...]:
    """The evenings of the same working group that were over before this one begins, newest first. Raises EventNotFound."""
    with db.reading() as session:
        event = event_in(session, event_id)
        by.require(event.working_group_id, event.slug)
        return _past(session, event.working_group_id, min(event.starts_at, clock.utc_now()), event_id)


def at_day(curve: Curve, day: int) -> int:
    """How many had a place at the end of this day."""
    known = [each for each in curve if each <= day]
    return curve[max(known)] if known else 0


def take_tally(session: Session, event_id: int) -> None:
    """Write down what remains of an evening, before its people are deleted; an earlier tally is replaced."""
    event = event_in(session, event_id)
    status, kinds, states = counts_of(session, event_id)
    curve = _curves(session, {event_id: (event.starts_at, event.timezone)})[event_id]
    present = session.scalar(select(func.count()).select_from(Registration).where(*present_at(event_id))) or 0
    questions = session.scalar(select(func.count()).where(DiscussionQuestion.event_id == event_id)) or 0
    ratings = Counter(session.scalars(select(Feedback.rating).where(Feedback.event_id == event_id)))
    values = {
        "event_id": event_id,
        "taken_at": clock.utc_now(),
        "confirmed": status[RegistrationStatus.CONFIRMED],
        "present": present or None,
        "cancelled": status[RegistrationStatus.CANCELLED] + _deleted_before(session, event_id),
        "waitlisted": status[RegistrationStatus.WAITLISTED],
        "questions": questions,
        "by_kind": dict(kinds),
        "by_state": {state or "": count for state, count in states.items()},
        "curve": {str(day): count for day, count in curve.items()},
        "ratings": {str(rating): count for rating, count in ratings.items()},
    }
    session.execute(delete(EventTally).where(EventTally.event_id == event_id))
    session.execute(insert(EventTally), values)


def _deleted_before(session: Session, event_id: int) -> int:
    """Cancelled registrations go earlier than the others; the protocol knows how many."""
    query = select(ProtocolEntry.details).where(
        ProtocolEntry.event_id == event_id, ProtocolEntry.action == "data_deleted"
    )
    return sum(int(details.get(RegistrationStatus.CANCELLED, 0)) for details in session.scalars(query))


def _past(session: Session, group_id: int, before: datetime, but: int) -> tuple[PastEvening, ...]:
    tally = EventTally
    query = (
        select(Event.id, Event.title, Event.starts_at, Event.timezone, tally.confirmed, tally.present, tally.curve)
        .outerjoin(tally, tally.event_id == Event.id)
        .where(Event.working_group_id == group_id, Event.status == EventStatus.PUBLISHED)
        .where(Event.ends_at <= before, Event.id != but)
        .order_by(Event.starts_at.desc())
        .limit(EVENINGS)
    )
    rows = session.execute(query).all()
    unknown = {row.id: (row.starts_at, row.timezone) for row in rows if row.confirmed is None}
    counts, curves = _counts(session, unknown), _curves(session, unknown)
    found = []
    for row in rows:
        if row.confirmed is not None:
            confirmed, present, curve = row.confirmed, row.present, {int(day): n for day, n in row.curve.items()}
        else:
            (confirmed, present), curve = counts.get(row.id, (0, 0)), curves[row.id]
        if confirmed:
            found.append(PastEvening(row.id, row.title, row.starts_at, row.timezone, confirmed, present or None, curve))
    return tuple(found)


def _counts(session: Session, events: Iterable[int]) -> dict[int, tuple[int, int]]:
    came = func.sum(case((Registration.checked_in_at.is_not(None), 1), else_=0))
    query = (
        select(Registration.event_id, func.count(), came)
        .where(Registration.event_id.in_(list(events)), Registration.status == RegistrationStatus.CONFIRMED)
        .group_by(Registration.event_id)
    )
    return {event_id: (confirmed, int(present)) for event_id, confirmed, present in session.execute(query)}


def _curves(session: Session, events: Mapping[int, tuple[datetime, str]]) -> dict[int, dict[int, int]]:
    """Running totals by days before the start; counted by hour in the database, so that few rows come back."""
    bucket = hour_bucket(session)
    query = (
        select(Registration.event_id, bucket.label("hour"), func.count())
        .where(Registration.event_id.in_(list(events)), Registration.status.in_(COUNTED))
        .group_by(Registration.event_id, "hour")
    )
    new: dict[int, Counter[int]] = defaultdict(Counter)
    for event_id, hour, count in session.execute(query):
        starts_at, timezone = events[event_id]
        day = local(datetime.fromisoformat(f"{hour}+00:00"), timezone).date()
        new[event_id][min(0, days_before(day, starts_at, timezone))] += count
    return {event_id: _running(new[event_id]) for event_id in events}


def days_before(day: date, starts_at: datetime, timezone: str) -> int:
    """0 on the day of the event, -1 the day before."""
    return (day - local(starts_at, timezone).date()).days


def _running(new: Mapping[int, int]) -> dict[int, int]:
    total, curve = 0, {}
    for day in sorted(new):
        total += new[day]
        curve[day] = total
    return curve


def as_points(curve: Curve) -> list[dict[str, Any]]:
    """For a picture: from the day before the first registration to the day itself."""
    if not curve:
        return []
    days = range(min(curve) - 1, 1)
    return [{"x": day, "people": at_day(curve, day)} for day in days]
