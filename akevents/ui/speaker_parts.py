"""What a speaker sees by their link, and the dialog in which a moderator makes such links."""

from collections.abc import Mapping
from datetime import datetime, time

import streamlit as st

from akevents import settings, wording
from akevents.domain import speaker_links
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.domain.speaker_links import SpeakerView
from akevents.errors import InvalidRequest
from akevents.formats.markup import literal
from akevents.formats.places import STATES
from akevents.formats.small_counts import LEAST, merged_below
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, lines, small
from akevents.ui.tables import fact_table
from akevents.wording import dates
from akevents.wording.administration import NOT_STORED

OPEN, FRESH = "speaker_link_open", "speaker_link_fresh"
SPEAKER_LINK = "Link für Vortragende"


def speaker_notice(view: SpeakerView) -> None:
    """A speaker who looks again must not miss that the evening is off."""
    if view.state == EventState.CANCELLED:
        st.markdown(":red-badge[:material/event_busy: Abgesagt] Diese Veranstaltung findet nicht statt.")


def speaker_figures(view: SpeakerView) -> None:
    """How many come, and from where, as figures and tables."""
    tiles = [("speaker_confirmed", "Zugesagt", view.confirmed), ("speaker_waitlisted", "Warteliste", view.waitlisted)]
    if view.pending:
        tiles.insert(1, ("speaker_pending", "Unbestätigt", view.pending))
    with st.grid(len(tiles), min_column_width=128):
        for key, label, value in tiles:
            with st.container(key=key):
                fact = f"von {view.capacity}" if label == "Zugesagt" and view.capacity is not None else None
                st.metric(label, str(value), fact, delta_color="off", delta_arrow="off")


def speaker_origins(view: SpeakerView) -> None:
    """Kinds of institution and Länder of those who have a place, none so small that it could be somebody."""
    if not view.by_kind:
        small("Hier steht, woher die Leute kommen, sobald sich jemand angemeldet hat.")
        return
    st.subheader("Institutionen", anchor=False)
    _counts(dict(view.by_kind), wording.INSTITUTION_KIND, "Angemeldete nach Art der Institution")
    st.subheader("Länder", anchor=False)
    _counts({state or "": count for state, count in view.by_state}, STATES, "Angemeldete nach Bundesland")


def _counts(people: Mapping[str, int], names: Mapping[str, str], label: str) -> None:
    shown, rest = merged_below(people)
    if not shown:
        small(f"Aufgeteilt wird erst, wo mindestens {LEAST} zusammenkommen.")
        return
    rows = [(names.get(key, "nicht zugeordnet"), str(count)) for key, count in shown.items()]
    fact_table([*rows, ("andere", str(rest))] if rest else rows, label=label)


def speaker_topics(view: SpeakerView) -> None:
    """What people wrote at registration, without who they are."""
    if view.topics:
        st.subheader("Bei der Anmeldung geschrieben", anchor=False)
    for topic in view.topics:
        st.markdown(f"- {lines(topic)}")


def open_speaker_link() -> None:
    st.session_state[OPEN] = True


def _close() -> None:
    st.session_state[OPEN] = False
    st.session_state.pop(FRESH, None)


def is_sharing() -> bool:
    """While the dialog is open every run draws it; it would close otherwise."""
    return bool(st.session_state.get(OPEN))


@st.dialog(SPEAKER_LINK, on_dismiss=_close)
def speaker_link_dialog(moderator: Moderator, event: EventDetails) -> None:
    """Make a link, see it once, take links back."""
    if fresh := st.session_state.get(FRESH):
        st.markdown("Diesen Link sehen Sie nur jetzt. Bitte geben Sie ihn weiter:")
        st.code(fresh, language=None, wrap_lines=True)
    else:
        st.markdown(
            "Wer den Link hat, sieht ohne Anmeldung, wie viele Personen kommen, woher, und was sie besprechen möchten. "
            "Namen und Adressen stehen dort nicht."
        )
        _form(moderator, event)
    with explain_errors():
        _links(moderator, event)


def _form(moderator: Moderator, event: EventDetails) -> None:
    last = dates.local(speaker_links.default_expiry(event.ends_at), event.timezone).date()
    with st.form("speaker_link", border=False):
        errors = st.container()
        label = st.text_input("Für wen? *", key="speaker_link_label")
        until = st.date_input("Gilt bis einschließlich", value=last, key="speaker_link_until", format="DD.MM.YYYY")
        if st.form_submit_button("Link anlegen", key="speaker_link_create", type="primary"):
            with explain_errors(errors):
                try:
                    zone = dates.zone(event.timezone)
                    end = datetime.combine(until or last, time(23, 59), zone)
                    token = speaker_links.create(database(), moderator, event.slug, label or "", end)
                    st.session_state[FRESH] = f"{settings.current().base_url}/vortrag?token={token}"
                    st.rerun()
                except InvalidRequest as error:
                    errors.error(
                        "\n".join(f"- {literal(wording.problem(each))}" for each in error.problems),
                        title=NOT_STORED,
                    )


def _links(moderator: Moderator, event: EventDetails) -> None:
    links = speaker_links.list_links(database(), moderator, event.slug)
    if links:
        st.subheader("Ausgegebene Links", anchor=False)
    for link in links:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            until = dates.short_instant(link.expires_at, event.timezone)
            state = f"gilt bis {until}" if link.is_open else f"abgelaufen am {until}"
            st.markdown(f"{literal(link.label)}  \n:small[:gray[{literal(state)}]]", width="content")
            if st.button("Zurückziehen", key=f"speaker_link_revoke_{link.id}"):
                speaker_links.revoke(database(), moderator, event.slug, link.id)
                st.session_state.pop(FRESH, None)
                st.rerun()
