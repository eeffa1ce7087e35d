"""Regie: the running order with its clock, the speaker, the questions, heads, recording, and what closes the evening."""

import streamlit as st

from akevents import ui
from akevents.domain import evening
from akevents.formats.markup import literal

moderator = ui.require_moderator()
event = ui.chosen_moderated_event(moderator)
seen = ui.seen_now(event.id, with_questions=True)
ui.as_of_notice()
shown = evening.get_direction(ui.database(), moderator, event.slug)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Regie", anchor=False, width="content")
    st.link_button("Drucken", f"/regie/{event.slug}", icon=":material/print:")
with st.container(horizontal=True, gap="small", vertical_alignment="center"):
    st.markdown(f"{literal(event.title)} · {ui.state_badge(event)}", width="content")
    ui.watch(event, seen)
ui.said()

left, right = st.columns([1.4, 1], gap="large")
with left:
    st.header("Ablauf", anchor=False)
    ui.running_clock(moderator, shown)
    ui.order_form(moderator, shown)
    st.header("Fragen", anchor=False)
    ui.evening_questions(shown)
with right:
    st.header("Wer spricht", anchor=False)
    ui.introduction_form(moderator, shown)
    st.header("Köpfe", anchor=False)
    ui.heads(moderator, shown)
    st.header("Aufzeichnung", anchor=False)
    ui.recording_notice(shown)
    st.header("Zum Schluss", anchor=False)
    ui.checklist(moderator, shown)
