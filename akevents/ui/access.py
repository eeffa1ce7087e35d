"""Who is here and where the data are: the cached database and the guards that every page calls for itself."""

from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from akevents import settings, wording
from akevents.domain import attendance, events, moderators
from akevents.domain.event_state import UPCOMING
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.errors import EventNotFound, NotAllowed, NotSignedIn
from akevents.store.database import Database, open_database
from akevents.ui.layout import end_page, title
from akevents.ui.links import same_tab_link
from akevents.ui.page_list import page
from akevents.wording import dates, shortened

SESSION_COOKIE = "akevents_session"


@st.cache_resource(show_spinner=False)
def database() -> Database:
    """The one open database of this process."""
    return open_database(settings.current())


def session_token() -> str | None:
    """The browser's session cookie, as it was when this page was opened."""
    return st.context.cookies.get(SESSION_COOKIE)


def current_moderator() -> Moderator | None:
    """Who is signed in. Looked up on every call: signing out elsewhere works at once."""
    try:
        return moderators.get_signed_in(database(), session_token())
    except NotSignedIn:
        return None


def require_moderator() -> Moderator:
    """Who is signed in and moderates. A stranger gets the way to the sign-in page, a helper the way to the check-in, and
    nothing below this line runs."""
    moderator = _require_signed_in()
    if not moderator.moderates_somewhere:
        _no_access(moderator)
    return moderator


def require_helper() -> Moderator:
    """The same for the check-in, which helpers and moderators may use."""
    helper = _require_signed_in()
    if not helper.checks_in_somewhere:
        _no_access(helper)
    return helper


def _require_signed_in() -> Moderator:
    moderator = current_moderator()
    if moderator is None:
        st.title("Bitte melden Sie sich an", anchor=False)
        st.markdown("Diese Seite gehört der Moderation.")
        same_tab_link("Zur Anmeldung der Moderation", "/login")
        end_page()
    return moderator


def _no_access(person: Moderator) -> NoReturn:
    title("Kein Zugang")
    st.title("Kein Zugang", anchor=False)
    st.markdown(wording.sentence(NotAllowed()))
    if person.checks_in_somewhere:
        st.page_link(page("check_in.py"), label="Zum Check-in", icon=":material/how_to_reg:")
    st.stop()


def chosen_event() -> EventDetails:
    """The event named in the address; if there is none, the page says so and ends."""
    try:
        return events.get_event(database(), st.query_params.get("event", ""))
    except EventNotFound as error:
        _not_found(error)
        end_page()


def chosen_moderated_event(moderator: Moderator) -> EventDetails:
    """The event named in the address, else the one looked at last, else the next one of this moderator's groups."""
    return _chosen(moderator, events.get_moderated_event)


def chosen_check_in_event(helper: Moderator) -> EventDetails:
    """The same for the check-in, of the groups that this person helps in or moderates."""
    return _chosen(helper, attendance.get_check_in_event)


def _chosen(by: Moderator, get: Callable[[Database, Moderator, str], EventDetails]) -> EventDetails:
    try:
        event = get(database(), by, _wanted_slug(by))
    except EventNotFound as error:
        st.session_state.pop("moderated_event", None)
        _not_found(error)
        st.stop()
    st.session_state["moderated_event"] = event.slug
    if st.query_params.get("event") != event.slug:
        st.query_params["event"] = event.slug
    return event


def _wanted_slug(by: Moderator) -> str:
    return st.query_params.get("event") or st.session_state.get("moderated_event") or _next_slug(by)


def moderated_event_label(moderator: Moderator) -> str:
    """Name and day of the event that the moderator's pages are about now, for the navigation."""
    try:
        event = attendance.get_check_in_event(database(), moderator, _wanted_slug(moderator))
    except EventNotFound:
        return "Veranstaltung"
    return f"{shortened(event.title, 16)} · {dates.local(event.starts_at, event.timezone):%d.%m.}"


def _next_slug(moderator: Moderator) -> str:
    mine = events.list_moderated_events(database(), moderator) or events.list_check_in_events(database(), moderator)
    upcoming = [each for each in mine if each.state in UPCOMING]
    return next((each.slug for each in [*upcoming, *reversed(mine)]), "")


def _not_found(error: EventNotFound) -> None:
    title("Nicht gefunden")
    st.title("Nicht gefunden", anchor=False)
    st.markdown(wording.sentence(error))
    st.page_link(page("events.py"), label="Zu den Veranstaltungen", icon=":material/arrow_back:")
