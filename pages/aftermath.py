"""Nachbereitung: who was there, thanks, certificates, feedback, what is deleted when, the next session."""

import streamlit as st

from akevents import ui
from akevents.domain import aftermath
from akevents.formats.markup import literal

moderator = ui.require_moderator()
event = ui.chosen_moderated_event(moderator)
seen = ui.seen_now(event.id)
ui.as_of_notice()
shown = aftermath.get_aftermath(ui.database(), moderator, event.slug)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Nachbereitung", anchor=False, width="content")
    ui.export_link(event)
with st.container(horizontal=True, gap="small", vertical_alignment="center"):
    st.markdown(f"{literal(event.title)} · {ui.state_badge(event)}", width="content")
    ui.watch(event, seen)
ui.said()

if not shown.is_over:
    ui.not_over_yet(shown)
else:
    left, right = st.columns([1.3, 1], gap="large")
    with left:
        st.header("Anwesenheit", anchor=False)
        ui.attendance_list(moderator, shown)
    with right:
        st.header("Dank", anchor=False)
        ui.thanks(moderator, shown)
        st.header("Bescheinigungen", anchor=False)
        ui.certificates_section(moderator, shown)
        st.header("Rückmeldungen", anchor=False)
        ui.feedback_section(moderator, shown)
st.header("Was wann gelöscht wird", anchor=False)
ui.deletion_section(shown)
st.header("Nächste Sitzung", anchor=False)
ui.next_session_section(shown)
