"""ui: one sentence that outlives the run in which something happened."""

import streamlit as st


def say_next_run(sentence: str) -> None:
    """Start the page again and say this once at its top. Markdown: callers escape what people typed."""
    st.session_state["said"] = sentence
    st.rerun()


def said() -> None:
    """The sentence that the run before left, if any."""
    if sentence := st.session_state.pop("said", None):
        st.success(sentence, icon=":material/check:")
