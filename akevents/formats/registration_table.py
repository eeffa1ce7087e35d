"""Our own lists on their way back: the sheets and CSV files that workbook.py and csv_export.py write."""

from collections.abc import Sequence

from akevents.formats import cell_words, events_manager
from akevents.formats.columns import COLUMNS, STATUS_WORDS
from akevents.formats.imported_rows import ImportedList, ImportedRow, Source
from akevents.formats.table_files import Table, read_tables

_KEY_OF = {cell_words.key(column.header): column.key for column in COLUMNS}
_STATUS_OF = {cell_words.key(word): status for status, word in STATUS_WORDS.items()}
_OURS = ("number", "last_name", "first_name")


def read_list(data: bytes) -> ImportedList:
    """The people in a CSV or xlsx file: one of ours, an export of Events Manager, or any list with names and addresses.

    Of ours every sheet with people is read, of others the first. Raises FileTooBig, TooManyRows, NoListInFile."""
    tables = read_tables(data, _score)
    ours = [table for table in tables if _is_ours(table.header)]
    if ours:
        return ImportedList(Source.OURS, tuple(row for table in ours for row in _read_ours(table)))
    return ImportedList(Source.EVENTS_MANAGER, events_manager.read_table(tables[0]))


def _score(header: Sequence[str]) -> int:
    return len(_columns(header)) if _is_ours(header) else events_manager.header_score(header)


def _columns(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        if field := _KEY_OF.get(cell_words.key(cell_words.unguarded(name))):
            found.setdefault(field, place)
    return found


def _is_ours(header: Sequence[str]) -> bool:
    return set(_OURS) <= set(_columns(header))


def _read_ours(table: Table) -> tuple[ImportedRow, ...]:
    return tuple(_row(table, _columns(table.header), line, cells) for line, cells in table.lines)


def _row(table: Table, columns: dict[str, int], line: int, cells: Sequence[str]) -> ImportedRow:
    """A column that is not in the file is None, an empty cell is empty."""

    def raw(field: str) -> str | None:
        place = columns.get(field)
        return None if place is None else cells[place] if place < len(cells) else ""

    def text(field: str) -> str | None:
        cell = raw(field)
        return None if cell is None else cell_words.one_line(cell)

    def several(field: str) -> str | None:
        cell = raw(field)
        return None if cell is None else cell_words.lines(cell)

    said = text("status") or ""
    status = _STATUS_OF.get(cell_words.key(said))
    taken = set(columns.values())
    return ImportedRow(
        line=line,
        sheet=table.sheet,
        number=cell_words.whole_number(raw("number") or ""),
        first_name=text("first_name"),
        last_name=text("last_name"),
        email=text("email"),
        institution=text("institution"),
        function=text("function"),
        topic=several("topic"),
        accessibility_needs=several("accessibility_needs"),
        note=several("note"),
        member=cell_words.yes_or_no(raw("member") or ""),
        has_member=raw("member") is not None,
        is_present=cell_words.yes_or_no(raw("is_present") or ""),
        list_consent=cell_words.yes_or_no(raw("list_consent") or ""),
        status=status,
        unknown_status="" if status or not said else said,
        registered_at=cell_words.instant_of(raw("registered_at") or ""),
        extras={
            name: cell_words.lines(cells[place]) if place < len(cells) else ""
            for place, name in enumerate(map(cell_words.one_line, table.header))
            if place not in taken and name
        },
    )
