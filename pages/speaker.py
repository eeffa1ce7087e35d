"""Für Vortragende: by a link that expires, how many come and what they want to discuss. No name, no address."""

import streamlit as st

from akevents import ui
from akevents.domain import speaker_links
from akevents.errors import SpeakerLinkNotFound
from akevents.formats.markup import literal
from akevents.wording import dates

with ui.public_page(ui.PERSONAL_WIDTH):
    token = st.query_params.get("token", "")
    try:
        view = speaker_links.open_link(ui.database(), token)
    except SpeakerLinkNotFound as error:
        st.title("Kein gültiger Link", anchor=False)
        st.markdown(literal(ui.sentence(error)))
        ui.end_page()
    seen = ui.seen_now(view.id, with_questions=True)

    ui.small("Für Vortragende")
    st.title(literal(view.title), anchor=False)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        when = dates.period(view.starts_at, view.ends_at, view.timezone)
        st.markdown(f"{literal(when)} · {literal(view.location)}", width="content")
        ui.watch_link(view, seen, token)
    st.markdown(literal(view.working_group))
    ui.speaker_notice(view)
    ui.speaker_figures(view)
    st.header("Fragen zur Diskussion", anchor=False)
    ui.question_list(view.questions)
    ui.speaker_topics(view)
    st.header("Woher sie kommen", anchor=False)
    ui.speaker_origins(view)
    ui.small(f"Dieser Link gilt bis {literal(dates.instant(view.expires_at, view.timezone))}.")
