"""Events as iCalendar bytes (RFC 5545) that update in people's calendars instead of doubling there.

The same event always gives the same bytes, and nothing a person typed can add a line. The lines are written here rather
than by the icalendar library: its writer turns a typed backslash-N into a line break, and its time zones carry RDATEs,
which ical.js reads one hour late in summer.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from akevents.formats.calendar_zones import local_value, rule_of

PRODUCT = "-//akevents//Calendar//DE"
REFRESH_EVERY = "PT12H"
REMIND_BEFORE = "-PT15M"
ZONE_OF_NOTHING = "Europe/Berlin"  # a calendar without any component is none (RFC 5545 section 3.6)
MAX_LINE_OCTETS = 75  # without the line break; RFC 5545 section 3.1


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


def event_file(event: CalendarEvent, *, joining: JoiningDetails | None = None, personal: bool = False) -> bytes:
    """A file with this one event; serve and mail it under the method `method_of` names.

    Joining details are written only if `personal`. A cancelled event has no reminder, as RFC 5546 section 3.2.5 asks.
    Raises UnsupportedTimezone, and ValueError for an instant without a zone."""
    shown_joining = joining if personal else None
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"METHOD:{method_of(event)}"]
    return _encoded(
        [*head, *_zone_lines([event.timezone]), *_event_lines(event, shown_joining, personal), "END:VCALENDAR"]
    )


def feed(events: Iterable[CalendarEvent], *, name: str) -> bytes:
    """A calendar to subscribe to, holding every given event, earliest first; cancelled ones say so.

    The order of `events` does not change the bytes. Which events belong in it is the caller's choice.
    Raises UnsupportedTimezone, and ValueError for an instant without a zone."""
    ordered = sorted(events, key=lambda event: (_utc(event.starts_at), event.uid))
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    title = [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    pace = [f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH_EVERY}", f"X-PUBLISHED-TTL:{REFRESH_EVERY}"]
    zones = [event.timezone for event in ordered] or [ZONE_OF_NOTHING]
    bodies = [line for event in ordered for line in _event_lines(event, None, personal=False)]
    return _encoded([*head, *title, *pace, *_zone_lines(zones), *bodies, "END:VCALENDAR"])


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


def _utc_value(instant: datetime) -> str:
    return local_value(_utc(instant)) + "Z"


def _time_value(instant: datetime, timezone: str) -> str:
    """Local time with TZID; UTC where that could be read as another instant.

    This is so in the hour that comes twice, and in years for which the file's rule does not hold."""
    utc = _utc(instant)
    rule = rule_of(timezone)
    if rule.is_utc:
        return f":{_utc_value(utc)}"
    local = utc.astimezone(ZoneInfo(timezone))
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    if comes_twice or rule.offset_at(utc) != local.utcoffset():
        return f":{_utc_value(utc)}"
    return f";TZID={timezone}:{local_value(local)}"


def _zone_lines(timezones: Iterable[str]) -> Iterator[str]:
    for timezone in sorted(set(timezones)):
        rule = rule_of(timezone)
        if not rule.is_utc:
            yield from ("BEGIN:VTIMEZONE", f"TZID:{timezone}", *rule.lines(), "END:VTIMEZONE")


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
