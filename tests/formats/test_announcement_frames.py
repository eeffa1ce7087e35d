"""One title in many frames, and contradictions in three of them: what mails, notes, press releases and pages put around it."""

from datetime import date

import pytest

from akevents.formats.announcements import read

REFERENCE = date(2026, 2, 1)
TITLES = [
    "Wärmewende im Quartier",
    "Was kostet uns die Hitze?",
    "Bürgerbeteiligung leicht gemacht",
    "Der Wald und wir – ein Abend über Förster, Fichten und Fledermäuse",
    "Junge Planerinnen erzählen",
]
SPOKEN = "Es spricht Otto Brandt von den Stadtwerken."
REGISTER = "Anmeldung bis 4. März 2026 an info@quartier.example."
HEADS = [
    "Mittwoch, 11. März 2026, 18 bis 20 Uhr\nBürgerhaus Lindenau",
    "Wann: Mittwoch, 11. März 2026, 18:00 bis 20:00 Uhr\nWo: Bürgerhaus Lindenau",
    "Date(s) - 11/03/2026\n18:00 - 20:00\n\nVeranstaltungsort\nBürgerhaus Lindenau",
]
SUBJECTS = [
    "Einladung zum AK-Treffen am 11. März: {title}",
    "Einladung: {title} (11.3.)",
    "AK Wärme – {title} – 11. März, 18 Uhr",
    "[AK Wärme] {title} am 11.3.",
    "Erinnerung: {title}",
    "Save the Date 11.3.: {title}",
    "WG: {title}",
    "Einladung „{title}“",
    "Einladung zur Veranstaltung „{title}“ am 11. März",
    "Fwd: Einladung: {title}",
    "{title} | 11. März 2026 | Bürgerhaus Lindenau",
    "{title} – Einladung",
    "Herzliche Einladung: {title}",
    "Einladung zum Vortrag: {title}",
    "AW: {title} am 11.03.2026",
    "11.03.2026: {title}",
    "Terminerinnerung: {title}",
    "{title} – noch Plätze frei!",
    "Unser nächster Abend: {title}",
    "Online-Vortrag am 11.3.: {title}",
]
LETTER = (
    "Betreff: {subject}\n\nLiebe Kolleginnen und Kollegen,\n\nwir treffen uns am Mittwoch, 11. März 2026, um 18 Uhr im"
    " Bürgerhaus Lindenau. Es spricht Otto Brandt von den Stadtwerken über die Pläne in Lindenau.\n\n"
    f"{REGISTER}\n\nViele Grüße\nRuth Amsel"
)
FRAMES = [
    "{title}: Mittwoch, 11. März 2026, 18 Uhr, Bürgerhaus Lindenau. Mit Otto Brandt.",
    "Am Mi, 11.3., um 18 Uhr: „{title}“ mit Otto Brandt, Bürgerhaus Lindenau. Eintritt frei.",
    "11.3.2026, 18 Uhr, {title}, Bürgerhaus Lindenau. Eintritt frei.",
    "Vortrag „{title}“ am 11. März 2026 um 18 Uhr im Bürgerhaus Lindenau.",
    "Mittwoch, 11.3., 18 Uhr: {title} (Bürgerhaus Lindenau). Referent Otto Brandt.",
    "+++ {title} +++ 11.3.2026, 18 Uhr, Bürgerhaus Lindenau +++ Eintritt frei",
    "Herzliche Einladung zu „{title}“ am 11. März, 18 Uhr, im Bürgerhaus Lindenau!",
    "Der AK Wärme lädt ein: „{title}“, 11. März, 18 Uhr, Bürgerhaus Lindenau.",
    "{title} – Vortrag von Otto Brandt am 11. März 2026, 18 Uhr, Bürgerhaus Lindenau",
    "Vortrag: {title}. Mi 11.3., 18 Uhr, Bürgerhaus Lindenau. Mit Otto Brandt.",
    ("Hallo zusammen, am 11.3. um 18 Uhr gibt es im Bürgerhaus Lindenau den Vortrag „{title}“. Bringt Freunde mit!"),
    "Otto Brandt spricht am 11. März um 18 Uhr im Bürgerhaus Lindenau über „{title}“.",
    "Nicht vergessen: {title} am 11. März um 18 Uhr im Bürgerhaus Lindenau!",
    "Bürgerhaus Lindenau: Am Mi, 11. März, 18 Uhr, spricht Otto Brandt zum Thema „{title}“.",
    "Workshop {title} – Mi, 11.3.26, 18 h, Bürgerhaus Lindenau",
    (
        "Pressemitteilung der Stadt Lindenau\nLindenau, 2. Februar 2026\n\n{title}\n\n"
        "Lindenau. Viele Städte stellen gerade ihre Wärmepläne auf. Darum geht es am Mittwoch, 11. März "
        "2026, um 18 Uhr im Bürgerhaus Lindenau.\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Anmeldung bis 4. März an info@quartier.example.\n\nPressekontakt: Eva Roth, Tel. 0341 5551"
    ),
    (
        "Pressemitteilung\n\nStadt lädt zum Bürgerabend über Heizungen ein\n\n"
        "Lindenau. Viele Städte stellen gerade ihre Wärmepläne auf. Der Bürgerabend „{title}“ findet am "
        "Mittwoch, 11. März 2026, um 18 Uhr im Bürgerhaus Lindenau statt.\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example.\n\n"
        "Pressekontakt: Eva Roth, Tel. 0341 5551"
    ),
    (
        "PM 14/2026\n2. Februar 2026\n\n{title}: Stadt lädt zum Bürgerabend\n\n"
        "Lindenau. Viele Städte stellen gerade ihre Wärmepläne auf. Er findet am Mittwoch, 11. März 2026, um "
        "18 Uhr im Bürgerhaus Lindenau statt.\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Anmeldung bis 4. März an info@quartier.example.\n\nPressekontakt: Eva Roth, Tel. 0341 5551"
    ),
    (
        "Stadt Lindenau – Pressestelle\n\nVortrag „{title}“ im Bürgerhaus\n\n"
        "Lindenau. Viele Städte stellen gerade ihre Wärmepläne auf. Der Vortrag beginnt am Mittwoch, 11. "
        "März 2026, um 18 Uhr im Bürgerhaus Lindenau.\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Anmeldung bis 4. März an info@quartier.example.\n\nPressekontakt: Eva Roth, Tel. 0341 5551"
    ),
    (
        "Presseinformation Nr. 7\n\n„{title}“: Vortrag mit Otto Brandt\n\n"
        "Lindenau. Viele Städte stellen gerade ihre Wärmepläne auf. Er findet am Mittwoch, 11. März 2026, um "
        "18 Uhr im Bürgerhaus Lindenau statt.\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Anmeldung bis 4. März an info@quartier.example.\n\nPressekontakt: Eva Roth, Tel. 0341 5551"
    ),
    (
        "{title}\n\nMittwoch, 11. März 2026, 18 Uhr\nBürgerhaus Lindenau\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Arbeitskreis Wärme im Verein Quartier e. V.\n\n{title}\n\n"
        "Mittwoch, 11. März 2026, 18 Uhr\nBürgerhaus Lindenau\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Anmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Verein Quartier e. V.\nEinladung\n\n{title}\nVortrag und Gespräch\n\n"
        "Mittwoch, 11. März 2026, 18 Uhr\nBürgerhaus Lindenau\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Anmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Einladung zur Fachtagung\n\n{title}\nWas Kommunen jetzt tun können\n\n"
        "11. März 2026, 18 bis 21 Uhr\nBürgerhaus Lindenau\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Anmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Fachtag „{title}“\n\nMittwoch, 11. März 2026, 18 Uhr\nBürgerhaus Lindenau\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "FACHTAG\n{title}\n\n11. März 2026, 18 Uhr\nBürgerhaus Lindenau\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Quartier e. V. | Reihe „Stadt im Gespräch“\n\n{title}\n\n"
        "Mittwoch, 11. März 2026, 18 Uhr\nBürgerhaus Lindenau\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Anmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Mittwoch, 11. März 2026, 18 Uhr\nBürgerhaus Lindenau\n\n{title}\n\nmit Otto Brandt, Stadtwerke\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "PROGRAMM\n\n{title}\n11. März 2026, Bürgerhaus Lindenau\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Quartier e. V.\n5. Lindenauer Wärmegespräch\n„{title}“\n\n"
        "Mittwoch, 11. März 2026, 18 Uhr\nBürgerhaus Lindenau\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Anmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Liebe Mitglieder,\n\nherzliche Einladung zu unserem Abend\n\n„{title}“\n\n"
        "am Mittwoch, 11. März 2026, 18 Uhr, im Bürgerhaus Lindenau.\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Wann: 11. März 2026, 18 Uhr\nWo: Bürgerhaus Lindenau\nWas: {title}\nWer: Otto Brandt\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Thema: {title}\nTermin: 11. März 2026, 18 Uhr\nOrt: Bürgerhaus Lindenau\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Titel: {title}\nDatum: 11.03.2026\nUhrzeit: 18:00\nOrt: Bürgerhaus Lindenau\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Sehr geehrte Damen und Herren,\n\nhiermit laden wir Sie zum Vortragsabend\n\n{title}\n\n"
        "am 11. März 2026 um 18 Uhr in das Bürgerhaus Lindenau ein.\n\n"
        "Es spricht Otto Brandt von den Stadtwerken.\n\nAnmeldung bis 4. März an info@quartier.example."
    ),
    (
        "Verein Quartier e. V.\nStartseite\nÜber uns\nTermine\nKontakt\n\n{title}\n\n"
        "Datum/Zeit\nDate(s) - 11/03/2026\n18:00 - 20:00\n\nVeranstaltungsort\nBürgerhaus Lindenau\n\n"
        "Kategorien\nVorträge\n\nEs spricht Otto Brandt.\n\nImpressum"
    ),
    (
        "Zum Inhalt springen\nQuartier e. V.\nMenü\n\n« Alle Veranstaltungen\n\n"
        "{title}\n11. März 2026 @ 18:00 - 20:00\n\nEs spricht Otto Brandt von den Stadtwerken.\n\n"
        "Details\nDatum: 11. März 2026\nVeranstaltungsort\nBürgerhaus Lindenau\n\n© Quartier e. V."
    ),
    (
        "Home > Veranstaltungen > {title}\n\n{title}\n\n11.03.2026, 18:00 Uhr\nBürgerhaus Lindenau\n\n"
        "Es spricht Otto Brandt.\n\nImpressum | Datenschutz"
    ),
    (
        "AK Wärme\nVeranstaltungen | Mitglied werden | Presse\n\nVortrag\n{title}\n\n"
        "Mi, 11.03.2026 18:00 Uhr\nBürgerhaus Lindenau\n\nEs spricht Otto Brandt.\n\nTeilen\nDrucken"
    ),
]
CONTRADICTIONS = [
    ("weekday_mismatch", "Wir sehen uns am Dienstag, 11. März, im Bürgerhaus."),
    ("year_conflict", "Wir laden Sie zum Abend am 11. März 2025 herzlich ein."),
    ("date_conflict", "Wir freuen uns, Sie am 12. März 2026 um 18 Uhr im Bürgerhaus zu begrüßen."),
    ("date_conflict", "Wir laden herzlich ein zum Abend am Donnerstag, 12. März 2026."),
    ("time_conflict", "Die Veranstaltung beginnt um 19 Uhr."),
    ("time_conflict", "Los geht es um 18.30 Uhr."),
    ("time_conflict", "Wir treffen uns am 11. März um 19 Uhr."),
    ("time_conflict", "Die Veranstaltung endet um 21 Uhr."),
    ("time_conflict", "Der Abend am Mittwoch, 11. März 2026, von 19 bis 20 Uhr widmet sich den Netzen."),
]
WRONG_DEADLINES = [
    ("deadline_after_start", "Anmeldung bis 14. März 2026 an info@quartier.example."),
    ("deadline_after_start", "Anmeldeschluss: 12.03.2026"),
    ("deadline_after_start", "Bitte melden Sie sich bis zum 18. März an."),
    ("deadline_after_start", "Um Anmeldung wird bis Freitag, 13. März 2026, gebeten."),
    ("weekday_mismatch", "Anmeldung bis Dienstag, 4. März 2026."),
    ("invalid_date", "Anmeldung bis 30. Februar 2026."),
]
HARMLESS = [
    "Einlass ist ab 17.30 Uhr.",
    "Ab 17 Uhr ist das Foyer geöffnet.",
    "Der Vortrag beginnt um 18.15 Uhr, davor begrüßt uns der Bürgermeister.",
    "Im Anschluss, ab 20 Uhr, lassen wir den Abend ausklingen.",
    "Am 12. März berichtet die Zeitung.",
    "Der nächste Abend ist am 15. April 2026 um 19 Uhr.",
    "Beim letzten Mal, am 12. Februar 2026, ging es um Fernwärme.",
    "Das Gesetz gilt seit dem 1. Januar 2024.",
    "Der Rat hat am 11. März 2025 beschlossen, einen Wärmeplan aufzustellen.",
    "Vor genau einem Jahr, am 11. März 2025, fiel der Beschluss.",
    "Das Büro ist montags bis donnerstags von 9 bis 16 Uhr erreichbar.",
    "Seit 2019 treffen wir uns jeden zweiten Mittwoch um 19 Uhr.",
    "Eine Wiederholung ist für den 18. März geplant.",
    "Die Ausstellung läuft vom 1. bis 31. März 2026.",
    "Die Folien stehen ab dem 13. März im Netz.",
    "Die Teilnahmebestätigung kommt bis zum 9. März.",
    "Der Bus fährt um 17.42 Uhr ab Hauptbahnhof.",
    "Wer früher kommt: Ab 17.30 Uhr gibt es Suppe.",
    "Um 19 Uhr machen wir eine kurze Pause.",
    "Von 19 bis 20 Uhr diskutieren wir.",
    "Anmeldungen für den Bus bis 1. März.",
    "Abmeldungen sind bis zum 10. März kostenfrei.",
    "Der Kurs kostet 18,30 Euro.",
    "Wer am 11.3. nicht kann: Am 25.3. bieten wir den Abend noch einmal an.",
    "Der Abend ist der dritte nach dem 14.1. und dem 11.2.",
    "Die Umfrage läuft noch bis 20. März 2026.",
    "Hotelzimmer können bis 28. Februar abgerufen werden.",
    "Bereits um 16 Uhr tagt der Vorstand.",
    "Die Bücherei schließt an diesem Tag um 17 Uhr.",
]


def errors(*paragraphs: str) -> set[str]:
    found = read("\n\n".join(["Wärmewende im Quartier", *paragraphs]), REFERENCE)
    return {each.code for each in found.findings if each.severity.value == "error"}


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("frame", [*(LETTER.replace("{subject}", each) for each in SUBJECTS), *FRAMES])
def test_what_it_is_called(frame: str, title: str) -> None:
    found = read(frame.format(title=title), REFERENCE)

    one, other = (found.title or "").casefold(), title.casefold()
    assert other in one or (one and one in other)
    assert "error" not in {each.severity.value for each in found.findings}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(("code", "sentence"), CONTRADICTIONS)
def test_what_contradicts_the_head(head: str, code: str, sentence: str) -> None:
    assert errors(head, f"{SPOKEN} {sentence}", REGISTER) == {code}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(("code", "sentence"), WRONG_DEADLINES)
def test_which_deadline_cannot_be_right(head: str, code: str, sentence: str) -> None:
    assert errors(head, SPOKEN, sentence) == {code}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("sentence", HARMLESS)
def test_what_contradicts_nothing(head: str, sentence: str) -> None:
    assert errors(head, f"{SPOKEN} {sentence}", REGISTER) == set()
