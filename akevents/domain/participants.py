"""The moderator's side of registrations: the list, one person, and what can be done for them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import arrivals, late_requests, outbox, protocol
from akevents.domain.institution_places import corrected
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import MailKind
from akevents.domain.questions import list_questions
from akevents.domain.registration_form import RegistrationRequest, has_control_characters, searchable
from akevents.domain.registrations import RegistrationReceipt, find_by_submission, receipt_of, store
from akevents.domain.seats import Move, has_place, lock_event, move, promote, shift
from akevents.errors import (
    AlreadyRegistered,
    ChangedMeanwhile,
    EventFull,
    EventNotFound,
    InvalidRequest,
    NotPossibleNow,
    Problem,
    RegistrationNotFound,
)
from akevents.formats.german import fold
from akevents.store.database import Database
from akevents.store.tables import Answer, Arrival, Consent, Event, Question, Registration, RegistrationStatus

PAGE_SIZE = 25
NOTE_LIMIT = 2000
NAMED_BY, KNOWN_LIMIT = 3, 500


class Presence(StrEnum):
    """Of those who have a place: who is there, and who is not."""

    THERE = "there"
    NOT_THERE = "not_there"


class Sort(StrEnum):
    NEWEST = "newest"
    NAME = "name"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class ParticipantQuery:
    """What the moderator looks for. Empty values do not restrict; `page` counts from 1."""

    search: str = ""
    status: str = ""
    state: str = ""
    institution_kind: str = ""
    sort: Sort = Sort.NEWEST
    page: int = 1
    presence: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One line of the list."""

    id: int
    number: int
    name: str
    institution: str
    state: str | None
    status: RegistrationStatus
    registered_at: datetime
    is_present: bool


@dataclass(frozen=True, slots=True)
class ParticipantPage:
    """One page of the list. `total` counts what fits the query, `page` is the one that is shown (clamped)."""

    total: int
    page: int
    rows: tuple[ParticipantRow, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Participant:
    """One person, everything the moderator may see."""

    id: int
    event_id: int
    number: int
    status: RegistrationStatus
    status_at: datetime
    registered_at: datetime
    checked_in_at: datetime | None
    arrival: str | None
    first_name: str
    last_name: str
    email: str
    institution: str
    function: str | None
    state: str | None
    is_member: bool | None
    topic: str | None
    accessibility_needs: str | None
    request_reason: str | None
    note: str | None
    answers: tuple[tuple[str, str], ...]
    consents: tuple[str, ...]


def list_participants(db: Database, by: Moderator, event_id: int, query: ParticipantQuery) -> ParticipantPage:
    """One page of the people who fit, rows cut out by the database. Raises EventNotFound."""
    with db.reading() as session:
        _require_moderated(session, by, event_id)
        fitting = _fitting(event_id, query)
        total = session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
        page = max(1, min(query.page, -(-total // PAGE_SIZE)))
        ordered = _ordered(session, fitting, query.sort)
        rows = session.execute(ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
        return ParticipantPage(total, page, tuple(_row(row) for row in rows))


def _fitting(event_id: int, query: ParticipantQuery) -> Select[*tuple[Any, ...]]:
    statement = select(
        Registration.id,
        Registration.number,
        Registration.first_name,
        Registration.last_name,
        Registration.institution,
        Registration.state,
        Registration.status,
        Registration.registered_at,
        Registration.checked_in_at,
    ).where(Registration.event_id == event_id)
    for column, value in (
        (Registration.status, query.status),
        (Registration.state, query.state),
        (Registration.institution_kind, query.institution_kind),
    ):
        if value:
            statement = statement.where(column == value)
    if query.presence:
        is_there = Registration.checked_in_at.is_not(None)
        has_place = Registration.status == RegistrationStatus.CONFIRMED
        statement = statement.where(has_place, is_there if query.presence == Presence.THERE else ~is_there)
    for word in fold(query.search.replace("\0", " ")).split():
        statement = statement.where(Registration.search_text.contains(word, autoescape=True))
    return statement


def _ordered(session: Session, statement: Select[*tuple[Any, ...]], sort: Sort) -> Select[*tuple[Any, ...]]:
    plain = "BINARY" if session.get_bind().dialect.name == "sqlite" else "C"  # else each server's own language decides
    by_name = Registration.search_text.collate(plain)
    if sort == Sort.NAME:
        return statement.order_by(by_name, Registration.id)
    if sort == Sort.INSTITUTION:
        return statement.order_by(_folded(Registration.institution).collate(plain), by_name, Registration.id)
    return statement.order_by(Registration.number.desc())


def _folded(column: Any) -> ColumnElement[str]:
    """What formats/german.py does to German letters, in SQL."""
    for letter, base in (("Ä", "a"), ("Ö", "o"), ("Ü", "u"), ("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss")):
        column = func.replace(column, letter, base)
    folded: ColumnElement[str] = func.lower(column)
    return folded


def _row(row: Any) -> ParticipantRow:
    return ParticipantRow(
        id=row.id,
        number=row.number,
        name=f"{row.last_name}, {row.first_name}",
        institution=row.institution,
        state=row.state,
        status=RegistrationStatus(row.status),
        registered_at=row.registered_at,
        is_present=row.checked_in_at is not None,
    )


def known_institutions(db: Database) -> tuple[str, ...]:
    """Institutions that at least three registrations have named, most first; fewer could point at a person."""
    query = (
        select(Registration.institution)
        .group_by(Registration.institution)
        .having(func.count() >= NAMED_BY)
        .order_by(func.count().desc(), Registration.institution)
        .limit(KNOWN_LIMIT)
    )
    with db.reading() as session:
        return tuple(session.scalars(query))


def get_participant(db: Database, by: Moderator, registration_id: int) -> Participant:
    """One person of this moderator's groups. Raises RegistrationNotFound for any other."""
    with db.reading() as session:
        return _view(session, _get(session, by, registration_id))


def view_in(session: Session, by: Moderator, registration_id: int) -> Participant:
    """The same inside a running transaction, as it stands now."""
    return _view(session, _get(session, by, registration_id))


def change_note(db: Database, by: Moderator, registration_id: int, note: str, *, instead_of: str | None) -> Participant:
    """Replace the note, given what it was when it was shown.

    Raises RegistrationNotFound, InvalidRequest, or ChangedMeanwhile if somebody else wrote one since."""
    if len(note) > NOTE_LIMIT:
        raise InvalidRequest((Problem("note", "too_long", NOTE_LIMIT),))
    if has_control_characters(note, allows_lines=True):
        raise InvalidRequest((Problem("note", "control_characters"),))
    with db.writing() as session:
        row = _lock(session, by, registration_id)
        if (row.note or "") != (instead_of or ""):
            raise ChangedMeanwhile
        row.note = note.strip() or None
        row.search_text = searchable(row.last_name, row.first_name, row.institution, row.email, row.note)
        session.flush()  # the view below reads it again
        shift(session, row.event_id)
        protocol.record(session, by, "noted", event_id=row.event_id, registration_id=row.id)
        return _view(session, row)


def check_in(db: Database, by: Moderator, registration_id: int, way: Arrival = Arrival.DOOR) -> Participant:
    """Note that this person has come, and how that became known; the first time counts, a repeat changes nothing. What is
    ticked after the end was written down afterwards.

    Raises RegistrationNotFound, or NotPossibleNow for someone without a place."""
    with db.writing() as session:
        row = _lock(session, by, registration_id, helper=True)
        if row.status != RegistrationStatus.CONFIRMED:
            raise NotPossibleNow(row.status)
        at = clock.utc_now()
        is_over = at >= session.execute(select(Event.ends_at).where(Event.id == row.event_id)).scalar_one()
        if arrivals.note(session, row, at, Arrival.AFTERWARDS if is_over and way == Arrival.DOOR else way):
            protocol.record(session, by, "checked_in", event_id=row.event_id, registration_id=row.id)
        return _view(session, row)


def undo_check_in(db: Database, by: Moderator, registration_id: int) -> Participant:
    """Take back a check-in made by mistake; nothing happens if there is none."""
    with db.writing() as session:
        row = _lock(session, by, registration_id, helper=True)
        if arrivals.take_back(session, row):
            protocol.record(session, by, "check_in_undone", event_id=row.event_id, registration_id=row.id)
        return _view(session, row)


def cancel(db: Database, by: Moderator, registration_id: int) -> Participant:
    """Take this person's place back; whoever waits longest gets it. A repeat changes nothing.

    Raises RegistrationNotFound."""
    with db.writing() as session:
        row = _lock(session, by, registration_id)
        if row.status != RegistrationStatus.CANCELLED:
            now = clock.utc_now()
            step = Move(row.id, row.status, RegistrationStatus.CANCELLED)
            move(session, row.event_id, step, now, cancelled_at=now, expires_at=None)
            kind = MailKind.CANCELLED_BY_MODERATOR
            outbox.queue(session, kind, event_id=row.event_id, registration_id=row.id, at=now)
            protocol.record(session, by, "cancelled", event_id=row.event_id, registration_id=row.id)
            promote(session, row.event_id, now)
        return _view(session, _get(session, by, registration_id))


def decide_late_request(db: Database, by: Moderator, registration_id: int, *, accept: bool) -> Participant:
    """Answer a late request; accepted people get a place even where none is left, because the moderator says so.

    Raises RegistrationNotFound, NotPossibleNow if it was decided already, and when accepting EventCancelled or
    RegistrationClosed once the event is over."""
    with db.writing() as session:
        row = _lock(session, by, registration_id)
        late_requests.settle(session, by, row, clock.utc_now(), accept=accept)
        return _view(session, _get(session, by, registration_id))


def add_participant(
    db: Database, by: Moderator, request: RegistrationRequest, *, even_if_full: bool = False
) -> RegistrationReceipt:
    """Register someone by hand, after the deadline too; `even_if_full` gives a place beyond the capacity.

    The person gets the usual mail, the same submission again the first receipt again; questions may stay unanswered.
    Raises InvalidRequest, EventNotFound, EventFull, EventCancelled, RegistrationClosed once the event is over, and
    AlreadyRegistered: a moderator may know who is registered."""
    details = request.validated()
    with db.writing() as session:
        event = lock_event(session, request.event_id)
        by.require(event.working_group_id, event.slug)
        if earlier := find_by_submission(session, request.submission_id):
            return _full_receipt(earlier._asdict())
        now = clock.utc_now()
        late_requests.require_alive(session, event.id, now)
        request.validated(replace(each, is_required=False) for each in list_questions(session, event.id))
        _require_unknown(session, request, details["email_normalized"])
        status = RegistrationStatus.CONFIRMED
        if not has_place(event) and not even_if_full:
            status = RegistrationStatus.WAITLISTED
            if not event.has_waiting_list:
                raise EventFull(event.id)
        details |= corrected(session, event.working_group_id, details["institution"])
        values = store(session, event, request, details, status, now, added_by=by.id or None)
        protocol.record(session, by, "added", event_id=event.id, registration_id=values["id"])
    return _full_receipt(values)


def _full_receipt(values: dict[str, Any]) -> RegistrationReceipt:
    """A moderator may see number and link in any case."""
    return receipt_of(values, sends_mail=False)


def _require_unknown(session: Session, request: RegistrationRequest, email: str) -> None:
    query = select(Registration.id).where(
        Registration.event_id == request.event_id,
        Registration.email_normalized == email,
        Registration.status != RegistrationStatus.CANCELLED,
    )
    if session.scalar(query) is not None:
        raise AlreadyRegistered(request.event_id)


def _require_moderated(session: Session, by: Moderator, event_id: int) -> None:
    group_id = session.scalar(select(Event.working_group_id).where(Event.id == event_id))
    if group_id is None:
        raise EventNotFound(str(event_id))
    by.require(group_id, str(event_id))


def _get(session: Session, by: Moderator, registration_id: int, *, helper: bool = False) -> Registration:
    query = (
        select(Registration, Event.working_group_id)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.id == registration_id)
        .execution_options(populate_existing=True)
    )
    found = session.execute(query).one_or_none()
    if found is None or not (by.may_check_in if helper else by.may_moderate)(found.working_group_id):
        raise RegistrationNotFound
    row: Registration = found.Registration
    return row


def _lock(session: Session, by: Moderator, registration_id: int, *, helper: bool = False) -> Registration:
    """The registration as it stands under its event's lock."""
    lock_event(session, _get(session, by, registration_id, helper=helper).event_id)
    return _get(session, by, registration_id, helper=helper)


_SAME = (
    "id", "event_id", "number", "status_at", "registered_at", "checked_in_at", "arrival", "first_name", "last_name",
    "email", "institution", "function", "state", "is_member", "topic", "accessibility_needs", "request_reason", "note",
)  # fmt: skip


def _view(session: Session, row: Registration) -> Participant:
    answers = session.execute(
        select(Question.label, Answer.value)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.registration_id == row.id)
        .order_by(Question.position)
    )
    consents = session.scalars(
        select(Consent.purpose).where(Consent.registration_id == row.id, Consent.withdrawn_at.is_(None))
    )
    same = {name: getattr(row, name) for name in _SAME}
    return Participant(
        **same,
        status=RegistrationStatus(row.status),
        answers=tuple((label, value) for label, value in answers),
        consents=tuple(sorted(consents)),
    )
