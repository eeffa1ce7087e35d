"""ui: the dialog in which a moderator says what an institution is and where."""

from collections import Counter

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
from akevents.formats.places import STATES, InstitutionKind, Municipality
from akevents.ui.access import database
from akevents.ui.layout import ErrorPlace, explain_errors, small

OPEN, DONE, ROUND = "live_places_open", "live_places_done", "live_places_round"
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
        small("Hier stehen die Institutionen, sobald jemand einen Platz hat.")
        return
    if done := st.session_state.pop(DONE, None):
        st.success(done, icon=":material/check:")
    labels = {fold(each.name): _label(each) for each in known}
    chosen = st.selectbox("Institution", list(labels), key=f"live_places_institution_{st.session_state.get(ROUND, 0)}",
                          format_func=lambda name: labels.get(name, name))  # fmt: skip
    _form(moderator, event, next((each for each in known if fold(each.name) == chosen), known[0]))


def _label(each: KnownInstitution) -> str:
    return f"{each.name} ({each.people}): {_place_name(each)}"


def _place_name(each: KnownInstitution) -> str:
    place = places.municipality_by_key(each.municipality) if each.municipality else None
    return place.name if place else STATES.get(each.state or "", "nicht zugeordnet")


def _form(moderator: Moderator, event: EventDetails, chosen: KnownInstitution) -> None:
    correction = _fields(chosen)
    small("Das gilt für alle Veranstaltungen des Arbeitskreises und für alle, die sich noch anmelden.")
    errors = st.container()
    with st.container(horizontal=True, gap="small"), explain_errors(errors):
        if st.button("Zuordnen", key="live_places_save", type="primary"):
            _save(moderator, event, chosen, correction, errors)
        if chosen.is_corrected and st.button("Zuordnung entfernen", key="live_places_remove"):
            people = institution_places.remove_correction(database(), moderator, event.slug, chosen.name)
            _draw_again(f"„{literal(chosen.name)}“ gilt wieder als das, was der Name sagt: {_people(people)}.")


def _fields(chosen: KnownInstitution) -> Correction:
    """The keys carry what is stored, so that what was saved is shown afresh."""
    stored = f"{fold(chosen.name)}_{chosen.kind}_{chosen.municipality}_{chosen.state}"
    key = "live_places_search_" + stored
    typed = st.text_input("Stadt oder Gemeinde suchen", key=key, icon=":material/search:") or ""
    found = _choices(chosen, typed)
    if typed.strip() and not found:
        small("Keine Stadt oder Gemeinde heißt so. Kleine Gemeinden können fehlen, dann wählen Sie nur das Land.")
    ags = st.selectbox("Stadt oder Gemeinde", [*found, NOWHERE], key=f"live_places_municipality_{fold(typed)}_{stored}",
                       format_func=lambda key: found.get(key, "keine, nur das Land"))  # fmt: skip
    states = [NOWHERE, *STATES]
    state = st.selectbox("Land", states, index=states.index(chosen.state or NOWHERE), disabled=bool(ags),
                         key=f"live_places_state_{stored}", format_func=lambda key: STATES.get(key, "keines"))  # fmt: skip
    kinds = list(InstitutionKind)
    kind = st.selectbox("Art", kinds, index=kinds.index(chosen.kind), key=f"live_places_kind_{stored}",
                        format_func=wording.INSTITUTION_KIND.__getitem__)  # fmt: skip
    return Correction(kind, ags or None, None if ags else state or None)


def _save(
    moderator: Moderator, event: EventDetails, chosen: KnownInstitution, correction: Correction, errors: ErrorPlace
) -> None:
    try:
        people = institution_places.correct(database(), moderator, event.slug, chosen.name, correction)
    except InvalidRequest as error:
        errors.error(literal(wording.problem(error.problems[0])), icon=":material/error:")
        return
    _draw_again(f"„{literal(chosen.name)}“ ist zugeordnet: {_people(people)}.")


def _people(count: int) -> str:
    return wording.counted(count, "Person", "Personen")


def _draw_again(sentence: str) -> None:
    """The screen behind changes too; the dialog goes to what is open now."""
    st.session_state[DONE] = sentence
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()


def _choices(chosen: KnownInstitution, typed: str) -> dict[str, str]:
    """Official key to name and Land: what was typed, the best first, or while nothing is typed what is known."""
    if not typed.strip():
        known = places.municipality_by_key(chosen.municipality) if chosen.municipality else None
        return {known.ags: _described(known)} if known else {}
    found = _found(typed)
    namesakes = Counter(_described(each) for each in found)
    return {each.ags: _described(each, is_unique=namesakes[_described(each)] == 1) for each in found}


def _described(each: Municipality, *, is_unique: bool = True) -> str:
    size = "" if is_unique else f", {each.population} Einwohner"
    return f"{each.name} ({STATES[each.state]}{size})"


def _found(typed: str) -> list[Municipality]:
    """Names that begin so before names that contain it, larger ones first."""
    wanted = fold(typed)
    found = [each for each in places.municipalities() if wanted in fold(each.name)]
    found.sort(key=lambda each: (not fold(each.name).startswith(wanted), -each.population))
    return found[:FOUND_AT_MOST]
