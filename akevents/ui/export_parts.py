"""Taking a list away on Teilnehmende: for whom, what it will show, who took one last, and the file."""

from typing import Literal

import streamlit as st

from akevents import clock, wording
from akevents.domain import events, export_jobs, export_profiles, exports
from akevents.domain.events import EventDetails
from akevents.domain.export_files import FileForm
from akevents.domain.export_jobs import ExportJob
from akevents.domain.export_profiles import SavedProfile
from akevents.domain.exports import LastExport
from akevents.domain.moderators import Moderator
from akevents.formats.columns import CHECK, PROFILES, QuestionColumn
from akevents.formats.markup import literal
from akevents.formats.profiles import BUILT_IN, Profile, columns_for
from akevents.ui.access import current_moderator, database
from akevents.ui.export_profile_form import profile_form
from akevents.ui.layout import explain_errors, small
from akevents.ui.tables import fact_table
from akevents.wording import dates, sentence

KEY = "participants_export"
WORTH_WAITING = 3000  # registrations; a file of fewer is written within a second
TICK_S = 0.5
MEGABYTE = 1024 * 1024
# Name, icon and kind of button; the first is what most people came for.
FORMS: dict[FileForm, tuple[str, str, Literal["primary", "secondary"]]] = {
    "xlsx": ("Excel", ":material/download:", "primary"),
    "csv": ("CSV", ":material/table_rows:", "secondary"),
}


def export_button(event: EventDetails) -> None:
    st.button("Excel", key=f"{KEY}_open_button", icon=":material/download:", on_click=_open)


def _open() -> None:
    st.session_state[f"{KEY}_open"] = True


def _close() -> None:
    st.session_state[f"{KEY}_open"] = False
    by = current_moderator()
    if by is not None:
        export_jobs.stop(by, st.session_state.pop(f"{KEY}_job", ""))


def is_exporting() -> bool:
    """While the dialog is open every run draws it; it would close otherwise."""
    return bool(st.session_state.get(f"{KEY}_open"))


@st.dialog("Liste ausgeben", width="medium", on_dismiss=_close)
def export_dialog(moderator: Moderator, event: EventDetails) -> None:
    """Opening it takes nothing away; the file comes by the guarded route."""
    with explain_errors():
        saved = export_profiles.list_profiles(database(), moderator, event.slug)
        last_export_note(moderator, event)
        key = _chosen(saved)
        profile = next((each.profile for each in saved if each.key == key), BUILT_IN.get(key, BUILT_IN["moderation"]))
        _preview(event, profile)
        _file(moderator, event, key)
        profile_form(moderator, event, key, profile, next((each for each in saved if each.key == key), None))


def last_export_note(moderator: Moderator, event: EventDetails) -> None:
    """Who took a list away last, for every screen that offers one."""
    last = exports.last_export(database(), moderator, event.slug)
    small(literal(f"zuletzt: {_last_words(event, last)}") if last else "Noch hat niemand eine Liste mitgenommen.")


def _last_words(event: EventDetails, last: LastExport) -> str:
    """ "gestern 18:02 von Mona, Moderation"."""
    at, today = dates.local(last.at, event.timezone), dates.local(clock.utc_now(), event.timezone).date()
    days = {0: "heute", 1: "gestern"}
    day = days.get((today - at.date()).days, f"{at:%d.%m.%Y},")
    return f"{day} {at:%H:%M} von {last.name or 'der Verwaltung'}, {last.profile}"


def _chosen(saved: tuple[SavedProfile, ...]) -> str:
    labels = PROFILES | {each.key: each.name for each in saved}
    wanted = st.session_state.pop(f"{KEY}_wanted", None)  # just saved, or what is left after deleting
    if wanted in labels:
        st.session_state[f"{KEY}_profile"] = wanted
    elif st.session_state.get(f"{KEY}_profile") not in labels:
        st.session_state[f"{KEY}_profile"] = "moderation"
    chosen: str = st.selectbox("Für wen", list(labels), key=f"{KEY}_profile", format_func=labels.__getitem__)
    return chosen


def _preview(event: EventDetails, profile: Profile) -> None:
    asked = [QuestionColumn(each.id, each.label) for each in events.event_questions(database(), event.id)]
    headers = [column.header for column in columns_for(profile, asked) if column.key != CHECK]
    facts = {"Blätter": ", ".join(profile.sheets), "Spalten": ", ".join(headers) or "keine"}
    if profile.can_come_back:
        facts["Zurück"] = (
            "Anwesend, Notiz und berichtigte Angaben können Sie in der Datei ändern und über „Mehr“ wieder importieren."
        )
    fact_table(facts, label="Was die Liste zeigt")


def _file(moderator: Moderator, event: EventDetails, key: str) -> None:
    """At once for an ordinary evening; for thousands of people it is written first, with progress."""
    job = export_jobs.find(moderator, st.session_state.get(f"{KEY}_job"))
    if job is not None and job.profile != key:
        export_jobs.stop(moderator, job.id)
        job = None
    if job is not None and job.state == "running":
        _under_way(job.id)
        return
    is_long = exports.count_registrations(database(), moderator, event.slug) > WORTH_WAITING
    with st.container(horizontal=True, gap="small"):
        for form in FORMS:
            if job is not None and job.state == "ready" and job.form == form:
                _link(event, key, form, job)
            elif not is_long:
                _link(event, key, form)
            elif _button(form, f"{FORMS[form][0]} vorbereiten", f"{KEY}_prepare_{form}"):
                job = export_jobs.start(database(), moderator, event.slug, key, form)
                st.session_state[f"{KEY}_job"] = job.id
                st.rerun()
    _what_happened(job)


def _link(event: EventDetails, key: str, form: FileForm, job: ExportJob | None = None) -> None:
    words, icon, kind = FORMS[form]
    size = f" ({job.size / MEGABYTE:.1f} MB)".replace(".", ",") if job else ""
    query = f"profile={key}" + (f"&file={job.id}" if job else "")
    st.link_button(f"{words} herunterladen{size}", f"/export/{event.slug}.{form}?{query}", icon=icon, type=kind)


def _button(form: FileForm, label: str, key: str) -> bool:
    _, _, kind = FORMS[form]
    return st.button(label, key=key, icon=":material/hourglass_top:", type=kind)


def _what_happened(job: ExportJob | None) -> None:
    if job is not None and job.state == "failed":
        words = sentence(job.error) if job.error else wording.UNEXPECTED.format(number=job.number)
        st.error(words, icon=":material/error:")
    elif st.session_state.pop(f"{KEY}_stopped", False):
        small("Angehalten; von der Datei ist nichts geblieben.")


@st.fragment(run_every=TICK_S)
def _under_way(job_id: str) -> None:
    """How far the file has come. Who is not signed in any more sees nothing more of it."""
    by = current_moderator()
    job = export_jobs.find(by, job_id) if by else None
    if by is None or job is None or job.state != "running":
        st.rerun()
    done, total = f"{job.done:,}".replace(",", "."), f"{job.total:,}".replace(",", ".")
    words = f"{done} von {total} Zeilen geschrieben" if job.total else "Die Liste wird gelesen"
    st.progress(job.done / job.total if job.total else 0.0, text=words)
    if st.button("Anhalten", key=f"{KEY}_stop", icon=":material/stop:"):
        export_jobs.stop(by, job_id)
        st.session_state[f"{KEY}_stopped"] = True
        st.session_state.pop(f"{KEY}_job", None)
        st.rerun()
