"""What a person can do with their own registration, by personal link and without an account."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import calendar_revisions, outbox, tokens
from akevents.domain.event_state import ACCEPTING, EventState, closes_at
from akevents.domain.events import EventDetails, event_in
from akevents.domain.outbox import MailKind
from akevents.domain.questions import list_questions
from akevents.domain.registration_form import LIMITS, RegistrationRequest, columns_of, searchable
from akevents.domain.registrations import record_answers, record_consents
from akevents.domain.seats import Move, lock_event, move, promote, shift
from akevents.domain.undo_rules import kept_for_undoing, undo_until, undone_to
from akevents.errors import (
    AlreadyRegistered,
    EventCancelled,
    LinkExpired,
    NotPossibleNow,
    RegistrationClosed,
    RegistrationNotFound,
)
from akevents.store.database import Database
from akevents.store.tables import (
    Answer,
    Consent,
    ConsentPurpose,
    Event,
    EventStatus,
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


def get_my_registration(db: Database, token: str) -> MyRegistration:
    """The registration this personal link belongs to. Reading changes nothing. Raises RegistrationNotFound."""
    with db.reading() as session:
        row = find_by_token(session, token)
        return view_of(session, row)


def confirm(db: Database, token: str) -> MyRegistration:
    """The address is proved: the held place is taken for good. A repeat changes nothing.

    Raises RegistrationNotFound, or NotPossibleNow if the place was given up meanwhile."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        if row.status == RegistrationStatus.PENDING:
            step = Move(row.id, row.status, RegistrationStatus.CONFIRMED)
            move(session, event.id, step, now, confirmed_at=now, expires_at=None)
            outbox.queue(session, MailKind.REGISTERED, event_id=event.id, registration_id=row.id, at=now)
        elif row.status != RegistrationStatus.CONFIRMED:
            raise NotPossibleNow(row.status)
        return view_of(session, find_by_token(session, token))


def cancel(db: Database, token: str) -> MyRegistration:
    """Give the place back; whoever waits longest gets it in the same moment. Undone by undoing.undo_cancel(). A repeat
    changes nothing.

    Raises RegistrationNotFound, EventCancelled, or RegistrationClosed once the event has begun."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        if row.status in CANCELLABLE:
            if event.status == EventStatus.CANCELLED:
                raise EventCancelled(event.id)
            if now >= event.starts_at:
                raise RegistrationClosed(event.id, event.starts_at, event.timezone)
            step = Move(row.id, row.status, RegistrationStatus.CANCELLED)
            before = kept_for_undoing(row)
            move(session, event.id, step, now, cancelled_at=now, expires_at=None, before_cancelling=before)
            kind = MailKind.CANCELLED_BY_PARTICIPANT
            outbox.queue(session, kind, event_id=event.id, registration_id=row.id, at=now)
            promote(session, event.id, now)
        return view_of(session, find_by_token(session, token))


def change(db: Database, token: str, request: RegistrationRequest) -> MyRegistration:
    """Replace what was typed by what is typed now, consents and answers included; status and place stay.

    Where mail can be sent the address stays too: a new one would have to be proved, and a taken one would tell who is
    registered. Raises RegistrationNotFound, InvalidRequest, NotPossibleNow, EventCancelled, RegistrationClosed, or,
    without mail, AlreadyRegistered if the new address has a registration; then nothing is changed."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        _require_changeable(event, row, now)
        if settings.current().sends_mail:
            request = replace(request, email=row.email)  # a new address would have to be proved first
        request.validated(list_questions(session, event.id) if event.has_questions else ())
        values = columns_of(request) | {"request_reason": row.request_reason}
        values["search_text"] = searchable(
            values["last_name"], values["first_name"], values["institution"], values["email"], row.note
        )
        require_free_address(session, row, values["email_normalized"])
        session.execute(update(Registration).where(Registration.id == row.id).values(**values))
        _replace_extras(session, row.id, request, event, now)
        shift(session, event.id)
        session.expire_all()  # the row above was read before the update
        return view_of(session, find_by_token(session, token))


def withdraw_consent(db: Database, token: str, purpose: ConsentPurpose) -> MyRegistration:
    """Take back what was allowed, at any time and whatever became of the registration; nothing happens if it was not.

    Raises RegistrationNotFound, LinkExpired."""
    with db.writing() as session:
        event, row, now = lock_mine(session, token)
        if purpose in _consents(session, row.id):
            _withdraw(session, row.id, frozenset({purpose}), now)
            shift(session, event.id)
        return view_of(session, row)


def _require_changeable(event: Any, row: Registration, now: datetime) -> None:
    if event.status == EventStatus.CANCELLED:
        raise EventCancelled(event.id)
    if row.status not in CANCELLABLE:
        raise NotPossibleNow(row.status)
    if now >= closes_at(event):
        raise RegistrationClosed(event.id, closes_at(event), event.timezone)


def require_free_address(session: Session, row: Registration, email: str) -> None:
    query = select(Registration.id).where(
        Registration.event_id == row.event_id,
        Registration.email_normalized == email,
        Registration.id != row.id,
        Registration.status.in_(CANCELLABLE),
    )
    if session.scalar(query) is not None:
        raise AlreadyRegistered(row.event_id)


def _replace_extras(
    session: Session, registration_id: int, request: RegistrationRequest, event: Any, now: datetime
) -> None:
    """Withdrawn consents keep their row with the time; new ones get a new row."""
    wanted = request.consents if event.is_recorded else request.consents - {ConsentPurpose.RECORDING}
    given = _consents(session, registration_id)
    if withdrawn := given - wanted:
        _withdraw(session, registration_id, withdrawn, now)
    if added := wanted - given:
        record_consents(session, registration_id, added, now)
    session.execute(delete(Answer).where(Answer.registration_id == registration_id))
    record_answers(session, event.id, registration_id, request.answers)


def _withdraw(session: Session, registration_id: int, purposes: frozenset[ConsentPurpose], now: datetime) -> None:
    session.execute(
        update(Consent)
        .where(
            Consent.registration_id == registration_id, Consent.withdrawn_at.is_(None), Consent.purpose.in_(purposes)
        )
        .values(withdrawn_at=now)
    )


def find_by_token(session: Session, token: str, *, even_expired: bool = False) -> Registration:
    """The registration this personal link belongs to. Raises RegistrationNotFound, and LinkExpired for a link whose time is
    over, unless that does not matter."""
    query = (
        select(Registration, Event.ends_at)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.manage_token_hash == tokens.digest(token))
    )
    found = session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise RegistrationNotFound
    row: Registration = found.Registration
    if not even_expired and clock.utc_now() >= valid_until(found.ends_at, row.link_renewed_at):
        raise LinkExpired
    return row


def valid_until(ends_at: datetime, renewed_at: datetime | None) -> datetime:
    """The instant from which a personal link only gets one a new link."""
    return max(ends_at, renewed_at or ends_at) + LINK_LIFE


def lock_mine(session: Session, token: str) -> tuple[Any, Registration, datetime]:
    """The locked event, then the registration as it stands under that lock."""
    event = lock_event(session, find_by_token(session, token).event_id)
    return event, find_by_token(session, token), clock.utc_now()


def _consents(session: Session, registration_id: int) -> frozenset[ConsentPurpose]:
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
        calendar_revision=calendar_revisions.revision_of(session, row),
        consents=_consents(session, row.id),
        answers={question_id: (label, value) for question_id, label, value in answers},
    )


_SAME = (
    "id", "number", "registered_at", "confirmed_at", "cancelled_at", "expires_at", "checked_in_at", "first_name",
    "last_name", "email", "institution", "function", "is_member", "topic", "accessibility_needs", "request_reason",
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
    """When a confirmed person is shown the way into the room, by default after the deadline; then link and dial-in."""
    if row.status != RegistrationStatus.CONFIRMED or event.state in {EventState.CANCELLED, EventState.PAST}:
        return None, None, None
    url, dial_in, released_at = session.execute(
        select(Event.joining_url, Event.dial_in, Event.joining_link_at).where(Event.id == event.id)
    ).one()
    joining_at: datetime = released_at or event.closes_at
    return (joining_at, url, dial_in) if clock.utc_now() >= joining_at else (joining_at, None, None)
