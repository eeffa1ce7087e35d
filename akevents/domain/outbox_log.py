"""The outbox of an event as its moderators see it: what waits, what went out, what did not, and what to do about it.

A mail that reached nobody is tried again as it stands; one that went out goes out once more as a new mail. What would tell
somebody the opposite of how they stand now goes to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, insert, select
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import protocol
from akevents.domain.audiences import moderated_group
from akevents.domain.mail_reasons import Reason, reason_to_stop
from akevents.domain.mail_samples import SampleMail, as_read
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import FOR_MODERATORS, MailKind
from akevents.domain.owed_mails import owed_mail
from akevents.domain.personal_secrets import without_secrets
from akevents.domain.seats import AnyRow, lock_event, shift
from akevents.errors import EventNotFound, MailNotFound, MailNotPossible, MailPointless
from akevents.formats.german import fold
from akevents.store.database import Database
from akevents.store.tables import MailStatus, ModeratorRecord, OutboxMail, Registration, RegistrationStatus

PAGE_SIZE = 25
UNDELIVERED = frozenset({MailStatus.FAILED, MailStatus.STOPPED})
UNDER_WAY = frozenset({MailStatus.QUEUED, MailStatus.SENDING})
_ORDER = (MailStatus.FAILED, MailStatus.SENDING, MailStatus.QUEUED)  # what may need somebody first, then the newest
# These tell somebody that they do not come; all others, a message for those who cancelled excepted, that they do or may.
TELLS_CANCELLED = frozenset({
    MailKind.CANCELLED_BY_PARTICIPANT, MailKind.CANCELLED_BY_MODERATOR, MailKind.EXPIRED,
    MailKind.LATE_REQUEST_DECLINED,
})  # fmt: skip
TELLS_ANYBODY = FOR_MODERATORS | {
    MailKind.MESSAGE, MailKind.INVITATION, MailKind.EVENT_CANCELLED, MailKind.DATA_DELETED,
}  # fmt: skip
# A mail that says how somebody stands, and how they must still stand for it to go out again.
TELLS_STATUS = {
    MailKind.CONFIRM_ADDRESS: RegistrationStatus.PENDING,
    MailKind.REGISTERED: RegistrationStatus.CONFIRMED,
    MailKind.PROMOTED: RegistrationStatus.CONFIRMED,
    MailKind.LATE_REQUEST_ACCEPTED: RegistrationStatus.CONFIRMED,
    MailKind.WAITLISTED: RegistrationStatus.WAITLISTED,
    MailKind.LATE_REQUEST_RECEIVED: RegistrationStatus.REQUESTED,
}


@dataclass(frozen=True, slots=True)
class MailQuery:
    """What the moderator looks for. Empty values do not restrict; `page` counts from 1."""

    search: str = ""
    status: str = ""
    kind: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class LoggedMail:
    """One mail. `name` is "Nachname, Vorname" of the person, the name of a moderator, or "" where the person's data are
    deleted; `last_error` is a Reason or a mail server's code."""

    id: int
    kind: MailKind
    name: str
    status: MailStatus
    queued_at: datetime
    due_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str | None

    @property
    def can_be_resent(self) -> bool:
        return self.status not in UNDER_WAY

    @property
    def can_be_stopped(self) -> bool:
        return self.status == MailStatus.QUEUED


@dataclass(frozen=True, slots=True)
class MailPage:
    """One page of the outbox. `total` counts what fits the query, `counts` everything of the event by its status, and
    `kinds` are those that there are."""

    total: int
    page: int
    rows: tuple[LoggedMail, ...]
    counts: Mapping[MailStatus, int]
    kinds: tuple[MailKind, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class ResentMails:
    """How many mails wait again, and how many were left as they are because they would help nobody any more."""

    resent: int
    left_out: int


_ROWS = (
    select(
        OutboxMail.id, OutboxMail.kind, OutboxMail.status, OutboxMail.queued_at, OutboxMail.due_at, OutboxMail.sent_at,
        OutboxMail.attempts, OutboxMail.last_error, Registration.first_name, Registration.last_name,
        ModeratorRecord.name.label("moderator"),
    )
    .join_from(OutboxMail, Registration, Registration.id == OutboxMail.registration_id, isouter=True)
    .join(ModeratorRecord, ModeratorRecord.id == OutboxMail.moderator_id, isouter=True)
)  # fmt: skip


def list_mails(db: Database, by: Moderator, event_id: int, query: MailQuery) -> MailPage:
    """One page of the event's mails, those that failed first, then what waits, then the newest. Raises EventNotFound."""
    with db.reading() as session:
        moderated_group(session, by, event_id)
        here = OutboxMail.event_id == event_id
        fitting = _fitting(_ROWS.where(here), query)
        total = session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
        page = max(1, min(query.page, -(-total // PAGE_SIZE)))
        rows = session.execute(_ordered(fitting).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
        counts = _counts(session, event_id)
        kinds = set(session.scalars(select(OutboxMail.kind).where(here).distinct()))
        return MailPage(
            total, page, tuple(_logged(row) for row in rows), counts, tuple(each for each in MailKind if each in kinds)
        )


def count_by_status(db: Database, by: Moderator, event_id: int) -> dict[MailStatus, int]:
    """How many of the event's mails have which status, every status named. Raises EventNotFound."""
    with db.reading() as session:
        moderated_group(session, by, event_id)
        return _counts(session, event_id)


def _counts(session: Session, event_id: int) -> dict[MailStatus, int]:
    query = select(OutboxMail.status, func.count()).where(OutboxMail.event_id == event_id).group_by(OutboxMail.status)
    found = {row[0]: row[1] for row in session.execute(query)}
    return {status: found.get(status, 0) for status in MailStatus}


def _fitting(statement: Select[*tuple[Any, ...]], query: MailQuery) -> Select[*tuple[Any, ...]]:
    for column, value in ((OutboxMail.status, query.status), (OutboxMail.kind, query.kind)):
        if value:
            statement = statement.where(column == value)
    for word in fold(query.search.replace("\0", " ")).split():
        statement = statement.where(_names(word))
    return statement


def _names(word: str) -> ColumnElement[bool]:
    to_moderator = OutboxMail.moderator_id.is_not(None)
    of_moderator = func.lower(ModeratorRecord.name).contains(word, autoescape=True)
    return case(
        (to_moderator, of_moderator), else_=Registration.search_text.contains(word, autoescape=True)
    ).self_group()


def _ordered(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    urgency = case(*((OutboxMail.status == status, place) for place, status in enumerate(_ORDER)), else_=len(_ORDER))
    return statement.order_by(urgency, OutboxMail.id.desc())


def _logged(row: AnyRow) -> LoggedMail:
    person = f"{row.last_name}, {row.first_name}" if row.last_name is not None else ""
    return LoggedMail(
        id=row.id,
        kind=MailKind(row.kind),
        name=row.moderator or ("" if row.kind in FOR_MODERATORS else person),
        status=MailStatus(row.status),
        queued_at=row.queued_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        attempts=row.attempts,
        last_error=row.last_error,
    )


def get_mail(db: Database, by: Moderator, mail_id: int) -> LoggedMail:
    """One mail as the list has it. Raises MailNotFound."""
    with db.reading() as session:
        _get(session, by, mail_id)
        return _logged(session.execute(_ROWS.where(OutboxMail.id == mail_id)).one())


def show(db: Database, by: Moderator, mail_id: int) -> SampleMail:
    """The mail as it reads now, secrets left out: what has left the house may have read differently then.

    Raises MailNotFound."""
    with db.reading() as session:
        owed = owed_mail(session, _get(session, by, mail_id))
    return without_secrets(as_read(owed, settings.current()), owed)


def resend(db: Database, by: Moderator, mail_id: int) -> LoggedMail:
    """Let it go out now: a mail that reached nobody as it stands, one that went out as a new one, which is returned.

    Raises MailNotFound, MailNotPossible while it waits or is being sent, and MailPointless if it would help nobody."""
    with db.writing() as session:
        row = _lock(session, by, mail_id)
        if row.status in UNDER_WAY:
            raise MailNotPossible(row.status)
        now = clock.utc_now()
        if reason := _reason_against(session, row, now):
            raise MailPointless(reason)
        row_id = _again(session, row, now)
        _record(session, by, "mail_resent", row)
        return _logged(session.execute(_ROWS.where(OutboxMail.id == row_id)).one())


def resend_all_failed(db: Database, by: Moderator, event_id: int) -> ResentMails:
    """The same for everything of this event that failed; what would help nobody stays as it is. Raises EventNotFound."""
    with db.writing() as session:
        moderated_group(session, by, event_id)
        lock_event(session, event_id)
        now = clock.utc_now()
        query = select(OutboxMail).where(OutboxMail.event_id == event_id, OutboxMail.status == MailStatus.FAILED)
        rows = session.scalars(query.order_by(OutboxMail.id).with_for_update()).all()
        useful = [row for row in rows if _reason_against(session, row, now) is None]
        for row in useful:
            _again(session, row, now)
        if useful:
            shift(session, event_id)
            protocol.record(session, by, "mail_resent", event_id=event_id, mails=len(useful))
        return ResentMails(len(useful), len(rows) - len(useful))


def stop_mail(db: Database, by: Moderator, mail_id: int) -> LoggedMail:
    """Hold back a mail that waits. A repeat changes nothing. Raises MailNotFound, and MailNotPossible once it left."""
    with db.writing() as session:
        row = _lock(session, by, mail_id)
        if row.status == MailStatus.QUEUED:
            row.status, row.last_error, row.leased_until = MailStatus.STOPPED, None, None
            session.flush()  # the answer reads it again
            _record(session, by, "mail_stopped", row)
        elif row.status != MailStatus.STOPPED:
            raise MailNotPossible(row.status)
        return _logged(session.execute(_ROWS.where(OutboxMail.id == mail_id)).one())


def _again(session: Session, row: OutboxMail, now: datetime) -> int:
    """The id of the mail that waits now."""
    if row.status in UNDELIVERED:
        row.status, row.due_at, row.attempts = MailStatus.QUEUED, now, 0
        row.last_error = row.leased_until = None
        session.flush()  # the answer reads it again
        return row.id
    same = ("event_id", "registration_id", "moderator_id", "message_id", "kind", "useless_after", "details")
    values = {name: getattr(row, name) for name in same}
    values |= {"status": MailStatus.QUEUED, "queued_at": now, "due_at": now}
    return session.scalars(insert(OutboxMail).returning(OutboxMail.id), values).one()


def _reason_against(session: Session, row: OutboxMail, now: datetime) -> Reason | None:
    """Why this mail must not go out, or not again."""
    if row.registration_id is None and row.moderator_id is None and not row.address:
        return Reason.NO_RECIPIENT
    if reason := reason_to_stop(session, row, now):
        return reason
    kind = MailKind(row.kind)
    registration = session.get(Registration, row.registration_id) if row.registration_id else None
    if registration is None or kind in TELLS_ANYBODY:
        return None
    is_cancelled = registration.status == RegistrationStatus.CANCELLED
    if is_cancelled != (kind in TELLS_CANCELLED):
        return Reason.NO_LONGER_REGISTERED if is_cancelled else Reason.NO_LONGER_NEEDED
    is_outdated = kind in TELLS_STATUS and registration.status != TELLS_STATUS[kind]
    return Reason.NO_LONGER_NEEDED if is_outdated else None


def _get(session: Session, by: Moderator, mail_id: int) -> OutboxMail:
    """A mail of another group does not exist; neither does one that is about no event."""
    row = session.get(OutboxMail, mail_id)
    if row is None or row.event_id is None:
        raise MailNotFound
    try:
        moderated_group(session, by, row.event_id)
    except EventNotFound as error:
        raise MailNotFound from error
    return row


def _lock(session: Session, by: Moderator, mail_id: int) -> OutboxMail:
    """The mail under its event's lock and its own: a worker that has just taken it is waited for."""
    row = _get(session, by, mail_id)
    assert row.event_id is not None
    lock_event(session, row.event_id)
    session.refresh(row, with_for_update=True)
    return row


def _record(session: Session, by: Moderator, action: str, row: OutboxMail) -> None:
    assert row.event_id is not None
    shift(session, row.event_id)
    protocol.record(session, by, action, event_id=row.event_id, registration_id=row.registration_id, mail=row.id)
