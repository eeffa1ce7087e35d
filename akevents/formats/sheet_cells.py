"""How a sheet's cells are written: fast, as text that stays text, in Excel tables that constant memory allows.

Whatever knows XlsxWriter's insides is here. XlsxWriter refuses `add_table` in its constant-memory mode, only because it
cannot go back to the header row; `_declare_table` does without. Strings are inline, the form openpyxl reads back unchanged
(it drops every "x005F_" from shared strings). No cell is ever a formula or a link, whatever people type."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellDatetimeTuple, CellNumberTuple, CellStringTuple, Worksheet

from akevents.formats.columns import FORMULA_STARTS, ColumnKind, carried_text, cut_to

TEXT_LIMIT = 32_767  # Excel's limit for a cell, in UTF-16 units
CUT_MARK = "… (gekürzt)"
PETROL = "#0F5468"
LINE = "#9FB4BB"
TOO_LONG = -2  # XlsxWriter's answer when it has cut a text
LINE_HEIGHT = 15  # points, of Calibri 11
HIGHEST_ROW = 405  # points; Excel ends at 409

_BEFORE_ESCAPE = re.compile("(?<=_)(?=x[0-9A-Fa-f]{4}_)")

WriteCell = Callable[[int, Any], None]


class FastSheet(Worksheet):  # type: ignore[misc]
    """A sheet that writes ordinary cells in a fraction of XlsxWriter's time.

    The others take XlsxWriter's own way, and all of them would if it ever renamed this method: slower, never wrong.
    A row's height is forgotten once the row is written; XlsxWriter would keep it for all 100,000."""

    def _write_single_row(self, current_row_num: int = 0) -> None:
        written = self.previous_row
        super()._write_single_row(current_row_num)
        self.row_info.pop(written, None)
        self.row_sizes.pop(written, None)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell)
        if kind is CellStringTuple and _is_ordinary(text := cell.string) and cell.format:
            if "&" in text or "<" in text or ">" in text:
                text = escape(text, quote=False)
            start = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'
            self.fh.write(f'{start} t="inlineStr"><is><t>{text}</t></is></c>')
        elif (kind is CellNumberTuple or kind is CellDatetimeTuple) and cell.format:
            start = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
        else:
            super()._write_cell(row, col, cell)


def _is_ordinary(text: str) -> bool:
    """Whether the text has no control character, line break, outer blank, escape and no markup at its beginning."""
    return text.isprintable() and "_x" not in text and text[:1] not in "< " and text[-1] != " "


class Style:
    """The few formats of the workbook, each made once."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top", "text_wrap": True}
        header = {"bold": True, "font_color": "#FFFFFF", "bg_color": PETROL, "valign": "vcenter", "text_wrap": True}
        boxed = {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": LINE}
        heading = {"bold": True, "font_color": PETROL, "bottom": 1, "bottom_color": PETROL}
        self.text = book.add_format(top)
        self.guarded = book.add_format({**top, "quote_prefix": True})
        self.number = book.add_format({"valign": "top", "align": "right", "indent": 1, "num_format": "0"})
        self.instant = book.add_format({"valign": "top", "align": "left", "num_format": "dd.mm.yyyy hh:mm"})
        self.day = book.add_format({"valign": "top", "align": "left", "num_format": "dd.mm.yyyy"})
        self.header = book.add_format(header)
        self.guarded_header = book.add_format({**header, "quote_prefix": True})
        self.boxed = book.add_format(boxed)
        self.boxed_guarded = book.add_format({**boxed, "quote_prefix": True})
        self.boxed_number = book.add_format({**boxed, "num_format": "0", "align": "center"})
        self.single = book.add_format({"valign": "top"})
        self.guarded_single = book.add_format({"valign": "top", "quote_prefix": True})
        self.left_number = book.add_format({"valign": "top", "align": "left", "num_format": "0"})
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": PETROL})
        self.heading = book.add_format(heading)
        self.right_heading = book.add_format({**heading, "align": "right", "indent": 1})
        self.label = book.add_format({"font_color": "#4A5B61", "valign": "top"})


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column so wide."""
    return sum(max(1, -(-len(line) // width)) for line in text.split("\n"))


def set_height(sheet: Any, row: int, lines: int) -> None:
    sheet.set_row(row, min(LINE_HEIGHT * lines, HIGHEST_ROW))


def set_widths(sheet: Any, widths: Sequence[int]) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)


def begin_table(sheet: Any, style: Style, headers: Sequence[str], widths: Sequence[int]) -> None:
    """Declare the table and write its header row, high enough for headers that wrap."""
    lines = max(lines_of(header, width - 3) for header, width in zip(headers, widths, strict=True))
    sheet.set_row(0, 7 + LINE_HEIGHT * min(lines, 8))
    sheet.repeat_rows(0)
    _declare_table(sheet, headers)
    for place, header in enumerate(headers):
        text_writer(sheet, place, style.header, style.guarded_header)(0, header)


def _declare_table(sheet: Any, headers: Sequence[str]) -> None:
    """Make header and rows an Excel table with filter buttons.

    XlsxWriter declares a table of one row without header, so it neither writes nor remembers cells; then the table's
    facts are corrected. `headers` must be unique. They are escaped as Excel reads them (ECMA-376, ST_Xstring)."""
    looks = {"header_row": False, "name": sheet.name, "style": "Table Style Light 1"}
    sheet.constant_memory = False
    sheet.add_table(0, 0, 0, len(headers) - 1, looks)
    sheet.constant_memory = True
    table = sheet.tables[-1]
    table["header_row_count"] = 1
    for column, header in zip(table["columns"], headers, strict=True):
        column["name"] = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", header)


def end_table(sheet: Any, rows: int) -> None:
    """Say how far the table reaches, `rows` below its header; an empty one gets the one blank row Excel insists on."""
    table = sheet.tables[-1]
    reach = xl_range(0, 0, max(rows, 1), len(table["columns"]) - 1)
    table.update({"range": reach, "a_range": reach, "autofilter": reach})


def cell_writer(sheet: Any, style: Style, place: int, kind: ColumnKind) -> WriteCell:
    """How one column writes its cells, bound once so that the loop over rows decides nothing."""
    if kind is ColumnKind.NUMBER:
        write_number = sheet.write_number
        return lambda row, value: write_number(row, place, value, style.number)
    if kind is ColumnKind.INSTANT:
        write_datetime = sheet.write_datetime
        return lambda row, value: write_datetime(row, place, value, style.instant)
    return text_writer(sheet, place, style.text, style.guarded)


def text_writer(sheet: Any, place: int, plain: Any, guarded: Any) -> WriteCell:
    """Text as text: with a quote prefix if it could pass for a formula, cut visibly if Excel would not hold it."""
    write_string = sheet.write_string

    def write(row: int, text: str) -> None:
        if not _is_ordinary(text) or text[0] in "=+-@":
            _write_delicate(sheet, row, place, text, guarded if text.startswith(FORMULA_STARTS) else plain)
        elif write_string(row, place, text, plain) == TOO_LONG:
            write_string(row, place, cut_to(text, TEXT_LIMIT, CUT_MARK), plain)

    return write


def _write_delicate(sheet: Any, row: int, place: int, text: str, style: Any) -> None:
    """Text that XlsxWriter or a reader could take for something else.

    "_x0041_" is an escape to Excel, and readers disagree about undoing the escape of an escape: split into two runs
    behind its underscore it is just text to all. "<r>…</r>" is a finished rich string to XlsxWriter: it is made one."""
    text = cut_to(carried_text(text), TEXT_LIMIT, CUT_MARK)
    parts = _BEFORE_ESCAPE.split(text)
    if len(parts) == 1 and text.startswith("<r>"):
        parts = [text[:1], text[1:]]
    if len(parts) == 1:
        code = sheet.write_string(row, place, text, style)
    else:
        code = sheet.write_rich_string(row, place, *(token for part in parts for token in (style, part)), style)
    if code:
        raise ValueError(f"XlsxWriter refused a text with {code}")
