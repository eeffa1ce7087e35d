"""What moderators do with the questions: read all of them, order, merge, hide, answer, put one up, add some themselves."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from akevents.domain import protocol
from akevents.domain.discussion import MAY_TAKE_PART, TEXT_LIMIT, cleaned, raise_counter, store
from akevents.domain.discussion_view import ShownQuestion, author_of, ids, loaded, shown
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.seats import lock_event
from akevents.errors import QuestionNotFound
from akevents.store.database import Database
from akevents.store.tables import Discussion, DiscussionQuestion, DiscussionStatus, Event, Registration

# Every status a moderator can give; merging has steps of its own.
GIVEN = frozenset({DiscussionStatus.SHOWN, DiscussionStatus.HIDDEN, DiscussionStatus.ANSWERED})


@dataclass(frozen=True, slots=True)
class ModeratedQuestion:
    """A question with what only moderators see: who asked, and which ones were merged into it (id and text)."""

    question: ShownQuestion
    author: str | None
    institution: str | None
    merged: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody wrote when they registered, not yet among the questions."""

    registration_id: int
    name: str
    institution: str
    text: str


@dataclass(frozen=True, slots=True)
class ModeratorDiscussion:
    """Everything of one event, in the order in which it is shown."""

    mode: Discussion
    questions: tuple[ModeratedQuestion, ...]
    topics: tuple[Topic, ...]
    counter: int


def list_for_moderator(db: Database, by: Moderator, slug: str) -> ModeratorDiscussion:
    """Raises EventNotFound."""
    with db.reading() as session:
        event_id = moderated_id(session, by, slug)
        mode, counter = session.execute(
            select(Event.discussion, Event.discussion_counter).where(Event.id == event_id)
        ).one()
        merged = _merged(session, event_id)
        questions = tuple(
            ModeratedQuestion(
                shown(row), author_of(row.question), row.question.institution, tuple(merged.get(row.question.id, ()))
            )
            for row in loaded(session, event_id)
        )
        return ModeratorDiscussion(Discussion(mode), questions, topics(session, event_id), counter)


def add(db: Database, by: Moderator, slug: str, submission_id: str, text: str) -> None:
    """A question that was heard and not typed; shown at once. The same submission again changes nothing.

    Raises EventNotFound, InvalidRequest."""
    words = cleaned(text)
    with db.writing() as session:
        event_id = _locked(session, by, slug)
        if _find_by_submission(session, submission_id) is None:
            store(session, event_id, submission_id, words, DiscussionStatus.SHOWN)
            protocol.record(session, by, "question_added", event_id=event_id)


def adopt_topic(db: Database, by: Moderator, slug: str, registration_id: int) -> None:
    """Make a question of what this person wrote when they registered, without their name; once.

    Raises EventNotFound, QuestionNotFound if there is nothing to adopt."""
    with db.writing() as session:
        event_id = _locked(session, by, slug)
        if _find_by_submission(session, _submission_of(registration_id)) is not None:
            return
        topic = next((each for each in topics(session, event_id) if each.registration_id == registration_id), None)
        if topic is None:
            raise QuestionNotFound
        words, submission = topic.text[:TEXT_LIMIT], _submission_of(registration_id)
        store(session, event_id, submission, words, DiscussionStatus.SHOWN, registration_id=registration_id)
        protocol.record(session, by, "question_added", event_id=event_id, registration_id=registration_id)


def set_status(db: Database, by: Moderator, slug: str, question_id: int, status: DiscussionStatus) -> None:
    """Show, hide or call answered; what is not shown is not up either. Raises EventNotFound, QuestionNotFound."""
    if status not in GIVEN:
        raise ValueError(status)
    with db.writing() as session:
        event_id = _locked(session, by, slug)
        before = _found(session, event_id, question_id)
        if before == status:
            return
        values: dict[str, Any] = {"status": status} | (
            {"is_current": False} if status != DiscussionStatus.SHOWN else {}
        )
        _change(session, event_id, question_id, **values)
        protocol.record(session, by, "question_moderated", event_id=event_id, question=question_id, status=status)


def put_up(db: Database, by: Moderator, slug: str, question_id: int | None) -> None:
    """Make this the one that everybody talks about, or none of them. Raises EventNotFound, QuestionNotFound unless it is
    shown."""
    with db.writing() as session:
        event_id = _locked(session, by, slug)
        if question_id is not None and _found(session, event_id, question_id) != DiscussionStatus.SHOWN:
            raise QuestionNotFound
        here = update(DiscussionQuestion).where(DiscussionQuestion.event_id == event_id)
        session.execute(here.where(DiscussionQuestion.is_current).values(is_current=False))
        if question_id is not None:
            session.execute(here.where(DiscussionQuestion.id == question_id).values(is_current=True))
        raise_counter(session, event_id)


def move(db: Database, by: Moderator, slug: str, question_id: int, *, up: bool) -> None:
    """One place up or down among the open questions; from then on the order is the moderator's.

    Raises EventNotFound, QuestionNotFound. At either end nothing happens."""
    with db.writing() as session:
        event_id = _locked(session, by, slug)
        _found(session, event_id, question_id)
        order = ids(row for row in loaded(session, event_id) if row.question.status == DiscussionStatus.SHOWN)
        if question_id not in order:
            raise QuestionNotFound
        at = order.index(question_id)
        other = at - 1 if up else at + 1
        if not 0 <= other < len(order):
            return
        order[at], order[other] = order[other], order[at]
        for position, each in enumerate(order, start=1):
            session.execute(update(DiscussionQuestion).where(DiscussionQuestion.id == each).values(position=position))
        raise_counter(session, event_id)


def order_by_votes(db: Database, by: Moderator, slug: str) -> None:
    """Forget the moderator's own order. Raises EventNotFound."""
    with db.writing() as session:
        event_id = _locked(session, by, slug)
        here = update(DiscussionQuestion).where(DiscussionQuestion.event_id == event_id)
        session.execute(here.values(position=None))
        raise_counter(session, event_id)


def merge(db: Database, by: Moderator, slug: str, question_id: int, into_id: int) -> None:
    """Let one question count for another: its votes and what was merged into it go along.

    Raises EventNotFound, QuestionNotFound for one that does not stand by itself; a question into itself changes nothing."""
    with db.writing() as session:
        event_id = _locked(session, by, slug)
        for each in (question_id, into_id):
            if _found(session, event_id, each) == DiscussionStatus.MERGED:
                raise QuestionNotFound
        if question_id == into_id:
            return
        along = DiscussionQuestion.merged_into == question_id
        session.execute(update(DiscussionQuestion).where(along).values(merged_into=into_id))
        _change(session, event_id, question_id, status=DiscussionStatus.MERGED, merged_into=into_id, is_current=False)
        protocol.record(session, by, "question_merged", event_id=event_id, question=question_id, into=into_id)


def take_apart(db: Database, by: Moderator, slug: str, question_id: int) -> None:
    """Let a merged question stand by itself again. Raises EventNotFound, QuestionNotFound; a free one is left as it is."""
    with db.writing() as session:
        event_id = _locked(session, by, slug)
        if _found(session, event_id, question_id) != DiscussionStatus.MERGED:
            return
        _change(session, event_id, question_id, status=DiscussionStatus.SHOWN, merged_into=None)
        protocol.record(session, by, "question_moderated", event_id=event_id, question=question_id, status="shown")


def topics(session: Session, event_id: int) -> tuple[Topic, ...]:
    """What people wrote at registration and nobody adopted yet, in the order of registration."""
    adopted = select(DiscussionQuestion.registration_id).where(
        DiscussionQuestion.event_id == event_id, DiscussionQuestion.submission_id.like(f"{TOPIC}%")
    )
    taken = set(session.scalars(adopted))
    query = select(
        Registration.id, Registration.first_name, Registration.last_name, Registration.institution, Registration.topic
    ).where(
        and_(Registration.event_id == event_id, Registration.status.in_(MAY_TAKE_PART), Registration.topic.is_not(None))
    )
    return tuple(
        Topic(row.id, f"{row.first_name} {row.last_name}", row.institution, row.topic.strip())
        for row in session.execute(query.order_by(Registration.number))
        if row.id not in taken and row.topic.strip()
    )


TOPIC = "topic-"


def _submission_of(registration_id: int) -> str:
    return f"{TOPIC}{registration_id}"


def _locked(session: Session, by: Moderator, slug: str) -> int:
    event_id = moderated_id(session, by, slug)
    lock_event(session, event_id)
    return event_id


def _found(session: Session, event_id: int, question_id: int) -> DiscussionStatus:
    here = (DiscussionQuestion.id == question_id, DiscussionQuestion.event_id == event_id)
    status = session.scalar(select(DiscussionQuestion.status).where(*here))
    if status is None:
        raise QuestionNotFound
    return DiscussionStatus(status)


def _find_by_submission(session: Session, submission_id: str) -> int | None:
    return session.scalar(select(DiscussionQuestion.id).where(DiscussionQuestion.submission_id == submission_id))


def _change(session: Session, event_id: int, question_id: int, **values: Any) -> None:
    session.execute(update(DiscussionQuestion).where(DiscussionQuestion.id == question_id).values(**values))
    raise_counter(session, event_id)


def _merged(session: Session, event_id: int) -> dict[int, list[tuple[int, str]]]:
    query = select(DiscussionQuestion.merged_into, DiscussionQuestion.id, DiscussionQuestion.text).where(
        DiscussionQuestion.event_id == event_id, DiscussionQuestion.merged_into.is_not(None)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for into, question_id, text in session.execute(query.order_by(DiscussionQuestion.id)):
        assert into is not None
        found.setdefault(into, []).append((question_id, text))
    return found
