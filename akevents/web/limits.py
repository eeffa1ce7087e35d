"""How often one client may try. Kept in this process's memory: several replicas each count for themselves."""

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from akevents.errors import TooManyAttempts

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
_limiter = MovingWindowRateLimiter(MemoryStorage())


def count(limit: RateLimitItem, request: Request, *also: str) -> None:
    """One more attempt of this client, and of each further identity. Raises TooManyAttempts."""
    for who in (_client(request), *also):
        if not _limiter.hit(limit, _NAMES[limit], who):
            _refuse(limit, who)


def require_room(limit: RateLimitItem, request: Request) -> None:
    """Raises TooManyAttempts if this client has no attempt left; counts nothing."""
    who = _client(request)
    if not _limiter.test(limit, _NAMES[limit], who):
        _refuse(limit, who)


def forget() -> None:
    """Everybody may start again (tests)."""
    _limiter.storage.reset()


def _refuse(limit: RateLimitItem, who: str) -> None:
    reset_at = _limiter.get_window_stats(limit, _NAMES[limit], who).reset_time
    raise TooManyAttempts(max(1, math.ceil(reset_at - time.time())))


def _client(request: Request) -> str:
    """The visitor's address; behind a trusted proxy the server has put the forwarded one here."""
    return request.client.host if request.client else "unknown"
