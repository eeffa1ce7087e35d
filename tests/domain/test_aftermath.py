"""Nachbereitung: thanks once, materials once, and what is deleted when, on both databases."""

from datetime import timedelta

import pytest
import time_machine
from house import House
from sqlalchemy import select

from akevents import clock
from akevents.domain import aftermath, participants, reminders, retention
from akevents.domain.aftermath import Remains
from akevents.domain.events import EventDetails, deletion_day
from akevents.errors import (
    NotPossibleForEvent,
)
from akevents.store.tables import ConsentPurpose, OutboxMail

SLUG = "abend"


@pytest.fixture
def event(house: House) -> EventDetails:
    """An evening that ended an hour ago; Anna came, Bernd did not."""
    made = house.event(slug="abend", more={"is_recorded": True, "recording_purpose": "Protokoll"})
    for name in ("Anna", "Bernd"):
        house.register(made, name, consents=frozenset({ConsentPurpose.RECORDING} if name == "Anna" else set()))
    participants.check_in(house.db, house.mona, house.registration_id(made, "Anna"))
    now = clock.utc_now()
    house.set(made, starts_at=now - timedelta(minutes=150), ends_at=now - timedelta(hours=1), deadline_at=None)
    return house.read(made)


def test_who_was_there_is_thanked_once(house: House, event: EventDetails) -> None:
    sent = [aftermath.thank(house.db, house.mona, SLUG) for _ in range(2)]
    participants.undo_check_in(house.db, house.mona, house.registration_id(event, "Anna"))
    participants.check_in(house.db, house.mona, house.registration_id(event, "Bernd"))
    shown = aftermath.get_aftermath(house.db, house.mona, SLUG)
    sent.append(aftermath.thank(house.db, house.mona, SLUG))

    assert (shown.present, shown.thanked, shown.to_thank) == (1, 1, 1)  # one who was thanked was not there after all
    assert sent == [1, 0, 1]
    assert [mail for mail in house.mails(event) if mail[0] == "thanks"] == [("thanks", "Anna"), ("thanks", "Bernd")]


def materials_and_thanks(house: House, event: EventDetails) -> list[tuple[str, str, object]]:
    """Kind, person, and whether the thanks brought the materials along."""
    names = {house.registration_id(event, name): name for name in ("Anna", "Bernd")}
    query = select(OutboxMail.kind, OutboxMail.registration_id, OutboxMail.details).order_by(OutboxMail.id)
    with house.db.reading() as session:
        rows = session.execute(query.where(OutboxMail.kind.in_(("materials", "thanks")))).all()
    return [(kind, names[number], details.get("with_materials")) for kind, number, details in rows]


def test_materials_that_came_with_the_thanks_do_not_come_again(house: House, event: EventDetails) -> None:
    house.set(event, materials="[Folien](https://example.org)", changed_at=event.starts_at)
    aftermath.thank(house.db, house.mona, SLUG)
    queued = [reminders.queue_due(house.db) for _ in range(2)]

    assert queued == [1, 0]
    assert materials_and_thanks(house, event) == [("thanks", "Anna", True), ("materials", "Bernd", None)]


def test_materials_that_were_sent_are_not_in_the_thanks(house: House, event: EventDetails) -> None:
    aftermath.thank(house.db, house.mona, SLUG)  # none are there yet
    participants.check_in(house.db, house.mona, house.registration_id(event, "Bernd"))
    house.set(event, materials="[Folien](https://example.org)", changed_at=event.starts_at)
    assert reminders.queue_due(house.db) == 2
    aftermath.thank(house.db, house.mona, SLUG)

    assert materials_and_thanks(house, event) == [
        ("thanks", "Anna", False), ("materials", "Anna", None), ("materials", "Bernd", None), ("thanks", "Bernd", False),
    ]  # fmt: skip


def test_mail_of_thanks_is_shown_before_it_is_sent(house: House, event: EventDetails) -> None:
    house.set(event, materials="[Folien](https://example.org/folien.pdf)")
    mail = aftermath.thanks_preview(house.db, house.mona, SLUG)

    assert mail.subject.startswith("Danke: Ein Abend")
    for words in ("danke, dass Sie dabei waren.", "https://example.org/folien.pdf", "/veranstaltung?event=abend"):
        assert words in mail.text
    assert aftermath.get_aftermath(house.db, house.mona, SLUG).thanked == 0


def test_nobody_is_thanked_before_the_end(house: House) -> None:
    house.event(slug="abend")
    with pytest.raises(NotPossibleForEvent):
        aftermath.thank(house.db, house.mona, "abend")


def test_aftermath_lists_who_was_there(house: House, event: EventDetails) -> None:
    shown = aftermath.get_aftermath(house.db, house.mona, "abend")

    assert [(each.name, each.was_there) for each in shown.people] == [
        ("Beispiel, Anna", True),
        ("Beispiel, Bernd", False),
    ]
    assert (shown.present, shown.thanked, shown.to_thank, shown.deletions, shown.next_event) == (1, 0, 1, (), None)


def test_aftermath_proves_what_was_deleted(house: House, event: EventDetails) -> None:
    with time_machine.travel(event.ends_at + timedelta(days=event.retention_days + 2)):
        retention.forget_due(house.db)
        shown = aftermath.get_aftermath(house.db, house.mona, "abend")

    assert [each.people for each in shown.deletions] == [2]
    assert (shown.people, shown.overdue) == ((), 0)
    assert shown.remains == Remains(confirmed=2, present=1, cancelled=0, waitlisted=0, questions=0)


def test_aftermath_says_what_is_deleted_when_and_what_should_be_gone(house: House, event: EventDetails) -> None:
    house.set_registration(event, "Bernd", status="cancelled")

    def at(days: int) -> aftermath.Aftermath:
        with time_machine.travel(event.ends_at + timedelta(days=days)):
            return aftermath.get_aftermath(house.db, house.mona, SLUG)

    assert [at(days).overdue for days in (1, 16, 40)] == [0, 1, 2]
    assert at(1).cancelled_deleted_on == deletion_day(event.ends_at, event.timezone, 14)
