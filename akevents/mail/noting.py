"""Noting what became of a mail, and what follows from it: a hold that starts anew, a next try, a word to the moderators."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import outbox
from akevents.domain.outbox import FOR_MODERATORS, MailKind
from akevents.domain.seats import lock_event, shift
from akevents.mail.claiming import Claim, set_if_ours
from akevents.store.database import Database
from akevents.store.tables import MailStatus, OutboxMail, Registration, RegistrationStatus

# Pauses between tries; together 24 hours. They count tries and not the age of the mail, because a server of ours that was
# switched off over a weekend must not give up at the first "try later" on Monday.
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=2),) * 11,
    timedelta(minutes=84),
)
TRIES = len(RETRY_AFTER) + 1
ASKS_TO_CONFIRM = frozenset({MailKind.CONFIRM_ADDRESS, MailKind.REGISTERED_BY_COLLEAGUE})


def note_sent(db: Database, claimed: Claim) -> MailStatus:
    """It went out: noted even if the lease ran out meanwhile, so that nobody sends it again.

    Whoever is asked to confirm has the whole time for it from now on."""
    with db.writing() as session:
        now = clock.utc_now()
        if claimed.kind in ASKS_TO_CONFIRM and claimed.event_id is not None:
            lock_event(session, claimed.event_id)
            _restart_hold(session, claimed, now)
        values = {"status": MailStatus.SENT, "sent_at": now, "last_error": None, "leased_until": None, "address": None}
        session.execute(update(OutboxMail).where(OutboxMail.id == claimed.id).values(**values))
        return MailStatus.SENT


def note_kept(db: Database, claimed: Claim) -> MailStatus:
    """It lies in a file, and nothing left the house."""
    with db.writing() as session:
        set_if_ours(session, claimed, status=MailStatus.KEPT, last_error=None, leased_until=None, address=None)
        return MailStatus.KEPT


def note_again(db: Database, claimed: Claim, reason: str) -> MailStatus:
    """Another try later; after the last one it is given up."""
    if claimed.attempts >= TRIES:
        return note_failed(db, claimed, reason)
    due_at = clock.utc_now() + RETRY_AFTER[claimed.attempts - 1]
    with db.writing() as session:
        set_if_ours(session, claimed, status=MailStatus.QUEUED, due_at=due_at, last_error=reason, leased_until=None)
        return MailStatus.QUEUED


def note_failed(db: Database, claimed: Claim, reason: str) -> MailStatus:
    """It will never go out. The moderators are owed a word about it, unless it was meant for a moderator."""
    with db.writing() as session:
        event = lock_event(session, claimed.event_id) if claimed.event_id is not None else None
        values = {"status": MailStatus.FAILED, "last_error": reason, "leased_until": None, "address": None}
        if set_if_ours(session, claimed, **values) and event and claimed.kind not in FOR_MODERATORS:
            _tell_moderators(session, claimed, event.id, event.working_group_id)
        return MailStatus.FAILED


def hold() -> timedelta:
    """How long a place is held for somebody who has not confirmed their address."""
    return timedelta(hours=settings.current().hold_hours)


def _restart_hold(session: Session, claimed: Claim, now: datetime) -> None:
    change = (
        update(Registration)
        .where(Registration.id == claimed.registration_id, Registration.status == RegistrationStatus.PENDING)
        .values(expires_at=now + hold())
    )
    if cast(CursorResult[Any], session.execute(change)).rowcount and claimed.event_id is not None:
        shift(session, claimed.event_id)


def _tell_moderators(session: Session, claimed: Claim, event_id: int, working_group_id: int) -> None:
    """One mail for each event and hour; what fails while it still waits is counted in it."""
    now = clock.utc_now()
    occasion = f"{event_id} {now:%Y-%m-%dT%H}"
    query = select(OutboxMail).where(OutboxMail.kind == MailKind.DELIVERY_FAILED, OutboxMail.occasion == occasion)
    earlier = session.scalars(query.with_for_update()).all()
    for row in earlier:
        if row.status == MailStatus.QUEUED:
            row.details = row.details | {"count": row.details.get("count", 1) + 1}
    if not earlier:
        outbox.queue_for_moderators(
            session,
            MailKind.DELIVERY_FAILED,
            working_group_id=working_group_id,
            event_id=event_id,
            at=now,
            occasion=occasion,
            failed_kind=claimed.kind,
            count=1,
        )
