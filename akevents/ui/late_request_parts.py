"""The parts of a late request: what its moderator needs to decide, the two buttons, and what was decided."""

import streamlit as st

from akevents import wording
from akevents.domain import late_requests, participants
from akevents.domain.events import EventDetails
from akevents.domain.late_requests import LateRequest
from akevents.domain.moderators import Moderator
from akevents.domain.statistics import LiveFigures
from akevents.errors import NotPossibleNow
from akevents.formats.markup import literal
from akevents.store.tables import RegistrationStatus
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, lines, small
from akevents.ui.saying import said, say_next_run
from akevents.ui.tables import Cell, Line, fact_table
from akevents.wording import dates

ANSWERS = (("Annehmen", True, "primary"), ("Ablehnen", False, "secondary"))
ACCEPTED, DECLINED = "Die Nachmeldung ist angenommen.", "Die Nachmeldung ist abgelehnt."
TOLD = "Die Person bekommt eine Mail."


def late_request_facts(request: LateRequest) -> None:
    """Who asks and why, and how full it is."""
    event = request.event
    rows: dict[str, Cell] = {
        "Name": (Line(f"{request.first_name} {request.last_name}", "bold"),),
        "Institution": request.institution,
        "Funktion": request.function or "",
        "Begründung": request.reason or "",
        "Eingang": dates.instant(request.registered_at, event.timezone),
        "Plätze": _places(event),
    }
    fact_table({label: value for label, value in rows.items() if value}, label="Nachmeldung")


def _places(event: EventDetails) -> str:
    if event.capacity is None:
        return f"{event.places_taken} vergeben, unbegrenzt"
    words = f"{event.places_taken} von {event.capacity} vergeben"
    if event.waiting:
        words += f", {event.waiting} auf der Warteliste"
    if event.places_taken < event.capacity:
        return f"{words}, {event.capacity - event.places_taken} frei"
    return f"{words}. Wer angenommen wird, bekommt einen Platz darüber hinaus."


def late_request_decision(request: LateRequest, token: str) -> None:
    """Two buttons, or the sentence that says why there is nothing to decide."""
    said()
    if not request.can_be_decided:
        st.markdown(f"**{literal(_outcome(request))}**")
        return
    with st.container(horizontal=True, gap="small"), explain_errors():
        for label, accept, kind in ANSWERS:
            if st.button(label, key=f"late_request_{'accept' if accept else 'decline'}", type=kind):  # type: ignore[arg-type]
                _decide(token, accept=accept)
    small("In beiden Fällen bekommt die Person eine Mail, und Ihre Entscheidung steht mit Ihrem Namen im Protokoll.")


def _decide(token: str, *, accept: bool) -> None:
    try:
        late_requests.decide(database(), token, accept=accept)
    except NotPossibleNow:
        st.rerun()  # somebody else was quicker; the page then says who
    say_next_run(f"{ACCEPTED if accept else DECLINED} {TOLD}")


def _outcome(request: LateRequest) -> str:
    """What became of it, in one or two sentences."""
    decision = request.decision
    if decision is None:
        if request.status == RegistrationStatus.REQUESTED:
            return f"{wording.state_sentence(request.event)} Zu entscheiden ist nichts mehr."
        status = wording.REGISTRATION_STATUS[request.status]
        return f"Diese Anmeldung hat jetzt den Stand „{status}“. Zu entscheiden ist nichts mehr."
    at = dates.instant(decision.at, request.event.timezone)
    words = "angenommen" if decision.is_accepted else "abgelehnt"
    sentence = f"{decision.by or 'Die Moderation'} hat diese Nachmeldung am {at} {words}."
    has_left = decision.is_accepted and request.status == RegistrationStatus.CANCELLED
    return f"{sentence} Inzwischen ist die Anmeldung storniert." if has_left else sentence


def open_requests(moderator: Moderator, figures: LiveFigures) -> None:
    """The late requests that wait on the live screen, each with its two buttons; nothing where nobody waits."""
    said()
    if not figures.requests:
        return
    st.header("Nachmeldungen", anchor=False)
    with explain_errors():
        for each in figures.requests:
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(_asking(each.name, each.institution, each.reason), width=560)
                with st.container(horizontal=True, width="content", gap="small"):
                    _buttons(moderator, each.id, each.name)
    if figures.requested > len(figures.requests):
        small(f"und {figures.requested - len(figures.requests)} weitere unter Teilnehmende")


def _asking(name: str, institution: str, reason: str | None) -> str:
    return f"**{literal(name)}** · {literal(institution)}  \n{lines(reason)}"


def _buttons(moderator: Moderator, registration_id: int, name: str) -> None:
    for label, accept, _ in ANSWERS:
        key = f"live_{'accept' if accept else 'decline'}_{registration_id}"
        if st.button(label, key=key, help=f"{name}: {label}"):
            participants.decide_late_request(database(), moderator, registration_id, accept=accept)
            say_next_run(f"{ACCEPTED if accept else DECLINED} {TOLD}")
