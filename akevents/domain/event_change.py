"""A change of an event, thought through before anything is written: may it be made, what does it say, whom does it concern.

Pure: an event's column values and a change go in, a plan comes out. The use cases are in event_life.py."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import Enum
from typing import Any, cast
from urllib.parse import urlsplit

from sqlalchemy import Table

from akevents.domain.event_creation import NewEvent
from akevents.domain.events import EventDetails, Speaker
from akevents.domain.registration_form import has_control_characters
from akevents.errors import InvalidRequest, Problem
from akevents.formats.calendar_zones import supports
from akevents.store.tables import Discussion, Event, EventFormat, EventStatus, ParticipantList
from akevents.wording import dates, shortened
from akevents.wording.de import (
    EVENT_DIAL_IN,
    EVENT_FORMAT,
    EVENT_LINES,
    EVENT_LINK,
    EVENT_REWORDED,
    EVENT_REWRITTEN,
    EVENT_UNSET,
    EVENT_YES_NO,
    PARTICIPANT_LIST,
)
from akevents.wording.discussion import MODES

WORDS_LIMIT = 160  # of a long text, before and after; a preview is no place to compare essays
OPENS_EARLIEST = 1440  # minutes before the start: a day, for a room that is tried out beforehand
MULTILINE = frozenset({"text", "announcement", "summary", "materials", "dial_in"})

Facts = Mapping[str, Any]  # an event's column values by name
_columns = cast(Table, Event.__table__).c


class Unchanged(Enum):
    """Says "leave it as it is" where None means "nothing is set"."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class EventChange:
    """What is to be different; the meaning of each field is on the table `Event`. Instants are aware."""

    title: str | Unchanged = UNCHANGED
    kind: str | Unchanged | None = UNCHANGED
    summary: str | Unchanged | None = UNCHANGED
    text: str | Unchanged = UNCHANGED
    announcement: str | Unchanged | None = UNCHANGED
    starts_at: datetime | Unchanged = UNCHANGED
    ends_at: datetime | Unchanged = UNCHANGED
    timezone: str | Unchanged = UNCHANGED
    format: EventFormat | Unchanged = UNCHANGED
    location: str | Unchanged = UNCHANGED
    address: str | Unchanged | None = UNCHANGED
    joining_url: str | Unchanged | None = UNCHANGED
    dial_in: str | Unchanged | None = UNCHANGED
    joining_link_at: datetime | Unchanged | None = UNCHANGED
    joining_opens_minutes: int | Unchanged = UNCHANGED
    categories: tuple[str, ...] | Unchanged = UNCHANGED
    moderation: str | Unchanged | None = UNCHANGED
    speakers: tuple[Speaker, ...] | Unchanged = UNCHANGED
    registration_opens_at: datetime | Unchanged | None = UNCHANGED
    deadline_at: datetime | Unchanged | None = UNCHANGED
    capacity: int | Unchanged | None = UNCHANGED
    has_waiting_list: bool | Unchanged = UNCHANGED
    confirms_addresses: bool | Unchanged | None = UNCHANGED
    shows_places: bool | Unchanged = UNCHANGED
    allows_late_requests: bool | Unchanged = UNCHANGED
    is_recorded: bool | Unchanged = UNCHANGED
    recording_purpose: str | Unchanged | None = UNCHANGED
    participant_list: ParticipantList | Unchanged = UNCHANGED
    discussion: Discussion | Unchanged = UNCHANGED
    materials: str | Unchanged | None = UNCHANGED
    reminds_day_before: bool | Unchanged = UNCHANGED
    reminds_hour_before: bool | Unchanged = UNCHANGED
    retention_days: int | Unchanged = UNCHANGED


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One thing that changes, in German words. `key` is one of wording.de.EVENT_LINES; `is_told`: the mail says it too."""

    key: str
    before: str
    after: str
    is_told: bool

    @property
    def words(self) -> str:
        """ "Ort: Online → Rathaus, Domplatz 1"."""
        return f"{EVENT_LINES[self.key]}: {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that may be made. `values` are the columns to write; `after` is the whole event as it would be then.

    `is_told`: time, place or link change while people count on them, so they get a mail."""

    after: Facts
    values: dict[str, Any]
    lines: tuple[ChangedLine, ...]
    sequence: int
    is_told: bool

    @property
    def details(self) -> dict[str, Any]:
        """For the mail, whose composer finds the labels by key."""
        told = (each for each in self.lines if each.is_told)
        return {"changes": [{"key": each.key, "before": each.before, "after": each.after} for each in told]}

    @property
    def recorded(self) -> dict[str, Any]:
        """For the protocol, which is kept for years: no names, no secrets, no long texts."""
        return {
            each.key: f"{each.before} → {each.after}" if LINES[each.key].is_recorded else EVENT_REWRITTEN
            for each in self.lines
        }


def plan(before: Facts, change: EventChange, now: datetime) -> Plan:
    """What this change means for an event with these column values. Raises InvalidRequest with every problem.

    The calendar revision goes up for a published event's time, place and link: nobody has a file of a draft."""
    values = {name: value for name, value in _given(change) if value != _stored(name, before[name])}
    after = {**before, **values}
    if problems := [*_spelling_problems(values), *_new_problems(before, after)]:
        raise InvalidRequest(tuple(problems))
    lines = _lines(before, after, values)
    is_revision = before["status"] == EventStatus.PUBLISHED and any(each.is_told for each in lines)
    return Plan(
        after=after,
        values=values,
        lines=lines,
        sequence=before["sequence"] + int(is_revision),
        is_told=is_revision and now < max(before["ends_at"], after["ends_at"]),
    )


def differences(stored: Facts, change: EventChange) -> tuple[ChangedLine, ...]:
    """What the change says differently from these column values, possible or not: to show both side by side."""
    values = {name: value for name, value in _given(change) if value != _stored(name, stored[name])}
    if "timezone" in values and not supports(values["timezone"]):
        del values["timezone"]  # no time can be told in it
    return _lines(stored, {**stored, **values}, values)


def _lines(before: Facts, after: Facts, values: Facts) -> tuple[ChangedLine, ...]:
    return tuple(
        ChangedLine(key, *_before_and_after(key, before, after), line.is_told)
        for key, line in LINES.items()
        if not values.keys().isdisjoint(line.columns)
    )


def _given(change: EventChange) -> Iterator[tuple[str, Any]]:
    for each in fields(change):
        value = getattr(change, each.name)
        if value is not UNCHANGED:
            yield each.name, _stored(each.name, value)


def _stored(name: str, value: Any) -> Any:
    """The value as its column holds it: texts trimmed, empty ones None where the column allows it."""
    if isinstance(value, str):
        return value.strip() or (None if _columns[name].nullable else "")
    if name == "speakers":
        return [each if isinstance(each, dict) else asdict(each) for each in value]
    return list(value) if isinstance(value, tuple) else value


# What stands against it


def missing(event: EventDetails, now: datetime) -> tuple[Problem, ...]:
    """What a draft lacks before visitors may see it, in the order of its form; empty when it can be published."""
    facts = {each.name: getattr(event, each.name) for each in fields(event)}
    return (*_contradictions(facts), *_unfilled(facts), *_too_late(facts, now))


def _contradictions(facts: Facts) -> Iterator[Problem]:
    """What no event may have, a draft neither."""
    if not facts["title"]:
        yield Problem("title", "missing_title")
    checked = ("title", "starts_at", "ends_at", "timezone", "deadline_at", "capacity")
    new = NewEvent(working_group_id=0, slug="", **{name: facts[name] for name in checked})
    yield from (each for each in new.problems() if each.field != "title")
    opens_at = facts["registration_opens_at"]
    if opens_at and opens_at >= _closes_at(facts):
        yield Problem("registration_opens_at", "opens_after_deadline")
    if facts["retention_days"] < 0:
        yield Problem("retention_days", "not_a_number")
    if not 0 <= facts["joining_opens_minutes"] <= OPENS_EARLIEST:
        yield Problem("joining_opens_minutes", "minutes_out_of_range", OPENS_EARLIEST)


def _unfilled(facts: Facts) -> Iterator[Problem]:
    """What visitors of a published event would miss."""
    if not (facts["text"] or facts["summary"]):
        yield Problem("text", "missing_text")
    if not facts["location"]:
        yield Problem("location", "missing_location")
    if facts["is_recorded"] and not facts["recording_purpose"]:
        yield Problem("recording_purpose", "missing_recording_purpose")


def _too_late(facts: Facts, now: datetime) -> Iterator[Problem]:
    if facts["starts_at"] <= now:
        yield Problem("starts_at", "start_is_over")
    elif _closes_at(facts) <= now:
        yield Problem("deadline_at", "deadline_is_over")


def _closes_at(facts: Facts) -> datetime:
    starts_at: datetime = facts["starts_at"]
    return min(facts["deadline_at"] or starts_at, starts_at)


def _spelling_problems(values: Facts) -> Iterator[Problem]:
    for name, value in values.items():
        texts = [value] if isinstance(value, str) else _texts_in(value)
        if any(has_control_characters(each, allows_lines=name in MULTILINE) for each in texts):
            yield Problem(name, "control_characters")
    if (url := values.get("joining_url")) and not _is_web_address(url):
        yield Problem("joining_url", "not_a_link")


def _texts_in(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else []
    return [text for each in parts for text in (each.values() if isinstance(each, dict) else [each])]


def _is_web_address(url: str) -> bool:
    """Browsers would run "javascript:" as a link on the participant's page."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url
    except ValueError:
        return False


def _new_problems(before: Facts, after: Facts) -> Iterator[Problem]:
    """Contradictions, and what a published event would lose; what it lacked already stops nobody."""
    yield from _contradictions(after)
    if after["status"] != EventStatus.DRAFT:
        lacked = set(_unfilled(before))
        yield from (each for each in _unfilled(after) if each not in lacked)
    if after["retention_days"] > before["retention_days"] and before["last_number"]:
        yield Problem("retention_days", "promised_sooner")


# What it says


@dataclass(frozen=True, slots=True)
class Line:
    """How people read one or several columns. `is_told`: it is in their calendar; `is_recorded`: the protocol may hold
    its words."""

    columns: tuple[str, ...]
    words: Callable[[Facts], str]
    is_told: bool = False
    is_recorded: bool = True


def _before_and_after(key: str, before: Facts, after: Facts) -> tuple[str, str]:
    words = LINES[key].words(before), LINES[key].words(after)
    if key == "time" and before["timezone"] != after["timezone"]:
        return f"{words[0]} ({before['timezone']})", f"{words[1]} ({after['timezone']})"
    return EVENT_REWORDED.get(key, EVENT_REWORDED[""]) if words[0] == words[1] else words


def _words_of(name: str) -> Callable[[Facts], str]:
    return lambda facts: _value_words(name, facts[name], facts["timezone"])


def _value_words(name: str, value: Any, timezone: str) -> str:
    if value is None or value in ("", []):
        return EVENT_UNSET.get(name, EVENT_UNSET[""])
    if isinstance(value, bool):
        return EVENT_YES_NO[value]
    if isinstance(value, datetime):
        return dates.instant(value, timezone)
    if isinstance(value, list):
        return shortened(", ".join(" ".join(_texts_in([each])) for each in value), WORDS_LIMIT)
    return shortened(" ".join(str(value).split()), WORDS_LIMIT)


def _time(facts: Facts) -> str:
    return dates.period(facts["starts_at"], facts["ends_at"], facts["timezone"])


def _place(facts: Facts) -> str:
    return _value_words("place", ", ".join(filter(None, (facts["location"], facts["address"]))), "")


def _format(facts: Facts) -> str:
    return EVENT_FORMAT[facts["format"]]


def _link(facts: Facts) -> str:
    """Never the link itself: words go to people who may not have it."""
    return EVENT_LINK if facts["joining_url"] else EVENT_UNSET["joining_url"]


def _dial_in(facts: Facts) -> str:
    return EVENT_DIAL_IN if facts["dial_in"] else EVENT_UNSET["dial_in"]


def _discussion(facts: Facts) -> str:
    return MODES[facts["discussion"]]


def _participant_list(facts: Facts) -> str:
    return PARTICIPANT_LIST[facts["participant_list"]]


def _single(name: str, *, is_recorded: bool = True) -> Line:
    return Line((name,), _words_of(name), is_recorded=is_recorded)


LINES = {
    "title": _single("title"),
    "kind": _single("kind"),
    "summary": _single("summary", is_recorded=False),
    "text": _single("text", is_recorded=False),
    "announcement": _single("announcement", is_recorded=False),
    "time": Line(("starts_at", "ends_at", "timezone"), _time, is_told=True),
    "place": Line(("location", "address"), _place, is_told=True),
    "format": Line(("format",), _format, is_told=True),
    "joining_url": Line(("joining_url",), _link, is_told=True),
    "dial_in": Line(("dial_in",), _dial_in, is_told=True),
    "joining_link_at": _single("joining_link_at"),
    "joining_opens_minutes": _single("joining_opens_minutes"),
    "categories": _single("categories"),
    "moderation": _single("moderation", is_recorded=False),
    "speakers": _single("speakers", is_recorded=False),
    "registration_opens_at": _single("registration_opens_at"),
    "deadline_at": _single("deadline_at"),
    "capacity": _single("capacity"),
    "has_waiting_list": _single("has_waiting_list"),
    "confirms_addresses": _single("confirms_addresses"),
    "shows_places": _single("shows_places"),
    "allows_late_requests": _single("allows_late_requests"),
    "is_recorded": _single("is_recorded"),
    "recording_purpose": _single("recording_purpose"),
    "participant_list": Line(("participant_list",), _participant_list),
    "discussion": Line(("discussion",), _discussion),
    "materials": _single("materials", is_recorded=False),
    "reminds_day_before": _single("reminds_day_before"),
    "reminds_hour_before": _single("reminds_hour_before"),
    "retention_days": _single("retention_days"),
}
