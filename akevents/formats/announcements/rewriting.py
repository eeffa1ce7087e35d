"""A passage with another date or time in it, written the way it was written: "Mittwoch, den 2.3.2021" with 2022.

Each answer is read again before it is given: what would not be understood as meant is not offered."""

import re
from datetime import date

from akevents.formats.announcements.calendar_words import WEEKDAY
from akevents.formats.announcements.dates import DateMention, single_dates
from akevents.formats.announcements.times import TimeMention, find_times

_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_SHORT = 3  # letters; a shorter weekday is an abbreviation
_CENTURY = 100
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBERS = re.compile(
    r"(?P<day>\d{1,2})(?P<one>\s?[.,/]\s?)(?P<month>\d{1,2})(?:(?P<two>\s?[.,/]\s?'?)(?P<year>\d{4}|\d\d(?!\d))?)?"
)
_WORDS = re.compile(
    r"(?P<day>\d{1,2})(?P<one>\s{0,2}\.?\s{0,2})(?P<month>[A-Za-zÄÖÜäöü]{3,10}\.?)(?:(?P<two>\s{0,2},?\s{0,2}'?)"
    r"(?P<year>\d{4}|2\d))?"
)
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:(?P<dot>[:.])(?P<minute>\d\d))?")


def only_date(passage: str) -> DateMention | None:
    """The one single day a passage names; None if it names none or several."""
    found = single_dates(passage)
    return found[0] if len(found) == 1 and len(found[0].days) == 1 else None


def only_time(passage: str) -> TimeMention | None:
    """The one time, or range, a passage names."""
    found = find_times(passage, single_dates(passage))
    return found[0] if len(found) == 1 else None


def with_date(passage: str, day: date) -> str | None:
    """The passage with this day and its weekday; what it leaves out, it goes on leaving out. None if nobody can tell how."""
    mention = only_date(passage)
    if mention is None:
        return None
    head = WEEKDAY_WORD.sub(lambda word: _weekday(word[1], day), passage[: mention.bare_start])
    tail = WEEKDAY_WORD.sub(lambda word: _weekday(word[1], day), passage[mention.end :])
    bare = WEEKDAY_WORD.sub(lambda word: _weekday(word[1], day), passage[mention.bare_start : mention.end])
    for pattern, written in ((_ISO, _iso), (_NUMBERS, _in_numbers), (_WORDS, _in_words)):
        if match := pattern.match(bare):
            changed = head + written(match, day) + bare[match.end() :] + tail
            return changed if _says(changed, day) else None
    return None


WEEKDAY_WORD = re.compile(WEEKDAY)


def _weekday(word: str, day: date) -> str:
    name = _WEEKDAYS[day.weekday()]
    name = name[:2] if len(word) < _SHORT else name
    return name.upper() if word.isupper() else name


def _iso(_: re.Match[str], day: date) -> str:
    return day.isoformat()


def _in_numbers(match: re.Match[str], day: date) -> str:
    is_padded = match["day"].startswith("0") or match["month"].startswith("0")
    first, second = (f"{number:02}" if is_padded else str(number) for number in (day.day, day.month))
    return f"{first}{match['one']}{second}{match['two'] or ''}{_year(match['year'], day)}"


def _in_words(match: re.Match[str], day: date) -> str:
    return f"{day.day}{match['one']}{_MONTHS[day.month - 1]}{match['two'] or ''}{_year(match['year'], day)}"


def _year(written: str | None, day: date) -> str:
    if written is None:
        return ""
    return str(day.year) if len(written) > 2 else f"{day.year % _CENTURY:02}"  # noqa: PLR2004 - digits


def _says(passage: str, day: date) -> bool:
    mention = only_date(passage)
    return bool(mention and mention.first.on(day.year) == day and mention.first.weekday in {None, day.weekday()})


def with_time(passage: str, begins: int, ends: int) -> str | None:
    """The passage with these minutes after midnight; of a range both, of a single time the one it stands for."""
    mention = only_time(passage)
    if mention is None:
        return None
    wanted = [minutes for named, minutes in ((mention.begins, begins), (mention.ends, ends)) if named is not None]
    inside, count = passage[mention.start : mention.stop], len(wanted)
    values = iter(wanted)
    changed = _TIME.sub(lambda match: _clock(match, next(values)), inside, count=count)
    result = passage[: mention.start] + changed + passage[mention.stop :]
    again = only_time(result)
    understood = again and [minutes for minutes in (again.begins, again.ends) if minutes is not None] == wanted
    return result if understood else None


def _clock(match: re.Match[str], minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    if match["dot"] is None and not minute:
        return str(hour)
    return f"{hour:02}{match['dot'] or ':'}{minute:02}"
