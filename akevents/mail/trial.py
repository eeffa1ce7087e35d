"""One plain mail to somebody who wants to know whether the settings are right. Nothing of it is stored."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid

from akevents.mail.compose import sender_address
from akevents.mail.connection import Connection
from akevents.settings import Settings

SUBJECT = "akevents: test mail"
TEXT = """\
This is a test of akevents at {base_url}.

It was sent because somebody with access to the server typed "akevents mail test". You need not do anything.
"""


def send_trial(settings: Settings, address: str) -> str:
    """Send it now; returns the mail server's answer. Raises Unreachable or NotTaken, whose words say why."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = settings.mail_from, address, SUBJECT
    message["Date"] = datetime.now(UTC)  # a shifted clock never sends mail
    message["Message-ID"] = make_msgid("test", sender_address(settings).rpartition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834, section 5
    message.set_content(TEXT.format(base_url=settings.base_url))
    with Connection(settings) as connection:
        return connection.send(0, message, [address])
