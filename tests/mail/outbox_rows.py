"""What the outbox says, as tests compare it."""

from typing import Any

from house import House
from sqlalchemy import select, update

from akevents.domain.events import EventDetails
from akevents.domain.outbox import FOR_MODERATORS
from akevents.store.tables import OutboxMail

Progress = tuple[str, int, str | None]  # status, tries, reason


def rows(house: House) -> list[OutboxMail]:
    with house.db.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def progress(house: House) -> list[Progress]:
    """Of the participants' mails, in the order in which they were queued."""
    return [(row.status, row.attempts, row.last_error) for row in rows(house) if row.kind not in FOR_MODERATORS]


def statuses(house: House) -> list[str]:
    return [status for status, _, _ in progress(house)]


def change_row(house: House, number: int, **columns: Any) -> int:
    """Change the columns of the row at this place, counted from 0; returns its id."""
    mail_id = rows(house)[number].id
    with house.db.writing() as session:
        session.execute(update(OutboxMail).where(OutboxMail.id == mail_id).values(**columns))
    return mail_id


def evening(house: House, *names: str, **fields: Any) -> EventDetails:
    """An event where these people are registered at once, each owed one mail."""
    event = house.event(**{"title": "Smart City", "more": {"confirms_addresses": False}} | fields)
    for name in names:
        house.register(event, name)
    return event
