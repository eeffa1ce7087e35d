"""Check-in: who is expected, who has come. For helpers too, who see nothing else of anybody."""

import streamlit as st

from akevents import ui
from akevents.domain import attendance
from akevents.formats.markup import literal

helper = ui.require_helper()
event = ui.chosen_check_in_event(helper)
seen = ui.seen_now(event.id)
ui.as_of_notice()

with st.container(width=ui.PERSONAL_WIDTH):
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.title("Check-in", anchor=False, width="content")
        ui.other_doors(helper, event)
    st.markdown(f"**{literal(event.title)}**")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        ui.door_facts(event)
        ui.watch_door(event, seen)

    ui.said()
    found = attendance.list_for_check_in(ui.database(), helper, event.slug, ui.door_search(), ui.door_page())
    ui.head_count(found)
    ui.ticket_check(helper, event)
    st.text_input("Name oder Institution", key="check_in_search", icon=":material/search:")
    with ui.explain_errors():
        ui.door_list(helper, event, found)
