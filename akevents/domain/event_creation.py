"""How an event comes into the world. The editor and the announcement reader will call the same function."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import protocol
from akevents.domain.moderators import Moderator
from akevents.errors import InvalidRequest, Problem
from akevents.formats.calendar_zones import supports
from akevents.store.database import Database
from akevents.store.tables import Event, EventFormat, EventStatus


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What an event needs at least, and what it may have. Instants are aware; the meaning of each field is on the table
    `Event`."""

    working_group_id: int
    slug: str
    title: str
    starts_at: datetime
    ends_at: datetime
    text: str = ""
    timezone: str = "Europe/Berlin"
    format: EventFormat = EventFormat.ONLINE
    location: str = "Online"
    kind: str | None = None
    summary: str | None = None
    moderation: str | None = None
    speakers: tuple[dict[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    deadline_at: datetime | None = None
    registration_opens_at: datetime | None = None
    capacity: int | None = None
    has_waiting_list: bool = True
    more: dict[str, Any] = field(default_factory=dict)

    def problems(self) -> list[Problem]:
        """What stands against it, all at once."""
        found = []
        if not self.title.strip():
            found.append(Problem("title", "missing_answer"))
        if self.ends_at <= self.starts_at:
            found.append(Problem("ends_at", "ends_before_start"))
        if not supports(self.timezone):
            found.append(Problem("timezone", "not_a_choice"))
        if self.deadline_at and self.deadline_at > self.starts_at:
            found.append(Problem("deadline_at", "deadline_after_start"))
        if self.capacity is not None and self.capacity < 0:
            found.append(Problem("capacity", "not_a_number"))
        return found


class Added(NamedTuple):
    id: int
    slug: str


def create_event(db: Database, by: Moderator, new: NewEvent, *, publish: bool) -> int:
    """Store an event as draft or published; returns its id. Raises InvalidRequest, or EventNotFound for a foreign group.

    A slug that is taken gets the event's day, then a number."""
    with db.writing() as session:
        return add_event(session, by, new, publish=publish).id


def add_event(session: Session, by: Moderator, new: NewEvent, *, publish: bool, **details: int) -> Added:
    """The same inside the caller's transaction; `details` go into the protocol: ids of what it was made from."""
    if problems := new.problems():
        raise InvalidRequest(tuple(problems))
    by.require(new.working_group_id)
    now = clock.utc_now()
    taken = set(session.scalars(select(Event.slug).where(Event.slug.startswith(new.slug, autoescape=True))))
    values = {name: getattr(new, name) for name in new.__slots__ if name != "more"}
    values |= new.more | {
        "uid": f"{secrets.token_hex(16)}@akevents",
        "slug": _free_slug(new, taken),
        "categories": list(new.categories),
        "speakers": list(new.speakers),
        "status": EventStatus.PUBLISHED if publish else EventStatus.DRAFT,
        "published_at": now if publish else None,
        "changed_at": now,
    }
    event_id = session.scalars(insert(Event).returning(Event.id), values).one()
    protocol.record(session, by, "event_created", event_id=event_id, **details)
    return Added(event_id, values["slug"])


def _free_slug(new: NewEvent, taken: set[str]) -> str:
    dated = f"{new.slug}-{new.starts_at.date()}"
    candidates = [new.slug, dated, *(f"{dated}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
