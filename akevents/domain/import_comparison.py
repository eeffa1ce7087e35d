"""Comparing a line of a list with the registration it is about: what it changes, and what was changed here meanwhile."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents.domain.email_addresses import normalized_email, problem_with
from akevents.domain.import_preview import Difference
from akevents.domain.registration_form import LIMITS, QuestionForm, RegistrationRequest
from akevents.domain.row_checks import SEVERAL_LINES, RowCheck, comparable, one_line
from akevents.formats import cell_words
from akevents.formats.columns import YES_NO_WORDS, QuestionColumn
from akevents.formats.imported_rows import ImportedRow
from akevents.formats.profiles import columns_for
from akevents.store.tables import Answer, Registration
from akevents.wording import imports

TEXTS = ("first_name", "last_name", "email", "institution", "function", "topic", "accessibility_needs", "note")


@dataclass(frozen=True, slots=True)
class Edit:
    """One value that the line says otherwise than the registration. A conflict: it is here otherwise than the line's file
    was told, so somebody has changed it meanwhile. `field` is a column or the key of a question."""

    field: str
    value: Any
    difference: Difference
    is_conflict: bool


def edits(row: ImportedRow, known: Registration, check: RowCheck | None) -> Iterator[Edit]:
    """What the line changes of a known person, answers aside. A cell that says what its file was told was not touched, so
    whatever was changed here meanwhile stays. A line without a check empties nothing."""
    for name in TEXTS:
        given, stored = getattr(row, name), getattr(known, name)
        same = comparable if name in SEVERAL_LINES else one_line
        if given is None or not (given or check) or (name == "email" and _same_address(given, known)):
            continue
        yield from _edit(name, imports.FIELDS[name], (same(stored), stored), (same(given), given), check)
    if row.has_member:
        yield from _yes_no("member", known.is_member, row.member, check)
    if row.is_present is not None:
        yield from _yes_no("is_present", known.checked_in_at is not None, row.is_present, check)


def answer_edits(
    given: Iterable[tuple[QuestionForm, str]], stored: Mapping[int, str], check: RowCheck | None
) -> Iterator[Edit]:
    """The same for the answers to the event's own questions."""
    for question, words in given:
        if words or check:
            key, before = QuestionColumn(question.id, "").key, stored.get(question.id, "")
            yield from _edit(key, question.label, (comparable(before), before), (words, words), check)


def _yes_no(name: str, before: bool | None, after: bool | None, check: RowCheck | None) -> Iterator[Edit]:
    words, said = YES_NO_WORDS.get(before, ""), YES_NO_WORDS.get(after, "")
    for edit in _edit(name, imports.FIELDS[name], (words, words), (said, said), check):
        yield Edit(name, after, edit.difference, edit.is_conflict)


def _edit(
    name: str, label: str, stored: tuple[str, str | None], given: tuple[str, str], check: RowCheck | None
) -> Iterator[Edit]:
    """Both sides as they are compared and as they are shown."""
    if given[0] == stored[0] or (check and check.said(name, given[0])):
        return
    shown = Difference(label, stored[1] or imports.EMPTY, given[1] or imports.EMPTY)
    yield Edit(name, given[1], shown, check is not None and not check.said(name, stored[0]))


def _same_address(given: str, known: Registration) -> bool:
    return not problem_with(given) and normalized_email(given) == known.email_normalized


def questions_by_header(asked: Iterable[QuestionForm]) -> dict[str, QuestionForm]:
    """Under the headers that our own files give them."""
    by_id = {QuestionColumn(each.id, each.label).key: each for each in asked}
    columns = columns_for("vollstaendig", [QuestionColumn(each.id, each.label) for each in by_id.values()])
    return {cell_words.key(column.header): by_id[column.key] for column in columns if column.key in by_id}


def answers_of(session: Session, event_id: int) -> dict[int, dict[int, str]]:
    query = select(Answer.registration_id, Answer.question_id, Answer.value).join(
        Registration, Registration.id == Answer.registration_id
    )
    found: dict[int, dict[int, str]] = {}
    for registration_id, question_id, value in session.execute(query.where(Registration.event_id == event_id)):
        found.setdefault(registration_id, {})[question_id] = value
    return found


def merged_request(
    known: Registration, texts: Mapping[str, str], member: bool | None, answers: Mapping[int, str]
) -> RegistrationRequest:
    """What the person would have typed, had it been this from the beginning."""
    stored: dict[str, Any] = {name: getattr(known, name) or "" for name in LIMITS}
    return RegistrationRequest(
        event_id=known.event_id, submission_id=known.submission_id, **{**stored, **texts}, is_member=member,
        language=known.language, answers=answers,
    )  # fmt: skip
