"""Registrations that look like one person on Teilnehmende: the quiet line, and the dialog in which a moderator decides."""

import streamlit as st

from akevents import wording
from akevents.domain import duplicates, merging, statistics
from akevents.domain.duplicates import DuplicateHint, Likeness, Suspect
from akevents.domain.events import EventDetails
from akevents.domain.merging import BEST_FIRST
from akevents.domain.moderators import Moderator
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.ui.live_gate import Seen
from akevents.ui.saying import say_next_run
from akevents.ui.tables import Cell, Line, fact_table
from akevents.wording import dates

Hints = tuple[DuplicateHint, ...]
_OPEN, _WANTED = "duplicates_open", "duplicates_wanted"
BY_ITSELF = 2_000  # people; a fiftieth of a second
LIKENESS = {
    Likeness.MAILBOX: "Beide Adressen führen zum selben Postfach.",
    Likeness.NAME: "Name und Institution sind gleich.",
}


@st.cache_resource(max_entries=50, show_spinner=False)
def _hints(event_id: int, seen: Seen, _by: Moderator) -> Hints:
    """Looked for once per change and process. That whoever asks may know is checked before, by duplicate_hints()."""
    return duplicates.list_duplicates(database(), _by, event_id)


def duplicate_hints(moderator: Moderator, event: EventDetails, seen: Seen) -> Hints:
    """Everybody is compared with everybody: by itself for an event of usual size, of a very large one when asked to."""
    moderator.require(event.working_group_id, event.slug)
    return () if _waits_to_be_asked(event) else _hints(event.id, seen, moderator)


def _waits_to_be_asked(event: EventDetails) -> bool:
    return event.places_taken + event.waiting > BY_ITSELF and st.session_state.get(_WANTED) != event.id


def _want(event_id: int) -> None:
    st.session_state[_WANTED] = event_id


def participant_notes(moderator: Moderator, event: EventDetails, hints: Hints) -> None:
    """Below the head, small: late requests counted apart, and the way to registrations that look like one person."""
    if words := _late_words(statistics.late_counts(database(), moderator, event.id)):
        small(words)
    if _waits_to_be_asked(event):
        st.button("Doppelte Anmeldungen suchen", key="duplicates_search", on_click=_want, args=(event.id,))
    if hints:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":small[:gray[{_doubled(len(hints))}]]", width="content")
            st.button("Ansehen", key="duplicates_show", on_click=_open)


def _late_words(counts: statistics.LateCounts) -> str:
    parts = []
    if counts.waiting:
        waiting = wording.counted(counts.waiting, "Nachmeldung wartet", "Nachmeldungen warten")
        parts.append(f"{waiting[0].upper()}{waiting[1:]} auf Ihre Entscheidung.")
    if counts.confirmed:
        came = "Eine Person ist" if counts.confirmed == 1 else f"{counts.confirmed} Personen sind"
        parts.append(f"{came} über eine Nachmeldung dabei.")
    return " ".join(parts)


def _doubled(pairs: int) -> str:
    if pairs == 1:
        return "2 Anmeldungen sehen nach derselben Person aus."
    return f"{pairs}-mal sehen 2 Anmeldungen nach derselben Person aus."


def _open() -> None:
    st.session_state[_OPEN] = True


def _close() -> None:
    st.session_state[_OPEN] = False


def is_comparing() -> bool:
    """While the dialog is open every run draws it; it would close otherwise."""
    return bool(st.session_state.get(_OPEN))


@st.dialog("Dieselbe Person?", width="large", on_dismiss=_close)
def duplicates_dialog(moderator: Moderator, event: EventDetails, hints: Hints) -> None:
    """One pair at a time: side by side, which one stays, and the two answers."""
    if not hints:
        small("Hier ist nichts mehr zu vergleichen.")
        return
    hint = hints[0]
    if len(hints) > 1:
        small(f"Das erste von {len(hints)} Paaren.")
    st.markdown(" ".join(LIKENESS[each] for each in hint.likenesses))
    for column, mine, other in zip(st.columns(2, gap="medium"), _both(hint), reversed(_both(hint)), strict=True):
        with column:
            fact_table(_facts(event, mine, other), label=f"Anmeldung Nr. {mine.number}")
    keep, drop = _chosen(hint)
    small(
        "Die bleibende bekommt den besseren Stand und die Angaben, die ihr fehlen; es gelten nur ihre eigenen "
        "Einwilligungen. Die andere wird storniert. Die Person bekommt eine Mail."
    )
    with st.container(horizontal=True, gap="small"), explain_errors():
        _answers(moderator, hint, keep, drop)


def _both(hint: DuplicateHint) -> tuple[Suspect, Suspect]:
    return hint.first, hint.second


def _facts(event: EventDetails, mine: Suspect, other: Suspect) -> dict[str, Cell]:
    """What differs stands out; what neither says is left out."""
    facts, others = _values(event, mine), _values(event, other)
    return {
        label: (Line(value or "–", "plain" if value == others[label] else "bold"),)
        for label, value in facts.items()
        if value or others[label]
    }


def _values(event: EventDetails, each: Suspect) -> dict[str, str]:
    return {
        "Nummer": str(each.number),
        "Name": f"{each.first_name} {each.last_name}",
        "E-Mail": each.email,
        "Institution": each.institution,
        "Funktion": each.function or "",
        "Möchte besprechen": each.topic or "",
        "Notiz": each.note or "",
        "Stand": wording.REGISTRATION_STATUS[each.status],
        "Eingang": dates.short_instant(each.registered_at, event.timezone),
    }


def _chosen(hint: DuplicateHint) -> tuple[Suspect, Suspect]:
    """Which one stays and which one goes; proposed is the better status, then the earlier one."""
    better = min(_both(hint), key=lambda each: BEST_FIRST.index(each.status))
    by_id = {each.id: each for each in _both(hint)}
    keep_id = st.radio(
        "Welche bleibt?",
        list(by_id),
        index=list(by_id).index(better.id),
        format_func=lambda each: f"Nr. {by_id[each].number}, {literal(by_id[each].email)}",
        key=f"duplicates_keep_{hint.first.id}_{hint.second.id}",
    )
    return (hint.second, hint.first) if keep_id == hint.second.id else (hint.first, hint.second)


def _answers(moderator: Moderator, hint: DuplicateHint, keep: Suspect, drop: Suspect) -> None:
    if st.button("Zusammenlegen", key="duplicates_merge", icon=":material/merge:", type="primary"):
        merging.merge(database(), moderator, keep.id, drop.id)
        _close()
        say_next_run(f"Nr. {drop.number} ist mit Nr. {keep.number} zusammengelegt.")
    if st.button("Zwei Personen", key="duplicates_apart", icon=":material/group:"):
        duplicates.tell_apart(database(), moderator, hint.first.id, hint.second.id)
        _close()
        say_next_run("Gemerkt: Das sind zwei Personen.")
