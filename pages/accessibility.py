"""Barrierefreiheit: what holds, what does not yet, and whom to tell."""

import streamlit as st

from akevents import settings, ui
from akevents.formats.markup import literal

with ui.public_page(ui.PERSONAL_WIDTH):
    choices = settings.current()
    ui.back_to_events()
    st.title("Barrierefreiheit", anchor=False)
    st.markdown(
        "Diese Seiten sollen alle benutzen können. Maßstab ist EN 301 549 mit WCAG 2.2, Stufe AA. Jede Seite wird mit "
        "axe-core in einem Browser geprüft, hell und dunkel, auf 320 und 1280 Pixel Breite."
    )
    st.header("Bekannte Lücken", anchor=False)
    st.markdown(
        "- Die Liste der Teilnehmenden (nur für die Moderation) ist eine gezeichnete Tabelle. Alle Angaben und Handlungen "
        "stehen auch daneben als Text und Knöpfe.\n"
        "- In der Seitenleiste der Moderation fehlt den Einträgen die Auszeichnung als Liste.\n"
        "- Das Feld, in das die Moderation eine Datei ziehen kann, nennt seinen Namen an zwei Stellen; der Knopf darin ist "
        "mit der Tastatur erreichbar.\n"
        "- Kurze Bezeichnungen einzelner Bedienelemente des Rahmens sind englisch."
    )
    st.header("Sie kommen nicht weiter?", anchor=False)
    contact = f"`{choices.contact_email}`" if choices.contact_email else literal("die Moderation der Veranstaltung")
    st.markdown(
        f"Schreiben Sie an {contact}. Jede Veranstaltung hat auch eine einfache Seite ohne Skripte, unter „Teilen“."
    )
