"""The running order: proposed, typed, read back."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.running_order import (
    ITEMS_LIMIT,
    Frame,
    Item,
    WrongLine,
    as_lines,
    proposed,
    read_lines,
    went_back,
    went_on,
)

START = datetime(2022, 3, 2, 16, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FRAME = Frame(START, START + 90 * MINUTE, "Europe/Berlin")  # 17:00 to 18:30
LATE = Frame(datetime(2022, 3, 2, 22, 30, tzinfo=UTC), datetime(2022, 3, 3, 0, 0, tzinfo=UTC), "Europe/Berlin")
EVENING = (Item(5, "Begrüßung"), Item(24, "Einführung: Chiara"), Item(56, "Diskussion"), Item(5, "Abschluss"))


def lasting(minutes: int) -> Frame:
    return replace(FRAME, latest_end=START + minutes * MINUTE)


def test_seed_evening_is_welcome_introduction_discussion_and_close() -> None:
    assert [(each.minutes, each.title) for each in proposed(FRAME, ["Frank Osterhage"])] == [
        (5, "Begrüßung"), (24, "Einführung: Frank Osterhage"), (56, "Diskussion"), (5, "Abschluss und Ausblick"),
    ]  # fmt: skip


@given(st.integers(0, 2000), st.lists(st.text(min_size=1, max_size=5), max_size=6))
def test_proposal_fills_the_evening_exactly(minutes: int, speakers: list[str]) -> None:
    items = proposed(lasting(minutes), speakers)

    lengths = [each.minutes or 0 for each in items]
    assert sum(lengths) == minutes or minutes < 10
    assert min(lengths) >= 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Wir diskutieren.", "Einführung"), ("Ein Vortrag, danach eine Einführung", "Vortrag"), ("Impuls", "Impuls")],
)
def test_talk_is_called_what_the_announcement_calls_it(text: str, kind: str) -> None:
    assert proposed(FRAME, ["Chiara"], text)[1] == Item(24, f"{kind}: Chiara")


def test_programme_of_the_announcement_is_proposed() -> None:
    text = (
        "Am 2. März:\n\n- 17:00 Uhr: Begrüßung\n- 17.10–17.30 Vortrag von Chiara\n* 17:30 Diskussion\n18:30 Uhr Ende\n"
    )

    assert proposed(FRAME, ["Chiara"], "Ein Satz.", text) == (
        Item(None, "Begrüßung", begins=time(17, 0)), Item(20, "Vortrag von Chiara", begins=time(17, 10)),
        Item(None, "Diskussion", begins=time(17, 30)),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["17:00 — 18:30", "17:00 Uhr bis maximal 18:30 Uhr", "9:00 Anreise\n17:00 Beginn"])
def test_times_of_another_kind_are_no_programme(text: str) -> None:
    assert proposed(FRAME, [], text)[0] == Item(5, "Begrüßung")


def test_lines_are_read_with_minutes_title_and_note() -> None:
    items, wrong = read_lines("5 Begrüßung\n\n 20 min Einführung | Folien, Ton \n45' Diskussion\n")

    assert items == (Item(5, "Begrüßung"), Item(20, "Einführung", "Folien, Ton"), Item(45, "Diskussion"))
    assert wrong == ()


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("17:30 Diskussion", Item(None, "Diskussion", begins=time(17, 30))),
        ("17.30 Uhr: Diskussion | laut", Item(None, "Diskussion", "laut", begins=time(17, 30))),
        ("17:30 45 min Diskussion", Item(45, "Diskussion", begins=time(17, 30))),
        ("17:30–18:15 Diskussion", Item(45, "Diskussion", begins=time(17, 30))),
        ("17:30 bis 18:15 Uhr Diskussion", Item(45, "Diskussion", begins=time(17, 30))),
        ("23:50 - 00:10 Nachtisch", Item(20, "Nachtisch", begins=time(23, 50))),
    ],
)
def test_line_may_begin_with_a_time(line: str, item: Item) -> None:
    assert read_lines(line) == ((item,), ())
    assert read_lines(as_lines([item])) == ((item,), ())


def test_times_must_be_of_this_evening_and_in_order() -> None:
    text = "25:00 Nie\n16:30 Davor\n17:30 Diskussion\n17:10 Vortrag\n18:30 Ende\n18:31 Danach\n17:30"

    items, wrong = read_lines(text, FRAME)

    assert [item.title for item in items] == ["Diskussion", "Ende"]
    assert [(each.number, each.code) for each in wrong] == [
        (1, "line_no_time"), (2, "line_not_in_evening"), (4, "line_out_of_order"), (6, "line_not_in_evening"),
        (7, "line_no_title"),
    ]  # fmt: skip


def test_evening_may_pass_midnight() -> None:
    assert LATE.instant_of(time(23, 30)) == LATE.starts_at
    assert LATE.instant_of(time(0, 15)) == LATE.starts_at + 45 * MINUTE
    assert LATE.instant_of(time(2, 0)) is None
    assert LATE.instant_of(None) is None


def test_every_wrong_line_is_named() -> None:
    text = "\n".join(["Begrüßung", "5 ", "10 | nur Notiz", f"3 {'x' * 121}", "5 gut"])

    items, wrong = read_lines(text)

    assert items == (Item(5, "gut"),)
    assert wrong == (
        WrongLine(1, "line_no_minutes"), WrongLine(2, "line_no_title"), WrongLine(3, "line_no_title"),
        WrongLine(4, "line_too_long"),
    )  # fmt: skip
    assert read_lines("1 a\n" * (ITEMS_LIMIT + 1))[1] == (WrongLine(ITEMS_LIMIT + 1, "line_too_many"),)


WORDS = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="|"), max_size=30)
STARTS = st.sampled_from(
    ["5 ", "5 min ", "17:30 ", "17:30 20 min ", "17:30–18:00 ", "17.30 Uhr, ", "Minuten ", "Uhr ", ""]
)


@given(st.lists(st.tuples(STARTS, STARTS, WORDS, WORDS), max_size=5))
def test_what_was_read_is_written_so_that_it_is_read_again(parts: list[tuple[str, str, str, str]]) -> None:
    items, _ = read_lines("\n".join(f"{start}{more}{title}|{note}" for start, more, title, note in parts))
    assert read_lines(as_lines(items)) == (items, ())


@given(st.text(max_size=300))
def test_any_text_gives_an_answer(text: str) -> None:
    items, wrong = read_lines(text)
    assert len(items) + len(wrong) == sum(bool(line.strip()) for line in text.splitlines())


def test_a_mistaken_step_is_taken_back() -> None:
    once = went_on(EVENING, START + 3 * MINUTE)

    assert went_back(once) == EVENING
    assert went_back(EVENING) == EVENING
    done = EVENING
    for number in range(len(EVENING) + 2):
        done = went_on(done, START + number * MINUTE)
    assert all(each.done_at for each in done)
