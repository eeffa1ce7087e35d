"""What "Neue Veranstaltung" remembers: the pasted text, what was read from it, the form, decisions, and the kept draft.

Widgets are filled from the memory and read back into it at the beginning of every run. Streamlit forgets a widget that was
not drawn; the memory does not, and what was typed is kept in the database, so it survives a closed browser."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from time import monotonic
from typing import Any

import streamlit as st

from akevents import clock
from akevents.domain import drafts
from akevents.domain.event_from_announcement import (
    BERLIN,
    FORM_FIELDS,
    LIMITS,
    NewEventForm,
    effects,
    facts_from,
    groups_of,
)
from akevents.domain.moderators import Moderator
from akevents.errors import AkeventsError
from akevents.formats.announcement_marks import Passage, passages_of
from akevents.formats.announcements import Announcement, Finding, Severity, read
from akevents.formats.page_text import as_text
from akevents.ui.access import database
from akevents.ui.editor_memory import SURELY_APPEARED_S
from akevents.wording import dates

MEMORY = "new_event"  # not a widget's key, so it stays
FILLED = "new event filled"  # when the fields were last filled, by the process's clock
PREFIX = "new_event_"
KEPT = ("pasted", "stage", "reference", "form", "decided", "group_id")  # what the draft holds
EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)  # days that the date fields accept
# A finding that something is missing is settled as soon as the field says it.
FILLED_BY = {
    "title_missing": ("title",),
    "start_missing": ("start_day", "start_time"),
    "end_missing": ("end_time",),
    "venue_missing": ("location",),
    "deadline_missing": ("deadline_day",),
    "moderator_missing": ("moderation",),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """How a finding was settled: which proposal was taken for it, or (None) by a field or by another decision."""

    proposal: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The announcement as it was read, with its numbered passages and what each proposal would do."""

    text: str
    reference: date
    announcement: Announcement
    passages: tuple[Passage, ...]
    effects: tuple[tuple[dict[str, Any], ...], ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.announcement.findings


def open_new_event(moderator: Moderator) -> dict[str, Any]:
    """This browser's memory, else what was kept for this person; what was typed since the last run is kept."""
    memory = st.session_state.get(MEMORY)
    if memory is None:
        memory = st.session_state[MEMORY] = _found(moderator)
    elif not memory.pop("is_moving", False) and _first_key(memory) not in st.session_state:
        memory["back_since"] = memory["saved_at"]  # somebody looked at another page and came back
    _collect(memory)
    _keep(moderator, memory)
    return memory


def _found(moderator: Moderator) -> dict[str, Any]:
    memory = _empty()
    if kept := drafts.find(database(), moderator, None):
        memory |= {name: kept.fields[name] for name in KEPT if name in kept.fields}
        blank = _blank_form()  # an older version may have kept other fields
        memory["form"] = {name: memory["form"].get(name, value) for name, value in blank.items()}
        memory |= {"saved_at": kept.saved_at, "back_since": kept.saved_at}
        memory["announcement"] = _text_of(memory["pasted"]) if memory["reference"] else None
    groups = [each.id for each in groups_of(database(), moderator)]
    if memory["group_id"] not in groups:
        memory["group_id"] = groups[0] if len(groups) == 1 else None
    memory["kept"] = _snapshot(memory)
    return memory


def _empty() -> dict[str, Any]:
    return {
        "pasted": "", "stage": "paste", "announcement": None, "reference": None, "form": _blank_form(), "decided": {},
        "group_id": None, "saved_at": None, "back_since": None, "problem": None, "kept": None,
    }  # fmt: skip


def _blank_form() -> dict[str, Any]:
    return asdict(NewEventForm()) | {"several_days": False}


def _first_key(memory: Mapping[str, Any]) -> str:
    return f"{PREFIX}text" if memory["stage"] == "paste" else f"{PREFIX}title"


def _snapshot(memory: Mapping[str, Any]) -> dict[str, Any]:
    return {name: memory[name] for name in KEPT}


def _collect(memory: dict[str, Any]) -> None:
    """What stands in the widgets that were drawn."""
    if memory["stage"] == "paste":
        memory["pasted"] = st.session_state.get(f"{PREFIX}text", memory["pasted"]) or ""
    memory["group_id"] = st.session_state.get(f"{PREFIX}group", memory["group_id"])
    memory["form"] = {
        name: _plain(st.session_state.get(field_key(name), value)) for name, value in memory["form"].items()
    }


def _keep(moderator: Moderator, memory: dict[str, Any]) -> None:
    """What is typed goes into the kept draft; a page on which nothing was typed leaves none."""
    snapshot = _snapshot(memory)
    if snapshot == memory["kept"]:
        return
    try:
        if memory["pasted"].strip() or memory["form"] != _blank_form():
            memory["saved_at"] = drafts.keep(database(), moderator, None, snapshot, None)
        else:
            drafts.throw_away(database(), moderator, None)
            memory["saved_at"] = None
        memory["kept"] = snapshot
    except AkeventsError:  # busy for a moment, or a book: the next run tries again
        memory["saved_at"] = None


def forget(moderator: Moderator) -> None:
    """Nothing typed is left, neither here nor in the database."""
    drafts.throw_away(database(), moderator, None)
    st.session_state.pop(MEMORY, None)
    for key in [key for key in st.session_state if str(key).startswith(PREFIX)]:
        del st.session_state[key]


# Steps. Each is a button's callback, so the run that follows draws what it leads to.


def read_text() -> None:
    """Read what was pasted and fill the form with it."""
    memory = st.session_state[MEMORY]
    pasted: str = st.session_state.get(f"{PREFIX}text") or ""
    text = _text_of(pasted)
    memory["pasted"] = pasted
    memory["problem"] = _problem_with(text)
    if memory["problem"]:
        return
    reference = dates.local(clock.utc_now(), BERLIN).date()
    facts = asdict(facts_from(read(text, reference), text))
    memory |= {"announcement": text, "reference": reference.isoformat(), "decided": {}}
    _go(memory, "form", facts | {"several_days": facts["end_day"] is not None})


def _text_of(pasted: str) -> str:
    return as_text(pasted).strip("\n")


def _problem_with(text: str) -> tuple[str, int] | None:
    """A key of wording.PROBLEMS and its limit."""
    limit = LIMITS["announcement"]
    if not text.strip():
        return "missing_announcement", limit
    return ("too_long", limit) if len(text) > limit else None


def begin_empty() -> None:
    """A form without an announcement."""
    memory = st.session_state[MEMORY]
    memory["pasted"] = st.session_state.get(f"{PREFIX}text") or ""
    memory |= {"announcement": None, "reference": None, "decided": {}, "problem": None}
    _go(memory, "form", _blank_form())


def back_to_text() -> None:
    """Paste again; the form is filled anew when the text is read."""
    memory = st.session_state[MEMORY]
    _go(memory, "paste", _blank_form())


def _go(memory: dict[str, Any], stage: str, form: dict[str, Any]) -> None:
    memory |= {"stage": stage, "form": form, "is_moving": True, "back_since": None}
    _write(form)


def take(index: int, number: int) -> None:
    """Settle a finding by one of its proposals; what stood in the fields before is remembered for undo()."""
    memory = st.session_state[MEMORY]
    undo(index)
    reading = reading_of(memory)
    values = reading.effects[index][number] if reading else {}
    before = {name: _plain(st.session_state.get(field_key(name), memory["form"][name])) for name in values}
    memory["decided"][str(index)] = {"proposal": number, "before": before}
    _write(values)


def undo(index: int) -> None:
    """The finding is open again, and its fields say what they said before."""
    decision = st.session_state[MEMORY]["decided"].pop(str(index), None)
    if decision:
        _write(decision["before"])


# What was read


def reading_of(memory: dict[str, Any]) -> Reading | None:
    """The announcement, read once for each text; None where there is none."""
    text, day = memory["announcement"], memory["reference"]
    if text is None or day is None:
        return None
    known: Reading | None = memory.get("reading")
    if known is None or (known.text, known.reference.isoformat()) != (text, day):
        found = read(text, date.fromisoformat(day))
        done = tuple(effects(found, each) for each in found.findings)
        known = memory["reading"] = Reading(text, date.fromisoformat(day), found, passages_of(found), done)
    return known


def settled(memory: Mapping[str, Any], reading: Reading, index: int) -> Settled | None:
    """How this finding was settled, None while it is open."""
    decided = memory["decided"]
    if str(index) in decided and decided[str(index)]["proposal"] < len(reading.effects[index]):
        return Settled(decided[str(index)]["proposal"])
    taken = [_taken_values(reading, decided, other) for other in decided]
    if any(values and values in reading.effects[index] for values in taken):
        return Settled(None)
    names = FILLED_BY.get(reading.findings[index].code, ())
    return Settled(None) if names and all(memory["form"].get(name) for name in names) else None


def _taken_values(reading: Reading, decided: Mapping[str, Any], index: str) -> dict[str, Any]:
    offered = reading.effects[int(index)] if int(index) < len(reading.effects) else ()
    number = decided[index]["proposal"]
    return offered[number] if number < len(offered) else {}


def open_contradictions(memory: Mapping[str, Any], reading: Reading) -> int:
    return sum(
        each.severity is Severity.ERROR and settled(memory, reading, index) is None
        for index, each in enumerate(reading.findings)
    )


def form_of(memory: Mapping[str, Any]) -> NewEventForm:
    """The form as it stands in the fields now."""
    values = {name: memory["form"][name] for name in FORM_FIELDS}
    if not memory["form"]["several_days"]:
        values["end_day"] = None
    texts = {name: values[name] or "" for name in FORM_FIELDS if not name.endswith(("_day", "_time"))}
    return NewEventForm(**values | texts)


# Widgets and memory


def field_key(name: str) -> str:
    """ "new_event_title"; the pasted text has "new_event_text", so the event's own is "new_event_body"."""
    return f"{PREFIX}{'body' if name == 'text' else name}"


def filled(name: str, value: Any) -> str:
    """The key, after making sure that the widget to be drawn holds the remembered value.

    A day or time is told its value anew for a while: editor_memory.held() says why."""
    key = field_key(name)
    if key not in st.session_state:
        st.session_state[key] = _shown(name, value)
    elif monotonic() - st.session_state.get(FILLED, 0) < SURELY_APPEARED_S:
        st.session_state[key] = st.session_state[key]
    return key


def filled_text(memory: Mapping[str, Any]) -> str:
    """The same for the pasted text."""
    key = f"{PREFIX}text"
    if key not in st.session_state:
        st.session_state[key] = memory["pasted"]
    return key


def _write(values: Mapping[str, Any]) -> None:
    memory = st.session_state[MEMORY]
    st.session_state[FILLED] = monotonic()
    memory["form"] = memory["form"] | values
    for name, value in values.items():
        st.session_state[field_key(name)] = _shown(name, value)
    if values.get("end_day"):
        memory["form"]["several_days"] = st.session_state[field_key("several_days")] = True


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def _shown(name: str, value: Any) -> Any:
    if value and name.endswith("_day"):
        day = date.fromisoformat(value)
        return day if EARLIEST <= day <= LATEST else None
    return time.fromisoformat(value) if value and name.endswith("_time") else value
