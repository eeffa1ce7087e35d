"""Municipalities lie on the map where their Land is."""

import json
from itertools import pairwise
from typing import Any

import pytest

from akevents.formats.map_positions import position
from akevents.formats.places import municipalities
from akevents.settings import ROOT

MOST = 0.98  # the outlines are simplified to a grid
FAR = 12.0  # units; the map is 590 wide
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


def test_nearly_every_municipality_lies_in_its_land(outlines: dict[str, list[list[Point]]]) -> None:
    sample = municipalities()[::7]
    outside = [each for each in sample if not is_inside(position(each.latitude, each.longitude), outlines[each.state])]

    assert len(outside) < (1 - MOST) * len(sample)
    for each in outside:
        x, y = position(each.latitude, each.longitude)
        nearest = min(max(abs(x - px), abs(y - py)) for ring in outlines[each.state] for px, py in ring)
        assert nearest < FAR, each
