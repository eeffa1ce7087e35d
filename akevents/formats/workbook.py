"""Registrations as the Excel workbook a careful moderator would have made by hand.

XlsxWriter in its constant-memory mode: every row goes to a temporary file at once, so memory stays flat for 100,000
people. What that mode needs is in sheet_cells.py; who stands on which sheet is in people.py."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import xlsxwriter

from akevents.formats.columns import QuestionColumn, carried_text, cut_to
from akevents.formats.list_sheets import Progress, Report, write_list, write_signature_list, write_topics
from akevents.formats.people import ListedPeople, People, counted_sheets
from akevents.formats.profiles import SIGNATURES, SUMMARY, TOPICS, Profile, columns_for, profile_of
from akevents.formats.sheet_cells import FastSheet, Style
from akevents.formats.summary_sheet import WorkbookFacts, write_summary
from akevents.wording import dates

_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}


def write_workbook(
    target: BinaryIO | Path,
    facts: WorkbookFacts,
    people: People | Sequence[Mapping[str, object]],
    *,
    profile: str | Profile = "moderation",
    questions: Sequence[QuestionColumn] = (),
    on_progress: Report | None = None,
) -> None:
    """Write one event's registrations as an xlsx file; same input, same bytes.

    `people` are rows of any status in any order, or whoever reads them sheet by sheet. Participants, cancelled people and
    the signature list are in German order, the waiting list oldest first; who stands on no sheet is only counted. Text is
    kept as `carried_text` does; longer than Excel's 32,767 units it ends in "… (gekürzt)". `on_progress` hears rows done
    and rows in all, the last time when the file is complete; what it raises ends the writing. Raises UnknownProfile, and
    ValueError for more rows than a sheet holds."""
    chosen = profile_of(profile)
    source = ListedPeople(chosen, people) if isinstance(people, Sequence) else people
    progress = Progress(sum(map(source.count, counted_sheets(chosen))), on_progress)
    zone = ZoneInfo(facts.timezone)
    with TemporaryDirectory(prefix="akevents-") as scratch:  # Half-written names must not outlive an error.
        book = xlsxwriter.Workbook(target, {"constant_memory": True, "tmpdir": scratch})
        style = Style(book)
        _describe(book, facts)
        for name in chosen.sheets:
            sheet = _new_sheet(book, name, facts)
            if name == SUMMARY:
                write_summary(book, sheet, style, facts, source.figures(zone))
            elif name == TOPICS:
                write_topics(sheet, style, source.topics(), zone)
            elif name == SIGNATURES:
                write_signature_list(sheet, style, source.on(name), progress)
            else:
                write_list(sheet, style, columns_for(chosen, questions, name), source.on(name), zone, progress)
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
