"""The parts of an event's public face: facts, text, what can be done next."""

from collections.abc import Iterator

import streamlit as st

from akevents import settings, wording
from akevents.domain import events
from akevents.domain.event_state import ACCEPTING, EventState
from akevents.domain.events import EventDetails
from akevents.formats.markup import literal, to_html
from akevents.store.tables import ParticipantList
from akevents.ui.access import database
from akevents.ui.layout import small
from akevents.ui.links import picture
from akevents.ui.page_list import page
from akevents.ui.tables import Line, fact_table
from akevents.wording import dates

Fact = tuple[str, tuple[Line, ...]]


def facts(event: EventDetails) -> Iterator[Fact]:
    """Label and lines of everything one needs to know."""
    zone = event.timezone
    when = Line(dates.weekday_and_day(event.starts_at, zone), "bold")
    yield "Wann", (when, Line(dates.hours(event.starts_at, event.ends_at, zone)))
    yield "Ort", tuple(_place(event))
    if event.speakers:
        yield "Einführung", tuple(line for each in event.speakers for line in _person(each.name, each.institution))
    if event.moderation:
        name, _, function = event.moderation.partition(",")
        yield "Moderation", tuple(_person(name, function.strip()))
    if event.categories:
        yield "Thema", (Line(", ".join(event.categories)),)
    if event.deadline_at:
        clock = f"{dates.clock(event.deadline_at, zone)} Uhr"
        yield "Schluss", (Line(dates.weekday_and_day(event.deadline_at, zone)), Line(clock))
    if event.shows_places and event.capacity is not None:
        yield "Plätze", (Line(f"{event.places_left} von {event.capacity} frei"),)


def _person(name: str, more: str) -> Iterator[Line]:
    yield Line(name)
    if more:
        yield Line(more, "quiet")


def _place(event: EventDetails) -> Iterator[Line]:
    yield Line(event.location)
    if event.address:
        yield Line(event.address, "quiet")
    if event.is_online and event.state not in {EventState.PAST, EventState.CANCELLED}:
        yield Line("Link nach der Anmeldung", "quiet")


def facts_block(event: EventDetails) -> None:
    fact_table(facts(event), label="Die wichtigsten Angaben zur Veranstaltung")


def calendar_and_share(event: EventDetails) -> None:
    address = f"{settings.current().base_url}/e/{event.slug}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.link_button("In den Kalender", f"/e/{event.slug}.ics", icon=":material/calendar_add_on:")
        with st.popover("Teilen", icon=":material/share:"):
            st.markdown("Diese Adresse führt zur Veranstaltung:")
            st.code(address, language=None, wrap_lines=True)
            st.link_button("Als einfache Seite", f"/e/{event.slug}", icon=":material/article:")
            picture(f"/e/{event.slug}/qr.svg", f"QR-Code mit der Adresse {address}", width=160)


def event_text(event: EventDetails) -> None:
    """The announcement, as its moderator wrote it."""
    if event.text:
        st.html(to_html(event.text))


def closed_notice(event: EventDetails) -> None:
    """For every state in which nobody can register: the sentence of that state and the step it offers."""
    with st.container(border=True):
        st.header(literal(_heading(event)), anchor=False)
        if more := _explanation(event):
            st.markdown(more)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _next_steps(event)
    if event.state == EventState.PAST and event.materials:
        st.header("Unterlagen", anchor=False)
        st.html(to_html(event.materials))


def _heading(event: EventDetails) -> str:
    if event.state == EventState.PAST:
        return wording.STATE_SENTENCES["closed"]
    return wording.state_sentence(event)


def _explanation(event: EventDetails) -> str:
    zone = event.timezone
    match event.state:
        case EventState.CLOSED:
            closed = f"Anmeldeschluss war am {literal(dates.instant(event.closes_at, zone))}."
            late = " Sie können die Moderation um eine Nachmeldung bitten. Die Antwort kommt per E-Mail."
            return closed + (late if event.allows_late_requests else "")
        case EventState.PAST:
            ended = literal(dates.weekday_and_day(event.starts_at, zone))
            return f"Die Veranstaltung ist vorbei. Sie fand am {ended} statt."
        case EventState.RUNNING:
            return "Wer angemeldet ist, findet den Zugang auf der Seite hinter dem persönlichen Link."
        case EventState.NOT_OPEN_YET:
            return "Tragen Sie sich den Termin schon jetzt in den Kalender ein."
    return ""


def _next_steps(event: EventDetails) -> None:
    if event.state == EventState.NOT_OPEN_YET:
        st.link_button(
            "Termin in den Kalender", f"/e/{event.slug}.ics", icon=":material/calendar_add_on:", type="primary"
        )
    following = events.next_of_group(database(), event)
    if following and event.state != EventState.NOT_OPEN_YET:
        label = f"Nächster Abend: {dates.short_day(following.starts_at, following.timezone)}"
        if st.button(label, key="next_event", icon=":material/arrow_forward:", icon_position="right"):
            st.switch_page(page("event.py"), query_params={"event": following.slug})
    st.page_link(page("events.py"), label="Weitere Veranstaltungen", icon=":material/list:")


def deletion_notice(event: EventDetails) -> None:
    has_list = event.participant_list == ParticipantList.CONSENTING
    list_readers = "; was Sie für die Teilnahmeliste erlauben, auch wer selbst darauf steht" * has_list
    deleted_on = literal(dates.day(event.deleted_on))
    small(f"Ihre Angaben sieht nur die Moderation{list_readers}. Sie werden am {deleted_on} gelöscht.")


def shows_form(event: EventDetails) -> bool:
    """While people can register or ask for it; and on, where the deadline passed over an open form: what was typed must
    not vanish, the use case then says that it is too late."""
    key = f"form_open_{event.id}"
    asks = event.state == EventState.CLOSED and event.allows_late_requests
    if event.state in ACCEPTING or asks:
        st.session_state[key] = True
    return bool(st.session_state.get(key))


def form_words(event: EventDetails) -> tuple[str, str]:
    """Heading and button of the form."""
    if event.state == EventState.CLOSED and event.allows_late_requests:
        return "Nachmeldung anfragen", "Nachmeldung anfragen"
    if event.state == EventState.FULL_WITH_WAITING_LIST:
        return "Auf die Warteliste", "Auf die Warteliste setzen"
    return "Anmelden", "Jetzt anmelden"
