"""People one by one on the live screen: who just came, and who waits."""

from collections.abc import Collection

import streamlit as st

from akevents import clock
from akevents.domain.events import EventDetails
from akevents.domain.statistics import Arrival, LiveFigures
from akevents.formats.markup import literal
from akevents.ui.layout import small
from akevents.ui.tables import Line, fact_table
from akevents.wording import dates


def announcement(figures: LiveFigures) -> None:
    """The newest arrival in one sentence, always in the same element: Streamlit gives it the role "status", so a screen reader
    reads its new words out politely, without taking anybody's focus."""
    if figures.arrivals:
        newest = figures.arrivals[0]
        st.info(literal(f"Zuletzt: {newest.name}, {newest.institution}. {figures.confirmed} zugesagt."),
                icon=":material/person_add:")  # fmt: skip


def arrivals(figures: LiveFigures) -> None:
    """The newest people, latest first, with the time they came; a word marks those who came while this screen was open."""
    _people(
        figures.arrivals,
        figures.event,
        "Die neuesten Anmeldungen",
        "Hier erscheint jede Anmeldung, sobald sie eingeht.",
        came_now=_came_now(figures),
    )


def _came_now(figures: LiveFigures) -> frozenset[int]:
    """Those with a higher id than anybody had when this visit began."""
    ids = [each.id for each in figures.arrivals]
    before: int = st.session_state.setdefault(f"live_newest_{figures.event.id}", max(ids, default=0))
    return frozenset(each for each in ids if each > before)


def waiting_list(figures: LiveFigures) -> None:
    """Who is next, in order."""
    capacity = figures.event.capacity
    nobody = "Niemand wartet."
    if capacity is not None and figures.event.has_waiting_list:
        nobody += f" Sind alle {capacity} Plätze vergeben, erscheinen hier die Nächsten nach Eingang."
    _people(figures.waiting, figures.event, "Die Nächsten auf der Warteliste", nobody)
    if figures.waitlisted > len(figures.waiting):
        small(f"und {figures.waitlisted - len(figures.waiting)} weitere")


def _people(
    people: tuple[Arrival, ...], event: EventDetails, alt: str, nobody: str, came_now: Collection[int] = ()
) -> None:
    if not people:
        small(nobody)
        return
    today = dates.local(clock.utc_now(), event.timezone).date()
    rows = [
        (
            _when(each, event, today) + (" · neu" if each.id in came_now else ""),
            (Line(each.name, "bold"), Line(each.institution, "quiet")),
        )
        for each in people
    ]
    fact_table(rows, label=alt)


def _when(each: Arrival, event: EventDetails, today: object) -> str:
    at = dates.local(each.at, event.timezone)
    return at.strftime("%H:%M" if at.date() == today else "%d.%m.")
