"""Projektor: for the wall of the room. Head count, where people come from, what is asked; no name."""

import streamlit as st

from akevents import ui
from akevents.formats.markup import literal
from akevents.wording import dates

moderator = ui.require_moderator()
event = ui.chosen_moderated_event(moderator)
figures, seen = ui.live_figures(moderator, event, with_questions=True)
ui.large()
ui.as_of_notice()

st.title(literal(event.title), anchor=False)
with st.container(horizontal=True, gap="small", vertical_alignment="center"):
    st.markdown(literal(dates.period(event.starts_at, event.ends_at, event.timezone)), width="content")
    ui.watch(event, seen)
ui.projector_figures(figures)
left, right = st.columns([1, 1.3], gap="large")
with left:
    st.header("Woher", anchor=False)
    ui.projector_origins(figures)
with right:
    ui.projector_questions(event)
