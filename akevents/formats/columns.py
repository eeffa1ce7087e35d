"""One list of columns for everything that shows registrations as rows: table, workbook, CSV file, import.

A row is a mapping keyed by `Column.key`. Instants are aware UTC datetimes, yes/no is True, False or None (no answer),
a number is an int, `status` is a key of `STATUS_WORDS`. Keys without a column may be there too: `institution_kind`
(a German label) and `consents_list_email` (a bool).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from akevents.formats.german import fold

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, object]
CellValue = str | int | datetime | None


class ColumnKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    INSTANT = "instant"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column wherever registrations are shown as rows.

    `width` is the widest it grows in a sheet, in characters; longer text wraps. `retention` names the rule that ends
    its content: "registration", "questions" or "accessibility". `profiles` are the built-in profiles that show it."""

    key: str
    header: str
    kind: ColumnKind
    width: int
    retention: str
    profiles: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """An event's own question as a column; the answer is in the row under `key`. Labels may be empty, long or alike."""

    id: int
    label: str

    @property
    def key(self) -> str:
        return f"question_{self.id}"


PROFILES: dict[str, str] = {
    "moderation": "Moderation",
    "referent": "Referent:in (ohne Adressen)",
    "teilnehmendenliste": "Teilnehmendenliste (nur mit Einwilligung)",
    "vollstaendig": "Vollständig (mit Freitext und Bedarf zur Barrierefreiheit)",
}
STATUS_WORDS: dict[str, str] = {
    "pending": "unbestätigt",
    "requested": "angefragt",
    "confirmed": "bestätigt",
    "waitlisted": "auf der Warteliste",
    "cancelled": "storniert",
}
YES_NO_WORDS: dict[object, str] = {True: "ja", False: "nein"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
HEADER_LIMIT = 255  # Excel's limit for the name of a table column, in UTF-16 units.
QUESTION_WIDTH = 36
CHECK = "check"

_COMPLETE = frozenset({"vollstaendig"})
_MODERATION = _COMPLETE | {"moderation"}
_REFERENT = _MODERATION | {"referent"}
_EVERYONE = _REFERENT | {"teilnehmendenliste"}
_MODERATION_AND_LIST = _MODERATION | {"teilnehmendenliste"}

_TEXT, _NUMBER, _INSTANT, _YES_NO = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.INSTANT, ColumnKind.YES_NO

COLUMNS: tuple[Column, ...] = (
    Column("number", "Nr.", _NUMBER, 8, "registration", _REFERENT),
    Column("last_name", "Nachname", _TEXT, 24, "registration", _EVERYONE),
    Column("first_name", "Vorname", _TEXT, 20, "registration", _EVERYONE),
    Column("institution", "Institution/Kommune", _TEXT, 36, "registration", _EVERYONE),
    Column("state", "Bundesland", _TEXT, 24, "registration", _REFERENT),
    Column("function", "Funktion", _TEXT, 34, "registration", _REFERENT),
    Column("email", "E-Mail", _TEXT, 34, "registration", _MODERATION_AND_LIST),
    Column("member", "Mitglied", _YES_NO, 12, "registration", _MODERATION),
    Column("status", "Status", _TEXT, 20, "registration", _REFERENT),
    Column("registered_at", "Angemeldet am", _INSTANT, 17, "registration", _REFERENT),
    Column("confirmed_at", "Bestätigt am", _INSTANT, 17, "registration", _REFERENT),
    Column("waitlisted_at", "Auf der Warteliste seit", _INSTANT, 25, "registration", _REFERENT),
    Column("cancelled_at", "Abgemeldet am", _INSTANT, 17, "registration", _REFERENT),
    Column("list_consent", "Liste ok", _YES_NO, 12, "registration", _REFERENT),
    Column("is_present", "Anwesend", _YES_NO, 12, "registration", _REFERENT),
    Column("note", "Notiz", _TEXT, 36, "registration", _MODERATION),
    Column("topic", "Möchte besprechen", _TEXT, 50, "questions", _COMPLETE),
    Column("accessibility_needs", "Bedarf zur Barrierefreiheit", _TEXT, 40, "accessibility", _COMPLETE),
    # What a row said when it left the house; hidden in the workbook (domain/row_checks.py).
    Column(CHECK, "Prüfzeichen", _TEXT, 16, "registration", _MODERATION),
)


def german_order(rows: Iterable[Row]) -> list[Row]:
    """By last name, first name, number: ä as a, ö as o, ü as u, ß as ss; case and accents are ignored.

    Source: DIN 5007-1, as German directories sort."""
    return sorted(rows, key=_place_in_directory)


def cell_reader(column: Column, zone: ZoneInfo) -> Callable[[Row], Any]:
    """A function from a row to what the column shows: text, an int, a naive datetime in `zone` to the second, or None.

    None is an empty cell, and so is empty text."""
    key = column.key
    if column.kind is ColumnKind.NUMBER:
        return lambda row: row.get(key)
    if column.kind is ColumnKind.YES_NO:
        return lambda row: YES_NO_WORDS.get(row.get(key))
    if column.kind is ColumnKind.INSTANT:
        return lambda row: _local(row.get(key), zone)
    if key == "status":
        return lambda row: STATUS_WORDS[str(row[key])]
    return lambda row: value if type(value := row.get(key)) is str and value else _words(value)


def participants_frame(rows: Iterable[Row], columns: Sequence[Column], timezone: str) -> pd.DataFrame:
    """The rows in the order given under German headers; instants are naive and local, yes/no is ja/nein or missing."""
    import pandas as pd  # noqa: PLC0415 - slow to import, and only the moderator's screens need it

    rows = list(rows)
    types = {ColumnKind.NUMBER: "Int64", ColumnKind.INSTANT: "datetime64[s]"}
    series = {}
    for column in columns:
        read = cell_reader(column, ZoneInfo(timezone))
        series[column.header] = pd.Series([read(row) for row in rows], dtype=types.get(column.kind, "str"))
    return pd.DataFrame(series)


def carried_text(text: str) -> str:
    """The text as a file can carry it: CR LF and CR become LF, and what XML cannot hold becomes U+FFFD.

    That is control characters, lone surrogates, U+FFFE and U+FFFF; U+FFFD tells a reader that something was there.
    Everything else stays as it is. Source: XML 1.0, production 2."""
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def cut_to(text: str, limit: int, mark: str = "…") -> str:
    """The text, or its beginning and the mark, in at most `limit` UTF-16 units (Excel's measure), characters whole."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - len(mark))].decode("utf-16-le", "ignore") + mark


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _place_in_directory(row: Row) -> tuple[str, str, Any]:
    return fold(str(row.get("last_name") or "")), fold(str(row.get("first_name") or "")), row.get("number") or 0


def _local(instant: Any, zone: ZoneInfo) -> datetime | None:
    return instant.astimezone(zone).replace(tzinfo=None, microsecond=0) if instant is not None else None


def _words(value: object) -> str | None:
    """An answer that is not plain text, in words; an empty one is an empty cell."""
    if isinstance(value, bool):
        return YES_NO_WORDS[value]
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value) or None
    return str(value) or None if value is not None else None
