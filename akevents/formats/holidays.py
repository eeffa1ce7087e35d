"""German public holidays by Land, for any year from 1991 on: the moderator reads them beside a date they are about to choose.

Source: the holiday laws of the sixteen Länder, as amended until 2025; Easter by the Gregorian computus."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from akevents.formats.places import STATES

EVERYWHERE = frozenset(STATES)
NOWHERE: frozenset[str] = frozenset()
ALWAYS = 9999  # the year in which a rule without an end ends


@dataclass(frozen=True, slots=True)
class Holiday:
    """`states` are the Länder (keys of STATES) where the day is a holiday, `partly_in` those where it is one in some
    municipalities only: Mariä Himmelfahrt in Bavaria's Catholic ones, Fronleichnam in a few of Saxony and Thuringia, the
    Friedensfest in Augsburg. Which municipalities these are is not known here."""

    day: date
    name: str
    states: frozenset[str]
    partly_in: frozenset[str] = NOWHERE

    @property
    def is_nationwide(self) -> bool:
        return self.states == EVERYWHERE


class _Fixed(NamedTuple):
    """The same day every year, from year `since` to year `until`."""

    month: int
    day: int
    name: str
    states: frozenset[str] = EVERYWHERE
    partly_in: frozenset[str] = NOWHERE
    since: int = 0
    until: int = ALWAYS


class _Movable(NamedTuple):
    """So many days after Easter Sunday."""

    days: int
    name: str
    states: frozenset[str] = EVERYWHERE
    partly_in: frozenset[str] = NOWHERE


def _in(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


_REFORMATION = _in("BB MV SN ST TH")
_FIXED = (
    _Fixed(1, 1, "Neujahr"),
    _Fixed(1, 6, "Heilige Drei Könige", _in("BW BY ST")),
    _Fixed(3, 8, "Internationaler Frauentag", _in("BE"), since=2019, until=2022),
    _Fixed(3, 8, "Internationaler Frauentag", _in("BE MV"), since=2023),
    _Fixed(5, 1, "Tag der Arbeit"),
    _Fixed(5, 8, "Tag der Befreiung", _in("BE"), since=2020, until=2020),
    _Fixed(5, 8, "Tag der Befreiung", _in("BE"), since=2025, until=2025),
    _Fixed(6, 17, "Jahrestag des Volksaufstandes", _in("BE"), since=2028, until=2028),
    _Fixed(8, 8, "Augsburger Friedensfest", NOWHERE, _in("BY")),
    _Fixed(8, 15, "Mariä Himmelfahrt", _in("SL"), _in("BY")),
    _Fixed(9, 20, "Weltkindertag", _in("TH"), since=2019),
    _Fixed(10, 3, "Tag der Deutschen Einheit"),
    _Fixed(10, 31, "Reformationstag", _REFORMATION, until=2016),
    _Fixed(10, 31, "Reformationstag", since=2017, until=2017),  # five hundred years
    _Fixed(10, 31, "Reformationstag", _REFORMATION | _in("HB HH NI SH"), since=2018),
    _Fixed(11, 1, "Allerheiligen", _in("BW BY NW RP SL")),
    _Fixed(12, 25, "1. Weihnachtstag"),
    _Fixed(12, 26, "2. Weihnachtstag"),
)
_MOVABLE = (
    _Movable(-2, "Karfreitag"),
    _Movable(0, "Ostersonntag", _in("BB")),
    _Movable(1, "Ostermontag"),
    _Movable(39, "Christi Himmelfahrt"),
    _Movable(49, "Pfingstsonntag", _in("BB")),
    _Movable(50, "Pfingstmontag"),
    _Movable(60, "Fronleichnam", _in("BW BY HE NW RP SL"), _in("SN TH")),
)
_REPENTANCE_EVERYWHERE_UNTIL = 1994  # then given up for the long-term care insurance, but for Saxony


@cache
def holidays_in(year: int) -> tuple[Holiday, ...]:
    """Every holiday of this year that is one in some Land, by day. Before 1991 today's rules are taken to have held."""
    return tuple(sorted(_all_in(year), key=lambda each: each.day))


def holidays_on(day: date) -> tuple[Holiday, ...]:
    """What is celebrated on this day: mostly nothing, rarely two (1 May 2008 was Christi Himmelfahrt too)."""
    return tuple(each for each in holidays_in(day.year) if each.day == day)


def easter_sunday(year: int) -> date:
    """Source: the anonymous Gregorian algorithm (Nature, 20 April 1876; J. Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    month, day = divmod(moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451) + 114, 31)
    return date(year, month, day + 1)


def _all_in(year: int) -> Iterator[Holiday]:
    for rule in _FIXED:
        if rule.since <= year <= rule.until:
            yield Holiday(date(year, rule.month, rule.day), rule.name, rule.states, rule.partly_in)
    easter = easter_sunday(year)
    for movable in _MOVABLE:
        yield Holiday(easter + timedelta(days=movable.days), movable.name, movable.states, movable.partly_in)
    states = EVERYWHERE if year <= _REPENTANCE_EVERYWHERE_UNTIL else _in("SN")
    yield Holiday(_day_of_repentance(year), "Buß- und Bettag", states)


def _day_of_repentance(year: int) -> date:
    """The Wednesday before 23 November: eleven days before the first Sunday in Advent."""
    last = date(year, 11, 22)
    return last - timedelta(days=(last.weekday() - 2) % 7)
