"""The next evening of a working group, or a whole series of them: proposed from its rhythm, copied from an earlier event.

Copied is what stays the same from one session to the next, with the extra questions; what belongs to one evening (text,
speakers, materials, people) is left out. Copies are drafts, so nobody hears of them before the moderator publishes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.clashes import Clash, Span, clashes_of_all
from akevents.domain.event_creation import NewEvent, add_event
from akevents.domain.events import EventDetails, get_moderated_event
from akevents.domain.moderated import find_moderated, moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.seats import AnyRow, lock_event
from akevents.errors import InvalidRequest, Problem
from akevents.formats.rhythm import MOST_DATES, EveryWeeks, Rhythm, instants, next_date, next_meeting, rhythm_of
from akevents.store.database import Database
from akevents.store.tables import Event, EventFormat, EventStatus, Question
from akevents.wording.dates import local, zone

WITHOUT_RHYTHM = 4  # weeks to the next session where nothing can be read from the earlier ones
DATED_SLUG = re.compile(r"-\d{4}-\d{2}-\d{2}(-\d+)?$")

# Columns that the copy gets as they are. Every other one is made anew, or belongs to that evening alone.
SAME = ("title", "kind", "timezone", "location", "moderation", "capacity", "has_waiting_list")
SAME_MORE = (
    "address", "confirms_addresses", "shows_places", "allows_late_requests", "is_recorded", "recording_purpose",
    "participant_list", "discussion", "reminds_day_before", "reminds_hour_before", "retention_days",
    "joining_opens_minutes", "running_order",
)  # fmt: skip
JOINING = ("joining_url", "dial_in")  # mostly the same room every time; the moderator may leave it out
MOVED = ("deadline_at", "registration_opens_at", "joining_link_at")  # as many days away, at the same time of day
LEFT_OUT = frozenset({
    "id", "uid", "sequence", "slug", "status", "cancellation_reason", "summary", "text", "announcement", "speakers",
    "materials", "published_at", "changed_at", "places_taken", "waiting", "last_number", "change_counter",
    "speaker_introduction", "head_count", "closing_checks", "discussion_counter",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """Instants in the event's zone, and what speaks against them."""

    starts_at: datetime
    ends_at: datetime
    deadline_at: datetime | None
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class NextSession:
    """`rhythm` is None where the group's earlier events have none. `has_joining`: there is a link or a dial-in to copy."""

    event: EventDetails
    rhythm: Rhythm | None
    planned: PlannedSession
    has_joining: bool
    questions: int


class _Times(NamedTuple):
    """What a copy's instants are reckoned from: those of the earlier event, as clocks there showed them."""

    starts_at: datetime
    ends_at: datetime
    others: dict[str, datetime | None]
    timezone: str


def propose(db: Database, by: Moderator, slug: str) -> NextSession:
    """The next free day of the rhythm in which this event's group meets, at the event's own times.

    The day is after today and after every event that the group has. Raises EventNotFound."""
    event = get_moderated_event(db, by, slug)
    with db.reading() as session:
        met = _days_met(session, event)
        row = find_moderated(session, by, slug)
        asked = select(Question.id).where(Question.event_id == event.id)
        questions = len(session.scalars(asked).all())
    rhythm = rhythm_of(met)
    starts_at = local(event.starts_at, event.timezone)
    today = local(clock.utc_now(), event.timezone).date()
    day = next_meeting(rhythm or EveryWeeks(WITHOUT_RHYTHM, starts_at.weekday()), met)
    while day <= today:
        day = next_date(rhythm or EveryWeeks(1, starts_at.weekday()), day)
    (planned,) = plan(db, by, slug, instants((day,), starts_at.time(), event.timezone))
    return NextSession(event, rhythm, planned, any(getattr(row, name) for name in JOINING), questions)


def plan(
    db: Database, by: Moderator, slug: str, starts: tuple[datetime, ...], *, length: timedelta | None = None
) -> tuple[PlannedSession, ...]:
    """What copies of this event at these times would be, in their order, and what speaks against each.

    `length` is by the wall clock, None for the event's own. Raises EventNotFound."""
    with db.reading() as session:
        row = find_moderated(session, by, slug)
    times = _times(row)
    spans = [Span(start, _end(times, start, length), _moved(times, "deadline_at", start)) for start in starts]
    clashes = clashes_of_all(db, by, spans, row.timezone, row.working_group_id)
    return tuple(PlannedSession(*span, found) for span, found in zip(spans, clashes, strict=True))


def create_next(
    db: Database,
    by: Moderator,
    slug: str,
    starts_at: datetime,
    *,
    length: timedelta | None = None,
    keeps_joining: bool = True,
) -> str:
    """Copy this event to another time, as a draft; returns the draft's slug. Raises as create_series does."""
    return create_series(db, by, slug, (starts_at,), length=length, keeps_joining=keeps_joining)[0]


def create_series(
    db: Database,
    by: Moderator,
    slug: str,
    dates: tuple[datetime, ...],
    *,
    length: timedelta | None = None,
    keeps_joining: bool = True,
) -> tuple[str, ...]:
    """Copy this event to each of these times, all or none; returns the drafts' slugs in order of time.

    A repeat makes nothing new: a draft of the same group, title and time is taken for the one that is meant.
    Raises EventNotFound, or InvalidRequest for no, too many, repeated or past dates and for an end before the start."""
    starts = tuple(sorted(dates))
    if problems := _problems(starts):
        raise InvalidRequest(problems)
    with db.writing() as session:
        lock_event(session, moderated_id(session, by, slug))  # a second click waits here and then finds the first one's
        source = find_moderated(session, by, slug)
        left_out = () if keeps_joining else JOINING
        return tuple(
            _find_draft(session, source, start) or _copy(session, by, source, start, length, left_out)
            for start in starts
        )


def _problems(starts: tuple[datetime, ...]) -> tuple[Problem, ...]:
    if not starts:
        return (Problem("dates", "missing_dates"),)
    if len(starts) > MOST_DATES:
        return (Problem("dates", "too_many_dates", MOST_DATES),)
    if len(set(starts)) < len(starts):
        return (Problem("dates", "repeated_date"),)
    return (Problem("starts_at", "start_is_over"),) if starts[0] <= clock.utc_now() else ()


# Reckoning


def _times(row: AnyRow) -> _Times:
    instants_of = {name: getattr(row, name) for name in MOVED}
    others = {name: at and local(at, row.timezone) for name, at in instants_of.items()}
    return _Times(local(row.starts_at, row.timezone), local(row.ends_at, row.timezone), others, row.timezone)


def _end(times: _Times, start: datetime, length: timedelta | None) -> datetime:
    """As long by the wall clock as the earlier event."""
    if length is None:
        length = times.ends_at.replace(tzinfo=None) - times.starts_at.replace(tzinfo=None)
    shown = local(start, times.timezone).replace(tzinfo=None) + length
    return shown.replace(tzinfo=zone(times.timezone))


def _moved(times: _Times, name: str, start: datetime) -> datetime | None:
    """As many days from the start and at the same time of day as before; not after the start, if it was not."""
    at = times.others[name]
    if at is None:
        return None
    day = local(start, times.timezone).date() + (at.date() - times.starts_at.date())
    moved = datetime.combine(day, at.time(), zone(times.timezone))
    return min(moved, start) if at <= times.starts_at else moved


# Finding and writing


def _days_met(session: Session, event: EventDetails) -> tuple[date, ...]:
    """The days of all the group's events, drafts and cancelled ones too: they show when the group wanted to meet."""
    query = select(Event.starts_at).where(Event.working_group_id == event.working_group_id)
    return tuple(local(at, event.timezone).date() for at in session.scalars(query))


def _find_draft(session: Session, source: AnyRow, start: datetime) -> str | None:
    """The slug of the draft that a first click has made, or of one that somebody else has."""
    query = select(Event.slug).where(
        Event.working_group_id == source.working_group_id,
        Event.status == EventStatus.DRAFT,
        Event.title == source.title,
        Event.starts_at == start,
    )
    return session.scalars(query.order_by(Event.id)).first()


def _copy(
    session: Session,
    by: Moderator,
    source: AnyRow,
    start: datetime,
    length: timedelta | None,
    left_out: Iterable[str],
) -> str:
    times = _times(source)
    more: dict[str, Any] = {name: getattr(source, name) for name in (*SAME_MORE, *JOINING) if name not in left_out}
    more["joining_link_at"] = _moved(times, "joining_link_at", start)
    same: dict[str, Any] = {name: getattr(source, name) for name in SAME}
    new = NewEvent(
        working_group_id=source.working_group_id,
        slug=DATED_SLUG.sub("", source.slug),
        starts_at=local(start, source.timezone),
        ends_at=_end(times, start, length),
        format=EventFormat(source.format),
        categories=tuple(source.categories),
        deadline_at=_moved(times, "deadline_at", start),
        registration_opens_at=_moved(times, "registration_opens_at", start),
        **same,
        more=more,
    )
    added = add_event(session, by, new, publish=False, copied_from=source.id)
    _copy_questions(session, source.id, added.id)
    return added.slug


def _copy_questions(session: Session, source_id: int, event_id: int) -> None:
    """In the order of the form, where a condition names an earlier question; the copy's condition names the copy."""
    query = select(Question).where(Question.event_id == source_id).order_by(Question.position, Question.id)
    copies: dict[int | None, int] = {}
    for question in session.scalars(query):
        condition = copies.get(question.shown_if_question_id)
        values = {name: getattr(question, name) for name in ("position", "kind", "label", "is_required", "choices")}
        values |= {
            "event_id": event_id,
            "shown_if_question_id": condition,
            "shown_if_answer": question.shown_if_answer if condition else None,
        }
        copies[question.id] = session.scalars(insert(Question).returning(Question.id), values).one()
