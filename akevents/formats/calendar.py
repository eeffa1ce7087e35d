"""Events as iCalendar bytes (RFC 5545) that update in people's calendars instead of doubling there.

The same event always gives the same bytes, and nothing a person typed can add a line. The lines are written here rather
than by the icalendar library: its writer turns a typed backslash-N into a line break, and its time zones carry RDATEs,
which ical.js reads one hour late in summer.
"""

import hashlib
import re
from calendar import monthcalendar, monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

PRODUCT = "-//akevents//Calendar//DE"
REFRESH_EVERY = "PT12H"
REMIND_BEFORE = "-PT15M"
MAX_LINE_OCTETS = 75  # without the line break; RFC 5545 section 3.1
VERIFIED_YEARS = range(2020, 2038)  # a derived zone must keep one rule through all of them
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RULES_BEGIN = 1970  # first year of every DTSTART in a VTIMEZONE; earlier events are written in UTC


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event as calendars see it. Instants are aware UTC; `timezone` is the IANA name they are shown in.

    `sequence` and `changed_at` are stored with the event: calendars ignore a lower sequence, and "now" would give other
    bytes each time. `uid` is complete, with its domain. Empty texts are left out, except the title."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    timezone: str
    title: str
    description: str
    location: str
    url: str
    organizer_name: str
    organizer_email: str
    is_cancelled: bool = False
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JoiningDetails:
    """How one registered person joins online; goes into personal files only."""

    url: str | None = None
    dial_in: str | None = None


class UnsupportedTimezone(ValueError):
    """The zone is unknown, or no yearly rule of two RRULEs and no fixed offset describes it."""

    def __init__(self, timezone: str, reason: str) -> None:
        super().__init__(f"Time zone {timezone!r} cannot be written to a calendar file: {reason}.")
        self.timezone = timezone
        self.reason = reason


def event_file(event: CalendarEvent, *, joining: JoiningDetails | None = None, personal: bool = False) -> bytes:
    """A file with this one event; serve and mail it under the method `method_of` names.

    Joining details are written only if `personal`. A cancelled event has no reminder, as RFC 5546 section 3.2.5 asks.
    Raises UnsupportedTimezone, and ValueError for an instant without a zone."""
    shown_joining = joining if personal else None
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"METHOD:{method_of(event)}"]
    return _encoded([*head, *_zone_lines([event]), *_event_lines(event, shown_joining, personal), "END:VCALENDAR"])


def feed(events: Iterable[CalendarEvent], *, name: str) -> bytes:
    """A calendar to subscribe to, holding every given event, earliest first; cancelled ones say so.

    The order of `events` does not change the bytes. Which events belong in it is the caller's choice.
    Raises UnsupportedTimezone, and ValueError for an instant without a zone."""
    ordered = sorted(events, key=lambda event: (_utc(event.starts_at), event.uid))
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    title = [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    pace = [f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH_EVERY}", f"X-PUBLISHED-TTL:{REFRESH_EVERY}"]
    bodies = [line for event in ordered for line in _event_lines(event, None, personal=False)]
    return _encoded([*head, *title, *pace, *_zone_lines(ordered), *bodies, "END:VCALENDAR"])


def method_of(event: CalendarEvent) -> str:
    """The METHOD of the event's own file, which its MIME type must repeat.

    Never REQUEST: Outlook would ask for an answer and mail the organiser."""
    return "CANCEL" if event.is_cancelled else "PUBLISH"


def etag(payload: bytes) -> str:
    """A strong ETag with its quotes; equal bytes have equal tags."""
    return f'"{hashlib.sha256(payload).hexdigest()[:32]}"'


# The lines of one event


def _event_lines(event: CalendarEvent, joining: JoiningDetails | None, personal: bool) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{_text(event.uid)}", f"SEQUENCE:{event.sequence}")
    yield from (f"DTSTAMP:{_utc_value(event.changed_at)}", f"LAST-MODIFIED:{_utc_value(event.changed_at)}")
    yield f"DTSTART{_time_value(event.starts_at, event.timezone)}"
    yield f"DTEND{_time_value(event.ends_at, event.timezone)}"
    yield f"SUMMARY:{_text(event.title)}"
    yield from _filled("DESCRIPTION", _text(_description(event.description, joining)))
    yield from _filled("LOCATION", _text(event.location))
    yield from _filled("URL", _uri(event.url))
    yield f"ORGANIZER{_common_name(event.organizer_name)}:mailto:{_mail_address(event.organizer_email)}"
    yield from _filled("CATEGORIES", ",".join(filter(None, map(_text, event.categories))))
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield from _conference_lines(joining)
    if personal and not event.is_cancelled:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(event.title)}")
        yield from (f"TRIGGER:{REMIND_BEFORE}", "END:VALARM")
    yield "END:VEVENT"


def _filled(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"{name}:{value}"


def _description(description: str, joining: JoiningDetails | None) -> str:
    """The description without markup; each joining detail follows on a line of its own, so that calendars link it."""
    details = [_uri(joining.url or ""), _one_line(joining.dial_in or "").replace("<", "‹")] if joining else []
    paragraphs = [_without_markup(_clean(description)), "\n".join(filter(None, details))]
    return "\n\n".join(filter(None, paragraphs))


def _conference_lines(joining: JoiningDetails | None) -> Iterator[str]:
    """RFC 7986 section 5.11, one FEATURE each. A dial-in that is more than a number stands in the description only."""
    if joining and joining.url:
        yield f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{_uri(joining.url)}"
    if joining and joining.dial_in and re.fullmatch(r"\+?[0-9][0-9 /-]+", joining.dial_in):
        yield f"CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:{re.sub(r'[ /-]', '', joining.dial_in)}"


# What people typed, made safe

_LINE_BREAK = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
_TAG_END = r"(?:\s[^<>=]*=[^<>]*|\s?/?)>"  # attributes have values; "if a<b and c>d" is no tag
_BREAKING_TAG = re.compile(rf"<(?:br|/(?:p|div|li|tr|h[1-6]|blockquote|ul|ol|table)){_TAG_END}", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|body|br|code|dd|del|div|dl|dt|em|font|h[1-6]|head|hr|html|i|iframe|img|ins|li|link|meta|ol|p"
    r"|pre|s|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|title|tr|u|ul)"
    rf"{_TAG_END}|<!--[^<>]*-->",
    re.IGNORECASE,
)


def _clean(text: str) -> str:
    """Line breaks of every kind become \\n, half a surrogate pair U+FFFD; other control characters but tabs vanish."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", _LINE_BREAK.sub("\n", whole))


def _one_line(text: str) -> str:
    return _clean(text).replace("\n", " ").strip()


def _without_markup(text: str) -> str:
    """Plain text without `<`: Apple and Thunderbird show tags as typed. HTML tags go, a remaining `<` becomes ‹."""
    linked = _AUTOLINK.sub(r"\1", text)
    return _TAG.sub("", _BREAKING_TAG.sub("\n", linked)).replace("<", "‹")


def _text(text: str) -> str:
    """A TEXT value, RFC 5545 section 3.3.11."""
    escaped = _clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _common_name(name: str) -> str:
    """A quoted CN on one line. `"` becomes ' and a backslash becomes /, as readers disagree on escaping them."""
    plain = _one_line(name).replace('"', "'").replace("\\", "/")
    return f';CN="{plain.replace("^", "^^")}"' if plain else ""  # the doubled ^ is RFC 6868


def _uri(address: str) -> str:
    return quote(re.sub(r"\s", "", _clean(address)), safe="%/:?#[]@!$&'()*+,;=-._~")


def _mail_address(address: str) -> str:
    return quote(re.sub(r"\s", "", _clean(address)), safe="@!$*+-._~")


# Times


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant!r} has no time zone")
    return instant.astimezone(UTC)


def _value(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _utc_value(instant: datetime) -> str:
    return _value(_utc(instant)) + "Z"


def _time_value(instant: datetime, timezone: str) -> str:
    """Local time with TZID; UTC where that could be read as another instant.

    This is so in the hour that comes twice, and in years for which the file's rule does not hold."""
    utc = _utc(instant)
    rule = _rule(timezone)
    if rule.is_utc:
        return f":{_utc_value(utc)}"
    local = utc.astimezone(ZoneInfo(timezone))
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    if comes_twice or rule.offset_at(utc) != local.utcoffset():
        return f":{_utc_value(utc)}"
    return f";TZID={timezone}:{_value(local)}"


# Time zones as rules


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
        yield from (f"BEGIN:{kind}", f"DTSTART:{_value(self.local_in(RULES_BEGIN))}")
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


def _zone_lines(events: Iterable[CalendarEvent]) -> Iterator[str]:
    for timezone in sorted({event.timezone for event in events}):
        rule = _rule(timezone)
        if not rule.is_utc:
            yield from ("BEGIN:VTIMEZONE", f"TZID:{timezone}", *rule.lines(), "END:VTIMEZONE")


@cache
def _rule(timezone: str) -> _SummerTime | _FixedOffset:
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


# Lines to bytes

_UNSPLIT = re.compile(r"[\\^].|.", re.DOTALL)  # readers trip over an escape that a fold tears apart


def _encoded(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """The line with its CRLF, folded between characters so that each piece is valid UTF-8 by itself."""
    pieces = [b""]
    for unit in _UNSPLIT.findall(line):
        octets = unit.encode()
        if len(pieces[-1]) + len(octets) > MAX_LINE_OCTETS:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
