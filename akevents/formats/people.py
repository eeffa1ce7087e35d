"""The people of one file, sheet by sheet: read anew for every sheet, so that nobody has to hold them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from akevents.formats.columns import Row, german_order
from akevents.formats.profiles import LISTS, SIGNATURES, WAITING, Profile, rows_for, statuses_on
from akevents.formats.summary_sheet import Figures, figures_of


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody wants to discuss. `asked_at` is an aware instant; `name` is None without consent."""

    text: str
    votes: int | None
    standing: str
    asked_at: datetime | None
    name: str | None = None


class People(Protocol):
    """Where a workbook's rows come from. Each call begins anew."""

    def count(self, sheet: str) -> int:
        """How many rows to expect on a sheet; for progress only, so it may be a few too many."""
        ...

    def on(self, sheet: str) -> Iterable[Row]:
        """The rows of a list in its order, without the values its profile may not see."""
        ...

    def figures(self, zone: ZoneInfo) -> Figures:
        """Counts over everybody, whatever their status."""
        ...

    def topics(self) -> Iterable[Topic]:
        """What people want to discuss, most votes first."""
        ...


@dataclass(frozen=True, slots=True)
class ListedPeople:
    """People that are at hand as rows, in any order."""

    profile: Profile
    rows: Sequence[Row]
    said: Sequence[Topic] = ()

    def count(self, sheet: str) -> int:
        statuses = statuses_on(self.profile, sheet)
        return sum(row["status"] in statuses for row in self.rows)

    def on(self, sheet: str) -> Iterable[Row]:
        statuses = statuses_on(self.profile, sheet)
        rows = rows_for(self.profile, (row for row in self.rows if row["status"] in statuses))
        return sorted(rows, key=place_in_line) if sheet == WAITING else german_order(rows)

    def figures(self, zone: ZoneInfo) -> Figures:
        return figures_of(self.rows, zone)

    def topics(self) -> Iterable[Topic]:
        return self.said


def place_in_line(row: Row) -> tuple[Any, Any]:
    """Who waits longest stands first."""
    return row.get("waitlisted_at") or row.get("registered_at") or datetime.max.replace(tzinfo=UTC), row["number"]


def counted_sheets(profile: Profile) -> tuple[str, ...]:
    """The sheets with a row for each person."""
    return tuple(sheet for sheet in profile.sheets if sheet in {*LISTS, SIGNATURES})
