"""A row of the outbox with everything that its text needs, read at one moment: to send it, or to show it as it would read."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents import settings
from akevents.domain.events import EventDetails, event_in
from akevents.domain.mail_facts import OwedMail, message_id
from akevents.domain.mail_templates import find_text
from akevents.domain.my_view import MyRegistration, view_of
from akevents.domain.outbox import FOR_MODERATORS, MailKind
from akevents.store.tables import (
    Event,
    Language,
    Membership,
    Message,
    ModeratorRecord,
    OutboxMail,
    Registration,
    Role,
)

# The mails with which somebody learns that they have a place; reminders answer the first of them.
CONFIRMATIONS = frozenset(
    {MailKind.REGISTERED, MailKind.REGISTERED_BY_COLLEAGUE, MailKind.PROMOTED, MailKind.LATE_REQUEST_ACCEPTED}
)


def owed_mail(session: Session, row: OutboxMail) -> OwedMail:
    """What this row owes, as things stand in this transaction. Nothing is changed, whatever its status."""
    kind = MailKind(row.kind)
    registration = session.get(Registration, row.registration_id) if row.registration_id else None
    message = session.get(Message, row.message_id) if row.message_id else None
    mine = view_of(session, registration) if registration else None
    event = event_in(session, row.event_id) if row.event_id and _is_elsewhere(row, mine) else None
    about = event or (mine.event if mine else None)
    to_moderator = kind in FOR_MODERATORS
    language = Language.GERMAN if to_moderator else _language(row, registration)
    return OwedMail(
        id=row.id,
        kind=kind,
        queued_at=row.queued_at,
        attempts=row.attempts,
        mine=mine,
        submission_id=registration.submission_id if registration else "",
        link_version=registration.link_version if registration else 0,
        recipients=tuple(_recipients(session, row, registration)),
        language=language,
        details=row.details,
        body=message.body if message else None if to_moderator else _own_words(session, about, kind, language),
        subject_line=message.subject if message else None,
        moderator_id=row.moderator_id,
        thread=_thread(session, row) if kind not in CONFIRMATIONS else None,
        event=event,
    )


def _language(row: OutboxMail, registration: Registration | None) -> Language:
    """The reader's; the last mail after the deletion says itself which it was."""
    known = registration.language if registration else row.details.get("language")
    return Language(known) if known in set(Language) else Language.GERMAN


def _is_elsewhere(row: OutboxMail, mine: MyRegistration | None) -> bool:
    """Whoever is invited to an event came to another one."""
    return mine is None or mine.event.id != row.event_id


def _recipients(session: Session, row: OutboxMail, registration: Registration | None) -> Sequence[str]:
    """To one moderator, to all of the group (as late requests were told of once), to an address, or to the person."""
    if row.moderator_id is not None:
        query = select(ModeratorRecord.email).where(ModeratorRecord.id == row.moderator_id)
        return session.scalars(query).all()
    if row.kind in FOR_MODERATORS:
        return _moderators_of(session, row.event_id)
    if row.address is not None:
        return [row.address]
    return [as_it_travels(registration)] if registration else []


def _moderators_of(session: Session, event_id: int | None) -> Sequence[str]:
    query = (
        select(ModeratorRecord.email)
        .join(Membership, Membership.moderator_id == ModeratorRecord.id)
        .join(Event, Event.working_group_id == Membership.working_group_id)
        .where(Event.id == event_id, Membership.role == Role.MODERATOR)
    )
    return session.scalars(query.order_by(ModeratorRecord.id)).all()


def as_it_travels(registration: Registration) -> str:
    """The address for a mail server. International domains are written in ASCII; what is not ASCII before the @ stays as
    it was typed, because folding case there can make another address of it ("ß" becomes "ss")."""
    name, _, _ = registration.email.strip().rpartition("@")
    folded, _, domain = registration.email_normalized.rpartition("@")
    return f"{folded if name.isascii() else name}@{domain}"


def _own_words(session: Session, event: EventDetails | None, kind: MailKind, language: Language) -> str | None:
    """The working group's own text for this kind of mail; None where the house's words go out."""
    return find_text(session, event.working_group_id, kind, language) if event else None


def _thread(session: Session, row: OutboxMail) -> str | None:
    """The Message-ID of the first mail that confirmed this person's place, so that mail programs show both together."""
    if row.registration_id is None or row.kind in FOR_MODERATORS:
        return None
    query = (
        select(OutboxMail.id, OutboxMail.kind)
        .where(
            OutboxMail.registration_id == row.registration_id,
            OutboxMail.kind.in_(CONFIRMATIONS),
            OutboxMail.sent_at.is_not(None),
            OutboxMail.id < row.id,
        )
        .order_by(OutboxMail.id)
        .limit(1)
    )
    first: Any = session.execute(query).one_or_none()
    return message_id(first.id, first.kind, row.registration_id, settings.current()) if first else None
