"""What the command line and the administration share: accounts, groups, roles, one-time links.

Every function works inside the caller's transaction; who may do it, the callers ask."""

from datetime import timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import tokens
from akevents.domain.registration_form import has_control_characters
from akevents.errors import Problem
from akevents.store.tables import Membership, ModeratorRecord, Role, SignInLink, WorkingGroup

LINK_LENGTH = timedelta(days=2)
NAME_LIMIT = 100  # characters of a person's or a group's name


def name_problems(name: str) -> list[Problem]:
    """What is wrong with the name of a person or a group, given in one line."""
    if not name:
        return [Problem("name", "missing_name")]
    if len(name) > NAME_LIMIT:
        return [Problem("name", "too_long", NAME_LIMIT)]
    return [Problem("name", "control_characters")] if has_control_characters(name, allows_lines=False) else []


def find_group(session: Session, slug: str) -> int | None:
    return session.scalar(select(WorkingGroup.id).where(WorkingGroup.slug == slug))


def add_group(session: Session, slug: str, name: str, email: str | None, state: str | None = None) -> int:
    values = {"slug": slug, "name": name, "email": email, "state": state, "created_at": clock.utc_now()}
    return session.scalars(insert(WorkingGroup).returning(WorkingGroup.id), values).one()


def find_person(session: Session, address: str) -> int | None:
    """By the normalised address."""
    return session.scalar(select(ModeratorRecord.id).where(ModeratorRecord.email == address))


def add_person(session: Session, address: str, name: str, *, is_administrator: bool) -> int:
    values = {"email": address, "name": name.strip() or address, "is_administrator": is_administrator}
    return session.scalars(
        insert(ModeratorRecord).returning(ModeratorRecord.id), {**values, "created_at": clock.utc_now()}
    ).one()


def give_role(session: Session, person_id: int, group_id: int, role: Role) -> None:
    """At least this role in the group; whoever moderates there already goes on to."""
    known = session.get(Membership, (person_id, group_id))
    if known is None:
        session.add(Membership(moderator_id=person_id, working_group_id=group_id, role=role))
    elif role == Role.MODERATOR:
        known.role = role
    session.flush()  # a group named twice must be found the second time


def new_link(session: Session, person_id: int) -> str:
    """A fresh one-time link token, good for LINK_LENGTH; earlier ones stay good."""
    token = tokens.fresh()
    expires_at = clock.utc_now() + LINK_LENGTH
    session.execute(
        insert(SignInLink), {"token_hash": tokens.digest(token), "moderator_id": person_id, "expires_at": expires_at}
    )
    return token
