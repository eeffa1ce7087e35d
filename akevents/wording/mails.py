"""What each mail says first. The facts and the personal link follow in every one; no text can leave them out."""

OPENING = "Guten Tag {name},"

BODIES = {
    "confirm_address": "bitte bestätigen Sie Ihre Adresse auf der Seite unten. Bis {held_until} halten wir Ihren Platz.",
    "registered": "Sie sind angemeldet. Der Termin liegt als Kalenderdatei bei.",
    "waitlisted": "Sie stehen auf der Warteliste. Wird ein Platz frei, bekommt ihn, wer am längsten wartet.",
    "promoted": "ein Platz ist frei geworden, und er gehört Ihnen. Wenn Sie nicht mehr können, sagen Sie bitte auf der "
    "Seite unten ab; dann bekommt ihn die nächste Person.",
    "already_registered": "mit Ihrer Adresse wurde noch einmal eine Anmeldung abgeschickt. Sie sind bereits angemeldet, "
    "an Ihrer Anmeldung hat sich nichts geändert. Waren Sie das nicht, brauchen Sie nichts zu tun.",
    "cancelled_by_participant": "Sie haben Ihre Teilnahme abgesagt. Danke, dass Sie Bescheid gesagt haben.",
    "cancelled_by_moderator": "die Moderation hat Ihre Anmeldung storniert. Bei Fragen antworten Sie auf diese Nachricht.",
    "expired": "Ihre Adresse wurde nicht bestätigt, deshalb ist Ihr Platz wieder frei. Sie können sich neu anmelden, "
    "solange die Anmeldung offen ist.",
    "late_request_received": "Ihre Bitte um Nachmeldung ist bei der Moderation. Die Antwort kommt per E-Mail.",
    "late_request_accepted": "Ihre Nachmeldung ist angenommen, Sie haben einen Platz.",
    "late_request_declined": "eine Nachmeldung ist für diese Veranstaltung nicht mehr möglich.",
    "event_changed": "bitte merken Sie sich den neuen Stand: An dieser Veranstaltung hat sich etwas geändert.",
    "event_cancelled": "diese Veranstaltung findet nicht statt. {reason}",
    "late_request_for_moderator": "jemand bittet um eine Nachmeldung. Bitte entscheiden Sie auf der Seite der Teilnehmenden.",
}

CHANGE = """\
{label}
bisher: {before}
jetzt: {after}"""
JOINING = "Der Link zum Raum: {link}"
DIAL_IN = "Die Einwahl: {dial_in}"
CALENDAR_CHANGED = "Die beiliegende Kalenderdatei ändert den Termin in Ihrem Kalender. Ihre Anmeldung gilt weiter."
CALENDAR_CANCELLED = "Die beiliegende Kalenderdatei nimmt den Termin aus Ihrem Kalender. Absagen müssen Sie nicht mehr."

FACTS = """\
{title}
{when}
{where}
{moderation}"""

LINK = "Ihre Anmeldung ansehen, ändern oder absagen:\n{link}"
MODERATOR_LINK = "Zu den Teilnehmenden:\n{link}"
CLOSING = "Ihre Daten werden am {deleted_on} gelöscht. Datenschutz: {base_url}/datenschutz"
