"""One event's registrations as a file: the use case and the file formats, joined once for everyone who exports."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Literal, cast

from xlsxwriter.exceptions import FileCreateError

from akevents import clock
from akevents.domain import protocol
from akevents.domain.events import EventDetails
from akevents.domain.exports import PORTION, Export, opened_export
from akevents.domain.moderators import Moderator
from akevents.formats.columns import Row
from akevents.formats.csv_export import csv_lines
from akevents.formats.profiles import columns_for
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
    """Write what this profile shows of the event into `target`, a file open for writing, in memory that does not grow with
    the number of people; once it is whole, the protocol notes that it was taken.

    `on_progress` hears rows done and rows in all; what it raises ends the writing. Raises EventNotFound, UnknownProfile or
    StorageFull; what is in the file then is not whole."""
    with refusals(), opened_export(db, by, slug, profile) as found:
        (_write_csv if form == "csv" else _write_workbook)(found, by, target, on_progress)
    with db.writing() as session:
        protocol.record(session, by, "exported", event_id=found.event.id, profile=profile)
    return found.event


def _write_workbook(found: Export, by: Moderator, target: BinaryIO, on_progress: Report | None) -> None:
    facts = workbook_facts(found.event, by)
    try:
        write_workbook(
            cast(BinaryIO, _Target(target)), facts, found.people, profile=found.profile, questions=found.questions,
            on_progress=on_progress,
        )  # fmt: skip
    except FileCreateError as error:
        raise _beneath(error) from error


class _Target:
    """The file as zipfile sees it. On a full disk zipfile is left half open, and when it is collected it would write its end
    into a file that is closed by then and complain on stderr; after a failure nothing is written any more."""

    def __init__(self, target: BinaryIO) -> None:
        self._target, self._has_failed = target, False

    def write(self, data: bytes) -> int:
        if self._has_failed:
            return len(data)
        try:
            return self._target.write(data)
        except OSError:
            self._has_failed = True
            raise

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0 if self._has_failed else self._target.seek(offset, whence)

    def tell(self) -> int:
        return 0 if self._has_failed else self._target.tell()

    def flush(self) -> None:
        if not self._has_failed:
            self._target.flush()


def _write_csv(found: Export, by: Moderator, target: BinaryIO, on_progress: Report | None) -> None:
    rows = _counted(found.people.everybody(), found.people.count_everybody(), on_progress)
    columns = columns_for(found.profile, found.questions)
    for line in csv_lines(rows, columns, found.event.timezone):
        target.write(line)


def _counted(rows: Iterable[Row], total: int, report: Report | None) -> Iterator[Row]:
    done = 0
    for done, row in enumerate(rows, start=1):
        if report and done % PORTION == 0 and done < total:
            report(done, total)
        yield row
    if report:
        report(max(done, total), max(done, total))


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
