"""People who sign in: one-time links, passwords, sessions, and what each of them may touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import accounts, tokens
from akevents.domain.email_addresses import normalized_email, problem_with
from akevents.errors import (
    EventNotFound,
    InvalidRequest,
    NotSignedIn,
    Problem,
    SignInLinkExpired,
    UnknownModerator,
    UnknownWorkingGroup,
    WrongPassword,
)
from akevents.store.database import Database
from akevents.store.prepared import Prepared
from akevents.store.tables import Membership, ModeratorRecord, ModeratorSession, Role, SignInLink, WorkingGroup

if TYPE_CHECKING:
    from argon2 import PasswordHasher

AnyRow = Row[*tuple[Any, ...]]

SESSION_LENGTH = timedelta(days=14)
LINK_LENGTH = accounts.LINK_LENGTH
PASSWORD_MIN, PASSWORD_MAX = 12, 200  # NIST SP 800-63B asks for length and against composition rules

# Asked on every run and every tick of every screen: a row for each group, one without a group for whoever is in none.
_SIGNED_IN = Prepared(
    select(
        ModeratorRecord.id, ModeratorRecord.name, ModeratorRecord.email, ModeratorRecord.is_administrator,
        Membership.working_group_id, Membership.role, WorkingGroup.name.label("working_group"),
    )
    .join(ModeratorSession, ModeratorSession.moderator_id == ModeratorRecord.id)
    .outerjoin(Membership, Membership.moderator_id == ModeratorRecord.id)
    .outerjoin(WorkingGroup, WorkingGroup.id == Membership.working_group_id)
    .where(ModeratorSession.token_hash == bindparam("token_hash"), ModeratorSession.expires_at > bindparam("now"))
    .order_by(WorkingGroup.name)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moderator:
    """A signed-in person. `moderates` and `helps_in` hold ids of working groups; an administrator needs neither."""

    id: int
    name: str
    email: str
    is_administrator: bool
    moderates: frozenset[int]
    helps_in: frozenset[int]
    groups: tuple[str, ...]

    def may_moderate(self, working_group_id: int) -> bool:
        return self.is_administrator or working_group_id in self.moderates

    @property
    def moderates_somewhere(self) -> bool:
        return self.is_administrator or bool(self.moderates)

    @property
    def checks_in_somewhere(self) -> bool:
        return self.moderates_somewhere or bool(self.helps_in)

    def may_check_in(self, working_group_id: int) -> bool:
        return self.may_moderate(working_group_id) or working_group_id in self.helps_in

    def require(self, working_group_id: int, slug: str = "") -> None:
        """Raises EventNotFound: what belongs to another group does not exist for this person."""
        if not self.may_moderate(working_group_id):
            raise EventNotFound(slug)


@lru_cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 - participants never need it

    return PasswordHasher()


def add_working_group(db: Database, slug: str, name: str, email: str | None = None) -> int:
    """The id of the group with this slug, made if there is none."""
    with db.writing() as session:
        return accounts.find_group(session, slug) or accounts.add_group(session, slug, name, email)


def add_moderator(
    db: Database, email: str, name: str, groups: tuple[str, ...] = (), *, is_administrator: bool = False
) -> str:
    """Let a person sign in and moderate these groups (slugs); a known address only gains groups.

    Returns a one-time sign-in link token. Raises InvalidRequest or UnknownWorkingGroup."""
    address = normalized_email(email)
    with db.writing() as session:
        moderator_id = accounts.find_person(session, address)
        if moderator_id is None:
            moderator_id = accounts.add_person(session, address, name, is_administrator=is_administrator)
        for slug in groups:
            group_id = accounts.find_group(session, slug)
            if group_id is None:
                raise UnknownWorkingGroup(slug)
            accounts.give_role(session, moderator_id, group_id, Role.MODERATOR)
        return accounts.new_link(session, moderator_id)


def new_sign_in_link(db: Database, email: str) -> str:
    """A fresh one-time link token for this person. Raises UnknownModerator."""
    with db.writing() as session:
        moderator_id = accounts.find_person(session, normalized_email(email))
        if moderator_id is None:
            raise UnknownModerator(email)
        return accounts.new_link(session, moderator_id)


def without_password(db: Database) -> tuple[str, ...]:
    """Addresses of people who have not set a password yet; the first start prints links for them."""
    with db.reading() as session:
        query = select(ModeratorRecord.email).where(ModeratorRecord.password_hash.is_(None))
        return tuple(session.scalars(query.order_by(ModeratorRecord.id)))


def link_owner(db: Database, link_token: str) -> str:
    """The name of the person this one-time link belongs to. Raises SignInLinkExpired."""
    with db.reading() as session:
        record = session.get(ModeratorRecord, _owner_of(session, link_token))
        assert record is not None
        return record.name


def _owner_of(session: Session, link_token: str) -> int:
    query = select(SignInLink.moderator_id).where(
        SignInLink.token_hash == tokens.digest(link_token), SignInLink.expires_at > clock.utc_now()
    )
    moderator_id = session.scalar(query)
    if moderator_id is None:
        raise SignInLinkExpired
    return moderator_id


def set_password(db: Database, link_token: str, password: str, repeated: str) -> str:
    """Use up a one-time link: the person's password is set, all their sessions end, a new one begins.

    Returns the session's token. Raises SignInLinkExpired or InvalidRequest; then the link stays good."""
    problems = tuple(_password_problems(password, repeated))
    if problems:
        link_owner(db, link_token)
        raise InvalidRequest(problems)
    hashed = _hasher().hash(password)  # outside the transaction: takes a tenth of a second on purpose
    with db.writing() as session:
        moderator_id = _owner_of(session, link_token)
        session.execute(delete(SignInLink).where(SignInLink.moderator_id == moderator_id))
        session.execute(delete(ModeratorSession).where(ModeratorSession.moderator_id == moderator_id))
        session.execute(update(ModeratorRecord).where(ModeratorRecord.id == moderator_id).values(password_hash=hashed))
        return _new_session(session, moderator_id)


def _password_problems(password: str, repeated: str) -> list[Problem]:
    if len(password) < PASSWORD_MIN:
        return [Problem("password", "password_short", PASSWORD_MIN)]
    if len(password) > PASSWORD_MAX:
        return [Problem("password", "password_long", PASSWORD_MAX)]
    return [] if password == repeated else [Problem("password", "passwords_differ")]


def sign_in(db: Database, email: str, password: str) -> str:
    """A new session's token. Raises WrongPassword, after the same effort whether the address is known or not."""
    from argon2.exceptions import Argon2Error  # noqa: PLC0415 - participants never need it

    address = "" if problem_with(email) else normalized_email(email)
    with db.reading() as session:
        record = session.scalar(select(ModeratorRecord).where(ModeratorRecord.email == address))
        moderator_id, hashed = (record.id, record.password_hash) if record else (None, None)
    try:
        _hasher().verify(hashed or _decoy(), password[: PASSWORD_MAX + 1])
    except Argon2Error as error:
        raise WrongPassword from error
    if moderator_id is None or hashed is None:
        raise WrongPassword
    with db.writing() as session:
        session.execute(delete(ModeratorSession).where(ModeratorSession.expires_at <= clock.utc_now()))
        return _new_session(session, moderator_id)


@lru_cache
def _decoy() -> str:
    """A hash that no password fits, so that unknown addresses cost as long as known ones."""
    return _hasher().hash(tokens.fresh())


def _new_session(session: Session, moderator_id: int) -> str:
    token = tokens.fresh()
    now = clock.utc_now()
    values = {
        "token_hash": tokens.digest(token),
        "moderator_id": moderator_id,
        "created_at": now,
        "expires_at": now + SESSION_LENGTH,
    }
    session.execute(insert(ModeratorSession), values)
    return token


def get_signed_in(db: Database, session_token: str | None) -> Moderator:
    """The person behind a session cookie, looked up each time so that signing out elsewhere works at once.

    Raises NotSignedIn."""
    if not session_token:
        raise NotSignedIn
    values = {"token_hash": tokens.digest(session_token), "now": clock.utc_now()}
    with db.reading() as session:
        rows = _SIGNED_IN.rows(session, values)
    if not rows:
        raise NotSignedIn
    return _moderator(rows[0], [row for row in rows if row.working_group_id is not None])


def get_moderator(db: Database, email: str) -> Moderator:
    """The person with this address, for the command line. Raises UnknownModerator."""
    with db.reading() as session:
        record = session.scalar(select(ModeratorRecord).where(ModeratorRecord.email == normalized_email(email)))
        if record is None:
            raise UnknownModerator(email)
        return _known(session, record)


def list_moderators(db: Database) -> tuple[Moderator, ...]:
    with db.reading() as session:
        records = session.scalars(select(ModeratorRecord).order_by(ModeratorRecord.name)).all()
        return tuple(_known(session, record) for record in records)


def find_in(session: Session, moderator_id: int) -> Moderator | None:
    """The person with this id and what they may do at this moment, inside the caller's transaction."""
    record = session.get(ModeratorRecord, moderator_id)
    return None if record is None else _known(session, record)


def operator() -> Moderator:
    """Whoever has a shell on the server: may do everything, and is nobody in the protocol."""
    return Moderator(0, "Betrieb", "", is_administrator=True, moderates=frozenset(), helps_in=frozenset(), groups=())


def _known(session: Session, record: ModeratorRecord) -> Moderator:
    query = (
        select(Membership.working_group_id, Membership.role, WorkingGroup.name.label("working_group"))
        .join(WorkingGroup, WorkingGroup.id == Membership.working_group_id)
        .where(Membership.moderator_id == record.id)
        .order_by(WorkingGroup.name)
    )
    return _moderator(record, session.execute(query).all())


def _moderator(person: ModeratorRecord | AnyRow, memberships: Sequence[AnyRow]) -> Moderator:
    return Moderator(
        id=person.id,
        name=person.name,
        email=person.email,
        is_administrator=person.is_administrator,
        moderates=frozenset(row.working_group_id for row in memberships if row.role == Role.MODERATOR),
        helps_in=frozenset(row.working_group_id for row in memberships if row.role == Role.HELPER),
        groups=tuple(row.working_group for row in memberships),
    )


def sign_out(db: Database, session_token: str) -> None:
    """End this session; nothing happens if it has ended already."""
    with db.writing() as session:
        session.execute(delete(ModeratorSession).where(ModeratorSession.token_hash == tokens.digest(session_token)))


def sign_out_everywhere(db: Database, by: Moderator) -> None:
    """End all sessions of this person, on every machine, at once."""
    with db.writing() as session:
        session.execute(delete(ModeratorSession).where(ModeratorSession.moderator_id == by.id))
