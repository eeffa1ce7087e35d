"""Where the words of an event and its fields say different things: shown as long as it is so, settled by one button."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from akevents.domain import event_form, text_check
from akevents.domain.events import EventDetails
from akevents.formats.announcements import Finding, Severity
from akevents.formats.local_times import local_parts
from akevents.formats.markup import literal
from akevents.ui.editor_memory import Editor, collected, forget_widgets
from akevents.ui.editor_steps import Checked
from akevents.ui.layout import small
from akevents.wording import dates, findings, shortened
from akevents.wording import editor as words

LOOKS = {
    Severity.ERROR: ("red", "error"),
    Severity.WARNING: ("orange", "warning"),
    Severity.INFO: ("blue", "info"),
}
FIELDS = {"start": "starts_at", "end": "ends_at", "deadline": "deadline_at"}
PASSAGE = 90  # characters of a passage


def text_findings(editor: Editor, checked: Checked) -> None:
    """Everything that does not fit, the contradictions first; nothing is drawn where all is well."""
    found = text_check.check_text(checked.after)
    if not found:
        return
    st.header("Text und Angaben", anchor=False, divider="gray")
    st.markdown(words.found(sum(each.severity is Severity.ERROR for each in found), len(found)))
    for finding in found:
        _finding(finding)
    _ways_out(editor, checked.after, found)


def _finding(finding: Finding) -> None:
    color, icon = LOOKS[finding.severity]
    badge = f":{color}-badge[:material/{icon}: {findings.SEVERITIES[finding.severity]}]"
    passages = " · ".join(f"„{shortened(each.text, PASSAGE)}“" for each in finding.evidence)
    with st.container(gap="xxsmall"):
        st.markdown(f"{badge} {literal(findings.sentence(finding.code, finding.facts))}")
        if passages:
            small(literal(passages))


def _ways_out(editor: Editor, event: EventDetails, several: tuple[Finding, ...]) -> None:
    """Bring the words into line with the fields, each passage named before and after; or a field with the words."""
    correction = text_check.correct_text(event)
    if correction.passages:
        passages = " · ".join(f"„{before}“ → „{after}“" for before, after in correction.passages)
        small(literal(f"Passend zu den Angaben: {passages}"))
    with st.container(horizontal=True, gap="small"):
        if correction.passages:
            st.button("Den Text anpassen", key="edit_mend_text", icon=":material/edit:", on_click=_set,
                      args=(editor, {"text": correction.text}))  # fmt: skip
        for finding in several:
            changes = finding.proposals[-1].changes if finding.proposals else {}
            fields = _fields(editor, changes) if finding.code in words.FIELD_OF_FINDING else {}
            if fields:
                label = f"{words.FIELD_OF_FINDING[finding.code]} ändern: {_in_words(editor, changes)}"
                st.button(label, key=f"edit_take_text_{finding.code}", icon=":material/edit_calendar:",
                          on_click=_set, args=(editor, fields), wrap=True)  # fmt: skip


def _fields(editor: Editor, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a proposal means for the fields of the form; empty where it is not about them."""
    timezone = editor.form["timezone"]
    fields: dict[str, Any] = {}
    for name, value in changes.items():
        if name in FIELDS and isinstance(value, datetime):
            prefix = event_form.INSTANTS[FIELDS[name]]
            fields[f"{prefix}_day"], fields[f"{prefix}_time"] = local_parts(value, timezone)
        elif name == "venue":
            fields["location"] = value
    if fields.get("end_day") == fields.get("start_day", editor.form["start_day"]):
        fields["end_day"] = None
    return fields


def _in_words(editor: Editor, changes: Mapping[str, Any]) -> str:
    """The first thing that would change; an end follows its beginning by itself."""
    value = next(iter(changes.values()))
    words_of = dates.instant(value, editor.form["timezone"]) if isinstance(value, datetime) else str(value)
    return literal(words_of)


def _set(editor: Editor, fields: dict[str, Any]) -> None:
    """Only fields change; saving is another step."""
    editor.memory["form"] = collected(editor.form) | fields
    forget_widgets()
