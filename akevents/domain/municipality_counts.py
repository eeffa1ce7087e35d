"""From which municipalities people come, and where those lie on the map."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from akevents.formats.map_positions import position
from akevents.formats.places import municipality_by_key
from akevents.store.tables import HOLDING, Registration


@dataclass(frozen=True, slots=True)
class MunicipalityCount:
    """One municipality with its people; x and y in the units of the map."""

    ags: str
    name: str
    state: str
    x: float
    y: float
    count: int


def municipality_counts(session: Session, event_id: int) -> tuple[MunicipalityCount, ...]:
    """Those with a place, most people first; municipalities that are gone from the table are left out."""
    query = (
        select(Registration.municipality, func.count())
        .where(Registration.event_id == event_id, Registration.status.in_(HOLDING))
        .where(Registration.municipality.is_not(None))
        .group_by(Registration.municipality)
    )
    found = []
    for ags, count in session.execute(query):
        if known := municipality_by_key(ags or ""):
            x, y = position(known.latitude, known.longitude)
            found.append(MunicipalityCount(known.ags, known.name, known.state, x, y, count))
    return tuple(sorted(found, key=lambda each: (-each.count, each.name, each.ags)))
