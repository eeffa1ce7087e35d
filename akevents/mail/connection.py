"""The one way out of the house: a connection to the mail server, and what it said about each mail.

One refusal does not spoil the connection for the next mail, and an old connection that has ended is replaced by a new one.
The words of a server can hold addresses: they are for whoever asked (`akevents mail test`), not for rows and logs."""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy
from functools import partial
from types import TracebackType
from typing import Self, cast
from urllib.parse import unquote, urlsplit

from akevents.domain.mail_reasons import Reason
from akevents.mail.compose import sender_address
from akevents.settings import Settings
from akevents.store.tables import MailStatus

STEP_SECONDS = 30.0  # for each of the server's answers but the last
LAST_ANSWER_SECONDS = 240.0  # servers look for spam before it; asking again too early would send a second copy
PERMANENT = 500  # replies from here on will not change (RFC 5321, section 4.2.1)
GOOD = frozenset({250, 251, 252})
GO_AHEAD, CLOSING = 354, 421
SIGN_IN_FIRST = 530  # RFC 4954, section 6: the settings are wrong, not the mail
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
Reply = tuple[int, bytes]
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")  # RFC 3463


@dataclass
class Unreachable(Exception):
    """No mail can be handed over at present; that says nothing about any of them."""

    reason: str
    words: str


@dataclass
class NotTaken(Exception):
    """This mail was not taken, or nobody knows. `step` is the command after which it ended."""

    reason: str
    is_permanent: bool
    step: str
    words: str


@dataclass
class _Ended(Exception):
    """The connection ended before the mail was handed over: it certainly did not arrive."""

    step: str
    reason: str
    words: str


class Connection:
    """Opened when the first mail is ready, closed with the block."""

    done = MailStatus.SENT

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None
        self._has_sent = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.quit()
        self.close()

    def open(self) -> None:
        """Connect if there is no connection. Raises Unreachable."""
        if self._server is None:
            self._server, self._has_sent = connect(self._settings), False

    def close(self) -> None:
        """Drop the connection without a word."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def send(self, mail_id: int, message: EmailMessage, recipients: Sequence[str]) -> str:
        """Hand the mail over; returns the server's last answer. Raises NotTaken or Unreachable.

        One recipient of several is enough. Servers that allow a connection so many mails or so much time end it when
        they like: then a new one is tried at once."""
        self.open()
        was_used, self._has_sent = self._has_sent, True
        try:
            return self._hand_over(message, recipients)
        except _Ended as end:
            if not was_used:
                raise NotTaken(end.reason, False, end.step, end.words) from end
        return self.send(mail_id, message, recipients)

    def _hand_over(self, message: EmailMessage, recipients: Sequence[str]) -> str:
        assert self._server is not None
        transaction = _Transaction(self._server)
        try:
            transaction.begin(sender_address(self._settings), message, recipients)
            return transaction.finish()
        except NotTaken as refusal:
            if refusal.reason == Reason.UNKNOWN or not transaction.start_again():
                self.close()
            raise
        except BaseException:  # a mail that cannot be written down leaves the server in the middle of something
            self.close()
            raise


class _Transaction:
    """One mail, step by step (RFC 5321, section 3.3)."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server
        self._body = b""

    def begin(self, sender: str, message: EmailMessage, recipients: Sequence[str]) -> None:
        """Sender and recipients are accepted, one of these at least."""
        is_international = not all(each.isascii() for each in (sender, *recipients))
        if is_international and not self._server.has_extn("smtputf8"):
            raise NotTaken(Reason.NEEDS_SMTPUTF8, True, "MAIL", "SMTPUTF8 is not offered")
        is_eight_bit = is_international or self._server.has_extn("8bitmime")
        bits = "8bit" if is_eight_bit else "7bit"
        policy = cast(EmailPolicy, message.policy).clone(utf8=is_international, cte_type=bits, linesep="\r\n")
        self._body = message.as_bytes(policy=policy)
        options = [f"SIZE={len(self._body)}"] if self._server.has_extn("size") else []
        options += ["BODY=8BITMIME"] * is_eight_bit + ["SMTPUTF8"] * is_international
        self._ask("MAIL", partial(self._server.mail, sender, options))
        self._ask_for_recipients(recipients)

    def _ask_for_recipients(self, recipients: Sequence[str]) -> None:
        refusals = []
        for each in recipients:
            try:
                self._ask("RCPT", partial(self._server.rcpt, each))
            except NotTaken as refusal:
                refusals.append(refusal)
        if len(refusals) == len(recipients):
            raise min(refusals, key=lambda refusal: refusal.is_permanent)  # one that may change its mind first

    def finish(self) -> str:
        """The mail itself. From the last line on until the answer nobody knows whether it arrived."""
        self._ask("DATA", partial(self._server.docmd, "DATA"), good={GO_AHEAD})
        dotted = re.sub(rb"(?m)^\.", b"..", self._body)  # RFC 5321, section 4.5.2
        try:
            self._server.send(dotted.removesuffix(b"\r\n") + b"\r\n.\r\n")
        except (smtplib.SMTPException, OSError) as error:
            raise _Ended("DATA", Reason.CONNECTION_LOST, str(error)) from error
        self._patience(LAST_ANSWER_SECONDS)
        try:
            code, answer = self._server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise NotTaken(Reason.UNKNOWN, False, "DATA", str(error)) from error
        self._patience(STEP_SECONDS)
        if code not in GOOD:
            raise _refusal("end of data", code, answer)
        return spelled(code, answer)

    def start_again(self) -> bool:
        """Whether the connection is ready for another mail."""
        try:
            return self._server.rset()[0] in GOOD
        except (smtplib.SMTPException, OSError):
            return False

    def _patience(self, seconds: float) -> None:
        if self._server.sock is not None:
            self._server.sock.settimeout(seconds)

    def _ask(self, step: str, command: Callable[[], Reply], good: Collection[int] = GOOD) -> None:
        try:
            code, answer = command()
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise _Ended(step, Reason.CONNECTION_LOST, str(error)) from error
        if code == CLOSING:
            raise _Ended(step, short(code, answer), spelled(code, answer))
        if code == SIGN_IN_FIRST:
            raise Unreachable(short(code, answer), spelled(code, answer))
        if code not in good:
            raise _refusal(step, code, answer)


def connect(settings: Settings) -> smtplib.SMTP:
    """An open connection to the server of AKEVENTS_SMTP_URL: smtps is encrypted from the start, smtp by STARTTLS where
    the server offers it. A password never travels unencrypted, but to this machine itself. Raises Unreachable."""
    try:
        return _signed_in(settings)
    except smtplib.SMTPResponseException as error:
        raise Unreachable(short(error.smtp_code, _raw(error)), spelled(error.smtp_code, _raw(error))) from error
    except ssl.SSLError as error:
        raise Unreachable(Reason.NO_ENCRYPTION, str(error)) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise Unreachable(Reason.UNREACHABLE, str(error) or type(error).__name__) from error


def _signed_in(settings: Settings) -> smtplib.SMTP:
    parts = urlsplit(settings.smtp_url)
    host, name = parts.hostname or "", urlsplit(settings.base_url).hostname
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, name, timeout=STEP_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 587, name, timeout=STEP_SECONDS)
    try:
        _prepare(server, host, unquote(parts.username or ""), unquote(parts.password or ""), context)
    except BaseException:
        server.close()
        raise
    return server


def _prepare(server: smtplib.SMTP, host: str, user: str, password: str, context: ssl.SSLContext) -> None:
    server.ehlo_or_helo_if_needed()
    if not isinstance(server, smtplib.SMTP_SSL) and server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
    if user:
        if not isinstance(server.sock, ssl.SSLSocket) and host not in LOOPBACK:
            raise Unreachable(Reason.NO_ENCRYPTION, "the server offers no STARTTLS, so the password was not sent")
        server.login(user, password)


def _refusal(step: str, code: int, answer: bytes) -> NotTaken:
    return NotTaken(short(code, answer), code >= PERMANENT, step, spelled(code, answer))


def _raw(error: smtplib.SMTPResponseException) -> bytes:
    return error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()


def short(code: int, answer: bytes) -> str:
    """What a row keeps of an answer: "550 5.1.1", code and enhanced code, no words."""
    enhanced = _ENHANCED.match(answer.decode(errors="replace"))
    return f"{code} {enhanced[0]}" if enhanced else f"{code}"


def spelled(code: int, answer: bytes) -> str:
    """The whole answer, lines joined."""
    return " ".join([str(code), *answer.decode(errors="replace").split()])
