"""Nachmeldung: a moderator decides a late request by the link in their mail, signed in or not."""

import streamlit as st

from akevents import ui
from akevents.domain import late_requests
from akevents.errors import RegistrationNotFound
from akevents.formats.markup import literal
from akevents.wording import dates

with ui.public_page(ui.PERSONAL_WIDTH):
    token = st.query_params.get("token", "")
    try:
        request = late_requests.find_request(ui.database(), token)
    except RegistrationNotFound as error:
        st.title("Kein gültiger Link", anchor=False)
        st.markdown(literal(ui.sentence(error)))
        ui.end_page()

    event = request.event
    st.markdown(ui.registration_badge(request.status))
    st.title("Nachmeldung", anchor=False)
    with st.container(gap="xxsmall"):
        st.markdown(f"**{literal(event.title)}**")
        when = dates.period(event.starts_at, event.ends_at, event.timezone)
        st.markdown(f"{literal(when)} · {literal(event.location)}")
    ui.late_request_facts(request)
    ui.late_request_decision(request, token)
