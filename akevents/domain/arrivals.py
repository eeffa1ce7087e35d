"""That somebody is there: one write for every way in which that becomes known. Inside the caller's transaction, under the
event's lock."""

from datetime import datetime

from sqlalchemy.orm import Session

from akevents.domain.seats import shift
from akevents.store.tables import Arrival, Registration


def note(session: Session, row: Registration, at: datetime, way: Arrival) -> bool:
    """This person has come; False, and nothing changes, if that is known already: the first time counts."""
    if row.checked_in_at is not None:
        return False
    _write(session, row, at, way)
    return True


def take_back(session: Session, row: Registration) -> bool:
    """They have not, it was a mistake; False if nothing was noted."""
    if row.checked_in_at is None:
        return False
    _write(session, row, None, None)
    return True


def _write(session: Session, row: Registration, at: datetime | None, way: Arrival | None) -> None:
    row.checked_in_at, row.arrival = at, way
    session.flush()  # before the counter, so that whoever looks again finds it
    shift(session, row.event_id)
