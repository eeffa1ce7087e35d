"""What a moderator saw last on the live screen of an event, to tell them what has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite

from akevents import clock
from akevents.domain.moderators import Moderator
from akevents.domain.statistics import LiveFigures
from akevents.store.database import Database
from akevents.store.tables import LastLook

NOTED = ("confirmed", "pending", "waitlisted", "cancelled", "present")


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The figures by name, and when they were looked at."""

    at: datetime
    figures: Mapping[str, int]


def since_last_look(db: Database, by: Moderator, event_id: int) -> LastSeen | None:
    """None for whoever looks for the first time."""
    with db.reading() as session:
        row = session.get(LastLook, (by.id, event_id))
        return None if row is None else LastSeen(row.looked_at, row.figures)


def note_look(db: Database, by: Moderator, figures: LiveFigures) -> None:
    """Remember what this moderator sees now, whatever other tabs of theirs note in the same moment. An operator without an
    account remembers nothing."""
    if not by.id:
        return
    seen = {"looked_at": clock.utc_now(), "figures": {name: getattr(figures, name) for name in NOTED}}
    look = (insert_on_sqlite if db.is_sqlite else insert_on_postgresql)(LastLook)
    look = look.values(moderator_id=by.id, event_id=figures.event.id, **seen)
    with db.writing() as session:
        session.execute(look.on_conflict_do_update(index_elements=["moderator_id", "event_id"], set_=seen))


def changes(before: LastSeen, figures: LiveFigures) -> dict[str, int]:
    """By name, what is more or less than then; nothing that is the same."""
    now = {name: getattr(figures, name) for name in NOTED}
    return {name: now[name] - before.figures.get(name, 0) for name in NOTED if now[name] != before.figures.get(name, 0)}
