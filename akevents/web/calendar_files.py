"""Calendar files and feeds. What is in them is decided in formats/calendar.py and domain/calendar_entries.py."""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from akevents import settings
from akevents.domain import calendar_entries, events, my_registration
from akevents.domain.my_view import MyRegistration
from akevents.errors import RegistrationNotFound
from akevents.ui.access import database
from akevents.web import limits, replies


def event_file(request: Request) -> Response:
    """One event's file; the same for everybody."""
    event = events.get_event(database(), replies.clean(request.path_params["slug"]))
    payload, method = calendar_entries.public_file(event, settings.current())
    headers = replies.REVALIDATE | replies.OPEN_TO_ALL | _as_file(event.slug)
    return replies.answer(request, payload, _media_type(method), headers)


def personal_file(request: Request) -> Response:
    """The file behind a personal link. Guessing links is slowed down; whoever has one is never stopped."""
    limits.require_room(limits.PERSONAL_LINKS, request)
    try:
        mine = my_registration.get_my_registration(database(), request.path_params["token"])
    except RegistrationNotFound:
        limits.count(limits.PERSONAL_LINKS, request)
        raise
    return personal_reply(mine)


def personal_reply(mine: MyRegistration) -> Response:
    """One person's file, by whichever of their links they ask for it."""
    payload, method = calendar_entries.personal_file(mine, settings.current())
    return Response(payload, headers=replies.PERSONAL | _as_file(mine.event.slug), media_type=_media_type(method))


def feed(request: Request) -> Response:
    """The calendar to subscribe to, of all groups or of one."""
    group = request.path_params.get("group")
    payload = calendar_entries.feed_file(database(), settings.current(), replies.clean(group) if group else None)
    headers = replies.REVALIDATE | replies.OPEN_TO_ALL | _as_file(group or "kalender")
    return replies.answer(request, payload, _media_type("PUBLISH"), headers)


def category_feed(request: Request) -> Response:
    """The calendar to subscribe to, of one category across all groups."""
    category = replies.clean(request.path_params["category"])
    payload = calendar_entries.category_feed_file(database(), settings.current(), category)
    headers = replies.REVALIDATE | replies.OPEN_TO_ALL | _as_file(category)
    return replies.answer(request, payload, _media_type("PUBLISH"), headers)


def _media_type(method: str) -> str:
    return f"text/calendar; charset=utf-8; method={method}"


def _as_file(name: str) -> dict[str, str]:
    """ASCII only: anything else is read differently from browser to browser."""
    plain = re.sub(r"[^A-Za-z0-9-]+", "-", name).strip("-") or "termin"
    return {"Content-Disposition": f'attachment; filename="{plain}.ics"'}


ROUTES = [
    Route("/e/{slug}.ics", event_file),
    Route("/kalender.ics", feed),
    Route("/kalender/{group}.ics", feed),
    Route("/kalender/kategorie/{category:path}.ics", category_feed),
    Route("/anmeldung/{token}.ics", personal_file),
]
