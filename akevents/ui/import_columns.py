"""Which column of a foreign list holds what: found by its header, changed by hand."""

import streamlit as st

from akevents.formats.cell_words import letters_of, one_line
from akevents.formats.markup import literal
from akevents.formats.registration_table import fields_of
from akevents.formats.table_files import Table
from akevents.ui.layout import small
from akevents.wording import imports, shortened

KEY = "participants_import"
COLUMNS_SHOWN = 40
NAMES = {"name", "last_name"}


def chosen_columns(table: Table, identity: str) -> dict[int, str] | None:
    """Place to field, as chosen; None while nobody knows where name and address stand. `identity` names file and sheet."""
    found = fields_of(table)
    state = {
        place: st.session_state.get(f"{KEY}_column_{identity}_{place}", found.get(place, ""))
        for place in range(len(table.header))
    }
    chosen = {place: field for place, field in state.items() if field}
    is_whole = _is_whole(chosen)
    with st.expander("Spalten zuordnen", icon=":material/table_chart:", expanded=not _is_whole(found)):
        for place in _shown(table):
            st.selectbox(
                literal(_label(table, place)), list(imports.COLUMNS), list(imports.COLUMNS).index(found.get(place, "")),
                key=f"{KEY}_column_{identity}_{place}", format_func=imports.COLUMNS.__getitem__,
            )  # fmt: skip
    if not is_whole:
        small("Bitte ordnen Sie zu, in welcher Spalte der Name und in welcher die E-Mail-Adresse steht.")
        return None
    return chosen


def _is_whole(fields: dict[int, str]) -> bool:
    return "email" in fields.values() and bool(NAMES & set(fields.values()))


def _shown(table: Table) -> list[int]:
    """Columns with a header or content."""
    lines = [cells for _, cells in table.lines]
    return [
        place
        for place, name in enumerate(table.header)
        if name.strip() or any(place < len(cells) and cells[place].strip() for cells in lines)
    ][:COLUMNS_SHOWN]


def _label(table: Table, place: int) -> str:
    """ "Spalte B, „Wer“, zum Beispiel „Anna Beispiel“"."""
    header = one_line(table.header[place])
    example = next((cells[place] for _, cells in table.lines if place < len(cells) and cells[place].strip()), "")
    parts = [f"Spalte {letters_of(place)}"]
    parts += [f"„{shortened(header, 40)}“"] if header else []
    parts += [f"zum Beispiel „{shortened(one_line(example), 30)}“"] if example else []
    return ", ".join(parts)
