"""The list on which people see each other: nobody is on it, and nobody sees it, who did not want to."""

from datetime import timedelta
from typing import Any

import pytest
from house import House

from akevents import clock
from akevents.domain import event_life, my_registration
from akevents.domain.events import EventDetails
from akevents.domain.fellow_participants import Fellow, list_fellows
from akevents.errors import RegistrationNotFound
from akevents.store.tables import ConsentPurpose, ParticipantList

NAME, ADDRESS = ConsentPurpose.NAME_ON_LIST, ConsentPurpose.EMAIL_ON_LIST
ANNA = Fellow("Anna Beispiel", "Stadt Köln", None)


def listed(house: House, **fields: Any) -> EventDetails:
    return house.event(more={"participant_list": ParticipantList.CONSENTING}, **fields)


def seen(house: House, event: EventDetails, name: str = "Anna") -> tuple[Fellow, ...] | None:
    return list_fellows(house.db, house.token(event, name))


def test_list_holds_who_wants_to_be_on_it_by_last_name(house: House) -> None:
    event = listed(house)
    house.register(event, "Anna", consents=frozenset({NAME}))
    house.register(event, "Bernd", last_name="Ahrens", consents=frozenset({NAME, ADDRESS}), institution="Stadt Bonn")
    house.register(event, "Chiara")
    house.register(event, "Dora", consents=frozenset({ADDRESS}))  # the address belongs to a name

    expected = (Fellow("Bernd Ahrens", "Stadt Bonn", "bernd@example.org"), ANNA)
    assert [seen(house, event, name) for name in ("Anna", "Bernd")] == [expected, expected]
    assert [seen(house, event, name) for name in ("Chiara", "Dora")] == [None, None]


def test_event_without_list_shows_none(house: House) -> None:
    event = house.event()
    house.register(event, consents=frozenset({NAME}))

    assert seen(house, event) is None


def test_only_people_with_a_place_are_on_the_list_and_see_it(house: House) -> None:
    event = listed(house, capacity=2)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name, consents=frozenset({NAME}))
    my_registration.cancel(house.db, house.token(event, "Bernd"))
    house.register(event, "Dora", consents=frozenset({NAME}))

    assert house.statuses(event)["Dora"] == "waitlisted"
    assert seen(house, event) == (ANNA, Fellow("Chiara Beispiel", "Stadt Köln", None))
    assert [seen(house, event, name) for name in ("Bernd", "Dora")] == [None, None]


@pytest.mark.usefixtures("with_mail")
def test_an_unconfirmed_address_is_not_on_the_list(house: House) -> None:
    event = listed(house)
    for name in ("Anna", "Bernd"):
        house.register(event, name, consents=frozenset({NAME}))
    my_registration.confirm(house.db, house.token(event, "Anna"))

    assert (seen(house, event), seen(house, event, "Bernd")) == ((ANNA,), None)


def test_withdrawn_consent_takes_people_off_the_list(house: House) -> None:
    event = listed(house)
    house.register(event, "Anna", consents=frozenset({NAME}))
    house.register(event, "Bernd", consents=frozenset({NAME, ADDRESS}))

    my_registration.change(house.db, house.token(event, "Bernd"), house.request(event, "Bernd"))

    assert (seen(house, event), seen(house, event, "Bernd")) == ((ANNA,), None)


def test_list_stays_after_the_event_and_ends_with_a_cancellation(house: House) -> None:
    over, cancelled = listed(house), listed(house)
    for event in (over, cancelled):
        house.register(event, consents=frozenset({NAME}))
    event_life.cancel(house.db, house.mona, cancelled.slug, "Krank")
    clock.start_at(over.ends_at + timedelta(hours=1))

    assert (seen(house, over), seen(house, cancelled)) == ((ANNA,), None)


def test_list_of_an_unknown_link_is_not_found(house: House) -> None:
    with pytest.raises(RegistrationNotFound):
        list_fellows(house.db, "unbekannt")
