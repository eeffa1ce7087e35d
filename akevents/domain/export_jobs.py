"""Lists that take longer than a person waits without a word: written beside the page, with progress, and stopped on request.

Jobs live in the memory of this process, for the person who started them, until the file is fetched or some minutes old.
Nothing depends on them: who asks for a file that no job holds gets it written anew by the route."""

import logging
import secrets
import tempfile
import threading
import uuid
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, cast

from akevents import settings
from akevents.domain.export_files import FileForm, write_export
from akevents.domain.moderators import Moderator
from akevents.errors import AkeventsError
from akevents.store.database import Database

KEPT_S = 600.0  # a prepared file that nobody fetches
log = logging.getLogger("akevents.exports")

State = Literal["running", "ready", "stopped", "failed"]


class StoppedByPerson(Exception):
    """Ends the writing from within its report."""


@dataclass
class ExportJob:
    """One file under way. `done` of `total` rows are written. What failed was refused by `error`, or is a fault of ours that
    is logged under `number`."""

    id: str
    moderator_id: int
    slug: str
    profile: str
    form: FileForm
    target: BinaryIO
    state: State = "running"
    done: int = 0
    total: int = 0
    size: int = 0
    error: AkeventsError | None = None
    number: str = ""
    is_wanted: bool = True
    thread: threading.Thread | None = field(default=None, repr=False)

    def report(self, done: int, total: int) -> None:
        if not self.is_wanted:
            raise StoppedByPerson
        self.done, self.total = done, total


_jobs: dict[str, ExportJob] = {}
_guard = threading.Lock()


def start(db: Database, by: Moderator, slug: str, profile: str, form: FileForm = "xlsx") -> ExportJob:
    """Begin to write a file; one that this person has begun before is stopped."""
    job = ExportJob(uuid.uuid4().hex, by.id, slug, profile, form, scratch_file())
    with _guard:
        for other in [each for each in _jobs.values() if each.moderator_id == by.id]:
            _forget(other)
        _jobs[job.id] = job
    job.thread = threading.Thread(target=_run, args=(db, by, job), name="export", daemon=True)
    job.thread.start()
    return job


def find(by: Moderator, job_id: str | None) -> ExportJob | None:
    """This person's job of that id, while it is known."""
    with _guard:
        job = _jobs.get(job_id or "")
        return job if job and job.moderator_id == by.id else None


def stop(by: Moderator, job_id: str) -> None:
    """Stop writing; nothing is left of the file. Nothing happens if there is no such job."""
    if job := find(by, job_id):
        with _guard:
            _forget(job)


def take(by: Moderator, job_id: str, slug: str, profile: str, form: FileForm) -> BinaryIO | None:
    """The finished file of exactly this list, once; the caller closes it. None if no job holds it."""
    job = find(by, job_id)
    if job is None or job.state != "ready" or (job.slug, job.profile, job.form) != (slug, profile, form):
        return None
    with _guard:
        return job.target if _jobs.pop(job.id, None) else None


def scratch_file() -> BinaryIO:
    """A file without a name: it is gone with its last handle, also when the browser or the server breaks off."""
    folder = settings.current().data_dir
    folder.mkdir(parents=True, exist_ok=True)
    return cast(BinaryIO, tempfile.TemporaryFile(dir=folder))


def _run(db: Database, by: Moderator, job: ExportJob) -> None:
    try:
        write_export(db, by, job.slug, job.profile, job.target, form=job.form, on_progress=job.report)
        job.size = job.target.seek(0, 2)  # flushes, so a full disk is noticed here
        _finish(job, "ready")
    except StoppedByPerson:
        _finish(job, "stopped")
    except AkeventsError as error:
        job.error = error
        _finish(job, "failed")
    except Exception:
        job.number = secrets.token_hex(3)
        log.exception("unexpected error %s", job.number)
        _finish(job, "failed")


def _finish(job: ExportJob, state: State) -> None:
    with _guard:
        job.state = state
        if state != "ready" or job.id not in _jobs:
            job.target.close()
            return
    timer = threading.Timer(KEPT_S, _expire, (job,))
    timer.daemon = True
    timer.start()


def _expire(job: ExportJob) -> None:
    with _guard:
        if job.id in _jobs:
            _forget(job)


def _forget(job: ExportJob) -> None:
    """Under the guard. A file that is still being written is closed by its own thread."""
    _jobs.pop(job.id, None)
    job.is_wanted = False
    if job.state != "running":
        job.target.close()
