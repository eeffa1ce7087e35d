"""The way out of invitations: a page with one button, and the one click that mail programs offer (RFC 8058).

The form carries no token against forgery, unlike the others: RFC 8058, section 3.1, lets mail programs post here without
cookies and without having seen the page, and asks for exactly that. What protects the step is the address itself: nobody
but the reader of the invitation knows its token, and all it can do is to end invitations."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from akevents.domain import invitations
from akevents.ui.access import database
from akevents.web import forms, limits, replies
from akevents.web.replies import Meta

HEADING = "Einladungen abbestellen"


def show(request: Request) -> Response:
    """The button. Looking changes nothing, because mail scanners open every link, and says nothing about the token."""
    return replies.page(
        "unsubscribe.html",
        headers=replies.PERSONAL,
        meta=Meta(HEADING, is_indexed=False),
        heading=HEADING,
        action=request.url.path,
    )


async def unsubscribe(request: Request) -> Response:
    """Done at once, whatever the body holds: "List-Unsubscribe=One-Click" or our own form. The same words for every token:
    they tell nobody whether an address is known."""
    return await run_in_threadpool(_unsubscribe, request)


def _unsubscribe(request: Request) -> Response:
    limits.require_room(limits.PERSONAL_LINKS, request)
    if not invitations.unsubscribe(database(), request.path_params["token"]):
        limits.count(limits.PERSONAL_LINKS, request)
    sentence = (
        "Sie bekommen keine Einladungen dieses Arbeitskreises mehr. An Ihren Anmeldungen hat sich nichts geändert. "
        "Kommen doch noch welche, öffnen Sie bitte den Link aus der neuesten Einladung."
    )
    return replies.message(200, HEADING, sentence, replies.PERSONAL)


ROUTES = [
    Route("/abbestellen/{token}", show),
    Route("/abbestellen/{token}", unsubscribe, methods=["POST"], max_body_size=forms.LARGEST_FORM),
]
