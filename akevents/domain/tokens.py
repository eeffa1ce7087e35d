"""Secrets that travel in links: made, recognised, never stored readable.

A personal link must be shown again after a double click and written into later mails, yet the database may only hold its
hash. So the token is not stored at all: it is derived from the installation's key and the registration's submission id
(HMAC-SHA-256, 144 bits of it). Whoever has the database alone can derive nothing; whoever has the link alone learns nothing
about other links. Sessions and one-time links are plain random values of 192 bits, stored as hashes."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from akevents import settings
from akevents.formats.ticket_codes import TicketCode, check_characters


def manage_token(submission_id: str, version: int = 0) -> str:
    """The token of a registration's personal link; always the same for the same registration until it is renewed."""
    return derive("manage", f"{submission_id}#{version}" if version else submission_id)


def decision_token(registration_id: int, moderator_id: int) -> str:
    """What lets this moderator decide this late request from a mail, signed in or not: ids and their seal."""
    return f"{registration_id}.{moderator_id}.{derive('decide', f'{registration_id}:{moderator_id}')}"


def unsubscribe_token(registration_id: int) -> str:
    """What lets the reader of an invitation ask for no more of them, and nothing else."""
    return f"{registration_id}.{derive('unsubscribe', str(registration_id))}"


def arrival_token(registration_id: int, submission_id: str, version: int = 0) -> str:
    """What lets a person in: the way into the room and their ticket, and nothing else. It may stand in a calendar that
    others read, because it can neither change nor cancel anything; a renewed personal link renews it, too."""
    return f"{registration_id}.{derive('arrive', f'{registration_id}:{submission_id}#{version}')}"


def ticket_code(number: int, submission_id: str) -> str:
    """ "17-K7QF3M": number and check characters of a ticket, always the same for the same registration."""
    derived = derive("ticket", f"{number}:{submission_id}")
    return str(TicketCode(number, check_characters(int.from_bytes(derived.encode(), "big"))))


def derive(purpose: str, identity: str) -> str:
    """24 URL-safe characters that only this installation can make for this purpose and identity."""
    digest = hmac.digest(settings.secret(), f"{purpose}:{identity}".encode(), "sha256")
    return urlsafe_b64encode(digest[:18]).decode()


def is_derived(token: str, purpose: str, identity: str) -> bool:
    """Compares without telling by its duration how much of the token was right."""
    return is_same(token, derive(purpose, identity))


def is_same(given: str, secret: str) -> bool:
    """Likewise, for a secret that was put together of several parts."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())


def fresh() -> str:
    """A random token for a session or a one-time link."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
