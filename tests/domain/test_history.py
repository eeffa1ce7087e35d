"""Earlier evenings, what remains of them, the forecast, and what changed since the last look."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from house import House
from hypothesis import given
from hypothesis import strategies as st
from statements import statements

from akevents import clock
from akevents.domain import forecast as forecasts
from akevents.domain import history, last_looks, my_registration, participants, retention, statistics
from akevents.domain.events import EventDetails
from akevents.domain.forecast import LEAST_EVENINGS, Forecast, forecast
from akevents.domain.history import PastEvening
from akevents.errors import EventNotFound

LONG_AGO = datetime(2026, 1, 14, 18, 0, tzinfo=UTC)


def past_evening(house: House, weeks: int, people: int, came: int) -> EventDetails:
    """An evening so many weeks ago, for which people registered day by day, the last one on the day before."""
    event = house.event(title=f"Vor {weeks} Wochen")
    starts = clock.utc_now() - timedelta(weeks=weeks)
    for number in range(people):
        name = f"P{weeks}x{number}"
        house.register(event, name)
        if number < came:
            participants.check_in(house.db, house.mona, house.registration_id(event, name))
        house.set_registration(event, name, registered_at=starts - timedelta(days=people - number))
    house.set(event, starts_at=starts, ends_at=starts + timedelta(minutes=90), deadline_at=None)
    return house.read(event)


def past(house: House, event: EventDetails) -> tuple[PastEvening, ...]:
    return history.past_evenings(house.db, house.mona, event.id)


def test_evenings_of_the_group_are_known_newest_first(house: House) -> None:
    past_evening(house, 3, people=4, came=3)
    past_evening(house, 1, people=2, came=0)
    now = house.event(title="Heute")

    found = past(house, now)
    assert [(each.title, each.confirmed, each.present) for each in found] == [
        ("Vor 1 Wochen", 2, None), ("Vor 3 Wochen", 4, 3),
    ]  # fmt: skip
    assert dict(found[1].curve) == {-4: 1, -3: 2, -2: 3, -1: 4}


def test_what_remains_says_the_same_when_the_people_are_gone(house: House) -> None:
    old = past_evening(house, 3, people=4, came=3)
    now = house.event(title="Heute")
    house.set(now, starts_at=clock.utc_now() + timedelta(days=90), ends_at=clock.utc_now() + timedelta(days=91))
    before = past(house, now)

    with time_machine.travel(old.ends_at + timedelta(days=old.retention_days + 2)):
        assert retention.forget_due(house.db) == 4
        assert house.statuses(old) == {}
        assert past(house, now) == before


def test_what_remains_counts_those_who_left_and_were_forgotten_earlier(house: House) -> None:
    old = past_evening(house, 0, people=3, came=1)
    my_registration_of = house.token(old, "P0x2")
    house.set(old, starts_at=clock.utc_now() + timedelta(days=1), ends_at=clock.utc_now() + timedelta(days=2))
    my_registration.cancel(house.db, my_registration_of)
    ends = house.read(old).ends_at
    for days in (15, old.retention_days + 2):
        with time_machine.travel(ends + timedelta(days=days)):
            retention.forget_due(house.db)
    with house.db.reading() as session:
        tally = session.get(history.EventTally, old.id)
        assert tally is not None
        assert (tally.confirmed, tally.present, tally.cancelled) == (2, 1, 1)


def test_looking_back_costs_the_same_for_one_evening_and_for_five(house: House) -> None:
    now = house.event(title="Heute")
    past_evening(house, 1, people=2, came=1)
    with statements(house.db) as one:
        past(house, now)
    for weeks in range(2, 6):
        past_evening(house, weeks, people=2, came=1)
    with statements(house.db) as five:
        past(house, now)

    assert len(one) == len(five)


def test_event_of_another_group_has_no_history(house: House) -> None:
    now = house.event()
    with pytest.raises(EventNotFound):
        history.past_evenings(house.db, house.olaf, now.id)
    with pytest.raises(EventNotFound):
        forecasts.forecast_for(house.db, house.olaf, now.id)


def test_forecast_needs_three_evenings_with_attendance(house: House) -> None:
    now = house.event(title="Heute")
    house.register(now)
    for weeks in (1, 2):
        past_evening(house, weeks, people=4, came=3)
    past_evening(house, 3, people=4, came=0)
    assert forecasts.forecast_for(house.db, house.mona, now.id) == Forecast(registered=1, evenings=2)

    past_evening(house, 4, people=4, came=2)
    found = forecasts.forecast_for(house.db, house.mona, now.id)
    assert (found.registered, found.evenings) == (1, 3)
    assert found.low is not None and found.high is not None


# The method


def evening(confirmed: int, present: int | None, curve: dict[int, int] | None = None) -> PastEvening:
    return PastEvening(1, "Abend", LONG_AGO, "Europe/Berlin", confirmed, present, curve or {-1: confirmed})


COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
HISTORIES = st.lists(COUNTS.map(lambda pair: evening(*pair)), min_size=LEAST_EVENINGS, max_size=8)


def test_example_of_the_field() -> None:
    found = forecast(63, 0, [evening(60, 41), evening(55, 37), evening(70, 47), evening(48, 33)])

    assert found == Forecast(registered=63, evenings=4, low=35, high=50)


@given(st.integers(0, 500), HISTORIES, st.one_of(st.none(), st.integers(0, 500)))
def test_forecast_stays_within_what_is_possible(
    registered: int, known: list[PastEvening], capacity: int | None
) -> None:
    found = forecast(registered, 0, known, capacity)

    assert found.low is not None and found.high is not None
    assert 0 <= found.low <= found.high <= registered


@given(st.integers(0, 200), HISTORIES)
def test_more_people_never_make_fewer_come(registered: int, known: list[PastEvening]) -> None:
    fewer, more = forecast(registered, 0, known), forecast(registered + 50, 0, known)

    assert fewer.high is not None and more.high is not None
    assert fewer.high <= more.high


def test_evenings_that_differ_make_it_less_certain() -> None:
    alike = forecast(50, 0, [evening(100, 60)] * 4)
    unlike = forecast(50, 0, [evening(100, 30), evening(100, 90), evening(100, 40), evening(100, 80)])

    assert alike.low is not None and alike.high is not None and unlike.low is not None and unlike.high is not None
    assert unlike.high - unlike.low > 2 * (alike.high - alike.low)


def test_those_still_to_register_are_expected_up_to_the_capacity() -> None:
    half = [evening(40, 40, {-14: 20, -1: 40}) for _ in range(3)]

    assert forecast(10, -14, half) == Forecast(10, 3, 20, 20)
    assert forecast(10, -14, half, capacity=15) == Forecast(10, 3, 15, 15)
    assert forecast(10, 0, half) == Forecast(10, 3, 10, 10)


def test_nobody_noted_is_not_nobody_came() -> None:
    assert forecast(10, 0, [evening(40, None)] * 5) == Forecast(10, 0)


# The last look


def test_what_changed_since_the_last_look(house: House) -> None:
    event = house.event(capacity=10)
    house.register(event, "Anna")
    figures = statistics.live_figures(house.db, house.mona, event.id)
    assert last_looks.since_last_look(house.db, house.mona, event.id) is None
    last_looks.note_look(house.db, house.mona, figures)

    house.register(event, "Bernd")
    house.register(event, "Chiara")
    my_registration.cancel(house.db, house.token(event, "Anna"))
    before = last_looks.since_last_look(house.db, house.mona, event.id)
    assert before is not None
    now = statistics.live_figures(house.db, house.mona, event.id)
    assert last_looks.changes(before, now) == {"confirmed": 1, "cancelled": 1}
    assert last_looks.changes(before, replace(figures)) == {}
    last_looks.note_look(house.db, house.mona, now)
    again = last_looks.since_last_look(house.db, house.mona, event.id)
    assert again is not None and last_looks.changes(again, now) == {}
