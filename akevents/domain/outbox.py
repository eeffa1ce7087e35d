"""Mails that are owed: rows written in the transaction that causes them. Delivery is akevents/mail's business."""

from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import Table, insert
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


_INSERT = insert(cast(Table, OutboxMail.__table__)).inline()  # nobody asks for the id of the new row


def queue(session: Session, kind: MailKind, *, event_id: int, registration_id: int, at: datetime) -> None:
    """Owe this person a mail. It is stored with the change that causes it or not at all."""
    session.connection().execute(
        _INSERT,
        {
            "event_id": event_id,
            "registration_id": registration_id,
            "kind": kind,
            "status": MailStatus.QUEUED,
            "queued_at": at,
            "due_at": at,
        },
    )
