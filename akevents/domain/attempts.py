"""How often somebody may try. Kept in this process's memory: several replicas each count for themselves, a restart forgets
all, and who tried what is written down nowhere."""

import math
import time

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from akevents.errors import TooManyAttempts

_limiter = MovingWindowRateLimiter(MemoryStorage())


def count(limit: RateLimitItem, what: str, *who: str) -> None:
    """One more attempt at this, by whoever the words name together. Raises TooManyAttempts."""
    if not _limiter.hit(limit, what, *who):
        _refuse(limit, what, *who)


def require_room(limit: RateLimitItem, what: str, *who: str) -> None:
    """Raises TooManyAttempts if no attempt is left; counts nothing."""
    if not _limiter.test(limit, what, *who):
        _refuse(limit, what, *who)


def forget() -> None:
    """Everybody may start again (tests)."""
    _limiter.storage.reset()


def _refuse(limit: RateLimitItem, *names: str) -> None:
    reset_at = _limiter.get_window_stats(limit, *names).reset_time
    raise TooManyAttempts(max(1, math.ceil(reset_at - time.time())))
