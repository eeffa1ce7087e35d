"""Builds laender.json: the 16 Länder as GeoJSON in the coordinates of the drawing, y growing downwards.

Fetch the drawing into an empty folder and name it (it is not needed when akevents runs):

    npm pack @svg-maps/germany@2.0.0 && tar xzf svg-maps-germany-2.0.0.tgz
    python data/reference/build_states_map.py package/germany.svg

Draw it in Vega-Lite with `{"projection": {"type": "identity", "reflectY": false}}`. Every corner is moved to a grid, so
that neighbours keep one and the same border and the file stays small. The same input always gives the same bytes.
"""

import json
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

RESULT = Path(__file__).with_name("laender.json")

GRID = 2  # units of the drawing, which is 586 by 793; 1 would make the file larger than 50 KB

Point = tuple[int, int]
Ring = list[Point]

# Code and name of each Land, and where its label is centred: by eye, Brandenburg's away from Berlin.
STATES: dict[str, tuple[str, Point]] = {
    "BW": ("Baden-Württemberg", (204, 654)),
    "BY": ("Bayern", (366, 620)),
    "BE": ("Berlin", (482, 275)),
    "BB": ("Brandenburg", (524, 330)),
    "HB": ("Bremen", (184, 212)),
    "HH": ("Hamburg", (266, 164)),
    "HE": ("Hessen", (200, 460)),
    "MV": ("Mecklenburg-Vorpommern", (420, 134)),
    "NI": ("Niedersachsen", (232, 262)),
    "NW": ("Nordrhein-Westfalen", (108, 372)),
    "RP": ("Rheinland-Pfalz", (88, 520)),
    "SL": ("Saarland", (66, 592)),
    "SN": ("Sachsen", (480, 416)),
    "ST": ("Sachsen-Anhalt", (368, 300)),
    "SH": ("Schleswig-Holstein", (238, 86)),
    "TH": ("Thüringen", (328, 430)),
}


def main(drawing: Path) -> None:
    outlines = read_outlines(drawing)
    corners = Counter(point for rings in outlines.values() for ring in rings for point in set(ring))
    features = []
    for code, (name, (label_x, label_y)) in sorted(STATES.items()):
        rings = [smaller for ring in outlines[code] if len(smaller := without_needless_points(ring, corners)) > 2]
        features.append(
            {
                "type": "Feature",
                "properties": {"code": code, "name": name, "label_x": label_x, "label_y": label_y},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons(rings)},
            }
        )
    collection = {"type": "FeatureCollection", "features": features}
    RESULT.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(features)} Länder, {RESULT.stat().st_size} bytes written to {RESULT.name}")


def read_outlines(drawing: Path) -> dict[str, list[Ring]]:
    """Code of the Land -> its rings on the grid. The drawing knows only `m` with relative steps, and `z`."""
    outlines: dict[str, list[Ring]] = {}
    for path in ET.parse(drawing).getroot():
        x = y = 0.0
        rings = []
        for part in re.findall(r"m([^mz]*)z", path.attrib["d"]):
            numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", part)]
            ring: Ring = []
            first: tuple[float, float] | None = None
            for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + step_x, y + step_y
                first = first or (x, y)
                ring.append((round(x / GRID) * GRID, round(y / GRID) * GRID))
            assert first is not None
            x, y = first  # z goes back to where the ring began
            rings.append(ring)
        outlines[path.attrib["id"].upper()] = rings
    return outlines


def without_needless_points(ring: Ring, corners: Counter[Point]) -> Ring:
    """The ring without repeats, spikes, and points on a straight line (kept where three rings meet)."""
    before = 0
    while before != len(ring):
        before = len(ring)
        kept: Ring = []
        for index, point in enumerate(ring):
            last, following = (kept[-1] if kept else ring[-1]), ring[(index + 1) % len(ring)]
            is_repeat = point == last
            is_spike = last == following
            is_straight = turn(last, point, following) == 0
            if is_repeat or is_spike or (is_straight and corners[point] < 3):
                continue
            kept.append(point)
        ring = kept
    return ring


def turn(a: Point, b: Point, c: Point) -> int:
    """0 if the three points lie on one line."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


def polygons(rings: list[Ring]) -> list[list[Ring]]:
    """Outer rings, each closed and followed by its holes; holes turn the other way, for any fill rule."""
    by_size = sorted(rings, key=lambda ring: -abs(area(ring)))
    result: list[list[Ring]] = []
    for ring in by_size:
        around = next((polygon for polygon in result if contains(polygon[0], ring[0])), None)
        is_hole = around is not None
        turned = ring if (area(ring) > 0) != is_hole else ring[::-1]
        closed = [*turned, turned[0]]
        if around is None:
            result.append([closed])
        else:
            around.append(closed)
    return result


def area(ring: Ring) -> float:
    """Positive when the ring runs clockwise on screen, where y grows downwards."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def contains(ring: Ring, point: Point) -> bool:
    """True if the point lies inside the closed ring (a ray to the right crosses it an odd number of times)."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


if __name__ == "__main__":
    main(Path(sys.argv[1]))
