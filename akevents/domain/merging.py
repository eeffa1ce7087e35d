"""Two registrations of one person become one."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import outbox, protocol
from akevents.domain.duplicates import lock_pair
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import MailKind
from akevents.domain.participants import NOTE_LIMIT, Participant, view_in
from akevents.domain.registration_form import searchable
from akevents.domain.seats import Move, move, promote, shift
from akevents.errors import NotPossibleNow
from akevents.store.database import Database
from akevents.store.tables import Answer, ProtocolEntry, Registration, RegistrationStatus
from akevents.wording import REGISTRATION_STATUS, shortened

BEST_FIRST = (
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.PENDING,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.REQUESTED,
)
FILLED = ("function", "is_member", "topic", "accessibility_needs", "request_reason")


def merge(db: Database, by: Moderator, keep_id: int, drop_id: int) -> Participant:
    """Keep one registration and cancel the other; the person gets one mail. A repeat changes nothing.

    The kept one gets the better of both statuses, the earlier place on the waiting list, the earlier time of arrival, and
    what it does not say itself: texts, answers, the note behind its own. Consents stay its own: nobody else may give
    them. A place that is left over goes to whoever waits longest.
    Raises RegistrationNotFound, also for two of different events, or NotPossibleNow if one of them is cancelled."""
    with db.writing() as session:
        event_id = lock_pair(session, by, keep_id, drop_id)
        keep, drop = (session.get_one(Registration, each, populate_existing=True) for each in (keep_id, drop_id))
        if not _are_merged(session, keep, drop):
            for each in (keep, drop):
                if each.status == RegistrationStatus.CANCELLED:
                    raise NotPossibleNow(each.status)
            now = clock.utc_now()
            _merge(session, by, keep, drop, now)
            promote(session, event_id, now)
        return view_in(session, by, keep_id)


def _merge(session: Session, by: Moderator, keep: Registration, drop: Registration, now: datetime) -> None:
    before, status = RegistrationStatus(keep.status), _better(keep, drop)
    values, standing = _texts(keep, drop) | _times(keep, drop, status), _standing(keep, drop)
    _fill_answers(session, keep.id, drop.id)
    move(session, keep.event_id, Move(drop.id, drop.status, RegistrationStatus.CANCELLED), now,
         cancelled_at=now, expires_at=None, before_cancelling=None)  # fmt: skip
    if status == before:
        session.execute(update(Registration).where(Registration.id == keep.id).values(status_at=standing, **values))
        shift(session, keep.event_id)
    else:
        move(session, keep.event_id, Move(keep.id, before, status), standing, **values)
    outbox.queue(session, MailKind.MERGED, event_id=keep.event_id, registration_id=keep.id, at=now)
    words = f"{REGISTRATION_STATUS[before]} → {REGISTRATION_STATUS[status]}"
    about: dict[str, Any] = {"event_id": keep.event_id, "registration_id": keep.id}
    protocol.record(session, by, "merged", **about, before=drop.id, after=keep.id, status=words)


def _are_merged(session: Session, keep: Registration, drop: Registration) -> bool:
    """Whether this very step was made before."""
    if drop.status != RegistrationStatus.CANCELLED:
        return False
    query = select(ProtocolEntry.details).where(
        ProtocolEntry.event_id == keep.event_id,
        ProtocolEntry.registration_id == keep.id,
        ProtocolEntry.action == "merged",
    )
    return any(details["before"] == drop.id for details in session.scalars(query))


def _better(keep: Registration, drop: Registration) -> RegistrationStatus:
    return min((RegistrationStatus(keep.status), RegistrationStatus(drop.status)), key=BEST_FIRST.index)


def _standing(keep: Registration, drop: Registration) -> datetime:
    """Since when the kept one has its status; of two places on the waiting list the earlier one counts."""
    if keep.status == drop.status:
        return min(keep.status_at, drop.status_at)
    return keep.status_at if _better(keep, drop) == keep.status else drop.status_at


def _texts(keep: Registration, drop: Registration) -> dict[str, Any]:
    """What the other one says and this one does not; the notes one below the other."""
    values = {name: getattr(keep, name) for name in FILLED}
    values = {name: getattr(drop, name) if value in (None, "") else value for name, value in values.items()}
    notes = dict.fromkeys(each.strip() for each in (keep.note, drop.note) if each and each.strip())
    note = shortened("\n".join(notes), NOTE_LIMIT) or None
    found = searchable(keep.last_name, keep.first_name, keep.institution, keep.email, note)
    return values | {"note": note, "search_text": found}


def _times(keep: Registration, drop: Registration, status: RegistrationStatus) -> dict[str, Any]:
    source = keep if keep.status == status else drop
    values: dict[str, Any] = {"registered_at": min(keep.registered_at, drop.registered_at)}
    values["expires_at"] = source.expires_at if status == RegistrationStatus.PENDING else None
    values["confirmed_at"] = min(filter(None, (keep.confirmed_at, drop.confirmed_at)), default=None)
    arrivals = [(each.checked_in_at, each.arrival) for each in (keep, drop) if each.checked_in_at]
    values["checked_in_at"], values["arrival"] = min(arrivals, key=lambda each: each[0], default=(None, None))
    return values


def _fill_answers(session: Session, keep_id: int, drop_id: int) -> None:
    answered = select(Answer.question_id).where(Answer.registration_id == keep_id)
    query = select(Answer.question_id, Answer.value).where(
        Answer.registration_id == drop_id, Answer.question_id.not_in(answered)
    )
    rows = [
        {"registration_id": keep_id, "question_id": question_id, "value": value}
        for question_id, value in session.execute(query)
    ]
    if rows:
        session.execute(insert(Answer), rows)
