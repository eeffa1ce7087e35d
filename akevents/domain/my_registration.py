"""What a person can do with their own registration, by personal link and without an account."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import outbox, tokens
from akevents.domain.event_state import closes_at
from akevents.domain.institution_places import corrected
from akevents.domain.my_view import CANCELLABLE, MyRegistration, consents_of, valid_until, view_of
from akevents.domain.outbox import MailKind
from akevents.domain.questions import list_questions
from akevents.domain.registration_form import RegistrationRequest, columns_of, searchable
from akevents.domain.registrations import record_answers, record_consents
from akevents.domain.seats import Move, lock_event, move, promote, shift
from akevents.domain.undo_rules import kept_for_undoing
from akevents.errors import (
    AlreadyRegistered,
    EventCancelled,
    LinkExpired,
    NotPossibleNow,
    RegistrationClosed,
    RegistrationNotFound,
)
from akevents.store.database import Database
from akevents.store.tables import (
    Answer,
    Consent,
    ConsentPurpose,
    Event,
    EventStatus,
    Registration,
    RegistrationStatus,
)


def get_my_registration(db: Database, token: str) -> MyRegistration:
    """The registration this personal link belongs to. Reading changes nothing. Raises RegistrationNotFound."""
    with db.reading() as session:
        row = find_by_token(session, token)
        return view_of(session, row)


def confirm(db: Database, token: str) -> MyRegistration:
    """The address is proved: the held place is taken for good. A repeat changes nothing.

    Raises RegistrationNotFound, or NotPossibleNow if the place was given up meanwhile."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        if row.status == RegistrationStatus.PENDING:
            step = Move(row.id, row.status, RegistrationStatus.CONFIRMED)
            move(session, event.id, step, now, confirmed_at=now, expires_at=None)
            outbox.queue(session, MailKind.REGISTERED, event_id=event.id, registration_id=row.id, at=now)
        elif row.status != RegistrationStatus.CONFIRMED:
            raise NotPossibleNow(row.status)
        return view_of(session, find_by_token(session, token))


def cancel(db: Database, token: str) -> MyRegistration:
    """Give the place back; whoever waits longest gets it in the same moment. Undone by undoing.undo_cancel(). A repeat
    changes nothing.

    Raises RegistrationNotFound, EventCancelled, or RegistrationClosed once the event has begun."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        if row.status in CANCELLABLE:
            if event.status == EventStatus.CANCELLED:
                raise EventCancelled(event.id)
            if now >= event.starts_at:
                raise RegistrationClosed(event.id, event.starts_at, event.timezone)
            step = Move(row.id, row.status, RegistrationStatus.CANCELLED)
            before = kept_for_undoing(row)
            move(session, event.id, step, now, cancelled_at=now, expires_at=None, before_cancelling=before)
            kind = MailKind.CANCELLED_BY_PARTICIPANT
            outbox.queue(session, kind, event_id=event.id, registration_id=row.id, at=now)
            promote(session, event.id, now)
        return view_of(session, find_by_token(session, token))


def change(db: Database, token: str, request: RegistrationRequest) -> MyRegistration:
    """Replace what was typed by what is typed now, consents and answers included; status and place stay.

    Where mail can be sent the address stays too: a new one would have to be proved, and a taken one would tell who is
    registered. Raises RegistrationNotFound, InvalidRequest, NotPossibleNow, EventCancelled, RegistrationClosed, or,
    without mail, AlreadyRegistered if the new address has a registration; then nothing is changed."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        _require_changeable(event, row, now)
        if settings.current().sends_mail:
            request = replace(request, email=row.email)  # a new address would have to be proved first
        request.validated(list_questions(session, event.id) if event.has_questions else ())
        values = columns_of(request) | {"request_reason": row.request_reason}
        values["search_text"] = searchable(
            values["last_name"], values["first_name"], values["institution"], values["email"], row.note
        )
        values |= corrected(session, event.working_group_id, values["institution"])
        require_free_address(session, row, values["email_normalized"])
        session.execute(update(Registration).where(Registration.id == row.id).values(**values))
        _replace_extras(session, row.id, request, event, now)
        shift(session, event.id)
        session.expire_all()  # the row above was read before the update
        return view_of(session, find_by_token(session, token))


def withdraw_consent(db: Database, token: str, purpose: ConsentPurpose) -> MyRegistration:
    """Take back what was allowed, at any time and whatever became of the registration; nothing happens if it was not.

    Raises RegistrationNotFound, LinkExpired."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        if purpose in consents_of(session, row.id):
            _withdraw(session, row.id, frozenset({purpose}), now)
            shift(session, event.id)
        return view_of(session, row)


def _require_changeable(event: Any, row: Registration, now: datetime) -> None:
    if event.status == EventStatus.CANCELLED:
        raise EventCancelled(event.id)
    if row.status not in CANCELLABLE:
        raise NotPossibleNow(row.status)
    if now >= closes_at(event):
        raise RegistrationClosed(event.id, closes_at(event), event.timezone)


def require_free_address(session: Session, row: Registration, email: str) -> None:
    query = select(Registration.id).where(
        Registration.event_id == row.event_id,
        Registration.email_normalized == email,
        Registration.id != row.id,
        Registration.status.in_(CANCELLABLE),
    )
    if session.scalar(query) is not None:
        raise AlreadyRegistered(row.event_id)


def _replace_extras(
    session: Session, registration_id: int, request: RegistrationRequest, event: Any, now: datetime
) -> None:
    """Withdrawn consents keep their row with the time; new ones get a new row."""
    wanted = request.consents if event.is_recorded else request.consents - {ConsentPurpose.RECORDING}
    given = consents_of(session, registration_id)
    if withdrawn := given - wanted:
        _withdraw(session, registration_id, withdrawn, now)
    if added := wanted - given:
        record_consents(session, registration_id, added, now)
    session.execute(delete(Answer).where(Answer.registration_id == registration_id))
    record_answers(session, event.id, registration_id, request.answers)


def _withdraw(session: Session, registration_id: int, purposes: frozenset[ConsentPurpose], now: datetime) -> None:
    session.execute(
        update(Consent)
        .where(
            Consent.registration_id == registration_id, Consent.withdrawn_at.is_(None), Consent.purpose.in_(purposes)
        )
        .values(withdrawn_at=now)
    )


def find_by_token(session: Session, token: str, *, even_expired: bool = False) -> Registration:
    """The registration this personal link belongs to. Raises RegistrationNotFound, and LinkExpired for a link whose time is
    over, unless that does not matter."""
    query = (
        select(Registration, Event.ends_at)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.manage_token_hash == tokens.digest(token))
    )
    found = session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise RegistrationNotFound
    row: Registration = found.Registration
    if not even_expired and clock.utc_now() >= valid_until(found.ends_at, row.link_renewed_at):
        raise LinkExpired
    return row


def lock_mine(session: Session, token: str) -> tuple[Any, Registration, datetime]:
    """The locked event, then the registration as it stands under that lock."""
    event = lock_event(session, find_by_token(session, token).event_id)
    return event, find_by_token(session, token), clock.utc_now()
