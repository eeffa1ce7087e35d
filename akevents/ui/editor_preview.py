"""Vorschau: page, mail and calendar file as they would be if the fields were saved now."""

import streamlit as st

from akevents import clock, settings
from akevents.domain import calendar_entries, event_form, mail_samples
from akevents.domain.events import EventDetails
from akevents.domain.outbox import MailKind
from akevents.formats.markup import literal
from akevents.ui.event_parts import event_text, facts_block
from akevents.ui.layout import small, state_badge

PREVIEWING = "editor_previewing"


def open_preview() -> None:
    st.session_state[PREVIEWING] = True


def _close_preview() -> None:
    st.session_state[PREVIEWING] = False


def is_previewing() -> bool:
    """While the dialog is open every run draws it; it would close otherwise."""
    return bool(st.session_state.get(PREVIEWING))


@st.dialog("Vorschau", width="large", on_dismiss=_close_preview)
def preview_dialog(after: EventDetails) -> None:
    """What visitors, registered people and calendars would get. Nothing is saved by looking."""
    event = event_form.as_if_published(after, clock.utc_now())
    page, mail, calendar = st.tabs(["Seite", "Mail", "Kalender"])
    with page:
        _page(event)
    with mail:
        _mail(event)
    with calendar:
        _calendar(event)


def _page(event: EventDetails) -> None:
    about = " · ".join(literal(each) for each in (event.working_group, event.kind) if each)
    st.markdown(f"{about} {state_badge(event)}")
    st.header(literal(event.title), anchor=False)
    if event.summary:
        st.markdown(literal(event.summary))
    left, right = st.columns([0.85, 1.4], gap="medium")
    with left:
        facts_block(event)
    with right:
        if event.text:
            event_text(event)
        else:
            small("Noch kein Text.")


def _mail(event: EventDetails) -> None:
    small("So bekommt es Anna Beispiel, eine erfundene Person, nach ihrer Anmeldung.")
    mail = mail_samples.sample_mail(event, MailKind.REGISTERED, settings.current())
    st.markdown(f"**{literal(mail.subject)}**")
    st.code(mail.text, language=None, wrap_lines=True)


def _calendar(event: EventDetails) -> None:
    small("Die Kalenderdatei für alle; wer einen Platz hat, bekommt dazu den Link zum Raum, sobald er sichtbar ist.")
    payload, _ = calendar_entries.public_file(event, settings.current())
    st.code(payload.decode().replace("\r\n ", "").replace("\r\n", "\n"), language=None, wrap_lines=True)
