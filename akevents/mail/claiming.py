"""Claiming: which mail a worker sends next, and whether it still may when its turn has come.

A claim is a lease on one row. It is taken for one mail at a time, so nothing waits behind a slow server under a lease that
runs out, and a worker that dies leaves one row behind, which another takes when the lease is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, case, or_, select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.mail_facts import OwedMail
from akevents.domain.mail_reasons import Reason, reason_to_stop
from akevents.domain.outbox import MailKind
from akevents.domain.owed_mails import owed_mail
from akevents.store.database import Database
from akevents.store.tables import MailStatus, OutboxMail

LEASE = timedelta(minutes=15)
NEEDED = timedelta(minutes=11)  # for handing over one mail: longer than connection.py's time limits together
# Nobody waits for these in front of a screen; they let the others pass.
TO_MANY = (
    MailKind.MESSAGE, MailKind.INVITATION, MailKind.REMINDER, MailKind.JOINING_LINK, MailKind.MATERIALS, MailKind.THANKS,
    MailKind.EVENT_CHANGED, MailKind.EVENT_CANCELLED, MailKind.DATA_DELETED, MailKind.DIGEST, MailKind.DELIVERY_FAILED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that is ours until `leased_until`. `attempts` counts this one, too."""

    id: int
    kind: str  # as it is stored: a kind that this version does not know must not keep others from being claimed
    event_id: int | None
    registration_id: int | None
    attempts: int
    leased_until: datetime


def claim(db: Database, at_most: int = 1) -> list[Claim]:
    """Take what is due, those first for whom somebody waits; rows whose worker died are taken again."""
    with db.writing() as session:
        now = clock.utc_now()
        is_abandoned = (OutboxMail.status == MailStatus.SENDING) & (OutboxMail.leased_until < now)
        query = (
            select(OutboxMail)
            .where(OutboxMail.due_at <= now, or_(OutboxMail.status == MailStatus.QUEUED, is_abandoned))
            .order_by(case((OutboxMail.kind.in_(TO_MANY), 1), else_=0), OutboxMail.due_at, OutboxMail.id)
            .limit(at_most)
            .with_for_update(skip_locked=True)
        )
        return [_leased(row, now + LEASE) for row in session.scalars(query)]


def _leased(row: OutboxMail, until: datetime) -> Claim:
    row.status, row.leased_until, row.attempts = MailStatus.SENDING, until, row.attempts + 1
    return Claim(row.id, row.kind, row.event_id, row.registration_id, row.attempts, until)


def take_up(db: Database, claimed: Claim) -> OwedMail | Reason | None:
    """The mail as things stand now, or why it is stopped instead.

    None, and nothing happens, if the row is gone, was stopped, is another worker's because the lease ran out, or would be
    before the mail is handed over."""
    with db.writing() as session:
        now = clock.utc_now()
        if now + NEEDED > claimed.leased_until or not set_if_ours(session, claimed):
            return None
        row = session.get_one(OutboxMail, claimed.id)
        if reason := reason_to_stop(session, row, now):
            set_if_ours(session, claimed, status=MailStatus.STOPPED, last_error=reason, leased_until=None, address=None)
            return reason
        return owed_mail(session, row)


def set_if_ours(session: Session, claimed: Claim, **values: Any) -> bool:
    """Change the row if the claim still holds; says whether it did. Without values this only locks it."""
    ours = (
        OutboxMail.id == claimed.id,
        OutboxMail.status == MailStatus.SENDING,
        OutboxMail.leased_until == claimed.leased_until,
    )
    change = update(OutboxMail).where(*ours).values(**values or {"status": MailStatus.SENDING})
    return cast(CursorResult[Any], session.execute(change)).rowcount == 1
