"""Who may sign in and do what: people and their roles, given and taken by administrators.

A moderator sees the people of the own groups and lets helpers in and out there, nobody else. Every change is in the protocol
and holds at once, because a signed-in person's roles are read on every run."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from akevents.domain import accounts, protocol
from akevents.domain.email_addresses import normalized_email, problem_with
from akevents.domain.moderators import Moderator
from akevents.domain.working_groups import governed_names
from akevents.errors import (
    InvalidRequest,
    LastAdministrator,
    NotAllowed,
    PersonNotFound,
    Problem,
    UnknownWorkingGroup,
)
from akevents.formats.german import fold
from akevents.store.database import Database
from akevents.store.tables import Membership, ModeratorRecord, Role
from akevents.wording import ROLE

Roles = Mapping[int, Role]  # by working group


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may sign in. `roles` holds only groups that the viewer governs; `may_change` and `may_link` say whether
    the viewer may change these roles and hand out a link with which the person's password is set."""

    id: int
    name: str
    email: str
    is_administrator: bool
    has_password: bool
    roles: dict[int, Role]
    groups: dict[int, str]
    may_change: bool
    may_link: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who got roles. `link_token` opens the page that sets the password; None for somebody who had an account already."""

    person_id: int
    name: str
    link_token: str | None


def list_people(db: Database, by: Moderator) -> tuple[Person, ...]:
    """By name: everybody for an administrator, for a moderator who has a role in one of the own groups.

    Raises NotAllowed for a helper."""
    with db.reading() as session:
        names = governed_names(session, by)
        records = sorted(session.scalars(select(ModeratorRecord)), key=lambda each: (fold(each.name), each.id))
        held = _roles_of_all(session)
    people = [_person(by, record, held.get(record.id, {}), names) for record in records]
    return tuple(each for each in people if by.is_administrator or each.roles)


def invite(
    db: Database, by: Moderator, email: str, name: str, roles: Roles, *, is_administrator: bool = False
) -> Invitation:
    """Let a person sign in with these roles. A known address keeps name, password and roles, and only gains.

    Raises InvalidRequest, NotAllowed for roles that are not the inviter's to give, UnknownWorkingGroup."""
    address, words = _checked(email, name)
    with db.writing() as session:
        _require_may_give(session, by, roles, is_administrator=is_administrator)
        person_id = accounts.find_person(session, address)
        if not (roles or is_administrator):
            raise InvalidRequest((Problem("roles", "missing_role"),))
        is_new = person_id is None
        if person_id is None:
            person_id = accounts.add_person(session, address, words, is_administrator=False)
        record = session.get_one(ModeratorRecord, person_id)
        before = _roles_of(session, person_id), record.is_administrator
        for group_id, role in roles.items():
            accounts.give_role(session, person_id, group_id, role)
        record.is_administrator = record.is_administrator or is_administrator
        session.flush()  # the protocol's foreign keys and the words below read it
        after = _roles_of(session, person_id), record.is_administrator
        protocol.record(
            session, by, "person_invited", person=person_id, roles=_change_words(session, by, before, after)
        )
        return Invitation(person_id, record.name, accounts.new_link(session, person_id) if is_new else None)


def set_roles(
    db: Database, by: Moderator, person_id: int, roles: Roles, *, is_administrator: bool | None = None
) -> None:
    """These roles instead of the ones in all groups that `by` governs; None leaves the administration as it is.

    Raises PersonNotFound, NotAllowed, LastAdministrator, InvalidRequest if no role is left, UnknownWorkingGroup."""
    with db.writing() as session:
        record = _lock(session, by, person_id)
        held, was = _roles_of(session, person_id), record.is_administrator
        becomes = was if is_administrator is None else is_administrator
        governed = governed_names(session, by)
        after = {group: role for group, role in held.items() if group not in governed} | dict(roles)
        changed = {group: role for group, role in roles.items() if held.get(group) != role}
        taken = {group: role for group, role in held.items() if group not in after}
        _require_may_give(session, by, {**changed, **taken}, is_administrator=becomes != was)
        if not by.is_administrator and any(held.get(group) == Role.MODERATOR for group in changed):
            raise NotAllowed
        if not after and not becomes:
            raise InvalidRequest((Problem("roles", "missing_role"),))
        if was and not becomes:
            _require_another_administrator(session, person_id)
        if (after, becomes) == (held, was):
            return
        _replace_roles(session, person_id, after)
        _set_administrator(session, person_id, becomes)
        words = _change_words(session, by, (held, was), (after, becomes))
        protocol.record(session, by, "roles_changed", person=person_id, roles=words)


def new_link(db: Database, by: Moderator, person_id: int) -> str:
    """A one-time link with which this person sets a new password. Raises PersonNotFound, NotAllowed.

    Whoever has the link gets the account: a moderator gets one only for people who are nothing but their own helpers."""
    with db.writing() as session:
        record = _lock(session, by, person_id)
        if not _may_link(by, record, _roles_of(session, person_id)):
            raise NotAllowed
        protocol.record(session, by, "sign_in_link_made", person=person_id)
        return accounts.new_link(session, person_id)


def remove_person(db: Database, by: Moderator, person_id: int) -> None:
    """End what this person may do where `by` governs. With the last role the account goes, and all its sessions at once.

    An administrator removes the account whole, a moderator only helpers. Raises PersonNotFound, NotAllowed,
    LastAdministrator."""
    with db.writing() as session:
        record = _lock(session, by, person_id)
        held = _roles_of(session, person_id)
        after = {} if by.is_administrator else {g: r for g, r in held.items() if not _is_own_helper(by, g, r)}
        if after == held and not by.is_administrator:
            raise NotAllowed
        if record.is_administrator and by.is_administrator:
            _require_another_administrator(session, person_id)
        was = record.is_administrator
        words = _change_words(session, by, (held, was), (after, was and not by.is_administrator))
        protocol.record(session, by, "person_removed", person=person_id, roles=words)
        if after or (was and not by.is_administrator):
            _replace_roles(session, person_id, after)
        else:
            session.execute(delete(ModeratorRecord).where(ModeratorRecord.id == person_id))


# What the giver may give


def _require_may_give(session: Session, by: Moderator, roles: Roles, *, is_administrator: bool) -> None:
    """Administrators everything, moderators the role of a helper in their own groups."""
    governed = governed_names(session, by)
    if by.is_administrator:
        for group_id in set(roles) - set(governed):
            raise UnknownWorkingGroup(str(group_id))
    elif is_administrator or not all(_is_own_helper(by, group, role) for group, role in roles.items()):
        raise NotAllowed


def _is_own_helper(by: Moderator, group_id: int, role: Role) -> bool:
    return group_id in by.moderates and role == Role.HELPER


def _may_link(by: Moderator, record: ModeratorRecord, held: Roles) -> bool:
    if by.is_administrator:
        return True
    return not record.is_administrator and all(_is_own_helper(by, group, role) for group, role in held.items())


def _person(by: Moderator, record: ModeratorRecord, held: Roles, names: Mapping[int, str]) -> Person:
    roles = {group: held[group] for group in names if group in held}
    return Person(
        id=record.id,
        name=record.name,
        email=record.email,
        is_administrator=record.is_administrator,
        has_password=record.password_hash is not None,
        roles=roles,
        groups={group: names[group] for group in roles},
        may_change=by.is_administrator or any(_is_own_helper(by, *each) for each in roles.items()),
        may_link=_may_link(by, record, held),
    )


# Reading and writing


def _checked(email: str, name: str) -> tuple[str, str]:
    """The normalised address and the name in one line. Raises InvalidRequest with all problems."""
    words = " ".join(name.split())
    found = accounts.name_problems(words)
    if wrong := problem_with(email):
        found.append(Problem("email", "missing_their_email" if wrong == "missing_email" else wrong))
    if found:
        raise InvalidRequest(tuple(found))
    return normalized_email(email), words


def _lock(session: Session, by: Moderator, person_id: int) -> ModeratorRecord:
    """The person as they stand now. Administrators are locked with them, so that two do not end each other at once."""
    governed = governed_names(session, by)
    chosen = or_(ModeratorRecord.is_administrator, ModeratorRecord.id == person_id)
    locked = session.scalars(select(ModeratorRecord).where(chosen).order_by(ModeratorRecord.id).with_for_update())
    record = next((each for each in locked.all() if each.id == person_id), None)
    if record is None or not (by.is_administrator or set(_roles_of(session, person_id)) & set(governed)):
        raise PersonNotFound(person_id)
    return record


def _require_another_administrator(session: Session, person_id: int) -> None:
    others = select(ModeratorRecord.id).where(ModeratorRecord.is_administrator, ModeratorRecord.id != person_id)
    if session.scalars(others).first() is None:
        raise LastAdministrator


def _roles_of(session: Session, person_id: int) -> dict[int, Role]:
    return _roles_of_all(session, person_id).get(person_id, {})


def _roles_of_all(session: Session, person_id: int | None = None) -> dict[int, dict[int, Role]]:
    query = select(Membership.moderator_id, Membership.working_group_id, Membership.role)
    if person_id is not None:
        query = query.where(Membership.moderator_id == person_id)
    found: dict[int, dict[int, Role]] = {}
    for person, group, role in session.execute(query.order_by(Membership.working_group_id)):
        found.setdefault(person, {})[group] = Role(role)
    return found


def _replace_roles(session: Session, person_id: int, roles: Roles) -> None:
    session.execute(delete(Membership).where(Membership.moderator_id == person_id))
    for group_id, role in roles.items():
        accounts.give_role(session, person_id, group_id, role)


def _set_administrator(session: Session, person_id: int, becomes: bool) -> None:
    row = ModeratorRecord.id == person_id
    session.execute(update(ModeratorRecord).where(row).values(is_administrator=becomes))


def _change_words(session: Session, by: Moderator, before: tuple[Roles, bool], after: tuple[Roles, bool]) -> str:
    """ "AK Verkehr: Check-in → AK Verkehr: Moderation", of what the one who changes it may know."""
    names = governed_names(session, by)

    def words(roles: Roles, is_administrator: bool) -> str:
        parts = [f"{names[group]}: {ROLE[role]}" for group, role in roles.items() if group in names]
        return ", ".join([*parts, *["Verwaltung"] * is_administrator]) or "keine Rolle"

    return f"{words(*before)} → {words(*after)}"
