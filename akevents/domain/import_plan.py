"""Deciding what becomes of each line of a list. Reads, writes nothing; the caller holds the transaction."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents.domain.email_addresses import normalized_email, problem_with
from akevents.domain.event_state import places_left
from akevents.domain.import_comparison import (
    Edit,
    answer_edits,
    answers_of,
    edits,
    merged_request,
    questions_by_header,
)
from akevents.domain.import_preview import ChangedPerson, ImportOptions, ImportPreview, LineNote, NewPerson
from akevents.domain.participants import NOTE_LIMIT
from akevents.domain.questions import list_questions
from akevents.domain.registration_form import QuestionForm, RegistrationRequest, has_control_characters
from akevents.domain.row_checks import RowCheck, comparable, read_check
from akevents.domain.seats import AnyRow
from akevents.formats import cell_words
from akevents.formats.columns import STATUS_WORDS, YES_NO_WORDS, QuestionColumn
from akevents.formats.imported_rows import ImportedRow
from akevents.store.tables import Consent, ConsentPurpose, EventStatus, Registration, RegistrationStatus
from akevents.wording import imports

TEXTS = ("first_name", "last_name", "email", "institution", "function", "topic", "accessibility_needs")
WITHOUT_PLACE = {"requested": RegistrationStatus.REQUESTED, "pending": RegistrationStatus.REQUESTED}


@dataclass(frozen=True, slots=True)
class Addition:
    row: ImportedRow
    request: RegistrationRequest
    status: RegistrationStatus


@dataclass(frozen=True, slots=True)
class Change:
    """`fields` are the columns that change; `answers` those that do. The request is the person as a whole afterwards."""

    registration: Registration
    request: RegistrationRequest
    fields: Mapping[str, Any]
    answers: Mapping[int, str]


@dataclass
class Plan:
    """The preview and, in the same order, what it takes to make it true."""

    additions: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    new: list[NewPerson] = field(default_factory=list)
    changed: list[ChangedPerson] = field(default_factory=list)
    unchanged: int = 0
    refused: list[LineNote] = field(default_factory=list)
    repeated: list[LineNote] = field(default_factory=list)
    left_out: list[LineNote] = field(default_factory=list)
    remarks: list[LineNote] = field(default_factory=list)
    conflicts: list[ChangedPerson] = field(default_factory=list)
    missing: int = 0

    def preview(self, columns_left_out: tuple[str, ...]) -> ImportPreview:
        return ImportPreview(
            tuple(self.new), tuple(self.changed), self.unchanged, tuple(self.refused), tuple(self.repeated),
            tuple(self.left_out), tuple(self.remarks), columns_left_out, tuple(self.conflicts), self.missing,
        )  # fmt: skip


class RefusedLine(Exception):
    """Carries a code of wording/imports.py out of the depth of one line."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts = code, facts


class Planner:
    """Everything about the event that a line is compared with, and what earlier lines have used up."""

    def __init__(self, session: Session, event: AnyRow, options: ImportOptions, now: datetime) -> None:
        self.event, self.options, self.now = event, options, now
        self.plan, self.seen, self.free = Plan(), dict[object, str](), places_left(event)
        self.twice: Mapping[int, str] = {}
        rows = session.scalars(select(Registration).where(Registration.event_id == event.id)).all()
        live = [row for row in rows if row.status != RegistrationStatus.CANCELLED]
        self.by_number = {row.number: row for row in rows}
        self.by_address = {row.email_normalized: row for row in live}
        self.cancelled = {row.email_normalized for row in rows} - set(self.by_address)
        self.submissions = {row.submission_id for row in rows}
        asked = list_questions(session, event.id)
        self.questions = [replace(each, is_required=False) for each in asked]
        self.question_of = questions_by_header(asked)
        self.answers = answers_of(session, event.id) if asked else {}
        self.listed = set(session.scalars(_LISTED.where(Registration.event_id == event.id)))

    def take(self, rows: Iterable[ImportedRow]) -> Plan:
        """Decide every line. Cancelled ones come last, so that a later booking of the same person counts."""
        rows = list(rows)
        self.twice = contradicting(rows)
        named = {row.number for row in rows}
        if any(named):
            confirmed = (row for row in self.by_number.values() if row.status == RegistrationStatus.CONFIRMED)
            self.plan.missing = sum(row.number not in named for row in confirmed)
        for row in sorted(rows, key=lambda each: each.number is None and each.status == RegistrationStatus.CANCELLED):
            try:
                self._decide(row)
            except RefusedLine as refusal:
                self.plan.refused.append(_note(row, refusal.code, **refusal.facts))
        for notes in (self.plan.refused, self.plan.repeated, self.plan.left_out, self.plan.remarks):
            notes.sort(key=lambda note: (note.sheet, note.line))
        return self.plan

    def columns_left_out(self, rows: Iterable[ImportedRow]) -> tuple[str, ...]:
        names = dict.fromkeys(name for row in rows for name in row.extras)
        return tuple(name for name in names if cell_words.key(name) not in self.question_of)

    def _decide(self, row: ImportedRow) -> None:
        known, check = self._known(row)
        address = "" if problem_with(row.email or "") else normalized_email(row.email or "")
        place = known.id if known else address
        if place and place in self.seen:
            self.plan.repeated.append(_note(row, "repeated", detail=self.seen[place]))
        elif known:
            self.seen[place] = imports.place(row.line, row.sheet)
            self._compare(row, known, check)
        else:
            self._add(row, address)
            self.seen[address] = imports.place(row.line, row.sheet)

    def _known(self, row: ImportedRow) -> tuple[Registration | None, RowCheck | None]:
        """Whom the line is about: by number and check in our own files, else by address."""
        _require_readable(row)
        if row.number is None:
            if row.check:
                raise RefusedLine("number_missing")
            address = None if problem_with(row.email or "") else normalized_email(row.email or "")
            return self.by_address.get(address or ""), None
        if row.number in self.twice:
            raise RefusedLine("twice", detail=self.twice[row.number], limit=row.number)
        found = self.by_number.get(row.number)
        if found is None:
            raise RefusedLine("unknown_number", detail=str(row.number))
        check = read_check(row.check, self.event.id, found.id, found.number)
        if check is None:
            raise RefusedLine("other_check" if row.check else "check_missing", detail=str(row.number))
        return found, check

    # Somebody new

    def _add(self, row: ImportedRow, address: str) -> None:
        left_out = self._reason_to_leave_out(row, address)
        if left_out:
            self.plan.left_out.append(_note(row, left_out, detail=STATUS_WORDS[row.status or "confirmed"]))
            return
        request = self._request(row, address)
        self._require_valid(request, row)
        status = self._status(row)
        self.plan.additions.append(Addition(row, request, status))
        texts = request.cleaned()
        name = f"{texts['first_name']} {texts['last_name']}"
        self.plan.new.append(NewPerson(row.line, row.sheet, name, texts["email"], texts["institution"], status))
        self._remark_places(row)

    def _reason_to_leave_out(self, row: ImportedRow, address: str) -> str | None:
        if row.status == RegistrationStatus.CANCELLED:
            return "cancelled_there"
        if address and address in self.cancelled:
            return "cancelled_here"
        return "taken_before" if address and submission_of(self.event.id, address) in self.submissions else None

    def _request(self, row: ImportedRow, address: str) -> RegistrationRequest:
        texts: dict[str, Any] = {name: getattr(row, name) or "" for name in TEXTS}
        texts["institution"] = texts["institution"] or self.options.institution
        return RegistrationRequest(
            event_id=self.event.id,
            submission_id=submission_of(self.event.id, address),
            **texts,
            is_member=row.member,
            answers={question.id: words for question, words in self._given_answers(row) if words},
        )

    def _status(self, row: ImportedRow) -> RegistrationStatus:
        """As for somebody added by hand; nobody who waited there gets ahead of those who wait here."""
        if row.unknown_status:
            raise RefusedLine("unknown_status", detail=row.unknown_status)
        if self.event.status == EventStatus.CANCELLED:
            raise RefusedLine("event_is_cancelled")
        if self.now >= self.event.ends_at:
            raise RefusedLine("event_is_over")
        if row.status in WITHOUT_PLACE:
            return WITHOUT_PLACE[row.status]
        if row.status != RegistrationStatus.WAITLISTED and (
            self.free is None or self.free or self.options.even_if_full
        ):
            self.free = self.free - 1 if self.free else self.free
            return RegistrationStatus.CONFIRMED
        if not self.event.has_waiting_list:
            raise RefusedLine("no_place")
        return RegistrationStatus.WAITLISTED

    def _remark_places(self, row: ImportedRow) -> None:
        if row.spaces > 1:
            self.plan.remarks.append(_note(row, "several_places", detail=str(row.spaces)))

    # Somebody known

    def _compare(self, row: ImportedRow, known: Registration, check: RowCheck | None) -> None:
        stored = self.answers.get(known.id, {})
        found = [*edits(row, known, check), *answer_edits(self._given_answers(row), stored, check)]
        chosen = [each for each in found if self.options.takes_conflicts or not each.is_conflict]
        self._remark(row, known, check)
        if chosen:
            self._change(row, known, chosen)
        elif not found:
            self.plan.unchanged += 1
        if conflicts := [each for each in found if each.is_conflict]:
            self.plan.conflicts.append(_person(row, known, conflicts))

    def _change(self, row: ImportedRow, known: Registration, chosen: Sequence[Edit]) -> None:
        fields = {each.field: each.value for each in chosen}
        answers = {
            question.id: fields.pop(key)
            for question in self.questions
            if (key := QuestionColumn(question.id, "").key) in fields
        }
        self._require_possible(known, fields)
        texts = {name: value for name, value in fields.items() if name in TEXTS}
        request = merged_request(known, texts, fields.get("member", known.is_member), answers)
        self._require_valid(request, row)
        self.plan.changes.append(Change(known, request, fields, answers))
        self.plan.changed.append(_person(row, known, chosen))

    def _remark(self, row: ImportedRow, known: Registration, check: RowCheck | None) -> None:
        """What was touched and stays all the same."""
        said = STATUS_WORDS.get(row.status or "", row.unknown_status)
        if said and said != STATUS_WORDS[known.status] and not (check and check.said("status", said)):
            self.plan.remarks.append(_note(row, "status_stays", detail=said))
        consent = row.list_consent
        if consent not in {None, known.id in self.listed} and not (
            check and check.said("list_consent", YES_NO_WORDS[consent])
        ):
            self.plan.remarks.append(_note(row, "consent_stays"))

    def _require_possible(self, known: Registration, fields: Mapping[str, Any]) -> None:
        if fields.get("is_present") and known.status != RegistrationStatus.CONFIRMED:
            raise RefusedLine("without_place")
        _require_note(fields.get("note"))
        if "email" in fields and not problem_with(fields["email"]):
            other = self.by_address.get(normalized_email(fields["email"]))
            if other and other.id != known.id and known.status != RegistrationStatus.CANCELLED:
                raise RefusedLine("address_taken")

    # The event's own questions

    def _given_answers(self, row: ImportedRow) -> Iterator[tuple[QuestionForm, str]]:
        for name, words in row.extras.items():
            if question := self.question_of.get(cell_words.key(name)):
                yield question, comparable(words)

    def _require_valid(self, request: RegistrationRequest, row: ImportedRow) -> None:
        if row.number is None:
            _require_note(row.note)
        labels = {f"question_{each.id}": each.label for each in self.questions}
        if found := request.problems(self.questions):
            first = found[0]
            raise RefusedLine(first.code, field=labels.get(first.field, first.field), limit=first.limit)


def contradicting(rows: Iterable[ImportedRow]) -> dict[int, str]:
    """The numbers whose lines do not all say the same, and where those lines are."""
    lines: dict[int, list[ImportedRow]] = {}
    for row in rows:
        if row.number is not None:
            lines.setdefault(row.number, []).append(row)
    return {
        number: " und ".join(imports.place(each.line, each.sheet) for each in same)
        for number, same in lines.items()
        if any(replace(each, line=0, sheet="") != replace(same[0], line=0, sheet="") for each in same)
    }


def _require_readable(row: ImportedRow) -> None:
    for name, words in row.unclear:
        raise RefusedLine("number_unreadable" if name == "number" else "not_yes_no", field=name, detail=words)


def _require_note(note: str | None) -> None:
    if note and len(note) > NOTE_LIMIT:
        raise RefusedLine("too_long", field="note", limit=NOTE_LIMIT)
    if note and has_control_characters(note, allows_lines=True):
        raise RefusedLine("control_characters", field="note")


_LISTED = (
    select(Consent.registration_id)
    .join(Registration, Registration.id == Consent.registration_id)
    .where(Consent.purpose == ConsentPurpose.NAME_ON_LIST, Consent.withdrawn_at.is_(None))
)


def submission_of(event_id: int, address: str) -> str:
    """The same line of the same list is the same submission: taking it twice finds the first."""
    return "import-" + hashlib.sha256(f"{event_id}:{address}".encode("utf-8", "surrogatepass")).hexdigest()


def _note(row: ImportedRow, code: str, **facts: Any) -> LineNote:
    return LineNote(row.line, row.sheet, row.name, code, **facts)


def _person(row: ImportedRow, known: Registration, found: Iterable[Edit]) -> ChangedPerson:
    name = f"{known.first_name} {known.last_name}"
    return ChangedPerson(row.line, row.sheet, known.number, name, tuple(each.difference for each in found))
