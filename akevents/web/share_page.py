"""/e/SLUG: the event as plain HTML, for links, previews, search engines, printers and readers without scripts."""

import io
from collections.abc import Iterator
from functools import lru_cache

import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from akevents import settings
from akevents.domain import events
from akevents.domain.calendar_entries import share_address
from akevents.domain.event_state import ACCEPTING, EventState
from akevents.domain.events import EventDetails
from akevents.settings import Settings
from akevents.ui.access import database
from akevents.web import replies, structured_data
from akevents.web.replies import Meta
from akevents.wording import dates

FORM_WORDS = {
    EventState.OPEN: "Zur Anmeldung",
    EventState.FULL_WITH_WAITING_LIST: "Zur Warteliste",
    EventState.CLOSED: "Nachmeldung anfragen",
}


def event_meta(event: EventDetails) -> Meta:
    """Head of both pages of an event; the plain one is the canonical one."""
    now = settings.current()
    return Meta(
        title=event.title,
        description=structured_data.summary_of(event),
        canonical=share_address(event, now),
        structured=structured_data.embedded(structured_data.event_data(event, now)),
    )


def event_page(request: Request) -> Response:
    event = events.get_event(database(), replies.clean(request.path_params["slug"]))
    page = _composed(event, settings.current())
    return replies.answer(request, page, replies.HTML, replies.REVALIDATE | replies.plain_policy())


@lru_cache(maxsize=256)
def _composed(event: EventDetails, _: Settings) -> str:
    """The page; the same event in the same state is composed once."""
    asks = event.state == EventState.CLOSED and event.allows_late_requests
    return replies.render(
        "event.html",
        meta=event_meta(event),
        event=event,
        facts=list(facts(event)),
        form_words=FORM_WORDS[event.state] if event.state in ACCEPTING or asks else "",
        shows_materials=event.state == EventState.PAST and bool(event.materials),
    )


def facts(event: EventDetails) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Label and lines of everything one needs to know, as typed."""
    zone = event.timezone
    hours = dates.hours(event.starts_at, event.ends_at, zone)
    yield "Wann", (dates.weekday_and_day(event.starts_at, zone), hours)
    yield "Ort", tuple(_place(event))
    for speaker in event.speakers:
        yield "Einführung", tuple(filter(None, (speaker.name, speaker.institution)))
    if event.moderation:
        yield "Moderation", (event.moderation,)
    if event.categories:
        yield "Thema", (", ".join(event.categories),)
    if event.deadline_at:
        yield "Anmeldeschluss", (dates.instant(event.deadline_at, zone),)
    if event.shows_places and event.capacity is not None:
        yield "Plätze", (f"{event.places_left} von {event.capacity} frei",)


def _place(event: EventDetails) -> Iterator[str]:
    yield event.location
    if event.address:
        yield event.address
    if event.is_online and event.state not in {EventState.PAST, EventState.CANCELLED}:
        yield "Link nach der Anmeldung"


def qr_code(request: Request) -> Response:
    """The address of the event page as a QR code; black on white in both themes, as readers expect it."""
    event = events.get_event(database(), replies.clean(request.path_params["slug"]))
    drawn = io.BytesIO()
    segno.make_qr(share_address(event, settings.current()), error="m").save(
        drawn, kind="svg", scale=8, border=4, dark="#000", light="#fff", xmldecl=False
    )
    return replies.answer(request, drawn.getvalue(), "image/svg+xml", replies.REVALIDATE)


ROUTES = [Route("/e/{slug}/qr.svg", qr_code), Route("/e/{slug}", event_page)]
