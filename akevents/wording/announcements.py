"""The words round an announcement that was read: what was found, what a proposal would do, where something stands."""

from collections.abc import Mapping, Sequence
from datetime import date

from akevents.wording import dates

# The fields of a new event, for labels and for the list of what is wrong with them.
FIELDS = {
    "working_group": "Arbeitskreis",
    "title": "Titel",
    "starts_at": "Beginn",
    "ends_at": "Ende",
    "location": "Ort",
    "format": "Form",
    "deadline_at": "Anmeldeschluss",
    "moderation": "Moderation",
    "speakers": "Mitwirkende",
    "categories": "Kategorien",
    "text": "Text",
    "announcement": "Ankündigung",
}
COUNTED = {
    "error": ("Widerspruch", "Widersprüche"),
    "warning": ("Hinweis", "Hinweise"),
}  # what is merely worth knowing is not counted


def summary(counts: Mapping[str, int], found: int, still_open: int) -> str:
    """ "1 Widerspruch, 2 Hinweise, 7 Angaben gefunden.", and what to do next. `counts` by severity."""
    parts = [f"{counts[name]} {words[counts[name] != 1]}" for name, words in COUNTED.items() if counts.get(name)]
    said = ", ".join([*parts, f"{found} Angabe" if found == 1 else f"{found} Angaben"]) + " gefunden."
    if still_open:
        which = "den Widerspruch" if still_open == 1 else "die Widersprüche"
        return f"{said} Klären Sie {which} am besten gleich; einen Entwurf können Sie auch so anlegen."
    if counts.get("error"):
        which = "Der Widerspruch ist geklärt." if counts["error"] == 1 else "Die Widersprüche sind geklärt."
        return f"{said} {which}"
    return f"{said} Bitte prüfen Sie die Angaben, dann können Sie den Entwurf anlegen."


def places(numbers: Sequence[int]) -> str:
    """ "Stelle 5", "Stellen 1 und 5"; "" for none."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"Stelle {numbers[0]}"
    return f"Stellen {', '.join(map(str, numbers[:-1]))} und {numbers[-1]}"


def proposal(values: Mapping[str, str | None]) -> str:
    """What a proposal puts into the form: "Mittwoch, 2. März 2022", "Beginn 17:30 Uhr", "„Smart City“"."""
    parts = []
    if {"start_day", "start_time"} & values.keys():
        parts.append(_moment("Beginn", values, "start"))
    if {"end_day", "end_time"} & values.keys():
        parts.append(_moment("Ende", values, "end"))
    if {"deadline_day", "deadline_time"} & values.keys():
        parts.append(_moment("Anmeldeschluss", values, "deadline", always_named=True))
    parts += [f"„{values[name]}“" for name in ("title", "location") if values.get(name)]
    return ", ".join(each for each in parts if each) or "So"


def _moment(name: str, values: Mapping[str, str | None], prefix: str, *, always_named: bool = False) -> str:
    """A day speaks for itself, a time of day needs to be named."""
    day, at = values.get(f"{prefix}_day"), values.get(f"{prefix}_time")
    words = [*([_day(day)] if day else []), *([f"{at} Uhr"] if at else [])]
    if not words:
        return ""
    is_plain = bool(day) and prefix == "start" and not always_named
    return ", ".join(words) if is_plain else f"{name} {', '.join(words)}"


def _day(iso: str) -> str:
    value = date.fromisoformat(iso)
    return f"{dates.WEEKDAYS[value.weekday()]}, {dates.day(value)}"
