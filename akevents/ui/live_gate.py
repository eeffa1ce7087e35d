"""The live gate: a screen looks once a second whether anything changed, and draws only then.

One look-up per event, process and tenth of a second, however many people watch; the look-up reads a single number that is
raised in the transaction of every change. An idle tick therefore costs next to nothing, whatever the event holds."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

import streamlit as st

from akevents import clock
from akevents.domain import events, speaker_links, statistics
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.domain.speaker_links import SpeakerView
from akevents.domain.statistics import LiveFigures
from akevents.errors import DatabaseBusy
from akevents.ui.access import current_moderator, database
from akevents.ui.layout import small
from akevents.wording import dates

TICK_S = 1.0  # between two looks of one screen
LOOK_S = 0.1  # for which one look-up serves every screen of the process


class Seen(NamedTuple):
    """What a drawn screen shows: the event's change counter and the minute (countdowns move with it)."""

    counter: int
    minute: str


@st.cache_resource(ttl=LOOK_S, max_entries=500, show_spinner=False)
def _change_counter(event_id: int) -> int:
    """The event's change counter, at most a tenth of a second old; -1 once the event is gone."""
    found = events.find_change_counter(database(), event_id)
    return -1 if found is None else found


def seen_now(event_id: int) -> Seen:
    return Seen(_change_counter(event_id), clock.utc_now().strftime("%Y-%m-%d %H:%M"))


@st.cache_resource(max_entries=50, show_spinner=False)
def _figures(event_id: int, seen: Seen, _by: Moderator) -> LiveFigures:
    """Counted once per change and process. That whoever asks may know is checked before, by live_figures()."""
    return statistics.live_figures(database(), _by, event_id)


def live_figures(by: Moderator, event: EventDetails) -> tuple[LiveFigures, Seen]:
    """The event's figures and what they are as of. Raises EventNotFound for an event of another group."""
    by.require(event.working_group_id, event.slug)
    seen = seen_now(event.id)
    return _figures(event.id, seen, by), seen


class Watched(Protocol):
    """The event that a screen shows; EventDetails has it."""

    @property
    def id(self) -> int: ...
    @property
    def timezone(self) -> str: ...


def watch(event: EventDetails, seen: Seen, *, is_paused: bool = False) -> None:
    """For moderators. Roles are looked up each time: whoever loses theirs, or is signed out elsewhere, sees no more."""
    group_id = event.working_group_id
    _watch(event, seen, lambda: (by := current_moderator()) is not None and by.may_moderate(group_id), is_paused)


def watch_door(event: EventDetails, seen: Seen) -> None:
    """The same for the check-in."""
    group_id = event.working_group_id
    _watch(event, seen, lambda: (by := current_moderator()) is not None and by.may_check_in(group_id))


def watch_link(view: SpeakerView, seen: Seen, token: str) -> None:
    """The same for a speaker, as long as the link is good."""
    _watch(view, seen, lambda: speaker_links.is_open(database(), token))


@st.fragment(run_every=TICK_S)
def _watch(event: Watched, seen: Seen, may_look: Callable[[], bool], is_paused: bool = False) -> None:
    """Draw the page again when something changed, or when this person may not look any more.

    Pause the former while a dialog is open: drawn anew it would lose what stands in the field that is being typed in."""
    try:
        is_old = (seen_now(event.id) != seen and not is_paused) or not may_look()
    except DatabaseBusy:
        small(":material/sync_problem: Die Datenbank antwortet gerade nicht")
        return
    if is_old:
        st.rerun()
    now = dates.local(clock.utc_now(), event.timezone).strftime("%H:%M:%S")
    st.markdown(f":small[:gray[:material/sync: {now}]]", width="content")
