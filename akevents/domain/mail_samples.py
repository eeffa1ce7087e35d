"""Mails as they would look, for the moderator: written to an invented person, stored nowhere, sent to nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from akevents import clock
from akevents.domain import mail_texts
from akevents.domain.event_change import ChangedLine
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.domain.mail_facts import OwedMail
from akevents.domain.my_view import MyRegistration
from akevents.domain.outbox import FOR_MODERATORS, MailKind
from akevents.domain.undo_rules import UNDO_FOR
from akevents.settings import Settings
from akevents.store.tables import EventFormat, EventStatus, Language, ParticipantList, RegistrationStatus

HELD = timedelta(hours=48)
ABOUT_NO_PERSON = frozenset({MailKind.DATA_DELETED, MailKind.DIGEST, MailKind.DELIVERY_FAILED})
# How Anna's registration stands when she gets this mail, where it is not a place.
_STATUS = {
    MailKind.CONFIRM_ADDRESS: RegistrationStatus.PENDING,
    MailKind.REGISTERED_BY_COLLEAGUE: RegistrationStatus.PENDING,
    MailKind.WAITLISTED: RegistrationStatus.WAITLISTED,
    MailKind.CANCELLED_BY_PARTICIPANT: RegistrationStatus.CANCELLED,
    MailKind.CANCELLED_BY_MODERATOR: RegistrationStatus.CANCELLED,
    MailKind.EXPIRED: RegistrationStatus.CANCELLED,
    MailKind.LATE_REQUEST_RECEIVED: RegistrationStatus.REQUESTED,
    MailKind.LATE_REQUEST_DECLINED: RegistrationStatus.CANCELLED,
    MailKind.LATE_REQUEST_FOR_MODERATOR: RegistrationStatus.REQUESTED,
}


@dataclass(frozen=True, slots=True)
class SampleMail:
    """One mail in its two faces."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What somebody wrote for this mail: its body with placeholders, and the subject if it is a message."""

    body: str
    subject_line: str | None = None


def sample_mail(
    event: EventDetails,
    kind: MailKind,
    settings: Settings,
    details: Mapping[str, Any] | None = None,
    *,
    language: Language = Language.GERMAN,
    own: OwnWords | None = None,
) -> SampleMail:
    """A mail of this kind to Anna Beispiel. Her personal link leads nowhere."""
    owed = replace(sample_owed(event, kind, details), language=language)
    if own is not None:
        owed = replace(owed, body=own.body, subject_line=own.subject_line)
    return as_read(owed, settings)


def as_read(owed: OwedMail, settings: Settings) -> SampleMail:
    """Any mail as its reader would see it; a stored one, too."""
    return SampleMail(mail_texts.subject(owed), mail_texts.text(owed, settings), mail_texts.html(owed, settings))


def told_of(lines: Iterable[ChangedLine]) -> dict[str, Any]:
    """What the mail about a change says of it: time, place and link, nothing else."""
    return {
        "changes": [{"key": each.key, "before": each.before, "after": each.after} for each in lines if each.is_told]
    }


def sample_event(group_id: int, group: str, email: str | None = None) -> EventDetails:
    """An invented evening of this group, three weeks from now."""
    now = clock.utc_now()
    starts_at = (now + timedelta(days=21)).replace(hour=16, minute=0, second=0, microsecond=0)
    return EventDetails(
        id=0, uid="beispiel", sequence=0, slug="beispiel", working_group_id=group_id, working_group_slug="beispiel",
        working_group=group, working_group_email=email, status=EventStatus.PUBLISHED, state=EventState.OPEN,
        cancellation_reason=None, title="Ein Abend zum Beispiel", kind=None, summary=None, text="",
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90), timezone="Europe/Berlin",
        format=EventFormat.ONLINE, location="Online", address=None, categories=(), moderation="Mona Beispiel",
        speakers=(), registration_opens_at=None, deadline_at=starts_at - timedelta(days=1), capacity=None,
        has_waiting_list=True, confirms_addresses=None, shows_places=False, allows_late_requests=True,
        is_recorded=False, recording_purpose=None, participant_list=ParticipantList.NOBODY,
        materials="[Folien des Abends](https://example.org/folien)", reminds_day_before=True,
        reminds_hour_before=True, retention_days=30, published_at=now, changed_at=now, places_taken=0, waiting=0,
        change_counter=0,
    )  # fmt: skip


def sample_owed(event: EventDetails, kind: MailKind, details: Mapping[str, Any] | None = None) -> OwedMail:
    """What such a mail would be owed for, with details as its cause would give them."""
    now = clock.utc_now()
    anna = _anna(event, _STATUS.get(kind, RegistrationStatus.CONFIRMED), now)
    if kind == MailKind.CANCELLED_BY_PARTICIPANT:
        anna = replace(anna, undo_until=now + UNDO_FOR)
    if kind == MailKind.JOINING_LINK:
        anna = replace(anna, joining_url="https://example.org/raum")
    told = dict(details) if details is not None else _details(event, kind)
    owed = OwedMail(
        id=0, kind=kind, queued_at=now, attempts=0, mine=anna, submission_id="beispiel", recipients=(anna.email,),
        details=told, moderator_id=0 if kind in FOR_MODERATORS else None,
    )  # fmt: skip
    if kind in ABOUT_NO_PERSON:
        return replace(owed, mine=None, event=None if kind == MailKind.DIGEST else event)
    return owed


def _anna(event: EventDetails, status: RegistrationStatus, now: datetime) -> MyRegistration:
    is_cancelled, is_confirmed = status == RegistrationStatus.CANCELLED, status == RegistrationStatus.CONFIRMED
    had_place = is_cancelled or is_confirmed
    return MyRegistration(
        id=0, event=event, number=1, status=status, registered_at=now, confirmed_at=now if had_place else None,
        cancelled_at=now if is_cancelled else None,
        expires_at=now + HELD if status == RegistrationStatus.PENDING else None, checked_in_at=None,
        waiting_position=3 if status == RegistrationStatus.WAITLISTED else None, joining_url=None,
        first_name="Anna", last_name="Beispiel", email="anna@example.org", institution="Stadt Köln", function=None,
        is_member=None, topic=None, accessibility_needs=None, request_reason="Ich habe erst heute davon erfahren.",
        consents=frozenset(), answers={}, joining_at=event.closes_at if is_confirmed else None,
        arrival_token="beispiel",  # noqa: S106 - leads nowhere
    )  # fmt: skip


def _details(event: EventDetails, kind: MailKind) -> dict[str, Any]:
    """What the cause of such a mail would say of it."""
    match kind:
        case MailKind.REGISTERED_BY_COLLEAGUE:
            return {"colleague": "Bernd Beispiel"}
        case MailKind.EVENT_CHANGED:
            return {"changes": [{"key": "place", "before": "Online", "after": "Rathaus, Marktplatz 1"}]}
        case MailKind.EVENT_CANCELLED:
            return {"reason": "Die Referentin ist erkrankt."}
        case MailKind.REMINDER:
            return {"ahead": "day"}
        case MailKind.DIGEST:
            counted = {"registered": 3, "cancelled": 1, "waiting": 2, "requested": 1}
            starts_at = event.starts_at.isoformat()
            known = {"slug": event.slug, "title": event.title, "starts_at": starts_at, "timezone": event.timezone}
            return {"events": [{**known, **counted}]}
        case MailKind.DATA_DELETED:
            return {"deleted_on": event.deleted_on.isoformat(), "registrations": 1, "answers": 2}
        case MailKind.DELIVERY_FAILED:
            return {"failed_kind": MailKind.REMINDER, "count": 2}
    return {}
