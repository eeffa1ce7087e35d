"""How routes answer: pages from templates, and bodies that are compressed and fetched again only when they changed."""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from akevents import settings, wording
from akevents.formats.markup import to_html
from akevents.wording import dates

TEMPLATES = Path(__file__).parent / "templates"
HTML = "text/html; charset=utf-8"
JSON = "application/json"
WORTH_COMPRESSING = 1000  # bytes; below that the header costs more than it saves
REVALIDATE = {"Cache-Control": "public, no-cache"}  # kept by the browser, but asked for each time: answers 304
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*"}  # other sites' scripts may read what is public anyway
# Pages with forms keep "same-origin": under "no-referrer" browsers post forms with "Origin: null".
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex"}
PERSONAL = PRIVATE | {"Referrer-Policy": "no-referrer"}


@dataclass(frozen=True, slots=True)
class Meta:
    """What the head of a page tells search engines and link previews. `structured` is JSON-LD, ready to embed."""

    title: str
    description: str = ""
    canonical: str = ""
    structured: Markup | None = None
    is_indexed: bool = True


@lru_cache(maxsize=1)
def templates() -> Environment:
    """All templates escape; what is missing is an error and not an empty place."""
    loaded = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    loaded.trim_blocks = loaded.lstrip_blocks = True
    loaded.filters["markdown"] = lambda text: Markup(to_html(text))  # noqa: S704 - to_html sanitises
    loaded.globals.update(dates=dates, wording=wording, style=Markup(style()))  # noqa: S704 - our own file
    return loaded


@lru_cache(maxsize=1)
def style() -> str:
    """The plain pages' stylesheet, which stands in each of them."""
    return (TEMPLATES / "style.css").read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def inline_hash(text: str) -> str:
    """The CSP source that allows exactly this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def render(template: str, **context: Any) -> str:
    """The template as text; every template knows the settings."""
    return templates().get_template(template).render(settings=settings.current(), **context)


def page(template: str, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any) -> Response:
    """A page that nobody may keep: sign-in, errors."""
    return Response(
        render(template, **context), status, headers=PRIVATE | plain_policy() | dict(headers or {}), media_type=HTML
    )


def message(status: int, heading: str, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """A small page that says one thing and leads back to the events."""
    meta = Meta(heading, is_indexed=False)
    return page("message.html", status, headers, meta=meta, heading=heading, sentence=sentence)


def plain_policy() -> dict[str, str]:
    """The Content-Security-Policy of pages without scripts."""
    parts = (
        "default-src 'none'", f"style-src {inline_hash(style())}", "img-src 'self' data:", "font-src 'self'",
        "base-uri 'none'", "form-action 'self'", frame_ancestors(),
    )  # fmt: skip
    return {"Content-Security-Policy": "; ".join(parts)}


def permissions(camera: str = "()") -> dict[str, str]:
    """What of a visitor's device a page may ask for: nothing, but for the camera on the page that reads tickets."""
    others = "microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
    return {"Permissions-Policy": f"camera={camera}, {others}"}


def frame_ancestors() -> str:
    """Who may show us in a frame: nobody, or the origins in the settings and we ourselves."""
    allowed = settings.current().embed_origins.split()
    return " ".join(["frame-ancestors", *(["'self'", *allowed] if allowed else ["'none'"])])


def answer(request: Request, body: bytes | str, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """The body with an ETag; 304 to whoever has it; compressed for whoever understands that."""
    plain = body.encode() if isinstance(body, str) else body
    tag = _tag(plain)
    packed = len(plain) >= WORTH_COMPRESSING and accepts("gzip", request.headers.get("accept-encoding", ""))
    sent = {"Vary": "Accept-Encoding", "ETag": f'"{tag}-gzip"' if packed else f'"{tag}"'} | dict(headers or {})
    if has_already(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=sent)
    if packed:
        return Response(_packed(plain), headers=sent | {"Content-Encoding": "gzip"}, media_type=media_type)
    return Response(plain, headers=sent, media_type=media_type)


@lru_cache(maxsize=256)
def _tag(plain: bytes) -> str:
    return hashlib.sha256(plain).hexdigest()[:32]


@lru_cache(maxsize=256)
def _packed(plain: bytes) -> bytes:
    return gzip.compress(plain, 6, mtime=0)


def answer_json(request: Request, value: Any, headers: Mapping[str, str] | None = None) -> Response:
    return answer(request, json.dumps(value, ensure_ascii=False), JSON, headers)


def has_already(if_none_match: str, tag: str) -> bool:
    """Compared weakly (RFC 9110 section 13.1.2), whatever the encoding of the copy: its text is the same."""
    known = {each.strip().removeprefix("W/").strip('"').removesuffix("-gzip") for each in if_none_match.split(",")}
    return tag in known or "*" in known


def accepts(coding_wanted: str, accept_encoding: str) -> bool:
    """Whether a browser that sent this Accept-Encoding understands this coding."""
    for offer in accept_encoding.lower().split(","):
        coding, _, weight = offer.strip().partition(";")
        if coding.strip() in {coding_wanted, "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def clean(value: str) -> str:
    """What came from outside, without the one character that a database refuses in a text."""
    return value.replace("\0", "")
