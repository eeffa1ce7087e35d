"""Registering: one person takes one place, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, and_, bindparam, insert, or_, select, text, true
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import outbox, registration_rows, tokens
from akevents.domain.event_state import ACCEPTING, EventState, closes_at, state_of
from akevents.domain.outbox import MailKind
from akevents.domain.questions import list_questions
from akevents.domain.registration_form import RegistrationRequest, asked_questions, columns_of
from akevents.domain.seats import AnyRow, Move, find_event_row, has_place, lock_event, move, promote
from akevents.errors import (
    AlreadyRegistered,
    EventCancelled,
    EventFull,
    EventNotFound,
    RegistrationClosed,
    RegistrationNotOpenYet,
)
from akevents.formats.german import fold
from akevents.store.database import Database
from akevents.store.prepared import Prepared
from akevents.store.tables import (
    LIVE,
    Answer,
    Consent,
    ConsentPurpose,
    Event,
    InstitutionPlace,
    Registration,
    RegistrationStatus,
)
from akevents.wording import CONSENT_VERSION

_table = cast(Table, Registration.__table__)
_events, _places = cast(Table, Event.__table__), cast(Table, InstitutionPlace.__table__)
_KNOWN = select(
    _table.c.id, _table.c.submission_id, _table.c.number, _table.c.status, _table.c.registered_at, _table.c.expires_at,
    _table.c.first_name, _table.c.last_name, _table.c.email, _table.c.link_version,
)  # fmt: skip
_SAME_FORM = _table.c.submission_id == bindparam("submission_id")
_SAME_PERSON = and_(
    _table.c.event_id == bindparam("event_id"), _table.c.email_normalized == bindparam("email"), text(LIVE)
)
_registered = _KNOWN.where(or_(_SAME_FORM, _SAME_PERSON)).subquery("registered")
_corrects = and_(
    _places.c.working_group_id == _events.c.working_group_id, _places.c.institution == bindparam("institution")
)
_BY_SUBMISSION = Prepared(_KNOWN.where(_SAME_FORM))
# One look for all, because everybody waits for it: whoever was there before, and what a moderator said of the institution. It
# is asked after the lock and not with it: PostgreSQL would show what was true before the wait.
_EARLIER = Prepared(
    select(*_registered.c, _places.c.institution_kind, _places.c.municipality, _places.c.state)
    .select_from(_events.outerjoin(_registered, true()).outerjoin(_places, _corrects))
    .where(_events.c.id == bindparam("event_id"))
)

FIRST_MAIL = {
    RegistrationStatus.PENDING: MailKind.CONFIRM_ADDRESS,
    RegistrationStatus.CONFIRMED: MailKind.REGISTERED,
    RegistrationStatus.WAITLISTED: MailKind.WAITLISTED,
    RegistrationStatus.REQUESTED: MailKind.LATE_REQUEST_RECEIVED,
}


class Earlier(NamedTuple):
    """What is known already: this very submission, another live registration of the same address, and, as column values,
    what a moderator said of the institution; nothing where nobody corrected it."""

    same: AnyRow | None
    twin: AnyRow | None
    place: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RegistrationReceipt:
    """What the screen may say. Where mail can be sent, number and token are None: they go to the address alone."""

    status: RegistrationStatus
    first_name: str
    last_name: str
    email: str
    registered_at: datetime
    held_until: datetime | None
    number: int | None
    manage_token: str | None


def register(db: Database, request: RegistrationRequest, *, instead_of: str | None = None) -> RegistrationReceipt:
    """Give one person a place at an event, or a place on its waiting list, and queue the mail that says so.

    After the deadline the request goes to the moderator, if the event allows that. The same submission again gives the
    first receipt again. An address that is registered already gets the receipt a new one would get, and a mail that says
    so; where no mail can be sent, AlreadyRegistered is raised instead. `instead_of` is the submission that this one
    corrects (a mistyped address): its registration, if still unconfirmed, hands its place on.
    Raises InvalidRequest, RegistrationNotOpenYet, RegistrationClosed, EventFull, EventCancelled, EventNotFound,
    DatabaseBusy; then nothing is stored and no mail is owed."""
    sends_mail = settings.current().sends_mail
    details = _refuse_nonsense(db, request)  # before anybody has to wait for it
    with db.writing() as session:
        event = lock_event(session, request.event_id)
        now = clock.utc_now()  # after the lock: whoever waited across the deadline is late
        earlier, twin, place = find_earlier(session, request, details)
        if earlier:
            return _receipt(earlier, sends_mail)
        found = event
        if instead_of:
            event = _give_up(session, event, instead_of, now)
            if twin and twin.submission_id == instead_of and twin.status == RegistrationStatus.PENDING:
                twin = None  # that one was just given up
        status = status_for(event, now, sends_mail, has_kept_place=event is not found)
        _check_the_rest(session, event, request, status)
        if twin:
            promote(session, event.id, now)  # what was given up goes to whoever waits longest
            return already_registered(session, event.id, twin, status, request, now, sends_mail)
        values = store(session, event, request, details | place, status, now)
    return receipt_of(values, sends_mail)


def hold() -> timedelta:
    """How long a place is held for somebody who has not confirmed their address."""
    return timedelta(hours=settings.current().hold_hours)


def _refuse_nonsense(db: Database, request: RegistrationRequest) -> dict[str, Any]:
    """Column values, or InvalidRequest with every problem, those of the event's own questions included."""
    if not request.problems():
        return columns_of(request)
    with db.reading() as session:
        questions = list_questions(session, request.event_id)
        event = find_event_row(session, request.event_id)
    is_late = event is not None and event.allows_late_requests and state_of(event, clock.utc_now()) == EventState.CLOSED
    return request.validated(questions, is_late=is_late)


def require_accepting(event: Any, state: EventState) -> None:
    """Raises the refusal that fits when an event in this state takes nobody; a late request is another matter."""
    if state in ACCEPTING:
        return
    if state == EventState.CANCELLED:
        raise EventCancelled(event.id)
    if state == EventState.DRAFT:
        raise EventNotFound(event.slug)
    if state == EventState.FULL:
        raise EventFull(event.id)
    if state == EventState.NOT_OPEN_YET:
        raise RegistrationNotOpenYet(event.id, event.registration_opens_at, event.timezone)
    raise RegistrationClosed(event.id, closes_at(event), event.timezone)


def status_for(event: AnyRow, now: datetime, sends_mail: bool, *, has_kept_place: bool = False) -> RegistrationStatus:
    """What a newcomer becomes at this instant. A kept place is one's own that was just given up to be taken again: nobody
    who waits comes before it. Raises what require_accepting() raises."""
    state = state_of(event, now)
    if state == EventState.CLOSED and event.allows_late_requests and not has_kept_place:
        return RegistrationStatus.REQUESTED
    if not (has_kept_place and state in {EventState.FULL, EventState.CLOSED}):
        require_accepting(event, state)
    if not (has_kept_place or has_place(event)):
        return RegistrationStatus.WAITLISTED
    confirms = sends_mail if event.confirms_addresses is None else event.confirms_addresses and sends_mail
    return RegistrationStatus.PENDING if confirms else RegistrationStatus.CONFIRMED


def _give_up(session: Session, event: AnyRow, submission_id: str, now: datetime) -> AnyRow:
    """Cancel the unconfirmed registration of this submission without a word; the place goes to whoever asks now.

    Returns the event as it stands then."""
    query = select(_table.c.id).where(
        _table.c.submission_id == submission_id,
        _table.c.event_id == event.id,
        _table.c.status == RegistrationStatus.PENDING,
    )
    registration_id = session.scalar(query)
    if registration_id is None:
        return event
    step = Move(registration_id, RegistrationStatus.PENDING, RegistrationStatus.CANCELLED)
    move(session, event.id, step, now, cancelled_at=now, expires_at=None)
    return lock_event(session, event.id)


def _check_the_rest(session: Session, event: AnyRow, request: RegistrationRequest, status: RegistrationStatus) -> None:
    """The event's own questions and a late request add rules that only the locked event knows."""
    is_late = status == RegistrationStatus.REQUESTED
    if event.has_questions or is_late:
        questions = list_questions(session, event.id) if event.has_questions else ()
        request.validated(questions, is_late=is_late)


def find_earlier(session: Session, request: RegistrationRequest, details: Mapping[str, Any]) -> Earlier:
    """What the database knows of somebody who registers with these column values. Under the event's lock."""
    parameters = {
        "submission_id": request.submission_id,
        "event_id": request.event_id,
        "email": details["email_normalized"],
        "institution": fold(details["institution"]),
    }
    rows = _EARLIER.rows(session, parameters)
    people = [row for row in rows if row.id is not None]
    same = next((row for row in people if row.submission_id == request.submission_id), None)
    twin = next((row for row in people if row.submission_id != request.submission_id), None)
    return Earlier(same, twin, _place_in(rows[0]) if rows else {})


def _place_in(row: AnyRow) -> dict[str, Any]:
    if row.institution_kind is None:
        return {}
    return {"institution_kind": row.institution_kind, "municipality": row.municipality, "state": row.state}


def find_by_submission(session: Session, submission_id: str) -> AnyRow | None:
    """The registration that this form on this screen has made already, if any."""
    return next(iter(_BY_SUBMISSION.rows(session, {"submission_id": submission_id})), None)


def already_registered(
    session: Session,
    event_id: int,
    twin: AnyRow,
    status: RegistrationStatus,
    request: RegistrationRequest,
    now: datetime,
    sends_mail: bool,
) -> RegistrationReceipt:
    """What a new person would see, and the truth by mail to the one whom it concerns."""
    if not sends_mail:
        raise AlreadyRegistered(event_id)
    outbox.queue_once(
        session,
        MailKind.ALREADY_REGISTERED,
        [twin.id],
        event_id=event_id,
        occasion=tokens.digest(request.submission_id),  # a second click says nothing new
        at=now,
    )
    texts = request.cleaned()
    held_until = now + hold() if status == RegistrationStatus.PENDING else None
    return RegistrationReceipt(
        status, texts["first_name"], texts["last_name"], texts["email"], now, held_until, None, None
    )


def store(
    session: Session,
    event: AnyRow,
    request: RegistrationRequest,
    details: dict[str, Any],
    status: RegistrationStatus,
    now: datetime,
    *,
    colleague: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Write a registration with everything that belongs to it, inside the caller's transaction and lock.

    `colleague` is the name of whoever registers this person; it stands in the mail. Returns its column values, its id
    included."""
    values = new_values(event, event.last_number + 1, request, details, status, now) | more
    registration_id = registration_rows.add(session, values, *_first_mail(status, colleague))
    _store_extras(session, registration_id, request, event, now)
    if status == RegistrationStatus.REQUESTED:
        _tell_moderators(session, event, registration_id, now)
    return {**values, "id": registration_id}


def _first_mail(status: RegistrationStatus, colleague: str | None) -> tuple[MailKind, dict[str, Any]]:
    """What a newcomer is told, and what only the cause of that mail knows."""
    return (MailKind.REGISTERED_BY_COLLEAGUE, {"colleague": colleague}) if colleague else (FIRST_MAIL[status], {})


def queue_first_mails(
    session: Session, event: AnyRow, registration_id: int, status: RegistrationStatus, now: datetime
) -> None:
    """The mail that says what became of somebody who is back; of a late request the moderators are told, too."""
    outbox.queue(session, FIRST_MAIL[status], event_id=event.id, registration_id=registration_id, at=now)
    if status == RegistrationStatus.REQUESTED:
        _tell_moderators(session, event, registration_id, now)


def _tell_moderators(session: Session, event: AnyRow, registration_id: int, now: datetime) -> None:
    about: dict[str, Any] = {"event_id": event.id, "registration_id": registration_id, "at": now}
    kind = MailKind.LATE_REQUEST_FOR_MODERATOR
    outbox.queue_for_moderators(session, kind, working_group_id=event.working_group_id, **about)


def new_values(
    event: AnyRow, number: int, request: RegistrationRequest, details: dict[str, Any], status: str, now: datetime
) -> dict[str, Any]:
    """Column values of a registration that is about to be written."""
    return {
        **details,
        "event_id": event.id,
        "number": number,
        "submission_id": request.submission_id,
        "manage_token_hash": tokens.digest(tokens.manage_token(request.submission_id)),
        "status": status,
        "status_at": now,
        "registered_at": now,
        "confirmed_at": now if status == RegistrationStatus.CONFIRMED else None,
        "expires_at": now + hold() if status == RegistrationStatus.PENDING else None,
    }


def _store_extras(
    session: Session, registration_id: int, request: RegistrationRequest, event: AnyRow, now: datetime
) -> None:
    """Consents that were given, and answers to the event's questions."""
    purposes = request.consents if event.is_recorded else request.consents - {ConsentPurpose.RECORDING}
    if purposes:
        record_consents(session, registration_id, purposes, now)
    if event.has_questions:
        record_answers(session, event.id, registration_id, request.answers)


def record_answers(session: Session, event_id: int, registration_id: int, answers: Mapping[int, str]) -> None:
    """Keep what was answered to the event's own questions that this person is asked; a question removed meanwhile takes
    its answer with it."""
    rows = [
        {"registration_id": registration_id, "question_id": each.id, "value": answer}
        for each in asked_questions(list_questions(session, event_id), answers)
        if (answer := (answers.get(each.id) or "").strip())
    ]
    if rows:
        session.execute(insert(Answer), rows)


def record_consents(session: Session, registration_id: int, purposes: frozenset[ConsentPurpose], at: datetime) -> None:
    """Note what was allowed, with the version of the sentence that was shown."""
    common = {"registration_id": registration_id, "text_version": CONSENT_VERSION, "given_at": at}
    session.execute(insert(Consent), [{**common, "purpose": purpose} for purpose in sorted(purposes)])


def _receipt(row: AnyRow, sends_mail: bool) -> RegistrationReceipt:
    return receipt_of(row._asdict(), sends_mail)


def receipt_of(values: dict[str, Any], sends_mail: bool) -> RegistrationReceipt:
    """The receipt of stored column values; with mail it keeps number and link to itself."""
    return RegistrationReceipt(
        status=RegistrationStatus(values["status"]),
        first_name=values["first_name"],
        last_name=values["last_name"],
        email=values["email"],
        registered_at=values["registered_at"],
        held_until=values["expires_at"],
        number=None if sends_mail else values["number"],
        manage_token=None
        if sends_mail
        else tokens.manage_token(values["submission_id"], values.get("link_version") or 0),
    )
