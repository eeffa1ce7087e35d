"""A new event from its announcement: what the reader found becomes a form, and the form becomes a draft.

Days are ISO words ("2022-03-02"), times of day "17:00", both in the event's zone, as in event_form.py."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import event_change
from akevents.domain.event_change import EventChange
from akevents.domain.event_creation import NewEvent, add_event
from akevents.domain.events import Speaker
from akevents.domain.moderators import Moderator
from akevents.domain.working_groups import Group, list_groups
from akevents.errors import InvalidRequest, Problem
from akevents.formats import german
from akevents.formats.announcement_text import prose
from akevents.formats.announcements import Announcement, Finding, Proposal
from akevents.formats.local_times import SkippedTime, instant_at, local_parts
from akevents.store.database import Database
from akevents.store.tables import Event, EventFormat, EventStatus

BERLIN = "Europe/Berlin"
USUAL_LENGTH = timedelta(minutes=90)  # of an event whose announcement names no end
END_OF_DAY = "23:59"  # what a deadline without a time means
FALLBACK_SLUG = "veranstaltung"  # for a title without a single letter of ours
LIMITS = {  # characters; nobody needs so many, and a page has to show them
    "title": 300, "location": 500, "moderation": 500, "speakers": 5_000, "categories": 1_000, "text": 100_000,
    "announcement": 1_000_000,
}  # fmt: skip

_ONLINE = re.compile(
    r"online|digital|virtuell|internet|stream|webinar|zoom|teams|webex|bigbluebutton|\bbbb\b|jitsi|skype|alfaview|edudip"
    r"|gotomeeting|google meet|discord|video|\bcloud",
    re.I,
)
_AND_ONLINE = re.compile(rf"\b(?:und|oder|sowie|plus|bzw)\b.{{0,60}}(?:{_ONLINE.pattern})|[&+/].{{0,40}}stream", re.I)


@dataclass(frozen=True, slots=True)
class NewEventForm:
    """What a new event is to say. No `end_day` means the day of the start, no `end_time` there the usual length.

    `speakers` stand one a line, "Name, institution"; `categories` are separated by commas; `text` is Markdown."""

    title: str = ""
    start_day: str | None = None
    start_time: str | None = None
    end_day: str | None = None
    end_time: str | None = None
    location: str = ""
    format: str = EventFormat.ONLINE.value
    deadline_day: str | None = None
    deadline_time: str | None = None
    moderation: str = ""
    speakers: str = ""
    categories: str = ""
    text: str = ""


FORM_FIELDS = tuple(each.name for each in fields(NewEventForm))
# Problems in the order in which a person reads the form.
_ORDER = (
    "working_group", "title", "starts_at", "ends_at", "location", "format", "deadline_at", "moderation", "speakers",
    "categories", "text", "announcement",
)  # fmt: skip


def groups_of(db: Database, by: Moderator) -> tuple[Group, ...]:
    """The working groups for which this person may make events, by name; none for a helper."""
    return list_groups(db, by) if by.moderates_somewhere else ()


# From the announcement to the form


def facts_from(announcement: Announcement, text: str, zone: str = BERLIN) -> NewEventForm:
    """The form as the announcement fills it; what it leaves open stays empty. `text` is what was read."""
    start_day, start_time = _parts(announcement.start, zone)
    end_day, end_time = _parts(announcement.end, zone)
    deadline_day, deadline_time = _parts(announcement.deadline, zone)
    return NewEventForm(
        title=announcement.title or "",
        start_day=start_day,
        start_time=start_time,
        end_day=end_day if end_day != start_day else None,
        end_time=end_time,
        location=announcement.venue or "",
        format=_format_of(announcement).value,
        deadline_day=deadline_day,
        deadline_time=deadline_time or (END_OF_DAY if deadline_day else None),
        moderation=", ".join(announcement.moderator),
        speakers="\n".join(announcement.speaker),
        categories=", ".join(announcement.categories),
        text=prose(text),
    )


def effects(announcement: Announcement, finding: Finding, zone: str = BERLIN) -> tuple[dict[str, Any], ...]:
    """For each proposal of a finding the fields it sets: those in which the proposals differ, or, of a single one, those
    that it fills. What is the same in all of them stays as somebody may have changed it meanwhile."""
    now = facts_from(announcement, "", zone)
    offered = [facts_from(_changed(announcement, each), "", zone) for each in finding.proposals]
    compared = offered if len(offered) > 1 else [now, *offered]
    names = [name for name in FORM_FIELDS if len({getattr(each, name) for each in compared}) > 1]
    return tuple({name: getattr(each, name) for name in names} for each in offered)


def proposed_title(announcement: Announcement) -> str:
    """The title, or what the text suggests where it has no line for it; "" if it suggests nothing."""
    offered = (proposal.changes.get("title") for each in announcement.findings for proposal in each.proposals)
    return announcement.title or next((str(each) for each in offered if each), "")


def _changed(announcement: Announcement, proposal: Proposal) -> Announcement:
    changes: dict[str, Any] = dict(proposal.changes)
    return replace(announcement, **changes)


def _parts(value: datetime | date | None, zone: str) -> tuple[str | None, str | None]:
    if isinstance(value, datetime):
        return local_parts(value, zone)
    return (value.isoformat(), None) if value else (None, None)


def _format_of(announcement: Announcement) -> EventFormat:
    """The reader knows whether one can take part online; whether one can come, too, the place must say."""
    venue = announcement.venue
    if announcement.online is None:
        return EventFormat.ON_SITE if venue else EventFormat.ONLINE
    if not announcement.online:
        return EventFormat.ON_SITE
    passages = " ".join(each.text for name in ("online", "venue") for each in announcement.evidence.get(name, ()))
    if "hybrid" in passages.lower():
        return EventFormat.HYBRID
    if not venue or (_ONLINE.search(venue) and not _AND_ONLINE.search(venue)):
        return EventFormat.ONLINE
    return EventFormat.HYBRID


# From the form to the draft


def create_from_announcement(
    db: Database, by: Moderator, working_group_id: int | None, announcement: str | None, form: NewEventForm
) -> str:
    """Store a draft that says what the form says, and the announcement beside it; returns the draft's slug.

    A second click makes nothing new: a draft that says the same already is taken for the one that is meant.
    Raises InvalidRequest with all problems, or EventNotFound for a foreign group; then nothing is stored."""
    new = _new_event(working_group_id, announcement, form)
    by.require(new.working_group_id)
    with db.writing() as session:
        return _find_twin(session, new) or add_event(session, by, new, publish=False).slug


def _new_event(working_group_id: int | None, announcement: str | None, form: NewEventForm) -> NewEvent:
    """Raises InvalidRequest. Where a time is missing the rest is checked with another one, to tell all at once."""
    found = [] if working_group_id else [Problem("working_group", "missing_working_group")]
    found += _too_long(form, announcement)
    times = _instants(form, found)
    try:
        after = event_change.plan(_BLANK | times, _change_of(form, announcement, times), clock.utc_now()).after
    except InvalidRequest as error:
        known = {each.field for each in found}
        found += [each for each in error.problems if each.field not in known]
    if found or not working_group_id:
        raise InvalidRequest(tuple(sorted(found, key=lambda each: _ORDER.index(each.field))))
    return NewEvent(
        working_group_id=working_group_id,
        slug=german.slug(after["title"]) or FALLBACK_SLUG,
        format=EventFormat(after["format"]),
        categories=tuple(after["categories"]),
        speakers=tuple(after["speakers"]),
        more={"announcement": after["announcement"]},
        **{name: after[name] for name in _TAKEN},
    )


_TAKEN = ("title", "text", "starts_at", "ends_at", "timezone", "location", "moderation", "deadline_at")
# A draft nobody has written yet, for event_change to say what may be written.
_BLANK: dict[str, Any] = dict.fromkeys(Event.__table__.columns.keys()) | {
    "status": EventStatus.DRAFT, "sequence": 0, "title": "", "text": "", "location": "", "timezone": BERLIN,
    "format": EventFormat.ONLINE, "categories": [], "speakers": [], "is_recorded": False, "retention_days": 0,
    "last_number": 0, "joining_opens_minutes": 0,
}  # fmt: skip


def _too_long(form: NewEventForm, announcement: str | None) -> Iterator[Problem]:
    for name, limit in LIMITS.items():
        typed = announcement if name == "announcement" else getattr(form, name)
        if len(typed or "") > limit:
            yield Problem(name, "too_long", limit)


def _change_of(form: NewEventForm, announcement: str | None, times: dict[str, Any]) -> EventChange:
    categories = (each.strip() for each in form.categories.split(","))
    return EventChange(
        title=form.title,
        location=form.location,
        format=EventFormat(form.format),
        moderation=form.moderation,
        categories=tuple(dict.fromkeys(each for each in categories if each)),
        speakers=tuple(_speaker(line) for line in form.speakers.splitlines() if line.strip(" ,")),
        text=form.text,
        announcement=announcement,
        **times,
    )


def _speaker(line: str) -> Speaker:
    name, _, institution = line.partition(",")
    return Speaker(name.strip() or institution.strip(), institution.strip() if name.strip() else "")


def _instants(form: NewEventForm, problems: list[Problem]) -> dict[str, Any]:
    """The three instants; what is wrong with one of them is added to `problems`."""
    starts_at = _instant("starts_at", form.start_day, form.start_time, problems)
    beyond = form.end_day is not None and form.end_day != form.start_day
    ends_at = None
    if form.end_time or beyond:
        ends_at = _instant("ends_at", form.end_day or form.start_day or _ANY_DAY, form.end_time, problems)
    deadline_at = None
    if form.deadline_day or form.deadline_time:
        deadline_at = _instant("deadline_at", form.deadline_day, form.deadline_time or END_OF_DAY, problems)
    if starts_at is None:  # nothing can be said about the others then
        starts_at, ends_at, deadline_at = clock.utc_now(), None, None
    return {"starts_at": starts_at, "ends_at": ends_at or starts_at + USUAL_LENGTH, "deadline_at": deadline_at}


_ANY_DAY = "2000-01-01"  # for the end while the start is missing, which is told


def _instant(name: str, day: str | None, at: str | None, problems: list[Problem]) -> datetime | None:
    if not day or not at:
        problems.append(Problem(name, "missing_time" if day else "missing_day"))
        return None
    try:
        return instant_at(date.fromisoformat(day), time.fromisoformat(at), BERLIN)
    except SkippedTime:
        problems.append(Problem(name, "skipped_time"))
    return None


def _find_twin(session: Session, new: NewEvent) -> str | None:
    """The slug of the draft that the first click has made."""
    announcement = new.more["announcement"]
    query = select(Event.slug, Event.announcement, Event.text).where(
        Event.working_group_id == new.working_group_id,
        Event.status == EventStatus.DRAFT,
        Event.title == new.title,
        Event.starts_at == new.starts_at,
        Event.ends_at == new.ends_at,
    )
    same = (row.slug for row in session.execute(query) if (row.announcement, row.text) == (announcement, new.text))
    return next(same, None)
