"""Instants are stored alike by both databases."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from house import House
from sqlalchemy import select, update
from sqlalchemy.exc import StatementError

from akevents.store.tables import Event

INSTANT = datetime(2022, 3, 2, 16, 0, 0, 123456, tzinfo=UTC)


def kept(house: House, instant: datetime | None) -> datetime | None:
    """What comes back of an instant that was stored."""
    event = house.event()
    house.set(event, published_at=instant)
    with house.db.reading() as session:
        return session.scalar(select(Event.published_at).where(Event.id == event.id))


@pytest.mark.parametrize(
    "instant",
    [
        INSTANT,
        INSTANT.astimezone(ZoneInfo("Europe/Berlin")),
        INSTANT.astimezone(timezone(timedelta(hours=-9, minutes=-30))),
        datetime(2022, 10, 30, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=0),  # the first half past two
        datetime(2022, 10, 30, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),  # the second
    ],
    ids=str,
)
def test_instant_comes_back_as_the_same_instant_in_utc(house: House, instant: datetime) -> None:
    found = kept(house, instant)

    assert found == instant.astimezone(UTC)
    assert found is not None
    assert found.tzinfo == UTC


def test_no_instant_stays_none(house: House) -> None:
    assert kept(house, None) is None


def test_instant_without_zone_is_refused(house: House) -> None:
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        kept(house, datetime(2022, 3, 2, 17, 0))


def test_instants_of_different_zones_are_compared_as_instants(house: House) -> None:
    event = house.event()
    with house.db.writing() as session:
        session.execute(update(Event).values(published_at=INSTANT))
    in_berlin = INSTANT.astimezone(ZoneInfo("Europe/Berlin"))

    with house.db.reading() as session:
        found = session.scalars(select(Event.id).where(Event.published_at == in_berlin)).all()
        later = session.scalars(select(Event.id).where(Event.published_at > in_berlin)).all()

    assert (found, later) == ([event.id], [])
