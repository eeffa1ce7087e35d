"""A CSV or xlsx file as lines of text cells: encodings, separators, sheets."""

import csv
import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from akevents.errors import FileTooBig, ListRefused, NoListInFile, TooManyRows
from akevents.formats.workbook_guard import (
    MEGABYTE,
    ROW_LIMIT,
    SIZE_LIMIT_MB,
    require_readable_kind,
    safe_workbook,
)

TITLE_LINES = 10  # above the header
SEPARATORS = (",", ";", "\t")

Cells = list[str]
LooksLikeHeader = Callable[[Sequence[str]], int]
Formulas = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the lines below it, blank ones left out. A line carries the number a spreadsheet shows for it, and so
    does the header (`row`). `score` is what the header is worth: 0 means that no column of it is known.
    `formulas` are rows and columns, from 1."""

    sheet: str
    header: Cells
    lines: tuple[tuple[int, Cells], ...]
    row: int = 1
    score: int = 1
    formulas: Formulas = frozenset()


def read_tables(data: bytes, score: LooksLikeHeader, name: str = "") -> tuple[Table, ...]:
    """Every sheet of the file with a header that is known, or if there is none, every sheet with any header; a CSV file has
    one sheet without a name.

    `score` says how many names of a line are known; 0 is no header. Looked for below at most ten title lines.
    Raises FileTooBig, TooManyRows, NoListInFile, or ListRefused for a file of another kind; `name` is the file's."""
    if len(data) > SIZE_LIMIT_MB * MEGABYTE:
        raise FileTooBig(SIZE_LIMIT_MB)
    require_readable_kind(data, name)
    tables = _sheets(data, score) if data.startswith(b"PK\x03\x04") else _separated(data, score)
    known = tuple(table for table in tables if table.score)
    if not tables:
        raise NoListInFile
    if sum(len(table.lines) for table in known or tables) > ROW_LIMIT:
        raise TooManyRows(ROW_LIMIT)
    return known or tables


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark, UTF-8 without one, else Windows-1252 as an old Excel saves it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separated(data: bytes, score: LooksLikeHeader) -> tuple[Table, ...]:
    """Read with the separator under which most names of the header are known, or most cells stand."""
    text = decoded(data)
    if "\0" in text:  # no text at all, or a picture
        raise NoListInFile
    found = [_csv_lines(text, mark) for mark in SEPARATORS]
    return _tables([("", max(found, key=lambda lines: (_best_score(lines, score), _cells_above(lines))))], score)


def _csv_lines(text: str, separator: str) -> list[Cells]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # a quotation mark that never ends
        return []


def _cells_above(lines: Sequence[Cells]) -> int:
    return max((len(line) for line in lines[: TITLE_LINES + 1]), default=0)


def _best_score(lines: Sequence[Cells], score: LooksLikeHeader) -> int:
    return max((score(line) for line in lines[: TITLE_LINES + 1]), default=0)


def _tables(sheets: Iterable[tuple[str, Sequence[Cells]]], score: LooksLikeHeader) -> tuple[Table, ...]:
    found = (_table(name, lines, score) for name, lines in sheets)
    return tuple(table for table in found if table)


def _table(sheet: str, lines: Sequence[Cells], score: LooksLikeHeader) -> Table | None:
    """Below the header that is known best; if none is, below the first line with two cells or more."""
    above = _best_score(lines, score)
    if above:
        place = next(index for index, line in enumerate(lines) if score(line) == above)
    else:
        place = next((index for index, line in enumerate(lines) if sum(map(bool, map(str.strip, line))) > 1), -1)
    if place < 0:
        return None
    body = [(place + 2 + index, line) for index, line in enumerate(lines[place + 1 :]) if any(map(str.strip, line))]
    return Table(sheet, list(lines[place]), tuple(body), place + 1, above) if above or body else None


def _sheets(data: bytes, score: LooksLikeHeader) -> tuple[Table, ...]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - for moderators who import

    safe = safe_workbook(data)
    tables: list[Table] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(safe.data))
        for name, scan in safe.sheets.items():
            lines = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            found = _table(name, [[_words(cell) for cell in line] for line in lines], score)
            if found:
                formulas = frozenset(scan.formulas)
                tables.append(Table(name, found.header, found.lines, found.row, found.score, formulas))
    except (CalamineError, ValueError, OverflowError) as error:
        raise ListRefused("damaged") from error
    return tuple(tables)


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
