"""Comparing a line of a list with the registration it is about."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents.domain.email_addresses import normalized_email, problem_with
from akevents.domain.import_preview import Difference
from akevents.domain.registration_form import LIMITS, QuestionForm, RegistrationRequest
from akevents.formats import cell_words
from akevents.formats.columns import YES_NO_WORDS, QuestionColumn, carried_text, columns_for
from akevents.formats.imported_rows import ImportedRow
from akevents.store.tables import Answer, Registration
from akevents.wording import imports

SEVERAL_LINES = {"topic", "accessibility_needs", "note"}


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


def is_same_person(row: ImportedRow, known: Registration) -> bool:
    """A corrected name, or a corrected address: one of the two must still fit."""
    if row.email and not problem_with(row.email) and normalized_email(row.email) == known.email_normalized:
        return True
    names = [
        one_line(row.first_name) == one_line(known.first_name),
        one_line(row.last_name) == one_line(known.last_name),
    ]
    return any(names) if row.email is None else all(names)


def new_text(row: ImportedRow, known: Registration, name: str) -> str | None:
    """What the line says of this field if it is something else; None if not."""
    given, stored = getattr(row, name), getattr(known, name)
    if given is None or (not given and row.number is None):
        return None
    if name == "email" and not problem_with(given) and normalized_email(given) == known.email_normalized:
        return None
    same = comparable if name in SEVERAL_LINES else one_line
    return None if same(given) == same(stored) else str(given)


def comparable(text: str | None) -> str:
    return carried_text(unicodedata.normalize("NFC", text or "")).strip()


def one_line(text: str | None) -> str:
    return " ".join(comparable(text).split())


def difference(label: str, before: str | None, after: str | None) -> Difference:
    return Difference(label, before or imports.EMPTY, after or imports.EMPTY)


def yes_no(name: str, before: bool | None, after: bool | None) -> Difference:
    return difference(imports.FIELDS[name], YES_NO_WORDS.get(before), YES_NO_WORDS.get(after))


def merged_request(
    known: Registration, texts: Mapping[str, str], member: bool | None, answers: Mapping[int, str]
) -> RegistrationRequest:
    """What the person would have typed, had it been this from the beginning."""
    stored: dict[str, Any] = {name: getattr(known, name) or "" for name in LIMITS}
    return RegistrationRequest(
        event_id=known.event_id, submission_id=known.submission_id, **{**stored, **texts}, is_member=member,
        answers=answers,
    )  # fmt: skip
