"""The words of a mail in the language of whoever reads it: one shape, two modules that have it."""

from datetime import date, datetime
from typing import Protocol

from akevents.wording import dates, dates_en, mails, mails_en


class Dates(Protocol):
    """Instants in words; wording/dates.py and dates_en.py."""

    def day(self, value: date) -> str: ...
    def numbered_day(self, instant: datetime, timezone: str) -> str: ...
    def weekday_and_day(self, instant: datetime, timezone: str) -> str: ...
    def time(self, instant: datetime, timezone: str) -> str: ...
    def instant(self, at: datetime, timezone: str) -> str: ...
    def hours(self, starts_at: datetime, ends_at: datetime, timezone: str) -> str: ...
    def period(self, starts_at: datetime, ends_at: datetime, timezone: str) -> str: ...


class MailWords(Protocol):
    """Everything a mail is made of; wording/mails.py and mails_en.py."""

    SUBJECTS: dict[str, str]
    NO_EVENT: str
    OPENING: str
    BODIES: dict[str, str]
    STEPS: dict[str, str]
    COLLEAGUE: str
    LINKS: dict[str, str]
    CHANGED: dict[str, str]
    BEFORE: str
    AFTER: str
    MODERATION: str
    CLOSING: str
    CLOSING_DELETED: str
    CLOSING_INVITED: str
    CLOSING_MODERATOR: str
    COUNTED: dict[str, str]
    DELETED: dict[str, str]
    FAILED_KIND: str
    FAILED_COUNT: str
    KINDS: dict[str, str]

    def change_words(self, key: str, words: str) -> str: ...


_DATES: dict[str, Dates] = {"de": dates, "en": dates_en}
_MAILS: dict[str, MailWords] = {"de": mails, "en": mails_en}


def dates_in(language: str) -> Dates:
    return _DATES[language]


def mail_words(language: str) -> MailWords:
    return _MAILS[language]
