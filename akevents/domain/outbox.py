"""Mails that are owed: rows written in the transaction that causes them. Delivery is akevents/mail's business."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from akevents.store.tables import MailStatus, OutboxMail


class MailKind(StrEnum):
    CONFIRM_ADDRESS = "confirm_address"
    REGISTERED = "registered"
    WAITLISTED = "waitlisted"
    PROMOTED = "promoted"
    ALREADY_REGISTERED = "already_registered"
    CANCELLED_BY_PARTICIPANT = "cancelled_by_participant"
    CANCELLED_BY_MODERATOR = "cancelled_by_moderator"
    EXPIRED = "expired"
    LATE_REQUEST_RECEIVED = "late_request_received"
    LATE_REQUEST_ACCEPTED = "late_request_accepted"
    LATE_REQUEST_DECLINED = "late_request_declined"
    LATE_REQUEST_FOR_MODERATOR = "late_request_for_moderator"
    EVENT_CHANGED = "event_changed"  # details: changes, a list of {key, before, after}
    EVENT_CANCELLED = "event_cancelled"  # details: reason


_INSERT = insert(cast(Table, OutboxMail.__table__)).inline()  # nobody asks for the id of the new row


def queue(session: Session, kind: MailKind, *, event_id: int, registration_id: int, at: datetime) -> None:
    """Owe this person a mail. It is stored with the change that causes it or not at all."""
    session.connection().execute(_INSERT, _row(kind, event_id, registration_id, at))


def queue_for_all(
    session: Session,
    kind: MailKind,
    registration_ids: Iterable[int],
    *,
    event_id: int,
    at: datetime,
    details: Mapping[str, Any],
) -> int:
    """Owe each of these people the same mail; returns how many. `details` is what only the cause of the mail knows."""
    rows = [_row(kind, event_id, each, at) | {"details": dict(details)} for each in registration_ids]
    if rows:
        session.connection().execute(_INSERT, rows)
    return len(rows)


def take_back(session: Session, kind: MailKind, event_id: int) -> bool:
    """Remove the event's mails of this kind if all of them still wait; False, and nothing happens, if one does not.

    A worker that is about to send one of them is waited for."""
    here = (OutboxMail.event_id == event_id, OutboxMail.kind == kind)
    statuses = session.scalars(select(OutboxMail.status).where(*here).with_for_update()).all()
    if any(status != MailStatus.QUEUED for status in statuses):
        return False
    session.execute(delete(OutboxMail).where(*here))
    return True


def _row(kind: MailKind, event_id: int, registration_id: int, at: datetime) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "registration_id": registration_id,
        "kind": kind,
        "status": MailStatus.QUEUED,
        "queued_at": at,
        "due_at": at,
    }
