"""ui: the question that somebody is asked whose address looks mistyped, before anything is sent.

It knows mailboxes, not people: it says nothing about who is registered."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from akevents.formats.email_hints import suggestion


def asks_first(prefix: str, typed: str, place: DeltaGenerator, *, is_pressed: bool) -> bool:
    """Whether the form waits for an answer about its address; the question stands at `place`, below the button.

    Asked once per address: whoever presses the button again is taken at their word. Either answer sends the form."""
    asked, open_ = f"{prefix}_email_asked", f"{prefix}_email_asking"
    meant = suggestion(typed)
    if is_pressed:
        st.session_state[open_] = meant is not None and st.session_state.get(asked) != typed
        st.session_state[asked] = typed
    if meant is None or not st.session_state.get(open_) or st.session_state.get(asked) != typed:
        return False
    with place.container(key=f"{prefix}_email_question", gap="small"):
        _question(prefix, meant)
    return True


def _question(prefix: str, meant: str) -> None:
    st.markdown(f"**Meinten Sie** `{meant.replace('`', '')}`**?** Es ist noch nichts gesendet.")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Ja, übernehmen", key=f"{prefix}_email_take", icon=":material/check:", on_click=_take, args=(prefix, meant)
        )
        st.button("So lassen", key=f"{prefix}_email_keep", on_click=_send, args=(prefix,))


def _take(prefix: str, meant: str) -> None:
    st.session_state[f"{prefix}_email"] = meant
    _send(prefix)


def _send(prefix: str) -> None:
    """As if the form's own button had been pressed again."""
    st.session_state[f"{prefix}_submit_overheard"] = True
