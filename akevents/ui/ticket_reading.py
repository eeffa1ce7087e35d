"""The ticket at the door: its code typed, photographed, or brought along in the address by a telephone's own camera.

Whatever brought it, the person is only shown; whoever stands at the door lets them in by a button."""

from urllib.parse import urlsplit

import streamlit as st

from akevents import settings
from akevents.domain import attendance, tickets
from akevents.domain.attendance import ExpectedPerson
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.errors import AkeventsError
from akevents.formats import qr_codes, ticket_codes
from akevents.formats.markup import literal
from akevents.store.tables import Arrival
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.ui.links import same_tab_link
from akevents.ui.saying import say_next_run
from akevents.wording import dates

CODE, PHOTOS, UNREAD, EMPTIED, REFUSED = (
    f"check_in_{name}" for name in ("code", "photos", "unread", "emptied", "refused")
)
CAMERA_WIDTH = 420  # pixels; it shrinks by itself on telephones
CAMERA = "kamera"  # in the address: the camera is allowed on a page that was opened anew with it, and nowhere else
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


def ticket_check(helper: Moderator, event: EventDetails) -> None:
    """The field for the code, the camera where there is one, and the person the code belongs to."""
    _prepare_field(event)
    person = st.container()  # above the camera, which fills a telephone's screen
    if st.query_params.get(CAMERA):
        _camera(event)
    typed = st.text_input(
        "Code vom Ticket", key=CODE, placeholder="17-K7QF3M", icon=":material/qr_code:", max_chars=400
    )
    _camera_link(event)
    if typed and typed.strip():
        with person, explain_errors():
            _person(helper, event, _known(helper, event, typed))


def _prepare_field(event: EventDetails) -> None:
    """Before the field is drawn: emptied after somebody was let in, filled by the code in the address."""
    if st.session_state.pop(EMPTIED, False):
        st.session_state[CODE] = ""
        st.session_state[PHOTOS] = st.session_state.get(PHOTOS, 0) + 1
    if code := st.query_params.get("code"):
        st.session_state[CODE] = _shown(event, code)
        del st.query_params["code"]


def _shown(event: EventDetails, read: str) -> str:
    """The code alone, where the ticket is for this event; else all that was read, which says for which it is."""
    found = ticket_codes.read(read)
    return str(found.code) if found and found.event in {"", event.slug} else read[: ticket_codes.LONGEST_TYPED]


def _known(helper: Moderator, event: EventDetails, typed: str) -> ExpectedPerson:
    """The person behind the code. The page is drawn anew with every arrival; a wrong code counts as one attempt."""
    asked = (event.slug, typed)
    if st.session_state.get(REFUSED, (None, None))[0] == asked:
        raise st.session_state[REFUSED][1]
    try:
        return tickets.find_by_code(database(), helper, event.slug, typed)
    except AkeventsError as error:
        st.session_state[REFUSED] = (asked, error)
        raise


def _person(helper: Moderator, event: EventDetails, person: ExpectedPerson) -> None:
    """Who it is, and the one step that is possible now, in the only box of the page."""
    with st.container(border=True, key="check_in_ticket"):
        st.markdown(f"**{literal(person.name)}**  \n{literal(person.institution)}")
        if person.is_waiting:
            st.markdown(":orange-badge[:material/hourglass_top: Warteliste] Hat noch keinen Platz.")
        elif person.checked_in_at:
            at = dates.time(person.checked_in_at, event.timezone)
            st.markdown(f":green-badge[:material/check: Ist da] seit {literal(at)}")
        with st.container(horizontal=True, gap="small"):
            _steps(helper, person)


def _steps(helper: Moderator, person: ExpectedPerson) -> None:
    if not person.is_waiting and person.checked_in_at is None:
        if st.button("Einchecken", key="check_in_by_code", icon=":material/how_to_reg:", type="primary"):
            attendance.check_in(database(), helper, person.id, Arrival.CODE)
            _next(f"{literal(person.name)} ist da.")
    elif person.checked_in_at and st.button("Doch nicht da", key="check_in_undo_code", icon=":material/undo:"):
        attendance.undo_check_in(database(), helper, person.id)
        _next(f"{literal(person.name)} ist doch nicht da.")
    if st.button("Nächstes Ticket", key="check_in_next"):
        st.session_state[EMPTIED] = True
        st.rerun()


def _next(sentence: str) -> None:
    st.session_state[EMPTIED] = True
    say_next_run(sentence)


# The camera


def _camera(event: EventDetails) -> None:
    key = f"check_in_photo_{st.session_state.get(PHOTOS, 0)}"  # another one for each ticket, so that the camera is on again
    words = "QR-Code vor die Kamera halten und ein Foto machen"
    st.camera_input(words, key=key, on_change=_read, args=(event, key), width=CAMERA_WIDTH)
    if st.session_state.get(UNREAD):
        small("Auf dem Foto ist kein QR-Code zu erkennen. Näher heran, gerade und mit Licht, oder den Code eintippen.")


def _read(event: EventDetails, key: str) -> None:
    """Runs before the page is drawn, so that the field below can take what was read."""
    photo = st.session_state.get(key)
    if photo is None:
        return
    text = qr_codes.read_photograph(photo.getvalue())
    st.session_state[UNREAD] = text is None
    if text is not None:
        st.session_state[CODE] = _shown(event, text)


def _camera_link(event: EventDetails) -> None:
    """Opens the page anew: browsers give a camera only to a page that was allowed one when it was loaded, and only over
    https or on one's own machine."""
    here = f"/check-in?event={event.slug}"
    now = settings.current()
    if st.query_params.get(CAMERA):
        same_tab_link("Kamera schließen", here)
    elif now.is_secure or urlsplit(now.base_url).hostname in OWN_MACHINE:
        same_tab_link("Mit der Kamera lesen", f"{here}&{CAMERA}=1")
