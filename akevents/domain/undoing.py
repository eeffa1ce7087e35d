"""Second thoughts: taking one's own cancellation back within ten minutes, and coming back later.

Nobody is overtaken by it: a place that went to the next person is theirs, and whoever comes back late waits at the end."""

from datetime import datetime
from typing import Any

from akevents.domain import outbox
from akevents.domain.event_state import EventState, state_of
from akevents.domain.my_registration import find_by_token, lock_mine, require_free_address
from akevents.domain.my_view import MyRegistration, view_of
from akevents.domain.outbox import MailKind
from akevents.domain.registration_form import LIMITS, has_control_characters
from akevents.domain.registrations import FIRST_MAIL, queue_first_mails, require_accepting
from akevents.domain.seats import Move, has_place, move
from akevents.domain.undo_rules import restored, undo_until, undone_to
from akevents.errors import (
    EventCancelled,
    EventFull,
    InvalidRequest,
    NotPossibleNow,
    Problem,
    RegistrationClosed,
)
from akevents.store.database import Database
from akevents.store.tables import EventStatus, Registration, RegistrationStatus


def undo_cancel(db: Database, token: str) -> MyRegistration:
    """Take one's own cancellation back: the place, if nobody got it meanwhile, else the waiting list from its end; whoever
    waited stands where they stood. A repeat changes nothing.

    Raises RegistrationNotFound, NotPossibleNow after ten minutes or for somebody else's cancellation, EventCancelled,
    RegistrationClosed once the event has begun, EventFull without a waiting list, AlreadyRegistered if the address has
    registered anew; then nothing is changed."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        if row.status != RegistrationStatus.CANCELLED:
            return view_of(session, row)
        _require_undoable(event, row, now)
        require_free_address(session, row, row.email_normalized)
        after = undone_to(row, event, now)
        if after is None:
            raise EventFull(event.id)
        move(session, event.id, Move(row.id, row.status, after), now, **restored(row, after, now))
        kind = MailKind.CANCELLATION_UNDONE if after == RegistrationStatus.CONFIRMED else FIRST_MAIL[after]
        outbox.queue(session, kind, event_id=event.id, registration_id=row.id, at=now)
        return view_of(session, find_by_token(session, token))


def _require_undoable(event: Any, row: Registration, now: datetime) -> None:
    until = undo_until(row)
    if until is None or now >= until:
        raise NotPossibleNow(row.status)
    if event.status == EventStatus.CANCELLED:
        raise EventCancelled(event.id)
    if now >= event.starts_at:
        raise RegistrationClosed(event.id, event.starts_at, event.timezone)


def rejoin(db: Database, token: str, *, reason: str = "") -> MyRegistration:
    """Register again with what is stored: a place if one is free, else the end of the waiting list; after the deadline a
    request with a reason, where the event takes them. The address is proved by the link, so nothing is to be confirmed.

    Raises RegistrationNotFound, NotPossibleNow unless cancelled, AlreadyRegistered, InvalidRequest for the reason, and what
    register() raises when an event takes nobody; then nothing is changed."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        if row.status != RegistrationStatus.CANCELLED:
            raise NotPossibleNow(row.status)
        require_free_address(session, row, row.email_normalized)
        after = _newcomer(event, now)
        values: dict[str, Any] = {"cancelled_at": None, "before_cancelling": None, "expires_at": None}
        if after == RegistrationStatus.REQUESTED:
            values["request_reason"] = _reason(reason)
        if after == RegistrationStatus.CONFIRMED:
            values["confirmed_at"] = now
        move(session, event.id, Move(row.id, row.status, after), now, **values)
        queue_first_mails(session, event, row.id, after, now)
        return view_of(session, find_by_token(session, token))


def _newcomer(event: Any, now: datetime) -> RegistrationStatus:
    state = state_of(event, now)
    if state == EventState.CLOSED and event.allows_late_requests:
        return RegistrationStatus.REQUESTED
    require_accepting(event, state)
    return RegistrationStatus.CONFIRMED if has_place(event) else RegistrationStatus.WAITLISTED


def _reason(typed: str) -> str:
    words = typed.strip()
    limit = LIMITS["request_reason"]
    if not words:
        raise InvalidRequest((Problem("request_reason", "missing_request_reason"),))
    if len(words) > limit:
        raise InvalidRequest((Problem("request_reason", "too_long", limit),))
    if has_control_characters(words, allows_lines=True):
        raise InvalidRequest((Problem("request_reason", "control_characters"),))
    return words
