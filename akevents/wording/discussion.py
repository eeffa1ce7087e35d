"""Words around the questions for the discussion."""

# Why nobody can ask or vote.
CLOSED = {
    "off": "Zu dieser Veranstaltung werden keine Fragen gesammelt.",
    "status": "Fragen stellen können alle, die angemeldet sind oder auf der Warteliste stehen.",
    "over": "Die Veranstaltung ist vorbei; neue Fragen nimmt die Liste nicht mehr auf.",
    "not_published": "Die Veranstaltung findet nicht statt; Fragen werden nicht gesammelt.",
}
MODES = {
    "open": "Ja, alle lesen sie sofort",
    "moderated": "Ja, nach Freigabe durch die Moderation",
    "off": "Nein",
}
STATUS = {"waiting": "wartet auf Freigabe", "shown": "offen", "hidden": "verborgen", "answered": "beantwortet",
          "merged": "zusammengelegt"}  # fmt: skip


def votes(count: int) -> str:
    """ "eine Stimme", "3 Stimmen", "noch keine Stimme"."""
    if not count:
        return "noch keine Stimme"
    return "eine Stimme" if count == 1 else f"{count} Stimmen"
