"""Places that nobody confirmed in time."""

from datetime import timedelta

import pytest
from conftest import forget_settings
from house import House

from akevents import clock
from akevents.domain.expiry import expire_pending
from akevents.domain.registrations import hold

pytestmark = pytest.mark.usefixtures("with_mail")


def test_an_unconfirmed_place_goes_to_whoever_waits_longest(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    house.register(event, "Chiara")
    house.post()
    clock.start_at(clock.utc_now() + hold() + timedelta(minutes=1))

    assert expire_pending(house.db) == 1

    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "confirmed", "Chiara": "waitlisted"}
    assert house.mails(event)[-2:] == [("expired", "Anna"), ("promoted", "Bernd")]
    assert house.counters_and_recount(event) == ((1, 1, 3), (1, 1, 3))


def test_a_place_is_held_until_its_time(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    clock.start_at(clock.utc_now() + hold() - timedelta(minutes=1))

    assert expire_pending(house.db) == 0
    assert house.statuses(event) == {"Anna": "pending"}


def test_nobody_loses_a_place_whose_mail_still_waits(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    clock.start_at(clock.utc_now() + hold() + timedelta(days=1))

    assert expire_pending(house.db) == 0
    house.post()
    assert expire_pending(house.db) == 1


def test_the_hold_is_a_setting(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKEVENTS_HOLD_HOURS", "5")
    forget_settings()
    event = house.event()
    house.register(event, "Anna")
    row = house.registration(event)

    assert row.expires_at == row.registered_at + timedelta(hours=5)
