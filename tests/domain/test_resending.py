"""Mail that does not arrive, and addresses that were mistyped. Neither tells who is registered."""

from dataclasses import replace

import pytest
from house import House

from akevents.domain.registrations import register
from akevents.domain.resending import LIMIT, resend
from akevents.errors import InvalidRequest

pytestmark = pytest.mark.usefixtures("with_mail")


def test_resend_owes_the_first_mail_again(house: House) -> None:
    event = house.event()
    request = house.request(event)
    register(house.db, request)

    resend(house.db, request)

    assert house.mails(event) == [("confirm_address", "Anna"), ("confirm_address", "Anna")]


def test_resend_passes_over_a_stranger_in_silence(house: House) -> None:
    event = house.event()

    resend(house.db, house.request(event))

    assert house.mails(event) == []


def test_resend_fills_nobodys_mailbox(house: House) -> None:
    event = house.event()
    request = house.request(event)
    register(house.db, request)

    for _ in range(10):
        resend(house.db, request)

    assert len(house.mails(event)) == LIMIT


def test_a_corrected_address_takes_over_the_place(house: House) -> None:
    event = house.event(capacity=1, has_waiting_list=False)
    typo = house.request(event, email="anna@exampel.org")
    register(house.db, typo)
    right = replace(house.request(event), submission_id="corrected")

    receipt = register(house.db, right, instead_of=typo.submission_id)

    assert receipt.status == "pending"
    assert house.mails(event) == [("confirm_address", "Anna"), ("confirm_address", "Anna")]
    assert house.counters_and_recount(event) == ((1, 0, 2), (1, 0, 2))


def test_only_an_unconfirmed_registration_of_the_same_event_can_be_corrected(house: House) -> None:
    first, second = house.event(), house.event()
    elsewhere = house.request(second, "Bernd")
    register(house.db, elsewhere)

    register(house.db, house.request(first), instead_of=elsewhere.submission_id)

    assert house.statuses(second) == {"Bernd": "pending"}


def test_a_refused_correction_leaves_the_first_registration(house: House) -> None:
    event = house.event()
    first = house.request(event)
    register(house.db, first)

    with pytest.raises(InvalidRequest):
        register(house.db, replace(first, submission_id="second", email="anna@"), instead_of=first.submission_id)

    assert house.statuses(event) == {"Anna": "pending"}
