"""The running order: proposed, typed, laid out on the clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.running_order import (
    ITEMS_LIMIT,
    Item,
    Turn,
    WrongLine,
    as_lines,
    laid_out,
    proposed,
    read_lines,
    went_back,
    went_on,
)

START = datetime(2022, 3, 2, 16, 0, tzinfo=UTC)
END = START + timedelta(minutes=90)
MINUTE = timedelta(minutes=1)
EVENING = (Item(5, "Begrüßung"), Item(24, "Einführung: Chiara"), Item(56, "Diskussion"), Item(5, "Abschluss"))


def times(*minutes: int) -> list[datetime]:
    return [START + each * MINUTE for each in minutes]


def test_seed_evening_is_welcome_introduction_discussion_and_close() -> None:
    assert [(each.minutes, each.title) for each in proposed(90, ["Frank Osterhage"])] == [
        (5, "Begrüßung"), (24, "Einführung: Frank Osterhage"), (56, "Diskussion"), (5, "Abschluss und Ausblick"),
    ]  # fmt: skip


@given(st.integers(0, 2000), st.lists(st.text(min_size=1, max_size=5), max_size=6))
def test_proposal_fills_the_evening_exactly(minutes: int, speakers: list[str]) -> None:
    items = proposed(minutes, speakers)

    assert sum(each.minutes for each in items) == max(minutes, 0) or minutes < 10
    assert all(each.minutes >= 0 for each in items)


def test_lines_are_read_with_minutes_title_and_note() -> None:
    items, wrong = read_lines("5 Begrüßung\n\n 20 min Einführung | Folien, Ton \n45' Diskussion\n")

    assert items == (Item(5, "Begrüßung"), Item(20, "Einführung", "Folien, Ton"), Item(45, "Diskussion"))
    assert wrong == ()


def test_every_wrong_line_is_named() -> None:
    text = "\n".join(["Begrüßung", "5 ", "10 | nur Notiz", f"3 {'x' * 121}", "5 gut"])

    items, wrong = read_lines(text)

    assert items == (Item(5, "gut"),)
    assert wrong == (
        WrongLine(1, "line_no_minutes"), WrongLine(2, "line_no_title"), WrongLine(3, "line_no_title"),
        WrongLine(4, "line_too_long"),
    )  # fmt: skip
    assert read_lines("1 a\n" * (ITEMS_LIMIT + 1))[1] == (WrongLine(ITEMS_LIMIT + 1, "line_too_many"),)


WORDS = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="|'′"), min_size=1, max_size=30
)
TITLES = WORDS.map(str.strip).filter(lambda text: text and not text.lower().startswith("min"))


@given(st.lists(st.builds(Item, st.integers(0, 999), TITLES, st.one_of(st.just(""), TITLES)), max_size=ITEMS_LIMIT))
def test_what_is_written_is_read_back(items: list[Item]) -> None:
    assert read_lines(as_lines(items)) == (tuple(items), ())


@given(st.text(max_size=300))
def test_any_text_gives_an_answer(text: str) -> None:
    items, wrong = read_lines(text)
    assert len(items) + len(wrong) == sum(bool(line.strip()) for line in text.splitlines())


def test_before_the_start_nothing_is_on() -> None:
    table = laid_out(EVENING, START, END, START - MINUTE)

    assert [row.starts_at for row in table.rows] == times(0, 5, 29, 85)
    assert (table.current, table.ends_at, table.drift, table.over) == (None, END, timedelta(0), timedelta(0))


def test_going_on_early_moves_the_rest_forward() -> None:
    table = laid_out(went_on(EVENING, START + 3 * MINUTE), START, END, START + 4 * MINUTE)

    assert [row.turn for row in table.rows] == [Turn.DONE, Turn.NOW, Turn.LATER, Turn.LATER]
    assert [row.starts_at for row in table.rows] == times(0, 3, 27, 83)
    assert (table.drift, table.over) == (-2 * MINUTE, timedelta(0))


def test_an_item_that_takes_longer_pushes_the_end_past_what_was_announced() -> None:
    table = laid_out(went_on(EVENING, START + 5 * MINUTE), START, END, START + 40 * MINUTE)

    assert table.current is not None
    assert (table.current.item.title, table.current.ends_at) == ("Einführung: Chiara", START + 40 * MINUTE)
    assert (table.drift, table.over) == (11 * MINUTE, 11 * MINUTE)


def test_a_mistaken_step_is_taken_back() -> None:
    once = went_on(EVENING, START + 3 * MINUTE)

    assert went_back(once) == EVENING
    assert went_back(EVENING) == EVENING
    done = EVENING
    for number in range(len(EVENING) + 2):
        done = went_on(done, START + number * MINUTE)
    assert all(each.done_at for each in done)


@pytest.mark.parametrize("now", [START - MINUTE, START, START + 200 * MINUTE])
def test_no_items_end_where_they_start(now: datetime) -> None:
    table = laid_out((), START, END, now)
    assert (table.rows, table.ends_at, table.over) == ((), START, timedelta(0))
