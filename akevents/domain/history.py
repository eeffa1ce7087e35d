"""A working group's earlier evenings as figures: from the registrations while they are there, afterwards from the tally that
remains. Constant in the number of statements, whatever the number of evenings.

A curve says how many had a place at the end of each day, those included who gave it up later. They are forgotten before the
others, and their part of the curve is written down then."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.certificate_numbers import present_at
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderators import Moderator
from akevents.domain.seats import AnyRow
from akevents.domain.statistics import COUNTED, counts_of
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
    """One evening that is over. `present` is the larger of those who were checked in and those whom the moderator counted,
    and None where neither was done."""

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
    """Write down what remains of an evening, before anybody is deleted. What an earlier tally says of the curve stays: it was
    taken when those who had cancelled were still there."""
    event = event_in(session, event_id)
    counts = counts_of(session, event_id)
    present = session.scalar(select(func.count()).select_from(Registration).where(*present_at(event_id))) or 0
    questions = session.scalar(select(func.count()).where(DiscussionQuestion.event_id == event_id)) or 0
    ratings = Counter(session.scalars(select(Feedback.rating).where(Feedback.event_id == event_id)))
    values = {
        "event_id": event_id,
        "taken_at": clock.utc_now(),
        "confirmed": counts.by_status[RegistrationStatus.CONFIRMED],
        "present": present or None,
        "cancelled": counts.by_status[RegistrationStatus.CANCELLED] + _deleted_before(session, event_id),
        "waitlisted": counts.by_status[RegistrationStatus.WAITLISTED],
        "questions": questions,
        "by_kind": dict(counts.by_kind),
        "by_state": {state or "": count for state, count in counts.by_state.items()},
        "curve": _curve_to_keep(session, event),
        "ratings": {str(rating): count for rating, count in ratings.items()},
    }
    session.execute(delete(EventTally).where(EventTally.event_id == event_id))
    session.execute(insert(EventTally), values)


def _curve_to_keep(session: Session, event: EventDetails) -> dict[str, int]:
    kept = session.get(EventTally, event.id)
    if kept:
        return kept.curve
    curve = _curves(session, {event.id: (event.starts_at, event.timezone)})[event.id]
    return {str(day): count for day, count in curve.items()}


def _deleted_before(session: Session, event_id: int) -> int:
    """Cancelled registrations go earlier than the others; the protocol knows how many."""
    query = select(ProtocolEntry.details).where(
        ProtocolEntry.event_id == event_id, ProtocolEntry.action == "data_deleted"
    )
    return sum(int(details.get(RegistrationStatus.CANCELLED, 0)) for details in session.scalars(query))


def _past(session: Session, group_id: int, before: datetime, but: int) -> tuple[PastEvening, ...]:
    tally = EventTally
    query = (
        select(Event.id, Event.title, Event.starts_at, Event.timezone, Event.head_count, Event.places_taken,
               tally.confirmed, tally.present, tally.curve)
        .outerjoin(tally, tally.event_id == Event.id)
        .where(Event.working_group_id == group_id, Event.status == EventStatus.PUBLISHED)
        .where(Event.ends_at <= before, Event.id != but)
        .where(or_(Event.places_taken > 0, tally.confirmed > 0))
        .order_by(Event.starts_at.desc(), Event.id.desc())
        .limit(EVENINGS)
    )  # fmt: skip
    rows = session.execute(query).all()
    counts = _counts(session, [row.id for row in rows if row.places_taken])
    curves = _curves(session, {row.id: (row.starts_at, row.timezone) for row in rows if row.curve is None})
    found = (_evening(row, counts.get(row.id), curves.get(row.id)) for row in rows)
    return tuple(each for each in found if each.confirmed)


def _evening(row: AnyRow, counts: tuple[int, int] | None, curve: Curve | None) -> PastEvening:
    """`counts` are those of the people while they are there, `curve` the one that no tally has written down yet."""
    confirmed, ticked = counts or (row.confirmed or 0, row.present)
    present = max(ticked or 0, row.head_count or 0) or None
    kept = {int(day): count for day, count in (row.curve or {}).items()}
    return PastEvening(
        row.id, row.title, row.starts_at, row.timezone, confirmed, present, kept if curve is None else curve
    )


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
    left = (Registration.status == RegistrationStatus.CANCELLED, Registration.confirmed_at.is_not(None))
    steps = (
        (1, Registration.registered_at, (Registration.status.in_(COUNTED),)),
        (1, Registration.confirmed_at, left),
        (-1, Registration.cancelled_at, left),
    )
    new: dict[int, Counter[int]] = defaultdict(Counter)
    for step, column, conditions in steps:
        for event_id, day, count in _by_day(session, events, column, conditions):
            new[event_id][day] += step * count
    return {event_id: _running(new[event_id]) for event_id in events}


def _by_day(
    session: Session,
    events: Mapping[int, tuple[datetime, str]],
    column: Any,
    conditions: Iterable[ColumnElement[bool]],
) -> Iterator[tuple[int, int, int]]:
    """Event, days before its start, and how many there were; what came later counts to the day itself."""
    query = (
        select(Registration.event_id, _hour(session, column).label("hour"), func.count())
        .where(Registration.event_id.in_(list(events)), column.is_not(None), *conditions)
        .group_by(Registration.event_id, "hour")
    )
    for event_id, hour, count in session.execute(query):
        starts_at, timezone = events[event_id]
        day = local(datetime.fromisoformat(f"{hour}+00:00"), timezone).date()
        yield event_id, min(0, days_before(day, starts_at, timezone)), count


def _hour(session: Session, column: Any) -> ColumnElement[str]:
    """The hour of an instant, in UTC, as text that datetime.fromisoformat() reads. It belongs to one day in every zone of
    whole hours."""
    if session.get_bind().dialect.name == "sqlite":
        return func.strftime("%Y-%m-%d %H:00:00", column)
    return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24:00:00")


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
