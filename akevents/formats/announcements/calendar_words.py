"""Weekdays and months as German announcements write them, misspelt ones included; English ones for page dumps."""

import re
from functools import lru_cache

# Longest first, so that "Mittwoch" is not read as "Mi".
_WEEKDAYS = {
    "montag": 0, "monday": 0, "mon": 0, "mo": 0,
    "dienstag": 1, "tuesday": 1, "tue": 1, "di": 1,
    "mittwoch": 2, "wednesday": 2, "wed": 2, "mi": 2,
    "donnerstag": 3, "thursday": 3, "thu": 3, "do": 3,
    "freitag": 4, "friday": 4, "fri": 4, "fr": 4,
    "samstag": 5, "sonnabend": 5, "saturday": 5, "sat": 5, "sa": 5,
    "sonntag": 6, "sunday": 6, "sun": 6, "so": 6,
}  # fmt: skip
_MONTHS = {
    1: "januar jan jänner january",
    2: "februar feb feber february",
    3: "märz mrz mär maerz march mar",
    4: "april apr",
    5: "mai may",
    6: "juni jun june",
    7: "juli jul july",
    8: "august aug",
    9: "september sept sep",
    10: "oktober okt october oct",
    11: "november nov",
    12: "dezember dez december dec",
}
_MONTH_OF = {name: number for number, names in _MONTHS.items() for name in names.split()}
_FULL_MONTHS = (
    "januar", "februar", "märz", "april", "juni", "juli", "august", "september", "oktober", "november", "dezember",
)  # fmt: skip
_FUZZY_FROM = 4  # letters; "Mal" is not Mai

# A weekday as a word, with the part of the day that may be glued to it. Groups: the name.
WEEKDAY = (
    r"(?<!\w)(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mo|Di|Mi|Do|Fr|Sa|So"
    r"|MONTAG|DIENSTAG|MITTWOCH|DONNERSTAG|FREITAG|SAMSTAG|SONNABEND|SONNTAG|MO|DI|MI|DO|FR|SA|SO"
    r"|Mitwoch|Donerstag|Dienstg|Frietag|Samtag)"
    r"(?:abend|nachmittag|vormittag|mittag|morgen)?(?!\w)"
)
_MISSPELT = {"mitwoch": 2, "donerstag": 3, "dienstg": 1, "frietag": 4, "samtag": 5}
MONTH_NAMES = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
ARTICLE = re.compile(r"(?:den|dem|der|am)$")


def weekday_number(word: str) -> int:
    """0 for Monday, for a word that WEEKDAY matched."""
    known = word.casefold()
    return _WEEKDAYS[known] if known in _WEEKDAYS else _MISSPELT[known]


@lru_cache(maxsize=4096)
def month_number(word: str) -> int | None:
    """1 to 12, also for one wrong, missing, doubled or swapped letter; None for any other word."""
    known = word.casefold()
    if known in _MONTH_OF:
        return _MONTH_OF[known]
    if len(known) < _FUZZY_FROM or not word[:1].isupper():
        return None
    near = [name for name in _FULL_MONTHS if _differ_by_one(known, name)]
    return _MONTH_OF[near[0]] if len(near) == 1 else None


def _differ_by_one(one: str, other: str) -> bool:
    """One letter replaced, added, left out, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = long[same + 1 : same + 2] + long[same : same + 1] + long[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or short[same:] == swapped
