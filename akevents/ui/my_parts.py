"""The parts of "Meine Anmeldung": what comes next for this person, and what is stored of them."""

from typing import Literal

import streamlit as st

from akevents import wording
from akevents.domain import fellow_participants, my_registration
from akevents.domain.event_state import EventState
from akevents.domain.fellow_participants import Fellow
from akevents.domain.my_view import MyRegistration
from akevents.formats.markup import literal, to_html
from akevents.store.tables import Language, ParticipantList, RegistrationStatus
from akevents.ui.access import database
from akevents.ui.layout import small
from akevents.ui.my_steps import way_back, words_for_cancelled
from akevents.ui.page_list import page
from akevents.ui.saying import said, say_next_run
from akevents.ui.tables import Cell, Line, fact_table
from akevents.wording import dates

STATUS_OF_MINE = {
    RegistrationStatus.PENDING: "Bitte bestätigen",
    RegistrationStatus.REQUESTED: "Angefragt",
    RegistrationStatus.CONFIRMED: "Angemeldet",
    RegistrationStatus.WAITLISTED: "Auf der Warteliste",
    RegistrationStatus.CANCELLED: "Abgemeldet",
}


def next_for_me(mine: MyRegistration, token: str) -> None:
    """The one thing to do or to know now, in the only box of the page."""
    said()
    with st.container(border=True, key="next_step"):
        heading, more = _words(mine)
        st.markdown(f"**{literal(heading)}**" + (f"  \n{more}" if more else ""))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _buttons(mine, token)


def _words(mine: MyRegistration) -> tuple[str, str]:
    event = mine.event
    if event.state == EventState.CANCELLED:
        return wording.state_sentence(event), ""
    match mine.status:
        case RegistrationStatus.PENDING:
            until = dates.instant(mine.expires_at, event.timezone) if mine.expires_at else ""
            return "Ein Schritt fehlt: Bitte bestätigen Sie Ihre Adresse.", literal(
                f"Der Platz ist bis {until} gehalten."
            )
        case RegistrationStatus.WAITLISTED:
            return (
                f"Sie stehen an Stelle {mine.waiting_position} der Warteliste.",
                "Wird ein Platz frei, bekommt ihn, wer am längsten wartet. Dann schreiben wir Ihnen.",
            )
        case RegistrationStatus.REQUESTED:
            return "Ihre Anfrage ist bei der Moderation.", "Sie entscheidet und antwortet Ihnen."
        case RegistrationStatus.CANCELLED:
            return words_for_cancelled(mine)
    return _words_for_confirmed(mine)


def _words_for_confirmed(mine: MyRegistration) -> tuple[str, str]:
    event = mine.event
    if event.state == EventState.PAST:
        return "Die Veranstaltung ist vorbei.", ""
    if mine.joining_url or mine.dial_in:
        opens = literal(dates.instant(event.room_opens_at, event.timezone))
        return "Hier geht es in den Raum.", "  \n".join(filter(None, (f"Er ist offen ab {opens}.", _dial_in(mine))))
    heading = "Sie sind nachgerückt: Sie haben einen Platz." if mine.has_moved_up else "Sie haben einen Platz."
    if event.is_online and mine.joining_at:
        opens = literal(dates.instant(mine.joining_at, event.timezone))
        is_usual = mine.joining_at == event.closes_at
        when = f"nach Anmeldeschluss: {opens}." if is_usual else f"am {opens}."
        return heading, f"Der Link zum Raum erscheint hier {when}"
    return heading, ""


def _dial_in(mine: MyRegistration) -> str:
    """Number and PIN, line by line as the moderator wrote them."""
    lines = [literal(line) for line in (mine.dial_in or "").splitlines() if line.strip()]
    return "  \n".join(["Einwahl per Telefon:", *lines]) if lines else ""


def _buttons(mine: MyRegistration, token: str) -> None:
    if mine.joining_url:
        way_in = f"/teilnehmen/{mine.arrival_token}"
        st.link_button("Zum Raum", way_in, icon=":material/videocam:", type="primary")
    if mine.status == RegistrationStatus.PENDING:
        if st.button("Adresse bestätigen", key="confirm", icon=":material/check:", type="primary"):
            my_registration.confirm(database(), token)
            say_next_run("Ihre Adresse ist bestätigt. Sie sind angemeldet.")
    elif mine.status == RegistrationStatus.CANCELLED:
        way_back(mine, token)
        st.page_link(
            page("event.py"), label="Zur Veranstaltung", icon=":material/arrow_forward:",
            query_params={"event": mine.event.slug},
        )  # fmt: skip
    elif mine.event.state != EventState.PAST:
        kind: Literal["primary", "secondary"] = "secondary" if mine.joining_url else "primary"
        st.link_button("In den Kalender", f"/anmeldung/{token}.ics", icon=":material/calendar_add_on:", type=kind)


def my_details(mine: MyRegistration) -> None:
    """What is stored, each with its name; what was left out is not shown."""
    rows: dict[str, Cell] = {
        "Name": f"{mine.first_name} {mine.last_name}",
        "E-Mail": (Line(mine.email, "code"),),
        "Institution": mine.institution,
        "Funktion": mine.function or "",
        "Mitglied": wording.MEMBER[mine.is_member],
        "Ihr Wunsch": mine.topic or "",
        "Ihr Bedarf": mine.accessibility_needs or "",
        **dict(mine.answers.values()),
        "Sprache": "" if mine.language == Language.GERMAN else "E-Mails auf Englisch",
        "Einwilligungen": ", ".join(wording.CONSENTS_SHORT[each] for each in sorted(mine.consents)) or "keine",
        "Eingang": dates.instant(mine.registered_at, mine.event.timezone),
        "Da seit": _arrival(mine),
        "Nummer": str(mine.number),
    }
    fact_table({label: value for label, value in rows.items() if value}, label="Ihre Angaben")


def _arrival(mine: MyRegistration) -> str:
    """When it was noted that this person is there, and how."""
    if mine.checked_in_at is None:
        return ""
    at = dates.instant(mine.checked_in_at, mine.event.timezone)
    return f"{at}, {wording.ARRIVAL[mine.arrival]}" if mine.arrival else at


def fellows(mine: MyRegistration, token: str) -> None:
    """The list of those who want to be on it, for those who are on it; the others read how they would come to it."""
    if mine.event.participant_list != ParticipantList.CONSENTING or mine.status != RegistrationStatus.CONFIRMED:
        return
    people = fellow_participants.list_fellows(database(), token)
    if people is None and not mine.can_change:
        return
    st.header("Wer teilnimmt", anchor=False)
    if people is None:
        st.markdown(
            "Wer auf der Teilnahmeliste steht, sieht hier die anderen, die auch darauf stehen. Wenn Sie das möchten, "
            "setzen Sie unter „Angaben ändern“ den Haken dafür.",
            width=680,
        )
        return
    fact_table([(each.name, _fellow(each)) for each in people], label="Wer auf der Teilnahmeliste steht")
    small("Diese Liste sehen nur Personen, die selbst darauf stehen.")


def _fellow(person: Fellow) -> tuple[Line, ...]:
    address = (Line(person.email, "code"),) if person.email else ()
    return (Line(person.institution), *address)


def materials(mine: MyRegistration) -> None:
    """What the moderator handed out, once the evening is over."""
    if mine.event.state == EventState.PAST and mine.event.materials:
        st.header("Unterlagen", anchor=False)
        st.html(to_html(mine.event.materials))
