"""The parts of the moderator's list: table, pages, one person's panel, adding by hand."""

import uuid
from zlib import crc32

import streamlit as st

from akevents import wording
from akevents.domain import attendance, events, participants
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.domain.participants import PAGE_SIZE, Participant, ParticipantPage, Sort
from akevents.errors import InvalidRequest
from akevents.formats.markup import literal
from akevents.store.tables import RegistrationStatus
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, lines, registration_badge, small
from akevents.ui.registration_fields import RegistrationFields, forget_answers
from akevents.ui.saying import say_next_run
from akevents.wording import dates

PAGES_WIDTH = 260  # pixels for seven numbers; left to itself the row shows the first alone
SORT_WORDS = {Sort.NEWEST: "Neueste zuerst", Sort.NAME: "Nachname", Sort.INSTITUTION: "Institution"}
STATUS_COLORS = {"bestätigt": "green", "unbestätigt": "blue", "angefragt": "blue", "auf der Warteliste": "orange"}


def page_number() -> int:
    """The page that was chosen below the table; the use case clamps it."""
    return int(st.session_state.get("participants_page", 1))


def participants_table(event: EventDetails, page: ParticipantPage) -> int | None:
    """One page of people; returns the id of the chosen one. Drawn on canvas, so every action is in the panel too.

    Rows are selected by position, and whoever registers meanwhile shifts them. So the chosen person is remembered, and
    other rows make another table, in which that person is selected from the start."""
    if not page.rows:
        small("Hier erscheint, wer sich anmeldet, oder niemand passt zur Suche.")
        return None
    import pandas as pd  # noqa: PLC0415 - the moderator's side only

    frame = pd.DataFrame(
        {
            "Name": [row.name for row in page.rows],
            "Institution": [row.institution for row in page.rows],
            "Land": [row.state or "" for row in page.rows],
            "Stand": [[_status_words(row.status, row.is_present)] for row in page.rows],
            "Eingang": [_day(event, row.registered_at) for row in page.rows],
        }
    )
    options = [*wording.REGISTRATION_STATUS.values(), "ist da"]
    colors = [STATUS_COLORS.get(option, "violet" if option == "ist da" else "gray") for option in options]
    ids = [row.id for row in page.rows]
    remembered = f"participants_chosen_{event.id}"
    before: int | None = st.session_state.get(remembered)
    selection = st.dataframe(
        frame,
        hide_index=True,
        key=f"participants_table_{crc32(repr(ids).encode())}",
        selection_default={"selection": {"rows": [ids.index(before)]}} if before in ids else None,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Name": st.column_config.TextColumn(width=145),
            "Institution": st.column_config.TextColumn(width=165),
            "Land": st.column_config.TextColumn(width=44),
            "Stand": st.column_config.MultiselectColumn(options=options, color=colors, width=122),
            "Eingang": st.column_config.TextColumn(width=60),
        },
        height=min(38 + 35 * len(page.rows), 38 + 35 * PAGE_SIZE),
        alt=f"{page.total} Anmeldungen, Seite {page.page} von {page.pages}",
    )
    selected = selection["selection"]["rows"]
    elsewhere = before if before not in ids else None  # on another page now, or not found by the search
    chosen = ids[selected[0]] if selected else elsewhere
    st.session_state[remembered] = chosen
    return chosen


def _status_words(status: str, is_present: bool) -> str:
    return "ist da" if is_present else wording.REGISTRATION_STATUS[status]


def _day(event: EventDetails, at: object) -> str:
    return dates.local(at, event.timezone).strftime("%d.%m.")  # type: ignore[arg-type]


def page_switch(page: ParticipantPage, sort: Sort) -> None:
    """Which rows these are, and the way to the others."""
    if not page.total:
        return
    first = (page.page - 1) * PAGE_SIZE + 1
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        order = SORT_WORDS[sort].lower() if sort == Sort.NEWEST else f"nach {SORT_WORDS[sort]}"
        st.markdown(f":small[:gray[{first}–{first + len(page.rows) - 1} von {page.total}, {order}]]", width="content")
        if page.pages > 1:
            st.pagination(page.pages, key="participants_page", width=PAGES_WIDTH)


def participant_panel(moderator: Moderator, event: EventDetails, registration_id: int) -> None:
    """One person: who, what they wrote, the note, and every action."""
    person = participants.get_participant(database(), moderator, registration_id)
    words = "ist da" if person.checked_in_at else None
    st.markdown(registration_badge(person.status, words))
    st.header(literal(f"{person.first_name} {person.last_name}"), anchor=False)
    st.markdown("  \n".join(literal(each) for each in (person.institution, person.function) if each))
    for label, value in _facts(event, person):
        st.markdown(f":small[:gray[{literal(label)}]]  \n{value}")
    _note(moderator, person)
    _actions(moderator, person)


def _facts(event: EventDetails, person: Participant) -> list[tuple[str, str]]:
    facts = [
        ("E-Mail", f"`{person.email.replace('`', '')}`"),
        ("Da", literal(_arrival(event, person))),
        ("Möchte besprechen", lines(person.topic)),
        ("Barrierefreiheit", lines(person.accessibility_needs)),
        ("Begründung der Nachmeldung", lines(person.request_reason)),
        *((label, lines(value)) for label, value in person.answers),
        ("Mitglied", wording.MEMBER[person.is_member] if person.is_member is not None else ""),
        ("Einwilligungen", literal(", ".join(wording.CONSENTS_SHORT[each] for each in person.consents))),
        ("Angemeldet", literal(f"{dates.instant(person.registered_at, event.timezone)}, Nr. {person.number}")),
    ]
    return [(label, value) for label, value in facts if value]


def _arrival(event: EventDetails, person: Participant) -> str:
    """Since when, and how that became known."""
    if person.checked_in_at is None:
        return ""
    since = f"seit {dates.short_instant(person.checked_in_at, event.timezone)}"
    return f"{since}, {wording.ARRIVAL[person.arrival]}" if person.arrival else since


def no_show_note(moderator: Moderator, event: EventDetails) -> None:
    """Afterwards: how many of those with a place did not come, if that was noted at all."""
    missing = attendance.count_no_shows(database(), moderator, event.id)
    if missing is not None:
        who = "Alle mit Platz waren da." if missing == 0 else f"{_people(missing)} mit Platz nicht da."
        small(who)


def _people(number: int) -> str:
    return "Eine Person war" if number == 1 else f"{number} Personen waren"


def _note(moderator: Moderator, person: Participant) -> None:
    with st.form(f"note_{person.id}", border=False):
        note = st.text_area(
            wording.LABELS["note"], value=person.note or "", key=f"participants_note_{person.id}", height=90
        )
        if st.form_submit_button("Notiz speichern", key=f"participants_note_save_{person.id}"):
            with explain_errors():
                participants.change_note(database(), moderator, person.id, note or "", instead_of=person.note)
                say_next_run("Die Notiz ist gespeichert.")


def _actions(moderator: Moderator, person: Participant) -> None:
    """Buttons for what is possible in this person's status."""
    db = database()
    with st.container(horizontal=True, gap="small"), explain_errors():
        if person.status == RegistrationStatus.CONFIRMED and not person.checked_in_at:
            if st.button("Einchecken", key="participants_check_in", icon=":material/how_to_reg:", type="primary"):
                participants.check_in(db, moderator, person.id)
                say_next_run(f"{person.first_name} {person.last_name} ist da.")
        elif person.checked_in_at and st.button("Doch nicht da", key="participants_undo", icon=":material/undo:"):
            participants.undo_check_in(db, moderator, person.id)
            say_next_run("Der Check-in ist zurückgenommen.")
        if person.status == RegistrationStatus.REQUESTED:
            _decision(moderator, person)
        elif person.status != RegistrationStatus.CANCELLED:
            with st.popover("Stornieren", icon=":material/event_busy:"):
                st.markdown(
                    "Der Platz wird frei, die nächste Person auf der Warteliste rückt nach. Es geht eine Mail hinaus."
                )
                if st.button("Anmeldung stornieren", key="participants_cancel"):
                    participants.cancel(db, moderator, person.id)
                    say_next_run("Die Anmeldung ist storniert.")


def _decision(moderator: Moderator, person: Participant) -> None:
    for label, accept, kind in (("Annehmen", True, "primary"), ("Ablehnen", False, "secondary")):
        if st.button(label, key=f"participants_decide_{accept}", type=kind):  # type: ignore[arg-type]
            participants.decide_late_request(database(), moderator, person.id, accept=accept)
            say_next_run("Die Nachmeldung ist angenommen." if accept else "Die Nachmeldung ist abgelehnt.")


def open_add_dialog() -> None:
    st.session_state["participants_adding"] = True


def _close_add_dialog() -> None:
    st.session_state["participants_adding"] = False
    forget_answers("add")


def is_adding() -> bool:
    """While the dialog is open every run draws it; it would close otherwise."""
    return bool(st.session_state.get("participants_adding"))


@st.dialog("Person hinzufügen", width="large", on_dismiss=_close_add_dialog)
def add_dialog(moderator: Moderator, event: EventDetails) -> None:
    """The same fields as on the public page; the person gets the usual mail."""
    fields = RegistrationFields("add", event, events.event_questions(database(), event.id), in_dialog=True)
    errors = fields.errors_here()
    fields.draw()
    full = False
    if event.places_left == 0:
        full = st.checkbox("Auch wenn kein Platz mehr frei ist", key="add_even_if_full", on_change="ignore")
    if fields.submitted("Hinzufügen"):
        submission = st.session_state.setdefault("add_submission", uuid.uuid4().hex)
        with explain_errors(errors):
            try:
                request = fields.request(submission)
                participants.add_participant(database(), moderator, request, even_if_full=full)
                st.session_state.pop("add_submission")
                _close_add_dialog()
                say_next_run(f"{request.first_name} {request.last_name} ist hinzugefügt.")
            except InvalidRequest as error:
                fields.show(error)
