"""Nachrichten: write to many, see what went out and what did not, change what the mails say."""

import streamlit as st

from akevents import ui
from akevents.formats.markup import literal
from akevents.wording import dates
from akevents.wording.messages import PARTS

moderator = ui.require_moderator()
event = ui.chosen_moderated_event(moderator)
ui.as_of_notice()

st.title("Nachrichten", anchor=False)
when = dates.period(event.starts_at, event.ends_at, event.timezone)
st.markdown(f"{literal(event.title)} · {literal(when)} · {ui.state_badge(event)}")
ui.said()

part = st.radio(
    "Bereich", list(PARTS), key="messages_part", format_func=PARTS.__getitem__, horizontal=True,
    label_visibility="collapsed", bind="query-params",
)  # fmt: skip
if part == "outbox":
    ui.outbox(moderator, event)
elif part == "texts":
    ui.texts(moderator, event)
else:
    ui.messages_under_way(moderator, event)
    ui.message_form(moderator, event)
    ui.messages_written(moderator, event)
