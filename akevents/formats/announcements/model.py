"""What reading an announcement gives: fields, where each stands in the text, findings with both values, proposals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import Any

Value = datetime | date | str | bool | None
Fact = date | time | int | str


class Severity(StrEnum):
    """An error contradicts itself, a warning leaves something open, an info is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage: `text` is exactly what stands from `start` up to `end` (characters of the text that was read)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to settle a finding, for one button: the fields that would change, and the passage that speaks for it."""

    changes: Mapping[str, Value]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit, is missing, or was inferred. `facts` fill the sentence in `akevents.wording.findings`.

    `evidence` holds every passage that is concerned: of a contradiction both, the one that is proposed first."""

    code: str
    severity: Severity
    evidence: tuple[Evidence, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """The fields as the text gives them; None or empty where it does not.

    Instants are aware, in the event's zone. A `start`, `end` or `deadline` that is a bare date has no time in the text;
    a deadline then means the end of that day. `online` is True for online and hybrid, False on site, None unknown.
    `evidence` has the passages of every field that was found."""

    title: str | None
    start: datetime | date | None
    end: datetime | date | None
    deadline: datetime | date | None
    venue: str | None
    online: bool | None
    moderator: tuple[str, ...]
    speaker: tuple[str, ...]
    categories: tuple[str, ...]
    findings: tuple[Finding, ...]
    evidence: Mapping[str, tuple[Evidence, ...]]

    def has_errors(self) -> bool:
        return any(each.severity is Severity.ERROR for each in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Ready for json.dumps; instants to the minute with their offset, days as yyyy-mm-dd."""
        return {
            "title": self.title,
            "start": in_iso(self.start),
            "end": in_iso(self.end),
            "deadline": in_iso(self.deadline),
            "venue": self.venue,
            "online": self.online,
            "moderator": list(self.moderator),
            "speaker": list(self.speaker),
            "categories": list(self.categories),
            "findings": [
                {"code": each.code, "severity": each.severity.value, "evidence": _passages(each.evidence)}
                for each in self.findings
            ],
            "evidence": {name: _passages(found) for name, found in self.evidence.items()},
        }


def in_iso(value: datetime | date | None) -> str | None:
    """ "2022-03-02T17:00+01:00" or "2022-03-02"."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if value else None


def _passages(found: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [{"text": each.text, "start": each.start, "end": each.end} for each in found]
