"""The Excel workbook beside the same cells written by XlsxWriter alone, and what 100,000 people do to the memory."""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from akevents.domain.export_files import write_export
from akevents.domain.moderators import operator
from akevents.formats.summary_sheet import WorkbookFacts
from akevents.formats.workbook import write_workbook
from akevents.settings import ROOT
from akevents.store.database import Database
from bench import workshop
from bench.measuring import Figure, at_most, in_turns

STATUSES = ("confirmed",) * 8 + ("waitlisted", "cancelled")
STATES = ("Nordrhein-Westfalen", "Bayern", "Hessen", "Sachsen", "Niedersachsen", None)
BEGINNING = datetime(2026, 2, 1, 8, tzinfo=UTC)
FACTS = WorkbookFacts(
    title="Ein Abend, an dem gemessen wird",
    starts_at=datetime(2026, 3, 2, 16, tzinfo=UTC),
    ends_at=datetime(2026, 3, 2, 17, 30, tzinfo=UTC),
    timezone="Europe/Berlin",
    location="Online",
    generated_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    generated_by="Mona",
    delete_on=date(2026, 4, 1),
    capacity=None,
)


def people(count: int) -> list[dict[str, object]]:
    """Registrations of every status, over four weeks, with the texts that people write."""
    return [_person(number) for number in range(1, count + 1)]


def _person(number: int) -> dict[str, object]:
    status = STATUSES[number % len(STATUSES)]
    registered_at = BEGINNING + timedelta(minutes=number % 40_000, seconds=number % 60)
    return {
        "number": number,
        "last_name": f"Müller-{number * 7919 % 100_003}",
        "first_name": ("Anna", "Bernd", "Chiara", "Özlem")[number % 4],
        "institution": f"Stadtverwaltung Musterstadt {number % 700}",
        "institution_kind": "Stadt oder Gemeinde",
        "state": STATES[number % len(STATES)],
        "function": "Wirtschaftsförderung" if number % 3 else None,
        "email": f"person{number}@example.org",
        "member": (True, False, None)[number % 3],
        "status": status,
        "registered_at": registered_at,
        "confirmed_at": registered_at if status == "confirmed" else None,
        "waitlisted_at": registered_at if status == "waitlisted" else None,
        "cancelled_at": registered_at + timedelta(days=1) if status == "cancelled" else None,
        "list_consent": number % 2 == 0,
        "consents_list_email": number % 4 == 0,
        "is_present": False,
        "note": "Bringt ein Beispiel mit." if number % 20 == 0 else None,
        "topic": "Wie haben andere den Leerstand gezählt, und wer pflegt die Zahlen?" if number % 5 == 0 else None,
        "accessibility_needs": None,
        "check": f"k{number:08}" + "a.b:" * 12,
    }


def workbook(folder: Path, quick: bool) -> Iterator[Figure]:
    """All sheets of the fullest profile."""
    rounds, count = (1, 2_000) if quick else (5, 10_000)
    rows = people(count)
    ours, plain = folder / "ours.xlsx", folder / "plain.xlsx"
    write_workbook(ours, FACTS, rows, profile="vollstaendig")
    book = CalamineWorkbook.from_path(str(ours))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    mine, theirs = in_turns(
        rounds,
        lambda: _seconds(lambda: write_workbook(ours, FACTS, rows, profile="vollstaendig")),
        lambda: _seconds(lambda: _write_plainly(plain, sheets)),
    )
    cells = sum(cell != "" for sheet in sheets.values() for row in sheet for cell in row)
    note = f"{count} people, six sheets, {cells} cells, beside XlsxWriter alone, both in constant memory"
    yield Figure("workbook", "s", mine, theirs, at_most(1.25), note)
    small, large = (2_000, 10_000) if quick else (10_000, 100_000)
    growths = {size: _growth(folder, size) for size in (small, large)}
    note = f"peak growth of memory while {large} people are read from the database and written, all sheets"
    more = {f"with_{small}": growths[small]["megabytes"], **growths[large]}
    yield Figure("workbook-memory", "MB", [more.pop("megabytes")], note=note, more=more)


def _seconds(run: Any) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _write_plainly(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    """The same values with a format each; no tables, widths, heights, order or rules about text."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    text = book.add_format({"valign": "top", "text_wrap": True})
    number = book.add_format({"valign": "top", "num_format": "0"})
    instant = book.add_format({"valign": "top", "num_format": "dd.mm.yyyy hh:mm"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, str):
                    if value:
                        sheet.write_string(row, column, value, text)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, value, instant)
                else:
                    sheet.write_number(row, column, value, number)
    book.close()


def _growth(folder: Path, count: int) -> dict[str, float]:
    """Measured in a process of its own, because memory once taken is not given back."""
    command = [sys.executable, "-m", "bench.workbooks", str(folder / str(count)), str(count)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=600)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _measure_growth(folder: Path, count: int) -> dict[str, float]:
    folder.mkdir()
    with workshop.sqlite(folder) as db:
        for slug, people_in_it in (("wenige", 2_000), ("viele", count)):
            workshop.fill_event(db, workshop.new_event(db, slug=slug), people_in_it)
        _write(db, folder, "wenige", [])  # what is imported and cached on the way is no growth
        heard: list[int] = []
        gc.collect()
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew (proc(5), Linux)
        before = _status_megabytes("VmRSS")
        seconds = _seconds(lambda: _write(db, folder, "viele", heard))
        growth = round(_status_megabytes("VmHWM") - before, 1)
    return {"megabytes": growth, "seconds": round(seconds, 2), "progress_reports": len(heard)}


def _write(db: Database, folder: Path, slug: str, heard: list[int]) -> None:
    with TemporaryFile(dir=folder) as target:
        write_export(db, operator(), slug, "vollstaendig", target, on_progress=lambda done, _: heard.append(done))


def _status_megabytes(name: str) -> float:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1000


if __name__ == "__main__":
    print(json.dumps(_measure_growth(Path(sys.argv[1]), int(sys.argv[2]))))
