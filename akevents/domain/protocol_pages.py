"""The protocol as people read it: latest first, searchable, page by page, with the names there still are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from akevents.domain.moderators import Moderator
from akevents.errors import NotAllowed
from akevents.formats.german import fold
from akevents.store.database import Database
from akevents.store.tables import Event, ModeratorRecord, ProtocolEntry, Registration, WorkingGroup
from akevents.wording import ACTIONS

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """One entry. `who` is None for what happened by itself, was done on the command line, or by a person who is gone;
    `about` is the name of the person or group it is about, and `number` a registration's, while they exist."""

    id: int
    at: datetime
    who: str | None
    action: str
    event: str | None
    number: int | None
    about: str | None
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ProtocolPage:
    """`total` counts what fits the search, `page` is the one that is shown (clamped)."""

    total: int
    page: int
    lines: tuple[ProtocolLine, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def list_protocol(db: Database, by: Moderator, search: str = "", page: int = 1) -> ProtocolPage:
    """Everything for an administrator, for a moderator what concerns events of the own groups.

    Every word of the search must occur in a name, a title or the words of the action. Raises NotAllowed for a helper."""
    if not by.moderates_somewhere:
        raise NotAllowed
    with db.reading() as session:
        conditions = [*_own(by), *_found(session, search)]
        total = session.scalar(_entries(func.count()).where(*conditions)) or 0
        shown = max(1, min(page, -(-total // PAGE_SIZE)))
        rows = session.execute(
            _entries(ProtocolEntry, ModeratorRecord.name, Event.title, Registration.number)
            .where(*conditions)
            .order_by(ProtocolEntry.id.desc())
            .limit(PAGE_SIZE)
            .offset((shown - 1) * PAGE_SIZE)
        ).all()
        names = _names(session, [row.ProtocolEntry.details for row in rows])
    return ProtocolPage(total, shown, tuple(_line(row, names) for row in rows))


def _entries(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(ProtocolEntry)
        .outerjoin(ModeratorRecord, ModeratorRecord.id == ProtocolEntry.moderator_id)
        .outerjoin(Event, Event.id == ProtocolEntry.event_id)
        .outerjoin(Registration, Registration.id == ProtocolEntry.registration_id)
    )


def _own(by: Moderator) -> Iterator[ColumnElement[bool]]:
    if not by.is_administrator:
        yield Event.working_group_id.in_(by.moderates)


def _found(session: Session, search: str) -> Iterator[ColumnElement[bool]]:
    """For each word. Names, titles and actions are few and compared here, as German dictionaries would."""
    for word in fold(search).split():
        yield or_(
            ProtocolEntry.action.in_([key for key, words in ACTIONS.items() if word in fold(words)]),
            ProtocolEntry.moderator_id.in_(_with(session, ModeratorRecord.id, ModeratorRecord.name, word)),
            ProtocolEntry.event_id.in_(_with(session, Event.id, Event.title, word)),
        )


def _with(session: Session, key: Any, column: Any, word: str) -> list[int]:
    return [row[0] for row in session.execute(select(key, column)) if word in fold(row[1])]


def _names(session: Session, details: list[dict[str, Any]]) -> dict[tuple[str, int], str]:
    """The names of the people and groups that these entries are about."""
    found: dict[tuple[str, int], str] = {}
    for kind, key, name in (
        ("person", ModeratorRecord.id, ModeratorRecord.name),
        ("group", WorkingGroup.id, WorkingGroup.name),
    ):
        ids = {each[kind] for each in details if kind in each}
        found |= {(kind, row[0]): row[1] for row in session.execute(select(key, name).where(key.in_(ids)))}
    return found


def _line(row: Any, names: dict[tuple[str, int], str]) -> ProtocolLine:
    entry = row.ProtocolEntry
    about = next(((kind, entry.details[kind]) for kind in ("person", "group") if kind in entry.details), None)
    return ProtocolLine(
        id=entry.id,
        at=entry.at,
        who=row.name,
        action=entry.action,
        event=row.title,
        number=row.number,
        about=names.get(about) if about else None,
        details=dict(entry.details),
    )
