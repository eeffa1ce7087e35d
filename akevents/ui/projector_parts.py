"""ui: the projector. Large, no names, and no count so small that it could be somebody."""

import streamlit as st

from akevents import clock
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.domain.statistics import LiveFigures
from akevents.formats.markup import literal
from akevents.formats.places import STATES
from akevents.formats.small_counts import merged_below
from akevents.ui.discussion_parts import current_question, top_questions
from akevents.ui.layout import lines
from akevents.ui.tables import fact_table
from akevents.wording import dates
from akevents.wording import discussion as words

# The one style that no setting of Streamlit gives: everything is sized in rem, so everything grows with the wall.
LARGE = "<style>html{font-size:clamp(16px,1.75vw,32px)!important}</style>"
QUESTIONS = 4


def projector_link(event: EventDetails) -> None:
    st.link_button("Projektor", f"/projektor?event={event.slug}", icon=":material/present_to_all:")


def large() -> None:
    st.html(LARGE)


def projector_figures(figures: LiveFigures) -> None:
    """How many, from how many Länder, and how long until it begins."""
    known = [state for state, _ in figures.by_state if state]
    tiles = [
        ("Angemeldet", str(figures.confirmed + figures.pending)),
        ("Länder", str(len(known))),
        _until(figures.event),
    ]
    if figures.present:
        tiles.insert(1, ("Da", str(figures.present)))
    with st.grid(len(tiles), min_column_width=180):
        for label, value in tiles:
            st.metric(label, value)


def _until(event: EventDetails) -> tuple[str, str]:
    if event.state == EventState.RUNNING:
        return "Ende", dates.time(event.ends_at, event.timezone)
    if clock.utc_now() < event.starts_at:
        return "Beginn in", dates.duration(event.starts_at - clock.utc_now())
    return "Beginn", dates.time(event.starts_at, event.timezone)


def projector_origins(figures: LiveFigures) -> None:
    """From which Länder, those with very few people together."""
    counts = {STATES[state]: count for state, count in figures.by_state if state}
    shown, rest = merged_below(counts)
    rows = [(name, str(count)) for name, count in shown.items()]
    if rows and rest:
        rows.append(("weitere Länder", str(rest)))
    if rows:
        fact_table(rows, label="Angemeldete nach Bundesland")
    else:
        st.markdown("Hier stehen Länder, aus denen mindestens drei Personen kommen.")


def projector_questions(event: EventDetails) -> None:
    """The question that is talked about, else those that come next; never a name."""
    if current := current_question(event.id):
        st.header("Jetzt", anchor=False)
        st.markdown(f"## {literal(' '.join(current.text.split()))}")
        st.markdown(words.votes(current.votes))
        return
    st.header("Fragen", anchor=False)
    questions = top_questions(event.id, QUESTIONS)
    for each in questions:
        st.markdown(f"**{lines(each.text)}**  \n:small[:gray[{words.votes(each.votes)}]]")
    if not questions:
        st.markdown("Fragen stellen Sie über Ihren persönlichen Link.")
