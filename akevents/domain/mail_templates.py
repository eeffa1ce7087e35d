"""A working group's own words for its mails. They replace the house's words and nothing else: salutation, next step, facts,
link and day of deletion are no part of them.

Placeholders are checked while somebody edits; a text that was saved never fails when it goes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import protocol
from akevents.domain.mail_facts import placeholders
from akevents.domain.mail_samples import OwnWords, SampleMail, sample_event, sample_mail
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import FOR_MODERATORS, MailKind
from akevents.domain.registration_form import has_control_characters
from akevents.domain.working_groups import governed_names
from akevents.errors import InvalidRequest, Problem, UnknownWorkingGroup
from akevents.formats.placeholders import filled, has_single_brace, unknown
from akevents.store.database import Database
from akevents.store.tables import Language, MailText, WorkingGroup
from akevents.wording.languages import mail_words
from akevents.wording.mails import HOUSE_WORDS, KINDS, LANGUAGES, OWN_WORDS

__all__ = [
    "BODY_LIMIT", "EDITABLE", "MailTextView", "SampleMail", "filled", "find_text", "list_texts", "placeholders", "preview",
    "problems", "reset_text", "save_text",
]  # fmt: skip

BODY_LIMIT = 4000  # characters; about two pages
SHOWN_LIMIT = 40  # of a placeholder that a message names
EDITABLE = tuple(each for each in MailKind if each not in FOR_MODERATORS | {MailKind.MESSAGE, MailKind.INVITATION})


@dataclass(frozen=True, slots=True)
class MailTextView:
    """The words of one kind of mail in one language as they go out; `changed_at` is None for the house's."""

    kind: MailKind
    language: Language
    body: str
    changed_at: datetime | None
    placeholders: tuple[str, ...]

    @property
    def is_own(self) -> bool:
        return self.changed_at is not None


def problems(body: str, kind: MailKind) -> tuple[Problem, ...]:
    """Everything that keeps these words from being sent as a mail of this kind; empty when they can be."""
    return tuple(_problems(body, kind))


def _problems(body: str, kind: MailKind) -> Iterator[Problem]:
    if not body.strip():
        yield Problem("body", "missing_body")
    if len(body) > BODY_LIMIT:
        yield Problem("body", "too_long", BODY_LIMIT)
    if has_control_characters(body, allows_lines=True):
        yield Problem("body", "control_characters")
    for name in unknown(body, placeholders(kind)):
        yield Problem("body", "unknown_placeholder", detail=_shown(name))
    if has_single_brace(body):
        yield Problem("body", "single_brace")


def _shown(name: str) -> str:
    """A placeholder as a sentence can name it."""
    visible = "".join(char if char.isprintable() else " " for char in name[:SHOWN_LIMIT])
    return "{" + visible + "}"


def find_text(session: Session, group_id: int, kind: MailKind, language: Language) -> str | None:
    """This group's own words for such a mail; None where the house's words go out."""
    return session.scalar(select(MailText.body).where(*_one(group_id, kind, language)))


def list_texts(db: Database, by: Moderator, group_id: int) -> tuple[MailTextView, ...]:
    """Every text that this group can change, in both languages, as it goes out now.

    Raises UnknownWorkingGroup for a group of others, NotAllowed for a helper."""
    with db.reading() as session:
        _require_group(session, by, group_id)
        rows = session.execute(
            select(MailText.kind, MailText.language, MailText.body, MailText.changed_at).where(
                MailText.working_group_id == group_id
            )
        )
        own = {(row.kind, row.language): (row.body, row.changed_at) for row in rows}
    return tuple(
        MailTextView(kind, language, *own.get((kind, language), (_house(kind, language), None)), placeholders(kind))
        for kind in EDITABLE
        for language in Language
    )


def save_text(
    db: Database, by: Moderator, group_id: int, kind: MailKind, language: Language, body: str
) -> MailTextView:
    """From now on this group's mails of this kind say this; mails that still wait say it, too.

    The house's own words are kept as the house's: a later improvement reaches this group. Raises InvalidRequest with all
    problems, UnknownWorkingGroup, NotAllowed."""
    words = "\n".join(body.strip().splitlines())
    if found := [*_not_editable(kind), *problems(words, kind)]:
        raise InvalidRequest(tuple(found))
    if words == _house(kind, language):
        return reset_text(db, by, group_id, kind, language)
    with db.writing() as session:
        _lock_group(session, by, group_id)
        row = session.get(MailText, (group_id, kind, language))
        if row is None:
            row = MailText(working_group_id=group_id, kind=kind, language=language)
            session.add(row)
        if row.body != words:
            row.body, row.changed_at, row.changed_by = words, clock.utc_now(), by.id or None
            _record(session, by, group_id, kind, language, OWN_WORDS)
        return MailTextView(kind, language, words, row.changed_at, placeholders(kind))


def reset_text(db: Database, by: Moderator, group_id: int, kind: MailKind, language: Language) -> MailTextView:
    """Back to the house's words; nothing happens where they go out already.

    Raises UnknownWorkingGroup, NotAllowed."""
    with db.writing() as session:
        _lock_group(session, by, group_id)
        if find_text(session, group_id, kind, language) is not None:
            session.execute(delete(MailText).where(*_one(group_id, kind, language)))
            _record(session, by, group_id, kind, language, HOUSE_WORDS)
    return MailTextView(kind, language, _house(kind, language), None, placeholders(kind))


def preview(
    db: Database,
    by: Moderator,
    group_id: int,
    kind: MailKind,
    language: Language,
    body: str | None = None,
    *,
    subject_line: str | None = None,
) -> SampleMail:
    """A mail of this group to an invented person about an invented evening, with these words or, without any, with those
    that go out now. Wrong placeholders stay as they stand. Raises UnknownWorkingGroup, NotAllowed."""
    with db.reading() as session:
        name = _require_group(session, by, group_id)
        words = find_text(session, group_id, kind, language) if body is None else body
    own = OwnWords(words or "", subject_line)
    return sample_mail(sample_event(group_id, name), kind, settings.current(), language=language, own=own)


def _house(kind: MailKind, language: Language) -> str:
    return mail_words(language).BODIES[kind]


def _one(group_id: int, kind: MailKind, language: Language) -> tuple[ColumnElement[bool], ...]:
    return MailText.working_group_id == group_id, MailText.kind == kind, MailText.language == language


def _not_editable(kind: MailKind) -> Iterator[Problem]:
    if kind not in EDITABLE:
        yield Problem("kind", "not_a_choice")


def _require_group(session: Session, by: Moderator, group_id: int) -> str:
    """The group's name. Raises UnknownWorkingGroup if it is none of this moderator's, NotAllowed for a helper."""
    names = governed_names(session, by)
    if group_id not in names:
        raise UnknownWorkingGroup(str(group_id))
    return names[group_id]


def _lock_group(session: Session, by: Moderator, group_id: int) -> None:
    """Two people who save at once do it one after the other."""
    _require_group(session, by, group_id)
    session.get(WorkingGroup, group_id, with_for_update=True)


def _record(session: Session, by: Moderator, group_id: int, kind: MailKind, language: Language, whose: str) -> None:
    mail = f"{KINDS[kind]}, {LANGUAGES[language]}: {whose}"
    protocol.record(session, by, "mail_text_changed", group=group_id, mail_text=mail)
