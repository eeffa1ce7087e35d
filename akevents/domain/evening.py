"""Regie: what a moderator needs in front of them while the evening runs, and what they write down there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import protocol
from akevents.domain.certificate_numbers import present_at
from akevents.domain.checklist import BY_HAND, Check, checks_of
from akevents.domain.discussion_view import ShownQuestion, public_questions
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderated import find_moderated, moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.registration_form import has_control_characters
from akevents.domain.seats import AnyRow, lock_event, shift
from akevents.errors import ChangedMeanwhile, InvalidRequest, NotPossibleForEvent, Problem
from akevents.formats.evening_clock import laid_out
from akevents.formats.running_order import Frame, Item, as_lines, proposed, read_lines, went_back, went_on
from akevents.store.database import Database
from akevents.store.tables import Consent, ConsentPurpose, Event, Registration, RegistrationStatus

Values = dict[str, Any]  # of columns of the event

INTRODUCTION_LIMIT = 2000  # characters
MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Recording:
    """Whether the evening is recorded, for what, and how many of those with a place did not agree."""

    is_on: bool
    purpose: str | None
    without_consent: int


@dataclass(frozen=True, slots=True)
class Direction:
    """Everything on the screen Regie. `is_proposed`: nobody has changed the running order yet. `introduction` is "" while
    nobody has written one; then the proposal is what there is. Whoever saves names what they have read, so that nobody's
    work is overwritten unseen."""

    event: EventDetails
    items: tuple[Item, ...]
    is_proposed: bool
    introduction: str
    introduction_proposal: str
    head_count: int | None
    confirmed: int
    present: int
    recording: Recording
    questions: tuple[ShownQuestion, ...]
    checks: tuple[Check, ...]

    @property
    def lines(self) -> str:
        """The running order as it is edited."""
        return as_lines(self.items)

    @property
    def frame(self) -> Frame:
        return frame_of(self.event)

    @property
    def done(self) -> int:
        """How many items are done."""
        return sum(item.done_at is not None for item in self.items)


def get_direction(db: Database, by: Moderator, slug: str) -> Direction:
    """Raises EventNotFound."""
    with db.reading() as session:
        row = find_moderated(session, by, slug)
        event = event_in(session, row.id)
        confirmed = _count(session, Registration.event_id == event.id, _is_confirmed())
        return Direction(
            event=event,
            items=items_of(row, event),
            is_proposed=row.running_order is None,
            introduction=row.speaker_introduction or "",
            introduction_proposal=_introduction(event),
            head_count=row.head_count,
            confirmed=confirmed,
            present=_count(session, *present_at(event.id)),
            recording=_recording(session, event, confirmed),
            questions=public_questions(session, event.id),
            checks=checks_of(session, row, event),
        )


def frame_of(event: EventDetails) -> Frame:
    """The latest end is the one that was announced."""
    return Frame(event.starts_at, event.ends_at, event.timezone)


def items_of(row: AnyRow, event: EventDetails) -> tuple[Item, ...]:
    """The running order as it is stored, or a proposal from the event's own facts."""
    if row.running_order is None:
        names = [each.name for each in event.speakers]
        return proposed(frame_of(event), names, event.text, row.announcement or "")
    return tuple(_item(each, event) for each in row.running_order)


def _item(stored: Values, event: EventDetails) -> Item:
    """What was done before this evening began belongs to another one, from which the running order was copied."""
    done_at = datetime.fromisoformat(stored["done_at"]) if stored.get("done_at") else None
    begins = time.fromisoformat(stored["begins"]) if stored.get("begins") else None
    is_of_tonight = done_at is not None and done_at >= event.starts_at.replace(microsecond=0)
    return Item(stored["minutes"], stored["title"], stored.get("note", ""), done_at if is_of_tonight else None, begins)


def _introduction(event: EventDetails) -> str:
    """What can be said of the speakers from what the event knows."""
    speakers = [", ".join(filter(None, (each.name, each.institution))) for each in event.speakers]
    return f"Ich begrüße {' und '.join(speakers)}."[:INTRODUCTION_LIMIT] if speakers else ""


def save_running_order(db: Database, by: Moderator, slug: str, text: str, read: str) -> None:
    """Replace the running order by these lines. `read` are the lines they were made from; what was done stays done as long as
    the lines before it are the same.

    Raises EventNotFound, ChangedMeanwhile if other lines are stored by now, InvalidRequest with each wrong line's number."""

    def replaced(row: AnyRow, event: EventDetails) -> Values:
        items = _items_in(text, frame_of(event))
        stored = items_of(row, event)
        if as_lines(stored) != read:
            raise ChangedMeanwhile
        return {"running_order": _stored(_kept(stored, items))}

    _change(db, by, slug, replaced)


def _items_in(text: str, frame: Frame) -> tuple[Item, ...]:
    """Raises InvalidRequest."""
    if has_control_characters(text, allows_lines=True):
        raise InvalidRequest((Problem("running_order", "control_characters"),))
    items, wrong = read_lines(text, frame)
    problems = [Problem("running_order", each.code, detail=str(each.number)) for each in wrong]
    if not items and not wrong:
        problems.append(Problem("running_order", "missing_running_order"))
    if problems:
        raise InvalidRequest(tuple(problems))
    return items


def go_on(db: Database, by: Moderator, slug: str, done: int) -> None:
    """The current item is done; the next one begins now. `done` is how many were done on the screen where this was pressed.

    Raises EventNotFound, ChangedMeanwhile if somebody else went on already, NotPossibleForEvent while nothing is on."""
    now = clock.utc_now().replace(microsecond=0)

    def next_one(items: Sequence[Item], event: EventDetails) -> tuple[Item, ...]:
        if laid_out(items, frame_of(event), clock.utc_now()).current is None:
            raise NotPossibleForEvent(slug, event.state)
        return went_on(items, now)

    _turn(db, by, slug, done, next_one)


def go_back(db: Database, by: Moderator, slug: str, done: int) -> None:
    """That was too early: the item before is the current one again. Raises EventNotFound, ChangedMeanwhile."""
    _turn(db, by, slug, done, lambda items, _: went_back(items))


def _turn(
    db: Database, by: Moderator, slug: str, done: int, step: Callable[[Sequence[Item], EventDetails], tuple[Item, ...]]
) -> None:
    def turned(row: AnyRow, event: EventDetails) -> Values:
        items = items_of(row, event)
        if sum(item.done_at is not None for item in items) != done:
            raise ChangedMeanwhile
        return {"running_order": _stored(step(items, event))}

    _change(db, by, slug, turned)


def save_introduction(db: Database, by: Moderator, slug: str, text: str, read: str) -> None:
    """What is said about the speaker; `read` is what stood there before. Raises EventNotFound, ChangedMeanwhile,
    InvalidRequest."""
    words = text.strip()
    if len(words) > INTRODUCTION_LIMIT:
        raise InvalidRequest((Problem("introduction", "too_long", INTRODUCTION_LIMIT),))
    if has_control_characters(words, allows_lines=True):
        raise InvalidRequest((Problem("introduction", "control_characters"),))

    def replaced(row: AnyRow, _: EventDetails) -> Values:
        if (row.speaker_introduction or "") != read:
            raise ChangedMeanwhile
        return {"speaker_introduction": words or None}

    _change(db, by, slug, replaced)


def set_head_count(db: Database, by: Moderator, slug: str, people: int | None, read: int | None) -> None:
    """How many the moderator counted; None takes it back. `read` is the number that stood there before. Raises EventNotFound,
    ChangedMeanwhile, InvalidRequest."""
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise InvalidRequest((Problem("head_count", "not_a_number"),))

    def counted(row: AnyRow, _: EventDetails) -> Values:
        if row.head_count != read:
            raise ChangedMeanwhile
        return {"head_count": people}

    _change(db, by, slug, counted)


def tick(db: Database, by: Moderator, slug: str, key: str, *, is_done: bool) -> None:
    """Tick an item of the closing checklist by hand, or take that back. Raises EventNotFound, InvalidRequest for an item that
    is none, or that ticks itself."""
    if key not in BY_HAND:
        raise InvalidRequest((Problem("closing_checks", "not_a_choice"),))

    def ticked(row: AnyRow, _: EventDetails) -> Values:
        others = [each for each in row.closing_checks if each != key]
        return {"closing_checks": [*others, key] if is_done else others}

    _change(db, by, slug, ticked)


def _change(db: Database, by: Moderator, slug: str, change: Callable[[AnyRow, EventDetails], Values]) -> None:
    with db.writing() as session:
        event_id = moderated_id(session, by, slug)
        lock_event(session, event_id)
        new = change(find_moderated(session, by, slug), event_in(session, event_id))
        session.execute(update(Event).where(Event.id == event_id).values(**new))
        shift(session, event_id)
        protocol.record(session, by, "direction_changed", event_id=event_id, what=", ".join(new))


def _kept(before: Sequence[Item], after: Sequence[Item]) -> list[Item]:
    """The new items; those at the beginning that are the same as before stay done."""
    kept: list[Item] = []
    same = True
    for number, item in enumerate(after):
        old = before[number] if number < len(before) else None
        same = same and old is not None and (old.title, old.done_at is not None) == (item.title, True)
        kept.append(replace(item, done_at=old.done_at) if same and old else item)
    return kept


def _stored(items: Sequence[Item]) -> list[dict[str, Any]]:
    return [
        {"minutes": each.minutes, "title": each.title, "note": each.note,
         "done_at": each.done_at.isoformat() if each.done_at else None,
         "begins": each.begins.isoformat("minutes") if each.begins else None}
        for each in items
    ]  # fmt: skip


def _recording(session: Session, event: EventDetails, confirmed: int) -> Recording:
    agreed = select(Consent.registration_id).where(
        Consent.purpose == ConsentPurpose.RECORDING, Consent.withdrawn_at.is_(None)
    )
    with_consent = _count(session, Registration.event_id == event.id, _is_confirmed(), Registration.id.in_(agreed))
    return Recording(event.is_recorded, event.recording_purpose, confirmed - with_consent)


def _is_confirmed() -> Any:
    return Registration.status == RegistrationStatus.CONFIRMED


def _count(session: Session, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(Registration).where(*conditions)) or 0
