"""A row of the outbox with everything that its text needs."""

from typing import Any

import pytest
from house import House
from mail.outbox_rows import change_row, evening, rows
from sqlalchemy import insert, update

from akevents import clock
from akevents.domain import outbox
from akevents.domain.events import EventDetails
from akevents.domain.mail_facts import OwedMail
from akevents.domain.outbox import MailKind
from akevents.domain.owed_mails import owed_mail
from akevents.store.tables import Language, MailText, Message, ModeratorRecord, OutboxMail


def owed(house: House, number: int = -1) -> OwedMail:
    with house.db.reading() as session:
        return owed_mail(session, session.get_one(OutboxMail, rows(house)[number].id))


def seen(mail: OwedMail) -> dict[str, Any]:
    """What a text is chosen by, registration and event by their ids."""
    names = (
        "kind",
        "recipients",
        "language",
        "body",
        "subject_line",
        "moderator_id",
        "details",
        "link_version",
        "thread",
    )
    about = {"mine": mail.mine.id if mail.mine else None, "event": mail.event.id if mail.event else None}
    return about | {name: getattr(mail, name) for name in names}


PLAIN: dict[str, Any] = {
    "event": None, "language": Language.GERMAN, "body": None, "subject_line": None, "moderator_id": None, "details": {},
    "link_version": 0, "thread": None,
}  # fmt: skip


def test_a_mail_to_a_participant(house: House) -> None:
    event = evening(house, "Anna")

    mail = owed(house)

    assert seen(mail) == PLAIN | {
        "kind": MailKind.REGISTERED, "mine": house.registration_id(event), "recipients": ("anna@example.org",),
    }  # fmt: skip
    row = rows(house)[0]
    assert (mail.id, mail.queued_at, mail.attempts) == (row.id, row.queued_at, 0)
    assert mail.submission_id == house.registration(event).submission_id


def test_language_and_renewed_link_are_those_of_the_registration(house: House) -> None:
    event = evening(house, "Anna")
    house.set_registration(event, "Anna", language=Language.ENGLISH, link_version=3)

    mail = owed(house)

    assert (mail.language, mail.link_version) == (Language.ENGLISH, 3)


@pytest.mark.parametrize("language", list(Language))
def test_the_groups_own_words_are_those_of_kind_and_language(house: House, language: Language) -> None:
    event = evening(house, "Anna")
    house.set_registration(event, "Anna", language=language)
    own = {"kind": MailKind.REGISTERED, "changed_at": clock.utc_now(), "working_group_id": house.group_id}
    others = own | {"working_group_id": house.other_group_id, "language": language, "body": "nicht unser"}
    with house.db.writing() as session:
        session.execute(
            insert(MailText), [own | {"language": each, "body": f"in {each}"} for each in Language] + [others]
        )

    assert owed(house).body == f"in {language}"


def test_a_mail_to_one_moderator(house: House) -> None:
    event = evening(house, "Anna")
    house.set_registration(event, "Anna", language=Language.ENGLISH)
    values: dict[str, Any] = {"event_id": event.id, "at": clock.utc_now(), "working_group_id": house.group_id}
    with house.db.writing() as session:
        whose = house.registration_id(event)
        outbox.queue_for_moderators(
            session, MailKind.LATE_REQUEST_FOR_MODERATOR, **values, registration_id=whose, asks="gern"
        )

    assert seen(owed(house)) == PLAIN | {
        "kind": MailKind.LATE_REQUEST_FOR_MODERATOR, "mine": house.registration_id(event), "moderator_id": house.mona.id,
        "recipients": ("mona@example.org",), "details": {"asks": "gern"},
    }  # fmt: skip


def test_a_late_request_of_old_goes_to_all_moderators_of_the_group_and_to_no_helper(house: House) -> None:
    evening(house, "Anna")
    house.helper()
    change_row(house, 0, kind=MailKind.LATE_REQUEST_FOR_MODERATOR)

    assert owed(house).recipients == ("mona@example.org",)


def test_a_digest_is_about_no_single_event(house: House) -> None:
    evening(house, "Anna")
    change_row(
        house, 0, kind=MailKind.DIGEST, event_id=None, registration_id=None, moderator_id=house.mona.id,
        details={"events": []},
    )  # fmt: skip

    assert seen(owed(house)) == PLAIN | {
        "kind": MailKind.DIGEST, "mine": None, "moderator_id": house.mona.id, "recipients": ("mona@example.org",),
        "details": {"events": []},
    }  # fmt: skip


def test_a_mail_to_an_address_whose_registration_is_gone(house: House) -> None:
    event = evening(house, "Anna")
    change_row(house, 0, kind=MailKind.DATA_DELETED, registration_id=None, address="anna@example.org")

    assert seen(owed(house)) == PLAIN | {
        "kind": MailKind.DATA_DELETED, "mine": None, "event": event.id, "recipients": ("anna@example.org",),
    }  # fmt: skip


def test_a_moderator_who_is_gone_leaves_nobody_to_send_to(house: House) -> None:
    evening(house, "Anna")
    change_row(house, 0, kind=MailKind.DATA_DELETED, registration_id=None)

    assert owed(house).recipients == ()


def message(house: House, event: EventDetails, subject: str) -> int:
    values = {
        "submission_id": subject, "working_group_id": house.group_id, "event_id": event.id, "subject": subject,
        "body": "Guten Abend", "audience": {}, "queued_at": clock.utc_now(),
    }  # fmt: skip
    with house.db.writing() as session:
        return session.scalars(insert(Message).returning(Message.id), values).one()


def test_a_message_has_the_moderators_words(house: House) -> None:
    event = evening(house, "Anna")
    change_row(house, 0, kind=MailKind.MESSAGE, message_id=message(house, event, "Neues"))

    mail = owed(house)

    assert (mail.subject_line, mail.body, mail.event) == ("Neues", "Guten Abend", None)


def test_an_invitation_is_about_another_event_than_the_registration(house: House) -> None:
    earlier, next_one = evening(house, "Anna"), evening(house)
    change_row(
        house, 0, kind=MailKind.INVITATION, event_id=next_one.id, message_id=message(house, next_one, "Kommen Sie"),
    )  # fmt: skip

    mail = owed(house)

    assert mail.mine is not None
    assert mail.event is not None
    assert (mail.mine.event.id, mail.event.id, mail.about) == (earlier.id, next_one.id, mail.event)


def test_looking_changes_nothing(house: House) -> None:
    evening(house, "Anna")
    with house.db.writing() as session:
        session.execute(update(ModeratorRecord).values(name="Mona M."))
    before = [(row.status, row.attempts, row.leased_until) for row in rows(house)]

    owed(house)

    assert [(row.status, row.attempts, row.leased_until) for row in rows(house)] == before
