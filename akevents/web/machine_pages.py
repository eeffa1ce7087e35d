"""For monitors and search engines: /healthz, /sitemap.xml, /robots.txt."""

import logging

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from akevents import settings
from akevents.domain import events
from akevents.domain.calendar_entries import share_address
from akevents.errors import AkeventsError
from akevents.ui.access import database
from akevents.ui.page_list import PAGES
from akevents.web import replies, streamlit_pages

CLOSED_TO_ROBOTS = ("/login", "/logout", "/export/", "/anmeldung/", "/_stcore/")

log = logging.getLogger("akevents.web")


def health(_: Request) -> Response:
    """200 while the database answers, 503 otherwise."""
    uncached = {"Cache-Control": "no-store"}
    try:
        with database().reading() as session:
            session.execute(text("SELECT 1"))
    except (AkeventsError, SQLAlchemyError):
        log.exception("the database does not answer")
        return JSONResponse({"status": "database unavailable"}, 503, uncached)
    return JSONResponse({"status": "ok"}, headers=uncached)


def sitemap(request: Request) -> Response:
    """Public pages, and the plain page of every public event."""
    now = settings.current()
    listed = events.list_public_events(database())
    pages = [(f"{now.base_url}/{a}", "") for a in streamlit_pages.INDEXED if a != streamlit_pages.EVENT_ADDRESS]
    shared = [(share_address(event, now), event.changed_at.isoformat(timespec="seconds")) for event in listed]
    body = replies.render("sitemap.xml", places=pages + shared)
    return replies.answer(request, body, "application/xml", replies.REVALIDATE)


def robots(request: Request) -> Response:
    """Keeps search engines away from everything that belongs to one person or to the moderation."""
    private = [f"/{entry.address}" for entry in PAGES if entry.address not in streamlit_pages.INDEXED]
    closed = "".join(f"Disallow: {path}\n" for path in [*CLOSED_TO_ROBOTS, *private])
    body = f"User-agent: *\n{closed}\nSitemap: {settings.current().base_url}/sitemap.xml\n"
    return replies.answer(request, body, "text/plain; charset=utf-8", replies.REVALIDATE)


ROUTES = [Route("/healthz", health), Route("/sitemap.xml", sitemap), Route("/robots.txt", robots)]
