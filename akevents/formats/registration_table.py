"""An uploaded list as rows: our own workbooks and CSV files on their way back, and any other list of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from akevents.errors import ListRefused, NoListInFile
from akevents.formats import cell_words, events_manager
from akevents.formats.columns import CHECK, COLUMNS, STATUS_WORDS
from akevents.formats.imported_rows import ImportedList, ImportedRow, Source
from akevents.formats.profiles import columns_beside, is_check_header
from akevents.formats.table_files import Table, read_tables
from akevents.wording import imports

_HEADERS = {column.key: column.header for column in COLUMNS}
_KEY_OF = {cell_words.key(header): key for key, header in _HEADERS.items() if key != CHECK}
_STATUS_OF = {cell_words.key(word): status for status, word in STATUS_WORDS.items()}
_YES_NO = ("member", "is_present", "list_consent")
# No list that somebody else has made has all of these.
_OURS = {"number", "last_name", "first_name", "registered_at", "status"}
FIELDS = ("name", "first_name", "last_name", "email", "institution", "municipality", "function", "comment", "note",
          "member", "status", "registered_at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that can be read. Of our own files every table counts, of others one is chosen."""

    source: Source
    tables: tuple[Table, ...]

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(table.sheet for table in self.tables)

    def table(self, sheet: str = "") -> Table:
        """The table of this sheet, or the only one. Raises ListRefused where it has to be chosen."""
        found = [table for table in self.tables if table.sheet == sheet or len(self.tables) == 1]
        if not found:
            raise ListRefused("several_sheets", detail=", ".join(f"„{name}“" for name in self.sheets))
        return found[0]


def open_list(data: bytes, name: str = "") -> Upload:
    """What kind of list a CSV or xlsx file holds; `name` is the file's, if known.

    Raises FileTooBig, TooManyRows, NoListInFile, or ListRefused for a file that is something else."""
    tables = read_tables(data, _score, name)
    ours = tuple(table for table in tables if _is_ours(table.header))
    if ours:
        return Upload(Source.OURS, ours)
    return Upload(Source.EVENTS_MANAGER, tables)


def fields_of(table: Table) -> dict[int, str]:
    """Which field of FIELDS stands in which place, as far as the header tells."""
    return {place: field for field, place in events_manager.columns_of(table.header).items() if field in FIELDS}


def rows_of(upload: Upload, sheet: str = "", fields: Mapping[int, str] | None = None) -> ImportedList:
    """The people of an upload. For a list that is not ours, `sheet` and `fields` (place to field) say what to read.

    Raises ListRefused with sheet, row and column, or NoListInFile where nothing says which columns are name and address."""
    if upload.source == Source.OURS:
        return _rows_of_ours(upload.tables)
    table = upload.table(sheet)
    columns = events_manager.columns_of(table.header)
    if fields is not None:
        columns = {field: place for field, place in columns.items() if field not in FIELDS}
        columns |= _places_of(fields)
    if "email" not in columns or not {"name", "last_name"} & set(columns):
        raise NoListInFile
    _require_values(table, set(columns.values()))
    return ImportedList(upload.source, events_manager.read_table(table, columns))


def _places_of(fields: Mapping[int, str]) -> dict[str, int]:
    chosen = list(fields.values())
    for field in chosen:
        if chosen.count(field) > 1:
            raise ListRefused("mapped_twice", detail=imports.COLUMNS[field])
    return {field: place for place, field in fields.items()}


def read_list(data: bytes, name: str = "") -> ImportedList:
    """The people in a file that explains itself: one of ours, an export of Events Manager, or one list under a header with
    names and addresses. Raises what open_list and rows_of raise."""
    return rows_of(open_list(data, name))


def _score(header: Sequence[str]) -> int:
    return len(_columns(header)) if _is_ours(header) else events_manager.header_score(header)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Field to place; of two columns for one field the first counts."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        if field := _field_of(name):
            found.setdefault(field, place)
    return found


def _field_of(name: str) -> str | None:
    """The header of the check column goes on behind its own words."""
    words = cell_words.unguarded(name)
    return CHECK if is_check_header(words) else _KEY_OF.get(cell_words.key(words))


def _is_ours(header: Sequence[str]) -> bool:
    return CHECK in (found := set(_columns(header))) or found >= _OURS


# Our own lists


def _rows_of_ours(tables: Sequence[Table]) -> ImportedList:
    gone: dict[str, None] = {}
    for table in tables:
        gone |= dict.fromkeys(_gone(table))
        _require_values(table, {place for place, name in enumerate(table.header) if name.strip()})
    rows = tuple(row for table in tables for row in _read_ours(table))
    return ImportedList(Source.OURS, rows, tuple(gone))


def _gone(table: Table) -> list[str]:
    """Headers that left the house and did not come back. Raises ListRefused if one was renamed, stands twice, or is one
    without which no line can be trusted."""
    found = [_field_of(name) for name in table.header]
    for place, field in enumerate(found):
        if field and found.index(field) != place:
            raise _at(table, "repeated_header", place)
    for key in ("number", CHECK):
        if key not in found:
            raise ListRefused("missing_column", table.sheet, table.row, expected=_HEADERS[key])
    exported, asked = columns_beside(table.header[found.index(CHECK)])
    gone = [column for column in exported if column.key not in found]
    unknown = [place for place, field in enumerate(found) if field is None and table.header[place].strip()]
    if gone and len(unknown) > asked:
        place = exported.index(gone[0])
        raise _at(table, "renamed_header", place if place in unknown else unknown[-1], gone[0].header)
    return [column.header for column in gone]


def _at(table: Table, reason: str, place: int, expected: str = "") -> ListRefused:
    words = cell_words.one_line(table.header[place])
    return ListRefused(reason, table.sheet, table.row, cell_words.letters_of(place), words, expected)


def _require_values(table: Table, places: set[int]) -> None:
    """A formula says something else tomorrow, and its last value may be missing altogether."""
    formulas = [(row, column - 1) for row, column in table.formulas if row > table.row and column - 1 in places]
    if formulas:
        row, place = min(formulas)
        header = cell_words.one_line(table.header[place])
        raise ListRefused("formula", table.sheet, row, cell_words.letters_of(place), header)


def _read_ours(table: Table) -> tuple[ImportedRow, ...]:
    columns = _columns(table.header)
    return tuple(_row(table, columns, line, cells) for line, cells in table.lines)


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
        check=text("check") or "",
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
        unclear=tuple(
            (field, text(field) or "")
            for field, read in (
                ("number", cell_words.whole_number),
                *((each, cell_words.yes_or_no) for each in _YES_NO),
            )
            if text(field) and read(raw(field) or "") is None
        ),
    )
