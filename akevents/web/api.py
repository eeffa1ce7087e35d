"""/api/v1: the public events as JSON, for other sites. What it promises is written down in openapi.py."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from akevents import settings, wording
from akevents.domain import calendar_entries, events
from akevents.domain.event_state import ACCEPTING
from akevents.domain.events import EventDetails, EventQuery
from akevents.errors import InvalidRequest, Problem
from akevents.formats.markup import to_html
from akevents.store.tables import EventStatus
from akevents.ui.access import database
from akevents.web import openapi, replies
from akevents.wording import dates

YES_NO = {"": False, "0": False, "false": False, "1": True, "true": True}
HEADERS = replies.REVALIDATE | replies.OPEN_TO_ALL


def list_events(request: Request) -> Response:
    """Upcoming events, soonest first; with `archive=true` past ones, latest first; `group` restricts to one group."""
    group = replies.clean(request.query_params.get("group", ""))
    if group:
        calendar_entries.group_name(database(), group)  # an unknown group is an error, not an empty list
    found = events.list_events(database(), EventQuery(archive=_archive(request), working_group=group))
    return replies.answer_json(request, {"events": [as_json(event) for event in found]}, HEADERS)


def one_event(request: Request) -> Response:
    event = events.get_event(database(), replies.clean(request.path_params["slug"]))
    return replies.answer_json(request, as_json(event), HEADERS)


def description(request: Request) -> Response:
    return replies.answer_json(request, openapi.document(settings.current().base_url), HEADERS)


def _archive(request: Request) -> bool:
    value = request.query_params.get("archive", "").lower()
    if value not in YES_NO:
        raise InvalidRequest((Problem("archive", "not_a_choice"),))
    return YES_NO[value]


def as_json(event: EventDetails) -> dict[str, Any]:
    """Everything the public page shows, under the names of the data model."""
    now, zone = settings.current(), event.timezone
    return {
        "slug": event.slug,
        "title": event.title,
        "kind": event.kind,
        "summary": event.summary,
        "text_markdown": event.text,
        "text_html": to_html(event.text),
        "status": event.status.value,
        "state": event.state.value,
        "state_sentence": wording.state_sentence(event),
        "cancellation_reason": event.cancellation_reason if event.status == EventStatus.CANCELLED else None,
        "starts_at": dates.local(event.starts_at, zone).isoformat(),
        "ends_at": dates.local(event.ends_at, zone).isoformat(),
        "timezone": zone,
        "format": event.format.value,
        "location": event.location,
        "address": event.address,
        "working_group": {"slug": event.working_group_slug, "name": event.working_group},
        "categories": list(event.categories),
        "moderation": event.moderation,
        "speakers": [{"name": each.name, "institution": each.institution} for each in event.speakers],
        "registration": _registration(event),
        "changed_at": dates.local(event.changed_at, zone).isoformat(),
        "url": calendar_entries.share_address(event, now),
        "calendar_url": f"{calendar_entries.share_address(event, now)}.ics",
    }


def _registration(event: EventDetails) -> dict[str, Any]:
    """Numbers only where the moderator shows them."""
    opens, zone = event.registration_opens_at, event.timezone
    return {
        "is_open": event.state in ACCEPTING,
        "opens_at": dates.local(opens, zone).isoformat() if opens else None,
        "closes_at": dates.local(event.closes_at, zone).isoformat(),
        "has_waiting_list": event.has_waiting_list,
        "capacity": event.capacity if event.shows_places else None,
        "places_left": event.places_left if event.shows_places else None,
        "url": f"{settings.current().base_url}/veranstaltung?event={event.slug}",
    }


ROUTES = [
    Route("/api/v1/events", list_events),
    Route("/api/v1/events/{slug}", one_event),
    Route("/api/v1/openapi.json", description),
]
