"""One person as a file names them, whatever wrote the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """Who wrote a list. Only our own files can say that a value is to be emptied."""

    OURS = "ours"
    EVENTS_MANAGER = "events_manager"


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One line of a list. None means that the file says nothing, "" that it says: nothing is there.

    `line` counts as a spreadsheet does, the first line is 1; `status` is a key of columns.STATUS_WORDS, or None where it
    is not said, `unknown_status` holds words that are none of them. `registered_at` is naive: the event's own time.
    `extras` are columns that no field of ours takes, by header. `number` and `check` are set in our own files alone.
    `unclear` are cells whose words mean nothing in their column: field and words."""

    line: int
    sheet: str = ""
    number: int | None = None
    check: str = ""
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    institution: str | None = None
    function: str | None = None
    topic: str | None = None
    accessibility_needs: str | None = None
    note: str | None = None
    member: bool | None = None
    has_member: bool = False
    is_present: bool | None = None
    list_consent: bool | None = None
    status: str | None = None
    unknown_status: str = ""
    registered_at: datetime | None = None
    spaces: int = 1
    extras: Mapping[str, str] = field(default_factory=dict)
    unclear: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part) or self.email or ""


@dataclass(frozen=True, slots=True)
class ImportedList:
    """What a file holds, in its order. `columns_gone` are headers that one of our files had when it left the house."""

    source: Source
    rows: tuple[ImportedRow, ...]
    columns_gone: tuple[str, ...] = ()
