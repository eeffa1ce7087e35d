"""What people see after registering; and the one submission that a form on a screen stands for."""

import uuid

import streamlit as st

from akevents import settings
from akevents.domain.events import EventDetails
from akevents.domain.personal_links import resend
from akevents.domain.registration_form import RegistrationRequest
from akevents.domain.registrations import RegistrationReceipt
from akevents.formats.markup import literal
from akevents.store.tables import RegistrationStatus
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, registration_badge, small
from akevents.ui.page_list import page
from akevents.ui.registration_fields import forget_answers
from akevents.ui.tables import fact_table
from akevents.wording import dates

HEADINGS = {
    RegistrationStatus.PENDING: "Danke, {name}. Ihr Platz ist reserviert.",
    RegistrationStatus.CONFIRMED: "Danke, {name}. Sie sind angemeldet.",
    RegistrationStatus.WAITLISTED: "Danke, {name}. Sie stehen auf der Warteliste.",
    RegistrationStatus.REQUESTED: "Danke, {name}. Ihre Anfrage ist bei der Moderation.",
}
NEXT_STEP = {
    RegistrationStatus.CONFIRMED: "Tragen Sie sich den Termin gleich ein.",
    RegistrationStatus.WAITLISTED: "Wird ein Platz frei, bekommt ihn, wer am längsten wartet.",
    RegistrationStatus.REQUESTED: "Die Moderation entscheidet und antwortet Ihnen.",
}


def submission_id(event: EventDetails) -> str:
    """The same until a receipt was shown: a double click or a repeated submit is one registration."""
    key = f"submission_{event.id}"
    if key not in st.session_state:
        st.session_state[key] = uuid.uuid4().hex
    return str(st.session_state[key])


def keep_receipt(event: EventDetails, receipt: RegistrationReceipt, request: RegistrationRequest) -> None:
    """Remember the receipt, and what was asked, for this browser tab; the next form is another submission."""
    st.session_state[f"receipt_{event.id}"] = receipt
    st.session_state[f"request_{event.id}"] = request
    forget_answers("register")
    for name in ("submission", "corrects"):
        st.session_state.pop(f"{name}_{event.id}", None)


def kept_receipt(event: EventDetails) -> RegistrationReceipt | None:
    receipt: RegistrationReceipt | None = st.session_state.get(f"receipt_{event.id}")
    return receipt


def forget_receipt(event: EventDetails) -> None:
    """An empty form for somebody else."""
    for name in ("receipt", "request"):
        st.session_state.pop(f"{name}_{event.id}", None)


def correct_receipt(event: EventDetails) -> None:
    """The form again with what was typed; what is sent then replaces the submission before."""
    st.session_state.pop(f"receipt_{event.id}", None)
    st.session_state[f"corrects_{event.id}"] = typed_before(event)


def typed_before(event: EventDetails) -> RegistrationRequest | None:
    """What the last receipt was given for, to fill the form that corrects it."""
    request: RegistrationRequest | None = st.session_state.get(f"request_{event.id}")
    return request


def corrected_submission(event: EventDetails) -> str | None:
    corrects: RegistrationRequest | None = st.session_state.get(f"corrects_{event.id}")
    return corrects.submission_id if corrects else None


def show_receipt(event: EventDetails, receipt: RegistrationReceipt) -> None:
    """The same for a new and a repeated address wherever mail can be sent: no number and no link then."""
    with st.container(border=True, key="receipt"):
        st.markdown(registration_badge(receipt.status, "Anmeldung eingegangen"))
        name = f"{receipt.first_name} {receipt.last_name}"
        st.header(literal(HEADINGS[receipt.status].format(name=name)), anchor=False)
        st.markdown(_step(event, receipt))
        fact_table(_rows(event, receipt), label="Ihre Anmeldung in Kürze")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _buttons(event, receipt)
        if st.session_state.pop(f"resent_{event.id}", False):
            st.markdown("Die Nachricht kommt in den nächsten Minuten noch einmal.")
        small(_afterwards(receipt))


def _step(event: EventDetails, receipt: RegistrationReceipt) -> str:
    """The one thing to do next, in bold where it is missing."""
    if not settings.current().sends_mail:
        return NEXT_STEP[receipt.status]
    address = f"`{receipt.email.replace('`', '')}`"
    if receipt.status == RegistrationStatus.PENDING and receipt.held_until:
        until = literal(dates.instant(receipt.held_until, event.timezone))
        return (
            f"**Ein Schritt fehlt:** Bitte bestätigen Sie Ihre Adresse. Wir haben Ihnen an {address} geschrieben. "
            f"Wir halten den Platz bis {until}."
        )
    return f"Wir haben Ihnen an {address} geschrieben. {NEXT_STEP[receipt.status]}"


def _rows(event: EventDetails, receipt: RegistrationReceipt) -> dict[str, str]:
    rows = {
        "Eingang": dates.instant(receipt.registered_at, event.timezone),
        "Abend": f"{event.title}, {dates.period(event.starts_at, event.ends_at, event.timezone)}",
        "Ihre Daten": f"werden am {dates.day(event.deleted_on)} gelöscht",
    }
    return {"Nummer": str(receipt.number), **rows} if receipt.number else rows


def _buttons(event: EventDetails, receipt: RegistrationReceipt) -> None:
    address = f"/anmeldung/{receipt.manage_token}.ics" if receipt.manage_token else f"/e/{event.slug}.ics"
    st.link_button("In den Kalender", address, icon=":material/calendar_add_on:", type="primary")
    if receipt.manage_token:
        st.page_link(
            page("my_registration.py"),
            label="Meine Anmeldung",
            icon=":material/badge:",
            query_params={"token": receipt.manage_token},
        )
    if settings.current().sends_mail:
        st.button("Noch einmal senden", key="receipt_resend", on_click=_resend, args=(event,))
        if receipt.status == RegistrationStatus.PENDING:
            st.button("Adresse korrigieren", key="receipt_correct", on_click=correct_receipt, args=(event,))


def _resend(event: EventDetails) -> None:
    """The same words whatever happened: the screen must not tell who is registered."""
    if request := typed_before(event):
        with explain_errors():
            resend(database(), request)
    st.session_state[f"resent_{event.id}"] = True


def _afterwards(receipt: RegistrationReceipt) -> str:
    if not settings.current().sends_mail:
        return (
            "Ändern oder absagen können Sie über „Meine Anmeldung“. Bitte heben Sie sich die Adresse jener Seite auf: "
            "Hier ist kein Mailversand eingerichtet, deshalb schicken wir Ihnen den Link nicht."
        )
    return (
        "Ändern oder absagen können Sie über den Link in der Nachricht. "
        "Nach fünf Minuten nichts da? Sehen Sie im Spam-Ordner nach."
    )
