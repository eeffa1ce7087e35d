"""The instants of wording/dates.py in English: "Wednesday, 2 March 2022, 17:00–18:30 (Europe/Berlin time)"."""

from datetime import date, datetime

from akevents.wording.dates import clock, local

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: date) -> str:
    """ "2 March 2022"; of an instant, the day in the zone it carries."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def numbered_day(instant: datetime, timezone: str) -> str:
    """ "2 Mar 2022", for subjects: figures alone are read differently on both sides of the Atlantic."""
    at = local(instant, timezone)
    return f"{at.day} {MONTHS[at.month - 1][:3]} {at.year}"


def weekday_and_day(instant: datetime, timezone: str) -> str:
    """ "Wednesday, 2 March 2022"."""
    at = local(instant, timezone)
    return f"{WEEKDAYS[at.weekday()]}, {day(at)}"


def time(instant: datetime, timezone: str) -> str:
    """ "17:00 (Europe/Berlin time)"."""
    return f"{clock(instant, timezone)} ({timezone} time)"


def instant(at: datetime, timezone: str) -> str:
    """ "Tuesday, 1 March 2022, 18:00 (Europe/Berlin time)"."""
    return f"{weekday_and_day(at, timezone)}, {time(at, timezone)}"


def hours(starts_at: datetime, ends_at: datetime, timezone: str) -> str:
    """ "17:00–18:30 (Europe/Berlin time)"; over midnight the end carries its day."""
    ends = clock(ends_at, timezone)
    if local(starts_at, timezone).date() == local(ends_at, timezone).date():
        return f"{clock(starts_at, timezone)}–{ends} ({timezone} time)"
    return f"{clock(starts_at, timezone)} until {weekday_and_day(ends_at, timezone)}, {ends} ({timezone} time)"


def period(starts_at: datetime, ends_at: datetime, timezone: str) -> str:
    """ "Wednesday, 2 March 2022, 17:00–18:30 (Europe/Berlin time)"."""
    return f"{weekday_and_day(starts_at, timezone)}, {hours(starts_at, ends_at, timezone)}"
