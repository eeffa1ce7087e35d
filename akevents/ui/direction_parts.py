"""ui: Regie. The clock moves by itself; whatever is being typed stays as it is."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import streamlit as st

from akevents import clock, wording
from akevents.domain import evening
from akevents.domain.evening import Direction
from akevents.domain.moderators import Moderator
from akevents.errors import ChangedMeanwhile, InvalidRequest
from akevents.formats.markup import literal
from akevents.formats.running_order import Scheduled, Timetable, Turn, laid_out
from akevents.ui.access import database
from akevents.ui.discussion_parts import question_list
from akevents.ui.layout import explain_errors, lines, small
from akevents.ui.saying import say_next_run
from akevents.ui.tables import Line, fact_table
from akevents.wording import dates
from akevents.wording import evening as words

TICK_S = 10.0
ORDER, INTRODUCTION, COUNT = "direction_order", "direction_introduction", "direction_head_count"
ORDER_HEIGHT, INTRODUCTION_HEIGHT = 220, 140  # pixels


@st.fragment(run_every=TICK_S)
def running_clock(moderator: Moderator, shown: Direction) -> None:
    """What is on now, until when, what comes next, and how the evening will end."""
    event = shown.event
    table = laid_out(shown.items, event.starts_at, event.ends_at, clock.utc_now())
    current = table.current
    if current is None:
        over = all(row.turn == Turn.DONE for row in table.rows)
        st.markdown(
            "**Alles ist durch.**" if over else f"**Beginn in {dates.duration(event.starts_at - clock.utc_now())}**"
        )
    else:
        left = max(timedelta(0), current.ends_at - clock.utc_now())
        until = dates.clock(current.ends_at, event.timezone)
        st.markdown(f"### {literal(current.item.title)}")
        st.markdown(
            f"bis {until} Uhr, noch {minutes(left)}" + (f"  \n{lines(current.item.note)}" if current.item.note else "")
        )
    st.markdown(f":small[:gray[{literal(standing(table, event.timezone))}]]")
    _steps(moderator, shown, table)
    fact_table([_row(row, event.timezone) for row in table.rows], label="Ablauf")


def minutes(span: timedelta) -> str:
    """ "12 Minuten", "eine Minute", "weniger als eine Minute"."""
    whole = int(span.total_seconds() // 60)
    if not whole:
        return "weniger als eine Minute"
    return "eine Minute" if whole == 1 else f"{whole} Minuten"


def standing(table: Timetable, timezone: str) -> str:
    """One sentence on how the evening will end as things stand."""
    end = dates.time(table.ends_at, timezone)
    if table.over >= timedelta(minutes=1):
        return f"So endet der Abend um {end}, {minutes(table.over)} nach dem angekündigten Ende."
    if table.drift >= timedelta(minutes=1):
        return f"So endet der Abend um {end}, {minutes(table.drift)} später als geplant."
    if table.drift <= timedelta(minutes=-1):
        return f"So endet der Abend um {end}, {minutes(-table.drift)} früher als geplant."
    return f"So endet der Abend um {end}, wie geplant."


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


def order_form(moderator: Moderator, shown: Direction) -> None:
    """The running order as lines."""
    read = _read(ORDER, shown.lines, shown.event.id)
    with st.expander("Ablauf ändern", icon=":material/edit:", key="direction_edit"), st.form("order", border=False):
        errors = st.container()
        label = "Eine Zeile je Punkt: Minuten, was geschieht, nach einem Strich Ihre Notiz"
        text = st.text_area(label, key=ORDER, height=ORDER_HEIGHT) or ""
        small("Zum Beispiel: 20 Einführung | Folien sind geladen")
        if st.form_submit_button("Ablauf speichern", key="direction_save"):
            with explain_errors(errors):
                save = evening.save_running_order
                _save(ORDER, shown.lines, lambda: save(database(), moderator, shown.event.slug, text, read))


def introduction_form(moderator: Moderator, shown: Direction) -> None:
    """What is said about the speaker; a proposal until somebody writes it."""
    read = _read(INTRODUCTION, shown.introduction, shown.event.id, proposal=_proposal(shown))
    with st.form("introduction", border=False):
        errors = st.container()
        text = st.text_area("Zur Vorstellung", key=INTRODUCTION, height=INTRODUCTION_HEIGHT) or ""
        if st.form_submit_button("Vorstellung speichern", key="direction_introduction_save"):
            with explain_errors(errors):
                save = evening.save_introduction
                _save(
                    INTRODUCTION, shown.introduction, lambda: save(database(), moderator, shown.event.slug, text, read)
                )


def _proposal(shown: Direction) -> str:
    speakers = [", ".join(filter(None, (each.name, each.institution))) for each in shown.event.speakers]
    return f"Ich begrüße {' und '.join(speakers)}." if speakers else ""


def _read(key: str, stored: str, event_id: int, proposal: str = "") -> str:
    """Fill a field with what is stored, and follow what others store unless something else was typed meanwhile. Returns the
    text that the field was filled from."""
    known: tuple[int, str] | None = st.session_state.get(f"{key}_read")
    typed = st.session_state.get(key)
    untouched = known is not None and typed in (known[1], proposal)
    if known is None or known[0] != event_id or typed is None or (untouched and known[1] != stored):
        st.session_state[key] = stored or proposal
        st.session_state[f"{key}_read"] = known = (event_id, stored)
    return known[1]


def _save(key: str, stored: str, step: Callable[[], None]) -> None:
    """What somebody else stored meanwhile is shown; saving once more replaces it knowingly."""
    try:
        step()
    except InvalidRequest as error:
        st.error("\n".join(f"- {literal(wording.problem(each))}" for each in error.problems), icon=":material/error:")
        return
    except ChangedMeanwhile as error:
        st.error(f"{wording.sentence(error)} Dort steht:", icon=":material/error:")
        st.code(stored, language=None, wrap_lines=True)
        small("Ihr Text steht noch im Feld. Wenn Sie noch einmal speichern, ersetzt er diesen.")
        st.session_state[f"{key}_read"] = (st.session_state[f"{key}_read"][0], stored)
        return
    st.session_state.pop(f"{key}_read")
    say_next_run("Das ist gespeichert.")


def heads(moderator: Moderator, shown: Direction) -> None:
    """How many are there: as the house knows, and as the moderator counts."""
    st.markdown(f"**{shown.present}** von {shown.confirmed} Zugesagten sind erfasst.")
    stored = shown.head_count
    with st.form("direction_heads", border=False):
        typed = st.number_input("Selbst gezählt", key=COUNT, min_value=0, step=1, value=stored)
        if st.form_submit_button("Festhalten", key="direction_heads_save"):
            with explain_errors():
                evening.set_head_count(database(), moderator, shown.event.slug, None if typed is None else int(typed))
                say_next_run("Die Zahl ist festgehalten.")


def recording_notice(shown: Direction) -> None:
    """What to say about recording, word for word."""
    recording = shown.recording
    st.markdown(
        literal(words.recorded(recording.purpose, recording.without_consent) if recording.is_on else words.NOT_RECORDED)
    )


def evening_questions(shown: Direction) -> None:
    question_list(shown.questions)


def checklist(moderator: Moderator, shown: Direction) -> None:
    """What is done and what is not; only what the house cannot know is ticked by hand."""
    for each in shown.checks:
        label = words.CHECKS[each.key]
        if each.by_itself:
            icon = ":material/check_circle:" if each.is_done else ":material/radio_button_unchecked:"
            st.markdown(f"{icon} {label}" + (" :small[:gray[erledigt]]" if each.is_done else " :small[:gray[offen]]"))
            continue
        ticked = st.checkbox(label, value=each.is_done, key=f"direction_check_{each.key}_{each.is_done}")
        if ticked != each.is_done:
            with explain_errors():
                evening.tick(database(), moderator, shown.event.slug, each.key, is_done=ticked)
                st.rerun()
