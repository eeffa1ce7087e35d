"""Encryption, passwords and addresses of all alphabets, and how `connect` puts what went wrong."""

import socket
from datetime import timedelta
from typing import Any

import pytest
from conftest import forget_settings
from house import House
from mail.conftest import use
from mail.outbox_rows import evening, progress
from mail.postbox import CERTIFICATE, Postbox, encrypted, open_postbox
from ports import free_port

from akevents import settings
from akevents.mail import connection
from akevents.mail.claiming import LEASE, NEEDED
from akevents.mail.connection import Unreachable, connect, short
from akevents.mail.deliver import deliver_due
from akevents.settings import Settings

RIGHT, WRONG = "anmeldung:geheim%20%26%20sicher@", "anmeldung:falsch@"


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the tests is believed."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def refusal(chosen: Settings) -> tuple[str, str]:
    with pytest.raises(Unreachable) as error:
        connect(chosen)
    return error.value.reason, error.value.words


# Encryption and password


def test_a_password_travels_encrypted_where_the_server_offers_it(
    house: House, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_postbox(parameters=encrypted() | {"auth_required": True}) as box:
        use(box, monkeypatch, RIGHT)
        evening(house, "Anna")

        assert deliver_due(house.db, settings.current()) == {"sent": 1}
        assert (box.people, box.logins) == (["anna@example.org"], ["anmeldung PLAIN TLS"])


def test_a_wrong_password_is_the_settings_fault_and_not_the_mails(
    house: House, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_postbox(parameters=encrypted() | {"auth_required": True}) as box:
        use(box, monkeypatch, WRONG)
        evening(house, "Anna", "Bernd")

        assert deliver_due(house.db, settings.current()) == {"queued": 2}
        assert (box.people, progress(house)) == ([], [("queued", 1, "535 5.7.8")] * 2)


def test_a_missing_password_is_the_settings_fault_and_not_the_mails(
    house: House, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_postbox(parameters=encrypted() | {"auth_required": True}) as box:
        use(box, monkeypatch)
        evening(house, "Anna", "Bernd")

        assert deliver_due(house.db, settings.current()) == {"queued": 2}
        assert (box.people, progress(house)) == ([], [("queued", 1, "530 5.7.0")] * 2)


def test_a_certificate_that_nobody_trusts_gets_neither_password_nor_mail(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_postbox(parameters=encrypted()) as box:
        use(box, monkeypatch, RIGHT)
        evening(house, "Anna")

        assert deliver_due(house.db, settings.current()) == {"queued": 1}
        assert (box.people, box.logins, progress(house)) == ([], [], [("queued", 1, "no_encryption")])


def test_a_password_is_not_shouted_across_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.2 stands for another machine here: only this one's own names may hear a password unencrypted."""
    with open_postbox(host="127.0.0.2", parameters={"auth_require_tls": False}) as box:
        chosen = Settings(smtp_url=f"smtp://{RIGHT}127.0.0.2:{box.port}")

        assert refusal(chosen)[0] == "no_encryption"
        assert box.logins == []


def test_a_password_may_be_told_to_this_machine_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_postbox(parameters={"auth_require_tls": False, "auth_required": True}) as box:
        use(box, monkeypatch, RIGHT)
        evening(house, "Anna")

        assert deliver_due(house.db, settings.current()) == {"sent": 1}
        assert box.logins == ["anmeldung PLAIN plain"]


@pytest.mark.parametrize("port", [9, 99999])
def test_nobody_there_is_unreachable(port: int) -> None:
    assert refusal(Settings(smtp_url=f"smtp://127.0.0.1:{port}"))[0] == "unreachable"


def test_a_server_without_sign_in_is_said_to_have_none(postbox: Postbox) -> None:
    chosen = Settings(smtp_url=f"smtp://{RIGHT}127.0.0.1:{postbox.port}")

    assert refusal(chosen) == ("unreachable", "SMTP AUTH extension not supported by server.")


def test_a_server_that_speaks_another_language_is_unreachable() -> None:
    """Encrypted from the start, towards a server that is not."""
    with open_postbox() as box:
        assert refusal(Settings(smtp_url=f"smtps://127.0.0.1:{box.port}"))[0] == "no_encryption"


# Servers that keep one waiting


def test_a_server_that_never_greets_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "STEP_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert refusal(Settings(smtp_url=f"smtp://127.0.0.1:{silent.getsockname()[1]}"))[0] == "unreachable"


def test_a_server_that_never_answers_a_mail_leaves_it_unknown(
    house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LAST_ANSWER_SECONDS", 0.2)
    postbox.delay = 60.0
    evening(house, "Anna")

    assert deliver_due(house.db, settings.current()) == {"queued": 1}
    assert progress(house) == [("queued", 1, "unknown")]


def test_a_mail_takes_no_longer_than_its_lease_leaves() -> None:
    """Everything happens on the last second, and the first connection turns out to have ended."""
    step, answer = timedelta(seconds=connection.STEP_SECONDS), timedelta(seconds=connection.LAST_ANSWER_SECONDS)
    connecting = 7 * step  # connection, greeting, EHLO, STARTTLS, EHLO, and two steps of signing in
    handing_over = 5 * step + answer  # MAIL, RCPT, DATA, the mail and a reset; then the answer

    assert step + connecting + handing_over <= NEEDED
    assert connecting + NEEDED <= LEASE


# Addresses of all alphabets


def address_of(house: House, **fields: Any) -> None:
    event = evening(house)
    house.register(event, "Anna", **fields)


def test_an_international_domain_travels_in_ascii(house: House, postbox: Postbox) -> None:
    postbox.parameters["enable_SMTPUTF8"] = False
    address_of(house, email="Anna@Bücher.example")

    assert deliver_due(house.db, settings.current()) == {"sent": 1}
    assert postbox.people == ["anna@xn--bcher-kva.example"]
    assert postbox.mails[0]["To"] == "anna@xn--bcher-kva.example"


def test_letters_before_the_at_are_sent_as_they_were_typed(house: House, postbox: Postbox) -> None:
    address_of(house, email="Ännchen.Groß@bücher.example")

    assert deliver_due(house.db, settings.current()) == {"sent": 1}
    (delivered,) = postbox.delivered
    assert delivered.recipients == ("Ännchen.Groß@xn--bcher-kva.example",)
    assert {"SMTPUTF8", "BODY=8BITMIME"} <= set(delivered.options)


def test_letters_that_a_server_does_not_take_are_a_lasting_failure_with_its_reason(
    house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_postbox(parameters={"enable_SMTPUTF8": False}) as old:
        use(old, monkeypatch)
        event = evening(house)
        house.register(event, "Anna", email="ännchen@example.org")
        house.register(event, "Bernd")

        deliver_due(house.db, settings.current())

        assert "bernd@example.org" in old.people
        assert progress(house) == [("failed", 1, "needs_smtputf8"), ("sent", 1, None)]


def test_a_row_keeps_codes_and_no_words() -> None:
    answers = [b"5.1.1 <anna@example.org> unknown", b"anna@example.org unknown", b"5.1.1"]

    assert [short(550, answer) for answer in answers] == ["550 5.1.1", "550", "550 5.1.1"]


def test_the_password_is_in_no_representation_of_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKEVENTS_SMTP_URL", f"smtp://{WRONG}127.0.0.1:{free_port()}")
    forget_settings()

    assert "falsch" not in " ".join(refusal(settings.current()))
