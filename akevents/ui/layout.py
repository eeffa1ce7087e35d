"""The frame around every page: measure, header row, footer, badges, errors."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, Protocol

import streamlit as st

from akevents import clock, wording
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.errors import AkeventsError
from akevents.formats.markup import literal
from akevents.ui.links import same_tab_link
from akevents.ui.page_list import page
from akevents.wording import dates

LIST_WIDTH, EVENT_WIDTH, PERSONAL_WIDTH = 920, 1040, 760  # pixels; they shrink by themselves on phones

STATE_LOOKS = {
    EventState.DRAFT: ("gray", "edit_note"),
    EventState.NOT_OPEN_YET: ("blue", "schedule"),
    EventState.OPEN: ("green", "check"),
    EventState.FULL_WITH_WAITING_LIST: ("orange", "hourglass_top"),
    EventState.FULL: ("orange", "block"),
    EventState.CLOSED: ("gray", "lock_clock"),
    EventState.RUNNING: ("blue", "play_circle"),
    EventState.PAST: ("gray", "history"),
    EventState.CANCELLED: ("red", "event_busy"),
}
REGISTRATION_LOOKS = {
    "pending": ("blue", "mark_email_unread"),
    "requested": ("blue", "contact_support"),
    "confirmed": ("green", "check"),
    "waitlisted": ("orange", "hourglass_top"),
    "cancelled": ("gray", "event_busy"),
}

log = logging.getLogger("akevents.ui")


def title(words: str) -> None:
    """What the browser's tab says: the page, then the house."""
    st.set_page_config(page_title=f"{words} · akevents")


@contextmanager
def public_page(width: int) -> Iterator[None]:
    """A column of this measure in the middle of the page, with the footer below it."""
    with st.container(horizontal_alignment="center").container(width=width):
        as_of_notice()
        yield
        footer()


def end_page() -> NoReturn:
    """A public page that ends early ("not found") still ends like every page; after st.stop() nothing can be drawn."""
    footer()
    st.stop()


def as_of_notice() -> None:
    """While the clock is shifted, every page says which moment it shows."""
    if clock.is_shifted():
        now = dates.instant(clock.utc_now(), "Europe/Berlin")
        st.markdown(f":orange-badge[:material/history: Die Uhr ist gestellt] Diese Seite zeigt {literal(now)}")


def back_to_events() -> None:
    st.page_link(page("events.py"), label="Alle Veranstaltungen", icon=":material/arrow_back:")


def footer() -> None:
    st.space("large")
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content", gap="small", vertical_alignment="center"):
            legal_links()
            same_tab_link("Moderation", "/login")
        st.markdown(":small[:gray[Ein notwendiges Cookie, keine Statistik, nichts von Dritten.]]", width="content")


def legal_links() -> None:
    st.page_link(page("legal_notice.py"), label="Impressum")
    st.page_link(page("privacy.py"), label="Datenschutz")
    st.page_link(page("accessibility.py"), label="Barrierefreiheit")


def state_badge(event: EventDetails) -> str:
    """Colour, icon and words for the state of an event, as Markdown."""
    color, icon = STATE_LOOKS[event.state]
    return f":{color}-badge[:material/{icon}: {literal(wording.state_badge(event))}]"


def registration_badge(status: str, words: str | None = None) -> str:
    color, icon = REGISTRATION_LOOKS[status]
    return f":{color}-badge[:material/{icon}: {literal(words or wording.REGISTRATION_STATUS[status])}]"


def small(text: str) -> None:
    """Small grey text that passes contrast; st.caption does not."""
    st.markdown(f":small[:gray[{text}]]")


def lines(text: str | None) -> str:
    """What a person wrote, its lines kept, as Markdown."""
    return "  \n".join(literal(each) for each in (text or "").splitlines() if each.strip())


class ErrorPlace(Protocol):
    """Where a refusal is said; a form says it above itself and at its button."""

    def error(self, body: str, *, icon: str) -> object: ...


@contextmanager
def explain_errors(place: ErrorPlace | None = None) -> Iterator[None]:
    """What was refused is said in one sentence, here or at `place`; a bug is logged under a number that people see."""
    target: ErrorPlace = place or st.container()
    try:
        yield
    except AkeventsError as error:
        target.error(wording.sentence(error), icon=":material/error:")
    except Exception:
        number = secrets.token_hex(3)
        log.exception("unexpected error %s", number)
        target.error(wording.UNEXPECTED.format(number=number), icon=":material/error:")
