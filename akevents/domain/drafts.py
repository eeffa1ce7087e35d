"""What a moderator has typed into an editor and not saved yet: kept for themselves alone, changes nothing for anybody."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.errors import DraftTooLarge
from akevents.store.database import Database
from akevents.store.tables import EventDraft, ModeratorRecord

KEPT = timedelta(days=30)  # after the last change; whoever has not come back by then has moved on
LIMIT_BYTES = 1_500_000  # as JSON; the longest announcement is a hundredth of it


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """The fields as they stood, `based_on` being `changed_at` of the event as it was shown then."""

    fields: dict[str, Any]
    based_on: datetime | None
    saved_at: datetime


def keep(db: Database, by: Moderator, slug: str | None, fields: dict[str, Any], based_on: datetime | None) -> datetime:
    """Remember what stands in the fields, over what was remembered; returns when. Without slug it is a new event.

    `fields` must be ready for JSON. Raises EventNotFound, or DraftTooLarge; then the draft before stays."""
    if len(json.dumps(fields, allow_nan=False)) > LIMIT_BYTES:
        raise DraftTooLarge(LIMIT_BYTES)
    now = clock.utc_now()
    values = {"fields": fields, "based_on": based_on, "saved_at": now}
    with db.writing() as session:
        event_id = _event_id(session, by, slug)
        # Two tabs of one person take turns: no two drafts of a new event, which the unique constraint would let pass.
        session.execute(select(ModeratorRecord.id).where(ModeratorRecord.id == by.id).with_for_update())
        draft_id = session.scalar(select(EventDraft.id).where(*_mine(by, event_id)))
        if draft_id is None:
            session.execute(insert(EventDraft).values(moderator_id=by.id, event_id=event_id, **values))
        else:
            session.execute(update(EventDraft).where(EventDraft.id == draft_id).values(**values))
    return now


def find(db: Database, by: Moderator, slug: str | None) -> KeptDraft | None:
    """What this person has typed into the editor of this event, or of a new one, if anything. Raises EventNotFound."""
    with db.reading() as session:
        draft = session.scalar(select(EventDraft).where(*_mine(by, _event_id(session, by, slug))))
        return KeptDraft(draft.fields, draft.based_on, draft.saved_at) if draft else None


def throw_away(db: Database, by: Moderator, slug: str | None) -> None:
    """Forget it; nothing happens if there is none. Raises EventNotFound."""
    with db.writing() as session:
        forget(session, by, _event_id(session, by, slug))


def forget(session: Session, by: Moderator, event_id: int | None) -> None:
    """The same inside the transaction that saves the event."""
    session.execute(delete(EventDraft).where(*_mine(by, event_id)))


def forget_old(session: Session, now: datetime) -> None:
    """Delete everybody's drafts that have not been touched for a month."""
    session.execute(delete(EventDraft).where(EventDraft.saved_at <= now - KEPT))


def _event_id(session: Session, by: Moderator, slug: str | None) -> int | None:
    """None for a new event. Raises EventNotFound for one that this person does not moderate."""
    return None if slug is None else moderated_id(session, by, slug)


def _mine(by: Moderator, event_id: int | None) -> tuple[Any, ...]:
    return EventDraft.moderator_id == by.id, EventDraft.event_id == event_id  # None becomes IS NULL
