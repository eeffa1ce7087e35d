"""Somebody else in one's own office: registered by one's link, and told."""

import pytest
from house import House
from sqlalchemy import select

from akevents import clock
from akevents.domain import my_registration
from akevents.domain.colleagues import LIMIT, form_for_colleague, register_colleague
from akevents.domain.events import EventDetails
from akevents.errors import (
    AkeventsError,
    AlreadyRegistered,
    EventFull,
    InvalidRequest,
    NotPossibleNow,
    Problem,
    RegistrationClosed,
)
from akevents.store.tables import ConsentPurpose, OutboxMail


def anna(house: House, **fields: object) -> tuple[EventDetails, str]:
    """An event at which Anna has a place, and her link."""
    event = house.event(**fields)
    house.register(event, "Anna")
    if house.registration(event).status == "pending":
        my_registration.confirm(house.db, house.token(event))
    return event, house.token(event)


def test_a_colleague_gets_a_place_and_one_mail_that_says_by_whom(house: House) -> None:
    event, token = anna(house)
    allowed = frozenset({ConsentPurpose.INVITATIONS})

    receipt = register_colleague(house.db, token, house.request(event, "Bernd", consents=allowed))

    assert (receipt.status, receipt.manage_token is not None) == ("confirmed", True)
    bernd = my_registration.get_my_registration(house.db, house.token(event, "Bernd"))
    assert (bernd.status, bernd.consents) == ("confirmed", frozenset())
    assert house.registration(event, "Bernd").registered_by == house.registration_id(event, "Anna")
    assert house.mails(event) == [("registered", "Anna"), ("registered_by_colleague", "Bernd")]
    with house.db.reading() as session:
        details = session.scalar(select(OutboxMail.details).where(OutboxMail.kind == "registered_by_colleague"))
    assert details == {"colleague": "Anna Beispiel"}
    assert house.counters_and_recount(event) == ((2, 0, 2), (2, 0, 2))


def test_the_form_knows_the_office(house: House) -> None:
    event, token = anna(house)

    form = form_for_colleague(house.db, token)

    assert (form.event_id, form.institution, form.first_name, form.email) == (event.id, "Stadt Köln", "", "")


def test_a_colleague_confirms_their_address_where_the_event_asks_for_it(house: House, with_mail: None) -> None:
    event, token = anna(house)

    receipt = register_colleague(house.db, token, house.request(event, "Bernd"))

    assert (receipt.status, receipt.number, receipt.manage_token) == ("pending", None, None)
    assert house.mails(event)[-1] == ("registered_by_colleague", "Bernd")
    assert my_registration.confirm(house.db, house.token(event, "Bernd")).status == "confirmed"


def test_a_colleague_waits_where_no_place_is_left(house: House) -> None:
    event, token = anna(house, capacity=1)

    assert register_colleague(house.db, token, house.request(event, "Bernd")).status == "waitlisted"
    assert house.mails(event)[-1] == ("registered_by_colleague", "Bernd")


def test_the_same_submission_is_one_colleague(house: House) -> None:
    event, token = anna(house)
    request = house.request(event, "Bernd")

    first, second = (register_colleague(house.db, token, request) for _ in range(2))

    assert first == second
    assert len(house.mails(event)) == 2


def test_a_known_address_looks_like_a_new_one(house: House, with_mail: None) -> None:
    event, token = anna(house)
    house.register(event, "Bernd")

    receipt = register_colleague(house.db, token, house.request(event, "Bernd"))

    assert receipt.status == "pending"
    assert house.mails(event)[-1] == ("already_registered", "Bernd")
    assert house.counters_and_recount(event) == ((2, 0, 2), (2, 0, 2))


def test_without_mail_a_known_address_is_named(house: House) -> None:
    event, token = anna(house)

    with pytest.raises(AlreadyRegistered):
        register_colleague(house.db, token, house.request(event, "Anna"))


def test_one_link_is_no_mailing_list(house: House) -> None:
    event, token = anna(house)
    for number in range(LIMIT):
        register_colleague(house.db, token, house.request(event, f"Person{number}"))

    with pytest.raises(InvalidRequest) as refused:
        register_colleague(house.db, token, house.request(event, "Bernd"))
    assert refused.value.problems == (Problem("email", "too_many_colleagues", LIMIT),)


def test_only_somebody_with_a_place_brings_colleagues(house: House) -> None:
    event, token = anna(house)
    my_registration.cancel(house.db, token)

    with pytest.raises(NotPossibleNow):
        register_colleague(house.db, token, house.request(event, "Bernd"))


@pytest.mark.parametrize(("fields", "error"), [({}, RegistrationClosed), ({"capacity": 1}, EventFull)])
def test_the_events_own_rules_hold_for_colleagues(
    house: House, fields: dict[str, object], error: type[AkeventsError]
) -> None:
    event, token = anna(house, has_waiting_list=False, **fields)
    if not fields:
        clock.start_at(event.closes_at)

    with pytest.raises(error):
        register_colleague(house.db, token, house.request(event, "Bernd"))
    assert house.statuses(event) == {"Anna": "confirmed"}
