"""What a person's own cancellation remembers, how long it can be taken back, and what that gives. Pure."""

from datetime import datetime, timedelta
from typing import Any

from akevents.domain.event_state import StateFacts, places_left
from akevents.store.tables import HOLDING, EventStatus, Registration, RegistrationStatus

UNDO_FOR = timedelta(minutes=10)
_INSTANTS = ("status_at", "confirmed_at", "expires_at")


def kept_for_undoing(row: Registration) -> dict[str, Any]:
    """The status that is given up, with its instants, ready for JSON."""
    instants = {name: getattr(row, name) for name in _INSTANTS}
    return {"status": row.status} | {name: at.isoformat() if at else None for name, at in instants.items()}


def undo_until(row: Registration) -> datetime | None:
    """Up to this instant one's own cancellation can be taken back; None for what was not one's own."""
    if row.status != RegistrationStatus.CANCELLED or row.before_cancelling is None or row.cancelled_at is None:
        return None
    return row.cancelled_at + UNDO_FOR


def undone_to(row: Registration, event: StateFacts, at: datetime) -> RegistrationStatus | None:
    """The status that undoing would give at this instant; None where it is too late or gives nothing.

    A place that went to the next person is theirs: then it is the end of the waiting list. Whoever waited stands where they
    stood, and gets a place if one is free by now."""
    until = undo_until(row)
    if until is None or at >= until or event.status != EventStatus.PUBLISHED or at >= event.starts_at:
        return None
    before = RegistrationStatus((row.before_cancelling or {})["status"])
    if before == RegistrationStatus.REQUESTED:
        return before
    if places_left(event) != 0:
        return before if before in HOLDING else RegistrationStatus.CONFIRMED
    return RegistrationStatus.WAITLISTED if event.has_waiting_list else None


def restored(row: Registration, after: RegistrationStatus, now: datetime) -> dict[str, Any]:
    """Column values of a registration that comes back; with its old status it has its old place in the line."""
    kept = row.before_cancelling or {}
    was = {name: datetime.fromisoformat(kept[name]) if kept.get(name) else None for name in _INSTANTS}
    values: dict[str, Any] = {"cancelled_at": None, "before_cancelling": None, "confirmed_at": was["confirmed_at"]}
    if after == kept["status"]:
        values |= {"status_at": was["status_at"], "expires_at": was["expires_at"]}
    if after == RegistrationStatus.CONFIRMED:
        values["confirmed_at"] = was["confirmed_at"] or now
    return values
