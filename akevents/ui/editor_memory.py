"""The editor's memory: what stands in its fields, what it began from, and the draft that is kept while somebody types.

Widgets are filled from the memory and read back into it at the beginning of every run. Streamlit forgets a widget that was
not drawn; the memory does not, so somebody may look at another page and come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from time import monotonic
from typing import Any

import streamlit as st

from akevents.domain import drafts, event_editor, event_form
from akevents.domain.drafts import KeptDraft
from akevents.domain.event_change import EventChange
from akevents.domain.event_editor import EditableEvent
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.errors import AkeventsError
from akevents.ui.access import database

PREFIX = "edit_"
MEMORY = "editor"  # not a widget's key, so it stays
FILLED = "editor_filled"  # when the fields were filled last
SURELY_APPEARED_S = 30  # after that every kind of widget is loaded, on a slow line too
ROWS = {"speakers": ("speaker", ("name", "institution")),
        "questions": ("question", ("kind", "label", "is_required", "choices", "needs", "answer"))}  # fmt: skip


@dataclass
class Editor:
    """One event in one moderator's hands. `memory` lives as long as the browser's session."""

    moderator: Moderator
    shown: EditableEvent
    memory: dict[str, Any]

    @property
    def event(self) -> EventDetails:
        return self.shown.event

    @property
    def form(self) -> dict[str, Any]:
        form: dict[str, Any] = self.memory["form"]
        return form

    @property
    def based_on(self) -> datetime:
        """The state of the event that the fields were filled from."""
        at: datetime = self.memory["based_on"]
        return at

    @property
    def is_changed(self) -> bool:
        return bool(self.form != self.memory["base"])

    @property
    def found(self) -> KeptDraft | None:
        """A draft of an earlier visit that nobody has decided about yet."""
        draft: KeptDraft | None = self.memory["found"]
        return draft

    @property
    def has_conflict(self) -> bool:
        """Somebody else saved the event since these fields were filled, and they say something of their own."""
        return self.based_on != self.event.changed_at

    def mine_on_stored(self) -> tuple[EventChange, bool]:
        """What I changed, on top of what is stored now; and whether my questions are others. Raises InvalidRequest."""
        stored = event_form.form_of(self.shown)
        mine = event_form.merged(self.memory["base"], self.form, stored)
        return event_form.change_of(mine, self.shown), mine["questions"] != stored["questions"]

    @property
    def asked(self) -> str:
        """What the person wants to do with the fields: "" nothing yet, "review", "save" or "publish"."""
        return str(self.memory["asked"])

    def ask(self, step: str) -> None:
        self.memory |= {"asked": step, "is_pressed": bool(step)}

    def pressed(self) -> bool:
        """True once after a button was pressed: what was asked for then is not done again by the next keystroke."""
        return bool(self.memory.pop("is_pressed", False))


def open_editor(moderator: Moderator, slug: str) -> Editor:
    """The editor of this event as this browser left it; what was typed since the last run is kept as a draft."""
    shown = event_editor.get_editable(database(), moderator, slug)
    memory = st.session_state.get(MEMORY)
    if memory is None or memory["of"] != (moderator.id, shown.event.id):
        memory = start_over(moderator, shown)
        memory["found"] = drafts.find(database(), moderator, slug)
    editor = Editor(moderator, shown, memory)
    if editor.found is None:
        memory["form"] = collected(memory["form"])
        _keep(editor)
        if editor.has_conflict and not editor.is_changed:
            editor.memory = start_over(moderator, shown)
    return editor


def start_over(by: Moderator, shown: EditableEvent) -> dict[str, Any]:
    """Fill the fields from what is stored; nothing typed is left."""
    forget_widgets()
    form = event_form.form_of(shown)
    memory = {
        "of": (by.id, shown.event.id), "based_on": shown.event.changed_at, "base": form, "form": form, "kept": form,
        "saved_at": None, "found": None, "asked": "", "note": "",
    }  # fmt: skip
    st.session_state[MEMORY] = memory
    return memory


def forget_widgets() -> None:
    """The next run fills every field from the memory."""
    st.session_state[FILLED] = monotonic()
    for key in list(st.session_state):
        if str(key).startswith(PREFIX):
            del st.session_state[key]


def leave(editor: Editor) -> None:
    """After saving or cancelling: no draft, and fields filled anew from what is stored then."""
    drafts.throw_away(database(), editor.moderator, editor.event.slug)
    st.session_state.pop(MEMORY, None)
    forget_widgets()


def take_up(editor: Editor) -> None:
    """Go on with the draft of an earlier visit."""
    draft = editor.found
    if draft:
        stored = event_form.form_of(editor.shown)
        form, base = (event_form.completed(draft.fields.get(name, {}), stored) for name in ("form", "base"))
        based_on = draft.based_on or editor.event.changed_at
        editor.memory |= {"form": form, "base": base, "kept": form, "based_on": based_on, "saved_at": draft.saved_at}
    editor.memory["found"] = None
    forget_widgets()


def discard(editor: Editor) -> None:
    """Throw away what is not saved."""
    drafts.throw_away(database(), editor.moderator, editor.event.slug)
    start_over(editor.moderator, editor.shown)


def insist(editor: Editor) -> None:
    """After a conflict: what I changed, on top of what is stored now. Nothing is saved yet."""
    stored = event_form.form_of(editor.shown)
    form = event_form.merged(editor.memory["base"], editor.form, stored)
    editor.memory |= {"form": form, "base": stored, "based_on": editor.event.changed_at, "asked": "review"}
    forget_widgets()


def _keep(editor: Editor) -> None:
    """What is typed goes into the draft; typed back to what it was, the draft goes."""
    memory = editor.memory
    if memory["form"] == memory["kept"]:
        return
    by, slug = editor.moderator, editor.event.slug
    try:
        if editor.is_changed:
            fields = {"form": memory["form"], "base": memory["base"]}
            memory["saved_at"] = drafts.keep(database(), by, slug, fields, editor.based_on)
        else:
            drafts.throw_away(database(), by, slug)
            memory["saved_at"] = None
        memory["kept"] = memory["form"]
    except AkeventsError:  # busy for a moment: the next run tries again, and until then nobody reads that it is kept
        memory["saved_at"] = None


# Widgets and memory


def collected(form: Mapping[str, Any]) -> dict[str, Any]:
    """The form with what stands in the fields that were drawn."""
    taken = {name: _taken(f"{PREFIX}{name}", value) for name, value in form.items() if name not in ROWS}
    for name, (word, columns) in ROWS.items():
        taken[name] = [
            {**each, **{column: _taken(row_key(word, each, column), each[column]) for column in columns}}
            for each in form[name]
        ]
    return {name: taken[name] for name in form}


def row_key(word: str, row: Mapping[str, Any], column: str) -> str:
    """ "edit_speaker_2_name"."""
    return f"{PREFIX}{word}_{row['row']}_{column}"


def held(key: str, value: Any, empty: Any = None, *, can_be_cleared: bool = False) -> dict[str, Any]:
    """Key and value of a widget that is to hold the remembered value.

    From its second run on the value is given again as its default: browsers load a kind of widget when it is first needed,
    and one that appears only after the second run would start from its default and send that back over what is stored.
    A default would take a field its button for clearing; such a one is told its value anew until it has surely appeared."""
    if key not in st.session_state:
        st.session_state[key] = _shown(key, value)
        return {"key": key, "value": empty}
    if not can_be_cleared:
        return {"key": key, "value": st.session_state[key]}
    if monotonic() - st.session_state.get(FILLED, 0) < SURELY_APPEARED_S:
        st.session_state[key] = st.session_state[key]
    return {"key": key, "value": None}


def chosen(key: str, value: Any, options: list[Any]) -> dict[str, Any]:
    """The same for a selection; a value that is no option any more is none."""
    current = st.session_state.get(key, value)
    current = current if current in options else None
    if key in st.session_state and st.session_state[key] == current:
        return {"key": key, "index": None if current is None and None not in options else options.index(current)}
    st.session_state[key] = current
    return {"key": key, "index": None}


def _taken(key: str, before: Any) -> Any:
    value = st.session_state.get(key, before)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def _shown(key: str, value: Any) -> Any:
    if value is not None and key.endswith("_day"):
        return date.fromisoformat(value)
    if value is not None and key.endswith("_time"):
        return time.fromisoformat(value)
    return value
