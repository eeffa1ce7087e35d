"""The personal link's own life: how long it is valid, a new one for the old, and the way back for whoever lost it.

Nobody learns from outside who is registered: what is asked for by an address is answered to that address alone."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import outbox, tokens
from akevents.domain.email_addresses import normalized_email
from akevents.domain.my_registration import find_by_token
from akevents.domain.my_view import valid_until
from akevents.domain.outbox import MailKind
from akevents.domain.registration_form import RegistrationRequest
from akevents.domain.registrations import FIRST_MAIL
from akevents.domain.seats import lock_event, shift
from akevents.errors import MailNotSetUp, TooManyAttempts
from akevents.store.database import Database
from akevents.store.tables import OutboxMail, Registration, RegistrationStatus

LIMIT, WITHIN = 3, timedelta(hours=1)  # mails to one registration; more would let anybody fill a stranger's mailbox


def renew(db: Database, token: str) -> None:
    """Make this link worthless and owe the registered address another, valid for two more weeks at least. An expired link
    may ask for that, too: it gives nothing but a mail to the address it belongs to.

    Raises RegistrationNotFound, MailNotSetUp where no mail can be sent, TooManyAttempts after three mails in an hour."""
    if not settings.current().sends_mail:
        raise MailNotSetUp
    with db.writing() as session:
        event_id = find_by_token(session, token, even_expired=True).event_id
        lock_event(session, event_id)
        row = find_by_token(session, token, even_expired=True)
        now = clock.utc_now()
        if not _has_room(session, row.id, now):
            raise TooManyAttempts(int(WITHIN.total_seconds()))
        _renew(session, row, now)


def _renew(session: Session, row: Registration, now: datetime) -> None:
    row.link_version += 1
    row.manage_token_hash = tokens.digest(tokens.manage_token(row.submission_id, row.link_version))
    row.link_renewed_at = now
    session.flush()  # before the counter, so that whoever looks again finds the new link
    shift(session, row.event_id)
    outbox.queue(session, MailKind.NEW_LINK, event_id=row.event_id, registration_id=row.id, at=now)


def send_again(db: Database, event_id: int, email: str) -> None:
    """Owe the live registration of this address the mail with its personal link once more, three in an hour at most; an
    expired link is replaced by a new one.

    What happens cannot be told from outside: nothing is returned, and an address that is not registered or had enough
    mails is passed over in silence. Raises InvalidRequest for what is no address, EventNotFound."""
    address = normalized_email(email)
    with db.writing() as session:
        event = lock_event(session, event_id)
        query = select(Registration).where(
            Registration.event_id == event.id,
            Registration.email_normalized == address,
            Registration.status != RegistrationStatus.CANCELLED,
        )
        row, now = session.scalar(query), clock.utc_now()
        if row is None or not _has_room(session, row.id, now):
            return
        if now >= valid_until(event.ends_at, row.link_renewed_at):
            _renew(session, row, now)
        else:
            kind = FIRST_MAIL[RegistrationStatus(row.status)]
            outbox.queue(session, kind, event_id=event.id, registration_id=row.id, at=now)


def resend(db: Database, request: RegistrationRequest) -> None:
    """The same for whoever has just registered and whose mailbox stays empty. Raises InvalidRequest, EventNotFound."""
    send_again(db, request.event_id, request.validated()["email"])


def _has_room(session: Session, registration_id: int, now: datetime) -> bool:
    recent = select(func.count()).where(
        OutboxMail.registration_id == registration_id, OutboxMail.queued_at > now - WITHIN
    )
    return (session.scalar(recent) or 0) < LIMIT
