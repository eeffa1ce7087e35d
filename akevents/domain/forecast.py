"""How many will come, from this working group's own evenings and nothing else. Two questions, one after the other.

How many have a place when it begins, N? Each earlier evening tells how many more or fewer it had in the end than in the middle
of the day that was as long before; N is what there is now plus the mean of these, within the capacity (the additive pickup
method; Weatherford and Kimes 2003, "A comparison of forecasting methods for hotel revenue management", International Journal
of Forecasting 19). Its variance is theirs times 1 + 1/m for m evenings.

How many of them come, K? Of n_i people with a place k_i came, so the share p is sum k / sum n, with half a person added to those
who came and half to those who did not: never is nobody or everybody certain. Shares differ from evening to evening by more than
chance; that surplus is measured as the intra-class correlation rho by moments (Williams 1982, "Extra-binomial variation in
logistic linear models", Applied Statistics 31), never below zero. Then

    Var K = N p (1 - p) (1 + (N - 1) rho)  +  N^2 Var p  +  p^2 Var N

and the interval is N p plus or minus Student's t times its root, so that four out of five evenings lie within; one degree of
freedom less than there are evenings with noted attendance: few evenings, wide interval.

What it assumes: that this evening is like those (same group, same hour, same way of announcing); that attendance was noted for
everybody or for nobody; that whoever has not confirmed their address yet will. Evenings whose people were all written down on
the day itself or later (imported lists) say nothing about when people register. With fewer than three evenings it says
nothing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, variance

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
        status = counts_of(session, event_id).by_status
    registered = sum(status[each] for each in HOLDING)
    today: date = local(clock.utc_now(), event.timezone).date()
    day = min(0, days_before(today, event.starts_at, event.timezone))
    return forecast(registered, day, past, event.capacity)


def forecast(registered: int, day: int, past: Sequence[PastEvening], capacity: int | None = None) -> Forecast:
    """For so many people with a place, so many days before the start (0 and less). Pure."""
    known = [(each.confirmed, min(each.present, each.confirmed)) for each in past if each.present is not None]
    if len(known) < LEAST_EVENINGS:
        return Forecast(registered, len(known))
    most = math.inf if capacity is None else max(registered, capacity)
    people, doubt = _at_the_start(registered, day, past)
    low, high = _interval(min(max(0.0, people), most), doubt, most, known)
    return Forecast(registered, len(known), math.floor(low), math.ceil(high))


def _at_the_start(registered: int, day: int, past: Sequence[PastEvening]) -> tuple[float, float]:
    """How many will have a place when it begins, and the variance of that."""
    more = [
        at_day(each.curve, 0) - (at_day(each.curve, day - 1) + at_day(each.curve, day)) / 2
        for each in past
        if at_day(each.curve, -1)
    ]
    if not more:
        return registered, 0.0
    mean = fmean(more)
    doubt = variance(more) * (1 + 1 / len(more)) if len(more) > 1 else mean**2
    return registered + mean, doubt


def _interval(people: float, doubt: float, most: float, known: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """How many of `people` come, of whom we know that with this variance: both ends, never above `most`."""
    total = sum(n for n, _ in known)
    share = (sum(k for _, k in known) + 0.5) / (total + 1)
    chance, rho = share * (1 - share), _correlation(known, share)
    of_the_share = sum(n * chance * (1 + (n - 1) * rho) for n, _ in known) / total**2
    spread = math.sqrt(people * chance * (1 + (people - 1) * rho) + people**2 * of_the_share + share**2 * doubt)
    t = T_90[min(len(known) - 1, max(T_90))]
    at_most = min(most, people + t * math.sqrt(doubt))
    return max(0.0, people * share - t * spread), min(at_most, people * share + t * spread)


def _correlation(known: Sequence[tuple[int, int]], share: float) -> float:
    """Williams' moment estimate: the rho for which Pearson's sum of squares is as large as expected; within 0 and 1."""
    total = sum(n for n, _ in known)
    squares = sum((k - n * share) ** 2 / (n * share * (1 - share)) for n, k in known)
    freedom = sum((n - 1) * (1 - n / total) for n, _ in known)
    return min(1.0, max(0.0, (squares - (len(known) - 1)) / freedom)) if freedom else 0.0
