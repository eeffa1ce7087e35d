"""Delivery against a real SMTP server on a free port."""

import email
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from email.message import EmailMessage

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from conftest import forget_settings
from house import House
from ports import free_port
from sqlalchemy import select

from akevents import clock, settings
from akevents.domain import calendar_entries, my_registration, tokens
from akevents.mail.deliver import deliver_due
from akevents.store.tables import OutboxMail


class Postbox:
    """Takes mail, or answers with `refusal` while it is set."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusal = ""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        assert isinstance(envelope.content, bytes)
        parsed = email.message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.mails.append(parsed)
        return "250 OK"


@pytest.fixture
def postbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    box = Postbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("AKEVENTS_SMTP_URL", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("AKEVENTS_MAIL_FROM", "anmeldung@dvag.example")
    forget_settings()
    yield box
    controller.stop()


def statuses(house: House) -> list[str]:
    with house.db.reading() as session:
        return list(session.scalars(select(OutboxMail.status).order_by(OutboxMail.id)))


def test_a_registration_leaves_the_house_as_one_mail_with_its_link(house: House, postbox: Postbox) -> None:
    event = house.event(title="Smart City")
    request = house.request(event, "Anna")
    from akevents.domain.registrations import register

    register(house.db, request)

    assert deliver_due(house.db, settings.current()) == 1
    assert deliver_due(house.db, settings.current()) == 0

    (mail,) = postbox.mails
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"].startswith("Bitte bestätigen: Smart City, ")
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"/meine-anmeldung?token={tokens.manage_token(request.submission_id)}" in body.get_content()
    assert statuses(house) == ["sent"]


def test_the_calendar_part_and_the_attachment_are_the_bytes_of_the_route(house: House, postbox: Postbox) -> None:
    event = house.event(more={"confirms_addresses": False})
    request = house.request(event, "Anna")
    from akevents.domain.registrations import register

    register(house.db, request)
    deliver_due(house.db, settings.current())

    mine = my_registration.get_my_registration(house.db, tokens.manage_token(request.submission_id))
    expected, method = calendar_entries.personal_file(mine, settings.current())
    (mail,) = postbox.mails
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_payload(decode=True) for part in parts] == [expected, expected]
    assert parts[0].get_param("method") == method == "PUBLISH"


def test_a_passing_refusal_is_tried_again_and_a_lasting_one_is_not(house: House, postbox: Postbox) -> None:
    house.register(house.event())

    postbox.refusal = "451 try later"
    assert deliver_due(house.db, settings.current()) == 0
    assert statuses(house) == ["queued"]
    assert deliver_due(house.db, settings.current()) == 0  # not due yet

    with time_machine.travel(clock.utc_now() + timedelta(minutes=2)):
        postbox.refusal = "550 no such user"
        deliver_due(house.db, settings.current())
    assert statuses(house) == ["failed"]
    assert postbox.mails == []


def test_what_people_typed_cannot_add_a_header(house: House, postbox: Postbox) -> None:
    event = house.event(title="Abend\r\nBcc: olaf@example.org")
    house.register(event)

    deliver_due(house.db, settings.current())

    (mail,) = postbox.mails
    assert mail["Bcc"] is None
    assert "Abend Bcc: olaf@example.org" in mail["Subject"]


def test_a_server_out_of_reach_loses_nothing(house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    house.register(house.event())
    monkeypatch.setenv("AKEVENTS_SMTP_URL", "smtp://127.0.0.1:9")
    forget_settings()

    assert deliver_due(house.db, settings.current()) == 0
    assert statuses(house) == ["queued"]
