"""What follows the words of a mail and no template can leave out: what the reader can do now, and what has changed.

Each kind of mail has one function here, or none where its words say everything."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from akevents.domain.calendar_entries import joining_address, share_address
from akevents.domain.mail_facts import (
    OwedMail,
    decision_link,
    messages_link,
    participants_link,
)
from akevents.domain.outbox import MailKind
from akevents.formats.letter import Action, Block, Lines, Paragraph, Rich, one_line
from akevents.formats.placeholders import filled
from akevents.settings import Settings
from akevents.store.tables import RegistrationStatus
from akevents.wording.dates import local
from akevents.wording.languages import dates_in, mail_words

HOUSE_ZONE = "Europe/Berlin"  # of a mail that is about no event

ABOUT_NO_REGISTRATION = {MailKind.MATERIALS, MailKind.DATA_DELETED, MailKind.DIGEST, MailKind.DELIVERY_FAILED}
NAMED = {
    MailKind.EVENT_CANCELLED: ("Grund", "reason"),
    MailKind.REGISTERED_BY_COLLEAGUE: ("AngemeldetVon", "by_colleague"),
}

Known = Mapping[str, str]
Steps = Iterator[Block]


def steps(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    """The blocks between a mail's words and its facts; none if they would be about a registration that is gone."""
    find = _OF_KIND.get(owed.kind)
    if find and (owed.mine or owed.kind in ABOUT_NO_REGISTRATION):
        yield from _left_out(owed, known)
        yield from find(owed, known, settings)


def _left_out(owed: OwedMail, known: Known) -> Steps:
    """What the house's words name and a group's own do not: why an event is cancelled, who registered somebody."""
    name, key = NAMED.get(owed.kind, ("", ""))
    if name and owed.body and known[name] not in filled(owed.body, known):
        yield _step(owed, key, known)


def _step(owed: OwedMail, key: str, known: Known, **more: str) -> Block:
    pattern = mail_words(owed.language).STEPS[key]
    return Paragraph(filled(pattern, {**known, **{name: one_line(value) for name, value in more.items()}}))


def _standing(owed: OwedMail, known: Known, _: Settings) -> Steps:
    """How this registration stands now, and what that asks for."""
    assert owed.mine is not None
    status = owed.mine.status
    if status != RegistrationStatus.WAITLISTED or known["Position"]:
        yield _step(owed, status, known)
    if status == RegistrationStatus.PENDING and known["Frist"]:
        yield _step(owed, "held", known)


def _confirm(owed: OwedMail, known: Known, _: Settings) -> Steps:
    if known["Frist"]:
        yield _step(owed, "held", known)
    yield _step(owed, "not_you", known)


def _place(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    """For whoever has a place: the way into the room, and the file for their calendar."""
    yield from _room(owed, known, settings)
    if owed.has_calendar:
        yield _step(owed, "calendar", known)


def _room(owed: OwedMail, known: Known, settings: Settings, *, is_main: bool = False) -> Steps:
    """The personal joining page and the dial-in if they may be shown, else when they will be."""
    mine = owed.mine
    assert mine is not None
    if mine.joining_url:
        yield Action(mail_words(owed.language).LINKS["room"], joining_address(mine, settings), is_main=is_main)
    if mine.dial_in:
        yield _step(owed, "dial_in", known, Einwahl=mine.dial_in)
    if not (mine.joining_url or mine.dial_in) and mine.joining_at and mine.event.is_online:
        opens = dates_in(owed.language).instant(mine.joining_at, mine.event.timezone)
        yield _step(owed, "joining_later", known, RaumAb=opens)


def _by_colleague(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    yield from _standing(owed, known, settings)
    if owed.mine and owed.mine.status == RegistrationStatus.CONFIRMED:
        yield _step(owed, "decline", known)
        yield from _place(owed, known, settings)


def _standing_with_place(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    yield from _standing(owed, known, settings)
    yield from _place(owed, known, settings)


def _waitlisted(owed: OwedMail, known: Known, _: Settings) -> Steps:
    if known["Position"]:
        yield _step(owed, "position", known)


def _promoted(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    yield _step(owed, "decline", known)
    yield from _place(owed, known, settings)


def _cancelled_by_participant(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    """How to undo it, for as long as that is possible, and how to come back later."""
    mine = owed.mine
    assert mine is not None
    if mine.undo_until and mine.status == RegistrationStatus.CANCELLED:
        until = dates_in(owed.language).time(mine.undo_until, mine.event.timezone)
        yield _step(owed, "undo", known, Frist=until)
    yield from _again(owed, known, settings)
    yield from _removed(owed, known, settings)


def event_address(slug: str, settings: Settings) -> str:
    """The event's own page, where people can do something."""
    return f"{settings.base_url}/veranstaltung?event={slug}"


def _again(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    assert owed.mine is not None
    page = filled(mail_words(owed.language).STEPS["again"], {"Seite": share_address(owed.mine.event, settings)})
    yield Paragraph(page, has_links=True)


def _removed(owed: OwedMail, known: Known, _: Settings) -> Steps:
    yield from _reason(owed, known, _)
    if owed.has_calendar:
        yield _step(owed, "calendar_removed", known)


def _reason(owed: OwedMail, known: Known, _: Settings) -> Steps:
    if known["Grund"] and owed.kind != MailKind.EVENT_CANCELLED:  # there the words have it
        yield _step(owed, "reason", known)


def _event_cancelled(owed: OwedMail, known: Known, _: Settings) -> Steps:
    lines = [mail_words(owed.language).STEPS["calendar_removed"]] if owed.has_calendar else []
    yield Paragraph(" ".join([*lines, mail_words(owed.language).STEPS["no_need"]]))


def _event_changed(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    """Before and after in words, the way into the room if that is new, and what the calendar file does."""
    words = mail_words(owed.language)
    changes = _dicts(owed.details.get("changes"))
    for each in changes:
        key, before, after = (str(each.get(name, "")) for name in ("key", "before", "after"))
        then = words.BEFORE.format(words=words.change_words(key, before))
        now = words.AFTER.format(words=words.change_words(key, after))
        yield Lines((words.CHANGED.get(key, key), then, now))
    keys, mine = {each.get("key") for each in changes}, owed.mine
    if mine and mine.joining_url and "joining_url" in keys:
        yield Action(words.LINKS["room"], joining_address(mine, settings))
    if mine and mine.dial_in and "dial_in" in keys:
        yield _step(owed, "dial_in", known, Einwahl=mine.dial_in)
    if owed.has_calendar:
        yield _step(owed, "calendar_changed", known)


def _joining_link(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    yield from _room(owed, known, settings, is_main=True)
    if owed.has_calendar:
        yield _step(owed, "calendar_link", known)


def _reminder(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    yield _step(owed, "starts_hour" if owed.details.get("ahead") == "hour" else "starts_day", known)
    yield from _room(owed, known, settings, is_main=True)
    yield _step(owed, "decline", known)


def _materials(owed: OwedMail, known: Known, _: Settings) -> Steps:
    yield Rich((owed.about.materials if owed.about else None) or "")


def _thanks(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    """What was handed out, unless it has come before, the way to a certificate, and to what people want to say."""
    assert owed.mine is not None
    if owed.mine.event.materials and owed.details.get("with_materials", True):
        yield Rich(owed.mine.event.materials)
    yield _step(owed, "certificate", known)
    page = filled(mail_words(owed.language).STEPS["feedback"], {"Seite": event_address(owed.mine.event.slug, settings)})
    yield Paragraph(page, has_links=True)


def _data_deleted(owed: OwedMail, known: Known, _: Settings) -> Steps:
    words = mail_words(owed.language)
    deleted_on = _day(owed, owed.details.get("deleted_on")) or _today(owed)
    yield _step(owed, "deleted_on", known, Tag=deleted_on)
    if counts := _counts(words.DELETED, owed.details):
        yield Paragraph("\n".join(counts))
    yield _step(owed, "still_counted", known)


# To moderators


def _late_request(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    """Who asks and why, and the two ways to decide."""
    mine, labels = owed.mine, mail_words(owed.language).LINKS
    assert mine is not None
    yield Lines((f"{mine.first_name} {mine.last_name}", mine.institution, mine.request_reason or ""))
    if decision := decision_link(owed, settings):
        yield Action(labels["decide"], decision, is_main=True)
    participants = participants_link(mine.event.slug, settings)
    yield Action(labels["participants"], f"{participants}&participants_status=requested")


def _digest(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    """Each event with what there is to count, and the way to its people."""
    words, dates = mail_words(owed.language), dates_in(owed.language)
    for each in _dicts(owed.details.get("events")):
        title, slug = str(each.get("title", "")), str(each.get("slug", ""))
        starts_at = _instant(each.get("starts_at"))
        when = dates.instant(starts_at, _zone(each)) if starts_at else ""
        yield Lines((title, when, *_counts(words.COUNTED, each)))
        if slug:
            yield Action(words.LINKS["participants"], participants_link(slug, settings))


def _delivery_failed(owed: OwedMail, known: Known, settings: Settings) -> Steps:
    words, details = mail_words(owed.language), owed.details
    kind = words.KINDS.get(str(details.get("failed_kind", "")), "")
    count = str(details.get("count", ""))
    lines = [words.FAILED_KIND.format(kind=kind)] if kind else []
    yield Paragraph("\n".join([*lines, *([words.FAILED_COUNT.format(count=count)] if count else [])]))
    if owed.about:
        yield Action(words.LINKS["messages"], messages_link(owed.about.slug, settings), is_main=True)


_OF_KIND: dict[MailKind, Callable[[OwedMail, Known, Settings], Steps]] = {
    MailKind.CONFIRM_ADDRESS: _confirm,
    MailKind.REGISTERED: _place,
    MailKind.REGISTERED_BY_COLLEAGUE: _by_colleague,
    MailKind.WAITLISTED: _waitlisted,
    MailKind.PROMOTED: _promoted,
    MailKind.ALREADY_REGISTERED: _standing,
    MailKind.CANCELLED_BY_PARTICIPANT: _cancelled_by_participant,
    MailKind.CANCELLATION_UNDONE: _standing_with_place,
    MailKind.CANCELLED_BY_MODERATOR: _removed,
    MailKind.MERGED: _standing_with_place,
    MailKind.EXPIRED: _again,
    MailKind.LATE_REQUEST_ACCEPTED: _place,
    MailKind.LATE_REQUEST_DECLINED: _reason,
    MailKind.NEW_LINK: _standing,
    MailKind.EVENT_CHANGED: _event_changed,
    MailKind.EVENT_CANCELLED: _event_cancelled,
    MailKind.JOINING_LINK: _joining_link,
    MailKind.REMINDER: _reminder,
    MailKind.MATERIALS: _materials,
    MailKind.THANKS: _thanks,
    MailKind.DATA_DELETED: _data_deleted,
    MailKind.LATE_REQUEST_FOR_MODERATOR: _late_request,
    MailKind.DIGEST: _digest,
    MailKind.DELIVERY_FAILED: _delivery_failed,
}


# Details are read as they are found: a row that an earlier version wrote must still become a mail.


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _counts(labels: Mapping[str, str], details: Mapping[str, Any]) -> list[str]:
    """ "Neue Anmeldungen: 3"; what is none or unknown is left out."""
    return [
        f"{label}: {details[key]}"
        for key, label in labels.items()
        if isinstance(details.get(key), int) and details[key]
    ]


def _instant(found: Any) -> datetime | None:
    """An aware instant of ISO text; None for anything else."""
    try:
        at = datetime.fromisoformat(found)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None


def _zone(details: Mapping[str, Any]) -> str:
    return str(details.get("timezone") or HOUSE_ZONE)


def _today(owed: OwedMail) -> str:
    zone = owed.about.timezone if owed.about else HOUSE_ZONE
    return dates_in(owed.language).day(local(owed.queued_at, zone))


def _day(owed: OwedMail, found: Any) -> str:
    """A day of ISO text in words; "" for anything else."""
    try:
        return dates_in(owed.language).day(datetime.fromisoformat(found))
    except (TypeError, ValueError):
        return ""
