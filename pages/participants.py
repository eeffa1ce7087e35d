"""Teilnehmende: find, look, note, check in, cancel, add by hand, read in a list."""

import streamlit as st

from akevents import ui, wording
from akevents.domain import participants
from akevents.domain.participants import ParticipantQuery, Sort
from akevents.formats.markup import literal
from akevents.formats.places import STATES

moderator = ui.require_moderator()
event = ui.chosen_moderated_event(moderator)
seen = ui.seen_now(event.id)
ui.as_of_notice()

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Teilnehmende", anchor=False, width="content")
    with st.container(horizontal=True, width="content", gap="small"):
        st.button("Hinzufügen", key="participants_add", icon=":material/person_add:", type="primary",
                  on_click=ui.open_add_dialog)  # fmt: skip
        if ui.is_adding():
            ui.add_dialog(moderator, event)
        ui.export_button(event)
        if ui.is_exporting():
            ui.export_dialog(moderator, event)
        ui.more_menu()
        if ui.is_importing():
            ui.import_dialog(moderator, event)
with st.container(horizontal=True, gap="small", vertical_alignment="center"):
    st.markdown(f"{literal(event.title)} · {ui.state_badge(event)}", width="content")
    ui.watch(event, seen, is_paused=ui.is_adding() or ui.is_importing() or ui.is_exporting() or ui.is_comparing())
ui.said()
hints = ui.duplicate_hints(moderator, event, seen)
ui.participant_notes(moderator, event, hints)
if ui.is_comparing():
    ui.duplicates_dialog(moderator, event, hints)

with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    search = st.text_input(
        "Suche", key="participants_search", placeholder="Name, Institution, Notiz", icon=":material/search:",
        label_visibility="collapsed", width=280,
    )  # fmt: skip
    with st.popover("Filter und Reihenfolge", icon=":material/tune:"):
        status = ui.choice("Stand", wording.REGISTRATION_STATUS, "participants_status")
        state = ui.choice("Bundesland", STATES, "participants_state")
        kind = ui.choice("Institution", wording.INSTITUTION_KIND, "participants_kind")
        presence = ui.choice("Anwesenheit", wording.PRESENCE, "participants_presence")
        sort = st.radio("Reihenfolge", list(Sort), format_func=ui.SORT_WORDS.__getitem__, key="participants_sort",
                        bind="query-params")  # fmt: skip

query = ParticipantQuery(search or "", status, state, kind, sort or Sort.NEWEST, ui.page_number(), presence)
found = participants.list_participants(ui.database(), moderator, event.id, query)

left, right = st.columns([2.15, 1], gap="medium")
with left:
    chosen = ui.participants_table(event, found)
    ui.page_switch(found, sort or Sort.NEWEST)
    ui.no_show_note(moderator, event)
with right, ui.explain_errors():
    if chosen:
        ui.participant_panel(moderator, event, chosen)
    elif found.rows:
        ui.small("Wählen Sie links eine Person aus, dann stehen hier ihre Angaben und was Sie tun können.")
