"""Every time of day a text mentions, alone or as a range. Prices, rooms, laws and numbers are not times."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from akevents.formats.announcements.dates import DateMention, at_number

MOST_TIMES = 500  # as for dates
MOST_NUMBERS = 20_000  # so many numbers are looked at
DAY = 24 * 60
_HOURS, _MINUTES, _NOON = 24, 60, 12


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Minutes after midnight; 24:00 is 1440. `end` alone is "bis 18 Uhr". An impossible time has is_valid False."""

    start: int
    stop: int
    begins: int | None
    ends: int | None
    is_valid: bool = True
    is_approximate: bool = False


_APPROXIMATELY = (
    r"(?:maximal|max\.|ca\.?|circa|zirka|gegen|etwa|ungefähr|spätestens|voraussichtlich|längstens|approx\.)"
)
_SUFFIX = (
    r"(?:\s{0,2}(?P<unit%d>Uhr|uhr|UHR|h\b|hrs\b|[ap]\.?m\b\.?|[AP]M\b)(?:\s(?P<day%d>abends|nachmittags|morgens"
    r"|mittags|vormittags|nachts)\b)?)?"
)
_ATOM = r"(?P<h%d>\d{1,2})(?:(?P<s%d>[:.])(?P<m%d>\d\d)(?::\d\d)?)?" + _SUFFIX
_TIME = re.compile(
    r"(?<![\d§€])(?<!\d[.,:/])(?<![A-Za-z]-)"
    + _ATOM % ((1,) * 5)
    + r"(?P<st>\s{0,2}\(?[cs]\.\s?t\.)?"
    + r"(?:\)?\s{0,2}(?P<link>-|–|—|bis|to|und|until)(?:\s{0,2}(?P<about>"
    + _APPROXIMATELY
    + r"(?:\s{1,2}"
    + _APPROXIMATELY
    + r")?))?(?:\s{0,2}um)?\s{0,2}"
    + _ATOM % ((2,) * 5)
    + r"(?P<ct>\s{0,2}\(?c\.\s?t\.)?"
    + r")?(?![\d]|[.,:/]\d)"
)
_NO_TIME_BEFORE = re.compile(
    r"(?:§|Raum|Zimmer|Nr\.|Nummer|Seite|S\.|Kapitel|Abschnitt|Version|DIN|ISO|Maßstab|EUR|€|Euro|Tel\.|Telefon|Fax"
    r"|Art\.|Absatz|Ziffer|Dauer|Verhältnis"
    r"|Preis|Kosten|Gebühr)[:\s]{0,3}$"
)
_NO_TIME_BEHIND = re.compile(
    r"\s{0,2}(?:€|Euro|EUR|%|Prozent|Cent|km|m\b|m²|qm|Mio|Mrd|Tsd|Stunden|Std|Minuten|Min\b|Personen|Plätze|Jahre)"
)
_INTRODUCED = re.compile(
    r"(?:\bum|\bab|\bgegen|\bBeginn|\bbeginnt|\bStart|\bEinlass|\bEnde|\bvon|\bca\.|\bUhrzeit)[:\s]{0,3}(?:ist\s"
    r"|ca\.\s|um\s|ab\s|gegen\s)?$",
    re.I,
)
_APPROXIMATE_BEFORE = re.compile(
    r"(?:\bgegen|\bca\.?|\betwa|\bcirca|\bvoraussichtlich|\bungefähr|\bmaximal)[:\s]{1,3}(?:um\s|bis\s|gegen\s|ab\s)?$",
    re.I,
)
_UNTIL = re.compile(
    r"\bbis\s{1,2}(?:" + _APPROXIMATELY + r"\s{1,2}){0,2}(?:um\s)?$|(?<!\S)[-–—]\s?(?:" + _APPROXIMATELY + r"\s)?$",
    re.I,
)
_TO_MIDNIGHT = re.compile(r"\s{0,2}(?:bis|-|–)\s{1,2}Mitternacht\b")
_BETWEEN = re.compile(r"\bzwischen\s{1,2}$", re.I)
_AFTER_DATE = re.compile(r"[\s,;|(–—-]{0,5}(?:um\s|ab\s|von\s)?")
_COLUMN = re.compile(r"(?:\s{2,12}|\t)(?=[A-ZÄÖÜ„])(?!Euro|EUR)")
_OPEN_BEHIND = re.compile(r"\s{0,2}(?:[,;|)\n]|$|Uhr)")


def instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """That many minutes after the day's midnight, by the wall clock; 1440 is the next day's beginning."""
    day += timedelta(days=minutes // DAY)
    return datetime.combine(day, time(minutes % DAY // 60, minutes % 60), zone)


def find_times(text: str, dates: Sequence[DateMention]) -> list[TimeMention]:
    """In the order of the text; digits of a date are no time."""
    starts = [each.start for each in dates]
    found: list[TimeMention] = []
    place, separated = 0, -1
    for _ in range(MOST_NUMBERS):
        match = at_number(_TIME, text, place)
        if match is None or len(found) == MOST_TIMES:
            break
        number = bisect_left(starts, match.start() + 1)
        previous = dates[number - 1] if number else None
        if previous and previous.end > match.start():
            place = max(previous.end, match.start() + 1)
        elif number < len(dates) and dates[number].start < match.end():
            # "17 Uhr bis 5. Mai": the second number is a date's.
            first_alone = _TIME.match(text, match.start(), dates[number].start)
            mention = _mention(text, first_alone, previous) if first_alone else None
            found.extend([mention] if mention else [])
            place = dates[number].end
        elif mention := _mention(text, match, previous, follows_dash=match.start() != separated):
            found.append(mention)
            place = mention.stop
        else:  # in "Raum 2 – 17 Uhr" the second number is a time nevertheless
            place = separated = match.start("h2") if match["h2"] else match.end()
    return found


def _mention(
    text: str, match: re.Match[str], previous: DateMention | None, *, follows_dash: bool = True
) -> TimeMention | None:
    """`follows_dash`: a dash in front says "until"; else it only separated this time from another number."""
    before = text[max(0, match.start() - 28) : match.start()]
    if _NO_TIME_BEFORE.search(before) or _NO_TIME_BEHIND.match(text, match.end()):
        return None
    unit = match["unit1"] or match["unit2"]
    is_range = match["h2"] is not None and (match["link"] != "und" or bool(_BETWEEN.search(before)))
    if not is_range:
        return _single(text, match, before if follows_dash else before.rstrip(" -–—"), previous)
    written = (match["s1"], match["s2"])
    follows_date = bool(previous and _AFTER_DATE.fullmatch(text, previous.end, match.start()))
    is_clear = bool(unit) or written in {(":", ":"), (".", "."), (":", "."), (".", ":")}
    is_clear = is_clear or (":" in written and bool(_OPEN_BEHIND.match(text, match.end())))
    if not is_clear and not (follows_date and any(written)):
        return _single(text, match, before, previous)
    begins, ends = _minutes(match, 1), _minutes(match, 2)
    quarter = match["st"] or match["ct"] or ""
    if begins is not None and quarter.lstrip(" (").startswith("c"):
        begins += 15
    approximate = bool(match["about"]) or bool(_APPROXIMATE_BEFORE.search(before))
    valid = begins is not None and ends is not None
    if not valid and not (unit or ":" in written):
        return None
    return TimeMention(match.start(), match.end(), begins, ends, valid, approximate)


def _single(text: str, match: re.Match[str], before: str, previous: DateMention | None) -> TimeMention | None:
    """The first of the two numbers, read alone."""
    stop = (
        match.end("st") if match["st"] else max(match.end("h1"), match.end("m1"), match.end("unit1"), match.end("day1"))
    )
    if _NO_TIME_BEHIND.match(text, stop):
        return None
    if match["s1"] == "." and not match["unit1"]:
        follows_date = previous and _AFTER_DATE.fullmatch(text, previous.end, match.start())
        if not (follows_date or _INTRODUCED.search(before) or _begins_item(text, match)):
            return None
    elif not match["s1"] and not match["unit1"] and not match["st"]:
        return None
    minutes = _minutes(match, 1)
    if match["st"] and minutes is None:
        return None
    if minutes is None and match["s1"] == "." and not match["unit1"]:
        return None
    if match["st"] and minutes is not None and match["st"].lstrip(" (").startswith("c"):
        minutes += 15
    approximate = bool(_APPROXIMATE_BEFORE.search(before)) or bool(re.search(r"\bmax", before[-12:]))
    if minutes is not None and (midnight := _TO_MIDNIGHT.match(text, stop)):
        return TimeMention(match.start(), midnight.end(), minutes, DAY, True, approximate)
    if _UNTIL.search(before):
        return TimeMention(match.start(), stop, None, minutes, minutes is not None, approximate)
    return TimeMention(match.start(), stop, minutes, None, minutes is not None, approximate)


def _begins_item(text: str, match: re.Match[str]) -> bool:
    """ "17.00   Kennenlernrunde" in a column of times."""
    line_start = text.rfind("\n", 0, match.start()) + 1
    return not text[line_start : match.start()].strip() and bool(_COLUMN.match(text, match.end("m1")))


def _minutes(match: re.Match[str], number: int) -> int | None:
    """Minutes after midnight, None if there is no such time."""
    hour, minute = int(match[f"h{number}"]), int(match[f"m{number}"] or 0)
    unit = (match[f"unit{number}"] or match["unit2"] or "").casefold().replace(".", "")
    if unit in {"am", "pm"}:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if unit == "pm" else 0)
    elif match[f"day{number}"] in {"abends", "nachmittags"} and hour < _NOON:
        hour += _NOON
    if minute >= _MINUTES or hour > _HOURS or (hour == _HOURS and minute):
        return None
    return hour * 60 + minute
