"""The sheets of the workbook that have a row for each person or question, written in one pass over their rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from akevents.formats.columns import CHECK, Column, ColumnKind, Row, cell_reader
from akevents.formats.people import Topic
from akevents.formats.profiles import without_addresses
from akevents.formats.sheet_cells import (
    LINE_HEIGHT,
    Style,
    begin_table,
    cell_writer,
    end_table,
    lines_of,
    set_height,
    set_widths,
    text_writer,
)

ROW_LIMIT = 1_048_575  # Excel's rows below a header
CHUNK = 500  # rows that are turned into cells, and reported as progress, together
PAGE_WIDTH = 200  # characters that a printed A4 landscape page holds at about 70 % of full size

Report = Callable[[int, int], None]


class Progress:
    """Counts rows over all sheets and tells whoever waits."""

    def __init__(self, total: int, report: Report | None = None) -> None:
        self.done, self.total, self.report = 0, total, report

    def chunks(self, rows: Iterable[Row]) -> Iterator[tuple[int, Sequence[Row]]]:
        """The rows a few hundred at a time, each time with the sheet row of the first; the header is sheet row 0."""
        coming, start = iter(rows), 1
        while chunk := tuple(islice(coming, CHUNK)):
            if start + len(chunk) - 1 > ROW_LIMIT:
                raise ValueError(f"more than {ROW_LIMIT} rows do not fit into one sheet")
            yield start, chunk
            start += len(chunk)
            self.done += len(chunk)
            if self.report and self.done < self.total:
                self.report(self.done, self.total)

    def finish(self) -> None:
        if self.report:
            self.report(self.total, self.total)


def write_list(
    sheet: Any, style: Style, columns: Sequence[Column], rows: Iterable[Row], zone: ZoneInfo, progress: Progress
) -> None:
    """One row for each person, the name in sight wherever one scrolls, the check column hidden."""
    _freeze(sheet, columns)
    begin_table(sheet, style, [column.header for column in columns], [column.width for column in columns])
    readers = [cell_reader(column, zone) for column in columns]
    writers = [_writer(sheet, style, place, column) for place, column in enumerate(columns)]
    widths, last = [_narrowest(column) for column in columns], 0
    for first, chunk in progress.chunks(rows):
        values = [list(map(read, chunk)) for read in readers]
        widths = list(map(_fitted_width, columns, values, widths))
        heights = _heights(columns, values)
        for index, cells in enumerate(zip(*values, strict=True), start=first):
            if index - first in heights:
                set_height(sheet, index, heights[index - first])
            for write, value in zip(writers, cells, strict=True):
                if value is not None:
                    write(index, value)
        last = first + len(chunk) - 1
    end_table(sheet, last)
    _finish_columns(sheet, columns, widths)


def _freeze(sheet: Any, columns: Sequence[Column]) -> None:
    keys = [column.key for column in columns]
    named = 1 + max((keys.index(key) for key in ("last_name", "first_name") if key in keys), default=-1)
    sheet.freeze_panes(1, named)  # The name stays in sight while scrolling right, and on every page across.
    if named:
        sheet.repeat_columns(0, named - 1)
    sheet.hide_gridlines(0)  # Prints thin lines.


def _writer(sheet: Any, style: Style, place: int, column: Column) -> Callable[[int, Any], None]:
    if column.key == CHECK:
        return text_writer(sheet, place, style.single, style.guarded_single)  # one line, or its rows would grow high
    return cell_writer(sheet, style, place, column.kind)


def _finish_columns(sheet: Any, columns: Sequence[Column], widths: Sequence[int]) -> None:
    set_widths(sheet, widths)
    shown = sum(width for column, width in zip(columns, widths, strict=True) if column.key != CHECK)
    sheet.fit_to_pages(math.ceil(shown / PAGE_WIDTH), 0)
    for place, column in enumerate(columns):
        if column.key == CHECK:
            sheet.set_column(place, place, column.width, None, {"hidden": True})


def _narrowest(column: Column) -> int:
    """In characters: the header with its filter button on one line, if the column's own limit allows."""
    contents = {ColumnKind.INSTANT: len("02.03.2022 17:00") + 1, ColumnKind.YES_NO: len("nein") + 1}.get(column.kind, 0)
    return max(contents, min(len(column.header) + 4, column.width))


def _fitted_width(column: Column, values: Iterable[Any], width: int) -> int:
    """The width in characters that these values need, too, within the column's own limit."""
    if column.kind is not ColumnKind.TEXT:
        return width
    return max(width, min(column.width, max(map(len, filter(None, values)), default=0) + 2))


def _heights(columns: Sequence[Column], values: Sequence[Sequence[Any]]) -> dict[int, int]:
    """Lines of the rows that need more than one. Excel would find out by itself, LibreOffice does not."""
    heights: dict[int, int] = {}
    for column, cells in zip(columns, values, strict=True):
        if column.kind is ColumnKind.TEXT and column.key != CHECK:
            for row, text in enumerate(cells):
                if text and (len(text) > column.width or "\n" in text):
                    heights[row] = max(heights.get(row, 1), lines_of(text, column.width))
    return heights


def write_signature_list(sheet: Any, style: Style, people: Iterable[Row], progress: Progress) -> None:
    """Four columns that fit an A4 landscape page unscaled, so that a signature really gets its 6.8 cm."""
    widths = (6, 32, 44, 36)
    begin_table(sheet, style, ("Nr.", "Name", "Institution", "Unterschrift"), widths)
    set_widths(sheet, widths)
    sheet.set_default_row(2 * LINE_HEIGHT)
    sheet.freeze_panes(1, 0)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)  # Only makes smaller: for a reader whose font is wider than Excel's.
    write_name, write_institution = (text_writer(sheet, place, style.boxed, style.boxed_guarded) for place in (1, 2))
    row = 0
    for first, chunk in progress.chunks(people):
        for row, person in enumerate(chunk, start=first):
            name = ", ".join(str(person[key]) for key in ("last_name", "first_name") if person.get(key))
            institution = str(person.get("institution") or "")
            lines = max(lines_of(name, widths[1]), lines_of(institution, widths[2]))
            if lines > 2:  # noqa: PLR2004 - the default height holds two
                set_height(sheet, row, lines)
            sheet.write_number(row, 0, person["number"], style.boxed_number)
            write_name(row, name)
            write_institution(row, institution)
            sheet.write_blank(row, 3, None, style.boxed)
    end_table(sheet, row)


def write_topics(sheet: Any, style: Style, topics: Iterable[Topic], zone: ZoneInfo) -> None:
    """What people want to discuss and how many want it, in the order given. A name stands there with consent only,
    an address never."""
    widths = (10, 80, 16, 18, 28)
    begin_table(sheet, style, ("Stimmen", "Frage", "Stand", "Gestellt am", "Von"), widths)
    set_widths(sheet, widths)
    sheet.freeze_panes(1, 0)
    sheet.fit_to_pages(1, 0)
    write_text, write_standing, write_name = (
        text_writer(sheet, place, style.text, style.guarded) for place in (1, 2, 4)
    )
    row = 0
    for row, topic in enumerate(topics, start=1):
        text = str(without_addresses(topic.text))
        if (lines := lines_of(text, widths[1])) > 1:
            set_height(sheet, row, lines)
        if topic.votes is not None:
            sheet.write_number(row, 0, topic.votes, style.number)
        write_text(row, text)
        write_standing(row, topic.standing)
        if topic.asked_at is not None:
            asked_at = topic.asked_at.astimezone(zone).replace(tzinfo=None, microsecond=0)
            sheet.write_datetime(row, 3, asked_at, style.instant)
        if topic.name:
            write_name(row, topic.name)
    end_table(sheet, row)
