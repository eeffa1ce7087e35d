"""The buttons beside the title of the live screen: two for what is done often, a menu for the rest."""

import streamlit as st

from akevents.domain.events import EventDetails
from akevents.ui.page_list import page
from akevents.ui.speaker_parts import SPEAKER_LINK, open_speaker_link

PUBLIC_PAGE = "Öffentliche Seite"
ICONS = {PUBLIC_PAGE: ":material/public:", SPEAKER_LINK: ":material/co_present:"}


def export_link(event: EventDetails) -> None:
    """The workbook, through the guarded route."""
    st.link_button("Excel", f"/export/{event.slug}.xlsx", icon=":material/download:")


def live_menu(event: EventDetails) -> None:
    """What is done rarely. Call it before the dialogs are drawn."""
    chosen = st.menu_button("Mehr", list(ICONS), key="live_more", icon=":material/more_horiz:",
                            format_func=lambda each: f"{ICONS[each]} {each}")  # fmt: skip
    if chosen == PUBLIC_PAGE:
        st.switch_page(page("event.py"), query_params={"event": event.slug})
    if chosen == SPEAKER_LINK:
        open_speaker_link()
