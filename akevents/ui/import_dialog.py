"""Reading in a list on Teilnehmende: the file, what it would change, and the one button that does it."""

import streamlit as st

from akevents.domain import registration_import
from akevents.domain.events import EventDetails
from akevents.domain.import_preview import ImportOptions, ImportPreview, ImportResult
from akevents.domain.moderators import Moderator
from akevents.formats.imported_rows import ImportedList, Source
from akevents.formats.registration_table import Upload, open_list, rows_of
from akevents.ui.access import database
from akevents.ui.import_columns import chosen_columns
from akevents.ui.import_preview_parts import preview_parts, preview_summary
from akevents.ui.layout import explain_errors, small
from akevents.ui.saying import say_next_run

IMPORT = "Importieren"
KEY = "participants_import"


def more_menu() -> None:
    """What a moderator does rarely."""
    if st.menu_button("Mehr", [IMPORT], key="participants_more", icon=":material/more_horiz:") == IMPORT:
        st.session_state[f"{KEY}_open"] = True


def _close() -> None:
    st.session_state[f"{KEY}_open"] = False
    st.session_state.pop(f"{KEY}_read", None)


def is_importing() -> bool:
    """While the dialog is open every run draws it; it would close otherwise."""
    return bool(st.session_state.get(f"{KEY}_open"))


@st.dialog("Liste importieren", width="large", on_dismiss=_close)
def import_dialog(moderator: Moderator, event: EventDetails) -> None:
    """Nothing is written before the button at the end."""
    small(
        "Eine Excel-Liste von hier, in der Sie Anwesend, Notiz oder Angaben geändert haben; eine Liste aus Events Manager "
        "(WordPress); oder eine andere mit Namen, E-Mail-Adresse und Institution. Als xlsx oder CSV, höchstens 5 MB."
    )
    file = st.file_uploader("Datei", key=f"{KEY}_file")
    if file is None:
        return
    with explain_errors():
        with st.spinner("Die Liste wird gelesen."):
            upload = _opened(file.file_id, file.getvalue(), file.name)
        found = _people(upload, file.file_id)
        if found is not None:
            _compare(moderator, event, found)


def _opened(file_id: str, data: bytes, name: str) -> Upload:
    """The chosen file, read once. Whether it counts for known people, and as a whole, begins with where it is from."""
    kept: tuple[str, Upload] | None = st.session_state.get(f"{KEY}_read")
    if kept is None or kept[0] != file_id:
        upload = open_list(data, name)
        kept = st.session_state[f"{KEY}_read"] = (file_id, upload)
        is_ours = upload.source == Source.OURS
        st.session_state[f"{KEY}_changes"] = is_ours  # others may be older than what is here
        st.session_state[f"{KEY}_leave_out"] = not is_ours
    return kept[1]


def _people(upload: Upload, file_id: str) -> ImportedList | None:
    """Of a foreign list, the chosen sheet and columns; None while they have to be chosen."""
    if upload.source == Source.OURS:
        return rows_of(upload)
    sheet: str | None = upload.sheets[0]
    if len(upload.tables) > 1:
        sheet = st.selectbox(
            "Blatt", upload.sheets, index=None, key=f"{KEY}_sheet_{file_id}", placeholder="Bitte wählen"
        )
    if sheet is None:
        small("In der Datei stehen mehrere Listen.")
        return None
    columns = chosen_columns(upload.table(sheet), f"{file_id}_{upload.sheets.index(sheet)}")
    return None if columns is None else rows_of(upload, sheet, columns)


def _compare(moderator: Moderator, event: EventDetails, found: ImportedList) -> None:
    options = _options()
    with st.spinner("Die Liste wird verglichen."):
        preview = registration_import.preview_import(database(), moderator, event.slug, found.rows, options)
    preview_summary(preview, found.columns_gone)
    _choices(preview, options)
    preview_parts(preview)
    _button(moderator, event, found, options, preview)


def _options() -> ImportOptions:
    """What was chosen below; the choices are drawn after the preview that makes them necessary."""
    state = st.session_state
    return ImportOptions(
        institution=(state.get(f"{KEY}_institution") or "").strip(),
        takes_changes=bool(state.get(f"{KEY}_changes")),
        takes_conflicts=bool(state.get(f"{KEY}_conflicts")),
        leaves_out_refused=bool(state.get(f"{KEY}_leave_out")),
        even_if_full=bool(state.get(f"{KEY}_even_if_full")),
        sends_mails=bool(state.get(f"{KEY}_mails")),
    )


def _choices(preview: ImportPreview, options: ImportOptions) -> None:
    """Only what makes a difference for this list."""
    if options.institution or any(each.code == "missing_institution" for each in preview.refused):
        st.text_input("Institution, wo die Datei keine nennt", key=f"{KEY}_institution", placeholder="keine Angabe")
    if preview.changed:
        whom = "die bekannte Person" if len(preview.changed) == 1 else f"{len(preview.changed)} bekannte Personen"
        st.checkbox(f"Auch {whom} ändern", key=f"{KEY}_changes")
    if preview.conflicts:
        st.checkbox("Wo inzwischen hier etwas geändert wurde, gilt die Datei", key=f"{KEY}_conflicts")
    waits = any(each.status == "waitlisted" for each in preview.new)
    if options.even_if_full or waits or any(each.code == "no_place" for each in preview.refused):
        st.checkbox("Auch wenn kein Platz mehr frei ist", key=f"{KEY}_even_if_full")
    if preview.new:
        st.checkbox("Den neuen Personen die übliche Mail senden", key=f"{KEY}_mails")
    if preview.refused:
        which = (
            "Die Zeile mit Fehler" if len(preview.refused) == 1 else f"Die {len(preview.refused)} Zeilen mit Fehlern"
        )
        st.checkbox(f"{which} auslassen", key=f"{KEY}_leave_out")


def _button(
    moderator: Moderator, event: EventDetails, found: ImportedList, options: ImportOptions, preview: ImportPreview
) -> None:
    """Writes what the run before has shown; if that would be something else by now, the new preview stands here."""
    number = preview.taken(options)
    shown = st.session_state.get(f"{KEY}_shown")
    st.session_state[f"{KEY}_shown"] = preview.fingerprint
    if preview.refused and not options.leaves_out_refused:
        small(
            "Die Liste wird ganz oder gar nicht übernommen. Bitte berichtigen Sie die Fehler, oder lassen Sie sie aus."
        )
    elif not number:
        small("Aus dieser Liste ist nichts zu übernehmen.")
    elif st.button(_people_words(number, "übernehmen"), key=f"{KEY}_submit", type="primary"):
        with st.spinner("Die Liste wird übernommen."):
            result = registration_import.apply_import(
                database(), moderator, event.slug, found.rows, options, expected=shown
            )
        _close()
        say_next_run(_told(result))


def _people_words(number: int, verb: str) -> str:
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
