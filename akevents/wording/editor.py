"""What the editor calls its fields and sections, and the words below them."""

SECTIONS = {
    "when": "Wann und wo",
    "what": "Worum es geht",
    "registration": "Anmeldung",
    "questions": "Zusatzfragen",
    "afterwards": "Danach",
    "announcement": "Ankündigung",
}
# Every field of the form, in its order: its section and its name. Problems are listed in this order.
FIELDS = {
    "title": ("when", "Titel"),
    "kind": ("when", "Art"),
    "starts_at": ("when", "Beginn"),
    "ends_at": ("when", "Ende"),
    "timezone": ("when", "Zeitzone"),
    "format": ("when", "Form"),
    "location": ("when", "Ort"),
    "address": ("when", "Anschrift"),
    "joining_url": ("when", "Link zum Raum"),
    "dial_in": ("when", "Einwahl"),
    "joining_link_at": ("when", "Link sichtbar ab"),
    "joining_opens_minutes": ("when", "Raum öffnet so viele Minuten vorher"),
    "summary": ("what", "Kurzbeschreibung"),
    "text": ("what", "Text"),
    "categories": ("what", "Kategorien, mit Komma getrennt"),
    "moderation": ("what", "Moderation"),
    "speakers": ("what", "Mitwirkende"),
    "registration_opens_at": ("registration", "Anmeldung ab"),
    "deadline_at": ("registration", "Anmeldeschluss"),
    "capacity": ("registration", "Plätze"),
    "has_waiting_list": ("registration", "Warteliste führen, wenn alle Plätze vergeben sind"),
    "confirms_addresses": ("registration", "Adressen bestätigen lassen"),
    "shows_places": ("registration", "Freie Plätze öffentlich zeigen"),
    "allows_late_requests": ("registration", "Nach dem Anmeldeschluss um Nachmeldung bitten lassen"),
    "participant_list": ("registration", "Teilnehmendenliste zeigen"),
    "discussion": ("registration", "Fragen zur Diskussion sammeln"),
    "is_recorded": ("registration", "Die Veranstaltung wird aufgezeichnet"),
    "recording_purpose": ("registration", "Zweck der Aufzeichnung"),
    "questions": ("questions", "Zusatzfragen"),
    "reminds_day_before": ("registration", "Am Tag vorher erinnern"),
    "reminds_hour_before": ("registration", "Eine Stunde vorher erinnern"),
    "materials": ("afterwards", "Materialien"),
    "retention_days": ("afterwards", "Tage bis zur Löschung der Anmeldungen"),
    "announcement": ("announcement", "Text der Ankündigung"),
}
SHORT = {
    "categories": "Kategorien", "has_waiting_list": "Warteliste", "shows_places": "Freie Plätze",
    "allows_late_requests": "Nachmeldungen", "participant_list": "Teilnehmendenliste",
    "discussion": "Fragen", "is_recorded": "Aufzeichnung",
    "reminds_day_before": "Erinnerung am Tag vorher", "reminds_hour_before": "Erinnerung eine Stunde vorher",
    "retention_days": "Tage bis zur Löschung", "joining_opens_minutes": "Raum öffnet",
}  # fmt: skip
CONFIRMS = {"auto": "Sobald Mails hinausgehen", "yes": "Ja", "no": "Nein"}
# What a finding about text and fields would change instead of the text.
FIELD_OF_FINDING = {
    "other_date": "Beginn", "other_start": "Beginn", "other_end": "Ende", "other_deadline": "Anmeldeschluss",
    "other_venue": "Ort",
}  # fmt: skip
COMES_TWICE = "Diese Uhrzeit gibt es an diesem Tag zweimal, weil die Sommerzeit endet; gemeint ist das erste Mal."
TOLD = {
    "pending": "mit unbestätigter Adresse",
    "requested": "mit angefragter Nachmeldung",
    "confirmed": "mit Platz",
    "waitlisted": "auf der Warteliste",
}


def label(name: str) -> str:
    """The field's own name."""
    return FIELDS[name][1]


def place(name: str) -> str:
    """ "Wann und wo · Beginn", for lists of what is wrong."""
    key = name if name in FIELDS else "questions"
    section, words = FIELDS[key]
    if key == "questions":
        number = "".join(char for char in name if char.isdigit())
        return f"{SECTIONS[section]} · Frage {number}" if number else SECTIONS[section]
    return f"{SECTIONS[section]} · {SHORT.get(name, words)}"


def people(number: int) -> str:
    """ "eine Person", "14 Personen"."""
    return "eine Person" if number == 1 else f"{number} Personen"


def told(counts: dict[str, int]) -> str:
    """ "14 Personen mit Platz", "14 Personen (12 mit Platz, 2 auf der Warteliste)"."""
    if len(counts) == 1:
        status, number = next(iter(counts.items()))
        return f"{people(number)} {TOLD[status]}"
    parts = [f"{number} {TOLD[status]}" for status, number in counts.items()]
    return f"{people(sum(counts.values()))} ({', '.join(parts)})"


def found(contradictions: int, findings: int) -> str:
    """ "Ein Widerspruch und zwei Hinweise gefunden."; never called for none at all."""
    parts = []
    if contradictions:
        parts.append(_counted(contradictions, "Widerspruch", "Widersprüche"))
    if hints := findings - contradictions:
        parts.append(_counted(hints, "Hinweis", "Hinweise"))
    said = " und ".join(parts)
    return f"{said[0].upper()}{said[1:]} gefunden."


def _counted(number: int, one: str, many: str) -> str:
    """For masculine nouns."""
    return f"ein {one}" if number == 1 else f"{number} {many}"
