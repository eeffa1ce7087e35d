"""What leaves the house as a file: one event's registrations as rows of formats/columns.py, read while they are written."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from akevents.domain import protocol
from akevents.domain.events import EventDetails, event_in
from akevents.domain.export_profiles import find_profile, label_of
from akevents.domain.export_topics import topics_of
from akevents.domain.late_requests import accepted_ids
from akevents.domain.moderated import find_moderated
from akevents.domain.moderators import Moderator
from akevents.domain.row_checks import check_of, said_of
from akevents.formats import places
from akevents.formats.columns import CHECK, QuestionColumn, Row
from akevents.formats.people import Topic
from akevents.formats.profiles import WAITING, Profile, rows_for, statuses_in, statuses_on
from akevents.formats.summary_sheet import Figures, figures_of
from akevents.store.database import Database
from akevents.store.tables import (
    Answer,
    Consent,
    ConsentPurpose,
    ModeratorRecord,
    ProtocolEntry,
    Question,
    Registration,
    RegistrationStatus,
)
from akevents.wording import INSTITUTION_KIND

PORTION = 500  # registrations in memory at a time
_SAME = (
    "number", "last_name", "first_name", "institution", "function", "email", "status", "registered_at", "confirmed_at",
    "cancelled_at", "note", "topic", "accessibility_needs",
)  # fmt: skip
_table = Registration.__table__


@dataclass(frozen=True, slots=True)
class Export:
    """One event's list as a profile shows it; good as long as the look at the database lasts."""

    event: EventDetails
    profile: Profile
    questions: tuple[QuestionColumn, ...]
    people: "StoredPeople"


@contextmanager
def opened_export(db: Database, by: Moderator, slug: str, profile: str = "moderation") -> Iterator[Export]:
    """The event, its questions and its people, all as they stood at one moment.

    `profile` is a built-in one, "own-<id>", or the name of one. Raises EventNotFound for an event of another group,
    UnknownProfile."""
    with db.reading() as session:
        found = find_moderated(session, by, slug)
        chosen = find_profile(session, found.working_group_id, profile)
        questions = session.execute(
            select(Question.id, Question.label).where(Question.event_id == found.id).order_by(Question.position)
        )
        asked = tuple(QuestionColumn(row.id, row.label) for row in questions)
        yield Export(event_in(session, found.id), chosen, asked, StoredPeople(session, found.id, chosen, asked))


def export_rows(
    db: Database, by: Moderator, slug: str, profile: str = "moderation"
) -> tuple[EventDetails, list[Row], tuple[QuestionColumn, ...]]:
    """The event, its registrations of every status by number as a profile may see them, and its questions; the protocol
    notes that they were taken. Raises what opened_export raises."""
    with opened_export(db, by, slug, profile) as found:
        rows = list(found.people.of_every_status())
    with db.writing() as session:
        protocol.record(session, by, "exported", event_id=found.event.id, profile=profile)
    return found.event, rows, found.questions


@dataclass(frozen=True, slots=True)
class LastExport:
    """When a list was last taken away; `name` is None for the command line and for people who are gone."""

    at: datetime
    name: str | None
    profile: str


def last_export(db: Database, by: Moderator, slug: str) -> LastExport | None:
    """Who took this event's list last, if anybody did. Raises EventNotFound."""
    with db.reading() as session:
        event = find_moderated(session, by, slug)
        row = session.execute(
            select(ProtocolEntry.at, ModeratorRecord.name, ProtocolEntry.details)
            .outerjoin(ModeratorRecord, ModeratorRecord.id == ProtocolEntry.moderator_id)
            .where(ProtocolEntry.event_id == event.id, ProtocolEntry.action == "exported")
            .order_by(ProtocolEntry.id.desc())
            .limit(1)
        ).one_or_none()
        if row is None:
            return None
        profile = label_of(session, event.working_group_id, str(row.details.get("profile", "")))
        return LastExport(row.at, row.name, profile)


def count_registrations(db: Database, by: Moderator, slug: str) -> int:
    """How much there is to write, roughly. Raises EventNotFound."""
    with db.reading() as session:
        event = find_moderated(session, by, slug)
        return session.scalar(select(func.count()).where(Registration.event_id == event.id)) or 0


class StoredPeople:
    """One event's people, read in portions from the database (formats.people.People)."""

    def __init__(
        self, session: Session, event_id: int, profile: Profile, asked: tuple[QuestionColumn, ...] = ()
    ) -> None:
        self.session, self.event_id, self.profile = session, event_id, profile
        self.unanswered = dict.fromkeys((each.key for each in asked), "")
        here = select(Registration.status, func.count()).where(Registration.event_id == event_id)
        found = session.execute(here.group_by(Registration.status))
        self._counts: dict[str, int] = {row[0]: row[1] for row in found}

    def count(self, sheet: str) -> int:
        return self._count(statuses_on(self.profile, sheet))

    def count_everybody(self) -> int:
        """How many rows everybody() has, or a few less."""
        return self._count(statuses_in(self.profile))

    def on(self, sheet: str) -> Iterable[Row]:
        order = (_table.c.status_at, _table.c.id) if sheet == WAITING else self._by_name()
        return self._rows(statuses_on(self.profile, sheet), order)

    def everybody(self) -> Iterable[Row]:
        """The rows of a CSV file, in German order."""
        return self._rows(statuses_in(self.profile), self._by_name())

    def of_every_status(self) -> Iterable[Row]:
        return self._rows(RegistrationStatus, (_table.c.number,))

    def figures(self, zone: ZoneInfo) -> Figures:
        late = set(self.session.scalars(accepted_ids(self.event_id)))
        names = ("id", "status", "state", "institution_kind", "registered_at")
        found = self._streamed(select(*(_table.c[name] for name in names)).where(_table.c.event_id == self.event_id))
        return figures_of((_origin(row) | {"came_late": row.id in late} for part in found for row in part), zone)

    def topics(self) -> Iterable[Topic]:
        return topics_of(self.session, self.event_id, with_wishes="topic" in self.profile.columns)

    def _count(self, statuses: Iterable[str]) -> int:
        return sum(self._counts.get(status, 0) for status in statuses)

    def _by_name(self) -> tuple[Any, ...]:
        """The same order on every server, and that of formats.columns.german_order: search_text begins with the names. It
        is an index, so nothing is sorted; namesakes stand as they came."""
        plain = "BINARY" if self.session.get_bind().dialect.name == "sqlite" else "C"
        return _table.c.search_text.collate(plain), _table.c.id

    def _rows(self, statuses: Iterable[str], order: tuple[Any, ...]) -> Iterable[Row]:
        query = _table.select().where(_table.c.event_id == self.event_id, _table.c.status.in_(sorted(statuses)))
        portions = self._streamed(query.order_by(*order))
        return rows_for(self.profile, (row for portion in portions for row in self._complete(portion)))

    def _streamed(self, query: Select[Any]) -> Iterable[Any]:
        options = {"stream_results": True, "yield_per": PORTION}
        return self.session.connection().execute(query, execution_options=options).partitions(PORTION)

    def _complete(self, portion: Iterable[Any]) -> Iterator[Row]:
        ids = [row.id for row in portion]
        answers = _answers(self.session, ids) if self.unanswered else {}
        consents = _consents(self.session, ids)
        for row in portion:
            whole = _row(row) | self.unanswered | answers.get(row.id, {}) | _consent_cells(consents.get(row.id, ()))
            if CHECK in self.profile.columns:
                whole[CHECK] = check_of(self.event_id, row.id, row.number, said_of(whole))
            yield whole


def _row(row: Any) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _SAME},
        **_origin(row),
        "member": row.is_member,
        "waitlisted_at": row.status_at if row.status == RegistrationStatus.WAITLISTED else None,
        "is_present": row.checked_in_at is not None,
    }


def _origin(row: Any) -> dict[str, Any]:
    """What the summary counts of a person."""
    return {
        "status": row.status,
        "registered_at": row.registered_at,
        "state": places.STATES.get(row.state or ""),
        "institution_kind": INSTITUTION_KIND[row.institution_kind],
    }


def _consent_cells(purposes: Iterable[str]) -> dict[str, bool]:
    return {
        "list_consent": ConsentPurpose.NAME_ON_LIST in purposes,
        "consents_list_email": ConsentPurpose.EMAIL_ON_LIST in purposes,
    }


def _answers(session: Session, ids: list[int]) -> dict[int, dict[str, str]]:
    query = select(Answer.registration_id, Answer.question_id, Answer.value).where(Answer.registration_id.in_(ids))
    found: dict[int, dict[str, str]] = {}
    for registration_id, question_id, value in session.execute(query):
        found.setdefault(registration_id, {})[QuestionColumn(question_id, "").key] = value
    return found


def _consents(session: Session, ids: list[int]) -> dict[int, set[str]]:
    here = Consent.registration_id.in_(ids)
    found: dict[int, set[str]] = {}
    for registration_id, purpose in session.execute(
        select(Consent.registration_id, Consent.purpose).where(here, Consent.withdrawn_at.is_(None))
    ):
        found.setdefault(registration_id, set()).add(purpose)
    return found
