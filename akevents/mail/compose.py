"""A mail, made from its row in the outbox at the moment of sending: what is stored is who is owed what, not a text."""

import re
from email.headerregistry import Address
from email.message import EmailMessage

from akevents.domain import calendar_entries
from akevents.domain.mail_facts import OwedMail, message_id, sender_address, unsubscribe_link
from akevents.domain.mail_texts import html, subject, text
from akevents.domain.outbox import MailKind
from akevents.formats.letter import header_line, one_line
from akevents.mail.headers import POLICY
from akevents.settings import Settings
from akevents.wording import shortened

__all__ = ["OwedMail", "compose", "sender_address", "sender_name"]

NAME_LIMIT = 100  # of the sender's name; a list of mails shows a third of it
UNDISCLOSED = "undisclosed-recipients:;"  # RFC 5322, section 3.4; the envelope has the address
# Answers to the confirmation.
THREADED = frozenset({MailKind.REMINDER, MailKind.JOINING_LINK, MailKind.MATERIALS, MailKind.THANKS})


def compose(owed: OwedMail, settings: Settings) -> EmailMessage:
    """The complete message: text and HTML that say the same, calendar part and file where there is one, and a Message-ID
    that a retry repeats. Every part travels as ASCII, so no server on the way needs to recode it."""
    message = EmailMessage(policy=POLICY)
    _address(message, owed, settings)
    _identify(message, owed, settings)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834, section 5
    message["X-Auto-Response-Suppress"] = "All"
    if leaving := unsubscribe_link(owed, settings):
        message["List-Unsubscribe"] = f"<{leaving}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message.set_content(text(owed, settings), cte="quoted-printable")
    message.add_alternative(html(owed, settings), subtype="html", cte="quoted-printable")
    if owed.has_calendar:
        _attach_calendar(message, owed, settings)
    message["Content-Language"] = owed.language.value  # now, because making parts moves all that begins with Content-
    return message


def sender_name(owed: OwedMail, settings: Settings) -> str:
    """ "DVAG, AK Wirtschaftsförderung"."""
    names = (settings.organization, owed.about.working_group if owed.about else "")
    return shortened(header_line(", ".join(each for each in names if each)), NAME_LIMIT)


def _address(message: EmailMessage, owed: OwedMail, settings: Settings) -> None:
    """From the association under the group's name, answers to the group."""
    event = owed.about
    message["From"] = Address(sender_name(owed, settings), addr_spec=sender_address(settings))
    message["To"] = ", ".join(one_line(each) for each in owed.recipients if _can_be_shown(each)) or UNDISCLOSED
    if event and event.working_group_email and _can_be_shown(event.working_group_email):
        message["Reply-To"] = one_line(event.working_group_email)
    message["Subject"] = subject(owed)


def _can_be_shown(address: str) -> bool:
    """An address may contain "=?" (RFC 5321), but in a header the standard library would decode it to anything."""
    return "=?" not in address


def _identify(message: EmailMessage, owed: OwedMail, settings: Settings) -> None:
    message["Date"] = owed.queued_at
    message["Message-ID"] = message_id(owed.id, owed.kind, owed.mine.id if owed.mine else None, settings)
    if owed.thread and owed.kind in THREADED:
        message["In-Reply-To"] = one_line(owed.thread)
        message["References"] = one_line(owed.thread)


def _attach_calendar(message: EmailMessage, owed: OwedMail, settings: Settings) -> None:
    """The same bytes twice: as alternative for programs that show an invitation, as file for people."""
    assert owed.mine is not None
    payload, method = calendar_entries.personal_file(owed.mine, settings)
    message.add_alternative(payload.decode(), subtype="calendar", params={"method": method}, cte="base64")
    name = re.sub(r"[^A-Za-z0-9-]+", "-", owed.mine.event.slug).strip("-") or "termin"  # as the page calls it
    charset = {"charset": "utf-8"}
    message.add_attachment(payload, maintype="text", subtype="calendar", filename=f"{name}.ics", params=charset)
