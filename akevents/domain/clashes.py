"""What speaks against a date: holidays, other events, the calendar's own traps. Days and events only, nobody's data.

A clash forbids nothing. It is said while a moderator chooses, in the words of wording/clashes.py."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from akevents import clock
from akevents.domain.moderators import Moderator
from akevents.formats.holidays import Holiday, holidays_on
from akevents.formats.places import STATES
from akevents.store.database import Database
from akevents.store.tables import Event, EventStatus, WorkingGroup
from akevents.wording import clashes as wording
from akevents.wording.dates import local, zone

# Worth knowing, but no reason to look for another day; everything else is.
HINTS = frozenset({"same_day", "holiday_partly", "holiday_elsewhere", "clocks_forward", "clocks_back"})
DAYS_AT_MOST = 31  # of one event; a longer one is looked at for its first month
EVES = {(12, 24): "christmas_eve", (12, 31): "new_years_eve"}  # month and day; no holidays, and nobody comes
_DAY = timedelta(days=1)
_SUNDAY, _SATURDAY = 6, 5


@dataclass(frozen=True, slots=True)
class Clash:
    """`code` is a key of wording.clashes.SENTENCES, `facts` are what its sentence names."""

    code: str
    facts: dict[str, Any]

    @property
    def is_hint(self) -> bool:
        return self.code in HINTS

    @property
    def words(self) -> str:
        return wording.sentence(self.code, self.facts)


class Span(NamedTuple):
    """A time that somebody thinks of for an event; aware instants."""

    starts_at: datetime
    ends_at: datetime
    deadline_at: datetime | None


class _Place(NamedTuple):
    timezone: str
    state: str | None  # the Land whose holidays count


def find_clashes(
    db: Database,
    by: Moderator,
    starts_at: datetime,
    ends_at: datetime,
    deadline_at: datetime | None,
    timezone: str,
    working_group_id: int,
    *,
    ignoring_event_id: int | None = None,
) -> tuple[Clash, ...]:
    """What speaks against this time for an event of this group, hints last. Raises EventNotFound for a foreign group."""
    span = Span(starts_at, ends_at, deadline_at)
    return clashes_of_all(db, by, (span,), timezone, working_group_id, ignoring_event_id=ignoring_event_id)[0]


def clashes_of_all(
    db: Database,
    by: Moderator,
    spans: Sequence[Span],
    timezone: str,
    working_group_id: int,
    *,
    ignoring_event_id: int | None = None,
) -> tuple[tuple[Clash, ...], ...]:
    """The same for many times at once, in their order, with two queries however many they are."""
    by.require(working_group_id)
    if not spans:
        return ()
    with db.reading() as session:
        state = session.scalar(select(WorkingGroup.state).where(WorkingGroup.id == working_group_id))
        found = session.connection().execute(_events_near(spans, timezone)).all()
    others = [each for each in found if each.id != ignoring_event_id]
    place, now = _Place(timezone, state), clock.utc_now()
    return tuple(_sorted((*_past(span, place, now), *_events(span, place, others, by), *_days(span, place),
                          *_deadline(span, place))) for span in spans)  # fmt: skip


def _sorted(clashes: tuple[Clash, ...]) -> tuple[Clash, ...]:
    return tuple(sorted(clashes, key=lambda each: each.is_hint))


def _events_near(spans: Sequence[Span], timezone: str) -> Any:
    """Every event that may touch a day of these spans; a cancelled one takes nobody's evening."""
    first = _midnight(min(local(span.starts_at, timezone).date() for span in spans), timezone)
    last = _midnight(max(_days_of(span, timezone)[-1] for span in spans) + _DAY, timezone)
    columns = (Event.id, Event.title, Event.status, Event.starts_at, Event.ends_at, Event.working_group_id)
    return (
        select(*columns, WorkingGroup.name.label("working_group"))
        .join(WorkingGroup, WorkingGroup.id == Event.working_group_id)
        .where(Event.status != EventStatus.CANCELLED, Event.starts_at < last, Event.ends_at > first)
        .order_by(Event.starts_at, Event.id)
    )


def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(0), zone(timezone))


def _days_of(span: Span, timezone: str) -> list[date]:
    """The days it touches where it takes place; an end at midnight does not touch the next one."""
    first = local(span.starts_at, timezone).date()
    last = local(max(span.starts_at, span.ends_at - timedelta(microseconds=1)), timezone).date()
    return [first + timedelta(days=number) for number in range(min((last - first).days + 1, DAYS_AT_MOST))]


def _past(span: Span, place: _Place, now: datetime) -> Iterator[Clash]:
    if span.starts_at <= now:
        yield Clash("in_the_past", {"day": local(span.starts_at, place.timezone).date()})


def _events(span: Span, place: _Place, others: Sequence[Any], by: Moderator) -> Iterator[Clash]:
    days = _days_of(span, place.timezone)
    begin, end = _midnight(days[0], place.timezone), _midnight(days[-1] + _DAY, place.timezone)
    for event in others:
        if event.starts_at < end and event.ends_at > begin:
            meets = event.starts_at < span.ends_at and event.ends_at > span.starts_at
            yield Clash("overlap" if meets else "same_day", _facts_of(event, place, by))


def _facts_of(event: Any, place: _Place, by: Moderator) -> dict[str, Any]:
    """Nothing but its existence of another group's draft."""
    if event.status == EventStatus.DRAFT and not by.may_moderate(event.working_group_id):
        return {}
    names = ("title", "working_group", "starts_at", "ends_at")
    return {name: getattr(event, name) for name in names} | {"timezone": place.timezone}


def _days(span: Span, place: _Place) -> Iterator[Clash]:
    days = _days_of(span, place.timezone)
    for day in days:
        for holiday in holidays_on(day):
            yield _holiday(holiday, place.state)
        yield from _of_the_year(day, place.timezone)
    if weekend := next((day for day in days if day.weekday() >= _SATURDAY), None):
        yield Clash("weekend", {"day": weekend})


def _holiday(holiday: Holiday, state: str | None) -> Clash:
    facts = {"day": holiday.day, "name": holiday.name}
    if holiday.is_nationwide:
        return Clash("holiday", facts | {"states": ()})
    if state in holiday.states:
        return Clash("holiday", facts | {"states": (STATES[state],)})
    if state in holiday.partly_in:
        return Clash("holiday_partly", facts | {"states": (STATES[state],)})
    if not holiday.states:
        return Clash("holiday_partly", facts | {"states": _names(holiday.partly_in)})
    return Clash("holiday_elsewhere", facts | {"states": _names(holiday.states)})


def _names(states: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for code, name in STATES.items() if code in states)


def _of_the_year(day: date, timezone: str) -> Iterator[Clash]:
    if code := EVES.get((day.month, day.day)):
        yield Clash(code, {"day": day})
    before, after = (_midnight(each, timezone).utcoffset() for each in (day, day + _DAY))
    if before is not None and after is not None and before != after:
        yield Clash("clocks_forward" if after > before else "clocks_back", {"day": day})


def _deadline(span: Span, place: _Place) -> Iterator[Clash]:
    if span.deadline_at is None:
        return
    day = local(span.deadline_at, place.timezone).date()
    if span.deadline_at > span.starts_at:
        yield Clash("deadline_after_start", {})
    if day.weekday() == _SUNDAY:
        yield Clash("deadline_on_sunday", {"day": day})
    for holiday in holidays_on(day):
        if place.state in holiday.states or holiday.is_nationwide:
            yield Clash("deadline_on_holiday", {"day": day, "name": holiday.name})
