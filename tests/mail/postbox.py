"""A real mail server on a free port of this machine, which can be told to misbehave in every way that servers do."""

import asyncio
import email
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from ports import free_port

CERTIFICATE = Path(__file__).with_name("postbox.pem")  # of 127.0.0.1, with its key; nobody trusts it but these tests
TAKEN = "250 2.0.0 OK, taken"
USER, PASSWORD = "anmeldung", "geheim & sicher"


@dataclass(frozen=True)
class Delivered:
    """One accepted mail: envelope and content."""

    sender: str
    recipients: tuple[str, ...]
    options: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = email.message_from_bytes(self.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])


@dataclass
class Postbox:
    """`answers`: what is said instead of yes, by step (GREETING, MAIL, RCPT, DATA, BODY), or at RCPT by address.

    `drops`: the connection ends "before MAIL", after the body "without taking" it, "before answer" or "after answer" (then
    it has arrived). `lasts`: so many mails for each connection, then 421. `dies_after`: so many mails, then nobody listens."""

    port: int = field(default_factory=free_port)
    host: str = "127.0.0.1"
    answers: dict[str, str] = field(default_factory=dict)
    drops: str = ""
    delay: float = 0.0
    lasts: int = 0
    dies_after: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)
    delivered: list[Delivered] = field(default_factory=list)
    connections: int = 0
    logins: list[str] = field(default_factory=list)
    _controller: Controller | None = None

    @property
    def mails(self) -> list[EmailMessage]:
        return [each.message for each in self.delivered]

    @property
    def message_ids(self) -> list[str]:
        return [each.message_id for each in self.delivered]

    @property
    def people(self) -> list[str]:
        """To whom, in the order of arrival."""
        return [address for each in self.delivered for address in each.recipients]

    def start(self) -> None:
        self._controller = _Controller(self)
        self._controller.start()
        self.connections = 0  # starting tries a connection

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def fall_silent(self) -> None:
        """From inside the server: nobody listens any more."""
        if self._controller is not None and self._controller.server is not None:
            self._controller.server.close()

    # What aiosmtpd calls

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.drops == "before MAIL":
            _abort(server)
        if self.lasts and _of(server).taken >= self.lasts:
            return "421 4.7.0 too many mails in one connection"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.get(address, self.answers.get("RCPT", "250 OK"))
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.delay)
        if self.drops == "without taking":
            _abort(server)
        answer = self.answers.get("BODY", TAKEN)
        if not answer.startswith("2"):
            return answer
        assert isinstance(envelope.content, bytes)
        options = tuple(str(each) for each in envelope.mail_options)
        recipients = tuple(str(each) for each in envelope.rcpt_tos)
        self.delivered.append(Delivered(str(envelope.mail_from), recipients, options, envelope.content))
        _of(server).taken += 1
        if self.drops == "before answer":
            _abort(server)
        if self.dies_after and len(self.delivered) >= self.dies_after:
            self.fall_silent()
        return answer

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(f"{data.login.decode()} {mechanism} {'TLS' if session.ssl else 'plain'}")
        is_right = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=is_right, handled=False)


class _Server(SMTP):
    """aiosmtpd's server with manners that can be spoiled."""

    def __init__(self, box: Postbox, **parameters: Any) -> None:
        super().__init__(box, **parameters)
        self.box, self.taken, self.has_greeted = box, 0, False

    async def push(self, status: str | bytes) -> None:
        words = status.decode() if isinstance(status, bytes) else status
        if words.startswith("220 ") and not self.has_greeted:
            self.has_greeted = True
            self.box.connections += 1
            words = self.box.answers.get("GREETING", words)
        await super().push(words)
        if self._ends_after(words) and self.transport is not None:
            self.transport.close()

    def _ends_after(self, words: str) -> bool:
        is_taken = words == TAKEN
        is_dead = bool(self.box.dies_after) and len(self.box.delivered) >= self.box.dies_after
        return words.startswith("421") or (is_taken and (self.box.drops == "after answer" or is_dead))

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """A refused DATA has no body."""
        if "DATA" in self.box.answers:
            await self.push(self.box.answers["DATA"])
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    def __init__(self, box: Postbox) -> None:
        super().__init__(box, hostname=box.host, port=box.port)
        self.box = box

    def factory(self) -> SMTP:
        values = {"enable_SMTPUTF8": True, "hostname": "postbox.example", "authenticator": self.box.authenticate}
        values |= self.box.parameters
        return _Server(self.box, **values)


def _of(server: SMTP) -> _Server:
    assert isinstance(server, _Server)
    return server


def _abort(server: SMTP) -> None:
    """No answer ever comes."""
    assert server.transport is not None
    server.transport.abort()
    raise asyncio.CancelledError


@contextmanager
def open_postbox(**fields: Any) -> Iterator[Postbox]:
    box = Postbox(**fields)
    box.start()
    try:
        yield box
    finally:
        box.stop()


def encrypted() -> dict[str, Any]:
    """Parameters of a server that offers STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return {"tls_context": context}
