"""Live: who comes, as it happens. Drawn when something changed, watched once a second."""

import streamlit as st

from akevents import ui
from akevents.formats.markup import literal
from akevents.wording import dates

moderator = ui.require_moderator()
event = ui.chosen_moderated_event(moderator)
figures, seen = ui.live_figures(moderator, event, with_questions=True)
ui.as_of_notice()

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title(literal(event.title), anchor=False, width="content")
    with st.container(horizontal=True, width="content", gap="small"):
        ui.projector_link(event)
        ui.export_link(event)
        ui.live_menu(event)
        if ui.is_sharing():
            ui.speaker_link_dialog(moderator, event)
        elif ui.is_placing():
            ui.places_dialog(moderator, event)
line = st.container(horizontal=True, gap="small", vertical_alignment="center")
with line:
    when = dates.period(event.starts_at, event.ends_at, event.timezone)
    st.markdown(f"{ui.state_badge(event)} {literal(when)} · {literal(event.location)}", width="content")
figures_place = st.container()
ui.outlook(moderator, figures)
ui.since_last_look(moderator, figures)
ui.open_requests(moderator, figures)

left, right = st.columns([2.1, 1], gap="large")
with right:
    st.header("Gerade eingegangen", anchor=False)
    newest = ui.newest(moderator, figures, seen, figures_place, st.container())
with line:
    ui.watch(event, seen, is_paused=ui.is_sharing() or ui.is_placing(), newest=newest)
with left:
    past = ui.past_evenings(moderator, event)
    st.header("Im Vergleich mit früheren Abenden" if past else "Zugesagt im Lauf der Tage", anchor=False)
    if figures.over_time:
        ui.over_time(figures, past)
    else:
        ui.small("Hier wächst die Kurve, sobald sich jemand anmeldet.")

left, middle, right = st.columns([1.1, 1, 1], gap="large")
with left:
    known = [state for state, _ in figures.by_state if state]
    st.header(f"{len(known)} von 16 Ländern" if known else "Länder", anchor=False)
    if figures.by_kind:
        ui.places_button()
    if known:
        ui.states_map(figures)
        with st.expander("Als Tabelle", key="live_states_table"):
            ui.states_table(figures)
            ui.municipalities_table(figures)
    else:
        ui.small("Hier färbt sich die Karte, sobald Institutionen einem Land zugeordnet sind.")
with middle:
    st.header("Institutionen", anchor=False)
    if figures.by_kind:
        ui.charts.institution_bars(figures)
    else:
        ui.small("Hier steht, woher die Leute kommen: Stadt, Kreis, Hochschule und andere.")
with right:
    st.header("Fragen", anchor=False)
    ui.question_list(ui.top_questions(event.id, seen))
    st.header("Warteliste", anchor=False)
    ui.waiting_list(figures)
