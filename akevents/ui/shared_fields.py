"""ui: fields that several moderators fill at the same time. What somebody else stored is shown beside one's own words and
never put in their place: a form tells the server nothing of what is being typed in it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from akevents import wording
from akevents.errors import ChangedMeanwhile, InvalidRequest
from akevents.formats.markup import literal
from akevents.ui.saying import say_next_run


def read_before(key: str, stored: Any, event_id: int, proposal: Any = None) -> Any:
    """Fill the field `key` once, with what is stored or else with the proposal. Returns what was stored then; saving names it."""
    known: tuple[int, Any] | None = st.session_state.get(_read(key))
    if known is None or known[0] != event_id or key not in st.session_state:
        _load(key, stored, event_id, proposal)
        return stored
    return known[1]


def changed_elsewhere(key: str, stored: Any, event_id: int, proposal: Any = None) -> None:
    """What somebody else stored since, and the choice between that and one's own; nothing where nobody did. Outside the form,
    whose buttons would send it. Its place is always kept: a form that moves down is a new one to the browser, and whoever
    types in it loses the focus."""
    with st.container(key=f"{key}_elsewhere", gap="small"):
        if st.session_state[_read(key)][1] == stored:
            return
        st.markdown("**Jemand anderes hat hier inzwischen gespeichert:**")
        st.code("(leer)" if stored in (None, "") else str(stored), language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            st.button("Diesen Stand laden", key=f"{key}_load", on_click=_load, args=(key, stored, event_id, proposal))
            st.button("Meinen behalten", key=f"{key}_keep", on_click=_keep, args=(key, stored, event_id))


def save(key: str, done: str, step: Callable[[], None]) -> None:
    """Store it, and say `done`; a refusal is said here, and what was typed stays."""
    try:
        step()
    except InvalidRequest as error:
        st.error("\n".join(f"- {literal(wording.problem(each))}" for each in error.problems), icon=":material/error:")
    except ChangedMeanwhile as error:
        st.error(f"{wording.sentence(error)} Ihre Angabe steht noch im Feld.", icon=":material/error:")
    else:
        st.session_state.pop(_read(key))
        say_next_run(done)


def _load(key: str, stored: Any, event_id: int, proposal: Any) -> None:
    st.session_state[key] = proposal if stored in (None, "") else stored
    _keep(key, stored, event_id)


def _keep(key: str, stored: Any, event_id: int) -> None:
    """From now on saving replaces this, knowingly."""
    st.session_state[_read(key)] = (event_id, stored)


def _read(key: str) -> str:
    return f"{key}_read"
