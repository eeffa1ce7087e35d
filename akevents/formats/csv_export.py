"""Registrations as a CSV file that a German Excel opens by double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from akevents.formats.columns import FORMULA_STARTS, Column, Row, carried_text, cell_reader

BYTE_ORDER_MARK = "\ufeff"  # Without it Excel reads UTF-8 as Windows-1252 and shows "MÃ¼ller".
INSTANT_FORMAT = "%d.%m.%Y %H:%M"


def write_csv(rows: Iterable[Row], columns: Sequence[Column], timezone: str) -> bytes:
    """One header line, then one line per row in the order given; `rows_for` takes out what a profile may not see.

    Separated by semicolons, UTF-8 with byte order mark, lines end in CR LF; line breaks inside a field are LF. Instants
    are dd.mm.yyyy hh:mm in `timezone`, yes/no is ja/nein. Text that a spreadsheet would run as a formula, also behind
    leading blanks, is preceded by an apostrophe. Source: OWASP, CSV Injection."""
    return b"".join(csv_lines(rows, columns, timezone))


def csv_lines(rows: Iterable[Row], columns: Sequence[Column], timezone: str) -> Iterator[bytes]:
    """The same file line by line, for more rows than anybody should hold."""
    readers = [cell_reader(column, ZoneInfo(timezone)) for column in columns]
    yield (BYTE_ORDER_MARK + _line(_field(column.header) for column in columns)).encode("utf-8")
    for row in rows:
        yield _line(_field(read(row)) for read in readers).encode("utf-8")


def _line(fields: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(fields)
    return line.getvalue()


def _field(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime(INSTANT_FORMAT)
    text = str(value)
    if isinstance(value, str) and (text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)):
        return "'" + carried_text(text)
    return carried_text(text)
