"""Every sentence that is used twice, German first. The rest of the code asks here and writes no prose of its own."""

from datetime import datetime
from typing import Protocol

from akevents import errors
from akevents.wording import dates, de, discussion, en, imports, messages
from akevents.wording.de import (
    ACTIONS,
    ARRIVAL,
    CONSENT_VERSION,
    CONSENTS,
    CONSENTS_SHORT,
    EVENT_FORMAT,
    EVENT_STATUS,
    FIELD_NAMES,
    INSTITUTION_KIND,
    LABELS,
    MAIL_STATUS,
    MEMBER,
    PRESENCE,
    PROBLEMS,
    REGISTRATION_STATUS,
    ROLE,
    STATE_BADGES,
    STATE_SENTENCES,
    UNEXPECTED,
)
from akevents.wording.mails import SUBJECTS as MAIL_SUBJECTS

__all__ = [
    "ACTIONS", "ARRIVAL", "CONSENTS", "CONSENTS_SHORT", "CONSENT_VERSION", "EVENT_FORMAT", "EVENT_STATUS", "FIELD_NAMES",
    "INSTITUTION_KIND", "LABELS", "MAIL_STATUS", "MAIL_SUBJECTS", "MEMBER", "PRESENCE", "PROBLEMS",
    "REGISTRATION_STATUS", "ROLE", "STATE_BADGES", "STATE_SENTENCES", "UNEXPECTED", "counted", "dates", "english",
    "places", "problem", "sentence",
    "shortened", "state_badge", "state_sentence",
]  # fmt: skip

NUMBERS = ("keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


def counted(number: int, one: str, many: str) -> str:
    """ "eine Angabe", "drei Angaben", "14 Angaben"; for feminine nouns."""
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} {one if number == 1 else many}"


def problem(value: errors.Problem) -> str:
    """What is wrong with one field."""
    return de.PROBLEMS[value.code].format(limit=value.limit, detail=value.detail)


def sentence(error: errors.AkeventsError) -> str:
    """The German sentence for a refusal, with its facts."""
    facts: dict[str, object] = {}
    match error:
        case errors.InvalidRequest(problems):
            facts = {"count": counted(len(problems), "Angabe", "Angaben")}
        case errors.RegistrationNotOpenYet(_, opens_at, timezone):
            facts = {"opens": dates.instant(opens_at, timezone)}
        case errors.RegistrationClosed(_, since, timezone):
            facts = {"since": dates.instant(since, timezone)}
        case errors.NotPossibleNow(status):
            facts = {"status": de.REGISTRATION_STATUS[status]}
        case errors.DiscussionClosed(reason):
            facts = {"sentence": discussion.CLOSED[reason]}
        case errors.AudienceChanged(count):
            facts = {"people": counted(count, "Person", "Personen")}
        case errors.MailNotPossible(status):
            facts = {"status": de.MAIL_STATUS.get(status, status)}
        case errors.MailPointless(reason):
            facts = {"reason": messages.REASONS.get(reason, messages.NO_REASON)}
        case errors.TooManyAttempts(seconds):
            facts = {"seconds": seconds}
        case errors.FileTooBig() | errors.TooManyRows():
            facts = vars(error)
        case errors.ListRefused():
            facts = {"sentence": imports.whole_file(**vars(error))}
    return de.ERRORS[type(error)].format(**facts)


def english(error: errors.AkeventsError) -> str:
    """The English sentence for a refusal, for the command line."""
    facts = dict(vars(error))
    if isinstance(error, errors.InvalidRequest):
        facts["fields"] = ", ".join(f"{each.field} ({each.code.replace('_', ' ')})" for each in error.problems)
    if isinstance(error, errors.ListRefused):
        facts = {"words": imports.whole_file_in_english(**facts)}
    return en.ERRORS[type(error)].format(**facts)


class StateWords(Protocol):
    """What the sentences about an event's state are made of; domain.events.EventDetails has it."""

    @property
    def state(self) -> str: ...
    @property
    def timezone(self) -> str: ...
    @property
    def closes_at(self) -> datetime: ...
    @property
    def registration_opens_at(self) -> datetime | None: ...
    @property
    def cancellation_reason(self) -> str | None: ...
    @property
    def shows_places(self) -> bool: ...
    @property
    def places_left(self) -> int | None: ...


def state_sentence(event: StateWords) -> str:
    """What a visitor reads about this event now."""
    opens = event.registration_opens_at
    return de.STATE_SENTENCES[event.state].format(
        opens=dates.instant(opens, event.timezone) if opens else "",
        deadline=dates.instant(event.closes_at, event.timezone),
        places=f", {places(event.places_left)}" if event.shows_places and event.places_left is not None else "",
        reason=f" {event.cancellation_reason}" if event.cancellation_reason else "",
    )


def state_badge(event: StateWords) -> str:
    """At most 26 characters, for the badge beside the title."""
    opens = event.registration_opens_at
    short = dates.short_day(opens, event.timezone).split(", ")[1] if opens else ""
    return de.STATE_BADGES[event.state].format(opens_short=short)


def places(number: int) -> str:
    """ "noch ein Platz frei", "6 Plätze frei"."""
    return "noch ein Platz frei" if number == 1 else f"{number} Plätze frei"


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word with "…" where it is longer."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…".replace(":…", "…")
