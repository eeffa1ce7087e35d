"""The main script: which pages there are and who sees them. It lives away from pages/, because a pages/ folder beside the
main script would let the first visitor after a restart run a page file directly, past this navigation."""

import importlib
import threading
from urllib.parse import urlsplit

import streamlit as st

from akevents.domain.moderators import Moderator
from akevents.settings import ROOT
from akevents.ui.access import current_moderator, moderated_event_label
from akevents.ui.layout import explain_errors, legal_links, small, title
from akevents.ui.links import same_tab_link
from akevents.ui.page_list import PAGES, PageEntry

PROJECTOR = "projektor"
STATIC = ROOT / "akevents" / "ui" / "static"


def main() -> None:
    """Set the frame, choose the page, run it."""
    st.set_page_config(page_icon=str(STATIC / "favicon.png"), layout="wide", initial_sidebar_state=232)
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(str(STATIC / f"logo-{theme}.svg"), size="medium")
    with explain_errors():
        moderator = current_moderator()
        page = _moderators_navigation(moderator) if moderator else _public_navigation()
        title(page.title)
        if moderator:
            if moderator.moderates_somewhere:
                _load_tables()
            if not _is_on_the_wall():
                _who_is_here(moderator)
        page.run()


def _page(entry: PageEntry, *, is_visible: bool) -> st.Page:
    return st.Page(
        ROOT / "pages" / entry.file,
        title=entry.title,
        icon=f":material/{entry.icon}:",
        url_path=entry.address,
        default=entry.address == "",
        visibility="visible" if is_visible else "hidden",
    )


def _public_navigation() -> st.Page:
    """Two entries on top; everything else is reached by links, moderators' pages by their address and guard."""
    return st.navigation([_page(entry, is_visible=entry.section == "public") for entry in PAGES], position="top")


@st.cache_resource(show_spinner=False)
def _load_tables() -> None:
    """The list of participants needs pandas, a second of loading: begun beside the first page a moderator opens."""
    threading.Thread(target=importlib.import_module, args=("pandas",), daemon=True, name="akevents-tables").start()


def _moderators_navigation(moderator: Moderator) -> st.Page:
    """A sidebar in groups: mine, this event, the house. People who only help at the door see the check-in of it."""
    this_event = moderated_event_label(moderator)
    sections: dict[str, list[st.Page]] = {"": [], this_event: [], "Haus": []}
    names = {"overview": "", "event": this_event}
    for entry in PAGES:
        is_mine = entry.section == "public" or moderator.moderates_somewhere or entry.for_helpers
        section = sections[names.get(entry.section, "Haus")]
        section.append(_page(entry, is_visible=is_mine and entry.section != "hidden"))
    return st.navigation(sections, position="hidden" if _is_on_the_wall() else "sidebar", expanded=True)


def _is_on_the_wall() -> bool:
    """The projector shows the evening and nothing around it."""
    return urlsplit(st.context.url or "").path == f"/{PROJECTOR}"


def _who_is_here(moderator: Moderator) -> None:
    with st.sidebar:
        st.space("medium")
        st.markdown(moderator.name)
        small(", ".join(moderator.groups) or "Verwaltung")
        same_tab_link("Abmelden", "/logout")
        st.space("small")
        with st.container(gap="xxsmall"):
            legal_links()


if __name__ == "__main__":
    main()
