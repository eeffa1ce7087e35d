"""What the announcement reader found, in German: one sentence a finding, with the values that do not fit."""

from collections.abc import Mapping
from datetime import date

from akevents.wording import dates

# {…} is filled by sentence(). A contradiction names both values and asks; a gap says what to add.
SENTENCES = {
    "weekday_mismatch": "Der {date} {was} ein {real}, kein {weekday}.{other} Welches Datum gilt?",
    "year_conflict": "Der Text nennt den {date} und den {other}. Welches Jahr gilt?",
    "date_conflict": "Der Text nennt den {date} und den {other}. Welcher Tag gilt?",
    "time_conflict": "Der Text nennt für {field} {time} Uhr und {other} Uhr. Welche Zeit gilt?",
    "end_before_start": "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Zeiten.",
    "deadline_after_start": "Der Anmeldeschluss liegt nach dem Beginn. Bitte prüfen Sie beide Angaben.",
    "invalid_date": "Den {day}. {month}{year} gibt es nicht. Welches Datum ist gemeint?",
    "invalid_time": "Diese Uhrzeit gibt es nicht. Welche ist gemeint?",
    "start_missing": "Der Beginn fehlt. Bitte nennen Sie Tag und Uhrzeit.",
    "end_missing": "Das Ende fehlt. Bitte nennen Sie eine Uhrzeit.",
    "venue_missing": "Der Ort fehlt. Bitte nennen Sie Ort oder Plattform.",
    "deadline_missing": "Der Text bittet um Anmeldung und nennt keinen Anmeldeschluss. Bis wann kann man sich anmelden?",
    "title_missing": "Der Titel fehlt. Wie heißt die Veranstaltung?",
    "year_missing": "Das Jahr fehlt. Angenommen ist der {date}.",
    "public_join_credentials": "Hier stehen Zugangsdaten im öffentlichen Text. Verschicken Sie sie besser nur an Angemeldete.",
    "cancelled": "Dem Text nach findet die Veranstaltung nicht statt.",
    "year_inferred": "Das Jahr steht nicht beim Datum, es folgt aus dem Anmeldeschluss: {date}.",
    "two_digit_year": "Das Jahr ist zweistellig geschrieben, gemeint ist der {date}.",
    "approx_time": "Diese Uhrzeit ist ungefähr gemeint.",
    "multi_day": "Die Veranstaltung dauert mehrere Tage, vom {date} bis zum {last}.",
    "rescheduled": "Dem Text nach wurde die Veranstaltung verlegt.",
    "registration_closed": "Dem Text nach ist die Anmeldung geschlossen. Den Stand der Anmeldung zeigt akevents selbst.",
    "weekend": "Der {date} ist ein {real}.",
    "moderator_missing": "Der Text nennt keine Moderation.",
}
# Text and fields of an event have come apart.
COMPARED = {
    "other_date": "Die Veranstaltung ist am {date}, der Text nennt den {other}.",
    "other_start": "Die Veranstaltung beginnt um {time} Uhr, der Text nennt {other} Uhr.",
    "other_end": "Die Veranstaltung endet um {time} Uhr, der Text nennt {other} Uhr.",
    "other_deadline": "Anmeldeschluss ist {time} Uhr, der Text nennt {other} Uhr.",
    "other_venue": "Der Ort ist „{here}“, der Text nennt „{other}“.",
    "other_moderator": "Der Text nennt {other} als Moderation. In den Angaben steht der Name nicht.",
    "other_speaker": "Der Text nennt {other} als Mitwirkende oder Mitwirkenden. In den Angaben steht der Name nicht.",
}
NO_DEADLINE = "Die Angaben nennen keinen Anmeldeschluss, der Text nennt {other} Uhr."
SEVERITIES = {"error": "Widerspruch", "warning": "Hinweis", "info": "Zur Kenntnis"}
FIELDS = {
    "title": "Titel",
    "start": "Beginn",
    "end": "Ende",
    "deadline": "Anmeldeschluss",
    "venue": "Ort",
    "online": "Online",
    "moderator": "Moderation",
    "speaker": "Vortrag",
    "categories": "Kategorien",
}
_FIELD_WORDS = {"start": "den Beginn", "end": "das Ende"}


def sentence(code: str, facts: Mapping[str, object], reference_date: date | None = None) -> str:
    """The German sentence for a finding. A day before `reference_date` is spoken of in the past."""
    words = {name: _in_words(value) for name, value in facts.items()}
    day, weekday, other = facts.get("date"), facts.get("weekday"), facts.get("other")
    if isinstance(day, date):
        words["real"] = dates.WEEKDAYS[day.weekday()]
        words["was"] = _verb(day, reference_date)
    if isinstance(weekday, int):
        words["weekday"] = dates.WEEKDAYS[weekday]
    if code == "weekday_mismatch":
        words["other"] = ""
        if isinstance(other, date):  # "Der 2. März 2021 war ein Dienstag, der 2. März 2022 ist ein Mittwoch."
            verb, real = _verb(other, reference_date), dates.WEEKDAYS[other.weekday()]
            words["other"] = f" Der {dates.day(other)} {verb} ein {real}."
    if code == "time_conflict":
        words["field"] = _FIELD_WORDS[str(facts["field"])]
    if code == "invalid_date":
        month, year = facts.get("month"), facts.get("year")
        words["month"] = (
            dates.MONTHS[month - 1] if isinstance(month, int) and 1 <= month <= len(dates.MONTHS) else f"{month}."
        )
        words["year"] = f" {year}" if year else ""
    if code == "other_deadline" and not facts["time"]:
        return NO_DEADLINE.format(**words)
    return {**SENTENCES, **COMPARED}[code].format(**words)


def _verb(day: date, reference_date: date | None) -> str:
    return "war" if reference_date and day < reference_date else "ist"


def _in_words(value: object) -> str:
    return dates.day(value) if isinstance(value, date) else str(value)
