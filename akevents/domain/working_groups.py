"""The working groups themselves: made and changed by administrators, seen by their moderators."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from akevents.domain import accounts, protocol
from akevents.domain.email_addresses import normalized_email, problem_with
from akevents.domain.moderators import Moderator
from akevents.errors import InvalidRequest, NotAllowed, Problem, UnknownWorkingGroup
from akevents.formats.german import fold
from akevents.formats.german import slug as slug_of
from akevents.formats.places import STATES
from akevents.store.database import Database
from akevents.store.tables import WorkingGroup
from akevents.wording.de import EVENT_REWRITTEN


@dataclass(frozen=True, slots=True)
class Group:
    """`email` is the Reply-To of its mails, `state` (a key of STATES) the Land whose public holidays count."""

    id: int
    slug: str
    name: str
    email: str | None
    state: str | None


def governed_names(session: Session, by: Moderator) -> dict[int, str]:
    """By name: all groups for an administrator, of the own ones for a moderator. Raises NotAllowed for anybody else."""
    if not by.moderates_somewhere:
        raise NotAllowed
    query = select(WorkingGroup.id, WorkingGroup.name)
    if not by.is_administrator:
        query = query.where(WorkingGroup.id.in_(by.moderates))
    rows = sorted(session.execute(query), key=lambda row: (fold(row.name), row.id))
    return {row.id: row.name for row in rows}


def list_groups(db: Database, by: Moderator) -> tuple[Group, ...]:
    """By name: all for an administrator, the own ones for a moderator. Raises NotAllowed for a helper."""
    with db.reading() as session:
        ids = list(governed_names(session, by))
        found = {row.id: row for row in session.scalars(select(WorkingGroup).where(WorkingGroup.id.in_(ids)))}
    return tuple(Group(each, *_facts(found[each])) for each in ids)


def add_group(db: Database, by: Moderator, *, name: str, email: str = "", state: str = "", slug: str = "") -> int:
    """Make a working group; returns its id. Without a slug it gets one of its name, with a number where that is taken.

    Raises NotAllowed, InvalidRequest."""
    values, slug = _checked(by, name, email, state), slug_of(slug)
    with db.writing() as session:
        if slug and accounts.find_group(session, slug):
            raise InvalidRequest((Problem("slug", "slug_taken"),))
        group_id = accounts.add_group(session, slug or _free_slug(session, name), **values)  # type: ignore[arg-type]
        protocol.record(session, by, "group_added", group=group_id)
        return group_id


def change_group(db: Database, by: Moderator, group_id: int, *, name: str, email: str = "", state: str = "") -> None:
    """Name, address and Land instead of the earlier ones; what is the same already changes nothing.

    Raises NotAllowed, UnknownWorkingGroup, InvalidRequest."""
    values = _checked(by, name, email, state)
    with db.writing() as session:
        row = session.get(WorkingGroup, group_id, with_for_update=True)
        if row is None:
            raise UnknownWorkingGroup(str(group_id))
        changed = {key: value for key, value in values.items() if getattr(row, key) != value}
        if not changed:
            return
        words = {f"group_{key}": f"{getattr(row, key) or '–'} → {value or '–'}" for key, value in changed.items()}
        if "email" in changed:
            words["group_email"] = EVENT_REWRITTEN  # it may be somebody's own
        details: dict[str, str | int | None] = {"group": group_id, **words}
        session.execute(update(WorkingGroup).where(WorkingGroup.id == group_id).values(**changed))
        protocol.record(session, by, "group_changed", event_id=None, registration_id=None, **details)


def _checked(by: Moderator, name: str, email: str, state: str) -> dict[str, str | None]:
    """The columns as they are stored. Raises NotAllowed, InvalidRequest with all problems."""
    if not by.is_administrator:
        raise NotAllowed
    words, address = " ".join(name.split()), email.strip()
    found = accounts.name_problems(words)
    if address and (wrong := problem_with(address)):
        found.append(Problem("email", wrong))
    if state and state not in STATES:
        found.append(Problem("state", "not_a_choice"))
    if found:
        raise InvalidRequest(tuple(found))
    return {"name": words, "email": normalized_email(address) if address else None, "state": state or None}


def _free_slug(session: Session, name: str) -> str:
    first = slug_of(name) or "arbeitskreis"
    taken = set(session.scalars(select(WorkingGroup.slug).where(WorkingGroup.slug.startswith(first, autoescape=True))))
    candidates = [first, *(f"{first}-{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in candidates if each not in taken)


def _facts(row: WorkingGroup) -> tuple[str, str, str | None, str | None]:
    return row.slug, row.name, row.email, row.state
