"""What binds a line of one of our files to one registration, and remembers what the line said when it left the house.

The check column holds, for each row, a seal of event, registration and Nr., and behind it a short fingerprint of every cell
that may come back changed. Both are made with the installation's key, so nobody can make one for another row, and nothing
can be read from it. A line that comes back is trusted only under its own seal; a cell that still has its fingerprint was
not touched, whatever happened here meanwhile. Fingerprints have 24 bits: one changed cell in 16 million looks untouched."""

import hashlib
import hmac
import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from akevents import settings
from akevents.formats.columns import STATUS_WORDS, YES_NO_WORDS, QuestionColumn, carried_text

ONE_LINE = ("first_name", "last_name", "email", "institution", "function")
SEVERAL_LINES = ("topic", "accessibility_needs", "note")
_MARK, _SEAL, _PRINT = "k", 8, 4  # a letter in front, so that no spreadsheet takes it for a number; characters


def said_of(row: Mapping[str, Any]) -> dict[str, str]:
    """What a row says in each field that can come back, in the one form in which such words are compared."""
    words = {name: one_line(row.get(name)) for name in ONE_LINE}
    words |= {name: comparable(row.get(name)) for name in SEVERAL_LINES}
    words |= {name: YES_NO_WORDS.get(row.get(name), "") for name in ("member", "is_present", "list_consent")}
    words["status"] = STATUS_WORDS[str(row["status"])]
    prefix = QuestionColumn(0, "").key.removesuffix("0")
    return words | {name: comparable(value) for name, value in row.items() if name.startswith(prefix)}


def check_of(event_id: int, registration_id: int, number: int, said: Mapping[str, str]) -> str:
    """The check of one row, for its last column."""
    key = _key(event_id, registration_id, number)
    return _seal(key) + "".join(_print(key, name, words) for name, words in said.items())


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A check that is genuine."""

    key: bytes
    prints: frozenset[str]

    def said(self, name: str, words: str) -> bool:
        """Whether the row said this in this field when it left the house. An answer not yet given was empty."""
        return _print(self.key, name, words) in self.prints


def read_check(check: str, event_id: int, registration_id: int, number: int) -> RowCheck | None:
    """None if this check was not made for this row."""
    key = _key(event_id, registration_id, number)
    if not hmac.compare_digest(check[: len(_MARK) + _SEAL].encode("utf-8", "replace"), _seal(key).encode()):
        return None
    rest = check[len(_MARK) + _SEAL :]
    return RowCheck(key, frozenset(rest[start : start + _PRINT] for start in range(0, len(rest), _PRINT)))


def comparable(text: Any) -> str:
    return carried_text(unicodedata.normalize("NFC", str(text or ""))).strip()


def one_line(text: Any) -> str:
    return " ".join(comparable(text).split())


def _key(event_id: int, registration_id: int, number: int) -> bytes:
    return hmac.digest(settings.secret(), f"row:{event_id}:{registration_id}:{number}".encode(), "sha256")


def _seal(key: bytes) -> str:
    return _MARK + b64encode(hashlib.blake2b(b"seal", key=key, digest_size=6).digest(), b".:").decode()


def _print(key: bytes, name: str, words: str) -> str:
    words_said = f"{name}\0{words}".encode("utf-8", "replace")
    return b64encode(hashlib.blake2b(words_said, key=key, digest_size=3).digest(), b".:").decode()
