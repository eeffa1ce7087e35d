"""Reading in a list on Teilnehmende: the file, what it would change, and the one button that does it."""

from collections.abc import Iterable

import streamlit as st

from akevents import wording
from akevents.domain import registration_import
from akevents.domain.events import EventDetails
from akevents.domain.import_preview import ImportOptions, ImportPreview, ImportResult, LineNote
from akevents.domain.moderators import Moderator
from akevents.formats.imported_rows import ImportedList, Source
from akevents.formats.markup import literal
from akevents.formats.registration_table import read_list
from akevents.formats.table_files import SIZE_LIMIT_MB
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.ui.saying import say_next_run
from akevents.ui.tables import Cell, Line, fact_table
from akevents.wording import imports

IMPORT = "Importieren"
_KEY = "participants_import"
SHOWN = 25  # lines of each part; the file itself is at hand

Lines = list[tuple[str, Cell]]


def more_menu() -> None:
    """What a moderator does rarely."""
    if st.menu_button("Mehr", [IMPORT], key="participants_more", icon=":material/more_horiz:") == IMPORT:
        st.session_state[f"{_KEY}_open"] = True


def _close() -> None:
    st.session_state[f"{_KEY}_open"] = False
    st.session_state.pop(f"{_KEY}_read", None)


def is_importing() -> bool:
    """While the dialog is open every run draws it; it would close otherwise."""
    return bool(st.session_state.get(f"{_KEY}_open"))


@st.dialog("Liste importieren", width="large", on_dismiss=_close)
def import_dialog(moderator: Moderator, event: EventDetails) -> None:
    """Nothing is written before the button at the end."""
    small(
        "Eine Liste aus Events Manager (WordPress), eine Liste von hier, oder eine andere mit Namen, E-Mail-Adresse und "
        "Institution. Als CSV oder xlsx."
    )
    file = st.file_uploader("Datei", key=f"{_KEY}_file", max_upload_size=SIZE_LIMIT_MB)
    if file is None:
        return
    with explain_errors():
        with st.spinner("Die Liste wird gelesen."):
            found = _read(file.file_id, file.getvalue())
            options = _options()
            preview = registration_import.preview_import(database(), moderator, event.slug, found.rows, options)
        _summary(preview)
        _choices(preview, options)
        _parts(preview)
        _button(moderator, event, found, options, preview)


def _read(file_id: str, data: bytes) -> ImportedList:
    """The rows of the chosen file, read once."""
    kept: tuple[str, ImportedList] | None = st.session_state.get(f"{_KEY}_read")
    if kept is None or kept[0] != file_id:
        found = read_list(data)
        kept = st.session_state[f"{_KEY}_read"] = (file_id, found)
        st.session_state[f"{_KEY}_changes"] = found.source == Source.OURS  # others may be older than what is here
    return kept[1]


def _options() -> ImportOptions:
    """What was chosen below; the choices are drawn after the preview that makes them necessary."""
    state = st.session_state
    return ImportOptions(
        institution=(state.get(f"{_KEY}_institution") or "").strip(),
        takes_changes=bool(state.get(f"{_KEY}_changes")),
        even_if_full=bool(state.get(f"{_KEY}_even_if_full")),
        sends_mails=bool(state.get(f"{_KEY}_mails")),
    )


def _summary(preview: ImportPreview) -> None:
    counts = {
        "neu": len(preview.new),
        "geändert": len(preview.changed),
        "unverändert": preview.unchanged,
        "mit Fehlern": len(preview.refused),
        "übergangen": len(preview.left_out) + len(preview.repeated),
    }
    st.markdown("**" + " · ".join(f"{number} {words}" for words, number in counts.items() if number) + "**")
    if preview.columns_left_out:
        small(f"Nicht übernommene Spalten: {literal(', '.join(preview.columns_left_out))}")


def _choices(preview: ImportPreview, options: ImportOptions) -> None:
    """Only what makes a difference for this list."""
    if options.institution or any(each.code == "missing_institution" for each in preview.refused):
        st.text_input("Institution, wo die Datei keine nennt", key=f"{_KEY}_institution", placeholder="keine Angabe")
    if preview.changed:
        whom = "die bekannte Person" if len(preview.changed) == 1 else f"{len(preview.changed)} bekannte Personen"
        st.checkbox(f"Auch {whom} ändern", key=f"{_KEY}_changes")
    waits = any(each.status == "waitlisted" for each in preview.new)
    if options.even_if_full or waits or any(each.code == "no_place" for each in preview.refused):
        st.checkbox("Auch wenn kein Platz mehr frei ist", key=f"{_KEY}_even_if_full")
    if preview.new:
        st.checkbox("Den neuen Personen die übliche Mail senden", key=f"{_KEY}_mails")


def _parts(preview: ImportPreview) -> None:
    _part("Mit Fehlern", _notes(preview.refused))
    _part("Geändert", [
        (imports.place(each.line, each.sheet), (
            Line(each.name, "bold"),
            *(Line(f"{one.label}: {one.before} → {one.after}") for one in each.differences),
        ))
        for each in preview.changed
    ])  # fmt: skip
    _part("Neu", [
        (imports.place(each.line, each.sheet), (
            Line(each.name, "bold"),
            Line(f"{each.institution} · {wording.REGISTRATION_STATUS[each.status]}", "quiet"),
        ))
        for each in preview.new
    ])  # fmt: skip
    _part("Übergangen", _notes((*preview.left_out, *preview.repeated)))
    _part("Hinweise", _notes(preview.remarks))


def _notes(notes: Iterable[LineNote]) -> Lines:
    return [
        (imports.place(each.line, each.sheet), (Line(each.name, "bold"), Line(imports.told(
            each.code, field=each.field, limit=each.limit, detail=each.detail))))
        for each in notes
    ]  # fmt: skip


def _part(heading: str, rows: Lines) -> None:
    if rows:
        st.subheader(f"{heading} ({len(rows)})", anchor=False)
        fact_table(rows[:SHOWN], label=heading)
        if len(rows) > SHOWN:
            small(f"und {len(rows) - SHOWN} weitere")


def _button(
    moderator: Moderator, event: EventDetails, found: ImportedList, options: ImportOptions, preview: ImportPreview
) -> None:
    """Writes what the run before has shown; if that would be something else by now, the new preview stands here."""
    number = preview.taken(options)
    shown = st.session_state.get(f"{_KEY}_shown")
    st.session_state[f"{_KEY}_shown"] = preview.fingerprint
    if not number:
        small("Aus dieser Liste ist nichts zu übernehmen.")
    elif st.button(_people(number, "übernehmen"), key=f"{_KEY}_submit", type="primary"):
        with st.spinner("Die Liste wird übernommen."):
            result = registration_import.apply_import(
                database(), moderator, event.slug, found.rows, options, expected=shown
            )
        _close()
        say_next_run(_told(result))


def _people(number: int, verb: str) -> str:
    return f"{'Eine Person' if number == 1 else f'{number} Personen'} {verb}"


def _told(result: ImportResult) -> str:
    parts = [
        f"{number} {words}"
        for number, words in (
            (result.added, "neu"), (result.waiting, "davon auf der Warteliste"), (result.changed, "geändert"),
        )
        if number
    ]  # fmt: skip
    return f"Die Liste ist übernommen: {', '.join(parts) or 'nichts war mehr zu tun'}."
