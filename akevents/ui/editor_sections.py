"""The sections of the editor, in the order of its form."""

from typing import Any

import streamlit as st

from akevents import wording
from akevents.domain import event_form
from akevents.domain.clashes import find_clashes
from akevents.domain.event_state import EventState
from akevents.formats.markup import literal, to_html
from akevents.ui.access import database
from akevents.ui.editor_fields import Fields
from akevents.ui.editor_memory import Editor, collected, held, row_key
from akevents.ui.layout import small
from akevents.ui.next_session_parts import clash_list
from akevents.wording import dates, de, discussion
from akevents.wording import editor as words

# Where associations of this house meet; another zone that is stored stays possible.
ZONES = (
    "Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Brussels", "Europe/Paris", "Europe/London",
    "Europe/Warsaw", "Europe/Prague", "Europe/Copenhagen", "Europe/Helsinki", "America/New_York", "UTC",
)  # fmt: skip


def _heading(section: str) -> None:
    st.header(words.SECTIONS[section], anchor=False, divider="gray")


def when_and_where(fields: Fields) -> None:
    """Title, time, place, and the way into the room."""
    _heading("when")
    left, right = st.columns([2.4, 1])
    with left:
        fields.text("title")
    with right:
        fields.text("kind", placeholder="Erfahrungsaustausch")
    _time(fields)
    form = fields.editor.form
    left, right = st.columns(2)
    with left:
        fields.choice("format", wording.EVENT_FORMAT)
    with right:
        zones = ZONES if form["timezone"] in ZONES else (form["timezone"], *ZONES)
        fields.choice("timezone", {each: each for each in zones})
    left, right = st.columns(2)
    with left:
        fields.text("location", placeholder="Online")
    with right:
        fields.text("address")
    left, right = st.columns(2)
    with left:
        fields.text("joining_url", placeholder="https://…")
        fields.moment("joining_link_at", empty="Ohne Angabe: nach dem Anmeldeschluss")
        fields.number("joining_opens_minutes")
    with right:
        fields.area("dial_in", height=122, placeholder="Telefonnummer und PIN")
        small("Link und Einwahl sehen nur Angemeldete mit Platz.")


def _time(fields: Fields) -> None:
    with fields.spot("starts_at"), fields.spot("ends_at"):
        first, second, third, fourth = st.columns([1.2, 1, 1, 1.4])
        with first:
            fields.day("start_day", "Tag")
        with second:
            fields.clock("start_time", "Beginn")
        with third:
            fields.clock("end_time", "Ende")
        with fourth:
            fields.day("end_day", "Letzter Tag, wenn es ein anderer ist")
        small(literal(_period(fields)))
        fields.twice("starts_at")
        fields.twice("ends_at")
    _clashes(fields)


def _clashes(fields: Fields) -> None:
    """Holidays, other evenings and whatever else speaks against the time, as long as it lies ahead."""
    editor, form = fields.editor, fields.editor.form
    starts_at, ends_at = event_form.instant_of(form, "starts_at"), event_form.instant_of(form, "ends_at")
    if not (starts_at and ends_at and starts_at < ends_at) or editor.event.state == EventState.PAST:
        return
    found = find_clashes(
        database(), editor.moderator, starts_at, ends_at, event_form.instant_of(form, "deadline_at"), form["timezone"],
        editor.event.working_group_id, ignoring_event_id=editor.event.id,
    )  # fmt: skip
    if found:
        clash_list(found)


def _period(fields: Fields) -> str:
    form = fields.editor.form
    starts, ends = (event_form.instant_of(form, name) for name in ("starts_at", "ends_at"))
    if starts and ends:
        return dates.period(starts, ends, form["timezone"])
    return fields.weekday(form["start_day"]) or "Noch kein Tag gewählt"


def what_it_is_about(fields: Fields) -> None:
    """The words visitors read, as they are typed and as they will look."""
    _heading("what")
    fields.area("summary", height=80)
    left, right = st.columns(2, gap="medium")
    with left:
        fields.area("text", height=420)
        small("Leerzeile: neuer Absatz · \\*\\*fett\\*\\* · \\*kursiv\\* · \\- Liste · \\[Wort\\]\\(Adresse\\)")
    with right:
        st.markdown(":small[So sieht der Text aus]")
        shown = fields.editor.form["text"]
        if shown.strip():
            st.html(to_html(shown))
        else:
            small("Hier erscheint der Text, sobald links etwas steht.")
    left, right = st.columns(2)
    with left:
        fields.text("categories", placeholder="Smart City, Digitalisierung")
    with right:
        fields.text("moderation", placeholder="Name, Funktion")
    _speakers(fields)


def _speakers(fields: Fields) -> None:
    editor = fields.editor
    with fields.spot("speakers"):
        for number, row in enumerate(editor.form["speakers"], 1):
            left, right, last = st.columns([1, 1.2, 0.5], vertical_alignment="bottom")
            name, institution = (held(row_key("speaker", row, each), row[each], "") for each in ("name", "institution"))
            left.text_input(f"Mitwirkende {number}: Name", **name)
            right.text_input("Institution", **institution)
            last.button("Entfernen", key=row_key("speaker", row, "remove"), icon=":material/close:",
                        on_click=remove_row, args=(editor, "speakers", row["row"]))  # fmt: skip
        st.button("Person hinzufügen", key="edit_speaker_add", icon=":material/person_add:",
                  on_click=add_row, args=(editor, "speakers", {"name": "", "institution": ""}))  # fmt: skip


def registration(fields: Fields) -> None:
    """Who may register until when, what is asked and shown."""
    _heading("registration")
    left, right = st.columns(2, gap="medium")
    with left:
        fields.moment("registration_opens_at", empty="Ohne Angabe: ab der Veröffentlichung")
        fields.number("capacity", placeholder="unbegrenzt")
        fields.switch("has_waiting_list")
        fields.switch("shows_places")
        fields.switch("allows_late_requests")
    with right:
        fields.moment("deadline_at", empty="Ohne Angabe: bis zum Beginn")
        fields.choice("confirms_addresses", words.CONFIRMS)
        fields.choice("participant_list", de.PARTICIPANT_LIST)
        fields.choice("discussion", discussion.MODES)
        fields.switch("is_recorded")
        fields.text("recording_purpose", disabled=not fields.editor.form["is_recorded"])
        fields.switch("reminds_day_before")
        fields.switch("reminds_hour_before")


def afterwards(fields: Fields) -> None:
    """What stays and what goes."""
    _heading("afterwards")
    left, right = st.columns([2, 1], gap="medium")
    with left:
        fields.area("materials", height=140, placeholder="Folien, Links, Protokoll; erscheint nach der Veranstaltung")
        small(
            "Wer einen Platz hatte, bekommt sie nach der Veranstaltung per E-Mail, 15 Minuten nach der letzten Änderung."
        )
    with right:
        fields.number("retention_days")
        small("Danach werden die Anmeldungen gelöscht. Liegen welche vor, kann die Frist nur kürzer werden.")


# Rows that come and go


def add_row(editor: Editor, name: str, row: dict[str, Any]) -> None:
    rows = _rows(editor, name)
    number = max((each["row"] for each in rows), default=0) + 1
    editor.memory["form"] = editor.form | {name: [*rows, {"row": number, **row}]}


def remove_row(editor: Editor, name: str, number: int) -> None:
    rows = [each for each in _rows(editor, name) if each["row"] != number]
    editor.memory["form"] = editor.form | {name: rows}


def _rows(editor: Editor, name: str) -> list[dict[str, Any]]:
    """As they stand in the fields at this moment: callbacks run before the script reads them."""
    editor.memory["form"] = collected(editor.form)
    rows: list[dict[str, Any]] = editor.form[name]
    return rows
