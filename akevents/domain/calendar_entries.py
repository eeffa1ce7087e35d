"""Events as calendar entries: what pages, feeds and mails put into their calendar files. One place, one UID."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote

from sqlalchemy import select

from akevents.domain import events
from akevents.domain.events import EventDetails
from akevents.domain.my_view import MyRegistration
from akevents.errors import UnknownCategory, UnknownWorkingGroup
from akevents.formats import calendar
from akevents.formats.calendar import CalendarEvent, JoiningDetails
from akevents.formats.german import fold
from akevents.formats.german import slug as slug_of
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
    """One registered person's file and its method: with a reminder and their joining page, which knows by itself when the
    room opens and what its link is by then; the dial-in once it may be shown.

    Whoever cancelled gets a file that takes the evening out of their calendar again, and whoever came back one that puts
    it in again: its SEQUENCE is the event's and the person's own revisions together, so that it never goes back. Its time
    of change is that of what changed last, the event or what this person may see of it."""
    entry = replace(
        calendar_event(mine.event, settings),
        sequence=mine.event.sequence + mine.calendar_revision,
        changed_at=max(_changes(mine)),
        is_cancelled=mine.event.status == EventStatus.CANCELLED or mine.status == RegistrationStatus.CANCELLED,
    )
    page = joining_address(mine, settings) if _may_join(mine) else None
    joining = JoiningDetails(page, mine.dial_in) if page or mine.dial_in else None
    return calendar.event_file(entry, joining=joining, personal=True), calendar.method_of(entry)


def joining_address(mine: MyRegistration, settings: Settings) -> str:
    """The address of this person's joining page. It lets them in and can do nothing else, so calendars may hold it."""
    return f"{settings.base_url}/teilnehmen/{mine.arrival_token}"


def _may_join(mine: MyRegistration) -> bool:
    is_on = mine.event.status == EventStatus.PUBLISHED and mine.status == RegistrationStatus.CONFIRMED
    return is_on and mine.event.is_online


def _changes(mine: MyRegistration) -> Iterable[datetime]:
    """When the event changed, when the person left, and when the dial-in came to be shown."""
    yield mine.event.changed_at
    if mine.cancelled_at is not None:
        yield mine.cancelled_at
    if mine.joining_at is not None and mine.dial_in:
        yield mine.joining_at


def feed_file(db: Database, settings: Settings, working_group: str | None = None) -> bytes:
    """The calendar to subscribe to: of all groups, or of one. Raises UnknownWorkingGroup."""
    name = settings.organization + (f", {group_name(db, working_group)}" if working_group else "")
    listed = events.list_feed_events(db, working_group)
    return calendar.feed([calendar_event(event, settings) for event in listed], name=name)


def category_feed_file(db: Database, settings: Settings, category: str) -> bytes:
    """The calendar to subscribe to, of one category of all groups, however it is spelt: "smart-city" or "Smart City".

    Raises UnknownCategory if no published event, past ones included, has it."""
    wanted = category_slug(category)
    listed = [each for each in events.list_feed_events(db) if wanted in map(category_slug, each.categories)]
    name = _categories(listed or events.list_public_events(db)).get(wanted)
    if name is None:
        raise UnknownCategory(category)
    name = f"{settings.organization}, Thema {name}"
    return calendar.feed([calendar_event(event, settings) for event in listed], name=name)


def category_slug(category: str) -> str:
    """The category in addresses: "Smart City" and "smart city" are one. One without Latin letters stays as it is."""
    return slug_of(category) or category


def _categories(listed: Iterable[EventDetails]) -> dict[str, str]:
    """Every category by its address, spelt as the first event spells it."""
    names: dict[str, str] = {}
    for event in listed:
        for category in event.categories:
            names.setdefault(category_slug(category), category)
    return names


class FeedKind(StrEnum):
    ALL = "all"
    GROUP = "group"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar to subscribe to; `path` is its address on this server. That of all has no name."""

    kind: FeedKind
    name: str
    path: str


def list_feeds(db: Database) -> tuple[Feed, ...]:
    """All calendars that can be subscribed to: of everything, of each group with an event, of each category by name."""
    listed = events.list_public_events(db)
    groups = {each.working_group_slug: each.working_group for each in listed}
    categories = sorted(_categories(listed).items(), key=lambda item: fold(item[1]))
    return (
        Feed(FeedKind.ALL, "", "/kalender.ics"),
        *(Feed(FeedKind.GROUP, name, f"/kalender/{group}.ics") for group, name in groups.items()),
        *(
            Feed(FeedKind.CATEGORY, name, f"/kalender/kategorie/{quote(category, safe='')}.ics")
            for category, name in categories
        ),
    )


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
