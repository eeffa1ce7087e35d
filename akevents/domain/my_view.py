"""The frozen picture of one registration: what its person sees, and what mails about it are made of."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import calendar_revisions, certificate_numbers, tokens
from akevents.domain.event_state import ACCEPTING, EventState, joining_shown_at
from akevents.domain.events import EventDetails, event_in
from akevents.domain.outbox import MailKind
from akevents.domain.registration_form import LIMITS, RegistrationRequest
from akevents.domain.undo_rules import undo_until, undone_to
from akevents.store.tables import (
    Answer,
    Consent,
    ConsentPurpose,
    Event,
    Language,
    OutboxMail,
    Question,
    Registration,
    RegistrationStatus,
)

CANCELLABLE = frozenset(RegistrationStatus) - {RegistrationStatus.CANCELLED}
LINK_LIFE = timedelta(days=14)  # after the event, or after its renewal if that is later


@dataclass(frozen=True, slots=True)
class MyRegistration:
    """One's own registration with its event. `joining_url` and `dial_in` are None until the moment they may be shown:
    `joining_at`, which everybody may know.

    After one's own cancellation `undo_to` is what taking it back would give now, and `undo_until` the last instant for it;
    `has_moved_up` says that the place came from the waiting list."""

    id: int
    event: EventDetails
    number: int
    status: RegistrationStatus
    registered_at: datetime
    confirmed_at: datetime | None
    cancelled_at: datetime | None
    expires_at: datetime | None
    checked_in_at: datetime | None
    waiting_position: int | None
    joining_url: str | None
    first_name: str
    last_name: str
    email: str
    institution: str
    function: str | None
    is_member: bool | None
    topic: str | None
    accessibility_needs: str | None
    request_reason: str | None
    consents: frozenset[ConsentPurpose]
    answers: dict[int, tuple[str, str]]
    dial_in: str | None = None
    joining_at: datetime | None = None
    language: Language = Language.GERMAN
    link_until: datetime | None = None
    undo_until: datetime | None = None
    undo_to: RegistrationStatus | None = None
    has_moved_up: bool = False
    certificate: str | None = None  # number of the certificate of attendance that was given out
    arrival: str | None = None  # how it became known that they were there (store.statuses.Arrival)
    arrival_token: str = field(default="", repr=False)  # what their joining page and their ticket end in
    ticket_code: str = ""
    calendar_revision: int = 0  # what this person's comings and goings add to the event's (calendar_revisions.py)

    def as_request(self) -> RegistrationRequest:
        """What the form would hold, to change it. Every text of the form is here, or saving would lose it."""
        return RegistrationRequest(
            event_id=self.event.id,
            submission_id="",
            **{name: getattr(self, name) or "" for name in LIMITS},
            is_member=self.is_member,
            consents=self.consents,
            language=self.language,
            answers={question_id: value for question_id, (_, value) in self.answers.items()},
        )

    @property
    def can_change(self) -> bool:
        """Until the deadline, and only while it is live."""
        before_deadline = self.event.state in {
            EventState.NOT_OPEN_YET, EventState.OPEN, EventState.FULL, EventState.FULL_WITH_WAITING_LIST,
        }  # fmt: skip
        return self.status in CANCELLABLE and before_deadline

    @property
    def can_rejoin(self) -> bool:
        """Whether a cancelled person would be taken again: like a newcomer, or with a request after the deadline."""
        takes = self.event.state in ACCEPTING or (
            self.event.state == EventState.CLOSED and self.event.allows_late_requests
        )
        return self.status == RegistrationStatus.CANCELLED and takes

    @property
    def can_cancel(self) -> bool:
        """Until the event begins."""
        begun = self.event.state in {EventState.RUNNING, EventState.PAST, EventState.CANCELLED}
        return self.status in CANCELLABLE and not begun


def valid_until(ends_at: datetime, renewed_at: datetime | None) -> datetime:
    """The instant from which a personal link only gets one a new link."""
    return max(ends_at, renewed_at or ends_at) + LINK_LIFE


def consents_of(session: Session, registration_id: int) -> frozenset[ConsentPurpose]:
    query = select(Consent.purpose).where(Consent.registration_id == registration_id, Consent.withdrawn_at.is_(None))
    return frozenset(ConsentPurpose(purpose) for purpose in session.scalars(query))


def view_of(session: Session, row: Registration) -> MyRegistration:
    """The frozen picture of a loaded registration; mails are composed of it too."""
    event = event_in(session, row.event_id)
    answers = session.execute(
        select(Answer.question_id, Question.label, Answer.value)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.registration_id == row.id)
        .order_by(Question.position)
    )
    same = {name: getattr(row, name) for name in _SAME}
    joining_at, joining_url, dial_in = _joining(session, row, event)
    return MyRegistration(
        **same,
        event=event,
        status=RegistrationStatus(row.status),
        waiting_position=_waiting_position(session, row),
        joining_url=joining_url,
        dial_in=dial_in,
        joining_at=joining_at,
        language=Language(row.language),
        link_until=valid_until(event.ends_at, row.link_renewed_at),
        undo_until=undo_until(row),
        undo_to=undone_to(row, event, clock.utc_now()),
        has_moved_up=_has_moved_up(session, row),
        certificate=certificate_numbers.number_of(session, row.id) if row.checked_in_at else None,
        arrival_token=tokens.arrival_token(row.id, row.submission_id, row.link_version),
        ticket_code=tokens.ticket_code(row.number, row.submission_id),
        calendar_revision=calendar_revisions.revision_of(session, row),
        consents=consents_of(session, row.id),
        answers={question_id: (label, value) for question_id, label, value in answers},
    )


_SAME = (
    "id", "number", "registered_at", "confirmed_at", "cancelled_at", "expires_at", "checked_in_at", "arrival",
    "first_name", "last_name", "email", "institution", "function", "is_member", "topic", "accessibility_needs",
    "request_reason",
)  # fmt: skip


def _waiting_position(session: Session, row: Registration) -> int | None:
    """1 for whoever gets the next free place; None for people who do not wait."""
    if row.status != RegistrationStatus.WAITLISTED:
        return None
    query = select(Registration.id).where(
        Registration.event_id == row.event_id, Registration.status == RegistrationStatus.WAITLISTED
    )
    return session.scalars(query.order_by(Registration.status_at, Registration.id)).all().index(row.id) + 1


def _has_moved_up(session: Session, row: Registration) -> bool:
    if row.status != RegistrationStatus.CONFIRMED:
        return False
    told = exists().where(OutboxMail.registration_id == row.id, OutboxMail.kind == MailKind.PROMOTED)
    return bool(session.scalar(select(told)))


def _joining(
    session: Session, row: Registration, event: EventDetails
) -> tuple[datetime | None, str | None, str | None]:
    """When a confirmed person is shown the way into the room; from then on link and dial-in."""
    if row.status != RegistrationStatus.CONFIRMED or event.state in {EventState.CANCELLED, EventState.PAST}:
        return None, None, None
    url, dial_in, released_at = session.execute(
        select(Event.joining_url, Event.dial_in, Event.joining_link_at).where(Event.id == event.id)
    ).one()
    joining_at = joining_shown_at(event, released_at)
    return (joining_at, url, dial_in) if clock.utc_now() >= joining_at else (joining_at, None, None)
