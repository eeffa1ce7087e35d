"""The running order on the clock, as things stand. Pure; "now" comes from the caller.

What is done began and ended when it did; the current item lasts until the moderator goes on; what follows keeps its length
and moves. A fixed time holds as long as what comes before it leaves room; the latest end never moves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from akevents.formats.running_order import Frame, Item

NOTHING = timedelta(0)
MINUTE = timedelta(minutes=1)


class Turn(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An item on the clock, as things stand now. `overdue` is by how much the current one has outlasted its time, `late` by
    how much one begins after the time that is fixed for it."""

    item: Item
    starts_at: datetime
    ends_at: datetime
    turn: Turn
    overdue: timedelta = NOTHING
    late: timedelta = NOTHING


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

    @property
    def upcoming(self) -> Scheduled | None:
        """What comes next, after the current item or a pause."""
        return next((row for row in self.rows if row.turn == Turn.LATER), None)

    @property
    def has_begun(self) -> bool:
        return any(row.turn != Turn.LATER for row in self.rows)

    @property
    def too_late(self) -> Scheduled | None:
        """The first item ahead whose fixed time cannot be kept."""
        return next((row for row in self.rows if row.turn == Turn.LATER and row.late >= MINUTE), None)


def laid_out(items: Sequence[Item], frame: Frame, now: datetime) -> Timetable:
    """Every item on the clock."""
    rows = tuple(_rows(items, frame, now))
    planned = _end([*_rows([replace(item, done_at=None) for item in items], frame, frame.starts_at - MINUTE)], frame)
    ends_at = _end(rows, frame)
    return Timetable(rows, ends_at, ends_at - planned, max(NOTHING, ends_at - frame.latest_end))


def _end(rows: Sequence[Scheduled], frame: Frame) -> datetime:
    return rows[-1].ends_at if rows else frame.starts_at


def _rows(items: Sequence[Item], frame: Frame, now: datetime) -> Iterator[Scheduled]:
    at, is_ahead = frame.starts_at, now < frame.starts_at
    for number, item in enumerate(items):
        fixed = frame.instant_of(item.begins)
        starts_at = max(at, fixed) if fixed else at
        late = starts_at - fixed if fixed else NOTHING
        if item.done_at is not None and not is_ahead:
            starts_at = min(starts_at, max(at, item.done_at))
            row = Scheduled(item, starts_at, max(starts_at, item.done_at), Turn.DONE)
        else:
            ends_at = _planned_end(items, number, starts_at, frame)
            if is_ahead or now < starts_at:
                row = Scheduled(item, starts_at, ends_at, Turn.LATER, late=late)
            else:
                overdue = max(NOTHING, now - ends_at)
                row = Scheduled(item, starts_at, max(ends_at, now), Turn.NOW, overdue, late)
            is_ahead = True
        yield row
        at = row.ends_at


def _planned_end(items: Sequence[Item], number: int, starts_at: datetime, frame: Frame) -> datetime:
    """After its minutes; without any, so that what follows is ready for the next fixed time or the end."""
    minutes = items[number].minutes
    if minutes is not None:
        return starts_at + timedelta(minutes=minutes)
    until, between = frame.latest_end, NOTHING
    for item in items[number + 1 :]:
        if fixed := frame.instant_of(item.begins):
            until = fixed
            break
        between += timedelta(minutes=item.minutes or 0)
    return max(starts_at, until - between)
