"""What a list would change, before it does: counted first, then line by line."""

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from akevents import wording
from akevents.domain.import_preview import ChangedPerson, Difference, ImportPreview, LineNote
from akevents.formats.markup import literal
from akevents.ui.layout import small
from akevents.ui.tables import Cell, Line, fact_table
from akevents.wording import imports

SHOWN = 25  # lines of each part; the file itself is at hand

Lines = list[tuple[str, Cell]]


def preview_summary(preview: ImportPreview, columns_gone: Sequence[str]) -> None:
    """The counts, and what of the file has no effect."""
    counts = {
        "neu": len(preview.new),
        "geändert": len(preview.changed),
        "mit Widerspruch": len(preview.conflicts),
        "unverändert": preview.unchanged,
        "mit Fehlern": len(preview.refused),
        "übergangen": len(preview.left_out) + len(preview.repeated),
    }
    st.markdown("**" + " · ".join(f"{number} {words}" for words, number in counts.items() if number) + "**")
    if preview.columns_left_out:
        small(f"Nicht übernommene Spalten: {literal(', '.join(preview.columns_left_out))}")
    if columns_gone:
        small(f"In der Datei fehlen: {literal(', '.join(columns_gone))}. Was hier dazu steht, bleibt.")
    if preview.missing:
        whom = "Eine Person mit Platz steht" if preview.missing == 1 else f"{preview.missing} Personen mit Platz stehen"
        small(f"{whom} nicht in der Datei; dort ändert sich nichts.")


def preview_parts(preview: ImportPreview) -> None:
    """Line by line, what needs attention first."""
    _part("Mit Fehlern", _notes(preview.refused))
    _part("Inzwischen hier geändert", [_person(each, _conflict) for each in preview.conflicts])
    _part("Geändert", [_person(each, "{0.label}: {0.before} → {0.after}".format) for each in preview.changed])
    _part("Neu", [
        (imports.place(each.line, each.sheet), (
            Line(each.name, "bold"),
            Line(f"{each.institution} · {wording.REGISTRATION_STATUS[each.status]}", "quiet"),
        ))
        for each in preview.new
    ])  # fmt: skip
    _part("Übergangen", _notes((*preview.left_out, *preview.repeated)))
    _part("Hinweise", _notes(preview.remarks))


_conflict = "{0.label}: hier „{0.before}“, in der Datei „{0.after}“".format


def _person(person: ChangedPerson, told: Callable[[Difference], str]) -> tuple[str, Cell]:
    lines = (Line(told(each)) for each in person.differences)
    return imports.place(person.line, person.sheet), (Line(f"{person.name}, Nr. {person.number}", "bold"), *lines)


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
