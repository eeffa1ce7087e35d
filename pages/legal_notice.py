"""Impressum: who is responsible, and whose work is in here."""

import streamlit as st

from akevents import settings, ui
from akevents.formats.markup import literal

with ui.public_page(ui.PERSONAL_WIDTH):
    choices = settings.current()
    ui.back_to_events()
    st.title("Impressum", anchor=False)
    ui.controller(choices)
    st.header("Quellen", anchor=False)
    st.markdown(
        "- Orte: GeoNames (geonames.org), CC BY 4.0\n"
        "- Karte der Länder: @svg-maps/germany, CC BY 4.0\n"
        "- Schrift der Überschriften: Source Serif 4, SIL Open Font License 1.1\n"
        f"- Programm: akevents {literal(ui.VERSION)}, MIT-Lizenz"
    )
