"""How often a working group meets: read from the days on which it met, and continued.

Days are calendar days where the event takes place; `instants` gives them the wall clock's time, so 17:00 stays 17:00 when
summer time begins. A month that lacks the 31st is met on its last day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from akevents.wording import rhythms as words

MOST_DATES = 60  # in one series
REMEMBERED = 8  # so many of the last days say what the rhythm is now; older ones are history
WEEKS_AT_MOST, MONTHS_AT_MOST = 8, 12  # what is seldomer is read as months, or as no rhythm
MOVED_EARLIER = timedelta(days=3)  # so shortly after a meeting there is no other one: that was it, moved
LAST = -1  # the last such weekday of a month
_WEEK, _LAST_COUNTED = 7, 4  # a fifth weekday is always the last


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """Monday is 0."""

    weeks: int
    weekday: int

    @property
    def words(self) -> str:
        return words.weekly(self.weeks, self.weekday)

    def first(self, start: date) -> date:
        return start + timedelta(days=(self.weekday - start.weekday()) % _WEEK)

    def after(self, day: date) -> date:
        monday = day - timedelta(days=day.weekday())  # a meeting moved to Thursday does not move the next one
        return monday + timedelta(weeks=self.weeks, days=self.weekday)


@dataclass(frozen=True, slots=True)
class _Monthly:
    """What has one day in each month, which `_in` finds."""

    months: int

    def first(self, start: date) -> date:
        here = self._in(start)
        return here if here >= start else self._in(_months_later(start, 1))

    def after(self, day: date) -> date:
        return self._in(_months_later(day, self.months))

    def _in(self, month: date) -> date:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class NthWeekday(_Monthly):
    """Every so many months on the nth (1 to 4, or LAST) such weekday."""

    nth: int
    weekday: int

    @property
    def words(self) -> str:
        return words.nth_weekday(self.months, self.nth, self.weekday)

    def _in(self, month: date) -> date:
        if self.nth == LAST:
            end = _last_day(month)
            return end - timedelta(days=(end.weekday() - self.weekday) % _WEEK)
        begin = month.replace(day=1)
        return begin + timedelta(days=(self.weekday - begin.weekday()) % _WEEK, weeks=self.nth - 1)


@dataclass(frozen=True, slots=True)
class DayOfMonth(_Monthly):
    """Every so many months on this day."""

    day: int

    @property
    def words(self) -> str:
        return words.day_of_month(self.months, self.day)

    def _in(self, month: date) -> date:
        return month.replace(day=min(self.day, _last_day(month).day))


Rhythm = EveryWeeks | NthWeekday | DayOfMonth


def next_date(rhythm: Rhythm, after: date) -> date:
    """The next day of this rhythm. `after` may be a meeting that was moved by some days within its week or month."""
    return rhythm.after(after)


def dates(rhythm: Rhythm, start: date, *, count: int = MOST_DATES, until: date | None = None) -> tuple[date, ...]:
    """The days of this rhythm from `start` on, at most `count`, never more than MOST_DATES, none after `until`."""
    found = islice(_all_from(rhythm, start), max(0, min(count, MOST_DATES)))
    return tuple(day for day in found if until is None or day <= until)


def instants(days: Iterable[date], at: time, timezone: str) -> tuple[datetime, ...]:
    """The moments at which clocks in this zone show `at` on these days; aware, in that zone."""
    zone = ZoneInfo(timezone)
    return tuple(datetime.combine(day, at, zone) for day in days)


def next_meeting(rhythm: Rhythm, met: Iterable[date]) -> date:
    """The day on which this rhythm goes on after the last of these days (at least one).

    It is reckoned from the last day that keeps to the rhythm: an evening in between, or one that was moved, shifts nothing.
    """
    known = sorted(met)
    regular = [day for day in known if rhythm.first(day) == day]
    day = rhythm.after(regular[-1] if regular else known[-1])
    while day <= known[-1] + MOVED_EARLIER:
        day = rhythm.after(day)
    return day


def rhythm_of(days: Iterable[date]) -> Rhythm | None:
    """What these days have in common, None if no rhythm foretells at least half of the last eight of them; later days count
    for more. Where two readings say the same, the monthly one wins: two meetings four weeks apart."""
    known = sorted(set(days))[-REMEMBERED:]
    best = max(_readings(known), key=lambda rhythm: _weight(rhythm, known), default=None)  # of equals the first
    everything = sum(range(len(known)))
    return best if best and 2 * _weight(best, known) >= everything else None


def suggestions(day: date) -> tuple[Rhythm, ...]:
    """The rhythms that a meeting on this day could be the beginning of, the most frequent first."""
    weekday = day.weekday()
    monthly = (NthWeekday(months, nth, weekday) for months in (1, 2, 3, 6) for nth in _places_in_month(day))
    return (*(EveryWeeks(weeks, weekday) for weeks in (1, 2, 4)), *monthly, DayOfMonth(1, day.day))


def _all_from(rhythm: Rhythm, start: date) -> Iterator[date]:
    day = rhythm.first(start)
    while True:
        yield day
        day = rhythm.after(day)


def _readings(known: list[date]) -> Iterator[Rhythm]:
    """What each step could mean: months on a weekday first, then weeks, then months on a day."""
    steps = list(pairwise(known))
    months = [(_months_between(before, day), day) for before, day in steps]
    monthly = [(count, day) for count, day in months if 1 <= count <= MONTHS_AT_MOST]
    for count, day in monthly:
        yield from (NthWeekday(count, nth, day.weekday()) for nth in reversed(_places_in_month(day)))
    for before, day in steps:
        weeks, rest = divmod((day - before).days, _WEEK)
        if not rest and weeks <= WEEKS_AT_MOST:
            yield EveryWeeks(weeks, day.weekday())
    longest = max((day.day for day in known), default=0)  # the 31st, though February had 28
    for count, day in monthly:
        yield from (DayOfMonth(count, number) for number in (day.day, longest))


def _weight(rhythm: Rhythm, known: list[date]) -> int:
    """The days that this rhythm foretells from one before, the later ones heavier; what lies between is left alone.

    A day of the month is believed only where every meeting keeps to it: weekdays fall on the same day too easily."""
    foretold = {rhythm.after(day) for day in known if rhythm.first(day) == day}
    if isinstance(rhythm, DayOfMonth) and not foretold.issuperset(known[1:]):
        return 0
    return sum(number for number, day in enumerate(known) if day in foretold)


def _places_in_month(day: date) -> tuple[int, ...]:
    """Which weekday of its month a day is: the second; the fourth and the last."""
    nth = (day.day + _WEEK - 1) // _WEEK
    is_last = day.day + _WEEK > _last_day(day).day
    return (*((nth,) if nth <= _LAST_COUNTED else ()), *((LAST,) if is_last else ()))


def _months_between(before: date, day: date) -> int:
    return 12 * (day.year - before.year) + day.month - before.month


def _months_later(day: date, months: int) -> date:
    """The first of the month so many months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _last_day(day: date) -> date:
    return _months_later(day, 1) - timedelta(days=1)
