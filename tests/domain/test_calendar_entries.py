"""One person's calendar file through all that can happen to them: each file counts higher than the one before it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from calendar_readers import readers
from house import House
from sqlalchemy import update

from akevents import clock, settings
from akevents.domain import calendar_entries, event_life, my_registration, participants, undoing
from akevents.domain.event_change import EventChange
from akevents.domain.events import EventDetails
from akevents.domain.outbox import MailKind
from akevents.domain.registrations import register
from akevents.store.tables import MailStatus, OutboxMail, RegistrationStatus


@dataclass(frozen=True)
class File:
    """What a calendar program goes by."""

    method: str
    status: str
    sequence: int


PUBLISH, CANCEL = ("PUBLISH", "CONFIRMED"), ("CANCEL", "CANCELLED")


def file(house: House, event: EventDetails, name: str = "Anna") -> File:
    """The newest registration's file; page and mail take it from here."""
    mine = my_registration.get_my_registration(house.db, house.token(event, name))
    payload, method = calendar_entries.personal_file(mine, settings.current())
    assert f"METHOD:{method}\r\n".encode() in payload
    [entry] = readers.by_icalendar(payload)
    assert entry.uid == event.uid
    return File(method, entry.status, entry.sequence)


def move(house: House, event: EventDetails, **fields: Any) -> None:
    at = house.read(event).changed_at
    event_life.change(house.db, house.mona, event.slug, EventChange(**fields), expected_changed_at=at)


def cancel(house: House, event: EventDetails, name: str = "Anna") -> None:
    my_registration.cancel(house.db, house.token(event, name))


def come_back(house: House, event: EventDetails) -> None:
    """The cancellation is taken back."""
    undoing.undo_cancel(house.db, house.token(event))


def test_file_of_who_stays_counts_as_the_event_does(house: House) -> None:
    event = house.event()
    house.register(event)

    found = [file(house, event)]
    move(house, event, location="Rathaus")
    found.append(file(house, event))
    move(house, event, title="Ein anderer Abend")  # no change of time, place, link or status
    found.append(file(house, event))
    event_life.cancel(house.db, house.mona, event.slug, "Krank.")
    found.append(file(house, event))
    event_life.undo_cancel(house.db, house.mona, event.slug)
    found.append(file(house, event))

    assert found == [
        File(*PUBLISH, 0), File(*PUBLISH, 1), File(*PUBLISH, 1), File(*CANCEL, 2), File(*PUBLISH, 3),
    ]  # fmt: skip


def test_cancelling_takes_back_what_was_published(house: House) -> None:
    event = house.event()
    house.register(event)
    move(house, event, location="Rathaus")

    cancel(house, event)

    assert file(house, event) == File(*CANCEL, 2)
    cancel(house, event)
    assert file(house, event) == File(*CANCEL, 2)


def test_being_cancelled_by_a_moderator_counts_too(house: House) -> None:
    event = house.event()
    house.register(event)

    participants.cancel(house.db, house.mona, house.registration_id(event))

    assert file(house, event) == File(*CANCEL, 1)


def test_who_takes_a_cancellation_back_gets_a_file_above_it(house: House) -> None:
    event = house.event()
    house.register(event)
    found = []

    for _ in range(2):
        cancel(house, event)
        found.append(file(house, event))
        come_back(house, event)
        found.append(file(house, event))

    assert found == [File(*CANCEL, 1), File(*PUBLISH, 2), File(*CANCEL, 3), File(*PUBLISH, 4)]


def test_sent_kept_and_stopped_mails_count_alike(house: House) -> None:
    event = house.event()
    house.register(event)
    cancel(house, event)
    house.register(event)

    for status in MailStatus:
        with house.db.writing() as session:
            session.execute(update(OutboxMail).values(status=status))
        assert file(house, event) == File(*PUBLISH, 2)


def test_who_registers_again_gets_a_file_above_the_cancellation(house: House) -> None:
    event = house.event()
    house.register(event)
    first = house.token(event)
    found = [file(house, event)]

    for _ in range(2):
        cancel(house, event)
        found.append(file(house, event))
        house.register(event)
        found.append(file(house, event))

    assert found == [File(*PUBLISH, 0), File(*CANCEL, 1), File(*PUBLISH, 2), File(*CANCEL, 3), File(*PUBLISH, 4)]
    stale = my_registration.get_my_registration(house.db, first)
    payload, method = calendar_entries.personal_file(stale, settings.current())
    assert (method, readers.by_icalendar(payload)[0].sequence) == ("CANCEL", 3)  # of no weight against the newest


def test_a_change_of_the_event_while_away_counts_on(house: House) -> None:
    event = house.event()
    house.register(event)
    cancel(house, event)
    move(house, event, location="Rathaus")
    away = file(house, event)

    house.register(event)

    assert (away, file(house, event)) == (File(*CANCEL, 2), File(*PUBLISH, 3))


def test_other_people_do_not_count(house: House) -> None:
    event, elsewhere = house.event(), house.event()
    for name in ("Anna", "Bernd"):
        house.register(event, name)
    house.register(elsewhere)
    cancel(house, event, "Bernd")
    cancel(house, elsewhere)

    assert file(house, event) == File(*PUBLISH, 0)


def test_moving_up_is_the_first_publication_or_one_above_the_cancellation(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    cancel(house, event, "Anna")  # Bernd moves up
    house.register(event, "Anna")  # waits now
    cancel(house, event, "Bernd")  # Anna moves up

    assert house.registration(event, "Anna").status == RegistrationStatus.CONFIRMED
    assert (file(house, event, "Anna"), file(house, event, "Bernd")) == (File(*PUBLISH, 2), File(*CANCEL, 1))


@pytest.mark.usefixtures("with_mail")
def test_address_that_was_corrected_leaves_without_a_mail_and_counts(house: House) -> None:
    event = house.event()
    first = house.request(event)

    register(house.db, first)
    register(house.db, house.request(event, email="anna@example.com"), instead_of=first.submission_id)
    register(house.db, house.request(event))

    assert [kind for kind, _ in house.mails(event)] == [MailKind.CONFIRM_ADDRESS] * 3
    assert file(house, event) == File(*PUBLISH, 2)


def test_time_of_change_is_the_latest_of_what_the_file_shows(house: House) -> None:
    event = house.event()
    house.register(event)
    released = clock.utc_now() + timedelta(days=3)
    house.set(event, dial_in="0211 123", joining_link_at=released)

    def stamps() -> set[bytes]:
        mine = my_registration.get_my_registration(house.db, house.token(event))
        payload, _ = calendar_entries.personal_file(mine, settings.current())
        return {line for line in payload.split(b"\r\n") if line.startswith((b"DTSTAMP", b"LAST-MODIFIED"))}

    def stamp(at: object) -> set[bytes]:
        return {f"{name}:{at:%Y%m%dT%H%M%SZ}".encode() for name in ("DTSTAMP", "LAST-MODIFIED")}

    assert stamps() == stamp(house.read(event).changed_at)
    clock.start_at(released + timedelta(hours=5))
    assert stamps() == stamp(released)
    cancel(house, event)
    assert stamps() == stamp(house.registration(event).cancelled_at)


def test_same_state_gives_the_same_bytes(house: House) -> None:
    event = house.event()
    house.register(event)
    mine = my_registration.get_my_registration(house.db, house.token(event))

    for name in ("Bernd", "Chiara"):
        house.register(event, name)
        clock.start_at(clock.utc_now() + timedelta(hours=1))
        again = my_registration.get_my_registration(house.db, house.token(event))
        assert calendar_entries.personal_file(again, settings.current()) == calendar_entries.personal_file(
            mine, settings.current()
        )
