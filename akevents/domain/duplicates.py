"""Registrations that look like one person: a hint to the moderator, who decides. Nobody is refused for it."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from akevents.domain import protocol
from akevents.domain.moderators import Moderator
from akevents.domain.seats import AnyRow, lock_event, shift
from akevents.errors import EventNotFound, RegistrationNotFound
from akevents.formats.german import fold
from akevents.formats.mailboxes import mailbox
from akevents.store.database import Database
from akevents.store.tables import Event, Registration, RegistrationStatus, ToldApart

Pair = tuple[int, int]  # ids, the lower one first


class Likeness(StrEnum):
    """Why two registrations look like one person."""

    MAILBOX = "mailbox"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Suspect:
    """One of the two, with what helps to tell."""

    id: int
    number: int
    status: RegistrationStatus
    registered_at: datetime
    first_name: str
    last_name: str
    email: str
    institution: str
    function: str | None
    topic: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class DuplicateHint:
    """Two live registrations of one event, the earlier first, and everything in which they are alike."""

    first: Suspect
    second: Suspect
    likenesses: tuple[Likeness, ...]


def list_duplicates(db: Database, by: Moderator, event_id: int) -> tuple[DuplicateHint, ...]:
    """Pairs that look like one person and were not told apart, in the order of registration.

    Of many that are alike each is compared with the first one only that it was not told apart from. Raises EventNotFound."""
    with db.reading() as session:
        _require_moderated(session, by, event_id)
        rows = _live(session, event_id)
        apart = _told_apart(session, event_id)
    by_id = {row.id: row for row in rows}
    found: dict[Pair, list[Likeness]] = {}
    for likeness, key in _KEYS.items():
        for pair in _pairs(rows, key, apart):
            found.setdefault(pair, []).append(likeness)
    return tuple(
        DuplicateHint(_suspect(by_id[first]), _suspect(by_id[second]), tuple(likenesses))
        for (first, second), likenesses in sorted(found.items(), key=lambda each: (each[0][1], each[0][0]))
    )


def tell_apart(db: Database, by: Moderator, first_id: int, second_id: int) -> None:
    """These two are two people, and no hint says otherwise again. A repeat changes nothing.

    Raises RegistrationNotFound."""
    pair = min(first_id, second_id), max(first_id, second_id)
    with db.writing() as session:
        event_id = lock_pair(session, by, *pair)
        if session.get(ToldApart, pair) is None:
            session.execute(insert(ToldApart).values(first_id=pair[0], second_id=pair[1]))
            shift(session, event_id)
            protocol.record(session, by, "told_apart", event_id=event_id, registration_id=pair[0], other=pair[1])


def lock_pair(session: Session, by: Moderator, first_id: int, second_id: int) -> int:
    """The event of these two different registrations, locked. Raises RegistrationNotFound, also across events."""
    query = (
        select(Registration.event_id, Event.working_group_id)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.id.in_((first_id, second_id)))
    )
    rows = session.execute(query).all()
    if len(rows) != 2 or rows[0] != rows[1] or not by.may_moderate(rows[0].working_group_id):  # noqa: PLR2004 - a pair
        raise RegistrationNotFound
    return int(lock_event(session, rows[0].event_id).id)


def _require_moderated(session: Session, by: Moderator, event_id: int) -> None:
    group_id = session.scalar(select(Event.working_group_id).where(Event.id == event_id))
    if group_id is None:
        raise EventNotFound(str(event_id))
    by.require(group_id, str(event_id))


_SHOWN = (
    "id", "number", "registered_at", "first_name", "last_name", "email", "institution", "function", "topic", "note",
)  # fmt: skip


def _live(session: Session, event_id: int) -> list[AnyRow]:
    """In the order of registration."""
    columns = (getattr(Registration, name) for name in (*_SHOWN, "status", "email_normalized"))
    query = select(*columns).where(
        Registration.event_id == event_id, Registration.status != RegistrationStatus.CANCELLED
    )
    return list(session.execute(query.order_by(Registration.id)))


def _told_apart(session: Session, event_id: int) -> frozenset[Pair]:
    query = (
        select(ToldApart.first_id, ToldApart.second_id)
        .join(Registration, Registration.id == ToldApart.first_id)
        .where(Registration.event_id == event_id)
    )
    return frozenset((first, second) for first, second in session.execute(query))


def _same_mailbox(row: AnyRow) -> str:
    return mailbox(row.email_normalized)


def _same_name(row: AnyRow) -> tuple[str, str]:
    """Name and institution as a reader would compare them; it does not matter which name stands in which field."""
    words = fold(f"{row.first_name} {row.last_name}".replace("-", " ")).split()
    return " ".join(sorted(words)), fold(row.institution)


_KEYS: dict[Likeness, Callable[[AnyRow], Hashable]] = {Likeness.MAILBOX: _same_mailbox, Likeness.NAME: _same_name}


def _pairs(rows: Iterable[AnyRow], key: Callable[[AnyRow], Hashable], apart: frozenset[Pair]) -> Iterator[Pair]:
    """Each with the first before it that has the same key and was not told apart from it."""
    groups: dict[Hashable, list[int]] = {}
    for row in rows:
        earlier = groups.setdefault(key(row), [])
        first = next((each for each in earlier if (each, row.id) not in apart), None)
        if first is not None:
            yield first, row.id
        earlier.append(row.id)


def _suspect(row: AnyRow) -> Suspect:
    same: dict[str, Any] = {name: getattr(row, name) for name in _SHOWN}
    return Suspect(**same, status=RegistrationStatus(row.status))
