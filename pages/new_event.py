"""Neue Veranstaltung: paste an announcement, see what it says and what does not fit, make a draft of it."""

import streamlit as st

from akevents import ui
from akevents.domain.event_from_announcement import create_from_announcement, groups_of
from akevents.errors import InvalidRequest

moderator = ui.require_moderator()
db = ui.database()
ui.as_of_notice()
groups = groups_of(db, moderator)
memory = ui.open_new_event(moderator)
reading = ui.reading_of(memory)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Ankündigung einlesen" if reading else "Neue Veranstaltung", anchor=False, width="content")
    if memory["stage"] == "form":
        st.button("Anderen Text einlesen", key="new_event_back", icon=":material/arrow_back:", on_click=ui.back_to_text)
if ui.kept_notice(memory):
    ui.forget_new_event(moderator)
    st.rerun()
if not groups:
    st.markdown("Es gibt noch keinen Arbeitskreis. Legen Sie in der Verwaltung den ersten an.")
    st.stop()

if memory["stage"] == "paste":
    ui.chosen_group(memory, groups)
    ui.paste_form(memory)
    st.stop()

if reading:
    ui.summary_line(memory, reading)
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        ui.your_text(reading)
    with right:
        ui.found_problems(memory, reading)
else:
    right = st.container(width=ui.PERSONAL_WIDTH)

with right:
    st.header("Gefundene Angaben" if reading else "Angaben", anchor=False)
    group = ui.chosen_group(memory, groups)
    fields = ui.NewEventFields(memory["form"], reading)
    fields.draw()
    below = st.empty()
    if st.button("Entwurf anlegen", key="new_event_create", type="primary", icon=":material/edit_note:"):
        with ui.explain_errors(below):
            try:
                group_id = group.id if group else None
                slug = create_from_announcement(db, moderator, group_id, memory["announcement"], ui.form_of(memory))
                ui.forget_new_event(moderator)
                ui.go_to_draft((slug,))
            except InvalidRequest as error:
                fields.show(error, below)
