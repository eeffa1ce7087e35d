"""A mail, made from its row in the outbox at the moment of sending: what is stored is who is owed what, not a text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Any

from akevents.domain import calendar_entries, tokens
from akevents.domain.my_registration import MyRegistration
from akevents.domain.outbox import MailKind
from akevents.formats.german import fold
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


def compose(owed: OwedMail, settings: Settings) -> EmailMessage:
    """The complete message: text, calendar part and file where there is one, and a Message-ID that a retry repeats."""
    message = EmailMessage(policy=SMTP)
    event = owed.mine.event
    message["From"] = Address(_safe(f"{settings.organization}, {event.working_group}"), addr_spec=settings.mail_from)
    message["To"] = ", ".join(owed.recipients)
    if event.working_group_email:
        message["Reply-To"] = event.working_group_email
    message["Subject"] = subject(owed)
    message["Date"] = owed.queued_at
    message["Message-ID"] = message_id(owed, settings)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834, section 5
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "de"
    message.set_content(_text(owed, settings))
    if owed.has_calendar:
        _attach_calendar(message, owed, settings)
    return message


def message_id(owed: OwedMail, settings: Settings) -> str:
    """The same for every attempt, so that a mail sent twice is recognised as one."""
    domain = parseaddr(settings.mail_from)[1].rpartition("@")[2] or "akevents.invalid"
    return f"<reg-{owed.mine.id}.{owed.kind}.{owed.id}@{domain}>"


def subject(owed: OwedMail) -> str:
    """At most 70 characters, the day always in it; a long title gives way."""
    event = owed.mine.event
    pattern = MAIL_SUBJECTS[owed.kind]
    day = dates.local(event.starts_at, event.timezone).strftime("%d.%m.%Y")
    room = SUBJECT_LIMIT - len(pattern.format(title="", day=day))
    return _safe(pattern.format(title=shortened(event.title, room), day=day))


def _text(owed: OwedMail, settings: Settings) -> str:
    mine, event = owed.mine, owed.mine.event
    if owed.kind == MailKind.LATE_REQUEST_FOR_MODERATOR:
        opening = OPENING.format(name="").replace(" ,", ",")
        link = MODERATOR_LINK.format(
            link=f"{settings.base_url}/teilnehmende?event={event.slug}&participants_status=requested"
        )
    else:
        opening = OPENING.format(name=_safe(f"{mine.first_name} {mine.last_name}"))
        token = tokens.manage_token(owed.submission_id)
        link = LINK.format(link=f"{settings.base_url}/meine-anmeldung?token={token}")
    facts = FACTS.format(
        title=_safe(event.title),
        when=dates.period(event.starts_at, event.ends_at, event.timezone),
        where=_safe(", ".join(part for part in (event.location, event.address) if part)),
        moderation=_safe(f"Moderation: {event.moderation}" if event.moderation else event.working_group),
    )
    closing = CLOSING.format(deleted_on=dates.day(event.deleted_on), base_url=settings.base_url)
    return "\n\n".join([opening, *_body(owed), facts, link, closing]) + "\n"


def _body(owed: OwedMail) -> Iterator[str]:
    """What this mail is for, then before and after of a change, and what the calendar file does."""
    mine = owed.mine
    held_until = dates.instant(mine.expires_at, mine.event.timezone) if mine.expires_at else ""
    reason = _safe(owed.details.get("reason", ""))
    yield BODIES[owed.kind].format(held_until=held_until, reason=reason).strip()
    changes = owed.details.get("changes", [])
    for each in changes:
        label = EVENT_LINES.get(each["key"], each["key"])
        yield CHANGE.format(label=label, before=_safe(each["before"]), after=_safe(each["after"]))
    if mine.joining_url and any(each["key"] == "joining_url" for each in changes):
        yield JOINING.format(link=_safe(mine.joining_url))
    if owed.kind == MailKind.EVENT_CHANGED and owed.has_calendar:
        yield CALENDAR_CHANGED
    if owed.kind == MailKind.EVENT_CANCELLED:
        yield CALENDAR_CANCELLED


def _attach_calendar(message: EmailMessage, owed: OwedMail, settings: Settings) -> None:
    """The same bytes twice: as alternative for programs that show an invitation, as file for people."""
    payload, method = calendar_entries.personal_file(owed.mine, settings)
    content = payload.decode()
    message.add_alternative(content, subtype="calendar", params={"method": method}, cte="base64")
    name = "-".join(fold(owed.mine.event.slug).split()) or "termin"
    message.add_attachment(payload, maintype="text", subtype="calendar", filename=f"{name}.ics")


def _safe(text: str) -> str:
    """One line: what people typed cannot add a header."""
    return " ".join(text.split())
