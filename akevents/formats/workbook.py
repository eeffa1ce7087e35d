"""Registrations as the Excel workbook a careful moderator would have made by hand.

XlsxWriter in its constant-memory mode: every row goes to a temporary file at once, so memory stays flat for 100,000
people. What that mode needs is in sheet_cells.py."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import xlsxwriter

from akevents.formats.columns import (
    Column,
    ColumnKind,
    QuestionColumn,
    Row,
    carried_text,
    cell_reader,
    columns_for,
    cut_to,
    german_order,
    rows_for,
)
from akevents.formats.sheet_cells import (
    LINE_HEIGHT,
    FastSheet,
    Style,
    begin_table,
    cell_writer,
    lines_of,
    set_height,
    set_widths,
    text_writer,
)
from akevents.formats.summary_sheet import SUMMARY, WorkbookFacts, write_summary
from akevents.wording import dates

SHEETS: dict[str, tuple[str, ...]] = {
    "moderation": ("Teilnehmende", "Warteliste", "Abgemeldet", SUMMARY, "Anwesenheitsliste"),
    "vollstaendig": ("Teilnehmende", "Warteliste", "Abgemeldet", SUMMARY, "Anwesenheitsliste"),
    # A speaker needs who comes, not who withdrew or hopes for a place.
    "referent": ("Teilnehmende", SUMMARY, "Anwesenheitsliste"),
    # Every other sheet would show, or count, people who did not agree to be listed.
    "teilnehmendenliste": ("Teilnehmende",),
}
ROW_LIMIT = 1_048_575  # Excel's rows below a header
CHUNK = 500  # rows that are turned into cells, and reported as progress, together
PAGE_WIDTH = 200  # characters that a printed A4 landscape page holds at about 70 % of full size

_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}

Report = Callable[[int, int], None]


def write_workbook(
    target: BinaryIO | Path,
    facts: WorkbookFacts,
    rows: Sequence[Mapping[str, object]],
    *,
    profile: str = "moderation",
    questions: Sequence[QuestionColumn] = (),
    on_progress: Report | None = None,
) -> None:
    """Write one event's registrations, of any status and in any order, as an xlsx file; same input, same bytes.

    `SHEETS` says which sheets a profile has. Participants, cancelled people and the signature list are in German order,
    the waiting list oldest first; pending and requested registrations are only counted. Text is kept as `carried_text`
    does; longer than Excel's 32,767 units it ends in "… (gekürzt)". `on_progress` hears rows done and rows in all, the
    last time when the file is complete. Raises UnknownProfile, and ValueError for more rows than a sheet holds."""
    columns_for(profile)
    people = _people_by_sheet(profile, rows)
    names = SHEETS[profile]
    progress = _Progress(sum(len(people[name]) for name in names if name in people), on_progress)
    with TemporaryDirectory(prefix="akevents-") as scratch:  # Half-written names must not outlive an error.
        book = xlsxwriter.Workbook(target, {"constant_memory": True, "tmpdir": scratch})
        style = Style(book)
        _describe(book, facts)
        for name in names:
            sheet = _new_sheet(book, name, facts)
            if name == SUMMARY:
                write_summary(book, sheet, style, facts, rows)
            elif name == "Anwesenheitsliste":
                _write_signature_list(sheet, style, people[name], progress)
            else:
                layout = _Layout(sheet, style, columns_for(profile, questions, name), ZoneInfo(facts.timezone))
                _write_list(layout, people[name], progress)
        book.close()
    progress.finish()


def file_name(facts: WorkbookFacts, slug: str, what: str = "Teilnehmende") -> str:
    """ "2022-03-02_smart-city_Teilnehmende.xlsx": the day in the event's zone, ASCII only, fit for any file system."""
    day = dates.local(facts.starts_at, facts.timezone).date()
    return f"{day.isoformat()}_{_ascii(slug) or 'veranstaltung'}_{_ascii(what) or 'Liste'}.xlsx"


def _ascii(text: str) -> str:
    spelled = "".join(_SPELLED_OUT.get(letter, letter) for letter in unicodedata.normalize("NFC", text))
    letters = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters)[:80].strip("-")


class _Progress:
    """Counts rows over all sheets and tells whoever waits."""

    def __init__(self, total: int, report: Report | None) -> None:
        self.done, self.total, self.report = 0, total, report

    def chunks(self, rows: Sequence[Row]) -> Iterator[tuple[int, Sequence[Row]]]:
        """The rows a few hundred at a time, each time with the sheet row of the first; the header is sheet row 0."""
        if len(rows) > ROW_LIMIT:
            raise ValueError(f"{len(rows)} rows do not fit into one sheet")
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            yield start + 1, chunk
            self.done += len(chunk)
            if self.report and self.done < self.total:
                self.report(self.done, self.total)

    def finish(self) -> None:
        if self.report:
            self.report(self.total, self.total)


def _people_by_sheet(profile: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
    confirmed = german_order(rows_for(profile, [row for row in rows if row["status"] == "confirmed"]))
    waiting = sorted((row for row in rows if row["status"] == "waitlisted"), key=_place_in_queue)
    cancelled = german_order([row for row in rows if row["status"] == "cancelled"])
    lists = {"Teilnehmende": confirmed, "Warteliste": waiting, "Abgemeldet": cancelled, "Anwesenheitsliste": confirmed}
    return {name: people for name, people in lists.items() if name in SHEETS[profile]}


def _place_in_queue(row: Row) -> tuple[Any, Any]:
    return row.get("waitlisted_at") or row.get("registered_at") or datetime.max.replace(tzinfo=UTC), row["number"]


def _describe(book: Any, facts: WorkbookFacts) -> None:
    title, author = (cut_to(carried_text(text), 250) for text in (facts.title, facts.generated_by))
    book.set_properties({"title": title, "author": author, "created": facts.generated_at.astimezone(UTC)})


def _new_sheet(book: Any, name: str, facts: WorkbookFacts) -> Any:
    """An A4 landscape sheet: title and time above each printed page, deletion day and page number below."""
    sheet = book.add_worksheet(name, worksheet_class=FastSheet)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
    when = dates.period(facts.starts_at, facts.ends_at, facts.timezone)
    sheet.set_header(f"&L&B{_header_title(facts.title)}&B\n{name}&R{when}")
    sheet.set_footer(f"&LZu löschen bis {facts.delete_on:%d.%m.%Y}&RSeite &P von &N")
    return sheet


def _header_title(title: str) -> str:
    """The title as a page header takes it: on one line, short enough for Excel's 255 units in all, "&" doubled.

    XlsxWriter reads "&G" and "&[" as pictures even behind the doubled "&", so a blank goes in between."""
    line = re.sub(r"&(?=[G\[])", "& ", " ".join(carried_text(title).split()))
    return cut_to(line, max(20, 100 - line.count("&"))).replace("&", "&&")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where and how a list is written."""

    sheet: Any
    style: Style
    columns: Sequence[Column]
    zone: ZoneInfo


def _write_list(layout: _Layout, rows: Sequence[Row], progress: _Progress) -> None:
    sheet, columns = layout.sheet, layout.columns
    named = 1 + [column.key for column in columns].index("first_name")
    sheet.freeze_panes(1, named)  # The name stays in sight while scrolling right, and on every page across.
    sheet.repeat_columns(0, named - 1)
    sheet.hide_gridlines(0)  # Prints thin lines.
    headers, limits = [column.header for column in columns], [column.width for column in columns]
    begin_table(sheet, layout.style, headers, limits, len(rows))
    readers = [cell_reader(column, layout.zone) for column in columns]
    writers = [cell_writer(sheet, layout.style, place, column.kind) for place, column in enumerate(columns)]
    widths = [_narrowest(column) for column in columns]
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
    set_widths(sheet, widths)
    sheet.fit_to_pages(math.ceil(sum(widths) / PAGE_WIDTH), 0)


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
        if column.kind is ColumnKind.TEXT:
            for row, text in enumerate(cells):
                if text and (len(text) > column.width or "\n" in text):
                    heights[row] = max(heights.get(row, 1), lines_of(text, column.width))
    return heights


def _write_signature_list(sheet: Any, style: Style, people: list[Row], progress: _Progress) -> None:
    """Four columns that fit an A4 landscape page unscaled, so that a signature really gets its 6.8 cm."""
    widths = (6, 32, 44, 36)
    begin_table(sheet, style, ("Nr.", "Name", "Institution", "Unterschrift"), widths, len(people))
    set_widths(sheet, widths)
    sheet.set_default_row(2 * LINE_HEIGHT)
    sheet.freeze_panes(1, 0)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)  # Only makes smaller: for a reader whose font is wider than Excel's.
    write_name, write_institution = (text_writer(sheet, place, style.boxed, style.boxed_guarded) for place in (1, 2))
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
