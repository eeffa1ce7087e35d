"""Choices of columns, people and sheets that a working group has saved under a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import protocol
from akevents.domain.moderated import find_moderated
from akevents.domain.moderators import Moderator
from akevents.domain.registration_form import has_control_characters
from akevents.errors import InvalidRequest, Problem, UnknownProfile
from akevents.formats.columns import COLUMNS, PROFILES, STATUS_WORDS
from akevents.formats.profiles import BUILT_IN, PARTICIPANTS, QUESTIONS, SHEETS, Profile, own_profile
from akevents.store.database import Database
from akevents.store.tables import ExportProfile

NAME_LIMIT = 60
_KEY = re.compile(r"own-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is saved. `columns` are keys of formats.columns.COLUMNS and profiles.QUESTIONS."""

    columns: tuple[str, ...]
    statuses: tuple[str, ...]
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SavedProfile:
    """`key` is how addresses and commands name it."""

    id: int
    name: str
    choice: Choice

    @property
    def key(self) -> str:
        return f"own-{self.id}"

    @property
    def profile(self) -> Profile:
        return own_profile(self.name, _as_json(self.choice))


def list_profiles(db: Database, by: Moderator, slug: str) -> tuple[SavedProfile, ...]:
    """The profiles of this event's working group, by name. Raises EventNotFound."""
    with db.reading() as session:
        rows = session.scalars(_of_group(find_moderated(session, by, slug).working_group_id))
        return tuple(_saved(row) for row in rows)


def save_profile(
    db: Database, by: Moderator, slug: str, name: str, choice: Choice, *, instead_of: int | None = None
) -> SavedProfile:
    """Save a new profile for this event's working group, or name and choice of the one with the id `instead_of`.

    Raises EventNotFound, UnknownProfile, or InvalidRequest if the name is missing or taken, or nothing was chosen."""
    name = " ".join(name.split())
    if problems := [*_name_problems(name), *_choice_problems(choice)]:
        raise InvalidRequest(tuple(problems))
    with db.writing() as session:
        event = find_moderated(session, by, slug)
        group_id = event.working_group_id
        others = [each for each in session.scalars(_of_group(group_id)) if each.id != instead_of]
        if name.casefold() in {each.name.casefold() for each in others}:
            raise InvalidRequest((Problem("profile_name", "profile_name_taken"),))
        values = {"name": name, "choice": _as_json(choice), "saved_by": by.id or None, "saved_at": clock.utc_now()}
        if instead_of is None:
            profile_id = session.scalars(
                insert(ExportProfile).returning(ExportProfile.id), {"working_group_id": group_id, **values}
            ).one()
        else:
            row = _get(session, group_id, instead_of)
            for field, value in values.items():
                setattr(row, field, value)
            session.flush()  # the name must be free in the table, too, before the protocol says so
            profile_id = row.id
        protocol.record(session, by, "profile_saved", event_id=event.id, profile=f"own-{profile_id}")
    return SavedProfile(profile_id, name, choice)


def delete_profile(db: Database, by: Moderator, slug: str, profile_id: int) -> None:
    """Forget a profile. Raises EventNotFound, or UnknownProfile for one of another group."""
    with db.writing() as session:
        event = find_moderated(session, by, slug)
        session.delete(_get(session, event.working_group_id, profile_id))
        protocol.record(session, by, "profile_deleted", event_id=event.id, profile=f"own-{profile_id}")


def find_profile(session: Session, group_id: int, key: str) -> Profile:
    """A built-in profile by its key, or one of this group by its key or name. Raises UnknownProfile."""
    if key in BUILT_IN:
        return BUILT_IN[key]
    own = _KEY.fullmatch(key)
    rows = session.scalars(_of_group(group_id)).all()
    found = next((row for row in rows if (own and row.id == int(own[1])) or row.name == key), None)
    if found is None:
        raise UnknownProfile(key)
    return _saved(found).profile


def label_of(session: Session, group_id: int, key: str) -> str:
    """How people call a profile, also one that is gone."""
    try:
        return find_profile(session, group_id, key).label.partition(" (")[0]
    except UnknownProfile:
        return "eigene Zusammenstellung"


def _of_group(group_id: int) -> Any:
    return select(ExportProfile).where(ExportProfile.working_group_id == group_id).order_by(ExportProfile.name)


def _get(session: Session, group_id: int, profile_id: int) -> ExportProfile:
    row = session.get(ExportProfile, profile_id)
    if row is None or row.working_group_id != group_id:
        raise UnknownProfile(f"own-{profile_id}")
    return row


def _saved(row: ExportProfile) -> SavedProfile:
    """What a later version does not know any more is left out when the profile is used."""
    kept = {name: tuple(row.choice.get(name) or ()) for name in ("columns", "statuses", "sheets")}
    return SavedProfile(row.id, row.name, Choice(**kept))


def _as_json(choice: Choice) -> dict[str, Any]:
    return {"columns": list(choice.columns), "statuses": list(choice.statuses), "sheets": list(choice.sheets)}


def _name_problems(name: str) -> Iterable[Problem]:
    if not name:
        yield Problem("profile_name", "missing_profile_name")
    elif len(name) > NAME_LIMIT:
        yield Problem("profile_name", "too_long", NAME_LIMIT)
    elif has_control_characters(name, allows_lines=False):
        yield Problem("profile_name", "control_characters")
    elif name.casefold() in {each.casefold() for each in (*PROFILES, *PROFILES.values())} or _KEY.fullmatch(name):
        yield Problem("profile_name", "profile_name_taken")


def _choice_problems(choice: Choice) -> Iterable[Problem]:
    known = {*(column.key for column in COLUMNS), QUESTIONS}
    if not known & set(choice.columns):
        yield Problem("profile_columns", "missing_columns")
    if not set(SHEETS) & set(choice.sheets):
        yield Problem("profile_sheets", "missing_sheets")
    elif PARTICIPANTS in choice.sheets and not set(STATUS_WORDS) & set(choice.statuses):
        yield Problem("profile_statuses", "missing_statuses")
