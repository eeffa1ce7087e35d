"""Delivery: claim what is due, send it, note what became of it. Several workers may run; none sends what another holds."""

import logging
import smtplib
import ssl
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.my_registration import view_of
from akevents.domain.outbox import MailKind
from akevents.mail.compose import OwedMail, compose
from akevents.settings import Settings
from akevents.store.database import Database
from akevents.store.tables import (
    Event,
    MailStatus,
    Membership,
    ModeratorRecord,
    OutboxMail,
    Registration,
    Role,
)

BATCH = 20
LEASE = timedelta(minutes=5)  # longer than a server may take for a batch; after that another worker may try
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
GIVE_UP_AFTER = timedelta(hours=24)
SERVER_TIMEOUT_S = 30
PERMANENT = 500  # SMTP replies from here on will not change (RFC 5321, section 4.2.1)

log = logging.getLogger("akevents.mail")


def deliver_due(db: Database, settings: Settings) -> int:
    """Send what is due, one batch; returns how many went out. Nothing happens while no mail server is set.

    A crash between sending and noting sends once more, under the same Message-ID."""
    if not settings.sends_mail:
        return 0
    claimed = _claim(db)
    if not claimed:
        return 0
    try:
        with _connection(settings) as server:
            return sum(_send(db, server, owed, settings) for owed in claimed)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail server out of reach: %s", type(error).__name__)
        for owed in claimed:
            _note_failure(db, owed, _words(error), is_permanent=False)
        return 0


def _claim(db: Database) -> list[OwedMail]:
    """Take due rows for LEASE; rows whose worker died are taken again."""
    with db.writing() as session:
        now = clock.utc_now()
        query = (
            select(OutboxMail)
            .where(
                OutboxMail.registration_id.is_not(None),
                OutboxMail.due_at <= now,
                or_(
                    OutboxMail.status == MailStatus.QUEUED,
                    (OutboxMail.status == MailStatus.SENDING) & (OutboxMail.leased_until < now),
                ),
            )
            .order_by(OutboxMail.due_at, OutboxMail.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        rows = session.scalars(query).all()
        for row in rows:
            row.status, row.leased_until, row.attempts = MailStatus.SENDING, now + LEASE, row.attempts + 1
        return [_owed(session, row) for row in rows]


def _owed(session: Session, row: OutboxMail) -> OwedMail:
    registration = session.get_one(Registration, row.registration_id)
    kind = MailKind(row.kind)
    recipients: Sequence[str] = [registration.email_normalized]
    if kind == MailKind.LATE_REQUEST_FOR_MODERATOR:
        recipients = _moderators_of(session, row.event_id)
    mine = view_of(session, registration)
    return OwedMail(
        row.id, kind, row.queued_at, row.attempts, mine, registration.submission_id, tuple(recipients), row.details
    )


def _moderators_of(session: Session, event_id: int) -> Sequence[str]:
    query = (
        select(ModeratorRecord.email)
        .join(Membership, Membership.moderator_id == ModeratorRecord.id)
        .join(Event, Event.working_group_id == Membership.working_group_id)
        .where(Event.id == event_id, Membership.role == Role.MODERATOR)
    )
    return session.scalars(query.order_by(ModeratorRecord.id)).all()


def _send(db: Database, server: smtplib.SMTP, owed: OwedMail, settings: Settings) -> int:
    try:
        server.send_message(compose(owed, settings), to_addrs=list(owed.recipients))
    except smtplib.SMTPRecipientsRefused as error:
        code, _ = next(iter(error.recipients.values()))
        _note_failure(db, owed, f"{code}", is_permanent=code >= PERMANENT)
        return 0
    except smtplib.SMTPResponseException as error:
        _note_failure(db, owed, f"{error.smtp_code}", is_permanent=error.smtp_code >= PERMANENT)
        return 0
    _note(db, owed, status=MailStatus.SENT, sent_at=clock.utc_now(), last_error=None)
    return 1


def _note_failure(db: Database, owed: OwedMail, words: str, *, is_permanent: bool) -> None:
    """Try again later, or give up and show it."""
    now = clock.utc_now()
    due_at = now + RETRY_AFTER[min(owed.attempts, len(RETRY_AFTER)) - 1]
    if is_permanent or due_at > owed.queued_at + GIVE_UP_AFTER:
        _note(db, owed, status=MailStatus.FAILED, last_error=words)
    else:
        _note(db, owed, status=MailStatus.QUEUED, due_at=due_at, last_error=words)


def _note(db: Database, owed: OwedMail, **values: str | datetime | None) -> None:
    with db.writing() as session:
        session.execute(update(OutboxMail).where(OutboxMail.id == owed.id).values(leased_until=None, **values))


def _words(error: Exception) -> str:
    """The kind of failure; answers of servers can hold addresses."""
    return str(getattr(error, "smtp_code", "")) or type(error).__name__


def _connection(settings: Settings) -> smtplib.SMTP:
    """An open connection to the server of AKEVENTS_SMTP_URL: smtps is encrypted from the start, smtp by STARTTLS where
    the server offers it."""
    parts = urlsplit(settings.smtp_url)
    assert parts.hostname is not None
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            parts.hostname, parts.port or 465, timeout=SERVER_TIMEOUT_S, context=context
        )
    else:
        server = smtplib.SMTP(parts.hostname, parts.port or 587, timeout=SERVER_TIMEOUT_S)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
