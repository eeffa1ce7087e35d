"""Why a mail did not go out: the words that its row keeps, and what makes a waiting mail pointless by the time it is due."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents.domain.outbox import FOR_MODERATORS, MailKind
from akevents.domain.reminders import moment
from akevents.store.tables import (
    Consent,
    ConsentPurpose,
    Event,
    EventStatus,
    Membership,
    Message,
    ModeratorRecord,
    OutboxMail,
    Registration,
    RegistrationStatus,
    Role,
)


class Reason(StrEnum):
    """What `last_error` holds, where it is not a mail server's answer ("550 5.1.1": its code and its enhanced code)."""

    # status stopped: nobody was at fault
    TOO_LATE = "too_late"  # its moment is over
    NO_LONGER_REGISTERED = "no_longer_registered"  # cancelled meanwhile
    NO_LONGER_NEEDED = "no_longer_needed"  # what it asks for is done
    NO_LONGER_WANTED = "no_longer_wanted"  # consent withdrawn, or switched off
    NO_LONGER_MODERATOR = "no_longer_moderator"  # the reader left the working group
    EVENT_CANCELLED = "event_cancelled"
    # status failed, or queued for another try
    NO_RECIPIENT = "no_recipient"  # nobody to send it to
    NOT_COMPOSED = "not_composed"  # a bug of ours, in the log under the mail's id
    NOT_WRITTEN = "not_written"  # its file could not be written
    NEEDS_SMTPUTF8 = "needs_smtputf8"  # letters before the @ that this mail server does not take
    UNREACHABLE = "unreachable"  # nobody answered
    NO_ENCRYPTION = "no_encryption"  # a password is set, and the server offers no way to send it unseen
    CONNECTION_LOST = "connection_lost"  # before the mail was handed over
    WORKER_LOST = "worker_lost"  # every worker that took it ended without a word
    UNKNOWN = "unknown"  # handed over, and the answer never came: it may have arrived


# Of use only to people who come.
_FOR_PRESENT = frozenset({
    MailKind.REMINDER, MailKind.JOINING_LINK, MailKind.MATERIALS, MailKind.THANKS, MailKind.EVENT_CHANGED,
    MailKind.CONFIRM_ADDRESS,
})  # fmt: skip
_BEFORE_EVENT = frozenset({MailKind.REMINDER, MailKind.JOINING_LINK})


def reason_to_stop(session: Session, row: OutboxMail, now: datetime) -> Reason | None:
    """Why this mail must not go out any more, as things stand now; None if it may."""
    if row.useless_after is not None and now >= row.useless_after:
        return Reason.TOO_LATE
    if row.kind in FOR_MODERATORS:
        return _about_the_moderator(session, row) or _about_the_request(session, row)
    registration = session.get(Registration, row.registration_id) if row.registration_id else None
    return _about_the_person(session, row, registration) if registration else None


def _about_the_person(session: Session, row: OutboxMail, registration: Registration) -> Reason | None:
    if row.kind == MailKind.INVITATION:
        invited_to = session.get(Event, row.event_id) if row.event_id else None
        if invited_to is not None and invited_to.status == EventStatus.CANCELLED:
            return Reason.EVENT_CANCELLED
        return None if _still_wants_invitations(session, registration.id) else Reason.NO_LONGER_WANTED
    if row.kind in _BEFORE_EVENT:
        event = session.get_one(Event, registration.event_id)
        if event.status == EventStatus.CANCELLED:
            return Reason.EVENT_CANCELLED
        if row.kind == MailKind.REMINDER and row.occasion and not row.occasion.endswith(moment(event)):
            return Reason.NO_LONGER_NEEDED  # it was moved; the new time has reminders of its own
    if registration.status != RegistrationStatus.CANCELLED:
        return None
    is_pointless = row.kind in _FOR_PRESENT or (row.kind == MailKind.MESSAGE and not _meant_for_cancelled(session, row))
    return Reason.NO_LONGER_REGISTERED if is_pointless else None


def _still_wants_invitations(session: Session, registration_id: int) -> bool:
    query = select(Consent.id).where(
        Consent.registration_id == registration_id,
        Consent.purpose == ConsentPurpose.INVITATIONS,
        Consent.withdrawn_at.is_(None),
    )
    return session.scalars(query.limit(1)).first() is not None


def _meant_for_cancelled(session: Session, row: OutboxMail) -> bool:
    message = session.get(Message, row.message_id) if row.message_id else None
    return message is not None and RegistrationStatus.CANCELLED in message.audience.get("statuses", ())


def _about_the_moderator(session: Session, row: OutboxMail) -> Reason | None:
    """A mail to one moderator is for whoever moderates the event's group at this moment, and for nobody else."""
    if row.moderator_id is None:
        return None
    if row.kind == MailKind.DIGEST:
        wants = session.scalar(select(ModeratorRecord.wants_digest).where(ModeratorRecord.id == row.moderator_id))
        return None if wants else Reason.NO_LONGER_WANTED
    query = (
        select(Membership.moderator_id)
        .join(Event, Event.working_group_id == Membership.working_group_id)
        .where(Event.id == row.event_id, Membership.moderator_id == row.moderator_id, Membership.role == Role.MODERATOR)
    )
    return None if session.scalar(query) else Reason.NO_LONGER_MODERATOR


def _about_the_request(session: Session, row: OutboxMail) -> Reason | None:
    """A late request that somebody has decided asks nobody any more."""
    if row.kind != MailKind.LATE_REQUEST_FOR_MODERATOR or row.registration_id is None:
        return None
    registration = session.get_one(Registration, row.registration_id)
    return None if registration.status == RegistrationStatus.REQUESTED else Reason.NO_LONGER_NEEDED
