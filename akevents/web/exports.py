"""Files with personal data, for signed-in moderators only: made for this one request, kept nowhere."""

from collections.abc import Iterator
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from akevents.domain import events, export_jobs, moderators
from akevents.domain.export_files import FileForm, workbook_facts, write_export
from akevents.domain.moderators import Moderator
from akevents.formats import workbook
from akevents.ui.access import SESSION_COOKIE, database
from akevents.web import replies

MEDIA_TYPES: dict[FileForm, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
CHUNK = 256 * 1024
USUAL = "moderation"


def excel(request: Request) -> Response:
    """The event's list as an Excel workbook; `profile` says for whom, `file` names the job that has written it already."""
    return _export(request, "xlsx")


def csv(request: Request) -> Response:
    """The same rows as one CSV file, in German order."""
    return _export(request, "csv")


def _export(request: Request, form: FileForm) -> Response:
    """Raises NotSignedIn, EventNotFound, UnknownProfile or StorageFull."""
    by = moderators.get_signed_in(database(), request.cookies.get(SESSION_COOKIE))
    slug = replies.clean(request.path_params["slug"])
    profile = replies.clean(request.query_params.get("profile", "")) or USUAL
    event = events.get_moderated_event(database(), by, slug)
    scratch = export_jobs.take(by, request.query_params.get("file", ""), slug, profile, form)
    if scratch is None:
        scratch = _written(by, slug, profile, form)
    size = scratch.seek(0, 2)
    name = workbook.file_name(workbook_facts(event, by), event.slug).removesuffix("xlsx") + form
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return StreamingResponse(_sent(scratch), headers=replies.PERSONAL | headers, media_type=MEDIA_TYPES[form])


def _written(by: Moderator, slug: str, profile: str, form: FileForm) -> BinaryIO:
    scratch = export_jobs.scratch_file()
    try:
        write_export(database(), by, slug, profile, scratch, form=form)
        scratch.seek(0, 2)  # flushes, so a full disk is noticed here and not halfway through the answer
    except BaseException:
        scratch.close()
        raise
    return scratch


def _sent(scratch: BinaryIO) -> Iterator[bytes]:
    with scratch:
        scratch.seek(0)
        while chunk := scratch.read(CHUNK):
            yield chunk


ROUTES = [Route("/export/{slug}.xlsx", excel), Route("/export/{slug}.csv", csv)]
