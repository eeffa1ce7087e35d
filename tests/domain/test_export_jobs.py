"""A list that is written beside the page: its progress, its end, its stop, and who may fetch it."""

import io
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from domain.test_export_files import fill
from house import House

from akevents import settings
from akevents.domain import export_jobs
from akevents.domain.events import EventDetails
from akevents.domain.export_jobs import ExportJob, find, start, stop, take
from akevents.domain.exports import PORTION
from akevents.errors import EventNotFound, UnknownProfile

PATIENCE_S = 60.0


@pytest.fixture
def evening(house: House) -> EventDetails:
    event = house.event(slug="abend")
    house.register(event, "Anna")
    return event


def ended(job: ExportJob) -> ExportJob:
    assert job.thread is not None
    job.thread.join(PATIENCE_S)
    assert not job.thread.is_alive()
    return job


def test_finished_file_is_handed_out_once_and_only_for_what_it_holds(house: House, evening: EventDetails) -> None:
    job = ended(start(house.db, house.mona, "abend", "moderation"))

    assert (job.state, job.done == job.total, job.size > 0, find(house.mona, job.id)) == ("ready", True, True, job)
    for by, slug, profile, form in (
        (house.olaf, "abend", "moderation", "xlsx"), (house.mona, "anderer", "moderation", "xlsx"),
        (house.mona, "abend", "referent", "xlsx"), (house.mona, "abend", "moderation", "csv"),
    ):  # fmt: skip
        assert take(by, job.id, slug, profile, form) is None  # type: ignore[arg-type]
    file = take(house.mona, job.id, "abend", "moderation", "xlsx")
    assert file is not None
    with file:
        file.seek(0)
        assert [row[2].value for row in openpyxl.load_workbook(io.BytesIO(file.read()))["Teilnehmende"]] == [
            "Vorname",
            "Anna",
        ]
    assert take(house.mona, job.id, "abend", "moderation", "xlsx") is None
    assert ("exported", house.mona.id, None) in house.protocol(evening)


def test_nobody_else_sees_a_job(house: House, evening: EventDetails) -> None:
    job = ended(start(house.db, house.mona, "abend", "moderation"))

    stop(house.olaf, job.id)

    assert (find(house.olaf, job.id), find(house.mona, job.id), find(house.mona, None)) == (None, job, None)
    stop(house.mona, job.id)
    assert (find(house.mona, job.id), job.target.closed) == (None, True)


def test_stopped_writing_leaves_nothing_and_is_not_in_the_protocol(house: House, monkeypatch: Any) -> None:
    event = house.event(slug="voll")
    fill(house, event, 4 * PORTION)
    reached, may_go_on = threading.Event(), threading.Event()
    report = ExportJob.report

    def held(job: ExportJob, done: int, total: int) -> None:
        reached.set()
        may_go_on.wait(PATIENCE_S)
        report(job, done, total)

    monkeypatch.setattr(ExportJob, "report", held)
    job = start(house.db, house.mona, "voll", "moderation")
    assert reached.wait(PATIENCE_S)

    stop(house.mona, job.id)
    may_go_on.set()

    assert (ended(job).state, job.target.closed, find(house.mona, job.id)) == ("stopped", True, None)
    assert "exported" not in [action for action, _, _ in house.protocol(event)]


def test_next_file_of_the_same_person_ends_the_one_before(house: House, evening: EventDetails) -> None:
    first = ended(start(house.db, house.mona, "abend", "moderation"))

    second = ended(start(house.db, house.mona, "abend", "referent"))

    assert (find(house.mona, first.id), first.target.closed, find(house.mona, second.id)) == (None, True, second)
    stop(house.mona, second.id)


@pytest.mark.parametrize(
    ("slug", "profile", "error"),
    [("nirgends", "moderation", EventNotFound("nirgends")), ("abend", "own-7", UnknownProfile("own-7"))],
)
def test_refusal_is_kept_for_the_page(
    house: House, evening: EventDetails, slug: str, profile: str, error: Exception
) -> None:
    job = ended(start(house.db, house.mona, slug, profile))

    assert (job.state, job.error, job.target.closed) == ("failed", error, True)
    assert take(house.mona, job.id, slug, profile, "xlsx") is None


def test_fault_of_ours_has_a_number(house: House, evening: EventDetails, monkeypatch: Any) -> None:
    broken = replace(house.mona, name=7)  # type: ignore[arg-type]

    job = ended(start(house.db, broken, "abend", "moderation"))

    assert (job.state, job.error, len(job.number)) == ("failed", None, 6)


def test_files_wait_without_a_name_and_not_for_ever(house: House, evening: EventDetails, monkeypatch: Any) -> None:
    monkeypatch.setattr(export_jobs, "KEPT_S", 0.0)
    before = {path.name for path in folder().iterdir()} if folder().exists() else set()
    expired = threading.Event()
    expire = export_jobs._expire
    monkeypatch.setattr(export_jobs, "_expire", lambda job: (expire(job), expired.set()))

    job = ended(start(house.db, house.mona, "abend", "moderation"))

    assert expired.wait(PATIENCE_S)
    assert (find(house.mona, job.id), job.target.closed) == (None, True)
    assert {path.name for path in folder().iterdir()} - before <= {"secret.key"}


def folder() -> Path:
    return settings.current().data_dir
