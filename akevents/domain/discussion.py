"""Questions for the discussion, from those who come: asked by personal link, read by all of them, voted for once each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from limits import parse
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import attempts, discussion_view
from akevents.domain.discussion_view import PUBLIC, SHOWN_AT_MOST, ShownQuestion, shown
from akevents.domain.events import EventDetails, event_in
from akevents.domain.my_registration import find_by_token
from akevents.domain.registration_form import has_control_characters
from akevents.domain.seats import lock_event
from akevents.errors import DiscussionClosed, InvalidRequest, Problem, QuestionNotFound, TooManyAttempts
from akevents.store.database import Database
from akevents.store.tables import (
    Discussion,
    DiscussionQuestion,
    DiscussionStatus,
    Event,
    EventStatus,
    QuestionVote,
    Registration,
    RegistrationStatus,
)

TEXT_LIMIT = 1000  # characters
AT_ONCE, WINDOW = 5, timedelta(minutes=10)  # questions of one person
IN_ALL = 30
VOTES = parse("20 per minute")  # of one person, given and taken back; more is no reading
TAKES_UNTIL = timedelta(days=1)  # after the end
MAY_TAKE_PART = (RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED)


@dataclass(frozen=True, slots=True)
class MyQuestion:
    """A question as one participant sees it. Only its author sees it while it waits for the moderator."""

    question: ShownQuestion
    is_mine: bool
    has_my_vote: bool


@dataclass(frozen=True, slots=True)
class MyDiscussion:
    """What a participant's page shows. `closed` says why nothing can be asked or voted for now: "off", "status", "over",
    "not_published"; None while it can."""

    event: EventDetails
    mode: Discussion
    closed: str | None
    questions: tuple[MyQuestion, ...]
    counter: int


def list_for_participant(db: Database, token: str) -> MyDiscussion:
    """Raises RegistrationNotFound, LinkExpired."""
    with db.reading() as session:
        mine = find_by_token(session, token)
        event = event_in(session, mine.event_id)
        mode, counter = session.execute(
            select(Event.discussion, Event.discussion_counter).where(Event.id == event.id)
        ).one()
        reason = _closed(mine, event, Discussion(mode))
        readable = reason not in {"off", "status", "not_published"}
        questions = _mine(session, mine) if readable else ()
        return MyDiscussion(event, Discussion(mode), reason, questions, counter)


def ask(db: Database, token: str, submission_id: str, text: str, *, shows_name: bool = False) -> DiscussionStatus:
    """Bring a question. Returns whether it is shown or waits for the moderator; the same submission again changes nothing.

    Raises RegistrationNotFound, LinkExpired, DiscussionClosed, InvalidRequest, TooManyAttempts."""
    words = cleaned(text)
    with db.writing() as session:
        mine = find_by_token(session, token)
        lock_event(session, mine.event_id)
        earlier = session.scalar(
            select(DiscussionQuestion.status).where(DiscussionQuestion.submission_id == submission_id)
        )
        if earlier:
            return DiscussionStatus(earlier)
        mode = _require_open(session, mine)
        _require_pace(session, mine)
        status = DiscussionStatus.WAITING if mode == Discussion.MODERATED else DiscussionStatus.SHOWN
        store(session, mine.event_id, submission_id, words, status, registration_id=mine.id, shows_name=shows_name)
        return status


def set_vote(db: Database, token: str, question_id: int, *, is_for: bool) -> None:
    """Vote for a question, or take that back. Whoever has voted has one vote, however often they press.

    Raises RegistrationNotFound, LinkExpired, DiscussionClosed, QuestionNotFound."""
    with db.writing() as session:
        mine = find_by_token(session, token)
        _require_open(session, mine)
        group = _group(session, mine.event_id, question_id)
        has_voted = _votes_in(session, mine.id, group)
        if is_for == bool(has_voted):
            return
        attempts.count(VOTES, "vote", str(mine.id))
        if is_for:
            _insert_vote(session, question_id, mine.id)
        else:
            mine_there = (QuestionVote.registration_id == mine.id, QuestionVote.question_id.in_(group))
            session.execute(delete(QuestionVote).where(*mine_there))
        raise_counter(session, mine.event_id)


def cleaned(text: str) -> str:
    """The question without blanks around it. Raises InvalidRequest."""
    words = text.strip()
    if not words:
        raise InvalidRequest((Problem("text", "missing_question"),))
    if len(words) > TEXT_LIMIT:
        raise InvalidRequest((Problem("text", "question_too_long", TEXT_LIMIT, detail=str(len(words))),))
    if has_control_characters(words, allows_lines=True):
        raise InvalidRequest((Problem("text", "control_characters"),))
    return words


def store(
    session: Session,
    event_id: int,
    submission_id: str,
    text: str,
    status: DiscussionStatus,
    *,
    registration_id: int | None = None,
    shows_name: bool = False,
) -> None:
    """Write a question inside the caller's transaction; the screens are told."""
    values = {
        "event_id": event_id,
        "registration_id": registration_id,
        "submission_id": submission_id,
        "text": text,
        "shows_name": shows_name,
        "status": status,
        "asked_at": clock.utc_now(),
    }
    session.execute(insert(DiscussionQuestion), values)
    raise_counter(session, event_id)


def raise_counter(session: Session, event_id: int) -> None:
    """Screens that show questions look at this counter alone."""
    counted = update(Event).where(Event.id == event_id)
    session.execute(counted.values(discussion_counter=Event.discussion_counter + 1))


def free_orphans(session: Session, event_id: int) -> None:
    """When somebody is forgotten, what was merged into their questions stands by itself again."""
    here = DiscussionQuestion.event_id == event_id
    left = select(DiscussionQuestion.id).where(here)
    orphans = update(DiscussionQuestion).where(
        here, DiscussionQuestion.merged_into.is_not(None), DiscussionQuestion.merged_into.not_in(left)
    )
    session.execute(orphans.values(merged_into=None, status=DiscussionStatus.SHOWN))


def forget_discussion(session: Session, event_id: int) -> None:
    """The questions go with the registrations; those that moderators wrote down, too."""
    session.execute(delete(DiscussionQuestion).where(DiscussionQuestion.event_id == event_id))


def _mine(session: Session, mine: Registration) -> tuple[MyQuestion, ...]:
    voted = set(session.scalars(
        select(func.coalesce(DiscussionQuestion.merged_into, DiscussionQuestion.id))
        .join(QuestionVote, QuestionVote.question_id == DiscussionQuestion.id)
        .where(QuestionVote.registration_id == mine.id)
    ))  # fmt: skip
    found = []
    for row in discussion_view.loaded(session, mine.event_id):
        is_mine = row.question.registration_id == mine.id
        if row.question.status in PUBLIC or (is_mine and row.question.status == DiscussionStatus.WAITING):
            found.append(MyQuestion(shown(row), is_mine, row.question.id in voted))
    return tuple(found[:SHOWN_AT_MOST])


def _closed(mine: Registration, event: EventDetails, mode: Discussion) -> str | None:
    if event.status != EventStatus.PUBLISHED:
        return "not_published"
    if mode == Discussion.OFF:
        return "off"
    if mine.status not in MAY_TAKE_PART:
        return "status"
    return "over" if clock.utc_now() > takes_until(event.ends_at) else None


def takes_until(ends_at: datetime) -> datetime:
    """From then on the discussion can be read and no longer changed."""
    return ends_at + TAKES_UNTIL


def _require_open(session: Session, mine: Registration) -> Discussion:
    event = event_in(session, mine.event_id)
    mode = Discussion(session.scalar(select(Event.discussion).where(Event.id == event.id)) or Discussion.OFF)
    if reason := _closed(mine, event, mode):
        raise DiscussionClosed(reason)
    return mode


def _require_pace(session: Session, mine: Registration) -> None:
    """Under the event's lock."""
    asked = select(DiscussionQuestion.asked_at).where(DiscussionQuestion.registration_id == mine.id)
    times = sorted(session.scalars(asked))
    now = clock.utc_now()
    recent = [at for at in times if at > now - WINDOW]
    if len(times) >= IN_ALL:
        raise InvalidRequest((Problem("text", "too_many_questions", IN_ALL),))
    if len(recent) >= AT_ONCE:
        raise TooManyAttempts(max(1, round((recent[-AT_ONCE] + WINDOW - now).total_seconds())))


def _group(session: Session, event_id: int, question_id: int) -> list[int]:
    """This question, if it can be voted for, and those merged into it. Raises QuestionNotFound."""
    here = DiscussionQuestion.event_id == event_id
    query = select(DiscussionQuestion.id).where(
        here, DiscussionQuestion.id == question_id, DiscussionQuestion.status == DiscussionStatus.SHOWN
    )
    if session.scalar(query) is None:
        raise QuestionNotFound
    merged = session.scalars(select(DiscussionQuestion.id).where(here, DiscussionQuestion.merged_into == question_id))
    return [question_id, *merged]


def _votes_in(session: Session, registration_id: int, group: list[int]) -> int:
    query = select(func.count()).where(
        QuestionVote.registration_id == registration_id, QuestionVote.question_id.in_(group)
    )
    return session.scalar(query) or 0


def _insert_vote(session: Session, question_id: int, registration_id: int) -> None:
    """Pressed in two windows at the same moment it is one vote: the second finds the row there."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    vote = (insert_on_sqlite if is_sqlite else insert_on_postgresql)(QuestionVote).on_conflict_do_nothing()
    values = {"question_id": question_id, "registration_id": registration_id, "voted_at": clock.utc_now()}
    session.execute(vote, values)
