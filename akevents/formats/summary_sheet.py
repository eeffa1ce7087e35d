"""The sheet "Zusammenfassung": counts by status, day, Land and kind of institution, with a native chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from akevents.formats.columns import STATUS_WORDS, Row
from akevents.formats.german import fold
from akevents.formats.profiles import SUMMARY
from akevents.formats.sheet_cells import LINE, PETROL, Style, set_widths, text_writer
from akevents.wording import dates

LATE = "Davon Nachmeldungen"
AMBER = "#C77700"
LONGEST_CHART = 400  # days; beyond that the summary lists only days on which someone registered

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


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the summary counts. `days` are those of the event's zone, whatever became of the registration."""

    by_status: Mapping[str, int]
    by_state: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_day: Mapping[date, int]
    confirmed_late: int


def figures_of(rows: Iterable[Row], zone: ZoneInfo) -> Figures:
    """Counted in one pass, holding no row. State and kind are those of confirmed people."""
    statuses, states, kinds, days = Counter[str](), Counter[str](), Counter[str](), Counter[date]()
    late = 0
    for row in rows:
        status = str(row["status"])
        statuses[status] += 1
        if status == "confirmed":
            states[str(row.get("state") or "ohne Angabe")] += 1
            kinds[str(row.get("institution_kind") or "ohne Angabe")] += 1
            late += bool(row.get("came_late"))
        if isinstance(at := row.get("registered_at"), datetime):
            days[at.astimezone(zone).date()] += 1
    return Figures(statuses, states, kinds, days, late)


def write_summary(book: Any, sheet: Any, style: Style, facts: WorkbookFacts, figures: Figures) -> None:
    """Counts left, days and their chart right; numbers, not formulas, so that every reader shows them."""
    days = _registrations_per_day(figures.by_day)
    cells = _facts_block(style, facts)
    top = cells[-1][0] + 2
    cells += _counts_blocks(style, figures, top) + _days_block(style, days, top)
    set_widths(sheet, (36, 17, 3, 14, 12, 12, 3))
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    for row, place, value, form in sorted(cells, key=lambda cell: cell[:2]):  # Constant memory knows no way back.
        if isinstance(value, str):
            text_writer(sheet, place, form, style.guarded_single)(row, value)
        else:
            (sheet.write_number if isinstance(value, int) else sheet.write_datetime)(row, place, value, form)
    if days:
        words = f"Anmeldungen je Tag und insgesamt, {days[0][0]:%d.%m.%Y} bis {days[-1][0]:%d.%m.%Y}: {days[-1][2]}"
        sheet.insert_chart(top, 7, _days_chart(book, days, top + 1), {"description": words})


def _facts_block(style: Style, facts: WorkbookFacts) -> list[Cell]:
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


def _counts_blocks(style: Style, figures: Figures, top: int) -> list[Cell]:
    by_status = [(word, figures.by_status.get(status, 0)) for status, word in STATUS_WORDS.items()]
    blocks = {
        "Anmeldungen nach Status": [*by_status, ("Summe", sum(count for _, count in by_status))],
        **_late_block(figures),
        "Bestätigte nach Bundesland": _most_first(figures.by_state),
        "Bestätigte nach Art der Institution": _most_first(figures.by_kind),
    }
    cells: list[Cell] = []
    for heading, counts in blocks.items():
        cells += [(top, 0, heading, style.heading), (top, 1, "Anzahl", style.right_heading)]
        for row, (word, count) in enumerate(counts, start=top + 1):
            cells += [(row, 0, word, style.single), (row, 1, count, style.number)]
        top += len(counts) + 2
    return cells


def _late_block(figures: Figures) -> dict[str, list[tuple[str, int]]]:
    """Late requests counted apart, where there were any; the counts by status hold them too."""
    waiting, accepted = figures.by_status.get("requested", 0), figures.confirmed_late
    return {LATE: [("warten auf Entscheidung", waiting), ("angenommen", accepted)]} if waiting or accepted else {}


def _most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], fold(item[0])))


def _days_block(style: Style, days: Sequence[Day], top: int) -> list[Cell]:
    headings = ("Anmeldung am", "neu", "insgesamt")
    cells: list[Cell] = [(top, 3, headings[0], style.heading)]
    cells += [(top, place, headings[place - 3], style.right_heading) for place in (4, 5)]
    forms = (style.day, style.number, style.number)
    for row, day in enumerate(days, start=top + 1):
        cells += [(row, 3 + place, value, form) for place, (value, form) in enumerate(zip(day, forms, strict=True))]
    return cells


def _registrations_per_day(counts: Mapping[date, int]) -> list[Day]:
    """Quiet days between are included, unless there are too many of them."""
    shown = sorted(counts)
    if shown and (span := (shown[-1] - shown[0]).days) < LONGEST_CHART:
        shown = [shown[0] + timedelta(days=offset) for offset in range(span + 1)]
    totals = accumulate(counts.get(day, 0) for day in shown)
    return [(day, counts.get(day, 0), total) for day, total in zip(shown, totals, strict=True)]


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
