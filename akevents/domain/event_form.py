"""The editor's form: an event as plain values that a browser's fields and a kept draft can hold, and back to a change.

Pure. Days are ISO words ("2022-03-02"), times of day "17:00", both in the event's zone; nothing chosen is None."""

from collections.abc import Iterator, Mapping
from dataclasses import fields as fields_of_class
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from akevents.domain.event_change import UNCHANGED, EventChange
from akevents.domain.event_editor import EditableEvent
from akevents.domain.event_state import state_of
from akevents.domain.events import NOT_SHOWN, EventDetails, Speaker
from akevents.domain.questions import QuestionEdit
from akevents.errors import InvalidRequest, Problem
from akevents.formats.calendar_zones import supports
from akevents.formats.local_times import SkippedTime, instant_at, local_parts
from akevents.store.tables import Discussion, EventFormat, EventStatus, ParticipantList, QuestionKind

Form = Mapping[str, Any]

TEXTS = (
    "title", "kind", "summary", "text", "announcement", "timezone", "location", "address", "joining_url", "dial_in",
    "moderation", "recording_purpose", "materials",
)  # fmt: skip
CHOICES = ("format", "participant_list", "discussion")
SWITCHES = (
    "has_waiting_list", "shows_places", "allows_late_requests", "is_recorded", "reminds_day_before", "reminds_hour_before",
)  # fmt: skip
NUMBERS = ("capacity", "joining_opens_minutes", "retention_days")
NEVER_EMPTY = ("joining_opens_minutes", "retention_days")  # left empty, such a number stays as it is
# A field of the event, and the beginning of the names of its day and its time in the form.
INSTANTS = {
    "starts_at": "start",
    "ends_at": "end",
    "joining_link_at": "joining",
    "registration_opens_at": "opens",
    "deadline_at": "deadline",
}
CONFIRMS: dict[str, bool | None] = {"auto": None, "yes": True, "no": False}


def form_of(shown: EditableEvent) -> dict[str, Any]:
    """What the fields hold when the event is opened."""
    form: dict[str, Any] = {name: _stored(shown, name) or "" for name in TEXTS}
    form |= {name: str(_stored(shown, name)) for name in CHOICES}
    form |= {name: _stored(shown, name) for name in (*SWITCHES, *NUMBERS)}
    for name, prefix in INSTANTS.items():
        form[f"{prefix}_day"], form[f"{prefix}_time"] = _parts(shown, name)
    if form["end_day"] == form["start_day"]:
        form["end_day"] = None  # nobody has to choose the same day twice
    form["categories"] = ", ".join(shown.event.categories)
    form["confirms_addresses"] = next(key for key, value in CONFIRMS.items() if value == shown.event.confirms_addresses)
    form["speakers"] = [
        {"row": row, "name": each.name, "institution": each.institution}
        for row, each in enumerate(shown.event.speakers, 1)
    ]
    form["questions"] = [_question_row(row, each) for row, each in enumerate(shown.questions, 1)]
    return form


def _stored(shown: EditableEvent, name: str) -> Any:
    return getattr(shown if name in NOT_SHOWN else shown.event, name)


def _parts(shown: EditableEvent, name: str) -> tuple[str | None, str | None]:
    instant = _stored(shown, name)
    return local_parts(instant, shown.event.timezone) if instant else (None, None)


def _question_row(row: int, question: QuestionEdit) -> dict[str, Any]:
    """`needs` is the row of the earlier question whose answer decides; rows of a fresh form count from 1."""
    position, answer = question.shown_if or (None, "")
    return {
        "row": row,
        "id": question.id,
        "kind": question.kind.value,
        "label": question.label,
        "is_required": question.is_required,
        "choices": "\n".join(question.choices),
        "needs": None if position is None else position + 1,
        "answer": answer,
    }


# Back


def instant_of(form: Form, name: str) -> datetime | None:
    """What a day and a time of the form mean, None where they name no instant."""
    prefix = INSTANTS[name]
    day = form[f"{prefix}_day"] or (form["start_day"] if name == "ends_at" else None)
    clock = form[f"{prefix}_time"]
    if not (day and clock and supports(form["timezone"])):
        return None
    try:
        return instant_at(date.fromisoformat(day), time.fromisoformat(clock), form["timezone"])
    except SkippedTime:
        return None


def change_of(form: Form, shown: EditableEvent) -> EventChange:
    """Everything the form says, for the use case to judge. A time that still looks as it did stays to the second.

    Raises InvalidRequest for days and times that name no instant."""
    instants, problems = _instants(form, shown)
    if problems:
        raise InvalidRequest(tuple(problems))
    names = (each.strip() for each in form["categories"].split(","))
    values: dict[str, Any] = {
        **{name: _text(form[name]) for name in TEXTS},
        **{name: bool(form[name]) for name in SWITCHES},
        **instants,
        "format": EventFormat(form["format"]),
        "participant_list": ParticipantList(form["participant_list"]),
        "discussion": Discussion(form["discussion"]),
        "categories": tuple(dict.fromkeys(each for each in names if each)),
        "speakers": tuple(_speakers(form)),
        "capacity": form["capacity"],
        "confirms_addresses": CONFIRMS[form["confirms_addresses"]],
        **{name: _stored(shown, name) if form[name] is None else form[name] for name in NEVER_EMPTY},
    }
    return EventChange(**values)


def questions_of(form: Form) -> tuple[QuestionEdit, ...]:
    """The questions in the order of the form; a condition on a question that is gone or comes later is dropped."""
    rows = form["questions"]
    positions = {each["row"]: position for position, each in enumerate(rows)}
    return tuple(
        QuestionEdit(
            id=each["id"],
            kind=QuestionKind(each["kind"]),
            label=_text(each["label"]),
            is_required=bool(each["is_required"]),
            choices=_choices(each),
            shown_if=_condition(each, positions, position),
        )
        for position, each in enumerate(rows)
    )


def answers_to(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers of a question that another may wait for; empty where anything can be written."""
    return ("ja", "nein") if row["kind"] == QuestionKind.YES_NO else _choices(row)


def applied(shown: EditableEvent, change: EventChange) -> EventDetails:
    """The event as visitors would read it after this change."""
    given = {each.name: getattr(change, each.name) for each in fields_of_class(change) if each.name not in NOT_SHOWN}
    values = {name: _trimmed(value) for name, value in given.items() if value is not UNCHANGED}
    for name in ("kind", "summary", "address", "moderation", "recording_purpose", "materials"):
        values[name] = values.get(name, getattr(shown.event, name)) or None
    return replace(shown.event, **values)


def as_if_published(event: EventDetails, at: datetime) -> EventDetails:
    """The same event in the state visitors would meet at this instant, were it published."""
    published = replace(event, status=EventStatus.PUBLISHED)
    return replace(published, state=state_of(published, at))


def merged(base: Form, mine: Form, stored: Form) -> dict[str, Any]:
    """What is stored now, with what I changed since I began: nobody's other changes are undone by the way."""
    return {name: mine[name] if name in mine and mine[name] != base.get(name) else stored[name] for name in stored}


def completed(kept: Form, stored: Form) -> dict[str, Any]:
    """The fields of a kept draft; those that it does not know, because an older version kept it, as they are stored."""
    return {name: kept.get(name, value) for name, value in stored.items()}


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) and not isinstance(value, EventFormat | ParticipantList) else value


def _text(typed: str | None) -> str:
    """Browsers may send other line breaks than were stored; that is no change."""
    return (typed or "").replace("\r\n", "\n").replace("\r", "\n")


def _speakers(form: Form) -> Iterator[Speaker]:
    for each in form["speakers"]:
        name, institution = _text(each["name"]).strip(), _text(each["institution"]).strip()
        if name or institution:
            yield Speaker(name, institution)


def _choices(row: Mapping[str, Any]) -> tuple[str, ...]:
    if row["kind"] not in {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE}:
        return ()
    return tuple(each.strip() for each in _text(row["choices"]).split("\n") if each.strip())


def _condition(row: Mapping[str, Any], positions: Mapping[int, int], position: int) -> tuple[int, str] | None:
    earlier = positions.get(row["needs"])
    return (earlier, row["answer"] or "") if earlier is not None and earlier < position else None


def _instants(form: Form, shown: EditableEvent) -> tuple[dict[str, Any], list[Problem]]:
    """Column values for all instants, and what is wrong with those that name none."""
    values: dict[str, Any] = {}
    problems = []
    if not supports(form["timezone"]):
        return values, [Problem("timezone", "not_a_choice")]
    for name, prefix in INSTANTS.items():
        day, clock = form[f"{prefix}_day"], form[f"{prefix}_time"]
        if name == "ends_at":
            day = day or form["start_day"]
        found = _instant(name, day, clock, form["timezone"], shown)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            values[name] = found
    return values, problems


def _instant(name: str, day: str | None, clock: str | None, timezone: str, shown: EditableEvent) -> Any:
    if not day and not clock and name not in {"starts_at", "ends_at"}:
        return None
    if not day:
        return Problem(name, "missing_day")
    if not clock:
        return Problem(name, "missing_time")
    stored = _stored(shown, name)
    if stored and timezone == shown.event.timezone and local_parts(stored, timezone) == (day, clock):
        return stored  # to the second, and the second of two equal hours stays it
    try:
        return instant_at(date.fromisoformat(day), time.fromisoformat(clock), timezone)
    except SkippedTime:
        return Problem(name, "skipped_time")
