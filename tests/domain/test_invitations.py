"""The way out of invitations, by the link in any of them."""

import pytest
from house import House
from sqlalchemy import select

from akevents.domain import my_registration, tokens
from akevents.domain.audiences import Audience, find_recipients
from akevents.domain.events import EventDetails
from akevents.domain.invitations import unsubscribe
from akevents.store.tables import Consent, ConsentPurpose, Registration

ALL = frozenset({ConsentPurpose.INVITATIONS, ConsentPurpose.NAME_ON_LIST})


@pytest.fixture
def evenings(house: House) -> tuple[EventDetails, EventDetails, EventDetails]:
    """Anna allowed invitations at two evenings of the group and at one of another; Bernd at the first."""
    first, second = house.event(), house.event()
    foreign = house.event(working_group_id=house.other_group_id)
    for event in (first, second, foreign):
        house.register(event, "Anna", consents=ALL)
    house.register(first, "Bernd", consents=ALL)
    return first, second, foreign


def standing(house: House) -> list[tuple[str, int, str]]:
    """First name, event and purpose of every consent that is not withdrawn."""
    query = (
        select(Registration.first_name, Registration.event_id, Consent.purpose)
        .join(Consent, Consent.registration_id == Registration.id)
        .where(Consent.withdrawn_at.is_(None))
    )
    with house.db.reading() as session:
        return sorted((name, event_id, purpose) for name, event_id, purpose in session.execute(query))


def test_unsubscribe_withdraws_this_consent_at_every_event_of_the_group_and_nothing_else(
    house: House, evenings: tuple[EventDetails, ...]
) -> None:
    first, second, _ = evenings
    before = standing(house)
    gone = [("Anna", event.id, "invitations") for event in (first, second)]
    counters = [house.read(event).change_counter for event in evenings]

    assert unsubscribe(house.db, tokens.unsubscribe_token(house.registration_id(first, "Anna")))

    assert standing(house) == [each for each in before if each not in gone]
    after = [house.read(event).change_counter for event in evenings]
    assert [new > old for new, old in zip(after, counters, strict=True)] == [True, True, False]
    people = find_recipients(house.db, house.mona, Audience(house.event().id, whole_group=True))
    assert [each.name for each in people] == ["Bernd Beispiel"]


def test_unsubscribe_twice_keeps_the_first_time(house: House, evenings: tuple[EventDetails, ...]) -> None:
    token = tokens.unsubscribe_token(house.registration_id(evenings[0], "Anna"))
    query = select(Consent.withdrawn_at).order_by(Consent.id)
    unsubscribe(house.db, token)
    with house.db.reading() as session:
        first = session.scalars(query).all()

    assert unsubscribe(house.db, token)

    with house.db.reading() as session:
        assert session.scalars(query).all() == first


def test_unsubscribe_knows_cancelled_registrations_too(house: House, evenings: tuple[EventDetails, ...]) -> None:
    my_registration.cancel(house.db, house.token(evenings[0], "Anna"))

    assert unsubscribe(house.db, tokens.unsubscribe_token(house.registration_id(evenings[1], "Anna")))

    assert ("Anna", evenings[0].id, "invitations") not in standing(house)


def test_unsubscribe_with_a_token_of_a_registration_that_is_gone_is_no_error(house: House) -> None:
    assert unsubscribe(house.db, tokens.unsubscribe_token(4711))


def test_unsubscribe_ignores_every_token_that_is_not_ours(house: House, evenings: tuple[EventDetails, ...]) -> None:
    before = standing(house)
    anna, bernd = (house.registration_id(evenings[0], name) for name in ("Anna", "Bernd"))
    seal = tokens.unsubscribe_token(anna).partition(".")[2]
    foreign_purpose = tokens.decision_token(anna, anna).rpartition(".")[2]
    for token in (
        "", ".", str(anna), f"{anna}.", f"{bernd}.{seal}", f"{anna}.{seal}x", f"0{anna}.{seal}", f"{anna}.{foreign_purpose}",
        f"{'9' * 40}.{seal}", f"-1.{seal}", f"²{anna}.{seal}", f"{anna}.ü", "\udcff.x", "1\0.x",
    ):  # fmt: skip
        assert not unsubscribe(house.db, token), token
    assert standing(house) == before
