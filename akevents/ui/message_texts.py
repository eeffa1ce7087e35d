"""Texte: a working group's own words for its mails, checked while they are written."""

import streamlit as st

from akevents import wording
from akevents.domain import mail_templates
from akevents.domain.events import EventDetails
from akevents.domain.mail_templates import EDITABLE, MailTextView
from akevents.domain.moderators import Moderator
from akevents.domain.outbox import MailKind
from akevents.errors import InvalidRequest
from akevents.formats.markup import literal
from akevents.store.tables import Language
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.ui.message_writing import show_mail
from akevents.ui.saying import say_next_run
from akevents.wording import dates
from akevents.wording.mails import KINDS, LANGUAGES

BODY_HEIGHT = 200  # pixels
TYPED = "messages_texts_typed"
Views = dict[tuple[MailKind, Language], MailTextView]


def texts(moderator: Moderator, event: EventDetails) -> None:
    """The whole part."""
    group_id = event.working_group_id
    with explain_errors():
        views = {
            (each.kind, each.language): each for each in mail_templates.list_texts(database(), moderator, group_id)
        }
        left, right = st.columns([1.1, 1], gap="large")
        with left:
            st.header(f"Texte: {literal(event.working_group)}", anchor=False)
            view = views[_chosen(views)]
            body = _editor(moderator, event, view)
        with right:
            st.header("Vorschau", anchor=False)
            small("So bekäme sie Anna Beispiel, eine erfundene Person.")
            show_mail(mail_templates.preview(database(), moderator, group_id, view.kind, view.language, body))


def _chosen(views: Views) -> tuple[MailKind, Language]:
    kind = st.selectbox("Art", EDITABLE, key="messages_text_kind", format_func=lambda each: _kind_words(views, each))
    language = st.radio(
        "Sprache", list(Language), key="messages_text_language", format_func=LANGUAGES.__getitem__, horizontal=True
    )
    return kind, language or Language.GERMAN


def _kind_words(views: Views, kind: MailKind) -> str:
    is_own = any(views[kind, language].is_own for language in Language)
    return KINDS[kind] + (" (eigener Text)" if is_own else "")


def _editor(moderator: Moderator, event: EventDetails, view: MailTextView) -> str:
    """The words as they stand in the field. What is typed and not saved outlasts a look at another text."""
    key = f"messages_text_{event.working_group_id}_{view.kind}_{view.language}"
    typed: dict[str, str] = st.session_state.setdefault(TYPED, {})
    st.session_state.setdefault(key, typed.get(key, view.body))
    with st.container(gap="xxsmall"):
        body: str = st.text_area("Text", key=key, height=BODY_HEIGHT) or ""
        for each in mail_templates.problems(body, view.kind):
            st.markdown(f":red[:material/error: {literal(wording.problem(each))}]")
    typed.pop(key, None)
    if body != view.body:
        typed[key] = body
    small("Platzhalter: " + ", ".join(f"`{{{name}}}`" for name in view.placeholders) + ".")
    small(
        "Die Anrede steht immer darüber; der nächste Schritt, die Angaben zur Veranstaltung, der persönliche Link und der "
        "Löschtag stehen immer darunter."
    )
    with st.container(horizontal=True, gap="small"), explain_errors():
        wants_to = st.button("Text speichern", key="messages_text_save", type="primary", icon=":material/save:")
        if wants_to and _is_saved(moderator, event, view, body):
            _forget(key)
            say_next_run("Der Text ist gespeichert und gilt auch für E-Mails, die noch warten.")
        if view.is_own and st.button("Zurück zum Text des Hauses", key="messages_text_reset", icon=":material/undo:"):
            mail_templates.reset_text(database(), moderator, event.working_group_id, view.kind, view.language)
            _forget(key)
            say_next_run("Es gilt wieder der Text des Hauses.")
    small(_state(event, view, body))
    return body


def _forget(key: str) -> None:
    """The field shows again what is stored."""
    del st.session_state[key]
    st.session_state[TYPED].pop(key, None)


def _state(event: EventDetails, view: MailTextView, body: str) -> str:
    if body != view.body:
        return "Noch nicht gespeichert."
    if view.changed_at is None:
        return "Das ist der Text des Hauses."
    return f"Eigener Text, zuletzt geändert am {literal(dates.instant(view.changed_at, event.timezone))}."


def _is_saved(moderator: Moderator, event: EventDetails, view: MailTextView, body: str) -> bool:
    """What is wrong stands below the field already; it is not said twice."""
    try:
        mail_templates.save_text(database(), moderator, event.working_group_id, view.kind, view.language, body)
    except InvalidRequest:
        st.error("Bitte prüfen Sie den Text. Es ist noch nichts gespeichert.", icon=":material/error:")
        return False
    return True
