"""Two registrations of one person become one."""

from datetime import timedelta

import pytest
from house import House
from sqlalchemy import select

from akevents import clock
from akevents.domain import my_registration, participants
from akevents.domain.events import EventDetails
from akevents.domain.merging import merge
from akevents.domain.registrations import register
from akevents.errors import NotPossibleNow, RegistrationNotFound
from akevents.store.tables import Arrival, ConsentPurpose, ProtocolEntry, Registration, RegistrationStatus

STATUSES = ("confirmed", "pending", "waitlisted", "requested")  # the best first


def twins(house: House, event: EventDetails, **second: object) -> tuple[int, int]:
    """Anna, and Anna with another address, half an hour later."""
    house.register(event, "Anna")
    first = house.registration_id(event, "Anna")
    clock.start_at(clock.utc_now() + timedelta(minutes=30))
    house.register(event, "Anna", **{"email": "a.beispiel@example.org", **second})
    return first, house.registration_id(event, "Anna")


def stored(house: House, registration_id: int) -> Registration:
    with house.db.reading() as session:
        return session.get_one(Registration, registration_id)


def everything(house: House, event: EventDetails) -> tuple[object, ...]:
    with house.db.reading() as session:
        rows = session.execute(select(*Registration.__table__.c).order_by(Registration.id)).all()
    return house.read(event), rows, house.mails(event), house.protocol(event)


def test_the_kept_one_gets_what_it_lacks_and_the_other_is_cancelled(house: House) -> None:
    event = house.event()
    mine, other = house.question(event), house.question(event, label="Und sonst?")
    house.register(event, "Anna", function="Leitung", answers={mine: "Daten"})
    first = house.registration_id(event, "Anna")
    arrived = house.registration(event, "Anna").registered_at
    clock.start_at(clock.utc_now() + timedelta(minutes=30))
    house.register(
        event, "Anna", email="a@example.org", function="Referentin", topic="Leerstand", is_member=True,
        accessibility_needs="Untertitel", answers={mine: "Geld", other: "nichts"},
        consents=frozenset({ConsentPurpose.INVITATIONS}),
    )  # fmt: skip
    second = house.registration_id(event, "Anna")
    participants.change_note(house.db, house.mona, first, "ruft an", instead_of=None)
    participants.change_note(house.db, house.mona, second, "kommt später", instead_of=None)
    mails, counter = house.mails(event), house.read(event).change_counter

    kept = merge(house.db, house.mona, first, second)

    assert kept == participants.get_participant(house.db, house.mona, first)
    assert (kept.email, kept.function, kept.topic, kept.is_member) == ("anna@example.org", "Leitung", "Leerstand", True)
    assert (kept.accessibility_needs, kept.note) == ("Untertitel", "ruft an\nkommt später")
    assert dict(kept.answers) == {"Woran arbeiten Sie?": "Daten", "Und sonst?": "nichts"}
    assert (kept.consents, kept.status, kept.registered_at) == ((), "confirmed", arrived)
    assert stored(house, second).status == "cancelled"
    assert house.mails(event) == [*mails, ("merged", "Anna")]
    assert house.counters_and_recount(event) == ((1, 0, 2), (1, 0, 2))
    assert house.read(event).change_counter > counter
    search = participants.ParticipantQuery(search="später", status="confirmed")
    assert participants.list_participants(house.db, house.mona, event.id, search).total == 1


def test_protocol_says_what_became_of_what(house: House) -> None:
    event = house.event(capacity=1)
    first, second = twins(house, event)

    merge(house.db, house.mona, second, first)

    assert house.protocol(event)[-1] == ("merged", house.mona.id, second)
    with house.db.reading() as session:
        details = session.scalars(select(ProtocolEntry.details).order_by(ProtocolEntry.id.desc())).first()
    assert details == {"before": first, "after": second, "status": "auf der Warteliste → bestätigt"}


@pytest.mark.parametrize("mine", STATUSES)
@pytest.mark.parametrize("others", STATUSES)
def test_the_better_status_counts(house: House, mine: str, others: str) -> None:
    event = house.event()
    first, second = twins(house, event)
    until = clock.utc_now() + timedelta(hours=5)
    for registration_id, status in ((first, mine), (second, others)):
        house_row(house, registration_id, status, until if status == "pending" else None)
    holding = (mine in STATUSES[:2]) + (others in STATUSES[:2])
    house.set(event, places_taken=holding, waiting=(mine == "waitlisted") + (others == "waitlisted"), capacity=holding)

    kept = merge(house.db, house.mona, first, second)

    # With a place left over nobody waits any more; one who only waits gets one where there is one.
    assert kept.status == min(mine, others, key=STATUSES.index)
    assert stored(house, second).status == "cancelled"
    assert stored(house, first).expires_at == (until if kept.status == "pending" else None)
    kept_counters, counted = house.counters_and_recount(event)
    assert kept_counters == counted


def house_row(house: House, registration_id: int, status: str, expires_at: object) -> None:
    with house.db.writing() as session:
        row = session.get_one(Registration, registration_id)
        row.status, row.expires_at = status, expires_at  # type: ignore[assignment]


def test_the_earlier_place_on_the_waiting_list_counts(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Zoe")
    house.register(event, "Anna")
    first = house.registration_id(event, "Anna")
    house.register(event, "Bernd")
    house.register(event, "Anna", email="a@example.org")
    second = house.registration_id(event, "Anna")

    merge(house.db, house.mona, second, first)
    my_registration.cancel(house.db, house.token(event, "Zoe"))

    assert stored(house, second).status == "confirmed"
    assert house.statuses(event)["Bernd"] == "waitlisted"


def test_a_place_that_is_left_over_goes_to_whoever_waits_longest(house: House) -> None:
    event = house.event(capacity=2)
    first, second = twins(house, event)
    house.register(event, "Bernd")
    house.register(event, "Chiara")

    merge(house.db, house.mona, second, first)

    statuses = house.statuses(event)
    assert (statuses["Bernd"], statuses["Chiara"]) == ("confirmed", "waitlisted")
    assert house.mails(event)[-2:] == [("merged", "Anna"), ("promoted", "Bernd")]
    assert house.counters_and_recount(event) == ((2, 1, 4), (2, 1, 4))


def test_a_place_moves_to_the_kept_one_and_nobody_else_moves(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    first = house.registration_id(event, "Anna")
    house.register(event, "Bernd")
    house.register(event, "Anna", email="a@example.org")
    second = house.registration_id(event, "Anna")

    kept = merge(house.db, house.mona, second, first)

    assert (kept.status, house.statuses(event)["Bernd"]) == ("confirmed", "waitlisted")
    assert house.mails(event)[-1] == ("merged", "Anna")
    assert house.counters_and_recount(event) == ((1, 1, 3), (1, 1, 3))


def test_whoever_has_come_has_come(house: House) -> None:
    event = house.event()
    first, second = twins(house, event)
    came = participants.check_in(house.db, house.mona, second, Arrival.CODE)

    kept = merge(house.db, house.mona, first, second)

    assert (kept.checked_in_at, kept.arrival) == (came.checked_in_at, Arrival.CODE)


def test_repeat_changes_nothing_and_there_is_no_way_back(house: House) -> None:
    event = house.event()
    first, second = twins(house, event)
    kept = merge(house.db, house.mona, first, second)
    before = everything(house, event)

    assert merge(house.db, house.mona, first, second) == kept
    with pytest.raises(NotPossibleNow) as refusal:
        merge(house.db, house.mona, second, first)

    assert refusal.value == NotPossibleNow(RegistrationStatus.CANCELLED)
    assert everything(house, event) == before


def test_cancelled_registrations_are_not_merged(house: House) -> None:
    event = house.event()
    first, second = twins(house, event)
    participants.cancel(house.db, house.mona, second)
    before = everything(house, event)

    for keep, drop in ((first, second), (second, first)):
        with pytest.raises(NotPossibleNow):
            merge(house.db, house.mona, keep, drop)
    assert everything(house, event) == before


def test_only_two_of_one_own_event_are_merged(house: House) -> None:
    event, other = house.event(), house.event()
    first, second = twins(house, event)
    house.register(other, "Anna")
    elsewhere = house.registration_id(other, "Anna")
    before = everything(house, event), everything(house, other)

    for by, keep, drop in (
        (house.olaf, first, second),
        (house.helper(), first, second),
        (house.mona, first, elsewhere),
        (house.mona, first, first),
        (house.mona, 987_654, first),
    ):
        with pytest.raises(RegistrationNotFound):
            merge(house.db, by, keep, drop)
    assert (everything(house, event), everything(house, other)) == before


def test_address_of_the_dropped_one_may_register_again(house: House) -> None:
    event = house.event()
    first, second = twins(house, event)
    merge(house.db, house.mona, first, second)

    receipt = register(house.db, house.request(event, "Anna", email="a.beispiel@example.org"))

    assert receipt.status == "confirmed"
