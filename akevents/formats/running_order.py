"""The running order of an evening as people write it: one line is one item. Pure.

A line begins with minutes or with a time of day, and after a bar comes what only the moderator reads:
"20 Einführung | Folien sind geladen", "17:30 Diskussion", "17:30 45 min Diskussion", "17:30–18:15 Diskussion"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_TIME = r"(\d{1,2})[:.](\d{2})(?:\s*uhr)?"
_MINUTES = r"(\d{1,3})\s*(?:min\.?|minuten|′|')"
_TIMED = re.compile(rf"{_TIME}(?:\s*(?:[-–—]|bis)\s*{_TIME})?\s*[,:]?\s+(?:{_MINUTES}\s+)?(.+)", re.IGNORECASE)
_LONG = re.compile(rf"(?:{_MINUTES}|(\d{{1,3}}))\s+(.+)", re.IGNORECASE)
_BEGINS_WITH_TIME = re.compile(r"\d{1,2}[:.]\d{2}\b")
_LIST_MARKS = "-*•–_ \t"
ITEMS_LIMIT, TITLE_LIMIT, NOTE_LIMIT = 30, 120, 300
WELCOME, CLOSING, TALK_SHARE, TALK_MOST = 5, 5, 0.3, 30  # minutes, and of what is left for each talk
TALK_LEAST = 10
TALKS, TALK = ("Einführung", "Impuls", "Vortrag", "Input"), "Einführung"  # what an announcement calls them
PROGRAMME_LEAST = 2  # lines with a time; one alone is no programme
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Frame:
    """Within which an evening takes place: instants, and the zone of the clock on its wall."""

    starts_at: datetime
    latest_end: datetime
    timezone: str

    @property
    def minutes(self) -> int:
        return round((self.latest_end - self.starts_at).total_seconds() / 60)

    def instant_of(self, clock: time | None) -> datetime | None:
        """When that clock shows this time during the evening; None if it does not."""
        if clock is None:
            return None
        zone = ZoneInfo(self.timezone)
        first = self.starts_at.replace(second=0, microsecond=0)
        today = datetime.combine(self.starts_at.astimezone(zone).date(), clock, zone)
        at = (today if today >= first else today + DAY).astimezone(self.starts_at.tzinfo)
        return at if at <= self.latest_end else None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happens, for so many minutes; `begins` is a time of day before which it does not. Without minutes it
    lasts until the next time that is fixed, or the end. `done_at` is when the moderator went on to the next."""

    minutes: int | None
    title: str
    note: str = ""
    done_at: datetime | None = None
    begins: time | None = None


@dataclass(frozen=True, slots=True)
class WrongLine:
    """What is wrong with a line, counted from 1: "line_no_minutes", "line_no_title", "line_no_time", "line_too_long",
    "line_too_many", "line_not_in_evening" or "line_out_of_order"."""

    number: int
    code: str


class _Wrong(Exception):
    """A line that is no item; its code."""


def proposed(frame: Frame, speakers: Sequence[str], *texts: str) -> tuple[Item, ...]:
    """The programme that one of these texts of the event has, else welcome, one talk by each speaker, discussion and close:
    as long as the evening, which the discussion fills."""
    for text in texts:
        if programme := _programme(text, frame):
            return programme
    minutes = frame.minutes
    left = max(0, minutes - WELCOME - CLOSING)
    talk = min(TALK_MOST, max(TALK_LEAST, int(left * TALK_SHARE))) if speakers else 0
    if talk * len(speakers) > left:
        talk = left // len(speakers)
    kind = _kind_of_talk(" ".join(texts))
    talks = [Item(talk, f"{kind}: {name}"[:TITLE_LIMIT]) for name in speakers if talk]
    discussion = left - talk * len(talks)
    middle = [*talks, Item(discussion, "Diskussion")] if discussion else talks
    return (
        Item(min(WELCOME, minutes), "Begrüßung"),
        *middle,
        *([Item(CLOSING, "Abschluss und Ausblick")] if left else []),
    )


def _kind_of_talk(text: str) -> str:
    """What the text calls it first."""
    places = {text.find(kind): kind for kind in TALKS if kind in text}
    return places[min(places)] if places else TALK


def _programme(text: str, frame: Frame) -> tuple[Item, ...]:
    """The lines that begin with a time, if they are a programme of this evening; none otherwise."""
    lines = [line.strip(_LIST_MARKS) for line in text.splitlines()]
    items, wrong = read_lines("\n".join(line for line in lines if _BEGINS_WITH_TIME.match(line)), frame)
    within = tuple(item for item in items if frame.instant_of(item.begins) != frame.latest_end)
    return within if len(within) >= PROGRAMME_LEAST and not wrong else ()


def as_lines(items: Sequence[Item]) -> str:
    """What read_lines() reads back."""
    return "\n".join(_line(item) for item in items)


def _line(item: Item) -> str:
    """As short as it can be told apart: a title may begin with what a line begins with."""
    words = item.title + (f" | {item.note}" if item.note else "")
    if item.begins is None:
        plain, careful = f"{item.minutes or 0}", f"{item.minutes or 0} min"
    elif item.minutes is None:
        plain, careful = f"{item.begins:%H:%M}", f"{item.begins:%H:%M} Uhr,"
    else:
        plain = careful = f"{item.begins:%H:%M} {item.minutes} min"
    is_clear = _read(f"{plain} {words}") == replace(item, done_at=None)
    return f"{plain if is_clear else careful} {words}"


def _read(line: str) -> Item | None:
    try:
        return _item(line)
    except _Wrong:
        return None


def read_lines(text: str, frame: Frame | None = None) -> tuple[tuple[Item, ...], tuple[WrongLine, ...]]:
    """The items, and every line that is none; empty lines are passed over. With a frame, times must be those of its evening
    and in order."""
    items: list[Item] = []
    wrong: list[WrongLine] = []
    latest = frame.starts_at if frame else None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            item = _item(line.strip())
            if frame and item.begins:
                latest = _in_order(item.begins, frame, latest)
        except _Wrong as problem:
            wrong.append(WrongLine(number, str(problem)))
            continue
        if len(items) == ITEMS_LIMIT:
            wrong.append(WrongLine(number, "line_too_many"))
        else:
            items.append(item)
    return tuple(items), tuple(wrong)


def _item(line: str) -> Item:
    """Raises _Wrong."""
    begins, minutes, rest = _split(line)
    title, _, note = (part.strip() for part in rest.partition("|"))
    if not title:
        raise _Wrong("line_no_title")
    if len(title) > TITLE_LIMIT or len(note) > NOTE_LIMIT:
        raise _Wrong("line_too_long")
    return Item(minutes, title, note, begins=begins)


def _split(line: str) -> tuple[time | None, int | None, str]:
    """Time of day, minutes, and what follows. Raises _Wrong."""
    if timed := _TIMED.fullmatch(line):
        begins = _time(timed[1], timed[2])
        minutes = int(timed[5]) if timed[5] else None
        if timed[3] is not None:
            minutes = _minutes_between(begins, _time(timed[3], timed[4]))
        return begins, minutes, timed[6]
    if long := _LONG.fullmatch(line):
        return None, int(long[1] or long[2]), long[3]
    is_bare = line.isdigit() or _BEGINS_WITH_TIME.match(line)
    raise _Wrong("line_no_title" if is_bare else "line_no_minutes")


def _time(hour: str, minute: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise _Wrong("line_no_time") from None


def _minutes_between(begins: time, ends: time) -> int:
    """Over midnight, too."""
    return ((ends.hour - begins.hour) * 60 + ends.minute - begins.minute) % (24 * 60)


def _in_order(begins: time, frame: Frame, latest: datetime | None) -> datetime:
    """The instant. Raises _Wrong if it is outside the evening, or before what stands above."""
    at = frame.instant_of(begins)
    if at is None:
        raise _Wrong("line_not_in_evening")
    if latest and at < latest.replace(second=0, microsecond=0):
        raise _Wrong("line_out_of_order")
    return at


def went_on(items: Sequence[Item], at: datetime) -> tuple[Item, ...]:
    """The same with the first item that is not done called done."""
    place = next((number for number, item in enumerate(items) if item.done_at is None), None)
    return tuple(_with_done(items, place, at))


def went_back(items: Sequence[Item]) -> tuple[Item, ...]:
    """The same with the last item that is done open again."""
    place = max((number for number, item in enumerate(items) if item.done_at), default=None)
    return tuple(_with_done(items, place, None))


def _with_done(items: Sequence[Item], place: int | None, at: datetime | None) -> Iterator[Item]:
    for number, item in enumerate(items):
        yield replace(item, done_at=at) if number == place else item
