"""Diskussion: the questions of an evening, put in order and worked through by whoever moderates it."""

import streamlit as st

from akevents import ui
from akevents.domain import discussion_moderation
from akevents.formats.markup import literal

moderator = ui.require_moderator()
event = ui.chosen_moderated_event(moderator)
seen = ui.seen_now(event.id, with_questions=True)
ui.as_of_notice()

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Diskussion", anchor=False, width="content")
    with st.container(horizontal=True, width="content", gap="small"):
        ui.order_button(moderator, event)
with st.container(horizontal=True, gap="small", vertical_alignment="center"):
    st.markdown(f"{literal(event.title)} · {ui.state_badge(event)}", width="content")
    ui.watch(event, seen)
ui.said()

found = discussion_moderation.list_for_moderator(ui.database(), moderator, event.slug)
ui.discussion_notice(found)
ui.waiting_questions(moderator, event, found)
search = st.text_input("Suche", key="discussion_search", icon=":material/search:", placeholder="Frage, Name, Institution",
                       label_visibility="collapsed", width=320)  # fmt: skip
ui.open_questions(moderator, event, found, search or "")
ui.add_question_form(moderator, event)
ui.topics_to_adopt(moderator, event, found)
ui.done_questions(moderator, event, found)
