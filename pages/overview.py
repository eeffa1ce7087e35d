"""Übersicht: my events and what needs me today."""

import streamlit as st

from akevents import settings, ui, wording
from akevents.domain import digests, events, statistics
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.formats.markup import literal
from akevents.wording import dates

moderator = ui.require_helper()
db = ui.database()
ui.as_of_notice()
if not moderator.moderates_somewhere:
    ui.doors(moderator)
    st.stop()


def show(event: EventDetails) -> None:
    left, middle, right = st.columns([3, 2, 2], gap="medium")
    with left, st.container(gap="xxsmall"):
        st.subheader(literal(event.title), anchor=False)
        st.markdown(literal(dates.period(event.starts_at, event.ends_at, event.timezone)))
        st.markdown(f":gray[{literal(event.working_group)}]")
    with middle, st.container(gap="xxsmall"):
        st.markdown(ui.state_badge(event))
        taken = f"{event.places_taken} Plätze vergeben" if event.places_taken != 1 else "Ein Platz vergeben"
        st.markdown(taken + (f" von {event.capacity}" if event.capacity is not None else ""))
        if event.waiting:
            st.markdown(f"{event.waiting} auf der Warteliste")
    with right, st.container(gap="xxsmall"):
        for page, label, icon in (
            (ui.page("live_screen.py"), "Live", "monitoring"),
            (ui.page("participants.py"), "Teilnehmende", "groups"),
            (ui.page("edit.py"), "Bearbeiten", "edit_note"),
            (ui.page("messages.py"), "Nachrichten", "mail"),
            (ui.page("event.py"), "Öffentliche Seite", "public"),
            (ui.page("next_session.py"), "Nächste Sitzung", "event_repeat"),
        ):
            st.page_link(page, label=label, icon=f":material/{icon}:", query_params={"event": event.slug})


with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Übersicht", anchor=False, width="content")
    if st.button("Neue Veranstaltung", key="overview_new", icon=":material/post_add:", type="primary"):
        st.switch_page(ui.page("new_event.py"))
ui.said()
mine = events.list_moderated_events(db, moderator)
for sentence, slug in statistics.waiting_for_moderator(db, moderator):
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{literal(sentence)}**", width="content")
        st.page_link(ui.page("participants.py"), label="Ansehen", icon=":material/arrow_forward:",
                     query_params={"event": slug, "participants_status": wording.REGISTRATION_STATUS["requested"]})  # fmt: skip
for sentence, slug in statistics.undelivered(db, moderator):
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{literal(sentence)}**", width="content")
        st.page_link(ui.page("messages.py"), label="Ansehen", icon=":material/arrow_forward:",
                     query_params={"event": slug, "messages_part": "Postausgang"})  # fmt: skip
over = {EventState.PAST, EventState.CANCELLED}
for heading, group in (
    ("Kommende", [each for each in mine if each.state not in over]),
    ("Vergangene", [each for each in reversed(mine) if each.state in over]),
):
    if group:
        st.header(heading, divider="gray", anchor=False)
    for event in group:
        show(event)
if not mine:
    st.markdown(":gray[Hier erscheinen die Veranstaltungen Ihrer Arbeitskreise.]")
elif settings.current().sends_mail:
    st.space("small")
    told = st.checkbox("Morgens eine E-Mail, wenn es seit gestern Neues gibt", key="overview_digest",
                       value=digests.wants_digest(db, moderator))  # fmt: skip
    if told != digests.wants_digest(db, moderator):
        digests.choose_digest(db, moderator, wants=told)
