"""One mail that is owed, and what is known for it: addresses of pages, and what placeholders stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from akevents.domain import tokens
from akevents.domain.calendar_entries import share_address
from akevents.domain.events import EventDetails
from akevents.domain.my_view import MyRegistration
from akevents.domain.outbox import FOR_MODERATORS, MailKind
from akevents.formats.letter import one_line
from akevents.settings import Settings
from akevents.store.tables import EventStatus, Language, RegistrationStatus
from akevents.wording.languages import dates_in, mail_words

# Which mails carry the evening for the reader's calendar, and which take it out again.
_ENTERS = {
    MailKind.REGISTERED,
    MailKind.REGISTERED_BY_COLLEAGUE,
    MailKind.PROMOTED,
    MailKind.CANCELLATION_UNDONE,
    MailKind.MERGED,
    MailKind.LATE_REQUEST_ACCEPTED,
    MailKind.EVENT_CHANGED,
    MailKind.JOINING_LINK,
}
_REMOVES = {MailKind.CANCELLED_BY_PARTICIPANT, MailKind.CANCELLED_BY_MODERATOR, MailKind.EVENT_CANCELLED}
WITH_CALENDAR = _ENTERS | _REMOVES

# What {…} may stand in the text of a mail, by its kind; German names in every language.
ABOUT_EVENT = ("Veranstaltung", "Datum", "Uhrzeit", "Ort", "Moderation", "Arbeitskreis")
ABOUT_PERSON = ("Vorname", "Nachname", "Institution", "Link")
_ONLY_HERE = {
    MailKind.CONFIRM_ADDRESS: ("Frist",),
    MailKind.REGISTERED_BY_COLLEAGUE: ("AngemeldetVon", "Frist"),
    MailKind.WAITLISTED: ("Position",),
    MailKind.EVENT_CANCELLED: ("Grund",),
    MailKind.INVITATION: ("Frist",),
}


@dataclass(frozen=True, slots=True)
class OwedMail:
    """One row of the outbox with what its text needs. `recipients` are bare addresses, `details` what only the cause of
    the mail knew (see MailKind).

    `mine` is None where there is no registration: a digest, or a mail to an address whose registration is gone. `event`
    is what the mail is about where that is not the event of the registration: without one, and for an invitation.
    `body` is what a group or a moderator wrote instead of the house's words, `subject_line` the subject of such a
    message. `thread` is the Message-ID of this person's first mail about the event."""

    id: int
    kind: MailKind
    queued_at: datetime
    attempts: int
    mine: MyRegistration | None
    submission_id: str
    recipients: tuple[str, ...]
    details: dict[str, Any] = field(default_factory=dict)
    link_version: int = 0
    language: Language = Language.GERMAN
    body: str | None = None
    subject_line: str | None = None
    moderator_id: int | None = None
    thread: str | None = None
    event: EventDetails | None = None

    @property
    def about(self) -> EventDetails | None:
        """The event it is about, if it is about one."""
        return self.event or (self.mine.event if self.mine else None)

    @property
    def is_for_moderator(self) -> bool:
        return self.kind in FOR_MODERATORS

    @property
    def has_calendar(self) -> bool:
        """Only who has a place gets the evening, and only who had one can have it in a calendar. A mail that was
        overtaken since (a change by the cancellation, a cancellation by its undoing) leaves calendars alone."""
        if self.mine is None or self.kind not in WITH_CALENDAR:
            return False
        if self.kind in _ENTERS:
            is_on = self.mine.event.status == EventStatus.PUBLISHED
            return is_on and self.mine.status == RegistrationStatus.CONFIRMED
        is_off = self.mine.event.status == EventStatus.CANCELLED or self.mine.status == RegistrationStatus.CANCELLED
        return is_off and self.mine.confirmed_at is not None


def placeholders(kind: MailKind) -> tuple[str, ...]:
    """The names that may stand in braces in a text of this kind."""
    person = () if kind == MailKind.DATA_DELETED or kind in FOR_MODERATORS else ABOUT_PERSON
    return (*person, *ABOUT_EVENT, *_ONLY_HERE.get(kind, ()))


def values(owed: OwedMail, settings: Settings) -> dict[str, str]:
    """What each placeholder stands for in this mail; "" where nothing is known. Always one line each."""
    known = {**_of_person(owed, settings), **_of_event(owed), "Grund": str(owed.details.get("reason") or "")}
    known["AngemeldetVon"] = str(owed.details.get("colleague") or mail_words(owed.language).COLLEAGUE)
    return {name: one_line(value) for name, value in known.items()}


def _of_person(owed: OwedMail, settings: Settings) -> Mapping[str, str]:
    mine = owed.mine
    if mine is None:
        return {**dict.fromkeys(ABOUT_PERSON, ""), "Frist": "", "Position": ""}
    held_until = mine.expires_at
    return {
        "Vorname": mine.first_name,
        "Nachname": mine.last_name,
        "Institution": mine.institution,
        "Link": register_link(owed, settings) if owed.kind == MailKind.INVITATION else my_link(owed, settings),
        "Frist": dates_in(owed.language).instant(held_until, mine.event.timezone) if held_until else "",
        "Position": str(mine.waiting_position or ""),
    }


def _of_event(owed: OwedMail) -> Mapping[str, str]:
    event, dates = owed.about, dates_in(owed.language)
    if event is None:
        return dict.fromkeys((*ABOUT_EVENT, "Beginn"), "")
    zone = event.timezone
    known = {
        "Veranstaltung": event.title,
        "Datum": dates.weekday_and_day(event.starts_at, zone),
        "Uhrzeit": dates.hours(event.starts_at, event.ends_at, zone),
        "Beginn": dates.time(event.starts_at, zone),
        "Ort": place(event),
        "Moderation": event.moderation or "",
        "Arbeitskreis": event.working_group,
    }
    return known | ({"Frist": dates.instant(event.closes_at, zone)} if owed.kind == MailKind.INVITATION else {})


def place(event: EventDetails) -> str:
    return ", ".join(part for part in (event.location, event.address) if part)


def message_id(mail_id: int, kind: str, registration_id: int | None, settings: Settings) -> str:
    """The same for every attempt, so that a mail sent twice is recognised as one (RFC 5322, section 3.6.4)."""
    about = f"mail-{kind}" if registration_id is None else f"reg-{registration_id}.{kind}"
    return f"<{about}.{mail_id}@{sender_address(settings).rpartition('@')[2] or 'akevents.invalid'}>"


def sender_address(settings: Settings) -> str:
    """The bare address that mails come from."""
    return parseaddr(settings.mail_from)[1] or settings.mail_from


# Pages of the house. Nothing about a person stands in an address but a token.


def my_link(owed: OwedMail, settings: Settings) -> str:
    token = tokens.manage_token(owed.submission_id, owed.link_version)
    return f"{settings.base_url}/meine-anmeldung?token={token}"


def register_link(owed: OwedMail, settings: Settings) -> str:
    """The event's own page, where people register; without an event the list of all."""
    return share_address(owed.about, settings) if owed.about else f"{settings.base_url}/"


def unsubscribe_link(owed: OwedMail, settings: Settings) -> str | None:
    """What an invitation ends with; None for everything that is no invitation."""
    if owed.kind != MailKind.INVITATION or owed.mine is None:
        return None
    return f"{settings.base_url}/abbestellen/{tokens.unsubscribe_token(owed.mine.id)}"


def decision_link(owed: OwedMail, settings: Settings) -> str | None:
    """Where this moderator decides this late request, signed in or not."""
    if owed.mine is None or owed.moderator_id is None:
        return None
    return f"{settings.base_url}/nachmeldung?token={tokens.decision_token(owed.mine.id, owed.moderator_id)}"


def participants_link(slug: str, settings: Settings) -> str:
    return f"{settings.base_url}/teilnehmende?event={slug}"


def messages_link(slug: str, settings: Settings) -> str:
    return f"{settings.base_url}/nachrichten?event={slug}&messages_part=Postausgang"
