"""What the cells of a list mean: names of columns and states in two languages, names of people, yes and no, instants."""

import re
from datetime import datetime
from html import unescape

from akevents.formats.columns import FORMULA_STARTS
from akevents.formats.german import fold

STATUSES = {
    "confirmed": "approved confirmed genehmigt bestatigt bestaetigt angenommen zugesagt angemeldet",
    "requested": "pending ausstehend unbestatigt unbestaetigt angefragt awaitingonlinepayment awaitingofflinepayment "
    "awaitingpayment wartetaufonlinezahlung wartetaufzahlung zahlungausstehend onlinezahlungausstehend offen "
    "wartetaufonlinebezahlung wartetaufbezahlung wartetaufgenehmigung inbearbeitung",
    "waitlisted": "waitlisted waitinglist waitlist waitlistapproved warteliste aufderwarteliste",
    "cancelled": "rejected abgelehnt cancelled canceled storniert abgesagt abgemeldet zuruckgewiesen waitlistexpired",
}
_STATUS_OF = {word: status for status, words in STATUSES.items() for word in words.split()}
_YES_NO = {"ja": True, "yes": True, "x": True, "1": True, "true": True, "wahr": True, "j": True}
_YES_NO |= {"nein": False, "no": False, "0": False, "false": False, "falsch": False, "n": False}

_TAG = re.compile(r"<[^<>]*>|\[[^\[\]]*\]")
_GUARD = re.compile(rf"^'(?=\s*[{re.escape(''.join(FORMULA_STARTS))}])")

_SALUTATIONS = {"herr", "herrn", "frau", "hr.", "fr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms."}
_TITLES = {"prof", "dr", "phd", "mag", "ing", "dipl-ing", "pd"}
_PARTICLES = {
    "von", "vom", "van", "de", "der", "den", "dem", "des", "zu", "zur", "zum", "ten", "ter", "te", "di", "da", "dal",
    "del", "della", "dos", "das", "do", "du", "la", "le", "los", "las", "el", "al", "bin", "ben", "ibn", "af", "av",
    "auf", "und", "op", "in", "'t",
}  # fmt: skip
_RANKS = {"freiherr", "freifrau", "freiin", "graf", "grafin", "baron", "baronin", "prinz", "prinzessin", "ritter"}

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januar january jan janner", "februar february feb", "marz march mar maerz mrz", "april apr", "mai may",
         "juni june jun", "juli july jul", "august aug", "september sep sept", "oktober october okt oct",
         "november nov", "dezember december dez dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)")
_GERMAN = re.compile(r"(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>\d{4})")
_DAY_FIRST = re.compile(r"(?P<d>\d\d?)\.?\s+(?P<n>[^\W\d_]+)\.?,?\s+(?P<y>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<n>[^\W\d_]+)\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})")
_CLOCK = re.compile(r"(?<!\d)(\d\d?):(\d\d)(?::\d\d)?\s*([ap]\.?m\.?)?", re.IGNORECASE)
NOON = 12


def key(words: str) -> str:
    """A header or state reduced to its letters and digits: "E-Mail *" and "E-Mail" are the same."""
    return "".join(char for char in fold(unescape(words)) if char.isalnum())


def unguarded(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running text as a formula."""
    return _GUARD.sub("", text)


def one_line(text: str) -> str:
    """Blanks and line breaks collapsed; what is invisible but no blank stays, and is refused later."""
    return " ".join(unguarded(text).split())


def lines(text: str) -> str:
    """Text of several lines, every break as one."""
    return unguarded(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def status_of(words: str) -> str | None:
    """A key of columns.STATUS_WORDS, whatever markup stands around the word; None for a word that nobody knows."""
    return _STATUS_OF.get(key(_TAG.sub(" ", unescape(words))))


def place_of_cell(name: str) -> tuple[int, int]:
    """Row and column of "N7", both from 1: (7, 14). Raises ValueError for what is no cell."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    return int(name[len(letters) :]), column


def letters_of(place: int) -> str:
    """The name a spreadsheet gives to a column, counted from 0: "A", "Z", "AA"."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def yes_or_no(words: str) -> bool | None:
    return _YES_NO.get(key(words))


def whole_number(words: str) -> int | None:
    """ "2", "2 Plätze"; None if no small number is at the beginning."""
    found = re.match(r"\s*(\d{1,6})\b", words)
    return int(found[1]) if found else None


def instant_of(words: str) -> datetime | None:
    """A day, with a time if one is there, in a spelling that means one day only; 03/02/2022 does not."""
    for pattern in (_ISO, _GERMAN, _DAY_FIRST, _MONTH_FIRST):
        if found := pattern.search(words):
            parts = found.groupdict()
            month = int(parts["m"]) if "m" in parts else _MONTHS.get(fold(parts["n"]), 0)
            return _instant(int(parts["y"]), month, int(parts["d"]), words[found.end() :])
    return None


def _instant(year: int, month: int, day: int, rest: str) -> datetime | None:
    clock = _CLOCK.search(rest)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[3]:
        hour = hour % NOON + (NOON if clock[3][0] in "pP" else 0)
    try:
        return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the event's own time, made aware later
    except ValueError:
        return None


def split_name(full: str) -> tuple[str, str]:
    """First and last name of a name in one cell; either may be "" if it is not there.

    "Dr. Anna von der Heide" is "Dr. Anna", "von der Heide"; "Heide, Anna" is turned round; a degree stays behind."""
    words = one_line(full)
    before, comma, after = words.partition(",")
    if comma and not _is_degree(after):
        return _without_salutation(after.split()), before.strip()
    parts = _without_salutation(before.split()).split()
    start = _start_of_last_name(parts)
    return " ".join(parts[:start]), " ".join(parts[start:]) + (f", {after.strip()}" if after.strip() else "")


def _without_salutation(words: list[str]) -> str:
    return " ".join(words[1:] if words and words[0].casefold() in _SALUTATIONS else words)


def _is_degree(words: str) -> bool:
    return not words.strip() or all("." in word or key(word) in _TITLES for word in words.split())


def _start_of_last_name(words: list[str]) -> int:
    """Where the last name begins: at the first particle or rank after a given name, else at the last word."""
    given = next((place for place, word in enumerate(words) if not _is_title(word)), len(words))
    for place in range(given, len(words) - 1):
        is_rank = fold(words[place]) in _RANKS and place > given
        if words[place] in _PARTICLES or is_rank:
            return place
    return max(given, len(words) - 1)


def _is_title(word: str) -> bool:
    return (word.endswith(".") and len(word) > len("A.")) or key(word) in _TITLES
