"""ui: the projector. Large, no names, and no count so small that it could be somebody."""

from dataclasses import replace

import streamlit as st

from akevents import clock, settings
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.domain.statistics import LiveFigures
from akevents.formats.markup import literal
from akevents.formats.places import STATES
from akevents.formats.small_counts import LEAST, merged_below
from akevents.ui.charts import palette
from akevents.ui.discussion_parts import current_question, top_questions
from akevents.ui.layout import lines, small
from akevents.ui.links import picture
from akevents.ui.live_gate import Seen
from akevents.ui.map_chart import map_spec
from akevents.wording import dates
from akevents.wording import discussion as words

# The one style that no setting of Streamlit gives: everything is sized in rem, so everything grows with the wall.
LARGE = "<style>html{font-size:clamp(16px,1.75vw,32px)!important}</style>"
QUESTIONS = 4
MAP_HEIGHT, NUMBER_SIZE, CODE_WIDTH = 420, 22, 132  # pixels


def projector_link(event: EventDetails) -> None:
    st.link_button("Projektor", f"/projektor?event={event.slug}", icon=":material/present_to_all:")


def large() -> None:
    st.html(LARGE)


def projector_figures(figures: LiveFigures) -> None:
    """How many, from how many Länder, and how long until it begins, one below the other."""
    known = [state for state, _ in figures.by_state if state]
    st.metric("Angemeldet", _shown(figures.confirmed + figures.pending))
    if figures.present:
        st.metric("Da", _shown(figures.present))
    if len(known) > 1:
        st.metric("Länder", str(len(known)))
    st.metric(*_until(figures.event))


def _shown(count: int) -> str:
    return str(count) if count >= LEAST or not count else f"unter {LEAST}"


def _until(event: EventDetails) -> tuple[str, str]:
    if event.state == EventState.RUNNING:
        return "Ende", dates.time(event.ends_at, event.timezone)
    if clock.utc_now() < event.starts_at:
        return "Beginn in", dates.duration(event.starts_at - clock.utc_now())
    return "Beginn", dates.time(event.starts_at, event.timezone)


def projector_map(figures: LiveFigures) -> None:
    """The Länder that enough people come from; all others are one number, and their places on the map stay empty.

    People whose Land is not known are among the others: whoever subtracts from the total finds no small number either."""
    shown, _ = merged_below({state or "": count for state, count in figures.by_state})
    shown.pop("", None)
    if not shown:
        st.markdown(f"Hier stehen Länder, aus denen mindestens {LEAST} Personen kommen.")
        return
    wall = replace(figures, by_state=tuple(shown.items()), by_municipality=())
    spec = map_spec(wall, palette(), MAP_HEIGHT, NUMBER_SIZE)
    st.vega_lite_chart(spec=spec, theme=None, alt=_in_words(shown), key="projector_map")
    if rest := sum(count for _, count in figures.by_state) - sum(shown.values()):
        st.markdown(f"{rest} weitere aus anderen Ländern oder ohne Angabe")


def _in_words(shown: dict[str, int]) -> str:
    return ", ".join(f"{STATES[state]} {count}" for state, count in shown.items())


def projector_questions(event: EventDetails, seen: Seen) -> None:
    """The question that is talked about, else those that come next; never a name."""
    if current := current_question(event.id, seen):
        st.header("Jetzt", anchor=False)
        st.markdown(f"## {literal(' '.join(current.text.split()))}")
        st.markdown(words.votes(current.votes))
        return
    st.header("Ihre Fragen", anchor=False)
    questions = top_questions(event.id, seen, QUESTIONS)
    for each in questions:
        st.markdown(f"**{lines(each.text)}**  \n:small[:gray[{words.votes(each.votes)}]]")
    if not questions:
        st.markdown("Fragen stellen Sie über Ihren persönlichen Link.")


def projector_address(event: EventDetails) -> None:
    """Where somebody with a telephone finds this evening. A draft has no page."""
    if event.state == EventState.DRAFT:
        return
    address = f"{settings.current().base_url}/e/{event.slug}"
    code, words_beside = st.columns([1, 1.6], vertical_alignment="center")
    with code:
        picture(f"/e/{event.slug}/qr.svg", f"QR-Code mit der Adresse {address}", width=CODE_WIDTH)
    with words_beside:
        small(literal(address))
