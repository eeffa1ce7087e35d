"""Forgetting: what the form promises ("Sie werden am … gelöscht") happens by itself. Only counts remain."""

from collections import Counter
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import drafts, protocol
from akevents.domain.events import deletion_day
from akevents.domain.seats import AnyRow, lock_event
from akevents.store.database import Database
from akevents.store.tables import Event, ModeratorSession, Registration, RegistrationStatus, SignInLink
from akevents.wording.dates import local

CANCELLED_DAYS = 14  # after the event, for people who did not come anyway


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
    with db.reading() as session:
        query = (
            select(Event.id, Event.ends_at, Event.timezone, Event.retention_days)
            .where(Event.ends_at < now, Event.id.in_(select(Registration.event_id)))
            .order_by(Event.id)
        )
        over = session.execute(query).all()
    return sum(_forget(db, event.id, statuses) for event in over if (statuses := _due(event, now)))


def _due(event: AnyRow, now: datetime) -> frozenset[RegistrationStatus]:
    """The statuses whose people are to be forgotten by now, days counted in the event's zone."""
    today = local(now, event.timezone).date()
    if today >= deletion_day(event.ends_at, event.timezone, event.retention_days):
        return frozenset(RegistrationStatus)
    if today >= deletion_day(event.ends_at, event.timezone, min(CANCELLED_DAYS, event.retention_days)):
        return frozenset({RegistrationStatus.CANCELLED})
    return frozenset()


def _forget(db: Database, event_id: int, statuses: frozenset[RegistrationStatus]) -> int:
    with db.writing() as session:
        lock_event(session, event_id)
        chosen = (Registration.event_id == event_id, Registration.status.in_(statuses))
        counts = Counter(session.scalars(select(Registration.status).where(*chosen)))
        if not counts:
            return 0
        session.execute(delete(Registration).where(*chosen))
        _set_counters(session, event_id)
        protocol.record(session, None, "data_deleted", event_id=event_id, **counts)
        return counts.total()


def _set_counters(session: Session, event_id: int) -> None:
    """What is kept on the event follows what is left; the screens are told."""
    left = Counter(session.scalars(select(Registration.status).where(Registration.event_id == event_id)))
    event = session.get_one(Event, event_id)
    event.places_taken = left[RegistrationStatus.CONFIRMED] + left[RegistrationStatus.PENDING]
    event.waiting = left[RegistrationStatus.WAITLISTED]
    event.change_counter += 1
