"""Check-in at the door: who is expected and who has come. For helpers too, so nothing else of a person leaves here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import events, participants
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.errors import EventNotFound
from akevents.formats.german import fold
from akevents.store.database import Database
from akevents.store.tables import Arrival, Event, EventStatus, Registration, RegistrationStatus

PAGE_SIZE = 25
EXPECTED = (RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED)


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """One line of the list at the door, and all of it. Whoever waits has no place and cannot be checked in."""

    id: int
    name: str
    institution: str
    is_waiting: bool
    checked_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class CheckInList:
    """One page of the list, by last name. `total` counts what fits the search, `page` is the one that is shown (clamped);
    `present` of `confirmed` people are there."""

    confirmed: int
    present: int
    total: int
    page: int
    people: tuple[ExpectedPerson, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def get_check_in_event(db: Database, by: Moderator, slug: str) -> EventDetails:
    """One event of a group that this person helps in or moderates. Raises EventNotFound, for drafts too where they only
    help."""
    with db.reading() as session:
        return events.event_in(session, find_door(session, by, slug).id)


def list_for_check_in(db: Database, by: Moderator, slug: str, search: str = "", page: int = 1) -> CheckInList:
    """Who has a place or waits for one. Searched in name and institution only: what a helper may not read must not be
    found either. Raises EventNotFound."""
    with db.reading() as session:
        event = find_door(session, by, slug)
        rows = session.execute(_expected(event.id))
        everybody = sorted((row for row in rows if _fits(row, search)), key=_alphabetically)
        present = session.scalars(_confirmed(event.id)).all()
        shown = max(1, min(page, -(-len(everybody) // PAGE_SIZE)))
        here = everybody[(shown - 1) * PAGE_SIZE : shown * PAGE_SIZE]
        return CheckInList(
            confirmed=len(present),
            present=sum(each is not None for each in present),
            total=len(everybody),
            page=shown,
            people=tuple(expected_person(row) for row in here),
        )


def check_in(db: Database, by: Moderator, registration_id: int, way: Arrival = Arrival.DOOR) -> ExpectedPerson:
    """participants.check_in() for people who may see no more than the door. Raises what it raises."""
    return expected_person(participants.check_in(db, by, registration_id, way))


def undo_check_in(db: Database, by: Moderator, registration_id: int) -> ExpectedPerson:
    """participants.undo_check_in(), likewise."""
    return expected_person(participants.undo_check_in(db, by, registration_id))


def no_shows(session: Session, event_id: int) -> int | None:
    """How many had a place and did not come. None before the end, for an event that did not take place, and where nobody's
    coming was noted at all: then nothing is known."""
    event = session.execute(select(Event.status, Event.ends_at).where(Event.id == event_id)).one_or_none()
    if event is None or event.status != EventStatus.PUBLISHED or clock.utc_now() < event.ends_at:
        return None
    came = session.scalars(_confirmed(event_id)).all()
    return sum(each is None for each in came) if any(came) else None


def count_no_shows(db: Database, by: Moderator, event_id: int) -> int | None:
    """The same for a moderator's screen. Raises EventNotFound."""
    with db.reading() as session:
        group_id = session.scalar(select(Event.working_group_id).where(Event.id == event_id))
        if group_id is None:
            raise EventNotFound(str(event_id))
        by.require(group_id, str(event_id))
        return no_shows(session, event_id)


def find_door(session: Session, by: Moderator, slug: str) -> Any:
    """Id, group and status of an event at whose door this person may stand. Raises EventNotFound."""
    query = select(Event.id, Event.working_group_id, Event.status).where(Event.slug == slug)
    event = session.execute(query).one_or_none() if slug.isprintable() else None
    if event is None or not by.may_check_in(event.working_group_id):
        raise EventNotFound(slug)
    if event.status == EventStatus.DRAFT:
        by.require(event.working_group_id, slug)
    return event


def _expected(event_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        Registration.id,
        Registration.last_name,
        Registration.first_name,
        Registration.institution,
        Registration.status,
        Registration.checked_in_at,
    ).where(Registration.event_id == event_id, Registration.status.in_(EXPECTED))


def _confirmed(event_id: int) -> Select[*tuple[Any, ...]]:
    here = Registration.event_id == event_id
    return select(Registration.checked_in_at).where(here, Registration.status == RegistrationStatus.CONFIRMED)


def _fits(row: Any, search: str) -> bool:
    haystack = fold(f"{row.last_name} {row.first_name} {row.institution}")
    return all(word in haystack for word in fold(search).split())


def _alphabetically(row: Any) -> tuple[str, str, int]:
    return fold(row.last_name), fold(row.first_name), row.id


def expected_person(row: Any) -> ExpectedPerson:
    """What the door may know of a registration."""
    is_waiting = row.status == RegistrationStatus.WAITLISTED
    return ExpectedPerson(row.id, f"{row.last_name}, {row.first_name}", row.institution, is_waiting, row.checked_in_at)
