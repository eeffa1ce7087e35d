"""What a date clashes with, in German: one sentence for each thing a moderator should know before choosing it."""

from collections.abc import Mapping
from datetime import date, datetime

from akevents.wording import dates

# {…} is filled by sentence(). Each says what is the case; what to do about it is the moderator's decision.
SENTENCES = {
    "in_the_past": "Der {day} liegt schon zurück.",
    "overlap": "Zur selben Zeit: {event}.",
    "same_day": "Am selben Tag: {event}.",
    "holiday": "Der {day} ist {where} Feiertag ({name}).",
    "holiday_partly": "Der {day} ist in Teilen von {where} Feiertag ({name}).",
    "holiday_elsewhere": "Der {day} ist {where} Feiertag ({name}).",
    "christmas_eve": "Der {day} ist Heiligabend.",
    "new_years_eve": "Der {day} ist Silvester.",
    "weekend": "Der {day} ist ein {weekday}.",
    "clocks_forward": "In der Nacht zum {day} werden die Uhren vorgestellt, die Sommerzeit beginnt.",
    "clocks_back": "In der Nacht zum {day} werden die Uhren zurückgestellt, die Sommerzeit endet.",
    "deadline_after_start": "Der Anmeldeschluss liegt nach dem Beginn.",
    "deadline_on_sunday": "Der Anmeldeschluss fällt auf einen Sonntag, den {day}.",
    "deadline_on_holiday": "Der Anmeldeschluss fällt auf einen Feiertag ({name}), den {day}.",
}
HIDDEN_EVENT = "eine andere Veranstaltung"
NATIONWIDE = "bundesweit"


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """The German sentence for a clash with these facts. `states` are names of Länder; none of them means all."""
    words = {name: str(value) for name, value in facts.items()}
    day, states = facts.get("day"), facts.get("states")
    if isinstance(day, date):
        words |= {"day": dates.day(day), "weekday": dates.WEEKDAYS[day.weekday()]}
    if isinstance(states, tuple):
        listed = _listed(tuple(map(str, states)))
        words["where"] = listed if code == "holiday_partly" else f"in {listed}" if states else NATIONWIDE
    if code in {"overlap", "same_day"}:
        words["event"] = _event(facts)
    return SENTENCES[code].format(**words)


def _event(facts: Mapping[str, object]) -> str:
    """ "AK Verkehr, „Radwege“ (17:00–18:30 Uhr)"; of an event that this person may not know, that there is one."""
    starts_at, ends_at = facts.get("starts_at"), facts.get("ends_at")
    if not isinstance(starts_at, datetime) or not isinstance(ends_at, datetime):
        return HIDDEN_EVENT
    hours = dates.hours(starts_at, ends_at, str(facts["timezone"]))
    return f"{facts['working_group']}, „{facts['title']}“ ({hours})"


def _listed(names: tuple[str, ...]) -> str:
    """ "Bayern", "Bayern und Hessen", "Bayern, Hessen und Thüringen"."""
    return " und ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
