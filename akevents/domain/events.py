"""Events as screens, machines and files read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import event_state
from akevents.domain.event_state import EventState, state_of
from akevents.domain.moderators import Moderator
from akevents.domain.questions import list_questions
from akevents.domain.registration_form import QuestionForm
from akevents.errors import EventNotFound
from akevents.formats.german import fold
from akevents.store.database import Database
from akevents.store.prepared import Prepared
from akevents.store.tables import Discussion, Event, EventFormat, EventStatus, ParticipantList, WorkingGroup
from akevents.wording.dates import local

FEED_PAST = timedelta(days=90)  # how far back the calendar feed reaches (CALENDAR.md)


_SAME = (
    "id", "uid", "sequence", "slug", "working_group_id", "cancellation_reason", "title", "kind", "summary", "text",
    "starts_at", "ends_at", "timezone", "location", "address", "moderation", "registration_opens_at", "deadline_at",
    "capacity", "has_waiting_list", "confirms_addresses", "shows_places", "allows_late_requests", "is_recorded",
    "recording_purpose", "materials", "reminds_day_before", "reminds_hour_before", "retention_days", "published_at",
    "joining_opens_minutes",
    "changed_at", "places_taken", "waiting", "change_counter", "working_group_slug", "working_group", "working_group_email",
)  # fmt: skip
# Secrets, and what only the editor reads.
NOT_SHOWN = frozenset({
    "joining_url", "dial_in", "joining_link_at", "announcement", "running_order", "speaker_introduction", "head_count",
    "closing_checks",
})  # fmt: skip
# Columns instead of objects: half the time of every page, file and feed.
_DETAILS = select(
    *(column for column in cast(Table, Event.__table__).c if column.name not in NOT_SHOWN),
    WorkingGroup.slug.label("working_group_slug"),
    WorkingGroup.name.label("working_group"),
    WorkingGroup.email.label("working_group_email"),
).join(WorkingGroup, WorkingGroup.id == Event.working_group_id)
_BY_SLUG = Prepared(_DETAILS.where(Event.slug == bindparam("slug")))  # asked by every page
_BY_ID = Prepared(_DETAILS.where(Event.id == bindparam("id")))


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    institution: str


@dataclass(frozen=True, slots=True)
class EventDetails:
    """One event, everything but people and secrets. Instants are UTC; `state` holds at the moment of reading."""

    id: int
    uid: str
    sequence: int
    slug: str
    working_group_id: int
    working_group_slug: str
    working_group: str
    working_group_email: str | None
    status: EventStatus
    state: EventState
    cancellation_reason: str | None
    title: str
    kind: str | None
    summary: str | None
    text: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    format: EventFormat
    location: str
    address: str | None
    categories: tuple[str, ...]
    moderation: str | None
    speakers: tuple[Speaker, ...]
    registration_opens_at: datetime | None
    deadline_at: datetime | None
    capacity: int | None
    has_waiting_list: bool
    confirms_addresses: bool | None
    shows_places: bool
    allows_late_requests: bool
    is_recorded: bool
    recording_purpose: str | None
    participant_list: ParticipantList
    materials: str | None
    reminds_day_before: bool
    reminds_hour_before: bool
    retention_days: int
    published_at: datetime | None
    changed_at: datetime
    places_taken: int
    waiting: int
    change_counter: int
    joining_opens_minutes: int = 15
    discussion: Discussion = Discussion.OPEN

    @property
    def places_left(self) -> int | None:
        """Free places, None for unlimited."""
        return event_state.places_left(self)

    @property
    def closes_at(self) -> datetime:
        """From then on nobody can register."""
        return event_state.closes_at(self)

    @property
    def room_opens_at(self) -> datetime:
        """From then on the personal joining page leads into the room, if its link may be shown by then."""
        return event_state.room_opens_at(self)

    @property
    def deleted_on(self) -> date:
        """The day, in the event's zone, on which its registrations are deleted."""
        return deletion_day(self.ends_at, self.timezone, self.retention_days)

    @property
    def is_online(self) -> bool:
        return self.format != EventFormat.ON_SITE


@dataclass(frozen=True, slots=True)
class EventQuery:
    """What a visitor looks for. Empty values do not restrict."""

    search: str = ""
    archive: bool = False
    working_group: str = ""
    category: str = ""
    format: str = ""


def deletion_day(ends_at: datetime, timezone: str, days: int) -> date:
    """The first day, in the event's zone, on which data kept for so many days after the end are gone."""
    return local(ends_at, timezone).date() + timedelta(days=days + 1)


def get_event(db: Database, slug: str) -> EventDetails:
    """A published or cancelled event. Raises EventNotFound, for drafts too: only moderators know of them."""
    event = _find(db, slug)
    if event is None or event.status == EventStatus.DRAFT:
        raise EventNotFound(slug)
    return event


def get_moderated_event(db: Database, by: Moderator, slug: str) -> EventDetails:
    """An event of one of this moderator's groups, drafts included. Raises EventNotFound for any other."""
    event = _find(db, slug)
    if event is None:
        raise EventNotFound(slug)
    by.require(event.working_group_id, slug)
    return event


def list_events(db: Database, query: EventQuery | None = None) -> tuple[EventDetails, ...]:
    """Published and cancelled events that fit: upcoming ones soonest first, the archive latest first."""
    query = query or EventQuery()
    now = clock.utc_now()
    events = [each for each in _all_public(db) if (each.ends_at <= now) == query.archive and _fits(each, query)]
    return tuple(reversed(events)) if query.archive else tuple(events)


def list_public_events(db: Database) -> tuple[EventDetails, ...]:
    """All of them in order of time, for machines."""
    return _all_public(db)


def list_feed_events(db: Database, working_group: str | None = None) -> tuple[EventDetails, ...]:
    """What a subscribed calendar holds: the future and the last 90 days, cancelled ones included."""
    since = clock.utc_now() - FEED_PAST
    return tuple(
        each for each in _all_public(db) if each.ends_at >= since and working_group in (None, each.working_group_slug)
    )


def list_moderated_events(db: Database, by: Moderator) -> tuple[EventDetails, ...]:
    """The events of this moderator's groups, soonest first."""
    return _of_groups(db, by, by.moderates)


def list_check_in_events(db: Database, by: Moderator) -> tuple[EventDetails, ...]:
    """Published events of the groups that this person moderates or helps in, soonest first."""
    found = _of_groups(db, by, by.moderates | by.helps_in)
    return tuple(each for each in found if each.status == EventStatus.PUBLISHED)


def _of_groups(db: Database, by: Moderator, group_ids: frozenset[int]) -> tuple[EventDetails, ...]:
    query = _DETAILS.order_by(Event.starts_at, Event.id)
    if not by.is_administrator:
        query = query.where(Event.working_group_id.in_(group_ids))
    return _many(db, query)


def next_of_group(db: Database, event: EventDetails) -> EventDetails | None:
    """The next open or announced event of the same working group, None if there is none."""
    others = [each for each in list_events(db) if each.working_group_id == event.working_group_id]
    return next((each for each in others if each.id != event.id and each.status == EventStatus.PUBLISHED), None)


def event_questions(db: Database, event_id: int) -> tuple[QuestionForm, ...]:
    """The event's own questions, in the order of its form."""
    with db.reading() as session:
        return list_questions(session, event_id)


def find_change_counters(db: Database, event_id: int) -> tuple[int, int] | None:
    """The numbers that are raised with every change of the event's registrations, and of its questions; None if the event
    is gone."""
    query = select(Event.change_counter, Event.discussion_counter).where(Event.id == event_id)
    with db.reading() as session:
        found = session.execute(query).one_or_none()
        return None if found is None else (found.change_counter, found.discussion_counter)


def _fits(event: EventDetails, query: EventQuery) -> bool:
    words = fold(query.search).split()
    haystack = fold(" ".join(_searched(event)))
    return (
        all(word in haystack for word in words)
        and query.working_group in ("", event.working_group_slug)
        and (not query.category or query.category in event.categories)
        and query.format in ("", event.format)
    )


def _searched(event: EventDetails) -> Iterable[str]:
    yield from (event.title, event.text, event.summary or "", event.location, event.address or "")
    yield from (event.working_group, event.kind or "", event.moderation or "", *event.categories)
    for speaker in event.speakers:
        yield f"{speaker.name} {speaker.institution}"


def _all_public(db: Database) -> tuple[EventDetails, ...]:
    query = _DETAILS.where(Event.status != EventStatus.DRAFT)
    return _many(db, query.order_by(Event.starts_at, Event.id))


def _find(db: Database, slug: str) -> EventDetails | None:
    """None also for what cannot be a slug: PostgreSQL will not even look for a NUL character."""
    if not slug.isprintable():
        return None
    with db.reading() as session:
        row = next(iter(_BY_SLUG.rows(session, {"slug": slug})), None)
    return None if row is None else details_of(row, clock.utc_now())


def _many(db: Database, query: Select[*tuple[Any, ...]]) -> tuple[EventDetails, ...]:
    with db.reading() as session:
        rows = session.connection().execute(query).all()
    at = clock.utc_now()
    return tuple(details_of(row, at) for row in rows)


def event_in(session: Session, event_id: int) -> EventDetails:
    """The details inside a running transaction. Raises EventNotFound."""
    row = next(iter(_BY_ID.rows(session, {"id": event_id})), None)
    if row is None:
        raise EventNotFound(str(event_id))
    return details_of(row, clock.utc_now())


def details_of(row: Any, at: datetime) -> EventDetails:
    """The frozen picture of a row of _DETAILS; `at` decides the state."""
    same: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    return EventDetails(
        **same,
        status=EventStatus(row.status),
        format=EventFormat(row.format),
        participant_list=ParticipantList(row.participant_list),
        discussion=Discussion(row.discussion),
        state=state_of(row, at),
        categories=tuple(row.categories),
        speakers=tuple(Speaker(each["name"], each.get("institution", "")) for each in row.speakers),
    )
