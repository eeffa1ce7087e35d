"""Mails that are owed: rows written in the transaction that causes them. Delivery is akevents/mail's business."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from akevents.store.prepared import Prepared
from akevents.store.tables import MailStatus, Membership, OutboxMail, Role


class MailKind(StrEnum):
    CONFIRM_ADDRESS = "confirm_address"
    REGISTERED = "registered"
    REGISTERED_BY_COLLEAGUE = "registered_by_colleague"  # details: colleague's name; status as the registration has it
    WAITLISTED = "waitlisted"
    PROMOTED = "promoted"
    ALREADY_REGISTERED = "already_registered"
    CANCELLED_BY_PARTICIPANT = "cancelled_by_participant"
    CANCELLATION_UNDONE = "cancellation_undone"
    CANCELLED_BY_MODERATOR = "cancelled_by_moderator"
    MERGED = "merged"  # two registrations of one person became this one
    EXPIRED = "expired"
    LATE_REQUEST_RECEIVED = "late_request_received"
    LATE_REQUEST_ACCEPTED = "late_request_accepted"
    LATE_REQUEST_DECLINED = "late_request_declined"
    NEW_LINK = "new_link"  # the personal link once more, after it was renewed
    EVENT_CHANGED = "event_changed"  # details: changes, a list of {key, before, after}
    EVENT_CANCELLED = "event_cancelled"  # details: reason
    JOINING_LINK = "joining_link"
    REMINDER = "reminder"  # details: ahead, "day" or "hour"
    MATERIALS = "materials"
    THANKS = "thanks"  # to whoever was there; details: with_materials, False if they have had them
    DATA_DELETED = "data_deleted"  # to an address whose registration is gone
    MESSAGE = "message"  # what a moderator wrote to people of one event
    INVITATION = "invitation"  # the same to people who allowed invitations
    LATE_REQUEST_FOR_MODERATOR = "late_request_for_moderator"
    DIGEST = "digest"  # to a moderator, about no single event
    DELIVERY_FAILED = "delivery_failed"  # to a moderator; details: kind of the mail that was given up, count


FOR_MODERATORS = frozenset({MailKind.LATE_REQUEST_FOR_MODERATOR, MailKind.DIGEST, MailKind.DELIVERY_FAILED})
UNSENT = frozenset({MailStatus.QUEUED, MailStatus.KEPT, MailStatus.STOPPED})  # nobody has got these

_INSERT = insert(cast(Table, OutboxMail.__table__)).inline()  # nobody asks for the id of the new row
_INSERT_ONE = Prepared(_INSERT)


def queue(
    session: Session, kind: MailKind, *, event_id: int, registration_id: int, at: datetime, **details: Any
) -> None:
    """Owe this person a mail. It is stored with the change that causes it or not at all."""
    more = {"details": details} if details else {}
    _INSERT_ONE.run(session, _row(kind, event_id, at, registration_id=registration_id, **more))


def queue_for_all(
    session: Session,
    kind: MailKind,
    registration_ids: Iterable[int],
    *,
    event_id: int,
    at: datetime,
    details: Mapping[str, Any],
    message_id: int | None = None,
) -> int:
    """Owe each of these people the same mail; returns how many. `details` is what only the cause of the mail knows."""
    more = {"details": dict(details), "message_id": message_id}
    rows = [_row(kind, event_id, at, registration_id=each, **more) for each in registration_ids]
    if rows:
        session.connection().execute(_INSERT, rows)
    return len(rows)


def queue_once(
    session: Session,
    kind: MailKind,
    registration_ids: Iterable[int],
    *,
    event_id: int,
    occasion: str,
    at: datetime,
    useless_after: datetime | None = None,
    details: Mapping[str, Any] | None = None,
) -> int:
    """The same for what happens once only: whoever has had this kind of mail for this occasion gets no other. Returns how
    many are owed one now. Under the event's lock; the schema refuses a second one anyway."""
    query = select(OutboxMail.registration_id).where(
        OutboxMail.event_id == event_id, OutboxMail.kind == kind, OutboxMail.occasion == occasion
    )
    had = set(session.scalars(query))
    more = {"occasion": occasion, "useless_after": useless_after, "details": dict(details or {})}
    rows = [_row(kind, event_id, at, registration_id=each, **more) for each in registration_ids if each not in had]
    if rows:
        session.connection().execute(_INSERT, rows)
    return len(rows)


def queue_for_moderators(
    session: Session,
    kind: MailKind,
    *,
    working_group_id: int,
    event_id: int,
    at: datetime,
    registration_id: int | None = None,
    occasion: str | None = None,
    **details: Any,
) -> int:
    """Owe every moderator of this group a mail of their own; returns how many."""
    query = select(Membership.moderator_id).where(
        Membership.working_group_id == working_group_id, Membership.role == Role.MODERATOR
    )
    more = {"registration_id": registration_id, "occasion": occasion, "details": details}
    ids = session.scalars(query.order_by(Membership.moderator_id)).all()
    rows = [_row(kind, event_id, at, moderator_id=each, **more) for each in ids]
    if rows:
        session.connection().execute(_INSERT, rows)
    return len(rows)


def take_back(session: Session, kind: MailKind, event_id: int) -> bool:
    """Remove the event's mails of this kind if nobody has got one; False, and nothing happens, if somebody has.

    A worker that is about to send one of them is waited for."""
    here = (OutboxMail.event_id == event_id, OutboxMail.kind == kind)
    statuses = session.scalars(select(OutboxMail.status).where(*here).with_for_update()).all()
    if any(status not in UNSENT for status in statuses):
        return False
    session.execute(delete(OutboxMail).where(*here))
    return True


def _row(kind: MailKind, event_id: int | None, at: datetime, **more: Any) -> dict[str, Any]:
    common = {"event_id": event_id, "kind": kind, "status": MailStatus.QUEUED, "queued_at": at, "due_at": at}
    return {**common, **more}
