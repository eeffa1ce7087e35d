"""The one door to an event for whoever moderates it: an event of another working group does not exist there."""

from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from akevents.domain.moderators import Moderator
from akevents.domain.seats import AnyRow
from akevents.errors import EventNotFound
from akevents.store.tables import Event

_table = cast(Table, Event.__table__)


def find_moderated(session: Session, by: Moderator, slug: str) -> AnyRow:
    """All columns of an event of one of this moderator's groups. Raises EventNotFound for any other."""
    return _found(session, by, slug, *_table.c)


def moderated_id(session: Session, by: Moderator, slug: str) -> int:
    """The same where the number is enough."""
    return int(_found(session, by, slug, _table.c.id, _table.c.working_group_id).id)


def _found(session: Session, by: Moderator, slug: str, *columns: object) -> AnyRow:
    """PostgreSQL will not even look for a slug with a NUL character."""
    query = select(*columns).where(_table.c.slug == slug)  # type: ignore[call-overload]
    row: AnyRow | None = session.connection().execute(query).one_or_none() if slug.isprintable() else None
    if row is None:
        raise EventNotFound(slug)
    by.require(row.working_group_id, slug)
    return row
