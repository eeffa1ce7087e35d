"""What calendar programs find in the bytes, as icalendar reads them. Other readers: test_calendar_readers.py."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akevents.formats.calendar import (
    CalendarEvent,
    JoiningDetails,
    etag,
    event_file,
    feed,
    method_of,
)
from akevents.formats.calendar_zones import UnsupportedTimezone

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

BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""

PUBLIC_FILE = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//akevents//Calendar//DE
CALSCALE:GREGORIAN
METHOD:PUBLISH
{BERLIN}BEGIN:VEVENT
UID:3f2c@akevents.example
SEQUENCE:2
DTSTAMP:20220201T093000Z
LAST-MODIFIED:20220201T093000Z
DTSTART;TZID=Europe/Berlin:20220330T170000
DTEND;TZID=Europe/Berlin:20220330T180000
SUMMARY:Wärmeplanung für kleine Kommunen
DESCRIPTION:Anna berichtet.\\nBernd fragt nach.
LOCATION:Rathaus\\, Köln
URL:https://akevents.example/e/waermeplanung
ORGANIZER;CN="AK Energie":mailto:ak-energie@akevents.example
CATEGORIES:AK Energie,Online
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""

# Local time in Berlin; 02:30 does not exist on the first change-over day and comes twice on the second.
MOMENTS = [
    "2022-01-19T17:00",
    "2022-07-13T17:00",
    "2022-03-27T01:30",
    "2022-03-27T02:30",
    "2022-03-27T17:00",
    "2022-10-30T01:30",
    "2022-10-30T02:30",
    "2022-10-30T17:00",
    "2031-01-15T17:00",
    "2031-03-30T17:00",
    "2031-07-15T17:00",
    "2031-10-26T17:00",
]
ZONES = [
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "Australia/Sydney",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
]

# Every character, lone surrogates included, with the ones that could do harm drawn often.
HARMFUL = '\\;,:"^<>\r\n\t\0\x0b\x1b\x7f\x85\u2028\u2029\ud83d\ude00nN= ßü🎉'
ANYTHING = st.text(st.one_of(st.sampled_from(HARMFUL), st.characters(exclude_categories=())), max_size=200)
# What a person types on purpose, line breaks and tabs included.
TYPED = st.text(
    st.one_of(st.sampled_from("\\;,:\"'^\n\tnN= ßü🎉"), st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))),
    max_size=200,
)

# A busy machine is no finding.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def physical_lines(payload: bytes) -> list[bytes]:
    assert payload.endswith(b"\r\n")
    return payload[:-2].split(b"\r\n")


def logical_lines(payload: bytes) -> list[str]:
    return payload.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def names(payload: bytes) -> list[str]:
    return [re.split("[:;]", line)[0] for line in logical_lines(payload)]


def read(payload: bytes) -> Any:
    """The only event in the file, as icalendar reads it."""
    component: Any
    [component] = icalendar.Calendar.from_ical(payload).walk("VEVENT")
    return component


def instants(payload: bytes) -> tuple[datetime, datetime]:
    event = read(payload)
    return event.start.astimezone(UTC), event.end.astimezone(UTC)


def assert_well_formed(payload: bytes) -> None:
    for line in physical_lines(payload):
        assert len(line) <= 75
        assert not set(line.decode()) & {chr(code) for code in (*range(9), *range(10, 32), 0x7F, 0x85, 0x2028, 0x2029)}


def local(text: str, timezone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)


def at(moment: str, timezone: str = "Europe/Berlin") -> CalendarEvent:
    start = local(moment, timezone)
    return replace(EVENT, starts_at=start, ends_at=start + timedelta(hours=1), timezone=timezone)


# The whole file


def test_public_file_is_exactly_this() -> None:
    assert logical_lines(event_file(EVENT)) == PUBLIC_FILE.splitlines()
    assert_well_formed(event_file(EVENT))


def test_same_state_gives_identical_bytes() -> None:
    twin = CalendarEvent(**{name: getattr(EVENT, name) for name in CalendarEvent.__slots__})

    assert event_file(twin) == event_file(EVENT)
    assert event_file(twin, joining=JOINING, personal=True) == event_file(EVENT, joining=JOINING, personal=True)
    assert event_file(replace(EVENT, changed_at=EVENT.changed_at + timedelta(seconds=1))) != event_file(EVENT)


def test_instants_given_in_another_zone_give_the_same_bytes() -> None:
    elsewhere = replace(
        EVENT,
        changed_at=EVENT.changed_at.astimezone(ZoneInfo("Asia/Tokyo")),
        starts_at=EVENT.starts_at.astimezone(ZoneInfo("Europe/Berlin")),
        ends_at=EVENT.ends_at.astimezone(ZoneInfo("America/New_York")),
    )

    assert event_file(elsewhere) == event_file(EVENT)


def test_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        event_file(replace(EVENT, starts_at=datetime(2022, 3, 30, 15)))


def test_empty_texts_are_left_out_but_the_title() -> None:
    bare = replace(EVENT, title="", description="", location="", url="", organizer_name="", categories=("", "\0"))

    lines = logical_lines(event_file(bare))

    assert "SUMMARY:" in lines
    assert "ORGANIZER:mailto:ak-energie@akevents.example" in lines
    assert not {"DESCRIPTION", "LOCATION", "URL", "CATEGORIES"} & set(names(event_file(bare)))


def test_cancelled_event_is_a_cancel_for_the_same_uid() -> None:
    component = read(event_file(CANCELLED))

    assert method_of(CANCELLED) == "CANCEL"
    assert "METHOD:CANCEL" in logical_lines(event_file(CANCELLED))
    assert component["STATUS"] == "CANCELLED"
    assert component["UID"] == EVENT.uid
    assert component["SEQUENCE"] == 3


def test_live_event_is_a_publish() -> None:
    assert method_of(EVENT) == "PUBLISH"
    assert "METHOD:PUBLISH" in logical_lines(event_file(EVENT))


@pytest.mark.parametrize("event", [EVENT, CANCELLED], ids=["live", "cancelled"])
def test_no_file_names_attendees(event: CalendarEvent) -> None:
    for payload in (event_file(event), event_file(event, joining=JOINING, personal=True), feed([event], name="Alle")):
        assert "ATTENDEE" not in names(payload)


# Personal and public


def test_public_file_has_no_joining_details_even_when_they_are_given() -> None:
    assert event_file(EVENT, joining=JOINING) == event_file(EVENT)
    assert not {"CONFERENCE", "BEGIN:VALARM"} & set(names(event_file(EVENT)))


def test_personal_file_has_the_joining_link_on_its_own_line() -> None:
    payload = event_file(EVENT, joining=JOINING, personal=True)

    assert str(read(payload)["DESCRIPTION"]).split("\n") == [
        "Anna berichtet.",
        "Bernd fragt nach.",
        "",
        "https://video.example/j/1?pwd=geheim",
        "+49 30 1234-56",
    ]
    assert [line for line in logical_lines(payload) if line.startswith("CONFERENCE")] == [
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.example/j/1?pwd=geheim",
        "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+4930123456",
    ]
    assert_well_formed(payload)


def test_dial_in_with_words_stays_in_the_description() -> None:
    payload = event_file(EVENT, joining=JoiningDetails(dial_in="030 1234, PIN 5678#"), personal=True)

    assert str(read(payload)["DESCRIPTION"]).endswith("\n\n030 1234, PIN 5678#")
    assert "CONFERENCE" not in names(payload)


@pytest.mark.parametrize("joining", [JOINING, None], ids=["joining", "no joining"])
def test_personal_file_reminds_once_a_quarter_of_an_hour_before(joining: JoiningDetails | None) -> None:
    [alarm] = read(event_file(EVENT, joining=joining, personal=True)).walk("VALARM")

    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == EVENT.title
    assert alarm["TRIGGER"].dt == -timedelta(minutes=15)


def test_cancelled_personal_file_reminds_nobody() -> None:
    assert not read(event_file(CANCELLED, joining=JOINING, personal=True)).walk("VALARM")


# What people typed


def test_awkward_title_round_trips() -> None:
    title = 'Straße; a, b \\ "x" \\new C:\\Nord 🎉👩‍💻\nzwei: ß'

    assert read(event_file(replace(EVENT, title=title)))["SUMMARY"] == title


@pytest.mark.parametrize(
    ("typed", "read_back"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f\x1cg", "a\nb\nc\nd\ne\nf\ng"),
        ("a\0b\x07c\x1b[31md\x7fe\x9bf", "abc[31mdef"),
        ("a\tb", "a\tb"),
        ("\ud83d\ude00 whole, \ud83d half, \udc00 half", "😀 whole, \ufffd half, \ufffd half"),
        ("x\r\nEND:VEVENT\r\nBEGIN:VEVENT", "x\nEND:VEVENT\nBEGIN:VEVENT"),
    ],
)
def test_control_characters_are_cleaned_as_promised(typed: str, read_back: str) -> None:
    component = read(event_file(replace(EVENT, title=typed, description=typed, location=typed)))

    assert [str(component[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [read_back] * 3


@pytest.mark.parametrize(
    ("typed", "read_back"),
    [
        ("<p>Hallo <b>Welt</b></p>", "Hallo Welt\n"),
        ("eins<br/>zwei<BR />drei<br class=x>vier", "eins\nzwei\ndrei\nvier"),
        ('<a href="https://a.example">hier</a>', "hier"),
        ("<https://a.example/x?y=1> <anna@a.example>", "https://a.example/x?y=1 anna@a.example"),
        ("1 < 2 und a<b, <<b>b>", "1 ‹ 2 und a‹b, ‹b>"),
        ("if a<b and c>d", "if a‹b and c>d"),
        ("<!-- still --><script>alert(1)</script>", "alert(1)"),
    ],
)
def test_description_is_plain_text(typed: str, read_back: str) -> None:
    payload = event_file(replace(EVENT, description=typed))

    assert str(read(payload)["DESCRIPTION"]) == read_back
    assert b"<" not in payload


def test_organizer_name_keeps_to_one_quoted_line() -> None:
    component = read(event_file(replace(EVENT, organizer_name='AK "Wasser"\r\n; Süd: a\\b ^n, x')))

    assert component["ORGANIZER"].params["CN"] == "AK 'Wasser' ; Süd: a/b ^n, x"
    assert component["ORGANIZER"] == "mailto:ak-energie@akevents.example"


def test_addresses_cannot_add_a_line() -> None:
    hostile = replace(EVENT, url="https://a.example/ü <x>\r\nX:1", organizer_email='ak@a.example\r\nX:1;"')

    lines = logical_lines(event_file(hostile, joining=JoiningDetails(url="https://v.example/\nX:1"), personal=True))

    assert "URL:https://a.example/%C3%BC%3Cx%3EX:1" in lines
    assert 'ORGANIZER;CN="AK Energie":mailto:ak@a.exampleX%3A1%3B%22' in lines
    assert "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://v.example/X:1" in lines


def test_categories_round_trip_with_commas() -> None:
    component = read(event_file(replace(EVENT, categories=("AK Wasser, Boden", "Süd;x"))))

    assert [str(category) for category in component["CATEGORIES"].cats] == ["AK Wasser, Boden", "Süd;x"]


@unhurried
@given(title=TYPED, description=TYPED, location=TYPED)
def test_typed_text_round_trips(title: str, description: str, location: str) -> None:
    description = description.replace("<", "")
    component = read(event_file(replace(EVENT, title=title, description=description, location=location)))

    assert [str(component.get(name, "")) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [
        title,
        description,
        location,
    ]


@unhurried
@given(name=TYPED)
def test_typed_organizer_name_round_trips(name: str) -> None:
    component = read(event_file(replace(EVENT, organizer_name=name)))

    on_one_line = name.replace("\n", " ").strip().replace('"', "'").replace("\\", "/")
    assert component["ORGANIZER"].params.get("CN", "") == on_one_line


@unhurried
@given(name=TYPED)
def test_typed_feed_name_is_escaped_as_a_title_is(name: str) -> None:
    values = dict(line.split(":", 1) for line in logical_lines(feed([replace(EVENT, title=name)], name=name)))

    assert values["NAME"] == values["X-WR-CALNAME"] == values["SUMMARY"]


@unhurried
@given(text=ANYTHING)
def test_no_text_can_add_a_line(text: str) -> None:
    fields = ("uid", "title", "description", "location", "url", "organizer_name", "organizer_email")
    texts: dict[str, Any] = dict.fromkeys(fields, f"x{text}")
    hostile = replace(EVENT, **texts, categories=(f"x{text}",))
    joining = JoiningDetails(url=f"https://{text}", dial_in=f"x{text}")

    file = event_file(hostile, joining=joining, personal=True)

    plain = event_file(EVENT, joining=JoiningDetails(url="https://x", dial_in="x"), personal=True)
    assert names(file) == names(plain)
    assert_well_formed(file)
    assert names(feed([hostile], name=f"x{text}")) == names(feed([EVENT], name="x"))
    assert_well_formed(feed([hostile], name=f"x{text}"))
    assert b"<" not in event_file(replace(EVENT, description=text), joining=joining, personal=True)


@unhurried
@given(title=ANYTHING, changed_at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_any_state_gives_identical_bytes(title: str, changed_at: datetime) -> None:
    first, second = (replace(EVENT, title=title, changed_at=changed_at) for _ in range(2))

    assert event_file(first) == event_file(second)


# Times and zones


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("timezone", ZONES)
def test_reader_finds_the_same_instants(timezone: str, moment: str) -> None:
    event = at(moment, timezone)

    assert instants(event_file(event)) == (event.starts_at, event.ends_at)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("timezone", ZONES)
def test_zone_in_the_file_gives_the_same_instants_without_the_readers_own_table(timezone: str, moment: str) -> None:
    event = at(moment, timezone)
    unknown = f"Nowhere/{timezone}"  # one name for each zone, as the reader keeps what it has seen

    payload = event_file(event).replace(timezone.encode(), unknown.encode())

    assert instants(payload) == (event.starts_at, event.ends_at)


@unhurried
@given(
    starts_at=st.datetimes(datetime(1960, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),
    timezone=st.sampled_from(ZONES),
)
def test_any_instant_is_read_back(starts_at: datetime, timezone: str) -> None:
    starts_at = starts_at.replace(microsecond=0)
    event = replace(EVENT, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), timezone=timezone)

    assert instants(event_file(event)) == (event.starts_at, event.ends_at)


def test_hour_that_comes_twice_is_written_in_utc() -> None:
    first = local("2022-10-30T02:30")
    event = replace(EVENT, starts_at=first, ends_at=first + timedelta(hours=1))

    lines = logical_lines(event_file(event))

    assert "DTSTART:20221030T003000Z" in lines
    assert "DTEND:20221030T013000Z" in lines


def test_event_from_before_the_rule_is_written_in_utc() -> None:
    starts_at = datetime(1995, 10, 10, 16, tzinfo=UTC)  # summer time still ended in September

    lines = logical_lines(event_file(replace(EVENT, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))))

    assert "DTSTART:19951010T160000Z" in lines


@pytest.mark.parametrize("timezone", ["UTC", "Etc/UTC"])
def test_utc_needs_no_zone_definition(timezone: str) -> None:
    payload = event_file(replace(EVENT, timezone=timezone))

    assert "DTSTART:20220330T150000Z" in logical_lines(payload)
    assert b"VTIMEZONE" not in payload


def test_derived_zone_has_the_same_form_as_the_constant() -> None:
    derived = "\r\n".join(logical_lines(event_file(replace(EVENT, timezone="Europe/Vienna"))))

    assert BERLIN.replace("Berlin", "Vienna").replace("\n", "\r\n") in derived


def test_zone_without_summer_time_has_one_fixed_offset() -> None:
    lines = logical_lines(event_file(replace(EVENT, timezone="Asia/Kathmandu")))

    assert lines[lines.index("TZID:Asia/Kathmandu") + 1 : lines.index("END:VTIMEZONE")] == [
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0545",
        "TZOFFSETTO:+0545",
        "TZNAME:+0545",
        "END:STANDARD",
    ]


@pytest.mark.parametrize("timezone", [*ZONES, "Australia/Lord_Howe"])
def test_zone_definition_has_no_rdate(timezone: str) -> None:
    payload = event_file(replace(EVENT, timezone=timezone))

    assert "RDATE" not in names(payload)
    assert logical_lines(payload).count("BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize(
    "timezone",
    [
        "Mars/Olympus",
        "",
        "Europe",
        "../etc/passwd",
        "a\0b",
        "CET\r\nX:1",
        "Asia/Jerusalem",
        "Africa/Casablanca",
        "America/Mexico_City",
    ],
)
def test_zone_without_a_rule_is_refused(timezone: str) -> None:
    with pytest.raises(UnsupportedTimezone) as refusal:
        event_file(replace(EVENT, timezone=timezone))

    assert refusal.value.timezone == timezone


# The feed


def test_feed_is_a_named_calendar_to_fetch_twice_a_day() -> None:
    lines = logical_lines(feed([EVENT], name="AK Energie; Süd, Nord"))

    assert lines[: lines.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//akevents//Calendar//DE",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:AK Energie\\; Süd\\, Nord",
        "X-WR-CALNAME:AK Energie\\; Süd\\, Nord",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]


def test_feed_shows_cancelled_events_as_cancelled() -> None:
    other = replace(
        CANCELLED,
        uid="4a1d@akevents.example",
        starts_at=EVENT.starts_at + timedelta(days=1),
        ends_at=EVENT.ends_at + timedelta(days=1),
    )

    payload = feed([other, EVENT], name="Alle")

    found = icalendar.Calendar.from_ical(payload).walk("VEVENT")
    assert [(event["UID"], event["STATUS"]) for event in found] == [(EVENT.uid, "CONFIRMED"), (other.uid, "CANCELLED")]
    assert_well_formed(payload)


def test_feed_shows_each_event_as_its_public_file_does() -> None:
    body = event_file(EVENT).partition(b"BEGIN:VEVENT")[2].partition(b"END:VEVENT")[0]

    assert body in feed([EVENT], name="Alle")


def test_feed_order_does_not_depend_on_the_order_given() -> None:
    events = [replace(EVENT, uid=f"{number}@akevents.example") for number in range(3)]

    assert feed(reversed(events), name="Alle") == feed(iter(events), name="Alle")


def test_feed_of_nothing_still_has_a_component() -> None:
    lines = logical_lines(feed([], name="Alle"))

    assert lines[-len(BERLIN.splitlines()) - 1 :] == [*BERLIN.splitlines(), "END:VCALENDAR"]


def test_feed_defines_each_zone_once() -> None:
    zones = ["Europe/Berlin", "UTC", "America/New_York", "Europe/Berlin"]
    events = [replace(EVENT, uid=f"{number}@akevents.example", timezone=zone) for number, zone in enumerate(zones)]

    lines = logical_lines(feed(events, name="Alle"))

    assert [line for line in lines if line.startswith("TZID:")] == ["TZID:America/New_York", "TZID:Europe/Berlin"]


def test_etag_is_strong_and_follows_the_bytes() -> None:
    assert re.fullmatch(r'"[0-9a-f]{32}"', etag(event_file(EVENT)))
    assert etag(event_file(EVENT)) == etag(event_file(replace(EVENT)))
    assert etag(event_file(EVENT)) != etag(event_file(CANCELLED))
