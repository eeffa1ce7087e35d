"""The fixed cast: Anna, Bernd and Chiara register; Mona moderates; Olaf moderates another group."""

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from akevents import clock
from akevents.domain import events, moderators, tokens
from akevents.domain.event_creation import NewEvent, create_event
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.domain.registration_form import RegistrationRequest
from akevents.domain.registrations import RegistrationReceipt, register
from akevents.store.database import Database
from akevents.store.tables import (
    HOLDING,
    Event,
    MailStatus,
    Membership,
    OutboxMail,
    ProtocolEntry,
    Question,
    QuestionKind,
    Registration,
    RegistrationStatus,
    Role,
)

_numbers = itertools.count(1)


@dataclass(frozen=True)
class House:
    db: Database
    group_id: int
    other_group_id: int
    mona: Moderator
    olaf: Moderator

    @classmethod
    def build(cls, db: Database) -> "House":
        group_id = moderators.add_working_group(db, "wirtschaft", "AK Wirtschaftsförderung")
        other_id = moderators.add_working_group(db, "verkehr", "AK Verkehr")
        moderators.add_moderator(db, "mona@example.org", "Mona", ("wirtschaft",))
        moderators.add_moderator(db, "olaf@example.org", "Olaf", ("verkehr",))
        mona = moderators.get_moderator(db, "mona@example.org")
        olaf = moderators.get_moderator(db, "olaf@example.org")
        return cls(db, group_id, other_id, mona, olaf)

    def event(self, *, publish: bool = True, **fields: Any) -> EventDetails:
        """An evening in two weeks, registration open until the day before."""
        starts_at: datetime = fields.pop("starts_at", clock.utc_now() + timedelta(days=14))
        values: dict[str, Any] = {
            "working_group_id": self.group_id,
            "slug": f"abend-{next(_numbers)}",
            "title": "Ein Abend",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=90),
            "deadline_at": starts_at - timedelta(days=1),
        }
        slug = values["slug"] = fields.get("slug", values["slug"])
        create_event(self.db, moderators.operator(), NewEvent(**values | fields), publish=publish)
        return events.get_moderated_event(self.db, moderators.operator(), slug)

    def set(self, event: EventDetails, **columns: Any) -> None:
        """Change columns of the event's row directly, for what has no use case yet."""
        with self.db.writing() as session:
            session.execute(update(Event).where(Event.id == event.id).values(**columns))

    def set_registration(self, event: EventDetails, name: str, **columns: Any) -> None:
        """The same for a registration; counters do not follow."""
        here = Registration.id == self.registration_id(event, name)
        with self.db.writing() as session:
            session.execute(update(Registration).where(here).values(**columns))

    def read(self, event: EventDetails) -> EventDetails:
        """The event as it stands now."""
        return events.get_moderated_event(self.db, moderators.operator(), event.slug)

    def request(self, event: EventDetails, name: str = "Anna", **fields: Any) -> RegistrationRequest:
        values: dict[str, Any] = {
            "submission_id": f"submission-{next(_numbers)}",
            "first_name": name,
            "last_name": "Beispiel",
            "email": f"{name.lower()}@example.org",
            "institution": "Stadt Köln",
        }
        return RegistrationRequest(event_id=event.id, **values | fields)

    def register(self, event: EventDetails, name: str = "Anna", **fields: Any) -> RegistrationReceipt:
        return register(self.db, self.request(event, name, **fields))

    def question(
        self,
        event: EventDetails,
        kind: QuestionKind = QuestionKind.TEXT,
        *,
        label: str = "Woran arbeiten Sie?",
        required: bool = False,
        choices: tuple[str, ...] = (),
        shown_if: tuple[int, str] | None = None,
    ) -> int:
        """One more question on the event's form; returns its id."""
        with self.db.writing() as session:
            position = session.scalar(select(func.count()).where(Question.event_id == event.id)) or 0
            values = {"event_id": event.id, "position": position, "kind": kind, "label": label}
            values |= {"is_required": required, "choices": list(choices)}
            values |= dict(zip(("shown_if_question_id", "shown_if_answer"), shown_if or (), strict=False))
            return session.scalars(insert(Question).returning(Question.id), values).one()

    def helper(self) -> Moderator:
        """Hanna, who only checks people in."""
        moderators.add_moderator(self.db, "hanna@example.org", "Hanna")
        hanna = moderators.get_moderator(self.db, "hanna@example.org")
        values = {"moderator_id": hanna.id, "working_group_id": self.group_id, "role": Role.HELPER}
        with self.db.writing() as session:
            session.execute(insert(Membership), values)
        return moderators.get_moderator(self.db, "hanna@example.org")

    def registration(self, event: EventDetails, name: str = "Anna") -> Registration:
        """The newest registration of this person as it is stored."""
        with self.db.reading() as session:
            return session.get_one(Registration, self.registration_id(event, name))

    def token(self, event: EventDetails, name: str = "Anna") -> str:
        """What this person's personal link ends in, also where only the mail says it."""
        return tokens.manage_token(self.registration(event, name).submission_id)

    def protocol(self, event: EventDetails) -> list[tuple[str, int | None, int | None]]:
        """Action, moderator and registration of every entry about this event, oldest first."""
        query = (
            select(ProtocolEntry.action, ProtocolEntry.moderator_id, ProtocolEntry.registration_id)
            .where(ProtocolEntry.event_id == event.id)
            .order_by(ProtocolEntry.id)
        )
        with self.db.reading() as session:
            return [(action, by, who) for action, by, who in session.execute(query)]

    def registration_id(self, event: EventDetails, name: str = "Anna") -> int:
        """The id of the newest registration of this person."""
        query = select(Registration.id).where(Registration.event_id == event.id, Registration.first_name == name)
        with self.db.reading() as session:
            return session.scalars(query.order_by(Registration.id.desc())).first() or 0

    def statuses(self, event: EventDetails) -> dict[str, str]:
        """First name to status, in the order of registration."""
        query = select(Registration.first_name, Registration.status).where(Registration.event_id == event.id)
        with self.db.reading() as session:
            return dict(session.execute(query.order_by(Registration.number)).all())

    def post(self) -> None:
        """Every mail that waits has left the house."""
        sent = {"status": MailStatus.SENT, "sent_at": clock.utc_now()}
        with self.db.writing() as session:
            session.execute(update(OutboxMail).where(OutboxMail.status == MailStatus.QUEUED).values(**sent))

    def mails(self, event: EventDetails) -> list[tuple[str, str]]:
        """Kind and first name of every mail that is owed, in the order in which they were queued."""
        query = (
            select(OutboxMail.kind, Registration.first_name)
            .join(Registration, Registration.id == OutboxMail.registration_id)
            .where(OutboxMail.event_id == event.id)
            .order_by(OutboxMail.id)
        )
        with self.db.reading() as session:
            return [(kind, name) for kind, name in session.execute(query)]

    def counters_and_recount(self, event: EventDetails) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """Places taken, waiting and last number: as kept on the event, and counted afresh. They must be equal."""
        here = Registration.event_id == event.id
        with self.db.reading() as session:
            row = session.execute(
                select(Event.places_taken, Event.waiting, Event.last_number).where(Event.id == event.id)
            ).one()
            holding = session.scalar(select(func.count()).where(here, Registration.status.in_(HOLDING)))
            waiting = session.scalar(
                select(func.count()).where(here, Registration.status == RegistrationStatus.WAITLISTED)
            )
            last = session.scalar(select(func.coalesce(func.max(Registration.number), 0)).where(here))
        return (row.places_taken, row.waiting, row.last_number), (holding or 0, waiting or 0, last or 0)
