"""The two steps of the editor that ask once more: calling an event off, and publishing despite a contradiction."""

import streamlit as st

from akevents import wording
from akevents.domain import event_life, text_check
from akevents.errors import InvalidRequest
from akevents.formats.announcements import Severity
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.editor_memory import Editor
from akevents.ui.editor_steps import Checked, cancel, publish, undo_cancel
from akevents.ui.layout import explain_errors, small
from akevents.wording import editor as words
from akevents.wording import findings

OPEN = "editor_dialog"


def ask_again(name: str) -> None:
    st.session_state[OPEN] = name


def _close() -> None:
    st.session_state[OPEN] = ""


def open_dialog() -> str:
    """While a dialog is open every run draws it; it would close otherwise."""
    return str(st.session_state.get(OPEN, ""))


@st.dialog("Veranstaltung absagen", on_dismiss=_close)
def cancel_dialog(editor: Editor) -> None:
    """The reason, who will be told and how; undone as long as the mails wait."""
    counts = event_life.count_registered(database(), editor.moderator, editor.event.slug)
    if counts:
        told = words.told({str(key): value for key, value in counts.items()})
        st.markdown(
            f"Eine Mail mit dem Grund bekommen: {literal(told)}. Ihr liegt eine Kalenderdatei (CANCEL) bei, die den Termin "
            "aus den Kalendern nimmt."
        )
    else:
        st.markdown("Es ist niemand angemeldet, es geht keine Mail hinaus.")
    st.markdown(
        "Alle Anmeldungen bleiben erhalten. Solange noch keine Mail hinausgegangen ist, können Sie es zurücknehmen."
    )
    reason = st.text_area("Grund", key="edit_cancel_reason", height=100, placeholder="Die Referentin ist erkrankt.")
    small("Der Grund steht auf der Seite und in der Mail.")
    if st.button("Absagen", key="edit_cancel", type="primary", icon=":material/event_busy:"):
        with explain_errors():
            try:
                cancel(editor, reason or "")
                _close()
            except InvalidRequest as error:
                st.error(wording.problem(error.problems[0]), icon=":material/error:")


@st.dialog("Widersprüche im Text", on_dismiss=_close)
def despite_dialog(editor: Editor, checked: Checked) -> None:
    """Contradictions are named once more; whoever publishes all the same is in the protocol with their codes."""
    st.markdown("Text und Angaben passen nicht zusammen:")
    for finding in text_check.check_text(checked.after):
        if finding.severity is Severity.ERROR:
            st.markdown(f"- {literal(findings.sentence(finding.code, finding.facts))}")
    small("Dass Sie trotzdem veröffentlichen, steht im Protokoll.")
    with explain_errors():
        if st.button("Trotzdem veröffentlichen", key="edit_publish_despite", type="primary"):
            _close()
            publish(editor, checked, checked.contradictions)


def cancelled_notice(editor: Editor) -> None:
    """A cancelled event is not edited; it can come back while nobody has been told."""
    with st.container(border=True):
        st.markdown("**Diese Veranstaltung ist abgesagt.**")
        st.markdown(literal(editor.event.cancellation_reason))
        st.markdown("Solange noch keine Mail hinausgegangen ist, können Sie die Absage zurücknehmen.")
        with explain_errors():
            if st.button("Absage zurücknehmen", key="edit_undo_cancel", type="primary", icon=":material/undo:"):
                undo_cancel(editor)
