"""Five calendar libraries that read our files: three of Python here, two of Node in read.mjs, started once for all files.

What people's calendar programs do can only be tried with libraries; these are the ones behind many of them."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

FOLDER = Path(__file__).parent
ELSEWHERE = "Pacific/Honolulu"  # a reader that falls back to the machine's own zone is found out


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as a reader gives it to its program. Missing texts are ""."""

    uid: str
    sequence: int
    status: str
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str
    location: str


Entries = tuple[Entry, ...]


def by_icalendar(payload: bytes) -> Entries:
    return tuple(
        Entry(
            str(event["UID"]),
            int(event["SEQUENCE"]),
            str(event["STATUS"]),
            event.start.astimezone(UTC),
            event.end.astimezone(UTC),
            str(event["SUMMARY"]),
            str(event.get("DESCRIPTION", "")),
            str(event.get("LOCATION", "")),
        )
        for event in icalendar.Calendar.from_ical(payload).walk("VEVENT")
    )


def by_ical(payload: bytes) -> Entries:
    return tuple(
        Entry(
            event.uid,
            event.sequence or 0,
            event.status.value,
            event.dtstart.astimezone(UTC),
            event.dtend.astimezone(UTC),
            event.summary,
            event.description or "",
            event.location or "",
        )
        for event in IcsCalendarStream.calendar_from_ics(payload.decode()).events
    )


def by_vobject(payload: bytes) -> Entries:
    return tuple(
        Entry(
            event.uid.value,
            int(event.sequence.value),
            event.status.value,
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            event.summary.value,
            event.getChildValue("description", ""),
            event.getChildValue("location", ""),
        )
        for event in vobject.readOne(payload.decode()).contents.get("vevent", [])
    )


OF_PYTHON: dict[str, Callable[[bytes], Entries]] = {"icalendar": by_icalendar, "ical": by_ical, "vobject": by_vobject}
OF_NODE = ("ical.js", "node-ical")
ALL = (*OF_PYTHON, *OF_NODE)


def by_node(files: Mapping[str, bytes]) -> dict[str, dict[str, Entries | str]]:
    """What each reader of Node finds in each file, its message where it refuses one.

    Skips the test where there is no Node; in CI that is a failure."""
    node = shutil.which("node")
    if node is None and not os.environ.get("CI"):
        pytest.skip("Node is not installed")
    assert node is not None, "Node is not installed"
    assert (FOLDER / "node_modules").is_dir(), f"run `npm ci --ignore-scripts` in {FOLDER}; `make test` does"
    sent = json.dumps({name: payload.decode() for name, payload in files.items()})
    environment = {**os.environ, "TZ": ELSEWHERE}
    done = subprocess.run(
        [node, "read.mjs"], cwd=FOLDER, env=environment, input=sent, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return {reader: {name: _entries(each) for name, each in found.items()} for reader, found in _parsed(done.stdout)}


def _parsed(answer: str) -> list[tuple[str, dict[str, list[dict[str, str | int]] | str]]]:
    return list(json.loads(answer).items())


def _entries(found: list[dict[str, str | int]] | str) -> Entries | str:
    return found if isinstance(found, str) else tuple(_entry(**each) for each in found)  # type: ignore[arg-type]


def _entry(starts_at: int, ends_at: int, **texts: str) -> Entry:
    start, end = (datetime.fromtimestamp(seconds, UTC) for seconds in (starts_at, ends_at))
    return Entry(starts_at=start, ends_at=end, **texts)  # type: ignore[arg-type]
