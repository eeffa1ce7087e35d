"""How many will come, from this working group's own evenings and nothing else.

Method. Let N be the people with a place when the evening begins, and K of them come. Of earlier evenings i, with n_i places
taken and k_i people there, the share is p = sum k / sum n. Shares differ from evening to evening by more than chance; that
surplus is measured as the intra-class correlation rho by moments (Williams 1982, "Extra-binomial variation in logistic linear
models", Applied Statistics 31), never below zero. Then Var K = N p (1 - p) (1 + (N - 1) rho), plus N^2 times the uncertainty of
p itself, and the interval is N p plus or minus a quantile of Student's t for four out of five evenings, with one degree of
freedom less than there are evenings: few evenings, wide interval.

N is not known before the start. Each earlier evening tells by which factor it still grew from the same number of days before;
the smallest and the largest of these give the range of N, never above the capacity.

What it assumes: that this evening is like those (same group, same hour, same way of announcing), that people decide one by one,
and that attendance was noted for everybody. With fewer than three evenings it says nothing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from akevents import clock
from akevents.domain.events import event_in
from akevents.domain.history import PastEvening, at_day, days_before, past_evenings
from akevents.domain.moderators import Moderator
from akevents.domain.statistics import counts_of
from akevents.store.database import Database
from akevents.store.tables import HOLDING
from akevents.wording.dates import local

LEAST_EVENINGS = 3
# Quantiles of Student's t for 90 % on one side, by degrees of freedom; four of five evenings lie between both ends.
T_90 = {1: 3.078, 2: 1.886, 3: 1.638, 4: 1.533, 5: 1.476, 6: 1.440, 7: 1.415}


@dataclass(frozen=True, slots=True)
class Forecast:
    """`registered` people have a place now; four times of five between `low` and `high` of them, and of those still to
    register, come. Both are None with too little data: `evenings` with noted attendance are too few."""

    registered: int
    evenings: int
    low: int | None = None
    high: int | None = None


def forecast_for(db: Database, by: Moderator, event_id: int) -> Forecast:
    """Raises EventNotFound."""
    past = past_evenings(db, by, event_id)
    with db.reading() as session:
        event = event_in(session, event_id)
        status, _, _ = counts_of(session, event_id)
    registered = sum(status[each] for each in HOLDING)
    today: date = local(clock.utc_now(), event.timezone).date()
    day = min(0, days_before(today, event.starts_at, event.timezone))
    return forecast(registered, day, past, event.capacity)


def forecast(registered: int, day: int, past: Sequence[PastEvening], capacity: int | None = None) -> Forecast:
    """For so many people with a place, so many days before the start (0 and less). Pure."""
    known = [(each.confirmed, min(each.present, each.confirmed)) for each in past if each.present is not None]
    if len(known) < LEAST_EVENINGS:
        return Forecast(registered, len(known))
    few, many = _by_the_start(registered, day, past, capacity)
    low, high = _interval(few, known)[0], _interval(many, known)[1]
    return Forecast(registered, len(known), math.floor(low), math.ceil(high))


def _by_the_start(registered: int, day: int, past: Sequence[PastEvening], capacity: int | None) -> tuple[int, int]:
    growths = [
        each.confirmed / there for each in past if (there := at_day(each.curve, day)) and there <= each.confirmed
    ]
    smallest, largest = (min(growths), max(growths)) if growths else (1.0, 1.0)
    most = max(registered, capacity) if capacity is not None else math.inf
    few = max(registered, math.floor(registered * smallest))
    many = max(registered, math.ceil(registered * largest))
    return int(min(few, most)), int(min(many, most))


def _interval(people: int, known: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """How many of `people` come: both ends, within 0 and all of them."""
    total = sum(n for n, _ in known)
    share = sum(k for _, k in known) / total
    rho = _correlation(known, share)
    chance = share * (1 - share)
    of_the_share = sum(n * chance * (1 + (n - 1) * rho) for n, _ in known) / total**2
    spread = math.sqrt(people * chance * (1 + max(0, people - 1) * rho) + people**2 * of_the_share)
    degrees = len(known) - 1
    reach = T_90[min(degrees, max(T_90))] * spread
    return max(0.0, people * share - reach), min(float(people), people * share + reach)


def _correlation(known: Sequence[tuple[int, int]], share: float) -> float:
    """Williams' moment estimate: the rho for which the sum of squares is as large as expected; within 0 and 1."""
    chance = share * (1 - share)
    if not chance:
        return 0.0
    squares = sum((k - n * share) ** 2 / (n * chance) for n, k in known)
    more = sum(n - 1 for n, _ in known)
    surplus = squares - (len(known) - 1)
    return min(1.0, max(0.0, surplus / more)) if more else 0.0
