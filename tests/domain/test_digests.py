"""The moderators' mail of the morning."""

from datetime import UTC, datetime, timedelta

import pytest
from house import House
from sqlalchemy import select, update

from akevents import clock
from akevents.domain import moderators, my_registration
from akevents.domain.digests import choose_digest, queue_digests, wants_digest
from akevents.domain.retention import MODERATORS_MAIL, forget_due
from akevents.store.tables import MailStatus, OutboxMail

EVENING = datetime(2027, 2, 9, 17, 0, tzinfo=UTC)
MORNING = datetime(2027, 2, 10, 6, 0, tzinfo=UTC)  # seven o'clock in Berlin


def digests(house: House) -> list[dict[str, object]]:
    query = select(OutboxMail.moderator_id, OutboxMail.details).where(OutboxMail.kind == "digest")
    with house.db.reading() as session:
        return [{"to": who, **details} for who, details in session.execute(query.order_by(OutboxMail.id))]


@pytest.mark.usefixtures("with_mail")
def test_the_morning_tells_what_happened_since_yesterday_and_once(house: House) -> None:
    clock.start_at(EVENING)
    event = house.event(title="Smart City", capacity=1, more={"confirms_addresses": False})
    house.event(title="Ohne Neues")
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    my_registration.cancel(house.db, house.token(event, "Anna"))
    with house.db.writing() as session:
        session.execute(update(OutboxMail).where(OutboxMail.kind == "waitlisted").values(status=MailStatus.FAILED))

    clock.start_at(MORNING - timedelta(minutes=1))
    assert queue_digests(house.db) == 0
    clock.start_at(MORNING)
    assert (queue_digests(house.db), queue_digests(house.db)) == (1, 0)

    mona = moderators.get_moderator(house.db, "mona@example.org")
    assert digests(house) == [
        {
            "to": mona.id,
            "events": [
                {
                    "slug": event.slug, "title": "Smart City", "starts_at": event.starts_at.isoformat(),
                    "timezone": "Europe/Berlin", "group_id": house.group_id, "waiting": 1, "registered": 2,
                    "cancelled": 1, "requested": 0, "failed": 2,
                }
            ],
        }
    ]  # fmt: skip

    clock.start_at(MORNING + timedelta(days=1))
    assert queue_digests(house.db) == 0  # no news since


@pytest.mark.usefixtures("with_mail")
def test_nobody_gets_a_digest_who_does_not_want_one_or_moderates_nothing(house: House) -> None:
    clock.start_at(EVENING)
    house.helper()
    house.register(house.event())
    choose_digest(house.db, house.mona, wants=False)

    clock.start_at(MORNING)
    assert (wants_digest(house.db, house.mona), queue_digests(house.db)) == (False, 0)
    choose_digest(house.db, house.mona, wants=True)
    assert (wants_digest(house.db, house.mona), queue_digests(house.db)) == (True, 1)


@pytest.mark.usefixtures("with_mail")
def test_a_digest_is_not_told_in_the_evening(house: House) -> None:
    clock.start_at(EVENING)
    house.register(house.event())

    clock.start_at(MORNING + timedelta(hours=12))
    assert queue_digests(house.db) == 0


def test_where_no_mail_can_be_sent_there_is_no_digest(house: House) -> None:
    clock.start_at(EVENING)
    house.register(house.event())

    clock.start_at(MORNING)
    assert queue_digests(house.db) == 0


@pytest.mark.usefixtures("with_mail")
def test_old_mails_to_moderators_are_forgotten(house: House) -> None:
    clock.start_at(EVENING)
    house.register(house.event(starts_at=EVENING + timedelta(days=90)))
    clock.start_at(MORNING)
    queue_digests(house.db)

    clock.start_at(MORNING + MODERATORS_MAIL - timedelta(hours=1))
    forget_due(house.db)
    assert len(digests(house)) == 1
    clock.start_at(MORNING + MODERATORS_MAIL + timedelta(hours=1))
    forget_due(house.db)
    assert digests(house) == []
