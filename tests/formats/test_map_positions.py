"""Municipalities lie on the map where their Land is."""

import json
from itertools import pairwise
from typing import Any

import pytest

from akevents.formats.map_positions import position
from akevents.formats.places import Municipality, municipalities
from akevents.settings import ROOT

MOST = 0.98  # the outlines are simplified to a grid, and the smallest islands are gone
UNDRAWN = {"Helgoland", "Juist", "Wangerooge"}
FAR = 4.0  # units; the map is 590 wide
Point = tuple[float, float]


@pytest.fixture(scope="module")
def outlines() -> dict[str, list[list[Point]]]:
    """The rings of every Land."""
    shapes = json.loads((ROOT / "akevents" / "ui" / "static" / "laender.json").read_text())["features"]
    return {each["properties"]["code"]: rings(each["geometry"]) for each in shapes}


def rings(geometry: dict[str, Any]) -> list[list[Point]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(x, y) for x, y in ring] for polygon in polygons for ring in polygon]


def is_inside(point: Point, outline: list[list[Point]]) -> bool:
    """Even-odd rule over all rings; holes count by themselves."""
    x, y = point
    crossed = 0
    for ring in outline:
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            crossed += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossed % 2 == 1


def far_off(each: Municipality, outline: list[list[Point]]) -> bool:
    x, y = position(each.latitude, each.longitude)
    return min(max(abs(x - px), abs(y - py)) for ring in outline for px, py in ring) >= FAR


def test_nearly_every_municipality_lies_in_its_land(outlines: dict[str, list[list[Point]]]) -> None:
    everywhere = municipalities()
    outside = [
        each for each in everywhere if not is_inside(position(each.latitude, each.longitude), outlines[each.state])
    ]

    assert len(outside) < (1 - MOST) * len(everywhere)
    assert {each.name for each in outside if far_off(each, outlines[each.state])} == UNDRAWN
