"""Bearbeiten: every field of an event, checked as it is typed; publish, change, cancel."""

from akevents import ui
from akevents.store.tables import EventStatus

moderator = ui.require_moderator()
event = ui.chosen_moderated_event(moderator)
editor = ui.open_editor(moderator, event.slug)
ui.as_of_notice()

if event.status == EventStatus.CANCELLED or editor.found:
    ui.editor_head(editor, None)
    ui.said()
    if event.status == EventStatus.CANCELLED:
        ui.cancelled_notice(editor)
    else:
        ui.found_draft(editor)
else:
    checked = ui.check_fields(editor)
    ui.editor_head(editor, checked)
    ui.said()
    fields = ui.shown_problems(editor, checked)
    ui.next_step(editor, checked)
    ui.text_findings(editor, checked)

    ui.when_and_where(fields)
    ui.what_it_is_about(fields)
    ui.registration(fields)
    ui.questions(fields)
    ui.afterwards(fields)
    ui.editor_end(editor)
