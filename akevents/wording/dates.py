"""Instants in words, in an event's own zone: "Mittwoch, 2. März 2022, 17:00–18:30 Uhr"."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


@lru_cache
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(instant: datetime, timezone: str) -> datetime:
    return instant.astimezone(zone(timezone))


def day(value: date) -> str:
    """ "2. März 2022"; of an instant, the day in the zone it carries."""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"


def weekday_and_day(instant: datetime, timezone: str) -> str:
    """ "Mittwoch, 2. März 2022"."""
    at = local(instant, timezone)
    return f"{WEEKDAYS[at.weekday()]}, {day(at)}"


def short_day(instant: datetime, timezone: str) -> str:
    """ "Mi, 2. März"."""
    at = local(instant, timezone)
    return f"{WEEKDAYS[at.weekday()][:2]}, {at.day}. {MONTHS[at.month - 1]}"


def numbered_day(instant: datetime, timezone: str) -> str:
    """ "02.03.2022", for subjects."""
    return local(instant, timezone).strftime("%d.%m.%Y")


def clock(instant: datetime, timezone: str) -> str:
    """ "17:00"."""
    return local(instant, timezone).strftime("%H:%M")


def time(instant: datetime, timezone: str) -> str:
    """ "17:00 Uhr"."""
    return f"{clock(instant, timezone)} Uhr"


def instant(at: datetime, timezone: str) -> str:
    """ "Dienstag, 1. März 2022, 18:00 Uhr"."""
    return f"{weekday_and_day(at, timezone)}, {clock(at, timezone)} Uhr"


def short_instant(at: datetime, timezone: str) -> str:
    """ "Di, 1. März, 18:00 Uhr"."""
    return f"{short_day(at, timezone)}, {clock(at, timezone)} Uhr"


def hours(starts_at: datetime, ends_at: datetime, timezone: str) -> str:
    """ "17:00–18:30 Uhr"; over midnight the end carries its day."""
    if local(starts_at, timezone).date() == local(ends_at, timezone).date():
        return f"{clock(starts_at, timezone)}–{clock(ends_at, timezone)} Uhr"
    return f"{clock(starts_at, timezone)} Uhr bis {short_instant(ends_at, timezone)}"


def period(starts_at: datetime, ends_at: datetime, timezone: str) -> str:
    """ "Mittwoch, 2. März 2022, 17:00–18:30 Uhr"."""
    return f"{weekday_and_day(starts_at, timezone)}, {hours(starts_at, ends_at, timezone)}"


def month(instant: datetime, timezone: str) -> str:
    """ "März 2022"."""
    at = local(instant, timezone)
    return f"{MONTHS[at.month - 1]} {at.year}"


def duration(span: timedelta) -> str:
    """ "22:18 h" below two days, else "12 Tage"; never negative."""
    seconds = max(0, int(span.total_seconds()))
    if seconds >= 2 * 86_400:
        return f"{seconds // 86_400} Tage"
    return f"{seconds // 3600}:{seconds % 3600 // 60:02} h"
