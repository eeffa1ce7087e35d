"""How often one client may try."""

from limits import RateLimitItem, parse
from starlette.requests import Request

from akevents.domain import attempts

SIGN_IN = parse("10 per 5 minutes")  # per client and per address
SIGN_IN_LINKS = parse("30 per 5 minutes")  # one-time links, per client
PERSONAL_LINKS = parse("60 per 5 minutes")  # personal links that lead nowhere, per client
CERTIFICATES = parse("30 per 5 minutes")  # numbers of certificates that do not exist, per client

_NAMES = {
    SIGN_IN: "sign-in",
    SIGN_IN_LINKS: "sign-in-link",
    PERSONAL_LINKS: "personal-link",
    CERTIFICATES: "certificate",
}


def count(limit: RateLimitItem, request: Request, *also: str) -> None:
    """One more attempt of this client, and of each further identity. Raises TooManyAttempts."""
    for who in (_client(request), *also):
        attempts.count(limit, _NAMES[limit], who)


def require_room(limit: RateLimitItem, request: Request) -> None:
    """Raises TooManyAttempts if this client has no attempt left; counts nothing."""
    attempts.require_room(limit, _NAMES[limit], _client(request))


def _client(request: Request) -> str:
    """The visitor's address; behind a trusted proxy the server has put the forwarded one here."""
    return request.client.host if request.client else "unknown"
