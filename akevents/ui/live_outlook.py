"""What is to be expected, and what has changed since the last look, in words."""

import streamlit as st

from akevents import clock
from akevents.domain import forecast as forecasts
from akevents.domain import last_looks
from akevents.domain.event_state import EventState
from akevents.domain.forecast import Forecast
from akevents.domain.history import days_before
from akevents.domain.last_looks import LastSeen
from akevents.domain.moderators import Moderator
from akevents.domain.statistics import LiveFigures
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.layout import small
from akevents.ui.live_gate import past_evenings
from akevents.wording import counted, dates

METHOD = (
    "Aus den früheren Abenden dieses Arbeitskreises: welcher Anteil der Angemeldeten kam, wie sehr dieser Anteil von Abend zu "
    "Abend schwankt, und wie viele sich bis zum Beginn noch angemeldet haben. Vier von fünf Abenden liegen in dieser Spanne, "
    "wenn dieser Abend ist wie jene. Unter drei Abenden mit erfasster Anwesenheit sagen wir nichts voraus."
)
WORDS = {
    "confirmed": ("Zusage", "Zusagen"),
    "pending": ("Unbestätigte", "Unbestätigte"),
    "waitlisted": ("Wartende", "Wartende"),
    "cancelled": ("Abmeldung", "Abmeldungen"),
    "present": ("Anwesende", "Anwesende"),
}
NOTE_EVERY_S = 60


def outlook(moderator: Moderator, figures: LiveFigures) -> None:
    """ "63 angemeldet, erwartet 38–47 kommen"; nothing once it is over."""
    if figures.event.state in {EventState.PAST, EventState.CANCELLED}:
        return
    event = figures.event
    today = dates.local(clock.utc_now(), event.timezone).date()
    day = min(0, days_before(today, event.starts_at, event.timezone))
    past = past_evenings(moderator, event)
    found = forecasts.forecast(figures.confirmed + figures.pending, day, past, event.capacity)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{literal(in_words(found))}**", width="content")
        with st.popover("Wie gerechnet?", key="live_method"):
            st.markdown(METHOD)


def in_words(found: Forecast) -> str:
    if found.low is None or found.high is None:
        known = counted(found.evenings, "Abend", "Abende") if found.evenings != 1 else "ein Abend"
        there = f"{found.registered} angemeldet. Zu wenig Daten für eine Erwartung"
        return f"{there}: {known} mit erfasster Anwesenheit, nötig sind drei."
    expected = str(found.low) if found.low == found.high else f"{found.low}–{found.high}"
    return f"{found.registered} angemeldet, erwartet {expected} kommen"


def since_last_look(moderator: Moderator, figures: LiveFigures) -> None:
    """What is different from what this moderator saw last; it stays for the whole visit."""
    before = _before(moderator, figures)
    if before is None:
        return
    changed = last_looks.changes(before, figures)
    when = dates.short_instant(before.at, figures.event.timezone)
    if not changed:
        small(f"Nichts Neues seit Ihrem letzten Blick ({literal(when)}).")
        return
    words = ", ".join(_change(name, by) for name, by in changed.items())
    st.markdown(f":blue-badge[:material/update: Neu] {literal(words)} :small[:gray[seit {literal(when)}]]")


def _change(name: str, by: int) -> str:
    one, many = WORDS[name]
    return f"{abs(by)} {one if abs(by) == 1 else many} {'mehr' if by > 0 else 'weniger'}"


def _before(moderator: Moderator, figures: LiveFigures) -> LastSeen | None:
    """As it was when this visit began. What is seen now is noted at most once a minute: fifty people who watch must not
    write fifty times whenever somebody registers."""
    key, now = f"live_before_{figures.event.id}", clock.utc_now().timestamp()
    if key not in st.session_state:
        st.session_state[key] = last_looks.since_last_look(database(), moderator, figures.event.id)
    if now - st.session_state.get(f"{key}_noted", 0) >= NOTE_EVERY_S:
        last_looks.note_look(database(), moderator, figures)
        st.session_state[f"{key}_noted"] = now
    before: LastSeen | None = st.session_state[key]
    return before
