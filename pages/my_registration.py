"""Meine Anmeldung: by personal link and without an account, everything one can do with one's own registration."""

import streamlit as st

from akevents import settings, ui
from akevents.domain import events, my_registration
from akevents.errors import InvalidRequest, RegistrationNotFound
from akevents.formats.markup import literal
from akevents.wording import dates

with ui.public_page(ui.PERSONAL_WIDTH):
    db = ui.database()
    token = st.query_params.get("token", "")

    ui.back_to_events()
    try:
        mine = my_registration.get_my_registration(db, token)
    except RegistrationNotFound as error:
        st.title("Kein gültiger Link", anchor=False)
        st.markdown(literal(ui.sentence(error)))
        ui.end_page()

    event = mine.event
    st.markdown(ui.registration_badge(mine.status, ui.STATUS_OF_MINE[mine.status]))
    st.title("Ihre Anmeldung", anchor=False)
    with st.container(gap="xxsmall"):
        st.markdown(f"**{literal(event.title)}**")
        when = dates.period(event.starts_at, event.ends_at, event.timezone)
        st.markdown(f"{literal(when)} · {literal(event.location)}")

    with ui.explain_errors():
        ui.next_for_me(mine, token)
    ui.materials(mine)

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
    if mine.can_cancel:
        st.header("Sie können doch nicht?", anchor=False)
        st.markdown(
            "Sagen Sie ab, dann bekommt die nächste Person Ihren Platz. Eine Begründung ist nicht nötig.", width=680
        )
        if st.button("Teilnahme absagen", key="cancel", icon=":material/event_busy:"):
            with ui.explain_errors():
                my_registration.cancel(db, token)
                ui.say_next_run("Ihre Teilnahme ist abgesagt. Danke, dass Sie Bescheid gesagt haben.")

    ui.small(f"Ihre Daten werden am {literal(dates.day(event.deleted_on))} gelöscht.")
