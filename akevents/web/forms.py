"""Forms that only our own pages can send: tied to a cookie, refused from other sites."""

from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from akevents import settings
from akevents.domain import tokens
from akevents.errors import FormExpired

FORM_COOKIE = "akevents_form"  # before signing in; gone when the browser closes, sent to /login only
FORM_PATH = "/login"
LARGEST_FORM = 16 * 1024  # bytes, for the routes that read one; the longest honest form has under a thousand
MOST_FIELDS = 20

Fields = dict[str, str]


async def read(request: Request) -> Fields:
    """The fields of a posted form, the last value of each. Nothing but plain forms is read."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return {}
    text = (await request.body()).decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:  # too many fields
        raise HTTPException(400) from error
    return {name: value.replace("\0", "") for name, value in pairs}


def token_for(cookie: str) -> str:
    """The hidden field that belongs to this cookie."""
    return tokens.derive("form", cookie)


def require_own(request: Request, fields: Fields, cookie: str | None) -> None:
    """Raises FormExpired unless the form came from our page in this browser."""
    if not cookie or not tokens.is_derived(fields.get("csrf", ""), "form", cookie) or _from_elsewhere(request):
        raise FormExpired


def _from_elsewhere(request: Request) -> bool:
    """What browsers say about where the form was sent from; silence is no answer."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("origin")
    own = {request.headers.get("host", ""), urlsplit(settings.current().base_url).netloc}
    return origin is not None and urlsplit(origin).netloc not in own


def visitor_cookie(request: Request) -> str:
    """The browser's form cookie, or a fresh value for one; `keep` sends it."""
    return request.cookies.get(FORM_COOKIE) or tokens.fresh()


def keep(response: Response, cookie: str) -> Response:
    response.set_cookie(
        FORM_COOKIE, cookie, path=FORM_PATH, httponly=True, samesite="lax", secure=settings.current().is_secure
    )
    return response


def safe_next(value: str, default: str = "/uebersicht") -> str:
    """Where to go after signing in: a path on this site, never another one."""
    is_path = value.startswith("/") and not value.startswith("//")
    plain = is_path and value.isascii() and value.isprintable() and "\\" not in value and " " not in value
    return value if plain else default
