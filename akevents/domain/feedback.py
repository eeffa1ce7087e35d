"""What people say afterwards, on the event's page and without a name: no link, no address, only the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from limits import parse
from sqlalchemy import ColumnElement, delete, exists, insert, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import attempts
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.registration_form import has_control_characters
from akevents.domain.seats import lock_event, shift
from akevents.errors import FeedbackClosed, InvalidRequest, Problem
from akevents.store.database import Database
from akevents.store.tables import EventTally, Feedback
from akevents.wording.dates import local

TAKEN_FOR = timedelta(days=14)  # after the end
TEXT_LIMIT = 1000
LEAST = 3  # answers; with fewer, whoever was there could tell who wrote them
RATINGS = range(1, 6)
# Who said something is not written down. A town hall goes out by one address.
OF_ONE_CLIENT = parse("10 per hour")
OF_ONE_EVENT = parse("100 per 10 minutes")


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """What was typed. `rating` is None where nothing was chosen."""

    submission_id: str
    rating: int | None
    useful: str = ""
    wishes: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """What a moderator sees. Below `LEAST` answers there is nothing but their number; when the data are deleted the ratings
    stay as counts."""

    answers: int
    ratings: Mapping[int, int]
    useful: tuple[str, ...]
    wishes: tuple[str, ...]

    @property
    def average(self) -> float | None:
        total = sum(self.ratings.values())
        return sum(rating * count for rating, count in self.ratings.items()) / total if total else None


def takes_feedback(event: EventDetails) -> bool:
    """For two weeks, and not once the evening's data are deleted."""
    now = clock.utc_now()
    is_kept = local(now, event.timezone).date() < event.deleted_on
    return event.state == EventState.PAST and now <= event.ends_at + TAKEN_FOR and is_kept


def give(db: Database, event_id: int, form: FeedbackForm, client: str = "") -> None:
    """Keep it; the same form sent twice is kept once. `client` is the visitor's address, "" if nobody knows it.

    Raises InvalidRequest, FeedbackClosed, TooManyAttempts, EventNotFound."""
    if problems := _problems(form):
        raise InvalidRequest(tuple(problems))
    with db.writing() as session:
        lock_event(session, event_id)
        event = event_in(session, event_id)
        if not takes_feedback(event):
            raise FeedbackClosed(event.slug)
        if session.scalar(select(Feedback.id).where(Feedback.submission_id == form.submission_id)) is None:
            _count(event_id, client)
            session.execute(insert(Feedback), _values(form, event))
            shift(session, event_id)


def list_feedback(db: Database, by: Moderator, slug: str) -> FeedbackView:
    """Texts in the order of the alphabet: the order of arrival would tell who was first. Raises EventNotFound."""
    with db.reading() as session:
        event_id = moderated_id(session, by, slug)
        rows = session.scalars(select(Feedback).where(Feedback.event_id == event_id)).all()
        ratings = {rating: sum(row.rating == rating for row in rows) for rating in RATINGS}
        if not rows:
            ratings = _tallied(session, event_id)
    answers = sum(ratings.values())
    if answers < LEAST:
        return FeedbackView(answers, {}, (), ())
    return FeedbackView(
        answers=answers,
        ratings=ratings,
        useful=tuple(sorted(row.useful for row in rows if row.useful)),
        wishes=tuple(sorted(row.wishes for row in rows if row.wishes)),
    )


def _tallied(session: Session, event_id: int) -> dict[int, int]:
    """What is left of the ratings once the rest is deleted."""
    counts: dict[str, Any] = session.scalar(select(EventTally.ratings).where(EventTally.event_id == event_id)) or {}
    return {rating: int(counts.get(str(rating), 0)) for rating in RATINGS}


def _count(event_id: int, client: str) -> None:
    """One more of this client and for this event. Raises TooManyAttempts."""
    if client:
        attempts.count(OF_ONE_CLIENT, "feedback", str(event_id), client)
    attempts.count(OF_ONE_EVENT, "feedback", str(event_id))


def is_there(event_id: Any) -> ColumnElement[bool]:
    """Whether anything is kept for the event with this id, for queries."""
    return exists().where(Feedback.event_id == event_id)


def forget(session: Session, event_id: int) -> None:
    """The texts go with the registrations."""
    session.execute(delete(Feedback).where(Feedback.event_id == event_id))


def _problems(form: FeedbackForm) -> list[Problem]:
    problems = [] if form.rating in RATINGS else [Problem("rating", "missing_rating")]
    for name in ("useful", "wishes"):
        text = getattr(form, name).strip()
        if len(text) > TEXT_LIMIT:
            problems.append(Problem(name, "too_long", TEXT_LIMIT))
        if has_control_characters(text, allows_lines=True):
            problems.append(Problem(name, "control_characters"))
    return problems


def _values(form: FeedbackForm, event: EventDetails) -> dict[str, object]:
    today: date = local(clock.utc_now(), event.timezone).date()
    texts = {name: getattr(form, name).strip() or None for name in ("useful", "wishes")}
    return {
        "event_id": event.id,
        "submission_id": form.submission_id,
        "rating": form.rating,
        "given_on": today,
        **texts,
    }
