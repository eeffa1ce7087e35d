"""An event in schema.org's words, for search engines. Public facts only: no joining link, nobody who registered."""

import json
from typing import Any

from markupsafe import Markup

from akevents.domain.calendar_entries import share_address
from akevents.domain.events import EventDetails
from akevents.formats.markup import to_text
from akevents.settings import Settings
from akevents.store.tables import EventFormat, EventStatus
from akevents.wording import dates

DESCRIPTION_LENGTH = 300  # characters; previews show about half of it
ATTENDANCE = {
    EventFormat.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    EventFormat.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    EventFormat.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}
_UNSAFE_IN_HTML = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def event_data(event: EventDetails, settings: Settings) -> dict[str, Any]:
    """schema.org/Event. Instants carry the offset of the event's zone. Source: schema.org/Event."""
    cancelled = event.status == EventStatus.CANCELLED
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": summary_of(event),
        "startDate": dates.local(event.starts_at, event.timezone).isoformat(),
        "endDate": dates.local(event.ends_at, event.timezone).isoformat(),
        "eventStatus": f"https://schema.org/{'EventCancelled' if cancelled else 'EventScheduled'}",
        "eventAttendanceMode": ATTENDANCE[event.format],
        "location": _location(event, settings),
        "organizer": {
            "@type": "Organization",
            "name": f"{settings.organization}, {event.working_group}",
            "url": settings.base_url,
        },
        "performer": [_person(each.name, each.institution) for each in event.speakers],
        "url": share_address(event, settings),
        "inLanguage": "de",
    }
    if event.shows_places and event.capacity is not None:
        data |= {"maximumAttendeeCapacity": event.capacity, "remainingAttendeeCapacity": event.places_left}
    return {key: value for key, value in data.items() if value not in ("", [])}


def summary_of(event: EventDetails) -> str:
    """One or two sentences for previews: the summary, else the beginning of the text, cut between words."""
    words = " ".join((event.summary or to_text(event.text)).split())
    if len(words) <= DESCRIPTION_LENGTH:
        return words
    return words[: DESCRIPTION_LENGTH - 2].rpartition(" ")[0] + " …"


def embedded(data: dict[str, Any]) -> Markup:
    """JSON that cannot leave its script element, whatever people typed."""
    return Markup(json.dumps(data, ensure_ascii=False).translate(_UNSAFE_IN_HTML))  # noqa: S704 - escaped just here


def _location(event: EventDetails, settings: Settings) -> Any:
    online = {"@type": "VirtualLocation", "url": share_address(event, settings)}
    place: dict[str, str] = {"@type": "Place", "name": event.location}
    if event.address:
        place["address"] = event.address
    return {EventFormat.ONLINE: online, EventFormat.ON_SITE: place}.get(event.format, [place, online])


def _person(name: str, institution: str) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": name}
    return person | {"affiliation": {"@type": "Organization", "name": institution}} if institution else person
