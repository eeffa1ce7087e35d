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
    "other_check": "Das Prüfzeichen dieser Zeile gehört nicht zur Nr. {detail}. Vielleicht wurde die Nr. geändert, oder die "
    "Liste gehört zu einer anderen Veranstaltung.",
    "check_missing": "Zur Nr. {detail} fehlt das Prüfzeichen in der letzten, verborgenen Spalte. Für neue Personen bitte die "
    "Zelle mit der Nr. leeren.",
    "number_missing": "Die Nr. fehlt. Für neue Personen bitte auch das Prüfzeichen in der letzten, verborgenen Spalte "
    "leeren.",
    "number_unreadable": "In der Spalte Nr. steht „{detail}“, und das ist keine Nummer.",
    "not_yes_no": "In der Spalte {field} steht „{detail}“. Bitte schreiben Sie ja oder nein.",
    "twice": "Die Nr. {limit} steht mehrmals mit verschiedenen Angaben: {detail}. Bitte lassen Sie eine Zeile stehen.",
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
# Why a whole file is refused; {where} says sheet, row and column.
FILES = {
    "empty": "Die Datei ist leer. Bitte wählen Sie eine CSV- oder xlsx-Datei mit einer Kopfzeile.",
    "old_excel": "Das ist eine Datei im alten Excel-Format (.xls). Bitte speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“.",
    "encrypted": "Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie sie ohne Kennwort.",
    "macros": "Die Datei enthält Makros (.xlsm). Bitte speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“, ohne Makros.",
    "binary_excel": "Das ist eine binäre Excel-Datei (.xlsb). Bitte speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“.",
    "opendocument": "Das ist eine OpenDocument-Tabelle (.ods). Bitte speichern Sie sie als „Excel 2007–365 (.xlsx)“.",
    "no_workbook": "In der Datei steckt keine Excel-Tabelle. Bitte wählen Sie eine CSV- oder xlsx-Datei.",
    "not_a_workbook": "Die Datei heißt wie eine Excel-Datei, ist aber keine. Bitte speichern Sie sie in Excel als "
    "„Excel-Arbeitsmappe (.xlsx)“.",
    "damaged": "Die Excel-Datei ist beschädigt. Bitte öffnen und speichern Sie sie in Excel noch einmal.",
    "formula": "{where}: In der Spalte „{detail}“ steht eine Formel. Bitte setzen Sie ihren Wert ein.",
    "repeated_header": "{where}: Die Überschrift „{detail}“ steht hier zum zweiten Mal. Bitte löschen Sie eine der Spalten.",
    "renamed_header": "{where}: Hier steht „{detail}“, und die Überschrift „{expected}“ fehlt. Bitte stellen Sie sie wieder "
    "her.",
    "missing_column": "{where}: Die Spalte „{expected}“ fehlt; ohne sie ist keine Zeile sicher zuzuordnen. Bitte beginnen Sie "
    "mit einer neuen Excel-Liste von hier.",
    "several_sheets": "In der Datei stehen mehrere Listen: {detail}. Bitte wählen Sie das Blatt.",
    "unknown_column": "Die Spalte „{detail}“ gibt es in der Datei nicht.",
    "mapped_twice": "„{detail}“ ist zwei Spalten zugeordnet. Bitte wählen Sie eine davon.",
    "wrong_lines": "In der Datei sind Zeilen mit Fehlern ({detail}), deshalb ist nichts übernommen. Bitte berichtigen Sie "
    "sie, oder lassen Sie sie aus.",
}
NO_FILE = "Die Datei kann so nicht übernommen werden."
# The same for the command line.
FILES_IN_ENGLISH = {
    "empty": "it is empty",
    "old_excel": "it is in the old Excel format (.xls)",
    "encrypted": "it is protected by a password",
    "macros": "it has macros (.xlsm)",
    "binary_excel": "it is a binary workbook (.xlsb)",
    "opendocument": "it is an OpenDocument table (.ods)",
    "no_workbook": "there is no workbook in it",
    "not_a_workbook": "it is named like a workbook and is none",
    "damaged": "it is damaged",
    "formula": "a formula stands in column {detail!r} ({where})",
    "repeated_header": "the header {detail!r} stands there twice ({where})",
    "renamed_header": "{detail!r} stands in place of the header {expected!r} ({where})",
    "missing_column": "the column {expected!r} is missing ({where})",
    "several_sheets": "it has several lists ({detail}); choose one with --sheet",
    "unknown_column": "it has no column {detail!r}",
    "mapped_twice": "two columns are mapped to {detail!r}",
    "wrong_lines": "lines are wrong ({detail}); mend them or add --leave-out-errors",
}
# What a column of somebody else's list can be.
COLUMNS = {
    "": "nicht übernehmen",
    "name": "Vor- und Nachname",
    "first_name": "Vorname",
    "last_name": "Nachname",
    "email": "E-Mail",
    "institution": "Institution",
    "municipality": "Kommune",
    "function": "Funktion",
    "comment": "Besprechungswunsch",
    "note": "Notiz",
    "member": "Mitglied",
    "status": "Status",
    "registered_at": "Angemeldet am",
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
    "list_consent": "Liste ok",
}
EMPTY = "leer"


def place(line: int, sheet: str) -> str:
    """ "Zeile 7", "Warteliste, Zeile 7"."""
    return f"{sheet}, Zeile {line}" if sheet else f"Zeile {line}"


def whole_file(reason: str, *, sheet: str, row: int, column: str, detail: str, expected: str) -> str:
    """Why a file is refused, with the place where it is wrong."""
    where = ", ".join(
        part for part in (sheet and f"Blatt „{sheet}“", row and f"Zeile {row}", column and f"Spalte {column}") if part
    )
    return FILES.get(reason, NO_FILE).format(where=where, detail=detail, expected=expected)


def whole_file_in_english(reason: str, *, sheet: str, row: int, column: str, detail: str, expected: str) -> str:
    places = (sheet and f"sheet {sheet!r}", row and f"row {row}", column and f"column {column}")
    where = ", ".join(part for part in places if part)
    return FILES_IN_ENGLISH.get(reason, reason).format(where=where, detail=detail, expected=expected)


def told(code: str, *, field: str = "", limit: int | None = None, detail: str = "") -> str:
    """What is said about a line, with its facts."""
    words = {**de.PROBLEMS, **REASONS, **LEFT_OUT, **REMARKS}[code]
    return words.format(field=FIELDS.get(field, field), limit=limit, detail=detail)
