"""Writing to many: a draft that is checked while it is written, a preview for each person, and a queue that can be stopped.

To the people of an event it is a message; to a whole working group it is an invitation to that event, which ends with the way
out of invitations. The words are stored once; each person's mail is filled in when it is sent."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, insert, select, update
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import outbox, protocol
from akevents.domain.audiences import Audience, moderated_group, recipients_in
from akevents.domain.event_state import ACCEPTING, EventState, closes_at
from akevents.domain.events import EventDetails, event_in
from akevents.domain.mail_facts import OwedMail, placeholders
from akevents.domain.mail_samples import SampleMail, as_read
from akevents.domain.moderators import Moderator
from akevents.domain.my_view import view_of
from akevents.domain.outbox import MailKind
from akevents.domain.personal_secrets import without_secrets
from akevents.domain.registration_form import has_control_characters
from akevents.domain.seats import lock_event, shift
from akevents.errors import (
    AudienceChanged,
    InvalidRequest,
    MailNotFound,
    NotPossibleForEvent,
    Problem,
    RegistrationNotFound,
)
from akevents.formats.placeholders import has_single_brace, unknown
from akevents.store.database import Database
from akevents.store.tables import Language, MailStatus, Message, OutboxMail, Registration

SUBJECT_LIMIT, BODY_LIMIT = 120, 10_000
MISSING = {"subject": "missing_subject", "body": "missing_body"}
SHOWN_LIMIT = 40  # characters of a placeholder that a sentence names
IN_SUBJECT = ("Vorname", "Nachname", "Veranstaltung", "Arbeitskreis")
INVITES = ACCEPTING | {EventState.NOT_OPEN_YET}  # an invitation to anything else leads nowhere


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """What a moderator wants to write, to whom. `submission_id` is the same until it is sent: a double click finds the
    message of the first."""

    submission_id: str
    audience: Audience
    subject: str
    body: str

    @property
    def kind(self) -> MailKind:
        return MailKind.INVITATION if self.audience.whole_group else MailKind.MESSAGE

    def cleaned(self) -> tuple[str, str]:
        """Subject and body without outer blanks, lines ended in one way, in Unicode's composed form."""
        body = "\n".join(line.rstrip() for line in self.body.strip().splitlines())
        return unicodedata.normalize("NFC", self.subject.strip()), unicodedata.normalize("NFC", body)

    def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps these words from being sent, in the order of the form; empty when all is well."""
        subject, body = self.cleaned()
        return (
            *_text_problems("subject", subject, SUBJECT_LIMIT, IN_SUBJECT),
            *_text_problems("body", body, BODY_LIMIT, placeholders(self.kind)),
        )

    def validated(self) -> tuple[str, str]:
        """Subject and body as they are stored. Raises InvalidRequest with all problems."""
        if found := self.problems():
            raise InvalidRequest(found)
        return self.cleaned()


def _text_problems(name: str, text: str, limit: int, known: tuple[str, ...]) -> Iterator[Problem]:
    if not text:
        yield Problem(name, MISSING[name])
    if len(text) > limit:
        yield Problem(name, "too_long", limit)
    if has_control_characters(text, allows_lines=name == "body"):
        yield Problem(name, "control_characters")
    for each in unknown(text, known):
        yield Problem(name, "unknown_placeholder", detail=_shown(each))
    if has_single_brace(text):
        yield Problem(name, "single_brace")


def _shown(name: str) -> str:
    visible = "".join(char if char.isprintable() else " " for char in name[:SHOWN_LIMIT])
    return "{" + visible + "}"


@dataclass(frozen=True, slots=True)
class WrittenMessage:
    """A message that was queued. `counts` says how many of its mails have which status."""

    id: int
    event_id: int
    subject: str
    whole_group: bool
    queued_at: datetime
    counts: Mapping[MailStatus, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        """Mails that can still be stopped."""
        return self.counts[MailStatus.QUEUED]

    @property
    def is_under_way(self) -> bool:
        return bool(self.waiting or self.counts[MailStatus.SENDING])


@dataclass(frozen=True, slots=True)
class Stopped:
    """What became of a message that was stopped: how many of its mails were held back, how many had left before."""

    stopped: int
    left: int


def preview(db: Database, by: Moderator, message: MessageDraft, registration_id: int) -> SampleMail:
    """The mail as this person would get it now, their own link left out. A draft with problems can be looked at, too: wrong
    placeholders stay as they stand. Raises EventNotFound, RegistrationNotFound."""
    with db.reading() as session:
        group_id = moderated_group(session, by, message.audience.event_id)
        registration = session.get(Registration, registration_id)
        if registration is None or event_in(session, registration.event_id).working_group_id != group_id:
            raise RegistrationNotFound
        owed = _owed(session, message, registration)
    return without_secrets(as_read(owed, settings.current()), owed)


def _owed(session: Session, message: MessageDraft, registration: Registration) -> OwedMail:
    subject, body = message.cleaned()
    mine = view_of(session, registration)
    is_invited = message.kind == MailKind.INVITATION
    return OwedMail(
        id=0,
        kind=message.kind,
        queued_at=clock.utc_now(),
        attempts=0,
        mine=mine,
        submission_id=registration.submission_id,
        recipients=(registration.email,),
        link_version=registration.link_version,
        language=Language(registration.language),
        body=body,
        subject_line=subject,
        event=event_in(session, message.audience.event_id) if is_invited else None,
    )


def queue_message(db: Database, by: Moderator, message: MessageDraft, expected_count: int) -> WrittenMessage:
    """Owe everybody who is meant a mail of their own. The same submission again finds what was queued and queues nothing.

    Raises EventNotFound, InvalidRequest, NotPossibleForEvent where nobody can be invited, and AudienceChanged if the people
    are not as many as were shown; then nothing is stored."""
    with db.writing() as session:
        group_id = moderated_group(session, by, message.audience.event_id)
        event = lock_event(session, message.audience.event_id)
        if earlier := _find_submission(session, message.submission_id):
            _require_group(earlier.working_group_id, by)
            return _written(session, earlier)
        subject, body = message.validated()
        now = clock.utc_now()
        if message.audience.whole_group:
            require_invitable(event_in(session, event.id))
        people = [each.id for each in recipients_in(session, group_id, message.audience)]
        if len(people) != expected_count:
            raise AudienceChanged(len(people))
        if not people:
            raise InvalidRequest((Problem("audience", "nobody_chosen"),))
        values = {
            "submission_id": message.submission_id,
            "working_group_id": group_id,
            "event_id": event.id,
            "subject": subject,
            "body": body,
            "audience": message.audience.as_stored(),
            "written_by": by.id or None,
            "queued_at": now,
        }
        row = session.scalars(insert(Message).returning(Message), values).one()
        outbox.queue_for_all(session, message.kind, people, event_id=event.id, at=now, details={}, message_id=row.id)
        if message.audience.whole_group:
            _end_usefulness(session, row.id, closes_at(event))
        shift(session, event.id)
        protocol.record(session, by, "message_queued", event_id=event.id, message=row.id, people=len(people))
        return _written(session, row)


def require_invitable(event: EventDetails) -> None:
    """Raises NotPossibleForEvent where the registration is no longer open, or the event is not public."""
    if event.state not in INVITES:
        raise NotPossibleForEvent(event.slug, event.state)


def _end_usefulness(session: Session, message_id: int, moment: datetime) -> None:
    """Nobody is invited to what they can no longer register for."""
    session.execute(update(OutboxMail).where(OutboxMail.message_id == message_id).values(useless_after=moment))


def stop(db: Database, by: Moderator, message_id: int) -> Stopped:
    """Hold back every mail of this message that still waits. A repeat stops nothing more. Raises MailNotFound."""
    with db.writing() as session:
        row = _get(session, by, message_id)
        waiting = (OutboxMail.message_id == row.id, OutboxMail.status == MailStatus.QUEUED)
        change = update(OutboxMail).where(*waiting).values(status=MailStatus.STOPPED, leased_until=None)
        stopped = cast(CursorResult[Any], session.execute(change)).rowcount
        counts = _counts(session, row.id)
        if stopped and row.event_id is not None:
            shift(session, row.event_id)
            protocol.record(session, by, "message_stopped", event_id=row.event_id, message=row.id, people=stopped)
        return Stopped(stopped, sum(counts.values()) - counts[MailStatus.STOPPED])


def progress(db: Database, by: Moderator, message_id: int) -> WrittenMessage:
    """How far it has come. Raises MailNotFound."""
    with db.reading() as session:
        return _written(session, _get(session, by, message_id))


def list_messages(db: Database, by: Moderator, event_id: int) -> tuple[WrittenMessage, ...]:
    """Everything that was written about this event, newest first. Raises EventNotFound."""
    with db.reading() as session:
        moderated_group(session, by, event_id)
        rows = session.scalars(select(Message).where(Message.event_id == event_id).order_by(Message.id.desc())).all()
        return tuple(_written(session, row) for row in rows)


def _find_submission(session: Session, submission_id: str) -> Message | None:
    return session.scalar(select(Message).where(Message.submission_id == submission_id))


def _get(session: Session, by: Moderator, message_id: int) -> Message:
    row = session.get(Message, message_id)
    if row is None:
        raise MailNotFound
    _require_group(row.working_group_id, by)
    return row


def _require_group(group_id: int, by: Moderator) -> None:
    if not by.may_moderate(group_id):
        raise MailNotFound


def _written(session: Session, row: Message) -> WrittenMessage:
    whole_group = bool(row.audience.get("whole_group"))
    return WrittenMessage(row.id, row.event_id or 0, row.subject, whole_group, row.queued_at, _counts(session, row.id))


def _counts(session: Session, message_id: int) -> dict[MailStatus, int]:
    """Every status, in the order of a mail's life."""
    query = (
        select(OutboxMail.status, func.count()).where(OutboxMail.message_id == message_id).group_by(OutboxMail.status)
    )
    found = {row[0]: row[1] for row in session.execute(query)}
    return {status: found.get(status, 0) for status in MailStatus}
