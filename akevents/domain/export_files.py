"""One event's registrations as a file: the use case and the file formats, joined once for everyone who exports."""

import io
from collections.abc import Callable
from typing import BinaryIO, Literal

from xlsxwriter.exceptions import FileCreateError

from akevents import clock
from akevents.domain.events import EventDetails
from akevents.domain.exports import export_rows
from akevents.domain.moderators import Moderator
from akevents.formats.columns import columns_for, german_order, rows_for
from akevents.formats.csv_export import write_csv
from akevents.formats.summary_sheet import WorkbookFacts
from akevents.formats.workbook import write_workbook
from akevents.store.database import Database, refusals

FileForm = Literal["xlsx", "csv"]
Report = Callable[[int, int], None]


def write_export(
    db: Database,
    by: Moderator,
    slug: str,
    profile: str,
    target: BinaryIO,
    *,
    form: FileForm = "xlsx",
    on_progress: Report | None = None,
) -> EventDetails:
    """Write what this profile shows of the event into `target`, a file open for writing; the protocol notes it.

    `on_progress` hears rows done and rows in all; a CSV file is written at once and reports nothing.
    Raises EventNotFound, UnknownProfile or StorageFull; what is in the file then is not whole."""
    event, rows, questions = export_rows(db, by, slug, profile)
    with refusals():
        if form == "csv":
            shown = german_order(rows_for(profile, rows))
            target.write(write_csv(shown, columns_for(profile, questions), event.timezone))
            return event
        facts, book = workbook_facts(event, by), io.BytesIO()  # in memory: far smaller than the rows are
        try:
            write_workbook(book, facts, rows, profile=profile, questions=questions, on_progress=on_progress)
        except FileCreateError as error:
            raise _beneath(error) from error
        target.write(book.getbuffer())
    return event


def workbook_facts(event: EventDetails, by: Moderator) -> WorkbookFacts:
    """What a file says about its event and about who took it."""
    return WorkbookFacts(
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        location=event.location,
        generated_at=clock.utc_now(),
        generated_by=by.name,
        delete_on=event.deleted_on,
        capacity=event.capacity,
    )


def _beneath(error: FileCreateError) -> Exception:
    """XlsxWriter wraps the error of the disk."""
    cause = error.args[0] if error.args else None
    return cause if isinstance(cause, OSError) else error
