"""Veranstaltungen: what is coming up, what has been, and the way to each evening."""

from itertools import groupby

import streamlit as st

from akevents import settings, ui, wording
from akevents.domain import events
from akevents.domain.event_state import ACCEPTING, EventState
from akevents.domain.events import EventDetails, EventQuery
from akevents.formats.markup import literal
from akevents.wording import dates


def show_event(event: EventDetails) -> None:
    left, right = st.columns([3, 1.1], gap="medium")
    with left, st.container(gap="xxsmall"):
        st.subheader(literal(event.title), anchor=False)
        when = f"{dates.weekday_and_day(event.starts_at, event.timezone).rsplit(' ', 1)[0]}"
        st.markdown(f"**{literal(when)} · {literal(dates.hours(event.starts_at, event.ends_at, event.timezone))}**")
        place = wording.EVENT_FORMAT[event.format] if event.format == "online" else event.location
        st.markdown(f":gray[{literal(event.working_group)} · {literal(place)}]")
    with right, st.container(gap="xxsmall"):
        st.markdown(ui.state_badge(event))
        for line in hints(event):
            ui.small(literal(line))
        st.page_link(
            ui.page("event.py"),
            label=way_in(event),
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params={"event": event.slug},
            help=f"{event.title}, {dates.period(event.starts_at, event.ends_at, event.timezone)}",
        )


def hints(event: EventDetails) -> list[str]:
    if event.state == EventState.FULL_WITH_WAITING_LIST:
        return ["Warteliste ist offen"]
    if event.state != EventState.OPEN:
        return []
    lines = [f"bis {dates.short_instant(event.closes_at, event.timezone)}"]
    if event.shows_places and event.places_left is not None:
        lines.append(wording.places(event.places_left))
    return lines


def way_in(event: EventDetails) -> str:
    if event.state not in ACCEPTING:
        return "Zur Veranstaltung"
    return "Zur Anmeldung" if event.state == EventState.OPEN else "Zur Warteliste"


with ui.public_page(ui.LIST_WIDTH):
    db = ui.database()
    everything = events.list_public_events(db)

    ui.small(f"{literal(settings.current().organization)} · Arbeitskreise")
    st.title("Veranstaltungen", anchor=False)
    st.markdown(
        "Erfahrungsaustausch am Abend: eineinhalb Stunden, meist online, offen für alle, die in Kommunen an Wirtschaft, "
        "Stadt und Region arbeiten.",
        width=620,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        search = st.text_input(
            "Suche", key="events_search", placeholder="Thema, Ort oder Person", icon=":material/search:",
            label_visibility="collapsed", bind="query-params", width=320,
        )  # fmt: skip
        when = st.radio(
            "Zeitraum", ["Kommende", "Archiv"], key="events_when", horizontal=True, label_visibility="collapsed",
            bind="query-params",
        )  # fmt: skip
        with st.popover("Filter", icon=":material/tune:"):
            group = ui.choice(
                "Arbeitskreis", {e.working_group_slug: e.working_group for e in everything}, "events_group"
            )
            category = ui.choice("Thema", {name: name for e in everything for name in e.categories}, "events_category")
            form = ui.choice("Art", wording.EVENT_FORMAT, "events_format")

    found = events.list_events(db, EventQuery(search or "", when == "Archiv", group, category, form))
    for month, of_month in groupby(found, key=lambda event: dates.month(event.starts_at, event.timezone)):
        st.header(month, divider="gray", anchor=False)
        for event in of_month:
            show_event(event)
            st.space("small")
    if not found:
        st.markdown(":gray[Hier erscheinen Veranstaltungen, sobald eine zu Ihrer Suche passt.]")

    st.space("small")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(ui.page("calendar.py"), label="Kalender abonnieren", icon=":material/calendar_add_on:")
        ui.small("Neue Termine und Absagen erscheinen von selbst in Ihrem Kalender.")
