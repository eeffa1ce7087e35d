"""What a mail says: its subject and its words. Delivery and calendar parts are akevents/mail's business; the editor shows
moderators the same words before anybody gets them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from akevents.domain import tokens
from akevents.domain.my_registration import MyRegistration
from akevents.domain.outbox import MailKind
from akevents.settings import Settings
from akevents.store.tables import EventStatus, RegistrationStatus
from akevents.wording import MAIL_SUBJECTS, dates, shortened
from akevents.wording.de import EVENT_LINES
from akevents.wording.mails import (
    BODIES,
    CALENDAR_CANCELLED,
    CALENDAR_CHANGED,
    CHANGE,
    CLOSING,
    DIAL_IN,
    FACTS,
    JOINING,
    LINK,
    MODERATOR_LINK,
    OPENING,
)

SUBJECT_LIMIT = 70
WITH_CALENDAR = {
    MailKind.REGISTERED,
    MailKind.PROMOTED,
    MailKind.LATE_REQUEST_ACCEPTED,
    MailKind.CANCELLED_BY_PARTICIPANT,
    MailKind.CANCELLED_BY_MODERATOR,
    MailKind.EVENT_CHANGED,
    MailKind.EVENT_CANCELLED,
}


@dataclass(frozen=True, slots=True)
class OwedMail:
    """One claimed row of the outbox with what its text needs. `recipients` are bare addresses, `details` what only the
    cause of the mail knew (see MailKind)."""

    id: int
    kind: MailKind
    queued_at: datetime
    attempts: int
    mine: MyRegistration
    submission_id: str
    recipients: tuple[str, ...]
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def has_calendar(self) -> bool:
        """A change is for the calendars of those who have a place; of a change overtaken by a cancellation, that mail's
        own file tells."""
        if self.kind == MailKind.EVENT_CHANGED:
            is_on = self.mine.event.status == EventStatus.PUBLISHED
            return is_on and self.mine.status == RegistrationStatus.CONFIRMED
        return self.kind in WITH_CALENDAR


def subject(owed: OwedMail) -> str:
    """At most 70 characters, the day always in it; a long title gives way."""
    event = owed.mine.event
    pattern = MAIL_SUBJECTS[owed.kind]
    day = dates.local(event.starts_at, event.timezone).strftime("%d.%m.%Y")
    room = SUBJECT_LIMIT - len(pattern.format(title="", day=day))
    return one_line(pattern.format(title=shortened(event.title, room), day=day))


def text(owed: OwedMail, settings: Settings) -> str:
    """The whole text; the facts and the personal link follow in every mail."""
    mine, event = owed.mine, owed.mine.event
    if owed.kind == MailKind.LATE_REQUEST_FOR_MODERATOR:
        opening = OPENING.format(name="").replace(" ,", ",")
        link = MODERATOR_LINK.format(
            link=f"{settings.base_url}/teilnehmende?event={event.slug}&participants_status=requested"
        )
    else:
        opening = OPENING.format(name=one_line(f"{mine.first_name} {mine.last_name}"))
        token = tokens.manage_token(owed.submission_id)
        link = LINK.format(link=f"{settings.base_url}/meine-anmeldung?token={token}")
    facts = FACTS.format(
        title=one_line(event.title),
        when=dates.period(event.starts_at, event.ends_at, event.timezone),
        where=one_line(", ".join(part for part in (event.location, event.address) if part)),
        moderation=one_line(f"Moderation: {event.moderation}" if event.moderation else event.working_group),
    )
    closing = CLOSING.format(deleted_on=dates.day(event.deleted_on), base_url=settings.base_url)
    return "\n\n".join([opening, *_body(owed), facts, link, closing]) + "\n"


def _body(owed: OwedMail) -> Iterator[str]:
    """What this mail is for, then before and after of a change, and what the calendar file does."""
    mine = owed.mine
    held_until = dates.instant(mine.expires_at, mine.event.timezone) if mine.expires_at else ""
    reason = one_line(owed.details.get("reason", ""))
    yield BODIES[owed.kind].format(held_until=held_until, reason=reason).strip()
    changes = owed.details.get("changes", [])
    for each in changes:
        label = EVENT_LINES.get(each["key"], each["key"])
        yield CHANGE.format(label=label, before=one_line(each["before"]), after=one_line(each["after"]))
    if mine.joining_url and any(each["key"] == "joining_url" for each in changes):
        yield JOINING.format(link=one_line(mine.joining_url))
    if mine.dial_in and any(each["key"] == "dial_in" for each in changes):
        yield DIAL_IN.format(dial_in=one_line(mine.dial_in))
    if owed.kind == MailKind.EVENT_CHANGED and owed.has_calendar:
        yield CALENDAR_CHANGED
    if owed.kind == MailKind.EVENT_CANCELLED:
        yield CALENDAR_CANCELLED


def one_line(text: str) -> str:
    """One line: what people typed cannot add a header."""
    return " ".join(text.split())
