"""Every sentence that is used twice, German first. The rest of the code asks here and writes no prose of its own."""

from akevents import errors
from akevents.wording import dates, de, en
from akevents.wording.de import (
    ACTIONS,
    CONSENT_VERSION,
    CONSENTS,
    CONSENTS_SHORT,
    EVENT_FORMAT,
    EVENT_STATUS,
    FIELD_NAMES,
    INSTITUTION_KIND,
    LABELS,
    MAIL_STATUS,
    MAIL_SUBJECTS,
    MEMBER,
    PROBLEMS,
    REGISTRATION_STATUS,
    ROLE,
    STATE_BADGES,
    STATE_SENTENCES,
    UNEXPECTED,
)

__all__ = [
    "ACTIONS", "CONSENTS", "CONSENTS_SHORT", "CONSENT_VERSION", "EVENT_FORMAT", "EVENT_STATUS", "FIELD_NAMES",
    "INSTITUTION_KIND", "LABELS", "MAIL_STATUS", "MAIL_SUBJECTS", "MEMBER", "PROBLEMS", "REGISTRATION_STATUS", "ROLE",
    "STATE_BADGES", "STATE_SENTENCES", "UNEXPECTED", "counted", "dates", "english", "problem", "sentence",
]  # fmt: skip

NUMBERS = ("keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


def counted(number: int, one: str, many: str) -> str:
    """ "eine Angabe", "drei Angaben", "14 Angaben"; for feminine nouns."""
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} {one if number == 1 else many}"


def problem(value: errors.Problem) -> str:
    """What is wrong with one field."""
    return de.PROBLEMS[value.code].format(limit=value.limit)


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
        case errors.TooManyAttempts(seconds):
            facts = {"seconds": seconds}
    return de.ERRORS[type(error)].format(**facts)


def english(error: errors.AkeventsError) -> str:
    """The English sentence for a refusal, for the command line."""
    facts = dict(vars(error))
    if isinstance(error, errors.InvalidRequest):
        facts["fields"] = ", ".join(f"{each.field} ({each.code.replace('_', ' ')})" for each in error.problems)
    return en.ERRORS[type(error)].format(**facts)
