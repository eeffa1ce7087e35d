"""What each mail says, in German; mails_en.py says the same in English, name for name.

`BODIES` are the words that a working group may replace by its own (placeholders in braces: domain/mail_templates.py).
Everything else is what nobody can leave out: the next step, the facts, the link, the day of deletion."""

from akevents.wording.de import EVENT_LINES

SUBJECTS = {  # at most 70 characters with title and day filled in; the title is shortened to fit
    "confirm_address": "Bitte bestätigen: {title}, {day}",
    "registered": "Angemeldet: {title}, {day}",
    "registered_by_colleague": "Für Sie angemeldet: {title}, {day}",
    "waitlisted": "Warteliste: {title}, {day}",
    "promoted": "Sie haben einen Platz: {title}, {day}",
    "already_registered": "Sie sind bereits angemeldet: {title}, {day}",
    "cancelled_by_participant": "Abgemeldet: {title}, {day}",
    "cancellation_undone": "Wieder angemeldet: {title}, {day}",
    "cancelled_by_moderator": "Ihre Anmeldung wurde storniert: {title}, {day}",
    "merged": "Zwei Anmeldungen, ein Platz: {title}, {day}",
    "expired": "Ihr Platz ist wieder frei: {title}, {day}",
    "late_request_received": "Nachmeldung angefragt: {title}, {day}",
    "late_request_accepted": "Nachmeldung angenommen: {title}, {day}",
    "late_request_declined": "Nachmeldung nicht möglich: {title}, {day}",
    "new_link": "Ihr neuer Link: {title}, {day}",
    "event_changed": "Geändert: {title}, {day}",
    "event_cancelled": "Abgesagt: {title}, {day}",
    "joining_link": "Link zum Raum: {title}, {day}",
    "reminder": "Erinnerung: {title}, {day}",
    "materials": "Materialien: {title}, {day}",
    "thanks": "Danke: {title}, {day}",
    "data_deleted": "Ihre Daten sind gelöscht: {title}, {day}",
    "message": "{title}, {day}",
    "invitation": "{title}, {day}",
    "late_request_for_moderator": "Bitte entscheiden: Nachmeldung zu {title}, {day}",
    "digest": "Stand Ihrer Veranstaltungen, {day}",
    "delivery_failed": "Nicht zugestellt: {title}, {day}",
}
NO_EVENT = "Ihre Veranstaltungen"  # where a title is needed and the event is gone

OPENING = "Guten Tag {name},"

BODIES = {
    "confirm_address": "bitte bestätigen Sie Ihre Adresse auf der Seite unten.",
    "registered": "Sie sind angemeldet.",
    "registered_by_colleague": "{AngemeldetVon} hat Sie zu dieser Veranstaltung angemeldet.",
    "waitlisted": "Sie stehen auf der Warteliste.",
    "promoted": "ein Platz ist frei geworden, und er gehört Ihnen.",
    "already_registered": "mit Ihrer Adresse wurde noch einmal eine Anmeldung abgeschickt. Sie sind bereits angemeldet, "
    "an Ihrer Anmeldung hat sich nichts geändert. Waren Sie das nicht, brauchen Sie nichts zu tun.",
    "cancelled_by_participant": "Sie haben Ihre Teilnahme abgesagt. Danke, dass Sie Bescheid gesagt haben.",
    "cancellation_undone": "Ihre Absage ist zurückgenommen.",
    "cancelled_by_moderator": "die Moderation hat Ihre Anmeldung storniert. Bei Fragen antworten Sie auf diese Nachricht.",
    "merged": "zu dieser Veranstaltung gab es zwei Anmeldungen von Ihnen. Jetzt ist es eine.",
    "expired": "Ihre Adresse wurde nicht bestätigt, deshalb ist Ihr Platz wieder frei.",
    "late_request_received": "Ihre Bitte um Nachmeldung ist bei der Moderation. Die Antwort kommt per E-Mail.",
    "late_request_accepted": "Ihre Nachmeldung ist angenommen, Sie haben einen Platz.",
    "late_request_declined": "eine Nachmeldung ist für diese Veranstaltung nicht mehr möglich.",
    "new_link": "hier ist Ihr neuer persönlicher Link. Der frühere gilt nicht mehr.",
    "event_changed": "bitte merken Sie sich den neuen Stand: An dieser Veranstaltung hat sich etwas geändert.",
    "event_cancelled": "diese Veranstaltung findet nicht statt. {Grund}",
    "joining_link": "so kommen Sie in den Raum.",
    "reminder": "wir erinnern Sie an diese Veranstaltung.",
    "materials": "zu dieser Veranstaltung gibt es Materialien.",
    "thanks": "danke, dass Sie dabei waren.",
    "data_deleted": "wie angekündigt, haben wir Ihre Daten zu dieser Veranstaltung gelöscht.",
    "message": "",
    "invitation": "",
    "late_request_for_moderator": "jemand bittet um eine Nachmeldung.",
    "digest": "das ist seit der letzten Zusammenfassung geschehen.",
    "delivery_failed": "eine oder mehrere E-Mails sind nicht angekommen und werden nicht mehr versucht.",
}

STEPS = {
    "held": "Bis {Frist} halten wir Ihren Platz; danach wird er wieder frei.",
    "not_you": "Haben Sie sich nicht angemeldet, brauchen Sie nichts zu tun.",
    "by_colleague": "{AngemeldetVon} hat Sie angemeldet.",
    "pending": "Bitte bestätigen Sie auf der Seite unten, dass Sie teilnehmen.",
    "requested": "Ihre Bitte um Nachmeldung liegt bei der Moderation.",
    "confirmed": "Sie haben einen Platz.",
    "waitlisted": "Sie stehen auf der Warteliste, zurzeit an Stelle {Position}. Wird ein Platz frei, bekommt ihn, wer am "
    "längsten wartet; Sie bekommen dann eine E-Mail.",
    "position": "Ihre Stelle auf der Warteliste ist zurzeit {Position}. Wird ein Platz frei, bekommt ihn, wer am längsten "
    "wartet; Sie bekommen dann eine E-Mail.",
    "cancelled": "Ihre Anmeldung ist storniert.",
    "decline": "Wenn Sie nicht können, sagen Sie bitte auf der Seite unten ab; dann bekommt den Platz die nächste Person.",
    "undo": "War das ein Versehen? Bis {Frist} können Sie die Absage auf der Seite unten zurücknehmen.",
    "certificate": "Eine Bescheinigung über Ihre Teilnahme stellen Sie auf Ihrer Seite selbst aus.",
    "feedback": "Wie war es? Das können Sie ohne Namen auf der Seite der Veranstaltung sagen: {Seite}",
    "again": "Sie können sich neu anmelden, solange die Anmeldung offen ist: {Seite}",
    "reason": "{Grund}",
    "starts_day": "Sie beginnt am {Datum} um {Beginn}.",
    "starts_hour": "Sie beginnt gleich, um {Beginn}.",
    "joining_later": "Den Link zum Raum finden Sie ab {RaumAb} auf der Seite unten.",
    "dial_in": "Die Einwahl: {Einwahl}",
    "calendar": "Der Termin liegt als Kalenderdatei bei.",
    "calendar_link": "Die beiliegende Kalenderdatei trägt den Link in Ihren Kalender ein.",
    "calendar_changed": "Die beiliegende Kalenderdatei ändert den Termin in Ihrem Kalender. Ihre Anmeldung gilt weiter.",
    "calendar_removed": "Die beiliegende Kalenderdatei nimmt den Termin aus Ihrem Kalender.",
    "no_need": "Absagen müssen Sie nicht mehr.",
    "deleted_on": "Gelöscht am {Tag}.",
    "still_counted": "Geblieben sind nur Zahlen, die niemanden nennen.",
}
COLLEAGUE = "Eine Kollegin oder ein Kollege"  # who registered somebody, where no name is known

LINKS = {
    "mine": "Ihre Anmeldung ansehen, ändern oder absagen",
    "confirm": "Jetzt bestätigen",
    "look": "Ihre Anmeldung ansehen",
    "room": "Der Link zum Raum",
    "register": "Zur Anmeldung",
    "unsubscribe": "Keine Einladungen mehr bekommen",
    "decide": "Jetzt entscheiden",
    "participants": "Zu den Teilnehmenden",
    "messages": "Zu den Nachrichten",
}

CHANGED = EVENT_LINES
BEFORE, AFTER = "bisher: {words}", "jetzt: {words}"

MODERATION = "Moderation: {name}"
CLOSING = "Ihre Daten werden am {deleted_on} gelöscht. Datenschutz: {base_url}/datenschutz"
CLOSING_DELETED = "Datenschutz: {base_url}/datenschutz"
CLOSING_INVITED = "Sie bekommen diese Einladung, weil Sie es bei der Anmeldung zu „{title}“ erlaubt haben."
CLOSING_MODERATOR = "Sie bekommen diese Nachricht, weil Sie bei {organization} Veranstaltungen moderieren."

# What a mail for moderators counts, and the parts of a late request.
COUNTED = {
    "registered": "Neue Anmeldungen",
    "cancelled": "Absagen",
    "waiting": "Auf der Warteliste",
    "requested": "Nachmeldungen, die auf Sie warten",
    "failed": "Nicht zugestellte E-Mails",
}
DELETED = {
    "registrations": "Anmeldungen",
    "answers": "Antworten auf Zusatzfragen",
    "consents": "Einwilligungen",
    "mails": "E-Mails an Sie",
}
FAILED_KIND, FAILED_COUNT = "Art: {kind}", "Anzahl: {count}"

# What a list of mails calls each kind.
KINDS = {
    "confirm_address": "Adresse bestätigen",
    "registered": "Anmeldung",
    "registered_by_colleague": "Anmeldung durch andere",
    "waitlisted": "Warteliste",
    "promoted": "Nachgerückt",
    "already_registered": "Bereits angemeldet",
    "cancelled_by_participant": "Eigene Absage",
    "cancellation_undone": "Absage zurückgenommen",
    "cancelled_by_moderator": "Storniert",
    "merged": "Zusammengeführt",
    "expired": "Nicht bestätigt",
    "late_request_received": "Nachmeldung angefragt",
    "late_request_accepted": "Nachmeldung angenommen",
    "late_request_declined": "Nachmeldung abgelehnt",
    "new_link": "Neuer Link",
    "event_changed": "Veranstaltung geändert",
    "event_cancelled": "Veranstaltung abgesagt",
    "joining_link": "Link zum Raum",
    "reminder": "Erinnerung",
    "materials": "Materialien",
    "thanks": "Dank",
    "data_deleted": "Daten gelöscht",
    "message": "Nachricht",
    "invitation": "Einladung",
    "late_request_for_moderator": "Nachmeldung zu entscheiden",
    "digest": "Zusammenfassung",
    "delivery_failed": "Nicht zugestellt",
}

# What the protocol says of a group's own text.
LANGUAGES = {"de": "Deutsch", "en": "Englisch"}
OWN_WORDS, HOUSE_WORDS = "eigene Worte", "Worte des Hauses"


def change_words(key: str, words: str) -> str:
    """Before or after of a change, as it was stored."""
    return words
