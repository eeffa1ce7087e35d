"""ui: the dialog in which a moderator says what an institution is and where."""

import streamlit as st

from akevents import wording
from akevents.domain import institution_places
from akevents.domain.events import EventDetails
from akevents.domain.institution_places import Correction, KnownInstitution
from akevents.domain.moderators import Moderator
from akevents.errors import InvalidRequest
from akevents.formats import places
from akevents.formats.german import fold
from akevents.formats.markup import literal
from akevents.formats.places import STATES, InstitutionKind
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small

OPEN = "live_places_open"
FOUND_AT_MOST = 30  # municipalities offered for what was typed
NOWHERE = ""


def places_button() -> None:
    st.button("Institutionen zuordnen", key="live_places", icon=":material/edit_location_alt:", on_click=_open)


def _open() -> None:
    st.session_state[OPEN] = True


def _close() -> None:
    st.session_state[OPEN] = False


def is_placing() -> bool:
    """While the dialog is open every run draws it; it would close otherwise."""
    return bool(st.session_state.get(OPEN))


@st.dialog("Institutionen zuordnen", width="large", on_dismiss=_close)
def places_dialog(moderator: Moderator, event: EventDetails) -> None:
    """Those nobody could place stand first. What is said here holds for the whole group, and for whoever comes next."""
    known = institution_places.list_institutions(database(), moderator, event.slug)
    if not known:
        small("Hier stehen die Institutionen, sobald sich jemand angemeldet hat.")
        return
    by_name = {each.name: each for each in known}
    chosen = st.selectbox("Institution", list(by_name), key="live_places_institution",
                          format_func=lambda name: _label(by_name[name]))  # fmt: skip
    _form(moderator, event, by_name[chosen or known[0].name])


def _label(each: KnownInstitution) -> str:
    place = places.municipality_by_key(each.municipality) if each.municipality else None
    where = place.name if place else STATES.get(each.state or "", "noch nirgends")
    return f"{each.name} ({each.people}): {where}"


def _form(moderator: Moderator, event: EventDetails, chosen: KnownInstitution) -> None:
    typed = st.text_input("Stadt oder Gemeinde suchen", key="live_places_search", icon=":material/search:") or ""
    found = _found(typed)
    kinds = list(InstitutionKind)
    kind = st.selectbox("Art", kinds, index=kinds.index(chosen.kind), key=f"live_places_kind_{fold(chosen.name)}",
                        format_func=wording.INSTITUTION_KIND.__getitem__)  # fmt: skip
    keys = [NOWHERE, *found]
    ags = st.selectbox("Stadt oder Gemeinde", keys, key=f"live_places_ags_{fold(typed)}", index=min(1, len(found)),
                       format_func=lambda key: found.get(key, "keine, nur das Land"))  # fmt: skip
    states = [NOWHERE, *STATES]
    state = st.selectbox("Land", states, index=states.index(chosen.state or NOWHERE), disabled=bool(ags),
                         key=f"live_places_state_{fold(chosen.name)}",
                         format_func=lambda key: STATES.get(key, "keines"))  # fmt: skip
    small("Das gilt für den ganzen Arbeitskreis und für alle, die sich noch anmelden.")
    with st.container(horizontal=True, gap="small"), explain_errors():
        if st.button("Zuordnen", key="live_places_save", type="primary"):
            _save(moderator, event, chosen, Correction(kind, ags or None, None if ags else state or None))
        if chosen.is_corrected and st.button("Zuordnung entfernen", key="live_places_forget"):
            institution_places.forget_correction(database(), moderator, event.slug, chosen.name)
            st.rerun()


def _save(moderator: Moderator, event: EventDetails, chosen: KnownInstitution, correction: Correction) -> None:
    try:
        institution_places.correct(database(), moderator, event.slug, chosen.name, correction)
    except InvalidRequest as error:
        st.error(" ".join(literal(wording.problem(each)) for each in error.problems), icon=":material/error:")
        return
    st.rerun()


def _found(typed: str) -> dict[str, str]:
    """Official key to name and Land of what was typed, the largest first."""
    if not typed.strip():
        return {}
    those = [each for each in places.municipalities() if fold(each.name).startswith(fold(typed))]
    those.sort(key=lambda each: -each.population)
    return {each.ags: f"{each.name} ({STATES[each.state]})" for each in those[:FOUND_AT_MOST]}
