"""A CSV or xlsx file as lines of text cells: encodings, separators, and files that would not fit into memory."""

import csv
import io
import math
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from akevents.errors import FileTooBig, NoListInFile, TooManyRows

MEGABYTE = 1024 * 1024
SIZE_LIMIT_MB, ROW_LIMIT = 5, 5000
UNPACKED_LIMIT_MB = 100  # an honest workbook of 5,000 people unpacks to a tenth of it
CELL_LIMIT = 3_000_000  # the reader makes a full rectangle up to the last cell that is used
TITLE_LINES = 10  # above the header
SEPARATORS = (",", ";", "\t")
# What zipfile raises for a file that is cut off, changed, packed in an unknown way (NotImplementedError) or has a password
# (RuntimeError): all of them are no list, none of them is a fault of ours.
DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)

Cells = list[str]
LooksLikeHeader = Callable[[Sequence[str]], int]

_CELL_PLACE = re.compile(rb'<c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the lines below it, blank ones left out. A line carries the number a spreadsheet shows for it."""

    sheet: str
    header: Cells
    lines: tuple[tuple[int, Cells], ...]


def read_tables(data: bytes, score: LooksLikeHeader) -> tuple[Table, ...]:
    """Every sheet of the file that has a header; a CSV file has one sheet without a name.

    `score` says how many names of a line are known; 0 is no header. Looked for below at most ten title lines.
    Raises FileTooBig, TooManyRows, or NoListInFile."""
    if len(data) > SIZE_LIMIT_MB * MEGABYTE:
        raise FileTooBig(SIZE_LIMIT_MB)
    tables = _sheets(data, score) if data.startswith(b"PK\x03\x04") else _separated(data, score)
    if not tables:
        raise NoListInFile
    if sum(len(table.lines) for table in tables) > ROW_LIMIT:
        raise TooManyRows(ROW_LIMIT)
    return tables


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark, UTF-8 without one, else Windows-1252 as an old Excel saves it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separated(data: bytes, score: LooksLikeHeader) -> tuple[Table, ...]:
    """Read with the separator under which most names of the header are known."""
    text = decoded(data)
    if "\0" in text:  # no text at all, or a picture
        raise NoListInFile
    found = [(_best_score(lines, score), lines) for lines in (_csv_lines(text, mark) for mark in SEPARATORS)]
    _, lines = max(found, key=lambda each: each[0])
    table = _table("", lines, score)
    return (table,) if table else ()


def _csv_lines(text: str, separator: str) -> list[Cells]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # a quotation mark that never ends
        return []


def _best_score(lines: Sequence[Cells], score: LooksLikeHeader) -> int:
    return max((score(line) for line in lines[: TITLE_LINES + 1]), default=0)


def _table(sheet: str, lines: Sequence[Cells], score: LooksLikeHeader) -> Table | None:
    above = _best_score(lines, score)
    if not above:
        return None
    place = next(index for index, line in enumerate(lines) if score(line) == above)
    body = [(place + 2 + index, line) for index, line in enumerate(lines[place + 1 :]) if any(map(str.strip, line))]
    return Table(sheet, list(lines[place]), tuple(body))


def _sheets(data: bytes, score: LooksLikeHeader) -> tuple[Table, ...]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - for moderators who import

    _require_moderate(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except CalamineError as error:
        raise NoListInFile from error
    tables = [_table(name, [[_words(cell) for cell in line] for line in lines], score) for name, lines in sheets]
    return tuple(table for table in tables if table)


def _require_moderate(data: bytes) -> None:
    """A small file can unpack to a huge one, and one cell far away makes a huge rectangle."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise NoListInFile
            if sum(each.file_size for each in archive.infolist()) > UNPACKED_LIMIT_MB * MEGABYTE:
                raise FileTooBig(SIZE_LIMIT_MB)
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and _rectangle(archive.read(name)) > CELL_LIMIT:
                    raise TooManyRows(ROW_LIMIT)
    except DAMAGED as error:
        raise NoListInFile from error


def _rectangle(sheet: bytes) -> int:
    columns = rows = 0
    for found in _CELL_PLACE.finditer(sheet):
        number = 0
        for letter in found[1]:
            number = number * 26 + letter - 64
        columns, rows = max(columns, number), max(rows, int(found[2]))
    return columns * rows


def _words(cell: Any) -> str:
    """A cell as a person would type it: whole numbers without point, instants as dd.mm.yyyy hh:mm."""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float) and math.isfinite(cell) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)
