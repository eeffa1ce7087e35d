"""An event's text beside its fields, as they are stored or as they would be after a change."""

from datetime import datetime
from zoneinfo import ZoneInfo

from akevents import clock
from akevents.domain.events import EventDetails
from akevents.formats.announcements import Finding, Severity
from akevents.formats.announcements.comparison import Correction, EventFacts, compare, correct
from akevents.store.tables import EventStatus


def check_text(event: EventDetails) -> tuple[Finding, ...]:
    """Where the public text contradicts itself or the fields; errors first."""
    return compare(event.text, _facts(event), _reference(event, clock.utc_now()).date())


def contradictions(event: EventDetails) -> tuple[str, ...]:
    """The codes of the errors among them, each once, in order; empty when the event can go out as it is."""
    return tuple(dict.fromkeys(each.code for each in check_text(event) if each.severity is Severity.ERROR))


def correct_text(event: EventDetails) -> Correction:
    """The text with the dates and times of the fields; stored by whoever saves it."""
    return correct(event.text, _facts(event), _reference(event, clock.utc_now()).date())


def _facts(event: EventDetails) -> EventFacts:
    """To the minute: no text says more."""
    return EventFacts(
        starts_at=event.starts_at.replace(second=0, microsecond=0),
        ends_at=event.ends_at.replace(second=0, microsecond=0),
        timezone=event.timezone,
        location=", ".join(filter(None, (event.location, event.address))),
        deadline_at=event.deadline_at and event.deadline_at.replace(second=0, microsecond=0),
        moderation=event.moderation or "",
        speakers=tuple(each.name for each in event.speakers),
        is_cancelled=event.status == EventStatus.CANCELLED,
    )


def _reference(event: EventDetails, now: datetime) -> datetime:
    """A date without a year means the event's own, even when the event is over: it is read as if just before it."""
    return min(now, event.starts_at).astimezone(ZoneInfo(event.timezone))
