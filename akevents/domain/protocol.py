"""Append-only: who viewed, changed or exported what. Ids instead of names, so nothing here needs deleting."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.moderators import Moderator
from akevents.store.tables import ProtocolEntry


def record(
    session: Session,
    by: Moderator | None,
    action: str,
    *,
    event_id: int | None = None,
    registration_id: int | None = None,
    **details: str | int | None,
) -> None:
    """Note an action (a key of wording.ACTIONS) in the running transaction. `details` must name no person."""
    entry = {
        "at": clock.utc_now(),
        "moderator_id": (by and by.id) or None,  # the operator at the command line is nobody in the table
        "event_id": event_id,
        "registration_id": registration_id,
        "action": action,
        "details": details,
    }
    session.execute(insert(ProtocolEntry), entry)
