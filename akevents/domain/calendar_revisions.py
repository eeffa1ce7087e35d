"""How often one person's own calendar file has changed its mind, beside what the event itself changed.

A person's file carries the event's UID, so the event's revision alone would not do: who cancels gets a CANCEL that must be
higher than the file they have, and who comes back a PUBLISH that must be higher than that CANCEL (RFC 5546 section 2.1.4:
a lower SEQUENCE is ignored). Each time they leave counts one, each return another: 0, then 1 while they are out, 2 when
they are back. It is the same person as long as it is the same address, also in a new registration after the old one was
cancelled.

Nothing of its own is stored for this. Every way out owes the person a mail, and mails live as long as their registration,
sent or not; so leaving is counted by them. Only the deletion of cancelled registrations, two weeks after the event, forgets
a revision: then the file of whoever had come back in a new registration falls back, when nobody is to be told any more."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from akevents.domain.outbox import MailKind
from akevents.store.tables import OutboxMail, Registration, RegistrationStatus

LEAVING = (
    MailKind.CANCELLED_BY_PARTICIPANT,
    MailKind.CANCELLED_BY_MODERATOR,
    MailKind.EXPIRED,
    MailKind.LATE_REQUEST_DECLINED,
)


def revision_of(session: Session, row: Registration) -> int:
    """What is added to the event's SEQUENCE in this person's file. It never falls, and rises with each leave and return."""
    mails = (
        select(func.count())
        .where(OutboxMail.registration_id == Registration.id, OutboxMail.kind.in_(LEAVING))
        .scalar_subquery()
    )
    query = select(Registration.status, mails).where(
        Registration.event_id == row.event_id, Registration.email_normalized == row.email_normalized
    )
    left = sum(max(int(told), _is_out(status)) for status, told in session.execute(query))
    return 2 * left - _is_out(row.status)


def _is_out(status: str) -> int:
    """1 for whoever has left; some leave without a mail, as with an address that was corrected."""
    return int(status == RegistrationStatus.CANCELLED)
