"""Mails as they would look, for the moderator: written to an invented person, stored nowhere, sent to nobody."""

from collections.abc import Iterable
from typing import Any

from akevents import clock
from akevents.domain import mail_texts
from akevents.domain.event_change import ChangedLine
from akevents.domain.events import EventDetails
from akevents.domain.mail_texts import OwedMail
from akevents.domain.my_registration import MyRegistration
from akevents.domain.outbox import MailKind
from akevents.settings import Settings
from akevents.store.tables import RegistrationStatus


def sample_mail(
    event: EventDetails, kind: MailKind, settings: Settings, details: dict[str, Any] | None = None
) -> tuple[str, str]:
    """Subject and text of a mail to Anna Beispiel, who has a place. Her personal link leads nowhere."""
    now = clock.utc_now()
    anna = MyRegistration(
        id=0, event=event, number=1, status=RegistrationStatus.CONFIRMED, registered_at=now, confirmed_at=now,
        cancelled_at=None, expires_at=None, checked_in_at=None, waiting_position=None, joining_url=None,
        first_name="Anna", last_name="Beispiel", email="anna@example.org", institution="Stadt Köln", function=None,
        is_member=None, topic=None, accessibility_needs=None, request_reason=None, consents=frozenset(), answers={},
    )  # fmt: skip
    owed = OwedMail(0, kind, now, 0, anna, "beispiel", (anna.email,), details or {})
    return mail_texts.subject(owed), mail_texts.text(owed, settings)


def told_of(lines: Iterable[ChangedLine]) -> dict[str, Any]:
    """What the mail about a change says of it: time, place and link, nothing else."""
    return {
        "changes": [{"key": each.key, "before": each.before, "after": each.after} for each in lines if each.is_told]
    }
