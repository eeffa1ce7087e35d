"""The parts of the check-in: the events at whose door one stands, the head count, the list with its buttons."""

import streamlit as st

from akevents.domain import attendance, events
from akevents.domain.attendance import CheckInList, ExpectedPerson
from akevents.domain.event_state import UPCOMING
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.layout import small, state_badge
from akevents.ui.page_list import page
from akevents.wording import dates

BUTTON_WIDTH = 128  # pixels: a thumb hits it, and the name still fits beside it on a phone


def doors(helper: Moderator) -> None:
    """The overview of somebody who only helps: the check-in of each event, the next ones first."""
    st.title("Übersicht", anchor=False)
    mine = events.list_check_in_events(database(), helper)
    coming = [each for each in mine if each.state in UPCOMING]
    over = [each for each in reversed(mine) if each not in coming]
    for heading, group in (("Kommende", coming), ("Vergangene", over)):
        if group:
            st.header(heading, divider="gray", anchor=False)
        for event in group:
            _door(event)
    if not mine:
        st.markdown(":gray[Hier erscheinen die Veranstaltungen, bei denen Sie einlassen.]")


def _door(event: EventDetails) -> None:
    with st.container(gap="xxsmall"):
        st.subheader(literal(event.title), anchor=False)
        st.markdown(literal(dates.period(event.starts_at, event.ends_at, event.timezone)))
        st.page_link(page("check_in.py"), label="Zum Check-in", icon=":material/how_to_reg:",
                     query_params={"event": event.slug}, help=event.title)  # fmt: skip


def other_doors(helper: Moderator, event: EventDetails) -> None:
    """The way to the other events of today and later, where there are some."""
    others = [
        each
        for each in events.list_check_in_events(database(), helper)
        if each.state in UPCOMING and each.id != event.id
    ]
    if others:
        with st.popover("Andere Veranstaltung", icon=":material/swap_horiz:"):
            for each in others:
                when = dates.short_instant(each.starts_at, each.timezone)
                st.page_link(page("check_in.py"), label=f"{literal(each.title)} · {literal(when)}",
                             query_params={"event": each.slug})  # fmt: skip


def door_facts(event: EventDetails) -> None:
    when = dates.period(event.starts_at, event.ends_at, event.timezone)
    st.markdown(f"{state_badge(event)} {literal(when)} · {literal(event.location)}", width="content")


def head_count(found: CheckInList) -> None:
    with st.container(key="check_in_present"):
        st.metric("Da", str(found.present), f"von {found.confirmed}", delta_color="off", delta_arrow="off")


def door_search() -> str:
    """What stands in the search field, which is drawn below the head count."""
    return str(st.session_state.get("check_in_search") or "")


def door_page() -> int:
    """The page that was chosen below the list; the use case clamps it."""
    return int(st.session_state.get("check_in_page", 1))


def door_list(helper: Moderator, event: EventDetails, found: CheckInList) -> None:
    """Everybody with one button each. The order is the alphabet's, so nobody moves when somebody is checked in."""
    if not found.people:
        small("Hier stehen alle mit Platz oder auf der Warteliste, oder niemand passt zur Suche.")
    for person in found.people:
        _row(helper, event, person)
    if found.pages > 1:
        st.pagination(found.pages, key="check_in_page", width=260)


def _row(helper: Moderator, event: EventDetails, person: ExpectedPerson) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"check_in_row_{person.id}"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{literal(person.name)}**  \n:gray[{literal(person.institution)}]")
        if person.is_waiting:
            st.markdown(":orange-badge[:material/hourglass_top: Warteliste]", width="content")
        elif person.checked_in_at is None:
            if st.button("Da", key=f"check_in_{person.id}", icon=":material/how_to_reg:", width=BUTTON_WIDTH,
                         help=f"{literal(person.name)} ist da"):  # fmt: skip
                attendance.check_in(database(), helper, person.id)
                st.rerun()
        else:
            at = dates.clock(person.checked_in_at, event.timezone)
            st.markdown(f":green-badge[:material/check: seit {literal(at)}]", width="content")
            if st.button("Doch nicht", key=f"check_in_undo_{person.id}", width=BUTTON_WIDTH,
                         help=f"{literal(person.name)} ist doch nicht da"):  # fmt: skip
                attendance.undo_check_in(database(), helper, person.id)
                st.rerun()
