"""Nachbereitung: what is left to do after an evening, and what becomes of everybody's data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import outbox, protocol
from akevents.domain.certificate_numbers import present_at
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails, deletion_day, event_in
from akevents.domain.mail_samples import OwnWords, SampleMail, sample_mail
from akevents.domain.mail_templates import find_text
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import MailKind
from akevents.domain.retention import CANCELLED_DAYS
from akevents.domain.seats import lock_event, shift
from akevents.errors import NotPossibleForEvent
from akevents.formats.german import fold
from akevents.store.database import Database
from akevents.store.tables import (
    Event,
    EventStatus,
    EventTally,
    Language,
    OutboxMail,
    ProtocolEntry,
    Registration,
    RegistrationStatus,
)
from akevents.wording.dates import local

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
class Remains:
    """What is still known when the people are forgotten; `present` is None where nobody's coming was noted."""

    confirmed: int
    present: int | None
    cancelled: int
    waitlisted: int
    questions: int


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Everything on the screen Nachbereitung; people by last name. `head_count` is what the moderator counted, `thanked` how
    many mails of thanks there are, `to_thank` how many who were there have none. `overdue` counts registrations whose day
    has come and that are still there; `remains` is None until everything is deleted."""

    event: EventDetails
    is_over: bool
    people: tuple[Attended, ...]
    head_count: int | None
    thanked: int
    to_thank: int
    cancelled_deleted_on: date
    overdue: int
    deletions: tuple[Deletion, ...]
    remains: Remains | None
    next_event: str | None

    @property
    def present(self) -> int:
        return sum(each.was_there for each in self.people)


def get_aftermath(db: Database, by: Moderator, slug: str) -> Aftermath:
    """Raises EventNotFound."""
    with db.reading() as session:
        event = event_in(session, moderated_id(session, by, slug))
        people = _people(session, event.id)
        thanked = _with_mail(session, event.id, MailKind.THANKS)
        cancelled_on = deletion_day(event.ends_at, event.timezone, min(CANCELLED_DAYS, event.retention_days))
        return Aftermath(
            event=event,
            is_over=event.state == EventState.PAST,
            people=people,
            head_count=session.scalar(select(Event.head_count).where(Event.id == event.id)),
            thanked=len(thanked),
            to_thank=sum(each.was_there and each.id not in thanked for each in people),
            cancelled_deleted_on=cancelled_on,
            overdue=_overdue(session, event, cancelled_on),
            deletions=_deletions(session, event.id),
            remains=_remains(session, event.id),
            next_event=_next(session, event),
        )


def thanks_preview(db: Database, by: Moderator, slug: str) -> SampleMail:
    """The mail of thanks as an invented person would get it, in the group's own words if it has some. Raises
    EventNotFound."""
    with db.reading() as session:
        event = event_in(session, moderated_id(session, by, slug))
        words = find_text(session, event.working_group_id, MailKind.THANKS, Language.GERMAN)
    return sample_mail(event, MailKind.THANKS, settings.current(), own=OwnWords(words or ""))


def thank(db: Database, by: Moderator, slug: str) -> int:
    """Owe everybody who was there one mail that thanks them, with the way to certificate and feedback, and with the materials
    for those who have not had them. Whoever has been thanked gets no other. Returns how many are owed one now.

    Raises EventNotFound, NotPossibleForEvent before the end."""
    with db.writing() as session:
        event_id = moderated_id(session, by, slug)
        lock_event(session, event_id)
        event = event_in(session, event_id)
        if event.state != EventState.PAST:
            raise NotPossibleForEvent(slug, event.state)
        came = session.scalars(select(Registration.id).where(*present_at(event_id)).order_by(Registration.number)).all()
        had = _with_mail(session, event_id, MailKind.MATERIALS)
        owed = 0
        for is_new in (True, False):
            people = [each for each in came if (bool(event.materials) and each not in had) == is_new]
            owed += _owe_thanks(session, event_id, people, with_materials=is_new)
        if owed:
            protocol.record(session, by, "thanked", event_id=event_id, people=owed)
            shift(session, event_id)
        return owed


def _owe_thanks(session: Session, event_id: int, people: Collection[int], *, with_materials: bool) -> int:
    details, at = {"with_materials": with_materials}, clock.utc_now()
    return outbox.queue_once(
        session, MailKind.THANKS, people, event_id=event_id, occasion=THANKS_OCCASION, at=at, details=details
    )


def _people(session: Session, event_id: int) -> tuple[Attended, ...]:
    query = select(
        Registration.id, Registration.first_name, Registration.last_name, Registration.institution,
        Registration.checked_in_at,
    ).where(Registration.event_id == event_id, Registration.status == RegistrationStatus.CONFIRMED)  # fmt: skip
    rows = sorted(session.execute(query), key=lambda row: (fold(row.last_name), fold(row.first_name), row.id))
    return tuple(
        Attended(row.id, f"{row.last_name}, {row.first_name}", row.institution, row.checked_in_at is not None)
        for row in rows
    )


def _with_mail(session: Session, event_id: int, kind: MailKind) -> frozenset[int | None]:
    """Whose mail of this kind is there, sent or waiting."""
    query = select(OutboxMail.registration_id).where(OutboxMail.event_id == event_id, OutboxMail.kind == kind)
    return frozenset(session.scalars(query))


def _overdue(session: Session, event: EventDetails, cancelled_on: date) -> int:
    today = local(clock.utc_now(), event.timezone).date()
    if today < min(cancelled_on, event.deleted_on):
        return 0
    query = select(func.count()).select_from(Registration).where(Registration.event_id == event.id)
    if today < event.deleted_on:
        query = query.where(Registration.status == RegistrationStatus.CANCELLED)
    return session.scalar(query) or 0


def _deletions(session: Session, event_id: int) -> tuple[Deletion, ...]:
    query = select(ProtocolEntry.at, ProtocolEntry.details).where(
        ProtocolEntry.event_id == event_id, ProtocolEntry.action == "data_deleted"
    )
    return tuple(
        Deletion(at, sum(value for value in details.values() if isinstance(value, int)))
        for at, details in session.execute(query.order_by(ProtocolEntry.id))
    )


def _remains(session: Session, event_id: int) -> Remains | None:
    query = select(
        EventTally.confirmed, EventTally.present, EventTally.cancelled, EventTally.waitlisted, EventTally.questions
    ).where(EventTally.event_id == event_id, ~exists().where(Registration.event_id == event_id))
    row = session.execute(query).one_or_none()
    return Remains(*row) if row else None


def _next(session: Session, event: EventDetails) -> str | None:
    """The title of the group's next event, planned or published."""
    query = (
        select(Event.title)
        .where(Event.working_group_id == event.working_group_id, Event.status != EventStatus.CANCELLED)
        .where(Event.starts_at > max(event.ends_at, clock.utc_now()))
    )
    return session.scalar(query.order_by(Event.starts_at).limit(1))
