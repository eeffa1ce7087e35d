"""The pictures of the live screen as what they are: dictionaries."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from house import House

from akevents import clock
from akevents.domain import statistics
from akevents.domain.events import EventDetails
from akevents.domain.history import PastEvening
from akevents.domain.statistics import LiveFigures
from akevents.ui.charts import PALETTES
from akevents.ui.curve_chart import curve_spec, moved_apart
from akevents.ui.map_chart import map_spec

LIGHT = PALETTES["light"]


@pytest.fixture
def event(house: House) -> EventDetails:
    """In ten days, forty places; Anna came four days ago and Bernd the day after."""
    starts = clock.utc_now() + timedelta(days=10)
    event = house.event(capacity=40, starts_at=starts, ends_at=starts + timedelta(hours=2))
    for name, days in (("Anna", 4), ("Bernd", 3)):
        house.register(event, name)
        house.set_registration(event, name, registered_at=clock.utc_now() - timedelta(days=days))
    return event


@pytest.fixture
def figures(house: House, event: EventDetails) -> LiveFigures:
    return statistics.live_figures(house.db, house.mona, event.id)


def evening(number: int, confirmed: int, **curve: int) -> PastEvening:
    starts = clock.utc_now() - timedelta(weeks=number)
    days = {-int(day[1:]): count for day, count in curve.items()}
    return PastEvening(number, "Früher", starts, "Europe/Berlin", confirmed, confirmed, days)


def values(layer: dict[str, Any]) -> list[tuple[int, int]]:
    return [(each["x"], each["people"]) for each in layer["data"]["values"]]


def test_curve_reaches_today_and_says_how_many(figures: LiveFigures) -> None:
    rule, places, line, dot, words = curve_spec(figures, (), LIGHT)["layer"]

    assert (rule["mark"]["strokeDash"], places["mark"]["text"]) == ([5, 4], "40 Plätze")
    assert (line["mark"]["strokeWidth"], line["mark"]["color"]) == (3, "#0F5468")
    assert values(line) == [(-15, 0), (-14, 1), (-13, 2), (-10, 2)]
    assert values(dot) == values(words) == [(-10, 2)]
    assert words["mark"]["text"] == "heute 2"


def test_axis_counts_the_days_to_the_event(figures: LiveFigures) -> None:
    spec = curve_spec(figures, (evening(1, 5, d40=1, d0=5),), LIGHT)
    x = spec["layer"][0]["encoding"]["x"]

    assert x["title"] == "Tage bis zur Veranstaltung"
    assert x["scale"]["domain"] == [-41, 0]
    assert x["axis"]["values"] == [0, -7, -14, -21, -28, -35]


def test_earlier_evenings_are_thin_grey_and_named_at_their_end(figures: LiveFigures) -> None:
    past = [evening(number, 20, d3=8, d1=20) for number in range(1, 8)]
    lines = curve_spec(figures, past, LIGHT)["layer"]

    assert [(each["mark"]["color"], each["mark"]["strokeWidth"]) for each in lines[:5]] == [("#8B8E86", 1.5)] * 5
    assert values(lines[0]) == [(-4, 0), (-3, 8), (-2, 8), (-1, 20), (0, 20)]
    assert [each["x"] for each in lines[5]["data"]["values"]] == [0] * 5
    assert len({each["people"] for each in lines[5]["data"]["values"]}) == 5  # they end side by side, the names do not
    assert (
        lines[5]["data"]["values"][0]["name"] == f"{past[0].starts_at.astimezone(ZoneInfo('Europe/Berlin')):%d.%m.%y}"
    )


def test_what_came_very_early_does_not_squeeze_the_rest(figures: LiveFigures) -> None:
    spec = curve_spec(figures, (evening(1, 5, d300=1, d0=5),), LIGHT)
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [-60, 0]
    assert values(spec["layer"][0])[0] == (-60, 1)


@pytest.mark.parametrize(
    ("heights", "expected"),
    [
        ([], []),
        ([10, 20], [10, 20]),
        ([20, 10, 11], [20, 10, 14]),
        ([10, 10, 10], [10, 14, 18]),
    ],
)  # fmt: skip
def test_names_keep_their_distance(heights: list[float], expected: list[float]) -> None:
    assert moved_apart(heights, 4) == expected


def test_map_has_five_steps_and_a_number_for_each_land(house: House, event: EventDetails) -> None:
    for name, institution in (("Chiara", "Stadt Kiel"), ("Doris", "Stadt Kiel"), ("Emil", "Stadt Mainz")):
        house.register(event, name, institution=institution)
    figures = statistics.live_figures(house.db, house.mona, event.id)
    spec = map_spec(figures, LIGHT, height=500, number_size=22)
    shapes, numbers = spec["layer"][0], spec["layer"][-1]

    assert spec["height"] == 500
    assert shapes["encoding"]["fill"]["scale"]["range"] == list(LIGHT["steps"])
    assert shapes["transform"][0]["from"]["data"]["values"] == [
        {"code": "NW", "count": 2, "step": 4},
        {"code": "SH", "count": 2, "step": 4},
        {"code": "RP", "count": 1, "step": 2},
    ]
    assert (numbers["mark"]["type"], numbers["mark"]["fontSize"]) == ("text", 22)
