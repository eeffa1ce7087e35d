"""Links that Streamlit's own elements cannot make."""

from html import escape

import streamlit as st


def same_tab_link(label: str, address: str) -> None:
    """A link that stays in this tab; Streamlit's link button and Markdown links open another one."""
    look = "color:inherit;font-size:.875rem"
    st.html(
        f'<a href="{escape(address, quote=True)}" target="_self" style="{look}">{escape(label)}</a>', width="content"
    )


def picture(address: str, alt: str, width: int) -> None:
    """A picture from a route of ours; st.image takes only files and full addresses."""
    st.html(
        f'<img src="{escape(address, quote=True)}" alt="{escape(alt, quote=True)}" width="{width}">', width="content"
    )
