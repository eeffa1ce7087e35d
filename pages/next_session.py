"""Nächste Sitzung: a date from the group's rhythm, what speaks against it, and a draft of it or of a whole series."""

import streamlit as st

from akevents import ui
from akevents.domain import next_session
from akevents.errors import InvalidRequest
from akevents.formats.markup import literal
from akevents.wording import dates

moderator = ui.require_moderator()
event = ui.chosen_moderated_event(moderator)
db = ui.database()
ui.as_of_notice()

st.title("Nächste Sitzung", anchor=False)
proposal = next_session.propose(db, moderator, event.slug)
st.markdown(
    f"Nach dem Muster von „{literal(event.title)}“ am {literal(dates.weekday_and_day(event.starts_at, event.timezone))}"
)
st.markdown(literal(ui.proposal_words(proposal)))

left, right = st.columns([1, 1.3], gap="large")
with left:
    wish = ui.session_fields(proposal)
with right, st.container(gap="xsmall"):
    (planned,) = next_session.plan(db, moderator, event.slug, (wish.starts_at,), length=wish.length)
    ui.planned_session(event, planned)
    ui.small(literal(ui.copied_words(proposal)))

if st.button("Als Entwurf anlegen", key="next_session_create", icon=":material/edit_calendar:", type="primary"):
    with ui.explain_errors():
        try:
            slug = next_session.create_next(
                db, moderator, event.slug, wish.starts_at, length=wish.length, keeps_joining=wish.keeps_joining
            )
            ui.go_to_draft((slug,))
        except InvalidRequest as error:
            ui.refuse_dates(error)

with st.expander("Gleich eine Reihe anlegen", key="next_session_series"):
    days = ui.series_days(proposal, wish.day)
    starts = wish.on(tuple(days.values()))
    plans = next_session.plan(db, moderator, event.slug, starts, length=wish.length)
    ui.series_list(event, dict(zip(days, plans, strict=True)))
    if ui.series_button(len(days)):
        with ui.explain_errors():
            try:
                slugs = next_session.create_series(
                    db, moderator, event.slug, starts, length=wish.length, keeps_joining=wish.keeps_joining
                )
                ui.go_to_draft(slugs)
            except InvalidRequest as error:
                ui.refuse_dates(error)
