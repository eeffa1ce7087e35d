"""Now. One clock for the whole application, so that `--as-of` can start it at another instant."""

from datetime import UTC, datetime, timedelta

_offset = timedelta(0)


def utc_now() -> datetime:
    """The application's present instant, aware, in UTC."""
    return datetime.now(UTC) + _offset


def start_at(instant: datetime | None) -> None:
    """From here on the application believes it is `instant` (aware), and its clock runs on from there. None: real time."""
    global _offset  # noqa: PLW0603 - the process has exactly one clock
    _offset = timedelta(0) if instant is None else instant.astimezone(UTC) - datetime.now(UTC)


def is_shifted() -> bool:
    """True while `--as-of` is in force; the pages then say so."""
    return _offset != timedelta(0)
