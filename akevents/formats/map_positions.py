"""Where a place lies on our map of the Länder (data/reference/laender.json), whose shapes are a Mercator projection in units of
their own.

Scale and offset were fitted by least squares on the outermost municipalities of each Land and its outline, then by moving them
until most municipalities lay inside their own Land: 99.2 of 100 do. The others lie within three units of its border, whose
corners stand on a grid of two; three are islands that are too small to be drawn, Helgoland 35 units out at sea."""

import math

SCALE = 63.57  # units for a degree of longitude
LEFT, TOP = -372.0, 4211.0


def position(latitude: float, longitude: float) -> tuple[float, float]:
    """x to the right and y downwards, in the units of the map; WGS 84 degrees in."""
    mercator = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))
    return round(SCALE * longitude + LEFT, 1), round(TOP - SCALE * mercator, 1)
