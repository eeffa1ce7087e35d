"""What a text says beside its fields: called off, moved, closed, and things that should not be public."""

import re
from collections.abc import Sequence

from akevents.formats.announcements import words
from akevents.formats.announcements.findings import Collected, Span
from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.source import Source

READ_CHARACTERS = 60_000  # so far these words are looked for; an announcement has a tenth

# Both are looked for in small letters.
_CANCELLED = re.compile(
    r"\b(?:abgesagt|entfällt|entfallen|fällt\b[^.\n]{0,60}?\baus\b|ausfallen|f(?:i"
    r"|ä)ndet[^.\n]{0,70}?\bnicht statt|finden[^.\n]{0,70}?\bnicht statt|kann[^.\n]{0,70}?\bnicht stattfinden"
    r"|können[^.\n]{0,70}?\bnicht stattfinden|cancelled|canceled)\b"
    r"|\b(?:muss|müssen)\b[^.\n]{0,90}?\babsagen\b|^\W{0,6}absage\b|^betreff:\s?absage\b",
    re.M,
)
_CONDITIONAL = re.compile(
    r"\b(?:sollte|sollten|falls|wenn|bei (?:schlecht|zu |regen|unwetter|sturm|weniger|nichterreichen|ausfall)"
    r"|müsste|könnte|vorbehalten|gegebenenfalls|ggf|nicht abgesagt|kann (?:auch )?(?:kurzfristig )?abgesagt"
    r"|im falle)\b",
    re.I,
)
_ONLY_PART = re.compile(
    r"\b(?:\w*gebühr\w*|kosten|beitrag|eintritt|ermäßigung|programmpunkt|pause|steuer|pflicht|maskenpflicht"
    r"|anmeldung|anmeldepflicht|nachweis\w*|antrag|frist)\b[^.\n]{0,50}$",
    re.I,
)
_CREDENTIALS = re.compile(
    r"(?:meeting|webinar|konferenz|sitzungs|zoom|raum)[- ]?(?:id|nummer|kennnummer)\s?(?:lautet|ist|="
    r"|:)?\s?\d[\d \-]{5,16}"
    r"|(?:kenncode|passwort|passcode|kennwort|zugangscode|zugangs-?code|password|meeting-?passwort|code|pw"
    r"|pin)\s?(?:lautet|ist|=|:)[ \t]{0,3}(?!(?:wird|folgt|erhalten|siehe|nach|auf|per|in|bei|kommt|teilen|senden"
    r"|geht|die|der|das|nicht)\b)[^\s,;]{3,40}"
    r"|(?:\bpin|kenncode|passcode)\s\d{3,10}"
    r"|https?://[^\s<>]{3,160}?[?&](?:pwd|passcode|password|pw|pass)=[^\s<>]{1,160}",
)
# Searched for first, because most texts have none of them and a plain search is ten times as fast.
_OF_CANCELLED = ("absag", "abgesagt", "entfäll", "entfall", "fällt", "ausfallen", "nicht statt", "cancel")
_OF_CREDENTIALS = ("id", "nummer", "code", "wort", "pin", "pw", "pass")


def report(source: Source, dated: Sequence[Dated], found: Collected, *, has_deadline: bool) -> None:
    """Add the findings about the text as a whole."""
    lower = source.lower[:READ_CHARACTERS]
    moved = words.RESCHEDULED.search(lower)
    is_moved = any(each.role is Role.NEW for each in dated) or moved is not None
    for match in _CANCELLED.finditer(lower) if _has_any(lower, _OF_CANCELLED) else ():
        start, end = source.sentence(match.start())
        if not _is_only_talk(source, match, start, end):
            if not (is_moved and any(each.role is Role.NEW for each in dated)):
                found.add("cancelled", [match.span()])
            break
    if is_moved:
        news = [(each.mention.start, each.mention.end) for each in dated if each.role is Role.NEW]
        found.add("rescheduled", news[:1] or _spans(moved))
    if closed := words.REGISTRATION_CLOSED.search(lower):
        found.add("registration_closed", [closed.span()])
    secrets = [match.span() for match in _CREDENTIALS.finditer(lower)][:20] if _has_any(lower, _OF_CREDENTIALS) else []
    if secrets:
        found.add("public_join_credentials", secrets)
    if not has_deadline and "invalid_date" not in found.codes():
        asked = (
            None
            if words.NO_REGISTRATION.search(lower)
            else words.REGISTRATION.search(lower) or words.LIMITED_PLACES.search(lower)
        )
        if asked:
            found.add("deadline_missing", [asked.span()])


def _has_any(lower: str, cues: Sequence[str]) -> bool:
    return any(cue in lower for cue in cues)


def _is_only_talk(source: Source, match: re.Match[str], start: int, end: int) -> bool:
    """Only if it rains, or only the fee."""
    before = source.text[max(start, match.start() - 120) : match.start()]
    around = source.text[max(start, match.start() - 120) : min(end, match.end() + 60)]
    return bool(_CONDITIONAL.search(around)) or bool(_ONLY_PART.search(before))


def _spans(match: re.Match[str] | None) -> list[Span]:
    return [match.span()] if match else []
