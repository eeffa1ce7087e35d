"""Registering: one person, one place, once."""

import pytest
from house import House

from akevents.errors import AlreadyRegistered, EventFull


def test_register_gives_a_place_and_owes_one_mail(house: House) -> None:
    event = house.event(capacity=2)

    receipt = house.register(event)

    assert (receipt.status, receipt.number) == ("confirmed", 1)
    assert house.statuses(event) == {"Anna": "confirmed"}
    assert house.mails(event) == [("registered", "Anna")]
    assert house.read(event).places_left == 1
    assert house.read(event).change_counter == event.change_counter + 1


def test_register_twice_with_the_same_submission_gives_the_first_receipt(house: House) -> None:
    event = house.event()
    request = house.request(event)

    from akevents.domain.registrations import register

    assert register(house.db, request) == register(house.db, request)
    assert house.mails(event) == [("registered", "Anna")]


def test_register_refuses_a_known_address_where_no_mail_can_be_sent(house: House) -> None:
    event = house.event()
    house.register(event)

    with pytest.raises(AlreadyRegistered):
        house.register(event, email="ANNA@Example.org")

    assert house.statuses(event) == {"Anna": "confirmed"}


def test_register_refuses_when_full_without_waiting_list(house: House) -> None:
    event = house.event(capacity=1, has_waiting_list=False)
    house.register(event, "Anna")

    with pytest.raises(EventFull):
        house.register(event, "Bernd")

    assert house.counters_and_recount(event) == ((1, 0, 1), (1, 0, 1))
