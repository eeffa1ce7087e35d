"""ui: one sentence that outlives the run in which something happened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import streamlit as st

from akevents import clock

SAID = "said"
STAYS = timedelta(
    seconds=10
)  # what happened also draws the screens of everybody who watches anew, this one a second later


@dataclass(frozen=True, slots=True)
class Said:
    """`until` is None until it was shown; `page` is where that was."""

    sentence: str
    page: str = ""
    until: datetime | None = None


def say_next_run(sentence: str) -> None:
    """Start the page again and say this at its top. Markdown: callers escape what people typed."""
    say_later(sentence)
    st.rerun()


def say_later(sentence: str) -> None:
    """The same for the page that is drawn next, whichever that is."""
    st.session_state[SAID] = Said(sentence)


def said() -> None:
    """The sentence that the run before left, if any. It stays for some seconds, however often the page is drawn anew, until
    something else is said or somebody goes to another page."""
    here, now = urlsplit(st.context.url or "").path, clock.utc_now()
    message: Said | None = st.session_state.get(SAID)
    if message is None:
        return
    if message.until is None:
        message = st.session_state[SAID] = Said(message.sentence, here, now + STAYS)
    if message.until and message.page == here and now < message.until:
        st.success(message.sentence, icon=":material/check:")
    else:
        del st.session_state[SAID]
