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

when = dates.period(event.starts_at, event.ends_at, event.timezone)
left, right = st.columns([1.9, 1.4], gap="large", vertical_alignment="center")
with left:
    st.markdown(f"{literal(event.working_group)} · {literal(when)}")
    st.title(literal(event.title), anchor=False)
with right:
    ui.projector_address(event)
left, middle, right = st.columns([0.7, 1.2, 1.4], gap="large")
with left:
    ui.projector_figures(figures)
with middle:
    ui.projector_map(figures)
with right:
    ui.projector_questions(event, seen)
    ui.watch(event, seen)
