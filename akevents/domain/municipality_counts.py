"""From which municipalities people come, and where those lie on the map."""

from collections.abc import Mapping
from dataclasses import dataclass

from akevents.formats.map_positions import position
from akevents.formats.places import municipality_by_key


@dataclass(frozen=True, slots=True)
class MunicipalityCount:
    """One municipality with its people; x and y in the units of the map."""

    ags: str
    name: str
    state: str
    x: float
    y: float
    count: int


def municipality_counts(people: Mapping[str | None, int]) -> tuple[MunicipalityCount, ...]:
    """Most people first, from how many come from which AGS; who has none, or one that is gone from the table, is left out."""
    found = []
    for ags, count in people.items():
        if known := municipality_by_key(ags or ""):
            x, y = position(known.latitude, known.longitude)
            found.append(MunicipalityCount(known.ags, known.name, known.state, x, y, count))
    return tuple(sorted(found, key=lambda each: (-each.count, each.name, each.ags)))
