"""Addresses as people type them: what is wrong in words, and the one spelling by which two are the same."""

from email_validator import EmailNotValidError, validate_email

from akevents.errors import InvalidRequest, Problem

MAX_LENGTH = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets


def problem_with(address: str) -> str | None:
    """A key of wording.PROBLEMS, or None when mail could be sent there. Nothing is looked up in the network."""
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
    if "." not in domain.strip("."):
        return "email_without_ending"
    return None if _parse(address) else "email_invalid"


def normalized_email(address: str) -> str:
    """The spelling under which an address is looked up: lower case, international domains in ASCII.

    Mail systems may tell case apart before the @ (RFC 5321, section 2.4); none that people use does.
    Raises InvalidRequest."""
    code = problem_with(address)
    if code:
        raise InvalidRequest((Problem("email", code),))
    return _parse(address) or address.strip().casefold()


def _parse(address: str) -> str | None:
    try:
        parsed = validate_email(address.strip(), check_deliverability=False)
    except EmailNotValidError:
        return None
    return f"{parsed.local_part.casefold()}@{parsed.ascii_domain.lower()}"
