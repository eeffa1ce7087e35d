"""The personal way in, as plain pages that work on any telephone: the joining page, the room behind it, and the ticket.

The form is answered by a page of ours that leads on by itself, and not by a redirect to the room: browsers hold every hop of
an answer to a form against the page's `form-action`, and meeting services redirect to further addresses of their own. The
form needs no token against forgery: it is reached by a secret address only, and all it can do is to let its owner in."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from akevents import settings, wording
from akevents.domain import joining, tickets
from akevents.domain.joining import Door, Joining
from akevents.domain.my_view import MyRegistration
from akevents.errors import LinkExpired, RegistrationNotFound
from akevents.formats import qr_codes
from akevents.store.database import Database
from akevents.ui.access import database
from akevents.web import calendar_files, forms, limits, replies
from akevents.web.replies import Meta
from akevents.wording import dates
from akevents.wording import joining as words

log = logging.getLogger("akevents.web")

Found = TypeVar("Found")


def show(request: Request) -> Response:
    """How the door stands. Looking changes nothing, because mail scanners open every link."""
    return _door(request, _by_token(request, joining.get_joining))


async def join(request: Request) -> Response:
    """The click: recorded, and on into the room. Nothing of the form is read."""
    return await run_in_threadpool(_join, request)


def _join(request: Request) -> Response:
    try:
        found = _by_token(request, joining.join)
    except (RegistrationNotFound, LinkExpired):
        raise
    except Exception:
        # Nobody stays outside because the database is busy or a disk is full. The room's page says what is missing.
        log.exception("an arrival was not recorded")
        found = _by_token(request, joining.get_joining)
    if found.door != Door.OPEN:
        return _door(request, found)
    return RedirectResponse(f"{request.url.path}/raum", 303, replies.PERSONAL)


def room(request: Request) -> Response:
    """What follows the click: what was recorded, and the room, to which the browser goes on by itself."""
    found = _by_token(request, joining.get_joining)
    if found.door != Door.OPEN:
        return RedirectResponse(request.url.path.removesuffix("/raum"), 303, replies.PERSONAL)
    recorded = words.RECORDED if found.mine.checked_in_at else words.NOT_RECORDED
    return _page("room.html", words.ROOM, found.mine, found=found, recorded=recorded)


def calendar_file(request: Request) -> Response:
    """The person's calendar file, for whoever comes too early."""
    return calendar_files.personal_reply(_by_token(request, joining.get_visitor))


def ticket(request: Request) -> Response:
    """The ticket, to show at the door or to print."""
    mine = _by_token(request, joining.get_ticket)
    address = tickets.ticket_address(mine.event.slug, mine.ticket_code, settings.current())
    code = Markup(qr_codes.svg_code(address, words.TICKET_CODE))  # noqa: S704 - drawn by ourselves
    return _page("ticket.html", words.TICKET, mine, code=code)


def _door(request: Request, found: Joining) -> Response:
    heading, sentence = words.HEADINGS[found.door], _sentence(found)
    action = request.url.path
    return _page(
        "joining.html", words.JOINING, found.mine, found=found, heading=heading, sentence=sentence, action=action
    )


def _sentence(found: Joining) -> str:
    event = found.mine.event
    if found.door == Door.CANCELLED:
        return wording.state_sentence(event)
    if found.door == Door.NO_PLACE:
        return words.NO_PLACE[found.mine.status]
    is_there = found.door == Door.OPEN and found.mine.checked_in_at is not None
    return words.SENTENCES["there" if is_there else found.door].format(
        opens=dates.instant(found.opens_at, event.timezone), deleted=dates.day(event.deleted_on)
    )


def _page(template: str, title: str, mine: MyRegistration, **context: Any) -> Response:
    meta = Meta(f"{title}: {mine.event.title}", is_indexed=False)
    return replies.page(template, headers=replies.PERSONAL, meta=meta, mine=mine, event=mine.event, **context)


def _by_token(request: Request, find: Callable[[Database, str], Found]) -> Found:
    """Guessing links is slowed down; whoever has one is never stopped."""
    limits.require_room(limits.PERSONAL_LINKS, request)
    try:
        return find(database(), request.path_params["token"])
    except RegistrationNotFound:
        limits.count(limits.PERSONAL_LINKS, request)
        raise


ROUTES = [
    Route("/teilnehmen/{token}.ics", calendar_file),
    Route("/teilnehmen/{token}/raum", room),
    Route("/teilnehmen/{token}", show),
    Route("/teilnehmen/{token}", join, methods=["POST"], max_body_size=forms.LARGEST_FORM),
    Route("/ticket/{token}", ticket),
]
