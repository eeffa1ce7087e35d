"""Events as calendar entries: what pages, feeds and mails put into their calendar files. One place, one UID."""

from dataclasses import replace
from email.utils import parseaddr
from functools import lru_cache

from sqlalchemy import select

from akevents.domain import events
from akevents.domain.events import EventDetails
from akevents.domain.my_registration import MyRegistration
from akevents.errors import UnknownWorkingGroup
from akevents.formats import calendar
from akevents.formats.calendar import CalendarEvent, JoiningDetails
from akevents.formats.markup import to_text
from akevents.settings import Settings
from akevents.store.database import Database
from akevents.store.tables import EventStatus, RegistrationStatus, WorkingGroup


def calendar_event(event: EventDetails, settings: Settings) -> CalendarEvent:
    """The public entry: no joining link, no names of participants."""
    return CalendarEvent(
        uid=event.uid,
        sequence=event.sequence,
        changed_at=event.changed_at,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        title=event.title,
        description=_description(event, settings),
        location=", ".join(part for part in (event.location, event.address) if part),
        url=share_address(event, settings),
        organizer_name=f"{settings.organization}, {event.working_group}",
        organizer_email=organizer_email(event, settings),
        is_cancelled=event.status == EventStatus.CANCELLED,
        categories=event.categories,
    )


def share_address(event: EventDetails, settings: Settings) -> str:
    """The address of the event that people pass on; it is the canonical one."""
    return f"{settings.base_url}/e/{event.slug}"


def organizer_email(event: EventDetails, settings: Settings) -> str:
    """The group's own address if it belongs to the sender's domain, else the sender: Outlook mistrusts others."""
    sender = parseaddr(settings.mail_from)[1] or settings.mail_from
    own = event.working_group_email or ""
    return own if own and own.rpartition("@")[2].casefold() == sender.rpartition("@")[2].casefold() else sender


@lru_cache(maxsize=256)
def public_file(event: EventDetails, settings: Settings) -> tuple[bytes, str]:
    """The event's calendar file and its method, for everybody."""
    entry = calendar_event(event, settings)
    return calendar.event_file(entry), calendar.method_of(entry)


def personal_file(mine: MyRegistration, settings: Settings) -> tuple[bytes, str]:
    """One registered person's file and its method: with a reminder, and the way into the room once it may be shown.

    Whoever cancelled gets a file that takes the evening out of their calendar again."""
    entry = calendar_event(mine.event, settings)
    if mine.status == RegistrationStatus.CANCELLED and not entry.is_cancelled:
        entry = replace(entry, is_cancelled=True, sequence=entry.sequence + 1)
    joining = JoiningDetails(mine.joining_url, mine.dial_in) if mine.joining_url or mine.dial_in else None
    return calendar.event_file(entry, joining=joining, personal=True), calendar.method_of(entry)


def feed_file(db: Database, settings: Settings, working_group: str | None = None) -> bytes:
    """The calendar to subscribe to: of all groups, or of one. Raises UnknownWorkingGroup."""
    name = settings.organization + (f", {group_name(db, working_group)}" if working_group else "")
    listed = events.list_feed_events(db, working_group)
    return calendar.feed([calendar_event(event, settings) for event in listed], name=name)


def group_name(db: Database, slug: str) -> str:
    """The working group's name. Raises UnknownWorkingGroup."""
    with db.reading() as session:
        name = session.scalar(select(WorkingGroup.name).where(WorkingGroup.slug == slug))
    if name is None:
        raise UnknownWorkingGroup(slug)
    return name


def _description(event: EventDetails, settings: Settings) -> str:
    reason = event.cancellation_reason if event.status == EventStatus.CANCELLED else None
    details = f"Einzelheiten und Anmeldung: {share_address(event, settings)}"
    words = (reason, event.summary, to_text(event.text), details)
    return "\n\n".join(part for part in words if part)
