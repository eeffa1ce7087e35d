"""Kalender: how to subscribe, so that new dates and cancellations appear by themselves."""

import streamlit as st

from akevents import settings, ui
from akevents.domain import events
from akevents.formats.markup import literal

with ui.public_page(ui.PERSONAL_WIDTH):
    base = settings.current().base_url
    groups = {each.working_group_slug: each.working_group for each in events.list_public_events(ui.database())}

    ui.back_to_events()
    st.title("Kalender abonnieren", anchor=False)
    st.markdown(
        "Ein abonnierter Kalender hält sich selbst auf dem Stand: Neue Termine, Änderungen und Absagen erscheinen ohne "
        "Ihr Zutun. Er enthält keine Namen und keine Zugangsdaten."
    )
    for name, path in {
        "Alle Arbeitskreise": "/kalender.ics",
        **{n: f"/kalender/{s}.ics" for s, n in groups.items()},
    }.items():
        st.header(literal(name), anchor=False)
        address = base.split("://", 1)[1] + path
        st.markdown("Diese Adresse fügen Sie in Outlook, Apple, Google oder Thunderbird als Internetkalender hinzu:")
        st.code(base + path, language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            st.link_button("Im Kalenderprogramm öffnen", f"webcal://{address}", icon=":material/calendar_add_on:")
            st.link_button("Als Datei laden", path, icon=":material/download:")
