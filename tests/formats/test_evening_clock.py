"""The running order on the clock."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.evening_clock import Turn, laid_out
from akevents.formats.running_order import Frame, Item, went_on

START = datetime(2022, 3, 2, 16, 0, tzinfo=UTC)
END = START + timedelta(minutes=90)
MINUTE, NOTHING = timedelta(minutes=1), timedelta(0)
FRAME = Frame(START, END, "Europe/Berlin")  # 17:00 to 18:30
EVENING = (Item(5, "Begrüßung"), Item(24, "Einführung: Chiara"), Item(56, "Diskussion"), Item(5, "Abschluss"))
FIXED = (Item(10, "Begrüßung"), Item(None, "Vortrag", begins=time(17, 15)), Item(10, "Fragen"),
         Item(None, "Diskussion", begins=time(18, 0)), Item(5, "Abschluss"))  # fmt: skip


def times(*minutes: int) -> list[datetime]:
    return [START + each * MINUTE for each in minutes]


def test_before_the_start_nothing_is_on() -> None:
    table = laid_out(EVENING, FRAME, START - MINUTE)

    assert [row.starts_at for row in table.rows] == times(0, 5, 29, 85)
    assert (table.current, table.has_begun, table.ends_at, table.drift, table.over) == (
        None,
        False,
        END,
        NOTHING,
        NOTHING,
    )
    assert table.upcoming == table.rows[0]


def test_going_on_early_moves_the_rest_forward() -> None:
    table = laid_out(went_on(EVENING, START + 3 * MINUTE), FRAME, START + 4 * MINUTE)

    assert [row.turn for row in table.rows] == [Turn.DONE, Turn.NOW, Turn.LATER, Turn.LATER]
    assert [row.starts_at for row in table.rows] == times(0, 3, 27, 83)
    assert (table.drift, table.over) == (-2 * MINUTE, NOTHING)
    assert table.upcoming == table.rows[2]


def test_an_item_that_takes_longer_pushes_the_end_past_what_was_announced() -> None:
    table = laid_out(went_on(EVENING, START + 5 * MINUTE), FRAME, START + 40 * MINUTE)

    assert table.current is not None
    assert (table.current.item.title, table.current.ends_at) == ("Einführung: Chiara", START + 40 * MINUTE)
    assert (table.current.overdue, table.drift, table.over) == (11 * MINUTE, 11 * MINUTE, 11 * MINUTE)


def test_items_without_minutes_fill_the_time_until_the_next_fixed_one() -> None:
    table = laid_out(FIXED, FRAME, START - MINUTE)

    assert [row.starts_at for row in table.rows] == times(0, 15, 50, 60, 85)
    assert (table.ends_at, table.drift, table.over, table.too_late) == (END, NOTHING, NOTHING, None)


def test_fixed_time_holds_and_what_is_between_is_a_pause() -> None:
    once = went_on(FIXED, START + 8 * MINUTE)

    paused = laid_out(once, FRAME, START + 12 * MINUTE)
    assert (paused.current, paused.has_begun) == (None, True)
    assert paused.upcoming == paused.rows[1]
    assert paused.rows[1].starts_at == START + 15 * MINUTE
    begun = laid_out(once, FRAME, START + 15 * MINUTE)
    assert begun.current == begun.rows[1]


def test_fixed_time_that_cannot_be_kept_is_named() -> None:
    done = went_on(went_on(FIXED, START + 10 * MINUTE), START + 57 * MINUTE)

    table = laid_out(done, FRAME, START + 57 * MINUTE)

    assert table.too_late == table.rows[3]
    assert (table.rows[3].starts_at, table.rows[3].late) == (START + 67 * MINUTE, 7 * MINUTE)
    assert (table.ends_at, table.over) == (END, NOTHING)  # the discussion, which has no length of its own, gives way


def test_time_outside_the_evening_fixes_nothing() -> None:
    table = laid_out((Item(10, "Begrüßung", begins=time(9, 0)), Item(10, "Rest")), FRAME, START - MINUTE)
    assert [row.starts_at for row in table.rows] == times(0, 10)


def test_when_everything_is_done_nothing_is_on() -> None:
    done = EVENING
    for number in range(len(EVENING)):
        done = went_on(done, START + 20 * (number + 1) * MINUTE)

    table = laid_out(done, FRAME, START + 100 * MINUTE)

    assert {row.turn for row in table.rows} == {Turn.DONE}
    assert (table.current, table.upcoming, table.ends_at, table.drift) == (
        None,
        None,
        START + 80 * MINUTE,
        -10 * MINUTE,
    )


@pytest.mark.parametrize("now", [START - MINUTE, START, START + 200 * MINUTE])
def test_no_items_end_where_they_start(now: datetime) -> None:
    table = laid_out((), FRAME, now)
    assert (table.rows, table.ends_at, table.over) == ((), START, NOTHING)


ITEMS = st.builds(
    Item, st.one_of(st.none(), st.integers(0, 200)), st.just("x"), st.just(""),
    st.one_of(st.none(), st.integers(0, 200).map(lambda minute: START + minute * MINUTE)), st.one_of(st.none(), st.times()),
)  # fmt: skip


@given(st.lists(ITEMS, max_size=8), st.integers(-10, 300))
def test_whatever_the_order_time_never_runs_backwards(items: list[Item], minute: int) -> None:
    table = laid_out(items, FRAME, START + minute * MINUTE)

    at = START
    for row in table.rows:
        assert at <= row.starts_at <= row.ends_at
        at = row.ends_at
    assert sum(row.turn == Turn.NOW for row in table.rows) <= 1
    assert table.over >= NOTHING
