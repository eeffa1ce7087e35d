"""The editor's frame: its head with the one step that comes next, the notes above the fields, and the end of the form."""

from typing import Literal

import streamlit as st

from akevents.domain.event_state import EventState
from akevents.formats.markup import literal
from akevents.ui.editor_dialogs import ask_again, cancel_dialog, despite_dialog, open_dialog
from akevents.ui.editor_fields import Fields
from akevents.ui.editor_memory import Editor, discard
from akevents.ui.editor_preview import is_previewing, open_preview, preview_dialog
from akevents.ui.editor_review import conflict, problem_list, review
from akevents.ui.editor_steps import Checked, is_draft, publish, save
from akevents.ui.layout import explain_errors, small, state_badge
from akevents.ui.page_list import page
from akevents.wording import dates
from akevents.wording import editor as words


def editor_head(editor: Editor, checked: Checked | None) -> None:
    """What this is about, and the way on. Without `checked` there is nothing to edit now, so there are no buttons."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.title("Bearbeiten", anchor=False, width="content")
        if checked:
            with st.container(horizontal=True, width="content", gap="small"):
                _buttons(editor, checked)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"{literal(editor.event.title)} · {state_badge(editor.event)}", width="content")
        if checked:
            _draft_note(editor)
    if checked and is_previewing():
        preview_dialog(checked.after)


def _buttons(editor: Editor, checked: Checked) -> None:
    """One of them is the next step; where a box below asks for a decision, that is in the box."""
    shows_save = editor.asked == "review" and not checked.problems
    look: Literal["primary", "secondary"] = "secondary" if shows_save else "primary"
    st.button("Vorschau", key="edit_preview", icon=":material/visibility:", on_click=open_preview)
    if is_draft(editor):
        st.button("Entwurf speichern", key="edit_save_draft", icon=":material/save:", on_click=editor.ask,
                  args=("save",), disabled=editor.has_conflict)  # fmt: skip
        st.button("Veröffentlichen", key="edit_publish", icon=":material/publish:", type=look,
                  on_click=editor.ask, args=("publish",), disabled=editor.has_conflict)  # fmt: skip
    else:
        st.button("Änderungen prüfen", key="edit_review", icon=":material/fact_check:", type=look,
                  on_click=editor.ask, args=("review",), disabled=editor.has_conflict)  # fmt: skip


def _draft_note(editor: Editor) -> None:
    saved_at = editor.memory["saved_at"]
    if not editor.is_changed:
        return
    if saved_at:
        at = dates.clock(saved_at, editor.event.timezone)
        st.markdown(f":small[:gray[:material/cloud_done: Entwurf gesichert um {literal(at)}]]", width="content")
    else:
        st.markdown(":small[:gray[Der Entwurf ist noch nicht gesichert.]]", width="content")
    st.button("Änderungen verwerfen", key="edit_discard_changes", on_click=discard, args=(editor,))


def next_step(editor: Editor, checked: Checked) -> None:
    """Above the fields: the conflict, the problems, or what was asked for."""
    is_pressed = editor.pressed()
    if editor.has_conflict:
        conflict(editor, checked)
    elif editor.asked and checked.problems:
        problem_list(checked.problems, to_publish=editor.asked == "publish")
    elif editor.asked == "review":
        review(editor, checked)
    elif is_pressed:
        _act(editor, checked)
    if open_dialog() == "despite" and not editor.has_conflict:
        despite_dialog(editor, checked)


def _act(editor: Editor, checked: Checked) -> None:
    """Once: whatever comes of it, the next run waits to be asked again."""
    step = editor.asked
    editor.ask("")
    with explain_errors():
        if step == "save":
            save(editor, checked)
        elif checked.contradictions:
            ask_again("despite")
        else:
            publish(editor, checked)


def shown_problems(editor: Editor, checked: Checked) -> Fields:
    """The fields, with what is wrong at each once somebody has asked to go on."""
    return Fields(editor, checked.problems if editor.asked else ())


def editor_end(editor: Editor) -> None:
    """The pasted announcement, and calling it off."""
    fields = Fields(editor)
    st.header(words.SECTIONS["announcement"], anchor=False, divider="gray")
    fields.area("announcement", height=200)
    small("Der Text, wie er eingelesen wurde. Er wird nicht veröffentlicht.")
    st.page_link(page("next_session.py"), label="Nächste Sitzung anlegen", icon=":material/event_repeat:",
                 query_params={"event": editor.event.slug})  # fmt: skip
    if editor.event.state in {EventState.DRAFT, EventState.PAST, EventState.CANCELLED}:
        return
    st.header("Absagen", anchor=False, divider="gray")
    st.markdown("Die Anmeldungen bleiben erhalten, alle Angemeldeten bekommen eine Mail mit dem Grund.")
    st.button("Veranstaltung absagen", key="edit_cancel_open", icon=":material/event_busy:",
              on_click=ask_again, args=("cancel",))  # fmt: skip
    if open_dialog() == "cancel":
        cancel_dialog(editor)
