"""What the screen Nachrichten calls its parts, and why a mail did not go out."""

from collections.abc import Iterable

PARTS = {"write": "Schreiben", "outbox": "Postausgang", "texts": "Texte"}
WHO = {"event": "Angemeldete dieser Veranstaltung", "group": "Alle, die Einladungen des Arbeitskreises erlaubt haben"}
ATTENDANCE = {"all": "Alle", "came": "Waren da", "missed": "Waren nicht da"}
FIELDS = {"audience": "Empfangende", "subject": "Betreff", "body": "Text"}

# Reasons of domain/mail_reasons.py, in the middle of a sentence.
REASONS = {
    "too_late": "der Zeitpunkt, für den sie gedacht war, ist vorbei",
    "no_longer_registered": "die Anmeldung ist inzwischen storniert",
    "no_longer_needed": "worum sie bittet, ist schon erledigt",
    "no_longer_wanted": "die Person möchte solche E-Mails nicht mehr",
    "no_longer_moderator": "die Person moderiert diesen Arbeitskreis nicht mehr",
    "event_cancelled": "die Veranstaltung ist abgesagt",
    "no_recipient": "es gibt keine Adresse mehr dazu",
    "not_composed": "der Text ließ sich nicht zusammensetzen; bitte sagen Sie es dem Betrieb",
    "not_written": "ihre Datei ließ sich nicht schreiben; bitte sagen Sie es dem Betrieb",
    "needs_smtputf8": "der Mailserver nimmt die Sonderzeichen vor dem @ nicht an",
    "unreachable": "der Mailserver war nicht zu erreichen",
    "no_encryption": "der Mailserver bietet keine verschlüsselte Verbindung an",
    "connection_lost": "die Verbindung zum Mailserver brach ab",
    "worker_lost": "der Versand wurde mehrmals unterbrochen",
    "unknown": "der Mailserver hat nicht mehr geantwortet; vielleicht ist sie angekommen",
}
NO_REASON = "der Grund ist nicht bekannt"
# What a mail server's answer means, by its code (RFC 5321, section 4.2) or its enhanced code (RFC 3463).
ANSWERS = {
    "5.1.1": "diese Adresse gibt es nicht",
    "5.1.2": "die Domain der Adresse gibt es nicht",
    "5.1.10": "diese Adresse nimmt keine Post an",
    "5.2.1": "das Postfach ist stillgelegt",
    "5.2.2": "das Postfach ist voll",
    "4.2.2": "das Postfach ist voll",
    "5.3.4": "die E-Mail ist dem Mailserver zu groß",
    "5.7.1": "der Mailserver lehnt sie ab",
    "535": "der Mailserver nimmt unser Kennwort nicht an",
    "550": "diese Adresse nimmt keine Post an",
    "552": "das Postfach ist voll",
}
# How many mails have a status: of one, and of more.
COUNTED = {
    "queued": ("wartet", "warten"),
    "sending": ("wird gesendet", "werden gesendet"),
    "sent": ("gesendet", "gesendet"),
    "failed": ("nicht zustellbar", "nicht zustellbar"),
    "kept": ("aufgehoben", "aufgehoben"),
    "stopped": ("angehalten", "angehalten"),
}
REFUSED, POSTPONED = "der Mailserver lehnt sie ab", "der Mailserver bittet um einen späteren Versuch"


def why(last_error: str | None) -> str:
    """Why a mail did not go out yet, or will not; "" where nothing is known."""
    if not last_error or not last_error.strip():
        return ""
    if last_error in REASONS:
        return REASONS[last_error]
    codes = last_error.split()
    known = next((ANSWERS[code] for code in reversed(codes) if code in ANSWERS), "")
    general = POSTPONED if codes[0].startswith("4") else REFUSED
    return f"{known or general} ({last_error})"


def progress(counts: Iterable[tuple[str, int]]) -> str:
    """ "25 warten, 12 gesendet": how many mails are how far."""
    return ", ".join(f"{count} {COUNTED[status][count != 1]}" for status, count in counts if count)


def waits_again(count: int) -> str:
    """What is sent again, if anything."""
    if not count:
        return ""
    return (
        "1 E-Mail wartet wieder auf den Versand." if count == 1 else f"{count} E-Mails warten wieder auf den Versand."
    )


def helps_nobody(count: int) -> str:
    """What was left as it is, if anything."""
    if not count:
        return ""
    return "1 E-Mail würde niemandem mehr helfen." if count == 1 else f"{count} E-Mails würden niemandem mehr helfen."
