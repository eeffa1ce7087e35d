"""What a moderator saw last on the live screen of an event, to tell them what has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert

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
    """Remember what this moderator sees now. An account that is gone meanwhile remembers nothing."""
    if not by.id:
        return
    here = (LastLook.moderator_id == by.id, LastLook.event_id == figures.event.id)
    seen = {name: getattr(figures, name) for name in NOTED}
    with db.writing() as session:
        session.execute(delete(LastLook).where(*here))
        session.execute(insert(LastLook), {
            "moderator_id": by.id, "event_id": figures.event.id, "looked_at": clock.utc_now(), "figures": seen,
        })  # fmt: skip


def changes(before: LastSeen, figures: LiveFigures) -> dict[str, int]:
    """By name, what is more or less than then; nothing that is the same."""
    now = {name: getattr(figures, name) for name in NOTED}
    return {name: now[name] - before.figures.get(name, 0) for name in NOTED if now[name] != before.figures.get(name, 0)}
