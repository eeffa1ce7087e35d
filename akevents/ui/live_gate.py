"""The live gate: a screen looks once a second whether anything changed, and draws only then.

One look-up per event, process and tenth of a second, however many people watch; the look-up reads a single number that is
raised in the transaction of every change. An idle tick therefore costs next to nothing, whatever the event holds.

A whole screen with charts and map costs several times a tick. If fifty were drawn at once, everybody would wait for all: so a
screen may have its newest parts drawn with each tick, and gets the rest when it is its turn, at once where few watch and some
seconds later where many do."""

import threading
import time
from collections.abc import Callable
from typing import NamedTuple, Protocol

import streamlit as st

from akevents import clock
from akevents.domain import events, history, speaker_links, statistics
from akevents.domain.events import EventDetails
from akevents.domain.history import PastEvening
from akevents.domain.moderators import Moderator
from akevents.domain.speaker_links import SpeakerView
from akevents.domain.statistics import LiveFigures
from akevents.errors import DatabaseBusy
from akevents.ui.access import current_moderator, database
from akevents.ui.layout import small
from akevents.wording import dates

TICK_S = 1.0  # between two looks of one screen
PAST_S = 300.0  # for which the earlier evenings are remembered
LOOK_S = 0.1  # for which one look-up serves every screen of the process
TURN_S = 0.1  # between two whole drawings of screens whose newest parts are drawn with each tick

NO_QUESTIONS = -1


class Seen(NamedTuple):
    """What a drawn screen shows: the event's change counter and the minute (countdowns move with it). `discussion` counts
    its questions and votes, on screens that show them."""

    counter: int
    minute: str
    discussion: int = NO_QUESTIONS


@st.cache_resource(ttl=LOOK_S, max_entries=500, show_spinner=False)
def _change_counters(event_id: int) -> tuple[int, int]:
    """The event's change counters, at most a tenth of a second old; -1 once the event is gone."""
    return events.find_change_counters(database(), event_id) or (-1, -1)


def seen_now(event_id: int, *, with_questions: bool = False) -> Seen:
    counter, discussion = _change_counters(event_id)
    minute = clock.utc_now().strftime("%Y-%m-%d %H:%M")
    return Seen(counter, minute, discussion if with_questions else NO_QUESTIONS)


@st.cache_resource(max_entries=50, show_spinner=False)
def _figures(event_id: int, seen: Seen, _by: Moderator) -> LiveFigures:
    """Counted once per change and process. That whoever asks may know is checked before, by live_figures()."""
    return statistics.live_figures(database(), _by, event_id)


def live_figures(by: Moderator, event: EventDetails, *, with_questions: bool = False) -> tuple[LiveFigures, Seen]:
    """The event's figures and what they are as of. Raises EventNotFound for an event of another group."""
    seen = seen_now(event.id, with_questions=with_questions)
    return figures_at(by, event, seen), seen


def figures_at(by: Moderator, event: EventDetails, seen: Seen) -> LiveFigures:
    """The figures as of then; a vote alone does not count them again. Raises EventNotFound for an event of another group."""
    by.require(event.working_group_id, event.slug)
    return _figures(event.id, seen._replace(discussion=NO_QUESTIONS), by)


@st.cache_resource(max_entries=50, ttl=PAST_S, show_spinner=False)
def _past_evenings(event_id: int, _by: Moderator) -> tuple[PastEvening, ...]:
    return history.past_evenings(database(), _by, event_id)


def past_evenings(by: Moderator, event: EventDetails) -> tuple[PastEvening, ...]:
    """The group's earlier evenings, looked up once in a while: they do not change. Raises EventNotFound."""
    by.require(event.working_group_id, event.slug)
    return _past_evenings(event.id, by)


class Watched(Protocol):
    """The event that a screen shows; EventDetails has it."""

    @property
    def id(self) -> int: ...
    @property
    def timezone(self) -> str: ...


class _Turns:
    """Lets one screen of this process through every so often."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = 0.0

    def take(self) -> bool:
        now = time.monotonic()
        with self._lock:
            if now < self._next:
                return False
            self._next = now + TURN_S
            return True


@st.cache_resource(show_spinner=False)
def _turns() -> _Turns:
    return _Turns()


def watch(
    event: EventDetails, seen: Seen, *, is_paused: bool = False, newest: Callable[[Seen], None] | None = None
) -> None:
    """For moderators. Roles are looked up each time: whoever loses theirs, or is signed out elsewhere, sees no more.

    `newest` is called here and with each tick. It draws into places that the page has made for it, without widgets."""
    group_id = event.working_group_id
    _watch(
        event, seen, lambda: (by := current_moderator()) is not None and by.may_moderate(group_id), is_paused, newest
    )


def watch_door(event: EventDetails, seen: Seen) -> None:
    """The same for the check-in."""
    group_id = event.working_group_id
    _watch(event, seen, lambda: (by := current_moderator()) is not None and by.may_check_in(group_id))


def watch_mine(event: EventDetails, seen: Seen) -> None:
    """The same for a participant with a personal link; the page itself looks whether that is good."""
    _watch(event, seen, lambda: True)


def watch_link(view: SpeakerView, seen: Seen, token: str) -> None:
    """The same for a speaker, as long as the link is good."""
    _watch(view, seen, lambda: speaker_links.is_open(database(), token))


def _watch(
    event: Watched,
    seen: Seen,
    may_look: Callable[[], bool],
    is_paused: bool = False,
    newest: Callable[[Seen], None] | None = None,
) -> None:
    def is_old(now_there: Seen) -> bool:
        """Whether this person may not look any more, or there is something new and it is this screen's turn."""
        if not may_look():
            return True
        return now_there != seen and not is_paused and (newest is None or _turns().take())

    _tick(event, seen, is_old, newest, [True])


@st.fragment(run_every=TICK_S)
def _tick(
    event: Watched,
    seen: Seen,
    is_old: Callable[[Seen], bool],
    newest: Callable[[Seen], None] | None,
    is_first: list[bool],
) -> None:
    """Draw the page again when something changed, or when this person may not look any more.

    The first time belongs to the drawing itself, which has just looked: starting that again would lose the click that it
    answers, because a button further down has not been reached yet; `is_first` is emptied then. Pause the comparison while a
    dialog is open: drawn anew it would lose what stands in the field that is being typed in."""
    is_drawing = bool(is_first) and is_first.pop()
    now_there = seen
    try:
        now_there = seen_now(event.id, with_questions=seen.discussion != NO_QUESTIONS)
        if not is_drawing and is_old(now_there):
            st.rerun()
        now = dates.local(clock.utc_now(), event.timezone).strftime("%H:%M:%S")
        st.markdown(f":small[:gray[:material/sync: {now}]]", width="content")
    except DatabaseBusy:
        small(":material/sync_problem: Die Datenbank antwortet gerade nicht")
    if newest:
        newest(now_there)
