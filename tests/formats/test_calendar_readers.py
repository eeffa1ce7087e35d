"""The same files through every reader we can get: each finds the same instants and the same texts, and nothing besides.

One table of cases; Node's readers get all of it at once. What the bytes are is told in test_calendar.py."""

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from calendar_readers import libical, readers
from calendar_readers.readers import Entries, Entry

from akevents.formats.calendar import CalendarEvent, JoiningDetails, event_file, feed

EVENT = CalendarEvent(
    uid="3f2c@akevents.example",
    sequence=2,
    changed_at=datetime(2022, 2, 1, 9, 30, tzinfo=UTC),
    starts_at=datetime(2022, 3, 30, 15, 0, tzinfo=UTC),
    ends_at=datetime(2022, 3, 30, 16, 0, tzinfo=UTC),
    timezone="Europe/Berlin",
    title="Wärmeplanung für kleine Kommunen",
    description="Anna berichtet.\nBernd fragt nach.",
    location="Rathaus, Köln",
    url="https://akevents.example/e/waermeplanung",
    organizer_name="AK Energie",
    organizer_email="ak-energie@akevents.example",
    categories=("AK Energie", "Online"),
)
CANCELLED = replace(EVENT, is_cancelled=True, sequence=3)
JOINING = JoiningDetails(url="https://video.example/j/1?pwd=geheim", dial_in="+49 30 1234-56")

# Local times. On the first change-over day 02:30 does not exist in Berlin, on the second it comes twice.
MOMENTS = (
    "2022-01-19T17:00", "2022-07-13T17:00",
    "2022-03-26T23:30", "2022-03-27T01:30", "2022-03-27T02:30", "2022-03-27T03:30", "2022-03-27T17:00",
    "2022-10-29T23:30", "2022-10-30T01:30", "2022-10-30T02:30", "2022-10-30T03:30", "2022-10-30T17:00",
    "2031-01-15T17:00", "2031-03-30T17:00", "2031-07-15T17:00", "2031-10-26T17:00",
)  # fmt: skip
ZONES = ("Europe/Berlin", "Europe/Dublin", "America/New_York", "Australia/Sydney", "Asia/Kathmandu", "UTC")

TITLES = {
    "all that is escaped": 'Straße; a, b \\ "x" 🎉👩‍💻 ß\nzwei: ß',
    "backslash before a letter": "C:\\Nord, \\new",
    "backslashes": "\\" * 100,
    "line breaks": "\n\na\n\n\nb\n",
    "long umlauts": "ü" * 200,
    "long emoji": "🎉" * 60,
    "escapes at every fold": ";,\\" * 60,
    "blanks at the folds": "a " * 80 + "z",
    "a line of a file": "BEGIN:VEVENT",
    "carets": "^n ^' ^^ 'x'",
    "tab": "a\tb",
    "equals and colons": "a=b:c;TZID=x:y",
    "percent": "100 % %0D%0A",
    "encoded word": "=?utf-8?q?x?=",
    "right to left": "שלום مرحبا",
    "combining": "u\u0308 e\u0301",
}
HOSTILE = (
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2@x\r\nDTSTART:20220101T000000Z\r\nSUMMARY:y\rATTENDEE:mailto:z@x\nX:1"
)
FIELDS = ("uid", "title", "description", "location", "url", "organizer_name", "organizer_email", "categories")


@dataclass(frozen=True, slots=True)
class Case:
    payload: bytes
    found: Entries


def entry(event: CalendarEvent, **changed: Any) -> Entry:
    """What a reader must find for this event."""
    seen = Entry(
        event.uid,
        event.sequence,
        "CANCELLED" if event.is_cancelled else "CONFIRMED",
        event.starts_at,
        event.ends_at,
        event.title,
        event.description,
        event.location,
    )
    return replace(seen, **changed)


def at(moment: str, timezone: str) -> CalendarEvent:
    start = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)
    return replace(EVENT, starts_at=start, ends_at=start + timedelta(minutes=90), timezone=timezone)


def cases() -> Iterator[tuple[str, Case]]:
    for zone in ZONES:
        for moment in MOMENTS:
            event = at(moment, zone)
            yield f"{moment} {zone}", Case(event_file(event), (entry(event),))
    for name, text in TITLES.items():
        event = replace(EVENT, title=text, description=text, location=text)
        yield name, Case(event_file(event), (entry(event),))
    for field in FIELDS:
        yield f"hostile {field}", hostile(field)
    yield from kinds()


def hostile(field: str) -> Case:
    """A line break and a second event in one field. Its text may read on; no line and no event may come of it."""
    value = (HOSTILE,) if field == "categories" else HOSTILE
    plain = HOSTILE.replace("\r\n", "\n").replace("\r", "\n")
    event = replace(EVENT, **{field: value})
    shown = {field: plain} if field in {"uid", "title", "description", "location"} else {}
    return Case(event_file(event), (entry(event, **shown),))


def kinds() -> Iterator[tuple[str, Case]]:
    with_room = f"{EVENT.description}\n\n{JOINING.url}\n{JOINING.dial_in}"
    personal = event_file(EVENT, joining=JOINING, personal=True)
    yield "personal", Case(personal, (entry(EVENT, description=with_room),))
    yield "cancelled", Case(event_file(CANCELLED), (entry(CANCELLED),))
    yield "personal cancelled", Case(event_file(CANCELLED, personal=True), (entry(CANCELLED),))
    yield "personal without room", Case(event_file(EVENT, personal=True), (entry(EVENT),))
    yield "feed", feed_case(replace(at(moment, zone), uid=f"{moment}-{zone}") for moment in MOMENTS for zone in ZONES)
    yield "feed of nothing", Case(feed([], name="Alle"), ())


def feed_case(events: Iterable[CalendarEvent]) -> Case:
    """Every zone and moment in one file, each other event cancelled."""
    listed = [replace(each, is_cancelled=bool(number % 2)) for number, each in enumerate(events)]
    return Case(feed(listed, name="DVAG; alle, auch „diese“ 🎉"), in_order(map(entry, listed)))


def in_order(found: Iterable[Entry]) -> Entries:
    return tuple(sorted(found, key=lambda each: (each.starts_at, each.uid)))


CASES = dict(cases())
Found = dict[str, dict[str, Entries | str]]


@pytest.fixture(scope="session")
def of_node() -> Found:
    """What Node's readers find, all files in one start."""
    return readers.by_node({name: case.payload for name, case in CASES.items()})


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("reader", readers.OF_PYTHON)
def test_reader_of_python_finds_what_was_written(reader: str, name: str) -> None:
    case = CASES[name]

    assert in_order(readers.OF_PYTHON[reader](case.payload)) == case.found


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("reader", readers.OF_NODE)
def test_reader_of_node_finds_what_was_written(of_node: Found, reader: str, name: str) -> None:
    found = of_node[reader][name]

    assert not isinstance(found, str), found
    assert in_order(found) == tuple(misread(reader, each) for each in CASES[name].found)


def misread(reader: str, each: Entry) -> Entry:
    """node-ical takes a typed backslash before an N for a line break, whoever writes the file; everything else is read
    as it was meant."""
    if reader != "node-ical":
        return each
    texts = {name: re.sub(r"\\([nN])", "\\\\\n", getattr(each, name)) for name in ("title", "description", "location")}
    return replace(each, **texts)


@pytest.mark.parametrize("name", CASES)
def test_lines_are_short_whole_and_end_in_crlf(name: str) -> None:
    payload = CASES[name].payload

    assert payload.endswith(b"\r\n")
    for line in payload[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert not set(line.decode()) & {"\r", "\n"}  # decode(): each line is valid UTF-8 by itself


def test_same_state_gives_identical_bytes_in_every_case() -> None:
    assert dict(cases()) == CASES


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_can_add_a_line(field: str) -> None:
    assert names(hostile(field).payload) == names(event_file(EVENT))


def names(payload: bytes) -> list[str]:
    """The property at the beginning of each line, long lines put together."""
    return [re.split("[:;]", line)[0] for line in payload.decode().replace("\r\n ", "").split("\r\n")]


@pytest.fixture(scope="module")
def library() -> ctypes.CDLL:
    return libical.load()


@pytest.mark.parametrize("name", CASES)
def test_libical_finds_every_restriction_kept(library: ctypes.CDLL, name: str) -> None:
    assert libical.is_accepted(library, CASES[name].payload)


def test_libical_would_notice_a_missing_organizer(library: ctypes.CDLL) -> None:
    without = re.sub(rb"ORGANIZER[^\r]*\r\n", b"", event_file(EVENT))

    assert not libical.is_accepted(library, without)
