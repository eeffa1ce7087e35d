"""Addresses as people type them: what is wrong in words, and the one spelling by which two are the same."""

from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from akevents.errors import InvalidRequest, Problem

MAX_LENGTH = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets


def problem_with(address: str) -> str | None:
    """A key of wording.PROBLEMS, or None when mail could be sent there. Nothing is looked up in the network."""
    return _spelling_problem(address) or (None if _parse(address) else "email_invalid")


def _spelling_problem(address: str) -> str | None:
    """What can be said without parsing, in words that fit what was typed."""
    name, at, domain = address.strip().rpartition("@")
    if not address.strip():
        return "missing_email"
    if len(address) > MAX_LENGTH:
        return "email_invalid"
    if not at:
        return "email_without_at"
    if any(mark in address.strip() for mark in (",", ";", " ")) or "@" in name:
        return "email_several" if address.count("@") > 1 else "email_invalid"
    if not name:
        return "email_without_name"
    return None if "." in domain.strip(".") else "email_without_ending"


def normalized_email(address: str) -> str:
    """The spelling under which an address is looked up: lower case, international domains in ASCII.

    Mail systems may tell case apart before the @ (RFC 5321, section 2.4); none that people use does.
    Raises InvalidRequest."""
    parsed = None if _spelling_problem(address) else _parse(address)
    if parsed is None:
        raise InvalidRequest((Problem("email", problem_with(address) or "email_invalid"),))
    return parsed


@lru_cache(maxsize=64)  # one form is looked at several times: as a field, as columns, as the one whom a mail is owed
def _parse(address: str) -> str | None:
    try:
        parsed = validate_email(address.strip(), check_deliverability=False)
    except EmailNotValidError:
        return None
    return f"{parsed.local_part.casefold()}@{parsed.ascii_domain.lower()}"
