"""Words of the moderator's evening: clock, checklist, recording, feedback."""

from datetime import date, timedelta

from akevents.wording import dates

CHECKS = {
    "speaker_thanked": "Den Vortragenden gedankt",
    "recording_stopped": "Aufzeichnung beendet",
    "room_closed": "Raum geschlossen",
    "questions_answered": "Alle Fragen beantwortet oder verborgen",
    "attendance_noted": "Anwesenheit festgehalten",
    "materials_there": "Materialien eingetragen",
    "thanks_sent": "Dank verschickt",
    "list_taken": "Excel-Liste geholt",
    "next_planned": "Nächste Sitzung angelegt",
    "deletion_planned": "Daten werden am {day} gelöscht",
}
NOT_RECORDED = (
    "Es wird nicht aufgezeichnet. Bitte sagen Sie das am Anfang, und bitten Sie darum, nichts mitzuschneiden."
)
RATINGS = {5: "sehr nützlich", 4: "nützlich", 3: "teils, teils", 2: "wenig nützlich", 1: "gar nicht nützlich"}


def recorded(purpose: str | None, without_consent: int) -> str:
    """What the moderator reads aloud before the recording begins."""
    what_for = f" Zweck: {purpose}." if purpose else ""
    words = f"Diese Veranstaltung wird aufgezeichnet.{what_for} Wer nicht zu hören oder zu sehen sein möchte, lässt Mikrofon"
    words += " und Kamera aus und schreibt in den Chat."
    if not without_consent:
        return words
    many = "Eine Person hat" if without_consent == 1 else f"{without_consent} Personen haben"
    return f"{words} {many} der Aufzeichnung nicht zugestimmt."


def check(key: str, on: date | None) -> str:
    """One item of the checklist."""
    return CHECKS[key].format(day=dates.day(on) if on else "")


def minutes(span: timedelta) -> str:
    """ "12 Minuten", "eine Minute", "weniger als eine Minute"."""
    whole = int(span.total_seconds() // 60)
    if not whole:
        return "weniger als eine Minute"
    return "eine Minute" if whole == 1 else f"{whole} Minuten"
