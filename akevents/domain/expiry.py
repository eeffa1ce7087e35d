"""Places that nobody confirmed in time become free again."""

from sqlalchemy import exists, select

from akevents import clock
from akevents.domain import outbox
from akevents.domain.outbox import MailKind
from akevents.domain.seats import Move, lock_event, move, promote
from akevents.store.database import Database
from akevents.store.tables import MailStatus, OutboxMail, Registration, RegistrationStatus

# The mail that asks for the confirmation has not left yet; when it does, the time begins anew.
_IS_UNDER_WAY = exists().where(
    OutboxMail.registration_id == Registration.id,
    OutboxMail.kind.in_((MailKind.CONFIRM_ADDRESS, MailKind.REGISTERED_BY_COLLEAGUE)),
    OutboxMail.status.in_((MailStatus.QUEUED, MailStatus.SENDING)),
)


def expire_pending(db: Database) -> int:
    """Cancel every pending registration whose time is up, tell the person, and let the waiting list follow. Nobody loses a
    place whose mail still waits in the outbox.

    One transaction per event, so that nobody waits for all of them. Returns how many places became free."""
    overdue = (
        Registration.status == RegistrationStatus.PENDING,
        Registration.expires_at <= clock.utc_now(),
        ~_IS_UNDER_WAY,
    )
    with db.reading() as session:
        event_ids = session.scalars(select(Registration.event_id).where(*overdue).distinct()).all()
    return sum(_expire_at(db, event_id) for event_id in event_ids)


def _expire_at(db: Database, event_id: int) -> int:
    with db.writing() as session:
        lock_event(session, event_id)
        now = clock.utc_now()
        query = select(Registration.id).where(
            Registration.event_id == event_id,
            Registration.status == RegistrationStatus.PENDING,
            Registration.expires_at <= now,
            ~_IS_UNDER_WAY,
        )
        expired = session.scalars(query.order_by(Registration.id)).all()
        for registration_id in expired:
            step = Move(registration_id, RegistrationStatus.PENDING, RegistrationStatus.CANCELLED)
            move(session, event_id, step, now, cancelled_at=now, expires_at=None)
            outbox.queue(session, MailKind.EXPIRED, event_id=event_id, registration_id=registration_id, at=now)
        promote(session, event_id, now)
        return len(expired)
