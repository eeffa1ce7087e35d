"""Who a message is for: a filter, and exactly the people whom it finds at this moment, each address once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from akevents.domain.moderators import Moderator
from akevents.domain.questions import list_questions
from akevents.errors import EventNotFound
from akevents.store.database import Database
from akevents.store.tables import (
    Answer,
    Consent,
    ConsentPurpose,
    Event,
    Question,
    QuestionKind,
    Registration,
    RegistrationStatus,
)

CONFIRMED_ONLY = frozenset({RegistrationStatus.CONFIRMED})
# Nobody is invited to an address that was never proved: those who did not confirm it, or only asked to come.
INVITABLE = frozenset({RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED, RegistrationStatus.CANCELLED})
_IS_CANCELLED = case((Registration.status == RegistrationStatus.CANCELLED, 1), else_=0)


class Attendance(StrEnum):
    ALL = "all"
    CAME = "came"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a moderator means. `whole_group`: not the people of this event, but everybody at any event of its working group
    who allowed invitations; they are invited to this one. Cancelled people are meant only if `statuses` says so.

    `question_id` and `answer` restrict to people who gave this answer; of several choices it is one of those chosen."""

    event_id: int
    whole_group: bool = False
    statuses: frozenset[RegistrationStatus] = CONFIRMED_ONLY
    question_id: int | None = None
    answer: str = ""
    attendance: Attendance = Attendance.ALL

    def as_stored(self) -> dict[str, Any]:
        """For the message's row; delivery reads `statuses` again before each mail."""
        return {
            "whole_group": self.whole_group,
            "statuses": sorted(self.statuses),
            "question_id": self.question_id,
            "answer": self.answer,
            "attendance": self.attendance.value,
        }


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person of an audience."""

    id: int
    name: str
    institution: str
    status: RegistrationStatus


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question by whose answers people can be chosen; `answers` are those that were given, as often as each was."""

    id: int
    label: str
    answers: tuple[tuple[str, int], ...]


def find_recipients(db: Database, by: Moderator, audience: Audience) -> tuple[Recipient, ...]:
    """Everybody who is meant, in the order of a directory. Raises EventNotFound."""
    with db.reading() as session:
        group_id = moderated_group(session, by, audience.event_id)
        return recipients_in(session, group_id, audience)


def moderated_group(session: Session, by: Moderator, event_id: int) -> int:
    """The working group of an event. Raises EventNotFound for an event of another moderator's group."""
    group_id = session.scalar(select(Event.working_group_id).where(Event.id == event_id))
    if group_id is None:
        raise EventNotFound(str(event_id))
    by.require(group_id, str(event_id))
    return group_id


def recipients_in(session: Session, group_id: int, audience: Audience) -> tuple[Recipient, ...]:
    """The same inside a transaction that has checked who asks."""
    standing = _invited(audience, group_id) if audience.whole_group else _registered(audience)
    ranked = standing.subquery()
    query = (
        select(
            Registration.id, Registration.first_name, Registration.last_name, Registration.institution,
            Registration.status, Registration.search_text,
        )
        .join(ranked, ranked.c.id == Registration.id)
        .where(ranked.c.place == 1, *_conditions(audience))
    )  # fmt: skip
    rows = sorted(
        session.execute(query), key=lambda row: (row.search_text, row.id)
    )  # databases sort letters differently
    return tuple(
        Recipient(row.id, f"{row.first_name} {row.last_name}", row.institution, RegistrationStatus(row.status))
        for row in rows
    )


def _registered(audience: Audience) -> Select[*tuple[Any, ...]]:
    """The event's registrations, numbered within each address. The first one stands for the person: the live one, else the
    newest, so that nobody who came back is written to as if they had stayed away."""
    place = func.row_number().over(
        partition_by=Registration.email_normalized, order_by=(_IS_CANCELLED, Registration.id.desc())
    )
    return select(Registration.id, place.label("place")).where(Registration.event_id == audience.event_id)


def _invited(audience: Audience, group_id: int) -> Select[*tuple[Any, ...]]:
    """The group's registrations with a consent to invitations that still stands, numbered within each address, newest
    first. Who withdrew it later anywhere in the group, or is registered for this event, is not among them."""
    place = func.row_number().over(partition_by=Registration.email_normalized, order_by=Registration.id.desc())
    return (
        select(Registration.id, place.label("place"))
        .join(Event, Event.id == Registration.event_id)
        .where(Event.working_group_id == group_id, _allows_invitations(group_id), ~_is_coming(audience.event_id))
    )


def _allows_invitations(group_id: int) -> ColumnElement[bool]:
    elsewhere, event, withdrawn = aliased(Registration), aliased(Event), aliased(Consent)
    later = (
        select(withdrawn.id)
        .join(elsewhere, elsewhere.id == withdrawn.registration_id)
        .join(event, event.id == elsewhere.event_id)
        .where(
            event.working_group_id == group_id,
            elsewhere.email_normalized == Registration.email_normalized,
            withdrawn.purpose == ConsentPurpose.INVITATIONS,
            withdrawn.withdrawn_at >= Consent.given_at,
        )
        .correlate(Registration, Consent)
    )
    return exists().where(
        Consent.registration_id == Registration.id,
        Consent.purpose == ConsentPurpose.INVITATIONS,
        Consent.withdrawn_at.is_(None),
        ~later.exists(),
    )


def _is_coming(event_id: int) -> ColumnElement[bool]:
    here = aliased(Registration)
    return exists().where(
        here.event_id == event_id,
        here.email_normalized == Registration.email_normalized,
        here.status != RegistrationStatus.CANCELLED,
    )


def _conditions(audience: Audience) -> Iterator[ColumnElement[bool]]:
    if audience.whole_group:
        yield Registration.status.in_(audience.statuses & INVITABLE)
        yield or_(Registration.status != RegistrationStatus.CANCELLED, Registration.confirmed_at.is_not(None))
    else:
        yield Registration.status.in_(audience.statuses)
    if audience.attendance == Attendance.CAME:
        yield Registration.checked_in_at.is_not(None)
    elif audience.attendance == Attendance.MISSED:
        yield Registration.checked_in_at.is_(None)
    if audience.question_id is not None and not audience.whole_group:
        yield Registration.id.in_(_answered(audience.question_id, audience.answer.replace("\0", "")))


def _answered(question_id: int, answer: str) -> Select[*tuple[Any, ...]]:
    """Several choices are stored as lines of one text."""
    framed = "\n" + Answer.value + "\n"
    is_chosen = and_(Question.kind == QuestionKind.MULTIPLE_CHOICE, framed.contains(f"\n{answer}\n", autoescape=True))
    return (
        select(Answer.registration_id)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.question_id == question_id, or_(Answer.value == answer, is_chosen))
    )


def answered_questions(db: Database, by: Moderator, event_id: int) -> tuple[AnsweredQuestion, ...]:
    """The event's questions that somebody answered, in the order of the form. Raises EventNotFound."""
    with db.reading() as session:
        moderated_group(session, by, event_id)
        questions = list_questions(session, event_id)
        query = (
            select(Answer.question_id, Answer.value, func.count())
            .where(Answer.question_id.in_([each.id for each in questions]))
            .group_by(Answer.question_id, Answer.value)
        )
        given = session.execute(query).all()
    several = {each.id for each in questions if each.kind == QuestionKind.MULTIPLE_CHOICE}
    counts = _counted(((row[0], row[1], row[2]) for row in given), several)
    return tuple(
        AnsweredQuestion(each.id, each.label, _sorted(counts[each.id])) for each in questions if each.id in counts
    )


def _counted(given: Iterator[tuple[int, str, int]], several: set[int]) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = {}
    for question_id, value, count in given:
        mine = counts.setdefault(question_id, {})
        for answer in value.split("\n") if question_id in several else [value]:
            mine[answer] = mine.get(answer, 0) + count
    return counts


def _sorted(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    pairs: Sequence[tuple[str, int]] = list(counts.items())
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
