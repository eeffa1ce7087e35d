"""What is said about the lines of a list that is read in."""

from akevents.wording import de

# Why a line is refused; other codes are those of the form (de.PROBLEMS), which speak to the person and not of them.
REASONS = {
    "missing_first_name": "Der Vorname fehlt.",
    "missing_last_name": "Der Nachname fehlt.",
    "missing_email": "Die E-Mail-Adresse fehlt.",
    "missing_institution": "Die Institution fehlt.",
    "too_long": "{field} ist länger als {limit} Zeichen.",
    "control_characters": "In {field} stehen unsichtbare Zeichen.",
    "email_without_at": "In der Adresse fehlt das @.",
    "email_without_name": "Vor dem @ fehlt der Name.",
    "email_without_ending": "Nach dem @ fehlt die Endung.",
    "email_several": "In der Zelle stehen mehrere Adressen.",
    "email_invalid": "Diese Adresse kann keine Post empfangen.",
    "not_a_choice": "Die Antwort auf „{field}“ ist keine der Möglichkeiten.",
    "not_a_number": "Die Antwort auf „{field}“ ist keine Zahl.",
    "not_a_date": "Die Antwort auf „{field}“ ist kein Datum.",
    "missing_answer": "Die Antwort auf „{field}“ fehlt.",
    "unknown_status": "Den Stand „{detail}“ gibt es hier nicht.",
    "unknown_number": "Die Nr. {detail} gibt es hier nicht. Für neue Personen bitte die Zelle leeren.",
    "other_person": "Die Nr. {detail} gehört hier zu einer anderen Person. Für neue Personen bitte die Zelle leeren.",
    "address_taken": "Mit dieser Adresse ist schon jemand anderes angemeldet.",
    "no_place": "Es ist kein Platz mehr frei, und eine Warteliste gibt es nicht.",
    "event_is_over": "Die Veranstaltung ist vorbei; neue Personen kommen nicht mehr hinzu.",
    "event_is_cancelled": "Die Veranstaltung ist abgesagt; neue Personen kommen nicht mehr hinzu.",
    "without_place": "Anwesend kann nur sein, wer einen Platz hat.",
}
# Why a line is left out without anything being wrong with it.
LEFT_OUT = {
    "cancelled_there": "In der Datei steht „{detail}“.",
    "cancelled_here": "Diese Anmeldung wurde hier storniert.",
    "taken_before": "Diese Zeile wurde schon einmal übernommen; die Anmeldung hat inzwischen eine andere Adresse.",
    "repeated": "Dieselbe Person steht schon in {detail}.",
}
# What is worth knowing about a line that is taken.
REMARKS = {
    "several_places": "{detail} Plätze gebucht; je Adresse gibt es eine Anmeldung.",
    "status_stays": "Der Stand bleibt; in der Datei steht „{detail}“.",
    "consent_stays": "Ob jemand auf der Liste stehen will, entscheidet nur die Person selbst.",
}
FIELDS = {
    "first_name": "Vorname",
    "last_name": "Nachname",
    "email": "E-Mail",
    "institution": "Institution",
    "function": "Funktion",
    "topic": "Besprechungswunsch",
    "accessibility_needs": "Bedarf",
    "note": "Notiz",
    "member": "Mitglied",
    "is_present": "Anwesend",
}
EMPTY = "leer"


def place(line: int, sheet: str) -> str:
    """ "Zeile 7", "Warteliste, Zeile 7"."""
    return f"{sheet}, Zeile {line}" if sheet else f"Zeile {line}"


def told(code: str, *, field: str = "", limit: int | None = None, detail: str = "") -> str:
    """What is said about a line, with its facts."""
    words = {**de.PROBLEMS, **REASONS, **LEFT_OUT, **REMARKS}[code]
    return words.format(field=FIELDS.get(field, field), limit=limit, detail=detail)
