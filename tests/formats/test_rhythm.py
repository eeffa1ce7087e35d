"""How often a working group meets: read from its days, and continued."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.rhythm import (
    LAST,
    MOST_DATES,
    DayOfMonth,
    EveryWeeks,
    NthWeekday,
    Rhythm,
    dates,
    instants,
    next_date,
    next_meeting,
    rhythm_of,
    suggestions,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
DAYS = st.dates(date(1995, 1, 1), date(2090, 1, 1))
WEEKDAYS = st.integers(0, 6)
NTH = st.sampled_from((1, 2, 3, 4, LAST))
WEEKLY = st.builds(EveryWeeks, st.integers(1, 8), WEEKDAYS)
MONTHLY = st.builds(NthWeekday, st.integers(1, 12), NTH, WEEKDAYS)
BY_DAY = st.builds(DayOfMonth, st.integers(1, 12), st.integers(1, 31))
ANY = WEEKLY | MONTHLY | BY_DAY


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("rhythm", "start", "expected"),
    [
        (EveryWeeks(1, WEDNESDAY), "2022-03-02", ["2022-03-02", "2022-03-09", "2022-03-16"]),
        (EveryWeeks(2, MONDAY), "2022-03-02", ["2022-03-07", "2022-03-21", "2022-04-04"]),
        (NthWeekday(1, 1, WEDNESDAY), "2022-03-02", ["2022-03-02", "2022-04-06", "2022-05-04"]),
        (NthWeekday(2, 1, WEDNESDAY), "2022-03-03", ["2022-04-06", "2022-06-01", "2022-08-03"]),
        (NthWeekday(1, LAST, THURSDAY), "2022-11-01", ["2022-11-24", "2022-12-29", "2023-01-26"]),
        (NthWeekday(3, 4, FRIDAY), "2022-11-01", ["2022-11-25", "2023-02-24", "2023-05-26"]),
        (DayOfMonth(1, 31), "2024-01-31", ["2024-01-31", "2024-02-29", "2024-03-31"]),
        (DayOfMonth(3, 15), "2024-11-20", ["2024-12-15", "2025-03-15", "2025-06-15"]),
    ],
)
def test_dates_begin_on_or_after_the_start(rhythm: Rhythm, start: str, expected: list[str]) -> None:
    assert dates(rhythm, date.fromisoformat(start), count=3) == tuple(days(*expected))


def test_dates_end_with_the_last_day_that_is_wanted() -> None:
    rhythm = NthWeekday(1, 1, WEDNESDAY)

    assert dates(rhythm, date(2022, 3, 2), until=date(2022, 5, 4)) == tuple(
        days("2022-03-02", "2022-04-06", "2022-05-04")
    )
    assert dates(rhythm, date(2022, 3, 2), until=date(2022, 3, 1)) == ()
    assert dates(rhythm, date(2022, 3, 2), count=0) == ()
    assert len(dates(rhythm, date(2022, 3, 2), count=100)) == MOST_DATES


@given(ANY, DAYS)
def test_dates_rise_and_each_is_the_next_of_the_one_before(rhythm: Rhythm, start: date) -> None:
    found = dates(rhythm, start, count=20)

    assert len(found) == 20
    assert found[0] >= start
    assert all(next_date(rhythm, before) == day > before for before, day in pairwise(found))


@given(ANY, DAYS, st.integers(2, 8))
def test_rhythm_is_read_back_from_its_days(rhythm: Rhythm, start: date, count: int) -> None:
    met = dates(rhythm, start, count=count)

    read = rhythm_of(met)

    assert read is not None
    assert dates(read, met[0], count=count) == met


@given(WEEKLY | st.builds(NthWeekday, st.just(1), NTH, WEEKDAYS), DAYS)
def test_usual_rhythm_is_recognised_after_eight_meetings(rhythm: Rhythm, start: date) -> None:
    assert rhythm_of(dates(rhythm, start, count=8)) == rhythm


@given(st.builds(NthWeekday, st.integers(1, 12), st.integers(1, 3), WEEKDAYS), DAYS, st.integers(1, 6))
def test_one_moved_meeting_does_not_hide_the_rhythm(rhythm: NthWeekday, start: date, moved: int) -> None:
    planned = list(dates(rhythm, start, count=8))

    assert rhythm_of([*planned[:moved], planned[moved] + timedelta(days=1), *planned[moved + 1 :]]) == rhythm


def test_meeting_after_a_moved_one_is_where_the_rhythm_wants_it() -> None:
    assert next_date(NthWeekday(2, 1, WEDNESDAY), date(2025, 1, 9)) == date(2025, 3, 5)
    assert next_date(EveryWeeks(2, THURSDAY), date(2024, 5, 8)) == date(2024, 5, 23)  # the Thursday was a holiday


@pytest.mark.parametrize(
    ("met", "rhythm"),
    [
        ([], None),
        (["2022-03-02"], None),
        (["2022-03-02", "2022-03-02"], None),
        (["2022-03-02", "2022-03-03"], None),
        (["2022-03-02", "2022-05-04"], NthWeekday(2, 1, WEDNESDAY)),
        (["2022-03-02", "2022-03-16"], EveryWeeks(2, WEDNESDAY)),
        (["2022-02-02", "2022-03-02"], NthWeekday(1, 1, WEDNESDAY)),  # four weeks, and the first Wednesday twice
        (["2022-01-15", "2022-04-15", "2022-07-15"], DayOfMonth(3, 15)),
        (["2022-01-31", "2022-02-28", "2022-03-31"], DayOfMonth(1, 31)),
        (["2022-02-23", "2022-03-30", "2022-04-27"], NthWeekday(1, LAST, WEDNESDAY)),
        (["2022-01-11", "2022-02-23", "2022-06-02", "2022-06-20"], None),
        # Monthly until summer, then every three months: what they do now counts.
        (["2022-01-05", "2022-02-02", "2022-03-02", "2022-06-01", "2022-09-07", "2022-12-07"],
         NthWeekday(3, 1, WEDNESDAY)),
    ],
)  # fmt: skip
def test_rhythm_of(met: list[str], rhythm: Rhythm | None) -> None:
    assert rhythm_of(days(*met)) == rhythm


@pytest.mark.parametrize(
    ("met", "meeting"),
    [
        (["2025-01-01", "2025-03-05", "2025-05-07"], "2025-07-02"),
        (["2025-01-01", "2025-03-05", "2025-05-08"], "2025-07-02"),  # the last one was moved to Thursday
        (["2025-03-05", "2025-05-07", "2025-06-30"], "2025-09-03"),  # … to the Monday before
        (["2025-03-05", "2025-05-07", "2025-06-14"], "2025-07-02"),  # a workshop in between
        (["2025-06-14"], "2025-08-06"),
    ],
)
def test_next_meeting_is_reckoned_from_those_that_keep_the_rhythm(met: list[str], meeting: str) -> None:
    assert next_meeting(NthWeekday(2, 1, WEDNESDAY), days(*met)) == date.fromisoformat(meeting)


@given(ANY, DAYS, st.integers(1, 8))
def test_next_meeting_after_regular_ones_is_the_next_date(rhythm: Rhythm, start: date, count: int) -> None:
    met = dates(rhythm, start, count=count)

    assert next_meeting(rhythm, met) == next_date(rhythm, met[-1])


def test_workshop_in_between_does_not_hide_the_rhythm() -> None:
    met = days("2025-01-01", "2025-03-05", "2025-04-12", "2025-05-07", "2025-06-21", "2025-07-02")

    assert rhythm_of(met) == NthWeekday(2, 1, WEDNESDAY)


def test_rhythm_of_days_in_any_order_and_twice() -> None:
    assert rhythm_of(days("2022-05-04", "2022-03-02", "2022-07-06", "2022-05-04")) == NthWeekday(2, 1, WEDNESDAY)


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (EveryWeeks(1, WEDNESDAY), "jede Woche am Mittwoch"),
        (EveryWeeks(2, MONDAY), "alle zwei Wochen am Montag"),
        (NthWeekday(1, LAST, FRIDAY), "jeden Monat am letzten Freitag"),
        (NthWeekday(2, 1, WEDNESDAY), "alle zwei Monate am ersten Mittwoch"),
        (NthWeekday(12, 3, TUESDAY), "alle zwölf Monate am dritten Dienstag"),
        (DayOfMonth(1, 15), "jeden Monat am 15."),
    ],
)
def test_rhythm_in_words(rhythm: Rhythm, words: str) -> None:
    assert rhythm.words == words


def test_suggestions_all_begin_on_the_day() -> None:
    assert [each.words for each in suggestions(date(2022, 2, 23))] == [
        "jede Woche am Mittwoch",
        "alle zwei Wochen am Mittwoch",
        "alle vier Wochen am Mittwoch",
        "jeden Monat am vierten Mittwoch",
        "jeden Monat am letzten Mittwoch",
        "alle zwei Monate am vierten Mittwoch",
        "alle zwei Monate am letzten Mittwoch",
        "alle drei Monate am vierten Mittwoch",
        "alle drei Monate am letzten Mittwoch",
        "alle sechs Monate am vierten Mittwoch",
        "alle sechs Monate am letzten Mittwoch",
        "jeden Monat am 23.",
    ]


@given(DAYS)
def test_suggested_rhythm_contains_its_day(day: date) -> None:
    assert {dates(each, day, count=1) for each in suggestions(day)} == {(day,)}


def test_wall_clock_stays_across_summer_time() -> None:
    weekly = dates(EveryWeeks(1, WEDNESDAY), date(2022, 3, 23), count=2)

    assert [each.astimezone(UTC) for each in instants(weekly, time(17, 0), "Europe/Berlin")] == [
        datetime(2022, 3, 23, 16, 0, tzinfo=UTC),
        datetime(2022, 3, 30, 15, 0, tzinfo=UTC),
    ]
