"""The extra questions of an event: as its form shows them, and as its editor changes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from akevents.domain.registration_form import (
    ANSWER_LIMIT,
    QuestionForm,
    can_be_answered,
    has_control_characters,
)
from akevents.errors import Problem
from akevents.store.tables import Answer, Question, QuestionKind

LABEL_LIMIT = 300
CHOICE_KINDS = frozenset({QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE})
FEWEST_CHOICES = 2


@dataclass(frozen=True, slots=True)
class QuestionEdit:
    """One question as it is to be; without id it is a new one.

    `shown_if`: asked only of people who gave this answer to an earlier question, named by its place in the same form,
    counted from 0. Of a multiple choice the answer is one of those chosen."""

    id: int | None
    kind: QuestionKind
    label: str
    is_required: bool = False
    choices: tuple[str, ...] = ()
    shown_if: tuple[int, str] | None = None


def list_questions(session: Session, event_id: int) -> tuple[QuestionForm, ...]:
    """In the order of the form."""
    query = select(Question).where(Question.event_id == event_id).order_by(Question.position, Question.id)
    return tuple(
        QuestionForm(
            each.id, QuestionKind(each.kind), each.label, each.is_required, tuple(each.choices), _condition(each)
        )
        for each in session.scalars(query)
    )


def _condition(question: Question) -> tuple[int, str] | None:
    needed, answer = question.shown_if_question_id, question.shown_if_answer
    return None if needed is None or answer is None else (needed, answer)


def list_edits(session: Session, event_id: int) -> tuple[QuestionEdit, ...]:
    """The same questions as their editor holds them."""
    stored = list_questions(session, event_id)
    positions = {each.id: position for position, each in enumerate(stored)}
    return tuple(
        QuestionEdit(
            each.id,
            each.kind,
            each.label,
            each.is_required,
            each.choices,
            (positions[each.shown_if[0]], each.shown_if[1]) if each.shown_if else None,
        )
        for each in stored
    )


# What stands against them


def check_questions(edits: Sequence[QuestionEdit]) -> list[Problem]:
    """Everything that is wrong with these questions by themselves. Fields are named question_1, question_2, …"""
    cleaned = tidied(edits)
    return [
        Problem(f"question_{number}", code, limit)
        for number, edit in enumerate(cleaned, 1)
        for code, limit in (
            *_label_faults(edit),
            *_choice_faults(edit),
            *_condition_faults(edit, cleaned[: number - 1]),
        )
    ]


def question_problems(session: Session, event_id: int, edits: Sequence[QuestionEdit]) -> list[Problem]:
    """The same, and what stands against it because people have answered already."""
    return [*check_questions(edits), *_kind_problems(session, event_id, edits)]


Fault = tuple[str, int | None]


def _label_faults(edit: QuestionEdit) -> Iterator[Fault]:
    if not edit.label:
        yield "missing_label", None
    elif len(edit.label) > LABEL_LIMIT:
        yield "too_long", LABEL_LIMIT
    elif has_control_characters(edit.label, allows_lines=False):
        yield "control_characters", None


def _choice_faults(edit: QuestionEdit) -> Iterator[Fault]:
    if edit.kind not in CHOICE_KINDS:
        return
    if len(edit.choices) < FEWEST_CHOICES:
        yield "too_few_choices", None
    if any(has_control_characters(each, allows_lines=False) for each in edit.choices):
        yield "control_characters", None
    elif len("\n".join(edit.choices)) > ANSWER_LIMIT:  # whoever chose all could not send it
        yield "too_long", ANSWER_LIMIT


def _condition_faults(edit: QuestionEdit, earlier: Sequence[QuestionEdit]) -> Iterator[Fault]:
    if edit.shown_if is None:
        return
    position, answer = edit.shown_if
    if not 0 <= position < len(earlier):
        yield "condition_not_earlier", None
    elif not can_be_answered(_as_form(earlier[position]), answer):
        yield "condition_unanswerable", None


def _as_form(edit: QuestionEdit) -> QuestionForm:
    return QuestionForm(edit.id or 0, edit.kind, edit.label, edit.is_required, edit.choices)


def _kind_problems(session: Session, event_id: int, edits: Sequence[QuestionEdit]) -> Iterator[Problem]:
    """A date does not become a yes: what people answered must stay an answer to the question."""
    kinds = {each.id: each.kind for each in list_questions(session, event_id)}
    answered = count_answers(session, event_id)
    for number, edit in enumerate(edits, 1):
        if edit.id in answered and edit.kind != kinds[edit.id]:
            yield Problem(f"question_{number}", "kind_has_answers")


def count_answers(session: Session, event_id: int) -> dict[int, int]:
    """How often each question was answered; questions nobody answered are left out."""
    query = (
        select(Answer.question_id, func.count())
        .join(Question, Question.id == Answer.question_id)
        .where(Question.event_id == event_id)
        .group_by(Answer.question_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


# Writing them


def tidied(edits: Sequence[QuestionEdit]) -> tuple[QuestionEdit, ...]:
    """As they are stored: trimmed, each choice once, no choices where nothing is chosen."""
    return tuple(_tidied(each) for each in edits)


def _tidied(edit: QuestionEdit) -> QuestionEdit:
    choices = dict.fromkeys(filter(None, (each.strip() for each in edit.choices))) if edit.kind in CHOICE_KINDS else ()
    condition = (edit.shown_if[0], edit.shown_if[1].strip()) if edit.shown_if else None
    return replace(edit, label=edit.label.strip(), choices=tuple(choices), shown_if=condition)


def replace_questions(session: Session, event_id: int, edits: Sequence[QuestionEdit]) -> None:
    """Make the event ask exactly this, in this order. Answers stay with the questions that stay; those of a removed
    question go with it. An id that is none of this event's is a new question.

    The caller has the event locked and has asked question_problems()."""
    unseen = {each.id for each in list_questions(session, event_id)}
    ids: list[int] = []
    for edit in tidied(edits):
        values = _columns(edit, event_id, ids)
        if edit.id in unseen:
            unseen.remove(edit.id)
            session.execute(update(Question).where(Question.id == edit.id).values(**values))
            ids.append(edit.id)
        else:
            ids.append(session.scalars(insert(Question).returning(Question.id), values).one())
    session.execute(delete(Question).where(Question.id.in_(unseen)))
    session.expire_all()  # what was read before is older than these statements


def _columns(edit: QuestionEdit, event_id: int, earlier: Sequence[int]) -> dict[str, Any]:
    """Column values; `earlier` are the ids of the questions before it, so this one's position is their number."""
    needed, answer = edit.shown_if or (None, None)
    return {
        "event_id": event_id,
        "position": len(earlier),
        "kind": edit.kind,
        "label": edit.label,
        "is_required": edit.is_required,
        "choices": list(edit.choices),
        "shown_if_question_id": None if needed is None else earlier[needed],
        "shown_if_answer": answer,
    }
