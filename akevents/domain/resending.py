"""The first mail once more, for somebody whose mailbox stays empty."""

from datetime import timedelta

from sqlalchemy import func, select

from akevents import clock
from akevents.domain import outbox
from akevents.domain.registration_form import RegistrationRequest
from akevents.domain.registrations import FIRST_MAIL
from akevents.domain.seats import lock_event
from akevents.store.database import Database
from akevents.store.tables import OutboxMail, Registration, RegistrationStatus

LIMIT, WITHIN = 3, timedelta(hours=1)  # mails to one registration; more would let anybody fill a stranger's mailbox


def resend(db: Database, request: RegistrationRequest) -> None:
    """Owe the live registration of this address its mail once more, three in an hour at most.

    What happens cannot be told from outside: nothing is returned, and an address that is not registered or had enough
    mails is passed over in silence. Raises InvalidRequest for what is no address, EventNotFound."""
    email = request.validated()["email_normalized"]
    with db.writing() as session:
        event = lock_event(session, request.event_id)
        query = select(Registration.id, Registration.status).where(
            Registration.event_id == event.id,
            Registration.email_normalized == email,
            Registration.status != RegistrationStatus.CANCELLED,
        )
        found = session.execute(query).one_or_none()
        if found is None:
            return
        now = clock.utc_now()
        recent = select(func.count()).where(OutboxMail.registration_id == found.id, OutboxMail.queued_at > now - WITHIN)
        if (session.scalar(recent) or 0) < LIMIT:
            kind = FIRST_MAIL[RegistrationStatus(found.status)]
            outbox.queue(session, kind, event_id=event.id, registration_id=found.id, at=now)
