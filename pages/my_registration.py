"""Meine Anmeldung: by personal link and without an account, everything one can do with one's own registration."""

import streamlit as st

from akevents import settings, ui
from akevents.domain import events, my_registration
from akevents.errors import InvalidRequest
from akevents.formats.markup import literal
from akevents.wording import dates

with ui.public_page(ui.PERSONAL_WIDTH):
    db = ui.database()
    token = st.query_params.get("token", "")

    ui.back_to_events()
    mine = ui.my_registration_or_end(token)
    event = mine.event
    st.markdown(ui.registration_badge(mine.status, ui.STATUS_OF_MINE[mine.status]))
    st.title("Ihre Anmeldung", anchor=False)
    with st.container(gap="xxsmall"):
        st.markdown(f"**{literal(event.title)}**")
        when = dates.period(event.starts_at, event.ends_at, event.timezone)
        st.markdown(f"{literal(when)} · {literal(event.location)}")

    with ui.explain_errors():
        ui.next_for_me(mine, token)
    ui.my_ticket(mine)
    ui.questions_link(mine, token)
    ui.materials(mine)
    ui.my_certificate(mine, token)

    st.header("Ihre Angaben", anchor=False)
    ui.my_details(mine)
    if mine.can_change:
        with st.expander("Angaben ändern", icon=":material/edit:", key="change_open"):
            fields = ui.RegistrationFields(
                "change",
                event,
                events.event_questions(db, event.id),
                mine.as_request(),
                keeps_email=settings.current().sends_mail,
            )
            errors = fields.errors_here()
            fields.draw()
            if fields.submitted("Änderungen speichern"):
                with ui.explain_errors(errors):
                    try:
                        my_registration.change(db, token, fields.request("unchanged"))
                        ui.say_next_run("Ihre Angaben sind geändert.")
                    except InvalidRequest as error:
                        fields.show(error)

    with ui.explain_errors():
        ui.fellows(mine, token)
    ui.my_consents(mine, token)
    ui.colleague_form(mine, token)
    ui.leaving(mine, token)

    st.space("small")
    ui.my_link(mine, token)
    ui.small(f"Ihre Daten werden am {literal(dates.day(event.deleted_on))} gelöscht.")
