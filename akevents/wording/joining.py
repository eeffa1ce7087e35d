"""What people read on their way in: the joining page, the room's page behind it, and the ticket."""

JOINING = "Teilnehmen"
ROOM = "In den Raum"
TICKET = "Ihr Ticket"
TICKET_CODE = "QR-Code für den Einlass"

# By what stands between a person and the room (domain.joining.Door); what is said of no_place depends on the status.
HEADINGS = {
    "cancelled": "Die Veranstaltung ist abgesagt",
    "no_place": "Hier geht es nicht weiter",
    "over": "Die Veranstaltung ist vorbei",
    "on_site": "Diese Veranstaltung findet vor Ort statt",
    "no_room": "Der Zugang zum Raum steht noch nicht fest",
    "early": "Der Raum ist noch nicht offen",
    "open": "Der Raum ist offen",
}
SENTENCES = {
    "over": "Der Raum ist geschlossen. Danke für Ihr Interesse.",
    "on_site": "Ein Raum im Netz gehört nicht dazu. Am Einlass genügt Ihr Name oder Ihr Ticket.",
    "no_room": "Sobald die Moderation ihn einträgt, steht er auf dieser Seite. Diesen Link können Sie also behalten.",
    "early": "Er öffnet am {opens}. Kommen Sie dann mit diesem Link wieder, mehr brauchen Sie nicht.",
    "open": "Mit dem Klick auf „Teilnehmen“ vermerken wir, dass Sie da sind. Die Moderation sieht das, und Sie können "
    "nachher eine Teilnahmebescheinigung bekommen. Gelöscht wird es mit Ihrer Anmeldung am {deleted}.",
    "there": "Dass Sie da sind, ist vermerkt.",
}
NO_PLACE = {
    "pending": "Bitte bestätigen Sie zuerst Ihre Adresse. Der Link dafür steht in der E-Mail, die Sie nach der Anmeldung "
    "bekommen haben.",
    "requested": "Über Ihre Nachmeldung hat die Moderation noch nicht entschieden. Sie bekommen die Antwort per E-Mail.",
    "waitlisted": "Sie stehen auf der Warteliste. Wird ein Platz frei, schreiben wir Ihnen, und dieser Link führt dann in "
    "den Raum.",
    "cancelled": "Diese Anmeldung ist abgesagt. Möchten Sie doch kommen, melden Sie sich bitte neu an.",
}
RECORDED = "Dass Sie da sind, ist vermerkt."
NOT_RECORDED = (
    "Dass Sie da sind, ließ sich gerade nicht vermerken. Bitte sagen Sie es im Raum kurz der Moderation; hinein kommen Sie "
    "trotzdem."
)
