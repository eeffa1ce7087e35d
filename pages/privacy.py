"""Datenschutz: made of the settings in force, so that it says what really happens."""

import streamlit as st

from akevents import settings, ui

with ui.public_page(ui.PERSONAL_WIDTH):
    choices = settings.current()
    ui.back_to_events()
    st.title("Datenschutz", anchor=False)
    st.markdown(
        "Sie melden sich zu einer Veranstaltung an. Dafür brauchen wir einige Angaben. Hier steht, welche, wofür, wer sie "
        "sieht und wann sie gelöscht werden."
    )
    st.header("Verantwortlich", anchor=False)
    ui.controller(choices)
    for heading, text in ui.privacy_sections(choices):
        st.header(heading, anchor=False)
        st.markdown(text)
    ui.small(f"Fassung {ui.PRIVACY_VERSION}")
