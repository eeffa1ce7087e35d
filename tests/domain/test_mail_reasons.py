"""A mail that waits is looked at once more before it goes out: it may be pointless by then."""

from datetime import timedelta
from typing import Any

import pytest
from house import House
from sqlalchemy import delete, insert, update

from akevents import clock
from akevents.domain import my_registration
from akevents.domain.events import EventDetails
from akevents.domain.mail_reasons import Reason, reason_to_stop
from akevents.domain.outbox import FOR_MODERATORS, MailKind
from akevents.domain.reminders import moment
from akevents.store.tables import (
    Consent,
    ConsentPurpose,
    Event,
    Membership,
    Message,
    ModeratorRecord,
    OutboxMail,
    RegistrationStatus,
)

TO_PEOPLE = [kind for kind in MailKind if kind not in FOR_MODERATORS | {MailKind.INVITATION}]
POINTLESS_AFTER_CANCELLING = {
    MailKind.REMINDER, MailKind.JOINING_LINK, MailKind.MATERIALS, MailKind.THANKS, MailKind.EVENT_CHANGED,
    MailKind.CONFIRM_ADDRESS,
    MailKind.MESSAGE,
}  # fmt: skip


def reason(house: House, event: EventDetails, kind: MailKind, *, of_person: bool = True, **columns: Any) -> object:
    """What would be said of such a mail to Anna, or of one without a person."""
    now = clock.utc_now()
    whose = house.registration_id(event) if of_person else None
    row = OutboxMail(
        event_id=event.id, registration_id=whose, kind=kind, queued_at=now, due_at=now, status="sending", **columns
    )
    with house.db.reading() as session:
        return reason_to_stop(session, row, now)


@pytest.fixture
def event(house: House) -> EventDetails:
    event = house.event()
    house.register(event, "Anna", consents=frozenset({ConsentPurpose.INVITATIONS}))
    return event


def message(house: House, event: EventDetails, *statuses: RegistrationStatus) -> int:
    values = {
        "submission_id": "one", "working_group_id": house.group_id, "event_id": event.id, "subject": "S", "body": "B",
        "audience": {"statuses": [each.value for each in statuses]}, "queued_at": clock.utc_now(),
    }  # fmt: skip
    with house.db.writing() as session:
        return session.scalars(insert(Message).returning(Message.id), values).one()


@pytest.mark.parametrize("kind", TO_PEOPLE)
def test_nothing_is_stopped_for_whoever_takes_part(house: House, event: EventDetails, kind: MailKind) -> None:
    assert reason(house, event, kind) is None


@pytest.mark.parametrize("kind", TO_PEOPLE)
def test_what_only_helps_those_who_come_is_stopped_after_a_cancellation(
    house: House, event: EventDetails, kind: MailKind
) -> None:
    my_registration.cancel(house.db, house.token(event))

    expected = Reason.NO_LONGER_REGISTERED if kind in POINTLESS_AFTER_CANCELLING else None
    assert reason(house, event, kind) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((RegistrationStatus.CONFIRMED,), Reason.NO_LONGER_REGISTERED),
        ((RegistrationStatus.CONFIRMED, RegistrationStatus.CANCELLED), None),
    ],
)
def test_a_message_reaches_somebody_who_cancelled_only_if_they_were_meant(
    house: House, event: EventDetails, statuses: tuple[RegistrationStatus, ...], expected: Reason | None
) -> None:
    my_registration.cancel(house.db, house.token(event))

    assert reason(house, event, MailKind.MESSAGE, message_id=message(house, event, *statuses)) == expected


@pytest.mark.parametrize("kind", [MailKind.REMINDER, MailKind.JOINING_LINK])
def test_nobody_is_reminded_of_a_cancelled_event(house: House, event: EventDetails, kind: MailKind) -> None:
    with house.db.writing() as session:
        session.execute(update(Event).values(status="cancelled"))

    assert reason(house, event, kind) == Reason.EVENT_CANCELLED


def test_what_has_had_its_moment_is_too_late_from_that_moment_on(house: House, event: EventDetails) -> None:
    later = clock.utc_now() + timedelta(hours=1)

    assert reason(house, event, MailKind.REMINDER, useless_after=later) is None
    clock.start_at(later)
    assert reason(house, event, MailKind.REMINDER, useless_after=later) == Reason.TOO_LATE


def test_an_invitation_needs_a_consent_that_still_stands(house: House, event: EventDetails) -> None:
    assert reason(house, event, MailKind.INVITATION) is None

    with house.db.writing() as session:
        session.execute(update(Consent).values(withdrawn_at=clock.utc_now()))

    assert reason(house, event, MailKind.INVITATION) == Reason.NO_LONGER_WANTED


@pytest.mark.parametrize("kind", [MailKind.LATE_REQUEST_FOR_MODERATOR, MailKind.DELIVERY_FAILED])
def test_whoever_left_the_group_hears_nothing_of_its_people(house: House, event: EventDetails, kind: MailKind) -> None:
    house.set_registration(event, "Anna", status=RegistrationStatus.REQUESTED)
    assert reason(house, event, kind, moderator_id=house.mona.id) is None
    assert reason(house, event, kind, moderator_id=house.olaf.id) == Reason.NO_LONGER_MODERATOR

    with house.db.writing() as session:
        session.execute(delete(Membership).where(Membership.moderator_id == house.mona.id))

    assert reason(house, event, kind, moderator_id=house.mona.id) == Reason.NO_LONGER_MODERATOR


def test_a_request_that_somebody_has_decided_asks_nobody_any_more(house: House, event: EventDetails) -> None:
    """Also one of those that went to all moderators at once."""
    kind = MailKind.LATE_REQUEST_FOR_MODERATOR

    assert reason(house, event, kind, moderator_id=house.mona.id) == Reason.NO_LONGER_NEEDED
    assert reason(house, event, kind) == Reason.NO_LONGER_NEEDED
    house.set_registration(event, "Anna", status=RegistrationStatus.REQUESTED)
    assert reason(house, event, kind) is None


def test_a_digest_is_for_who_still_wants_it(house: House, event: EventDetails) -> None:
    values: dict[str, Any] = {"of_person": False, "moderator_id": house.mona.id}
    assert reason(house, event, MailKind.DIGEST, **values) is None

    with house.db.writing() as session:
        session.execute(update(ModeratorRecord).values(wants_digest=False))

    assert reason(house, event, MailKind.DIGEST, **values) == Reason.NO_LONGER_WANTED


def test_a_mail_to_an_address_whose_registration_is_gone_has_no_reason_to_stop(
    house: House, event: EventDetails
) -> None:
    assert reason(house, event, MailKind.DATA_DELETED, of_person=False, address="anna@example.org") is None


def test_a_reminder_of_the_time_before_the_move_is_not_sent(house: House, event: EventDetails) -> None:
    occasion = f"day {moment(event)}"
    assert reason(house, event, MailKind.REMINDER, occasion=occasion) is None

    house.set(event, starts_at=event.starts_at + timedelta(minutes=30))
    assert reason(house, event, MailKind.REMINDER, occasion=occasion) == Reason.NO_LONGER_NEEDED


def test_nobody_is_invited_to_what_is_called_off(house: House, event: EventDetails) -> None:
    assert reason(house, event, MailKind.INVITATION) is None

    house.set(event, status="cancelled")
    assert reason(house, event, MailKind.INVITATION) == Reason.EVENT_CANCELLED
