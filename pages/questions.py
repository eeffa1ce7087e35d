"""Fragen: by personal link, what the others want to discuss, one's own question, one vote each."""

import streamlit as st

from akevents import ui
from akevents.formats.markup import literal
from akevents.wording import dates

with ui.public_page(ui.PERSONAL_WIDTH):
    token = st.query_params.get("token", "")
    mine = ui.my_discussion_or_end(token)
    event = mine.event
    seen = ui.seen_now(event.id, with_questions=True)

    ui.same_tab_link("Zu Ihrer Anmeldung", f"/meine-anmeldung?token={token}")
    st.title("Fragen zur Diskussion", anchor=False)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        when = dates.period(event.starts_at, event.ends_at, event.timezone)
        st.markdown(f"**{literal(event.title)}**  \n{literal(when)}", width="content")
        ui.watch_mine(event, seen)
    ui.said()
    ui.question_form(mine, token)
    st.header("Was gefragt wird", anchor=False)
    ui.my_questions(mine, token)
