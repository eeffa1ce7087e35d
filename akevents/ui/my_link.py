"""ui: the personal link itself: when it leads nowhere, when its time is over, and how a new one is asked for."""

import streamlit as st

from akevents import settings, wording
from akevents.domain import my_registration, personal_links
from akevents.domain.events import EventDetails
from akevents.domain.my_view import MyRegistration
from akevents.errors import InvalidRequest, LinkExpired, MailNotSetUp, RegistrationNotFound
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.layout import end_page, explain_errors
from akevents.wording import dates

_RENEWED = "renewed_link"


def my_registration_or_end(token: str) -> MyRegistration:
    """The registration behind this link; a link that leads nowhere gets its sentence, and the page ends."""
    try:
        return my_registration.get_my_registration(database(), token)
    except LinkExpired as error:
        _ask_for_new(error, token)
        end_page()
    except RegistrationNotFound as error:
        _is_renewed() if st.session_state.get(_RENEWED) == token else _leads_nowhere(error)
        end_page()


def _leads_nowhere(error: RegistrationNotFound) -> None:
    st.title("Kein gültiger Link", anchor=False)
    st.markdown(literal(wording.sentence(error)))


def _ask_for_new(error: LinkExpired, token: str) -> None:
    """Whoever holds an expired link learns nothing but this; the new one goes to the address that it belongs to."""
    st.title("Der Link ist abgelaufen", anchor=False)
    if not settings.current().sends_mail:
        st.markdown(f"Dieser Link gilt nicht mehr. {literal(wording.sentence(MailNotSetUp()))}", width=680)
        return
    st.markdown(
        f"{literal(wording.sentence(error))} Er geht an die Adresse, mit der Sie sich angemeldet haben.", width=680
    )
    _renewing(token, "primary")


def _renewing(token: str, kind: str) -> None:
    if st.button("Neuen Link schicken", key="renew_link", icon=":material/forward_to_inbox:", type=kind):  # type: ignore[arg-type]
        with explain_errors():
            personal_links.renew(database(), token)
            st.session_state[_RENEWED] = token
            st.rerun()


def _is_renewed() -> None:
    st.title("Ein neuer Link ist unterwegs", anchor=False)
    st.markdown(
        "Er kommt in den nächsten Minuten an die Adresse, mit der Sie angemeldet sind. Der bisherige Link, und damit "
        "diese Seite, gilt nicht mehr.",
        width=680,
    )


def my_link(mine: MyRegistration, token: str) -> None:
    """How long the link is good, and what to do when somebody else has seen it."""
    with st.expander("Ihr persönlicher Link", icon=":material/link:", key="link_open"):
        until = literal(dates.day(dates.local(mine.link_until, mine.event.timezone))) if mine.link_until else ""
        st.markdown(
            f"Wer den Link zu dieser Seite kennt, kann Ihre Anmeldung sehen und ändern. Er gilt bis zum {until}.",
            width=680,
        )
        if not settings.current().sends_mail:
            st.markdown("Hier ist kein Mailversand eingerichtet. Bitte heben Sie sich die Adresse dieser Seite auf.")
            return
        st.markdown(
            "Hat ihn jemand anders? Lassen Sie sich einen neuen schicken, dann gilt dieser nicht mehr.", width=680
        )
        _renewing(token, "secondary")


def lost_link(event: EventDetails) -> None:
    """For people who are registered and have no link at hand. The answer is the same whoever asks."""
    if not settings.current().sends_mail:
        return
    if not st.session_state.get("lost_link_open"):
        st.button("Schon angemeldet? Link noch einmal zuschicken", key="lost_link", on_click=_open_lost)
        return
    with st.container(gap="small", key="lost_link_form"):
        st.markdown("**Schon angemeldet?** Wir schicken Ihnen den persönlichen Link noch einmal.")
        email = st.text_input(
            "E-Mail, mit der Sie angemeldet sind", key="lost_link_email", autocomplete="email", on_change="ignore"
        )
        pressed = st.button("Link zuschicken", key="lost_link_send")
        if pressed:
            _send_lost(event, email or "")


def _open_lost() -> None:
    st.session_state["lost_link_open"] = True


def _send_lost(event: EventDetails, email: str) -> None:
    with explain_errors():
        try:
            personal_links.send_again(database(), event.id, email)
        except InvalidRequest as error:
            st.markdown(f":red[:material/error: {literal(wording.problem(error.problems[0]))}]")
            return
        st.markdown("Wenn diese Adresse angemeldet ist, kommt der Link in den nächsten Minuten.")
