"""Late requests: somebody asks after the deadline, a moderator decides, signed in or by the link in their mail."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import moderators, outbox, protocol, tokens
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import MailKind
from akevents.domain.seats import Move, lock_event, move
from akevents.errors import EventCancelled, NotPossibleNow, RegistrationClosed, RegistrationNotFound
from akevents.store.database import Database
from akevents.store.tables import EventStatus, ModeratorRecord, ProtocolEntry, Registration, RegistrationStatus

ACCEPTED, DECLINED = "late_request_accepted", "late_request_declined"  # in the protocol, and kinds of mail
_TOKEN = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.([A-Za-z0-9_-]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a late request. `by` is None where nobody is known by name any more."""

    is_accepted: bool
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class LateRequest:
    """A late request as its moderator decides it. `decision` is None while it waits, and when the person withdrew it."""

    id: int
    event: EventDetails
    status: RegistrationStatus
    first_name: str
    last_name: str
    institution: str
    function: str | None
    reason: str | None
    registered_at: datetime
    decision: Decision | None

    @property
    def can_be_decided(self) -> bool:
        over = self.event.state in {EventState.PAST, EventState.CANCELLED}
        return self.status == RegistrationStatus.REQUESTED and not over


def find_request(db: Database, token: str) -> LateRequest:
    """What this moderator's link is about, decided or not. Reading changes nothing.

    Raises RegistrationNotFound for a link that was not made here, whose registration is gone, or whose moderator does
    not moderate this group any more."""
    with db.reading() as session:
        _, row = _opened(session, token)
        return _view(session, row)


def decide(db: Database, token: str, *, accept: bool) -> LateRequest:
    """Answer the request by this moderator's link; the same answer again changes nothing.

    Raises RegistrationNotFound, NotPossibleNow if it was decided otherwise or withdrawn, EventCancelled, or
    RegistrationClosed once the event is over."""
    with db.writing() as session:
        lock_event(session, _opened(session, token)[1].event_id)
        by, row = _opened(session, token)  # as it stands under the lock
        known = _decision(session, row)
        if known is None or known.is_accepted != accept:
            now = clock.utc_now()
            require_alive(session, row.event_id, now)
            settle(session, by, row, now, accept=accept)
        return _view(session, _opened(session, token)[1])


def settle(session: Session, by: Moderator, row: Registration, now: datetime, *, accept: bool) -> None:
    """The decision itself, for a registration read under its event's lock: status, mail and protocol.

    Raises NotPossibleNow if it was decided already, and when accepting what require_alive() raises."""
    if row.status != RegistrationStatus.REQUESTED:
        raise NotPossibleNow(row.status)
    if accept:
        require_alive(session, row.event_id, now)
    action = ACCEPTED if accept else DECLINED
    after = RegistrationStatus.CONFIRMED if accept else RegistrationStatus.CANCELLED
    stamp = {"confirmed_at": now} if accept else {"cancelled_at": now}
    move(session, row.event_id, Move(row.id, row.status, after), now, **stamp)
    outbox.queue(session, MailKind(action), event_id=row.event_id, registration_id=row.id, at=now)
    protocol.record(session, by, action, event_id=row.event_id, registration_id=row.id)


def require_alive(session: Session, event_id: int, now: datetime) -> None:
    """Raises EventCancelled, or RegistrationClosed once the event is over: nobody gets a place then."""
    event = lock_event(session, event_id)
    if event.status == EventStatus.CANCELLED:
        raise EventCancelled(event.id)
    if now >= event.ends_at:
        raise RegistrationClosed(event.id, event.ends_at, event.timezone)


def accepted_ids(event_id: int) -> Select[int | None]:
    """Registrations of this event that came by a late request and were accepted, for figures that count them apart."""
    return select(ProtocolEntry.registration_id).where(
        ProtocolEntry.event_id == event_id, ProtocolEntry.action == ACCEPTED, ProtocolEntry.registration_id.is_not(None)
    )


def _opened(session: Session, token: str) -> tuple[Moderator, Registration]:
    """Whose link this is, and the registration it names."""
    parts = _TOKEN.fullmatch(token)
    if parts is None or not tokens.is_derived(parts[3], "decide", f"{parts[1]}:{parts[2]}"):
        raise RegistrationNotFound
    by = moderators.find_in(session, int(parts[2]))
    row = session.get(Registration, int(parts[1]), populate_existing=True)
    if by is None or row is None or not by.may_moderate(event_in(session, row.event_id).working_group_id):
        raise RegistrationNotFound
    return by, row


def _view(session: Session, row: Registration) -> LateRequest:
    return LateRequest(
        id=row.id,
        event=event_in(session, row.event_id),
        status=RegistrationStatus(row.status),
        first_name=row.first_name,
        last_name=row.last_name,
        institution=row.institution,
        function=row.function,
        reason=row.request_reason,
        registered_at=row.registered_at,
        decision=_decision(session, row),
    )


def _decision(session: Session, row: Registration) -> Decision | None:
    """As the protocol has it. Who asks again after an earlier answer waits for a new one."""
    if row.status == RegistrationStatus.REQUESTED:
        return None
    query = (
        select(ProtocolEntry.action, ProtocolEntry.at, ModeratorRecord.name)
        .outerjoin(ModeratorRecord, ModeratorRecord.id == ProtocolEntry.moderator_id)
        .where(
            ProtocolEntry.event_id == row.event_id,
            ProtocolEntry.registration_id == row.id,
            ProtocolEntry.action.in_((ACCEPTED, DECLINED)),
        )
    )
    found = session.execute(query.order_by(ProtocolEntry.id.desc())).first()
    return None if found is None else Decision(found.action == ACCEPTED, found.name, found.at)
