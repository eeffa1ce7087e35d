"""Links for speakers: how many people come, from where, and what they want to discuss. No person, and only for a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import protocol, tokens
from akevents.domain.discussion_moderation import topics
from akevents.domain.discussion_view import ShownQuestion, public_questions
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderated import find_moderated, moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.registration_form import has_control_characters
from akevents.domain.statistics import counts_of, most_first
from akevents.errors import InvalidRequest, Problem, SpeakerLinkNotFound
from akevents.store.database import Database
from akevents.store.tables import ModeratorRecord, RegistrationStatus, SpeakerLink

AFTER_THE_EVENT = timedelta(days=1)
LABEL_LIMIT = 100


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link as the moderator sees it; the token itself is shown once, when it is made."""

    id: int
    label: str
    created_by: str | None
    created_at: datetime
    expires_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Everything a speaker sees of the event with this `id`. `by_kind` and `by_state` count people with a place, most
    first; a state of None is an institution whose Land is not known. `topics` are what people wrote at registration, in its
    order, as far as it is not among the `questions`."""

    id: int
    title: str
    working_group: str
    state: EventState
    starts_at: datetime
    ends_at: datetime
    timezone: str
    location: str
    capacity: int | None
    confirmed: int
    pending: int
    waitlisted: int
    by_kind: tuple[tuple[str, int], ...]
    by_state: tuple[tuple[str | None, int], ...]
    topics: tuple[str, ...]
    questions: tuple[ShownQuestion, ...]
    expires_at: datetime


def create(db: Database, by: Moderator, slug: str, label: str, expires_at: datetime | None = None) -> str:
    """A new link's token, to be shown now and never again. Without `expires_at` it ends a day after the event.

    Raises EventNotFound, InvalidRequest."""
    words = " ".join(label.split())
    with db.writing() as session:
        event = find_moderated(session, by, slug)
        until = expires_at or default_expiry(event.ends_at)
        if problems := [*_label_problems(words), *_expiry_problems(until)]:
            raise InvalidRequest(tuple(problems))
        token = tokens.fresh()
        values = {"token_hash": tokens.digest(token), "event_id": event.id, "label": words, "expires_at": until}
        values |= {"created_by": by.id or None, "created_at": clock.utc_now()}
        link_id = session.scalars(insert(SpeakerLink).returning(SpeakerLink.id), values).one()
        protocol.record(session, by, "speaker_link_made", event_id=event.id, link=link_id)
        return token


def default_expiry(ends_at: datetime) -> datetime:
    return ends_at + AFTER_THE_EVENT


def list_links(db: Database, by: Moderator, slug: str) -> tuple[LinkRow, ...]:
    """The event's links, newest first, expired ones included. Raises EventNotFound."""
    now = clock.utc_now()
    with db.reading() as session:
        query = (
            select(SpeakerLink, ModeratorRecord.name)
            .outerjoin(ModeratorRecord, ModeratorRecord.id == SpeakerLink.created_by)
            .where(SpeakerLink.event_id == moderated_id(session, by, slug))
            .order_by(SpeakerLink.id.desc())
        )
        return tuple(
            LinkRow(link.id, link.label, name, link.created_at, link.expires_at, is_open=link.expires_at > now)
            for link, name in session.execute(query)
        )


def revoke(db: Database, by: Moderator, slug: str, link_id: int) -> None:
    """The link leads nowhere from now on; nothing happens if it is gone already. Raises EventNotFound."""
    with db.writing() as session:
        event_id = moderated_id(session, by, slug)
        here = (SpeakerLink.id == link_id, SpeakerLink.event_id == event_id)
        if session.scalar(select(SpeakerLink.id).where(*here)):
            session.execute(delete(SpeakerLink).where(*here))
            protocol.record(session, by, "speaker_link_revoked", event_id=event_id, link=link_id)


def open_link(db: Database, token: str) -> SpeakerView:
    """What this link shows now. Raises SpeakerLinkNotFound."""
    with db.reading() as session:
        link = _find_open(session, token)
        return _view(session, event_in(session, link.event_id), link.expires_at)


def is_open(db: Database, token: str) -> bool:
    """Whether the link still leads somewhere; for open screens, once a second."""
    with db.reading() as session:
        try:
            _find_open(session, token)
        except SpeakerLinkNotFound:
            return False
        return True


def _view(session: Session, event: EventDetails, expires_at: datetime) -> SpeakerView:
    counts = counts_of(session, event.id)
    return SpeakerView(
        id=event.id,
        title=event.title,
        working_group=event.working_group,
        state=event.state,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        location=event.location,
        capacity=event.capacity,
        confirmed=counts.by_status[RegistrationStatus.CONFIRMED],
        pending=counts.by_status[RegistrationStatus.PENDING],
        waitlisted=counts.by_status[RegistrationStatus.WAITLISTED],
        by_kind=most_first(counts.by_kind),
        by_state=most_first(counts.by_state),
        topics=tuple(each.text for each in topics(session, event.id)),
        questions=public_questions(session, event.id),
        expires_at=expires_at,
    )


def _find_open(session: Session, token: str) -> Any:
    query = select(SpeakerLink.event_id, SpeakerLink.expires_at).where(
        SpeakerLink.token_hash == tokens.digest(token), SpeakerLink.expires_at > clock.utc_now()
    )
    link = session.execute(query).one_or_none()
    if link is None:
        raise SpeakerLinkNotFound
    return link


def _label_problems(label: str) -> list[Problem]:
    if not label:
        return [Problem("label", "missing_link_label")]
    if len(label) > LABEL_LIMIT:
        return [Problem("label", "too_long", LABEL_LIMIT)]
    return [Problem("label", "control_characters")] if has_control_characters(label, allows_lines=False) else []


def _expiry_problems(until: datetime) -> list[Problem]:
    return [] if until > clock.utc_now() else [Problem("expires_at", "expiry_is_over")]
