"""Forgetting: what the form promises ("Sie werden am … gelöscht") happens by itself. Only counts remain."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import drafts, feedback, protocol
from akevents.domain.discussion import forget_discussion, free_orphans
from akevents.domain.events import deletion_day
from akevents.domain.history import take_tally
from akevents.domain.outbox import MailKind
from akevents.domain.seats import AnyRow, lock_event
from akevents.store.database import Database
from akevents.store.tables import (
    Event,
    MailStatus,
    Message,
    ModeratorSession,
    OutboxMail,
    Registration,
    RegistrationStatus,
    SignInLink,
)
from akevents.wording.dates import local

CANCELLED_DAYS = 14  # after the event, for people who did not come anyway
MODERATORS_MAIL = timedelta(days=30)  # digests and notes about requests and failures: what they point at is settled
EVERYBODY = frozenset(RegistrationStatus)


def forget_by_itself(db: Database) -> int:
    """forget_due() for the server's timer; with a shifted clock nothing happens: trying out must erase nobody."""
    return 0 if clock.is_shifted() else forget_due(db)


def forget_due(db: Database) -> int:
    """Delete registrations whose time is over, with their answers, consents and mails; returns how many.

    One transaction per event; the protocol keeps how many there were of each status, and no name."""
    now = clock.utc_now()
    with db.writing() as session:
        session.execute(delete(ModeratorSession).where(ModeratorSession.expires_at <= now))
        session.execute(delete(SignInLink).where(SignInLink.expires_at <= now))
        drafts.forget_old(session, now)
        of_nobody = OutboxMail.registration_id.is_(None), OutboxMail.address.is_(None)
        session.execute(delete(OutboxMail).where(*of_nobody, OutboxMail.queued_at <= now - MODERATORS_MAIL))
    with db.reading() as session:
        query = (
            select(Event.id, Event.ends_at, Event.timezone, Event.retention_days)
            .where(Event.ends_at < now, or_(Event.id.in_(select(Registration.event_id)), feedback.is_there(Event.id)))
            .order_by(Event.id)
        )
        over = session.execute(query).all()
    return sum(_forget(db, event.id, statuses) for event in over if (statuses := _due(event, now)))


def _due(event: AnyRow, now: datetime) -> frozenset[RegistrationStatus]:
    """The statuses whose people are to be forgotten by now, days counted in the event's zone."""
    today = local(now, event.timezone).date()
    if today >= deletion_day(event.ends_at, event.timezone, event.retention_days):
        return EVERYBODY
    if today >= deletion_day(event.ends_at, event.timezone, min(CANCELLED_DAYS, event.retention_days)):
        return frozenset({RegistrationStatus.CANCELLED})
    return frozenset()


def _forget(db: Database, event_id: int, statuses: frozenset[RegistrationStatus]) -> int:
    with db.writing() as session:
        lock_event(session, event_id)
        chosen = (Registration.event_id == event_id, Registration.status.in_(statuses))
        counts = Counter(session.scalars(select(Registration.status).where(*chosen)))
        if not counts:
            if statuses == EVERYBODY:  # nobody registered, and somebody said something
                feedback.forget(session, event_id)
            return 0
        take_tally(session, event_id)
        if statuses == EVERYBODY:
            _tell(session, event_id)
            session.execute(delete(Message).where(Message.event_id == event_id))
        session.execute(delete(Registration).where(*chosen))
        if statuses == EVERYBODY:
            forget_discussion(session, event_id)
            feedback.forget(session, event_id)
        else:
            free_orphans(session, event_id)
        _set_counters(session, event_id)
        protocol.record(session, None, "data_deleted", event_id=event_id, **counts)
        return counts.total()


def _tell(session: Session, event_id: int) -> None:
    """Owe those who had a place the last mail about it. Its address stands in the outbox until it has left; where no mail
    can be sent none is kept, because the file would outlive the data."""
    if not settings.current().sends_mail:
        return
    now = clock.utc_now()
    common = {"event_id": event_id, "kind": MailKind.DATA_DELETED, "status": MailStatus.QUEUED}
    query = select(Registration.email_normalized, Registration.language).where(
        Registration.event_id == event_id, Registration.status == RegistrationStatus.CONFIRMED
    )
    rows = [
        {**common, "queued_at": now, "due_at": now, "address": address, "details": {"language": language}}
        for address, language in session.execute(query.order_by(Registration.id))
    ]
    if rows:
        session.execute(insert(OutboxMail), rows)


def _set_counters(session: Session, event_id: int) -> None:
    """What is kept on the event follows what is left; the screens are told."""
    left = Counter(session.scalars(select(Registration.status).where(Registration.event_id == event_id)))
    event = session.get_one(Event, event_id)
    event.places_taken = left[RegistrationStatus.CONFIRMED] + left[RegistrationStatus.PENDING]
    event.waiting = left[RegistrationStatus.WAITLISTED]
    event.change_counter += 1
