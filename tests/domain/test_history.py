"""Earlier evenings, what remains of them, the forecast, and what changed since the last look."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Barrier

import pytest
import time_machine
from house import House
from hypothesis import given
from hypothesis import strategies as st
from statements import statements

from akevents import clock
from akevents.domain import aftermath, history, last_looks, my_registration, participants, retention, statistics
from akevents.domain import forecast as forecasts
from akevents.domain.events import EventDetails
from akevents.domain.forecast import LEAST_EVENINGS, Forecast, forecast
from akevents.domain.history import PastEvening
from akevents.errors import EventNotFound
from akevents.store.tables import EventTally, RegistrationStatus

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
        tally = session.get(EventTally, old.id)
        assert tally is not None
        assert (tally.confirmed, tally.present, tally.cancelled) == (2, 1, 1)


def remains_of(house: House, event: EventDetails) -> aftermath.Remains | None:
    return aftermath.get_aftermath(house.db, house.mona, event.slug).remains


def test_curve_knows_who_gave_their_place_up_also_when_they_are_forgotten(house: House) -> None:
    old = past_evening(house, 1, people=4, came=2)
    day = timedelta(days=1)
    gave_up = {"status": RegistrationStatus.CANCELLED, "confirmed_at": old.starts_at - 4 * day}
    house.set_registration(old, "P1x0", **gave_up, cancelled_at=old.starts_at - 2 * day)
    never_had = {"status": RegistrationStatus.CANCELLED, "confirmed_at": None}
    house.set_registration(old, "P1x1", **never_had, cancelled_at=old.starts_at - 2 * day)
    house.set(old, places_taken=2)
    now = house.event(title="Heute")
    house.set(now, starts_at=clock.utc_now() + 90 * day, ends_at=clock.utc_now() + 91 * day)
    found = past(house, now)
    assert [(each.confirmed, dict(each.curve)) for each in found] == [(2, {-4: 1, -2: 1, -1: 2})]

    with time_machine.travel(old.ends_at + (retention.CANCELLED_DAYS + 1) * day):
        assert retention.forget_due(house.db) == 2
        assert past(house, now) == found
        assert remains_of(house, old) is None  # the others are still there
    with time_machine.travel(old.ends_at + (old.retention_days + 2) * day):
        assert retention.forget_due(house.db) == 2
        assert past(house, now) == found
        assert remains_of(house, old) == aftermath.Remains(2, None, 2, 0, 0)


def test_whoever_only_counted_heads_noted_attendance_too(house: House) -> None:
    counted, ticked = past_evening(house, 2, people=4, came=0), past_evening(house, 1, people=4, came=3)
    house.set(counted, head_count=3)
    house.set(ticked, head_count=2)
    now = house.event(title="Heute")

    assert [each.present for each in past(house, now)] == [3, 3]


def test_evenings_without_anybody_do_not_hide_earlier_ones(house: House) -> None:
    past_evening(house, 20, people=2, came=1)
    for weeks in range(1, history.EVENINGS + 2):
        past_evening(house, weeks, people=0, came=0)
    now = house.event(title="Heute")

    assert [each.title for each in past(house, now)] == ["Vor 20 Wochen"]


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
CURVES = st.dictionaries(st.integers(-30, 0), st.integers(0, 300), min_size=1)
EVENINGS = st.builds(lambda pair, curve: evening(pair[0], pair[1], curve), COUNTS, CURVES)
HISTORIES = st.lists(EVENINGS, min_size=LEAST_EVENINGS, max_size=8)
NOBODY_MORE = st.lists(COUNTS.map(lambda pair: evening(*pair)), min_size=LEAST_EVENINGS, max_size=8)
CAPACITIES = st.one_of(st.none(), st.integers(0, 500))
DAYS = st.integers(-40, 0)


def ends(found: Forecast) -> tuple[int, int]:
    assert found.low is not None and found.high is not None
    return found.low, found.high


def test_example_of_the_field() -> None:
    found = forecast(63, 0, [evening(60, 41), evening(55, 37), evening(70, 47), evening(48, 33)])

    assert found == Forecast(registered=63, evenings=4, low=35, high=50)


@given(st.integers(0, 500), DAYS, HISTORIES, st.integers(0, 500))
def test_forecast_stays_within_the_places(registered: int, day: int, known: list[PastEvening], capacity: int) -> None:
    low, high = ends(forecast(registered, day, known, capacity))

    assert 0 <= low <= high <= max(registered, capacity)


@given(st.integers(0, 500), NOBODY_MORE, CAPACITIES)
def test_nobody_comes_who_is_not_registered_when_nobody_can_register_any_more(
    registered: int, known: list[PastEvening], capacity: int | None
) -> None:
    low, high = ends(forecast(registered, 0, known, capacity))

    assert 0 <= low <= high <= registered


@given(st.integers(0, 300), st.integers(1, 100), DAYS, HISTORIES, CAPACITIES)
def test_more_people_never_make_fewer_come(
    registered: int, more: int, day: int, known: list[PastEvening], capacity: int | None
) -> None:
    low, high = ends(forecast(registered, day, known, capacity))
    lowest, highest = ends(forecast(registered + more, day, known, capacity))

    assert low <= lowest and high <= highest


@given(st.integers(0, 300), st.integers(20, 80), st.integers(0, 19), st.integers(0, 20), st.integers(2, 4))
def test_evenings_that_differ_more_make_it_less_certain(
    registered: int, share: int, spread: int, more: int, pairs: int
) -> None:
    def width(by: int) -> int:
        known = [evening(100, share + sign * by) for sign in (1, -1) for _ in range(pairs)]
        low, high = ends(forecast(registered, 0, known))
        return high - low

    assert width(min(spread + more, 20)) >= width(spread) - 1  # whole people at both ends


def test_fewer_evenings_make_it_less_certain() -> None:
    few, many = ends(forecast(60, 0, [evening(50, 30)] * 3)), ends(forecast(60, 0, [evening(50, 30)] * 8))

    assert few[0] < many[0] and many[1] < few[1]


@pytest.mark.parametrize(("share", "correlation", "evenings"), [(0.65, 0.02, 4), (0.8, 0.05, 3), (0.5, 0.1, 8)])
def test_four_of_five_evenings_lie_within(share: float, correlation: float, evenings: int) -> None:
    """Evenings as the method assumes them, drawn with a fixed seed."""
    chance = Random(17)
    more = 1 / correlation - 1

    def drawn() -> tuple[int, int]:
        people, comes = chance.randint(30, 90), chance.betavariate(share * more, (1 - share) * more)
        return people, max(1, sum(chance.random() < comes for _ in range(people)))

    within = 0
    for _ in range(500):
        people, came = drawn()
        low, high = ends(forecast(people, 0, [evening(*drawn()) for _ in range(evenings)]))
        within += low <= came <= high
    assert 0.78 <= within / 500 <= 0.95


def test_those_still_to_register_are_expected_up_to_the_capacity() -> None:
    earlier = [evening(40, 40, {-15: 10, -14: 20, -1: 40}) for _ in range(3)]

    assert forecast(10, -14, earlier) == Forecast(10, 3, 34, 35)  # 25 more
    assert forecast(10, -14, earlier, capacity=15) == Forecast(10, 3, 14, 15)
    assert forecast(10, 0, earlier) == Forecast(10, 3, 9, 10)


def test_those_who_will_give_their_place_up_are_not_expected() -> None:
    earlier = [evening(40, 40, {-15: 60, -14: 60, -1: 40}) for _ in range(3)]

    assert forecast(50, -14, earlier) == Forecast(50, 3, 29, 30)


def test_list_that_was_imported_afterwards_says_nothing_about_when_people_register() -> None:
    imported = [evening(40, 30, {0: 40}) for _ in range(3)]

    assert forecast(20, -14, imported) == forecast(20, 0, [evening(40, 30)] * 3)


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


def test_two_tabs_may_look_at_the_same_moment(house: House) -> None:
    event, tabs = house.event(), 6
    figures = statistics.live_figures(house.db, house.mona, event.id)
    start = Barrier(tabs)

    def look() -> None:
        start.wait()
        last_looks.note_look(house.db, house.mona, figures)

    with ThreadPoolExecutor(tabs) as pool:
        for each in [pool.submit(look) for _ in range(tabs)]:
            each.result()
    before = last_looks.since_last_look(house.db, house.mona, event.id)
    assert before is not None and last_looks.changes(before, figures) == {}
