"""Verwaltung: people and their roles, working groups, the protocol."""

import streamlit as st

from akevents import ui
from akevents.domain import administration, protocol_pages, working_groups

moderator = ui.require_moderator()
db = ui.database()
ui.as_of_notice()
people = administration.list_people(db, moderator)
groups = working_groups.list_groups(db, moderator)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Verwaltung", anchor=False, width="content")
    st.button("Person einladen", key="administration_open_invite", icon=":material/person_add:", type="primary",
              on_click=ui.open_administration_dialog, args=("invite",))  # fmt: skip
ui.said()
ui.one_time_link()
ui.administration_dialog(moderator, people, groups)

with st.container(width=ui.LIST_WIDTH):
    st.header("Personen", anchor=False)
    search = st.text_input(
        "Suche", key="administration_search", placeholder="Name, Adresse, Arbeitskreis oder Rolle",
        icon=":material/search:", label_visibility="collapsed",
    )  # fmt: skip
    ui.people_list(people, search or "")

    st.header("Arbeitskreise", anchor=False)
    ui.group_list(moderator, groups)
    if moderator.is_administrator:
        st.button("Arbeitskreis anlegen", key="administration_open_group", icon=":material/group_add:",
                  on_click=ui.open_administration_dialog, args=("group",))  # fmt: skip

    st.header("Protokoll", anchor=False)
    words = st.text_input(
        "Protokoll durchsuchen", key="administration_protocol", placeholder="Person, Veranstaltung oder Handlung",
        icon=":material/search:", label_visibility="collapsed",
    )  # fmt: skip
    ui.protocol_table(protocol_pages.list_protocol(db, moderator, words or "", ui.protocol_number()))
