"""Veranstaltung: the facts, the text, and the registration form or the reason why there is none."""

import streamlit as st

from akevents import ui
from akevents.domain import events, registrations
from akevents.domain.event_state import ACCEPTING, EventState
from akevents.errors import InvalidRequest
from akevents.formats.markup import literal

with ui.public_page(ui.EVENT_WIDTH):
    db = ui.database()
    event = ui.chosen_event()
    ui.title(event.title)
    receipt = ui.kept_receipt(event)

    ui.back_to_events()
    about = " · ".join(literal(each) for each in (event.working_group, event.kind) if each)
    st.markdown(about if receipt else f"{about} {ui.state_badge(event)}")
    st.title(literal(event.title), anchor=False)
    left, right = st.columns([0.85, 1.7], gap="large")
    with left:
        ui.facts_block(event)
        ui.calendar_and_share(event)

    with right:
        if event.state not in ACCEPTING and not receipt:
            ui.closed_notice(event)
            ui.next_session_link(event)
        elif event.state == EventState.FULL_WITH_WAITING_LIST and not receipt:
            st.markdown(f"**{literal(ui.state_sentence(event))}**")
        ui.event_text(event)
        ui.feedback_form(event)

        if receipt:  # in the place of the form, which is where people look after pressing its button
            ui.show_receipt(event, receipt)
            st.button("Weitere Person anmelden", key="register_another", on_click=ui.forget_receipt, args=(event,))
        elif ui.shows_form(event):
            heading, button = ui.form_words(event)
            is_late = event.state == EventState.CLOSED and event.allows_late_requests
            questions = events.event_questions(db, event.id)
            fields = ui.RegistrationFields("register", event, questions, ui.typed_before(event), is_late=is_late)
            st.header(heading, anchor=False)
            errors = fields.errors_here()
            fields.draw()
            submitted = fields.submitted(button)
            ui.deletion_notice(event)
            ui.privacy_notice(event)

            if submitted:
                with ui.explain_errors(errors):
                    try:
                        request = fields.request(ui.submission_id(event))
                        receipt = registrations.register(db, request, instead_of=ui.corrected_submission(event))
                        ui.keep_receipt(event, receipt, request)
                        st.rerun()
                    except InvalidRequest as error:
                        fields.show(error)
        if not receipt:
            ui.lost_link(event)
