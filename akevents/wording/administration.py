"""What the administration calls its fields, and the protocol in words."""

from collections.abc import Mapping

from akevents.wording import de

FIELDS = {"name": "Name", "email": "E-Mail", "roles": "Rollen", "state": "Land", "slug": "Adresse"}
LINK_LASTS = "Der Link gilt zwei Tage, einmal. Bitte geben Sie ihn nur an diese Person weiter."
NOT_STORED = "Bitte prüfen Sie Ihre Angaben. Es ist noch nichts gespeichert."
NOBODY = "Betrieb oder entfernte Person"
BY_ITSELF = {"data_deleted": "Von selbst"}  # what the house does without anybody
NO_ROLE = ""
ROLES = {NO_ROLE: "keine Rolle", **de.ROLE}
PROFILES = {"profile": "Zusammenstellung"}
GROUP_LINES = {"group_name": "Name", "group_email": "Adresse für Antworten", "group_state": "Land", "mail_text": "Mail"}


def who(action: str, name: str | None) -> str:
    """Who did it, as far as that is known."""
    return name or BY_ITSELF.get(action, NOBODY)


def what(action: str, about: str | None = None, number: int | None = None) -> str:
    """ "hat eine Person eingecheckt (Nr. 5)"."""
    named = about or (f"Nr. {number}" if number else "")
    return de.ACTIONS.get(action, action) + (f" ({named})" if named else "")


def details(values: Mapping[str, object]) -> str:
    """Before and after of what was changed, in one line; "" where there is nothing that people read."""
    return "; ".join(words for key, value in values.items() if (words := _detail(key, value)))


def _detail(key: str, value: object) -> str:
    if key in {"status", "roles"}:
        return str(value)
    if key in de.REGISTRATION_STATUS:
        return f"{value} {de.REGISTRATION_STATUS[key]}"
    label = de.EVENT_LINES.get(key) or GROUP_LINES.get(key) or PROFILES.get(key)
    return f"{label}: {value}" if label else ""
