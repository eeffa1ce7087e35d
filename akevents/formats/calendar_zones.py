"""Time zones as calendar files need them: one yearly rule each (RFC 5545, section 3.6.5), no RDATE.

Written here because icalendar's own VTIMEZONEs carry RDATEs, which ical.js reads one hour late in summer."""

from calendar import monthcalendar, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

VERIFIED_YEARS = range(2020, 2038)  # a derived zone must keep one rule through all of them
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RULES_BEGIN = 1970  # first year of every DTSTART in a VTIMEZONE; earlier events are written in UTC


class UnsupportedTimezone(ValueError):
    """The zone is unknown, or no yearly rule of two RRULEs and no fixed offset describes it."""

    def __init__(self, timezone: str, reason: str) -> None:
        super().__init__(f"Time zone {timezone!r} cannot be written to a calendar file: {reason}.")
        self.timezone = timezone
        self.reason = reason


def supports(timezone: str) -> bool:
    """Whether calendar files can be written for events in this zone."""
    try:
        rule_of(timezone)
    except UnsupportedTimezone:
        return False
    return True


def local_value(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


@dataclass(frozen=True, slots=True)
class _YearlyChange:
    """Every year on the nth weekday (Monday is 0) of a month, when clocks show `at`, they move to another offset.

    `nth` -1 means the last."""

    month: int
    nth: int
    weekday: int
    at: time
    offset_before: timedelta
    offset_after: timedelta
    name_after: str

    def local_in(self, year: int) -> datetime:
        days = [week[self.weekday] for week in monthcalendar(year, self.month) if week[self.weekday]]
        return datetime.combine(date(year, self.month, days[self.nth - 1 if self.nth > 0 else self.nth]), self.at)

    def instant_in(self, year: int) -> datetime:
        return (self.local_in(year) - self.offset_before).replace(tzinfo=UTC)

    def lines(self) -> Iterator[str]:
        kind = "DAYLIGHT" if self.offset_after > self.offset_before else "STANDARD"
        yield from (f"BEGIN:{kind}", f"DTSTART:{local_value(self.local_in(RULES_BEGIN))}")
        yield f"RRULE:FREQ=YEARLY;BYMONTH={self.month};BYDAY={self.nth}{WEEKDAYS[self.weekday]}"
        yield from (f"TZOFFSETFROM:{_offset(self.offset_before)}", f"TZOFFSETTO:{_offset(self.offset_after)}")
        yield from (f"TZNAME:{self.name_after}", f"END:{kind}")


@dataclass(frozen=True, slots=True)
class _SummerTime:
    """A zone whose clocks change twice a year, for ever by the same two rules."""

    changes: tuple[_YearlyChange, _YearlyChange]
    is_utc = False

    def offset_at(self, utc: datetime) -> timedelta | None:
        if utc.year <= RULES_BEGIN:
            return None
        years = (utc.year - 1, utc.year)
        onsets = [(change.instant_in(year), change.offset_after) for change in self.changes for year in years]
        return max(onset for onset in onsets if onset[0] <= utc)[1]

    def lines(self) -> Iterator[str]:
        for change in self.changes:
            yield from change.lines()


@dataclass(frozen=True, slots=True)
class _FixedOffset:
    """A zone whose clocks never change in the years looked at."""

    offset: timedelta
    name: str

    @property
    def is_utc(self) -> bool:
        return self.name == "UTC"

    def offset_at(self, utc: datetime) -> timedelta | None:
        return self.offset if utc.year > RULES_BEGIN else None

    def lines(self) -> Iterator[str]:
        yield from ("BEGIN:STANDARD", f"DTSTART:{RULES_BEGIN}0101T000000")
        yield from (f"TZOFFSETFROM:{_offset(self.offset)}", f"TZOFFSETTO:{_offset(self.offset)}")
        yield from (f"TZNAME:{self.name}", "END:STANDARD")


_HOUR = timedelta(hours=1)
_BERLIN = _SummerTime(
    (
        _YearlyChange(3, -1, 6, time(2), _HOUR, 2 * _HOUR, "CEST"),
        _YearlyChange(10, -1, 6, time(3), 2 * _HOUR, _HOUR, "CET"),
    )
)


@cache
def rule_of(timezone: str) -> _SummerTime | _FixedOffset:
    """Raises UnsupportedTimezone, also for a zone that changed its rule within VERIFIED_YEARS."""
    if timezone == "Europe/Berlin":
        return _BERLIN
    zone = _loaded(timezone)
    seen = list(_changes_seen(zone))
    if not seen:
        start = datetime(VERIFIED_YEARS.start, 1, 1, tzinfo=zone)
        return _FixedOffset(start.utcoffset() or timedelta(0), start.tzname() or timezone)
    years = [list(group) for _, group in groupby(seen, key=lambda change: change.local.year)]
    if len(years) != len(VERIFIED_YEARS) or any(len(year) != 2 for year in years):  # noqa: PLR2004
        raise UnsupportedTimezone(timezone, "its clocks do not change twice in every year")
    first, second = ([year[half] for year in years] for half in (0, 1))
    return _SummerTime((_yearly(timezone, first), _yearly(timezone, second)))


def _loaded(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:  # an unknown name, a malformed one, the name of a folder of zones
        raise UnsupportedTimezone(timezone, "there is no such zone") from error


class _ChangeSeen(NamedTuple):
    local: datetime  # what clocks showed at the change, by the offset before it
    offset_before: timedelta
    offset_after: timedelta
    name_after: str


def _changes_seen(zone: ZoneInfo) -> Iterator[_ChangeSeen]:
    start, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (VERIFIED_YEARS.start, VERIFIED_YEARS.stop))
    days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    for before, after in pairwise(day.astimezone(zone) for day in days):
        if before.utcoffset() != after.utcoffset():
            yield _change_between(before.astimezone(UTC), after.astimezone(UTC), zone)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> _ChangeSeen:
    """The change within one day, found by halving it down to the second."""
    offset = before.astimezone(zone).utcoffset() or timedelta(0)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // timedelta(seconds=2) * timedelta(seconds=1)
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == offset else (before, middle)
    shown, changed = (after + offset).replace(tzinfo=None), after.astimezone(zone)
    return _ChangeSeen(shown, offset, changed.utcoffset() or timedelta(0), changed.tzname() or "")


def _yearly(timezone: str, seen: list[_ChangeSeen]) -> _YearlyChange:
    """The one rule behind a change seen once in each year. Raises UnsupportedTimezone if there is none."""
    shapes = {(change.local.month, change.local.weekday(), change.local.time(), *change[1:]) for change in seen}
    weeks = set.intersection(*({(change.local.day + 6) // 7, *_last_week(change.local)} for change in seen))
    if len(shapes) != 1 or not weeks:
        raise UnsupportedTimezone(timezone, "its clocks do not change on the same weekday of the same month every year")
    month, weekday, at, before, after, name = shapes.pop()
    return _YearlyChange(month, min(weeks), weekday, at, before, after, name)


def _last_week(day: date) -> tuple[int, ...]:
    return (-1,) if day.day + 7 > monthrange(day.year, day.month)[1] else ()


def _offset(offset: timedelta) -> str:
    sign = "-" if offset < timedelta(0) else "+"
    minutes, seconds = divmod(abs(offset) // timedelta(seconds=1), 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
