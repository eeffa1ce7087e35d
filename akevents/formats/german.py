"""German order and search: what dictionaries do (ä like a, ß like ss, case ignored), the same on every database."""

import re
import unicodedata

_LIGATURES = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def fold(text: str) -> str:
    """The text without case and accents, blanks collapsed; equal for what a reader would call the same word."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def slug(words: str, limit: int = 60) -> str:
    """The words as a part of an address: "Übung für Straßen" is "uebung-fuer-strassen". "" if no letter is left."""
    plain = fold(unicodedata.normalize("NFC", words).lower().translate(_SPELT_OUT))
    parts = _NO_LETTER.sub("-", plain).strip("-")
    if len(parts) <= limit:
        return parts
    return parts[: limit + 1].rpartition("-")[0] or parts[:limit]
