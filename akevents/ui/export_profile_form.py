"""Putting together one's own list: columns, people and sheets under a name, for the whole working group."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from akevents import wording
from akevents.domain import export_profiles
from akevents.domain.events import EventDetails
from akevents.domain.export_profiles import NAME_LIMIT, Choice, SavedProfile
from akevents.domain.moderators import Moderator
from akevents.errors import InvalidRequest
from akevents.formats.columns import CHECK, COLUMNS, STATUS_WORDS
from akevents.formats.markup import literal
from akevents.formats.profiles import QUESTIONS, SHEETS, Profile
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.wording.administration import NOT_STORED

KEY = "participants_export"
COLUMN_WORDS = {column.key: column.header for column in COLUMNS if column.key != CHECK} | {QUESTIONS: "Zusatzfragen"}


def profile_form(
    moderator: Moderator, event: EventDetails, key: str, profile: Profile, saved: SavedProfile | None
) -> None:
    """Begins with what is chosen above; a built-in profile stays as it is, so changing it makes a new one."""
    words = f"„{saved.name}“ ändern" if saved else "Eigene Zusammenstellung anlegen"
    with st.expander(literal(words), icon=":material/tune:"):
        errors = st.container()
        with st.form(f"{KEY}_form_{key}", border=False):
            name = st.text_input("Name", saved.name if saved else "", key=f"{KEY}_name_{key}", max_chars=NAME_LIMIT,
                                 placeholder="zum Beispiel Empfang")  # fmt: skip
            choice = _choice(key, profile)
            small(
                "Sie steht allen im Arbeitskreis zur Verfügung. Freitext und Bedarf zur Barrierefreiheit nur, wo sie "
                "gebraucht werden."
            )
            with st.container(horizontal=True, gap="small"):
                is_sent = st.form_submit_button("Speichern", key=f"{KEY}_save_{key}")
        if is_sent:
            with explain_errors(errors):
                _save(moderator, event, name or "", choice, saved, errors)
        if saved and st.button("Zusammenstellung löschen", key=f"{KEY}_delete_{key}", icon=":material/delete:"):
            with explain_errors(errors):
                export_profiles.delete_profile(database(), moderator, event.slug, saved.id)
                _go_to("moderation")


def _save(
    moderator: Moderator,
    event: EventDetails,
    name: str,
    choice: Choice,
    saved: SavedProfile | None,
    errors: DeltaGenerator,
) -> None:
    try:
        done = export_profiles.save_profile(
            database(), moderator, event.slug, name, choice, instead_of=saved.id if saved else None
        )
    except InvalidRequest as error:
        errors.error("\n".join(f"- {wording.problem(each)}" for each in error.problems), title=NOT_STORED)
        return
    _go_to(done.key)


def _choice(key: str, profile: Profile) -> Choice:
    columns = st.multiselect(
        "Spalten", list(COLUMN_WORDS), [each for each in COLUMN_WORDS if each in profile.columns],
        key=f"{KEY}_columns_{key}", format_func=COLUMN_WORDS.__getitem__, placeholder="Bitte wählen",
    )  # fmt: skip
    statuses = st.multiselect(
        "Wer auf dem Blatt Teilnehmende steht", list(STATUS_WORDS),
        [each for each in STATUS_WORDS if each in profile.statuses],
        key=f"{KEY}_statuses_{key}", format_func=STATUS_WORDS.__getitem__, placeholder="Bitte wählen",
    )  # fmt: skip
    sheets = st.multiselect(
        "Blätter", list(SHEETS), list(profile.sheets), key=f"{KEY}_sheets_{key}", placeholder="Bitte wählen"
    )
    return Choice(tuple(columns), tuple(statuses), tuple(sheets))


def _go_to(key: str) -> None:
    st.session_state[f"{KEY}_wanted"] = key
    st.rerun()
