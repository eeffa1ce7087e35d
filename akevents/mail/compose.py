"""A mail, made from its row in the outbox at the moment of sending: what is stored is who is owed what, not a text."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from akevents.domain import calendar_entries
from akevents.domain.mail_texts import OwedMail, one_line, subject, text
from akevents.formats.german import fold
from akevents.settings import Settings

__all__ = ["OwedMail", "compose", "message_id", "subject"]


def compose(owed: OwedMail, settings: Settings) -> EmailMessage:
    """The complete message: text, calendar part and file where there is one, and a Message-ID that a retry repeats."""
    message = EmailMessage(policy=SMTP)
    event = owed.mine.event
    message["From"] = Address(one_line(f"{settings.organization}, {event.working_group}"), addr_spec=settings.mail_from)
    message["To"] = ", ".join(owed.recipients)
    if event.working_group_email:
        message["Reply-To"] = event.working_group_email
    message["Subject"] = subject(owed)
    message["Date"] = owed.queued_at
    message["Message-ID"] = message_id(owed, settings)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834, section 5
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "de"
    message.set_content(text(owed, settings))
    if owed.has_calendar:
        _attach_calendar(message, owed, settings)
    return message


def message_id(owed: OwedMail, settings: Settings) -> str:
    """The same for every attempt, so that a mail sent twice is recognised as one."""
    domain = parseaddr(settings.mail_from)[1].rpartition("@")[2] or "akevents.invalid"
    return f"<reg-{owed.mine.id}.{owed.kind}.{owed.id}@{domain}>"


def _attach_calendar(message: EmailMessage, owed: OwedMail, settings: Settings) -> None:
    """The same bytes twice: as alternative for programs that show an invitation, as file for people."""
    payload, method = calendar_entries.personal_file(owed.mine, settings)
    content = payload.decode()
    message.add_alternative(content, subtype="calendar", params={"method": method}, cte="base64")
    name = "-".join(fold(owed.mine.event.slug).split()) or "termin"
    message.add_attachment(payload, maintype="text", subtype="calendar", filename=f"{name}.ics")
