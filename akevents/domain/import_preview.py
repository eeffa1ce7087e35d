"""What an import would do, line by line, before anything is written."""

import hashlib
from dataclasses import dataclass

from akevents.store.tables import RegistrationStatus


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`institution` stands in where a line names none. Without `takes_changes` known people stay as they are; with
    `takes_conflicts` the file counts even where somebody changed the same thing here meanwhile. Without `leaves_out_refused`
    one wrong line keeps the whole list out."""

    institution: str = ""
    takes_changes: bool = True
    takes_conflicts: bool = False
    leaves_out_refused: bool = True
    even_if_full: bool = False
    sends_mails: bool = False


@dataclass(frozen=True, slots=True)
class NewPerson:
    line: int
    sheet: str
    name: str
    email: str
    institution: str
    status: RegistrationStatus


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a known person in words, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    line: int
    sheet: str
    number: int
    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class LineNote:
    """One thing to say about one line; `code` is a key in wording/imports.py, `field` and the rest its facts."""

    line: int
    sheet: str
    name: str
    code: str
    field: str = ""
    limit: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """Each line of the file is in one of: new, changed, unchanged (counted), refused, repeated, left_out.

    `conflicts` are values that somebody changed here since the file left the house: before is what stands here, after what
    the file says. `missing` counts people with a place whom one of our own files does not name; nothing happens to them.
    `columns_left_out` are headers that no field and no question of the event takes."""

    new: tuple[NewPerson, ...]
    changed: tuple[ChangedPerson, ...]
    unchanged: int
    refused: tuple[LineNote, ...]
    repeated: tuple[LineNote, ...]
    left_out: tuple[LineNote, ...]
    remarks: tuple[LineNote, ...]
    columns_left_out: tuple[str, ...]
    conflicts: tuple[ChangedPerson, ...] = ()
    missing: int = 0

    @property
    def fingerprint(self) -> str:
        """Stands for what was shown; another one means that somebody changed something since."""
        shown = repr((self.new, self.changed, self.conflicts, self.refused))
        return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()

    def taken(self, options: ImportOptions) -> int:
        """How many people the import would write."""
        if self.refused and not options.leaves_out_refused:
            return 0
        return len(self.new) + (len(self.changed) if options.takes_changes else 0)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was written; `waiting` counts those of the added who got no place."""

    added: int
    waiting: int
    changed: int
    refused: int
