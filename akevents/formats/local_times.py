"""A day and a time of day, as people type them, and the instant they mean in a zone; and back."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class SkippedTime(ValueError):
    """Clocks jump over this time of that day: spring, when summer time begins."""


def instant_at(day: date, clock: time, timezone: str) -> datetime:
    """The UTC instant at which clocks in the zone show this. In the hour that comes twice it is the first time.

    Raises SkippedTime for an hour that does not come at all, KeyError, ValueError or OSError for an unknown zone."""
    shown = datetime.combine(day, clock.replace(second=0, microsecond=0, fold=0), ZoneInfo(timezone))
    meant = shown.astimezone(UTC)
    if meant.astimezone(shown.tzinfo).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise SkippedTime(f"{shown:%Y-%m-%d %H:%M} does not exist in {timezone}")
    return meant


def comes_twice(instant: datetime, timezone: str) -> bool:
    """Whether clocks in the zone show this time of day twice: autumn, when summer time ends."""
    shown = instant.astimezone(ZoneInfo(timezone))
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset() and not _is_skipped(shown)


def local_parts(instant: datetime, timezone: str) -> tuple[str, str]:
    """Day and time of day in the zone, as ISO words: ("2022-03-02", "17:00"). Seconds are not shown."""
    shown = instant.astimezone(ZoneInfo(timezone))
    return shown.date().isoformat(), f"{shown:%H:%M}"


def _is_skipped(shown: datetime) -> bool:
    return shown.astimezone(UTC).astimezone(shown.tzinfo).replace(tzinfo=None) != shown.replace(tzinfo=None)
