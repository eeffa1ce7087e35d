"""The running order of an evening: typed as lines, laid out on the clock. Pure; "now" comes from the caller.

One line is one item: minutes, title, and after a bar what only the moderator reads ("20 Einführung | Folien sind geladen")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_LINE = re.compile(r"(\d{1,3})\s*(?:min\.?|minuten|′|')?\s+(.+)", re.IGNORECASE)
ITEMS_LIMIT, TITLE_LIMIT, NOTE_LIMIT = 30, 120, 300
WELCOME, CLOSING, TALK_SHARE, TALK_MOST = 5, 5, 0.3, 30  # minutes, and of what is left for each talk
TALK_LEAST = 10


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happens, for so many minutes. `done_at` is when the moderator went on to the next."""

    minutes: int
    title: str
    note: str = ""
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WrongLine:
    """What is wrong with a line, counted from 1: "line_no_minutes", "line_no_title", "line_too_long" or
    "line_too_many"."""

    number: int
    code: str


class Turn(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An item on the clock, as things stand now."""

    item: Item
    starts_at: datetime
    ends_at: datetime
    turn: Turn


@dataclass(frozen=True, slots=True)
class Timetable:
    """`drift` is how much later than planned the evening ends as things stand; negative is earlier. `over` is by how much
    that passes the latest end; zero if it does not."""

    rows: tuple[Scheduled, ...]
    ends_at: datetime
    drift: timedelta
    over: timedelta

    @property
    def current(self) -> Scheduled | None:
        return next((row for row in self.rows if row.turn == Turn.NOW), None)


def proposed(minutes: int, speakers: Sequence[str]) -> tuple[Item, ...]:
    """Welcome, one introduction by each speaker, discussion, close: as long as the evening, which the discussion fills."""
    left = max(0, minutes - WELCOME - CLOSING)
    talk = min(TALK_MOST, max(TALK_LEAST, int(left * TALK_SHARE))) if speakers else 0
    if talk * len(speakers) > left:
        talk = left // len(speakers)
    talks = [Item(talk, f"Einführung: {name}") for name in speakers if talk]
    discussion = left - sum(item.minutes for item in talks)
    middle = [*talks, Item(discussion, "Diskussion")] if discussion else talks
    return (
        Item(min(WELCOME, minutes), "Begrüßung"),
        *middle,
        *([Item(CLOSING, "Abschluss und Ausblick")] if left else []),
    )


def as_lines(items: Sequence[Item]) -> str:
    """What read_lines() reads back."""
    return "\n".join(f"{item.minutes} {item.title}" + (f" | {item.note}" if item.note else "") for item in items)


def read_lines(text: str) -> tuple[tuple[Item, ...], tuple[WrongLine, ...]]:
    """The items, and every line that is none; empty lines are passed over."""
    items: list[Item] = []
    wrong: list[WrongLine] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        title, _, note = (part.strip() for part in (found[2] if found else "").partition("|"))
        if found is None:
            wrong.append(WrongLine(number, "line_no_minutes" if not line.strip().isdigit() else "line_no_title"))
        elif not title:
            wrong.append(WrongLine(number, "line_no_title"))
        elif len(title) > TITLE_LIMIT or len(note) > NOTE_LIMIT:
            wrong.append(WrongLine(number, "line_too_long"))
        elif len(items) == ITEMS_LIMIT:
            wrong.append(WrongLine(number, "line_too_many"))
        else:
            items.append(Item(int(found[1]), title, note))
    return tuple(items), tuple(wrong)


def laid_out(items: Sequence[Item], starts_at: datetime, latest_end: datetime, now: datetime) -> Timetable:
    """Every item on the clock. What is done began and ended when it did; the current one lasts at least until now once the
    evening has begun; what follows keeps its length."""
    rows: list[Scheduled] = []
    at, has_current = starts_at, False
    for item in items:
        planned = at + timedelta(minutes=item.minutes)
        if item.done_at is not None and not has_current:
            rows.append(Scheduled(item, at, max(at, item.done_at), Turn.DONE))
        elif not has_current and now >= starts_at:
            has_current = True
            rows.append(Scheduled(item, at, max(planned, now), Turn.NOW))
        else:
            rows.append(Scheduled(item, at, planned, Turn.LATER))
        at = rows[-1].ends_at
    planned_end = starts_at + timedelta(minutes=sum(item.minutes for item in items))
    return Timetable(tuple(rows), at, at - planned_end, max(timedelta(0), at - latest_end))


def went_on(items: Sequence[Item], at: datetime) -> tuple[Item, ...]:
    """The same with the first item that is not done called done."""
    place = next((number for number, item in enumerate(items) if item.done_at is None), None)
    return tuple(
        Item(item.minutes, item.title, item.note, at) if number == place else item for number, item in enumerate(items)
    )


def went_back(items: Sequence[Item]) -> tuple[Item, ...]:
    """The same with the last item that is done open again."""
    place = max((number for number, item in enumerate(items) if item.done_at), default=None)
    return tuple(
        Item(item.minutes, item.title, item.note) if number == place else item for number, item in enumerate(items)
    )
