"""What a mail says: its subject and its words, as text and as HTML. Delivery and calendar parts are akevents/mail's
business; the editor shows moderators the same words before anybody gets them.

A mail is: salutation, the group's or the house's words, the next step, the facts, the personal link, the day of deletion.
Only the words can be replaced (domain/mail_templates.py); nothing else is part of a template."""

from collections.abc import Iterator, Mapping
from typing import Any

from akevents.domain import mail_steps
from akevents.domain.mail_facts import (
    WITH_CALENDAR,
    OwedMail,
    my_link,
    place,
    register_link,
    unsubscribe_link,
    values,
)
from akevents.domain.outbox import MailKind
from akevents.formats.letter import Action, Block, Lines, Paragraph, as_html, as_text, header_line
from akevents.formats.placeholders import filled
from akevents.settings import Settings
from akevents.store.tables import RegistrationStatus
from akevents.wording import shortened
from akevents.wording.languages import dates_in, mail_words

__all__ = ["SUBJECT_LIMIT", "WITH_CALENDAR", "OwedMail", "blocks", "html", "subject", "text"]

SUBJECT_LIMIT = 70


def subject(owed: OwedMail) -> str:
    """At most 70 characters, the day always in it; a long title gives way."""
    event, words = owed.about, mail_words(owed.language)
    at, zone = (event.starts_at, event.timezone) if event else (owed.queued_at, mail_steps.HOUSE_ZONE)
    day = dates_in(owed.language).numbered_day(at, zone)
    title = header_line(event.title if event else "") or words.NO_EVENT
    if owed.subject_line is not None:
        title = header_line(filled(owed.subject_line, _short_values(owed))) or title
    pattern = words.SUBJECTS[owed.kind]
    room = SUBJECT_LIMIT - len(pattern.format(title="", day=day))
    return pattern.format(title=shortened(title, room), day=day)


def text(owed: OwedMail, settings: Settings) -> str:
    """The whole mail as plain text."""
    return as_text(blocks(owed, settings))


def html(owed: OwedMail, settings: Settings) -> str:
    """The same as HTML."""
    return as_html(blocks(owed, settings), language=owed.language, title=subject(owed))


def blocks(owed: OwedMail, settings: Settings) -> tuple[Block, ...]:
    """Everything the mail says, in order. Never fails, whatever a stored text or a detail holds."""
    known = values(owed, settings)
    parts = (
        _opening(owed, known),
        _words(owed, known),
        *mail_steps.steps(owed, known, settings),
        *_facts(owed, known),
        *_links(owed, settings),
        *_closing(owed, settings),
    )
    return tuple(parts)


def _opening(owed: OwedMail, known: Mapping[str, str]) -> Block:
    name = "" if owed.is_for_moderator else f"{known['Vorname']} {known['Nachname']}".strip()
    return Paragraph(mail_words(owed.language).OPENING.format(name=name).replace(" ,", ","))


def _words(owed: OwedMail, known: Mapping[str, str]) -> Block:
    """The part that a template or a message brings."""
    is_own = owed.body is not None and bool(owed.body.strip())
    body = owed.body if is_own and owed.body else mail_words(owed.language).BODIES[owed.kind]
    return Paragraph(filled(body, known), has_links=is_own)


def _facts(owed: OwedMail, known: Mapping[str, str]) -> Iterator[Block]:
    event = owed.about
    if event is None:
        return
    when = dates_in(owed.language).period(event.starts_at, event.ends_at, event.timezone)
    moderation = mail_words(owed.language).MODERATION.format(name=known["Moderation"])
    yield Lines((event.title, when, place(event), moderation if known["Moderation"] else event.working_group))


def _links(owed: OwedMail, settings: Settings) -> Iterator[Block]:
    """The way to one's own registration; for an invitation to the event, and out of invitations."""
    labels = mail_words(owed.language).LINKS
    if owed.kind == MailKind.INVITATION:
        yield Action(labels["register"], register_link(owed, settings), is_main=True)
        if leaving := unsubscribe_link(owed, settings):
            yield Action(labels["unsubscribe"], leaving)
    elif owed.mine is not None and not owed.is_for_moderator and owed.kind != MailKind.DATA_DELETED:
        is_pending = owed.mine.status == RegistrationStatus.PENDING
        label = "confirm" if is_pending else "mine" if owed.mine.can_cancel else "look"
        yield Action(labels[label], my_link(owed, settings), is_main=is_pending)


def _closing(owed: OwedMail, settings: Settings) -> Iterator[Block]:
    words, mine = mail_words(owed.language), owed.mine
    if owed.is_for_moderator:
        yield _small(words.CLOSING_MODERATOR, organization=settings.organization)
        return
    if owed.kind == MailKind.INVITATION and mine is not None:
        yield _small(words.CLOSING_INVITED, title=mine.event.title)
    if mine is None or owed.kind == MailKind.DATA_DELETED:
        yield _small(words.CLOSING_DELETED, base_url=settings.base_url)
    else:
        deleted_on = dates_in(owed.language).day(mine.event.deleted_on)
        yield _small(words.CLOSING, deleted_on=deleted_on, base_url=settings.base_url)


def _small(pattern: str, **facts: Any) -> Block:
    return Paragraph(pattern.format(**facts), has_links=True, is_small=True)


def _short_values(owed: OwedMail) -> dict[str, str]:
    """What a subject may name: the event and the person, never a link or a deadline."""
    event, mine = owed.about, owed.mine
    person = {"Vorname": mine.first_name, "Nachname": mine.last_name} if mine else {}
    return {
        **person,
        "Veranstaltung": event.title if event else "",
        "Arbeitskreis": event.working_group if event else "",
    }
