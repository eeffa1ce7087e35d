"""The figures of the live screen: one consistent look, counted by the database."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain.days_of_registering import registered_per_day
from akevents.domain.events import EventDetails, event_in
from akevents.domain.late_requests import accepted_ids
from akevents.domain.moderators import Moderator
from akevents.domain.municipality_counts import MunicipalityCount, municipality_counts
from akevents.store.database import Database
from akevents.store.tables import Event, EventStatus, MailStatus, OutboxMail, Registration, RegistrationStatus
from akevents.wording import counted
from akevents.wording.dates import local

ARRIVALS = 6
WAITING_SHOWN = 5
AFTERMATH = timedelta(days=14)  # after an event its mails still matter: materials, cancellations
REQUESTS_SHOWN = 5
COUNTED = (RegistrationStatus.PENDING, RegistrationStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Someone who registered."""

    id: int
    name: str
    institution: str
    at: datetime
    status: RegistrationStatus


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A late request that waits for the moderator."""

    id: int
    name: str
    institution: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many people held a place at the end of this day, in the event's zone."""

    day: date
    total: int


@dataclass(frozen=True, slots=True)
class LateCounts:
    """Late requests that wait, and how many of the confirmed came by one."""

    waiting: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """What the live screen shows. `by_kind` and `by_state` count people with a place, most first; a state of None is
    an institution whose Land is not known. `confirmed_late` of the confirmed came by a late request; `requests` are those
    that have waited longest."""

    event: EventDetails
    confirmed: int
    confirmed_late: int
    pending: int
    requested: int
    waitlisted: int
    cancelled: int
    present: int
    new_today: int
    by_kind: tuple[tuple[str, int], ...]
    by_state: tuple[tuple[str | None, int], ...]
    by_municipality: tuple[MunicipalityCount, ...]
    arrivals: tuple[Arrival, ...]
    waiting: tuple[Arrival, ...]
    requests: tuple[OpenRequest, ...]
    over_time: tuple[DayCount, ...]


def live_figures(db: Database, by: Moderator, event_id: int) -> LiveFigures:
    """All figures of one event at one moment. Raises EventNotFound."""
    with db.reading() as session:
        event = event_in(session, event_id)
        by.require(event.working_group_id, event.slug)
        counts = counts_of(session, event_id)
        status = counts.by_status
        per_day = registered_per_day(session, event, sum(status[each] for each in COUNTED))
        return LiveFigures(
            event=event,
            confirmed=status[RegistrationStatus.CONFIRMED],
            confirmed_late=_confirmed_late(session, event_id),
            pending=status[RegistrationStatus.PENDING],
            requested=status[RegistrationStatus.REQUESTED],
            waitlisted=status[RegistrationStatus.WAITLISTED],
            cancelled=status[RegistrationStatus.CANCELLED],
            present=_present(session, event_id),
            new_today=per_day[local(clock.utc_now(), event.timezone).date()],
            by_kind=most_first(counts.by_kind),
            by_state=most_first(counts.by_state),
            by_municipality=municipality_counts(counts.by_municipality),
            arrivals=_people(session, _newest(event_id)),
            waiting=_people(session, _next_waiting(event_id)),
            requests=_open_requests(session, event_id) if status[RegistrationStatus.REQUESTED] else (),
            over_time=_running_total(per_day),
        )


class Counts(NamedTuple):
    """People by status; and those with a place by kind of institution, by Land and by municipality, whose key is its AGS. None:
    not known."""

    by_status: Counter[str]
    by_kind: Counter[str]
    by_state: Counter[str | None]
    by_municipality: Counter[str | None]


def counts_of(session: Session, event_id: int) -> Counts:
    """One pass over one index."""
    columns = (Registration.status, Registration.institution_kind, Registration.state, Registration.municipality)
    query = select(*columns, func.count()).where(Registration.event_id == event_id).group_by(*columns)
    counts = Counts(Counter(), Counter(), Counter(), Counter())
    for status, kind, state, municipality, count in session.execute(query):
        counts.by_status[status] += count
        if status in COUNTED:
            counts.by_kind[kind] += count
            counts.by_state[state] += count
            counts.by_municipality[municipality] += count
    return counts


Key = TypeVar("Key", str, str | None)


def most_first(counts: Counter[Key]) -> tuple[tuple[Key, int], ...]:
    """Equal counts in the order of their keys, so that nothing changes places between two looks."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0] or "")))


def _present(session: Session, event_id: int) -> int:
    query = select(func.count()).where(
        Registration.event_id == event_id,
        Registration.status == RegistrationStatus.CONFIRMED,
        Registration.checked_in_at.is_not(None),
    )
    return session.scalar(query) or 0


def _confirmed_late(session: Session, event_id: int) -> int:
    late = accepted_ids(event_id).subquery()
    query = select(func.count()).select_from(late).join(Registration, Registration.id == late.c.registration_id)
    return session.scalar(query.where(Registration.status == RegistrationStatus.CONFIRMED)) or 0


def _open_requests(session: Session, event_id: int) -> tuple[OpenRequest, ...]:
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.status == RegistrationStatus.REQUESTED
    )
    return tuple(
        OpenRequest(row.id, f"{row.first_name} {row.last_name}", row.institution, row.request_reason)
        for row in session.scalars(query.order_by(Registration.status_at, Registration.id).limit(REQUESTS_SHOWN))
    )


def late_counts(db: Database, by: Moderator, event_id: int) -> LateCounts:
    """Late requests of one event, counted apart from the rest. Raises EventNotFound."""
    with db.reading() as session:
        event = event_in(session, event_id)
        by.require(event.working_group_id, event.slug)
        query = select(func.count()).where(
            Registration.event_id == event_id, Registration.status == RegistrationStatus.REQUESTED
        )
        return LateCounts(session.scalar(query) or 0, _confirmed_late(session, event_id))


def _newest(event_id: int) -> Select[Registration]:
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.status != RegistrationStatus.CANCELLED
    )
    return query.order_by(Registration.number.desc()).limit(ARRIVALS)


def _next_waiting(event_id: int) -> Select[Registration]:
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.status == RegistrationStatus.WAITLISTED
    )
    return query.order_by(Registration.status_at, Registration.id).limit(WAITING_SHOWN)


def _people(session: Session, query: Select[Registration]) -> tuple[Arrival, ...]:
    return tuple(
        Arrival(
            row.id,
            f"{row.first_name} {row.last_name}",
            row.institution,
            row.registered_at,
            RegistrationStatus(row.status),
        )
        for row in session.scalars(query)
    )


def _running_total(per_day: Counter[date]) -> tuple[DayCount, ...]:
    """Every day without gaps, from the one before the first registration (nobody yet) to the last."""
    if not per_day:
        return ()
    first, last = min(per_day) - timedelta(days=1), max(per_day)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    total = 0
    result = []
    for each in days:
        total += per_day[each]
        result.append(DayCount(each, total))
    return tuple(result)


def waiting_for_moderator(db: Database, by: Moderator) -> tuple[tuple[str, str], ...]:
    """What needs this moderator today: one sentence and the event's slug each. Late requests that nobody answered."""
    query = (
        select(Event.title, Event.slug, func.count())
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.status == RegistrationStatus.REQUESTED, Event.status == EventStatus.PUBLISHED)
        .where(Event.ends_at > clock.utc_now())
        .group_by(Event.title, Event.slug, Event.starts_at)
        .order_by(Event.starts_at)
    )
    if not by.is_administrator:
        query = query.where(Event.working_group_id.in_(by.moderates))
    with db.reading() as session:
        return tuple(
            (f"{title}: {counted(count, 'Nachmeldung wartet', 'Nachmeldungen warten')} auf Ihre Entscheidung.", slug)
            for title, slug, count in session.execute(query)
        )


def undelivered(db: Database, by: Moderator) -> tuple[tuple[str, str], ...]:
    """Events whose mails were given up, one sentence and the slug each, while somebody can still do something about it."""
    query = (
        select(Event.title, Event.slug, func.count())
        .join(OutboxMail, OutboxMail.event_id == Event.id)
        .where(OutboxMail.status == MailStatus.FAILED, Event.status != EventStatus.DRAFT)
        .where(Event.ends_at > clock.utc_now() - AFTERMATH)
        .group_by(Event.title, Event.slug, Event.starts_at)
        .order_by(Event.starts_at)
    )
    if not by.is_administrator:
        query = query.where(Event.working_group_id.in_(by.moderates))
    with db.reading() as session:
        return tuple(
            (f"{title}: {counted(count, 'E-Mail ist', 'E-Mails sind')} nicht angekommen.", slug)
            for title, slug, count in session.execute(query)
        )
