"""Every date a text mentions, with its weekday, and several days taken together. What a date is for, `roles` decides."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise

from akevents.formats.announcements.calendar_words import MONTH_NAMES, WEEKDAY, month_number, weekday_number

MOST_DATES = 500  # so many are looked at; no announcement has more, and it bounds the work on a hostile text
FIRST_YEAR, LAST_YEAR = 1900, 2199
LOOK_BACK = 64  # characters in front of a date in which its weekday or its first days stand
_DAYS, _MONTHS = 31, 12


@dataclass(frozen=True, slots=True)
class Day:
    """As it is written: the year may be missing, day and month need not exist."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    has_short_year: bool = False

    def on(self, year: int) -> date | None:
        """This day in its own year, else in the given one; None if there is no such day."""
        year = self.year if self.year is not None else year
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= self.month <= _MONTHS):
            return None
        return date(year, self.month, self.day) if 1 <= self.day <= calendar.monthrange(year, self.month)[1] else None

    def can_exist(self) -> bool:
        """False for 31.4., and for 29.2.2023."""
        return self.on(2000) is not None

    def is_same_day(self, other: "Day") -> bool:
        return (self.day, self.month) == (other.day, other.month)


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date, or several taken together. `is_span`: from the first day to the last; else a list of single days.

    `start` is where the weekday or the first day begins, `bare_start` where the last date's digits begin."""

    start: int
    end: int
    bare_start: int
    days: tuple[Day, ...]
    is_span: bool = False

    @property
    def first(self) -> Day:
        return self.days[0]

    @property
    def last(self) -> Day:
        return self.days[-1] if self.is_span else self.days[0]

    @property
    def has_weekday(self) -> bool:
        return any(day.weekday is not None for day in self.days)


_HOUR_FOLLOWS = r"(?![.:]?\d|\s?(?:Uhr|h\b|bis\s\d|[-–—]\s?\d))"
_DATE = re.compile(
    r"(?<![\d§])(?<!\d[.,:/-])(?:"
    r"(?P<iso>\d{4}-\d\d-\d\d)(?![\d-])"
    r"|(?P<d1>\d{1,2})\s?[.,]\s?(?P<m1>\d{1,2})\s?[.,]\s?(?P<y1>\d{4})(?!\d)"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.'?(?P<y2>\d\d)" + _HOUR_FOLLOWS + ""
    r"|(?P<d3>\d{1,2})/(?P<m3>\d{1,2})/(?P<y3>\d{4}|\d\d)(?![\d/])"
    r"|(?P<d4>\d{1,2})\.\s?(?P<m4>\d{1,2})\.(?!\d)"
    r"|(?P<d5>\d{1,2})\s{0,2}\.?\s{0,2}(?P<word>[A-Za-zÄÖÜäöü]{3,10})(?![\w])\.?"
    r"(?:\s{0,2},?\s{0,2}(?P<y5>(?:19|20|21)\d\d)(?![\d:.]\d)|\s'?(?P<y6>2\d)" + _HOUR_FOLLOWS + r")?"
    r"|(?P<d6>\d{1,2})\.(?P<m6>\d{1,2})(?![\d.,:€%]|\s?(?:Uhr|h\b|€|Euro|%|[-–—]\s?\d))"
    r")"
)
_ENGLISH = re.compile(
    rf"(?<!\w)(?P<word>{MONTH_NAMES})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s?(?P<year>(?:19|20|21)\d\d)(?!\d)"
)
_BEFORE_WEEKDAY = re.compile(
    WEEKDAY + r"(?:\.?\s{0,2}(?:[-–—/&+]|und|bis(?:\szum)?|u\.)\s{0,2}" + WEEKDAY + r")?"
    r"\.?\s{0,2}[,(|:–—-]{0,2}\s{0,2}(?:(?:den|dem|der|am|the|vom|von)\s{1,2})?$"
)
_SHORT_WEEKDAY = 3  # letters; "So am 2. März" is no Sunday
_BEHIND_WEEKDAY = re.compile(r"\s{0,2}[,(]\s{0,2}(?:ein(?:em)?\s)?(?!Fr\.\s[A-ZÄÖÜ])" + WEEKDAY + r"\.?\)?")
_EARLIER_DAY = re.compile(
    r"(?<![\d.,:/§])(\d{1,2})\.\s{0,2}(-|–|—|/|\+|&|,|bis(?:\szum|\seinschließlich)?|und|u\.|auf\sden)\s{0,2}$"
)
_EARLIER_DATE = re.compile(
    r"\s{0,2}[,.]?\s{0,2}(?:\(?(?:ab|um)?\s{0,2}\d{1,2}(?:[:.]\d\d)?\s?(?:Uhr|h)?\)?,?)?\s{0,2}"
    r"(?P<link>-|–|—|/|&|bis(?:\s(?:zum|einschließlich))?|und|u\.|,|;)\s{0,2}(?:(?:den|dem|am|zum)\s)?"
)
_SPANNING = frozenset(["-", "–", "—", "bis"])


_NUMBER = re.compile(r"\d+")


def at_number(pattern: re.Pattern[str], text: str, place: int) -> re.Match[str] | None:
    """The same as `search` for a pattern that begins with the first digit of a number, but looks nowhere else."""
    for number in _NUMBER.finditer(text, place):
        if found := pattern.match(text, number.start()):
            return found
    return None


def single_dates(text: str) -> list[DateMention]:
    """In the order of the text, none overlapping another; "25./26. Mai" is one already."""
    found: list[DateMention] = []
    for mention in sorted(islice(_singles(text), MOST_DATES), key=lambda each: each.start):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return found


def _singles(text: str) -> Iterator[DateMention]:
    place = 0
    while match := at_number(_DATE, text, place):
        day = _day(match)
        # In "25. bis 27. September", "25. bis 27" looks like a day, a month and a year, but is none.
        place = match.end() if day or not match["word"] else match.end("word")
        if day and (mention := _with_weekday(text, match.start(), match.end(), day)):
            if match["d6"] and not (mention.first.weekday is not None and day.on(2000)):
                continue  # "5.3" without its last dot counts only behind a weekday
            yield mention
    for match in _ENGLISH.finditer(text):
        if month := month_number(match["word"]):
            found = Day(int(match["day"]), month, int(match["year"]))
            yield _with_weekday(text, match.start(), match.end(), found)


def _day(match: re.Match[str]) -> Day | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return Day(day, month, year)
    if match["word"]:
        known = month_number(match["word"])
        written, is_short = _year(match["y5"] or match["y6"])
        return Day(int(match["d5"]), known, written, has_short_year=is_short) if known else None
    for number in "12346":
        if match[f"d{number}"]:
            written, is_short = _year(match[f"y{number}"] if number in "123" else None)
            found = Day(int(match[f"d{number}"]), int(match[f"m{number}"]), written, has_short_year=is_short)
            # Without a year, 18.30. is a time at the end of a sentence and 40.2. a chapter.
            could_be = 1 <= found.day <= _DAYS and 1 <= found.month <= _MONTHS
            return found if written is not None or could_be else None
    return None


def _year(written: str | None) -> tuple[int | None, bool]:
    """The year, and whether it was written with two digits; those are of this century."""
    if written is None:
        return None, False
    is_short = len(written) <= 2  # noqa: PLR2004 - digits
    return int(f"20{written}" if is_short else written), is_short


def _with_weekday(text: str, start: int, end: int, day: Day) -> DateMention:
    """The date with the weekday and the earlier days in front of it ("Fr. bis So., 5.–7. Mai"), as one mention."""
    days = [day]
    links: list[str] = []
    bare_start = start
    place = start
    low = max(0, start - LOOK_BACK)
    while len(days) < 8 and (earlier := _EARLIER_DAY.search(text, low, _own_weekday(text, low, place, days))):  # noqa: PLR2004 - days of a week and one
        if not 1 <= int(earlier[1]) <= _DAYS:
            break
        days.insert(0, Day(int(earlier[1]), day.month, day.year, has_short_year=day.has_short_year))
        links.insert(0, earlier[2].split()[0])
        place = earlier.start()
        low = max(0, place - LOOK_BACK)
    if before := _BEFORE_WEEKDAY.search(text, low, place):
        place = _take_weekday(before, text, days, place)
    elif days[-1].weekday is None and (behind := _BEHIND_WEEKDAY.match(text, end)):
        days[-1] = replace(days[-1], weekday=weekday_number(behind[1]))
        end = behind.end()
    return DateMention(place, end, bare_start, tuple(days), _is_span(days, links))


def _own_weekday(text: str, low: int, place: int, days: list[Day]) -> int:
    """Where the text in front of the last date's own weekday ends; the weekday is noted in `days`.

    Only if an earlier day stands in front of it; else the weekday is that of all."""
    before = _BEFORE_WEEKDAY.search(text, low, place)
    if before and not before[2] and _EARLIER_DAY.search(text, low, before.start()):
        days[0] = replace(days[0], weekday=weekday_number(before[1]))
        return before.start()
    return place


def _take_weekday(before: re.Match[str], text: str, days: list[Day], place: int) -> int:
    """Note the weekday, or the two, in front of the days; returns where the mention now begins."""
    word = before[1]
    if len(word) < _SHORT_WEEKDAY and re.search(r"\s(?:am|der|von|vom)\s{1,2}$", before.group()):
        return place
    days[0] = replace(days[0], weekday=weekday_number(word))
    if before[2]:
        if len(days) > 1:
            days[-1] = replace(days[-1], weekday=weekday_number(before[2]))
        else:  # "Fr–So, 5. Mai": nobody can say whose weekday it is
            days[0] = replace(days[0], weekday=None)
    return before.start()


def _is_span(days: list[Day], links: list[str]) -> bool:
    if not links:
        return False
    follow = all(later.day == earlier.day + 1 for earlier, later in pairwise(days))
    return follow or (len(days) == 2 and (links[0] in _SPANNING or links[0] == "auf"))  # noqa: PLR2004 - first and last


def joined(text: str, singles: list[DateMention]) -> list[DateMention]:
    """Neighbours with "bis", a dash, "und" or a comma between them become one mention."""
    found: list[DateMention] = []
    for mention in singles:
        both = _both(text, found[-1], mention) if found else None
        if both:
            found[-1] = both
        else:
            found.append(mention)
    return found


def _both(text: str, one: DateMention, other: DateMention) -> DateMention | None:
    if other.start - one.end > LOOK_BACK or len(one.days) > 12:  # noqa: PLR2004 - a year of monthly dates
        return None
    between = _EARLIER_DATE.fullmatch(text, one.end, other.start)
    if not between:
        return None
    link = between["link"].split()[0]
    year = other.first.year
    days = tuple(replace(day, year=year) if day.year is None and _is_before(day, other) else day for day in one.days)
    if link in _SPANNING and len(one.days) == 1 and not other.is_span:
        return DateMention(one.start, other.end, other.bare_start, (*days, *other.days), is_span=True)
    if link in {"und", "u.", "&", "/"} and len(one.days) == 1 and _follows(one.first, other.first):
        return DateMention(one.start, other.end, other.bare_start, (*days, *other.days), is_span=True)
    if link in _SPANNING or one.is_span or other.is_span or "Uhr" in between.group():
        return None
    return DateMention(one.start, other.end, other.bare_start, (*days, *other.days))


def _is_before(day: Day, other: DateMention) -> bool:
    """A list or span that ends with a year lies in that year, unless it would run backwards."""
    return (day.month, day.day) <= (other.first.month, other.first.day)


def _follows(day: Day, other: Day) -> bool:
    one, next_one = day.on(other.year or 2000), other.on(2000)
    return bool(one and next_one) and (next_one - one).days == 1 if one and next_one else False
