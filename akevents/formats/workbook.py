"""Registrations as the Excel workbook a careful moderator would have made by hand.

XlsxWriter in its constant-memory mode: every row goes to a temporary file at once, so memory stays flat for 100,000
people. That mode refuses `add_table`, only because it cannot go back to the header row; `_declare_table` does without.
Its strings are inline, the form openpyxl reads back unchanged (it drops every "x005F_" from shared strings).
No cell is ever a formula or a link, whatever people type.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import escape
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellDatetimeTuple, CellNumberTuple, CellStringTuple, Worksheet

from akevents.formats.columns import (
    COLUMNS,
    FORMULA_STARTS,
    STATUS_WORDS,
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
from akevents.formats.german import fold
from akevents.wording import dates

SUMMARY = "Zusammenfassung"
SHEETS: dict[str, tuple[str, ...]] = {
    "moderation": ("Teilnehmende", "Warteliste", "Abgemeldet", SUMMARY, "Anwesenheitsliste"),
    "vollstaendig": ("Teilnehmende", "Warteliste", "Abgemeldet", SUMMARY, "Anwesenheitsliste"),
    # A speaker needs who comes, not who withdrew or hopes for a place.
    "referent": ("Teilnehmende", SUMMARY, "Anwesenheitsliste"),
    # Every other sheet would show, or count, people who did not agree to be listed.
    "teilnehmendenliste": ("Teilnehmende",),
}
TEXT_LIMIT = 32_767  # Excel's limit for a cell, in UTF-16 units.
CUT_MARK = "… (gekürzt)"
ROW_LIMIT = 1_048_575  # Excel's rows below a header.
PETROL = "#0F5468"
LINE = "#9FB4BB"
AMBER = "#C77700"
TOO_LONG = -2  # XlsxWriter's answer when it has cut a text.
CHUNK = 500  # rows that are turned into cells, and reported as progress, together
LINE_HEIGHT = 15  # points, of Calibri 11
HIGHEST_ROW = 405  # points; Excel ends at 409
PAGE_WIDTH = 200  # characters that a printed A4 landscape page holds at about 70 % of full size
LONGEST_CHART = 400  # days; beyond that the summary lists only days on which someone registered

_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
_BEFORE_ESCAPE = re.compile("(?<=_)(?=x[0-9A-Fa-f]{4}_)")

Report = Callable[[int, int], None]
WriteCell = Callable[[int, Any], None]
Cell = tuple[int, int, object, Any]  # row, column, value, format
Day = tuple[date, int, int]  # day, registrations on it, registrations up to its end


@dataclass(frozen=True, slots=True)
class WorkbookFacts:
    """What the workbook says about its event and itself. Instants are aware UTC, shown in `timezone`.

    `generated_by` is a name, not an address: it is in every profile's file. `capacity` None means unlimited."""

    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    location: str
    generated_at: datetime
    generated_by: str
    delete_on: date
    capacity: int | None


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
        style = _Style(book)
        _describe(book, facts)
        for name in names:
            sheet = _new_sheet(book, name, facts)
            if name == SUMMARY:
                _write_summary(book, sheet, style, facts, rows)
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


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that writes ordinary cells in a fraction of XlsxWriter's time.

    The others take XlsxWriter's own way, and all of them would if it ever renamed this method: slower, never wrong."""

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


class _Style:
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
    sheet = book.add_worksheet(name, worksheet_class=_Sheet)
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
    style: _Style
    columns: Sequence[Column]
    zone: ZoneInfo


def _write_list(layout: _Layout, rows: Sequence[Row], progress: _Progress) -> None:
    sheet, columns = layout.sheet, layout.columns
    named = 1 + [column.key for column in columns].index("first_name")
    sheet.freeze_panes(1, named)  # The name stays in sight while scrolling right, and on every page across.
    sheet.repeat_columns(0, named - 1)
    sheet.hide_gridlines(0)  # Prints thin lines.
    headers, limits = [column.header for column in columns], [column.width for column in columns]
    _begin_table(sheet, layout.style, headers, limits, len(rows))
    readers = [cell_reader(column, layout.zone) for column in columns]
    writers = [_writer(sheet, layout.style, place, column.kind) for place, column in enumerate(columns)]
    widths = [_narrowest(column) for column in columns]
    for first, chunk in progress.chunks(rows):
        values = [list(map(read, chunk)) for read in readers]
        widths = list(map(_fitted_width, columns, values, widths))
        heights = _heights(columns, values)
        for index, cells in enumerate(zip(*values, strict=True), start=first):
            if index - first in heights:
                _set_height(sheet, index, heights[index - first])
            for write, value in zip(writers, cells, strict=True):
                if value is not None:
                    write(index, value)
    _set_widths(sheet, widths)
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
                    heights[row] = max(heights.get(row, 1), _lines(text, column.width))
    return heights


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column so wide."""
    return sum(max(1, -(-len(line) // width)) for line in text.split("\n"))


def _set_height(sheet: Any, row: int, lines: int) -> None:
    sheet.set_row(row, min(LINE_HEIGHT * lines, HIGHEST_ROW))


def _set_widths(sheet: Any, widths: Sequence[int]) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)


def _begin_table(sheet: Any, style: _Style, headers: Sequence[str], widths: Sequence[int], rows: int) -> None:
    """Declare the table and write its header row, high enough for headers that wrap; `rows` counts those below it."""
    lines = max(_lines(header, width - 3) for header, width in zip(headers, widths, strict=True))
    sheet.set_row(0, 7 + LINE_HEIGHT * min(lines, 8))
    sheet.repeat_rows(0)
    _declare_table(sheet, headers, rows)
    for place, header in enumerate(headers):
        _text_writer(sheet, place, style.header, style.guarded_header)(0, header)


def _declare_table(sheet: Any, headers: Sequence[str], rows: int) -> None:
    """Make header and rows an Excel table with filter buttons; an empty table gets the one blank row Excel insists on.

    XlsxWriter declares a table of one row without header, so it neither writes nor remembers cells; then the table's
    facts are corrected. `headers` must be unique. They are escaped as Excel reads them (ECMA-376, ST_Xstring)."""
    looks = {"header_row": False, "name": sheet.name, "style": "Table Style Light 1"}
    sheet.constant_memory = False
    sheet.add_table(0, 0, 0, len(headers) - 1, looks)
    sheet.constant_memory = True
    table = sheet.tables[-1]
    reach = xl_range(0, 0, max(rows, 1), len(headers) - 1)
    table.update({"range": reach, "a_range": reach, "autofilter": reach, "header_row_count": 1})
    for column, header in zip(table["columns"], headers, strict=True):
        column["name"] = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", header)


def _writer(sheet: Any, style: _Style, place: int, kind: ColumnKind) -> WriteCell:
    """How one column writes its cells, bound once so that the loop over rows decides nothing."""
    if kind is ColumnKind.NUMBER:
        write_number = sheet.write_number
        return lambda row, value: write_number(row, place, value, style.number)
    if kind is ColumnKind.INSTANT:
        write_datetime = sheet.write_datetime
        return lambda row, value: write_datetime(row, place, value, style.instant)
    return _text_writer(sheet, place, style.text, style.guarded)


def _text_writer(sheet: Any, place: int, plain: Any, guarded: Any) -> WriteCell:
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


def _write_signature_list(sheet: Any, style: _Style, people: list[Row], progress: _Progress) -> None:
    """Four columns that fit an A4 landscape page unscaled, so that a signature really gets its 6.8 cm."""
    widths = (6, 32, 44, 36)
    _begin_table(sheet, style, ("Nr.", "Name", "Institution", "Unterschrift"), widths, len(people))
    _set_widths(sheet, widths)
    sheet.set_default_row(2 * LINE_HEIGHT)
    sheet.freeze_panes(1, 0)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)  # Only makes smaller: for a reader whose font is wider than Excel's.
    write_name, write_institution = (_text_writer(sheet, place, style.boxed, style.boxed_guarded) for place in (1, 2))
    for first, chunk in progress.chunks(people):
        for row, person in enumerate(chunk, start=first):
            name = ", ".join(str(person[key]) for key in ("last_name", "first_name") if person.get(key))
            institution = str(person.get("institution") or "")
            lines = max(_lines(name, widths[1]), _lines(institution, widths[2]))
            if lines > 2:  # noqa: PLR2004 - the default height holds two
                _set_height(sheet, row, lines)
            sheet.write_number(row, 0, person["number"], style.boxed_number)
            write_name(row, name)
            write_institution(row, institution)
            sheet.write_blank(row, 3, None, style.boxed)


def _write_summary(book: Any, sheet: Any, style: _Style, facts: WorkbookFacts, rows: Sequence[Row]) -> None:
    """Counts left, days and their chart right; numbers, not formulas, so that every reader shows them."""
    days = _registrations_per_day(rows, ZoneInfo(facts.timezone))
    cells = _facts_block(style, facts)
    top = cells[-1][0] + 2
    cells += _counts_blocks(style, rows, top) + _days_block(style, days, top)
    _set_widths(sheet, (36, 17, 3, 14, 12, 12, 3))
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    for row, place, value, form in sorted(cells, key=lambda cell: cell[:2]):  # Constant memory knows no way back.
        if isinstance(value, str):
            _text_writer(sheet, place, form, style.guarded_single)(row, value)
        else:
            (sheet.write_number if isinstance(value, int) else sheet.write_datetime)(row, place, value, form)
    if days:
        words = f"Anmeldungen je Tag und insgesamt, {days[0][0]:%d.%m.%Y} bis {days[-1][0]:%d.%m.%Y}: {days[-1][2]}"
        sheet.insert_chart(top, 7, _days_chart(book, days, top + 1), {"description": words})


def _facts_block(style: _Style, facts: WorkbookFacts) -> list[Cell]:
    generated_at = dates.local(facts.generated_at, facts.timezone).replace(tzinfo=None, microsecond=0)
    lines: list[tuple[str, object, Any]] = [
        ("Termin", dates.period(facts.starts_at, facts.ends_at, facts.timezone), style.single),
        ("Ort", facts.location, style.single),
        ("Plätze", "unbegrenzt" if facts.capacity is None else facts.capacity, style.left_number),
        ("Erzeugt am", generated_at, style.instant),
        ("Erzeugt von", facts.generated_by, style.single),
        ("Zu löschen bis", facts.delete_on, style.day),
    ]
    cells: list[Cell] = [(0, 0, facts.title, style.title)]
    for row, (label, value, form) in enumerate(lines, start=2):
        cells += [(row, 0, label, style.label), (row, 1, value, form)]
    return cells


def _counts_blocks(style: _Style, rows: Sequence[Row], top: int) -> list[Cell]:
    by_status = Counter(STATUS_WORDS[str(row["status"])] for row in rows)
    confirmed = [row for row in rows if row["status"] == "confirmed"]
    blocks = {
        "Anmeldungen nach Status": [*((word, by_status[word]) for word in STATUS_WORDS.values()), ("Summe", len(rows))],
        "Bestätigte nach Bundesland": _most_first(confirmed, "state"),
        "Bestätigte nach Art der Institution": _most_first(confirmed, "institution_kind"),
    }
    cells: list[Cell] = []
    for heading, counts in blocks.items():
        cells += [(top, 0, heading, style.heading), (top, 1, "Anzahl", style.right_heading)]
        for row, (word, count) in enumerate(counts, start=top + 1):
            cells += [(row, 0, word, style.single), (row, 1, count, style.number)]
        top += len(counts) + 2
    return cells


def _most_first(rows: Sequence[Row], key: str) -> list[tuple[str, int]]:
    counts = Counter(str(row.get(key) or "ohne Angabe") for row in rows)
    return sorted(counts.items(), key=lambda item: (-item[1], fold(item[0])))


def _days_block(style: _Style, days: Sequence[Day], top: int) -> list[Cell]:
    headings = ("Anmeldung am", "neu", "insgesamt")
    cells: list[Cell] = [(top, 3, headings[0], style.heading)]
    cells += [(top, place, headings[place - 3], style.right_heading) for place in (4, 5)]
    forms = (style.day, style.number, style.number)
    for row, day in enumerate(days, start=top + 1):
        cells += [(row, 3 + place, value, form) for place, (value, form) in enumerate(zip(day, forms, strict=True))]
    return cells


def _registrations_per_day(rows: Sequence[Row], zone: ZoneInfo) -> list[Day]:
    """Days in the event's zone, registrations counted whatever became of them; quiet days between are included."""
    read = cell_reader(next(column for column in COLUMNS if column.key == "registered_at"), zone)
    counts = Counter(instant.date() for instant in map(read, rows) if instant is not None)
    shown = sorted(counts)
    if shown and (span := (shown[-1] - shown[0]).days) < LONGEST_CHART:
        shown = [shown[0] + timedelta(days=offset) for offset in range(span + 1)]
    totals = accumulate(counts[day] for day in shown)
    return [(day, counts[day], total) for day, total in zip(shown, totals, strict=True)]


def _days_chart(book: Any, days: Sequence[Day], first_row: int) -> Any:
    """A native chart: new registrations as columns, all so far as a line on its own axis."""
    last_row = first_row + len(days) - 1
    serials = [(day - date(1899, 12, 30)).days for day, _, _ in days]

    def series(place: int, **looks: Any) -> dict[str, Any]:
        # The numbers go in as well, because the rows are on disk by now and XlsxWriter could not look them up.
        data = {"categories_data": serials, "values_data": [day[place - 3] for day in days]}
        values = [SUMMARY, first_row, place, last_row, place]
        return {"categories": [SUMMARY, first_row, 3, last_row, 3], "values": values, **data, **looks}

    chart, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    chart.add_series(series(4, name="neu am Tag", fill={"color": PETROL}, gap=40))
    line.add_series(series(5, name="insgesamt", line={"color": AMBER, "width": 2.25}, y2_axis=True))
    chart.combine(line)
    quiet = {"num_font": {"color": "#4A5B61"}, "line": {"color": LINE}}
    chart.set_title({"name": "Anmeldungen je Tag", "name_font": {"size": 12, "color": PETROL}, "overlay": False})
    chart.set_x_axis({**quiet, "date_axis": True, "num_format": "dd.mm.", "major_tick_mark": "outside"})
    counts = {**quiet, "min": 0, "num_format": "0"}
    chart.set_y_axis({**counts, "major_gridlines": {"visible": True, "line": {"color": "#E3EAEC"}}})
    line.set_y2_axis(counts)
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 620, "height": 340})
    return chart
