"""The questions of an evening as people read them: in order, with votes, and with a name only where its owner said so.

A question that was merged into another stands no longer by itself; whoever voted for either counts once for the one that
stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from akevents.store.tables import DiscussionQuestion, DiscussionStatus, QuestionVote, Registration

PUBLIC = frozenset({DiscussionStatus.SHOWN, DiscussionStatus.ANSWERED})
SHOWN_AT_MOST = 100  # on one screen; the moderator finds the others by searching


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question as everybody may read it. `name` is None unless its author allowed it for this question."""

    id: int
    text: str
    votes: int
    name: str | None
    status: DiscussionStatus
    is_current: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class _Row:
    question: Any  # id, text, status, …
    votes: int


def public_questions(session: Session, event_id: int) -> tuple[ShownQuestion, ...]:
    """Open ones in their order, answered ones after them; hidden, waiting and merged ones are not among them."""
    return tuple(shown(row) for row in loaded(session, event_id) if row.question.status in PUBLIC)


def loaded(session: Session, event_id: int) -> list[_Row]:
    """Every question of the event that stands by itself, in order, with its votes."""
    query = (
        select(
            *DiscussionQuestion.__table__.c, Registration.first_name, Registration.last_name, Registration.institution
        )
        .outerjoin(Registration, Registration.id == DiscussionQuestion.registration_id)
        .where(DiscussionQuestion.event_id == event_id, DiscussionQuestion.status != DiscussionStatus.MERGED)
    )
    votes = votes_of(session, event_id)
    rows = [_Row(question, votes.get(question.id, 0)) for question in session.connection().execute(query)]
    return sorted(rows, key=_order)


def votes_of(session: Session, event_id: int) -> Mapping[int, int]:
    """How many people voted for a question or for one that was merged into it."""
    stays = func.coalesce(DiscussionQuestion.merged_into, DiscussionQuestion.id)
    query = (
        select(stays, func.count(QuestionVote.registration_id.distinct()))
        .join(QuestionVote, QuestionVote.question_id == DiscussionQuestion.id)
        .where(DiscussionQuestion.event_id == event_id)
        .group_by(stays)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def shown(row: _Row) -> ShownQuestion:
    question = row.question
    return ShownQuestion(
        id=question.id,
        text=question.text,
        votes=row.votes,
        name=author_of(question) if question.shows_name else None,
        status=DiscussionStatus(question.status),
        is_current=question.is_current,
        asked_at=question.asked_at,
    )


def author_of(question: Any) -> str | None:
    """Who asked; None for what a moderator wrote down."""
    return f"{question.first_name} {question.last_name}" if question.first_name is not None else None


def ids(rows: Iterable[_Row]) -> list[int]:
    return [row.question.id for row in rows]


def _order(row: _Row) -> tuple[Any, ...]:
    """Answered ones last; those that a moderator has put in order first; then by votes, then by time."""
    question = row.question
    unplaced = question.position is None
    answered = question.status == DiscussionStatus.ANSWERED
    return answered, unplaced, question.position or 0, -row.votes, question.asked_at, question.id
