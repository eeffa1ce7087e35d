"""The parts of the live screen, from the figures to the lists."""

import streamlit as st

from akevents import clock, settings
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.domain.statistics import LiveFigures
from akevents.formats.places import STATES
from akevents.ui.layout import small
from akevents.ui.tables import fact_table
from akevents.wording import dates

TABLE_ROWS = 40  # municipalities in the table beside the map
Tile = tuple[str, str, str, str]  # key, label, value, the fact below it


def figure_row(figures: LiveFigures) -> None:
    """The figures add up: who has a place, who has not yet confirmed, what is left."""
    with st.grid(5, min_column_width=128):
        for key, label, value, fact in _tiles(figures):
            with st.container(key=key):
                st.metric(label, value, fact or None, delta_color="off", delta_arrow="off")


def _tiles(figures: LiveFigures) -> list[Tile]:
    event = figures.event
    left = "∞" if event.places_left is None else str(event.places_left)
    tiles: list[Tile] = [("live_confirmed", "Zugesagt", str(figures.confirmed), f"+{figures.new_today} heute")]
    if figures.pending or settings.current().sends_mail:
        tiles.append(("live_pending", "Unbestätigt", str(figures.pending), "bis 48 h"))
    tiles += [
        (
            "live_places_left",
            "Freie Plätze",
            left,
            f"von {event.capacity}" if event.capacity is not None else "unbegrenzt",
        ),
        ("live_waitlisted", "Warteliste", str(figures.waitlisted), _waiting_fact(figures)),
        *_late_tile(figures),
        ("live_cancelled", "Abgemeldet", str(figures.cancelled), "insgesamt"),
        ("live_deadline", *_deadline(event)),
    ]
    if figures.present:
        tiles.insert(1, ("live_present", "Da", str(figures.present), f"von {figures.confirmed}"))
    if figures.present and event.state == EventState.PAST:
        tiles.insert(2, ("live_missing", "Nicht da", str(figures.confirmed - figures.present), "hatten zugesagt"))
    return tiles


def _late_tile(figures: LiveFigures) -> list[Tile]:
    """Late requests that wait; those that were accepted are among the confirmed."""
    if not (figures.requested or figures.confirmed_late):
        return []
    return [("live_requested", "Nachmeldungen", str(figures.requested), f"{figures.confirmed_late} zugesagt")]


def _waiting_fact(figures: LiveFigures) -> str:
    if figures.waitlisted:
        return "wartet" if figures.waitlisted == 1 else "warten"
    return "niemand" if figures.event.places_left == 0 else "noch Platz"


def _deadline(event: EventDetails) -> tuple[str, str, str]:
    """Label, value and fact of the clock that matters now."""
    now = clock.utc_now()
    if event.state in {EventState.PAST, EventState.CANCELLED}:
        return "Schluss", "vorbei", dates.local(event.closes_at, event.timezone).strftime("%d.%m.%Y")
    if event.state == EventState.RUNNING:
        return "Ende in", dates.duration(event.ends_at - now), f"{dates.clock(event.ends_at, event.timezone)} Uhr"
    if now >= event.closes_at:
        return "Beginn in", dates.duration(event.starts_at - now), f"{dates.clock(event.starts_at, event.timezone)} Uhr"
    closes = dates.local(event.closes_at, event.timezone)
    return "Schluss in", dates.duration(event.closes_at - now), closes.strftime("%d.%m. %H:%M")


def states_table(figures: LiveFigures) -> None:
    """The map in words."""
    rows = [(STATES.get(state or "", "nicht zugeordnet"), str(count)) for state, count in figures.by_state]
    fact_table(rows, label="Zugesagte nach Bundesland")


def municipalities_table(figures: LiveFigures) -> None:
    """The dots in words, below a name of their own."""
    if not figures.by_municipality:
        return
    st.markdown("**Kommunen**")
    shown = figures.by_municipality[:TABLE_ROWS]
    rows = [(each.name, f"{each.count} · {STATES[each.state]}") for each in shown]
    fact_table(rows, label="Zugesagte nach Kommune")
    if more := len(figures.by_municipality) - len(shown):
        small(f"und {more} weitere")
