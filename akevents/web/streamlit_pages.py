"""The page addresses: Streamlit's own index.html in German, with the title, preview and search data of that page.

Every replacement is exact and must fit once. A new Streamlit whose index.html differs is noticed at the start."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from akevents import settings
from akevents.domain import events
from akevents.domain.events import EventDetails
from akevents.errors import EventNotFound
from akevents.ui.access import database
from akevents.ui.page_list import PAGES, PageEntry
from akevents.web import replies
from akevents.web.replies import Meta
from akevents.web.share_page import event_meta

STATIC = Path(streamlit.__file__).parent / "static"
EVENT_ADDRESS = "veranstaltung"
CHECK_IN_ADDRESS = "check-in"  # reads tickets by the camera
# What search engines may show. Every other page belongs to one person or to the moderation.
INDEXED = ("", "kalender", EVENT_ADDRESS, "datenschutz", "impressum", "barrierefreiheit")
DESCRIPTIONS = {
    "": "Erfahrungsaustausch am Abend: Veranstaltungen der Arbeitskreise, meist online, Anmeldung ohne Konto.",
    "kalender": "Die Veranstaltungen der Arbeitskreise im eigenen Kalender abonnieren.",
}
_HTML_HEAD = '<html lang="en">'
_ICON = '<link rel="shortcut icon" href="./favicon.png" />'
_TITLE = "<title>Streamlit</title>"
_AGENT = re.compile(r"<!--\s+Machine-readable pointer.*?-->\s*<link rel=\"service-desc\" [^>]*/>\s*", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class UnexpectedIndex(RuntimeError):
    """Streamlit's index.html is not the one these replacements were written for."""


@dataclass(frozen=True, slots=True)
class Shell:
    """Streamlit's index.html in three parts; head and noscript of the page stand between them."""

    before_head: str
    between: str
    after_noscript: str
    inline_scripts: tuple[str, ...]

    def page(self, head: str, noscript: str) -> str:
        return self.before_head + head + self.between + noscript + self.after_noscript


@lru_cache(maxsize=1)
def shell() -> Shell:
    """The shipped index.html, cut and translated. Raises UnexpectedIndex."""
    return cut((STATIC / "index.html").read_text(encoding="utf-8"))


def cut(index: str) -> Shell:
    """Raises UnexpectedIndex if anything to replace is missing or there more than once."""
    german = _replaced(index, re.escape(_HTML_HEAD), '<html lang="de">')
    own_icon = _replaced(german, re.escape(_ICON), '<link rel="icon" href="./app/static/favicon.png" />')
    quiet = _replaced(own_icon, _AGENT, "")
    before, rest = _parted(quiet, re.escape(_TITLE))
    between, after = _parted(rest, _NOSCRIPT)
    return Shell(before, between, after, tuple(_INLINE_SCRIPT.findall(quiet)))


def _replaced(text: str, pattern: str | re.Pattern[str], new: str) -> str:
    before, after = _parted(text, pattern)
    return before + new + after


def _parted(text: str, pattern: str | re.Pattern[str]) -> tuple[str, str]:
    found = list(re.finditer(pattern, text))
    if len(found) != 1:
        name = pattern if isinstance(pattern, str) else pattern.pattern
        raise UnexpectedIndex(f"{name} occurs {len(found)} times in Streamlit's index.html")
    return text[: found[0].start()], text[found[0].end() :]


def policy(connects_to: str = "'self'") -> dict[str, str]:
    """The strictest Content-Security-Policy with which every native element of Streamlit works, but for the camera: it
    reads its own photograph back from a "data:" address, which only the page with a camera may."""
    scripts = " ".join(replies.inline_hash(script) for script in shell().inline_scripts)
    parts = (
        "default-src 'none'", f"script-src 'self' 'wasm-unsafe-eval' {scripts}", "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:", "font-src 'self' data:", f"connect-src {connects_to}", "media-src 'self' blob:",
        "worker-src 'self' blob:", "frame-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'",
        replies.frame_ancestors(),
    )  # fmt: skip
    return {"Content-Security-Policy": "; ".join(parts)}


def with_camera() -> dict[str, str]:
    """What the page that photographs tickets may do beyond the others."""
    return replies.permissions(camera="(self)") | policy("'self' data:")


def _page(entry: PageEntry) -> Callable[[Request], Response]:
    """The endpoint of one page address."""
    if entry.address == EVENT_ADDRESS:
        return event_page
    if entry.address not in INDEXED:
        return lambda request: _private(entry)
    return lambda request: _public(request, entry)


def event_page(request: Request) -> Response:
    """Title and data of the event in the address. For an unknown one the screen says so, and the status too."""
    try:
        event = events.get_event(database(), replies.clean(request.query_params.get("event", "")))
    except EventNotFound:
        unknown = _body(Meta("Nicht gefunden", is_indexed=False))
        return Response(unknown, 404, {"Cache-Control": "no-store"}, replies.HTML)
    return replies.answer(request, _body(event_meta(event), event=event), replies.HTML, replies.REVALIDATE)


def _public(request: Request, entry: PageEntry) -> Response:
    canonical = f"{settings.current().base_url}/{entry.address}"
    meta = Meta(entry.title, DESCRIPTIONS.get(entry.address, ""), canonical)
    body = _body(meta, is_public=True, listed=events.list_events(database()))
    return replies.answer(request, body, replies.HTML, replies.REVALIDATE)


def _private(entry: PageEntry) -> Response:
    allowed = with_camera() if entry.address == CHECK_IN_ADDRESS else {}
    body = _body(Meta(entry.title, is_indexed=False))
    return Response(body, headers=replies.PERSONAL | allowed, media_type=replies.HTML)


def _body(
    meta: Meta, *, event: EventDetails | None = None, is_public: bool = False, listed: tuple[EventDetails, ...] = ()
) -> str:
    noscript = replies.render("noscript.html", event=event, is_public=is_public, listed=listed)
    return shell().page(replies.render("head.html", meta=meta), noscript)


ROUTES = [Route(f"/{entry.address}", _page(entry)) for entry in PAGES]
