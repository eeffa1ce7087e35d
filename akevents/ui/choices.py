"""Small widgets that more than one page needs."""

from collections.abc import Mapping

import streamlit as st


def choice(label: str, words: Mapping[str, str], key: str) -> str:
    """A selection with "Alle" first; the chosen key, or "" for all. It stands in the page's address."""
    return st.selectbox(
        label, ["", *words], key=key, format_func=lambda value: words.get(value, "Alle"), bind="query-params"
    )
