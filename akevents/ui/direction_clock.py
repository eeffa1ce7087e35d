"""ui: the clock of Regie. It moves by itself, without what stands around it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import streamlit as st

from akevents import clock
from akevents.domain import evening
from akevents.domain.evening import Direction
from akevents.domain.moderators import Moderator
from akevents.errors import ChangedMeanwhile
from akevents.formats.evening_clock import MINUTE, Scheduled, Timetable, Turn, laid_out
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, lines, small
from akevents.ui.tables import Line, fact_table
from akevents.wording import dates
from akevents.wording import evening as words

TICK_S = 10.0
LONGEST = timedelta(hours=3)  # so long after the announced end an evening may still go on


@st.fragment(run_every=TICK_S)
def running_clock(moderator: Moderator, shown: Direction) -> None:
    """What is on now, until when, what comes next, and how the evening will end."""
    now, frame = clock.utc_now(), shown.frame
    is_over = now > frame.latest_end + LONGEST
    table = laid_out(shown.items, frame, frame.starts_at - MINUTE if is_over else now)
    if is_over:
        st.markdown("**Der Abend ist vorbei.** So war er geplant:")
    else:
        _now(table, frame.timezone)
        st.markdown(f":small[:gray[{literal(standing(table, frame.timezone))}]]")
        _steps(moderator, shown, table)
    fact_table([_row(row, frame.timezone) for row in table.rows], label="Ablauf")


def _now(table: Timetable, timezone: str) -> None:
    """The item that is on, or how long until there is one."""
    upcoming, current = table.upcoming, table.current
    if current:
        st.markdown(f"### {literal(current.item.title)}")
        note = f"  \n{lines(current.item.note)}" if current.item.note else ""
        st.markdown(f"{_left(current, timezone)}{note}")
        if upcoming:
            length = words.minutes(upcoming.ends_at - upcoming.starts_at)
            small(f"Danach: {literal(upcoming.item.title)} ({length})")
    elif upcoming and table.has_begun:
        begins = dates.time(upcoming.starts_at, timezone)
        st.markdown(f"**Pause bis {begins}**, dann {literal(upcoming.item.title)}")
    elif upcoming:
        st.markdown(f"**Noch {dates.duration(upcoming.starts_at - clock.utc_now())} bis zum Beginn**")
    else:
        st.markdown("**Alles ist durch.**")


def _left(current: Scheduled, timezone: str) -> str:
    if current.overdue >= MINUTE:
        until = dates.time(current.ends_at - current.overdue, timezone)
        return f"sollte um {until} enden, **{words.minutes(current.overdue)} darüber**"
    left = max(timedelta(0), current.ends_at - clock.utc_now())
    return f"bis {dates.time(current.ends_at, timezone)}, noch {words.minutes(left)}"


def standing(table: Timetable, timezone: str) -> str:
    """One sentence on how the evening will end as things stand, and one on the first time that cannot be kept."""
    end = dates.time(table.ends_at, timezone)
    if table.over >= MINUTE:
        outlook = f"So endet der Abend um {end}, {words.minutes(table.over)} nach dem angekündigten Ende."
    elif table.drift >= MINUTE:
        outlook = f"So endet der Abend um {end}, {words.minutes(table.drift)} später als geplant."
    elif table.drift <= -MINUTE:
        outlook = f"So endet der Abend um {end}, {words.minutes(-table.drift)} früher als geplant."
    else:
        outlook = f"So endet der Abend um {end}, wie geplant."
    missed = table.too_late
    if missed is None:
        return outlook
    begins, fixed = dates.clock(missed.starts_at, timezone), dates.time(missed.starts_at - missed.late, timezone)
    return f"{outlook} „{missed.item.title}“ beginnt erst um {begins} statt um {fixed}."


def _steps(moderator: Moderator, shown: Direction, table: Timetable) -> None:
    slug = shown.event.slug
    with st.container(horizontal=True, gap="small"), explain_errors():
        if table.current and st.button("Weiter", key="direction_next", icon=":material/skip_next:", type="primary"):
            _change(lambda: evening.go_on(database(), moderator, slug, shown.done))
        if shown.done and st.button("Zurück", key="direction_back"):
            _change(lambda: evening.go_back(database(), moderator, slug, shown.done))


def _change(step: Callable[[], None]) -> None:
    with suppress(ChangedMeanwhile):  # somebody else was quicker; what they did is shown
        step()
    st.rerun()


def _row(row: Scheduled, timezone: str) -> tuple[str, tuple[Line, ...]]:
    mark = {Turn.DONE: " (erledigt)", Turn.NOW: " (jetzt)", Turn.LATER: ""}[row.turn]
    look = "bold" if row.turn == Turn.NOW else "plain"
    title = Line(f"{row.item.title}{mark}", look)
    note = (Line(row.item.note, "quiet"),) if row.item.note else ()
    return dates.clock(row.starts_at, timezone), (title, *note)
