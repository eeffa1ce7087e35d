"""Nachbereitung: what is left to do after an evening, and what becomes of everybody's data."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from akevents import clock
from akevents.domain import outbox, protocol
from akevents.domain.certificate_numbers import present_at
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails, deletion_day, event_in
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import MailKind
from akevents.domain.retention import CANCELLED_DAYS
from akevents.domain.seats import lock_event
from akevents.errors import NotPossibleForEvent
from akevents.store.database import Database
from akevents.store.tables import Event, EventStatus, OutboxMail, ProtocolEntry, Registration, RegistrationStatus

THANKS_OCCASION = "thanks"


@dataclass(frozen=True, slots=True)
class Attended:
    """One person with a place, for ticking afterwards."""

    id: int
    name: str
    institution: str
    was_there: bool


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted, and when: numbers, no people."""

    at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Everything on the screen Nachbereitung; lists by last name."""

    event: EventDetails
    is_over: bool
    people: tuple[Attended, ...]
    thanked: int
    to_thank: int
    cancelled_deleted_on: date
    deletions: tuple[Deletion, ...]
    next_event: str | None

    @property
    def present(self) -> int:
        return sum(each.was_there for each in self.people)


def get_aftermath(db: Database, by: Moderator, slug: str) -> Aftermath:
    """Raises EventNotFound."""
    with db.reading() as session:
        event = event_in(session, moderated_id(session, by, slug))
        rows = session.execute(
            select(Registration.id, Registration.first_name, Registration.last_name, Registration.institution,
                   Registration.checked_in_at)
            .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.CONFIRMED)
            .order_by(Registration.search_text, Registration.id)
        )  # fmt: skip
        people = tuple(
            Attended(row.id, f"{row.last_name}, {row.first_name}", row.institution, row.checked_in_at is not None)
            for row in rows
        )
        thanked = session.scalar(
            select(func.count()).where(OutboxMail.event_id == event.id, OutboxMail.kind == MailKind.THANKS)
        )
        present = sum(each.was_there for each in people)
        return Aftermath(
            event=event,
            is_over=event.state == EventState.PAST,
            people=people,
            thanked=thanked or 0,
            to_thank=max(0, present - (thanked or 0)),
            cancelled_deleted_on=deletion_day(event.ends_at, event.timezone, min(CANCELLED_DAYS, event.retention_days)),
            deletions=tuple(
                Deletion(at, sum(value for value in details.values() if isinstance(value, int)))
                for at, details in session.execute(
                    select(ProtocolEntry.at, ProtocolEntry.details)
                    .where(ProtocolEntry.event_id == event.id, ProtocolEntry.action == "data_deleted")
                    .order_by(ProtocolEntry.id)
                )
            ),
            next_event=session.scalar(
                select(Event.title)
                .where(Event.working_group_id == event.working_group_id, Event.status != EventStatus.CANCELLED)
                .where(Event.starts_at > max(event.ends_at, clock.utc_now()))
                .order_by(Event.starts_at)
                .limit(1)
            ),
        )


def thank(db: Database, by: Moderator, slug: str) -> int:
    """Owe everybody who was there one mail that thanks them, with materials and the way to certificate and feedback.
    Whoever has had it gets no other. Returns how many are owed one now. Raises EventNotFound, NotPossibleForEvent before
    the end."""
    with db.writing() as session:
        event = event_in(session, moderated_id(session, by, slug))
        if event.state != EventState.PAST:
            raise NotPossibleForEvent(slug, event.state)
        lock_event(session, event.id)
        came = session.scalars(select(Registration.id).where(*present_at(event.id)).order_by(Registration.number)).all()
        owed = outbox.queue_once(
            session, MailKind.THANKS, came, event_id=event.id, occasion=THANKS_OCCASION, at=clock.utc_now()
        )
        if owed:
            protocol.record(session, by, "thanked", event_id=event.id, people=owed)
        return owed
