"""The code of a ticket: how it is spelt, how it is read when typed, and the address that a QR code holds.

"17-K7QF3M" is the number of a registration and six check characters, which only the house can make (domain/tickets.py)."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 and O, no 1, I and L: it is read from paper and typed at a door
CHECK_LENGTH = 6  # 29 bits: nobody hits one by trying
SEPARATOR = "-"
LONGEST_NUMBER = 6  # digits; no event has more people
LONGEST_TYPED = 400  # characters; the address of a check-in is shorter
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class TicketCode:
    """A code as it was read: well formed, but not yet known to be good."""

    number: int
    check: str

    def __str__(self) -> str:
        return f"{self.number}{SEPARATOR}{self.check}"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a QR code or a hand gave: the code, and for which event its ticket says it is ("" where it does not say)."""

    code: TicketCode
    event: str = ""


def check_characters(value: int) -> str:
    """The lowest bits of a large number in the letters of a code."""
    letters = []
    for _ in range(CHECK_LENGTH):
        value, letter = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def read(typed: str) -> Scanned | None:
    """A code however it was typed ("17k7qf3m", "17 – k7q f3m") or the address in a ticket's QR code; None for all else."""
    text = typed.strip()[:LONGEST_TYPED]
    if "://" in text:
        return _read_address(text)
    code = _read_code(text)
    return Scanned(code) if code else None


def address(base_url: str, event: str, code: str) -> str:
    """What any telephone's camera opens: the check-in with this person ready. Looking at it changes nothing."""
    return f"{base_url}/check-in?{urlencode({'event': event, 'code': code})}"


def _read_address(text: str) -> Scanned | None:
    try:
        query = parse_qs(urlsplit(text).query)
    except ValueError:
        return None
    code = _read_code(query.get("code", [""])[0])
    return Scanned(code, query.get("event", [""])[0]) if code else None


def _read_code(text: str) -> TicketCode | None:
    plain = "".join(char for char in text.upper() if char.isalnum())
    if not plain.isascii():
        return None
    number, check = plain[:-CHECK_LENGTH].translate(_LOOKS_LIKE), plain[-CHECK_LENGTH:]
    is_code = number.isdigit() and len(number) <= LONGEST_NUMBER and all(char in ALPHABET for char in check)
    return TicketCode(int(number), check) if is_code else None
