"""ui: what a person can do with their own registration on "Meine Anmeldung", step by step."""

import uuid

import streamlit as st

from akevents import settings, wording
from akevents.domain import colleagues, events, my_registration, undoing
from akevents.domain.event_state import ACCEPTING, EventState
from akevents.domain.my_view import MyRegistration
from akevents.domain.registrations import RegistrationReceipt
from akevents.errors import InvalidRequest
from akevents.formats.markup import literal
from akevents.store.tables import RegistrationStatus
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.ui.registration_fields import RegistrationFields
from akevents.ui.saying import say_next_run
from akevents.wording import dates

# After an own cancellation: what taking it back gives, and what is said once that has happened.
_UNDO_GIVES = {
    RegistrationStatus.CONFIRMED: "Dann haben Sie Ihren Platz wieder.",
    RegistrationStatus.PENDING: "Dann ist Ihr Platz wieder für Sie gehalten.",
    RegistrationStatus.WAITLISTED: "Dann stehen Sie wieder auf der Warteliste.",
    RegistrationStatus.REQUESTED: "Dann liegt Ihre Anfrage wieder bei der Moderation.",
}
_PLACE_IS_GONE = "Ihren Platz hat schon die nächste Person. Dann stehen Sie am Ende der Warteliste."
_IS_BACK = {
    RegistrationStatus.CONFIRMED: "Sie sind wieder angemeldet.",
    RegistrationStatus.PENDING: "Ihr Platz ist wieder für Sie gehalten.",
    RegistrationStatus.WAITLISTED: "Sie stehen auf der Warteliste.",
    RegistrationStatus.REQUESTED: "Ihre Anfrage ist bei der Moderation.",
}
_REJOIN_GIVES = {
    EventState.OPEN: "Sie können sich wieder anmelden. Ihre Angaben sind noch da.",
    EventState.FULL_WITH_WAITING_LIST: "Es ist kein Platz frei. Sie können sich ans Ende der Warteliste setzen lassen.",
    EventState.CLOSED: "Sie können die Moderation um eine Nachmeldung bitten. Die Antwort kommt per E-Mail.",
}
_REJOIN_BUTTON = {
    EventState.OPEN: "Wieder anmelden",
    EventState.FULL_WITH_WAITING_LIST: "Auf die Warteliste setzen",
    EventState.CLOSED: "Nachmeldung anfragen",
}
# Heading, sentence and button of leaving.
_LEAVING = {
    RegistrationStatus.WAITLISTED: (
        "Sie möchten nicht mehr warten?",
        "Dann streichen Sie sich von der Warteliste. Eine Begründung ist nicht nötig.",
        "Von der Warteliste streichen",
    ),
    RegistrationStatus.REQUESTED: (
        "Sie können doch nicht?",
        "Dann ziehen Sie Ihre Anfrage zurück. Eine Begründung ist nicht nötig.",
        "Anfrage zurückziehen",
    ),
}
_LEAVING_A_PLACE = "Sagen Sie ab, dann bekommt die nächste Person Ihren Platz. Eine Begründung ist nicht nötig."


def words_for_cancelled(mine: MyRegistration) -> tuple[str, str]:
    """What is over, and what can still be done about it; said before the button is pressed."""
    heading = "Sie sind abgemeldet."
    if mine.undo_to and mine.undo_until:
        until = literal(dates.time(mine.undo_until, mine.event.timezone))
        lost = mine.undo_to == RegistrationStatus.WAITLISTED and mine.confirmed_at is not None
        gives = _PLACE_IS_GONE if lost else _UNDO_GIVES[mine.undo_to]
        return heading, f"Bis {until} können Sie das zurücknehmen. {gives}"
    if mine.can_rejoin:
        return heading, _REJOIN_GIVES[mine.event.state]
    return heading, literal(wording.state_sentence(mine.event))


def way_back(mine: MyRegistration, token: str) -> None:
    """The button after a cancellation: taking it back within ten minutes, later registering again."""
    if mine.undo_to:
        if st.button("Absage zurücknehmen", key="undo_cancel", icon=":material/undo:", type="primary"):
            back = undoing.undo_cancel(database(), token)
            say_next_run(f"Ihre Absage ist zurückgenommen. {_IS_BACK[back.status]}")
    elif mine.can_rejoin:
        _rejoin(mine, token)


def _rejoin(mine: MyRegistration, token: str) -> None:
    is_late = mine.event.state == EventState.CLOSED
    with st.container(gap="small"):
        reason = (
            st.text_area(f"{wording.LABELS['request_reason']} *", key="rejoin_reason", height=90) if is_late else ""
        )
        wrong = st.empty()
        if st.button(_REJOIN_BUTTON[mine.event.state], key="rejoin", type="primary"):
            try:
                back = undoing.rejoin(database(), token, reason=reason or "")
                say_next_run(_IS_BACK[back.status])
            except InvalidRequest as error:
                wrong.markdown(f":red[:material/error: {literal(wording.problem(error.problems[0]))}]")


def leaving(mine: MyRegistration, token: str) -> None:
    """How to give the place back, to whoever has one or waits for one. Whoever has just done so reads it where the button
    was: the box with the way back stands at the top, out of sight."""
    if mine.undo_to and mine.undo_until:
        until = literal(dates.time(mine.undo_until, mine.event.timezone))
        st.header("Sie sind abgemeldet", anchor=False)
        st.markdown(f"Oben auf dieser Seite können Sie das bis {until} zurücknehmen.", width=680)
    if not mine.can_cancel:
        return
    moved_up = "Sie sind nachgerückt und können doch nicht?" if mine.has_moved_up else "Sie können doch nicht?"
    heading, words, button = _LEAVING.get(mine.status, (moved_up, _LEAVING_A_PLACE, "Teilnahme absagen"))
    st.header(heading, anchor=False)
    st.markdown(f"{words} Zehn Minuten lang können Sie das zurücknehmen.", width=680)
    if st.button(button, key="cancel", icon=":material/event_busy:"):
        with explain_errors():
            my_registration.cancel(database(), token)
            say_next_run("Ihre Teilnahme ist abgesagt. Danke, dass Sie Bescheid gesagt haben.")


def my_consents(mine: MyRegistration, token: str) -> None:
    """Everything that was allowed, each with the one step that takes it back; at any time."""
    if not mine.consents:
        return
    st.header("Ihre Einwilligungen", anchor=False)
    st.markdown("Sie können jede davon jederzeit widerrufen. An Ihrer Anmeldung ändert das nichts.", width=680)
    with st.container(horizontal=True, gap="small"):
        for purpose in sorted(mine.consents):
            words = wording.CONSENTS_SHORT[purpose]
            if st.button(f"{words} widerrufen", key=f"withdraw_{purpose}", icon=":material/block:"):
                with explain_errors():
                    my_registration.withdraw_consent(database(), token, purpose)
                    say_next_run(f"Widerrufen: {words}.")


def colleague_form(mine: MyRegistration, token: str) -> None:
    """Registering somebody else of one's own office; what that person allows they say themselves, later."""
    if mine.status != RegistrationStatus.CONFIRMED or mine.event.state not in ACCEPTING:
        return
    with st.expander("Jemanden aus meinem Büro anmelden", icon=":material/group_add:", key="colleague_open"):
        small("Wir schreiben der Person, dass Sie sie angemeldet haben. Was sie erlaubt, sagt sie selbst.")
        db, prefix = database(), f"colleague{st.session_state.setdefault('colleague_count', 0) or ''}"
        fields = RegistrationFields(
            prefix,
            mine.event,
            events.event_questions(db, mine.event.id),
            colleagues.form_for_colleague(db, token),
            asks_consents=False,
        )
        errors = fields.errors_here()
        fields.draw()
        if fields.submitted("Person anmelden"):
            submission = st.session_state.setdefault(f"{prefix}_submission", uuid.uuid4().hex)
            with explain_errors(errors):
                try:
                    receipt = colleagues.register_colleague(db, token, fields.request(submission))
                    st.session_state["colleague_count"] += 1  # the next form is empty and another submission
                    say_next_run(_told(receipt))
                except InvalidRequest as error:
                    fields.show(error)


def _told(receipt: RegistrationReceipt) -> str:
    """The same for a new and a known address wherever mail can be sent."""
    name = literal(f"{receipt.first_name} {receipt.last_name}")
    if receipt.manage_token is None:
        address = receipt.email.replace("`", "")
        return f"Wir haben {name} an `{address}` geschrieben. In der Nachricht steht, wie es weitergeht."
    waits = receipt.status == RegistrationStatus.WAITLISTED
    link = f"{settings.current().base_url}/meine-anmeldung?token={receipt.manage_token}"
    return (
        f"{name} {'steht auf der Warteliste' if waits else 'ist angemeldet'}. Hier ist kein Mailversand eingerichtet: "
        f"Bitte geben Sie den persönlichen Link selbst weiter: `{link}`"
    )
