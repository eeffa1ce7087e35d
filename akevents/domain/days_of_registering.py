"""How many registered on which day, in the event's zone.

The database counts each day between two places in an index and calls no function for anybody, so that the curve of an event with
100,000 people is there at once."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, ScalarSelect, column, func, select, values
from sqlalchemy.orm import Session

from akevents.domain.events import EventDetails
from akevents.store.tables import HOLDING, Registration
from akevents.store.types import UTCDateTime
from akevents.wording.dates import local

LONGEST = 3_000  # days; who registered even earlier is counted to the first of them


def registered_per_day(session: Session, event: EventDetails, everybody: int) -> Counter[date]:
    """Those with a place, who are so many, by the day on which they registered; only days on which somebody did. Two
    statements; the first day's people, often the most, are not counted but what the other days leave."""
    ends = [at for at in session.execute(select(*_ends(event.id))).one() if at is not None]
    if not ends:
        return Counter()
    first, last = (local(at, event.timezone).date() for at in (min(ends), max(ends)))
    first = max(first, last - timedelta(days=LONGEST))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    limits = [_midnight(day, event.timezone) for day in (*days[1:], last + timedelta(days=1))]
    later = _between(session, event.id, limits) if len(days) > 1 else []
    found = zip(days, [everybody - sum(later), *later], strict=True)
    return Counter({day: count for day, count in found if count})


def _ends(event_id: int) -> list[ScalarSelect[datetime]]:
    """The first and the last of each status; each is one look into the index."""
    at = Registration.registered_at
    return [
        select(end(at)).where(Registration.event_id == event_id, Registration.status == status).scalar_subquery()
        for status in HOLDING
        for end in (func.min, func.max)
    ]


def _between(session: Session, event_id: int, limits: Sequence[datetime]) -> list[int]:
    """How many registered from each of these instants, which ascend, to before the next."""
    low, high = column("low", UTCDateTime()), column("high", UTCDateTime())
    numbered = [(number, *span) for number, span in enumerate(pairwise(limits))]
    spans = values(column("number", Integer), low, high, name="spans").data(numbered).cte("spans")
    counted = (
        select(func.count())
        .where(Registration.event_id == event_id, Registration.status.in_(HOLDING))
        .where(Registration.registered_at >= spans.c.low, Registration.registered_at < spans.c.high)
        .scalar_subquery()
    )
    return list(session.scalars(select(counted).select_from(spans).order_by(spans.c.number)))


def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)
