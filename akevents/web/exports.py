"""Files with personal data, for signed-in moderators only: made for this one request, kept nowhere."""

import errno
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from xlsxwriter.exceptions import FileCreateError

from akevents import clock, settings
from akevents.domain import exports, moderators
from akevents.domain.events import EventDetails
from akevents.domain.exports import Rows
from akevents.domain.moderators import Moderator
from akevents.errors import StorageFull
from akevents.formats import workbook
from akevents.formats.columns import QuestionColumn, columns_for, german_order, rows_for
from akevents.formats.csv_export import write_csv
from akevents.formats.workbook import WorkbookFacts
from akevents.ui.access import SESSION_COOKIE, database
from akevents.web import replies

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
CHUNK = 256 * 1024
USUAL = "moderation"


def excel(request: Request) -> Response:
    """The event's list as an Excel workbook; `profile` says for whom."""
    profile = _profile(request)
    by, event, rows, questions = _taken(request, profile)
    facts = _facts(event, by)
    settings.current().data_dir.mkdir(parents=True, exist_ok=True)
    scratch = cast(BinaryIO, tempfile.TemporaryFile(dir=settings.current().data_dir))  # noqa: SIM115 - closed by `_sent`
    try:
        write(scratch, facts, rows, profile, questions)
    except BaseException:
        scratch.close()
        raise
    size = str(scratch.tell())
    headers = _as_file(workbook.file_name(facts, event.slug)) | {"Content-Length": size}
    return StreamingResponse(_sent(scratch), headers=headers, media_type=XLSX)


def write(
    target: BinaryIO, facts: WorkbookFacts, rows: Rows, profile: str, questions: tuple[QuestionColumn, ...]
) -> None:
    """Leaves `target` at its end. Raises StorageFull."""
    try:
        workbook.write_workbook(target, facts, rows, profile=profile, questions=questions)
        target.flush()
        target.seek(0, 2)
    except (OSError, FileCreateError) as error:
        cause = error.args[0] if isinstance(error, FileCreateError) and error.args else error
        if isinstance(cause, OSError) and cause.errno == errno.ENOSPC:
            raise StorageFull from error
        raise


def _sent(scratch: BinaryIO) -> Iterator[bytes]:
    """The file has no name, so it is gone with the last handle, also when the browser breaks off."""
    with scratch:
        scratch.seek(0)
        while chunk := scratch.read(CHUNK):
            yield chunk


def csv(request: Request) -> Response:
    """The same rows as one CSV file, in German order."""
    profile = _profile(request)
    by, event, rows, questions = _taken(request, profile)
    body = write_csv(german_order(rows_for(profile, rows)), columns_for(profile, questions), event.timezone)
    name = workbook.file_name(_facts(event, by), event.slug).removesuffix(".xlsx")
    return Response(body, headers=_as_file(f"{name}.csv"), media_type=CSV)


def _profile(request: Request) -> str:
    return replies.clean(request.query_params.get("profile", "")) or USUAL


def _taken(request: Request, profile: str) -> tuple[Moderator, EventDetails, Rows, tuple[QuestionColumn, ...]]:
    """Raises NotSignedIn, EventNotFound or UnknownProfile."""
    by = moderators.get_signed_in(database(), request.cookies.get(SESSION_COOKIE))
    slug = replies.clean(request.path_params["slug"])
    return by, *exports.export_rows(database(), by, slug, profile)


def _facts(event: EventDetails, by: Moderator) -> WorkbookFacts:
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


def _as_file(name: str) -> dict[str, str]:
    return replies.PERSONAL | {"Content-Disposition": f'attachment; filename="{name}"'}


ROUTES = [Route("/export/{slug}.xlsx", excel), Route("/export/{slug}.csv", csv)]
