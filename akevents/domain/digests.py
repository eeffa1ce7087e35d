"""The moderators' mail of the morning: what happened at their events since yesterday. No news, no mail."""

from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, insert, select, update
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import MailKind
from akevents.store.database import Database
from akevents.store.tables import (
    Event,
    EventStatus,
    MailStatus,
    Membership,
    ModeratorRecord,
    OutboxMail,
    Registration,
    RegistrationStatus,
    Role,
)

ZONE = ZoneInfo("Europe/Berlin")  # where the moderators have their mornings
MORNING = time(7)
USEFUL_FOR = timedelta(hours=12)  # a server that was off all morning still tells; one that was off all day does not
NEWS = ("registered", "cancelled", "failed")  # figures that make a mail worth sending; the others only go with them
Figures = dict[int, dict[str, int]]  # event to name to count


def queue_digests(db: Database) -> int:
    """Owe every moderator who wants one today's mail, if there is news; returns how many.

    Nothing happens before the morning, a second time on the same day, or where no mail can be sent."""
    now = clock.utc_now()
    today = now.astimezone(ZONE).date()
    morning = datetime.combine(today, MORNING, ZONE)
    if not settings.current().sends_mail or not morning <= now < morning + USEFUL_FOR:
        return 0
    with db.reading() as session:
        if not _waiting(session, today.isoformat()):
            return 0
    with db.writing() as session:
        rows = list(_rows(session, today.isoformat(), morning, now))
        if rows:
            session.execute(insert(OutboxMail), rows)
        return len(rows)


def wants_digest(db: Database, by: Moderator) -> bool:
    """Whether this person is told in the morning; nobody has asked for that at the command line."""
    with db.reading() as session:
        return bool(session.scalar(select(ModeratorRecord.wants_digest).where(ModeratorRecord.id == by.id)))


def choose_digest(db: Database, by: Moderator, *, wants: bool) -> None:
    """Be told in the morning from now on, or not any more. A mail that waits already is then stopped before it leaves."""
    with db.writing() as session:
        session.execute(update(ModeratorRecord).where(ModeratorRecord.id == by.id).values(wants_digest=wants))


def _waiting(session: Session, occasion: str) -> dict[int, set[int]]:
    """Moderators who have not had today's mail, with the groups they moderate."""
    had = select(OutboxMail.moderator_id).where(
        OutboxMail.kind == MailKind.DIGEST, OutboxMail.occasion == occasion, OutboxMail.moderator_id.is_not(None)
    )
    query = (
        select(Membership.moderator_id, Membership.working_group_id)
        .join(ModeratorRecord, ModeratorRecord.id == Membership.moderator_id)
        .where(Membership.role == Role.MODERATOR, ModeratorRecord.wants_digest, Membership.moderator_id.not_in(had))
    )
    groups: dict[int, set[int]] = {}
    for moderator_id, group_id in session.execute(query.order_by(Membership.moderator_id)):
        groups.setdefault(moderator_id, set()).add(group_id)
    return groups


def _rows(session: Session, occasion: str, morning: datetime, now: datetime) -> Any:
    events = _events_with_news(session, morning.astimezone(now.tzinfo) - timedelta(days=1), now)
    for moderator_id, groups in _waiting(session, occasion).items():
        mine = [{**each} for each in events if each["group_id"] in groups]
        if mine:
            yield {
                "event_id": None, "moderator_id": moderator_id, "kind": MailKind.DIGEST, "occasion": occasion,
                "status": MailStatus.QUEUED, "queued_at": now, "due_at": now, "details": {"events": mine},
                "useless_after": morning + USEFUL_FOR,
            }  # fmt: skip


def _events_with_news(session: Session, since: datetime, now: datetime) -> list[dict[str, Any]]:
    """Events that are not over, soonest first, each with its figures; without those where nothing happened."""
    query = (
        select(
            Event.id, Event.slug, Event.title, Event.starts_at, Event.timezone, Event.working_group_id, Event.waiting
        )
        .where(Event.status == EventStatus.PUBLISHED, Event.ends_at > now)
        .order_by(Event.starts_at, Event.id)
    )
    figures = _figures(session, since)
    return [
        {
            "slug": event.slug,
            "title": event.title,
            "starts_at": event.starts_at.isoformat(),
            "timezone": event.timezone,
            "group_id": event.working_group_id,
            "waiting": event.waiting,
            **found,
        }
        for event in session.execute(query)
        if any((found := {name: figures[name][event.id] for name in figures})[name] for name in NEWS)
    ]


def _figures(session: Session, since: datetime) -> dict[str, Counter[int]]:
    """Counts by event: what came since, what waits for a decision, what could not be delivered since."""
    is_live = Registration.status != RegistrationStatus.CANCELLED
    asks = Registration.status == RegistrationStatus.REQUESTED
    failed = (OutboxMail.status == MailStatus.FAILED) & (OutboxMail.queued_at > since)
    return {
        "registered": _count(session, _of(Registration, is_live & (Registration.registered_at > since))),
        "cancelled": _count(session, _of(Registration, ~is_live & (Registration.cancelled_at > since))),
        "requested": _count(session, _of(Registration, asks)),
        "failed": _count(session, _of(OutboxMail, failed)),
    }


def _of(table: type[Registration] | type[OutboxMail], condition: ColumnElement[bool]) -> Select[int | None, int]:
    return select(table.event_id, func.count()).where(condition).group_by(table.event_id)


def _count(session: Session, query: Select[int | None, int]) -> Counter[int]:
    return Counter({event_id: count for event_id, count in session.execute(query) if event_id is not None})
