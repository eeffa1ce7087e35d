"""Deadlines without a date: "gebt bis Montag Bescheid", "Anmeldung bis zum Vortag", "bis drei Tage vorher"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from akevents.formats.announcements import words
from akevents.formats.announcements.calendar_words import weekday_number
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.source import Source

READ_CHARACTERS = 40_000
_NUMBERS = {"ein": 1, "einen": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6}
_TOLD = re.compile(  # in small letters
    r"bis (?<=\bbis )(?:spätestens |einschließlich |zum |zu |am |nächsten |nächste |kommenden |diesen |dem ){0,3}"
    r"(?:(?P<weekday>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)(?:abend|mittag|nachmittag)?"
    r"|(?:vortag|(?:tag|abend) (?:davor|vorher))"
    r"|(?P<number>ein(?:e|en)?|zwei|drei|vier|fünf|sechs|\d{1,2}) (?P<unit>tage?|wochen?) (?:vorher|zuvor|davor|vor\b))"
    r"(?![\w-])(?!,?\s{0,2}(?:der |den |dem )?\d{1,2}\.)"
)
_IS_RANGE = re.compile(r"(?:mo|di|mi|do|fr|sa|so)\w{0,8}\.?\s$")  # "Montag bis Freitag"


@dataclass(frozen=True, slots=True)
class Told:
    """The last day on which one can register, and the words that say so."""

    day: date
    span: Span


def told_deadline(source: Source, first: date) -> Told | None:
    """Seen from the event's first day: of a weekday the last one before it."""
    low = source.lower
    for match in _TOLD.finditer(low, 0, READ_CHARACTERS):
        start, end = source.sentence(match.start())
        if _IS_RANGE.search(low[max(start, match.start() - 14) : match.start()]):
            continue
        if words.OTHER_DEADLINE.search(low, start, end) or not words.REGISTRATION.search(low, start, end):
            continue
        return Told(first - _before(match, first), match.span())
    return None


def _before(match: re.Match[str], first: date) -> timedelta:
    if match["weekday"]:
        return timedelta(days=(first.weekday() - weekday_number(match["weekday"])) % 7 or 7)
    if match["number"]:
        count = _NUMBERS.get(match["number"]) or int(match["number"])
        return timedelta(days=count * (7 if match["unit"].startswith("w") else 1))
    return timedelta(days=1)
