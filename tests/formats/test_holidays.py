"""German public holidays, as the laws of the Länder have them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.holidays import EVERYWHERE, Holiday, easter_sunday, holidays_in, holidays_on
from akevents.formats.places import STATES


def of(state: str, year: int) -> list[str]:
    """Day and month of every holiday of this Land."""
    return [f"{each.day:%d.%m.}" for each in holidays_in(year) if state in each.states]


NATIONWIDE_2026 = ["01.01.", "03.04.", "06.04.", "01.05.", "14.05.", "25.05.", "03.10.", "25.12.", "26.12."]


def test_nationwide_holidays_are_those_of_every_land() -> None:
    assert [f"{each.day:%d.%m.}" for each in holidays_in(2026) if each.is_nationwide] == NATIONWIDE_2026
    assert [each.name for each in holidays_in(2026) if each.is_nationwide] == [
        "Neujahr",
        "Karfreitag",
        "Ostermontag",
        "Tag der Arbeit",
        "Christi Himmelfahrt",
        "Pfingstmontag",
        "Tag der Deutschen Einheit",
        "1. Weihnachtstag",
        "2. Weihnachtstag",
    ]


@pytest.mark.parametrize(
    ("state", "more"),
    [
        ("BW", ["06.01.", "04.06.", "01.11."]),
        ("BY", ["06.01.", "04.06.", "01.11."]),
        ("BE", ["08.03."]),
        ("BB", ["05.04.", "24.05.", "31.10."]),
        ("HB", ["31.10."]),
        ("HH", ["31.10."]),
        ("HE", ["04.06."]),
        ("MV", ["08.03.", "31.10."]),
        ("NI", ["31.10."]),
        ("NW", ["04.06.", "01.11."]),
        ("RP", ["04.06.", "01.11."]),
        ("SL", ["04.06.", "15.08.", "01.11."]),
        ("SN", ["31.10.", "18.11."]),
        ("ST", ["06.01.", "31.10."]),
        ("SH", ["31.10."]),
        ("TH", ["20.09.", "31.10."]),
    ],
)
def test_each_land_adds_its_own(state: str, more: list[str]) -> None:
    assert sorted(set(of(state, 2026)) - set(NATIONWIDE_2026), key=lambda day: (day[3:], day)) == more


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2018, 3, 8), ""),
        (date(2019, 3, 8), "BE"),
        (date(2022, 3, 8), "BE"),
        (date(2023, 3, 8), "BE MV"),
        (date(2018, 9, 20), ""),
        (date(2019, 9, 20), "TH"),
        (date(2016, 10, 31), "BB MV SN ST TH"),
        (date(2017, 10, 31), " ".join(STATES)),
        (date(2018, 10, 31), "BB HB HH MV NI SH SN ST TH"),
        (date(2019, 5, 8), ""),
        (date(2020, 5, 8), "BE"),
        (date(2024, 5, 8), ""),
        (date(2025, 5, 8), "BE"),
        (date(2026, 5, 8), ""),
        (date(2027, 6, 17), ""),
        (date(2028, 6, 17), "BE"),
        (date(1994, 11, 16), " ".join(STATES)),
        (date(1995, 11, 22), "SN"),
        (date(2022, 11, 16), "SN"),
    ],
)
def test_holidays_hold_from_the_year_of_their_law(day: date, states: str) -> None:
    assert frozenset().union(*(each.states for each in holidays_on(day))) == frozenset(states.split())


def test_some_holidays_are_kept_in_parts_of_a_land_only() -> None:
    assert [(each.name, sorted(each.partly_in)) for each in holidays_in(2026) if each.partly_in] == [
        ("Fronleichnam", ["SN", "TH"]),
        ("Augsburger Friedensfest", ["BY"]),
        ("Mariä Himmelfahrt", ["BY"]),
    ]


def test_two_holidays_can_fall_on_one_day() -> None:
    ascension, labour = (
        Holiday(date(2008, 5, 1), "Christi Himmelfahrt", EVERYWHERE),
        Holiday(date(2008, 5, 1), "Tag der Arbeit", EVERYWHERE),
    )

    assert set(holidays_on(date(2008, 5, 1))) == {ascension, labour}


def test_ordinary_day_is_no_holiday() -> None:
    assert holidays_on(date(2022, 3, 2)) == ()


@pytest.mark.parametrize(
    "easter",
    ["1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2019-04-21", "2026-04-05", "2038-04-25", "2285-03-22"],
)
def test_easter_falls_where_the_almanacs_have_it(easter: str) -> None:
    assert easter_sunday(int(easter[:4])) == date.fromisoformat(easter)


@given(st.integers(1583, 4000))
def test_holidays_keep_their_weekdays_and_their_year(year: int) -> None:
    found = holidays_in(year)

    weekdays = {each.name: each.day.weekday() for each in found}
    expected = {"Karfreitag": 4, "Ostermontag": 0, "Christi Himmelfahrt": 3, "Fronleichnam": 3, "Buß- und Bettag": 2}
    assert {name: weekdays[name] for name in expected} == expected
    assert {each.day.year for each in found} == {year}
    assert [each.day for each in found] == sorted(each.day for each in found)
    assert all(each.states | each.partly_in <= EVERYWHERE for each in found)
    assert (
        date(year, 11, 16) <= next(each.day for each in found if each.name == "Buß- und Bettag") <= date(year, 11, 22)
    )
    assert date(year, 3, 22) <= easter_sunday(year) <= date(year, 3, 22) + timedelta(days=34)
