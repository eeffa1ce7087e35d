"""Mails about the event itself: changed, cancelled. Each has the facts, and its calendar file is the one of the page."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from conftest import forget_settings
from house import House
from sqlalchemy import insert, select

from akevents import settings
from akevents.domain import calendar_entries, event_life, my_registration
from akevents.domain.event_change import EventChange
from akevents.domain.events import EventDetails
from akevents.domain.outbox import MailKind
from akevents.domain.owed_mails import owed_mail
from akevents.errors import CancellationSent
from akevents.mail.claiming import claim
from akevents.mail.compose import compose
from akevents.store.tables import MailStatus, OutboxMail

EVENING = datetime(2031, 3, 5, 16, 0, tzinfo=UTC)  # a Wednesday, 17:00 in Berlin
ROOM = "https://raum.example/geheim"


@pytest.fixture(autouse=True)
def sender(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a mail server every registration is confirmed at once."""
    monkeypatch.setenv("AKEVENTS_MAIL_FROM", "anmeldung@dvag.example")
    monkeypatch.setenv("AKEVENTS_BASE_URL", "https://termine.example")
    forget_settings()


def evening(house: House, *names: str, **fields: Any) -> EventDetails:
    event = house.event(title="Smart City", starts_at=EVENING, moderation="Mona", **fields)
    for name in names:
        house.register(event, name)
    return house.read(event)


def move(house: House, event: EventDetails, **fields: Any) -> EventDetails:
    change, at = EventChange(**fields), house.read(event).changed_at
    return event_life.change(house.db, house.mona, event.slug, change, expected_changed_at=at).event


def sent(house: House, kind: MailKind) -> dict[str, EmailMessage]:
    """The mails of this kind as a worker would send them now, by address."""
    with house.db.reading() as session:
        rows = session.scalars(select(OutboxMail).where(OutboxMail.kind == kind).order_by(OutboxMail.id))
        owed = [owed_mail(session, row) for row in rows]
    return {each.recipients[0]: compose(each, settings.current()) for each in owed}


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content().replace("\r\n", "\n")
    return text


def calendar_parts(mail: EmailMessage) -> list[tuple[bytes, object]]:
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return [(bytes(part.get_payload(decode=True)), part.get_param("method")) for part in parts]  # type: ignore[arg-type]


def personal_file(house: House, event: EventDetails, name: str = "Anna") -> tuple[bytes, str]:
    mine = my_registration.get_my_registration(house.db, house.token(event, name))
    return calendar_entries.personal_file(mine, settings.current())


def test_a_change_is_told_before_and_after_with_all_facts(house: House) -> None:
    event = evening(house, "Anna")
    later = {"starts_at": EVENING + timedelta(days=1), "ends_at": EVENING + timedelta(days=1, hours=1)}

    move(house, event, **later, location="Rathaus Köln", title="Smart City heute")

    mail = sent(house, MailKind.EVENT_CHANGED)["anna@example.org"]
    assert mail["Subject"] == "Geändert: Smart City heute, 06.03.2031"
    assert (
        text_of(mail)
        == f"""\
Guten Tag Anna Beispiel,

bitte merken Sie sich den neuen Stand: An dieser Veranstaltung hat sich etwas geändert.

Zeit
bisher: Mittwoch, 5. März 2031, 17:00–18:30 Uhr
jetzt: Donnerstag, 6. März 2031, 17:00–18:00 Uhr

Ort
bisher: Online
jetzt: Rathaus Köln

Die beiliegende Kalenderdatei ändert den Termin in Ihrem Kalender. Ihre Anmeldung gilt weiter.

Smart City heute
Donnerstag, 6. März 2031, 17:00–18:00 Uhr
Rathaus Köln
Moderation: Mona

Ihre Anmeldung ansehen, ändern oder absagen:
https://termine.example/meine-anmeldung?token={house.token(event)}

Ihre Daten werden am 6. April 2031 gelöscht. Datenschutz: https://termine.example/datenschutz
"""
    )


def test_a_changes_calendar_part_and_file_are_the_page_s_with_the_new_revision(house: House) -> None:
    event = evening(house, "Anna")
    before, _ = personal_file(house, event)

    move(house, event, location="Rathaus")

    payload, method = personal_file(house, event)
    mail = sent(house, MailKind.EVENT_CHANGED)["anna@example.org"]
    assert [part for part, _ in calendar_parts(mail)] == [payload, payload]
    assert calendar_parts(mail)[0][1] == method == "PUBLISH"
    assert b"SEQUENCE:0\r\n" in before
    assert b"SEQUENCE:1\r\n" in payload
    assert b"STATUS:CONFIRMED\r\n" in payload
    assert before.split(b"UID:")[1].split(b"\r\n")[0] == payload.split(b"UID:")[1].split(b"\r\n")[0]


def test_people_without_a_place_hear_of_the_change_and_get_no_entry(house: House) -> None:
    event = evening(house, "Anna", "Bernd", capacity=1)

    move(house, event, location="Rathaus")

    mail = sent(house, MailKind.EVENT_CHANGED)["bernd@example.org"]
    assert "bisher: Online\njetzt: Rathaus\n" in text_of(mail)
    assert "Kalender" not in text_of(mail)
    assert calendar_parts(mail) == []


def test_a_new_link_stands_in_the_mails_of_those_who_may_have_it(house: House) -> None:
    event = evening(house, "Anna", "Bernd", capacity=1)
    house.set(event, joining_link_at=datetime(2026, 1, 1, tzinfo=UTC))

    move(house, event, joining_url=ROOM)

    mails = sent(house, MailKind.EVENT_CHANGED)
    anna, bernd = (mails[f"{name}@example.org"] for name in ("anna", "bernd"))
    assert "Link zum Raum\nbisher: kein Link\njetzt: ein Link\n" in text_of(anna)
    page = f"https://termine.example/teilnehmen/{my_registration.get_my_registration(house.db, house.token(event)).arrival_token}"
    assert f"Der Link zum Raum:\n{page}\n" in text_of(anna)
    assert page.encode() in calendar_parts(anna)[0][0].replace(b"\r\n ", b"")
    assert [ROOM in mail.as_string() for mail in (anna, bernd)] == [False, False]
    assert "/teilnehmen/" not in bernd.as_string()


def test_a_new_dial_in_stands_in_the_mails_of_those_who_may_have_it(house: House) -> None:
    event = evening(house, "Anna", "Bernd", capacity=1)
    house.set(event, joining_link_at=datetime(2026, 1, 1, tzinfo=UTC))

    move(house, event, dial_in="0211 123\nPIN 456")

    mails = sent(house, MailKind.EVENT_CHANGED)
    anna, bernd = (mails[f"{name}@example.org"] for name in ("anna", "bernd"))
    assert "Einwahl\nbisher: keine Einwahl\njetzt: eine Einwahl\n" in text_of(anna)
    assert "Die Einwahl: 0211 123 PIN 456\n" in text_of(anna)
    assert b"0211 123 PIN 456" in calendar_parts(anna)[0][0].replace(b"\r\n ", b"")
    assert "0211" not in text_of(bernd)


def test_a_link_that_may_not_be_shown_yet_is_in_no_mail(house: House) -> None:
    event = evening(house, "Anna")

    move(house, event, joining_url=ROOM)

    mail = sent(house, MailKind.EVENT_CHANGED)["anna@example.org"]
    assert "jetzt: ein Link" in text_of(mail)
    assert ROOM not in text_of(mail) + calendar_parts(mail)[0][0].replace(b"\r\n ", b"").decode()


def test_a_cancellation_gives_the_reason_and_takes_the_evening_out_of_every_calendar(house: House) -> None:
    event = evening(house, "Anna", "Bernd", capacity=1)

    event_life.cancel(house.db, house.mona, event.slug, "Der {Referent} ist krank.")

    mails = sent(house, MailKind.EVENT_CANCELLED)
    assert set(mails) == {"anna@example.org", "bernd@example.org"}
    mail, (payload, method) = mails["anna@example.org"], personal_file(house, event)
    assert mail["Subject"] == "Abgesagt: Smart City, 05.03.2031"
    assert text_of(mail).startswith("""\
Guten Tag Anna Beispiel,

diese Veranstaltung findet nicht statt. Der {Referent} ist krank.

Die beiliegende Kalenderdatei nimmt den Termin aus Ihrem Kalender. Absagen müssen Sie nicht mehr.

Smart City
Mittwoch, 5. März 2031, 17:00–18:30 Uhr
Online
Moderation: Mona
""")
    assert [part for part, _ in calendar_parts(mail)] == [payload, payload]
    assert calendar_parts(mail)[0][1] == method == "CANCEL"
    assert b"METHOD:CANCEL\r\n" in payload
    assert b"SEQUENCE:1\r\n" in payload
    assert b"STATUS:CANCELLED\r\n" in payload


def test_who_never_had_a_place_hears_of_the_cancellation_without_a_calendar_file(house: House) -> None:
    event = evening(house, "Anna", "Bernd", capacity=1)

    event_life.cancel(house.db, house.mona, event.slug, "Krank.")

    mail = sent(house, MailKind.EVENT_CANCELLED)["bernd@example.org"]
    assert "findet nicht statt. Krank.\n\nAbsagen müssen Sie nicht mehr.\n" in text_of(mail)
    assert calendar_parts(mail) == []


def test_a_change_overtaken_by_the_cancellation_promises_nothing(house: House) -> None:
    event = evening(house, "Anna")
    move(house, event, location="Rathaus")

    event_life.cancel(house.db, house.mona, event.slug, "Krank.")

    mail = sent(house, MailKind.EVENT_CHANGED)["anna@example.org"]
    assert "gilt weiter" not in text_of(mail)
    assert calendar_parts(mail) == []


def test_undo_is_too_late_while_a_worker_holds_a_mail(house: House) -> None:
    event = evening(house, "Anna")
    event_life.cancel(house.db, house.mona, event.slug, "Krank.")
    assert len(claim(house.db, at_most=2)) == 2

    with pytest.raises(CancellationSent):
        event_life.undo_cancel(house.db, house.mona, event.slug)


def test_after_an_undo_nobody_hears_of_the_cancellation(house: House) -> None:
    event = evening(house, "Anna")
    event_life.cancel(house.db, house.mona, event.slug, "Krank.")
    event_life.undo_cancel(house.db, house.mona, event.slug)

    assert house.mails(event) == [("registered", "Anna")]


@pytest.mark.parametrize(
    ("details", "first"),
    [
        ({"language": "de"}, "Guten Tag,\n\nwie angekündigt, haben wir Ihre Daten"),
        ({"language": "en"}, "Hello,\n\nAs announced, we have deleted your data"),
        ({}, "Guten Tag,\n\nwie angekündigt, haben wir Ihre Daten"),
    ],
)
def test_the_last_mail_knows_the_language_of_whoever_is_forgotten_and_has_no_link(
    house: House, details: dict[str, str], first: str
) -> None:
    event = evening(house)
    row = {
        "event_id": event.id,
        "kind": MailKind.DATA_DELETED,
        "status": MailStatus.QUEUED,
        "address": "anna@example.org",
    }
    with house.db.writing() as session:
        session.execute(insert(OutboxMail), {**row, "queued_at": EVENING, "due_at": EVENING, "details": details})

    mail = sent(house, MailKind.DATA_DELETED)["anna@example.org"]

    words = text_of(mail)
    assert words.startswith(first)
    assert "Smart City\n" in words
    assert "token=" not in words
    assert mail["Message-ID"].startswith("<mail-data_deleted.")
