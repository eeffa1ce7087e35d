"""What the form promises: on the named day everybody is forgotten, and only counts remain."""

from datetime import timedelta

import pytest
from house import House
from sqlalchemy import func, insert, select

from akevents import clock
from akevents.domain import my_registration, participants
from akevents.domain.retention import CANCELLED_DAYS, forget_by_itself, forget_due
from akevents.store.tables import Answer, Consent, ConsentPurpose, Message, OutboxMail, ProtocolEntry, Registration
from akevents.wording.dates import local


def left(house: House) -> dict[str, int]:
    with house.db.reading() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Registration, Answer, Consent, OutboxMail)
        }


def test_on_the_promised_day_nothing_of_anybody_is_left(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna", consents=frozenset({ConsentPurpose.INVITATIONS}))
    house.register(event, "Bernd")
    promised = event.deleted_on

    clock.start_at(event.ends_at + timedelta(days=event.retention_days))
    assert local(clock.utc_now(), event.timezone).date() < promised
    assert forget_due(house.db) == 0
    assert left(house)["registrations"] == 2

    clock.start_at(event.ends_at + timedelta(days=event.retention_days + 1))
    assert local(clock.utc_now(), event.timezone).date() == promised
    assert forget_due(house.db) == 2

    assert left(house) == {"registrations": 0, "answers": 0, "consents": 0, "outbox_mails": 0}
    assert forget_due(house.db) == 0


def test_the_protocol_keeps_counts_and_no_names(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    clock.start_at(event.ends_at + timedelta(days=60))

    forget_due(house.db)

    with house.db.reading() as session:
        entry = session.scalars(select(ProtocolEntry).where(ProtocolEntry.action == "data_deleted")).one()
        assert (entry.event_id, entry.details) == (event.id, {"confirmed": 1, "waitlisted": 1})


def test_who_cancelled_is_forgotten_sooner(house: House) -> None:
    event = house.event()
    house.register(event, "Anna")
    house.register(event, "Bernd")
    participants.cancel(house.db, house.mona, house.registration_id(event, "Anna"))
    before = house.read(event).change_counter
    clock.start_at(event.ends_at + timedelta(days=CANCELLED_DAYS + 1))

    assert forget_due(house.db) == 1

    assert house.statuses(event) == {"Bernd": "confirmed"}
    kept, counted = house.counters_and_recount(event)
    assert kept == counted
    assert house.read(event).change_counter == before + 1


def test_an_event_to_come_is_left_alone(house: House) -> None:
    event = house.event()
    house.register(event)

    assert forget_due(house.db) == 0
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_a_shifted_clock_erases_nobody(house: House) -> None:
    event = house.event()
    house.register(event)
    clock.start_at(event.ends_at + timedelta(days=60))

    assert forget_by_itself(house.db) == 0
    assert house.statuses(event) == {"Anna": "confirmed"}


@pytest.mark.usefixtures("with_mail")
def test_whoever_had_a_place_is_told_and_the_address_stands_only_in_that_mail(house: House) -> None:
    event = house.event(capacity=2, more={"confirms_addresses": False})
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    my_registration.cancel(house.db, house.token(event, "Bernd"))

    clock.start_at(event.ends_at + timedelta(days=event.retention_days + 1))
    forget_due(house.db)

    query = select(OutboxMail.kind, OutboxMail.address, OutboxMail.registration_id, OutboxMail.details)
    with house.db.reading() as session:
        found = [tuple(row) for row in session.execute(query.order_by(OutboxMail.id))]
    assert found == [
        ("data_deleted", "anna@example.org", None, {"language": "de"}),
        ("data_deleted", "chiara@example.org", None, {"language": "de"}),
    ]
    assert forget_due(house.db) == 0


def test_messages_to_the_people_of_an_event_go_with_them(house: House) -> None:
    event = house.event()
    house.register(event)
    values = {"submission_id": "m1", "working_group_id": house.group_id, "event_id": event.id, "subject": "Raum"}
    with house.db.writing() as session:
        session.execute(
            insert(Message), values | {"body": "Wir treffen uns oben.", "audience": {}, "queued_at": clock.utc_now()}
        )

    clock.start_at(event.ends_at + timedelta(days=event.retention_days + 1))
    forget_due(house.db)

    with house.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 0
