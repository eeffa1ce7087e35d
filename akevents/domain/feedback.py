"""What people say afterwards, on the event's page and without a name: no link, no address, only the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.registration_form import has_control_characters
from akevents.errors import FeedbackClosed, InvalidRequest, Problem
from akevents.store.database import Database
from akevents.store.tables import Feedback
from akevents.wording.dates import local

TAKEN_FOR = timedelta(days=14)  # after the end
TEXT_LIMIT = 1000
LEAST = 3  # answers; with fewer, whoever was there could tell who wrote them
RATINGS = range(1, 6)


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """What was typed. `rating` is None where nothing was chosen."""

    submission_id: str
    rating: int | None
    useful: str = ""
    wishes: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """What a moderator sees. Below `LEAST` answers there is nothing but their number."""

    answers: int
    ratings: Mapping[int, int]
    useful: tuple[str, ...]
    wishes: tuple[str, ...]

    @property
    def average(self) -> float | None:
        total = sum(self.ratings.values())
        return sum(rating * count for rating, count in self.ratings.items()) / total if total else None


def takes_feedback(event: EventDetails) -> bool:
    return event.state == EventState.PAST and clock.utc_now() <= event.ends_at + TAKEN_FOR


def give(db: Database, event_id: int, form: FeedbackForm) -> None:
    """Keep it; the same form sent twice is kept once. Raises InvalidRequest, FeedbackClosed, EventNotFound."""
    if problems := _problems(form):
        raise InvalidRequest(tuple(problems))
    with db.writing() as session:
        event = event_in(session, event_id)
        if not takes_feedback(event):
            raise FeedbackClosed(event.slug)
        if session.scalar(select(Feedback.id).where(Feedback.submission_id == form.submission_id)) is None:
            session.execute(insert(Feedback), _values(form, event))


def list_feedback(db: Database, by: Moderator, slug: str) -> FeedbackView:
    """Texts in the order of the alphabet: the order of arrival would tell who was first. Raises EventNotFound."""
    with db.reading() as session:
        event_id = moderated_id(session, by, slug)
        rows = session.scalars(select(Feedback).where(Feedback.event_id == event_id)).all()
    if len(rows) < LEAST:
        return FeedbackView(len(rows), {}, (), ())
    return FeedbackView(
        answers=len(rows),
        ratings={rating: sum(row.rating == rating for row in rows) for rating in RATINGS},
        useful=tuple(sorted(row.useful for row in rows if row.useful)),
        wishes=tuple(sorted(row.wishes for row in rows if row.wishes)),
    )


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
