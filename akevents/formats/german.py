"""German order and search: what dictionaries do (ä like a, ß like ss, case ignored), the same on every database."""

import unicodedata

_LIGATURES = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def fold(text: str) -> str:
    """The text without case and accents, blanks collapsed; equal for what a reader would call the same word."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())
